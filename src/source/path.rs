//! Paths: of what was given ([`SitePath`]) and of what is made ([`OutPath`]).
//!
//! Both use `/` on every system and never leave their root, so that no path of
//! a stranger's plan can reach another place.

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::source::Hasher;

/// What of a file's name would mean something else in a link.
const ESCAPED: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b'\\');

/// The path of a source file below the content root: `auth/tasks.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SitePath(Arc<str>);

impl From<SitePath> for String {
    fn from(path: SitePath) -> Self {
        path.as_str().to_owned()
    }
}

impl TryFrom<String> for SitePath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        match path.as_str() {
            "" => Ok(Self::root()),
            path => Self::new(path).ok_or("a path that leaves its root"),
        }
    }
}

impl SitePath {
    /// Makes a path, with `.` and `..` resolved; nothing where it would leave
    /// the root or be empty.
    pub fn new(path: &str) -> Option<Self> {
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        (!parts.is_empty()).then(|| Self(parts.join("/").into()))
    }

    /// The content root itself, where a folder is meant and no file.
    pub fn root() -> Self {
        Self("".into())
    }

    /// The path of a text that has no file.
    pub fn unnamed() -> Self {
        Self("text".into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it lies in, empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |end| &self.0[..end])
    }

    /// The last part: `tasks.md`.
    pub fn name(&self) -> &str {
        self.0.rfind('/').map_or(&self.0, |end| &self.0[end + 1..])
    }

    /// The last part without its extension: `tasks`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.rfind('.') {
            Some(0) | None => name,
            Some(end) => &name[..end],
        }
    }

    /// What follows the last dot of the name.
    pub fn extension(&self) -> Option<&str> {
        match self.name().rfind('.') {
            Some(0) | None => None,
            Some(end) => Some(&self.name()[end + 1..]),
        }
    }

    /// Resolves a link from this file: `../other/tasks.md`; nothing where it
    /// would leave the content root. A leading `/` starts at the root.
    pub fn link(&self, target: &str) -> Option<Self> {
        match target.strip_prefix('/') {
            Some(rooted) => Self::new(rooted),
            None => Self::new(&format!("{}/{target}", self.folder())),
        }
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of a file of the finished site: `plans/auth/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// Makes the path of a file below the output folder.
    ///
    /// The parts are ours (slugs, fingerprints), so a part that climbs is left out.
    pub fn new(path: &str) -> Self {
        let mut sound = String::with_capacity(path.len());
        for part in path.split('/').filter(|part| !matches!(*part, "" | "." | "..")) {
            if !sound.is_empty() {
                sound.push('/');
            }
            sound.push_str(part);
        }
        Self(sound.into())
    }

    /// Makes the path of a page from its address: `plans/auth/`; an
    /// empty one is the front page.
    pub fn page(address: &str) -> Self {
        Self::new(&format!("{address}/index.html"))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address below the site's root: `plans/auth/` for its `index.html`.
    pub fn address(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// The way from this file up to the site's root: `../../`, or `./` at the root.
    pub fn root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The relative link from this file to another one, with a fragment where one is given.
    pub fn link_to(&self, target: &Self, fragment: Option<&str>) -> String {
        let mut link = String::new();
        if fragment.is_none() || self != target {
            let (from, to) = (&self.0, target.address());
            let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
            let start = &from.as_bytes()[..same];
            let shared =
                start.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
            for _ in from.bytes().skip(shared).filter(|byte| *byte == b'/') {
                link.push_str("../");
            }
            let down = &to[shared..];
            // Before the first slash, a colon would end a scheme.
            if link.is_empty()
                && down.split('/').next().is_some_and(|it| it.contains(':'))
            {
                link.push_str("./");
            }
            link.extend(utf8_percent_encode(down, ESCAPED));
            if link.is_empty() {
                link.push_str("./");
            }
        }
        if let Some(name) = fragment {
            link.push('#');
            link.push_str(name);
        }
        link
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes one segment of an address from any text: lower case, letters of any
/// script written in Latin ones, digits, `-` between words.
///
/// A text that has none of these (`???`) gives its hash, so that it is never empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in deunicode::deunicode(text).chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            '\'' => {}
            '.' if slug.ends_with(|c: char| c.is_ascii_digit()) => slug.push('.'),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches(['-', '.']);
    if slug.is_empty() {
        let hash = Hasher::new().part(text).finish();
        return format!("x{:08x}", hash as u32);
    }
    // Windows reserves these names in every folder, with any extension.
    if matches!(slug, "con" | "prn" | "aux" | "nul") {
        return format!("{slug}-");
    }
    slug.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: &str, to: &str) -> String {
        OutPath::page(from).link_to(&OutPath::page(to), None)
    }

    #[test]
    fn links_are_relative() {
        assert_eq!(link("", "plans/auth"), "plans/auth/");
        assert_eq!(link("plans/auth", ""), "../../");
        assert_eq!(link("plans/auth", "plans/shop"), "../shop/");
        assert_eq!(link("plans/auth", "plans/auth"), "./");
        let here = OutPath::page("plans/auth");
        assert_eq!(here.link_to(&here, Some("t-2.1")), "#t-2.1");
        assert_eq!(
            here.link_to(&OutPath::new("assets/a.css"), None),
            "../../assets/a.css"
        );
        let to = |name: &str| OutPath::page("").link_to(&OutPath::new(name), None);
        assert_eq!(to("a #1?.png"), "a %231%3F.png");
        assert_eq!(to("javascript:a.png"), "./javascript:a.png");
    }

    #[test]
    fn a_path_cannot_climb_out() {
        assert_eq!(SitePath::new("../etc/passwd"), None);
        let file = SitePath::new("a/b/tasks.md").unwrap();
        assert_eq!(file.link("../../../x"), None);
        assert_eq!(file.link("../c/tasks.md").unwrap().as_str(), "a/c/tasks.md");
        assert_eq!(file.link("/guide.md").unwrap().as_str(), "guide.md");
    }

    #[test]
    fn slugs_are_never_empty() {
        assert_eq!(slug("UI/UX Design"), "ui-ux-design");
        assert_eq!(slug("Doc-as-Code"), "doc-as-code");
        assert_eq!(slug("2.1 Überfahrt"), "2.1-uberfahrt");
        assert!(slug("???").starts_with('x'));
        assert_eq!(slug("CON"), "con-");
    }
}
