//! The binary from end to end: that each flag is heeded, the files are there, the
//! exit code is right, and nothing of the machine shows in the site.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these tests run the binary in real folders, and stop where they cannot"
)]

#[path = "common/folder.rs"]
mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::ops::Range;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use ouro::config::Extra;
use serde_json::Value;
use tempfile::TempDir;

const SUBCOMMANDS: [&str; 8] =
    ["build", "check", "export", "status", "next", "explain", "graph", "serve"];

const GOOD: &str =
    "# Tasks - Barn\n\n- [x] **🐌 1.1 Plan it**\n- [ ] **🐌 1.2 Raise it**\n";
const ERROR: &str =
    "# Tasks - Barn\n\n- [ ] **🐌 1.1 Raise it**\n  - _Dependencies: 9.9_\n";
const WARNING: &str = "# Tasks - Barn\n\n- [?] **🐌 1.1 Raise it**\n";
const DRAFT: &str =
    "---\ndraft: true\n---\n# Tasks - Secret Shed\n\n- [ ] **🐌 1.1 Hide it**\n";

/// A project with plans below `content/`.
struct Project {
    root: TempDir,
}

/// How a run ended, and what it said.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(Output { status, stdout, stderr }: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: status.code(), out: text(stdout), err: text(stderr) }
    }
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { root: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        folder::write(&self.path(path), text);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
        command.args(arguments).current_dir(self.root.path()).stdin(Stdio::null());
        command.env("XDG_CACHE_HOME", self.path(".cache"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// The files of a folder by their paths, without what begins with a dot.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = folder::files_below(&self.path(folder));
        files.retain(|name, _| !name.starts_with('.'));
        files
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }
}

#[test]
fn build_publishes_into_the_root_or_where_it_is_told() {
    let project = Project::new(&[("site/content/barn/tasks.md", GOOD)]);
    let run = project.run(&["build", "site"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("1 plan, 2 tasks"), "{}", run.out);
    assert!(project.page("site/public/plans/barn/index.html").contains("Raise it"));
    assert!(project.path("site/public/404.html").exists());

    let run = project.run(&["build", "site", "-o", "there"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(project.files("there"), project.files("site/public"));
}

#[test]
fn build_heeds_the_address() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    let run = project.run(&["build", "-u", "https://plans.example/x"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let named = project.files("public").into_iter().any(|(_, bytes)| {
        String::from_utf8_lossy(&bytes).contains("https://plans.example/x/")
    });
    assert!(named, "no file names the address");
    let run = project.run(&["build", "-u", "plans.example"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("http"), "{}", run.err);
}

#[test]
fn a_strict_build_that_fails_leaves_the_site_alone() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    assert_eq!(project.run(&["build"]).code, Some(0));
    let old = project.files("public");

    project.write("content/barn/tasks.md", WARNING);
    let run = project.run(&["build", "--strict"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("nothing was published"), "{}", run.err);
    assert_eq!(project.files("public"), old);

    assert_eq!(project.run(&["build"]).code, Some(0));
    assert_ne!(project.files("public"), old);
}

#[test]
fn foreign_files_are_kept_and_only_with_force() {
    let project =
        Project::new(&[("content/barn/tasks.md", GOOD), ("there/mine.txt", "mine")]);
    let run = project.run(&["build", "-o", "there"]);
    assert_eq!(run.code, Some(3));
    assert!(run.err.contains("mine.txt") && run.err.contains("--force"), "{}", run.err);
    assert_eq!(project.files("there").len(), 1);

    let run = project.run(&["build", "-o", "there", "--force"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(project.page("there/mine.txt"), "mine");
    assert!(project.path("there/index.html").exists());
}

#[test]
fn drafts_are_there_when_they_are_asked_for() {
    let project = Project::new(&[
        ("content/barn/tasks.md", GOOD),
        ("content/shed/tasks.md", DRAFT),
    ]);
    for command in ["status", "export", "next"] {
        assert!(!project.run(&[command]).out.contains("Secret Shed"), "{command}");
        assert!(
            project.run(&[command, "--drafts"]).out.contains("Secret Shed"),
            "{command}"
        );
    }
    project.run(&["build"]);
    assert!(!project.path("public/plans/shed").exists());
    project.run(&["build", "--drafts"]);
    assert!(project.path("public/plans/shed/index.html").exists());
    project.run(&["build"]);
    assert!(!project.path("public/plans/shed").exists(), "the draft stayed");
}

#[test]
fn quiet_says_less_and_verbose_says_more() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    let run = project.run(&["build", "-q"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let run = project.run(&["build", "-v"]);
    assert!(run.err.contains("content/barn/tasks.md: plan `barn`"), "{}", run.err);
    assert_eq!(project.run(&["build", "-q", "-v"]).code, Some(2));

    project.write("content/barn/tasks.md", ERROR);
    let run = project.run(&["check", "-q"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("1 error\n", ""));
    let run = project.run(&["check", "-v"]);
    assert!(run.err.contains("ouroboros, since its title"), "{}", run.err);
}

#[test]
fn a_build_says_how_long_each_stage_took() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    let run = project.run(&["build", "--timings"]);
    let rows: Vec<Vec<&str>> = run
        .err
        .lines()
        .skip_while(|line| !line.starts_with("stage"))
        .map(|line| {
            line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
        })
        .collect();
    assert_eq!(rows[0], ["stage", "ms", "share", "computed", "recalled"], "{}", run.err);
    let plans = rows.iter().find(|row| row[0] == "plans").unwrap();
    assert_eq!(plans[3..], ["1", "0"]);
    assert_eq!(rows.last().unwrap()[0], "all");

    // What was published before is recalled, and counts stay beside times.
    let run = project.run(&["build", "--timings=json"]);
    let events: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let names: Vec<&str> =
        events.iter().filter_map(|event| event["name"].as_str()).collect();
    assert_eq!(names.first(), Some(&"files read"));
    let published = events.last().unwrap();
    assert_eq!(published["name"], "files published");
    assert_eq!(published["args"]["computed"], 0);
    assert!(published["args"]["recalled"].as_u64() > Some(10));
    let mut end = 0;
    for event in &events {
        assert_eq!(event["ts"].as_u64(), Some(end), "stages follow each other: {event}");
        end += event["dur"].as_u64().unwrap();
    }
    assert!(run.err.contains("1 plan, 2 tasks"), "{}", run.err);
}

#[test]
fn exit_codes_tell_how_it_went() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    assert_eq!(project.run(&["check"]).code, Some(0));
    assert_eq!(project.run(&["check", "--strict"]).code, Some(0));
    project.write("content/barn/tasks.md", WARNING);
    assert_eq!(project.run(&["check"]).code, Some(0));
    assert_eq!(project.run(&["check", "--strict"]).code, Some(1));
    project.write("content/barn/tasks.md", ERROR);
    assert_eq!(project.run(&["check"]).code, Some(1));
    assert_eq!(project.run(&["build"]).code, Some(0), "problems of plans stop no build");

    assert_eq!(project.run(&[]).code, Some(2));
    assert_eq!(project.run(&["bake"]).code, Some(2));
    assert_eq!(project.run(&["check", "--nonsense"]).code, Some(2));
    for command in ["build", "check", "export", "status", "next"] {
        let run = project.run(&[command, "nowhere"]);
        assert_eq!(run.code, Some(3), "{command}");
        assert!(run.err.contains("cannot read `nowhere`"), "{}", run.err);
    }
    fs::write(project.path("taken"), "").unwrap();
    assert_eq!(project.run(&["build", "-o", "taken"]).code, Some(3));
    assert_eq!(project.run(&["--help"]).code, Some(0));
    assert_eq!(project.run(&["--version"]).code, Some(0));
}

#[test]
fn check_prints_all_problems_at_once_by_place() {
    let project = Project::new(&[
        ("content/b/tasks.md", ERROR),
        ("content/a/tasks.md", &format!("{ERROR}- [?] **🐌 1.1 Again**\n")),
        ("ouro.yaml", "titel: Barns\n"),
    ]);
    let run = project.run(&["check"]);
    let places: Vec<&str> = run
        .err
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .collect();
    assert_eq!(
        places,
        [
            "content/a/tasks.md:4:20",
            "content/a/tasks.md:5:1",
            "content/a/tasks.md:5:4",
            "content/b/tasks.md:4:20",
            "ouro.yaml:1:1",
        ]
    );
    assert_eq!(run.out, "3 errors and 2 warnings\n");
}

#[test]
fn explain_names_a_plan_or_says_which_is_near() {
    let project = Project::new(&[
        ("content/plans/barn/tasks.md", GOOD),
        ("content/plans/old/barn-door/tasks.md", GOOD),
    ]);
    let whole = project.run(&["explain", "plans/barn"]);
    assert_eq!(whole.code, Some(0));
    assert!(whole.out.contains("2 lines look like boxes: 2 tasks"), "{}", whole.out);
    // The end of its id and its file name the same plan.
    for name in ["barn", "content/plans/barn/tasks.md"] {
        assert_eq!(project.run(&["explain", name]).out, whole.out, "{name}");
    }
    let task = project.run(&["explain", "barn#1.2"]);
    assert_eq!(task.code, Some(0));
    assert!(task.out.starts_with("1.2 Raise it\n"), "{}", task.out);
    for (name, hint) in [
        ("bern", "the nearest is `barn`"),
        ("nothing-like-it", "there are plans/barn, plans/old/barn-door"),
        ("barn#1.3", "the nearest is `1.2`"),
    ] {
        let run = project.run(&["explain", name]);
        assert_eq!(run.code, Some(2), "{name}");
        assert!(run.err.contains(hint) && run.out.is_empty(), "{name}: {}", run.err);
    }
    let empty = Project::new(&[("content/index.md", "# Nothing\n")]);
    assert_eq!(empty.run(&["explain", "barn"]).code, Some(2));
}

#[test]
fn graph_writes_each_form_of_what_was_asked_for() {
    let barn = "# Tasks - Barn\n\n## Phase 1: Build\n\n- [x] 1.1 Dig\n- [ ] 1.2 Raise\n  \
                - _Dependencies: 1.1_\n- [ ] 1.3 Roof\n  - _Dependencies: 1.2_\n- [ ] 1.4 Paint\n  \
                - _Dependencies: 1.3_\n";
    let mill = "# Tasks - Mill\n\n- [ ] 1 Grind\n  - _Dependencies: barn#1.4_\n";
    let project = Project::new(&[
        ("content/plans/barn/tasks.md", barn),
        ("content/plans/mill/tasks.md", mill),
    ]);
    let run = |arguments: &[&str]| {
        let run = project.run(&[&["graph"], arguments].concat());
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.err);
        assert_eq!(run.err, "", "{arguments:?}");
        run.out
    };
    let whole = run(&["barn"]);
    assert!(whole.starts_with("flowchart LR\n"), "{whole}");
    assert!(whole.contains("n0[\"✓ 1.1 Dig\"]:::done") && whole.contains("n0 --> n1"));
    let plans = run(&[]);
    assert!(plans.contains("n0[\"▷ Barn, 1 of 4 done\"]"), "{plans}");
    assert!(run(&["barn", "--format", "dot"]).starts_with("digraph \"Graph of Barn\" {"));
    let near = run(&["barn", "--around", "1.2", "--depth", "1", "--format", "json"]);
    assert!(
        near.contains("plans/barn#1.3") && !near.contains("plans/barn#1.4"),
        "{near}"
    );
    let path = run(&["barn", "--critical"]);
    assert!(path.contains("1.2 Raise") && !path.contains("1.1 Dig"), "{path}");
    let file = project.path("barn.svg");
    run(&["barn", "--format", "svg", "--output", file.to_str().unwrap()]);
    assert!(fs::read_to_string(file).unwrap().starts_with("<svg "));
    for (arguments, hint) in [
        (&["bern"][..], "the nearest is `barn`"),
        (&["barn", "--around", "1.9"], "the nearest is `1."),
        (&["--critical"], "name a plan"),
    ] {
        let run = project.run(&[&["graph"], arguments].concat());
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(
            run.err.contains(hint) && run.out.is_empty(),
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn graph_says_what_mermaid_has_no_room_for() {
    let mut tasks = "# Tasks - Fair\n\n## Phase 1: All\n\n".to_owned();
    for number in 1..=40 {
        tasks.push_str(&format!(
            "- [ ] 1.{number} Stall {number}\n  - _Dependencies: None_\n"
        ));
    }
    tasks.push_str("\n## Phase 2: After\n\n");
    for number in 1..=20 {
        let before: Vec<String> = (1..=40).map(|before| format!("1.{before}")).collect();
        tasks.push_str(&format!(
            "- [ ] 2.{number} Sweep {number}\n  - _Dependencies: {}_\n",
            before.join(", ")
        ));
    }
    let project = Project::new(&[("tasks.md", &tasks)]);
    let run = project.run(&["graph"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let arrows = ["-->", "==>"].map(|arrow| run.out.matches(arrow).count());
    assert_eq!(arrows.iter().sum::<usize>(), 500);
    assert!(run.err.contains("left out: 300 links"), "{}", run.err);
}

#[test]
fn a_report_for_programs_has_standard_output_to_itself() {
    let project = Project::new(&[
        ("docs/content/barn/tasks.md", ERROR),
        ("docs/content/mill/tasks.md", WARNING),
    ]);
    let human = project.run(&["check", "docs"]);
    assert_eq!((human.code, human.out.as_str()), (Some(1), "1 error and 1 warning\n"));
    let pointers = human.err.matches("ouro check --explain").count();
    assert_eq!(pointers, 1, "{}", human.err);
    let named = project.run(&["check", "docs", "--format", "human"]);
    assert_eq!((named.code, named.out, named.err), (human.code, human.out, human.err));

    for format in ["json", "sarif", "github"] {
        let run = project.run(&["check", "docs", "-v", "--format", format]);
        assert_eq!(run.code, Some(1), "{format}: {}", run.err);
        assert!(run.err.ends_with("1 error and 1 warning\n"), "{format}: {}", run.err);
        assert!(run.err.contains("content/barn/tasks.md: plan"), "{}", run.err);
        let quiet = project.run(&["check", "docs", "-q", "--format", format]);
        assert_eq!((quiet.out.as_str(), quiet.err.as_str()), (run.out.as_str(), ""));
        match format {
            "github" => {
                assert!(
                    run.out.lines().all(|line| line.starts_with("::")),
                    "{}",
                    run.out
                );
                assert_eq!(run.out.lines().count(), 2);
            }
            _ => drop(serde_json::from_str::<Value>(&run.out).unwrap()),
        }
    }
    let json = project.run(&["check", "docs", "--format", "json"]).out;
    let export = project.run(&["export", "docs"]).out;
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(value(&json)["diagnostics"], value(&export)["diagnostics"]);
    assert_eq!(value(&json)["schema_version"], value(&export)["schema_version"]);

    project.write("docs/content/barn/tasks.md", GOOD);
    project.write("docs/content/mill/tasks.md", GOOD);
    let run = project.run(&["check", "docs", "--format", "github"]);
    let said = (run.code, run.out.as_str(), run.err.as_str());
    assert_eq!(said, (Some(0), "", "no problems found\n"));
    let run = project.run(&["check", "nowhere", "--format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (Some(3), ""));
    assert_eq!(project.run(&["check", "--format", "xml"]).code, Some(2));
    let both = ["check", "--explain", "cycle", "--format", "json"];
    assert_eq!(project.run(&both).code, Some(2));
}

#[test]
fn paths_for_others_start_at_the_top_of_the_repository() {
    let project = Project::new(&[("team/docs/content/barn/tasks.md", ERROR)]);
    let place = |folder: &str, root: &str| {
        let mut command = project.command(&["check", root, "--format", "github"]);
        let output = command.current_dir(project.path(folder)).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        out.split_once("file=").unwrap().1.split(',').next().unwrap().to_owned()
    };
    // Where there is no repository, they start where the command runs.
    assert_eq!(place("", "team/docs"), "team/docs/content/barn/tasks.md");
    assert_eq!(place("team", "docs"), "docs/content/barn/tasks.md");
    fs::create_dir(project.path(".git")).unwrap();
    let way = "team/docs/content/barn/tasks.md";
    assert_eq!(place("", "team/docs"), way);
    assert_eq!(place("team", "docs"), way);
    assert_eq!(place("team/docs", "."), way);
    assert_eq!(place("team/docs/content", ".."), way);
    assert_eq!(place("team/docs/content/barn", "tasks.md"), way);
    assert_eq!(place("", project.path("team/docs").to_str().unwrap()), way);
    let sarif = project.run(&["check", "team/docs", "--format", "sarif"]).out;
    assert!(sarif.contains(&format!("\"uri\": \"{way}\"")), "{sarif}");
}

#[test]
fn a_site_says_how_bad_a_problem_is() {
    let project = Project::new(&[
        ("content/barn/tasks.md", WARNING),
        ("ouro.yaml", "checks:\n  unknown-mark: error\n"),
    ]);
    let run = project.run(&["check"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), "1 error\n"));
    assert!(run.err.contains("error[unknown-mark]"), "{}", run.err);
    assert_eq!(project.run(&["build"]).code, Some(0));
    let run = project.run(&["build", "--strict"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("nothing was published: --strict refuses 1 error\n"),
        "{}",
        run.err
    );
    assert!(project.run(&["status"]).err.contains("1 error"));

    for (level, said) in [("note", "1 note\n"), ("off", "no problems found\n")] {
        project.write("ouro.yaml", &format!("checks: {{ unknown-mark: {level} }}\n"));
        let run = project.run(&["check", "--strict"]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), said));
        assert_eq!(project.run(&["build", "--strict"]).code, Some(0));
    }

    // Only the disk tells this one, before the settings are read.
    project.write("ouro.yaml", "checks: { outside-link: off }\n");
    project.write("content/barn/tasks.md", GOOD);
    project.write("away/notes.md", "# Notes\n");
    std::os::unix::fs::symlink(project.path("away"), project.path("content/away"))
        .unwrap();
    assert_eq!(project.run(&["check"]).out, "no problems found\n");
    project.write("ouro.yaml", "");
    assert_eq!(project.run(&["check"]).out, "1 warning\n");

    project.write("ouro.yaml", "checks: { invalid-config: off }\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("`invalid-config` must be mended first"), "{}", run.err);
}

#[test]
fn check_explains_codes() {
    let project = Project::new(&[]);
    let list = project.run(&["check", "--explain", "list"]);
    assert_eq!(list.code, Some(0));
    for code in ouro::diagnostic::code::ALL {
        assert!(list.out.contains(code.name), "{}", code.name);
        let run = project.run(&["check", "--explain", code.name]);
        assert_eq!(run.out.trim_end(), code.explanation.trim_end());
    }
    let run = project.run(&["check", "--explain", "cycel"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("the nearest is `cycle`"), "{}", run.err);
}

#[test]
fn export_has_the_names_of_the_contract() {
    let project = Project::new(&[
        ("content/barn/tasks.md", GOOD),
        ("content/mill/tasks.md", ERROR),
    ]);
    let run = project.run(&["export"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let site: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(site["schema_version"], 1);
    let has = |value: &Value, names: &str| {
        for name in names.split(' ') {
            assert!(value.get(name).is_some(), "`{name}` is missing in {value}");
        }
    };
    let plan = &site["plans"][0];
    has(plan, "id title dialect pattern template archived source url progress phases");
    has(plan, "tasks edges checks");
    has(&plan["progress"], "done total optional skipped checks_done checks_total");
    let task = &plan["tasks"][1];
    has(task, "id key title status mark optional parallel phase parent leaf file line");
    has(task, "duration_minutes context_tokens requirements ready blocked_by url");
    has(&plan["edges"][0], "from to kind rules stated scope file line");
    has(&site["diagnostics"][0], "code severity file line column message");
    assert_eq!(plan["source"], "content/barn/tasks.md");
    assert_eq!(task["key"], "barn#1.2");
    assert_eq!(task["file"], "content/barn/tasks.md");
    assert_eq!(task["line"], 4);
    assert_eq!(task["ready"], true);
    assert_eq!(site["diagnostics"][0]["file"], "content/mill/tasks.md");
}

#[test]
fn links_to_other_sites_are_asked_once_and_never_those_of_this_machine() {
    // A proxy answers in the place of the whole net, so nobody else is asked.
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in proxy.incoming() {
            let heard = Arc::clone(&heard);
            thread::spawn(move || answer_for_the_net(stream.unwrap(), &heard));
        }
    });
    let text = "# Links\n\n[a](http://one.test/there), [b](http://one.test/gone#x), \
                [c](http://two.test/moved), [d](http://two.test/busy), \
                [e](http://localhost/secret), [f](http://10.0.0.1/secret)\n";
    let project = Project::new(&[("content/links.md", text)]);
    let check = |arguments: &[&str]| {
        let mut command = project.command(arguments);
        command.env("XDG_CACHE_HOME", project.path("cache"));
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env(name, &address);
        }
        Run::of(command.output().unwrap())
    };
    let run = check(&["check", "--external", "--strict"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.err.contains("warning[dead-link]"), "{}", run.err);
    assert!(run.err.contains("`http://one.test/gone` leads to nothing"), "{}", run.err);
    assert!(run.err.contains("content/links.md:3:"), "{}", run.err);
    assert!(run.err.contains("not known: http://two.test/busy"), "{}", run.err);
    assert!(run.err.contains("not asked: http://localhost/secret"), "{}", run.err);
    assert!(run.err.contains("6 links to other sites, 2 of them"), "{}", run.err);
    assert!(!run.err.contains("moved` leads"), "a redirect is an answer");
    let count = |path: &str| {
        asked.lock().unwrap().iter().filter(|line: &&String| line.contains(path)).count()
    };
    assert_eq!((count("/there"), count("/moved"), count("/secret")), (1, 1, 0));
    assert_eq!(count("/gone"), 2, "who does not answer a HEAD may answer a GET");

    check(&["check", "--external"]);
    assert_eq!((count("/there"), count("/gone")), (1, 4), "what was there is remembered");
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(0), "without the option nobody is asked: {}", run.err);
}

/// Whether a build was recalled: it has read the files, and made nothing of them.
#[cfg(target_os = "linux")]
fn is_recalled(run: &Run) -> bool {
    assert!(run.err.contains("\nfiles read  "), "{}", run.err);
    !run.err.contains("\npages  ")
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_that_would_be_the_same_is_recalled_with_all_that_it_said() {
    let project = Project::new(&[("content/barn/tasks.md", WARNING)]);
    let build = |more: &[&str]| project.run(&[&["build", "--timings"], more].concat());
    let said = |run: &Run| {
        let lines = run.err.lines().take_while(|line| !line.starts_with("stage "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let first = build(&[]);
    assert!(!is_recalled(&first));
    assert!(first.err.contains("warning[unknown-mark]"), "{}", first.err);
    let site = project.files("public");
    let second = build(&[]);
    assert!(is_recalled(&second), "{}", second.err);
    assert_eq!(said(&second), said(&first));
    assert!(second.out.contains("1 plan, 1 task, "), "{}", second.out);
    assert!(
        second.out.contains(": nothing changed in public; 1 warning"),
        "{}",
        second.out
    );

    let refused = build(&["--strict"]);
    assert!(is_recalled(&refused));
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("nothing was published: --strict refuses"));

    // A hand that keeps the size and puts the time back.
    let page = project.path("public/plans/barn/index.html");
    let file = fs::File::options().read(true).write(true).open(&page).unwrap();
    let time = file.metadata().unwrap().modified().unwrap();
    (&file).write_all(b"<!DOCTYPE").unwrap();
    file.set_modified(time).unwrap();
    assert!(!is_recalled(&build(&[])));
    assert_eq!(project.files("public"), site);
    assert!(is_recalled(&build(&[])), "what was mended is known again");

    let stale = project.path(".public.ouro-tmp-1");
    fs::create_dir(&stale).unwrap();
    assert!(is_recalled(&build(&[])));
    assert!(!stale.exists(), "what a stopped build has left is cleared away");

    for other in
        [&["--base-url", "https://barn.example"][..], &["--portable"], &["-o", "b"]]
    {
        assert!(!is_recalled(&build(other)), "{other:?}");
        assert!(is_recalled(&build(other)), "{other:?}");
    }
    assert!(!is_recalled(&build(&[])), "the folder holds another site");

    project.write("public/mine.txt", "mine");
    let refused = build(&[]);
    assert_eq!(refused.code, Some(3), "{}", refused.err);
    assert!(refused.err.contains("`mine.txt`"), "{}", refused.err);
    fs::remove_file(project.path("public/mine.txt")).unwrap();
    build(&[]);

    project.write("content/barn/tasks.md", GOOD);
    let third = build(&[]);
    assert!(!is_recalled(&third));
    assert!(third.out.contains("1 plan, 2 tasks, "), "{}", third.out);
    assert!(!is_recalled(&build(&["--fresh"])), "all is made where that is asked for");
    for entry in fs::read_dir(project.path(".cache/ouro/builds")).unwrap() {
        fs::write(entry.unwrap().path(), "{").unwrap();
    }
    assert!(!is_recalled(&build(&[])), "what cannot be read is not believed");
    assert!(is_recalled(&build(&[])));
}

#[test]
fn a_mistake_of_a_template_that_shows_in_a_page_is_told_by_check_as_well() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    project.write("theme/theme.yaml", "name: ours\n");
    project.write("theme/templates/404.html", "<p>{{ page.title }}</p>");
    let of = |run: &Run| {
        let lines = run.err.lines().filter(|line| line.starts_with("error["));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let (check, build) = (project.run(&["check"]), project.run(&["build"]));
    assert_eq!((check.code, build.code), (Some(1), Some(1)), "{}", check.err);
    assert_eq!(of(&check), of(&build));
    assert!(
        check.err.contains("`404.html` has no Content-Security-Policy"),
        "{}",
        check.err
    );
}

#[test]
fn what_a_build_has_rendered_is_known_to_the_next_one() {
    let drawn =
        "```mermaid\ngraph TD\n a[Post] --> b[Beam]\n```\n\n```rust\nlet a = 1;\n```\n";
    let mill = format!("{GOOD}\n{drawn}").replace("Barn", "Mill");
    let project = Project::new(&[
        ("content/barn/tasks.md", GOOD),
        ("content/mill/tasks.md", mill.as_str()),
    ]);
    let counts = |run: &Run| -> BTreeMap<String, (usize, usize)> {
        let rows =
            run.err.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let number = |cell: &str| cell.parse().ok();
        let row = |row: Vec<&str>| {
            let [.., "%", computed, recalled] = row[..] else { return None };
            Some((row[0].to_owned(), (number(computed)?, number(recalled)?)))
        };
        rows.filter_map(row).collect()
    };
    let first = counts(&project.run(&["build", "--timings"]));
    let pages = first["pages"].0;
    assert_eq!((first["pages"], first["diagrams"]), ((pages, 0), (1, 0)));

    project.write("content/barn/tasks.md", &GOOD.replace("[ ]", "[x]"));
    let second = counts(&project.run(&["build", "--timings"]));
    assert_eq!(second["diagrams"], (0, 1));
    for read in ["documents", "forms", "plans"] {
        assert_eq!((first[read], second[read]), ((2, 0), (1, 1)), "{read}");
    }
    let (computed, recalled) = second["pages"];
    assert!(recalled > 0 && computed + recalled == pages, "{second:?}");
    project.run(&["build", "--output", "other"]);
    assert_eq!(project.files("public"), project.files("other"));

    // A logo lies in the content, and each page names it by what is in it.
    let logo = |colour: &str| {
        let size = "xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"";
        format!("<svg {size}><path fill=\"{colour}\" d=\"M0 0h9v9z\"/></svg>")
    };
    project.write("ouro.yaml", "theme:\n  logo: logo.svg\n");
    for colour in ["red", "blue"] {
        project.write("content/logo.svg", &logo(colour));
        assert_eq!(project.run(&["build"]).code, Some(0));
        project.run(&["build", "--fresh", "--output", "other"]);
        assert_eq!(project.files("public"), project.files("other"), "{colour}");
    }
    assert!(project.page("public/index.html").contains("assets/logo."));
}

/// Where the answers of a store lie: at its end stands a list of them, 48 bytes for each,
/// and behind that how many there are.
fn answers_of(store: &[u8]) -> Vec<Range<usize>> {
    let number = |at: usize| {
        let bytes = store[at..at + 8].try_into().unwrap();
        usize::try_from(u64::from_le_bytes(bytes)).unwrap()
    };
    let end = store.len() - 40;
    let list = end - 48 * number(end + 8);
    let entries = (list..end).step_by(48);
    entries.map(|at| number(at + 16)..number(at + 16) + number(at + 24)).collect()
}

#[test]
fn what_was_kept_of_a_build_and_is_spoilt_is_made_again() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    assert_eq!(project.run(&["build"]).code, Some(0));
    let site = project.files("public");
    let folder = folder::files_below(&project.path(".cache/ouro/builds"));
    let (name, store) = folder.iter().find(|(name, _)| name.ends_with(".store")).unwrap();
    let kept = project.path(".cache/ouro/builds");
    let rebuild = |store: &[u8]| {
        fs::remove_dir_all(&kept).unwrap();
        fs::create_dir(&kept).unwrap();
        fs::write(kept.join(name), store).unwrap();
        // What the folder holds is not written, and so is not read either.
        fs::remove_dir_all(project.path("public")).unwrap();
        let run = project.run(&["build", "--timings"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_eq!(project.files("public"), site);
        run.err
    };
    let whole = rebuild(store);
    let pages = whole.lines().find(|line| line.starts_with("pages ")).unwrap();
    assert!(!pages.ends_with(" 0"), "the store is read: {pages}");
    let large = answers_of(store).into_iter().filter(|answer| answer.len() > 1000);
    let mut removed = 0;
    for answer in large {
        let mut spoilt = store.clone();
        spoilt[answer.start + answer.len() / 2] ^= 1;
        rebuild(&spoilt);
        // What vouches for a page that it has not is no store.
        removed += usize::from(!kept.join(name).exists());
    }
    assert!(removed > 0, "pages of the plan are among them");
}

/// Answers as a proxy does, and writes down what it was asked for.
fn answer_for_the_net(stream: TcpStream, heard: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut stream = stream;
    loop {
        let head: Vec<String> =
            lines.by_ref().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
        let Some(first) = head.first() else { return };
        heard.lock().unwrap().push(first.clone());
        let status = match first.split(' ').nth(1).unwrap() {
            _ if first.starts_with("CONNECT") => "200 OK\r\n\r\n",
            path if path.ends_with("/there") => "200 OK\r\nContent-Length: 0\r\n\r\n",
            path if path.ends_with("/moved") => {
                "301 Moved\r\nLocation: http://10.0.0.1/secret\r\nContent-Length: 0\r\n\r\n"
            }
            path if path.ends_with("/busy") => "503 Busy\r\nContent-Length: 0\r\n\r\n",
            _ => "404 Not Found\r\nContent-Length: 0\r\n\r\n",
        };
        if write!(stream, "HTTP/1.1 {status}").is_err() {
            return;
        }
    }
}

#[test]
fn what_has_changed_since_the_last_time_is_in_the_feed() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    let build = |day: &str| {
        let run = project.run(&[
            "build",
            "-u",
            "https://plans.example/",
            "--today",
            day,
            "--since",
            "public/api/v1",
        ]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.err
    };
    assert!(build("2026-05-01").contains("no changes are told"), "there is no last time");
    assert!(!project.path("public/feed.xml").exists(), "nothing in the plan has a date");

    project.write("content/barn/tasks.md", &GOOD.replacen("- [ ]", "- [x]", 1));
    build("2026-05-02");
    let feed = project.page("public/feed.xml");
    assert!(feed.contains("<updated>2026-05-02T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("1 more task is done."), "{feed}");
    assert!(
        feed.contains("https://plans.example/plans/barn/#changed-2026-05-02"),
        "{feed}"
    );
    assert_eq!(feed, project.page("public/feed.xml"));

    // What was told stays told, and is not dated anew.
    project.write("content/shed/tasks.md", "# Tasks - Shed\n\n- [ ] 1.1 Roof\n");
    build("2026-05-03");
    let feed = project.page("public/feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains("A new plan with 1 task."), "{feed}");
    assert!(feed.find("2026-05-03").unwrap() < feed.find("1 more task").unwrap());
    let before = project.files("public");
    build("2026-05-04");
    let after = project.files("public");
    assert_eq!(before["feed.xml"], after["feed.xml"], "where nothing changed");
    assert!(project.page("public/plans/shed/feed.xml").contains("A new plan"));

    fs::write(project.path("public/api/v1/plans.json"), "{}").unwrap();
    // A host may answer with a page where there is no such file: no build fails for it.
    let said = build("2026-05-05");
    assert!(said.contains("warning: `public/api/v1/plans.json` is not what a"), "{said}");
    assert!(!project.path("public/feed.xml").exists(), "no change is known");
    build("2026-05-06");
    fs::write(project.path("public/api/v1/changes.json"), "<!doctype html>").unwrap();
    project.write("content/shed/tasks.md", "# Tasks - Shed\n\n- [x] 1.1 Roof\n");
    let said = build("2026-05-07");
    assert!(said.contains("`public/api/v1/changes.json` is not what a"), "{said}");
    assert!(project.page("public/feed.xml").contains("1 more task"), "the rest is told");
}

#[test]
fn a_page_has_its_markdown_beside_it() {
    let page = "See [the barn](barn/tasks.md#1.2), [[barn]] and ![it](barn.png).\n\n- [ ] not a plan\n";
    let text = format!("---\ntitle: Notes & more\n---\n{page}");
    let project = Project::new(&[
        ("content/barn/tasks.md", GOOD),
        (
            "content/barn/design.md",
            "# Design - Barn\n\nAs in [the notes](../notes.md).\n",
        ),
        ("content/notes.md", &text.replace("- [ ] not a plan", "As it is.")),
        ("content/barn.png", "no picture"),
    ]);
    let run = project.run(&["build", "-u", "https://plans.example/"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        project.page("public/notes/index.md"),
        "# Notes &amp; more\n\nSee [the barn](../plans/barn/#t-1.2), [barn](../plans/barn/) and \
         ![it](../barn.png).\n\nAs it is.\n"
    );
    let design = project.page("public/plans/barn/design/index.md");
    assert_eq!(design, "# Design - Barn\n\nAs in [the notes](../../../notes/).\n");
    for page in ["notes", "plans/barn/design"] {
        let page = project.page(&format!("public/{page}/index.html"));
        let link = "<link rel=\"alternate\" type=\"text/markdown\" title=\"Markdown\" href=\"index.md\">";
        assert!(page.contains(link), "{page}");
    }
    let short = project.page("public/llms.txt");
    assert!(short.contains("](https://plans.example/notes/index.md)"), "{short}");

    // Where no server finds the page of a folder, links name it here as well.
    assert_eq!(project.run(&["build", "--portable"]).code, Some(0));
    assert_eq!(
        project.page("public/notes/index.md"),
        "# Notes &amp; more\n\nSee [the barn](../plans/barn/index.html#t-1.2), \
         [barn](../plans/barn/index.html) and ![it](../barn.png).\n\nAs it is.\n"
    );
    let design = project.page("public/plans/barn/design/index.md");
    assert!(design.ends_with("[the notes](../../../notes/index.html).\n"), "{design}");
    let plan = project.page("public/plans/barn/index.md");
    assert!(plan.contains("](design/index.html)\n"), "{plan}");

    project.write("ouro.yaml", "leave_out: [markdown]\n");
    assert_eq!(project.run(&["build", "--portable"]).code, Some(0));
    let short = project.page("public/llms.txt");
    assert!(short.contains("](notes/index.html)"), "{short}");
    assert_eq!(project.run(&["build", "-u", "https://plans.example/"]).code, Some(0));
    assert!(!project.path("public/notes/index.md").exists());
    assert!(project.page("public/llms.txt").contains("](https://plans.example/notes/)"));
}

#[test]
fn a_quoted_plan_stands_beside_what_is_made_of_it() {
    let quoted = "- [x] T001 Cut <b>\n- [ ] T002 [US1] Glue\n  - [ ] T003 Clamp\n";
    let text = format!(
        "# Forms\n\n```md as=specs/1/tasks.md\n{quoted}```\n\n```md as=notes.md\nNo plan.\n```\n"
    );
    let project = Project::new(&[("content/forms.md", &text)]);
    let run = project.run(&["build", "--strict"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.starts_with("0 plans, 0 tasks, "), "{}", run.out);
    let page = project.page("public/forms/index.html");
    for shown in [
        "<div class=\"quoted\">\n<pre class=\"code\"",
        "<span class=\"id\">T001</span> <bdi>Cut &lt;b&gt;</bdi>",
        "<span class=\"chip\"><bdi>US1</bdi></span>",
        "<b>This is no plan.</b>",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert_eq!(page.matches("<ul class=\"result-tasks\">").count(), 2, "one in another");
    assert!(!page.contains("href=\"#t-"), "a quoted task has no place: {page}");
    let index = project.page("public/forms/index.md");
    assert!(index.contains("```md as=specs/1/tasks.md\n- [x] T001 Cut <b>\n"), "{index}");
}

#[test]
fn the_nearest_file_is_found_beside_a_folder_of_many() {
    let project = Project::new(&[
        ("content/notes.md", "# Notes\n\n[The roof](roof.text)\n"),
        ("content/roof.txt", "a roof"),
    ]);
    for number in 0..300 {
        project.write(&format!("content/many/{number}.txt"), "x");
    }
    let run = project.run(&["check"]);
    assert!(run.err.contains("the nearest file is `roof.txt`"), "{}", run.err);
}

#[test]
fn older_addresses_lead_to_their_page() {
    let text = "---\naliases:\n  - /old/barn/\n  - barn.html\n---\n".to_owned() + GOOD;
    let project = Project::new(&[("content/barn/tasks.md", &text)]);
    let run = project.run(&["build", "-u", "https://plans.example/x/"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        project.page("public/_redirects"),
        "/barn.html /plans/barn/ 301\n/old/barn/ /plans/barn/ 301\n"
    );
    let page = project.page("public/old/barn/index.html");
    let link = "<p>This page has moved: <a href=\"../../plans/barn/\">Barn</a></p>";
    assert!(page.contains(link), "{page}");
    assert!(page.contains("canonical\" href=\"https://plans.example/x/plans/barn/\""));
    let run = project.run(&["build", "--portable"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let page = project.page("public/barn.html");
    assert!(page.contains("<a href=\"plans/barn/index.html\">"), "{page}");

    for (alias, said) in [
        ("/plans/shed/", "is the address of another page"),
        ("https://elsewhere.example/", "is no address below the site's root"),
    ] {
        let text = format!("---\naliases: [\"{alias}\"]\n---\n{GOOD}");
        project.write("content/barn/tasks.md", &text);
        project.write("content/shed/tasks.md", GOOD);
        let run = project.run(&["check"]);
        assert!(run.err.contains(said), "{alias}: {}", run.err);
    }
}

#[test]
fn a_site_does_without_what_it_leaves_out() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    let build = || {
        let run = project.run(&["build", "-u", "https://plans.example/", "-q"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        project.files("public").into_keys().collect::<BTreeSet<String>>()
    };
    let whole = build();
    let all = Extra::ALL.map(Extra::name).join(", ");
    project.write("ouro.yaml", &format!("leave_out: [{all}]\n"));
    let less = build();
    let gone: Vec<&String> = whole.difference(&less).collect();
    assert_eq!(
        gone,
        [
            "api/v1/plans/barn.json",
            "badges/all.json",
            "badges/all.svg",
            "badges/barn.json",
            "badges/barn.svg",
            "cards/all.png",
            "cards/barn.png",
            "plans/barn/graph/graph.dot",
            "plans/barn/graph/graph.mmd",
            "plans/barn/graph/graph.svg",
            "plans/barn/graph/index.html",
            "plans/barn/index.md",
            "plans/barn/timeline/index.html",
            "strips/all.svg",
            "strips/barn.svg",
        ]
    );
    let page = project.page("public/plans/barn/index.html");
    assert!(!page.contains("og:image") && !page.contains("rel=\"alternate\""), "{page}");
    assert!(project.page("public/llms.txt").contains("plans/barn/)"));
    let pages = less.iter().filter(|path| path.ends_with(".html"));
    let dead = pages.filter(|path| {
        let page = project.page(&format!("public/{path}"));
        let links = match path.as_str() {
            "plans/barn/index.html" => ["\"graph/", "\"timeline/"],
            _ => ["barn/graph/", "barn/timeline/"],
        };
        links.iter().any(|link| page.contains(link))
    });
    assert_eq!(dead.collect::<Vec<_>>(), [""; 0], "no page leads to what is left out");
}

#[test]
fn status_and_next_say_how_it_stands() {
    let project = Project::new(&[
        ("content/barn/tasks.md", GOOD),
        ("content/mill/tasks.md", "# Tasks - Mill\n\n- [ ] 🐍 Grind\n- [ ] 🐍 Sift\n"),
    ]);
    let status = project.run(&["status"]);
    assert_eq!(status.code, Some(0));
    assert!(status.out.contains("Barn") && status.out.contains("50%"), "{}", status.out);
    assert!(status.out.contains("Mill") && status.out.contains("0%"), "{}", status.out);

    let next = project.run(&["next"]);
    for words in ["Raise it", "Grind", "Sift", "content/barn/tasks.md:4"] {
        assert!(next.out.contains(words), "{words}: {}", next.out);
    }
    assert!(!next.out.contains("Plan it"), "{}", next.out);
    let one = project.run(&["next", "-n", "1"]);
    assert!(one.out.contains("and 2 more"), "{}", one.out);
    let all = project.run(&["next", "-n", "0"]);
    assert!(!all.out.contains("more"), "{}", all.out);
}

#[test]
fn the_readme_names_every_command() {
    let project = Project::new(&[]);
    let help = project.run(&["--help"]).out;
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let readme = readme.unwrap();
    for command in SUBCOMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "help names no `{command}`");
        assert!(readme.contains(&format!("ouro {command}")), "README: `ouro {command}`");
        assert_eq!(project.run(&[command, "--help"]).code, Some(0));
    }
}

#[test]
fn building_twice_writes_nothing_the_second_time() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    project.run(&["build"]);
    let inode = |path: &str| {
        let found = fs::metadata(project.path(path)).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec())
    };
    let page = "public/plans/barn/index.html";
    let (before, files) = (inode(page), project.files("public"));
    let run = project.run(&["build"]);
    assert!(run.out.contains("nothing changed"), "{}", run.out);
    assert_eq!(inode(page), before);
    assert_eq!(project.files("public"), files);
}

#[test]
fn the_same_sources_give_the_same_bytes_anywhere() {
    let files = [("content/barn/tasks.md", GOOD), ("content/mill/tasks.md", ERROR)];
    let (here, there) = (Project::new(&files), Project::new(&files));
    assert_eq!(here.run(&["build"]).code, Some(0));
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "umask 077; exec \"$0\" build", env!("CARGO_BIN_EXE_ouro")])
        .current_dir(there.root.path())
        .env("TZ", "Asia/Kathmandu")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "C")
        .env("RAYON_NUM_THREADS", "1");
    assert!(shell.output().unwrap().status.success());
    assert_eq!(here.files("public"), there.files("public"));

    let told = |project: &Project| {
        let runs = ["check", "export", "status", "next"].map(|name| project.run(&[name]));
        runs.map(|run| (run.code, run.out, run.err))
    };
    assert_eq!(told(&here), told(&there));
}

#[test]
fn the_site_names_no_place_of_this_machine() {
    let project = Project::new(&[("content/barn/tasks.md", GOOD)]);
    project.run(&["build"]);
    let root = project.root.path().canonicalize().unwrap();
    let secret = [project.root.path(), &root, Path::new(env!("CARGO_MANIFEST_DIR"))];
    for (name, bytes) in project.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        for path in secret {
            assert!(
                !text.contains(path.to_str().unwrap()),
                "{name} names {}",
                path.display()
            );
        }
    }
    let export = project.run(&["export"]).out;
    assert!(!export.contains(root.to_str().unwrap()), "{export}");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let long: String = (0..2000).map(|n| format!("- [ ] 🐍 9.{n} Task\n")).collect();
    let project = Project::new(&[("content/barn/tasks.md", &long)]);
    for command in ["export", "next", "check"] {
        let mut child = project
            .command(&[command])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0]).unwrap();
        drop(out);
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = child.wait().unwrap();
        assert!(!err.contains("panicked"), "{command}: {err}");
        assert_eq!(status.code(), Some(0), "{command}: {err}");
    }
}

#[test]
fn one_file_may_be_the_root() {
    let project = Project::new(&[("plans/barn.md", GOOD)]);
    let run = project.run(&["export", "plans/barn.md"]);
    let site: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(site["plans"][0]["source"], "barn.md");
    assert_eq!(project.run(&["check", "plans/barn.md"]).code, Some(0));
    let run = project.run(&["build", "plans/barn.md"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(project.path("plans/public/plans/barn/index.html").exists());
}

#[test]
fn a_folder_without_plans_is_a_site() {
    let project = Project::new(&[("content/index.md", "# Home\n")]);
    assert_eq!(project.run(&["build"]).code, Some(0));
    assert!(project.page("public/index.html").contains("Home"));
    for command in ["status", "next", "check", "export"] {
        let run = project.run(&[command]);
        assert_eq!(run.code, Some(0), "{command}: {}", run.err);
        assert!(!run.out.is_empty(), "{command} says nothing");
    }
}

/// A plan in the shape that the framework's own patterns have: a wrapper, five
/// phases, parallel lists, a graph of phases and tasks, examples, a footer.
const SHAPED: &str = r"# Tasks - Island Ferry

**Pattern**: Modern Development Workflow

**Task Philosophy**: Hull → Crew (parallel tracks) → Voyage

---

## Phase Structure

### Phase 1: Hull (Sequential 🐌)

**Goal**: Something that floats

- [x] **🐌 1.1 Lay the keel**
- [ ] **🐌 1.2 Plank it**

### Phase 2: Crew (3 parallel 🐍)

**Goal**: Somebody to sail it

- [ ] **🐍 2.1 Hire a cook**
  - Ask in the harbour
  - _Can run in parallel with 2.2, 2.3_

- [ ] **🐍 2.2 Hire a pilot**
  - _Can run in parallel with 2.1, 2.3_

- [ ] **🐍 2.3 Paint the name**
  - _Can run in parallel with 2.1, 2.2_

### Phase 3: Voyage (Sequential 🐌)

- [ ] **🐌 3.1 Cast off**
- [ ] **🐌 3.2 Come back**

---

## Task Dependency Graph

```mermaid
graph TD
    P1[Phase 1: Hull<br/>Sequential] --> P2A[Phase 2.1: Cook]
    P1 --> P2B[Phase 2.2: Pilot]
    P1 --> P2C[Phase 2.3: Name]
    P2A --> P3[Phase 3: Voyage]
    P2B --> P3
    classDef sequential fill:#e1f5ff
    class P1,P3 sequential
```

---

## Cross-Domain Examples

### Bakery
```
Phase 1: Build the oven
Phase 2: Flour + Yeast + Hands (parallel)
Phase 3: Bake
```

### Orchard
```
Phase 1: Plant
Phase 2: Prune + Graft (parallel)
Phase 3: Pick
```

---

**Generated from Ouroboros Pattern**: Modern Development Workflow
**Template Version**: 1.0
**Last Updated**: 2031-05-02
";

#[test]
fn a_plan_of_the_usual_shape_is_read_whole() {
    let project = Project::new(&[("content/ferry/tasks.md", SHAPED)]);
    let run = project.run(&["export"]);
    let site: Value = serde_json::from_str(&run.out).unwrap();
    let plan = &site["plans"][0];
    assert_eq!(plan["title"], "Island Ferry");
    assert_eq!(plan["pattern"], "Modern Development Workflow");
    assert_eq!(plan["template"], false);
    let list = |value: &Value, name: &str| -> Vec<String> {
        let items = value.as_array().unwrap().iter();
        items.map(|item| item[name].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(list(&plan["phases"], "mode"), ["sequential", "parallel", "sequential"]);
    let ids = ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"];
    assert_eq!(list(&plan["tasks"], "id"), ids);
    assert_eq!(list(&plan["examples"], "domain"), ["Bakery", "Orchard"]);
    assert_eq!(
        (&plan["progress"]["done"], &plan["progress"]["total"]),
        (&1.into(), &7.into())
    );
    let edges: Vec<String> = plan["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            let end = |name: &str| edge[name].as_str().unwrap().replace("ferry#", "");
            format!(
                "{} {} {}",
                end("from"),
                end("to"),
                edge["rules"][0].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        edges,
        [
            "1.1 1.2 task-order",
            "1.2 2.1 diagram",
            "1.2 2.2 diagram",
            "1.2 2.3 diagram",
            "2.1 3.1 diagram",
            "2.2 3.1 diagram",
            "3.1 3.2 task-order",
        ]
    );
    let codes = list(&site["diagnostics"], "code");
    assert_eq!(codes, ["gates-nothing"], "nothing waits for 2.3");
    let ready: Vec<&str> = plan["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|task| task["ready"] == true)
        .map(|task| task["id"].as_str().unwrap())
        .collect();
    assert_eq!(ready, ["1.2"]);

    let template = SHAPED.replace("Island Ferry", "[Project Name]");
    project.write("content/ferry/tasks.md", &template);
    let site: Value = serde_json::from_str(&project.run(&["export"]).out).unwrap();
    assert_eq!(site["plans"][0]["template"], true);
}
