//! A task of an outline: its head, and what stands below it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, code};
use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Inline, Item, inlines, plain};
use crate::plan::field::{self, pattern};
use crate::plan::key_value::{KeyValue, key_values};
use crate::plan::model::{
    CheckOwner, DateKind, Metadata, Part, Reference, Rule, Status, Target, Task, TaskDate,
};
use crate::plan::outline::fields::{
    self, Key, fields, has_words, ids, inline_dependency, plain_dependency, says_more,
    words,
};
use crate::plan::outline::head::Head;
use crate::plan::outline::{HeadingTask, Reader, lists};
use crate::plan::stated::remark::{self, Order, Remark};
use crate::plan::{section, status};
use crate::source::Span;

/// A heading that is a task, while its section lasts.
pub(crate) struct OpenTask<'d> {
    level: u8,
    index: usize,
    /// Whether its status is stated; else its checks give it.
    has_status: bool,
    /// The field that the label above the next list is: `**Files**:`.
    field: Option<String>,
    /// What is said of it.
    pub(crate) description: Vec<Cow<'d, Block>>,
}

impl<'d> Reader<'d> {
    /// Adds a task with what its head says.
    pub(crate) fn push(
        &mut self,
        span: Span,
        head: Head,
        parent: Option<usize>,
    ) -> usize {
        let index = self.reading.tasks.len();
        let behind = head.tail.as_ref().map(|tail| plain(tail)).unwrap_or_default();
        let optional = head.lead.optional
            || self.headings.last().is_some_and(|open| open.optional)
            || parent.is_some_and(|parent| self.reading.tasks[parent].optional)
            || status::says_optional(&head.title)
            || status::says_optional(&behind);
        let skipped = head.struck
            || status::says_skipped(&head.title)
            || status::says_skipped(&behind);
        let place = (self.excerpt.path.clone(), span);
        self.reading.body.push(Part::Task(index));
        self.reading.tasks.push(Task {
            id: head.lead.id,
            status: match head.lead.status {
                Some(status) => status,
                None if skipped => Status::Skipped,
                None => Status::Todo,
            },
            optional,
            mode: head.lead.mode.unwrap_or(self.grammar.mode()),
            phase: self.phase,
            parent,
            story: head.lead.story,
            labels: head.lead.labels,
            tail: head.tail.map(|tail| prose::render_inlines(&tail)),
            ..Task::new(head.title, head.title_html, place)
        });
        index
    }

    /// Takes in a task's mark. What its words say of being left out stands.
    fn mark(&mut self, task: usize, (symbol, span): (char, Span)) {
        let status = self.grammar.status(symbol);
        if status.is_none() {
            let is_begun =
                |mark: &char| self.grammar.status(*mark) == Some(Status::InProgress);
            let begun = ['-', '/', '~'].into_iter().find(is_begun).unwrap_or('-');
            self.diagnostics.push(
                Diagnostic::at(
                    &code::UNKNOWN_MARK,
                    self.excerpt.path,
                    span,
                    format!("the mark `[{symbol}]` has no meaning here, so the task counts as not done"),
                )
                .label("unknown mark")
                .hint(format!("`[ ]` is to do, `[{begun}]` in progress, `[x]` done")),
            );
        }
        let found = &mut self.reading.tasks[task];
        found.mark = symbol;
        if found.status == Status::Todo {
            found.status = status.unwrap_or(Status::Todo);
        }
    }

    /// Opens a task that is a heading; what stands below is its own until the
    /// next heading of its level.
    pub(crate) fn heading_is_task(
        &mut self,
        block: &'d Block,
        level: u8,
        task: HeadingTask,
    ) {
        self.flush();
        let parent = self.open.last().map(|open| open.index);
        let says = task.head.lead.status.or(task.status);
        let trailers = task.head.trailers.clone();
        let index = self.push(block.span, task.head, parent);
        self.trailers(index, &trailers, block.span);
        if let Some(mark) = task.mark {
            self.mark(index, (mark, block.span));
        }
        let found = &mut self.reading.tasks[index];
        if let Some(status) = says {
            found.status = status;
        }
        let has_status =
            says.is_some() || task.mark.is_some() || found.status != Status::Todo;
        self.remark(index, block.span);
        self.open.push(OpenTask {
            level,
            index,
            has_status,
            field: None,
            description: Vec::new(),
        });
    }

    /// Takes in a block below a heading that is a task.
    pub(crate) fn below_heading(&mut self, block: &'d Block) {
        let Some(open) = self.open.last_mut() else { return };
        let index = open.index;
        let field = open.field.take();
        match &block.kind {
            BlockKind::List(list) => {
                let mut text = Vec::new();
                // A blank line does not part the list of files from that of the boxes.
                let mut field = field;
                for item in &list.items {
                    field = field.filter(|_| item.mark.is_none());
                    if let Some(key) = &field {
                        self.listed(index, key, item);
                        continue;
                    }
                    match self.below(index, item) {
                        Below::Task(head) => self.task(item, *head, Some(index)),
                        Below::Check => {
                            self.checks(std::slice::from_ref(item), Some(index));
                        }
                        Below::Field => {}
                        Below::Step => text.push(item),
                    }
                }
                for item in text {
                    let step = step(item);
                    self.reading.tasks[index].steps.push(step);
                    let mut below = Vec::new();
                    self.below_step(index, item, &mut below);
                    for (item, head) in below {
                        self.task(item, head, Some(index));
                    }
                }
            }
            BlockKind::Paragraph(inlines) => {
                self.remark_below(index, block);
                if let Some(lines) = key_values(self.document, block, inlines) {
                    if let [line] = lines.as_slice()
                        && line.value.is_empty()
                        && Key::of(&line.key).is_some()
                        && let Some(open) = self.open.last_mut()
                    {
                        open.field = Some(line.key.clone());
                        self.set_label(&line.key);
                        return;
                    }
                    let mut kept = false;
                    for line in &lines {
                        self.misspelt_line(line);
                        match line.value.is_empty() {
                            true => self.set_label(&line.key),
                            false => self.values(index, line),
                        }
                        kept |= line.value.is_empty();
                    }
                    if !kept {
                        return;
                    }
                } else if self.field(index, block) {
                    return;
                }
                self.describe(block);
            }
            BlockKind::Html(html) if html.trim_start().starts_with("<!--") => {}
            _ => self.describe(block),
        }
    }

    /// Takes in the value of a line; further fields may follow it behind a stroke:
    /// `**Depends on:** Task 1 | **Files:** roof.md`.
    fn values(&mut self, task: usize, line: &KeyValue) {
        static STROKE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s[|·•]\s+\*\*"));
        let (start, raw) = &line.raw;
        let Some(stroke) = STROKE.find(raw) else {
            return self.value(task, &line.key, raw, *start);
        };
        self.value(task, &line.key, &raw[..stroke.start()], *start);
        let next = stroke.end() - "**".len();
        self.field_in(task, &raw[next..], start + next);
    }

    /// Takes in a bullet below `**Files**:` or `**Dependencies**:` as a value of the field.
    fn listed(&mut self, task: usize, key: &str, item: &Item) {
        let span = item.blocks.first().map_or(item.span, |block| block.span);
        let text = span.of(&self.document.text).trim_end();
        self.value(task, key, text, span.start as usize);
    }

    fn describe(&mut self, block: &'d Block) {
        if let Some(open) = self.open.last_mut() {
            open.description.push(Cow::Borrowed(block));
        }
    }

    /// Closes the tasks that are headings of a level or below it.
    pub(crate) fn close_tasks(&mut self, level: u8) {
        while self.open.last().is_some_and(|open| open.level >= level) {
            let Some(open) = self.open.pop() else { return };
            let index = open.index;
            if !open.description.is_empty() {
                let blocks: Vec<&Block> =
                    open.description.iter().map(AsRef::as_ref).collect();
                self.reading.tasks[index].description =
                    Some(prose::render(&blocks, &format!("t{index}-")));
            }
            if !open.has_status && self.reading.tasks[index].status == Status::Todo {
                self.reading.tasks[index].status = self.status_by_boxes(index);
            }
        }
    }

    /// The status of a task without a box of its own: done where all its sub-tasks
    /// are, or where it has none, all its checks.
    fn status_by_boxes(&self, task: usize) -> Status {
        let below = self.reading.tasks[task + 1..].iter();
        let below: Vec<Status> = below
            .filter(|other| other.parent == Some(task))
            .map(|other| other.status)
            .collect();
        if !below.is_empty() {
            let over = |status: &Status| matches!(status, Status::Done | Status::Skipped);
            let begun =
                |status: &Status| matches!(status, Status::Done | Status::InProgress);
            return match (below.iter().all(over), below.iter().any(begun)) {
                (true, true) => Status::Done,
                (true, false) => Status::Skipped,
                (false, true) => Status::InProgress,
                (false, false) => Status::Todo,
            };
        }
        let own = CheckOwner::Task(task);
        // Only what was read since the task began can be its own.
        let start = self.reading.tasks[task].span.start;
        let later = self.reading.checks.iter().rev();
        let (mut done, mut open) = (false, false);
        for check in later.take_while(|check| check.span.start > start) {
            done |= check.done && check.owner == own;
            open |= !check.done && check.owner == own;
        }
        match (done, open) {
            (true, false) => Status::Done,
            (true, true) => Status::InProgress,
            (false, _) => Status::Todo,
        }
    }

    /// Reads a task and what stands below it.
    pub(crate) fn task(&mut self, item: &'d Item, head: Head, parent: Option<usize>) {
        let (symbol, star) =
            item.mark.map_or((' ', false), |mark| (mark.symbol, mark.star));
        let rest = head.rest.clone();
        let trailers = head.trailers.clone();
        let index = self.push(item.span, head, parent);
        self.mark(index, (symbol, item.mark.map_or(item.span, |mark| mark.span)));
        self.reading.tasks[index].optional |= star;
        let mut description: Vec<Cow<'d, Block>> = Vec::new();
        let span = item.blocks.first().map_or(item.span, |block| block.span);
        self.trailers(index, &trailers, span);
        let rest = self.lines_below(index, rest, span);
        if !rest.is_empty() {
            description
                .push(Cow::Owned(Block { kind: BlockKind::Paragraph(rest), span }));
        }
        self.remark(index, span);
        let mut children = Vec::new();
        // What a line such as `Acceptance criteria:` makes of the boxes below it.
        let mut label = None;
        for block in item.blocks.iter().skip(1) {
            match &block.kind {
                BlockKind::List(list) => {
                    for inner in &list.items {
                        match self.below(index, inner) {
                            Below::Task(head)
                                if label.is_some() && head.lead.id.is_none() =>
                            {
                                self.checks(std::slice::from_ref(inner), Some(index));
                            }
                            Below::Task(head) => children.push((inner, *head)),
                            Below::Check => {
                                self.checks(std::slice::from_ref(inner), Some(index));
                            }
                            Below::Field => {}
                            Below::Step => {
                                let step = step(inner);
                                self.reading.tasks[index].steps.push(step);
                                self.below_step(index, inner, &mut children);
                            }
                        }
                    }
                }
                // A paragraph may hold nothing but a field.
                BlockKind::Paragraph(_) if self.field(index, block) => {}
                BlockKind::Paragraph(inlines) => {
                    let words = plain(inlines);
                    label = match words.trim().ends_with([':', '：']) {
                        true => section::check_class(&words),
                        false => None,
                    };
                    description.push(Cow::Borrowed(block));
                }
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
        let lines: Vec<&[Inline]> = rest.split(is_break).collect();
        let written: Vec<&str> = text.split_inclusive('\n').collect();
        // The title takes the first line, or more where it was wrapped.
        let Some(above) =
            written.len().checked_sub(lines.len()).filter(|_| !rest.is_empty())
        else {
            return rest;
        };
        let (title, written) = written.split_at(above);
        let mut at =
            span.start as usize + title.iter().map(|line| line.len()).sum::<usize>();
        let mut kept: Vec<Inline> = Vec::new();
        for (line, written) in lines.into_iter().zip(written.iter().copied()) {
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

    /// Reads `(depends on 1.1)` and `Depends on T001.` in the lines of a task.
    fn remark(&mut self, task: usize, span: Span) {
        let text = span.of(&self.document.text);
        let start = span.start as usize;
        let found = remark::of_title(self.excerpt, text, start);
        if found.is_empty() {
            let line = text.lines().next().unwrap_or("");
            if let Some((key, value)) = inline_dependency(line) {
                self.value(task, &line[key], &line[value.clone()], start + value.start);
            }
        }
        self.remarks(task, found);
    }

    /// Reads the same in a bullet or paragraph below a task.
    fn remark_below(&mut self, task: usize, block: &Block) {
        let text = block.span.of(&self.document.text);
        let found = remark::of_text(self.excerpt, text, block.span.start as usize);
        self.remarks(task, found);
    }

    /// Takes in what the text of a task says of its order.
    fn remarks(&mut self, task: usize, found: Vec<Remark>) {
        for Remark { order, references, span } in found {
            match order {
                Order::After => self.depends(task, references, span),
                Order::Before => self.blocks(task, references, span),
            }
        }
    }

    /// Takes in the boxes below a bullet of a task: sub-tasks that it groups, unless
    /// its words say that they are checks.
    fn below_step(
        &mut self,
        task: usize,
        step: &'d Item,
        children: &mut Vec<(&'d Item, Head)>,
    ) {
        let words = match step.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(inlines)) => plain(inlines),
            _ => String::new(),
        };
        let claimed = section::check_class(&words).is_some();
        for item in lists(step).flat_map(|list| &list.items) {
            match (item.mark, claimed) {
                (Some(_), false) => match self.below(task, item) {
                    Below::Task(head) => children.push((item, *head)),
                    _ => self.checks(std::slice::from_ref(item), Some(task)),
                },
                (Some(_), true) => self.checks(std::slice::from_ref(item), Some(task)),
                (None, _) => self.below_step(task, item, children),
            }
        }
    }

    /// Says what a bullet below a task is.
    fn below(&mut self, task: usize, item: &Item) -> Below {
        if item.mark.is_some() {
            let parent = &self.reading.tasks[task];
            // Below a heading that is a task, labels and headings say what boxes are.
            let claimed = !self.open.is_empty() && self.place().claimed.is_some();
            return match self.head(item) {
                Some(head)
                    if self.grammar.is_subtask(parent, &head)
                        && !(claimed && head.lead.id.is_none()) =>
                {
                    Below::Task(Box::new(head))
                }
                _ => Below::Check,
            };
        }
        match item.blocks.as_slice() {
            [block] if self.field(task, block) => Below::Field,
            blocks => {
                if let Some(block) = blocks.first()
                    && matches!(block.kind, BlockKind::Paragraph(_))
                {
                    self.remark_below(task, block);
                }
                Below::Step
            }
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
        if self.bare_field(task, text, base) {
            return true;
        }
        if let Some((key, value)) = plain_dependency(text) {
            self.value(task, &text[key], &text[value.clone()], base + value.start);
            // What else it says is the author's and stays a step.
            return !says_more(&text[value]);
        }
        let fields = fields(text);
        if let Some(key) = fields::first_key(text).filter(|_| fields.is_empty()) {
            self.misspelt(&text[key.clone()], base + key.start);
        }
        for field in &fields {
            if let Some(key) = text.get(field.key.clone()) {
                self.misspelt(key, base + field.key.start);
            }
            self.value(
                task,
                &text[field.key.clone()],
                &text[field.value.clone()],
                base + field.value.start,
            );
        }
        !fields.is_empty() && !fields.iter().any(|field| field.has_more)
    }

    /// Reports the key of a line, if it is a known one misspelt.
    pub(crate) fn misspelt_line(&mut self, line: &KeyValue) {
        let within = line.span.of(&self.document.text).find(&line.key).unwrap_or(0);
        self.misspelt(&line.key, line.span.start as usize + within);
    }

    /// Reports a key that starts at `start` in the file, if it is a known one misspelt.
    fn misspelt(&mut self, key: &str, start: usize) {
        if let Some(meant) = fields::meant(key, &[]) {
            let span = self.excerpt.span(start, start + key.len());
            let told = fields::misspelt(self.excerpt.path, span, (key, meant));
            self.diagnostics.push(told);
        }
    }

    /// Reads `Depends on: T001` or `Duration: 2h` without marks; `false` where it is
    /// none. A value about order has to start with an id, or to say that there are
    /// none, and a duration has to be nothing else.
    fn bare_field(&mut self, task: usize, text: &str, base: usize) -> bool {
        let Some((key, value)) = fields::unmarked(text) else { return false };
        let key = &text[key];
        let is_about_order = matches!(
            Key::of(key),
            Some(Key::Dependencies | Key::BlockedBy | Key::Blocks)
        );
        let start = base + value.start;
        if Key::of(key) == Some(Key::Duration) {
            let is_one = field::is_duration(&text[value.clone()]);
            if is_one {
                self.value(task, key, &text[value], start);
            }
            return is_one;
        }
        let named = field::named(self.excerpt, &text[value.clone()], start);
        let has_names = named.first().is_some_and(|first| {
            let before = (first.span.start as usize).saturating_sub(base);
            let words = text.get(value.start..before).unwrap_or("-").to_lowercase();
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            matches!(words, "" | "task" | "tasks")
        });
        if !is_about_order || !(has_names || field::says_none(&text[value.clone()])) {
            return false;
        }
        self.value(task, key, &text[value], start);
        true
    }

    /// Takes in a field's value, which starts at `start` in the file.
    pub(crate) fn value(&mut self, task: usize, key: &str, value: &str, start: usize) {
        let excerpt = self.excerpt;
        let start = start + (value.len() - value.trim_start().len());
        let value = value.trim();
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
            Some(Key::Status) => {
                if let (Some(status), Some(open)) =
                    (status::of_words(value), self.open.last_mut())
                    && open.index == task
                {
                    open.has_status = true;
                    fields.status = status;
                } else {
                    keep(fields);
                }
            }
            Some(Key::Story) => fields.story = Some(value.trim().to_owned()),
            Some(Key::Effort) => match field::minutes(value) {
                Some(minutes) => fields.minutes = Some(minutes),
                None => fields.effort = Some(value.trim().to_owned()),
            },
            Some(key @ (Key::Due | Key::Start | Key::Scheduled | Key::Finished)) => {
                let kind = match key {
                    Key::Due => DateKind::Due,
                    Key::Start => DateKind::Start,
                    Key::Scheduled => DateKind::Scheduled,
                    _ => DateKind::Done,
                };
                fields.dates.push(TaskDate { kind, day: value.to_owned() });
            }
            Some(Key::Blocks) => {
                let references = field::references(excerpt, value, start);
                self.blocks(task, references, span);
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

    /// States that others come after a task.
    fn blocks(&mut self, task: usize, references: Vec<Reference>, span: Span) {
        let text = self.reading.tasks[task].id.clone().unwrap_or_default();
        let before = Reference { plan: None, target: Target::Index(task), text, span };
        for after in references {
            let span = after.span;
            self.state(Rule::Field, (before.clone(), after), span);
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
            self.state(Rule::Field, (before, after.clone()), span);
        }
    }
}

/// What a bullet below a task is.
enum Below {
    Task(Box<Head>),
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
