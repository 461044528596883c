//! From sources to the finished site: the whole pipeline, on one screen.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::Arc;

use crate::config::key::Key;
use crate::config::look::Look;
use crate::config::{Config, Drafts, Links, Origin};
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::graph::layout::Layout;
use crate::graph::model::Graph;
use crate::language::Language;
use crate::markdown::{Document, DocumentQuestion, Html};
use crate::memo::{
    Archive, Cache, Counts, Followed, Groups, Listener, Question, Recent, Store, Table,
};
use crate::output::{Bytes, Output, Packed};
use crate::plan::dialects::{self, RecogniseQuestion, Recognised};
use crate::plan::folder::{self, Folders, PlanFolder};
use crate::plan::model::Plan;
use crate::render::batch::{Batches, Beside};
use crate::render::{self, PageQuestion, others};
use crate::site::batch::Batch;
use crate::site::diagrams::{self, Drawings};
use crate::site::facts::PlanFacts;
use crate::site::lines::{LinesOf, PlanLines};
use crate::site::search::index::{self, Terms, TermsQuestion};
use crate::site::text::{self, Text, TextQuestion};
use crate::site::{self, Page, Parts, Site, api, page};
use crate::source::{
    Before, Day, Hash, Hasher, OutPath, SitePath, SourceFile, Sources, Span,
};
use crate::theme::Theme;
use crate::{graph, language, markdown, memo, plan, theme};

/// What earlier runs computed.
#[derive(Default)]
pub struct Memo {
    documents: Table<Checked<Arc<Document>>>,
    recognised: Table<Option<Recognised>>,
    /// Which documents make one plan.
    folders: folder::Memory,
    plans: Table<Checked<Arc<Plan>>>,
    texts: Table<Text>,
    diagrams: Table<diagrams::Answer>,
    /// What was inferred about what waits for what.
    links: graph::Memory,
    /// What follows from each plan alone.
    facts: Followed<Plan, PlanFacts>,
    /// What is known from the last time that the site was assembled.
    assembled: site::Memory,
    languages: Table<Checked<Arc<Language>>>,
    themes: Table<Checked<Arc<Theme>>>,
    /// The pages that were asked for one by one, by their views.
    pub pages: Recent<Checked<Bytes>>,
    /// All pages, by their views; and of batches, what they have read.
    site: Groups<Checked<Packed>, Beside>,
    /// What lists of the whole site say of each plan.
    lines: Groups<(), Arc<PlanLines>>,
    /// What the words of all that can be found make of the index of the search.
    terms: Table<Terms>,
    /// The code that pages showed, highlighted. A page asks when it is made: most
    /// commands make none, and a preview few.
    codes: Arc<Cache<Html>>,
    /// Where graphs were placed.
    archive: Arc<Archive<Layout>>,
    /// Who is told when each stage has ended.
    pub stages: Listener,
    /// Where the answers of the dearest stages outlast the program, if anywhere.
    store: Option<Arc<dyn Store>>,
}

impl Memo {
    /// Has code coloured by a thread of its own, whose memory can be given back.
    pub fn colouring_apart(self) -> Self {
        let codes = match &self.store {
            Some(store) => Cache::of(Arc::clone(store)),
            None => Cache::default(),
        };
        Self { codes: Arc::new(codes.apart()), ..self }
    }

    /// Remembers nothing yet but what a store keeps.
    pub fn of(store: Arc<dyn Store>) -> Self {
        let codes = Arc::new(Cache::of(Arc::clone(&store)));
        let archive = Arc::new(Archive::of(Arc::clone(&store)));
        Self { codes, archive, store: Some(store), ..Self::default() }
    }
}

/// What the plans mean: everything but the pages.
pub struct Understood {
    /// The settings.
    pub config: Config,
    /// The words of the site.
    pub language: Arc<Language>,
    /// The graph of all plans.
    pub graph: Arc<Graph>,
    /// The ordinary pages.
    pub texts: Vec<Arc<Text>>,
    /// The Mermaid blocks.
    pub drawings: Arc<Drawings>,
    /// Everything that was noticed, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Documents that were parsed, of all.
    pub read: Counts,
}

impl Understood {
    /// Adds what others have noticed, such as while the sources were listed.
    pub fn notice(&mut self, noticed: &[Diagnostic]) {
        self.take(noticed.to_vec());
    }

    /// Adds what was noticed. The only way in, so that the levels of the settings hold
    /// everywhere.
    fn take(&mut self, mut noticed: Vec<Diagnostic>) {
        if noticed.is_empty() {
            return;
        }
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

/// Reads, links and assembles: what `status` and `export` need.
pub fn understand(sources: &Sources, settings: &Settings, memo: &mut Memo) -> Understood {
    assembled(sources, settings, memo, |understood, _, _| understood)
}

/// Makes the whole site.
pub fn compile(sources: &Sources, settings: &Settings, memo: &mut Memo) -> Compiled {
    assembled(sources, settings, memo, |understood, assembled, memo| {
        let mut understood = understood;
        let (output, rendered, noticed) = render(assembled, memo);
        understood.take(noticed);
        Compiled { understood, output, rendered }
    })
}

/// Finds all that a build would tell, and makes no page for it but where the site has
/// templates of its own: the mistakes of those show only where a page is rendered.
pub fn inspect(sources: &Sources, settings: &Settings, memo: &mut Memo) -> Understood {
    assembled(sources, settings, memo, |understood, assembled, memo| {
        let mut understood = understood;
        let mut noticed = Vec::new();
        if assembled.theme(memo, &mut noticed).fallback.is_some() {
            (_, _, noticed) = render(assembled, memo);
        }
        understood.take(noticed);
        understood
    })
}

/// Says what the site says of itself, for a later one to tell what has changed since.
pub fn told(sources: &Sources, settings: &Settings, memo: &mut Memo) -> Before {
    assembled(sources, settings, memo, |_, assembled, _| {
        let presenter = assembled.site.presenter();
        let plans = api::line(&presenter.plans_json()).into();
        let changes = Some(api::line(presenter.changes()).into());
        Before { plans, changes }
    })
}

/// Makes no page yet, and has something done with the site: each file of it can be
/// asked for, and is then the same as one of [`compile`].
///
/// Mistakes of a theme that show only where a page is rendered are told of the
/// pages that were asked for.
pub fn open<R>(
    sources: &Sources,
    settings: &Settings,
    memo: &mut Memo,
    work: impl FnOnce(Understood, Opened<'_, '_>, &mut Memo) -> R,
) -> R {
    assembled(sources, settings, memo, |understood, assembled, memo| {
        let mut understood = understood;
        let mut noticed = Vec::new();
        let theme = assembled.theme(memo, &mut noticed);
        understood.take(noticed);
        let mut pages = std::mem::take(&mut memo.pages);
        pages.begin();
        let files = render::beside(&assembled.site, &theme);
        let files = files.into_iter().collect();
        work(
            understood,
            Opened {
                site: &assembled.site,
                theme,
                links: assembled.config.links,
                codes: Arc::clone(&memo.codes),
                first: files,
                files: BTreeMap::new(),
                made: None,
                filed: BTreeSet::new(),
                is_indexed: false,
                answered: BTreeMap::new(),
                pages,
            },
            memo,
        )
    })
}

/// A site whose files are made one by one, as they are asked for.
pub struct Opened<'s, 'a> {
    site: &'s Site<'a>,
    /// The theme.
    pub theme: Arc<Theme>,
    links: Links,
    codes: Arc<Cache<Html>>,
    /// Files that are there from the start.
    first: BTreeMap<OutPath, Bytes>,
    /// Files that were made with pages, and the index of the search.
    files: BTreeMap<OutPath, Bytes>,
    /// The batches whose files are among them.
    filed: BTreeSet<Batch>,
    /// Whether the index of the search is among them.
    is_indexed: bool,
    /// The pages that were asked for in this site, by their addresses.
    answered: BTreeMap<OutPath, Arc<Checked<Bytes>>>,
    /// The batch that was made last: who looks at one page of a plan may soon look
    /// at the next.
    made: Option<(Batch, Vec<Arc<Page>>)>,
    /// The pages that were asked for in this site, and in the one before.
    pub pages: Recent<Checked<Bytes>>,
}

impl Opened<'_, '_> {
    /// How many pages there are.
    pub fn total(&self) -> usize {
        self.site.addresses.len()
    }

    /// A page of each template that the largest batch of each kind uses, and of the search
    /// one that lists the first plan. A template that only smaller ones use is not among
    /// them.
    pub fn samples(&mut self) -> Vec<Arc<Checked<Bytes>>> {
        let mut pages: BTreeMap<Batch, usize> = BTreeMap::new();
        for batch in self.site.addresses.values() {
            *pages.entry(*batch).or_default() += 1;
        }
        let mut largest: Vec<(Batch, usize)> = Vec::new();
        for (batch, pages) in pages {
            let kind = discriminant(&batch);
            match largest.iter_mut().find(|(other, _)| discriminant(other) == kind) {
                Some(other) if other.1 < pages => *other = (batch, pages),
                Some(_) => {}
                None => largest.push((batch, pages)),
            }
        }
        let mut templates = BTreeSet::new();
        let mut samples = Vec::new();
        for (batch, _) in largest {
            let pages = match batch {
                Batch::Search => {
                    self.site.search_sample().into_iter().map(Arc::new).collect()
                }
                batch => self.batch(batch).to_vec(),
            };
            for page in pages {
                if templates.insert(page.template) {
                    let links = self.links;
                    let question = PageQuestion { page, theme: &self.theme, links };
                    samples.push(self.pages.one(render::page, &question));
                }
            }
        }
        samples
    }

    /// Whether there is a file.
    pub fn has(&mut self, path: &OutPath) -> bool {
        self.site.addresses.contains_key(path) || self.beside(path).is_some()
    }

    /// A file of the site, where there is one, with what is wrong with it.
    pub fn file(&mut self, path: &OutPath) -> Option<Arc<Checked<Bytes>>> {
        if let Some(answer) = self.answered.get(path) {
            return Some(Arc::clone(answer));
        }
        let Some(page) = self.page(path) else {
            let bytes = self.beside(path)?;
            return Some(Arc::new(Checked::new(bytes, Vec::new())));
        };
        let question = PageQuestion { page, theme: &self.theme, links: self.links };
        let answer = self.pages.one(render::page, &question);
        self.answered.insert(path.clone(), Arc::clone(&answer));
        Some(answer)
    }

    /// Forgets the pages that were asked for, and the files that were made with
    /// pages, where they are more than so many.
    pub fn keep(&mut self, most: usize) {
        // The index is made of the whole site, and its files come and go together.
        let index = |path: &OutPath| page::is_of_index(path);
        if self.files.keys().filter(|path| !index(path)).count() > most {
            self.files.retain(|path, _| index(path));
            self.filed.clear();
            self.made = None;
        }
        if self.answered.len() > most {
            self.answered.clear();
        }
        self.pages.keep(most);
    }

    /// Gives back what code was coloured with, where that is much, and it was coloured
    /// apart; says whether it did. To be called when nobody has asked for anything in a
    /// while.
    pub fn rest(&self) -> bool {
        self.codes.rest(markdown::forget_many_grammars)
    }

    /// A page before it is rendered, where there is one.
    pub fn page(&mut self, path: &OutPath) -> Option<Arc<Page>> {
        let batch = *self.site.addresses.get(path)?;
        let pages = self.batch(batch);
        pages.iter().find(|page| page.path == *path).map(Arc::clone)
    }

    /// The pages of a batch.
    fn batch(&mut self, batch: Batch) -> &[Arc<Page>] {
        if self.made.as_ref().is_none_or(|(made, _)| *made != batch) {
            let (pages, files) = self.site.make(batch);
            self.files.extend(files.into_iter().chain(others::files(self.site, batch)));
            self.filed.insert(batch);
            self.made = Some((batch, pages.into_iter().map(Arc::new).collect()));
        }
        self.made.as_ref().map_or(&[], |(_, pages)| pages)
    }

    /// A file that is no page.
    fn beside(&mut self, path: &OutPath) -> Option<Bytes> {
        // What is there from the start goes before, as in the whole site.
        if let Some(bytes) = self.first.get(path).or_else(|| self.files.get(path)) {
            return Some(Arc::clone(bytes));
        }
        if page::is_of_index(path) {
            if std::mem::replace(&mut self.is_indexed, true) {
                return None;
            }
            let entries = self.site.entries();
            let terms = index::terms(&TermsQuestion { entries });
            let files = index::files(entries, &terms).into_iter();
            let made = files.filter_map(|(path, file)| Some((path, file.read()?.into())));
            self.files.extend(made);
        } else {
            let batch = self.site.batch_of_file(path)?;
            if self.filed.contains(&batch) {
                return None;
            }
            self.batch(batch);
        }
        self.files.get(path).map(Arc::clone)
    }

    /// The titles of the plans, and where their pages lie.
    pub fn plans(&self) -> impl Iterator<Item = (String, OutPath)> {
        let plans = self.site.presenter().graph.plans.iter();
        plans.map(|plan| (plan.title.clone(), page::plan(&plan.id)))
    }

    /// The style sheets.
    pub fn sheets(&self) -> Vec<OutPath> {
        let sheets = self.theme.assets.keys();
        sheets.filter(|path| path.as_str().ends_with(".css")).cloned().collect()
    }
}

/// The assembled site, and what its pages are rendered with.
struct Assembled<'a> {
    site: Site<'a>,
    sources: &'a Sources,
    config: &'a Config,
    language: &'a Arc<Language>,
}

/// Reads, links and assembles, and has something made of the site: it refers to
/// the graph and the texts, and so cannot be given away.
fn assembled<R>(
    sources: &Sources,
    settings: &Settings,
    memo: &mut Memo,
    work: impl FnOnce(Understood, &Assembled<'_>, &mut Memo) -> R,
) -> R {
    let config = settings.config(sources);
    let mut noticed = config.diagnostics.to_vec();
    let config = config.value;
    let named = (config.language.as_str(), config.language_span);
    let question = LanguageQuestion { sources, named };
    let language = keep(memo.languages.map(speak, &[question]), &mut noticed).remove(0);
    memo.stages.ended("settings", Counts::ONE);

    let files: Vec<DocumentQuestion> = sources
        .files
        .iter()
        .filter(|file| file.is_markdown() || dialects::is_data(&file.path))
        .map(|file| DocumentQuestion { file: Arc::clone(file) })
        .collect();
    let store = memo.store.as_deref();
    let documents = memo.documents.map_lasting(markdown::parse_shared, (&files, store));
    memo.stages.ended("documents", memo.documents.counts);
    let documents = keep(documents, &mut noticed);
    let (plans, read, texts) = read(documents, config.drafts, (memo, &mut noticed));

    let facts = memo.facts.of(PlanFacts::of, &plans);
    let blocks = site::diagrams(&facts, &texts);
    let store = memo.store.as_deref();
    let drawn = memo.diagrams.map_lasting(diagrams::draw, (&blocks, store));
    let drawings = Drawings::new(blocks, drawn, Arc::clone(&language));
    let drawings = Arc::new(drawings);
    memo.stages.ended("diagrams of authors", memo.diagrams.counts);
    let graph = Arc::new(noticing(graph::link(plans, &mut memo.links), &mut noticed));
    memo.stages.ended("graph", memo.links.counts);
    let facts = facts.into();
    let codes = Arc::clone(&memo.codes);
    codes.begin();
    let archive = Arc::clone(&memo.archive);
    let parts = Parts {
        config: &config,
        language: &language,
        sources,
        graph: &graph,
        read: &read,
        texts: &texts,
        drawings: &drawings,
        codes: &codes,
        archive: &archive,
        facts: &facts,
        noticed: &noticed,
    };
    let Checked { value: site, diagnostics: of_site } =
        site::assemble(&parts, &mut memo.assembled);
    let mut understood = Understood {
        config: config.clone(),
        language: Arc::clone(&language),
        graph: Arc::clone(&graph),
        texts: texts.clone(),
        drawings: Arc::clone(&drawings),
        diagnostics: Vec::new(),
        read: memo.documents.counts,
    };
    understood.take([noticed.as_slice(), &of_site].concat());
    memo.stages.ended("addresses and links", Counts::ONE);
    let assembled = Assembled { site, sources, config: &config, language: &language };
    work(understood, &assembled, memo)
}

/// How many files a plan has at most whose blocks are let go: of one that has more, most
/// would be read again for each file that changes.
const FEW: usize = 20;

/// Reads plans and ordinary pages; with the plans stand the hashes of what they are read
/// from.
fn read(
    documents: Vec<Arc<Document>>,
    drafts: Drafts,
    (memo, noticed): (&mut Memo, &mut Vec<Diagnostic>),
) -> (Vec<Arc<Plan>>, Vec<Hash>, Vec<Arc<Text>>) {
    let data: Vec<SitePath> = documents
        .iter()
        .filter(|document| document.is_data())
        .map(|document| document.path.clone())
        .collect();
    let documents = published(documents, drafts);
    let questions: Vec<RecogniseQuestion> = documents
        .iter()
        .map(|document| RecogniseQuestion { document: Arc::clone(document) })
        .collect();
    let store = memo.store.as_deref();
    let recognised =
        memo.recognised.map_lasting(dialects::recognise, (&questions, store));
    memo.stages.ended("forms of documents", memo.recognised.counts);
    let folders = memo.folders.sort(documents, recognised);
    forget_unused(&data, folders, noticed);

    let plans = memo.plans.map_lasting(plan::read, (&folders.plans, store));
    let plans = keep(plans, noticed);
    noticed.extend(plan::copies::report(&plans));
    memo.stages.ended("plans", memo.plans.counts);
    let large = folders.plans.iter().filter(|plan| plan.documents().count() > FEW);
    let held: BTreeSet<Hash> =
        large.flat_map(PlanFolder::documents).map(|document| document.hash).collect();
    let pages = folders.pages.iter();
    let pages = pages.map(|document| TextQuestion { document: Arc::clone(document) });
    let texts = memo.texts.map(text::read, &pages.collect::<Vec<_>>());
    let read = folders.plans.iter().map(Question::key).collect();
    let small = |document: &Document| {
        (!held.contains(&document.hash)).then(|| document.without_blocks())?
    };
    memo.documents.keep_as(|Checked { value, diagnostics }| {
        let diagnostics = || Arc::clone(diagnostics);
        small(value).map(|value| Checked { value, diagnostics: diagnostics() })
    });
    memo.folders.keep_as(small);
    memo.stages.ended("ordinary pages", memo.texts.counts);
    (plans, read, texts)
}

/// Renders every page.
fn render(
    assembled: &Assembled<'_>,
    memo: &mut Memo,
) -> (Output, Counts, Vec<Diagnostic>) {
    let mut noticed = Vec::new();
    let theme = assembled.theme(memo, &mut noticed);
    memo.stages.ended("theme", memo.themes.counts);
    let site = &assembled.site;
    let batches = Batches::new(site, &theme, assembled.config.links);
    let store = memo.store.as_ref();
    let plans: Vec<usize> = (0..site.presenter().graph.plans.len()).collect();
    let lines = memo.lines.each((&plans, &LinesOf::new(site.presenter())), store);
    site.know(lines.iter().map(|lines| Arc::clone(&lines.beside)).collect());
    // What can be found is found side by side: in a batch, that would keep others waiting
    // for a thing that is being made.
    let entries = site.entries();
    let rendered = memo.site.map(packed, (&site.batches(), &batches), store);
    let mut output = Output::default();
    for (batch, answers) in &rendered {
        let paths = batch.beside.pages.iter().cloned();
        for (path, page) in paths.zip(keep(answers.clone(), &mut noticed)) {
            output.add(path, page);
        }
    }
    memo.stages.ended("pages", memo.site.counts);
    let own = rendered.iter().flat_map(|(batch, _)| batch.beside.files.iter().cloned());
    for (path, file) in filed(&render::beside(site, &theme)).into_iter().chain(own) {
        output.add(path, file);
    }
    let questions = [TermsQuestion { entries }];
    let terms = memo
        .terms
        .map_lasting(index::terms, (&questions, memo.store.as_deref()))
        .remove(0);
    for (path, file) in index::files(entries, &terms) {
        output.add(path, file);
    }
    memo.stages.ended("index of the search", memo.terms.counts);
    (output, memo.site.counts, noticed)
}

/// Files as a whole site holds them.
fn filed(files: &[(OutPath, Bytes)]) -> Vec<(OutPath, Packed)> {
    memo::each(files, |(path, bytes)| (path.clone(), Packed::from(Arc::clone(bytes))))
}

/// Renders a page of a whole site.
fn packed(question: &PageQuestion<'_>) -> Checked<Packed> {
    let Checked { value, diagnostics } = render::page(question);
    Checked { value: Packed::new(&value), diagnostics }
}

impl Assembled<'_> {
    /// The theme that the pages are rendered with.
    fn theme(&self, memo: &mut Memo, noticed: &mut Vec<Diagnostic>) -> Arc<Theme> {
        let question = ThemeQuestion {
            sources: self.sources,
            look: &self.config.look,
            language: Arc::clone(self.language),
        };
        keep(memo.themes.map(load, &[question]), noticed).remove(0)
    }
}

/// What the command line and the environment set over the configuration.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What the environment sets: keys with their values.
    pub environment: Vec<(&'static Key, String)>,
    /// The absolute address of the site.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: Drafts,
    /// The day on which the site is built.
    pub today: Option<Day>,
    /// What links between pages end in.
    pub links: Links,
}

impl Settings {
    /// The hash of all that they set.
    pub fn hash(&self) -> Hash {
        let mut all = Hasher::new();
        for (key, text) in &self.environment {
            all = all.part(key.name).part(text);
        }
        let Self { environment: _, base_url, drafts, today, links } = self;
        all.part(format!("{base_url:?} {drafts:?} {today:?} {links:?}")).finish()
    }

    /// The configuration of the sources, with all that goes before it.
    pub fn config(&self, sources: &Sources) -> Checked<Config> {
        let Checked { value, diagnostics } = Config::read(sources);
        Checked { value: self.apply(value), diagnostics }
    }

    fn apply(&self, config: Config) -> Config {
        let mut config = config.with_drafts(self.drafts).with_links(self.links);
        let variables = self.environment.iter().filter_map(|(key, text)| {
            Some((key.name, text.clone(), Origin::Variable(key.variable()?)))
        });
        let address = self
            .base_url
            .iter()
            .map(|address| ("base_url", address.clone(), Origin::Option("--base-url")));
        let today = self
            .today
            .iter()
            .map(|day| ("today", day.to_string(), Origin::Option("--today")));
        for (key, text, origin) in variables.chain(address).chain(today) {
            // All of them were checked when they were read.
            config = config.clone().with(key, (&text, origin)).unwrap_or(config);
        }
        config
    }
}

/// The language to be loaded, as the settings name it, and where they do.
struct LanguageQuestion<'a> {
    sources: &'a Sources,
    named: (&'a str, Option<Span>),
}

impl Question for LanguageQuestion<'_> {
    fn key(&self) -> Hash {
        let (tag, place) = self.named;
        let files = self.sources.theme.iter().map(|(name, file)| (name.as_str(), file));
        let files = files.chain(self.sources.config.iter().map(|file| ("", file)));
        let start = Hasher::new().part(tag).part(format!("{place:?}"));
        let each = |hasher: Hasher, (name, file): (&str, &Arc<SourceFile>)| {
            let size = file.size.to_le_bytes();
            hasher.part(name).part(file.path.as_str()).part(size).hash(file.hash)
        };
        files.fold(start, each).finish()
    }
}

fn speak(question: &LanguageQuestion<'_>) -> Checked<Arc<Language>> {
    let Checked { value, diagnostics } = language::load(question.sources, question.named);
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
