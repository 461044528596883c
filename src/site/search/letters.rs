//! Everything by its first letter: what a search gives without a script.

use std::collections::BTreeMap;

use crate::site::Page;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::{PAGE_ROWS, Presenter};
use crate::site::search::{Entry, Kind, terms};
use crate::site::view::{
    Body, FoundLine, LetterGroup, Link, NavItem, SearchView, Verdict,
};
use crate::site::words;
use crate::source::slug;

/// The letter of what starts with a digit, and of what has no letter at all.
const DIGITS: &str = "0-9";
const OTHER: &str = "other";

/// What starts with each letter, sorted.
type Letters<'e> = BTreeMap<String, Vec<&'e Entry>>;

impl Presenter<'_> {
    /// The page of the search, which lists everything where that is not much; else
    /// each letter has pages of its own.
    pub fn search_pages(&self, entries: &[Entry]) -> Vec<Page> {
        let mut letters = Letters::new();
        for entry in entries {
            if matches!(entry.kind, Kind::Plan | Kind::Task | Kind::Page) {
                letters.entry(letter(&entry.title)).or_default().push(entry);
            }
        }
        for entries in letters.values_mut() {
            entries.sort_by_cached_key(|entry| {
                (terms::fold(&entry.title), entry.href.clone())
            });
        }
        let mut pages = vec![self.search_page(&letters)];
        if count(&letters) > PAGE_ROWS {
            for (letter, entries) in &letters {
                let parts = entries.chunks(PAGE_ROWS).enumerate();
                pages.extend(parts.map(|(at, rows)| {
                    self.letter_page((letter, at + 1), rows, &letters)
                }));
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
            groups: match total > PAGE_ROWS {
                true => Vec::new(),
                false => letters.iter().map(group).collect(),
            },
            previous: None,
            next: None,
        };
        self.page(&here, "search.html", meta, Body::Search(view))
    }

    fn letter_page(
        &self,
        (letter, number): (&str, usize),
        rows: &[&Entry],
        letters: &Letters<'_>,
    ) -> Page {
        let here = Here::at(page::letter(letter, number));
        let title = self.letter_name(letter);
        let total = letters[letter].len();
        let first = (number - 1) * PAGE_ROWS;
        let last = first + rows.len();
        let range =
            [("from", (first + 1).into()), ("to", last.into()), ("n", total.into())];
        let lead = match total > PAGE_ROWS {
            true => self.language.say_of("search-part", &range),
            false => self.language.say_of("search-all", &[("n", total.into())]),
        };
        let verdict = Verdict { lead, rest: String::new() };
        let mut meta = self.meta(&here, &title, &verdict);
        meta.crumbs =
            vec![self.link(&here, &self.language.say("search"), &page::search())];
        let turn = |to: usize, id: &str| -> Link {
            self.link(&here, &self.language.say(id), &page::letter(letter, to))
        };
        let rows = rows.iter().map(|entry| self.found_line(&here, entry)).collect();
        let view = SearchView {
            verdict,
            is_start: false,
            letters: self.letter_links(&here, letters),
            groups: vec![LetterGroup { anchor: String::new(), title, rows }],
            previous: (number > 1).then(|| turn(number - 1, "previous-rows")),
            next: (last < total).then(|| turn(number + 1, "next-rows")),
        };
        self.page(&here, "search.html", meta, Body::Search(view))
    }

    fn letter_name(&self, letter: &str) -> String {
        match letter {
            OTHER => self.language.say("search-other"),
            letter => letter.to_uppercase(),
        }
    }

    fn letter_links(&self, here: &Here, letters: &Letters<'_>) -> Vec<NavItem> {
        let is_small = count(letters) <= PAGE_ROWS;
        let links = letters.iter().map(|(letter, entries)| NavItem {
            title: self.letter_name(letter),
            href: match is_small {
                true => here.to_anchor(&page::search(), &page::letter_anchor(letter)),
                false => here.to(&page::letter(letter, 1)),
            },
            count: Some(entries.len().to_string()),
            current: here.path == page::letter(letter, 1),
        });
        links.collect()
    }

    /// A line of the list. Entries say where they are from the site's root.
    fn found_line(&self, here: &Here, entry: &Entry) -> FoundLine {
        let root = here.path.root();
        FoundLine {
            kind: self.language.say(kind_id(entry.kind)),
            state: entry.state.map(words::state),
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
fn letter(title: &str) -> String {
    if !title.chars().any(char::is_alphanumeric) {
        return OTHER.to_owned();
    }
    match slug(title).chars().next() {
        Some(c) if c.is_ascii_digit() => DIGITS.to_owned(),
        Some(c) if c.is_ascii_alphabetic() => c.to_string(),
        _ => OTHER.to_owned(),
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
