//! The tree of a Markdown file, in our own types: what the readers read.
//!
//! It is made once from the library's tree, keeps every position, and can be
//! sent between threads.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::markdown::lower;
use crate::markdown::prose::TargetKind;
use crate::source::file::is_markdown;
use crate::source::{Hash, LineIndex, SitePath, Span};

/// One Markdown file, parsed.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where the file lies.
    pub path: SitePath,
    /// The hash of path and content, which stands for the document in keys.
    pub hash: Hash,
    /// The whole text, front matter included; spans point into it.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
    /// What stands between the `---` lines at the top.
    pub front_matter: FrontMatter,
    /// The ids of its headings, in order.
    pub headings: Headings,
    /// Whether it begins with a heading of the first level.
    pub is_titled: bool,
    /// Every link and image: its target as written, its kind, and the span of the
    /// block it stands in.
    pub targets: Vec<(String, TargetKind, Span)>,
    /// Every Mermaid block: its source, and where it stands.
    pub diagrams: Vec<(Arc<str>, Span)>,
    /// Where the Markdown starts in the text, in bytes.
    pub(super) start: usize,
    /// The blocks, once they were asked for.
    pub(super) blocks: OnceLock<Vec<Block>>,
    /// The document as it is kept, once that was asked for.
    pub(super) kept: OnceLock<Arc<Self>>,
}

/// The ids of the headings of a document, in order.
#[derive(Debug, Clone, Default)]
pub struct Headings {
    ids: Vec<String>,
    /// Their places in the order of the ids, once one was looked for.
    sorted: OnceLock<Vec<usize>>,
}

impl From<Vec<String>> for Headings {
    fn from(ids: Vec<String>) -> Self {
        Self { ids, sorted: OnceLock::new() }
    }
}

impl Deref for Headings {
    type Target = Vec<String>;

    fn deref(&self) -> &Vec<String> {
        &self.ids
    }
}

impl Headings {
    /// Whether a heading has an id.
    pub fn has(&self, id: &str) -> bool {
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted: Vec<usize> = (0..self.ids.len()).collect();
            sorted.sort_by_key(|place| &self.ids[*place]);
            sorted
        });
        sorted.binary_search_by_key(&id, |place| &self.ids[*place]).is_ok()
    }
}

impl Document {
    /// The blocks below the front matter, in order.
    pub fn blocks(&self) -> &[Block] {
        self.blocks.get_or_init(|| {
            if self.is_data() {
                return Vec::new();
            }
            let Self { path, text, lines, start, .. } = self;
            let body = lower::Body { path, text, lines, start: *start };
            // What is wrong with them was told when the file was read.
            lower::blocks(&body, &mut Vec::new())
        })
    }

    /// The document as it is kept once it was read: without its blocks, which take five
    /// times the room of its text, and are read again where somebody asks for them.
    pub fn kept(self: &Arc<Self>) -> Arc<Self> {
        self.without_blocks().unwrap_or_else(|| Arc::clone(self))
    }

    /// The same document without its blocks; nothing where they were not read, so that
    /// it is small already.
    ///
    /// All of it but the text is copied, since what was made among the blocks would keep
    /// the room that they leave from being used for anything else.
    pub fn without_blocks(&self) -> Option<Arc<Self>> {
        self.blocks.get()?;
        let kept = || {
            Arc::new(Self {
                path: self.path.clone(),
                hash: self.hash,
                text: Arc::clone(&self.text),
                lines: self.lines.clone(),
                front_matter: self.front_matter.clone(),
                headings: self.headings.clone(),
                is_titled: self.is_titled,
                targets: self.targets.clone(),
                diagrams: self.diagrams.clone(),
                start: self.start,
                blocks: OnceLock::new(),
                kept: OnceLock::new(),
            })
        };
        Some(Arc::clone(self.kept.get_or_init(kept)))
    }

    /// Whether the file is no Markdown but data: all front matter, no blocks.
    pub fn is_data(&self) -> bool {
        !is_markdown(&self.path)
    }
}

/// The YAML at the top of a file: optional, and empty where it cannot be read.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Its keys in order; values are kept as YAML gave them.
    pub entries: Vec<(String, serde_json::Value)>,
    /// Where it stands, delimiters included.
    pub span: Option<Span>,
}

impl FrontMatter {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&serde_json::Value> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// A value that is text, or a number or date written like one.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            serde_json::Value::String(text) => Some(text.clone()),
            serde_json::Value::Number(number) => Some(number.to_string()),
            serde_json::Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// A value that is `true`.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key), Some(serde_json::Value::Bool(true)))
    }

    /// A value that is a list of texts, or one text.
    pub fn list(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(serde_json::Value::Array(items)) => items
                .iter()
                .filter_map(|item| match item {
                    serde_json::Value::String(text) => Some(text.clone()),
                    serde_json::Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect(),
            _ => self.text(key).into_iter().collect(),
        }
    }
}

/// A block: a heading, a paragraph, a list …
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of block.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// Code, fenced or indented.
    Code {
        /// What stands after the opening fence: `mermaid`, `rust ignore`.
        info: String,
        /// The code, without the fences.
        code: String,
        /// Whether a fence was opened and never closed.
        unclosed: bool,
    },
    /// A block quote.
    Quote(Vec<Block>),
    /// A table.
    Table {
        /// The alignment of each column.
        alignments: Vec<Alignment>,
        /// The first row.
        head: Vec<Vec<Inline>>,
        /// The other rows, cell by cell.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A rule.
    Rule,
    /// Raw HTML, comments included. It is shown as text, comments never.
    Html(String),
    /// A footnote's text.
    Footnote {
        /// Its name.
        name: String,
        /// Its blocks.
        blocks: Vec<Block>,
    },
}

/// How a table column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Not stated.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A list and its items.
#[derive(Debug, Clone)]
pub struct List {
    /// The first number of an ordered list.
    pub ordered: Option<u32>,
    /// Whether its items are set without paragraphs.
    pub tight: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// A list item.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its box, where it has one.
    pub mark: Option<Mark>,
    /// Its blocks; the first one is most often a paragraph.
    pub blocks: Vec<Block>,
    /// Where the item stands, its bullet included.
    pub span: Span,
}

/// The box of a task item: `[x]`, `[ ]*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The character between the brackets.
    pub symbol: char,
    /// Whether a star follows the box: Kiro's optional task.
    pub star: bool,
    /// Where the character stands.
    pub span: Span,
}

/// A part of a line of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A code span.
    Code(String),
    /// `*emphasis*`
    Emphasis(Vec<Self>),
    /// `**strong**`
    Strong(Vec<Self>),
    /// `~~struck out~~`
    Strike(Vec<Self>),
    /// A link.
    Link {
        /// Where it leads, as written.
        target: String,
        /// Its title; may be empty.
        title: String,
        /// What is shown.
        inlines: Vec<Self>,
    },
    /// `[[other-plan#2.1|words]]`
    WikiLink {
        /// What it names.
        target: String,
        /// What is shown.
        inlines: Vec<Self>,
    },
    /// An image.
    Image {
        /// Where it lies, as written.
        target: String,
        /// Its title; may be empty.
        title: String,
        /// What stands for it.
        alt: String,
    },
    /// A line end inside a paragraph.
    SoftBreak,
    /// A line end that is kept.
    HardBreak,
    /// Raw HTML; shown as text, save `<br>`.
    Html(String),
    /// `[^name]`
    FootnoteReference(String),
}

/// The words of inlines, without their marks.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    add_plain(inlines, &mut text);
    text
}

fn add_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                add_plain(inner, text);
            }
            Inline::Link { inlines, .. } | Inline::WikiLink { inlines, .. } => {
                add_plain(inlines, text);
            }
            Inline::Image { alt, .. } => text.push_str(alt),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            // Tags are shown as they are written, save comments and line breaks.
            Inline::Html(html) if html.starts_with("<!--") => {}
            Inline::Html(html) if html.to_ascii_lowercase().starts_with("<br") => {
                text.push(' ');
            }
            Inline::Html(html) => text.push_str(html),
            Inline::FootnoteReference(_) => {}
        }
    }
}
