//! Requirements on pages: where they stand in a document, with the tasks that
//! answer them, and the matrix of both.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::graph::model::State;
use crate::markdown::Prose;
use crate::markdown::prose::{Piece, Side};
use crate::plan::model::{
    Change, DocumentKind, Mark, Plan, Requirement, RequirementKind, Task,
};
use crate::site::Page;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::tasks;
use crate::site::text::Text;
use crate::site::turn::{self, Start, Turn};
use crate::site::view::{
    AnchorView, AnswersView, Body, Link, MatrixRow, MatrixView, TaskMention, TextPart,
    Verdict,
};
use crate::site::words::{self, Covered};
use crate::source::{OutPath, SitePath};

/// How many tasks are listed for a requirement before the rest is counted.
const MENTIONS: usize = 8;

/// A text with requirements in it, and who answers them.
pub struct Marked<'t> {
    /// The text.
    pub prose: &'t Prose,
    /// What stands in its slots.
    pub marks: &'t [Mark],
    /// The requirements.
    pub requirements: &'t [Requirement],
    /// The file it comes from.
    pub path: &'t SitePath,
    /// The plan whose tasks answer them.
    pub plan: Option<usize>,
}

impl Presenter<'_> {
    /// A text in parts, with what the site puts into its slots.
    pub fn text_parts(&self, here: &Here, text: &Marked<'_>) -> Vec<TextPart> {
        let pieces = self.places.pieces(text.prose, text.path, here).into_iter();
        let parts = pieces.filter_map(|piece| match piece {
            Piece::Html(html) if html.is_empty() => None,
            Piece::Html(html) => Some(TextPart::Html { html: html.as_str().to_owned() }),
            Piece::Sample { text, path } => {
                Some(TextPart::Sample(self.sample((&path, &text))))
            }
            Piece::Slot { slot, side } => {
                let mark = *text.marks.get(slot)?;
                match side {
                    Side::Before => anchor(text.requirements, mark).map(TextPart::Anchor),
                    Side::After => {
                        self.answers(here, text.plan?, mark).map(TextPart::Answers)
                    }
                }
            }
        });
        parts.collect()
    }

    /// The tasks that answer a requirement or one of its criteria, where the
    /// plan keeps such an account.
    fn answers(&self, here: &Here, number: usize, mark: Mark) -> Option<AnswersView> {
        let plan = &self.graph.plans[number];
        let answers = &plan.answers;
        let requirement = &plan.requirements[mark.requirement];
        let answer = answers.of.get(mark.requirement)?;
        let kept =
            answers.kept.contains(&requirement.kind) && can_be_answered(requirement);
        let (tasks, uncovered) = match mark.criterion {
            None => {
                let covered = answers.covered[mark.requirement];
                (answer.whole.as_slice(), kept && !covered)
            }
            Some(at) => {
                let own = answer.parts.get(&at).map(Vec::as_slice).unwrap_or_default();
                let open = answers.is_open(requirement, mark);
                (own, kept && open)
            }
        };
        if tasks.is_empty() && !uncovered {
            return None;
        }
        let name = match mark.criterion {
            None => tasks::mention,
            Some(_) => mention,
        };
        let (tasks, more) = self.mentions(here, (number, tasks), name);
        Some(AnswersView { tasks, more, uncovered })
    }

    /// The first tasks of a list, and how many there are besides, in words.
    fn mentions(
        &self,
        here: &Here,
        (number, tasks): (usize, &[usize]),
        name: fn(&Task) -> String,
    ) -> (Vec<TaskMention>, String) {
        let plan = &self.graph.plans[number];
        let shown = tasks.iter().take(MENTIONS).map(|index| {
            let node = self.graph.node(number, *index);
            TaskMention {
                title: name(&plan.tasks[*index]),
                href: self.task_href(here, node),
                state: words::state(self.language, self.graph.nodes[node.0].state),
            }
        });
        let more = match tasks.len().saturating_sub(MENTIONS) {
            0 => String::new(),
            more => words::count(self.language, "and-more", more),
        };
        (shown.collect(), more)
    }

    /// Where a requirement that a task cites stands.
    pub fn requirement_href(
        &self,
        here: &Here,
        plan: &Plan,
        cited: &str,
    ) -> Option<String> {
        plan.answers.mark(cited).map(|mark| self.mark_href(here, plan, mark))
    }

    fn mark_href(&self, here: &Here, plan: &Plan, mark: Mark) -> String {
        let requirement = &plan.requirements[mark.requirement];
        let document = &plan.documents[requirement.document];
        let key = mark.criterion.and_then(|at| requirement.criteria[at].key.as_deref());
        let anchor = page::requirement_anchor(key.unwrap_or(&requirement.key));
        here.to_anchor(&page::document(&plan.id, &document.slug), &anchor)
    }

    /// How the requirements of a plan, or of one of its documents, match its
    /// tasks; nothing where there are none.
    pub fn requirement_verdict(
        &self,
        number: usize,
        document: Option<usize>,
    ) -> Option<Verdict> {
        let plan = &self.graph.plans[number];
        let mut kinds: BTreeMap<RequirementKind, Covered> = BTreeMap::new();
        let all = 0..plan.requirements.len();
        for place in document.map_or(all, |document| plan.requirements_of(document)) {
            let requirement = &plan.requirements[place];
            if !can_be_answered(requirement) {
                continue;
            }
            let counts = kinds.entry(requirement.kind).or_default();
            counts.total += 1;
            counts.kept = plan.answers.kept.contains(&requirement.kind);
            counts.covered += usize::from(plan.answers.covered[place]);
            counts.partly +=
                usize::from(plan.answers.open(requirement, place).next().is_some());
            let tasks = plan.answers.of[place].tasks();
            let done = tasks.iter().all(|task| self.is_done(number, *task));
            counts.met += usize::from(!tasks.is_empty() && done);
        }
        words::requirements(self.language, &kinds)
    }

    fn is_done(&self, number: usize, task: usize) -> bool {
        let node = self.graph.node(number, task);
        self.graph.nodes[node.0].state == State::Done
    }

    /// The link to the matrix of a plan, where its author keeps account of which
    /// tasks answer which requirements.
    pub fn matrix_link(&self, here: &Here, number: usize) -> Option<Link> {
        let plan = &self.graph.plans[number];
        (!plan.answers.kept.is_empty()).then(|| {
            let title = self.language.say("requirements-and-tasks");
            self.link(here, &title, &page::matrix(&plan.id))
        })
    }

    /// The addresses of the requirements of a plan beside its tasks.
    pub fn matrix_addresses(&self, number: usize) -> Vec<OutPath> {
        let plan = &self.graph.plans[number];
        let pages = match plan.answers.kept.is_empty() {
            true => 0,
            false => rows_on_pages(&self.matrix_rows(number)).len(),
        };
        turn::addresses(&page::matrix(&plan.id), pages).collect()
    }

    /// The requirements of a plan beside the tasks that answer them, a page at a
    /// time.
    pub fn matrix_pages(&self, number: usize) -> Vec<Page> {
        let plan = &self.graph.plans[number];
        let first = page::matrix(&plan.id);
        if plan.answers.kept.is_empty() {
            return Vec::new();
        }
        let verdict = self.requirement_verdict(number, None).unwrap_or_else(|| Verdict {
            lead: words::count(
                self.language,
                "so-many-requirements",
                plan.requirements.len(),
            ),
            rest: String::new(),
        });
        let rows = self.matrix_rows(number);
        let ranges = rows_on_pages(&rows);
        let all = plan.answers.all.as_slice();
        Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::of_plan(turn.path(), number);
                let given = [("plan", (&plan.title).into())];
                let title = self.language.say_of("requirements-and-tasks-of", &given);
                let mut meta = self.meta(&here, &title, &verdict);
                meta.crumbs = vec![
                    self.plans_link(&here),
                    self.link(&here, &plan.title, &page::plan(&plan.id)),
                ];
                let meta = self.turned(&here, &turn, meta);
                let (all, all_more) = match turn.place() {
                    0 => self.mentions(&here, (number, all), tasks::mention),
                    _ => (Vec::new(), String::new()),
                };
                let mut links = vec![self.tasks_link(&here, plan)];
                links.extend(self.plan_links(&here, number));
                let shown = rows[turn.rows()].iter();
                let body = MatrixView {
                    verdict: verdict.clone(),
                    all,
                    all_more,
                    rows: shown
                        .map(|mark| self.matrix_row(&here, number, *mark))
                        .collect(),
                    turn: self.turn_view(&here, &turn),
                    links,
                };
                self.page(&here, "matrix.html", meta, Body::Matrix(body))
            })
            .collect()
    }

    /// What has a row: each requirement, and each criterion that is answered or
    /// left open by itself.
    fn matrix_rows(&self, number: usize) -> Vec<Mark> {
        let plan = &self.graph.plans[number];
        let answers = &plan.answers;
        let mut rows = Vec::new();
        for (place, requirement) in plan.requirements.iter().enumerate() {
            rows.push(Mark { requirement: place, criterion: None });
            let kept =
                answers.kept.contains(&requirement.kind) && can_be_answered(requirement);
            for (at, criterion) in requirement.criteria.iter().enumerate() {
                let mark = Mark { requirement: place, criterion: Some(at) };
                let tasks = answers.of[place].parts.get(&at);
                let is_answered = tasks.is_some_and(|tasks| !tasks.is_empty());
                let is_open = kept && answers.is_open(requirement, mark);
                if criterion.id.is_some() && (is_answered || is_open) {
                    rows.push(mark);
                }
            }
        }
        rows
    }

    fn matrix_row(&self, here: &Here, number: usize, mark: Mark) -> MatrixRow {
        let plan = &self.graph.plans[number];
        let requirement = &plan.requirements[mark.requirement];
        let answers = &plan.answers;
        let answer = &answers.of[mark.requirement];
        let kept =
            answers.kept.contains(&requirement.kind) && can_be_answered(requirement);
        let href = self.mark_href(here, plan, mark);
        match mark.criterion {
            None => {
                let (tasks, more) =
                    self.mentions(here, (number, &answer.whole), tasks::mention);
                let all: Vec<usize> = answer.tasks().into_iter().collect();
                let text = requirement.title.as_ref().unwrap_or(&requirement.text);
                MatrixRow {
                    id: shown_id(requirement),
                    href,
                    text: text.clone(),
                    priority: requirement.priority.clone(),
                    change: requirement
                        .change
                        .map(|change| words::change(self.language, change)),
                    part: false,
                    tasks,
                    more,
                    uncovered: kept && !answers.covered[mark.requirement],
                    progress: self.done_of(number, &all),
                }
            }
            Some(at) => {
                let criterion = &requirement.criteria[at];
                let tasks = answer.parts.get(&at).map(Vec::as_slice).unwrap_or_default();
                let (mentioned, more) =
                    self.mentions(here, (number, tasks), tasks::mention);
                MatrixRow {
                    id: criterion.id.clone().unwrap_or_default(),
                    href,
                    text: criterion.text.clone(),
                    priority: None,
                    change: None,
                    part: true,
                    tasks: mentioned,
                    more,
                    uncovered: kept && answers.is_open(requirement, mark),
                    progress: self.done_of(number, tasks),
                }
            }
        }
    }

    /// `2 of 3 done`; empty where there are none.
    fn done_of(&self, number: usize, tasks: &[usize]) -> String {
        let done = tasks.iter().filter(|task| self.is_done(number, **task)).count();
        match tasks.len() {
            0 => String::new(),
            all => {
                let given = [("done", done.into()), ("total", all.into())];
                self.language.say_of("bar", &given)
            }
        }
    }

    /// What a document does with the requirements of a capability, in words.
    pub fn changes_in(&self, number: usize, document: usize) -> String {
        let plan = &self.graph.plans[number];
        let mut counts: BTreeMap<Change, usize> = BTreeMap::new();
        let own = &plan.requirements[plan.requirements_of(document)];
        for change in own.iter().filter_map(|requirement| requirement.change) {
            *counts.entry(change).or_default() += 1;
        }
        let said: Vec<String> = counts
            .into_iter()
            .map(|(change, count)| {
                let id = format!("so-many-{}", words::change_key(change));
                words::count(self.language, &id, count)
            })
            .collect();
        match said.as_slice() {
            [] => String::new(),
            said => words::ended(self.language, &words::list(self.language, said)),
        }
    }

    /// The page of the capability that a document of a plan changes.
    pub fn capability_link(
        &self,
        here: &Here,
        number: usize,
        place: usize,
    ) -> Option<Link> {
        let text = &self.texts[*self.catalogue.capabilities.of.get(&(number, place))?];
        Some(self.link(here, &text.title, &page::text(&text.document.path)))
    }
}

/// Lays the rows of a matrix out over pages.
fn rows_on_pages(rows: &[Mark]) -> Vec<Range<usize>> {
    let start =
        |row: &Mark| if row.criterion.is_some() { Start::Inside } else { Start::Row };
    turn::whole(&rows.iter().map(start).collect::<Vec<Start>>())
}

/// Which documents of plans change which capabilities.
///
/// A capability is a page outside all plans; the document that changes it lies
/// at the same place below the plan's folder: `specs/…/spec.md`.
#[derive(Debug, Default)]
pub struct Capabilities {
    /// By plan and document, the capability's page by its index.
    pub of: BTreeMap<(usize, usize), usize>,
    /// By the capability, the plans and documents.
    pub changed_by: BTreeMap<usize, Vec<(usize, usize)>>,
    /// How many there are.
    pub count: usize,
}

impl Capabilities {
    /// Finds them: the nearest folder above a plan that has the page counts.
    pub fn new(plans: &[Arc<Plan>], texts: &[Arc<Text>]) -> Self {
        let places: BTreeMap<&str, usize> = texts
            .iter()
            .enumerate()
            .map(|(place, text)| (text.document.path.as_str(), place))
            .collect();
        let count = texts.iter().filter(|text| text.is_capability).count();
        let mut capabilities = Self { count, ..Self::default() };
        for (number, plan) in plans.iter().enumerate() {
            for (place, document) in plan.documents.iter().enumerate() {
                if document.kind != DocumentKind::Capability {
                    continue;
                }
                let path = document.document.path.as_str();
                let Some(text) = above(plan.folder(), path, &places) else { continue };
                capabilities.of.insert((number, place), text);
                capabilities.changed_by.entry(text).or_default().push((number, place));
            }
        }
        capabilities
    }
}

/// The page at the place of a plan's document, below a folder above the plan.
fn above(folder: &str, path: &str, places: &BTreeMap<&str, usize>) -> Option<usize> {
    let below = path.strip_prefix(folder)?.trim_start_matches('/');
    let mut folder = folder;
    while !folder.is_empty() {
        folder = folder.rfind('/').map_or("", |end| &folder[..end]);
        let wanted = format!("{folder}/{below}");
        if let Some(text) = places.get(wanted.trim_start_matches('/')) {
            return Some(*text);
        }
    }
    None
}

/// Whether a task could answer it: what is wrong now, and what will no longer
/// hold, is answered by nothing.
fn can_be_answered(requirement: &Requirement) -> bool {
    requirement.kind != RequirementKind::Defect
        && requirement.change != Some(Change::Removed)
}

/// The anchor of a requirement or a criterion; nothing for one without an id.
fn anchor(requirements: &[Requirement], mark: Mark) -> Option<AnchorView> {
    let requirement = requirements.get(mark.requirement)?;
    match mark.criterion {
        None => Some(AnchorView {
            anchor: page::requirement_anchor(&requirement.key),
            id: shown_id(requirement),
            shown: false,
        }),
        Some(at) => {
            let criterion = requirement.criteria.get(at)?;
            let key = criterion.key.as_deref()?;
            let id = criterion.id.clone()?;
            // A list that counts shows its own numbers, and not the whole id.
            let shown = !criterion.written;
            Some(AnchorView { anchor: page::requirement_anchor(key), id, shown })
        }
    }
}

/// What a requirement is called in a list: one that has only a name has no id.
pub fn shown_id(requirement: &Requirement) -> String {
    match (requirement.kind, &requirement.title) {
        (RequirementKind::Named, Some(title)) => title.clone(),
        _ => requirement.id.clone(),
    }
}

fn mention(task: &Task) -> String {
    task.id.clone().unwrap_or_else(|| task.title.clone())
}
