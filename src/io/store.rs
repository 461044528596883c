//! Answers of a build that outlast it: a file of bytes by the hashes of their questions.
//!
//! What earlier builds have kept is read where something is asked for, and what a build
//! has asked for is kept when it ends well. Two builds at once do not disturb each other,
//! and a build that is killed leaves all as it was. A page is read when it is written, which
//! is later than that: through the files as they were when the build began.
//!
//! Most builds differ little from the one before, so there are two files. The first is
//! written whole, beside the old one, and takes its place when it is whole. Builds after
//! that write into the second one what is not in the first. When the first holds much
//! that no build asks for any more, or the second is large, all is written anew: so the
//! files never grow far beyond what one build needs.
//!
//! A file begins with the hash of the program that wrote it, and what another one has
//! written is not read. The second one names the first by the checksum of its list, and
//! where that is another one now it is not read either. Each answer has a checksum, and
//! one whose bytes are others now is computed again; where that is found when the site is
//! written, the whole site is. At the end of a file lies a list of
//! what is where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard};

use crate::io::{create_private, locked, make_private, open_regular, record};
use crate::memo;
use crate::source::{Hash, Hasher};

/// The first bytes of a file, with the version of its form.
const MAGIC: &[u8; 8] = b"ouro st3";

/// The most bytes of answers that are kept, in both files.
const LIMIT: u64 = 2 * 1024 * 1024 * 1024;

/// How many bytes stand before the answers: those, the hash of the program, and the name
/// of the first file in a second one.
const HEAD: usize = MAGIC.len() + 16 + 16;

/// How many bytes stand behind the list: how many bytes of the first file were asked for,
/// the number of answers, the checksum of both and of the list, and the first bytes again.
const TAIL: usize = 8 + 8 + 16 + MAGIC.len();

/// What stands in a first file for the name of one.
const ALONE: Hash = 0;

/// How many bytes the list has for each answer: key, place, length, checksum.
const ENTRY: usize = 16 + 8 + 8 + 16;

/// The answers of the last build, and those of this one.
pub struct Store {
    path: PathBuf,
    old: Option<Old>,
    new: Mutex<Option<New>>,
}

/// The answers of the last build.
struct Old {
    first: Part,
    second: Option<Part>,
    /// The answers of the first file whose bytes are others now.
    broken: Mutex<BTreeSet<Hash>>,
}

/// A file of answers.
struct Part {
    file: Mutex<File>,
    /// The checksum of the list.
    name: Hash,
    places: BTreeMap<Hash, Place>,
    /// How many bytes there are of answers.
    size: u64,
    /// How many bytes of the first file the build has asked for that wrote this one.
    asked: u64,
}

/// Where an answer lies.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    length: u64,
    sum: Hash,
}

/// The answers of this build.
struct New {
    /// Where they are written.
    path: PathBuf,
    /// Where they are put when all are there.
    target: PathBuf,
    file: BufWriter<File>,
    end: u64,
    places: BTreeMap<Hash, Place>,
    /// Which answers stay in the first file, and how many bytes they are; nothing where
    /// all is written anew.
    stay: Option<(BTreeSet<Hash>, u64)>,
}

impl Store {
    /// Opens the store of a file for a program. What cannot be read is not there, and
    /// where nothing can be written nothing is kept.
    pub fn open(path: &Path, program: Hash) -> Self {
        let made = path.parent().map(make_private);
        let is_there = made.is_some_and(|made| made.is_ok());
        let old = Old::open(path, program);
        let new = || New::start(path, program, old.as_ref()).ok();
        let new = is_there.then(new).flatten();
        Self { path: path.to_owned(), old, new: Mutex::new(new) }
    }

    /// The store of the last build, to which nothing is added.
    pub fn last(path: &Path, program: Hash) -> Self {
        let old = Old::open(path, program);
        Self { path: path.to_owned(), old, new: Mutex::new(None) }
    }

    /// Puts the answers of this build in the place of those of the last one.
    pub fn finish(&self) {
        let Some(new) = self.written().take() else { return };
        let (part, target, is_whole) =
            (new.path.clone(), new.target.clone(), new.stay.is_none());
        if new.finish().and_then(|()| fs::rename(&part, &target)).is_err() {
            let _ = fs::remove_file(&part);
        } else if is_whole {
            // It belongs to the old one, and is not read any more.
            let _ = fs::remove_file(second(&self.path));
        } else {
            record::used(&self.path);
        }
        self.path.parent().map(record::forget_old);
    }

    /// Removes what is kept in a file, and beside it.
    pub fn forget(path: &Path) {
        for part in [path, &second(path)] {
            // The next build writes all anew in any case, or makes what it cannot read.
            let _ = fs::remove_file(part);
        }
    }

    fn written(&self) -> MutexGuard<'_, Option<New>> {
        locked(&self.new)
    }
}

/// What was not finished is not kept.
impl Drop for Store {
    fn drop(&mut self) {
        if let Some(new) = self.written().take() {
            let _ = fs::remove_file(&new.path);
        }
    }
}

impl memo::Store for Store {
    fn recall(&self, key: Hash) -> Option<Vec<u8>> {
        let old = self.old.as_ref()?;
        if let Some(bytes) = old.second.as_ref().and_then(|second| second.read(key)) {
            return Some(bytes);
        }
        let bytes = old.first.read(key);
        if bytes.is_none() && old.first.places.contains_key(&key) {
            old.broken().insert(key);
        }
        bytes
    }

    fn holds(&self, key: Hash) -> bool {
        let has = |part: &Part| part.places.contains_key(&key);
        self.old.as_ref().is_some_and(|old| {
            old.second.as_ref().is_some_and(has)
                || has(&old.first) && !old.broken().contains(&key)
        })
    }

    fn keeps(&self) -> bool {
        self.written().is_some()
    }

    fn keep(&self, key: Hash, bytes: &[u8]) {
        let sum = sum_of(bytes);
        let whole = |old: &Old| {
            let place = *old.first.places.get(&key)?;
            (place.sum == sum && !old.broken().contains(&key)).then_some(place)
        };
        let in_first = self.old.as_ref().and_then(whole);
        let mut new = self.written();
        if let Some((place, (stay, asked))) =
            in_first.zip(new.as_mut().and_then(|new| new.stay.as_mut()))
        {
            *asked += if stay.insert(key) { place.length } else { 0 };
            return;
        }
        let kept = new.as_mut().map(|new| new.add(key, (bytes, sum)));
        if kept.is_some_and(|kept| kept.is_err())
            && let Some(new) = new.take()
        {
            // The disk is full, or gone.
            let _ = fs::remove_file(&new.path);
        }
    }

    fn carry(&self, key: Hash) -> bool {
        let Some(old) = &self.old else { return false };
        // What the second file has goes before, and is written again.
        if old.second.as_ref().is_some_and(|second| second.places.contains_key(&key))
            || old.broken().contains(&key)
        {
            return false;
        }
        let mut new = self.written();
        let stay = new.as_mut().and_then(|new| new.stay.as_mut());
        let Some((place, (stay, asked))) = old.first.places.get(&key).zip(stay) else {
            return false;
        };
        *asked += if stay.insert(key) { place.length } else { 0 };
        true
    }
}

/// The second file of a store.
fn second(path: &Path) -> PathBuf {
    path.with_extension("second")
}

impl Old {
    fn open(path: &Path, program: Hash) -> Option<Self> {
        let first = Part::open(path, (program, ALONE))?;
        let second = Part::open(&second(path), (program, first.name));
        Some(Self { first, second, broken: Mutex::default() })
    }

    fn broken(&self) -> MutexGuard<'_, BTreeSet<Hash>> {
        locked(&self.broken)
    }

    /// Whether the first file holds little that the last build has not asked for, and the
    /// second one is small.
    fn is_worth_keeping(&self) -> bool {
        let size = self.first.size;
        let second = self.second.as_ref();
        second.is_none_or(|second| second.asked >= size / 2 && second.size <= size / 4)
    }
}

impl Part {
    fn open(path: &Path, (program, first): (Hash, Hash)) -> Option<Self> {
        let (mut file, metadata) = open_regular(path).ok()?;
        let size = metadata.len();
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        if head != head_of(program, first) {
            return None;
        }
        let mut tail = [0; TAIL];
        file.seek(SeekFrom::End(-(TAIL as i64))).ok()?;
        file.read_exact(&mut tail).ok()?;
        let (numbers, rest) = tail.split_first_chunk::<16>()?;
        let (sum, magic) = rest.split_first_chunk::<16>()?;
        let (asked, count) = numbers.split_first_chunk::<8>()?;
        let count = u64::from_le_bytes(count.try_into().ok()?);
        let length = count.checked_mul(ENTRY as u64)?;
        let answers = size.checked_sub(length.checked_add(TAIL as u64)?)?;
        if magic != MAGIC || answers < HEAD as u64 || length > LIMIT {
            return None;
        }
        file.seek(SeekFrom::Start(answers)).ok()?;
        let mut list = vec![0; usize::try_from(length).ok()?];
        file.read_exact(&mut list).ok()?;
        let name = Hash::from_le_bytes(*sum);
        if sum_of_list(&list, numbers) != name {
            return None;
        }
        let is_inside = |(_, place): &(Hash, Place)| {
            place.start.checked_add(place.length).is_some_and(|end| end <= answers)
        };
        let places = list.chunks_exact(ENTRY).filter_map(Place::read).filter(is_inside);
        Some(Self {
            file: Mutex::new(file),
            name,
            places: places.collect(),
            size: answers - HEAD as u64,
            asked: u64::from_le_bytes(*asked),
        })
    }

    fn file(&self) -> MutexGuard<'_, File> {
        locked(&self.file)
    }

    fn read(&self, key: Hash) -> Option<Vec<u8>> {
        let Place { start, length, sum } = *self.places.get(&key)?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        {
            let mut file = self.file();
            file.seek(SeekFrom::Start(start)).ok()?;
            file.read_exact(&mut bytes).ok()?;
        }
        (sum_of(&bytes) == sum).then_some(bytes)
    }
}

impl Place {
    fn read(entry: &[u8]) -> Option<(Hash, Self)> {
        let (key, rest) = entry.split_first_chunk::<16>()?;
        let (start, rest) = rest.split_first_chunk::<8>()?;
        let (length, rest) = rest.split_first_chunk::<8>()?;
        let sum = Hash::from_le_bytes(rest.try_into().ok()?);
        let (start, length) = (u64::from_le_bytes(*start), u64::from_le_bytes(*length));
        Some((Hash::from_le_bytes(*key), Self { start, length, sum }))
    }
}

impl New {
    fn start(path: &Path, program: Hash, old: Option<&Old>) -> io::Result<Self> {
        remove_stale(path);
        let old = old.filter(|old| old.is_worth_keeping());
        let target = old.map_or_else(|| path.to_owned(), |_| second(path));
        let path = path.with_extension(format!("{}.new", process::id()));
        let file = create_private(&path)?;
        // For as long as it is written.
        let _ = file.try_lock();
        let mut file = BufWriter::new(file);
        file.write_all(&head_of(program, old.map_or(ALONE, |old| old.first.name)))?;
        Ok(Self {
            path,
            target,
            file,
            end: HEAD as u64,
            places: BTreeMap::new(),
            stay: old.map(|_| (BTreeSet::new(), 0)),
        })
    }

    fn add(&mut self, key: Hash, (bytes, sum): (&[u8], Hash)) -> io::Result<()> {
        let length = bytes.len() as u64;
        let asked = self.stay.as_ref().map_or(0, |(_, asked)| *asked);
        if self.places.contains_key(&key) || self.end + asked + length > LIMIT {
            return Ok(());
        }
        self.file.write_all(bytes)?;
        let place = Place { start: self.end, length, sum };
        self.places.insert(key, place);
        self.end += length;
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        let mut list = Vec::with_capacity(self.places.len() * ENTRY);
        for (key, Place { start, length, sum }) in &self.places {
            list.extend(key.to_le_bytes());
            list.extend(start.to_le_bytes());
            list.extend(length.to_le_bytes());
            list.extend(sum.to_le_bytes());
        }
        let asked = self.stay.map_or(0, |(_, asked)| asked);
        let numbers = [asked, self.places.len() as u64].map(u64::to_le_bytes).concat();
        self.file.write_all(&list)?;
        self.file.write_all(&numbers)?;
        self.file.write_all(&sum_of_list(&list, &numbers).to_le_bytes())?;
        self.file.write_all(MAGIC)?;
        self.file.flush()
    }
}

/// Removes what builds that were killed have begun to write: nobody holds it.
fn remove_stale(path: &Path) {
    let Some((folder, name)) = path.parent().zip(path.file_stem()) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let begun = entry.path();
        let entry = entry.file_name();
        let number = entry.as_encoded_bytes().strip_prefix(name.as_encoded_bytes());
        let number = number.and_then(|rest| rest.strip_prefix(b"."));
        let number = number.and_then(|rest| rest.strip_suffix(b".new"));
        let is_begun = number.is_some_and(|number| number.iter().all(u8::is_ascii_digit));
        if is_begun && File::open(&begun).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(&begun);
        }
    }
}

/// What a file begins with; `first` is the name of the first one, in a second one.
fn head_of(program: Hash, first: Hash) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let parts = [MAGIC.as_slice(), &program.to_le_bytes(), &first.to_le_bytes()];
    let bytes = parts.into_iter().flatten();
    head.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    head
}

fn sum_of(bytes: &[u8]) -> Hash {
    Hasher::new().part(bytes).finish()
}

fn sum_of_list(list: &[u8], numbers: &[u8]) -> Hash {
    Hasher::new().part(list).part(numbers).finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::Store as _;

    const PROGRAM: Hash = 7;

    /// A store with three answers.
    fn filled(path: &Path) {
        let store = Store::open(path, PROGRAM);
        for key in 1..=3 {
            store.keep(key, format!("answer {key}").as_bytes());
        }
        store.finish();
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// Runs a build that asks for answers and computes others; says how many bytes the
    /// two files have then.
    fn build(path: &Path, (asked, computed): (&[Hash], &[Hash])) -> (u64, u64) {
        let store = Store::open(path, PROGRAM);
        for key in asked {
            let bytes = store.recall(*key).unwrap();
            assert_eq!(bytes, answer(*key), "{key}");
            store.keep(*key, &bytes);
        }
        for key in computed {
            assert_eq!(store.recall(*key), None, "{key}");
            store.keep(*key, &answer(*key));
        }
        store.finish();
        let size = |path: &Path| fs::metadata(path).map_or(0, |it| it.len());
        (size(path), size(&second(path)))
    }

    /// A thousand bytes.
    fn answer(key: Hash) -> Vec<u8> {
        vec![key as u8; 1_000]
    }

    #[test]
    fn what_is_carried_stays_and_counts_as_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.store");
        let all: Vec<Hash> = (1..=10).collect();
        let (whole, _) = build(&path, (&[], &all));
        let carried = |keys: &[Hash], computed: &[Hash]| -> Vec<bool> {
            let store = Store::open(&path, PROGRAM);
            computed.iter().for_each(|key| store.keep(*key, &answer(*key)));
            let carried = keys.iter().map(|key| store.carry(*key)).collect();
            store.finish();
            carried
        };
        assert_eq!(
            carried(&[1, 2, 3, 4, 5, 6, 11], &[11]),
            [true, true, true, true, true, true, false]
        );
        // What the second file has is read and written by who carries it.
        assert_eq!(
            carried(&[1, 2, 3, 4, 5, 11], &[]),
            [true, true, true, true, true, false]
        );
        let (first, _) = build(&path, (&all[..5], &[]));
        assert_eq!(first, whole, "half of it was asked for each time");
        // Most is not asked for: all is written anew, for which bytes are needed.
        assert_eq!(carried(&[1], &[]), [true]);
        assert_eq!(carried(&[1], &[]), [false]);
    }

    #[test]
    fn what_changes_is_written_and_what_is_not_asked_for_is_forgotten_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("site.store");
        let all: Vec<Hash> = (1..=10).collect();
        let (whole, none) = build(&path, (&[], &all));
        assert!(whole > 10_000 && none == 0);
        // Nothing new: nothing but a list is written.
        let (first, second_size) = build(&path, (&all, &[]));
        assert!(first == whole && second_size < 200, "{first} {second_size}");
        // Two new ones, which the next build asks for again, and one of them only.
        let (first, second_size) = build(&path, (&all[1..], &[11, 12]));
        assert!(first == whole && (2_000..3_000).contains(&second_size));
        let (first, second_size) = build(&path, (&[2, 3, 4, 12], &[]));
        assert!(first == whole && (1_000..2_000).contains(&second_size));
        // Most of the first is of no use now, and so it is written anew.
        let (first, second_size) = build(&path, (&[2, 3, 4, 12], &[]));
        assert!((4_000..5_000).contains(&first) && second_size == 0);
        let store = Store::open(&path, PROGRAM);
        assert!(store.recall(12).is_some() && store.recall(5).is_none());
        drop(store);
        assert_eq!(names(path.parent().unwrap()), ["site.store"], "nothing is left over");
        assert!(Store::open(&path, 8).recall(2).is_none(), "of another program");
    }

    #[test]
    fn a_second_file_that_is_large_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.store");
        let all: Vec<Hash> = (1..=20).collect();
        build(&path, (&[], &all[..8]));
        let (_, second_size) = build(&path, (&all[..8], &all[8..]));
        assert!(second_size > 12_000);
        let (first, second_size) = build(&path, (&all, &[]));
        assert!(first > 20_000 && second_size == 0);
    }

    #[test]
    fn what_is_broken_in_the_first_file_is_written_into_the_second() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.store");
        build(&path, (&[], &[1, 2, 3, 4]));
        let mut bytes = fs::read(&path).unwrap();
        bytes[HEAD + 1_500] ^= 1;
        fs::write(&path, bytes).unwrap();
        build(&path, (&[1, 3, 4], &[2]));
        build(&path, (&[1, 2, 3, 4], &[]));
    }

    #[test]
    fn a_second_file_is_read_with_its_own_first_one_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.store");
        build(&path, (&[], &[1, 2]));
        build(&path, (&[1, 2], &[3]));
        let late = fs::read(second(&path)).unwrap();
        fs::remove_file(&path).unwrap();
        build(&path, (&[], &[4, 5]));
        // A build that began with the old first file ends after the one that replaced it.
        fs::write(second(&path), late).unwrap();
        let store = Store::open(&path, PROGRAM);
        let found: Vec<Hash> =
            (1..=5).filter(|key| store.recall(*key).is_some()).collect();
        assert_eq!(found, [4, 5]);
    }

    #[test]
    fn what_a_killed_build_has_begun_is_removed_and_what_another_one_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.store");
        let begun = |number: usize| folder.path().join(format!("site.{number}.new"));
        fs::write(begun(1), "killed").unwrap();
        let other = File::create(begun(2)).unwrap();
        other.try_lock().unwrap();
        filled(&path);
        assert!(!begun(1).exists() && begun(2).exists());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_looks_into_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("builds");
        filled(&inner.join("site.store"));
        let mode = fs::metadata(inner).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }

    #[test]
    fn whatever_becomes_of_the_file_no_other_answer_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.store");
        filled(&path);
        let whole = fs::read(&path).unwrap();
        let look = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            let store = Store::open(&path, PROGRAM);
            let found = (1..=3).filter_map(|key| Some((key, store.recall(key)?)));
            let found: Vec<(Hash, Vec<u8>)> = found.collect();
            for (key, bytes) in &found {
                assert_eq!(bytes, format!("answer {key}").as_bytes());
            }
            found.len()
        };
        assert_eq!(look(&whole), 3);
        for place in 0..whole.len() {
            assert_eq!(look(&whole[..place]), 0, "cut off at {place}");
            let mut broken = whole.clone();
            broken[place] ^= 0x20;
            let found = look(&broken);
            let is_answer = (HEAD..HEAD + 3 * 8).contains(&place);
            assert_eq!(found, if is_answer { 2 } else { 0 }, "broken at {place}");
        }
    }
}
