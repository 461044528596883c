//! `ouro.yaml`: what the user may set. The only place with a default.

pub mod look;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::config::look::Look;
use crate::diagnostic::{Checked, Diagnostic, Level, Levels, code, list, nearest};
use crate::source::{Day, Hash, Hasher, LineIndex, SitePath, SourceFile, Sources, Span};
use crate::yaml;

/// The keys that there are.
const KEYS: [&str; 10] = [
    "title",
    "base_url",
    "language",
    "source_url",
    "content",
    "theme",
    "description",
    "today",
    "checks",
    "leave_out",
];

/// The key that holds the parts that a site does without.
const LEAVE_OUT: &str = "leave_out";

/// The key that holds the codes of problems, and how bad each is.
const CHECKS: &str = "checks";

/// The key that holds a folder, or all that a site asks of its theme.
const THEME: &str = "theme";

/// The language of a site that sets none.
const LANGUAGE: &str = "en";

/// The settings of one site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name; where it is not set, the heading of `index.md`, then `Plans`.
    pub title: Option<String>,
    /// What the site is about, in one sentence.
    pub description: Option<String>,
    /// The absolute address of the site, with `/` at its end.
    pub base_url: Option<String>,
    /// The language of the pages.
    pub language: String,
    /// Where it is set.
    pub language_span: Option<Span>,
    /// Where a line of a source file can be read, with `{path}` and perhaps `{line}`.
    pub source_url: Option<String>,
    /// What the site asks of its theme.
    pub look: Look,
    /// How bad each kind of problem is, where it is not as usual.
    pub levels: Levels,
    /// Whether drafts are built.
    pub drafts: Drafts,
    /// The day on which the site is built, where it is to say what is late.
    pub today: Option<Day>,
    /// The parts that the site does without.
    pub left_out: BTreeSet<Extra>,
    /// What links between pages end in.
    pub links: Links,
    /// The hash of all settings.
    pub hash: Hash,
}

/// What links between pages end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Links {
    /// The folder of a page, as a server has it: `plans/auth/`.
    #[default]
    Folders,
    /// The file of a page, so that the site can be opened without a server.
    Files,
}

/// Pages and files that a site can do without. Those of a plan are what a site of many plans
/// has most of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// Pictures and figures that say how a plan stands.
    Badges,
    /// Pictures that go with a link.
    Cards,
    /// All that is known of a plan, as JSON.
    Data,
    /// What is new in a plan, as Atom.
    Feeds,
    /// Graphs as files to take away.
    GraphFiles,
    /// The pages of graphs that their plans' own pages show whole.
    Graphs,
    /// A plan's page as Markdown.
    Markdown,
    /// Progress bars for other pages.
    Strips,
    /// The pages that say when a plan's tasks are worked on.
    Timelines,
}

impl Extra {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Badges,
        Self::Cards,
        Self::Data,
        Self::Feeds,
        Self::GraphFiles,
        Self::Graphs,
        Self::Markdown,
        Self::Strips,
        Self::Timelines,
    ];

    /// Its name in `ouro.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Badges => "badges",
            Self::Cards => "cards",
            Self::Data => "data",
            Self::Feeds => "feeds",
            Self::GraphFiles => "graph-files",
            Self::Graphs => "graphs",
            Self::Markdown => "markdown",
            Self::Strips => "strips",
            Self::Timelines => "timelines",
        }
    }
}

/// Whether pages and plans with `draft: true` are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drafts {
    /// They are left out.
    #[default]
    Exclude,
    /// They are built and carry a ribbon.
    Include,
}

/// Which folders a configuration names, below the folder that was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locations {
    /// The folder of the content; empty for the folder that was given itself.
    pub content: Option<String>,
    /// The folder of the theme.
    pub theme: Option<String>,
    /// The picture that stands for the site, in one of the two folders.
    pub logo: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        let config = Self {
            title: None,
            description: None,
            base_url: None,
            language: LANGUAGE.to_owned(),
            language_span: None,
            source_url: None,
            look: Look::default(),
            levels: Levels::default(),
            drafts: Drafts::Exclude,
            today: None,
            left_out: BTreeSet::new(),
            links: Links::Folders,
            hash: 0,
        };
        config.hashed()
    }
}

impl Config {
    /// Reads the settings; what is wrong is told and stays at its default.
    pub fn read(sources: &Sources) -> Checked<Self> {
        let mut config = Self::default();
        let Some(file) = &sources.config else { return Checked::new(config, Vec::new()) };
        let mut place = Place::new(file);
        match yaml::parse(place.text) {
            Ok(entries) => {
                for (key, value) in entries {
                    if key == CHECKS {
                        config.set_levels(&value, &mut place);
                    } else if key == LEAVE_OUT {
                        config.leave_out(&value, &mut place);
                    } else if key == THEME && value.is_object() {
                        config.look = look::read(&value, &mut place);
                    } else if let Err(wrong) = config.set(&key, &value) {
                        place.report(&[&key], wrong);
                    }
                }
                config.language_span = place.span_of(&["language"]);
            }
            Err(problem) => {
                let message =
                    format!("the configuration cannot be read: {}", problem.message);
                place.tell(problem.line, Wrong { message, hint: problem.hint });
            }
        }
        Checked::new(config.hashed(), place.diagnostics)
    }

    /// Sets another address for the site, as the command line does; the error
    /// says what is wrong with it.
    pub fn with_base_url(mut self, address: &str) -> Result<Self, String> {
        self.base_url = Some(base_url(address).map_err(|wrong| wrong.message)?);
        Ok(self.hashed())
    }

    /// Sets whether drafts are built, as the command line does.
    #[must_use]
    pub fn with_drafts(mut self, drafts: Drafts) -> Self {
        self.drafts = drafts;
        self.hashed()
    }

    /// Sets the day that counts as today, as the command line does.
    #[must_use]
    pub fn with_today(mut self, today: Option<Day>) -> Self {
        self.today = today;
        self.hashed()
    }

    /// Sets what links between pages end in, as the command line does.
    #[must_use]
    pub fn with_links(mut self, links: Links) -> Self {
        self.links = links;
        self.hashed()
    }

    fn set(&mut self, key: &str, value: &Value) -> Result<(), Wrong> {
        if !KEYS.contains(&key) {
            return Err(Wrong::unknown(key));
        }
        let Some(text) = text_of(key, value)? else { return Ok(()) };
        match key {
            "title" => self.title = Some(text.to_owned()),
            "description" => self.description = Some(text.to_owned()),
            "base_url" => self.base_url = Some(base_url(text)?),
            "language" => self.language = language(text)?,
            "source_url" => self.source_url = Some(source_url(text)?),
            "today" => self.today = Some(today(text)?),
            // Where the sources lie was needed before they could be read.
            _ => {
                folder(key, text)?;
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, value: &Value, place: &mut Place<'_>) {
        let names = Extra::ALL.map(Extra::name);
        let all = format!("the parts are {}", list(&names.map(str::to_owned), "and"));
        let parts = match value {
            Value::Null => return,
            Value::Array(parts) => parts.as_slice(),
            value => {
                let message =
                    format!("`{LEAVE_OUT}` is {}, and a list is expected", kind(value));
                return place.report(&[LEAVE_OUT], Wrong::new(message, all));
            }
        };
        for part in parts {
            let name = part.as_str().unwrap_or_default().trim();
            match Extra::ALL.into_iter().find(|part| part.name() == name) {
                Some(part) => {
                    self.left_out.insert(part);
                }
                None => {
                    let message = match part {
                        Value::String(_) => {
                            format!("`{LEAVE_OUT}` names `{name}`, which is no part")
                        }
                        other => format!("`{LEAVE_OUT}` holds {}", kind(other)),
                    };
                    let hint = match nearest(name, names.into_iter()) {
                        Some(near) => format!("the nearest is `{near}`"),
                        None => all.clone(),
                    };
                    place.report(&[LEAVE_OUT], Wrong::new(message, hint));
                }
            }
        }
    }

    fn set_levels(&mut self, value: &Value, place: &mut Place<'_>) {
        let entries = match value {
            Value::Null => return,
            Value::Object(entries) => entries,
            value => {
                let message = format!(
                    "`{CHECKS}` is {}, and codes with their levels are expected",
                    kind(value)
                );
                let hint =
                    "write each on a line of its own below it: `  dead-link: error`";
                return place.report(&[CHECKS], Wrong::new(message, hint));
            }
        };
        for (name, value) in entries {
            match level(name, value) {
                Ok(Some((code, level))) => self.levels.set(code, level),
                Ok(None) => {}
                Err(wrong) => place.report(&[CHECKS, name], wrong),
            }
        }
    }

    fn hashed(mut self) -> Self {
        let mut hasher = Hasher::new();
        for setting in [&self.title, &self.description, &self.base_url, &self.source_url]
        {
            // A setting that is missing differs from one that is empty.
            hasher = match setting {
                Some(text) => hasher.part("set").part(text),
                None => hasher.part("unset"),
            };
        }
        for (code, level) in self.levels.iter() {
            hasher = hasher.part(code).part(level.name());
        }
        hasher = hasher.hash(self.look.hash());
        let drafts = match self.drafts {
            Drafts::Exclude => "without drafts",
            Drafts::Include => "with drafts",
        };
        for part in &self.left_out {
            hasher = hasher.part("left out").part(part.name());
        }
        hasher = hasher.part(match self.links {
            Links::Folders => "folders",
            Links::Files => "files",
        });
        let today = self.today.map(|day| day.to_string()).unwrap_or_default();
        self.hash = hasher.part(&self.language).part(drafts).part(today).finish();
        self
    }
}

/// Finds out which folders a configuration names. What cannot be used is left
/// out here and told by [`Config::read`].
pub fn locations(config_text: Option<&str>) -> Locations {
    let entries = config_text.and_then(|text| yaml::parse(text).ok()).unwrap_or_default();
    let mut locations = Locations::default();
    for (key, value) in entries {
        if key == THEME && value.is_object() {
            let named = look::read(&value, &mut Place::nowhere());
            locations.theme = named.folder;
            locations.logo = named.logo.map(|logo| logo.file.text);
            continue;
        }
        let Ok(Some(text)) = text_of(&key, &value) else { continue };
        match key.as_str() {
            "content" => locations.content = folder(&key, text).ok(),
            THEME => locations.theme = folder(&key, text).ok(),
            _ => {}
        }
    }
    locations
}

/// What is wrong with a setting, before it is known where it stands.
struct Wrong {
    message: String,
    hint: Option<String>,
}

impl Wrong {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()) }
    }

    fn unknown(key: &str) -> Self {
        let message = format!("there is no setting `{key}`");
        match nearest(key, KEYS.into_iter()) {
            Some(known) => Self::new(message, format!("the nearest is `{known}`")),
            None => {
                Self::new(message, format!("the settings are `{}`", KEYS.join("`, `")))
            }
        }
    }
}

/// Where the configuration stands, and what was found wrong with it.
struct Place<'s> {
    path: Option<&'s SitePath>,
    text: &'s str,
    lines: LineIndex,
    keys: BTreeMap<Vec<String>, u32>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Place<'s> {
    fn new(file: &'s SourceFile) -> Self {
        let text: &str = file.text().map_or("", |text| text);
        let lines = LineIndex::new(text);
        let keys = yaml::lines_of_paths(text);
        Self { path: Some(&file.path), text, lines, keys, diagnostics: Vec::new() }
    }

    /// A place for settings of which nothing is told.
    fn nowhere() -> Self {
        let (keys, diagnostics) = (BTreeMap::new(), Vec::new());
        Self { path: None, text: "", lines: LineIndex::new(""), keys, diagnostics }
    }

    /// Reports what is wrong with a key, by the way to it.
    fn report(&mut self, keys: &[&str], wrong: Wrong) {
        self.tell(self.line_of(keys).unwrap_or(1), wrong);
    }

    /// Where a key and its value stand.
    fn span_of(&self, keys: &[&str]) -> Option<Span> {
        Some(self.span(self.line_of(keys)?))
    }

    /// The line of a key, or of the one that holds it.
    fn line_of(&self, keys: &[&str]) -> Option<u32> {
        let mut path: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        while !path.is_empty() {
            if let Some(line) = self.keys.get(&path) {
                return Some(*line);
            }
            path.pop();
        }
        None
    }

    fn span(&self, line: u32) -> Span {
        let range = self.lines.line(line);
        let words = self.text.get(range.clone()).unwrap_or("").trim_end();
        let start = range.start + words.len() - words.trim_start().len();
        let words = words.trim_start();
        self.lines.span(self.text, start, start + words.len())
    }

    fn tell(&mut self, line: u32, wrong: Wrong) {
        let Some(path) = self.path else { return };
        let span = self.span(line);
        let diagnostic = Diagnostic::at(&code::INVALID_CONFIG, path, span, wrong.message);
        self.diagnostics.push(match wrong.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }
}

/// The text of a setting; nothing where it is left empty.
fn text_of<'v>(key: &str, value: &'v Value) -> Result<Option<&'v str>, Wrong> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => {
            let text = text.trim();
            Ok((!text.is_empty()).then_some(text))
        }
        value => {
            let message = format!("`{key}` is {}, and a text is expected", kind(value));
            Err(Wrong::new(message, "put the value in quotes"))
        }
    }
}

/// What a value is, in a sentence.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::String(_) => "a text",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "a number",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// What becomes of a kind of problem; nothing where it is left empty.
fn level(
    name: &str,
    value: &Value,
) -> Result<Option<(&'static code::Code, Level)>, Wrong> {
    let Some(code) = code::find(name) else {
        let message = format!("`{CHECKS}` names `{name}`, and there is no such code");
        let near = nearest(name, code::ALL.iter().map(|code| code.name));
        return Err(match near {
            Some(near) => Wrong::new(message, format!("the nearest is `{near}`")),
            None => Wrong::new(message, "`ouro check --explain list` names them all"),
        });
    };
    let levels = Level::ALL.map(Level::name);
    let all = || format!("the levels are {}", list(&levels.map(str::to_owned), "and"));
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text.trim(),
        value => {
            let message = format!("`{name}` is {}, and a level is expected", kind(value));
            return Err(Wrong::new(message, all()));
        }
    };
    let Some(level) = Level::ALL.into_iter().find(|level| level.name() == text) else {
        let message = format!("`{name}` is `{text}`, which is no level");
        let near = nearest(text, levels.into_iter());
        let hint = near.map_or_else(all, |near| format!("the nearest is `{near}`"));
        return Err(Wrong::new(message, hint));
    };
    if code.stops_builds() && level != Level::Shown(code.severity) {
        let message = format!("`{name}` is `{text}`, and it stops every build");
        return Err(Wrong::new(message, "take the line out: it is always an error"));
    }
    Ok(Some((code, level)))
}

/// Checks an address for the site, as the command line gives it, and ends it
/// with `/`; the error says what is wrong with it.
pub fn site_address(text: &str) -> Result<String, String> {
    base_url(text)
        .map_err(|wrong| format!("{}; {}", wrong.message, wrong.hint.unwrap_or_default()))
}

/// Reads a day, as the command line gives it; the error says what is wrong with it.
pub fn day(text: &str) -> Result<Day, String> {
    today(text)
        .map_err(|wrong| format!("{}; {}", wrong.message, wrong.hint.unwrap_or_default()))
}

fn today(text: &str) -> Result<Day, Wrong> {
    Day::read(text).ok_or_else(|| {
        let message = format!("`today` is `{text}`, which is no day of the calendar");
        Wrong::new(message, "write it like `2026-05-01`")
    })
}

fn base_url(text: &str) -> Result<String, Wrong> {
    let hint = "write it like `https://example.org/plans/`";
    let Some(rest) = web_address(text) else {
        let message = format!(
            "`base_url` is `{text}`, which is no address with `http://` or `https://`"
        );
        return Err(Wrong::new(message, hint));
    };
    if rest.contains(['?', '#']) {
        let message =
            format!("`base_url` is `{text}`, and pages cannot lie below a `?` or `#`");
        return Err(Wrong::new(message, hint));
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

fn source_url(text: &str) -> Result<String, Wrong> {
    let hint = "write it like `https://example.org/repository/blob/main/{path}#L{line}`";
    if web_address(text).is_none() {
        let message = format!(
            "`source_url` is `{text}`, which is no address with `http://` or `https://`"
        );
        return Err(Wrong::new(message, hint));
    }
    if !text.contains("{path}") {
        return Err(Wrong::new(
            format!("`source_url` is `{text}`, without `{{path}}`"),
            hint,
        ));
    }
    Ok(text.to_owned())
}

/// What follows the scheme of an address that a page may link to.
fn web_address(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let strange = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`')
    };
    let braced = host.contains(['{', '}', '@']);
    (web && !host.is_empty() && !braced && !rest.contains(strange)).then_some(rest)
}

fn language(text: &str) -> Result<String, Wrong> {
    let part = |part: &str| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let letters = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if letters && text.len() <= 35 && text.split('-').all(part) {
        return Ok(text.to_owned());
    }
    let message = format!("`language` is `{text}`, which is no code of a language");
    Err(Wrong::new(message, "write it like `en` or `pt-BR`"))
}

/// A folder below the one that was given, without `.` and with `/` between its
/// parts; empty for that one itself.
fn folder(key: &str, text: &str) -> Result<String, Wrong> {
    let drive = text.as_bytes().get(1) == Some(&b':');
    if text.starts_with(['/', '\\', '~']) || drive {
        let message = format!("`{key}` is `{text}`, which is not below this folder");
        return Err(Wrong::new(
            message,
            "write a path that starts here, like `docs/plans`",
        ));
    }
    if text.contains(['\\', '\0']) {
        let message =
            format!("`{key}` is `{text}`, with a character that no path here has");
        return Err(Wrong::new(message, "write `/` between folders"));
    }
    if text.split('/').any(|part| part == "..") {
        let message = format!("`{key}` is `{text}`, which may leave this folder");
        return Err(Wrong::new(message, "write a path without `..`"));
    }
    Ok(SitePath::new(text).map(|path| path.to_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn read(text: &str) -> (Config, Vec<String>) {
        let path = SitePath::new("ouro.yaml").unwrap();
        let file = Arc::new(SourceFile::new(path, text.as_bytes()));
        let sources = Sources { config: Some(file), ..Sources::default() };
        let checked = Config::read(&sources);
        let told = checked.diagnostics.iter().map(|diagnostic| {
            let line = diagnostic.span.map_or(0, |span| span.line);
            format!("{line}: {} ({})", diagnostic.message, diagnostic.hints.join(", "))
        });
        (checked.value.clone(), told.collect())
    }

    #[test]
    fn settings_are_read() {
        let (config, told) = read(
            "title: Plans\nbase_url: https://example.org/x\nlanguage: pt-BR\nsource_url: \
             https://h/{path}#L{line}\ncontent: docs\ndescription: All of them\ntheme:\n",
        );
        assert_eq!(told, [""; 0]);
        assert_eq!(config.base_url.as_deref(), Some("https://example.org/x/"));
        assert_eq!(config.language, "pt-BR");
        assert_eq!(config.description.as_deref(), Some("All of them"));
        assert_ne!(config.hash, Config::default().hash);
    }

    #[test]
    fn what_is_wrong_is_told_and_stays_at_its_default() {
        let (config, told) =
            read("titel: x\nlanguage: 7\nbase_url: javascript:x\ntitle: [a]\n");
        assert_eq!(told[0], "1: there is no setting `titel` (the nearest is `title`)");
        assert!(told[1].starts_with("2: `language` is a number"));
        assert!(
            told[2].starts_with("3: `base_url` is `javascript:x`, which is no address")
        );
        assert!(told[3].starts_with("4: `title` is a list"));
        assert_eq!((config.language.as_str(), config.base_url), ("en", None));
        assert!(read("source_url: https://h/").1[0].contains("without `{path}`"));
        assert!(read("source_url: 'javascript://h/{path}'").1[0].contains("no address"));
        assert!(
            read("a: 1\na: 2\n").1[0].starts_with("2: the configuration cannot be read")
        );
        assert!(read("baseURL: x").1[0].contains("nearest is `base_url`"));
        assert!(read("colour: x").1[0].contains("the settings are"));
    }

    #[test]
    fn parts_are_left_out_by_their_names() {
        let (config, told) = read("leave_out: [cards, feeds]\n");
        assert_eq!(told, [""; 0]);
        assert_eq!(config.left_out, BTreeSet::from([Extra::Cards, Extra::Feeds]));
        assert_ne!(config.hash, Config::default().hash);
        let (config, told) = read("title: x\nleave_out:\n  - card\n  - 7\n");
        assert_eq!(config.left_out, BTreeSet::new());
        assert!(told[0].starts_with("2: `leave_out` names `card`, which is no part"));
        assert!(told[0].contains("the nearest is `cards`"));
        assert!(told[1].contains("`leave_out` holds a number"));
        assert!(read("leave_out: cards").1[0].contains("a list is expected"));
    }

    #[test]
    fn a_folder_never_leaves() {
        for text in ["/etc", "../x", "a/../../b", "C:\\x", "~/x", "a\\b"] {
            assert!(read(&format!("content: '{text}'")).1.len() == 1, "{text}");
            assert_eq!(
                locations(Some(&format!("theme: '{text}'"))).theme,
                None,
                "{text}"
            );
        }
        let found = locations(Some("content: ./docs/plans/\ntheme: my-theme"));
        assert_eq!(found.content.as_deref(), Some("docs/plans"));
        assert_eq!(found.theme.as_deref(), Some("my-theme"));
        assert_eq!(locations(Some("content: .")).content.as_deref(), Some(""));
        assert_eq!(locations(None), Locations::default());
    }

    #[test]
    fn the_command_line_comes_last() {
        let config = Config::default().with_base_url("http://localhost:80").unwrap();
        assert_eq!(config.base_url.as_deref(), Some("http://localhost:80/"));
        assert!(Config::default().with_base_url("ftp://x").is_err());
        let drafts = Config::default().with_drafts(Drafts::Include);
        assert_ne!(drafts.hash, Config::default().hash);
    }
}
