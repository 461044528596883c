//! `ouro explain`: what every line of a plan was read as, and why.

use std::path::Path;

use crate::cli::args::Explain;
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::diagnostic::{list, nearest};
use crate::graph::model::{Graph, NodeId};
use crate::graph::resolve::{Failure, Index, Resolved};
use crate::language;
use crate::plan::model::{PlanReference, Reference, Target};
use crate::site::account::Account;
use crate::source::{Sources, Span};

/// Explains a plan, or a task of it.
pub(super) fn run(options: &Explain) -> Done {
    let (sources, understood) =
        report::understand(&options.root.root, &options.root.settings(None))?;
    let graph = &understood.graph;
    // What explains how a file was read is like the messages of the program.
    let english = language::load(&Sources::default(), ("en", None)).value;
    let account = |plan| Account { language: &english, graph, sources: &sources, plan };
    let text = match found(graph, &sources, &options.plan) {
        Ok((plan, None)) => account(plan).whole(),
        Ok((plan, Some(node))) => account(plan).task(node),
        Err((message, hint)) => {
            let is_folder = Path::new(&options.plan).is_dir();
            let hint = match is_folder {
                true => format!(
                    "the folder to read comes second: `ouro explain PLAN {}`",
                    options.plan
                ),
                false => hint,
            };
            report::note(&format!("error: {message}\n  = hint: {hint}"));
            return Ok(Outcome::Usage);
        }
    };
    report::say(text.trim_end());
    Ok(Outcome::Fine)
}

/// A message, and what to do.
type Refusal = (String, String);

/// Finds the plan and the task that were named.
fn found(
    graph: &Graph,
    sources: &Sources,
    named: &str,
) -> Result<(usize, Option<NodeId>), Refusal> {
    if graph.plans.is_empty() {
        let hint = "`ouro check -v` says how each file was read".to_owned();
        return Err(("there are no plans here".to_owned(), hint));
    }
    let (plan_name, task_name) = match named.split_once('#') {
        Some((plan, task)) => (plan, Some(task)),
        None => (named, None),
    };
    let index = Index::new(graph);
    let by_file = graph.plans.iter().position(|plan| {
        sources.shown(&plan.home) == plan_name || plan.home.as_str() == plan_name
    });
    let plan = match by_file {
        Some(plan) => plan,
        None => match index.resolve(0, &reference(plan_name, Target::Plan)) {
            Ok(Resolved::Plan(plan)) => plan,
            Ok(_) => return Err(no_plan(graph, plan_name, None)),
            Err(failure) => return Err(refusal(graph, plan_name, &failure)),
        },
    };
    let Some(task_name) = task_name else { return Ok((plan, None)) };
    let wanted =
        Reference { plan: None, ..reference(task_name, Target::Task(task_name.into())) };
    let anchor = || index.anchor(plan, task_name);
    let resolved = index.resolve(plan, &wanted);
    match resolved.or_else(|failure| anchor().map_err(|_| failure)) {
        Ok(Resolved::Tasks(nodes)) if nodes.len() == 1 => Ok((plan, Some(nodes[0]))),
        Ok(_) => Err((
            format!("`{task_name}` names no single task of `{}`", graph.plans[plan].id),
            format!("`ouro explain {}` lists the tasks", graph.plans[plan].id),
        )),
        Err(Failure::SeveralTasks(nodes)) => {
            let keys: Vec<String> =
                nodes.iter().map(|node| graph.task(*node).key.clone()).collect();
            Err((
                format!("several tasks have the id `{task_name}`"),
                format!("they are told apart as {}", list(&keys, "and")),
            ))
        }
        Err(failure) => Err((
            format!("`{}` has no task `{task_name}`", graph.plans[plan].id),
            match failure {
                Failure::NoTask(Some((id, title))) => {
                    format!("the nearest is `{id}`, \"{title}\"")
                }
                _ => format!("`ouro explain {}` lists the tasks", graph.plans[plan].id),
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
fn refusal(graph: &Graph, name: &str, failure: &Failure) -> Refusal {
    match failure {
        Failure::SeveralPlans(ids) => (
            format!("several plans end in `{name}`"),
            format!("name one of {}", list(ids, "and")),
        ),
        Failure::OneName(files) => (
            format!("several plans are called `{name}`"),
            format!("name the file: {}", list(files, "or")),
        ),
        Failure::NoPlan(near) => no_plan(graph, name, near.as_deref()),
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
