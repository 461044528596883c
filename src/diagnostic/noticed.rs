//! Diagnostics as they are kept from one run of the program to the next.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity, code};
use crate::source::{SitePath, Span};

/// A diagnostic as it is kept.
#[derive(Serialize, Deserialize)]
pub struct Noticed {
    code: String,
    severity: String,
    path: Option<String>,
    /// Line, column, first byte, and the byte after the last.
    span: Option<[u32; 4]>,
    message: String,
    label: String,
    hints: Vec<String>,
}

impl Noticed {
    /// What is kept of one.
    pub fn of(found: &Diagnostic) -> Self {
        Self {
            code: found.code.name.to_owned(),
            severity: found.severity.name().to_owned(),
            path: found.path.as_ref().map(|path| path.as_str().to_owned()),
            span: found.span.map(|it| [it.line, it.column, it.start, it.end]),
            message: found.message.clone(),
            label: found.label.clone(),
            hints: found.hints.clone(),
        }
    }

    /// The diagnostic that was kept; nothing where there is none of that code now.
    pub fn read(self) -> Option<Diagnostic> {
        let path = match self.path.as_deref() {
            None => None,
            Some("") => Some(SitePath::root()),
            Some(path) => Some(SitePath::new(path)?),
        };
        let code = code::find(&self.code)?;
        let mut severities = Severity::ALL.into_iter();
        let severity = severities.find(|severity| severity.name() == self.severity)?;
        let place =
            |[line, column, start, end]: [u32; 4]| Span { line, column, start, end };
        let span = self.span.map(place);
        let Self { message, label, hints, .. } = self;
        Some(Diagnostic { code, severity, path, span, message, label, hints })
    }
}
