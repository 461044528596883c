//! Checking a user's templates before a page is rendered: what they ask for,
//! and whether any view has it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Tera;

use crate::diagnostic::{Diagnostic, code};
use crate::source::{LineIndex, SourceFile};

/// What every template is given.
pub const VARIABLES: [&str; 7] =
    ["site", "page", "body", "assets", "graph_svg", "overview_svg", "policy"];

/// Reports the variables of a user's template that no page has.
pub fn variables(tera: &Tera, name: &str, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let Ok(asked) = tera.get_template_variables(name) else { return Vec::new() };
    let unknown: BTreeSet<&str> =
        asked.into_iter().filter(|variable| !VARIABLES.contains(variable)).collect();
    unknown
        .into_iter()
        .filter_map(|variable| {
            // The list holds the variables of parents and of included templates
            // too; each is reported where it stands.
            let (start, end) = place(file.text()?, variable)?;
            let span = LineIndex::new(file.text()?).span(file.text()?, start, end);
            let message = format!("no page has a variable `{variable}`");
            Some(
                Diagnostic::at(&code::INVALID_TEMPLATE, &file.path, span, message)
                    .label("not known")
                    .hint("a template is given `site`, `page`, `body`, `assets`, `graph_svg`, `overview_svg` and `policy`"),
            )
        })
        .collect()
}

/// Finds a word in the tags of a template.
fn place(text: &str, word: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(['{']) {
        let open = from + found;
        let close = match text.get(open..open + 2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            _ => {
                from = open + 1;
                continue;
            }
        };
        let end = text[open..].find(close).map_or(text.len(), |end| open + end);
        if let Some(at) = word_in(&text[open..end], word) {
            return Some((open + at, open + at + word.len()));
        }
        from = end.max(open + 1);
    }
    None
}

/// Finds a word that is no part of a longer name and no field of another.
fn word_in(text: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at).find(|&at| {
        !text[..at].ends_with(|c: char| part(c) || c == '.')
            && !text[at + word.len()..].starts_with(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_tags_only() {
        let text = "user {{ page.user }} {% if user.name %}";
        assert_eq!(place(text, "user"), Some((27, 31)));
        assert_eq!(place("user", "user"), None);
        assert_eq!(place("{ {{ users }}", "user"), None);
        assert_eq!(place("{", "user"), None);
    }
}
