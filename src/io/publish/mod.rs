//! Putting the finished site in place: the old one whole, or the new one whole.
//!
//! The new site is built in a folder beside the old one, and the two folders
//! change places in one step of the system. Whatever stops us before that step
//! leaves the old site, whatever stops us after it the new one, and the next
//! build clears away what is left. A lock beside the folder keeps two builds
//! apart; the system frees it when its holder dies, so the file stays. The old folder
//! of a large site stays as well, for the next one to be made of it (`spare`).
//!
//! A file whose bytes stay the same is linked into the new folder, so that its
//! inode and its time stay too, and what copies the site onwards sees only real
//! changes. Where the folder is as the last build has left it, by the inodes and times
//! of all that is in it, the manifest says what its files hold; otherwise each old file
//! is read, so that what a power cut or a hand has spoilt is written anew.
//!
//! A manifest in the folder lists what we wrote. What it does not list is
//! foreign: never overwritten, never removed, and no link is followed.
//!
//! # Where folders cannot change places
//!
//! On a mount point, on a network file system without this call and on Windows
//! each file is replaced on its own: first what pages need, then pages, the
//! front page last, then what is gone is removed. The promise then holds for
//! each file, and [`Placed::PerFile`] says so. Moving the old folder aside and
//! the new one in its place would instead leave no site at all for a moment,
//! and after a kill until the next build. The manifest is widened before the
//! first file is replaced, so that a build that was stopped knows its files.
//!
//! # Accidents we keep
//!
//! The folder is another one after each change: a shell that stands in it sees
//! the old one until `cd .`, and a watcher of the folder must watch its parent.
//! A mount inside the folder makes the old tree impossible to remove.
//!
//! # What is not flushed
//!
//! The manifest and the folders around the change are flushed to the disk, the
//! pages are not: that would cost seconds for large sites. After a power cut a
//! page can be empty where the file system orders its writes so; the next build
//! sees it and writes it again.

mod manifest;
mod spare;

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, DirEntry, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::ops::Deref;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::io::error::{IoError, shown};
use crate::io::publish::manifest::{Manifest, Stamp};
use crate::io::publish::spare::Spare;
use crate::io::record::State;
use crate::io::{MANIFEST, interrupt, open_regular, refuse_links};
use crate::memo;
use crate::output::{Output, Packed, digest_of};

/// How long we wait for another build of the same folder.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// How often we look whether it has ended.
const LOCK_POLL: Duration = Duration::from_millis(20);

/// How many foreign files a refusal names.
const NAMED: usize = 3;

/// The name under which a file is written before it replaces another one.
const PART: &str = ".ouro-part";

/// Where a site goes, and what it must not touch.
#[derive(Debug, Clone)]
pub struct Target {
    /// The output folder.
    pub folder: PathBuf,
    /// The folder (or the single file) that is built; the output may lie in it.
    pub root: PathBuf,
    /// The folder of the content; where it is not the root itself, the output
    /// may not lie in it.
    pub content: PathBuf,
    /// What becomes of files that we did not write.
    pub foreign: Foreign,
    /// How the last build has left the output folder, where that is known.
    pub left: Option<State>,
}

/// What becomes of files in the output folder that we did not write. What is
/// hidden (`.git`, `.DS_Store`) and a `CNAME` at the top are kept in either case;
/// a file in the place of one of ours is refused in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Foreign {
    /// Nothing is published.
    #[default]
    Refuse,
    /// They stay in the folder.
    Keep,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// How many files are new or changed.
    pub written: usize,
    /// How many files stayed as they are.
    pub unchanged: usize,
    /// How many files of the last build are gone.
    pub removed: usize,
    /// How the site was put in place.
    pub placed: Placed,
    /// What the folder holds now.
    pub state: Option<State>,
    /// An older site that was kept for the next build, and into which somebody else has
    /// written, or which cannot be read: it is left alone.
    pub foreign_spare: Option<PathBuf>,
}

impl Published {
    /// What was done where so many files are all in place already.
    pub fn nothing(files: usize) -> Self {
        let placed = Placed::Untouched;
        Self {
            written: 0,
            unchanged: files,
            removed: 0,
            placed,
            state: None,
            foreign_spare: None,
        }
    }
}

/// How a site was put in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// Not at all, since nothing has changed.
    Untouched,
    /// In one step.
    Whole,
    /// Each file on its own, because the folder cannot be exchanged.
    PerFile,
}

/// Puts a site in place.
pub fn publish(output: &Output, target: &Target) -> Result<Published, IoError> {
    let place = Place::find(target)?;
    let files = names(output, &place)?;
    let _lock = place.lock()?;
    place.remove_stale()?;
    let old = Old::read(&place, target.left.as_ref())?;
    let change = Change::find(&place, old, files);
    change.refuse_conflicts(&place)?;
    if target.foreign == Foreign::Refuse {
        change.refuse_foreign(&place)?;
    }
    let whole = |change: &Change<'_>| match change.old.mounted {
        true => Ok(None),
        false => change.publish_whole(&place),
    };
    let (placed, foreign_spare) = if change.is_nothing() {
        (Placed::Untouched, None)
    } else if let Some(Whole { foreign_spare }) = whole(&change)? {
        (Placed::Whole, foreign_spare)
    } else {
        change.publish_per_file(&place)?;
        (Placed::PerFile, None)
    };
    Ok(Published {
        written: change.files.len() - change.unchanged(),
        unchanged: change.unchanged(),
        removed: change.removed.len(),
        placed,
        state: change.state(&place),
        foreign_spare,
    })
}

/// Whether the output folder is as the last build has left it, and no other build is at
/// it; then what builds that were stopped have left beside it is cleared away.
pub fn is_as_left(target: &Target) -> bool {
    let Some(left) = &target.left else { return false };
    let Ok(place) = Place::find(target) else { return false };
    let Ok(lock) = place.lock_file() else { return false };
    let is_free = lock.try_lock().is_ok();
    is_free && place.remove_stale().is_ok() && state(&place).as_ref() == Some(left)
}

/// What the output folder holds; nothing where that cannot be known.
fn state(place: &Place) -> Option<State> {
    state_of(&list(&place.folder, &place.given).ok()?)
}

fn state_of(found: &BTreeMap<Inner, Found>) -> Option<State> {
    let found = found.iter().map(|(path, found)| (&**path, &found.metadata));
    State::of(&State::boot()?, found)
}

/// A path that goes down from the folder. A site has many, which are compared as bytes: to
/// do that part by part, as paths do, took more of publishing than the disk did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Inner(OsString);

impl Inner {
    fn new(path: &Path) -> Self {
        // A manifest has `/` on each system.
        if cfg!(windows) {
            let parts: Vec<&OsStr> = path.iter().collect();
            return Self(parts.join(OsStr::new("/")));
        }
        Self(path.as_os_str().to_owned())
    }
}

impl From<&str> for Inner {
    fn from(path: &str) -> Self {
        Self::new(Path::new(path))
    }
}

impl Deref for Inner {
    type Target = Path;

    fn deref(&self) -> &Path {
        Path::new(&self.0)
    }
}

impl AsRef<Path> for Inner {
    fn as_ref(&self) -> &Path {
        self
    }
}

impl Borrow<OsStr> for Inner {
    fn borrow(&self) -> &OsStr {
        &self.0
    }
}

/// The files of a site by their relative path.
type Files<'o> = BTreeMap<Inner, &'o Packed>;

/// The files to write; a name of ours among them is refused.
fn names<'o>(output: &'o Output, place: &Place) -> Result<Files<'o>, IoError> {
    let files = output.files.iter().map(|(path, bytes)| {
        let path = Path::new(path.as_str());
        if is_reserved(path) || !is_inner(path) {
            return Err(IoError::refused(&place.show(path), "is no name for a page"));
        }
        Ok((Inner::new(path), bytes))
    });
    files.collect()
}

/// Whether a path is that of a file of our own beside those of the site.
fn is_reserved(path: &Path) -> bool {
    path == Path::new(MANIFEST) || path == Path::new(PART)
}

/// Whether a path goes down only.
fn is_inner(path: &Path) -> bool {
    path.file_name().is_some()
        && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The output folder, looked at before anything is written.
struct Place {
    /// The folder as the user wrote it, for messages.
    given: PathBuf,
    /// The folder without links and `..`.
    folder: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Place {
    /// Finds the folder and refuses what it must not be.
    fn find(target: &Target) -> Result<Self, IoError> {
        let given = &target.folder;
        let absolute = std::path::absolute(given).map_err(|e| IoError::read(given, e))?;
        // Taken apart and joined, a path loses its last `/`, behind which a
        // link would be followed.
        let absolute: PathBuf = absolute.components().collect();
        let folder = match fs::symlink_metadata(&absolute) {
            Ok(found) if found.is_symlink() => {
                return Err(IoError::refused(given, "is a symbolic link")
                    .with_hint("give the folder it points to"));
            }
            Ok(found) if !found.is_dir() => {
                return Err(IoError::refused(given, "is no folder"));
            }
            Ok(_) => fs::canonicalize(&absolute).map_err(|e| IoError::read(given, e))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                missing(given, &absolute)?
            }
            Err(error) => return Err(IoError::read(given, error)),
        };
        protect(&folder, target)?;
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            return Err(IoError::refused(given, "is the root of the file system"));
        };
        let (parent, name) = (parent.to_owned(), name.to_owned());
        make_folders(&parent).map_err(|e| IoError::write(&parent, e))?;
        Ok(Self { given: given.clone(), folder, parent, name })
    }

    /// A path in the folder as the user knows it.
    fn show(&self, path: &Path) -> PathBuf {
        self.given.join(path)
    }

    /// The name of a file of ours beside the folder.
    fn beside(&self, ending: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(ending);
        name
    }

    fn lock_path(&self) -> PathBuf {
        self.parent.join(self.beside(".ouro-lock"))
    }

    /// The file whose lock keeps two builds apart.
    fn lock_file(&self) -> Result<File, IoError> {
        let path = self.lock_path();
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        refuse_links(&mut options);
        options.open(&path).map_err(|e| IoError::write(&path, e))
    }

    /// Waits for other builds of this folder; the lock lasts as long as the file.
    fn lock(&self) -> Result<File, IoError> {
        let (path, file) = (self.lock_path(), self.lock_file()?);
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => {
                    return Err(IoError::write(&path, error));
                }
                Err(TryLockError::WouldBlock) if interrupt::is_wanted() => {
                    return Err(IoError::Interrupted);
                }
                Err(TryLockError::WouldBlock) if start.elapsed() >= LOCK_WAIT => {
                    let seconds = LOCK_WAIT.as_secs();
                    return Err(IoError::Busy { path: self.given.clone(), seconds });
                }
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_POLL),
            }
        }
    }

    /// Removes what builds that were stopped have left beside the folder.
    fn remove_stale(&self) -> Result<(), IoError> {
        let prefix = self.beside(".ouro-tmp-");
        let fail = |error| IoError::read(&self.parent, error);
        for entry in fs::read_dir(&self.parent).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name();
            let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
            let ours = rest.is_some_and(|rest| {
                !rest.is_empty() && rest.iter().all(u8::is_ascii_digit)
            });
            if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                let path = entry.path();
                remove_tree(&path).map_err(|e| IoError::remove(&path, e))?;
            }
        }
        Ok(())
    }

    /// Moves a folder with files that are not ours to remove to where no build removes it,
    /// and says where that is.
    fn set_aside(&self, folder: &Path) -> Result<PathBuf, IoError> {
        let names = (1..).map(|number| {
            let ending = format!(".ouro-kept-{}-{number}", std::process::id());
            self.parent.join(self.beside(&ending))
        });
        let mut free = names.filter(|path| fs::symlink_metadata(path).is_err());
        let kept = free.next().expect("there is no end of numbers");
        fs::rename(folder, &kept).map_err(|e| IoError::write(&kept, e))?;
        Ok(kept)
    }
}

/// Where a folder that does not exist yet will be.
fn missing(given: &Path, absolute: &Path) -> Result<PathBuf, IoError> {
    let mut base = absolute;
    let mut names = Vec::new();
    while fs::symlink_metadata(base).is_err() {
        let (Some(parent), Some(name)) = (base.parent(), base.file_name()) else {
            return Err(IoError::refused(
                given,
                "leads through a folder that is not there",
            ));
        };
        names.push(name);
        base = parent;
    }
    let mut folder = fs::canonicalize(base).map_err(|e| IoError::read(given, e))?;
    folder.extend(names.into_iter().rev());
    Ok(folder)
}

/// Refuses a folder that would put the user's own files in danger.
fn protect(folder: &Path, target: &Target) -> Result<(), IoError> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|e| IoError::read(path, e));
    let refuse = |reason: &str| {
        let hint = "choose a folder of its own, like `public`";
        Err(IoError::refused(&target.folder, reason).with_hint(hint))
    };
    if folder.parent().is_none() {
        return refuse("is the root of the file system");
    }
    let (root, content) = (real(&target.root)?, real(&target.content)?);
    for (kept, equal, above) in [
        (&content, "holds the content", "lies above the content"),
        (&root, "is what is built", "lies above what is built"),
    ] {
        if kept == folder {
            return refuse(equal);
        }
        if kept.starts_with(folder) {
            return refuse(above);
        }
    }
    if content != root && folder.starts_with(&content) {
        return refuse("lies in the content");
    }
    let variable = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let home = std::env::var_os(variable).filter(|home| !home.is_empty());
    if home
        .is_some_and(|home| real(Path::new(&home)).is_ok_and(|h| h.starts_with(folder)))
    {
        return refuse("is the home folder or lies above it");
    }
    Ok(())
}

/// Something in the output folder.
#[derive(Debug, Clone)]
struct Found {
    kind: Kind,
    metadata: Metadata,
    /// Whether the manifest lists it.
    is_listed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    /// A link, a pipe, a device: handed on, never opened.
    Other,
}

impl Found {
    fn new(metadata: Metadata) -> Self {
        let kind = if metadata.is_dir() {
            Kind::Folder
        } else if metadata.is_file() {
            Kind::File
        } else {
            Kind::Other
        };
        Self { kind, metadata, is_listed: false }
    }

    /// Whether it is a file that we wrote.
    fn is_ours(&self) -> bool {
        self.is_listed && self.kind == Kind::File
    }

    /// What tells it from another file that takes its place.
    fn identity(&self) -> (u64, u64) {
        identity(&self.metadata)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> (u64, u64) {
    let since =
        |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).ok();
    let time = metadata.modified().ok().and_then(since).unwrap_or_default();
    (metadata.len(), time.as_nanos() as u64)
}

/// The number of a file as its folder tells it: where that is the one of [`identity`], it
/// is that file.
#[cfg(unix)]
fn number(entry: &DirEntry) -> Option<u64> {
    use std::os::unix::fs::DirEntryExt;
    Some(entry.ino())
}

#[cfg(not(unix))]
fn number(_entry: &DirEntry) -> Option<u64> {
    None
}

/// The output folder as it is.
#[derive(Default)]
struct Old {
    /// Whether it is there.
    exists: bool,
    /// Whether another file system is mounted on it.
    mounted: bool,
    /// Everything in it but the manifest.
    found: BTreeMap<Inner, Found>,
    /// Whether it is as the last build has left it.
    is_as_left: bool,
    manifest: Manifest,
    /// The paths of the manifest.
    listed: BTreeSet<Inner>,
    /// What is in it and is not ours.
    foreign: Vec<(Inner, Kind)>,
    /// The manifest as it was read.
    raw: Vec<u8>,
    /// Whether there is a manifest that cannot be used.
    spoilt: bool,
}

impl Old {
    /// Reads it; `left` is how the last build has left it, where that is known.
    fn read(place: &Place, left: Option<&State>) -> Result<Self, IoError> {
        let metadata = match fs::symlink_metadata(&place.folder) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(IoError::read(&place.given, error)),
        };
        // It may have changed while we waited for the lock.
        if !metadata.is_dir() {
            return Err(IoError::refused(&place.given, "is no folder"));
        }
        let parent =
            fs::metadata(&place.parent).map_err(|e| IoError::read(&place.parent, e))?;
        let found = list(&place.folder, &place.given)?;
        let mut old = Self {
            exists: true,
            mounted: cfg!(unix) && identity(&metadata).0 != identity(&parent).0,
            is_as_left: left.is_some() && state_of(&found).as_ref() == left,
            found,
            ..Self::default()
        };
        let manifest = old.found.get(OsStr::new(MANIFEST)).map(|found| found.kind);
        if manifest == Some(Kind::File) {
            old.found.remove(OsStr::new(MANIFEST));
            old.raw = manifest::read(&place.folder)
                .map_err(|e| IoError::read(&place.show(Path::new(MANIFEST)), e))?;
            match Manifest::parse(&old.raw) {
                Some(manifest) => {
                    old.listed = manifest
                        .files
                        .keys()
                        .map(|path| Inner::from(path.as_str()))
                        .collect();
                    for path in &old.listed {
                        if let Some(found) = old.found.get_mut(path) {
                            found.is_listed = true;
                        }
                    }
                    old.manifest = manifest;
                }
                None => old.spoilt = true,
            }
        }
        // A file that was being written when a build was stopped.
        if old.found.get(OsStr::new(PART)).is_some_and(|found| found.kind == Kind::File) {
            old.found.remove(OsStr::new(PART));
        }
        old.foreign = old.find_foreign();
        Ok(old)
    }

    /// Whether a path is a file that we wrote.
    fn owns(&self, path: &Path) -> bool {
        self.found.get(path.as_os_str()).is_some_and(Found::is_ours)
    }

    /// What the manifest says of a file.
    fn stamp(&self, path: &Path) -> Option<&Stamp> {
        self.manifest.files.get(path.to_str()?)
    }

    /// Finds what is in the folder and is not ours.
    fn find_foreign(&self) -> Vec<(Inner, Kind)> {
        let above = folders_of(self.listed.iter());
        let foreign = self.found.iter().filter(|(path, found)| match found.kind {
            Kind::Folder => !above.contains(path.as_os_str()),
            Kind::File => !found.is_ours(),
            Kind::Other => true,
        });
        foreign.map(|(path, found)| (path.clone(), found.kind)).collect()
    }
}

/// The folders that some paths lie in, and those above.
fn folders_of<'p>(paths: impl Iterator<Item = &'p Inner>) -> BTreeSet<&'p OsStr> {
    let mut folders = BTreeSet::new();
    for path in paths {
        for folder in path.ancestors().skip(1) {
            // What lies above a folder came with it.
            if !folders.insert(folder.as_os_str()) {
                break;
            }
        }
    }
    folders
}

/// Everything below a folder by relative path; no link is followed.
fn list(folder: &Path, given: &Path) -> Result<BTreeMap<Inner, Found>, IoError> {
    let look = |entry: &DirEntry| entry.metadata().map(Found::new);
    Ok(everything((folder, given), look)?.into_iter().collect())
}

/// What is seen of everything below a folder, by relative path; no link is followed. What
/// lies in a folder stands behind it.
fn everything<T: Send>(
    (folder, given): (&Path, &Path),
    look: impl Fn(&DirEntry) -> io::Result<T> + Sync,
) -> Result<Vec<(Inner, T)>, IoError> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    // Those that lie as deep as each other are looked at side by side.
    while !folders.is_empty() {
        let entries =
            memo::each(&folders, |inner| entries_of((folder, inner), given, &look));
        folders.clear();
        for entries in entries {
            for (path, is_folder, seen) in entries? {
                folders.extend(is_folder.then(|| path.clone()));
                found.push((Inner::new(&path), seen));
            }
        }
    }
    Ok(found)
}

/// What is seen in one folder, by the path below another one, and whether it is a folder.
fn entries_of<T>(
    (folder, inner): (&Path, &Path),
    given: &Path,
    look: impl Fn(&DirEntry) -> io::Result<T>,
) -> Result<Vec<(PathBuf, bool, T)>, IoError> {
    let fail = |path: &Path, error| IoError::read(&given.join(path), error);
    let entries = fs::read_dir(folder.join(inner)).map_err(|e| fail(inner, e))?;
    let entries = entries.map(|entry| {
        let entry = entry.map_err(|e| fail(inner, e))?;
        let path = inner.join(entry.file_name());
        let seen = entry.file_type().and_then(|kind| Ok((kind.is_dir(), look(&entry)?)));
        let (is_folder, seen) = seen.map_err(|e| fail(&path, e))?;
        Ok((path, is_folder, seen))
    });
    entries.collect()
}

/// The difference between the old site and the new one.
struct Change<'o> {
    old: Old,
    files: BTreeMap<Inner, New<'o>>,
    /// The files that we wrote and that are gone.
    removed: Vec<Inner>,
    manifest: Manifest,
}

/// A site that was put in place in one step.
#[derive(Debug, PartialEq)]
struct Whole {
    /// As in [`Published`].
    foreign_spare: Option<PathBuf>,
}

/// A file of the new site.
struct New<'o> {
    file: &'o Packed,
    /// Whether it is in place already.
    is_unchanged: bool,
}

impl<'o> Change<'o> {
    /// Finds it; of a folder that is as the last build has left it, the manifest is
    /// believed.
    fn find(place: &Place, old: Old, files: Files<'o>) -> Self {
        let all: Vec<(&Inner, &&Packed)> = files.iter().collect();
        let looked_at = memo::each(&all, |(path, file)| {
            let stamp = Stamp::of(file);
            let holds_the_same = || match old.is_as_left {
                true => old.stamp(path) == Some(&stamp),
                false => holds(&place.folder.join(path), file),
            };
            (old.owns(path) && holds_the_same(), stamp)
        });
        let mut stamps = BTreeMap::new();
        let mut new = BTreeMap::new();
        for ((path, file), (is_unchanged, stamp)) in files.into_iter().zip(looked_at) {
            stamps.insert(path.to_string_lossy().into_owned(), stamp);
            new.insert(path, New { file, is_unchanged });
        }
        let manifest = Manifest::of(stamps);
        let gone = |path: &&Inner| !new.contains_key(*path) && old.owns(path);
        let removed = old.listed.iter().filter(gone).cloned().collect();
        Self { old, files: new, removed, manifest }
    }

    /// What the folder holds now; nothing where that cannot be known, or where somebody
    /// has changed a file of ours since it was looked at or written.
    fn state(&self, place: &Place) -> Option<State> {
        let now = list(&place.folder, &place.given).ok()?;
        let is_whole = |(path, new): (&Inner, &New<'_>)| {
            let Some(now) = now.get(path) else { return false };
            let was = self.old.found.get(path).filter(|_| new.is_unchanged);
            let is_as_it_was = was.is_none_or(|was| {
                was.metadata.modified().ok() == now.metadata.modified().ok()
            });
            is_as_it_was && now.metadata.len() == new.file.size() as u64
        };
        self.files.iter().all(is_whole).then(|| state_of(&now))?
    }

    /// How many files are in place already.
    fn unchanged(&self) -> usize {
        self.files.values().filter(|new| new.is_unchanged).count()
    }

    fn is_nothing(&self) -> bool {
        self.old.exists
            && self.unchanged() == self.files.len()
            && self.removed.is_empty()
            && self.old.raw == self.manifest.bytes()
    }

    /// Refuses to put a file where something is that we did not write.
    fn refuse_conflicts(&self, place: &Place) -> Result<(), IoError> {
        let folders = folders_of(self.files.keys());
        let inside = |path: &Path| {
            path.ancestors().any(|path| self.files.contains_key(path.as_os_str()))
        };
        let taken = self.old.foreign.iter().find(|(path, kind)| {
            let blocks_folder =
                *kind != Kind::Folder && folders.contains(path.as_os_str());
            blocks_folder || is_reserved(path) || inside(path)
        });
        match taken {
            Some((path, _)) => Err(IoError::refused(
                &place.show(path),
                "is in the place of a file of the site, and ouro did not write it",
            )
            .with_hint("move it away, or choose another output folder")),
            None => Ok(()),
        }
    }

    /// Refuses a folder with files of which nobody said that they may stay.
    fn refuse_foreign(&self, place: &Place) -> Result<(), IoError> {
        let foreign: Vec<&Path> = self
            .old
            .foreign
            .iter()
            .filter(|(path, kind)| *kind != Kind::Folder && !is_always_kept(path))
            .map(|(path, _)| &**path)
            .collect();
        if foreign.is_empty() {
            return Ok(());
        }
        let count = match foreign.len() {
            1 => "1 file".to_owned(),
            count => format!("{count} files"),
        };
        let named: Vec<_> =
            foreign.iter().take(NAMED).map(|path| format!("`{}`", shown(path))).collect();
        let more = if foreign.len() > NAMED { " and others" } else { "" };
        let why = if self.old.spoilt {
            format!(" (its `{MANIFEST}` cannot be read)")
        } else {
            String::new()
        };
        let reason = format!(
            "holds {count} that ouro did not write: {}{more}{why}",
            named.join(", ")
        );
        Err(IoError::refused(&place.given, reason).with_hint(
            "use `--force` to keep them and publish, or choose another folder",
        ))
    }

    /// Builds the site beside the folder and exchanges the two; gives nothing where the
    /// system cannot do that.
    fn publish_whole(&self, place: &Place) -> Result<Option<Whole>, IoError> {
        let name = place.beside(&format!(".ouro-tmp-{}", std::process::id()));
        let staging = Staging(place.parent.join(name));
        let staged = &staging.0;
        let spare = Spare::of(place);
        // It is moved once it is known that nobody else has written into it: where a site is
        // made, the next build clears away what is left.
        let found = spare.is_there().then(|| self.look_at(&spare)).flatten();
        let is_renewed = match &found {
            Some(found) if fs::rename(spare.site(), staged).is_ok() => {
                self.renew((place, &spare), staged, found)?
            }
            _ => false,
        };
        if !is_renewed {
            self.build(place, staged)?;
        }
        self.complete(place, staged)?;
        if !self.old.exists {
            fs::rename(staged, &place.folder)
                .map_err(|e| IoError::write(&place.given, e))?;
            flush_folder(&place.parent);
            return Ok(Some(Whole { foreign_spare: None }));
        }
        match exchange(staged, &place.folder) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(IoError::write(&place.given, error)),
        }
        flush_folder(&place.parent);
        if let Err(error) = self.rescue(place, staged) {
            // What could not be brought over is not ours to remove.
            let moved = place.set_aside(staged);
            std::mem::forget(staging);
            moved?;
            return Err(error);
        }
        let is_kept = !spare.is_there()
            && self.leaves_a_spare(place, staged)
            && spare.keep(staged).is_ok();
        if is_kept {
            return Ok(Some(Whole { foreign_spare: None }));
        }
        spare.forget();
        remove_tree(staged).map_err(|e| IoError::remove(staged, e))?;
        // One of ours is where the new site was made.
        let foreign_spare = spare.is_there().then(|| spare.site());
        Ok(Some(Whole { foreign_spare }))
    }

    /// Makes a folder with the files of the new site and with what is foreign, in the place
    /// of a spare that cannot be that.
    fn build(&self, place: &Place, staged: &Path) -> Result<(), IoError> {
        match remove_tree(staged) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(IoError::remove(staged, error));
            }
            _ => {}
        }
        make_folder(staged).map_err(|e| IoError::write(staged, e))?;
        self.fill_all(place, staged, self.files.iter())?;
        for (path, kind) in &self.old.foreign {
            let (from, to) = (place.folder.join(path), staged.join(path));
            let fail = |error| IoError::write(&place.show(path), error);
            make_folders(to.parent().unwrap_or(staged)).map_err(fail)?;
            let carried = match kind {
                Kind::Folder => carry_folder(&from, &to),
                Kind::File | Kind::Other => carry(&from, &to),
            };
            carried.map_err(fail)?;
        }
        Ok(())
    }

    /// Puts files of the new site into the folder that it is made in.
    fn fill_all<'f>(
        &'f self,
        place: &Place,
        staged: &Path,
        files: impl Iterator<Item = (&'f Inner, &'f New<'f>)>,
    ) -> Result<(), IoError> {
        // The system works on several folders at once.
        let mut folders: BTreeMap<&OsStr, Vec<(&Inner, &New<'_>)>> = BTreeMap::new();
        for (path, new) in files {
            let folder = path.parent().unwrap_or(Path::new(""));
            folders.entry(folder.as_os_str()).or_default().push((path, new));
        }
        let folders: Vec<_> = folders.into_values().collect();
        let has_failed = AtomicBool::new(false);
        let filled = memo::each(&folders, |files| {
            if has_failed.load(Ordering::Relaxed) {
                return Ok(());
            }
            let filled = fill((place, staged), files);
            has_failed.fetch_or(filled.is_err(), Ordering::Relaxed);
            filled
        });
        filled.into_iter().collect()
    }

    /// Gives the folder of the new site what every site gets last.
    fn complete(&self, place: &Place, staged: &Path) -> Result<(), IoError> {
        let fail = |error| IoError::write(&place.show(Path::new(MANIFEST)), error);
        let file =
            write_new(&staged.join(MANIFEST), &self.manifest.bytes()).map_err(fail)?;
        file.sync_all().map_err(fail)?;
        if self.old.exists {
            let metadata = fs::metadata(&place.folder)
                .map_err(|e| IoError::read(&place.given, e))?;
            fs::set_permissions(staged, metadata.permissions())
                .map_err(|e| IoError::write(&place.given, e))?;
        }
        flush_folder(staged);
        Ok(())
    }

    /// Brings over what others have put into the old folder while we built.
    fn rescue(&self, place: &Place, old: &Path) -> Result<(), IoError> {
        // What was there is told by its number alone, which needs no look at each file.
        let look = |entry: &DirEntry| Ok((number(entry), entry.file_type()?));
        for (path, (told, kind)) in everything((old, &place.given), look)? {
            if kind.is_dir() {
                continue;
            }
            let is_known = self.old.found.get(&path).is_some_and(|was| {
                let is_same = |now: Metadata| identity(&now) == was.identity();
                told == Some(was.identity().1)
                    || fs::symlink_metadata(old.join(&path)).is_ok_and(is_same)
            });
            if is_known {
                continue;
            }
            let is_ours = is_reserved(&path) || self.old.listed.contains(&path);
            if is_ours || self.files.contains_key(&path) {
                continue;
            }
            let to = place.folder.join(&path);
            let fail = |error| IoError::write(&place.show(&path), error);
            make_folders(to.parent().unwrap_or(&place.folder)).map_err(fail)?;
            fs::rename(old.join(&path), &to).map_err(fail)?;
        }
        Ok(())
    }

    /// Replaces file by file: what pages need, pages, the front page; then
    /// removes what is gone.
    fn publish_per_file(&self, place: &Place) -> Result<(), IoError> {
        let mut both = self.manifest.clone();
        for (path, stamp) in &self.old.manifest.files {
            both.files.entry(path.clone()).or_insert_with(|| stamp.clone());
        }
        let turn = |path: &Path| {
            let page = path.extension() == Some(OsStr::new("html"));
            (path == Path::new("index.html"), page)
        };
        let mut files: Vec<_> =
            self.files.iter().filter(|(_, new)| !new.is_unchanged).collect();
        files.sort_by_key(|(path, _)| turn(path));
        // What cannot be read is found before anything is replaced.
        for (path, New { file, .. }) in &files {
            bytes_of(place, path, file)?;
        }
        replace(place, Path::new(MANIFEST), &both.bytes())?;
        let mut cleared = BTreeSet::new();
        for (path, New { file, .. }) in files {
            let in_the_way =
                |gone: &&Inner| path.starts_with(gone) || gone.starts_with(path);
            for gone in self.removed.iter().filter(in_the_way) {
                if cleared.insert(gone) {
                    remove(place, gone)?;
                }
            }
            let folder = place.folder.join(path.parent().unwrap_or(Path::new("")));
            make_folders(&folder).map_err(|e| IoError::write(&place.show(path), e))?;
            replace(place, path, &bytes_of(place, path, file)?)?;
        }
        for path in self.removed.iter().filter(|path| !cleared.contains(path)) {
            remove(place, path)?;
        }
        replace(place, Path::new(MANIFEST), &self.manifest.bytes())?;
        flush_folder(&place.folder);
        Ok(())
    }
}

/// Fills a folder of the new site with its files.
fn fill(
    (place, staged): (&Place, &Path),
    files: &[(&Inner, &New<'_>)],
) -> Result<(), IoError> {
    if let Some((path, _)) = files.first() {
        make_folders(staged.join(path).parent().unwrap_or(staged))
            .map_err(|e| IoError::write(&place.show(path), e))?;
    }
    for (path, new) in files {
        if interrupt::is_wanted() {
            return Err(IoError::Interrupted);
        }
        let (from, to) = (place.folder.join(path), staged.join(path));
        if new.is_unchanged && fs::hard_link(&from, &to).is_ok() {
            continue;
        }
        let bytes = bytes_of(place, path, new.file)?;
        let file = write_new(&to, &bytes);
        let file = file.map_err(|e| IoError::write(&place.show(path), e))?;
        let metadata = new.is_unchanged.then(|| fs::symlink_metadata(from));
        if let Some(Ok(time)) = metadata.map(|it| it.and_then(|it| it.modified())) {
            // The time is a service to those who copy the site, not a promise.
            let _ = file.set_modified(time);
        }
    }
    Ok(())
}

/// The bytes of a file of the new site.
fn bytes_of<'f>(
    place: &Place,
    path: &Path,
    file: &'f Packed,
) -> Result<Cow<'f, [u8]>, IoError> {
    file.read().ok_or_else(|| IoError::Forgotten(place.show(path)))
}

/// What hosts, version control and file managers keep in a site: anything
/// hidden, and `CNAME`.
fn is_always_kept(path: &Path) -> bool {
    let hidden =
        |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    path.components().any(hidden) || path == Path::new("CNAME")
}

/// A folder that is removed unless it has been put in place.
struct Staging(PathBuf);

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = remove_tree(&self.0);
    }
}

/// Removes a folder of ours with all that is in it. The folders of a site may
/// have been made read-only, and what lies in such a one cannot be removed.
fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        #[cfg(unix)]
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            make_writable(path)?;
            fs::remove_dir_all(path)
        }
        done => done,
    }
}

/// Lets us read, fill and empty a folder and those in it; links stay as they are.
#[cfg(unix)]
fn make_writable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            make_writable(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether an ordinary file holds the bytes of a file of the site.
fn holds(path: &Path, bytes: &Packed) -> bool {
    let Ok((file, metadata)) = open_regular(path) else { return false };
    let size = bytes.size();
    if metadata.len() != size as u64 {
        return false;
    }
    let mut held = Vec::with_capacity(size);
    file.take(size as u64 + 1).read_to_end(&mut held).is_ok()
        && held.len() == size
        && bytes.digest() == digest_of(&held)
}

/// Makes a folder that must be new.
fn make_folder(path: &Path) -> io::Result<()> {
    folder_builder().create(path)
}

fn make_folders(path: &Path) -> io::Result<()> {
    folder_builder().recursive(true).create(path)
}

#[cfg(unix)]
fn folder_builder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = DirBuilder::new();
    builder.mode(0o755);
    builder
}

#[cfg(not(unix))]
fn folder_builder() -> DirBuilder {
    DirBuilder::new()
}

/// Writes a file that must be new.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o644);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Makes a foreign folder anew.
fn carry_folder(from: &Path, to: &Path) -> io::Result<()> {
    make_folders(to)?;
    let permissions = fs::symlink_metadata(from)?.permissions();
    // A folder that we could not fill is made writable for its owner.
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        fs::Permissions::from_mode(permissions.mode() | 0o700)
    };
    fs::set_permissions(to, permissions)
}

/// Hands a foreign file on as it is; a link stays a link, and nothing is opened
/// but an ordinary file that cannot be linked.
fn carry(from: &Path, to: &Path) -> io::Result<()> {
    let Err(linked) = fs::hard_link(from, to) else { return Ok(()) };
    let metadata = fs::symlink_metadata(from)?;
    if metadata.is_symlink() {
        return carry_link(from, to);
    }
    if !metadata.is_file() {
        return Err(linked);
    }
    let (mut file, metadata) = open_regular(from)?;
    let mut copy = write_new(to, &[])?;
    io::copy(&mut file, &mut copy)?;
    copy.set_permissions(metadata.permissions())?;
    copy.set_modified(metadata.modified()?)
}

#[cfg(unix)]
fn carry_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn carry_link(from: &Path, _to: &Path) -> io::Result<()> {
    let reason = format!("the link `{}` cannot be kept", from.display());
    Err(io::Error::new(io::ErrorKind::Unsupported, reason))
}

/// Lets two folders change places in one step; `false` where that is not possible.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, old: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::XDEV | Errno::BUSY) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_new: &Path, _old: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Asks the system to put a folder's names on the disk, where it can.
fn flush_folder(path: &Path) {
    if cfg!(unix) {
        // Not every file system can; the site is in place all the same.
        let _ = File::open(path).and_then(|folder| folder.sync_all());
    }
}

/// Puts one file in place in one step.
fn replace(place: &Place, path: &Path, bytes: &[u8]) -> Result<(), IoError> {
    let fail = |error| IoError::write(&place.show(path), error);
    let part = place.folder.join(PART);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
        _ => {}
    }
    let file = write_new(&part, bytes).map_err(fail)?;
    if path == Path::new(MANIFEST) {
        file.sync_all().map_err(fail)?;
    }
    drop(file);
    fs::rename(&part, place.folder.join(path)).map_err(fail)
}

/// Removes a file of ours, and the folders that it leaves empty.
fn remove(place: &Place, path: &Path) -> Result<(), IoError> {
    match fs::remove_file(place.folder.join(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(IoError::remove(&place.show(path), error));
        }
        _ => {}
    }
    for folder in path.ancestors().skip(1).filter(|folder| folder.file_name().is_some()) {
        if fs::remove_dir(place.folder.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::source::OutPath;

    fn site(files: &[(&str, &str)]) -> Output {
        let mut output = Output::default();
        for (path, text) in files {
            output.insert(OutPath::new(path), text.as_bytes());
        }
        output
    }

    /// The folder of a site in a folder of its own, and where it is published.
    fn target_in(root: &TempDir, foreign: Foreign) -> (PathBuf, Target) {
        let (root, folder) = (root.path().to_owned(), root.path().join("public"));
        let content = root.clone();
        (folder.clone(), Target { folder, root, content, foreign, left: None })
    }

    fn per_file(output: &Output, target: &Target) {
        let place = Place::find(target).unwrap();
        let old = Old::read(&place, None).unwrap();
        let change = Change::find(&place, old, names(output, &place).unwrap());
        change.refuse_conflicts(&place).unwrap();
        change.publish_per_file(&place).unwrap();
    }

    #[test]
    fn the_manifest_is_believed_where_the_folder_is_as_it_was_left() {
        let root = tempfile::tempdir().unwrap();
        let (folder, mut target) = target_in(&root, Foreign::Refuse);
        let first = publish(&site(&[("a.html", "1"), ("b.html", "1")]), &target).unwrap();
        fs::write(folder.join("a.html"), "2").unwrap();
        let output = site(&[("a.html", "1"), ("b.html", "2")]);
        let place = Place::find(&target).unwrap();
        let unchanged = |is_as_left| {
            let mut old = Old::read(&place, None).unwrap();
            old.is_as_left = is_as_left;
            let change = Change::find(&place, old, names(&output, &place).unwrap());
            ["a.html", "b.html"].map(|path| change.files[OsStr::new(path)].is_unchanged)
        };
        assert_eq!(unchanged(false), [false, false]);
        assert_eq!(unchanged(true), [true, false]);
        target.left = first.state;
        let done = publish(&output, &target).unwrap();
        assert_eq!(done.written, 2, "a hand has changed the folder");
        let old = Old::read(&place, done.state.as_ref()).unwrap();
        assert_eq!(old.is_as_left, cfg!(target_os = "linux"));
        target.left = done.state;
        let done = publish(&site(&[("a.html", "1"), ("b.html", "3")]), &target).unwrap();
        assert_eq!((done.written, done.unchanged), (1, 1));
        assert_eq!(fs::read_to_string(folder.join("a.html")).unwrap(), "1");
    }

    #[test]
    fn a_folder_that_a_hand_changes_while_it_is_published_is_not_known() {
        let root = tempfile::tempdir().unwrap();
        let (folder, target) = target_in(&root, Foreign::Refuse);
        publish(&site(&[("a.html", "1"), ("b.html", "1")]), &target).unwrap();
        let output = site(&[("a.html", "1"), ("b.html", "2")]);
        let place = Place::find(&target).unwrap();
        let published = || {
            let old = Old::read(&place, None).unwrap();
            let change = Change::find(&place, old, names(&output, &place).unwrap());
            assert!(change.publish_whole(&place).unwrap().is_some());
            change
        };
        assert_eq!(published().state(&place).is_some(), cfg!(target_os = "linux"));
        let change = published();
        thread::sleep(Duration::from_millis(20));
        fs::write(folder.join("a.html"), "3").unwrap();
        assert_eq!(change.state(&place), None, "as long as it was, and written later");
        let change = published();
        fs::write(folder.join("b.html"), "longer").unwrap();
        assert_eq!(change.state(&place), None, "longer than it was written");
    }

    #[test]
    fn what_others_put_there_meanwhile_is_brought_over() {
        let root = tempfile::tempdir().unwrap();
        let (folder, target) = target_in(&root, Foreign::Keep);
        publish(&site(&[("a/index.html", "1"), ("b.html", "1")]), &target).unwrap();
        fs::write(folder.join(".kept"), "old").unwrap();
        let output = site(&[("b.html", "2")]);
        let place = Place::find(&target).unwrap();
        let old = Old::read(&place, None).unwrap();
        let change = Change::find(&place, old, names(&output, &place).unwrap());
        fs::write(folder.join("a/late.txt"), "late").unwrap();
        fs::write(folder.join("new"), "replaced").unwrap();
        fs::rename(folder.join("new"), folder.join(".kept")).unwrap();
        assert!(change.publish_whole(&place).unwrap().is_some());
        let left: Vec<_> = list(&folder, &folder).unwrap().into_keys().collect();
        assert_eq!(
            left,
            [".kept", MANIFEST, "a", "a/late.txt", "b.html"].map(Inner::from)
        );
        assert_eq!(fs::read_to_string(folder.join(".kept")).unwrap(), "replaced");
        assert_eq!(
            fs::read_dir(root.path()).unwrap().count(),
            2,
            "the folder and its lock"
        );
    }

    #[test]
    fn where_folders_cannot_be_exchanged_each_file_is_replaced() {
        let root = tempfile::tempdir().unwrap();
        let (folder, target) = target_in(&root, Foreign::Refuse);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("CNAME"), "plans.example.org").unwrap();
        per_file(&site(&[("index.html", "1"), ("a/b.html", "1"), ("c", "1")]), &target);
        per_file(&site(&[("index.html", "2"), ("a", "2"), ("c/d.css", "2")]), &target);
        let left: Vec<_> = list(&folder, &folder).unwrap().into_keys().collect();
        let expected = [MANIFEST, "CNAME", "a", "c", "c/d.css", "index.html"];
        assert_eq!(left, expected.map(Inner::from));
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "2");
        let done =
            publish(&site(&[("index.html", "2"), ("a", "2"), ("c/d.css", "2")]), &target);
        assert_eq!(done.unwrap().placed, Placed::Untouched);
    }
}
