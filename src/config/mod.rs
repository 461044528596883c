//! `ouro.yaml`: what the user may set. The only place with a default.

pub mod key;
pub mod look;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::config::key::{CHECKS, KEYS, LANGUAGE, LEAVE_OUT, THEME};
use crate::config::look::Look;
use crate::diagnostic::{Checked, Diagnostic, Level, Levels, code, list, nearest};
use crate::source::{Day, Hash, Hasher, LineIndex, SitePath, SourceFile, Sources, Span};
use crate::yaml;

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
    /// What is set, by the way to its key: `title`, `checks.dead-link`.
    pub set: BTreeMap<String, Held>,
    /// The parts that the site does without.
    pub left_out: BTreeSet<Extra>,
    /// What links between pages end in.
    pub links: Links,
    /// The hash of all settings.
    pub hash: Hash,
}

/// A value that is set, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The value, as a text.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a value comes from. A later one goes before an earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line of `ouro.yaml`.
    File(u32),
    /// A variable of the environment.
    Variable(String),
    /// An option of the command line.
    Option(&'static str),
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
            set: BTreeMap::new(),
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
                    if !KEYS.iter().any(|known| known.name == key) {
                        place.unknown(&[&key], unknown(&key));
                    } else if key == CHECKS {
                        config.set_levels(&value, &mut place);
                    } else if key == LEAVE_OUT {
                        config.leave_out(&value, &mut place);
                    } else if key == THEME && value.is_object() {
                        config.look = look::read(&value, &mut place);
                        config.hold_look();
                    } else {
                        config.set_text(&key, &value, &mut place);
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

    /// Sets a key over what was set before; the error says what is wrong with the
    /// value.
    pub fn with(
        mut self,
        key: &'static str,
        (text, origin): (&str, Origin),
    ) -> Result<Self, String> {
        if let Some(value) = self.take(key, text).map_err(|wrong| wrong.sentence())? {
            self.set.insert(key.to_owned(), Held { value, origin });
        }
        if key == "language" {
            self.language_span = None;
        }
        Ok(self.hashed())
    }

    /// Sets whether drafts are built, as the command line does.
    #[must_use]
    pub fn with_drafts(mut self, drafts: Drafts) -> Self {
        self.drafts = drafts;
        self.hashed()
    }

    /// Sets a key whose value is a text, and remembers where it stands.
    fn set_text(&mut self, key: &str, value: &Value, place: &mut Place<'_>) {
        let text = match text_of(key, value) {
            Ok(Some(text)) => text,
            Ok(None) => return,
            Err(wrong) => return place.report(&[key], wrong),
        };
        match self.take(key, text) {
            Ok(Some(value)) => self.hold(&[key], value, place),
            Ok(None) => {}
            Err(wrong) => place.report(&[key], wrong),
        }
    }

    /// Sets what links between pages end in, as the command line does.
    #[must_use]
    pub fn with_links(mut self, links: Links) -> Self {
        self.links = links;
        self.hashed()
    }

    /// Takes over the text of a key, and gives it as it now holds.
    fn take(&mut self, key: &str, text: &str) -> Result<Option<String>, Wrong> {
        let held = match key {
            "title" => self.title.insert(text.to_owned()).clone(),
            "description" => self.description.insert(text.to_owned()).clone(),
            "base_url" => self.base_url.insert(base_url(text)?).clone(),
            "language" => {
                self.language = language(text)?;
                self.language.clone()
            }
            "source_url" => self.source_url.insert(source_url(text)?).clone(),
            "today" => self.today.insert(today(text)?).to_string(),
            // Where the sources lie was needed before they could be read.
            "content" | THEME => match folder(key, text)? {
                here if here.is_empty() => ".".to_owned(),
                folder => folder,
            },
            _ => return Ok(None),
        };
        Ok(Some(held))
    }

    fn hold(&mut self, keys: &[&str], value: String, place: &Place<'_>) {
        let origin = Origin::File(place.line_of(keys).unwrap_or(1));
        self.set.insert(keys.join("."), Held { value, origin });
    }

    fn hold_look(&mut self) {
        for (way, value, line) in self.look.wishes() {
            let origin = Origin::File(line);
            self.set.insert(format!("{THEME}.{way}"), Held { value, origin });
        }
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
        let left_out: Vec<&str> = self.left_out.iter().map(|part| part.name()).collect();
        if !left_out.is_empty() {
            self.hold(&[LEAVE_OUT], left_out.join(", "), place);
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
                Ok(Some((code, level))) => {
                    self.levels.set(code, level);
                    self.hold(&[CHECKS, name], level.name().to_owned(), place);
                }
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
            locations.theme = named.folder.map(|folder| folder.text);
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

    /// All of it in one line, for those who have no other.
    fn sentence(self) -> String {
        format!("{}; {}", self.message, self.hint.unwrap_or_default())
    }
}

/// What is said of a key that there is not.
fn unknown(name: &str) -> Wrong {
    let hint = nearest_of(name, &key::names(KEYS));
    Wrong::new(format!("there is no setting `{name}`"), hint)
}

/// Which of some keys is nearest to a name, or which there are.
fn nearest_of(name: &str, names: &[&'static str]) -> String {
    match nearest(name, names.iter().copied()) {
        Some(near) => format!("the nearest is `{near}`"),
        None => format!("the settings are `{}`", names.join("`, `")),
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

    /// Reports a key that there is not, by the way to it.
    fn unknown(&mut self, keys: &[&str], wrong: Wrong) {
        self.raise(&code::UNKNOWN_SETTING, self.line_of(keys).unwrap_or(1), wrong);
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
        self.raise(&code::INVALID_CONFIG, line, wrong);
    }

    fn raise(&mut self, code: &'static code::Code, line: u32, wrong: Wrong) {
        let Some(path) = self.path else { return };
        let span = self.span(line);
        let diagnostic = Diagnostic::at(code, path, span, wrong.message);
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

/// Checks the value of a key that the command line or the environment gives, and
/// makes it what holds; the error says what is wrong with it.
pub fn check(key: &str, text: &str) -> Result<String, String> {
    let held = Config::default().take(key, text).map_err(Wrong::sentence)?;
    Ok(held.unwrap_or_default())
}

/// Checks an address for the site; the error says what is wrong with it.
pub fn site_address(text: &str) -> Result<String, String> {
    check("base_url", text)
}

/// Reads a day, as the command line gives it; the error says what is wrong with it.
pub fn day(text: &str) -> Result<Day, String> {
    today(text).map_err(Wrong::sentence)
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
pub fn web_address(text: &str) -> Option<&str> {
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
        let (config, _) = read("base_url: https://example.org\nlanguage: de\n");
        assert_eq!(config.set["base_url"].origin, Origin::File(1));
        let variable = Origin::Variable("OURO_BASE_URL".to_owned());
        let config = config.with("base_url", ("http://h", variable)).unwrap();
        let option = Origin::Option("--base-url");
        let config = config.with("base_url", ("http://localhost:80", option)).unwrap();
        assert_eq!(config.base_url.as_deref(), Some("http://localhost:80/"));
        let held = &config.set["base_url"];
        assert_eq!(held.value, "http://localhost:80/");
        assert_eq!(held.origin, Origin::Option("--base-url"));
        assert_eq!(config.set["language"].origin, Origin::File(2));
        let wrong = ("ftp://x", Origin::Option("--base-url"));
        assert!(Config::default().with("base_url", wrong).is_err());
        let drafts = Config::default().with_drafts(Drafts::Include);
        assert_ne!(drafts.hash, Config::default().hash);
    }

    #[test]
    fn what_is_set_is_known_by_the_way_to_its_key() {
        let (config, told) = read(
            "checks:\n  loop: off\ntheme:\n  accent: { light: '#123456', dark: '#abcdef' }\n  \
             logo: leaf.svg\n  tokens:\n    round: 2px\ntitle: 7\n",
        );
        assert_eq!(told.len(), 1, "{told:?}");
        let set: Vec<String> = config
            .set
            .iter()
            .map(|(way, held)| format!("{way}={} {:?}", held.value, held.origin))
            .collect();
        assert_eq!(
            set,
            [
                "checks.loop=off File(2)",
                "theme.accent.dark=#abcdef File(4)",
                "theme.accent.light=#123456 File(4)",
                "theme.logo=leaf.svg File(5)",
                "theme.tokens.round=2px File(7)",
            ]
        );
    }

    #[test]
    fn every_example_of_a_key_can_be_used() {
        let whole = |keys: &'static [key::Key], space: &str| -> String {
            let line = |key: &key::Key| format!("{space}{}\n", key.line());
            keys.iter().map(line).collect()
        };
        let text = whole(KEYS, "");
        assert_eq!(read(&text).1, [""; 0], "{text}");
        let text = format!("theme:\n{}", whole(key::LOOK, "  "));
        assert_eq!(read(&text).1, [""; 0], "{text}");
        for (name, keys) in [("logo", key::LOGO), ("font", key::FONT)] {
            let text = format!("theme:\n  {name}:\n{}", whole(keys, "    "));
            assert_eq!(read(&text).1, [""; 0], "{text}");
        }
    }

    #[test]
    fn every_key_is_read() {
        for key in KEYS.iter().filter(|key| key.variable().is_some()) {
            let text = key.example.trim_matches('"');
            let config = Config::default();
            let set = config.with(key.name, (text, Origin::Option("--x"))).unwrap();
            assert_ne!(set.hash, Config::default().hash, "{}", key.name);
            assert!(set.set.contains_key(key.name), "{}", key.name);
        }
    }
}
