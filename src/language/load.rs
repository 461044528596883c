//! Loading: the message files of the program, and those of the user's theme over them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::diagnostic::{Checked, Diagnostic, code, list, nearest};
use crate::language::{GROUP, Language, Messages};
use crate::source::{Hasher, LineIndex, SourceFile, Sources, Span};

/// The message files of the default theme, as they were when the program was built.
#[derive(RustEmbed)]
#[folder = "themes/default/languages/"]
struct Embedded;

/// A message file that is part of the program.
struct BuiltIn {
    text: String,
    resource: Arc<FluentResource>,
}

/// Those files by their language; they are read once.
static BUILT_IN: LazyLock<BTreeMap<String, BuiltIn>> = LazyLock::new(|| {
    let files = Embedded::iter().filter_map(|path| {
        let tag = path.strip_suffix(".ftl")?.to_owned();
        let text = String::from_utf8(Embedded::get(&path)?.data.into_owned()).ok()?;
        let read = FluentResource::try_new(text.clone());
        // A test reads them without a problem.
        let resource = read.unwrap_or_else(|(readable, _)| readable);
        Some((tag, BuiltIn { text, resource: Arc::new(resource) }))
    });
    files.collect()
});

/// The messages that there are, and what each is given: those in English.
static KNOWN: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    BUILT_IN.get(ENGLISH).map(|file| variables(&file.resource)).unwrap_or_default()
});

/// The language that has every message.
const ENGLISH: &str = "en";
/// The message that is what stands between groups of three digits.
const GROUP_MESSAGE: &str = "number-group";
/// From how large a number its digits stand in groups.
const GROUPED: usize = 10_000;
/// The most bytes of one message file.
const LIMIT: u64 = 256 * 1024;
/// How many missing messages are named before the rest is counted.
const NAMED: usize = 4;

type Bundle = FluentBundle<Arc<FluentResource>>;

/// Loads a language: its messages, those of its relatives, and at last the
/// English ones. The settings name it by its tag and by the place where they do.
pub fn load(sources: &Sources, (tag, place): (&str, Option<Span>)) -> Checked<Language> {
    let mut diagnostics = Vec::new();
    let known = &*KNOWN;
    let mut files = Vec::new();
    let mut hasher = Hasher::new().part(tag);
    let mut own = BTreeSet::new();
    for name in relatives(tag) {
        let built_in =
            embedded(&name).map(|file| (Arc::clone(&file.resource), file.text.clone()));
        let theirs = user_file(sources, &name)
            .and_then(|file| read(file, known, &mut diagnostics));
        if built_in.is_none() && theirs.is_none() {
            continue;
        }
        let mut messages = bundle(&name);
        for (resource, text) in [built_in, theirs].into_iter().flatten() {
            hasher = hasher.part(&name).part(&text);
            if name != ENGLISH || tag == ENGLISH {
                own.extend(ids_of(&resource).map(str::to_owned));
            }
            messages.add_resource_overriding(resource);
        }
        files.push(finished(messages));
    }
    let is_english = tag.split('-').next().is_some_and(|tag| tag == ENGLISH);
    if !is_english && let Some(found) = missing(sources, (tag, place), (known, &own)) {
        diagnostics.push(found);
    }
    let language = Language {
        tag: tag.to_owned(),
        hash: hasher.finish(),
        said: vec![OnceLock::new(); known.len()],
        ids: known.keys().cloned().collect(),
        files,
    };
    Checked::new(language, diagnostics)
}

/// The languages that have words built in.
pub fn built_in() -> Vec<String> {
    BUILT_IN.keys().cloned().collect()
}

/// The languages to be asked, nearest first: the one that is named, those that
/// it is a variety of, and English. Chinese is written in simplified characters
/// where nothing else is said, as the likely subtags of Unicode have it.
fn relatives(tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = tag;
    loop {
        found.push(rest.to_owned());
        match rest.rsplit_once('-') {
            Some((shorter, _)) => rest = shorter,
            None => break,
        }
    }
    let parts: Vec<String> = tag.split('-').map(str::to_lowercase).collect();
    let traditional = ["hant", "tw", "hk", "mo"].map(str::to_owned);
    let is_simplified = !parts.iter().any(|part| traditional.contains(part));
    if parts.first().is_some_and(|part| part == "zh") && is_simplified {
        found.push("zh-Hans".to_owned());
    }
    found.push(ENGLISH.to_owned());
    let mut seen = BTreeSet::new();
    found.retain(|tag| seen.insert(tag.to_lowercase()));
    found
}

/// The messages of a language that are part of the program.
fn embedded(tag: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag)).map(|(_, file)| file)
}

fn user_file<'s>(sources: &'s Sources, tag: &str) -> Option<&'s Arc<SourceFile>> {
    let wanted = format!("languages/{tag}.ftl");
    let found = |path: &&String| path.eq_ignore_ascii_case(&wanted);
    sources.theme.keys().find(found).and_then(|path| sources.theme.get(path))
}

/// Reads a file of the user: what can be read of it is used, and the rest told.
fn read(
    file: &Arc<SourceFile>,
    known: &BTreeMap<String, BTreeSet<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Arc<FluentResource>, String)> {
    let tell = |message: String| {
        Diagnostic::file(&code::INVALID_MESSAGES, &file.path, message)
            .hint("the words of the default theme are used in its place")
    };
    let Some(text) = file.text() else {
        diagnostics.push(tell("the message file is no text".to_owned()));
        return None;
    };
    if file.size > LIMIT {
        let message =
            format!("the message file has {} bytes, more than 256 KiB", file.size);
        diagnostics.push(tell(message));
        return None;
    }
    let lines = LineIndex::new(text);
    let at = |range: Range<usize>, message: String| {
        let span = lines.span(text, range.start, range.end.min(text.len()));
        Diagnostic::at(&code::INVALID_MESSAGES, &file.path, span, message)
    };
    let resource = match FluentResource::try_new(text.to_string()) {
        Ok(resource) => resource,
        Err((readable, problems)) => {
            for problem in problems {
                let range = problem.slice.unwrap_or(problem.pos.clone());
                let words = sentence(&problem.kind.to_string());
                let message = format!("this message cannot be read: {words}");
                diagnostics
                    .push(at(range, message).hint("the default theme's is used for it"));
            }
            readable
        }
    };
    for (id, used) in variables(&resource) {
        let start = find_message(text, &id).unwrap_or_default();
        let range = start..start + id.len();
        match known.get(&id) {
            None => {
                let near = nearest(&id, known.keys().map(String::as_str));
                let found = at(range, format!("the site has no message `{id}`"));
                diagnostics.push(match near {
                    Some(near) => found.hint(format!("the nearest is `{near}`")),
                    None => found.hint("take it out: nothing asks for it"),
                });
            }
            Some(given) => {
                for variable in used.difference(given) {
                    let message =
                        format!("the message `{id}` is not given `${variable}`");
                    let names: Vec<String> =
                        given.iter().map(|name| format!("${name}")).collect();
                    let hint = match names.is_empty() {
                        true => "it is given nothing".to_owned(),
                        false => format!("it is given {}", list(&names, "and")),
                    };
                    diagnostics.push(at(range.clone(), message).hint(hint));
                }
            }
        }
    }
    Some((Arc::new(resource), text.to_string()))
}

/// What the parser says, as ours is written.
fn sentence(words: &str) -> String {
    let words = words.trim_end_matches('.');
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Where a message stands.
fn find_message(text: &str, id: &str) -> Option<usize> {
    text.match_indices(id).map(|(at, _)| at).find(|&at| {
        (at == 0 || text[..at].ends_with('\n'))
            && text[at + id.len()..].trim_start_matches(' ').starts_with('=')
    })
}

/// Says that a language has no words of its own, or not all.
fn missing(
    sources: &Sources,
    (tag, place): (&str, Option<Span>),
    (known, own): (&BTreeMap<String, BTreeSet<String>>, &BTreeSet<String>),
) -> Option<Diagnostic> {
    let lacking: Vec<&String> = known.keys().filter(|id| !own.contains(*id)).collect();
    let (message, hint) = match (own.is_empty(), lacking.as_slice()) {
        (_, []) => return None,
        (true, _) => {
            let tags = built_in();
            (
                format!(
                    "`language` is `{tag}`, and the site's own words are not there in it"
                ),
                format!(
                    "they are shown in English; there are words in {}, and \
                     `languages/{tag}.ftl` in the theme's folder can bring others",
                    list(&tags, "and")
                ),
            )
        }
        (false, lacking) => {
            let names: Vec<String> =
                lacking.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
            let more = match lacking.len() - names.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let noun = if lacking.len() == 1 { "message" } else { "messages" };
            (
                format!("`{tag}` lacks {} {noun} of the theme", lacking.len()),
                format!("in English stay {}{more}", names.join(", ")),
            )
        }
    };
    Some(
        match (&sources.config, place) {
            (Some(file), Some(span)) => {
                Diagnostic::at(&code::MISSING_WORDS, &file.path, span, message)
            }
            (Some(file), None) => {
                Diagnostic::file(&code::MISSING_WORDS, &file.path, message)
            }
            (None, _) => Diagnostic::site(&code::MISSING_WORDS, message),
        }
        .hint(hint),
    )
}

fn bundle(tag: &str) -> Bundle {
    let locale = tag.parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Names of the plans stand in elements that isolate their direction.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) if number.value >= GROUPED as f64 => {
            Some(grouped(&number.as_string()))
        }
        _ => None,
    }));
    bundle
}

fn finished(bundle: Bundle) -> Messages {
    let group =
        bundle.get_message(GROUP_MESSAGE).and_then(|message| message.value()).map(
            |pattern| bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned(),
        );
    Messages { bundle, group: group.unwrap_or_default() }
}

/// Digits with a mark between groups of three.
fn grouped(digits: &str) -> String {
    let (whole, rest) = digits
        .split_at(digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len()));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(GROUP);
        }
        out.push(digit);
    }
    out + rest
}

fn ids_of(resource: &FluentResource) -> impl Iterator<Item = &str> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    })
}

/// The messages of a file, and the variables that each uses.
pub fn variables(resource: &FluentResource) -> BTreeMap<String, BTreeSet<String>> {
    let own: BTreeMap<&str, &Pattern<&str>> = resource
        .entries()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.id.name, message.value.as_ref()?)),
            _ => None,
        })
        .collect();
    own.iter()
        .map(|(id, pattern)| {
            let mut used = BTreeSet::new();
            let mut open = vec![*id];
            collect(pattern, &own, (&mut open, &mut used));
            ((*id).to_owned(), used)
        })
        .collect()
}

/// Collects the variables of a pattern, and those of the messages that it refers to.
fn collect<'a>(
    pattern: &'a Pattern<&'a str>,
    all: &BTreeMap<&'a str, &'a Pattern<&'a str>>,
    (open, used): (&mut Vec<&'a str>, &mut BTreeSet<String>),
) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from(expression, all, (open, used));
        }
    }
}

fn collect_from<'a>(
    expression: &'a Expression<&'a str>,
    all: &BTreeMap<&'a str, &'a Pattern<&'a str>>,
    (open, used): (&mut Vec<&'a str>, &mut BTreeSet<String>),
) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                collect(&variant.value, all, (open, used));
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            used.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => {
            collect_from(expression, all, (open, used));
        }
        InlineExpression::MessageReference { id, attribute: None }
            if !open.contains(&id.name) =>
        {
            if let Some(pattern) = all.get(id.name) {
                open.push(id.name);
                collect(pattern, all, (open, used));
                open.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SitePath;

    #[test]
    fn every_language_that_is_built_in_says_all_and_no_more() {
        let known = &*KNOWN;
        for (tag, file) in &*BUILT_IN {
            let read = FluentResource::try_new(file.text.clone())
                .map_err(|(_, problems)| problems);
            let read = read.unwrap();
            let own = variables(&read);
            assert_eq!(ids_of(&read).count(), own.len(), "{tag} says something twice");
            let missing: Vec<_> =
                known.keys().filter(|id| !own.contains_key(*id)).collect();
            assert_eq!(missing, [""; 0], "{tag} lacks messages");
            for (id, used) in own {
                let given = known.get(&id);
                assert!(given.is_some(), "{tag}: `{id}` is not in English");
                let more: Vec<_> = used.difference(given.unwrap()).collect();
                assert_eq!(more, [""; 0], "{tag}: `{id}` uses what English does not");
            }
        }
    }

    #[test]
    fn a_file_of_the_user_lies_over_ours_and_is_checked() {
        let text =
            "overview = Start\novervew = x\ntasks = { $m } things\nall plans = y\n";
        let path = "languages/de.ftl";
        let file = SourceFile::new(SitePath::new(path).unwrap(), text.as_bytes());
        let mut sources = Sources::default();
        sources.theme.insert(path.to_owned(), Arc::new(file));
        let Checked { value, diagnostics } = load(&sources, ("de", None));
        assert_eq!(value.say("overview"), "Start");
        let told: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "this message cannot be read: expected a token starting with \"=\"",
                "the site has no message `overvew`",
                "the message `tasks` is not given `$m`",
            ]
        );
    }

    #[test]
    fn a_language_without_words_is_told() {
        let told = |tag: &str| {
            let loaded = load(&Sources::default(), (tag, None));
            loaded.diagnostics.first().map(|found| found.message.clone())
        };
        assert_eq!(told("de-CH"), None);
        assert_eq!(told("en-GB"), None);
        assert_eq!(told("zh-SG"), None);
        assert_eq!(
            told("zh-Hant").as_deref(),
            Some("`language` is `zh-Hant`, and the site's own words are not there in it")
        );
    }
}
