//! The site in a browser: builds our own content and opens it in Chromium.
//!
//! What is tested stands in `tests/browser/run.mjs`; this file builds what it
//! looks at, finds what it needs and hands its words on. Where Node or Chromium
//! is missing the test says so and passes, but never where `CI` is set: there a
//! test that did not run is a test that failed.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "this test starts programs and looks for them"
)]

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian puts the browser; `CHROMIUM` names another one.
const CHROMIUM: &str = "/usr/bin/chromium";

/// The address for which the second site is built: below a path of a domain.
const BELOW: &str = "https://example.org/a/b/";

/// Our own repository.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_site_holds_in_a_browser() {
    let tests = Path::new(ROOT).join("tests/browser");
    if let Err(missing) = prepare(&tests) {
        let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
        assert!(!in_ci, "the browser tests cannot run: {missing}");
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(io::stderr(), "\nNOT TESTED IN A BROWSER: {missing}\n");
        return;
    }
    let folder = built();
    let output = Command::new("node")
        .args(["--test-reporter=spec", "run.mjs"])
        .arg(&folder)
        .current_dir(&tests)
        .stdin(Stdio::null())
        .output()
        .expect("node was found before");
    let words = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words}\n{complaints}");
}

/// Builds what the tests look at: the site, the same for an address below a
/// path, a small one in Chinese, one of many tasks, and what the plans mean.
fn built() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let shown = |name: &str| folder.join(name).display().to_string();
    ouro(&["build", "--quiet", "--output", &shown("site")]);
    ouro(&["build", "--quiet", "--output", &shown("below"), "--base-url", BELOW]);
    ouro(&["build", "tests/browser/chinese", "--quiet", "--output", &shown("chinese")]);
    many(&folder.join("plans"));
    ouro(&["build", &shown("plans"), "--quiet", "--output", &shown("many")]);
    fs::write(folder.join("export.json"), ouro(&["export"]))
        .expect("the target folder can be written");
    folder
}

/// Writes 40 plans of 40 tasks each.
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
        let folder = folder.join(format!("content/depot{plan}"));
        fs::create_dir_all(&folder).expect("the target folder can be written");
        fs::write(folder.join("tasks.md"), text)
            .expect("the target folder can be written");
    }
}

/// Runs the program on our own content; gives what it prints.
fn ouro(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_ouro"))
        .args(arguments)
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .output()
        .expect("cargo has built the program");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`ouro {}`: {complaints}", arguments.join(" "));
    output.stdout
}

/// Looks for Node and Chromium, and installs the two packages that are needed.
fn prepare(tests: &Path) -> Result<(), String> {
    let chromium = env::var("CHROMIUM").unwrap_or_else(|_| CHROMIUM.to_owned());
    if !Path::new(&chromium).is_file() {
        return Err(format!(
            "there is no Chromium at `{chromium}`; install it, or set CHROMIUM"
        ));
    }
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
