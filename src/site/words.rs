//! The sentences of the site: verdicts, reasons, counts. The pages, the
//! terminal and descriptions use the same ones.
//!
//! What is said stands in the message files of the theme, one for each language;
//! here is what is said when, and about what.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Severity};
use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, Progress, State, Unknown, Why};
use crate::language::{Argument, Direction, Language, Piece};
use crate::plan::model::{
    Change, DateKind, DocumentKind, Mode, Reason, RequirementKind, Rule, Sign,
};
use crate::site::view::{StateView, Verdict, Word};

/// How many tasks a sentence names before it counts the rest.
const NAMED: usize = 6;

/// What a sentence names: words that may lead somewhere.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    /// A task.
    Task(NodeId),
    /// Several, as a list: `2.1, 2.2 and 3 more`.
    Tasks(&'a [NodeId]),
    /// Several in a row, each after the other: `2.1 → 2.2 → 2.1`.
    Chain(&'a [NodeId]),
}

/// A sentence that is being built: words, and where they lead.
pub struct Sentence<'a> {
    language: &'a Language,
    graph: &'a Graph,
    /// The plan whose tasks need no plan's name.
    home: Option<usize>,
    href: &'a dyn Fn(NodeId) -> Option<String>,
    words: Vec<Word>,
}

impl<'a> Sentence<'a> {
    /// Starts a sentence; `href` says where a task leads.
    pub fn new(
        language: &'a Language,
        graph: &'a Graph,
        (home, href): (Option<usize>, &'a dyn Fn(NodeId) -> Option<String>),
    ) -> Self {
        Self { language, graph, home, href, words: Vec::new() }
    }

    /// Adds a message, after a space where something was said before.
    pub fn say(
        &mut self,
        id: &str,
        arguments: &[(&str, Argument<'_>)],
        named: &[(&str, Named<'_>)],
    ) -> &mut Self {
        if !self.words.is_empty() {
            self.text(&self.language.say("sentence-space"));
        }
        let holes: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
        for piece in self.language.pieces(id, arguments, &holes) {
            match piece {
                Piece::Words(words) => self.text(&words),
                Piece::Hole(number) => match named.get(number) {
                    Some((_, Named::Task(node))) => self.task(*node),
                    Some((_, Named::Tasks(nodes))) => self.tasks(nodes),
                    Some((_, Named::Chain(nodes))) => self.chain(nodes),
                    None => self,
                },
            };
        }
        self
    }

    /// Adds a list of tasks: `2.1, 2.2 and 3 more`.
    pub fn tasks(&mut self, nodes: &[NodeId]) -> &mut Self {
        let shown = if nodes.len() > NAMED { NAMED - 1 } else { nodes.len() };
        let rest = nodes.len() - shown;
        for (place, node) in nodes[..shown].iter().enumerate() {
            if place > 0 {
                let is_last = place + 1 == shown && rest == 0;
                let id = if is_last { "list-last" } else { "list-next" };
                self.text(&self.language.say(id));
            }
            self.task(*node);
        }
        if rest > 0 {
            self.text(&self.language.say_of("list-more", &[("n", rest.into())]));
        }
        self
    }

    /// Ends the sentence.
    pub fn end(self) -> Vec<Word> {
        self.words
    }

    fn text(&mut self, text: &str) -> &mut Self {
        match self.words.last_mut() {
            _ if text.is_empty() => {}
            Some(Word { text: last, href: None }) => last.push_str(text),
            _ => self.words.push(Word { text: text.to_owned(), href: None }),
        }
        self
    }

    fn task(&mut self, node: NodeId) -> &mut Self {
        let text = name(self.language, (self.graph, self.home), node);
        match (self.href)(node) {
            Some(href) => self.words.push(Word { text, href: Some(href) }),
            None => {
                self.text(&text);
            }
        }
        self
    }

    fn chain(&mut self, nodes: &[NodeId]) -> &mut Self {
        let (start, end) = run(self.language);
        self.text(start);
        for (place, node) in nodes.iter().enumerate() {
            if place > 0 {
                self.text(ARROW);
            }
            self.task(*node);
        }
        self.text(end)
    }
}

/// Stands between the links of a chain.
const ARROW: &str = " → ";

/// What keeps the order of a chain from left to right, where its arrows point, in
/// a text that is read from right to left: the isolates of Unicode.
fn run(language: &Language) -> (&'static str, &'static str) {
    match language.direction() {
        Direction::LeftToRight => ("", ""),
        Direction::RightToLeft => ("\u{2066}", "\u{2069}"),
    }
}

/// Names in a row, each after the other: `2.1 → 2.2`.
pub fn chain(language: &Language, names: &[String]) -> String {
    let (start, end) = run(language);
    format!("{start}{}{end}", names.join(ARROW))
}

/// The words without links.
pub fn plain(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// A name that ends a sentence: with a full stop, unless it has a mark of its own.
pub fn ended(language: &Language, name: &str) -> String {
    if name.ends_with(['.', '!', '?', '…', '。']) {
        return name.to_owned();
    }
    language.say_of("ended", &[("words", name.into())])
}

/// A task's name in a sentence: its id, else its title; with its plan where
/// that is another one.
pub fn name(
    language: &Language,
    (graph, home): (&Graph, Option<usize>),
    node: NodeId,
) -> String {
    let task = graph.task(node);
    let own = match &task.id {
        Some(_) => task.key.clone(),
        None => language.say_of("quoted", &[("words", (&task.title).into())]),
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

/// The name of a state in addresses, classes and data.
pub fn key(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::InProgress => "in_progress",
        State::Ready => "ready",
        State::Waiting => "waiting",
        State::Blocked => "blocked",
        State::Skipped => "skipped",
    }
}

/// A state in the words that people read.
pub fn state(language: &Language, state: State) -> StateView {
    let key = key(state);
    StateView { key, word: language.say(&format!("state-{key}")) }
}

/// `1 task`, `3 tasks`: a message that is given how many.
pub fn count(language: &Language, id: &str, number: usize) -> String {
    language.say_of(id, &[("n", number.into())])
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(language: &Language, items: &[String]) -> String {
    listed(language, items, "list-last")
}

/// `a`, `a or b`, `a, b or c`.
pub fn choice(language: &Language, items: &[String]) -> String {
    listed(language, items, "list-or")
}

fn listed(language: &Language, items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => {
            let most = most.join(&language.say("list-next"));
            format!("{most}{}{end}", language.say(last))
        }
    }
}

/// Sentences one after the other; those without words are left out.
pub fn sentences(language: &Language, all: &[String]) -> String {
    let all: Vec<&str> =
        all.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    all.join(&language.say("sentence-space"))
}

/// Minutes of work: `3 h 20 m`.
pub fn duration(language: &Language, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let number = |number: u32| Argument::from(number as usize);
    let (id, arguments) = match (hours, rest) {
        (0, rest) => ("minutes", vec![("m", number(rest))]),
        (hours, 0) => ("hours", vec![("h", number(hours))]),
        (hours, rest) => {
            ("hours-and-minutes", vec![("h", number(hours)), ("m", number(rest))])
        }
    };
    language.say_of(id, &arguments)
}

/// `12K tokens`.
pub fn tokens(language: &Language, tokens: u32) -> String {
    let number = |number: u32| Argument::from(number as usize);
    match tokens {
        0..1_000 => language.say_of("tokens", &[("n", number(tokens))]),
        1_000..1_000_000 => {
            language.say_of("tokens-thousands", &[("n", number(tokens / 1_000))])
        }
        _ => {
            let tenths = tokens % 1_000_000 / 100_000;
            let given = [("n", number(tokens / 1_000_000)), ("tenths", number(tenths))];
            language.say_of("tokens-millions", &given)
        }
    }
}

/// How a set of tasks stands, in sentences.
pub fn verdict(language: &Language, progress: &Progress) -> Verdict {
    let lead = match (progress.total, progress.optional + progress.skipped) {
        (0, 0) => "no-tasks-yet",
        (0, _) => "no-task-has-to-be-done",
        _ => "done-of-total",
    };
    let numbers = [("done", progress.done.into()), ("total", progress.total.into())];
    // A plural is chosen by one number at a time.
    let lead = match lead {
        "done-of-total" if progress.done == progress.total => "all-done",
        "done-of-total" if progress.done == 0 => "none-done",
        lead => lead,
    };
    Verdict { lead: language.say_of(lead, &numbers), rest: rest(language, progress) }
}

/// How the whole site stands: its counted plans, or why there are none.
pub fn site_verdict(language: &Language, graph: &Graph) -> Verdict {
    match (graph.counted().count(), graph.plans.len()) {
        (0, 0) => Verdict {
            lead: language.say("no-plans-yet"),
            rest: language.say("write-a-plan"),
        },
        (0, others) => Verdict {
            lead: language.say("no-plan-counted"),
            rest: count(language, "plans-listed-below", others),
        },
        _ => verdict(language, &graph.total()),
    }
}

/// What follows the first sentence: what can start, what is stopped, what waits.
fn rest(language: &Language, progress: &Progress) -> String {
    let mut sentences = Vec::new();
    let mut say = |id: &str, number: usize| {
        if number > 0 {
            sentences.push(count(language, id, number));
        }
    };
    say("tasks-in-progress", progress.in_progress);
    say("tasks-can-start", progress.ready);
    let left = progress.waiting + progress.blocked;
    if progress.ready + progress.in_progress == 0 && left > 0 {
        say("nothing-can-start-now", left);
    }
    match (progress.blocked, progress.waiting) {
        (0, wait) => say("tasks-wait", wait),
        (stop, 0) => say("tasks-blocked", stop),
        (stop, wait) => {
            let stopped = count(language, "spelled", stop);
            let held = count(language, "spelled-inside", wait);
            let given = [
                ("blocked", stop.into()),
                ("waiting", wait.into()),
                ("stopped", (&stopped).into()),
                ("held", (&held).into()),
            ];
            sentences.push(language.say_of("tasks-blocked-and-waiting", &given));
        }
    }
    for (id, number) in
        [("optional-open", progress.optional), ("tasks-skipped", progress.skipped)]
    {
        if number > 0 {
            sentences.push(count(language, id, number));
        }
    }
    self::sentences(language, &sentences)
}

/// A bar's words: `5 of 14 done`.
pub fn bar(language: &Language, progress: &Progress) -> String {
    match progress.total {
        0 if progress.optional > 0 => count(language, "bar-optional", progress.optional),
        0 => language.say("bar-empty"),
        total => {
            let numbers = [("done", progress.done.into()), ("total", total.into())];
            language.say_of("bar", &numbers)
        }
    }
}

/// The words of a plan's chip, and the state that colours it.
pub fn chip(language: &Language, progress: &Progress) -> (State, String) {
    let (state, id, number) = if progress.total > 0 && progress.done == progress.total {
        (State::Done, "chip-all-done", progress.done)
    } else if progress.blocked > 0 {
        (State::Blocked, "chip-blocked", progress.blocked)
    } else if progress.ready > 0 {
        (State::Ready, "chip-ready", progress.ready)
    } else if progress.in_progress > 0 {
        (State::InProgress, "chip-in-progress", progress.in_progress)
    } else if progress.waiting > 0 {
        (State::Waiting, "chip-waiting", progress.waiting)
    } else {
        (State::Waiting, "chip-no-tasks", 0)
    };
    (state, count(language, id, number))
}

/// What happens on a date.
pub fn date(language: &Language, kind: DateKind) -> String {
    language.say(match kind {
        DateKind::Created => "date-created",
        DateKind::Start => "date-start",
        DateKind::Scheduled => "date-scheduled",
        DateKind::Due => "date-due",
        DateKind::Done => "date-done",
        DateKind::Cancelled => "date-cancelled",
        DateKind::Updated => "date-updated",
    })
}

/// How a phase may be worked on.
pub fn mode(language: &Language, mode: Mode) -> String {
    match mode {
        Mode::Sequential => language.say("mode-sequential"),
        Mode::Parallel(_) => language.say("mode-parallel"),
        Mode::Mixed => language.say("mode-mixed"),
        Mode::Repeatable => language.say("mode-repeatable"),
        Mode::Unknown => String::new(),
    }
}

/// What a document is; nothing for one that is none of the known kinds.
pub fn document(language: &Language, kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Other => String::new(),
        kind => count(language, &format!("kind-{}", document_name(kind)), 1),
    }
}

/// What several documents of a kind are: a heading.
pub fn document_group(language: &Language, kind: DocumentKind) -> String {
    count(language, &format!("kind-{}", document_name(kind)), 2)
}

/// The name of a kind of document in messages and anchors.
pub fn document_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Requirements => "requirements",
        DocumentKind::Specification => "specifications",
        DocumentKind::Bugfix => "bug-fixes",
        DocumentKind::Proposal => "proposals",
        DocumentKind::Plan => "plans",
        DocumentKind::Design => "designs",
        DocumentKind::Research => "research",
        DocumentKind::DataModel => "data-models",
        DocumentKind::Quickstart => "quickstarts",
        DocumentKind::Contract => "contracts",
        DocumentKind::Capability => "capabilities",
        DocumentKind::Checklist => "checklists",
        DocumentKind::Decision => "decisions",
        DocumentKind::Guidance => "guidance",
        DocumentKind::Reference => "references",
        DocumentKind::Draft => "drafts",
        DocumentKind::Task => "tasks",
        DocumentKind::Other => "other-documents",
    }
}

/// Whether a plan has at most one document of a kind, so that the kind is name
/// enough in a list of links.
pub fn is_one_of_its_kind(kind: DocumentKind) -> bool {
    kind < DocumentKind::Contract
}

/// `3 contracts`, `1 data model`.
pub fn documents(language: &Language, kind: DocumentKind, number: usize) -> String {
    count(language, &format!("count-{}", document_name(kind)), number)
}

/// What is done with a requirement.
pub fn change(language: &Language, change: Change) -> String {
    language.say(&format!("change-{}", change_key(change)))
}

/// The name of what is done with a requirement in data.
pub fn change_key(change: Change) -> &'static str {
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
pub fn requirements(
    language: &Language,
    kinds: &BTreeMap<RequirementKind, Covered>,
) -> Option<Verdict> {
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
                uncited.push((*kind, counts.total));
                continue;
            }
            (true, _) => {}
        }
        let all = counts.covered == counts.total;
        let open = counts.total - counts.covered;
        let id = if all { "all-answered" } else { "some-answered" };
        let numbers = [
            ("kind", kind_key(*kind).into()),
            ("n", counts.total.into()),
            ("answered", counts.covered.into()),
            ("open", open.into()),
        ];
        sentences.push(language.say_of(id, &numbers));
        if counts.partly > 0 {
            sentences.push(count(language, "answered-in-part", counts.partly));
        }
        if counts.met > 0 {
            let numbers = [("met", counts.met.into()), ("n", counts.total.into())];
            sentences.push(language.say_of("all-tasks-done-of", &numbers));
        }
    }
    if !uncited.is_empty() {
        let id = if sentences.is_empty() { "kind-and-count" } else { "the-kind" };
        let kinds: Vec<String> = uncited
            .iter()
            .map(|(kind, number)| {
                let given = [("kind", kind_key(*kind).into()), ("n", (*number).into())];
                language.say_of(id, &given)
            })
            .collect();
        let (id, kinds) = match sentences.is_empty() {
            true => ("none-cited", list(language, &kinds)),
            false => ("no-task-cites", choice(language, &kinds)),
        };
        sentences.push(language.say_of(id, &[("kinds", (&kinds).into())]));
    }
    if named > 0 {
        let given =
            [("kind", kind_key(RequirementKind::Named).into()), ("n", named.into())];
        let words = language.say_of("kind-and-count", &given);
        sentences.push(ended(language, &words));
    }
    let (lead, rest) = sentences.split_first()?;
    Some(Verdict { lead: lead.clone(), rest: self::sentences(language, rest) })
}

/// By what a message chooses the name of a kind of requirement.
fn kind_key(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Story => "story",
        RequirementKind::Success => "criterion",
        RequirementKind::Requirement
        | RequirementKind::Named
        | RequirementKind::Defect => "requirement",
    }
}

/// What a reference names that leads nowhere, and why it does not.
pub fn unknown(language: &Language, unknown: &Unknown) -> (String, String) {
    let name = match unknown.why {
        Why::TooMany(tasks) if unknown.text.is_empty() => count(language, "tasks", tasks),
        _ => unknown.text.clone(),
    };
    (name, language.say(&format!("unknown-{}", unknown.why.key())))
}

/// Why a line that looks like a box is not counted, without its line.
pub fn reason(language: &Language, reason: Reason) -> String {
    language.say(&format!("uncounted-{}", reason.key()))
}

/// By what a plan was recognised.
pub fn sign(language: &Language, sign: Sign) -> String {
    language.say(&format!("sign-{}", sign.key()))
}

/// How bad a problem is.
pub fn severity(language: &Language, severity: Severity) -> String {
    language.say(&format!("severity-{}", severity.name()))
}

/// What a kind of problem is, in a sentence.
pub fn code(language: &Language, code: &Code) -> String {
    language.say(&format!("code-{}", code.name))
}

/// What a box of a drawing is called: `2.1 Quality gates, Ready`.
pub fn box_name(
    language: &Language,
    (title, state): (&str, &str),
    critical: bool,
) -> String {
    let id = if critical { "box-name-critical" } else { "box-name" };
    language.say_of(id, &[("title", title.into()), ("state", state.into())])
}

/// A part of a whole: `46%`.
pub fn percent(language: &Language, percent: usize) -> String {
    count(language, "percent", percent)
}

/// How an edge is known.
pub fn rule(language: &Language, rule: Rule) -> String {
    language.say(match rule {
        Rule::Field => "rule-field",
        Rule::Diagram => "rule-diagram",
        Rule::Prose => "rule-prose",
        Rule::Group => "rule-group",
        Rule::Wave => "rule-wave",
        Rule::PhaseOrder => "rule-phase-order",
        Rule::TaskOrder => "rule-task-order",
    })
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
        .flat_map(|node| graph.incoming(node).iter().copied())
        .collect();
    let after = neighbours(&incoming, |edge| edge.from);
    let before = neighbours(graph.outgoing(node), |edge| edge.to);
    match found.state {
        State::Blocked => blocked(&mut sentence, node),
        State::Waiting => waiting(&mut sentence, node),
        State::InProgress if !graph.blocked_by(node).is_empty() => {
            let early = graph.blocked_by(node);
            let number = [("n", early.len().into())];
            sentence.say("begun-before", &number, &[("tasks", Named::Tasks(early))]);
        }
        State::Done | State::InProgress | State::Ready | State::Skipped => {
            if !after.is_empty() {
                sentence.say("why-after", &[], &[("tasks", Named::Tasks(&after))]);
            }
        }
    }
    if !before.is_empty() {
        sentence.say("why-before", &[], &[("tasks", Named::Tasks(&before))]);
    }
    sentence.end()
}

/// Why a task is stopped.
fn blocked(sentence: &mut Sentence<'_>, node: NodeId) {
    let graph = sentence.graph;
    let found = &graph.nodes[node.0];
    if let Some(reason) = &graph.task(node).blocked {
        let reason = reason.trim_end_matches('.');
        sentence.say("blocked-because", &[("reason", reason.into())], &[]);
    } else if let [unknown, ..] = graph.unknown(node) {
        let (name, why) = self::unknown(sentence.language, unknown);
        let given = [("name", (&name).into()), ("why", (&why).into())];
        sentence.say("waits-for-unknown", &given, &[]);
    } else if found.in_cycle {
        let cycles = &graph.summaries[found.plan].cycles;
        match cycles.iter().find(|cycle| cycle.contains(&node)) {
            Some(cycle) => {
                let round: Vec<NodeId> =
                    cycle.iter().chain(&cycle[..1]).copied().collect();
                let named = [("tasks", Named::Chain(&round))];
                sentence.say("waits-for-itself", &[], &named);
            }
            None => {
                sentence.say("waits-for-itself-by-others", &[], &[]);
            }
        }
    } else {
        sentence.say("blocked-with-parent", &[], &[]);
    }
    if !graph.blocked_by(node).is_empty() && !found.in_cycle {
        let named = [("tasks", Named::Tasks(graph.blocked_by(node)))];
        sentence.say("also-waits-for", &[], &named);
    }
}

/// What a task waits for, and what that waits for, down to something that can
/// start, is under way or is stopped: `Waits for 3.1, which waits for 2.1, and
/// so on down to 1.1, which is ready.`
fn waiting(sentence: &mut Sentence<'_>, node: NodeId) {
    let graph = sentence.graph;
    let first = graph.blocked_by(node);
    let (Some(at), Some((start, _))) =
        (graph.weightiest(first), graph.nodes[node.0].start)
    else {
        sentence.say("waits-for-work", &[], &[]);
        return;
    };
    let next = graph.blocked_by(at);
    // Of several, the one that is stopped or lies farthest says why.
    let way = match (at == start, graph.weightiest(next)) {
        (true, _) => "",
        (false, Some(next)) if next != start => "-far",
        (false, _) if next.len() > 1 => "-of-several",
        (false, _) => "-next",
    };
    let id = match first.len() {
        0 | 1 => format!("waits-for-one{way}"),
        _ => format!("waits-for-several{way}"),
    };
    let state = [("state", key(graph.nodes[start.0].state).into())];
    let named = [
        ("first", Named::Tasks(first)),
        ("one", Named::Task(at)),
        ("next", Named::Tasks(next)),
        ("start", Named::Task(start)),
    ];
    sentence.say(&id, &state, &named);
}

/// Why a ready task stands where it does in the list: what it unlocks.
pub fn unlocks(mut sentence: Sentence<'_>, node: NodeId) -> Vec<Word> {
    let graph = sentence.graph;
    // What waits for a task waits for its sub-tasks.
    let direct: BTreeSet<NodeId> = graph
        .lineage(node)
        .flat_map(|node| graph.outgoing(node))
        .map(|edge| &graph.edges[*edge])
        .filter(|edge| {
            let state = graph.nodes[edge.to.0].state;
            edge.kind == EdgeKind::DependsOn
                && !matches!(state, State::Done | State::Skipped)
        })
        .map(|edge| edge.to)
        .collect();
    let direct: Vec<NodeId> = direct.into_iter().collect();
    let alone: Vec<NodeId> =
        direct.iter().copied().filter(|next| graph.blocked_by(*next) == [node]).collect();
    // What is named is not counted again.
    let named = if alone.is_empty() { direct.len() } else { alone.len() };
    let more = graph.unlocks(node).saturating_sub(named);
    let (id, others, tasks) = match (alone.as_slice(), direct.as_slice()) {
        ([_, ..], _) => ("unlocks", 0, alone.as_slice()),
        ([], [only]) => {
            let others = graph.blocked_by(*only).len().saturating_sub(1);
            let id = if others == 0 { "needed-by-one" } else { "needed-with-others" };
            (id, others, direct.as_slice())
        }
        ([], [_, ..]) => ("needed-by-several", 0, direct.as_slice()),
        ([], []) => ("nothing-waits-for-it", 0, direct.as_slice()),
    };
    let numbers = [("more", more.into()), ("others", others.into())];
    sentence.say(id, &numbers, &[("tasks", Named::Tasks(tasks))]);
    sentence.end()
}

/// Ready tasks, best first: critical ones, then those that unlock most.
pub fn rank(graph: &Graph, nodes: impl Iterator<Item = NodeId>) -> Vec<NodeId> {
    let mut ranked: Vec<NodeId> = nodes.collect();
    ranked.sort_by_key(|node| {
        let found = &graph.nodes[node.0];
        let optional = graph.task(*node).optional;
        (optional, std::cmp::Reverse(graph.unlocks(*node)), !found.critical, *node)
    });
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code;
    use crate::language;
    use crate::source::Sources;

    const REASONS: [Reason; 25] = [
        Reason::FrontMatter,
        Reason::Fence(1),
        Reason::IndentedCode,
        Reason::Comment(1),
        Reason::Html,
        Reason::Quote,
        Reason::Footnote,
        Reason::Unread,
        Reason::Examples(1),
        Reason::Legend(1),
        Reason::Tag,
        Reason::Link,
        Reason::Table,
        Reason::Heading,
        Reason::StruckOut,
        Reason::NoWords,
        Reason::Text,
        Reason::Continues(1),
        Reason::NoSpace,
        Reason::NoMark,
        Reason::LongMark,
        Reason::Wrapped,
        Reason::Drawn,
        Reason::Limit,
        Reason::NotRead,
    ];

    const SIGNS: [Sign; 18] = [
        Sign::FrontMatter,
        Sign::Path,
        Sign::Title,
        Sign::Snails,
        Sign::NumberedPhases,
        Sign::CitedRequirements,
        Sign::NumberedGroups,
        Sign::TaskIds,
        Sign::HeadingIds,
        Sign::PurposePhases,
        Sign::LongIds,
        Sign::ForHands,
        Sign::TaskHeadings,
        Sign::TaskSection,
        Sign::Name,
        Sign::Dated,
        Sign::GoodPart,
        Sign::MostPart,
    ];

    fn spoken(tag: &str) -> Language {
        language::load(&Sources::default(), (tag, None)).value
    }

    #[test]
    fn a_page_in_english_says_what_the_terminal_says() {
        let english = spoken("en");
        let plain = |words: &str| words.replace(['“', '”'], "`");
        for found in code::ALL {
            assert_eq!(plain(&code(&english, found)), found.summary, "{}", found.name);
        }
        for found in REASONS {
            assert_eq!(reason(&english, found), found.kind());
        }
        for found in SIGNS {
            assert_eq!(plain(&sign(&english, found)), found.words());
        }
        for found in Severity::ALL {
            assert_eq!(severity(&english, found).to_lowercase(), found.name());
        }
    }

    #[test]
    fn figures_are_written_as_the_language_does() {
        let say = |tag: &str| {
            let language = spoken(tag);
            [
                percent(&language, 46),
                tokens(&language, 12_000),
                tokens(&language, 1_250_000),
            ]
        };
        assert_eq!(say("en"), ["46%", "12K tokens", "1.2M tokens"]);
        assert_eq!(say("de"), ["46\u{a0}%", "12\u{a0}Tsd. Token", "1,2\u{a0}Mio. Token"]);
        assert_eq!(say("zh-Hans"), ["46%", "12K 个 token", "1.2M 个 token"]);
    }

    #[test]
    fn sentences_stand_apart_as_the_language_has_it() {
        let said = ["A.", "", "B."].map(str::to_owned);
        assert_eq!(sentences(&spoken("en"), &said), "A. B.");
        assert_eq!(sentences(&spoken("zh-Hans"), &said), "A.B.");
    }
}
