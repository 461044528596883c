//! What we have to say: a problem with its place, and what to do about it.

pub mod code;
pub mod github;
pub mod level;
pub mod near;
pub mod noticed;
pub mod place;
pub mod render;
pub mod sarif;

use std::sync::Arc;

use crate::source::{SitePath, Span};
pub use code::{Code, Severity};
pub use level::{Level, Levels};
pub use near::nearest;
pub use noticed::Noticed;

/// One problem found in the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: &'static Code,
    /// How bad it is: as its code says, unless the site sees it otherwise ([`Levels`]).
    pub severity: Severity,
    /// The file, or nothing where the problem has none (an empty site).
    pub path: Option<SitePath>,
    /// Where in the file, or nothing where it is the file as a whole.
    pub span: Option<Span>,
    /// What is so: one sentence, lower case, no full stop, the author's words in back-ticks.
    pub message: String,
    /// Two or three words under the caret; may be empty.
    pub label: String,
    /// What to do, each one sentence.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// Starts a diagnostic about a place in a file.
    pub fn at(
        code: &'static Code,
        path: &SitePath,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: code.severity,
            path: Some(path.clone()),
            span: Some(span),
            message: message.into(),
            label: String::new(),
            hints: Vec::new(),
        }
    }

    /// Starts a diagnostic about a file as a whole.
    pub fn file(
        code: &'static Code,
        path: &SitePath,
        message: impl Into<String>,
    ) -> Self {
        Self { span: None, ..Self::at(code, path, Span::default(), message) }
    }

    /// Starts a diagnostic that has no file.
    pub fn site(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            path: None,
            span: None,
            message: message.into(),
            label: String::new(),
            hints: Vec::new(),
        }
    }

    /// Makes it a problem of another kind.
    #[must_use]
    pub fn of(mut self, code: &'static Code) -> Self {
        self.code = code;
        self.severity = code.severity;
        self
    }

    /// Sets the words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What diagnostics are sorted by: file, place, code, message.
    pub fn order(&self) -> (Option<&SitePath>, Option<Span>, &str, &str) {
        (self.path.as_ref(), self.span, self.code.name, &self.message)
    }
}

/// Sorts diagnostics by place and drops those that say the same twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup_by(|a, b| a.order() == b.order());
}

/// Names in a sentence, each in back-ticks: `` `a`, `b` and `c` ``.
pub fn list(names: &[String], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// A value, and what was noticed while it was made. Both are remembered
/// together, so that a warm run says what a cold run says.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// What was made; there always is one.
    pub value: T,
    /// What was noticed.
    pub diagnostics: Arc<[Diagnostic]>,
}

impl<T> Checked<T> {
    /// Joins a value and what was noticed.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics: diagnostics.into() }
    }
}
