//! What the filters of the list of all tasks read: every task in a few words, in
//! files of a bounded size, and one that says what there is to choose from.
//!
//! The rows stand in the order of the list, state by state and plan by plan, and
//! the list of the files says which states and plans are in each, so that a
//! reader who asks for one state or one plan does not load the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::graph::model::NodeId;
use crate::markdown::escape::visible;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::tasks::{mention, phase_of};
use crate::site::words;
use crate::source::OutPath;

/// The most bytes of a file of rows, the last row left out of account.
const FILE: usize = 90_000;
/// The most bytes of the values that a filter lets choose from; of more, a part of
/// one is written.
const CHOICES: usize = 15_000;

/// A file of rows that is being filled. Names that many rows share stand in it
/// once, and the rows have their places.
#[derive(Default)]
struct File {
    rows: Vec<Value>,
    names: Names,
    states: BTreeSet<&'static str>,
    plans: BTreeSet<usize>,
    size: usize,
}

/// The names of a file, each once, in the order of their first use.
#[derive(Default)]
struct Names {
    list: Vec<Value>,
    places: BTreeMap<String, usize>,
    size: usize,
}

impl Names {
    fn place(&mut self, value: &Value) -> usize {
        let text = value.to_string();
        let size = text.len() + 1;
        let next = self.list.len();
        let place = *self.places.entry(text).or_insert(next);
        if place == next {
            self.list.push(value.clone());
            self.size += size;
        }
        place
    }
}

/// What there is to choose from.
#[derive(Default)]
struct Facets {
    plans: BTreeMap<String, String>,
    /// Where each plan stands in the order of the rows.
    order: BTreeMap<String, usize>,
    phases: BTreeMap<String, String>,
    owners: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
}

impl Presenter<'_> {
    /// The files that the filters of the list of all tasks read.
    pub fn filter_files(&self) -> Vec<(OutPath, Arc<[u8]>)> {
        let here = Here::at(page::tasks());
        let mut files = vec![File::default()];
        let mut facets = Facets::default();
        for node in &self.shared.tasks.nodes {
            let full =
                files.last().is_some_and(|file| file.size + file.names.size > FILE);
            if full {
                files.push(File::default());
            }
            if let Some(file) = files.last_mut() {
                self.filter_row(&here, *node, (file, &mut facets));
            }
        }
        let mut out = Vec::new();
        let mut listed = Vec::new();
        for (place, file) in files.into_iter().enumerate() {
            let path = page::task_rows(place);
            listed.push(json!({
                "file": here.to(&path),
                "rows": file.rows.len(),
                "states": file.states,
                "plans": [file.plans.first(), file.plans.last()],
            }));
            let content = json!({ "names": file.names.list, "rows": file.rows });
            out.push((path, visible(&content.to_string()).as_bytes().into()));
        }
        let mut plans = choices(&facets.plans);
        for choice in plans.as_array_mut().into_iter().flatten() {
            let order = choice[0].as_str().and_then(|id| facets.order.get(id));
            if let (Some(order), Some(choice)) = (order, choice.as_array_mut()) {
                choice.push(json!(order));
            }
        }
        let content = json!({
            "tasks": self.shared.tasks.nodes.len(),
            "plan": plans,
            "phase": choices(&facets.phases),
            "owner": choices(&facets.owners),
            "label": choices(&facets.labels),
            "files": listed,
        });
        out.push((page::task_facets(), visible(&content.to_string()).as_bytes().into()));
        out
    }

    /// Adds a task to a file: state, id, title, link below the plan's address,
    /// reason, duration, then plan, phase, owners and labels by their places.
    fn filter_row(
        &self,
        here: &Here,
        node: NodeId,
        (file, facets): (&mut File, &mut Facets),
    ) {
        let graph = self.graph;
        let found = &graph.nodes[node.0];
        let task = graph.task(node);
        let plan = graph.plan(node);
        let base = here.to(&page::plan(&plan.id));
        let href = self.task_href(here, node);
        let href = href.strip_prefix(&base).unwrap_or(&href);
        let state = words::key(found.state);
        facets.plans.insert(plan.id.0.clone(), plan.title.clone());
        facets.order.insert(plan.id.0.clone(), found.plan);
        let own = file.names.place(&json!([plan.id.0, plan.title, base]));
        let (key, phase) = phase_of(graph, node);
        let phase = match key.is_empty() {
            true => Value::Null,
            false => {
                let name = match phase == key {
                    true => key.clone(),
                    false => {
                        self.language.say_of("phase-number", &[("number", (&key).into())])
                    }
                };
                facets.phases.insert(key.clone(), name);
                json!(file.names.place(&json!([key, phase])))
            }
        };
        let mut owners = Vec::new();
        for owner in self.owner_links(here, node) {
            owners.push(file.names.place(&json!([owner.slug, owner.name, owner.href])));
            facets.owners.insert(owner.slug, owner.name);
        }
        let mut labels = Vec::new();
        for label in &task.labels {
            labels.push(file.names.place(&json!(label)));
            facets.labels.insert(label.clone(), label.clone());
        }
        let part_of = task.parent.map(|parent| mention(&plan.tasks[parent]));
        let row = json!([
            state,
            task.id.as_deref().unwrap_or_default(),
            task.title,
            href,
            self.plain_why(node),
            self.task_duration(task),
            part_of,
            own,
            phase,
            owners,
            labels
        ]);
        file.size += row.to_string().len() + 1;
        file.rows.push(row);
        file.states.insert(state);
        file.plans.insert(found.plan);
    }
}

/// What a filter lets choose from, numbers first, then by name; nothing where
/// they are too many for a list.
fn choices(values: &BTreeMap<String, String>) -> Value {
    let mut times: BTreeMap<&String, usize> = BTreeMap::new();
    for name in values.values() {
        *times.entry(name).or_default() += 1;
    }
    let mut choices: Vec<(&String, String)> = values
        .iter()
        .map(|(key, name)| match times[name] {
            1 => (key, name.clone()),
            _ => (key, format!("{name} ({key})")),
        })
        .collect();
    let number = |key: &str| key.parse().unwrap_or(u32::MAX);
    choices.sort_by_key(|(key, name)| (number(key), name.to_lowercase(), *key));
    let choices = json!(choices);
    if choices.to_string().len() > CHOICES { Value::Null } else { choices }
}
