//! Waves: `{"waves": [{"id": 0, "tasks": ["1.1"]}]}` below a heading about
//! dependencies, and the other ways to write them.
//!
//! What is known is an object with `tasks` for each wave, in a list, below
//! `waves`, or one behind another; a bare list of ids for each; and an object
//! with a list of ids for each name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Deserializer, Value};

use crate::diagnostic::{Diagnostic, code};
use crate::markdown::{Block, BlockKind, Document};
use crate::plan::drawn::Names;
use crate::plan::field::Excerpt;
use crate::plan::model::{Reference, Target, Wave};
use crate::plan::stated::{self, Section};
use crate::source::Span;

/// Reads the waves of a document.
pub fn read(
    document: &Document,
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Wave> {
    let excerpt =
        Excerpt { text: &document.text, lines: &document.lines, path: &document.path };
    let mut waves = Vec::new();
    for (block, section) in stated::below(document, names) {
        let BlockKind::Code { info, code, .. } = &block.kind else { continue };
        let first = info.split_whitespace().next().unwrap_or("").to_lowercase();
        let is_json = matches!(first.as_str(), "" | "json" | "jsonc" | "json5");
        if section == Section::Example || !is_json || !code.contains("\"wave") {
            continue;
        }
        let values: Result<Vec<Value>, _> =
            Deserializer::from_str(code).into_iter::<Value>().collect();
        match values {
            Ok(values) => add(excerpt, block.span, &values, &mut waves),
            Err(problem) => diagnostics.push(unreadable(excerpt, block, &problem)),
        }
    }
    waves
}

/// Says where JSON ends to be JSON.
fn unreadable(
    excerpt: Excerpt<'_>,
    block: &Block,
    problem: &serde_json::Error,
) -> Diagnostic {
    // The first line of the block is the fence itself.
    let line = excerpt.lines.line(block.span.line + problem.line().max(1) as u32);
    let text = excerpt.text.get(line.clone()).unwrap_or("").trim_end();
    let words = problem.to_string();
    let words = words.split(" at line ").next().unwrap_or("").to_lowercase();
    Diagnostic::at(
        &code::UNREADABLE_WAVES,
        excerpt.path,
        excerpt.span(line.start, line.start + text.len()),
        format!("these waves are no JSON: {words}"),
    )
    .label("here it ends to be")
    .hint("no wave of this block counts until it can be read")
}

/// A wave as written.
struct Raw {
    name: String,
    tasks: Vec<String>,
    depends_on: Option<Vec<String>>,
}

fn add(excerpt: Excerpt<'_>, span: Span, values: &[Value], waves: &mut Vec<Wave>) {
    let mut raw: Vec<Raw> = Vec::new();
    for value in values {
        collect(value, &mut raw);
    }
    let text = span.of(excerpt.text);
    // Ids stand in the text in the order in which they are read.
    let mut cursor = Some(text.find("\"wave").unwrap_or(0));
    let mut last: Option<usize> = None;
    // Waves by their names, of which several may have one.
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for wave in &raw {
        let after = match &wave.depends_on {
            None => last.into_iter().collect(),
            Some(names) => {
                let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
                names
                    .iter()
                    .filter_map(|name| named.get(name))
                    .flatten()
                    .copied()
                    .collect()
            }
        };
        let tasks = wave
            .tasks
            .iter()
            .map(|id| {
                let quoted = format!("\"{id}\"");
                let found =
                    cursor.and_then(|from| Some(from + text.get(from..)?.find(&quoted)?));
                cursor = found.map(|at| at + quoted.len());
                let place = match found {
                    Some(at) => {
                        let start = span.start as usize + at + 1;
                        excerpt.span(start, start + id.len())
                    }
                    None => span,
                };
                let target = Target::Task(id.trim().trim_end_matches('.').to_owned());
                Reference { plan: None, target, text: id.clone(), span: place }
            })
            .collect();
        if !wave.tasks.is_empty() {
            last = Some(waves.len());
        }
        named.entry(&wave.name).or_default().push(waves.len());
        let (name, path) = (wave.name.clone(), excerpt.path.clone());
        waves.push(Wave { name, tasks, after, path });
    }
}

/// Finds the waves in a value.
fn collect(value: &Value, raw: &mut Vec<Raw>) {
    let put = |name: String, tasks: &Value, raw: &mut Vec<Raw>| {
        raw.push(Raw { name, tasks: ids(tasks), depends_on: None });
    };
    match value {
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::Array(_) => put(raw.len().to_string(), item, raw),
                    Value::Object(_) => collect(item, raw),
                    _ => {}
                }
            }
        }
        Value::Object(object) => {
            if let Some(inner) = object.get("waves") {
                match inner {
                    Value::Object(named) if !named.contains_key("tasks") => {
                        for (name, tasks) in named {
                            put(name.clone(), tasks, raw);
                        }
                    }
                    _ => collect(inner, raw),
                }
            } else if let Some(tasks) = object.get("tasks") {
                let name = ["id", "wave", "number", "name"]
                    .iter()
                    .find_map(|key| text(object.get(*key)?));
                raw.push(Raw {
                    name: name.unwrap_or_else(|| raw.len().to_string()),
                    tasks: ids(tasks),
                    depends_on: ["depends_on", "dependsOn", "dependencies", "after"]
                        .iter()
                        .find_map(|key| object.get(*key))
                        .map(ids),
                });
            }
        }
        _ => {}
    }
}

/// The ids in a list, or of one value.
fn ids(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        Value::Object(object) => match object.get("tasks") {
            Some(tasks @ Value::Array(_)) => ids(tasks),
            _ => Vec::new(),
        },
        _ => text(value).into_iter().collect(),
    }
}

/// An id: text, a number, or the `id` of an object.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("id").and_then(text),
        _ => None,
    }
}
