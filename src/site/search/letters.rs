//! Everything by its first letter: what a search gives without a script.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::site::Page;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::search::{Entry, Kind, terms};
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{Body, FoundLine, LetterGroup, NavItem, SearchView, Verdict};
use crate::site::words;
use crate::source::{OutPath, slug};

/// The letter of what starts with a digit, and of what has no letter at all.
const DIGITS: &str = "0-9";
const OTHER: &str = "other";

/// What starts with each letter, sorted.
type Letters<'e> = BTreeMap<String, Vec<&'e Entry>>;

impl Presenter<'_> {
    /// The addresses of the pages of the search.
    pub fn search_addresses(&self) -> Vec<OutPath> {
        let mut out = vec![page::search()];
        let mut letters = self.catalogue.letters.clone();
        for text in &self.texts {
            *letters.entry(letter(&text.title)).or_default() += 1;
        }
        if letters.values().sum::<usize>() > ROWS {
            for (letter, count) in letters {
                out.extend(turn::addresses_of(&page::letter(&letter), (count, ROWS)));
            }
        }
        out
    }

    /// The page of the search, which lists everything where that is not much; else
    /// each letter has pages of its own.
    pub fn search_pages(&self, entries: &[Entry]) -> Vec<Page> {
        let mut letters = Letters::new();
        for entry in entries {
            if matches!(entry.kind, Kind::Plan | Kind::Task | Kind::Page) {
                letters.entry(letter(&entry.title).into_owned()).or_default().push(entry);
            }
        }
        for entries in letters.values_mut() {
            entries.sort_by_cached_key(|entry| {
                (terms::fold(&entry.title), entry.href.clone())
            });
        }
        let mut pages = vec![self.search_page(&letters)];
        if count(&letters) > ROWS {
            for letter in letters.keys() {
                pages.extend(self.letter_pages(letter, &letters));
            }
        }
        pages
    }

    fn search_page(&self, letters: &Letters<'_>) -> Page {
        let here = Here::at(page::search());
        let total = count(letters);
        let verdict = Verdict {
            lead: self.language.say_of("search-all", &[("n", total.into())]),
            rest: String::new(),
        };
        let meta = self.meta(&here, &self.language.say("search"), &verdict);
        let group = |(letter, entries): (&String, &Vec<&Entry>)| LetterGroup {
            anchor: page::letter_anchor(letter),
            title: self.letter_name(letter),
            rows: entries.iter().map(|entry| self.found_line(&here, entry)).collect(),
        };
        let view = SearchView {
            verdict,
            is_start: true,
            letters: self.letter_links(&here, letters),
            groups: match total > ROWS {
                true => Vec::new(),
                false => letters.iter().map(group).collect(),
            },
            turn: None,
        };
        self.page(&here, "search.html", meta, Body::Search(view))
    }

    fn letter_pages(&self, letter: &str, letters: &Letters<'_>) -> Vec<Page> {
        let first = page::letter(letter);
        let entries = &letters[letter];
        let ranges = turn::even(entries.len(), ROWS);
        let title = self.letter_name(letter);
        let lead = self.language.say_of("search-all", &[("n", entries.len().into())]);
        let verdict = Verdict { lead, rest: String::new() };
        let pages = Turn::all(&first, &ranges).map(|turn| {
            let here = Here::at(turn.path());
            let mut meta = self.meta(&here, &title, &verdict);
            meta.crumbs =
                vec![self.link(&here, &self.language.say("search"), &page::search())];
            let meta = self.turned(&here, &turn, meta);
            let rows = entries[turn.rows()].iter();
            let view = SearchView {
                verdict: verdict.clone(),
                is_start: false,
                letters: self.letter_links(&here, letters),
                groups: vec![LetterGroup {
                    anchor: String::new(),
                    title: title.clone(),
                    rows: rows.map(|entry| self.found_line(&here, entry)).collect(),
                }],
                turn: self.turn_view(&here, &turn),
            };
            self.page(&here, "search.html", meta, Body::Search(view))
        });
        pages.collect()
    }

    fn letter_name(&self, letter: &str) -> String {
        match letter {
            OTHER => self.language.say("search-other"),
            letter => letter.to_uppercase(),
        }
    }

    fn letter_links(&self, here: &Here, letters: &Letters<'_>) -> Vec<NavItem> {
        let is_small = count(letters) <= ROWS;
        let links = letters.iter().map(|(letter, entries)| NavItem {
            title: self.letter_name(letter),
            href: match is_small {
                true => here.to_anchor(&page::search(), &page::letter_anchor(letter)),
                false => here.to(&page::letter(letter)),
            },
            count: Some(entries.len().to_string()),
            current: page::first_of(&here.path) == page::letter(letter),
        });
        links.collect()
    }

    /// A line of the list. Entries say where they are from the site's root.
    fn found_line(&self, here: &Here, entry: &Entry) -> FoundLine {
        let root = here.path.root();
        FoundLine {
            kind: self.language.say(kind_id(entry.kind)),
            state: entry.state.map(|state| words::state(self.language, state)),
            id: entry.id.clone(),
            title: entry.title.clone(),
            href: format!("{root}{}", entry.href),
            context: entry.context.clone(),
        }
    }
}

fn count(letters: &Letters<'_>) -> usize {
    letters.values().map(Vec::len).sum()
}

fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => "kind-plan",
        Kind::Task => "kind-task",
        Kind::Page => "kind-page",
        Kind::Section => "kind-section",
        Kind::Document => "kind-document",
        Kind::Requirement => "kind-requirement",
        Kind::Example => "kind-example",
    }
}

/// The letter that a title stands under: in Latin letters, whatever its script.
pub fn letter(title: &str) -> Cow<'static, str> {
    // Most titles start with one of these, and every title of a site is asked.
    const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
    if let Some(first) = title.bytes().next().filter(u8::is_ascii_alphabetic) {
        let place = usize::from(first.to_ascii_lowercase() - b'a');
        return ALPHABET[place..=place].into();
    }
    // What stands behind the first letter has no say, and is most of the title.
    let mut letters = title.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let Some((start, first)) = letters.next() else {
        return OTHER.into();
    };
    let begin = &title[..start + first.len_utf8()];
    let written = match slug(begin) {
        unwritten if unwritten.starts_with('x') && first != 'x' => slug(title),
        written => written,
    };
    match written.chars().next() {
        Some(c) if c.is_ascii_digit() => DIGITS.into(),
        Some(c) if c.is_ascii_alphabetic() => c.to_string().into(),
        _ => OTHER.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_under_its_first_letter() {
        assert_eq!(letter("Überfahrt"), "u");
        assert_eq!(letter("设计"), "s");
        assert_eq!(letter("3 boats"), "0-9");
        assert_eq!(letter("„Zelte“"), "z");
        assert_eq!(letter("…"), "other");
    }
}
