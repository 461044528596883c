//! The graph of all plans: tasks, edges and where each edge comes from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::graph::groups::Groups;
use crate::graph::order::Order;
use crate::graph::resolve::Roll;
use crate::graph::schedule::Later;
use crate::plan::model::{Mode, Plan, Rule, Status, TotalKind};
use crate::source::{SitePath, Span};
use crate::trace::{Element, Noted};

/// A task of the whole site: an index into [`Graph::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// Everything that is known about what waits for what.
///
/// It notes which plans are read ([`crate::trace`]): what is known of a plan is what its
/// nodes and its summary hold, and the edges that start or end in it with what states them.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The plans, sorted by id.
    pub plans: Noted<Arc<Plan>>,
    /// The plans by what they are called.
    pub roll: Arc<Roll>,
    /// What is known of each plan, in the same order.
    pub summaries: Noted<Arc<PlanSummary>>,
    /// What was inferred of each plan, in the same order.
    pub inferred: Noted<Arc<PlanEdges>>,
    /// One node per task, plan by plan, in file order.
    pub nodes: Noted<Node>,
    /// The edges, sorted by end, then start.
    pub edges: Noted<Edge>,
    /// What follows from which edges lead where.
    pub order: Arc<Order>,
    /// What is worked out when it is asked for.
    pub later: Later,
}

impl Element for Arc<Plan> {
    fn part(&self, place: usize) -> Option<usize> {
        Some(place)
    }

    const IS_NUMBER_KNOWN: bool = true;
}

impl Element for Arc<PlanEdges> {
    fn part(&self, place: usize) -> Option<usize> {
        Some(place)
    }

    const IS_NUMBER_KNOWN: bool = true;
}

impl Element for Arc<PlanSummary> {
    fn part(&self, place: usize) -> Option<usize> {
        Some(place)
    }

    const IS_NUMBER_KNOWN: bool = true;
}

impl Element for Node {
    fn part(&self, _place: usize) -> Option<usize> {
        Some(self.plan)
    }

    const IS_NUMBER_KNOWN: bool = false;
}

/// Where an edge stands is known from the lists of those that start or end at a task.
impl Element for Edge {
    fn part(&self, _place: usize) -> Option<usize> {
        None
    }

    const IS_NUMBER_KNOWN: bool = false;
}

/// What is known of one task, beside what stands in lists of its plan:
/// [`Graph::blocked_by`] and [`Graph::unknown`].
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The index of its plan.
    pub plan: usize,
    /// The index of the task in its plan.
    pub task: usize,
    /// What its plan says of it that linking asks for again and again.
    pub facts: Facts,
    /// Whether no other task stands below it. Only leaves count.
    pub leaf: bool,
    /// How it stands.
    pub state: State,
    /// Whether it is not done, every task before it is, and none is unknown.
    pub ready: bool,
    /// The longest way from a task without predecessors, in edges.
    pub level: usize,
    /// Whether it lies on the longest way through what is left of its plan.
    pub critical: bool,
    /// Whether it is a member of a cycle.
    pub in_cycle: bool,
    /// Whether it holds nothing up: done, skipped, or a parent of such only.
    pub finished: bool,
    /// Where its longest chain of reasons starts: the task that is ready, under
    /// way or stopped, and how many tasks lie between. Only for one that waits.
    pub start: Option<(NodeId, usize)>,
}

/// What linking asks of every task many times: a task itself is large, and the tasks
/// of a site do not fit a processor's cache.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// The task above it.
    pub parent: Option<NodeId>,
    /// The index of its phase in its plan.
    pub phase: Option<usize>,
    /// The state that its mark gives.
    pub status: Status,
    /// Whether it may be left out.
    pub optional: bool,
    /// How it stands beside its neighbours.
    pub mode: Mode,
    /// Whether there is work in it beside that of the tasks below it.
    pub own_work: bool,
    /// Whether it names tasks that it can run in parallel with.
    pub has_parallel: bool,
    /// Whether it states that it waits for nothing.
    pub states_none: bool,
    /// How long it takes, in minutes of work, where it says so.
    pub minutes: Option<u32>,
    /// Whether a day is set for anything to happen to it.
    pub has_dates: bool,
}

impl Facts {
    /// Whether nothing is left to do in the task itself.
    pub fn is_over(&self) -> bool {
        matches!(self.status, Status::Done | Status::Skipped)
    }
}

/// A reference that does not lead to exactly one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As written; empty where the order of phases or waves stands for it.
    pub text: String,
    /// Why it leads nowhere.
    pub why: Why,
}

/// Why a reference leads to no task that a plan can wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no such plan.
    NoPlan,
    /// Several plans have that name.
    SeveralPlans,
    /// There is no such task.
    NoTask,
    /// Several tasks have that id.
    SeveralTasks,
    /// Several phases have that number.
    SeveralPhases,
    /// So many tasks are more than can be linked.
    TooMany(usize),
    /// It names no task.
    NoName,
}

impl Why {
    /// Its name in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoPlan => "no-plan",
            Self::SeveralPlans => "several-plans",
            Self::NoTask => "no-task",
            Self::SeveralTasks => "several-tasks",
            Self::SeveralPhases => "several-phases",
            Self::TooMany(_) => "too-many",
            Self::NoName => "no-name",
        }
    }
}

/// How a task stands, as a reader sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Finished.
    Done,
    /// Begun.
    InProgress,
    /// Can start now.
    Ready,
    /// Waits for other tasks.
    Waiting,
    /// Stopped: a stated reason, an unknown reference or a cycle.
    Blocked,
    /// Will not be done.
    Skipped,
}

/// An edge between two tasks. What states it is [`Graph::provenance`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The prerequisite.
    pub from: NodeId,
    /// The dependent.
    pub to: NodeId,
    /// Whether it is scheduled.
    pub kind: EdgeKind,
    /// Whether the author stated it.
    pub stated: bool,
    /// [`Scope::Task`] where any statement names both tasks themselves.
    pub scope: Scope,
}

/// A task, by its plan and its place there: what stays where other plans get more tasks.
pub type Place = (usize, usize);

/// What was inferred of one plan: what its tasks wait for.
#[derive(Debug, Default)]
pub struct PlanEdges {
    /// The edges that end in it, sorted by end, then start.
    pub edges: Vec<PlanEdge>,
    /// References that do not lead to exactly one task, by the tasks that wait.
    pub unknown: BTreeMap<usize, Vec<Unknown>>,
}

/// An edge that ends in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEdge {
    /// The prerequisite.
    pub from: Place,
    /// The dependent, by its place in the plan.
    pub to: usize,
    /// Whether it is scheduled.
    pub kind: EdgeKind,
    /// Every statement of it, strongest first; never empty.
    pub provenance: Arc<[Provenance]>,
}

impl PlanEdge {
    /// Whether the author stated it.
    pub fn stated(&self) -> bool {
        self.provenance.iter().any(|source| source.rule.stated())
    }

    /// [`Scope::Task`] where any statement names both tasks themselves.
    pub fn scope(&self) -> Scope {
        if self.provenance.iter().any(|source| source.scope == Scope::Task) {
            Scope::Task
        } else {
            Scope::Phase
        }
    }
}

/// Whether an edge is scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// The dependent waits for the prerequisite.
    DependsOn,
    /// A labelled way back: drawn, never scheduled.
    Loop,
}

/// Where an edge is stated or what implies it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provenance {
    /// The rule.
    pub rule: Rule,
    /// Whether the statement names the tasks or a whole phase.
    pub scope: Scope,
    /// The file.
    pub path: SitePath,
    /// The place.
    pub span: Span,
}

/// What a statement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Both tasks.
    Task,
    /// A whole phase; the edge is one of those it stands for.
    Phase,
}

/// What is known of one plan.
#[derive(Debug, Clone, Default)]
pub struct PlanSummary {
    /// Its nodes: a range of [`Graph::nodes`].
    pub nodes: std::ops::Range<usize>,
    /// The counts of the whole plan.
    pub progress: Progress,
    /// The counts of each phase.
    pub phases: Vec<Progress>,
    /// The critical path, first task first; empty when nothing is left.
    pub critical: Vec<NodeId>,
    /// The times.
    pub times: Times,
    /// Stated totals that differ from the computed ones: kind, stated, computed.
    pub differing: Vec<(TotalKind, u32, u32)>,
    /// Tasks that nothing waits for, though phases follow and the graph is drawn.
    pub gates_nothing: Vec<NodeId>,
    /// The cycles it takes part in, each as a path of tasks.
    pub cycles: Vec<Vec<NodeId>>,
    /// The tasks before each of its tasks that are not done, in order.
    pub blocked_by: Groups<NodeId>,
}

/// When tasks are worked on at the earliest.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// What is counted.
    pub scale: Scale,
    /// How long a task takes that does not say it, in units of the scale.
    pub unknown: i64,
    /// Where each task stands. Not there: what will not be done, and what waits
    /// for itself.
    pub slots: BTreeMap<NodeId, Slot>,
}

/// What a timeline counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scale {
    /// Steps: no task says how long it takes, and each takes one.
    #[default]
    Steps,
    /// Minutes of work since the start.
    Work,
    /// Minutes of work since the first of the days that are counted, so many to
    /// a day: dates are set.
    Days,
}

/// When a task is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When it starts.
    pub start: i64,
    /// When it ends.
    pub end: i64,
    /// Whether it says how long it takes, or both its days.
    pub known: bool,
    /// Whether its own dates put it there.
    pub dated: bool,
}

/// Counts of leaf tasks and checks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Finished.
    pub done: usize,
    /// Leaf tasks without skipped ones and optional ones that are not done.
    pub total: usize,
    /// Optional tasks that are not done.
    pub optional: usize,
    /// Skipped.
    pub skipped: usize,
    /// Begun.
    pub in_progress: usize,
    /// Can start now.
    pub ready: usize,
    /// Wait for other tasks.
    pub waiting: usize,
    /// Stopped.
    pub blocked: usize,
    /// Checks that are ticked.
    pub checks_done: usize,
    /// Checks.
    pub checks_total: usize,
}

impl Progress {
    /// Done of total in whole percent, rounded down; 100 only when all is done.
    pub fn percent(&self) -> usize {
        (self.done * 100).checked_div(self.total).unwrap_or(0)
    }

    /// Adds the counts of another part.
    pub fn add(&mut self, other: &Self) {
        self.done += other.done;
        self.total += other.total;
        self.optional += other.optional;
        self.skipped += other.skipped;
        self.in_progress += other.in_progress;
        self.ready += other.ready;
        self.waiting += other.waiting;
        self.blocked += other.blocked;
        self.checks_done += other.checks_done;
        self.checks_total += other.checks_total;
    }
}

/// Times of a plan, in minutes of work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// How many leaf tasks state a duration.
    pub stated: usize,
    /// All durations one after another.
    pub sequential: u32,
    /// The longest way.
    pub parallel: u32,
    /// What is left, one after another.
    pub sequential_left: u32,
    /// What is left, the longest way.
    pub parallel_left: u32,
    /// All tokens.
    pub tokens: u32,
}
