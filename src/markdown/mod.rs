//! From a Markdown file to a [`Document`], and from its parts to HTML.

pub mod document;
pub mod escape;
mod front_matter;
mod highlight;
mod kept;
mod lower;
pub mod prose;
mod rewrite;

use std::sync::{Arc, OnceLock};

pub use document::{
    Alignment, Block, BlockKind, Document, FrontMatter, Headings, Inline, Item, List,
    Mark, plain,
};
pub use highlight::{CodeQuestion, forget_many_grammars, highlight};
pub use lower::DEPTH;
pub use prose::{Html, Prose};
pub use rewrite::rewritten;

use crate::diagnostic::{Checked, Diagnostic, code};
use crate::memo::Question;
use crate::source::file::FILE_LIMIT;
use crate::source::{Hash, Hasher, LineIndex, SitePath, SourceFile};

/// A file to be parsed.
pub struct DocumentQuestion {
    /// The file.
    pub file: Arc<SourceFile>,
}

impl Question for DocumentQuestion {
    fn key(&self) -> Hash {
        // A file that is too large is told with its size.
        let size = self.file.size.to_le_bytes();
        Hasher::new().hash(self.file.hash).part(size).finish()
    }
}

/// Parses a file, as [`parse`] does, for many who read it.
pub fn parse_shared(question: &DocumentQuestion) -> Checked<Arc<Document>> {
    let Checked { value, diagnostics } = parse(&question.file);
    Checked { value: Arc::new(value), diagnostics }
}

/// Reads a Markdown file; of any other one, the data that it holds. Whatever it holds, there is a document: what cannot
/// be understood is kept as text, and a diagnostic says so.
pub fn parse(file: &SourceFile) -> Checked<Document> {
    let text = text_of(file);
    let lines = LineIndex::new(&text);
    let mut diagnostics = Vec::new();
    note_limits(file, &text, &lines, &mut diagnostics);
    if !file.is_markdown() {
        let read = front_matter::of_data(&file.path, &text, &lines);
        diagnostics.extend(read.diagnostics);
        let document = Document {
            path: file.path.clone(),
            hash: file.hash,
            text,
            lines,
            front_matter: read.value,
            headings: Headings::default(),
            is_titled: false,
            targets: Vec::new(),
            diagrams: Vec::new(),
            start: 0,
            blocks: OnceLock::new(),
            kept: OnceLock::new(),
        };
        return Checked::new(document, diagnostics);
    }

    let top = front_matter::read(&file.path, &text, &lines);
    diagnostics.extend(top.diagnostics);
    let body =
        lower::Body { path: &file.path, text: &text, lines: &lines, start: top.end };
    let blocks = lower::blocks(&body, &mut diagnostics);

    let document = Document {
        path: file.path.clone(),
        hash: file.hash,
        text,
        lines,
        front_matter: top.value,
        headings: heading_ids(&blocks).into(),
        is_titled: matches!(
            blocks.first().map(|block| &block.kind),
            Some(BlockKind::Heading { level: 1, .. })
        ),
        targets: prose::targets(&blocks),
        diagrams: prose::diagrams(&blocks),
        start: top.end,
        blocks: OnceLock::from(blocks),
        kept: OnceLock::new(),
    };
    Checked::new(document, diagnostics)
}

/// The ids of the headings among blocks, in order.
fn heading_ids(blocks: &[Block]) -> Vec<String> {
    let blocks: Vec<&Block> = blocks.iter().collect();
    prose::headings(&blocks, "").into_iter().map(|heading| heading.id).collect()
}

/// What a document reads of a file.
fn text_of(file: &SourceFile) -> Arc<str> {
    file.text().cloned().unwrap_or_default()
}

/// Reads a value as a line of Markdown.
pub fn inlines(text: &str) -> Vec<Inline> {
    let path = SitePath::unnamed();
    let lines = LineIndex::new(text);
    let body = lower::Body { path: &path, text, lines: &lines, start: 0 };
    match lower::blocks(&body, &mut Vec::new()).into_iter().next() {
        Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => inlines,
        _ => vec![Inline::Text(text.to_owned())],
    }
}

/// Says what was lost before we saw the text: its end, or bytes that are no text.
fn note_limits(
    file: &SourceFile,
    text: &str,
    lines: &LineIndex,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let cut = file.size > FILE_LIMIT as u64;
    if cut {
        let message = format!(
            "the file has {} bytes, and only the first {FILE_LIMIT} are read",
            file.size
        );
        let hint = "split it: one file for each plan, long logs elsewhere";
        diagnostics.push(
            Diagnostic::file(&code::FILE_TOO_LARGE, &file.path, message).hint(hint),
        );
    }
    if !file.lossy {
        return;
    }
    // A cut in the middle of a character is ours, not the author's.
    let authored = if cut { text.trim_end_matches('\u{fffd}') } else { text };
    if let Some(at) = authored.find('\u{fffd}') {
        let span = lines.span(text, at, at + '\u{fffd}'.len_utf8());
        diagnostics.push(
            Diagnostic::at(
                &code::NOT_UTF8,
                &file.path,
                span,
                "the file holds bytes that are not UTF-8",
            )
            .label("shown as \u{fffd}")
            .hint("save the file as UTF-8"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &[u8]) -> Checked<Document> {
        parse(&SourceFile::new(SitePath::new("a.md").unwrap(), text))
    }

    fn codes(checked: &Checked<Document>) -> Vec<&str> {
        checked.diagnostics.iter().map(|problem| problem.code.name).collect()
    }

    #[test]
    fn nothing_a_file_can_hold_makes_reading_fail() {
        // Pieces that mean something to a Markdown parser find more than random bytes.
        let pieces: [&[u8]; 40] = [
            b"- [ ]* ",
            b"- [x] ",
            b"[-]",
            b"> ",
            b"```",
            b"~~~",
            b"\n",
            b"\r",
            b"\r\n",
            b"\n\n",
            b"    ",
            b"\t",
            b"# ",
            b"---\n",
            b"===\n",
            b"|a|b|\n|-|-|\n",
            b"|",
            b"[[",
            b"]]",
            b"](",
            b")",
            b"![",
            b"[^1]",
            b"[^1]: ",
            b"<!--",
            b"-->",
            b"<br>",
            b"**",
            b"_",
            b"~~",
            b"`",
            b"\\",
            b"1. ",
            b"https://a.b ",
            b"\xff",
            b"\0",
            "\u{202e}".as_bytes(),
            "é".as_bytes(),
            "🐍".as_bytes(),
            b"key: [v\n",
        ];
        let mut state: u64 = 7;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        for _ in 0..400 {
            let mut soup = Vec::new();
            for _ in 0..next() % 60 {
                match next() % 5 {
                    0 => soup.push(next() as u8),
                    _ => soup.extend_from_slice(pieces[next() % pieces.len()]),
                }
            }
            let read = document(&soup).value;
            let blocks: Vec<&Block> = read.blocks().iter().collect();
            prose::render(&blocks, "s-").fill(&mut |_| prose::Filling::Text);
            prose::headings(&blocks, "s-");
            prose::targets(read.blocks());
        }
    }

    #[test]
    fn an_unclosed_fence_is_told() {
        assert_eq!(codes(&document(b"a\n\n```rust\nlet a;\n")), ["unclosed-fence"]);
        assert!(codes(&document(b"```\na\n```\n")).is_empty());
    }

    #[test]
    fn deep_nesting_is_cut_and_the_rest_is_read() {
        let deep = format!("{}text\n\n# After\n", ">".repeat(50_000));
        let read = document(deep.as_bytes());
        assert_eq!(codes(&read), ["too-deep"]);
        assert!(matches!(
            read.value.blocks().last().unwrap().kind,
            BlockKind::Heading { .. }
        ));

        let lists: String =
            (0..300).map(|level| format!("{}- a\n", "  ".repeat(level))).collect();
        assert_eq!(codes(&document(lists.as_bytes())), ["too-deep"]);
        let strong = format!("{0}a{0}", "*".repeat(20_000));
        document(strong.as_bytes());
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        assert_eq!(codes(&document(b"a\xffb")), ["not-utf8"]);
    }
}
