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
        let files =
            self.files.iter().fold(Hasher::new(), |all, file| all.hash(file.hash));
        let mut all = Hasher::new().hash(files.finish()).part(&self.prefix);
        all = all.hash(self.config.as_ref().map_or(0, |file| file.hash));
        for (name, file) in &self.theme {
            all = all.part(name).hash(file.hash);
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
