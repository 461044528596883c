//! The search: what can be found, where it is, and the files that a reader's
//! browser finds it with.
//!
//! The index is part of the site and asks no other host. Its files are small
//! however large the site is, and a browser loads those that its words need.

pub mod index;
pub mod letters;
pub mod plain;
pub mod terms;

use std::sync::Arc;

use crate::graph::model::{NodeId, State};
use crate::memo;
use crate::plan::model::{Requirement, RequirementKind};
use crate::site::lines::PlanLines;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::search::plain::Section;
use crate::site::{document, example, page, requirement};
use crate::source::OutPath;

/// Something that can be found.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The state of a task.
    pub state: Option<State>,
    /// Its id as printed; may be empty.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it belongs to: its plan or its page; may be empty.
    pub context: String,
    /// Where it is, from the site's root.
    pub href: String,
    /// Its other words.
    pub body: Arc<str>,
    /// Where it stands among the others; the first are shown first.
    pub group: Group,
}

/// What can be found. The number of each is part of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plan.
    Plan,
    /// A task.
    Task,
    /// An ordinary page.
    Page,
    /// A part of a page or a document, below its heading.
    Section,
    /// A document of a plan.
    Document,
    /// A requirement.
    Requirement,
    /// An example of a plan in another domain.
    Example,
}

/// What is shown before what, where words match alike. The number of each is
/// part of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Plans that count.
    Plans,
    /// Their tasks; of these the script shows those that are over later.
    Tasks,
    /// Pages.
    Pages,
    /// Requirements.
    Requirements,
    /// Documents, and parts of pages and documents.
    Sections,
    /// Examples.
    Examples,
    /// Templates and archived plans, and their tasks.
    Uncounted,
}

impl Presenter<'_> {
    /// Everything that can be found, what comes first before the rest.
    pub fn entries(&self) -> &[Entry] {
        self.found.get_or_init(|| self.found())
    }

    /// What can be found in the first plan; where there is none, everything.
    pub fn first_entries(&self) -> Vec<Entry> {
        if self.graph.plans.is_empty() {
            return self.found();
        }
        self.plan_entries(&Here::at(page::overview()), (0, &self.lines_of(0)))
    }

    fn found(&self) -> Vec<Entry> {
        let root = Here::at(page::overview());
        let lines: Vec<(usize, &Arc<PlanLines>)> =
            self.lines().iter().enumerate().collect();
        let of_plans =
            memo::each(&lines, |(plan, lines)| self.plan_entries(&root, (*plan, lines)));
        let mut entries: Vec<Entry> = of_plans.into_iter().flatten().collect();
        self.text_entries(&root, &mut entries);
        for domain in self.catalogue.domains.values() {
            for (place, (plan, found)) in domain.examples_in(self.graph).enumerate() {
                let out = example::page_of(&domain.name, place);
                entries.push(Entry {
                    kind: Kind::Example,
                    state: None,
                    id: String::new(),
                    title: domain.name.clone(),
                    context: self.graph.plans[plan].title.clone(),
                    href: root.to_anchor(&out, &example::anchor(place)),
                    body: plain::words(&found.body).into(),
                    group: Group::Examples,
                });
            }
        }
        entries.sort_by_key(|entry| entry.group);
        entries
    }

    fn plan_entries(
        &self,
        root: &Here,
        (number, lines): (usize, &PlanLines),
    ) -> Vec<Entry> {
        let plan = &self.graph.plans[number];
        let mut entries = vec![Entry {
            kind: Kind::Plan,
            state: None,
            id: String::new(),
            title: plan.title.clone(),
            context: String::new(),
            href: root.to(&page::plan(&plan.id)),
            body: Arc::clone(&lines.about),
            group: Group::Plans,
        }];
        let nodes = self.graph.summaries[number].nodes.clone().map(NodeId);
        let tasks = nodes.zip(&lines.tasks);
        entries.extend(tasks.map(|(node, words)| self.task_entry(root, (node, words))));
        for (place, document) in plan.documents.iter().enumerate() {
            let out = page::document(&plan.id, &document.slug);
            let stated = plan.requirements.iter().filter(|each| each.document == place);
            let stated =
                stated.map(|each| requirement_entry((root, &out), each, &plan.title));
            entries.extend(stated);
        }
        let beside = document::beside(plan).into_iter();
        for (document, sections) in beside.zip(&lines.documents) {
            let out = page::document(&plan.id, &document.slug);
            let title = document::document_title(self.language, document);
            let own = Entry {
                kind: Kind::Document,
                state: None,
                id: String::new(),
                title,
                context: plan.title.clone(),
                href: root.to(&out),
                body: Arc::default(),
                group: Group::Sections,
            };
            with_sections((root, &out), own, sections, &mut entries);
        }
        if !plan.counts() {
            for entry in &mut entries {
                entry.group = Group::Uncounted;
            }
        }
        entries
    }

    fn task_entry(&self, root: &Here, (node, words): (NodeId, &Arc<str>)) -> Entry {
        let task = self.graph.task(node);
        Entry {
            kind: Kind::Task,
            state: Some(self.graph.nodes[node.0].state),
            id: task.id.clone().unwrap_or_default(),
            title: task.title.clone(),
            context: self.graph.plan(node).title.clone(),
            href: self.task_href(root, node),
            body: Arc::clone(words),
            group: Group::Tasks,
        }
    }

    fn text_entries(&self, root: &Here, entries: &mut Vec<Entry>) {
        for text in &self.texts {
            let out = page::text(&text.document.path);
            let own = Entry {
                kind: Kind::Page,
                state: None,
                id: String::new(),
                title: text.title.clone(),
                context: String::new(),
                href: root.to(&out),
                body: text.description.as_str().into(),
                group: Group::Pages,
            };
            let sections =
                [&text.intro, &text.rest].into_iter().flat_map(plain::sections);
            let sections: Vec<Section> = sections.collect();
            with_sections((root, &out), own, &sections, entries);
            let stated = text.requirements.iter();
            let stated =
                stated.map(|each| requirement_entry((root, &out), each, &text.title));
            entries.extend(stated);
        }
    }
}

/// A page or a document, and each part of it below a heading.
fn with_sections(
    (root, out): (&Here, &OutPath),
    mut own: Entry,
    sections: &[Section],
    entries: &mut Vec<Entry>,
) {
    let context = match own.context.as_str() {
        "" => own.title.clone(),
        plan => format!("{}, {plan}", own.title),
    };
    let mut below = Vec::new();
    for section in sections {
        if section.anchor.is_empty() {
            own.body = format!("{} {}", own.body, section.text).into();
            continue;
        }
        below.push(Entry {
            kind: Kind::Section,
            state: None,
            id: String::new(),
            title: section.title.trim().to_owned(),
            context: context.clone(),
            href: root.to_anchor(out, &section.anchor),
            body: section.text.as_str().into(),
            group: Group::Sections,
        });
    }
    entries.push(own);
    entries.extend(below);
}

fn requirement_entry(
    (root, out): (&Here, &OutPath),
    found: &Requirement,
    context: &str,
) -> Entry {
    let criteria: Vec<&str> =
        found.criteria.iter().map(|criterion| criterion.text.as_str()).collect();
    let id = match found.kind {
        RequirementKind::Named => String::new(),
        _ => requirement::shown_id(found),
    };
    Entry {
        kind: Kind::Requirement,
        state: None,
        id,
        title: found.title.clone().unwrap_or_else(|| found.text.clone()),
        context: context.to_owned(),
        href: root.to_anchor(out, &page::requirement_anchor(&found.key)),
        body: format!("{} {}", found.text, criteria.join(" ")).into(),
        group: Group::Requirements,
    }
}
