//! What the site said when it was last published: the files of its `api/v1/`.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use crate::io::{IoError, open_regular};
use crate::site::api::SCHEMA_VERSION;
use crate::source::Before;

/// The most bytes of such a file: what the strictest host takes.
const LIMIT: u64 = 25 * 1024 * 1024;

/// What was found of them.
pub struct Last {
    /// What the site said; nothing where there is no such folder, as before the first
    /// time.
    pub before: Option<Before>,
    /// Files that are something else. A host may answer any address with a page, and
    /// another version of ouro may say other things: that is told, and stops no build.
    pub refused: Vec<IoError>,
}

/// Reads them.
pub fn before(folder: &Path) -> Result<Last, IoError> {
    let mut refused = Vec::new();
    let mut ours = |name: &str| match read(&folder.join(name)) {
        Err(error @ IoError::Refused { .. }) => {
            refused.push(error);
            Ok(None)
        }
        read => read,
    };
    let (plans, changes) = (ours("plans.json")?, ours("changes.json")?);
    Ok(Last { before: plans.map(|plans| Before { plans, changes }), refused })
}

fn read(path: &Path) -> Result<Option<Arc<str>>, IoError> {
    let file = match open_regular(path) {
        Ok((file, _)) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(IoError::read(path, error)),
    };
    let mut text = String::new();
    let failed = |error| IoError::read(path, error);
    let is_text = match file.take(LIMIT + 1).read_to_string(&mut text) {
        Ok(length) => length as u64 <= LIMIT,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => false,
        Err(error) => return Err(failed(error)),
    };
    let known = serde_json::from_str::<Value>(&text).ok().filter(|_| is_text);
    let is_ours = known.is_some_and(|known| known["schema_version"] == SCHEMA_VERSION);
    if !is_ours {
        return Err(IoError::Refused {
            path: path.to_owned(),
            reason: "is not what a site of this version says of itself".to_owned(),
            hint: Some("give the folder `api/v1` of the published site".to_owned()),
        });
    }
    Ok(Some(text.into()))
}
