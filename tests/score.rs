//! The corpus of real plans beside the project, where there is one: what a
//! careful person read in them is what we read.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "this test reads the corpus, and stops where it cannot be read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// How many plans were read by hand; all of them must be read without a mistake.
const PLANS: usize = 30;

#[test]
fn the_plans_of_the_corpus_are_read_perfectly() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let (corpus, script) = (beside.join("corpus"), beside.join("tools/score_corpus"));
    if !corpus.join("truth.jsonl").is_file() || !script.is_file() {
        // The harness holds back what a passing test prints, so this goes past it.
        let mut err = std::io::stderr();
        let _ = writeln!(
            err,
            "NOTHING WAS SCORED: there is no corpus of plans beside the project"
        );
        return;
    }
    let truth = fs::read_to_string(corpus.join("truth.jsonl")).unwrap();
    let truths: Vec<Value> =
        truth.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(truths.len(), PLANS);
    let mut exported: BTreeMap<PathBuf, Value> = BTreeMap::new();
    let mut wrong = Vec::new();
    for truth in &truths {
        let file = text(&truth["file"]);
        // The first two folders name the repository, the rest is the path in it.
        let cut = file.match_indices('/').nth(1).map_or(file.len(), |(cut, _)| cut);
        let folder = corpus.join(&file[..cut]);
        let site = exported.entry(folder.clone()).or_insert_with(|| export(&folder));
        let plans = site["plans"].as_array().unwrap();
        // Where each task has a file, the folder alone names the plan.
        let path = file.get(cut + 1..).unwrap_or_default();
        let is_it = |plan: &&Value| match has_files(truth) {
            true => plan["dialect"] == truth["dialect"],
            false => plan["source"] == path,
        };
        match plans.iter().find(is_it) {
            Some(plan) => compare(&file, truth, plan, &mut wrong),
            None => wrong.push(format!("{file}: no plan was found")),
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Whether each task of a plan has a file of its own.
fn has_files(truth: &Value) -> bool {
    !truth["tasks"][0]["path"].is_null()
}

fn export(folder: &Path) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_ouro"))
        .arg("export")
        .arg(folder)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

/// Compares a plan with what was read by hand: tasks by file and line, the edges that the
/// author stated between two single tasks, and the checks.
fn compare(file: &str, truth: &Value, plan: &Value, wrong: &mut Vec<String>) {
    let mut tell = |words: String| wrong.push(format!("{file}: {words}"));
    let by_place = |tasks: &Value, file: &str| -> BTreeMap<String, Value> {
        let place = |task: &Value| match has_files(truth) {
            true => text(&task[file]),
            false => format!("{:>5}", task["line"].as_u64().unwrap()),
        };
        let tasks = tasks.as_array().unwrap().iter();
        tasks.map(|task| (place(task), task.clone())).collect()
    };
    let wanted = by_place(&truth["tasks"], "path");
    let found = by_place(&plan["tasks"], "file");
    for line in wanted.keys().filter(|line| !found.contains_key(*line)) {
        tell(format!("the task at {line} was missed"));
    }
    for line in found.keys().filter(|line| !wanted.contains_key(*line)) {
        tell(format!("{line} holds no task"));
    }
    for (line, task) in &wanted {
        let Some(read) = found.get(line) else { continue };
        for name in ["id", "status", "parent", "optional"] {
            if plain(&task[name]) != plain(&read[name]) {
                tell(format!("{line}: `{name}` is {}, not {}", task[name], read[name]));
            }
        }
    }
    let ids: BTreeMap<String, &Value> = plan["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| (text(&task["key"]), &task["id"]))
        .collect();
    let id = |key: &Value| ids.get(&text(key)).map_or_else(|| plain(key), |id| plain(id));
    let given: BTreeSet<(String, String)> = plan["edges"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|edge| edge["stated"] == true && edge["kind"] == "depends_on")
        .filter(|edge| edge["scope"] == "task")
        .map(|edge| (id(&edge["from"]), id(&edge["to"])))
        .collect();
    let stated: BTreeSet<(String, String)> = truth["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| (plain(&edge[0]), plain(&edge[1])))
        .collect();
    if given != stated {
        tell(format!("missed {:?}", stated.difference(&given).collect::<Vec<_>>()));
        tell(format!("invented {:?}", given.difference(&stated).collect::<Vec<_>>()));
    }
    let progress = &plan["progress"];
    for (name, count) in [("total", "checks_total"), ("done", "checks_done")] {
        if truth["checks"][name] != progress[count] {
            tell(format!(
                "checks: {name} is {}, not {}",
                truth["checks"][name], progress[count]
            ));
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A value as it is compared: no case, no dot at its end, and none is false.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_uppercase().trim_matches('.').to_owned(),
        Value::Bool(true) => "true".to_owned(),
        _ => String::new(),
    }
}
