//! Fields: `_Duration: ~15 minutes_`, `**Owner**: ana`, found in the text of a bullet.

use std::iter;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::diagnostic::near::within;
use crate::diagnostic::{Diagnostic, code};
use crate::plan::field::{Excerpt, is_letters_beyond_ascii, pattern};
use crate::plan::model::RequirementReference;
use crate::source::{SitePath, Span};

/// A field in a text: where its key and its value stand.
pub struct Field {
    /// Where its key stands.
    pub key: Range<usize>,
    /// Where its value stands.
    pub value: Range<usize>,
    /// Whether words follow that are not part of it.
    pub has_more: bool,
}

/// Finds the fields that a text starts with: `_Duration: ~15 minutes_`,
/// `**Owner**: ana`, or several with `|`, a comma or a line end between them.
///
/// A key that is not known makes a field only where the italics hold all there is.
pub fn fields(text: &str) -> Vec<Field> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:_|\*)\s*(requirements|需求|要件|requisitos)\s+([^_*]+)(?:_|\*)\s*$",
        )
    });
    // Some leave the colon out: `_需求 5.1, 5.3_`.
    if let Some(found) = BARE.captures(text)
        && let (Some(key), Some(value)) = (found.get(1), found.get(2))
        && !value.as_str().trim_start().starts_with([':', '：'])
    {
        return vec![Field { key: key.range(), value: value.range(), has_more: false }];
    }
    let between = |c: char| c.is_whitespace() || "|,;·•(".contains(c);
    let openings: Vec<_> = openings(text)
        .enumerate()
        .filter(|(place, found)| match place {
            0 => found.get(0).is_some_and(|whole| whole.start() == 0),
            _ => Key::of(&found[2]).is_some(),
        })
        .map(|(_, found)| found)
        .collect();
    let starts: Vec<usize> =
        openings.iter().filter_map(|found| Some(found.get(0)?.start())).collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let mut fields = Vec::new();
    for (place, found) in openings.iter().enumerate() {
        let (Some(whole), Some(key), mark) = (found.get(0), found.get(2), &found[1])
        else {
            continue;
        };
        let end = starts.get(place + 1).copied().unwrap_or(text.len());
        let rest = &text[whole.end()..end];
        let (value, has_more) = if found.get(3).is_some() {
            (rest, false)
        } else {
            let Some(close) = closing(rest, mark) else { continue };
            (&rest[..close], has_words(&rest[close..]))
        };
        let known = Key::of(key.as_str()).is_some();
        let may_be_unknown =
            found.get(3).is_none() && !mark.starts_with("**") && !has_more;
        if !known && (!may_be_unknown || key.as_str().split_whitespace().count() > 3) {
            continue;
        }
        let lead = value.len() - value.trim_start().len();
        let start = whole.end() + lead;
        let value = match end == text.len() {
            true => value.trim(),
            false => value.trim_start().trim_end_matches(between),
        };
        fields.push(Field {
            key: key.range(),
            value: start..start + value.len(),
            has_more,
        });
    }
    fields
}

/// Finds a key for dependencies that stands in a bullet without any marks, and its
/// value: `Depends on: 1.1, 1.2`. Only a value that starts with a task, or says that
/// there is none, makes it a field: `Dependencies: a crate for dates` is a step.
pub fn plain_dependency(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xi)^\s*
(?: (depends?(?:[\ _-]on)? | dependenc(?:y|ies) | blocked[\ _-]by
                | 依赖 | 依赖于 | 依賴 | 前置任务 | 依存 | 依存タスク | 依存関係 | 의존성
                | depende\ de | dependencias | dependências) \s*[:：]
              | (depends\ on) \s ) \s*
            ((?: \[?\s*(?:tasks?|任务|任務|タスク|작업|tareas?|tarefas?)?\s*
                (?: T?\d+(?:\.\d+)+[a-z]?(?-u:\b) | T\d+(?-u:\b) | \d+[a-z]?\s*(?:[,、;(（\]]|$) )
              | phases?\s+\d
              | (?:none|n/a|无|無|なし|없음|\[\s*\]|-)\s*\.?\s*$ ).*)$",
        )
    });
    let found = PLAIN.captures(text)?;
    Some((found.get(1).or(found.get(2))?.range(), found.get(3)?.range()))
}

/// The openings of fields, one behind the other: what stands before the value, with the mark
/// and the key, and the colon where it stands among the marks.
fn openings(text: &str) -> impl Iterator<Item = Captures<'_>> {
    // The letters of the key are looked at afterwards: `is_letters_beyond_ascii`.
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\s|,;·•(])(_{1,3}|\*{1,3})\s*([A-Za-z[:^ascii:]][A-Za-z[:^ascii:]_ /-]{0,39}?)\s*(?:([:：]\s*(?:_{1,3}|\*{1,3})|(?:_{1,3}|\*{1,3})\s*[:：])|[:：])",
        )
    });
    let mut from = 0;
    iter::from_fn(move || {
        loop {
            let found = OPENING.captures_at(text, from)?;
            let whole = found.get(0)?;
            if is_letters_beyond_ascii(&found[2]) {
                from = whole.end();
                return Some(found);
            }
            // Another one may start right behind the start of this.
            let first = whole.as_str().chars().next()?;
            from = whole.start() + first.len_utf8();
        }
    })
}

/// Finds such a key in bold or italics between the words of a task's line:
/// `Lay the floor. **Depends on:** 1.1. **Owner:** ana`.
pub fn inline_dependency(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    static INLINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xi)(?:^|[\s(（.,;。])(?:\*\*|\*|_)
            (depends?(?:\ on)? | dependenc(?:y|ies) | 依赖 | 依賴 | 依存)
            (?: \s*[:：]\s*(?:\*\*|\*|_)? | (?:\*\*|\*|_)\s*[:：] ) \s*
            ((?: (?:tasks?|任务|任務|タスク)\s* )?
             (?: T?\d+(?:\.\d+)*[a-z]?(?-u:\b) | (?:none|n/a|无|無|なし)(?:$|[.;,*_\s]) )
             [^*_;]*? ) (?: \.(?:\s|$) | [;*_)）] | $ )",
        )
    });
    let found = INLINE.captures(line)?;
    Some((found.get(1)?.range(), found.get(2)?.range()))
}

/// Whether a value says more than ids, or that there are none.
pub fn says_more(value: &str) -> bool {
    static IDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s\[]*(?:(?:tasks?|phases?|and|T?\d+(?:\.\d+)*[a-z]?|none|n/a|无|無|なし|없음)(?:[\s,、;.&\]–-]+|$))*[\s\].]*$",
        )
    });
    !IDS.is_match(value)
}

/// Where the last mark stands that can end an emphasis: behind a word, before none.
fn closing(text: &str, mark: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let after = text[at + mark.len()..].chars().next();
        let before = text[..*at].chars().next_back();
        !after.is_some_and(|c| c.is_alphanumeric() || mark.starts_with(c))
            && !before.is_some_and(char::is_whitespace)
    };
    let mut marks =
        text.match_indices(mark).map(|(at, _)| at).filter(ends).collect::<Vec<_>>();
    marks.pop()
}

/// Whether a text has letters or digits.
pub fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// What a field of a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// How long it takes.
    Duration,
    /// The tokens it needs.
    Context,
    /// How large it is, in a time or in words.
    Effort,
    /// The requirements it answers.
    Requirements,
    /// Who works on it.
    Owner,
    /// Its labels.
    Labels,
    /// How much it matters.
    Priority,
    /// How it stands, in words.
    Status,
    /// The user story it serves.
    Story,
    /// When it is to be finished.
    Due,
    /// When it can start.
    Start,
    /// When it is to be worked on.
    Scheduled,
    /// When it was finished.
    Finished,
    /// A reason outside the plans why it stands still.
    Blocked,
    /// What it waits for, or such a reason.
    BlockedBy,
    /// What waits for it.
    Blocks,
    /// What it waits for.
    Dependencies,
    /// Known, and shown as it is written.
    Other,
}

/// Every key that is known, by what it means; in lower case, with blanks.
const KEYS: [(Key, &[&str]); 18] = [
    (
        Key::Duration,
        &[
            "duration",
            "estimated duration",
            "estimate",
            "estimated",
            "estimation",
            "time",
            "estimated time",
            "time estimate",
            "预计时间",
            "预估时间",
            "工时",
            "預估時間",
            "見積もり",
            "見積",
            "所要時間",
            "duración",
            "tiempo estimado",
            "estimación",
            "duração",
            "tempo estimado",
            "estimativa",
        ],
    ),
    (Key::Context, &["context", "estimated context", "context estimate"]),
    (
        Key::Effort,
        &["effort", "estimated effort", "size", "complexity", "esfuerzo", "esforço"],
    ),
    (
        Key::Requirements,
        &[
            "requirements",
            "requirement",
            "reqs",
            "req",
            "validates",
            "需求",
            "要件",
            "requisitos",
            "requisito",
            "验证",
            "驗證",
        ],
    ),
    (
        Key::Owner,
        &[
            "owner",
            "owners",
            "assignee",
            "assignees",
            "assigned",
            "assigned to",
            "responsible",
            "负责人",
            "負責人",
            "担当",
            "担当者",
            "responsable",
            "responsável",
        ],
    ),
    (Key::Labels, &["labels", "label", "tags", "标签", "標籤", "etiquetas"]),
    (
        Key::Priority,
        &["priority", "优先级", "優先級", "優先度", "prioridad", "prioridade"],
    ),
    (Key::Status, &["status", "state", "状态", "狀態", "状態", "ステータス", "estado"]),
    (Key::Story, &["story", "user story"]),
    (
        Key::Due,
        &[
            "due",
            "due date",
            "deadline",
            "截止",
            "截止日期",
            "期限",
            "fecha límite",
            "prazo",
        ],
    ),
    (Key::Start, &["start", "start date", "开始日期", "開始日"]),
    (Key::Scheduled, &["scheduled", "scheduled for", "计划日期"]),
    (
        Key::Finished,
        &[
            "finished",
            "finished on",
            "completed on",
            "completion date",
            "完成日期",
            "完了日",
        ],
    ),
    (Key::Blocked, &["blocked"]),
    (Key::BlockedBy, &["blocked by"]),
    (Key::Blocks, &["blocks", "阻塞", "bloquea", "bloqueia"]),
    (
        Key::Dependencies,
        &[
            "dependencies",
            "dependency",
            "depends",
            "depends on",
            "after",
            "requires",
            "prerequisites",
            "prerequisite",
            "依赖",
            "依賴",
            "前置条件",
            "前置條件",
            "依存",
            "依存関係",
            "依存タスク",
            "dependencias",
            "depende de",
            "dependências",
            "의존",
            "의존성",
            "선행 작업",
            "dépend de",
            "dépendances",
            "abhängigkeiten",
            "hängt ab von",
        ],
    ),
    (Key::Other, &["files", "file", "boundary", "leverage"]),
];

impl Key {
    /// The meaning of a key as written: `Depends on`, `depends_on`, `Depends-On`.
    pub fn of(key: &str) -> Option<Self> {
        let key = bare(key);
        let known = KEYS.iter().find(|(_, words)| words.contains(&key.as_str()));
        known.map(|(meaning, _)| *meaning)
    }
}

/// A key in lower case, with blanks.
fn bare(key: &str) -> String {
    key.trim().to_lowercase().replace(['_', '-'], " ")
}

/// The fewest letters of a key that is told to be misspelt: shorter words are near
/// to too many others.
const SHORTEST: usize = 6;
/// The letters from which on two of them may be wrong.
const LONG: usize = 9;

/// The known key that an unknown one was most likely meant to be, and that reads
/// otherwise; `more` are keys that only one dialect knows.
pub fn meant(key: &str, more: &[&'static str]) -> Option<&'static str> {
    // Words of their own that are near to a key.
    const OTHERS: [&str; 12] = [
        "blocker",
        "blockers",
        "blocking",
        "contact",
        "content",
        "contents",
        "dependent",
        "dependents",
        "required",
        "states",
        "statue",
        "stories",
    ];
    let key = bare(key);
    let length = key.chars().count();
    let is_own = OTHERS.contains(&key.as_str()) || more.contains(&key.as_str());
    if !(SHORTEST..=40).contains(&length) || is_own || Key::of(&key).is_some() {
        return None;
    }
    let known = KEYS.iter().flat_map(|(_, words)| *words).chain(more).copied();
    let long = known.filter(|known| known.chars().count() >= SHORTEST);
    within(&key, long, if length < LONG { 1 } else { 2 })
}

/// Says that a key at a place is not read, and which one was meant.
pub fn misspelt(path: &SitePath, span: Span, (key, meant): (&str, &str)) -> Diagnostic {
    Diagnostic::at(
        &code::MISSPELT_FIELD,
        path,
        span,
        format!("there is no field `{}`, so it is shown and not read", key.trim()),
    )
    .label("not read")
    .hint(format!("the nearest is `{meant}`"))
}

/// The key that a text starts with, where it is set off as that of a field.
pub fn first_key(text: &str) -> Option<Range<usize>> {
    // The letters of the key are looked at afterwards: `is_letters_beyond_ascii`.
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:_{1,3}|\*{1,3})\s*([A-Za-z[:^ascii:]][A-Za-z[:^ascii:]_ /-]{0,39}?)\s*(?:[:：]|(?:_{1,3}|\*{1,3})\s*[:：])",
        )
    });
    let key = KEY.captures(text)?.get(1)?;
    is_letters_beyond_ascii(key.as_str()).then(|| key.range())
}

/// A key without marks and its value, where a text is those: `Duration: 2h`.
pub fn unmarked(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    // The letters of the key are looked at afterwards: `is_letters_beyond_ascii`.
    static UNMARKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*([A-Za-z[:^ascii:]][A-Za-z[:^ascii:] ]{1,23}?)\s*[:：]\s*(\S.*?)\s*$",
        )
    });
    let found = UNMARKED.captures(text)?;
    let (key, value) = (found.get(1)?, found.get(2)?);
    is_letters_beyond_ascii(key.as_str()).then(|| (key.range(), value.range()))
}

/// The numbers in a value: `2.1, 3.3`, `1.1 (partly)`, `FR-001`, `1, 2`; all of
/// them where it says so.
pub fn ids(excerpt: Excerpt<'_>, value: &str, start: usize) -> Vec<RequirementReference> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b[A-Z]{1,6}-?\d+(?:\.\d+)*[a-z]?\b|\b\d+(?:\.\d+)+[a-z]?\b")
    });
    // Whole numbers are ids only in a list of nothing else.
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s`]*(?:(?:requirements?|reqs?|需求|要件|requisitos?)\s*)?\d+(?:\.\d+)*(?:\s*(?:[,、，;&]|and|y|e)\s*\d+(?:\.\d+)*)*[\s`.]*$",
        )
    });
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:\.\d+)*"));
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s`]*(?:all|所有|全部|すべて|全て|todos|todas)(?:\s+requirements)?[\s`.]*$",
        )
    });
    let reference = |found: regex::Match<'_>, id: &str| RequirementReference {
        id: id.to_owned(),
        span: excerpt.span(start + found.start(), start + found.end()),
    };
    if let Some(all) = ALL.find(value) {
        return vec![reference(all, "All")];
    }
    let ids = if LIST.is_match(value) { &*NUMBER } else { &*ID };
    ids.find_iter(value).map(|found| reference(found, found.as_str())).collect()
}

/// The parts of a list of names.
pub fn words(value: &str) -> impl Iterator<Item = String> {
    value
        .split([',', ';', '、', '，'])
        .map(|word| word.trim().trim_matches('`').to_owned())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Openings, keys, and keys without marks as they are meant.
    static MEANT: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            r"(?:^|[\s|,;·•(])(_{1,3}|\*{1,3})\s*(\p{L}[\p{L}_ /-]{0,39}?)\s*(?:([:：]\s*(?:_{1,3}|\*{1,3})|(?:_{1,3}|\*{1,3})\s*[:：])|[:：])",
            r"^(?:_{1,3}|\*{1,3})\s*(\p{L}[\p{L}_ /-]{0,39}?)\s*(?:[:：]|(?:_{1,3}|\*{1,3})\s*[:：])",
            r"^\s*(\p{L}[\p{L} ]{1,23}?)\s*[:：]\s*(\S.*?)\s*$",
        ]
        .map(pattern)
    });

    fn groups(found: &Captures<'_>) -> Vec<Option<Range<usize>>> {
        found.iter().map(|group| group.map(|group| group.range())).collect()
    }

    proptest! {
        #[test]
        fn letters_that_are_looked_at_afterwards_are_found_as_they_are_meant(
            text in "[-_* /:：|,·a5éж语–👍\u{a0}\u{3000}\u{301}]{0,60}",
        ) {
            let [opening, key, _] = &*MEANT;
            let meant: Vec<_> = opening.captures_iter(&text).map(|it| groups(&it)).collect();
            let found: Vec<_> = openings(&text).map(|it| groups(&it)).collect();
            prop_assert_eq!(found, meant);
            let meant = key.captures(&text).and_then(|found| Some(found.get(1)?.range()));
            prop_assert_eq!(first_key(&text), meant);
        }

        #[test]
        fn keys_without_marks_are_found_as_they_are_meant(
            text in "[ \u{a0}]{0,2}[a-e é\u{a0}\u{3000}语ж–5_]{0,28}[:：][a ：\n\u{a0}]{0,6}",
        ) {
            let [_, _, bare_key] = &*MEANT;
            let meant = bare_key
                .captures(&text)
                .and_then(|found| Some((found.get(1)?.range(), found.get(2)?.range())));
            prop_assert_eq!(unmarked(&text), meant);
        }
    }
}
