//! `ouro build --history`: what feeds tell by the history of a repository, and what a
//! repository of a stranger cannot make the build do.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these tests make real repositories, and stop where they cannot"
)]

#[path = "common/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What git is told, whatever the settings of the machine.
const GIT: [(&str, &str); 6] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_AUTHOR_NAME", "Ada"),
    ("GIT_AUTHOR_EMAIL", "ada@plans.example"),
    ("GIT_COMMITTER_NAME", "Ada"),
    ("GIT_COMMITTER_EMAIL", "ada@plans.example"),
];

/// The build of these tests.
const BUILD: [&str; 7] =
    ["build", "-u", "https://plans.example/", "--today", "2026-05-20", "--history", "30"];

/// A plan with so many tasks, of which the first ones are done.
fn plan(title: &str, done: usize, total: usize) -> String {
    let boxes = (1..=total).map(|number| {
        let mark = if number <= done { 'x' } else { ' ' };
        format!("- [{mark}] 1.{number} Part {number}\n")
    });
    format!("# Tasks - {title}\n\n{}", boxes.collect::<String>())
}

/// A repository with plans.
struct Repository {
    root: TempDir,
}

/// How a build ended, and what it said.
struct Run {
    code: Option<i32>,
    err: String,
}

impl Repository {
    fn new() -> Self {
        let own = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir(own.path("tmp")).unwrap();
        own.git(&["init", "--quiet", "--initial-branch=main", "site"], "");
        own
    }

    /// A path beside the repository.
    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// The folder of the site.
    fn site(&self) -> PathBuf {
        self.path("site")
    }

    fn write(&self, path: &str, text: &str) {
        folder::write(&self.site().join(path), text);
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.site().join(path)).unwrap();
    }

    fn git(&self, arguments: &[&str], time: &str) -> String {
        let folder = match self.site().exists() {
            true => self.site(),
            false => self.root.path().to_owned(),
        };
        let mut git = Command::new("git");
        git.args(arguments).current_dir(folder).envs(GIT).env("HOME", self.root.path());
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            git.env(name, time);
        }
        let output = git.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Commits everything at a time.
    fn commit(&self, time: &str) {
        self.git(&["add", "--all"], time);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", time], time);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
        command
            .args(arguments)
            .current_dir(self.site())
            .env("TMPDIR", self.path("tmp"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let run = ended(&mut self.command(arguments));
        let left: Vec<_> = fs::read_dir(self.path("tmp")).unwrap().collect();
        assert!(left.is_empty(), "nothing is left of the days: {left:?}");
        run
    }

    /// Builds, and says what was told: day, plan, name and words, the newest first.
    fn told(&self, arguments: &[&str]) -> Vec<[String; 4]> {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.err);
        self.changes()
    }

    fn changes(&self) -> Vec<[String; 4]> {
        let text = self.page("public/api/v1/changes.json");
        let known: Value = serde_json::from_str(&text).unwrap();
        let changes = known["changes"].as_array().unwrap().iter();
        let told = changes.map(|change| {
            ["day", "plan", "title", "words"].map(|key| {
                let words = change[key].as_str().unwrap();
                // How the plan stood then is not what these tests are about.
                words.split(". ").next().unwrap().trim_end_matches('.').to_owned()
            })
        });
        told.collect()
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.site().join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        folder::files_below(&self.site().join("public"))
    }
}

fn ended(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    Run { code: output.status.code(), err }
}

/// What changed, as [`Repository::told`] has it.
fn change(day: &str, plan: &str, title: &str, words: &str) -> [String; 4] {
    [format!("2026-05-{day}"), format!("plans/{plan}"), title.into(), words.into()]
}

/// A repository in which a plan was worked on, one came and one went.
fn worked_on() -> Repository {
    let own = Repository::new();
    own.write(".gitignore", "/public/\n/.public.ouro-*\ndraft.md\n");
    own.write("content/plans/barn/tasks.md", &plan("Barn", 0, 3));
    own.write("content/plans/shed/tasks.md", &plan("Shed", 1, 2));
    own.commit("2026-04-01T10:00:00Z");
    own.write("content/plans/barn/tasks.md", &plan("Barn", 1, 3));
    own.commit("2026-05-01T09:00:00Z");
    own.write("content/plans/barn/tasks.md", &plan("Great barn", 2, 3));
    own.commit("2026-05-01T15:00:00Z");
    own.write("content/plans/mill/tasks.md", &plan("Mill", 0, 1));
    // Where it is made, it is still the third; in UTC it is the fourth.
    own.commit("2026-05-03T23:30:00-05:00");
    own.remove("content/plans/shed/tasks.md");
    own.commit("2026-05-06T10:00:00Z");
    own.write("notes.md", "Not of the content.\n");
    own.commit("2026-05-08T10:00:00Z");
    own.write("content/plans/barn/tasks.md", &plan("Great barn", 3, 4));
    own.commit("2026-05-10T10:00:00Z");
    own
}

/// What is told of it.
fn of_worked_on() -> Vec<[String; 4]> {
    vec![
        change("10", "barn", "Great barn", "1 more task is done"),
        change("06", "shed", "Shed", "The plan is not on the site any more"),
        change("04", "mill", "Mill", "A new plan with 1 task"),
        change("01", "barn", "Great barn", "2 more tasks are done"),
    ]
}

#[test]
fn each_day_of_the_history_is_told() {
    let own = worked_on();
    assert_eq!(own.told(&BUILD), of_worked_on());
    let feed = own.page("public/feed.xml");
    let dates: Vec<&str> = feed
        .split("<entry>")
        .skip(1)
        .map(|entry| entry.split("<updated>").nth(1).unwrap().split('T').next().unwrap())
        .collect();
    assert_eq!(dates, ["2026-05-10", "2026-05-06", "2026-05-04", "2026-05-01"]);
    assert!(feed.contains("https://plans.example/plans/barn/#changed-2026-05-10"));
    // What is gone has no page to read on.
    assert!(!feed.contains("https://plans.example/plans/shed/\""), "{feed}");
    let of_plan = own.page("public/plans/barn/feed.xml");
    assert_eq!(of_plan.matches("<entry>").count(), 2, "{of_plan}");

    // The same history gives the same bytes.
    let before = own.files();
    assert_eq!(own.run(&BUILD).code, Some(0));
    assert_eq!(own.files(), before);
    own.git(&["checkout", "--quiet", "--detach"], "");
    let run = own.run(&BUILD);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(own.files(), before, "whether a branch has a name is of no account");

    // A window that begins later starts from what was there then.
    let told = own.told(&[&BUILD[..6], &["15"]].concat());
    assert_eq!(told, of_worked_on()[..2]);
    let told = own.told(&[&BUILD[..6], &["11"]].concat());
    assert_eq!(told, of_worked_on()[..1]);
    assert_eq!(own.told(&[&BUILD[..6], &["10"]].concat()), of_worked_on()[..0]);
    // Without the option nothing is asked of git.
    let run = own.run(&BUILD[..5]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!own.site().join("public/feed.xml").exists());
}

#[test]
fn what_is_there_now_is_told_on_the_day_of_the_build() {
    let own = worked_on();
    // Not committed, and committed after the day that counts as today.
    own.write("content/plans/mill/tasks.md", &plan("Mill", 1, 1));
    let expected =
        [vec![change("20", "mill", "Mill", "1 more task is done")], of_worked_on()];
    assert_eq!(own.told(&BUILD), expected.concat());
    own.commit("2026-05-21T10:00:00Z");
    assert_eq!(own.told(&BUILD), expected.concat());
    // What git ignores is not read.
    own.write("content/plans/draft.md", &plan("Draft", 0, 1));
    assert_eq!(own.told(&BUILD), expected.concat());
}

#[test]
fn the_first_commit_has_nothing_before_it() {
    let own = Repository::new();
    own.write("content/plans/barn/tasks.md", &plan("Barn", 0, 3));
    own.commit("2026-05-02T10:00:00Z");
    own.write("content/plans/barn/tasks.md", &plan("Barn", 1, 3));
    own.commit("2026-05-02T11:00:00Z");
    let expected = [change("02", "barn", "Barn", "A new plan with 3 tasks")];
    assert_eq!(own.told(&BUILD), expected);
    let run = own.run(&[&BUILD[..4], &["2026-05-01", "--history", "3"]].concat());
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("no commit was made by 2026-05-01, the day"), "{}", run.err);
}

#[test]
fn what_the_site_said_goes_before_the_history() {
    let own = worked_on();
    let since = [&BUILD[..], &["--since", "last"]].concat();
    // Nothing was published yet, so the history is told.
    let run = own.run(&since);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(own.changes(), of_worked_on());
    let last = own.site().join("last");
    fs::create_dir(&last).unwrap();
    for name in ["plans.json", "changes.json"] {
        fs::copy(own.site().join("public/api/v1").join(name), last.join(name)).unwrap();
    }
    own.write("content/plans/mill/tasks.md", &plan("Mill", 1, 1));
    own.commit("2026-05-12T10:00:00Z");
    let expected =
        [vec![change("20", "mill", "Mill", "1 more task is done")], of_worked_on()];
    assert_eq!(own.told(&since), expected.concat());
}

#[test]
fn the_content_may_lie_anywhere_in_a_repository() {
    // In a folder of it, beside files that are not read.
    let own = Repository::new();
    let inner = |path: &str| format!("docs/of us/{path}");
    own.write(&inner("ouro.yaml"), "content: our plans\nlanguage: de\n");
    own.write(&inner(".gitignore"), "old.md\n");
    own.write(&inner("our plans/old.md"), &plan("Old", 0, 1));
    own.write(&inner("our plans/barn.md"), &plan("Barn", 0, 2));
    own.write("other.md", &plan("Other", 0, 1));
    own.git(&["add", "--all", "--force"], "");
    own.commit("2026-04-01T10:00:00Z");
    own.write(&inner("our plans/barn.md"), &plan("Barn", 1, 2));
    own.write(&inner("our plans/old.md"), &plan("Old", 1, 1));
    own.write("other.md", &plan("Other", 1, 1));
    own.commit("2026-05-02T10:00:00Z");
    let build = [&BUILD[..1], &["docs/of us", "-o", "public"], &BUILD[1..]].concat();
    let told = own.told(&build);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0][3], "1 weitere Aufgabe ist erledigt", "in the words of now");
    // One file of it.
    let build = [&BUILD[..1], &["other.md", "-o", "public"], &BUILD[1..]].concat();
    let told = own.told(&build);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0][3], "1 more task is done");

    // A repository of its own, in one that does not have it.
    let own = Repository::new();
    own.git(&["init", "--quiet", "content"], "");
    own.write("content/barn.md", &plan("Barn", 0, 2));
    own.git(&["-C", "content", "add", "--all"], "");
    own.git(&["-C", "content", "commit", "-qm", "a"], "2026-04-01T10:00:00Z");
    own.write("content/barn.md", &plan("Barn", 2, 2));
    own.git(&["-C", "content", "commit", "-qam", "b"], "2026-05-03T10:00:00Z");
    let told = own.told(&BUILD);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&*told[0][0], &*told[0][3]), ("2026-05-03", "2 more tasks are done"));
}

#[test]
fn a_folder_may_become_a_file_and_a_link_is_what_it_leads_to() {
    let own = Repository::new();
    own.write("content/plans/barn/tasks.md", &plan("Barn", 0, 1));
    own.write("content/plans/a.md/b.md", &plan("Inner", 0, 1));
    fs::create_dir(own.site().join("content/also")).unwrap();
    let link = own.site().join("content/also/roof.md");
    symlink("../plans/a.md/b.md", &link).unwrap();
    own.commit("2026-04-01T10:00:00Z");
    own.remove("content/plans/a.md/b.md");
    fs::remove_dir(own.site().join("content/plans/a.md")).unwrap();
    own.write("content/plans/a.md", &plan("Outer", 1, 3));
    own.commit("2026-05-02T10:00:00Z");
    fs::remove_file(&link).unwrap();
    symlink("../plans/a.md", &link).unwrap();
    own.commit("2026-05-04T10:00:00Z");
    let told = own.told(&BUILD);
    let told: Vec<String> = told.iter().map(|change| change.join(" ")).collect();
    // Of a plan that is there twice, the first one counts.
    let expected = [
        "2026-05-04 also/roof Outer A new plan with 3 tasks",
        "2026-05-04 plans/a Outer The plan is not counted any more",
        "2026-05-02 plans/a Outer A new plan with 3 tasks",
        "2026-05-02 also/roof Inner The plan is not on the site any more",
    ];
    assert_eq!(told, expected);
}

/// Puts what runs a command everywhere where a repository can name one.
fn set_traps(own: &Repository, trap: &Path) {
    fs::write(trap, format!("#!/bin/sh\ntouch '{}'\n", own.path("run").display()))
        .unwrap();
    fs::set_permissions(trap, fs::Permissions::from_mode(0o755)).unwrap();
    let command = trap.to_str().unwrap();
    let keys = [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "core.editor",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "gpg.program",
        "pager.rev-list",
        "pager.ls-tree",
        "alias.rev-list",
        "remote.origin.uploadpack",
        "uploadpack.packObjectsHook",
    ];
    for key in keys {
        let value = if key.starts_with("alias") {
            "!".to_owned() + command
        } else {
            command.into()
        };
        own.git(&["config", key, &value], "");
    }
    for (key, value) in [
        ("filter.trap.required", "true"),
        ("log.showSignature", "true"),
        ("remote.origin.url", &*format!("ext::{command}")),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialCloneFilter", "blob:none"),
        ("protocol.ext.allow", "always"),
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
    ] {
        own.git(&["config", key, value], "");
    }
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
        "post-merge",
        "pre-auto-gc",
    ] {
        let hooks = own.site().join(".git/hooks");
        fs::create_dir_all(&hooks).unwrap();
        fs::copy(trap, hooks.join(hook)).unwrap();
    }
}

#[test]
fn a_repository_of_a_stranger_runs_nothing() {
    let own = Repository::new();
    fs::write(own.path("secret.md"), plan("Secret", 0, 9)).unwrap();
    own.write(".gitattributes", "*.md filter=trap diff=trap\n");
    own.write("content/.gitattributes", "*.md filter=trap diff=trap\n");
    own.write("content/plans/barn/tasks.md", &plan("Barn", 0, 3));
    symlink("../../secret.md", own.site().join("content/away.md")).unwrap();
    symlink(own.path("secret.md"), own.site().join("content/far.md")).unwrap();
    symlink("circle.md", own.site().join("content/circle.md")).unwrap();
    own.commit("2026-04-01T10:00:00Z");
    // Another repository, which is none of ours, and a name that would leave the folder.
    let head = own.git(&["rev-parse", "HEAD"], "");
    let other = format!("160000,{head},content/sub.md");
    own.git(&["update-index", "--add", "--cacheinfo", &other], "");
    own.git(&["commit", "--quiet", "-m", "sub"], "2026-05-01T10:00:00Z");
    own.write("content/plans/barn/tasks.md", &plan("Barn", 1, 3));
    own.git(&["commit", "--quiet", "-am", "barn"], "2026-05-02T10:00:00Z");
    let object = own.git(&["rev-parse", "HEAD~1:content/plans/barn/tasks.md"], "");

    set_traps(&own, &own.path("trap"));
    let (run, marks) = (own.path("run"), [".git/index.lock", "content/sub.md"]);
    let clear = || fs::remove_file(&run).is_ok();
    clear();
    // The trap is one: a command that heeds such settings steps into it.
    let mut plain = Command::new("git");
    plain.args(["diff", "HEAD~1", "HEAD"]).current_dir(own.site()).envs(GIT);
    plain.output().unwrap();
    assert!(clear(), "what is set would be run");

    let expected = [change("02", "barn", "Barn", "1 more task is done")];
    assert_eq!(own.told(&BUILD), expected);
    assert!(!run.exists(), "nothing was run");
    assert!(marks.iter().all(|mark| !own.site().join(mark).exists()));
    let pages: Vec<u8> = own.files().into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&pages).contains("Secret"));

    // What a clone lacks is fetched by git; not for us.
    let (folder, name) = object.split_at(2);
    let place = own.site().join(".git/objects").join(folder).join(name);
    fs::remove_file(&place).unwrap();
    let mut plain = Command::new("git");
    plain.args(["cat-file", "-p", &object]).current_dir(own.site()).envs(GIT);
    assert!(!plain.output().unwrap().status.success());
    assert!(clear(), "what is missing would be fetched");
    let built = own.run(&BUILD);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(built.err.contains("no history is told: the clone lacks"), "{}", built.err);
    assert!(!run.exists(), "nothing was fetched");
}

#[test]
fn the_environment_does_not_reach_git() {
    let own = worked_on();
    let other = Repository::new();
    let mut command = own.command(&BUILD);
    let git = other.site().join(".git");
    command
        .env("GIT_DIR", &git)
        .env("GIT_OBJECT_DIRECTORY", git.join("objects"))
        .env("GIT_TRACE", other.path("trace"))
        .env("GIT_EXTERNAL_DIFF", "false")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "core.bare")
        .env("GIT_CONFIG_VALUE_0", "neither");
    let run = ended(&mut command);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(own.changes(), of_worked_on());
    assert!(!other.path("trace").exists());
}

#[test]
fn a_shallow_clone_tells_what_it_has() {
    let own = worked_on();
    let from = format!("file://{}", own.site().display());
    for (depth, told) in [("3", 1), ("4", 2), ("7", 4)] {
        let to = own.path(depth);
        let to = to.to_str().unwrap();
        own.git(&["clone", "--quiet", "--depth", depth, &from, to], "");
        let run = ended(own.command(&BUILD).current_dir(to));
        assert_eq!(run.code, Some(0), "{}", run.err);
        let text = fs::read_to_string(own.path(depth).join("public/api/v1/changes.json"));
        let known: Value = serde_json::from_str(&text.unwrap()).unwrap();
        assert_eq!(known["changes"].as_array().unwrap().len(), told, "{depth}");
        let cut = run.err.contains("the history begins on 2026-05-0");
        assert_eq!(cut, depth != "7", "a clone with all of it is whole: {}", run.err);
        assert_eq!(run.err.contains("`git fetch --unshallow`"), cut);
    }
}

#[test]
fn a_build_without_a_history_is_a_build() {
    let own = worked_on();
    let is_without = |run: &Run, words: &str| {
        assert_eq!(run.code, Some(0), "{}", run.err);
        let expected = format!("no history is told: {words}");
        assert!(run.err.starts_with(&expected), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    };
    let run = ended(own.command(&BUILD).env("PATH", own.path("tmp")));
    is_without(&run, "the program `git` is not there; install it, or");
    let run = ended(own.command(&BUILD).env_remove("PATH"));
    assert_eq!(run.code, Some(0), "{}", run.err);

    fs::rename(own.site().join(".git"), own.path("away")).unwrap();
    is_without(&own.run(&BUILD), "`content` lies in no git repository");
    fs::write(own.site().join(".git"), "gitdir: nowhere\n").unwrap();
    is_without(&own.run(&BUILD), "git cannot read the repository: fatal: not a git");
    fs::remove_file(own.site().join(".git")).unwrap();
    own.git(&["init", "--quiet"], "");
    is_without(&own.run(&BUILD), "the repository has no commit yet");
    own.git(&["add", "notes.md"], "");
    own.git(&["commit", "--quiet", "-m", "notes"], "2026-05-01T10:00:00Z");
    is_without(&own.run(&BUILD), "no text of `content` is in the last commit");

    for days in ["0", "367", "-1", "all"] {
        let run = own.run(&["build", "--history", days]);
        assert_eq!(run.code, Some(2), "{days}: {}", run.err);
    }
    let run = own.run(&["build", "--history", "30"]);
    assert!(run.err.contains("they need the day of today"), "{}", run.err);
}

#[test]
fn an_interrupt_leaves_nothing_of_the_history() {
    let own = worked_on();
    // A git that ends who called it.
    let folder = own.path("bin");
    fs::create_dir(&folder).unwrap();
    let git = folder.join("git");
    fs::write(
        &git,
        "#!/bin/sh\nkill -INT $PPID\nsleep 1\nPATH=${PATH#*:}\nexec git \"$@\"\n",
    )
    .unwrap();
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), env::var("PATH").unwrap());
    let run = ended(own.command(&BUILD).env("PATH", path));
    assert_eq!(run.code, Some(130), "{}", run.err);
    assert!(run.err.contains("interrupted"), "{}", run.err);
    assert!(!own.site().join("public").exists());
    assert_eq!(fs::read_dir(own.path("tmp")).unwrap().count(), 0);
}
