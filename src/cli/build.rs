//! `ouro build`: scan, compile, publish, report.

use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crate::cli::args::{Build, TimingsForm};
use crate::cli::report::{self, Progress, Quiet, Shown};
use crate::cli::timings::Timings;
use crate::cli::workshop::warm_up;
use crate::cli::{Done, Outcome, check, environment, history, known};
use crate::compile::{Compiled, Memo, Settings, compile};
use crate::config::Links;
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::io::{
    self, Asked, Foreign, IoError, Published, Record, Said, Store, Target, interrupt,
    record,
};
use crate::memo::Counts;
use crate::output::Output;
use crate::pattern::{ALL, DOMAINS};
use crate::plan;
use crate::site::diagrams::{self, Became};
use crate::source::{Before, Day, Hash, Hasher, OutPath, Sources};

/// How many files Cloudflare Pages takes without a fee.
const FILES: usize = 20_000;

/// How many bytes a MiB has.
const MEBIBYTE: usize = 1024 * 1024;

/// How many bytes of a file Cloudflare Pages takes.
const BYTES: usize = 25 * MEBIBYTE;

/// Builds the site.
pub(super) fn run(options: &Build) -> Done {
    let start = Instant::now();
    let quiet = if options.quiet { Quiet::Yes } else { Quiet::No };
    let settings = environment::settings(&options.root, options.base_url.as_deref())?;
    let links = if options.portable { Links::Files } else { Links::Folders };
    let work = Work {
        options,
        settings: Settings { today: options.today, links, ..settings },
        timings: Timings::since(start),
        progress: Progress::start(quiet),
    };
    let Checked { value: mut sources, diagnostics: seen } = work.read()?;
    let is_told = sources.before.is_some() || options.history.is_some();
    let today = is_told.then(|| work.settings.config(&sources).value.today).flatten();
    if is_told && today.is_none() {
        report::note(
            "no changes are told: they need the day of today, as `--today` gives it",
        );
    }
    let mut target = work.target(&sources);
    let program = (!options.fresh).then(record::program).flatten();
    let asked = program.and_then(|program| work.asked(program, &sources, &seen));
    let place = program.and_then(|_| record::place(&target.folder));
    let record = place.as_deref().and_then(Record::read);
    target.left = record.as_ref().map(|record| record.state.clone());
    let last = record.filter(|record| asked.is_some() && record.asked == asked);
    // What keeps that from being known is told where the folder is written.
    let last = last.filter(|_| io::is_as_left(&target)).map(|record| record.said);
    let (said, output) = match last {
        Some(said) => {
            place.as_deref().inspect(|place| record::used(place));
            let counts = Counts { computed: 0, total: said.files };
            work.timings.ended("files published", counts);
            work.progress.done();
            report::problems(&said.diagnostics, &sources, Shown::Important);
            (said, None)
        }
        None => {
            let store = program.zip(known::store(&target.folder));
            if store.is_some() {
                warm_up(|| {
                    let text = ALL[0].write("A plan", DOMAINS[0])?;
                    plan::read_alone("tasks.md", &text)
                });
            }
            let store =
                store.map(|(program, path)| Arc::new(Store::open(&path, program)));
            let memo = match &store {
                Some(store) => Memo::of(Arc::<Store>::clone(store)),
                None => Memo::default(),
            };
            // It goes with the program: to take it apart piece by piece takes a while. What a
            // build that fails has begun to store is cleared away by the next one.
            let mut memo = ManuallyDrop::new(memo);
            if let (Some(today), None) = (today, &sources.before) {
                sources.before = work.history(&sources, today, &mut memo);
            }
            let (said, output) = work.make(&sources, &seen, &mut memo);
            if let Some(store) = store {
                store.finish();
            }
            (said, Some(output))
        }
    };
    if let Some(reason) = refusal(options, &said.diagnostics) {
        report::note(&format!("nothing was published: {reason}"));
        work.tell_timings();
        return Ok(Outcome::Problems);
    }
    let published = match &output {
        Some(output) => match work.publish(output, &target) {
            // The site is made without what was kept, which is of no use any more.
            Err(IoError::Forgotten(_)) => {
                if let Some(path) = known::store(&target.folder) {
                    Store::forget(&path);
                }
                let anew = compile(&sources, &work.settings, &mut Memo::default());
                work.publish(&anew.output, &target)?
            }
            published => published?,
        },
        None => Published::nothing(said.files),
    };
    if options.verbose
        && let Some(bytes) = io::peak_memory()
    {
        report::note(&format!("{} MB of memory were used at most", bytes / 1_000_000));
    }
    work.tell_timings();
    if quiet == Quiet::No {
        let took = start.elapsed().as_secs_f64();
        let line = last_line(&said, &published, (&target.folder, took));
        match options.timings {
            Some(TimingsForm::Json) => report::note(&line),
            _ => report::say(&line),
        }
        for line in &said.refused {
            report::note(line);
        }
    }
    if let (Some(_), Some(state)) = (program, published.state) {
        // The folder may not have been there before.
        let place = record::place(&target.folder);
        place.inspect(|place| Record { asked, state, said }.write(place));
    }
    Ok(Outcome::Fine)
}

/// A build that is going on.
struct Work<'o> {
    options: &'o Build,
    settings: Settings,
    timings: Timings,
    progress: Progress,
}

impl Work<'_> {
    /// Reads the sources, and what the site said before where that is asked for.
    fn read(&self) -> Result<Checked<Sources>, IoError> {
        self.progress.now("reading");
        let mut sources = io::scan(&self.options.root.root)?;
        if let Some(folder) = &self.options.since {
            let last = io::before(folder)?;
            for error in &last.refused {
                report::warning(error);
            }
            let is_silent = last.before.is_none() && last.refused.is_empty();
            sources.value.before = last.before;
            if is_silent && self.options.history.is_none() {
                let folder = folder.display();
                report::note(&format!(
                    "no changes are told: there is no `plans.json` in `{folder}`"
                ));
            }
        }
        let files = sources.value.files.len();
        self.timings.ended("files read", Counts { computed: files, total: files });
        Ok(sources)
    }

    /// What the site would have said before, by the history, where that is asked for.
    fn history(&self, now: &Sources, today: Day, memo: &mut Memo) -> Option<Before> {
        let days = self.options.history?;
        self.progress.now("reading the history");
        let asked = Asked { root: &self.options.root.root, now, today, days };
        let told = history::tell(&asked, &self.settings, memo);
        let days = told.as_ref().map_or(0, |told| told.days);
        self.timings.ended("days of history", Counts { computed: days, total: days });
        if told.is_some() && self.options.verbose {
            let days = report::count(days, "day");
            report::note(&format!("history: {days} on which the content was changed"));
        }
        told.map(|told| told.before)
    }

    /// Where the site goes.
    fn target(&self, sources: &Sources) -> Target {
        let root = &self.options.root.root;
        let base = known::base(root);
        Target {
            folder: self.options.output.clone().unwrap_or_else(|| known::public(root)),
            content: base.join(&sources.prefix),
            root: base,
            foreign: if self.options.force { Foreign::Keep } else { Foreign::Refuse },
            left: None,
        }
    }

    /// The hash of all that the build is made from; nothing where it has more to say than
    /// is remembered.
    fn asked(
        &self,
        program: Hash,
        sources: &Sources,
        seen: &[Diagnostic],
    ) -> Option<Hash> {
        // A history is more than the sources.
        if self.options.verbose || self.options.history.is_some() {
            return None;
        }
        let all = Hasher::new().hash(program).hash(sources.hash());
        let seen = format!("{seen:?} {}", self.options.force);
        Some(all.hash(self.settings.hash()).part(seen).finish())
    }

    /// Makes the site, and tells what was noticed.
    fn make(
        &self,
        sources: &Sources,
        seen: &[Diagnostic],
        memo: &mut Memo,
    ) -> (Said, Output) {
        self.progress.now("building");
        memo.stages = self.timings.listener();
        let mut compiled = compile(sources, &self.settings, memo);
        compiled.understood.notice(seen);
        self.progress.done();
        let mut shown = Shown::Important;
        if self.options.verbose {
            shown = Shown::All;
            for line in check::plan_lines(&compiled.understood, sources) {
                report::note(&line);
            }
            for line in diagram_lines(&compiled) {
                report::note(&line);
            }
        }
        let said = said(&compiled);
        report::problems(&said.diagnostics, sources, shown);
        (said, compiled.output)
    }

    /// Puts the site in its place.
    fn publish(&self, output: &Output, target: &Target) -> Result<Published, IoError> {
        self.progress.now("publishing");
        let told = |published: &Result<Published, IoError>| match published {
            Ok(_) => report::note("interrupted: the new site is in place"),
            Err(error) => report::error(error),
        };
        let published = interrupt::finish(|| io::publish(output, target), told)?;
        let Published { written, unchanged, .. } = published;
        let counts = Counts { computed: written, total: written + unchanged };
        self.timings.ended("files published", counts);
        self.progress.done();
        if let Some(path) = &published.foreign_spare {
            report::note(&format!(
                "`{}`, which was kept for the next build, holds files that ouro did not \
                 write, or cannot be read: take out what is yours, and remove it",
                io::error::shown(path)
            ));
        }
        Ok(published)
    }

    /// Says how long each stage took, where that is asked for.
    fn tell_timings(&self) {
        match self.options.timings {
            Some(TimingsForm::Table) => report::note(&self.timings.table()),
            Some(TimingsForm::Json) => report::document(&self.timings.json()),
            None => {}
        }
    }
}

/// What is said of a site, and is remembered.
fn said(compiled: &Compiled) -> Said {
    let graph = &compiled.understood.graph;
    let files = &compiled.output.files;
    Said {
        diagnostics: compiled.understood.diagnostics.clone(),
        plans: graph.plans.len(),
        tasks: graph.nodes.iter().filter(|node| node.leaf).count(),
        pages: compiled.rendered.total,
        files: files.len(),
        refused: beyond_hosts(files.iter().map(|(path, bytes)| (path, bytes.size()))),
    }
}

/// What the strictest host that we know would refuse: Cloudflare Pages, where a site
/// without a fee has so many files at most.
fn beyond_hosts<'o>(
    files: impl ExactSizeIterator<Item = (&'o OutPath, usize)>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let count = files.len();
    if count > FILES {
        lines.push(format!(
            "Cloudflare Pages takes {FILES} files without a fee, and these are {count}: \
             `leave_out` in `ouro.yaml` does without some"
        ));
    }
    for (path, bytes) in files.filter(|(_, bytes)| *bytes > BYTES) {
        let size = bytes.div_ceil(MEBIBYTE);
        lines.push(format!(
            "Cloudflare Pages takes files of up to 25 MiB, and `{path}` has {size} MiB"
        ));
    }
    lines
}

/// Why nothing may be published, if so.
fn refusal(options: &Build, diagnostics: &[Diagnostic]) -> Option<String> {
    let fatal = diagnostics.iter().find(|found| found.code.stops_builds());
    if let Some(found) = fatal {
        return Some(format!("`{}` must be mended first", found.code.name));
    }
    let refused: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|found| options.strict && found.severity != Severity::Note)
        .cloned()
        .collect();
    (!refused.is_empty())
        .then(|| format!("--strict refuses {}", report::tally_words(&refused)))
}

/// What became of the Mermaid blocks, kind by kind.
fn diagram_lines(compiled: &Compiled) -> Vec<String> {
    let understood = &compiled.understood;
    let sums = understood.drawings.sums().into_iter();
    sums.map(|(kind, became)| {
        let kind = understood.language.say(diagrams::words(kind));
        let Became { drawn, simplified, as_code } = became;
        format!("{kind}: {drawn} drawn, {simplified} simplified, {as_code} shown as code")
    })
    .collect()
}

/// The one line when all is done.
fn last_line(said: &Said, published: &Published, (folder, took): (&Path, f64)) -> String {
    let changes = match (published.written, published.removed) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{} written", report::count(written, "file")),
        (written, removed) => {
            format!("{} written, {removed} removed", report::count(written, "file"))
        }
    };
    let found = match said.diagnostics.is_empty() {
        true => String::new(),
        false => format!("; {}", report::tally_words(&said.diagnostics)),
    };
    format!(
        "{}, {}, {} in {took:.2} s: {changes} in {}{found}",
        report::count(said.plans, "plan"),
        report::count(said.tasks, "task"),
        report::count(said.pages, "page"),
        folder.strip_prefix(".").unwrap_or(folder).display(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_host_would_refuse_is_told() {
        let path = OutPath::new("index.html");
        let of = |count: usize, bytes: usize| {
            beyond_hosts(vec![(&path, bytes); count].into_iter())
        };
        assert_eq!(of(FILES, BYTES), [""; 0]);
        let many = of(FILES + 1, 0);
        assert!(many[0].contains("takes 20000 files without a fee, and these are 20001"));
        let large = of(1, BYTES + MEBIBYTE);
        assert!(large[0].contains("`index.html` has 26"), "{large:?}");
    }
}
