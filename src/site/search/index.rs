//! The index: entries and terms as small files, and a list of them.
//!
//! Entries are numbered in the order in which they are shown, but that tasks which are over
//! come behind others: no number depends on the state of a task, so that a tick leaves
//! nearly all files as they are. Four kinds of files lie behind the list:
//! entries in that order; how many tasks in turn are not over and are; terms in their
//! order, each with the entries that have it as an id, in their title, in their other
//! words; and the words alone by length, where those near a misspelt one are looked for. A
//! browser that knows the list knows which files can hold what it looks for.
//!
//! Every list of numbers holds the distances from one to the next.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::graph::model::State;
use crate::markdown::escape::visible;
use crate::memo::{self, Lasting, Question};
use crate::output::{self, Bytes, Packed};
use crate::site::diagrams::fingerprint;
use crate::site::search::{Entry, Group, terms};
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

/// How many of them are listed: the first ones, plans above all, and as many from anywhere,
/// so that open tasks are among them, whichever plans come first.
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

/// What the terms of an index are made of.
pub struct TermsQuestion<'a> {
    /// Everything that can be found.
    pub entries: &'a [Entry],
}

/// The words of all entries in their order, and nothing else of them.
impl Question for TermsQuestion<'_> {
    fn key(&self) -> Hash {
        let each = |hasher: Hasher, entry: &Entry| {
            let Entry { kind: _, state: _, id, title, context, href: _, body, group: _ } =
                entry;
            [id, title, context, &**body].into_iter().fold(hasher, Hasher::part)
        };
        self.entries.iter().fold(Hasher::new(), each).finish()
    }
}

/// The part of an index that the words of all entries make.
pub struct Terms {
    files: Vec<(OutPath, Packed)>,
    /// What each file of terms starts with, and its name.
    terms: Vec<(String, String)>,
    /// The same of the files of words, which start with a length.
    words: Vec<(usize, String)>,
}

impl<Q> Lasting<Q> for Terms {
    const KIND: &'static str = "terms";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let Self { files, terms, words } = self;
        let mut bytes = postcard::to_stdvec(&(terms, words)).ok()?;
        output::keep_files(files, &mut bytes)?;
        Some(bytes)
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        let ((terms, words), files) = postcard::take_from_bytes(bytes).ok()?;
        Some(Self { files: output::kept_files(files)?, terms, words })
    }
}

/// Makes the files of an index that follow from words alone.
pub fn terms(question: &TermsQuestion<'_>) -> Terms {
    let found = occurrences(question.entries);
    let mut sorted: Vec<(&str, &Occurrences)> =
        found.iter().map(|(term, places)| (term.as_str(), places)).collect();
    sorted.sort_by(|a, b| as_scripts_do(a.0, b.0));
    let mut files = Vec::new();
    let terms = stored(term_shards(&sorted, &crowds(&sorted)), &mut files);
    let words = stored(word_shards(&sorted), &mut files);
    let files = memo::each(&files, |(path, bytes)| (path.clone(), Packed::new(bytes)));
    Terms { files, terms, words }
}

/// Makes the files of the index: those of [`page::shard`], and their list at
/// [`page::index`].
pub fn files(entries: &[Entry], found: &Terms) -> Vec<(OutPath, Packed)> {
    let mut files = Vec::new();
    let list = json!({
        "shard": page::shard("*").as_str(),
        "count": entries.len(),
        "groups": groups(entries),
        "over": stored(over_shards(entries), &mut files),
        "entries": stored(entry_shards(entries), &mut files),
        "terms": found.terms,
        "words": found.words,
    });
    files.push((page::index(), list.to_string().into_bytes().into()));
    let files = files.into_iter().map(|(path, bytes)| (path, Packed::from(bytes)));
    files.chain(found.files.iter().cloned()).collect()
}

/// Adds files, and says what each starts with, and its name.
fn stored<S>(
    shards: Vec<Shard<S>>,
    files: &mut Vec<(OutPath, Bytes)>,
) -> Vec<(S, String)> {
    let named = shards.into_iter().map(|shard| {
        let bytes: Bytes = format!("[{}]", shard.items).into_bytes().into();
        let name = fingerprint(&bytes);
        files.push((page::shard(&name), bytes));
        (shard.start, name)
    });
    named.collect()
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
struct Shard<S> {
    /// What it starts with, as the list says it.
    start: S,
    /// Its items, with commas between them.
    items: String,
}

/// Puts items into files in their order; each item says what a file starts with
/// that starts with it.
fn pack<S>(size: usize, items: impl Iterator<Item = (S, String)>) -> Vec<Shard<S>> {
    let mut shards: Vec<Shard<S>> = Vec::new();
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

/// How many tasks that count, one behind the other, are not over, and how many of the next
/// are, in turn; a file starts with those that are not.
fn over_shards(entries: &[Entry]) -> Vec<Shard<usize>> {
    let is_task = |entry: &Entry| entry.group == Group::Tasks;
    let is_over =
        |entry: &Entry| matches!(entry.state, Some(State::Done | State::Skipped));
    let mut number = entries.iter().position(is_task).unwrap_or_default();
    let mut rest = &entries[number..];
    let mut runs = Vec::new();
    while rest.first().is_some_and(is_task) {
        let mut run = |over: bool| {
            let is_same = |entry: &&Entry| is_task(entry) && is_over(entry) == over;
            let length = rest.iter().take_while(is_same).count();
            rest = &rest[length..];
            length
        };
        let (open, over) = (run(false), run(true));
        runs.push((number, format!("{open},{over}")));
        number += open + over;
    }
    pack(SHARD, runs.into_iter())
}

fn entry_shards(entries: &[Entry]) -> Vec<Shard<usize>> {
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
    pack(ENTRY_SHARD, numbered)
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

/// Entries with words of the same first letters.
#[derive(Default)]
struct Crowd {
    /// How often such words occur.
    count: usize,
    /// The first entries that have one as id or in their title.
    first: BTreeSet<usize>,
    /// Such entries from anywhere: those whose numbers come first when they are shuffled.
    some: BTreeSet<(u32, usize)>,
}

impl Crowd {
    fn add(&mut self, number: usize) {
        insert_least(&mut self.first, number);
        // Multiplicative hashing; Knuth, The Art of Computer Programming, 6.4.
        let shuffled = (number as u32).wrapping_mul(0x9e37_79b1);
        insert_least(&mut self.some, (shuffled, number));
    }
}

/// Adds an element to a set that holds the least ones alone.
fn insert_least<T: Ord>(set: &mut BTreeSet<T>, element: T) {
    let is_full = set.len() == CROWD_BEST / 2;
    if is_full && set.last().is_some_and(|last| *last <= element) {
        return;
    }
    if set.insert(element) && is_full {
        set.pop_last();
    }
}

/// The best entries for first letters that very many share.
fn crowds(sorted: &[(&str, &Occurrences)]) -> BTreeMap<String, Vec<usize>> {
    let mut crowds: BTreeMap<String, Crowd> = BTreeMap::new();
    for (term, places) in sorted {
        for length in 1..=2 {
            let first: String = term.chars().take(length).collect();
            if first.chars().count() < length {
                continue;
            }
            let crowd = crowds.entry(first).or_default();
            crowd.count += places.ids.len() + places.titles.len() + places.bodies.len();
            places.ids.iter().chain(&places.titles).for_each(|number| crowd.add(*number));
        }
    }
    let best = |Crowd { first, some, .. }: Crowd| -> BTreeSet<usize> {
        first.into_iter().chain(some.into_iter().map(|(_, number)| number)).collect()
    };
    crowds
        .into_iter()
        .filter(|(_, crowd)| crowd.count > CROWD && !crowd.first.is_empty())
        .map(|(letters, crowd)| (letters, best(crowd).into_iter().collect()))
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
) -> Vec<Shard<String>> {
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
    let terms = parts.iter().map(|part| part.term.clone().into_owned());
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
fn word_shards(sorted: &[(&str, &Occurrences)]) -> Vec<Shard<usize>> {
    let mut all: Vec<(usize, &str)> = sorted
        .iter()
        .filter(|(term, _)| terms::is_word(term))
        .map(|(term, _)| (term.chars().count(), *term))
        .collect();
    all.sort_by_key(|(length, _)| *length);
    pack(SHARD, all.into_iter().map(|(length, term)| (length, json!(term).to_string())))
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
            body: body.into(),
            group: Group::Tasks,
        }
    }

    fn made(entries: &[Entry]) -> Vec<(OutPath, Packed)> {
        files(entries, &terms(&TermsQuestion { entries }))
    }

    fn read(files: &[(OutPath, Packed)], path: &OutPath) -> Value {
        let (_, bytes) = files.iter().find(|(out, _)| out == path).unwrap();
        serde_json::from_slice(&bytes.read().unwrap()).unwrap()
    }

    /// All items of one kind, file by file.
    fn items(files: &[(OutPath, Packed)], kind: &str) -> Vec<Value> {
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
        let files = made(&entries);
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
        let files = made(&entries);
        for (path, bytes) in &files {
            assert!(bytes.size() <= 100_000, "{path} has {} bytes", bytes.size());
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
        let crowd = of("o*", 1);
        assert_eq!(crowd[..100], (0..100).collect::<Vec<u64>>());
        // The others are from anywhere: those that can start may stand in the last plan.
        let late = crowd.iter().filter(|number| **number > 15_000).count();
        assert!(crowd.len() <= 200 && (35..65).contains(&late), "{late} of {crowd:?}");
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
    fn a_tick_leaves_all_files_but_those_of_states_as_they_are() {
        let mut entries: Vec<Entry> =
            (0..3_000).map(|n| entry(n, &format!("Oar number{n}"), "planks")).collect();
        entries[0].group = Group::Plans;
        entries[2_999].group = Group::Pages;
        for done in [1, 2, 7] {
            entries[done].state = Some(State::Done);
        }
        let before = made(&entries);
        assert_eq!(items(&before, "over"), [0, 2, 4, 1, 2991, 0]);
        entries[2_998].state = Some(State::Skipped);
        let after = made(&entries);
        assert_eq!(items(&after, "over"), [0, 2, 4, 1, 2990, 1]);
        let is_new = |file: &&(OutPath, Packed)| !before.contains(file);
        // The list, that of states, and the entry itself.
        assert_eq!(after.iter().filter(is_new).count(), 3);
        assert!(after.len() > 10, "{}", after.len());
    }

    #[test]
    fn what_was_made_of_words_is_what_is_recalled() {
        let entries = [entry(21, "Plane the oars", "spruce")];
        let question = TermsQuestion { entries: &entries };
        let terms = terms(&question);
        let bytes = Lasting::<()>::to_bytes(&terms).unwrap();
        let recalled: Terms = Lasting::<()>::from_bytes(&bytes, &()).unwrap();
        assert_eq!(files(&entries, &recalled), files(&entries, &terms));
        let cut = &bytes[..bytes.len() - 1];
        assert!(<Terms as Lasting<()>>::from_bytes(cut, &()).is_none());
    }

    #[test]
    fn an_empty_site_has_an_index() {
        let files = made(&[]);
        assert_eq!(files.len(), 1);
        assert_eq!(read(&files, &page::index())["count"], 0);
    }
}
