//! Which edges there are: what is stated, and what an order implies where
//! nothing is stated.
//!
//! # The rules
//!
//! 1. What the author stated (fields, drawings, prose, groups) is added
//!    together; the same edge stated twice is one edge with two sources.
//! 2. An implied order is a fallback, task by task: only for a task without a
//!    stated predecessor. `None` counts as stated.
//! 3. Tasks that may run in parallel have no implied order between them.
//! 4. An edge to or from a phase means all its last tasks, to all its first ones.
//! 5. A drawing that crosses a phase boundary replaces the implied order there,
//!    for the tasks that it draws.
//! 6. An implied edge that would close a cycle gives way.
//! 7. A wave stands before the order of phases and tasks: what it holds waits for
//!    the waves before it, and for nothing by mere order.
//! 8. Nothing waits by mere order for an optional task that is not done.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, code, list};
use crate::graph::model::{
    Edge, EdgeKind, Graph, NodeId, Provenance, Scope, Unknown, Why,
};
use crate::graph::order;
use crate::graph::resolve::{Failure, Index, Resolved};
use crate::plan::model::{
    Mode, Phase, Plan, PlanReference, Reference, Rule, Statement, Task,
};
use crate::source::{SitePath, Span};

/// The most edges that the statements and the order of one plan make. What would
/// go beyond is shown as waiting for something unknown, and reported: two wide
/// phases make the product of their tasks. So many take some 23 MB of the plan's
/// JSON, and hosts accept files of 25 MiB.
const EDGE_LIMIT: usize = 150_000;

/// How many statements of edges are followed to see whether a drawing relaxes the order of two
/// phases; beyond that nothing is said.
const RELAX_STEPS: usize = 20_000;

/// What was inferred.
pub struct Inferred {
    /// The edges, sorted by end, then start.
    pub edges: Vec<Edge>,
    /// References that do not lead to exactly one task, with the task that waits.
    pub unknown: Vec<(NodeId, Unknown)>,
}

/// The edges being collected: all that states or implies one, those of a dependent
/// chained to each other.
struct Edges {
    sources: Vec<Source>,
    /// The last source that ends at each node.
    last: Vec<Option<usize>>,
}

/// What states or implies an edge; one edge may have several.
struct Source {
    from: NodeId,
    to: NodeId,
    provenance: Provenance,
    /// Whether it has words on it in a drawing.
    labelled: bool,
    /// The source before this one that ends at the same node.
    previous: Option<usize>,
}

impl Source {
    /// The dependent and the prerequisite.
    fn edge(&self) -> (NodeId, NodeId) {
        (self.to, self.from)
    }
}

impl Edges {
    /// No edges between so many nodes.
    fn new(nodes: usize) -> Self {
        // Most tasks wait for one or two others.
        Self { sources: Vec::with_capacity(2 * nodes), last: vec![None; nodes] }
    }

    fn push(
        &mut self,
        (from, to): (NodeId, NodeId),
        provenance: Provenance,
        labelled: bool,
    ) {
        let previous = self.last[to.0].replace(self.sources.len());
        self.sources.push(Source { from, to, provenance, labelled, previous });
    }

    /// All that ends at a node, the last that was added first.
    fn ending_at(&self, node: NodeId) -> impl Iterator<Item = &Source> {
        let source = |at: usize| &self.sources[at];
        std::iter::successors(self.last[node.0].map(source), move |found| {
            found.previous.map(source)
        })
    }

    /// The edges as prerequisite and dependent; one with several sources comes several times.
    fn pairs(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.sources.iter().map(|source| (source.from, source.to))
    }

    /// Drops the edges that nothing states and that are to be dropped.
    fn drop_implied(&mut self, drops: impl Fn(&Source) -> bool) {
        let stated: BTreeSet<(NodeId, NodeId)> = self
            .sources
            .iter()
            .filter(|source| source.provenance.rule.stated())
            .map(Source::edge)
            .collect();
        let mut kept = Self::new(self.last.len());
        for source in std::mem::take(&mut self.sources) {
            if stated.contains(&source.edge()) || !drops(&source) {
                kept.push((source.from, source.to), source.provenance, source.labelled);
            }
        }
        *self = kept;
    }
}

/// A statement whose ends are known.
struct Link<'g> {
    home: usize,
    statement: &'g Statement,
    before: Resolved,
    after: Resolved,
}

/// Infers the edges of a graph whose nodes are known.
pub fn infer<'g>(
    graph: &'g Graph,
    index: &Index<'g>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Inferred {
    let mut inference = Inference {
        graph,
        index,
        edges: Edges::new(graph.nodes.len()),
        made: vec![0; graph.plans.len()],
        stated: vec![false; graph.nodes.len()],
        placed: vec![false; graph.nodes.len()],
        loose: loose(graph),
        gates: vec![false; graph.nodes.len()],
        unknown: Vec::new(),
    };
    let links = inference.resolve(diagnostics);
    for link in &links {
        inference.between_tasks(link, diagnostics);
    }
    let back = inference.ways_back(&links);
    for (number, plan) in graph.plans.iter().enumerate() {
        if !plan.waves.is_empty() {
            inference.waves(number, &links, diagnostics);
        }
    }
    for (node, found) in graph.nodes.iter().enumerate() {
        inference.stated[node] |= found.facts.states_none;
    }
    for (number, plan) in graph.plans.iter().enumerate() {
        inference.task_order(number, plan);
    }
    inference.order_gives_way(&back);
    let ends = inference.ends();
    for link in &links {
        inference.between_groups(link, &ends, diagnostics);
    }
    for (from, _) in inference.edges.pairs() {
        inference.gates[from.0] = true;
    }
    let crossings = inference.crossings(&links);
    for number in 0..graph.plans.len() {
        inference.phase_order(number, &crossings, &ends, diagnostics);
    }
    let unknown = inference.unknown(&ends);
    Inferred { edges: finish(inference.edges), unknown }
}

/// What the drawings of all plans cross.
struct Crossings {
    /// For each plan, the phases that a drawn edge of it enters from another one.
    entered: Vec<BTreeSet<usize>>,
    /// Whether a task is drawn in its own plan, by node.
    drawn: Vec<bool>,
}

struct Inference<'i, 'g> {
    graph: &'g Graph,
    index: &'i Index<'g>,
    edges: Edges,
    /// How many edges end in each plan, each source counted.
    made: Vec<usize>,
    /// Whether a task has a stated predecessor, by node.
    stated: Vec<bool>,
    /// Whether a task, or one below it, stands in a wave, by node.
    placed: Vec<bool>,
    /// Whether a task is optional and not done, by node.
    loose: Vec<bool>,
    /// Whether something waits for a task, by node; before the order of phases.
    gates: Vec<bool>,
    /// What waits for words that mean nothing.
    unknown: Vec<(Resolved, Unknown)>,
}

/// Whether each task is optional and not done, or stands below such a task.
fn loose(graph: &Graph) -> Vec<bool> {
    let mut loose: Vec<bool> = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        // Children stand behind their parents.
        let above = node.facts.parent;
        let own = node.facts.optional && !node.facts.is_over();
        loose.push(own || above.is_some_and(|above| loose.get(above.0) == Some(&true)));
    }
    loose
}

/// The first and last tasks of each phase of each plan, and of each plan.
struct Ends {
    phases: Vec<Vec<(Vec<NodeId>, Vec<NodeId>)>>,
    plans: Vec<(Vec<NodeId>, Vec<NodeId>)>,
}

impl<'g> Inference<'_, 'g> {
    fn resolve(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Link<'g>> {
        let statements = self.graph.plans.iter().map(|plan| plan.statements.len());
        let mut links = Vec::with_capacity(statements.sum());
        for (home, plan) in self.graph.plans.iter().enumerate() {
            for statement in &plan.statements {
                let after = match self.index.resolve(home, &statement.after) {
                    Ok(after) => after,
                    Err(failure) => {
                        let place = (plan.as_ref(), &statement.path);
                        report(
                            self.graph,
                            place,
                            (&statement.after, &failure),
                            diagnostics,
                        );
                        continue;
                    }
                };
                match self.index.resolve(home, &statement.before) {
                    Ok(before) => links.push(Link { home, statement, before, after }),
                    Err(failure) => {
                        let place = (plan.as_ref(), &statement.path);
                        report(
                            self.graph,
                            place,
                            (&statement.before, &failure),
                            diagnostics,
                        );
                        if let Resolved::Tasks(tasks) = &after {
                            for task in tasks {
                                self.stated[task.0] = true;
                            }
                        }
                        let text = statement.before.text.clone();
                        self.unknown.push((after, Unknown { text, why: failure.why() }));
                    }
                }
            }
        }
        links
    }

    fn add(&mut self, edge: (NodeId, NodeId), provenance: Provenance, labelled: bool) {
        let (_, to) = edge;
        self.made[self.graph.nodes[to.0].plan] += 1;
        self.edges.push(edge, provenance, labelled);
    }

    /// Adds what is stated between tasks, and marks every task whose
    /// predecessors are stated.
    fn between_tasks(&mut self, link: &Link<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Resolved::Tasks(after) = &link.after else { return };
        let leads_back = self.leads_back(link);
        let Resolved::Tasks(before) = &link.before else {
            for to in after {
                match self.own_phase(link, *to) {
                    Some(phase) => self.waits_for_phase(link, (phase, *to), diagnostics),
                    None => self.stated[to.0] |= !leads_back,
                }
            }
            return;
        };
        if !self.has_room(link.home, (before.len(), after.len())) {
            let place = (&link.statement.path, link.statement.span);
            self.too_many((before.len(), after), place, diagnostics);
            return;
        }
        for to in after {
            for from in before {
                let related = self.is_part_of(*from, *to) || self.is_part_of(*to, *from);
                if related && !self.graph.leads_inside(*from, *to) {
                    self.self_dependency(link, (*from, *to), diagnostics);
                    continue;
                }
                // What is left out states nothing, so that the order holds.
                self.stated[to.0] |= !leads_back;
                self.parallel_but_depends(link, (*from, *to), diagnostics);
                let provenance = self.provenance(link, Scope::Task);
                self.add((*from, *to), provenance, link.statement.label.is_some());
            }
        }
    }

    /// The phase that a statement names, where the task that waits is in it.
    fn own_phase(&self, link: &Link<'_>, to: NodeId) -> Option<usize> {
        let Resolved::Phase(plan, phase) = &link.before else { return None };
        let own = self.graph.nodes[to.0].plan == *plan
            && self.graph.nodes[to.0].facts.phase == Some(*phase);
        own.then_some(*phase)
    }

    /// A task that waits for the phase that it stands in.
    fn waits_for_phase(
        &self,
        link: &Link<'_>,
        (phase, to): (usize, NodeId),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let task = self.graph.task(to);
        let phase = &self.graph.plan(to).phases[phase];
        let name = phase.number.as_deref().unwrap_or(&phase.title);
        diagnostics.push(
            Diagnostic::at(
                &code::SELF_DEPENDENCY,
                &link.statement.path,
                link.statement.span,
                format!(
                    "task `{}` depends on phase {name}, which it is a part of",
                    task.key
                ),
            )
            .hint("the dependency is left out; name the tasks that come before"),
        );
    }

    /// Whether a plan may make so many edges more.
    fn has_room(&self, home: usize, (from, to): (usize, usize)) -> bool {
        self.made[home].saturating_add(from.saturating_mul(to)) <= EDGE_LIMIT
    }

    /// Whether a link is labelled, drawn, and leads to an earlier place: a way
    /// back, most likely, for which nothing waits.
    fn leads_back(&self, link: &Link<'_>) -> bool {
        let place = |end: &Resolved| match end {
            Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => {
                tasks.first().map(|node| {
                    let found = &self.graph.nodes[node.0];
                    (found.plan, found.facts.phase, node.0)
                })
            }
            Resolved::Phase(plan, phase) => Some((*plan, Some(*phase), 0)),
            Resolved::Plan(plan) => Some((*plan, None, 0)),
        };
        link.statement.rule == Rule::Diagram
            && link.statement.label.is_some()
            && place(&link.after) < place(&link.before)
    }

    /// The edges between tasks that lead back, by dependent and prerequisite.
    fn ways_back(&self, links: &[Link<'_>]) -> BTreeSet<(NodeId, NodeId)> {
        let mut back = BTreeSet::new();
        for link in links.iter().filter(|link| self.leads_back(link)) {
            if let (Resolved::Tasks(before), Resolved::Tasks(after)) =
                (&link.before, &link.after)
            {
                let from = |to: NodeId| before.iter().map(move |from| (to, *from));
                back.extend(after.iter().flat_map(|to| from(*to)));
            }
        }
        back
    }

    /// Drops implied edges that close a cycle, and those of tasks whose way back
    /// is none: where nothing leads there again, it is an ordinary statement.
    fn order_gives_way(&mut self, back: &BTreeSet<(NodeId, NodeId)>) {
        let loops = loops(&self.edges);
        let ordinary: BTreeSet<NodeId> =
            back.difference(&loops).map(|(to, _)| *to).collect();
        for to in &ordinary {
            self.stated[to.0] = true;
        }
        if !ordinary.is_empty() {
            self.edges.drop_implied(|source| ordinary.contains(&source.to));
        }
        give_way(&mut self.edges);
    }

    fn provenance(&self, link: &Link<'_>, scope: Scope) -> Provenance {
        Provenance {
            rule: link.statement.rule,
            scope,
            path: link.statement.path.clone(),
            span: link.statement.span,
        }
    }

    /// Whether a task is another one, or stands below it.
    fn is_part_of(&self, node: NodeId, whole: NodeId) -> bool {
        self.graph.lineage(node).any(|node| node == whole)
    }

    /// A task that waits for itself, for a part of itself, or for what it is a part of.
    fn self_dependency(
        &self,
        link: &Link<'_>,
        (from, to): (NodeId, NodeId),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (before, task) = (&self.graph.task(from).key, &self.graph.task(to).key);
        let message = if from == to {
            format!("task `{task}` depends on itself")
        } else if self.is_part_of(from, to) {
            format!("task `{task}` depends on `{before}`, which is a part of it")
        } else {
            format!("task `{task}` depends on `{before}`, which it is a part of")
        };
        diagnostics.push(
            Diagnostic::at(
                &code::SELF_DEPENDENCY,
                &link.statement.path,
                link.statement.span,
                message,
            )
            .hint("the edge is left out; name the task that comes before"),
        );
    }

    /// Tasks that name each other as parallel, and have a stated order.
    fn parallel_but_depends(
        &self,
        link: &Link<'_>,
        (from, to): (NodeId, NodeId),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if !self.beside(from, to) {
            return;
        }
        let (first, second) = (self.graph.task(from), self.graph.task(to));
        diagnostics.push(
            Diagnostic::at(
                &code::PARALLEL_BUT_DEPENDS,
                &link.statement.path,
                link.statement.span,
                format!(
                    "task `{}` waits for `{}`, and they say that they can run in parallel",
                    second.key, first.key
                ),
            )
            .hint("the dependency holds; take the other number out of the parallel list"),
        );
    }

    /// Whether one of two tasks of a plan names the other as parallel.
    fn beside(&self, a: NodeId, b: NodeId) -> bool {
        let (one, other) = (&self.graph.nodes[a.0], &self.graph.nodes[b.0]);
        let names_some = one.facts.has_parallel || other.facts.has_parallel;
        if one.plan != other.plan || !names_some {
            return false;
        }
        let (first, second) = (self.graph.task(a), self.graph.task(b));
        let names = |task: &Task, other: Option<&str>| {
            task.parallel_with.iter().any(|named| Some(named.id.as_str()) == other)
        };
        names(first, second.id.as_deref()) || names(second, first.id.as_deref())
    }

    /// Rank 5: what stands in a wave waits for all that stands in the waves
    /// before it. A stated order that the waves break is reported.
    fn waves(
        &mut self,
        number: usize,
        links: &[Link<'_>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let plan = &self.graph.plans[number];
        let mut nodes: Vec<Vec<(NodeId, Span)>> = Vec::new();
        // Where each task stands first: its wave, and how many come before that.
        let mut ranks: Vec<usize> = Vec::new();
        let mut places: BTreeMap<NodeId, (usize, Span)> = BTreeMap::new();
        for (at, wave) in plan.waves.iter().enumerate() {
            let earlier = wave.after.iter().filter_map(|before| ranks.get(*before));
            ranks.push(earlier.max().map_or(0, |rank| rank + 1));
            let mut found = Vec::new();
            for reference in &wave.tasks {
                match self.index.resolve(number, reference) {
                    Ok(Resolved::Tasks(tasks) | Resolved::AllOf(tasks)) => {
                        found
                            .extend(tasks.into_iter().map(|node| (node, reference.span)));
                    }
                    Ok(Resolved::Phase(..) | Resolved::Plan(_)) => {}
                    Err(failure) => {
                        report(
                            self.graph,
                            (plan, &wave.path),
                            (reference, &failure),
                            diagnostics,
                        );
                    }
                }
            }
            for (node, span) in &found {
                places.entry(*node).or_insert((at, *span));
                let above: Vec<NodeId> = self.graph.lineage(*node).collect();
                for node in above {
                    self.placed[node.0] = true;
                }
            }
            nodes.push(found);
        }
        for (at, wave) in plan.waves.iter().enumerate() {
            let before: Vec<NodeId> = wave
                .after
                .iter()
                .filter_map(|before| nodes.get(*before))
                .flatten()
                .map(|(node, _)| *node)
                .collect();
            let waiting: Vec<(NodeId, Span)> = nodes[at]
                .iter()
                .copied()
                .filter(|(node, _)| !self.stated[node.0])
                .collect();
            let Some((_, first)) = waiting.first() else { continue };
            if !self.has_room(number, (before.len(), waiting.len())) {
                let to: Vec<NodeId> = waiting.iter().map(|(node, _)| *node).collect();
                self.too_many((before.len(), &to), (&wave.path, *first), diagnostics);
                continue;
            }
            for (to, span) in waiting {
                for from in &before {
                    let related =
                        self.is_part_of(*from, to) || self.is_part_of(to, *from);
                    if related || self.beside(*from, to) {
                        continue;
                    }
                    let provenance = Provenance {
                        rule: Rule::Wave,
                        scope: Scope::Phase,
                        path: wave.path.clone(),
                        span,
                    };
                    self.add((*from, to), provenance, false);
                }
            }
        }
        for link in links.iter().filter(|link| link.home == number) {
            let (Resolved::Tasks(before), Resolved::Tasks(after)) =
                (&link.before, &link.after)
            else {
                continue;
            };
            if self.leads_back(link) {
                continue;
            }
            // One of each statement says enough.
            let broken = after.iter().find_map(|to| {
                let (at, span) = places.get(to)?;
                let rank = ranks[*at];
                let from = before.iter().find(|from| {
                    places.get(from).is_some_and(|(earlier, _)| ranks[*earlier] >= rank)
                })?;
                Some((*from, *to, *at, *span))
            });
            if let Some((from, to, at, span)) = broken
                && from != to
            {
                let (first, second) = (self.graph.task(from), self.graph.task(to));
                let statement = link.statement;
                let same = places
                    .get(&from)
                    .is_some_and(|(other, _)| ranks[*other] == ranks[at]);
                let how = if same { "beside" } else { "before" };
                diagnostics.push(
                    Diagnostic::at(
                        &code::WAVE_VIOLATES_DEPENDENCY,
                        &plan.waves[at].path,
                        span,
                        format!(
                            "the waves put task `{}` {how} `{}`, which it is stated to wait for",
                            second.key, first.key
                        ),
                    )
                    .label(format!("in wave {}", plan.waves[at].name))
                    .hint(format!(
                        "line {} of {} holds: move `{}` to a later wave",
                        statement.span.line, statement.path, second.key
                    )),
                );
            }
        }
    }

    /// Rank 7: a snail waits for what stands before it, a snake for the snail
    /// before its run. Sub-tasks have an order among themselves; what their task
    /// waits for, and what waits for it, holds for them anyway.
    fn task_order(&mut self, number: usize, plan: &Plan) {
        // The tasks that stand beside each other, in their order.
        let group = |node: &NodeId| {
            let facts = &self.graph.nodes[node.0].facts;
            (facts.parent, facts.phase)
        };
        let mut nodes: Vec<NodeId> =
            self.graph.summaries[number].nodes.clone().map(NodeId).collect();
        nodes.sort_by_key(group);
        for tasks in nodes.chunk_by(|one, other| group(one) == group(other)) {
            let (parent, phase) = group(&tasks[0]);
            let inherited = match (parent, phase) {
                (None, Some(phase)) => plan.phases[phase].mode,
                _ => Mode::Unknown,
            };
            // What the next snail waits for, what the next snake waits for, and
            // whether the former is a run of snakes.
            let mut stage: Vec<NodeId> = Vec::new();
            let mut base: Vec<NodeId> = Vec::new();
            let mut in_run = false;
            for &node in tasks {
                let own = self.graph.nodes[node.0].facts.mode;
                let mode = if own == Mode::Unknown { inherited } else { own };
                let is_loose = self.loose[node.0] && !self.is_below_loose(node);
                let before = match mode {
                    // What may be left out waits, and is not waited for.
                    Mode::Parallel(_) if is_loose && in_run => base.clone(),
                    Mode::Sequential | Mode::Parallel(_) if is_loose => stage.clone(),
                    Mode::Sequential => {
                        in_run = false;
                        std::mem::replace(&mut stage, vec![node])
                    }
                    Mode::Parallel(_) => {
                        if in_run {
                            stage.push(node);
                        } else {
                            base = std::mem::replace(&mut stage, vec![node]);
                            in_run = true;
                        }
                        base.clone()
                    }
                    Mode::Mixed | Mode::Repeatable | Mode::Unknown => {
                        in_run = false;
                        stage.clear();
                        base.clear();
                        continue;
                    }
                };
                if !self.has_room(number, (before.len(), 1)) {
                    continue;
                }
                for from in before {
                    self.implied(Rule::TaskOrder, (from, node));
                }
            }
        }
    }

    /// Whether a task above is optional and not done.
    fn is_below_loose(&self, node: NodeId) -> bool {
        self.graph.lineage(node).nth(1).is_some_and(|above| self.loose[above.0])
    }

    /// Adds an implied edge, unless the task's predecessors are stated or the
    /// two may run in parallel.
    fn implied(&mut self, rule: Rule, (from, to): (NodeId, NodeId)) {
        let is_told = self.stated[to.0] || self.placed[to.0];
        if is_told || self.beside(from, to) || from == to {
            return;
        }
        let (plan, task) = (self.graph.plan(to), self.graph.task(to));
        let (path, span) = match (rule, task.phase.map(|phase| &plan.phases[phase])) {
            (Rule::PhaseOrder, Some(phase)) => (phase.path.clone(), phase.span),
            _ => (task.path.clone(), task.span),
        };
        let provenance = Provenance {
            rule,
            scope: if rule == Rule::TaskOrder { Scope::Task } else { Scope::Phase },
            path,
            span,
        };
        self.add((from, to), provenance, false);
    }

    /// Finds the first and last tasks of every phase and plan: those without an
    /// edge inside it.
    fn ends(&self) -> Ends {
        let nodes = &self.graph.nodes;
        let phase = |node: NodeId| (nodes[node.0].plan, nodes[node.0].facts.phase);
        let mut has_before = vec![(false, false); nodes.len()];
        let mut has_after = vec![(false, false); nodes.len()];
        // A way back is no reason to wait, so what it leads to may still be
        // first. Nor are the members of a cycle before or after each other.
        let loops = loops(&self.edges);
        let ways: Vec<(NodeId, NodeId)> = self
            .edges
            .pairs()
            .filter(|(from, to)| !loops.contains(&(*to, *from)))
            .filter(|(from, to)| !self.graph.leads_inside(*from, *to))
            .collect();
        let cycles = order::components(nodes.len(), &ways);
        for (from, to) in &ways {
            if cycles[from.0].is_some() && cycles[from.0] == cycles[to.0] {
                continue;
            }
            let (a, b) = (phase(*from), phase(*to));
            has_before[to.0].0 |= a == b;
            has_before[to.0].1 |= a.0 == b.0;
            // What may be left out ends nothing.
            if !self.loose[to.0] {
                has_after[from.0].0 |= a == b;
                has_after[from.0].1 |= a.0 == b.0;
            }
        }
        let mut ends = Ends { phases: Vec::new(), plans: Vec::new() };
        for (number, plan) in self.graph.plans.iter().enumerate() {
            let mut phases = vec![(Vec::new(), Vec::new()); plan.phases.len()];
            let mut top = Vec::new();
            for node in self.graph.summaries[number].nodes.clone() {
                let facts = &nodes[node].facts;
                if facts.parent.is_some() {
                    continue;
                }
                let node = NodeId(node);
                top.push(node);
                if let Some(phase) = facts.phase {
                    if !has_before[node.0].0 {
                        phases[phase].0.push(node);
                    }
                    if !has_after[node.0].0 && !self.loose[node.0] {
                        phases[phase].1.push(node);
                    }
                }
            }
            // The ends of a plan are those of its first and last phase that has tasks.
            let whole = if plan.phases.is_empty() {
                let firsts = top.iter().copied().filter(|node| !has_before[node.0].1);
                let lasts = top
                    .iter()
                    .copied()
                    .filter(|node| !has_after[node.0].1 && !self.loose[node.0]);
                (firsts.collect(), lasts.collect())
            } else {
                let first = phases.iter().find(|(firsts, _)| !firsts.is_empty());
                let last = phases.iter().rev().find(|(_, lasts)| !lasts.is_empty());
                (
                    first.map(|(firsts, _)| firsts.clone()).unwrap_or_default(),
                    last.map(|(_, lasts)| lasts.clone()).unwrap_or_default(),
                )
            };
            ends.phases.push(phases);
            ends.plans.push(whole);
        }
        ends
    }

    /// Adds what is stated about whole phases and plans.
    fn between_groups(
        &mut self,
        link: &Link<'_>,
        ends: &Ends,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if let (Resolved::Tasks(_), Resolved::Tasks(_)) = (&link.before, &link.after) {
            return;
        }
        let from = match &link.before {
            Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => tasks,
            Resolved::Phase(plan, phase) => &ends.phases[*plan][*phase].1,
            Resolved::Plan(plan) => &ends.plans[*plan].1,
        };
        let to = match &link.after {
            Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => tasks,
            Resolved::Phase(plan, phase) => &ends.phases[*plan][*phase].0,
            Resolved::Plan(plan) => &ends.plans[*plan].0,
        };
        if !self.has_room(link.home, (from.len(), to.len())) {
            let place = (&link.statement.path, link.statement.span);
            self.too_many((from.len(), to), place, diagnostics);
            return;
        }
        let leads_back = self.leads_back(link);
        for end in to {
            if self.own_phase(link, *end).is_some() {
                continue;
            }
            self.stated[end.0] |= !leads_back;
            for start in from.iter().filter(|start| *start != end) {
                let provenance = self.provenance(link, Scope::Phase);
                self.add((*start, *end), provenance, link.statement.label.is_some());
            }
        }
    }

    /// Leaves out what would be too many edges, and says so where they are missing.
    fn too_many(
        &mut self,
        (from, to): (usize, &[NodeId]),
        (path, span): (&SitePath, Span),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for end in to {
            self.stated[end.0] = true;
        }
        let unknown = Unknown { text: String::new(), why: Why::TooMany(from) };
        self.unknown.push((Resolved::Tasks(to.to_vec()), unknown));
        diagnostics.push(
            Diagnostic::at(
                &code::TOO_MANY_TASKS,
                path,
                span,
                format!(
                    "{} tasks would each wait for {from} tasks, which is more than can be linked",
                    to.len()
                ),
            )
            .hint("put a task between that joins the first phase, or split the phases"),
        );
    }

    /// Rank 6: phase N before phase N+1.
    fn phase_order(
        &mut self,
        number: usize,
        Crossings { entered, drawn }: &Crossings,
        ends: &Ends,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let is_free =
            |phase: usize, to: &NodeId| entered[number].contains(&phase) && drawn[to.0];
        let mut previous: Option<usize> = None;
        for (phase, (firsts, _)) in ends.phases[number].iter().enumerate() {
            if firsts.is_empty() || self.graph.plans[number].phases[phase].free {
                continue;
            }
            if let Some(before) = previous {
                let lasts = &ends.phases[number][before].1;
                let waiting: Vec<NodeId> = firsts
                    .iter()
                    .copied()
                    .filter(|to| !is_free(phase, to))
                    .filter(|to| !self.stated[to.0])
                    .collect();
                let free: Vec<NodeId> =
                    firsts.iter().copied().filter(|to| is_free(phase, to)).collect();
                self.relaxes((number, before, phase), (lasts, &free), diagnostics);
                if !self.has_room(number, (lasts.len(), waiting.len())) {
                    let found = &self.graph.plans[number].phases[phase];
                    let place = (&found.path, found.span);
                    self.too_many((lasts.len(), &waiting), place, diagnostics);
                } else {
                    for to in waiting {
                        for from in lasts {
                            self.implied(Rule::PhaseOrder, (*from, to));
                        }
                    }
                }
            }
            // A phase that may be left out is passed over.
            if !ends.phases[number][phase].1.is_empty() {
                previous = Some(phase);
            }
        }
    }

    /// Says that a drawing lets a phase start before the one before it ends: a
    /// first task that is drawn is behind some, and not all, of the last ones.
    fn relaxes(
        &self,
        (number, before, phase): (usize, usize, usize),
        (lasts, free): (&[NodeId], &[NodeId]),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let plan = &self.graph.plans[number];
        if !plan.counts() {
            return;
        }
        // What nothing waits for at all is told as that.
        let lasts: Vec<NodeId> =
            lasts.iter().copied().filter(|last| self.gates[last.0]).collect();
        let mut steps = RELAX_STEPS;
        for to in free {
            let mut open = vec![*to];
            let mut behind: BTreeSet<NodeId> = BTreeSet::new();
            while let Some(node) = open.pop() {
                for source in self.edges.ending_at(node) {
                    steps = steps.saturating_sub(1);
                    if steps == 0 {
                        return;
                    }
                    if behind.insert(source.from) {
                        open.push(source.from);
                    }
                }
            }
            let Some(free_of) = lasts.iter().find(|last| !behind.contains(last)) else {
                continue;
            };
            let (found, earlier) = (&plan.phases[phase], &plan.phases[before]);
            let name = |phase: &Phase| match &phase.number {
                Some(number) => format!("phase {number}"),
                None => format!("\"{}\"", phase.title),
            };
            diagnostics.push(
                Diagnostic::at(
                    &code::DIAGRAM_RELAXES_PHASE_ORDER,
                    &found.path,
                    found.span,
                    format!(
                        "the diagram lets {} start before {} ends",
                        name(found),
                        name(earlier)
                    ),
                )
                .hint(format!(
                    "task `{}` does not wait for `{}`; draw an arrow if it should",
                    self.graph.task(*to).key,
                    self.graph.task(*free_of).key
                )),
            );
            return;
        }
    }

    fn crossings(&self, links: &[Link<'g>]) -> Crossings {
        let mut entered = vec![BTreeSet::new(); self.graph.plans.len()];
        let mut drawn = vec![false; self.graph.nodes.len()];
        let phases = |end: &Resolved| -> Vec<usize> {
            match end {
                Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => {
                    let phase = |task: &NodeId| self.graph.nodes[task.0].facts.phase;
                    tasks.iter().filter_map(phase).collect()
                }
                Resolved::Phase(_, phase) => vec![*phase],
                Resolved::Plan(_) => Vec::new(),
            }
        };
        for link in links.iter().filter(|link| link.statement.rule == Rule::Diagram) {
            if self.leads_back(link) {
                continue;
            }
            for end in [&link.before, &link.after] {
                if let Resolved::Tasks(tasks) = end {
                    for task in tasks {
                        drawn[task.0] |= self.graph.nodes[task.0].plan == link.home;
                    }
                }
            }
            let from = phases(&link.before);
            let to = phases(&link.after).into_iter();
            entered[link.home].extend(to.filter(|to| !from.contains(to)));
        }
        Crossings { entered, drawn }
    }

    /// The tasks that wait for words that mean nothing.
    fn unknown(&mut self, ends: &Ends) -> Vec<(NodeId, Unknown)> {
        let mut unknown = Vec::new();
        for (after, text) in std::mem::take(&mut self.unknown) {
            let nodes = match after {
                Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => tasks,
                Resolved::Phase(plan, phase) => ends.phases[plan][phase].0.clone(),
                Resolved::Plan(plan) => ends.plans[plan].0.clone(),
            };
            unknown.extend(nodes.into_iter().map(|node| (node, text.clone())));
        }
        unknown
    }
}

/// Drops implied edges that would close a cycle, and turns labelled ways back
/// into loops.
fn finish(mut edges: Edges) -> Vec<Edge> {
    give_way(&mut edges);
    let loops = loops(&edges);
    let mut finished: Vec<Edge> = Vec::with_capacity(edges.sources.len());
    let mut sources: Vec<&Source> = Vec::new();
    for to in (0..edges.last.len()).map(NodeId) {
        sources.clear();
        sources.extend(edges.ending_at(to));
        sources.sort_by_key(|source| source.from);
        for same in sources.chunk_by(|one, other| one.from == other.from) {
            let from = same[0].from;
            let mut provenance: Vec<Provenance> =
                same.iter().map(|source| source.provenance.clone()).collect();
            provenance.sort();
            provenance.dedup();
            let is_loop = loops.contains(&(to, from));
            let kind = if is_loop { EdgeKind::Loop } else { EdgeKind::DependsOn };
            finished.push(Edge { from, to, kind, provenance });
        }
    }
    finished
}

/// Drops the implied edges that would close a cycle. A labelled way back gives
/// way before them.
fn give_way(edges: &mut Edges) {
    let loops = loops(edges);
    let pairs: Vec<(NodeId, NodeId)> =
        edges.pairs().filter(|(from, to)| !loops.contains(&(*to, *from))).collect();
    let component = order::components(edges.last.len(), &pairs);
    // Few sites have a cycle.
    if component.iter().any(Option::is_some) {
        edges.drop_implied(|source| {
            let inside = component[source.to.0];
            inside.is_some() && inside == component[source.from.0]
        });
    }
}

/// The labelled ways back, by dependent and prerequisite.
///
/// A way back leads to an earlier task; where no labelled edge does, any
/// labelled one closes the cycle.
fn loops(edges: &Edges) -> BTreeSet<(NodeId, NodeId)> {
    let is_drawn =
        |source: &Source| source.labelled && source.provenance.rule == Rule::Diagram;
    let mut closing: BTreeSet<(NodeId, NodeId)> = edges
        .sources
        .iter()
        .filter(|source| is_drawn(source))
        .map(Source::edge)
        .collect();
    // Few sites have any, and what lies on a cycle is asked of all edges.
    if closing.is_empty() {
        return closing;
    }
    for source in edges.sources.iter().filter(|source| !is_drawn(source)) {
        closing.remove(&source.edge());
    }
    let pairs: Vec<(NodeId, NodeId)> = edges.pairs().collect();
    let component = order::components(edges.last.len(), &pairs);
    closing.retain(|(to, from)| {
        component[to.0].is_some() && component[to.0] == component[from.0]
    });
    let back: BTreeSet<Option<usize>> = closing
        .iter()
        .filter(|(to, from)| to < from)
        .map(|(to, _)| component[to.0])
        .collect();
    closing.retain(|(to, from)| to < from || !back.contains(&component[to.0]));
    closing
}

/// Says that a reference means nothing, or too much; one of a template is a
/// place to fill.
fn report(
    graph: &Graph,
    (plan, path): (&Plan, &SitePath),
    (reference, failure): (&Reference, &Failure),
    diagnostics: &mut Vec<Diagnostic>,
) {
    if plan.template {
        return;
    }
    let text = &reference.text;
    let start =
        |code, message: String| Diagnostic::at(code, path, reference.span, message);
    let diagnostic = match failure {
        Failure::NoPlan(near) => {
            let found = start(
                &code::UNRESOLVED_REFERENCE,
                format!("`{text}` names a plan that is not in this site"),
            )
            .label("no such plan");
            match near {
                Some(near) => found.hint(format!("the nearest is `{near}`")),
                None => found.hint("`ouro check -v` names the plans of this site"),
            }
        }
        Failure::SeveralPlans(plans) => start(
            &code::AMBIGUOUS_REFERENCE,
            format!("`{text}` could be a task of {} plans", plans.len()),
        )
        .label("which plan")
        .hint(format!("write the whole id: {}", list(plans, "or"))),
        Failure::OneName(files) => start(
            &code::AMBIGUOUS_REFERENCE,
            format!("`{text}` could be a task of {} plans, which have one id", files.len()),
        )
        .label("which plan")
        .hint(format!("rename {}", list(files, "or"))),
        Failure::SeveralPhases(titles) => start(
            &code::AMBIGUOUS_REFERENCE,
            format!("`{text}` is the number of {} phases", titles.len()),
        )
        .label("which phase")
        .hint(format!("give {} numbers of their own", list(titles, "and"))),
        Failure::NoTask(near) => {
            let found = start(
                &code::UNRESOLVED_REFERENCE,
                format!("`{text}` names a task or phase that is not there"),
            )
            .label("no such task");
            match near {
                Some((id, title)) => found.hint(format!("the nearest is `{id}`, \"{title}\"")),
                None if reference.plan == Some(PlanReference::Anywhere) => {
                    found.hint(format!("no task of the site has that id: give it to one with `🆔 {text}`"))
                }
                None => found.hint("a task of another plan is written `other-plan#1.9`"),
            }
        }
        Failure::SeveralTasks(tasks) => {
            let keys: Vec<_> = tasks.iter().map(|task| graph.task(*task).key.clone()).collect();
            start(
                &code::AMBIGUOUS_REFERENCE,
                format!("`{text}` is the id of {} tasks", tasks.len()),
            )
            .label("which task")
            .hint(format!("give the tasks ids of their own; here they are {}", list(&keys, "and")))
        }
        Failure::TooMany(count) => start(
            &code::TOO_MANY_TASKS,
            format!(
                "`{text}` stands for {count} tasks, and the groups of this site for more than can be linked"
            ),
        )
        .label("too many to link")
        .hint("put a task between that joins the group, and name that one"),
        Failure::Unknown => start(
            &code::UNRESOLVED_REFERENCE,
            format!("`{text}` names no task, so what waits for it is never ready"),
        )
        .label("not a task")
        .hint("write ids such as `1.1, 1.2`, or `_Blocked: why_` for a reason outside the plans"),
    };
    diagnostics.push(diagnostic);
}
