//! The finished site: path to bytes. What is not in it does not exist.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use lz4_flex::block::{compress, decompress};

use crate::diagnostic::Checked;
use crate::memo::Lasting;
use crate::source::OutPath;

/// What a file holds.
pub type Bytes = Arc<[u8]>;

/// The fewest bytes that are packed.
const PACKED: usize = 4096;

/// What a file of a whole site holds, in little room: the pages of a site are many
/// times as large as its plans, and all of them are held until the site is put in its
/// place. A page shrinks to an eighth or so.
///
/// Equal bytes that were packed are packed alike, so two of these can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    size: usize,
    held: Held,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    AsIs(Bytes),
    /// As an LZ4 block.
    Lz4(Bytes),
}

impl Packed {
    /// Packs bytes, where that makes them smaller.
    pub fn new(bytes: &[u8]) -> Self {
        let size = bytes.len();
        let packed = (size >= PACKED).then(|| compress(bytes));
        let held = match packed.filter(|packed| packed.len() < size) {
            Some(packed) => Held::Lz4(packed.into()),
            None => Held::AsIs(bytes.into()),
        };
        Self { size, held }
    }

    /// How many bytes the file has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        self.unpacked().expect("what was packed can be unpacked")
    }

    fn unpacked(&self) -> Option<Cow<'_, [u8]>> {
        Some(match &self.held {
            Held::AsIs(bytes) => Cow::Borrowed(bytes),
            Held::Lz4(packed) => Cow::Owned(decompress(packed, self.size).ok()?),
        })
    }
}

/// Bytes that are shared with others stay as they are.
impl From<Bytes> for Packed {
    fn from(bytes: Bytes) -> Self {
        Self { size: bytes.len(), held: Held::AsIs(bytes) }
    }
}

/// A page of which nothing is to be told: as many bytes as it has, and it as it is held.
impl Lasting for Checked<Packed> {
    const KIND: &'static str = "page";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        if !self.diagnostics.is_empty() {
            return None;
        }
        let (kind, held) = match &self.value.held {
            Held::AsIs(bytes) => (0, bytes),
            Held::Lz4(packed) => (1, packed),
        };
        let size = (self.value.size as u64).to_le_bytes();
        Some([&[kind][..], &size, held].concat())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let (size, held) = rest.split_at_checked(size_of::<u64>())?;
        let size = u64::from_le_bytes(size.try_into().ok()?).try_into().ok()?;
        let held = match kind {
            0 if held.len() == size => Held::AsIs(held.into()),
            // The form cannot make more of a byte.
            1 if size / 255 <= held.len() => Held::Lz4(held.into()),
            _ => return None,
        };
        let packed = Packed { size, held };
        packed.unpacked()?;
        Some(Self::new(packed, Vec::new()))
    }
}

/// Every file of the site, complete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The files by path.
    pub files: BTreeMap<OutPath, Packed>,
}

impl Output {
    /// Adds a file; the first one at a path stays, and `false` says that it was taken.
    pub fn insert(&mut self, path: OutPath, bytes: impl Into<Bytes>) -> bool {
        self.add(path, Packed::from(bytes.into()))
    }

    /// Adds a file that may be packed, in the same way.
    pub fn add(&mut self, path: OutPath, file: Packed) -> bool {
        if self.files.contains_key(&path) {
            return false;
        }
        self.files.insert(path, file);
        true
    }

    /// The sum of all files, in bytes.
    pub fn size(&self) -> u64 {
        self.files.values().map(|file| file.size() as u64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_as_it_was() {
        let row = "<li class=\"task\"><a href=\"#t-1.1\">Stir</a></li>\n";
        for text in [String::new(), row.to_owned(), row.repeat(1_000)] {
            let packed = Packed::new(text.as_bytes());
            assert_eq!(packed.bytes(), text.as_bytes());
            assert_eq!(packed.size(), text.len());
            assert_eq!(packed, Packed::new(text.as_bytes()));
        }
        let held = Packed::new(row.repeat(1_000).as_bytes()).held;
        let is_small = |packed: &Bytes| packed.len() < row.len() * 100;
        assert!(matches!(held, Held::Lz4(packed) if is_small(&packed)));
    }
}
