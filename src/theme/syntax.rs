//! The words of a template, in their tags: as much of the engine's syntax as is
//! needed to follow variables. The engine itself parses a template first, so
//! what comes here is well formed, and whatever is not is passed over.

use std::ops::Range;

/// A word of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'t> {
    /// `{{`
    Output,
    /// `{%`
    Statement,
    /// `}}` or `%}`
    Close,
    /// A name or a keyword.
    Name(&'t str),
    /// A text in quotes, without them.
    Text(&'t str),
    /// A number.
    Number,
    /// Punctuation: `.`, `?.`, `[`, `==`.
    Sign(&'t str),
}

/// A word and its place in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word.
    pub word: Word<'t>,
    /// Where it stands.
    pub place: Range<usize>,
}

/// Reads the words of all tags; what stands outside of tags and in comments is
/// passed over.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let open = at + found;
        let rest = &text[open..];
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |end| open + end + 2);
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let word =
                if rest.starts_with("{{") { Word::Output } else { Word::Statement };
            tokens.push(Token { word, place: open..open + 2 });
            let start = tokens.len();
            at = tag(text, open + 2, &mut tokens);
            let is_raw = matches!(
                tokens.get(start..),
                Some([Token { word: Word::Name("raw"), .. }, _])
            );
            if is_raw {
                at = text[at..].find("endraw").map_or(text.len(), |end| at + end);
            }
        } else {
            at = open + 1;
        }
    }
    tokens
}

/// The first comment of a template in one line, as a description of it; empty
/// where it starts with anything else.
pub fn first_comment(text: &str) -> String {
    let text = text.trim_start();
    let Some(inner) = text.strip_prefix("{#").and_then(|rest| rest.split("#}").next())
    else {
        return String::new();
    };
    let inner = inner.trim_matches('-').split_whitespace().collect::<Vec<_>>();
    inner.join(" ")
}

/// Reads the words of one tag, and finds where it ends.
fn tag<'t>(text: &'t str, start: usize, tokens: &mut Vec<Token<'t>>) -> usize {
    // A dash at the start takes white space away and is no minus.
    let mut at = start + usize::from(text[start..].starts_with('-'));
    let mut braces = 0usize;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let end = if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        } else if let Some(end) = closing(rest, braces) {
            tokens.push(Token { word: Word::Close, place: at..at + end });
            return at + end;
        } else if matches!(next, '"' | '\'' | '`') {
            let inner = rest[1..].find(next).unwrap_or(rest.len() - 1);
            let place = at..(at + inner + 2).min(text.len());
            tokens
                .push(Token { word: Word::Text(&rest[1..=inner]), place: place.clone() });
            at = place.end;
            continue;
        } else if next.is_ascii_digit() {
            rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())
        } else if is_name(next) {
            rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())
        } else {
            match next {
                '{' => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            let long = ["?.", "?[", "==", "!=", "<=", ">=", "//", "**", "</", "/>"];
            match long.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => sign.len(),
                None if rest.starts_with("...") => 3,
                None => next.len_utf8(),
            }
        };
        let words = &rest[..end];
        let word = match next {
            c if c.is_ascii_digit() => Word::Number,
            c if is_name(c) => Word::Name(words),
            _ => Word::Sign(words),
        };
        tokens.push(Token { word, place: at..at + end });
        at += end;
    }
    text.len()
}

/// How long the end of a tag is that stands here.
fn closing(rest: &str, braces: usize) -> Option<usize> {
    let dash = usize::from(rest.starts_with('-'));
    let inner = &rest[dash..];
    let closes = inner.starts_with("%}") || (inner.starts_with("}}") && braces == 0);
    closes.then_some(dash + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word<'_>> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn tags_are_read_and_the_rest_is_not() {
        use Word::{Close, Name, Output, Sign, Statement, Text};
        assert_eq!(
            words("a {b} {# {{ no }} #}{{- <icon state={task.state} /> -}} c"),
            [
                Output,
                Sign("<"),
                Name("icon"),
                Name("state"),
                Sign("="),
                Sign("{"),
                Name("task"),
                Sign("."),
                Name("state"),
                Sign("}"),
                Sign("/>"),
                Close
            ]
        );
        assert_eq!(
            words("{% if a[\"x\"] %}{% raw %}{{ no }}{% endraw %}{{ b }}"),
            [
                Statement,
                Name("if"),
                Name("a"),
                Sign("["),
                Text("x"),
                Sign("]"),
                Close,
                Statement,
                Name("raw"),
                Close,
                Output,
                Name("b"),
                Close
            ]
        );
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "{{",
            "{%",
            "{{ 'a",
            "{{ é.ü",
            "{#",
            "{{ a.",
            "{{ \"",
            "{{ }",
            "{{{",
            "{% raw %}",
        ] {
            let _ = tokens(text);
        }
        assert_eq!(first_comment("\n{#- What it\n is. -#}\n<p>"), "What it is.");
        assert_eq!(first_comment("<p>{# no #}"), "");
    }
}
