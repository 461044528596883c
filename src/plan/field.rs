//! Fields: what `~20 min`, `[-]`, `(4 parallel 🐍)` and `1.1, 1.2 complete` mean.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::model::{Mode, PlanReference, Reference, Status, Target};
use crate::source::{LineIndex, SitePath, Span};

/// Hours in a day of work.
const HOURS_A_DAY: f64 = 8.0;
/// Days in a week of work.
const DAYS_A_WEEK: f64 = 5.0;

/// A pattern that is known to be right.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed and tested")
}

/// Reads a duration in minutes of work: `~15 minutes`, `1 h 30 min`, `2 days`.
///
/// A day has eight hours and a week five days. Of a range the upper end counts,
/// so that a plan never looks shorter than its author said.
pub fn minutes(text: &str) -> Option<u32> {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to)\s*~?(\d+(?:[.,]\d+)?))?\s*(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\b",
        )
    });
    let mut sum = 0.0;
    let mut found = false;
    for part in PART.captures_iter(text) {
        let number = part.get(2).or_else(|| part.get(1))?.as_str().replace(',', ".");
        let number: f64 = number.parse().ok()?;
        let unit = match part[3].to_lowercase().as_bytes() {
            [b'h', ..] => 60.0,
            [b'd', ..] => 60.0 * HOURS_A_DAY,
            [b'w', ..] => 60.0 * HOURS_A_DAY * DAYS_A_WEEK,
            _ => 1.0,
        };
        sum += number * unit;
        found = true;
    }
    (found && sum < f64::from(u32::MAX / 1024)).then_some(sum.round() as u32)
}

/// Reads a number of tokens: `~12K tokens`, `1.5M`, `800 tokens`. Of a range the
/// upper end counts.
pub fn tokens(text: &str) -> Option<u32> {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\d[\d.,]*\s*[KM]?\s*(?:-|–|to)\s*)?(\d+(?:[.,]\d+)*)\s*([KM])?(?:\b|$)",
        )
    });
    let found = COUNT.captures(text)?;
    let scale = match found.get(2).map(|unit| unit.as_str()) {
        Some("k" | "K") => 1_000.0,
        Some(_) => 1_000_000.0,
        None => 1.0,
    };
    // Without a unit a comma groups digits (`12,000`); with one it is a decimal comma.
    let digits = &found[1];
    let number: f64 =
        if scale > 1.0 { digits.replace(',', ".") } else { digits.replace(',', "") }
            .parse()
            .ok()?;
    let value = number * scale;
    (value < f64::from(u32::MAX / 1024)).then_some(value.round() as u32)
}

/// What a mark between brackets means: its status, or nothing for a mark that
/// no one agreed on, which is never done.
pub fn status(symbol: char) -> Option<Status> {
    match symbol {
        ' ' | '>' => Some(Status::Todo),
        'x' | 'X' | '✓' | '✔' | '☑' | '✅' => Some(Status::Done),
        '-' | '/' | '~' => Some(Status::InProgress),
        _ => None,
    }
}

/// Reads a mode from the words between the parentheses of a phase's heading.
pub fn mode(words: &str) -> Mode {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(\d+)\s+parallel"));
    let lower = words.to_lowercase();
    let sequential = lower.contains("sequential") || words.contains('🐌');
    let parallel =
        lower.contains("parallel") || words.contains('🐍') || words.contains('⚡');
    match (sequential, parallel) {
        (true, true) => Mode::Mixed,
        (true, false) => Mode::Sequential,
        (false, true) => {
            Mode::Parallel(COUNT.captures(words).and_then(|found| found[1].parse().ok()))
        }
        (false, false) if lower.contains("repeatable") => Mode::Repeatable,
        (false, false) => Mode::Unknown,
    }
}

/// A text inside a file: what spans are made of.
#[derive(Clone, Copy)]
pub struct Excerpt<'a> {
    /// The whole text of the file.
    pub text: &'a str,
    /// Its lines.
    pub lines: &'a LineIndex,
    /// The file.
    pub path: &'a SitePath,
}

impl Excerpt<'_> {
    /// The span of a byte range of the file.
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.lines.span(self.text, start, end)
    }
}

/// Whether a value says that there are no dependencies: `None (must complete first)`.
pub fn says_none(value: &str) -> bool {
    static NONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^[\s`]*(?:none|nothing|n/a|no dependencies|[-–—]+)(?:\W|$)")
    });
    value.trim().is_empty() || NONE.is_match(value)
}

/// Reads the references in a value: `1.1, 1.2 complete`, `Phase 2 complete`,
/// `All bookings (3.x, 4.x)`, `2.1-2.4`, `auth#2.1`, `[text](../auth/tasks.md#21)`, `[[auth#2.1]]`.
///
/// `start` is where `value` starts in the file. A value that names nothing
/// gives one reference that stands for its words, unless it says `None`.
pub fn references(excerpt: Excerpt<'_>, value: &str, start: usize) -> Vec<Reference> {
    if says_none(value) {
        return Vec::new();
    }
    let mut found = named(excerpt, value, start);
    if found.is_empty() {
        let words = value.trim();
        let at = start + (value.len() - value.trim_start().len());
        found.push(Reference {
            plan: None,
            target: Target::Unknown,
            text: words.to_owned(),
            span: excerpt.span(at, at + words.len()),
        });
    }
    found
}

/// Reads the references that a text names, and leaves its other words alone.
///
/// A whole number names a task or phase only where it is all of an item of the
/// list: `2 approvals`, `(takes 3 days)` and `2025-10-01` name none.
pub fn named(excerpt: Excerpt<'_>, value: &str, start: usize) -> Vec<Reference> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)
              \[\[ (?P<wiki>[^\]|]+) (?:\|[^\]]*)? \]\]
            | \[ [^\]]* \]\( (?: < (?P<angled>[^>\n]*) > | (?P<link>[^)\s]+) ) [^)]* \)
            | (?P<plan>[\p{L}\d_] (?:[\p{L}\d_./-]*[\p{L}\d_])?) \# (?P<inner>[\p{L}\d_] (?:[\p{L}\d_.~-]*[\p{L}\d_])?)
            | (?P<folder>\p{L}[\p{L}\d_-]* (?:/[\p{L}\d_-]+)*) / (?P<below>\d+(?:\.\d+)+)
            | (?i:(?P<phases>phases?)) \s+ (?P<first>\d+(?:\.\d+)*) (?: \s*(?:-|–|—|to)\s* (?P<last>\d+) )?
            | (?P<wild>\d+) \. (?: [xX]\b | \* )
            | (?P<from>\d+(?:\.\d+)+) \s* (?:-|–|—|\.\.|to|through) \s* (?P<to>\d+(?:\.\d+)+)
            | (?P<word>\p{L}[\p{L}\d_-]* (?:\.\d+)*)
            | (?P<quantity>\d+(?:[.,]\d+)? (?:\s*% | [KM]\b))
            | (?P<id>\d+(?:\.\d+)*[a-z]?) \b
            ",
        )
    });
    let mut references = Vec::new();
    // `Phases 2 and 3`: the numbers that follow are phases too.
    let mut in_phases = false;
    for token in TOKEN.captures_iter(value) {
        let whole = token.get(0).expect("group 0 is the match");
        let group = |name: &str| token.name(name).map(|found| found.as_str());
        let (plan, target) = if let Some(wiki) = group("wiki") {
            outside(wiki.trim())
        } else if let Some(link) = group("link").or_else(|| group("angled")) {
            linked(excerpt.path, link)
        } else if let (Some(plan), Some(inner)) = (group("plan"), group("inner")) {
            (Some(PlanReference::Id(plan.to_owned())), inside(inner))
        } else if let (Some(plan), Some(id)) = (group("folder"), group("below")) {
            (Some(PlanReference::Id(plan.to_owned())), Target::Task(id.to_owned()))
        } else if let Some(first) = group("first") {
            in_phases = group("phases").is_some_and(|word| word.len() > "phase".len());
            if let (Some(last), Ok(first)) = (group("last"), first.parse::<u32>()) {
                // `Phases 1-3`: each of them, the last one below.
                let last: u32 = last.parse().unwrap_or(first);
                for number in first..last.min(first + PHASES_NAMED) {
                    references.push(Reference {
                        plan: None,
                        target: Target::Phase(number.to_string()),
                        text: format!("Phase {number}"),
                        span: excerpt.span(start + whole.start(), start + whole.end()),
                    });
                }
                (None, Target::Phase(last.to_string()))
            } else {
                (None, Target::Phase(first.to_owned()))
            }
        } else if let Some(phase) = group("wild") {
            (None, Target::TasksOf(phase.to_owned()))
        } else if let (Some(from), Some(to)) = (group("from"), group("to")) {
            (None, Target::Range(from.to_owned(), to.to_owned()))
        } else if group("id").is_some_and(|id| !id.contains('.'))
            && !(in_phases || is_item(&value[..whole.start()], &value[whole.end()..]))
        {
            continue;
        } else if let Some(id) = group("id") {
            let target = match id.contains('.') {
                true => Target::Task(id.to_owned()),
                false if in_phases => Target::Phase(id.to_owned()),
                false => Target::TaskOrPhase(id.to_owned()),
            };
            (None, target)
        } else {
            in_phases &= matches!(group("word"), Some("and" | "or" | "und"));
            continue;
        };
        references.push(Reference {
            plan,
            target,
            text: whole.as_str().to_owned(),
            span: excerpt.span(start + whole.start(), start + whole.end()),
        });
    }
    references
}

/// The most phases that `Phases 1-9` may stand for.
const PHASES_NAMED: u32 = 100;

/// Whether a number is all of an item of a list, by the text before and behind it.
fn is_item(before: &str, behind: &str) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^|[,;、]|\b(?:and|or|und|oder|tasks?|steps?|after)\b|&)\s*$")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:$|[,;、.(]|\b(?:and|or|und|oder|then|before|once|is|are|complete|completed|done|finished|ready|converged|merged)\b|&)",
        )
    });
    BEFORE.is_match(before) && BEHIND.is_match(behind)
}

/// What `#…` of a plan names: `2.1`, `phase-2`, `t-2.1`.
fn inside(fragment: &str) -> Target {
    match fragment.strip_prefix("phase-") {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
            Target::Phase(number.to_owned())
        }
        _ => match fragment.strip_prefix("t-") {
            Some(id) => Target::Task(id.to_owned()),
            None => Target::Task(fragment.to_owned()),
        },
    }
}

/// What `[[…]]` names: `plan#2.1`, `plan`, `2.1`.
fn outside(name: &str) -> (Option<PlanReference>, Target) {
    match name.split_once('#') {
        Some(("", fragment)) => (None, inside(fragment)),
        Some((plan, fragment)) => {
            (Some(PlanReference::Id(plan.to_owned())), inside(fragment))
        }
        None if name.starts_with(|c: char| c.is_ascii_digit()) && !name.contains('/') => {
            (None, inside(name))
        }
        None => (Some(PlanReference::Id(name.to_owned())), Target::Plan),
    }
}

/// What a relative link names.
pub fn linked(from: &SitePath, target: &str) -> (Option<PlanReference>, Target) {
    let (file, fragment) = match target.split_once('#') {
        Some((file, fragment)) => (file, Some(fragment)),
        None => (target, None),
    };
    let wanted = match fragment {
        Some(fragment) if !fragment.is_empty() => Target::Anchor(fragment.to_owned()),
        _ => Target::Plan,
    };
    if file.is_empty() {
        return (None, wanted);
    }
    let file =
        percent_encoding::percent_decode_str(file).decode_utf8_lossy().into_owned();
    match from.link(&file) {
        Some(path) => (Some(PlanReference::File(path)), wanted),
        None => (None, Target::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(minutes("~15 minutes"), Some(15));
        assert_eq!(minutes("1 h 30 min"), Some(90));
        assert_eq!(minutes("10-20 minutes"), Some(20));
        assert_eq!(minutes("1.5 days"), Some(720));
        assert_eq!(minutes("~[X] minutes"), None);
        assert_eq!(minutes("soon"), None);
    }

    #[test]
    fn token_counts() {
        assert_eq!(tokens("~12K tokens"), Some(12_000));
        assert_eq!(tokens("12,000 tokens"), Some(12_000));
        assert_eq!(tokens("1.5M"), Some(1_500_000));
        assert_eq!(tokens("~[X]K tokens"), None);
    }

    fn targets(value: &str) -> Vec<(Option<PlanReference>, Target)> {
        let path = SitePath::new("shop/tasks.md").unwrap();
        let lines = LineIndex::new(value);
        let excerpt = Excerpt { text: value, lines: &lines, path: &path };
        references(excerpt, value, 0).into_iter().map(|r| (r.plan, r.target)).collect()
    }

    #[test]
    fn references_are_found_among_words() {
        let task = |id: &str| (None, Target::Task(id.to_owned()));
        assert_eq!(targets("1.1, 1.2 complete"), [task("1.1"), task("1.2")]);
        assert_eq!(
            targets("All bookings complete (3.x, 4.x)"),
            [(None, Target::TasksOf("3".into())), (None, Target::TasksOf("4".into()))]
        );
        assert_eq!(
            targets("Phases 2 and 3, then 4.1"),
            [
                (None, Target::Phase("2".into())),
                (None, Target::Phase("3".into())),
                task("4.1")
            ]
        );
        assert_eq!(
            targets("Phase 3 complete (or previous iteration)"),
            [(None, Target::Phase("3".into()))]
        );
        assert_eq!(targets("None (must complete first)"), []);
        assert_eq!(targets("legal sign-off"), [(None, Target::Unknown)]);
        assert_eq!(targets("API v1.2 is out, 1.1 (takes 2 days)"), [task("1.1")]);
        assert_eq!(targets("1.1, 50% of 1.2 and 12K tokens"), [task("1.1"), task("1.2")]);
        assert_eq!(targets("2 and 3 complete").len(), 2);
        assert_eq!(
            targets("2.1-2.4"),
            [(None, Target::Range("2.1".into(), "2.4".into()))]
        );
    }

    #[test]
    fn references_reach_other_plans() {
        let id = |plan: &str| Some(PlanReference::Id(plan.to_owned()));
        assert_eq!(
            targets("plans/auth#2.1"),
            [(id("plans/auth"), Target::Task("2.1".into()))]
        );
        assert_eq!(targets("auth/2.1"), [(id("auth"), Target::Task("2.1".into()))]);
        assert_eq!(targets("[[auth#2.1]]"), [(id("auth"), Target::Task("2.1".into()))]);
        let file = PlanReference::File(SitePath::new("auth/tasks.md").unwrap());
        assert_eq!(
            targets("[login](../auth/tasks.md#21), [again](<../auth/tasks.md#21>)"),
            [
                (Some(file.clone()), Target::Anchor("21".into())),
                (Some(file), Target::Anchor("21".into()))
            ]
        );
        assert_eq!(targets("auth#phase-2"), [(id("auth"), Target::Phase("2".into()))]);
    }
}
