//! Numbered outlines: `## 2. Delivery` above `- [ ] 2.1 (P) Book the van`.
//!
//! Several dialects number their groups and tasks so; what they share is here.

use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::Inline;
use crate::plan::field::{self, pattern};
use crate::plan::model::Mode;
use crate::plan::outline::head::{Head, Lead};
use crate::plan::outline::trailer::{Trailer, TrailerKind};
use crate::plan::outline::{HeadingLine, PhaseHeading, Place, is_wrapper};
use crate::plan::section::{self, Section};

/// Reads what a task starts with: `2.1`, `2.`, `7.9*`, `T4:`, `Task 2.1:`, and
/// `(P)` or `[P]` behind it.
///
/// A whole number is an id only with a dot, a bracket or a colon behind it, so
/// that `3 retries` has none; some write `[2.1]`; letters before a number only where they are `T`
/// or `TASK`, or where a colon follows.
pub fn lead(words: &str) -> Lead {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^\s*
            (?P<ahead>\*\s+)?
            (?: (?P<said>(?i:task|任务|任務|タスク)) (?: \s*[:：]\s* | \s+ ) )?
            (?: \[ (?P<inside> \d+(?:\.\d+)+[a-z]? ) \] (?P<behind> \s+ )
              | (?P<id>
                    \d+(?:\.\d+)+[-–]\d+(?:\.\d+)+ | \d+[a-z]?(?:\.\d+[a-z]?)+ | \d+[a-z]? (?P<whole>)
                  | (?i:T|TASK-?)\d+(?:\.\d+)*[a-z]?
                  | [A-Z]{1,8}-\d+(?:\.\d+)* (?P<word>)
                )
                (?P<star>\*)?
                (?P<end> [.:)、：．]+\s* | \s+[-–—]\s+ | \s+ | $ )
            )
            (?: (?P<parallel> \(P\) | \[P\] | （P） ) \s* )?
            ",
        )
    });
    static PARALLEL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*(?:\(P\)|\[P\]|（P）)\s*"));
    let Some(found) = LEAD.captures(words) else {
        return match PARALLEL.find(words) {
            Some(mark) => Lead {
                length: mark.end(),
                mode: Some(Mode::Parallel(None)),
                ..Lead::default()
            },
            None => Lead::default(),
        };
    };
    let named = |name: &str| found.name(name).map(|group| group.as_str());
    let end = named("end").unwrap_or_default().trim();
    let star = found.name("star").or(found.name("ahead")).is_some();
    let is_id = match (found.name("whole"), found.name("word")) {
        (None, None) => true,
        (Some(_), _) => {
            !end.is_empty() || found.name("star").or(found.name("said")).is_some()
        }
        (None, Some(_)) => end.starts_with([':', '：']),
    };
    if !is_id {
        return Lead::default();
    }
    Lead {
        length: found[0].len(),
        id: named("id").or(named("inside")).map(str::to_owned),
        mode: found.name("parallel").map(|_| Mode::Parallel(None)),
        optional: star,
        ..Lead::default()
    }
}

/// Takes `(P)` off the end of a task's line.
pub fn trailers(line: &mut [Inline]) -> Vec<Trailer> {
    static PARALLEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s+(?:\((?-i:P)\)|\[(?-i:P)\]|（(?-i:P)）|[(（](?:並行可|并行|可并行|parallel)[)）])\s*$",
        )
    });
    if let Some(Inline::Text(text)) = line.last_mut()
        && let Some(mark) = PARALLEL.find(text)
    {
        let trailer = Trailer {
            kind: TrailerKind::Parallel,
            text: mark.as_str().trim().to_owned(),
        };
        text.truncate(mark.start());
        return vec![trailer];
    }
    Vec::new()
}

/// Whether a box is a task: it has a number, or no label claims it; `AC-01`,
/// `FR-2` and their like are criteria.
pub fn is_task(head: &Head, place: &Place) -> bool {
    match head.lead.id.as_deref() {
        Some(id) => !is_criterion(id),
        None => place.claimed.is_none(),
    }
}

/// Whether an id is that of a criterion or a requirement.
pub fn is_criterion(id: &str) -> bool {
    static CRITERION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:AC|FR|NFR|SC|US|REQ|DOD)-?\d"));
    CRITERION.is_match(id)
}

/// Reads a heading that opens a group of tasks: `## 2. Delivery`, `### 0) Audit`,
/// `## Phase 3: Launch`, `## Stage 1 — Plan`, or any words with boxes below them.
///
/// A heading inside a group is a heading of its text.
pub fn group(heading: &HeadingLine<'_>) -> Option<PhaseHeading> {
    let inside = heading.in_phase.is_some_and(|level| heading.level > level);
    if inside || !heading.holds_boxes {
        return None;
    }
    let found = titled(heading.words);
    let names_the_plan = heading.is_first && heading.level == 1 && found.number.is_none();
    if names_the_plan {
        return None;
    }
    if found.number.is_some() {
        return Some(found);
    }
    let named = heading.has_boxes
        && section::of(heading.words) == Section::Plain
        && !is_wrapper(heading.words);
    named.then_some(found)
}

/// Takes number, title and mode of a group's heading apart.
pub fn titled(words: &str) -> PhaseHeading {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xi)^[^\p{L}\p{N}\[{]*
            (?:
                (?: phase | stage | step | milestone | sprint | iteration | part | group | fase | etapa | 阶段 | 階段 | 第 | フェーズ | ステージ )
                \s* (?P<named> \d+(?:\.\d+)*[a-z]? ) \s*(?:阶段|階段|期)? \s*(?: [:：.、)] | \s[-–—]\s | $ | \s )
              | (?P<bare> \d+(?:\.\d+)* ) (?: [.:)、：．] | \s+[-–—] | \s ) \s*
            )
            (?P<title>.*)$",
        )
    });
    let words = words.trim();
    let (number, title) = match HEADING.captures(words) {
        Some(found) => {
            let number = found.name("named").or(found.name("bare"));
            (number.map(|number| number.as_str().to_owned()), found["title"].to_owned())
        }
        None => (None, words.to_owned()),
    };
    let title = title.trim_start_matches([' ', '-', '–', '—', ':', '：']).trim();
    let mode = match title.rfind(['(', '（']) {
        Some(open) => field::mode(&title[open..]),
        None => Mode::Unknown,
    };
    PhaseHeading { number, title: title.to_owned(), mode, story: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads() {
        let id = |words: &str| lead(words).id;
        assert_eq!(id("2.1 Book"), Some("2.1".into()));
        assert_eq!(id("2.1. Book"), Some("2.1".into()));
        assert_eq!(id("2. Book"), Some("2".into()));
        assert_eq!(id("T4: Book"), Some("T4".into()));
        assert_eq!(id("3 retries"), None);
        assert_eq!(id("HTTP-2 is on"), None);
        assert_eq!(id("AC-01: it is booked"), Some("AC-01".into()));
        let optional = lead("7.9* (P) Measure");
        assert!(optional.optional && optional.mode == Some(Mode::Parallel(None)));
        assert_eq!(optional.length, "7.9* (P) ".len());
    }

    #[test]
    fn groups() {
        let number = |words: &str| titled(words).number;
        assert_eq!(number("2. Delivery"), Some("2".into()));
        assert_eq!(number("0) Audit"), Some("0".into()));
        assert_eq!(number("Phase 3 – Launch"), Some("3".into()));
        assert_eq!(number("Stage 1 — Plan"), Some("1".into()));
        assert_eq!(number("第2阶段：交付"), Some("2".into()));
        assert_eq!(number("Delivery"), None);
        assert_eq!(titled("Phase 3 – Launch").title, "Launch");
    }
}
