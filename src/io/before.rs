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

/// Reads them; nothing where there is no such folder, as before the first time.
pub fn before(folder: &Path) -> Result<Option<Before>, IoError> {
    let Some(plans) = read(&folder.join("plans.json"))? else { return Ok(None) };
    let changes = read(&folder.join("changes.json"))?;
    Ok(Some(Before { plans, changes }))
}

fn read(path: &Path) -> Result<Option<Arc<str>>, IoError> {
    let file = match open_regular(path) {
        Ok((file, _)) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(IoError::read(path, error)),
    };
    let mut text = String::new();
    let failed = |error| IoError::read(path, error);
    let length = file.take(LIMIT + 1).read_to_string(&mut text).map_err(failed)?;
    let known = serde_json::from_str::<Value>(&text).ok();
    let is_ours = known.is_some_and(|known| known["schema_version"] == SCHEMA_VERSION);
    if length as u64 > LIMIT || !is_ours {
        return Err(IoError::Refused {
            path: path.to_owned(),
            reason: "is not what a site of this version says of itself".to_owned(),
            hint: Some("give the folder `api/v1` of the published site".to_owned()),
        });
    }
    Ok(Some(text.into()))
}
