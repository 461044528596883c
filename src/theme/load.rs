//! Loading: the embedded theme, and the user's files over it.
//!
//! Nothing here fails: a template that cannot be read is reported, and the
//! default one of the same name takes its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::{Error, ErrorKind, Tera};

use crate::config::look::Look;
use crate::diagnostic::{Checked, Diagnostic, code, nearest};
use crate::language::Language;
use crate::source::{
    Content, Hash, Hasher, LineIndex, OutPath, SitePath, SourceFile, Sources,
};
use crate::theme::layer::{Files, Layer, MANIFEST, Rank, layers};
use crate::theme::syntax::{Token, Word, tokens};
use crate::theme::token::{Setter, Tokens};
use crate::theme::{Theme, brand, check, copy, function, style};

/// The folders of a theme whose files are published under their fingerprint.
const PUBLISHED: [&str; 4] = ["scripts/", "icons/", "fonts/", "images/"];

/// The most bytes of one template.
const TEMPLATE_LIMIT: u64 = 256 * 1024;

/// Loads the theme of a site as its settings ask for it, in a language.
pub fn load(
    sources: &Sources,
    (look, language): (&Look, &Arc<Language>),
) -> Checked<Theme> {
    let Checked { value: layers, diagnostics } = layers(sources, look);
    let mut problems = diagnostics.to_vec();
    let files = files(&layers);
    let (tera, fallback, templates) = engines(&layers, language, &mut problems);

    let mut assets = Assets::default();
    assets.publish(&files);
    let logo = look.logo.as_ref();
    let logo = logo.and_then(|wish| brand::logo((sources, &files), wish, &mut problems));
    if let Some(file) = logo {
        assets.add(brand::LOGO, file.path.name(), brand::bytes(&file));
    }
    let css = sheet((sources, look), (&layers, &assets.names), &mut problems);
    assets.add("site.css", "site.css", css.into_bytes().into());

    if !templates.is_empty() {
        problems.extend(checked(&layers, &templates, (language, &assets)));
    }
    problems.extend(copy::outdated(&layers));
    let hash = hash(&files, (look, language), &assets.names);
    let name = layers.iter().rev().find(|layer| !layer.is_site());
    let name = name.map(|layer| layer.name.clone()).unwrap_or_default();
    let Assets { files: assets, names } = assets;
    let look = look.clone();
    let theme = Theme { name, look, tera, fallback, templates, hash, assets, names };
    Checked::new(theme, problems)
}

/// The files of all layers, those of later ones over the others.
pub fn files(layers: &[Layer]) -> Files {
    let all = layers.iter().flat_map(|layer| &layer.files);
    all.map(|(path, file)| (path.clone(), Arc::clone(file))).collect()
}

/// The hash of every file, of the language, of what the settings ask for, of the program
/// that reads them, and of what pages call the files that are published: a logo may lie
/// in the content.
fn hash(
    files: &Files,
    (look, language): (&Look, &Language),
    names: &BTreeMap<String, OutPath>,
) -> Hash {
    let mut all = Hasher::new().part(env!("CARGO_PKG_VERSION")).hash(language.hash);
    all = all.hash(look.hash());
    for (path, file) in files {
        all = all.part(path).hash(file.hash);
    }
    for (name, path) in names {
        all = all.part(name).part(path.as_str());
    }
    all.finish()
}

/// The template's name and text, for each file below `templates/`.
fn templates(layer: &Layer) -> Files {
    layer
        .files
        .iter()
        .filter_map(|(path, file)| {
            let name = path.strip_prefix("templates/")?;
            Some((format!("{}/{name}", layer.name), Arc::clone(file)))
        })
        .collect()
}

/// Reads the templates: with the site's where they can be used, and, where
/// there are any, the built-in ones alone as well. A template that is named
/// without its layer is that of the topmost layer that has it.
fn engines(
    layers: &[Layer],
    language: &Arc<Language>,
    problems: &mut Vec<Diagnostic>,
) -> (Tera, Option<Tera>, Files) {
    let ours: Files =
        layers.iter().filter(|layer| !layer.is_site()).flat_map(templates).collect();
    let mut theirs: Files =
        layers.iter().filter(|layer| layer.is_site()).flat_map(templates).collect();
    theirs.retain(|_, file| match unusable(file) {
        Some(problem) => {
            problems.push(problem);
            false
        }
        None => true,
    });

    // Each round either succeeds or leaves out at least one of the site's
    // templates, so there are at most as many rounds as templates.
    while !theirs.is_empty() {
        let mut tera = function::engine(language, layers);
        match tera.add_raw_templates(ours.iter().chain(&theirs).filter_map(pair)) {
            Ok(()) => {
                let fallback = built_in_engine(&ours, language, layers);
                return (tera, Some(fallback), theirs);
            }
            Err(error) => {
                let known = Known::new(&ours, &theirs);
                leave_out(&error, (&mut theirs, &known), problems);
            }
        }
    }
    (built_in_engine(&ours, language, layers), None, theirs)
}

fn pair<'a>(entry: (&'a String, &'a Arc<SourceFile>)) -> Option<(&'a str, &'a str)> {
    Some((entry.0.as_str(), entry.1.text()?.as_ref()))
}

fn built_in_engine(ours: &Files, language: &Arc<Language>, layers: &[Layer]) -> Tera {
    let mut tera = function::engine(language, layers);
    tera.add_raw_templates(ours.iter().filter_map(pair))
        .expect("built-in themes are part of the program and their templates are tested");
    tera
}

/// Checks what the site's templates ask for.
fn checked(
    layers: &[Layer],
    theirs: &Files,
    (language, assets): (&Language, &Assets),
) -> Vec<Diagnostic> {
    let built_in = layers.iter().filter(|layer| !layer.is_site()).flat_map(templates);
    let mut all: Files = built_in.collect();
    all.extend(theirs.iter().map(|(name, file)| (name.clone(), Arc::clone(file))));
    let names: Vec<String> =
        layers.iter().rev().map(|layer| layer.name.clone()).collect();
    let published = assets.names.keys().cloned().collect();
    let given =
        check::Given { templates: &all, layers: &names, language, assets: &published };
    check::check(&given)
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
    (theirs, known): (&mut Files, &Known),
    problems: &mut Vec<Diagnostic>,
) {
    let named = named(error, theirs);
    for (name, file) in theirs.iter() {
        if named.contains(name) || named.is_empty() {
            problems.extend(
                each(error, name, file).into_iter().map(|found| known.near(found)),
            );
        }
    }
    theirs.retain(|name, _| !named.contains(name) && !named.is_empty());
}

/// The user's templates that an error is about.
fn named(error: &Error, theirs: &Files) -> BTreeSet<String> {
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

/// The names that a template may be meant to say.
struct Known {
    words: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Known {
    fn new(ours: &Files, theirs: &Files) -> Self {
        let owned =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut words: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::from([
            ("filter", owned(&function::FILTERS)),
            ("test", owned(&function::TESTS)),
            ("function", owned(&function::FUNCTIONS)),
        ]);
        for (name, file) in ours.iter().chain(theirs) {
            let bare = name.split_once('/').map_or(name.as_str(), |(_, bare)| bare);
            words.entry("template").or_default().insert(bare.to_owned());
            let Some(text) = file.text() else { continue };
            for (kind, called) in defined(text) {
                words.entry(kind).or_default().insert(called.to_owned());
            }
        }
        Self { words }
    }

    /// Adds the name that is nearest to an unknown one.
    fn near(&self, found: Diagnostic) -> Diagnostic {
        let message = found.message.clone();
        let quoted: Vec<&str> = message.split('`').collect();
        let [before, name, ..] = quoted.as_slice() else { return found };
        let kind = before.trim().rsplit(' ').next().unwrap_or_default();
        // A block that no parent has is a name that is known, too.
        let names = self.words.get(kind).into_iter().flatten().map(String::as_str);
        match nearest(name, names.filter(|known| known != name)) {
            Some(near) => found.hint(format!("the nearest is `{near}`")),
            _ => found,
        }
    }
}

/// The blocks and components of a template.
fn defined(text: &str) -> Vec<(&'static str, &str)> {
    let tokens = tokens(text);
    let named = |pair: &[Token<'_>]| match (pair[0].word, pair[1].place.clone()) {
        (Word::Name("block"), place) => Some(("block", place)),
        (Word::Name("component"), place) => Some(("component", place)),
        _ => None,
    };
    let found = tokens.windows(2).filter_map(named);
    found.filter_map(|(kind, place)| Some((kind, text.get(place)?))).collect()
}

/// A diagnostic for each thing that an error says of a template: what is not
/// known is reported of a whole theme at once.
fn each(error: &Error, name: &str, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    if !matches!(error.kind(), ErrorKind::Msg(_)) {
        return vec![problem(error, name, file)];
    }
    let text = error.to_string();
    let reports: Vec<&str> =
        text.split("\n\n").filter(|report| place_in(report, name).is_some()).collect();
    if reports.is_empty() {
        return vec![problem(error, name, file)];
    }
    let reports = reports.into_iter();
    reports.map(|report| about(file, sentence(report), place_in(report, name))).collect()
}

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
    about(file, message, place)
}

fn about(
    file: &Arc<SourceFile>,
    message: String,
    place: Option<(usize, usize)>,
) -> Diagnostic {
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

/// The style sheet of the site: the sheets of all layers by rank, and behind the
/// tokens what the settings make of them. The ranks are cascade layers, so that a
/// rule of a later rank wins whatever its selector is.
fn sheet(
    (sources, look): (&Sources, &Look),
    (layers, names): (&[Layer], &BTreeMap<String, OutPath>),
    problems: &mut Vec<Diagnostic>,
) -> String {
    let files = files(layers);
    let listed = listed(layers, problems);
    let of_rank = |rank: Rank| {
        let of_rank = listed.iter().filter(move |(of, _)| *of == rank);
        of_rank.filter_map(|(_, path)| files.get(path))
    };
    let ranks = Rank::ALL.map(Rank::name).join(",");
    let mut css = format!("@layer {ranks};");
    for rank in Rank::ALL {
        let mut rules = String::new();
        for file in of_rank(rank) {
            rules.push_str(style::compile(file, names, problems).trim_end());
        }
        if rank == Rank::Tokens
            && let Some(config) = &sources.config
        {
            let sheets = of_rank(rank).filter_map(|file| Some(file.text()?.as_ref()));
            let tokens = Tokens::read(sheets);
            rules.push_str(&settings(
                (sources, look),
                (&config.path, tokens, names),
                problems,
            ));
        }
        if !rules.is_empty() {
            css.push_str(&format!("@layer {}{{{rules}}}", rank.name()));
        }
    }
    css.push('\n');
    css
}

/// The rules that the settings make.
fn settings(
    (sources, look): (&Sources, &Look),
    (path, tokens, names): (&SitePath, Tokens, &BTreeMap<String, OutPath>),
    problems: &mut Vec<Diagnostic>,
) -> String {
    let mut setter = Setter::new(path, tokens);
    if let Some(accent) = &look.accent {
        setter.accent(accent);
    }
    if let Some(font) = &look.font {
        setter.fonts(&font.names);
    }
    for (name, shades) in &look.tokens {
        setter.set(name, shades);
    }
    setter.contrast();
    problems.append(&mut setter.problems);
    let mut css = setter.css();
    if let Some(font) = &look.font {
        let addresses = names.iter().map(|(name, path)| {
            let path = path.as_str();
            (name.clone(), path.strip_prefix("assets/").unwrap_or(path).to_owned())
        });
        css.push_str(&brand::font_faces((sources, font), &addresses.collect(), problems));
    }
    css
}

/// The style sheets in their order: those that each `theme.yaml` names, the
/// lower layers first, then the site's others by name.
pub fn listed(layers: &[Layer], problems: &mut Vec<Diagnostic>) -> Vec<(Rank, String)> {
    let files = files(layers);
    let mut sheets = Vec::new();
    let mut taken = BTreeSet::new();
    for layer in layers {
        for (rank, wish) in &layer.manifest.styles {
            let path = format!("styles/{}", wish.text);
            if !files.contains_key(&path) {
                let message = format!("the theme has no style sheet `{path}`");
                let manifest = layer.files.get(MANIFEST);
                problems.extend(manifest.map(|file| {
                    Diagnostic::at(&code::INVALID_STYLE, &file.path, wish.span, message)
                }));
            } else if taken.insert(path.clone()) {
                sheets.push((*rank, path));
            }
        }
        let is_sheet =
            |path: &&String| path.starts_with("styles/") && path.ends_with(".css");
        let rank = if layer.is_site() { Rank::Site } else { Rank::Components };
        for path in layer.files.keys().filter(is_sheet) {
            if taken.insert(path.clone()) {
                sheets.push((rank, path.clone()));
            }
        }
    }
    sheets
}

/// Everything that is published beside the pages, under its fingerprint.
#[derive(Default)]
struct Assets {
    files: BTreeMap<OutPath, Arc<[u8]>>,
    names: BTreeMap<String, OutPath>,
}

impl Assets {
    fn publish(&mut self, files: &Files) {
        for (path, file) in files {
            if PUBLISHED.iter().any(|folder| path.starts_with(folder)) {
                self.add(path, path, brand::bytes(file));
            }
        }
    }

    fn add(&mut self, name: &str, path: &str, bytes: Arc<[u8]>) {
        let out = fingerprint(path, &bytes);
        self.files.insert(out.clone(), bytes);
        self.names.insert(name.to_owned(), out);
    }
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
        let sources = Sources { theme, ..Sources::default() };
        load(&sources, (&Look::default(), &Arc::new(english)))
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
        assert_eq!(theme.value.templates.keys().collect::<Vec<_>>(), ["site/page.html"]);
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
        assert!(css.trim_end().ends_with("@layer site{h1{color:teal}}"));
    }
}
