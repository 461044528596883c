//! Plans of pieces in any order: whatever comes out is whole, and does not depend
//! on how lines end.
//!
//! Pieces that mean something find more than random bytes do. The order comes
//! from a fixed seed, so that what fails once fails again.
#![expect(clippy::unwrap_used, reason = "a test stops where its text cannot be made")]

#[path = "common/places.rs"]
mod places;

use std::collections::BTreeSet;

use ouro::compile::{Memo, Settings, understand};
use ouro::plan::dialects;
use ouro::site::api;
use ouro::source::Sources;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use places::PLACES;

/// How many plans are made.
const PLANS: u64 = 600;

/// How many lines a plan has at most.
const LINES: u64 = 40;

const PIECES: [&str; 62] = [
    "# Tasks - Soup",
    "# ",
    "## Phase Structure",
    "### Phase 1: One (Sequential 🐌)",
    "### Phase 2: Two (3 parallel 🐍)",
    "### Phase 2: Again (Repeatable)",
    "## Phase 3.1 (Parallel 🐍): Three (Optional)",
    "#### Round 1",
    "## Task Dependency Graph",
    "## Cross-Domain Examples",
    "### Bakery",
    "## Success Metrics",
    "**Success Criteria**:",
    "**Goal**: be done",
    "**Depends On**: Phase 1 complete",
    "**Total Time**: ~2 hours sequential, ~1 hour parallel",
    "**Harbour**: Quay → Crane",
    "<!-- DEPENDS_ON: Phase 2 completion -->",
    "<!-- open",
    "-->",
    "---",
    "",
    "",
    "- [ ] **🐌 1.1 Alpha**",
    "- [x] **🐌 1.2 Beta** ← tail",
    "- [ ] **🐍 2.1 Gamma**",
    "- [-] **🐍 2.2 Delta**",
    "- [?] **🐍 2.2 Again**",
    "- [ ] 🐌 **2.3 Epsilon** and more",
    "- [ ]* 3.1 Optional",
    "- [ ] Plain box",
    "- [ ]",
    "- plain bullet",
    "* [X] **🐌️ 1.3 Star**",
    "1. [ ] **🐍 2.4 Number**",
    "  - [ ] 1.1.1 Below",
    "    - [x] 1.1.1.1 Deeper",
    "  - [ ] **🐍 2.5 Animal below**",
    "  - a step",
    "  - _Duration: ~15 minutes_",
    "  - _Context: ~200K tokens_ | _Owner: ana_",
    "  - _Dependencies: 1.1, 2.x and Phase 1_ then",
    "  - _Dependencies: 2.2, 9.9, soup#1.1, [[b#2.1]], [x](../b/tasks.md#21)_",
    "  - _Dependencies: None_",
    "  - _Dependencies: 1.1.1-2.5_",
    "  - _Blocked: rain_",
    "  - _Requirements: 1.1, 7.7_",
    "  - **Can run in parallel with 2.1, 2.2**",
    "  - __Duration__: ：_",
    "  - _**: _",
    "\t- [ ] **🐍 2.6 Tab**",
    "> - [ ] **🐌 1.4 Quote**",
    "```",
    "```mermaid",
    "graph TD",
    "  P1[Phase 1: One] --> P2A[2.1 Gamma]",
    "  P2A -->|again| X[1.1 Alpha]",
    "  Y[2.2 Delta] & X --> P2A",
    "| a | b |",
    "|---|---|",
    "\u{202e}é🐍\u{200d}",
    "[^1]: note",
];

/// What the other dialects write.
const SPICES: [&str; 54] = [
    "# Tasks: Soup",
    "# Implementation Plan",
    "## Phase 3: User Story 1 - Boil (Priority: P1) 🎯 MVP",
    "### Tests for User Story 1 (OPTIONAL)",
    "## 2. Delivery",
    "## Dependencies & Execution Order",
    "## Dependencies",
    "## Task Dependency Graph",
    "## Parallel Example: User Story 1",
    "#### T009: Heading task [P]",
    "### Task 3: Steps",
    "## [~] Track: Road",
    "## Notes",
    "## 依赖关系",
    "- [ ] T001 [P] [US1] Alpha in src/a.rs (depends on T002)",
    "- [X] T002 ~~Beta~~ (skipped: no need)",
    "- [ ] **T003** Gamma",
    "- [P] tasks = different files",
    "- [ ] SC-001: is warm",
    "- [ ] 1. Major",
    "- [x] 1.1 (P) Minor",
    "- [ ]* 1.2 Optional",
    "- [ ] 7.9* Last",
    "  - _Requirements: 1.1, All_",
    "  - _需求 5.1_",
    "  - _Depends: 1.1, T001_",
    "  - **Validates: Requirements 1.2**",
    "- T001 → T002 → T003",
    "- T001-T003 blocks 1.1, 1.2",
    "- **Polish (Phase 3)**: depends on all user stories",
    "- US1 depends on Phase 2",
    "```json",
    "{\"waves\":[{\"id\":0,\"tasks\":[\"1.1\"]},{\"id\":1,\"tasks\":[\"1.2\", 3]}]}",
    "{\"waves\":[[\"1\"],[",
    "T001 (first)",
    "  ↓",
    "gantt",
    "  Alpha :a1, after b2, 3d",
    "- [ ] buy milk 📅 2026-05-01 🆔 m1 ⛔ m2,m1 ⏫ #shop",
    "- [/] call [due:: 2026-05-02] (dependsOn:: m1) @ana",
    "- [x] ✅ done",
    "> [!todo] Callout",
    "> - [ ] inside",
    "| ID | Task | Status | Depends on |",
    "| T7 | Seventh | ✅ Done | T1, T9 |",
    "| ~~T8~~ | Eighth | in progress | |",
    "**Phase 2: In bold**",
    "**Status**: Done | **Effort**: M",
    "status: Done",
    "dependencies: [task-1, @x]",
    "<!-- AC:BEGIN -->",
    "- [x] #1 criterion",
    "- [ ] owner/repo#12",
    "（全角）：、",
];

#[test]
fn every_dialect_reads_it_whole() {
    let all: Vec<&str> = PIECES.into_iter().chain(SPICES).collect();
    let read: Vec<(usize, BTreeSet<String>)> = (0..PLANS)
        .into_par_iter()
        .map(|seed| {
            let place = PLACES[usize::try_from(seed).unwrap() % PLACES.len()];
            let mut text = mixed(&all, seed);
            if seed % 4 == 0 {
                text = format!("---\nid: task-7\n{text}");
            }
            let whole = std::panic::AssertUnwindSafe(|| {
                let (lf, crlf) =
                    (alone(place, &text), alone(place, &text.replace('\n', "\r\n")));
                assert_eq!(lf["plans"], crlf["plans"]);
                check(&lf, &text);
                let plans = lf["plans"].as_array().unwrap();
                let tasks = |plan: &Value| plan["tasks"].as_array().unwrap().len();
                let dialect = |plan: &Value| plan["dialect"].as_str().unwrap().to_owned();
                (plans.iter().map(tasks).sum(), plans.iter().map(dialect).collect())
            });
            let read = std::panic::catch_unwind(whole);
            assert!(read.is_ok(), "seed {seed} at {place}:\n{text}");
            read.unwrap()
        })
        .collect();
    let tasks: usize = read.iter().map(|(tasks, _)| tasks).sum();
    assert!(tasks > 1_500, "{tasks} tasks were read");
    let seen: BTreeSet<&str> =
        read.iter().flat_map(|(_, dialects)| dialects).map(String::as_str).collect();
    let all: BTreeSet<&str> = dialects::ALL.iter().map(|dialect| dialect.name).collect();
    assert_eq!(seen, all, "each dialect has a place of its own");
}

/// What is exported of one text at one place.
fn alone(place: &str, text: &str) -> Value {
    let sources = Sources::from_texts([(place, text)]);
    let understood = understand(&sources, &Settings::default(), &mut Memo::default());
    let site = api::export(&understood.graph, &understood.diagnostics, &sources);
    serde_json::to_value(&site).unwrap()
}

#[test]
fn whatever_is_written_is_read_whole() {
    (0..PLANS).into_par_iter().for_each(|seed| {
        let text = soup(seed);
        let site = export(&text);
        let whole = std::panic::AssertUnwindSafe(|| check(&site, &text));
        assert!(std::panic::catch_unwind(whole).is_ok(), "seed {seed}:\n{text}");
    });
}

#[test]
fn the_soup_is_rich() {
    let sites: Vec<Value> =
        (0..PLANS).into_par_iter().map(|seed| export(&soup(seed))).collect();
    let count = |name: &str| -> usize {
        let plans = sites.iter().flat_map(|site| site["plans"].as_array().unwrap());
        plans.map(|plan| plan[name].as_array().unwrap().len()).sum()
    };
    let (tasks, edges, checks) = (count("tasks"), count("edges"), count("checks"));
    assert!(tasks > 2_000 && edges > 800 && checks > 300, "{tasks}, {edges}, {checks}");
    let codes: BTreeSet<&str> = sites
        .iter()
        .flat_map(|site| site["diagnostics"].as_array().unwrap())
        .map(|found| found["code"].as_str().unwrap())
        .collect();
    assert!(codes.len() > 12, "{codes:?}");
}

#[test]
fn the_ends_of_lines_change_nothing() {
    (0..PLANS).into_par_iter().for_each(|seed| {
        let text = soup(seed);
        let crlf = export(&text.replace('\n', "\r\n"));
        let lf = export(&text);
        for name in ["plans", "diagnostics"] {
            assert_eq!(lf[name], crlf[name], "seed {seed}:\n{text}");
        }
    });
}

#[test]
fn an_edit_above_a_task_moves_its_line_and_nothing_else() {
    (0..PLANS).into_par_iter().for_each(|seed| {
        let text = soup(seed);
        let (mut here, mut below) = (export(&text), export(&format!("\n\n\n{text}")));
        let moved = move_lines(&mut below, 3);
        assert_eq!(moved, move_lines(&mut here, 0), "seed {seed}");
        assert_eq!(here["plans"], below["plans"], "seed {seed}:\n{text}");
    });
}

/// Takes a number off every line in the soup; gives how many there are.
fn move_lines(value: &mut Value, by: u64) -> usize {
    match value {
        Value::Array(items) => items.iter_mut().map(|item| move_lines(item, by)).sum(),
        Value::Object(fields) => {
            // A check has no file of its own: it stands in the plan's.
            let elsewhere =
                fields.get("file").is_some_and(|file| file != "soup/tasks.md");
            let mut moved = 0;
            if fields.get("source").is_some_and(|source| source != "soup/tasks.md") {
                return 0;
            }
            for (name, field) in fields {
                match (name.as_str(), field.as_u64()) {
                    ("line", Some(line)) if !elsewhere => {
                        *field = (line - by).into();
                        moved += 1;
                    }
                    _ => moved += move_lines(field, by),
                }
            }
            moved
        }
        _ => 0,
    }
}

/// What is exported is whole: keys are unique, edges and parents lead to tasks,
/// and a task stands where its line says.
fn check(site: &Value, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let tasks: Vec<&Value> = site["plans"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|plan| plan["tasks"].as_array().unwrap())
        .collect();
    let keys: BTreeSet<&str> =
        tasks.iter().map(|task| task["key"].as_str().unwrap()).collect();
    assert_eq!(keys.len(), tasks.len(), "two tasks have one key");
    for task in tasks.iter().filter(|task| task["file"] == "soup/tasks.md") {
        let line = lines[usize::try_from(task["line"].as_u64().unwrap()).unwrap() - 1];
        let id = task["id"].as_str().unwrap_or_default();
        // A box, or a heading or a row of a table that is a task.
        let is_one = line.contains('[') || line.trim_start().starts_with(['#', '|']);
        assert!(is_one && line.contains(id), "{task} is not on `{line}`");
        let waits = task["status"] == "todo" && task["leaf"] == true;
        let blocked = !task["blocked_by"].as_array().unwrap().is_empty();
        assert!(
            !(waits && blocked && task["ready"] == true),
            "{task} is ready and blocked"
        );
    }
    for plan in site["plans"].as_array().unwrap() {
        for edge in plan["edges"].as_array().unwrap() {
            let ends = [edge["from"].as_str().unwrap(), edge["to"].as_str().unwrap()];
            assert!(ends.iter().all(|end| keys.contains(end)), "{edge} leads nowhere");
            assert_ne!(ends[0], ends[1], "{edge}");
        }
        let progress = &plan["progress"];
        assert!(progress["done"].as_u64() <= progress["total"].as_u64());
    }
}

fn export(text: &str) -> Value {
    let other = "# Tasks - B\n\n- [ ] **🐌 2.1 There**\n  - _Dependencies: soup#1.1_\n";
    let requirements = "# Requirements\n\n**1.1** WHEN it boils, the system SHALL stir\n";
    let sources = Sources::from_texts([
        ("soup/tasks.md", text),
        ("soup/requirements.md", requirements),
        ("b/tasks.md", other),
    ]);
    let understood = understand(&sources, &Settings::default(), &mut Memo::default());
    let site = api::export(&understood.graph, &understood.diagnostics, &sources);
    serde_json::to_value(&site).unwrap()
}

fn soup(seed: u64) -> String {
    mixed(&PIECES, seed)
}

/// Lines in an order that the seed gives (an LCG, after Knuth).
fn mixed(pieces: &[&str], seed: u64) -> String {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = move |limit: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let count = 5 + next(LINES);
    let mut text = String::new();
    if next(2) == 0 {
        text.push_str("# Tasks - Soup\n\n");
    }
    for _ in 0..count {
        let piece = usize::try_from(next(pieces.len() as u64)).unwrap();
        // What swallows all that follows is rare, or there would be little to read.
        let swallows =
            pieces[piece].starts_with("```") || pieces[piece].starts_with("<!-- open");
        if swallows && next(4) > 0 {
            continue;
        }
        text.push_str(pieces[piece]);
        text.push('\n');
    }
    text
}
