//! Tables of tasks: `| ID | Task | Status | Depends on |`, a row a task.

use std::borrow::Cow;

use crate::markdown::{Block, Inline, plain};
use crate::plan::field;
use crate::plan::model::Status;
use crate::plan::outline::fields::{Key, has_words};
use crate::plan::outline::{Reader, trailer};
use crate::plan::status;
use crate::source::Span;

/// A table, as a grammar sees it.
pub struct TableLines<'a> {
    /// The words of its head.
    pub head: &'a [String],
    /// Its other rows, cell by cell.
    pub rows: &'a [Vec<Vec<Inline>>],
    /// Where it stands.
    pub span: Span,
}

/// What the columns of a table of tasks are.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Which holds the titles.
    pub title: usize,
    /// Which holds the ids.
    pub id: Option<usize>,
    /// Which holds the status.
    pub status: Option<usize>,
}

/// The status that a cell gives: `[x]`, `✅`, `In progress`.
pub fn status_of(cell: &str) -> Option<Status> {
    let words = cell.trim();
    let mut inside = words.strip_prefix('[').into_iter().flat_map(str::chars);
    match (inside.next(), inside.next()) {
        (Some(mark), Some(']')) => field::status(mark),
        _ => status::of_words(words),
    }
}

impl<'d> Reader<'d> {
    /// Takes in a table: as tasks where the grammar says so, else as text.
    pub(crate) fn table(
        &mut self,
        block: &'d Block,
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
    ) {
        let names: Vec<String> =
            head.iter().map(|cell| plain(cell).trim().to_owned()).collect();
        let table = TableLines { head: &names, rows, span: block.span };
        let Some(columns) = self.grammar.table(&table) else {
            self.pending.push(Cow::Borrowed(block));
            return;
        };
        self.flush();
        // A row is a line: the head, the rule below it, then the rows.
        let text = block.span.of(&self.document.text);
        let mut at = block.span.start as usize;
        let mut lines = Vec::new();
        for line in text.split_inclusive(['\n', '\r']) {
            if !line.trim_matches(['\n', '\r']).is_empty() {
                lines.push((at, line.trim_end()));
            }
            at += line.len();
        }
        for (place, row) in rows.iter().enumerate() {
            let Some((start, line)) = lines.get(place + 2).copied() else { break };
            let span = self.excerpt.span(start, start + line.len());
            self.row((&names, &columns), row, span);
        }
    }

    fn row(
        &mut self,
        (names, columns): (&[String], &Columns),
        row: &[Vec<Inline>],
        span: Span,
    ) {
        let cell = |place: usize| row.get(place).map(|cell| plain(cell));
        let title = row.get(columns.title).map(Vec::as_slice).unwrap_or_default();
        let Some(head) = trailer::head(title, self.grammar) else { return };
        let trailers = head.trailers.clone();
        let index = self.push(span, head, None);
        let said = columns.status.and_then(cell);
        let task = &mut self.reading.tasks[index];
        if let Some(id) = columns.id.and_then(cell) {
            let id = id.trim();
            if id.contains(char::is_alphanumeric) {
                task.id = Some(id.to_owned());
            }
        }
        if let Some(status) = said.as_deref().and_then(status_of)
            && task.status == Status::Todo
        {
            task.status = status;
        }
        self.trailers(index, &trailers, span);
        let known = [Some(columns.title), columns.id, columns.status];
        let line = span.of(&self.document.text).to_owned();
        for (place, name) in names.iter().enumerate() {
            let value = cell(place).unwrap_or_default();
            let value = value.trim();
            // A dash leaves a cell empty, save that it may say that nothing comes before.
            let says_nothing =
                !has_words(value) && Key::of(name) != Some(Key::Dependencies);
            if known.contains(&Some(place)) || says_nothing || name.is_empty() {
                continue;
            }
            let offset = line.find(value).unwrap_or(0);
            self.value(index, name, value, span.start as usize + offset);
        }
    }
}
