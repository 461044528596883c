//! The `ouro` binary: parse arguments, run the command, return its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ouro::cli::run()
}
