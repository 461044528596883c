//! The pages of graphs: of each plan, of each part of a long one, of all plans.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Extra;
use crate::graph::model::{EdgeKind, Graph, NodeId, Progress, Provenance, State};
use crate::graph::schedule;
use crate::language::Language;
use crate::plan::model::Rule;
use crate::site::Page;
use crate::site::chart::{
    Chart, Charts, GraphPart, Selection, Side, linked_plans, neighbours, parts,
};
use crate::site::drawing::{COLUMN, DRAWN_NODES, Drawn, draw, draw_levels};
use crate::site::place::Here;
use crate::site::plan::by_statement;
use crate::site::present::Presenter;
use crate::site::tasks;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    AroundView, Body, Download, Drawing, EdgeRow, GraphPageView, GraphRow, GraphView,
    Link, NavItem, PageMeta, Verdict, Word,
};
use crate::site::{graph_svg, graph_text, page, words};
use crate::source::OutPath;

/// The most tasks that a plan's own page shows one by one: with more, each phase
/// is one box, and has a drawing of its own.
const PARTED: usize = 40;

/// The most tasks of other parts that a part's drawing shows one by one: with
/// more, each of those parts is one box.
const NEIGHBOURS: usize = 8;

/// How many steps the table beneath a graph follows from a task.
const STEPS: usize = 3;

/// How many lines it follows for that: where each of very many tasks waits for all before
/// it, whatever is some steps away is one step away as well.
const FOLLOWED: usize = 2_000;

/// How wide a drawing of a plan with parts may be: beyond it, nobody finds their
/// way, and the boxes are shown level by level instead.
const WIDE: u32 = 3 * COLUMN;

/// The most tasks of the longest way that a sentence names.
const NAMED: usize = 12;

/// Files that pages offer.
pub type Files = Vec<(OutPath, Arc<[u8]>)>;

/// What a drawing leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Nothing,
    /// Tasks without links.
    Unlinked,
    /// These, and links between tasks that are over.
    Over,
}

/// How much the table beneath a graph tells of each task.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// What it is linked to.
    Links,
    /// What that is linked to as well, some steps on.
    Steps,
}

/// The parts of a plan's graph, for those that stand around one of them.
struct Others {
    /// Each as a box.
    parts: Chart,
    /// The part of each task, by its key.
    of: BTreeMap<String, usize>,
}

impl Presenter<'_> {
    /// The graph for a plan's own page: whole, or with a box for each phase.
    pub fn graph_view(&self, here: &Here, plan: usize) -> Option<GraphView> {
        let (selection, cut) = self.graph_selection(here, plan)?;
        let overview = self.overview(here, (plan, &selection));
        Some(match overview {
            Some((view, _)) => view,
            None => {
                let chart = self.task_chart((here, plan), &selection);
                self.task_graph((here, plan), (&selection, cut), (&chart, Told::Links))
            }
        })
    }

    /// Whether a plan's graph has a page: where there is one, unless the site does
    /// without those that say nothing more than the plan's own page.
    pub fn has_graph_page(&self, plan: usize) -> bool {
        let found = &self.graph.plans[plan];
        let is_whole = || {
            found.diagrams.is_empty()
                && found.tasks.len() <= PARTED
                && self.statements_of(plan) <= ROWS
        };
        !found.tasks.is_empty() && (self.has(Extra::Graphs) || !is_whole())
    }

    /// The page of a plan's graph, or of the plan where it has none.
    fn graph_or_plan(&self, plan: usize) -> OutPath {
        let id = &self.graph.plans[plan].id;
        match self.has_graph_page(plan) {
            true => page::graph(id),
            false => page::plan(id),
        }
    }

    /// How many statements the edges have that start or end in a plan.
    fn statements_of(&self, plan: usize) -> usize {
        let graph = self.graph;
        let own = graph.summaries[plan].nodes.clone();
        let stated = |edge: &usize| graph.provenance(&graph.edges[*edge]).len();
        let leaves = |edge: &&usize| !own.contains(&graph.edges[**edge].to.0);
        own.clone()
            .map(NodeId)
            .map(|node| {
                let leaving = graph.outgoing(node).iter().filter(leaves).map(stated);
                graph.incoming(node).iter().map(stated).chain(leaving).sum::<usize>()
            })
            .sum()
    }

    /// The addresses of a plan's graph and of its parts.
    pub fn graph_addresses(&self, plan: usize) -> Vec<OutPath> {
        let graph = self.graph;
        let id = &graph.plans[plan].id;
        let first = page::graph(id);
        let tasks = graph.plans[plan].tasks.len();
        if tasks == 0 {
            return Vec::new();
        }
        let most = self.statements_of(plan);
        // Most plans have no parts, and tables of one page.
        if tasks <= PARTED && most <= ROWS {
            let has_page = self.has_graph_page(plan);
            return if has_page { vec![first] } else { Vec::new() };
        }
        let (selection, _) = whole(graph, plan);
        let parts = plan_parts((graph, self.language), plan, &selection);
        let rows = match has_tables_in_parts(&selection, parts.is_some()) {
            true => 0,
            false => selection.own.len().max(self.statements(&selection.own).len()),
        };
        let own = turn::addresses(&first, turn::even(rows, ROWS).len());
        let parts = parts.into_iter().flatten();
        own.chain(parts.map(|part| page::graph_part(id, &part.slug))).collect()
    }

    /// The page of a plan's graph, those of its parts, and the graph as files.
    pub fn graph_pages(&self, plan: usize) -> (Vec<Page>, Files) {
        if !self.has_graph_page(plan) {
            return (Vec::new(), Files::new());
        }
        let here = Here::of_plan(page::graph(&self.graph.plans[plan].id), plan);
        let Some((selection, cut)) = self.graph_selection(&here, plan) else {
            return (Vec::new(), Files::new());
        };
        let overview = self.overview(&here, (plan, &selection));
        let chart = self.task_chart((&here, plan), &selection);
        let told = (&chart, Told::Steps);
        let mut view = self.task_graph((&here, plan), (&selection, cut), told);
        let (overview, phases) = overview.unzip();
        // What is too large to be drawn task by task is drawn phase by phase.
        let drawing = view
            .drawing
            .as_ref()
            .or(overview.as_ref().and_then(|view| view.drawing.as_ref()));
        let drawing = drawing.cloned();
        let mut own: Vec<NodeId> = selection.own.iter().copied().collect();
        let mut statements = self.statements(&selection.own);
        let is_wide = |drawing: &Drawing| drawing.width > WIDE;
        let by_level = overview.is_some() && view.drawing.as_ref().is_none_or(is_wide);
        if by_level && let Some(drawn) = draw_levels(self.language, &chart) {
            view.drawing = Some(drawn.drawing);
            view.undrawn = String::new();
            let lines = self.language.say("lines-in-parts");
            let left_out = self.left_out((plan, &selection), cut, None);
            view.left_out = words::sentences(self.language, &[left_out, lines]);
        }
        if has_tables_in_parts(&selection, overview.is_some()) {
            own = Vec::new();
            statements = Vec::new();
            let tables = self.language.say("tables-in-parts");
            let left_out = std::mem::take(&mut view.left_out);
            view.left_out = words::sentences(self.language, &[left_out, tables]);
        }
        let mut texts = Vec::new();
        if let Some(drawing) = &drawing {
            texts.push(("graph.svg", "SVG", graph_svg::file(&chart.title, drawing)));
        }
        texts.push((
            "graph.mmd",
            "Mermaid",
            graph_text::mermaid(self.language, &chart).text,
        ));
        texts.push(("graph.dot", "DOT", graph_text::dot(&chart)));
        let id = &self.graph.plans[plan].id;
        let (downloads, files) =
            self.downloads(&here, texts, &|name| page::graph_file(id, name));

        let verdict = graph_verdict(self.language, self.graph, plan);
        let ranges = turn::even(own.len().max(statements.len()), ROWS);
        let mut first = Some((overview, view, downloads));
        let mut pages = Vec::new();
        for turn in Turn::all(&here.path, &ranges) {
            // The drawing stands on the first page, and the tables go on.
            let here = Here::of_plan(turn.path(), plan);
            let (overview, mut view, downloads) = first.take().unwrap_or_else(|| {
                let view = GraphView {
                    id: "g".to_owned(),
                    title: self.graph_title(plan),
                    description: String::new(),
                    drawing: None,
                    undrawn: String::new(),
                    left_out: String::new(),
                    rows: Vec::new(),
                    rows_more: None,
                };
                (None, view, Vec::new())
            });
            let tasks = &own[turn.within(0, own.len())];
            view.rows = tasks
                .iter()
                .map(|node| self.graph_row((&here, plan), *node, Told::Steps))
                .collect();
            let stated = &statements[turn.within(0, statements.len())];
            let meta = self.meta(&here, &self.graph_title(plan), &verdict);
            let meta = PageMeta { crumbs: self.plan_crumbs(&here, plan), ..meta };
            let meta = self.turned(&here, &turn, meta);
            let drawings = match turn.place() {
                0 => self.author_drawings(&here, plan),
                _ => Vec::new(),
            };
            let body = GraphPageView {
                drawings,
                verdict: verdict.clone(),
                overview,
                by_level,
                graph: view,
                around: Vec::new(),
                downloads,
                turn: self.turn_view(&here, &turn),
                previous: None,
                next: None,
                unlinked: Vec::new(),
                unlinked_more: None,
                edges: self.edge_rows(&here, (plan, stated)),
            };
            let body = Body::Graph(Box::new(body));
            pages.push(self.page(&here, "graph.html", meta, body));
        }
        let phases = phases.unwrap_or_default();
        let others = self.others(plan, &phases);
        for place in 0..phases.len() {
            pages.push(self.graph_part_page(plan, (&phases, &others), place));
        }
        (pages, files)
    }

    /// The parts of a plan's graph as they are drawn on the page of any of them, made
    /// once for all: their pages lie beside each other, so that links to them are alike.
    fn others(&self, plan: usize, all: &[GraphPart]) -> Others {
        let graph = self.graph;
        let id = &graph.plans[plan].id;
        let beside = Here::of_plan(page::graph_part(id, "part"), plan);
        let href = |part: &GraphPart| beside.to(&page::graph_part(id, &part.slug));
        let charts = Charts { graph, language: self.language };
        let mut of = BTreeMap::new();
        for (place, part) in all.iter().enumerate() {
            of.extend(part.nodes.iter().map(|node| (graph.key(*node), place)));
        }
        Others { parts: charts.parts(plan, all, &href), of }
    }

    /// The page of one part of a plan's graph: its tasks, and their neighbours.
    fn graph_part_page(
        &self,
        plan: usize,
        (all, others): (&[GraphPart], &Others),
        place: usize,
    ) -> Page {
        let graph = self.graph;
        let part = &all[place];
        let id = &graph.plans[plan].id;
        let here = Here::of_plan(page::graph_part(id, &part.slug), plan);
        let selection = Selection::of(graph, part.nodes.iter().copied());
        let mut chart = self.task_chart((&here, plan), &selection);
        if selection.nodes.len() - selection.own.len() > NEIGHBOURS {
            chart = Charts::collapsed(chart, &others.parts, &others.of);
        }
        let around = selection.own.iter().filter_map(|node| {
            self.around((&here, plan), (*node, &selection.own), others)
        });
        let around: Vec<AroundView> = around.collect();
        let view = self.task_graph(
            (&here, plan),
            (&selection, Cut::Nothing),
            (&chart, Told::Steps),
        );
        let mut progress = Progress::default();
        for node in &part.nodes {
            let found = &graph.nodes[node.0];
            if found.leaf {
                let optional = graph.task(*node).optional;
                let counted = schedule::count(found.state, optional);
                progress.add(&counted);
            }
        }
        let verdict = words::verdict(self.language, &progress);
        let name = part.name();
        let title = self.language.say_of("graph-of", &[("plan", name.as_str().into())]);
        let mut meta = self.meta(&here, &title, &verdict);
        meta.crumbs = self.plan_crumbs(&here, plan);
        meta.crumbs.push(self.link(&here, &self.graph_title(plan), &page::graph(id)));
        let turn = |other: Option<&GraphPart>| {
            let other = other?;
            Some(self.link(&here, &other.name(), &page::graph_part(id, &other.slug)))
        };
        let body = GraphPageView {
            drawings: Vec::new(),
            verdict,
            overview: None,
            by_level: false,
            graph: view,
            around,
            downloads: Vec::new(),
            turn: None,
            previous: turn(place.checked_sub(1).and_then(|place| all.get(place))),
            next: turn(all.get(place + 1)),
            unlinked: Vec::new(),
            unlinked_more: None,
            edges: self.edge_rows(&here, (plan, &self.statements(&selection.own))),
        };
        self.page(&here, "graph.html", meta, Body::Graph(Box::new(body)))
    }

    /// What is around a task of a part. Tasks of other parts are those parts where
    /// they are many.
    fn around(
        &self,
        (here, plan): (&Here, usize),
        (node, own): (NodeId, &BTreeSet<NodeId>),
        others: &Others,
    ) -> Option<AroundView> {
        let graph = self.graph;
        let mut selection = Selection::near(graph, node)?;
        selection.own.retain(|node| own.contains(node));
        let mut chart = self.task_chart((here, plan), &selection);
        if selection.nodes.len() - selection.own.len() > NEIGHBOURS {
            chart = Charts::collapsed(chart, &others.parts, &others.of);
        }
        let key = graph.key(node);
        let middle = chart.nodes.iter().position(|node| node.key == key)?;
        let drawn = draw((self.language, self.archive), &chart)?;
        let task = graph.task(node);
        let name = tasks::mention(task);
        let title = self.language.say_of("around-task", &[("task", (&name).into())]);
        Some(AroundView {
            id: page::around_anchor(&task.key),
            svg_html: graph_svg::around(&title, &drawn.drawing, middle),
            title,
            task: Link { title: name, href: self.task_href(here, node) },
        })
    }

    /// The page of the graph of all plans, and that graph as files.
    pub fn plans_graph_page(&self) -> (Option<Page>, Files) {
        let graph = self.graph;
        if graph.plans.len() < 2 {
            return (None, Files::new());
        }
        let here = Here::at(page::graph_of_plans());
        let linked = linked_plans(graph);
        let charts = Charts { graph, language: self.language };
        let href = |plan: usize| here.to(&self.graph_or_plan(plan));
        let chart = charts.plans(&linked, &href);
        let drawn = draw((self.language, self.archive), &chart);
        let shown = linked.len().min(DRAWN_NODES);
        let counts = [("n", linked.len().into()), ("shown", shown.into())];
        let said = |id: &str| self.language.say_of(id, &counts);
        let rows = (0..shown).map(|place| self.plan_row(&chart, place));
        let view = GraphView {
            id: "g".to_owned(),
            title: chart.title.clone(),
            description: said("plans-graph-description"),
            undrawn: match (&drawn, linked.is_empty()) {
                (Some(_), _) => String::new(),
                (None, true) => said("no-plan-waits"),
                (None, false) => said("too-many-plans"),
            },
            left_out: match linked.len() > shown {
                true => said("table-of-plans-is-cut"),
                false => self.implied_words(drawn.as_ref()),
            },
            rows: rows.collect(),
            rows_more: None,
            drawing: drawn.map(|drawn| drawn.drawing),
        };
        let texts = match linked.is_empty() {
            true => Vec::new(),
            false => {
                let svg = view.drawing.as_ref().map(|drawing| {
                    ("graph.svg", "SVG", graph_svg::file(&chart.title, drawing))
                });
                let texts = [
                    (
                        "graph.mmd",
                        "Mermaid",
                        graph_text::mermaid(self.language, &chart).text,
                    ),
                    ("graph.dot", "DOT", graph_text::dot(&chart)),
                ];
                svg.into_iter().chain(texts).collect()
            }
        };
        let (downloads, files) = self.downloads(&here, texts, &page::graph_of_plans_file);
        let links: usize = chart.edges.iter().map(|edge| edge.count).sum();
        let counts = [
            ("n", graph.plans.len().into()),
            ("linked", linked.len().into()),
            ("links", links.into()),
        ];
        let verdict = Verdict {
            lead: self.language.say_of("plans-graph-lead", &counts),
            rest: match linked.is_empty() {
                true => String::new(),
                false => self.language.say_of("plans-graph-rest", &counts),
            },
        };
        let alone: Vec<usize> = (0..graph.plans.len())
            .filter(|plan| linked.binary_search(plan).is_err())
            .collect();
        let unlinked = alone.iter().take(ROWS).map(|plan| {
            let found = &graph.plans[*plan];
            let progress = &graph.summaries[*plan].progress;
            let target = self.graph_or_plan(*plan);
            NavItem {
                title: found.title.clone(),
                href: here.to(&target),
                count: (progress.total > 0)
                    .then(|| words::percent(self.language, progress.percent())),
                current: false,
            }
        });
        let body = GraphPageView {
            drawings: Vec::new(),
            verdict: verdict.clone(),
            overview: None,
            by_level: false,
            graph: view,
            around: Vec::new(),
            downloads,
            turn: None,
            previous: None,
            next: None,
            unlinked: unlinked.collect(),
            unlinked_more: (alone.len() > ROWS).then(|| {
                let more = [("n", (alone.len() - ROWS).into())];
                let title = self.language.say_of("more-plans", &more);
                self.link(&here, &title, &page::plans())
            }),
            edges: Vec::new(),
        };
        let title = self.language.say("graph-of-all-plans");
        let meta = self.meta(&here, &title, &verdict);
        let body = Body::Graph(Box::new(body));
        (Some(self.page(&here, "graph.html", meta, body)), files)
    }

    /// Where a task stands in the graph of its plan; nothing for one without links.
    pub fn node_link(&self, here: &Here, node: NodeId) -> Option<Link> {
        let graph = self.graph;
        if graph.incoming(node).is_empty() && graph.outgoing(node).is_empty() {
            return None;
        }
        let plan = graph.nodes[node.0].plan;
        if !self.has_graph_page(plan) {
            return None;
        }
        let id = &graph.plans[plan].id;
        let key = &graph.task(node).key;
        // A small graph is itself what is around each of its tasks.
        let parts = self.shared.graph_parts[plan]
            .get_or_init(|| parts_of_tasks(graph, self.language, plan));
        let (out, anchor) = match parts.get(&node) {
            Some(slug) if Selection::is_near(graph, node) => {
                (page::graph_part(id, slug), page::around_anchor(key))
            }
            Some(slug) => (page::graph_part(id, slug), page::node_anchor(key)),
            None => (page::graph(id), page::node_anchor(key)),
        };
        Some(Link {
            title: self.language.say("see-in-graph"),
            href: here.to_anchor(&out, &anchor),
        })
    }

    fn graph_title(&self, plan: usize) -> String {
        let title = self.graph.plans[plan].title.as_str();
        self.language.say_of("graph-of", &[("plan", title.into())])
    }

    fn plan_crumbs(&self, here: &Here, plan: usize) -> Vec<Link> {
        let found = &self.graph.plans[plan];
        vec![self.plans_link(here), self.link(here, &found.title, &page::plan(&found.id))]
    }

    /// What a page shows of a plan's graph, and what it leaves out.
    fn graph_selection(&self, here: &Here, plan: usize) -> Option<(Selection, Cut)> {
        let graph = self.graph;
        let found = &graph.plans[plan];
        if found.tasks.is_empty() {
            return None;
        }
        let (mut selection, cut) = whole(graph, plan);
        if cut == Cut::Nothing || here.path != page::plan(&found.id) {
            return Some((selection, cut));
        }
        // On the page of a board, those links count that are still to be heeded.
        let is_open = |node: NodeId| {
            !matches!(graph.nodes[node.0].state, State::Done | State::Skipped)
        };
        selection.edges.retain(|edge| {
            let edge = &graph.edges[*edge];
            is_open(edge.from) || is_open(edge.to)
        });
        selection.drop_unlinked(graph);
        Some((selection, Cut::Over))
    }

    /// The parts of a plan as boxes; nothing for a plan that needs none.
    fn overview(
        &self,
        here: &Here,
        (plan, selection): (usize, &Selection),
    ) -> Option<(GraphView, Vec<GraphPart>)> {
        let graph = self.graph;
        let parts = plan_parts((graph, self.language), plan, selection)?;
        let id = &graph.plans[plan].id;
        let charts = Charts { graph, language: self.language };
        let href = |part: &GraphPart| here.to(&page::graph_part(id, &part.slug));
        let chart = charts.parts(plan, &parts, &href);
        let drawn = draw((self.language, self.archive), &chart);
        let counts = [("n", parts.len().into()), ("tasks", selection.own.len().into())];
        let rows = (0..chart.nodes.len()).map(|place| self.plan_row(&chart, place));
        let view = GraphView {
            id: "o".to_owned(),
            title: self.language.say_of(
                "graph-by-phase-of",
                &[("plan", graph.plans[plan].title.as_str().into())],
            ),
            description: self.language.say_of("phases-graph-description", &counts),
            undrawn: match drawn {
                Some(_) => String::new(),
                None => self.language.say_of("too-many-phases", &counts),
            },
            left_out: self.implied_words(drawn.as_ref()),
            rows: rows.collect(),
            rows_more: None,
            drawing: drawn.map(|drawn| drawn.drawing),
        };
        Some((view, parts))
    }

    /// A graph of tasks as a page shows it.
    fn task_graph(
        &self,
        (here, plan): (&Here, usize),
        (selection, cut): (&Selection, Cut),
        (chart, told): (&Chart, Told),
    ) -> GraphView {
        let graph = self.graph;
        let language = self.language;
        let drawn = draw((self.language, self.archive), chart);
        let counts = [
            ("tasks", selection.own.len().into()),
            ("links", selection.edges.len().into()),
            ("phases", graph.plans[plan].phases.len().into()),
        ];
        let said = |id: &str| language.say_of(id, &counts);
        let undrawn = match (&drawn, selection.nodes.is_empty(), cut) {
            (Some(_), ..) => String::new(),
            (None, true, Cut::Over) => said("no-open-task-waits"),
            (None, true, _) => said("no-task-waits"),
            (None, false, _) => said("too-many-to-draw"),
        };
        GraphView {
            id: "g".to_owned(),
            title: self.graph_title(plan),
            description: said("graph-description"),
            undrawn,
            left_out: self.left_out((plan, selection), cut, drawn.as_ref()),
            rows: selection
                .own
                .iter()
                .map(|node| self.graph_row((here, plan), *node, told))
                .collect(),
            rows_more: None,
            drawing: drawn.map(|drawn| drawn.drawing),
        }
    }

    fn task_chart(&self, (here, plan): (&Here, usize), selection: &Selection) -> Chart {
        let charts = Charts { graph: self.graph, language: self.language };
        charts.tasks(plan, selection, &|node| self.task_href(here, node))
    }

    /// What a drawing leaves out, in words.
    fn left_out(
        &self,
        (plan, selection): (usize, &Selection),
        cut: Cut,
        drawn: Option<&Drawn>,
    ) -> String {
        let all = self.graph.summaries[plan].nodes.len();
        let missing = [("n", all.saturating_sub(selection.own.len()).into())];
        let left_out = match cut {
            Cut::Nothing => String::new(),
            _ if all == selection.own.len() => String::new(),
            Cut::Unlinked => self.language.say_of("unlinked-left-out", &missing),
            Cut::Over => self.language.say_of("over-left-out", &missing),
        };
        words::sentences(self.language, &[left_out, self.implied_words(drawn)])
    }

    /// How many lines are not drawn because others say the same.
    fn implied_words(&self, drawn: Option<&Drawn>) -> String {
        match drawn.map_or(0, |drawn| drawn.implied) {
            0 => String::new(),
            implied => self.language.say_of("implied-left-out", &[("n", implied.into())]),
        }
    }

    /// A task of the table beneath a graph.
    fn graph_row(
        &self,
        (here, plan): (&Here, usize),
        node: NodeId,
        told: Told,
    ) -> GraphRow {
        let graph = self.graph;
        let found = &graph.nodes[node.0];
        let named = |nodes: &[NodeId]| {
            self.say(here, Some(plan), |mut sentence| {
                sentence.tasks(nodes);
                sentence.end()
            })
        };
        // A way back is none that is waited for.
        let side = |side: Side| {
            let mut steps = steps(graph, node, side).into_iter();
            let mut said = named(&steps.next().unwrap_or_default());
            if told == Told::Links {
                return said;
            }
            let id = match side {
                Side::Before => "before-those",
                Side::After => "after-those",
            };
            for step in steps {
                said.push(Word { text: self.language.say(id), href: None });
                said.extend(named(&step));
            }
            said
        };
        GraphRow {
            task: Link {
                title: tasks::mention(graph.task(node)),
                href: self.task_href(here, node),
            },
            state: words::state(self.language, found.state),
            after: side(Side::Before),
            before: side(Side::After),
            critical: found.critical && found.state != State::Done,
        }
    }

    /// A box that stands for many tasks, in the table beneath a graph.
    fn plan_row(&self, chart: &Chart, place: usize) -> GraphRow {
        let node = &chart.nodes[place];
        let join = |others: Vec<(usize, usize)>| {
            let mut said: Vec<Word> = Vec::new();
            for (other, count) in others {
                if !said.is_empty() {
                    let text = self.language.say("list-next");
                    said.push(Word { text, href: None });
                }
                let other = &chart.nodes[other];
                let href = Some(other.href.clone());
                said.push(Word { text: other.title.clone(), href });
                if count > 1 {
                    let text = words::count(self.language, "so-many-links", count);
                    said.push(Word { text, href: None });
                }
            }
            said
        };
        let ends = |own: fn(&Ends) -> usize, other: fn(&Ends) -> usize| {
            let edges =
                chart.edges.iter().filter(|edge| own(&(edge.from, edge.to)) == place);
            edges.map(|edge| (other(&(edge.from, edge.to)), edge.count)).collect()
        };
        GraphRow {
            task: Link {
                title: self.language.say_of(
                    "title-and-note",
                    &[("title", (&node.title).into()), ("note", (&node.id).into())],
                ),
                href: node.href.clone(),
            },
            state: words::state(self.language, node.state),
            after: join(ends(|ends| ends.1, |ends| ends.0)),
            before: join(ends(|ends| ends.0, |ends| ends.1)),
            critical: node.critical,
        }
    }

    /// What states the edges that touch some tasks.
    fn statements(&self, own: &BTreeSet<NodeId>) -> Vec<Statement<'_>> {
        let graph = self.graph;
        let edges = own.iter().flat_map(|node| {
            let leaving = graph.outgoing(*node).iter();
            let leaving = leaving.filter(|edge| !own.contains(&graph.edges[**edge].to));
            graph.incoming(*node).iter().chain(leaving).copied()
        });
        by_statement(graph, edges).into_iter().collect()
    }

    /// How edges of a plan are known.
    fn edge_rows(
        &self,
        here: &Here,
        (plan, statements): (usize, &[Statement<'_>]),
    ) -> Vec<EdgeRow> {
        let named = |nodes: BTreeSet<NodeId>| {
            let nodes: Vec<NodeId> = nodes.into_iter().collect();
            self.say(here, Some(plan), |mut sentence| {
                sentence.tasks(&nodes);
                sentence.end()
            })
        };
        let rows = statements.iter().map(|((source, kind), ends)| {
            let (from, to): (BTreeSet<NodeId>, BTreeSet<NodeId>) =
                ends.iter().copied().unzip();
            EdgeRow {
                from: named(from),
                to: named(to),
                rule: words::rule(self.language, source.rule),
                is_loop: *kind == EdgeKind::Loop,
                citation: self.cite(here, &source.path, source.span.line),
            }
        });
        rows.collect()
    }

    /// Files, and the links to them.
    fn downloads(
        &self,
        here: &Here,
        texts: Vec<(&str, &str, String)>,
        out: &dyn Fn(&str) -> OutPath,
    ) -> (Vec<Download>, Files) {
        let mut downloads = Vec::new();
        let mut files = Files::new();
        if !self.has(Extra::GraphFiles) {
            return (downloads, files);
        }
        for (name, title, text) in texts {
            let out = out(name);
            downloads.push(Download {
                title: title.to_owned(),
                size: format!("{} kB", text.len().div_ceil(1_000)),
                href: here.to(&out),
            });
            files.push((out, text.into_bytes().into()));
        }
        (downloads, files)
    }
}

/// Where edges are stated or what implies them, and from where to where they lead.
type Statement<'g> = ((&'g Provenance, EdgeKind), Vec<(NodeId, NodeId)>);

/// Where a line starts and ends.
type Ends = (usize, usize);

/// All of a plan's graph, and what is left out: a board of many tasks has few
/// links.
fn whole(graph: &Graph, plan: usize) -> (Selection, Cut) {
    let own = graph.summaries[plan].nodes.clone().map(NodeId);
    let mut selection = Selection::of(graph, own);
    match graph.plans[plan].source {
        Some(_) => (selection, Cut::Nothing),
        None => {
            selection.drop_unlinked(graph);
            (selection, Cut::Unlinked)
        }
    }
}

/// Whether the tables of a plan's graph stand on the pages of its parts: where it
/// is too large to be drawn whole.
fn has_tables_in_parts(selection: &Selection, has_parts: bool) -> bool {
    has_parts && selection.own.len() > DRAWN_NODES
}

/// The parts that a plan's graph is drawn in; nothing for a small one.
fn plan_parts(
    (graph, language): (&Graph, &Language),
    plan: usize,
    selection: &Selection,
) -> Option<Vec<GraphPart>> {
    if selection.own.len() <= PARTED {
        return None;
    }
    let parts = parts(graph, plan, (&selection.own, language));
    (parts.len() > 1).then_some(parts)
}

/// The name of the part of its plan's graph that each task is drawn in.
fn parts_of_tasks(
    graph: &Graph,
    language: &Language,
    plan: usize,
) -> BTreeMap<NodeId, String> {
    if graph.plans[plan].tasks.len() <= PARTED {
        return BTreeMap::new();
    }
    let (selection, _) = whole(graph, plan);
    let parts = plan_parts((graph, language), plan, &selection).unwrap_or_default();
    let tasks = parts.into_iter().flat_map(|part| {
        part.nodes.into_iter().map(move |node| (node, part.slug.clone()))
    });
    tasks.collect()
}

/// The tasks one step from a task, two steps, and so on, until very many lines were
/// followed; each task once.
fn steps(graph: &Graph, node: NodeId, side: Side) -> Vec<Vec<NodeId>> {
    let mut seen = BTreeSet::from([node]);
    let mut border = vec![node];
    let mut steps = Vec::new();
    let mut followed = 0;
    for _ in 0..STEPS {
        let mut next: Vec<NodeId> = Vec::new();
        for node in &border {
            // What is one step away is told in any case.
            if followed > FOLLOWED {
                return steps;
            }
            let found = neighbours(graph, *node, side).inspect(|_| followed += 1);
            next.extend(found.filter(|other| seen.insert(*other)));
        }
        if next.is_empty() {
            break;
        }
        next.sort_unstable();
        border.clone_from(&next);
        steps.push(next);
    }
    steps
}

/// What the longest way through a plan is, in words.
fn graph_verdict(language: &Language, graph: &Graph, number: usize) -> Verdict {
    let summary = &graph.summaries[number];
    let mut names: Vec<String> = summary
        .critical
        .iter()
        .map(|node| words::name(language, (graph, Some(number)), *node))
        .collect();
    let edges = graph.edges_into(number);
    let stated = edges.iter().filter(|edge| edge.stated).count();
    let drawn = edges
        .iter()
        .filter(|edge| graph.provenance(edge).iter().any(|it| it.rule == Rule::Diagram))
        .count();
    let given = [
        ("n", edges.len().into()),
        ("stated", stated.into()),
        ("drawn", drawn.into()),
        ("others", (edges.len() - stated).into()),
    ];
    let rest = language.say_of("dependencies-and-sources", &given);
    let lead = match names.len() {
        0 => language.say("nothing-left-to-do"),
        1 => language.say_of("longest-path-one", &[("path", (&names[0]).into())]),
        _ => {
            let length = match summary.times.parallel_left {
                0 => words::count(language, "tasks", names.len()),
                minutes => words::duration(language, minutes),
            };
            // The drawing has all of a long way.
            if names.len() > NAMED {
                let end = names.len() - 2;
                names.splice(NAMED - 3..end, ["…".to_owned()]);
            }
            let path = words::chain(language, &names);
            let given = [("path", (&path).into()), ("length", (&length).into())];
            language.say_of("longest-path", &given)
        }
    };
    Verdict { lead, rest }
}
