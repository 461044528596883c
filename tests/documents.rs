//! What the documents say is so: commands, folders, dependencies, headers.
//!
//! `OURO_UPDATE=1 cargo test --test documents` writes the help of the commands into
//! the README, and the pages of the guide on the kinds of problems.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these tests read the repository, and stop where it cannot be read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use ouro::config::key;
use ouro::diagnostic::{Code, Severity, code};

/// The documents of the project.
const DOCUMENTS: [&str; 6] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "STYLE.md",
];

/// Held by a test that writes the README, since two do.
static README: Mutex<()> = Mutex::new(());

#[test]
fn the_readme_shows_the_help_of_every_command() {
    let _held = README.lock().unwrap_or_else(PoisonError::into_inner);
    let readme = read("README.md");
    let mut updated = readme.clone();
    for command in commands() {
        let heading = format!("### `ouro {command}`\n");
        let section = readme
            .find(&heading)
            .unwrap_or_else(|| panic!("README.md has no section `ouro {command}`"));
        let start = section + readme[section..].find("```text\n").unwrap() + 8;
        let end = start + readme[start..].find("\n```").unwrap();
        let shown = &readme[start..end];
        let help = help(&[&command]);
        if env::var_os("OURO_UPDATE").is_some() {
            updated = updated.replace(shown, &help);
            continue;
        }
        let hint = "OURO_UPDATE=1 cargo test --test documents writes it";
        assert_eq!(shown, help, "the help of `ouro {command}`; {hint}");
    }
    if updated != readme {
        fs::write(root().join("README.md"), updated).unwrap();
    }
}

#[test]
fn the_readme_lists_every_setting() {
    let _held = README.lock().unwrap_or_else(PoisonError::into_inner);
    let readme = read("README.md");
    let settings = section(&readme, "## Settings: `ouro.yaml`");
    let head = "| Key | What it is | Without it |\n|---|---|---|\n";
    let start = settings.find(head).expect("the section has a table") + head.len();
    let end = settings[start..].find("\n\n").expect("text follows it") + start;
    let shown = &settings[start..end];
    let made: Vec<String> = key::KEYS
        .iter()
        .map(|key| format!("| `{}` | {} | {} |", key.name, key.words, key.without))
        .collect();
    let made = made.join("\n");
    if env::var_os("OURO_UPDATE").is_some() {
        let updated =
            readme.replace(&settings[..end], &format!("{}{made}", &settings[..start]));
        fs::write(root().join("README.md"), updated).unwrap();
        return;
    }
    assert_eq!(shown, made, "OURO_UPDATE=1 cargo test --test documents writes it");
}

#[test]
fn the_guide_lists_every_setting_and_every_command() {
    for (path, made) in [
        ("content/guide/settings.md", settings_page()),
        ("content/guide/commands.md", commands_page()),
    ] {
        if env::var_os("OURO_UPDATE").is_some() {
            fs::write(root().join(path), &made).unwrap();
        }
        let hint = "OURO_UPDATE=1 cargo test --test documents writes it";
        assert_eq!(read(path), made, "{path}; {hint}");
    }
}

/// The page of the guide with every key of the settings.
fn settings_page() -> String {
    let mut page = String::from(
        "---\n\
         description: Every key of ouro.yaml, what holds without it, and what else can set it.\n\
         weight: 19\n\
         ---\n\n\
         # Settings\n\n\
         A site needs no settings.\n\
         What you want otherwise stands in `ouro.yaml`, at the top of the folder of the site, with a line for each key.\n\
         `ouro init` writes the file with every key in it, and `ouro config` prints what holds and where it comes from.\n\n\
         ```sh\nouro config\n```\n\n\
         ```text\n\
         title        ouro.yaml:8    My site\n\
         base_url     OURO_BASE_URL  https://example.org/plans/\n\
         language     default        en\n\
         ```\n\n\
         A key that there is not is [told with the nearest one](checks/unknown-setting.md), and a value that cannot be used is [an error](checks/invalid-config.md).\n\n\
         ## The keys\n",
    );
    for key in key::KEYS {
        page.push_str(&key_section(key));
    }
    page.push_str("\n## Below `theme`\n\n[Theming](theming.md) shows what each does.\n");
    for key in key::LOOK {
        page.push_str(&key_section(key));
        let key::Form::Parts(_, inner) = key.form else { continue };
        page.push_str(&format!(
            "\nA value alone stands for `{}`; below `{}` may stand:\n\n",
            inner[0].name, key.name
        ));
        for key in inner {
            page.push_str(&format!(
                "- `{}`, such as `{}`: {} Without it: {}\n",
                key.name, key.example, key.words, key.without
            ));
        }
    }
    let example: Vec<String> = key::KEYS.iter().map(key::Key::line).collect();
    page.push_str(&format!(
        "\n## A file with everything\n\n```yaml\n{}\n```\n",
        example.join("\n")
    ));
    page.push_str(
        "\n## The environment\n\n\
         A variable of the environment goes before the file, and an option of a command before both.\n\
         One that is empty sets nothing, and one with a value that cannot be used ends the command.\n\n\
         | Variable | Key |\n|---|---|\n",
    );
    for key in key::KEYS {
        if let Some(variable) = key.variable() {
            page.push_str(&format!("| `{variable}` | `{}` |\n", key.name));
        }
    }
    page.push_str(
        "\n```sh\nOURO_TITLE=\"Our plans\" ouro build\n```\n\n\
         ## In an editor\n\n\
         Editors that know JSON Schema complete the keys and mark what is wrong while you type.\n\
         Write the schema beside the file:\n\n\
         ```sh\nouro config --schema > ouro.schema.json\n```\n\n\
         With the YAML extensions of most editors, the first line of `ouro.yaml` then names it:\n\n\
         ```yaml\n# yaml-language-server: $schema=ouro.schema.json\n```\n\n\
         Every site has the schema, too, at `schema/ouro.yaml.json` below its address, and the line may name that instead.\n",
    );
    page
}

/// What the guide says of one key.
fn key_section(key: &key::Key) -> String {
    format!(
        "\n### `{}`\n\n{}\nWithout it: {}\n\n```yaml\n{}\n```\n",
        key.name,
        key.words,
        key.without,
        key.line()
    )
}

/// How many characters a line of a page of the guide has room for.
const WIDTH: &str = "72";

/// The page of the guide with the help of every command.
fn commands_page() -> String {
    let mut page = String::from(
        "---\n\
         description: Every command with all its options, as the program itself explains them.\n\
         weight: 20\n\
         ---\n\n\
         # Commands\n\n\
         This is what `ouro help` says of each command; [Getting started](getting-started.md) says which you need first.\n\n\
         Every command ends with 0 if all is well, with 1 if it found problems that it was asked to fail on, with 2 if it was not understood, and with 3 if the machine refused something.\n",
    );
    for command in commands() {
        page.push_str(&format!(
            "\n## `ouro {command}`\n\n```text\n{}\n```\n",
            help_of(&[&command], WIDTH)
        ));
        for inner in commands_of(&[&command]) {
            page.push_str(&format!(
                "\n### `ouro {command} {inner}`\n\n```text\n{}\n```\n",
                help_of(&[&command, &inner], WIDTH)
            ));
        }
    }
    page
}

#[test]
fn the_guide_explains_every_code_in_the_words_of_the_program() {
    let folder = root().join("content/guide/checks");
    let mut made: BTreeMap<String, String> = (1..)
        .zip(code::ALL)
        .map(|(place, code)| (format!("{}.md", code.name), code_page(code, place)))
        .collect();
    made.insert("index.md".to_owned(), codes_page());
    if env::var_os("OURO_UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        for (name, text) in &made {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let hint = "OURO_UPDATE=1 cargo test --test documents writes them";
    let there: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, made.keys().cloned().collect(), "the pages of the guide; {hint}");
    for (name, text) in made {
        assert_eq!(read(&format!("content/guide/checks/{name}")), text, "{name}; {hint}");
    }
}

/// The page of the guide on one kind of problem.
fn code_page(code: &Code, place: usize) -> String {
    let word = match code.severity {
        Severity::Error => "An error",
        Severity::Warning => "A warning",
        Severity::Note => "A note",
    };
    let level = match code.stops_builds() {
        true => "Nothing is published with such a problem, whatever the settings say."
            .to_owned(),
        false => format!(
            "{word}, unless [`ouro.yaml` says otherwise](index.md#how-bad-is-it)."
        ),
    };
    // An example is what an author writes, so a diagram is shown and not drawn.
    let explanation = code.explanation.trim_end().replace("```mermaid\n", "```text\n");
    format!(
        "---\ndescription: {}\nweight: {place}\n---\n\n# `{}`\n\n{level}\n\n{explanation}\n\n\
         ## See also\n\n- [All checks](index.md)\n",
        serde_json::json!(code.summary),
        code.name
    )
}

/// The page of the guide that lists all kinds of problems, the worst first.
fn codes_page() -> String {
    let mut page = String::from(
        "---\n\
         description: Every kind of problem that Ouro finds in plans, and how to say which matter.\n\
         weight: 13\n\
         ---\n\n\
         # Checks\n\n\
         `ouro check` reads the plans and lists what does not add up, with the file, the line and what to do.\n\
         Each kind of problem has a code, which stands in brackets in the message.\n\
         `ouro check --explain cycle` says in the terminal what the page of a code says here.\n",
    );
    for severity in Severity::ALL {
        let (heading, meaning) = match severity {
            Severity::Error => (
                "Errors",
                "With an error the site would say something wrong, and `ouro check` fails.",
            ),
            Severity::Warning => (
                "Warnings",
                "A warning is most likely a mistake; `ouro check` fails on it with `--strict`.",
            ),
            Severity::Note => {
                ("Notes", "A note is worth knowing, and nothing fails on it.")
            }
        };
        page.push_str(&format!(
            "\n## {heading}\n\n{meaning}\n\n| Code | What is so |\n|---|---|\n"
        ));
        for code in code::ALL.iter().filter(|code| code.severity == severity) {
            page.push_str(&format!(
                "| [`{0}`]({0}.md) | {1} |\n",
                code.name, code.summary
            ));
        }
    }
    let fixed: Vec<String> = code::ALL
        .iter()
        .filter(|code| code.stops_builds())
        .map(|code| format!("`{}`", code.name))
        .collect();
    let (last, others) = fixed.split_last().unwrap();
    page.push_str(&format!(
        "\n## How bad is it?\n\n\
         That a link is dead may be a trifle to you, and that a task is missing from the diagram a reason to stop.\n\
         Under `checks` in `ouro.yaml` each code can be made an `error`, a `warning` or a `note`, or be turned `off`.\n\n\
         ```yaml\nchecks:\n  dead-link: note\n  not-in-diagram: error\n  loop: off\n```\n\n\
         This holds for `ouro check`, for `ouro build` and for `ouro export`, and `--strict` goes by it too.\n\
         Some codes are always errors, because the site cannot be made with them: {} and {last}.\n\n\
         ## For other programs\n\n\
         `ouro check --format json` prints the same report as JSON, and `--format sarif` as SARIF 2.1.0.\n\
         In a workflow on GitHub, `ouro check --format github` puts each problem beside its line.\n",
        others.join(", ")
    ));
    page
}

#[test]
fn the_architecture_lists_every_folder_of_the_source() {
    let text = read("ARCHITECTURE.md");
    let listed: BTreeSet<String> = rows(section(&text, "## The folders"))
        .into_iter()
        .map(|row| unquoted(&row[0]))
        .filter(|name| name.starts_with("src/"))
        .collect();
    let found: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let folder = if entry.file_type().unwrap().is_dir() { "/" } else { "" };
            format!("src/{}{folder}", entry.file_name().to_string_lossy())
        })
        .collect();
    assert_eq!(listed, found);
}

#[test]
fn the_architecture_names_only_files_that_there_are() {
    let text = read("ARCHITECTURE.md");
    for row in rows(section(&text, "## Where is it decided?")) {
        for name in row[1].split('`').skip(1).step_by(2) {
            let there = root().join(name).exists();
            assert!(there || !name.contains('/'), "there is no `{name}`");
        }
    }
}

#[test]
fn a_module_uses_only_those_before_it() {
    let order = modules();
    let place = |name: &str| order.iter().position(|module| module == name);
    let mut against = Vec::new();
    for (path, text) in sources() {
        let Some(own) = place(&module_of(&path)) else { continue };
        for used in text.split("crate::").skip(1).flat_map(first_names) {
            if place(&used).is_some_and(|other| other > own) {
                against.push(format!("{path} uses `{used}`"));
            }
        }
    }
    assert_eq!(against, [""; 0]);
}

#[test]
fn every_dependency_has_its_reason_and_is_named_where_it_may_be() {
    let places: BTreeMap<String, Vec<String>> =
        rows(section(&read("CONTRIBUTING.md"), "## Dependencies"))
            .into_iter()
            .map(|row| {
                let named = row[2].split('`').skip(1).step_by(2).map(str::to_owned);
                (row[0].clone(), named.collect())
            })
            .collect();
    let listed: Vec<&String> = places.keys().collect();
    let found = dependencies();
    assert_eq!(listed, found.iter().collect::<Vec<_>>());

    let mut astray = Vec::new();
    for (path, text) in sources() {
        for (library, allowed) in &places {
            let name = format!("{}::", library.replace('-', "_"));
            let uses = text.match_indices(&name).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(|c| is_name(c) || c == ':')
            });
            if uses && !allowed.iter().any(|place| path.starts_with(place.as_str())) {
                astray.push(format!("{path} names {library}"));
            }
        }
    }
    assert_eq!(astray, [""; 0], "see the table in CONTRIBUTING.md");
}

#[test]
fn netlify_sends_the_headers_of_the_build() {
    let mut rules: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in read("netlify.toml").lines() {
        let Some((key, value)) = line.split_once(" = ") else { continue };
        let value = value.trim_matches('"').to_owned();
        match key {
            "for" => rules.push((value, BTreeSet::new())),
            key => {
                // What stands before the first `for` is about the build.
                if let Some((_, headers)) = rules.last_mut() {
                    headers.insert(format!("{key}: {value}"));
                }
            }
        }
    }
    let mut expected: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in ouro::render::headers().lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("  ") {
            None => expected.push((line.to_owned(), BTreeSet::new())),
            Some(header) => {
                expected.last_mut().unwrap().1.insert(header.to_owned());
            }
        }
    }
    assert_eq!(rules, expected);
}

#[test]
fn every_workflow_builds_with_the_rust_of_the_manifest() {
    let rust = format!("{}.0", env!("CARGO_PKG_RUST_VERSION"));
    for name in ["ci.yml", "pages.yml", "release.yml"] {
        let text = read(&format!(".github/workflows/{name}"));
        assert!(text.contains(&format!("RUST_VERSION: {rust}\n")), "{name}");
    }
    let hosted = read("netlify.toml");
    assert_eq!(hosted.matches(&format!("\"{rust}\"")).count(), 2, "{hosted}");
    // The action reads it from there.
    assert!(!read("action.yml").contains(env!("CARGO_PKG_RUST_VERSION")));
    let line = format!("\nrust-version = \"{}\"\n", env!("CARGO_PKG_RUST_VERSION"));
    assert!(read("Cargo.toml").contains(&line), "in the form that the action looks for");
}

#[test]
fn the_lock_file_of_the_browser_tests_names_no_host() {
    let lock = read("tests/browser/package-lock.json");
    assert!(!lock.contains("\"resolved\""), "see tests/browser/.npmrc");
    assert!(!lock.contains("://"));
}

#[test]
fn every_exception_for_a_dependency_has_a_date() {
    let deny = read("deny.toml");
    for line in deny.lines().filter(|line| line.contains("id = \"")) {
        let after = line
            .split_once("FIX-BY: ")
            .unwrap_or_else(|| panic!("no FIX-BY date in: {line}"));
        let date: Vec<&str> = after.1.get(..10).unwrap().split('-').collect();
        let lengths: Vec<usize> = date.iter().map(|part| part.len()).collect();
        assert_eq!(lengths, [4, 2, 2], "{line}");
        assert!(date.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())));
    }
}

#[test]
fn a_line_of_a_document_holds_one_sentence() {
    for document in DOCUMENTS {
        let text = read(document);
        for (number, line) in text.lines().enumerate() {
            let prose = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let prose = prose.trim_start_matches(['.', ' ', '*', '-', '>']);
            let ends = prose.match_indices(". ").any(|(at, _)| {
                let rest = &prose[at + 2..];
                rest.starts_with(char::is_uppercase) && !line.starts_with('|')
            });
            let fenced = text.lines().take(number).filter(|l| l.starts_with("```"));
            assert!(
                !ends || fenced.count() % 2 == 1,
                "{document}:{}: {line}",
                number + 1
            );
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for document in DOCUMENTS {
        for link in read(document).split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            let path = target.split('#').next().unwrap();
            if path.is_empty() || path.contains("://") {
                continue;
            }
            assert!(root().join(path).exists(), "{document}: there is no `{path}`");
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The commands, as the program lists them.
fn commands() -> Vec<String> {
    commands_of(&[])
}

/// The commands of a command; most have none.
fn commands_of(command: &[&str]) -> Vec<String> {
    let text = help(command);
    let Some((_, list)) = text.split_once("Commands:\n") else { return Vec::new() };
    let list = list.split_once("\n\n").unwrap().0;
    list.lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The help of a command, as wide as a pipe has it.
fn help(command: &[&str]) -> String {
    help_of(command, "")
}

/// The help of a command, so many characters wide.
fn help_of(command: &[&str], width: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ouro"));
    program.args(command).arg("--help").stdin(Stdio::null());
    // The width then is the same wherever the tests run.
    match width {
        "" => program.env_remove("COLUMNS"),
        width => program.env("COLUMNS", width),
    };
    let output = program.output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A section of a document, up to the next heading of the same level.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let start = text.find(heading).unwrap_or_else(|| panic!("there is no `{heading}`"));
    let body = &text[start + heading.len()..];
    body.find("\n## ").map_or(body, |end| &body[..end])
}

/// The rows of the tables in a text, without their heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut in_body = false;
    for line in text.lines() {
        match line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
            None => in_body = false,
            Some(line) if line.starts_with("---") => in_body = true,
            Some(line) if in_body => {
                rows.push(line.split('|').map(|cell| cell.trim().to_owned()).collect());
            }
            Some(_) => {}
        }
    }
    rows
}

fn unquoted(cell: &str) -> String {
    cell.trim_matches('`').to_owned()
}

/// The modules in the order in which `lib.rs` lists them.
fn modules() -> Vec<String> {
    read("src/lib.rs")
        .lines()
        .filter_map(|line| {
            Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned())
        })
        .collect()
}

/// Every source file without its tests: its path from `src/` on, and its text.
fn sources() -> Vec<(String, String)> {
    let code = |text: &str| {
        text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
    };
    let files = texts("src", "rs").into_iter();
    files.map(|(path, text)| (path, code(&text))).collect()
}

/// Every file with an ending below a folder: its path, and its text.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == ending) {
                found.push((shown(&path), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(root()).unwrap().components().collect();
    inside.to_string_lossy().replace('\\', "/")
}

/// The module of a file: `graph` for `src/graph/order.rs`.
fn module_of(path: &str) -> String {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap().trim_end_matches(".rs").to_owned()
}

/// The names of all dependencies in `Cargo.toml`, for the program and for tests.
fn dependencies() -> BTreeSet<String> {
    let manifest = read("Cargo.toml");
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside
            && line.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some((name, _)) = line.split_once(" = ")
        {
            names.insert(name.to_owned());
        }
    }
    names
}

/// The modules that stand after `crate::`: one, or several in braces.
fn first_names(text: &str) -> Vec<String> {
    let name = |text: &str| text.trim().chars().take_while(|c| is_name(*c)).collect();
    let Some(list) = text.strip_prefix('{') else { return vec![name(text)] };
    let mut depth = 1;
    let mut names = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(String::new()),
            c if depth == 1 => names.last_mut().unwrap().push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.iter().map(|text| name(text)).collect()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What may ask for a message: code and templates.
fn sources_of_words() -> impl Iterator<Item = (String, String)> {
    sources().into_iter().chain(texts("themes", "html"))
}

#[test]
fn every_message_is_asked_for_and_every_one_that_is_asked_for_is_there() {
    let english = read("themes/default/languages/en.ftl");
    let ids: BTreeSet<&str> = english
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .collect();
    assert!(ids.len() > 300, "there are {} messages", ids.len());
    let sources: String = sources_of_words().map(|(_, text)| text).collect();
    // An id that is put together begins with a text that ends before a brace in
    // Rust, and before a tilde in a template.
    let starts: Vec<&str> = sources
        .split('"')
        .filter_map(|part| {
            let (start, _) = part.split_once('{').unwrap_or((part, ""));
            let is_id = start.len() > 3
                && start.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            is_id.then_some(start)
        })
        .collect();
    let unused: Vec<&&str> = ids
        .iter()
        .filter(|id| {
            let quoted = format!("\"{id}\"");
            let within = [format!("{{ {id} }}"), format!("{{{id}}}")];
            let is_made = || {
                let made = |start: &&str| {
                    let open = format!("\"{start}{{");
                    let tilde = format!("\"{start}\" ~");
                    id.starts_with(start)
                        && (sources.contains(&open) || sources.contains(&tilde))
                };
                starts.iter().any(made)
            };
            !sources.contains(&quoted)
                && !within.iter().any(|within| english.contains(within))
                && !is_made()
        })
        .collect();
    assert_eq!(unused, [&""; 0], "nothing says these messages");
    let asked = sources.split("say(id=\"").skip(1).filter_map(|rest| {
        let (id, rest) = rest.split_once('"')?;
        (!rest.trim_start().starts_with('~')).then_some(id)
    });
    let missing: BTreeSet<&str> = asked.filter(|id| !ids.contains(id)).collect();
    assert_eq!(missing, BTreeSet::new(), "a template asks for what is not there");
}

#[test]
fn every_test_that_looks_after_a_rule_is_there() {
    let text = read("SECURITY.md");
    let is_name = |part: &str| {
        part.contains('_') && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let mut named = 0;
    for row in text.lines().filter(|line| line.starts_with("| ")) {
        // The last table says in its head where its tests stand.
        let mut path = "tests/serve.rs";
        let parts = row.split('`').skip(1).step_by(2);
        for part in parts {
            if part.ends_with(".rs") || part.ends_with(".md") {
                path = part;
            } else if is_name(part) {
                assert!(read(path).contains(&format!("fn {part}(")), "{part} in {path}");
                named += 1;
            }
        }
        for title in row.split('"').skip(1).step_by(2) {
            let cases = ["tests/cases/odd.md", "tests/cases/diagnostics.md"];
            let heading = format!("# {title}");
            assert!(cases.iter().any(|path| read(path).contains(&heading)), "{title}");
        }
    }
    assert!(named > 30, "{named} tests are named");
}
