//! The world: reading the sources from disk, putting the site in place, and
//! showing it while it is written.
//!
//! Everything outside `io/` and `cli/` is a function of its arguments, so only
//! here are files opened, and the clock and the environment looked at.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the place where the disk is touched"
)]

pub mod before;
pub mod create;
pub mod error;
pub mod history;
pub mod interrupt;
pub mod links;
pub mod publish;
pub mod record;
pub mod repository;
pub mod scan;
pub mod server;
pub mod store;
pub mod terminal;
pub mod watch;

use std::env;
use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use before::before;
pub use create::{create, create_folder, is_free};
pub use error::IoError;
pub use history::{Asked, History, Moment, NoHistory};
pub use publish::{Foreign, Placed, Published, Target, is_as_left, publish};
pub use record::{Record, Said, State};
pub use repository::{Remote, branch, remote, repository, way_from_repository};
pub use scan::{Scanner, scan};
pub use store::Store;

/// The list of what ouro wrote, at the top of an output folder: the sign of one.
const MANIFEST: &str = ".ouro-manifest.json";

/// Opens a file that must be an ordinary one: neither through a link, nor
/// waiting for the other end of a pipe.
fn open_regular(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    refuse_links(&mut options);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    Ok((file, metadata))
}

/// What a lock guards, whether or not somebody has panicked who held it.
pub(crate) fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The most memory that this program has had at once, in bytes; nothing where the
/// system does not tell it in `/proc`, as only Linux does.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// Makes a folder, with those above it, that nobody else may look into: what plans say
/// is remembered there.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.recursive(true).create(folder)
}

/// Makes a file, in the place of one that is there, that nobody else may read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// The folder in which things are remembered between runs, among those of the user for
/// what can be made again.
fn remembered_in() -> Option<PathBuf> {
    let folder = |name: &str| {
        env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    };
    let cache = folder("XDG_CACHE_HOME").or_else(|| folder("LOCALAPPDATA"));
    let cache = cache.or_else(|| folder("HOME").map(|home| home.join(".cache")));
    Some(cache?.join("ouro"))
}

/// What the system said while a folder was walked, without the walker's words.
fn walk_error(error: walkdir::Error) -> io::Error {
    error
        .into_io_error()
        .unwrap_or_else(|| io::Error::other("the folder leads in a circle"))
}

/// Sets that a link is not opened, and that opening never waits.
#[cfg(unix)]
fn refuse_links(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.custom_flags(flags.bits().cast_signed());
}

/// Elsewhere links were looked for before.
#[cfg(not(unix))]
fn refuse_links(_options: &mut OpenOptions) {}
