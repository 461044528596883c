//! One file that was given: its path, its content and the hash of both.

use std::borrow::Cow;
use std::sync::Arc;

use crate::source::hash::{Hash, Hasher};
use crate::source::path::SitePath;

/// The most bytes of one Markdown file that are read; the rest is cut off and reported.
pub const FILE_LIMIT: usize = 4 * 1024 * 1024;

/// A file below the content root or of a theme.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SitePath,
    /// What it holds.
    pub content: Content,
    /// The hash of path and bytes.
    pub hash: Hash,
    /// How many bytes the file has, also those beyond [`FILE_LIMIT`].
    pub size: u64,
    /// Whether bytes had to be replaced because they are no UTF-8.
    pub lossy: bool,
    is_markdown: bool,
}

/// What a file holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Text: no byte order mark; lines end as the author wrote them.
    Text(Arc<str>),
    /// Anything else, published as it is.
    Bytes(Arc<[u8]>),
}

impl SourceFile {
    /// Makes a text file of bytes: a byte order mark is dropped, and what is no
    /// UTF-8 becomes U+FFFD, as NUL does.
    pub fn new(path: SitePath, bytes: &[u8]) -> Self {
        let hash = Hasher::new().part(path.as_str()).part(bytes).finish();
        let size = bytes.len() as u64;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let kept = bytes.get(..FILE_LIMIT).unwrap_or(bytes);
        // To look for what is no UTF-8 takes five times as long as to see that all is.
        let text = match str::from_utf8(kept) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(kept),
        };
        let lossy = matches!(text, Cow::Owned(_));
        let text: Arc<str> = if text.contains('\0') {
            text.replace('\0', "\u{fffd}").into()
        } else {
            text.into()
        };
        let is_markdown = is_markdown(&path);
        Self { path, content: Content::Text(text), hash, size, lossy, is_markdown }
    }

    /// Makes a file that is published as it is.
    pub fn binary(path: SitePath, bytes: Vec<u8>) -> Self {
        let hash = Hasher::new().part(path.as_str()).part(&bytes).finish();
        let size = bytes.len() as u64;
        let (content, lossy) = (Content::Bytes(bytes.into()), false);
        let is_markdown = is_markdown(&path);
        Self { path, content, hash, size, lossy, is_markdown }
    }

    /// The text, or nothing for a binary file.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// Whether the file holds Markdown, by its name.
    pub fn is_markdown(&self) -> bool {
        self.is_markdown
    }
}

/// Whether a file of this name holds Markdown.
pub fn is_markdown(path: &SitePath) -> bool {
    // Most have this name, and a site asks often.
    let text = path.as_str();
    if text.ends_with(".md") && text.len() > 3 && !text.ends_with("/.md") {
        return true;
    }
    path.extension().is_some_and(|end| {
        end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown")
    })
}
