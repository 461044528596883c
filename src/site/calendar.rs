//! Days in words: dates, and what is late where it is known what day it is.

use std::collections::BTreeSet;

use crate::graph::model::{NodeId, State};
use crate::graph::timeline;
use crate::language::Argument;
use crate::plan::model::DateKind;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::view::{LateView, Word};
use crate::site::words::{self, Named, Sentence};
use crate::source::Day;

/// How many stated reasons the sentence about a plan tells.
pub const REASONS: usize = 2;

/// After how many days without a change what is in progress stands still.
const STILL: i64 = 14;

impl Presenter<'_> {
    /// A day in the words of the language.
    pub fn date(&self, day: Day) -> String {
        self.date_as("date", day)
    }

    /// A day that an author writes, in the words of the language; as it is written
    /// where it is no day alone.
    pub fn date_as_written(&self, text: &str) -> String {
        let day = Day::read(text).filter(|_| text.trim().len() == "2026-01-31".len());
        day.map_or_else(|| text.to_owned(), |day| self.date(day))
    }

    /// A day without its year.
    pub fn short_date(&self, day: Day) -> String {
        self.date_as("date-short", day)
    }

    /// The month of a day, with its year.
    pub fn month(&self, day: Day) -> String {
        self.date_as("date-month", day)
    }

    fn date_as(&self, id: &str, day: Day) -> String {
        let number = |number: u8| Argument::Number(usize::from(number));
        let year = day.year().to_string();
        self.language.say_of(
            id,
            &[
                ("day", number(day.day_of_month())),
                ("month", number(day.month())),
                ("year", Argument::Text(&year)),
            ],
        )
    }

    /// What is late among tasks; nothing where it is not known what day it is.
    pub fn late(&self, here: &Here, nodes: &[NodeId]) -> Option<LateView> {
        let today = self.config.today?;
        let among = |wanted: &dyn Fn(NodeId) -> bool| -> Vec<NodeId> {
            nodes.iter().copied().filter(|node| wanted(*node)).collect()
        };
        let overdue = among(&|node| self.is_overdue(node, today));
        let begun = among(&|node| {
            !overdue.contains(&node) && self.should_have_begun(node, today)
        });
        let still = among(&|node| self.still_for(node).is_some());
        let date = self.date(today);
        let told = [
            ("are-overdue", &overdue),
            ("should-have-begun", &begun),
            ("stand-still", &still),
        ];
        let is_any = told.iter().any(|(_, late)| !late.is_empty());
        let words = self.say(here, here.plan, |mut sentence| {
            sentence.say("today-is", &[("day", (&date).into())], &[]);
            for (id, late) in told.iter().filter(|(_, late)| !late.is_empty()) {
                let count = [("n", late.len().into()), ("days", days(STILL).into())];
                sentence.say(id, &count, &[("tasks", Named::Tasks(late))]);
            }
            if !is_any {
                sentence.say("nothing-is-late", &[], &[]);
            }
            sentence.end()
        });
        Some(LateView { is_any, words })
    }

    /// What a row says of a task, and what its dates say of it.
    pub fn with_dates(&self, mut why: Vec<Word>, node: NodeId) -> Vec<Word> {
        let mut say = |text: String| {
            let space = match why.is_empty() {
                true => String::new(),
                false => self.language.say("sentence-space"),
            };
            why.push(Word { text: format!("{space}{text}"), href: None });
        };
        let due = self.graph.task(node).day(DateKind::Due);
        if let Some(due) = due.filter(|_| !self.is_over(node)) {
            let late = self.config.today.is_some_and(|today| due < today);
            let id = if late { "was-due" } else { "is-due" };
            let date = self.date(due);
            say(self.language.say_of(id, &[("day", (&date).into())]));
        }
        if let Some(days) = self.still_for(node) {
            say(self.language.say_of("not-changed-for", &[("days", days.into())]));
        }
        why
    }

    /// When the last task of a plan was finished, in a sentence: where all are
    /// done, and all say when.
    pub fn finished_on(&self, plan: usize) -> Option<String> {
        let summary = &self.graph.summaries[plan];
        if summary.progress.total == 0 || summary.progress.done < summary.progress.total {
            return None;
        }
        let leaves = summary.nodes.clone().map(NodeId).filter(|node| {
            let found = &self.graph.nodes[node.0];
            found.leaf && found.state == State::Done
        });
        let days: Option<Vec<Day>> =
            leaves.map(|node| self.graph.task(node).day(DateKind::Done)).collect();
        let date = self.date(days?.into_iter().max()?);
        Some(self.language.say_of("finished-on", &[("day", (&date).into())]))
    }

    /// What holds a plan up in which nothing can start, in a sentence.
    pub fn stopped_by(&self, plan: usize) -> Option<String> {
        let summary = &self.graph.summaries[plan];
        let progress = &summary.progress;
        let moves = progress.ready + progress.in_progress > 0;
        if moves || progress.waiting == 0 {
            return None;
        }
        let waiting = summary.nodes.clone().map(NodeId).filter(|node| {
            let found = &self.graph.nodes[node.0];
            found.leaf && found.state == State::Waiting
        });
        let roots: BTreeSet<NodeId> = waiting
            .filter_map(|node| self.graph.nodes[node.0].start)
            .map(|(start, _)| start)
            .filter(|start| self.graph.nodes[start.0].state == State::Blocked)
            .collect();
        let roots: Vec<NodeId> = roots.into_iter().collect();
        // The first reasons are told already.
        let has_reason = |node: &NodeId| self.graph.task(*node).blocked.is_some();
        let reasons = summary.nodes.clone().map(NodeId).filter(has_reason).count();
        let is_told = reasons <= REASONS && roots.iter().all(has_reason);
        if roots.is_empty() || is_told {
            return None;
        }
        let mut sentence =
            Sentence::new(self.language, self.graph, (Some(plan), &|_| None));
        let count = [("n", roots.len().into())];
        sentence.say("stopped-by", &count, &[("tasks", Named::Tasks(&roots))]);
        Some(words::plain(&sentence.end()))
    }

    /// For how many days a task that is in progress was not changed, where these
    /// are many and known.
    pub fn still_for(&self, node: NodeId) -> Option<usize> {
        if self.graph.nodes[node.0].state != State::InProgress {
            return None;
        }
        let task = self.graph.task(node);
        let kinds = [DateKind::Updated, DateKind::Start, DateKind::Created];
        let last = kinds.iter().filter_map(|kind| task.day(*kind)).max()?;
        let passed = self.config.today?.number() - last.number();
        (passed >= STILL).then(|| days(passed))
    }

    /// Whether the day that a task is due on has passed.
    pub fn is_overdue(&self, node: NodeId, today: Day) -> bool {
        let due = self.graph.task(node).day(DateKind::Due);
        !self.is_over(node) && due.is_some_and(|due| due < today)
    }

    /// Whether a task that is not begun was to be by now: by its own dates, or by
    /// the day on which its plan starts.
    fn should_have_begun(&self, node: NodeId, today: Day) -> bool {
        let found = &self.graph.nodes[node.0];
        let waits = matches!(found.state, State::Ready | State::Waiting | State::Blocked);
        let task = self.graph.task(node);
        let own = task.day(DateKind::Start).or(task.day(DateKind::Scheduled));
        let timeline = self.graph.timeline_of(found.plan);
        let slot = timeline.slots.get(&node);
        let by_plan = self.graph.plans[found.plan].start.and(slot);
        let starts = match (own, by_plan) {
            (Some(day), _) => timeline::morning(day),
            (None, Some(slot)) => slot.start,
            (None, None) => return false,
        };
        waits && found.leaf && starts < timeline::morning(today)
    }

    fn is_over(&self, node: NodeId) -> bool {
        matches!(self.graph.nodes[node.0].state, State::Done | State::Skipped)
    }
}

fn days(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
