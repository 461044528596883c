//! Writing a new file below the folder that was given: never over one that is
//! there, and never through a link.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::io::{IoError, refuse_links};

/// Makes a folder, with those it lies in, where it is not there yet.
pub fn create_folder(path: &Path) -> Result<(), IoError> {
    fs::create_dir_all(path).map_err(|error| IoError::write(path, error))
}

/// Writes a file that is not there yet, with the folders it lies in.
pub fn create(root: &Path, inner: &str, bytes: &[u8]) -> Result<(), IoError> {
    let mut path = root.to_owned();
    let mut parts = inner.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        if parts.peek().is_none() {
            break;
        }
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(IoError::refused(&path, "is no folder")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir(&path).map_err(|error| IoError::write(&path, error))?;
            }
            Err(error) => return Err(IoError::read(&path, error)),
        }
    }
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
