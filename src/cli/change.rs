//! What a save has changed, in words: files, tasks, the verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cli::report;
use crate::graph::model::{Graph, Node, NodeId, State};
use crate::language::Language;
use crate::memo::Counts;
use crate::plan::model::Plan;
use crate::site::words;
use crate::source::{Hash, SourceFile, Sources};

/// How many files or tasks are named before the rest is counted.
const NAMED: usize = 3;

/// The files that differ between two scans, as the user knows them.
pub(super) fn files(before: &Sources, after: &Sources) -> Vec<String> {
    // Most are the very same as before: their names are not asked for.
    let is_new = |sources: &Sources, file: &Arc<SourceFile>| {
        let same = sources.file(&file.path);
        same.is_none_or(|same| !Arc::ptr_eq(same, file) && same.hash != file.hash)
    };
    let content = |sources: &Sources, others: &Sources| -> Vec<String> {
        let places = sources.files.iter().enumerate();
        let moved = places.filter(|(place, file)| {
            let same = others.files.get(*place);
            same.is_none_or(|same| !Arc::ptr_eq(same, file)) && is_new(others, file)
        });
        moved.map(|(_, file)| sources.shown(&file.path)).collect()
    };
    let beside = |sources: &Sources| -> BTreeMap<String, Hash> {
        let theme = sources.theme.iter();
        let theme = theme.map(|(name, file)| (format!("theme/{name}"), file.hash));
        let config = sources.config.iter().map(|it| (it.path.to_string(), it.hash));
        theme.chain(config).collect()
    };
    let (old, new) = (beside(before), beside(after));
    let differs = |name: &&String| old.get(*name) != new.get(*name);
    let others = old.keys().chain(new.keys()).filter(differs).cloned();
    let mut names: BTreeSet<String> = content(before, after).into_iter().collect();
    names.extend(content(after, before));
    names.extend(others);
    names.into_iter().collect()
}

/// Names in a sentence: `a.md and b.md`, `a.md, b.md, c.md and 9 more`.
pub(super) fn named(names: &[String]) -> String {
    match names.len().checked_sub(NAMED) {
        None | Some(0) => match names {
            [most @ .., last] if !most.is_empty() => {
                format!("{} and {last}", most.join(", "))
            }
            names => names.concat(),
        },
        Some(more) => format!("{} and {more} more", names[..NAMED].join(", ")),
    }
}

/// `read 1 of 1,000, rendered 3 of 3,412`.
pub(super) fn counted(read: Counts, rendered: Counts) -> String {
    format!(
        "read {} of {}, rendered {} of {}",
        grouped(read.computed),
        grouped(read.total),
        grouped(rendered.computed),
        grouped(rendered.total),
    )
}

/// How the tasks and the verdict differ: `3.1 done, 3.2 ready; 14 of 40 tasks are
/// done`; nothing where no task stands otherwise.
pub(super) fn verdict(
    language: &Language,
    before: &Graph,
    after: &Graph,
) -> Option<String> {
    let mut parts = Vec::new();
    let mut changed: BTreeMap<State, Vec<String>> = BTreeMap::new();
    let (mut added, mut removed) = (0, 0);
    let is_same = |number: usize| {
        let plans = before.plans.get(number).zip(after.plans.get(number));
        let summaries = before.summaries.get(number).zip(after.summaries.get(number));
        plans.is_some_and(|(one, other)| Arc::ptr_eq(one, other))
            && summaries.is_some_and(|(one, other)| Arc::ptr_eq(one, other))
    };
    let most = before.plans.len().max(after.plans.len());
    let moved: Vec<usize> = (0..most).filter(|number| !is_same(*number)).collect();
    let old: BTreeMap<&str, usize> = moved
        .iter()
        .filter_map(|plan| Some((before.plans.get(*plan)?.id.0.as_str(), *plan)))
        .collect();
    let mut left: BTreeSet<usize> = old.values().copied().collect();
    for number in moved {
        let Some(plan) = after.plans.get(number) else { continue };
        let nodes = leaves(after, number);
        let Some(other) = old.get(plan.id.0.as_str()).copied() else {
            added += nodes.count();
            continue;
        };
        left.remove(&other);
        if Arc::ptr_eq(plan, &before.plans[other]) {
            let pairs = nodes.zip(leaves(before, other));
            for ((id, new), (_, old)) in pairs {
                if new.state != old.state {
                    changed.entry(new.state).or_default().push(name(after, id));
                }
            }
            continue;
        }
        let mut states: BTreeMap<&str, State> = leaves(before, other)
            .map(|(_, node)| (key(&before.plans[other], node), node.state))
            .collect();
        for (id, node) in nodes {
            match states.remove(key(plan, node)) {
                None => added += 1,
                Some(state) if state != node.state => {
                    changed.entry(node.state).or_default().push(name(after, id));
                }
                Some(_) => {}
            }
        }
        removed += states.len();
    }
    removed += left.into_iter().map(|plan| leaves(before, plan).count()).sum::<usize>();
    for (state, names) in &changed {
        let word = words::state(language, *state).word.to_lowercase();
        parts.push(format!("{} {word}", named(names)));
    }
    if added > 0 {
        parts.push(format!("{} added", report::count(added, "task")));
    }
    if removed > 0 {
        parts.push(format!("{} removed", report::count(removed, "task")));
    }
    let lead = |graph: &Graph| words::site_verdict(language, graph).lead;
    let tasks = parts.join(", ");
    let verdict = Some(lead(after))
        .filter(|now| *now != lead(before))
        .map(|now| now.trim_end_matches('.').to_owned());
    match (tasks.is_empty(), verdict) {
        (true, verdict) => verdict,
        (false, None) => Some(tasks),
        (false, Some(verdict)) => Some(format!("{tasks}; {verdict}")),
    }
}

/// A number with its digits in groups: `1,000`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(String::from_utf8_lossy);
    let head = (!head.is_empty()).then(|| head.into());
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}

/// The tasks of a plan that count, with their numbers in the graph.
fn leaves(graph: &Graph, plan: usize) -> impl Iterator<Item = (NodeId, &Node)> {
    let nodes = graph.summaries[plan].nodes.clone();
    nodes.map(|id| (NodeId(id), &graph.nodes[id])).filter(|(_, node)| node.leaf)
}

fn key<'p>(plan: &'p Plan, node: &Node) -> &'p str {
    &plan.tasks[node.task].key
}

/// What a task is called: its id, or its title where it has none.
fn name(graph: &Graph, id: NodeId) -> String {
    let task = graph.task(id);
    task.id.clone().unwrap_or_else(|| format!("\u{201c}{}\u{201d}", task.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Memo, Settings, understand};

    fn told(before: &str, after: &str) -> Option<String> {
        let mut memo = Memo::default();
        let [before, after] = [before, after].map(|text| {
            let sources = Sources::from_texts([("quay/tasks.md", text)]);
            understand(&sources, &Settings::default(), &mut memo)
        });
        verdict(&before.language, &before.graph, &after.graph)
    }

    #[test]
    fn what_became_of_tasks_is_told_with_the_verdict() {
        let before =
            "# Quay\n\n- [ ] 1.1 Survey\n- [ ] 1.2 Dredge\n  - _Dependencies: 1.1_\n";
        let after = before.replace("[ ] 1.1", "[x] 1.1");
        assert_eq!(
            told(before, &after).unwrap(),
            "1.1 done, 1.2 ready; 1 of 2 tasks is done"
        );
        assert_eq!(told(before, &before.replace("Survey", "Sound")), None);
    }

    #[test]
    fn numbers_and_names_are_short() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        let names = ["a", "b", "c", "d", "e"].map(str::to_owned);
        assert_eq!(named(&names[..3]), "a, b and c");
        assert_eq!(named(&names), "a, b, c and 2 more");
    }
}
