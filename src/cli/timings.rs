//! Where the time of a build goes, stage by stage.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::report;
use crate::memo::{Counts, Listener};

/// Stages that ended, in their order, each at the end of the one before.
pub(super) struct Timings {
    start: Instant,
    told: (Sender<Ended>, Receiver<Ended>),
}

/// A stage that has ended.
struct Ended {
    name: &'static str,
    counts: Counts,
    at: Instant,
}

impl Timings {
    /// Begins at an instant.
    pub(super) fn since(start: Instant) -> Self {
        Self { start, told: channel() }
    }

    /// What a compile tells its stages to.
    pub(super) fn listener(&self) -> Listener {
        let sender = self.told.0.clone();
        Listener::new(move |name, counts| {
            // Nobody may listen any more.
            let _ = sender.send(Ended { name, counts, at: Instant::now() });
        })
    }

    /// Says that a stage outside the compile has ended.
    pub(super) fn ended(&self, name: &'static str, counts: Counts) {
        self.listener().ended(name, counts);
    }

    /// Each stage with when it started and how long it took.
    fn stages(&self) -> Vec<(Ended, Duration, Duration)> {
        let mut before = self.start;
        let stage = |ended: Ended| {
            let (start, took) = (before - self.start, ended.at - before);
            before = ended.at;
            (ended, start, took)
        };
        self.told.1.try_iter().map(stage).collect()
    }

    /// The stages as a table: time, share of the whole, and how much was computed.
    pub(super) fn table(&self) -> String {
        let stages = self.stages();
        let total: Duration = stages.iter().map(|(_, _, took)| *took).sum();
        let mut table = format!(
            "{:<22}{:>10}{:>8}{:>10}{:>10}",
            "stage", "ms", "share", "computed", "recalled"
        );
        let whole = total.as_secs_f64().max(f64::MIN_POSITIVE);
        for (Ended { name, counts, .. }, _, took) in stages {
            let share = 100.0 * took.as_secs_f64() / whole;
            let recalled = counts.total - counts.computed;
            let milliseconds = took.as_secs_f64() * 1000.0;
            table += &format!(
                "\n{name:<22}{milliseconds:>10.1}{:>8}{:>10}{recalled:>10}",
                format!("{share:.1} %"),
                counts.computed
            );
        }
        table += &format!("\n{:<22}{:>10.1}", "all", total.as_secs_f64() * 1000.0);
        table
    }

    /// The stages as complete events of Chrome's trace format, which Perfetto and
    /// other viewers open, times in microseconds; with a line end.
    pub(super) fn json(&self) -> String {
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let event = |(ended, start, took): (Ended, Duration, Duration)| {
            let Counts { computed, total } = ended.counts;
            json!({
                "name": ended.name,
                "ph": "X",
                "ts": micros(start),
                "dur": micros(start + took) - micros(start),
                "pid": 1,
                "tid": 1,
                "args": { "computed": computed, "recalled": total - computed },
            })
        };
        let events: Vec<Value> = self.stages().into_iter().map(event).collect();
        report::json(serde_json::to_string_pretty(&events))
    }
}
