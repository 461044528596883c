//! The Ouroboros dialect: `### Phase 2: Automation (4 parallel 🐍)` and
//! `- [ ] **🐍 2.1 Set up the pipeline**`, with fields as italic bullets.
//!
//! A snail (🐌) is worked on in sequence, a snake (🐍) beside its neighbours. A
//! snail inside a parallel phase is the step that joins the snakes before it, so
//! the mode of a phase is not the mode of each task.
//!
//! # What is a task
//!
//! A box with a number or an animal; without either, a box of a phase that no
//! label (`**Success Criteria**:`) claims. Every other box is a check. Nothing
//! in examples, fences and comments is either.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::diagnostic::Checked;
use crate::markdown::{BlockKind, Document, List, plain};
use crate::plan::dialects::{Dialect, Reading};
use crate::plan::example;
use crate::plan::field::{self, pattern};
use crate::plan::model::{Mode, Sign, Task};
use crate::plan::outline::head::{self, Head, Lead};
use crate::plan::outline::{self, Grammar, HeadingLine, PhaseHeading, Place};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    name: "ouroboros",
    // Other dialects use the same file names, so a path alone says nothing.
    by_path: |_| None,
    by_content,
    is_data: |_| false,
    read,
    fallback: false,
};

fn by_content(document: &Document) -> Option<Sign> {
    let mut phases = 0;
    let mut numbered = 0;
    let mut boxes = 0;
    let mut is_titled = false;
    let mut in_examples = false;
    for block in document.blocks() {
        match &block.kind {
            BlockKind::Heading { level, inlines } => {
                let words = plain(inlines);
                is_titled |= *level == 1
                    && words.trim().starts_with("Tasks - ")
                    && phases == 0
                    && numbered == 0;
                in_examples = example::is_examples_heading(&words);
                phases += usize::from(!in_examples && phase_heading(&words).is_some());
            }
            BlockKind::List(list) if !in_examples => {
                let mut heads = Vec::new();
                boxed_heads(list, &mut heads);
                if heads.iter().any(|head| head.lead.mode.is_some()) {
                    return Some(match is_titled {
                        true => Sign::Title,
                        false => Sign::Snails,
                    });
                }
                boxes += heads.len();
                numbered += heads.iter().filter(|head| head.lead.id.is_some()).count();
            }
            _ => {}
        }
    }
    // Other people call their lists so, too: with boxes, but neither phases nor numbers.
    if is_titled && (phases > 0 || numbered > 0 || boxes == 0) {
        return Some(Sign::Title);
    }
    // A road map with phases has a numbered line here and there; here all tasks are.
    (phases > 0 && numbered > 0 && numbered * 2 >= boxes).then_some(Sign::NumberedPhases)
}

/// The heads of the boxes of a list, and of the lists in it.
fn boxed_heads(list: &List, heads: &mut Vec<Head>) {
    for item in &list.items {
        heads.extend(item.mark.and_then(|_| head::of_item(item, &lead)));
        for inner in outline::lists(item) {
            boxed_heads(inner, heads);
        }
    }
}

fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    outline::read(documents, &Ouroboros)
}

struct Ouroboros;

impl Grammar for Ouroboros {
    fn phase(&self, heading: &HeadingLine<'_>) -> Option<PhaseHeading> {
        phase_heading(heading.words)
    }

    fn lead(&self, words: &str) -> Lead {
        lead(words)
    }

    fn is_task(&self, head: &Head, place: &Place) -> bool {
        let marked = head.lead.mode.is_some() || head.lead.id.is_some();
        if place.below_bullet && !marked {
            return false;
        }
        match (head.lead.mode, &head.lead.id) {
            (None, None) => place.in_phase && place.claimed.is_none(),
            (None, Some(_)) => place.claimed.is_none(),
            // Whatever the label says, an animal with a number is a task.
            (Some(_), None) => place.section.is_none(),
            (Some(_), Some(_)) => true,
        }
    }

    fn is_subtask(&self, parent: &Task, head: &Head) -> bool {
        // Nobody marks a check with an animal.
        extends(parent.id.as_deref(), head.lead.id.as_deref()) || head.lead.mode.is_some()
    }
}

/// Reads what a title starts with: `🐌 1.1`, `Task 2.3:`, `4.`
fn lead(words: &str) -> Lead {
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:(🐌|🐍|⚡)\u{fe0f}?\s*)?(?:(?i:task)\s+)?(?:(\d+(?:\.\d+)+[a-z]?)(?:：\s*|(?:[.:)]|\s+[-–—])?(?:\s+|$))|(\d+)(?:：\s*|[.:)]\s+))?",
        )
    });
    let Some(found) = MARKS.captures(words) else { return Lead::default() };
    Lead {
        length: found.get(0).map_or(0, |whole| whole.end()),
        id: found.get(2).or(found.get(3)).map(|number| number.as_str().to_owned()),
        mode: found.get(1).map(|mark| match mark.as_str() {
            "🐌" => Mode::Sequential,
            _ => Mode::Parallel(None),
        }),
        ..Lead::default()
    }
}

/// Whether `2.1.3` lies below `2.1`.
fn extends(parent: Option<&str>, id: Option<&str>) -> bool {
    match (parent, id) {
        (Some(parent), Some(id)) => {
            id.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'))
        }
        _ => false,
    }
}

/// Reads `Phase 2: Automation (4 parallel 🐍) - **ADAPTED**`.
///
/// `Phase 2 → Phase 3` is about phases and is none, and `Phase Structure` has no number.
fn phase_heading(words: &str) -> Option<PhaseHeading> {
    static PHASE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^\p{L}\p{N}\[{]*phase\s+(\d+(?:\.\d+)*[a-z]?)\s*(?:[:：.]|\s[-–—]\s|$|\s*\()(.*)$",
        )
    });
    static MODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（]([^()（）]*)[)）]"));
    let found = PHASE.captures(words.trim())?;
    let whole = &words.trim()[found.get(1)?.end()..];
    let rest = whole.trim_start_matches(is_separator).trim();
    let mut title = rest;
    let mut mode = Mode::Unknown;
    for inner in MODE.captures_iter(rest) {
        let stated = field::mode(&inner[1]);
        let whole = inner.get(0)?;
        if stated != Mode::Unknown {
            mode = stated;
            title = rest[..whole.start()].trim();
            if title.is_empty() {
                // `Phase 1 (Sequential 🐌): Begin`
                title = rest[whole.end()..].trim_start_matches(is_separator);
            }
            break;
        }
    }
    Some(PhaseHeading {
        number: Some(found[1].to_owned()),
        title: title.to_owned(),
        mode,
        story: None,
    })
}

fn is_separator(c: char) -> bool {
    matches!(c, ':' | '：' | '.' | ' ' | '-' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phase_headings() {
        let phase =
            phase_heading("Phase 2: Automation (4 parallel 🐍) - ADAPTED").unwrap();
        assert_eq!(
            (phase.number.as_deref(), phase.title.as_str()),
            (Some("2"), "Automation")
        );
        assert_eq!(phase.mode, Mode::Parallel(Some(4)));
        let phase =
            phase_heading("Phase 3: [Stage 3] (Sequential 🐌 or parallel 🐍)").unwrap();
        assert_eq!((phase.title.as_str(), phase.mode), ("[Stage 3]", Mode::Mixed));
        let phase = phase_heading("Phase 4: Ship (v1) (Sequential 🐌)").unwrap();
        assert_eq!(phase.title, "Ship (v1)");
        assert!(phase_heading("Phase Structure").is_none());
        assert!(phase_heading("Example: Phase 2 → Phase 3 Adaptation").is_none());
        assert!(phase_heading("Phase 2 → Phase 3").is_none());
    }
}
