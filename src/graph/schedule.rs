//! The schedule: what is ready, what waits for what, how long it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code};
use crate::graph::groups::Groups;
use crate::graph::model::{
    Edge, EdgeKind, Graph, Node, NodeId, PlanSummary, Progress, Provenance, State,
    Timeline, Times,
};
use crate::graph::order::{Flow, Lists, Order, Points};
use crate::graph::timeline;
use crate::memo;
use crate::plan::model::{CheckOwner, Plan, Rule, Status, TotalKind};
use crate::trace::{Noted, Traced};

/// How far a stated total may lie from the computed one, in percent.
const TOTAL_TOLERANCE: u32 = 5;

/// How many edges may be followed to count what the tasks of a plan unlock: so many, and
/// so many more for each task.
const UNLOCK_STEPS: usize = 5_000;
const UNLOCK_STEPS_OF_TASK: usize = 200;

/// What is told of the schedule of each plan, kept from the last time.
#[derive(Default)]
pub struct Told {
    /// Of the boxes of parents.
    parents: Vec<Vec<Diagnostic>>,
    /// Of the plan.
    plans: Vec<Vec<Diagnostic>>,
}

/// The plans that a change concerns, where the same edges lead between the same tasks as
/// before.
pub struct Concerned<'b> {
    /// The plans of which something else is known than before, whatever the schedule says.
    pub plans: BTreeSet<usize>,
    /// The nodes as they were.
    pub before: &'b Noted<Node>,
}

/// Fills in states, counts, critical paths and times: of all plans, or of those that are
/// concerned and those that wait for them.
pub fn schedule(
    graph: &mut Graph,
    concerned: Option<Concerned<'_>>,
    (told, diagnostics): (&mut Told, &mut Vec<Diagnostic>),
) {
    let all = 0..graph.plans.len();
    let before = concerned.as_ref().map(|concerned| concerned.before);
    let mut plans = match concerned {
        Some(Concerned { plans, .. }) => plans,
        None => all.clone().collect(),
    };
    for plan in &plans {
        finished(graph, *plan);
    }
    if let Some(before) = before {
        let weight = |node: &Node| (node.finished, node.facts.is_over());
        let moved = moved(graph, (&plans, before), weight);
        plans.extend(behind(graph, moved));
    }

    let numbers: Vec<usize> = plans.iter().copied().collect();
    let states = memo::each(&numbers, |plan| states(graph, *plan));
    let mut blocked_by = Vec::with_capacity(numbers.len());
    told.parents.resize_with(all.len(), Vec::new);
    told.plans.resize_with(all.len(), Vec::new);
    for (plan, found) in numbers.iter().zip(states) {
        let own = graph.summaries[*plan].nodes.clone();
        for (node, (state, ready)) in graph.nodes.list()[own].iter_mut().zip(found.states)
        {
            (node.state, node.ready, node.critical) = (state, ready, false);
        }
        blocked_by.push(found.blocked_by);
        told.parents[*plan] = found.diagnostics;
    }
    let order = Arc::clone(&graph.order);
    let summaries = memo::each(&numbers, |number| {
        summarise(graph, &order.flow, (*number, order.of_plans.points(*number)))
    });
    for ((plan, summary), blocked_by) in numbers.iter().zip(summaries).zip(blocked_by) {
        let nodes = graph.nodes.list();
        summary.critical.iter().for_each(|node| nodes[node.0].critical = true);
        graph.summaries.list()[*plan] = Arc::new(PlanSummary { blocked_by, ..summary });
    }
    match before {
        None => starts(graph),
        Some(before) => starts_behind(graph, (&plans, before)),
    }

    // What is told of a plan is told of those before it, too.
    if let Some(before) = before {
        let moved = moved(graph, (&plans, before), |node| node.state);
        plans.extend(behind(graph, moved));
    }
    let numbers: Vec<usize> = plans.into_iter().collect();
    let reports = memo::each(&numbers, |plan| report(graph, *plan));
    for (plan, report) in numbers.into_iter().zip(reports) {
        told.plans[plan] = report;
    }
    diagnostics.extend(told.parents.iter().chain(&told.plans).flatten().cloned());
}

/// The tasks of some plans of which something is not as it was.
fn moved<T: PartialEq>(
    graph: &Graph,
    (plans, before): (&BTreeSet<usize>, &Noted<Node>),
    what: impl Fn(&Node) -> T,
) -> Vec<NodeId> {
    let nodes = plans.iter().flat_map(|plan| graph.summaries[*plan].nodes.clone());
    let moved = nodes.filter(|node| what(&graph.nodes[*node]) != what(&before[*node]));
    moved.map(NodeId).collect()
}

/// The plans with tasks that wait for some.
pub fn behind(graph: &Graph, tasks: Vec<NodeId>) -> BTreeSet<usize> {
    let edges = tasks.into_iter().flat_map(|task| graph.outgoing(task));
    edges.map(|edge| graph.nodes[graph.edges[*edge].to.0].plan).collect()
}

/// What few pages ask for, worked out when it is first asked for.
#[derive(Debug, Clone, Default)]
pub struct Later {
    /// How many tasks wait for each task of a plan.
    unlocks: Vec<Traced<Vec<usize>>>,
    timelines: Vec<Traced<Timeline>>,
    critical_steps: Vec<Traced<BTreeMap<NodeId, NodeId>>>,
    timeline: Traced<Timeline>,
    shortest_finish: Traced<(u32, usize)>,
}

impl Graph {
    /// How many unfinished tasks wait for a task that can start, is under way or is
    /// stopped, directly or not; 0 for any other.
    pub fn unlocks(&self, node: NodeId) -> usize {
        let Node { plan, task, .. } = self.nodes[node.0];
        self.later.unlocks[plan].get_or_init(|| unlocks(self, plan))[task]
    }

    /// When each task of a plan is worked on at the earliest.
    pub fn timeline_of(&self, plan: usize) -> &Timeline {
        let Order { of_plans, flow, .. } = self.order.as_ref();
        self.later.timelines[plan]
            .get_or_init(|| timeline::place(self, flow, of_plans.points(plan)))
    }

    /// Whether the critical path of a plan leads from one task to another at once.
    pub fn is_critical_step(&self, plan: usize, (from, to): (NodeId, NodeId)) -> bool {
        let steps = self.later.critical_steps[plan].get_or_init(|| {
            let path = &self.summaries[plan].critical;
            path.windows(2).map(|pair| (pair[0], pair[1])).collect()
        });
        steps.get(&from) == Some(&to)
    }

    /// When each task of the counted plans is worked on, where no plan has dates.
    pub fn timeline(&self) -> &Timeline {
        let place =
            || timeline::place(self, &self.order.flow, self.counted_points().points(0));
        self.later.timeline.get_or_init(place)
    }

    /// The longest way through what is left of all counted plans: minutes of work,
    /// and how many tasks lie on it.
    pub fn shortest_finish(&self) -> (u32, usize) {
        *self.later.shortest_finish.get_or_init(|| {
            let (counted, flow) = (self.counted_points(), &self.order.flow);
            let left = longest(self, flow, counted.points(0), Left::Unfinished);
            (left.minutes, left.path.len())
        })
    }

    /// The points of all plans that count, in one list.
    fn counted_points(&self) -> Lists {
        Lists::of(&self.order.flow, 1, |node| self.plan(node).counts().then_some(0))
    }
}

impl Later {
    /// Nothing yet of so many plans.
    pub fn of(plans: usize) -> Self {
        Self {
            unlocks: vec![Traced::default(); plans],
            timelines: vec![Traced::default(); plans],
            critical_steps: vec![Traced::default(); plans],
            ..Self::default()
        }
    }
}

/// Fills in whether each task of a plan holds nothing up: done, skipped, or a parent of such
/// only. One that has work of its own must be done itself, too.
fn finished(graph: &mut Graph, plan: usize) {
    let own = graph.summaries[plan].nodes.clone();
    let nodes = graph.nodes.list();
    for node in &mut nodes[own.clone()] {
        let own = node.leaf || node.facts.own_work;
        node.finished = !own || node.facts.is_over();
    }
    // Children stand behind their parents, so one way backwards is enough.
    for node in own.rev() {
        let Node { facts, finished, .. } = nodes[node];
        // What may be left out holds up nobody who does not name it.
        if let Some(parent) = facts.parent
            && !finished
            && !facts.optional
        {
            nodes[parent.0].finished = false;
        }
    }
}

/// How the tasks of a plan stand.
struct States {
    /// The state of each task, and whether it is ready.
    states: Vec<(State, bool)>,
    blocked_by: Groups<NodeId>,
    /// What is told of the boxes of parents.
    diagnostics: Vec<Diagnostic>,
}

/// Finds how the tasks of a plan stand.
fn states(graph: &Graph, plan: usize) -> States {
    let own = graph.summaries[plan].nodes.clone();
    let mut states = Vec::with_capacity(own.len());
    let mut blocked_by = Vec::with_capacity(own.len());
    for node in own {
        let (state, ready, before) = state(graph, NodeId(node));
        states.push((state, ready));
        blocked_by.push(before);
    }
    let blocked_by = Groups::from_lists(blocked_by.into_iter());
    let diagnostics = parents((graph, plan), &blocked_by, &mut states);
    States { states, blocked_by, diagnostics }
}

/// The state of a leaf, whether it is ready, and what it waits for.
fn state(graph: &Graph, node: NodeId) -> (State, bool, Vec<NodeId>) {
    let mut before: Vec<NodeId> = Vec::new();
    let mut unknown = false;
    let mut in_cycle = false;
    // What a task above waits for, its sub-tasks wait for too.
    let mut at = Some(node);
    while let Some(current) = at {
        let found = &graph.nodes[current.0];
        unknown |= !graph.unknown(current).is_empty();
        in_cycle |= found.in_cycle;
        for &edge in graph.incoming(current) {
            let edge = &graph.edges[edge];
            // Of the task above only its own work is waited for.
            let is_over = match graph.leads_inside(edge.from, node) {
                true => graph.nodes[edge.from.0].facts.is_over(),
                false => graph.nodes[edge.from.0].finished,
            };
            if edge.kind == EdgeKind::DependsOn && !is_over {
                before.push(edge.from);
            }
        }
        at = found.facts.parent;
    }
    before.sort_unstable();
    before.dedup();
    let blocked_by = before;
    let facts = &graph.nodes[node.0].facts;
    let over = facts.is_over();
    let stopped = unknown || in_cycle || (!over && graph.task(node).blocked.is_some());
    let ready = !over && !stopped && blocked_by.is_empty();
    let state = match facts.status {
        Status::Done => State::Done,
        Status::Skipped => State::Skipped,
        _ if stopped => State::Blocked,
        Status::InProgress => State::InProgress,
        Status::Todo if blocked_by.is_empty() => State::Ready,
        Status::Todo => State::Waiting,
    };
    (state, ready, blocked_by)
}

/// Gives parents of a plan the state that their leaves make, and compares their own box.
fn parents(
    (graph, plan): (&Graph, usize),
    blocked_by: &Groups<NodeId>,
    states: &mut [(State, bool)],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let start = graph.summaries[plan].nodes.start;
    let nodes = &graph.nodes[graph.summaries[plan].nodes.clone()];
    let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in nodes {
        if let Some(parent) = node.facts.parent {
            below.entry(parent.0 - start).or_default().push(node.task);
        }
    }
    for (task, below) in below.iter().rev() {
        let open = |child: &usize| {
            let over = matches!(states[*child].0, State::Done | State::Skipped);
            nodes[*child].facts.optional && !over
        };
        // Optional tasks that are open say nothing of a parent that has others.
        let all_optional = below.iter().all(open);
        let children: Vec<State> = below
            .iter()
            .filter(|child| all_optional || !open(child))
            .map(|child| states[*child].0)
            .collect();
        let all = |states: &[State]| children.iter().all(|child| states.contains(child));
        let any = |state: State| children.contains(&state);
        let node = NodeId(start + task);
        let is_waited_for =
            below.iter().any(|child| blocked_by.get(*child).contains(&node));
        let own = &graph.plans[plan].tasks[*task];
        let is_over = all(&[State::Done, State::Skipped]);
        // Where all below was given up, the work was done in the task itself.
        let state = if own.has_own_work() && (is_over || is_waited_for) {
            // Its own work is what is left, or what comes first.
            states[*task].0
        } else if all(&[State::Skipped]) && own.status == Status::Done {
            State::Done
        } else if all(&[State::Skipped]) {
            State::Skipped
        } else if is_over {
            State::Done
        } else if any(State::InProgress) || any(State::Done) {
            State::InProgress
        } else if any(State::Ready) {
            State::Ready
        } else if any(State::Blocked) {
            State::Blocked
        } else {
            State::Waiting
        };
        states[*task] = (state, state == State::Ready);
        let (ticked, done) = (own.status == Status::Done, state == State::Done);
        // What is given up may have parts that were done before, and own work may be
        // left when they are.
        let may_differ = own.status == Status::Skipped || (own.has_own_work() && is_over);
        if ticked != done && !may_differ {
            let message = if ticked {
                format!("`{}` is ticked, and not all tasks below it are", own.key)
            } else {
                format!("all tasks below `{}` are done, and its own box is open", own.key)
            };
            diagnostics.push(
                Diagnostic::at(&code::PARENT_BOX_STALE, &own.path, own.span, message)
                    .hint("the tasks below count, not this box"),
            );
        }
    }
    diagnostics
}

/// Finds where each waiting task's longest chain of reasons starts; one pass in
/// order of levels, since what a task waits for lies on a lower one.
fn starts(graph: &mut Graph) {
    let levels = || graph.nodes.iter().map(|node| node.level).enumerate();
    let highest = levels().map(|(_, level)| level).max().unwrap_or(0);
    let order = Groups::of(highest + 1, levels().map(|(node, level)| (level, node)));
    for node in order.iter().flatten().copied() {
        let start = start(graph, NodeId(node));
        graph.nodes.list()[node].start = start;
    }
}

/// Does the same for the tasks of some plans, and then for those that wait for a task whose
/// chain or state is not as it was.
fn starts_behind(graph: &mut Graph, (plans, before): (&BTreeSet<usize>, &Noted<Node>)) {
    // What [`Graph::weightiest`] looks at.
    let weight = |nodes: &Noted<Node>, node: usize| {
        let Node { start, state, .. } = nodes[node];
        let is_stopped = start.map(|(start, _)| nodes[start.0].state == State::Blocked);
        (start, state, is_stopped)
    };
    let own = plans.iter().flat_map(|plan| graph.summaries[*plan].nodes.clone());
    let mut open: BTreeSet<(usize, usize)> =
        own.map(|node| (graph.nodes[node].level, node)).collect();
    let mut seen = BTreeSet::new();
    while let Some((_, node)) = open.pop_first() {
        // Who is led to a task again has found nothing new there.
        let was = weight(if seen.insert(node) { before } else { &graph.nodes }, node);
        let start = start(graph, NodeId(node));
        graph.nodes.list()[node].start = start;
        if was == weight(&graph.nodes, node) {
            continue;
        }
        for edge in graph.outgoing(NodeId(node)) {
            let Edge { to, kind, .. } = graph.edges[*edge];
            // Nothing waits for what a loop comes from.
            if kind != EdgeKind::DependsOn {
                continue;
            }
            let plan = graph.nodes[to.0].plan;
            if plans.contains(&plan) {
                // All of its tasks are looked at in any case.
                continue;
            }
            // What a task waits for, those below it wait for too, which stand behind it.
            let end = match graph.nodes[to.0].leaf {
                true => to.0 + 1,
                false => graph.summaries[plan].nodes.end,
            };
            let waiting = (to.0..end).filter(|behind| {
                graph.nodes[*behind].state == State::Waiting
                    && graph.lineage(NodeId(*behind)).any(|above| above == to)
            });
            open.extend(waiting.map(|node| (graph.nodes[node].level, node)));
        }
    }
}

/// Where the longest chain of reasons of a task starts, which is known of those before it.
fn start(graph: &Graph, node: NodeId) -> Option<(NodeId, usize)> {
    if graph.nodes[node.0].state != State::Waiting {
        return None;
    }
    let before = graph.weightiest(graph.blocked_by(node))?;
    Some(match graph.nodes[before.0].start {
        Some((start, between)) => (start, between + 1),
        None => (before, 0),
    })
}

/// How many unfinished tasks wait for each task of a plan, directly or not. When the
/// steps of the plan are used up, only those that wait directly are counted.
fn unlocks(graph: &Graph, plan: usize) -> Vec<usize> {
    let nodes = graph.summaries[plan].nodes.clone();
    let mut steps = UNLOCK_STEPS + nodes.len() * UNLOCK_STEPS_OF_TASK;
    let mut seen: BTreeSet<NodeId> = BTreeSet::new();
    let unlocks = nodes.map(NodeId).map(|start| {
        let state = graph.nodes[start.0].state;
        if !matches!(state, State::Ready | State::InProgress | State::Blocked) {
            return 0;
        }
        seen.clear();
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            if steps == 0 && node != start {
                break;
            }
            let outgoing = graph.lineage(node).flat_map(|node| graph.outgoing(node));
            for edge in outgoing.map(|edge| &graph.edges[*edge]) {
                steps = steps.saturating_sub(1);
                let is_beside = edge.from != node && graph.leads_inside(edge.from, node);
                let is_beside = is_beside && graph.leads_inside(edge.from, edge.to);
                if edge.kind == EdgeKind::DependsOn
                    && !is_beside
                    && !graph.nodes[edge.to.0].finished
                    && seen.insert(edge.to)
                {
                    open.push(edge.to);
                }
            }
        }
        seen.len() - usize::from(seen.contains(&start))
    });
    unlocks.collect()
}

fn summarise(
    graph: &Graph,
    flow: &Flow,
    (number, points): (usize, Points<'_>),
) -> PlanSummary {
    let plan = &graph.plans[number];
    let nodes = graph.summaries[number].nodes.clone();
    let mut summary = PlanSummary {
        phases: vec![Progress::default(); plan.phases.len()],
        cycles: graph.summaries[number].cycles.clone(),
        ..PlanSummary::default()
    };
    for node in nodes.clone() {
        let found = &graph.nodes[node];
        if !found.leaf {
            continue;
        }
        let counted = count(found.state, found.facts.optional);
        summary.progress.add(&counted);
        if let Some(phase) = found.facts.phase {
            summary.phases[phase].add(&counted);
        }
    }
    for check in &plan.checks {
        let counted = Progress {
            checks_total: 1,
            checks_done: usize::from(check.done),
            ..Progress::default()
        };
        summary.progress.add(&counted);
        let phase = match check.owner {
            CheckOwner::Plan => None,
            CheckOwner::Phase(phase) => Some(phase),
            CheckOwner::Task(task) => plan.tasks.get(task).and_then(|task| task.phase),
        };
        if let Some(phase) = phase {
            summary.phases[phase].add(&counted);
        }
    }
    let whole = longest(graph, flow, points, Left::All);
    let left = longest(graph, flow, points, Left::Unfinished);
    summary.critical = left.path;
    summary.times = Times {
        parallel: whole.minutes,
        parallel_left: left.minutes,
        ..times(graph, nodes.clone())
    };
    summary.differing = differing(graph, plan, (nodes.clone(), &summary.times));
    summary.gates_nothing = gates_nothing(graph, plan, nodes.clone());
    summary.nodes = nodes;
    summary
}

/// The counts of some leaves, of whatever plans.
pub fn progress(graph: &Graph, leaves: &[NodeId]) -> Progress {
    let mut progress = Progress::default();
    for node in leaves {
        let found = &graph.nodes[node.0];
        progress.add(&count(found.state, found.facts.optional));
    }
    progress
}

/// The counts of one leaf.
pub fn count(state: State, optional: bool) -> Progress {
    let mut progress = Progress::default();
    if state == State::Skipped {
        progress.skipped = 1;
        return progress;
    }
    if optional && state != State::Done {
        progress.optional = 1;
    } else {
        progress.total = 1;
    }
    match state {
        State::Done => progress.done = 1,
        State::InProgress => progress.in_progress = 1,
        State::Ready => progress.ready = 1,
        State::Waiting => progress.waiting = 1,
        State::Blocked => progress.blocked = 1,
        State::Skipped => {}
    }
    progress
}

/// Sums of the leaves' durations and tokens.
fn times(graph: &Graph, nodes: std::ops::Range<usize>) -> Times {
    let mut times = Times::default();
    for node in nodes {
        let found = &graph.nodes[node];
        if !found.leaf || found.state == State::Skipped {
            continue;
        }
        let task = graph.task(NodeId(node));
        let minutes = task.minutes.unwrap_or(0);
        times.stated += usize::from(task.minutes.is_some());
        times.sequential = times.sequential.saturating_add(minutes);
        times.tokens = times.tokens.saturating_add(task.tokens.unwrap_or(0));
        if found.state != State::Done {
            times.sequential_left = times.sequential_left.saturating_add(minutes);
        }
    }
    times
}

/// Which tasks a path may use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    All,
    Unfinished,
}

/// The longest way through a plan.
struct Longest {
    minutes: u32,
    path: Vec<NodeId>,
}

/// Finds the longest way through points by duration, then by number of tasks:
/// the critical path (Kelley and Walker, 1959), by one pass in their order.
fn longest(graph: &Graph, flow: &Flow, points: Points<'_>, left: Left) -> Longest {
    // By the places of the points among those given.
    type Way = ((u32, usize), Option<usize>);
    let mut best: Vec<Option<Way>> = vec![None; points.list.len()];
    let mut end: Option<(usize, (u32, usize))> = None;
    for (place, &point) in points.list.iter().enumerate() {
        let node = flow.nodes[point];
        let found = &graph.nodes[node.0];
        let open = match left {
            Left::All => found.state != State::Skipped,
            Left::Unfinished => !matches!(found.state, State::Done | State::Skipped),
        };
        if found.in_cycle || (found.leaf && !open) {
            continue;
        }
        let mut way: Way = ((0, 0), None);
        for from in flow.before.get(point) {
            if let Some(from) = points.place_of(*from)
                && let Some((length, _)) = best[from]
                && length > way.0
            {
                way = (length, Some(from));
            }
        }
        if found.leaf {
            let minutes = found.facts.minutes.unwrap_or(0);
            way.0 = (way.0.0.saturating_add(minutes), way.0.1 + 1);
            if end.is_none_or(|(_, length)| way.0 > length) {
                end = Some((place, way.0));
            }
        }
        best[place] = Some(way);
    }
    let minutes = end.map_or(0, |(_, (minutes, _))| minutes);
    let mut longest = Longest { minutes, path: Vec::new() };
    let mut at = end.map(|(place, _)| place);
    while let Some(place) = at {
        let node = flow.nodes[points.list[place]];
        if graph.nodes[node.0].leaf {
            longest.path.push(node);
        }
        at = best[place].and_then(|(_, from)| from);
    }
    longest.path.reverse();
    longest
}

/// The stated totals that differ from what the fields sum to. Where not every
/// task states its share, nothing can be said.
fn differing(
    graph: &Graph,
    plan: &Plan,
    (nodes, times): (std::ops::Range<usize>, &Times),
) -> Vec<(TotalKind, u32, u32)> {
    let summed: Vec<usize> = nodes
        .filter(|node| {
            let found = &graph.nodes[*node];
            found.leaf && found.state != State::Skipped
        })
        .collect();
    let leaves = summed.len();
    let tokens_known =
        summed.iter().all(|node| graph.task(NodeId(*node)).tokens.is_some());
    plan.totals
        .iter()
        .filter_map(|total| {
            let computed = match total.kind {
                TotalKind::Sequential if times.stated == leaves => times.sequential,
                TotalKind::Parallel if times.stated == leaves => times.parallel,
                TotalKind::Tokens if tokens_known => times.tokens,
                TotalKind::Phases => plan.phases.len() as u32,
                TotalKind::Sequential | TotalKind::Parallel | TotalKind::Tokens => {
                    return None;
                }
            };
            let far = total.value.abs_diff(computed) * 100 > computed * TOTAL_TOLERANCE;
            (far && leaves > 0).then_some((total.kind, total.value, computed))
        })
        .collect()
}

/// Says what is odd about a plan's schedule.
fn report(graph: &Graph, number: usize) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let (plan, summary) = (&graph.plans[number], &graph.summaries[number]);
    if plan.template || plan.archived {
        return diagnostics;
    }
    for total in &plan.totals {
        let Some((_, stated, computed)) = summary
            .differing
            .iter()
            .find(|(kind, stated, _)| *kind == total.kind && *stated == total.value)
        else {
            continue;
        };
        let (what, stated, computed) = total_words(total.kind, *stated, *computed);
        diagnostics.push(
            Diagnostic::at(
                &code::STATED_TOTAL_DIFFERS,
                &plan.home,
                total.span,
                format!("{what} is stated as {stated}, and the tasks give {computed}"),
            )
            .hint("the site shows both; correct the one that is wrong"),
        );
    }
    done_too_early(graph, number, &mut diagnostics);
    for node in &summary.gates_nothing {
        let task = graph.task(*node);
        diagnostics.push(
            Diagnostic::at(
                &code::GATES_NOTHING,
                &task.path,
                task.span,
                format!("nothing waits for task `{}`, though phases follow", task.key),
            )
            .hint("draw what needs it in the dependency graph, if something does"),
        );
    }
    diagnostics
}

/// Tells of tasks that are done before some that they are said to wait for. What
/// one statement says of several tasks, or of whole phases, is told once.
fn done_too_early(graph: &Graph, number: usize, diagnostics: &mut Vec<Diagnostic>) {
    let plan = &graph.plans[number];
    let mut told: BTreeMap<(Option<&Provenance>, Vec<NodeId>), Vec<usize>> =
        BTreeMap::new();
    for node in graph.summaries[number].nodes.clone() {
        let found = &graph.nodes[node];
        if found.facts.status != Status::Done {
            continue;
        }
        let mut open: BTreeMap<Option<&Provenance>, Vec<NodeId>> = BTreeMap::new();
        for &edge in graph.incoming(NodeId(node)) {
            let edge = &graph.edges[edge];
            let is_open =
                !matches!(graph.nodes[edge.from.0].state, State::Done | State::Skipped);
            if edge.stated && edge.kind == EdgeKind::DependsOn && is_open {
                let statement = graph.provenance(edge).first();
                open.entry(statement).or_default().push(edge.from);
            }
        }
        for (statement, mut before) in open {
            before.sort_unstable();
            told.entry((statement, before)).or_default().push(found.task);
        }
    }
    for ((_, before), tasks) in told {
        let Some(task) = tasks.first().map(|index| &plan.tasks[*index]) else { continue };
        let names: Vec<String> = before
            .iter()
            .map(|before| match graph.nodes[before.0].plan == number {
                true => graph.task(*before).key.clone(),
                false => graph.key(*before),
            })
            .collect();
        let (others, are, them) = match tasks.len() - 1 {
            0 => (String::new(), "is", "it"),
            1 => (" and another one".to_owned(), "are", "them"),
            more => (format!(" and {more} others"), "are", "them"),
        };
        let (names, come, are_not) = match names.as_slice() {
            [only] => (format!("`{only}`"), "comes", "is"),
            [one, other] => (format!("`{one}` and `{other}`"), "come", "are"),
            [one, two, last] => (format!("`{one}`, `{two}` and `{last}`"), "come", "are"),
            more => {
                (format!("`{}` and {} others", more[0], more.len() - 1), "come", "are")
            }
        };
        diagnostics.push(
            Diagnostic::at(
                &code::DONE_BEFORE_PREREQUISITE,
                &task.path,
                task.span,
                format!("task `{}`{others} {are} done, and {names}, which {come} before {them}, {are_not} not", task.key),
            )
            .hint("tick the one or open the other, or take the dependency out"),
        );
    }
}

/// Tasks that nothing waits for, though phases follow, in a plan that draws its
/// dependencies: where nothing is drawn, the order of phases makes each wait.
fn gates_nothing(
    graph: &Graph,
    plan: &Plan,
    nodes: std::ops::Range<usize>,
) -> Vec<NodeId> {
    let last_phase = plan.tasks.iter().filter_map(|task| task.phase).max();
    if !plan.statements.iter().any(|statement| statement.rule == Rule::Diagram) {
        return Vec::new();
    }
    nodes
        .filter(|node| {
            let found = &graph.nodes[*node];
            let task = &found.facts;
            let scheduled = |edge: &usize| graph.edges[*edge].kind == EdgeKind::DependsOn;
            // What waits for a task waits for its sub-tasks.
            let waited_for = graph
                .lineage(NodeId(*node))
                .any(|node| graph.outgoing(node).iter().any(scheduled));
            let gates = waited_for || task.optional;
            found.leaf && !gates && task.phase.is_some() && task.phase < last_phase
        })
        .map(NodeId)
        .collect()
}

/// A total in words: what it is, stated, computed.
pub fn total_words(
    kind: TotalKind,
    stated: u32,
    computed: u32,
) -> (&'static str, String, String) {
    match kind {
        TotalKind::Sequential => {
            ("the time one after another", duration(stated), duration(computed))
        }
        TotalKind::Parallel => {
            ("the time with parallel work", duration(stated), duration(computed))
        }
        TotalKind::Tokens => (
            "the context",
            format!("{}K tokens", stated / 1000),
            format!("{}K", computed / 1000),
        ),
        TotalKind::Phases => {
            ("the number of phases", stated.to_string(), computed.to_string())
        }
    }
}

/// Minutes in words: `3 h 20 m`, `15 m`.
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} m"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} m"),
    }
}
