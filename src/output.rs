//! The finished site: path to bytes. What is not in it does not exist.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::OutPath;

/// What a file holds.
pub type Bytes = Arc<[u8]>;

/// Every file of the site, complete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The files by path.
    pub files: BTreeMap<OutPath, Bytes>,
}

impl Output {
    /// Adds a file; the first one at a path stays, and `false` says that it was taken.
    pub fn insert(&mut self, path: OutPath, bytes: impl Into<Arc<[u8]>>) -> bool {
        if self.files.contains_key(&path) {
            return false;
        }
        self.files.insert(path, bytes.into());
        true
    }

    /// The sum of all files, in bytes.
    pub fn size(&self) -> u64 {
        self.files.values().map(|bytes| bytes.len() as u64).sum()
    }
}
