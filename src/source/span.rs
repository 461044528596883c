//! Spans: where in a file something stands.

use serde::{Deserialize, Serialize};

/// A part of a file's text. It never reaches a view: an edit above a task moves
/// its span and nothing else.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
)]
pub struct Span {
    /// The line it starts on, from 1.
    pub line: u32,
    /// The character of that line it starts at, from 1.
    pub column: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The text that the span covers; empty where it lies outside.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// After how many bytes characters are counted: a column in a line that is as long as
/// its file is then not counted from the start of the line.
const STEP: usize = 4096;

/// Where the lines of a text start. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Box<[u32]>,
    /// How many characters start before each [`STEP`] bytes.
    counts: Box<[u32]>,
    len: u32,
}

impl LineIndex {
    /// Finds the lines of a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(at as u32 + 1);
            }
        }
        let mut count = 0;
        let counts = bytes.chunks(STEP).map(|part| {
            let before = count;
            count += characters(part);
            before
        });
        Self { starts: starts.into(), counts: counts.collect(), len: bytes.len() as u32 }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line, from 1, with its end.
    pub fn line(&self, line: u32) -> std::ops::Range<usize> {
        let at = line.saturating_sub(1) as usize;
        let start = self.starts.get(at).copied().unwrap_or(self.len);
        let end = self.starts.get(at + 1).copied().unwrap_or(self.len);
        start as usize..end as usize
    }

    /// The span of a byte range; `text` must be the text the index was made of.
    pub fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let start = start.min(self.len as usize) as u32;
        let end = (end.min(self.len as usize) as u32).max(start);
        let line = self.starts.partition_point(|&first| first <= start);
        let first = self.starts[line - 1] as usize;
        let before = match text.get(first..start as usize) {
            Some(before) if before.len() <= STEP => characters(before.as_bytes()),
            Some(_) => self.before(text, start as usize) - self.before(text, first),
            None => 0,
        };
        Span { line: line as u32, column: before + 1, start, end }
    }

    /// How many characters start before a byte.
    fn before(&self, text: &str, at: usize) -> u32 {
        let part = (at / STEP).min(self.counts.len().saturating_sub(1));
        let rest = text.as_bytes().get(part * STEP..at).unwrap_or_default();
        self.counts.get(part).copied().unwrap_or(0) + characters(rest)
    }
}

/// How many characters start in a piece of a text.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let text = "a\r\nbé\rc\nd";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 4);
        let at = text.find('c').unwrap();
        let span = index.span(text, at, at + 1);
        assert_eq!((span.line, span.column), (3, 1));
        assert_eq!(span.of(text), "c");
        let end_of_b = index.span(text, at - 1, at - 1);
        assert_eq!((end_of_b.line, end_of_b.column), (2, 3));
    }

    #[test]
    fn columns_are_counted_in_lines_of_any_length() {
        let text = format!("ü\n{}x", "aé🐍".repeat(STEP));
        let index = LineIndex::new(&text);
        let mut expected = 1;
        for (at, c) in text.char_indices().skip(2) {
            assert_eq!(index.span(&text, at, at).column, expected, "{at}");
            expected += u32::from(c != '\n');
        }
        let end = index.span(&text, text.len(), text.len());
        assert_eq!((end.line, end.column), (2, expected));
        assert_eq!(LineIndex::new("").span("", 0, 0).column, 1);
    }
}
