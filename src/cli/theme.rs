//! `ouro theme`: what a theme consists of, and copies of its files to change.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr as _;

use crate::cli::args::{Eject, Theme, ThemeCommand, ThemeList};
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::config::{Config, locations};
use crate::diagnostic::{list, nearest};
use crate::io::{self, IoError};
use crate::source::{Content, Sources};
use crate::theme::copy::copy;
use crate::theme::inventory::{self, Kind, Part};
use crate::theme::layer::{self, DEFAULT, Layer, MANIFEST};

/// The folder of a site's own theme where the settings name none.
const FOLDER: &str = "theme";

/// The folders of a theme in which a file is looked for by its short name.
const SHORT: [&str; 5] =
    ["", "templates/", "templates/components/", "styles/", "scripts/"];

/// Lists or copies.
pub(super) fn run(options: &Theme) -> Done {
    match &options.command {
        ThemeCommand::List(options) => list_parts(options),
        ThemeCommand::Eject(options) => eject(options),
    }
}

fn list_parts(options: &ThemeList) -> Done {
    let sources = io::scan(&options.site.root)?.value;
    let layers = chosen(&sources);
    if let Some(template) = &options.variables {
        return Ok(list_variables(template));
    }
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    report::say("Themes (those of this site have a star):");
    let themes: Vec<[String; 3]> = layer::built_in()
        .iter()
        .filter_map(|name| layer::embedded(name))
        .map(|theme| {
            let star = if names.contains(&theme.name.as_str()) { "*" } else { "" };
            [theme.name, theme.manifest.description, star.to_owned()]
        })
        .collect();
    table(&themes);
    let parts = inventory::parts(&layers);
    for kind in Kind::ALL {
        let rows: Vec<[String; 3]> =
            parts.iter().filter(|part| part.kind == kind).map(row).collect();
        if rows.is_empty() {
            continue;
        }
        let heading = kind.heading();
        let (first, rest) = heading.split_at(1);
        report::say(&format!("\n{}{rest}:", first.to_uppercase()));
        table(&rows);
    }
    Ok(Outcome::Fine)
}

fn row(part: &Part) -> [String; 3] {
    [part.name.clone(), part.words.clone(), format!("({})", part.layer)]
}

/// Prints what a page's template is given.
fn list_variables(template: &str) -> Outcome {
    let Some(variables) = inventory::variables(template) else {
        let names = inventory::pages();
        let hint = match nearest(template, names.iter().map(String::as_str)) {
            Some(near) => format!("the nearest is `{near}`"),
            None => format!("there are {}", list(&names, "and")),
        };
        report::note(&format!(
            "error: there is no page with the template `{template}`\n  = hint: {hint}"
        ));
        return Outcome::Usage;
    };
    for (number, (name, fields)) in variables.into_iter().enumerate() {
        let space = if number == 0 { "" } else { "\n" };
        report::say(&format!("{space}{name}:"));
        let rows: Vec<[String; 3]> = fields
            .into_iter()
            .map(|field| [format!("{name}.{}", field.name), field.words, String::new()])
            .collect();
        table(&rows);
    }
    Outcome::Fine
}

fn table(rows: &[[String; 3]]) {
    let width = rows.iter().map(|[name, ..]| name.width()).max().unwrap_or(0);
    for [name, words, note] in rows {
        let pad = " ".repeat(width - name.width());
        report::say(format!("  {name}{pad}  {words} {note}").trim_end());
    }
}

fn eject(options: &Eject) -> Done {
    let root = &options.site.root;
    let sources = io::scan(root)?.value;
    let mut layers = chosen(&sources);
    layers.retain(|layer| !layer.is_site());
    let Some((layer, path)) = find(&layers, &options.path) else {
        let paths: BTreeSet<String> =
            layers.iter().flat_map(|layer| layer.files.keys().cloned()).collect();
        // A path may be meant to be short.
        let names = paths
            .iter()
            .flat_map(|path| SHORT.iter().filter_map(|folder| path.strip_prefix(folder)));
        let hint = match nearest(&options.path, names) {
            Some(near) => format!("the nearest is `{near}`"),
            None => "`ouro theme list` names what there is".to_owned(),
        };
        report::note(&format!(
            "error: the theme has no file `{}`\n  = hint: {hint}",
            options.path
        ));
        return Ok(Outcome::Usage);
    };
    let content = layer.files.get(&path).map(|file| &file.content);
    let bytes = match content {
        Some(Content::Text(text)) => {
            let copied = copy(&layer.name, &path, text);
            copied.unwrap_or_else(|| text.to_string()).into_bytes()
        }
        Some(Content::Bytes(bytes)) => bytes.to_vec(),
        None => Vec::new(),
    };
    if options.stdout {
        report::document(&String::from_utf8_lossy(&bytes));
        return Ok(Outcome::Fine);
    }
    let text = sources.config.as_ref().and_then(|config| config.text());
    let named =
        locations(text.map(|text| &**text)).theme.filter(|folder| !folder.is_empty());
    let folder = named.clone().unwrap_or_else(|| FOLDER.to_owned());
    let target = format!("{folder}/{path}");
    io::create(root, &target, &bytes).map_err(hinted)?;
    report::say(&format!("{} is copied to {target}", options.path));
    // A folder that nothing names is a theme by this file.
    if named.is_none() && !sources.theme.contains_key(MANIFEST) && path != MANIFEST {
        let manifest = format!("{folder}/{MANIFEST}");
        io::create(root, &manifest, b"name: own\n")?;
        report::say(&format!("{manifest} says that the folder is a theme"));
    }
    Ok(Outcome::Fine)
}

fn hinted(error: IoError) -> IoError {
    error.with_hint("`--stdout` prints the original, to compare the two")
}

/// The layers of the theme of a site.
fn chosen(sources: &Sources) -> Vec<Layer> {
    layer::layers(sources, &Config::read(sources).value.look).value
}

/// Finds a file by its path or by the end of it, in the topmost layer that has it.
fn find<'l>(layers: &'l [Layer], name: &str) -> Option<(&'l Layer, String)> {
    let bare = name.trim_start_matches("./");
    let bare = bare.strip_prefix(&format!("{DEFAULT}/")).unwrap_or(bare);
    SHORT.iter().find_map(|folder| {
        let path = format!("{folder}{bare}");
        let layer = layers.iter().rev().find(|layer| layer.files.contains_key(&path))?;
        Some((layer, path))
    })
}
