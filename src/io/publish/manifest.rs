//! The list of what ouro wrote into an output folder, and what each file held.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::io::publish::{PART, is_inner};
use crate::io::{MANIFEST, open_regular};
use crate::output::Packed;
use crate::source::OutPath;

/// The version of the manifest's form.
const VERSION: u32 = 1;

/// The most bytes of a manifest that are read.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What ouro wrote, by path.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    pub(super) files: BTreeMap<String, Stamp>,
}

/// What one file held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Stamp {
    sha256: String,
    size: u64,
}

impl Stamp {
    /// What tells a file from others.
    pub(super) fn of(file: &Packed) -> Self {
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
        let digits = file.digest().into_iter().flat_map(|it| [it >> 4, it & 15]);
        Self { sha256: digits.map(digit).collect(), size: file.size() as u64 }
    }
}

impl Manifest {
    /// The manifest of these files.
    pub(super) fn of(files: BTreeMap<String, Stamp>) -> Self {
        Self { version: VERSION, files }
    }

    /// Reads a manifest, which may be anybody's: one path that is not below the
    /// folder, and none of it is believed.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let sound = |path: &String| {
            OutPath::new(path).as_str() == path
                && is_inner(Path::new(path))
                && path != MANIFEST
                && path != PART
        };
        (manifest.version == VERSION && manifest.files.keys().all(sound))
            .then_some(manifest)
    }

    /// The manifest as it is written.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .expect("a map of words and numbers has a JSON form");
        bytes.push(b'\n');
        bytes
    }
}

/// Reads the bytes of the manifest in a folder.
pub(super) fn read(folder: &Path) -> io::Result<Vec<u8>> {
    let (file, _) = open_regular(&folder.join(MANIFEST))?;
    let mut bytes = Vec::new();
    file.take(LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_climbs_is_not_believed() {
        let stamp = r#"{"sha256": "", "size": 0}"#;
        let parse = |path: &str| {
            Manifest::parse(
                format!(r#"{{"version": 1, "files": {{"{path}": {stamp}}}}}"#).as_bytes(),
            )
        };
        assert!(parse("a/b.html").is_some());
        for path in ["../x", "/etc/x", "a/../../x", "./x", "", "a//b", MANIFEST] {
            assert!(parse(path).is_none(), "{path}");
        }
        assert!(Manifest::parse(b"{").is_none());
    }
}
