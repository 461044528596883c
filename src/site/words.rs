//! The sentences of the site: verdicts, reasons, counts. The pages, the
//! terminal and descriptions use the same ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, Progress, State};
use crate::graph::schedule;
use crate::plan::model::{Change, DateKind, DocumentKind, Mode, RequirementKind, Rule};
use crate::site::view::{StateView, Verdict, Word};

/// How many tasks a sentence names before it counts the rest.
const NAMED: usize = 6;

/// A sentence that is being built: words, and where they lead.
pub struct Sentence<'a> {
    graph: &'a Graph,
    /// The plan whose tasks need no plan's name.
    home: Option<usize>,
    href: &'a dyn Fn(NodeId) -> Option<String>,
    words: Vec<Word>,
}

impl<'a> Sentence<'a> {
    /// Starts a sentence; `href` says where a task leads.
    pub fn new(
        graph: &'a Graph,
        home: Option<usize>,
        href: &'a dyn Fn(NodeId) -> Option<String>,
    ) -> Self {
        Self { graph, home, href, words: Vec::new() }
    }

    /// Adds plain words.
    pub fn say(&mut self, text: &str) -> &mut Self {
        match self.words.last_mut() {
            Some(Word { text: last, href: None }) => last.push_str(text),
            _ => self.words.push(Word { text: text.to_owned(), href: None }),
        }
        self
    }

    /// Adds a task's name, linked.
    pub fn task(&mut self, node: NodeId) -> &mut Self {
        let text = name(self.graph, self.home, node);
        match (self.href)(node) {
            Some(href) => self.words.push(Word { text, href: Some(href) }),
            None => {
                self.say(&text);
            }
        }
        self
    }

    /// Adds a list of tasks: `2.1, 2.2 and 3 more`.
    pub fn tasks(&mut self, nodes: &[NodeId]) -> &mut Self {
        let shown = if nodes.len() > NAMED { NAMED - 1 } else { nodes.len() };
        let rest = nodes.len() - shown;
        for (place, node) in nodes[..shown].iter().enumerate() {
            if place > 0 {
                let last = place + 1 == shown && rest == 0;
                self.say(if last { " and " } else { ", " });
            }
            self.task(*node);
        }
        if rest > 0 {
            self.say(&format!(" and {rest} more"));
        }
        self
    }

    /// Ends the sentence.
    pub fn end(self) -> Vec<Word> {
        self.words
    }
}

/// The words without links.
pub fn plain(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// A name that ends a sentence: with a full stop, unless it has a mark of its own.
pub fn ended(name: &str) -> String {
    let marked = name.ends_with(['.', '!', '?', '…', '。']);
    format!("{name}{}", if marked { "" } else { "." })
}

/// A task's name in a sentence: its id, else its title; with its plan where
/// that is another one.
pub fn name(graph: &Graph, home: Option<usize>, node: NodeId) -> String {
    let task = graph.task(node);
    let own = match &task.id {
        Some(_) => task.key.clone(),
        None => format!("“{}”", task.title),
    };
    if home == Some(graph.nodes[node.0].plan) {
        return own;
    }
    let plan = graph.plan(node);
    // Two plans of one name are told apart by their ids.
    match home.map(|home| &graph.plans[home]) {
        Some(home) if home.title == plan.title => format!("{} {own}", plan.id),
        _ => format!("{} {own}", plan.title),
    }
}

/// A state in the words that people read.
pub fn state(state: State) -> StateView {
    let (key, word) = match state {
        State::Done => ("done", "Done"),
        State::InProgress => ("in_progress", "In progress"),
        State::Ready => ("ready", "Ready"),
        State::Waiting => ("waiting", "Waiting"),
        State::Blocked => ("blocked", "Blocked"),
        State::Skipped => ("skipped", "Skipped"),
    };
    StateView { key, word }
}

/// `1 task`, `3 tasks`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A number as it starts a sentence: in words up to twelve.
fn spelled(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
        "Ten", "Eleven", "Twelve",
    ];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// Minutes of work: `3 h 20 m`.
pub fn duration(minutes: u32) -> String {
    schedule::duration(minutes)
}

/// `12K tokens`.
pub fn tokens(tokens: u32) -> String {
    match tokens {
        0..1_000 => format!("{tokens} tokens"),
        1_000..1_000_000 => format!("{}K tokens", tokens / 1_000),
        _ => format!("{}.{}M tokens", tokens / 1_000_000, tokens % 1_000_000 / 100_000),
    }
}

/// How a set of tasks stands, in sentences.
pub fn verdict(progress: &Progress) -> Verdict {
    let done = |text: String| Verdict { lead: text, rest: rest(progress) };
    if progress.total == 0 {
        return match progress.optional + progress.skipped {
            0 => Verdict {
                lead: "There are no tasks yet.".to_owned(),
                rest: String::new(),
            },
            _ => Verdict {
                lead: "No task has to be done.".to_owned(),
                rest: rest(progress),
            },
        };
    }
    match (progress.done, progress.total) {
        (1, 1) => done("The only task is done.".to_owned()),
        (a, b) if a == b => done(format!("All {b} tasks are done.")),
        (0, 1) => done("The only task is not done.".to_owned()),
        (0, b) => done(format!("None of {b} tasks is done.")),
        (1, b) => done(format!("1 of {b} tasks is done.")),
        (a, b) => done(format!("{a} of {b} tasks are done.")),
    }
}

/// How the whole site stands: its counted plans, or why there are none.
pub fn site_verdict(graph: &Graph) -> Verdict {
    match (graph.counted().count(), graph.plans.len()) {
        (0, 0) => Verdict {
            lead: "There are no plans yet.".to_owned(),
            rest:
                "Write one as a Markdown file below the content folder, and build again."
                    .to_owned(),
        },
        (0, others) => Verdict {
            lead: "No plan is counted yet.".to_owned(),
            rest: format!(
                "{} listed below, as templates or from the archive.",
                if others == 1 { "One is".to_owned() } else { format!("{others} are") }
            ),
        },
        _ => verdict(&graph.total()),
    }
}

/// What follows the first sentence: what can start, what is stopped, what waits.
fn rest(progress: &Progress) -> String {
    let mut sentences = Vec::new();
    if progress.in_progress > 0 {
        let verb = if progress.in_progress == 1 { "is" } else { "are" };
        sentences.push(format!("{} {verb} in progress.", spelled(progress.in_progress)));
    }
    if progress.ready > 0 {
        sentences.push(format!("{} can start now.", spelled(progress.ready)));
    } else if progress.in_progress == 0 && progress.waiting + progress.blocked > 0 {
        sentences.push("Nothing can start now.".to_owned());
    }
    let waiting = |number: usize| {
        let verb = if number == 1 { "waits" } else { "wait" };
        format!("{verb} on unfinished work")
    };
    match (progress.blocked, progress.waiting) {
        (0, 0) => {}
        (0, wait) => sentences.push(format!("{} {}.", spelled(wait), waiting(wait))),
        (stop, 0) => sentences.push(format!(
            "{} {} blocked.",
            spelled(stop),
            if stop == 1 { "is" } else { "are" }
        )),
        (stop, wait) => sentences.push(format!(
            "{} {} blocked; {} {}.",
            spelled(stop),
            if stop == 1 { "is" } else { "are" },
            spelled(wait).to_lowercase(),
            waiting(wait)
        )),
    }
    if progress.optional > 0 {
        let verb = if progress.optional == 1 { "task is" } else { "tasks are" };
        sentences.push(format!("{} optional {verb} open.", spelled(progress.optional)));
    }
    if progress.skipped > 0 {
        let verb = if progress.skipped == 1 { "was" } else { "were" };
        sentences.push(format!("{} {verb} skipped.", spelled(progress.skipped)));
    }
    sentences.join(" ")
}

/// A bar's words: `5 of 14 done`.
pub fn bar(progress: &Progress) -> String {
    match progress.total {
        0 if progress.optional > 0 => {
            format!("{} open", count(progress.optional, "optional task"))
        }
        0 => "no tasks".to_owned(),
        total => format!("{} of {total} done", progress.done),
    }
}

/// The words of a plan's chip, and the state that colours it.
pub fn chip(progress: &Progress) -> (State, String) {
    if progress.total > 0 && progress.done == progress.total {
        (State::Done, "All done".to_owned())
    } else if progress.blocked > 0 {
        (State::Blocked, format!("{} blocked", progress.blocked))
    } else if progress.ready > 0 {
        (State::Ready, format!("{} ready", progress.ready))
    } else if progress.in_progress > 0 {
        (State::InProgress, format!("{} in progress", progress.in_progress))
    } else if progress.waiting > 0 {
        (State::Waiting, "Waiting".to_owned())
    } else {
        (State::Waiting, "No tasks".to_owned())
    }
}

/// What happens on a date.
pub fn date(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Created => "Created",
        DateKind::Start => "Start",
        DateKind::Scheduled => "Scheduled",
        DateKind::Due => "Due",
        DateKind::Done => "Finished",
        DateKind::Cancelled => "Given up",
        DateKind::Updated => "Changed",
    }
}

/// How a phase may be worked on.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Sequential => "in sequence",
        Mode::Parallel(_) => "can run in parallel",
        Mode::Mixed => "in sequence or in parallel",
        Mode::Repeatable => "repeatable",
        Mode::Unknown => "",
    }
}

/// What a document is: the word for one, and for several.
pub fn document(kind: DocumentKind) -> (&'static str, &'static str) {
    match kind {
        DocumentKind::Requirements => ("Requirements", "Requirements"),
        DocumentKind::Specification => ("Specification", "Specifications"),
        DocumentKind::Bugfix => ("Bug fix", "Bug fixes"),
        DocumentKind::Proposal => ("Proposal", "Proposals"),
        DocumentKind::Plan => ("Plan", "Plans"),
        DocumentKind::Design => ("Design", "Designs"),
        DocumentKind::Research => ("Research", "Research"),
        DocumentKind::DataModel => ("Data model", "Data models"),
        DocumentKind::Quickstart => ("Quickstart", "Quickstarts"),
        DocumentKind::Contract => ("Contract", "Contracts"),
        DocumentKind::Capability => ("Capability", "Capabilities"),
        DocumentKind::Checklist => ("Checklist", "Checklists"),
        DocumentKind::Decision => ("Decision", "Decisions"),
        DocumentKind::Guidance => ("Guidance", "Guidance"),
        DocumentKind::Reference => ("Reference", "References"),
        DocumentKind::Draft => ("Draft", "Drafts"),
        DocumentKind::Task => ("Task", "Tasks"),
        DocumentKind::Other => ("", "Other documents"),
    }
}

/// Whether a plan has at most one document of a kind, so that the kind is name
/// enough in a list of links.
pub fn is_one_of_its_kind(kind: DocumentKind) -> bool {
    kind < DocumentKind::Contract
}

/// `3 contracts`, `1 data model`.
pub fn documents(kind: DocumentKind, number: usize) -> String {
    let (one, many) = document(kind);
    let noun = match (kind, number) {
        (DocumentKind::Other, 1) => "other document",
        (_, 1) => one,
        _ => many,
    };
    format!("{number} {}", noun.to_lowercase())
}

/// What is done with a requirement.
pub fn change(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Modified => "modified",
        Change::Removed => "removed",
        Change::Renamed => "renamed",
    }
}

/// How the requirements of a kind match the tasks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Covered {
    /// All of them.
    pub total: usize,
    /// Those that a task answers.
    pub covered: usize,
    /// Those of which a part is left open.
    pub partly: usize,
    /// Those of which all tasks are done.
    pub met: usize,
    /// Whether the author keeps account of which tasks answer which.
    pub kept: bool,
}

/// How requirements and tasks match, in sentences: `12 of 15 requirements are
/// answered by tasks; 3 by none.`
pub fn requirements(kinds: &BTreeMap<RequirementKind, Covered>) -> Option<Verdict> {
    let mut sentences = Vec::new();
    let mut uncited = Vec::new();
    let mut named = 0;
    for (kind, counts) in kinds.iter().filter(|(_, counts)| counts.total > 0) {
        match (counts.kept, kind) {
            // Who gives names and no numbers does not mean them to be cited.
            (false, RequirementKind::Named) => {
                named = counts.total;
                continue;
            }
            (false, _) => {
                uncited.push(of_kind(*kind, counts.total));
                continue;
            }
            (true, _) => {}
        }
        let all = of_kind(*kind, counts.total);
        let open = match counts.total - counts.covered {
            0 => String::new(),
            open => format!("; {open} by none"),
        };
        sentences.push(match (counts.covered, counts.total) {
            (1, 1) => format!("The only {} is answered by tasks.", of_kind_alone(*kind)),
            (a, b) if a == b => format!("All {all} are answered by tasks."),
            (a, b) => {
                let verb = if a == 1 { "is" } else { "are" };
                format!("{a} of {} {verb} answered by tasks{open}.", of_kind(*kind, b))
            }
        });
        let verb = if counts.partly == 1 { "is" } else { "are" };
        if counts.partly > 0 {
            sentences
                .push(format!("{} {verb} answered in part.", spelled(counts.partly)));
        }
        match (counts.met, counts.total) {
            (0, _) => {}
            (1, 1) => sentences.push("All its tasks are done.".to_owned()),
            (1, _) => sentences.push("All tasks of one are done.".to_owned()),
            (met, _) => sentences.push(format!("All tasks of {met} are done.")),
        }
    }
    if !uncited.is_empty() {
        sentences.push(match sentences.is_empty() {
            true => format!("{}; no task cites one.", list(&uncited, "and")),
            false => {
                let them: Vec<String> =
                    uncited.iter().map(|kind| format!("the {kind}")).collect();
                format!("No task cites {}.", list(&them, "or").replace("the 1 ", "the "))
            }
        });
    }
    if named > 0 {
        sentences.push(format!("{}.", of_kind(RequirementKind::Named, named)));
    }
    let mut sentences = sentences.into_iter();
    let lead = sentences.next()?;
    Some(Verdict { lead, rest: sentences.collect::<Vec<_>>().join(" ") })
}

/// `3 user stories`.
fn of_kind(kind: RequirementKind, number: usize) -> String {
    match (kind, number) {
        (RequirementKind::Story, 1) | (RequirementKind::Success, 1) => {
            format!("1 {}", of_kind_alone(kind))
        }
        (RequirementKind::Story, _) => format!("{number} user stories"),
        (RequirementKind::Success, _) => format!("{number} success criteria"),
        _ => count(number, "requirement"),
    }
}

fn of_kind_alone(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Story => "user story",
        RequirementKind::Success => "success criterion",
        RequirementKind::Requirement
        | RequirementKind::Named
        | RequirementKind::Defect => "requirement",
    }
}

/// How an edge is known.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Field => "stated in its dependencies",
        Rule::Diagram => "drawn in the graph",
        Rule::Prose => "said in the text",
        Rule::Group => "stated for a whole phase or plan",
        Rule::Wave => "stated as a wave",
        Rule::PhaseOrder => "the order of phases",
        Rule::TaskOrder => "the order of tasks",
    }
}

/// Why a task stands as it does: `After 2.2 and 2.3. Before 5.1.`, or what it
/// waits for, down to something that can start.
pub fn why(mut sentence: Sentence<'_>, node: NodeId) -> Vec<Word> {
    let graph = sentence.graph;
    let found = &graph.nodes[node.0];
    let neighbours = |edges: &[usize], end: fn(&Edge) -> NodeId| {
        let nodes: BTreeSet<NodeId> = edges
            .iter()
            .map(|edge| &graph.edges[*edge])
            .filter(|edge| edge.kind == EdgeKind::DependsOn)
            .map(end)
            .collect();
        nodes.into_iter().collect::<Vec<_>>()
    };
    // What a task above waits for, its sub-tasks wait for too.
    let incoming: Vec<usize> = graph
        .lineage(node)
        .flat_map(|node| graph.nodes[node.0].incoming.iter().copied())
        .collect();
    let after = neighbours(&incoming, |edge| edge.from);
    let before = neighbours(&found.outgoing, |edge| edge.to);
    let open = |sentence: &mut Sentence<'_>| {
        if !sentence.words.is_empty() {
            sentence.say(" ");
        }
    };
    match found.state {
        State::Blocked => blocked(&mut sentence, node),
        State::Waiting => waiting(&mut sentence, node),
        State::InProgress if !found.blocked_by.is_empty() => {
            sentence.say("Begun before ").tasks(&found.blocked_by);
            sentence.say(if found.blocked_by.len() == 1 {
                " is done."
            } else {
                " are done."
            });
        }
        State::Done | State::InProgress | State::Ready | State::Skipped => {
            if !after.is_empty() {
                sentence.say("After ").tasks(&after).say(".");
            }
        }
    }
    if !before.is_empty() {
        open(&mut sentence);
        sentence.say("Before ").tasks(&before).say(".");
    }
    sentence.end()
}

/// Why a task is stopped.
fn blocked(sentence: &mut Sentence<'_>, node: NodeId) {
    let graph = sentence.graph;
    let found = &graph.nodes[node.0];
    if let Some(reason) = &graph.task(node).blocked {
        sentence.say(&format!("Blocked: {}.", reason.trim_end_matches('.')));
    } else if let [unknown, ..] = found.unknown.as_slice() {
        sentence.say(&format!("Waits for “{}”: {}.", unknown.text, unknown.why));
    } else if found.in_cycle {
        let cycles = &graph.summaries[found.plan].cycles;
        match cycles.iter().find(|cycle| cycle.contains(&node)) {
            Some(cycle) => {
                sentence.say("Waits for itself: ");
                for member in cycle {
                    sentence.task(*member).say(" → ");
                }
                sentence.task(cycle[0]).say(".");
            }
            None => {
                sentence.say("Waits for itself by way of other tasks.");
            }
        }
    } else {
        sentence.say("Blocked with the task above it.");
    }
    if !found.blocked_by.is_empty() && !found.in_cycle {
        sentence.say(" Also waits for ").tasks(&found.blocked_by).say(".");
    }
}

/// What a task waits for, and what that waits for, down to something that can
/// start, is under way or is stopped: `Waits for 3.1, which waits for 2.1, and
/// so on down to 1.1, which is ready.`
fn waiting(sentence: &mut Sentence<'_>, node: NodeId) {
    let graph = sentence.graph;
    let first = &graph.nodes[node.0].blocked_by;
    let (Some(at), Some((start, _))) =
        (graph.weightiest(first), graph.nodes[node.0].start)
    else {
        sentence.say("Waits for unfinished work.");
        return;
    };
    sentence.say("Waits for ").tasks(first);
    // Of several, the one that is stopped or lies farthest says why.
    if first.len() > 1 {
        sentence.say(". ").task(at).say(" ");
    } else {
        sentence.say(", which ");
    }
    if at != start {
        let next = &graph.nodes[at.0].blocked_by;
        sentence.say("waits for ").tasks(next);
        match graph.weightiest(next) {
            Some(next) if next != start => {
                sentence.say(", and so on down to ").task(start).say(", which ");
            }
            _ if next.len() > 1 => {
                sentence.say("; ").task(start).say(" ");
            }
            _ => {
                sentence.say(", which ");
            }
        }
    }
    sentence.say(ending(graph, start)).say(".");
}

/// How a chain of reasons ends at a task.
fn ending(graph: &Graph, node: NodeId) -> &'static str {
    match graph.nodes[node.0].state {
        State::Ready => "is ready",
        State::InProgress => "is in progress",
        State::Blocked => "is blocked",
        State::Done | State::Skipped => "is done",
        State::Waiting => "waits",
    }
}

/// Why a ready task stands where it does in the list: what it unlocks.
pub fn unlocks(mut sentence: Sentence<'_>, node: NodeId) -> Vec<Word> {
    let graph = sentence.graph;
    let found = &graph.nodes[node.0];
    // What waits for a task waits for its sub-tasks.
    let direct: BTreeSet<NodeId> = graph
        .lineage(node)
        .flat_map(|node| &graph.nodes[node.0].outgoing)
        .map(|edge| &graph.edges[*edge])
        .filter(|edge| {
            let state = graph.nodes[edge.to.0].state;
            edge.kind == EdgeKind::DependsOn
                && !matches!(state, State::Done | State::Skipped)
        })
        .map(|edge| edge.to)
        .collect();
    let direct: Vec<NodeId> = direct.into_iter().collect();
    let alone: Vec<NodeId> = direct
        .iter()
        .copied()
        .filter(|next| graph.nodes[next.0].blocked_by == [node])
        .collect();
    // What is named is not counted again.
    let named = if alone.is_empty() { direct.len() } else { alone.len() };
    let more = found.unlocks.saturating_sub(named);
    if !alone.is_empty() {
        sentence.say("Finishing it unlocks ").tasks(&alone);
    } else if let [only] = direct.as_slice() {
        match graph.nodes[only.0].blocked_by.len().saturating_sub(1) {
            0 => sentence.task(*only).say(" needs it"),
            others => sentence.task(*only).say(&format!(" needs it and {others} more")),
        };
    } else if !direct.is_empty() {
        sentence.tasks(&direct).say(" need it, with other tasks");
    } else {
        sentence.say("Nothing waits for it");
    }
    if more > 0 {
        sentence.say(&format!("; {} further on", count(more, "task")));
    }
    sentence.say(".");
    sentence.end()
}

/// Ready tasks, best first: critical ones, then those that unlock most.
pub fn rank(graph: &Graph, nodes: impl Iterator<Item = NodeId>) -> Vec<NodeId> {
    let mut ranked: Vec<NodeId> = nodes.collect();
    ranked.sort_by_key(|node| {
        let found = &graph.nodes[node.0];
        let optional = graph.task(*node).optional;
        (optional, std::cmp::Reverse(found.unlocks), !found.critical, *node)
    });
    ranked
}
