//! YAML, read with care: front matter and `ouro.yaml`.
//!
//! The parser behind this module is given only what cannot hurt it. A first
//! pass over the tokens refuses anchors, aliases and tags (a few lines of them
//! can stand for gigabytes), bounds the nesting (the parser's scan of unclosed
//! brackets is quadratic), and notes where each key stands, because the parser
//! itself reports line 1 for a key that is there twice. The same pass puts
//! quotes around what plans hold and YAML would refuse or change: `@name`, and
//! numbers that would come back as other text (`1.10`, the hash `12e4567`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Map, Number, Value};

/// The most bytes of one YAML text.
const TEXT_LIMIT: usize = 64 * 1024;

/// The most brackets that may be open at once, and the most levels of indentation.
const DEPTH_LIMIT: usize = 32;

/// Why a YAML text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line in the text, from 1.
    pub line: u32,
    /// What is so: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    fn new(line: u32, message: impl Into<String>) -> Self {
        Self { line, message: message.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Reads a mapping: its keys in order. Dates and other words stay text; an
/// empty text has no keys.
pub fn parse(text: &str) -> Result<Vec<(String, Value)>, Problem> {
    if text.len() > TEXT_LIMIT {
        let message = format!(
            "there are {} bytes of YAML, and at most {TEXT_LIMIT} are read",
            text.len()
        );
        return Err(Problem::new(1, message));
    }
    let mut scan = Scan::new(text);
    scan.run()?;
    let value: serde_yaml::Value = serde_yaml::from_str(&scan.quoted())
        .map_err(|error| explain(&error.to_string(), error.location(), &scan))?;
    let first = scan.first.unwrap_or(1);
    match value {
        serde_yaml::Value::Null => Ok(Vec::new()),
        serde_yaml::Value::Mapping(mapping) => {
            let entries = convert_mapping(mapping)
                .map_err(|message| Problem::new(first, message))?;
            Ok(entries.into_iter().collect())
        }
        serde_yaml::Value::Sequence(_) => {
            Err(Problem::new(first, "this is a list where keys and values are expected")
                .hint("write `key: value` on each line"))
        }
        _ => {
            Err(Problem::new(first, "this is a text where keys and values are expected")
                .hint("write `key: value` on each line"))
        }
    }
}

/// Finds the line of a key of the outermost mapping, from 1.
pub fn line_of_key(text: &str, key: &str) -> Option<u32> {
    let mut scan = Scan::new(text.get(..TEXT_LIMIT).unwrap_or(text));
    // What stands before a problem was noted all the same.
    let _ = scan.run();
    let found = scan.keys.iter().find(|found| found.depth == 1 && found.is(key));
    found.map(|key| key.line)
}

/// Finds the lines of all keys, from 1, each by the way to it from the outermost
/// mapping. A key below a list has none.
pub fn lines_of_paths(text: &str) -> BTreeMap<Vec<String>, u32> {
    let mut scan = Scan::new(text.get(..TEXT_LIMIT).unwrap_or(text));
    // What stands before a problem was noted all the same.
    let _ = scan.run();
    let mut lines = BTreeMap::new();
    let mut path: Vec<String> = Vec::new();
    for key in scan.keys {
        let Some(name) = key.name else { continue };
        if key.depth == 0 || key.depth > path.len() + 1 {
            continue;
        }
        path.truncate(key.depth - 1);
        path.push(name);
        lines.entry(path.clone()).or_insert(key.line);
    }
    lines
}

/// Turns an error of the parser into a sentence with its line.
fn explain(message: &str, at: Option<serde_yaml::Location>, scan: &Scan<'_>) -> Problem {
    if message.contains("duplicate entry") {
        return match scan.duplicate() {
            Some((name, line)) => {
                Problem::new(line, format!("the key `{name}` is here twice"))
                    .hint("keep one of them")
            }
            None => Problem::new(1, "a key is here twice").hint("keep one of them"),
        };
    }
    let line = at.map_or(1, |at| u32::try_from(at.line()).unwrap_or(u32::MAX)).max(1);
    let line = line.min(scan.line.max(1));
    let said = message.split(" at line ").next().unwrap_or(message);
    let problem = Problem::new(line, format!("this is no YAML: {said}"));
    if said.contains("mapping values are not allowed") {
        problem.hint("a text with `: ` in it is written in quotes")
    } else if said.contains("tab") {
        problem.hint("indent with spaces")
    } else {
        problem
    }
}

/// The entries of a mapping, with every key as text.
fn convert_mapping(mapping: serde_yaml::Mapping) -> Result<Vec<(String, Value)>, String> {
    let mut entries: Vec<(String, Value)> = Vec::with_capacity(mapping.len());
    let mut names = BTreeSet::new();
    for (key, value) in mapping {
        let name = match key {
            serde_yaml::Value::String(text) => text,
            serde_yaml::Value::Number(number) => number.to_string(),
            serde_yaml::Value::Bool(flag) => flag.to_string(),
            serde_yaml::Value::Null => "null".to_owned(),
            _ => {
                return Err(
                    "a key is a list or a mapping, and only words can be keys".into()
                );
            }
        };
        // `1` and `"1"` are two keys to YAML and one to us.
        if !names.insert(name.clone()) {
            return Err(format!("the key `{name}` is here twice"));
        }
        entries.push((name, convert(value)?));
    }
    Ok(entries)
}

/// One value; the parser has bounded how deep it is.
fn convert(value: serde_yaml::Value) -> Result<Value, String> {
    Ok(match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(flag) => Value::Bool(flag),
        serde_yaml::Value::String(text) => Value::String(text),
        serde_yaml::Value::Number(number) => convert_number(&number),
        serde_yaml::Value::Sequence(items) => {
            Value::Array(items.into_iter().map(convert).collect::<Result<_, _>>()?)
        }
        serde_yaml::Value::Mapping(mapping) => {
            let entries = convert_mapping(mapping)?;
            Value::Object(entries.into_iter().collect::<Map<_, _>>())
        }
        serde_yaml::Value::Tagged(_) => {
            return Err("a value carries a YAML tag".to_owned());
        }
    })
}

/// A number, or its text where JSON has none for it (`.inf`).
fn convert_number(number: &serde_yaml::Number) -> Value {
    if let Some(whole) = number.as_i64() {
        return Value::Number(whole.into());
    }
    if let Some(whole) = number.as_u64() {
        return Value::Number(whole.into());
    }
    match number.as_f64().and_then(Number::from_f64) {
        Some(fraction) => Value::Number(fraction),
        None => Value::String(number.to_string()),
    }
}

/// A key, or (without a name) the start of a list item or of a bracket, after
/// which deeper keys begin anew.
struct Key {
    name: Option<String>,
    line: u32,
    depth: usize,
}

impl Key {
    fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }
}

/// What a line starts in.
#[derive(Clone, Copy)]
enum State {
    /// Between tokens.
    Node,
    /// A text without quotes, which goes on where a line is indented more than this.
    Plain(i64),
    /// A text in these quotes.
    Quoted(char),
    /// A text after `|` or `>`: the column of its key, and its own once it is known.
    Block(i64, Option<i64>),
}

/// The first pass: enough of YAML's tokens to know what is a text and what is not.
struct Scan<'t> {
    text: &'t str,
    line: u32,
    /// A place in the line and its column, to count each character once.
    counted: (usize, i64),
    state: State,
    /// The columns of the open lists and mappings.
    blocks: Vec<i64>,
    /// How many brackets are open.
    flow: usize,
    keys: Vec<Key>,
    /// What is to be put in quotes, in order.
    quotes: Vec<Range<usize>>,
    /// Whether the last of them ended its line, so that the next line may add to the text.
    tentative: bool,
    /// The line of the first thing that is no comment.
    first: Option<u32>,
    /// Whether `---` was seen.
    opened: bool,
    /// Whether `...` was seen.
    closed: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            line: 0,
            counted: (0, 0),
            state: State::Node,
            blocks: Vec::new(),
            flow: 0,
            keys: Vec::new(),
            quotes: Vec::new(),
            tentative: false,
            first: None,
            opened: false,
            closed: false,
        }
    }

    fn run(&mut self) -> Result<(), Problem> {
        let mut start = 0;
        self.line = 1;
        while start < self.text.len() {
            let rest = &self.text[start..];
            let found = rest.char_indices().find(|&(_, c)| is_break(c));
            let (end, c) =
                found.map_or((self.text.len(), '\n'), |(at, c)| (start + at, c));
            self.scan_line(start, end)?;
            let crlf = rest[end - start..].starts_with("\r\n");
            start = end + if crlf { 2 } else { c.len_utf8() };
            // YAML ends lines at three more characters; nobody counts those as lines.
            if matches!(c, '\n' | '\r') && start < self.text.len() {
                self.line += 1;
            }
        }
        Ok(())
    }

    fn scan_line(&mut self, start: usize, end: usize) -> Result<(), Problem> {
        self.counted = (start, 0);
        let line = &self.text[start..end];
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let indent = spaces as i64;
        let mut body = line.trim_matches([' ', '\t']);
        let mut at = start;
        if let State::Quoted(quote) = self.state {
            let Some(close) = close_of(self.text, start, end, quote) else {
                return Ok(());
            };
            self.state = State::Node;
            return self.tokens(close, end);
        }
        if let Some(marker) = document_marker(line) {
            self.document(marker)?;
            at += 3;
            body = line[3..].trim_matches([' ', '\t']);
            self.state = State::Node;
        }
        match self.state {
            State::Block(parent, own) => {
                if body.is_empty() {
                    return Ok(());
                }
                if indent > parent && own.is_none_or(|own| indent >= own) {
                    self.state = State::Block(parent, Some(own.unwrap_or(indent)));
                    return Ok(());
                }
            }
            State::Plain(parent) => {
                if body.is_empty() {
                    return Ok(());
                }
                let goes_on = self.flow > 0 || indent > parent;
                if goes_on && !body.starts_with('#') {
                    let first = start + (line.len() - line.trim_start().len());
                    // What spans lines is text anyway, and quotes would end too early.
                    if self.tentative && self.end_of_plain(first, end) > first {
                        self.quotes.pop();
                    }
                    self.tentative = false;
                    let at = self.plain(first, end, State::Plain(parent))?;
                    return self.tokens(at, end);
                }
            }
            State::Node | State::Quoted(_) => {}
        }
        self.state = State::Node;
        if !body.is_empty() && !body.starts_with('#') {
            if self.closed {
                return Err(self.problem("there is more after the end of the document"));
            }
            if line.starts_with('%') {
                return Err(self
                    .problem(
                        "a line that starts with `%` is a directive, and none is read",
                    )
                    .hint("remove it, or put the text in quotes"));
            }
            if self.flow == 0 {
                self.blocks
                    .truncate(self.blocks.partition_point(|&column| column <= indent));
            }
        }
        self.tokens(at, end)
    }

    /// Takes note of `---` and `...`: one document, and nothing before or after it.
    fn document(&mut self, marker: &str) -> Result<(), Problem> {
        if marker == "..." {
            self.closed = true;
        } else if self.opened || self.closed || self.first.is_some() {
            return Err(self
                .problem("a second document starts here")
                .hint("one document is read: remove the line `---`"));
        } else {
            self.opened = true;
        }
        self.blocks.clear();
        Ok(())
    }

    /// Reads tokens up to the end of the line.
    fn tokens(&mut self, mut at: usize, end: usize) -> Result<(), Problem> {
        loop {
            let line = &self.text[at..end];
            at += line.len() - line.trim_start_matches([' ', '\t']).len();
            let mut chars = self.text[at..end].chars();
            let Some(c) = chars.next() else { return Ok(()) };
            let next = chars.next();
            let spaced = next.is_none_or(|c| matches!(c, ' ' | '\t'));
            if c == '#' {
                return Ok(());
            }
            self.first.get_or_insert(self.line);
            match c {
                '[' | '{' => {
                    self.note(None);
                    self.flow += 1;
                    self.bound(self.flow, "brackets")?;
                    at += 1;
                }
                ']' | '}' => {
                    self.flow = self.flow.saturating_sub(1);
                    at += 1;
                }
                ',' => at += 1,
                '-' | '?' if spaced || (c == '?' && self.flow > 0) => {
                    self.open(at)?;
                    self.note(None);
                    at += 1;
                }
                ':' if spaced || self.flow > 0 => at += 1,
                '&' => return Err(self.refuse("anchor", at, end)),
                '*' => return Err(self.refuse("alias", at, end)),
                '!' => return Err(self.refuse("tag", at, end)),
                '|' | '>' if self.flow == 0 => {
                    let parent = self.blocks.last().copied().unwrap_or(-1);
                    let header = self.text[at..end].chars().take_while(|&c| c != '#');
                    let digit = header.filter_map(|c| c.to_digit(10)).next();
                    let own = digit.map(|digit| parent.max(0) + i64::from(digit));
                    self.state = State::Block(parent, own);
                    return Ok(());
                }
                '\'' | '"' => {
                    let Some(close) = close_of(self.text, at + 1, end, c) else {
                        self.state = State::Quoted(c);
                        return Ok(());
                    };
                    self.key_after(at, close, end)?;
                    at = close;
                }
                _ => {
                    let parent = self.blocks.last().copied().unwrap_or(-1);
                    // Every turn passes at least one character.
                    let least = at + c.len_utf8();
                    at = self.plain(at, end, State::Plain(parent))?.max(least);
                }
            }
        }
    }

    /// Reads a text without quotes and gives the place behind it.
    fn plain(&mut self, at: usize, end: usize, state: State) -> Result<usize, Problem> {
        let stop = self.end_of_plain(at, end);
        let text = self.text[at..stop].trim_end_matches([' ', '\t']);
        let close = at + text.len();
        if matches!(self.state, State::Node) {
            let wants_quotes = wants_quotes(text);
            if wants_quotes {
                self.quotes.push(at..close);
            }
            self.tentative = wants_quotes && stop == end;
        }
        if stop == end {
            self.state = state;
            return Ok(end);
        }
        // A comment ends a text for good; anything else is a token.
        let continued = !matches!(self.state, State::Node);
        self.state = State::Node;
        if !continued {
            self.key_after(at, close, end)?;
        }
        Ok(stop)
    }

    /// Where a text without quotes ends: at `: `, at ` #`, and between brackets at
    /// a comma or a bracket.
    fn end_of_plain(&self, at: usize, end: usize) -> usize {
        let mut before = 'x';
        let mut chars = self.text[at..end].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next = chars.peek().map(|&(_, c)| c);
            let ends = match c {
                ':' => match next {
                    None | Some(' ' | '\t') => true,
                    Some(',' | '?' | '[' | ']' | '{' | '}') => self.flow > 0,
                    Some(_) => false,
                },
                '#' => matches!(before, ' ' | '\t'),
                ',' | '[' | ']' | '{' | '}' => self.flow > 0,
                _ => false,
            };
            if ends {
                return at + offset;
            }
            before = c;
        }
        end
    }

    /// Takes note of a key, if a colon follows what ends at `close`.
    fn key_after(&mut self, at: usize, close: usize, end: usize) -> Result<(), Problem> {
        let rest = self.text[close..end].trim_start_matches([' ', '\t']);
        let Some(rest) = rest.strip_prefix(':') else { return Ok(()) };
        if self.flow == 0 && !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return Ok(());
        }
        self.open(at)?;
        self.note(Some(unquoted(&self.text[at..close])));
        Ok(())
    }

    /// Opens a list or a mapping at a place, unless it is open.
    fn open(&mut self, at: usize) -> Result<(), Problem> {
        if self.flow > 0 {
            return Ok(());
        }
        let (from, column) = self.counted;
        let passed = self.text.get(from..at).map_or(0, |text| text.chars().count());
        let column = column + passed as i64;
        self.counted = (at, column);
        if self.blocks.last().is_none_or(|&last| last < column) {
            self.blocks.push(column);
        }
        self.bound(self.blocks.len(), "levels of indentation")
    }

    fn note(&mut self, name: Option<String>) {
        let depth = self.blocks.len() + self.flow;
        self.keys.push(Key { name, line: self.line, depth });
    }

    /// The first key that stands in one mapping twice, and the line of the second.
    fn duplicate(&self) -> Option<(&str, u32)> {
        let mut open: Vec<BTreeSet<&str>> = Vec::new();
        for key in &self.keys {
            open.truncate(key.depth);
            open.resize_with(key.depth, BTreeSet::new);
            let Some(name) = &key.name else { continue };
            if open.last_mut().is_some_and(|names| !names.insert(name)) {
                return Some((name, key.line));
            }
        }
        None
    }

    /// The text with quotes around what needs them.
    fn quoted(&self) -> String {
        let mut quoted = String::with_capacity(self.text.len() + 16);
        let mut done = 0;
        for range in &self.quotes {
            quoted.push_str(&self.text[done..range.start]);
            quoted.push('\'');
            quoted.push_str(&self.text[range.clone()].replace('\'', "''"));
            quoted.push('\'');
            done = range.end;
        }
        quoted.push_str(&self.text[done..]);
        quoted
    }

    fn bound(&self, depth: usize, what: &str) -> Result<(), Problem> {
        if depth <= DEPTH_LIMIT {
            return Ok(());
        }
        Err(self.problem(&format!("there are more than {DEPTH_LIMIT} {what}")))
    }

    fn refuse(&self, what: &str, at: usize, end: usize) -> Problem {
        let word: String = self.text[at..end]
            .chars()
            .take_while(|c| !c.is_whitespace())
            .take(40)
            .collect();
        self.problem(&format!("`{word}` is a YAML {what}, and none is read"))
            .hint("a text that starts so is written in quotes")
    }

    fn problem(&self, message: &str) -> Problem {
        Problem::new(self.line, message)
    }
}

/// Whether YAML ends a line at this character.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `---` or `...` at the start of a line, alone or before a space.
fn document_marker(line: &str) -> Option<&str> {
    let marker = line.get(..3).filter(|&marker| marker == "---" || marker == "...")?;
    let rest = &line[3..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(marker)
}

/// The place behind the closing quote; nothing where the text goes on after this line.
fn close_of(text: &str, at: usize, end: usize, quote: char) -> Option<usize> {
    let mut chars = text[at..end].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            let doubled = quote == '\'' && chars.next_if(|&(_, c)| c == '\'').is_some();
            if !doubled {
                return Some(at + offset + 1);
            }
        }
    }
    None
}

/// A key without its quotes.
fn unquoted(text: &str) -> String {
    for quote in ['\'', '"'] {
        let inner = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.replace("''", "'");
        }
    }
    text.to_owned()
}

/// Whether YAML would refuse a text, or give back another one as a number.
fn wants_quotes(text: &str) -> bool {
    if text.starts_with(['@', '`']) {
        return true;
    }
    let digits = text.trim_start_matches(['-', '+']);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return false;
    }
    if ["0x", "0o", "0b"].iter().any(|base| digits.starts_with(base)) {
        return true;
    }
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole {
        return text.parse::<i64>().is_err() && text.parse::<u64>().is_err();
    }
    text.parse::<f64>().is_ok_and(|number| number.to_string() != text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        let entries = parse(text).unwrap().into_iter();
        let texts: Vec<_> =
            entries.map(|(key, value)| format!("{key}={value}")).collect();
        texts.join(" ")
    }

    fn problem(text: &str) -> (u32, String) {
        let problem = parse(text).unwrap_err();
        (problem.line, problem.message)
    }

    #[test]
    fn keys_keep_their_order_and_dates_stay_text() {
        assert_eq!(json(""), "");
        assert_eq!(json("# nothing\n"), "");
        assert_eq!(json("---\nb: 1\na: 2026-11-24\n...\n"), r#"b=1 a="2026-11-24""#);
        assert_eq!(
            json("a: [x, 'y', 2.5]\r\nb: {c: yes}"),
            r#"a=["x","y",2.5] b={"c":"yes"}"#
        );
    }

    #[test]
    fn what_a_plan_holds_stays_as_it_is_written() {
        assert_eq!(json("assignee: @x"), r#"assignee="@x""#);
        assert_eq!(json("assignee: [@x, @o'y ]  # who"), r#"assignee=["@x","@o'y"]"#);
        assert_eq!(json("id: 1.10\ndependencies: [1.2, 2.10]"), {
            r#"id="1.10" dependencies=[1.2,"2.10"]"#
        });
        assert_eq!(json("1.10: a"), r#"1.10="a""#);
        assert_eq!(json("commit: 12e4567"), r#"commit="12e4567""#);
        assert_eq!(json("commit: 0x1f"), r#"commit="0x1f""#);
        assert_eq!(
            json("a: one\n  1.10\nb: 2.50\n  more"),
            r#"a="one 1.10" b="2.50 more""#
        );
        assert_eq!(json("a: [1.10\n]\nb: [@x\n , @y]"), r#"a=["1.10"] b=["@x","@y"]"#);
        assert_eq!(json("a: 1.10\n\n  more"), r#"a="1.10\nmore""#);
        assert_eq!(json("a: 1.10\nb: x\n  y"), r#"a="1.10" b="x y""#);
    }

    #[test]
    fn anchors_aliases_and_tags_are_refused() {
        for text in ["a: &x 1\nb: 2", "a:\n  - *x", "a: !!str 1", "{a: [b, &x c]}"] {
            assert!(problem(text).1.contains("is a YAML"), "{text}");
        }
        assert_eq!(problem("a: 1\nb: 'q' \nc: *x").0, 3);
        assert_eq!(problem("a: \"q\n  r\"\nb: [x,\n *x]").0, 4);
    }

    #[test]
    fn inside_a_text_they_are_characters() {
        let text = "a: x & y *z* !\nb: '*x'\nc: \"&x \\\" *y\"\nd: |\n  *x\n  !y [[\n\ne: >2\n  \
                    &x\nf: one\n  *two\n  # no\ng: a#b";
        assert_eq!(parse(text).unwrap().len(), 7);
        assert_eq!(json("a: don't *do* this"), r#"a="don't *do* this""#);
    }

    #[test]
    fn nesting_and_documents_are_bounded() {
        let (_, message) = problem(&format!("a: {}", "[".repeat(33)));
        assert_eq!(message, "there are more than 32 brackets");
        let deep: String = (0..40).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        assert!(problem(&deep).1.contains("levels of indentation"));
        assert!(problem(&"- ".repeat(40)).1.contains("levels of indentation"));
        assert_eq!(
            problem("a: 1\n---\nb: 2"),
            (2, "a second document starts here".into())
        );
        assert_eq!(problem(&"a".repeat(TEXT_LIMIT + 1)).0, 1);
    }

    #[test]
    fn a_key_twice_is_told_with_its_line() {
        assert_eq!(problem("a: 1\nb: 2\na: 3"), (3, "the key `a` is here twice".into()));
        let list = "x:\n  - a: 1\n  - a: 2\n    b: 1\n    b: 2\n";
        assert_eq!(problem(list), (5, "the key `b` is here twice".into()));
        assert_eq!(problem("x: {a: 1}\ny: [{a: 1, a: 2}]").0, 2);
        assert_eq!(problem("1: a\n'1': b").1, "the key `1` is here twice");
    }

    #[test]
    fn what_is_no_mapping_is_told() {
        assert_eq!(problem("\n- a\n- b").0, 2);
        assert!(problem("just words").1.contains("a text where keys"));
        let told = parse("a: b\nc: d: e").unwrap_err();
        assert_eq!((told.line, told.hint.is_some()), (2, true));
    }

    #[test]
    fn a_key_is_found_in_any_text() {
        let text = "# c\ntitle: x\nmore:\n  theme: no\n'theme': yes\n";
        assert_eq!(line_of_key(text, "theme"), Some(5));
        assert_eq!(line_of_key(text, "more"), Some(3));
        assert_eq!(line_of_key(text, "x"), None);
        assert_eq!(line_of_key("{a: 1,\n b: {c: 2}}", "b"), Some(2));
        let inner = |text: &str, keys: &[&str]| {
            let path: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            lines_of_paths(text).get(&path).copied()
        };
        let text = "x: {b: 0}\na:\n  c: {b: 1}\n  b: 2\nb: 3\n";
        assert_eq!(inner(text, &["a", "b"]), Some(4));
        assert_eq!(inner(text, &["a", "c", "b"]), Some(3));
        assert_eq!(inner(text, &["b"]), Some(5));
        assert_eq!(inner(text, &["b", "b"]), None);
        assert_eq!(inner("{a: {\n b: 1}}", &["a", "b"]), Some(2));
        assert_eq!(inner("a: { c: 1, \"b\": 2 }", &["a", "b"]), Some(1));
        assert_eq!(line_of_key("a: &x 1\nb: 1", "a"), Some(1));
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let parts = [
            "a", ":", " ", "\n", "-", "'", "\"", "[", "]", "{", "}", ",", "#", "|", ">",
            "\\", "é", "\t", "\r", "1.0", "@", "%", "?", "\u{2028}", "---", "...",
            "\u{fffd}", "&", "\u{7}",
        ];
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(parts[(seed >> 33) as usize % parts.len()]);
            }
            let _ = parse(&text);
            let _ = line_of_key(&text, "a");
        }
    }
}
