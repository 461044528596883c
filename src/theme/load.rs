//! Loading: the embedded theme, and the user's files over it.
//!
//! Nothing here fails: a template that cannot be read is reported, and the
//! default one of the same name takes its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_embed::RustEmbed;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tera::{Error, ErrorKind, Tera};

use crate::diagnostic::{Checked, Diagnostic, code};
use crate::language::Language;
use crate::source::{
    Content, Hash, Hasher, LineIndex, OutPath, SitePath, SourceFile, Sources,
};
use crate::theme::{Theme, check, function, style};
use crate::yaml;

/// The default theme, as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct Embedded;

/// The folders of a theme whose files are published under their fingerprint.
const PUBLISHED: [&str; 4] = ["scripts/", "icons/", "fonts/", "images/"];

/// The most bytes of one template.
const TEMPLATE_LIMIT: u64 = 256 * 1024;

/// Files of a theme by their path inside it.
type Files = BTreeMap<String, Arc<SourceFile>>;

/// Loads the default theme with the user's files over it, in a language.
pub fn load(sources: &Sources, language: &Arc<Language>) -> Checked<Theme> {
    let mut problems = Vec::new();
    let embedded = embedded();
    let mut files = embedded.clone();
    files.extend(
        sources.theme.iter().map(|(path, file)| (path.clone(), Arc::clone(file))),
    );

    let given = (&embedded, &sources.theme);
    let (tera, fallback, templates) = engines(given, language, &mut problems);
    for (name, file) in &templates {
        problems.extend(check::variables(&tera, name, file));
    }
    let (assets, names) =
        assets(&files, sheets(&embedded, sources, &mut problems), &mut problems);
    let hash = hash(&files, language);
    Checked::new(Theme { tera, fallback, templates, hash, assets, names }, problems)
}

/// The files of the default theme by their path inside it.
fn embedded() -> BTreeMap<String, Arc<SourceFile>> {
    Embedded::iter()
        .filter_map(|path| {
            let data = Embedded::get(&path)?.data;
            let file = SourceFile::new(SitePath::new(&path)?, &data);
            Some((path.into_owned(), Arc::new(file)))
        })
        .collect()
}

/// The hash of every file, of the language and of the program that reads them.
fn hash(files: &BTreeMap<String, Arc<SourceFile>>, language: &Language) -> Hash {
    let start = Hasher::new().part(env!("CARGO_PKG_VERSION")).hash(language.hash);
    files
        .iter()
        .fold(start, |hash, (path, file)| hash.part(path).hash(file.hash))
        .finish()
}

/// The template's name and text, for each file below `templates/`.
fn templates(
    files: &BTreeMap<String, Arc<SourceFile>>,
) -> BTreeMap<String, Arc<SourceFile>> {
    files
        .iter()
        .filter_map(|(path, file)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_owned(), Arc::clone(file)))
        })
        .collect()
}

/// Reads the templates: with the user's where they can be used, and, where
/// there are any, the default ones alone as well.
fn engines(
    (embedded, theme): (&Files, &Files),
    language: &Arc<Language>,
    problems: &mut Vec<Diagnostic>,
) -> (Tera, Option<Tera>, BTreeMap<String, Arc<SourceFile>>) {
    let ours = templates(embedded);
    let mut theirs = templates(theme);
    theirs.retain(|_, file| match unusable(file) {
        Some(problem) => {
            problems.push(problem);
            false
        }
        None => true,
    });

    // Each round either succeeds or leaves out at least one of the user's
    // templates, so there are at most as many rounds as templates.
    while !theirs.is_empty() {
        let mut tera = function::engine(language);
        let all = ours.iter().filter(|(name, _)| !theirs.contains_key(*name));
        match tera.add_raw_templates(all.chain(&theirs).filter_map(pair)) {
            Ok(()) => return (tera, default_engine(&ours, language).into(), theirs),
            Err(error) => leave_out(&error, &mut theirs, problems),
        }
    }
    (default_engine(&ours, language), None, theirs)
}

fn pair<'a>(entry: (&'a String, &'a Arc<SourceFile>)) -> Option<(&'a str, &'a str)> {
    Some((entry.0.as_str(), entry.1.text()?.as_ref()))
}

fn default_engine(
    ours: &BTreeMap<String, Arc<SourceFile>>,
    language: &Arc<Language>,
) -> Tera {
    let mut tera = function::engine(language);
    tera.add_raw_templates(ours.iter().filter_map(pair))
        .expect("the default theme is part of the program and its templates are tested");
    tera
}

/// Says why a template is not even given to the engine.
fn unusable(file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let message = match &file.content {
        Content::Bytes(_) => "the template is no text".to_owned(),
        Content::Text(_) if file.size > TEMPLATE_LIMIT => {
            format!("the template has {} bytes, more than 256 KiB", file.size)
        }
        Content::Text(_) => return None,
    };
    Some(Diagnostic::file(&code::INVALID_TEMPLATE, &file.path, message).hint(CONSEQUENCE))
}

/// Reports an error and takes out the template it names, or, where it names
/// none of the user's, all of them.
fn leave_out(
    error: &Error,
    theirs: &mut BTreeMap<String, Arc<SourceFile>>,
    problems: &mut Vec<Diagnostic>,
) {
    let named = named(error, theirs);
    for (name, file) in theirs.iter() {
        if named.contains(name) || named.is_empty() {
            problems.push(problem(error, name, file));
        }
    }
    theirs.retain(|name, _| !named.contains(name) && !named.is_empty());
}

/// The user's templates that an error is about.
fn named(error: &Error, theirs: &BTreeMap<String, Arc<SourceFile>>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            names.insert(report.filename().to_owned());
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            names.insert(tpl.clone());
            names.extend(inheritance_chain.iter().cloned());
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            names.insert(tpl.clone());
            names.extend(include_chain.iter().cloned());
        }
        ErrorKind::MissingParent { current, .. } => {
            names.insert(current.clone());
        }
        // References to what does not exist come as one text, each report with
        // its template's name between quotes or after an arrow.
        _ => {
            let text = error.to_string();
            names.extend(theirs.keys().filter(|name| mentions(&text, name)).cloned());
        }
    }
    names.retain(|name| theirs.contains_key(name));
    names
}

/// Whether a text names a template, and not one whose name ends likewise.
fn mentions(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(part)
            && !text[at + name.len()..]
                .starts_with(|c: char| c.is_alphanumeric() || c == '/')
    })
}

/// What follows from a template that cannot be used.
const CONSEQUENCE: &str = "the default theme's templates are used in its place";

/// A diagnostic about a template of the user, from what the engine says. Also
/// for errors while a page is rendered.
pub fn problem(error: &Error, name: &str, file: &Arc<SourceFile>) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)
            if report.filename() == name =>
        {
            let span = report.span();
            (sentence(report.message()), Some((span.start_line, span.start_col)))
        }
        _ => {
            let text = error.to_string();
            (sentence(&text), place_in(&text, name))
        }
    };
    let span = place.zip(file.text()).map(|((line, column), text)| {
        let lines = LineIndex::new(text);
        let range = lines.line(u32::try_from(line).unwrap_or(u32::MAX));
        let line = text.get(range.clone()).unwrap_or_default();
        let column = line.char_indices().nth(column).map_or(0, |(at, _)| at);
        lines.span(text, range.start + column, range.start + column)
    });
    match span {
        Some(span) => Diagnostic::at(&code::INVALID_TEMPLATE, &file.path, span, message),
        None => Diagnostic::file(&code::INVALID_TEMPLATE, &file.path, message),
    }
    .hint(CONSEQUENCE)
}

/// The first line of what the engine says, as ours are written.
fn sentence(words: &str) -> String {
    let line = words.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let line = line.trim_start_matches("error:").trim().trim_end_matches('.');
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "the template cannot be read".to_owned(),
    }
}

/// The place that a report gives after a template's name, `plan.html:12:3`:
/// the line from 1 and the column from 0.
fn place_in(text: &str, name: &str) -> Option<(usize, usize)> {
    text.match_indices(name).find_map(|(at, _)| {
        let rest = text[at + name.len()..].strip_prefix(':')?;
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit());
        let line = numbers.next()?.parse().ok()?;
        let column = numbers.next()?.parse().unwrap_or(1);
        Some((line, usize::saturating_sub(column, 1)))
    })
}

/// The style sheets in their order: those that `theme.yaml` names, then the
/// user's others by name.
fn sheets(
    embedded: &BTreeMap<String, Arc<SourceFile>>,
    sources: &Sources,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Arc<SourceFile>> {
    let ours = listed(embedded, problems).unwrap_or_default();
    let names = listed(&sources.theme, problems).unwrap_or(ours);
    let mut sheets = Vec::new();
    let mut taken = BTreeSet::new();
    for name in names {
        let path = format!("styles/{name}");
        match sources.theme.get(&path).or_else(|| embedded.get(&path)) {
            Some(file) if taken.insert(path.clone()) => sheets.push(Arc::clone(file)),
            Some(_) => {}
            None => {
                let message = format!("the theme has no style sheet `{path}`");
                problems.push(match sources.theme.get("theme.yaml") {
                    Some(file) => {
                        Diagnostic::file(&code::INVALID_STYLE, &file.path, message)
                    }
                    None => Diagnostic::site(&code::INVALID_STYLE, message),
                });
            }
        }
    }
    for (path, file) in &sources.theme {
        let is_sheet = path.starts_with("styles/") && path.ends_with(".css");
        if is_sheet && taken.insert(path.clone()) {
            sheets.push(Arc::clone(file));
        }
    }
    sheets
}

/// The style sheets that a `theme.yaml` lists, or nothing where it has no list.
fn listed(
    files: &BTreeMap<String, Arc<SourceFile>>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<String>> {
    let file = files.get("theme.yaml")?;
    let entries = match yaml::parse(file.text()?) {
        Ok(entries) => entries,
        Err(problem) => {
            let text = file.text()?;
            let lines = LineIndex::new(text);
            let start = lines.line(problem.line).start;
            let span = lines.span(text, start, start);
            problems.push(Diagnostic::at(
                &code::INVALID_TEMPLATE,
                &file.path,
                span,
                problem.message,
            ));
            return None;
        }
    };
    let (_, value) = entries.into_iter().find(|(key, _)| key == "styles")?;
    let Value::Array(items) = value else { return None };
    Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

type Assets = (BTreeMap<OutPath, Arc<[u8]>>, BTreeMap<String, OutPath>);

/// Everything that is published beside the pages, under its fingerprint.
fn assets(
    files: &BTreeMap<String, Arc<SourceFile>>,
    sheets: Vec<Arc<SourceFile>>,
    problems: &mut Vec<Diagnostic>,
) -> Assets {
    let mut assets = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (path, file) in files {
        if PUBLISHED.iter().any(|folder| path.starts_with(folder)) {
            let bytes: Arc<[u8]> = match &file.content {
                Content::Text(text) => text.replace("\r\n", "\n").into_bytes().into(),
                Content::Bytes(bytes) => Arc::clone(bytes),
            };
            let out = fingerprint(path, &bytes);
            assets.insert(out.clone(), bytes);
            names.insert(path.clone(), out);
        }
    }
    let mut css = String::new();
    for sheet in sheets {
        css.push_str(&style::compile(&sheet, &names, problems));
    }
    let bytes: Arc<[u8]> = css.into_bytes().into();
    let out = fingerprint("site.css", &bytes);
    assets.insert(out.clone(), bytes);
    names.insert("site.css".to_owned(), out);
    (assets, names)
}

/// The published path of an asset: `assets/`, its name, and twelve digits of
/// the SHA-256 of its bytes.
fn fingerprint(path: &str, bytes: &[u8]) -> OutPath {
    let digest = Sha256::digest(bytes);
    let mark: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, extension)) => {
            OutPath::new(&format!("assets/{stem}.{mark}.{extension}"))
        }
        None => OutPath::new(&format!("assets/{name}.{mark}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    fn themed(files: &[(&str, &str)]) -> Checked<Theme> {
        let theme = files
            .iter()
            .map(|(path, text)| {
                let file = SourceFile::new(SitePath::new(path).unwrap(), text.as_bytes());
                ((*path).to_owned(), Arc::new(file))
            })
            .collect();
        let english = language::load(&Sources::default(), ("en", None)).value;
        load(&Sources { theme, ..Sources::default() }, &Arc::new(english))
    }

    fn messages(theme: &Checked<Theme>) -> Vec<String> {
        let place = |d: &Diagnostic| d.span.map_or(0, |span| span.line);
        theme.diagnostics.iter().map(|d| format!("{}: {}", place(d), d.message)).collect()
    }

    #[test]
    fn the_default_theme_has_nothing_to_report() {
        let theme = themed(&[]);
        assert_eq!(messages(&theme), [""; 0]);
        assert!(theme.value.fallback.is_none());
        assert!(theme.value.names["site.css"].as_str().starts_with("assets/site."));
    }

    #[test]
    fn a_template_that_does_not_parse_gives_way_to_the_default() {
        let theme = themed(&[
            ("templates/plan.html", "{% extends \"base.html\" %}\n{% if %}"),
            ("templates/page.html", "{{ site.title }}"),
        ]);
        assert_eq!(theme.diagnostics.len(), 1, "{:?}", messages(&theme));
        assert!(messages(&theme)[0].starts_with("2: "), "{:?}", messages(&theme));
        assert_eq!(theme.value.templates.keys().collect::<Vec<_>>(), ["page.html"]);
    }

    #[test]
    fn an_unknown_function_names_its_template() {
        let theme = themed(&[
            ("templates/page.html", "fine"),
            ("templates/404.html", "a\n{{ now() }}"),
        ]);
        assert_eq!(messages(&theme), ["2: unknown function `now`"]);
        assert_eq!(theme.value.templates.len(), 1);
    }

    #[test]
    fn a_variable_that_no_page_has_is_reported() {
        let theme =
            themed(&[("templates/page.html", "{{ site.title }}\n{{ user.name }}")]);
        assert_eq!(messages(&theme), ["2: no page has a variable `user`"]);
    }

    #[test]
    fn a_users_style_comes_last() {
        let theme = themed(&[("styles/mine.css", "h1 { color: teal }")]);
        let css = &theme.value.assets[&theme.value.names["site.css"]];
        let css = std::str::from_utf8(css).unwrap();
        assert!(css.trim_end().ends_with("h1{color:teal}"));
    }
}
