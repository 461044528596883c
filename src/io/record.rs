//! What a build was made from, remembered from one run to the next.
//!
//! A build is a function of its sources and settings. Where these are the same as
//! those of the last build of an output folder, and that folder is as the build has
//! left it, another one would write the same bytes and say the same words: then only
//! the words are repeated.
//!
//! Whether the folder is as it was is told by the times and the inodes of all that is
//! in it ([`State`]), and only for as long as the machine runs: what was written may
//! be lost where its power is. Where a system does not tell these, as those that are
//! no Linux, each build is made. The records lie in the user's own folder for what
//! can be made again, one for each output folder; whoever removes them loses time and
//! nothing else.

use std::fs::{self, Metadata, OpenOptions};
use std::io::Write as _;
use std::path::{self, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, process};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Noticed};
use crate::io::{create_private, make_private, remembered_in};
use crate::source::{Hash, Hasher};

/// How many files are kept, of which an output folder has three.
const KEPT: usize = 150;

/// How many bytes all of them may have.
const ALL: u64 = 4 * 1024 * 1024 * 1024;

/// The most bytes of a record; a site with more to say is built each time.
const LIMIT: u64 = 16 * 1024 * 1024;

/// Everything in an output folder, by its names, inodes, sizes and times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State(String);

impl State {
    /// The state of a folder that holds these, while the machine runs; nothing where the
    /// system does not tell all of it.
    pub(super) fn of<'f>(
        boot: &str,
        found: impl Iterator<Item = (&'f Path, &'f Metadata)>,
    ) -> Option<Self> {
        let mut all = Hasher::new();
        let mut is_fine = false;
        for (path, metadata) in found {
            is_fine |= is_told_finely(metadata);
            all = all.part(path.as_os_str().as_encoded_bytes()).part(times(metadata)?);
        }
        is_fine.then(|| Self(format!("{boot} {:032x}", all.finish())))
    }

    /// What tells this run of the machine from others, where the system says it.
    pub(super) fn boot() -> Option<String> {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(boot.trim().to_owned())
    }
}

/// Whether a time has parts of a second: where none has, a file can change twice within
/// one.
#[cfg(unix)]
fn is_told_finely(of: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    of.ctime_nsec() != 0
}

#[cfg(not(unix))]
fn is_told_finely(_of: &Metadata) -> bool {
    false
}

/// What changes with each change of a file that does not hide it, and with its owner
/// and its rights as well.
#[cfg(unix)]
fn times(of: &Metadata) -> Option<Vec<u8>> {
    use std::os::unix::fs::MetadataExt;
    let place = [of.dev(), of.ino(), of.mode().into(), of.size()].map(u64::to_le_bytes);
    let times = [of.ctime(), of.ctime_nsec(), of.mtime(), of.mtime_nsec()];
    Some([place, times.map(i64::to_le_bytes)].concat().concat())
}

#[cfg(not(unix))]
fn times(_of: &Metadata) -> Option<Vec<u8>> {
    None
}

/// The last build of an output folder.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// The hash of what it was made from; nothing where it had more to say than is
    /// remembered.
    pub asked: Option<Hash>,
    /// What it left.
    pub state: State,
    /// What it said.
    pub said: Said,
}

/// What a build has said, as far as it does not depend on what was there before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
    /// How many plans there are.
    pub plans: usize,
    /// How many tasks.
    pub tasks: usize,
    /// How many pages.
    pub pages: usize,
    /// How many files.
    pub files: usize,
    /// What some hosts would refuse.
    pub refused: Vec<String>,
}

/// A record as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    asked: Option<String>,
    state: State,
    diagnostics: Vec<Noticed>,
    plans: usize,
    tasks: usize,
    pages: usize,
    files: usize,
    refused: Vec<String>,
}

/// Where the last build of an output folder is remembered; nothing where there is no
/// place for it, or for the folder. The folder itself need not be there yet.
pub fn place(folder: &Path) -> Option<PathBuf> {
    let absolute = path::absolute(folder).ok()?;
    let folder = fs::canonicalize(absolute.parent()?).ok()?.join(absolute.file_name()?);
    let name = Hasher::new().part(folder.as_os_str().as_encoded_bytes()).finish();
    Some(remembered_in()?.join("builds").join(format!("{name:032x}.json")))
}

/// The hash of what tells this program from another one, which may make something else
/// of the same: where it lies, how large it is and when it was written.
pub fn program() -> Option<Hash> {
    let path = env::current_exe().ok()?;
    let metadata = fs::metadata(&path).ok()?;
    let written = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let program = Hasher::new().part(path.as_os_str().as_encoded_bytes());
    let program = program.part(metadata.len().to_le_bytes());
    let program = program.part(written.as_nanos().to_le_bytes());
    Some(program.part(env!("CARGO_PKG_VERSION")).finish())
}

/// Notes that what is remembered at a place was of use, so that it is not the oldest.
pub fn used(place: &Path) {
    for ending in ["json", "store", "second"] {
        let path = place.with_extension(ending);
        let file = OpenOptions::new().append(true).open(path);
        // Where that cannot be, it is forgotten sooner.
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }
}

impl Record {
    /// Reads a record; nothing where there is none that can be read.
    pub fn read(path: &Path) -> Option<Self> {
        let is_small = fs::metadata(path).ok()?.len() <= LIMIT;
        let text = is_small.then(|| fs::read_to_string(path).ok()).flatten()?;
        let written: Written = serde_json::from_str(&text).ok()?;
        let Written { asked, state, plans, tasks, pages, files, refused, .. } = written;
        let diagnostics = written.diagnostics.into_iter().map(Noticed::read);
        let diagnostics = diagnostics.collect::<Option<Vec<_>>>()?;
        Some(Self {
            asked: match asked {
                Some(asked) => Some(Hash::from_str_radix(&asked, 16).ok()?),
                None => None,
            },
            state,
            said: Said { diagnostics, plans, tasks, pages, files, refused },
        })
    }

    /// Writes the record in the place of the one before. Where that cannot be, the
    /// next build is made.
    pub fn write(self, path: &Path) {
        let Said { diagnostics, plans, tasks, pages, files, refused } = self.said;
        let written = Written {
            asked: self.asked.map(|asked| format!("{asked:032x}")),
            state: self.state,
            diagnostics: diagnostics.iter().map(Noticed::of).collect(),
            plans,
            tasks,
            pages,
            files,
            refused,
        };
        let Ok(text) = serde_json::to_vec(&written) else { return };
        let made = path.parent().map(make_private);
        if made.is_none_or(|made| made.is_err()) || text.len() as u64 > LIMIT {
            return;
        }
        // Two builds of one folder may end at the same time.
        let beside = path.with_extension(format!("json.{}.new", process::id()));
        let written = create_private(&beside).and_then(|mut file| file.write_all(&text));
        if written.and_then(|()| fs::rename(&beside, path)).is_err() {
            let _ = fs::remove_file(&beside);
        }
        path.parent().map(forget_old);
    }
}

/// Removes the files that were of no use for longest, where there are too many or too
/// much is in them.
pub(super) fn forget_old(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
        .filter_map(|entry| {
            let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
            let time = metadata.modified().unwrap_or(UNIX_EPOCH);
            Some((time, metadata.len(), entry.path()))
        })
        .collect();
    files.sort();
    let mut count = files.len();
    let mut size: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, bytes, path) in files {
        if count <= KEPT && size <= ALL {
            break;
        }
        let _ = fs::remove_file(path);
        count -= 1;
        size -= bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code;
    use crate::source::{SitePath, Span};

    #[test]
    fn a_record_is_read_as_it_was_written_and_the_oldest_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let record = |number: usize| {
            let path = SitePath::new("quay/tasks.md").unwrap();
            let span = Span { line: 3, column: 1, start: 20, end: 25 };
            let of_place = Diagnostic::at(&code::CYCLE, &path, span, "two wait")
                .label("here")
                .hint("take one out");
            let of_site = Diagnostic::site(&code::DUPLICATE_URL, "two pages");
            let diagnostics = vec![of_place, of_site];
            let said = Said { diagnostics, plans: 1, pages: number, ..Said::default() };
            Record { asked: Some(Hash::MAX), state: State("boot 0".to_owned()), said }
        };
        let path = |number: usize| folder.path().join(format!("{number}.json"));
        for number in 0..KEPT + 3 {
            record(number).write(&path(number));
            // The oldest are known by their times.
            let file = OpenOptions::new().append(true).open(path(number)).unwrap();
            let time = UNIX_EPOCH + std::time::Duration::from_secs(number as u64);
            file.set_modified(time).unwrap();
        }
        assert_eq!(Record::read(&path(KEPT)), Some(record(KEPT)));
        assert_eq!(Record::read(&path(0)), None);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), KEPT);
        fs::write(path(KEPT), "{}").unwrap();
        assert_eq!(Record::read(&path(KEPT)), None);
    }
}
