//! What is printed: problems, errors, progress.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use crate::cli::known;
use crate::compile::{self, Settings, Understood};
use crate::diagnostic::render::{Styling, human, summary};
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::io::{self, IoError};
use crate::source::Sources;

/// How many problems of each severity there are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Tally {
    /// Counts.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| {
            diagnostics.iter().filter(|found| found.severity == severity).count()
        };
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }
}

/// Which problems are printed in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Errors and warnings; notes are only counted.
    Important,
    /// All.
    All,
}

/// Prints problems to standard error.
pub(super) fn problems(diagnostics: &[Diagnostic], sources: &Sources, shown: Shown) {
    let kept: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|found| shown == Shown::All || found.severity != Severity::Note)
        .cloned()
        .collect();
    if kept.is_empty() {
        return;
    }
    let text = human(&kept, sources, Styling::Colour);
    // A pipe that was closed is the reader's wish, not an error.
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
    let worst = kept.iter().min_by_key(|found| found.severity);
    if let Some(found) = worst {
        let code = found.code.name;
        note(&format!(
            "\n`ouro check --explain {code}` says more, as it does for every code"
        ));
    }
}

/// `2 errors, 1 warning and 3 notes`.
pub(super) fn tally_words(diagnostics: &[Diagnostic]) -> String {
    summary(diagnostics)
}

/// `1 file`, `3 files`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Prints to standard output; a closed pipe ends it quietly.
pub(super) fn say(text: &str) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// A document that was written as JSON, with a line end.
pub(super) fn json(written: serde_json::Result<String>) -> String {
    let json = written.expect("the documents have only texts, numbers and lists");
    format!("{json}\n")
}

/// Prints a document for programs to standard output, as it is.
pub(super) fn document(text: &str) {
    // A pipe that was closed is the reader's wish, not an error.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Prints an error of the machine.
pub(super) fn error(error: &IoError) {
    of_machine("error", error);
}

/// Prints what the machine refused where the work goes on without it.
pub(super) fn warning(error: &IoError) {
    of_machine("warning", error);
}

fn of_machine(word: &str, error: &IoError) {
    let _ = writeln!(anstream::stderr(), "{}", words_of_machine(word, error));
}

/// What the machine refused, and what to do.
pub(super) fn words_of_machine(word: &str, error: &IoError) -> String {
    let hint = error.hint().map(|hint| format!("\n  = hint: {hint}"));
    format!("{word}: {error}{}", hint.unwrap_or_default())
}

/// Prints a note to standard error.
pub(super) fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// What a long command is doing, on a terminal only.
pub(super) struct Progress {
    shown: bool,
}

impl Progress {
    /// Starts; nothing is shown where standard error is no terminal.
    pub(super) fn start(quiet: Quiet) -> Self {
        Self { shown: quiet == Quiet::No && std::io::stderr().is_terminal() }
    }

    /// Says what is being done now.
    pub(super) fn now(&self, what: &str) {
        if self.shown {
            let _ = write!(anstream::stderr(), "\r\x1b[2K{what} …");
        }
    }

    /// Clears the line.
    pub(super) fn done(&self) {
        if self.shown {
            let _ = write!(anstream::stderr(), "\r\x1b[2K");
        }
    }
}

/// Whether to be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quiet {
    /// Only problems.
    Yes,
    /// Progress and a line at the end, too.
    No,
}

/// Scans a folder and understands its plans: what every command but `build` does.
pub(super) fn understand(
    root: &Path,
    settings: &Settings,
) -> Result<(Sources, Understood), IoError> {
    let Checked { value: sources, diagnostics: seen } = io::scan(root)?;
    let mut understood = compile::understand(&sources, settings, &mut known::memo(root));
    understood.notice(&seen);
    Ok((sources, understood))
}
