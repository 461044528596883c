//! The outline reader: headings that open phases, boxes that are tasks, bullets
//! that are fields. All dialects in which tasks are lines of one document share
//! it; a [`Grammar`] says what is particular to one.
//!
//! # What is a task
//!
//! A box that the grammar takes for one, given what the labels and headings
//! above it say. Every other box is a check. Nothing in examples, legends,
//! fences, quotes and comments is either.

pub mod bare;
pub mod fields;
pub mod grouped;
pub mod head;
pub mod numbered;
pub mod table;
mod task;
pub mod trailer;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::diagnostic::{Checked, Diagnostic};
use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Document, Inline, Item, List, plain};
use crate::plan::dialects::Reading;
use crate::plan::example;
use crate::plan::field::{self, Excerpt, PRIORITY_WORDS, pattern};
use crate::plan::key_value::{KeyValue, key_values};
use crate::plan::model::{
    Check, CheckClass, CheckOwner, Diagram, Metadata, Mode, Part, Phase, PlanReference,
    Reference, Rule, StatedTotal, Statement, Status, Target, Task, TotalKind,
};
use crate::plan::outline::fields::Key;
use crate::plan::outline::head::{Head, Lead};
use crate::plan::outline::table::{Columns, TableLines};
use crate::plan::outline::task::OpenTask;
use crate::plan::outline::trailer::Trailer;
use crate::plan::section::{self, Section};
use crate::plan::status;
use crate::source::Span;

/// The level of a bold line that stands for a heading: below all headings.
const BOLD: u8 = 7;

/// What is particular to a dialect.
pub trait Grammar: Sync {
    /// Whether a heading opens a phase, and what it says.
    fn phase(&self, heading: &HeadingLine<'_>) -> Option<PhaseHeading>;

    /// What the words of a task start with.
    fn lead(&self, words: &str) -> Lead;

    /// Whether a box that stands in no task is a task.
    fn is_task(&self, head: &Head, place: &Place) -> bool;

    /// Whether a box below a task is a task, too; else it is a check of it.
    fn is_subtask(&self, parent: &Task, head: &Head) -> bool;

    /// Whether a heading is a task itself.
    fn heading_task(&self, _heading: &HeadingLine<'_>) -> Option<HeadingTask> {
        None
    }

    /// What the section of a heading is for.
    fn section(&self, words: &str) -> Section {
        section::of(words)
    }

    /// What a mark means; nothing for one that means nothing.
    fn status(&self, symbol: char) -> Option<Status> {
        field::status(symbol)
    }

    /// How a task stands beside its neighbours where no mark says so.
    fn mode(&self) -> Mode {
        Mode::Unknown
    }

    /// Whether a line in bold, alone in its paragraph, opens a phase.
    fn bold_phase(&self, _words: &str) -> Option<PhaseHeading> {
        None
    }

    /// Takes off the line of a task what its author wrote behind or between the
    /// words of its title: dates, tags, ids.
    fn trailers(&self, _line: &mut Vec<Inline>) -> Vec<Trailer> {
        Vec::new()
    }

    /// What the columns of a table are, where each of its rows is a task.
    fn table(&self, _table: &TableLines<'_>) -> Option<Columns> {
        None
    }

    /// Whether a box in a block quote can be a task: `> - [ ] Water the beds`.
    fn reads_quotes(&self) -> bool {
        false
    }
}

/// A heading, as a grammar sees it.
pub struct HeadingLine<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub words: &'a str,
    /// Its words with their marks.
    pub inlines: &'a [Inline],
    /// Where it stands.
    pub span: Span,
    /// Whether no heading stands before it, so that it may name the plan.
    pub is_first: bool,
    /// Whether boxes stand below it, before the next heading.
    pub has_boxes: bool,
    /// Whether boxes stand in its section, also below headings inside it.
    pub holds_boxes: bool,
    /// What follows it, up to the end of the document.
    pub below: &'a [Block],
    /// The level of the heading that opened the phase it stands in.
    pub in_phase: Option<u8>,
}

/// A phase's heading, taken apart.
#[derive(Debug, Clone)]
pub struct PhaseHeading {
    /// `2`, where it has a number.
    pub number: Option<String>,
    /// Its title, without number and mode.
    pub title: String,
    /// How its tasks may be worked on.
    pub mode: Mode,
    /// The user story that it delivers.
    pub story: Option<String>,
}

/// A heading that is a task.
pub struct HeadingTask {
    /// Its id, marks and title.
    pub head: Head,
    /// Its box, where it has one: `## [~] Track: …`.
    pub mark: Option<char>,
    /// The status that its words give; else the boxes below it do.
    pub status: Option<Status>,
}

/// Where a box stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// What the label above the list, or else a heading, says that its boxes are.
    pub claimed: Option<CheckClass>,
    /// What the headings alone say.
    pub section: Option<CheckClass>,
    /// Whether it stands in a phase.
    pub in_phase: bool,
    /// Whether it stands below a bullet that is no task.
    pub below_bullet: bool,
}

/// Reads a tasks document, the first of a plan's documents.
pub fn read(documents: &[Arc<Document>], grammar: &dyn Grammar) -> Checked<Reading> {
    let Some(document) = documents.first() else {
        return Checked::new(Reading::default(), Vec::new());
    };
    let excerpt =
        Excerpt { text: &document.text, lines: &document.lines, path: &document.path };
    let mut reader = Reader {
        document,
        grammar,
        excerpt,
        reading: Reading::default(),
        diagnostics: Vec::new(),
        ids: BTreeSet::new(),
        pending: Vec::new(),
        headings: Vec::new(),
        phase: None,
        open: Vec::new(),
        met_heading: false,
        after_rule: false,
        label: None,
        legend: false,
        below_bullet: false,
    };
    let mut at = 0;
    while let Some(block) = document.blocks().get(at) {
        at += 1;
        match &block.kind {
            BlockKind::Heading { level, inlines } => {
                let words = plain(inlines);
                let line = HeadingLine {
                    level: *level,
                    words: &words,
                    inlines,
                    span: block.span,
                    is_first: !reader.met_heading,
                    has_boxes: has_boxes(&document.blocks()[at..]),
                    holds_boxes: section_has_boxes(document.blocks(), at, *level),
                    below: &document.blocks()[at..],
                    in_phase: reader.phase_level(),
                };
                reader.met_heading = true;
                match reader.heading(block, &line) {
                    Section::Examples => {
                        let end = example::section_end(document, at, *level);
                        reader.examples(&document.blocks()[at..end]);
                        at = end;
                    }
                    Section::Legend => {
                        let end = legend_end(document.blocks(), at, *level);
                        reader
                            .pending
                            .extend(document.blocks()[at..end].iter().map(Cow::Borrowed));
                        at = end;
                    }
                    Section::Plain | Section::Checks(_) | Section::Dependencies => {}
                }
            }
            BlockKind::Rule => {
                reader.after_rule = true;
                reader.label = None;
            }
            BlockKind::Paragraph(inlines)
                if reader.bold_phase(block, inlines, &document.blocks()[at..]) => {}
            _ if !reader.open.is_empty() => reader.below_heading(block),
            BlockKind::Paragraph(inlines) => {
                reader.paragraph(block, inlines);
            }
            BlockKind::List(list) => {
                reader.list(block, list);
            }
            BlockKind::Code { info, code, .. } if prose::is_mermaid(info) => {
                reader.diagram(block.span, code);
            }
            BlockKind::Html(html) => reader.comment(block.span, html),
            BlockKind::Quote(inner) if grammar.reads_quotes() => {
                reader.quote(block, inner);
            }
            BlockKind::Table { head, rows, .. } => reader.table(block, head, rows),
            _ => reader.pending.push(Cow::Borrowed(block)),
        }
    }
    reader.close_tasks(0);
    reader.end_phase();
    reader.front_matter();
    Checked::new(reader.reading, reader.diagnostics)
}

/// Where the section that starts at `from` ends: at the next heading of its level or above.
pub fn section_end(blocks: &[Block], from: usize, level: u8) -> usize {
    let ends = |at: &usize| matches!(&blocks[*at].kind, BlockKind::Heading { level: next, .. } if *next <= level);
    (from..blocks.len()).find(ends).unwrap_or(blocks.len())
}

/// Where a legend that starts at `from` ends: with its section, or at a rule behind
/// which no heading of it follows, since the plan itself may start there.
fn legend_end(blocks: &[Block], from: usize, level: u8) -> usize {
    let end = section_end(blocks, from, level);
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    let last =
        blocks[from..end].iter().rposition(is_heading).map_or(from, |at| from + at);
    let mut below = blocks[last..end].iter();
    below
        .position(|block| matches!(block.kind, BlockKind::Rule))
        .map_or(end, |at| last + at)
}

/// Whether a list with boxes stands before the next heading.
pub fn has_boxes(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .take_while(|block| !matches!(block.kind, BlockKind::Heading { .. }))
        .any(|block| matches!(&block.kind, BlockKind::List(list) if list_has_boxes(list)))
}

/// Whether a list with boxes stands in the section of a heading.
fn section_has_boxes(blocks: &[Block], from: usize, level: u8) -> bool {
    let section = &blocks[from..section_end(blocks, from, level)];
    section
        .iter()
        .any(|block| matches!(&block.kind, BlockKind::List(list) if list_has_boxes(list)))
}

/// Whether a list, or one inside it, has boxes.
pub fn list_has_boxes(list: &List) -> bool {
    list.items.iter().any(|item| item.mark.is_some() || lists(item).any(list_has_boxes))
}

/// The lists that stand directly in an item.
pub fn lists(item: &Item) -> impl Iterator<Item = &List> {
    item.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::List(list) => Some(list),
        _ => None,
    })
}

/// A heading that is open: the text below it belongs to it.
struct Heading {
    level: u8,
    kind: Kind,
    optional: bool,
}

/// What a heading's section is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Phase,
    Checks(CheckClass),
    Dependencies,
}

/// What is read so far.
struct Reader<'d> {
    document: &'d Document,
    grammar: &'d dyn Grammar,
    excerpt: Excerpt<'d>,
    reading: Reading,
    diagnostics: Vec<Diagnostic>,
    /// The ids of headings that the body has.
    ids: BTreeSet<String>,
    /// Text that waits for its place in the body.
    pending: Vec<Cow<'d, Block>>,
    headings: Vec<Heading>,
    phase: Option<usize>,
    /// The tasks that are headings and still open, outermost first.
    open: Vec<OpenTask<'d>>,
    /// Whether a heading was met.
    met_heading: bool,
    /// Whether a rule was passed since the last heading: the footer may follow.
    after_rule: bool,
    /// What the label above says of the boxes below it.
    label: Option<CheckClass>,
    /// Whether the line above says that the next list explains marks.
    legend: bool,
    /// Whether the list that is read stands below a bullet that is no task.
    below_bullet: bool,
}

impl<'d> Reader<'d> {
    /// Puts the waiting text into the body.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        let blocks: Vec<&Block> = pending.iter().map(AsRef::as_ref).collect();
        // Each part is rendered alone; a heading that an earlier part has too
        // gets another prefix, so that ids stay unique on the page.
        let headings = prose::headings(&blocks, "h-");
        let taken = headings.iter().any(|heading| self.ids.contains(&heading.id));
        let prefix = if taken {
            format!("h{}-", self.reading.body.len())
        } else {
            "h-".to_owned()
        };
        self.ids.extend(headings.into_iter().map(|heading| heading.id));
        self.reading.body.push(Part::Prose(prose::render(&blocks, &prefix)));
    }

    fn end_phase(&mut self) {
        self.flush();
        if self.phase.take().is_some() {
            self.reading.body.push(Part::PhaseEnd);
        }
    }

    /// The level of the heading that opened the phase we are in.
    fn phase_level(&self) -> Option<u8> {
        let mut open = self.headings.iter().rev();
        open.find(|open| open.kind == Kind::Phase).map(|open| open.level)
    }

    /// Takes in a heading; says what its section is for.
    fn heading(&mut self, block: &'d Block, line: &HeadingLine<'_>) -> Section {
        let &HeadingLine { level, words, .. } = line;
        self.after_rule = false;
        self.label = None;
        self.legend = false;
        let phase = self.grammar.phase(line);
        let names_the_plan = level == 1
            && self.reading.title.is_empty()
            && self.reading.phases.is_empty()
            && phase.is_none();
        if names_the_plan {
            if !names_nothing(words) {
                self.reading.title = title_of(words).unwrap_or(words).trim().to_owned();
            }
            return Section::Plain;
        }
        self.close_tasks(level);
        while self.headings.last().is_some_and(|open| open.level >= level) {
            if self.headings.pop().is_some_and(|closed| closed.kind == Kind::Phase) {
                self.end_phase();
            }
        }
        let optional = self.headings.last().is_some_and(|open| open.optional)
            || status::says_optional(words);
        if let Some(found) = phase {
            self.open_phase((block.span, words), found);
            self.headings.push(Heading { level, kind: Kind::Phase, optional });
            self.mark_optional();
            return Section::Plain;
        }
        if let Some(task) = self.grammar.heading_task(line) {
            self.headings.push(Heading { level, kind: Kind::Plain, optional });
            self.drop_wrapper();
            self.heading_is_task(block, level, task);
            return Section::Plain;
        }
        let section = self.grammar.section(words);
        let kind = match section {
            Section::Checks(class) => Kind::Checks(class),
            Section::Dependencies => Kind::Dependencies,
            Section::Plain | Section::Examples | Section::Legend => Kind::Plain,
        };
        if matches!(section, Section::Examples | Section::Legend) {
            self.close_tasks(0);
        }
        self.headings.push(Heading { level, kind, optional });
        match self.open.last_mut() {
            Some(open) => open.description.push(Cow::Borrowed(block)),
            None => self.pending.push(Cow::Borrowed(block)),
        }
        section
    }

    /// Takes in a bold line that opens a phase where no heading does:
    /// `**Phase 2: Delivery**` right above boxes.
    fn bold_phase(
        &mut self,
        block: &'d Block,
        inlines: &[Inline],
        below: &'d [Block],
    ) -> bool {
        let [Inline::Strong(strong)] = inlines else { return false };
        let words = plain(strong);
        if let Some(found) = self.grammar.bold_phase(&words) {
            self.open_bold_phase(block, (found, &words));
            return true;
        }
        let outer = self.phase_level();
        let has_tasks = matches!(below.first().map(|next| &next.kind),
            Some(BlockKind::List(list)) if list_has_boxes(list));
        if !has_tasks
            || outer.is_some_and(|level| level < BOLD)
            || self.check_section().is_some()
        {
            return false;
        }
        let line = HeadingLine {
            level: BOLD,
            span: block.span,
            words: &words,
            inlines: strong,
            is_first: false,
            has_boxes: true,
            holds_boxes: true,
            below,
            in_phase: None,
        };
        // Only words such as `Phase 2` make one: other bold lines are labels.
        let is_numbered =
            self.grammar.phase(&line).is_some_and(|found| found.number.is_some());
        if !is_numbered || !words.trim().starts_with(char::is_alphabetic) {
            return false;
        }
        self.heading(block, &line);
        true
    }

    /// Starts a phase whose heading, or bold line, has these words.
    fn open_phase(&mut self, (span, words): (Span, &str), found: PhaseHeading) {
        self.close_tasks(0);
        self.drop_wrapper();
        self.end_phase();
        self.phase = Some(self.reading.phases.len());
        self.reading.body.push(Part::PhaseStart(self.reading.phases.len()));
        self.reading.phases.push(Phase {
            number: found.number,
            title: found.title,
            mode: found.mode,
            story: found.story,
            priority: priority(words),
            goal: None,
            path: self.excerpt.path.clone(),
            span,
            optional: false,
            free: false,
        });
    }

    /// Says of the phase that was opened last whether its heading lets it be left out.
    fn mark_optional(&mut self) {
        if let (Some(phase), Some(heading)) =
            (self.reading.phases.last_mut(), self.headings.last())
        {
            phase.optional = heading.optional;
        }
    }

    /// Opens a phase that is a line in bold, below all headings.
    fn open_bold_phase(&mut self, block: &Block, (found, words): (PhaseHeading, &str)) {
        while self.headings.last().is_some_and(|open| open.level >= BOLD) {
            self.headings.pop();
        }
        let above = self.headings.last().is_some_and(|open| open.optional);
        let optional = above || status::says_optional(&found.title);
        self.open_phase((block.span, words), found);
        self.label = None;
        self.headings.push(Heading { level: BOLD, kind: Kind::Phase, optional });
        self.mark_optional();
    }

    /// Leaves out a heading that says nothing but that phases follow.
    fn drop_wrapper(&mut self) {
        if let Some(BlockKind::Heading { inlines, .. }) =
            self.pending.last().map(|block| &block.kind)
            && is_wrapper(&plain(inlines))
        {
            self.pending.pop();
        }
    }

    fn examples(&mut self, blocks: &'d [Block]) {
        let blocks: Vec<&Block> = blocks.iter().collect();
        let section = example::read(self.document, &blocks, None);
        self.pending.extend(section.intro.into_iter().map(Cow::Borrowed));
        self.flush();
        if !section.examples.is_empty() {
            self.reading.body.push(Part::Examples);
            self.reading.examples.extend(section.examples);
        }
    }

    fn diagram(&mut self, span: Span, source: &str) {
        self.flush();
        self.reading.body.push(Part::Diagram(self.reading.diagrams.len()));
        self.reading.diagrams.push(Diagram {
            source: source.to_owned(),
            span,
            dependencies: self
                .headings
                .iter()
                .any(|open| open.kind == Kind::Dependencies),
            chart: None,
        });
    }

    /// `<!-- DEPENDS_ON: Phase 2 completion -->` states; other comments do not show.
    fn comment(&mut self, span: Span, html: &str) {
        static DEPENDS: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?s)^\s*<!--\s*DEPENDS_ON\s*:(.*?)-->"));
        if let (Some(found), Some(phase)) = (DEPENDS.captures(html), self.phase) {
            let value = found.get(1).map_or("", |value| value.as_str());
            let offset = found.get(1).map_or(0, |value| value.start());
            self.group(value, span.start as usize + offset, phase, span);
        }
        if !html.trim_start().starts_with("<!--") {
            let block = Block { kind: BlockKind::Html(html.to_owned()), span };
            self.pending.push(Cow::Owned(block));
        }
    }

    /// A statement about a whole phase.
    fn group(&mut self, value: &str, start: usize, phase: usize, span: Span) {
        static STRETCH: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\b(?:milestone|sprint)\s+\d+(?:\.\d+)*\b"));
        let mut named = field::references(self.excerpt, value, start);
        if named.iter().all(|found| found.target == Target::Unknown) {
            // What is no phase by its words may be called so by its title.
            let by_title: Vec<Reference> = STRETCH
                .find_iter(value)
                .map(|found| Reference {
                    plan: None,
                    target: Target::PhaseTitled(found.as_str().to_lowercase()),
                    text: found.as_str().to_owned(),
                    span: self.excerpt.span(start + found.start(), start + found.end()),
                })
                .collect();
            named = if by_title.is_empty() { named } else { by_title };
        }
        for before in named {
            let after = Reference {
                plan: None,
                target: Target::PhaseIndex(phase),
                text: self.reading.phases[phase].title.clone(),
                span,
            };
            let span = before.span;
            self.state(Rule::Group, (before, after), span);
        }
    }

    /// States that one comes before another.
    fn state(&mut self, rule: Rule, (before, after): (Reference, Reference), span: Span) {
        let path = self.excerpt.path.clone();
        let stated = Statement { rule, before, after, label: None, path, span };
        self.reading.statements.push(stated);
    }

    /// Takes in a block quote: its lists may hold tasks, the rest is text.
    fn quote(&mut self, block: &'d Block, inner: &'d [Block]) {
        let holds = |inner: &Block| matches!(&inner.kind, BlockKind::List(list) if list_has_boxes(list));
        if !inner.iter().any(holds) {
            self.pending.push(Cow::Borrowed(block));
            return;
        }
        for inner in inner {
            match &inner.kind {
                BlockKind::List(list) if list_has_boxes(list) => self.list(inner, list),
                BlockKind::Quote(deeper) => self.quote(inner, deeper),
                _ => self.pending.push(Cow::Owned(Block {
                    kind: BlockKind::Quote(vec![without_callout(inner)]),
                    span: inner.span,
                })),
            }
        }
    }

    fn paragraph(&mut self, block: &'d Block, inlines: &'d [Inline]) {
        let Some(lines) = key_values(self.document, block, inlines) else {
            if let [Inline::Strong(strong)] = inlines {
                self.set_label(&plain(strong));
            } else {
                self.legend = is_legend_line(&plain(inlines));
            }
            let first = self.reading.summary.is_none()
                && self.headings.is_empty()
                && self.reading.phases.is_empty();
            if first {
                self.reading.summary = Some(plain(inlines));
            }
            self.pending.push(Cow::Borrowed(block));
            return;
        };
        for line in &lines {
            self.totals(line);
        }
        if let [line] = lines.as_slice()
            && line.value.is_empty()
        {
            self.set_label(&line.key);
            self.pending.push(Cow::Borrowed(block));
            return;
        }
        let is_footer = example::is_footer(self.document, block)
            || (self.after_rule && lines.iter().all(|line| !line.value.is_empty()));
        let is_head = self.headings.is_empty()
            || (self.reading.phases.is_empty()
                && lines.iter().any(|line| line.key.eq_ignore_ascii_case("pattern")));
        match self.phase {
            Some(phase) if !is_footer => {
                let count = lines.len();
                let kept: Vec<KeyValue> = lines
                    .into_iter()
                    .filter(|line| !self.phase_line(phase, line))
                    .collect();
                if kept.len() == count {
                    self.pending.push(Cow::Borrowed(block));
                } else if !kept.is_empty() {
                    self.pending.push(Cow::Owned(paragraph_of(kept, block.span)));
                }
            }
            _ if is_footer || is_head => {
                for line in lines {
                    self.metadata(line);
                }
            }
            _ => self.pending.push(Cow::Borrowed(block)),
        }
    }

    /// Takes a label to heart: one that says nothing of checks ends what the last
    /// one said, save that a decision has branches below it.
    fn set_label(&mut self, words: &str) {
        self.legend = section::is_legend_label(words);
        let decides = self.label.filter(|class| *class == CheckClass::Decision);
        self.label = section::check_class(words).or(decides);
    }

    /// Reads a `**Key**: value` of a phase; `false` leaves it to the prose.
    fn phase_line(&mut self, phase: usize, line: &KeyValue) -> bool {
        match line.key.to_lowercase().as_str() {
            "goal" => {
                self.reading.phases[phase].goal =
                    Some(prose::render_inlines(&line.value));
                true
            }
            "depends on" | "dependencies" | "depends" | "after" => {
                self.group(&line.raw.1, line.raw.0, phase, line.span);
                // Words beside the references are the author's and stay.
                false
            }
            key => {
                let meant = fields::meant(key, &[]).and_then(Key::of);
                if meant == Some(Key::Dependencies) {
                    self.misspelt_line(line);
                }
                false
            }
        }
    }

    fn metadata(&mut self, line: KeyValue) {
        let value = plain(&line.value).trim().to_owned();
        match line.key.to_lowercase().as_str() {
            "pattern" => self.reading.pattern = Some(value.clone()),
            key if key.starts_with("generated from")
                && key.ends_with("pattern")
                && self.reading.pattern.is_none() =>
            {
                self.reading.pattern = Some(value.clone());
            }
            "task philosophy" => self.reading.philosophy = Some(value.clone()),
            _ => {}
        }
        self.reading.metadata.push(Metadata {
            key: line.key,
            value,
            prose: prose::render_inlines(&line.value),
            span: line.span,
        });
    }

    /// Notes totals that the author states: `**Duration**: ~4 hours sequential
    /// execution, ~2.5 hours with parallelization`.
    fn totals(&mut self, line: &KeyValue) {
        let key = line.key.to_lowercase();
        let value = plain(&line.value);
        if self.phase.is_some() && !self.after_rule {
            return;
        }
        let is_time = ["time", "duration", "execution", "parallel"]
            .iter()
            .any(|word| key.contains(word))
            && !["savings", "saved", "strategy", "philosophy", "tasks"]
                .iter()
                .any(|word| key.contains(word));
        let mut state = |kind, amount: Option<u32>, text: &str| {
            self.reading.totals.extend(amount.map(|value| StatedTotal {
                kind,
                value,
                text: text.trim().to_owned(),
                span: line.span,
            }));
        };
        if is_time {
            for part in value.split([',', ';', '/']) {
                let lower = part.to_lowercase();
                let parallel = lower.contains("parallel")
                    || (key.contains("parallel") && !lower.contains("sequential"));
                let kind =
                    if parallel { TotalKind::Parallel } else { TotalKind::Sequential };
                // What stands in brackets explains: `(sum of all durations)`.
                let words = part.split('(').next().unwrap_or(part);
                state(kind, field::minutes(words), part);
            }
        } else if key.contains("context")
            && (key.contains("total") || key.contains("budget"))
        {
            state(TotalKind::Tokens, field::tokens(&value), &value);
        } else if key == "total phases" {
            state(TotalKind::Phases, value.trim().parse().ok(), &value);
        }
    }

    fn list(&mut self, block: &'d Block, list: &'d List) {
        if std::mem::take(&mut self.legend) {
            self.pending.push(Cow::Borrowed(block));
            return;
        }
        self.bulleted_groups(list);
        let heads: Vec<Option<Head>> =
            list.items.iter().map(|item| self.task_head(item)).collect();
        let groups = |item: &Item| self.groups_tasks(item);
        if heads.iter().all(Option::is_none) && !list.items.iter().any(groups) {
            self.checks(&list.items, None);
            self.pending.push(Cow::Borrowed(block));
            return;
        }
        let mut run: Vec<Item> = Vec::new();
        for (place, (item, head)) in list.items.iter().zip(heads).enumerate() {
            let Some(head) = head else {
                if !self.groups_tasks(item) {
                    self.checks(std::slice::from_ref(item), None);
                    run.push(item.clone());
                    continue;
                }
                let mut words = item.clone();
                words.blocks.retain(|block| !matches!(block.kind, BlockKind::List(_)));
                self.checks(std::slice::from_ref(&words), None);
                run.push(words);
                self.text_between(list, place + 1, &mut run);
                let outer = std::mem::replace(&mut self.below_bullet, true);
                for block in &item.blocks {
                    if let BlockKind::List(inner) = &block.kind {
                        self.list(block, inner);
                    }
                }
                self.below_bullet = outer;
                continue;
            };
            self.text_between(list, place, &mut run);
            self.flush();
            self.task(item, head, None);
        }
        self.text_between(list, list.items.len(), &mut run);
    }

    /// Takes in `- **Depends On**: Phase 1` of a phase, and `- **Task ID**: WF-01`, by
    /// which others name it; the bullets stay in the text.
    fn bulleted_groups(&mut self, list: &List) {
        let Some(phase) = self.phase else { return };
        for item in list.items.iter().filter(|item| item.mark.is_none()) {
            let Some(block) = item.blocks.first() else { continue };
            let BlockKind::Paragraph(inlines) = &block.kind else { continue };
            for line in key_values(self.document, block, inlines).unwrap_or_default() {
                let key = line.key.to_lowercase();
                if key.starts_with("depend") {
                    self.phase_line(phase, &line);
                } else if key == "id" || key.ends_with(" id") {
                    let value = plain(&line.value);
                    let id = Some(value.trim()).filter(|id| field::is_id(id));
                    let number = &mut self.reading.phases[phase].number;
                    *number = number.take().or(id.map(str::to_owned));
                }
            }
        }
    }

    /// Keeps items that stand between tasks as a list of their own.
    fn text_between(&mut self, list: &List, place: usize, run: &mut Vec<Item>) {
        let items = std::mem::take(run);
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
        let span = Span { end: last.span.end, ..first.span };
        let ordered = list.ordered.map(|number| number + (place - items.len()) as u32);
        let list = List { ordered, tight: list.tight, items };
        self.pending.push(Cow::Owned(Block { kind: BlockKind::List(list), span }));
    }

    /// Says whether an item of a top-level list is a task, and takes its head apart.
    fn task_head(&self, item: &Item) -> Option<Head> {
        self.boxed_task(item, &self.place())
    }

    /// Where a box stands that is met now.
    fn place(&self) -> Place {
        let section = self.check_section();
        Place {
            claimed: self.label.or(section),
            section,
            in_phase: self.phase.is_some(),
            below_bullet: self.below_bullet,
        }
    }

    fn boxed_task(&self, item: &Item, place: &Place) -> Option<Head> {
        item.mark?;
        let head = self.head(item)?;
        self.grammar.is_task(&head, place).then_some(head)
    }

    /// Takes the first line of an item apart.
    fn head(&self, item: &Item) -> Option<Head> {
        let BlockKind::Paragraph(inlines) = &item.blocks.first()?.kind else {
            return None;
        };
        trailer::head(inlines, self.grammar)
    }

    /// What the headings make of boxes below them; a phase inside such a section
    /// ends it.
    fn check_section(&self) -> Option<CheckClass> {
        let inside =
            self.headings.iter().rev().take_while(|open| open.kind != Kind::Phase);
        let mut classes = inside.filter_map(|open| match open.kind {
            Kind::Checks(class) => Some(class),
            Kind::Plain | Kind::Phase | Kind::Dependencies => None,
        });
        classes.next()
    }

    /// Whether an item that is no task holds some: `- Outside` above a list of them.
    fn groups_tasks(&self, item: &Item) -> bool {
        let place = Place { below_bullet: true, ..self.place() };
        lists(item).flat_map(|list| &list.items).any(|item| {
            self.boxed_task(item, &place).is_some() || self.groups_tasks(item)
        })
    }

    /// Counts the boxes of items, and of the lists in them, as checks.
    fn checks(&mut self, items: &[Item], task: Option<usize>) {
        let section = self.check_section();
        let owner = match (task, self.phase) {
            (Some(task), _) => CheckOwner::Task(task),
            (None, Some(phase)) => CheckOwner::Phase(phase),
            (None, None) => CheckOwner::Plan,
        };
        let class = match task {
            Some(_) => CheckClass::Acceptance,
            None => self.label.or(section).unwrap_or(CheckClass::Checklist),
        };
        for item in items {
            if let Some(mark) = item.mark {
                let text = match item.blocks.first().map(|block| &block.kind) {
                    Some(BlockKind::Paragraph(inlines)) => plain(inlines),
                    _ => String::new(),
                };
                let done = self.grammar.status(mark.symbol) == Some(Status::Done);
                self.reading.checks.push(Check {
                    text: text.trim().to_owned(),
                    done,
                    owner,
                    class,
                    path: self.excerpt.path.clone(),
                    span: item.span,
                });
            }
            for list in lists(item) {
                self.checks(&list.items, task);
            }
        }
    }

    /// `depends_on:` in front matter: the whole plan waits.
    fn front_matter(&mut self) {
        let Some(span) = self.document.front_matter.span else { return };
        if let Some(title) = self.document.front_matter.text("title") {
            self.reading.title = title_of(&title).unwrap_or(&title).to_owned();
        }
        if let Some(pattern) = self.document.front_matter.text("pattern") {
            self.reading.pattern.get_or_insert(pattern);
        }
        for key in ["depends_on", "dependencies"] {
            for value in self.document.front_matter.list(key) {
                let raw = span.of(&self.document.text);
                // The same word may stand in a title above.
                let below = raw.find(key).map_or(0, |at| at + key.len());
                let found = raw[below..].find(&value).map_or(0, |at| below + at);
                let start = span.start as usize + found;
                // A word without `#` is the name of a plan: `003-auth`.
                let is_name = value.contains(char::is_alphabetic)
                    && value.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
                let references = match is_name {
                    true => vec![Reference {
                        plan: Some(PlanReference::Id(value.clone())),
                        target: Target::Plan,
                        text: value.clone(),
                        span: self.excerpt.span(start, start + value.len()),
                    }],
                    false => field::references(self.excerpt, &value, start),
                };
                for before in references {
                    let span = before.span;
                    let after = Reference {
                        plan: None,
                        target: Target::Plan,
                        text: self.reading.title.clone(),
                        span,
                    };
                    self.state(Rule::Group, (before, after), span);
                }
            }
        }
    }
}

/// Whether a paragraph is a line that announces a legend: `Status indicators:`.
pub fn is_legend_line(words: &str) -> bool {
    words.trim_end().ends_with([':', '：']) && section::is_legend_label(words)
}

/// A paragraph of `**Key**: value` lines, where some of a paragraph were taken out.
fn paragraph_of(lines: Vec<KeyValue>, span: Span) -> Block {
    let mut inlines = Vec::new();
    for line in lines {
        if !inlines.is_empty() {
            inlines.push(Inline::SoftBreak);
        }
        inlines.push(Inline::Strong(vec![Inline::Text(line.key)]));
        inlines.push(Inline::Text(": ".to_owned()));
        inlines.extend(line.value);
    }
    Block { kind: BlockKind::Paragraph(inlines), span }
}

/// What a quote says in front of a callout's title, `[!todo] Today`, taken off it.
fn without_callout(block: &Block) -> Block {
    static CALLOUT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*\[!(\w[\w-]*)\][+-]?\s*"));
    let mut block = block.clone();
    if let BlockKind::Paragraph(inlines) = &mut block.kind
        && let Some(Inline::Text(text)) = inlines.first_mut()
        && let Some(found) = CALLOUT.captures(text)
    {
        let rest = &text[found.get(0).map_or(0, |whole| whole.end())..];
        // Without a title of its own, a callout is called what it is.
        *text = if rest.is_empty() { found[1].to_owned() } else { rest.to_owned() };
    }
    block
}

/// Whether a heading says nothing but that phases or tasks follow.
pub fn is_wrapper(words: &str) -> bool {
    let words = words.trim().trim_end_matches([':', '：']).to_lowercase();
    names_nothing(&words)
        || matches!(
            words.as_str(),
            "phase structure" | "phases" | "task breakdown" | "todo" | "to do"
        )
}

/// The priority that a heading states, with what stands behind it: `(Priority: P1) 🎯 MVP`.
fn priority(words: &str) -> Option<String> {
    static PRIORITY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)[(（\[]\s*(?:(?:{PRIORITY_WORDS})\s*[:：]?\s*([\p{{L}}\d]+(?:\s*[-–/]\s*[\p{{L}}\d]+)?)|(p\d))\s*[)）\]]",
        ))
    });
    let found = PRIORITY.captures(words)?;
    let level = found.get(1).or(found.get(2))?.as_str();
    let rest = &words[found.get(0)?.end()..];
    let is_mvp = rest.split(|c: char| !c.is_alphanumeric()).any(|word| word == "MVP");
    Some(if is_mvp { format!("{level}, MVP") } else { level.to_owned() })
}

/// Whether a first heading says only what every tasks document is.
fn names_nothing(words: &str) -> bool {
    let words = words.trim().trim_end_matches([':', '：']).to_lowercase();
    // `実装計画 (Implementation Plan)` says it twice.
    if let Some((first, second)) = words.split_once([' ', '（', '('])
        && let Some(second) =
            second.trim_start_matches(['(', '（']).strip_suffix([')', '）'])
        && words.contains(['(', '（'])
    {
        return names_nothing(first) && names_nothing(second);
    }
    matches!(
        words.as_str(),
        "tasks"
            | "implementation tasks"
            | "implementation task list"
            | "implementation plan"
            | "task list"
            | "tasks document"
            | "task document"
            | "任务文档"
            | "任務文件"
            | "实现任务"
            | "实施任务"
            | "実装タスク一覧"
            | "タスク一覧"
            | "구현 계획"
            | "작업 목록"
            | "plan d'implémentation"
            | "任务"
            | "任务列表"
            | "任务清单"
            | "任務"
            | "任務列表"
            | "任務清單"
            | "實作計畫"
            | "实施计划"
            | "实现计划"
            | "実装計画"
            | "実装タスク"
            | "タスク"
            | "plan de implementación"
            | "plano de implementação"
            | "タスクリスト"
            | "작업"
            | "tareas"
            | "tarefas"
    )
}

/// The plan's name in its first heading: `Tasks - NAME`, `Implementation Tasks: NAME`.
pub fn title_of(words: &str) -> Option<&str> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:implementation\s+|feature\s+|\p{L}*spec\s+)?tasks?(?:\s+(?:list|document))?(?:\s*\([^)]*\))?\s*(?:[-–—:：]\s*(.+))$|^(?:implementation plan|实施计划|实现计划|實作計畫|実装計画|任务文档|(?:实施|实现|開發|开发)?任务(?:列表|清单|分解)?|(?:實作|實施|開發)?任務(?:列表|清單|分解)?|(?:実装)?タスク(?:一覧|リスト)?|구현 계획|(?:구현\s*|실행\s*)?작업(?:\s*목록)?|(?:lista\s+de\s+)?tareas|(?:lista\s+de\s+)?tarefas|plan de implementación|plano de implementação|plan d'implémentation|aufgaben(?:liste)?|(?:liste\s+des\s+)?tâches)(?:\s*[(（][^)）]*[)）])?\s*[-–—:：]\s*(.+)$|^(?:implementation plan|tasks?|task list) for (.+)$",
        )
    });
    let found = TITLE.captures(words.trim())?;
    found.iter().skip(1).flatten().next().map(|name| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        assert_eq!(title_of("Tasks - Auth"), Some("Auth"));
        assert_eq!(title_of("Implementation Tasks: Trip"), Some("Trip"));
        assert_eq!(title_of("Implementation Plan for Trails"), Some("Trails"));
        assert_eq!(title_of("タスク一覧: 温室"), Some("温室"));
        assert_eq!(title_of("실행 작업: 온실"), Some("온실"));
        assert_eq!(title_of("Tasks"), None);
    }
}
