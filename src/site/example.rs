//! Example domains: every example of one domain, from every document and pattern.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::model::Graph;
use crate::language::Language;
use crate::plan::model::{Example, ExamplePhase, Plan};
use crate::site::Page;
use crate::site::document::document_title;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    Body, DomainCard, ExampleCard, ExampleEntry, ExamplePhaseView, ExampleView,
    ExamplesView, Link, Verdict,
};
use crate::site::words;
use crate::source::{OutPath, slug};

/// How many examples a page of a domain has: each is a text with a picture.
const EXAMPLES: usize = 50;
/// How many other domains of the same patterns are linked before the list of all is.
const OTHERS: usize = 40;
/// How many phases a small picture shows before it says how many follow.
const PICTURE_PHASES: usize = 6;

/// A domain: `Microservice`.
pub struct Domain {
    /// Its name, as it is written first.
    pub name: String,
    /// Its examples: the index of the plan, and that of the example there.
    pub examples: Vec<(usize, usize)>,
}

impl Domain {
    /// Its examples with the indices of their plans.
    pub fn examples_in<'g>(
        &self,
        graph: &'g Graph,
    ) -> impl ExactSizeIterator<Item = (usize, &'g Example)> {
        let found = self.examples.iter();
        found.map(|(plan, place)| (*plan, &graph.plans[*plan].examples[*place]))
    }
}

/// Gathers the domains of all plans, by the slug of their names.
pub fn domains(graph: &Graph) -> BTreeMap<String, Domain> {
    let mut domains: BTreeMap<String, Domain> = BTreeMap::new();
    for (number, plan) in graph.plans.iter().enumerate() {
        for (place, example) in plan.examples.iter().enumerate() {
            domains
                .entry(slug(&example.name))
                .or_insert_with(|| Domain {
                    name: example.name.clone(),
                    examples: Vec::new(),
                })
                .examples
                .push((number, place));
        }
    }
    domains
}

/// The pattern of a plan as a key and a name: what stands in brackets behind it
/// is a remark.
pub fn pattern(plan: &Plan) -> Option<(String, String)> {
    let name = plan.pattern.as_ref()?.split('(').next()?.trim();
    (!name.is_empty()).then(|| (slug(name), name.to_owned()))
}

/// The page of a domain on which an example stands.
pub fn page_of(domain: &str, place: usize) -> OutPath {
    page::turned(&page::example(domain), place / EXAMPLES)
}

fn phase(phase: &ExamplePhase) -> ExamplePhaseView {
    ExamplePhaseView {
        number: phase.number.clone().unwrap_or_default(),
        title: phase.title.clone(),
        steps: phase.steps.clone(),
        parallel: phase.parallel,
    }
}

fn phases(example: &Example) -> Vec<ExamplePhaseView> {
    example.phases.iter().map(phase).collect()
}

/// What the picture shows, in words: `Five phases, two of them in parallel.`
fn phase_words(language: &Language, example: &Example) -> String {
    let parallel = example.phases.iter().filter(|phase| phase.parallel).count();
    let given = [("n", example.phases.len().into()), ("parallel", parallel.into())];
    match (example.phases.len(), parallel) {
        (0, _) => String::new(),
        (_, 0) => language.say_of("so-many-phases", &given),
        _ => language.say_of("phases-with-parallel", &given),
    }
}

impl Presenter<'_> {
    /// A domain in a list.
    pub fn domain_card(&self, here: &Here, domain: &Domain) -> DomainCard {
        let plans: BTreeSet<usize> =
            domain.examples.iter().map(|(plan, _)| *plan).collect();
        let patterns: BTreeSet<String> = plans
            .iter()
            .filter_map(|plan| Some(pattern(&self.graph.plans[*plan])?.1))
            .collect();
        let best = domain.examples_in(self.graph).max_by_key(|(plan, example)| {
            (example.phases.len(), std::cmp::Reverse(*plan))
        });
        let mut picture: Vec<_> =
            best.map(|(_, example)| phases(example)).unwrap_or_default();
        let hidden = picture.len().saturating_sub(PICTURE_PHASES);
        if hidden > 0 {
            picture.truncate(PICTURE_PHASES);
            picture.push(ExamplePhaseView {
                number: String::new(),
                title: words::count(self.language, "more-phases", hidden),
                steps: Vec::new(),
                parallel: false,
            });
        }
        DomainCard {
            name: domain.name.clone(),
            href: here.to(&page::example(&domain.name)),
            categories: categories(self.graph, domain),
            count: self.language.say_of(
                "examples-in-plans",
                &[
                    ("examples", domain.examples.len().into()),
                    ("plans", plans.len().into()),
                ],
            ),
            patterns: patterns.into_iter().collect(),
            phases: picture,
        }
    }

    /// The examples of a plan's tasks document, as they stand on its page.
    pub fn example_cards(&self, here: &Here, plan: usize) -> Vec<ExampleCard> {
        let found = &self.graph.plans[plan];
        found
            .examples
            .iter()
            .enumerate()
            .filter(|(_, example)| example.path == found.home)
            .map(|(number, example)| {
                let domain = &self.catalogue.domains[&slug(&example.name)];
                let place = domain
                    .examples
                    .iter()
                    .position(|other| *other == (plan, number))
                    .unwrap_or(0);
                ExampleCard {
                    name: example.name.clone(),
                    href: here.to_anchor(&page_of(&domain.name, place), &anchor(place)),
                    category: example.category.clone(),
                    phases: phases(example),
                }
            })
            .collect()
    }

    /// The addresses of the pages of examples.
    pub fn example_addresses(&self) -> Vec<OutPath> {
        let mut out =
            turn::addresses_of(&page::examples(), (self.catalogue.domains.len(), ROWS));
        for domain in self.catalogue.domains.values() {
            let rows = (domain.examples.len(), EXAMPLES);
            out.extend(turn::addresses_of(&page::example(&domain.name), rows));
        }
        out
    }

    /// The page of all domains, and a page of each.
    pub fn example_pages(&self) -> Vec<Page> {
        if self.catalogue.domains.is_empty() {
            return Vec::new();
        }
        let first = page::examples();
        let count: usize =
            self.catalogue.domains.values().map(|domain| domain.examples.len()).sum();
        let verdict = Verdict {
            lead: self.language.say_of(
                "examples-in-domains",
                &[
                    ("examples", count.into()),
                    ("domains", self.catalogue.domains.len().into()),
                ],
            ),
            rest: self.language.say("what-examples-are"),
        };
        let ranges = turn::even(self.catalogue.domains.len(), ROWS);
        let mut pages: Vec<Page> = Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::at(turn.path());
                let own = turn.rows();
                let shown =
                    self.catalogue.domains.values().skip(own.start).take(own.len());
                let body = Body::Examples(ExamplesView {
                    verdict: verdict.clone(),
                    domains: shown
                        .map(|domain| self.domain_card(&here, domain))
                        .collect(),
                    turn: self.turn_view(&here, &turn),
                });
                let meta =
                    self.meta(&here, &self.language.say("examples-by-domain"), &verdict);
                let meta = self.turned(&here, &turn, meta);
                self.page(&here, "examples.html", meta, body)
            })
            .collect();
        pages.extend(
            self.catalogue.domains.values().flat_map(|domain| self.domain_pages(domain)),
        );
        pages
    }

    /// The pages of one domain.
    fn domain_pages(&self, domain: &Domain) -> Vec<Page> {
        let first = page::example(&domain.name);
        let ranges = turn::even(domain.examples.len(), EXAMPLES);
        let pages =
            Turn::all(&first, &ranges).map(|turn| self.domain_page(domain, &turn));
        pages.collect()
    }

    fn domain_page(&self, domain: &Domain, turn: &Turn<'_>) -> Page {
        let here = Here::at(turn.path());
        let card = self.domain_card(&here, domain);
        let verdict = Verdict {
            lead: words::ended(self.language, &card.count),
            rest: match card.patterns.as_slice() {
                [] => String::new(),
                patterns => {
                    let list = words::list(self.language, patterns);
                    self.language.say_of("follows", &[("patterns", (&list).into())])
                }
            },
        };
        let shown = turn.rows();
        let all = domain.examples_in(self.graph).enumerate();
        let entries =
            all.skip(shown.start).take(shown.len()).map(|(place, (plan, example))| {
                let found = &self.graph.plans[plan];
                let document = match found
                    .documents
                    .iter()
                    .find(|document| document.document.path == example.path)
                {
                    Some(document) => self.link(
                        &here,
                        &document_title(self.language, document),
                        &page::document(&found.id, &document.slug),
                    ),
                    None => self.tasks_link(&here, found),
                };
                ExampleEntry {
                    anchor: anchor(place),
                    plan: self.link(&here, &found.title, &page::plan(&found.id)),
                    document,
                    pattern: pattern(found)
                        .map(|(_, name)| self.link(&here, &name, &page::pattern(&name))),
                    words: phase_words(self.language, example),
                    phases: phases(example),
                    html: self.places.fill(&example.body, &example.path, &here),
                    source: self.cite(&here, &example.path, example.span.line),
                }
            });
        let own: BTreeSet<usize> =
            domain.examples.iter().map(|(plan, _)| *plan).collect();
        let mut others: Vec<Link> = self
            .catalogue
            .domains
            .values()
            .filter(|other| {
                other.name != domain.name
                    && other.examples.iter().any(|(plan, _)| own.contains(plan))
            })
            .take(OTHERS + 1)
            .map(|other| self.link(&here, &other.name, &page::example(&other.name)))
            .collect();
        if others.len() > OTHERS {
            others.truncate(OTHERS);
            let all = self.language.say("all-domains");
            others.push(self.link(&here, &all, &page::examples()));
        }
        let body = Body::Example(ExampleView {
            verdict: verdict.clone(),
            categories: categories(self.graph, domain),
            examples: entries.collect(),
            others,
            turn: self.turn_view(&here, turn),
        });
        let mut meta = self.meta(&here, &domain.name, &verdict);
        meta.crumbs =
            vec![self.link(&here, &self.language.say("nav-examples"), &page::examples())];
        let meta = self.turned(&here, turn, meta);
        self.page(&here, "example.html", meta, body)
    }
}

/// The anchor of an example on the page of its domain, by its place there.
pub fn anchor(place: usize) -> String {
    format!("example-{}", place + 1)
}

fn categories(graph: &Graph, domain: &Domain) -> Vec<String> {
    let categories: BTreeSet<String> = domain
        .examples_in(graph)
        .filter_map(|(_, example)| example.category.clone())
        .collect();
    categories.into_iter().collect()
}
