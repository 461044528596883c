//! From plans and graph to the site: every page that will exist, with all that
//! its template may see.

pub mod about;
pub mod alias;
pub mod account;
pub mod api;
pub mod bar;
pub mod basis;
pub mod batch;
pub mod calendar;
pub mod catalogue;
pub mod chart;
pub mod diagrams;
pub mod document;
pub mod drawing;
pub mod example;
pub mod external;
pub mod facts;
pub mod feed;
pub mod filter;
pub mod fit;
pub mod footer;
pub mod front;
pub mod graph;
pub mod graph_svg;
pub mod graph_text;
pub mod lines;
pub mod owner;
pub mod page;
pub mod painted;
pub mod place;
pub mod plan;
pub mod present;
pub mod requirement;
pub mod sample;
pub mod scale;
pub mod search;
pub mod simplified;
pub mod tasks;
pub mod text;
pub mod timeline;
pub mod turn;
pub mod view;
pub mod width;
pub mod words;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, code, list};
use crate::diagram::{self, Kind, flowchart};
use crate::graph::layout::Layout;
use crate::graph::model::{Graph, NodeId, State};
use crate::language::Language;
use crate::markdown::{Document, Html};
use crate::memo::{Archive, Cache, Followed};
use crate::plan::model::Plan;
use crate::site::alias::Alias;
use crate::site::basis::Contents;
use crate::site::batch::Batch;
use crate::site::catalogue::Catalogue;
use crate::site::diagrams::{DiagramQuestion, Drawings};
use crate::site::facts::PlanFacts;
use crate::site::footer::Footer;
use crate::site::place::{LETTERS_OF_PLAN, LETTERS_OF_TEXTS, Places, Seen};
use crate::site::present::{Presenter, Shared};
use crate::site::tasks::Listed;
use crate::site::text::Text;
use crate::site::view::PageView;
use crate::source::{Content, Hash, Hasher, OutPath, SitePath, Sources};
use crate::trace::{Noted, Traced};

/// The site before it is rendered: where every page will lie, and how it is made.
///
/// A view holds all that a page shows, so the views of all pages together are
/// many times as large as the plans. None is kept: pages are made a batch at a
/// time, whenever they are asked for.
pub struct Site<'a> {
    presenter: Presenter<'a>,
    /// Every address, and the pages that are made together with the one there.
    pub addresses: Arc<BTreeMap<OutPath, Batch>>,
    /// The addresses that several pages would have.
    contested: BTreeSet<OutPath>,
    /// Older addresses, and where they lead.
    pub aliases: BTreeMap<OutPath, Alias>,
    /// Images and other files of the content.
    pub files: Vec<(OutPath, Arc<[u8]>)>,
    /// What was noticed before.
    noticed: &'a [Diagnostic],
    /// What was noticed of links and drawings.
    told: Vec<Diagnostic>,
}

/// A page before it is rendered.
pub struct Page {
    /// Where it will lie.
    pub path: OutPath,
    /// The template that renders it: `plan.html`.
    pub template: &'static str,
    /// All that the template may see.
    pub view: PageView,
}

impl<'a> Site<'a> {
    /// Everything that pages and files are made from.
    pub fn presenter(&self) -> &Presenter<'a> {
        &self.presenter
    }

    /// The hash of what every page of plans and texts may read without its being noted.
    pub fn frame(&self) -> Hash {
        let contested = self.contested.iter();
        let won: Vec<_> = contested.map(|out| (out, self.addresses.get(out))).collect();
        Hasher::new().hash(self.presenter.frame()).part(format!("{won:?}")).finish()
    }
}

/// What a site is assembled from.
pub struct Parts<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The words of the site.
    pub language: &'a Language,
    /// What was given.
    pub sources: &'a Sources,
    /// The graph of all plans.
    pub graph: &'a Graph,
    /// The hash of what each plan was read from.
    pub read: &'a [Hash],
    /// The ordinary pages.
    pub texts: &'a [Arc<Text>],
    /// The drawn Mermaid blocks.
    pub drawings: &'a Drawings,
    /// The code that pages have shown, highlighted.
    pub codes: &'a Cache<Html>,
    /// Where graphs were placed before.
    pub archive: &'a Archive<Layout>,
    /// What follows from each plan alone, in the order of the plans.
    pub facts: &'a Noted<Arc<PlanFacts>>,
    /// What was noticed before, sorted or not.
    pub noticed: &'a [Diagnostic],
}

/// Lists every Mermaid block of plans and pages, each source once.
pub fn diagrams(facts: &[Arc<PlanFacts>], texts: &[Arc<Text>]) -> Vec<DiagramQuestion> {
    let of_plans = facts.iter().flat_map(|plan| plan.diagrams.iter().cloned());
    let of_texts = texts.iter().flat_map(|text| &text.document.diagrams);
    let of_texts = of_texts.map(|(source, _)| DiagramQuestion::of(source));
    let mut all = of_plans.chain(of_texts).collect();
    DiagramQuestion::once_each(&mut all);
    all
}

/// What is known from the last time that a site was assembled.
#[derive(Default)]
pub struct Memory {
    last: Option<Last>,
    /// Which files there were.
    files: Vec<SitePath>,
    /// The hash of which files and pages there were.
    roll: Hash,
    links: Followed<Plan, CheckedLinks>,
}

/// A site, as far as the next one may be like it.
struct Last {
    facts: Noted<Arc<PlanFacts>>,
    texts: Noted<Arc<Text>>,
    /// The graph, without what was worked out later.
    graph: Graph,
    catalogue: Arc<Catalogue>,
    listed: Listed,
    /// How many plans were linked to another one.
    linked: usize,
    /// The settings and the words.
    settings: String,
    addresses: Arc<BTreeMap<OutPath, Batch>>,
    /// How many of them belong to each plan; nothing where several pages would have one
    /// address.
    counts: Option<Vec<usize>>,
    /// Those that belong to no plan.
    of_site: Vec<(OutPath, Batch)>,
}

/// How many tasks may stand in other states before all are listed anew.
const FEW_MOVED: usize = 50;

impl Last {
    /// Whether plans and pages are called as they were, and have the same tasks.
    fn has_frame_of(&self, parts: &Parts<'_>, texts: &[Arc<Text>]) -> bool {
        let is_same = |(one, other): (&Arc<PlanFacts>, &Arc<PlanFacts>)| {
            Arc::ptr_eq(one, other) || one.frame == other.frame
        };
        self.facts.len() == parts.facts.len()
            && self.facts.iter().zip(parts.facts).all(is_same)
            && self
                .texts
                .iter()
                .map(|text| catalogue::frame_of(text))
                .eq(texts.iter().map(|text| catalogue::frame_of(text)))
    }

    /// The plans of which anything is known that was not, where there are as many.
    fn changed(&self, parts: &Parts<'_>) -> Vec<usize> {
        let (old, new) = (&self.graph, parts.graph);
        let plans = 0..new.plans.len();
        let is_other = |plan: &usize| {
            !Arc::ptr_eq(&self.facts[*plan], &parts.facts[*plan])
                || !Arc::ptr_eq(&old.summaries[*plan], &new.summaries[*plan])
                || !Arc::ptr_eq(&old.inferred[*plan], &new.inferred[*plan])
        };
        plans.filter(is_other).collect()
    }

    /// The tasks that stand in another state than they did, with that, where the same
    /// tasks count.
    fn moved(&self, graph: &Graph, changed: &[usize]) -> Vec<(NodeId, State)> {
        let counted = changed.iter().filter(|plan| graph.plans[**plan].counts());
        let nodes = counted.flat_map(|plan| graph.summaries[*plan].nodes.clone());
        let moved = nodes.map(NodeId).filter_map(|node| {
            let (old, new) = (&self.graph.nodes[node.0], &graph.nodes[node.0]);
            (new.leaf && old.state != new.state).then_some((node, old.state))
        });
        moved.collect()
    }

    /// The addresses of all pages, where the plans are called as they were; nothing where
    /// one of them has other pages than it had, and all must be found anew.
    fn addresses_of(
        &self,
        presenter: &Presenter<'_>,
        changed: &[usize],
    ) -> Option<Addresses> {
        let counts = self.counts.as_ref()?;
        // What states an edge counts where it starts, too.
        let inferred = changed.iter().map(|plan| &presenter.graph.inferred[*plan]);
        let before = inferred.flat_map(|plan| plan.edges.iter().map(|edge| edge.from.0));
        let all: BTreeSet<usize> = changed.iter().copied().chain(before).collect();
        let changed: Vec<usize> = all.into_iter().collect();
        let of_plans = presenter.batches_of_plans(&changed);
        let mut seen: BTreeSet<&OutPath> = BTreeSet::new();
        let are_known = of_plans.iter().all(|(batch, addresses)| {
            addresses
                .iter()
                .all(|it| self.addresses.get(it) == Some(batch) && seen.insert(it))
        });
        let now = seen.len();
        let then: usize = changed.iter().map(|plan| counts[*plan]).sum();
        if !are_known || now != then {
            return None;
        }
        let (first, last) = presenter.batches_of_site();
        let of_site = each_alone(first.into_iter().chain(last));
        let mut all = Arc::clone(&self.addresses);
        // A list may have a page more or less than it had.
        if of_site != self.of_site {
            let all = Arc::make_mut(&mut all);
            for (path, _) in &self.of_site {
                all.remove(path);
            }
            for (path, batch) in &of_site {
                if all.insert(path.clone(), *batch).is_some() {
                    return None;
                }
            }
        }
        Some(Addresses { all, counts: self.counts.clone(), of_site })
    }
}

/// Where all pages lie, with what [`Last`] knows of that.
struct Addresses {
    all: Arc<BTreeMap<OutPath, Batch>>,
    counts: Option<Vec<usize>>,
    of_site: Vec<(OutPath, Batch)>,
}

/// Addresses one by one, each with its batch.
fn each_alone(
    batches: impl Iterator<Item = (Batch, Vec<OutPath>)>,
) -> Vec<(OutPath, Batch)> {
    let each = |(batch, addresses): (Batch, Vec<OutPath>)| {
        addresses.into_iter().map(move |address| (address, batch))
    };
    batches.flat_map(each).collect()
}

/// What the links of a plan lead to.
#[derive(Default)]
struct CheckedLinks {
    /// The files that are shown.
    files: BTreeSet<SitePath>,
    /// What was noticed.
    diagnostics: Vec<Diagnostic>,
}

/// Assembles the site. What it remembers changes nothing but the time that it takes.
pub fn assemble<'a>(parts: &Parts<'a>, memory: &mut Memory) -> Checked<Site<'a>> {
    let (graph, facts) = (parts.graph, parts.facts);
    let texts: Noted<Arc<Text>> = in_order(parts.texts).into();
    let last = memory.last.take();
    let same = last.as_ref().filter(|last| last.has_frame_of(parts, &texts));
    let changed = same.map(|last| last.changed(parts)).unwrap_or_default();
    let catalogue = match same {
        Some(last) => Arc::clone(&last.catalogue),
        None => Arc::new(Catalogue::new(graph, facts, &texts)),
    };
    let moved = same.map(|last| (last, last.moved(graph, &changed)));
    let listed = match moved.filter(|(_, moved)| moved.len() <= FEW_MOVED) {
        Some((last, moved)) => last.listed.after((graph, facts), &moved),
        None => Listed::of(graph, facts, &catalogue.tasks),
    };
    let linked = match &last {
        Some(last) if Arc::ptr_eq(&last.graph.order, &graph.order) => last.linked,
        _ => chart::linked_plans(graph).len(),
    };
    let shared = Shared::new((graph, linked), &texts, (&catalogue, &listed));
    let presenter = Presenter {
        config: parts.config,
        language: parts.language,
        sources: parts.sources,
        graph,
        places: Places::new(parts, &texts, &catalogue),
        drawings: parts.drawings,
        title: title((parts.config, parts.language), &texts),
        archive: parts.archive,
        facts,
        contents: Contents::new(parts.read.to_vec()),
        shared,
        footer: Footer::new(parts.config),
        catalogue: Arc::clone(&catalogue),
        texts: texts.clone(),
        task_table: Traced::default(),
        ranked: Traced::default(),
        counts: Traced::default(),
        timed: Traced::default(),
        found: Traced::default(),
        lines: OnceLock::new(),
        changed: Traced::default(),
    };

    let mut diagnostics = Vec::new();
    let shown = check(parts, (&presenter, same), (memory, &mut diagnostics));
    let mut files: Vec<(OutPath, Arc<[u8]>)> = Vec::new();
    for path in &shown {
        let file = parts.sources.file(path).map(|file| &file.content);
        if let Some(Content::Bytes(bytes)) = file {
            files.push((page::file(path), Arc::clone(bytes)));
        }
    }
    // What is told of addresses is told of pages that are not published.
    let told = diagnostics.clone();
    let settings = format!("{:?} {:x}", parts.config, parts.language.hash);
    let known = same.filter(|last| last.settings == settings);
    let known = known.and_then(|last| last.addresses_of(&presenter, &changed));
    let (addresses, contested) = match known {
        Some(addresses) => (addresses, BTreeSet::new()),
        None => {
            let batches = presenter.batches();
            let mut counts = vec![0; graph.plans.len()];
            for (batch, addresses) in &batches {
                if let Some(plan) = batch.plan() {
                    counts[plan] += addresses.len();
                }
            }
            let of_site = batches.iter().filter(|(batch, _)| batch.plan().is_none());
            let of_site = each_alone(of_site.cloned());
            let (all, contested) =
                once_each(batches, (parts, &presenter.texts), &mut diagnostics);
            let counts = contested.is_empty().then_some(counts);
            (Addresses { all: Arc::new(all), counts, of_site }, contested)
        }
    };
    let Addresses { all: addresses, counts, of_site } = addresses;
    let aliases = alias::read(
        (graph, &catalogue.aliased),
        &presenter.texts,
        &alias::Taken::new(&addresses, &files),
        &mut diagnostics,
    );
    memory.last = Some(Last {
        facts: facts.clone(),
        texts,
        graph: graph.without_later(),
        catalogue,
        listed,
        linked,
        settings,
        addresses: Arc::clone(&addresses),
        counts,
        of_site,
    });
    let noticed = parts.noticed;
    let site = Site { presenter, addresses, contested, aliases, files, noticed, told };
    Checked::new(site, diagnostics)
}

/// The name of the site: that of the settings, or of its first page.
fn title((config, language): (&Config, &Language), texts: &[Arc<Text>]) -> String {
    let readme = texts.iter().find(|text| {
        text.document.path.folder().is_empty()
            && text.document.path.stem().eq_ignore_ascii_case("readme")
    });
    match (&config.title, home(texts).or(readme)) {
        (Some(title), _) => title.clone(),
        (None, Some(page)) => page.title.clone(),
        (None, None) => language.say("plans"),
    }
}

/// The page whose words stand on the front page.
fn home(texts: &[Arc<Text>]) -> Option<&Arc<Text>> {
    texts.iter().find(|text| page::text(&text.document.path) == page::overview())
}

/// Reports links that lead nowhere and what cannot be drawn; gives the files that
/// are shown. What is known of the last site is given where plans and pages are called as
/// they were.
fn check(
    parts: &Parts<'_>,
    (presenter, same): (&Presenter<'_>, Option<&Last>),
    (memory, diagnostics): (&mut Memory, &mut Vec<Diagnostic>),
) -> BTreeSet<SitePath> {
    let places = &presenter.places;
    let mut seen = Seen::new(LETTERS_OF_TEXTS);
    let files = || parts.sources.files.iter().map(|file| &file.path);
    let is_same_roll = same.is_some() && files().eq(&memory.files) || {
        let roll = roll(parts, presenter);
        memory.files = files().cloned().collect();
        std::mem::replace(&mut memory.roll, roll) == roll
    };
    let plans = &parts.graph.plans;
    // A link to a file leads to the same as before where the same files and pages are
    // there; one to a place in a file is followed again.
    let holds = |plan: usize| is_same_roll && parts.facts[plan].links_to_files;
    let work = |plan: usize| check_plan(&plans[plan], parts, places);
    for known in memory.links.of_where(holds, work, plans) {
        seen.files.extend(known.files.iter().cloned());
        diagnostics.extend(known.diagnostics.iter().cloned());
    }
    presenter.footer.check((parts, places), &mut seen, diagnostics);
    for document in presenter.texts.iter().map(|text| &text.document) {
        places.check(document, &mut seen, diagnostics);
        undrawn(document, (parts.drawings, &|_| false), diagnostics);
    }
    seen.files
}

/// The hash of which files and pages there are.
fn roll(parts: &Parts<'_>, presenter: &Presenter<'_>) -> Hash {
    let plans = parts.facts.iter().fold(Hasher::new(), |all, plan| all.hash(plan.roll));
    let texts = presenter.texts.iter().map(|text| &text.document.path);
    let files = parts.sources.files.iter().map(|file| &file.path);
    texts.chain(files).fold(plans, |all, path| all.part(path.as_str())).finish()
}

/// Finds where the links of a plan lead, and what of it cannot be drawn.
fn check_plan(plan: &Plan, parts: &Parts<'_>, places: &Places<'_>) -> CheckedLinks {
    let mut seen = Seen::new(LETTERS_OF_PLAN);
    let mut diagnostics = Vec::new();
    let documents = plan.documents.iter().map(|document| &document.document);
    for document in documents.chain(&plan.source) {
        let mut noticed = Vec::new();
        places.check(document, &mut seen, &mut noticed);
        // A flowchart of the tasks that cannot be read was told when it was.
        let told = |source: &str| {
            plan.source.as_ref().is_some_and(|own| Arc::ptr_eq(document, own))
                && diagram::kind(source) == Kind::Flowchart
                && flowchart::read(source).is_err()
        };
        undrawn(document, (parts.drawings, &told), &mut noticed);
        // A template's links and drawings are places to fill, too.
        if !plan.template {
            diagnostics.extend(noticed);
        }
    }
    CheckedLinks { files: seen.files, diagnostics }
}

/// Pages of a folder by weight, then by name; a folder's own page first.
fn in_order(texts: &[Arc<Text>]) -> Vec<Arc<Text>> {
    let mut texts = texts.to_vec();
    texts.sort_by(|a, b| {
        let key = |text: &Text| {
            let path = &text.document.path;
            (
                path.folder().to_owned(),
                !page::is_index(path),
                text.weight,
                path.as_str().to_owned(),
            )
        };
        key(a).cmp(&key(b))
    });
    texts
}

/// Reports the Mermaid blocks of a document that could not be drawn, save those
/// that were told already, and those that are drawn simplified.
fn undrawn(
    document: &Document,
    (drawings, told): (&Drawings, &dyn Fn(&str) -> bool),
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (source, span) in &document.diagrams {
        if let Some(problem) = drawings.simplified(source) {
            diagnostics.push(
                Diagnostic::at(
                    &code::SIMPLIFIED_DIAGRAM,
                    &document.path,
                    *span,
                    format!("this diagram is drawn simplified: {}", problem.message),
                )
                .hint("smaller diagrams are drawn as they are written"),
            );
        }
        if let Some(problem) = drawings.problem(source).filter(|_| !told(source)) {
            diagnostics.push(
                Diagnostic::at(
                    &code::UNREADABLE_DIAGRAM,
                    &document.path,
                    *span,
                    format!("this diagram cannot be drawn: {}", problem.message),
                )
                .hint("it is shown as code"),
            );
        }
    }
}

/// Sorts addresses, and reports those that several pages would have; the first
/// one stays. Gives all of them, and those.
fn once_each(
    batches: Vec<(Batch, Vec<OutPath>)>,
    (parts, texts): (&Parts<'_>, &[Arc<Text>]),
    diagnostics: &mut Vec<Diagnostic>,
) -> (BTreeMap<OutPath, Batch>, BTreeSet<OutPath>) {
    let mut by_path: BTreeMap<OutPath, Batch> = BTreeMap::new();
    let mut clashes: BTreeSet<OutPath> = BTreeSet::new();
    for (batch, addresses) in batches {
        for address in addresses {
            match by_path.entry(address) {
                Entry::Occupied(taken) => {
                    clashes.insert(taken.key().clone());
                }
                Entry::Vacant(free) => {
                    free.insert(batch);
                }
            }
        }
    }
    if clashes.is_empty() {
        return (by_path, clashes);
    }
    let mut owners: BTreeMap<OutPath, Vec<&SitePath>> = BTreeMap::new();
    for plan in &parts.graph.plans {
        owners.entry(page::plan(&plan.id)).or_default().push(&plan.home);
        for document in &plan.documents {
            let out = page::document(&plan.id, &document.slug);
            owners.entry(out).or_default().push(&document.document.path);
        }
    }
    for text in texts {
        let out = page::text(&text.document.path);
        owners.entry(out).or_default().push(&text.document.path);
    }
    for clash in &clashes {
        let files = owners.get(clash).map(Vec::as_slice).unwrap_or_default();
        // The graph and the source of a plan clash because the plan does.
        let below = |other: &&OutPath| {
            *other != clash
                && !other.address().is_empty()
                && clash.address().starts_with(other.address())
        };
        if files.is_empty() && clashes.iter().any(|other| below(&other)) {
            continue;
        }
        let names: Vec<String> = files.iter().map(|path| path.to_string()).collect();
        let address = clash.address();
        let (message, path) = match (names.as_slice(), files.last()) {
            ([_, _, ..], Some(last)) => (
                format!("{} would both be the page `/{address}`", list(&names, "and")),
                Some(*last),
            ),
            (_, last) => (
                format!("the address `/{address}` belongs to a page of the site itself"),
                last.copied(),
            ),
        };
        let found = match path {
            Some(path) => Diagnostic::file(&code::DUPLICATE_URL, path, message),
            None => Diagnostic::site(&code::DUPLICATE_URL, message),
        };
        diagnostics
            .push(found.hint("rename one of them; only the first one is published"));
    }
    (by_path, clashes)
}
