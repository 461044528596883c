//! The environment: a variable for each key of `ouro.yaml` that holds a text.

use std::env;

use crate::config::check;
use crate::config::key::{KEYS, Key, VARIABLES};
use crate::diagnostic::nearest;

/// Finds what the environment sets; one that is empty sets nothing. The error says
/// which variable is wrong, and why.
pub(super) fn given() -> Result<Vec<(&'static Key, String)>, String> {
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
pub(super) fn misspelt() -> Vec<(String, String)> {
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
