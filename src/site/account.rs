//! The account of a plan in lines of text: what became of each line of it, how
//! its figures come about, and where each of its edges is stated. It is what
//! `ouro explain` prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, Scope, State};
use crate::language::Language;
use crate::plan::ledger::{self, Counts, Entry, Ledger, Look, Verdict};
use crate::plan::model::{CheckOwner, Plan, Reason};
use crate::site::words::{self, Sentence};
use crate::source::{SitePath, Sources};

/// The widest column that others are aligned by; what is wider pushes its own
/// line only.
const WIDEST: usize = 44;

/// What an account is made from.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    /// The language of its sentences.
    pub language: &'a Language,
    /// The graph.
    pub graph: &'a Graph,
    /// What was given, for the names of files.
    pub sources: &'a Sources,
    /// The index of the plan.
    pub plan: usize,
}

impl Account<'_> {
    /// Everything about the plan: its lines, its figures, its edges.
    pub fn whole(self) -> String {
        let plan = &self.graph.plans[self.plan];
        let ledger = ledger::of(plan);
        let mut out = format!("{}\n", clean(&plan.title));
        let _ = writeln!(
            out,
            "plan {}, {}, since {}",
            plan.id, plan.dialect, plan.dialect_reason
        );
        self.lines(&ledger, &mut out);
        out.push('\n');
        for sentence in self.sums(&ledger.counts()) {
            let _ = writeln!(out, "{sentence}");
        }
        let reasons = reasons(plan).into_iter();
        let rows: Vec<Vec<String>> = reasons
            .map(|(reason, number)| vec![number.to_string(), reason.kind().to_owned()])
            .collect();
        if !rows.is_empty() {
            out.push_str("\nnot counted\n");
            table("  ", &rows, &mut out);
        }
        self.edges(&mut out);
        self.unknown(&mut out);
        out
    }

    /// Everything about one task of the plan.
    pub fn task(self, node: NodeId) -> String {
        let graph = self.graph;
        let plan = graph.plan(node);
        let task = graph.task(node);
        let found = &graph.nodes[node.0];
        let mut out = format!("{}\n", self.name(node));
        let file = self.sources.shown(&task.path);
        let _ = writeln!(out, "task {}, {file}:{}", graph.key(node), task.span.line);
        let documents = plan.documents.iter().map(|companion| &companion.document);
        let mut documents = documents.chain(&plan.source);
        let document = documents.find(|document| document.path == task.path);
        if let Some(document) = document {
            let line = document.text.get(document.lines.line(task.span.line));
            let _ = writeln!(out, "  {}", clean(line.unwrap_or("").trim()));
        }
        let mut rows = vec![
            ("state", words::state(self.language, found.state).word.to_lowercase()),
            ("mark", format!("[{}]", task.mark)),
        ];
        let no_links = |_: NodeId| None;
        let sentence = Sentence::new(self.language, graph, (Some(self.plan), &no_links));
        rows.push(("why", words::plain(&words::why(sentence, node))));
        rows.push(("counted", self.counted(node)));
        if let Some(phase) = task.phase.and_then(|phase| plan.phases.get(phase)) {
            let number = phase.number.as_deref().unwrap_or_default();
            rows.push(("phase", format!("{number} {}", phase.title)));
        }
        if let Some(parent) = task.parent {
            rows.push(("below", self.name(graph.node(self.plan, parent))));
        }
        rows.extend(fields(self.language, plan, graph.nodes[node.0].task));
        out.push('\n');
        let rows = rows.into_iter().filter(|(_, value)| !value.trim().is_empty());
        let rows = rows.map(|(key, value)| vec![key.to_owned(), clean(value.trim())]);
        table("  ", &rows.collect::<Vec<_>>(), &mut out);
        self.ends(node, &mut out);
        out
    }

    /// The lines, document by document and phase by phase.
    fn lines(self, ledger: &Ledger<'_>, out: &mut String) {
        let plan = &self.graph.plans[self.plan];
        for file in &ledger.files {
            let _ = writeln!(out, "\n{}", self.sources.shown(file.path));
            let last = file.entries.last().map_or(0, |entry| entry.line);
            let digits = last.to_string().len();
            let mut group = None;
            let mut rows: Vec<Vec<String>> = Vec::new();
            for entry in &file.entries {
                // A line that is nothing stands where it stands.
                let now = phase_of(plan, &entry.verdict).or(group).unwrap_or(None);
                if group.unwrap_or(None) != now {
                    rows.push(vec![phase_title(plan, now)]);
                }
                group = Some(now);
                let line = format!("  {:>digits$}", entry.line);
                rows.push(self.row(line, entry));
            }
            table("  ", &rows, out);
        }
    }

    fn row(self, line: String, entry: &Entry<'_>) -> Vec<String> {
        let plan = &self.graph.plans[self.plan];
        match &entry.verdict {
            Verdict::Task(index) => {
                let task = &plan.tasks[*index];
                let node = &self.graph.nodes[self.graph.node(self.plan, *index).0];
                let name = match &task.id {
                    Some(_) => format!("task {}", task.key),
                    None => "task".to_owned(),
                };
                let mut title = task.title.clone();
                if !node.leaf {
                    title.push_str("  (not counted itself: it has tasks below)");
                }
                if task.optional {
                    title.push_str("  (optional)");
                }
                if entry.look == Look::Other {
                    title.push_str("  (has no box)");
                }
                let state = words::state(self.language, node.state).word.to_lowercase();
                vec![line, clean(&name), state, clean(&title)]
            }
            Verdict::Check(index) => {
                let check = &plan.checks[*index];
                let state = if check.done { "ticked" } else { "open" };
                let name = match check.owner {
                    CheckOwner::Task(task) => match &plan.tasks[task].id {
                        Some(_) => format!("check of {}", plan.tasks[task].key),
                        None => "check of a task".to_owned(),
                    },
                    CheckOwner::Phase(_) | CheckOwner::Plan => "check".to_owned(),
                };
                vec![line, clean(&name), state.to_owned(), clean(&check.text)]
            }
            Verdict::Excluded(excluded) => {
                let words = format!("not counted: {}", excluded.reason.words());
                vec![line, format!("{words}:  {}", clean(&excluded.text))]
            }
        }
    }

    /// How the figures come about, in sentences.
    pub fn sums(self, counts: &Counts) -> Vec<String> {
        let graph = self.graph;
        let plan = &graph.plans[self.plan];
        let summary = &graph.summaries[self.plan];
        let nodes = || summary.nodes.clone().map(|node| &graph.nodes[node]);
        let above = nodes().filter(|node| !node.leaf).count();
        let leaves = nodes().count() - above;
        let mut sums = vec![boxes(self.language, counts, above)];
        for (id, number) in [
            ("tasks-without-box", counts.other_tasks),
            ("checks-without-box", counts.other_checks),
        ] {
            if number > 0 {
                sums.push(words::count(self.language, id, number));
            }
        }
        let progress = &summary.progress;
        let mut less = Vec::new();
        if progress.skipped > 0 {
            less.push(words::count(self.language, "less-skipped", progress.skipped));
        }
        if progress.optional > 0 {
            less.push(words::count(self.language, "less-optional", progress.optional));
        }
        let less = words::list(self.language, &less);
        let given = [
            ("done", progress.done.into()),
            ("total", progress.total.into()),
            ("leaves", leaves.into()),
            ("less", (&less).into()),
        ];
        let id = if less.is_empty() { "progress-sum" } else { "progress-sum-less" };
        sums.push(self.language.say_of(id, &given));
        if progress.checks_total > 0 {
            let given = [
                ("done", progress.checks_done.into()),
                ("total", progress.checks_total.into()),
            ];
            sums.push(self.language.say_of("checks-sum", &given));
        }
        if plan.template {
            sums.push(self.language.say("template-sum"));
        } else if plan.archived {
            sums.push(self.language.say("archived-sum"));
        }
        sums
    }

    /// Every edge with its sources: stated ones first.
    fn edges(self, out: &mut String) {
        let graph = self.graph;
        let nodes = graph.summaries[self.plan].nodes.clone();
        let own = |node: NodeId| nodes.contains(&node.0);
        let of_plan: Vec<&Edge> =
            graph.edges.iter().filter(|edge| own(edge.from) || own(edge.to)).collect();
        let (stated, implied): (Vec<&Edge>, Vec<&Edge>) =
            of_plan.into_iter().partition(|edge| edge.stated);
        for (title, edges) in [("stated", stated), ("implied", implied)] {
            let noun = if edges.len() == 1 { "edge" } else { "edges" };
            let _ = writeln!(out, "\n{} {title} {noun}", edges.len());
            let rows: Vec<Vec<String>> = edges
                .into_iter()
                .map(|edge| {
                    let word = match edge.kind {
                        EdgeKind::DependsOn => "before",
                        EdgeKind::Loop => "back to",
                    };
                    let ends = format!(
                        "{} {word} {}",
                        self.short(edge.from),
                        self.short(edge.to)
                    );
                    let mut row = vec![clean(&ends)];
                    row.extend(self.sources_of(edge));
                    row
                })
                .collect();
            table("  ", &rows, out);
        }
    }

    /// The rules of an edge, and its places in words.
    fn sources_of(self, edge: &Edge) -> [String; 2] {
        let provenance = self.graph.provenance(edge);
        let mut rules: Vec<&str> =
            provenance.iter().map(|source| source.rule.name()).collect();
        rules.dedup();
        let mut places: Vec<String> = Vec::new();
        for source in provenance {
            let place = self.place(&source.path, source.span.line);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let mut words = places.join(", ");
        if !edge.stated
            && let Some(source) = provenance.first()
        {
            let _ = write!(words, "  {}", words::rule(self.language, source.rule));
        } else if edge.scope == Scope::Phase {
            words.push_str("  for a whole phase or plan");
        }
        [rules.join(" + "), words]
    }

    /// The references that lead nowhere.
    fn unknown(self, out: &mut String) {
        let graph = self.graph;
        let rows: Vec<Vec<String>> = graph.summaries[self.plan]
            .nodes
            .clone()
            .map(NodeId)
            .flat_map(|node| {
                graph.unknown(node).iter().map(move |unknown| {
                    let (name, why) = words::unknown(self.language, unknown);
                    let words = format!("waits for “{name}”: {why}");
                    vec![clean(&self.short(node)), clean(&words)]
                })
            })
            .collect();
        if !rows.is_empty() {
            let noun =
                if rows.len() == 1 { "reference leads" } else { "references lead" };
            let _ = writeln!(out, "\n{} {noun} nowhere", rows.len());
            table("  ", &rows, out);
        }
    }

    /// What a task waits for and what waits for it, each with its place; then its
    /// requirements and checks.
    fn ends(self, node: NodeId, out: &mut String) {
        let graph = self.graph;
        let plan = graph.plan(node);
        let task = graph.task(node);
        for (title, is_before) in [("waits for", true), ("what waits for it", false)] {
            let mut rows = Vec::new();
            // What is said of a task above holds for those below.
            for member in graph.lineage(node) {
                let edges = match is_before {
                    true => graph.incoming(member),
                    false => graph.outgoing(member),
                };
                for edge in edges.iter().map(|edge| &graph.edges[*edge]) {
                    let other = if is_before { edge.from } else { edge.to };
                    let state = words::state(self.language, graph.nodes[other.0].state);
                    let mut row = vec![self.name(other), state.word.to_lowercase()];
                    row.extend(self.sources_of(edge));
                    if member != node {
                        row.push(format!("by way of {}", clean(&self.short(member))));
                    }
                    if edge.kind == EdgeKind::Loop {
                        row.push("a way back, never waited for".to_owned());
                    }
                    rows.push(row);
                }
            }
            for unknown in graph.unknown(node).iter().filter(|_| is_before) {
                let (name, why) = words::unknown(self.language, unknown);
                rows.push(vec![clean(&format!("“{name}”: {why}"))]);
            }
            if rows.is_empty() {
                rows.push(vec!["nothing".to_owned()]);
            }
            let _ = writeln!(out, "\n{title}");
            table("  ", &rows, out);
        }
        if !task.requirements.is_empty() {
            out.push_str("\nrequirements\n");
            let rows: Vec<Vec<String>> = task
                .requirements
                .iter()
                .map(|reference| {
                    let (place, text) = match plan.answers.mark(&reference.id) {
                        Some(mark) => {
                            let found = &plan.requirements[mark.requirement];
                            let (text, line) = match mark.criterion {
                                Some(at) => {
                                    let criterion = &found.criteria[at];
                                    (&criterion.text, criterion.span.line)
                                }
                                None => (&found.text, found.span.line),
                            };
                            let document = &plan.documents[found.document].document;
                            (self.place(&document.path, line), clean(text))
                        }
                        None => ("not in this plan".to_owned(), String::new()),
                    };
                    vec![clean(&reference.id), place, text]
                })
                .collect();
            table("  ", &rows, out);
        }
        let index = graph.nodes[node.0].task;
        let rows: Vec<Vec<String>> = plan
            .checks
            .iter()
            .filter(|check| check.owner == CheckOwner::Task(index))
            .map(|check| {
                let state = if check.done { "ticked" } else { "open" };
                vec![check.span.line.to_string(), state.to_owned(), clean(&check.text)]
            })
            .collect();
        if !rows.is_empty() {
            out.push_str("\nchecks\n");
            table("  ", &rows, out);
        }
    }

    /// Whether a task is part of the progress, and why not.
    fn counted(self, node: NodeId) -> String {
        let found = &self.graph.nodes[node.0];
        let task = self.graph.task(node);
        let plan = self.graph.plan(node);
        if !found.leaf {
            "no: the tasks below it are".to_owned()
        } else if found.state == State::Skipped {
            "no: it is skipped".to_owned()
        } else if task.optional && found.state != State::Done {
            "no: it is optional and not done".to_owned()
        } else if plan.template {
            "in its plan only, which is a template".to_owned()
        } else if plan.archived {
            "in its plan only, which is archived".to_owned()
        } else {
            "yes".to_owned()
        }
    }

    /// `2.1 Mend the roof`.
    fn name(self, node: NodeId) -> String {
        let task = self.graph.task(node);
        let own = match &task.id {
            Some(_) => format!("{} {}", task.key, task.title),
            None => task.title.clone(),
        };
        let plan = self.graph.nodes[node.0].plan;
        clean(&match plan == self.plan {
            true => own,
            false => format!("{}#{own}", self.graph.plans[plan].id),
        })
    }

    /// `2.1`, or the key; with its plan where that is another one.
    fn short(self, node: NodeId) -> String {
        match self.graph.nodes[node.0].plan == self.plan {
            true => self.graph.task(node).key.clone(),
            false => self.graph.key(node),
        }
    }

    /// A place: the path below the plan's folder is enough for its own files.
    fn place(self, path: &SitePath, line: u32) -> String {
        let folder = self.graph.plans[self.plan].folder();
        let below = path.as_str().strip_prefix(folder);
        match below.and_then(|below| below.strip_prefix('/')) {
            Some(name) => format!("{name}:{line}"),
            None => format!("{}:{line}", self.sources.shown(path)),
        }
    }
}

/// How many lines look like boxes and what became of them; `above` of the tasks
/// have others below them.
pub fn boxes(language: &Language, counts: &Counts, above: usize) -> String {
    let given = [
        ("boxes", counts.boxes.into()),
        ("tasks", counts.tasks.into()),
        ("parents", above.into()),
        ("checks", counts.checks.into()),
        ("excluded", counts.excluded.into()),
    ];
    language.say_of("boxes-sum", &given)
}

/// How many lines of a plan are not counted for each reason, most often first.
pub fn reasons(plan: &Plan) -> Vec<(Reason, usize)> {
    // The same reason on other lines is the same reason.
    let mut sums: BTreeMap<&'static str, (Reason, usize)> = BTreeMap::new();
    for excluded in &plan.excluded {
        let reason = excluded.reason;
        sums.entry(reason.key()).or_insert((reason, 0)).1 += 1;
    }
    let mut sums: Vec<_> = sums.into_values().collect();
    sort(&mut sums);
    sums
}

/// Puts reasons in order, most often first.
pub fn sort(reasons: &mut [(Reason, usize)]) {
    reasons.sort_by_key(|(reason, number)| (std::cmp::Reverse(*number), reason.kind()));
}

/// The fields of a task as they were read.
fn fields(language: &Language, plan: &Plan, index: usize) -> Vec<(&'static str, String)> {
    let task = &plan.tasks[index];
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let named = |references: &[crate::plan::model::RequirementReference]| {
        let ids: BTreeSet<&str> =
            references.iter().map(|named| named.id.as_str()).collect();
        ids.into_iter().collect::<Vec<_>>().join(", ")
    };
    let dates: Vec<&str> = task.dates.iter().map(|date| date.day.as_str()).collect();
    let mut fields = vec![
        ("optional", if task.optional { "yes".to_owned() } else { String::new() }),
        ("order", words::mode(language, task.mode)),
        ("story", text(&task.story)),
        (
            "duration",
            task.minutes
                .map(|minutes| words::duration(language, minutes))
                .unwrap_or_default(),
        ),
        (
            "context",
            task.tokens.map(|tokens| words::tokens(language, tokens)).unwrap_or_default(),
        ),
        ("effort", text(&task.effort)),
        ("priority", text(&task.priority)),
        ("owners", task.owners.join(", ")),
        ("labels", task.labels.join(", ")),
        ("dates", dates.join(", ")),
        ("blocked", text(&task.blocked)),
        ("parallel with", named(&task.parallel_with)),
        (
            "depends on",
            if task.states_none {
                "nothing, as it states".to_owned()
            } else {
                String::new()
            },
        ),
    ];
    let others = task.fields.iter().map(|pair| format!("{}: {}", pair.key, pair.value));
    fields.extend(others.map(|pair| ("field", pair)));
    fields
}

/// The phase that a line belongs to, if any; nothing for a line that is neither
/// task nor check.
fn phase_of(plan: &Plan, verdict: &Verdict<'_>) -> Option<Option<usize>> {
    let of_task = |task: usize| plan.tasks.get(task).and_then(|task| task.phase);
    match verdict {
        Verdict::Task(task) => Some(of_task(*task)),
        Verdict::Check(check) => Some(match plan.checks[*check].owner {
            CheckOwner::Plan => None,
            CheckOwner::Phase(phase) => Some(phase),
            CheckOwner::Task(task) => of_task(task),
        }),
        Verdict::Excluded(_) => None,
    }
}

fn phase_title(plan: &Plan, phase: Option<usize>) -> String {
    let Some(found) = phase.and_then(|phase| plan.phases.get(phase)) else {
        return "in no phase".to_owned();
    };
    let number = found.number.as_deref().unwrap_or_default();
    clean(format!("phase {number} {}", found.title).replace("  ", " ").trim())
}

/// Writes rows with their columns aligned; the last of a row is as long as it is.
fn table(indent: &str, rows: &[Vec<String>], out: &mut String) {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate().take(row.len() - 1) {
            let width = cell.width();
            if widths.len() <= column {
                widths.push(0);
            }
            if width <= WIDEST {
                widths[column] = widths[column].max(width);
            }
        }
    }
    for row in rows {
        out.push_str(indent);
        for (column, cell) in row.iter().enumerate() {
            out.push_str(cell);
            if column + 1 < row.len() {
                let pad = widths[column].saturating_sub(cell.width());
                out.push_str(&" ".repeat(pad + 2));
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
}

/// An author's words on one line of a terminal: what would move its cursor is a space.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
