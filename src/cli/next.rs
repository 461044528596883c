//! `ouro next`: what can start now, best first, and why.

use crate::cli::args::Next;
use crate::cli::report;
use crate::cli::{Done, Outcome, environment};
use crate::graph::model::{NodeId, State};
use crate::site::words::{self, Sentence};

/// Prints the ready tasks.
pub(super) fn run(options: &Next) -> Done {
    let settings = environment::settings(&options.root, None)?;
    let (sources, understood) = report::understand(&options.root.root, &settings)?;
    let graph = &understood.graph;
    let language = understood.language.as_ref();
    let ready = (0..graph.nodes.len()).map(NodeId).filter(|node| {
        let found = &graph.nodes[node.0];
        found.leaf && found.state == State::Ready && graph.plans[found.plan].counts()
    });
    let ranked = words::rank(graph, ready);
    if ranked.is_empty() {
        let verdict = words::verdict(language, &graph.total());
        report::say(format!("{} {}", verdict.lead, verdict.rest).trim());
        return Ok(Outcome::Fine);
    }
    let limit = if options.limit == 0 { ranked.len() } else { options.limit };
    let no_links = |_: NodeId| None;
    for node in ranked.iter().take(limit) {
        let task = graph.task(*node);
        let plan = graph.plan(*node);
        let home = Some(graph.nodes[node.0].plan);
        let mut facts = Vec::new();
        if graph.nodes[node.0].critical {
            facts.push("critical path".to_owned());
        }
        facts.extend(task.minutes.map(|minutes| words::duration(language, minutes)));
        facts.extend(task.owners.iter().cloned());
        let facts = match facts.is_empty() {
            true => String::new(),
            false => format!(" ({})", facts.join(", ")),
        };
        let id = task.id.as_deref().unwrap_or("-");
        let sentence = Sentence::new(language, graph, (home, &no_links));
        let why = words::plain(&words::unlocks(sentence, *node));
        report::say(&format!("{id:<6} {}{facts}", task.title));
        report::say(&format!("       {} {why}", words::ended(language, &plan.title)));
        report::say(&format!("       {}:{}", sources.shown(&task.path), task.span.line));
    }
    if ranked.len() > limit {
        report::say(&format!("\nand {} more: `ouro next -n 0`", ranked.len() - limit));
    }
    Ok(Outcome::Fine)
}
