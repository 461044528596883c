//! The dialects: one reader a file, and the list of them.
//!
//! A reader turns one parsed tasks document into a [`Reading`]; what all
//! dialects share (unique keys, drawings, checks across documents) is done
//! afterwards in `plan`. A dialect's name is known nowhere else, save to print it.

pub mod ouroboros;

use crate::diagnostic::Checked;
use crate::markdown::Document;
use crate::plan::model::{
    Check, Diagram, Example, Metadata, Part, Phase, StatedTotal, Statement, Task,
};
use crate::source::SitePath;

/// All dialects; the first one that recognises a document reads it.
pub static ALL: &[Dialect] = &[ouroboros::DIALECT];

/// A way to write plans.
pub struct Dialect {
    /// Its name: what front matter says and the JSON prints.
    pub name: &'static str,
    /// Whether the path alone says that a document is written in it.
    pub by_path: fn(&SitePath) -> bool,
    /// Whether what the document holds says so; gives the words for `check -v`.
    pub by_content: fn(&Document) -> Option<&'static str>,
    /// Reads a document.
    pub read: fn(&Document) -> Checked<Reading>,
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

/// Says which dialect a document is written in, and why; nothing for an
/// ordinary page.
pub fn recognise(document: &Document) -> Option<(&'static Dialect, String)> {
    if let Some(name) = document.front_matter.text("dialect") {
        let named =
            ALL.iter().find(|dialect| dialect.name.eq_ignore_ascii_case(name.trim()));
        if let Some(dialect) = named {
            return Some((dialect, "its front matter says so".to_owned()));
        }
    }
    if let Some(dialect) = ALL.iter().find(|dialect| (dialect.by_path)(&document.path)) {
        return Some((dialect, "its path says so".to_owned()));
    }
    ALL.iter().find_map(|dialect| {
        (dialect.by_content)(document).map(|why| (dialect, why.to_owned()))
    })
}
