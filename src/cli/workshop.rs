//! The site that a preview shows: kept open in a thread of its own, in which its
//! files are made when they are asked for.
//!
//! The site refers to its own graph and texts, so it stays where it was assembled.
//! A site that is no longer shown ends with the last who could ask it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::compile::{Memo, Opened, Settings, Understood, open};
use crate::diagnostic::{Checked, Diagnostic};
use crate::io::server::Files;
use crate::memo::{Counts, Table};
use crate::output::Bytes;
use crate::source::{Hash, OutPath, Sources};

/// How much memory the thread has for its calls, in bytes: as much as the first
/// thread of a program.
const STACK: usize = 8 * 1024 * 1024;

/// How many pages are kept: more than tabs may be open.
const KEPT: usize = 1000;

/// What a page is kept as.
type Pages = Table<Checked<Bytes>>;

/// A site that is kept open.
pub(super) struct Workshop {
    asks: Sender<Ask>,
}

/// What a site is asked for.
enum Ask {
    /// Whether there is a file.
    Has(OutPath, Sender<bool>),
    /// A file.
    File(OutPath, Sender<Option<Bytes>>),
    /// Its style sheets.
    Sheets(Sender<Vec<OutPath>>),
    /// The pages that were made, for the site that takes its place.
    Pages(Sender<Pages>),
}

/// A site that has just been opened.
pub(super) struct Made {
    /// The site.
    pub(super) site: Arc<Workshop>,
    /// What the plans mean, with all that was noticed.
    pub(super) understood: Understood,
    /// Pages that were made anew already, of all.
    pub(super) rendered: Counts,
    /// The hash of the theme.
    pub(super) theme: Hash,
    /// What is remembered, for the next site.
    pub(super) memo: Memo,
}

/// What is wanted of a site before it is shown.
pub(super) struct Wanted {
    /// Pages that are made at once, since somebody looks at them.
    pub(super) pages: BTreeSet<OutPath>,
    /// The theme that one page of each kind was made with.
    pub(super) theme: Option<Hash>,
}

/// Opens a site.
pub(super) fn workshop(
    sources: &Sources,
    settings: &Settings,
    memo: Memo,
    wanted: Wanted,
) -> Made {
    let (sources, settings) = (sources.clone(), settings.clone());
    let (done, opened) = mpsc::channel();
    let (asks, asked) = mpsc::channel();
    let work = move || {
        let mut memo = memo;
        open(&sources, &settings, &mut memo, |understood, site, memo| {
            let mut site = site;
            let mut understood = understood;
            understood.notice(&first_pages(&mut site, &wanted));
            let total = site.total();
            let rendered = Counts { computed: site.pages.counts.computed, total };
            let made = Made {
                site: Arc::new(Workshop { asks }),
                understood,
                rendered,
                theme: site.theme.hash,
                memo: std::mem::take(memo),
            };
            // Nobody waits where the preview has ended.
            let _ = done.send(made);
            answer(&mut site, &asked);
        });
    };
    thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .expect("a program that serves can start a thread");
    opened.recv().expect("a site is opened before its thread ends")
}

/// Makes the pages that are looked at, and where the theme is new one page of each
/// kind; gives what is wrong with them.
fn first_pages(site: &mut Opened<'_, '_>, wanted: &Wanted) -> Vec<Diagnostic> {
    let mut made: Vec<_> =
        wanted.pages.iter().filter_map(|path| site.file(path)).collect();
    if wanted.theme != Some(site.theme.hash) {
        made.extend(site.samples());
    }
    made.iter().flat_map(|page| page.diagnostics.to_vec()).collect()
}

/// Answers for as long as somebody may ask.
fn answer(site: &mut Opened<'_, '_>, asked: &Receiver<Ask>) {
    for ask in asked {
        // Who has asked may be gone.
        match ask {
            Ask::Has(path, reply) => drop(reply.send(site.has(&path))),
            Ask::File(path, reply) => {
                let file = site.file(&path).map(|file| Arc::clone(&file.value));
                drop(reply.send(file));
                site.keep(KEPT);
            }
            Ask::Sheets(reply) => drop(reply.send(site.sheets())),
            Ask::Pages(reply) => drop(reply.send(site.pages.clone())),
        }
    }
}

impl Workshop {
    fn ask<A>(&self, of: impl FnOnce(Sender<A>) -> Ask) -> Option<A> {
        let (reply, replied) = mpsc::channel();
        self.asks.send(of(reply)).ok()?;
        replied.recv().ok()
    }

    /// The pages that were made.
    pub(super) fn pages(&self) -> Pages {
        self.ask(Ask::Pages).unwrap_or_default()
    }
}

impl Files for Workshop {
    fn has(&self, path: &OutPath) -> bool {
        self.ask(|reply| Ask::Has(path.clone(), reply)).unwrap_or_default()
    }

    fn file(&self, path: &OutPath) -> Option<Bytes> {
        self.ask(|reply| Ask::File(path.clone(), reply)).flatten()
    }

    fn sheets(&self) -> Vec<OutPath> {
        self.ask(Ask::Sheets).unwrap_or_default()
    }
}
