//! The finished site: path to bytes. What is not in it does not exist.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use lz4_flex::block::{compress, decompress};
use sha2::{Digest as _, Sha256};

use crate::diagnostic::Checked;
use crate::memo::{Kept, Lasting};
use crate::source::OutPath;

/// What a file holds.
pub type Bytes = Arc<[u8]>;

/// The fewest bytes that are packed.
const PACKED: usize = 4096;

/// Bytes in little room, where that can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    size: usize,
    held: Held,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    AsIs(Bytes),
    /// As an LZ4 block.
    Lz4(Bytes),
}

impl Folded {
    /// Folds bytes, where that makes them smaller.
    pub fn new(bytes: &[u8]) -> Self {
        let size = bytes.len();
        let packed = (size >= PACKED).then(|| compress(bytes));
        let held = match packed.filter(|packed| packed.len() < size) {
            Some(packed) => Held::Lz4(packed.into()),
            None => Held::AsIs(bytes.into()),
        };
        Self { size, held }
    }

    /// The bytes; nothing where what was kept was not what [`Self::kept`] gave.
    pub fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        Some(match &self.held {
            Held::AsIs(bytes) => Cow::Borrowed(bytes),
            Held::Lz4(packed) => Cow::Owned(decompress(packed, self.size).ok()?),
        })
    }

    /// What is kept of it between runs: how many bytes it has, and it as it is held.
    pub fn kept(&self) -> Vec<u8> {
        let (kind, held) = match &self.held {
            Held::AsIs(bytes) => (0, bytes),
            Held::Lz4(packed) => (1, packed),
        };
        [&[kind][..], &(self.size as u64).to_le_bytes(), held].concat()
    }

    /// What was kept as these bytes; nothing where they are others. They are unfolded
    /// when somebody asks for them.
    pub fn of_kept(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let (size, held) = rest.split_at_checked(size_of::<u64>())?;
        let size = u64::from_le_bytes(size.try_into().ok()?).try_into().ok()?;
        let held = match kind {
            0 if held.len() == size => Held::AsIs(held.into()),
            // The form cannot make more of a byte.
            1 if size / 255 <= held.len() => Held::Lz4(held.into()),
            _ => return None,
        };
        Some(Self { size, held })
    }
}

/// The SHA-256 digest of some bytes.
pub fn digest_of(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What a file of a whole site holds: the pages of a site are many times as large as its
/// plans, and all of them are held until the site is put in its place. A page shrinks to
/// an eighth or so.
///
/// What an earlier build has kept is read when it is needed: most of it never is, since
/// the published folder holds it already.
#[derive(Debug, Clone)]
pub struct Packed {
    digest: [u8; 32],
    size: usize,
    lies: Lies,
}

/// Where the bytes of a file lie.
#[derive(Debug, Clone)]
enum Lies {
    Here(Folded),
    /// As [`Packed::kept`] gave them.
    InStore(Kept),
}

/// Two files are the same where their digests are.
impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Packed {}

impl Packed {
    /// Packs bytes, where that makes them smaller.
    pub fn new(bytes: &[u8]) -> Self {
        let digest = digest_of(bytes);
        Self { digest, size: bytes.len(), lies: Lies::Here(Folded::new(bytes)) }
    }

    /// The SHA-256 digest of the file.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// How many bytes the file has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// What is kept of it between runs; nothing where it was, and cannot be read.
    pub fn kept(&self) -> Option<Vec<u8>> {
        match &self.lies {
            Lies::Here(folded) => Some([&self.digest[..], &folded.kept()].concat()),
            Lies::InStore(kept) => kept.bytes(),
        }
    }

    /// What was kept as these bytes; nothing where they are others.
    pub fn of_kept(bytes: &[u8]) -> Option<Self> {
        let (digest, kept) = bytes.split_first_chunk()?;
        let folded = Folded::of_kept(kept)?;
        Some(Self { digest: *digest, size: folded.size, lies: Lies::Here(folded) })
    }

    /// Reads the bytes of the file; nothing where they lie in a store that has them no more.
    pub fn read(&self) -> Option<Cow<'_, [u8]>> {
        match &self.lies {
            Lies::Here(folded) => folded.bytes(),
            Lies::InStore(kept) => {
                let file = Self::of_kept(&kept.bytes()?).filter(|file| file == self)?;
                Some(Cow::Owned(file.read()?.into_owned()))
            }
        }
    }
}

/// Bytes that are shared with others stay as they are.
impl From<Bytes> for Packed {
    fn from(bytes: Bytes) -> Self {
        let digest = digest_of(&bytes);
        let size = bytes.len();
        Self { digest, size, lies: Lies::Here(Folded { size, held: Held::AsIs(bytes) }) }
    }
}

/// A page of which nothing is to be told.
impl<Q> Lasting<Q> for Checked<Packed> {
    const KIND: &'static str = "page";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        self.diagnostics.is_empty().then(|| self.value.kept())?
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        Some(Self::new(Packed::of_kept(bytes)?, Vec::new()))
    }

    fn about(&self) -> Option<Vec<u8>> {
        let Packed { digest, size, .. } = self.value;
        Some([&digest[..], &(size as u64).to_le_bytes()].concat())
    }

    fn later(about: &[u8], kept: Kept) -> Option<Self> {
        let (digest, size) = about.split_first_chunk()?;
        let size = u64::from_le_bytes(size.try_into().ok()?).try_into().ok()?;
        let file = Packed { digest: *digest, size, lies: Lies::InStore(kept) };
        Some(Self::new(file, Vec::new()))
    }
}

/// Adds files to bytes that are stored, in the way of [`kept_files`].
pub fn keep_files(files: &[(OutPath, Packed)], bytes: &mut Vec<u8>) -> Option<()> {
    let kept = files.iter().map(|(path, file)| Some((path.as_str(), file.kept()?)));
    let kept = kept.collect::<Option<Vec<(&str, Vec<u8>)>>>()?;
    let list: Vec<(&str, usize)> =
        kept.iter().map(|(path, bytes)| (*path, bytes.len())).collect();
    // The bytes of files stand behind the list of them.
    bytes.extend(postcard::to_stdvec(&list).ok()?);
    kept.iter().for_each(|(_, kept)| bytes.extend(kept));
    Some(())
}

/// The files of stored bytes that hold nothing else; nothing where they are others.
pub fn kept_files(bytes: &[u8]) -> Option<Vec<(OutPath, Packed)>> {
    let (list, mut rest) = postcard::take_from_bytes::<Vec<(&str, usize)>>(bytes).ok()?;
    let mut files = Vec::with_capacity(list.len());
    for (path, length) in list {
        let (kept, behind) = rest.split_at_checked(length)?;
        files.push((OutPath::new(path), Packed::of_kept(kept)?));
        rest = behind;
    }
    rest.is_empty().then_some(files)
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
            assert_eq!(packed.read().unwrap(), text.as_bytes());
            assert_eq!(packed.size(), text.len());
            assert_eq!(packed, Packed::new(text.as_bytes()));
        }
        let held = Folded::new(row.repeat(1_000).as_bytes()).held;
        let is_small = |packed: &Bytes| packed.len() < row.len() * 100;
        assert!(matches!(held, Held::Lz4(packed) if is_small(&packed)));
    }
}
