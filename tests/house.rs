//! The walls of the house: the invariants of the architecture that a test can guard.
//!
//! The rules are functions of paths and texts, so that they are tested
//! themselves: a made-up file that breaks one must be found. What the documents
//! list (folders, libraries and where each may be named) is in `documents.rs`.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests read the sources of the project"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ouro::diagnostic::code;
use regex::Regex;

/// Names of the world: the disk, the environment, the clock, the net, other programs.
const WORLD: [&str; 9] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process::Command",
    "std::thread",
    "SystemTime",
    "Instant",
    "fs",
    "env",
];

/// Where other programs may be run: `git`, for the history. A build runs nothing else.
const RUNNER: &str = "src/io/history.rs";

/// Where the world may be named.
const WORLDLY: [&str; 2] = ["src/io/", "src/cli/"];

/// Who may be serialised: views, the JSON for others, what `publish` and builds keep, and
/// what plans and documents are made of, which only a build keeps.
const SERIALISED: [&str; 14] = [
    "src/site/view.rs",
    "src/site/api.rs",
    "src/io/publish/manifest.rs",
    "src/io/record.rs",
    "src/diagnostic/noticed.rs",
    "src/diagram/flowchart.rs",
    "src/markdown/kept.rs",
    "src/markdown/prose.rs",
    "src/plan/dialects/mod.rs",
    "src/plan/model.rs",
    "src/plan/requirement/answers.rs",
    "src/source/day.rs",
    "src/source/path.rs",
    "src/source/span.rs",
];

/// Dialects by the names of their files, those that are still to come included.
const DIALECTS: [&str; 6] =
    ["ouroboros", "spec_kit", "speckit", "kiro", "openspec", "backlog"];

/// What breaks a rule all the same: the file, what is said of it, and why it may.
const EXCEPTIONS: [(&str, &str, &str); 3] = [
    (
        "src/plan/status.rs",
        "knows `backlog`",
        "it is also what people call work that is not begun",
    ),
    (
        "src/io/scan.rs",
        "knows `kiro`",
        "plans live in this hidden folder, which is walked",
    ),
    (
        "src/io/scan.rs",
        "knows `backlog`",
        "plans live in this hidden folder, which is walked",
    ),
];

#[test]
fn the_house_is_in_order() {
    let mut problems = problems(&sources());
    problems
        .retain(|problem| !EXCEPTIONS.iter().any(|excused| is_about(problem, excused)));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn exceptions_are_still_needed() {
    let problems = problems(&sources());
    for excused in EXCEPTIONS {
        let needed = problems.iter().any(|problem| is_about(problem, &excused));
        assert!(
            needed,
            "{} breaks no rule any more ({}): take it off the list",
            excused.0, excused.1
        );
    }
}

fn is_about(problem: &str, (path, words, _): &(&str, &str, &str)) -> bool {
    problem.starts_with(&format!("{path}:")) && problem.contains(words)
}

#[test]
fn every_explanation_belongs_to_a_code() {
    let names: BTreeSet<String> = fs::read_dir(root().join("src/diagnostic/explain"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let codes: BTreeSet<String> =
        code::ALL.iter().map(|code| format!("{}.md", code.name)).collect();
    assert_eq!(names, codes);
}

#[test]
fn what_breaks_a_rule_is_found() {
    let lib = "pub mod source;\npub mod markdown;\npub mod plan;\npub mod graph;\npub mod \
               site;\npub mod theme;\npub mod io;\npub mod cli;\n";
    let found = |path: &str, text: &str| {
        problems(&[
            ("src/lib.rs".to_owned(), lib.to_owned()),
            (path.to_owned(), text.to_owned()),
        ])
    };
    let one = |path: &str, text: &str, words: &str| {
        let found = found(path, text);
        assert_eq!(found.len(), 1, "{path}: {text}: {found:?}");
        assert!(found[0].contains(words), "{found:?}");
    };
    // Arrows between folders.
    one(
        "src/plan/mod.rs",
        "use crate::site::page;",
        "src/plan/mod.rs:1: `plan` uses `site`",
    );
    one(
        "src/plan/mod.rs",
        "\nfn a() { crate::graph::link() }",
        ":2: `plan` uses `graph`",
    );
    one("src/plan.rs", "use crate::{markdown, site::{a, b}};", "`plan` uses `site`");
    one(
        "src/plan/a.rs",
        "use crate::{\n    graph,\n    markdown,\n};",
        "`plan` uses `graph`",
    );
    one("src/plan/a.rs", "use crate::nowhere::a;", "`nowhere`");
    one("src/plan/a.rs", "use super::site;", "`super::`");
    one("src/new/a.rs", "fn a() {}", "`new`");
    // The world.
    one("src/plan/a.rs", "use std::fs;", "`std::fs`");
    one("src/plan/a.rs", "let a = std::env::var(\"A\");", "`std::env`");
    one("src/plan/a.rs", "use std::{env, fmt};", "`std::env`");
    one("src/plan/a.rs", "let a = fs::read(p);", "`fs`");
    one("src/plan/a.rs", "use std::time::Instant;", "`Instant`");
    one("src/plan/a.rs", "use std::process::Command;", "`std::process::Command`");
    one("src/io/a.rs", "use std::process::Command;", "only src/io/history.rs runs");
    one("src/cli/a.rs", "use std::process::{ExitCode, Command};", "runs programs");
    one("src/cli/a.rs", "\nlet a = process::Command::new(b);", ":2: only");
    // Serialisation, dialects, lints.
    one("src/plan/a.rs", "#[derive(Debug, Serialize)]", "`Serialize`");
    one("src/graph/a.rs", "if name == \"Kiro\" {}", "`kiro`");
    one("src/graph/a.rs", "#[allow(dead_code)]", "`#[allow(`");
    one("src/graph/a.rs", "#![allow(dead_code)]", "`#[allow(`");
    // What breaks none.
    for (path, text) in [
        ("src/plan/a.rs", "use crate::markdown::Document;"),
        ("src/plan/a.rs", "use crate::plan::model;"),
        ("src/plan/a.rs", "// use crate::site; as std::fs does"),
        ("src/plan/a.rs", "let a = \"crate::site\";"),
        ("src/plan/a.rs", "const A: &str = env!(\"CARGO_PKG_VERSION\");"),
        ("src/plan/a.rs", "mod tests { use super::*; }"),
        ("src/plan/dialects/kiro.rs", "const NAME: &str = \"kiro\";"),
        ("src/io/a.rs", "use std::fs;"),
        ("src/io/history.rs", "use std::process::Command;"),
        ("src/cli/a.rs", "use std::process::{id, ExitCode}; use crate::cli::Command;"),
    ] {
        assert_eq!(found(path, text), [""; 0], "{path}: {text}");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Every Rust file below `src/`, by its path.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
                files.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Checks files against every rule.
fn problems(files: &[(String, String)]) -> Vec<String> {
    let lib = files.iter().find(|(path, _)| path == "src/lib.rs");
    let order: Vec<&str> = lib
        .into_iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let mut problems = Vec::new();
    for (path, text) in files {
        let code = code_of(text);
        // Texts name dialects, paths and programs; only code names modules.
        let bare = without_texts(&code);
        let mut tell =
            |line: usize, words: String| problems.push(format!("{path}:{line}: {words}"));
        arrows(path, &bare, &order, &mut tell);
        world(path, &bare, &mut tell);
        for (number, line) in (1..).zip(bare.lines()) {
            if has_word(line, "Serialize") && !SERIALISED.contains(&path.as_str()) {
                tell(
                    number,
                    "only views, the API and what a build keeps derive `Serialize`"
                        .to_owned(),
                );
            }
            if line.contains("#[allow(") || line.contains("#![allow(") {
                tell(
                    number,
                    "`#[allow(` gives no reason: `#[expect(…, reason = …)]`".to_owned(),
                );
            }
        }
        dialects(path, &code, &mut tell);
    }
    problems
}

type Tell<'a> = &'a mut dyn FnMut(usize, String);

/// A folder imports only folders that are listed before it.
fn arrows(path: &str, code: &str, order: &[&str], tell: Tell<'_>) {
    let home = path.trim_start_matches("src/").split(['/', '.']).next().unwrap();
    if matches!(home, "lib" | "main") {
        return;
    }
    let place = |name: &str| order.iter().position(|listed| *listed == name);
    let Some(own) = place(home) else {
        return tell(1, format!("`{home}` is not listed in src/lib.rs"));
    };
    for (line, name) in crate_paths(code) {
        match place(&name) {
            Some(other) if other > own => {
                tell(line, format!("`{home}` uses `{name}`, which is listed after it"));
            }
            Some(_) => {}
            None => tell(line, format!("`{name}` is not listed in src/lib.rs")),
        }
    }
    for (number, line) in (1..).zip(code.lines()) {
        if line.contains("super::") && !line.contains("super::*") {
            tell(
                number,
                "`super::` hides where a name comes from: write `crate::`".to_owned(),
            );
        }
    }
}

/// The folders that `crate::` paths start with, each with its line: `crate::a`,
/// `crate::{a, b::c}`.
fn crate_paths(code: &str) -> Vec<(usize, String)> {
    static START: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bcrate::(\{|\w+)").unwrap());
    let mut names = Vec::new();
    for found in START.captures_iter(code) {
        let whole = found.get(0).unwrap();
        let line = 1 + code[..whole.start()].matches('\n').count();
        if &found[1] != "{" {
            names.push((line, found[1].to_owned()));
            continue;
        }
        names.extend(group(&code[whole.end()..]).into_iter().map(|name| (line, name)));
    }
    names
}

/// The first words of the entries of a `{…}` group, whose opening is behind us.
fn group(code: &str) -> Vec<String> {
    let (mut names, mut depth, mut name) = (Vec::new(), 0, String::new());
    let mut entry = true;
    for c in code.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(std::mem::take(&mut name));
                entry = true;
            }
            c if depth == 0 && entry && (c.is_alphanumeric() || c == '_') => name.push(c),
            c if depth == 0 && !name.is_empty() && !c.is_whitespace() => entry = false,
            _ => {}
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty() && name != "self");
    names
}

/// Nothing outside `io/` and `cli/` touches the world.
fn world(path: &str, code: &str, tell: Tell<'_>) {
    static GROUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bstd::\{").unwrap());
    if WORLDLY.iter().any(|home| path.starts_with(home)) {
        return programs(path, code, tell);
    }
    for (number, line) in (1..).zip(code.lines()) {
        let named = WORLD.into_iter().find(|name| match *name {
            "fs" | "env" => {
                let start = format!("{name}::");
                line.match_indices(&start).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            }
            name => has_word(line, name),
        });
        if let Some(name) = named {
            tell(number, format!("only io/ and cli/ name `{name}`"));
        }
    }
    for found in GROUP.find_iter(code) {
        let line = 1 + code[..found.start()].matches('\n').count();
        for name in group(&code[found.end()..]) {
            let whole = format!("std::{name}");
            if WORLD.contains(&whole.as_str()) {
                tell(line, format!("only io/ and cli/ name `{whole}`"));
            }
        }
    }
}

/// Nothing but the history runs other programs.
fn programs(path: &str, code: &str, tell: Tell<'_>) {
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bprocess::(Command\b|\{|\*)").unwrap());
    for found in NAMED.find_iter(code).filter(|_| path != RUNNER) {
        let is_group = found.as_str().ends_with('{');
        let named = group(&code[found.end()..]);
        if !is_group || named.iter().any(|name| name == "Command") {
            let line = 1 + code[..found.start()].matches('\n').count();
            tell(line, format!("only {RUNNER} runs programs"));
        }
    }
}

/// No dialect is known outside its folder.
fn dialects(path: &str, code: &str, tell: Tell<'_>) {
    if path.starts_with("src/plan/dialects/") {
        return;
    }
    for (number, line) in (1..).zip(code.lines()) {
        let line = line.to_lowercase();
        for name in DIALECTS {
            if line.contains(name) {
                tell(number, format!("only src/plan/dialects/ knows `{name}`"));
            }
        }
    }
}

/// Whether a line has a word, with nothing of a name on either side.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part)
    })
}

/// A text without comments; its lines stay where they are.
fn code_of(text: &str) -> String {
    let lines = text.lines().map(|line| match line.trim_start().starts_with("//") {
        true => "",
        false => line.split(" // ").next().unwrap_or(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Code without what stands in quotes; a text never spans the rest of a file here.
fn without_texts(code: &str) -> String {
    static TEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r##"(?s)b?r#".*?"#|b?r"[^"]*"|'"'|'\\.'|b?"(?:[^"\\]|\\.)*""##)
            .unwrap()
    });
    let blank = |found: &regex::Captures<'_>| {
        let lines = found[0].matches('\n').count();
        format!("\"\"{}", "\n".repeat(lines))
    };
    TEXT.replace_all(code, blank).into_owned()
}
