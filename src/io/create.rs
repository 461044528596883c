//! Writing a new file below the folder that was given: never over one that is
//! there, and never through a link.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::io::{IoError, refuse_links};

/// Makes a folder, with those it lies in, where it is not there yet.
pub fn create_folder(path: &Path) -> Result<(), IoError> {
    fs::create_dir_all(path).map_err(|error| IoError::write(path, error))
}

/// Whether a file can be written there: nothing has its name, be it a link that leads
/// nowhere, and it lies in folders.
pub fn is_free(root: &Path, inner: &str) -> Result<bool, IoError> {
    for folder in folders(root, inner) {
        if !is_folder(&folder)? {
            return Ok(true);
        }
    }
    let path = root.join(inner);
    match fs::symlink_metadata(&path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(IoError::read(&path, error)),
    }
}

/// Writes a file that is not there yet, with the folders it lies in.
pub fn create(root: &Path, inner: &str, bytes: &[u8]) -> Result<(), IoError> {
    for folder in folders(root, inner) {
        if !is_folder(&folder)? {
            fs::create_dir(&folder).map_err(|error| IoError::write(&folder, error))?;
        }
    }
    let path = root.join(inner);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    refuse_links(&mut options);
    let file = options.open(&path);
    match file {
        Ok(mut file) => {
            file.write_all(bytes).map_err(|error| IoError::write(&path, error))
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(IoError::refused(&path, "is there already"))
        }
        Err(error) => Err(IoError::write(&path, error)),
    }
}

/// The folders that a file lies in below the one that was given, the outermost first.
fn folders(root: &Path, inner: &str) -> impl Iterator<Item = PathBuf> {
    inner.match_indices('/').map(move |(end, _)| root.join(&inner[..end]))
}

/// Whether a folder is there; what is there and is none is refused.
fn is_folder(path: &Path) -> Result<bool, IoError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(_) => Err(IoError::refused(path, "is no folder")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(IoError::read(path, error)),
    }
}
