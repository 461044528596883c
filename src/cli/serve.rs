//! `ouro serve`: not there yet, and it says so.

use crate::cli::args::Serve;
use crate::cli::report;
use crate::cli::{Done, Outcome};

/// Says what to do instead.
pub(super) fn run(options: &Serve) -> Done {
    let root = options.root.root.display();
    report::note("error: `ouro serve` is not in this version yet");
    report::note(&format!(
        "  = hint: run `ouro build {root}` and open its `public/` folder through any web server"
    ));
    Ok(Outcome::Usage)
}
