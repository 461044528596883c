//! Owners: who does what, a page for each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::graph::model::{Graph, NodeId, Progress};
use crate::graph::schedule;
use crate::markdown::Html;
use crate::plan::model::{Plan, Task};
use crate::site::Page;
use crate::site::facts::PlanFacts;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::tasks::ByState;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{Body, OwnerCard, OwnerView, OwnersView, Verdict};
use crate::site::words;
use crate::source::{Hash, Hasher, OutPath, slug};

/// Somebody who does tasks.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The name as it is written first.
    pub name: String,
    /// The tasks, in the order of the plans.
    pub tasks: Vec<NodeId>,
}

/// Who does the tasks of a plan, of those that no other task stands below.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PlanOwners {
    /// In the order in which they are named first.
    owners: Vec<PlanOwner>,
    /// How many tasks have no owner.
    without: usize,
}

/// Somebody who does tasks of a plan.
#[derive(Debug, PartialEq, Eq)]
struct PlanOwner {
    /// What all spellings of the name have in common.
    key: String,
    /// The name as it is written first.
    name: String,
    /// The tasks, by their places in the plan.
    tasks: Vec<usize>,
}

impl PlanOwners {
    /// Gathers them. Names that differ only in the size of their letters are one.
    pub fn of(plan: &Plan) -> Self {
        let mut found = Self::default();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut is_leaf = vec![true; plan.tasks.len()];
        for parent in plan.tasks.iter().filter_map(|task| task.parent) {
            is_leaf[parent] = false;
        }
        for task in (0..plan.tasks.len()).filter(|task| is_leaf[*task]) {
            let above = |task: &usize| plan.tasks[*task].parent;
            let mut lineage = std::iter::successors(Some(task), above);
            let owned = lineage.find(|task| !plan.tasks[*task].owners.is_empty());
            let names = owned.map(|task| named(&plan.tasks[task]));
            let mut has_owner = false;
            for name in names.into_iter().flatten() {
                has_owner = true;
                let place = *places.entry(key(name)).or_insert_with_key(|key| {
                    let (key, name) = (key.clone(), name.trim().to_owned());
                    found.owners.push(PlanOwner { key, name, tasks: Vec::new() });
                    found.owners.len() - 1
                });
                let tasks = &mut found.owners[place].tasks;
                if tasks.last() != Some(&task) {
                    tasks.push(task);
                }
            }
            found.without += usize::from(!has_owner);
        }
        found
    }
}

/// The owners of all tasks that count.
#[derive(Debug, Clone, Default)]
pub struct Owners {
    /// By the last part of the address of their page.
    pub by_slug: BTreeMap<String, Owner>,
    /// The slug of each name.
    slugs: BTreeMap<String, String>,
    /// How many tasks have no owner.
    pub without: usize,
}

impl Owners {
    /// Gathers those of the plans that count.
    pub fn new((graph, facts): (&Graph, &[Arc<PlanFacts>]), counted: &[usize]) -> Self {
        let mut by_name: BTreeMap<&str, Owner> = BTreeMap::new();
        let mut owners = Self::default();
        for plan in counted {
            let of_plan = &facts[*plan].owners;
            owners.without += of_plan.without;
            for PlanOwner { key, name, tasks } in &of_plan.owners {
                let owner = by_name
                    .entry(key)
                    .or_insert_with(|| Owner { name: name.clone(), tasks: Vec::new() });
                owner.tasks.extend(tasks.iter().map(|task| graph.node(*plan, *task)));
            }
        }
        for (name, owner) in by_name {
            let slug = owners.free(name);
            owners.slugs.insert(name.to_owned(), slug.clone());
            owners.by_slug.insert(slug, owner);
        }
        owners
    }

    /// The owners of a task with their slugs: its own, or those of the nearest
    /// task above it that has any.
    pub fn of(&self, graph: &Graph, node: NodeId) -> Vec<(&str, &Owner)> {
        let mut found: Vec<(&str, &Owner)> = Vec::new();
        for name in written(graph, node) {
            if let Some(slug) = self.slugs.get(&key(name))
                && let Some(owner) = self.by_slug.get(slug)
                && !found.iter().any(|(other, _)| other == slug)
            {
                found.push((slug, owner));
            }
        }
        found
    }

    /// The hash of how each of them is called, and of where their pages lie.
    pub fn names(&self) -> Hash {
        let called = self.by_slug.iter().map(|(slug, owner)| (slug, &owner.name));
        let both = called.chain(&self.slugs);
        both.fold(Hasher::new(), |all, (one, other)| all.part(one).part(other)).finish()
    }

    /// A slug that is not taken: two names of one slug are told apart by the
    /// hash of the later one, so that none moves when another name is added
    /// behind it.
    fn free(&self, name: &str) -> String {
        let plain = slug(name);
        let is_taken =
            |slug: &str| self.by_slug.contains_key(slug) || page::is_turned(slug);
        if !is_taken(&plain) {
            return plain;
        }
        let mut hash = Hasher::new().part(name).finish();
        loop {
            let told = format!("{plain}-{:08x}", hash as u32);
            if !is_taken(&told) {
                return told;
            }
            hash = Hasher::new().part(&told).finish();
        }
    }
}

/// The names that are written at a task, or at the nearest one above it.
fn written(graph: &Graph, node: NodeId) -> impl Iterator<Item = &str> {
    let owned = graph.lineage(node).find(|node| !graph.task(*node).owners.is_empty());
    owned.map(|node| named(graph.task(node))).into_iter().flatten()
}

/// The names that are written at a task.
fn named(task: &Task) -> impl Iterator<Item = &str> {
    task.owners.iter().map(String::as_str).filter(|name| !name.trim().is_empty())
}

/// What two spellings of one name have in common.
fn key(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

impl Presenter<'_> {
    /// The addresses of the pages of owners.
    pub fn owner_addresses(&self) -> Vec<OutPath> {
        let owners = &self.shared.owners.by_slug;
        let mut out = turn::addresses_of(&page::owners(), (owners.len(), ROWS));
        for (slug, owner) in owners {
            let rows = (owner.tasks.len(), ROWS);
            out.extend(turn::addresses_of(&page::owner(slug), rows));
        }
        out
    }

    /// The list of all owners and a page of each; nothing where nobody is named.
    pub fn owner_pages(&self) -> Vec<Page> {
        let owners = &self.shared.owners;
        if owners.by_slug.is_empty() {
            return Vec::new();
        }
        let first = page::owners();
        let ranges = turn::even(owners.by_slug.len(), ROWS);
        let verdict = Verdict {
            lead: self
                .language
                .say_of("owners-of-tasks", &[("n", owners.by_slug.len().into())]),
            rest: match owners.without {
                0 => String::new(),
                n => self.language.say_of("tasks-without-owner", &[("n", n.into())]),
            },
        };
        let mut all: Vec<(&String, &Owner)> = owners.by_slug.iter().collect();
        all.sort_by_key(|(slug, owner)| (owner.name.to_lowercase(), *slug));
        let mut pages: Vec<Page> = Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::at(turn.path());
                let cards = all[turn.rows()].iter();
                let body = OwnersView {
                    verdict: verdict.clone(),
                    owners: cards.map(|of| self.owner_card(&here, *of)).collect(),
                    turn: self.turn_view(&here, &turn),
                };
                let title = self.language.say("owners");
                let meta = self.meta(&here, &title, &verdict);
                let meta = self.turned(&here, &turn, meta);
                self.page(&here, "owners.html", meta, Body::Owners(body))
            })
            .collect();
        pages.extend(all.into_iter().flat_map(|of| self.pages_of_owner(of)));
        pages
    }

    fn owner_card(&self, here: &Here, (slug, owner): (&String, &Owner)) -> OwnerCard {
        let progress = schedule::progress(self.graph, &owner.tasks);
        let (state, state_words) = words::chip(self.language, &progress);
        OwnerCard {
            name: owner.name.clone(),
            href: here.to(&page::owner(slug)),
            progress: self.progress(&progress),
            state_words,
            state: words::state(self.language, state),
        }
    }

    fn pages_of_owner(&self, (slug, owner): (&String, &Owner)) -> Vec<Page> {
        let first = page::owner(slug);
        let tasks = ByState::ranked(self.graph, &owner.tasks);
        let ranges = turn::even(tasks.nodes.len(), ROWS);
        let progress: Progress = schedule::progress(self.graph, &owner.tasks);
        let verdict = words::verdict(self.language, &progress);
        let pages = Turn::all(&first, &ranges).map(|turn| {
            let here = Here::at(turn.path());
            let body = OwnerView {
                verdict: verdict.clone(),
                progress: self.progress(&progress),
                groups: self.task_groups(&here, &turn, &tasks),
                turn: self.turn_view(&here, &turn),
            };
            let mut meta = self.meta(&here, &owner.name, &verdict);
            meta.title_html = format!("<bdi>{}</bdi>", Html::escape(&owner.name));
            let owners = self.language.say("owners");
            meta.crumbs = vec![self.link(&here, &owners, &page::owners())];
            let meta = self.turned(&here, &turn, meta);
            self.page(&here, "owner.html", meta, Body::Owner(body))
        });
        pages.collect()
    }
}
