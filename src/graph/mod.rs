//! From plans to the graph: what waits for what, across the whole site.
//!
//! Linking is about the whole site each time, since an edit in one plan shows in others.
//! What costs most of it, inferring edges, is done only for plans that an edit can
//! concern: [`clusters`].

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
use std::sync::Arc;

use crate::diagnostic::Checked;
use crate::graph::model::{
    Edge, Facts, Graph, Node, NodeId, PlanSummary, Progress, State,
};
use crate::graph::order::Order;
use crate::graph::resolve::Index;
use crate::memo::{Counts, Followed};
use crate::plan::model::{Plan, Task};
use crate::trace;

/// What is known from the last time that the plans of a site were linked.
#[derive(Default)]
pub struct Memory {
    /// What is asked of tasks, plan by plan: the tasks themselves are large.
    facts: Followed<Plan, Vec<Facts>>,
    clusters: clusters::Memory,
    order: Option<Arc<Order>>,
    /// How many clusters of plans the last time inferred, of all.
    pub counts: Counts,
}

/// Links the plans, which come sorted by id. What it remembers changes nothing but the
/// time that it takes.
pub fn link(plans: Vec<Arc<Plan>>, remembered: &mut Memory) -> Checked<Graph> {
    let mut diagnostics = Vec::new();
    let facts = remembered.facts.of(facts, &plans);
    let mut graph = unlinked(plans, &facts);
    let index = Index::new(&graph);
    let clusters = &mut remembered.clusters;
    let inferred = clusters::infer(&graph, &index, (clusters, &mut diagnostics));
    graph.edges = inferred.edges.into();
    for (node, unknown) in inferred.unknown {
        graph.nodes[node.0].unknown.push(unknown);
    }
    remembered.counts = inferred.counts;
    let before = remembered.order.take().filter(|_| inferred.is_as_before);
    order::order(&mut graph, before, &mut diagnostics);
    remembered.order = Some(Arc::clone(&graph.order));
    schedule::schedule(&mut graph, &mut diagnostics);
    Checked::new(graph, diagnostics)
}

/// The plans with a node for each of their tasks, and no edges.
fn unlinked(plans: Vec<Arc<Plan>>, facts: &[Arc<Vec<Facts>>]) -> Graph {
    let mut graph = Graph::default();
    graph.nodes.list().reserve_exact(plans.iter().map(|plan| plan.tasks.len()).sum());
    for (plan_index, facts) in facts.iter().enumerate() {
        let start = graph.nodes.len();
        let above = |parent: NodeId| NodeId(start + parent.0);
        graph.nodes.list().extend(facts.iter().enumerate().map(|(task, facts)| Node {
            plan: plan_index,
            task,
            facts: Facts { parent: facts.parent.map(above), ..*facts },
            leaf: true,
            state: State::Waiting,
            ready: false,
            blocked_by: Vec::new(),
            unknown: Vec::new(),
            level: 0,
            critical: false,
            in_cycle: false,
            finished: false,
            start: None,
        }));
        for node in start..graph.nodes.len() {
            if let Some(parent) = graph.nodes[node].facts.parent {
                graph.nodes[parent.0].leaf = false;
            }
        }
        graph.summaries.list().push(PlanSummary {
            nodes: start..graph.nodes.len(),
            ..PlanSummary::default()
        });
    }
    graph.plans = plans.into();
    graph
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

    /// The node of a task of a plan.
    pub fn node(&self, plan: usize, task: usize) -> NodeId {
        NodeId(self.summaries[plan].nodes.start + task)
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
