//! What the user named on the command line: a plan, a task of it.

use crate::diagnostic::{list, nearest};
use crate::graph::model::{Graph, NodeId};
use crate::graph::resolve::{Failure, Index, Resolved};
use crate::plan::model::{PlanReference, Reference, Target};
use crate::source::{Sources, Span};

/// A message, and what to do.
pub(super) type Refusal = (String, String);

/// Finds a plan by its id, the end of it or its file.
pub(super) fn plan_named(
    graph: &Graph,
    sources: &Sources,
    name: &str,
) -> Result<usize, Refusal> {
    if graph.plans.is_empty() {
        let hint = "`ouro check -v` says how each file was read".to_owned();
        return Err(("there are no plans here".to_owned(), hint));
    }
    let by_file = graph
        .plans
        .iter()
        .position(|plan| sources.shown(&plan.home) == name || plan.home.as_str() == name);
    if let Some(plan) = by_file {
        return Ok(plan);
    }
    let index = Index::new(graph);
    match index.resolve(0, &reference(name, Target::Plan)) {
        Ok(Resolved::Plan(plan)) => Ok(plan),
        Ok(_) => Err(no_plan(graph, name, None)),
        Err(failure) => Err(refusal((graph, &index), name, &failure)),
    }
}

/// Finds a task of a plan.
pub(super) fn task_named(
    graph: &Graph,
    plan: usize,
    name: &str,
) -> Result<NodeId, Refusal> {
    let index = Index::new(graph);
    let wanted = Reference { plan: None, ..reference(name, Target::Task(name.into())) };
    let resolved = index.resolve(plan, &wanted);
    let id = &graph.plans[plan].id;
    match resolved.or_else(|failure| index.anchor(plan, name).map_err(|_| failure)) {
        Ok(Resolved::Tasks(nodes)) if nodes.len() == 1 => Ok(nodes[0]),
        Ok(_) => Err((
            format!("`{name}` names no single task of `{id}`"),
            format!("`ouro explain {id}` lists the tasks"),
        )),
        Err(Failure::SeveralTasks(nodes)) => {
            let keys: Vec<String> =
                nodes.iter().map(|node| graph.task(*node).key.clone()).collect();
            Err((
                format!("several tasks have the id `{name}`"),
                format!("they are told apart as {}", list(&keys, "and")),
            ))
        }
        Err(failure) => Err((
            format!("`{id}` has no task `{name}`"),
            match failure {
                Failure::NoTask(Some((plan, wanted))) => {
                    match index.nearest_task(plan, &wanted) {
                        Some((id, title)) => {
                            format!("the nearest is `{id}`, \"{title}\"")
                        }
                        None => format!("`ouro explain {id}` lists the tasks"),
                    }
                }
                _ => format!("`ouro explain {id}` lists the tasks"),
            },
        )),
    }
}

fn reference(plan: &str, target: Target) -> Reference {
    Reference {
        plan: Some(PlanReference::Id(plan.to_owned())),
        target,
        text: plan.to_owned(),
        span: Span::default(),
    }
}

/// Why a name leads to no plan.
fn refusal(
    (graph, index): (&Graph, &Index<'_>),
    name: &str,
    failure: &Failure,
) -> Refusal {
    match failure {
        Failure::SeveralPlans(ids) => (
            format!("several plans end in `{name}`"),
            format!("name one of {}", list(ids, "and")),
        ),
        Failure::OneName(files) => (
            format!("several plans are called `{name}`"),
            format!("name the file: {}", list(files, "or")),
        ),
        Failure::NoPlan(wanted) => {
            let near = wanted.as_deref().and_then(|wanted| index.nearest_plan(wanted));
            no_plan(graph, name, near.as_deref())
        }
        Failure::NoTask(_)
        | Failure::SeveralTasks(_)
        | Failure::SeveralPhases(_)
        | Failure::TooMany(_)
        | Failure::Unknown => no_plan(graph, name, None),
    }
}

fn no_plan(graph: &Graph, name: &str, near: Option<&str>) -> Refusal {
    // Most plans are called by the end of their ids.
    let last = nearest(name, graph.plans.iter().map(|plan| plan.id.last()));
    let hint = match near.or(last) {
        Some(near) => format!("the nearest is `{near}`"),
        None => {
            let ids: Vec<String> =
                graph.plans.iter().take(8).map(|plan| plan.id.0.clone()).collect();
            let more = match graph.plans.len().saturating_sub(ids.len()) {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            format!("there are {}{more}", ids.join(", "))
        }
    };
    (format!("there is no plan `{name}`"), hint)
}
