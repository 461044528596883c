//! Batches: pages that are made together, each time anew when they are asked for.
//!
//! Where every page will lie is known before any is made, and costs little to
//! say. A batch is the pages that need the same work first: the pages of a plan,
//! those of its graph, or one page of a list.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::memo;
use crate::site::graph::Files;
use crate::site::lines::PlanLines;
use crate::site::present::Presenter;
use crate::site::search::Entry;
use crate::site::{Page, Site, home, page, turn};
use crate::source::OutPath;

/// Pages that are made together. Those about the whole site, which have most to do, stand
/// before those of plans: nobody should wait for them at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Batch {
    /// The front page.
    Overview,
    /// The page for addresses that are none.
    NotFound,
    /// A page of the list of all plans, from 0.
    Plans(usize),
    /// A page of what can start now, from 0.
    Next(usize),
    /// A page of the list of all tasks, from 0.
    Tasks(usize),
    /// A page of when all plans are worked on, from 0.
    Timeline(usize),
    /// The graph of all plans, with its files.
    PlansGraph,
    /// The list of owners, and their pages.
    Owners,
    /// The example domains, and their pages.
    Examples,
    /// The patterns, and their pages.
    Patterns,
    /// An ordinary page, by its index.
    Text(usize),
    /// The list of ordinary pages that do not fit the navigation.
    Pages,
    /// The list of capabilities.
    Capabilities,
    /// Everything by its first letter.
    Search,
    /// A page about the whole site, from 0.
    About(usize),
    /// What the filters of the list of all tasks read: files, and no page.
    Filters,
    /// What others read of the whole site: files, and no page.
    Others,
    /// A plan, by its index: its pages, without those of its graph.
    Plan(usize),
    /// The graph of a plan, by its index: its pages, and the graph as files.
    GraphOfPlan(usize),
    /// What others read of a plan, by its index: files, and no page.
    OthersOfPlan(usize),
}

impl Batch {
    /// The plan that it is of, by its index.
    pub fn plan(self) -> Option<usize> {
        match self {
            Self::Plan(plan) | Self::GraphOfPlan(plan) | Self::OthersOfPlan(plan) => {
                Some(plan)
            }
            _ => None,
        }
    }
}

/// Batches with the addresses of their pages.
pub type Addressed = Vec<(Batch, Vec<OutPath>)>;

impl Presenter<'_> {
    /// Every batch with the addresses of its pages, in the order that decides which
    /// of two pages keeps an address.
    pub fn batches(&self) -> Addressed {
        let plans: Vec<usize> = (0..self.graph.plans.len()).collect();
        let (first, last) = self.batches_of_site();
        first.into_iter().chain(self.batches_of_plans(&plans)).chain(last).collect()
    }

    /// The batches of some plans.
    pub fn batches_of_plans(&self, plans: &[usize]) -> Addressed {
        let of_plan = |plan: &usize| {
            [
                (Batch::Plan(*plan), self.plan_addresses(*plan)),
                (Batch::GraphOfPlan(*plan), self.graph_addresses(*plan)),
            ]
        };
        memo::each(plans, of_plan).into_iter().flatten().collect()
    }

    /// The batches that belong to no plan: those that stand before the ones of plans, and
    /// those behind.
    pub fn batches_of_site(&self) -> (Addressed, Addressed) {
        let mut batches = vec![
            (Batch::Overview, vec![page::overview()]),
            (Batch::NotFound, vec![page::not_found()]),
        ];
        type OfPage = fn(usize) -> Batch;
        let mut list = |first: OutPath, pages: usize, of: OfPage| {
            let addresses = turn::addresses(&first, pages).enumerate();
            batches.extend(addresses.map(|(place, out)| (of(place), vec![out])));
        };
        let plans = self.graph.plans.len();
        if plans > 0 {
            list(page::plans(), self.plans_ranges().len(), Batch::Plans);
            list(page::next(), self.next_ranges().len(), Batch::Next);
            list(page::tasks(), self.shared.task_pages.len(), Batch::Tasks);
            list(page::timeline(), self.timeline_ranges().len(), Batch::Timeline);
        }
        if plans > 1 {
            batches.push((Batch::PlansGraph, vec![page::graph_of_plans()]));
        }
        batches.push((Batch::Owners, self.owner_addresses()));
        let first = std::mem::take(&mut batches);
        batches.push((Batch::Examples, self.example_addresses()));
        batches.push((Batch::Patterns, self.pattern_addresses()));
        let texts = self.texts.iter().map(|text| page::text(&text.document.path));
        let texts = texts.enumerate().filter(|(_, out)| *out != page::overview());
        batches.extend(texts.map(|(place, out)| (Batch::Text(place), vec![out])));
        batches.push((Batch::Pages, self.pages_addresses()));
        batches.push((Batch::Capabilities, self.capabilities_addresses()));
        batches.push((Batch::Search, self.search_addresses()));
        let page = page::about();
        let about = turn::addresses(&page, self.about_ranges().len()).enumerate();
        batches.extend(about.map(|(place, out)| (Batch::About(place), vec![out])));
        (first, batches)
    }
}

impl Site<'_> {
    /// Makes the pages of a batch, those whose address another page has left out,
    /// and the files that belong to them.
    pub fn make(&self, batch: Batch) -> (Vec<Page>, Files) {
        let presenter = &self.presenter;
        let mut files = Files::new();
        let pages = match batch {
            Batch::Overview => {
                let home = home(&presenter.texts).map(Arc::as_ref);
                vec![presenter.overview_page(home)]
            }
            Batch::NotFound => vec![presenter.not_found_page()],
            Batch::Plans(place) => vec![presenter.plans_page(place)],
            Batch::Next(place) => vec![presenter.next_page(place)],
            Batch::Tasks(place) => vec![presenter.tasks_page(place)],
            Batch::Timeline(place) => vec![presenter.timeline_page(place)],
            Batch::PlansGraph => {
                let (page, own) = presenter.plans_graph_page();
                files = own;
                page.into_iter().collect()
            }
            Batch::Owners => presenter.owner_pages(),
            Batch::Plan(plan) => presenter.plan_pages(plan),
            Batch::GraphOfPlan(plan) => {
                let (pages, own) = presenter.graph_pages(plan);
                files = own;
                pages
            }
            Batch::Examples => presenter.example_pages(),
            Batch::Patterns => presenter.pattern_pages(),
            Batch::Text(place) => vec![presenter.text_page(place)],
            Batch::Pages => presenter.pages_of_pages(),
            Batch::Capabilities => presenter.capabilities_pages(),
            Batch::Search => presenter.search_pages(presenter.entries()),
            Batch::About(place) => {
                vec![presenter.about_page([self.noticed, &self.told], place)]
            }
            Batch::Filters => {
                files = presenter.filter_files();
                Vec::new()
            }
            // These are written where pages are rendered.
            Batch::Others | Batch::OthersOfPlan(_) => Vec::new(),
        };
        let mut made = BTreeSet::new();
        let is_own = |page: &Page| {
            debug_assert!(self.addresses.contains_key(&page.path), "{}", page.path);
            self.addresses.get(&page.path) == Some(&batch)
                && made.insert(page.path.clone())
        };
        (pages.into_iter().filter(is_own).collect(), files)
    }

    /// Every batch that has pages or files of its own.
    pub fn batches(&self) -> Vec<Batch> {
        let mut batches: Vec<Batch> = self.addresses.values().copied().collect();
        if !self.presenter.graph.plans.is_empty() {
            batches.push(Batch::Filters);
        }
        let plans = 0..self.presenter.graph.plans.len();
        batches.extend(plans.map(Batch::OthersOfPlan));
        batches.push(Batch::Others);
        // Those of a plan stand together: they ask for much that is the same.
        batches.sort_by_key(|batch| (batch.plan(), *batch));
        batches.dedup();
        batches
    }

    /// The batch that a file beside the pages belongs to, where there may be one.
    pub fn batch_of_file(&self, path: &OutPath) -> Option<Batch> {
        let is_page = path.as_str().ends_with("/index.md");
        if path.as_str().starts_with(page::tasks().address()) && !is_page {
            return Some(Batch::Filters);
        }
        if let Some(page) = page::plan_of_file(path)
            && let Some(Batch::Plan(plan)) = self.addresses.get(&page)
        {
            return Some(Batch::OthersOfPlan(*plan));
        }
        if page::is_for_others(path) {
            return Some(Batch::Others);
        }
        // The files of a graph lie beside its page.
        let (folder, _) = path.as_str().rsplit_once('/')?;
        self.addresses.get(&OutPath::page(folder)).copied()
    }

    /// What the page of the search would be, were there the first plan alone: it shows what
    /// its template comes to, as that of all does, which takes long and much memory.
    pub fn search_sample(&self) -> Vec<Page> {
        self.presenter.search_pages(&self.presenter.first_entries())
    }

    /// Takes what is remembered of what lists say of each plan.
    pub fn know(&self, lines: Vec<Arc<PlanLines>>) {
        // Where they were made before, they are the same.
        let _ = self.presenter.lines.set(lines);
    }

    /// Everything that can be found.
    pub fn entries(&self) -> &[Entry] {
        self.presenter.entries()
    }
}
