//! From documents to plans: what a plan holds, and what is odd about it.

pub mod copies;
pub mod dialects;
pub mod drawn;
pub mod example;
pub mod field;
pub mod folder;
pub mod gap;
pub mod kept;
pub mod key_value;
pub mod ledger;
pub mod model;
pub mod names;
pub mod nest;
pub mod outline;
pub mod requirement;
pub mod section;
pub mod status;
pub mod stated;
pub mod wave;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use regex::Regex;

use crate::diagnostic::{self, Checked, Diagnostic, code};
use crate::markdown::prose;
use crate::markdown::{self, Block, BlockKind, Document, plain};
use crate::memo;
use crate::plan::dialects::{Reading, RecogniseQuestion};
use crate::plan::drawn::{Drawn, Names};
use crate::plan::field::{Excerpt, pattern};
use crate::plan::folder::PlanFolder;
use crate::plan::model::{
    Change, DocumentKind, Mode, Plan, PlanDocument, RequirementKind, Target,
};
use crate::plan::requirement::{Answers, Found};
use crate::source::{Day, SitePath, SourceFile, slug};

/// The most tasks of one plan; the rest is left out and reported.
const TASK_LIMIT: usize = 50_000;
/// The tokens that one task may ask for before it is reported.
const CONTEXT_BUDGET: u32 = 150_000;
/// The parallel tasks of one phase beyond which it is reported.
const PARALLEL_LIMIT: usize = 7;

/// What a document is for, by its name and its place: a path below the plan's
/// folder, without its extension.
pub fn kind(below: &str) -> DocumentKind {
    let path = below.to_lowercase();
    let (folders, stem) = path.rsplit_once('/').unwrap_or(("", &path));
    let folders: Vec<&str> = folders.split('/').filter(|name| !name.is_empty()).collect();
    for (at, folder) in folders.iter().enumerate() {
        let found = match *folder {
            "contracts" => DocumentKind::Contract,
            "checklists" => DocumentKind::Checklist,
            "decisions" | "adr" | "adrs" => DocumentKind::Decision,
            "steering" => DocumentKind::Guidance,
            "docs" => DocumentKind::Reference,
            "drafts" if stem != "readme" => DocumentKind::Draft,
            "tasks" | "completed" if stem != "readme" => DocumentKind::Task,
            "specs" if at + 1 < folders.len() && stem == "spec" => {
                DocumentKind::Capability
            }
            _ => continue,
        };
        return found;
    }
    match stem {
        "constitution" => DocumentKind::Guidance,
        _ if !folders.is_empty() => DocumentKind::Other,
        "requirements" | "requirement" => DocumentKind::Requirements,
        "spec" | "specification" => DocumentKind::Specification,
        "bugfix" => DocumentKind::Bugfix,
        "proposal" => DocumentKind::Proposal,
        "plan" => DocumentKind::Plan,
        "design" => DocumentKind::Design,
        "research" => DocumentKind::Research,
        "data-model" => DocumentKind::DataModel,
        "quickstart" => DocumentKind::Quickstart,
        _ => DocumentKind::Other,
    }
}

/// Reads a text as if it stood alone in a file with that path; nothing where it is no plan.
pub fn read_alone(path: &str, text: &str) -> Option<Arc<Plan>> {
    let file = SourceFile::new(SitePath::new(path)?, text.as_bytes());
    let document = Arc::new(markdown::parse(&file).value);
    let question = RecogniseQuestion { document: Arc::clone(&document) };
    let recognised = Arc::new(dialects::recognise(&question));
    let folders = folder::folders(&[document], &[recognised]);
    Some(read(folders.plans.first()?).value)
}

/// Reads a plan: its tasks in its dialect, and its companions.
pub fn read(folder: &PlanFolder) -> Checked<Arc<Plan>> {
    let documents: Vec<&Arc<Document>> = folder.documents().collect();
    // Those that were kept are read again, side by side where they are many.
    memo::each(&documents, |document| {
        document.blocks();
    });
    let Checked { value: reading, diagnostics } = (folder.dialect.read)(&folder.sources);
    let mut diagnostics = diagnostics.to_vec();
    let mut plan = assemble(folder, reading);

    let mut left_out = Vec::new();
    if plan.tasks.len() > TASK_LIMIT {
        diagnostics.push(too_many(&plan));
        left_out
            .extend(plan.tasks.drain(TASK_LIMIT..).map(|task| (task.path, task.span)));
        plan.checks.retain(|check| !matches!(check.owner, model::CheckOwner::Task(task) if task >= TASK_LIMIT));
        plan.body.retain(
            |part| !matches!(part, model::Part::Task(task) if *task >= TASK_LIMIT),
        );
        let kept = |reference: &model::Reference| !matches!(reference.target, Target::Index(task) if task >= TASK_LIMIT);
        plan.statements.retain(|stated| kept(&stated.before) && kept(&stated.after));
    }
    keys(&mut plan, &mut diagnostics);
    plan.answers = Answers::new(&plan.requirements, &plan.tasks, &plan.phases);
    let (mut drawn, mut stated, mut waves) = (Drawn::default(), Vec::new(), Vec::new());
    if let Some(tasks) = folder.tasks() {
        let excerpt =
            Excerpt { text: &tasks.text, lines: &tasks.lines, path: &tasks.path };
        let names = Names { tasks: &plan.tasks, phases: &plan.phases };
        drawn = drawn::read(excerpt, &plan.diagrams, &names, &mut diagnostics);
        stated = stated::read(tasks, &names, &mut diagnostics);
        waves = wave::read(tasks, &names, &mut diagnostics);
    }
    for (place, chart) in std::mem::take(&mut drawn.charts) {
        plan.diagrams[place].chart = Some(chart);
    }
    check(&plan, &drawn, &mut diagnostics);
    plan.statements.extend(drawn.statements);
    plan.statements.extend(stated);
    plan.waves = waves;
    stated::settle(&mut plan);
    plan.statements
        .sort_by(|a, b| (a.rule, &a.path, a.span).cmp(&(b.rule, &b.path, b.span)));
    plan.excluded = ledger::excluded(&plan, &left_out);
    if !plan.template {
        ledger::check(&plan, &mut diagnostics);
        gap::check(&plan, &mut diagnostics);
    }
    let plan = kept::small(plan);
    // Everybody asks for them, and here plans are read side by side.
    plan.names();
    Checked::new(Arc::new(plan), diagnostics)
}

/// Puts a reading and the companions together.
fn assemble(folder: &PlanFolder, reading: Reading) -> Plan {
    let mut examples = reading.examples;
    let mut tasks = reading.tasks;
    let mut requirements = Vec::new();
    let mut documents = Vec::new();
    for (index, companion) in folder.companions.iter().enumerate() {
        let document = &companion.document;
        examples.extend(example::of_document(document, Some(companion.kind)));
        let first = requirements.len();
        let mut questions = 0;
        if companion.kind.has_requirements() {
            requirements.extend(requirement::read(document, index, first));
            questions = requirement::questions(document);
        }
        let (title, blocks) = titled(document);
        let (slots, marks) = requirement::slots(&requirements, first);
        documents.push(PlanDocument {
            kind: companion.kind,
            slug: companion.slug.clone(),
            title: title.unwrap_or_else(|| name_of(document)),
            prose: prose::render_document(&blocks, "h-", slots),
            marks,
            questions,
            document: Arc::clone(document),
        });
    }
    let has_file = folder.tasks().is_some();
    if !has_file {
        let slugs: BTreeMap<&SitePath, &str> = documents
            .iter()
            .map(|document| (&document.document.path, document.slug.as_str()))
            .collect();
        for task in &mut tasks {
            task.page = slugs.get(&task.path).map(|slug| (*slug).to_owned());
        }
    }
    let place = if has_file { folder.home.folder() } else { folder.home.as_str() };
    let named = |words: &[&str]| place.split('/').any(|segment| words.contains(&segment));
    let flag = |key| folder.sources.first().is_some_and(|own| own.front_matter.flag(key));
    let day = |keys: &[&str]| {
        let own = &folder.tasks()?.front_matter;
        keys.iter().find_map(|key| Day::read(&own.text(key)?))
    };
    let is_archived =
        named(&["archive", "archived", "_archived", "_archive", "completed"])
            || documents.iter().any(|document| {
                document.document.path.name().eq_ignore_ascii_case("archived.md")
            })
            || flag("archived");
    requirement::keys(&mut requirements);
    let answers = Answers::default();
    let title = match reading.title.trim() {
        "" => folder.name(),
        title => title.to_owned(),
    };
    let titles_with_places =
        tasks.iter().filter(|task| is_placeholder(&task.title)).count();
    let template = is_placeholder(&title)
        || titles_with_places * 2 > tasks.len().max(1)
        || named(&["templates", "template", "user-templates"])
        || flag("template");
    Plan {
        id: folder.id.clone(),
        title,
        dialect: folder.dialect.name,
        dialect_reason: folder.reason,
        pattern: reading.pattern,
        philosophy: reading.philosophy,
        summary: reading.summary,
        metadata: reading.metadata,
        home: folder.home.clone(),
        source: folder.tasks().map(Arc::clone),
        documents,
        phases: reading.phases,
        tasks,
        checks: reading.checks,
        requirements,
        answers,
        examples,
        diagrams: reading.diagrams,
        statements: reading.statements,
        waves: Vec::new(),
        totals: reading.totals,
        body: reading.body,
        excluded: Vec::new(),
        template,
        archived: is_archived || folder.set_aside.is_some(),
        set_aside: folder.set_aside.clone(),
        draft: flag("draft"),
        start: day(&["start", "start_date", "starts"]),
        due: day(&["due", "due_date", "deadline"]),
        names: OnceLock::new(),
    }
}

/// A document's first heading, and the blocks below it.
pub fn titled(document: &Document) -> (Option<String>, Vec<&Block>) {
    let set = document.front_matter.text("title");
    match document.blocks().split_first() {
        Some((first, rest)) => match &first.kind {
            BlockKind::Heading { level: 1, inlines } => {
                (set.or_else(|| Some(plain(inlines))), rest.iter().collect())
            }
            _ => (set, document.blocks().iter().collect()),
        },
        None => (set, Vec::new()),
    }
}

/// What a document without a first heading is called: by its file, or by its
/// folder where all such files have one name.
pub fn name_of(document: &Document) -> String {
    let folder = document.path.folder();
    match folder.rsplit('/').next() {
        Some(name)
            if !name.is_empty() && kind(document.path.stem()).has_requirements() =>
        {
            name.to_owned()
        }
        _ => document.path.stem().to_owned(),
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
    let mut claims: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..plan.tasks.len() {
        let task = &plan.tasks[index];
        let wanted = task.id.clone().unwrap_or_else(|| slug(&task.title));
        let count = seen.entry(wanted.clone()).or_insert(0);
        *count += 1;
        let key = if *count == 1 { wanted.clone() } else { format!("{wanted}~{count}") };
        if let Some(id) = &task.id {
            let first = &plan.tasks[*claims.entry(id.clone()).or_insert(index)];
            let place = match first.path == task.path {
                true => format!("on line {}", first.span.line),
                false => format!("in `{}`", first.path),
            };
            // What was given up gives its id back.
            let skipped = |task: &model::Task| task.status == model::Status::Skipped;
            // The ids of a template are places to fill: `TXXX`.
            let may_repeat = plan.template || skipped(first) != skipped(task);
            if !std::ptr::eq(first, task) && !may_repeat {
                diagnostics.push(
                    Diagnostic::at(
                        &code::DUPLICATE_ID,
                        &task.path,
                        task.span,
                        format!("`{wanted}` is already the id of a task {place}"),
                    )
                    .label("the same id again")
                    .hint(format!("both are kept; a reference to `{wanted}` is ambiguous until one gets another number")),
                );
            }
        }
        plan.tasks[index].key = key;
    }
}

/// Says what is odd within one plan.
fn check(plan: &Plan, drawn: &Drawn, diagnostics: &mut Vec<Diagnostic>) {
    let path = &plan.home;
    if plan.tasks.is_empty() && !plan.template {
        diagnostics.push(
            Diagnostic::file(&code::EMPTY_PLAN, path, "no tasks were found in this plan")
                .hint("a task is a line such as `- [ ] 1.1 Title`"),
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
        // A task whose parts are drawn need not be drawn itself.
        let mut in_parts = BTreeSet::new();
        for &part in &drawn.tasks {
            let mut at = plan.tasks.get(part).and_then(|task| task.parent);
            while let Some(whole) = at.filter(|whole| in_parts.insert(*whole)) {
                at = plan.tasks.get(whole).and_then(|task| task.parent);
            }
        }
        for (index, task) in plan.tasks.iter().enumerate() {
            let in_phase = task.phase.is_some_and(|phase| drawn.phases.contains(&phase));
            let is_drawn = drawn.tasks.contains(&index) || in_parts.contains(&index);
            if task.parent.is_none() && !in_phase && !is_drawn {
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
    let mut counts = vec![0; plan.phases.len()];
    for task in plan.tasks.iter().filter(|task| matches!(task.mode, Mode::Parallel(_))) {
        if let Some(phase) = task.phase {
            counts[phase] += 1;
        }
    }
    for (phase, parallel) in plan.phases.iter().zip(counts) {
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
        // Where only the tasks say that they may run beside their neighbours,
        // nobody says that they all do.
        let at_once = matches!(phase.mode, Mode::Parallel(_) | Mode::Mixed);
        if at_once && parallel > PARALLEL_LIMIT {
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
    let answers = &plan.answers;
    let missing = |words: &str| answers.named.get(words) == Some(&Found::Missing);
    let defined = LazyLock::new(|| requirement::defined(plan));
    for task in &plan.tasks {
        for reference in task.requirements.iter().filter(|cited| missing(&cited.id)) {
            if requirement::id::canonical(&reference.id)
                .is_some_and(|id| defined.contains(&id))
            {
                continue;
            }
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
    check_stories(plan, diagnostics);
    if answers.is_cut {
        // What is not answered is not known then.
        diagnostics.push(
            Diagnostic::file(
                &code::TOO_MANY_TASKS,
                &plan.home,
                "the tasks of this plan cite more requirements, by groups and ranges, than are read",
            )
            .hint("cite the requirements that a task answers, and not all of a chapter"),
        );
        return;
    }
    let outer: BTreeSet<usize> =
        plan.requirements.iter().filter_map(|requirement| requirement.parent).collect();
    for (place, requirement) in plan.requirements.iter().enumerate() {
        let told = answers.kept.contains(&requirement.kind)
            && requirement.kind != RequirementKind::Defect
            && requirement.change != Some(Change::Removed);
        // Where parts of it are requirements of their own, they are told.
        if !told || outer.contains(&place) {
            continue;
        }
        let document = &plan.documents[requirement.document].document;
        let id = &requirement.id;
        let report = |message: String, hint: String| {
            Diagnostic::at(
                &code::REQUIREMENT_UNCOVERED,
                &document.path,
                requirement.span,
                message,
            )
            .hint(hint)
        };
        if !answers.covered[place] {
            let hint = match requirement.kind {
                RequirementKind::Story => format!("a task says `[{id}]`"),
                _ => format!("a task says `_Requirements: {id}_`"),
            };
            let what = match requirement.kind {
                RequirementKind::Story => "user story",
                RequirementKind::Success => "success criterion",
                _ => "requirement",
            };
            diagnostics.push(report(format!("no task answers {what} `{id}`"), hint));
            continue;
        }
        let open: Vec<String> =
            answers.open(requirement, place).map(str::to_owned).collect();
        if !open.is_empty() {
            let (all, first) = (open.len(), &open[..open.len().min(6)]);
            let names = match all - first.len() {
                0 => diagnostic::list(first, "and"),
                more => format!("`{}` and {more} more", first.join("`, `")),
            };
            diagnostics.push(report(
                format!("no task answers {names} of requirement `{id}`"),
                format!("a task that answers all of it says `_Requirements: {id}_`"),
            ));
        }
    }
}

/// Reports the user stories that tasks serve and nobody wrote, each once.
fn check_stories(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for task in &plan.tasks {
        let Some(story) = task.story.as_deref() else { continue };
        let is_missing = plan.answers.named.get(story) == Some(&Found::Missing);
        if is_missing && told.insert(story) {
            diagnostics.push(
                Diagnostic::at(
                    &code::REQUIREMENT_MISSING,
                    &task.path,
                    task.span,
                    format!(
                        "{} serves user story `{story}`, which is not in this plan",
                        named(task)
                    ),
                )
                .label("the first task that says so"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_by_name_and_place() {
        for (below, expected) in [
            ("requirements", DocumentKind::Requirements),
            ("SPEC", DocumentKind::Specification),
            ("data-model", DocumentKind::DataModel),
            ("contracts/tea", DocumentKind::Contract),
            ("contracts/spec", DocumentKind::Contract),
            ("checklists/requirements", DocumentKind::Checklist),
            ("specs/brewing/spec", DocumentKind::Capability),
            ("specs/brewing/notes", DocumentKind::Other),
            ("decisions/decision-1 - Leaves", DocumentKind::Decision),
            ("memory/constitution", DocumentKind::Guidance),
            ("tasks/task-1 - Warm the pot", DocumentKind::Task),
            ("archive/tasks/task-2 - Rinse", DocumentKind::Task),
            ("tasks/readme", DocumentKind::Other),
            ("results/design", DocumentKind::Other),
            ("notes", DocumentKind::Other),
        ] {
            assert_eq!(kind(below), expected, "{below}");
        }
    }
}
