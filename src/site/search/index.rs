//! The index: entries and terms as small files, and a list of them.
//!
//! Entries are numbered in the order in which they are shown, so that the first
//! of a long list are the best of it. Three kinds of files lie behind the list:
//! entries in that order; terms in theirs, each with the entries that have it as
//! an id, in their title, in their other words; and the words alone by length,
//! where those near a misspelt one are looked for. A browser that knows the list
//! knows which files can hold what it looks for.
//!
//! Every list of numbers holds the distances from one to the next.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::markdown::escape::visible;
use crate::memo::{self, Question};
use crate::site::diagrams::fingerprint;
use crate::site::search::{Entry, terms};
use crate::site::{page, words};
use crate::source::{Hash, Hasher, OutPath};

/// How many bytes a file has before the next one is begun; the last thing in it
/// may go over.
const SHARD: usize = 48 * 1024;

/// The same for entries: those that are found lie far apart, and each is alone
/// in its file.
const ENTRY_SHARD: usize = 16 * 1024;

/// How many entries of a term stand together. Of those that have more, each
/// part may lie in a file of its own.
const PART: usize = 3000;

/// How many entries have words with the same one or two first letters before the
/// best of them are listed apart.
const CROWD: usize = 2000;

/// How many of them are listed.
const CROWD_BEST: usize = 200;

/// Stands behind the first letters of a crowd: no term holds it.
const CROWD_MARK: char = '*';

/// How many entries are taken apart together, at least.
const TOGETHER: usize = 1000;

/// In how many parts entries are taken apart, at most: what was found in the parts is put
/// together one after the other.
const PARTS: usize = 32;

/// Where a term occurs.
#[derive(Default)]
struct Occurrences {
    ids: Vec<usize>,
    titles: Vec<usize>,
    bodies: Vec<usize>,
}

impl Occurrences {
    /// Adds those in entries that come later.
    fn append(&mut self, later: Self) {
        self.ids.extend(later.ids);
        self.titles.extend(later.titles);
        self.bodies.extend(later.bodies);
    }
}

/// What an index is made of.
pub struct IndexQuestion<'a> {
    /// Everything that can be found.
    pub entries: &'a [Entry],
}

impl Question for IndexQuestion<'_> {
    fn key(&self) -> Hash {
        let each = |hasher: Hasher, entry: &Entry| {
            let state = entry.state.map_or("", words::key);
            let numbers = [entry.kind as u8, entry.group as u8];
            let texts =
                [&entry.id, &entry.title, &entry.context, &entry.href, &entry.body];
            texts.into_iter().fold(hasher.part(numbers).part(state), Hasher::part)
        };
        self.entries.iter().fold(Hasher::new(), each).finish()
    }
}

/// Makes the files of the index: those of [`page::shard`], and their list at
/// [`page::index`].
pub fn files(question: &IndexQuestion<'_>) -> Vec<(OutPath, Arc<[u8]>)> {
    let entries = question.entries;
    let found = occurrences(entries);
    let mut sorted: Vec<(&str, &Occurrences)> =
        found.iter().map(|(term, places)| (term.as_str(), places)).collect();
    sorted.sort_by(|a, b| as_scripts_do(a.0, b.0));
    let crowds = crowds(&sorted);

    let mut files = Vec::new();
    let mut store = |shards: Vec<Shard>| -> Vec<Value> {
        let named = shards.into_iter().map(|shard| {
            let bytes: Arc<[u8]> = format!("[{}]", shard.items).into_bytes().into();
            let name = fingerprint(&bytes);
            files.push((page::shard(&name), bytes));
            let mut row = shard.start;
            row.push(json!(name));
            Value::Array(row)
        });
        named.collect()
    };
    let list = json!({
        "shard": page::shard("*").as_str(),
        "count": entries.len(),
        "groups": groups(entries),
        "entries": store(entry_shards(entries)),
        "terms": store(term_shards(&sorted, &crowds)),
        "words": store(word_shards(&sorted)),
    });
    files.push((page::index(), list.to_string().into_bytes().into()));
    files
}

/// Compares texts as a script does: by their units of UTF-16, whose order is that of bytes
/// where there are none but ASCII.
fn as_scripts_do(one: &str, other: &str) -> Ordering {
    match one.is_ascii() && other.is_ascii() {
        true => one.cmp(other),
        false => one.encode_utf16().cmp(other.encode_utf16()),
    }
}

/// A file that is being filled.
struct Shard {
    /// What it starts with, as the list says it.
    start: Vec<Value>,
    /// Its items, with commas between them.
    items: String,
}

/// Puts items into files in their order; each item says what a file starts with
/// that starts with it.
fn pack(size: usize, items: impl Iterator<Item = (Vec<Value>, String)>) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    for (start, item) in items {
        match shards.last_mut() {
            Some(shard) if shard.items.len() + item.len() < size => {
                shard.items.push(',');
                shard.items.push_str(&item);
            }
            _ => shards.push(Shard { start, items: item }),
        }
    }
    shards
}

/// The first entry of each group.
fn groups(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let group = entry.group as usize;
        if groups.last().is_none_or(|(last, _)| *last != group) {
            groups.push((group, number));
        }
    }
    groups
}

fn entry_shards(entries: &[Entry]) -> Vec<Shard> {
    let rows = memo::each(entries, |entry| {
        let state = entry.state.map_or("", words::key);
        let row = json!([
            entry.kind as usize,
            entry.href,
            entry.title,
            entry.context,
            entry.id,
            state,
        ]);
        visible(&row.to_string()).into_owned()
    });
    let numbered = rows.into_iter().enumerate();
    pack(ENTRY_SHARD, numbered.map(|(number, row)| (vec![json!(number)], row)))
}

fn occurrences(entries: &[Entry]) -> BTreeMap<String, Occurrences> {
    let numbered: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
    let together = entries.len().div_ceil(PARTS).max(TOGETHER);
    let parts: Vec<&[(usize, &Entry)]> = numbered.chunks(together).collect();
    let mut found: BTreeMap<String, Occurrences> = BTreeMap::new();
    for part in memo::each(&parts, |part| occurrences_in(part)) {
        for (term, places) in part {
            found.entry(term).or_default().append(places);
        }
    }
    found
}

fn occurrences_in(entries: &[(usize, &Entry)]) -> BTreeMap<String, Occurrences> {
    let mut found: BTreeMap<String, Occurrences> = BTreeMap::new();
    for (number, entry) in entries.iter().copied() {
        let id = terms::whole(&entry.id);
        // A term is listed once for each entry: where the entry is the last of its list,
        // it was seen before.
        let is_new = |list: &[usize]| list.last() != Some(&number);
        for term in terms::terms(&format!("{} {}", entry.id, entry.title)) {
            if term != id {
                let Occurrences { titles, .. } = found.entry(term).or_default();
                titles.extend(is_new(titles).then_some(number));
            }
        }
        for term in terms::terms(&format!("{} {}", entry.context, entry.body)) {
            if term != id {
                let Occurrences { titles, bodies, .. } = found.entry(term).or_default();
                bodies.extend((is_new(titles) && is_new(bodies)).then_some(number));
            }
        }
        if !id.is_empty() {
            found.entry(id).or_default().ids.push(number);
        }
    }
    found
}

/// The best entries for first letters that very many share.
fn crowds(sorted: &[(&str, &Occurrences)]) -> BTreeMap<String, Vec<usize>> {
    let mut crowds: BTreeMap<String, (usize, BTreeSet<usize>)> = BTreeMap::new();
    for (term, places) in sorted {
        for length in 1..=2 {
            let first: String = term.chars().take(length).collect();
            if first.chars().count() < length {
                continue;
            }
            let (count, best) = crowds.entry(first).or_default();
            *count += places.ids.len() + places.titles.len() + places.bodies.len();
            for number in places.ids.iter().chain(&places.titles) {
                let is_full = best.len() == CROWD_BEST;
                if is_full && best.last().is_some_and(|last| last <= number) {
                    continue;
                }
                if best.insert(*number) && is_full {
                    best.pop_last();
                }
            }
        }
    }
    crowds
        .into_iter()
        .filter(|(_, (count, best))| *count > CROWD && !best.is_empty())
        .map(|(first, (_, best))| (first, best.into_iter().collect()))
        .collect()
}

/// Some of the entries that have a term.
struct TermPart<'e> {
    term: Cow<'e, str>,
    /// The first of them.
    start: usize,
    /// Those that have it in their title, elsewhere, as their id.
    lists: [&'e [usize]; 3],
}

fn term_shards(
    sorted: &[(&str, &Occurrences)],
    crowds: &BTreeMap<String, Vec<usize>>,
) -> Vec<Shard> {
    let mut parts: Vec<TermPart<'_>> = Vec::new();
    for (first, best) in crowds {
        let term = format!("{first}{CROWD_MARK}");
        let lists: [&[usize]; 3] = [best, &[], &[]];
        parts.push(TermPart { term: term.into(), start: best[0], lists });
    }
    for (term, places) in sorted {
        let mut all: Vec<usize> = [&places.ids, &places.titles, &places.bodies]
            .into_iter()
            .flatten()
            .copied()
            .collect();
        all.sort_unstable();
        for part in all.chunks(PART) {
            let (Some(start), Some(end)) = (part.first(), part.last()) else { continue };
            let lists = [&places.titles, &places.bodies, &places.ids].map(|list| {
                let from = list.partition_point(|number| number < start);
                let to = list.partition_point(|number| number <= end);
                &list[from..to]
            });
            parts.push(TermPart { term: (*term).into(), start: *start, lists });
        }
    }
    parts.sort_by(|a, b| as_scripts_do(&a.term, &b.term).then(a.start.cmp(&b.start)));
    let items = memo::each(&parts, |part| item(&part.term, part.lists));
    let terms = parts.iter().map(|part| vec![json!(part.term)]);
    pack(SHARD, terms.zip(items))
}

/// A term with the entries that have it in their title, elsewhere, as their id;
/// empty lists at the end are left out.
fn item(term: &str, lists: [&[usize]; 3]) -> String {
    let mut row = vec![json!(term)];
    let used = lists.iter().rposition(|list| !list.is_empty()).map_or(0, |last| last + 1);
    row.extend(lists[..used].iter().map(|list| json!(distances(list))));
    Value::Array(row).to_string()
}

fn distances(numbers: &[usize]) -> Vec<usize> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}

/// The words that can be misspelt, the shortest first.
fn word_shards(sorted: &[(&str, &Occurrences)]) -> Vec<Shard> {
    let mut all: Vec<(usize, &str)> = sorted
        .iter()
        .filter(|(term, _)| terms::is_word(term))
        .map(|(term, _)| (term.chars().count(), *term))
        .collect();
    all.sort_by_key(|(length, _)| *length);
    pack(
        SHARD,
        all.into_iter()
            .map(|(length, term)| (vec![json!(length)], json!(term).to_string())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::search::{Group, Kind};

    fn entry(number: usize, title: &str, body: &str) -> Entry {
        Entry {
            kind: Kind::Task,
            state: None,
            id: format!("{}.{}", number / 10, number % 10),
            title: title.to_owned(),
            context: "Boat house".to_owned(),
            href: format!("plans/boat/#t-{number}"),
            body: body.to_owned(),
            group: Group::Open,
        }
    }

    fn read(files: &[(OutPath, Arc<[u8]>)], path: &OutPath) -> Value {
        let (_, bytes) = files.iter().find(|(out, _)| out == path).unwrap();
        serde_json::from_slice(bytes).unwrap()
    }

    /// All items of one kind, file by file.
    fn items(files: &[(OutPath, Arc<[u8]>)], kind: &str) -> Vec<Value> {
        let list = read(files, &page::index());
        let rows = list[kind].as_array().unwrap();
        let names = rows.iter().map(|row| row.as_array().unwrap().last().unwrap());
        names
            .flat_map(|name| {
                let shard = read(files, &page::shard(name.as_str().unwrap()));
                shard.as_array().unwrap().clone()
            })
            .collect()
    }

    #[test]
    fn a_term_is_found_as_id_in_titles_and_elsewhere() {
        let entries =
            [entry(21, "Plane the oars", "spruce"), entry(22, "Spruce", "oars")];
        let files = files(&IndexQuestion { entries: &entries });
        let terms = items(&files, "terms");
        let find = |term: &str| terms.iter().find(|item| item[0] == term).unwrap();
        assert_eq!(*find("oars"), json!(["oars", [0], [1]]));
        assert_eq!(*find("boat"), json!(["boat", [], [0, 1]]));
        assert_eq!(*find("2.2"), json!(["2.2", [], [], [1]]));
        assert_eq!(items(&files, "entries")[1][2], "Spruce");
        assert_eq!(items(&files, "words").len(), 6);
    }

    #[test]
    fn no_file_grows_with_the_site_and_nothing_is_lost() {
        let entries: Vec<Entry> =
            (0..30_000).map(|n| entry(n, &format!("Oar number{n}"), "planks")).collect();
        let files = files(&IndexQuestion { entries: &entries });
        for (path, bytes) in &files {
            assert!(bytes.len() <= 100_000, "{path} has {} bytes", bytes.len());
        }
        assert_eq!(items(&files, "entries").len(), entries.len());
        let terms = items(&files, "terms");
        let of = |term: &str, list: usize| -> Vec<u64> {
            let parts = terms.iter().filter(|item| item[0] == term);
            parts
                .flat_map(|part| {
                    let mut number = 0;
                    let distances = part[list].as_array().unwrap().iter();
                    distances
                        .map(|distance| {
                            number += distance.as_u64().unwrap();
                            number
                        })
                        .collect::<Vec<u64>>()
                })
                .collect()
        };
        assert_eq!(of("planks", 2), (0..30_000).collect::<Vec<u64>>());
        assert_eq!(of("oar", 1).len(), 30_000);
        // The first letters that all share are answered without reading it all.
        assert_eq!(of("o*", 1), (0..200).collect::<Vec<u64>>());
        let starts = read(&files, &page::index());
        let starts: Vec<&str> = starts["terms"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row[0].as_str().unwrap())
            .collect();
        assert!(starts.is_sorted());
    }

    #[test]
    fn an_empty_site_has_an_index() {
        let files = files(&IndexQuestion { entries: &[] });
        assert_eq!(files.len(), 1);
        assert_eq!(read(&files, &page::index())["count"], 0);
    }
}
