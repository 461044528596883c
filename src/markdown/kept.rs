//! Documents as bytes, for memory between runs: what is known of a file without its
//! blocks, which are read again where somebody asks for them.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::{Checked, Noticed};
use crate::markdown::document::{Document, FrontMatter};
use crate::markdown::prose::TargetKind;
use crate::markdown::{DocumentQuestion, text_of};
use crate::memo::Lasting;
use crate::source::{LineIndex, Span};

/// A document as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The keys and values of the front matter, as JSON: these bytes have no form for
    /// values of any kind. Empty where there are none.
    front_matter: String,
    front_matter_span: Option<Span>,
    headings: Vec<String>,
    is_titled: bool,
    targets: Vec<(String, TargetKind, Span)>,
    diagrams: Vec<(String, Span)>,
    start: usize,
    noticed: Vec<Noticed>,
}

type Entries = Vec<(String, Value)>;

/// Keys and values as JSON; nothing where they would not be read as they are, as numbers
/// with many digits behind the dot.
fn json_of(entries: &Entries) -> Option<String> {
    if entries.is_empty() {
        return Some(String::new());
    }
    let json = serde_json::to_string(entries).ok()?;
    (entries_of(&json)? == *entries).then_some(json)
}

fn entries_of(json: &str) -> Option<Entries> {
    match json {
        "" => Some(Entries::new()),
        json => serde_json::from_str(json).ok(),
    }
}

impl Lasting<DocumentQuestion> for Checked<Arc<Document>> {
    const KIND: &'static str = "document";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let Document { front_matter, headings, is_titled, targets, start, .. } =
            &*self.value;
        let json = json_of(&front_matter.entries)?;
        let diagrams = self.value.diagrams.iter();
        let kept = Kept {
            front_matter: json,
            front_matter_span: front_matter.span,
            headings: headings.clone(),
            is_titled: *is_titled,
            targets: targets.clone(),
            diagrams: diagrams
                .map(|(source, span)| (source.to_string(), *span))
                .collect(),
            start: *start,
            noticed: self.diagnostics.iter().map(Noticed::of).collect(),
        };
        postcard::to_stdvec(&kept).ok()
    }

    fn from_bytes(bytes: &[u8], question: &DocumentQuestion) -> Option<Self> {
        let kept: Kept = postcard::from_bytes(bytes).ok()?;
        let entries = entries_of(&kept.front_matter)?;
        let text = text_of(&question.file);
        text.is_char_boundary(kept.start).then_some(())?;
        let diagrams = kept.diagrams.into_iter();
        let document = Document {
            path: question.file.path.clone(),
            hash: question.file.hash,
            lines: LineIndex::new(&text),
            text,
            front_matter: FrontMatter { entries, span: kept.front_matter_span },
            headings: kept.headings,
            is_titled: kept.is_titled,
            targets: kept.targets,
            diagrams: diagrams.map(|(source, span)| (source.into(), span)).collect(),
            start: kept.start,
            blocks: OnceLock::new(),
            kept: OnceLock::new(),
        };
        let noticed = kept.noticed.into_iter().map(Noticed::read);
        Some(Self::new(Arc::new(document), noticed.collect::<Option<_>>()?))
    }
}
