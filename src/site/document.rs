//! The documents around the tasks: a page each, and a list where they are many.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::Html;
use crate::plan::model::{DocumentKind, Plan, PlanDocument};
use crate::site::Page;
use crate::site::page;
use crate::site::place::Here;
use crate::site::plan::OwnPages;
use crate::site::present::Presenter;
use crate::site::requirement::Marked;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    Body, DocumentGroup, DocumentView, DocumentsView, PageMeta, TextPart, Verdict,
};
use crate::site::words;
use crate::source::OutPath;

/// How many documents are linked one by one; of more, the first kinds are, and
/// the list of all.
const LINKED: usize = 8;

/// Links below one heading, before they are laid out over pages.
pub struct Group {
    /// For the heading's id.
    pub anchor: String,
    /// The heading.
    pub title: String,
    /// Titles and pages.
    pub links: Vec<(String, OutPath)>,
}

/// The documents that the line of links of a plan's pages names, and the list of
/// all where they are too many.
pub fn links(plan: &Plan) -> Vec<(String, OutPath)> {
    let own = |document: &PlanDocument| {
        (document_title(document), page::document(&plan.id, &document.slug))
    };
    let documents = beside(plan);
    if documents.len() <= LINKED {
        return documents.into_iter().map(own).collect();
    }
    let all = format!("All {}", words::count(documents.len(), "document"));
    let mut links: Vec<(String, OutPath)> = documents
        .into_iter()
        .filter(|document| words::is_one_of_its_kind(document.kind))
        .take(LINKED - 1)
        .map(own)
        .collect();
    links.push((all, page::documents(&plan.id)));
    links
}

/// The page that names all documents of a plan: their list, or the plan's own page.
pub fn index(plan: &Plan) -> OutPath {
    match beside(plan).len() > LINKED {
        true => page::documents(&plan.id),
        false => page::plan(&plan.id),
    }
}

impl Presenter<'_> {
    /// The list of a plan's documents by their kinds, where they are many.
    pub fn documents_pages(&self, number: usize) -> Vec<Page> {
        let plan = &self.graph.plans[number];
        let documents = beside(plan);
        if documents.len() <= LINKED {
            return Vec::new();
        }
        let first = page::documents(&plan.id);
        // Those of which a plan has one stand together, the others by their kinds.
        let mut single: Vec<(String, OutPath)> = Vec::new();
        let mut kinds: BTreeMap<DocumentKind, Vec<(String, OutPath)>> = BTreeMap::new();
        for document in &documents {
            let link = (document.title.clone(), page::document(&plan.id, &document.slug));
            match words::is_one_of_its_kind(document.kind) {
                true => single.push(link),
                false => kinds.entry(document.kind).or_default().push(link),
            }
        }
        let counts: Vec<String> = kinds
            .iter()
            .map(|(kind, links)| words::documents(*kind, links.len()))
            .collect();
        let verdict = Verdict {
            lead: format!("{}.", words::count(documents.len(), "document")),
            rest: match counts.is_empty() {
                true => String::new(),
                false => format!("{} among them.", words::list(&counts, "and")),
            },
        };
        let about = Group {
            anchor: "first".to_owned(),
            title: "About the plan".to_owned(),
            links: single,
        };
        let others = kinds.into_iter().map(|(kind, links)| Group {
            anchor: words::document(kind).1.to_lowercase().replace(' ', "-"),
            title: words::document(kind).1.to_owned(),
            links,
        });
        let about = Some(about).filter(|group| !group.links.is_empty());
        let groups: Vec<Group> = about.into_iter().chain(others).collect();
        let title = format!("Documents of {}", plan.title);
        self.group_pages((&first, Some(number)), (&verdict, &groups), &|here| {
            let mut meta = self.meta(here, &title, &verdict);
            meta.crumbs = vec![
                self.link(here, "Plans", &page::plans()),
                self.link(here, &plan.title, &page::plan(&plan.id)),
            ];
            meta
        })
    }

    /// The pages of a list of links in groups.
    pub fn group_pages(
        &self,
        (first, plan): (&OutPath, Option<usize>),
        (verdict, groups): (&Verdict, &[Group]),
        meta: &dyn Fn(&Here) -> PageMeta,
    ) -> Vec<Page> {
        let ranges = turn::even(groups.iter().map(|group| group.links.len()).sum(), ROWS);
        Turn::all(first, &ranges)
            .map(|turn| {
                let here = Here { path: turn.path(), root: None, plan };
                let mut before = 0;
                let mut shown = Vec::new();
                for group in groups {
                    let own = &group.links[turn.within(before, group.links.len())];
                    before += group.links.len();
                    if own.is_empty() {
                        continue;
                    }
                    let links =
                        own.iter().map(|(title, out)| self.link(&here, title, out));
                    shown.push(DocumentGroup {
                        anchor: group.anchor.clone(),
                        title: group.title.clone(),
                        links: links.collect(),
                    });
                }
                let body = Body::Documents(DocumentsView {
                    verdict: verdict.clone(),
                    groups: shown,
                    turn: self.turn_view(&here, &turn),
                });
                let meta = self.turned(&here, &turn, meta(&here));
                self.page(&here, "documents.html", meta, body)
            })
            .collect()
    }

    /// The page of a plan's document.
    pub fn document_page(&self, number: usize, place: usize, own: &OwnPages<'_>) -> Page {
        let plan = &self.graph.plans[number];
        let document = &plan.documents[place];
        let here = Here::of_plan(page::document(&plan.id, &document.slug), number);
        let verdict = self.requirement_verdict(number, Some(place));
        let title = document_title(document);
        let empty =
            Verdict { lead: format!("{title} of {}.", plan.title), rest: String::new() };
        let mut meta = self.meta(&here, &title, verdict.as_ref().unwrap_or(&empty));
        meta.title = format!("{title}, {}", plan.title);
        meta.title_html = format!("<bdi>{}</bdi>", Html::escape(&document.title));
        meta.crumbs = vec![
            self.link(&here, "Plans", &page::plans()),
            self.link(&here, &plan.title, &page::plan(&plan.id)),
        ];
        meta.source = Some(self.cite(&here, &document.document.path, 1));
        let mut links = vec![self.link(&here, "Tasks", &page::plan(&plan.id))];
        links.extend(self.plan_links(&here, number));
        let text = Marked {
            prose: &document.prose,
            marks: &document.marks,
            requirements: &plan.requirements,
            path: &document.document.path,
            plan: Some(number),
        };
        let body = DocumentView {
            plan: self.link(&here, &plan.title, &page::plan(&plan.id)),
            kind: words::document(document.kind).0,
            task: self.own_task(&here, (number, &document.slug), own),
            verdict,
            questions: questions(document.questions),
            changes: self.changes_in(number, place),
            capability: self.capability_link(&here, number, place),
            parts: self.text_parts(&here, &text),
            links,
        };
        self.page(&here, "document.html", meta, Body::Document(Box::new(body)))
    }

    /// The list of capabilities: what holds, whichever plan changes it next.
    pub fn capabilities_pages(&self) -> Vec<Page> {
        let first = page::capabilities();
        let mut folders: BTreeMap<&str, Vec<(String, OutPath)>> = BTreeMap::new();
        let mut stated = 0;
        for text in self.texts.iter().filter(|text| text.is_capability) {
            let path = &text.document.path;
            let folder =
                path.as_str().rsplit_once("specs/").map_or("", |(above, _)| above);
            let title = match text.requirements.len() {
                0 => text.title.clone(),
                count => {
                    stated += count;
                    format!("{}, {}", text.title, words::count(count, "requirement"))
                }
            };
            let link = (title, page::text(path));
            folders.entry(folder.trim_end_matches('/')).or_default().push(link);
        }
        let total = folders.values().map(Vec::len).sum();
        if total == 0 {
            return Vec::new();
        }
        let verdict = Verdict {
            lead: format!("{}.", words::documents(DocumentKind::Capability, total)),
            rest: format!("Together they state {}.", words::count(stated, "requirement")),
        };
        let groups = folders.into_iter().enumerate().map(|(place, (folder, links))| {
            let title = if folder.is_empty() { "Capabilities" } else { folder };
            let anchor = format!("group-{}", place + 1);
            Group { anchor, title: title.to_owned(), links }
        });
        let groups: Vec<Group> = groups.collect();
        let meta = |here: &Here| self.meta(here, "Capabilities", &verdict);
        self.group_pages((&first, None), (&verdict, &groups), &meta)
    }

    /// The parts of a page outside all plans.
    pub fn page_parts(&self, here: &Here, texts: &[Marked<'_>]) -> Vec<TextPart> {
        texts.iter().flat_map(|text| self.text_parts(here, text)).collect()
    }
}

/// The documents that are no task themselves: of those the plan's page knows.
pub fn beside(plan: &Plan) -> Vec<&PlanDocument> {
    let tasks: BTreeSet<&str> =
        plan.tasks.iter().filter_map(|task| task.page.as_deref()).collect();
    let documents = plan.documents.iter();
    documents.filter(|document| !tasks.contains(document.slug.as_str())).collect()
}

/// How many questions are open, in a sentence; may be empty.
pub fn questions(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "One question is left open in the text.".to_owned(),
        count => format!("{count} questions are left open in the text."),
    }
}

/// What a document is called in links: its kind, or its own title.
pub fn document_title(document: &PlanDocument) -> String {
    match words::is_one_of_its_kind(document.kind) {
        true => words::document(document.kind).0.to_owned(),
        false => document.title.clone(),
    }
}
