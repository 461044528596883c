//! `ouro export`: the model as JSON.

use std::io::Write as _;

use crate::cli::args::Export;
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::site::api;

/// Prints the model.
pub(super) fn run(options: &Export) -> Done {
    let (sources, understood) =
        report::understand(&options.root.root, &options.root.settings(None))?;
    let site = api::export(&understood.graph, &understood.diagnostics, &sources);
    let json = serde_json::to_string_pretty(&site)
        .expect("the model has only texts, numbers and lists");
    // A pipe that was closed is the reader's wish, not an error.
    let _ = writeln!(std::io::stdout().lock(), "{json}");
    Ok(Outcome::Fine)
}
