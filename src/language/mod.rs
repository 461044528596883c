//! Languages: every word that the site says of its own, one message file for each.
//!
//! The files are in the format of Project Fluent (<https://projectfluent.org>),
//! which leaves plurals, word order and cases to the language. What a language
//! does not say is said in its nearest relative, and at last in English.

pub mod load;

use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use crate::diagnostic::nearest;
use crate::source::Hash;

pub use load::load;

/// The first of the characters that stand for holes: the Unicode standard keeps
/// these 32 for use inside of programs, and no text holds them.
const FIRST_HOLE: u32 = 0xFDD0;
/// How many holes one message may have.
const HOLES: usize = 31;
/// Stands between groups of three digits until the language says what does.
const GROUP: char = '\u{FDEF}';

/// The words of the site in one language.
pub struct Language {
    /// The language of the pages, as the settings name it: `de-AT`.
    pub tag: String,
    /// The hash of all its messages.
    pub hash: Hash,
    /// The ids of all messages, in order.
    ids: Vec<String>,
    /// Each of them as it is said without arguments, once it was; most are said on every
    /// page.
    said: Vec<OnceLock<String>>,
    /// The message files that are asked, best first; English is the last.
    files: Vec<Messages>,
}

/// The messages of one language.
struct Messages {
    bundle: FluentBundle<Arc<FluentResource>>,
    /// What stands between groups of three digits.
    group: String,
}

/// Which way a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// The value of the attribute `dir`.
    pub fn attribute(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// What a message is given.
#[derive(Debug, Clone)]
pub enum Argument<'a> {
    /// A number, by which a message may choose its plural.
    Number(usize),
    /// A text, which is said as it is.
    Text(&'a str),
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

/// A part of a message with holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// The place of a hole, by its number in the list that was given.
    Hole(usize),
}

impl Language {
    /// A message without arguments. One that is not there is its own id, which
    /// a test rules out for those of ours.
    pub fn say(&self, id: &str) -> String {
        match self.place(id) {
            Some(place) => self.said[place].get_or_init(|| self.say_of(id, &[])).clone(),
            None => self.say_of(id, &[]),
        }
    }

    /// A message about something.
    pub fn say_of(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.find(id, &arguments_of(arguments)).unwrap_or_else(|| id.to_owned())
    }

    /// A message with holes that the caller fills, such as links: the words
    /// before, between and behind them.
    pub fn pieces(
        &self,
        id: &str,
        arguments: &[(&str, Argument<'_>)],
        holes: &[&str],
    ) -> Vec<Piece> {
        let mut given = arguments_of(arguments);
        for (number, hole) in holes.iter().take(HOLES).enumerate() {
            given.set((*hole).to_owned(), FluentValue::from(mark(number).to_string()));
        }
        let text = self.find(id, &given).unwrap_or_else(|| id.to_owned());
        split(&text)
    }

    /// Whether the site has such a message.
    pub fn has(&self, id: &str) -> bool {
        self.place(id).is_some()
    }

    /// The place of a message among all.
    fn place(&self, id: &str) -> Option<usize> {
        self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()
    }

    /// The id of the message that is most like one that is not there.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.ids.iter().map(String::as_str))
    }

    /// Which way the language is written, as the locale data of Unicode has it.
    pub fn direction(&self) -> Direction {
        let tag = self.tag.parse::<LanguageIdentifier>();
        match tag.map(|tag| tag.character_direction()) {
            Ok(CharacterDirection::RTL) => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    fn find(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let (file, pattern) = self.files.iter().find_map(|file| {
            let pattern = file.bundle.get_message(id)?.value()?;
            Some((file, pattern))
        })?;
        // What goes wrong in a message shows in it, as `{$name}`.
        let mut errors = Vec::new();
        let said = file.bundle.format_pattern(pattern, Some(arguments), &mut errors);
        // Few texts have such a number.
        Some(match said.contains(GROUP) {
            true => said.replace(GROUP, &file.group),
            false => said.into_owned(),
        })
    }
}

fn arguments_of<'a>(arguments: &[(&'a str, Argument<'_>)]) -> FluentArgs<'a> {
    arguments
        .iter()
        .map(|(name, argument)| {
            let value = match argument {
                Argument::Number(number) => FluentValue::from(*number),
                Argument::Text(text) => FluentValue::from(without_marks(text)),
            };
            (*name, value)
        })
        .collect()
}

/// The character that stands for a hole.
fn mark(hole: usize) -> char {
    let offset = u32::try_from(hole).unwrap_or_default();
    char::from_u32(FIRST_HOLE + offset).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The number of the hole that a character stands for.
fn hole(mark: char) -> Option<usize> {
    let offset = usize::try_from(u32::from(mark).checked_sub(FIRST_HOLE)?).ok()?;
    (offset < HOLES).then_some(offset)
}

/// A text of the plans, which must not be taken for what stands for a hole.
fn without_marks(text: &str) -> String {
    text.replace(
        |c| hole(c).is_some() || c == GROUP,
        char::REPLACEMENT_CHARACTER.encode_utf8(&mut [0; 4]),
    )
}

/// Takes a text apart at its holes.
fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    for letter in text.chars() {
        match hole(letter) {
            None => words.push(letter),
            Some(number) => {
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Hole(number));
            }
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn spoken(tag: &str) -> Language {
        load(&Sources::default(), (tag, None)).value
    }

    #[test]
    fn a_number_chooses_its_plural_and_is_grouped_as_the_language_does() {
        let say = |tag: &str, n: usize| spoken(tag).say_of("tasks", &[("n", n.into())]);
        assert_eq!(say("en", 1), "1 task");
        assert_eq!(say("en", 12_345), "12,345 tasks");
        assert_eq!(say("de", 1), "1 Aufgabe");
        assert_eq!(say("de-AT", 12_345), "12.345 Aufgaben");
        assert_eq!(say("zh", 3), "3 个任务");
    }

    #[test]
    fn holes_stay_where_the_language_puts_them() {
        let pieces = |text: &str| split(text);
        let text = format!("Waits for {} and {}.", mark(1), mark(0));
        assert_eq!(
            pieces(&text),
            [
                Piece::Words("Waits for ".to_owned()),
                Piece::Hole(1),
                Piece::Words(" and ".to_owned()),
                Piece::Hole(0),
                Piece::Words(".".to_owned()),
            ]
        );
        // A plan cannot make a hole.
        assert_eq!(without_marks(&text), "Waits for \u{FFFD} and \u{FFFD}.");
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        assert_eq!(spoken("fr").say("overview"), "Overview");
        assert_eq!(spoken("zh-CN").say("overview"), "概览");
    }

    #[test]
    fn a_language_knows_its_direction() {
        assert_eq!(spoken("ar").direction(), Direction::RightToLeft);
        assert_eq!(spoken("he-IL").direction(), Direction::RightToLeft);
        assert_eq!(spoken("pt-BR").direction(), Direction::LeftToRight);
        assert_eq!(spoken("x").direction(), Direction::LeftToRight);
    }
}
