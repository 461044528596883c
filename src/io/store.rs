//! Answers of a build that outlast it: a file of bytes by the hashes of their questions.
//!
//! The file of the last build is read where something is asked for, and a new one is
//! written beside it with all that this build has asked for; when it is whole, it takes
//! the place of the old one. So it never grows beyond what one build needs, two builds
//! at once do not disturb each other, and a build that is killed leaves the old file.
//!
//! The file begins with the hash of the program that wrote it, and what another one has
//! written is not read. Each answer has a checksum, and one whose bytes are others now
//! is computed again. At its end lies a list of what is where.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::io::{create_private, make_private, open_regular, record};
use crate::memo;
use crate::source::{Hash, Hasher};

/// The first bytes of a file, with the version of its form.
const MAGIC: &[u8; 8] = b"ouro st2";

/// The most bytes of answers that are kept.
const LIMIT: u64 = 2 * 1024 * 1024 * 1024;

/// How many bytes stand before the answers: those, and the hash of the program.
const HEAD: usize = MAGIC.len() + 16;

/// How many bytes stand behind the list: the number of answers, the checksum of the list,
/// and the first bytes again.
const TAIL: usize = 8 + 16 + MAGIC.len();

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
    file: Mutex<File>,
    places: BTreeMap<Hash, Place>,
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
    path: PathBuf,
    file: BufWriter<File>,
    end: u64,
    places: BTreeMap<Hash, Place>,
}

impl Store {
    /// Opens the store of a file for a program. What cannot be read is not there, and
    /// where nothing can be written nothing is kept.
    pub fn open(path: &Path, program: Hash) -> Self {
        let made = path.parent().map(make_private);
        let is_there = made.is_some_and(|made| made.is_ok());
        let new = is_there.then(|| New::start(path, program).ok()).flatten();
        let old = Old::open(path, program);
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
        let part = new.path.clone();
        if new.finish().and_then(|()| fs::rename(&part, &self.path)).is_err() {
            let _ = fs::remove_file(&part);
        }
        self.path.parent().map(record::forget_old);
    }

    fn written(&self) -> MutexGuard<'_, Option<New>> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.old.as_ref()?.read(key)
    }

    fn keeps(&self) -> bool {
        self.written().is_some()
    }

    fn keep(&self, key: Hash, bytes: &[u8]) {
        let sum = sum_of(bytes);
        let mut new = self.written();
        let kept = new.as_mut().map(|new| new.add(key, (bytes, sum)));
        if kept.is_some_and(|kept| kept.is_err())
            && let Some(new) = new.take()
        {
            // The disk is full, or gone.
            let _ = fs::remove_file(&new.path);
        }
    }
}

impl Old {
    fn open(path: &Path, program: Hash) -> Option<Self> {
        let (mut file, metadata) = open_regular(path).ok()?;
        let size = metadata.len();
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        if head[..8] != *MAGIC || head[8..] != program.to_le_bytes() {
            return None;
        }
        let mut tail = [0; TAIL];
        file.seek(SeekFrom::End(-(TAIL as i64))).ok()?;
        file.read_exact(&mut tail).ok()?;
        let (count, rest) = tail.split_first_chunk::<8>()?;
        let (sum, magic) = rest.split_first_chunk::<16>()?;
        let length = u64::from_le_bytes(*count).checked_mul(ENTRY as u64)?;
        let answers = size.checked_sub(length.checked_add(TAIL as u64)?)?;
        if magic != MAGIC || answers < HEAD as u64 || length > LIMIT {
            return None;
        }
        file.seek(SeekFrom::Start(answers)).ok()?;
        let mut list = vec![0; usize::try_from(length).ok()?];
        file.read_exact(&mut list).ok()?;
        if sum_of(&list) != Hash::from_le_bytes(*sum) {
            return None;
        }
        let is_inside = |(_, place): &(Hash, Place)| {
            place.start.checked_add(place.length).is_some_and(|end| end <= answers)
        };
        let places = list.chunks_exact(ENTRY).filter_map(Place::read).filter(is_inside);
        let places = places.collect();
        Some(Self { file: Mutex::new(file), places })
    }

    fn read(&self, key: Hash) -> Option<Vec<u8>> {
        let Place { start, length, sum } = *self.places.get(&key)?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
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
    fn start(path: &Path, program: Hash) -> io::Result<Self> {
        remove_stale(path);
        let path = path.with_extension(format!("{}.new", process::id()));
        let file = create_private(&path)?;
        // For as long as it is written.
        let _ = file.try_lock();
        let mut file = BufWriter::new(file);
        file.write_all(MAGIC)?;
        file.write_all(&program.to_le_bytes())?;
        Ok(Self { path, file, end: HEAD as u64, places: BTreeMap::new() })
    }

    fn add(&mut self, key: Hash, (bytes, sum): (&[u8], Hash)) -> io::Result<()> {
        let length = bytes.len() as u64;
        if self.places.contains_key(&key) || self.end + length > LIMIT {
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
        self.file.write_all(&list)?;
        self.file.write_all(&(self.places.len() as u64).to_le_bytes())?;
        self.file.write_all(&sum_of(&list).to_le_bytes())?;
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

fn sum_of(bytes: &[u8]) -> Hash {
    Hasher::new().part(bytes).finish()
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

    #[test]
    fn what_was_asked_for_is_kept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("site.store");
        filled(&path);
        let store = Store::open(&path, PROGRAM);
        assert_eq!(store.recall(2).as_deref(), Some(&b"answer 2"[..]));
        assert_eq!(store.recall(4), None);
        store.keep(2, b"answer 2");
        store.finish();
        let store = Store::open(&path, PROGRAM);
        assert!(store.recall(2).is_some() && store.recall(1).is_none());
        drop(store);
        assert_eq!(names(path.parent().unwrap()), ["site.store"], "nothing is left over");
        assert!(Store::open(&path, 8).recall(2).is_none(), "of another program");
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
