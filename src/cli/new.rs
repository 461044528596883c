//! `ouro new plan`: a plan to begin with, where the site looks for it.

use std::path::{Path, PathBuf};

use crate::cli::args::{New, NewCommand, NewPlan};
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::compile::Settings;
use crate::config::{Drafts, locations};
use crate::io::{self, IoError};
use crate::pattern;
use crate::plan::model::{Plan, PlanId};
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
    let root = &options.site.root;
    // A draft is a plan that is there, too.
    let settings = Settings { drafts: Drafts::Include, ..Settings::default() };
    let (sources, understood) = report::understand(root, &settings)?;
    let folder = format!("plans/{name}");
    if let Some(plan) = understood.graph.plans.iter().find(|plan| holds(&folder, plan)) {
        let file = plan.source.as_ref().map_or(&plan.home, |document| &document.path);
        let reason = format!("is there already, with the plan \"{}\"", plan.title);
        let there = IoError::refused(&shown(root, &sources.shown(file)), reason);
        let hint = format!("change that plan, or choose another name than `{name}`");
        return Err(there.with_hint(hint).into());
    }
    let text = pattern::find(&options.pattern)
        .and_then(|pattern| pattern.write(&titled(name), &options.domain))
        .expect("the arguments allow patterns and domains that there are, and no others");
    let path = format!("{}{folder}/tasks.md", content(&sources));
    io::create(root, &path, text.as_bytes())?;
    report::say(&format!("{} is written", shown(root, &path).display()));
    Ok(Outcome::Fine)
}

/// Whether a plan lies in a folder, or has its address.
fn holds(folder: &str, plan: &Plan) -> bool {
    let companions = plan.documents.iter().map(|document| &document.document);
    let mut documents = companions.chain(&plan.source);
    plan.id == PlanId::of(folder)
        || plan.home.as_str() == folder
        || documents.any(|document| document.path.folder() == folder)
}

/// A file below the folder that was given, as its user would name it.
fn shown(root: &Path, path: &str) -> PathBuf {
    let path = root.join(path);
    path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
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
