//! The user: arguments in, words and exit codes out.

#![expect(clippy::disallowed_methods, reason = "the command line is part of the world")]

pub mod args;
mod build;
mod change;
mod check;
mod config;
mod environment;
mod deploy;
mod explain;
mod export;
mod graph;
mod history;
mod init;
mod known;
mod manual;
mod named;
mod new;
mod next;
mod report;
mod serve;
mod status;
mod theme;
mod timings;
mod workshop;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::args::{Arguments, Command};
use crate::io::IoError;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well: 0.
    Fine,
    /// The plans have problems that the command was asked to fail on: 1.
    Problems,
    /// The command cannot be understood: 2.
    Usage,
    /// The machine refused: 3.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Problems => 1,
            Outcome::Usage => 2,
            Outcome::Refused => 3,
        })
    }
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::Build(options) => build::run(options),
        Command::Check(options) => check::run(options),
        Command::Export(options) => export::run(options),
        Command::Status(options) => status::run(options),
        Command::Next(options) => next::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Theme(options) => theme::run(options),
        Command::Graph(options) => graph::run(options),
        Command::Serve(options) => serve::run(options),
        Command::Config(options) => config::run(options),
        Command::Init(options) => init::run(options),
        Command::New(options) => new::run(options),
        Command::Completions(options) => manual::completions(options),
        Command::Man(options) => manual::page(options),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(Stop::Environment(wrong)) => {
            report::note(&format!("error: {wrong}"));
            Outcome::Usage.into()
        }
        Err(Stop::Machine(error)) => {
            report::error(&error);
            Outcome::Refused.into()
        }
    }
}

/// What a command gives back.
type Done = Result<Outcome, Stop>;

/// What ends a command before it has begun its work.
#[derive(Debug)]
enum Stop {
    /// A variable of the environment is wrong: which one, and why.
    Environment(String),
    /// The machine refused.
    Machine(IoError),
}

impl From<IoError> for Stop {
    fn from(error: IoError) -> Self {
        Self::Machine(error)
    }
}
