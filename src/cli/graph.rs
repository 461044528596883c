//! `ouro graph`: the dependencies of a plan, or of all plans, as a drawing or a text.

use std::fs;
use std::path::Path;

use serde_json::to_string_pretty;

use crate::cli::args::{Graph as Options, GraphFormat};
use crate::cli::named::{Refusal, plan_named, task_named};
use crate::cli::report;
use crate::cli::{Done, Outcome, environment};
use crate::graph::model::{Graph, NodeId, State};
use crate::io::IoError;
use crate::language::Language;
use crate::memo::Archive;
use crate::site::chart::{Chart, Charts, Selection, linked_plans};
use crate::site::{drawing, graph_svg, graph_text};
use crate::source::Sources;

/// Writes a graph.
pub(super) fn run(options: &Options) -> Done {
    let settings = environment::settings(&options.root, None)?;
    let (sources, understood) = report::understand(&options.root.root, &settings)?;
    let found = (&*understood.graph, &*understood.language, &sources);
    let text = match chart(options, found)
        .and_then(|chart| text(&understood.language, options.format, &chart))
    {
        Ok(text) => text,
        Err((message, hint)) => {
            report::note(&format!("error: {message}\n  = hint: {hint}"));
            return Ok(Outcome::Usage);
        }
    };
    match &options.output {
        None => report::document(&text),
        Some(path) => write(path, &text)?,
    }
    Ok(Outcome::Fine)
}

/// What was asked for.
fn chart(
    options: &Options,
    (graph, language, sources): (&Graph, &Language, &Sources),
) -> Result<Chart, Refusal> {
    let charts = Charts { graph, language };
    let plan = match &options.plan {
        Some(named) => plan_named(graph, sources, named).map_err(|(message, hint)| {
            let hint = match Path::new(named).is_dir() {
                true => {
                    format!("the folder to read comes second: `ouro graph PLAN {named}`")
                }
                false => hint,
            };
            (message, hint)
        })?,
        None if graph.plans.len() == 1 => 0,
        None => return all_plans(options, &charts),
    };
    let own = || graph.summaries[plan].nodes.clone().map(NodeId);
    let mut selection = match &options.around {
        None => Selection::of(graph, own()),
        Some(task) => {
            let node = task_named(graph, plan, task)?;
            let mut found = Selection::around(graph, node, options.depth);
            found.own.retain(|node| graph.nodes[node.0].plan == plan);
            found
        }
    };
    if options.critical {
        let on_path = graph.summaries[plan].critical.iter().copied();
        let kept = on_path.filter(|node| selection.own.contains(node)).collect();
        selection = Selection::among(graph, kept);
    }
    if selection.nodes.is_empty() {
        let done = own().all(|node| {
            matches!(graph.nodes[node.0].state, State::Done | State::Skipped)
        });
        let what = match done && options.critical {
            true => "nothing is left to do, so there is no critical path".to_owned(),
            false => format!("`{}` has no such tasks", graph.plans[plan].id),
        };
        let hint = format!("`ouro explain {}` lists the tasks", graph.plans[plan].id);
        return Err((what, hint));
    }
    Ok(charts.tasks(plan, &selection, &|_| String::new()))
}

/// The graph of all plans that wait for each other.
fn all_plans(options: &Options, charts: &Charts<'_>) -> Result<Chart, Refusal> {
    let hint =
        || "name a plan for the graph of its tasks; `ouro status` lists them".to_owned();
    if options.around.is_some() || options.critical {
        return Err(("a task and a critical path belong to a plan".to_owned(), hint()));
    }
    let linked = linked_plans(charts.graph);
    match linked.is_empty() {
        true => Err(("no plan waits for another one".to_owned(), hint())),
        false => Ok(charts.plans(&linked, &|_| String::new())),
    }
}

/// A chart in the form that was asked for.
fn text(
    language: &Language,
    format: GraphFormat,
    chart: &Chart,
) -> Result<String, Refusal> {
    match format {
        GraphFormat::Dot => Ok(graph_text::dot(chart)),
        GraphFormat::Json => Ok(report::json(to_string_pretty(&graph_text::json(chart)))),
        GraphFormat::Mermaid => {
            let mermaid = graph_text::mermaid(language, chart);
            if let Some(left_out) = &mermaid.left_out {
                report::note(&format!("note: {left_out}"));
            }
            Ok(mermaid.text)
        }
        GraphFormat::Svg => match drawing::draw((language, &Archive::default()), chart) {
            Some(drawn) => Ok(graph_svg::file(&chart.title, &drawn.drawing)),
            None => Err((
                format!("{} boxes are too many for one drawing", chart.nodes.len()),
                "`--around` draws what is near one task, and the other forms have all"
                    .to_owned(),
            )),
        },
    }
}

/// Writes a file that the user named.
fn write(path: &Path, text: &str) -> Result<(), IoError> {
    fs::write(path, text).map_err(|source| IoError::write(path, source))
}
