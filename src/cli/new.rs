//! `ouro new plan`: a plan to begin with, where the site looks for it.

use crate::cli::args::{New, NewCommand, NewPlan};
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::config::locations;
use crate::io;
use crate::pattern;
use crate::source::{Sources, slug};

/// The folder of the content in a folder that holds nothing yet.
pub(super) const CONTENT: &str = "content/";

/// Writes what is asked for.
pub(super) fn run(options: &New) -> Done {
    match &options.command {
        NewCommand::Plan(options) => plan(options),
    }
}

fn plan(options: &NewPlan) -> Done {
    let name = &options.slug;
    let near = slug(name);
    if near != *name {
        report::note(&format!(
            "error: `{name}` is no name for a folder of a plan\n  = hint: write `{near}`"
        ));
        return Ok(Outcome::Usage);
    }
    let root = &options.root.root;
    let sources = io::scan(root)?.value;
    let text = pattern::find(&options.pattern)
        .and_then(|pattern| pattern.write(&titled(name), &options.domain))
        .expect("the arguments allow patterns and domains that there are, and no others");
    let path = format!("{}plans/{name}/tasks.md", content(&sources));
    io::create(root, &path, text.as_bytes())?;
    let shown = root.join(&path);
    let shown = shown.strip_prefix(".").unwrap_or(&shown).display();
    report::say(&format!("{shown} is written"));
    Ok(Outcome::Fine)
}

/// The folder below which plans are looked for: empty, or a path with `/` at its end.
fn content(sources: &Sources) -> String {
    let text = sources.config.as_ref().and_then(|config| config.text());
    let named = locations(text.map(|text| &**text)).content;
    let holds_text = sources.files.iter().any(|file| file.is_markdown());
    match named {
        Some(folder) if folder.is_empty() => folder,
        Some(folder) => format!("{folder}/"),
        None if holds_text => sources.prefix.clone(),
        None => CONTENT.to_owned(),
    }
}

/// A title from the name of a folder: `garden-shed` is `Garden shed`.
pub(super) fn titled(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}
