//! From plans and graph to the site: every page that will exist, with all that
//! its template may see.

pub mod about;
pub mod account;
pub mod api;
pub mod bar;
pub mod calendar;
pub mod chart;
pub mod diagrams;
pub mod document;
pub mod drawing;
pub mod example;
pub mod filter;
pub mod fit;
pub mod footer;
pub mod front;
pub mod graph;
pub mod graph_svg;
pub mod graph_text;
pub mod owner;
pub mod page;
pub mod painted;
pub mod place;
pub mod plan;
pub mod present;
pub mod requirement;
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

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, code, list};
use crate::diagram::{self, Kind, flowchart};
use crate::graph::model::Graph;
use crate::graph::resolve::Index;
use crate::language::Language;
use crate::markdown::prose;
use crate::markdown::{Block, Document};
use crate::plan::model::Plan;
use crate::site::diagrams::{Became, DiagramQuestion, Drawings};
use crate::site::footer::Footer;
use crate::site::place::Places;
use crate::site::present::{Presenter, Shared};
use crate::site::requirement::Capabilities;
use crate::site::search::Entry;
use crate::site::text::Text;
use crate::site::view::PageView;
use crate::source::{Content, OutPath, SitePath, Sources};

/// Every page that will exist, and every file that is published as it is.
pub struct Site {
    /// The pages, sorted by path, each path once.
    pub pages: Vec<Page>,
    /// Images and other files of the content.
    pub files: Vec<(OutPath, Arc<[u8]>)>,
    /// What became of the Mermaid blocks of each kind.
    pub diagrams: BTreeMap<Kind, Became>,
    /// Everything that the search finds, in the order of its index.
    pub entries: Vec<Entry>,
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
    /// The ordinary pages.
    pub texts: &'a [Arc<Text>],
    /// The drawn Mermaid blocks.
    pub drawings: &'a Drawings,
    /// What was noticed before, sorted or not.
    pub noticed: &'a [Diagnostic],
}

/// Lists every Mermaid block of plans and pages, each source once.
pub fn diagrams(plans: &[Arc<Plan>], texts: &[Arc<Text>]) -> Vec<DiagramQuestion> {
    let mut found = BTreeSet::new();
    for plan in plans {
        for document in plan.documents.iter().map(|document| &document.document) {
            blocks_of(document, &mut found);
        }
        if let Some(source) = &plan.source {
            blocks_of(source, &mut found);
        }
    }
    for text in texts {
        blocks_of(&text.document, &mut found);
    }
    found.into_iter().map(|source| DiagramQuestion { source }).collect()
}

fn blocks_of(document: &Document, found: &mut BTreeSet<String>) {
    let blocks: Vec<&Block> = document.blocks.iter().collect();
    for (source, _) in prose::diagrams(&blocks) {
        found.insert(source.to_owned());
    }
}

/// Assembles the site.
pub fn assemble(parts: &Parts<'_>) -> Checked<Site> {
    let index = Index::new(parts.graph);
    let texts = in_order(parts.texts);
    let places = Places::new(
        (parts.graph, &index),
        &texts,
        parts.sources,
        (parts.drawings, parts.language),
    );
    let domains = example::domains(parts.graph);
    let patterns = patterns(parts.graph);
    let home = texts
        .iter()
        .find(|text| page::text(&text.document.path) == page::overview())
        .map(AsRef::as_ref);
    let readme = texts.iter().find(|text| {
        text.document.path.folder().is_empty()
            && text.document.path.stem().eq_ignore_ascii_case("readme")
    });
    let title = match (&parts.config.title, home.or(readme.map(AsRef::as_ref))) {
        (Some(title), _) => title.clone(),
        (None, Some(page)) => page.title.clone(),
        (None, None) => parts.language.say("plans"),
    };
    let presenter = Presenter {
        config: parts.config,
        language: parts.language,
        sources: parts.sources,
        graph: parts.graph,
        places: &places,
        drawings: parts.drawings,
        texts: &texts,
        domains: &domains,
        patterns: &patterns,
        title,
        shared: Shared::new(parts.language, parts.graph, &texts, &domains),
        capabilities: Capabilities::new(&parts.graph.plans, &texts),
        footer: Footer::new(parts.config),
    };

    let mut pages = vec![presenter.overview_page(home), presenter.not_found_page()];
    if !parts.graph.plans.is_empty() {
        pages.extend(presenter.plans_pages());
        pages.extend(presenter.next_pages());
        pages.extend(presenter.tasks_pages());
        pages.extend(presenter.timeline_pages());
    }
    let (plans_graph, mut graph_files) = presenter.plans_graph_page();
    pages.extend(plans_graph);
    pages.extend(presenter.owner_pages());
    for plan in 0..parts.graph.plans.len() {
        pages.extend(presenter.plan_pages(plan));
        let (graphs, files) = presenter.graph_pages(plan);
        pages.extend(graphs);
        graph_files.extend(files);
    }
    pages.extend(presenter.example_pages());
    pages.extend(presenter.pattern_pages());
    pages.extend(presenter.text_pages());
    pages.extend(presenter.capabilities_pages());
    let entries = presenter.entries();
    pages.extend(presenter.search_pages(&entries));

    let mut diagnostics = Vec::new();
    let mut shown: BTreeSet<SitePath> = BTreeSet::new();
    for plan in &parts.graph.plans {
        let documents = plan.documents.iter().map(|document| &document.document);
        for document in documents.chain(&plan.source) {
            let mut noticed = Vec::new();
            places.check(document, &mut shown, &mut noticed);
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
    }
    presenter.footer.check((parts, &places), &mut shown, &mut diagnostics);
    for document in texts.iter().map(|text| &text.document) {
        places.check(document, &mut shown, &mut diagnostics);
        undrawn(document, (parts.drawings, &|_| false), &mut diagnostics);
    }
    let mut files: Vec<(OutPath, Arc<[u8]>)> = Vec::new();
    files.extend(graph_files);
    for path in &shown {
        let file = parts.sources.file(path).map(|file| &file.content);
        if let Some(Content::Bytes(bytes)) = file {
            files.push((page::file(path), Arc::clone(bytes)));
        }
    }
    if !parts.graph.plans.is_empty() {
        files.extend(presenter.filter_files());
    }
    // What is told of addresses is told of pages that are not published.
    let told = [parts.noticed, diagnostics.as_slice()].concat();
    pages.extend(presenter.about_pages(&told, parts.drawings));
    let pages = once_each(pages, (parts, &texts), &mut diagnostics);
    let diagrams = parts.drawings.sums();
    Checked::new(Site { pages, files, diagrams, entries }, diagnostics)
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

/// The patterns in use: name and plans, by slug.
fn patterns(graph: &Graph) -> BTreeMap<String, (String, Vec<usize>)> {
    let mut patterns: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (number, plan) in graph.plans.iter().enumerate() {
        if let Some((slug, name)) = example::pattern(plan) {
            patterns.entry(slug).or_insert_with(|| (name, Vec::new())).1.push(number);
        }
    }
    patterns
}

/// Reports the Mermaid blocks of a document that could not be drawn, save those
/// that were told already, and those that are drawn simplified.
fn undrawn(
    document: &Document,
    (drawings, told): (&Drawings, &dyn Fn(&str) -> bool),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let blocks: Vec<&Block> = document.blocks.iter().collect();
    for (source, span) in prose::diagrams(&blocks) {
        if let Some(problem) = drawings.simplified(source) {
            diagnostics.push(
                Diagnostic::at(
                    &code::SIMPLIFIED_DIAGRAM,
                    &document.path,
                    span,
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
                    span,
                    format!("this diagram cannot be drawn: {}", problem.message),
                )
                .hint("it is shown as code"),
            );
        }
    }
}

/// Sorts pages by path, and reports those that would have one address; the
/// first one stays.
fn once_each(
    pages: Vec<Page>,
    (parts, texts): (&Parts<'_>, &[Arc<Text>]),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
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
    let mut by_path: BTreeMap<OutPath, Page> = BTreeMap::new();
    let mut clashes: BTreeSet<OutPath> = BTreeSet::new();
    for page in pages {
        if by_path.contains_key(&page.path) {
            clashes.insert(page.path);
        } else {
            by_path.insert(page.path.clone(), page);
        }
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
    by_path.into_values().collect()
}
