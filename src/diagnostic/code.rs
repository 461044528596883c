//! The registry of diagnostics: every code, declared once.
//!
//! `ouro check --explain`, the pages of the guide and the configuration keys
//! are made from this table. A code is never renamed: people search for it.

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site would say something wrong; `check` fails.
    Error,
    /// Most likely a mistake of the author.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word that messages and the JSON use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A kind of problem. Codes are never renamed.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `duplicate-id`
    pub name: &'static str,
    /// How bad it is, unless the settings of a site say otherwise.
    pub severity: Severity,
    /// One sentence.
    pub summary: &'static str,
    /// A page of Markdown: what it means, an example, what to do.
    pub explanation: &'static str,
}

impl Code {
    /// Whether nothing is published with such a problem, and no setting changes that.
    pub fn stops_builds(&self) -> bool {
        STOP_BUILDS.iter().any(|code| code.name == self.name)
    }
}

/// Problems of the site itself: what would come out is not what the author made.
const STOP_BUILDS: [&Code; 5] =
    [&DUPLICATE_URL, &INVALID_CONFIG, &INVALID_TEMPLATE, &INVALID_STYLE, &INVALID_THEME];

/// Finds a code by its name.
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.name == name).copied()
}

/// Declares the codes, and the list of them all.
macro_rules! codes {
    ($($code:ident, $name:literal, $severity:ident, $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub static $code: Code = Code {
                name: $name,
                severity: Severity::$severity,
                summary: $summary,
                explanation: include_str!(concat!("explain/", $name, ".md")),
            };
        )*
        /// Every code, in the order in which the guide lists them.
        pub const ALL: &[&Code] = &[$(&$code),*];
    };
}

codes! {
    DUPLICATE_ID, "duplicate-id", Error, "Two tasks of one plan have the same id.";
    UNRESOLVED_REFERENCE, "unresolved-reference", Error, "A dependency names something that does not exist.";
    AMBIGUOUS_REFERENCE, "ambiguous-reference", Error, "A dependency names an id that several tasks have.";
    SELF_DEPENDENCY, "self-dependency", Error, "A task depends on itself.";
    CYCLE, "cycle", Error, "Tasks wait for each other in a circle.";
    LOOP, "loop", Note, "A labelled arrow of a diagram leads back to an earlier task.";
    PARALLEL_BUT_DEPENDS, "parallel-but-depends", Warning, "Two tasks are said to run in parallel, and one depends on the other.";
    PARALLEL_ASYMMETRIC, "parallel-asymmetric", Note, "A task says that it runs in parallel with another one, which does not say so.";
    PHASE_COUNT_DIFFERS, "phase-count-differs", Warning, "A phase states another number of parallel tasks than it has.";
    DONE_BEFORE_PREREQUISITE, "done-before-prerequisite", Warning, "A task is done, and one that it depends on is not.";
    NOT_IN_DIAGRAM, "not-in-diagram", Note, "The plan's dependency diagram leaves a task out.";
    GATES_NOTHING, "gates-nothing", Note, "Nothing waits for a task, though phases follow it.";
    PARENT_BOX_STALE, "parent-box-stale", Warning, "The box of a parent task disagrees with the boxes below it.";
    UNKNOWN_MARK, "unknown-mark", Warning, "A box holds a mark that has no meaning.";
    REQUIREMENT_MISSING, "requirement-missing", Warning, "A task names a requirement that the plan does not have.";
    REQUIREMENT_UNCOVERED, "requirement-uncovered", Note, "No task names a requirement of the plan.";
    STATED_TOTAL_DIFFERS, "stated-total-differs", Warning, "A total that the plan states is not the sum of its tasks.";
    CONTEXT_OVER_BUDGET, "context-over-budget", Warning, "A task needs more context than fits.";
    TOO_MANY_PARALLEL, "too-many-parallel", Warning, "More tasks run at once than can be watched over.";
    PLACEHOLDER, "placeholder", Note, "A placeholder was never filled in.";
    UNCLOSED_FENCE, "unclosed-fence", Warning, "A code fence is opened and never closed.";
    INVALID_FRONT_MATTER, "invalid-front-matter", Warning, "The YAML at the top of a file cannot be read.";
    NOT_UTF8, "not-utf8", Warning, "A file holds bytes that are not UTF-8.";
    EMPTY_PLAN, "empty-plan", Note, "A plan has no tasks.";
    DEAD_LINK, "dead-link", Warning, "A link or an image leads nowhere.";
    DUPLICATE_URL, "duplicate-url", Error, "Two pages would have the same address.";
    FILE_TOO_LARGE, "file-too-large", Warning, "A file is larger than is read.";
    TOO_DEEP, "too-deep", Warning, "Lists or quotes are nested too deep.";
    TOO_MANY_TASKS, "too-many-tasks", Warning, "A plan has more tasks, or says more about them, than is read.";
    OUTSIDE_LINK, "outside-link", Warning, "A symbolic link leads out of the content folder.";
    SPECIAL_FILE, "special-file", Warning, "Something in the content folder is neither a file nor a folder.";
    INVALID_CONFIG, "invalid-config", Error, "The configuration cannot be read, or has a value that cannot be used.";
    UNREADABLE_DIAGRAM, "unreadable-diagram", Warning, "A Mermaid block cannot be read or drawn.";
    ASSET_NOT_PUBLISHED, "asset-not-published", Warning, "A file that a page needs is not published.";
    INVALID_TEMPLATE, "invalid-template", Error, "A template of the theme cannot be used.";
    INVALID_STYLE, "invalid-style", Error, "A style sheet of the theme cannot be used.";
    BOX_NOT_COUNTED, "box-not-counted", Warning, "A line looks like a task and is not read as one.";
    NUMBER_GAP, "number-gap", Note, "Numbers of tasks are missing in between.";
    UNREADABLE_WAVES, "unreadable-waves", Warning, "The JSON of a plan's waves cannot be read.";
    WAVE_VIOLATES_DEPENDENCY, "wave-violates-dependency", Warning, "A wave puts a task beside or before one that it depends on.";
    DIAGRAM_LABEL_DIFFERS, "diagram-label-differs", Warning, "A box of a diagram has the number of one task and the words of another.";
    DIAGRAM_RELAXES_PHASE_ORDER, "diagram-relaxes-phase-order", Note, "A diagram lets a phase start before an earlier one ends.";
    SAME_TASKS, "same-tasks", Note, "Two plans hold the same tasks.";
    MISSPELT_FIELD, "misspelt-field", Warning, "The name of a field is like a known one, and is not read.";
    MISSING_WORDS, "missing-words", Note, "The site's own words are not there in its language, or not all.";
    INVALID_MESSAGES, "invalid-messages", Warning, "A message file of the theme holds what cannot be used.";
    INVALID_THEME, "invalid-theme", Error, "The `theme.yaml` of a theme, or the name of one, cannot be used.";
    UNKNOWN_TOKEN, "unknown-token", Warning, "The settings name a token that the theme does not have.";
    LOW_CONTRAST, "low-contrast", Warning, "A colour of the settings is hard to read.";
    UNUSED_TEMPLATE, "unused-template", Warning, "No page uses a template of the theme.";
    OUTDATED_COPY, "outdated-copy", Warning, "A file was copied from a theme, and the original has changed since.";
    SIMPLIFIED_DIAGRAM, "simplified-diagram", Note, "A Mermaid flowchart is too large to be drawn as it is written.";
    UNKNOWN_SETTING, "unknown-setting", Warning, "The configuration has a key that there is not.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_named_once_and_explained() {
        for code in ALL {
            assert_eq!(ALL.iter().filter(|other| other.name == code.name).count(), 1);
            assert_eq!(find(code.name), Some(*code));
            let lines = code.explanation.lines().count();
            assert!((8..=25).contains(&lines), "{} has {lines} lines", code.name);
            assert!(code.explanation.contains("```"), "{} has no example", code.name);
        }
        assert_eq!(find("no-such-code"), None);
    }
}
