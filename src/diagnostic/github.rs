//! Diagnostics as workflow commands, which GitHub shows beside the lines of a
//! change: `::error file=…,line=…::message`.

use std::fmt::Write;

use crate::diagnostic::place::Place;
use crate::diagnostic::render::add_visible;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// Writes a line for each diagnostic. The base is the way from the top of the
/// repository to the folder that was given: empty, or a path that ends in `/`.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources, base: &str) -> String {
    let mut text = String::new();
    for found in diagnostics {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(text, "::{command} ");
        if let Some(place) = Place::of(found, sources) {
            let _ = write!(text, "file={},", property(&format!("{base}{}", place.file)));
            if let Some(region) = place.region {
                let _ = write!(text, "line={},", region.line);
                let _ = write!(text, "endLine={},", region.end_line);
                // Columns are refused where a part spans lines.
                if region.end_line == region.line {
                    let _ = write!(text, "col={},", region.column);
                    let _ = write!(text, "endColumn={},", region.end_column);
                }
            }
        }
        let hints: String =
            found.hints.iter().map(|hint| format!("\nhint: {hint}")).collect();
        let message = data(&format!("{}{hints}", found.message));
        let _ = writeln!(text, "title={}::{message}", property(found.code.name));
    }
    text
}

/// A message as a command may hold it: on one line.
fn data(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            // What is left of the controls shows in a log, and must not rule it.
            c => add_visible(c, &mut escaped),
        }
    }
    escaped
}

/// The value of a property, which ends at a colon or a comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code;
    use crate::source::{LineIndex, SitePath};

    #[test]
    fn a_problem_is_one_line_and_stays_in_its_place() {
        let (path, text) = ("50%, or: so/tasks.md", "# Barn\n\nsee x\n");
        let sources = Sources::from_texts([(path, text)]);
        let path = SitePath::new(path).unwrap();
        let span = LineIndex::new(text).span(text, 8, 11);
        let found = Diagnostic::at(&code::DEAD_LINK, &path, span, "`a\r::b` is 100% off")
            .hint("x, y: z\u{1b}");
        assert_eq!(
            github(&[found], &sources, "docs/"),
            "::warning file=docs/50%25%2C or%3A so/tasks.md,line=3,endLine=3,col=1,\
             endColumn=4,title=dead-link::`a%0D::b` is 100%25 off%0Ahint: x, y: z␛\n"
        );
    }

    #[test]
    fn a_part_of_several_lines_has_no_columns() {
        let text = "one\ntwo\n";
        let sources = Sources::from_texts([("a.md", text)]);
        let path = SitePath::new("a.md").unwrap();
        let span = LineIndex::new(text).span(text, 2, 8);
        let found = Diagnostic::at(&code::CYCLE, &path, span, "words");
        let line = github(&[found], &sources, "");
        assert_eq!(line, "::error file=a.md,line=1,endLine=2,title=cycle::words\n");
    }

    #[test]
    fn a_problem_without_a_place_has_a_title() {
        let found = Diagnostic::site(&code::EMPTY_PLAN, "no tasks");
        let line = github(&[found], &Sources::default(), "");
        assert_eq!(line, "::notice title=empty-plan::no tasks\n");
    }
}
