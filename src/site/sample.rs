//! A plan that a page quotes, beside what is made of it: the same text is shown and
//! read, so that the two can never disagree.
//!
//! The plan is none of the site's: it is in no total, and its tasks have no pages.

use std::iter::Peekable;

use crate::graph;
use crate::graph::model::{Graph, NodeId, State};
use crate::plan;
use crate::site::plan::phase_title;
use crate::site::present::Presenter;
use crate::site::view::{SampleGroup, SampleTask, SampleView};
use crate::site::words::{self, Sentence};

/// A task, and how many it stands below.
type Row = (usize, SampleTask);

/// Reads a text as if it stood in a file with that path.
pub fn read(path: &str, text: &str) -> Option<Graph> {
    let plan = plan::read_alone(path, text)?;
    Some(graph::link(vec![plan], &mut graph::Memory::default()).value)
}

impl Presenter<'_> {
    /// What is made of a plan that is quoted: how it stands, its tasks, and why each
    /// stands so.
    pub fn sample(&self, (path, text): (&str, &str)) -> SampleView {
        let Some(graph) = read(path, text) else {
            let lead = self.language.say("sample-no-plan");
            return SampleView { lead, rest: String::new(), groups: Vec::new() };
        };
        let plan = &graph.plans[0];
        let verdict = words::verdict(self.language, &graph.summaries[0].progress);
        let mut groups: Vec<(Option<usize>, Vec<Row>)> = Vec::new();
        for node in graph.summaries[0].nodes.clone().map(NodeId) {
            let phase = graph.task(node).phase;
            let depth = graph.lineage(node).skip(1).count();
            let row = (depth, self.sample_task(&graph, node));
            match groups.last_mut() {
                Some((last, rows)) if *last == phase => rows.push(row),
                _ => groups.push((phase, vec![row])),
            }
        }
        let groups = groups.into_iter().map(|(phase, rows)| {
            let phase = phase.map(|phase| &plan.phases[phase]);
            let title =
                phase.map(|phase| phase_title(phase.number.as_deref(), &phase.title));
            let tasks = nested(&mut rows.into_iter().peekable(), 0);
            SampleGroup { title: title.unwrap_or_default(), tasks }
        });
        let groups = groups.collect();
        SampleView { lead: verdict.lead, rest: verdict.rest, groups }
    }

    fn sample_task(&self, graph: &Graph, node: NodeId) -> SampleTask {
        let (task, found) = (graph.task(node), &graph.nodes[node.0]);
        let sentence = Sentence::new(self.language, graph, (Some(0), &|_| None));
        let why = match found.state {
            State::Done => Vec::new(),
            _ if !found.leaf => Vec::new(),
            State::Ready => words::unlocks(sentence, node),
            _ => words::why(sentence, node),
        };
        let optional = task.optional.then(|| self.language.say("optional"));
        let minutes = task.minutes.map(|minutes| words::duration(self.language, minutes));
        let named = [optional, minutes, task.story.clone(), task.priority.clone()];
        let named = named.into_iter().flatten();
        let chips = named.chain(task.labels.iter().cloned());
        SampleTask {
            state: words::state(self.language, found.state),
            id: task.id.clone().unwrap_or_default(),
            title: task.title.clone(),
            why: words::plain(&why),
            chips: chips.chain(task.owners.iter().cloned()).collect(),
            children: Vec::new(),
        }
    }
}

/// Puts tasks into those that they stand below.
fn nested(
    rows: &mut Peekable<impl Iterator<Item = Row>>,
    depth: usize,
) -> Vec<SampleTask> {
    let mut tasks = Vec::new();
    while let Some((_, task)) = rows.next_if(|(own, _)| *own >= depth) {
        let children = nested(rows, depth + 1);
        tasks.push(SampleTask { children, ..task });
    }
    tasks
}
