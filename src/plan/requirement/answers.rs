//! Which tasks answer which requirements.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::plan::model::{Mark, Phase, Requirement, RequirementKind, Task};
use crate::plan::requirement::id;
use crate::source::slug;

/// The most answers that the groups and ranges of one plan make: a task that names
/// a group of requirements answers each, and many such tasks would make as many
/// answers as their product.
const MOST: usize = 200_000;
/// One in so many tasks has to cite requirements, or half of the requirements
/// have to be cited, before those that are not cited are told: a number that is
/// named in passing is no account.
const ACCOUNT: usize = 4;

/// Which tasks answer which requirements of a plan.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Answers {
    /// For each requirement, the tasks that name it or part of it.
    pub of: Vec<Answer>,
    /// For each requirement, whether a task answers it.
    pub covered: Vec<bool>,
    /// The tasks that say they answer all.
    pub all: Vec<usize>,
    /// What each citation names, by its words.
    pub named: BTreeMap<String, Found>,
    /// The kinds of requirement of which the author keeps account.
    pub kept: BTreeSet<RequirementKind>,
    /// Whether groups and ranges name more than is read, so that some answers are missing.
    pub is_cut: bool,
}

/// The tasks that answer a requirement.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Answer {
    /// Those that name it as a whole.
    pub whole: Vec<usize>,
    /// Those that name a criterion of it, by the criterion.
    pub parts: BTreeMap<usize, Vec<usize>>,
}

impl Answer {
    /// All of them, each once, in their order.
    pub fn tasks(&self) -> BTreeSet<usize> {
        self.whole.iter().chain(self.parts.values().flatten()).copied().collect()
    }
}

/// What a citation names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// These.
    Marks(Vec<Mark>),
    /// All requirements.
    All,
    /// Nothing: words, or an id of a kind that the plan does not write down.
    Words,
    /// A requirement that is not there, though others of its kind are.
    Missing,
}

impl Answers {
    /// Finds what the tasks of a plan cite. A task without a user story of its
    /// own serves that of its phase.
    pub fn new(requirements: &[Requirement], tasks: &[Task], phases: &[Phase]) -> Self {
        let mut answers = Self {
            of: requirements.iter().map(|_| Answer::default()).collect(),
            ..Self::default()
        };
        if requirements.is_empty() {
            return answers;
        }
        let register = Register::new(requirements);
        let mut left = MOST;
        let mut citing: BTreeMap<RequirementKind, BTreeSet<usize>> = BTreeMap::new();
        for (number, task) in tasks.iter().enumerate() {
            let story = task.story.as_deref().or_else(|| {
                phases.get(task.phase?).and_then(|phase| phase.story.as_deref())
            });
            let cited = task.requirements.iter().map(|reference| reference.id.as_str());
            for words in cited.chain(story) {
                if !answers.named.contains_key(words) {
                    answers.named.insert(words.to_owned(), register.find(words));
                }
                match &answers.named[words] {
                    Found::All => {
                        if answers.all.last() != Some(&number) {
                            answers.all.push(number);
                        }
                    }
                    Found::Marks(marks) => {
                        // A requirement that is named alone is always taken.
                        let room = if marks.len() > 1 { left } else { 1 };
                        answers.is_cut |= room < marks.len();
                        for mark in marks.iter().take(room) {
                            let kind = requirements[mark.requirement].kind;
                            citing.entry(kind).or_default().insert(number);
                            let answer = &mut answers.of[mark.requirement];
                            let list = match mark.criterion {
                                Some(criterion) => {
                                    answer.parts.entry(criterion).or_default()
                                }
                                None => &mut answer.whole,
                            };
                            if list.last() != Some(&number) {
                                list.push(number);
                            }
                        }
                        left = left.saturating_sub(marks.len() - 1);
                    }
                    Found::Words | Found::Missing => {}
                }
            }
        }
        answers.is_cut |= register.is_cut.get();
        answers.cover(requirements);
        for (kind, citing) in citing {
            let own = || {
                (0..requirements.len()).filter(|place| requirements[*place].kind == kind)
            };
            let cited = own().filter(|place| {
                let answer = &answers.of[*place];
                !answer.whole.is_empty() || !answer.parts.is_empty()
            });
            let often = citing.len() * ACCOUNT >= tasks.len();
            if often || cited.count() * 2 >= own().count() {
                answers.kept.insert(kind);
            }
        }
        if !answers.all.is_empty() {
            answers.kept.insert(RequirementKind::Requirement);
        }
        answers
    }

    /// The place that a citation names; the first of several.
    pub fn mark(&self, words: &str) -> Option<Mark> {
        match self.named.get(words)? {
            Found::Marks(marks) => marks.first().copied(),
            Found::All | Found::Words | Found::Missing => None,
        }
    }

    /// Which requirements are answered: by their number, by that of a part, with
    /// all of them, or with the one that they are a part of.
    fn cover(&mut self, requirements: &[Requirement]) {
        let all = !self.all.is_empty();
        self.covered = requirements
            .iter()
            .zip(&self.of)
            .map(|(requirement, answer)| {
                let whole = requirement.parent.map(|parent| &self.of[parent].whole);
                all && requirement.kind == RequirementKind::Requirement
                    || !answer.whole.is_empty()
                    || !answer.parts.is_empty()
                    || whole.is_some_and(|whole| !whole.is_empty())
            })
            .collect();
        // A part stands behind the requirement that it is a part of.
        for (place, requirement) in requirements.iter().enumerate().rev() {
            if let (true, Some(parent)) = (self.covered[place], requirement.parent) {
                self.covered[parent] = true;
            }
        }
    }

    /// Whether a criterion with a number of its own is answered by no task,
    /// though others of its requirement are answered one by one.
    pub fn is_open(&self, requirement: &Requirement, mark: Mark) -> bool {
        let answer = &self.of[mark.requirement];
        let by_parts =
            answer.whole.is_empty() && self.all.is_empty() && !answer.parts.is_empty();
        by_parts
            && mark.criterion.is_some_and(|at| {
                requirement.criteria[at].id.is_some() && !answer.parts.contains_key(&at)
            })
    }

    /// The numbers of the criteria that are open.
    pub fn open<'r>(
        &'r self,
        requirement: &'r Requirement,
        place: usize,
    ) -> impl Iterator<Item = &'r str> {
        let is_open = move |at: usize| {
            self.is_open(requirement, Mark { requirement: place, criterion: Some(at) })
        };
        let criteria = requirement.criteria.iter().enumerate();
        criteria
            .filter(move |(at, _)| is_open(*at))
            .filter_map(|(_, criterion)| criterion.id.as_deref())
    }
}

/// The requirements of a plan by the ids they can be named with.
struct Register {
    /// Several where documents use one id for different things.
    by_id: BTreeMap<String, Vec<Mark>>,
    by_name: BTreeMap<String, Mark>,
    /// The letters of the ids; an empty text for plain numbers.
    families: BTreeSet<String>,
    /// The requirements with numbers in their order, for ranges.
    order: Vec<Mark>,
    /// Where in that order an id stands first.
    places: BTreeMap<String, usize>,
    /// How many requirements ranges may still hold.
    room: Cell<usize>,
    /// Whether a range held more.
    is_cut: Cell<bool>,
}

impl Register {
    fn new(requirements: &[Requirement]) -> Self {
        let mut register = Self {
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            families: BTreeSet::new(),
            order: Vec::new(),
            places: BTreeMap::new(),
            room: Cell::new(MOST),
            is_cut: Cell::new(false),
        };
        for (number, requirement) in requirements.iter().enumerate() {
            let mark = Mark { requirement: number, criterion: None };
            if requirement.kind != RequirementKind::Named {
                register.add(&requirement.id, mark);
            }
            if let Some(title) = &requirement.title {
                register.by_name.entry(slug(title)).or_insert(mark);
            }
        }
        for (number, requirement) in requirements.iter().enumerate() {
            for (at, criterion) in requirement.criteria.iter().enumerate() {
                if let Some(id) = &criterion.id {
                    register.add(id, Mark { requirement: number, criterion: Some(at) });
                }
            }
        }
        register
    }

    fn add(&mut self, id: &str, mark: Mark) {
        let Some(id) = id::canonical(id) else { return };
        self.families.insert(id::family(&id).to_owned());
        self.places.entry(id.clone()).or_insert(self.order.len());
        self.order.push(mark);
        let marks = self.by_id.entry(id).or_default();
        if marks.is_empty() || mark.criterion.is_none() {
            marks.push(mark);
        }
    }

    fn find(&self, words: &str) -> Found {
        // `1 (Tea)` is requirement 1.
        let bare = words.split(['(', '（']).next().unwrap_or(words);
        if let Some(canonical) = id::canonical(words).or_else(|| id::canonical(bare)) {
            let marks = self.by(&canonical);
            if !marks.is_empty() {
                return Found::Marks(marks);
            }
            if self.families.contains(id::family(&canonical)) {
                return Found::Missing;
            }
        }
        if id::means_all(words) {
            return Found::All;
        }
        if let Some((from, to)) = id::range(words) {
            let marks = self.between(&from, &to);
            if !marks.is_empty() {
                return Found::Marks(marks);
            }
        }
        if let Some(mark) = self.by_name.get(&slug(words)) {
            return Found::Marks(vec![*mark]);
        }
        let marks: Vec<Mark> = id::within(words).flat_map(|id| self.by(&id)).collect();
        if marks.is_empty() { Found::Words } else { Found::Marks(marks) }
    }

    /// The requirement or criterion with an id; else those of the group that it
    /// is the number of: `1` names 1.1, 1.2 and so on.
    fn by(&self, canonical: &str) -> Vec<Mark> {
        let spellings = id::spellings(canonical);
        if let Some(marks) = spellings.iter().find_map(|id| self.by_id.get(id)) {
            return marks.clone();
        }
        for id in &spellings {
            let own = format!("{id}.");
            let group: Vec<Mark> = self
                .by_id
                .range(own.clone()..)
                .take_while(|(id, _)| id.starts_with(&own))
                .flat_map(|(_, marks)| marks.iter().copied())
                .filter(|mark| mark.criterion.is_none())
                .collect();
            if !group.is_empty() {
                return group;
            }
        }
        Vec::new()
    }

    /// The requirements from one id to another one, both included.
    fn between(&self, from: &str, to: &str) -> Vec<Mark> {
        let at = |id: &str| {
            id::spellings(id).iter().find_map(|id| self.places.get(id).copied())
        };
        match (at(from), at(to)) {
            (Some(from), Some(to)) if from <= to => {
                match self.room.get().checked_sub(to - from) {
                    Some(left) => {
                        self.room.set(left);
                        self.order[from..=to].to_vec()
                    }
                    None => {
                        self.is_cut.set(true);
                        Vec::new()
                    }
                }
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::plan::model::RequirementReference;
    use crate::plan::requirement::read;
    use crate::source::{SitePath, SourceFile, Span};

    const TEXT: &str = "\
### User Story 1 - Sit

### Requirement 1: Water

#### Acceptance Criteria

1. WHEN it is hot THE host SHALL pour
2. WHEN it is cold THE host SHALL wait

### Requirement 2: Fire

- **FR-001**: Burn
- **FR-002**: Smoke
- **FR-003**: Glow
";

    /// Reads the text, and what a task says: what it cites, and its story.
    fn answers(cited: &[&str], story: Option<&str>) -> (Vec<Requirement>, Answers) {
        let path = SitePath::new("requirements.md").unwrap();
        let file = SourceFile::new(path.clone(), TEXT.as_bytes());
        let requirements = read(&markdown::parse(&file).value, 0, 0);
        let place = (path, Span::default());
        let mut task = Task::new("Do it".to_owned(), markdown::Html::default(), place);
        task.requirements = cited
            .iter()
            .map(|id| RequirementReference {
                id: (*id).to_owned(),
                span: Span::default(),
            })
            .collect();
        task.story = story.map(str::to_owned);
        let answers = Answers::new(&requirements, &[task], &[]);
        (requirements, answers)
    }

    /// The requirements that are covered.
    fn covered(cited: &[&str]) -> Vec<String> {
        let (requirements, answers) = answers(cited, None);
        (0..requirements.len())
            .filter(|place| answers.covered[*place])
            .map(|place| requirements[place].id.clone())
            .collect()
    }

    #[test]
    fn a_citation_is_found_however_it_is_spelled() {
        assert_eq!(covered(&["1"]), ["1"]);
        assert_eq!(covered(&["R1.2"]), ["1"]);
        assert_eq!(covered(&["Requirement 2 (Fire)"]), ["2"]);
        assert_eq!(covered(&["the guest's side of 1.1"]), ["1"]);
        assert_eq!(covered(&["fr-1 to fr-2"]), ["FR-001", "FR-002"]);
        assert_eq!(covered(&["Water"]), ["1"]);
        assert_eq!(covered(&["所有"]), ["1", "2", "FR-001", "FR-002", "FR-003"]);
        assert_eq!(covered(&["the base of everything"]), [""; 0]);
    }

    #[test]
    fn what_is_missing_is_of_a_kind_that_is_there() {
        let (_, answers) = answers(&["1.3", "FR-009", "NFR-1", "soon"], Some("US4"));
        for words in ["1.3", "FR-009", "US4"] {
            assert_eq!(answers.named[words], Found::Missing, "{words}");
        }
        for words in ["NFR-1", "soon"] {
            assert_eq!(answers.named[words], Found::Words, "{words}");
        }
    }

    #[test]
    fn a_story_is_answered_by_its_tasks() {
        let (_, answers) = answers(&[], Some("US1"));
        assert!(answers.covered[0]);
        assert_eq!(answers.kept.iter().collect::<Vec<_>>(), [&RequirementKind::Story]);
    }

    #[test]
    fn criteria_are_told_one_by_one() {
        let (requirements, by_part) = answers(&["1.2"], None);
        assert_eq!(by_part.open(&requirements[1], 1).collect::<Vec<_>>(), ["1.1"]);
        let (requirements, whole) = answers(&["1", "1.2"], None);
        assert_eq!(whole.open(&requirements[1], 1).count(), 0);
    }
}
