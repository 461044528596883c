//! `ouro export`: the model as JSON.

use serde_json::to_string_pretty;

use crate::cli::args::Export;
use crate::cli::report;
use crate::cli::{Done, Outcome, environment};
use crate::site::api;

/// Prints the model.
pub(super) fn run(options: &Export) -> Done {
    let settings = environment::settings(&options.root, None)?;
    let (sources, understood) = report::understand(&options.root.root, &settings)?;
    let site = api::export(&understood.graph, &understood.diagnostics, &sources);
    report::document(&report::json(to_string_pretty(&site)));
    Ok(Outcome::Fine)
}
