//! Where a diagnostic points to, in the words and numbers that others use: the
//! path as the user knows it, lines and columns from 1.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{SitePath, SourceFile, Sources};

/// A file, and perhaps a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the folder that was given.
    pub file: String,
    /// The part, or nothing where it is the file as a whole.
    pub region: Option<Region>,
}

/// A part of a text; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The line it starts on.
    pub line: u32,
    /// The column it starts at.
    pub column: u32,
    /// The line it ends on.
    pub end_line: u32,
    /// The column behind its last character.
    pub end_column: u32,
}

impl Place {
    /// Finds the place of a diagnostic; nothing where it has no file.
    pub fn of(diagnostic: &Diagnostic, sources: &Sources) -> Option<Self> {
        let (file, source) = find(diagnostic.path.as_ref()?, sources);
        let region = diagnostic.span.map(|span| {
            let text = source.and_then(|source| source.text());
            let covered = text.map_or("", |text| span.of(text));
            // A line that ends is no line more: nothing of the next is meant.
            let covered = covered.trim_end_matches(['\n', '\r']);
            let last = covered.rfind(['\n', '\r']).map(|at| &covered[at + 1..]);
            let lines = covered.replace("\r\n", "\n").matches(['\n', '\r']).count();
            let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(0);
            Region {
                line: span.line,
                column: span.column,
                end_line: span.line.saturating_add(u32::try_from(lines).unwrap_or(0)),
                end_column: match last {
                    Some(last) => count(last) + 1,
                    None => span.column.saturating_add(count(covered)),
                },
            }
        });
        Some(Self { file, region })
    }
}

/// Finds the file that a diagnostic is about, and its path as the user knows it.
pub fn find<'s>(
    path: &SitePath,
    sources: &'s Sources,
) -> (String, Option<&'s Arc<SourceFile>>) {
    if let Some(file) = sources.file(path) {
        return (sources.shown(path), Some(file));
    }
    let others = sources.config.iter().chain(sources.theme.values());
    match others.into_iter().find(|file| file.path == *path) {
        // These do not lie below the content root.
        Some(file) => (path.to_string(), Some(file)),
        None => (sources.shown(path), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code;
    use crate::source::LineIndex;

    fn region(text: &str, words: &str) -> [u32; 4] {
        let sources = Sources::from_texts([("a.md", text)]);
        let path = SitePath::new("a.md").unwrap();
        let start = text.find(words).unwrap();
        let span = LineIndex::new(text).span(text, start, start + words.len());
        let found = Diagnostic::at(&code::EMPTY_PLAN, &path, span, "words");
        let region = Place::of(&found, &sources).unwrap().region.unwrap();
        [region.line, region.column, region.end_line, region.end_column]
    }

    #[test]
    fn a_part_ends_behind_its_last_character() {
        assert_eq!(region("one\ntwö x\n", "twö"), [2, 1, 2, 4]);
        assert_eq!(region("one\r\ntwo\r\nthree", "e\r\ntwo\r\nth"), [1, 3, 3, 3]);
        assert_eq!(region("one\rtwo", "one\rt"), [1, 1, 2, 2]);
        assert_eq!(region("one\r\ntwo", "one\r\n"), [1, 1, 1, 4]);
        assert_eq!(region("one", ""), [1, 1, 1, 1]);
    }

    #[test]
    fn the_configuration_lies_beside_the_content() {
        let path = SitePath::new("ouro.yaml").unwrap();
        let config = Arc::new(SourceFile::new(path.clone(), b"titel: x\n"));
        let sources = Sources {
            config: Some(config),
            prefix: "content/".to_owned(),
            ..Sources::default()
        };
        let found = Diagnostic::file(&code::INVALID_CONFIG, &path, "words");
        let place = Place { file: "ouro.yaml".to_owned(), region: None };
        assert_eq!(Place::of(&found, &sources), Some(place));
        assert_eq!(Place::of(&Diagnostic::site(&code::CYCLE, "words"), &sources), None);
    }
}
