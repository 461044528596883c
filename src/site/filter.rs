//! What the filters of the list of all tasks read: every task in a few words, in
//! files of a bounded size, and one that says what there is to choose from.
//!
//! The rows stand in the order of the list, state by state and plan by plan, and
//! the list of the files says which states and plans are in each, so that a
//! reader who asks for one state or one plan does not load the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json, to_string};

use crate::graph::model::NodeId;
use crate::markdown::escape::visible;
use crate::memo;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::tasks::{mention, phase_of};
use crate::site::view::OwnerLink;
use crate::site::words;
use crate::source::OutPath;

/// The most bytes of a file of rows, the last row left out of account.
const FILE: usize = 90_000;
/// The most bytes of the values that a filter lets choose from; of more, a part of
/// one is written.
const CHOICES: usize = 15_000;

/// How many rows are made together, and held until they are in their files.
const TOGETHER: usize = 10_000;

/// A file of rows that is being filled. Names that many rows share stand in it
/// once, and the rows have their places.
#[derive(Default)]
struct File {
    /// As JSON.
    rows: Vec<String>,
    names: Names,
    states: BTreeSet<&'static str>,
    plans: BTreeSet<usize>,
    /// The plan of the last row, and the place of its name.
    last: Option<(usize, usize)>,
    size: usize,
}

/// The names of a file, each once, in the order of their first use.
#[derive(Default)]
struct Names {
    /// As JSON.
    list: Vec<String>,
    places: BTreeMap<String, usize>,
    size: usize,
}

impl Names {
    fn place(&mut self, json: serde_json::Result<String>) -> usize {
        let text = written(json);
        if let Some(place) = self.places.get(&text) {
            return *place;
        }
        let place = self.list.len();
        self.size += text.len() + 1;
        self.list.push(text.clone());
        self.places.insert(text, place);
        place
    }
}

/// A value of texts and numbers as it was written.
fn written(json: serde_json::Result<String>) -> String {
    json.expect("texts and numbers have a JSON form")
}

/// What a row says of a task.
struct Row {
    /// The plan, by its index.
    plan: usize,
    /// The address of the plan.
    base: String,
    state: &'static str,
    id: String,
    title: String,
    /// Below that of the plan.
    href: String,
    why: Arc<str>,
    duration: Option<String>,
    part_of: Option<String>,
    /// What it is filtered by, and what it is called.
    phase: Option<(String, String)>,
    owners: Vec<OwnerLink>,
    labels: Vec<String>,
}

/// What there is to choose from.
#[derive(Default)]
struct Facets {
    plans: BTreeMap<String, String>,
    /// Where each plan stands in the order of the rows.
    order: BTreeMap<String, usize>,
    phases: BTreeMap<String, String>,
    /// What phases with a number are called.
    numbered: BTreeMap<String, String>,
    owners: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
}

impl Presenter<'_> {
    /// The files that the filters of the list of all tasks read.
    pub fn filter_files(&self) -> Vec<(OutPath, Arc<[u8]>)> {
        let here = Here::at(page::tasks());
        let lines = self.lines();
        let why = |node: NodeId| {
            let plan = self.graph.nodes[node.0].plan;
            let place = node.0 - self.graph.summaries[plan].nodes.start;
            Arc::clone(&lines[plan].reasons[place])
        };
        let mut files = vec![File::default()];
        let mut facets = Facets::default();
        for nodes in self.shared.tasks.nodes.chunks(TOGETHER) {
            // What a row says takes most of the time, and follows from no other row.
            for row in
                memo::each(nodes, |node| self.filter_row(&here, (*node, why(*node))))
            {
                let full =
                    files.last().is_some_and(|file| file.size + file.names.size > FILE);
                if full {
                    files.push(File::default());
                }
                if let Some(file) = files.last_mut() {
                    self.add_row(row, (file, &mut facets));
                }
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
            let [names, rows] = [file.names.list, file.rows].map(|list| list.join(","));
            let content = format!("{{\"names\":[{names}],\"rows\":[{rows}]}}");
            out.push((path, visible(&content).as_bytes().into()));
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

    fn filter_row(&self, here: &Here, (node, why): (NodeId, Arc<str>)) -> Row {
        let graph = self.graph;
        let found = &graph.nodes[node.0];
        let task = graph.task(node);
        let plan = graph.plan(node);
        let base = here.to(&page::plan(&plan.id));
        let href = self.task_href(here, node);
        let phase = phase_of(graph, node);
        Row {
            plan: found.plan,
            state: words::key(found.state),
            id: task.id.clone().unwrap_or_default(),
            title: task.title.clone(),
            href: href.strip_prefix(&base).unwrap_or(&href).to_owned(),
            base,
            why,
            duration: self.task_duration(task),
            part_of: task.parent.map(|parent| mention(&plan.tasks[parent])),
            phase: Some(phase).filter(|(key, _)| !key.is_empty()),
            owners: self.owner_links(here, node),
            labels: task.labels.clone(),
        }
    }

    /// Adds a row to a file: state, id, title, link below the plan's address,
    /// reason, duration, then plan, phase, owners and labels by their places.
    fn add_row(&self, row: Row, (file, facets): (&mut File, &mut Facets)) {
        let plan = &self.graph.plans[row.plan];
        let id = &plan.id.0;
        if facets.order.insert(id.clone(), row.plan).is_none() {
            facets.plans.insert(id.clone(), plan.title.clone());
        }
        let last = file.last.filter(|(plan, _)| *plan == row.plan);
        let own = match last {
            Some((_, place)) => place,
            None => file.names.place(to_string(&[id, &plan.title, &row.base])),
        };
        file.last = Some((row.plan, own));
        let phase = row.phase.map(|(key, phase)| {
            let place = file.names.place(to_string(&[&key, &phase]));
            let say = || {
                let number = [("number", (&key).into())];
                self.language.say_of("phase-number", &number)
            };
            let name = match phase == key {
                true => phase,
                false => facets.numbered.entry(key.clone()).or_insert_with(say).clone(),
            };
            facets.phases.insert(key, name);
            place
        });
        let mut owners = Vec::new();
        for owner in row.owners {
            let shown = [&owner.slug, &owner.name, &owner.href];
            owners.push(file.names.place(to_string(&shown)));
            facets.owners.insert(owner.slug, owner.name);
        }
        let mut labels = Vec::new();
        for label in row.labels {
            labels.push(file.names.place(to_string(&label)));
            facets.labels.insert(label.clone(), label);
        }
        let Row { state, id, title, href, why, duration, part_of, .. } = row;
        let text = written(to_string(&(
            state, id, title, href, &*why, duration, part_of, own, phase, owners, labels,
        )));
        file.size += text.len() + 1;
        file.rows.push(text);
        file.states.insert(state);
        file.plans.insert(row.plan);
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
