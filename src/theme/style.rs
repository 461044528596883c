//! Style sheets: parsed, lowered for the browsers of two years ago, made small.
//!
//! The library underneath overflows its stack on deep nesting and can multiply
//! nested selector lists, so both depth and size are bounded before it is
//! called, and nesting is left to the browser, which has it since 2023.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::error::ErrorLocation;
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Features, Targets};

use crate::diagnostic::{Diagnostic, code};
use crate::source::{LineIndex, OutPath, SourceFile, Span};

/// The most levels of brackets in a style sheet.
pub const DEPTH_LIMIT: usize = 32;

/// The most bytes of a style sheet, as it is written and as it comes out.
pub const SIZE_LIMIT: usize = 1024 * 1024;

/// Makes a style sheet small. What is wrong in it is reported and left out; a
/// sheet that is too deep or too large is left out as a whole.
///
/// `assets` tells the published path of the theme's own files, for `url(…)`.
pub fn compile(
    file: &SourceFile,
    assets: &BTreeMap<String, OutPath>,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let Some(text) = file.text() else {
        problems.push(refuse(file, "the style sheet is no text".to_owned()));
        return String::new();
    };
    if let Err(problem) = bounded(file, text) {
        problems.push(problem);
        return String::new();
    }
    match minify(file, text, assets, problems) {
        Ok(small) if small.len() <= SIZE_LIMIT => small,
        Ok(_) => {
            problems
                .push(refuse(file, "the style sheet comes out above 1 MiB".to_owned()));
            String::new()
        }
        Err(problem) => {
            problems.push(problem);
            String::new()
        }
    }
}

/// Refuses what the library cannot take.
fn bounded(file: &SourceFile, text: &str) -> Result<(), Diagnostic> {
    if file.size > SIZE_LIMIT as u64 {
        let message = format!("the style sheet has {} bytes, more than 1 MiB", file.size);
        return Err(refuse(file, message).hint("split it, or leave out what is not used"));
    }
    match too_deep(text) {
        Some(at) => {
            let span = LineIndex::new(text).span(text, at, at + 1);
            let message = format!("brackets are nested more than {DEPTH_LIMIT} deep");
            Err(Diagnostic::at(&code::INVALID_STYLE, &file.path, span, message)
                .label("one too many")
                .hint("write the rule on its own, with its whole selector"))
        }
        None => Ok(()),
    }
}

/// Finds the first bracket that is nested too deep. Strings and comments do not
/// count, save a broken string, which ends with its line as CSS has it.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at + 2..].find("*/").map_or(bytes.len(), |end| at + end + 4);
                continue;
            }
            b'"' | b'\'' => {
                at += 1;
                while let Some(&inner) = bytes.get(at) {
                    match inner {
                        b'\\' => at += 1,
                        b'\n' => break,
                        inner if inner == byte => break,
                        _ => {}
                    }
                    at += 1;
                }
            }
            b'\\' => at += 1,
            b'{' | b'(' | b'[' => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return Some(at);
                }
            }
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

fn minify(
    file: &SourceFile,
    text: &str,
    assets: &BTreeMap<String, OutPath>,
    problems: &mut Vec<Diagnostic>,
) -> Result<String, Diagnostic> {
    let lines = LineIndex::new(text);
    let at = |location: Option<&ErrorLocation>, message: String| match location {
        Some(place) => {
            let span = span(text, &lines, place.line + 1, place.column);
            Diagnostic::at(&code::INVALID_STYLE, &file.path, span, message)
        }
        None => refuse(file, message),
    };

    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        filename: file.path.to_string(),
        error_recovery: true,
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    let mut sheet = StyleSheet::parse(text, options)
        .map_err(|error| at(error.loc.as_ref(), said(&error.kind)))?;
    if let Ok(warnings) = warnings.read() {
        problems.extend(
            warnings.iter().map(|warning| at(warning.loc.as_ref(), said(&warning.kind))),
        );
    }
    sheet
        .minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() })
        .map_err(|error| at(error.loc.as_ref(), said(&error.kind)))?;
    let printer = PrinterOptions {
        minify: true,
        targets: targets(),
        analyze_dependencies: Some(DependencyOptions { remove_imports: true }),
        ..PrinterOptions::default()
    };
    let printed = sheet
        .to_css(printer)
        .map_err(|error| at(error.loc.as_ref(), said(&error.kind)))?;

    let mut code = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        match dependency {
            Dependency::Import(import) => {
                let start = &import.loc.start;
                let span = span(text, &lines, start.line, start.column);
                let message = format!("`{}` is imported", import.url);
                problems.push(
                    Diagnostic::at(&code::INVALID_STYLE, &file.path, span, message)
                        .hint("name the style sheet in `theme.yaml` instead"),
                );
            }
            Dependency::Url(url) => {
                let (target, known) = resolve(&url.url, assets);
                if !known {
                    let start = &url.loc.start;
                    let span = span(text, &lines, start.line, start.column);
                    let message = format!("`{}` is no file of the theme", url.url);
                    problems.push(
                        Diagnostic::at(&code::INVALID_STYLE, &file.path, span, message)
                            .hint("a page never asks another host: put the file into the theme"),
                    );
                }
                let placeholder = format!("\"{}\"", url.placeholder);
                code = code.replace(&placeholder, &quoted(&target));
            }
        }
    }
    Ok(code)
}

/// Where a `url(…)` leads in the finished site, seen from `assets/`, and
/// whether that is a place it may lead to.
fn resolve(url: &str, assets: &BTreeMap<String, OutPath>) -> (String, bool) {
    if url.starts_with('#') || url.starts_with("data:image/") {
        return (url.to_owned(), true);
    }
    let name = url.trim_start_matches("./").trim_start_matches("../");
    match assets.get(name) {
        Some(path) => {
            let path = path.as_str();
            (path.strip_prefix("assets/").unwrap_or(path).to_owned(), true)
        }
        None => ("about:invalid".to_owned(), false),
    }
}

/// Writes a text as a string of CSS.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\a ");
    format!("\"{text}\"")
}

/// The browsers of autumn 2024 and later.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets {
        browsers: Some(Browsers {
            android: version(130, 0),
            chrome: version(130, 0),
            edge: version(130, 0),
            firefox: version(128, 0),
            ios_saf: version(17, 6),
            opera: version(114, 0),
            safari: version(17, 6),
            samsung: version(26, 0),
            ie: None,
        }),
        include: Features::empty(),
        exclude: Features::Nesting,
    }
}

/// The library's words as ours are written: no capital, no full stop.
fn said(kind: &impl ToString) -> String {
    let words = kind.to_string();
    let words = words.trim_end_matches('.');
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "the style sheet cannot be read".to_owned(),
    }
}

fn refuse(file: &SourceFile, message: String) -> Diagnostic {
    Diagnostic::file(&code::INVALID_STYLE, &file.path, message)
}

/// The place of a line and a column, both from 1.
fn span(text: &str, lines: &LineIndex, line: u32, column: u32) -> Span {
    let line = lines.line(line);
    let mut start = (line.start + column.saturating_sub(1) as usize).min(line.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    lines.span(text, start, start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SitePath;

    fn run(text: &str) -> (String, Vec<String>) {
        let file =
            SourceFile::new(SitePath::new("styles/a.css").unwrap(), text.as_bytes());
        let assets = BTreeMap::from([(
            "fonts/a.woff2".to_owned(),
            OutPath::new("assets/a.0123.woff2"),
        )]);
        let mut problems = Vec::new();
        let small = compile(&file, &assets, &mut problems);
        (small, problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn depth_and_size_are_bounded_before_the_library_is_called() {
        let deep = format!("{}{}", "a{".repeat(500), "}".repeat(500));
        assert_eq!(run(&deep).1, ["brackets are nested more than 32 deep"]);
        let wide = "a{color:red}".repeat(100_000);
        assert_eq!(run(&wide).0, "");
        assert!(run("a{content:'((((((((((((((((((((((((((((((((((((('}").1.is_empty());
        let list = format!("{}color:red{}", "a,b{".repeat(30), "}".repeat(30));
        assert!(run(&list).0.len() < 1000);
    }

    #[test]
    fn a_url_leads_to_a_file_of_the_theme_or_nowhere() {
        let (small, problems) = run("a{background:url(../fonts/a.woff2)}");
        assert_eq!(
            (small.trim(), problems.len()),
            ("a{background:url(\"a.0123.woff2\")}", 0)
        );
        let (small, _) = run("a{background:url('data:image/svg+xml,<svg a=\"b\"/>')}");
        assert!(
            small.contains("url(\"data:image/svg+xml,<svg a=\\\"b\\\"/>\")"),
            "{small}"
        );
        let (small, problems) = run("a{background:url(https://example.org/x.png)}");
        assert!(!small.contains("example.org"));
        assert_eq!(problems.len(), 1);
        let (small, problems) = run("@import 'x.css';a{color:red}");
        assert_eq!((small.trim(), problems.len()), ("a{color:red}", 1));
    }

    #[test]
    fn what_is_wrong_is_left_out_and_the_rest_stays() {
        let (small, problems) = run("a{color:red}\nb{{}\nc{color:blue}");
        assert!(small.contains("a{color:red}"), "{small}");
        assert!(!problems.is_empty());
    }
}
