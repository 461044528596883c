//! Case files: Markdown that holds inputs and what we expect of them.
//!
//! `tests/cases/README.md` describes the form. Here it is read; `tests/cases.rs`
//! makes what is expected, and `tests/memo.rs` uses the inputs alone.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its cases, and stops where they cannot be read"
)]

pub(crate) mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ouro::compile::Settings;
use ouro::config::Drafts;
use ouro::plan::dialects::is_data;
use ouro::source::{Day, SitePath, SourceFile, Sources};

/// A heading of a case file: inputs, and what we expect.
pub(crate) struct Case {
    /// The file it stands in.
    pub(crate) file: PathBuf,
    /// The heading.
    pub(crate) name: String,
    /// The line of the heading, from 1.
    pub(crate) line: usize,
    /// The files of the first version, by path.
    pub(crate) given: BTreeMap<String, Vec<u8>>,
    /// The files of the second version, where a file is edited.
    pub(crate) edited: Option<BTreeMap<String, Vec<u8>>>,
    /// What the command line sets.
    pub(crate) settings: Settings,
    /// What we expect, in order.
    pub(crate) expected: Vec<Expected>,
}

/// A fence that says what we expect.
pub(crate) struct Expected {
    /// What stands behind the fence: `plan`, `edges levels`.
    pub(crate) info: String,
    /// What stands in it.
    pub(crate) text: String,
    /// The lines of the body, from 0.
    pub(crate) lines: Range<usize>,
}

/// The folder of the case files.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Reads every case of the folder, in the order of names and headings.
pub(crate) fn all() -> Vec<Case> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    files.retain(|file| file.file_name().is_some_and(|name| name != "README.md"));
    files.sort();
    files.iter().flat_map(|file| read(file, &fs::read_to_string(file).unwrap())).collect()
}

/// Reads the cases of one file.
pub(crate) fn read(file: &Path, text: &str) -> Vec<Case> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut cases: Vec<Case> = Vec::new();
    let mut waiting: Option<(String, Vec<String>)> = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let place = format!("{}:{}", file.display(), at + 1);
        at += 1;
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case {
                file: file.to_owned(),
                name: name.trim().to_owned(),
                line: at,
                given: BTreeMap::new(),
                edited: None,
                settings: Settings::default(),
                expected: Vec::new(),
            });
            continue;
        }
        if let Some((path, words)) = path_line(line) {
            assert!(waiting.is_none(), "{place}: the path above has no fence");
            let case = cases.last_mut().expect("a path stands below a heading");
            match path.as_str() {
                "--drafts" => case.settings.drafts = Drafts::Include,
                path if path.starts_with("--today ") => {
                    case.settings.today = Day::read(&path["--today ".len()..]);
                }
                path if words == ["removed"] => {
                    case.edit().remove(path).expect("only a given file is removed");
                }
                _ => waiting = Some((path, words)),
            }
            continue;
        }
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        if ticks < 3 {
            let is_text = !line.trim().is_empty();
            assert!(
                !is_text || waiting.is_none(),
                "{place}: the path above has no fence"
            );
            continue;
        }
        let closes = |line: &&str| line.len() == ticks && line.bytes().all(|b| b == b'`');
        let length = lines[at..].iter().position(closes);
        let end = at + length.unwrap_or_else(|| panic!("{place}: the fence has no end"));
        let body: String = lines[at..end].iter().flat_map(|line| [*line, "\n"]).collect();
        let case =
            cases.last_mut().unwrap_or_else(|| panic!("{place}: no heading above"));
        match waiting.take() {
            Some((path, words)) => case.give(&path, &body, &words, &place),
            None => case.expected.push(Expected {
                info: line[ticks..].trim().to_owned(),
                text: body,
                lines: at..end,
            }),
        }
        at = end + 1;
    }
    for case in &cases {
        assert!(!case.expected.is_empty(), "`{}` expects nothing", case.name);
    }
    cases
}

/// Reads a line such as `` `shop/tasks.md` (edited, CRLF) ``.
fn path_line(line: &str) -> Option<(String, Vec<String>)> {
    let (path, rest) = line.strip_prefix('`')?.split_once('`')?;
    if path.is_empty() {
        return None;
    }
    let words = match rest.trim() {
        "" => Vec::new(),
        words => words
            .strip_prefix('(')?
            .strip_suffix(')')?
            .split(',')
            .map(|word| word.trim().to_owned())
            .collect(),
    };
    Some((path.to_owned(), words))
}

impl Case {
    /// The second version, which starts as the first one.
    fn edit(&mut self) -> &mut BTreeMap<String, Vec<u8>> {
        self.edited.get_or_insert_with(|| self.given.clone())
    }

    fn give(&mut self, path: &str, body: &str, words: &[String], place: &str) {
        let mut bytes = body.as_bytes().to_vec();
        let mut edited = false;
        for word in words {
            let times =
                word.strip_prefix("repeated ").and_then(|w| w.strip_suffix(" times"));
            match (word.as_str(), times) {
                ("edited", _) => edited = true,
                ("CRLF", _) => bytes = body.replace('\n', "\r\n").into_bytes(),
                ("CR", _) => bytes = body.replace('\n', "\r").into_bytes(),
                ("no last line end", _) => bytes.truncate(bytes.len() - 1),
                ("bytes", _) => bytes = unescaped(body),
                (_, Some(times)) => bytes = bytes.repeat(times.parse().unwrap()),
                _ => panic!("{place}: `{word}` is no word of a path line"),
            }
        }
        let files = if edited { self.edit() } else { &mut self.given };
        let old = files.insert(path.to_owned(), bytes);
        assert_eq!(
            old.is_some(),
            edited,
            "{place}: `{path}` is given twice, or not edited"
        );
    }

    /// The sources of the first version.
    pub(crate) fn sources(&self) -> Sources {
        sources(&self.given)
    }

    /// The sources of the last version: the edited one, where there is one.
    pub(crate) fn last_sources(&self) -> Sources {
        sources(self.edited.as_ref().unwrap_or(&self.given))
    }
}

/// Makes sources of the files of a case: Markdown by its path below the content
/// root, `ouro.yaml`, the theme's files below `theme/`, and others as bytes.
pub(crate) fn sources(files: &BTreeMap<String, Vec<u8>>) -> Sources {
    let mut sources = Sources::from_texts([]);
    for (name, bytes) in files {
        let path = SitePath::new(name).unwrap();
        let text = Arc::new(SourceFile::new(path.clone(), bytes));
        let is_text = text.is_markdown() || is_data(&path);
        if name == "ouro.yaml" {
            sources.config = Some(text);
        } else if let Some(inside) = name.strip_prefix("theme/") {
            sources.theme.insert(inside.to_owned(), text);
        } else if is_text {
            sources.files.push(text);
        } else {
            sources.files.push(Arc::new(SourceFile::binary(path, bytes.clone())));
        }
    }
    sources.files.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Turns `\xNN` into a byte.
fn unescaped(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}
