//! The cases: what a plan means, what is wrong with it, and what comes of it.
//!
//! A behaviour is a case, and a case is Markdown in `tests/cases/`: a heading is
//! a test, a path and a fence are a file, any other fence is what we expect. Its
//! first word says what of:
//!
//! | fence | what it holds |
//! |---|---|
//! | `plan …` | every plan: its phases, tasks and checks, in the order of the text |
//! | `edges …` | every edge with its rules; `(phase)` where a whole phase was named |
//! | `diagnostics [FORM]` | what `ouro check` prints, for people or in a form for programs |
//! | `counts` | how much the last version made anew |
//! | `pages` | the addresses of the site |
//! | `output ADDRESS [#id]` | the text of a page, or of its element with that id or `.class` |
//! | `links ADDRESS [#id]` | the links of the same |
//! | `export POINTER` | a part of the JSON, by its JSON pointer |
//! | `explain PLAN[#TASK]` | what `ouro explain` prints |
//!
//! More words ask for more: `plan metadata totals`, `edges levels states lines`.
//! `OURO_UPDATE=1 cargo test --test cases` writes what we expect; the difference
//! is what is to be reviewed. `OURO_CASE=words` runs the cases whose heading has
//! these words.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its cases, and stops where they cannot be read"
)]

#[expect(dead_code, reason = "reading a whole site is for memo.rs and pages.rs")]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use ouro::compile::{Compiled, Memo, Understood, compile, understand};
use ouro::diagnostic::code;
use ouro::diagnostic::github::github;
use ouro::diagnostic::render::{Styling, human};
use ouro::diagnostic::sarif::sarif;
use ouro::graph::model::{EdgeKind, Graph, NodeId, Scope, State};
use ouro::graph::schedule;
use ouro::language::{self, Language};
use ouro::plan::model::{
    CheckClass, CheckOwner, Mode, Part, Plan, Status, Task, TotalKind,
};
use ouro::site::account::Account;
use ouro::site::api;
use ouro::source::{OutPath, Sources};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use common::{Case, Expected};

/// The language in which what is no page is shown.
static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| language::load(&Sources::default(), ("en", None)).value);

/// Codes that only the disk, or nothing yet, can raise. All others have a case.
const RAISED_ELSEWHERE: [(&str, &str); 2] = [
    ("outside-link", "tests/scan.rs: a link is made on the disk"),
    ("special-file", "tests/scan.rs: a device or a pipe"),
];

#[test]
fn cases() {
    let wanted = std::env::var("OURO_CASE").unwrap_or_default();
    let update = std::env::var("OURO_UPDATE").is_ok_and(|value| !value.is_empty());
    let cases: Vec<Case> =
        common::all().into_iter().filter(|case| case.name.contains(&wanted)).collect();
    let made: Vec<Vec<String>> = cases.par_iter().map(run).collect();
    if update {
        return write(&cases, &made);
    }
    let mut failures = String::new();
    let mut failed = 0;
    for (case, made) in cases.iter().zip(&made) {
        let differing: Vec<_> =
            case.expected.iter().zip(made).filter(|(e, made)| e.text != **made).collect();
        failed += usize::from(!differing.is_empty());
        for (expected, made) in differing {
            let file = case.file.file_name().unwrap().to_string_lossy();
            let line = expected.lines.start;
            let _ = writeln!(failures, "\n{file}:{line}: {}", case.name);
            let _ = writeln!(failures, "  {} (- expected, + made)", expected.info);
            failures.push_str(&difference(&expected.text, made));
        }
    }
    let total = cases.len();
    assert!(
        failures.is_empty(),
        "{failed} of {total} cases fail; `OURO_UPDATE=1` writes what was made\n{failures}"
    );
}

#[test]
fn every_code_has_a_case() {
    let raised: BTreeSet<String> = common::all()
        .iter()
        .flat_map(|case| &case.expected)
        .filter(|expected| expected.info == "diagnostics")
        .flat_map(|expected| expected.text.lines())
        .filter_map(|line| Some(line.split_once('[')?.1.split_once("]: ")?.0.to_owned()))
        .collect();
    let elsewhere: Vec<&str> = RAISED_ELSEWHERE.iter().map(|(name, _)| *name).collect();
    for code in code::ALL {
        let listed = elsewhere.contains(&code.name);
        let has_case = raised.contains(code.name);
        assert!(listed || has_case, "no case raises `{}`", code.name);
        assert!(
            !(listed && has_case),
            "a case raises `{}`: take it off the list",
            code.name
        );
    }
    for name in elsewhere {
        assert!(code::find(name).is_some(), "there is no code `{name}`");
    }
}

#[test]
fn cases_are_read() {
    let text = "# File\n\nWords.\n\n## One\n\n`a.md`\n````md\n```\nx\n```\n````\n\n\
                `b.md` (CRLF)\n\n```md\ny\n```\n\n`a.md` (edited)\n```\nz\n```\n\n\
                `b.md` (removed)\n\n```plan totals\nold\n```\n";
    let cases = common::read(&PathBuf::from("f.md"), text);
    let [case] = cases.as_slice() else { panic!("one case is expected") };
    assert_eq!((case.name.as_str(), case.line), ("One", 5));
    assert_eq!(case.given["a.md"], b"```\nx\n```\n");
    assert_eq!(case.given["b.md"], b"y\r\n");
    let edited = case.edited.as_ref().unwrap();
    assert_eq!((edited["a.md"].as_slice(), edited.len()), (&b"z\n"[..], 1));
    assert_eq!(case.expected[0].info, "plan totals");
    assert_eq!(case.expected[0].text, "old\n");
}

#[test]
fn a_difference_is_shown_line_by_line() {
    assert_eq!(
        difference("a\nb\nc\n", "a\nx\nc\nd\n"),
        "    a\n  - b\n  + x\n    c\n  + d\n"
    );
}

/// Makes everything that a case expects.
fn run(case: &Case) -> Vec<String> {
    let mut memo = Memo::default();
    let needs_pages = |expected: &Expected| {
        let first = expected.info.split(' ').next().unwrap_or("");
        matches!(first, "counts" | "pages" | "output" | "links")
            || (first == "diagnostics"
                && case.given.keys().any(|path| path.contains("theme/")))
    };
    if !case.expected.iter().any(needs_pages) {
        if case.edited.is_some() {
            understand(&case.sources(), &case.settings, &mut memo);
        }
        let sources = case.last_sources();
        let understood = understand(&sources, &case.settings, &mut memo);
        let made = Made { sources: &sources, understood: &understood, compiled: None };
        return case.expected.iter().map(|expected| made.show(case, expected)).collect();
    }
    let mut sources = case.sources();
    let mut compiled = compile(&sources, &case.settings, &mut memo);
    if case.edited.is_some() {
        sources = case.last_sources();
        compiled = compile(&sources, &case.settings, &mut memo);
    }
    let understood = &compiled.understood;
    let made = Made { sources: &sources, understood, compiled: Some(&compiled) };
    case.expected.iter().map(|expected| made.show(case, expected)).collect()
}

/// What came of a case.
struct Made<'a> {
    sources: &'a Sources,
    understood: &'a Understood,
    compiled: Option<&'a Compiled>,
}

impl Made<'_> {
    fn show(&self, case: &Case, expected: &Expected) -> String {
        let words: Vec<&str> = expected.info.split(' ').collect();
        let (first, more) = words.split_first().unwrap();
        match *first {
            "plan" => self.plans(more),
            "edges" => self.edges(more),
            "diagnostics" => self.report(more),
            "counts" => self.counts(),
            "pages" => self.pages(),
            "output" => text_of(&self.element(more)),
            "links" => links_of(&self.element(more)),
            "export" => self.export(more[0]),
            "explain" => self.explain(more[0]),
            word => panic!(
                "{}:{}: `{word}` is expected of no case",
                case.file.display(),
                case.line
            ),
        }
    }

    /// What `ouro check` prints, for people or in a form for programs.
    fn report(&self, form: &[&str]) -> String {
        let told = &self.understood.diagnostics;
        match form {
            [] => human(told, self.sources, Styling::Plain),
            ["github"] => github(told, self.sources, "site/"),
            ["sarif", pointer] => part(&sarif(told, self.sources, "site/"), pointer),
            ["json"] => {
                let problems = api::problems(told, self.sources);
                part(&serde_json::to_value(&problems).unwrap(), "")
            }
            form => panic!("`{}` is no form of a report", form.join(" ")),
        }
    }

    fn counts(&self) -> String {
        let compiled = self.compiled.unwrap();
        let (read, rendered) = (self.understood.read, compiled.rendered);
        format!(
            "read {} of {}\nrendered {} of {}\n",
            read.computed, read.total, rendered.computed, rendered.total
        )
    }

    fn pages(&self) -> String {
        let files = self.compiled.unwrap().output.files.keys();
        let pages = files.filter(|path| path.as_str().ends_with(".html"));
        pages.map(|path| format!("/{}\n", path.address())).collect()
    }

    /// The HTML of a page between `<main …>` and `</main>`, or of the first
    /// element with an id or a class.
    fn element(&self, words: &[&str]) -> String {
        let path = match words[0].trim_start_matches('/') {
            page if page.is_empty() || page.ends_with('/') => OutPath::page(page),
            file => OutPath::new(file),
        };
        let files = &self.compiled.unwrap().output.files;
        let Some(bytes) = files.get(&path) else { return format!("there is no {path}") };
        let html = String::from_utf8_lossy(&bytes.read().unwrap()).into_owned();
        let start = match words.get(1) {
            Some(word) => match word.strip_prefix('.') {
                Some(class) => with_class(&html, class),
                None => html.find(&format!("id=\"{}\"", word.trim_start_matches('#'))),
            },
            None => html.find("<main"),
        };
        let Some(at) = start else {
            return format!("there is no {} on /{}", words[1], words[0]);
        };
        let start = html[..at + 1].rfind('<').unwrap();
        balanced(&html[start..]).to_owned()
    }

    fn export(&self, pointer: &str) -> String {
        let site = api::export(
            &self.understood.graph,
            &self.understood.diagnostics,
            self.sources,
        );
        part(&serde_json::to_value(&site).unwrap(), pointer)
    }

    /// What `ouro explain` prints of a plan, or of a task of it.
    fn explain(&self, named: &str) -> String {
        let graph = &self.understood.graph;
        let (id, task) = match named.split_once('#') {
            Some((id, task)) => (id, Some(task)),
            None => (named, None),
        };
        let plan = graph.plans.iter().position(|plan| plan.id.0 == id).unwrap();
        let account = Account { language: &ENGLISH, graph, sources: self.sources, plan };
        match task {
            Some(key) => {
                let tasks = &graph.plans[plan].tasks;
                let task = tasks.iter().position(|task| task.key == key).unwrap();
                account.task(graph.node(plan, task))
            }
            None => account.whole(),
        }
    }

    fn plans(&self, more: &[&str]) -> String {
        let mut out = String::new();
        let graph = &self.understood.graph;
        for (number, plan) in graph.plans.iter().enumerate() {
            plan_lines(graph, number, plan, more, &mut out);
        }
        for text in &self.understood.texts {
            let _ = writeln!(out, "page {} {:?}", text.document.path, text.title);
        }
        out
    }

    fn edges(&self, more: &[&str]) -> String {
        let graph = &self.understood.graph;
        let mut out = String::new();
        for edge in &graph.edges {
            let mut rules: Vec<&str> =
                graph.provenance(edge).iter().map(|source| source.rule.name()).collect();
            rules.dedup();
            let (from, to) = (graph.key(edge.from), graph.key(edge.to));
            let _ = write!(out, "{from} -> {to}  {}", rules.join(" + "));
            if edge.scope == Scope::Phase {
                out.push_str(" (phase)");
            }
            if edge.kind == EdgeKind::Loop {
                out.push_str(" loop");
            }
            if more.contains(&"lines") {
                let lines = graph
                    .provenance(edge)
                    .iter()
                    .map(|s| format!("{}:{}", s.path, s.span.line));
                let _ = write!(out, "  {}", lines.collect::<Vec<_>>().join(", "));
            }
            out.push('\n');
        }
        if graph.edges.is_empty() {
            out.push_str("no edges\n");
        }
        let nodes = (0..graph.nodes.len()).map(NodeId);
        let keys = |nodes: &[NodeId]| {
            nodes.iter().map(|node| graph.key(*node)).collect::<Vec<_>>().join(", ")
        };
        if more.contains(&"levels") {
            let mut levels: BTreeMap<usize, Vec<NodeId>> = BTreeMap::new();
            for node in nodes.clone() {
                levels.entry(graph.nodes[node.0].level).or_default().push(node);
            }
            for (level, nodes) in levels {
                let _ = writeln!(out, "level {level}: {}", keys(&nodes));
            }
        }
        if more.contains(&"states") {
            for node in nodes {
                let found = &graph.nodes[node.0];
                let _ = write!(out, "{} {}", graph.key(node), state(found.state));
                let (before, unknown) = (graph.blocked_by(node), graph.unknown(node));
                if !before.is_empty() {
                    let _ = write!(out, ", blocked by {}", keys(before));
                }
                if !unknown.is_empty() {
                    let texts: Vec<&str> =
                        unknown.iter().map(|unknown| unknown.text.as_str()).collect();
                    let _ = write!(out, ", unknown `{}`", texts.join("`, `"));
                }
                if let Some(reason) = &graph.task(node).blocked {
                    let _ = write!(out, ", because {reason:?}");
                }
                out.push('\n');
            }
        }
        out
    }
}

/// Where the first element is that has a class: alone, or else among others.
fn with_class(html: &str, class: &str) -> Option<usize> {
    let among = || {
        html.match_indices("class=\"").map(|(at, _)| at).find(|at| {
            let value = html[at + 7..].split('"').next().unwrap_or_default();
            value.split(' ').any(|word| word == class)
        })
    };
    html.find(&format!("class=\"{class}\"")).or_else(among)
}

/// A part of a document, by its JSON pointer.
fn part(document: &serde_json::Value, pointer: &str) -> String {
    let part = document.pointer(pointer).unwrap_or(&serde_json::Value::Null);
    format!("{}\n", serde_json::to_string_pretty(part).unwrap())
}

/// A plan in lines: itself, then phases, tasks and checks in the order of the text.
fn plan_lines(
    graph: &Graph,
    number: usize,
    plan: &Plan,
    more: &[&str],
    out: &mut String,
) {
    let summary = &graph.summaries[number];
    let _ = write!(out, "plan {} {:?}", plan.id, plan.title);
    for (word, holds) in
        [("template", plan.template), ("archived", plan.archived), ("draft", plan.draft)]
    {
        if holds {
            let _ = write!(out, " {word}");
        }
    }
    out.push('\n');
    if more.contains(&"reason") {
        let _ = writeln!(out, "  {}, since {}", plan.dialect, plan.dialect_reason);
    }
    if more.contains(&"metadata") {
        let named = [("pattern", &plan.pattern), ("philosophy", &plan.philosophy)];
        for (name, value) in named.into_iter().chain([("summary", &plan.summary)]) {
            if let Some(value) = value {
                let _ = writeln!(out, "  {name}: {value}");
            }
        }
        for metadata in &plan.metadata {
            let (key, value) = (&metadata.key, &metadata.value);
            let _ = writeln!(out, "  line {}: {key} = {value}", metadata.span.line);
        }
    }
    // Where each task has a file of its own, the plan's text says the order.
    let place = |wanted: Part| match plan.source {
        Some(_) => 0,
        None => plan.body.iter().position(|part| is_part(part, &wanted)).unwrap_or(0),
    };
    let mut lines: Vec<((usize, u32), String)> = Vec::new();
    for (index, phase) in plan.phases.iter().enumerate() {
        let mode = mode(phase.mode);
        let name = phase.number.as_deref().unwrap_or("-");
        let mut line = format!("  phase {name} {:?} {mode}", phase.title);
        if phase.optional {
            line.push_str(", optional");
        }
        if let Some(goal) = &phase.goal {
            let words = text_of(
                goal.fill(&mut |_| ouro::markdown::prose::Filling::Text).as_str(),
            );
            let _ = write!(line, ", goal {:?}", words.trim());
        }
        let _ = write!(line, ", line {}", phase.span.line);
        if more.contains(&"progress") {
            let progress = &summary.phases[index];
            let _ = write!(line, " [{} of {}]", progress.done, progress.total);
        }
        lines.push(((place(Part::PhaseStart(index)), phase.span.start), line));
    }
    for (index, task) in plan.tasks.iter().enumerate() {
        let checks =
            plan.checks.iter().filter(|check| check.owner == CheckOwner::Task(index));
        let found = &graph.nodes[graph.node(number, index).0];
        let mut line = task_line(plan, task, found.state, checks.count());
        if more.contains(&"details") {
            details(task, &mut line);
        }
        lines.push(((place(Part::Task(index)), task.span.start), line));
    }
    for check in &plan.checks {
        let class = match check.class {
            CheckClass::Acceptance => "acceptance",
            CheckClass::Success => "success",
            CheckClass::DoneDefinition => "done definition",
            CheckClass::Checklist => "checklist",
            CheckClass::Decision => "decision",
        };
        let owner = match check.owner {
            CheckOwner::Plan => "the plan".to_owned(),
            CheckOwner::Phase(phase) => {
                format!("phase {}", plan.phases[phase].number.as_deref().unwrap_or("-"))
            }
            CheckOwner::Task(task) => format!("task {}", plan.tasks[task].key),
        };
        let mark = if check.done { 'x' } else { ' ' };
        let line = format!("    check [{mark}] {:?} {class} of {owner}", check.text);
        let part = match check.owner {
            CheckOwner::Task(task) => place(Part::Task(task)),
            _ => 0,
        };
        lines.push(((part, check.span.start), line));
    }
    lines.sort();
    for (_, line) in lines {
        let _ = writeln!(out, "{line}");
    }
    plan_extras(graph, number, more, out);
}

fn is_part(a: &Part, b: &Part) -> bool {
    match (a, b) {
        (Part::PhaseStart(a), Part::PhaseStart(b)) | (Part::Task(a), Part::Task(b)) => {
            a == b
        }
        _ => false,
    }
}

fn task_line(plan: &Plan, task: &Task, now: State, checks: usize) -> String {
    let depth =
        std::iter::successors(task.parent, |parent| plan.tasks[*parent].parent).count();
    let indent = "  ".repeat(depth + 1 + usize::from(task.phase.is_some()));
    let mut line = format!("{indent}{} {} {:?}", task.key, state(now), task.title);
    let mut add = |words: String| {
        let _ = write!(line, ", {words}");
    };
    match task.mode {
        Mode::Unknown => {}
        Mode::Parallel(_) => add("parallel".to_owned()),
        other => add(mode(other)),
    }
    if !matches!(task.mark, ' ' | 'x') {
        add(format!("mark [{}]", task.mark));
    }
    if task.status != Status::Todo && task.mark == ' ' {
        add("marked by a word".to_owned());
    }
    if task.optional {
        add("optional".to_owned());
    }
    if let Some(minutes) = task.minutes {
        add(schedule::duration(minutes));
    }
    if let Some(tokens) = task.tokens {
        add(format!("{tokens} tokens"));
    }
    if checks > 0 {
        add(format!("{checks} check{}", if checks == 1 { "" } else { "s" }));
    }
    add(format!("line {}", task.span.line));
    if plan.source.is_none() {
        let path = task.path.as_str();
        let _ = write!(line, " of {}", path.strip_prefix(plan.folder()).unwrap_or(path));
    }
    line
}

/// The fields and the text of a task, a line each.
fn details(task: &Task, line: &mut String) {
    let mut add = |name: &str, value: &str| {
        let _ = write!(line, "\n        {name}: {value}");
    };
    let numbers = |named: &[ouro::plan::model::RequirementReference]| {
        named.iter().map(|named| named.id.clone()).collect::<Vec<_>>().join(", ")
    };
    for (name, value) in [
        ("requirements", numbers(&task.requirements)),
        ("parallel with", numbers(&task.parallel_with)),
        ("owners", task.owners.join(", ")),
        ("labels", task.labels.join(", ")),
        ("priority", task.priority.clone().unwrap_or_default()),
        ("effort", task.effort.clone().unwrap_or_default()),
        (
            "dates",
            task.dates
                .iter()
                .map(|date| format!("{:?} {}", date.kind, date.day))
                .collect::<Vec<_>>()
                .join(", "),
        ),
        ("blocked", task.blocked.clone().unwrap_or_default()),
        ("story", task.story.clone().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            add(name, &value);
        }
    }
    let words = |prose: &ouro::markdown::Prose| {
        let filled = prose.fill(&mut |_| ouro::markdown::prose::Filling::Text);
        text_of(filled.as_str()).trim().replace('\n', " / ")
    };
    if let Some(tail) = &task.tail {
        add("tail", &words(tail));
    }
    for field in &task.fields {
        add(&format!("field {}", field.key), &field.value);
    }
    for step in &task.steps {
        add("step", &words(step));
    }
    if let Some(description) = &task.description {
        add("text", &words(description));
    }
}

/// A requirement: its id, kind and words, its criteria and the tasks that answer
/// it, each criterion with its own.
fn requirement(plan: &Plan, place: usize) -> String {
    let found = &plan.requirements[place];
    let answer = &plan.answers.of[place];
    let keys = |tasks: &mut dyn Iterator<Item = usize>| {
        tasks.map(|task| plan.tasks[task].key.as_str()).collect::<Vec<_>>().join(" ")
    };
    let criteria: Vec<String> = found
        .criteria
        .iter()
        .enumerate()
        .map(|(at, criterion)| {
            let id = criterion.id.as_deref().unwrap_or("-");
            match answer.parts.get(&at) {
                Some(tasks) => format!("{id}: {}", keys(&mut tasks.iter().copied())),
                None => id.to_owned(),
            }
        })
        .collect();
    let mut line = format!("  {} {}", found.kind.name(), found.key);
    for word in [found.keyword, found.priority.as_deref()].into_iter().flatten() {
        let _ = write!(line, " {word}");
    }
    if let Some(change) = found.change {
        let _ = write!(line, " {}", ouro::site::words::change(&ENGLISH, change));
    }
    if let Some(title) = found.title.as_ref().filter(|title| **title != found.text) {
        let _ = write!(line, " {title:?}");
    }
    let _ = write!(line, " {:?}", found.text);
    if let Some(parent) = found.parent {
        let _ = write!(line, ", part of {}", plan.requirements[parent].key);
    }
    if !criteria.is_empty() {
        let _ = write!(line, ", criteria [{}]", criteria.join(", "));
    }
    let tasks = keys(&mut answer.whole.iter().copied());
    if !tasks.is_empty() {
        let _ = write!(line, ", tasks [{tasks}]");
    }
    let _ = write!(line, ", line {}", found.span.line);
    line
}

/// What is asked for besides phases, tasks and checks.
fn plan_extras(graph: &Graph, number: usize, more: &[&str], out: &mut String) {
    let (plan, summary) = (&graph.plans[number], &graph.summaries[number]);
    if more.contains(&"documents") {
        for document in &plan.documents {
            let kind = match ouro::site::words::document(&ENGLISH, document.kind).as_str()
            {
                "" => "other".to_owned(),
                word => word.to_lowercase(),
            };
            let path = &document.document.path;
            let _ = writeln!(out, "  document {path} {:?} {kind}", document.title);
        }
    }
    if more.contains(&"requirements") {
        for place in 0..plan.requirements.len() {
            let _ = writeln!(out, "{}", requirement(plan, place));
        }
        if !plan.answers.all.is_empty() {
            let all = plan.answers.all.iter().map(|task| plan.tasks[*task].key.as_str());
            let _ = writeln!(
                out,
                "  all requirements: tasks [{}]",
                all.collect::<Vec<_>>().join(", ")
            );
        }
    }
    if more.contains(&"examples") {
        for example in &plan.examples {
            let category = example.category.as_deref().map(|name| format!(" ({name})"));
            let _ = writeln!(
                out,
                "  example {:?}{} {}:{}",
                example.name,
                category.unwrap_or_default(),
                example.path,
                example.span.line
            );
            for phase in &example.phases {
                let number = phase.number.as_deref().unwrap_or("-");
                let beside = if phase.parallel { " parallel" } else { "" };
                let steps = &phase.steps;
                let _ = writeln!(out, "    {number} {:?}{beside} {steps:?}", phase.title);
            }
        }
    }
    if more.contains(&"totals") {
        for total in &plan.totals {
            let kind = match total.kind {
                TotalKind::Sequential => "sequential",
                TotalKind::Parallel => "parallel",
                TotalKind::Tokens => "tokens",
                TotalKind::Phases => "phases",
            };
            let _ = writeln!(out, "  stated {kind} {} ({:?})", total.value, total.text);
        }
        let times = &summary.times;
        let _ = writeln!(
            out,
            "  given {} m one after another, {} m in parallel, {} tokens",
            times.sequential, times.parallel, times.tokens
        );
    }
    if more.contains(&"times") {
        let times = &summary.times;
        let path: Vec<String> =
            summary.critical.iter().map(|node| graph.key(*node)).collect();
        let _ = writeln!(
            out,
            "  one after another {} m, left {} m; in parallel {} m, left {} m",
            times.sequential, times.sequential_left, times.parallel, times.parallel_left
        );
        let _ = writeln!(out, "  critical {}", path.join(" → "));
    }
    if more.contains(&"progress") {
        let p = &summary.progress;
        let _ = writeln!(
            out,
            "  {} of {} done, {} optional, {} skipped; {} in progress, {} ready, {} waiting, {} blocked; checks {} of {}",
            p.done,
            p.total,
            p.optional,
            p.skipped,
            p.in_progress,
            p.ready,
            p.waiting,
            p.blocked,
            p.checks_done,
            p.checks_total
        );
    }
    if more.contains(&"body") {
        for part in &plan.body {
            let words = match part {
                Part::Prose(prose) => {
                    let filled =
                        prose.fill(&mut |_| ouro::markdown::prose::Filling::Text);
                    format!("text {:?}", text_of(filled.as_str()).trim())
                }
                Part::PhaseStart(phase) => format!("phase {}", plan.phases[*phase].title),
                Part::PhaseEnd => "end of phase".to_owned(),
                Part::Task(task) => format!("task {}", plan.tasks[*task].key),
                Part::Examples => "examples".to_owned(),
                Part::Diagram(_) => "diagram".to_owned(),
            };
            let _ = writeln!(out, "  | {words}");
        }
    }
}

fn mode(mode: Mode) -> String {
    match mode {
        Mode::Sequential => "sequential".to_owned(),
        Mode::Parallel(None) => "parallel".to_owned(),
        Mode::Parallel(Some(count)) => format!("parallel {count}"),
        Mode::Mixed => "mixed".to_owned(),
        Mode::Repeatable => "repeatable".to_owned(),
        Mode::Unknown => "unknown".to_owned(),
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::InProgress => "in progress",
        State::Ready => "ready",
        State::Waiting => "waiting",
        State::Blocked => "blocked",
        State::Skipped => "skipped",
    }
}

/// The element that an HTML text starts with, to its end.
fn balanced(html: &str) -> &str {
    let name_end =
        html[1..].find(|c: char| !c.is_alphanumeric()).map_or(html.len(), |e| e + 1);
    let (open, close) =
        (format!("<{}", &html[1..name_end]), format!("</{}>", &html[1..name_end]));
    let (mut depth, mut at) = (0, 0);
    loop {
        let next_open = html[at..].find(&open).map(|offset| at + offset);
        let next_close = html[at..].find(&close).map(|offset| at + offset);
        match (next_open, next_close) {
            (Some(start), Some(end)) if start < end => {
                let ends = !html[start + open.len()..].starts_with(char::is_alphanumeric);
                depth += usize::from(ends);
                at = start + open.len();
            }
            (_, Some(end)) => {
                depth -= 1;
                at = end + close.len();
                if depth == 0 {
                    return &html[..at];
                }
            }
            _ => return html,
        }
    }
}

/// The words of HTML: a line for each block, without marks.
fn text_of(html: &str) -> String {
    const INLINE: [&str; 12] = [
        "a", "bdi", "b", "strong", "em", "code", "span", "del", "time", "abbr", "i",
        "kbd",
    ];
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start].replace('\n', " "));
        let tag = &rest[start + 1..];
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        if matches!(name.as_str(), "svg" | "script" | "style") && !tag.starts_with('/') {
            rest = &rest[start + balanced(&rest[start..]).len()..];
            continue;
        }
        if !INLINE.contains(&name.as_str()) {
            text.push('\n');
        }
        let end = tag.find('>').map_or(rest.len(), |end| start + 1 + end + 1);
        rest = &rest[end..];
    }
    text.push_str(&rest.replace('\n', " "));
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let lines =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n".to_owned()])
        .collect()
}

/// The links of HTML: words and address, a line each.
fn links_of(html: &str) -> String {
    let mut links = String::new();
    for (at, _) in html.match_indices("<a ") {
        let link = balanced(&html[at..]);
        let href = link.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"'));
        let words = text_of(link);
        let target = href.map_or("nowhere", |(target, _)| target);
        let _ = writeln!(links, "{} -> {target}", words.trim().replace('\n', " "));
    }
    if links.is_empty() { "no links\n".to_owned() } else { links }
}

/// Writes what was made into the case files.
fn write(cases: &[Case], made: &[Vec<String>]) {
    let mut files: BTreeMap<&PathBuf, Vec<(&Expected, &String)>> = BTreeMap::new();
    for (case, made) in cases.iter().zip(made) {
        files.entry(&case.file).or_default().extend(case.expected.iter().zip(made));
    }
    for (file, expectations) in files {
        let text = fs::read_to_string(file).unwrap();
        let mut lines: Vec<&str> = text.split('\n').collect();
        for (expected, made) in expectations.iter().rev() {
            let body = made.strip_suffix('\n').map(|body| body.split('\n'));
            lines.splice(expected.lines.clone(), body.into_iter().flatten());
        }
        let written = lines.join("\n");
        if written != text {
            fs::write(file, written).unwrap();
        }
    }
}

/// The difference of two texts, line by line: the longest common subsequence stays.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.lines().collect(), new.lines().collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            common[i][j] = match a == b {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let mut out = String::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            let _ = writeln!(out, "    {}", old[i]);
            (i, j) = (i + 1, j + 1);
        } else if i < old.len()
            && (j == new.len() || common[i + 1][j] >= common[i][j + 1])
        {
            let _ = writeln!(out, "  - {}", old[i]);
            i += 1;
        } else {
            let _ = writeln!(out, "  + {}", new[j]);
            j += 1;
        }
    }
    out
}
