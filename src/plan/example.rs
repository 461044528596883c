//! Cross-domain examples: the plan's pattern, shown in another field.
//!
//! They hold `Phase 1:` lines, snails and numbers, and nothing in them is a
//! task. Authors write them in four shapes: a heading and a fence, a bold label
//! and a fence, lines of `**Name**: a → b → c`, and a heading with prose below.

use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Document, Inline, List, plain};
use crate::plan::field::{self, pattern};
use crate::plan::key_value::{KeyValue, key_values};
use crate::plan::model::{DocumentKind, Example, ExamplePhase, Mode};
use crate::source::Span;

/// Whether a heading opens a section of cross-domain examples.
pub fn is_examples_heading(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.contains("cross-domain example") || lower.contains("examples across domains")
}

/// Finds the cross-domain examples of a whole document.
pub fn of_document(document: &Document, kind: Option<DocumentKind>) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut at = 0;
    while let Some(block) = document.blocks().get(at) {
        at += 1;
        let BlockKind::Heading { level, inlines } = &block.kind else { continue };
        if !is_examples_heading(&plain(inlines)) {
            continue;
        }
        let end = section_end(document, at, *level);
        let section: Vec<&Block> = document.blocks()[at..end].iter().collect();
        examples.extend(read(document, &section, kind).examples);
        at = end;
    }
    examples
}

/// Where the section of examples that starts at `from` ends: at the next
/// heading of its level or above, or at the rule before the document's footer.
pub fn section_end(document: &Document, from: usize, level: u8) -> usize {
    let blocks = document.blocks();
    let ends = |at: &usize| match (&blocks[*at].kind, blocks.get(at + 1)) {
        (BlockKind::Heading { level: next, .. }, _) => *next <= level,
        (BlockKind::Rule, Some(next)) => is_footer(document, next),
        _ => is_footer(document, &blocks[*at]),
    };
    (from..blocks.len()).find(ends).unwrap_or(blocks.len())
}

/// Whether a paragraph says where a document comes from, and when it was written.
pub fn is_footer(document: &Document, block: &Block) -> bool {
    const KEYS: [&str; 8] = [
        "generated",
        "template version",
        "last updated",
        "created",
        "updated",
        "version",
        "pattern application",
        "previous version",
    ];
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let lines = key_values(document, block, inlines).unwrap_or_default();
    lines.iter().any(|line| {
        let key = line.key.to_lowercase();
        KEYS.iter().any(|start| key.starts_with(start))
    })
}

/// The examples of a section, and the text that belongs to none of them.
pub struct Section<'a> {
    /// The examples, in order.
    pub examples: Vec<Example>,
    /// What stands before the first example.
    pub intro: Vec<&'a Block>,
}

/// An example that is being collected.
struct Open<'a> {
    name: String,
    category: Option<String>,
    span: Span,
    body: Vec<&'a Block>,
    by_heading: bool,
}

/// Reads the blocks below an examples heading.
pub fn read<'a>(
    document: &Document,
    blocks: &[&'a Block],
    kind: Option<DocumentKind>,
) -> Section<'a> {
    let mut section = Section { examples: Vec::new(), intro: Vec::new() };
    let mut open: Option<Open<'a>> = None;
    for (place, &block) in blocks.iter().enumerate() {
        let before_fence = blocks
            .get(place + 1)
            .is_some_and(|next| matches!(next.kind, BlockKind::Code { .. }));
        match &block.kind {
            BlockKind::Heading { inlines, .. } => {
                close(document, open.take(), &mut section);
                let (category, name) = name(&plain(inlines), kind);
                open = Some(Open {
                    name,
                    category,
                    span: block.span,
                    body: Vec::new(),
                    by_heading: true,
                });
            }
            BlockKind::Rule | BlockKind::Html(_) => {}
            BlockKind::Paragraph(inlines) => {
                // Below a heading a bold key is part of the example, unless it
                // is a domain with a chain of its own.
                let by_heading = open.as_ref().is_some_and(|open| open.by_heading);
                // … or a label with a fence of its own, when this one has its text.
                let has_text = open.as_ref().is_some_and(|open| !open.body.is_empty());
                let lines = key_values(document, block, inlines).filter(|lines| {
                    let is_label = lines.iter().all(|line| line.value.is_empty());
                    !by_heading
                        || lines.iter().all(is_domain)
                        || (is_label && has_text && before_fence)
                });
                let Some(lines) = lines else {
                    match &mut open {
                        Some(open) => open.body.push(block),
                        None => section.intro.push(block),
                    }
                    continue;
                };
                for line in lines {
                    close(document, open.take(), &mut section);
                    let (category, name) = name(&line.key, kind);
                    if line.value.is_empty() {
                        open = Some(Open {
                            name,
                            category,
                            span: line.span,
                            body: Vec::new(),
                            by_heading: false,
                        });
                        continue;
                    }
                    section.examples.push(one_line(document, &line, (category, name)));
                }
            }
            BlockKind::List(list) if is_domains(document, list) => {
                close(document, open.take(), &mut section);
                for item in &list.items {
                    let Some(paragraph) = item.blocks.first() else { continue };
                    let BlockKind::Paragraph(inlines) = &paragraph.kind else { continue };
                    let lines = key_values(document, paragraph, inlines);
                    for line in lines.unwrap_or_default() {
                        let (category, name) = name(&line.key, kind);
                        section.examples.push(one_line(
                            document,
                            &line,
                            (category, name),
                        ));
                    }
                }
            }
            _ => match &mut open {
                Some(open) => open.body.push(block),
                None => section.intro.push(block),
            },
        }
    }
    close(document, open, &mut section);
    section
}

/// The example that a `**Name**: a → b` line is.
fn one_line(
    document: &Document,
    line: &KeyValue,
    (category, name): (Option<String>, String),
) -> Example {
    Example {
        name,
        category,
        phases: chain(&plain(&line.value)),
        body: prose::render_inlines(&line.value),
        path: document.path.clone(),
        span: line.span,
    }
}

/// Whether every bullet of a list is a domain and its chain of arrows.
fn is_domains(document: &Document, list: &List) -> bool {
    list.ordered.is_none()
        && list.items.iter().all(|item| match item.blocks.first() {
            Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => {
                key_values(document, &item.blocks[0], inlines)
                    .is_some_and(|lines| lines.iter().all(is_domain))
            }
            _ => false,
        })
}

/// Whether a `**Key**: value` line is a domain and its chain of arrows.
fn is_domain(line: &KeyValue) -> bool {
    let stages = chain(&plain(&line.value)).len();
    stages > 2 || (stages == 2 && line.key.contains(" - "))
}

fn close(document: &Document, open: Option<Open<'_>>, section: &mut Section<'_>) {
    let Some(open) = open else { return };
    if open.body.is_empty() {
        return;
    }
    section.examples.push(Example {
        name: open.name,
        category: open.category,
        phases: phases(&open.body),
        body: prose::render(&open.body, "x-"),
        path: document.path.clone(),
        span: open.span,
    });
}

/// Takes a heading apart: `Example 1: Code - Data Pipeline Tasks` gives the
/// category `Code` and the domain `Data Pipeline`.
///
/// The last word is dropped where it only says which document this is, so that
/// `… Tasks` of the tasks and `… Design` of the design are one domain.
fn name(heading: &str, kind: Option<DocumentKind>) -> (Option<String>, String) {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\s*example\s*[\dA-Z]*\s*[:.–—-]\s*"));
    let heading = NUMBER.replace(heading.trim(), "");
    let (category, name) =
        match heading.split_once(" - ").or_else(|| heading.split_once(" – ")) {
            Some((category, name)) => (Some(category.trim().to_owned()), name.trim()),
            None => (None, heading.trim()),
        };
    let suffix = match kind {
        None => " Tasks",
        Some(kind) if kind.has_requirements() => " Requirements",
        Some(DocumentKind::Design) => " Design",
        Some(_) => "",
    };
    let shorter = name.strip_suffix(suffix).filter(|rest| !rest.is_empty());
    (category, shorter.unwrap_or(name).trim_end_matches([':', '：']).to_owned())
}

/// Reads the phases of an example's body.
fn phases(body: &[&Block]) -> Vec<ExamplePhase> {
    let mut phases: Vec<ExamplePhase> = Vec::new();
    for block in body {
        match &block.kind {
            BlockKind::Code { code, .. } => phases.extend(fenced(code)),
            BlockKind::Paragraph(inlines) => {
                let words = plain(inlines);
                match inlines.first() {
                    Some(Inline::Strong(label)) if stage(&plain(label)).is_some() => {
                        phases.extend(stage(&plain(label)));
                    }
                    _ => phases.extend(chain(&words)),
                }
            }
            BlockKind::List(list) => {
                let steps = list.items.iter().filter_map(|item| {
                    let BlockKind::Paragraph(inlines) = &item.blocks.first()?.kind else {
                        return None;
                    };
                    Some(match inlines.first() {
                        Some(Inline::Strong(label)) if list.ordered.is_some() => {
                            plain(label)
                        }
                        _ => plain(inlines),
                    })
                });
                if list.ordered.is_some() {
                    phases.extend(steps.map(|title| ExamplePhase {
                        number: None,
                        title,
                        steps: Vec::new(),
                        parallel: false,
                    }));
                } else if let Some(phase) = phases.last_mut() {
                    phase.steps.extend(steps.map(|step| unmarked(&step).0));
                }
            }
            _ => {}
        }
    }
    phases
}

/// Reads the lines of a fence: `Phase 1: …` and steps below, or a flow of arrows.
fn fenced(code: &str) -> Vec<ExamplePhase> {
    let mut phases: Vec<ExamplePhase> = Vec::new();
    for line in code.lines() {
        let line = line.trim();
        if line.is_empty() || line.chars().all(|c| "↓|vV │▼⬇".contains(c)) {
            continue;
        }
        if let Some(phase) = stage(line) {
            phases.push(phase);
        } else if line.contains('→') || line.contains("->") {
            phases.extend(chain(line));
        } else if let Some(number) = phase_number(line)
            && phases.last().is_none_or(|phase| phase.number.as_deref() != Some(number))
        {
            // Steps alone: their first number is the phase's.
            let (step, parallel) = unmarked(line);
            phases.push(ExamplePhase {
                number: Some(number.to_owned()),
                title: String::new(),
                steps: vec![step],
                parallel,
            });
        } else if let Some(phase) =
            phases.last_mut().filter(|phase| phase.number.is_some())
        {
            let (step, parallel) = unmarked(line);
            phase.parallel |= parallel;
            phase.steps.push(step);
        } else {
            phases.push(ExamplePhase {
                number: None,
                title: unmarked(line).0,
                steps: Vec::new(),
                parallel: false,
            });
        }
    }
    phases
}

/// Reads `Phase 2: CI + Tests + Docker (parallel)`.
fn stage(line: &str) -> Option<ExamplePhase> {
    static STAGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:phase|stage|step|iteration|week|day)\s+(\d+[\w.]*)\s*[:.–—-]\s*(.+)$",
        )
    });
    static MODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\(([^()]*)\)\s*$"));
    let found = STAGE.captures(line.trim())?;
    let words = found[2].trim();
    let mode = MODE.captures(words).map(|inner| field::mode(&inner[1]));
    let parallel = matches!(mode, Some(Mode::Parallel(_) | Mode::Mixed));
    let title = match mode {
        Some(Mode::Unknown) | None => words,
        Some(_) => words[..words.rfind('(').unwrap_or(words.len())].trim(),
    };
    let separator = if title.contains(" + ") { " + " } else { ", " };
    let steps: Vec<String> =
        title.split(separator).map(|step| step.trim().to_owned()).collect();
    let several = steps.len() > 1;
    Some(ExamplePhase {
        number: Some(found[1].trim_end_matches('.').to_owned()),
        title: if several { String::new() } else { title.to_owned() },
        steps: if several { steps } else { Vec::new() },
        parallel,
    })
}

/// The `2` of `🐍 2.1 Network`.
fn phase_number(line: &str) -> Option<&str> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:[-*•]\s*)?(?:\[.\]\s*)?(?:🐌|🐍|⚡)?\u{fe0f}?\s*(\d+)\.\d+\s")
    });
    NUMBER.captures(line)?.get(1).map(|number| number.as_str())
}

/// Reads a chain of arrows; a text without one has no phases.
fn chain(words: &str) -> Vec<ExamplePhase> {
    static ARROW: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*(?:→|⟶|➜|->|=>)\s*"));
    let parts: Vec<_> =
        ARROW.split(words).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return Vec::new();
    }
    let phase = |title: &str| ExamplePhase {
        number: None,
        title: title.to_owned(),
        steps: Vec::new(),
        parallel: false,
    };
    parts.into_iter().map(phase).collect()
}

/// A step without bullet, snail, snake and number; and whether it is a snake.
fn unmarked(line: &str) -> (String, bool) {
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[-*•]\s*)?(?:\[.\]\s*)?(🐌|🐍|⚡)?\u{fe0f}?\s*(?:(?:AC\s*)?\d+(?:\.\d+)*[.:]?\s+|AC:\s*)?",
        )
    });
    let parallel = MARKS
        .captures(line)
        .and_then(|found| found.get(1))
        .is_some_and(|mark| mark.as_str() != "🐌");
    (MARKS.replace(line, "").trim().to_owned(), parallel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_a_domain() {
        let name = |text| name(text, None);
        assert_eq!(
            name("Example 1: Code - Data Pipeline Tasks"),
            (Some("Code".into()), "Data Pipeline".into())
        );
        assert_eq!(name("Doc-as-Code"), (None, "Doc-as-Code".into()));
    }

    #[test]
    fn a_line_with_plusses_has_steps() {
        let phase = stage("Phase 2: CI + Tests (parallel)").unwrap();
        assert_eq!(phase.steps, ["CI", "Tests"]);
        assert!(phase.parallel);
        assert_eq!(stage("Phase 1: Build it").unwrap().title, "Build it");
    }
}
