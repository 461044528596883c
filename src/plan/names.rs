//! What the tasks and phases of a plan can be called, by those who refer to them.
//!
//! The names of a plan are looked up by every reference in it and to it, and
//! change only with the plan: so they are made once, and stay with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
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
    pub tasks: Register,
    /// Tasks by their keys.
    pub keys: Register,
    /// Tasks by their ids in one spelling: [`spelled`].
    pub spelled: Register,
    /// Tasks by the numbers of their ids alone: `4.2` of `BACK-4.2`.
    pub numbered: Register,
    /// Phases by their numbers as written.
    pub phases: Register,
    /// Phases by their numbers in one spelling.
    pub spelled_phases: Register,
    /// Phases by the story that they deliver, in one spelling.
    pub story_phases: Register,
    /// Tasks by the story that they serve, in one spelling.
    pub story_tasks: Register,
    /// The tasks of each phase that stand in no other task.
    pub tops: Vec<Vec<usize>>,
    /// The tasks right below each that has some.
    pub parts: BTreeMap<usize, Vec<usize>>,
    /// The tasks that stand for a whole phase, by its number: `- [x] Phase 9: Roof`.
    pub whole: Register,
    /// The tasks whose ids have a place among others, in the order of these places; made
    /// when a range first asks.
    places: OnceLock<Vec<(Place, usize)>>,
    /// Tasks by the anchors that Git hosts and authors make of them; made when a
    /// link first asks.
    anchors: OnceLock<BTreeMap<String, BTreeSet<usize>>>,
    /// The first phase by the anchor of its number; made when a link first asks.
    phase_anchors: OnceLock<BTreeMap<String, usize>>,
}

impl PlanNames {
    /// Lists the names of a plan.
    pub fn of(plan: &Plan) -> Self {
        let mut tops = vec![Vec::new(); plan.phases.len()];
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (task, found) in plan.tasks.iter().enumerate() {
            if let (Some(phase), None) = (found.phase, found.parent) {
                tops[phase].push(task);
            }
            if let Some(parent) = found.parent {
                parts.entry(parent).or_default().push(task);
            }
        }
        let tasks = |name: &dyn Fn(&Task) -> Option<String>| {
            Register::of(plan.tasks.iter().map(name))
        };
        let phases = |name: &dyn Fn(&Phase) -> Option<String>| {
            Register::of(plan.phases.iter().map(name))
        };
        let number = |task: &Task| {
            task.id.as_deref().map(number_of).filter(|number| !number.is_empty())
        };
        Self {
            hash: hash(plan),
            tasks_hash: tasks_hash(plan),
            tasks: tasks(&|task| Some(task.id.as_ref().unwrap_or(&task.key).clone())),
            keys: tasks(&|task| Some(task.key.clone())),
            spelled: tasks(&|task| task.id.as_deref().map(spelled)),
            numbered: tasks(&number),
            phases: phases(&|phase| phase.number.clone()),
            spelled_phases: phases(&|phase| phase.number.as_deref().map(spelled)),
            story_phases: phases(&|phase| phase.story.as_deref().map(spelled)),
            story_tasks: tasks(&|task| task.story.as_deref().map(spelled)),
            tops,
            parts,
            whole: tasks(&|task| match task.id {
                Some(_) => None,
                None => whole_phase(&task.title).map(spelled),
            }),
            ..Self::default()
        }
    }

    /// The tasks of a plan, whose names these are, whose ids have a place among others, in
    /// the order of these places.
    pub fn places(&self, plan: &Plan) -> &[(Place, usize)] {
        self.places.get_or_init(|| {
            let tasks = plan.tasks.iter().enumerate();
            let place = |(task, found): (usize, &Task)| {
                Some((place(found.id.as_deref()?)?, task))
            };
            let mut places: Vec<(Place, usize)> = tasks.filter_map(place).collect();
            places.sort();
            places
        })
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

/// What names stand for, by their indices. Each plan keeps several of them, so it takes
/// as little room as it can: the names lie one behind another in one text.
#[derive(Debug, Clone, Default)]
pub struct Register {
    names: Box<str>,
    /// Where each name lies there, in the order of the names. One that stands for several
    /// things is there several times.
    spans: Box<[Range<u32>]>,
    /// What each name stands for; of one that is there several times, in order.
    meant: Box<[usize]>,
}

impl Register {
    /// Lists the names of things, of which some have none.
    fn of(names: impl Iterator<Item = Option<String>>) -> Self {
        let names = names.enumerate().filter_map(|(place, name)| Some((name?, place)));
        let mut sorted: Vec<(String, usize)> = names.collect();
        sorted.sort_unstable();
        let mut text = String::new();
        let span = |(name, _): &(String, usize)| {
            let start = text.len() as u32;
            text.push_str(name);
            start..text.len() as u32
        };
        let spans = sorted.iter().map(span).collect();
        let meant = sorted.into_iter().map(|(_, place)| place).collect();
        Self { names: text.into(), spans, meant }
    }

    fn name(&self, span: &Range<u32>) -> &str {
        &self.names[span.start as usize..span.end as usize]
    }

    /// What a name stands for; empty where it is none.
    pub fn get(&self, name: &str) -> &[usize] {
        let start = self.spans.partition_point(|span| self.name(span) < name);
        let end = self.spans.partition_point(|span| self.name(span) <= name);
        &self.meant[start..end]
    }

    /// All names in their order, each once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut last = None;
        let names = self.spans.iter().map(|span| self.name(span));
        names.filter(move |name| last.replace(*name) != Some(*name))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_all_that_have_it() {
        let names = ["b", "", "a", "b", "ab"].map(|name| Some(name.to_owned()));
        let register = Register::of(names.into_iter().chain([None, Some("a".into())]));
        assert_eq!(register.get("b"), [0, 3]);
        assert_eq!(register.get("a"), [2, 6]);
        assert_eq!(register.get(""), [1]);
        assert_eq!(register.get("ab"), [4]);
        for absent in ["aa", "c", "B"] {
            assert!(register.get(absent).is_empty(), "{absent}");
        }
        assert_eq!(register.names().collect::<Vec<_>>(), ["", "a", "ab", "b"]);
        assert!(Register::default().get("").is_empty());
    }
}
