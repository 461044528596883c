//! The list of all tasks: every task that counts, state by state, a page at a time.

use std::ops::Range;

use crate::graph::model::{Graph, NodeId, State};
use crate::plan::model::Task;
use crate::site::Page;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    Body, Link, OwnerLink, StateLink, TaskColumns, TaskFilters, TaskGroup, TaskRow,
    TasksView,
};
use crate::site::words;

/// The states in the order of a list: what somebody can do something about first.
pub const ORDER: [State; 6] = [
    State::InProgress,
    State::Ready,
    State::Blocked,
    State::Waiting,
    State::Done,
    State::Skipped,
];

/// Tasks by their states, in the order of [`ORDER`].
#[derive(Debug, Clone, Default)]
pub struct ByState {
    /// The tasks.
    pub nodes: Vec<NodeId>,
    /// The states that there are, and where their tasks stand among `nodes`.
    pub groups: Vec<(State, Range<usize>)>,
}

impl ByState {
    /// Sorts tasks by their states; those of one state stay as they are.
    pub fn of(graph: &Graph, nodes: &[NodeId]) -> Self {
        let mut sorted = Self::default();
        for state in ORDER {
            let start = sorted.nodes.len();
            let of_state = |node: &&NodeId| graph.nodes[node.0].state == state;
            sorted.nodes.extend(nodes.iter().filter(of_state));
            if sorted.nodes.len() > start {
                sorted.groups.push((state, start..sorted.nodes.len()));
            }
        }
        sorted
    }

    /// The same, with the ready ones in the order of what they unlock.
    pub fn ranked(graph: &Graph, nodes: &[NodeId]) -> Self {
        let mut sorted = Self::of(graph, nodes);
        if let Some(ready) = sorted.group(State::Ready) {
            let ranked = words::rank(graph, sorted.nodes[ready.clone()].iter().copied());
            sorted.nodes[ready].copy_from_slice(&ranked);
        }
        sorted
    }

    /// Where the tasks of a state stand.
    pub fn group(&self, state: State) -> Option<Range<usize>> {
        let found = self.groups.iter().find(|(of, _)| *of == state);
        found.map(|(_, rows)| rows.clone())
    }
}

/// The anchor of the tasks of a state, in a list of several.
pub fn state_anchor(state: State) -> String {
    words::key(state).replace('_', "-")
}

impl Presenter<'_> {
    /// How the list of all tasks is laid out over pages.
    pub fn tasks_ranges(&self) -> Vec<Range<usize>> {
        turn::even(self.shared.tasks.nodes.len(), ROWS)
    }

    /// A page of the list of all tasks, from 0.
    pub fn tasks_page(&self, place: usize) -> Page {
        let (first, ranges) = (page::tasks(), self.tasks_ranges());
        let turn = Turn::at(&first, &ranges, place);
        let all = &self.shared.tasks;
        let verdict = words::verdict(self.language, &self.shared.total);
        let here = Here::at(turn.path());
        let states = all.groups.iter().map(|(state, rows)| StateLink {
            state: words::state(self.language, *state),
            href: self.state_href(&here, *state),
            count: rows.len(),
        });
        let (columns, filters) =
            *self.task_table.get_or_init(|| (self.task_columns(), self.task_filters()));
        let body = TasksView {
            verdict: verdict.clone(),
            states: states.collect(),
            groups: self.task_groups(&here, &turn, all),
            columns,
            turn: self.turn_view(&here, &turn),
            filters,
            facets: here.to(&page::task_facets()),
        };
        let title = self.language.say("all-tasks");
        let meta = self.meta(&here, &title, &verdict);
        let meta = self.turned(&here, &turn, meta);
        self.page(&here, "tasks.html", meta, Body::Tasks(body))
    }

    /// The columns of the table: one that would be empty on every page is left out.
    fn task_columns(&self) -> TaskColumns {
        let mut nodes = self.shared.tasks.nodes.iter();
        let owner = !self.shared.owners.by_slug.is_empty();
        let duration = nodes.any(|node| self.graph.task(*node).minutes.is_some());
        let count = 3 + usize::from(owner) + usize::from(duration);
        TaskColumns { owner, duration, count }
    }

    /// The filters: one with nothing to choose from is left out.
    fn task_filters(&self) -> TaskFilters {
        let graph = self.graph;
        let any = |has: fn(&Task) -> bool| {
            self.shared.tasks.nodes.iter().any(|node| has(graph.task(*node)))
        };
        TaskFilters {
            phase: any(|task| task.phase.is_some()),
            owner: any(|task| !task.owners.is_empty()),
            label: any(|task| !task.labels.is_empty()),
        }
    }

    /// Where the tasks of a state start in the list of all tasks; the list
    /// itself where there are none.
    pub fn state_href(&self, here: &Here, state: State) -> String {
        match self.shared.tasks.group(state) {
            Some(rows) => {
                let out = page::turned(&page::tasks(), rows.start / ROWS);
                here.to_anchor(&out, &state_anchor(state))
            }
            None => here.to(&page::tasks()),
        }
    }

    /// The part of a list by state that stands on one page.
    pub fn task_groups(
        &self,
        here: &Here,
        turn: &Turn<'_>,
        tasks: &ByState,
    ) -> Vec<TaskGroup> {
        let groups = tasks.groups.iter().filter_map(|(state, rows)| {
            let shown = turn.within(rows.start, rows.len());
            let nodes = &tasks.nodes[rows.clone()][shown.clone()];
            (!nodes.is_empty()).then(|| TaskGroup {
                anchor: state_anchor(*state),
                state: words::state(self.language, *state),
                count: rows.len(),
                continued: shown.start > 0,
                rows: nodes.iter().map(|node| self.task_row(here, *node)).collect(),
            })
        });
        groups.collect()
    }

    /// A task in the table of all tasks.
    pub fn task_row(&self, here: &Here, node: NodeId) -> TaskRow {
        let found = &self.graph.nodes[node.0];
        let task = self.graph.task(node);
        let plan = self.graph.plan(node);
        let (phase_key, phase) = phase_of(self.graph, node);
        TaskRow {
            line: self.task_line(here, node),
            plan_id: plan.id.0.clone(),
            phase,
            phase_key,
            part_of: task.parent.map(|parent| {
                let href = self.task_href(here, self.graph.node(found.plan, parent));
                Link { title: mention(&plan.tasks[parent]), href }
            }),
            owners: self.owner_links(here, node),
            labels: task.labels.clone(),
            optional: task.optional,
        }
    }

    /// Who does a task.
    pub fn owner_links(&self, here: &Here, node: NodeId) -> Vec<OwnerLink> {
        let owners = self.shared.owners.of(self.graph, node).into_iter();
        owners
            .map(|(slug, owner)| OwnerLink {
                name: owner.name.clone(),
                slug: slug.to_owned(),
                href: here.to(&page::owner(slug)),
            })
            .collect()
    }
}

/// A task as others mention it: its id and its title.
pub fn mention(task: &Task) -> String {
    let id = task.id.as_deref().unwrap_or_default();
    format!("{id} {}", task.title).trim().to_owned()
}

/// What the phase of a task is filtered by, and what it is called; both empty
/// for a task that stands in none.
pub fn phase_of(graph: &Graph, node: NodeId) -> (String, String) {
    let phases = &graph.plan(node).phases;
    let Some(phase) = graph.task(node).phase.and_then(|phase| phases.get(phase)) else {
        return (String::new(), String::new());
    };
    match &phase.number {
        Some(number) => (number.clone(), format!("{number}. {}", phase.title)),
        None => (phase.title.clone(), phase.title.clone()),
    }
}

/// Every task that counts: those of counted plans that have none below them.
pub fn counted(graph: &Graph) -> Vec<NodeId> {
    let nodes = graph.counted().flat_map(|plan| graph.summaries[plan].nodes.clone());
    nodes.map(NodeId).filter(|node| graph.nodes[node.0].leaf).collect()
}
