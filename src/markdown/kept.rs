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

/// Keys and values as JSON; nothing where they would be read as others, as some numbers
/// with many digits behind the dot are.
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
            headings: headings.to_vec(),
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
        let before = text.get(..kept.start)?;
        (before.is_empty() || before.ends_with(['\n', '\r'])).then_some(())?;
        let diagrams = kept.diagrams.into_iter();
        let document = Document {
            path: question.file.path.clone(),
            hash: question.file.hash,
            lines: LineIndex::new(&text),
            text,
            front_matter: FrontMatter { entries, span: kept.front_matter_span },
            headings: kept.headings.into(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse_shared;
    use crate::memo::Question as _;
    use crate::source::{SitePath, SourceFile};

    const TEXTS: [(&str, &str); 4] = [
        (
            "a.md",
            "---\ntitle: A\nweight: 1.5\n---\n# B\n\n- [ ] [c](d.md)\n\n```mermaid\nflowchart\n```\n",
        ),
        ("a.md", "# A\r\n\r\n## B\r\n\r\nWords, and ![e](f.png).\r\n"),
        ("a.md", "---\ntitle: [A\n---\n\u{feff}"),
        ("a.json", "{\"tasks\": [1]}"),
    ];

    fn question((path, text): (&str, &str)) -> DocumentQuestion {
        let file = SourceFile::new(SitePath::new(path).unwrap(), text.as_bytes());
        DocumentQuestion { file: Arc::new(file) }
    }

    #[test]
    fn what_is_kept_is_as_it_was_read() {
        for text in TEXTS {
            let question = question(text);
            let read = parse_shared(&question);
            let bytes = read.to_bytes().unwrap();
            let kept = Checked::<Arc<Document>>::from_bytes(&bytes, &question).unwrap();
            assert_eq!(kept.diagnostics, read.diagnostics, "{text:?}");
            let kept = kept.value;
            assert_eq!(format!("{kept:?}"), format!("{:?}", read.value.kept()));
            assert_eq!(kept.blocks().len(), read.value.blocks().len(), "{text:?}");
            for end in 0..bytes.len() {
                let cut = Checked::<Arc<Document>>::from_bytes(&bytes[..end], &question);
                assert!(cut.is_none_or(|cut| cut.value.blocks().len() < 9), "{end}");
            }
        }
    }

    #[test]
    fn a_document_without_its_blocks_reads_them_again() {
        for text in TEXTS {
            let read = parse_shared(&question(text)).value;
            let kept = read.kept();
            assert!(Arc::ptr_eq(&kept, &read.kept()), "it is kept once");
            assert_eq!(format!("{:?}", kept.blocks()), format!("{:?}", read.blocks()));
        }
    }

    #[test]
    fn a_file_that_has_grown_beyond_what_is_read_is_another_question() {
        let small = question(TEXTS[0]);
        let mut file = (*small.file).clone();
        file.size += 1;
        let large = DocumentQuestion { file: Arc::new(file) };
        assert_ne!(small.key(), large.key());
    }
}
