//! What a status is called: `Done`, `in-progress`, `✅`, `已完成`.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::field::pattern;
use crate::plan::model::Status;

/// Words that give a status, in the order in which they are looked for: `ready for
/// review` before `ready`, `not started` before `started`, `not done` before `done`.
const WORDS: [(&str, Status); 5] = [
    (
        r"(?:ready|waiting|awaiting|pending|needs)(?: for)? (?:review|qa|test(?:s|ing)?|merge|approval|release|deploy(?:ment)?)",
        Status::InProgress,
    ),
    (
        r"not started|not done|not yet|incomplete|to[ -]?do|pending|open|planned|proposed|draft|backlog|later|next|queued|upcoming|blocked|on hold|deferred|postponed|ready|new|⏳|📋|🔲|⬜|☐|待办|未开始|未開始|未着手|待開始|计划中|pendiente|por hacer|pendente|a fazer|à faire|non commencé|en attente|offen|geplant|не начат[оа]?|запланирован[оа]?|ожидает|대기|예정|미착수|시작 전|da fare",
        Status::Todo,
    ),
    (
        r"won['’]?t(?: do| fix)?|wontfix|skip(?:ped)?|cancel(?:l?ed)?|dropped|abandoned|rejected|obsolete|superseded|duplicate|n/a|not applicable|❌|🚫|⏭|已取消|已跳过|取消|中止|cancelad[oa]|annulée?|abgebrochen|verworfen|отменен[оа]?|отменён|취소",
        Status::Skipped,
    ),
    (
        r"in[ -_]?progress|in[ -]?review|review(?:ing)?|ongoing|under way|underway|wip|doing|started|active|current|partial(?:ly)?|implementing|testing|🚧|🔄|🔨|🟡|进行中|進行中|实施中|作業中|en progreso|en curso|em andamento|em progresso|en cours|in arbeit|в работе|в процессе|진행 ?중|작업 ?중|in corso",
        Status::InProgress,
    ),
    (
        r"done|complete(?:d)?|finished|shipped|implemented|merged|closed|resolved|released|delivered|archived|✅|✔|☑|✓|🟢|已完成|完成|完了|済|completad[oa]|terminad[oa]|hech[oa]|conclu[ií]d[oa]|feit[oa]|terminée?|faite?|finie?|erledigt|fertig|abgeschlossen|готов[оа]?|выполнен[оа]?|завершен[оа]?|завершён|сделан[оа]?|완료|completat[oa]|fatt[oa]",
        Status::Done,
    ),
];

/// The status that a value names, by the first word of it that is one.
pub fn of_words(value: &str) -> Option<Status> {
    static ANY: LazyLock<Vec<(Regex, Status)>> = LazyLock::new(|| {
        WORDS
            .iter()
            .map(|(words, status)| {
                // Words of letters end where no letter follows; marks end anywhere.
                let text = format!(
                    r"(?i)^(?:[^\p{{L}}\p{{So}}✔☑✓☐]*)(?:{words})(?:[^\p{{Latin}}]|$)"
                );
                (pattern(&text), *status)
            })
            .collect()
    });
    let of = |value: &str| {
        ANY.iter().find(|(words, _)| words.is_match(value)).map(|(_, status)| *status)
    };
    // A mark before the words is most often a colour or a picture of them: `⚪ Open`,
    // `⏳ In progress`. A tick is more than that: `✅ Ready`.
    let whole = of(value);
    match whole {
        Some(Status::Done) => whole,
        _ => of(value.trim_start_matches(|c: char| !c.is_alphanumeric())).or(whole),
    }
}

/// Whether words say in brackets, or with a mark, that a task is left out:
/// `(skipped: not needed)`.
pub fn says_skipped(words: &str) -> bool {
    static SKIPPED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[(（\[]\s*(?:skipped|skip\s*[)）\]]|n/a\b|not applicable|cancell?ed|won['’]?t do|obsolete|dropped|no longer needed)|⏭|(?:已)?跳过|(?:已)?跳過|スキップ(?:済|した)",
        )
    });
    SKIPPED.is_match(words)
}

/// Whether words say that something may be left out: `(optional)`, `Optional: …`.
pub fn says_optional(words: &str) -> bool {
    static OPTIONAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[(（\[]\s*optional\b|^\W*optional\s*[:：)\]–—-]|[(（\[【](?:[^()（）\[\]【】]*[,，、;；])?\s*(?:可选|可選|オプション|任意|選択|선택)|^\W*(?:可选|可選|オプション|任意|선택)\s*[:：)）\]】–—-]|[(（\[]\s*opcional|^\W*opcional\s*[:：]",
        )
    });
    OPTIONAL.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_give_a_status() {
        for (words, status) in [
            ("Done", Some(Status::Done)),
            ("✅ COMPLETE", Some(Status::Done)),
            ("Not Started", Some(Status::Todo)),
            ("In-Progress", Some(Status::InProgress)),
            ("Ready for review", Some(Status::InProgress)),
            ("Ready", Some(Status::Todo)),
            ("Won't Do", Some(Status::Skipped)),
            ("已完成", Some(Status::Done)),
            ("⚪ Open", Some(Status::Todo)),
            ("❌ Not started", Some(Status::Todo)),
            ("⏳ In Progress", Some(Status::InProgress)),
            ("✅ Ready", Some(Status::Done)),
            ("🔴", None),
            ("진행 중", Some(Status::InProgress)),
            ("Terminé", Some(Status::Done)),
            ("Needs Johannes", None),
            ("donut", None),
        ] {
            assert_eq!(of_words(words), status, "{words}");
        }
    }

    #[test]
    fn remarks_leave_a_task_out() {
        assert!(says_skipped("Export the types (skipped: not needed)"));
        assert!(!says_skipped("Retry (skip if only one draft was made)"));
        assert!(says_optional("Optional: a helper for retries"));
        assert!(!says_optional("Accept an optional name"));
    }
}
