//! What a theme may see. A template gets one view and nothing else, so the hash
//! of the view (and the theme) is everything a page depends on.
//!
//! Links are relative to the page they stand on. A field whose name ends in
//! `html` is safe HTML and is put in as it is; all else is text.

use schemars::JsonSchema;
use serde::Serialize;

/// A page: what all pages share, and its body.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageView {
    /// The site around it.
    pub site: SiteView,
    /// The page itself.
    pub page: PageMeta,
    /// What this kind of page shows.
    pub body: Body,
}

/// The site as one page sees it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// `en`.
    pub language: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// `ouro 0.1.0`.
    pub generator: String,
    /// The day that counts as today, in words; empty where there is none.
    pub as_of: String,
    /// The way to the site's root: `../../`.
    pub root: String,
    /// The navigation.
    pub nav: Nav,
    /// The page that says how the figures come about.
    pub about: Link,
    /// The line of the settings for the foot of every page; may be empty.
    pub footer_html: String,
    /// What a system shows of the site on a home screen; nothing where it is read
    /// without a server.
    pub manifest: Option<String>,
    /// The page of the search.
    pub search: Link,
    /// The list of the files that the search reads.
    pub index: String,
    /// Pages that a key leads to.
    pub keys: Vec<KeyLink>,
}

/// What a site made of its theme, as a template sees it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BrandView {
    /// The theme's name.
    pub name: String,
    /// The picture that stands for the site.
    pub logo: Option<LogoView>,
}

/// The picture that stands for a site.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LogoView {
    /// Where it lies.
    pub href: String,
    /// What it says to those who do not see it; empty where it only adorns.
    pub alt: String,
}

/// A page that a key leads to, after `g`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KeyLink {
    /// `o`
    pub key: &'static str,
    /// `Overview`
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// The navigation: small however large the site is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Nav {
    /// Overview, plans, next, patterns.
    pub site: Vec<NavItem>,
    /// Plans, the current one among them; cut, with `plans_more` to the rest.
    pub plans: Vec<NavItem>,
    /// Where all plans are listed, when not all fit.
    pub plans_more: Option<NavItem>,
    /// Example domains; cut likewise.
    pub examples: Vec<NavItem>,
    /// Where all domains are listed, when not all fit.
    pub examples_more: Option<NavItem>,
    /// Ordinary pages: the guide.
    pub pages: Vec<NavItem>,
}

/// One line of the navigation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NavItem {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// A figure beside it; one that moves with every task, such as `36%`, stands
    /// only on pages that move with it.
    pub count: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// What every page has.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageMeta {
    /// The words of the heading and the window's title.
    pub title: String,
    /// The heading as HTML.
    pub title_html: String,
    /// A sentence for search engines and cards.
    pub description: String,
    /// The absolute address, where the base URL is known.
    pub canonical: Option<String>,
    /// The absolute address of the picture that goes with a link to the page, where
    /// there is one.
    pub card: Option<String>,
    /// What that picture says, for those who do not see it.
    pub card_alt: String,
    /// The same for programs: feeds, Markdown, data.
    pub alternates: Vec<AlternateView>,
    /// The way from the front page, this page not included.
    pub crumbs: Vec<Link>,
    /// The source file and its line, where there is one.
    pub source: Option<Citation>,
}

/// What a page is in another form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AlternateView {
    /// What it is, for people.
    pub title: String,
    /// What it is, for programs: `application/atom+xml`.
    pub kind: &'static str,
    /// Where it lies.
    pub href: String,
}

/// A link.
#[derive(Debug, Clone, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// The links between the pages of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TurnView {
    /// `201 to 400 of 631`, or `Page 2 of 9`.
    pub words: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The first page, the last one, and those near this one.
    pub pages: Vec<PageLink>,
}

/// A link to one page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageLink {
    /// Its number, from 1.
    pub number: usize,
    /// Where it is.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
    /// Whether pages are left out before it.
    pub gap: bool,
}

/// A place in a source file, as a page cites it.
#[derive(Debug, Clone, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Citation {
    /// `plans/auth/tasks.md`; on a page of the plan of that folder, `tasks.md`.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// Where the line can be read: the repository, or our own source page.
    pub href: String,
}

/// A part of a sentence: words, or a link.
#[derive(Debug, Clone, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Word {
    /// The words, spaces included.
    pub text: String,
    /// Where they lead; nothing for plain words.
    pub href: Option<String>,
}

/// A state: `key` is `done`, `in_progress`, `ready`, `waiting`, `blocked` or
/// `skipped`; `word` is what people read.
#[derive(Debug, Clone, Serialize, JsonSchema, PartialEq, Eq)]
pub struct StateView {
    /// For classes and icons.
    pub key: &'static str,
    /// `In progress`.
    pub word: String,
}

/// The sentence that opens a page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Verdict {
    /// The first sentence, set in bold.
    pub lead: String,
    /// What follows.
    pub rest: String,
}

/// A progress bar with its words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProgressView {
    /// Finished tasks.
    pub done: usize,
    /// Tasks that count.
    pub total: usize,
    /// Whole percent.
    pub percent: usize,
    /// `5 of 14 done`; `no tasks`.
    pub words: String,
    /// `3 of 5 checks ticked`; nothing without checks.
    pub checks: Option<String>,
    /// The coloured parts from left to right, in percent of the width.
    pub segments: Vec<Segment>,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Segment {
    /// The key of a state.
    pub state: &'static str,
    /// Its left end, 0 to 100, two decimals.
    pub x: String,
    /// Its width, likewise.
    pub width: String,
}

/// What the kinds of page show; a template knows its own kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Body {
    /// `overview.html`
    Overview(Box<OverviewView>),
    /// `plans.html`
    Plans(PlansView),
    /// `plan.html`
    Plan(Box<PlanView>),
    /// `graph.html`
    Graph(Box<GraphPageView>),
    /// `timeline.html`
    Timeline(Box<TimelineView>),
    /// `document.html`
    Document(Box<DocumentView>),
    /// `documents.html`
    Documents(DocumentsView),
    /// `matrix.html`
    Matrix(MatrixView),
    /// `source.html`
    Source(SourceView),
    /// `next.html`
    Next(NextView),
    /// `tasks.html`
    Tasks(TasksView),
    /// `owners.html`
    Owners(OwnersView),
    /// `owner.html`
    Owner(OwnerView),
    /// `examples.html`
    Examples(ExamplesView),
    /// `example.html`
    Example(ExampleView),
    /// `patterns.html`
    Patterns(PatternsView),
    /// `pattern.html`
    Pattern(PatternView),
    /// `about.html`
    About(AboutView),
    /// `ledger.html`
    Ledger(LedgerView),
    /// `page.html`
    Page(TextView),
    /// `search.html`
    Search(SearchView),
    /// `404.html`
    NotFound(NotFoundView),
}

/// The front page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewView {
    /// How things stand.
    pub verdict: Verdict,
    /// The author's opening words, from `index.md`: up to its first second-level heading.
    pub intro_html: String,
    /// The rest of `index.md`.
    pub rest_html: String,
    /// The four figures; empty when there are no plans.
    pub figures: Vec<Figure>,
    /// The first ready tasks, best first.
    pub ready: Vec<TaskLine>,
    /// Where the others are, when there are more: `All 23 ready tasks`.
    pub ready_more: Option<Link>,
    /// What to say when nothing is ready.
    pub ready_empty: String,
    /// Tasks that are stopped.
    pub blocked: Vec<TaskLine>,
    /// How many more tasks are stopped than are listed, in words; may be empty.
    pub blocked_more: String,
    /// The plans, up to a page.
    pub plans: Vec<PlanLine>,
    /// Where the others are, when there are more.
    pub plans_more: Option<Link>,
    /// Templates and archived plans, which are not counted.
    pub uncounted: Vec<PlanLine>,
    /// The same, when there are more.
    pub uncounted_more: Option<Link>,
    /// A sample plan, shown on an empty site only; may be empty.
    pub sample: String,
}

/// One of the figures in the strip.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Figure {
    /// `Ready to start`
    pub label: String,
    /// `5`
    pub value: String,
    /// `in 2 plans`; may be empty.
    pub note: String,
    /// Where it leads.
    pub href: String,
    /// The state whose icon stands beside it; may be empty.
    pub state: Option<StateView>,
    /// A bar below it.
    pub progress: Option<ProgressView>,
}

/// A task in a list that is not its own plan's.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskLine {
    /// Its id or an empty text.
    pub id: String,
    /// Its title as HTML, without links.
    pub title_html: String,
    /// Where it stands.
    pub href: String,
    /// Its state.
    pub state: StateView,
    /// Its plan.
    pub plan: Link,
    /// Why it stands here: `Finishing it unlocks 5.1.`
    pub why: Vec<Word>,
    /// `15 m`; may be nothing.
    pub duration: Option<String>,
    /// Whether it lies on the critical path.
    pub critical: bool,
    /// Who does it.
    pub owners: Vec<String>,
    /// `high`; may be nothing.
    pub priority: Option<String>,
}

/// A plan in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanLine {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The pattern it follows; may be nothing.
    pub pattern: Option<String>,
    /// Its verdict in a few words: `1 blocked`.
    pub state: StateView,
    /// The words of the chip: `5 ready`, `All done`, `Template`.
    pub state_words: String,
    /// Its bar.
    pub progress: ProgressView,
    /// The next task, or nothing.
    pub next: Option<Link>,
}

/// All plans.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlansView {
    /// How things stand.
    pub verdict: Verdict,
    /// The plans that count.
    pub plans: Vec<PlanLine>,
    /// Templates and archived ones.
    pub uncounted: Vec<PlanLine>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// A plan's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanView {
    /// How it stands.
    pub verdict: Verdict,
    /// `template`, `archived`, `draft`, with the words of the banner.
    pub banners: Vec<Note>,
    /// Its bar; nothing on a later page.
    pub progress: Option<ProgressView>,
    /// The pattern, linked to its page.
    pub pattern: Option<Link>,
    /// Task philosophy and the other metadata: key and value.
    pub metadata: Vec<FieldView>,
    /// Requirements, design, graph, source.
    pub links: Vec<Link>,
    /// Short figures: time left, sequential and parallel time, tokens.
    pub facts: Vec<FieldView>,
    /// The author's own drawings of the work; these stand in place of the graph.
    pub drawings: Vec<AuthorDrawing>,
    /// The graph; nothing for a plan without tasks.
    pub graph: Option<GraphView>,
    /// What differs: drawn graph, stated totals, cycles, unknown references.
    pub notes: Vec<Note>,
    /// The text of this page, phase by phase, in file order.
    pub sections: Vec<Section>,
    /// The phases with their counts, for the rail.
    pub rail: Vec<NavItem>,
    /// Other plans that wait for this one, and that this one waits for.
    pub related: Vec<RelatedPlan>,
    /// The other pages of a long plan.
    pub turn: Option<TurnView>,
}

impl PlanView {
    /// A page that continues a plan: what is said of the whole stands on the first.
    pub fn continued(verdict: Verdict) -> Self {
        Self {
            verdict,
            banners: Vec::new(),
            progress: None,
            pattern: None,
            metadata: Vec::new(),
            links: Vec::new(),
            facts: Vec::new(),
            drawings: Vec::new(),
            graph: None,
            notes: Vec::new(),
            sections: Vec::new(),
            rail: Vec::new(),
            related: Vec::new(),
            turn: None,
        }
    }
}

/// A key and its value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FieldView {
    /// `Duration`
    pub key: String,
    /// The value as HTML.
    pub value_html: String,
}

/// Something worth a note.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Note {
    /// `template`, `archived`, `draft`, `drift`, `totals`, `cycle`, `reference`: for the class.
    pub kind: &'static str,
    /// What it is, in three words.
    pub title: String,
    /// One or more sentences.
    pub text: Vec<Word>,
    /// Where it stands in the source.
    pub citation: Option<Citation>,
}

/// A plan that this one is linked with by edges.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RelatedPlan {
    /// The plan.
    pub plan: Link,
    /// How it stands.
    pub state_words: String,
    /// `2.1 waits for reader 3.2.` …
    pub sentences: Vec<Vec<Word>>,
}

/// A part of a plan's page; `kind` is `prose`, `phase`, `examples`, `tasks` or `over`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Section {
    /// The author's text.
    Prose {
        /// It.
        html: String,
    },
    /// Tasks that stand in no phase.
    Tasks {
        /// They.
        tasks: Vec<TaskView>,
    },
    /// Tasks that are over, folded, since they are many and each has a page.
    Over {
        /// `577 tasks are done`
        words: String,
        /// They.
        tasks: Vec<TaskView>,
    },
    /// A phase.
    Phase(Box<PhaseView>),
    /// The cross-domain examples of the tasks document.
    Examples {
        /// They.
        examples: Vec<ExampleCard>,
    },
}

/// A phase on a plan's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PhaseView {
    /// `phase-2`
    pub anchor: String,
    /// `2`; may be nothing.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// `can run in parallel`, `in sequence`; may be empty.
    pub mode_words: String,
    /// `P1`; may be nothing.
    pub priority: Option<String>,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it started on a page before.
    pub continued: bool,
    /// Its bar.
    pub progress: ProgressView,
    /// What can start in it, what is stopped, what waits; may be empty.
    pub verdict: String,
    /// `12 tasks, all done`: the words of the fold; empty where it is open.
    pub over: String,
    /// `**Goal**`; may be empty.
    pub goal_html: String,
    /// Its tasks and the text between them: anything but [`Section::Phase`].
    pub parts: Vec<Section>,
}

/// A task on its plan's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskView {
    /// `t-2.1`; empty where only tasks below it stand on this page.
    pub anchor: String,
    /// Where its title leads: to itself, or to the page that it has.
    pub href: String,
    /// `2.1` or an empty text.
    pub id: String,
    /// Its title as HTML, without links.
    pub title_html: String,
    /// Its state.
    pub state: StateView,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it lies on the critical path.
    pub critical: bool,
    /// What stands behind its title; may be empty.
    pub tail_html: String,
    /// `15 m`; may be nothing.
    pub duration: Option<String>,
    /// `12k tokens`; may be nothing.
    pub tokens: Option<String>,
    /// `high`; may be nothing.
    pub priority: Option<String>,
    /// Who does it.
    pub owners: Vec<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// `After 2.2 and 2.3. Before 5.1.`, or why it waits, down to what can start.
    pub why: Vec<Word>,
    /// Its steps.
    pub steps_html: Vec<String>,
    /// `4 steps`; the words of the fold. Empty when there is nothing to unfold.
    pub fold: String,
    /// Paragraphs, code and tables; may be empty.
    pub description_html: String,
    /// Checks below it: state and words.
    pub checks: Vec<CheckView>,
    /// The requirements it answers.
    pub requirements: Vec<Link>,
    /// The other fields.
    pub fields: Vec<FieldView>,
    /// Its edges, with where each is stated.
    pub edges: Vec<EdgeSentence>,
    /// Where it stands in the source.
    pub source: Citation,
    /// The tasks below it.
    pub children: Vec<Self>,
}

/// A check.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckView {
    /// Whether it is ticked.
    pub done: bool,
    /// Its words.
    pub text: String,
}

/// The edges of one statement in words: `After 2.2 and 2.3`, `drawn in the graph`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EdgeSentence {
    /// `After 2.2 and 2.3`, with the tasks linked.
    pub words: Vec<Word>,
    /// `stated in its dependencies`, `drawn in the graph`, `the order of phases` …
    pub rule: String,
    /// Where.
    pub citation: Citation,
}

/// A drawn graph and the same facts as a table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GraphView {
    /// A prefix for the ids inside, unique on the page.
    pub id: String,
    /// `Dependency graph of Auth`
    pub title: String,
    /// `14 tasks in 5 phases. A table of the same links follows.`
    pub description: String,
    /// What is drawn; nothing for a graph that is too large to be looked at.
    pub drawing: Option<Drawing>,
    /// Why it is not drawn; empty where it is.
    pub undrawn: String,
    /// What is left out of a large graph; may be empty.
    pub left_out: String,
    /// The table.
    pub rows: Vec<GraphRow>,
    /// Where the rest of the table is; nothing where it is all here.
    pub rows_more: Option<Link>,
}

/// An author's own drawing of the work, with how each task stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuthorDrawing {
    /// Its anchor.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The drawing.
    pub svg_html: String,
    /// Why it is drawn simplified, and what is left out; empty for most.
    pub note_html: String,
    /// Its source, folded.
    pub source_html: String,
    /// Where it stands.
    pub citation: Citation,
    /// Whether a line of it is marked as not stated by the task itself.
    pub has_extra: bool,
    /// Whether a line is added that it lacks.
    pub has_missing: bool,
    /// Where it differs from what tasks state.
    pub drift: Vec<DriftLine>,
    /// How many more differences there are.
    pub more: usize,
}

/// A difference between a drawing and what tasks state.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DriftLine {
    /// What differs.
    pub words: Vec<Word>,
    /// Where the other of both is stated.
    pub citation: Citation,
}

/// Boxes and lines, in CSS pixels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Drawing {
    /// The whole width.
    pub width: u32,
    /// The whole height.
    pub height: u32,
    /// The grounds of phases.
    pub bands: Vec<DrawnBand>,
    /// The boxes.
    pub nodes: Vec<DrawnNode>,
    /// The lines.
    pub edges: Vec<DrawnEdge>,
}

/// The ground that the tasks of a phase stand on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DrawnBand {
    /// Left.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// What it is called, cut to what fits.
    pub label: String,
    /// The whole name.
    pub title: String,
}

/// A box of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DrawnNode {
    /// Left.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// The name of the place on the page; empty where a link leads elsewhere.
    pub anchor: String,
    /// `2.1`, or `3 of 8 done` for many tasks; may be empty.
    pub id: String,
    /// The title, cut to what fits, line by line (one or two).
    pub lines: Vec<String>,
    /// The whole title.
    pub title: String,
    /// What it is called: `2.1 Quality gates, Ready`.
    pub name: String,
    /// Its state.
    pub state: StateView,
    /// How far many tasks are; nothing for one.
    pub segments: Vec<Segment>,
    /// Whether it lies on the critical path.
    pub critical: bool,
    /// Whether it stands for many tasks.
    pub many: bool,
    /// Whether it belongs to another plan, or to another part of it.
    pub foreign: bool,
    /// Where it leads.
    pub href: String,
}

/// A line of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DrawnEdge {
    /// The index of the box it starts at; one behind all boxes is a joint.
    pub from: usize,
    /// The index of the box it ends at, or of a joint.
    pub to: usize,
    /// The `d` of an SVG path, in whole and half pixels.
    pub path: String,
    /// Its tip; nothing where it ends at a joint, or only ties two tasks.
    pub tip: Option<DrawnTip>,
    /// `stated`, `implied`, `loop`; `transitive` where others say the same; `tie`
    /// between a task and one below it.
    pub kind: &'static str,
    /// What stands beside it.
    pub label: Option<DrawnLabel>,
    /// Whether both ends are consecutive on the critical path.
    pub critical: bool,
}

/// The tip of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DrawnTip {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// Where it points: `right`, `left`, `down` or `up`.
    pub points: &'static str,
}

/// Words beside a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DrawnLabel {
    /// The middle, from the left.
    pub x: u32,
    /// The base line.
    pub y: u32,
    /// The words.
    pub text: String,
}

/// A row of the table beneath a graph.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GraphRow {
    /// The task.
    pub task: Link,
    /// Its state.
    pub state: StateView,
    /// Tasks before it; empty where there are none.
    pub after: Vec<Word>,
    /// Tasks behind it; empty where there are none.
    pub before: Vec<Word>,
    /// Whether it lies on the critical path.
    pub critical: bool,
}

/// A graph on a page of its own: of a plan, of a part of it, of all plans.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GraphPageView {
    /// The author's own drawings of the work.
    pub drawings: Vec<AuthorDrawing>,
    /// What the longest way is, in words.
    pub verdict: Verdict,
    /// The same graph with each phase as one box; nothing for a small one.
    pub overview: Option<GraphView>,
    /// Whether the graph is shown level by level, without its lines.
    pub by_level: bool,
    /// The graph.
    pub graph: GraphView,
    /// What is around each of its tasks, where it is a part of a graph; each is
    /// seen where the address names it.
    pub around: Vec<AroundView>,
    /// The graph as files.
    pub downloads: Vec<Download>,
    /// The part before this one.
    pub previous: Option<Link>,
    /// The part after this one.
    pub next: Option<Link>,
    /// Plans that no other one is linked to.
    pub unlinked: Vec<NavItem>,
    /// Where the rest of them are.
    pub unlinked_more: Option<Link>,
    /// Every statement and order that makes edges, with its line.
    pub edges: Vec<EdgeRow>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// What a task waits for, and what waits for it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AroundView {
    /// Its anchor.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The drawing.
    pub svg_html: String,
    /// The task where it stands in its plan.
    pub task: Link,
}

/// A file that a page offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Download {
    /// `SVG`
    pub title: String,
    /// `12 kB`
    pub size: String,
    /// Where it is.
    pub href: String,
}

/// The edges of one statement in a table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EdgeRow {
    /// The prerequisites.
    pub from: Vec<Word>,
    /// The dependents.
    pub to: Vec<Word>,
    /// How it is known: a rule in words.
    pub rule: String,
    /// Whether it is a loop.
    pub is_loop: bool,
    /// Where.
    pub citation: Citation,
}

/// When a plan's tasks are worked on at the earliest, or all plans are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TimelineView {
    /// How long it takes, in words.
    pub verdict: Verdict,
    /// What is late, where it is known what day it is.
    pub late: Option<LateView>,
    /// How the drawing is to be read.
    pub reading: String,
    /// The totals that the author stated, beside the computed ones.
    pub facts: Vec<FieldView>,
    /// Whether what stands in the rows are plans.
    pub of_plans: bool,
    /// Whether a task is drawn that does not say how long it takes.
    pub has_unknown: bool,
    /// The drawings: one, or a general one and one for each phase.
    pub charts: Vec<ChartView>,
    /// The waves that the author put tasks into.
    pub waves: Vec<WaveView>,
    /// The plan's other pages.
    pub links: Vec<Link>,
    /// The other pages of a long one.
    pub turn: Option<TurnView>,
}

/// What is late on the day of the build.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LateView {
    /// Whether anything is.
    pub is_any: bool,
    /// What, in sentences.
    pub words: Vec<Word>,
}

/// A drawing of a timeline, and the same in a table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChartView {
    /// `lane-1`
    pub anchor: String,
    /// What it shows; empty where it stands alone.
    pub heading: String,
    /// How that stands: `3 of 5 done`; may be empty.
    pub words: String,
    /// Whether it folds, and is folded: `no`, `open`, `folded`.
    pub fold: &'static str,
    /// The drawing.
    pub chart: Chart,
    /// The table; empty where other charts have the same.
    pub rows: Vec<ChartRow>,
}

/// Bars on a scale, in CSS pixels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Chart {
    /// A prefix for the ids inside, unique on the page.
    pub id: String,
    /// `Timeline of Auth`
    pub title: String,
    /// `14 tasks from the start to 3 h. A table of the same follows.`
    pub description: String,
    /// The whole width.
    pub width: u32,
    /// The whole height.
    pub height: u32,
    /// The height of what stands above the rows.
    pub top: u32,
    /// The marks of the scale.
    pub ticks: Vec<Tick>,
    /// The mark of the day that counts as today.
    pub today: Option<Tick>,
    /// The names of the lanes.
    pub lanes: Vec<DrawnLabel>,
    /// The bars.
    pub bars: Vec<DrawnBar>,
}

/// A mark on a scale.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Tick {
    /// Where.
    pub x: u32,
    /// Its words.
    pub text: String,
}

/// A bar of a timeline, in a row of its own.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DrawnBar {
    /// The top of its row.
    pub y: u32,
    /// Where its words begin.
    pub indent: u32,
    /// Its left end.
    pub x: u32,
    /// Its width.
    pub width: u32,
    /// How much of that is done, where it is a bar of several tasks.
    pub done: Option<u32>,
    /// `2.1`; may be empty.
    pub id: String,
    /// Its title, cut to what fits.
    pub title: String,
    /// All that it says: `2.1 Write the letter, Ready, 1 h to 2 h`.
    pub name: String,
    /// Its state.
    pub state: StateView,
    /// Whether it lies on the critical path.
    pub critical: bool,
    /// Whether it is known how long it takes.
    pub known: bool,
    /// Whether it stands for several tasks.
    pub whole: bool,
    /// Where the day is that it is due on.
    pub due: Option<u32>,
    /// What stands behind it: `1 h`, `?`.
    pub length: String,
    /// Where it leads.
    pub href: String,
}

/// A row of the table beneath a timeline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChartRow {
    /// The task or plan.
    pub task: Link,
    /// Its state.
    pub state: StateView,
    /// The words of the state: `3 ready`.
    pub state_words: String,
    /// When it starts; empty where it has no place.
    pub start: String,
    /// When it ends; likewise.
    pub end: String,
    /// How long it takes; empty where that is not known.
    pub length: String,
    /// The tasks that it comes after.
    pub after: Vec<Word>,
    /// Whether it lies on the critical path.
    pub critical: bool,
}

/// Tasks that the author wants to be worked on at once.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WaveView {
    /// `Wave 1`
    pub title: String,
    /// `after wave 0`; may be empty.
    pub after: String,
    /// Its tasks.
    pub tasks: Vec<TaskMention>,
}

/// A companion document of a plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentView {
    /// The plan.
    pub plan: Link,
    /// `Specification`; empty where there is no word for it.
    pub kind: String,
    /// How requirements and tasks match, in words; may be nothing.
    pub verdict: Option<Verdict>,
    /// `2 questions are left open in the text.`; may be empty.
    pub questions: String,
    /// `2 added and 1 removed.`; may be empty.
    pub changes: String,
    /// The page of the capability that it changes.
    pub capability: Option<Link>,
    /// The task that the document is, where it is one.
    pub task: Option<Box<TaskView>>,
    /// The text.
    pub parts: Vec<TextPart>,
    /// The plan's other pages.
    pub links: Vec<Link>,
}

/// A part of a text; `kind` is `html`, `anchor` or `answers`. The tags of one
/// part may be closed in a later one, so that they belong together as they are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TextPart {
    /// The author's words.
    Html {
        /// They.
        html: String,
    },
    /// A requirement or a criterion starts here.
    Anchor(AnchorView),
    /// Which tasks answer it.
    Answers(AnswersView),
    /// What is made of the plan that was quoted just before.
    Sample(SampleView),
}

/// What is made of a plan that a text quotes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SampleView {
    /// How it stands, or that it is no plan.
    pub lead: String,
    /// The same, further; may be empty.
    pub rest: String,
    /// Its tasks, phase by phase.
    pub groups: Vec<SampleGroup>,
}

/// The tasks of a phase of a plan that a text quotes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SampleGroup {
    /// The phase; empty where there is none.
    pub title: String,
    /// The tasks.
    pub tasks: Vec<SampleTask>,
}

/// A task of a plan that a text quotes. It leads nowhere, since it has no page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SampleTask {
    /// Its state.
    pub state: StateView,
    /// Its id as printed; may be empty.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it stands so; may be empty.
    pub why: String,
    /// What else was read: how long it takes, whose it is.
    pub chips: Vec<String>,
    /// The tasks below it.
    pub children: Vec<Self>,
}

/// The start of a requirement or a criterion.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AnchorView {
    /// `req-1.1`
    pub anchor: String,
    /// `1.1`
    pub id: String,
    /// Whether the id is to be shown: the author's words do not say it.
    pub shown: bool,
}

/// The tasks that answer a requirement or a criterion.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AnswersView {
    /// They, up to a few.
    pub tasks: Vec<TaskMention>,
    /// `and 12 more`; may be empty.
    pub more: String,
    /// Whether no task answers it, though others are answered.
    pub uncovered: bool,
}

/// The documents of a plan, by their kinds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentsView {
    /// How many there are.
    pub verdict: Verdict,
    /// Each kind.
    pub groups: Vec<DocumentGroup>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// The documents of one kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentGroup {
    /// For the heading's id.
    pub anchor: String,
    /// `Contracts`
    pub title: String,
    /// They.
    pub links: Vec<Link>,
}

/// The requirements of a plan beside its tasks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MatrixView {
    /// How they match.
    pub verdict: Verdict,
    /// The tasks that say they answer all, up to a few.
    pub all: Vec<TaskMention>,
    /// `and 12 more`; may be empty.
    pub all_more: String,
    /// Each requirement, and each criterion that is answered by itself.
    pub rows: Vec<MatrixRow>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
    /// The plan's other pages.
    pub links: Vec<Link>,
}

/// A requirement, or a criterion of the one above, and its tasks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MatrixRow {
    /// `1.1`
    pub id: String,
    /// Where it stands.
    pub href: String,
    /// Its words.
    pub text: String,
    /// `P1`; may be nothing.
    pub priority: Option<String>,
    /// `added`; may be nothing.
    pub change: Option<String>,
    /// Whether it is a criterion of the requirement above.
    pub part: bool,
    /// The tasks that name it, up to a few.
    pub tasks: Vec<TaskMention>,
    /// `and 12 more`; may be empty.
    pub more: String,
    /// Whether no task answers it.
    pub uncovered: bool,
    /// `2 of 3 done`, of all tasks that answer it or a part; may be empty.
    pub progress: String,
}

/// A task that is mentioned, with its state.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskMention {
    /// `2.1 Implement login`
    pub title: String,
    /// Where it stands.
    pub href: String,
    /// Its state.
    pub state: StateView,
}

/// A source file with numbered lines; line N has the id `L<N>`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceView {
    /// The file's path.
    pub path: String,
    /// The page that is made of it.
    pub page: Link,
    /// The lines.
    pub lines: Vec<String>,
}

/// What can start now.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NextView {
    /// How things stand.
    pub verdict: Verdict,
    /// Ready tasks, best first.
    pub ready: Vec<TaskLine>,
    /// Tasks in progress.
    pub in_progress: Vec<TaskLine>,
    /// Tasks that are stopped.
    pub blocked: Vec<TaskLine>,
    /// What to say when nothing is ready.
    pub empty: String,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// All tasks, those first that are under way or can start.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TasksView {
    /// How things stand; on the first page.
    pub verdict: Option<Verdict>,
    /// Where the tasks of each state start, with how many they are.
    pub states: Vec<StateLink>,
    /// The tasks of this page, state by state.
    pub groups: Vec<TaskGroup>,
    /// Which columns there is something for.
    pub columns: TaskColumns,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
    /// Which of the filters that a script fills there is something for.
    pub filters: TaskFilters,
    /// The address of the file that tells a script what there is to choose from.
    pub facets: String,
}

/// By what all tasks can be filtered beside words, state and plan.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct TaskFilters {
    /// Whether any task stands in a phase.
    pub phase: bool,
    /// Whether any task has an owner.
    pub owner: bool,
    /// Whether any task has a label.
    pub label: bool,
}

/// Which columns the table of all tasks has beside state, task and plan.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct TaskColumns {
    /// Whether any task has an owner.
    pub owner: bool,
    /// Whether any task states a duration.
    pub duration: bool,
    /// How many columns there are in all.
    pub count: usize,
}

/// Where the tasks of a state start.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StateLink {
    /// The state.
    pub state: StateView,
    /// The first of them.
    pub href: String,
    /// How many they are; on the first page.
    pub count: Option<usize>,
}

/// The tasks of one state.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskGroup {
    /// `in-progress`
    pub anchor: String,
    /// The state.
    pub state: StateView,
    /// How many tasks are in it, those of other pages included; where it starts.
    pub count: Option<usize>,
    /// Whether it started on a page before.
    pub continued: bool,
    /// Those on this page.
    pub rows: Vec<TaskRow>,
}

/// A task in the table of all tasks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskRow {
    /// Its line, with plan, reason, duration and owners.
    pub line: TaskLine,
    /// The id of its plan: `plans/auth`.
    pub plan_id: String,
    /// `2. Wall`; empty without one.
    pub phase: String,
    /// What its phase is filtered by: its number, else its title.
    pub phase_key: String,
    /// The task it is a part of; may be nothing.
    pub part_of: Option<Link>,
    /// Who does it, with their pages.
    pub owners: Vec<OwnerLink>,
    /// Its labels.
    pub labels: Vec<String>,
    /// Whether it may be left out.
    pub optional: bool,
}

/// An owner and their page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnerLink {
    /// `Ana`
    pub name: String,
    /// The last part of the address of their page.
    pub slug: String,
    /// Their page.
    pub href: String,
}

/// All owners of tasks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnersView {
    /// How many there are, and how many tasks have none.
    pub verdict: Verdict,
    /// The owners.
    pub owners: Vec<OwnerCard>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// An owner in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnerCard {
    /// Their name.
    pub name: String,
    /// Their page.
    pub href: String,
    /// How their tasks stand.
    pub progress: ProgressView,
    /// In a few words: `5 ready`.
    pub state_words: String,
    /// The state that colours these.
    pub state: StateView,
}

/// What is one owner's.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnerView {
    /// How their tasks stand.
    pub verdict: Verdict,
    /// The bar of their tasks.
    pub progress: ProgressView,
    /// Their tasks of this page, state by state.
    pub groups: Vec<TaskGroup>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// All example domains.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExamplesView {
    /// How many there are, in words.
    pub verdict: Verdict,
    /// The domains.
    pub domains: Vec<DomainCard>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// A domain in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DomainCard {
    /// `Microservice`
    pub name: String,
    /// Its page.
    pub href: String,
    /// `Code`, where a category was given.
    pub categories: Vec<String>,
    /// `3 examples in 2 plans`.
    pub count: String,
    /// The patterns it shows.
    pub patterns: Vec<String>,
    /// The first phases, for a small picture.
    pub phases: Vec<ExamplePhaseView>,
}

/// A domain's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExampleView {
    /// How many there are, in words.
    pub verdict: Verdict,
    /// Its categories.
    pub categories: Vec<String>,
    /// Each example, with where it comes from.
    pub examples: Vec<ExampleEntry>,
    /// Other domains of the same patterns.
    pub others: Vec<Link>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// One example of a domain.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExampleEntry {
    /// `example-1`, for links to it.
    pub anchor: String,
    /// The plan it stands in.
    pub plan: Link,
    /// The document it stands in: `Tasks`, `Requirements`.
    pub document: Link,
    /// The plan's pattern.
    pub pattern: Option<Link>,
    /// `Five phases, two of them parallel.`; may be empty.
    pub words: String,
    /// The phases read from it.
    pub phases: Vec<ExamplePhaseView>,
    /// The author's text.
    pub html: String,
    /// Where it stands.
    pub source: Citation,
}

/// A phase of an example's picture.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExamplePhaseView {
    /// `2`; may be empty.
    pub number: String,
    /// Its title; may be empty where the steps say it all.
    pub title: String,
    /// Its steps.
    pub steps: Vec<String>,
    /// Whether they run in parallel.
    pub parallel: bool,
}

/// An example on its plan's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExampleCard {
    /// `Microservice`
    pub name: String,
    /// The domain's page, at this example.
    pub href: String,
    /// `Code`; may be nothing.
    pub category: Option<String>,
    /// Its phases.
    pub phases: Vec<ExamplePhaseView>,
}

/// All patterns.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PatternsView {
    /// How many there are, in words.
    pub verdict: Verdict,
    /// The patterns.
    pub patterns: Vec<PatternCard>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// A pattern in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PatternCard {
    /// `Modern Development Workflow`
    pub name: String,
    /// Its page.
    pub href: String,
    /// What it is good for: ours, for the five known ones; else empty.
    pub text: String,
    /// `3 plans, 2 example domains`.
    pub count: String,
}

/// A pattern's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PatternView {
    /// How its plans stand.
    pub verdict: Verdict,
    /// What it is good for; may be empty.
    pub text: String,
    /// The plans that follow it.
    pub plans: Vec<PlanLine>,
    /// Templates and archived plans that follow it.
    pub uncounted: Vec<PlanLine>,
    /// The domains that its plans give examples of.
    pub domains: Vec<DomainCard>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// How the figures of the site come about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AboutView {
    /// How many lines became what.
    pub verdict: Verdict,
    /// Where every plan stands and how it was read, those of this page.
    pub plans: Vec<AboutPlan>,
    /// Why lines are not counted, and how many.
    pub reasons: Vec<ReasonRow>,
    /// What was noticed, kind by kind; nothing on a later page.
    pub problems: Option<Vec<ProblemRow>>,
    /// What became of the authors' drawings, kind by kind.
    pub drawings: Vec<DrawingRow>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
}

/// How a plan was read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AboutPlan {
    /// The plan.
    pub plan: Link,
    /// `Template`, `Archived`; may be empty.
    pub note: String,
    /// Its file or folder.
    pub source: Citation,
    /// The way it is written: `ouroboros`.
    pub dialect: String,
    /// Why it was read so: `its title starts with …`.
    pub reason: String,
    /// Lines that look like boxes.
    pub boxes: usize,
    /// Its tasks.
    pub tasks: usize,
    /// Its checks.
    pub checks: usize,
    /// Lines that are neither.
    pub excluded: usize,
    /// Where these are listed; nothing where there are none.
    pub ledger: Option<String>,
}

/// Why lines are not counted, and how many.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReasonRow {
    /// `in a code fence`
    pub reason: String,
    /// How many.
    pub count: usize,
}

/// A kind of problem that was noticed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProblemRow {
    /// `cycle`
    pub code: &'static str,
    /// `Error`, `Warning`, `Note`
    pub severity: String,
    /// What it is, in a sentence.
    pub summary: String,
    /// How often it was noticed.
    pub count: usize,
    /// The first places.
    pub places: Vec<Citation>,
    /// How many more places there are.
    pub more: usize,
}

/// What became of the drawings of a kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DrawingRow {
    /// `Flowchart`
    pub kind: String,
    /// How many are drawn.
    pub drawn: usize,
    /// How many are drawn simplified, since they are too large.
    pub simplified: usize,
    /// How many are shown as code, since they cannot be drawn.
    pub as_code: usize,
}

/// The lines of a plan that look like boxes and are not counted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LedgerView {
    /// How many lines became what.
    pub verdict: Verdict,
    /// How the figures come about, in sentences.
    pub sums: Vec<String>,
    /// The lines, reason by reason.
    pub groups: Vec<LedgerGroup>,
    /// The other pages of the list.
    pub turn: Option<TurnView>,
    /// The plan's other pages.
    pub links: Vec<Link>,
}

/// The lines that are not counted for one reason.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LedgerGroup {
    /// `in a code fence`
    pub reason: String,
    /// `3 lines`
    pub count: String,
    /// Those of its lines that stand on this page.
    pub lines: Vec<LedgerLine>,
}

/// A line that is not counted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LedgerLine {
    /// Where.
    pub citation: Citation,
    /// The line as written.
    pub text: String,
}

/// An ordinary page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TextView {
    /// The text below its heading.
    pub parts: Vec<TextPart>,
    /// How many requirements it states, in a sentence; may be empty.
    pub requirements: String,
    /// The plans that change what it states, with what they change.
    pub changes: Vec<ChangeLine>,
    /// The headings of the page, for the rail.
    pub rail: Vec<Link>,
    /// The pages of the same folder, in order, when there are several.
    pub siblings: Vec<NavItem>,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}

/// A plan that changes a capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangeLine {
    /// The plan.
    pub plan: Link,
    /// How it stands: `3 ready`.
    pub state_words: String,
    /// Its state.
    pub state: StateView,
    /// Its document about the capability.
    pub document: Link,
    /// `2 added and 1 removed.`; may be empty.
    pub words: String,
}

/// Everything by its first letter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchView {
    /// How much there is.
    pub verdict: Verdict,
    /// Whether it is the page of the search itself, and no letter's.
    pub is_start: bool,
    /// The letters, with how much starts with each.
    pub letters: Vec<NavItem>,
    /// What is listed on this page, letter by letter.
    pub groups: Vec<LetterGroup>,
    /// The other pages of a letter.
    pub turn: Option<TurnView>,
}

/// What starts with one letter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LetterGroup {
    /// `letter-s`; empty on a page that is the letter's own.
    pub anchor: String,
    /// `S`
    pub title: String,
    /// The rows.
    pub rows: Vec<FoundLine>,
}

/// Something in a list of things of all kinds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FoundLine {
    /// `Plan`
    pub kind: String,
    /// The state of a task.
    pub state: Option<StateView>,
    /// Its id; may be empty.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// What it belongs to; may be empty.
    pub context: String,
}

/// The page that stands for any address that is none. Its links are absolute
/// from the base URL's path, since it is shown at any depth.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NotFoundView {
    /// The plans, up to a page.
    pub plans: Vec<Link>,
    /// Where all plans are.
    pub all: Link,
}
