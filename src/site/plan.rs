//! A plan's own pages: the plan, its graph, its documents, their sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Extra;
use crate::graph::model::{EdgeKind, Graph, NodeId, Provenance, State};
use crate::language::Language;
use crate::markdown::{Document, Html, Prose};
use crate::plan::model::{
    Check, CheckOwner, Metadata, Part, Plan, SetAside, Task, TotalKind,
};
use crate::site::Page;
use crate::site::calendar::REASONS;
use crate::site::example::pattern;
use crate::site::place::Here;
use crate::site::present::{Presenter, plan_chip};
use crate::site::tasks;
use crate::site::turn::{self, PlanTurns, ROWS, Turn};
use crate::site::view::{
    Body, CheckView, EdgeSentence, FieldView, Link, NavItem, Note, PhaseView, PlanView,
    RelatedPlan, Section, SourceView, TaskView, Verdict, Word,
};
use crate::site::words::{self, Named, Sentence};
use crate::site::{document, page};
use crate::source::OutPath;

/// How many finished tasks in a row are folded.
const FOLDED_RUN: usize = 6;

/// How many tasks a plan has at most whose finished phases stay open.
const FOLDED_PHASES: usize = 40;

/// How many statements of what a task waits for, or of what waits for it, are told each
/// with its place; the others are told together.
const CITED: usize = 30;

/// What belongs to each task of a plan, found once for its page.
struct Below<'p> {
    /// The tasks below a task, by its index.
    children: BTreeMap<usize, Vec<usize>>,
    /// The checks below a task, by its index.
    checks: BTreeMap<usize, Vec<&'p Check>>,
    /// On which page of the plan each stands.
    turns: &'p PlanTurns,
    /// The page that is made; nothing for a page that is not the plan's own.
    page: Option<usize>,
}

impl<'p> Below<'p> {
    fn of(plan: &'p Plan, turns: &'p PlanTurns) -> Self {
        let mut below = Self {
            children: BTreeMap::new(),
            checks: BTreeMap::new(),
            turns,
            page: None,
        };
        for (index, task) in plan.tasks.iter().enumerate() {
            if let Some(parent) = task.parent {
                below.children.entry(parent).or_default().push(index);
            }
        }
        for check in &plan.checks {
            if let CheckOwner::Task(task) = check.owner {
                below.checks.entry(task).or_default().push(check);
            }
        }
        below
    }

    /// Whether a task, or one below it, stands on the page that is made.
    fn is_shown(&self, task: usize) -> bool {
        self.page.is_none_or(|page| self.turns.below(task).contains(&page))
    }

    /// Whether a task itself stands on another page than the one that is made.
    fn is_elsewhere(&self, task: usize) -> bool {
        self.page.is_some_and(|page| self.turns.task(task) != page)
    }
}

/// Statements about one task that are told in one sentence.
struct Told<'g> {
    /// The first of them.
    first: &'g Provenance,
    /// Whether the edges are scheduled.
    kind: EdgeKind,
    /// How many they are.
    places: usize,
    /// The tasks at the other ends of their edges.
    others: Vec<NodeId>,
}

/// Which documents of a plan are tasks, found once for all of them.
pub struct OwnPages<'p> {
    tasks: BTreeMap<&'p str, usize>,
    below: Below<'p>,
}

impl<'p> OwnPages<'p> {
    fn of(plan: &'p Plan, turns: &'p PlanTurns) -> Self {
        let tasks = plan.tasks.iter().enumerate();
        Self {
            tasks: tasks
                .filter_map(|(index, task)| Some((task.page.as_deref()?, index)))
                .collect(),
            below: Below::of(plan, turns),
        }
    }
}

impl Presenter<'_> {
    /// The task that a document of a plan is, with all that is known of it.
    pub fn own_task(
        &self,
        here: &Here,
        (number, slug): (usize, &str),
        own: &OwnPages<'_>,
    ) -> Option<Box<TaskView>> {
        let task = own.tasks.get(slug)?;
        Some(Box::new(self.task_view(here, (number, *task), &own.below)))
    }

    /// The addresses of the pages of a plan, in the order of [`Self::plan_pages`].
    pub fn plan_addresses(&self, number: usize) -> Vec<OutPath> {
        let plan = &self.graph.plans[number];
        let turns = self.places.turns(number);
        let mut out: Vec<OutPath> =
            turn::addresses(&page::plan(&plan.id), turns.pages()).collect();
        out.extend(self.plan_timeline_addresses(number));
        out.extend(self.ledger_addresses(number));
        let has_sources = self.config.source_url.is_none();
        if has_sources && plan.source.is_some() {
            out.push(page::source(&plan.id, None));
        }
        out.extend(self.matrix_addresses(number));
        out.extend(self.documents_addresses(number));
        for document in &plan.documents {
            out.push(page::document(&plan.id, &document.slug));
            if has_sources {
                out.push(page::source(&plan.id, Some(&document.slug)));
            }
        }
        out
    }

    /// All pages of a plan but those of its graph.
    pub fn plan_pages(&self, number: usize) -> Vec<Page> {
        let plan = &self.graph.plans[number];
        let mut pages = self.own_pages(number);
        pages.extend(self.plan_timeline_pages(number));
        pages.extend(self.ledger_pages(number));
        let own = (plan.title.as_str(), page::plan(&plan.id));
        if let (None, Some(source)) = (&self.config.source_url, &plan.source) {
            let out = page::source(&plan.id, None);
            pages.push(self.source_page(&Here::of_plan(out, number), source, &own));
        }
        pages.extend(self.matrix_pages(number));
        pages.extend(self.documents_pages(number));
        let tasks = OwnPages::of(plan, self.places.turns(number));
        for (place, document) in plan.documents.iter().enumerate() {
            pages.push(self.document_page(number, place, &tasks));
            if self.config.source_url.is_none() {
                let here =
                    Here::of_plan(page::source(&plan.id, Some(&document.slug)), number);
                let own =
                    (document.title.as_str(), page::document(&plan.id, &document.slug));
                pages.push(self.source_page(&here, &document.document, &own));
            }
        }
        pages
    }

    /// The plan's other pages, this one left out.
    pub fn plan_links(&self, here: &Here, number: usize) -> Vec<Link> {
        let plan = &self.graph.plans[number];
        let documents = self.shared.documents[number]
            .get_or_init(|| document::links(self.language, plan));
        let mut links = documents.clone();
        links.extend(
            self.matrix_link(here, number)
                .map(|link| (link.title, page::matrix(&plan.id))),
        );
        if !plan.tasks.is_empty() {
            if self.has_graph_page(number) {
                links.push((self.language.say("graph"), page::graph(&plan.id)));
            }
            if self.has(Extra::Timelines) {
                let timeline = self.language.say("timeline");
                links.push((timeline, page::plan_timeline(&plan.id)));
            }
        }
        if self.config.source_url.is_none() && plan.source.is_some() {
            links.push((
                self.language.say("markdown-source"),
                page::source(&plan.id, None),
            ));
        }
        if !plan.excluded.is_empty() {
            links.push((self.language.say("about-this-data"), page::ledger(&plan.id)));
        }
        let mut links: Vec<Link> = links
            .into_iter()
            .filter(|(_, out)| *out != here.path)
            .map(|(title, out)| self.link(here, &title, &out))
            .collect();
        if self.config.source_url.is_some() {
            let source = self.cite(here, &plan.home, 1);
            let title = self.language.say("markdown-source");
            links.push(Link { title, href: source.href });
        }
        links
    }

    /// How a plan stands, in sentences: its counts, and what stops it.
    pub fn plan_verdict(&self, number: usize) -> Verdict {
        let summary = &self.graph.summaries[number];
        let mut verdict = words::verdict(self.language, &summary.progress);
        let reasons: Vec<String> = summary
            .nodes
            .clone()
            .map(NodeId)
            .filter(|node| self.graph.nodes[node.0].state == State::Blocked)
            .filter_map(|node| {
                let reason = self.graph.task(node).blocked.as_ref()?;
                let place = (self.graph, Some(number));
                let name = words::name(self.language, place, node);
                let reason = reason.trim_end_matches('.');
                let given = [("name", (&name).into()), ("reason", reason.into())];
                Some(self.language.say_of("task-is-blocked", &given))
            })
            .take(REASONS)
            .collect();
        for reason in reasons {
            let both = [verdict.rest, reason];
            let both = &both[usize::from(both[0].is_empty())..];
            verdict.rest = words::sentences(self.language, both);
        }
        let more = self.stopped_by(number).or_else(|| self.finished_on(number));
        if let Some(more) = more {
            let both = [verdict.rest, more];
            let both = &both[usize::from(both[0].is_empty())..];
            verdict.rest = words::sentences(self.language, both);
        }
        verdict
    }

    /// The pages of the plan itself: the first one says all about the whole.
    fn own_pages(&self, number: usize) -> Vec<Page> {
        let plan = &self.graph.plans[number];
        let first = page::plan(&plan.id);
        let turns = self.places.turns(number);
        let verdict = self.plan_verdict(number);
        let pages = Turn::all(&first, &turns.ranges).map(|turn| {
            let here = Here::of_plan(turn.path(), number);
            let view = PlanView {
                sections: self.sections(&here, number, turn.place()),
                rail: self.rail(&here, number),
                turn: self.turn_view(&here, &turn),
                ..match turn.place() {
                    0 => self.plan_view(&here, number),
                    _ => PlanView::continued(verdict.clone()),
                }
            };
            let mut meta = self.meta(&here, &plan.title, &verdict);
            meta.title_html = format!("<bdi>{}</bdi>", Html::escape(&plan.title));
            meta.crumbs = vec![self.plans_link(&here)];
            meta.source = Some(self.written_in(&here, &plan.home));
            let card = self.has(Extra::Cards).then(|| page::card(&plan.id));
            meta.card = card.and_then(|card| self.absolute(&card));
            let progress = &self.graph.summaries[number].progress;
            let words = words::bar(self.language, progress);
            meta.card_alt = self.card_words(&plan.title, &words);
            meta.alternates = self.plan_alternates(&here, number);
            let meta = self.turned(&here, &turn, meta);
            self.page(&here, "plan.html", meta, Body::Plan(Box::new(view)))
        });
        pages.collect()
    }

    /// What is said of a whole plan: all but its text.
    fn plan_view(&self, here: &Here, number: usize) -> PlanView {
        let graph = self.graph;
        let plan = &graph.plans[number];
        let summary = &graph.summaries[number];
        let mut drawn = self.graph_view(here, number);
        let drawings = self.author_drawings(here, number);
        if let Some(graph) = drawn.as_mut().filter(|_| !drawings.is_empty()) {
            // The author's drawing stands in its place, and ours on its own page.
            graph.drawing = None;
            graph.left_out.clear();
            graph.undrawn = self.language.say("whole-graph-elsewhere");
        }
        if let Some(graph) = drawn.as_mut().filter(|graph| graph.rows.len() > ROWS) {
            graph.rows.truncate(ROWS);
            let words = self.language.say("whole-graph-table");
            graph.rows_more = Some(self.link(here, &words, &page::graph(&plan.id)));
        }
        PlanView {
            banners: banners(self.language, plan),
            progress: Some(self.progress(&summary.progress)),
            pattern: pattern(plan)
                .map(|(_, name)| self.link(here, &name, &page::pattern(&name))),
            metadata: plan
                .metadata
                .iter()
                // The pattern has a place of its own.
                .filter(|pair| plan.pattern.as_ref() != Some(&pair.value))
                .map(|pair| self.field(here, plan, pair))
                .collect(),
            links: self.plan_links(here, number),
            facts: facts(self.language, graph, number),
            drawings,
            graph: drawn,
            notes: self.notes(here, number),
            related: self.related(here, number),
            ..PlanView::continued(self.plan_verdict(number))
        }
    }

    fn field(&self, here: &Here, plan: &Plan, pair: &Metadata) -> FieldView {
        FieldView {
            key: pair.key.clone(),
            value_html: self.places.fill(&pair.prose, &plan.home, here),
        }
    }

    fn rail(&self, here: &Here, number: usize) -> Vec<NavItem> {
        let plan = &self.graph.plans[number];
        let summary = &self.graph.summaries[number];
        let items = plan.phases.iter().enumerate().map(|(phase, found)| {
            let progress = &summary.phases[phase];
            let (out, anchor) = self.places.phase(number, phase);
            NavItem {
                title: phase_title(found.number.as_deref(), &found.title),
                href: here.to_anchor(&out, &anchor),
                count: (progress.total > 0)
                    .then(|| format!("{}/{}", progress.done, progress.total)),
                current: false,
            }
        });
        // Of very many phases those of this page are enough.
        match plan.phases.len() > ROWS {
            true => items.filter(|item| item.href.starts_with('#')).collect(),
            false => items.collect(),
        }
    }

    /// The part of the plan's text that stands on one of its pages, in its order,
    /// phase by phase.
    fn sections(&self, here: &Here, number: usize, place: usize) -> Vec<Section> {
        let plan = &self.graph.plans[number];
        let turns = self.places.turns(number);
        let mut sections = Vec::new();
        let mut phase: Option<PhaseView> = None;
        // A phase that ended on a page before has no part here.
        let has_part = |phase: &PhaseView| !phase.parts.is_empty() || !phase.continued;
        let below = Below { page: Some(place), ..Below::of(plan, turns) };
        for (page, part) in turns.parts(plan) {
            let section = match part {
                Part::PhaseStart(_) if page > place => continue,
                Part::PhaseStart(index) => {
                    let mut view = self.phase_view(here, number, *index);
                    if page < place {
                        view.continued = true;
                        view.goal_html = String::new();
                    }
                    phase = Some(view);
                    continue;
                }
                Part::PhaseEnd => {
                    let shown = phase.take().filter(has_part);
                    sections.extend(shown.map(|phase| Section::Phase(Box::new(phase))));
                    continue;
                }
                Part::Task(index) if plan.tasks[*index].parent.is_some() => continue,
                Part::Task(index) if !below.is_shown(*index) => continue,
                Part::Task(index) => {
                    let task = self.task_view(here, (number, *index), &below);
                    let open = match &mut phase {
                        Some(phase) => &mut phase.parts,
                        None => &mut sections,
                    };
                    if let Some(Section::Tasks { tasks }) = open.last_mut() {
                        tasks.push(task);
                        continue;
                    }
                    Section::Tasks { tasks: vec![task] }
                }
                _ if page != place => continue,
                Part::Prose(prose) => {
                    let html = self.places.fill(prose, &plan.home, here);
                    if html.trim().is_empty() {
                        continue;
                    }
                    Section::Prose { html }
                }
                Part::Examples => {
                    Section::Examples { examples: self.example_cards(here, number) }
                }
                Part::Diagram(index) => {
                    let diagram = &plan.diagrams[*index];
                    let prose = Prose::of_diagram(&diagram.source, diagram.span);
                    Section::Prose { html: self.places.fill(&prose, &plan.home, here) }
                }
            };
            match &mut phase {
                Some(phase) => phase.parts.push(section),
                None => sections.push(section),
            }
        }
        let shown = phase.filter(has_part);
        sections.extend(shown.map(|phase| Section::Phase(Box::new(phase))));
        match plan.source {
            Some(_) => sections,
            None => fold_over(self.language, sections),
        }
    }

    fn phase_view(&self, here: &Here, number: usize, phase: usize) -> PhaseView {
        let plan = &self.graph.plans[number];
        let found = &plan.phases[phase];
        let progress = &self.graph.summaries[number].phases[phase];
        PhaseView {
            anchor: page::phase_anchor(plan, phase),
            number: found.number.clone(),
            title: found.title.clone(),
            mode_words: words::mode(self.language, found.mode),
            priority: found.priority.clone(),
            optional: found.optional,
            continued: false,
            progress: self.progress(progress),
            verdict: words::verdict(self.language, progress).rest,
            over: match progress.total {
                total if total > 0 && total == progress.done && folds(plan) => {
                    self.language.say_of("phase-over", &[("n", total.into())])
                }
                _ => String::new(),
            },
            goal_html: found
                .goal
                .as_ref()
                .map(|goal| self.places.fill(goal, &found.path, here))
                .unwrap_or_default(),
            parts: Vec::new(),
        }
    }

    fn task_view(
        &self,
        here: &Here,
        (number, index): (usize, usize),
        below: &Below<'_>,
    ) -> TaskView {
        let graph = self.graph;
        let plan = &graph.plans[number];
        let task = &plan.tasks[index];
        let node = graph.node(number, index);
        let found = &graph.nodes[node.0];
        let fill = |prose| self.places.fill(prose, &task.path, here);
        let checks: Vec<CheckView> = below
            .checks
            .get(&index)
            .into_iter()
            .flatten()
            .map(|check| CheckView { done: check.done, text: check.text.clone() })
            .collect();
        let steps_html: Vec<String> = task.steps.iter().map(fill).collect();
        let given = [("steps", steps_html.len().into()), ("checks", checks.len().into())];
        let fold = match (steps_html.len(), checks.len()) {
            (0, 0) => self.language.say("details"),
            (_, 0) => self.language.say_of("steps", &given),
            (0, _) => self.language.say_of("checks", &given),
            _ => self.language.say_of("steps-and-checks", &given),
        };
        let own = task.page.as_ref().map(|slug| page::document(&plan.id, slug));
        // What has a page of its own is a line anywhere else.
        let is_line = own.as_ref().is_some_and(|own| *own != here.path);
        let is_elsewhere = below.is_elsewhere(index);
        let anchor = match is_elsewhere {
            true => String::new(),
            false => page::task_anchor(&task.key),
        };
        let href = match &own {
            Some(own) => here.to(own),
            None if is_elsewhere => self.task_href(here, node),
            None => format!("#{anchor}"),
        };
        let is_line = is_line || is_elsewhere;
        let mut fields: Vec<FieldView> = Vec::new();
        if !is_line {
            fields.extend(task.effort.iter().map(|effort| FieldView {
                key: self.language.say("effort"),
                value_html: Html::escape(effort).as_str().to_owned(),
            }));
            fields.extend(task.dates.iter().map(|date| FieldView {
                key: words::date(self.language, date.kind),
                value_html:
                    Html::escape(&self.date_as_written(&date.day)).as_str().to_owned(),
            }));
        }
        if let Some(parent) = task.parent.filter(|_| own.is_some() && !is_line) {
            let above = &plan.tasks[parent];
            let parent = graph.node(number, parent);
            fields.push(FieldView {
                key: self.language.say("part-of-heading"),
                value_html: format!(
                    "<a href=\"{}\"><bdi>{}</bdi></a>",
                    Html::escape(&self.task_href(here, parent)),
                    Html::escape(&tasks::mention(above))
                ),
            });
        }
        fields.extend(task.fields.iter().map(|pair| self.field(here, plan, pair)));
        if let Some(link) = self.node_link(here, node).filter(|_| !is_line) {
            fields.push(FieldView {
                key: self.language.say("graph"),
                value_html: format!(
                    "<a class=\"around\" href=\"{}\">{}</a>",
                    Html::escape(&link.href),
                    Html::escape(&link.title)
                ),
            });
        }
        TaskView {
            anchor,
            href,
            id: task.id.clone().unwrap_or_default(),
            title_html: task.title_html.as_str().to_owned(),
            state: words::state(self.language, found.state),
            optional: task.optional,
            critical: found.critical && found.state != State::Done,
            tail_html: task.tail.as_ref().map(fill).unwrap_or_default(),
            duration: self.task_duration(task),
            tokens: task.tokens.map(|tokens| words::tokens(self.language, tokens)),
            priority: task.priority.clone(),
            owners: task.owners.clone(),
            labels: task.labels.clone(),
            why: {
                let why =
                    self.say(here, Some(number), |sentence| words::why(sentence, node));
                self.with_dates(why, node)
            },
            steps_html,
            fold: if is_line { String::new() } else { fold },
            description_html: task.description.as_ref().map(fill).unwrap_or_default(),
            checks,
            requirements: self.requirement_links(here, plan, task),
            fields,
            edges: match is_line {
                true => Vec::new(),
                false => self.edge_sentences(here, number, node),
            },
            source: self.cite(here, &task.path, task.span.line),
            children: below
                .children
                .get(&index)
                .into_iter()
                .flatten()
                .filter(|child| below.is_shown(**child))
                .map(|child| self.task_view(here, (number, *child), below))
                .collect(),
        }
    }

    /// The requirements that a task cites and the user story it serves, linked
    /// where they are known.
    fn requirement_links(&self, here: &Here, plan: &Plan, task: &Task) -> Vec<Link> {
        let cited = task.requirements.iter().map(|reference| reference.id.as_str());
        let story = task.story.as_deref();
        let link = |cited: &str| Link {
            title: cited.to_owned(),
            href: self.requirement_href(here, plan, cited).unwrap_or_default(),
        };
        story.into_iter().chain(cited).map(link).collect()
    }

    /// The edges of a task in words, statement by statement, with where each is
    /// stated. Those of very many statements are told together.
    fn edge_sentences(
        &self,
        here: &Here,
        number: usize,
        node: NodeId,
    ) -> Vec<EdgeSentence> {
        let graph = self.graph;
        let mut sentences = Vec::new();
        for (edges, forward, back) in [
            (graph.incoming(node), "edge-after", "edge-back-from"),
            (graph.outgoing(node), "edge-before", "edge-back-to"),
        ] {
            let others = |ends: Vec<(NodeId, NodeId)>| -> Vec<NodeId> {
                let other = |(from, to)| if from == node { to } else { from };
                ends.into_iter().map(other).collect()
            };
            let statements = by_statement(graph, edges.iter().copied());
            let most = if statements.len() > CITED { CITED - 1 } else { CITED };
            let mut statements = statements.into_iter();
            let mut told: Vec<Told<'_>> = Vec::new();
            for ((first, kind), ends) in statements.by_ref().take(most) {
                told.push(Told { first, kind, places: 1, others: others(ends) });
            }
            // By rule and kind.
            let mut rest: BTreeMap<_, Told<'_>> = BTreeMap::new();
            for ((source, kind), ends) in statements {
                let same = rest.entry((source.rule, kind)).or_insert_with(|| Told {
                    first: source,
                    kind,
                    places: 0,
                    others: Vec::new(),
                });
                same.places += 1;
                same.others.extend(others(ends));
            }
            for mut together in rest.into_values() {
                together.others.sort_unstable();
                together.others.dedup();
                told.push(together);
            }
            for Told { first, kind, places, others } in told {
                let id = if kind == EdgeKind::Loop { back } else { forward };
                let rule = words::rule(self.language, first.rule);
                sentences.push(EdgeSentence {
                    words: self.say(here, Some(number), |mut sentence: Sentence<'_>| {
                        sentence.say(id, &[], &[("tasks", Named::Tasks(&others))]);
                        sentence.end()
                    }),
                    rule: match places {
                        1 => rule,
                        _ => self.language.say_of(
                            "rule-in-places",
                            &[("rule", (&rule).into()), ("n", places.into())],
                        ),
                    },
                    citation: self.cite(here, &first.path, first.span.line),
                });
            }
        }
        sentences
    }

    /// What differs or does not work out, in sentences.
    fn notes(&self, here: &Here, number: usize) -> Vec<Note> {
        let graph = self.graph;
        let plan = &graph.plans[number];
        let summary = &graph.summaries[number];
        let mut notes = Vec::new();
        for cycle in &summary.cycles {
            notes.push(Note {
                kind: "cycle",
                title: self.language.say("cycle-title"),
                text: self.say(here, Some(number), |mut sentence| {
                    let round: Vec<NodeId> =
                        cycle.iter().chain(&cycle[..1]).copied().collect();
                    let named = [("tasks", Named::Chain(&round))];
                    sentence.say("cycle-text", &[], &named);
                    sentence.end()
                }),
                citation: None,
            });
        }
        let is_over = |node: NodeId| {
            matches!(graph.nodes[node.0].state, State::Done | State::Skipped)
        };
        // What is over waits for nothing any more; `check` says it all the same.
        for node in summary.nodes.clone().map(NodeId).filter(|node| !is_over(*node)) {
            for unknown in graph.unknown(node) {
                notes.push(Note {
                    kind: "reference",
                    title: self.language.say("unknown-title"),
                    text: self.say(here, Some(number), |mut sentence| {
                        let (name, why) = words::unknown(self.language, unknown);
                        let given = [("name", (&name).into()), ("why", (&why).into())];
                        let named = [("task", Named::Task(node))];
                        sentence.say("unknown-text", &given, &named);
                        sentence.end()
                    }),
                    citation: Some(self.cite(
                        here,
                        &graph.task(node).path,
                        graph.task(node).span.line,
                    )),
                });
            }
        }
        if !summary.gates_nothing.is_empty() && plan.counts() {
            let early = summary.gates_nothing.as_slice();
            notes.push(Note {
                kind: "drift",
                title: self.language.say("ends-early-title"),
                text: self.say(here, Some(number), |mut sentence| {
                    let given = [("n", early.len().into())];
                    let named = [("tasks", Named::Tasks(early))];
                    sentence.say("ends-early-text", &given, &named);
                    sentence.end()
                }),
                citation: plan
                    .diagrams
                    .iter()
                    .find(|diagram| diagram.dependencies)
                    .map(|diagram| self.cite(here, &plan.home, diagram.span.line)),
            });
        }
        for total in plan.totals.iter().filter(|_| plan.counts()) {
            let differs = summary
                .differing
                .iter()
                .find(|(kind, stated, _)| *kind == total.kind && *stated == total.value);
            let Some((kind, stated, computed)) = differs else { continue };
            let figure = |number: u32| match kind {
                TotalKind::Sequential | TotalKind::Parallel => {
                    words::duration(self.language, number)
                }
                TotalKind::Tokens => words::tokens(self.language, number),
                TotalKind::Phases => {
                    words::count(self.language, "number", number as usize)
                }
            };
            let (stated, computed) = (figure(*stated), figure(*computed));
            let id = match kind {
                TotalKind::Sequential => "total-sequential",
                TotalKind::Parallel => "total-parallel",
                TotalKind::Tokens => "total-tokens",
                TotalKind::Phases => "total-phases",
            };
            notes.push(Note {
                kind: "totals",
                title: self.language.say("total-title"),
                text: vec![Word {
                    text: self.language.say_of(
                        id,
                        &[("stated", (&stated).into()), ("computed", (&computed).into())],
                    ),
                    href: None,
                }],
                citation: Some(self.cite(here, &plan.home, total.span.line)),
            });
        }
        notes
    }

    /// The plans at the other end of edges that leave this one.
    fn related(&self, here: &Here, number: usize) -> Vec<RelatedPlan> {
        let graph = self.graph;
        let mut sentences: BTreeMap<usize, BTreeSet<(NodeId, NodeId)>> = BTreeMap::new();
        for node in graph.summaries[number].nodes.clone() {
            let node = NodeId(node);
            for edge in graph.incoming(node).iter().chain(graph.outgoing(node)) {
                let edge = &graph.edges[*edge];
                for end in [edge.from, edge.to] {
                    let plan = graph.nodes[end.0].plan;
                    if plan != number {
                        sentences.entry(plan).or_default().insert((edge.to, edge.from));
                    }
                }
            }
        }
        let related = sentences.into_iter().map(|(plan, edges)| {
            let found = &graph.plans[plan];
            let said = edges.into_iter().map(|(to, from)| {
                self.say(here, Some(number), |mut sentence| {
                    let state = words::key(graph.nodes[from.0].state);
                    let named = [("task", Named::Task(to)), ("other", Named::Task(from))];
                    sentence.say("comes-after", &[("state", state.into())], &named);
                    sentence.end()
                })
            });
            RelatedPlan {
                plan: self.link(here, &found.title, &page::plan(&found.id)),
                state_words: plan_chip(
                    self.language,
                    found,
                    &graph.summaries[plan].progress,
                )
                .1,
                sentences: said.collect(),
            }
        });
        related.collect()
    }

    fn source_page(
        &self,
        here: &Here,
        document: &Document,
        own: &(&str, OutPath),
    ) -> Page {
        let lines = (1..=document.lines.lines() as u32)
            .map(|line| {
                let range = document.lines.line(line);
                let text = document.text.get(range).unwrap_or("");
                text.trim_end_matches(['\n', '\r']).to_owned()
            })
            .collect();
        let path = self.sources.shown(&document.path);
        let verdict = Verdict {
            lead: self.language.say_of("markdown-of", &[("page", own.0.into())]),
            rest: String::new(),
        };
        let mut meta = self.meta(
            here,
            &self.language.say_of("source-of", &[("file", (&path).into())]),
            &verdict,
        );
        meta.crumbs = vec![self.plans_link(here), self.link(here, own.0, &own.1)];
        let body = SourceView { path, page: self.link(here, own.0, &own.1), lines };
        self.page(here, "source.html", meta, Body::Source(body))
    }
}

/// Folds long runs of tasks that are over: who reads a plan of hundreds of tasks
/// looks for those that are not.
fn fold_over(language: &Language, sections: Vec<Section>) -> Vec<Section> {
    let mut folded = Vec::new();
    for section in sections {
        match section {
            Section::Tasks { tasks } => {
                let mut runs: Vec<Vec<TaskView>> = Vec::new();
                for task in tasks {
                    match runs.last_mut() {
                        Some(run) if run[0].state.key == task.state.key => run.push(task),
                        _ => runs.push(vec![task]),
                    }
                }
                for tasks in runs {
                    let over = match tasks[0].state.key {
                        "done" => "tasks-over-done",
                        "skipped" => "tasks-over-skipped",
                        _ => "",
                    };
                    folded.push(match over {
                        over if !over.is_empty() && tasks.len() >= FOLDED_RUN => {
                            let words = words::count(language, over, tasks.len());
                            Section::Over { words, tasks }
                        }
                        _ => Section::Tasks { tasks },
                    });
                }
            }
            Section::Phase(mut phase) => {
                phase.parts = fold_over(language, std::mem::take(&mut phase.parts));
                folded.push(Section::Phase(phase));
            }
            other => folded.push(other),
        }
    }
    folded
}

/// Groups edges by what states them: one statement about a phase makes many.
pub fn by_statement(
    graph: &Graph,
    edges: impl Iterator<Item = usize>,
) -> BTreeMap<(&Provenance, EdgeKind), Vec<(NodeId, NodeId)>> {
    let mut statements: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for edge in edges {
        let edge = &graph.edges[edge];
        for source in graph.provenance(edge) {
            let ends = statements.entry((source, edge.kind)).or_default();
            ends.push((edge.from, edge.to));
        }
    }
    statements
}

/// Whether a plan is so long that phases which are done are folded.
fn folds(plan: &Plan) -> bool {
    plan.tasks.len() > FOLDED_PHASES
}

/// The heading of a phase: `3. Itinerary`.
pub fn phase_title(number: Option<&str>, title: &str) -> String {
    match number {
        Some(number) => format!("{number}. {title}"),
        None => title.to_owned(),
    }
}

fn banners(language: &Language, plan: &Plan) -> Vec<Note> {
    let note = |kind, title: &str, text: String| Note {
        kind,
        title: language.say(title),
        text: vec![Word { text, href: None }],
        citation: None,
    };
    let mut banners = Vec::new();
    if plan.template {
        let text = language.say("template-text");
        banners.push(note("template", "template-title", text));
    }
    if let Some(why) = &plan.set_aside {
        let text = match why {
            SetAside::Later(file) => {
                language.say_of("set-aside-later", &[("file", file.into())])
            }
            SetAside::Same(plan) => {
                language.say_of("set-aside-same", &[("plan", (&plan.0).into())])
            }
        };
        banners.push(note("archived", "set-aside-title", text));
    } else if plan.archived {
        let text = language.say("archived-text");
        banners.push(note("archived", "archived-title", text));
    }
    if plan.draft {
        banners.push(note("draft", "draft-title", language.say("draft-text")));
    }
    banners
}

/// Times and tokens of a plan.
fn facts(language: &Language, graph: &Graph, number: usize) -> Vec<FieldView> {
    let times = &graph.summaries[number].times;
    let progress = &graph.summaries[number].progress;
    let mut facts = Vec::new();
    let mut fact = |id: &str, value: String| {
        facts.push(FieldView {
            key: language.say(id),
            value_html: Html::escape(&value).as_str().to_owned(),
        });
    };
    let duration = |minutes| words::duration(language, minutes);
    if times.stated > 0 {
        fact("fact-sequential", duration(times.sequential));
        fact("fact-longest", duration(times.parallel));
        if progress.done > 0 && progress.done < progress.total {
            let (work, shortest) =
                (duration(times.sequential_left), duration(times.parallel_left));
            let given = [("work", (&work).into()), ("shortest", (&shortest).into())];
            fact("fact-left", language.say_of("work-and-shortest", &given));
        }
        let leaves = graph.summaries[number]
            .nodes
            .clone()
            .filter(|node| {
                graph.nodes[*node].leaf && graph.nodes[*node].state != State::Skipped
            })
            .count();
        if times.stated < leaves {
            let unknown = words::count(language, "tasks", leaves - times.stated);
            fact("fact-not-estimated", unknown);
        }
    }
    if times.tokens > 0 {
        fact("fact-context", words::tokens(language, times.tokens));
    }
    if progress.checks_total > 0 {
        let given = [
            ("done", progress.checks_done.into()),
            ("total", progress.checks_total.into()),
        ];
        fact("checks-heading", language.say_of("so-many-ticked", &given));
    }
    facts
}
