//! The site that a preview shows: kept open in a thread of its own, in which its
//! files are made when they are asked for.
//!
//! The site refers to its own graph and texts, so it stays where it was assembled.
//! A site that is no longer shown ends with the last who could ask it.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::compile::{Memo, Opened, Settings, Understood, open};
use crate::diagnostic::{Checked, Diagnostic};
use crate::io::server::{Files, Plan};
use crate::io::{IoError, locked};
use crate::memo::{Counts, Recent};
use crate::output::Bytes;
use crate::plan;
use crate::source::{Hash, OutPath, Sources};

/// How much memory the thread has for its calls, in bytes: as much as the first
/// thread of a program.
const STACK: usize = 8 * 1024 * 1024;

/// How many pages are kept: more than tabs may be open.
const KEPT: usize = 1000;

/// How long nothing is asked for before memory is given back that is not needed until then.
const REST: Duration = Duration::from_millis(300);

/// How long the allocator keeps what was given back, and a little more: mimalloc hands it to
/// the system a second later, and only while it frees something else.
const KEPT_BACK: Duration = Duration::from_millis(1500);

/// How much is freed then, in bytes: so much does not lie among other things.
const LARGE: usize = 4 * 1024 * 1024;

/// What a page is kept as.
type Pages = Recent<Checked<Bytes>>;

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
    /// Its plans.
    Plans(Sender<Vec<Plan>>),
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

/// The threads that keep sites, each one at a time.
///
/// One whose site is shown no longer waits for the next: what an allocator has free for one
/// thread is seldom used for another, so with a new thread for each site, memory grows.
#[derive(Default)]
pub(super) struct Crew {
    /// Those that wait.
    idle: Arc<Mutex<Vec<Sender<Work>>>>,
}

/// What a thread does until its site is shown no longer.
type Work = Box<dyn FnOnce() + Send>;

impl Crew {
    /// Has a thread do some work.
    fn run(&self, work: Work) -> Result<(), IoError> {
        let idle = locked(&self.idle).pop();
        let work = match idle {
            Some(thread) => match thread.send(work) {
                Ok(()) => return Ok(()),
                Err(mpsc::SendError(work)) => work,
            },
            None => work,
        };
        let idle = Arc::downgrade(&self.idle);
        let all = move || {
            let mut next = Some(work);
            while let Some(work) = next {
                work();
                let (give, given) = mpsc::channel();
                // Where the crew is no more, there is nothing more to do.
                let Some(idle) = idle.upgrade() else { return };
                locked(&idle).push(give);
                drop(idle);
                next = given.recv().ok();
            }
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn(all);
        thread.map(drop).map_err(IoError::Thread)
    }

    /// Opens a site.
    ///
    /// # Errors
    ///
    /// [`IoError::Thread`], or [`IoError::Failed`] where a panic has ended it, which is
    /// then on standard error.
    pub(super) fn workshop(
        &self,
        sources: &Sources,
        settings: &Settings,
        memo: Memo,
        wanted: Wanted,
    ) -> Result<Made, IoError> {
        let (sources, settings) = (sources.clone(), settings.clone());
        let (done, opened) = mpsc::channel();
        let (asks, asked) = mpsc::channel();
        self.run(Box::new(move || {
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
        }))?;
        // The thread that panics lets go of the other end.
        opened.recv().map_err(|_| IoError::Failed)
    }
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
    while let Some(ask) = next(asked, || site.rest()) {
        // Who has asked may be gone.
        match ask {
            // To know that, the pages beside may have to be made.
            Ask::Has(path, reply) => {
                let has = catch_unwind(AssertUnwindSafe(|| site.has(&path)));
                let _ = reply.send(has.unwrap_or(true));
            }
            Ask::File(path, reply) => {
                let made = || site.file(&path).map(|file| Arc::clone(&file.value));
                drop(reply.send(unless_it_panics(&path, made)));
                site.keep(KEPT);
            }
            Ask::Sheets(reply) => drop(reply.send(site.sheets())),
            Ask::Plans(reply) => {
                let plan = |(title, page)| Plan { title, page };
                drop(reply.send(site.plans().map(plan).collect()));
            }
            Ask::Pages(reply) => drop(reply.send(site.pages.clone())),
        }
    }
}

/// What is asked next, if anything. When nothing is asked for a while, `rest` gives memory
/// back, and says whether it did.
fn next(asked: &Receiver<Ask>, rest: impl Fn() -> bool) -> Option<Ask> {
    let is_idle = |asks: &Result<Ask, _>| matches!(asks, Err(RecvTimeoutError::Timeout));
    let mut asks = asked.recv_timeout(REST);
    if is_idle(&asks) && rest() {
        asks = asked.recv_timeout(KEPT_BACK);
        if is_idle(&asks) {
            drop(black_box(Vec::<u8>::with_capacity(LARGE)));
        }
    }
    if is_idle(&asks) { asked.recv().ok() } else { asks.ok() }
}

/// What a file is, or words in its place: one that cannot be made must not take the
/// others with it. What a site keeps of a page is put there when the page is whole.
fn unless_it_panics(
    path: &OutPath,
    made: impl FnOnce() -> Option<Bytes>,
) -> Option<Bytes> {
    catch_unwind(AssertUnwindSafe(made)).unwrap_or_else(|_| {
        let text = format!("{path} could not be made; the terminal says why.\n");
        Some(text.into_bytes().into())
    })
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

    fn plans(&self) -> Vec<Plan> {
        self.ask(Ask::Plans).unwrap_or_default()
    }
}

/// Has a plan read beside all else: the patterns by which plans are read are compiled when
/// they are first used, and where all plans but one are recalled, that one would wait.
pub(super) fn warm_up(
    read: impl FnOnce() -> Option<Arc<plan::model::Plan>> + Send + 'static,
) {
    // Where there is no thread for it, the plan takes as long as it does.
    drop(thread::Builder::new().stack_size(STACK).spawn(|| drop(read())));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs some work, and gives the thread that has done it once that is idle.
    fn done_by(crew: &Crew) -> thread::ThreadId {
        let (done, by) = mpsc::channel();
        crew.run(Box::new(move || done.send(thread::current().id()).unwrap())).unwrap();
        let thread = by.recv().unwrap();
        while locked(&crew.idle).is_empty() {
            thread::yield_now();
        }
        thread
    }

    #[test]
    fn a_thread_that_is_idle_works_again_and_ends_with_its_crew() {
        let crew = Crew::default();
        let first = done_by(&crew);
        assert_eq!(done_by(&crew), first);
        // One that is at work is not asked.
        let (end, ended) = mpsc::channel::<()>();
        crew.run(Box::new(move || _ = ended.recv())).unwrap();
        let second = done_by(&crew);
        assert_ne!(second, first);
        drop(end);
        let idle = Arc::downgrade(&crew.idle);
        drop(crew);
        while idle.strong_count() > 0 {
            thread::yield_now();
        }
    }

    #[test]
    fn a_page_that_panics_is_words_and_the_next_one_is_made() {
        let path = OutPath::new("plans/barn/index.html");
        let nothing: [Bytes; 0] = [];
        let broken =
            unless_it_panics(&path, || Some(nothing[path.as_str().len()].clone()));
        let text = String::from_utf8(broken.unwrap().to_vec()).unwrap();
        assert!(text.starts_with("plans/barn/index.html could not be made"), "{text}");
        let whole: Option<Bytes> = Some(Arc::from(*b"whole"));
        assert_eq!(unless_it_panics(&path, || whole.clone()), whole);
    }
}
