//! The site before the last one, kept beside the folder so that the next one is made of it.
//!
//! To build a site beside the old one takes a link for each file that stays the same, and
//! to remove the old one takes as many steps again: of a large site that changes a little
//! that is most of the work. So the old folder of such a site is kept. The next build
//! moves it to where it makes its site, and there replaces, adds and removes what differs.
//!
//! Nothing that the spare holds is believed: a file stays only where it is, by its number,
//! the very file that the published folder has at the same path, and which is known to
//! hold what it shall. Whatever else is odd about the spare has the site built from
//! nothing.
//!
//! It takes little room, since all files that stayed the same are those of the published
//! folder. Whoever removes it loses time and nothing else. A shell that stood in the
//! folder may stand in the spare now and write there; what it wrote is set aside.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::io::IoError;
use crate::io::publish::manifest::{self, Manifest};
use crate::io::publish::{
    Change, Found, Inner, Kind, New, PART, Place, everything, folders_of, identity,
    is_reserved, make_folder, number, write_new,
};

/// The fewest files of a site that a spare is kept of: a smaller one is soon built.
const LARGE: usize = 1_000;

/// A spare is kept where at most one part in so many of the site's bytes is its alone.
const SHARED: u64 = 8;

/// What version control is told of the spare.
const IGNORED: &[u8] = b"*\n";

/// The place of the spare.
pub(super) struct Spare {
    /// The folder that it lies in.
    holder: PathBuf,
}

/// Something in a spare.
struct Seen {
    number: Option<u64>,
    kind: FileType,
    /// The rights of a folder.
    mode: Option<u32>,
}

/// What becomes of a spare.
pub(super) enum Renewed {
    /// It is the new site, but for what every site gets last.
    Yes,
    /// It cannot be that; all that is in it was written by ouro.
    No,
    /// Somebody else has written into it.
    IsForeign,
}

impl Spare {
    /// That of a folder.
    pub(super) fn of(place: &Place) -> Self {
        Self { holder: place.parent.join(place.beside(".ouro-spare")) }
    }

    /// Moves the spare to where a site is made; `false` where there is none.
    pub(super) fn take(&self, staged: &Path) -> bool {
        let site = self.site();
        let are_there = is_folder(&self.holder) && is_folder(&site);
        are_there && fs::rename(&site, staged).is_ok()
    }

    /// Keeps an old site, which is where the new one was made.
    pub(super) fn keep(&self, old: &Path) -> io::Result<()> {
        if !is_folder(&self.holder) {
            make_folder(&self.holder)?;
            write_new(&self.holder.join(".gitignore"), IGNORED)?;
        }
        fs::rename(old, self.site())
    }

    /// Removes what a spare that was taken lay in.
    pub(super) fn forget(&self) {
        // What somebody has put there stays.
        let _ = fs::remove_file(self.holder.join(".gitignore"));
        let _ = fs::remove_dir(&self.holder);
    }

    fn site(&self) -> PathBuf {
        self.holder.join("site")
    }
}

/// Whether a path is that of a folder and of no link.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

impl Change<'_> {
    /// Whether the old site is worth keeping: a large one, of which the new one has most
    /// files, and in which nothing is that is not ours.
    pub(super) fn leaves_a_spare(&self) -> bool {
        let stays =
            |path: &Inner| self.files.get(path).is_some_and(|new| new.is_unchanged);
        let old = self
            .old
            .found
            .iter()
            .filter(|(path, found)| found.kind == Kind::File && !stays(path));
        let own: u64 = old.map(|(_, found)| found.metadata.len()).sum();
        let all: u64 = self.files.values().map(|new| new.file.size() as u64).sum();
        self.files.len() >= LARGE
            && self.old.foreign.is_empty()
            && own.saturating_mul(SHARED) <= all
    }

    /// Makes a spare, which was moved to where a site is made, the new site.
    pub(super) fn renew(&self, place: &Place, staged: &Path) -> Result<Renewed, IoError> {
        let look = |entry: &DirEntry| {
            let kind = entry.file_type()?;
            let mode = if kind.is_dir() { mode(&entry.metadata()?) } else { None };
            Ok(Seen { number: number(entry), kind, mode })
        };
        let Ok(found) = everything((staged, staged), look) else {
            return Ok(Renewed::IsForeign);
        };
        let stays = self.staying(place, staged, &found);
        let folders = folders_of(self.files.keys());
        let is_wanted = |path: &Inner, seen: &Seen| match seen.kind.is_dir() {
            true => folders.contains(path.as_os_str()),
            false => stays.contains(path),
        };
        let goes: Vec<&(Inner, Seen)> =
            found.iter().filter(|(path, seen)| !is_wanted(path, seen)).collect();
        if self.has_foreign(staged, &goes) {
            return Ok(Renewed::IsForeign);
        }
        let is_fine = self.old.foreign.is_empty() && has_our_folders(staged, &found);
        // Deeper things stand behind what they lie in.
        if !is_fine || goes.iter().rev().any(|(path, seen)| !remove(staged, path, seen)) {
            return Ok(Renewed::No);
        }
        let missing = self.files.iter().filter(|(path, _)| !stays.contains(*path));
        self.fill_all(place, staged, missing)?;
        Ok(Renewed::Yes)
    }

    /// The files of a spare that are those of the new site already.
    fn staying<'f>(
        &self,
        place: &Place,
        staged: &Path,
        found: &'f [(Inner, Seen)],
    ) -> BTreeSet<&'f Inner> {
        let device = |path: &Path| Some(identity(&fs::symlink_metadata(path).ok()?).0);
        if device(staged) != device(&place.folder) {
            return BTreeSet::new();
        }
        let stays = |(path, seen): &&(Inner, Seen)| {
            let is_unchanged = |new: &New<'_>| new.is_unchanged;
            let published = || self.old.found.get(path).map(Found::identity);
            seen.kind.is_file()
                && self.files.get(path).is_some_and(is_unchanged)
                && seen.number.is_some()
                && seen.number == published().map(|(_, number)| number)
        };
        found.iter().filter(stays).map(|(path, _)| path).collect()
    }

    /// Whether something is among what would go that ouro did not write.
    fn has_foreign(&self, staged: &Path, goes: &[&(Inner, Seen)]) -> bool {
        let is_unknown = |path: &Inner| {
            !(is_reserved(path)
                || self.old.listed.contains(path)
                || self.files.contains_key(path))
        };
        let files = goes.iter().filter(|(_, seen)| !seen.kind.is_dir());
        let unknown: Vec<&Inner> =
            files.map(|(path, _)| path).filter(|path| is_unknown(path)).collect();
        if unknown.is_empty() {
            return false;
        }
        // The last build but one may have written what the last one has not.
        let listed = manifest::read(staged).ok();
        let listed = listed.and_then(|bytes| Manifest::parse(&bytes)).unwrap_or_default();
        let is_listed = |path: &Inner| {
            path.to_str().is_some_and(|path| listed.files.contains_key(path))
        };
        !unknown.into_iter().all(is_listed)
    }
}

/// Whether all folders of a spare have the rights that a new one has: those of the
/// folders of a site do not depend on how it was made.
fn has_our_folders(staged: &Path, found: &[(Inner, Seen)]) -> bool {
    let new = staged.join(PART);
    let made = make_folder(&new).and_then(|()| fs::symlink_metadata(&new));
    let removed = fs::remove_dir(&new);
    let Ok(new) = removed.and(made) else { return false };
    let rights = mode(&new);
    found
        .iter()
        .filter(|(_, seen)| seen.kind.is_dir())
        .all(|(_, seen)| seen.mode == rights)
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(metadata.permissions().mode())
}

#[cfg(not(unix))]
fn mode(_metadata: &fs::Metadata) -> Option<u32> {
    None
}

/// Removes something from a spare.
fn remove(staged: &Path, path: &Inner, seen: &Seen) -> bool {
    let path = staged.join(path);
    let removed = match seen.kind.is_dir() {
        true => fs::remove_dir(path),
        false => fs::remove_file(path),
    };
    removed.is_ok()
}
