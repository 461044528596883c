//! From plans to the graph: what waits for what, across the whole site.
//!
//! Linking is about the whole site, since an edit in one plan shows in others, and is done
//! for the plans that an edit can concern: [`clusters`] says of which edges are inferred
//! anew, and [`schedule`] of which the states are.

pub mod bundle;
pub mod clusters;
pub mod groups;
pub mod infer;
pub mod layout;
pub mod model;
pub mod order;
pub mod resolve;
pub mod schedule;
pub mod timeline;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Checked;
use crate::graph::model::{
    Edge, Facts, Graph, Node, NodeId, Place, PlanSummary, Progress, Provenance, State,
    Unknown,
};
use crate::graph::resolve::{Index, Roll};
use crate::graph::schedule::Later;
use crate::memo::{Counts, Followed};
use crate::plan::model::{Plan, Task};
use crate::trace::{self, Noted};

/// What is known from the last time that the plans of a site were linked.
#[derive(Default)]
pub struct Memory {
    /// What is asked of tasks, plan by plan: the tasks themselves are large.
    facts: Followed<Plan, Vec<Facts>>,
    clusters: clusters::Memory,
    last: Option<Graph>,
    /// The tasks of the graph before that one. The site that showed it is gone by the time
    /// that the next graph is made, and leaves it the room.
    room: Noted<Node>,
    told: schedule::Told,
    /// How many clusters of plans the last time inferred, of all.
    pub counts: Counts,
}

/// Links the plans, which come sorted by id. What it remembers changes nothing but the
/// time that it takes.
///
/// Where the same edges lead between the same tasks as the last time, all that follows
/// from that stays, and the schedule is made only of the plans that are concerned.
pub fn link(plans: Vec<Arc<Plan>>, remembered: &mut Memory) -> Checked<Graph> {
    let mut diagnostics = Vec::new();
    let facts = remembered.facts.of(facts, &plans);
    let last = remembered.last.take();
    let last = last.filter(|last| clusters::has_same_roll(&last.plans, &plans));
    let roll = match &last {
        Some(last) => Arc::clone(&last.roll),
        None => Arc::new(Roll::of(&plans)),
    };
    let last = last.filter(|last| has_same_tasks(&last.plans, &plans));
    let plans: Noted<Arc<Plan>> = plans.into();
    let numbers = 0..plans.len();
    let (mut graph, changed): (Graph, BTreeSet<usize>) = match &last {
        Some(last) => {
            let is_other = |plan: &usize| !Arc::ptr_eq(&plans[*plan], &last.plans[*plan]);
            let changed: BTreeSet<usize> = numbers.filter(is_other).collect();
            let nodes = last.nodes.in_room_of(std::mem::take(&mut remembered.room));
            let mut graph = Graph { plans, roll, nodes, ..last.without_later() };
            for plan in &changed {
                renew(&mut graph, (*plan, &facts[*plan]));
            }
            (graph, changed)
        }
        None => {
            let mut graph = Graph { plans, roll, ..Graph::default() };
            add_nodes(&mut graph, &facts);
            (graph, numbers.collect())
        }
    };

    let index = Index::new(&graph);
    let clusters = &mut remembered.clusters;
    let inferred = clusters::infer(&graph, &index, (clusters, &mut diagnostics));
    remembered.counts = inferred.counts;
    graph.inferred = inferred.of_plans;
    let last = last.filter(|_| inferred.has_same_edges);
    let concerned = match &last {
        Some(last) => {
            let mut plans = &changed | &inferred.anew;
            // What is told of a plan names the tasks that it waits for.
            let names = |graph: &Graph, plan: &usize| graph.plans[*plan].names().hash;
            let renamed =
                changed.iter().filter(|it| names(last, it) != names(&graph, it));
            let tasks = renamed.flat_map(|plan| graph.summaries[*plan].nodes.clone());
            plans.extend(schedule::behind(&graph, tasks.map(NodeId).collect()));
            Some(schedule::Concerned { plans, before: &last.nodes })
        }
        None => {
            add_nodes(&mut graph, &facts);
            graph.edges = edges(&graph).into();
            order::order(&mut graph);
            None
        }
    };
    order::tell(&graph, &mut diagnostics);
    let told = &mut remembered.told;
    schedule::schedule(&mut graph, concerned, (told, &mut diagnostics));
    if let Some(last) = last {
        remembered.room = last.nodes;
    }
    remembered.last = Some(graph.without_later());
    graph.later = Later::of(graph.plans.len());
    Checked::new(graph, diagnostics)
}

/// Whether plans in the same order have the same tasks, as far as an order among them goes.
fn has_same_tasks(one: &[Arc<Plan>], other: &[Arc<Plan>]) -> bool {
    let task = |task: &Task| (task.parent, task.has_own_work(), task.optional);
    one.iter().zip(other).all(|(one, other)| {
        Arc::ptr_eq(one, other)
            || one.tasks.iter().map(task).eq(other.tasks.iter().map(task))
    })
}

/// Gives a graph a node for each task of its plans, and forgets all that it had.
fn add_nodes(graph: &mut Graph, facts: &[Arc<Vec<Facts>>]) {
    let mut nodes = Vec::with_capacity(facts.iter().map(|facts| facts.len()).sum());
    let mut summaries = Vec::with_capacity(facts.len());
    for (plan, facts) in facts.iter().enumerate() {
        let start = nodes.len();
        nodes.extend(fresh((plan, facts), start));
        let own = PlanSummary { nodes: start..nodes.len(), ..PlanSummary::default() };
        summaries.push(Arc::new(own));
    }
    (graph.nodes, graph.summaries) = (nodes.into(), summaries.into());
}

/// Makes the nodes of a plan anew, which has the tasks that it had, in the same order.
fn renew(graph: &mut Graph, (plan, facts): (usize, &[Facts])) {
    let start = graph.summaries[plan].nodes.start;
    let nodes = graph.nodes.list();
    for (at, node) in fresh((plan, facts), start).into_iter().enumerate() {
        let Node { level, in_cycle, .. } = nodes[start + at];
        nodes[start + at] = Node { level, in_cycle, ..node };
    }
}

/// The nodes of a plan of which nothing is known but what it says, from a place on.
fn fresh((plan, facts): (usize, &[Facts]), start: usize) -> Vec<Node> {
    let above = |parent: NodeId| NodeId(start + parent.0);
    let node = |(task, facts): (usize, &Facts)| Node {
        plan,
        task,
        facts: Facts { parent: facts.parent.map(above), ..*facts },
        leaf: true,
        state: State::Waiting,
        ready: false,
        level: 0,
        critical: false,
        in_cycle: false,
        finished: false,
        start: None,
    };
    let mut nodes: Vec<Node> = facts.iter().enumerate().map(node).collect();
    for parent in facts.iter().filter_map(|facts| facts.parent) {
        nodes[parent.0].leaf = false;
    }
    nodes
}

/// The edges of all plans, sorted by end, then start.
fn edges(graph: &Graph) -> Vec<Edge> {
    let count = graph.inferred.iter().map(|inferred| inferred.edges.len()).sum();
    let mut edges = Vec::with_capacity(count);
    for (plan, inferred) in graph.inferred.iter().enumerate() {
        edges.extend(inferred.edges.iter().map(|edge| Edge {
            from: graph.node(edge.from.0, edge.from.1),
            to: graph.node(plan, edge.to),
            kind: edge.kind,
            stated: edge.stated(),
            scope: edge.scope(),
        }));
    }
    edges
}

/// What linking asks of the tasks of a plan, whose first node would be the first of all.
fn facts(plan: &Plan) -> Vec<Facts> {
    let facts = |task: &Task| Facts {
        parent: task.parent.map(NodeId),
        phase: task.phase,
        status: task.status,
        optional: task.optional,
        mode: task.mode,
        own_work: task.has_own_work(),
        has_parallel: !task.parallel_with.is_empty(),
        states_none: task.states_none,
        minutes: task.minutes,
        has_dates: !task.dates.is_empty(),
    };
    plan.tasks.iter().map(facts).collect()
}

impl Graph {
    /// The same graph, without what was worked out when it was asked for: all else is
    /// shared.
    pub fn without_later(&self) -> Self {
        let Self { plans, roll, summaries, inferred, nodes, edges, order, later: _ } =
            self;
        Self {
            plans: plans.clone(),
            roll: Arc::clone(roll),
            summaries: summaries.clone(),
            inferred: inferred.clone(),
            nodes: nodes.clone(),
            edges: edges.clone(),
            order: Arc::clone(order),
            later: Later::default(),
        }
    }

    /// The plans whose tasks count, by index.
    pub fn counted(&self) -> impl Iterator<Item = usize> {
        (0..self.plans.len()).filter(|plan| self.plans[*plan].counts())
    }

    /// The counts of all plans that count.
    pub fn total(&self) -> Progress {
        let mut total = Progress::default();
        for plan in self.counted() {
            total.add(&self.summaries[plan].progress);
        }
        total
    }

    /// The task of a node.
    pub fn task(&self, node: NodeId) -> &Task {
        let Node { plan, task, .. } = self.nodes[node.0];
        &self.plans[plan].tasks[task]
    }

    /// The plan of a node.
    pub fn plan(&self, node: NodeId) -> &Plan {
        &self.plans[self.nodes[node.0].plan]
    }

    /// The plan of a node, and the place of its task there.
    pub fn place(&self, node: NodeId) -> Place {
        let Node { plan, task, .. } = self.nodes[node.0];
        (plan, task)
    }

    /// The node of a task of a plan.
    pub fn node(&self, plan: usize, task: usize) -> NodeId {
        NodeId(self.summaries[plan].nodes.start + task)
    }

    /// The tasks before a task that are not done, in order.
    pub fn blocked_by(&self, node: NodeId) -> &[NodeId] {
        let (plan, task) = self.place(node);
        self.summaries[plan].blocked_by.get(task)
    }

    /// The references of a task that do not lead to exactly one task, as written.
    pub fn unknown(&self, node: NodeId) -> &[Unknown] {
        let (plan, task) = self.place(node);
        self.inferred[plan].unknown.get(&task).map_or(&[], Vec::as_slice)
    }

    /// Every statement of an edge, strongest first; never empty.
    pub fn provenance(&self, edge: &Edge) -> &[Provenance] {
        // Who knows of an edge has read one of its ends, of which this is a part.
        trace::aside(|| {
            let (from, (plan, to)) = (self.place(edge.from), self.place(edge.to));
            let edges = &self.inferred[plan].edges;
            let found = edges.binary_search_by_key(&(to, from), |it| (it.to, it.from));
            found.map_or(&[][..], |found| &edges[found].provenance)
        })
    }

    /// Of several tasks that are waited for, the one to name: a way that ends at
    /// something stopped before others, then the longest; the first of equals.
    pub fn weightiest(&self, nodes: &[NodeId]) -> Option<NodeId> {
        let weight = |node: &NodeId| {
            let (start, between) = match self.nodes[node.0].start {
                Some((start, between)) => (start, between + 1),
                None => (*node, 0),
            };
            let stopped = self.nodes[start.0].state == State::Blocked;
            (stopped, between, Reverse(*node))
        };
        nodes.iter().copied().max_by_key(weight)
    }

    /// A task and those that it stands below, the nearest first.
    pub fn lineage(&self, node: NodeId) -> impl Iterator<Item = NodeId> + Clone {
        std::iter::successors(Some(node), |node| self.nodes[node.0].facts.parent)
    }

    /// Whether an edge leads from the work of a task to one that stands below it.
    pub fn leads_inside(&self, from: NodeId, to: NodeId) -> bool {
        from != to
            && self.nodes[from.0].facts.own_work
            && self.lineage(to).any(|above| above == from)
    }

    /// The edges that end at a task: indices of [`Graph::edges`].
    pub fn incoming(&self, node: NodeId) -> &[usize] {
        self.note(node);
        self.order.by_end.get(node.0)
    }

    /// The edges that start at a task: indices of [`Graph::edges`].
    pub fn outgoing(&self, node: NodeId) -> &[usize] {
        self.note(node);
        self.order.by_start.get(node.0)
    }

    /// Notes that what is known of a task is read: who asks for its edges may look at
    /// nothing else of it. Where nobody wants to know, its memory is not touched.
    fn note(&self, node: NodeId) {
        let _ = &self.nodes[node.0];
    }

    /// The edges that end in a plan.
    pub fn edges_into(&self, plan: usize) -> &[Edge] {
        // They stand in the order of their ends, and the nodes plan by plan.
        let nodes = &self.summaries[plan].nodes;
        let first = |node: usize| self.edges.partition_point(|edge| edge.to.0 < node);
        trace::aside(|| &self.edges[first(nodes.start)..first(nodes.end)])
    }

    /// The key of a node in the whole site: `plan-id#2.1`.
    pub fn key(&self, node: NodeId) -> String {
        format!("{}#{}", self.plan(node).id, self.task(node).key)
    }
}
