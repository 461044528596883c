//! The `ouro` binary: parse arguments, run the command, return its exit code.

use std::process::ExitCode;

/// A build makes and drops many small texts from several threads, which the
/// allocators of most systems are slow at.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ouro::cli::run()
}
