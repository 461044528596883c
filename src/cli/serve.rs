//! `ouro serve`: scan, compile, show, wait, and again.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::cli::args::Serve;
use crate::cli::change::{counted, files, grouped, named, verdict};
use crate::cli::report::{self, Progress, Quiet, Shown, Tally};
use crate::cli::workshop::{self, Crew, Made, Wanted, Workshop};
use crate::cli::{Done, Outcome, environment, known};
use crate::compile::{Memo, Settings, Understood};
use crate::config::Drafts;
use crate::diagnostic::render::{Styling, human};
use crate::diagnostic::{Checked, Diagnostic, Severity, place};
use crate::graph::model::Graph;
use crate::io::server::{self, Files as _, Live, Port};
use crate::io::terminal::Keyboard;
use crate::io::watch::{Sentry, Woken};
use crate::io::{IoError, Scanner};
use crate::language::Language;
use crate::memo::Counts;
use crate::plan;
use crate::site::page;
use crate::source::{Hash, Hasher, OutPath, SitePath, Sources};

/// How soon sources that could not be read are looked for again.
const AGAIN: Duration = Duration::from_millis(500);

/// How long a file that was emptied may take to be written.
const WRITTEN: Duration = Duration::from_millis(100);

/// How many problems a page lists.
const LISTED: usize = 50;

/// Shows the site until the user has seen enough.
pub(super) fn run(options: &Serve) -> Done {
    let start = Instant::now();
    let quiet = if options.quiet { Quiet::Yes } else { Quiet::No };
    let say = |text: &str| {
        if quiet == Quiet::No {
            report::say(text);
        }
    };
    let settings = environment::settings(&options.root, None)?;
    let settings = Settings { today: options.today, ..settings };
    let progress = Progress::start(quiet);
    let port = options.port.map_or(Port::Free, Port::Exactly);
    let reserved = server::reserve(&options.host, port)?;
    let address = reserved.address();

    progress.now("reading");
    let root = &options.root.root;
    let mut scanner = Scanner::new(root);
    let mut sentry = Sentry::start(options.poll.map(Duration::from_millis));
    let mut sources = look(&mut scanner, &mut sentry)?;
    progress.now("building");
    let mut preview = Preview::new(options, settings);
    preview.open(&sources, BTreeSet::new())?;
    let server = reserved.open(preview.shown(None))?;
    progress.done();

    report::problems(&preview.problems, &sources.value, Shown::Important);
    let url = format!("http://{address}{}", preview.base);
    say(&preview.opening(root, start.elapsed()));
    say(&format!("  {url}"));
    if !address.ip().is_loopback() {
        report::note(&format!(
            "warning: whoever reaches {address} can read the plans: `--host {}` says so",
            options.host
        ));
    }
    let keyboard = Keyboard::listen(&sentry.bell());
    let end = if keyboard.is_heard() { "q or Ctrl-C ends" } else { "Ctrl-C ends" };
    let folders = report::count(scanner.folders().len(), "folder");
    match sentry.polling() {
        None => say(&format!("watching {folders}; {end}")),
        Some((every, why)) => {
            let why = why.map(|why| format!(", since {why}")).unwrap_or_default();
            say(&format!(
                "looking at {folders} every {} ms{why}; {end}",
                every.as_millis()
            ));
        }
    }
    if options.open {
        browse(&url);
    }
    preview.warm_up();
    // Whatever is done for the first time takes longer: the first save is not the first.
    match preview.open(&sources, server.pages()) {
        Ok(_) => server.show(preview.shown(None)),
        Err(error) => report::error(&error),
    }

    let mut lost = false;
    let mut polls = sentry.polling().is_some();
    // From here on it is known what was written.
    sentry.touched();
    while sentry.wait(lost.then_some(AGAIN)) == Woken::Changed {
        let start = Instant::now();
        let mut found = look_again(&mut scanner, &mut sentry);
        // The next save of a file may begin while the last one is read.
        if found.as_ref().is_ok_and(|next| is_emptied(&sources.value, &next.value)) {
            if sentry.wait(Some(WRITTEN)) == Woken::Stopped {
                break;
            }
            found = look_again(&mut scanner, &mut sentry);
        }
        let next = match found {
            Ok(next) => next,
            Err(error) => {
                if !lost {
                    report::error(&error);
                    report::note("the last site stays until the sources are back");
                    server.show(preview.fail(&error));
                }
                lost = true;
                continue;
            }
        };
        if let (Some((every, Some(why))), false) = (sentry.polling(), polls) {
            report::note(&format!(
                "from now on the disk is looked at every {} ms, since {why}",
                every.as_millis()
            ));
            polls = true;
        }
        lost = false;
        let names = files(&sources.value, &next.value);
        let is_same = names.is_empty() && next.diagnostics == sources.diagnostics;
        if is_same && preview.failed.is_none() {
            continue;
        }
        let before = match preview.open(&next, server.pages()) {
            Ok(before) => before,
            Err(error) => {
                report::error(&error);
                report::note("the last site stays until the next change");
                server.show(preview.fail(&error));
                sources = next;
                continue;
            }
        };
        let follow = names.iter().find_map(|name| preview.page_of(name, &next.value));
        server.show(preview.shown(follow.filter(|_| options.follow)));
        say(&match is_same {
            true => "the sources are back, as they were".to_owned(),
            false => preview.change(&names, before.as_deref(), start.elapsed()),
        });
        preview.tell_problems(&next.value);
        sources = next;
    }
    server.stop();
    drop(keyboard);
    say("the preview has ended");
    Ok(Outcome::Fine)
}

/// Scans, until all that was scanned is watched as well: what is written between
/// a scan and a watch is told by no event.
fn look(scanner: &mut Scanner, sentry: &mut Sentry) -> Result<Checked<Sources>, IoError> {
    let mut sources = scanner.scan()?;
    while sentry.watch(scanner.folders()) {
        sources = scanner.scan()?;
    }
    Ok(sources)
}

/// Scans what was written, where that is all that can have changed.
fn look_again(
    scanner: &mut Scanner,
    sentry: &mut Sentry,
) -> Result<Checked<Sources>, IoError> {
    let touched = sentry.touched();
    match touched.and_then(|touched| scanner.refresh(&touched)) {
        Some(sources) => Ok(sources),
        None => look(scanner, sentry),
    }
}

/// Whether a file that held something is empty now: most editors empty a file just
/// before they write it.
fn is_emptied(before: &Sources, after: &Sources) -> bool {
    let mut empty = after.files.iter().filter(|file| file.size == 0);
    empty.any(|file| before.file(&file.path).is_some_and(|before| before.size > 0))
}

/// Opens a page in the user's browser.
fn browse(url: &str) {
    if let Err(error) = open::that_detached(url) {
        report::note(&format!("warning: no browser could be opened: {error}"));
    }
}

/// The site as it is shown now.
struct Preview<'o> {
    options: &'o Serve,
    settings: Settings,
    /// The threads that keep sites.
    crew: Crew,
    memo: Memo,
    /// What the plans mean now, and how many pages were rendered for it.
    now: Option<(Understood, Counts)>,
    /// What is wrong now.
    problems: Vec<Diagnostic>,
    /// What was wrong before.
    known: Vec<Diagnostic>,
    /// What is wrong, as pages are told.
    told: String,
    /// The first problems as the terminal shows them, each with the hash of its file and of
    /// how that is called.
    texts: Vec<(Diagnostic, Hash, String)>,
    /// What kept the last change from being looked at, as pages are told.
    failed: Option<String>,
    /// The hash of the files that it shows parts of.
    excerpts: Hash,
    /// The hash of the words that it was told in.
    language: Option<Hash>,
    /// The last site that could be published, or the first one.
    site: Option<Arc<Workshop>>,
    /// The theme that one page of each kind was made with.
    theme: Option<Hash>,
    /// Whether that site could be published; the first one is shown in any case.
    is_good: bool,
    /// What keeps the site of now from being shown.
    withheld: Option<&'static str>,
    /// The path below which the site lies.
    base: String,
}

impl<'o> Preview<'o> {
    fn new(options: &'o Serve, settings: Settings) -> Self {
        Self {
            options,
            settings,
            crew: Crew::default(),
            memo: known::memo(&options.root.root).colouring_apart(),
            now: None,
            problems: Vec::new(),
            known: Vec::new(),
            told: String::new(),
            texts: Vec::new(),
            failed: None,
            excerpts: 0,
            language: None,
            site: None,
            theme: None,
            is_good: false,
            withheld: None,
            base: "/".to_owned(),
        }
    }

    /// Opens the site of the sources; gives the graph of before. Where that fails,
    /// all is as it was, but that nothing is remembered.
    fn open(
        &mut self,
        sources: &Checked<Sources>,
        pages: BTreeSet<OutPath>,
    ) -> Result<Option<Arc<Graph>>, IoError> {
        let none = Memo::default().colouring_apart();
        let mut memo = std::mem::replace(&mut self.memo, none);
        memo.pages = self.site.as_ref().map(|site| site.pages()).unwrap_or_default();
        let wanted = Wanted { pages, theme: self.theme };
        let made = self.crew.workshop(&sources.value, &self.settings, memo, wanted)?;
        let Made { site, mut understood, rendered, theme, memo } = made;
        self.memo = memo;
        self.failed = None;
        understood.notice(&sources.diagnostics);
        let found = std::mem::take(&mut understood.diagnostics);
        let fatal = found.iter().find(|found| found.code.stops_builds());
        let fatal = fatal.map(|found| found.code.name);
        // What would not be published is not shown either, where there is
        // something better to show.
        self.withheld = fatal.filter(|_| self.is_good);
        if self.withheld.is_none() {
            self.is_good = fatal.is_none();
            self.site = Some(site);
            self.theme = fatal.is_none().then_some(theme);
            self.base = base(&understood);
        }
        let shown = excerpts(&found, &sources.value);
        let is_told = self.language == Some(understood.language.hash)
            && found == self.problems
            && shown == self.excerpts;
        if !is_told {
            self.told = self.told_of(&found, &sources.value, &understood.language);
            self.excerpts = shown;
            self.language = Some(understood.language.hash);
        }
        self.known = std::mem::replace(&mut self.problems, found);
        let before = self.now.replace((understood, rendered));
        Ok(before.map(|(before, _)| before.graph))
    }

    /// Reads a plan that is read already, beside all else: the patterns by which plans are
    /// read are compiled when they are first used, and where the site was recalled from the
    /// last build, the first save would wait for that.
    fn warm_up(&self) {
        let plans = self.now.iter().flat_map(|(understood, _)| &understood.graph.plans);
        let Some(source) = plans.filter_map(|plan| plan.source.clone()).next() else {
            return;
        };
        workshop::warm_up(move || plan::read_alone(source.path.as_str(), &source.text));
    }

    /// What is wrong, as pages are told: the words of the counter, and the first problems
    /// as the terminal shows them, errors before others.
    fn told_of(
        &mut self,
        found: &[Diagnostic],
        sources: &Sources,
        language: &Language,
    ) -> String {
        let of = |severity| found.iter().filter(move |it| it.severity == severity);
        let counts = (of(Severity::Error).count(), of(Severity::Warning).count());
        let sorted = of(Severity::Error).chain(of(Severity::Warning));
        let known = std::mem::take(&mut self.texts);
        let text = |found: &Diagnostic| {
            let of = |path| {
                let (shown, file) = place::find(path, sources);
                Hasher::new().part(shown).hash(file.map_or(0, |file| file.hash)).finish()
            };
            let hash = found.path.as_ref().map_or(0, of);
            // Most are as they were, and to draw them takes a while.
            let drawn = known.iter().find(|(other, of, _)| *of == hash && other == found);
            let text = drawn.map_or_else(
                || human(std::slice::from_ref(found), sources, Styling::Plain),
                |(_, _, text)| text.clone(),
            );
            (found.clone(), hash, text)
        };
        self.texts = sorted.take(LISTED).map(text).collect();
        let texts = self
            .texts
            .iter()
            .map(|(found, _, text)| (found.severity, text.trim_end().to_owned()));
        listed(counts, texts.collect(), language)
    }

    /// Lets pages tell that the last change could not be looked at, and why; gives
    /// what the server shows.
    fn fail(&mut self, error: &IoError) -> server::Shown {
        let text = report::words_of_machine("error", error);
        let language = self.now.as_ref().map(|(understood, _)| &understood.language);
        self.failed = language
            .map(|language| listed((1, 0), vec![(Severity::Error, text)], language));
        self.shown(None)
    }

    /// What the server shows.
    fn shown(&self, follow: Option<OutPath>) -> server::Shown {
        let understood = self.now.as_ref().map(|(understood, _)| understood);
        let say = |id: &str| understood.map(|it| it.language.say(id)).unwrap_or_default();
        let drafts = match self.settings.drafts {
            Drafts::Include => say("preview-drafts"),
            Drafts::Exclude => String::new(),
        };
        let words = json!({
            "preview": say("preview"),
            "lost": say("preview-lost"),
            "back": say("preview-back"),
            "updated": say("preview-updated"),
            "close": say("preview-close"),
            "drafts": drafts,
        });
        server::Shown {
            site: self.site.clone().expect("a site is opened before it is shown"),
            base: self.base.clone(),
            nearest: say("preview-nearest"),
            live: (!self.options.no_reload).then(|| Live {
                words: words.to_string(),
                problems: self.failed.as_ref().unwrap_or(&self.told).clone(),
                follow,
            }),
        }
    }

    /// The page that shows a file, by the name that the user knows it by.
    fn page_of(&self, name: &str, sources: &Sources) -> Option<OutPath> {
        let graph = &self.now.as_ref()?.0.graph;
        let file = sources.files.iter().find(|file| sources.shown(&file.path) == name)?;
        let path = &file.path;
        let plan = graph.plans.iter().find(|plan| {
            let is_document = plan.documents.iter().any(|it| it.document.path == *path);
            plan.home == *path || is_document
        });
        let page = plan.map_or_else(|| page::text(path), |plan| page::plan(&plan.id));
        self.site.as_ref()?.has(&page).then_some(page)
    }

    /// The first line: what is shown.
    fn opening(&self, root: &Path, took: Duration) -> String {
        let Some((understood, rendered)) = &self.now else { return String::new() };
        let graph = &understood.graph;
        let tasks = graph.nodes.iter().filter(|node| node.leaf).count();
        let count = |number: usize, noun: &str| {
            let counted = report::count(number, noun);
            counted.replacen(&number.to_string(), &grouped(number), 1)
        };
        let found = match self.problems.is_empty() {
            true => String::new(),
            false => format!("; {}", report::tally_words(&self.problems)),
        };
        format!(
            "showing {}: {}, {} and {} in {:.2} s{found}",
            root.display(),
            count(graph.plans.len(), "plan"),
            count(tasks, "task"),
            count(rendered.total, "page"),
            took.as_secs_f64(),
        )
    }

    /// The line of a change.
    fn change(&self, names: &[String], before: Option<&Graph>, took: Duration) -> String {
        let Some((understood, rendered)) = &self.now else { return String::new() };
        let told = before
            .and_then(|before| verdict(&understood.language, before, &understood.graph));
        let told = told.map(|told| format!(": {told}")).unwrap_or_default();
        format!(
            "{}: {} in {} ms{told}",
            named(names),
            counted(understood.read, *rendered),
            took.as_millis(),
        )
    }

    /// Prints the problems that are new, and says when all are mended.
    fn tell_problems(&self, sources: &Sources) {
        let known: BTreeSet<_> =
            self.known.iter().map(|it| (it.order(), it.severity)).collect();
        let is_new = |it: &&Diagnostic| !known.contains(&(it.order(), it.severity));
        let new: Vec<Diagnostic> = self.problems.iter().filter(is_new).cloned().collect();
        report::problems(&new, sources, Shown::Important);
        let wrong = |found: &[Diagnostic]| {
            let tally = Tally::of(found);
            tally.errors + tally.warnings > 0
        };
        if wrong(&self.known) && !wrong(&self.problems) {
            report::note("all problems are mended");
        }
        if let Some(code) = self.withheld {
            report::note(&format!("the last site stays: `{code}` must be mended first"));
        }
    }
}

/// The path of the base URL, or `/`.
fn base(understood: &Understood) -> String {
    let address = understood.config.base_url.as_deref().unwrap_or_default();
    let after = address.split_once("://").map_or("", |(_, rest)| rest);
    after.find('/').map_or("/", |start| &after[start..]).to_owned()
}

/// The hash of the files that problems are found in.
fn excerpts(found: &[Diagnostic], sources: &Sources) -> Hash {
    let paths: BTreeSet<&SitePath> =
        found.iter().filter_map(|it| it.path.as_ref()).collect();
    let files = paths.into_iter().filter_map(|path| sources.file(path));
    let files = files.chain(&sources.config).chain(sources.theme.values());
    files.fold(Hasher::new(), |hasher, file| hasher.hash(file.hash)).finish()
}

/// So many errors and warnings, with the texts of the first of them.
fn listed(
    (errors, warnings): (usize, usize),
    texts: Vec<(Severity, String)>,
    language: &Language,
) -> String {
    let counted = [("preview-errors", errors), ("preview-warnings", warnings)];
    let words: Vec<String> = counted
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(id, number)| language.say_of(id, &[("n", number.into())]))
        .collect();
    let more = match (errors + warnings).saturating_sub(texts.len()) {
        0 => String::new(),
        more => language.say_of("preview-more", &[("n", more.into())]),
    };
    let list: Vec<[String; 2]> =
        texts.into_iter().map(|(kind, text)| [kind.name().to_owned(), text]).collect();
    let key = list.iter().flatten().fold(Hasher::new(), |hasher, text| hasher.part(text));
    json!({
        "errors": errors,
        "warnings": warnings,
        "words": words.join(", "),
        "key": format!("{:032x}", key.part(&more).finish()),
        "list": list,
        "more": more,
    })
    .to_string()
}
