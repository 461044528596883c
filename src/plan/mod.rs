//! From documents to plans: which of them make one plan, and what it holds.

pub mod dialects;
pub mod drawn;
pub mod example;
pub mod field;
pub mod key_value;
pub mod model;
pub mod requirement;
pub mod stated;
pub mod wave;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::diagnostic::{Checked, Diagnostic, code};
use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Document, plain};
use crate::memo::Question;
use crate::plan::dialects::{Dialect, Reading};
use crate::plan::drawn::{Drawn, Names};
use crate::plan::field::{Excerpt, pattern};
use crate::plan::model::{DocumentKind, Mode, Plan, PlanDocument, PlanId, Target};
use crate::source::{Hash, Hasher, slug};

/// The most tasks of one plan; the rest is left out and reported.
const TASK_LIMIT: usize = 50_000;
/// The tokens that one task may ask for before it is reported.
const CONTEXT_BUDGET: u32 = 150_000;
/// The parallel tasks of one phase beyond which it is reported.
const PARALLEL_LIMIT: usize = 7;

/// Documents that make one plan.
pub struct PlanFolder {
    /// The plan's id.
    pub id: PlanId,
    /// The tasks document.
    pub tasks: Arc<Document>,
    /// Its dialect.
    pub dialect: &'static Dialect,
    /// Why that dialect.
    pub reason: String,
    /// Its companions.
    pub companions: Vec<Companion>,
}

/// A document beside the tasks.
pub struct Companion {
    /// What it is for.
    pub kind: DocumentKind,
    /// The last part of its address.
    pub slug: String,
    /// The document.
    pub document: Arc<Document>,
}

/// Every document in its place.
#[derive(Default)]
pub struct Folders {
    /// The plans, sorted by id.
    pub plans: Vec<PlanFolder>,
    /// The documents that belong to none: ordinary pages, sorted by path.
    pub pages: Vec<Arc<Document>>,
}

/// Sorts documents into plans and pages.
///
/// A plan is a folder: the document called `tasks.md` claims it. So does the
/// only tasks document of a folder with requirements or a design beside it;
/// `x-tasks.md`, `x-requirements.md` and `x-design.md` belong together; any
/// other tasks document is a plan alone.
pub fn folders(documents: &[Arc<Document>]) -> Folders {
    let mut folders = Folders::default();
    let mut by_folder: BTreeMap<&str, Vec<&Arc<Document>>> = BTreeMap::new();
    for document in documents {
        by_folder.entry(document.path.folder()).or_default().push(document);
    }
    // Folders that a plan claims with all that lies below them.
    let mut claimed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut loose: Vec<&Arc<Document>> = Vec::new();
    for (folder, documents) in &by_folder {
        let (mut tasks, mut others) = (Vec::new(), Vec::new());
        for document in documents {
            match dialects::recognise(document) {
                Some((dialect, reason)) => tasks.push((*document, dialect, reason)),
                None => others.push(*document),
            }
        }
        let has_companion = others
            .iter()
            .any(|document| kind(document.path.stem()) != DocumentKind::Other);
        let owner = tasks
            .iter()
            .position(|(document, ..)| document.path.stem().eq_ignore_ascii_case("tasks"))
            .or_else(|| {
                (tasks.len() == 1 && has_companion && !is_prefixed(tasks[0].0))
                    .then_some(0)
            });
        for (place, (document, dialect, reason)) in tasks.into_iter().enumerate() {
            let owns_folder = owner == Some(place) && !folder.is_empty();
            let name = match owns_folder {
                true => (*folder).to_owned(),
                false => match prefix(document.path.stem()) {
                    Some(prefix) => format!("{folder}/{prefix}"),
                    None => format!("{folder}/{}", document.path.stem()),
                },
            };
            if owns_folder {
                claimed.insert(folder, folders.plans.len());
            }
            let mut companions = Vec::new();
            if let Some(prefix) = prefix(document.path.stem()) {
                let (own, rest): (Vec<_>, Vec<_>) = others.iter().partition(|other| {
                    other.path.stem().strip_prefix(prefix).is_some_and(|rest| {
                        kind(rest.trim_start_matches('-')) != DocumentKind::Other
                            && rest.starts_with('-')
                    })
                });
                others = rest;
                companions = own
                    .into_iter()
                    .map(|other| {
                        let name = &other.path.stem()[prefix.len() + 1..];
                        Companion {
                            kind: kind(name),
                            slug: slug(name),
                            document: Arc::clone(other),
                        }
                    })
                    .collect();
            } else if owner == Some(place) && folder.is_empty() {
                // At the root only documents that are named for it belong to a
                // plan: the rest of the site lies there too.
                let (own, rest): (Vec<_>, Vec<_>) = others
                    .iter()
                    .partition(|other| kind(other.path.stem()) != DocumentKind::Other);
                others = rest;
                companions = own
                    .into_iter()
                    .map(|other| Companion {
                        kind: kind(other.path.stem()),
                        slug: slug(other.path.stem()),
                        document: Arc::clone(other),
                    })
                    .collect();
            }
            folders.plans.push(PlanFolder {
                id: id(&name),
                tasks: Arc::clone(document),
                dialect,
                reason,
                companions,
            });
        }
        loose.extend(others);
    }
    for document in loose {
        let mut folder = document.path.folder();
        let owner = loop {
            match claimed.get(folder) {
                Some(&plan) => break Some((plan, folder)),
                None if folder.is_empty() => break None,
                None => folder = folder.rfind('/').map_or("", |end| &folder[..end]),
            }
        };
        let Some((plan, folder)) = owner else {
            folders.pages.push(Arc::clone(document));
            continue;
        };
        let below = &document.path.as_str()[folder.len() + 1..];
        let below = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let address: Vec<_> = below.split('/').map(slug).collect();
        folders.plans[plan].companions.push(Companion {
            kind: if below.contains('/') { DocumentKind::Other } else { kind(below) },
            slug: address.join("/"),
            document: Arc::clone(document),
        });
    }
    for plan in &mut folders.plans {
        plan.companions
            .sort_by(|a, b| (a.kind, &a.document.path).cmp(&(b.kind, &b.document.path)));
    }
    folders.plans.sort_by(|a, b| {
        (natural(&a.id.0), &a.tasks.path).cmp(&(natural(&b.id.0), &b.tasks.path))
    });
    folders.pages.sort_by(|a, b| a.path.cmp(&b.path));
    folders
}

/// A key that sorts numbers in names by their value: `plan-9` before `plan-10`.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, tail) = rest.split_at(words);
        let digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        parts.push((0, text.to_owned()));
        if digits > 0 {
            parts.push((
                tail[..digits].parse().unwrap_or(u64::MAX),
                tail[..digits].to_owned(),
            ));
        }
        rest = &tail[digits..];
    }
    parts
}

fn id(path: &str) -> PlanId {
    let segments: Vec<_> =
        path.split('/').filter(|segment| !segment.is_empty()).map(slug).collect();
    PlanId(segments.join("/"))
}

/// What a document is for, by its name.
fn kind(stem: &str) -> DocumentKind {
    match stem.to_lowercase().as_str() {
        "requirements" | "requirement" | "spec" => DocumentKind::Requirements,
        "design" => DocumentKind::Design,
        _ => DocumentKind::Other,
    }
}

/// `x` of `x-tasks`.
fn prefix(stem: &str) -> Option<&str> {
    stem.strip_suffix("-tasks").filter(|prefix| !prefix.is_empty())
}

fn is_prefixed(document: &Document) -> bool {
    prefix(document.path.stem()).is_some()
}

impl Question for PlanFolder {
    fn key(&self) -> Hash {
        let mut hasher =
            Hasher::new().part(&self.id.0).part(self.dialect.name).hash(self.tasks.hash);
        for companion in &self.companions {
            hasher = hasher.part(&companion.slug).hash(companion.document.hash);
        }
        hasher.finish()
    }
}

/// Reads a plan: its tasks document in its dialect, and its companions.
pub fn read(folder: &PlanFolder) -> Checked<Arc<Plan>> {
    let Checked { value: reading, diagnostics } = (folder.dialect.read)(&folder.tasks);
    let mut diagnostics = diagnostics.to_vec();
    let mut plan = assemble(folder, reading);
    let tasks = &folder.tasks;
    let excerpt = Excerpt { text: &tasks.text, lines: &tasks.lines, path: &tasks.path };

    if plan.tasks.len() > TASK_LIMIT {
        diagnostics.push(too_many(&plan));
        plan.tasks.truncate(TASK_LIMIT);
        plan.checks.retain(|check| !matches!(check.owner, model::CheckOwner::Task(task) if task >= TASK_LIMIT));
        plan.body.retain(
            |part| !matches!(part, model::Part::Task(task) if *task >= TASK_LIMIT),
        );
        let kept = |reference: &model::Reference| !matches!(reference.target, Target::Index(task) if task >= TASK_LIMIT);
        plan.statements.retain(|stated| kept(&stated.before) && kept(&stated.after));
    }
    keys(&mut plan, &mut diagnostics);
    let names = Names { tasks: &plan.tasks, phases: &plan.phases };
    let drawn = drawn::read(excerpt, &plan.diagrams, &names, &mut diagnostics);
    check(&plan, &drawn, &mut diagnostics);
    let stated = stated::read(tasks, &names, &plan.statements);
    let waves = wave::read(tasks, &names, &mut diagnostics);
    plan.statements.extend(drawn.statements);
    plan.statements.extend(stated);
    plan.waves = waves;
    stated::settle(&mut plan);
    plan.statements.sort_by_key(|statement| (statement.rule, statement.span));
    Checked::new(Arc::new(plan), diagnostics)
}

/// Puts a reading and the companions together.
fn assemble(folder: &PlanFolder, reading: Reading) -> Plan {
    let tasks = &folder.tasks;
    let mut examples = reading.examples;
    let mut requirements = Vec::new();
    let mut documents = Vec::new();
    for (index, companion) in folder.companions.iter().enumerate() {
        let document = &companion.document;
        examples.extend(example::of_document(document, Some(companion.kind)));
        if companion.kind == DocumentKind::Requirements {
            requirements.extend(requirement::read(document, index));
        }
        let (title, blocks) = titled(document);
        documents.push(PlanDocument {
            kind: companion.kind,
            slug: companion.slug.clone(),
            title: title.unwrap_or_else(|| document.path.stem().to_owned()),
            prose: prose::render(&blocks, "h-"),
            document: Arc::clone(document),
        });
    }
    let named = |words: &[&str]| {
        tasks.path.folder().split('/').any(|segment| words.contains(&segment))
    };
    let title = match reading.title.trim() {
        "" => folder.id.last().replace('-', " "),
        title => title.to_owned(),
    };
    let titles_with_places =
        reading.tasks.iter().filter(|task| is_placeholder(&task.title)).count();
    let template = is_placeholder(&title)
        || titles_with_places * 2 > reading.tasks.len().max(1)
        || named(&["templates", "template"])
        || tasks.front_matter.flag("template");
    Plan {
        id: folder.id.clone(),
        title,
        dialect: folder.dialect.name,
        dialect_reason: folder.reason.clone(),
        pattern: reading.pattern,
        philosophy: reading.philosophy,
        summary: reading.summary,
        metadata: reading.metadata,
        home: tasks.path.clone(),
        source: Some(Arc::clone(tasks)),
        documents,
        phases: reading.phases,
        tasks: reading.tasks,
        checks: reading.checks,
        requirements,
        examples,
        diagrams: reading.diagrams,
        statements: reading.statements,
        waves: Vec::new(),
        totals: reading.totals,
        body: reading.body,
        template,
        archived: named(&["archive", "archived", "_archived"])
            || tasks.front_matter.flag("archived"),
        draft: tasks.front_matter.flag("draft"),
    }
}

/// A document's first heading, and the blocks below it.
pub fn titled(document: &Document) -> (Option<String>, Vec<&Block>) {
    let set = document.front_matter.text("title");
    match document.blocks.split_first() {
        Some((first, rest)) => match &first.kind {
            BlockKind::Heading { level: 1, inlines } => {
                (set.or_else(|| Some(plain(inlines))), rest.iter().collect())
            }
            _ => (set, document.blocks.iter().collect()),
        },
        None => (set, Vec::new()),
    }
}

/// Whether a name is nothing but a place to fill: `[Project Name]`, `{Phase Name}`.
fn is_placeholder(name: &str) -> bool {
    static ONLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:\[[^\[\]]*\p{L}[^\[\]]*\]|\{+[^{}]*\p{L}[^{}]*\}+)\s*$")
    });
    ONLY.is_match(name)
}

fn too_many(plan: &Plan) -> Diagnostic {
    Diagnostic::at(
        &code::TOO_MANY_TASKS,
        &plan.tasks[TASK_LIMIT].path,
        plan.tasks[TASK_LIMIT].span,
        format!(
            "the plan has {} tasks; those from here on are left out",
            plan.tasks.len()
        ),
    )
    .hint(format!("split the plan: at most {TASK_LIMIT} tasks are read of one"))
}

/// Gives every task a key that is unique in its plan.
fn keys(plan: &mut Plan, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..plan.tasks.len() {
        let task = &plan.tasks[index];
        let wanted = task.id.clone().unwrap_or_else(|| slug(&task.title));
        let count = seen.entry(wanted.clone()).or_insert(0);
        *count += 1;
        let key = if *count == 1 { wanted.clone() } else { format!("{wanted}~{count}") };
        let first = plan.tasks[..index].iter().find(|other| other.id == task.id);
        if let Some(first) = first.filter(|_| task.id.is_some()) {
            let line = first.span.line;
            diagnostics.push(
                Diagnostic::at(
                    &code::DUPLICATE_ID,
                    &task.path,
                    task.span,
                    format!("`{wanted}` is already the id of a task on line {line}"),
                )
                .label("the same id again")
                .hint(format!("both are kept; a reference to `{wanted}` is ambiguous until one gets another number")),
            );
        }
        plan.tasks[index].key = key;
    }
}

/// Says what is odd within one plan.
fn check(plan: &Plan, drawn: &Drawn, diagnostics: &mut Vec<Diagnostic>) {
    let path = &plan.home;
    if plan.tasks.is_empty() {
        diagnostics.push(
            Diagnostic::file(&code::EMPTY_PLAN, path, "no tasks were found in this plan")
                .hint("a task is a line such as `- [ ] **🐌 1.1 Title**`"),
        );
    }
    if plan.template {
        diagnostics.push(
            Diagnostic::file(
                &code::PLACEHOLDER,
                path,
                "this plan has places to fill, so it is shown as a template and not counted",
            )
            .hint("replace `[Project Name]` and its like with words of your own"),
        );
        return;
    }
    check_phases(plan, diagnostics);
    check_tasks(plan, diagnostics);
    check_requirements(plan, diagnostics);
    if drawn.counts {
        for (index, task) in plan.tasks.iter().enumerate() {
            let in_phase = task.phase.is_some_and(|phase| drawn.phases.contains(&phase));
            if task.parent.is_none() && !in_phase && !drawn.tasks.contains(&index) {
                diagnostics.push(
                    Diagnostic::at(
                        &code::NOT_IN_DIAGRAM,
                        &task.path,
                        task.span,
                        format!("{} is not drawn in the dependency graph", named(task)),
                    )
                    .hint("it keeps the order of phases and tasks; draw it to state another one"),
                );
            }
        }
    }
}

/// A task in a message: `` `2.1` `` or its title.
fn named(task: &model::Task) -> String {
    match &task.id {
        Some(id) => format!("task `{id}`"),
        None => format!("task `{}`", task.title),
    }
}

fn check_phases(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    for (index, phase) in plan.phases.iter().enumerate() {
        let parallel = plan
            .tasks
            .iter()
            .filter(|task| {
                task.phase == Some(index) && matches!(task.mode, Mode::Parallel(_))
            })
            .count();
        let title = phase.number.as_deref().unwrap_or(&phase.title);
        if let Mode::Parallel(Some(stated)) = phase.mode
            && stated as usize != parallel
        {
            diagnostics.push(
                Diagnostic::at(
                    &code::PHASE_COUNT_DIFFERS,
                    &phase.path,
                    phase.span,
                    format!(
                        "phase {title} says {stated} parallel tasks and has {parallel}"
                    ),
                )
                .hint("write the number of tasks marked 🐍 in the heading"),
            );
        }
        if parallel > PARALLEL_LIMIT {
            diagnostics.push(
                Diagnostic::at(
                    &code::TOO_MANY_PARALLEL,
                    &phase.path,
                    phase.span,
                    format!("phase {title} has {parallel} tasks that run in parallel"),
                )
                .hint(format!(
                    "more than {PARALLEL_LIMIT} at once are hard to join: split the phase"
                )),
            );
        }
    }
}

fn check_tasks(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    let by_id: BTreeMap<&str, &model::Task> =
        plan.tasks.iter().filter_map(|task| Some((task.id.as_deref()?, task))).collect();
    for task in &plan.tasks {
        if let Some(tokens) = task.tokens.filter(|tokens| *tokens > CONTEXT_BUDGET) {
            diagnostics.push(
                Diagnostic::at(
                    &code::CONTEXT_OVER_BUDGET,
                    &task.path,
                    task.span,
                    format!(
                        "{} asks for {}K tokens of context",
                        named(task),
                        tokens / 1000
                    ),
                )
                .hint(format!(
                    "a task should fit in {}K: split it",
                    CONTEXT_BUDGET / 1000
                )),
            );
        }
        let Some(id) = task.id.as_deref() else { continue };
        for other in &task.parallel_with {
            let answers = by_id.get(other.id.as_str()).is_none_or(|found| {
                found.parallel_with.is_empty()
                    || found.parallel_with.iter().any(|back| back.id == id)
            });
            if !answers {
                diagnostics.push(
                    Diagnostic::at(
                        &code::PARALLEL_ASYMMETRIC,
                        &task.path,
                        other.span,
                        format!("`{id}` says it can run in parallel with `{0}`, and `{0}` does not name `{id}`", other.id),
                    )
                    .hint(format!("add `{id}` to the list of `{}`", other.id)),
                );
            }
        }
    }
}

fn check_requirements(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    if plan.requirements.is_empty() {
        return;
    }
    // `1.1.1` is an acceptance criterion of 1.1, and `1` the group of both.
    let known: BTreeSet<&str> = plan
        .requirements
        .iter()
        .flat_map(|requirement| {
            let criteria =
                requirement.criteria.iter().filter_map(|(number, _)| number.as_deref());
            criteria.chain([requirement.id.as_str()])
        })
        .collect();
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    for task in &plan.tasks {
        for reference in &task.requirements {
            cited.insert(&reference.id);
            if !known.contains(reference.id.as_str()) {
                diagnostics.push(
                    Diagnostic::at(
                        &code::REQUIREMENT_MISSING,
                        &task.path,
                        reference.span,
                        format!(
                            "{} answers requirement `{}`, which is not in this plan",
                            named(task),
                            reference.id
                        ),
                    )
                    .label("no such requirement"),
                );
            }
        }
    }
    // Where no task cites any, the author does not keep this account.
    if cited.is_empty() {
        return;
    }
    for requirement in &plan.requirements {
        let own = format!("{}.", requirement.id);
        let covered =
            cited.iter().any(|id| *id == requirement.id || id.starts_with(own.as_str()));
        if !covered {
            let document = &plan.documents[requirement.document].document;
            diagnostics.push(
                Diagnostic::at(
                    &code::REQUIREMENT_UNCOVERED,
                    &document.path,
                    requirement.span,
                    format!("no task answers requirement `{}`", requirement.id),
                )
                .hint(format!("a task says `_Requirements: {}_`", requirement.id)),
            );
        }
    }
}
