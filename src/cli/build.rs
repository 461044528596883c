//! `ouro build`: scan, compile, publish, report.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::args::{Build, TimingsForm};
use crate::cli::report::{self, Progress, Quiet, Shown};
use crate::cli::timings::Timings;
use crate::cli::{Done, Outcome, check, environment, history};
use crate::compile::{Compiled, Memo, Settings, compile};
use crate::config::Links;
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::io::{self, Asked, Foreign, IoError, Published, Target, interrupt};
use crate::memo::Counts;
use crate::site::diagrams::{self, Became};
use crate::source::OutPath;

/// How many files Cloudflare Pages takes without a fee.
const FILES: usize = 20_000;

/// How many bytes a MiB has.
const MEBIBYTE: usize = 1024 * 1024;

/// How many bytes of a file Cloudflare Pages takes.
const BYTES: usize = 25 * MEBIBYTE;

/// Builds the site.
pub(super) fn run(options: &Build) -> Done {
    let start = Instant::now();
    let timings = Timings::since(start);
    let quiet = if options.quiet { Quiet::Yes } else { Quiet::No };
    let settings = environment::settings(&options.root, options.base_url.as_deref())?;
    let progress = Progress::start(quiet);
    let root = &options.root.root;
    progress.now("reading");
    let Checked { value: mut sources, diagnostics: seen } = io::scan(root)?;
    if let Some(folder) = &options.since {
        let last = io::before(folder)?;
        for error in &last.refused {
            report::warning(error);
        }
        sources.before = last.before;
        let is_silent = sources.before.is_none() && last.refused.is_empty();
        if is_silent && options.history.is_none() {
            let folder = folder.display();
            report::note(&format!(
                "no changes are told: there is no `plans.json` in `{folder}`"
            ));
        }
    }
    timings.ended(
        "files read",
        Counts { computed: sources.files.len(), total: sources.files.len() },
    );
    let links = if options.portable { Links::Files } else { Links::Folders };
    let settings = Settings { today: options.today, links, ..settings };
    let mut memo = Memo::default();
    let days = options.history.filter(|_| sources.before.is_none());
    let today = days.and_then(|_| settings.config(&sources).value.today);
    let told = match (days, today) {
        (Some(days), Some(today)) => {
            progress.now("reading the history");
            let asked = Asked { root, now: &sources, today, days };
            let told = history::tell(&asked, &settings, &mut memo);
            let days = told.as_ref().map_or(0, |told| told.days);
            timings.ended("days of history", Counts { computed: days, total: days });
            told
        }
        _ => None,
    };
    if let Some(told) = told {
        if options.verbose {
            let days = report::count(told.days, "day");
            report::note(&format!("history: {days} on which the content was changed"));
        }
        sources.before = Some(told.before);
    }
    progress.now("building");
    memo.stages = timings.listener();
    let mut compiled = compile(&sources, &settings, &mut memo);
    let is_asked = sources.before.is_some() || options.history.is_some();
    if is_asked && compiled.understood.config.today.is_none() {
        report::note(
            "no changes are told: they need the day of today, as `--today` gives it",
        );
    }
    compiled.understood.notice(&seen);
    progress.done();

    let diagnostics = &compiled.understood.diagnostics;
    let shown = if options.verbose { Shown::All } else { Shown::Important };
    if options.verbose {
        for line in check::plan_lines(&compiled.understood, &sources) {
            report::note(&line);
        }
        for line in diagram_lines(&compiled) {
            report::note(&line);
        }
    }
    report::problems(diagnostics, &sources, shown);
    if let Some(reason) = refusal(options, diagnostics) {
        report::note(&format!("nothing was published: {reason}"));
        tell(&timings, options);
        return Ok(Outcome::Problems);
    }

    // A lone file is read from the folder it lies in.
    let base = match root.is_file() {
        true => root.parent().map(Path::to_path_buf).unwrap_or_default(),
        false => root.clone(),
    };
    let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
    let folder = options.output.clone().unwrap_or_else(|| base.join("public"));
    progress.now("publishing");
    let target = Target {
        folder: folder.clone(),
        content: base.join(&sources.prefix),
        root: base,
        foreign: if options.force { Foreign::Keep } else { Foreign::Refuse },
    };
    let told = |published: &Result<Published, IoError>| match published {
        Ok(_) => report::note("interrupted: the new site is in place"),
        Err(error) => report::error(error),
    };
    let published = interrupt::finish(|| io::publish(&compiled.output, &target), told)?;
    let Published { written, unchanged, .. } = published;
    timings.ended(
        "files published",
        Counts { computed: written, total: written + unchanged },
    );
    progress.done();
    if options.verbose
        && let Some(bytes) = io::peak_memory()
    {
        report::note(&format!("{} MB of memory were used at most", bytes / 1_000_000));
    }
    tell(&timings, options);
    if quiet == Quiet::No {
        let took = start.elapsed().as_secs_f64();
        let line = last_line(&compiled, &published, (&folder, took));
        match options.timings {
            Some(TimingsForm::Json) => report::note(&line),
            _ => report::say(&line),
        }
        let sizes = compiled.output.files.iter().map(|(path, bytes)| (path, bytes.len()));
        for line in beyond_hosts(sizes) {
            report::note(&line);
        }
    }
    Ok(Outcome::Fine)
}

/// Says how long each stage took, where that is asked for.
fn tell(timings: &Timings, options: &Build) {
    match options.timings {
        Some(TimingsForm::Table) => report::note(&timings.table()),
        Some(TimingsForm::Json) => report::document(&timings.json()),
        None => {}
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
fn last_line(
    compiled: &Compiled,
    published: &Published,
    (folder, took): (&Path, f64),
) -> String {
    let graph = &compiled.understood.graph;
    let tasks = graph.nodes.iter().filter(|node| node.leaf).count();
    let changes = match (published.written, published.removed) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{} written", report::count(written, "file")),
        (written, removed) => {
            format!("{} written, {removed} removed", report::count(written, "file"))
        }
    };
    let found = match compiled.understood.diagnostics.is_empty() {
        true => String::new(),
        false => format!("; {}", report::tally_words(&compiled.understood.diagnostics)),
    };
    format!(
        "{}, {}, {} in {took:.2} s: {changes} in {}{found}",
        report::count(graph.plans.len(), "plan"),
        report::count(tasks, "task"),
        report::count(compiled.rendered.total, "page"),
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
