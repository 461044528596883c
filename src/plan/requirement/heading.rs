//! What a heading says: a requirement, a user story, its criteria, a scenario,
//! or what changes.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::field::{PRIORITY_WORDS, pattern};
use crate::plan::model::{Change, RequirementKind};
use crate::plan::requirement::id::{LETTERS, REQUIREMENT_WORDS, STORY_WORDS};
use crate::source::slug;

/// A requirement that a heading names.
pub struct Named {
    /// Its id, or the slug of its name.
    pub id: String,
    /// What kind it is.
    pub kind: RequirementKind,
    /// What stands behind the id.
    pub title: Option<String>,
    /// `P1`
    pub priority: Option<String>,
}

/// Reads `Requirement 1: …`, `User Story 2 - … (Priority: P1)`, `FR-003: …`, or
/// `Requirement: …`.
pub fn read(words: &str) -> Option<Named> {
    static STORY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:(?:{STORY_WORDS})\s*#?\s*|US-?)(\d+(?:\.\d+)*)\s*(?:$|[-–—:：.、]\s*|\s+|\b)(.*)$"
        ))
    });
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:{REQUIREMENT_WORDS})[\s#-]*(\d+(?:\.\d+)*)(?:\s*$|\s*[-–—:：.、]\s*|\s+)(.*)$"
        ))
    });
    static LETTERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^\[?({LETTERS}-?\d+(?:\.\d+)*[a-z]?)\]?(?:\s*$|\s*[-–—:：.]\s*|\s+)(.*)$"
        ))
    });
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^requirement\s*[:：]\s*(.+)$"));
    let words = words.trim();
    let (id, kind, rest) = if let Some(found) = STORY.captures(words) {
        (format!("US{}", &found[1]), RequirementKind::Story, found[2].to_owned())
    } else if let Some(found) = NUMBERED.captures(words) {
        (found[1].to_owned(), RequirementKind::Requirement, found[2].to_owned())
    } else if let Some(found) = LETTERED.captures(words) {
        (found[1].to_owned(), kind(&found[1]), found[2].to_owned())
    } else {
        let name = NAMED.captures(words)?[1].trim().to_owned();
        (slug(&name), RequirementKind::Named, name)
    };
    let (title, priority) = priority(&rest);
    Some(Named {
        id,
        kind,
        title: Some(title).filter(|title| !title.is_empty()),
        priority,
    })
}

/// The kind of a requirement with letters.
pub fn kind(id: &str) -> RequirementKind {
    let letters = id.split(|c: char| !c.is_ascii_uppercase()).next().unwrap_or("");
    match letters {
        "SC" => RequirementKind::Success,
        "US" => RequirementKind::Story,
        _ => RequirementKind::Requirement,
    }
}

/// Takes `(Priority: P1)` off the end of a heading.
fn priority(words: &str) -> (String, Option<String>) {
    static PRIORITY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(.*?)\s*[(（\[]\s*(?:(?:{PRIORITY_WORDS})\s*[:：]?\s*([^)）\]]{{1,20}}?)|(P[0-4]))\s*[)）\]]\s*\S{{0,12}}\s*(?:MVP)?\s*$",
        ))
    });
    match PRIORITY.captures(words) {
        Some(found) => {
            let priority = found.get(2).or_else(|| found.get(3));
            (
                found[1].trim().to_owned(),
                priority.map(|priority| priority.as_str().trim().to_owned()),
            )
        }
        None => (words.trim().to_owned(), None),
    }
}

/// Reads a heading that has a number and may be a requirement: `2. Windows`.
pub fn numbered(words: &str) -> Option<(String, String)> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(\d+(?:\.\d+)*)[.:：、)]?\s+(\S.*)$"));
    let found = NUMBER.captures(words.trim())?;
    Some((found[1].to_owned(), found[2].trim().to_owned()))
}

/// Whether words open a list of acceptance criteria.
pub fn opens_criteria(words: &str) -> bool {
    const WORDS: [&str; 18] = [
        "acceptance criteri",
        "acceptance scenario",
        "acceptance test",
        "受入基準",
        "受け入れ基準",
        "受入条件",
        "受け入れ条件",
        "受け入れシナリオ",
        "验收标准",
        "验收准则",
        "验收场景",
        "驗收標準",
        "驗收準則",
        "critérios de aceita",
        "criterios de acepta",
        "critères d'acceptation",
        "akzeptanzkriterien",
        "인수 조건",
    ];
    let words = words.trim().to_lowercase();
    words.chars().count() <= 60 && WORDS.iter().any(|start| words.starts_with(start))
}

/// Reads `Scenario: …`.
pub fn scenario(words: &str) -> Option<&str> {
    let (word, name) = words.split_once([':', '：'])?;
    matches!(
        word.trim().to_lowercase().as_str(),
        "scenario"
            | "场景"
            | "情境"
            | "場景"
            | "シナリオ"
            | "cenário"
            | "escenario"
            | "scénario"
    )
    .then(|| name.trim())
}

/// Reads `ADDED Requirements`.
pub fn change(words: &str) -> Option<Change> {
    let (word, rest) = words.trim().split_once(char::is_whitespace)?;
    if !rest.trim().to_lowercase().starts_with("requirement") {
        return None;
    }
    match word.to_uppercase().as_str() {
        "ADDED" => Some(Change::Added),
        "MODIFIED" => Some(Change::Modified),
        "REMOVED" => Some(Change::Removed),
        "RENAMED" => Some(Change::Renamed),
        _ => None,
    }
}

/// Whether a heading stands over what is wrong now.
pub fn tells_a_defect(words: &str) -> bool {
    let words = words.to_lowercase();
    [
        "current behavior",
        "current behaviour",
        "defect",
        "当前行为",
        "現在の動作",
        "現在の振る舞い",
    ]
    .iter()
    .any(|known| words.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str) -> Option<(String, Option<String>, Option<String>)> {
        read(words).map(|found| (found.id, found.title, found.priority))
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn headings_of_requirements() {
        assert_eq!(parts("Requirement 1"), Some(("1".to_owned(), None, None)));
        assert_eq!(
            parts("Requirement 2.1: Tea"),
            Some(("2.1".to_owned(), some("Tea"), None))
        );
        assert_eq!(parts("要件1: お茶"), Some(("1".to_owned(), some("お茶"), None)));
        assert_eq!(parts("需求 3：茶"), Some(("3".to_owned(), some("茶"), None)));
        assert_eq!(parts("Requisito 4 - Chá"), Some(("4".to_owned(), some("Chá"), None)));
        assert_eq!(
            parts("User Story 2 - Pour tea (Priority: P1) 🎯 MVP"),
            Some(("US2".to_owned(), some("Pour tea"), some("P1")))
        );
        assert_eq!(
            parts("FR-003: Pour"),
            Some(("FR-003".to_owned(), some("Pour"), None))
        );
        assert_eq!(parts("Requirement: Pour tea").map(|found| found.0), some("pour-tea"));
        assert_eq!(parts("Requirements"), None);
        assert_eq!(parts("Functional Requirements"), None);
        assert_eq!(parts("Research 2"), None);
        assert_eq!(kind("SC-001"), RequirementKind::Success);
        assert_eq!(kind("FR-003a"), RequirementKind::Requirement);
    }
}
