//! `ouro init`, `ouro new`, `ouro config` and what is made from the arguments: what
//! they write can be used as it is, and nothing that is there is ever changed.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests run the binary in real folders, and stop where they cannot"
)]

#[path = "common/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use ouro::config::key::{self, Key};
use ouro::pattern;
use serde_json::Value;
use tempfile::TempDir;

/// A plan as Spec Kit writes it.
const SPEC_KIT: &str = "# Tasks: Tide clock\n\n## Phase 1: Setup\n\n- [x] T001 Cut the case in \
                        parts/case.svg\n- [ ] T002 [P] Draw the dial in parts/dial.svg\n";

/// A plan as Kiro writes it.
const KIRO: &str = "# Implementation Plan\n\n- [x] 1. Cut the case\n  - _Requirements: 1.1_\n\n- \
                    [ ] 2. Draw the dial\n  - _Requirements: 1.2_\n";

/// What the plan of Kiro answers.
const KIRO_REQUIREMENTS: &str = "# Requirements Document\n\n## Requirements\n\n### Requirement 1\n\n**User Story:** As a \
     sailor, I want a clock, so that I see the tide.\n\n#### Acceptance Criteria\n\n1. WHEN the \
     tide turns THEN the clock SHALL show it\n2. WHEN it is dark THEN the dial SHALL glow\n";

/// A folder in which commands are run.
struct Folder {
    root: TempDir,
}

/// How a run ended, and what it said.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let own = Self { root: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            folder::write(&own.path(path), text);
        }
        own
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
        command.args(arguments).current_dir(self.root.path()).stdin(Stdio::null());
        command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
        for key in key::KEYS {
            key.variable().map(|variable| command.env_remove(variable));
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        ended(&mut self.command(arguments))
    }

    /// Runs a command that must go well, and gives what it said.
    fn well(&self, arguments: &[&str]) -> String {
        let Run { code, out, err } = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {out}{err}");
        out
    }

    /// Every file with its bytes.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        folder::files_below(self.root.path())
    }
}

fn ended(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: status.code(), out: text(stdout), err: text(stderr) }
}

/// The lines that set something.
fn set(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn an_empty_folder_becomes_a_site() {
    let folder = Folder::new(&[]);
    let said = folder.well(&["init", "my-site"]);
    assert!(said.contains("found no plans yet"), "{said}");
    assert!(
        said.ends_with("ouro new plan first-plan my-site\n  ouro serve my-site --open\n")
    );
    assert_eq!(set(&folder.read("my-site/ouro.yaml")), ["title: My site"]);
    folder.well(&["new", "plan", "first-plan", "my-site"]);
    assert!(folder.path("my-site/content/plans/first-plan/tasks.md").exists());
    folder.well(&["check", "--strict", "my-site"]);
    folder.well(&["build", "--strict", "my-site"]);
    let page = folder.read("my-site/public/plans/first-plan/index.html");
    assert!(page.contains("First plan"), "the plan has a page");
    assert_eq!(folder.read("my-site/.gitignore"), "/public/\n/.public.ouro-*\n");
}

#[test]
fn plans_of_spec_kit_are_found_with_their_repository() {
    let folder = Folder::new(&[
        ("specs/001-tide-clock/tasks.md", SPEC_KIT),
        (".git/HEAD", "ref: refs/heads/trunk\n"),
        (".git/config", "[remote \"origin\"]\n\turl = git@github.com:club/tides.git\n"),
    ]);
    let said = folder.well(&["init", "--deploy", "github"]);
    let found = "found 1 plan (1 spec-kit), from github.com/club/tides\n";
    assert!(said.starts_with(found), "{said}");
    let settings = folder.read("ouro.yaml");
    let address = "source_url: https://github.com/club/tides/blob/trunk/{path}#L{line}";
    assert_eq!(set(&settings), ["title: Tides", address]);
    assert!(!folder.path("content").exists(), "it would hide the plans");
    folder.well(&["check", "--strict"]);
    folder.well(&["build"]);
    let page = folder.read("public/plans/specs/001-tide-clock/index.html");
    let line =
        "https://github.com/club/tides/blob/trunk/specs/001-tide-clock/tasks.md#L5";
    assert!(page.contains(line), "a task leads to its line");
    let workflow = folder.read(".github/workflows/plans.yml");
    assert!(workflow.contains("branches: [\"trunk\"]"), "{workflow}");
    folder.well(&["new", "plan", "buoys"]);
    assert!(said.contains("`<repository>` in the file stands for"), "{said}");
    assert_eq!(
        folder.well(&["export"]).matches("\"dialect\"").count(),
        2,
        "both are read"
    );
}

#[test]
fn plans_of_kiro_are_found_where_they_lie() {
    let folder = Folder::new(&[
        (".kiro/specs/tide-clock/tasks.md", KIRO),
        (".kiro/specs/tide-clock/requirements.md", KIRO_REQUIREMENTS),
        ("README.md", "# Tides\n"),
    ]);
    let said = folder.well(&["init"]);
    assert!(said.starts_with("found 1 plan (1 kiro)\n"), "{said}");
    assert!(said.ends_with("Next:\n  ouro serve --open\n  ouro build\n"), "{said}");
    folder.well(&["check", "--strict"]);
    folder.well(&["build"]);
    assert!(folder.path("public/plans/kiro/specs/tide-clock/index.html").exists());
}

#[test]
fn what_is_there_stays_as_it_is() {
    let folder = Folder::new(&[
        ("ouro.yaml", "title: Ours\n"),
        (".gitignore", "/public/\n"),
        ("content/index.md", "# Ours\n"),
        ("content/plans/shed/tasks.md", SPEC_KIT),
        ("netlify.toml", "# Ours\n"),
        ("wrangler.toml", "# Ours\n"),
        ("cloudflare-build.sh", "# Ours\n"),
        (".github/workflows/plans.yml", "# Ours\n"),
    ]);
    let before = folder.files();
    for host in ["github", "netlify", "cloudflare"] {
        let said = folder.well(&["init", "--deploy", host]);
        assert!(said.contains("ouro.yaml is there, and stays as it is"), "{said}");
        assert!(said.contains("add to it: /.public.ouro-*\n"), "{said}");
        assert!(!said.contains("is written"), "{said}");
    }
    let refused = folder.run(&["new", "plan", "shed"]);
    assert_eq!(refused.code, Some(3), "{}", refused.err);
    assert!(refused.err.contains("is there already"), "{}", refused.err);
    assert_eq!(folder.files(), before);
}

#[test]
fn a_folder_below_the_top_of_a_repository_is_published_from_the_top() {
    let folder = Folder::new(&[
        ("docs/roadmap.md", "# Road map\n\n- [ ] Draw the dial\n- [ ] Cut the case\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
        (
            ".git/config",
            "[remote \"origin\"]\n\turl = https://x:y@gitlab.org/club/tides\n",
        ),
    ]);
    let source = "https://example.org/ouro";
    folder.well(&["init", "docs", "--deploy", "netlify", "--source", source]);
    let hosted = folder.read("netlify.toml");
    assert!(hosted.contains("PLANS = \"docs\""), "{hosted}");
    assert!(hosted.contains(&format!("OURO_SOURCE = \"{source}\"")), "{hosted}");
    let settings = folder.read("docs/ouro.yaml");
    let address =
        "source_url: https://gitlab.org/club/tides/-/blob/main/docs/{path}#L{line}";
    assert_eq!(
        set(&settings),
        ["title: Tides", address],
        "who signs in is nobody's concern"
    );
    folder.well(&["check", "docs"]);
}

#[test]
fn every_comment_of_the_settings_can_be_taken_out() {
    let folder = Folder::new(&[
        ("images/leaf.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("docs/plans/index.md", "# Plans\n"),
    ]);
    folder.well(&["init"]);
    let names: Vec<&str> = key::KEYS.iter().map(|key| key.name).collect();
    let opened: Vec<String> = folder
        .read("ouro.yaml")
        .lines()
        .map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let key = bare.split(':').next().unwrap_or_default();
            let is_inner = bare.starts_with("  ");
            let is_key = names.contains(&key) || is_inner;
            if is_key { bare.to_owned() } else { line.to_owned() }
        })
        .collect();
    fs::write(folder.path("ouro.yaml"), opened.join("\n")).unwrap();
    folder.well(&["check", "--strict"]);
    let printed = folder.well(&["config"]);
    let of_file = printed.lines().filter(|line| line.contains(" ouro.yaml:")).count();
    assert_eq!(of_file, key::KEYS.len(), "{printed}");
}

#[test]
fn every_pattern_is_a_good_plan_in_every_domain() {
    let folder = Folder::new(&[]);
    for pattern in pattern::ALL.map(|pattern| pattern.slug) {
        for domain in pattern::DOMAINS {
            let slug = format!("{pattern}-{domain}");
            folder.well(&[
                "new",
                "plan",
                &slug,
                "--pattern",
                pattern,
                "--domain",
                domain,
            ]);
        }
    }
    folder.well(&["check", "--strict"]);
    let model: Value = serde_json::from_str(&folder.well(&["export"])).unwrap();
    let plans = model["plans"].as_array().unwrap();
    assert_eq!(plans.len(), pattern::ALL.len() * pattern::DOMAINS.len());
    for plan in plans {
        let tasks = plan["tasks"].as_array().unwrap();
        let ready = tasks.iter().filter(|task| task["ready"] == true).count();
        assert!(tasks.len() >= 9, "{}", plan["id"]);
        assert_eq!(ready, 1, "{}: one task begins", plan["id"]);
        let edges = plan["edges"].as_array().unwrap();
        let drawn = |edge: &&Value| edge["rules"].to_string().contains("diagram");
        assert_eq!(edges.iter().filter(drawn).count(), edges.len(), "{}", plan["id"]);
    }
    // A loop is what this pattern is about; nothing else is even worth a note.
    for found in model["diagnostics"].as_array().unwrap() {
        assert_eq!(found["code"], "loop", "{found}");
        assert!(
            found["file"].as_str().unwrap().contains("creative-iterative"),
            "{found}"
        );
    }
}

#[test]
fn a_plan_lies_where_the_settings_look_for_it() {
    let folder = Folder::new(&[("ouro.yaml", "content: docs\n")]);
    folder.well(&["new", "plan", "shed"]);
    assert!(folder.path("docs/plans/shed/tasks.md").exists());
    let refused = folder.run(&["new", "plan", "Garden Shed"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("write `garden-shed`"), "{}", refused.err);
    assert_eq!(folder.run(&["new", "plan", "../shed"]).code, Some(2));
    assert_eq!(folder.run(&["new", "plan", "x", "--pattern", "waterfall"]).code, Some(2));
}

#[test]
fn config_says_what_holds_and_where_it_comes_from() {
    let folder = Folder::new(&[
        (
            "ouro.yaml",
            "title: Shed\nlanguage: de\ntoday: 2026-05-01\nbase_url: https://a.org\nchecks:\n  loop: off\n",
        ),
        ("index.md", "# Shed\n"),
    ]);
    let mut command = folder.command(&["config", "--today", "2026-05-02"]);
    let run = ended(command.env("OURO_BASE_URL", "https://b.org").env("OURO_TITLE", ""));
    assert_eq!(run.code, Some(0), "{}", run.err);
    let words: Vec<Vec<&str>> =
        run.out.lines().map(|line| line.split_whitespace().collect()).collect();
    for expected in [
        ["title", "ouro.yaml:1", "Shed"],
        ["language", "ouro.yaml:2", "de"],
        ["today", "--today", "2026-05-02"],
        ["base_url", "OURO_BASE_URL", "https://b.org/"],
        ["checks.loop", "ouro.yaml:6", "off"],
        ["description", "default", "-"],
        ["content", "default", "."],
    ] {
        assert!(words.contains(&expected.to_vec()), "{expected:?}: {}", run.out);
    }
    // What is printed is what a build does.
    ended(folder.command(&["build"]).env("OURO_BASE_URL", "https://b.org"));
    let page = folder.read("public/index.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://b.org/\">"));
    assert!(page.contains("<html lang=\"de\""));
    // A variable that is wrong or misspelt is told.
    let run = ended(folder.command(&["status"]).env("OURO_TODAY", "tomorrow"));
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.starts_with("error: OURO_TODAY: `today` is `tomorrow`"),
        "{}",
        run.err
    );
    let said = "`OURO_TITEL` sets nothing; the nearest is `OURO_TITLE`\n";
    for command in ["build", "check", "config", "export", "next", "status"] {
        let run = ended(folder.command(&[command]).env("OURO_TITEL", "x"));
        assert_eq!(run.code, Some(0), "{command}: {}", run.err);
        assert_eq!(run.err.matches(said).count(), 1, "{command}: {}", run.err);
    }
}

#[test]
fn a_command_without_settings_does_not_look_at_the_environment() {
    let folder = Folder::new(&[("index.md", "# Shed\n")]);
    for arguments in [
        &["man"][..],
        &["completions", "bash"],
        &["--help"],
        &["check", "--explain", "cycle"],
        &["config", "--schema"],
        &["theme", "list"],
        &["new", "plan", "roof"],
        &["init"],
    ] {
        let mut command = folder.command(arguments);
        let run = ended(command.env("OURO_TODAY", "tomorrow").env("OURO_TITEL", "x"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_plan_is_not_written_where_another_lies() {
    let road_map = "# Shed\n\n- [ ] Draw the roof\n- [ ] Cut the posts\n";
    let draft = format!("---\ndraft: true\n---\n{road_map}");
    let folder = Folder::new(&[
        ("content/plans/shed/todo.md", road_map),
        ("content/plans/barn/todo.md", &draft),
        ("content/plans/mill.md", road_map),
        ("content/plans/notes/design.md", "# Notes\n\nNo plan.\n"),
    ]);
    let before = folder.files();
    for (name, file) in
        [("shed", "shed/todo.md"), ("barn", "barn/todo.md"), ("mill", "mill.md")]
    {
        let run = folder.run(&["new", "plan", name]);
        assert_eq!(run.code, Some(3), "{name}: {}", run.err);
        let said = format!(
            "error: `content/plans/{file}` is there already, with the plan \"Shed\"\n  = hint: \
             change that plan, or choose another name than `{name}`\n"
        );
        assert_eq!(run.err, said);
    }
    assert_eq!(folder.files(), before);
    folder.well(&["new", "plan", "notes"]);
    assert_eq!(folder.run(&["new", "plan", "x", "--drafts"]).code, Some(2), "what for?");
}

#[test]
fn nothing_is_written_where_one_file_cannot_be() {
    for (files, site) in [
        (&[(".git/HEAD", "ref: refs/heads/main\n"), ("a+b/x.txt", "")][..], "a+b"),
        (&[("content", "a file")][..], "."),
        (&[(".github", "a file")][..], "."),
    ] {
        let folder = Folder::new(files);
        let before = folder.files();
        let run = folder.run(&["init", site, "--deploy", "github"]);
        assert_eq!(run.code, Some(3), "{}", run.err);
        assert_eq!(folder.files(), before, "{}", run.err);
    }
    let folder = Folder::new(&[]);
    let run = folder.run(&["init", "--deploy", "github", "--source", "git@host:ouro"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("invalid value 'git@host:ouro' for '--source"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("base_url"), "{}", run.err);
}

#[test]
fn shells_and_manuals_know_every_command() {
    let folder = Folder::new(&[]);
    let commands = ["build", "check", "init", "new", "config", "completions", "man"];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = folder.well(&["completions", shell]);
        for command in commands {
            assert!(text.contains(command), "{shell} knows nothing of {command}");
        }
    }
    let script = folder.path("ouro.bash");
    fs::write(&script, folder.well(&["completions", "bash"])).unwrap();
    // The shell itself completes: the words that begin with `st` are one.
    let asked = "source \"$1\"; COMP_WORDS=(ouro st); COMP_CWORD=1; _ouro ouro st ouro; echo \
                 \"${COMPREPLY[@]}\"";
    let run = ended(Command::new("bash").args(["-c", asked, "bash"]).arg(&script));
    assert_eq!(run.out.trim(), "status", "{}", run.err);
    let page = folder.well(&["man"]);
    assert!(page.contains(".TH ouro 1"), "{page}");
    for command in commands {
        assert!(page.contains(&format!("ouro\\-{command}(1)")), "{command}: {page}");
    }
    let page = folder.well(&["man", "build"]);
    assert!(page.contains("\\-\\-base\\-url"), "{page}");
    let all = folder.path("man");
    folder.well(&["man", "--output", "man"]);
    for name in ["ouro.1", "ouro-build.1", "ouro-new-plan.1", "ouro-theme-eject.1"] {
        assert!(all.join(name).is_file(), "{name}");
    }
    assert!(folder.run(&["man", "biuld"]).err.contains("the nearest is `build`"));
}

#[test]
fn the_schema_is_what_the_program_prints() {
    let folder = Folder::new(&[]);
    let printed: Value =
        serde_json::from_str(&folder.well(&["config", "--schema"])).unwrap();
    assert_eq!(printed, key::schema());
    let described = |key: &Key| {
        let told = &printed["properties"][key.name]["description"];
        told.as_str().is_some_and(|words| words.contains("Without it: "))
    };
    assert!(key::KEYS.iter().all(described));
}

#[test]
fn the_script_for_a_host_is_one() {
    let folder = Folder::new(&[]);
    folder.well(&["init", "--deploy", "cloudflare"]);
    let script = folder.path("cloudflare-build.sh");
    let run = ended(Command::new("sh").arg("-n").arg(&script));
    assert_eq!(run.code, Some(0), "{}", run.err);
}

#[test]
fn the_schema_lies_in_every_site() {
    let folder = Folder::new(&[("index.md", "# Shed\n")]);
    folder.well(&["build", "--quiet"]);
    let published = folder.read("public/schema/ouro.yaml.json");
    assert_eq!(published, folder.well(&["config", "--schema"]));
}
