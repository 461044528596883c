//! The documents around the tasks: a page each, and a list where they are many.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
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
pub fn links(language: &Language, plan: &Plan) -> Vec<(String, OutPath)> {
    let own = |document: &PlanDocument| {
        (document_title(language, document), page::document(&plan.id, &document.slug))
    };
    let documents = beside(plan);
    if documents.len() <= LINKED {
        return documents.into_iter().map(own).collect();
    }
    let all = words::count(language, "all-n-documents", documents.len());
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
    /// The addresses of the list of a plan's documents, where they are many.
    pub fn documents_addresses(&self, number: usize) -> Vec<OutPath> {
        let plan = &self.graph.plans[number];
        let listed = Some(beside(plan).len()).filter(|many| *many > LINKED);
        let rows = (listed.unwrap_or(0), ROWS);
        turn::addresses_of(&page::documents(&plan.id), rows)
    }

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
            .map(|(kind, links)| words::documents(self.language, *kind, links.len()))
            .collect();
        let verdict = Verdict {
            lead: words::count(self.language, "so-many-documents", documents.len()),
            rest: match counts.is_empty() {
                true => String::new(),
                false => {
                    let kinds = words::list(self.language, &counts);
                    let given = [("kinds", (&kinds).into())];
                    self.language.say_of("among-them", &given)
                }
            },
        };
        let about = Group {
            anchor: "first".to_owned(),
            title: self.language.say("about-the-plan"),
            links: single,
        };
        let others = kinds.into_iter().map(|(kind, links)| Group {
            anchor: words::document_name(kind).to_owned(),
            title: words::document_group(self.language, kind),
            links,
        });
        let about = Some(about).filter(|group| !group.links.is_empty());
        let groups: Vec<Group> = about.into_iter().chain(others).collect();
        let title =
            self.language.say_of("documents-of", &[("plan", (&plan.title).into())]);
        self.group_pages((&first, Some(number)), (&verdict, &groups), &|here| {
            let mut meta = self.meta(here, &title, &verdict);
            meta.crumbs = vec![
                self.plans_link(here),
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
        let title = document_title(self.language, document);
        let given = [("document", (&title).into()), ("plan", (&plan.title).into())];
        let lead = self.language.say_of("document-of-plan", &given);
        let empty = Verdict { lead, rest: String::new() };
        let mut meta = self.meta(&here, &title, verdict.as_ref().unwrap_or(&empty));
        let given = [("title", (&title).into()), ("note", (&plan.title).into())];
        meta.title = self.language.say_of("title-and-note", &given);
        meta.title_html = format!("<bdi>{}</bdi>", Html::escape(&document.title));
        meta.crumbs = vec![
            self.plans_link(&here),
            self.link(&here, &plan.title, &page::plan(&plan.id)),
        ];
        meta.source = Some(self.written_in(&here, &document.document.path));
        meta.alternates = self.text_alternates(&here);
        let mut links = vec![self.tasks_link(&here, plan)];
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
            kind: words::document(self.language, document.kind),
            task: self.own_task(&here, (number, &document.slug), own),
            verdict,
            questions: questions(self.language, document.questions),
            changes: self.changes_in(number, place),
            capability: self.capability_link(&here, number, place),
            parts: self.text_parts(&here, &text),
            links,
        };
        self.page(&here, "document.html", meta, Body::Document(Box::new(body)))
    }

    /// The addresses of the list of capabilities, where there are any.
    pub fn capabilities_addresses(&self) -> Vec<OutPath> {
        let total = self.texts.iter().filter(|text| text.is_capability).count();
        turn::addresses_of(&page::capabilities(), (total, ROWS))
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
                    let given = [("title", (&text.title).into()), ("n", count.into())];
                    self.language.say_of("capability-and-count", &given)
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
            lead: words::ended(
                self.language,
                &words::documents(self.language, DocumentKind::Capability, total),
            ),
            rest: words::count(self.language, "together-they-state", stated),
        };
        let groups = folders.into_iter().enumerate().map(|(place, (folder, links))| {
            let title = match folder {
                "" => self.language.say("capabilities"),
                folder => folder.to_owned(),
            };
            let anchor = format!("group-{}", place + 1);
            Group { anchor, title, links }
        });
        let groups: Vec<Group> = groups.collect();
        let meta =
            |here: &Here| self.meta(here, &self.language.say("capabilities"), &verdict);
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
pub fn questions(language: &Language, count: usize) -> String {
    match count {
        0 => String::new(),
        count => words::count(language, "questions-open", count),
    }
}

/// What a document is called in links: its kind, or its own title.
pub fn document_title(language: &Language, document: &PlanDocument) -> String {
    match words::is_one_of_its_kind(document.kind) {
        true => words::document(language, document.kind),
        false => document.title.clone(),
    }
}
