//! The environment: a variable for each key of `ouro.yaml` that holds a text. It is
//! read where settings are, and by no command that has none.

use std::env;

use crate::cli::args::Root;
use crate::cli::{Stop, report};
use crate::compile::Settings;
use crate::config::key::{KEYS, Key, VARIABLES};
use crate::config::{Drafts, Links, check};
use crate::diagnostic::nearest;

/// The settings that the environment and the arguments make. Says which variables look
/// as if they were meant to set something, and do not.
pub(super) fn settings(root: &Root, base_url: Option<&str>) -> Result<Settings, Stop> {
    let environment = given().map_err(Stop::Environment)?;
    for (name, near) in misspelt() {
        report::note(&format!("`{name}` sets nothing; the nearest is `{near}`"));
    }
    Ok(Settings {
        environment,
        base_url: base_url.map(str::to_owned),
        drafts: if root.drafts { Drafts::Include } else { Drafts::Exclude },
        today: None,
        links: Links::Folders,
    })
}

/// Finds what the environment sets; a variable that is empty sets nothing. The error
/// says which one is wrong, and why.
fn given() -> Result<Vec<(&'static Key, String)>, String> {
    let mut found = Vec::new();
    for key in KEYS {
        let Some(name) = key.variable() else { continue };
        let Some(value) = env::var_os(&name) else { continue };
        let Some(text) = value.to_str().map(str::trim) else {
            return Err(format!("the variable `{name}` is not UTF-8"));
        };
        if text.is_empty() {
            continue;
        }
        check(key.name, text).map_err(|wrong| format!("{name}: {wrong}"))?;
        found.push((key, text.to_owned()));
    }
    Ok(found)
}

/// Finds variables that look as if they were meant to set something, each with the
/// name that was meant.
fn misspelt() -> Vec<(String, String)> {
    let known: Vec<String> = KEYS.iter().filter_map(Key::variable).collect();
    let mut found: Vec<(String, String)> = env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with(VARIABLES) && !known.contains(name))
        .filter_map(|name| {
            let near = nearest(&name, known.iter().map(String::as_str))?.to_owned();
            Some((name, near))
        })
        .collect();
    found.sort();
    found
}
