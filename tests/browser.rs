//! The site in a browser: builds our own content and opens it in Chromium.
//!
//! What is tested stands in the scripts of `tests/browser/`; this file
//! builds what they look at, finds what they need and hands their words on. Where
//! Node, Chromium or Java is missing a test says so and passes, but never where
//! `CI` is set: there a test that did not run is a test that failed.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "this test starts programs and looks for them"
)]

mod hostile;

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

/// Where Debian puts the browser, the one without windows first, which does the same
/// with half the work; `CHROMIUM` names another one.
const CHROMIUM: [&str; 2] = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/// The address for which the second site is built: below a path of a domain.
const BELOW: &str = "https://example.org/a/b/";

/// Our own repository.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The languages in which the site of all states is built: those that are part
/// of the program, and one that is written from right to left.
const LANGUAGES: [&str; 4] = ["en", "de", "zh-Hans", "ar"];

/// The sites that are looked at, built once for all tests.
static SITES: LazyLock<PathBuf> = LazyLock::new(built);

// The longest comes first in the alphabet, and so is under way while the others are.
#[test]
fn all_kinds_of_pages_hold_in_a_browser() {
    look("run.mjs");
}

#[test]
fn every_state_and_language_holds_in_a_browser() {
    look("states.mjs");
}

#[test]
fn another_theme_and_what_a_site_makes_its_own_hold_in_a_browser() {
    look("themes.mjs");
}

#[test]
fn lists_turn_pages_and_are_filtered_in_a_browser() {
    look("lists.mjs");
}

#[test]
fn every_drawing_holds_in_a_browser() {
    look("diagrams.mjs");
}

#[test]
fn what_others_read_holds() {
    look("others.mjs");
}

#[test]
fn the_preview_holds_in_a_browser() {
    look("serve.mjs");
}

#[test]
fn what_hosts_read_is_as_they_ask_for_it() {
    look("hosts.mjs");
}

#[test]
fn nothing_that_a_stranger_writes_runs_in_a_browser() {
    look("hostile.mjs");
}

#[test]
fn every_page_is_html_as_the_standard_has_it() {
    let tests = Path::new(ROOT).join("tests/browser");
    let found = packages(&tests).and_then(|()| run(Command::new("java").arg("-version")));
    if let Err(missing) = found {
        return untested("BY THE HTML CHECKER", &missing);
    }
    let pages: Vec<PathBuf> = ["site", "states-en", "states-ar", "diagrams"]
        .iter()
        .flat_map(|site| pages(&SITES.join(site)))
        .collect();
    assert!(pages.len() > 100, "there are {} pages", pages.len());
    let output = Command::new("java")
        .args(["-Xss4m", "-jar"])
        .arg(tests.join("node_modules/vnu-jar/build/dist/vnu.jar"))
        .args(["--errors-only", "--format", "gnu"])
        .args(pages)
        .stdin(Stdio::null())
        .output()
        .expect("java was found before");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
}

/// Runs one script of `tests/browser/` over the sites.
fn look(script: &str) {
    let tests = Path::new(ROOT).join("tests/browser");
    let chromium = match chromium().and_then(|found| packages(&tests).map(|()| found)) {
        Ok(found) => found,
        Err(missing) => return untested("IN A BROWSER", &missing),
    };
    let output = Command::new("node")
        .args(["--test-reporter=spec", script])
        .arg(&*SITES)
        .env("OURO", env!("CARGO_BIN_EXE_ouro"))
        .env("CHROMIUM", chromium)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(&tests)
        .stdin(Stdio::null())
        .output()
        .expect("node was found before");
    let words = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words}\n{complaints}");
}

/// Says loudly that something was not tested; in CI that is a failure.
fn untested(what: &str, missing: &str) {
    let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
    assert!(!in_ci, "the tests cannot run: {missing}");
    // Past the capture of the test runner, so that it is seen.
    let _ = writeln!(io::stderr(), "\nNOT TESTED {what}: {missing}\n");
}

/// Builds what the tests look at: the site, the same for an address below a
/// path, a small one in Chinese, one of many tasks, what the plans mean, every state in
/// every language, and what strangers write.
fn built() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    // Each of these is mostly one thread's work.
    thread::scope(|scope| {
        scope.spawn(|| {
            build(&folder, "site", &[]);
            build(&folder, "below", &["--base-url", BELOW]);
            build(&folder, "portable", &["--portable"]);
            fs::write(folder.join("export.json"), ouro(&["export"]))
                .expect("the target folder can be written");
            build(&folder, "chinese", &["tests/browser/chinese"]);
            build(&folder, "diagrams", &["tests/browser/diagrams"]);
        });
        let plans = folder.join("plans");
        many(&plans);
        build(&folder, "many", &[&plans.display().to_string()]);
        for language in LANGUAGES {
            states(&folder, language);
        }
        themed(&folder);
        let source = folder.join("source-hostile");
        let _ = fs::remove_dir_all(&source);
        let placed = hostile::write(&source);
        assert!(placed > 4_000, "{placed} payloads stand in it");
        build(&folder, "hostile", &[&source.display().to_string()]);
    });
    folder
}

/// Builds a site of that name.
fn build(folder: &Path, name: &str, arguments: &[&str]) {
    let site = folder.join(name).display().to_string();
    let mut all = vec!["build", "--quiet", "--output", &site];
    all.extend(arguments);
    ouro(&all);
}

/// Builds the site of all states in a language.
fn states(folder: &Path, language: &str) {
    let source = folder.join(format!("source-{language}"));
    let _ = fs::remove_dir_all(&source);
    copy(&Path::new(ROOT).join("tests/browser/states"), &source);
    let settings = source.join("ouro.yaml");
    let text = fs::read_to_string(&settings).expect("the settings were copied");
    fs::write(settings, format!("{text}language: {language}\n"))
        .expect("the target folder can be written");
    let source = source.display().to_string();
    build(folder, &format!("states-{language}"), &[&source, "--drafts"]);
}

/// What a site may make its own: settings, a picture, a slot, a style sheet.
const OWN: [(&str, &str); 4] = [
    ("theme/theme.yaml", "name: own\nextends: slate\n"),
    (
        "theme/images/leaf.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path fill=\"#0b6e4f\" d=\"M2 14C2 6 8 2 14 2c0 8-4 12-12 12z\"/></svg>",
    ),
    (
        "theme/templates/slots/before-main.html",
        "<p class=\"from-the-site\">Meeting on Monday</p>",
    ),
    ("theme/styles/own.css", "h1 { font-style: italic }"),
];

/// Builds the site of all states once more, in another theme.
fn themed(folder: &Path) {
    let source = folder.join("source-slate");
    let _ = fs::remove_dir_all(&source);
    copy(&Path::new(ROOT).join("tests/browser/states"), &source);
    let write = |path: &str, text: &str| {
        let path = source.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .and_then(|()| fs::write(path, text))
            .expect("the target folder can be written");
    };
    for (path, text) in OWN {
        write(path, text);
    }
    let settings = fs::read_to_string(source.join("ouro.yaml")).expect("it was copied");
    let theme = "theme:\n  folder: theme\n  logo: { file: images/leaf.svg, alt: A leaf }\n  \
                 footer: Run by the club\n";
    write("ouro.yaml", &format!("{settings}{theme}"));
    build(folder, "slate", &[&source.display().to_string(), "--drafts"]);
}

/// Writes 40 plans of 40 tasks each, and one of 300 tasks with owners.
fn many(folder: &Path) {
    const THINGS: [&str; 8] =
        ["ladder", "kettle", "rope", "barrel", "saw", "oven", "lamp", "cart"];
    for plan in 1..=40 {
        let mut text = format!("# Tasks - Depot{plan}\n");
        for phase in 1..=4 {
            text.push_str(&format!("\n### Phase {phase}: Round {phase}\n\n"));
            for task in 1..=10 {
                let thing = THINGS[(plan + phase * task) % THINGS.len()];
                let mark = if phase == 1 { 'x' } else { ' ' };
                text.push_str(&format!(
                    "- [{mark}] **{phase}.{task} Mend {thing} {plan}x{phase}x{task}**\n"
                ));
            }
        }
        plan_at(&folder.join(format!("content/depot{plan}")), &text);
    }
    let mut text = "# Tasks - Quarry\n".to_owned();
    for phase in 1..=3 {
        text.push_str(&format!("\n### Phase {phase}: Face {phase} (Parallel 🐍)\n\n"));
        for task in 1..=100 {
            let mark = if phase == 1 { 'x' } else { ' ' };
            text.push_str(&format!("- [{mark}] **{phase}.{task} Split block {task}**\n"));
            if task % 10 == 0 {
                text.push_str("  - _Owner: Wanda_\n  - _Labels: granite_\n");
            }
            if phase == 3 && (21..=30).contains(&task) {
                text.push_str(&format!("  - _Dependencies: 3.{}_\n", task - 1));
            }
            if (phase, task) == (3, 60) {
                text.push_str("  - _Blocked: the crane is out on loan_\n");
            }
        }
    }
    plan_at(&folder.join("content/quarry"), &text);
}

fn plan_at(folder: &Path, text: &str) {
    fs::create_dir_all(folder).expect("the target folder can be written");
    fs::write(folder.join("tasks.md"), text).expect("the target folder can be written");
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder can be written");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the target folder can be written");
        }
    }
}

/// Every page of a site.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the site was built") {
        let path = entry.expect("the site can be read").path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs the program on our own content; gives what it prints.
fn ouro(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_ouro"))
        .args(arguments)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .output()
        .expect("cargo has built the program");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`ouro {}`: {complaints}", arguments.join(" "));
    output.stdout
}

/// Looks for Chromium.
fn chromium() -> Result<String, String> {
    let places = match env::var("CHROMIUM") {
        Ok(place) => vec![place],
        Err(_) => CHROMIUM.map(str::to_owned).to_vec(),
    };
    let found = places.iter().find(|place| Path::new(place).is_file());
    found.cloned().ok_or_else(|| {
        let tried = places.join("` or `");
        format!("there is no Chromium at `{tried}`; install it, or set CHROMIUM")
    })
}

/// Looks for Node, and installs the packages.
fn packages(tests: &Path) -> Result<(), String> {
    // Tests run at once, and one of them installs.
    static INSTALLED: Mutex<()> = Mutex::new(());
    let _guard = INSTALLED.lock().unwrap_or_else(PoisonError::into_inner);
    run(Command::new("node").arg("--version"))?;
    // This file is written last, so it says that the packages are whole.
    if tests.join("node_modules/.package-lock.json").is_file() {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(tests))
}

/// Runs a program that must be there and must end well.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("`{name}` cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`{name}` failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
