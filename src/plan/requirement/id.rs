//! Ids of requirements: as they are written, and as they are compared.
//!
//! `FR-1`, `FR-001` and `fr 1` are one id; so are `R1.2`, `Requirement 1.2` and
//! `1.2` where only one of them is written down.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::field::pattern;

/// The longest text that is taken for an id, in bytes.
const LONGEST: usize = 60;

/// The words for a requirement, in the languages that plans are written in.
pub const REQUIREMENT_WORDS: &str = r"requirements?|reqs?|需求|要件|要求|requisitos?|exigences?|anforderung(?:en)?|требовани[ея]|요구\s?사항";
/// The words for a user story.
pub const STORY_WORDS: &str = r"user[\s-]+stor(?:y|ies)|用户故事|使用者故事|ユーザーストーリー|hist[oó]rias?\s+d[eo]l?\s+usu[aá]rio|r[eé]cits?\s+utilisateur|사용자\s?스토리";
/// The letters that authors number requirements with: `FR-001`, `NFR-2`, `SC-3`.
pub const LETTERS: &str = r"(?:FR|NFR|REQ|SC|US|UC|[A-Z]R|R)(?:-[A-Z]{2,12})*";

/// Letters and words before a number that only say that it is a requirement.
const PLAIN_LETTERS: [&str; 4] = ["R", "REQ", "REQS", "AC"];

/// An id as it is compared: its letters, a space, its numbers without leading
/// zeros; nothing for a text that is no id.
pub fn canonical(text: &str) -> Option<String> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:(?:{REQUIREMENT_WORDS})[\s.:：#-]*|(?P<story>(?:{STORY_WORDS})\s*#?\s*))?(?P<letters>[A-Z]+(?:[-_][A-Z]+)*)?[-_\s]?(?P<numbers>\d+(?:\.\d+)*)(?P<suffix>[a-z]?)\.?$"
        ))
    });
    let text = text.trim().trim_matches(['`', '*', '_', '[', ']', '(', ')', '#']).trim();
    if text.len() > LONGEST {
        return None;
    }
    let found = ID.captures(text)?;
    let letters = match found.name("story") {
        Some(_) => "US".to_owned(),
        None => {
            found.name("letters").map_or("", |letters| letters.as_str()).to_uppercase()
        }
    };
    let numbers: Vec<&str> = found["numbers"]
        .split('.')
        .map(|number| match number.trim_start_matches('0') {
            "" => "0",
            number => number,
        })
        .collect();
    let suffix = found["suffix"].to_lowercase();
    Some(format!("{} {}{suffix}", letters.replace('_', "-"), numbers.join(".")))
}

/// The letters of a canonical id: those that only say that it is a requirement
/// are none.
pub fn family(canonical: &str) -> &str {
    match canonical.split_once(' ') {
        Some((letters, _)) if PLAIN_LETTERS.contains(&letters) => "",
        Some((letters, _)) => letters,
        None => "",
    }
}

/// The ways in which a canonical id may have been written down, likeliest first.
pub fn spellings(canonical: &str) -> Vec<String> {
    let mut spellings = vec![canonical.to_owned()];
    let Some((letters, numbers)) = canonical.split_once(' ') else { return spellings };
    if PLAIN_LETTERS.contains(&letters) {
        spellings.push(format!(" {numbers}"));
    }
    if letters.is_empty() {
        spellings.extend(PLAIN_LETTERS.map(|letters| format!("{letters} {numbers}")));
    }
    spellings
}

/// Whether a citation means all requirements: `All`, `所有`.
pub fn means_all(text: &str) -> bool {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:all(?:\s+of\s+them)?|所有|全部|全て|すべて|tod[oa]s|toutes|alle|все)(?:\s*的?\s*(?:the\s+|os\s+|los\s+|les\s+)?(?:{REQUIREMENT_WORDS}))?$"
        ))
    });
    let text = text.trim().trim_matches(['`', '*', '_', '(', ')', '.', '。']).trim();
    text.len() <= LONGEST && ALL.is_match(text)
}

/// The two ends of a range of ids: `1.1-1.4`, `FR-001 to FR-005`.
pub fn range(text: &str) -> Option<(String, String)> {
    static RANGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(.*\d[a-z]?)\s*(?:\.\.+|…|–|—|~|～|〜|-|至|から|\bto\b|\bthrough\b)\s*(\D*\d[\d.]*[a-z]?)$",
        )
    });
    if text.len() > LONGEST {
        return None;
    }
    let found = RANGE.captures(text.trim())?;
    let (from, to) = (canonical(&found[1])?, canonical(&found[2])?);
    // `FR-001-005` and `FR-001..005` say the letters once.
    let to = match (from.split_once(' '), to.strip_prefix(' ')) {
        (Some((letters, _)), Some(numbers)) => format!("{letters} {numbers}"),
        _ => to,
    };
    Some((from, to))
}

/// The ids that stand among other words: `the user's side of 1.1 and FR-2`.
pub fn within(text: &str) -> impl Iterator<Item = String> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"\b{LETTERS}-?\d+(?:\.\d+)*[a-z]?\b|\b\d+(?:\.\d+)+\b"))
    });
    ID.find_iter(text).filter_map(|found| canonical(found.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_many_spellings() {
        for text in ["FR-001", "FR-1", "fr 01", "FR1", "`FR-001`"] {
            assert_eq!(canonical(text).as_deref(), Some("FR 1"), "{text}");
        }
        for text in ["1.2", "Requirement 1.2", "需求 1.2", "1.02", "Requirements: 1.2"]
        {
            assert_eq!(canonical(text).as_deref(), Some(" 1.2"), "{text}");
        }
        assert_eq!(canonical("User Story 3").as_deref(), Some("US 3"));
        assert_eq!(canonical("FR-003a").as_deref(), Some("FR 3a"));
        assert_eq!(canonical("NFR-PERF-02").as_deref(), Some("NFR-PERF 2"));
        assert_eq!(canonical("everything"), None);
        assert_eq!(canonical("see also 1.2"), None);
    }

    #[test]
    fn ranges_and_all() {
        let ends = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(range("1.1-1.4"), ends(" 1.1", " 1.4"));
        assert_eq!(range("FR-001 to FR-005"), ends("FR 1", "FR 5"));
        assert_eq!(range("FR-001..005"), ends("FR 1", "FR 5"));
        assert_eq!(range("FR-001"), None);
        assert_eq!(range("1.1"), None);
        assert!(means_all("All") && means_all("所有") && means_all("all requirements"));
        assert!(!means_all("all user stories"));
    }
}
