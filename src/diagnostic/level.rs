//! How bad a site finds each kind of problem: what its settings say over the
//! registry.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// What becomes of one kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is reported, and is so bad.
    Shown(Severity),
    /// It is not reported.
    Off,
}

impl Level {
    /// Every level, the worst first.
    pub const ALL: [Self; 4] = [
        Self::Shown(Severity::Error),
        Self::Shown(Severity::Warning),
        Self::Shown(Severity::Note),
        Self::Off,
    ];

    /// The word that the settings use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shown(severity) => severity.name(),
            Self::Off => "off",
        }
    }
}

/// The kinds of problems that a site sees otherwise than the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Sets what becomes of one kind. What stops builds stays an error: a
    /// warning that stops a build would be a lie.
    pub fn set(&mut self, code: &'static Code, level: Level) {
        if !code.stops_builds() {
            self.0.insert(code.name, level);
        }
    }

    /// Every kind that was set, by its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Level)> {
        self.0.iter().map(|(name, level)| (*name, *level))
    }

    /// Leaves out what is off, and makes the others as bad as they were set.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|found| match self.0.get(found.code.name) {
            None => true,
            Some(Level::Off) => false,
            Some(Level::Shown(severity)) => {
                found.severity = *severity;
                true
            }
        });
    }
}
