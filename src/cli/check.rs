//! `ouro check`: everything that is wrong, at once.

use std::collections::BTreeSet;

use serde_json::to_string_pretty;

use crate::cli::args::{Check, Format};
use crate::cli::report::{self, Shown, Tally};
use crate::cli::{Done, Outcome, environment, known};
use crate::compile::{Understood, inspect};
use crate::diagnostic::github::github;
use crate::diagnostic::sarif::sarif;
use crate::diagnostic::{Checked, Diagnostic, code, nearest};
use crate::io;
use crate::io::links::{Answer, ask, memory};
use crate::site::{api, external};
use crate::source::Sources;

/// Reports problems.
pub(super) fn run(options: &Check) -> Done {
    if let Some(name) = &options.explain {
        return Ok(explain(name));
    }
    let settings = environment::settings(&options.root, None)?;
    let Checked { value: sources, diagnostics: seen } = io::scan(&options.root.root)?;
    let mut understood =
        inspect(&sources, &settings, &mut known::memo(&options.root.root));
    understood.notice(&seen);
    if options.external {
        let gone = external(&understood);
        understood.notice(&gone);
    }
    let diagnostics = &understood.diagnostics;
    if options.verbose {
        for line in plan_lines(&understood, &sources) {
            report::note(&line);
        }
    }
    match document(options, diagnostics, &sources) {
        Some(text) => {
            report::document(&text);
            if !options.quiet {
                report::note(&report::tally_words(diagnostics));
            }
        }
        None => {
            if !options.quiet {
                report::problems(diagnostics, &sources, Shown::All);
            }
            report::say(&report::tally_words(diagnostics));
        }
    }
    let tally = Tally::of(diagnostics);
    let failed = tally.errors > 0 || (options.strict && tally.warnings > 0);
    Ok(if failed { Outcome::Problems } else { Outcome::Fine })
}

/// Asks for what is linked on other sites; says of what nobody knows, and gives
/// what is gone.
fn external(understood: &Understood) -> Vec<Diagnostic> {
    let links = external::links(&understood.graph, &understood.texts);
    let addresses: BTreeSet<&String> = links.iter().map(|link| &link.address).collect();
    let addresses: Vec<String> = addresses.into_iter().cloned().collect();
    let answers = ask(&addresses, memory().as_deref());
    let there = answers.values().filter(|answer| **answer == Answer::There).count();
    for (address, answer) in &answers {
        match answer {
            Answer::Unknown(why) => report::note(&format!("not known: {address}: {why}")),
            Answer::NotAsked(why) => {
                report::note(&format!("not asked: {address}: {why}"));
            }
            Answer::There | Answer::Gone(_) => {}
        }
    }
    report::note(&format!(
        "{} to other sites, {there} of them lead somewhere",
        report::count(answers.len(), "link")
    ));
    let gone = links.iter().filter_map(|link| match answers.get(&link.address) {
        Some(Answer::Gone(why)) => Some(link.gone(why)),
        _ => None,
    });
    gone.collect()
}

/// The report as a document for programs, where one is wanted.
fn document(
    options: &Check,
    diagnostics: &[Diagnostic],
    sources: &Sources,
) -> Option<String> {
    let base = || io::way_from_repository(&options.root.root);
    Some(match options.format {
        Format::Human => return None,
        Format::Json => {
            report::json(to_string_pretty(&api::problems(diagnostics, sources)))
        }
        Format::Sarif => {
            report::json(to_string_pretty(&sarif(diagnostics, sources, &base())))
        }
        Format::Github => github(diagnostics, sources, &base()),
    })
}

/// Which files became plans, and why.
pub(super) fn plan_lines(understood: &Understood, sources: &Sources) -> Vec<String> {
    let plans = understood.graph.plans.iter().map(|plan| {
        format!(
            "{}: plan `{}`, {}, since {}",
            sources.shown(&plan.home),
            plan.id,
            plan.dialect,
            plan.dialect_reason
        )
    });
    let pages = understood.texts.iter().map(|text| {
        format!("{}: page, since it holds no plan", sources.shown(&text.document.path))
    });
    plans.chain(pages).collect()
}

fn explain(name: &str) -> Outcome {
    if name == "list" {
        for code in code::ALL {
            report::say(&format!(
                "{:<8} {:<26} {}",
                code.severity.name(),
                code.name,
                code.summary
            ));
        }
        return Outcome::Fine;
    }
    if let Some(code) = code::find(name) {
        report::say(code.explanation.trim_end());
        return Outcome::Fine;
    }
    let names = code::ALL.iter().map(|code| code.name);
    let hint = match nearest(name, names) {
        Some(near) => format!("the nearest is `{near}`"),
        None => "`ouro check --explain list` names them all".to_owned(),
    };
    report::note(&format!("error: there is no code `{name}`\n  = hint: {hint}"));
    Outcome::Usage
}
