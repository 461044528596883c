//! Texts that make parsers slow, in families that grow: for `pathological`, which
//! measures them, and for `tests/growth.rs`, which counts what they make.

/// A family of texts.
pub(crate) struct Family {
    /// What it is called.
    pub(crate) name: &'static str,
    kind: Kind,
}

enum Kind {
    /// How it starts, what is repeated, how it ends.
    Repeated(&'static str, &'static str, &'static str),
    /// A text of about so many bytes.
    Made(fn(usize) -> String),
}

impl Family {
    /// The text that has about so many bytes.
    pub(crate) fn text(&self, size: usize) -> String {
        let mut text = match self.kind {
            Kind::Repeated(start, piece, end) => {
                format!("{start}{}{end}", piece.repeat(size / piece.len()))
            }
            Kind::Made(make) => make(size),
        };
        text.push('\n');
        text
    }
}

const fn repeated(
    name: &'static str,
    (start, piece, end): (&'static str, &'static str, &'static str),
) -> Family {
    Family { name, kind: Kind::Repeated(start, piece, end) }
}

const fn made(name: &'static str, make: fn(usize) -> String) -> Family {
    Family { name, kind: Kind::Made(make) }
}

/// All families.
pub(crate) const FAMILIES: [Family; 62] = [
    repeated("quotes on one line", ("", "> ", "a")),
    repeated("quotes without blanks", ("", ">", "a")),
    repeated("quoted lines", ("", "> a\n", "")),
    made("quotes deeper on each line", |size| stairs(size, "> ", "a\n")),
    repeated("lists on one line", ("", "- ", "a")),
    repeated("numbered lists on one line", ("", "1. ", "a")),
    repeated("lists and quotes", ("", "- > ", "a")),
    made("lists deeper on each line", |size| stairs(size, "  ", "- a\n")),
    repeated("a flat list", ("", "- a\n", "")),
    repeated("a flat loose list", ("", "- a\n\n", "")),
    repeated("a flat numbered list", ("", "1. a\n", "")),
    repeated("open brackets", ("", "[", "a")),
    repeated("closed brackets", ("", "]", "")),
    repeated("brackets of images", ("", "![", "a")),
    repeated("nested brackets", ("", "[a", "](b)")),
    made("nested links", |size| nested(size, "[", "a", "](b)")),
    made("nested images", |size| nested(size, "![", "a", "](b)")),
    repeated("links", ("", "[a](b) ", "")),
    made("links to nowhere", |size| counted(size, |n| format!("[a](missing-{n}.md) "))),
    made("links to nowhere in lines", |size| {
        counted(size, |n| format!("- [a](missing-{n}.md)\n"))
    }),
    repeated("links that do not end", ("", "[a](", "")),
    repeated("links with angles", ("", "[a](<b", "")),
    repeated("links with titles", ("", "[a](b \"", "")),
    repeated("references", ("", "[a][b]", "")),
    repeated("definitions", ("", "[a]: b\n", "")),
    made("definitions and references", |size| {
        counted(size, |n| format!("[a{n}]: b\n\n[a{n}]\n\n"))
    }),
    repeated("labels", ("", "[a\\", "")),
    repeated("stars", ("", "*", "a")),
    repeated("stars and words", ("", "*a ", "")),
    repeated("stars that open", ("", "a**b", "c* ")),
    made("nested emphasis", |size| nested(size, "*a **b ", "c", "** d*")),
    repeated("underscores", ("", "_a ", "")),
    repeated("mixed emphasis", ("", "*a_ ", "")),
    repeated("tildes", ("", "~~a", "")),
    repeated("backticks", ("", "`a``", "")),
    repeated("growing backticks", ("", "`", " a")),
    made("backticks of each length", |size| {
        let lengths = (1..).map(|n| format!("{} ", "`".repeat(n)));
        until(size, lengths)
    }),
    repeated("fences", ("", "```a\nb\n```\n", "")),
    repeated("entities", ("", "&amp", "")),
    repeated("whole entities", ("", "&amp;", "")),
    repeated("references of characters", ("", "&#x41;", "")),
    repeated("escapes", ("", "\\", "")),
    repeated("comments", ("", "a <!-- ", "")),
    repeated("declarations", ("", "<!A ", "")),
    repeated("instructions", ("", "<?", "")),
    repeated("tags", ("", "<a b=", "")),
    repeated("autolinks", ("", "<http:", "")),
    repeated("whole autolinks", ("", "<http://a.b/> ", "")),
    repeated("bare addresses", ("", "www.a", "")),
    repeated("mail addresses", ("", "a@b.", "")),
    repeated("cells of a table", ("|a|\n|-|\n", "|a", "|\n")),
    repeated("rows of a table", ("|a|b|\n|-|-|\n", "|\n", "")),
    made("a wide table with short rows", |size| {
        let columns = size / 8;
        let (head, line) = ("|a".repeat(columns), "|-".repeat(columns));
        format!("{head}|\n{line}|\n{}", "|\n".repeat(size / 4))
    }),
    repeated("tables", ("", "|a|\n|-|\n|b|\n\n", "")),
    repeated("footnotes", ("", "[^a]", "\n\n[^a]: b")),
    repeated("definitions of footnotes", ("", "[^a]:\n", "")),
    made("footnotes and their texts", |size| {
        counted(size, |n| format!("[^{n}]\n\n[^{n}]: b\n\n"))
    }),
    repeated("headings alike", ("", "# a\n", "")),
    repeated("wiki links", ("", "[[a|", "")),
    made("wiki links to nowhere", |size| counted(size, |n| format!("[[missing {n}]]\n"))),
    made("tasks", |size| counted(size, |n| format!("- [ ] 1.{n} Stir\n"))),
    made("tasks that wait for all before", |size| {
        counted(size, |n| match n {
            1 => "- [ ] 1.1 Stir\n".to_owned(),
            n => format!("- [ ] 1.{n} Stir\n  - _Dependencies: 1.1-1.{}_\n", n - 1),
        })
    }),
];

/// Lines that each start with one more of a piece than the one before.
fn stairs(size: usize, piece: &str, words: &str) -> String {
    until(size, (0..).map(|level| format!("{}{words}", piece.repeat(level))))
}

/// As many openings as closings.
fn nested(size: usize, open: &str, words: &str, close: &str) -> String {
    let depth = size / (open.len() + close.len());
    format!("{}{words}{}", open.repeat(depth), close.repeat(depth))
}

/// Pieces that are all different.
fn counted(size: usize, piece: fn(usize) -> String) -> String {
    until(size, (1..).map(piece))
}

/// As many pieces as have so many bytes.
fn until(size: usize, pieces: impl Iterator<Item = String>) -> String {
    let mut text = String::with_capacity(size + 64);
    for piece in pieces {
        if text.len() >= size {
            break;
        }
        text.push_str(&piece);
    }
    text
}
