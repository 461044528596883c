//! Requirements in the EARS form: `**1.1** WHEN …, the system SHALL …`, with
//! acceptance criteria below.
//!
//! EARS: Mavin et al., "Easy Approach to Requirements Syntax", RE 2009.

use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Document, Html, Inline, List, plain};
use crate::plan::example::is_examples_heading;
use crate::plan::field::pattern;
use crate::plan::model::Requirement;
use crate::source::Span;

/// The words that an EARS requirement starts with.
const KEYWORDS: [&str; 4] = ["WHEN", "WHILE", "WHERE", "IF"];

/// Reads the requirements of a document; `index` is its place among the plan's documents.
pub fn read(document: &Document, index: usize) -> Vec<Requirement> {
    let mut requirements: Vec<Requirement> = Vec::new();
    let mut group = None;
    let mut examples: Option<u8> = None;
    let mut follows = false;
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Heading { level, inlines } => {
                let words = plain(inlines);
                if examples.is_some_and(|outer| *level <= outer) {
                    examples = None;
                }
                if is_examples_heading(&words) {
                    examples = Some(*level);
                }
                group = Some(words);
                follows = false;
            }
            _ if examples.is_some() => {}
            BlockKind::Paragraph(inlines) => {
                // Several may stand in the lines of one paragraph.
                for (line, span) in lines(document, block, inlines) {
                    let found = requirement(line, span, index, group.as_deref());
                    follows = found.is_some();
                    requirements.extend(found);
                }
            }
            BlockKind::List(list) => {
                if follows && let Some(last) = requirements.last_mut() {
                    last.criteria.extend(criteria(list));
                }
                for item in &list.items {
                    if let Some(Block { kind: BlockKind::Paragraph(inlines), span }) =
                        item.blocks.first()
                        && let Some(mut found) =
                            requirement(inlines, *span, index, group.as_deref())
                    {
                        for inner in &item.blocks[1..] {
                            if let BlockKind::List(list) = &inner.kind {
                                found.criteria.extend(criteria(list));
                            }
                        }
                        requirements.push(found);
                    }
                }
                follows = false;
            }
            _ => follows = false,
        }
    }
    requirements
}

/// The parts of a paragraph that each start with a bold word on a line of their
/// own, and where they stand.
fn lines<'p>(
    document: &Document,
    block: &Block,
    inlines: &'p [Inline],
) -> Vec<(&'p [Inline], Span)> {
    let starts: Vec<usize> = (0..inlines.len())
        .filter(|at| {
            let begins = *at == 0
                || matches!(inlines[at - 1], Inline::SoftBreak | Inline::HardBreak);
            begins && matches!(inlines[*at], Inline::Strong(_))
        })
        .collect();
    if starts.len() < 2 || starts.first() != Some(&0) {
        return vec![(inlines, block.span)];
    }
    let text = block.span.of(&document.text);
    let mut at = 0;
    let mut parts = Vec::new();
    for (place, start) in starts.iter().enumerate() {
        let end = starts.get(place + 1).map_or(inlines.len(), |next| next - 1);
        let Inline::Strong(strong) = &inlines[*start] else { continue };
        let found =
            text[at..].find(plain(strong).trim()).map_or(at, |offset| at + offset);
        let line = text[..found].rfind('\n').map_or(0, |end| end + 1);
        let base = block.span.start as usize;
        let span =
            document.lines.span(&document.text, base + line, block.span.end as usize);
        parts.push((&inlines[*start..end], span));
        at = found;
    }
    parts
}

/// Reads `**1.1** WHEN …`.
fn requirement(
    inlines: &[Inline],
    span: Span,
    document: usize,
    group: Option<&str>,
) -> Option<Requirement> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:Requirement\s+)?(\d+(?:\.\d+)+|[A-Z]{1,4}-?\d+(?:\.\d+)*)[.:]?$")
    });
    let (Inline::Strong(strong), rest) = inlines.split_first()? else { return None };
    let words = plain(strong);
    let id = ID.captures(words.trim())?[1].to_owned();
    let mut rest = rest.to_vec();
    if let Some(Inline::Text(text)) = rest.first_mut() {
        *text = text.trim_start().trim_start_matches([':', '：']).trim_start().to_owned();
    }
    let text = plain(&rest).trim().to_owned();
    if text.is_empty() {
        return None;
    }
    let keyword = KEYWORDS.into_iter().find(|keyword| {
        text.strip_prefix(keyword)
            .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    });
    // The page sets the keyword apart.
    if let (Some(keyword), Some(Inline::Text(first))) = (keyword, rest.first_mut()) {
        *first = first.strip_prefix(keyword).unwrap_or(first).trim_start().to_owned();
    }
    Some(Requirement {
        id,
        group: group.map(str::to_owned),
        keyword,
        html: prose::title(&rest),
        text,
        criteria: Vec::new(),
        document,
        span,
    })
}

/// Reads `AC 1.1.1: …` bullets.
fn criteria(list: &List) -> Vec<(Option<String>, Html)> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^AC\s*(\d+(?:\.\d+)*)?\s*[:：]\s*"));
    let mut criteria = Vec::new();
    for item in &list.items {
        let Some(BlockKind::Paragraph(inlines)) =
            item.blocks.first().map(|block| &block.kind)
        else {
            continue;
        };
        let mut inlines = inlines.clone();
        if matches!(inlines.first(), Some(Inline::Strong(strong)) if plain(strong).contains('.'))
        {
            continue; // A requirement of its own.
        }
        let mut number = None;
        if let Some(Inline::Text(text)) = inlines.first_mut()
            && let Some(found) = NUMBER.captures(text)
        {
            number = found.get(1).map(|id| id.as_str().to_owned());
            let end = found.get(0).map_or(0, |whole| whole.end());
            *text = text[end..].to_owned();
        }
        criteria.push((number, prose::title(&inlines)));
    }
    criteria
}
