//! `ouro explain`: what every line of a plan was read as, and why.

use std::path::Path;

use crate::cli::args::Explain;
use crate::cli::named::{Refusal, plan_named, task_named};
use crate::cli::report;
use crate::cli::{Done, Outcome, environment};
use crate::graph::model::{Graph, NodeId};
use crate::language;
use crate::site::account::Account;
use crate::source::Sources;

/// Explains a plan, or a task of it.
pub(super) fn run(options: &Explain) -> Done {
    let settings = environment::settings(&options.root, None)?;
    let (sources, understood) = report::understand(&options.root.root, &settings)?;
    let graph = &understood.graph;
    // What explains how a file was read is like the messages of the program.
    let english = language::load(&Sources::default(), ("en", None)).value;
    let account = |plan| Account { language: &english, graph, sources: &sources, plan };
    let text = match found(graph, &sources, &options.plan) {
        Ok((plan, None)) => account(plan).whole(),
        Ok((plan, Some(node))) => account(plan).task(node),
        Err((message, hint)) => {
            let is_folder = Path::new(&options.plan).is_dir();
            let hint = match is_folder {
                true => format!(
                    "the folder to read comes second: `ouro explain PLAN {}`",
                    options.plan
                ),
                false => hint,
            };
            report::note(&format!("error: {message}\n  = hint: {hint}"));
            return Ok(Outcome::Usage);
        }
    };
    report::say(text.trim_end());
    Ok(Outcome::Fine)
}

/// Finds the plan and the task that were named.
fn found(
    graph: &Graph,
    sources: &Sources,
    named: &str,
) -> Result<(usize, Option<NodeId>), Refusal> {
    let (plan, task) = match named.split_once('#') {
        Some((plan, task)) => (plan, Some(task)),
        None => (named, None),
    };
    let plan = plan_named(graph, sources, plan)?;
    let task = task.map(|task| task_named(graph, plan, task)).transpose()?;
    Ok((plan, task))
}
