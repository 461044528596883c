//! What a plan has: which words of a sentence are names of its tasks and phases.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::plan::drawn::Names;
use crate::plan::field::{folded, pattern, spelled};
use crate::plan::model::{Reference, Target};

/// What the plan has, to tell names from words.
pub(super) struct Known<'a> {
    pub(super) names: &'a Names<'a>,
    /// Tasks by their ids in one spelling; nothing where several have it.
    ids: BTreeMap<String, Option<usize>>,
    /// The letters before the numbers of ids.
    kinds: BTreeSet<String>,
    /// The first numbers of ids that are numbers only: where tasks are called
    /// `2.1`, `2.9` is a task that is not there, and `18.2` a version of something.
    majors: BTreeSet<String>,
    /// Phases by number; nothing where several have it.
    numbers: BTreeMap<String, Option<usize>>,
    /// Phases by the story that they deliver; nothing where several do.
    stories: BTreeMap<String, Option<usize>>,
    /// Phases by their names, by the start of the name.
    pub(super) titles: BTreeMap<String, Vec<Title>>,
    /// Tasks by their titles; nothing where several have it.
    pub(super) titled: BTreeMap<String, Option<usize>>,
}

/// Words that name a phase.
pub(super) struct Title {
    pub(super) words: String,
    pub(super) phase: usize,
    /// Whether it is a part of the name only, and counts only before `phase`,
    /// `completion` and the like.
    pub(super) part: bool,
}

/// What ids start with that say no more than that a task follows.
const PLAIN_KINDS: &[&str] = &["t", "task", "tarea", "tarefa"];

impl<'a> Known<'a> {
    pub(super) fn new(names: &'a Names<'a>) -> Self {
        let mut known = Self {
            names,
            ids: BTreeMap::new(),
            kinds: BTreeSet::new(),
            majors: BTreeSet::new(),
            numbers: BTreeMap::new(),
            stories: BTreeMap::new(),
            titles: BTreeMap::new(),
            titled: BTreeMap::new(),
        };
        fn put(map: &mut BTreeMap<String, Option<usize>>, key: String, at: usize) {
            map.entry(key).and_modify(|found| *found = None).or_insert(Some(at));
        }
        for (at, task) in names.tasks.iter().enumerate() {
            if let Some(id) = task.id.as_deref() {
                known.kinds.insert(kind(id));
                known.majors.insert(major(id));
                put(&mut known.ids, spelled(id), at);
            }
            let title = folded(&task.title);
            if title.chars().nth(2).is_some() {
                put(&mut known.titled, title, at);
            }
        }
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        for (at, phase) in names.phases.iter().enumerate() {
            if let Some(number) = phase.number.as_deref() {
                put(&mut known.numbers, spelled(number), at);
            }
            if let Some(story) = phase.story.as_deref() {
                put(&mut known.stories, spelled(story), at);
            }
            let head = head(&phase.title);
            *firsts.entry(first_word(&head)).or_default() += 1;
        }
        for story in names.tasks.iter().filter_map(|task| task.story.as_deref()) {
            known.stories.entry(spelled(story)).or_insert(None);
        }
        for (at, phase) in names.phases.iter().enumerate() {
            let head = head(&phase.title);
            let first = first_word(&head);
            let mut words = vec![(head.clone(), false)];
            if first.len() >= 4 && first != head && firsts.get(&first) == Some(&1) {
                words.push((first, true));
            }
            for (words, part) in words {
                if words.chars().count() < 2 || is_common(&words) {
                    continue;
                }
                let titles = known.titles.entry(start_of(&words)).or_default();
                // Many phases of one first word are told apart by number.
                if titles.len() < 20 {
                    titles.push(Title { words, phase: at, part });
                }
            }
        }
        for titles in known.titles.values_mut() {
            titles.sort_by_key(|title| std::cmp::Reverse(title.words.len()));
        }
        known
    }

    /// Whether the plan's ids, or ids in general, start as this one does.
    pub(super) fn has_kind(&self, id: &str) -> bool {
        if id.starts_with(|c: char| c.is_ascii_digit()) {
            return self.majors.contains(&major(id));
        }
        let kind = kind(id);
        self.kinds.contains(&kind) || PLAIN_KINDS.contains(&kind.as_str())
    }

    /// The target in the way that tells whether two names mean the same; nothing
    /// for a name of nothing in this plan.
    pub(super) fn canonical(&self, reference: &Reference) -> Option<Target> {
        if reference.plan.is_some() {
            return Some(reference.target.clone());
        }
        let target = &reference.target;
        let found = |map: &BTreeMap<String, Option<usize>>, key: &str| {
            map.get(&spelled(key)).copied()
        };
        let task = |id: &str| match found(&self.ids, id)? {
            Some(task) => Some(Target::Index(task)),
            None => Some(Target::Task(id.to_owned())),
        };
        let phase = |number: &str| match found(&self.numbers, number)? {
            Some(phase) => Some(Target::PhaseIndex(phase)),
            None => Some(Target::Phase(number.to_owned())),
        };
        match target {
            Target::Task(id) => task(id).or_else(|| {
                let is_like = !self.ids.is_empty() && self.has_kind(id);
                is_like.then(|| target.clone())
            }),
            Target::TaskOrPhase(id) => task(id).or_else(|| phase(id)),
            Target::Phase(number) => phase(number)
                .or_else(|| task(number).filter(|_| number.contains('.')))
                .or_else(|| (!self.numbers.is_empty()).then(|| target.clone())),
            Target::Story(story) => match found(&self.stories, story) {
                Some(Some(phase)) => Some(Target::PhaseIndex(phase)),
                Some(None) => Some(target.clone()),
                None => task(story)
                    .or_else(|| (!self.stories.is_empty()).then(|| target.clone())),
            },
            Target::Range(ends) => {
                let (from, to) = &**ends;
                // `01-02` may be one id.
                let whole = task(&format!("{from}-{to}"));
                let has = |id: &String| found(&self.ids, id).is_some();
                whole.or_else(|| {
                    let letters = from.starts_with(char::is_alphabetic);
                    let fits = has(from) || has(to) || (letters && self.has_kind(from));
                    (fits && !self.ids.is_empty()).then(|| target.clone())
                })
            }
            Target::TasksOf(number) => {
                found(&self.numbers, number).map(|_| target.clone())
            }
            _ => Some(target.clone()),
        }
    }

    /// The phases that deliver stories.
    pub(super) fn story_phases(&self) -> impl Iterator<Item = usize> {
        static STORY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\buser stor(?:y|ies)\b|\bUS\d+\b|用户故事|使用者故事")
        });
        let phases = self.names.phases.iter().enumerate();
        phases
            .filter(|(_, phase)| phase.story.is_some() || STORY.is_match(&phase.title))
            .map(|(at, _)| at)
    }

    pub(super) fn phase_of(&self, target: &Target) -> Option<usize> {
        match target {
            Target::PhaseIndex(phase) => Some(*phase),
            Target::Index(task) => {
                self.names.tasks.get(*task).and_then(|task| task.phase)
            }
            _ => None,
        }
    }
}

/// The first number of an id: `2` of `2.1`, `t2` of `T2.1`.
fn major(id: &str) -> String {
    let id = spelled(id);
    let end = id.find('.').unwrap_or(id.len());
    id[..end].to_owned()
}

/// The letters before the numbers of an id.
fn kind(id: &str) -> String {
    let id = spelled(id);
    let end = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    id[..end].to_owned()
}

/// The name at the start of a title: `Setup` of `Setup (tools, rooms)`.
fn head(title: &str) -> String {
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\s*(?:[(（\[【:：]|\s[-–—]\s).*$"));
    let title = END.replace(title, "");
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    title.to_ascii_lowercase()
}

fn first_word(words: &str) -> String {
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    words[..end].to_owned()
}

/// What titles are looked up by: the first word, or the first letter where words
/// are not set apart.
pub(super) fn start_of(words: &str) -> String {
    let first = first_word(words);
    match first.chars().next() {
        Some(letter) if !letter.is_ascii() => letter.to_string(),
        _ => first,
    }
}

/// Words that stand in sentences about order and name nothing there.
fn is_common(words: &str) -> bool {
    matches!(
        words,
        "phase"
            | "phases"
            | "task"
            | "tasks"
            | "user"
            | "story"
            | "stories"
            | "tests"
            | "implementation"
            | "implement"
            | "next"
            | "later"
            | "now"
            | "done"
            | "todo"
            | "all"
            | "the"
            | "notes"
            | "user story"
            | "user stories"
            | "after"
            | "before"
            | "parallel"
            | "section"
            | "group"
            | "milestone"
            | "other"
            | "with"
    )
}
