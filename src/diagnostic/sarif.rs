//! Diagnostics as SARIF 2.1.0, the form in which programs that look at other
//! programs' findings want them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::diagnostic::place::Place;
use crate::diagnostic::{Code, Diagnostic, Severity, code};
use crate::source::Sources;

/// The schema that the document keeps to.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to: a name that the reader of the document resolves,
/// so that no folder of this machine is in it.
const ROOT: &str = "SRCROOT";

/// What is escaped in the path of an address. A colon too: in the first folder
/// it would end the name of a scheme.
const PATH: AsciiSet =
    NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Makes the document. The base is the way from the top of the repository to
/// the folder that was given: empty, or a path that ends in `/`.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources, base: &str) -> Value {
    let results: Vec<Value> =
        diagnostics.iter().map(|found| result(found, sources, base)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": code::ALL.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": {
                "text": "The top of the repository, or the folder that was checked.",
            } } },
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Value {
    let explanation = code.explanation.trim_end();
    // The first paragraph says what it means, the rest shows and helps.
    let meaning = explanation.split("\n\n").next().unwrap_or(explanation);
    json!({
        "id": code.name,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": meaning, "markdown": meaning },
        "help": { "text": explanation, "markdown": explanation },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(found: &Diagnostic, sources: &Sources, base: &str) -> Value {
    let hints: String =
        found.hints.iter().map(|hint| format!("\nhint: {hint}")).collect();
    let mut result = json!({
        "ruleId": found.code.name,
        "ruleIndex": code::ALL.iter().position(|code| *code == found.code),
        "level": level(found.severity),
        "message": { "text": format!("{}{hints}", found.message) },
    });
    let Some(place) = Place::of(found, sources) else { return result };
    let path = format!("{base}{}", place.file);
    let mut physical = json!({ "artifactLocation": {
        "uri": utf8_percent_encode(&path, &PATH).to_string(),
        "uriBaseId": ROOT,
    } });
    if let Some(region) = place.region {
        physical["region"] = json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        });
        if !found.label.is_empty() {
            physical["region"]["message"] = json!({ "text": found.label });
        }
    }
    result["locations"] = json!([{ "physicalLocation": physical }]);
    result
}

/// The word for a severity; the same as ours, and not by chance.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
