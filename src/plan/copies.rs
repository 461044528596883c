//! Plans that hold the same tasks: a copy of one most likely, such as another
//! worktree of the same project, ticked otherwise.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code};
use crate::memo;
use crate::plan::model::Plan;
use crate::source::Hash;

/// The fewest tasks that make two plans alike; two short lists may be so by chance.
const FEWEST: usize = 3;

/// Reports every counted plan that has the same tasks, by id and title, as one
/// before it. Both are counted: which of them is the plan only the author knows.
pub fn report(plans: &[Arc<Plan>]) -> Vec<Diagnostic> {
    let tasks = |plan: &Arc<Plan>| {
        let is_one = plan.counts() && plan.tasks.len() >= FEWEST;
        is_one.then(|| plan.names().tasks_hash)
    };
    let hashes = memo::each_small(plans, tasks);
    let numbered = hashes.iter().enumerate();
    let mut alike: Vec<(Hash, usize)> =
        numbered.filter_map(|(plan, hash)| Some(((*hash)?, plan))).collect();
    alike.sort_unstable();
    let mut diagnostics = Vec::new();
    let copies = alike.chunk_by(|one, other| one.0 == other.0).flat_map(|same| {
        same[1..].iter().map(|(_, copy)| (&plans[*copy], &plans[same[0].1]))
    });
    for (plan, original) in copies {
        let count = plan.tasks.len();
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
