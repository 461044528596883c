//! The model as JSON: what `ouro export` prints, and what a site has below
//! `api/v1/`. Its names are a contract; a change that breaks readers raises
//! [`SCHEMA_VERSION`].

use std::sync::LazyLock;

use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Value, json};

use crate::config::Extra;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::place::Place;
use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, Progress, Scope, State};
use crate::plan::model::{CheckOwner, Mode, Plan, Status};
use crate::site::present::Presenter;
use crate::site::turn::PlanTurns;
use crate::site::{page, words};
use crate::source::{OutPath, Sources};

/// The version of the names below.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole site.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SiteJson {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// The plans, sorted by id.
    pub plans: Vec<PlanJson>,
    /// Everything that was noticed.
    pub diagnostics: Vec<DiagnosticJson>,
}

/// A plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanJson {
    /// `plans/auth`
    pub id: String,
    /// Its name.
    pub title: String,
    /// `ouroboros`
    pub dialect: &'static str,
    /// The pattern it follows.
    pub pattern: Option<String>,
    /// Whether it is a template.
    pub template: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// The tasks document, relative to the folder that was given.
    pub source: String,
    /// Its address below the site's root.
    pub url: String,
    /// The counts.
    pub progress: ProgressJson,
    /// The phases.
    pub phases: Vec<PhaseJson>,
    /// The tasks.
    pub tasks: Vec<TaskJson>,
    /// The edges that end in this plan.
    pub edges: Vec<EdgeJson>,
    /// The checks.
    pub checks: Vec<CheckJson>,
    /// Lines that look like boxes and are neither task nor check.
    pub excluded: Vec<ExcludedJson>,
    /// The times.
    pub times: TimesJson,
    /// The critical path through what is left: keys.
    pub critical_path: Vec<String>,
    /// The requirements.
    pub requirements: Vec<RequirementJson>,
    /// The cross-domain examples.
    pub examples: Vec<ExampleJson>,
}

/// Counts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProgressJson {
    /// Finished tasks.
    pub done: usize,
    /// Tasks that count.
    pub total: usize,
    /// Optional tasks that are not done.
    pub optional: usize,
    /// Skipped tasks.
    pub skipped: usize,
    /// Ticked checks.
    pub checks_done: usize,
    /// Checks.
    pub checks_total: usize,
}

/// A phase.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PhaseJson {
    /// `2`
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// `sequential`, `parallel`, `mixed`, `repeatable`, `unknown`
    pub mode: &'static str,
}

/// A task.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TaskJson {
    /// As printed.
    pub id: Option<String>,
    /// Unique in the site: `auth#2.1`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// `todo`, `in_progress`, `done`, `skipped`
    pub status: &'static str,
    /// The mark as written.
    pub mark: String,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it has a parallel mark.
    pub parallel: bool,
    /// The number of its phase.
    pub phase: Option<String>,
    /// The id of the task above it.
    pub parent: Option<String>,
    /// Whether no task stands below it.
    pub leaf: bool,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Minutes of work.
    pub duration_minutes: Option<u32>,
    /// Tokens of context.
    pub context_tokens: Option<u32>,
    /// Who does it.
    pub owners: Vec<String>,
    /// Its priority.
    pub priority: Option<String>,
    /// The requirements it cites.
    pub requirements: Vec<String>,
    /// `done`, `in_progress`, `ready`, `waiting`, `blocked`, `skipped`
    pub state: &'static str,
    /// Why it is blocked, where a reason is stated.
    pub blocked: Option<String>,
    /// Whether it can start.
    pub ready: bool,
    /// Keys of the undone tasks before it.
    pub blocked_by: Vec<String>,
    /// References of it that lead to no task.
    pub unknown: Vec<String>,
    /// Its address below the site's root.
    pub url: String,
}

/// An edge.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EdgeJson {
    /// The key of the prerequisite.
    pub from: String,
    /// The key of the dependent.
    pub to: String,
    /// `depends_on`, `loop`
    pub kind: &'static str,
    /// The rules that give it, strongest first.
    pub rules: Vec<&'static str>,
    /// Whether the author stated it.
    pub stated: bool,
    /// `task`, or `phase` where only whole phases are named.
    pub scope: &'static str,
    /// The file of the strongest statement.
    pub file: String,
    /// Its line.
    pub line: u32,
}

/// A check.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckJson {
    /// Its words.
    pub text: String,
    /// Whether it is ticked.
    pub done: bool,
    /// Its line.
    pub line: u32,
    /// `plan`, `phase` or `task`.
    pub owner: &'static str,
}

/// A line that looks like a box and is not counted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExcludedJson {
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Why: `in a code fence`. Words for people; more may come.
    pub reason: &'static str,
    /// The line as written.
    pub text: String,
}

/// Times in minutes of work.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TimesJson {
    /// All durations one after another.
    pub sequential_minutes: u32,
    /// The longest way.
    pub parallel_minutes: u32,
    /// What is left, one after another.
    pub sequential_left_minutes: u32,
    /// What is left, the longest way.
    pub parallel_left_minutes: u32,
    /// All tokens.
    pub context_tokens: u32,
}

/// A requirement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequirementJson {
    /// `1.1`
    pub id: String,
    /// Unique in the site: `auth#req-1.1`.
    pub key: String,
    /// `story`, `requirement`, `named`, `success` or `defect`.
    pub kind: &'static str,
    /// Its name, where it has one beside its words.
    pub title: Option<String>,
    /// Its words.
    pub text: String,
    /// `P1`
    pub priority: Option<String>,
    /// `added`, `modified`, `removed` or `renamed`, in a document of changes.
    pub change: Option<&'static str>,
    /// The address of its document.
    pub document: String,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Its acceptance criteria.
    pub criteria: Vec<CriterionJson>,
    /// The keys of the tasks that cite it, or a part of it.
    pub tasks: Vec<String>,
    /// Its place on its page.
    pub url: String,
}

/// An acceptance criterion.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CriterionJson {
    /// `1.1.1`; nothing where it has no number.
    pub id: Option<String>,
    /// Its words.
    pub text: String,
    /// Its line.
    pub line: u32,
    /// The keys of the tasks that cite it by its number.
    pub tasks: Vec<String>,
}

/// A cross-domain example.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExampleJson {
    /// `Microservice`
    pub domain: String,
    /// `Code`
    pub category: Option<String>,
    /// The titles of its phases.
    pub phases: Vec<String>,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// The domain's address below the site's root.
    pub url: String,
}

/// Something that was noticed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiagnosticJson {
    /// Its code.
    pub code: &'static str,
    /// `error`, `warning`, `note`
    pub severity: &'static str,
    /// The file, where there is one.
    pub file: Option<String>,
    /// Its line.
    pub line: Option<u32>,
    /// Its column, in characters.
    pub column: Option<u32>,
    /// The line on which the part ends that is meant.
    pub end_line: Option<u32>,
    /// The column behind the last character of that part.
    pub end_column: Option<u32>,
    /// What is so.
    pub message: String,
    /// Two or three words about the part that is meant; may be empty.
    pub label: String,
    /// What to do.
    pub hints: Vec<String>,
}

/// All plans of a site in short: `api/v1/plans.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlansJson {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// The site's name.
    pub title: String,
    /// The absolute address of the site, where it is known.
    pub base_url: Option<String>,
    /// The day that counts as today, where there is one: `2026-05-01`.
    pub today: Option<String>,
    /// How the plans that count stand, in sentences.
    pub verdict: String,
    /// The counts of all plans that count.
    pub progress: ProgressJson,
    /// The plans, sorted by id.
    pub plans: Vec<PlanSummaryJson>,
}

/// A plan in short.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanSummaryJson {
    /// `plans/auth`
    pub id: String,
    /// Its name.
    pub title: String,
    /// How it stands, in sentences.
    pub verdict: String,
    /// `ouroboros`
    pub dialect: &'static str,
    /// The pattern it follows.
    pub pattern: Option<String>,
    /// Whether it is a template.
    pub template: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// The tasks document, relative to the folder that was given.
    pub source: String,
    /// Its address below the site's root.
    pub url: String,
    /// The address of all that is known of it, where the site has that.
    pub data: Option<String>,
    /// The counts.
    pub progress: ProgressJson,
    /// How many tasks can start.
    pub ready: usize,
    /// How many tasks are in progress.
    pub in_progress: usize,
    /// How many tasks are blocked.
    pub blocked: usize,
}

/// One plan, with all that is known of it: `api/v1/plans/<id>.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanFileJson {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// The plan.
    pub plan: PlanJson,
}

/// What can start, best first: `api/v1/next.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NextJson {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// The ready tasks of the plans that count.
    pub tasks: Vec<NextTaskJson>,
}

/// A task that can start.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NextTaskJson {
    /// Unique in the site: `auth#2.1`.
    pub key: String,
    /// As printed.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// The id of its plan.
    pub plan: String,
    /// Its address below the site's root.
    pub url: String,
    /// How many tasks wait for it, directly or not.
    pub unlocks: usize,
    /// Whether it lies on the critical path of its plan.
    pub critical: bool,
    /// Minutes of work.
    pub duration_minutes: Option<u32>,
    /// Who does it.
    pub owners: Vec<String>,
    /// Its priority.
    pub priority: Option<String>,
}

/// What has changed from one time that the site was published to the next, or from one
/// day of its history to the next: `api/v1/changes.json`, where the last `api/v1/` was
/// given or the history was asked for.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct ChangesJson {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// The changes, the newest first.
    pub changes: Vec<ChangeJson>,
}

/// What has changed in a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeJson {
    /// Unique in its plan: `changed-2026-05-01`.
    pub id: String,
    /// The day of the change, or the one on which it was published: `2026-05-01`.
    pub day: String,
    /// The id of the plan.
    pub plan: String,
    /// Its name then.
    pub title: String,
    /// Where to read on, below the site's root.
    pub url: String,
    /// What has changed, and how the plan stood then, in sentences.
    pub words: String,
}

/// A badge in the form that badge services read: `badges/<id>.json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BadgeJson {
    /// The version of that form, always 1.
    pub schema_version: u32,
    /// What it is about.
    pub label: String,
    /// How it stands.
    pub message: String,
    /// The colour behind that: `#137a3e`.
    pub color: String,
}

/// What a system shows of a site that is put on a home screen: `site.webmanifest`.
#[derive(Debug, Serialize)]
pub struct ManifestJson<'a> {
    /// The site's name.
    pub name: &'a str,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    /// The language of the pages.
    pub lang: &'a str,
    /// Which way it is written.
    pub dir: &'static str,
    /// The page to start with.
    pub start_url: &'static str,
    /// The site's root.
    pub scope: &'static str,
    /// How it is shown: like any page.
    pub display: &'static str,
    /// The pictures that stand for it.
    pub icons: Vec<IconJson>,
}

/// A picture of a web manifest.
#[derive(Debug, Serialize)]
pub struct IconJson {
    /// Its address below the site's root.
    pub src: String,
    /// `any`, or width and height.
    pub sizes: &'static str,
    /// `image/svg+xml`
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// What was noticed, alone: what `ouro check --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemsJson {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// Everything that was noticed.
    pub diagnostics: Vec<DiagnosticJson>,
}

/// Exports what was noticed.
pub fn problems(diagnostics: &[Diagnostic], sources: &Sources) -> ProblemsJson {
    let diagnostics =
        diagnostics.iter().map(|found| diagnostic_json(found, sources)).collect();
    ProblemsJson { schema_version: SCHEMA_VERSION, diagnostics }
}

/// Exports the site.
pub fn export(graph: &Graph, diagnostics: &[Diagnostic], sources: &Sources) -> SiteJson {
    SiteJson {
        schema_version: SCHEMA_VERSION,
        plans: (0..graph.plans.len())
            .map(|plan| plan_json((graph, plan), sources))
            .collect(),
        diagnostics: problems(diagnostics, sources).diagnostics,
    }
}

/// What all of this looks like: a JSON schema of every document that a site has
/// below `api/v1/` and that `ouro export` and `ouro check --format json` print. It
/// is the same for all sites.
pub static SCHEMA: LazyLock<String> = LazyLock::new(|| line(&schema()));

/// Writes a value as JSON, on one line.
pub fn line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value)
        .expect("these are texts, numbers, lists and structs with text keys");
    format!("{text}\n")
}

fn schema() -> Value {
    let mut generator = SchemaGenerator::default();
    let documents = [
        generator.subschema_for::<PlansJson>(),
        generator.subschema_for::<PlanFileJson>(),
        generator.subschema_for::<NextJson>(),
        generator.subschema_for::<ChangesJson>(),
        generator.subschema_for::<SiteJson>(),
        generator.subschema_for::<ProblemsJson>(),
    ];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("The data of a site made by ouro, version {SCHEMA_VERSION}"),
        "anyOf": documents,
        "$defs": generator.take_definitions(true),
    })
}

impl Presenter<'_> {
    /// All plans in short.
    pub fn plans_json(&self) -> PlansJson {
        PlansJson {
            schema_version: SCHEMA_VERSION,
            title: self.title.clone(),
            base_url: self.config.base_url.clone(),
            today: self.config.today.map(|day| day.to_string()),
            verdict: self.spoken(&words::site_verdict(self.language, self.graph)),
            progress: progress_json(&self.shared.total),
            plans: (0..self.graph.plans.len())
                .map(|plan| self.plan_summary_json(plan))
                .collect(),
        }
    }

    fn plan_summary_json(&self, number: usize) -> PlanSummaryJson {
        let plan = &self.graph.plans[number];
        let progress = &self.graph.summaries[number].progress;
        PlanSummaryJson {
            id: plan.id.0.clone(),
            title: plan.title.clone(),
            verdict: self.spoken(&self.plan_verdict(number)),
            dialect: plan.dialect,
            pattern: plan.pattern.clone(),
            template: plan.template,
            archived: plan.archived,
            source: self.sources.shown(&plan.home),
            url: url(&page::plan(&plan.id)),
            data: self.has(Extra::Data).then(|| url(&page::api_plan(&plan.id))),
            progress: progress_json(progress),
            ready: progress.ready,
            in_progress: progress.in_progress,
            blocked: progress.blocked,
        }
    }

    /// A plan, with all that is known of it.
    pub fn plan_file_json(&self, number: usize) -> PlanFileJson {
        let plan = plan_json((self.graph, number), self.sources);
        PlanFileJson { schema_version: SCHEMA_VERSION, plan }
    }

    /// What can start, best first.
    pub fn next_json(&self) -> NextJson {
        let ready = words::rank(self.graph, self.in_state(State::Ready)).into_iter();
        let tasks = ready.map(|node| {
            let (out, anchor) = self.places.task(node);
            let (task, found) = (self.graph.task(node), &self.graph.nodes[node.0]);
            NextTaskJson {
                key: self.graph.key(node),
                id: task.id.clone(),
                title: task.title.clone(),
                plan: self.graph.plan(node).id.0.clone(),
                url: format!("{}#{anchor}", url(&out)),
                unlocks: self.graph.unlocks(node),
                critical: found.critical,
                duration_minutes: task.minutes,
                owners: task.owners.clone(),
                priority: task.priority.clone(),
            }
        });
        NextJson { schema_version: SCHEMA_VERSION, tasks: tasks.collect() }
    }
}

/// An address below the site's root.
fn url(out: &OutPath) -> String {
    format!("/{}", out.address())
}

fn progress_json(progress: &Progress) -> ProgressJson {
    ProgressJson {
        done: progress.done,
        total: progress.total,
        optional: progress.optional,
        skipped: progress.skipped,
        checks_done: progress.checks_done,
        checks_total: progress.checks_total,
    }
}

fn diagnostic_json(found: &Diagnostic, sources: &Sources) -> DiagnosticJson {
    let place = Place::of(found, sources);
    let region = place.as_ref().and_then(|place| place.region);
    DiagnosticJson {
        code: found.code.name,
        severity: found.severity.name(),
        file: place.map(|place| place.file),
        line: region.map(|region| region.line),
        column: region.map(|region| region.column),
        end_line: region.map(|region| region.end_line),
        end_column: region.map(|region| region.end_column),
        message: found.message.clone(),
        label: found.label.clone(),
        hints: found.hints.clone(),
    }
}

fn plan_json((graph, number): (&Graph, usize), sources: &Sources) -> PlanJson {
    let plan = &graph.plans[number];
    let summary = &graph.summaries[number];
    let progress = &summary.progress;
    let times = &summary.times;
    let turns = PlanTurns::of(plan);
    PlanJson {
        id: plan.id.0.clone(),
        title: plan.title.clone(),
        dialect: plan.dialect,
        pattern: plan.pattern.clone(),
        template: plan.template,
        archived: plan.archived,
        source: sources.shown(&plan.home),
        progress: progress_json(progress),
        phases: plan
            .phases
            .iter()
            .map(|phase| PhaseJson {
                number: phase.number.clone(),
                title: phase.title.clone(),
                mode: match phase.mode {
                    Mode::Sequential => "sequential",
                    Mode::Parallel(_) => "parallel",
                    Mode::Mixed => "mixed",
                    Mode::Repeatable => "repeatable",
                    Mode::Unknown => "unknown",
                },
            })
            .collect(),
        tasks: summary
            .nodes
            .clone()
            .map(|node| task_json(graph, NodeId(node), (&turns, sources)))
            .collect(),
        edges: summary
            .nodes
            .clone()
            .flat_map(|node| graph.incoming(NodeId(node)))
            .map(|edge| edge_json(graph, &graph.edges[*edge], sources))
            .collect(),
        checks: plan
            .checks
            .iter()
            .map(|check| CheckJson {
                text: check.text.clone(),
                done: check.done,
                line: check.span.line,
                owner: match check.owner {
                    CheckOwner::Plan => "plan",
                    CheckOwner::Phase(_) => "phase",
                    CheckOwner::Task(_) => "task",
                },
            })
            .collect(),
        excluded: plan
            .excluded
            .iter()
            .map(|excluded| ExcludedJson {
                file: sources.shown(&excluded.path),
                line: excluded.span.line,
                reason: excluded.reason.kind(),
                text: excluded.text.clone(),
            })
            .collect(),
        times: TimesJson {
            sequential_minutes: times.sequential,
            parallel_minutes: times.parallel,
            sequential_left_minutes: times.sequential_left,
            parallel_left_minutes: times.parallel_left,
            context_tokens: times.tokens,
        },
        critical_path: summary.critical.iter().map(|node| graph.key(*node)).collect(),
        requirements: (0..plan.requirements.len())
            .map(|place| requirement_json(plan, place, sources))
            .collect(),
        url: url(&page::plan(&plan.id)),
        examples: plan
            .examples
            .iter()
            .map(|example| ExampleJson {
                domain: example.name.clone(),
                category: example.category.clone(),
                phases: example
                    .phases
                    .iter()
                    .map(|phase| match phase.title.as_str() {
                        "" => phase.steps.join(" + "),
                        title => title.to_owned(),
                    })
                    .collect(),
                file: sources.shown(&example.path),
                line: example.span.line,
                url: format!("/{}", page::example(&example.name).address()),
            })
            .collect(),
    }
}

fn requirement_json(plan: &Plan, place: usize, sources: &Sources) -> RequirementJson {
    let requirement = &plan.requirements[place];
    let answer = &plan.answers.of[place];
    let document = &plan.documents[requirement.document];
    let address = format!("/{}", page::document(&plan.id, &document.slug).address());
    let keys = |tasks: &mut dyn Iterator<Item = usize>| {
        tasks.map(|task| format!("{}#{}", plan.id, plan.tasks[task].key)).collect()
    };
    let of_criterion = |at: usize| answer.parts.get(&at).into_iter().flatten().copied();
    RequirementJson {
        id: requirement.id.clone(),
        key: format!("{}#req-{}", plan.id, requirement.key),
        kind: requirement.kind.name(),
        title: requirement.title.clone(),
        text: requirement.text.clone(),
        priority: requirement.priority.clone(),
        change: requirement.change.map(words::change_key),
        url: format!("{address}#{}", page::requirement_anchor(&requirement.key)),
        document: address,
        file: sources.shown(&document.document.path),
        line: requirement.span.line,
        criteria: requirement
            .criteria
            .iter()
            .enumerate()
            .map(|(at, criterion)| CriterionJson {
                id: criterion.id.clone(),
                text: criterion.text.clone(),
                line: criterion.span.line,
                tasks: keys(&mut of_criterion(at)),
            })
            .collect(),
        tasks: keys(&mut answer.tasks().into_iter()),
    }
}

fn task_json(
    graph: &Graph,
    node: NodeId,
    (turns, sources): (&PlanTurns, &Sources),
) -> TaskJson {
    let plan = graph.plan(node);
    let task = graph.task(node);
    let found = &graph.nodes[node.0];
    let out = page::turned(&page::plan(&plan.id), turns.task(found.task));
    TaskJson {
        id: task.id.clone(),
        key: graph.key(node),
        title: task.title.clone(),
        status: match task.status {
            Status::Todo => "todo",
            Status::InProgress => "in_progress",
            Status::Done => "done",
            Status::Skipped => "skipped",
        },
        mark: task.mark.to_string(),
        optional: task.optional,
        parallel: matches!(task.mode, Mode::Parallel(_)),
        phase: task.phase.and_then(|phase| plan.phases[phase].number.clone()),
        parent: task.parent.map(|parent| {
            let parent = &plan.tasks[parent];
            parent.id.clone().unwrap_or_else(|| parent.key.clone())
        }),
        leaf: found.leaf,
        file: sources.shown(&task.path),
        line: task.span.line,
        duration_minutes: task.minutes,
        context_tokens: task.tokens,
        owners: task.owners.clone(),
        priority: task.priority.clone(),
        requirements: task.requirements.iter().map(|named| named.id.clone()).collect(),
        state: words::key(found.state),
        blocked: task.blocked.clone(),
        ready: found.ready,
        blocked_by: graph.blocked_by(node).iter().map(|it| graph.key(*it)).collect(),
        unknown: graph.unknown(node).iter().map(|it| it.text.clone()).collect(),
        url: format!("/{}#{}", out.address(), page::task_anchor(&task.key)),
    }
}

fn edge_json(graph: &Graph, edge: &Edge, sources: &Sources) -> EdgeJson {
    let provenance = graph.provenance(edge);
    let mut rules: Vec<&'static str> =
        provenance.iter().map(|source| source.rule.name()).collect();
    rules.dedup();
    // An edge always has a source; the first is the strongest.
    let place = provenance.first();
    EdgeJson {
        from: graph.key(edge.from),
        to: graph.key(edge.to),
        kind: match edge.kind {
            EdgeKind::DependsOn => "depends_on",
            EdgeKind::Loop => "loop",
        },
        rules,
        stated: edge.stated,
        scope: match edge.scope {
            Scope::Task => "task",
            Scope::Phase => "phase",
        },
        file: place.map(|source| sources.shown(&source.path)).unwrap_or_default(),
        line: place.map_or(0, |source| source.span.line),
    }
}
