//! What the machine refused. Problems of the plans are diagnostics, never these.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::markdown::escape::is_bidi;

/// Why something could not be read or written; the exit code is 3.
#[derive(Debug, Error)]
pub enum IoError {
    /// A file or a folder cannot be read.
    #[error("cannot read `{}`: {}", shown(.path), cause(.source))]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or a folder cannot be written.
    #[error("cannot write `{}`: {}", shown(.path), cause(.source))]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or a folder cannot be removed.
    #[error("cannot remove `{}`: {}", shown(.path), cause(.source))]
    Remove {
        /// What was to be removed.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What was asked for would touch what is not ours.
    #[error("`{}` {reason}", shown(.path))]
    Refused {
        /// What was not touched.
        path: PathBuf,
        /// What is so with it: a sentence without its subject.
        reason: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// A port cannot be listened to.
    #[error("cannot listen on port {port} of `{host}`: {}", cause(.source))]
    Listen {
        /// The host as the user gave it.
        host: String,
        /// The port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// A thread cannot be started.
    #[error("cannot start a thread: {}", cause(.0))]
    Thread(io::Error),
    /// The program has a mistake that shows with these sources.
    #[error("ouro itself has failed on these sources, as the lines above say")]
    Failed,
    /// The user or the system asked for the end.
    #[error("the build was interrupted; the old site is as it was")]
    Interrupted,
    /// What an earlier build has kept of a file cannot be read any more.
    #[error("what was kept of `{}` since the last build cannot be read", shown(.0))]
    Forgotten(PathBuf),
    /// Another build holds the output folder.
    #[error("another build is writing `{}`, and has not ended in {seconds} seconds", shown(.path))]
    Busy {
        /// The output folder.
        path: PathBuf,
        /// How long we waited.
        seconds: u64,
    },
}

impl IoError {
    /// Says that a path cannot be read.
    pub fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// Says that a path cannot be written.
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    /// Says that a path cannot be removed.
    pub fn remove(path: &Path, source: io::Error) -> Self {
        Self::Remove { path: path.to_owned(), source }
    }

    /// Says why a path is not touched.
    pub fn refused(path: &Path, reason: impl Into<String>) -> Self {
        Self::Refused { path: path.to_owned(), reason: reason.into(), hint: None }
    }

    /// Says that a port cannot be listened to.
    pub fn listen(host: &str, port: u16, source: io::Error) -> Self {
        Self::Listen { host: host.to_owned(), port, source }
    }

    /// Adds what to do; only a refusal has that.
    #[must_use]
    pub fn with_hint(mut self, text: impl Into<String>) -> Self {
        if let Self::Refused { hint, .. } = &mut self {
            *hint = Some(text.into());
        }
        self
    }

    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Refused { hint, .. } => hint.as_deref(),
            Self::Busy { .. } => Some("wait for it to end, and build again"),
            Self::Forgotten(_) => Some("build again"),
            Self::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
                Some("choose another one with `--port`, or leave the choice to ouro")
            }
            Self::Failed => {
                Some("it is a mistake of ouro: please report it, with those lines")
            }
            Self::Listen { .. }
            | Self::Thread(_)
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::Remove { .. }
            | Self::Interrupted => None,
        }
    }
}

/// A path for a terminal: what nobody sees in a stranger's file name is spelt out.
pub(crate) fn shown(path: &Path) -> String {
    let mut text = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() || is_bidi(c) {
            text.extend(c.escape_default());
        } else {
            text.push(c);
        }
    }
    text
}

/// What the system said, without its number and in our tone.
fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let said = text.split(" (os error ").next().unwrap_or(&text);
    let mut chars = said.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "for no known reason".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_reads_as_a_sentence() {
        let denied = io::Error::from_raw_os_error(13);
        let error = IoError::write(Path::new("public/a\u{1b}[1m.html"), denied);
        assert_eq!(
            error.to_string(),
            "cannot write `public/a\\u{1b}[1m.html`: permission denied"
        );
    }
}
