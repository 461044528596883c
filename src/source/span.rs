//! Spans: where in a file something stands.

/// A part of a file's text. It never reaches a view: an edit above a task moves
/// its span and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

/// Where the lines of a text start. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
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
        Self { starts, len: bytes.len() as u32 }
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
        let before =
            text.get(first..start as usize).map_or(0, |part| part.chars().count());
        Span { line: line as u32, column: before as u32 + 1, start, end }
    }
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
}
