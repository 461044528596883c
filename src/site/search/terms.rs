//! Words as the search knows them: folded, and cut where a reader would cut.
//!
//! The script of the theme, `scripts/search.js`, cuts what is typed in the same
//! way. `tests/browser/terms.json` holds both to it: the test below reads it, and
//! so does the one in the browser.

use std::mem;

use unicode_normalization::UnicodeNormalization;

/// The most characters of a term; what is longer is a hash or an address, and is
/// found by its beginning.
const LONGEST: usize = 40;

/// Letters that do not decompose, and what stands for them.
const LETTERS: [(char, &str); 10] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
];

/// A part of a text that is looked for as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Folded letters and digits.
    pub text: String,
    /// Whether it is of a script that sets no spaces between words.
    pub unspaced: bool,
}

/// Folds a text: small letters without accents, and one form for each character.
pub fn fold(text: &str) -> String {
    // Most texts: nothing decomposes, and nothing composes again.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let decomposed: String = text.nfkd().collect();
    for c in decomposed.to_lowercase().chars() {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None => folded.push(c),
        }
    }
    folded.nfc().collect()
}

/// Cuts a text into pieces. A number with dots in it is one: `2.3`.
pub fn pieces(text: &str) -> Vec<Piece> {
    let folded = fold(text);
    let mut pieces = Vec::new();
    let mut open = Piece { text: String::new(), unspaced: false };
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        if is_letter(c) {
            let unspaced = is_unspaced(c);
            if unspaced != open.unspaced {
                close(&mut open, &mut pieces);
            }
            open.unspaced = unspaced;
            open.text.push(c);
            continue;
        }
        let after_letter = !open.text.is_empty();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if c == '.' && digit(open.text.chars().next_back()) && digit(next) {
            open.text.push(c);
        } else if matches!(c, '\'' | '’') && after_letter && next.is_some_and(is_letter)
        {
            // "don't" is one word.
        } else {
            close(&mut open, &mut pieces);
        }
    }
    close(&mut open, &mut pieces);
    pieces
}

fn close(open: &mut Piece, pieces: &mut Vec<Piece>) {
    let text = mem::take(&mut open.text);
    if text.is_empty() {
        return;
    }
    let text = match open.unspaced || text.len() <= LONGEST {
        true => text,
        false => text.chars().take(LONGEST).collect(),
    };
    pieces.push(Piece { text, unspaced: open.unspaced });
}

/// Lists what a text is found by: its words; where no spaces stand between them,
/// each two neighbours, and the last character.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for piece in pieces(text) {
        if !piece.unspaced {
            terms.push(piece.text);
            continue;
        }
        let letters: Vec<char> = piece.text.chars().collect();
        terms.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        terms.extend(letters.last().map(char::to_string));
    }
    terms
}

/// What an id is found by as a whole: `fr-003`.
pub fn whole(id: &str) -> String {
    fold(id).chars().filter(|c| !c.is_whitespace()).take(LONGEST).collect()
}

/// Whether a term is a word that can be misspelt.
pub fn is_word(term: &str) -> bool {
    let length = term.chars().count();
    (3..=24).contains(&length)
        && term.chars().all(|c| c.is_alphabetic() && !is_unspaced(c))
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether a character is of a script that sets no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1100}'..='\u{11ff}' // Hangul, in parts
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' // Kana
        | '\u{3100}'..='\u{318f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_text_is_cut_as_the_script_cuts_it() {
        let samples = include_str!("../../../tests/browser/terms.json");
        let samples: BTreeMap<String, Vec<String>> =
            serde_json::from_str(samples).unwrap();
        assert!(samples.len() > 10);
        for (text, wanted) in samples {
            let found: Vec<String> =
                pieces(&text).into_iter().map(|piece| piece.text).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn neighbours_stand_for_words_without_spaces() {
        assert_eq!(terms("设计文档 v2"), ["设计", "计文", "文档", "档", "v2"]);
        assert_eq!(terms("文"), ["文"]);
    }

    #[test]
    fn an_id_is_one_term() {
        assert_eq!(whole("FR-003"), "fr-003");
        assert_eq!(whole("US 1"), "us1");
    }

    #[test]
    fn only_words_can_be_misspelt() {
        assert!(is_word("uber"));
        assert!(!is_word("2.3"));
        assert!(!is_word("v2"));
        assert!(!is_word("设计文"));
    }
}
