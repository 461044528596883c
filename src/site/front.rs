//! The pages about the whole site: overview, plans, next, patterns, texts, 404.

use std::collections::BTreeSet;

use crate::graph::model::{NodeId, Progress, State};
use crate::markdown::Html;
use crate::site::Page;
use crate::site::document;
use crate::site::example::Domain;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::{NAV_PAGES, PAGE_ROWS, Presenter, plan_chip};
use crate::site::requirement::Marked;
use crate::site::text::Text;
use crate::site::view::{
    Body, ChangeLine, Figure, Link, NavItem, NextView, NotFoundView, OverviewView,
    PatternCard, PatternView, PatternsView, PlansView, TextPart, TextView, Verdict,
};
use crate::site::words;
use crate::source::OutPath;

/// How many ready tasks the front page lists.
const FRONT_READY: usize = 8;
/// How many stopped tasks the front page lists.
const FRONT_BLOCKED: usize = 8;
/// A plan to start from, shown where there is none.
const SAMPLE: &str = "# Tasks - Spring fair

### Phase 1: Ground (Sequential 🐌)

- [x] **🐌 1.1 Book the meadow**
  - _Duration: ~30 minutes_

### Phase 2: Preparation (2 parallel 🐍)

- [ ] **🐍 2.1 Invite the stalls**
- [ ] **🐍 2.2 Print the posters**
  - _Dependencies: 1.1_
";

/// What the five patterns are good for, in our words.
const PATTERNS: [(&str, &str); 5] = [
    (
        "structured-sequential-workflow",
        "Stages in a fixed order, each checked before the next begins.",
    ),
    (
        "creative-iterative-process",
        "Rounds of drafts and feedback, repeated until the work is right.",
    ),
    (
        "resource-management",
        "Things that are created, kept, changed and retired, with rules for who may do what.",
    ),
    (
        "exploratory-research",
        "A broad search first, then a closer look at what it found, then a conclusion.",
    ),
    (
        "modern-development-workflow",
        "A foundation, then automation, delivery and observation side by side.",
    ),
];

impl Presenter<'_> {
    /// The front page, with the words of `index.md` where there is one.
    pub fn overview_page(&self, home: Option<&Text>) -> Page {
        let here = Here::at(page::overview());
        let total = self.graph.total();
        let counted: Vec<usize> = self.graph.counted().collect();
        let uncounted: Vec<usize> = self.uncounted().collect();
        let verdict = words::site_verdict(self.graph);
        let (ready, ready_total) = self.ready_lines(&here, FRONT_READY);
        let (blocked, blocked_total) =
            self.state_lines(&here, State::Blocked, FRONT_BLOCKED);
        let lines = |plans: &[usize]| {
            plans
                .iter()
                .take(PAGE_ROWS)
                .map(|plan| self.plan_line(&here, *plan))
                .collect()
        };
        let more = |count: usize, limit: usize, words: &str, target: &OutPath| {
            (count > limit)
                .then(|| self.link(&here, &format!("All {count} {words}"), target))
        };
        let fill =
            |text: &Text, prose| self.places.fill(prose, &text.document.path, &here);
        let view = OverviewView {
            verdict: verdict.clone(),
            intro_html: home.map(|text| fill(text, &text.intro)).unwrap_or_default(),
            rest_html: home.map(|text| fill(text, &text.rest)).unwrap_or_default(),
            figures: if counted.is_empty() { Vec::new() } else { self.figures(&here) },
            ready_more: more(ready_total, FRONT_READY, "ready tasks", &page::next()),
            ready_empty: if ready.is_empty() && !counted.is_empty() {
                self.nothing_ready(&total)
            } else {
                String::new()
            },
            ready,
            blocked_more: match blocked_total.saturating_sub(FRONT_BLOCKED) {
                0 => String::new(),
                hidden => format!("And {} more.", words::count(hidden, "task")),
            },
            blocked,
            plans: lines(&counted),
            plans_more: more(counted.len(), PAGE_ROWS, "plans", &page::plans()),
            uncounted: lines(&uncounted),
            uncounted_more: more(uncounted.len(), PAGE_ROWS, "templates", &page::plans()),
            sample: if self.graph.plans.is_empty() {
                SAMPLE.to_owned()
            } else {
                String::new()
            },
        };
        let mut meta = self.meta(&here, &self.title, &verdict);
        if let Some(description) = &self.config.description {
            meta.description = format!("{description} {}", meta.description);
        }
        self.page(&here, "overview.html", meta, Body::Overview(Box::new(view)))
    }

    /// The strip of four figures.
    fn figures(&self, here: &Here) -> Vec<Figure> {
        let total = self.graph.total();
        let plans_with = |state: State| {
            let plans = self.graph.counted().filter(|plan| {
                let progress = &self.graph.summaries[*plan].progress;
                match state {
                    State::Ready => progress.ready > 0,
                    _ => progress.blocked + progress.waiting > 0,
                }
            });
            plans.count()
        };
        let (minutes, tasks) = self.graph.shortest_finish;
        let left: u32 = self
            .graph
            .counted()
            .map(|plan| self.graph.summaries[plan].times.sequential_left)
            .sum();
        let (value, note) = match (minutes, tasks) {
            (0, 0) => ("None".to_owned(), "nothing is left".to_owned()),
            (0, tasks) => (words::count(tasks, "task"), "one after another".to_owned()),
            (minutes, _) => {
                let unknown = self.without_duration();
                let left = format!("{} of work left", words::duration(left));
                // What is not known is not nothing.
                let note = match unknown {
                    0 => left,
                    _ => format!(
                        "at least, with {left} and {} of unknown length",
                        words::count(unknown, "task")
                    ),
                };
                (words::duration(minutes), note)
            }
        };
        vec![
            Figure {
                label: "Progress".to_owned(),
                value: format!("{}%", total.percent()),
                note: words::bar(&total),
                href: here.to(&page::plans()),
                state: None,
                progress: Some(self.progress(&total)),
            },
            Figure {
                label: "Ready to start".to_owned(),
                value: total.ready.to_string(),
                note: match plans_with(State::Ready) {
                    0 => String::new(),
                    plans => format!("in {}", words::count(plans, "plan")),
                },
                href: here.to(&page::next()),
                state: Some(words::state(State::Ready)),
                progress: None,
            },
            Figure {
                label: "Blocked or waiting".to_owned(),
                value: (total.blocked + total.waiting).to_string(),
                note: format!("{} blocked, {} waiting", total.blocked, total.waiting),
                href: match total.blocked {
                    0 => here.to(&page::next()),
                    _ => here.to_anchor(&page::next(), "blocked"),
                },
                state: Some(words::state(match total.blocked {
                    0 => State::Waiting,
                    _ => State::Blocked,
                })),
                progress: None,
            },
            Figure {
                label: "Shortest possible finish".to_owned(),
                value,
                note,
                href: here.to(&page::plans()),
                state: None,
                progress: None,
            },
        ]
    }

    /// How many unfinished tasks of counted plans state no duration.
    fn without_duration(&self) -> usize {
        let open = (0..self.graph.nodes.len()).map(NodeId).filter(|node| {
            let found = &self.graph.nodes[node.0];
            found.leaf
                && !matches!(found.state, State::Done | State::Skipped)
                && self.graph.plan(*node).counts()
        });
        open.filter(|node| self.graph.task(*node).minutes.is_none()).count()
    }

    /// All plans.
    pub fn plans_page(&self) -> Page {
        let here = Here::at(page::plans());
        let mut verdict = words::verdict(&self.graph.total());
        let counted = self.graph.counted().count();
        verdict.lead = format!("{}. {}", words::count(counted, "plan"), verdict.lead);
        let body = PlansView {
            verdict: verdict.clone(),
            plans: self.graph.counted().map(|plan| self.plan_line(&here, plan)).collect(),
            uncounted: self.uncounted().map(|plan| self.plan_line(&here, plan)).collect(),
        };
        let meta = self.meta(&here, "All plans", &verdict);
        self.page(&here, "plans.html", meta, Body::Plans(body))
    }

    /// What can start now.
    pub fn next_page(&self) -> Page {
        let here = Here::at(page::next());
        let total = self.graph.total();
        let verdict = words::verdict(&total);
        let ready = self.ready_lines(&here, usize::MAX).0;
        let body = NextView {
            verdict: verdict.clone(),
            empty: if ready.is_empty() {
                self.nothing_ready(&total)
            } else {
                String::new()
            },
            ready,
            in_progress: self.state_lines(&here, State::InProgress, usize::MAX).0,
            blocked: self.state_lines(&here, State::Blocked, usize::MAX).0,
        };
        let meta = self.meta(&here, "Ready to start", &verdict);
        self.page(&here, "next.html", meta, Body::Next(body))
    }

    /// The page of all patterns, and a page of each.
    pub fn pattern_pages(&self) -> Vec<Page> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        let here = Here::at(page::patterns());
        let verdict = Verdict {
            lead: format!(
                "{} of work in use here.",
                words::count(self.patterns.len(), "pattern")
            ),
            rest: "A pattern says how work goes, whatever the work is about.".to_owned(),
        };
        let cards = self.patterns.iter().map(|(slug, (name, plans))| {
            let domains = self.pattern_domains(plans).count();
            let mut count = words::count(plans.len(), "plan");
            if domains > 0 {
                count = format!("{count}, {}", words::count(domains, "example domain"));
            }
            PatternCard {
                name: name.clone(),
                href: here.to(&page::pattern(name)),
                text: pattern_text(slug).to_owned(),
                count,
            }
        });
        let body = Body::Patterns(PatternsView {
            verdict: verdict.clone(),
            patterns: cards.collect(),
        });
        let meta = self.meta(&here, "Patterns", &verdict);
        let mut pages = vec![self.page(&here, "patterns.html", meta, body)];
        for (slug, (name, plans)) in self.patterns {
            let here = Here::at(page::pattern(name));
            let mut total = Progress::default();
            let (counted, uncounted): (Vec<usize>, Vec<usize>) =
                plans.iter().partition(|plan| self.graph.plans[**plan].counts());
            for plan in &counted {
                total.add(&self.graph.summaries[*plan].progress);
            }
            let verdict = match counted.is_empty() {
                true => Verdict {
                    lead: "No plan that counts follows this pattern yet.".to_owned(),
                    rest: String::new(),
                },
                false => {
                    let verdict = words::verdict(&total);
                    let lead = format!(
                        "{} this pattern. {}",
                        match counted.len() {
                            1 => "One plan follows".to_owned(),
                            count => format!("{count} plans follow"),
                        },
                        verdict.lead
                    );
                    Verdict { lead, ..verdict }
                }
            };
            let line = |plan: &usize| self.plan_line(&here, *plan);
            let body = Body::Pattern(PatternView {
                verdict: verdict.clone(),
                text: pattern_text(slug).to_owned(),
                plans: counted.iter().map(line).collect(),
                uncounted: uncounted.iter().map(line).collect(),
                domains: self
                    .pattern_domains(plans)
                    .map(|domain| self.domain_card(&here, domain))
                    .collect(),
            });
            let mut meta = self.meta(&here, name, &verdict);
            meta.crumbs = vec![self.link(&here, "Patterns", &page::patterns())];
            pages.push(self.page(&here, "pattern.html", meta, body));
        }
        pages
    }

    fn pattern_domains<'s>(
        &'s self,
        plans: &[usize],
    ) -> impl Iterator<Item = &'s Domain<'s>> {
        let plans: BTreeSet<usize> = plans.iter().copied().collect();
        self.domains.values().filter(move |domain| {
            domain.examples.iter().any(|(plan, _)| plans.contains(plan))
        })
    }

    /// The ordinary pages, and a list of them where the navigation cannot hold them.
    pub fn text_pages(&self) -> Vec<Page> {
        let mut pages: Vec<Page> = (0..self.texts.len())
            .filter(|place| {
                page::text(&self.texts[*place].document.path) != page::overview()
            })
            .map(|place| self.text_page(place))
            .collect();
        let top = self.top_pages().count();
        if top > NAV_PAGES {
            let here = Here::at(page::pages());
            let verdict = Verdict {
                lead: format!("{}.", words::count(top, "page")),
                rest: String::new(),
            };
            let links: String = self
                .top_pages()
                .map(|text| {
                    let href = here.to(&page::text(&text.document.path));
                    format!(
                        "<li><a href=\"{}\">{}</a></li>",
                        Html::escape(&href),
                        Html::escape(&text.title)
                    )
                })
                .collect();
            let body = Body::Page(TextView {
                parts: vec![TextPart::Html {
                    html: format!("<p>{}</p><ul>{links}</ul>", verdict.lead),
                }],
                requirements: String::new(),
                changes: Vec::new(),
                rail: Vec::new(),
                siblings: Vec::new(),
                previous: None,
                next: None,
            });
            let meta = self.meta(&here, "All pages", &verdict);
            pages.push(self.page(&here, "page.html", meta, body));
        }
        pages
    }

    fn text_page(&self, place: usize) -> Page {
        let text = &self.texts[place];
        let path = &text.document.path;
        let here = Here::at(page::text(path));
        // Pages of one folder stand together, in order.
        let folder: Vec<usize> = (0..self.texts.len())
            .filter(|other| self.texts[*other].document.path.folder() == path.folder())
            .collect();
        let own = folder.iter().position(|other| *other == place).unwrap_or(0);
        let beside = |other: Option<&usize>| {
            let text = &self.texts[*other?];
            (!path.folder().is_empty())
                .then(|| self.link(&here, &text.title, &page::text(&text.document.path)))
        };
        let siblings = match path.folder() {
            "" => Vec::new(),
            _ if folder.len() < 2 => Vec::new(),
            _ => folder
                .iter()
                .map(|other| {
                    let out = page::text(&self.texts[*other].document.path);
                    NavItem {
                        title: self.texts[*other].title.clone(),
                        href: here.to(&out),
                        count: None,
                        current: *other == place,
                    }
                })
                .collect(),
        };
        let rail = text
            .headings
            .iter()
            .filter(|heading| heading.level == 2)
            .map(|heading| Link {
                title: heading.text.clone(),
                href: format!("#{}", heading.id),
            })
            .collect();
        let verdict = Verdict { lead: text.description.clone(), rest: String::new() };
        let mut meta = self.meta(&here, &text.title, &verdict);
        meta.title_html = format!("<bdi>{}</bdi>", Html::escape(&text.title));
        if self.config.source_url.is_some() {
            meta.source = Some(self.cite(&here, path, 1));
        }
        if !page::is_index(path)
            && let Some(index) = folder
                .iter()
                .map(|other| &self.texts[*other])
                .find(|other| page::is_index(&other.document.path))
            && !path.folder().is_empty()
        {
            let out = page::text(&index.document.path);
            meta.crumbs = vec![self.link(&here, &index.title, &out)];
        }
        if text.is_capability {
            meta.crumbs = vec![self.link(&here, "Capabilities", &page::capabilities())];
        }
        let parts = [&text.intro, &text.rest].map(|prose| Marked {
            prose,
            marks: &text.marks,
            requirements: &text.requirements,
            path,
            plan: None,
        });
        let stated = match text.requirements.len() {
            0 => String::new(),
            count => format!("{}.", words::count(count, "requirement")),
        };
        let open = document::questions(text.questions);
        let body = Body::Page(TextView {
            parts: self.page_parts(&here, &parts),
            requirements: format!("{stated} {open}").trim().to_owned(),
            changes: self.changes_of(&here, place),
            rail,
            siblings,
            previous: beside(own.checked_sub(1).and_then(|before| folder.get(before))),
            next: beside(folder.get(own + 1)),
        });
        self.page(&here, "page.html", meta, body)
    }

    /// The plans that change the capability that a page states.
    fn changes_of(&self, here: &Here, text: usize) -> Vec<ChangeLine> {
        let documents = self.capabilities.changed_by.get(&text).into_iter().flatten();
        let lines = documents.map(|(number, place)| {
            let plan = &self.graph.plans[*number];
            let document = &plan.documents[*place];
            let out = page::document(&plan.id, &document.slug);
            let (state, state_words) =
                plan_chip(plan, &self.graph.summaries[*number].progress);
            ChangeLine {
                plan: self.link(here, &plan.title, &page::plan(&plan.id)),
                state,
                state_words,
                document: self.link(here, &document.title, &out),
                words: self.changes_in(*number, *place),
            }
        });
        lines.collect()
    }

    /// The page for addresses that are none. Its links start at the site's root,
    /// since no one knows how deep it is shown.
    pub fn not_found_page(&self) -> Page {
        let root = match &self.config.base_url {
            Some(base) => {
                let after =
                    base.split_once("://").map_or(base.as_str(), |(_, rest)| rest);
                after.find('/').map_or("/", |start| &after[start..]).to_owned()
            }
            None => "/".to_owned(),
        };
        let here = Here { path: page::not_found(), root: Some(root), plan: None };
        let verdict = Verdict {
            lead: "There is no page at this address.".to_owned(),
            rest: String::new(),
        };
        let body = Body::NotFound(NotFoundView {
            plans: self
                .graph
                .counted()
                .take(PAGE_ROWS)
                .map(|plan| {
                    let found = &self.graph.plans[plan];
                    self.link(&here, &found.title, &page::plan(&found.id))
                })
                .collect(),
            all: self.link(&here, "All plans", &page::plans()),
        });
        let meta = self.meta(&here, "Page not found", &verdict);
        self.page(&here, "404.html", meta, body)
    }
}

fn pattern_text(slug: &str) -> &'static str {
    PATTERNS.iter().find(|(name, _)| *name == slug).map_or("", |(_, text)| text)
}
