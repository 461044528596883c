//! Batches of pages, as they are rendered and remembered.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Links;
use crate::memo::{Lasting, Opener};
use crate::output::{self, Packed};
use crate::render::{PageQuestion, others};
use crate::site::Site;
use crate::site::batch::Batch;
use crate::source::{Hash, Hasher, OutPath};
use crate::theme::Theme;

/// How the batches of a site are made.
pub struct Batches<'s, 'a> {
    site: &'s Site<'a>,
    theme: &'s Theme,
    links: Links,
    /// The hash of what each of them may read without its being noted.
    frame: Hash,
}

impl<'s, 'a> Batches<'s, 'a> {
    /// Those of a site, rendered by a theme.
    pub fn new(site: &'s Site<'a>, theme: &'s Theme, links: Links) -> Self {
        let frame = Hasher::new().hash(site.frame()).hash(theme.hash);
        Self { site, theme, links, frame: frame.finish() }
    }
}

/// What a batch has beside the views of its pages.
#[derive(Debug, PartialEq, Eq)]
pub struct Beside {
    /// Where its pages lie.
    pub pages: Vec<OutPath>,
    /// Its files.
    pub files: Vec<(OutPath, Packed)>,
}

impl<'s> Opener<Batch, PageQuestion<'s>, Beside> for Batches<'s, '_> {
    fn name(&self, batch: &Batch) -> Option<Hash> {
        // The others show something of the whole site that is not told here.
        let number = match batch {
            Batch::Plan(plan) => ["plan".to_owned(), plan.to_string()],
            Batch::GraphOfPlan(plan) => ["graph".to_owned(), plan.to_string()],
            Batch::OthersOfPlan(plan) => ["others".to_owned(), plan.to_string()],
            Batch::Text(place) => ["text".to_owned(), place.to_string()],
            Batch::Tasks(place) => {
                let presenter = self.site.presenter();
                let sheet = presenter.sheet_of_tasks(*place);
                ["tasks".to_owned(), sheet.hash(presenter.graph).to_string()]
            }
            _ => return None,
        };
        let all = number.into_iter().fold(Hasher::new(), Hasher::part);
        Some(all.hash(self.frame).finish())
    }

    fn basis(&self, plans: &BTreeSet<usize>) -> Hash {
        self.site.presenter().basis(plans)
    }

    fn open(&self, batch: &Batch) -> (Vec<PageQuestion<'s>>, Beside) {
        let (pages, mut files) = self.site.make(*batch);
        files.extend(others::files(self.site, *batch));
        let files = files.into_iter().map(|(path, bytes)| (path, Packed::new(&bytes)));
        let paths = pages.iter().map(|page| page.path.clone()).collect();
        let questions = pages.into_iter().map(|page| PageQuestion {
            page: Arc::new(page),
            theme: self.theme,
            links: self.links,
        });
        (questions.collect(), Beside { pages: paths, files: files.collect() })
    }
}

impl<Q> Lasting<Q> for Beside {
    const KIND: &'static str = "batch";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let pages: Vec<&str> = self.pages.iter().map(OutPath::as_str).collect();
        let mut bytes = postcard::to_stdvec(&pages).ok()?;
        output::keep_files(&self.files, &mut bytes)?;
        Some(bytes)
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        let (pages, files) = postcard::take_from_bytes::<Vec<&str>>(bytes).ok()?;
        let pages = pages.into_iter().map(OutPath::new).collect();
        Some(Self { pages, files: output::kept_files(files)? })
    }
}
