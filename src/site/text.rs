//! Ordinary pages: Markdown that is no plan, read once per file.

use std::sync::Arc;

use crate::markdown::prose::{self, Heading};
use crate::markdown::{Block, BlockKind, Document, Prose, plain};
use crate::memo::Question;
use crate::plan::titled;
use crate::source::Hash;

/// An ordinary page, read.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file.
    pub document: Arc<Document>,
    /// Its title.
    pub title: String,
    /// What its front matter or first paragraph says of it.
    pub description: String,
    /// What stands before its first second-level heading.
    pub intro: Prose,
    /// The rest.
    pub rest: Prose,
    /// Its headings below the title.
    pub headings: Vec<Heading>,
    /// Where it stands among the pages of its folder: `weight`.
    pub weight: i64,
    /// Whether its front matter says `draft: true`.
    pub draft: bool,
}

/// A page's document, to be read.
pub struct TextQuestion {
    /// It.
    pub document: Arc<Document>,
}

impl Question for TextQuestion {
    fn key(&self) -> Hash {
        self.document.hash
    }
}

/// Reads an ordinary page.
pub fn read(question: &TextQuestion) -> Text {
    let document = &question.document;
    let (title, blocks) = titled(document);
    let opening = blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading { .. }))
        .unwrap_or(blocks.len());
    let first_words = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(plain(inlines)),
        _ => None,
    });
    let front = &document.front_matter;
    // Both parts share one run of ids, so the whole is rendered once for its headings.
    let all: Vec<&Block> = blocks.clone();
    Text {
        title: title.unwrap_or_else(|| document.path.stem().replace(['-', '_'], " ")),
        description: front.text("description").or(first_words).unwrap_or_default(),
        intro: prose::render(&blocks[..opening], "h-"),
        rest: prose::render(&blocks[opening..], "h-"),
        headings: prose::headings(&all, "h-"),
        weight: front.text("weight").and_then(|weight| weight.parse().ok()).unwrap_or(0),
        draft: front.flag("draft"),
        document: Arc::clone(document),
    }
}
