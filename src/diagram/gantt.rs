//! Reading a gantt chart back: its bars, their ids, and what each comes after.
//!
//! Only what states an order is read. A bar is a line `Title :tags, id, start,
//! length`; where `start` is `after a b`, it comes after those bars. Dates say
//! nothing about what waits for what.

use crate::diagram::{DRAWN, Kind, Problem, body_start, bounded, kind, line_of};

/// The most bars that one bar may come after.
const AFTER_LIMIT: usize = 100;

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its words.
    pub title: String,
    /// What other bars call it.
    pub id: Option<String>,
    /// The ids of those that it comes after, as written.
    pub after: Vec<String>,
    /// The line inside the block, from 1.
    pub line: u32,
}

/// Reads the bars of a gantt chart; a block of another kind is a problem.
pub fn read(source: &str) -> Result<Vec<Bar>, Problem> {
    bounded(source, &DRAWN)?;
    if kind(source) != Kind::Gantt {
        let message = "the block is not a gantt chart".to_owned();
        return Err(Problem { line: 1, message });
    }
    let start = body_start(source);
    let lines = (line_of(source, start)..).zip(source[start..].lines());
    Ok(lines.filter_map(|(line, text)| bar(text, line)).collect())
}

/// Reads one line; nothing where it is no bar.
fn bar(text: &str, line: u32) -> Option<Bar> {
    let text = text.split("%%").next().unwrap_or("").trim();
    let word = text.split_whitespace().next()?;
    let is_setting = matches!(
        word,
        "gantt"
            | "title"
            | "section"
            | "dateFormat"
            | "axisFormat"
            | "tickInterval"
            | "excludes"
            | "includes"
            | "todayMarker"
            | "weekday"
            | "weekend"
            | "click"
            | "inclusiveEndDates"
            | "topAxis"
            | "accTitle"
            | "accTitle:"
            | "accDescr"
            | "accDescr:"
    );
    if is_setting {
        return None;
    }
    let (title, data) = text.split_once(':').filter(|(title, _)| !title.is_empty())?;
    let mut parts: Vec<&str> = data.split(',').map(str::trim).collect();
    while parts.first().is_some_and(|part| {
        matches!(*part, "done" | "active" | "crit" | "milestone" | "vert")
    }) {
        parts.remove(0);
    }
    // With three parts the first is the id; with two it is the start.
    let id = (parts.len() >= 3).then(|| parts.remove(0).to_owned());
    let after =
        parts.first().and_then(|start| start.strip_prefix("after ")).map(|names| {
            names.split_whitespace().take(AFTER_LIMIT).map(str::to_owned).collect()
        });
    let is_bar =
        id.is_some() || after.is_some() || parts.iter().any(|part| !part.is_empty());
    is_bar.then(|| Bar {
        title: title.trim().to_owned(),
        id: id.filter(|id| !id.is_empty()),
        after: after.unwrap_or_default(),
        line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_have_ids_and_what_they_come_after() {
        let source = "gantt\n  title A boat\n  dateFormat YYYY-MM-DD\n  section Hull\n\
            Planks :done, crit, a, 2026-04-01, 7d\n  Caulk it :b, after a, 2d\n\
            Paint : after a b, 1d\n Launch :milestone, m1, after c, 0d\n %% x :y, z\n";
        let bars = read(source).unwrap();
        let words: Vec<_> = bars
            .iter()
            .map(|bar| {
                let id = bar.id.as_deref().unwrap_or("-");
                format!("{} {id} {} {}", bar.title, bar.after.join("+"), bar.line)
            })
            .collect();
        assert_eq!(
            words,
            ["Planks a  5", "Caulk it b a 6", "Paint - a+b 7", "Launch m1 c 8"]
        );
        assert!(read("graph TD\n").is_err());
    }
}
