//! Waiting for the sources to change.
//!
//! What the system tells is a hint and no more: events get lost while a folder
//! is made and filled, and a watch on a file ends with its first atomic save. So
//! folders are watched and never files, each by itself, and after an event the
//! files that it names are read again, or everything where that may not be all.
//! Whoever adds watches scans once more behind them, so that nothing falls between
//! a scan and a watch.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{
    Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
};

use crate::io::scan::is_of_editor;

/// How long it must be quiet after an event: editors write, rename and set
/// rights in one go, and many files are often saved together.
const SETTLE: Duration = Duration::from_millis(3);

/// How long it must be quiet where one file was written and closed, and nothing else was
/// told.
const SETTLE_OF_ONE: Duration = Duration::from_millis(1);

/// How long a run of events may keep us from looking.
const STARVED: Duration = Duration::from_millis(200);

/// How often the disk is looked at where nothing is told, unless said otherwise.
const POLL: Duration = Duration::from_millis(500);

/// How often in a row the system may lose events before it is no longer trusted.
const LOSSES: usize = 3;

/// Tells of changes below the folders that were scanned.
pub struct Sentry {
    bell: Sender<Ring>,
    rings: Receiver<Ring>,
    mode: Mode,
    watched: BTreeSet<PathBuf>,
    losses: usize,
    /// The files that are being written.
    writing: BTreeSet<PathBuf>,
    /// What was written since it was asked last; nothing where that is not all.
    touched: Option<BTreeSet<PathBuf>>,
}

/// How changes are found.
enum Mode {
    /// The system tells.
    Told(RecommendedWatcher),
    /// The disk is looked at again and again.
    Polled { every: Duration, why: Option<String> },
}

/// What ends a wait.
enum Ring {
    /// These names are new, or what they hold.
    Changed(Vec<PathBuf>),
    /// A file was written, and closed.
    Closed(PathBuf),
    /// A file is being written, and its end will be told.
    Writing(PathBuf),
    /// Something changed, and it is not said what.
    Anything,
    /// A name is gone, and with it a watch, were it that of a folder.
    Gone(PathBuf),
    /// Events were lost.
    Lost,
    /// The system tells no more.
    Failed(String),
    /// The user wants to stop.
    Stop,
}

impl Ring {
    /// The one file that is told to be written.
    fn written(&self) -> Option<&PathBuf> {
        match self {
            Self::Writing(path) | Self::Closed(path) => Some(path),
            Self::Changed(_)
            | Self::Anything
            | Self::Gone(_)
            | Self::Lost
            | Self::Failed(_)
            | Self::Stop => None,
        }
    }
}

/// Why a wait has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// The sources may have changed.
    Changed,
    /// The user wants to stop.
    Stopped,
}

/// Ends a wait from another thread.
#[derive(Clone)]
pub struct Bell(Sender<Ring>);

impl Bell {
    /// Asks to stop.
    pub fn stop(&self) {
        // Without a listener the end has come already.
        let _ = self.0.send(Ring::Stop);
    }
}

impl Sentry {
    /// Starts; with an interval the disk is polled, without one only where the
    /// system cannot tell.
    pub fn start(poll: Option<Duration>) -> Self {
        let (bell, rings) = mpsc::channel();
        let mode = match poll {
            Some(every) => Mode::Polled { every, why: None },
            None => told(bell.clone()).map_or_else(polled, Mode::Told),
        };
        let watched = BTreeSet::new();
        let writing = BTreeSet::new();
        Self { bell, rings, mode, watched, losses: 0, writing, touched: None }
    }

    /// What ends a wait from another thread.
    pub fn bell(&self) -> Bell {
        Bell(self.bell.clone())
    }

    /// How often the disk is looked at, and why; nothing where the system tells.
    pub fn polling(&self) -> Option<(Duration, Option<&str>)> {
        match &self.mode {
            Mode::Told(_) => None,
            Mode::Polled { every, why } => Some((*every, why.as_deref())),
        }
    }

    /// Watches these folders and no others. `true` says that some are new: what
    /// was written in them before is told by no event.
    pub fn watch(&mut self, folders: &BTreeSet<PathBuf>) -> bool {
        let Mode::Told(watcher) = &mut self.mode else { return false };
        if *folders == self.watched {
            return false;
        }
        let new: Vec<PathBuf> = folders.difference(&self.watched).cloned().collect();
        if let Some(remote) = new.iter().find(|folder| is_remote(folder)) {
            let why = format!(
                "`{}` lies on a mount that does not tell of changes",
                remote.display()
            );
            self.mode = polled(why);
            return false;
        }
        let old: Vec<PathBuf> = self.watched.difference(folders).cloned().collect();
        let mut failure = None;
        let mut paths = watcher.paths_mut();
        for folder in &old {
            // It may be gone, and its watch with it.
            let _ = paths.remove(folder);
            self.watched.remove(folder);
        }
        let mut added = false;
        for folder in new {
            match paths.add(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.watched.insert(folder);
                    added = true;
                }
                // Removed since it was scanned, which its parent tells of.
                Err(error) if is_missing(&error) => {}
                Err(error) => {
                    failure = Some(words_of(&error));
                    break;
                }
            }
        }
        if let Err(error) = paths.commit() {
            failure = failure.or_else(|| Some(words_of(&error)));
        }
        if let Some(why) = failure {
            self.mode = polled(why);
            self.watched.clear();
        }
        added
    }

    /// The files that were written since this was asked last; nothing where more
    /// may have changed than these. A hint: what was written while the sources were
    /// read is told once more.
    pub fn touched(&mut self) -> Option<BTreeSet<PathBuf>> {
        self.touched.replace(BTreeSet::new())
    }

    /// Waits until the sources may have changed and it is quiet, at most so long.
    pub fn wait(&mut self, at_most: Option<Duration>) -> Woken {
        let limit = match &self.mode {
            Mode::Told(_) => at_most,
            Mode::Polled { every, .. } => {
                Some(at_most.map_or(*every, |limit| limit.min(*every)))
            }
        };
        let first = match limit {
            Some(limit) => self.rings.recv_timeout(limit),
            None => self.rings.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let Ok(first) = first else {
            self.touched = None;
            return Woken::Changed;
        };
        // The file that all is about, as long as it is one.
        let mut one = first.written().cloned();
        if self.note(first) == Woken::Stopped {
            return Woken::Stopped;
        }
        let start = Instant::now();
        loop {
            let left = STARVED.saturating_sub(start.elapsed());
            let settle = if one.is_some() { SETTLE_OF_ONE } else { SETTLE };
            // A file that was emptied and is not yet written is not what was saved.
            let quiet = if self.writing.is_empty() { settle.min(left) } else { left };
            let Ok(ring) = self.rings.recv_timeout(quiet) else {
                self.writing.clear();
                return Woken::Changed;
            };
            one = one.filter(|one| ring.written() == Some(one));
            if self.note(ring) == Woken::Stopped {
                return Woken::Stopped;
            }
            if left.is_zero() {
                return Woken::Changed;
            }
        }
    }

    fn note(&mut self, ring: Ring) -> Woken {
        match ring {
            Ring::Writing(path) => {
                self.losses = 0;
                self.writing.insert(path.clone());
                if let Some(touched) = &mut self.touched {
                    touched.insert(path);
                }
            }
            Ring::Closed(path) => return self.note(Ring::Changed(vec![path])),
            Ring::Changed(paths) => {
                self.losses = 0;
                self.writing.retain(|path| !paths.contains(path));
                if let Some(touched) = &mut self.touched {
                    touched.extend(paths);
                }
            }
            Ring::Anything => {
                self.losses = 0;
                self.touched = None;
            }
            Ring::Gone(path) => {
                self.losses = 0;
                self.writing.remove(&path);
                match self.watched.contains(&path) {
                    true => self.touched = None,
                    false => {
                        self.touched.iter_mut().for_each(|touched| {
                            touched.insert(path.clone());
                        });
                    }
                }
                self.forget(&path);
            }
            Ring::Lost => {
                self.losses += 1;
                self.touched = None;
                self.writing.clear();
                // Which names are gone is among what was lost.
                let all: Vec<PathBuf> = self.watched.iter().cloned().collect();
                all.iter().for_each(|path| self.forget(path));
                if self.losses > LOSSES {
                    self.mode = polled("the system loses events".to_owned());
                }
            }
            Ring::Failed(why) => {
                self.touched = None;
                self.mode = polled(why);
            }
            Ring::Stop => return Woken::Stopped,
        }
        Woken::Changed
    }

    /// Ends the watches on a folder and all below it: another one may soon have
    /// its name.
    fn forget(&mut self, path: &Path) {
        let gone: Vec<PathBuf> = self
            .watched
            .range(path.to_owned()..)
            .take_while(|folder| folder.starts_with(path))
            .cloned()
            .collect();
        for folder in gone {
            self.watched.remove(&folder);
            if let Mode::Told(watcher) = &mut self.mode {
                let _ = watcher.unwatch(&folder);
            }
        }
    }
}

/// A watcher of the system that rings the bell.
fn told(bell: Sender<Ring>) -> Result<RecommendedWatcher, String> {
    let ring = move |event: notify::Result<Event>| {
        for ring in rings(event) {
            // Without a listener the end has come already.
            let _ = bell.send(ring);
        }
    };
    RecommendedWatcher::new(ring, Config::default()).map_err(|error| words_of(&error))
}

fn polled(why: String) -> Mode {
    Mode::Polled { every: POLL, why: Some(why) }
}

/// What an event of the system means to us. Our own reading is told as well,
/// and must not wake us.
fn rings(event: notify::Result<Event>) -> Vec<Ring> {
    let event = match event {
        Ok(event) => event,
        // Which name is missing is not always said.
        Err(error) if is_missing(&error) => return vec![Ring::Anything],
        Err(error) => return vec![Ring::Failed(words_of(&error))],
    };
    if event.need_rescan() {
        return vec![Ring::Lost];
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
            event.paths.into_iter().map(Ring::Closed).collect()
        }
        EventKind::Access(_) => Vec::new(),
        // Only here the system tells when the file is closed again.
        EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => {
            // An editor's own file may stay open for as long as the editor does.
            let is_read = |path: &PathBuf| {
                !path.file_name().is_some_and(|it| is_of_editor(it.as_encoded_bytes()))
            };
            event.paths.into_iter().filter(is_read).map(Ring::Writing).collect()
        }
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            event.paths.into_iter().map(Ring::Gone).collect()
        }
        EventKind::Modify(ModifyKind::Name(_)) => {
            let gone = event.paths.first().cloned().map(Ring::Gone);
            gone.into_iter().chain([Ring::Changed(event.paths)]).collect()
        }
        _ => vec![Ring::Changed(event.paths)],
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why the system does not tell.
fn words_of(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system allows no more watches (`fs.inotify.max_user_watches`)".to_owned()
        }
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

/// Whether a folder lies where changes of others are not told: on a network,
/// or on a mount that a container or another system shares.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    /// NFS, SMB in three forms, AFS, Ceph, 9P, FUSE, vboxsf, virtiofs.
    const KINDS: [i128; 10] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x5346_414f,
        0x00c3_6400,
        0x0102_1997,
        0x6573_5546,
        0x786f_4256,
        0x6a65_6a63,
    ];
    // How wide the number is, and whether it has a sign, depends on the machine.
    rustix::fs::statfs(folder)
        .is_ok_and(|found| KINDS.contains(&(i128::from(found.f_type) & 0xffff_ffff)))
}

/// Elsewhere the system's own interface says when it cannot watch.
#[cfg(not(target_os = "linux"))]
fn is_remote(_folder: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_does_not_wake() {
        let read = Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any)));
        assert_eq!(rings(Ok(read)).len(), 0);
        let written = Event::new(EventKind::Access(AccessKind::Close(AccessMode::Write)));
        assert_eq!(rings(Ok(written.add_path("a.md".into()))).len(), 1);
    }

    #[test]
    fn a_folder_that_is_gone_is_watched_anew_under_its_name() {
        let mut sentry = Sentry::start(None);
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a");
        std::fs::create_dir(&inner).unwrap();
        let folders = BTreeSet::from([folder.path().to_owned(), inner.clone()]);
        assert!(sentry.watch(&folders));
        assert!(!sentry.watch(&folders));
        sentry.note(Ring::Gone(inner));
        assert!(sentry.watch(&folders));
    }

    #[test]
    fn a_polled_disk_is_looked_at_again_and_again() {
        let mut sentry = Sentry::start(Some(Duration::from_millis(1)));
        assert!(!sentry.watch(&BTreeSet::from([PathBuf::from("/")])));
        assert_eq!(sentry.wait(None), Woken::Changed);
        sentry.bell().stop();
        assert_eq!(sentry.wait(None), Woken::Stopped);
    }
}
