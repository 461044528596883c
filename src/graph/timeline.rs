//! The timeline: when each task is worked on at the earliest, from durations,
//! dependencies and the dates that are set.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::model::{Graph, NodeId, Scale, Slot, State, Timeline};
use crate::graph::order::{Flow, Points};
use crate::plan::model::{DateKind, Status, Task};
use crate::source::Day;

/// The minutes of work that a day has.
pub const DAY: i64 = 480;

/// One task in so many must have dates for the dates of the past to be shown.
const MANY_DATED: usize = 4;

/// Places the tasks at the given points: each as soon as what it waits for is
/// done, unless its dates say otherwise.
pub fn place(graph: &Graph, flow: &Flow, points: Points<'_>) -> Timeline {
    let leaves: Vec<NodeId> = points
        .list
        .iter()
        .map(|point| flow.nodes[*point])
        .filter(|node| is_placed(graph, *node))
        .collect();
    let scale = scale(graph, &leaves);
    let unknown = match (scale, middle(graph, &leaves)) {
        (Scale::Steps, _) => 1,
        (_, Some(middle)) => middle,
        (_, None) => DAY,
    };
    let mut timeline = Timeline { scale, unknown, slots: BTreeMap::new() };
    let origin = origin(graph, &leaves, &timeline);
    let mut slots: Vec<(NodeId, Slot)> = Vec::with_capacity(leaves.len());
    // By the places of the points among those given.
    let mut done: Vec<Option<i64>> = vec![None; points.list.len()];
    for (place, &point) in points.list.iter().enumerate() {
        let node = flow.nodes[point];
        let before = flow.before.get(point).iter();
        let before = before.filter_map(|from| done[points.place_of(*from)?]);
        let before = before.max().unwrap_or(origin);
        if graph.nodes[node.0].in_cycle {
            continue;
        }
        let mut end = before;
        if is_placed(graph, node) {
            let begin = match (scale, graph.plan(node).start) {
                (Scale::Days, Some(day)) => before.max(morning(day)),
                _ => before,
            };
            let slot = timeline.slot((graph, node), begin);
            slots.push((node, slot));
            end = slot.end;
        }
        done[place] = Some(end);
    }
    timeline.slots = slots.into_iter().collect();
    span_parts(graph, &mut timeline);
    timeline
}

/// When a day begins, in minutes of work.
pub fn morning(day: Day) -> i64 {
    day.number() * DAY
}

/// The day on which work starts that starts at that minute.
pub fn first_day(start: i64) -> Option<Day> {
    Day::of_number(start.div_euclid(DAY))
}

/// The day on which work ends that ends at that minute.
pub fn last_day(end: i64) -> Option<Day> {
    Day::of_number((end - 1).div_euclid(DAY))
}

impl Timeline {
    /// When the first task starts and the last one ends.
    pub fn span(&self) -> Option<(i64, i64)> {
        let start = self.slots.values().map(|slot| slot.start).min()?;
        let end = self.slots.values().map(|slot| slot.end).max()?;
        Some((start, end))
    }

    /// Places one task that cannot start before a time by what it waits for.
    fn slot(&self, (graph, node): (&Graph, NodeId), before: i64) -> Slot {
        let facts = &graph.nodes[node.0].facts;
        let stated = match self.scale {
            Scale::Steps => None,
            Scale::Work | Scale::Days => facts.minutes.map(i64::from),
        };
        let length = stated.unwrap_or(self.unknown).max(1);
        let computed = Slot {
            start: before,
            end: before.saturating_add(length),
            // A step is as long as any other.
            known: stated.is_some() || self.scale == Scale::Steps,
            dated: false,
        };
        if self.scale != Scale::Days || !facts.has_dates {
            return computed;
        }
        let task = graph.task(node);
        let dated = |start: i64, end: i64, known: bool| Slot {
            start,
            end: end.max(start + 1),
            known,
            dated: true,
        };
        let evening = |day: Day| morning(day) + DAY;
        match (start_of(task).map(morning), done_of(task), task.day(DateKind::Due)) {
            (Some(start), Some(done), _) => dated(start, evening(done), true),
            (None, Some(done), _) => {
                let end = evening(done);
                dated(end - length, end, stated.is_some())
            }
            (Some(start), None, Some(due)) if stated.is_none() => {
                dated(start, evening(due), true)
            }
            (Some(start), None, _) => dated(start, start + length, stated.is_some()),
            // What is due is worked on just before, or later where it must wait.
            (None, None, Some(due)) => {
                let start = (evening(due) - length).max(before);
                dated(start, start + length, stated.is_some())
            }
            (None, None, None) => computed,
        }
    }
}

/// Whether a task stands on a timeline by itself.
fn is_placed(graph: &Graph, node: NodeId) -> bool {
    let found = &graph.nodes[node.0];
    found.leaf && found.state != State::Skipped && !found.in_cycle
}

/// The day on which a task starts, as its dates say.
fn start_of(task: &Task) -> Option<Day> {
    task.day(DateKind::Start).or_else(|| task.day(DateKind::Scheduled))
}

/// The day on which a task was finished.
fn done_of(task: &Task) -> Option<Day> {
    task.day(DateKind::Done).filter(|_| task.status == Status::Done)
}

/// Days count where a plan has a start, or an open task a date, or many tasks
/// have one: a single date of the past says nothing of all the others.
fn scale(graph: &Graph, leaves: &[NodeId]) -> Scale {
    let is_dated = |node: &&NodeId| {
        if !graph.nodes[node.0].facts.has_dates {
            return false;
        }
        let task = graph.task(**node);
        start_of(task).or(done_of(task)).or(task.day(DateKind::Due)).is_some()
    };
    let is_open = |node: &NodeId| graph.nodes[node.0].state != State::Done;
    let dated: Vec<NodeId> = leaves.iter().filter(is_dated).copied().collect();
    let starts = leaves.iter().any(|node| graph.plan(*node).start.is_some());
    let many = !dated.is_empty() && dated.len() * MANY_DATED >= leaves.len();
    if starts || many || dated.iter().any(is_open) {
        Scale::Days
    } else if leaves.iter().any(|node| graph.nodes[node.0].facts.minutes.is_some()) {
        Scale::Work
    } else {
        Scale::Steps
    }
}

/// The middle one of the durations that are stated.
fn middle(graph: &Graph, leaves: &[NodeId]) -> Option<i64> {
    let mut stated: Vec<u32> =
        leaves.iter().filter_map(|node| graph.nodes[node.0].facts.minutes).collect();
    stated.sort_unstable();
    stated.get(stated.len() / 2).map(|minutes| i64::from(*minutes).max(1))
}

/// When the first task can start: on the first of all days that are set.
fn origin(graph: &Graph, leaves: &[NodeId], timeline: &Timeline) -> i64 {
    if timeline.scale != Scale::Days {
        return 0;
    }
    let of_plans = leaves.iter().filter_map(|node| graph.plan(*node).start);
    let of_tasks = leaves.iter().filter_map(|node| {
        let slot = timeline.slot((graph, *node), i64::MIN / 2);
        slot.dated.then_some(slot.start)
    });
    let first = of_plans.map(morning).chain(of_tasks).min().unwrap_or(0);
    first.div_euclid(DAY) * DAY
}

/// Gives the tasks above others the time from the first to the last of them.
fn span_parts(graph: &Graph, timeline: &mut Timeline) {
    // Parts stand behind what they are parts of, so one way backwards is enough.
    let is_part = |node: &NodeId| graph.nodes[node.0].facts.parent.is_some();
    let mut open: BTreeSet<NodeId> =
        timeline.slots.keys().copied().filter(is_part).collect();
    while let Some(node) = open.pop_last() {
        let Some(slot) = timeline.slots.get(&node).copied() else { continue };
        let Some(parent) = graph.nodes[node.0].facts.parent else { continue };
        timeline
            .slots
            .entry(parent)
            .and_modify(|whole| {
                whole.start = whole.start.min(slot.start);
                whole.end = whole.end.max(slot.end);
                whole.known &= slot.known;
            })
            .or_insert(Slot { dated: false, ..slot });
        open.insert(parent);
    }
}
