//! Hostile content: the payloads of `payloads.json` in the fields of every dialect.
//!
//! A template is a file as a dialect has it, with `§` where a payload goes as it
//! is, `§j` where it goes in quotes as JSON and YAML have them, `§l` where it has
//! to fit on one line, and `§n` for the number of the copy. In a template with
//! lines of `%%`, what stands between them comes again and again, so that a plan
//! has many tasks; one without them makes many files.
//!
//! A place has every sixth payload, and the next place those after them, which is
//! as much as a test that runs with every change may cost; with `OURO_ALL=1` each
//! place has each.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests write what they look at, and stop where they cannot"
)]

use std::env;
use std::fs;
use std::path::Path;

/// The payloads. `¤` in one stands for its number, so that it is known
/// which of them did what it should not.
const PAYLOADS: &str = include_str!("payloads.json");

/// A picture that would run a script where it is more than a picture.
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" \
    onload=\"pwned('picture')\"><script>pwned('picture')</script></svg>\n";

/// The most bytes of a payload in the name of a file.
const NAME: usize = 180;

/// The files of the site, each with its path.
const TEMPLATES: [(&str, &str); 12] = [
    ("h§n/tasks.md", include_str!("plan.md")),
    ("h§n/design.md", include_str!("prose.md")),
    ("h§n/requirements.md", include_str!("requirements.md")),
    ("drawings/d§n.md", include_str!("drawings.md")),
    ("names/§f.md", "# A file with a name\n\nText.\n"),
    ("ouroboros/tasks.md", include_str!("ouroboros.md")),
    ("specs/001-hostile/tasks.md", include_str!("spec-kit.md")),
    (".kiro/specs/hostile/tasks.md", include_str!("kiro.md")),
    ("openspec/changes/hostile/tasks.md", include_str!("openspec.md")),
    ("TODO.md", include_str!("checklist.md")),
    ("table/plan.md", include_str!("table.md")),
    ("backlog/tasks/task-§n - §f.md", include_str!("backlog.md")),
];

/// The payloads, each with its number in it.
pub(crate) fn payloads() -> Vec<String> {
    let all: Vec<String> = serde_json::from_str(PAYLOADS).unwrap();
    all.iter()
        .enumerate()
        .map(|(number, text)| text.replace('¤', &number.to_string()))
        .collect()
}

/// What a template is filled with.
struct Filler {
    payloads: Vec<String>,
    /// How many payloads have been put somewhere.
    placed: usize,
}

/// Writes the content; gives how many payloads stand in it.
pub(crate) fn write(folder: &Path) -> usize {
    let mut filler = Filler { payloads: payloads(), placed: 0 };
    let step = if env::var_os("OURO_ALL").is_some() { 1 } else { 6 };
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (path, template) in TEMPLATES {
        let copies = (0..filler.payloads.len()).step_by(step);
        let parts: Vec<&str> = template.split("%%\n").collect();
        if let [before, each, after] = parts[..] {
            let copies: String = copies.map(|copy| filler.fill(each, copy)).collect();
            put(path, &format!("{before}{copies}{after}"));
        } else {
            for copy in copies {
                put(&filler.fill(path, copy), &filler.fill(template, copy));
            }
        }
    }
    put("hostile.svg", PICTURE);
    put("ouro.yaml", &filler.settings());
    filler.placed
}

impl Filler {
    fn fill(&mut self, template: &str, copy: usize) -> String {
        let mut parts = template.split('§');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (place, part) in parts.enumerate() {
            let payload = &self.payloads[(copy + place) % self.payloads.len()];
            let line = payload.replace(['\n', '\r'], " ");
            let (words, taken) = match part.chars().next() {
                Some('n') => (copy.to_string(), 1),
                Some('j') => (serde_json::to_string(payload).unwrap(), 1),
                Some('f') => (format!("{} {copy}", file_name(&line)), 1),
                Some('l') => (line, 1),
                _ => (payload.clone(), 0),
            };
            text.push_str(&words);
            text.push_str(&part[taken..]);
            self.placed += usize::from(!part.starts_with('n'));
        }
        text
    }

    /// The settings of the site. Every payload there would make each page as long
    /// as all of them, so they are some that end a text where they stand.
    fn settings(&mut self) -> String {
        let ends = self.payloads.iter().filter(|text| {
            text.starts_with(['"', '\'', '<', ']', '-', '`', '\\', '}'])
                && text.contains("pwned")
        });
        let words: Vec<&str> = ends.map(String::as_str).step_by(4).collect();
        let all = words.join(" ");
        let text = serde_json::to_string(&all).unwrap();
        // A name of a font is a text of CSS, and may hold all but what ends one.
        let name = all.replace(['"', '\'', '\\', '\n', '\r', ','], " ");
        // A key of YAML is short.
        let key = serde_json::to_string(words[0]).unwrap();
        self.placed += 7 * words.len();
        format!(
            "title: {text}\ndescription: {text}\n{key}: {text}\n\
             theme:\n  footer: {text}\n  logo:\n    file: hostile.svg\n    alt: {text}\n  \
             font: [\"'{name}'\", sans-serif]\n  tokens:\n    {key}: {text}\n"
        )
    }
}

/// A line as the name of a file: without what no system has in one.
fn file_name(line: &str) -> String {
    let mut name = line.replace(|c: char| c == '/' || c.is_control(), "∕");
    while name.len() > NAME {
        name.pop();
    }
    name
}
