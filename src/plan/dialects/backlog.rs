//! Backlog.md: one file is one task, and the plan is the folder `backlog`.
//!
//! What is known of a task stands in its front matter, and its boxes are
//! criteria: none of them is a task. Files that were written by hand say the
//! same in lines such as `**Status**: Done`.
//!
//! # What the folders say
//!
//! - `tasks/`: the status is what the file says.
//! - `completed/`: done, whatever the file says.
//! - `archive/tasks/`: given up, unless the file says that it was done. The tool
//!   hands the id of an archived task out again, so it names the other one.
//! - `drafts/` and everything else: no tasks yet, but pages of the plan.
//!
//! No order is implied: a task waits for what its file names, and for nothing else.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;
use serde_json::Value;

use crate::diagnostic::{Checked, Diagnostic, code};
use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Document, Inline, List, inlines, plain};
use crate::plan::dialects::{Claim, Dialect, Reading};
use crate::plan::field::{self, Excerpt, folded, pattern};
use crate::plan::key_value::key_values;
use crate::plan::model::{
    Check, CheckClass, CheckOwner, DateKind, Metadata, Mode, Part, Phase, Reference,
    RequirementReference, Rule, Statement, Status, Target, Task, TaskDate,
};
use crate::plan::outline::fields::{self, Key};
use crate::plan::outline::lists;
use crate::plan::section;
use crate::plan::status;
use crate::source::{SitePath, Span};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    name: "backlog",
    by_path: |path| Some(Claim::Part(shelf(path)?.0.to_owned())),
    // The tool writes into its own folders and nowhere else.
    by_content: |_| None,
    is_data: |path| matches!(shelf(path), Some((_, Shelf::Config))),
    read,
    fallback: false,
};

/// The most tasks that stand one below the other; who states more has gone in a
/// circle or means no hierarchy.
const DEPTH: usize = 12;

/// The keys that no other dialect knows, with blanks.
const OWN_KEYS: [&str; 7] = [
    "milestone",
    "ordinal",
    "subtasks",
    "parent task id",
    "created date",
    "updated date",
    "dependencies",
];

/// What the folder of a file says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    Config,
    Tasks,
    Completed,
    Archive,
    Drafts,
    Milestones,
}

/// The folder of the backlog that a file belongs to, and what it is in it.
///
/// Below a folder called `backlog` a file needs an id before its name; anywhere
/// else it must be named as the tool does it: `task-12 - Fix-the-roof.md`.
fn shelf(path: &SitePath) -> Option<(&str, Shelf)> {
    let whole = path.as_str();
    let mut start = 0;
    let mut own = None;
    for segment in whole.split('/') {
        let (home, rest) = (whole[..start].trim_end_matches('/'), &whole[start..]);
        let is_own = matches!(home.rsplit('/').next(), Some("backlog" | ".backlog"));
        let found = shelf_below(rest).filter(|shelf| match shelf {
            Shelf::Config => is_own || home.is_empty(),
            _ => id_of(path.stem()).is_some_and(|name| is_own || name.is_by_tool),
        });
        match (found, own) {
            (Some(shelf), _) if is_own => return Some((home, shelf)),
            (Some(shelf), None) => own = Some((home, shelf)),
            _ => {}
        }
        start += segment.len() + 1;
    }
    own
}

/// What a path below the folder of a backlog says.
fn shelf_below(rest: &str) -> Option<Shelf> {
    let (folder, below) = match rest.split_once('/') {
        Some(parts) => parts,
        None if matches!(rest, "config.yml" | "config.yaml") => {
            return Some(Shelf::Config);
        }
        None => return None,
    };
    match folder {
        "tasks" if below.contains("completed/") => Some(Shelf::Completed),
        "tasks" if below.contains("archive/") => Some(Shelf::Archive),
        "tasks" => Some(Shelf::Tasks),
        "completed" => Some(Shelf::Completed),
        "drafts" => Some(Shelf::Drafts),
        "milestones" => Some(Shelf::Milestones),
        "archive" => match below.split('/').next()? {
            "tasks" | "completed" => Some(Shelf::Archive),
            "drafts" => Some(Shelf::Drafts),
            "milestones" => Some(Shelf::Milestones),
            _ => None,
        },
        _ => None,
    }
}

/// What the name of a file says.
struct Name<'n> {
    /// `task-12`
    id: &'n str,
    /// `Fix-the-roof`; may be empty.
    title: &'n str,
    /// Whether the tool names files so.
    is_by_tool: bool,
}

/// Takes the name of a file apart: `task-epic-11.2 - Fix-the-roof`.
fn id_of(stem: &str) -> Option<Name<'_>> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((?:\p{L}[\p{L}\d_]*-)(?:[\p{L}_][\p{L}\d_]*-)*\d+(?:\.\d+)*|\d+(?:\.\d+)*)(\s+[-–—]\s+|[-_\s]|$)(.*)$",
        )
    });
    let found = NAME.captures(stem)?;
    let (id, between, title) = (found.get(1)?, found.get(2)?, found.get(3)?);
    let has_prefix = id.as_str().starts_with(|c: char| !c.is_ascii_digit());
    let is_by_tool = has_prefix && between.as_str().contains(char::is_whitespace);
    // A number alone may be a year or a place in a list.
    (has_prefix || between.len() > 1).then(|| Name {
        id: id.as_str(),
        title: title.as_str().trim_end_matches(".md"),
        is_by_tool,
    })
}

fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    let config = Config::of(documents);
    let mut diagnostics = Vec::new();
    let mut found: Vec<Found> = documents
        .iter()
        .filter_map(|document| File::new(document)?.read(&config, &mut diagnostics))
        .collect();
    parents(&mut found, &mut diagnostics);
    let mut reading = arrange(found, &config);
    reading.title = config.title;
    reading.metadata = config.metadata;
    Checked::new(reading, diagnostics)
}

/// What `config.yml` and the folder `milestones` say.
#[derive(Default)]
struct Config {
    title: String,
    statuses: Vec<String>,
    metadata: Vec<Metadata>,
    milestones: Vec<Milestone>,
    /// The places of the milestones by their ids and titles, folded.
    named: BTreeMap<String, usize>,
}

/// A milestone that has a name.
struct Milestone {
    id: String,
    title: String,
    path: SitePath,
    span: Span,
}

impl Config {
    fn of(documents: &[Arc<Document>]) -> Self {
        let mut config = Self::default();
        for document in documents {
            let front = &document.front_matter;
            match shelf(&document.path) {
                Some((_, Shelf::Config)) => {
                    config.title = front.text("project_name").unwrap_or_default();
                    config.statuses = front.list("statuses");
                    let span = front.span.unwrap_or_default();
                    for name in front.list("milestones") {
                        let path = document.path.clone();
                        let (id, title) = (name.clone(), name);
                        config.milestones.push(Milestone { id, title, path, span });
                    }
                    let done = front.list("definition_of_done");
                    config.metadata.extend(
                        (!done.is_empty()).then(|| {
                            metadata("Definition of done", &done.join("; "), span)
                        }),
                    );
                }
                Some((_, Shelf::Milestones)) => {
                    let name = id_of(document.path.stem());
                    let named = name.map_or("", |name| name.id).to_owned();
                    let Some(title) = front.text("title") else { continue };
                    config.milestones.push(Milestone {
                        id: front.text("id").unwrap_or(named),
                        title,
                        path: document.path.clone(),
                        span: heading_span(document),
                    });
                }
                _ => {}
            }
        }
        // Those of the configuration keep their order, which comes from the author.
        config.milestones.sort_by_cached_key(|milestone| {
            let in_folder = milestone.id != milestone.title;
            in_folder.then(|| natural(&milestone.id))
        });
        for (place, milestone) in config.milestones.iter().enumerate() {
            for name in [&milestone.id, &milestone.title] {
                config.named.entry(folded(name)).or_insert(place);
            }
        }
        config
    }

    /// What a status means: by its words, else by its place on the board, where
    /// the first column is to do and the last one done.
    fn status(&self, words: &str) -> Option<Status> {
        let by_words = status::of_words(words);
        if by_words.is_some() {
            return by_words;
        }
        let at = self.statuses.iter().position(|name| is_same(name, words))?;
        let is_done = |name: &String| status::of_words(name) == Some(Status::Done);
        Some(match self.statuses.iter().position(is_done) {
            _ if at == 0 => Status::Todo,
            // What stands behind the finished work was put aside.
            Some(done) if at > done => Status::Todo,
            None if at + 1 == self.statuses.len() => Status::Done,
            _ => Status::InProgress,
        })
    }

    /// The milestone that a task names by id or title.
    fn milestone(&self, named: &str) -> Option<usize> {
        self.named.get(&folded(named)).copied()
    }
}

/// Whether two names are the same but for case, blanks, hyphens and quotes.
fn is_same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

fn metadata(key: &str, value: &str, span: Span) -> Metadata {
    // Most values are names and paths, in which a star is a star.
    let is_markdown = value.contains("://") || value.contains("](");
    let words =
        if is_markdown { inlines(value) } else { vec![Inline::Text(value.to_owned())] };
    Metadata {
        key: key.to_owned(),
        value: value.to_owned(),
        prose: prose::render_inlines(&words),
        span,
    }
}

/// Where a file without front matter says what it is.
fn heading_span(document: &Document) -> Span {
    let heading = document
        .blocks()
        .iter()
        .find(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let first = heading.or(document.blocks().first()).map(|block| block.span);
    first.or(document.front_matter.span).unwrap_or(Span {
        line: 1,
        column: 1,
        start: 0,
        end: 0,
    })
}

/// A task's file, while it is read.
struct File<'d> {
    document: &'d Document,
    excerpt: Excerpt<'d>,
    shelf: Shelf,
    name: Option<Name<'d>>,
    found: Found,
    status: Option<(String, Span)>,
    /// The keys that were met: what the front matter says stands.
    met: Vec<String>,
    told: Vec<Diagnostic>,
}

/// What was found in a task's file.
struct Found {
    task: Task,
    checks: Vec<Check>,
    is_archived: bool,
    ordinal: Option<f64>,
    milestone: Option<String>,
    /// The task above it, as written.
    above: Option<(String, Span)>,
    /// The tasks below it, as written.
    below: Vec<String>,
    /// What it waits for, and what waits for it.
    named: Vec<(Side, Named)>,
    /// The index of the task above it.
    parent: Option<usize>,
}

/// On which side of a task a reference stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A task that a field names.
enum Named {
    /// By its id.
    Id(RequirementReference),
    /// In a form that all dialects share, or in words that name nothing.
    Other(Reference),
}

/// The value of a field: its parts, and where each starts in the file.
type Values = Vec<(String, usize)>;

impl<'d> File<'d> {
    /// Looks at a document; nothing where it is no task.
    fn new(document: &'d Document) -> Option<Self> {
        let front = &document.front_matter;
        let shelf = match shelf(&document.path) {
            Some((_, shelf @ (Shelf::Tasks | Shelf::Completed | Shelf::Archive))) => {
                shelf
            }
            Some(_) => return None,
            // The front matter names the dialect.
            None => Shelf::Tasks,
        };
        let name = id_of(document.path.stem());
        let says = |key| front.get(key).is_some();
        let is_task = name.as_ref().is_some_and(|name| name.is_by_tool)
            || says("id")
            || (says("title") && says("status"));
        if !is_task || document.is_data() {
            return None;
        }
        let excerpt = Excerpt {
            text: &document.text,
            lines: &document.lines,
            path: &document.path,
        };
        let place = (document.path.clone(), heading_span(document));
        let found = Found {
            task: Task::new(String::new(), prose::title(&[]), place),
            checks: Vec::new(),
            is_archived: shelf == Shelf::Archive,
            ordinal: None,
            milestone: None,
            above: None,
            below: Vec::new(),
            named: Vec::new(),
            parent: None,
        };
        let (status, met, told) = (None, Vec::new(), Vec::new());
        Some(Self { document, excerpt, shelf, name, found, status, met, told })
    }

    fn read(
        mut self,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Found> {
        for (key, values) in entries(self.document) {
            self.field(&key, &values);
        }
        self.lines();
        self.head();
        self.state(config, diagnostics);
        diagnostics.append(&mut self.told);
        self.boxes();
        self.found.task.states_none =
            !self.found.named.iter().any(|(side, _)| *side == Side::Before);
        Some(self.found)
    }

    /// Takes in `**Key**: value` lines: in the head of a file, and anywhere in one
    /// that has no front matter.
    fn lines(&mut self) {
        let has_front = !self.document.front_matter.entries.is_empty();
        for (at, block) in self.document.blocks().iter().enumerate() {
            match &block.kind {
                BlockKind::Heading { .. } if has_front && at > 0 => return,
                BlockKind::Paragraph(inlines) => {
                    for line in
                        key_values(self.document, block, inlines).unwrap_or_default()
                    {
                        let known = Key::of(&line.key)
                            .is_some_and(|key| key != Key::Other)
                            || is_parent(&line.key);
                        if known {
                            let (start, value) = line.raw;
                            self.field(&line.key, &vec![(value, start)]);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes in a field; the first of its kind stands.
    fn field(&mut self, key: &str, values: &Values) {
        let name = key.trim().to_lowercase().replace(['_', '-'], " ");
        let Some((first, start)) = values.first() else { return };
        let text =
            values.iter().map(|(value, _)| value.trim()).collect::<Vec<_>>().join(", ");
        let kind = Key::of(key);
        let met = kind.filter(|kind| *kind != Key::Other);
        let met = met.map_or_else(|| name.clone(), |kind| format!("{kind:?}"));
        if text.trim().is_empty() || self.met.contains(&met) {
            return;
        }
        self.met.push(met);
        let span = self.excerpt.span(*start, start + first.len());
        let found = &mut self.found;
        match name.as_str() {
            "id" => {
                found.task.id = Some(text);
                found.task.span = self
                    .excerpt
                    .span(line_start(self.excerpt, *start), start + first.len());
                return;
            }
            "title" => {
                let title = inlines(&text);
                found.task.title = plain(&title).trim().to_owned();
                found.task.title_html = prose::title(&title);
                return;
            }
            name if is_parent(name) => {
                found.above = Some((text, span));
                return;
            }
            "subtasks" => {
                found.below = values.iter().map(|(value, _)| value.clone()).collect();
                return;
            }
            "milestone" => {
                found.milestone = Some(text);
                return;
            }
            "ordinal" => {
                found.ordinal = text.parse().ok();
                return;
            }
            "dialect" | "draft" => return,
            _ => {}
        }
        if let Some(kind) = date(&name) {
            found.task.dates.push(TaskDate { kind, day: day(&text) });
            return;
        }
        let task = &mut found.task;
        match kind {
            Some(Key::Status) => self.status = Some((text, span)),
            Some(Key::Owner) => task.owners = names(values),
            Some(Key::Labels) => task.labels = names(values),
            Some(Key::Priority) => task.priority = Some(text),
            Some(Key::Story) => task.story = Some(text),
            Some(Key::Blocked) => task.blocked = Some(text),
            Some(Key::Effort | Key::Duration) => match field::minutes(&text) {
                Some(minutes) => task.minutes = Some(minutes),
                None => task.effort = Some(text),
            },
            Some(Key::Context) => task.tokens = field::tokens(&text),
            Some(Key::Dependencies | Key::BlockedBy) => {
                found.named.extend(references(self.excerpt, values, Side::Before));
            }
            Some(Key::Blocks) => {
                found.named.extend(references(self.excerpt, values, Side::After));
            }
            Some(Key::Requirements) => {
                for (value, start) in values {
                    task.requirements.extend(fields::ids(self.excerpt, value, *start));
                }
            }
            Some(Key::Due | Key::Start | Key::Scheduled | Key::Finished | Key::Other)
            | None => {
                task.fields.push(metadata(&label(key), &text, span));
                if let Some(meant) = fields::meant(key, &OWN_KEYS) {
                    let line = line_start(self.excerpt, *start);
                    let written = self.document.text.get(line..*start).unwrap_or("");
                    let place = match written.find(key.trim()) {
                        Some(at) => {
                            let from = line + at;
                            self.excerpt.span(from, from + key.trim().len())
                        }
                        None => span,
                    };
                    let (path, meant) = (self.excerpt.path, meant.replace(' ', "_"));
                    self.told.push(fields::misspelt(path, place, (key, &meant)));
                }
            }
        }
    }

    /// Gives the task the id and the title that its fields do not.
    fn head(&mut self) {
        let task = &mut self.found.task;
        if task.id.is_none() {
            task.id = self.name.as_ref().map(|name| name.id.to_owned());
        }
        if !task.title.is_empty() {
            return;
        }
        let heading = self.document.blocks().iter().find_map(|block| match &block.kind {
            BlockKind::Heading { level: 1, inlines } => Some(inlines),
            _ => None,
        });
        let words = heading.map(|inlines| plain(inlines)).unwrap_or_default();
        let name = self.name.as_ref().map(|name| name.title.replace('-', " "));
        let title = match (untitled(&words), name) {
            ("", Some(name)) if !name.trim().is_empty() => name,
            ("", _) => self.document.path.stem().to_owned(),
            (words, _) => words.to_owned(),
        };
        task.title = title.trim().to_owned();
        task.title_html = prose::title(&[Inline::Text(task.title.clone())]);
    }

    /// Gives the task its state, by its words and by the folder that it lies in.
    fn state(&mut self, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
        static STOPPED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^\W*(?:blocked|on[ -]?hold|bloquead[oa]|阻塞|已阻塞|ブロック)")
        });
        let task = &mut self.found.task;
        let (words, span) = self.status.clone().unwrap_or_default();
        let words = words.trim();
        let stated = config.status(words);
        task.status = match (self.shelf, stated) {
            (Shelf::Completed, _) | (Shelf::Archive, Some(Status::Done)) => Status::Done,
            (Shelf::Archive, _) => Status::Skipped,
            (_, stated) => stated.unwrap_or(Status::Todo),
        };
        task.mark = match task.status {
            Status::Todo => ' ',
            Status::InProgress => '/',
            Status::Done => 'x',
            Status::Skipped => '-',
        };
        if task.status == Status::Todo && STOPPED.is_match(words) {
            task.blocked.get_or_insert_with(|| format!("its status is {words}"));
        }
        if words.is_empty() {
            return;
        }
        let is_usual =
            ["to do", "in progress", "done"].iter().any(|name| is_same(name, words));
        if !is_usual || stated != Some(task.status) {
            task.fields.insert(0, metadata("Status", words, span));
        }
        if stated.is_none() && self.shelf == Shelf::Tasks {
            diagnostics.push(
                Diagnostic::at(
                    &code::UNKNOWN_MARK,
                    &task.path,
                    span,
                    format!("the status `{words}` has no meaning here, so the task counts as not done"),
                )
                .label("unknown status")
                .hint("add it to `statuses` in config.yml: the first one is to do, the last one done"),
            );
        }
    }

    /// Counts the boxes: criteria, each of the kind that its heading or the marks
    /// around it say.
    fn boxes(&mut self) {
        let mut headings: Vec<(u8, Option<CheckClass>)> = Vec::new();
        let mut marked = None;
        for block in self.document.blocks() {
            match &block.kind {
                BlockKind::Heading { level, inlines } => {
                    while headings.last().is_some_and(|(open, _)| open >= level) {
                        headings.pop();
                    }
                    let outer = headings.last().and_then(|(_, class)| *class);
                    let own = section::check_class(&plain(inlines));
                    headings.push((*level, own.or(outer)));
                }
                BlockKind::Html(html) if html.contains("AC:BEGIN") => {
                    marked = Some(CheckClass::Acceptance);
                }
                BlockKind::Html(html) if html.contains("DOD:BEGIN") => {
                    marked = Some(CheckClass::DoneDefinition);
                }
                BlockKind::Html(html) if html.contains(":END") => marked = None,
                BlockKind::List(list) => {
                    let under = headings.last().and_then(|(_, class)| *class);
                    let class = marked.or(under).unwrap_or(CheckClass::Checklist);
                    self.checks(list, class);
                }
                _ => {}
            }
        }
    }

    fn checks(&mut self, list: &List, class: CheckClass) {
        // `#1` counts the criteria, and names no issue.
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*#\d+\s+"));
        for item in &list.items {
            if let Some(mark) = item.mark {
                let words = match item.blocks.first().map(|block| &block.kind) {
                    Some(BlockKind::Paragraph(inlines)) => plain(inlines),
                    _ => String::new(),
                };
                self.found.checks.push(Check {
                    text: NUMBER.replace(&words, "").trim().to_owned(),
                    done: field::status(mark.symbol) == Some(Status::Done),
                    // The place of the task is known when all are read.
                    owner: CheckOwner::Plan,
                    class,
                    path: self.document.path.clone(),
                    span: item.span,
                });
            }
            for list in lists(item) {
                self.checks(list, class);
            }
        }
    }
}

/// The entries of a file's front matter, with where each value stands.
fn entries(document: &Document) -> Vec<(String, Values)> {
    let Some(span) = document.front_matter.span else { return Vec::new() };
    let raw = span.of(&document.text);
    let base = span.start as usize;
    // Where each key of the outermost level stands.
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in raw.split_inclusive(['\n', '\r']) {
        if let Some((key, _)) = line.split_once(':')
            && !line.starts_with([' ', '\t', '-', '#'])
        {
            keys.entry(key.trim().trim_matches(['"', '\''])).or_insert(at);
            starts.push(at);
        }
        at += line.len();
    }
    let entries = document.front_matter.entries.iter().map(|(key, value)| {
        let start = keys.get(key.as_str()).copied().unwrap_or(0);
        let next = starts.partition_point(|other| *other <= start);
        let end = starts.get(next).copied().unwrap_or(raw.len());
        let mut from = raw[start..end].find(':').map_or(start, |colon| start + colon + 1);
        let values = words_of(value).into_iter().map(|word| {
            // What YAML joined or unescaped is looked for in vain.
            let place =
                raw[from..end].find(word.as_str()).map_or(from, |found| from + found);
            from = (place + word.len()).min(end);
            while !raw.is_char_boundary(from) {
                from -= 1;
            }
            (word, base + place)
        });
        (key.clone(), values.collect())
    });
    entries.collect()
}

/// The words of a value of the front matter.
fn words_of(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(words_of).collect(),
        Value::Bool(_) | Value::Number(_) => vec![value.to_string()],
        // `- id: task-3` names a task as `- task-3` does.
        Value::Object(fields) => {
            fields.get("id").or(fields.values().next()).map(words_of).unwrap_or_default()
        }
    }
}

/// The start of the line that a byte stands in.
fn line_start(excerpt: Excerpt<'_>, at: usize) -> usize {
    let before = excerpt.text.get(..at).unwrap_or("");
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Whether a key names the task above.
fn is_parent(key: &str) -> bool {
    let key = key.trim().to_lowercase().replace(['_', '-'], " ");
    matches!(
        key.as_str(),
        "parent" | "parent task" | "parent task id" | "parent id" | "epic"
    )
}

/// What happens on the date that a key gives.
fn date(key: &str) -> Option<DateKind> {
    Some(match key.trim_end_matches(" date").trim_end_matches(" at") {
        "created" => DateKind::Created,
        "updated" | "modified" => DateKind::Updated,
        "completed" | "finished" | "done" => DateKind::Done,
        "planned start" | "start" => DateKind::Start,
        "scheduled" => DateKind::Scheduled,
        "planned end" | "due" | "deadline" => DateKind::Due,
        "cancelled" | "canceled" => DateKind::Cancelled,
        _ => return None,
    })
}

/// The day of a date with a time: `2026-05-01` of `2026-05-01 16:06`.
fn day(text: &str) -> String {
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*(\d{4}-\d{2}-\d{2})(?:[T\s]|$)"));
    DAY.captures(text)
        .map_or(text.trim(), |found| found.get(1).map_or("", |day| day.as_str()))
        .to_owned()
}

/// The names in a value.
fn names(values: &Values) -> Vec<String> {
    values.iter().flat_map(|(value, _)| fields::words(value)).collect()
}

/// A key as a person would write it: `Modified files`.
fn label(key: &str) -> String {
    let words = key.trim().replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A heading's words without `Task 12:` or `task-12 -` before them.
fn untitled(words: &str) -> &str {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:(?:\p{L}+\s+)?(?:\p{L}[\p{L}\d_]*-)+\d+(?:\.\d+)*|task\s+#?\d+(?:\.\d+)*)\s*(?:[:：]|\s[-–—])\s*",
        )
    });
    words[LEAD.find(words).map_or(0, |lead| lead.end())..].trim()
}

/// The tasks that a field names: `task-3`, `BACK-12 (done)`, `11.2`.
fn references(excerpt: Excerpt<'_>, values: &Values, side: Side) -> Vec<(Side, Named)> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\s\[(*_`#]*(?:(?i:task)\s+#?)?((?:\p{L}[\p{L}\d_]*-)(?:[\p{L}\d_]+-)*\d+(?:\.\d+)*|\d+(?:\.\d+)*)(?:$|[^\p{L}\d%])",
        )
    });
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b(?:\p{L}[\p{L}\d_]*-)(?:[\p{L}\d_]+-)*\d+(?:\.\d+)*\b")
    });
    let mut named = Vec::new();
    let id = |found: regex::Match<'_>, start: usize| {
        let span = excerpt.span(start + found.start(), start + found.end());
        Named::Id(RequirementReference { id: found.as_str().to_owned(), span })
    };
    for (value, start) in values {
        let count = named.len();
        if value.contains("](") || value.contains("[[") || is_elsewhere(value) {
            let others = field::references(excerpt, value, *start);
            named.extend(others.into_iter().map(Named::Other));
            continue;
        }
        let mut at = *start;
        for part in value.split_inclusive([',', ';', '、', '，', '&']) {
            let found = ID.captures(part).and_then(|found| found.get(1));
            named.extend(found.map(|found| id(found, at)));
            at += part.len();
        }
        if named.len() == count {
            named.extend(INSIDE.find_iter(value).map(|found| id(found, *start)));
        }
        if named.len() == count {
            // `None`, or words that name nothing.
            let others = field::references(excerpt, value, *start);
            named.extend(others.into_iter().map(Named::Other));
        }
    }
    named.into_iter().map(|named| (side, named)).collect()
}

/// Whether a value names the task of another plan: `auth#2.1`.
fn is_elsewhere(value: &str) -> bool {
    static PLAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\d_]#[\p{L}\d]"));
    PLAN.is_match(value)
}

/// Which files claim an id.
struct Ids {
    /// By the whole id, in lower case.
    whole: BTreeMap<String, Vec<usize>>,
    /// By its number: a project that changes its prefix leaves the old one in
    /// references.
    numbers: BTreeMap<String, Vec<usize>>,
}

impl Ids {
    fn of(found: &[Found]) -> Self {
        let mut ids = Self { whole: BTreeMap::new(), numbers: BTreeMap::new() };
        for (index, file) in found.iter().enumerate() {
            let Some(id) = &file.task.id else { continue };
            ids.whole.entry(id.trim().to_lowercase()).or_default().push(index);
            let number = number(id);
            if !number.is_empty() {
                ids.numbers.entry(number).or_default().push(index);
            }
        }
        ids
    }

    /// The tasks that an id may name.
    fn claims(&self, id: &str) -> &[usize] {
        let whole = self.whole.get(&id.trim().to_lowercase());
        whole.or_else(|| self.numbers.get(&number(id))).map_or(&[], Vec::as_slice)
    }

    /// The task that another one means by an id: of several the one that is, like
    /// itself, archived or not; else the one that is not.
    fn find(&self, found: &[Found], from: usize, id: &str) -> Option<usize> {
        let claims = self.claims(id);
        if let [only] = claims {
            return Some(*only);
        }
        [found[from].is_archived, false].into_iter().find_map(|archived| {
            let mut alike =
                claims.iter().filter(|claim| found[**claim].is_archived == archived);
            let only = alike.next();
            only.filter(|_| alike.next().is_none()).copied()
        })
    }

    /// The same for an id that several tasks have: nobody else knows which is meant.
    fn find_shared(&self, found: &[Found], from: usize, id: &str) -> Option<usize> {
        let is_shared = self.claims(id).len() > 1;
        is_shared.then(|| self.find(found, from, id)).flatten()
    }
}

/// The number of an id, without zeros before it: `308.6` of `back-308.06`; empty
/// where it has none.
fn number(id: &str) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:\.\d+)*\s*$"));
    let digits = NUMBER.find(id).map_or("", |found| found.as_str().trim_end());
    let parts = digits.split('.').map(|part| match part.trim_start_matches('0') {
        "" if !part.is_empty() => "0",
        part => part,
    });
    parts.collect::<Vec<_>>().join(".")
}

/// Finds which task stands below which.
fn parents(found: &mut [Found], diagnostics: &mut Vec<Diagnostic>) {
    let ids = Ids::of(found);
    let mut parents: Vec<Option<usize>> = (0..found.len())
        .map(|index| match &found[index].above {
            Some((id, span)) => {
                // A name without a number is that of an epic, which is no task; and
                // where a task is over, nobody looks for the one above it.
                let is_over = rank(found[index].task.status) >= rank(Status::Done);
                let is_lost = ids.claims(id).is_empty() && !number(id).is_empty();
                if is_lost && !is_over {
                    diagnostics.push(no_parent(&found[index].task, id, *span));
                }
                ids.find(found, index, id)
            }
            None => {
                let (above, _) = found[index].task.id.as_deref()?.rsplit_once('.')?;
                ids.whole.get(&above.trim().to_lowercase())?;
                ids.find(found, index, above)
            }
        })
        .collect();
    for index in 0..found.len() {
        for id in &found[index].below {
            if let Some(child) = ids.find(found, index, id) {
                parents[child].get_or_insert(index);
            }
        }
    }
    for index in 0..found.len() {
        let mut at = parents[index];
        let mut depth = 0;
        while let Some(above) = at.filter(|above| *above != index && depth < DEPTH) {
            at = parents[above];
            depth += 1;
        }
        if at.is_some() {
            parents[index] = None;
        }
    }
    for (file, parent) in found.iter_mut().zip(parents) {
        file.parent = parent;
    }
}

/// Says that the task above one is not there.
fn no_parent(task: &Task, id: &str, span: Span) -> Diagnostic {
    Diagnostic::at(
        &code::UNRESOLVED_REFERENCE,
        &task.path,
        span,
        format!("`{id}` names a task above this one, and is not there"),
    )
    .label("no such task")
    .hint("until it is, the task stands by itself; take the line out if that is meant")
}

/// What decides where a task stands that has none above it.
#[derive(Debug, Clone, Copy)]
struct Standing {
    /// Whether it and all below it are archived.
    is_archived: bool,
    /// How far the least of it and all below it is: begun, to do, done, given up.
    rank: u8,
    /// The place of its milestone.
    phase: Option<usize>,
}

/// Puts the tasks in order: by milestone, the open ones first; then those begun,
/// those to do, and those that are over; as on the board, else by their numbers.
fn arrange(mut found: Vec<Found>, config: &Config) -> Reading {
    let mut standing: Vec<Standing> = found
        .iter()
        .map(|file| Standing {
            is_archived: file.is_archived,
            rank: rank(file.task.status),
            phase: None,
        })
        .collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..found.len() {
        let Some(parent) = found[index].parent else { continue };
        children.entry(parent).or_default().push(index);
        let root = root(&found, index);
        standing[root].is_archived &= found[index].is_archived;
        standing[root].rank = standing[root].rank.min(rank(found[index].task.status));
    }
    let phases = phases(&mut found, &mut standing, config);

    let keys: Vec<_> = found.iter().map(by_board).collect();
    let mut roots: Vec<usize> =
        (0..found.len()).filter(|index| found[*index].parent.is_none()).collect();
    roots.sort_by(|a, b| {
        let place = |index: usize| {
            let at = standing[index];
            // Finished milestones stand behind what is open and belongs to none.
            let phase = at.phase.map_or((1, 0), |phase| match phases[phase].is_open {
                true => (0, phase),
                false => (2, phase),
            });
            (at.is_archived && at.phase.is_none(), phase, at.rank)
        };
        place(*a).cmp(&place(*b)).then_with(|| compare(&keys[*a], &keys[*b]))
    });
    for below in children.values_mut() {
        below.sort_by(|a, b| keys[*a].1.cmp(&keys[*b].1));
    }
    let mut order = Vec::with_capacity(found.len());
    let mut next: Vec<usize> = roots.iter().rev().copied().collect();
    while let Some(index) = next.pop() {
        order.push(index);
        next.extend(children.get(&index).into_iter().flatten().rev());
    }

    let mut reading =
        Reading { statements: statements(&found, &order), ..Reading::default() };
    let mut places = vec![0; found.len()];
    for (place, index) in order.iter().enumerate() {
        places[*index] = place;
    }
    let mut sections = Sections { body: &mut reading.body, phases: &phases, open: None };
    let mut files: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    for (place, index) in order.into_iter().enumerate() {
        let Some(file) = files[index].take() else { continue };
        let mut task = file.task;
        if file.parent.is_none() {
            sections.enter(&standing[index], task.span);
        }
        task.parent = file.parent.map(|parent| places[parent]);
        task.phase = task
            .parent
            .and_then(|parent| reading.tasks.get(parent))
            .map_or(standing[index].phase, |parent: &Task| parent.phase);
        sections.body.push(Part::Task(place));
        reading.tasks.push(task);
        let owner = CheckOwner::Task(place);
        reading
            .checks
            .extend(file.checks.into_iter().map(|check| Check { owner, ..check }));
    }
    sections.leave();
    reading.phases = phases.into_iter().map(|open| open.phase).collect();
    reading
}

/// The parts of the plan's page, as they are opened and closed.
struct Sections<'r> {
    body: &'r mut Vec<Part>,
    phases: &'r [OpenPhase],
    open: Option<Standing>,
}

impl Sections<'_> {
    /// Opens the section of a task that has none above it.
    fn enter(&mut self, next: &Standing, span: Span) {
        let is_same = self.open.is_some_and(|open| {
            open.phase == next.phase
                && (open.is_archived == next.is_archived || open.phase.is_some())
        });
        if is_same {
            return;
        }
        self.leave();
        self.open = Some(*next);
        let words = match next.phase {
            Some(phase) => {
                self.body.push(Part::PhaseStart(phase));
                return;
            }
            None if next.is_archived => "Archived",
            None if self.phases.is_empty() => return,
            None => "Without a milestone",
        };
        let inlines = vec![Inline::Text(words.to_owned())];
        let heading = Block { kind: BlockKind::Heading { level: 2, inlines }, span };
        self.body.push(Part::Prose(prose::render(&[&heading], "h-")));
    }

    fn leave(&mut self) {
        if self.open.take().is_some_and(|open| open.phase.is_some()) {
            self.body.push(Part::PhaseEnd);
        }
    }
}

/// A milestone that tasks name, and whether any of them is not over.
struct OpenPhase {
    phase: Phase,
    is_open: bool,
}

/// Makes a phase of each milestone that a task names which is not archived, and
/// gives the tasks their phases.
fn phases(
    found: &mut [Found],
    standing: &mut [Standing],
    config: &Config,
) -> Vec<OpenPhase> {
    // Milestones by their place in the configuration, others by their names.
    let mut used: BTreeMap<(bool, usize, Natural), (bool, Vec<usize>)> = BTreeMap::new();
    for index in 0..found.len() {
        let Some(named) = &found[index].milestone else { continue };
        if found[index].parent.is_some() || standing[index].is_archived {
            continue;
        }
        let place = config.milestone(named);
        let name = if place.is_none() { natural(named) } else { Natural::default() };
        let is_open = standing[index].rank < rank(Status::Done);
        let (open, tasks) =
            used.entry((place.is_none(), place.unwrap_or(0), name)).or_default();
        *open |= is_open;
        tasks.push(index);
    }
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by_key(|(_, (is_open, _))| !is_open);
    let mut phases = Vec::new();
    for ((is_unknown, place, _), (is_open, tasks)) in used {
        let first = tasks.first().map(|first| &found[*first]);
        let known = config.milestones.get(place).filter(|_| !is_unknown);
        let (title, path, span) = match (known, first) {
            (Some(known), _) => (known.title.clone(), known.path.clone(), known.span),
            (None, Some(first)) => {
                let title = first.milestone.clone().unwrap_or_default();
                (title, first.task.path.clone(), first.task.span)
            }
            (None, None) => continue,
        };
        for task in tasks {
            standing[task].phase = Some(phases.len());
        }
        let phase = Phase {
            number: None,
            title,
            mode: Mode::Unknown,
            story: None,
            priority: None,
            goal: None,
            path,
            span,
            optional: false,
            free: false,
        };
        phases.push(OpenPhase { phase, is_open });
    }
    // A task's own page does not show the phase that it stands in.
    for file in found {
        if let Some(named) = &file.milestone {
            let title =
                config.milestone(named).map(|place| &config.milestones[place].title);
            let words = title.unwrap_or(named);
            file.task.fields.push(metadata("Milestone", words, file.task.span));
        }
    }
    phases
}

/// The task above all that stand above a task.
fn root(found: &[Found], mut index: usize) -> usize {
    while let Some(parent) = found[index].parent {
        index = parent;
    }
    index
}

/// States what the files name.
fn statements(found: &[Found], order: &[usize]) -> Vec<Statement> {
    let ids = Ids::of(found);
    let mut places = vec![0; found.len()];
    for (place, index) in order.iter().enumerate() {
        places[*index] = place;
    }
    let mut statements = Vec::new();
    for index in order {
        let file = &found[*index];
        for (side, named) in &file.named {
            let other = match named {
                Named::Other(reference) => reference.clone(),
                Named::Id(RequirementReference { id, span }) => Reference {
                    plan: None,
                    target: match ids.find_shared(found, *index, id) {
                        Some(task) => Target::Index(places[task]),
                        None => Target::Task(id.clone()),
                    },
                    text: id.clone(),
                    span: *span,
                },
            };
            let span = other.span;
            let text = file.task.id.clone().unwrap_or_default();
            let own = Reference {
                plan: None,
                target: Target::Index(places[*index]),
                text,
                span,
            };
            let (before, after) = match side {
                Side::Before => (other, own),
                Side::After => (own, other),
            };
            let path = file.task.path.clone();
            statements.push(Statement {
                rule: Rule::Field,
                before,
                after,
                label: None,
                path,
                span,
            });
        }
    }
    statements
}

/// How a task stands on the board: by the place that it was given there, else by
/// its number.
fn by_board(file: &Found) -> (Option<f64>, Natural) {
    (file.ordinal, natural(file.task.id.as_deref().unwrap_or(&file.task.title)))
}

fn compare(a: &(Option<f64>, Natural), b: &(Option<f64>, Natural)) -> Ordering {
    let by_place = match (a.0, b.0) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    by_place.then_with(|| a.1.cmp(&b.1))
}

/// A key that sorts ids by their numbers: `task-9` before `task-10`.
type Natural = (Vec<u64>, String);

fn natural(id: &str) -> Natural {
    let numbers = number(id);
    let parts = numbers.split('.').map(|part| part.parse().unwrap_or(u64::MAX));
    (parts.collect(), id.to_lowercase())
}

fn rank(status: Status) -> u8 {
    match status {
        Status::InProgress => 0,
        Status::Todo => 1,
        Status::Done => 2,
        Status::Skipped => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(path: &str) -> Option<(String, Shelf)> {
        let path = SitePath::new(path).unwrap();
        shelf(&path).map(|(home, shelf)| (home.to_owned(), shelf))
    }

    #[test]
    fn paths_tell_what_a_file_is() {
        for (path, folder, shelf) in [
            ("backlog/tasks/task-1 - Dig.md", "backlog", Shelf::Tasks),
            ("a/.backlog/tasks/epics/e-1/task-e-1.2.md", "a/.backlog", Shelf::Tasks),
            ("a/backlog/completed/back-1.2 - Dig.md.md", "a/backlog", Shelf::Completed),
            ("backlog/archive/tasks/t_x-7 - 100% (Dig).md", "backlog", Shelf::Archive),
            ("backlog/config.yml", "backlog", Shelf::Config),
            ("tasks/task-3 - Dig.md", "", Shelf::Tasks),
            ("work/drafts/draft-3 - Dig.md", "work", Shelf::Drafts),
        ] {
            assert_eq!(home(path), Some((folder.to_owned(), shelf)), "{path}");
        }
        for path in [
            "backlog/tasks/readme.md",
            "backlog/docs/doc-1 - How.md",
            "backlog/tasks/2026 plan.md",
            "specs/tasks/task-3.md",
            "config/config.yml",
            "backlog.md",
        ] {
            assert_eq!(home(path), None, "{path}");
        }
    }

    #[test]
    fn the_board_says_what_a_status_means() {
        let named = |names: &[&str]| Config {
            statuses: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Config::default()
        };
        let board = named(&["Inbox", "Digging", "Watered", "Parked"]);
        assert_eq!(board.status("inbox"), Some(Status::Todo));
        assert_eq!(board.status("digging"), Some(Status::InProgress));
        assert_eq!(board.status("Parked"), Some(Status::Done));
        assert_eq!(board.status("Elsewhere"), None);
        let board = named(&["To Do", "Digging", "Done", "Parked", "Won't Do"]);
        assert_eq!(board.status("Digging"), Some(Status::InProgress));
        assert_eq!(board.status("Parked"), Some(Status::Todo));
        assert_eq!(board.status("won't do"), Some(Status::Skipped));
    }

    #[test]
    fn numbers_are_compared_without_prefix_and_zeros() {
        assert_eq!(number("BACK-308.06"), "308.6");
        assert_eq!(number("11.2"), "11.2");
        assert_eq!(number("task-é"), "");
        assert_eq!(number("task-0"), "0");
        assert!(natural("task-9") < natural("TASK-10"));
    }

    #[test]
    fn days_are_taken_from_dates() {
        assert_eq!(day("2026-05-01 16:06"), "2026-05-01");
        assert_eq!(day("1. Mai"), "1. Mai");
    }
}
