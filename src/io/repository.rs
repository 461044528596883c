//! The repository that a folder lies in, as far as it shows on the disk.

use std::path::Path;

use crate::source::SitePath;

/// What lies at the top of every repository: a folder, or a file in a worktree.
const SIGN: &str = ".git";

/// Finds the way from the top of the repository to the folder that was given,
/// or to that of the file: empty, or a path that ends in `/`.
///
/// Where no repository is found, it is the way as it was given, which starts
/// in the folder where the command runs.
pub fn way_from_repository(root: &Path) -> String {
    let folder = match root.is_file() {
        true => root.parent().unwrap_or(Path::new("")),
        false => root,
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let top = real.ancestors().find(|above| above.join(SIGN).symlink_metadata().is_ok());
    let way = match top.and_then(|top| real.strip_prefix(top).ok()) {
        Some(inner) => inner,
        None if folder.is_relative() => folder,
        None => return String::new(),
    };
    let way = way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    // A way that climbs out of where the command runs cannot be written from there.
    SitePath::new(&way).map(|path| format!("{path}/")).unwrap_or_default()
}
