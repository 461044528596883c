//! Highlighting: code as HTML with a dozen short classes.
//!
//! The library's own class writer makes HTML thirty times as long as the code.
//! Here scopes are mapped to few classes, equal neighbours are one span, and
//! the colours are the theme's, for light and dark.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::markdown::escape;
use crate::markdown::prose::Html;
use crate::memo::{Lasting, Question};
use crate::source::{Hash, Hasher};

/// The most bytes of code that are highlighted; longer code is plain.
const CODE_LIMIT: usize = 64 * 1024;

/// The most bytes of a line: the patterns are slow on minified code.
const LINE_LIMIT: usize = 4 * 1024;

/// Code to be highlighted.
#[derive(Debug, Clone, Copy)]
pub struct CodeQuestion<'c> {
    /// The code.
    pub code: &'c str,
    /// Its language, named as behind a fence.
    pub language: &'c str,
}

impl Question for CodeQuestion<'_> {
    fn key(&self) -> Hash {
        Hasher::new().part(self.language).part(self.code).finish()
    }
}

impl<Q> Lasting<Q> for Html {
    const KIND: &'static str = "code";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        Some(self.as_str().as_bytes().to_vec())
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        Some(Self::from_trusted(String::from_utf8(bytes.to_vec()).ok()?))
    }
}

/// Highlights code. An unknown language or code over a limit is escaped and no more.
pub fn highlight(question: &CodeQuestion<'_>) -> Html {
    let CodeQuestion { code, language } = *question;
    let long =
        code.len() > CODE_LIMIT || code.lines().any(|line| line.len() > LINE_LIMIT);
    let name = (!long).then(|| name_of(language)).flatten();
    let coloured = name.and_then(|name| {
        let grammars = Grammars::with(&name)?;
        colour(code, grammars.find_syntax_by_token(&name)?, &grammars)
    });
    coloured.unwrap_or_else(|| Html::escape(code))
}

/// The grammars, once code was coloured: loading them takes some milliseconds. Their patterns
/// are compiled as they are used, and stay with them.
static GRAMMARS: Mutex<Grammars> =
    Mutex::new(Grammars { all: None, used: BTreeSet::new() });

struct Grammars {
    all: Option<Arc<SyntaxSet>>,
    /// The names of those that code was coloured with, whose patterns are compiled, with those
    /// of what may stand in it.
    used: BTreeSet<String>,
}

impl Grammars {
    fn lock() -> MutexGuard<'static, Self> {
        GRAMMARS.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The grammars, where one of them has that name.
    fn with(name: &str) -> Option<Arc<SyntaxSet>> {
        let mut known = Self::lock();
        let load = || Arc::new(two_face::syntax::extra_newlines());
        let all = Arc::clone(known.all.get_or_insert_with(load));
        let grammar = all.find_syntax_by_token(name)?.name.clone();
        known.used.insert(grammar);
        Some(all)
    }
}

/// Forgets the grammars, where several are in use: the patterns of eight languages take a
/// hundred megabytes. Those of one are kept for who writes in it. Says whether it forgot
/// them.
pub fn forget_many_grammars() -> bool {
    let mut known = Grammars::lock();
    let are_many = known.used.len() > 1;
    if are_many {
        known.all = None;
        known.used.clear();
    }
    are_many
}

/// Scopes and their classes, the narrower ones first. A class of `None` is a
/// scope in which the colour of what surrounds it does not go on.
static CLASSES: LazyLock<Vec<(Scope, Option<char>)>> = LazyLock::new(|| {
    let table: [(&str, Option<char>); 34] = [
        ("comment", Some('c')),
        ("meta.interpolation", None),
        ("meta.template.expression", None),
        ("source.embedded", None),
        ("string", Some('s')),
        ("constant.numeric", Some('n')),
        ("constant", Some('v')),
        ("support.constant", Some('v')),
        ("variable.function", Some('f')),
        ("entity.name.function", Some('f')),
        ("support.function", Some('f')),
        ("entity.name.tag", Some('a')),
        ("entity.other.attribute-name", Some('a')),
        ("variable.annotation", Some('a')),
        ("meta.annotation", Some('a')),
        ("entity.name.section", Some('m')),
        ("entity.name", Some('t')),
        ("entity.other.inherited-class", Some('t')),
        ("support.type.property-name", Some('a')),
        ("support.type", Some('t')),
        ("support.class", Some('t')),
        ("keyword.operator.word", Some('k')),
        ("keyword.operator.logical.python", Some('k')),
        ("keyword.operator", Some('o')),
        ("keyword", Some('k')),
        ("storage", Some('k')),
        ("variable.language", Some('v')),
        ("variable.parameter", Some('v')),
        ("variable.other.constant", Some('v')),
        ("markup.raw", Some('s')),
        ("markup.inserted", Some('s')),
        ("markup.deleted", Some('n')),
        ("markup", Some('m')),
        ("meta.diff.header", Some('m')),
    ];
    table
        .into_iter()
        .filter_map(|(name, class)| Some((Scope::new(name).ok()?, class)))
        .collect()
});

/// The name that a grammar has for a language; nothing where it is plain text.
fn name_of(language: &str) -> Option<String> {
    let language = language.to_lowercase();
    let name = match language.as_str() {
        "" | "text" | "txt" | "plain" | "plaintext" => return None,
        "shell" | "console" | "shellsession" | "zsh" | "ksh" => "bash",
        "jsonc" | "json5" => "json",
        "golang" => "go",
        "node" | "mjs" | "cjs" => "js",
        "c#" => "cs",
        name => name,
    };
    Some(name.to_owned())
}

/// Colours code, or gives nothing where the grammar fails on it.
fn colour(code: &str, syntax: &SyntaxReference, grammars: &SyntaxSet) -> Option<Html> {
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut spans = Spans { html: String::with_capacity(code.len() * 2), open: None };
    for line in code.split_inclusive('\n') {
        let mut from = 0;
        for (at, change) in state.parse_line(line, grammars).ok()? {
            spans.add(line.get(from..at)?, &scopes);
            scopes.apply(&change).ok()?;
            from = at;
        }
        spans.add(line.get(from..)?, &scopes);
    }
    Some(Html::from_trusted(spans.finish()))
}

/// The class of a place: that of the innermost scope that has one.
fn class(scopes: &ScopeStack) -> Option<char> {
    scopes.as_slice().iter().rev().find_map(|scope| {
        let known = |(prefix, _): &&(Scope, Option<char>)| prefix.is_prefix_of(*scope);
        CLASSES.iter().find(known).map(|(_, class)| *class)
    })?
}

struct Spans {
    html: String,
    open: Option<char>,
}

impl Spans {
    fn add(&mut self, text: &str, scopes: &ScopeStack) {
        // White space has no colour, so it may go on with what stands before it.
        if text.trim().is_empty() {
            return self.html.push_str(&text.replace('\r', ""));
        }
        let class = class(scopes);
        if class != self.open {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape::text(text, &mut self.html);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(code: &str, language: &str) -> String {
        highlight(&CodeQuestion { code, language }).to_string()
    }

    #[test]
    fn scopes_become_short_classes() {
        let html = html("let a = \"<b>\"; // c\n", "rust");
        assert_eq!(
            html,
            "<span class=\"k\">let</span> a <span class=\"o\">= </span>\
             <span class=\"s\">&quot;&lt;b&gt;&quot;</span>; <span class=\"c\">// c\n</span>"
        );
    }

    #[test]
    fn code_is_coloured_again_where_the_grammars_were_forgotten() {
        let before = html("fn a() {}", "rust");
        html("def a(): pass", "python");
        // Others may do so at the same time.
        forget_many_grammars();
        assert_eq!(html("fn a() {}", "rust"), before);
    }

    #[test]
    fn what_is_not_known_is_escaped() {
        assert_eq!(html("a < b", "no-such"), "a &lt; b");
        let long = "x".repeat(LINE_LIMIT + 1);
        assert_eq!(html(&long, "rust"), long);
    }
}
