//! Order: cycles and levels.
//!
//! Components are found by Kosaraju's algorithm, which `petgraph` has without
//! recursion, in what Kahn's (CACM 5(11), 1962) leaves of the graph; levels by Kahn's
//! alone.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use crate::diagnostic::{Diagnostic, code};
use crate::graph::groups::Groups;
use crate::graph::model::{EdgeKind, Facts, Graph, NodeId, Provenance};
use crate::plan::model::Rule;

/// Gives each of so many numbers that of its cycle-bearing component, or nothing for one
/// that lies on no cycle.
pub fn components(count: usize, edges: &[(usize, usize)]) -> Vec<Option<usize>> {
    let mut component = vec![None; count];
    // Most graphs have no cycle, and of the others most of the nodes lie on none.
    let rest = ring(count, edges);
    if rest.is_empty() {
        return component;
    }
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let mut places = BTreeMap::new();
    for (from, to) in &rest {
        for node in [from, to] {
            places.entry(*node).or_insert_with(|| graph.add_node(*node));
        }
        graph.add_edge(places[from], places[to], ());
    }
    for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
        if members.len() > 1 {
            for member in members {
                component[graph[member]] = Some(number);
            }
        }
    }
    component
}

/// Whether both ends of an edge lie on one cycle.
pub fn is_on_cycle(components: &[Option<usize>], (from, to): (usize, usize)) -> bool {
    components[from].is_some() && components[from] == components[to]
}

/// The edges that are left when every node is taken away that nothing leads to, again
/// and again: those of cycles, and of what lies behind them. An edge from a node to
/// itself is no cycle here.
fn ring(count: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let between = edges.iter().filter(|(from, to)| from != to);
    let between: Vec<Step> = between.map(|(from, to)| (*from, *to, 0)).collect();
    let mut is_left = vec![true; count];
    for node in sorted(count, &between).0 {
        is_left[node] = false;
    }
    let left = between.into_iter().filter(|(from, to, _)| is_left[*from] && is_left[*to]);
    left.map(|(from, to, _)| (from, to)).collect()
}

/// What follows from which edges there are between which tasks, and from nothing else.
#[derive(Debug, Default)]
pub struct Order {
    /// The indices of the edges, by the nodes at which they end.
    pub by_end: Groups<usize>,
    /// The indices of the edges, by the nodes at which they start.
    pub by_start: Groups<usize>,
    /// The order in which tasks can be gone through.
    pub flow: Flow,
    /// The points of the flow, by plan.
    pub of_plans: Lists,
    /// The cycles, each as a path of tasks.
    cycles: Vec<Vec<NodeId>>,
    /// The indices of the edges that are not scheduled.
    loops: Vec<usize>,
}

/// Finds the order of a graph: what each node's neighbours are, its level, and whether it
/// lies on a cycle, be it one that leads through tasks that stand above or below others.
pub fn order(graph: &mut Graph) {
    let edges = || graph.edges.iter().enumerate();
    let by_end = Groups::of(graph.nodes.len(), edges().map(|(at, edge)| (edge.to.0, at)));
    let by_start =
        Groups::of(graph.nodes.len(), edges().map(|(at, edge)| (edge.from.0, at)));
    let scheduled = graph.edges.iter().filter(|edge| edge.kind == EdgeKind::DependsOn);
    let scheduled: Vec<Step> =
        scheduled.map(|edge| (edge.from.0, edge.to.0, 1)).collect();
    let component = components(graph.nodes.len(), &ways(&scheduled));
    let tasks: Vec<usize> = (0..graph.nodes.len()).collect();
    let direct = Rings::of(&scheduled, &component, &tasks);
    let Sorted { flow, levels, rings } = flow(graph, &component);
    let of_plans =
        Lists::of(&flow, graph.plans.len(), |node| Some(graph.nodes[node.0].plan));
    let loops = edges().filter(|(_, edge)| edge.kind == EdgeKind::Loop);
    let loops = loops.map(|(at, _)| at).collect();
    let cycles: Vec<Vec<NodeId>> = direct.paths.into_iter().chain(rings.paths).collect();
    for path in &cycles {
        let plans: BTreeSet<usize> =
            path.iter().map(|member| graph.nodes[member.0].plan).collect();
        for plan in plans {
            let summary = &mut graph.summaries.list()[plan];
            Arc::make_mut(summary).cycles.push(path.clone());
        }
    }
    graph.order = Arc::new(Order { by_end, by_start, flow, of_plans, cycles, loops });
    let nodes = graph.nodes.list();
    for (node, level) in nodes.iter_mut().zip(levels) {
        (node.level, node.in_cycle) = (level, false);
    }
    for node in direct.tasks.into_iter().chain(rings.tasks) {
        nodes[node.0].in_cycle = true;
    }
}

/// Tells of the cycles and the loops of a graph, with their places: they may stand
/// elsewhere where the order is the same.
pub fn tell(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for path in &graph.order.cycles {
        report(graph, path, diagnostics);
    }
    report_loops(graph, diagnostics);
}

fn report(graph: &Graph, path: &[NodeId], diagnostics: &mut Vec<Diagnostic>) {
    let Some((first, last)) = path.first().zip(path.last()) else { return };
    let home = graph.nodes[first.0].plan;
    let name = |node: &NodeId| match graph.nodes[node.0].plan == home {
        true => format!("`{}`", graph.task(*node).key),
        false => format!("`{}`", graph.key(*node)),
    };
    let mut words: Vec<_> = path.iter().map(name).collect();
    words.extend(words.first().cloned());
    // The edge that closes the cycle is the place to mend.
    let closing = graph.order.by_end.get(first.0).iter().find_map(|&edge| {
        let edge = &graph.edges[edge];
        (edge.from == *last).then(|| graph.provenance(edge).first())?
    });
    let contradiction = match path {
        [one, other] => contradiction(graph, (*one, *other), name),
        _ => None,
    };
    let is_contradiction = contradiction.is_some();
    let message = contradiction.unwrap_or_else(|| {
        format!("these tasks wait for each other: {}", words.join(" → "))
    });
    let diagnostic = match closing {
        Some(source) => Diagnostic::at(&code::CYCLE, &source.path, source.span, message)
            .label("closes the cycle"),
        None => Diagnostic::file(&code::CYCLE, &graph.plans[home].home, message),
    };
    let diagnostic = match is_contradiction {
        true => diagnostic.hint("neither can ever start: take one of the two out"),
        false => diagnostic
            .hint("none of them can ever start: take one of these dependencies out"),
    };
    diagnostics.push(diagnostic.hint(
        "a way back that is meant (`-->|Not yet right|`) needs a label in the graph",
    ));
}

/// Says which statement says what, where two contradict each other.
fn contradiction(
    graph: &Graph,
    (one, other): (NodeId, NodeId),
    name: impl Fn(&NodeId) -> String,
) -> Option<String> {
    let source = |from: NodeId, to: NodeId| {
        let mut edges =
            graph.order.by_end.get(to.0).iter().map(|edge| &graph.edges[*edge]);
        graph.provenance(edges.find(|edge| edge.from == from)?).first()
    };
    let (first, second) = (source(one, other)?, source(other, one)?);
    let place = |source: &Provenance| match source.path == second.path {
        true => format!("line {}", source.span.line),
        false => format!("line {} of {}", source.span.line, source.path),
    };
    Some(format!(
        "{} comes before {} by {} ({}), and after it by {} ({})",
        name(&one),
        name(&other),
        place(first),
        first.rule.name(),
        place(second),
        second.rule.name()
    ))
}

fn report_loops(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for edge in graph.order.loops.iter().map(|edge| &graph.edges[*edge]) {
        let Some(source) =
            graph.provenance(edge).iter().find(|it| it.rule == Rule::Diagram)
        else {
            continue;
        };
        let (from, to) = (graph.task(edge.from), graph.task(edge.to));
        diagnostics.push(Diagnostic::at(
            &code::LOOP,
            &source.path,
            source.span,
            format!(
                "the way from `{}` back to `{}` is drawn as a loop and not scheduled",
                from.key, to.key
            ),
        ));
    }
}

/// The order in which tasks can be gone through.
///
/// A task with tasks below it has two points, where it starts and where it ends:
/// what it waits for is waited for by all below it, and what waits for it waits
/// for all of them. A task without has one.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// All points, each behind those that it waits for. The start of a task has
    /// its node's number; ends of parents come behind all nodes.
    pub order: Vec<usize>,
    /// The points that each point waits for.
    pub before: Groups<usize>,
    /// The node of each point.
    pub nodes: Vec<NodeId>,
}

/// Some points of a flow, in its order.
#[derive(Debug, Clone, Copy)]
pub struct Points<'p> {
    /// The points.
    pub list: &'p [usize],
    /// Where each point of the flow stands in this list or in another one.
    places: &'p [usize],
}

impl Points<'_> {
    /// Where a point stands among these, if it is one of them.
    pub fn place_of(&self, point: usize) -> Option<usize> {
        let place = self.places[point];
        (self.list.get(place) == Some(&point)).then_some(place)
    }
}

/// The points of a flow in lists, of which each point stands in one at most.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    lists: Groups<usize>,
    places: Vec<usize>,
}

impl Lists {
    /// Puts each point of a flow into one of so many lists, or into none.
    pub fn of(
        flow: &Flow,
        count: usize,
        list_of: impl Fn(NodeId) -> Option<usize>,
    ) -> Self {
        let listed = flow.order.iter().filter_map(|point| {
            let list = list_of(flow.nodes[*point])?;
            Some((list, *point))
        });
        let lists = Groups::of(count, listed);
        let mut places = vec![0; flow.nodes.len()];
        for list in lists.iter() {
            for (place, point) in list.iter().enumerate() {
                places[*point] = place;
            }
        }
        Self { lists, places }
    }

    /// The points of a list.
    pub fn points(&self, list: usize) -> Points<'_> {
        Points { list: self.lists.get(list), places: &self.places }
    }
}

/// A step from point to point, and how many edges it is worth.
pub type Step = (usize, usize, usize);

/// The order of a graph, and what keeps it from having one.
struct Sorted {
    flow: Flow,
    /// The longest way to each task from one that waits for nothing, in edges.
    levels: Vec<usize>,
    rings: Rings,
}

/// The cycles of a graph of tasks, or of their points: those that only points have lead
/// through a task that waits for one that waits for a part of it, or stands below one that
/// waits for it.
#[derive(Default)]
struct Rings {
    /// The tasks on them, which can never start.
    tasks: Vec<NodeId>,
    /// Each as a path of tasks; an edge leads from the last to the first.
    paths: Vec<Vec<NodeId>>,
}

/// How tasks stand below each other, by numbers from 0, and the points that follow from it.
///
/// A task without tasks below it is a point of its own number. One that has some starts at
/// that and ends at a point behind those of all tasks.
#[derive(Debug)]
pub struct Family {
    parents: Vec<Option<usize>>,
    facts: Vec<Facts>,
    /// The point at which each task ends.
    ends: Vec<usize>,
    /// The task of each point.
    tasks: Vec<usize>,
}

impl Family {
    /// That of some tasks, each with the number of the one above it.
    pub fn of(tasks: impl Iterator<Item = (Option<usize>, Facts)>) -> Self {
        let (parents, facts): (Vec<Option<usize>>, Vec<Facts>) = tasks.unzip();
        let mut is_leaf = vec![true; parents.len()];
        for parent in parents.iter().flatten() {
            is_leaf[*parent] = false;
        }
        let mut tasks: Vec<usize> = (0..parents.len()).collect();
        let mut ends = tasks.clone();
        for (task, end) in ends.iter_mut().enumerate().filter(|(task, _)| !is_leaf[*task])
        {
            *end = tasks.len();
            tasks.push(task);
        }
        Self { parents, facts, ends, tasks }
    }

    /// As [`Graph::leads_inside`].
    fn leads_inside(&self, (from, to): (usize, usize)) -> bool {
        from != to
            && self.facts[from].own_work
            && self.lineage(to).any(|above| above == from)
    }

    /// A task and those that it stands below, the nearest first.
    fn lineage(&self, task: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(task), |task| self.parents[*task])
    }

    /// The steps between the points of each task and those of the task above it.
    fn steps(&self) -> impl Iterator<Item = Step> {
        let below = self.parents.iter().enumerate();
        let below = below.filter_map(|(task, parent)| Some((task, (*parent)?)));
        below.flat_map(|(task, parent)| {
            [(parent, task, 0), (self.ends[task], self.ends[parent], 0)]
        })
    }

    /// Whether a step leads from the end of a task that may be left out to that of the task
    /// above it: what may be left out holds up nobody who does not name it.
    fn is_loose(&self, (from, to, length): Step) -> bool {
        let task = self.tasks[from];
        length == 0
            && self.facts[task].optional
            && self.ends[task] == from
            && self.parents[task].is_some_and(|parent| self.ends[parent] == to)
    }

    /// A task that has others below it ends behind its start, whatever those do.
    fn through(&self) -> impl Iterator<Item = Step> {
        let tasks = self.ends.iter().enumerate();
        tasks.filter(|(task, end)| task != *end).map(|(task, end)| (task, *end, 0))
    }

    /// How many tasks stand above both ends of an edge.
    pub fn shared(&self, (from, to): (usize, usize)) -> usize {
        let others: BTreeSet<usize> = self.lineage(to).skip(1).collect();
        self.lineage(from).skip(1).filter(|task| others.contains(task)).count()
    }

    /// The step that an edge makes, if it makes one: what waits for the task above it starts
    /// behind its start anyway.
    fn step(&self, (from, to): (usize, usize)) -> Option<Step> {
        let is_one = from != to && !self.leads_inside((from, to));
        is_one.then(|| (self.ends[from], to, 1))
    }

    /// Which points lie on a common cycle of some edges: a number for each cycle, by point.
    pub fn cycles(
        &self,
        edges: impl Iterator<Item = (usize, usize)>,
    ) -> Vec<Option<usize>> {
        let family = self.steps().filter(|step| !self.is_loose(*step));
        let all = family.chain(self.through());
        let all = all.chain(edges.filter_map(|edge| self.step(edge)));
        components(self.tasks.len(), &ways(&all.collect::<Vec<_>>()))
    }

    /// Whether an edge lies on one of some cycles.
    pub fn is_on_cycle(
        &self,
        cycles: &[Option<usize>],
        (from, to): (usize, usize),
    ) -> bool {
        let start = match self.leads_inside((from, to)) {
            true => from,
            false => self.ends[from],
        };
        is_on_cycle(cycles, (start, to))
    }
}

/// Steps without what they are worth.
fn ways(steps: &[Step]) -> Vec<(usize, usize)> {
    steps.iter().map(|(from, to, _)| (*from, *to)).collect()
}

/// Makes the order of a graph; edges inside a cycle do not count.
fn flow(graph: &Graph, component: &[Option<usize>]) -> Sorted {
    let count = graph.nodes.len();
    let above = |parent: NodeId| parent.0;
    let tasks = graph.nodes.iter().map(|node| (node.facts.parent.map(above), node.facts));
    let family = Family::of(tasks);
    let points = family.tasks.len();
    let edges = graph.edges.iter().filter(|edge| edge.kind == EdgeKind::DependsOn);
    let edges = edges.map(|edge| (edge.from.0, edge.to.0));
    let edges = edges.filter(|edge| !is_on_cycle(component, *edge));
    let edges = edges.filter_map(|edge| family.step(edge));
    let mut steps: Vec<Step> = edges.chain(family.steps()).collect();
    let mut rings = Rings::default();
    let (mut order, mut levels) = sorted(points, &steps);
    if order.len() < points {
        // Where only what may be left out closes a ring, it is none.
        let ring = components(points, &ways(&steps));
        steps.retain(|step @ (from, to, _)| {
            !is_on_cycle(&ring, (*from, *to)) || !family.is_loose(*step)
        });
        steps.extend(family.through());
        (order, levels) = sorted(points, &steps);
    }
    if order.len() < points {
        let ring = components(points, &ways(&steps));
        rings = Rings::of(&steps, &ring, &family.tasks);
        steps.retain(|(from, to, length)| {
            *length == 0 || !is_on_cycle(&ring, (*from, *to))
        });
        (order, levels) = sorted(points, &steps);
    }
    levels.truncate(count);
    let before = Groups::of(points, steps.iter().map(|(from, to, _)| (*to, *from)));
    let nodes = family.tasks.into_iter().map(NodeId).collect();
    Sorted { flow: Flow { order, before, nodes }, levels, rings }
}

/// So many points in an order in which each stands behind those that lead to it, with the
/// longest way to each; without those of a cycle, and those behind one.
pub fn sorted(count: usize, steps: &[Step]) -> (Vec<usize>, Vec<usize>) {
    let mut open = vec![0_usize; count];
    for (_, to, _) in steps {
        open[*to] += 1;
    }
    let behind = steps.iter().map(|(from, to, length)| (*from, (*to, *length)));
    let behind = Groups::of(count, behind);
    let mut levels = vec![0; count];
    let mut queue: VecDeque<usize> =
        (0..count).filter(|point| open[*point] == 0).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(point) = queue.pop_front() {
        order.push(point);
        for (to, length) in behind.get(point) {
            levels[*to] = levels[*to].max(levels[point] + length);
            open[*to] -= 1;
            if open[*to] == 0 {
                queue.push_back(*to);
            }
        }
    }
    (order, levels)
}

impl Rings {
    /// Those of steps between points, by the number of the ring of each point, with the task
    /// of each point.
    fn of(steps: &[Step], ring: &[Option<usize>], tasks: &[usize]) -> Self {
        let inside = |(from, to, _): &&Step| is_on_cycle(ring, (*from, *to));
        let inside: Vec<&Step> = steps.iter().filter(inside).collect();
        let behind = inside.iter().map(|(from, to, _)| (*from, *to));
        let behind = Groups::of(tasks.len(), behind);
        let edges = inside.iter().filter(|(.., length)| *length > 0);
        let starts = Groups::of(tasks.len(), edges.map(|(from, to, _)| (*to, *from)));
        let mut rings = Self::default();
        let mut told = BTreeSet::new();
        for point in 0..tasks.len() {
            let Some(number) = ring[point] else { continue };
            // What waits for the end of a task may be waited for by a part of it alone.
            if tasks[point] == point {
                rings.tasks.push(NodeId(point));
            }
            let last = starts.get(point);
            if last.is_empty() || !told.insert(number) {
                continue;
            }
            let last: BTreeSet<usize> = last.iter().copied().collect();
            let mut path: Vec<NodeId> = Vec::new();
            for point in way(point, &last, &behind) {
                // A task that is entered and left again is gone through as a whole.
                let task = NodeId(tasks[point]);
                match path.iter().position(|before| *before == task) {
                    Some(before) => path.truncate(before + 1),
                    None => path.push(task),
                }
            }
            rings.paths.push(path);
        }
        rings
    }
}

/// The shortest way from a point to one of some points.
fn way(start: usize, ends: &BTreeSet<usize>, behind: &Groups<usize>) -> Vec<usize> {
    let mut came_from = BTreeMap::from([(start, start)]);
    let mut queue = VecDeque::from([start]);
    while let Some(point) = queue.pop_front() {
        if ends.contains(&point) {
            let before = |point: &usize| came_from.get(point).copied();
            let back = |point: &usize| before(point).filter(|before| before != point);
            let mut way: Vec<usize> = std::iter::successors(Some(point), back).collect();
            way.reverse();
            return way;
        }
        for to in behind.get(point) {
            came_from.entry(*to).or_insert_with(|| {
                queue.push_back(*to);
                point
            });
        }
    }
    vec![start]
}
