//! The pages that say how the figures come about: one for the site with the sums
//! of every plan, and one for each plan that has lines which are not counted.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic};
use crate::plan::ledger::{self, Counts};
use crate::plan::model::{Plan, Reason};
use crate::site::Page;
use crate::site::account::{self, Account};
use crate::site::diagrams::{self, Became};
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    AboutPlan, AboutView, Body, Citation, DrawingRow, LedgerGroup, LedgerLine,
    LedgerView, ProblemRow, ReasonRow, Verdict,
};
use crate::site::words;
use crate::source::OutPath;

/// How many places of a kind of problem are named.
const PLACES: usize = 3;

impl Presenter<'_> {
    /// How the plans are laid out over the pages about the whole site.
    pub fn about_ranges(&self) -> Vec<Range<usize>> {
        turn::even(self.graph.plans.len(), ROWS)
    }

    /// A page about the whole site, from 0. `noticed` is everything that was noticed
    /// in the sources, in two parts.
    pub fn about_page(&self, noticed: [&[Diagnostic]; 2], place: usize) -> Page {
        let (first, ranges) = (page::about(), self.about_ranges());
        let turn = Turn::at(&first, &ranges, place);
        let all = self.counts.get_or_init(|| {
            self.graph.plans.iter().map(|plan| ledger::of(plan).counts()).collect()
        });
        let mut sums = Counts::default();
        for counts in all {
            sums.boxes += counts.boxes;
            sums.tasks += counts.tasks;
            sums.checks += counts.checks;
            sums.excluded += counts.excluded;
        }
        let plans: &[Arc<Plan>] = &self.graph.plans;
        let lead = match plans.is_empty() {
            true => self.language.say("no-plans-yet"),
            false => account::boxes(self.language, &sums, 0),
        };
        let rest = match plans.len() {
            0 => String::new(),
            _ if sums.excluded == 0 => self.language.say("each-became-one"),
            _ => self.language.say("each-listed-with-reason"),
        };
        let verdict = Verdict { lead, rest };
        let here = Here::at(turn.path());
        let shown = plans[turn.rows()].iter().zip(&all[turn.rows()]);
        let mut body = AboutView {
            verdict: verdict.clone(),
            plans: shown
                .map(|(plan, counts)| self.about_plan(&here, plan, counts))
                .collect(),
            reasons: Vec::new(),
            problems: None,
            drawings: Vec::new(),
            turn: self.turn_view(&here, &turn),
        };
        // What is told of the whole site stands on the first page.
        if turn.place() == 0 {
            body.reasons = self.reasons();
            body.problems = Some(self.problems(&here, noticed.concat()));
            let drawings = self.drawings.sums().into_iter();
            let drawings = drawings.map(|(kind, became)| {
                let kind = self.language.say(diagrams::words(kind));
                let Became { drawn, simplified, as_code } = became;
                DrawingRow { kind, drawn, simplified, as_code }
            });
            body.drawings = drawings.collect();
        }
        let meta = self.meta(&here, &self.language.say("about-this-data"), &verdict);
        let meta = self.turned(&here, &turn, meta);
        self.page(&here, "about.html", meta, Body::About(body))
    }

    /// Why lines of all plans are not counted, the most frequent reason first.
    fn reasons(&self) -> Vec<ReasonRow> {
        let mut reasons: BTreeMap<&'static str, (Reason, usize)> = BTreeMap::new();
        for plan in &self.graph.plans {
            for (reason, count) in account::reasons(plan) {
                reasons.entry(reason.key()).or_insert((reason, 0)).1 += count;
            }
        }
        let mut reasons: Vec<(Reason, usize)> = reasons.into_values().collect();
        account::sort(&mut reasons);
        reasons
            .into_iter()
            .map(|(reason, count)| ReasonRow {
                reason: words::reason(self.language, reason),
                count,
            })
            .collect()
    }

    /// The addresses of the pages of a plan's lines that are not counted.
    pub fn ledger_addresses(&self, number: usize) -> Vec<OutPath> {
        let plan = &self.graph.plans[number];
        turn::addresses_of(&page::ledger(&plan.id), (plan.excluded.len(), ROWS))
    }

    fn about_plan(&self, here: &Here, plan: &Plan, counts: &Counts) -> AboutPlan {
        AboutPlan {
            plan: self.link(here, &plan.title, &page::plan(&plan.id)),
            note: match (plan.template, plan.archived) {
                (true, _) => self.language.say("chip-template"),
                (_, true) => self.language.say("chip-archived"),
                _ => String::new(),
            },
            source: self.cite(here, &plan.home, 1),
            dialect: plan.dialect.to_owned(),
            reason: words::sign(self.language, plan.dialect_reason),
            boxes: counts.boxes,
            tasks: plan.tasks.len(),
            checks: plan.checks.len(),
            excluded: counts.excluded,
            ledger: (counts.excluded > 0).then(|| here.to(&page::ledger(&plan.id))),
        }
    }

    /// Problems by their kind, in the order of the guide, with the first places.
    fn problems(&self, here: &Here, mut noticed: Vec<Diagnostic>) -> Vec<ProblemRow> {
        self.config.levels.apply(&mut noticed);
        diagnostic::sort(&mut noticed);
        let mut rows = Vec::new();
        for code in diagnostic::code::ALL {
            let of_code = || noticed.iter().filter(|found| found.code == *code);
            let count = of_code().count();
            let Some(severity) = of_code().map(|found| found.severity).min() else {
                continue;
            };
            let places: Vec<Citation> = of_code()
                .filter_map(|found| {
                    let line = found.span.map_or(1, |span| span.line);
                    Some(self.cite(here, found.path.as_ref()?, line))
                })
                .take(PLACES)
                .collect();
            rows.push(ProblemRow {
                code: code.name,
                severity: words::severity(self.language, severity),
                summary: words::code(self.language, code),
                count,
                more: if places.is_empty() { 0 } else { count - places.len() },
                places,
            });
        }
        rows
    }

    /// The pages of a plan's lines that are not counted; none where all are.
    pub fn ledger_pages(&self, number: usize) -> Vec<Page> {
        let plan = &self.graph.plans[number];
        if plan.excluded.is_empty() {
            return Vec::new();
        }
        let first = page::ledger(&plan.id);
        let account = Account {
            language: self.language,
            graph: self.graph,
            sources: self.sources,
            plan: number,
        };
        let mut sums = account.sums(&ledger::of(plan).counts());
        let lead = sums.remove(0);
        let reason = words::sign(self.language, plan.dialect_reason);
        let given = [("dialect", plan.dialect.into()), ("reason", (&reason).into())];
        let dialect = self.language.say_of("was-read-as", &given);
        let verdict = Verdict { lead, rest: dialect };
        let reasons = account::reasons(plan);
        let ranges = turn::even(plan.excluded.len(), ROWS);
        Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::of_plan(turn.path(), number);
                let mut before = 0;
                let mut groups = Vec::new();
                for (reason, count) in &reasons {
                    let shown = turn.within(before, *count);
                    before += count;
                    if shown.is_empty() {
                        continue;
                    }
                    let lines = plan
                        .excluded
                        .iter()
                        .filter(|excluded| excluded.reason.key() == reason.key())
                        .skip(shown.start)
                        .take(shown.len())
                        .map(|excluded| LedgerLine {
                            citation: self.cite(
                                &here,
                                &excluded.path,
                                excluded.span.line,
                            ),
                            text: excluded.text.clone(),
                        });
                    groups.push(LedgerGroup {
                        reason: words::reason(self.language, *reason),
                        count: words::count(self.language, "lines", *count),
                        lines: lines.collect(),
                    });
                }
                let given = [("plan", (&plan.title).into())];
                let title = self.language.say_of("about-data-of", &given);
                let mut meta = self.meta(&here, &title, &verdict);
                meta.title_html = self.title_about("about-data-of", &plan.title);
                meta.crumbs = vec![
                    self.plans_link(&here),
                    self.link(&here, &plan.title, &page::plan(&plan.id)),
                ];
                let meta = self.turned(&here, &turn, meta);
                let mut links = vec![self.tasks_link(&here, plan)];
                links.extend(self.plan_links(&here, number));
                links.push(self.link(
                    &here,
                    &self.language.say("about-all-data"),
                    &page::about(),
                ));
                let body = LedgerView {
                    verdict: verdict.clone(),
                    sums: match turn.place() {
                        0 => sums.clone(),
                        _ => Vec::new(),
                    },
                    groups,
                    turn: self.turn_view(&here, &turn),
                    links,
                };
                self.page(&here, "ledger.html", meta, Body::Ledger(body))
            })
            .collect()
    }
}
