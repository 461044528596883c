//! Ordinary pages: Markdown that is no plan, read once per file.

use std::sync::Arc;

use crate::markdown::prose::{self, Heading};
use crate::markdown::{Block, BlockKind, Document, Prose, plain};
use crate::memo::Question;
use crate::plan::model::{DocumentKind, Mark, Requirement};
use crate::plan::{self, name_of, requirement, titled};
use crate::site::basis;
use crate::source::Hash;
use crate::trace::Element;

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
    /// The requirements it states, where its name says that it does.
    pub requirements: Vec<Requirement>,
    /// What stands in the slots of its text.
    pub marks: Vec<Mark>,
    /// How many questions it leaves open.
    pub questions: usize,
    /// Whether it states a capability: `specs/<capability>/spec.md`.
    pub is_capability: bool,
}

impl Element for Arc<Text> {
    fn part(&self, place: usize) -> Option<usize> {
        Some(basis::of_text(place))
    }

    const IS_NUMBER_KNOWN: bool = true;
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
    let mut requirements = Vec::new();
    let mut open = 0;
    // A capability, or a specification that has no tasks yet.
    if plan::kind(document.path.stem()).has_requirements() {
        requirements = requirement::read(document, 0, 0);
        requirement::keys(&mut requirements);
        open = requirement::questions(document);
    }
    let (slots, marks) = requirement::slots(&requirements, 0);
    let render = |blocks: &[&Block]| match requirements.is_empty() {
        true => prose::render(blocks, "h-"),
        false => prose::render_document(blocks, "h-", slots.clone()),
    };
    Text {
        title: title.unwrap_or_else(|| name_of(document).replace(['-', '_'], " ")),
        description: front.text("description").or(first_words).unwrap_or_default(),
        intro: render(&blocks[..opening]),
        rest: render(&blocks[opening..]),
        headings: prose::headings(&all, "h-"),
        weight: front.text("weight").and_then(|weight| weight.parse().ok()).unwrap_or(0),
        draft: front.flag("draft"),
        requirements,
        marks,
        questions: open,
        is_capability: is_capability(document),
        document: document.kept(),
    }
}

fn is_capability(document: &Document) -> bool {
    let path = document.path.as_str();
    let below = path.rfind("/specs/").map(|at| &path[at + 1..]);
    let below = below.or_else(|| path.starts_with("specs/").then_some(path));
    below.is_some_and(|below| {
        let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        plan::kind(stem) == DocumentKind::Capability
    })
}
