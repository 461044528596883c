//! The counting contract: of every line that looks like a box exactly one thing
//! is said, whatever surrounds it; and an edit to the words of one line changes
//! the reading of no other.
//!
//! The texts come from a fixed seed, so that what fails once fails again. They are
//! read in whichever dialect knows them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ouro::compile::{Memo, Settings, Understood, understand};
use ouro::plan::ledger::{self, Look};
use ouro::plan::model::Plan;
use ouro::source::Sources;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use regex::Regex;

/// How many texts are made of each kind.
const TEXTS: u64 = 500;

/// What a program that knows no Markdown takes for a box.
static BOX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[^\[\]P]\](?:\*?[ \t]|\*?$)",
    )
    .expect("the pattern is fixed")
});

/// Lines that hold boxes, and lines that change what boxes mean.
const PIECES: [&str; 58] = [
    "- [ ] **🐌 1.1 Alpha**",
    "- [x] **🐍 1.2 Beta**",
    "- [ ] 2.1 Gamma",
    "- [x] T001 [P] [US1] Delta in src/a.rs",
    "- [ ] T002 Epsilon",
    "- [-] 3. Zeta",
    "- [ ]* 3.1 Optional",
    "- [ ] Plain",
    "- [x]",
    "- [?] Odd",
    "- [ ]Tight",
    "- [] Empty",
    "- [xx] Twice",
    "- [P] Tag",
    "- [x](u) Link",
    "- **[ ] Wrapped**",
    "~~- [ ] Struck~~",
    "- ~~[ ] Struck inside~~",
    "☐ Drawn",
    "[ ] Bare",
    "  - [ ] 1.1.1 Below",
    "    - [x] Deeper",
    "\t- [ ] Tab",
    "      - [ ] Far",
    "1. [ ] Number",
    "7) [ ] Seventh",
    "+ [ ] Plus",
    "* [X] Star",
    "- - [ ] Nested at once",
    "> - [ ] Quote",
    "> > * [x] Deep quote",
    "    - [ ] Code or not",
    "| a | [ ] |",
    "| a | b |",
    "|---|---|",
    "```",
    "~~~ markdown",
    "<!--",
    "-->",
    "<!-- - [ ] whole -->",
    "<div>",
    "</div>",
    "[^1]: note",
    "# Tasks - Mix",
    "# Tasks",
    "## Phase 1: One (Sequential 🐌)",
    "## 1. Setup",
    "## Format: marks",
    "## Example",
    "## Cross-Domain Examples",
    "## Success Criteria",
    "### [ ] Heading",
    "**Acceptance**:",
    "Words of a paragraph",
    "---",
    "",
    "",
    "",
];

/// Where plans lie: where only their content tells the dialect, and where each
/// dialect keeps its own.
const PLACES: [&str; 6] = [
    "mix/tasks.md",
    "specs/001-mix/tasks.md",
    ".kiro/specs/mix/tasks.md",
    "openspec/changes/mix/tasks.md",
    "backlog/tasks/task-1 - Mix.md",
    "TODO.md",
];

#[test]
fn every_box_has_exactly_one_verdict() {
    let boxes: usize = (0..TEXTS)
        .into_par_iter()
        .map(|seed| {
            let text = mixed(seed);
            let understood = read(&text);
            understood.graph.plans.iter().map(|plan| verdicts(plan, &text)).sum::<usize>()
        })
        .sum();
    assert!(boxes > 1_000, "the texts hold {boxes} boxes only");
}

/// Checks every line of a plan; gives how many look like boxes.
fn verdicts(plan: &Plan, text: &str) -> usize {
    let ledger = ledger::of(plan);
    let mut said: BTreeMap<u32, usize> = BTreeMap::new();
    for file in &ledger.files {
        for entry in &file.entries {
            *said.entry(entry.line).or_default() += 1;
        }
    }
    for (line, words) in (1..).zip(text.lines()) {
        let number = said.get(&line).copied().unwrap_or(0);
        assert!(number <= 1, "line {line} has {number} verdicts: {words}\n{text}");
        assert!(
            number == 1 || !BOX.is_match(words),
            "line {line} has no verdict: {words}\n{text}"
        );
    }
    let counts = ledger.counts();
    assert_eq!(counts.boxes, counts.tasks + counts.checks + counts.excluded);
    assert_eq!(counts.tasks + counts.other_tasks, plan.tasks.len());
    assert_eq!(counts.checks + counts.other_checks, plan.checks.len());
    assert_eq!(counts.excluded, plan.excluded.len());
    let entries = ledger.files.iter().flat_map(|file| &file.entries);
    entries.filter(|entry| entry.look == Look::Box).count()
}

#[test]
fn the_verdicts_do_not_depend_on_how_lines_end() {
    (0..TEXTS).into_par_iter().for_each(|seed| {
        let text = mixed(seed);
        let lines = |text: &str| -> Vec<(u32, String)> {
            let understood = read(text);
            let plans = understood.graph.plans.iter();
            let excluded = plans.flat_map(|plan| plan.excluded.clone());
            excluded.map(|line| (line.span.line, line.reason.words())).collect()
        };
        assert_eq!(lines(&text), lines(&text.replace('\n', "\r\n")), "{text}");
    });
}

#[test]
fn an_edit_to_the_words_of_a_line_changes_no_other() {
    let read_as_tasks: usize = (0..TEXTS)
        .into_par_iter()
        .map(|seed| {
            let lines = plan(seed);
            let before = tasks(&lines);
            let mut next = random(seed ^ 0x5bd1_e995);
            for _ in 0..4 {
                let at = usize::try_from(next(lines.len() as u64)).unwrap_or(0);
                let mut edited = lines.clone();
                let Some(start) = edited[at].find("words") else { continue };
                edited[at].truncate(start);
                edited[at].push_str(["wholly others", "a", "日本語 と é"][at % 3]);
                edited[at].push_str(&lines[at][start + "words".len()..]);
                let after = tasks(&edited);
                let line = at as u32 + 1;
                let others = |tasks: &BTreeMap<u32, Reading>| {
                    let mut tasks = tasks.clone();
                    tasks.remove(&line);
                    tasks
                };
                assert_eq!(
                    others(&before),
                    others(&after),
                    "line {line} became `{}` in\n{}",
                    edited[at],
                    lines.join("\n")
                );
                assert_eq!(before.contains_key(&line), after.contains_key(&line));
            }
            before.len()
        })
        .sum();
    assert!(read_as_tasks > 1_000, "{read_as_tasks} tasks were read");
}

/// How a task is read: its id, its status, whether it may be left out, and the
/// line of the task above it.
type Reading = (Option<String>, String, bool, Option<u32>);

/// The tasks of a text by their lines.
fn tasks(lines: &[String]) -> BTreeMap<u32, Reading> {
    let understood = read(&lines.join("\n"));
    let plans = understood.graph.plans.iter();
    plans
        .flat_map(|plan| {
            plan.tasks.iter().map(|task| {
                let parent = task.parent.map(|parent| plan.tasks[parent].span.line);
                let status = format!("{:?} {}", task.status, task.mark);
                (task.span.line, (task.id.clone(), status, task.optional, parent))
            })
        })
        .collect()
}

/// Reads a text at a place that its length chooses, so that every dialect has its turn.
fn read(text: &str) -> Understood {
    let place = PLACES[text.lines().count() % PLACES.len()];
    let sources = Sources::from_texts([(place, text)]);
    understand(&sources, &Settings::default(), &mut Memo::default())
}

/// Lines in an order that the seed gives.
fn mixed(seed: u64) -> String {
    let mut next = random(seed);
    let mut text = String::new();
    if next(3) > 0 {
        text.push_str("# Tasks - Mix\n\n");
    }
    for _ in 0..5 + next(40) {
        let piece = PIECES[usize::try_from(next(PIECES.len() as u64)).unwrap_or(0)];
        // What swallows all that follows is rare, or there would be little to read.
        let swallows = ["```", "~~~", "<!--", "<div>"];
        if swallows.iter().any(|start| piece.starts_with(start)) && next(3) > 0 {
            continue;
        }
        text.push_str(piece);
        text.push('\n');
    }
    text
}

/// A plan as people write it: phases, tasks, tasks below tasks, fields.
fn plan(seed: u64) -> Vec<String> {
    let mut next = random(seed);
    let form = next(4);
    let mut lines = vec!["# Tasks - Mix".to_owned(), String::new()];
    let mut serial = 0;
    for phase in 1..=1 + next(4) {
        lines.push(match form {
            0 => format!("### Phase {phase}: Part (Sequential 🐌)"),
            1 => format!("## Phase {phase}: Part"),
            _ => format!("## {phase}. Part"),
        });
        lines.push(String::new());
        for task in 1..=1 + next(5) {
            serial += 1;
            let mark = [' ', 'x', '-', ' '][usize::try_from(next(4)).unwrap_or(0)];
            lines.push(match form {
                0 => format!("- [{mark}] **🐌 {phase}.{task} The words {serial}**"),
                1 => format!("- [{mark}] T{serial:03} [P] [US1] The words {serial}"),
                2 => format!("- [{mark}] {phase}.{task} The words {serial}"),
                _ => format!("- [{mark}] The words {serial}"),
            });
            for below in 1..=next(3) {
                lines.push(match next(4) {
                    0 => {
                        format!(
                            "  - [ ] {phase}.{task}.{below} The words {serial}.{below}"
                        )
                    }
                    1 => format!("  - [x] The words {serial}.{below}"),
                    2 => format!("  - Plain words {serial}.{below}"),
                    _ => "  - _Duration: ~15 minutes_".to_owned(),
                });
            }
        }
        lines.push(String::new());
    }
    lines
}

/// Numbers below a limit, in an order that the seed gives (an LCG, after Knuth).
fn random(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    move |limit| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    }
}
