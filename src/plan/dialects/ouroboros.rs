//! The Ouroboros dialect: `### Phase 2: Automation (4 parallel 🐍)` and
//! `- [ ] **🐍 2.1 Set up the pipeline**`, with fields as italic bullets.
//!
//! A snail (🐌) is worked on in sequence, a snake (🐍) beside its neighbours. A
//! snail inside a parallel phase is the step that joins the snakes before it, so
//! the mode of a phase is not the mode of each task.
//!
//! # What is a task
//!
//! A box with a number or an animal; without either, a box of a phase that no
//! label (`**Success Criteria**:`) claims. Every other box is a check. Nothing
//! in examples, fences and comments is either.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Checked, Diagnostic, code};
use crate::markdown::prose;
use crate::markdown::{
    Block, BlockKind, Document, Html, Inline, Item, List, inlines, plain,
};
use crate::plan::dialects::{Dialect, Reading};
use crate::plan::example;
use crate::plan::field::{self, Excerpt, pattern};
use crate::plan::key_value::{KeyValue, key_values};
use crate::plan::model::{
    Check, CheckClass, CheckOwner, Diagram, Metadata, Mode, Part, Phase, PlanReference,
    Reference, RequirementReference, Rule, StatedTotal, Statement, Status, Target, Task,
    TotalKind,
};
use crate::source::{SitePath, Span};

/// The dialect.
pub const DIALECT: Dialect = Dialect { name: "ouroboros", by_path, by_content, read };

/// Other dialects use the same file names, so a path alone says nothing.
fn by_path(_path: &SitePath) -> bool {
    false
}

fn by_content(document: &Document) -> Option<&'static str> {
    let mut phases = 0;
    let mut numbered = 0;
    let mut in_examples = false;
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Heading { level, inlines } => {
                let words = plain(inlines);
                if *level == 1
                    && title_of(&words).is_some()
                    && phases == 0
                    && numbered == 0
                {
                    return Some("its title starts with `Tasks -`");
                }
                in_examples = example::is_examples_heading(&words);
                phases += usize::from(!in_examples && phase_heading(&words).is_some());
            }
            BlockKind::List(list) if !in_examples => {
                let mut heads = Vec::new();
                boxed_heads(list, &mut heads);
                if heads.iter().any(|head| head.mode != Mode::Unknown) {
                    return Some("it has tasks marked 🐌 or 🐍");
                }
                numbered += heads.iter().filter(|head| head.id.is_some()).count();
            }
            _ => {}
        }
    }
    (phases > 0 && numbered > 0).then_some("it has phases with numbered tasks")
}

/// The heads of the boxes of a list, and of the lists in it.
fn boxed_heads(list: &List, heads: &mut Vec<Head>) {
    for item in &list.items {
        heads.extend(item.mark.and(head(item)));
        for inner in lists(item) {
            boxed_heads(inner, heads);
        }
    }
}

/// Reads a tasks document.
fn read(document: &Document) -> Checked<Reading> {
    let excerpt =
        Excerpt { text: &document.text, lines: &document.lines, path: &document.path };
    let mut reader = Reader {
        document,
        excerpt,
        reading: Reading::default(),
        diagnostics: Vec::new(),
        ids: BTreeSet::new(),
        pending: Vec::new(),
        headings: Vec::new(),
        phase: None,
        after_rule: false,
        label: None,
    };
    let mut at = 0;
    while let Some(block) = document.blocks.get(at) {
        at += 1;
        match &block.kind {
            BlockKind::Heading { level, inlines } => {
                let words = plain(inlines);
                reader.heading(block, *level, &words);
                if example::is_examples_heading(&words) {
                    let end = example::section_end(document, at, *level);
                    reader.examples(&document.blocks[at..end]);
                    at = end;
                }
            }
            BlockKind::Rule => {
                reader.after_rule = true;
                reader.label = None;
            }
            BlockKind::Paragraph(inlines) => {
                reader.sentences(block.span);
                reader.paragraph(block, inlines);
            }
            BlockKind::List(list) => {
                reader.sentences(block.span);
                reader.list(block, list);
            }
            BlockKind::Code { info, code, .. } if prose::is_mermaid(info) => {
                reader.diagram(block.span, code);
            }
            BlockKind::Html(html) => reader.comment(block.span, html),
            _ => reader.pending.push(Cow::Borrowed(block)),
        }
    }
    reader.end_phase();
    reader.front_matter();
    Checked::new(reader.reading, reader.diagnostics)
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

struct Reader<'d> {
    document: &'d Document,
    excerpt: Excerpt<'d>,
    reading: Reading,
    diagnostics: Vec<Diagnostic>,
    /// The ids of headings that the body has.
    ids: BTreeSet<String>,
    /// Text that waits for its place in the body.
    pending: Vec<Cow<'d, Block>>,
    headings: Vec<Heading>,
    phase: Option<usize>,
    /// Whether a rule was passed since the last heading: the footer may follow.
    after_rule: bool,
    /// What the label above says of the boxes below it.
    label: Option<CheckClass>,
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

    fn heading(&mut self, block: &'d Block, level: u8, words: &str) {
        self.after_rule = false;
        self.label = None;
        let names_the_plan = level == 1
            && self.reading.title.is_empty()
            && self.reading.phases.is_empty()
            && phase_heading(words).is_none();
        if names_the_plan {
            if !names_nothing(words) {
                self.reading.title = title_of(words).unwrap_or(words).trim().to_owned();
            }
            return;
        }
        while self.headings.last().is_some_and(|open| open.level >= level) {
            if self.headings.pop().is_some_and(|closed| closed.kind == Kind::Phase) {
                self.end_phase();
            }
        }
        let optional = self.headings.last().is_some_and(|open| open.optional)
            || words.to_lowercase().contains("(optional");
        if let Some(found) = phase_heading(words) {
            self.drop_wrapper();
            self.end_phase();
            self.phase = Some(self.reading.phases.len());
            self.reading.body.push(Part::PhaseStart(self.reading.phases.len()));
            self.reading.phases.push(Phase {
                number: Some(found.number),
                title: found.title,
                mode: found.mode,
                story: None,
                goal: None,
                path: self.excerpt.path.clone(),
                span: block.span,
                optional,
            });
            self.headings.push(Heading { level, kind: Kind::Phase, optional });
            return;
        }
        let kind = match check_class(words) {
            Some(class) => Kind::Checks(class),
            None if is_dependencies(words) => Kind::Dependencies,
            None => Kind::Plain,
        };
        self.headings.push(Heading { level, kind, optional });
        self.pending.push(Cow::Borrowed(block));
    }

    /// Leaves out a heading that says nothing but that phases follow.
    fn drop_wrapper(&mut self) {
        if let Some(BlockKind::Heading { inlines, .. }) =
            self.pending.last().map(|block| &block.kind)
        {
            let words = plain(inlines).trim().to_lowercase();
            if matches!(words.as_str(), "phase structure" | "phases" | "tasks") {
                self.pending.pop();
            }
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

    /// Reads `3.2 depends on 2.1 and 2.2` and `2.1 → 3.2`, line by line, below a
    /// heading about dependencies. Only lines that say nothing else count.
    fn sentences(&mut self, span: Span) {
        static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?ix)^ [\s\-*•]* (?P<left> (?:\*\*|`)? (?:tasks?\s+|phases?\s+)? \d[\d.,x\s&*`–-]* (?:(?:and|phase|task)\s+[\d.x]+[\s,*`]*)* ) \s*
                (?: (?P<after> (?:all\s+)? (?:depends?\ on | waits?\ for | needs? | requires? | comes?\ after | after) )
                  | (?P<before> blocks? | (?:comes?\ )?before | precedes? | → | -> | ⟶ ) ) \s*
                (?P<right> (?:\*\*|`)? (?:tasks?\s+|phases?\s+)? \d[\d.,x\s&*`–-]* (?:(?:and|phase|task)\s+[\d.x]+[\s,*`]*)* ) \s* (?: \(.*\) )? [.;]? \s*$",
            )
        });
        if !self.headings.iter().any(|open| open.kind == Kind::Dependencies) {
            return;
        }
        let mut at = span.start as usize;
        for line in span.of(&self.document.text).split_inclusive('\n') {
            let start = at;
            at += line.len();
            let Some(found) = SENTENCE.captures(line) else { continue };
            let (Some(left), Some(right)) = (found.name("left"), found.name("right"))
            else {
                continue;
            };
            let named = |part: regex::Match<'_>| {
                field::named(self.excerpt, part.as_str(), start + part.start())
            };
            let (before, after) = match found.name("after") {
                Some(_) => (named(right), named(left)),
                None => (named(left), named(right)),
            };
            let whole = line.trim();
            let lead = line.len() - line.trim_start().len();
            let span = self.excerpt.span(start + lead, start + lead + whole.len());
            for after in &after {
                for before in &before {
                    self.reading.statements.push(Statement {
                        rule: Rule::Prose,
                        before: before.clone(),
                        after: after.clone(),
                        label: None,
                        path: self.excerpt.path.clone(),
                        span,
                    });
                }
            }
        }
    }

    /// A statement about a whole phase.
    fn group(&mut self, value: &str, start: usize, phase: usize, span: Span) {
        for before in field::references(self.excerpt, value, start) {
            let after = Reference {
                plan: None,
                target: Target::PhaseIndex(phase),
                text: self.reading.phases[phase].title.clone(),
                span,
            };
            let span = before.span;
            self.reading.statements.push(Statement {
                rule: Rule::Group,
                before,
                after,
                label: None,
                path: self.excerpt.path.clone(),
                span,
            });
        }
    }

    fn paragraph(&mut self, block: &'d Block, inlines: &'d [Inline]) {
        let Some(lines) = key_values(self.document, block, inlines) else {
            if let [Inline::Strong(strong)] = inlines {
                self.set_label(&plain(strong));
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
                let consumed =
                    lines.iter().filter(|line| self.phase_line(phase, line)).count();
                if consumed < lines.len() {
                    self.pending.push(Cow::Borrowed(block));
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
        let decides = self.label.filter(|class| *class == CheckClass::Decision);
        self.label = check_class(words).or(decides);
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
            _ => false,
        }
    }

    fn metadata(&mut self, line: KeyValue) {
        let value = plain(&line.value).trim().to_owned();
        match line.key.to_lowercase().as_str() {
            "pattern" => self.reading.pattern = Some(value.clone()),
            "generated from ouroboros pattern" if self.reading.pattern.is_none() => {
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
                for block in &item.blocks {
                    if let BlockKind::List(inner) = &block.kind {
                        self.list(block, inner);
                    }
                }
                continue;
            };
            self.text_between(list, place, &mut run);
            self.flush();
            self.task(item, head, None);
        }
        self.text_between(list, list.items.len(), &mut run);
    }

    /// Takes in `- **Depends On**: Phase 1` of a phase; the bullet stays in the text.
    fn bulleted_groups(&mut self, list: &List) {
        let Some(phase) = self.phase else { return };
        for item in list.items.iter().filter(|item| item.mark.is_none()) {
            let Some(block) = item.blocks.first() else { continue };
            let BlockKind::Paragraph(inlines) = &block.kind else { continue };
            for line in key_values(self.document, block, inlines).unwrap_or_default() {
                if line.key.to_lowercase().starts_with("depend") {
                    self.phase_line(phase, &line);
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
        item.mark?;
        let head = head(item)?;
        let in_checks = self.check_section().is_some();
        let claimed = in_checks || self.label.is_some();
        let is_task = match (head.mode, &head.id) {
            (Mode::Unknown, None) => self.phase.is_some() && !claimed,
            (Mode::Unknown, Some(_)) => !claimed,
            // Whatever the heading says, an animal with a number is a task.
            (_, None) => !in_checks,
            (_, Some(_)) => true,
        };
        is_task.then_some(head)
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
    /// Here only a number or an animal makes a task.
    fn groups_tasks(&self, item: &Item) -> bool {
        lists(item).flat_map(|list| &list.items).any(|item| match self.task_head(item) {
            Some(head) => head.mode != Mode::Unknown || head.id.is_some(),
            None => self.groups_tasks(item),
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
                let done = field::status(mark.symbol) == Some(Status::Done);
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

    /// Reads a task and what stands below it.
    fn task(&mut self, item: &'d Item, head: Head, parent: Option<usize>) {
        let index = self.reading.tasks.len();
        let (symbol, star) =
            item.mark.map_or((' ', false), |mark| (mark.symbol, mark.star));
        let status = field::status(symbol);
        if status.is_none() {
            let span = item.mark.map_or(item.span, |mark| mark.span);
            self.diagnostics.push(
                Diagnostic::at(
                    &code::UNKNOWN_MARK,
                    self.excerpt.path,
                    span,
                    format!("the mark `[{symbol}]` has no meaning here, so the task counts as not done"),
                )
                .label("unknown mark")
                .hint("`[ ]` is to do, `[-]` in progress, `[x]` done"),
            );
        }
        let optional = star
            || self.headings.last().is_some_and(|open| open.optional)
            || head.title.to_lowercase().contains("(optional)");
        self.reading.body.push(Part::Task(index));
        let place = (self.excerpt.path.clone(), item.span);
        self.reading.tasks.push(Task {
            id: head.id,
            status: status.unwrap_or(Status::Todo),
            mark: symbol,
            optional,
            mode: head.mode,
            phase: self.phase,
            parent,
            tail: head.tail.map(|tail| prose::render_inlines(&tail)),
            ..Task::new(head.title, head.title_html, place)
        });
        let mut description: Vec<Cow<'d, Block>> = Vec::new();
        let span = item.blocks.first().map_or(item.span, |block| block.span);
        let rest = self.lines_below(index, head.rest, span);
        if !rest.is_empty() {
            description
                .push(Cow::Owned(Block { kind: BlockKind::Paragraph(rest), span }));
        }
        self.remark(index, span);
        let mut children = Vec::new();
        for block in item.blocks.iter().skip(1) {
            match &block.kind {
                BlockKind::List(list) => {
                    for inner in &list.items {
                        match self.below(index, inner) {
                            Below::Task(head) => children.push((inner, head)),
                            Below::Check => {
                                self.checks(std::slice::from_ref(inner), Some(index));
                            }
                            Below::Field => {}
                            Below::Step => {
                                let step = step(inner);
                                self.reading.tasks[index].steps.push(step);
                                for list in lists(inner) {
                                    self.checks(&list.items, Some(index));
                                }
                            }
                        }
                    }
                }
                // A paragraph may hold nothing but a field.
                BlockKind::Paragraph(_) if self.field(index, block) => {}
                BlockKind::Html(html) if html.trim_start().starts_with("<!--") => {}
                _ => description.push(Cow::Borrowed(block)),
            }
        }
        if !description.is_empty() {
            let blocks: Vec<&Block> = description.iter().map(AsRef::as_ref).collect();
            self.reading.tasks[index].description =
                Some(prose::render(&blocks, &format!("t{index}-")));
        }
        for (inner, head) in children {
            self.task(inner, head, Some(index));
        }
    }

    /// Reads fields that stand in lines of their own right below a title, without
    /// a bullet, and gives back the other lines.
    fn lines_below(&mut self, task: usize, rest: Vec<Inline>, span: Span) -> Vec<Inline> {
        let is_break =
            |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        let text = span.of(&self.document.text);
        let written: Vec<&str> = text.split_inclusive('\n').skip(1).collect();
        let lines: Vec<&[Inline]> = rest.split(is_break).collect();
        if written.len() != lines.len() {
            return rest;
        }
        let mut at =
            span.start as usize + text.find('\n').map_or(text.len(), |end| end + 1);
        let mut kept: Vec<Inline> = Vec::new();
        for (line, written) in lines.into_iter().zip(written) {
            let lead = written.len() - written.trim_start().len();
            if !self.field_in(task, written.trim(), at + lead) {
                if !kept.is_empty() {
                    kept.push(Inline::SoftBreak);
                }
                kept.extend(line.iter().cloned());
            }
            at += written.len();
        }
        kept
    }

    /// Reads `(depends on 1.1)` in the line of a task.
    fn remark(&mut self, task: usize, span: Span) {
        static REMARK: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\((?:depends on|after|requires)\s*:?\s+([^()]*)\)")
        });
        let line = span.of(&self.document.text).lines().next().unwrap_or("");
        let Some(value) = REMARK.captures(line).and_then(|found| found.get(1)) else {
            return;
        };
        let start = span.start as usize + value.start();
        let references = field::named(self.excerpt, value.as_str(), start);
        if !references.is_empty() {
            let place = self.excerpt.span(start, start + value.len());
            self.depends(task, references, place);
        }
    }

    /// Says what a bullet below a task is.
    fn below(&mut self, task: usize, item: &Item) -> Below {
        if item.mark.is_some() {
            let parent = self.reading.tasks[task].id.as_deref();
            return match head(item) {
                Some(head) if extends(parent, head.id.as_deref()) => Below::Task(head),
                // Nobody marks a check with an animal.
                Some(head) if head.mode != Mode::Unknown => Below::Task(head),
                _ => Below::Check,
            };
        }
        match item.blocks.as_slice() {
            [block] if self.field(task, block) => Below::Field,
            _ => Below::Step,
        }
    }

    /// Reads a bullet that is one field or several: `_Duration: ~15 minutes_`.
    /// `false` where it is none, or says more than that and is a step, too.
    fn field(&mut self, task: usize, block: &Block) -> bool {
        if !matches!(block.kind, BlockKind::Paragraph(_)) {
            return false;
        }
        let text = block.span.of(&self.document.text);
        self.field_in(task, text, block.span.start as usize)
    }

    /// Reads the fields of a text that starts at `base` in the file.
    fn field_in(&mut self, task: usize, text: &str, base: usize) -> bool {
        static PARALLEL: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?si)^[_*]{1,3}\s*can (?:be )?(?:run|done) in parallel(?: with)?\s*[:：]?\s*([^_*]*)[_*]{1,3}(.*)$",
            )
        });
        if let Some(found) = PARALLEL.captures(text)
            && let (Some(inside), Some(behind)) = (found.get(1), found.get(2))
        {
            let outside = inside.as_str().trim().is_empty();
            let value = if outside { behind } else { inside };
            let named = ids(self.excerpt, value.as_str(), base + value.start());
            self.reading.tasks[task].parallel_with.extend(named);
            return outside || !has_words(behind.as_str());
        }
        let fields = fields(text);
        for field in &fields {
            self.value(
                task,
                &text[field.key.clone()],
                &text[field.value.clone()],
                base + field.value.start,
            );
        }
        !fields.is_empty() && !fields.iter().any(|field| field.has_more)
    }

    /// Takes in a field's value, which starts at `start` in the file.
    fn value(&mut self, task: usize, key: &str, value: &str, start: usize) {
        let excerpt = self.excerpt;
        let span = excerpt.span(start, start + value.len());
        let fields = &mut self.reading.tasks[task];
        let keep = |task: &mut Task| {
            task.fields.push(Metadata {
                key: key.to_owned(),
                value: value.to_owned(),
                prose: prose::render_inlines(&inlines(value)),
                span,
            });
        };
        match Key::of(key) {
            Some(Key::Duration) => {
                fields.minutes = field::minutes(value);
                if fields.minutes.is_none() {
                    keep(fields);
                }
            }
            Some(Key::Context) => {
                fields.tokens = field::tokens(value);
                if fields.tokens.is_none() {
                    keep(fields);
                }
            }
            Some(Key::Requirements) => {
                let named = ids(excerpt, value, start);
                if named.is_empty() {
                    keep(fields);
                }
                fields.requirements.extend(named);
            }
            Some(Key::Owner) => fields.owners.extend(words(value)),
            Some(Key::Labels) => fields.labels.extend(words(value)),
            Some(Key::Priority) => fields.priority = Some(value.trim().to_owned()),
            Some(Key::Blocked) => fields.blocked = Some(value.trim().to_owned()),
            Some(Key::BlockedBy) => {
                let references = field::references(excerpt, value, start);
                if let [Reference { target: Target::Unknown, text, .. }] =
                    references.as_slice()
                {
                    fields.blocked = Some(text.clone());
                    return;
                }
                self.depends(task, references, span);
            }
            // An empty field states nothing, not even `None`.
            Some(Key::Dependencies) if value.trim().is_empty() => {}
            Some(Key::Dependencies) => {
                let references = field::references(excerpt, value, start);
                self.depends(task, references, span);
            }
            Some(Key::Other) | None => keep(fields),
        }
    }

    /// States that a task comes after others; none at all is a statement, too.
    fn depends(&mut self, task: usize, references: Vec<Reference>, span: Span) {
        let fields = &mut self.reading.tasks[task];
        fields.states_none |= references.is_empty();
        let text = fields.id.clone().unwrap_or_default();
        let after = Reference { plan: None, target: Target::Index(task), text, span };
        for before in references {
            let span = before.span;
            self.reading.statements.push(Statement {
                rule: Rule::Field,
                before,
                after: after.clone(),
                label: None,
                path: self.excerpt.path.clone(),
                span,
            });
        }
    }

    /// `depends_on:` in front matter: the whole plan waits.
    fn front_matter(&mut self) {
        let Some(span) = self.document.front_matter.span else { return };
        if let Some(title) = self.document.front_matter.text("title") {
            self.reading.title = title;
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
                    self.reading.statements.push(Statement {
                        rule: Rule::Group,
                        before,
                        after,
                        label: None,
                        path: self.excerpt.path.clone(),
                        span,
                    });
                }
            }
        }
    }
}

/// What a bullet below a task is.
enum Below {
    Task(Head),
    Check,
    Field,
    Step,
}

/// A bullet as a step, without a paragraph around it where it has only one.
fn step(item: &Item) -> prose::Prose {
    match item.blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph(inlines), .. }] => {
            prose::render_inlines(inlines)
        }
        blocks => {
            let blocks: Vec<&Block> = blocks.iter().collect();
            prose::render(&blocks, "h-")
        }
    }
}

/// The head of a task: `**🐍 2.1 Title** ← UPDATED`.
struct Head {
    id: Option<String>,
    mode: Mode,
    title: String,
    title_html: Html,
    tail: Option<Vec<Inline>>,
    /// Further lines of the same paragraph.
    rest: Vec<Inline>,
}

/// What a title starts with: `🐌 1.1`, `Task 2.3:`, `4.`
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:(🐌|🐍|⚡)\u{fe0f}?\s*)?(?:(?i:task)\s+)?(?:(\d+(?:\.\d+)+[a-z]?)(?:：\s*|(?:[.:)]|\s+[-–—])?(?:\s+|$))|(\d+)(?:：\s*|[.:)]\s+))?",
    )
});

/// Takes the first line of an item apart; nothing where it has no words.
fn head(item: &Item) -> Option<Head> {
    let BlockKind::Paragraph(inlines) = &item.blocks.first()?.kind else { return None };
    let is_break =
        |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
    let end = inlines.iter().position(is_break).unwrap_or(inlines.len());
    let rest = inlines.get(end + 1..).unwrap_or_default().to_vec();
    // Take leading words and the bold part for the title, the rest for the tail.
    let line = &inlines[..end];
    let first = line.iter().position(|inline| !is_blank(inline))?;
    let (mut title, mut tail) = match wrapped(&line[first]) {
        Some(inner) if matches!(line[first], Inline::Strong(_)) || is_marked(inner) => {
            (inner.to_vec(), line[first + 1..].to_vec())
        }
        _ => (line[first..].to_vec(), Vec::new()),
    };
    let mut id = None;
    let mut mode = Mode::Unknown;
    if let Some(Inline::Text(text)) = title.first_mut() {
        let found = MARKS.captures(text)?;
        mode = match found.get(1).map(|mark| mark.as_str()) {
            Some("🐌") => Mode::Sequential,
            Some(_) => Mode::Parallel(None),
            None => Mode::Unknown,
        };
        id = found.get(2).or(found.get(3)).map(|number| number.as_str().to_owned());
        let end = found.get(0).map_or(0, |whole| whole.end());
        *text = text[end..].to_owned();
    }
    // `🐌 **1.1 Title**` puts the animal before the bold part, and
    // `**1.1** Title` only the number into it.
    if plain(&title).trim().is_empty() && !tail.is_empty() {
        title = std::mem::take(&mut tail);
        if let Some(Inline::Text(text)) = title.first_mut() {
            *text = text.trim_start_matches([' ', ':', '：', '-', '–', '—']).to_owned();
        }
    } else if id.is_none()
        && let Some(place) = title.iter().position(|inline| !is_blank(inline))
        && let Inline::Strong(strong) = &title[place]
        && let Some(Inline::Text(text)) = strong.first()
        && let Some(found) = MARKS.captures(text)
        && let Some(number) = found.get(2).or(found.get(3))
    {
        id = Some(number.as_str().to_owned());
        let mut strong = strong.clone();
        let end = found.get(0).map_or(0, |whole| whole.end());
        strong[0] = Inline::Text(text[end..].to_owned());
        tail.extend(title.drain(place + 1..));
        title = strong;
    }
    let words = plain(&title).trim().to_owned();
    if words.is_empty() && id.is_none() {
        return None;
    }
    Some(Head {
        id,
        mode,
        title: words,
        title_html: prose::title(&title),
        tail: (!plain(&tail).trim().is_empty()).then_some(tail),
        rest,
    })
}

/// What stands in bold, italics or struck out, however often.
fn wrapped(inline: &Inline) -> Option<&[Inline]> {
    let (Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner)) =
        inline
    else {
        return None;
    };
    match inner.as_slice() {
        [only] => wrapped(only).or(Some(inner)),
        _ => Some(inner),
    }
}

/// Whether words start with an animal or a number.
fn is_marked(inlines: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = inlines.first() else { return false };
    MARKS.find(text).is_some_and(|found| !found.as_str().trim().is_empty())
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if text.trim().is_empty())
}

/// Whether `2.1.3` lies below `2.1`.
fn extends(parent: Option<&str>, id: Option<&str>) -> bool {
    match (parent, id) {
        (Some(parent), Some(id)) => {
            id.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'))
        }
        _ => false,
    }
}

/// A phase's heading, taken apart.
struct PhaseHeading {
    number: String,
    title: String,
    mode: Mode,
}

/// Reads `Phase 2: Automation (4 parallel 🐍) - **ADAPTED**`.
///
/// `Phase 2 → Phase 3` is about phases and is none, and `Phase Structure` has no number.
fn phase_heading(words: &str) -> Option<PhaseHeading> {
    static PHASE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^\p{L}\p{N}\[{]*phase\s+(\d+(?:\.\d+)*[a-z]?)\s*(?:[:：.]|\s[-–—]\s|$|\s*\()(.*)$",
        )
    });
    static MODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（]([^()（）]*)[)）]"));
    let found = PHASE.captures(words.trim())?;
    let whole = &words.trim()[found.get(1)?.end()..];
    let rest = whole.trim_start_matches(is_separator).trim();
    let mut title = rest;
    let mut mode = Mode::Unknown;
    for inner in MODE.captures_iter(rest) {
        let stated = field::mode(&inner[1]);
        let whole = inner.get(0)?;
        if stated != Mode::Unknown {
            mode = stated;
            title = rest[..whole.start()].trim();
            if title.is_empty() {
                // `Phase 1 (Sequential 🐌): Begin`
                title = rest[whole.end()..].trim_start_matches(is_separator);
            }
            break;
        }
    }
    Some(PhaseHeading { number: found[1].to_owned(), title: title.to_owned(), mode })
}

fn is_separator(c: char) -> bool {
    matches!(c, ':' | '：' | '.' | ' ' | '-' | '–' | '—')
}

/// Whether a first heading says only what every tasks document is.
fn names_nothing(words: &str) -> bool {
    let words = words.trim().trim_end_matches([':', '：']).to_lowercase();
    matches!(
        words.as_str(),
        "tasks" | "implementation tasks" | "implementation plan" | "task list"
    )
}

/// The plan's name in its first heading: `Tasks - NAME`, `Implementation Tasks: NAME`.
fn title_of(words: &str) -> Option<&str> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:implementation\s+|feature\s+)?tasks?(?:\s*\([^)]*\))?\s*(?:[-–—:：]\s*(.+))$|^implementation plan\s*[-–—:：]\s*(.+)$",
        )
    });
    let found = TITLE.captures(words.trim())?;
    found.get(1).or(found.get(2)).map(|name| name.as_str())
}

/// What boxes below a heading or label are, where it says that they are no tasks.
fn check_class(words: &str) -> Option<CheckClass> {
    let lower = words.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["acceptance"]) {
        Some(CheckClass::Acceptance)
    } else if has(&["definition of done", "done when"]) {
        Some(CheckClass::DoneDefinition)
    } else if has(&["decision"]) {
        Some(CheckClass::Decision)
    } else if has(&["success", "metric", "completion criteria", "criteria"]) {
        Some(CheckClass::Success)
    } else if has(&[
        "checklist",
        "checkpoint",
        "quality gate",
        "coverage goal",
        "final validation",
        "sign-off list",
    ]) {
        Some(CheckClass::Checklist)
    } else {
        None
    }
}

/// Whether a heading says that what is below is about dependencies.
fn is_dependencies(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["depend", "task graph", "execution order", "execution graph"]
        .iter()
        .any(|word| lower.contains(word))
}

/// A field in a text: where its key and its value stand.
struct Field {
    key: Range<usize>,
    value: Range<usize>,
    /// Whether words follow that are not part of it.
    has_more: bool,
}

/// Finds the fields that a text starts with: `_Duration: ~15 minutes_`,
/// `**Owner**: ana`, or several with `|`, a comma or a line end between them.
///
/// A key that is not known makes a field only where the italics hold all there is.
fn fields(text: &str) -> Vec<Field> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\s|,;·•(])(_{1,3}|\*{1,3})\s*(\p{L}[\p{L}_ /-]{0,39}?)\s*(?:([:：]\s*(?:_{1,3}|\*{1,3})|(?:_{1,3}|\*{1,3})\s*[:：])|[:：])",
        )
    });
    let between = |c: char| c.is_whitespace() || "|,;·•(".contains(c);
    let openings: Vec<_> = OPENING
        .captures_iter(text)
        .enumerate()
        .filter(|(place, found)| match place {
            0 => found.get(0).is_some_and(|whole| whole.start() == 0),
            _ => Key::of(&found[2]).is_some(),
        })
        .map(|(_, found)| found)
        .collect();
    let starts: Vec<usize> =
        openings.iter().filter_map(|found| Some(found.get(0)?.start())).collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let mut fields = Vec::new();
    for (place, found) in openings.iter().enumerate() {
        let (Some(whole), Some(key), mark) = (found.get(0), found.get(2), &found[1])
        else {
            continue;
        };
        let end = starts.get(place + 1).copied().unwrap_or(text.len());
        let rest = &text[whole.end()..end];
        let (value, has_more) = if found.get(3).is_some() {
            (rest, false)
        } else {
            let Some(close) = closing(rest, mark) else { continue };
            (&rest[..close], has_words(&rest[close..]))
        };
        let known = Key::of(key.as_str()).is_some();
        let may_be_unknown =
            found.get(3).is_none() && !mark.starts_with("**") && !has_more;
        if !known && (!may_be_unknown || key.as_str().split_whitespace().count() > 3) {
            continue;
        }
        let lead = value.len() - value.trim_start().len();
        let start = whole.end() + lead;
        let value = match end == text.len() {
            true => value.trim(),
            false => value.trim_start().trim_end_matches(between),
        };
        fields.push(Field {
            key: key.range(),
            value: start..start + value.len(),
            has_more,
        });
    }
    fields
}

/// Where the last mark stands that can end an emphasis: behind a word, before none.
fn closing(text: &str, mark: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let after = text[at + mark.len()..].chars().next();
        let before = text[..*at].chars().next_back();
        !after.is_some_and(|c| c.is_alphanumeric() || mark.starts_with(c))
            && !before.is_some_and(char::is_whitespace)
    };
    let mut marks =
        text.match_indices(mark).map(|(at, _)| at).filter(ends).collect::<Vec<_>>();
    marks.pop()
}

fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The lists that stand directly in an item.
fn lists(item: &Item) -> impl Iterator<Item = &List> {
    item.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::List(list) => Some(list),
        _ => None,
    })
}

/// What a field of a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Duration,
    Context,
    Requirements,
    Owner,
    Labels,
    Priority,
    Blocked,
    BlockedBy,
    Dependencies,
    /// Known, and shown as it is written.
    Other,
}

impl Key {
    /// The meaning of a key as written: `Depends on`, `depends_on`, `Depends-On`.
    fn of(key: &str) -> Option<Self> {
        let key = key.trim().to_lowercase().replace(['_', '-'], " ");
        Some(match key.as_str() {
            "duration" | "estimated duration" | "estimate" | "time"
            | "estimated time" => Self::Duration,
            "context" | "estimated context" | "context estimate" => Self::Context,
            "requirements" | "requirement" | "validates" => Self::Requirements,
            "owner" | "owners" | "assignee" | "assignees" | "assigned to" => Self::Owner,
            "labels" | "label" | "tags" => Self::Labels,
            "priority" => Self::Priority,
            "blocked" => Self::Blocked,
            "blocked by" => Self::BlockedBy,
            "dependencies" | "dependency" | "depends" | "depends on" | "after"
            | "requires" | "prerequisites" => Self::Dependencies,
            "files" | "file" | "effort" => Self::Other,
            _ => return None,
        })
    }
}

/// The numbers in a value: `2.1, 3.3`, `1.1 (partly)`, `FR-001`.
fn ids(excerpt: Excerpt<'_>, value: &str, start: usize) -> Vec<RequirementReference> {
    static ID: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b[A-Z]{1,4}-\d+\b|\b\d+(?:\.\d+)+[a-z]?\b"));
    ID.find_iter(value)
        .map(|found| RequirementReference {
            id: found.as_str().to_owned(),
            span: excerpt.span(start + found.start(), start + found.end()),
        })
        .collect()
}

/// The parts of a list of names.
fn words(value: &str) -> impl Iterator<Item = String> {
    value
        .split([',', ';'])
        .map(|word| word.trim().trim_matches('`').to_owned())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phase_headings() {
        let phase =
            phase_heading("Phase 2: Automation (4 parallel 🐍) - ADAPTED").unwrap();
        assert_eq!((phase.number.as_str(), phase.title.as_str()), ("2", "Automation"));
        assert_eq!(phase.mode, Mode::Parallel(Some(4)));
        let phase =
            phase_heading("Phase 3: [Stage 3] (Sequential 🐌 or parallel 🐍)").unwrap();
        assert_eq!((phase.title.as_str(), phase.mode), ("[Stage 3]", Mode::Mixed));
        let phase = phase_heading("Phase 4: Ship (v1) (Sequential 🐌)").unwrap();
        assert_eq!(phase.title, "Ship (v1)");
        assert!(phase_heading("Phase Structure").is_none());
        assert!(phase_heading("Example: Phase 2 → Phase 3 Adaptation").is_none());
        assert!(phase_heading("Phase 2 → Phase 3").is_none());
    }

    #[test]
    fn titles() {
        assert_eq!(title_of("Tasks - Auth"), Some("Auth"));
        assert_eq!(title_of("Implementation Tasks: Trip"), Some("Trip"));
        assert_eq!(title_of("Tasks"), None);
    }
}
