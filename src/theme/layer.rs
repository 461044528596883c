//! A theme is a list of layers of files, and a file of a later one lies over
//! that of the same path in an earlier one: the default theme at the bottom,
//! then the themes that extend it, and a site's own folder on top.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_embed::RustEmbed;
use serde_json::Value;

use crate::config::look::{Look, Wish};
use crate::diagnostic::{Checked, Diagnostic, code, list, nearest};
use crate::source::{LineIndex, SitePath, SourceFile, Sources, Span};
use crate::yaml;

/// The built-in themes, as they were when the program was built.
#[derive(RustEmbed)]
#[folder = "themes/"]
struct Embedded;

/// The theme at the bottom of every other.
pub const DEFAULT: &str = "default";

/// How the layer of a site's own folder is called in front of a template's name.
pub const SITE: &str = "site";

/// The file of a theme that says what it is.
pub const MANIFEST: &str = "theme.yaml";

/// The keys of `theme.yaml`.
const KEYS: [&str; 5] = ["name", "description", "extends", "styles", "about"];

/// Files of a theme by their path inside it.
pub type Files = BTreeMap<String, Arc<SourceFile>>;

/// Where the rules of a style sheet rank: those of a later one win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Names for colours and measures.
    Tokens,
    /// What holds for every element.
    Base,
    /// The parts of pages.
    Components,
    /// What holds on paper, in high contrast and the like.
    Utilities,
    /// What a site adds.
    Site,
}

impl Rank {
    /// All of them, the weakest first.
    pub const ALL: [Self; 5] =
        [Self::Tokens, Self::Base, Self::Components, Self::Utilities, Self::Site];

    /// Its name in `theme.yaml` and as a cascade layer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Base => "base",
            Self::Components => "components",
            Self::Utilities => "utilities",
            Self::Site => "site",
        }
    }
}

/// One layer of a theme.
#[derive(Debug, Clone)]
pub struct Layer {
    /// `default`; of a site's own folder [`SITE`].
    pub name: String,
    /// Its files.
    pub files: Files,
    /// What its `theme.yaml` says.
    pub manifest: Manifest,
}

/// What a `theme.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// The name of the theme; empty where it has none.
    pub name: String,
    /// What the theme is, in a sentence; may be empty.
    pub description: String,
    /// The theme that it lies over.
    pub extends: Option<Wish>,
    /// Its style sheets in their order.
    pub styles: Vec<(Rank, Wish)>,
    /// What its parts are for: a sentence for each, by kind and name.
    pub about: BTreeMap<(String, String), String>,
}

impl Layer {
    /// Whether it is the folder of a site.
    pub fn is_site(&self) -> bool {
        self.name == SITE
    }
}

/// The names of the built-in themes.
pub fn built_in() -> Vec<String> {
    let folders =
        Embedded::iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned()));
    folders.collect::<BTreeSet<String>>().into_iter().collect()
}

/// A built-in theme without those that it extends.
pub fn embedded(name: &str) -> Option<Layer> {
    let prefix = format!("{name}/");
    let files: Files = Embedded::iter()
        .filter_map(|path| {
            let inner = path.strip_prefix(&prefix)?.to_owned();
            let file =
                SourceFile::new(SitePath::new(&inner)?, &Embedded::get(&path)?.data);
            Some((inner, Arc::new(file)))
        })
        .collect();
    if files.is_empty() {
        return None;
    }
    let manifest = manifest(&files, Rank::Components, &mut Vec::new());
    Some(Layer { name: name.to_owned(), files, manifest })
}

/// The layers of a site's theme, the lowest first.
pub fn layers(sources: &Sources, look: &Look) -> Checked<Vec<Layer>> {
    let mut problems = Vec::new();
    let mut layers = Vec::new();
    let chosen = look.name.as_ref().map(|wish| {
        let path = sources.config.as_ref().map(|file| file.path.clone());
        (wish.clone(), path)
    });
    let mut next = chosen.clone();
    let mut names = BTreeSet::new();
    if !sources.theme.is_empty() {
        let manifest = manifest(&sources.theme, Rank::Site, &mut problems);
        let own = sources.theme.get(MANIFEST).map(|file| file.path.clone());
        let below = manifest.extends.clone().map(|wish| (wish, own));
        if let (Some((chosen, path)), Some((extends, _))) = (&chosen, &below)
            && chosen.text != extends.text
        {
            let message = format!(
                "the theme is `{}` here, and the site's own theme extends `{}`",
                chosen.text, extends.text
            );
            problems.push(
                at(path.as_ref(), chosen.span, message)
                    .hint("take the name out here: what the theme extends holds"),
            );
        }
        next = below.or(next);
        if !manifest.name.is_empty() {
            names.insert(manifest.name.clone());
        }
        let files = sources.theme.clone();
        layers.push(Layer { name: SITE.to_owned(), files, manifest });
    }
    loop {
        let name = next.as_ref().map_or(DEFAULT, |(wish, _)| wish.text.as_str());
        let found = embedded(name);
        let problem = match (&next, &found) {
            (Some((wish, path)), None) => Some(missing(wish, path.as_ref())),
            (Some((wish, path)), Some(_)) if names.contains(name) => {
                let message = format!("the theme `{name}` extends itself");
                let hint = "give the theme of the site a `name` of its own";
                Some(at(path.as_ref(), wish.span, message).hint(hint))
            }
            _ => None,
        };
        let stops = problem.is_some();
        problems.extend(problem);
        let layer = match found {
            Some(layer) if !stops => layer,
            // What is asked for cannot be had, and every site has a theme.
            _ => embedded(DEFAULT).unwrap_or_else(no_files),
        };
        let last = layer.name == DEFAULT;
        names.insert(layer.name.clone());
        next = layer.manifest.extends.clone().map(|wish| (wish, None));
        layers.push(layer);
        if last {
            break;
        }
    }
    layers.reverse();
    Checked::new(layers, problems)
}

/// Stands for a default theme that is not in the program, which a test rules out.
fn no_files() -> Layer {
    let (files, manifest) = (Files::new(), Manifest::default());
    Layer { name: DEFAULT.to_owned(), files, manifest }
}

fn missing(wish: &Wish, path: Option<&SitePath>) -> Diagnostic {
    let built_in = built_in();
    let message = format!("there is no theme `{}`", wish.text);
    let hint = match nearest(&wish.text, built_in.iter().map(String::as_str)) {
        Some(near) => format!("the nearest is `{near}`"),
        None => format!("the built-in themes are {}", list(&built_in, "and")),
    };
    at(path, wish.span, message).hint(hint)
}

fn at(path: Option<&SitePath>, span: Span, message: String) -> Diagnostic {
    match path {
        Some(path) => Diagnostic::at(&code::INVALID_THEME, path, span, message),
        None => Diagnostic::site(&code::INVALID_THEME, message),
    }
}

/// Reads a `theme.yaml`; style sheets that stand in a list without ranks get
/// the one that is given.
fn manifest(files: &Files, rank: Rank, problems: &mut Vec<Diagnostic>) -> Manifest {
    let mut manifest = Manifest::default();
    let Some(file) = files.get(MANIFEST) else { return manifest };
    let Some(text) = file.text() else { return manifest };
    let lines = LineIndex::new(text);
    let span = |line: u32| {
        let range = lines.line(line);
        let length = text.get(range.clone()).unwrap_or_default().trim_end().len();
        lines.span(text, range.start, range.start + length)
    };
    let entries = match yaml::parse(text) {
        Ok(entries) => entries,
        Err(problem) => {
            problems.push(at(Some(&file.path), span(problem.line), problem.message));
            return manifest;
        }
    };
    let keys = yaml::lines_of_paths(text);
    let place = |names: &[&str]| {
        let path: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        span(keys.get(&path).copied().unwrap_or(1))
    };
    for (key, value) in entries {
        match (key.as_str(), &value) {
            (_, Value::Null) => {}
            ("name", Value::String(text)) => manifest.name = text.clone(),
            ("description", Value::String(text)) => manifest.description = text.clone(),
            ("extends", Value::String(text)) => {
                manifest.extends =
                    Some(Wish { text: text.clone(), span: place(&["extends"]) });
            }
            ("styles", Value::Array(sheets)) => {
                let sheets = sheets.iter().filter_map(Value::as_str);
                manifest.styles.extend(sheets.map(|sheet| {
                    (rank, Wish { text: sheet.to_owned(), span: place(&["styles"]) })
                }));
            }
            ("styles", Value::Object(ranks)) => {
                for (name, sheets) in ranks {
                    let span = place(&["styles", name]);
                    let Some(rank) =
                        Rank::ALL.into_iter().find(|rank| rank.name() == name)
                    else {
                        problems.push(unknown(
                            &file.path,
                            span,
                            (name, &ranks_in_words()),
                        ));
                        continue;
                    };
                    let sheets = sheets.as_array().into_iter().flatten();
                    manifest.styles.extend(
                        sheets
                            .filter_map(Value::as_str)
                            .map(|sheet| (rank, Wish { text: sheet.to_owned(), span })),
                    );
                }
            }
            ("about", Value::Object(kinds)) => {
                for (kind, names) in kinds {
                    let names = names.as_object().into_iter().flatten();
                    manifest.about.extend(names.filter_map(|(name, words)| {
                        Some(((kind.clone(), name.clone()), words.as_str()?.to_owned()))
                    }));
                }
            }
            (key, _) if KEYS.contains(&key) => {
                let message = format!("`{key}` has another form than a theme's");
                problems.push(
                    at(Some(&file.path), place(&[key]), message)
                        .hint("`ouro theme eject theme.yaml --stdout` shows one"),
                );
            }
            (key, _) => {
                let known = KEYS.map(str::to_owned);
                problems.push(unknown(&file.path, place(&[key]), (key, &known)));
            }
        }
    }
    manifest.styles.sort_by_key(|(rank, _)| *rank);
    manifest
}

fn ranks_in_words() -> [String; 5] {
    Rank::ALL.map(|rank| rank.name().to_owned())
}

fn unknown(path: &SitePath, span: Span, (key, known): (&str, &[String])) -> Diagnostic {
    let message = format!("a theme has no key `{key}`");
    at(Some(path), span, message).hint(
        match nearest(key, known.iter().map(String::as_str)) {
            Some(near) => format!("the nearest is `{near}`"),
            None => format!("the keys are {}", list(known, "and")),
        },
    )
}
