//! Plans that hold the same tasks: a copy of one most likely, such as another
//! worktree of the same project, ticked otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code};
use crate::plan::model::Plan;
use crate::source::Hash;

/// The fewest tasks that make two plans alike; two short lists may be so by chance.
const FEWEST: usize = 3;

/// Reports every counted plan that has the same tasks, by id and title, as one
/// before it. Both are counted: which of them is the plan only the author knows.
pub fn report(plans: &[Arc<Plan>]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<Hash, &Plan> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for plan in plans.iter().filter(|plan| plan.counts() && plan.tasks.len() >= FEWEST) {
        let count = plan.tasks.len();
        let original = first.entry(plan.names().tasks_hash).or_insert(plan);
        if std::ptr::eq::<Plan>(*original, plan.as_ref()) {
            continue;
        }
        diagnostics.push(
            Diagnostic::file(
                &code::SAME_TASKS,
                &plan.home,
                format!("this plan has the same {count} tasks as `{}`", original.id),
            )
            .hint("both are counted; move the one that is no longer worked on below `archive/`"),
        );
    }
    diagnostics
}
