//! Where each dialect keeps its plans: one list for all that is fed to every
//! dialect, in `tests/soup.rs` and in the targets of `fuzz/`.

/// Where each dialect keeps its plans, and where nothing but the text tells it.
///
/// The fuzzer's inputs name a place by its number, so a new one comes last.
pub(crate) const PLACES: [&str; 12] = [
    "soup/tasks.md",
    "specs/001-soup/tasks.md",
    ".kiro/specs/soup/tasks.md",
    "openspec/changes/soup/tasks.md",
    "backlog/tasks/task-1 - Soup.md",
    "backlog/completed/task-2 - Soup.md",
    "TODO.md",
    ".planning/ROADMAP.md",
    "docs/superpowers/plans/soup.md",
    "conductor/tracks.md",
    "soup/PLAN.md",
    "notes.md",
];
