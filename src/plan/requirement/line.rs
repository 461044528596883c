//! Requirements in a line: `**1.1** WHEN …, the system SHALL …`,
//! `- **FR-001**: …`, `1.1 WHEN …`, and the criteria below them.
//!
//! EARS: Mavin et al., "Easy Approach to Requirements Syntax", RE 2009.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Deserializer};

use crate::markdown::{Inline, plain};
use crate::plan::field::pattern;
use crate::plan::requirement::id::LETTERS;

/// The words that an EARS requirement starts with.
const KEYWORDS: [&str; 4] = ["WHEN", "WHILE", "WHERE", "IF"];

/// One of them.
pub type Keyword = &'static str;

/// A requirement that a line states.
pub struct Stated {
    /// Its id.
    pub id: String,
    /// The name in the bold part, behind the id.
    pub title: Option<String>,
    /// Its words.
    pub text: String,
}

/// Reads `**1.1** WHEN …`, `**FR-001**: …`, `**FR-002 (Tea)**: …`, `FR-003: …`,
/// or `1.1 WHEN …`.
pub fn read(inlines: &[Inline]) -> Option<Stated> {
    match inlines.split_first()? {
        (Inline::Strong(strong), rest) => bold(&plain(strong), &plain(rest)),
        (Inline::Text(_), _) => bare(&plain(inlines)),
        _ => None,
    }
}

fn bold(words: &str, rest: &str) -> Option<Stated> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\[?(?:Requirement\s+)?(\d+(?:\.\d+)+|[A-Z]{1,4}-?\d+(?:\.\d+)*[a-z]?)\]?[.:：]?$",
        )
    });
    static TITLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^\[?({LETTERS}-?\d+(?:\.\d+)*[a-z]?)\]?\s*(?:[(（]([^)）]*)[)）]|[-–—:：.]\s*(.+?))\s*[.:：]?$"
        ))
    });
    static LETTERED: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"^({LETTERS}-?\d+(?:\.\d+)*[a-z]?)$")));
    let words = words.trim();
    let text = rest.trim_start().trim_start_matches([':', '：', '-', '–', '—']).trim();
    let (id, title) =
        if let Some(found) = ID.captures(words).or_else(|| LETTERED.captures(words)) {
            (found[1].to_owned(), None)
        } else {
            let found = TITLED.captures(words)?;
            let title = found.get(2).or_else(|| found.get(3))?.as_str().trim();
            (found[1].to_owned(), Some(title.to_owned()))
        };
    let text = match (&title, text) {
        (Some(title), "") => title.clone(),
        (None, "") => return None,
        (_, text) => text.to_owned(),
    };
    Some(Stated { id, title, text })
}

fn bare(words: &str) -> Option<Stated> {
    static LETTERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?s)^\[?({LETTERS}-?\d+(?:\.\d+)*[a-z]?)\]?\s*[:：–—-]\s+(.+)$"
        ))
    });
    static SPOKEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?s)^(\d+(?:\.\d+)+)[.:：]?\s+(.+)$"));
    let words = words.trim();
    if let Some(found) = LETTERED.captures(words) {
        let text = found[2].trim().to_owned();
        return Some(Stated { id: found[1].to_owned(), title: None, text });
    }
    let found = SPOKEN.captures(words)?;
    let text = found[2].trim();
    (keyword(text).is_some() || is_spoken(text)).then(|| Stated {
        id: found[1].to_owned(),
        title: None,
        text: text.to_owned(),
    })
}

/// The first cell of a row, where it is an id with letters.
pub fn cell(inlines: &[Inline]) -> Option<String> {
    static ID: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"^\[?({LETTERS}-?\d+(?:\.\d+)*[a-z]?)\]?$")));
    Some(ID.captures(plain(inlines).trim())?[1].to_owned())
}

/// The EARS keyword that a sentence starts with.
pub fn keyword(text: &str) -> Option<Keyword> {
    KEYWORDS.into_iter().find(|keyword| {
        text.strip_prefix(keyword)
            .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    })
}

/// The keyword that was kept as a text.
pub fn kept<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Keyword>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.and_then(|text| KEYWORDS.into_iter().find(|keyword| *keyword == text)))
}

/// Whether a sentence says what must be: `… the system SHALL …`.
pub fn is_spoken(text: &str) -> bool {
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?i:shall|must|deve|debe)\b|^(?i:when|while|where|if|given)\b|应当?|必须|必須|なければならない|すること",
        )
    });
    SPOKEN.is_match(text)
}

/// Takes the number off a criterion: `AC 1.1.1: …`, `1.2 …`, `**1.3** …`, `AC: …`.
pub fn criterion(inlines: &[Inline]) -> (Option<String>, String) {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?s)^(?:AC[\s-]*(\d+(?:\.\d+)*)?\s*[:：.]|(\d+(?:\.\d+)+)[.:：)]?(?:\s|$))\s*(.*)$",
        )
    });
    let words = plain(inlines);
    let words = words.trim();
    match NUMBER.captures(words) {
        Some(found) => {
            let number = found.get(1).or_else(|| found.get(2));
            (number.map(|number| number.as_str().to_owned()), found[3].trim().to_owned())
        }
        None => (None, words.to_owned()),
    }
}

/// Whether a bullet says that it is a criterion: `AC: …`.
pub fn is_criterion(inlines: &[Inline]) -> bool {
    let words = plain(inlines);
    let words = words.trim_start();
    words.strip_prefix("AC").is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '-', '.']);
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
            .trim_start()
            .starts_with([':', '：'])
    })
}
