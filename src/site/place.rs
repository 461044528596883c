//! Where things lead: the page of every document, and what a link of a text means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::near::nearest_of_many;
use crate::diagnostic::{Diagnostic, code};
use crate::graph::model::{Graph, NodeId};
use crate::graph::resolve::{Index, Resolved};
use crate::language::Language;
use crate::markdown::prose::{External, Filling, Hole, Piece, TargetKind, Words};
use crate::markdown::{self, CodeQuestion, Document, Html, Prose, highlight};
use crate::memo::Cache;
use crate::plan::model::{PlanReference, Target};
use crate::plan::{dialects, field};
use crate::site::catalogue::Catalogue;
use crate::site::diagrams::Drawings;
use crate::site::facts::PlanFacts;
use crate::site::painted;
use crate::site::text::Text;
use crate::site::turn::PlanTurns;
use crate::site::{Parts, document, page};
use crate::source::{Hash, Hasher, OutPath, SitePath, Sources, Span, slug};
use crate::trace::{self, Noted};

/// How many files beside a missing one are looked at for a like name.
const NEAR: usize = 200;

/// How many files below its folder are passed over for that.
const BELOW: usize = 2000;

/// How many letters are compared to find what is near the dead links of a plan, as
/// [`nearest_of_many`] counts them.
pub const LETTERS_OF_PLAN: usize = 5_000_000;

/// How many letters are compared in the same way for all other texts together.
pub const LETTERS_OF_TEXTS: usize = 50_000_000;

/// How often a document is read to find its links, at most.
const READ: usize = 64;

/// What the links of all texts came to, one text after the other.
#[derive(Debug)]
pub struct Seen {
    /// The files that are shown.
    pub files: BTreeSet<SitePath>,
    /// What is nearest to a file that is not there, or to a place that a file does not
    /// have.
    near: BTreeMap<(SitePath, Option<String>), Option<String>>,
    /// How many letters may still be compared for that.
    letters: usize,
}

impl Seen {
    /// Nothing yet; so many letters may be compared.
    pub fn new(letters: usize) -> Self {
        Self { files: BTreeSet::new(), near: BTreeMap::new(), letters }
    }

    /// Looks for what is near, once: the same dead link may stand in a thousand lines.
    fn near(
        &mut self,
        (file, place): (SitePath, Option<&str>),
        search: impl FnOnce(&mut usize) -> Option<String>,
    ) -> Option<String> {
        let dead = (file, place.map(str::to_owned));
        let letters = &mut self.letters;
        self.near.entry(dead).or_insert_with(|| search(letters)).clone()
    }
}

/// A page from which links are made.
#[derive(Debug, Clone)]
pub struct Here {
    /// Where the page lies.
    pub path: OutPath,
    /// The root that its links start from, for the page that has no depth of its own.
    pub root: Option<String>,
    /// The plan it belongs to, by index.
    pub plan: Option<usize>,
}

impl Here {
    /// A page at its own path.
    pub fn at(path: OutPath) -> Self {
        Self { path, root: None, plan: None }
    }

    /// A page of a plan.
    pub fn of_plan(path: OutPath, plan: usize) -> Self {
        Self { path, root: None, plan: Some(plan) }
    }

    /// The link to another page.
    pub fn to(&self, target: &OutPath) -> String {
        match &self.root {
            Some(root) => format!("{root}{}", target.address()),
            None => self.path.link_to(target, None),
        }
    }

    /// The link to a place on a page.
    pub fn to_anchor(&self, target: &OutPath, anchor: &str) -> String {
        match &self.root {
            Some(root) => format!("{root}{}#{anchor}", target.address()),
            None => self.path.link_to(target, Some(anchor)),
        }
    }
}

/// What a document became.
#[derive(Debug, Clone, Copy)]
enum Became {
    /// The tasks document of a plan.
    Tasks(usize),
    /// A companion of a plan: the plan's index and its own.
    Companion(usize, usize),
    /// An ordinary page, by its index.
    Text(usize),
}

/// A document that has a page.
struct Known {
    out: OutPath,
    became: Became,
}

/// The page of every document of the site.
pub struct Addresses {
    pages: BTreeMap<SitePath, Known>,
    /// Pages by the folder that they stand for.
    folders: BTreeMap<String, OutPath>,
}

impl Addresses {
    /// Finds the page of every document.
    pub fn new((graph, facts): (&Graph, &[Arc<PlanFacts>]), texts: &[Arc<Text>]) -> Self {
        let mut pages = BTreeMap::new();
        let mut folders = BTreeMap::new();
        for (place, text) in texts.iter().enumerate() {
            let document = &text.document;
            let out = page::text(&document.path);
            if page::is_index(&document.path) {
                folders.insert(document.path.folder().to_owned(), out.clone());
            }
            let known = Known { out, became: Became::Text(place) };
            pages.insert(document.path.clone(), known);
        }
        for (number, plan) in graph.plans.iter().enumerate() {
            let out = facts[number].page.clone();
            let folder = plan.folder();
            if plan.is_folder() {
                folders.entry(folder.to_owned()).or_insert_with(|| out.clone());
            }
            if let Some(source) = &plan.source {
                let known = Known { out, became: Became::Tasks(number) };
                pages.insert(source.path.clone(), known);
            }
            let list = document::index(plan);
            for (place, companion) in plan.documents.iter().enumerate() {
                let out = page::document(&plan.id, &companion.slug);
                let document = &companion.document;
                // A link to `contracts/` leads to where its documents are named.
                let mut below = document.path.folder();
                while below.len() > plan.folder().len() && !folders.contains_key(below) {
                    folders.insert(below.to_owned(), list.clone());
                    below = below.rfind('/').map_or("", |end| &below[..end]);
                }
                let known = Known { out, became: Became::Companion(number, place) };
                pages.insert(document.path.clone(), known);
            }
        }
        Self { pages, folders }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lead {
    External(String),
    Page(OutPath, Option<String>),
    File(SitePath),
    /// The page is there, the place on it is not.
    NoPlace(OutPath),
    Nowhere,
}

/// The page of every document of the site.
pub struct Places<'a> {
    graph: &'a Graph,
    /// Made when a link first asks for a task or a plan by its name.
    index: OnceLock<Index<'a>>,
    sources: &'a Sources,
    drawings: &'a Drawings,
    /// The code that pages have shown.
    codes: &'a Cache<Html>,
    language: &'a Language,
    texts: Noted<Arc<Text>>,
    catalogue: Arc<Catalogue>,
    /// Files by the slug of their name without extension; made when a link that
    /// leads nowhere else first asks.
    names: OnceLock<BTreeMap<String, Vec<SitePath>>>,
    /// What follows from each plan alone.
    facts: &'a Noted<Arc<PlanFacts>>,
}

impl<'a> Places<'a> {
    /// The places of the documents of a catalogue.
    pub fn new(
        parts: &Parts<'a>,
        texts: &Noted<Arc<Text>>,
        catalogue: &Arc<Catalogue>,
    ) -> Self {
        let Parts { graph, sources, drawings, codes, language, facts, .. } = *parts;
        Self {
            graph,
            index: OnceLock::new(),
            sources,
            drawings,
            codes,
            language,
            texts: texts.clone(),
            catalogue: Arc::clone(catalogue),
            names: OnceLock::new(),
            facts,
        }
    }

    /// A document that has a page, whose plan is thereby read.
    fn document(&self, known: &Known) -> Option<&Document> {
        let document = match known.became {
            Became::Tasks(plan) => self.graph.plans[plan].source.as_ref()?,
            Became::Companion(plan, place) => {
                &self.graph.plans[plan].documents[place].document
            }
            Became::Text(place) => &self.texts[place].document,
        };
        Some(document)
    }

    /// Finds a heading of a document by its name.
    fn heading(&self, known: &Known, out: OutPath, fragment: &str) -> Lead {
        let wanted = fragment.trim_start_matches("user-content-");
        let wanted = percent_encoding::percent_decode_str(wanted).decode_utf8_lossy();
        let is_there = |document: &Document| document.headings.has(&wanted);
        if self.document(known).is_some_and(is_there) {
            Lead::Page(out, Some(format!("h-{wanted}")))
        } else if wanted.starts_with("req-") {
            Lead::Page(out, Some(wanted.into_owned()))
        } else {
            Lead::NoPlace(out)
        }
    }

    fn known(&self, path: &SitePath) -> Option<&Known> {
        self.catalogue.places.pages.get(path)
    }

    /// The hash of what is read of it without being noted: which pages there are, and
    /// where.
    pub fn frame(&self) -> Hash {
        let Self {
            // What is read of these is noted.
            graph: _,
            facts: _,
            // The names of plans and files.
            index: _,
            names: _,
            sources: _,
            drawings: _,
            codes: _,
            language: _,
            texts: _,
            catalogue,
        } = self;
        let Addresses { pages, folders } = &catalogue.places;
        let each = |all: Hasher, (path, known): (&SitePath, &Known)| {
            let Known { out, became } = known;
            all.part(path.as_str()).part(out.as_str()).part(format!("{became:?}"))
        };
        let all = pages.iter().fold(Hasher::new(), each);
        let folders = folders.iter();
        folders.fold(all, |all, (name, out)| all.part(name).part(out.as_str())).finish()
    }

    /// The only file of a name without extension, whatever folder it lies in.
    fn file_named(&self, name: &str) -> Option<&SitePath> {
        let names = self.names.get_or_init(|| {
            let mut names: BTreeMap<String, Vec<SitePath>> = BTreeMap::new();
            for path in self.catalogue.places.pages.keys() {
                names.entry(slug(path.stem())).or_default().push(path.clone());
            }
            names
        });
        match names.get(&slug(name)).map(Vec::as_slice) {
            Some([path]) => Some(path),
            _ => None,
        }
    }

    /// The page of a task, and its anchor there.
    pub fn task(&self, node: NodeId) -> (OutPath, String) {
        let found = &self.graph.nodes[node.0];
        let place = self.turns(found.plan).task(found.task);
        let anchor = page::task_anchor(&self.graph.task(node).key);
        (self.plan_page(found.plan, place), anchor)
    }

    /// The page on which a phase of a plan starts, and its anchor there.
    pub fn phase(&self, plan: usize, phase: usize) -> (OutPath, String) {
        let place = self.turns(plan).phase(phase);
        let anchor = page::phase_anchor(&self.graph.plans[plan], phase);
        (self.plan_page(plan, place), anchor)
    }

    /// On which page of a plan its tasks stand.
    pub fn turns(&self, plan: usize) -> &PlanTurns {
        &self.facts[plan].turns
    }

    fn plan_page(&self, plan: usize, place: usize) -> OutPath {
        page::turned(&self.facts[plan].page, place)
    }

    /// What the references of a page mean.
    pub fn index(&self) -> Index<'a> {
        self.names_of_tasks().afresh()
    }

    fn names_of_tasks(&self) -> &Index<'a> {
        // What plans are called and where they lie is known to be the same.
        self.index.get_or_init(|| trace::aside(|| Index::new(self.graph)))
    }

    /// The page that is made of a file.
    pub fn page_of(&self, path: &SitePath) -> Option<&OutPath> {
        self.known(path).map(|known| &known.out)
    }

    /// Our own page of the source of a plan's document.
    pub fn source_of(&self, path: &SitePath) -> Option<OutPath> {
        match self.known(path)?.became {
            Became::Tasks(plan) => Some(page::source(&self.graph.plans[plan].id, None)),
            Became::Companion(plan, document) => {
                let plan = &self.graph.plans[plan];
                Some(page::source(&plan.id, Some(&plan.documents[document].slug)))
            }
            Became::Text(_) => None,
        }
    }

    /// Fills the holes of a text for the page it stands on.
    pub fn fill(&self, prose: &Prose, from: &SitePath, here: &Here) -> String {
        prose.fill(&mut |hole| self.filling(hole, from, here)).as_str().to_owned()
    }

    /// The same, with the slots of the text apart.
    pub fn pieces(&self, prose: &Prose, from: &SitePath, here: &Here) -> Vec<Piece> {
        prose.pieces(&mut |hole| self.filling(hole, from, here))
    }

    /// The text of a file as Markdown, with links for the page it stands on, each as
    /// `written` has it.
    pub fn markdown(
        &self,
        document: &Document,
        here: &Here,
        written: impl Fn(String) -> String,
    ) -> String {
        markdown::rewritten(document, |target, kind| {
            let lead = match kind {
                TargetKind::Wiki => self.wiki(&document.path, target),
                TargetKind::Link | TargetKind::Image => self.lead(&document.path, target),
            };
            Some(written(match lead {
                Lead::Page(out, Some(anchor)) => here.to_anchor(&out, &anchor),
                Lead::Page(out, None) | Lead::NoPlace(out) => here.to(&out),
                Lead::File(path) => here.to(&page::file(&path)),
                Lead::External(_) | Lead::Nowhere => return None,
            }))
        })
    }

    fn filling(&self, hole: Hole<'_>, from: &SitePath, here: &Here) -> Filling {
        match hole {
            Hole::Link { target, wiki, .. } => {
                let lead =
                    if wiki { self.wiki(from, target) } else { self.lead(from, target) };
                let link = |href| Filling::Link { href, external: External::No };
                match lead {
                    Lead::External(href) => {
                        Filling::Link { href, external: External::Yes }
                    }
                    Lead::Page(out, Some(anchor)) => link(here.to_anchor(&out, &anchor)),
                    Lead::Page(out, None) | Lead::NoPlace(out) => link(here.to(&out)),
                    Lead::File(path) => link(here.to(&page::file(&path))),
                    Lead::Nowhere => {
                        let given = [("target", target.into())];
                        Filling::Dead(self.language.say_of("link-not-found", &given))
                    }
                }
            }
            Hole::Image { target, .. } => match self.lead(from, target) {
                Lead::File(path) => Filling::Image { src: here.to(&page::file(&path)) },
                // Pictures of other hosts would tell them who reads: they are linked.
                Lead::External(href) => Filling::Link { href, external: External::Yes },
                Lead::Page(..) | Lead::NoPlace(_) | Lead::Nowhere => Filling::Text,
            },
            Hole::Words { words, about } => {
                let (id, columns) = match words {
                    Words::Ticked => ("ticked", ""),
                    Words::NotTicked => ("not-ticked", ""),
                    Words::Table => ("table-of", about),
                    Words::Footnotes => ("footnotes", ""),
                    Words::BackToText => ("back-to-text", ""),
                };
                let given = [("columns", columns.into())];
                Filling::Words(self.language.say_of(id, &given))
            }
            Hole::Code { code, language } => {
                let html = self.codes.one(highlight, &CodeQuestion { code, language });
                Filling::Html(html.as_str().to_owned())
            }
            Hole::Diagram { source, .. } => {
                let html = match self.painted(source, from, here) {
                    Some(href) => Some(self.drawings.pointer(source, &href)),
                    None => self.drawings.figure(source),
                };
                html.map_or(Filling::Text, Filling::Html)
            }
        }
    }

    /// Where the author's drawing of a plan's work stands: above its text.
    fn painted(&self, source: &str, from: &SitePath, here: &Here) -> Option<String> {
        let plan = &self.graph.plans[here.plan?];
        let place = painted::place_of(plan, source)?;
        let is_here = self.drawings.is_drawn(source) && plan.home == *from;
        is_here.then(|| painted::pointer(here, plan, place))
    }

    /// Says where `[[name]]` leads.
    fn wiki(&self, from: &SitePath, name: &str) -> Lead {
        let (name, fragment) = match name.split_once('#') {
            Some((name, fragment)) => (name.trim(), Some(fragment.trim())),
            None => (name.trim(), None),
        };
        let plan = match (name, fragment) {
            ("", _) => match self.known(from).map(|known| known.became) {
                Some(Became::Tasks(plan)) => Some(plan),
                _ => None,
            },
            (name, _) => self.names_of_tasks().plan_named(name),
        };
        if let Some(plan) = plan {
            let out = self.facts[plan].page.clone();
            return match fragment {
                Some(fragment) => self.in_plan(plan, out, fragment),
                None => Lead::Page(out, None),
            };
        }
        match self.file_named(name.rsplit('/').next().unwrap_or(name)) {
            Some(path) => {
                let link = match fragment {
                    Some(fragment) => format!("/{path}#{fragment}"),
                    None => format!("/{path}"),
                };
                self.lead(from, &link)
            }
            None => Lead::Nowhere,
        }
    }

    /// Says where a link of a document leads.
    ///
    /// Some tools write paths from the root of the repository, whatever folder they
    /// write them in: `./plans/roof/` in `plans/list.md`.
    fn lead(&self, from: &SitePath, target: &str) -> Lead {
        let target = target.trim();
        if is_external(target) {
            return Lead::External(target.to_owned());
        }
        match self.lead_inside(from, target) {
            Lead::Nowhere => {
                let path = target.trim_start_matches("./");
                let home = from.as_str().split_once('/').map(|(home, _)| home);
                match path.split_once('/').map(|(first, _)| first) {
                    Some(first) if home == Some(first) => {
                        self.lead_inside(from, &format!("/{path}"))
                    }
                    _ => Lead::Nowhere,
                }
            }
            found => found,
        }
    }

    fn lead_inside(&self, from: &SitePath, target: &str) -> Lead {
        let (path, fragment) = match target.split_once('#') {
            Some((path, fragment)) => {
                (path, Some(fragment).filter(|text| !text.is_empty()))
            }
            None => (target, None),
        };
        let path = path.split('?').next().unwrap_or(path);
        let file = if path.is_empty() {
            Some(from.clone())
        } else {
            match field::linked(from, path) {
                (Some(PlanReference::File(file)), Target::Plan) => Some(file),
                _ => None,
            }
        };
        let Some(file) = file else {
            // `../` from a page at the root leads to the front page.
            return Lead::Nowhere;
        };
        let with_extension = || SitePath::new(&format!("{file}.md"));
        let found = self
            .known(&file)
            .or_else(|| with_extension().and_then(|file| self.known(&file)));
        if let Some(known) = found {
            let out = known.out.clone();
            let Some(fragment) = fragment else { return Lead::Page(out, None) };
            return match known.became {
                Became::Tasks(plan) => self.in_plan(plan, out, fragment),
                Became::Companion(..) | Became::Text(_) => {
                    self.heading(known, out, fragment)
                }
            };
        }
        if let Some(out) = self.catalogue.places.folders.get(file.as_str()) {
            return Lead::Page(out.clone(), None);
        }
        match self.sources.file(&file) {
            Some(source) if !source.is_markdown() && !dialects::is_data(&file) => {
                Lead::File(file)
            }
            _ => Lead::Nowhere,
        }
    }

    fn in_plan(&self, plan: usize, out: OutPath, fragment: &str) -> Lead {
        match self.names_of_tasks().anchor(plan, fragment) {
            Ok(Resolved::Tasks(tasks)) => match tasks.first() {
                Some(task) => {
                    let (out, anchor) = self.task(*task);
                    Lead::Page(out, Some(anchor))
                }
                None => Lead::NoPlace(out),
            },
            Ok(Resolved::Phase(plan, phase)) => {
                let (out, anchor) = self.phase(plan, phase);
                Lead::Page(out, Some(anchor))
            }
            _ => match self.source_known(plan) {
                Some(source) => match self.heading(source, out, fragment) {
                    Lead::Page(_, Some(anchor)) => {
                        let place =
                            self.turns(plan).anchor(&self.graph.plans[plan], &anchor);
                        Lead::Page(self.plan_page(plan, place), Some(anchor))
                    }
                    other => other,
                },
                None => Lead::NoPlace(out),
            },
        }
    }

    /// The tasks document of a plan.
    fn source_known(&self, plan: usize) -> Option<&Known> {
        let source = self.graph.plans[plan].source.as_ref()?;
        self.known(&source.path)
    }

    /// Reports the links of a document that lead nowhere, and collects the
    /// files it shows.
    pub fn check(
        &self,
        document: &Document,
        seen: &mut Seen,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut finder = Finder::of(document);
        for (target, kind, span) in &document.targets {
            let lead = match kind {
                TargetKind::Wiki => self.wiki(&document.path, target),
                TargetKind::Link | TargetKind::Image => self.lead(&document.path, target),
            };
            let mut report = |message: String| {
                let span = finder.find(target, *span);
                Diagnostic::at(&code::DEAD_LINK, &document.path, span, message)
            };
            match lead {
                Lead::File(path) => {
                    seen.files.insert(path);
                }
                Lead::NoPlace(_) => {
                    let message =
                        format!("`{target}` names a place that its page does not have");
                    let found = report(message).label("no such heading or task");
                    let found = match self.near_place((document, target), seen) {
                        Some(near) => found.hint(format!("the nearest is `#{near}`")),
                        None => found,
                    };
                    diagnostics
                        .push(found.hint("the link leads to the top of that page"));
                }
                Lead::Nowhere => {
                    diagnostics.push(self.nowhere((document, target), seen, report));
                }
                Lead::External(_) | Lead::Page(..) => {}
            }
        }
    }

    /// The heading or the task whose name is most like the one that a link names.
    fn near_place(
        &self,
        (from, target): (&Document, &str),
        seen: &mut Seen,
    ) -> Option<String> {
        let (path, fragment) = target.split_once('#')?;
        let path = path.split('?').next().unwrap_or(path);
        let file = match path {
            "" => Some(from.path.clone()),
            path => from.path.link(path),
        };
        let file = file?;
        let known = self.known(&file)?;
        seen.near((file, Some(fragment)), |letters| {
            let plan = match known.became {
                Became::Tasks(plan) => Some(&self.graph.plans[plan]),
                Became::Companion(..) | Became::Text(_) => None,
            };
            // Where tasks have no ids, none of them is looked at for long.
            let tasks = plan.into_iter().flat_map(|plan| plan.tasks.iter().take(NEAR));
            let tasks = tasks.filter_map(|task| task.id.as_deref());
            let document = self.document(known);
            let headings = document.into_iter().flat_map(|it| it.headings.iter());
            let headings = headings.map(String::as_str);
            let names = headings.chain(tasks).take(NEAR);
            nearest_of_many(fragment, names, letters).map(str::to_owned)
        })
    }

    /// The file beside a missing one whose name is most like it.
    fn near_file(&self, wanted: &SitePath, letters: &mut usize) -> Option<String> {
        let files = &self.sources.files;
        let folder = wanted.folder();
        let start = files.partition_point(|file| file.path.as_str() < folder);
        let beside = files[start..]
            .iter()
            .map(|file| &file.path)
            .take_while(|path| path.as_str().starts_with(folder))
            .take(BELOW)
            .filter(|path| path.folder() == folder)
            .take(NEAR);
        let names = beside.map(SitePath::as_str);
        nearest_of_many(wanted.as_str(), names, letters).map(str::to_owned)
    }

    /// The page with the same name elsewhere, or with a like name in the same folder.
    fn near_page(&self, wanted: &SitePath, letters: &mut usize) -> Option<String> {
        if let Some(path) = self.file_named(wanted.stem()) {
            return Some(path.as_str().to_owned());
        }
        let folder = wanted.folder();
        let start = SitePath::new(&format!("{folder}/0"))?;
        let beside = self
            .catalogue
            .places
            .pages
            .range(start..)
            .map(|(path, _)| path)
            .take_while(|path| path.as_str().starts_with(folder))
            .take(BELOW)
            .filter(|path| path.folder() == folder)
            .take(NEAR);
        let names = beside.map(SitePath::as_str);
        nearest_of_many(wanted.as_str(), names, letters).map(str::to_owned)
    }

    fn nowhere(
        &self,
        (document, target): (&Document, &str),
        seen: &mut Seen,
        report: impl FnOnce(String) -> Diagnostic,
    ) -> Diagnostic {
        let file = target.split(['#', '?']).next().unwrap_or(target);
        let is_file = document.path.link(file).is_some_and(|path| {
            path.extension().is_some_and(|end| !matches!(end, "md" | "markdown"))
        });
        if is_file {
            let found = report(format!("`{target}` is not a file that is published"))
                .of(&code::ASSET_NOT_PUBLISHED)
                .label("no such file");
            let near = document.path.link(file).and_then(|wanted| {
                seen.near((wanted.clone(), None), |letters| {
                    self.near_file(&wanted, letters)
                })
            });
            let found = match near {
                Some(near) => found.hint(format!("the nearest file is `{near}`")),
                None => found,
            };
            return found
                .hint("pictures, PDF, CSV and text files below the content folder are");
        }
        let near = document.path.link(file).and_then(|wanted| {
            seen.near((wanted.clone(), None), |letters| self.near_page(&wanted, letters))
        });
        let found = report(format!("`{target}` leads to nothing in this site"))
            .label("no such page");
        match near {
            Some(near) => found.hint(format!("the nearest page is `{near}`")),
            None => found.hint("links are relative to the file they stand in"),
        }
    }
}

/// Finds where the links of a document stand, in their order: each is looked for
/// behind the one before it, so that a block is read once, however many it has, and
/// two that are alike are told apart.
pub struct Finder<'d> {
    document: &'d Document,
    /// The block of the last link.
    block: Span,
    /// The byte behind the last link.
    from: usize,
    /// How many bytes may still be read. A link by reference does not stand in its
    /// block at all, and with many of them each block would be read as often.
    left: usize,
}

impl<'d> Finder<'d> {
    /// Starts at the first link of a document.
    pub fn of(document: &'d Document) -> Self {
        let left = document.text.len().saturating_mul(READ);
        Self { document, block: Span::default(), from: 0, left }
    }

    /// Where a link stands in its block: where that is not known, the whole block;
    /// where nothing more may be read, its start.
    pub fn find(&mut self, target: &str, block: Span) -> Span {
        if block != self.block {
            (self.block, self.from) = (block, block.start as usize);
        }
        let (start, end) = (block.start as usize, block.end as usize);
        let behind = self.search(target, self.from, end);
        let found = behind.or_else(|| {
            let is_new = self.from > start;
            is_new.then(|| self.search(target, start, self.from)).flatten()
        });
        let Document { text, lines, .. } = self.document;
        match found {
            Some(at) => {
                self.from = at + target.len();
                lines.span(text, at, self.from)
            }
            None if self.left == 0 => lines.span(text, start, start),
            None => block,
        }
    }

    fn search(&mut self, target: &str, from: usize, end: usize) -> Option<usize> {
        let text = self.document.text.get(from..end)?;
        if target.is_empty() || self.left == 0 {
            return None;
        }
        let found = text.find(target);
        self.left = self.left.saturating_sub(found.unwrap_or(text.len()));
        found.map(|at| from + at)
    }
}

/// Whether a link names another host or a mail address.
pub fn is_external(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "//"].iter().any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn what_is_near_a_dead_link_is_looked_for_once() {
        let mut seen = Seen::new(LETTERS_OF_PLAN);
        let mut searches = 0;
        let page = SitePath::new("shed.md").unwrap();
        for place in [Some("rooof"), Some("rooof"), Some("flor"), None, None] {
            seen.near((page.clone(), place), |_| {
                searches += 1;
                Some("roof".to_owned())
            });
        }
        assert_eq!(searches, 3);
    }

    fn document(text: &str) -> Document {
        let path = SitePath::new("a.md").unwrap();
        markdown::parse(&SourceFile::new(path, text.as_bytes())).value
    }

    #[test]
    fn links_that_are_alike_are_told_apart() {
        let text = "[a](x) [b](y) [c](x) [d][r]\n\n[e](x)\n\n[r]: z\n";
        let document = document(text);
        let mut finder = Finder::of(&document);
        let found: Vec<(u32, u32)> = document
            .targets
            .iter()
            .map(|(target, _, block)| finder.find(target, *block))
            .map(|span| (span.line, span.column))
            .collect();
        // The target of `[d][r]` is not in its block.
        assert_eq!(found, [(1, 5), (1, 12), (1, 19), (1, 1), (3, 5)]);
    }

    #[test]
    fn a_block_is_read_so_often_and_no_more() {
        let names = || (0..500).map(|number| format!("n{number}"));
        let uses: String = names().map(|name| format!("[a][{name}] ")).collect();
        let ends: String = names().map(|name| format!("[{name}]: to-{name}\n")).collect();
        let document = document(&format!("{uses}\n\n{ends}"));
        let mut finder = Finder::of(&document);
        let spans: Vec<Span> = document
            .targets
            .iter()
            .map(|(target, _, block)| finder.find(target, *block))
            .collect();
        assert_eq!(spans.len(), 500);
        assert_eq!(finder.left, 0);
        assert_eq!(spans[0], document.targets[0].2);
        assert_eq!((spans[499].start, spans[499].end), (0, 0));
    }
}
