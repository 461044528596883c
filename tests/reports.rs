//! The reports for programs, over everything that the cases raise: SARIF that
//! keeps to its standard, and commands that stay on their lines.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as it is promised"
)]

#[expect(dead_code, reason = "what cases expect is for cases.rs")]
mod common;

use std::sync::LazyLock;

use ouro::compile::{Memo, compile, understand};
use ouro::diagnostic::github::github;
use ouro::diagnostic::sarif::sarif;
use ouro::diagnostic::{Diagnostic, code};
use ouro::source::Sources;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use regex::Regex;
use serde_json::Value;

/// What the standard lets a kind of object hold, of what we write; a name with
/// `!` must be there.
const OBJECTS: [(&str, &str); 9] = [
    ("log", "$schema version! runs!"),
    ("run", "tool! columnKind originalUriBaseIds results"),
    ("driver", "name! semanticVersion rules"),
    ("rule", "id! shortDescription fullDescription help defaultConfiguration"),
    ("multiformat", "text! markdown"),
    ("result", "ruleId ruleIndex level message! locations"),
    ("message", "text!"),
    ("artifact", "uri uriBaseId"),
    ("region", "startLine startColumn endLine endColumn message"),
];

/// How a result may be called bad.
const LEVELS: [&str; 4] = ["none", "note", "warning", "error"];

/// What every case raises.
static RAISED: LazyLock<Vec<(String, Sources, Vec<Diagnostic>)>> = LazyLock::new(|| {
    let cases: Vec<common::Case> = common::all();
    let raised = cases.into_par_iter().map(|case| {
        let sources = case.last_sources();
        let memo = &mut Memo::default();
        // Pages take long, and only a theme of one's own raises anything there.
        let diagnostics = match sources.theme.is_empty() {
            true => understand(&sources, &case.settings, memo).diagnostics,
            false => compile(&sources, &case.settings, memo).understood.diagnostics,
        };
        (case.name.clone(), sources, diagnostics)
    });
    raised.collect()
});

#[test]
fn every_report_keeps_to_sarif() {
    for (name, sources, diagnostics) in RAISED.iter() {
        let log = sarif(diagnostics, sources, "");
        let run = &log["runs"][0];
        holds("log", &log);
        holds("run", run);
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"].as_array().unwrap().len(), 1);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let bases = run["originalUriBaseIds"].as_object().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), diagnostics.len(), "{name}");
        for (found, result) in diagnostics.iter().zip(results) {
            holds("result", result);
            holds("message", &result["message"]);
            assert_eq!(result["ruleId"], found.code.name);
            let place = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(
                run["tool"]["driver"]["rules"][place]["id"], found.code.name,
                "{name}"
            );
            assert!(LEVELS.contains(&result["level"].as_str().unwrap()), "{name}");
            let Some(physical) = result.pointer("/locations/0/physicalLocation") else {
                assert_eq!(found.path, None, "{name}");
                continue;
            };
            let artifact = &physical["artifactLocation"];
            holds("artifact", artifact);
            assert!(bases.contains_key(artifact["uriBaseId"].as_str().unwrap()));
            address(artifact["uri"].as_str().unwrap());
            if let Some(region) = physical.get("region") {
                holds("region", region);
                let number = |name: &str| region[name].as_u64().unwrap();
                let start = (number("startLine"), number("startColumn"));
                let end = (number("endLine"), number("endColumn"));
                assert!(start.0 >= 1 && start.1 >= 1 && end.1 >= 1, "{name}");
                assert!(start <= end, "{name}: {region}");
            }
        }
    }
}

#[test]
fn every_code_is_a_rule_with_its_words() {
    let log = sarif(&[], &Sources::default(), "");
    let driver = &log["runs"][0]["tool"]["driver"];
    holds("driver", driver);
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), code::ALL.len());
    for (code, rule) in code::ALL.iter().zip(rules) {
        holds("rule", rule);
        assert_eq!(rule["id"], code.name);
        for text in ["shortDescription", "fullDescription", "help"] {
            holds("multiformat", &rule[text]);
            assert_ne!(rule[text]["text"], "", "{}", code.name);
        }
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert_eq!(level, code.severity.name());
    }
    // An empty list says that nothing was found; none would say that nobody looked.
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn every_problem_is_one_command_for_github() {
    let form = Regex::new(
        r"^::(error|warning|notice) ((file|line|endLine|col|endColumn)=[^,:]+,)*title=[a-z0-9-]+::.+$",
    )
    .unwrap();
    for (name, sources, diagnostics) in RAISED.iter() {
        let text = github(diagnostics, sources, "");
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        assert_eq!(lines.len(), diagnostics.len(), "{name}");
        for line in lines {
            assert!(form.is_match(line), "{name}: {line}");
            assert!(!line.chars().any(char::is_control), "{name}: {line}");
        }
    }
}

/// Checks the names of an object against what it may and must hold.
fn holds(kind: &str, object: &Value) {
    let (_, names) = OBJECTS.iter().find(|(name, _)| *name == kind).unwrap();
    let names: Vec<&str> = names.split(' ').collect();
    let object = object.as_object().unwrap_or_else(|| panic!("{kind} is no object"));
    for name in object.keys() {
        let known = names.iter().any(|known| known.trim_end_matches('!') == name);
        assert!(known, "{kind} holds `{name}`");
    }
    for name in names.iter().filter_map(|name| name.strip_suffix('!')) {
        assert!(object.contains_key(name), "{kind} lacks `{name}`");
    }
}

/// Checks that a text is a relative address without a scheme.
fn address(uri: &str) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
    assert!(!uri.is_empty() && !uri.starts_with('/'), "{uri}");
    assert!(uri.chars().all(allowed), "{uri}");
}
