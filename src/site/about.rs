//! The pages that say how the figures come about: one for the site with the sums
//! of every plan, and one for each plan that has lines which are not counted.

use std::collections::BTreeMap;

use crate::diagnostic::{self, Diagnostic};
use crate::markdown::Html;
use crate::plan::ledger::{self, Counts};
use crate::plan::model::Plan;
use crate::site::Page;
use crate::site::account::{self, Account};
use crate::site::diagrams::Drawings;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::{PAGE_ROWS, Presenter};
use crate::site::view::{
    AboutPlan, AboutView, Body, Citation, DrawingRow, LedgerGroup, LedgerLine,
    LedgerView, ProblemRow, ReasonRow, Verdict,
};
use crate::site::words;

/// How many places of a kind of problem are named.
const PLACES: usize = 3;

impl Presenter<'_> {
    /// The page about the whole site. `noticed` is everything that was noticed in
    /// the sources.
    pub fn about_page(&self, noticed: &[Diagnostic], drawings: &Drawings) -> Page {
        let here = Here::at(page::about());
        let mut sums = Counts::default();
        let mut reasons: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut plans = Vec::new();
        for plan in &self.graph.plans {
            let counts = ledger::of(plan).counts();
            sums.boxes += counts.boxes;
            sums.tasks += counts.tasks;
            sums.checks += counts.checks;
            sums.excluded += counts.excluded;
            for (reason, count) in account::reasons(plan) {
                *reasons.entry(reason).or_default() += count;
            }
            plans.push(self.about_plan(&here, plan, &counts));
        }
        let lead = match plans.is_empty() {
            true => "There are no plans yet.".to_owned(),
            false => account::boxes(&sums, 0),
        };
        let rest = match plans.len() {
            0 => "",
            _ if sums.excluded == 0 => "Each has become one or the other.",
            _ => "Each line that is not counted is listed with the reason.",
        };
        let verdict = Verdict { lead, rest: rest.to_owned() };
        let mut reasons: Vec<ReasonRow> = reasons
            .into_iter()
            .map(|(reason, count)| ReasonRow { reason, count })
            .collect();
        reasons.sort_by_key(|row| (std::cmp::Reverse(row.count), row.reason));
        let drawings = drawings
            .sums()
            .into_iter()
            .map(|(kind, (drawn, as_code))| DrawingRow { kind, drawn, as_code });
        let body = AboutView {
            verdict: verdict.clone(),
            plans,
            reasons,
            problems: self.problems(&here, noticed),
            drawings: drawings.collect(),
        };
        let meta = self.meta(&here, "About this data", &verdict);
        self.page(&here, "about.html", meta, Body::About(body))
    }

    fn about_plan(&self, here: &Here, plan: &Plan, counts: &Counts) -> AboutPlan {
        AboutPlan {
            plan: self.link(here, &plan.title, &page::plan(&plan.id)),
            note: match (plan.template, plan.archived) {
                (true, _) => "Template",
                (_, true) => "Archived",
                _ => "",
            },
            source: self.cite(here, &plan.home, 1),
            dialect: plan.dialect.to_owned(),
            reason: quoted(&plan.dialect_reason),
            boxes: counts.boxes,
            tasks: plan.tasks.len(),
            checks: plan.checks.len(),
            excluded: counts.excluded,
            ledger: (counts.excluded > 0).then(|| here.to(&page::ledger(&plan.id))),
        }
    }

    /// Problems by their kind, in the order of the guide, with the first places.
    fn problems(&self, here: &Here, noticed: &[Diagnostic]) -> Vec<ProblemRow> {
        let mut noticed = noticed.to_vec();
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
                severity: severity.name(),
                summary: code.summary,
                count,
                more: if places.is_empty() { 0 } else { count - places.len() },
                places,
            });
        }
        rows
    }

    /// The page of a plan's lines that are not counted; nothing where all are.
    pub fn ledger_page(&self, number: usize) -> Option<Page> {
        let plan = &self.graph.plans[number];
        if plan.excluded.is_empty() {
            return None;
        }
        let here = Here::of_plan(page::ledger(&plan.id), number);
        let account = Account { graph: self.graph, sources: self.sources, plan: number };
        let mut sums = account.sums(&ledger::of(plan).counts());
        let lead = sums.remove(0);
        let dialect = format!(
            "It was read as {}, since {}.",
            plan.dialect,
            quoted(&plan.dialect_reason)
        );
        let verdict = Verdict { lead, rest: dialect };
        let mut left = PAGE_ROWS;
        let groups: Vec<LedgerGroup> = account::reasons(plan)
            .into_iter()
            .map(|(reason, count)| {
                let lines = plan
                    .excluded
                    .iter()
                    .filter(|excluded| excluded.reason.kind() == reason)
                    .take(left)
                    .map(|excluded| LedgerLine {
                        citation: self.cite(&here, &excluded.path, excluded.span.line),
                        text: excluded.text.clone(),
                    });
                let lines: Vec<LedgerLine> = lines.collect();
                left -= lines.len();
                LedgerGroup { reason, count: words::count(count, "line"), lines }
            })
            .collect();
        let hidden = plan.excluded.len().saturating_sub(PAGE_ROWS);
        let more = match hidden {
            0 => String::new(),
            _ => format!(
                "{} more are not shown here; `ouro explain {}` lists them all.",
                words::count(hidden, "line"),
                plan.id
            ),
        };
        let mut meta =
            self.meta(&here, &format!("About the data of {}", plan.title), &verdict);
        meta.title_html =
            format!("About the data of <bdi>{}</bdi>", Html::escape(&plan.title));
        meta.crumbs = vec![
            self.link(&here, "Plans", &page::plans()),
            self.link(&here, &plan.title, &page::plan(&plan.id)),
        ];
        let mut links = vec![self.link(&here, "Tasks", &page::plan(&plan.id))];
        links.extend(self.plan_links(&here, number));
        links.push(self.link(&here, "About all data", &page::about()));
        let body = LedgerView { verdict, sums, groups, more, links };
        Some(self.page(&here, "ledger.html", meta, Body::Ledger(body)))
    }
}

/// Words of a message for a page: what stands in back-ticks there is quoted here.
fn quoted(words: &str) -> String {
    let mut out = String::new();
    for (place, part) in words.split('`').enumerate() {
        out.push_str(match place {
            0 => "",
            odd if odd % 2 == 1 => "“",
            _ => "”",
        });
        out.push_str(part);
    }
    out
}
