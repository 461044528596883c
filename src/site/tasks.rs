//! The list of all tasks: every task that counts, state by state, a page at a time.

use std::ops::Range;
use std::sync::Arc;

use crate::graph::model::{Graph, Node, NodeId, State};
use crate::plan::model::Task;
use crate::site::Page;
use crate::site::facts::PlanFacts;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::turn::{self, Turn};
use crate::site::view::{
    Body, Link, OwnerLink, StateLink, TaskColumns, TaskFilters, TaskGroup, TaskRow,
    TasksView, Verdict,
};
use crate::site::words;
use crate::source::{Hash, Hasher};
use crate::trace;

/// The states in the order of a list: what somebody can do something about first.
pub const ORDER: [State; 6] = [
    State::InProgress,
    State::Ready,
    State::Blocked,
    State::Waiting,
    State::Done,
    State::Skipped,
];

/// The place of a state in [`ORDER`].
fn place_of(state: State) -> usize {
    match state {
        State::InProgress => 0,
        State::Ready => 1,
        State::Blocked => 2,
        State::Waiting => 3,
        State::Done => 4,
        State::Skipped => 5,
    }
}

/// Tasks by their states, in the order of [`ORDER`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByState {
    /// The tasks.
    pub nodes: Vec<NodeId>,
    /// The states that there are, and where their tasks stand among `nodes`.
    pub groups: Vec<(State, Range<usize>)>,
}

impl ByState {
    /// Sorts tasks by their states; those of one state stay as they are.
    pub fn of(graph: &Graph, nodes: &[NodeId]) -> Self {
        let mut lists = ORDER.map(|state| (state, Vec::new()));
        for node in nodes {
            lists[place_of(graph.nodes[node.0].state)].1.push(*node);
        }
        let mut sorted = Self::default();
        sorted.nodes.reserve_exact(nodes.len());
        for (state, list) in lists {
            let start = sorted.nodes.len();
            sorted.nodes.extend(list);
            if sorted.nodes.len() > start {
                sorted.groups.push((state, start..sorted.nodes.len()));
            }
        }
        sorted
    }

    /// Takes a task out that has a state; gives the row in which it stood.
    fn remove(&mut self, node: NodeId, state: State) -> Option<usize> {
        let place = self.groups.iter().position(|(of, _)| *of == state)?;
        let rows = self.groups[place].1.clone();
        let row = rows.start + self.nodes[rows.clone()].binary_search(&node).ok()?;
        self.nodes.remove(row);
        self.groups[place].1.end -= 1;
        for (_, rows) in &mut self.groups[place + 1..] {
            *rows = rows.start - 1..rows.end - 1;
        }
        if rows.len() == 1 {
            self.groups.remove(place);
        }
        Some(row)
    }

    /// Puts a task among those of a state, which stand in their order; gives its row.
    fn insert(&mut self, node: NodeId, state: State) -> usize {
        let place =
            self.groups.partition_point(|(of, _)| place_of(*of) < place_of(state));
        if self.groups.get(place).is_none_or(|(of, _)| *of != state) {
            let start = self.groups.get(place).map_or(self.nodes.len(), |it| it.1.start);
            self.groups.insert(place, (state, start..start));
        }
        let rows = self.groups[place].1.clone();
        let row = rows.start + self.nodes[rows].partition_point(|other| *other < node);
        self.nodes.insert(row, node);
        self.groups[place].1.end += 1;
        for (_, rows) in &mut self.groups[place + 1..] {
            *rows = rows.start + 1..rows.end + 1;
        }
        row
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

    /// The tasks that stand on a page, state by state, with how many the state has in all
    /// where it starts there.
    fn on_page(
        &self,
        rows: &Range<usize>,
    ) -> impl Iterator<Item = (State, Option<usize>, &[NodeId])> {
        self.groups.iter().filter_map(|(state, of)| {
            let own = rows.start.max(of.start)..rows.end.min(of.end);
            let count = (own.start == of.start).then(|| of.len());
            (!own.is_empty()).then(|| (*state, count, &self.nodes[own]))
        })
    }

    /// Where the tasks of a state stand.
    pub fn group(&self, state: State) -> Option<Range<usize>> {
        let found = self.groups.iter().find(|(of, _)| *of == state);
        found.map(|(_, rows)| rows.clone())
    }
}

/// All tasks that count by their states, and the pages of their list, which is laid out to
/// change little.
#[derive(Clone, Default)]
pub struct Listed {
    /// The tasks.
    pub tasks: Arc<ByState>,
    /// What each of them weighs, in the same order.
    weights: Vec<u32>,
    /// Which of them stand on each page.
    pub pages: Arc<Vec<Range<usize>>>,
}

impl Listed {
    /// Lists tasks.
    pub fn of(graph: &Graph, facts: &[Arc<PlanFacts>], nodes: &[NodeId]) -> Self {
        let tasks = ByState::of(graph, nodes);
        let weights = tasks.nodes.iter().map(|node| weight((graph, facts), *node));
        let weights: Vec<u32> = weights.collect();
        let pages = Arc::new(turn::settled(&weights));
        Self { tasks: Arc::new(tasks), weights, pages }
    }

    /// The same list after an edit that leaves the tasks as they are, and what they weigh:
    /// some stand in other states now.
    pub fn after(
        &self,
        (graph, facts): (&Graph, &[Arc<PlanFacts>]),
        moved: &[(NodeId, State)],
    ) -> Self {
        if moved.is_empty() {
            return self.clone();
        }
        let (mut tasks, mut weights) =
            (ByState::clone(&self.tasks), self.weights.clone());
        for (node, before) in moved {
            if let Some(row) = tasks.remove(*node, *before) {
                weights.remove(row);
            }
            let row = tasks.insert(*node, graph.nodes[node.0].state);
            weights.insert(row, weight((graph, facts), *node));
        }
        let pages = Arc::new(turn::settled(&weights));
        Self { tasks: Arc::new(tasks), weights, pages }
    }
}

/// What a task weighs where it is decided with which tasks the pages of the list start.
fn weight((graph, facts): (&Graph, &[Arc<PlanFacts>]), node: NodeId) -> u32 {
    let (plan, task) = graph.place(node);
    facts[plan].weights[task]
}

/// The anchor of the tasks of a state, in a list of several.
pub fn state_anchor(state: State) -> String {
    words::key(state).replace('_', "-")
}

/// What a page of the list of all tasks shows of the list as a whole. What else it shows
/// belongs to the tasks on it.
#[derive(Debug)]
pub struct Sheet {
    /// Which page it is, from 0.
    place: usize,
    /// How many pages there are.
    pages: usize,
    /// The states that there are, the page on which the tasks of each start, and on the
    /// first page how many there are.
    states: Vec<(State, usize, Option<usize>)>,
    /// The tasks on the page, state by state.
    groups: Vec<SheetGroup>,
    table: TaskTable,
}

/// What all rows of the list of all tasks have in common.
#[derive(Debug, Clone, Copy)]
pub struct TaskTable {
    columns: TaskColumns,
    filters: TaskFilters,
    /// The hash of how owners are called, and of where their pages lie.
    owners: Hash,
}

/// The tasks of one state on a page.
#[derive(Debug)]
struct SheetGroup {
    state: State,
    /// How many tasks of the state there are, where they start on this page.
    count: Option<usize>,
    nodes: Vec<NodeId>,
}

impl Sheet {
    /// The hash of all of it.
    pub fn hash(&self, graph: &Graph) -> Hash {
        let Self { place, pages, states, groups, table } = self;
        let TaskTable { columns, filters, owners } = table;
        let all = format!("{place} {pages} {states:?} {columns:?} {filters:?}");
        let mut all = Hasher::new().part(all).hash(*owners);
        for SheetGroup { state, count, nodes } in groups {
            // A task is named by its plan and its place there, which stay where other plans
            // get more tasks.
            let task = |node: &NodeId| {
                let Node { plan, task, .. } = &graph.nodes[node.0];
                [*plan, *task].map(usize::to_le_bytes).concat()
            };
            let tasks: Vec<u8> = nodes.iter().flat_map(task).collect();
            all = all.part(format!("{state:?} {count:?}")).part(tasks);
        }
        all.finish()
    }
}

impl Presenter<'_> {
    /// What a page of the list of all tasks, from 0, shows of the list as a whole.
    pub fn sheet_of_tasks(&self, place: usize) -> Sheet {
        // It is part of what tells the page from others, so nobody need know what it reads.
        trace::aside(|| {
            let (tasks, pages) = (&*self.shared.tasks, &*self.shared.task_pages);
            let rows = &pages[place];
            let states = tasks.groups.iter().map(|(state, of)| {
                let count = (place == 0).then(|| of.len());
                (*state, turn::page_of(pages, of.start), count)
            });
            let groups = tasks.on_page(rows).map(|(state, count, nodes)| SheetGroup {
                state,
                count,
                nodes: nodes.to_vec(),
            });
            let table = || TaskTable {
                columns: self.task_columns(),
                filters: self.task_filters(),
                owners: self.shared.owners.names(),
            };
            Sheet {
                place,
                pages: pages.len(),
                states: states.collect(),
                groups: groups.collect(),
                table: *self.task_table.get_or_init(table),
            }
        })
    }

    /// A page of the list of all tasks, from 0.
    ///
    /// The first one says how things stand. The others leave that out, and are laid out so
    /// that few of them move with a task that changes its state.
    pub fn tasks_page(&self, place: usize) -> Page {
        let first = page::tasks();
        let Sheet { place, pages: _, states, groups, table } = self.sheet_of_tasks(place);
        let TaskTable { columns, filters, owners: _ } = table;
        // Of the rows only the number of pages is told, which stands on the sheet.
        let ranges = trace::aside(|| &**self.shared.task_pages);
        let turn = Turn::at(&first, ranges, place);
        let here = Here::at(turn.path());
        let states = states.into_iter().map(|(state, page, count)| StateLink {
            state: words::state(self.language, state),
            href: self.href_of_state(&here, (state, page)),
            count,
        });
        let groups = groups.into_iter().map(|SheetGroup { state, count, nodes }| {
            self.task_group(&here, (state, count), &nodes)
        });
        let verdict = match place {
            0 => words::verdict(self.language, &self.shared.total),
            _ => {
                let title = self.language.say("tasks-by-state");
                let page = (place + 1).to_string();
                let given = [("title", (&title).into()), ("page", (&page).into())];
                let lead = self.language.say_of("title-and-page", &given);
                Verdict { lead, rest: String::new() }
            }
        };
        let meta = self.meta(&here, &self.language.say("all-tasks"), &verdict);
        let meta = self.turned(&here, &turn, meta);
        let body = TasksView {
            verdict: Some(verdict).filter(|_| place == 0),
            states: states.collect(),
            groups: groups.collect(),
            columns,
            turn: self.settled_turn_view(&here, &turn),
            filters,
            facets: here.to(&page::task_facets()),
        };
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
                let page = turn::page_of(&self.shared.task_pages, rows.start);
                self.href_of_state(here, (state, page))
            }
            None => here.to(&page::tasks()),
        }
    }

    fn href_of_state(&self, here: &Here, (state, page): (State, usize)) -> String {
        here.to_anchor(&page::turned(&page::tasks(), page), &state_anchor(state))
    }

    /// The part of a list by state that stands on one page.
    pub fn task_groups(
        &self,
        here: &Here,
        turn: &Turn<'_>,
        tasks: &ByState,
    ) -> Vec<TaskGroup> {
        let rows = turn.rows();
        let groups = tasks.on_page(&rows);
        groups
            .map(|(state, count, nodes)| self.task_group(here, (state, count), nodes))
            .collect()
    }

    /// Tasks of a state on a page, with how many there are in all where they start.
    fn task_group(
        &self,
        here: &Here,
        (state, count): (State, Option<usize>),
        nodes: &[NodeId],
    ) -> TaskGroup {
        TaskGroup {
            anchor: state_anchor(state),
            state: words::state(self.language, state),
            continued: count.is_none(),
            count,
            rows: nodes.iter().map(|node| self.task_row(here, *node)).collect(),
        }
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
        // A page that is recalled shows rows of the list of all tasks, and how owners are
        // called is part of what tells it from others ([`TaskTable`]).
        let owners = trace::aside(|| &*self.shared.owners);
        let owners = owners.of(self.graph, node).into_iter();
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph;
    use crate::plan;

    /// A plan of so many tasks, of which some are done.
    fn site(boxes: &[bool]) -> (Graph, Vec<Arc<PlanFacts>>) {
        let line = |(number, done): (usize, &bool)| {
            format!("- [{}] {number} Task\n", if *done { 'x' } else { ' ' })
        };
        let lines: String = boxes.iter().enumerate().map(line).collect();
        let plan = plan::read_alone("quay/tasks.md", &format!("# Tasks - T\n\n{lines}"));
        let plans = vec![plan.expect("it has boxes")];
        let facts = plans.iter().map(|plan| Arc::new(PlanFacts::of(plan))).collect();
        (graph::link(plans, &mut graph::Memory::default()).value, facts)
    }

    fn rows(listed: &Listed) -> (ByState, Vec<u32>, Vec<Range<usize>>) {
        let Listed { tasks, weights, pages } = listed;
        (ByState::clone(tasks), weights.clone(), pages.to_vec())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

        /// A list in which some tasks change their states is the one that is made anew.
        #[test]
        fn a_list_after_an_edit_is_the_one_of_then(
            boxes in prop::collection::vec(any::<bool>(), 1..400),
            turned in prop::collection::vec(any::<prop::sample::Index>(), 1..9),
        ) {
            let mut after = boxes.clone();
            for place in turned {
                let place = place.index(after.len());
                after[place] = !after[place];
            }
            let ((old, _), (new, facts)) = (site(&boxes), site(&after));
            let facts = facts.as_slice();
            let before = Listed::of(&old, facts, &counted(&old));
            let states = old.nodes.iter().zip(&new.nodes).enumerate();
            let moved = states.filter(|(_, (one, other))| one.state != other.state);
            let moved: Vec<(NodeId, State)> =
                moved.map(|(node, (one, _))| (NodeId(node), one.state)).collect();
            let expected = Listed::of(&new, facts, &counted(&new));
            prop_assert_eq!(rows(&before.after((&new, facts), &moved)), rows(&expected));
        }
    }
}
