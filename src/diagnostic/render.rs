//! Diagnostics for a terminal, in the shape of the Rust compiler's own.

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::place::find;
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::source::{SourceFile, Sources, Span};

/// Whether the text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Styling {
    /// For a file, a pipe, a log.
    Plain,
    /// For a terminal that knows ANSI colours.
    Colour,
}

/// The most characters of a line that an excerpt shows.
const EXCERPT: usize = 120;

/// How many of them stand before the caret where a long line is cut.
const LEAD: usize = 40;

/// Writes all diagnostics, sorted by place, each with its excerpt and hints,
/// with an empty line between two.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, style: Styling) -> String {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let renderer = match style {
        Styling::Plain => Renderer::plain(),
        Styling::Colour => Renderer::styled(),
    };
    let mut text = String::new();
    for diagnostic in &sorted {
        if !text.is_empty() {
            text.push('\n');
        }
        let shown = Shown::new(diagnostic, sources);
        let rendered = renderer.render(&[shown.group(diagnostic)]);
        let _ = writeln!(text, "{}", shown.place(rendered));
    }
    text
}

/// Counts diagnostics: `2 errors, 1 warning and 3 notes`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let count = |severity: Severity| {
        let count = sorted.iter().filter(|d| d.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.name()))
    };
    let counts: Vec<String> = Severity::ALL.into_iter().filter_map(count).collect();
    match counts.split_last() {
        None => "no problems found".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// The place of a diagnostic, fit to be shown.
#[derive(Default)]
struct Shown {
    path: String,
    span: Option<Span>,
    excerpt: Option<Excerpt>,
}

impl Shown {
    fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let Some(path) = &diagnostic.path else { return Self::default() };
        let (path, file) = find(path, sources);
        let span = diagnostic.span;
        let excerpt = span.zip(file).and_then(|(span, file)| excerpt(file, span));
        Self { path: visible(&path), span, excerpt }
    }

    fn group<'d>(&'d self, diagnostic: &'d Diagnostic) -> Group<'d> {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title =
            level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.name);
        let mut group = Group::with_title(title);
        match (&self.excerpt, self.span) {
            (Some(excerpt), Some(span)) => {
                let mut annotation = AnnotationKind::Primary.span(excerpt.marked.clone());
                if !diagnostic.label.is_empty() {
                    annotation = annotation.label(visible(&diagnostic.label));
                }
                let snippet = Snippet::source(&excerpt.line)
                    .line_start(span.line as usize)
                    .path(&self.path)
                    .annotation(annotation);
                group = group.element(snippet);
            }
            (_, span) if !self.path.is_empty() => {
                let mut origin = Origin::path(&self.path);
                if let Some(span) = span {
                    origin =
                        origin.line(span.line as usize).char_column(span.column as usize);
                }
                group = group.element(origin);
            }
            _ => {}
        }
        for hint in &diagnostic.hints {
            group = group.element(Level::HELP.with_name("hint").message(visible(hint)));
        }
        group
    }

    /// The rendered text with the column of the file. The library counts in
    /// the excerpt, whose line may be cut and whose controls are written out.
    fn place(&self, rendered: String) -> String {
        let (Some(excerpt), Some(span)) = (&self.excerpt, self.span) else {
            return rendered;
        };
        let before = excerpt.line.get(..excerpt.marked.start).unwrap_or("");
        let counted = before.chars().count() + 1;
        if counted == span.column as usize {
            return rendered;
        }
        let place = format!("{}:{}:", self.path, span.line);
        rendered.replacen(
            &format!("{place}{counted}"),
            &format!("{place}{}", span.column),
            1,
        )
    }
}

/// A line of a file, fit to be shown.
struct Excerpt {
    line: String,
    /// The bytes of `line` that the carets stand under.
    marked: Range<usize>,
}

/// The line that a span starts on. Of a span over several lines the first is
/// shown: its place is what is looked for.
///
/// Of a line of any length no more is read than is shown: a file may be one line,
/// with as many problems as it has words.
fn excerpt(file: &SourceFile, span: Span) -> Option<Excerpt> {
    let text = file.text()?;
    let start = span.start as usize;
    let ends = |c: char| matches!(c, '\n' | '\r');
    let before: Vec<(usize, char)> = text
        .get(..start)?
        .char_indices()
        .rev()
        .take_while(|(_, c)| !ends(*c))
        .take(EXCERPT + 1)
        .collect();
    let after = text.get(start..)?.char_indices().take_while(|(_, c)| !ends(*c));
    let after: Vec<(usize, char)> = after.take(EXCERPT + 1).collect();
    let is_long = before.len() + after.len() > EXCERPT;
    let lead = if is_long { before.len().min(LEAD) } else { before.len() };

    let mut excerpt = Excerpt { line: String::new(), marked: 0..0 };
    if lead < before.len() {
        excerpt.line.push('…');
    }
    for (_, c) in before[..lead].iter().rev() {
        add_visible(*c, &mut excerpt.line);
    }
    excerpt.marked = excerpt.line.len()..excerpt.line.len();
    for (count, (at, c)) in after.iter().enumerate() {
        if lead + count == EXCERPT {
            excerpt.line.push('…');
            break;
        }
        add_visible(*c, &mut excerpt.line);
        if start + at < span.end as usize {
            excerpt.marked.end = excerpt.line.len();
        }
    }
    Some(excerpt)
}

/// A text with its controls written out, so that no plan can move the cursor,
/// change a colour or turn the direction of a terminal.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        add_visible(c, &mut shown);
    }
    shown
}

pub(crate) fn add_visible(c: char, text: &mut String) {
    match c {
        '\t' => text.push_str("    "),
        '\0'..='\u{1f}' => {
            // Unicode has a picture for each of these, in their order.
            text.extend(char::from_u32(0x2400 + u32::from(c)));
        }
        '\u{7f}' => text.push('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => {
            let _ = write!(text, "[U+{:04X}]", u32::from(c));
        }
        c => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code;
    use crate::source::{LineIndex, SitePath};

    const TEXT: &str = "# Tasks\n\n- [ ] 1.8 Write\n  - _Dependencies: 1.2, 1.9_\n";

    fn sources(text: &str) -> Sources {
        let prefix = "content/".to_owned();
        Sources { prefix, ..Sources::from_texts([("release/tasks.md", text)]) }
    }

    fn at(text: &str, words: &str) -> Diagnostic {
        let path = SitePath::new("release/tasks.md").unwrap();
        let start = text.find(words).unwrap();
        let span = LineIndex::new(text).span(text, start, start + words.len());
        let message = "task `2.3` depends on `1.9`, which is not in this plan";
        Diagnostic::at(&code::UNRESOLVED_REFERENCE, &path, span, message)
    }

    #[test]
    fn a_problem_is_shown_with_its_place_and_hints() {
        let problem = at(TEXT, "1.9")
            .label("no such task")
            .hint("the nearest is `1.8`, \"Write\"")
            .hint("a task of another plan is written `other-plan#1.9`");
        let expected = "\
error[unresolved-reference]: task `2.3` depends on `1.9`, which is not in this plan
 --> content/release/tasks.md:4:25
  |
4 |   - _Dependencies: 1.2, 1.9_
  |                         ^^^ no such task
  |
  = hint: the nearest is `1.8`, \"Write\"
  = hint: a task of another plan is written `other-plan#1.9`
";
        assert_eq!(
            human(&[problem.clone(), problem], &sources(TEXT), Styling::Plain),
            expected
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let text = format!("{}\u{1b}[31m1.9{}", "a".repeat(3000), "b".repeat(3000));
        let shown = human(&[at(&text, "1.9")], &sources(&text), Styling::Plain);
        assert!(shown.contains("content/release/tasks.md:1:3006"), "{shown}");
        assert!(shown.contains("a␛[31m1.9b"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 140), "{shown}");
    }

    #[test]
    fn a_line_is_whole_where_it_is_short_enough() {
        for (before, after, expected) in [
            (0, 117, "1.9".to_owned() + &"b".repeat(117)),
            (117, 0, "a".repeat(117) + "1.9"),
            (60, 57, "a".repeat(60) + "1.9" + &"b".repeat(57)),
            (0, 118, "1.9".to_owned() + &"b".repeat(117) + "…"),
            (118, 0, "…".to_owned() + &"a".repeat(40) + "1.9"),
            (30, 200, "a".repeat(30) + "1.9" + &"b".repeat(87) + "…"),
        ] {
            let line = format!("{}1.9{}", "a".repeat(before), "b".repeat(after));
            let text = format!("x\r\n{line}\ry");
            let file = SourceFile::new(SitePath::new("a.md").unwrap(), text.as_bytes());
            let start = text.find("1.9").unwrap();
            let span = LineIndex::new(&text).span(&text, start, start + 3);
            let excerpt = excerpt(&file, span).unwrap();
            assert_eq!(excerpt.line, expected);
            assert_eq!(&excerpt.line[excerpt.marked], "1.9");
        }
    }

    #[test]
    fn a_problem_without_a_place_is_shown() {
        let path = SitePath::new("b.md").unwrap();
        let problem = Diagnostic::file(&code::EMPTY_PLAN, &path, "no tasks");
        let shown = human(&[problem], &sources(TEXT), Styling::Plain);
        assert_eq!(shown, "note[empty-plan]: no tasks\n--> content/b.md\n");
    }

    #[test]
    fn problems_are_counted() {
        let note = Diagnostic::site(&code::EMPTY_PLAN, "a");
        let other = Diagnostic::site(&code::EMPTY_PLAN, "b");
        let error = at(TEXT, "1.9");
        assert_eq!(summary(&[]), "no problems found");
        assert_eq!(summary(std::slice::from_ref(&error)), "1 error");
        assert_eq!(summary(&[note, other, error.clone(), error]), "1 error and 2 notes");
    }
}
