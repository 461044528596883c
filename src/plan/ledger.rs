//! The ledger: every line that looks like a box, and what became of it.
//!
//! A plan's counts can be trusted only if nothing is lost on the way. So once a
//! plan is read, its documents are gone over line by line, without a regard to
//! what its dialect thinks: a line that looks like a box is a task, a check, or
//! excluded for a reason that the Markdown around it gives. A line for which there
//! is none was lost by us, and is reported.
//!
//! # What looks like a box
//!
//! What a person, or a program that knows no Markdown, takes for one: a bullet
//! and brackets that hold one character, or nothing, or two of those that boxes
//! are filled with; the same without a bullet, in a heading, in a table; a drawn
//! `☐`. Here the border is drawn: `[42]` is a footnote and `[no]` a word, since
//! nobody ticks a box with them, and a word in capitals (`[P]`, `[US1]`) is a tag,
//! listed because it stands where a box would. `\[x]` is text: its author says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, code};
use crate::markdown::{Block, BlockKind, DEPTH, Document, Item, plain};
use crate::plan::example;
use crate::plan::field::pattern;
use crate::plan::model::{Excluded, Plan, Reason};
use crate::plan::section;
use crate::source::{SitePath, Span};

/// The characters that boxes are filled with; any other single one makes a box
/// only where a space follows, as Markdown wants it.
const MARKS: &str = " \txX-~/>!?*✓✔☑✅";

/// What became of every line of a plan that looks like a box, and of every task
/// and check.
pub struct Ledger<'p> {
    /// The files, in the order of their names.
    pub files: Vec<File<'p>>,
}

/// The lines of one file.
pub struct File<'p> {
    /// The file.
    pub path: &'p SitePath,
    /// Its entries, in the order of lines.
    pub entries: Vec<Entry<'p>>,
}

/// A line and its verdict.
pub struct Entry<'p> {
    /// From 1.
    pub line: u32,
    /// What it is.
    pub verdict: Verdict<'p>,
    /// Whether the line looks like a box; a task may be a heading or a file.
    pub look: Look,
}

/// What a line is.
pub enum Verdict<'p> {
    /// The task with that index.
    Task(usize),
    /// The check with that index.
    Check(usize),
    /// Neither.
    Excluded(&'p Excluded),
}

/// Whether a line looks like a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It does.
    Box,
    /// It does not: a heading, a row of a table, a whole file.
    Other,
}

/// How many lines became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that look like boxes.
    pub boxes: usize,
    /// Those of them that are tasks.
    pub tasks: usize,
    /// Those of them that are checks.
    pub checks: usize,
    /// Those of them that are neither.
    pub excluded: usize,
    /// Tasks on lines that do not look like boxes.
    pub other_tasks: usize,
    /// Checks on such lines.
    pub other_checks: usize,
}

impl Ledger<'_> {
    /// Counts the lines.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in self.files.iter().flat_map(|file| &file.entries) {
            counts.boxes += usize::from(entry.look == Look::Box);
            let count = match (&entry.verdict, entry.look) {
                (Verdict::Task(_), Look::Box) => &mut counts.tasks,
                (Verdict::Task(_), Look::Other) => &mut counts.other_tasks,
                (Verdict::Check(_), Look::Box) => &mut counts.checks,
                (Verdict::Check(_), Look::Other) => &mut counts.other_checks,
                (Verdict::Excluded(_), _) => &mut counts.excluded,
            };
            *count += 1;
        }
        counts
    }
}

/// Gathers what became of every line of a plan.
pub fn of(plan: &Plan) -> Ledger<'_> {
    let documents = documents(plan);
    let look = |path: &SitePath, line: u32| {
        let document = documents.get(path);
        let is_box = document.is_some_and(|found| shape(line_of(found, line)).is_some());
        if is_box { Look::Box } else { Look::Other }
    };
    let mut files: BTreeMap<&SitePath, Vec<Entry<'_>>> = BTreeMap::new();
    let tasks = plan.tasks.iter().enumerate();
    let checks = plan.checks.iter().enumerate();
    let all =
        tasks.map(|(index, task)| (&task.path, task.span, Verdict::Task(index))).chain(
            checks.map(|(index, check)| (&check.path, check.span, Verdict::Check(index))),
        );
    for (path, span, verdict) in all {
        let (line, look) = (span.line, look(path, span.line));
        files.entry(path).or_default().push(Entry { line, verdict, look });
    }
    for excluded in &plan.excluded {
        files.entry(&excluded.path).or_default().push(Entry {
            line: excluded.span.line,
            verdict: Verdict::Excluded(excluded),
            look: Look::Box,
        });
    }
    let files = files.into_iter().map(|(path, mut entries)| {
        entries.sort_by_key(|entry| entry.line);
        File { path, entries }
    });
    Ledger { files: files.collect() }
}

/// Finds the lines that look like boxes and are neither task nor check.
///
/// `left_out` are the tasks that are not read, since the plan has too many.
pub fn excluded(plan: &Plan, left_out: &[(SitePath, Span)]) -> Vec<Excluded> {
    let places = plan.tasks.iter().map(|task| (&task.path, task.span.line));
    let checks = plan.checks.iter().map(|check| (&check.path, check.span.line));
    let mut taken: BTreeMap<&SitePath, BTreeSet<u32>> = BTreeMap::new();
    for (path, line) in places.chain(checks) {
        taken.entry(path).or_default().insert(line);
    }
    let mut beyond: BTreeMap<&SitePath, BTreeSet<u32>> = BTreeMap::new();
    for (path, span) in left_out {
        beyond.entry(path).or_default().insert(span.line);
    }
    let own = plan.source.as_ref().map(|document| &document.path);
    let mut found = Vec::new();
    for (path, document) in documents(plan) {
        let has_tasks = taken.contains_key(path) || beyond.contains_key(path);
        if !has_tasks && own != Some(path) {
            continue;
        }
        let empty = BTreeSet::new();
        let taken = taken.get(path).unwrap_or(&empty);
        let beyond = beyond.get(path).unwrap_or(&empty);
        // Most documents have no such line left over, and need no map.
        let mut map: Option<Map<'_>> = None;
        for line in 1..=document.lines.lines() as u32 {
            let text = line_of(document, line);
            let Some(look) = shape(text).filter(|_| !taken.contains(&line)) else {
                continue;
            };
            let reason = match beyond.contains(&line) {
                true => Reason::Limit,
                false => map.get_or_insert_with(|| Map::of(document)).reason(line, look),
            };
            let range = document.lines.line(line);
            let start = range.start + (text.len() - text.trim_start().len());
            let words = text.trim();
            found.push(Excluded {
                path: path.clone(),
                span: document.lines.span(&document.text, start, start + words.len()),
                reason,
                text: words.to_owned(),
            });
        }
    }
    found
}

/// Reports the lines that look like tasks and may have been meant as such: each
/// run of them with one reason once.
pub fn check(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    let mut at = 0;
    while let Some(first) = plan.excluded.get(at) {
        let same = |other: &&Excluded| {
            other.path == first.path && other.reason.key() == first.reason.key()
        };
        let run = plan.excluded[at..].iter().take_while(same).count();
        at += run;
        let Some(hint) = first.reason.hint() else { continue };
        let message = match run {
            1 => format!("this line is not counted: {}", first.reason.words()),
            _ => format!(
                "this line and {} more below are not counted: {}",
                run - 1,
                first.reason.words()
            ),
        };
        diagnostics.push(
            Diagnostic::at(&code::BOX_NOT_COUNTED, &first.path, first.span, message)
                .label("looks like a task")
                .hint(hint),
        );
    }
}

impl Reason {
    /// Why the line is not counted: `in a code fence that opens on line 38`.
    pub fn words(self) -> String {
        match self {
            Self::Fence(line) => format!("in a code fence that opens on line {line}"),
            Self::Comment(line) => {
                format!("in an HTML comment that opens on line {line}")
            }
            Self::Examples(line) => {
                format!("in a section of examples that starts on line {line}")
            }
            Self::Legend(line) => {
                format!("in a section that explains marks and starts on line {line}")
            }
            Self::Continues(line) => {
                format!("it is part of the text of the item on line {line}")
            }
            _ => self.kind().to_owned(),
        }
    }

    /// The reason without its line, for sums.
    pub fn kind(self) -> &'static str {
        match self {
            Self::FrontMatter => "in the front matter",
            Self::Fence(_) => "in a code fence",
            Self::IndentedCode => "in indented code",
            Self::Comment(_) => "in an HTML comment",
            Self::Html => "in raw HTML, where Markdown is not read",
            Self::Quote => "in a block quote",
            Self::Footnote => "in a footnote",
            Self::Unread => "where the file is too intricate to be read",
            Self::Examples(_) => "in a section of examples",
            Self::Legend(_) => "in a section that explains marks",
            Self::Tag => "the brackets hold a tag and no state",
            Self::Link => "the brackets are a link",
            Self::Table => "in a cell of a table",
            Self::Heading => "in a heading",
            Self::StruckOut => "struck out with its box",
            Self::NoWords => "a box without words",
            Self::Text => "it is plain text: no item of a list starts here",
            Self::Continues(_) => "it is part of the text of an item",
            Self::NoSpace => "no space stands behind the box",
            Self::NoMark => "nothing stands between the brackets",
            Self::LongMark => "more than one character stands between the brackets",
            Self::Wrapped => "the box stands inside bold or italic words",
            Self::Drawn => "the box is drawn and not written",
            Self::Limit => "the plan has more tasks than are read",
            Self::NotRead => "not read as a task",
        }
    }

    /// The name of the reason in messages, without its line.
    pub fn key(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Fence(_) => "code-fence",
            Self::IndentedCode => "indented-code",
            Self::Comment(_) => "comment",
            Self::Html => "raw-html",
            Self::Quote => "quote",
            Self::Footnote => "footnote",
            Self::Unread => "too-intricate",
            Self::Examples(_) => "examples",
            Self::Legend(_) => "legend",
            Self::Tag => "tag",
            Self::Link => "link",
            Self::Table => "table",
            Self::Heading => "heading",
            Self::StruckOut => "struck-out",
            Self::NoWords => "no-words",
            Self::Text => "plain-text",
            Self::Continues(_) => "text-of-item",
            Self::NoSpace => "no-space",
            Self::NoMark => "no-mark",
            Self::LongMark => "long-mark",
            Self::Wrapped => "wrapped",
            Self::Drawn => "drawn",
            Self::Limit => "limit",
            Self::NotRead => "not-read",
        }
    }

    /// What to do, where a task may be lost; nothing where the reason says all.
    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Html => {
                Some("leave a blank line behind the tag, and Markdown is read again")
            }
            Self::Heading => {
                Some("a task of this plan is an item of a list: `- [ ] Title`")
            }
            Self::Text | Self::Continues(_) => Some(
                "begin the line with `- `, as deep as the items around it, and leave a blank line above it if it follows a text",
            ),
            Self::NoSpace => Some("put a space behind the brackets: `- [ ] Title`"),
            Self::NoMark => Some("put a space between the brackets: `- [ ] Title`"),
            Self::LongMark => Some("`[ ]` is to do, `[x]` done"),
            Self::Wrapped => Some("put the box before the stars: `- [ ] **Title**`"),
            Self::Drawn => Some("write `[ ]` for a box, `[x]` for one that is ticked"),
            Self::NotRead => Some(
                "write the task as the others of this plan are written; if it is written so, this is a mistake of ours",
            ),
            _ => None,
        }
    }
}

/// The documents of a plan by their paths.
fn documents(plan: &Plan) -> BTreeMap<&SitePath, &Document> {
    let companions = plan.documents.iter().map(|companion| &companion.document);
    let all = companions.chain(&plan.source);
    all.map(|document| (&document.path, document.as_ref())).collect()
}

/// A line without its end.
fn line_of(document: &Document, line: u32) -> &str {
    let text = document.text.get(document.lines.line(line)).unwrap_or("");
    text.trim_end_matches(['\n', '\r'])
}

/// How a line looks like a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Box,
    Tag,
    Link,
    NoSpace,
    NoMark,
    LongMark,
    Drawn,
    /// The bullet or the box stands in `~~`.
    StruckOut,
    /// The box stands in stars.
    Wrapped,
}

/// Says whether and how a line looks like a box.
fn shape(line: &str) -> Option<Shape> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^ [\s>]* (?P<struck>~~\s*)?
            (?: (?P<bullet> (?: (?: [-*+•‣◦▪–—] | \d{1,9}[.)] ) \s+ )+ ) | (?P<heading> \#{1,6}\s+ ) )?
            (?P<wrap> [*_~]{1,3} )?
            (?: \[ (?P<mark> [^\[\]]{0,8} ) \] | (?P<drawn> [☐☑☒] ) ) (?P<next> \\\* | . )?",
        )
    });
    // A line without brackets is most lines.
    if !line.contains(['[', '☐', '☑', '☒']) {
        return None;
    }
    let Some(found) = LINE.captures(line) else { return in_table(line) };
    let has = |name: &str| found.name(name).is_some();
    let next = found.name("next").and_then(|next| next.as_str().chars().next_back());
    let ends = next.is_none_or(char::is_whitespace);
    let around = found.name("wrap").map(|wrap| wrap.as_str());
    if has("drawn") {
        return (ends && !has("heading")).then_some(Shape::Drawn);
    }
    let mark = found.name("mark").map_or("", |mark| mark.as_str());
    let mark = mark.trim_end_matches('\u{fe0f}');
    let known = mark.chars().all(|c| MARKS.contains(c));
    let length = mark.chars().count();
    if !has("bullet") {
        // Without a bullet only a box as everybody draws it is one.
        let plain = matches!(mark, " " | "x" | "X") && ends && next.is_some();
        return (plain && around.is_none()).then_some(Shape::Box);
    }
    let is_link = matches!(next, Some('(' | '[' | ':'));
    let found = match length {
        0 if is_link => return None,
        0 => Shape::NoMark,
        1 if is_link && mark != "P" => Shape::Link,
        1 if mark == "P" => Shape::Tag,
        1 if ends || (next == Some('*') && around.is_none()) => Shape::Box,
        1 if known => Shape::NoSpace,
        2..=4 if known => Shape::LongMark,
        2..=5 if is_tag(mark) && !is_link => return Some(Shape::Tag),
        _ => return None,
    };
    let in_words = matches!(found, Shape::Box | Shape::NoSpace);
    Some(match around {
        _ if has("struck") => Shape::StruckOut,
        Some("~~") if in_words => Shape::StruckOut,
        Some(_) if in_words => Shape::Wrapped,
        _ => found,
    })
}

/// `US1`, `API`: capitals, and digits behind them.
fn is_tag(mark: &str) -> bool {
    mark.starts_with(|c: char| c.is_ascii_uppercase())
        && mark.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Whether a row of a table has a cell that starts with a box.
fn in_table(line: &str) -> Option<Shape> {
    let row = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let mut cells = row.strip_prefix('|')?.split('|');
    let is_box = |cell: &str| {
        let inside = cell.trim().strip_prefix('[')?;
        let mark = inside.chars().next().filter(|mark| MARKS.contains(*mark))?;
        let rest = inside[mark.len_utf8()..].strip_prefix(']')?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(Shape::Box)
    };
    cells.find_map(is_box)
}

/// What the Markdown says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing: it is blank, or belongs to what has no lines of its own.
    Blank,
    /// It can be nothing else.
    Fixed(Reason),
    /// Plain text, of no item or of the one on that line.
    Text(Option<u32>),
    /// An item starts here.
    Item(Held),
}

/// What an item holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// A box, and words.
    Words,
    /// A box, and nothing else.
    BoxOnly,
    /// No box that Markdown knows.
    NoBox,
}

/// What a document's Markdown says of each of its lines.
struct Map<'d> {
    document: &'d Document,
    /// By line, from 0.
    places: Vec<Place>,
    /// The sections of examples and legends: first and last line, and the reason.
    sections: Vec<(u32, u32, Reason)>,
}

impl<'d> Map<'d> {
    fn of(document: &'d Document) -> Self {
        let lines = document.lines.lines() + 1;
        let places = vec![Place::Blank; lines];
        let mut map = Self { document, places, sections: Vec::new() };
        if let Some(span) = document.front_matter.span {
            map.mark(span, Place::Fixed(Reason::FrontMatter));
        }
        map.blocks(document.blocks(), None, 0);
        map.sections();
        map
    }

    /// Why a line that looks so is no task; the nearest thing around it says why.
    fn reason(&self, line: u32, shape: Shape) -> Reason {
        let place = self.places.get(line as usize).copied().unwrap_or(Place::Blank);
        let in_table = place == Place::Fixed(Reason::Table);
        if let Place::Fixed(reason) = place
            && !in_table
        {
            return reason;
        }
        let after = self.sections.partition_point(|(first, ..)| *first <= line);
        let section = after.checked_sub(1).and_then(|at| self.sections.get(at));
        let section = section.filter(|(_, last, _)| line <= *last);
        match (shape, section, place) {
            (Shape::Link, ..) => Reason::Link,
            (Shape::Tag, ..) => Reason::Tag,
            (_, Some((.., reason)), _) => *reason,
            (Shape::StruckOut, ..) => Reason::StruckOut,
            (_, _, Place::Fixed(reason)) => reason,
            (_, _, Place::Text(Some(item))) => Reason::Continues(item),
            (_, _, Place::Text(None)) => Reason::Text,
            (_, _, Place::Item(Held::BoxOnly)) => Reason::NoWords,
            (Shape::Drawn, ..) => Reason::Drawn,
            (Shape::Wrapped, ..) => Reason::Wrapped,
            (Shape::NoSpace, ..) => Reason::NoSpace,
            (Shape::NoMark, ..) => Reason::NoMark,
            (Shape::LongMark, ..) => Reason::LongMark,
            (Shape::Box, ..) => Reason::NotRead,
        }
    }

    fn mark(&mut self, span: Span, place: Place) {
        let last = self.last_line(span);
        for line in span.line..=last {
            if let Some(found) = self.places.get_mut(line as usize) {
                *found = place;
            }
        }
    }

    fn last_line(&self, span: Span) -> u32 {
        let end = span.end.saturating_sub(1).max(span.start) as usize;
        self.document.lines.span(&self.document.text, end, end).line
    }

    /// Marks the lines of blocks; `item` is the line of the item they belong to.
    fn blocks(&mut self, blocks: &[Block], item: Option<u32>, depth: usize) {
        for block in blocks {
            let line = block.span.line;
            let place = match &block.kind {
                BlockKind::List(list) => {
                    for inner in &list.items {
                        self.item(inner, depth + 1);
                    }
                    continue;
                }
                BlockKind::Paragraph(_) => {
                    // The line of the item itself is not its text.
                    let last = self.last_line(block.span);
                    let first = line + u32::from(item == Some(line));
                    for line in first..=last {
                        if let Some(found) = self.places.get_mut(line as usize) {
                            *found = Place::Text(item);
                        }
                    }
                    continue;
                }
                BlockKind::Code { .. } => Place::Fixed(self.code(block.span, depth)),
                BlockKind::Html(html) if html.trim_start().starts_with("<!--") => {
                    Place::Fixed(Reason::Comment(line))
                }
                BlockKind::Html(_) => Place::Fixed(Reason::Html),
                BlockKind::Quote(_) => Place::Fixed(Reason::Quote),
                BlockKind::Footnote { .. } => Place::Fixed(Reason::Footnote),
                BlockKind::Table { .. } => Place::Fixed(Reason::Table),
                BlockKind::Heading { .. } => Place::Fixed(Reason::Heading),
                BlockKind::Rule => continue,
            };
            self.mark(block.span, place);
        }
    }

    fn item(&mut self, item: &Item, depth: usize) {
        let line = item.span.line;
        let held = match item.mark {
            None => Held::NoBox,
            Some(_) if item.blocks.is_empty() => Held::BoxOnly,
            Some(_) => Held::Words,
        };
        if let Some(found) = self.places.get_mut(line as usize) {
            *found = Place::Item(held);
        }
        self.blocks(&item.blocks, Some(line), depth);
    }

    /// What makes lines code: a fence, how far they are indented, or that they
    /// stand deeper than is read.
    fn code(&self, span: Span, depth: usize) -> Reason {
        let written = span.of(&self.document.text).trim_start();
        if written.starts_with("```") || written.starts_with("~~~") {
            return Reason::Fence(span.line);
        }
        let line = line_of(self.document, span.line);
        let indented = line.starts_with("    ") || line.contains('\t');
        if depth > DEPTH || (depth == 0 && !indented) {
            return Reason::Unread;
        }
        Reason::IndentedCode
    }

    /// Finds the sections whose headings say that their boxes are shown and not meant.
    fn sections(&mut self) {
        let mut open: Option<(u8, u32, Reason)> = None;
        let mut label = None;
        for block in self.document.blocks() {
            let announced = label.take();
            let (level, inlines) = match &block.kind {
                BlockKind::Heading { level, inlines } => (level, inlines),
                BlockKind::Paragraph(inlines) => {
                    let says = section::is_legend_label(&plain(inlines));
                    label = (says && open.is_none()).then_some(block.span.line);
                    continue;
                }
                BlockKind::List(_) => {
                    let last = self.last_line(block.span);
                    self.sections
                        .extend(announced.map(|line| (line, last, Reason::Legend(line))));
                    continue;
                }
                _ => continue,
            };
            let line = block.span.line;
            if let Some((_, first, reason)) = open.filter(|(outer, ..)| level <= outer) {
                self.sections.push((first, line - 1, reason));
                open = None;
            }
            if open.is_none() {
                let words = plain(inlines);
                let reason = if shows_examples(&words) {
                    Some(Reason::Examples(line))
                } else if explains_marks(&words) {
                    Some(Reason::Legend(line))
                } else {
                    None
                };
                open = reason.map(|reason| (*level, line, reason));
            }
        }
        if let Some((_, first, reason)) = open {
            self.sections.push((first, self.document.lines.lines() as u32, reason));
        }
    }
}

/// Whether a heading says that examples follow.
fn shows_examples(words: &str) -> bool {
    static EXAMPLES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:examples?|ejemplos?|exemplos?|exemples?|beispiele?)\b|示例|例子|範例",
        )
    });
    example::is_examples_heading(words) || EXAMPLES.is_match(words)
}

/// Whether a heading says that the marks of the plan are explained below it.
fn explains_marks(words: &str) -> bool {
    static LEGEND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:legend|legende|leyenda|legenda|notation|conventions?|status (?:key|markers?|symbols?)|task format|format)\b|图例|圖例|凡例",
        )
    });
    LEGEND.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_box() {
        for (line, expected) in [
            ("- [ ] a", Shape::Box),
            ("  12) [x] a", Shape::Box),
            ("> * [ ] a", Shape::Box),
            ("- - [/] a", Shape::Box),
            ("- [ ]* a", Shape::Box),
            ("- [x]", Shape::Box),
            ("- [☑\u{fe0f}] a", Shape::Box),
            ("[ ] a", Shape::Box),
            ("## [x] a", Shape::Box),
            ("| 1 | [x] | b |", Shape::Box),
            ("- [P] a", Shape::Tag),
            ("- **[P]**: a", Shape::Tag),
            ("- [US1] a", Shape::Tag),
            ("- [x](u) a", Shape::Link),
            ("- [ ]a", Shape::NoSpace),
            ("- [] a", Shape::NoMark),
            ("- [xx] a", Shape::LongMark),
            ("- [ x] a", Shape::LongMark),
            ("- [   ] a", Shape::LongMark),
            ("~~- [ ] a~~", Shape::StruckOut),
            ("- ~~[ ] a~~", Shape::StruckOut),
            ("- **[ ] a**", Shape::Wrapped),
            ("☐ a", Shape::Drawn),
        ] {
            assert_eq!(shape(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_does_not() {
        for line in [
            "- \\[x] a",
            "- [42] a",
            "- [no] a",
            "- [text](u)",
            "- [API](u)",
            "- [[x]] a",
            "- [](u)",
            "a [ ] b",
            "[x](u)",
            "[x]: u",
            "- a [x] b",
            "| a[ ] | b |",
            "# [1.0] a",
            "✅ a",
            "",
        ] {
            assert_eq!(shape(line), None, "{line}");
        }
    }
}
