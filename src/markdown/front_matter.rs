//! Front matter: the YAML between two `---` lines at the top of a file.
//!
//! It is split off here and not by the Markdown library, which looks for a
//! closing line with `\r\n` in the whole file before it takes one with `\n`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, code};
use crate::markdown::document::FrontMatter;
use crate::source::{LineIndex, SitePath};
use crate::yaml;

/// What stands at the top of a file.
pub(crate) struct Top {
    /// The front matter; empty where there is none.
    pub(crate) value: FrontMatter,
    /// What was noticed.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The first byte of the Markdown; always the start of a line, or the end of the file.
    pub(crate) end: usize,
}

/// Reads the front matter of a text, if it has one.
///
/// A text may also start with a rule: what stands between two rules is front
/// matter only if it has a line that looks like a key, or nothing at all.
pub(crate) fn read(path: &SitePath, text: &str, lines: &LineIndex) -> Top {
    let mut top = Top { value: FrontMatter::default(), diagnostics: Vec::new(), end: 0 };
    let line = |number: u32| text.get(lines.line(number)).unwrap_or("");
    if line(1).trim_end() != "---" {
        return top;
    }
    let first = lines.line(1);
    let close =
        (2..=lines.lines() as u32).find(|&number| line(number).trim_end() == "---");
    let Some(close) = close else {
        if is_key(line(2)) {
            let span = lines.span(text, first.start, first.start + 3);
            top.diagnostics.push(
                Diagnostic::at(
                    &code::INVALID_FRONT_MATTER,
                    path,
                    span,
                    "the front matter is opened and never closed",
                )
                .label("opened here")
                .hint("end it with a line of three hyphens: `---`"),
            );
        }
        return top;
    };
    let yaml = text.get(first.end..lines.line(close).start).unwrap_or("");
    let said = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    if yaml.lines().any(|line| said(&line)) && !yaml.split(['\n', '\r']).any(is_key) {
        return top;
    }
    let delimiter = lines.line(close);
    let last = delimiter.start + line(close).trim_end().len();
    top.end = delimiter.end;
    top.value.span = Some(lines.span(text, 0, last));
    if yaml.trim().is_empty() {
        return top;
    }
    match yaml::parse(yaml) {
        Ok(entries) => top.value.entries = entries,
        Err(problem) => {
            top.value.entries = yaml::parse(&with_names_quoted(yaml))
                .unwrap_or_else(|_| line_by_line(yaml));
            // The opening line is not part of what was parsed.
            let number = problem.line.saturating_add(1).clamp(2, close);
            let start = lines.line(number).start;
            let span = lines.span(text, start, start + line(number).trim_end().len());
            let diagnostic = Diagnostic::at(
                &code::INVALID_FRONT_MATTER,
                path,
                span,
                format!("the front matter cannot be read: {}", problem.message),
            );
            top.diagnostics.push(match problem.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            });
        }
    }
    top
}

/// Reads a file that is all data: YAML, or JSON, which is YAML too.
pub(crate) fn of_data(path: &SitePath, text: &str, lines: &LineIndex) -> Top {
    let mut top = Top { value: FrontMatter::default(), diagnostics: Vec::new(), end: 0 };
    top.value.span = Some(lines.span(text, 0, text.len()));
    // JSON may be set with tabs, which YAML refuses.
    if let Ok(Value::Object(entries)) = serde_json::from_str(text) {
        top.value.entries = entries.into_iter().collect();
        return top;
    }
    match yaml::parse(text) {
        Ok(entries) => top.value.entries = entries,
        Err(problem) => {
            let line = lines.line(problem.line.max(1));
            let written = text.get(line.clone()).unwrap_or("").trim_end().len();
            let span = lines.span(text, line.start, line.start + written);
            let message = format!("the file cannot be read: {}", problem.message);
            let diagnostic =
                Diagnostic::at(&code::INVALID_FRONT_MATTER, path, span, message);
            top.diagnostics.push(match problem.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            });
        }
    }
    top
}

/// The entries of what is no YAML, as a person would read them: `key: value`, and
/// `- item` below a key. A plan should not lose its title and its state for a
/// colon that wants quotes.
fn line_by_line(yaml: &str) -> Vec<(String, Value)> {
    let mut entries: Vec<(String, Value)> = Vec::new();
    let mut names = BTreeSet::new();
    for line in yaml.split(['\n', '\r']) {
        let starts_below = line.starts_with([' ', '\t', '-']);
        if let Some(item) = line.trim_start().strip_prefix("- ").filter(|_| starts_below)
        {
            match entries.last_mut() {
                Some((_, Value::Array(items))) => items.push(scalar(item)),
                Some((_, value)) if *value == Value::Null => {
                    *value = Value::Array(vec![scalar(item)]);
                }
                _ => {}
            }
        } else if !starts_below && is_key(line) {
            let Some((key, value)) = line.split_once(':') else { continue };
            let key = key.trim().trim_matches(['"', '\'']).to_owned();
            if !names.insert(key.clone()) {
                continue;
            }
            let value = value.trim();
            let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
            let value = match list {
                Some(list) => {
                    let items = list.split(',').filter(|item| !item.trim().is_empty());
                    Value::Array(items.map(scalar).collect())
                }
                // What only YAML can say stays unsaid.
                None if value.is_empty() || value.starts_with(UNSAID) => Value::Null,
                None => scalar(value),
            };
            entries.push((key, value));
        }
    }
    entries
}

/// What starts a value that is no plain text, or a comment.
const UNSAID: [char; 8] = ['#', '[', '{', '|', '>', '&', '*', '!'];

/// A text without the quotes around it and the comment behind it.
fn scalar(text: &str) -> Value {
    let text = text.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| {
        let (inner, _) = text.strip_prefix(quote)?.split_once(quote)?;
        Some(inner)
    });
    let text = quoted.unwrap_or_else(|| text.split(" #").next().unwrap_or(text).trim());
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        text => Value::String(text.to_owned()),
    }
}

/// The YAML with values such as `@ana` in quotes.
///
/// YAML keeps `@` and the back-tick for later, but Backlog.md wrote people's
/// names so for a long time, and a plan should not lose its status for it.
fn with_names_quoted(yaml: &str) -> String {
    let mut quoted = String::with_capacity(yaml.len() + 16);
    for line in yaml.split_inclusive('\n') {
        let value = match line.split_once(": ") {
            Some((_, value)) => value.trim(),
            None => line.trim_start().strip_prefix("- ").unwrap_or("").trim(),
        };
        if value.starts_with(['@', '`']) && line.trim_end().ends_with(value) {
            let end = line.trim_end().len();
            quoted.push_str(&line[..end - value.len()]);
            quoted.push('\'');
            quoted.push_str(&value.replace('\'', "''"));
            quoted.push('\'');
            quoted.push_str(&line[end..]);
        } else {
            quoted.push_str(line);
        }
    }
    quoted
}

/// Whether a line looks like `key: value`, where the key is one short word or
/// a few, and not a sentence with a colon.
fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let key = key.trim_end().trim_matches(['"', '\'']);
    let spaced = value.is_empty() || value.starts_with([' ', '\t', '\r', '\n']);
    let starts = key.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/');
    spaced && starts && key.chars().all(plain) && key.split(' ').count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> usize {
        let path = SitePath::new("a.md").unwrap();
        read(&path, text, &LineIndex::new(text)).end
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(end("---\n\nSome words.\n\n---\n"), 0);
        assert_eq!(end("---\n---\nText"), 8);
        assert_eq!(end("----\na: b\n---\n"), 0);
    }

    #[test]
    fn names_are_quoted() {
        let yaml = "a: @b's\r\nc:\n  - @d\ne: 'f'\n";
        assert_eq!(with_names_quoted(yaml), "a: '@b''s'\r\nc:\n  - '@d'\ne: 'f'\n");
    }

    #[test]
    fn what_is_no_yaml_is_read_line_by_line() {
        let yaml = "id: t-1 # first\ntitle: Roof: tiles\nlabels:\n  - 'a b'\n- c\nafter: [t-2, \"t-3\"]\ntitle: again\n";
        let entries: Vec<_> = line_by_line(yaml)
            .into_iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(
            entries,
            [
                r#"id="t-1""#,
                r#"title="Roof: tiles""#,
                r#"labels=["a b","c"]"#,
                r#"after=["t-2","t-3"]"#
            ]
        );
    }

    #[test]
    fn a_key_is_a_word_and_a_colon() {
        assert!(is_key("title: Auth"));
        assert!(is_key("\"depends-on\":"));
        assert!(!is_key("see http://a.b"));
        assert!(!is_key("**Goal**: be done"));
    }
}
