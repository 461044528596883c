//! The repository that a folder lies in, as far as it shows on the disk.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::io::open_regular;
use crate::source::SitePath;

/// What lies at the top of every repository: a folder, or a file in a worktree.
pub(super) const SIGN: &str = ".git";

/// The most bytes of one file of a repository that are read.
const LIMIT: u64 = 256 * 1024;

/// Where a repository comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// `github.com`
    pub host: String,
    /// The way to the repository there, such as `club/plans`.
    pub path: String,
    /// The branch that others see first, where that is known.
    pub branch: Option<String>,
}

/// Finds the way from the top of the repository to the folder that was given,
/// or to that of the file: empty, or a path that ends in `/`.
///
/// Where no repository is found, it is the way as it was given, which starts
/// in the folder where the command runs.
pub fn way_from_repository(root: &Path) -> String {
    let folder = folder_of(root);
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let top = top_above(&real);
    let way = match top.and_then(|top| real.strip_prefix(top).ok()) {
        Some(inner) => inner,
        None if folder.is_relative() => folder,
        None => return String::new(),
    };
    let way = way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    // A way that climbs out of where the command runs cannot be written from there.
    SitePath::new(&way).map(|path| format!("{path}/")).unwrap_or_default()
}

/// Finds the top of the repository that a folder lies in.
pub fn repository(root: &Path) -> Option<PathBuf> {
    let real = folder_of(root).canonicalize().ok()?;
    top_above(&real).map(Path::to_owned)
}

/// Finds where a repository comes from, by what its own files say.
pub fn remote(top: &Path) -> Option<Remote> {
    let folder = git_folder(&top.join(SIGN))?;
    let config = text(&folder.join("config"))?;
    let (host, path) = address(origin(&config)?)?;
    Some(Remote { host, path, branch: branch(top) })
}

/// Finds the branch that a repository is published from: the one that its remote has
/// as its own, else `main` or `master` where there is one, else the one of now.
pub fn branch(top: &Path) -> Option<String> {
    let folder = git_folder(&top.join(SIGN))?;
    let head = |file: &str, start: &str| {
        let words = text(&folder.join(file))?;
        let branch = words.trim().strip_prefix("ref: ")?.strip_prefix(start)?;
        Some(branch.to_owned())
    };
    let usual = || {
        let mut usual = ["main", "master"].into_iter();
        let is_there =
            |name: &&str| text(&folder.join("refs/heads").join(name)).is_some();
        usual.find(is_there).map(str::to_owned)
    };
    head("refs/remotes/origin/HEAD", "refs/remotes/origin/")
        .or_else(usual)
        .or_else(|| head("HEAD", "refs/heads/"))
        .filter(|branch| is_plain(branch))
}

/// Whether a clone was cut off before a commit, so that what came before it is not
/// known.
pub fn is_boundary(top: &Path, commit: &str) -> bool {
    let folder = git_folder(&top.join(SIGN));
    let cut = folder.and_then(|folder| text(&folder.join("shallow")));
    cut.is_some_and(|cut| cut.lines().any(|line| line == commit))
}

fn folder_of(root: &Path) -> &Path {
    let folder = match root.is_file() {
        true => root.parent().unwrap_or(Path::new("")),
        false => root,
    };
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

fn top_above(real: &Path) -> Option<&Path> {
    real.ancestors().find(|above| above.join(SIGN).symlink_metadata().is_ok())
}

/// The folder with the files of a repository; in a worktree, that of the whole one.
fn git_folder(sign: &Path) -> Option<PathBuf> {
    if sign.is_dir() {
        return Some(sign.to_owned());
    }
    let words = text(sign)?;
    let named = words.trim().strip_prefix("gitdir: ")?;
    let own = sign.parent()?.join(named);
    match text(&own.join("commondir")) {
        Some(common) => Some(own.join(common.trim())),
        None => Some(own),
    }
}

/// Reads a small file, where it is an ordinary one.
fn text(path: &Path) -> Option<String> {
    let (file, metadata) = open_regular(path).ok()?;
    let mut text = String::new();
    let is_small = metadata.len() <= LIMIT;
    (is_small && file.take(LIMIT).read_to_string(&mut text).is_ok()).then_some(text)
}

/// The address of the remote `origin`.
fn origin(config: &str) -> Option<&str> {
    let section = config.split("[remote \"origin\"]").nth(1)?;
    let own = section.split("\n[").next()?;
    own.lines().find_map(|line| line.trim().strip_prefix("url")?.trim().strip_prefix('='))
}

/// Host and path of the address of a repository, without what signs somebody in.
fn address(url: &str) -> Option<(String, String)> {
    let url = url.trim();
    let (place, path) = match url.split_once("://") {
        Some((scheme, rest)) => {
            let known = ["https", "http", "ssh", "git"].contains(&scheme);
            known.then(|| rest.split_once('/')).flatten()?
        }
        // The short form of ssh: `git@host:path`.
        None => url.split_once(':').filter(|(place, _)| place.contains('@'))?,
    };
    let host = place.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let known = host.contains('.') && path.contains('/');
    (known && is_plain(&host) && is_plain(path)).then(|| (host, path.to_owned()))
}

/// Whether a name can stand in an address and in settings as it is.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    !name.is_empty() && name.chars().all(plain) && !name.starts_with(['-', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_without_who_signs_in() {
        let of = |url: &str| address(url).map(|(host, path)| format!("{host} {path}"));
        let plans = Some("github.com club/plans".to_owned());
        for url in [
            "git@github.com:club/plans.git",
            "https://github.com/club/plans.git",
            "https://somebody:secret@github.com/club/plans",
            "ssh://git@github.com:22/club/plans.git",
            "https://GitHub.com/club/plans/",
        ] {
            assert_eq!(of(url), plans, "{url}");
        }
        for url in ["../plans", "/srv/plans.git", "C:/plans", "https://h.org/a b/c", ""] {
            assert_eq!(of(url), None, "{url}");
        }
        let config = "[core]\n\tbare = false\n[remote \"up\"]\n\turl = a\n[remote \
                      \"origin\"]\n\turl = b\n\tfetch = c\n";
        assert_eq!(origin(config).map(str::trim), Some("b"));
        assert_eq!(origin("[core]\n"), None);
    }
}
