//! The pages about the whole site: overview, plans, next, patterns, texts, 404.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::graph::model::{NodeId, Progress, State};
use crate::language::Language;
use crate::markdown::Html;
use crate::site::Page;
use crate::site::document::{self, Group};
use crate::site::example::Domain;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::{NAV_PAGES, Presenter, plan_chip};
use crate::site::requirement::Marked;
use crate::site::tasks::{ByState, state_anchor};
use crate::site::text::Text;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    Body, ChangeLine, Figure, Link, NavItem, NextView, NotFoundView, OverviewView,
    PatternCard, PatternView, PatternsView, PlansView, TaskLine, TextView, Verdict,
};
use crate::site::words;
use crate::source::OutPath;
use crate::trace;

/// How many ready tasks the front page lists.
const FRONT_READY: usize = 8;
/// How many stopped tasks the front page lists.
const FRONT_BLOCKED: usize = 8;
/// How many plans the front page lists.
const FRONT_PLANS: usize = 30;
/// How many templates and archived plans the front page lists.
const FRONT_UNCOUNTED: usize = 8;
/// How many pages of a folder are listed on each side of the one that is shown.
const SIBLINGS: usize = 30;
/// The states on the page of what is next, in order.
const NEXT: [State; 3] = [State::Ready, State::InProgress, State::Blocked];
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

/// The patterns that have a sentence of their own.
const PATTERNS: [&str; 5] = [
    "structured-sequential-workflow",
    "creative-iterative-process",
    "resource-management",
    "exploratory-research",
    "modern-development-workflow",
];

impl Presenter<'_> {
    /// The front page, with the words of `index.md` where there is one.
    pub fn overview_page(&self, home: Option<&Text>) -> Page {
        let here = Here::at(page::overview());
        let total = *self.shared.total;
        let counted: Vec<usize> = self.graph.counted().collect();
        let uncounted: Vec<usize> = self.uncounted().collect();
        let verdict = words::site_verdict(self.language, self.graph);
        let (ready, ready_total) = self.ready_lines(&here, FRONT_READY);
        let (blocked, blocked_total) =
            self.state_lines(&here, State::Blocked, FRONT_BLOCKED);
        let lines = |plans: &[usize], limit: usize| {
            let plans = plans.iter().take(limit);
            plans.map(|plan| self.plan_line(&here, *plan)).collect()
        };
        let more = |count: usize, limit: usize, id: &str, target: &OutPath| {
            let words = words::count(self.language, id, count);
            (count > limit).then(|| self.link(&here, &words, target))
        };
        let fill =
            |text: &Text, prose| self.places.fill(prose, &text.document.path, &here);
        let view = OverviewView {
            verdict: verdict.clone(),
            intro_html: home.map(|text| fill(text, &text.intro)).unwrap_or_default(),
            rest_html: home.map(|text| fill(text, &text.rest)).unwrap_or_default(),
            figures: if counted.is_empty() { Vec::new() } else { self.figures(&here) },
            ready_more: more(ready_total, FRONT_READY, "all-n-ready", &page::next()),
            ready_empty: if ready.is_empty() && !counted.is_empty() {
                self.nothing_ready(&total)
            } else {
                String::new()
            },
            ready,
            blocked_more: match blocked_total.saturating_sub(FRONT_BLOCKED) {
                0 => String::new(),
                hidden => words::count(self.language, "and-more-tasks", hidden),
            },
            blocked,
            plans: lines(&self.foremost(&counted), FRONT_PLANS),
            plans_more: more(counted.len(), FRONT_PLANS, "all-n-plans", &page::plans()),
            uncounted: lines(&uncounted, FRONT_UNCOUNTED),
            uncounted_more: more(
                uncounted.len(),
                FRONT_UNCOUNTED,
                "all-n-templates",
                &page::turned(&page::plans(), counted.len() / ROWS),
            ),
            sample: if self.graph.plans.is_empty() {
                SAMPLE.to_owned()
            } else {
                String::new()
            },
        };
        let mut meta = self.meta(&here, &self.title, &verdict);
        meta.alternates = self.site_alternates(&here);
        if let Some(description) = &self.config.description {
            let said = [description.clone(), meta.description];
            meta.description = words::sentences(self.language, &said);
        }
        self.page(&here, "overview.html", meta, Body::Overview(Box::new(view)))
    }

    /// Plans in the order of the front page: their own, and where it does not list
    /// them all, those with work left before the finished ones.
    fn foremost(&self, plans: &[usize]) -> Vec<usize> {
        let mut plans = plans.to_vec();
        if plans.len() > FRONT_PLANS {
            plans.sort_by_key(|plan| {
                let progress = &self.graph.summaries[*plan].progress;
                progress.done >= progress.total
            });
        }
        plans
    }

    /// The strip of four figures.
    fn figures(&self, here: &Here) -> Vec<Figure> {
        let total = *self.shared.total;
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
        let (minutes, tasks) = self.graph.shortest_finish();
        let left: u32 = self
            .graph
            .counted()
            .map(|plan| self.graph.summaries[plan].times.sequential_left)
            .sum();
        let language = self.language;
        let (value, note) = match (minutes, tasks) {
            (0, 0) => (language.say("none-left"), language.say("figure-nothing-is-left")),
            (0, tasks) => (
                words::count(language, "tasks", tasks),
                language.say("figure-one-after-another"),
            ),
            (minutes, _) => {
                let left = words::duration(language, left);
                let unknown = self.without_duration();
                // What is not known is not nothing.
                let id = if unknown == 0 { "work-left" } else { "work-left-at-least" };
                let given = [("left", (&left).into()), ("n", unknown.into())];
                (words::duration(language, minutes), language.say_of(id, &given))
            }
        };
        vec![
            Figure {
                label: language.say("progress-heading"),
                value: words::percent(language, total.percent()),
                note: words::bar(self.language, &total),
                href: here.to(&page::plans()),
                state: None,
                progress: Some(self.progress(&total)),
            },
            Figure {
                label: language.say("ready-to-start"),
                value: words::count(language, "number", total.ready),
                note: match plans_with(State::Ready) {
                    0 => String::new(),
                    plans => words::count(language, "in-plans", plans),
                },
                href: here.to(&page::next()),
                state: Some(words::state(self.language, State::Ready)),
                progress: None,
            },
            Figure {
                label: language.say("blocked-or-waiting"),
                value: words::count(language, "number", total.blocked + total.waiting),
                note: language.say_of(
                    "so-many-blocked-and-waiting",
                    &[
                        ("blocked", total.blocked.into()),
                        ("waiting", total.waiting.into()),
                    ],
                ),
                href: match total.blocked {
                    0 => self.state_href(here, State::Waiting),
                    _ => self.next_href(here, State::Blocked),
                },
                state: Some(words::state(
                    self.language,
                    match total.blocked {
                        0 => State::Waiting,
                        _ => State::Blocked,
                    },
                )),
                progress: None,
            },
            Figure {
                label: language.say("shortest-finish"),
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

    /// A page of all plans, from 0: those that count, then the others.
    pub fn plans_page(&self, place: usize) -> Page {
        let first = page::plans();
        let mut verdict = words::verdict(self.language, &self.shared.total);
        let counted: Vec<usize> = self.graph.counted().collect();
        let uncounted: Vec<usize> = self.uncounted().collect();
        verdict.lead = words::sentences(
            self.language,
            &[words::count(self.language, "so-many-plans", counted.len()), verdict.lead],
        );
        let ranges = self.plans_ranges();
        let turn = Turn::at(&first, &ranges, place);
        let here = Here::at(turn.path());
        let own = &counted[turn.within(0, counted.len())];
        let others = &uncounted[turn.within(counted.len(), uncounted.len())];
        let line = |plan: &usize| self.plan_line(&here, *plan);
        let body = PlansView {
            verdict: verdict.clone(),
            plans: own.iter().map(line).collect(),
            uncounted: others.iter().map(line).collect(),
            turn: self.turn_view(&here, &turn),
        };
        let meta = self.meta(&here, &self.language.say("all-plans"), &verdict);
        let meta = self.turned(&here, &turn, meta);
        self.page(&here, "plans.html", meta, Body::Plans(body))
    }

    /// How the list of all plans is laid out over pages.
    pub fn plans_ranges(&self) -> Vec<Range<usize>> {
        turn::even(self.graph.plans.len(), ROWS)
    }

    /// A page of what can start now, is under way or is stopped, from 0.
    pub fn next_page(&self, place: usize) -> Page {
        let first = page::next();
        let total = *self.shared.total;
        let verdict = words::verdict(self.language, &total);
        let tasks = self
            .ranked
            .get_or_init(|| ByState::ranked(self.graph, &self.shared.tasks.nodes));
        let groups = NEXT.map(|state| tasks.group(state).unwrap_or_default());
        let ranges = self.next_ranges();
        let turn = Turn::at(&first, &ranges, place);
        let here = Here::at(turn.path());
        let mut before = 0;
        let [ready, in_progress, blocked] = groups.map(|rows| {
            let shown = turn.within(before, rows.len());
            before += rows.len();
            let nodes = tasks.nodes[rows][shown].iter();
            nodes.map(|node| self.task_line(&here, *node)).collect::<Vec<TaskLine>>()
        });
        let body = NextView {
            verdict: verdict.clone(),
            empty: match total.ready {
                0 if turn.place() == 0 => self.nothing_ready(&total),
                _ => String::new(),
            },
            ready,
            in_progress,
            blocked,
            turn: self.turn_view(&here, &turn),
        };
        let meta = self.meta(&here, &self.language.say("ready-to-start"), &verdict);
        let meta = self.turned(&here, &turn, meta);
        self.page(&here, "next.html", meta, Body::Next(body))
    }

    /// How what is next is laid out over pages.
    pub fn next_ranges(&self) -> Vec<Range<usize>> {
        let length = |state| self.shared.tasks.group(state).map_or(0, |rows| rows.len());
        turn::even(NEXT.map(length).into_iter().sum(), ROWS)
    }

    /// Where the tasks of a state start on the pages of what is next.
    fn next_href(&self, here: &Here, state: State) -> String {
        let tasks = &self.shared.tasks;
        let length = |state: &State| tasks.group(*state).map_or(0, |rows| rows.len());
        let before: usize = NEXT.iter().take_while(|of| **of != state).map(length).sum();
        let out = page::turned(&page::next(), before / ROWS);
        here.to_anchor(&out, &state_anchor(state))
    }

    /// The addresses of the pages of patterns.
    pub fn pattern_addresses(&self) -> Vec<OutPath> {
        let mut out =
            turn::addresses_of(&page::patterns(), (self.catalogue.patterns.len(), ROWS));
        for (name, plans) in self.catalogue.patterns.values() {
            let rows = (plans.len() + self.pattern_domains(plans).count(), ROWS);
            out.extend(turn::addresses_of(&page::pattern(name), rows));
        }
        out
    }

    /// The page of all patterns, and a page of each.
    pub fn pattern_pages(&self) -> Vec<Page> {
        if self.catalogue.patterns.is_empty() {
            return Vec::new();
        }
        let first = page::patterns();
        let verdict = Verdict {
            lead: words::count(
                self.language,
                "patterns-in-use",
                self.catalogue.patterns.len(),
            ),
            rest: self.language.say("what-a-pattern-is"),
        };
        let ranges = turn::even(self.catalogue.patterns.len(), ROWS);
        let mut pages: Vec<Page> = Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::at(turn.path());
                let own = turn.rows();
                let shown =
                    self.catalogue.patterns.iter().skip(own.start).take(own.len());
                let cards = shown.map(|(slug, (name, plans))| {
                    let domains = self.pattern_domains(plans).count();
                    let given =
                        [("plans", plans.len().into()), ("domains", domains.into())];
                    let count = self.language.say_of("plans-and-domains", &given);
                    PatternCard {
                        name: name.clone(),
                        href: here.to(&page::pattern(name)),
                        text: pattern_text(self.language, slug),
                        count,
                    }
                });
                let body = Body::Patterns(PatternsView {
                    verdict: verdict.clone(),
                    patterns: cards.collect(),
                    turn: self.turn_view(&here, &turn),
                });
                let meta = self.meta(&here, &self.language.say("patterns"), &verdict);
                let meta = self.turned(&here, &turn, meta);
                self.page(&here, "patterns.html", meta, body)
            })
            .collect();
        for slug in self.catalogue.patterns.keys() {
            pages.extend(self.pages_of_pattern(slug));
        }
        pages
    }

    fn pages_of_pattern(&self, slug: &str) -> Vec<Page> {
        let (name, plans) = &self.catalogue.patterns[slug];
        let first = page::pattern(name);
        let mut total = Progress::default();
        let (counted, uncounted): (Vec<usize>, Vec<usize>) =
            plans.iter().partition(|plan| self.graph.plans[**plan].counts());
        for plan in &counted {
            total.add(&self.graph.summaries[*plan].progress);
        }
        let verdict = match counted.is_empty() {
            true => Verdict {
                lead: self.language.say("no-plan-follows"),
                rest: String::new(),
            },
            false => {
                let verdict = words::verdict(self.language, &total);
                let follow = words::count(self.language, "plans-follow", counted.len());
                let lead = words::sentences(self.language, &[follow, verdict.lead]);
                Verdict { lead, ..verdict }
            }
        };
        let domains: Vec<&Domain> = self.pattern_domains(plans).collect();
        let all = plans.len() + domains.len();
        let ranges = turn::even(all, ROWS);
        Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::at(turn.path());
                let line = |plan: &usize| self.plan_line(&here, *plan);
                let others = turn.within(counted.len(), uncounted.len());
                let shown = turn.within(plans.len(), domains.len());
                let body = Body::Pattern(PatternView {
                    verdict: verdict.clone(),
                    text: pattern_text(self.language, slug),
                    plans: counted[turn.within(0, counted.len())]
                        .iter()
                        .map(line)
                        .collect(),
                    uncounted: uncounted[others].iter().map(line).collect(),
                    domains: domains[shown]
                        .iter()
                        .map(|domain| self.domain_card(&here, domain))
                        .collect(),
                    turn: self.turn_view(&here, &turn),
                });
                let mut meta = self.meta(&here, name, &verdict);
                meta.crumbs = vec![self.link(
                    &here,
                    &self.language.say("patterns"),
                    &page::patterns(),
                )];
                let meta = self.turned(&here, &turn, meta);
                self.page(&here, "pattern.html", meta, body)
            })
            .collect()
    }

    fn pattern_domains<'s>(
        &'s self,
        plans: &[usize],
    ) -> impl Iterator<Item = &'s Domain> {
        let plans: BTreeSet<usize> = plans.iter().copied().collect();
        self.catalogue.domains.values().filter(move |domain| {
            domain.examples.iter().any(|(plan, _)| plans.contains(plan))
        })
    }

    /// The addresses of the list of pages, where there is one.
    pub fn pages_addresses(&self) -> Vec<OutPath> {
        let listed = Some(self.shared.top.len()).filter(|many| *many > NAV_PAGES);
        turn::addresses_of(&page::pages(), (listed.unwrap_or(0), ROWS))
    }

    /// The list of the pages that do not all fit the navigation.
    pub fn pages_of_pages(&self) -> Vec<Page> {
        let first = page::pages();
        let top = &self.shared.top;
        if top.len() <= NAV_PAGES {
            return Vec::new();
        }
        let verdict = Verdict {
            lead: words::count(self.language, "so-many-pages", top.len()),
            rest: String::new(),
        };
        let group = Group {
            anchor: "pages".to_owned(),
            title: self.language.say("nav-pages"),
            links: top.clone(),
        };
        let meta =
            |here: &Here| self.meta(here, &self.language.say("all-pages"), &verdict);
        self.group_pages((&first, None), (&verdict, &[group]), &meta)
    }

    /// An ordinary page.
    pub fn text_page(&self, place: usize) -> Page {
        let text = &self.texts[place];
        let path = &text.document.path;
        let here = Here::at(page::text(path));
        // Pages of one folder stand together, in order.
        let folder_of = |text: &Arc<Text>| text.document.path.folder().to_owned();
        // In which order the pages stand is known.
        let texts = trace::aside(|| &*self.texts);
        let start = texts.partition_point(|text| *folder_of(text) < *path.folder());
        let end = texts.partition_point(|text| *folder_of(text) <= *path.folder());
        let folder = start..end;
        let beside = |other: Option<usize>| {
            let text = &self.texts[other.filter(|other| folder.contains(other))?];
            (!path.folder().is_empty())
                .then(|| self.link(&here, &text.title, &page::text(&text.document.path)))
        };
        // Of many pages those near this one are listed.
        let near =
            start.max(place.saturating_sub(SIBLINGS))..end.min(place + SIBLINGS + 1);
        let siblings = match path.folder() {
            "" => Vec::new(),
            _ if folder.len() < 2 => Vec::new(),
            _ => near
                .map(|other| {
                    let out = page::text(&self.texts[other].document.path);
                    NavItem {
                        title: self.texts[other].title.clone(),
                        href: here.to(&out),
                        count: None,
                        current: other == place,
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
        meta.alternates = self.text_alternates(&here);
        if self.config.source_url.is_some() {
            meta.source = Some(self.written_in(&here, path));
        }
        if !page::is_index(path)
            && let Some(index) = self.texts[folder.clone()]
                .iter()
                .find(|other| page::is_index(&other.document.path))
            && !path.folder().is_empty()
        {
            let out = page::text(&index.document.path);
            meta.crumbs = vec![self.link(&here, &index.title, &out)];
        }
        if text.is_capability {
            let title = self.language.say("capabilities");
            meta.crumbs = vec![self.link(&here, &title, &page::capabilities())];
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
            count => words::count(self.language, "so-many-requirements", count),
        };
        let open = document::questions(self.language, text.questions);
        let body = Body::Page(TextView {
            parts: self.page_parts(&here, &parts),
            requirements: words::sentences(self.language, &[stated, open]),
            changes: self.changes_of(&here, place),
            rail,
            siblings,
            previous: beside(place.checked_sub(1)),
            next: beside(Some(place + 1)),
        });
        self.page(&here, "page.html", meta, body)
    }

    /// The plans that change the capability that a page states.
    fn changes_of(&self, here: &Here, text: usize) -> Vec<ChangeLine> {
        let documents =
            self.catalogue.capabilities.changed_by.get(&text).into_iter().flatten();
        let lines = documents.map(|(number, place)| {
            let plan = &self.graph.plans[*number];
            let document = &plan.documents[*place];
            let out = page::document(&plan.id, &document.slug);
            let (state, state_words) =
                plan_chip(self.language, plan, &self.graph.summaries[*number].progress);
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
        let verdict =
            Verdict { lead: self.language.say("no-page-here"), rest: String::new() };
        let body = Body::NotFound(NotFoundView {
            plans: self
                .graph
                .counted()
                .take(ROWS)
                .map(|plan| {
                    let found = &self.graph.plans[plan];
                    self.link(&here, &found.title, &page::plan(&found.id))
                })
                .collect(),
            all: self.link(&here, &self.language.say("all-plans"), &page::plans()),
        });
        let meta = self.meta(&here, &self.language.say("page-not-found"), &verdict);
        self.page(&here, "404.html", meta, body)
    }
}

fn pattern_text(language: &Language, slug: &str) -> String {
    match PATTERNS.contains(&slug) {
        true => language.say(&format!("pattern-{slug}")),
        false => String::new(),
    }
}
