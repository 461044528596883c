//! Requirements: what must hold, in all the forms that plans write it in.
//!
//! A heading (`Requirement 1: …`, `User Story 2 - …`, `Requirement: …`), a
//! bullet or a paragraph (`**1.1** WHEN …`, `**FR-001**: …`), a row of a table.
//! One walk reads them all, since authors mix them: `heading` says what a
//! heading means, `line` what a line means, and the walk what belongs to what.

pub mod answers;
pub mod heading;
pub mod id;
pub mod line;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::prose::{Place, Slots};
use crate::markdown::{Block, BlockKind, Document, Inline, Item, List, plain};
use crate::plan::example::is_examples_heading;
use crate::plan::field::pattern;
use crate::plan::model::{Change, Criterion, Mark, Plan, Requirement, RequirementKind};
use crate::plan::requirement::heading::Named;
use crate::plan::requirement::id::LETTERS;
use crate::plan::requirement::line::Stated;
use crate::source::{Span, slug};

pub use answers::{Answers, Found};

/// The mark of a question that is left open.
const QUESTION: &str = "[NEEDS CLARIFICATION";

/// Reads the requirements of a document; `index` is its place among the plan's
/// documents, and `first` the number of requirements before it.
pub fn read(document: &Document, index: usize, first: usize) -> Vec<Requirement> {
    let mut reader = Reader {
        document,
        index,
        first,
        found: Vec::new(),
        ids: BTreeMap::new(),
        open: Vec::new(),
        pending: None,
        group: None,
        change: None,
        examples: None,
        lists: Lists::Anything,
    };
    for block in document.blocks() {
        reader.block(block);
    }
    reader.found
}

/// Gives every requirement and criterion a key that is unique in its plan.
pub fn keys(requirements: &mut [Requirement]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut free = |id: &str| {
        let count = seen.entry(id.to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 { id.to_owned() } else { format!("{id}~{count}") }
    };
    for requirement in &mut *requirements {
        requirement.key = free(&requirement.id);
    }
    for criterion in requirements.iter_mut().flat_map(|found| &mut found.criteria) {
        criterion.key = criterion.id.as_deref().map(&mut free);
    }
}

/// The slots of a document's text, and what stands in them: the requirements
/// from `first` on.
pub fn slots(requirements: &[Requirement], first: usize) -> (Slots, Vec<Mark>) {
    let mut slots = Slots::new();
    let mut marks = Vec::new();
    let mut add = |place: Place, mark: Mark| {
        slots.entry(place).or_insert_with(|| {
            marks.push(mark);
            marks.len() - 1
        });
    };
    for (number, requirement) in requirements.iter().enumerate().skip(first) {
        add(requirement.place, Mark { requirement: number, criterion: None });
        for (at, criterion) in requirement.criteria.iter().enumerate() {
            add(criterion.place, Mark { requirement: number, criterion: Some(at) });
        }
    }
    (slots, marks)
}

/// How many questions a document leaves open.
pub fn questions(document: &Document) -> usize {
    document.blocks().iter().map(questions_of).sum()
}

fn questions_of(block: &Block) -> usize {
    let within = |inlines: &[Inline]| plain(inlines).matches(QUESTION).count();
    match &block.kind {
        BlockKind::Heading { inlines, .. } | BlockKind::Paragraph(inlines) => {
            within(inlines)
        }
        BlockKind::List(list) => {
            list.items.iter().flat_map(|item| &item.blocks).map(questions_of).sum()
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            blocks.iter().map(questions_of).sum()
        }
        BlockKind::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(|cell| within(cell)).sum()
        }
        BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) => 0,
    }
}

/// The ids that lines of the plan's requirements start with, read or not: what
/// is written in a form that nobody knows is there all the same.
pub fn defined(plan: &Plan) -> BTreeSet<String> {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?m)^[\s>#*_|+-]*(?:\d+[.)]\s+)?[*_`\[]*({LETTERS}-?\d+(?:\.\d+)*[a-z]?|\d+(?:\.\d+)+)\b"
        ))
    });
    let documents =
        plan.documents.iter().filter(|document| document.kind.has_requirements());
    documents
        .flat_map(|document| FIRST.captures_iter(&document.document.text))
        .filter_map(|found| id::canonical(&found[1]))
        .collect()
}

/// What the next list is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lists {
    /// Each item for what it says of itself.
    Anything,
    /// The criteria of the open requirement: their heading stands above.
    Criteria,
    /// The criteria of the requirement in the paragraph above.
    Below(usize),
}

/// A heading with a number, which is a requirement if criteria follow.
struct Pending {
    level: u8,
    named: Named,
    span: Span,
}

struct Reader<'d> {
    document: &'d Document,
    index: usize,
    first: usize,
    found: Vec<Requirement>,
    /// The requirements of this document by their canonical ids, or their slugs.
    ids: BTreeMap<String, usize>,
    /// The requirements whose headings we stand below, with their levels.
    open: Vec<(u8, usize)>,
    pending: Option<Pending>,
    group: Option<String>,
    change: Option<(u8, Change)>,
    examples: Option<u8>,
    lists: Lists,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Heading { level, inlines } = &block.kind {
            return self.heading(*level, plain(inlines).trim(), block.span);
        }
        if self.examples.is_some() {
            return;
        }
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(block, inlines),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table { rows, .. } => self.table(block, rows),
            _ => {
                if let Lists::Below(_) = self.lists {
                    self.lists = Lists::Anything;
                }
            }
        }
    }

    fn heading(&mut self, level: u8, words: &str, span: Span) {
        if self.examples.is_some_and(|outer| level <= outer) {
            self.examples = None;
        }
        if is_examples_heading(words) {
            self.examples = Some(level);
        }
        if self.examples.is_some() {
            self.open.clear();
            self.group = Some(words.to_owned());
            self.lists = Lists::Anything;
            return;
        }
        if heading::opens_criteria(words) && self.opens_criteria(level) {
            return;
        }
        self.open.retain(|(outer, _)| *outer < level);
        self.lists = Lists::Anything;
        if self.pending.as_ref().is_some_and(|pending| level <= pending.level) {
            self.pending = None;
        }
        if self.change.is_some_and(|(outer, _)| level <= outer) {
            self.change = None;
        }
        if let Some(change) = heading::change(words) {
            self.change = Some((level, change));
        }
        if let (Some(name), Some((_, open))) =
            (heading::scenario(words), self.open.last())
        {
            self.found[*open].criteria.push(Criterion {
                id: None,
                key: None,
                written: false,
                text: name.to_owned(),
                span,
                place: (span.start, 0),
            });
            return;
        }
        if let Some(named) = heading::read(words) {
            self.pending = None;
            self.open(level, named, span);
            return;
        }
        if let Some((id, title)) = heading::numbered(words) {
            let kind = RequirementKind::Requirement;
            let named = Named { id, kind, title: Some(title), priority: None };
            self.pending = Some(Pending { level, named, span });
        }
        self.group = Some(words.to_owned());
    }

    /// Opens a list of criteria, if there is a requirement they can belong to.
    fn opens_criteria(&mut self, level: u8) -> bool {
        if let Some(pending) = self.pending.take_if(|pending| level >= pending.level) {
            self.open.retain(|(outer, _)| *outer < pending.level);
            self.open(pending.level, pending.named, pending.span);
        }
        let belongs = self.open.last().is_some_and(|(outer, _)| level >= *outer);
        if belongs {
            self.lists = Lists::Criteria;
        }
        belongs
    }

    fn open(&mut self, level: u8, named: Named, span: Span) {
        let text = named.title.clone().unwrap_or_default();
        let stated = Stated { id: named.id, title: named.title, text };
        let Some(at) = self.add(named.kind, stated, span, (span.start, 0)) else {
            return;
        };
        self.found[at].priority = named.priority;
        self.open.push((level, at));
    }

    /// Adds a requirement; nothing where its id was given before, since a
    /// later line that starts with it is about it.
    fn add(
        &mut self,
        kind: RequirementKind,
        stated: Stated,
        span: Span,
        place: Place,
    ) -> Option<usize> {
        let id = canonical(&stated.id);
        if self.ids.contains_key(&id) {
            return None;
        }
        let parent = id.rsplit_once('.').and_then(|(outer, _)| self.ids.get(outer));
        let parent = parent.map(|parent| self.first + parent);
        let kind = match &self.group {
            Some(group) if heading::tells_a_defect(group) => RequirementKind::Defect,
            _ => kind,
        };
        let at = self.found.len();
        self.ids.insert(id, at);
        self.found.push(Requirement {
            key: stated.id.clone(),
            id: stated.id,
            kind,
            group: self.group.clone(),
            priority: None,
            change: self.change.map(|(_, change)| change),
            keyword: line::keyword(&stated.text),
            title: stated.title,
            text: stated.text,
            criteria: Vec::new(),
            parent,
            document: self.index,
            span,
            place,
        });
        Some(at)
    }

    fn paragraph(&mut self, block: &Block, inlines: &[Inline]) {
        if let Some(Inline::Strong(label)) = inlines.first()
            && heading::opens_criteria(&plain(label))
            && self.opens_criteria(u8::MAX)
        {
            return;
        }
        if let Lists::Below(_) = self.lists {
            self.lists = Lists::Anything;
        }
        let mut read = false;
        // Several may stand in the lines of one paragraph.
        for (line, at, span) in lines(self.document, block, inlines) {
            let Some(stated) = line::read(line) else { continue };
            read = true;
            let place = (block.span.start, at as u32);
            if self.lists == Lists::Criteria
                && let Some((_, open)) = self.open.last()
            {
                self.found[*open].criteria.push(Criterion {
                    id: Some(stated.id),
                    key: None,
                    written: true,
                    text: stated.text,
                    span,
                    place,
                });
                continue;
            }
            let kind = heading::kind(&stated.id);
            if let Some(found) = self.add(kind, stated, span, place) {
                self.lists = Lists::Below(found);
            }
        }
        if !read {
            self.about(inlines);
        }
    }

    /// Words below a requirement's heading: what it says, or how urgent it is.
    fn about(&mut self, inlines: &[Inline]) {
        let Some((_, open)) = self.open.last() else { return };
        let found = &mut self.found[*open];
        let words = plain(inlines).trim().to_owned();
        let label = match inlines.first() {
            Some(Inline::Strong(label)) => plain(label),
            _ => String::new(),
        };
        let label = label.trim().trim_end_matches([':', '：']).to_lowercase();
        let value = || {
            let rest = plain(inlines.get(1..).unwrap_or_default());
            rest.trim_start_matches([':', '：', ' ']).trim().to_owned()
        };
        match label.as_str() {
            "priority" | "优先级" | "優先度" | "prioridade" | "prioridad" => {
                if found.priority.is_none() && inlines.len() <= 2 {
                    found.priority = Some(value()).filter(|value| !value.is_empty());
                }
            }
            _ => {
                let is_name = found.title.as_ref() == Some(&found.text);
                let wanted = found.text.is_empty()
                    || (found.kind == RequirementKind::Named && is_name);
                if wanted && !words.is_empty() {
                    found.keyword = line::keyword(&words);
                    found.text = words;
                }
            }
        }
    }

    fn list(&mut self, list: &List) {
        match (self.lists, self.open.last()) {
            (Lists::Below(above), _) => {
                self.lists = Lists::Anything;
                self.criteria(above, list);
            }
            (Lists::Criteria, Some((_, open))) => return self.criteria(*open, list),
            (_, Some((_, open))) if self.is_criteria(*open, list) => {
                return self.criteria(*open, list);
            }
            _ => {}
        }
        for item in &list.items {
            self.item(item);
        }
    }

    /// Whether a numbered list below a requirement says what must be, though no
    /// heading calls it the criteria.
    fn is_criteria(&self, open: usize, list: &List) -> bool {
        list.ordered.is_some()
            && self.found[open].kind == RequirementKind::Requirement
            && list.items.iter().take(3).any(|item| {
                paragraph(item).is_some_and(|(words, _)| {
                    line::read(words).is_none() && line::is_spoken(&plain(words))
                })
            })
    }

    fn item(&mut self, item: &Item) {
        let Some((words, span)) = paragraph(item) else { return };
        if let Some(name) = self.named_in_code(words) {
            let stated =
                Stated { id: slug(&name), title: Some(name.clone()), text: name };
            self.add(RequirementKind::Named, stated, span, (item.span.start, 0));
            return;
        }
        let lists = item.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::List(list) => Some(list),
            _ => None,
        });
        if let Some(stated) = line::read(words) {
            let kind = heading::kind(&stated.id);
            let Some(found) = self.add(kind, stated, span, (item.span.start, 0)) else {
                return;
            };
            for list in lists {
                let are_criteria = list.items.iter().any(|item| {
                    paragraph(item).is_some_and(|(words, _)| line::is_criterion(words))
                });
                if are_criteria {
                    self.criteria(found, list);
                }
            }
            return;
        }
        for item in lists.flat_map(|list| &list.items) {
            self.item(item);
        }
    }

    /// Reads a requirement that is named in code, and by nothing else, below a
    /// heading of changes: `TO: ### Requirement: …`. The old name is no
    /// requirement any more.
    fn named_in_code(&self, words: &[Inline]) -> Option<String> {
        if !matches!(self.change, Some((_, Change::Renamed | Change::Removed))) {
            return None;
        }
        let (label, code) = match words {
            [Inline::Code(code)] => (String::new(), code),
            [Inline::Text(label), Inline::Code(code)] => (label.to_uppercase(), code),
            _ => return None,
        };
        let named = heading::read(code.trim().trim_start_matches('#'))?;
        let is_new = matches!(label.trim().trim_end_matches([':', '：']), "" | "TO");
        named.title.filter(|_| is_new && named.kind == RequirementKind::Named)
    }

    fn criteria(&mut self, of: usize, list: &List) {
        let found = &mut self.found[of];
        // Below a heading of its own a list counts the criteria.
        let is_heading = self.open.iter().any(|(_, open)| *open == of);
        let counts = is_heading && found.kind == RequirementKind::Requirement;
        let first = list.ordered.map_or(found.criteria.len() + 1, |first| first as usize);
        for (at, item) in list.items.iter().enumerate() {
            let Some((words, span)) = paragraph(item) else { continue };
            let is_bold = matches!(words.first(), Some(Inline::Strong(_)));
            let (number, text) = line::criterion(words);
            if is_bold && number.is_none() && line::read(words).is_some()
                || is_bold && !counts && line::read(words).is_some()
            {
                continue; // A requirement of its own.
            }
            let written = number.is_some();
            let id = match number {
                Some(number) if number.contains('.') => Some(number),
                Some(number) => Some(format!("{}.{number}", found.id)),
                None if counts => Some(format!("{}.{}", found.id, first + at)),
                None => None,
            };
            found.criteria.push(Criterion {
                id,
                key: None,
                written,
                text,
                span,
                place: (item.span.start, 0),
            });
        }
    }

    fn table(&mut self, block: &Block, rows: &[Vec<Vec<Inline>>]) {
        for (number, row) in rows.iter().enumerate() {
            let [first, rest @ ..] = row.as_slice() else { continue };
            let Some(id) = line::cell(first) else { continue };
            let text = rest.first().map(|cell| plain(cell).trim().to_owned());
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            let kind = heading::kind(&id);
            let stated = Stated { id, title: None, text };
            let span = row_span(self.document, block.span, number);
            self.add(kind, stated, span, (block.span.start, number as u32));
        }
    }
}

/// An id as it is compared; a slug is compared as it is.
fn canonical(id: &str) -> String {
    id::canonical(id).unwrap_or_else(|| id.to_owned())
}

/// Where a row of a table stands: below the head and the line under it.
fn row_span(document: &Document, table: Span, row: usize) -> Span {
    let range = document.lines.line(table.line + 2 + row as u32);
    let line = document.text.get(range.clone()).unwrap_or("");
    let start = range.start + (line.len() - line.trim_start().len());
    document.lines.span(&document.text, start, start + line.trim().len())
}

/// The first paragraph of an item.
fn paragraph(item: &Item) -> Option<(&[Inline], Span)> {
    match item.blocks.first() {
        Some(Block { kind: BlockKind::Paragraph(inlines), span }) => {
            Some((inlines, *span))
        }
        _ => None,
    }
}

/// The lines of a paragraph that each may be a requirement: those that start
/// with a bold word or a number. With each its place and where it stands.
fn lines<'p>(
    document: &Document,
    block: &Block,
    inlines: &'p [Inline],
) -> Vec<(&'p [Inline], usize, Span)> {
    let begins = |at: &usize| {
        let first =
            *at == 0 || matches!(inlines[at - 1], Inline::SoftBreak | Inline::HardBreak);
        first
            && match &inlines[*at] {
                Inline::Strong(_) => true,
                Inline::Text(text) => text.starts_with(|c: char| c.is_ascii_digit()),
                _ => false,
            }
    };
    let starts: Vec<usize> = (0..inlines.len()).filter(begins).collect();
    if starts.len() < 2 || starts.first() != Some(&0) {
        return vec![(inlines, 0, block.span)];
    }
    let mut parts = Vec::new();
    let (mut line, mut from) = (block.span.line, 0);
    for (place, start) in starts.iter().enumerate() {
        let end = starts.get(place + 1).map_or(inlines.len(), |next| next - 1);
        line += breaks(&inlines[from..*start]);
        let length = breaks(&inlines[*start..end]);
        from = *start;
        let first = document.lines.line(line).start;
        let last = document.lines.line(line + length).end.min(block.span.end as usize);
        let text = document.text.get(first..last).unwrap_or("");
        let indent = text.len() - text.trim_start().len();
        let span = document.lines.span(
            &document.text,
            first + indent,
            first + indent + text.trim().len(),
        );
        parts.push((&inlines[*start..end], *start, span));
    }
    parts
}

/// How many lines end among inlines.
fn breaks(inlines: &[Inline]) -> u32 {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::SoftBreak | Inline::HardBreak => 1,
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                breaks(inner)
            }
            Inline::Link { inlines, .. } | Inline::WikiLink { inlines, .. } => {
                breaks(inlines)
            }
            Inline::Html(html) => html.matches('\n').count() as u32,
            _ => 0,
        })
        .sum()
}
