//! `ouro config`: what holds, and where it comes from.

use unicode_width::UnicodeWidthStr as _;

use crate::cli::args::Config;
use crate::cli::report::{self, Shown};
use crate::cli::{Done, Outcome, environment};
use crate::compile::Settings;
use crate::config::key::{self, KEYS, Key};
use crate::config::{self, Origin};
use crate::diagnostic::Checked;
use crate::io;
use crate::source::Sources;

/// What stands for a value that there is not.
const NONE: &str = "-";

/// Prints the settings, or their schema.
pub(super) fn run(options: &Config) -> Done {
    if options.schema {
        report::document(&key::SCHEMA_TEXT);
        return Ok(Outcome::Fine);
    }
    let settings = environment::settings(&options.root, options.base_url.as_deref())?;
    let Checked { value: sources, diagnostics: seen } = io::scan(&options.root.root)?;
    let settings = Settings { today: options.today, ..settings };
    let Checked { value: config, diagnostics } = settings.config(&sources);
    let rows: Vec<[String; 3]> =
        KEYS.iter().flat_map(|key| rows(key, &config, &sources)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max();
    let (names, origins) = (width(0).unwrap_or(0), width(1).unwrap_or(0));
    for [name, origin, value] in &rows {
        let pad = " ".repeat(names - name.width());
        let gap = " ".repeat(origins - origin.width());
        report::say(&format!("{name}{pad}  {origin}{gap}  {value}"));
    }
    let mut noticed = diagnostics.to_vec();
    // Of what was seen on the disk, only what the settings name.
    let of_settings = seen.iter().filter(|found| {
        sources
            .config
            .as_ref()
            .is_some_and(|file| found.path.as_ref() == Some(&file.path))
    });
    noticed.extend(of_settings.cloned());
    config.levels.apply(&mut noticed);
    report::problems(&noticed, &sources, Shown::All);
    Ok(match report::Tally::of(&noticed).errors {
        0 => Outcome::Fine,
        _ => Outcome::Problems,
    })
}

/// The lines of a key: one for itself, or one for each that is set below it.
fn rows(key: &Key, config: &config::Config, sources: &Sources) -> Vec<[String; 3]> {
    let below = format!("{}.", key.name);
    let set: Vec<[String; 3]> = config
        .set
        .iter()
        .filter(|(way, _)| **way == key.name || way.starts_with(&below))
        .map(|(way, held)| {
            [way.clone(), origin(&held.origin, sources), held.value.clone()]
        })
        .collect();
    if !set.is_empty() {
        return set;
    }
    let value = match key.name {
        "language" => config.language.as_str(),
        "content" => match sources.prefix.trim_end_matches('/') {
            "" => ".",
            folder => folder,
        },
        _ => NONE,
    };
    vec![[key.name.to_owned(), "default".to_owned(), value.to_owned()]]
}

/// Where a value comes from, in a word.
fn origin(origin: &Origin, sources: &Sources) -> String {
    match origin {
        Origin::File(line) => {
            let path = sources.config.as_ref().map(|file| file.path.as_str());
            format!("{}:{line}", path.unwrap_or_default())
        }
        Origin::Variable(name) => name.clone(),
        Origin::Option(name) => (*name).to_owned(),
    }
}
