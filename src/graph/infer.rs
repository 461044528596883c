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

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code, list};
use crate::graph::model::{
    EdgeKind, Graph, NodeId, PlanEdge, PlanEdges, Provenance, Scope, Unknown, Why,
};
use crate::graph::order::{self, Family};
use crate::graph::resolve::{Failure, Index, Resolved};
use crate::plan::model::{
    Mode, Phase, Plan, PlanReference, Reference, Rule, Statement, Task,
};
use crate::source::{SitePath, Span};

/// The most edges that end in one plan, whoever states them. What would
/// go beyond is shown as waiting for something unknown, and reported: two wide
/// phases make the product of their tasks. So many take some 23 MB of the plan's
/// JSON, and hosts accept files of 25 MiB.
const EDGE_LIMIT: usize = 150_000;

/// How many statements of edges are followed to see whether a drawing relaxes the order of two
/// phases; beyond that nothing is said.
const RELAX_STEPS: usize = 20_000;

/// The edges being collected: all that states or implies one, those of a dependent
/// chained to each other.
struct Edges {
    sources: Vec<Source>,
    /// The last source that ends at each node, by its place in the cluster.
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
    /// No edges yet that end at one of so many nodes.
    fn new(nodes: usize) -> Self {
        // Most tasks wait for one or two others.
        Self { sources: Vec::with_capacity(2 * nodes), last: vec![None; nodes] }
    }

    fn push(&mut self, source: Source, cluster: &Cluster) {
        let Some(place) = cluster.place(source.to) else { return };
        let previous = self.last[place].replace(self.sources.len());
        self.sources.push(Source { previous, ..source });
    }

    /// All that ends at a node, by its place; the last that was added first.
    fn ending_at(&self, place: usize) -> impl Iterator<Item = &Source> {
        let source = |at: usize| &self.sources[at];
        std::iter::successors(self.last[place].map(source), move |found| {
            found.previous.map(source)
        })
    }

    /// The edges as prerequisite and dependent; one with several sources comes several times.
    fn pairs(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.sources.iter().map(|source| (source.from, source.to))
    }

    /// The same without some, which are given by dependent and prerequisite.
    fn pairs_without(
        &self,
        some: &BTreeSet<(NodeId, NodeId)>,
    ) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.pairs().filter(|(from, to)| !some.contains(&(*to, *from)))
    }

    /// The edges that something states, by dependent and prerequisite.
    fn stated(&self) -> BTreeSet<(NodeId, NodeId)> {
        let is_stated = |source: &&Source| source.provenance.rule.stated();
        self.sources.iter().filter(is_stated).map(Source::edge).collect()
    }

    /// Drops the edges that nothing states and that are to be dropped.
    fn drop_implied(&mut self, cluster: &Cluster, drops: impl Fn(&Source) -> bool) {
        let stated = self.stated();
        let mut kept = Self::new(self.last.len());
        for source in std::mem::take(&mut self.sources) {
            if stated.contains(&source.edge()) || !drops(&source) {
                kept.push(source, cluster);
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

/// The plans whose edges are inferred together: all edges that end in one of them, and
/// no others. None of them states what a plan outside waits for, and no cycle leads
/// out of them and back.
#[derive(Debug)]
pub struct Cluster {
    /// The plans, by their indices, sorted.
    pub plans: Vec<usize>,
    /// The nodes of each.
    nodes: Vec<Range<usize>>,
    /// How many nodes there are in the plans before each.
    before: Vec<usize>,
    /// How many there are in all.
    count: usize,
    /// How they stand below each other, by place.
    family: Family,
}

impl Cluster {
    /// The cluster of some plans, which come sorted.
    pub fn of(graph: &Graph, plans: Vec<usize>) -> Self {
        let nodes: Vec<Range<usize>> =
            plans.iter().map(|plan| graph.summaries[*plan].nodes.clone()).collect();
        let mut count = 0;
        let before = nodes.iter().map(|nodes| {
            count += nodes.len();
            count - nodes.len()
        });
        let before: Vec<usize> = before.collect();
        let starts = nodes.iter().zip(&before);
        let tasks = starts.flat_map(|(nodes, before)| {
            let place = move |node: NodeId| before + node.0 - nodes.start;
            let own = graph.nodes[nodes.clone()].iter();
            own.map(move |node| (node.facts.parent.map(place), node.facts))
        });
        let family = Family::of(tasks);
        Self { plans, nodes, before, count, family }
    }

    /// The place of a node among those of the cluster; nothing for one outside.
    fn place(&self, node: NodeId) -> Option<usize> {
        let at = self.nodes.partition_point(|nodes| nodes.end <= node.0);
        let nodes = self.nodes.get(at).filter(|nodes| nodes.contains(&node.0))?;
        Some(self.before[at] + node.0 - nodes.start)
    }

    /// All nodes.
    fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.nodes.iter().flat_map(|nodes| nodes.clone().map(NodeId))
    }

    /// Whether each of its nodes is marked.
    fn marks(&self) -> Marks {
        Marks(vec![false; self.count])
    }

    /// Edges by the places of their ends; no cycle leads out.
    fn inside(
        &self,
        edges: impl Iterator<Item = (NodeId, NodeId)>,
    ) -> impl Iterator<Item = (usize, usize)> {
        edges.filter_map(|(from, to)| Some((self.place(from)?, self.place(to)?)))
    }

    /// Which of its nodes lie on a common cycle of some edges: a number for each cycle,
    /// by place.
    fn cycles(
        &self,
        edges: impl Iterator<Item = (NodeId, NodeId)>,
    ) -> Vec<Option<usize>> {
        order::components(self.count, &self.inside(edges).collect::<Vec<_>>())
    }

    /// The number of the cycle that both ends of an edge lie on.
    fn cycle_of(
        &self,
        cycles: &[Option<usize>],
        (from, to): (NodeId, NodeId),
    ) -> Option<usize> {
        let of = |node: NodeId| self.place(node).and_then(|place| cycles[place]);
        of(from).filter(|cycle| of(to) == Some(*cycle))
    }

    /// Of some edges, those that give way where they lie on a ring of all of them that leads
    /// through parts of tasks: the outermost of each round, by dependent and prerequisite.
    ///
    /// All parts of a task that a ring goes through lie on it, whatever they wait for, and an
    /// edge between two of them closes none.
    fn giving_way(
        &self,
        all: &[(NodeId, NodeId)],
        soft: impl FnOnce() -> BTreeSet<(NodeId, NodeId)>,
    ) -> BTreeSet<(NodeId, NodeId)> {
        // Few sites have any.
        let soft = LazyCell::new(soft);
        let mut gone = BTreeSet::new();
        let rings = |gone: &BTreeSet<(NodeId, NodeId)>| {
            let left = all.iter().filter(|(from, to)| !gone.contains(&(*to, *from)));
            let rings = self.family.cycles(self.inside(left.copied()));
            rings.iter().any(Option::is_some).then_some(rings)
        };
        while let Some(rings) = rings(&gone) {
            let on_ring = soft.difference(&gone).filter_map(|(to, from)| {
                let edge = (self.place(*from)?, self.place(*to)?);
                let is_on_ring = self.family.is_on_cycle(&rings, edge);
                is_on_ring.then(|| (self.family.shared(edge), (*to, *from)))
            });
            let on_ring: Vec<(usize, (NodeId, NodeId))> = on_ring.collect();
            let Some(outermost) = on_ring.iter().map(|(depth, _)| *depth).min() else {
                break;
            };
            let these = on_ring.into_iter().filter(|(depth, _)| *depth == outermost);
            gone.extend(these.map(|(_, edge)| edge));
        }
        gone
    }
}

/// What is so of some nodes of a cluster, by their places.
struct Marks(Vec<bool>);

impl Marks {
    /// Whether a node is marked; one outside is not.
    fn has(&self, cluster: &Cluster, node: NodeId) -> bool {
        cluster.place(node).is_some_and(|place| self.0[place])
    }

    /// Marks a node, if it is inside and is to be marked.
    fn mark(&mut self, cluster: &Cluster, node: NodeId, is_so: bool) {
        if let Some(place) = cluster.place(node) {
            self.0[place] |= is_so;
        }
    }
}

/// What the drawings of a cluster cross.
struct Crossings {
    /// The phases that a drawn edge of a plan enters from another one: plan and phase.
    entered: BTreeSet<(usize, usize)>,
    /// Whether a task is drawn in its own plan.
    drawn: Marks,
}

/// The first and last tasks of a plan's phases, and of the whole plan, by their indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ends {
    phases: Vec<FirstsAndLasts>,
    whole: FirstsAndLasts,
}

type FirstsAndLasts = (Vec<usize>, Vec<usize>);

/// Which of the two is meant.
type Side = fn(&FirstsAndLasts) -> &Vec<usize>;

/// A reference to what is not there.
#[derive(Debug, Clone)]
pub struct Missing {
    /// What is to be said of it; a hint is still to be added.
    pub diagnostic: Diagnostic,
    /// What was looked for. The nearest name is looked for where those of all plans are
    /// known, and so often in the whole site.
    pub wanted: Wanted,
    /// The hint where nothing has a name that is like it.
    pub otherwise: String,
}

/// What was looked for and is not there.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// A plan of a name.
    Plan(String),
    /// A task of an id, in a plan.
    Task(usize, String),
    /// Something whose name is none.
    Unnamed,
}

/// The edges of a cluster while they are inferred: [`Inference::begin`], then
/// [`Inference::join_groups`] when the ends of all plans are known, then
/// [`Inference::finish`] when it is known what other plans wait for.
pub struct Inference<'i, 'g> {
    graph: &'g Graph,
    index: &'i Index<'g>,
    /// Its plans.
    pub cluster: Cluster,
    links: Vec<Link<'g>>,
    edges: Edges,
    /// How many edges end in each plan of the cluster, each source counted.
    made: Vec<usize>,
    /// Whether a task has a stated predecessor.
    stated: Marks,
    /// Whether a task, or one below it, stands in a wave.
    placed: Marks,
    /// Whether a task is optional and not done, or stands below such a task.
    loose: Marks,
    /// Whether something waits for a task, before the order of phases is known.
    gates: Marks,
    /// What waits for words that mean nothing.
    unknown: Vec<(Resolved, Unknown)>,
    /// The ends of the plans of the cluster.
    pub ends: Vec<Arc<Ends>>,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
    /// What refers to what is not there.
    pub missing: Vec<Missing>,
}

/// Whether each task is optional and not done, or stands below such a task.
fn loose(graph: &Graph, cluster: &Cluster) -> Marks {
    let mut loose = cluster.marks();
    for node in cluster.nodes() {
        // Children stand behind their parents.
        let facts = &graph.nodes[node.0].facts;
        let own = facts.optional && !facts.is_over();
        let above = facts.parent.is_some_and(|above| loose.has(cluster, above));
        loose.mark(cluster, node, own || above);
    }
    loose
}

impl<'i, 'g> Inference<'i, 'g> {
    /// Finds all that depends on no edge of other plans.
    pub fn begin(graph: &'g Graph, index: &'i Index<'g>, cluster: Cluster) -> Self {
        let mut inference = Self {
            graph,
            index,
            links: Vec::new(),
            edges: Edges::new(cluster.count),
            made: vec![0; cluster.plans.len()],
            stated: cluster.marks(),
            placed: cluster.marks(),
            loose: loose(graph, &cluster),
            gates: cluster.marks(),
            unknown: Vec::new(),
            ends: Vec::new(),
            diagnostics: Vec::new(),
            missing: Vec::new(),
            cluster,
        };
        let links = inference.resolve();
        for link in &links {
            inference.between_tasks(link);
        }
        let back = inference.ways_back(&links);
        let plans = inference.cluster.plans.clone();
        for number in &plans {
            if !graph.plans[*number].waves.is_empty() {
                inference.waves(*number, &links);
            }
        }
        for (place, node) in inference.cluster.nodes().enumerate() {
            inference.stated.0[place] |= graph.nodes[node.0].facts.states_none;
        }
        for number in &plans {
            inference.task_order(*number, &graph.plans[*number]);
        }
        inference.order_gives_way(&back);
        inference.ends = inference.ends();
        inference.links = links;
        inference
    }

    /// Adds what is stated about whole phases and plans, where the ends of all plans of
    /// the site are known; gives the nodes outside that something here waits for.
    pub fn join_groups(&mut self, ends: &[Arc<Ends>]) -> BTreeSet<NodeId> {
        let links = std::mem::take(&mut self.links);
        for link in &links {
            self.between_groups(link, ends);
        }
        self.links = links;
        let starts = self.edges.pairs().map(|(from, _)| from);
        starts.filter(|from| self.cluster.place(*from).is_none()).collect()
    }

    /// Ends the inference, where all that other plans wait for here is known; gives what
    /// was inferred of each plan.
    pub fn finish(
        &mut self,
        ends: &[Arc<Ends>],
        awaited: impl Iterator<Item = NodeId>,
    ) -> Vec<PlanEdges> {
        for node in awaited {
            self.gates.mark(&self.cluster, node, true);
        }
        for (from, _) in self.edges.pairs() {
            self.gates.mark(&self.cluster, from, true);
        }
        let links = std::mem::take(&mut self.links);
        let crossings = self.crossings(&links);
        for number in self.cluster.plans.clone() {
            self.phase_order((number, &crossings), &ends[number]);
        }
        let mut inferred: Vec<PlanEdges> = Vec::new();
        inferred.resize_with(self.cluster.plans.len(), PlanEdges::default);
        for (node, unknown) in self.unknown(ends) {
            let (plan, task) = self.graph.place(node);
            if let Some(plan) = self.position(plan) {
                inferred[plan].unknown.entry(task).or_default().push(unknown);
            }
        }
        let edges =
            finish(std::mem::replace(&mut self.edges, Edges::new(0)), &self.cluster);
        for ((from, to), kind, provenance) in edges {
            let (plan, to) = self.graph.place(to);
            if let Some(plan) = self.position(plan) {
                let from = self.graph.place(from);
                let edge = PlanEdge { from, to, kind, provenance };
                inferred[plan].edges.push(edge);
            }
        }
        // They are kept for as long as the plans stay as they are.
        inferred.iter_mut().for_each(|plan| plan.edges.shrink_to_fit());
        inferred
    }

    /// Where a plan stands in the cluster.
    fn position(&self, plan: usize) -> Option<usize> {
        self.cluster.plans.binary_search(&plan).ok()
    }

    fn resolve(&mut self) -> Vec<Link<'g>> {
        let mut links = Vec::new();
        for home in self.cluster.plans.clone() {
            // What is found in one plan must not depend on how much was looked for in others.
            let index = self.index.afresh();
            let plan = &self.graph.plans[home];
            links.reserve_exact(plan.statements.len());
            for statement in &plan.statements {
                let after = match index.resolve(home, &statement.after) {
                    Ok(after) => after,
                    Err(failure) => {
                        let place = (plan.as_ref(), &statement.path);
                        self.report(place, (&statement.after, &failure));
                        continue;
                    }
                };
                match index.resolve(home, &statement.before) {
                    Ok(before) => links.push(Link { home, statement, before, after }),
                    Err(failure) => {
                        let place = (plan.as_ref(), &statement.path);
                        self.report(place, (&statement.before, &failure));
                        if let Resolved::Tasks(tasks) = &after {
                            for task in tasks {
                                self.stated.mark(&self.cluster, *task, true);
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

    /// Says that a reference leads nowhere.
    fn report(
        &mut self,
        (plan, path): (&Plan, &SitePath),
        (reference, failure): (&Reference, &Failure),
    ) {
        let found = report(self.graph, (plan, path), (reference, failure));
        let Some(diagnostic) = found else { return };
        let (wanted, otherwise) = match failure {
            Failure::NoPlan(name) => (
                name.clone().map_or(Wanted::Unnamed, Wanted::Plan),
                "`ouro check -v` names the plans of this site".to_owned(),
            ),
            Failure::NoTask(place) => (
                place
                    .clone()
                    .map_or(Wanted::Unnamed, |(plan, id)| Wanted::Task(plan, id)),
                match reference.plan {
                    Some(PlanReference::Anywhere) => format!(
                        "no task of the site has that id: give it to one with `🆔 {}`",
                        reference.text
                    ),
                    _ => "a task of another plan is written `other-plan#1.9`".to_owned(),
                },
            ),
            _ => {
                self.diagnostics.push(diagnostic);
                return;
            }
        };
        self.missing.push(Missing { diagnostic, wanted, otherwise });
    }

    fn add(&mut self, edge: (NodeId, NodeId), provenance: Provenance, labelled: bool) {
        let (from, to) = edge;
        if let Some(plan) = self.position(self.graph.nodes[to.0].plan) {
            self.made[plan] += 1;
        }
        let source = Source { from, to, provenance, labelled, previous: None };
        self.edges.push(source, &self.cluster);
    }

    /// Adds what is stated between tasks, and marks every task whose
    /// predecessors are stated.
    fn between_tasks(&mut self, link: &Link<'_>) {
        let Resolved::Tasks(after) = &link.after else { return };
        let leads_back = self.leads_back(link);
        let Resolved::Tasks(before) = &link.before else {
            for to in after {
                match self.own_phase(link, *to) {
                    Some(phase) => self.waits_for_phase(link, (phase, *to)),
                    None => self.stated.mark(&self.cluster, *to, !leads_back),
                }
            }
            return;
        };
        if !self.has_room(before.len(), after) {
            let place = (&link.statement.path, link.statement.span);
            self.too_many((before.len(), after), place);
            return;
        }
        for to in after {
            for from in before {
                let related = self.is_part_of(*from, *to) || self.is_part_of(*to, *from);
                if related && !self.graph.leads_inside(*from, *to) {
                    self.self_dependency(link, (*from, *to));
                    continue;
                }
                // What is left out states nothing, so that the order holds.
                self.stated.mark(&self.cluster, *to, !leads_back);
                self.parallel_but_depends(link, (*from, *to));
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
    fn waits_for_phase(&mut self, link: &Link<'_>, (phase, to): (usize, NodeId)) {
        let task = self.graph.task(to);
        let phase = &self.graph.plan(to).phases[phase];
        let name = phase.number.as_deref().unwrap_or(&phase.title);
        self.diagnostics.push(
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

    /// Whether so many edges more may end at each of some tasks.
    fn has_room(&self, from: usize, to: &[NodeId]) -> bool {
        let plan = |node: &NodeId| self.graph.nodes[node.0].plan;
        to.chunk_by(|one, other| plan(one) == plan(other)).all(|same| {
            let made = self.position(plan(&same[0])).map_or(0, |plan| self.made[plan]);
            made.saturating_add(from.saturating_mul(same.len())) <= EDGE_LIMIT
        })
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
        let loops = loops(&self.edges, &self.cluster);
        let ordinary: BTreeSet<NodeId> =
            back.difference(&loops).map(|(to, _)| *to).collect();
        for to in &ordinary {
            self.stated.mark(&self.cluster, *to, true);
        }
        if !ordinary.is_empty() {
            let drops = |source: &Source| ordinary.contains(&source.to);
            self.edges.drop_implied(&self.cluster, drops);
        }
        give_way(&mut self.edges, &self.cluster);
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
    fn self_dependency(&mut self, link: &Link<'_>, (from, to): (NodeId, NodeId)) {
        let (before, task) = (&self.graph.task(from).key, &self.graph.task(to).key);
        let message = if from == to {
            format!("task `{task}` depends on itself")
        } else if self.is_part_of(from, to) {
            format!("task `{task}` depends on `{before}`, which is a part of it")
        } else {
            format!("task `{task}` depends on `{before}`, which it is a part of")
        };
        self.diagnostics.push(
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
    fn parallel_but_depends(&mut self, link: &Link<'_>, (from, to): (NodeId, NodeId)) {
        if !self.beside(from, to) {
            return;
        }
        let (first, second) = (self.graph.task(from), self.graph.task(to));
        self.diagnostics.push(
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
    fn waves(&mut self, number: usize, links: &[Link<'_>]) {
        let index = self.index.afresh();
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
                match index.resolve(number, reference) {
                    Ok(Resolved::Tasks(tasks) | Resolved::AllOf(tasks)) => {
                        found
                            .extend(tasks.into_iter().map(|node| (node, reference.span)));
                    }
                    Ok(Resolved::Phase(..) | Resolved::Plan(_)) => {}
                    Err(failure) => {
                        self.report((plan, &wave.path), (reference, &failure));
                    }
                }
            }
            for (node, span) in &found {
                places.entry(*node).or_insert((at, *span));
                for node in self.graph.lineage(*node) {
                    self.placed.mark(&self.cluster, node, true);
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
                .filter(|(node, _)| !self.stated.has(&self.cluster, *node))
                .collect();
            let Some((_, first)) = waiting.first() else { continue };
            let to: Vec<NodeId> = waiting.iter().map(|(node, _)| *node).collect();
            if !self.has_room(before.len(), &to) {
                self.too_many((before.len(), &to), (&wave.path, *first));
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
                self.diagnostics.push(
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
                let is_loose =
                    self.loose.has(&self.cluster, node) && !self.is_below_loose(node);
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
                if !self.has_room(before.len(), &[node]) {
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
        let above = self.graph.lineage(node).nth(1);
        above.is_some_and(|above| self.loose.has(&self.cluster, above))
    }

    /// Adds an implied edge, unless the task's predecessors are stated or the
    /// two may run in parallel.
    fn implied(&mut self, rule: Rule, (from, to): (NodeId, NodeId)) {
        let is_told =
            self.stated.has(&self.cluster, to) || self.placed.has(&self.cluster, to);
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
    fn ends(&self) -> Vec<Arc<Ends>> {
        let (nodes, cluster) = (&self.graph.nodes, &self.cluster);
        let phase = |node: NodeId| (nodes[node.0].plan, nodes[node.0].facts.phase);
        let mut before_in_phase = cluster.marks();
        let mut before_in_plan = cluster.marks();
        let mut after_in_phase = cluster.marks();
        let mut after_in_plan = cluster.marks();
        // A way back is no reason to wait, so what it leads to may still be
        // first. Nor are the members of a cycle before or after each other.
        let loops = loops(&self.edges, cluster);
        let ways: Vec<(NodeId, NodeId)> = self
            .edges
            .pairs_without(&loops)
            .filter(|(from, to)| !self.graph.leads_inside(*from, *to))
            .collect();
        let cycles = cluster.cycles(ways.iter().copied());
        for (from, to) in ways {
            if cluster.cycle_of(&cycles, (from, to)).is_some() {
                continue;
            }
            let (a, b) = (phase(from), phase(to));
            before_in_phase.mark(cluster, to, a == b);
            before_in_plan.mark(cluster, to, a.0 == b.0);
            // What may be left out ends nothing.
            if !self.loose.has(cluster, to) {
                after_in_phase.mark(cluster, from, a == b);
                after_in_plan.mark(cluster, from, a.0 == b.0);
            }
        }
        let ends = cluster.plans.iter().map(|number| {
            let plan = &self.graph.plans[*number];
            let mut phases = vec![(Vec::new(), Vec::new()); plan.phases.len()];
            let mut top: Vec<(usize, NodeId)> = Vec::new();
            for (task, node) in self.graph.summaries[*number].nodes.clone().enumerate() {
                let facts = &nodes[node].facts;
                if facts.parent.is_some() {
                    continue;
                }
                let node = NodeId(node);
                top.push((task, node));
                if let Some(phase) = facts.phase {
                    if !before_in_phase.has(cluster, node) {
                        phases[phase].0.push(task);
                    }
                    if !after_in_phase.has(cluster, node)
                        && !self.loose.has(cluster, node)
                    {
                        phases[phase].1.push(task);
                    }
                }
            }
            // The ends of a plan are those of its first and last phase that has tasks.
            let whole = if plan.phases.is_empty() {
                let of = |is_end: &dyn Fn(NodeId) -> bool| -> Vec<usize> {
                    let ends = top.iter().filter(|(_, node)| is_end(*node));
                    ends.map(|(task, _)| *task).collect()
                };
                let is_last = |node| {
                    !after_in_plan.has(cluster, node) && !self.loose.has(cluster, node)
                };
                (of(&|node| !before_in_plan.has(cluster, node)), of(&is_last))
            } else {
                let first = phases.iter().find(|(firsts, _)| !firsts.is_empty());
                let last = phases.iter().rev().find(|(_, lasts)| !lasts.is_empty());
                (
                    first.map(|(firsts, _)| firsts.clone()).unwrap_or_default(),
                    last.map(|(_, lasts)| lasts.clone()).unwrap_or_default(),
                )
            };
            Arc::new(Ends { phases, whole })
        });
        ends.collect()
    }

    /// The nodes of some tasks of a plan.
    fn nodes_of(&self, plan: usize, tasks: &[usize]) -> Vec<NodeId> {
        tasks.iter().map(|task| self.graph.node(plan, *task)).collect()
    }

    /// The first or the last tasks of what a reference means.
    fn ends_of(&self, end: &Resolved, (ends, side): (&[Arc<Ends>], Side)) -> Vec<NodeId> {
        match end {
            Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => tasks.clone(),
            Resolved::Phase(plan, phase) => {
                self.nodes_of(*plan, side(&ends[*plan].phases[*phase]))
            }
            Resolved::Plan(plan) => self.nodes_of(*plan, side(&ends[*plan].whole)),
        }
    }

    /// Adds what is stated about whole phases and plans.
    fn between_groups(&mut self, link: &Link<'_>, ends: &[Arc<Ends>]) {
        if let (Resolved::Tasks(_), Resolved::Tasks(_)) = (&link.before, &link.after) {
            return;
        }
        let from = self.ends_of(&link.before, (ends, |(_, lasts)| lasts));
        let to = self.ends_of(&link.after, (ends, |(firsts, _)| firsts));
        if !self.has_room(from.len(), &to) {
            let place = (&link.statement.path, link.statement.span);
            self.too_many((from.len(), &to), place);
            return;
        }
        let leads_back = self.leads_back(link);
        for end in to {
            if self.own_phase(link, end).is_some() {
                continue;
            }
            self.stated.mark(&self.cluster, end, !leads_back);
            for start in from.iter().filter(|start| **start != end) {
                let provenance = self.provenance(link, Scope::Phase);
                self.add((*start, end), provenance, link.statement.label.is_some());
            }
        }
    }

    /// Leaves out what would be too many edges, and says so where they are missing.
    fn too_many(
        &mut self,
        (from, to): (usize, &[NodeId]),
        (path, span): (&SitePath, Span),
    ) {
        for end in to {
            self.stated.mark(&self.cluster, *end, true);
        }
        let unknown = Unknown { text: String::new(), why: Why::TooMany(from) };
        self.unknown.push((Resolved::Tasks(to.to_vec()), unknown));
        self.diagnostics.push(
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
        (number, Crossings { entered, drawn }): (usize, &Crossings),
        ends: &Ends,
    ) {
        let graph = self.graph;
        let mut previous: Option<usize> = None;
        for (phase, (firsts, lasts)) in ends.phases.iter().enumerate() {
            let found = &graph.plans[number].phases[phase];
            if firsts.is_empty() || found.free {
                continue;
            }
            if let Some(before) = previous {
                let befores = self.nodes_of(number, &ends.phases[before].1);
                let is_entered = entered.contains(&(number, phase));
                let (free, bound): (Vec<NodeId>, Vec<NodeId>) = self
                    .nodes_of(number, firsts)
                    .into_iter()
                    .partition(|to| is_entered && drawn.has(&self.cluster, *to));
                let waiting: Vec<NodeId> = bound
                    .into_iter()
                    .filter(|to| !self.stated.has(&self.cluster, *to))
                    .collect();
                self.relaxes((number, before, phase), (&befores, &free));
                if !self.has_room(befores.len(), &waiting) {
                    let place = (&found.path, found.span);
                    self.too_many((befores.len(), &waiting), place);
                } else {
                    for to in waiting {
                        for from in &befores {
                            self.implied(Rule::PhaseOrder, (*from, to));
                        }
                    }
                }
            }
            // A phase that may be left out is passed over.
            if !lasts.is_empty() {
                previous = Some(phase);
            }
        }
    }

    /// Says that a drawing lets a phase start before the one before it ends: a
    /// first task that is drawn is behind some, and not all, of the last ones.
    fn relaxes(
        &mut self,
        (number, before, phase): (usize, usize, usize),
        (lasts, free): (&[NodeId], &[NodeId]),
    ) {
        let plan = &self.graph.plans[number];
        if !plan.counts() {
            return;
        }
        // What nothing waits for at all is told as that.
        let lasts: Vec<NodeId> = lasts
            .iter()
            .copied()
            .filter(|last| self.gates.has(&self.cluster, *last))
            .collect();
        let mut steps = RELAX_STEPS;
        for to in free {
            let mut open = vec![*to];
            let mut behind: BTreeSet<NodeId> = BTreeSet::new();
            while let Some(node) = open.pop() {
                // What lies outside never leads back.
                let Some(place) = self.cluster.place(node) else { continue };
                for source in self.edges.ending_at(place) {
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
            self.diagnostics.push(
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
        let mut entered = BTreeSet::new();
        let mut drawn = self.cluster.marks();
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
                        let is_own = self.graph.nodes[task.0].plan == link.home;
                        drawn.mark(&self.cluster, *task, is_own);
                    }
                }
            }
            let from = phases(&link.before);
            let to = phases(&link.after).into_iter();
            let to = to.filter(|to| !from.contains(to));
            entered.extend(to.map(|to| (link.home, to)));
        }
        Crossings { entered, drawn }
    }

    /// The tasks that wait for words that mean nothing.
    fn unknown(&mut self, ends: &[Arc<Ends>]) -> Vec<(NodeId, Unknown)> {
        let mut unknown = Vec::new();
        for (after, text) in std::mem::take(&mut self.unknown) {
            let nodes = self.ends_of(&after, (ends, |(firsts, _)| firsts));
            unknown.extend(nodes.into_iter().map(|node| (node, text.clone())));
        }
        unknown
    }
}

/// The ends of an edge, whether it is scheduled, and what states it.
type FinishedEdge = ((NodeId, NodeId), EdgeKind, Arc<[Provenance]>);

/// Drops implied edges that would close a cycle, and turns labelled ways back
/// into loops; gives the edges, sorted by end, then start.
fn finish(mut edges: Edges, cluster: &Cluster) -> Vec<FinishedEdge> {
    give_way(&mut edges, cluster);
    let loops = loops(&edges, cluster);
    let mut finished: Vec<FinishedEdge> = Vec::with_capacity(edges.sources.len());
    let mut sources: Vec<&Source> = Vec::new();
    for (place, to) in cluster.nodes().enumerate() {
        sources.clear();
        sources.extend(edges.ending_at(place));
        sources.sort_by_key(|source| source.from);
        for same in sources.chunk_by(|one, other| one.from == other.from) {
            let from = same[0].from;
            let mut provenance: Vec<Provenance> =
                same.iter().map(|source| source.provenance.clone()).collect();
            provenance.sort();
            provenance.dedup();
            let is_loop = loops.contains(&(to, from));
            let kind = if is_loop { EdgeKind::Loop } else { EdgeKind::DependsOn };
            finished.push(((from, to), kind, provenance.into()));
        }
    }
    finished
}

/// Drops the implied edges that would close a cycle. A labelled way back gives
/// way before them.
fn give_way(edges: &mut Edges, cluster: &Cluster) {
    let loops = loops(edges, cluster);
    let cycles = cluster.cycles(edges.pairs_without(&loops));
    // Few sites have a cycle.
    if cycles.iter().any(Option::is_some) {
        edges.drop_implied(cluster, |source| {
            cluster.cycle_of(&cycles, (source.from, source.to)).is_some()
        });
    }
    let implied = || {
        let stated = edges.stated();
        let all = edges.sources.iter().map(Source::edge);
        all.filter(|edge| !stated.contains(edge)).collect()
    };
    let pairs: Vec<(NodeId, NodeId)> = edges.pairs_without(&loops).collect();
    let gone = cluster.giving_way(&pairs, implied);
    if !gone.is_empty() {
        edges.drop_implied(cluster, |source| gone.contains(&source.edge()));
    }
}

/// The labelled ways back, by dependent and prerequisite.
///
/// A way back leads to an earlier task; where no labelled edge does, any
/// labelled one closes the cycle.
fn loops(edges: &Edges, cluster: &Cluster) -> BTreeSet<(NodeId, NodeId)> {
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
    let cycles = cluster.cycles(edges.pairs());
    let cycle = |(to, from): &(NodeId, NodeId)| cluster.cycle_of(&cycles, (*from, *to));
    let is_back = |(to, from): &(NodeId, NodeId)| to < from;
    let back: Vec<(NodeId, NodeId)> =
        closing.iter().filter(|edge| is_back(edge)).copied().collect();
    closing.retain(|edge| cycle(edge).is_some());
    let has_back: BTreeSet<Option<usize>> =
        closing.iter().filter(|edge| is_back(edge)).map(cycle).collect();
    closing.retain(|edge| is_back(edge) || !has_back.contains(&cycle(edge)));
    let pairs: Vec<(NodeId, NodeId)> = edges.pairs_without(&closing).collect();
    let gone = cluster.giving_way(&pairs, || back.into_iter().collect());
    closing.extend(gone);
    closing
}

/// Says that a reference means nothing, or too much; one of a template is a
/// place to fill.
fn report(
    graph: &Graph,
    (plan, path): (&Plan, &SitePath),
    (reference, failure): (&Reference, &Failure),
) -> Option<Diagnostic> {
    if plan.template {
        return None;
    }
    let text = &reference.text;
    let start =
        |code, message: String| Diagnostic::at(code, path, reference.span, message);
    let diagnostic = match failure {
        // A hint is added where the names of all plans are known.
        Failure::NoPlan(_) => start(
            &code::UNRESOLVED_REFERENCE,
            format!("`{text}` names a plan that is not in this site"),
        )
        .label("no such plan"),
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
        Failure::NoTask(_) => start(
            &code::UNRESOLVED_REFERENCE,
            format!("`{text}` names a task or phase that is not there"),
        )
        .label("no such task"),
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
                "`{text}` stands for {count} tasks, and the groups of this plan for more than can be linked"
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
    Some(diagnostic)
}
