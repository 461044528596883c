//! What a theme consists of: every part with a line on what it is for, and the
//! layer that it comes from.

use std::collections::BTreeMap;

use crate::theme::layer::{Layer, Rank};
use crate::theme::load::{files, listed};
use crate::theme::shape::{Described, Schemas};
use crate::theme::syntax::{Word, first_comment, tokens};
use crate::theme::token::Tokens;

/// A part of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What kind of part it is.
    pub kind: Kind,
    /// Its name: `plan.html`, `task_row`, `accent`.
    pub name: String,
    /// What it is for; empty where nobody says.
    pub words: String,
    /// The layer that it comes from.
    pub layer: String,
}

/// The kinds of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The template of a kind of page, or of what all pages share.
    Template,
    /// A part of a template that a template which extends it can replace.
    Block,
    /// An empty template that is put into every page.
    Slot,
    /// A piece of HTML with arguments.
    Component,
    /// A style sheet.
    Style,
    /// A colour or a measure by name.
    Token,
    /// A script.
    Script,
}

impl Kind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Template,
        Self::Block,
        Self::Slot,
        Self::Component,
        Self::Style,
        Self::Token,
        Self::Script,
    ];

    /// The heading of the list, and the key below `about` in `theme.yaml`.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Template => "templates",
            Self::Block => "blocks",
            Self::Slot => "slots",
            Self::Component => "components",
            Self::Style => "styles",
            Self::Token => "tokens",
            Self::Script => "scripts",
        }
    }
}

/// Every part of a theme, by kind and name.
pub fn parts(layers: &[Layer]) -> Vec<Part> {
    let mut parts = BTreeMap::new();
    for layer in layers {
        for (path, file) in &layer.files {
            let text: &str = file.text().map_or("", |text| text);
            let mut add = |kind: Kind, name: &str, words: String| {
                let words = about(layers, (kind, name)).unwrap_or(words);
                let part = Part {
                    kind,
                    name: name.to_owned(),
                    words,
                    layer: layer.name.clone(),
                };
                parts.insert((kind, name.to_owned()), part);
            };
            if let Some(name) = path.strip_prefix("templates/slots/") {
                add(Kind::Slot, name, first_comment(text));
            } else if path.starts_with("templates/components/") {
                for name in named(text, "component") {
                    add(Kind::Component, name, first_comment(text));
                }
            } else if let Some(name) = path.strip_prefix("templates/") {
                add(Kind::Template, name, first_comment(text));
                for block in named(text, "block") {
                    // One that all pages have is told once, where it is from.
                    let name = if name == "base.html" {
                        block
                    } else {
                        &format!("{name}: {block}")
                    };
                    if is_new(layers, block) || !name.contains(':') {
                        add(Kind::Block, name, String::new());
                    }
                }
            } else if let Some(name) = path.strip_prefix("scripts/") {
                add(Kind::Script, name, String::new());
            }
        }
    }
    let all = files(layers);
    let sheets = listed(layers, &mut Vec::new());
    for (rank, path) in &sheets {
        let layer = layers.iter().rev().find(|layer| layer.files.contains_key(path));
        let name = path.trim_start_matches("styles/");
        let words = about(layers, (Kind::Style, name)).unwrap_or_else(|| match rank {
            Rank::Site => "A style sheet of the site.".to_owned(),
            _ => String::new(),
        });
        let layer = layer.map(|layer| layer.name.clone()).unwrap_or_default();
        let part = Part { kind: Kind::Style, name: name.to_owned(), words, layer };
        parts.insert((Kind::Style, name.to_owned()), part);
    }
    for (_, path) in sheets.iter().filter(|(rank, _)| *rank == Rank::Tokens) {
        let Some(text) = all.get(path).and_then(|file| file.text()) else { continue };
        let layer = layers.iter().rev().find(|layer| layer.files.contains_key(path));
        for name in Tokens::read([text.as_ref()].into_iter()).light.into_keys() {
            let words = about(layers, (Kind::Token, &name)).unwrap_or_default();
            let layer = layer.map(|layer| layer.name.clone()).unwrap_or_default();
            let part = Part { kind: Kind::Token, name: name.clone(), words, layer };
            parts.insert((Kind::Token, name), part);
        }
    }
    parts.into_values().collect()
}

/// The variables of a template: of all, and of a page's own body.
pub fn variables(template: &str) -> Option<Vec<(String, Vec<Described>)>> {
    let schemas = Schemas::read();
    let body = schemas.bodies.get(template)?;
    let mut variables = vec![("body".to_owned(), schemas.described(body))];
    for name in ["page", "site", "theme"] {
        let shapes = schemas.variables.get(name)?;
        variables.push((name.to_owned(), schemas.described(shapes)));
    }
    Some(variables)
}

/// The templates of pages.
pub fn pages() -> Vec<String> {
    Schemas::read().bodies.into_keys().collect()
}

/// What a theme says that a part of it is for.
fn about(layers: &[Layer], (kind, name): (Kind, &str)) -> Option<String> {
    let key = (kind.heading().to_owned(), name.to_owned());
    layers.iter().rev().find_map(|layer| layer.manifest.about.get(&key).cloned())
}

/// Whether a block is of a template itself and not of the base of all.
fn is_new(layers: &[Layer], block: &str) -> bool {
    let base =
        layers.iter().filter_map(|layer| layer.files.get("templates/base.html")?.text());
    !base.into_iter().any(|text| named(text, "block").contains(&block))
}

/// The names of the blocks or the components of a template.
fn named<'t>(text: &'t str, keyword: &str) -> Vec<&'t str> {
    let tokens = tokens(text);
    let names = tokens.windows(2).filter_map(|pair| match (pair[0].word, pair[1].word) {
        (Word::Name(word), Word::Name(name)) if word == keyword => Some(name),
        _ => None,
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::layer::{built_in, embedded};

    #[test]
    fn every_part_of_a_built_in_theme_says_what_it_is_for() {
        for name in built_in() {
            let mut layers = vec![embedded(&name).unwrap()];
            if name != "default" {
                layers.insert(0, embedded("default").unwrap());
            }
            let silent: Vec<String> = parts(&layers)
                .into_iter()
                .filter(|part| part.words.is_empty())
                .map(|part| format!("{}: {}: {}", name, part.kind.heading(), part.name))
                .collect();
            assert_eq!(silent, [""; 0], "a line below `about` in theme.yaml");
        }
    }

    #[test]
    fn what_is_told_of_a_part_is_told_of_one_that_is_there() {
        let layers = [embedded("default").unwrap()];
        let parts = parts(&layers);
        for (kind, name) in layers[0].manifest.about.keys() {
            let is = |part: &Part| part.kind.heading() == kind && part.name == *name;
            assert!(parts.iter().any(is), "{kind}: {name}");
        }
    }
}
