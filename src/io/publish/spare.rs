//! The site before the last one, kept beside the folder so that the next one is made of it.
//!
//! To build a site beside the old one takes a link for each file that stays the same, and
//! to remove the old one takes as many steps again: of a large site that changes a little
//! that is most of the work. So the old folder of such a site is kept. The next build
//! moves it to where it makes its site, and there replaces, adds and removes what differs.
//!
//! No file that the spare holds is believed: one stays only where it is, by its number,
//! the very file that the published folder has at the same path, and which is known to
//! hold what it shall. What else lies there is removed where ouro wrote it, as the lists of
//! the last two sites say. Where it did not, the spare is left alone, and the site is built
//! from nothing: a shell that stood in the folder may stand in the spare now.
//!
//! It takes little room, since all files that stayed the same are those of the published
//! folder. Whoever removes it loses time and nothing else. Nobody else may look into it:
//! what was taken out of a site shall not be read beside it.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::io::publish::manifest::{self, Manifest};
use crate::io::publish::{
    Change, Found, Inner, New, PART, Place, everything, folders_of, identity,
    is_reserved, make_folder, number, write_new,
};
use crate::io::{IoError, make_private, open_regular};

/// The fewest files of a site that a spare is kept of: a smaller one is soon built.
const LARGE: usize = 1_000;

/// A spare is kept where at most one part in so many of the site's bytes is its alone.
const SHARED: u64 = 8;

/// The file in which version control is told what to pass over, and what it is told.
const IGNORE: &str = ".gitignore";
const IGNORED: &[u8] = b"*\n";

/// All that is in a spare.
pub(super) type Contents = Vec<(Inner, Seen)>;

/// The place of the spare.
pub(super) struct Spare {
    /// The folder that it lies in.
    holder: PathBuf,
}

/// Something in a spare.
pub(super) struct Seen {
    number: Option<u64>,
    kind: FileType,
    /// The rights of a folder.
    mode: Option<u32>,
}

impl Spare {
    /// That of a folder.
    pub(super) fn of(place: &Place) -> Self {
        Self { holder: place.parent.join(place.beside(".ouro-spare")) }
    }

    /// Where its site lies.
    pub(super) fn site(&self) -> PathBuf {
        self.holder.join("site")
    }

    /// Whether there is one.
    pub(super) fn is_there(&self) -> bool {
        is_folder(&self.holder) && is_folder(&self.site())
    }

    /// Keeps an old site, which is where the new one was made.
    pub(super) fn keep(&self, old: &Path) -> io::Result<()> {
        if !is_folder(&self.holder) {
            make_private(&self.holder)?;
        }
        let note = self.holder.join(IGNORE);
        if fs::symlink_metadata(&note).is_err() {
            write_new(&note, IGNORED)?;
        }
        fs::rename(old, self.site())
    }

    /// Removes what a spare lay in that is there no more.
    pub(super) fn forget(&self) {
        let note = self.holder.join(IGNORE);
        if !is_folder(&self.holder) || fs::symlink_metadata(self.site()).is_ok() {
            return;
        }
        let is_ours = open_regular(&note).is_ok_and(|(file, _)| {
            let mut held = Vec::new();
            let limit = IGNORED.len() as u64 + 1;
            file.take(limit).read_to_end(&mut held).is_ok() && held == IGNORED
        });
        if is_ours {
            // What somebody has put there stays.
            let _ = fs::remove_file(note);
            let _ = fs::remove_dir(&self.holder);
        }
    }
}

/// Whether a path is that of a folder and of no link.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

impl Change<'_> {
    /// Whether the old site is worth keeping where it was put: a large one, of which the new
    /// one has most files, and in which nothing is that is not ours.
    pub(super) fn leaves_a_spare(&self, place: &Place, old: &Path) -> bool {
        let is_large = self.files.len() >= LARGE && self.old.foreign.is_empty();
        let stays =
            |path: &Inner| self.files.get(path).is_some_and(|new| new.is_unchanged);
        let gone =
            self.old.found.iter().filter(|(path, found)| found.is_ours() && !stays(path));
        let own: u64 = gone.map(|(_, found)| found.metadata.len()).sum();
        let all: u64 = self.files.values().map(|new| new.file.size() as u64).sum();
        is_large && own.saturating_mul(SHARED) <= all && self.shares_files(place, old)
    }

    /// Whether the two sites have files in common, and no copies: not every system links.
    fn shares_files(&self, place: &Place, old: &Path) -> bool {
        let same = self.files.iter().find(|(_, new)| new.is_unchanged);
        let is_shared = same.map(|(path, _)| {
            let of = |folder: &Path| fs::symlink_metadata(folder.join(path)).ok();
            let both = of(&place.folder).zip(of(old));
            both.is_some_and(|(new, old)| identity(&new) == identity(&old))
        });
        is_shared.unwrap_or_default()
    }

    /// What is in a spare; nothing where somebody else may have written into it.
    pub(super) fn look_at(&self, spare: &Spare) -> Option<Contents> {
        let look = |entry: &DirEntry| {
            let kind = entry.file_type()?;
            let mode = if kind.is_dir() { mode(&entry.metadata()?) } else { None };
            Ok(Seen { number: number(entry), kind, mode })
        };
        let site = spare.site();
        let found = everything((&site, &site), look).ok()?;
        (!self.has_foreign(&site, &found)).then_some(found)
    }

    /// Makes a spare, which was moved to where a site is made, the new site, but for what
    /// every site gets last; says whether it could.
    pub(super) fn renew(
        &self,
        (place, spare): (&Place, &Spare),
        staged: &Path,
        found: &Contents,
    ) -> Result<bool, IoError> {
        let is_alone = self.old.exists && self.old.foreign.is_empty();
        if !is_alone || !has_our_folders(staged, found) {
            return Ok(false);
        }
        let stays = self.staying(staged, found);
        let folders = folders_of(self.files.keys());
        let is_wanted = |path: &Inner, seen: &Seen| match seen.kind.is_dir() {
            true => folders.contains(path.as_os_str()),
            false => stays.contains(path),
        };
        let mut goes = found.iter().filter(|(path, seen)| !is_wanted(path, seen));
        // Deeper things stand behind what they lie in.
        if goes.by_ref().rev().any(|(path, seen)| !remove(staged, path, seen)) {
            // Somebody may have written into it just now.
            if fs::rename(staged, spare.site()).is_err() {
                place.set_aside(staged)?;
            }
            return Ok(false);
        }
        let missing = self.files.iter().filter(|(path, _)| !stays.contains(*path));
        self.fill_all(place, staged, missing)?;
        Ok(true)
    }

    /// The files of a spare that are those of the new site already.
    fn staying<'f>(&self, staged: &Path, found: &'f Contents) -> BTreeSet<&'f Inner> {
        let device = fs::symlink_metadata(staged).ok().map(|found| identity(&found).0);
        let stays = |(path, seen): &&(Inner, Seen)| {
            let is_unchanged = |new: &New<'_>| new.is_unchanged;
            let published = || self.old.found.get(path).map(Found::identity);
            seen.kind.is_file()
                && self.files.get(path).is_some_and(is_unchanged)
                && seen.number.is_some()
                && device.zip(seen.number) == published()
        };
        found.iter().filter(stays).map(|(path, _)| path).collect()
    }

    /// Whether something is in a spare that ouro did not write.
    fn has_foreign(&self, site: &Path, found: &Contents) -> bool {
        let is_known = |path: &Inner| {
            is_reserved(path)
                || self.old.listed.contains(path)
                || self.files.contains_key(path)
        };
        let others = found.iter().filter(|(_, seen)| !seen.kind.is_dir());
        let is_file = |(path, seen): &(Inner, Seen)| (path.clone(), seen.kind.is_file());
        let others: Vec<(Inner, bool)> = others
            .filter(|(path, seen)| !(seen.kind.is_file() && is_known(path)))
            .map(is_file)
            .collect();
        if others.is_empty() {
            return false;
        }
        // The last build but one may have written what the last one has not.
        let listed = manifest::read(site).ok();
        let listed = listed.and_then(|bytes| Manifest::parse(&bytes)).unwrap_or_default();
        let is_listed = |path: &Inner| {
            path.to_str().is_some_and(|path| listed.files.contains_key(path))
        };
        !others.iter().all(|(path, is_file)| *is_file && is_listed(path))
    }
}

/// Whether all folders of a spare have the rights that a new one has: those of the
/// folders of a site do not depend on how it was made.
fn has_our_folders(staged: &Path, found: &Contents) -> bool {
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
