//! `ouro status`: how every plan stands, in the terminal.

use unicode_width::UnicodeWidthStr as _;

use crate::cli::args::Status;
use crate::cli::report;
use crate::cli::{Done, Outcome, environment};
use crate::site::words;

/// How wide a bar is, in characters.
const BAR: usize = 20;

/// Prints a line for each plan, and the verdict.
pub(super) fn run(options: &Status) -> Done {
    let settings = environment::settings(&options.root, None)?;
    let (_, understood) = report::understand(&options.root.root, &settings)?;
    let graph = &understood.graph;
    let language = understood.language.as_ref();
    let counted: Vec<usize> = graph.counted().collect();
    let verdict = words::site_verdict(language, graph);
    report::say(format!("{} {}", verdict.lead, verdict.rest).trim());
    if !counted.is_empty() {
        report::say("");
    }
    let width =
        counted.iter().map(|plan| graph.plans[*plan].title.width()).max().unwrap_or(0);
    for plan in &counted {
        let progress = &graph.summaries[*plan].progress;
        let title = &graph.plans[*plan].title;
        let pad = " ".repeat(width.saturating_sub(title.width()));
        let filled = progress.percent() * BAR / 100;
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled));
        let mut words = words::bar(language, progress);
        if progress.total > 0 {
            words =
                format!("{words}, {}", words::chip(language, progress).1.to_lowercase());
        }
        report::say(&format!("{title}{pad}  {bar} {:>3}%  {words}", progress.percent()));
    }
    let hidden: Vec<&str> = graph
        .plans
        .iter()
        .filter(|plan| !plan.counts())
        .map(|plan| plan.title.as_str())
        .collect();
    if !hidden.is_empty() {
        report::say(&format!(
            "\nNot counted (templates and archived plans): {}",
            hidden.join(", ")
        ));
    }
    if !understood.diagnostics.is_empty() {
        report::note(&format!(
            "\n{} (`ouro check` tells more)",
            report::tally_words(&understood.diagnostics)
        ));
    }
    Ok(Outcome::Fine)
}
