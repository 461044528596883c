//! `ouro build --history`: each day is understood in the light of the one before, so
//! that what it has changed is said as a build on that day would have said it.

use crate::cli::report;
use crate::compile::{Memo, Settings, told};
use crate::io::interrupt;
use crate::io::{Asked, History, IoError, Moment, NoHistory};
use crate::source::{Before, Day};

/// What the days have told.
pub(super) struct Told {
    /// What the site would have said on the last of them, of all of them.
    pub(super) before: Before,
    /// How many have changed the content.
    pub(super) days: usize,
    /// The day on which a shallow clone begins, where that is one of those asked for.
    cut_off: Option<Day>,
}

/// Tells the days of a history; nothing where there is none, which is said.
pub(super) fn tell(
    asked: &Asked<'_>,
    settings: &Settings,
    memo: &mut Memo,
) -> Option<Told> {
    let interrupted = |_: &_| report::error(&IoError::Interrupted);
    let told = interrupt::finish(|| follow(asked, settings, memo), interrupted);
    match told {
        Ok(told) => {
            if let Some(day) = told.cut_off {
                report::note(&format!(
                    "the history begins on {day}: the clone is shallow; `git fetch \
                     --unshallow` fetches the rest"
                ));
            }
            Some(told)
        }
        Err(reason) => {
            report::note(&format!("no history is told: {reason}"));
            None
        }
    }
}

fn follow(
    asked: &Asked<'_>,
    settings: &Settings,
    memo: &mut Memo,
) -> Result<Told, NoHistory> {
    let mut history = History::open(asked)?;
    // The content before the first day has no day before it.
    let mut days = 0;
    let mut before = None;
    while let Some(Moment { day, mut sources }) = history.next_moment()? {
        days += usize::from(before.is_some());
        sources.before = before;
        let settings = Settings { today: Some(day), ..settings.clone() };
        before = Some(told(&sources, &settings, memo));
    }
    let before = before.ok_or(NoHistory::NoCommit)?;
    Ok(Told { before, days, cut_off: history.cut_off })
}
