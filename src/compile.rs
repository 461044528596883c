//! From sources to the finished site: the whole pipeline, on one screen.

use std::sync::Arc;

use crate::config::look::Look;
use crate::config::{Config, Drafts};
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::graph::model::Graph;
use crate::language::Language;
use crate::markdown::Document;
use crate::memo::{Counts, Question, Table};
use crate::output::Output;
use crate::plan::dialects;
use crate::plan::folder::Folders;
use crate::plan::model::Plan;
use crate::render::{self, PageQuestion};
use crate::site::diagrams::{self, Drawings};
use crate::site::search::index::{self, IndexQuestion};
use crate::site::text::{self, Text, TextQuestion};
use crate::site::{self, Parts, Site};
use crate::source::{Day, Hash, Hasher, OutPath, SitePath, SourceFile, Sources};
use crate::theme::Theme;
use crate::{graph, language, markdown, plan, theme};

/// What earlier runs computed.
#[derive(Default)]
pub struct Memo {
    documents: Table<Checked<Arc<Document>>>,
    plans: Table<Checked<Arc<Plan>>>,
    texts: Table<Text>,
    diagrams: Table<diagrams::Answer>,
    themes: Table<Checked<Arc<Theme>>>,
    pages: Table<Checked<Arc<[u8]>>>,
    indexes: Table<Vec<(OutPath, Arc<[u8]>)>>,
}

/// What the plans mean: everything but the pages.
pub struct Understood {
    /// The settings.
    pub config: Config,
    /// The words of the site.
    pub language: Arc<Language>,
    /// The graph of all plans.
    pub graph: Graph,
    /// The ordinary pages.
    pub texts: Vec<Arc<Text>>,
    /// The site, not yet rendered.
    pub site: Site,
    /// Everything that was noticed, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Documents that were parsed, of all.
    pub read: Counts,
}

impl Understood {
    /// Adds what was noticed: while the sources were listed, and by each stage.
    /// The only way in, so that the levels of the settings hold everywhere.
    pub fn notice(&mut self, noticed: &[Diagnostic]) {
        let mut noticed = noticed.to_vec();
        self.config.levels.apply(&mut noticed);
        self.diagnostics.extend(noticed);
        diagnostic::sort(&mut self.diagnostics);
    }
}

/// The finished site.
pub struct Compiled {
    /// What the plans mean.
    pub understood: Understood,
    /// The site, complete.
    pub output: Output,
    /// Pages that were rendered, of all.
    pub rendered: Counts,
}

/// Reads, links and assembles: what `check` and `export` need.
pub fn understand(sources: &Sources, settings: &Settings, memo: &mut Memo) -> Understood {
    let config = Config::read(sources);
    let mut noticed = config.diagnostics.to_vec();
    let config = settings.apply(config.value);
    let named = (config.language.as_str(), config.language_span);
    let language = noticing(language::load(sources, named), &mut noticed);
    let language = Arc::new(language);

    let files: Vec<DocumentQuestion> = sources
        .files
        .iter()
        .filter(|file| file.is_markdown() || dialects::is_data(&file.path))
        .map(DocumentQuestion::of)
        .collect();
    let documents = memo.documents.map(parse, &files);
    let documents = keep(documents, &mut noticed);
    let data: Vec<SitePath> = documents
        .iter()
        .filter(|document| document.is_data())
        .map(|document| document.path.clone())
        .collect();
    let folders = plan::folder::folders(&published(documents, config.drafts));
    forget_unused(&data, &folders, &mut noticed);

    let plans = memo.plans.map(plan::read, &folders.plans);
    let plans = keep(plans, &mut noticed);
    noticed.extend(plan::copies::report(&plans));
    let pages: Vec<TextQuestion> =
        folders.pages.into_iter().map(|document| TextQuestion { document }).collect();
    let texts = memo.texts.map(text::read, &pages);

    let blocks = site::diagrams(&plans, &texts);
    let drawn = memo.diagrams.map(diagrams::draw, &blocks);
    let drawings = Drawings::new(blocks, drawn);
    let graph = noticing(graph::link(plans), &mut noticed);
    let parts = Parts {
        config: &config,
        language: &language,
        sources,
        graph: &graph,
        texts: &texts,
        drawings: &drawings,
        noticed: &noticed,
    };
    let site = site::assemble(&parts);
    let site = noticing(site, &mut noticed);
    let read = memo.documents.counts;
    let diagnostics = Vec::new();
    let mut understood =
        Understood { config, language, graph, texts, site, diagnostics, read };
    understood.notice(&noticed);
    understood
}

/// Makes the whole site.
pub fn compile(sources: &Sources, settings: &Settings, memo: &mut Memo) -> Compiled {
    let mut understood = understand(sources, settings, memo);
    let language = Arc::clone(&understood.language);
    let look = &understood.config.look;
    let themes = memo.themes.map(load, &[ThemeQuestion { sources, look, language }]);
    let mut noticed = Vec::new();
    let theme = keep(themes, &mut noticed).remove(0);

    let questions: Vec<PageQuestion<'_>> = understood
        .site
        .pages
        .iter()
        .map(|page| PageQuestion { page, theme: &theme })
        .collect();
    let pages = keep(memo.pages.map(render::page, &questions), &mut noticed);
    let entries = &understood.site.entries;
    let index = memo.indexes.map(index::files, &[IndexQuestion { entries }]).remove(0);
    let output = render::collect(&understood.site, pages, &index, &theme);

    understood.notice(&noticed);
    Compiled { understood, output, rendered: memo.pages.counts }
}

/// What the command line sets over the configuration.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The absolute address of the site.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: Drafts,
    /// The day on which the site is built.
    pub today: Option<Day>,
}

impl Settings {
    fn apply(&self, config: Config) -> Config {
        let today = self.today.or(config.today);
        let config = config.with_drafts(self.drafts).with_today(today);
        match &self.base_url {
            // The command line was checked when it was read.
            Some(address) => config.clone().with_base_url(address).unwrap_or(config),
            None => config,
        }
    }
}

/// A file to be parsed.
struct DocumentQuestion {
    file: Arc<SourceFile>,
}

impl DocumentQuestion {
    fn of(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file) }
    }
}

impl Question for DocumentQuestion {
    fn key(&self) -> Hash {
        self.file.hash
    }
}

fn parse(question: &DocumentQuestion) -> Checked<Arc<Document>> {
    let Checked { value, diagnostics } = markdown::parse(&question.file);
    Checked { value: Arc::new(value), diagnostics }
}

/// The theme to be loaded.
struct ThemeQuestion<'a> {
    sources: &'a Sources,
    look: &'a Look,
    language: Arc<Language>,
}

impl Question for ThemeQuestion<'_> {
    fn key(&self) -> Hash {
        let files = &self.sources.theme;
        let start = Hasher::new().hash(self.language.hash).hash(self.look.hash());
        // The picture of the site may lie in the content.
        let logo =
            self.look.logo.as_ref().and_then(|wish| SitePath::new(&wish.file.text));
        let logo =
            logo.and_then(|path| self.sources.file(&path)).map_or(0, |file| file.hash);
        files
            .iter()
            .fold(start.hash(logo), |hasher, (name, file)| {
                hasher.part(name).hash(file.hash)
            })
            .finish()
    }
}

fn load(question: &ThemeQuestion<'_>) -> Checked<Arc<Theme>> {
    let Checked { value, diagnostics } =
        theme::load(question.sources, (question.look, &question.language));
    Checked { value: Arc::new(value), diagnostics }
}

/// Leaves drafts out, unless they are wanted.
fn published(documents: Vec<Arc<Document>>, drafts: Drafts) -> Vec<Arc<Document>> {
    let wanted = |document: &Arc<Document>| match drafts {
        Drafts::Include => true,
        Drafts::Exclude => !document.front_matter.flag("draft"),
    };
    documents.into_iter().filter(wanted).collect()
}

/// Drops what was noticed in data files that no plan has: a file of that name may
/// belong to any program.
fn forget_unused(data: &[SitePath], folders: &Folders, noticed: &mut Vec<Diagnostic>) {
    let used = |path: &SitePath| {
        let mut sources = folders.plans.iter().flat_map(|plan| &plan.sources);
        sources.any(|source| source.path == *path)
    };
    let unused: Vec<&SitePath> = data.iter().filter(|path| !used(path)).collect();
    noticed.retain(|diagnostic| {
        !diagnostic.path.as_ref().is_some_and(|path| unused.contains(&path))
    });
}

/// Takes values out of their answers, and keeps what was noticed.
fn keep<T: Clone>(
    answers: Vec<Arc<Checked<T>>>,
    noticed: &mut Vec<Diagnostic>,
) -> Vec<T> {
    answers
        .into_iter()
        .map(|answer| {
            noticed.extend(answer.diagnostics.iter().cloned());
            answer.value.clone()
        })
        .collect()
}

fn noticing<T>(checked: Checked<T>, noticed: &mut Vec<Diagnostic>) -> T {
    noticed.extend(checked.diagnostics.iter().cloned());
    checked.value
}
