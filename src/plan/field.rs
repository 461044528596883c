//! Fields: what `~20 min`, `[-]`, `(4 parallel 🐍)` and `1.1, 1.2 complete` mean.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::model::{Mode, PlanReference, Reference, Status, Target};
use crate::source::{LineIndex, SitePath, Span};

/// Hours in a day of work.
const HOURS_A_DAY: f64 = 8.0;
/// Days in a week of work.
const DAYS_A_WEEK: f64 = 5.0;

/// The words for a priority, in the languages that people plan in.
pub const PRIORITY_WORDS: &str =
    "priority|优先级|優先級|優先度|优先順位|優先順位|prioridade?|priorité|priorität";

/// A pattern that is known to be right.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed and tested")
}

/// Whether all that is not ASCII in words is letters.
///
/// `\p{L}` takes a pattern some thousand states each time, so one that allows forty letters
/// in a row takes megabytes for each thread that uses it. Such a pattern says `[:^ascii:]`
/// for those that are not ASCII, and what it has found is asked here. That has to come to
/// the same: the words can start at one place only and are as short as they can be, or
/// nothing that can stand beside them is in the class.
pub fn is_letters_beyond_ascii(words: &str) -> bool {
    static LETTERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[[:ascii:]\p{L}]*$"));
    words.is_ascii() || LETTERS.is_match(words)
}

/// A part of a duration: a number or a range, and its unit.
static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to)\s*~?(\d+(?:[.,]\d+)?))?\s*(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\b",
    )
});

/// Whether a text is a duration and nothing else: `~2 h`, and not `2 h a day`.
pub fn is_duration(text: &str) -> bool {
    let rest = DURATION.replace_all(text, "");
    minutes(text).is_some() && !rest.contains(char::is_alphanumeric)
}

/// Reads a duration in minutes of work: `~15 minutes`, `1 h 30 min`, `2 days`.
///
/// A day has eight hours and a week five days. Of a range the upper end counts,
/// so that a plan never looks shorter than its author said.
pub fn minutes(text: &str) -> Option<u32> {
    let mut sum = 0.0;
    let mut found = false;
    for part in DURATION.captures_iter(text) {
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
        pattern(
            r"(?ix)^[\s`*_(（]*(?:
              (?:none|nothing|n/a|no\ dependenc(?:y|ies)|ningun[oa]|ninguém|nenhum[a]?|aucune?|keine?)(?:\W|$)
              | [-–—]+(?:\W|$) | \[\s*\]\s*$
              | 無(?:$|[^\p{L}\p{N}]) | 无(?:$|[^\p{L}\p{N}]) | なし | 无依赖 | 無依賴 | 没有 | 沒有
            )",
        )
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
/// list: `2 approvals`, `(takes 3 days)` and `2025-10-01` name none. A word such
/// as `T012` or `BACK-4.2` is taken for an id by its shape; whether the plan has
/// ids of that shape is known only when all of it is read, so `stated::settle`
/// drops those that only look like one.
pub fn named(excerpt: Excerpt<'_>, value: &str, start: usize) -> Vec<Reference> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)
              \[\[ (?P<wiki>[^\]|]+) (?:\|[^\]]*)? \]\]
            | \[ [^\]]* \]\( (?: < (?P<angled>[^>\n]*) > | (?P<link>[^)\s]+) ) [^)]* \)
            | (?P<plan>[\p{L}\d_] (?:[\p{L}\d_./-]*[\p{L}\d_])?) \# (?P<inner>[\p{L}\d_] (?:[\p{L}\d_.~-]*[\p{L}\d_])?)
            | (?P<folder>\p{L}[\p{L}\d_-]* (?:/[\p{L}\d_-]+)*) / (?P<below>\d+(?:\.\d+)+)
            | (?P<date>\d{4}-\d{2}(?:-\d{2})? | \d{1,2}/\d{1,2}/\d{2,4})
            | (?i:(?P<phases>phasen?|phases|fases?|étapes?|etapas?|阶段|階段|フェーズ)) \s* [(（]? \s* (?P<first>\d+(?:\.\d+)*(?-u:[a-z]\b)?) (?: \s*(?:-|–|—|~|～|to|bis|至|到)\s* (?:(?i:phase|fase)\s*)? (?P<last>\d+) )?
            | 第\s*(?P<nth>\d+)\s*(?:阶段|階段|フェーズ)
            | (?i: (?: user\s+stor(?:y|ies) | stor(?:y|ies) | historias?(?:\s+de\s+usuario)? | histórias?(?:\s+de\s+usuário)? ) \s* | US-? ) (?P<story>\d+) (?: (?: [-–—~] | \s*[-–—~]\s*(?i:US)-? ) (?P<stories>\d+) )? (?-u:\b)
            | (?:用户故事|使用者故事|ユーザーストーリー) \s* (?P<tale>\d+)
            | (?P<wild>\d+) \. (?: [xX]\b | \* )
            | (?P<from>\d+(?:\.\d+)+) \s* (?:-|–|—|~|～|\.\.|to|through|至|到) \s* (?P<to>\d+(?:\.\d+)+)
            | (?P<word>[\p{L}--\p{Han}--\p{Hiragana}--\p{Katakana}][\p{L}\d_--\p{Han}--\p{Hiragana}--\p{Katakana}]* (?:-[\p{L}\d_--\p{Han}--\p{Hiragana}--\p{Katakana}]+)* (?:\.\d+)*(?-u:[a-z]\b)?)
            | (?P<quantity>\d+(?:[.,]\d+)? (?:\s*% | [KM]\b))
            | (?P<low>\d{1,3}) \s* (?:-|–|—|~|～) \s* (?P<high>\d{1,3}) (?-u:\b)
            | (?P<id>\d+(?:\.\d+)*[a-z]?) (?-u:\b)
            ",
        )
    });
    let mut references: Vec<Reference> = Vec::new();
    // `Phases 2 and 3`, `Stories 1, 2`: the numbers that follow are of that kind.
    let mut series = Series::None;
    for token in TOKEN.captures_iter(value) {
        let whole = token.get(0).expect("group 0 is the match");
        let group = |name: &str| token.name(name).map(|found| found.as_str());
        let place = excerpt.span(start + whole.start(), start + whole.end());
        let mut add = |plan: Option<PlanReference>, target: Target, text: &str| {
            references.push(Reference {
                plan,
                target,
                text: text.to_owned(),
                span: place,
            });
        };
        // `Phase 3 ([US1]) → 4`: what stands in brackets says nothing of the rest.
        let is_aside = value[..whole.start()].ends_with(['(', '（', '[']);
        let item = || is_item(&value[..whole.start()], &value[whole.end()..]);
        let (plan, target) = if let Some(wiki) = group("wiki") {
            outside(wiki.trim())
        } else if let Some(link) = group("link").or_else(|| group("angled")) {
            linked(excerpt.path, link)
        } else if let (Some(plan), Some(inner)) = (group("plan"), group("inner")) {
            (Some(PlanReference::Id(plan.to_owned())), inside(inner))
        } else if let (Some(plan), Some(id)) = (group("folder"), group("below")) {
            (Some(PlanReference::Id(plan.to_owned())), Target::Task(id.to_owned()))
        } else if let Some(first) = group("first").or_else(|| group("nth")) {
            let several = group("phases").is_some_and(|word| {
                !word.is_ascii() || word.to_lowercase().ends_with(['s', 'n'])
            });
            series = match (is_aside, several) {
                (true, _) => series,
                (false, true) => Series::Phases,
                (false, false) => Series::None,
            };
            if let (Some(last), Ok(first)) = (group("last"), first.parse::<u32>()) {
                // `Phases 1-3`: each of them, the last one below.
                let last: u32 = last.parse().unwrap_or(first);
                for number in first..last.min(first.saturating_add(PHASES_NAMED)) {
                    add(
                        None,
                        Target::Phase(number.to_string()),
                        &format!("Phase {number}"),
                    );
                }
                (None, Target::Phase(last.to_string()))
            } else {
                (None, Target::Phase(first.to_owned()))
            }
        } else if let Some(first) = group("story").or_else(|| group("tale")) {
            series = if is_aside { series } else { Series::Stories };
            let first: u32 = first.parse().unwrap_or(u32::MAX);
            let last = group("stories").and_then(|last| last.parse::<u32>().ok());
            let last = last.unwrap_or(first);
            for number in first..last.min(first.saturating_add(PHASES_NAMED)) {
                add(None, story(number), &format!("US{number}"));
            }
            (None, story(last))
        } else if let Some(phase) = group("wild") {
            (None, Target::TasksOf(phase.to_owned()))
        } else if let (Some(from), Some(to)) = (group("from"), group("to")) {
            (None, Target::range(from, to))
        } else if let (Some(low), Some(high)) = (group("low"), group("high")) {
            match (series, low.parse::<u32>(), high.parse::<u32>()) {
                _ if !(series != Series::None || item()) => continue,
                (Series::None, ..) => (None, Target::range(low, high)),
                (kind, Ok(low), Ok(high)) => {
                    let of = |number: u32| match kind {
                        Series::Stories => story(number),
                        _ => Target::Phase(number.to_string()),
                    };
                    for number in low..high.min(low.saturating_add(PHASES_NAMED)) {
                        add(None, of(number), whole.as_str());
                    }
                    (None, of(high))
                }
                _ => continue,
            }
        } else if let Some(id) = group("id") {
            match series {
                _ if id.contains('.') => (None, Target::Task(id.to_owned())),
                Series::Phases => (None, Target::Phase(id.to_owned())),
                Series::Stories => (None, Target::Story(format!("US{id}"))),
                Series::None if item() => (None, Target::TaskOrPhase(id.to_owned())),
                Series::None => continue,
            }
        } else if let Some(word) = group("word") {
            let ids = lettered(word);
            if ids.is_empty() {
                if !matches!(word, "and" | "or" | "und" | "oder" | "y" | "e" | "et") {
                    series = Series::None;
                }
                continue;
            }
            series = Series::None;
            for target in ids {
                let text = match &target {
                    Target::Task(id) => id.clone(),
                    _ => word.to_owned(),
                };
                add(None, target, &text);
            }
            continue;
        } else {
            series = Series::None;
            continue;
        };
        add(plan, target, whole.as_str());
    }
    joined(excerpt, references)
}

/// What bare numbers of a list name, by the word before the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    None,
    Phases,
    Stories,
}

fn story(number: u32) -> Target {
    Target::Story(format!("US{number}"))
}

/// The ids that a word with letters names: `T012`, `T003a`, `T031-MIN`,
/// `TASK-001`, `task-epic-11.2`; `T013-T016` is a range, `T054-T055-T056` a list.
fn lettered(word: &str) -> Vec<Target> {
    static RANGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(\p{L}+[-_]?)(\d+(?:\.\d+)*[a-z]?)-(\p{L}+[-_]?)?(\d+(?:\.\d+)*[a-z]?)$",
        )
    });
    if is_id(word) {
        return vec![Target::Task(word.to_owned())];
    }
    if let Some(found) = RANGE.captures(word) {
        let (head, low, high) = (&found[1], &found[2], &found[4]);
        let other = found.get(3).map_or(head, |head| head.as_str());
        let from = format!("{head}{low}");
        if is_id(&from) && head.eq_ignore_ascii_case(other) {
            return vec![Target::range(&from, &format!("{other}{high}"))];
        }
    }
    let parts: Vec<&str> = word.split('-').collect();
    match parts.len() > 2 && parts.iter().all(|part| is_id(part)) {
        true => parts.into_iter().map(|part| Target::Task(part.to_owned())).collect(),
        false => Vec::new(),
    }
}

/// Whether a word has the shape of an id with letters, and is none of the names
/// of techniques and requirements that have that shape, too.
pub fn is_id(word: &str) -> bool {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^(?: [Tt] | [A-Z]{1,4} | (?i:task|tarea|tarefa|todo|issue|item) | (?:\p{L}+[-_]){1,3} )
              \d+ (?:\.\d+)* (?:[a-z]|[-_][A-Z]{2,8})? $",
        )
    });
    /// Letters that stand before numbers and make no task of them: versions,
    /// standards, sizes, requirements and priorities.
    const OTHERS: &[&str] = &[
        "ac", "adr", "aes", "b", "bs", "cc", "cve", "cwe", "d", "ec", "ecma", "es", "fr",
        "gb", "gpt", "h", "http", "ieee", "ip", "iso", "k", "kb", "mb", "md", "mp", "nf",
        "nfr", "node", "oauth", "php", "pr", "python", "q", "req", "rfc", "rs", "rule",
        "s", "sc", "sha", "tls", "ui", "utf", "v", "vue", "web", "x", "ads",
    ];
    let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let first = word.split(|c: char| c.is_ascii_digit() || c == '-' || c == '_').next();
    let first = first.unwrap_or(letters).to_lowercase();
    ID.is_match(word) && !OTHERS.contains(&first.as_str())
}

/// An id in one spelling: small letters, no zeros before numbers, nothing between
/// letters and numbers: `t12` for `T012` and `T-12`, `back4.2` for `BACK-4.02`.
pub fn spelled(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    let mut chars = id.trim().chars().peekable();
    let mut in_number = false;
    while let Some(c) = chars.next() {
        let before = text.chars().next_back();
        let next_is_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0' if !in_number && next_is_digit => continue,
            '-' | '_' | ' '
                if before.is_some_and(char::is_alphabetic)
                    || chars.peek().is_some_and(|next| next.is_alphabetic()) => {}
            c => text.extend(c.to_lowercase()),
        }
        in_number = c.is_ascii_digit();
    }
    text
}

/// Letters and digits in lower case: what two titles are compared by.
pub fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Joins two names with a dash or `to` between them to a range: `T013 to T016`.
fn joined(excerpt: Excerpt<'_>, references: Vec<Reference>) -> Vec<Reference> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\s`*]*(?:-|–|—|~|～|〜|\.\.\.?|…|to|through|thru|bis|hasta|até|a|至|到)[\s`*]*$",
        )
    });
    let mut all: Vec<Reference> = Vec::new();
    for reference in references {
        if let (Some(last), Target::Task(to), None) =
            (all.last_mut(), &reference.target, &reference.plan)
            && let (Target::Task(from), None) = (&last.target, &last.plan)
            && let Some(gap) =
                excerpt.text.get(last.span.end as usize..reference.span.start as usize)
            && !gap.is_empty()
            && BETWEEN.is_match(gap)
        {
            let (start, end) = (last.span.start as usize, reference.span.end as usize);
            *last = Reference {
                plan: None,
                target: Target::range(from, to),
                text: excerpt.text.get(start..end).unwrap_or(&last.text).to_owned(),
                span: excerpt.span(start, end),
            };
            continue;
        }
        all.push(reference);
    }
    all
}

/// The most phases that `Phases 1-9` may stand for.
const PHASES_NAMED: u32 = 100;

/// Whether a number is all of an item of a list, by the text before and behind it.
fn is_item(before: &str, behind: &str) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[,;、，；：(（+/]|\b(?:and|or|und|oder|y|e|et|tasks?|tareas?|tarefas?|steps?|after)\b|&|任务|任務|タスク|步骤|和|与|與|及|→|⟶|➜|=>|->)[\s*`]*$",
        )
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s*`]*(?:$|[,;、，；。.()（）+]|\b(?:and|or|und|oder|y|e|et|then|before|once|is|are|complete|completed|done|finished|ready|converged|merged)\b|&|完成|和|与|與|及|→|⟶|➜|=>|-+>)",
        )
    });
    BEFORE.is_match(tail(before)) && BEHIND.is_match(behind)
}

/// The end of a text: a pattern that ends at its end looks at no more.
fn tail(text: &str) -> &str {
    let start = text.len().saturating_sub(40);
    let start = (start..=text.len()).find(|at| text.is_char_boundary(*at));
    &text[start.unwrap_or(text.len())..]
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
        assert_eq!(targets("2.1-2.4"), [(None, Target::range("2.1", "2.4"))]);
    }

    #[test]
    fn references_have_ids_of_many_shapes() {
        let task = |id: &str| (None, Target::Task(id.to_owned()));
        let range = |from: &str, to: &str| (None, Target::range(from, to));
        let phase = |number: &str| (None, Target::Phase(number.to_owned()));
        let story = |name: &str| (None, Target::Story(name.to_owned()));
        assert_eq!(
            targets("T012, T003a and T031-MIN complete"),
            [task("T012"), task("T003a"), task("T031-MIN")]
        );
        assert_eq!(
            targets("TASK-001、task-4.2，BACK-12；task-epic-11.2"),
            [task("TASK-001"), task("task-4.2"), task("BACK-12"), task("task-epic-11.2")]
        );
        assert_eq!(
            targets("T013-T016, T020–T022, T030 to T032, T054-T055-T056"),
            [
                range("T013", "T016"),
                range("T020", "T022"),
                range("T030", "T032"),
                task("T054"),
                task("T055"),
                task("T056")
            ]
        );
        assert_eq!(targets("第2阶段，阶段 3"), [phase("2"), phase("3")]);
        assert_eq!(targets("フェーズ2、Fase 4"), [phase("2"), phase("4")]);
        assert_eq!(targets("Phase 9b"), [phase("9b")]);
        assert_eq!(targets("依赖1.2完成"), [task("1.2")]);
        assert_eq!(targets("在T012完成后"), [task("T012")]);
        assert_eq!(targets("US4, User Story 2"), [story("US4"), story("US2")]);
        assert_eq!(targets("US3-5"), [story("US3"), story("US4"), story("US5")]);
        assert_eq!(targets("Stories 1, 2 and 3").len(), 3);
        assert_eq!(targets("01-02"), [range("01", "02")]);
        for none in ["無", "无", "なし", "ninguna", "nenhuma", "(none)", "None."] {
            assert_eq!(targets(none), [], "{none}");
        }
        for words in [
            "v1.2",
            "UTF-8",
            "HTTP-2",
            "2025-10-01",
            "SC-001",
            "FR-001 holds",
            "3 days",
            "S3",
            "OAuth2",
            "10-20 minutes",
            "sha256",
            "K8s",
            "無線の許可",
        ] {
            let found = targets(words);
            assert!(
                matches!(found.as_slice(), [(_, Target::Unknown)]),
                "{words}: {found:?}"
            );
        }
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
