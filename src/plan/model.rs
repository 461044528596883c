//! What a plan is: phases, tasks, checks, requirements, examples, and the
//! references that are not yet resolved.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::diagram::flowchart::Flowchart;
use crate::markdown::prose::Place;
use crate::markdown::{Document, Html, Prose};
use crate::plan::kept;
use crate::plan::names::PlanNames;
use crate::plan::requirement::{Answers, line};
use crate::source::{Day, SitePath, Span, slug};

/// A plan: a tasks document and its companions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    /// The path of its folder or file below the content root, slugged: `plans/auth`.
    pub id: PlanId,
    /// Its name, without `Tasks -` before it.
    pub title: String,
    /// Which dialect it is written in.
    #[serde(skip)]
    pub dialect: &'static str,
    /// Why that dialect.
    pub dialect_reason: Sign,
    /// `**Pattern**`: one of the five, as written.
    pub pattern: Option<String>,
    /// `**Task Philosophy**`.
    pub philosophy: Option<String>,
    /// What the plan says of itself in a sentence, for descriptions.
    pub summary: Option<String>,
    /// Every `**Key**: value` of head and footer, in order.
    pub metadata: Vec<Metadata>,
    /// Its file; the folder that holds them, where it has many.
    pub home: SitePath,
    /// The tasks document; nothing where each task has a file of its own, which
    /// is then one of the plan's documents.
    #[serde(skip)]
    pub source: Option<Arc<Document>>,
    /// Its companions, in order of their names.
    pub documents: Vec<PlanDocument>,
    /// The phases, in file order.
    pub phases: Vec<Phase>,
    /// The tasks, in file order.
    pub tasks: Vec<Task>,
    /// The boxes that are no tasks.
    pub checks: Vec<Check>,
    /// The requirements of all documents.
    pub requirements: Vec<Requirement>,
    /// Which tasks answer them.
    pub answers: Answers,
    /// The cross-domain examples of all documents.
    pub examples: Vec<Example>,
    /// The Mermaid blocks of the tasks document.
    pub diagrams: Vec<Diagram>,
    /// What the author stated about dependencies, strongest rank and file order first.
    pub statements: Vec<Statement>,
    /// The waves that the author put tasks into, in file order.
    pub waves: Vec<Wave>,
    /// The totals that the author stated.
    pub totals: Vec<StatedTotal>,
    /// The text of the tasks document in its order: prose, phases, tasks.
    pub body: Vec<Part>,
    /// The lines that look like boxes and are neither task nor check, in the
    /// order of files and lines.
    pub excluded: Vec<Excluded>,
    /// Whether it is a template: full of placeholders, never counted.
    pub template: bool,
    /// Whether it is archived: shown, never counted.
    pub archived: bool,
    /// Why another plan took its place.
    pub set_aside: Option<SetAside>,
    /// Whether its front matter says `draft: true`.
    pub draft: bool,
    /// The day that it starts on, as its front matter says.
    pub start: Option<Day>,
    /// The day that it is due on, as its front matter says.
    pub due: Option<Day>,
    /// What its tasks and phases can be called, once it was asked for:
    /// [`Plan::names`].
    #[serde(skip)]
    pub names: OnceLock<PlanNames>,
}

impl Plan {
    /// The folder that it lies in, empty at the root.
    pub fn folder(&self) -> &str {
        match self.source {
            Some(_) => self.home.folder(),
            None => self.home.as_str(),
        }
    }

    /// Whether it is its folder, and not one of several files there.
    pub fn is_folder(&self) -> bool {
        self.source.is_none()
            || !self.documents.is_empty()
            || self.id == PlanId::of(self.home.folder())
    }

    /// The requirements of one of its documents: they stand in the order of the
    /// documents.
    pub fn requirements_of(&self, document: usize) -> Range<usize> {
        let before = |document| {
            self.requirements.partition_point(|found| found.document < document)
        };
        before(document)..before(document + 1)
    }

    /// Whether its tasks are part of the site's totals.
    pub fn counts(&self) -> bool {
        !self.template && !self.archived
    }
}

/// The identity of a plan: `plans/auth`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanId(pub String);

impl PlanId {
    /// The id of a plan that lies at a path, or is a folder.
    pub fn of(path: &str) -> Self {
        let segments: Vec<_> =
            path.split('/').filter(|segment| !segment.is_empty()).map(slug).collect();
        Self(segments.join("/"))
    }

    /// The last segment: `auth`.
    pub fn last(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One `**Key**: value`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Metadata {
    /// The key as written.
    pub key: String,
    /// The value's words.
    pub value: String,
    /// The value as HTML.
    pub prose: Prose,
    /// Where it stands.
    pub span: Span,
}

/// A companion of a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanDocument {
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The last part of its address: `requirements`.
    pub slug: String,
    /// Its first heading, or its name.
    pub title: String,
    /// Everything below its first heading; its slots are those of `marks`.
    pub prose: Prose,
    /// What stands in the slots of the text: its requirements and their criteria.
    pub marks: Vec<Mark>,
    /// How many questions it leaves open: `[NEEDS CLARIFICATION: …]`.
    pub questions: usize,
    /// The file.
    #[serde(skip, default = "kept::no_document")]
    pub document: Arc<Document>,
}

/// A requirement, or one of its criteria, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The requirement.
    pub requirement: usize,
    /// Its criterion; nothing for the requirement itself.
    pub criterion: Option<usize>,
}

/// What a companion is for. The order is the one in which documents are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DocumentKind {
    /// requirements.md
    Requirements,
    /// spec.md
    Specification,
    /// bugfix.md
    Bugfix,
    /// proposal.md
    Proposal,
    /// plan.md
    Plan,
    /// design.md
    Design,
    /// research.md
    Research,
    /// data-model.md
    DataModel,
    /// quickstart.md
    Quickstart,
    /// What stands below `contracts/`.
    Contract,
    /// `specs/<capability>/spec.md`
    Capability,
    /// What stands below `checklists/`.
    Checklist,
    /// What stands below `decisions/`.
    Decision,
    /// What everybody has to heed: steering files, a constitution.
    Guidance,
    /// What stands below `docs/`.
    Reference,
    /// What stands below `drafts/`: no task yet.
    Draft,
    /// A file that is one task.
    Task,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// Whether documents of this kind say what must hold.
    pub fn has_requirements(self) -> bool {
        matches!(
            self,
            Self::Requirements | Self::Specification | Self::Bugfix | Self::Capability
        )
    }

    /// Whether such a document beside a tasks document shows that the folder
    /// is a plan.
    pub fn makes_a_plan(self) -> bool {
        self.has_requirements() || matches!(self, Self::Proposal | Self::Design)
    }
}

/// How the tasks of a phase, or a task beside its neighbours, may be worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// One after another: 🐌.
    Sequential,
    /// At once: 🐍, with the number that the author stated.
    Parallel(Option<u32>),
    /// Both are named: `Sequential 🐌 or parallel 🐍`.
    Mixed,
    /// `Repeatable`.
    Repeatable,
    /// Not stated.
    Unknown,
}

/// A phase, group or section.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Phase {
    /// `2`, `2.1`; nothing for a section without a number.
    pub number: Option<String>,
    /// Its title, without number and mode.
    pub title: String,
    /// How its tasks may be worked on.
    pub mode: Mode,
    /// The user story it delivers: `US1`.
    pub story: Option<String>,
    /// How much it matters, as its heading says: `P1`.
    pub priority: Option<String>,
    /// `**Goal**`.
    pub goal: Option<Prose>,
    /// The file it stands in.
    pub path: SitePath,
    /// Where its heading stands.
    pub span: Span,
    /// Whether its heading, or one above it, says `optional`.
    pub optional: bool,
    /// Whether it stands beside the other phases: no order is implied.
    pub free: bool,
}

/// The state that the author's mark gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// Not begun.
    Todo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Will not be done.
    Skipped,
}

/// A task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Task {
    /// The id as printed, or nothing.
    pub id: Option<String>,
    /// The id that is unique in the plan: `2.1`, `2.1~2`, or a slug of the title.
    pub key: String,
    /// Its title as words.
    pub title: String,
    /// Its title as HTML, without links.
    pub title_html: Html,
    /// The state its mark gives.
    pub status: Status,
    /// The mark as written.
    pub mark: char,
    /// Whether it may be left out.
    pub optional: bool,
    /// How it stands beside its neighbours.
    pub mode: Mode,
    /// The index of its phase.
    pub phase: Option<usize>,
    /// The index of the task above it.
    pub parent: Option<usize>,
    /// What stands behind the bold title: `← UPDATED`.
    pub tail: Option<Prose>,
    /// The bullets below it that are no fields.
    pub steps: Vec<Prose>,
    /// Paragraphs, code and tables below it.
    pub description: Option<Prose>,
    /// `_Duration: ~15 minutes_`, in minutes of work.
    pub minutes: Option<u32>,
    /// `_Context: ~12K tokens_`, in tokens.
    pub tokens: Option<u32>,
    /// `_Priority: high_`.
    pub priority: Option<String>,
    /// `_Owner: Ana_`.
    pub owners: Vec<String>,
    /// `_Labels: …_`.
    pub labels: Vec<String>,
    /// The user story it serves: `US1`.
    pub story: Option<String>,
    /// How large it is, in words: `M`.
    pub effort: Option<String>,
    /// The dates that are set for it, as written.
    pub dates: Vec<TaskDate>,
    /// The slug of the plan's document that tells all about it, where it has its own.
    pub page: Option<String>,
    /// `_Blocked: waiting for the venue's answer_`: a reason outside the plans.
    pub blocked: Option<String>,
    /// `_Requirements: 2.1, 3.3_`.
    pub requirements: Vec<RequirementReference>,
    /// Ids it says it can run in parallel with, as written.
    pub parallel_with: Vec<RequirementReference>,
    /// Whether it states that it waits for nothing: `_Dependencies: None_`.
    pub states_none: bool,
    /// The other fields, in order.
    pub fields: Vec<Metadata>,
    /// The file it stands in.
    pub path: SitePath,
    /// Where it stands.
    pub span: Span,
}

impl Task {
    /// Whether there is work in it beside that of the tasks below it: it has a
    /// file of its own, and its state is no sum of theirs.
    pub fn has_own_work(&self) -> bool {
        self.page.is_some()
    }

    /// The day that is set for something to happen to it, where it is a day; of
    /// several the last.
    pub fn day(&self, kind: DateKind) -> Option<Day> {
        let dates = self.dates.iter().filter(|date| date.kind == kind);
        dates.filter_map(|date| Day::read(&date.day)).max()
    }

    /// A task that says nothing but what it is called.
    pub fn new(title: String, title_html: Html, (path, span): (SitePath, Span)) -> Self {
        Self {
            id: None,
            key: String::new(),
            title,
            title_html,
            status: Status::Todo,
            mark: ' ',
            optional: false,
            mode: Mode::Unknown,
            phase: None,
            parent: None,
            tail: None,
            steps: Vec::new(),
            description: None,
            minutes: None,
            tokens: None,
            priority: None,
            owners: Vec::new(),
            labels: Vec::new(),
            story: None,
            effort: None,
            dates: Vec::new(),
            page: None,
            blocked: None,
            requirements: Vec::new(),
            parallel_with: Vec::new(),
            states_none: false,
            fields: Vec::new(),
            path,
            span,
        }
    }
}

/// A date that is set for a task.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskDate {
    /// What happens on it.
    pub kind: DateKind,
    /// The day as written, most often `2026-05-01`.
    pub day: String,
}

/// What happens on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DateKind {
    /// It was written down.
    Created,
    /// It can start.
    Start,
    /// It is to be worked on.
    Scheduled,
    /// It is to be finished.
    Due,
    /// It was finished.
    Done,
    /// It was given up.
    Cancelled,
    /// It was changed.
    Updated,
}

/// A number that names something, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementReference {
    /// As written: `2.1`.
    pub id: String,
    /// Where it stands.
    pub span: Span,
}

/// A box that is no task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Check {
    /// Its words.
    pub text: String,
    /// Whether it is ticked.
    pub done: bool,
    /// What it belongs to.
    pub owner: CheckOwner,
    /// What it is for.
    pub class: CheckClass,
    /// The file it stands in.
    pub path: SitePath,
    /// Where it stands.
    pub span: Span,
}

/// Why a plan is no longer the plan: another one took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetAside {
    /// The file of that name is a later version of it.
    Later(String),
    /// It is the same, letter by letter, as that plan.
    Same(PlanId),
}

/// By what a document was recognised as a plan of its dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// Its front matter says so.
    FrontMatter,
    /// Its path says so.
    Path,
    /// Its title starts with `Tasks -`.
    Title,
    /// It has tasks marked as a snail or a snake.
    Snails,
    /// It has phases with numbered tasks.
    NumberedPhases,
    /// It has numbered tasks that cite requirements.
    CitedRequirements,
    /// Its tasks are numbered after the headings they stand below.
    NumberedGroups,
    /// It has boxes with ids such as `T001`.
    TaskIds,
    /// It has headings that are tasks, such as `T001: …`.
    HeadingIds,
    /// It has phases with a purpose and tasks marked `[P]` or `[US1]`.
    PurposePhases,
    /// It has phases with tasks such as `TASK-001 [P]`.
    LongIds,
    /// It says that it is carried out task by task.
    ForHands,
    /// It has headings that are tasks.
    TaskHeadings,
    /// It has a section of tasks and sub-tasks.
    TaskSection,
    /// Its name says so, and it has tasks.
    Name,
    /// It has tasks with dates or ids.
    Dated,
    /// A good part of it is tasks.
    GoodPart,
    /// Most of it is tasks.
    MostPart,
}

impl Sign {
    /// In English, as the terminal says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::FrontMatter => "its front matter says so",
            Self::Path => "its path says so",
            Self::Title => "its title starts with `Tasks -`",
            Self::Snails => "it has tasks marked 🐌 or 🐍",
            Self::NumberedPhases => "it has phases with numbered tasks",
            Self::CitedRequirements => "it has numbered tasks that cite requirements",
            Self::NumberedGroups => {
                "its tasks are numbered after the headings they stand below"
            }
            Self::TaskIds => "it has boxes with ids such as `T001`",
            Self::HeadingIds => "it has headings that are tasks, such as `T001: …`",
            Self::PurposePhases => {
                "it has phases with a purpose and tasks marked `[P]` or `[US1]`"
            }
            Self::LongIds => "it has phases with tasks such as `TASK-001 [P]`",
            Self::ForHands => "it says that it is carried out task by task",
            Self::TaskHeadings => "it has headings that are tasks",
            Self::TaskSection => "it has a section of tasks and sub-tasks",
            Self::Name => "its name says so, and it has tasks",
            Self::Dated => "it has tasks with dates or ids",
            Self::GoodPart => "a good part of it is tasks",
            Self::MostPart => "most of it is tasks",
        }
    }

    /// Its name in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Path => "path",
            Self::Title => "title",
            Self::Snails => "snails",
            Self::NumberedPhases => "numbered-phases",
            Self::CitedRequirements => "cited-requirements",
            Self::NumberedGroups => "numbered-groups",
            Self::TaskIds => "task-ids",
            Self::HeadingIds => "heading-ids",
            Self::PurposePhases => "purpose-phases",
            Self::LongIds => "long-ids",
            Self::ForHands => "for-hands",
            Self::TaskHeadings => "task-headings",
            Self::TaskSection => "task-section",
            Self::Name => "name",
            Self::Dated => "dated",
            Self::GoodPart => "good-part",
            Self::MostPart => "most-part",
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A line that looks like a box and is neither task nor check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// The file it stands in.
    pub path: SitePath,
    /// The line, without white space around it.
    pub span: Span,
    /// Why it is not counted.
    pub reason: Reason,
    /// The line as written.
    pub text: String,
}

/// Why a line that looks like a box is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// It is part of the YAML at the top.
    FrontMatter,
    /// It stands in a code fence, which opens on that line.
    Fence(u32),
    /// It is indented so far that it is code.
    IndentedCode,
    /// It stands in an HTML comment, which opens on that line.
    Comment(u32),
    /// It stands in raw HTML, where Markdown is not read.
    Html,
    /// It stands in a block quote.
    Quote,
    /// It stands in a footnote.
    Footnote,
    /// It stands where the file was too intricate to be read.
    Unread,
    /// It stands in a section of examples, whose heading is on that line.
    Examples(u32),
    /// It stands in a section that explains marks, whose heading is on that line.
    Legend(u32),
    /// `[P]`, `[US1]`: a tag, and no state.
    Tag,
    /// `[x](address)`: a link.
    Link,
    /// It stands in a cell of a table.
    Table,
    /// It stands in a heading.
    Heading,
    /// It is struck out, bullet or box included.
    StruckOut,
    /// It is a box without words.
    NoWords,
    /// It is plain text: no item of a list starts there.
    Text,
    /// It is part of the text of the item that starts on that line.
    Continues(u32),
    /// `[ ]Paint`: no space stands behind the box.
    NoSpace,
    /// `[]`: nothing stands between the brackets.
    NoMark,
    /// `[xx]`: more than one character stands between the brackets.
    LongMark,
    /// `**[ ] Paint**`: the box stands inside bold or italic words.
    Wrapped,
    /// `☐`: the box is drawn, not written.
    Drawn,
    /// The plan has more tasks than are read.
    Limit,
    /// It is a box, and nobody read it.
    NotRead,
}

/// What a check belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckOwner {
    /// The whole plan.
    Plan,
    /// A phase, by its index.
    Phase(usize),
    /// A task, by its index.
    Task(usize),
}

/// What a check is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckClass {
    /// Acceptance criteria.
    Acceptance,
    /// Success metrics and criteria.
    Success,
    /// A definition of done.
    DoneDefinition,
    /// Any other checklist.
    Checklist,
    /// A decision point.
    Decision,
}

/// Something that must hold, which tasks answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Requirement {
    /// As written: `1.1`, `FR-001`, `US1`; a slug of its name where it has no number.
    pub id: String,
    /// The id that is unique in the plan: `1.1`, `FR-001~2`.
    pub key: String,
    /// What kind it is.
    pub kind: RequirementKind,
    /// The heading above it.
    pub group: Option<String>,
    /// `P1`, `High`.
    pub priority: Option<String>,
    /// What happens to it, in a document that says what changes.
    pub change: Option<Change>,
    /// `WHEN`, `IF`, `WHERE`, `WHILE`, or nothing.
    #[serde(deserialize_with = "line::kept")]
    pub keyword: Option<line::Keyword>,
    /// Its name, where it has one beside its words.
    pub title: Option<String>,
    /// Its words; the name where there are no others.
    pub text: String,
    /// Its acceptance criteria.
    pub criteria: Vec<Criterion>,
    /// The requirement that it is a part of, by its index: `1` of `1.1`.
    pub parent: Option<usize>,
    /// Which of the plan's documents holds it.
    pub document: usize,
    /// Where it stands.
    pub span: Span,
    /// Its place in the rendered text.
    pub place: Place,
}

/// What kind a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RequirementKind {
    /// A user story.
    Story,
    /// A numbered requirement.
    Requirement,
    /// A requirement that has a name and no number.
    Named,
    /// A measure of success.
    Success,
    /// What is wrong now: nothing that a task would answer.
    Defect,
}

impl RequirementKind {
    /// The name that the JSON and the classes use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Requirement => "requirement",
            Self::Named => "named",
            Self::Success => "success",
            Self::Defect => "defect",
        }
    }
}

/// What a document of changes does with a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// It is new.
    Added,
    /// It is said anew.
    Modified,
    /// It no longer holds.
    Removed,
    /// It gets another name.
    Renamed,
}

/// An acceptance criterion of a requirement, or a scenario.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Criterion {
    /// Its number: `1.1.1`.
    pub id: Option<String>,
    /// The id that is unique in the plan.
    pub key: Option<String>,
    /// Whether its number is written down, and not counted.
    pub written: bool,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Its place in the rendered text.
    pub place: Place,
}

/// An example of the plan's pattern in another domain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Example {
    /// The domain: `Microservice`.
    pub name: String,
    /// `Code`, where the author gave one.
    pub category: Option<String>,
    /// The author's text.
    pub body: Prose,
    /// The phases read from it.
    pub phases: Vec<ExamplePhase>,
    /// The file that holds it.
    pub path: SitePath,
    /// Where it stands.
    pub span: Span,
}

/// A phase of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamplePhase {
    /// `2`, or nothing in a chain of arrows.
    pub number: Option<String>,
    /// What it is called, or its only step.
    pub title: String,
    /// Its steps; empty where the title says it all.
    pub steps: Vec<String>,
    /// Whether its steps run in parallel.
    pub parallel: bool,
}

/// A Mermaid block of the tasks document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Diagram {
    /// Its source.
    pub source: String,
    /// Where the block stands, fences included.
    pub span: Span,
    /// Whether its heading says that it is about dependencies.
    pub dependencies: bool,
    /// What it shows of the plan, where it is a flowchart of its work.
    pub chart: Option<NamedChart>,
}

/// A flowchart whose boxes are tasks and phases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NamedChart {
    /// Its boxes and lines.
    pub chart: Flowchart,
    /// The boxes and groups that name a task or phase, by their ids, in the order of these;
    /// and what they name.
    pub names: Vec<(String, Target)>,
}

/// Something the author stated about what waits for what, not yet resolved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Statement {
    /// The rule, which ranks it.
    pub rule: Rule,
    /// What comes first.
    pub before: Reference,
    /// What comes after.
    pub after: Reference,
    /// The label of a drawn edge.
    pub label: Option<String>,
    /// The file that states it.
    pub path: SitePath,
    /// Where it is stated.
    pub span: Span,
}

/// Tasks that are worked on at once, behind those of an earlier wave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Wave {
    /// What it is called: `0`.
    pub name: String,
    /// Its tasks.
    pub tasks: Vec<Reference>,
    /// The waves that it comes after, by index; never itself.
    pub after: Vec<usize>,
    /// The file that states it.
    pub path: SitePath,
}

/// Words that name a task, a phase or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The plan, where another one is named.
    pub plan: Option<PlanReference>,
    /// What is named.
    pub target: Target,
    /// As written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// How another plan is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanReference {
    /// By its id or the end of it: `auth`.
    Id(String),
    /// By a file, resolved from the referring one.
    File(SitePath),
    /// Not at all: the id counts in the whole site, as `⛔ dcf64c` does.
    Anywhere,
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A task of this plan, by its index: a statement made below the task itself.
    Index(usize),
    /// A phase of this plan, by its index.
    PhaseIndex(usize),
    /// A task by its printed id.
    Task(String),
    /// A phase by its number.
    Phase(String),
    /// A user story: the phases, else the tasks, that serve it: `US4`.
    Story(String),
    /// A phase by the words of its title: `Setup`.
    PhaseTitled(String),
    /// All tasks of a phase: `3.x`.
    TasksOf(String),
    /// Tasks between two ids, both included. They are few, and a site keeps many targets.
    Range(Box<(String, String)>),
    /// A task or, failing that, a phase: a bare `3`.
    TaskOrPhase(String),
    /// A heading's id, as a link names it: `21-setup`, `t-2.1`.
    Anchor(String),
    /// The whole plan.
    Plan,
    /// Words that name nothing we know.
    Unknown,
}

impl Target {
    /// Tasks between two ids, both included.
    pub fn range(from: &str, to: &str) -> Self {
        Self::Range(Box::new((from.to_owned(), to.to_owned())))
    }
}

/// Where an edge comes from. The order is the rank: stronger first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// A field of a task or its front matter.
    Field,
    /// A Mermaid flowchart.
    Diagram,
    /// A sentence in a dependencies section.
    Prose,
    /// `**Depends On**` of a phase or group.
    Group,
    /// Waves that the author put the tasks into.
    Wave,
    /// Phase N before phase N+1.
    PhaseOrder,
    /// Consecutive tasks.
    TaskOrder,
}

impl Rule {
    /// The name that the JSON and the pages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Diagram => "diagram",
            Self::Prose => "prose",
            Self::Group => "group",
            Self::Wave => "wave",
            Self::PhaseOrder => "phase-order",
            Self::TaskOrder => "task-order",
        }
    }

    /// Whether the author stated it, rather than an order implying it.
    pub fn stated(self) -> bool {
        self <= Self::Group
    }
}

/// A total that the author stated.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StatedTotal {
    /// What is totalled.
    pub kind: TotalKind,
    /// Minutes or tokens.
    pub value: u32,
    /// The words.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// What a stated total is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TotalKind {
    /// All durations one after another, in minutes.
    Sequential,
    /// With parallel work, in minutes.
    Parallel,
    /// All context, in tokens.
    Tokens,
    /// The number of phases.
    Phases,
}

/// A part of the tasks document, in its order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Part {
    /// The author's text.
    Prose(Prose),
    /// A phase starts, by its index.
    PhaseStart(usize),
    /// The phase that was started last ends.
    PhaseEnd,
    /// A task, by its index; sub-tasks follow it.
    Task(usize),
    /// The examples of the tasks document stand here.
    Examples,
    /// A Mermaid block, by its index in [`Plan::diagrams`].
    Diagram(usize),
}
