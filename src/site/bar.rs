//! The rows of a timeline: the bar of each task with its words, and the same in
//! a table.

use unicode_width::UnicodeWidthStr as _;

use crate::graph::model::{Edge, EdgeKind, NodeId, Scale, Slot, State};
use crate::graph::timeline::{DAY, first_day, last_day, morning};
use crate::plan::model::DateKind;
use crate::site::fit::fit;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::scale::{
    ID_LETTER, INDENT, LEFT, RIGHT, ROW, TODAY, TOP, WIDTH, Window,
};
use crate::site::view::{Chart, ChartRow, DrawnBar, DrawnLabel, Link, Tick};
use crate::site::words;
use crate::source::Day;

/// A drawing that is being made, from top to bottom.
pub struct Sheet {
    /// A prefix for the ids inside.
    id: String,
    title: String,
    /// What it shows of time.
    pub window: Window,
    top: u32,
    /// Where the next row stands.
    pub y: u32,
    lanes: Vec<DrawnLabel>,
    /// The bars so far.
    pub bars: Vec<DrawnBar>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(id: String, window: Window, title: String) -> Self {
        let top = match window.scale {
            Scale::Steps | Scale::Work => TOP,
            Scale::Days => TOP + TODAY,
        };
        Self { id, title, window, top, y: top, lanes: Vec::new(), bars: Vec::new() }
    }

    /// Starts a lane.
    pub fn lane(&mut self, title: &str) {
        let text = fit(title, LEFT + WIDTH, 1).concat();
        self.lanes.push(DrawnLabel { x: 8, y: self.y + 20, text });
        self.y += ROW;
    }

    /// Goes on below the last bar, where there was one.
    pub fn next_row(&mut self) {
        if self.bars.last().is_some_and(|bar| bar.y == self.y) {
            self.y += ROW;
        }
    }
}

impl Presenter<'_> {
    /// The bar of a task; nothing where it has no place in time.
    pub fn bar(&self, here: &Here, node: NodeId, sheet: &Sheet) -> Option<DrawnBar> {
        let found = &self.graph.nodes[node.0];
        let slot = self.graph.timeline_of(found.plan).slots.get(&node)?;
        let task = self.graph.task(node);
        let id = task.id.clone().unwrap_or_default();
        let depth = self.graph.lineage(node).count().saturating_sub(1);
        let indent = 30 + INDENT * u32::try_from(depth.min(4)).unwrap_or_default();
        let taken = if id.is_empty() { 0 } else { id.width() * ID_LETTER / 10 + 8 };
        let room = LEFT
            .saturating_sub(indent + 14 + u32::try_from(taken).unwrap_or(LEFT))
            .max(24);
        let state = words::state(self.language, found.state);
        let (start, end) = self.time_words(sheet.window.scale, (slot.start, slot.end));
        let x = sheet.window.x(slot.start);
        let length = match found.leaf {
            true => self.length_words(sheet.window.scale, slot),
            false => String::new(),
        };
        let critical = found.critical && found.state != State::Done;
        let id_of_name = if critical { "bar-of-task-critical" } else { "bar-of-task" };
        let title = format!("{id} {}", task.title);
        Some(DrawnBar {
            y: sheet.y,
            indent,
            x,
            width: sheet.window.x(slot.end).saturating_sub(x).max(4),
            done: None,
            id,
            title: fit(&task.title, room, 1).concat(),
            name: self.language.say_of(
                id_of_name,
                &[
                    ("task", title.trim().into()),
                    ("state", (&state.word).into()),
                    ("start", (&start).into()),
                    ("end", (&end).into()),
                ],
            ),
            state,
            critical,
            known: slot.known,
            whole: !found.leaf,
            due: match sheet.window.scale {
                Scale::Days => {
                    task.day(DateKind::Due).and_then(|due| due_mark(due, &sheet.window))
                }
                Scale::Steps | Scale::Work => None,
            },
            length,
            href: self.task_href(here, node),
        })
    }

    /// The row of a task in the table.
    pub fn chart_row(&self, here: &Here, node: NodeId) -> ChartRow {
        let graph = self.graph;
        let found = &graph.nodes[node.0];
        let task = graph.task(node);
        let timeline = graph.timeline_of(found.plan);
        let slot = timeline.slots.get(&node);
        let times =
            slot.map(|slot| self.time_words(timeline.scale, (slot.start, slot.end)));
        let (start, end) = times.unwrap_or_default();
        let waited = graph
            .incoming(node)
            .iter()
            .map(|edge| &graph.edges[*edge])
            .filter(|edge: &&Edge| edge.kind == EdgeKind::DependsOn);
        let before: Vec<NodeId> = waited.map(|edge| edge.from).collect();
        let state = words::state(self.language, found.state);
        let length = slot.filter(|slot| slot.known);
        ChartRow {
            task: Link {
                title: format!(
                    "{} {}",
                    task.id.as_deref().unwrap_or_default(),
                    task.title
                )
                .trim()
                .to_owned(),
                href: self.task_href(here, node),
            },
            state_words: state.word.to_owned(),
            state,
            start,
            end,
            length: length
                .map(|slot| self.length_words(timeline.scale, slot))
                .unwrap_or_default(),
            after: self.say(here, Some(found.plan), |mut sentence| {
                sentence.tasks(&before);
                sentence.end()
            }),
            critical: found.critical && found.state != State::Done,
        }
    }

    /// When something starts and ends, in words.
    pub fn time_words(&self, scale: Scale, (start, end): (i64, i64)) -> (String, String) {
        let minutes = |time: i64| {
            words::duration(self.language, u32::try_from(time).unwrap_or(u32::MAX))
        };
        let day = |day: Option<_>| day.map(|day| self.date(day)).unwrap_or_default();
        let step =
            |step: i64| self.language.say_of("step", &[("n", number(step).into())]);
        match scale {
            Scale::Steps => (step(start + 1), step(end)),
            Scale::Work => (minutes(start), minutes(end)),
            Scale::Days => (day(first_day(start)), day(last_day(end))),
        }
    }

    /// How long a task takes, in words; `?` where that is not known.
    fn length_words(&self, scale: Scale, slot: &Slot) -> String {
        let length = slot.end - slot.start;
        match scale {
            Scale::Steps => String::new(),
            Scale::Work | Scale::Days if !slot.known => "?".to_owned(),
            Scale::Days if length % DAY == 0 => {
                self.language.say_of("days", &[("n", number(length / DAY).into())])
            }
            Scale::Work | Scale::Days => {
                words::duration(self.language, u32::try_from(length).unwrap_or(u32::MAX))
            }
        }
    }

    /// Puts the marks of its scale on a drawing.
    pub fn chart(&self, sheet: Sheet) -> Chart {
        let window = sheet.window;
        let tick = |time: i64| Tick {
            x: window.x(time),
            text: match window.scale {
                Scale::Steps => number(time + 1).to_string(),
                Scale::Work => words::duration(
                    self.language,
                    u32::try_from(time).unwrap_or(u32::MAX),
                ),
                Scale::Days => match first_day(time) {
                    // Months without a year say nothing on a scale of years.
                    Some(day) if window.end - window.start > 320 * DAY => self.month(day),
                    Some(day) => self.short_date(day),
                    None => String::new(),
                },
            },
        };
        let today = self.config.today.filter(|_| window.scale == Scale::Days);
        let today = today.map(|day| (day, morning(day)));
        let today =
            today.filter(|(_, time)| window.holds(*time)).map(|(day, time)| Tick {
                x: window.x(time),
                text: {
                    let date = self.short_date(day);
                    self.language.say_of("today-mark", &[("day", (&date).into())])
                },
            });
        let (start, end) = self.time_words(window.scale, (window.start, window.end));
        let description = self.language.say_of(
            "timeline-description",
            &[
                ("n", sheet.bars.len().into()),
                ("start", (&start).into()),
                ("end", (&end).into()),
            ],
        );
        Chart {
            id: sheet.id,
            title: sheet.title,
            description,
            width: LEFT + WIDTH + RIGHT,
            height: sheet.y + 4,
            top: sheet.top,
            ticks: window.ticks().into_iter().map(tick).collect(),
            today,
            lanes: sheet.lanes,
            bars: sheet.bars,
        }
    }
}

/// Where the evening of a day stands, where it is shown.
pub fn due_mark(due: Day, window: &Window) -> Option<u32> {
    let evening = morning(due) + DAY;
    window.holds(evening).then(|| window.x(evening))
}

/// A number of units that is none below zero.
pub fn number(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
