//! Diagnostics as they are kept from one run of the program to the next.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity, code};
use crate::source::{SitePath, Span};

/// A diagnostic as it is kept.
#[derive(Serialize, Deserialize)]
pub struct Noticed {
    code: String,
    severity: String,
    path: Option<SitePath>,
    span: Option<Span>,
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
            path: found.path.clone(),
            span: found.span,
            message: found.message.clone(),
            label: found.label.clone(),
            hints: found.hints.clone(),
        }
    }

    /// The diagnostic that was kept; nothing where there is none of that code now.
    pub fn read(self) -> Option<Diagnostic> {
        let code = code::find(&self.code)?;
        let mut severities = Severity::ALL.into_iter();
        let severity = severities.find(|severity| severity.name() == self.severity)?;
        let Self { path, span, message, label, hints, .. } = self;
        Some(Diagnostic { code, severity, path, span, message, label, hints })
    }
}
