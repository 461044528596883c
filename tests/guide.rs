//! Every command that the guide shows is run as it stands there.
//!
//! The blocks of a page are run one after the other, in a folder that is empty for
//! the page that begins with nothing, and holds one plan for the others.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these tests read the guide and run what it says"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ouro::graph::model::{Node, State};
use ouro::site::sample;

/// The page that begins with nothing.
const FIRST: &str = "getting-started.md";

/// What cannot be run here, by its start, and why.
const NOT_RUN: [(&str, &str); 4] = [
    ("curl", "it asks a site that is published"),
    ("cargo install", "it compiles the whole program"),
    ("ouro serve", "it ends when its reader ends it; tests/serve.rs runs it"),
    ("rsync", "it needs a server"),
];

#[test]
fn every_command_of_the_guide_runs() {
    let mut passed_over = [0; NOT_RUN.len()];
    let mut count = 0;
    for page in pages() {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&page).unwrap();
        let blocks: Vec<String> = blocks(&text)
            .map(|block| {
                let run = block.lines().filter(|line| {
                    let found =
                        NOT_RUN.iter().position(|(start, _)| line.starts_with(start));
                    if let Some(place) = found {
                        passed_over[place] += 1;
                    }
                    found.is_none()
                });
                run.collect::<Vec<_>>().join("\n")
            })
            .filter(|block| !block.is_empty())
            .collect();
        if blocks.is_empty() {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        if name != FIRST {
            run(folder.path(), "ouro new plan garden-shed", &name);
        }
        for block in blocks {
            count += block.lines().count();
            run(folder.path(), &block, &name);
        }
        if name == FIRST {
            let built = folder.path().join("my-site/public/plans/garden-shed/index.html");
            assert!(built.exists(), "the first site has a page of its plan");
        }
    }
    assert!(count >= 20, "only {count} lines were found");
    for ((start, reason), times) in NOT_RUN.iter().zip(passed_over) {
        assert!(times > 0, "the guide says `{start}` no more ({reason}): take it off");
    }
}

#[test]
fn every_dialect_has_a_plan_beside_what_is_made_of_it() {
    let mut shown = BTreeMap::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for rest in text.split("\n```md as=").skip(1) {
            let (path, rest) = rest.split_once('\n').unwrap();
            let plan = rest.split("\n```").next().unwrap();
            let graph = sample::read(path, plan).unwrap_or_else(|| panic!("{path}"));
            let state = |node: &Node| (node.state == State::Blocked).then_some(path);
            assert_eq!(graph.nodes.iter().find_map(state), None, "all is there");
            *shown.entry(graph.plans[0].dialect).or_default() += graph.nodes.len();
        }
    }
    let expected = [
        ("backlog", 1),
        ("checklist", 5),
        ("kiro", 6),
        ("openspec", 3),
        ("ouroboros", 4),
        // Its own page, and the page that says how to quote one.
        ("spec-kit", 5 + 2),
    ];
    assert_eq!(shown, BTreeMap::from(expected), "tasks by dialect");
}

/// Runs a block as a shell does that stops at the first mistake.
fn run(folder: &Path, block: &str, page: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_ouro")).parent().unwrap();
    let path = env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-e", "-c", block])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("HOME", folder)
        .env_remove("OURO_UPDATE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{page}: {block}\n{said}");
}

/// The pages of the guide, those about kinds of problems left out: they show plans.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide");
    let entries = fs::read_dir(folder).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|end| end == "md"));
    pages.sort();
    pages
}

/// The blocks of commands in a page.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap())
}
