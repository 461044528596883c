//! The dialects: one reader a file, and the list of them.
//!
//! A reader turns one parsed tasks document into a [`Reading`]; what all
//! dialects share (unique keys, drawings, checks across documents) is done
//! afterwards in `plan`. A dialect's name is known nowhere else, save to print it.

pub mod backlog;
pub mod checklist;
pub mod kiro;
pub mod openspec;
pub mod ouroboros;
pub mod spec_kit;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Checked;
use crate::markdown::Document;
use crate::memo::{Lasting, Question};
use crate::plan::model::{
    Check, Diagram, Example, Metadata, Part, Phase, Sign, StatedTotal, Statement, Task,
};
use crate::source::{Hash, SitePath};

/// All dialects; the first one that recognises a document reads it.
pub static ALL: &[Dialect] = &[
    spec_kit::DIALECT,
    ouroboros::DIALECT,
    kiro::DIALECT,
    openspec::DIALECT,
    backlog::DIALECT,
    checklist::DIALECT,
];

/// A way to write plans.
pub struct Dialect {
    /// Its name: what front matter says and the JSON prints.
    pub name: &'static str,
    /// What the path alone says of a document; nothing where it does not tell.
    pub by_path: fn(&SitePath) -> Option<Claim>,
    /// Whether what the document holds says that it is written in it; gives the
    /// words for `check -v`.
    pub by_content: fn(&Document) -> Option<Sign>,
    /// Whether a file that is no Markdown is read beside the tasks: what the
    /// dialect's tool keeps there. Such a file is claimed by its path.
    pub is_data: fn(&SitePath) -> bool,
    /// Reads the documents of one plan: the tasks document first, or a file a
    /// task in the order of their paths; data files last.
    pub read: fn(&[Arc<Document>]) -> Checked<Reading>,
    /// Whether any document with boxes could be written in it. It is recognised
    /// by content only outside the folders of other plans.
    pub fallback: bool,
}

/// What is known of a document's place in a plan before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Claim {
    /// The path says that it is the tasks document of the plan that is its folder.
    Tasks,
    /// The same, in folders that several tools lay out alike: what it holds may
    /// say that another dialect has it.
    Shared,
    /// The path says that it is one of the documents that make up the plan of a folder.
    Part(String),
    /// It holds tasks, and its neighbours decide what it belongs to.
    Content,
}

/// Two are the same where they have one name.
impl PartialEq for Dialect {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A document that holds a plan or a part of one.
#[derive(Clone, PartialEq)]
pub struct Recognised {
    /// Its dialect.
    pub dialect: &'static Dialect,
    /// Why that one, for `check -v`.
    pub reason: Sign,
    /// Its place.
    pub claim: Claim,
}

impl Lasting<RecogniseQuestion> for Option<Recognised> {
    const KIND: &'static str = "form";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let known = self.as_ref();
        let kept = known.map(|it| (it.dialect.name, it.reason, it.claim.clone()));
        postcard::to_stdvec(&kept).ok()
    }

    fn from_bytes(bytes: &[u8], _question: &RecogniseQuestion) -> Option<Self> {
        type Kept<'k> = Option<(&'k str, Sign, Claim)>;
        let Some((name, reason, claim)) = postcard::from_bytes::<Kept<'_>>(bytes).ok()?
        else {
            return Some(None);
        };
        let dialect = ALL.iter().find(|dialect| dialect.name == name)?;
        Some(Some(Recognised { dialect, reason, claim }))
    }
}

/// Whether a file that is no Markdown is read beside the tasks of any dialect.
pub fn is_data(path: &SitePath) -> bool {
    ALL.iter().any(|dialect| (dialect.is_data)(path))
}

/// What a reader found in a tasks document.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The plan's name; empty where the document gives none.
    pub title: String,
    /// The pattern it follows.
    pub pattern: Option<String>,
    /// Its task philosophy.
    pub philosophy: Option<String>,
    /// Its first ordinary sentence.
    pub summary: Option<String>,
    /// The `**Key**: value` pairs of head and footer.
    pub metadata: Vec<Metadata>,
    /// The phases.
    pub phases: Vec<Phase>,
    /// The tasks; keys are made afterwards.
    pub tasks: Vec<Task>,
    /// The boxes that are no tasks.
    pub checks: Vec<Check>,
    /// The cross-domain examples.
    pub examples: Vec<Example>,
    /// The Mermaid blocks.
    pub diagrams: Vec<Diagram>,
    /// What is stated in fields and groups.
    pub statements: Vec<Statement>,
    /// The totals.
    pub totals: Vec<StatedTotal>,
    /// The text in its order.
    pub body: Vec<Part>,
}

/// A document that may hold a plan.
pub struct RecogniseQuestion {
    /// It.
    pub document: Arc<Document>,
}

impl Question for RecogniseQuestion {
    fn key(&self) -> Hash {
        self.document.hash
    }
}

/// Says which dialect a document is written in, and why; nothing for an
/// ordinary page. Front matter comes first, then the path, then the content.
pub fn recognise(question: &RecogniseQuestion) -> Option<Recognised> {
    let document: &Document = &question.document;
    let by_path = |dialect: &Dialect| (dialect.by_path)(&document.path);
    if let Some(name) = document.front_matter.text("dialect") {
        let named =
            ALL.iter().find(|dialect| dialect.name.eq_ignore_ascii_case(name.trim()));
        if let Some(dialect) = named {
            let reason = Sign::FrontMatter;
            let claim = by_path(dialect).unwrap_or(Claim::Content);
            return Some(Recognised { dialect, reason, claim });
        }
    }
    for dialect in ALL {
        let Some(claim) = by_path(dialect) else { continue };
        if claim == Claim::Shared
            && (dialect.by_content)(document).is_none()
            && let Some(other) = by_content(document).filter(|it| !it.dialect.fallback)
        {
            return Some(Recognised { claim, ..other });
        }
        let reason = Sign::Path;
        return Some(Recognised { dialect, reason, claim });
    }
    if document.is_data() {
        return None;
    }
    by_content(document)
}

/// The dialect that a document is written in by what it holds.
fn by_content(document: &Document) -> Option<Recognised> {
    ALL.iter().find_map(|dialect| {
        let reason = (dialect.by_content)(document)?;
        Some(Recognised { dialect, reason, claim: Claim::Content })
    })
}
