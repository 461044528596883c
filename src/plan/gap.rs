//! Gaps: numbers of tasks that are missing between their neighbours.
//!
//! A gap is where a task was taken out, or where a line lost its number and is
//! not read as what it was. It is a note: numbers may be left free on purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, code, list};
use crate::plan::field::pattern;
use crate::plan::model::{Plan, Task};

/// How many missing numbers are named before only the first and the last are.
const NAMED: u64 = 3;

/// Tasks whose ids differ in their last number only.
#[derive(Default)]
struct Siblings<'p> {
    /// Every number there is.
    numbers: BTreeSet<u64>,
    /// The numbers and their tasks, in the order of the text.
    tasks: Vec<(u64, &'p Task)>,
}

/// Says where the numbers of siblings jump.
///
/// Two neighbours in the text make a gap where no number between theirs is given
/// to any task: a number that stands elsewhere is out of order, and not missing.
/// A number that the title before it names is not missing either.
/// Where most numbers jump (10, 20, 30) the author counts so, and where a phase
/// starts at a round number he left room.
pub fn check(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    // Of tasks that have a file each, those that are gone lie elsewhere.
    if plan.source.is_none() {
        return;
    }
    let mut groups: BTreeMap<&str, Siblings<'_>> = BTreeMap::new();
    for task in &plan.tasks {
        let Some((before, number)) = task.id.as_deref().and_then(apart) else { continue };
        let siblings = groups.entry(before).or_default();
        siblings.numbers.insert(number);
        siblings.tasks.push((number, task));
    }
    let mut pairs = 0;
    let mut found = Vec::new();
    for siblings in groups.values() {
        for pair in siblings.tasks.windows(2) {
            let &[(low, first), (high, second)] = pair else { continue };
            pairs += usize::from(low != high);
            let between = low.saturating_add(1)..high;
            let room = first.phase != second.phase && high % 10 <= 1;
            let missing =
                !between.is_empty() && siblings.numbers.range(between).next().is_none();
            if missing && !room && !told((low, first), high) {
                found.push(gap((low, first), (high, second)));
            }
        }
    }
    if found.len() * 2 < pairs {
        diagnostics.extend(found);
    }
}

/// Whether a title says what became of the numbers behind it: `1.4 / 1.5 removed`.
fn told((low, task): (u64, &Task), high: u64) -> bool {
    let id = task.id.as_deref().unwrap_or_default();
    high - low - 1 <= NAMED
        && (low + 1..high).all(|number| task.title.contains(&renumbered(id, number)))
}

fn gap((low, first): (u64, &Task), (high, second): (u64, &Task)) -> Diagnostic {
    let id = |task: &Task| task.id.clone().unwrap_or_default();
    let missing = high - low - 1;
    let named = |number: u64| renumbered(&id(first), number);
    let words = match missing {
        1 => format!("`{}` is missing", named(low + 1)),
        2..=NAMED => {
            let names: Vec<String> = (low + 1..high).map(named).collect();
            format!("{} are missing", list(&names, "and"))
        }
        _ => format!(
            "the {missing} numbers from `{}` to `{}` are missing",
            named(low + 1),
            named(high - 1)
        ),
    };
    Diagnostic::at(
        &code::NUMBER_GAP,
        &second.path,
        second.span,
        format!("`{}` follows `{}`, and {words}", id(second), id(first)),
    )
    .hint("if a task was taken out all is well; if not, look for a line that lost its number or its box")
}

/// An id as what stands before its last number, and that number; `2.3a` belongs
/// to 2.3.
fn apart(id: &str) -> Option<(&str, u64)> {
    static LAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)(\d{1,9})[a-z]?$"));
    let found = LAST.captures(id)?;
    Some((found.get(1)?.as_str(), found[2].parse().ok()?))
}

/// An id with another last number, as wide as its own.
fn renumbered(id: &str, number: u64) -> String {
    let Some((before, own)) = apart(id) else { return number.to_string() };
    let digits = id[before.len()..].chars().take_while(char::is_ascii_digit).count();
    // Only a number that starts with 0 says how wide it is.
    let padded = own.to_string().len() < digits;
    match padded {
        true => format!("{before}{number:0digits$}"),
        false => format!("{before}{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_apart() {
        assert_eq!(apart("1.4"), Some(("1.", 4)));
        assert_eq!(apart("T012"), Some(("T", 12)));
        assert_eq!(apart("2.3a"), Some(("2.", 3)));
        assert_eq!(apart("7"), Some(("", 7)));
        assert_eq!(apart("setup"), None);
        assert_eq!(renumbered("T012", 13), "T013");
        assert_eq!(renumbered("1.9", 10), "1.10");
    }
}
