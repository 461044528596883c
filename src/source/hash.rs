//! Hashes: the 128 bits that stand for a content in memory.
//!
//! XXH3 is quick and not cryptographic; what is published (fingerprints, the
//! manifest) is hashed with SHA-256 instead.

use twox_hash::XxHash3_128;

/// A content hash, for memory only.
pub type Hash = u128;

/// Hashes parts in order; each part's length is mixed in, so that `ab`, `c`
/// and `a`, `bc` differ.
#[derive(Default)]
pub struct Hasher(XxHash3_128);

impl Hasher {
    /// Starts an empty hash.
    pub fn new() -> Self {
        Self(XxHash3_128::new())
    }

    /// Adds one part.
    #[must_use]
    pub fn part(mut self, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        self.0.write(&(bytes.len() as u64).to_le_bytes());
        self.0.write(bytes);
        self
    }

    /// Adds a hash that was made before.
    #[must_use]
    pub fn hash(self, hash: Hash) -> Self {
        self.part(hash.to_le_bytes())
    }

    /// Ends the hash.
    pub fn finish(self) -> Hash {
        self.0.finish_128()
    }
}
