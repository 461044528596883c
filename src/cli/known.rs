//! What the last build of a folder has left for later runs, and where a site goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compile::Memo;
use crate::io::{Store, record};

/// The folder that a site is built from: that of a lone file is the one it lies in.
pub(super) fn base(root: &Path) -> PathBuf {
    let base = match root.is_file() {
        true => root.parent().map(Path::to_path_buf).unwrap_or_default(),
        false => root.to_path_buf(),
    };
    if base.as_os_str().is_empty() { PathBuf::from(".") } else { base }
}

/// Where a site goes that is sent nowhere else.
pub(super) fn public(root: &Path) -> PathBuf {
    base(root).join("public")
}

/// What was read, drawn, coloured and rendered for the last site of a folder.
pub(super) fn store(folder: &Path) -> Option<PathBuf> {
    Some(record::place(folder)?.with_extension("store"))
}

/// A memory that begins with what the last build into the usual folder has left, and
/// adds nothing to that.
pub(super) fn memo(root: &Path) -> Memo {
    let last = store(&public(root)).zip(record::program());
    match last {
        Some((path, program)) => Memo::of(Arc::new(Store::last(&path, program))),
        None => Memo::default(),
    }
}
