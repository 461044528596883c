//! What the tasks and phases of a plan can be called, by those who refer to them.
//!
//! The names of a plan are looked up by every reference in it and to it, and
//! change only with the plan: so they are made once, and stay with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::markdown::prose;
use crate::plan::field::spelled;
use crate::plan::model::{Phase, Plan, Task};
use crate::source::{Hash, Hasher};

/// The names inside one plan. Tasks and phases are given by their indices.
#[derive(Debug, Clone, Default)]
pub struct PlanNames {
    /// The hash of all that can be asked here: of what tasks and phases are called, and
    /// which stands below which.
    pub hash: Hash,
    /// The hash of the ids and titles of all tasks, whatever their order.
    pub tasks_hash: Hash,
    /// Tasks by their ids as written; by their keys, where they have none.
    pub tasks: BTreeMap<String, Vec<usize>>,
    /// Tasks by their keys.
    pub keys: BTreeMap<String, usize>,
    /// Tasks by their ids in one spelling: [`spelled`].
    pub spelled: BTreeMap<String, Vec<usize>>,
    /// Tasks by the numbers of their ids alone: `4.2` of `BACK-4.2`.
    pub numbered: BTreeMap<String, Vec<usize>>,
    /// Phases by their numbers as written.
    pub phases: BTreeMap<String, Vec<usize>>,
    /// Phases by their numbers in one spelling.
    pub spelled_phases: BTreeMap<String, Vec<usize>>,
    /// Phases by the story that they deliver, in one spelling.
    pub story_phases: BTreeMap<String, Vec<usize>>,
    /// Tasks by the story that they serve, in one spelling.
    pub story_tasks: BTreeMap<String, Vec<usize>>,
    /// The tasks of each phase that stand in no other task.
    pub tops: Vec<Vec<usize>>,
    /// The tasks right below each that has some.
    pub parts: BTreeMap<usize, Vec<usize>>,
    /// The tasks whose ids have a place among others, in the order of these places.
    pub places: Vec<(Place, usize)>,
    /// The tasks that stand for a whole phase, by its number: `- [x] Phase 9: Roof`.
    pub whole: BTreeMap<String, Vec<usize>>,
    /// Tasks by the anchors that Git hosts and authors make of them; made when a
    /// link first asks.
    anchors: OnceLock<BTreeMap<String, BTreeSet<usize>>>,
    /// The first phase by the anchor of its number; made when a link first asks.
    phase_anchors: OnceLock<BTreeMap<String, usize>>,
}

impl PlanNames {
    /// Lists the names of a plan.
    pub fn of(plan: &Plan) -> Self {
        let (hash, tasks_hash) = (hash(plan), tasks_hash(plan));
        let mut names = Self { hash, tasks_hash, ..Self::default() };
        names.tops.resize(plan.phases.len(), Vec::new());
        for (task, found) in plan.tasks.iter().enumerate() {
            let id = found.id.as_ref().unwrap_or(&found.key);
            names.tasks.entry(id.clone()).or_default().push(task);
            names.keys.entry(found.key.clone()).or_insert(task);
            if let (Some(phase), None) = (found.phase, found.parent) {
                names.tops[phase].push(task);
            }
            if let Some(parent) = found.parent {
                names.parts.entry(parent).or_default().push(task);
            }
            if let Some(story) = found.story.as_deref() {
                names.story_tasks.entry(spelled(story)).or_default().push(task);
            }
            if let (None, Some(phase)) = (&found.id, whole_phase(&found.title)) {
                names.whole.entry(spelled(phase)).or_default().push(task);
            }
            if let Some(id) = found.id.as_deref() {
                names.places.extend(place(id).map(|place| (place, task)));
                names.spelled.entry(spelled(id)).or_default().push(task);
                let number = number_of(id);
                if !number.is_empty() {
                    names.numbered.entry(number).or_default().push(task);
                }
            }
        }
        for (phase, found) in plan.phases.iter().enumerate() {
            if let Some(number) = found.number.as_deref() {
                names.phases.entry(number.to_owned()).or_default().push(phase);
                names.spelled_phases.entry(spelled(number)).or_default().push(phase);
            }
            if let Some(story) = found.story.as_deref() {
                names.story_phases.entry(spelled(story)).or_default().push(phase);
            }
        }
        names.places.sort();
        names
    }

    /// The tasks of a plan, whose names these are, that a link may call by some
    /// words behind its `#`.
    pub fn anchored(&self, plan: &Plan, anchor: &str) -> Vec<usize> {
        let anchors = self.anchors.get_or_init(|| anchors(plan));
        anchors.get(anchor).into_iter().flatten().copied().collect()
    }

    /// The first phase of a plan, whose names these are, that a link calls by its
    /// number, with or without words behind it: `phase-2`, `phase-2-delivery`.
    pub fn anchored_phase(&self, plan: &Plan, anchor: &str) -> Option<usize> {
        let rest = anchor.strip_prefix("phase-")?;
        let phases = self.phase_anchors.get_or_init(|| {
            let mut phases = BTreeMap::new();
            for (phase, found) in plan.phases.iter().enumerate() {
                if let Some(number) = &found.number {
                    phases.entry(prose::anchor(number)).or_insert(phase);
                }
            }
            phases
        });
        let ends = rest.match_indices('-').map(|(at, _)| at).chain([rest.len()]);
        ends.filter_map(|end| phases.get(&rest[..end])).min().copied()
    }
}

impl Plan {
    /// What its tasks and phases can be called.
    pub fn names(&self) -> &PlanNames {
        self.names.get_or_init(|| PlanNames::of(self))
    }
}

/// The hash of what tasks and phases are called, and which stands below which.
fn hash(plan: &Plan) -> Hash {
    let mut all = Hasher::new();
    for task in &plan.tasks {
        let Task { id, key, title, story, phase, parent, .. } = task;
        all =
            all.part(format!("{id:?} {key:?} {title:?} {story:?} {phase:?} {parent:?}"));
    }
    for Phase { number, title, story, .. } in &plan.phases {
        all = all.part(format!("{number:?} {title:?} {story:?}"));
    }
    all.finish()
}

/// The hash of the ids and titles of all tasks, whatever their order.
fn tasks_hash(plan: &Plan) -> Hash {
    let tasks = plan.tasks.iter();
    let mut tasks: Vec<_> = tasks.map(|task| (task.id.as_deref(), &task.title)).collect();
    tasks.sort_unstable();
    let add = |all: Hasher, task: &(Option<&str>, &String)| all.part(format!("{task:?}"));
    tasks.iter().fold(Hasher::new(), add).finish()
}

/// The tasks of a plan by what a link may call them behind its `#`.
fn anchors(plan: &Plan) -> BTreeMap<String, BTreeSet<usize>> {
    let mut anchors: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (task, found) in plan.tasks.iter().enumerate() {
        let id = found.id.as_deref().unwrap_or_default();
        let mut names = vec![
            prose::anchor(&format!("{id} {}", found.title)),
            prose::anchor(&found.title),
        ];
        if !id.is_empty() {
            let bare = id.chars().filter(|c| c.is_alphanumeric()).collect();
            names.extend([id.to_owned(), bare, found.key.clone()]);
        }
        for name in names {
            anchors.entry(name).or_default().insert(task);
        }
    }
    anchors
}

/// The number of the phase that a title stands for: `9` of `Phase 9: Roof`.
fn whole_phase(title: &str) -> Option<&str> {
    let start = title.get(..6).filter(|start| start.eq_ignore_ascii_case("phase "))?;
    let number = title[start.len()..].split([':', ' ', '(']).next()?;
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(number)
}

/// Where an id stands among others of its prefix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The letters before its numbers.
    pub prefix: String,
    /// How many numbers it has: only ids of one depth lie between each other.
    pub depth: usize,
    numbers: Vec<u64>,
    /// The letter behind its numbers, or nothing.
    pub letter: String,
}

/// Takes an id apart: `T016a` into `t`, 16 and `a`; nothing where it is no number.
pub fn place(id: &str) -> Option<Place> {
    let id = spelled(id);
    let digits = id.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = id.split_at(digits);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (numbers, letter) = rest.split_at(end);
    if letter.chars().nth(1).is_some() {
        return None;
    }
    let numbers = numbers.split('.').map(|part| part.parse().ok());
    let numbers: Vec<u64> = numbers.collect::<Option<_>>()?;
    Some(Place {
        prefix: prefix.to_owned(),
        depth: numbers.len(),
        numbers,
        letter: letter.to_owned(),
    })
}

/// The numbers of an id without the letters before them: `4.2` of `BACK-4.2`.
pub fn number_of(id: &str) -> String {
    spelled(id).trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned()
}
