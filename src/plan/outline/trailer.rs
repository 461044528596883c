//! Trailers: what stands in the line of a task behind its title, or between its
//! words: `📅 2026-05-01 #garden`, `[dependsOn:: a, b]`, `@done(2026-05-01)`.

use crate::markdown::Inline;
use crate::plan::model::{
    DateKind, Mode, PlanReference, Reference, Rule, Target, TaskDate,
};
use crate::plan::outline::head::{self, Head};
use crate::plan::outline::{Grammar, Reader};
use crate::source::Span;

/// One thing that the line of a task says beside its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trailer {
    /// What it is about.
    pub kind: TrailerKind,
    /// Its value, as it stands in the line.
    pub text: String,
}

/// What a trailer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailerKind {
    /// The task's id, which counts in the whole site.
    Id,
    /// The ids of the tasks that it waits for, wherever they are.
    After,
    /// A label.
    Label,
    /// A day.
    Date(DateKind),
    /// The field of that name.
    Field(&'static str),
    /// A mark that lets it run beside its neighbours.
    Parallel,
}

/// Takes the line of a task apart: its trailers first, then its head.
pub fn head(inlines: &[Inline], grammar: &dyn Grammar) -> Option<Head> {
    let is_break =
        |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
    let end = inlines.iter().position(is_break).unwrap_or(inlines.len());
    let mut line = inlines[..end].to_vec();
    let mut trailers = grammar.trailers(&mut line);
    line.extend_from_slice(&inlines[end..]);
    let mut found = head::of_inlines(&line, &|words| grammar.lead(words))?;
    trailers.retain(|trailer| match trailer.kind {
        TrailerKind::Id => {
            found.lead.id = Some(trailer.text.clone());
            false
        }
        TrailerKind::Label => {
            found.lead.labels.push(trailer.text.clone());
            false
        }
        TrailerKind::Parallel => {
            found.lead.mode.get_or_insert(Mode::Parallel(None));
            false
        }
        _ => true,
    });
    found.trailers = trailers;
    Some(found)
}

impl Reader<'_> {
    /// Takes in the trailers of a task whose line starts at `span`.
    pub(crate) fn trailers(&mut self, task: usize, trailers: &[Trailer], span: Span) {
        let text = &self.document.text;
        let line = span.of(text).lines().next().unwrap_or_default();
        for trailer in trailers {
            // Entities and escapes are read and not found; then the line is the place.
            let found = line.rfind(&trailer.text);
            let start = span.start as usize + found.unwrap_or(0);
            let length = found.map_or(line.len(), |_| trailer.text.len());
            match trailer.kind {
                TrailerKind::Date(kind) => {
                    let day = trailer.text.clone();
                    self.reading.tasks[task].dates.push(TaskDate { kind, day });
                }
                TrailerKind::Field(key) => {
                    self.value(task, key, &trailer.text, start);
                }
                TrailerKind::After => {
                    let place = self.excerpt.span(start, start + length);
                    self.after(task, &trailer.text, place);
                }
                TrailerKind::Id | TrailerKind::Label | TrailerKind::Parallel => {}
            }
        }
    }

    /// States that a task comes after those with some ids, wherever they are.
    fn after(&mut self, task: usize, ids: &str, place: Span) {
        let mut at = place.start as usize;
        for part in ids.split_inclusive(',') {
            let id = part.trim_matches(|c: char| c == ',' || c.is_whitespace());
            let start = at + part.find(id).unwrap_or(0);
            at += part.len();
            if id.is_empty() {
                continue;
            }
            let is_whole = place.of(&self.document.text) == ids;
            let span = match is_whole {
                true => self.excerpt.span(start, start + id.len()),
                false => place,
            };
            let text = self.reading.tasks[task].id.clone().unwrap_or_default();
            let after = Reference { plan: None, target: Target::Index(task), text, span };
            let before = Reference {
                plan: Some(PlanReference::Anywhere),
                target: Target::Task(id.to_owned()),
                text: id.to_owned(),
                span,
            };
            self.state(Rule::Field, (before, after), span);
        }
    }
}
