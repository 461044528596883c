//! The grammar of tasks in numbered groups, or below numbered headings where there
//! are no boxes. Dialects that add nothing to it are read by it.

use std::sync::Arc;

use crate::diagnostic::Checked;
use crate::markdown::{Document, Inline};
use crate::plan::dialects::Reading;
use crate::plan::model::{Mode, Task};
use crate::plan::nest;
use crate::plan::outline::bare::Headings;
use crate::plan::outline::head::{Head, Lead};
use crate::plan::outline::trailer::Trailer;
use crate::plan::outline::{
    self, Grammar, HeadingLine, HeadingTask, PhaseHeading, Place, numbered,
};

/// Reads the tasks of the first document; their numbers say which are parts of which.
pub fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    let Some(document) = documents.first() else { return Checked::default() };
    let Checked { value: mut reading, diagnostics } =
        outline::read(documents, &Grouped::of(document));
    nest::by_number(&mut reading.tasks);
    Checked::new(reading, diagnostics.to_vec())
}

/// Tasks with numbers, which wait for those before them.
pub struct Grouped {
    /// The headings that are tasks, where there are no boxes.
    headings: Headings,
}

impl Grouped {
    /// The grammar of one document.
    pub fn of(document: &Document) -> Self {
        Self { headings: Headings::of(document) }
    }
}

impl Grammar for Grouped {
    fn phase(&self, heading: &HeadingLine<'_>) -> Option<PhaseHeading> {
        self.headings.phase(heading).or_else(|| numbered::group(heading))
    }

    fn heading_task(&self, heading: &HeadingLine<'_>) -> Option<HeadingTask> {
        self.headings.task(heading)
    }

    fn lead(&self, words: &str) -> Lead {
        numbered::lead(words)
    }

    fn trailers(&self, line: &mut Vec<Inline>) -> Vec<Trailer> {
        numbered::trailers(line)
    }

    fn is_task(&self, head: &Head, place: &Place) -> bool {
        numbered::is_task(head, place)
    }

    fn is_subtask(&self, _parent: &Task, head: &Head) -> bool {
        !head.lead.id.as_deref().is_some_and(numbered::is_criterion)
    }

    fn mode(&self) -> Mode {
        Mode::Sequential
    }
}
