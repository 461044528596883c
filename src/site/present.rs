//! From the model to views: what all pages share.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::config::{Config, Extra, Links};
use crate::graph::layout::Layout;
use crate::graph::model::{Graph, NodeId, Progress, State};
use crate::language::{Language, Piece};
use crate::markdown::Html;
use crate::memo::Archive;
use crate::plan::ledger::Counts;
use crate::plan::model::{Plan, Task};
use crate::site::api::ChangesJson;
use crate::site::basis::Contents;
use crate::site::catalogue::Catalogue;
use crate::site::diagrams::Drawings;
use crate::site::facts::PlanFacts;
use crate::site::footer::Footer;
use crate::site::lines::PlanLines;
use crate::site::owner::Owners;
use crate::site::place::{Here, Places};
use crate::site::search::Entry;
use crate::site::tasks::{self, ByState, Listed, TaskTable};
use crate::site::text::Text;
use crate::site::timeline::Timed;
use crate::site::view::{
    Body, Citation, KeyLink, Link, Nav, NavItem, PageMeta, PageView, PlanLine,
    ProgressView, Segment, SiteView, StateView, TaskLine, Verdict, Word,
};
use crate::site::words::{self, Sentence};
use crate::site::{Page, page};
use crate::source::{OutPath, SitePath, Sources};
use crate::trace::{Noted, OfAll, Traced};

/// How many plans the navigation lists.
const NAV_PLANS: usize = 12;
/// How many domains the navigation lists.
const NAV_DOMAINS: usize = 8;
/// How many pages the navigation lists.
pub const NAV_PAGES: usize = 12;

/// Everything that pages are made from.
pub struct Presenter<'a> {
    /// The authors' blocks that are drawn.
    pub drawings: &'a Drawings,
    /// The settings.
    pub config: &'a Config,
    /// The words of the site.
    pub language: &'a Language,
    /// What was given.
    pub sources: &'a Sources,
    /// The graph.
    pub graph: &'a Graph,
    /// Where things lead.
    pub places: Places<'a>,
    /// The ordinary pages, in order.
    pub texts: Noted<Arc<Text>>,
    /// What follows from what plans and pages are called.
    pub catalogue: Arc<Catalogue>,
    /// The site's name.
    pub title: String,
    /// Where graphs were placed before.
    pub archive: &'a Archive<Layout>,
    /// What follows from each plan alone.
    pub facts: &'a Noted<Arc<PlanFacts>>,
    /// The hashes of the plans.
    pub contents: Contents,
    /// What the navigation of every page says.
    pub shared: Shared,
    /// The foot of every page.
    pub footer: Footer,
    /// What all rows of the list of all tasks have in common, once it was asked for.
    pub task_table: Traced<TaskTable>,
    /// All tasks that count, the ready ones by what they unlock, once they were asked for.
    pub ranked: Traced<ByState>,
    /// What became of the lines of each plan, once it was asked for.
    pub counts: Traced<Vec<Counts>>,
    /// When all plans are worked on, once it was asked for.
    pub timed: Traced<Timed>,
    /// Everything that can be found, once it was asked for.
    pub found: Traced<Vec<Entry>>,
    /// What lists of the whole site say of each plan, once it was asked for.
    pub lines: OnceLock<Vec<Arc<PlanLines>>>,
    /// What has changed since what is known of before, once it was asked for.
    pub changed: Traced<ChangesJson>,
}

/// What the navigation says on every page, counted once.
pub struct Shared {
    /// The counts of all plans that count.
    pub total: OfAll<Progress>,
    /// How many plans count.
    counted: usize,
    /// The first plans that count: their index, title and page.
    first: Vec<(usize, String, OutPath)>,
    /// How many plans are linked to another one.
    linked: OfAll<usize>,
    /// Whether any is.
    has_links: bool,
    /// Whether any task has an owner.
    has_owners: bool,
    /// Whether there is anything to be placed in time.
    has_timeline: bool,
    /// Which part of its plan's graph each task is drawn in, by plan, once it was asked
    /// for; empty where a graph is drawn in one.
    pub graph_parts: Vec<Traced<BTreeMap<NodeId, String>>>,
    /// The pages that the navigation lists, and those that it would list if they
    /// were not too many: their titles and where they lie.
    pub top: Vec<(String, OutPath)>,
    /// The example domains: name, page and how many examples.
    domains: Vec<(String, OutPath, usize)>,
    /// The documents that each plan's pages lead to, once one of them was made.
    pub documents: Vec<Traced<Vec<(String, OutPath)>>>,
    /// All tasks that count, by their states.
    pub tasks: OfAll<Arc<ByState>>,
    /// Which of them stand on each page of their list.
    pub task_pages: OfAll<Arc<Vec<Range<usize>>>>,
    /// Who does them.
    pub owners: OfAll<Arc<Owners>>,
}

impl Shared {
    /// Counts; so many plans are linked to another one.
    pub fn new(
        (graph, linked): (&Graph, usize),
        texts: &[Arc<Text>],
        (catalogue, listed): (&Catalogue, &Listed),
    ) -> Self {
        let domains = catalogue.domains.values().map(|domain| {
            (domain.name.clone(), page::example(&domain.name), domain.examples.len())
        });
        let Catalogue { counted, owners, timed, .. } = catalogue;
        let first = counted.iter().take(NAV_PLANS).map(|number| {
            let plan = &graph.plans[*number];
            (*number, plan.title.clone(), page::plan(&plan.id))
        });
        Self {
            total: OfAll::new(graph.total()),
            counted: counted.len(),
            first: first.collect(),
            linked: OfAll::new(linked),
            has_links: linked > 0,
            has_owners: !owners.by_slug.is_empty(),
            has_timeline: *timed > 0,
            graph_parts: vec![Traced::default(); graph.plans.len()],
            top: top_pages(texts),
            domains: domains.collect(),
            documents: vec![Traced::default(); graph.plans.len()],
            owners: OfAll::new(Arc::clone(owners)),
            task_pages: OfAll::new(Arc::clone(&listed.pages)),
            tasks: OfAll::new(Arc::clone(&listed.tasks)),
        }
    }

    /// What of it is read without being noted.
    pub fn frame(&self) -> impl Debug {
        let Self {
            total: _,
            counted,
            first,
            linked: _,
            has_links,
            has_owners,
            has_timeline,
            graph_parts: _,
            top,
            domains,
            documents: _,
            tasks: _,
            task_pages: _,
            owners: _,
        } = self;
        (counted, first, has_links, has_owners, has_timeline, top, domains)
    }
}

/// The pages that the navigation lists: those at the top, and the first page of
/// each folder there.
fn top_pages(texts: &[Arc<Text>]) -> Vec<(String, OutPath)> {
    let top = texts.iter().filter_map(|text| {
        let path = &text.document.path;
        let depth = path.as_str().matches('/').count();
        let out = page::text(path);
        let is_home = depth == 0 && out == page::overview();
        let is_top = !is_home && (depth == 0 || (depth == 1 && page::is_index(path)));
        is_top.then(|| (text.title.clone(), out))
    });
    top.collect()
}

impl Presenter<'_> {
    /// Puts a page together.
    pub fn page(
        &self,
        here: &Here,
        template: &'static str,
        meta: PageMeta,
        body: Body,
    ) -> Page {
        let root = here.root.clone().unwrap_or_else(|| here.path.root());
        let view = PageView {
            site: SiteView {
                title: self.title.clone(),
                language: self.config.language.clone(),
                direction: self.language.direction().attribute(),
                as_of: self.config.today.map(|day| self.date(day)).unwrap_or_default(),
                generator: concat!("ouro ", env!("CARGO_PKG_VERSION")).to_owned(),
                root,
                nav: self.nav(here),
                footer_html: self.footer.fill(&self.places, here),
                about: self.link(
                    here,
                    &self.language.say("about-this-data"),
                    &page::about(),
                ),
                manifest: match self.config.links {
                    Links::Folders => Some(here.to(&page::manifest())),
                    Links::Files => None,
                },
                search: self.link(here, &self.language.say("search"), &page::search()),
                index: here.to(&page::index()),
                keys: self.keys(here),
            },
            page: meta,
            body,
        };
        Page { path: here.path.clone(), template, view }
    }

    /// The head of a page.
    pub fn meta(&self, here: &Here, title: &str, verdict: &Verdict) -> PageMeta {
        let card = self.has(Extra::Cards).then(page::card_of_all);
        PageMeta {
            title: title.to_owned(),
            title_html: Html::escape(title).as_str().to_owned(),
            description: self.spoken(verdict),
            canonical: self.absolute(&here.path).filter(|_| here.root.is_none()),
            card: card.and_then(|card| self.absolute(&card)),
            // Without figures: with them, every page would change with every task.
            card_alt: self.card_words(&self.title, &self.language.say("badge-of-all")),
            alternates: Vec::new(),
            crumbs: Vec::new(),
            source: None,
        }
    }

    /// What the picture that goes with a link says.
    pub fn card_words(&self, name: &str, words: &str) -> String {
        self.language.say_of("card", &[("name", name.into()), ("words", words.into())])
    }

    /// The absolute address of a page or a file, where that of the site is known.
    pub fn absolute(&self, out: &OutPath) -> Option<String> {
        let base = self.config.base_url.as_ref()?;
        Some(format!("{base}{}", out.address()))
    }

    /// Whether the site has a part that it could do without.
    pub fn has(&self, part: Extra) -> bool {
        let is_absolute = matches!(part, Extra::Cards | Extra::Feeds);
        let can = !is_absolute || self.config.base_url.is_some();
        can && !self.config.left_out.contains(&part)
    }

    /// A verdict as one text.
    pub fn spoken(&self, verdict: &Verdict) -> String {
        let said = [verdict.lead.clone(), verdict.rest.clone()];
        words::sentences(self.language, &said).trim().to_owned()
    }

    /// A heading about a plan as HTML: its name keeps its own direction.
    pub fn title_about(&self, id: &str, plan: &str) -> String {
        let pieces = self.language.pieces(id, &[], &["plan"]).into_iter();
        let html = pieces.map(|piece| match piece {
            Piece::Words(words) => Html::escape(&words).as_str().to_owned(),
            Piece::Hole(_) => format!("<bdi>{}</bdi>", Html::escape(plan)),
        });
        html.collect()
    }

    /// A link from one page to another.
    pub fn link(&self, here: &Here, title: &str, target: &OutPath) -> Link {
        Link { title: title.to_owned(), href: here.to(target) }
    }

    /// The link to the list of all plans.
    pub fn plans_link(&self, here: &Here) -> Link {
        self.link(here, &self.language.say("nav-plans"), &page::plans())
    }

    /// The link to the tasks of a plan.
    pub fn tasks_link(&self, here: &Here, plan: &Plan) -> Link {
        self.link(here, &self.language.say("tasks-heading"), &page::plan(&plan.id))
    }

    /// The templates and archived plans, by index.
    pub fn uncounted(&self) -> impl Iterator<Item = usize> {
        (0..self.graph.plans.len()).filter(|plan| !self.graph.plans[*plan].counts())
    }

    /// The leaves of counted plans in a state.
    pub fn in_state(&self, state: State) -> impl Iterator<Item = NodeId> {
        self.graph.counted().flat_map(move |plan| {
            self.graph.summaries[plan].nodes.clone().map(NodeId).filter(move |node| {
                let found = &self.graph.nodes[node.0];
                found.leaf && found.state == state
            })
        })
    }

    /// The pages that `g` and another key lead to.
    fn keys(&self, here: &Here) -> Vec<KeyLink> {
        let link = |key, id, target: &OutPath| KeyLink {
            key,
            title: self.language.say(id),
            href: here.to(target),
        };
        let mut keys = vec![link("o", "overview", &page::overview())];
        if !self.graph.plans.is_empty() {
            keys.push(link("p", "all-plans", &page::plans()));
            keys.push(link("t", "all-tasks", &page::tasks()));
            keys.push(link("n", "ready-to-start", &page::next()));
        }
        keys
    }

    fn nav(&self, here: &Here) -> Nav {
        // A later page of a list is still that list.
        let list = page::first_of(&here.path);
        let say = |id: &str| self.language.say(id);
        let item = |title: &str, target: &OutPath, count: Option<String>| NavItem {
            title: title.to_owned(),
            href: here.to(target),
            count,
            current: list == *target,
        };
        let number = |number: usize| words::count(self.language, "number", number);
        let (graph, shared) = (self.graph, &self.shared);
        // A figure of the whole site stands only on pages that move with it anyway, of a
        // list on the first: else a task or a plan more would change every page.
        let overview = list == page::overview();
        let figure = |target: &OutPath, count: &dyn Fn() -> usize| {
            (overview || here.path == *target).then(|| number(count()))
        };
        let percent = |plan: usize, out: &OutPath| {
            let moves = overview || list == *out;
            let progress = moves.then(|| &graph.summaries[plan].progress)?;
            (progress.total > 0)
                .then(|| words::percent(self.language, progress.percent()))
        };
        let mut site = vec![item(&say("overview"), &page::overview(), None)];
        if !graph.plans.is_empty() {
            let plans = figure(&page::plans(), &|| graph.plans.len());
            site.push(item(&say("all-plans"), &page::plans(), plans));
            let tasks = figure(&page::tasks(), &|| shared.tasks.nodes.len());
            site.push(item(&say("all-tasks"), &page::tasks(), tasks));
            let ready = figure(&page::next(), &|| shared.total.ready);
            site.push(item(&say("ready-to-start"), &page::next(), ready));
            if shared.has_timeline {
                site.push(item(&say("timeline"), &page::timeline(), None));
            }
        }
        if shared.has_owners {
            let count = figure(&page::owners(), &|| shared.owners.by_slug.len());
            site.push(item(&say("owners"), &page::owners(), count));
        }
        if shared.has_links {
            let count = figure(&page::graph_of_plans(), &|| *shared.linked);
            let title = self.language.say("graph");
            site.push(item(&title, &page::graph_of_plans(), count));
        }
        if !self.catalogue.patterns.is_empty() {
            let count = figure(&page::patterns(), &|| self.catalogue.patterns.len());
            site.push(item(&say("patterns"), &page::patterns(), count));
        }
        if self.catalogue.capabilities.count > 0 {
            let count =
                figure(&page::capabilities(), &|| self.catalogue.capabilities.count);
            site.push(item(&say("capabilities"), &page::capabilities(), count));
        }
        // The current plan is always among those listed.
        let first = shared.first.iter().map(|(plan, title, out)| (*plan, title, out));
        let is_first = |plan: &usize| first.clone().any(|(other, ..)| other == *plan);
        let own = here.plan.filter(|plan| !is_first(plan)).map(|plan| {
            let found = &graph.plans[plan];
            (plan, &found.title, page::plan(&found.id))
        });
        let own = own.iter().map(|(plan, title, out)| (*plan, *title, out));
        let plans = first.clone().chain(own);
        let plans = plans
            .map(|(plan, title, out)| item(title, out, percent(plan, out)))
            .collect();
        let more = |hidden: usize, title: String, target: OutPath| {
            (hidden > 0).then(|| item(&title, &target, None))
        };
        let domains = &self.shared.domains;
        let shown = |(place, (_, out, _)): &(usize, &(String, OutPath, usize))| {
            *place < NAV_DOMAINS || *out == list
        };
        let is_example = list.address().starts_with(page::examples().address());
        // The current domain is always among those listed.
        let looked_at = if is_example { domains.len() } else { NAV_DOMAINS };
        let mut examples: Vec<NavItem> = domains
            .iter()
            .enumerate()
            .take(looked_at)
            .filter(shown)
            .map(|(_, (name, out, count))| item(name, out, Some(number(*count))))
            .collect();
        if !domains.is_empty() {
            examples.insert(0, item(&say("all-examples"), &page::examples(), None));
        }
        let top = shared.top.iter().take(NAV_PAGES);
        let pages: Vec<NavItem> =
            top.map(|(title, out)| item(title, out, None)).collect();
        Nav {
            site,
            plans,
            plans_more: more(
                self.shared.counted.saturating_sub(NAV_PLANS),
                words::count(self.language, "all-n-plans", self.shared.counted),
                page::plans(),
            ),
            examples,
            examples_more: more(
                domains.len().saturating_sub(NAV_DOMAINS),
                words::count(self.language, "all-n-domains", domains.len()),
                page::examples(),
            ),
            pages,
        }
    }

    /// A progress bar with its words.
    pub fn progress(&self, progress: &Progress) -> ProgressView {
        ProgressView {
            done: progress.done,
            total: progress.total,
            percent: progress.percent(),
            words: words::bar(self.language, progress),
            checks: (progress.checks_total > 0).then(|| {
                let given = [
                    ("done", progress.checks_done.into()),
                    ("n", progress.checks_total.into()),
                ];
                self.language.say_of("checks-ticked", &given)
            }),
            segments: segments(progress),
        }
    }

    /// Where a task leads from a page.
    pub fn task_href(&self, here: &Here, node: NodeId) -> String {
        if let Some(slug) = &self.graph.task(node).page {
            return here.to(&page::document(&self.graph.plan(node).id, slug));
        }
        let (out, anchor) = self.places.task(node);
        here.to_anchor(&out, &anchor)
    }

    /// Builds a sentence about tasks.
    pub fn say(
        &self,
        here: &Here,
        home: Option<usize>,
        build: impl FnOnce(Sentence<'_>) -> Vec<Word>,
    ) -> Vec<Word> {
        let href = |node| Some(self.task_href(here, node));
        build(Sentence::new(self.language, self.graph, (home, &href)))
    }

    /// What a task in a list unlocks, where it is ready, or why it stands as it does.
    fn why(&self, node: NodeId, href: &dyn Fn(NodeId) -> Option<String>) -> Vec<Word> {
        let found = &self.graph.nodes[node.0];
        let sentence = Sentence::new(self.language, self.graph, (Some(found.plan), href));
        match found.state {
            State::Ready => words::unlocks(sentence, node),
            _ => words::why(sentence, node),
        }
    }

    /// The same without links.
    pub fn plain_why(&self, node: NodeId) -> String {
        words::plain(&self.why(node, &|_| None))
    }

    /// How long a task takes, where it says so.
    pub fn task_duration(&self, task: &Task) -> Option<String> {
        task.minutes.map(|minutes| words::duration(self.language, minutes))
    }

    /// A task in a list of tasks of several plans: of one that is ready with what
    /// it unlocks, of another with why it stands as it does.
    pub fn task_line(&self, here: &Here, node: NodeId) -> TaskLine {
        let task = self.graph.task(node);
        let plan = self.graph.plan(node);
        let found = &self.graph.nodes[node.0];
        TaskLine {
            id: task.id.clone().unwrap_or_default(),
            title_html: task.title_html.as_str().to_owned(),
            href: self.task_href(here, node),
            state: words::state(self.language, found.state),
            plan: self.link(here, &plan.title, &page::plan(&plan.id)),
            why: self.why(node, &|node| Some(self.task_href(here, node))),
            duration: self.task_duration(task),
            critical: found.critical && found.state != State::Done,
            owners: task.owners.clone(),
            priority: task.priority.clone(),
        }
    }

    /// Ready tasks as lines, best first.
    pub fn ready_lines(&self, here: &Here, limit: usize) -> (Vec<TaskLine>, usize) {
        let ranked = words::rank(self.graph, self.in_state(State::Ready));
        let lines = ranked.iter().take(limit).map(|node| self.task_line(here, *node));
        (lines.collect(), ranked.len())
    }

    /// Tasks in a state as lines, with why they stand so.
    pub fn state_lines(
        &self,
        here: &Here,
        state: State,
        limit: usize,
    ) -> (Vec<TaskLine>, usize) {
        let nodes: Vec<NodeId> = self.in_state(state).collect();
        let lines = nodes.iter().take(limit).map(|node| self.task_line(here, *node));
        (lines.collect(), nodes.len())
    }

    /// What to say when nothing is ready.
    pub fn nothing_ready(&self, progress: &Progress) -> String {
        let id = if self.graph.plans.is_empty() {
            "no-plans-found"
        } else if progress.total == 0 {
            "no-tasks-yet"
        } else if progress.done == progress.total {
            return String::new();
        } else if progress.in_progress > 0 {
            "nothing-else-can-start"
        } else {
            "nothing-can-start"
        };
        self.language.say(id)
    }

    /// A plan in a list.
    pub fn plan_line(&self, here: &Here, number: usize) -> PlanLine {
        let plan = &self.graph.plans[number];
        let summary = &self.graph.summaries[number];
        let (state, state_words) = plan_chip(self.language, plan, &summary.progress);
        let ready = summary.nodes.clone().map(NodeId).filter(|node| {
            let found = &self.graph.nodes[node.0];
            found.leaf && matches!(found.state, State::Ready)
        });
        let next = words::rank(self.graph, ready).first().map(|node| {
            let title = tasks::mention(self.graph.task(*node));
            Link { title, href: self.task_href(here, *node) }
        });
        PlanLine {
            title: plan.title.clone(),
            href: here.to(&page::plan(&plan.id)),
            pattern: plan.pattern.clone(),
            state,
            state_words,
            progress: self.progress(&summary.progress),
            next: next.filter(|_| plan.counts()),
        }
    }

    /// The source file that a page is written in.
    pub fn written_in(&self, here: &Here, path: &SitePath) -> Citation {
        Citation { path: self.sources.shown(path), ..self.cite(here, path, 1) }
    }

    /// A place in a source file, as a page cites it: on a page of a plan, a file of the
    /// plan's own folder by its name in there, unless another file is shown by that name.
    pub fn cite(&self, here: &Here, path: &SitePath, line: u32) -> Citation {
        let href = match &self.config.source_url {
            Some(pattern) => {
                let shown = self.sources.shown(path);
                let encoded: String = shown
                    .split('/')
                    .map(|part| {
                        percent_encoding::utf8_percent_encode(
                            part,
                            percent_encoding::NON_ALPHANUMERIC,
                        )
                        .to_string()
                        .replace("%2E", ".")
                        .replace("%2D", "-")
                        .replace("%5F", "_")
                    })
                    .collect::<Vec<_>>()
                    .join("/");
                pattern.replace("{path}", &encoded).replace("{line}", &line.to_string())
            }
            None => match self.places.source_of(path) {
                Some(out) => here.to_anchor(&out, &format!("L{line}")),
                None => match self.places.page_of(path) {
                    Some(out) => here.to(out),
                    None => here.to(&page::overview()),
                },
            },
        };
        let home = here.plan.map(|plan| self.graph.plans[plan].home.folder());
        let inside = home.and_then(|home| match home {
            "" => Some(path.as_str()),
            home => path.as_str().strip_prefix(home)?.strip_prefix('/'),
        });
        let is_free = |inside: &&str| {
            let other =
                inside.strip_prefix(&*self.sources.prefix).and_then(SitePath::new);
            other
                .is_none_or(|other| other == *path || self.sources.file(&other).is_none())
        };
        let inside = inside.filter(is_free);
        let path = inside.map_or_else(|| self.sources.shown(path), str::to_owned);
        Citation { path, line, href }
    }
}

/// The coloured parts of a progress bar.
pub fn segments(progress: &Progress) -> Vec<Segment> {
    let mut segments = Vec::new();
    let whole = progress.total.max(1) as f64;
    let mut x = 0.0_f64;
    for (state, number) in [
        ("done", progress.done),
        ("in_progress", progress.in_progress),
        ("blocked", progress.blocked),
    ] {
        // Optional tasks that were begun are not part of the whole.
        let width = (number as f64 * 100.0 / whole).min(100.0 - x);
        if width > 0.0 {
            segments.push(Segment {
                state,
                x: format!("{x:.2}"),
                width: format!("{width:.2}"),
            });
            x += width;
        }
    }
    segments
}

/// A plan's chip: templates and archived plans say what they are.
pub fn plan_chip(
    language: &Language,
    plan: &Plan,
    progress: &Progress,
) -> (StateView, String) {
    let (state, words) = if plan.template {
        (State::Waiting, language.say("chip-template"))
    } else if plan.archived {
        (State::Skipped, language.say("chip-archived"))
    } else {
        words::chip(language, progress)
    };
    (words::state(language, state), words)
}
