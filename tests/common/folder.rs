//! Real folders: files written into them, and all that lies in one.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test stops where its own folder cannot be read or written"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Writes a file, with the folders it lies in.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Reads every file below a folder, by its path there.
pub(crate) fn files_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            files.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
        }
    }
    files
}
