//! When things are worked on: the timelines of a plan and of all plans.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::Extra;
use crate::graph::model::{NodeId, Scale, State, Timeline};
use crate::graph::resolve::Resolved;
use crate::graph::timeline::{DAY, first_day, last_day, morning};
use crate::markdown::Html;
use crate::plan::model::{DateKind, Plan, TotalKind};
use crate::site::Page;
use crate::site::bar::{Sheet, due_mark, number};
use crate::site::fit::fit;
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::{Presenter, plan_chip};
use crate::site::scale::{LEFT, Window};
use crate::site::tasks;
use crate::site::turn::{self, ROWS, Turn};
use crate::site::view::{
    Body, ChartRow, ChartView, DrawnBar, FieldView, Link, TaskMention, TimelineView,
    Verdict, WaveView,
};
use crate::site::words;
use crate::source::{Day, OutPath};

/// How many rows one drawing shows before each phase gets one of its own.
const ONE_CHART: usize = 60;
/// How many rows one phase's drawing shows before it is continued in another one.
const LANE_ROWS: usize = 100;
/// How many rows stand unfolded on a page of several drawings.
const OPEN_ROWS: usize = 120;
/// How many rows a page has before it is continued on the next one.
const TIMELINE_ROWS: usize = 600;

/// Tasks that are drawn together: a phase, or a part of a long one.
struct Lane {
    title: String,
    nodes: Vec<NodeId>,
}

impl Lane {
    /// When the first of its tasks starts and the last one ends.
    fn span(&self, timeline: &Timeline) -> Option<(i64, i64)> {
        let slots = self.nodes.iter().filter_map(|node| timeline.slots.get(node));
        slots
            .map(|slot| (slot.start, slot.end))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// The plans that have a place in time, the earliest first.
pub struct Timed {
    plans: Vec<usize>,
    nodes: Vec<NodeId>,
    times: (Scale, BTreeMap<usize, (i64, i64)>),
}

/// Lays lanes out over pages: whole ones, as many as fit; with the rows of each.
fn lanes_on_pages(lanes: &[Lane]) -> (Vec<Vec<usize>>, Vec<Range<usize>>) {
    let mut pages: Vec<Vec<usize>> = vec![Vec::new()];
    let mut ranges = turn::even(0, ROWS);
    for (place, lane) in lanes.iter().enumerate() {
        let rows = ranges[pages.len() - 1].clone();
        let end = rows.end + lane.nodes.len();
        if !rows.is_empty() && end - rows.start > TIMELINE_ROWS {
            pages.push(vec![place]);
            ranges.push(rows.end..end);
        } else {
            let last = pages.len() - 1;
            pages[last].push(place);
            ranges[last].end = end;
        }
    }
    (pages, ranges)
}

impl Presenter<'_> {
    /// The plans that have a place in time.
    fn timed_plans(&self) -> impl Iterator<Item = usize> {
        let has_tasks = |plan: &usize| !self.graph.plans[*plan].tasks.is_empty();
        self.graph.counted().filter(has_tasks)
    }

    /// How the plans are laid out over the pages of their timeline; nothing where
    /// there is none.
    pub fn timeline_ranges(&self) -> Vec<Range<usize>> {
        match self.catalogue.timed {
            0 => Vec::new(),
            plans => turn::even(plans, ROWS),
        }
    }

    fn timed(&self) -> Timed {
        let mut plans: Vec<usize> = self.timed_plans().collect();
        let times = self.times_of_plans(&plans);
        plans.sort_by_key(|plan| {
            let time = times.1.get(plan).copied();
            (time.is_none(), time, *plan)
        });
        let nodes = plans
            .iter()
            .flat_map(|plan| self.graph.summaries[*plan].nodes.clone().map(NodeId))
            .collect();
        Timed { plans, nodes, times }
    }

    /// A page of when all plans are worked on, from 0.
    pub fn timeline_page(&self, place: usize) -> Page {
        let Timed { plans, nodes, times } = self.timed.get_or_init(|| self.timed());
        let (first, ranges) = (page::timeline(), self.timeline_ranges());
        let turn = Turn::at(&first, &ranges, place);
        let here = Here::at(turn.path());
        let verdict = self.site_timeline_verdict(times, plans.len());
        let chart = self.plans_chart(&here, &plans[turn.rows()], times);
        let view = TimelineView {
            verdict: verdict.clone(),
            late: self.late(&here, nodes),
            reading: self.reading_plans(times.0),
            facts: Vec::new(),
            of_plans: true,
            has_unknown: false,
            charts: vec![chart],
            waves: Vec::new(),
            links: Vec::new(),
            turn: self.turn_view(&here, &turn),
        };
        let title = self.language.say("timeline");
        let meta = self.meta(&here, &title, &verdict);
        let meta = self.turned(&here, &turn, meta);
        self.page(&here, "timeline.html", meta, Body::Timeline(Box::new(view)))
    }

    /// The addresses of a plan's timeline.
    pub fn plan_timeline_addresses(&self, number: usize) -> Vec<OutPath> {
        let plan = &self.graph.plans[number];
        let pages = match plan.tasks.len() {
            0 => return Vec::new(),
            _ if !self.has(Extra::Timelines) => return Vec::new(),
            // No lane is so long that it would begin a second page.
            few if few <= TIMELINE_ROWS => 1,
            _ => lanes_on_pages(&self.lanes(number)).0.len(),
        };
        turn::addresses(&page::plan_timeline(&plan.id), pages).collect()
    }

    /// When a plan's tasks are worked on.
    pub fn plan_timeline_pages(&self, number: usize) -> Vec<Page> {
        let plan = &self.graph.plans[number];
        let timeline = self.graph.timeline_of(number);
        if plan.tasks.is_empty() || !self.has(Extra::Timelines) {
            return Vec::new();
        }
        let lanes = self.lanes(number);
        let total: usize = lanes.iter().map(|lane| lane.nodes.len()).sum();
        let (pages, ranges) = lanes_on_pages(&lanes);
        let first = page::plan_timeline(&plan.id);
        let verdict = self.timeline_verdict(number);
        let own: Vec<NodeId> =
            self.graph.summaries[number].nodes.clone().map(NodeId).collect();
        Turn::all(&first, &ranges)
            .map(|turn| {
                let here = Here::of_plan(turn.path(), number);
                let charts = match total <= ONE_CHART {
                    true => vec![self.whole_chart(&here, number, &lanes)],
                    false => {
                        self.lane_charts(&here, number, (&lanes, &pages, turn.place()))
                    }
                };
                let view = TimelineView {
                    verdict: verdict.clone(),
                    late: self.late(&here, &own),
                    reading: self.reading(timeline.scale, timeline),
                    facts: self.totals(number),
                    of_plans: false,
                    has_unknown: self.has_unknown(timeline),
                    charts,
                    waves: match turn.place() {
                        0 => self.waves(&here, number),
                        _ => Vec::new(),
                    },
                    links: self.plan_links(&here, number),
                    turn: self.turn_view(&here, &turn),
                };
                let title = self
                    .language
                    .say_of("timeline-of", &[("plan", (&plan.title).into())]);
                let mut meta = self.meta(&here, &title, &verdict);
                meta.crumbs = vec![
                    self.link(&here, &self.language.say("plans"), &page::plans()),
                    self.link(&here, &plan.title, &page::plan(&plan.id)),
                ];
                let meta = self.turned(&here, &turn, meta);
                self.page(&here, "timeline.html", meta, Body::Timeline(Box::new(view)))
            })
            .collect()
    }

    /// Which rows of a long phase a part of it shows; empty where it shows all.
    fn part_of(&self, place: usize, total: usize, rows: usize) -> String {
        let first = place * rows;
        let last = total.min(first + rows);
        match (first, last) {
            (0, last) if last == total => String::new(),
            _ => self.language.say_of(
                "rows-shown",
                &[
                    ("from", (first + 1).into()),
                    ("to", last.into()),
                    ("all", total.into()),
                ],
            ),
        }
    }

    /// The scale on which plans stand, and where each stands on it. Where any
    /// plan has dates, those without have no place.
    fn times_of_plans(&self, plans: &[usize]) -> (Scale, BTreeMap<usize, (i64, i64)>) {
        let own = |plan: usize| self.graph.timeline_of(plan);
        let dated = plans.iter().any(|plan| own(*plan).scale == Scale::Days);
        if dated {
            let spans = plans
                .iter()
                .filter(|plan| own(**plan).scale == Scale::Days)
                .filter_map(|plan| Some((*plan, own(*plan).span()?)));
            return (Scale::Days, spans.collect());
        }
        let mut spans: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for (node, slot) in &self.graph.timeline().slots {
            let plan = self.graph.nodes[node.0].plan;
            let span = spans.entry(plan).or_insert((slot.start, slot.end));
            *span = (span.0.min(slot.start), span.1.max(slot.end));
        }
        (self.graph.timeline().scale, spans)
    }

    fn site_timeline_verdict(
        &self,
        times: &(Scale, BTreeMap<usize, (i64, i64)>),
        plans: usize,
    ) -> Verdict {
        let (scale, spans) = times;
        let span = spans.values().copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let Some(span) = span else { return self.no_time() };
        let count = ("n", plans.into());
        let lead = match scale {
            Scale::Steps => self
                .language
                .say_of("plans-take-steps", &[count, ("steps", number(span.1).into())]),
            Scale::Work => {
                let minutes = |minutes: u32| words::duration(self.language, minutes);
                let sum = self
                    .graph
                    .counted()
                    .map(|plan| u64::from(self.graph.summaries[plan].times.sequential));
                let all = minutes(u32::try_from(sum.sum::<u64>()).unwrap_or(u32::MAX));
                let left = minutes(self.graph.shortest_finish().0);
                self.language.say_of(
                    "plans-take-work",
                    &[count, ("all", (&all).into()), ("left", (&left).into())],
                )
            }
            Scale::Days => self.first_to_last("plans-run", span),
        };
        let without = plans - spans.len();
        let rest = match without {
            0 => String::new(),
            n => self.language.say_of("plans-without-dates", &[("n", n.into())]),
        };
        Verdict { lead, rest }
    }

    fn timeline_verdict(&self, number: usize) -> Verdict {
        let summary = &self.graph.summaries[number];
        let times = &summary.times;
        let timeline = self.graph.timeline_of(number);
        let Some(span) = timeline.span() else { return self.no_time() };
        let placed = timeline.slots.keys().filter(|node| self.is_leaf(**node));
        let placed = placed.count();
        let mut rest = Vec::new();
        let lead = match timeline.scale {
            Scale::Steps => self.language.say_of(
                "takes-steps",
                &[("n", placed.into()), ("steps", number_of(span).into())],
            ),
            Scale::Work => {
                let all = words::duration(self.language, times.sequential);
                let least = words::duration(self.language, times.parallel);
                self.language.say_of(
                    "takes-work",
                    &[("all", (&all).into()), ("least", (&least).into())],
                )
            }
            Scale::Days => self.first_to_last("runs", span),
        };
        let progress = &summary.progress;
        if progress.total > 0 && progress.done == progress.total {
            rest.push(self.language.say("no-work-is-left"));
        } else if times.stated > 0 {
            let all = words::duration(self.language, times.sequential_left);
            let least = words::duration(self.language, times.parallel_left);
            rest.push(self.language.say_of(
                "left-of-work",
                &[("all", (&all).into()), ("least", (&least).into())],
            ));
        }
        let guessed = placed - times.stated.min(placed);
        if guessed > 0 && times.stated > 0 {
            rest.push(self.language.say_of("not-estimated", &[("n", guessed.into())]));
        }
        if let Some(due) = self.graph.plans[number].due {
            let day = self.date(due);
            rest.push(self.language.say_of("plan-is-due", &[("day", (&day).into())]));
        }
        Verdict { lead, rest: words::sentences(self.language, &rest) }
    }

    fn no_time(&self) -> Verdict {
        Verdict { lead: self.language.say("nothing-has-a-time"), rest: String::new() }
    }

    /// A message from a first day to a last one.
    fn first_to_last(&self, id: &str, (start, end): (i64, i64)) -> String {
        let day = |day: Option<_>| day.map(|day| self.date(day)).unwrap_or_default();
        let (first, last) = (day(first_day(start)), day(last_day(end)));
        self.language.say_of(id, &[("first", (&first).into()), ("last", (&last).into())])
    }

    /// How a drawing is to be read.
    fn reading(&self, scale: Scale, timeline: &Timeline) -> String {
        let say = |id| self.language.say(id);
        let mut sentences = match scale {
            Scale::Steps => return say("reading-steps"),
            Scale::Work => vec![say("reading-work")],
            Scale::Days => {
                let hours = [("hours", number(DAY / 60).into())];
                vec![self.language.say_of("reading-days", &hours)]
            }
        };
        if self.has_unknown(timeline) {
            let minutes = u32::try_from(timeline.unknown).unwrap_or(u32::MAX);
            let length = words::duration(self.language, minutes);
            sentences.push(
                self.language.say_of("reading-unknown", &[("length", (&length).into())]),
            );
        }
        let is_due = |node: &NodeId| self.graph.task(*node).day(DateKind::Due).is_some();
        if scale == Scale::Days && timeline.slots.keys().any(is_due) {
            sentences.push(say("reading-due"));
        }
        words::sentences(self.language, &sentences)
    }

    /// Whether a task is drawn that does not say how long it takes.
    fn has_unknown(&self, timeline: &Timeline) -> bool {
        timeline.slots.iter().any(|(node, slot)| self.is_leaf(*node) && !slot.known)
    }

    /// How a drawing of plans is to be read.
    fn reading_plans(&self, scale: Scale) -> String {
        self.language.say(match scale {
            Scale::Steps => "reading-plan-steps",
            Scale::Work => "reading-plan-work",
            Scale::Days => "reading-plan-days",
        })
    }

    /// The totals that the author stated, beside the computed ones.
    fn totals(&self, number: usize) -> Vec<FieldView> {
        let plan = &self.graph.plans[number];
        let times = &self.graph.summaries[number].times;
        let stated = plan.totals.iter().filter_map(|total| {
            let (id, computed) = match total.kind {
                TotalKind::Sequential => ("sum-of-times", times.sequential),
                TotalKind::Parallel => ("longest-time", times.parallel),
                TotalKind::Tokens | TotalKind::Phases => return None,
            };
            let stated = words::duration(self.language, total.value);
            let computed = match computed {
                0 => self.language.say("fact-not-estimated"),
                minutes => words::duration(self.language, minutes),
            };
            let value = self.language.say_of(
                "stated-and-computed",
                &[("stated", (&stated).into()), ("computed", (&computed).into())],
            );
            let value_html = Html::escape(&value).as_str().to_owned();
            Some(FieldView { key: self.language.say(id), value_html })
        });
        stated.collect()
    }

    fn waves(&self, here: &Here, number: usize) -> Vec<WaveView> {
        let plan = &self.graph.plans[number];
        let index = self.places.index();
        let name = |name: &String| self.language.say_of("wave", &[("name", name.into())]);
        let waves = plan.waves.iter().map(|wave| {
            let tasks = wave.tasks.iter().filter_map(|reference| {
                match index.resolve(number, reference).ok()? {
                    Resolved::Tasks(nodes) | Resolved::AllOf(nodes) => Some(nodes),
                    Resolved::Phase(..) | Resolved::Plan(_) => None,
                }
            });
            let after: Vec<String> =
                wave.after.iter().map(|wave| plan.waves[*wave].name.clone()).collect();
            WaveView {
                title: name(&wave.name),
                after: match after.as_slice() {
                    [] => String::new(),
                    after => {
                        let after = words::list(self.language, after);
                        self.language.say_of("after-wave", &[("name", (&after).into())])
                    }
                },
                tasks: tasks.flatten().map(|node| self.mention(here, node)).collect(),
            }
        });
        waves.collect()
    }

    fn mention(&self, here: &Here, node: NodeId) -> TaskMention {
        TaskMention {
            title: tasks::mention(self.graph.task(node)),
            href: self.task_href(here, node),
            state: words::state(self.language, self.graph.nodes[node.0].state),
        }
    }

    fn is_leaf(&self, node: NodeId) -> bool {
        self.graph.nodes[node.0].leaf
    }

    /// The tasks of a plan by their phases; those of a long phase by whether they
    /// are over, too.
    fn lanes(&self, number: usize) -> Vec<Lane> {
        let plan = &self.graph.plans[number];
        let nodes = self.graph.summaries[number].nodes.clone().map(NodeId);
        let mut groups: BTreeMap<usize, Vec<NodeId>> = BTreeMap::new();
        for node in nodes {
            let group = self.graph.task(node).phase.map_or(0, |phase| phase + 1);
            groups.entry(group).or_default().push(node);
        }
        let mut lanes = Vec::new();
        for (group, nodes) in groups {
            let title = match group {
                0 if plan.phases.is_empty() => String::new(),
                0 => self.language.say("in-no-phase"),
                phase => self.phase_name(plan, phase - 1),
            };
            if nodes.len() <= LANE_ROWS {
                lanes.push(Lane { title, nodes });
                continue;
            }
            let is_over = |node: &NodeId| {
                let state = self.graph.nodes[node.0].state;
                matches!(state, State::Done | State::Skipped)
            };
            let (over, open): (Vec<NodeId>, Vec<NodeId>) =
                nodes.into_iter().partition(is_over);
            self.parts_of_lane((&title, "still-open"), &open, &mut lanes);
            self.parts_of_lane((&title, "over"), &over, &mut lanes);
        }
        lanes
    }

    /// Continues a long lane in further ones.
    fn parts_of_lane(
        &self,
        (title, kind): (&str, &str),
        nodes: &[NodeId],
        lanes: &mut Vec<Lane>,
    ) {
        let total = nodes.len();
        for (part, nodes) in nodes.chunks(LANE_ROWS).enumerate() {
            let words = [
                title.to_owned(),
                self.language.say(kind),
                self.part_of(part, total, LANE_ROWS),
            ];
            let words: Vec<String> =
                words.into_iter().filter(|words| !words.is_empty()).collect();
            lanes.push(Lane { title: words.join(" · "), nodes: nodes.to_vec() });
        }
    }

    fn phase_name(&self, plan: &Plan, phase: usize) -> String {
        let found = &plan.phases[phase];
        match &found.number {
            None => found.title.clone(),
            Some(number) => self.language.say_of(
                "phase-and-title",
                &[("number", number.into()), ("title", (&found.title).into())],
            ),
        }
    }

    /// All tasks of a small plan in one drawing.
    fn whole_chart(&self, here: &Here, number: usize, lanes: &[Lane]) -> ChartView {
        let plan = &self.graph.plans[number];
        let timeline = self.graph.timeline_of(number);
        let title =
            self.language.say_of("timeline-of", &[("plan", (&plan.title).into())]);
        let window = self.window(timeline.scale, timeline.span(), plan.due);
        let mut sheet = Sheet::new("tl".to_owned(), window, title);
        for lane in lanes {
            if !lane.title.is_empty() {
                sheet.lane(&lane.title);
            }
            for node in &lane.nodes {
                sheet.bars.extend(self.bar(here, *node, &sheet));
                sheet.next_row();
            }
        }
        let rows = lanes.iter().flat_map(|lane| &lane.nodes);
        ChartView {
            anchor: "timeline".to_owned(),
            heading: String::new(),
            words: String::new(),
            fold: "no",
            chart: self.chart(sheet),
            rows: rows.map(|node| self.chart_row(here, *node)).collect(),
        }
    }

    /// A drawing of all lanes, and one of each lane of a page.
    fn lane_charts(
        &self,
        here: &Here,
        number: usize,
        (lanes, pages, shown): (&[Lane], &[Vec<usize>], usize),
    ) -> Vec<ChartView> {
        let plan = &self.graph.plans[number];
        let timeline = self.graph.timeline_of(number);
        let window = self.window(timeline.scale, timeline.span(), plan.due);
        let title =
            self.language.say_of("timeline-of", &[("plan", (&plan.title).into())]);
        let mut sheet = Sheet::new("tl".to_owned(), window, title);
        let first = page::plan_timeline(&plan.id);
        for (page, own) in pages.iter().enumerate() {
            for place in own {
                let target = page::turned(&first, page);
                let href = here.to_anchor(&target, &lane_anchor(*place));
                sheet.bars.extend(self.lane_bar(
                    &lanes[*place],
                    (timeline, href),
                    &sheet,
                ));
                sheet.next_row();
            }
        }
        let mut charts = Vec::new();
        if lanes.len() > 1 {
            charts.push(ChartView {
                anchor: "timeline".to_owned(),
                heading: String::new(),
                words: String::new(),
                fold: "no",
                chart: self.chart(sheet),
                rows: Vec::new(),
            });
        }
        let mut open = 0;
        for place in &pages[shown] {
            let lane = &lanes[*place];
            let anchor = lane_anchor(*place);
            // A phase is shown as large as it can be; the drawing of all compares.
            let window = self.window(timeline.scale, lane.span(timeline), None);
            let mut sheet = Sheet::new(anchor.clone(), window, lane.title.clone());
            for node in &lane.nodes {
                sheet.bars.extend(self.bar(here, *node, &sheet));
                sheet.next_row();
            }
            let (done, total) = self.counted(&lane.nodes);
            let folded = done == total || open + lane.nodes.len() > OPEN_ROWS;
            if !folded {
                open += lane.nodes.len();
            }
            let counts = [("done", done.into()), ("total", total.into())];
            charts.push(ChartView {
                anchor,
                heading: lane.title.clone(),
                words: self.language.say_of("done-of", &counts),
                fold: if folded { "folded" } else { "open" },
                chart: self.chart(sheet),
                rows: lane.nodes.iter().map(|node| self.chart_row(here, *node)).collect(),
            });
        }
        charts
    }

    /// How many leaves are done, of how many.
    fn counted(&self, nodes: &[NodeId]) -> (usize, usize) {
        let leaves = nodes.iter().filter(|node| self.is_leaf(**node));
        let states: Vec<State> =
            leaves.map(|node| self.graph.nodes[node.0].state).collect();
        let done = states.iter().filter(|state| **state == State::Done).count();
        let total = states.iter().filter(|state| **state != State::Skipped).count();
        (done, total)
    }

    fn plans_chart(
        &self,
        here: &Here,
        plans: &[usize],
        times: &(Scale, BTreeMap<usize, (i64, i64)>),
    ) -> ChartView {
        let (scale, spans) = times;
        let whole = spans.values().copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let window = self.window(*scale, whole, None);
        let title = self.language.say("timeline-of-all");
        let mut sheet = Sheet::new("tl".to_owned(), window, title);
        let mut rows = Vec::new();
        for number in plans {
            let plan = &self.graph.plans[*number];
            let progress = &self.graph.summaries[*number].progress;
            let (state, state_words) = plan_chip(self.language, plan, progress);
            let time = spans.get(number).copied();
            let href = match time {
                Some(_) if self.has(Extra::Timelines) => {
                    here.to(&page::plan_timeline(&plan.id))
                }
                _ => here.to(&page::plan(&plan.id)),
            };
            let span = time.map(|time| self.time_words(*scale, time));
            if let (Some((start, end)), Some(span)) = (time, &span) {
                let x = window.x(start);
                let width = window.x(end).saturating_sub(x).max(4);
                let done = width * permille(progress.done, progress.total) / 1_000;
                let words = words::bar(self.language, progress);
                sheet.bars.push(DrawnBar {
                    y: sheet.y,
                    indent: 30,
                    x,
                    width,
                    done: Some(done),
                    id: String::new(),
                    title: fit(&plan.title, LEFT - 56, 1).concat(),
                    name: self.language.say_of(
                        "bar-of-plan",
                        &[
                            ("plan", (&plan.title).into()),
                            ("words", (&words).into()),
                            ("start", (&span.0).into()),
                            ("end", (&span.1).into()),
                        ],
                    ),
                    state: state.clone(),
                    critical: false,
                    known: true,
                    whole: true,
                    due: plan.due.and_then(|due| due_mark(due, &window)),
                    length: words::percent(self.language, progress.percent()),
                    href: href.clone(),
                });
                sheet.next_row();
            }
            let (start, end) = span.unwrap_or_default();
            rows.push(ChartRow {
                task: Link { title: plan.title.clone(), href },
                state,
                state_words,
                start,
                end,
                length: words::bar(self.language, progress),
                after: Vec::new(),
                critical: false,
            });
        }
        ChartView {
            anchor: "timeline".to_owned(),
            heading: String::new(),
            words: String::new(),
            fold: "no",
            chart: self.chart(sheet),
            rows,
        }
    }

    /// The window that shows a time, and the days that matter beside it where
    /// they are not far off: today, and the day that the plan is due on.
    fn window(&self, scale: Scale, span: Option<(i64, i64)>, due: Option<Day>) -> Window {
        let (start, end) = span.unwrap_or((0, 1));
        if scale != Scale::Days {
            return Window::of(scale, (start, end));
        }
        let length = (end - start).max(DAY);
        let days = [self.config.today, due].into_iter().flatten();
        let near = days
            .map(|day| morning(day) + DAY)
            .filter(|time| (start - length..=end + length).contains(time));
        let window = near.fold((start, end), |(start, end), time| {
            (start.min(time - DAY), end.max(time))
        });
        Window::of(scale, window)
    }

    /// The bar of a lane.
    fn lane_bar(
        &self,
        lane: &Lane,
        (timeline, href): (&Timeline, String),
        sheet: &Sheet,
    ) -> Option<DrawnBar> {
        let span = lane.span(timeline)?;
        let (done, total) = self.counted(&lane.nodes);
        let any = |state: State| {
            lane.nodes.iter().any(|node| {
                self.is_leaf(*node) && self.graph.nodes[node.0].state == state
            })
        };
        let state = match done == total {
            true => State::Done,
            false if any(State::InProgress) || done > 0 => State::InProgress,
            false if any(State::Ready) => State::Ready,
            false if any(State::Blocked) => State::Blocked,
            false => State::Waiting,
        };
        let x = sheet.window.x(span.0);
        let width = sheet.window.x(span.1).saturating_sub(x).max(4);
        let (start, end) = self.time_words(sheet.window.scale, span);
        let counts = [("done", done.into()), ("total", total.into())];
        let words = self.language.say_of("done-of", &counts);
        Some(DrawnBar {
            y: sheet.y,
            indent: 30,
            x,
            width,
            done: Some(width * permille(done, total) / 1_000),
            id: String::new(),
            title: fit(&lane.title, LEFT - 56, 1).concat(),
            name: format!("{}, {words}, {start} – {end}", lane.title),
            state: words::state(self.language, state),
            critical: false,
            known: true,
            whole: true,
            due: None,
            length: format!("{done}/{total}"),
            href,
        })
    }
}

fn lane_anchor(place: usize) -> String {
    format!("lane-{}", place + 1)
}

fn permille(part: usize, whole: usize) -> u32 {
    u32::try_from((part * 1_000).checked_div(whole).unwrap_or(0)).unwrap_or(1_000)
}

fn number_of((start, end): (i64, i64)) -> usize {
    number(end - start)
}
