//! What we were given: every file that one compile may know, listed before the
//! first line is parsed.
//!
//! All inputs of a plan site can be enumerated, so the pipeline behind this
//! module needs no file system: a test builds [`Sources`] from string literals.

pub mod day;
pub mod file;
pub mod hash;
pub mod path;
pub mod span;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use day::Day;
pub use file::{Content, SourceFile};
pub use hash::{Hash, Hasher};
pub use path::{OutPath, SitePath, slug};
pub use span::{LineIndex, Span};

/// Every input of one compile.
#[derive(Clone, Default)]
pub struct Sources {
    /// The files below the content root, sorted by path, each once.
    pub files: Vec<Arc<SourceFile>>,
    /// `ouro.yaml`, where there is one; its path is relative to the folder that was given.
    pub config: Option<Arc<SourceFile>>,
    /// The files of the chosen theme's own folder, by their path inside it; the
    /// embedded default theme lies beneath them.
    pub theme: BTreeMap<String, Arc<SourceFile>>,
    /// What the site said before, where that is known.
    pub before: Option<Before>,
    /// Where the content root lies below the folder that was given: empty, or
    /// a path that ends in `/`. Messages and the JSON put it before a path.
    pub prefix: String,
}

/// What a site said when it was last published, or would have said on an earlier day,
/// as the files of its `api/v1/`.
#[derive(Clone)]
pub struct Before {
    /// All plans in short: `plans.json`.
    pub plans: Arc<str>,
    /// What had changed until then: `changes.json`, where there is one.
    pub changes: Option<Arc<str>>,
}

impl Sources {
    /// Makes sources of Markdown texts, for tests and for the embedded examples.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut files: Vec<_> = texts
            .into_iter()
            .filter_map(|(path, text)| {
                Some(Arc::new(SourceFile::new(SitePath::new(path)?, text.as_bytes())))
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, ..Self::default() }
    }

    /// The hash of all that they are.
    pub fn hash(&self) -> Hash {
        // What lies beyond a limit is not read, and its size is told.
        let add = |all: Hasher, file: &Arc<SourceFile>| {
            all.hash(file.hash).part(file.size.to_le_bytes())
        };
        let mut all = self.files.iter().fold(Hasher::new(), add).part(&self.prefix);
        all = self.config.iter().fold(all, add).part("theme");
        for (name, file) in &self.theme {
            all = add(all.part(name), file);
        }
        if let Some(before) = &self.before {
            all = all.part(before.plans.as_bytes());
            all = all.part(before.changes.as_deref().unwrap_or_default());
        }
        all.finish()
    }

    /// Finds a content file by its path.
    pub fn file(&self, path: &SitePath) -> Option<&Arc<SourceFile>> {
        let place = self.files.binary_search_by(|file| file.path.cmp(path)).ok()?;
        self.files.get(place)
    }

    /// Writes a path as the user knows it: relative to the folder that was given.
    pub fn shown(&self, path: &SitePath) -> String {
        match format!("{}{path}", self.prefix) {
            empty if empty.is_empty() => ".".to_owned(),
            shown => shown.trim_end_matches('/').to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_tells_all_that_sources_are() {
        let sources = || Sources::from_texts([("a.md", "a"), ("b.md", "b")]);
        let hash = sources().hash();
        assert_eq!(sources().hash(), hash);
        let file = |path: &str, text: &str| {
            Arc::new(SourceFile::new(SitePath::new(path).unwrap(), text.as_bytes()))
        };
        let before = Before { plans: "[]".into(), changes: None };
        let edits: [fn(&mut Sources, Arc<SourceFile>); 4] = [
            |all, other| all.files[1] = other,
            |all, other| all.config = Some(other),
            |all, other| drop(all.theme.insert("b.md".to_owned(), other)),
            |all, _| all.prefix = "content/".to_owned(),
        ];
        let mut hashes: Vec<Hash> = edits
            .iter()
            .map(|edit| {
                let mut edited = sources();
                edit(&mut edited, file("b.md", "c"));
                edited.hash()
            })
            .collect();
        let mut larger = sources();
        Arc::make_mut(&mut larger.files[0]).size += 1;
        hashes.extend([larger.hash(), hash]);
        hashes.push(Sources { before: Some(before), ..sources() }.hash());
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }
}
