//! What `ouro build` does on a bad day: killed, with a full disk, without
//! permission, with few files, at once with itself, under the hands of an editor.
//!
//! Each of these runs the program itself. Kills and builds at once are as many as
//! a test that runs with every change may cost; with `OURO_ALL=1` they are 100
//! and 50.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "these tests look at real folders, and stop where one cannot be made"
)]

#[expect(dead_code, reason = "the cases themselves are for cases.rs")]
mod common;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::folder::{self, files_below as files};
use tempfile::TempDir;

/// The user and the group that own nothing.
const NOBODY: u32 = 65_534;

/// The program.
const OURO: &str = env!("CARGO_BIN_EXE_ouro");

/// A folder with the sources of two sites, and what each of them looks like.
struct Sites {
    root: TempDir,
    whole: [BTreeMap<String, Vec<u8>>; 2],
}

impl Sites {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let mut sites = Self { root, whole: [BTreeMap::new(), BTreeMap::new()] };
        for (number, name) in ["a", "b"].into_iter().enumerate() {
            let text =
                format!("# Site {name}\n\n- [ ] 1.1 Only in {name}\n- [ ] 1.2 Then\n");
            sites.write(&format!("{name}/content/quay/tasks.md"), &text);
            sites.write(&format!("{name}/content/{name}.md"), "# A page\n\nWords.\n");
            let done = sites.build(name, &format!("whole-{name}"));
            assert_eq!(done.status.code(), Some(0), "{}", told(&done));
            sites.whole[number] = files(&sites.path(&format!("whole-{name}")));
        }
        assert!(sites.whole[0] != sites.whole[1] && sites.whole[0].len() > 10);
        sites
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        folder::write(&self.path(path), text);
    }

    /// The command that builds the site `a` or `b` into a folder.
    fn command(&self, name: &str, output: &str) -> Command {
        let mut command = Command::new(OURO);
        command
            .args(["build", "--quiet"])
            .arg(self.path(name))
            .arg("--output")
            .arg(self.path(output))
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::null());
        command
    }

    fn build(&self, name: &str, output: &str) -> Output {
        self.command(name, output).output().unwrap()
    }

    /// Which of the two sites is in a folder; it has to be one of them.
    fn which(&self, output: &str) -> usize {
        let found = files(&self.path(output));
        let which = self.whole.iter().position(|whole| *whole == found);
        which.expect("the folder is one of the two sites, and whole")
    }

    /// The names in the root that a build has left beside what is meant to be there.
    fn left(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).unwrap();
        let names =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains("ouro-") && !name.ends_with("-lock")).collect()
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// How often something is done that is done by chance.
fn times(few: usize, all: usize) -> usize {
    if env::var_os("OURO_ALL").is_some() { all } else { few }
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let sites = Sites::new();
    let start = Instant::now();
    sites.build("a", "public");
    let span = start.elapsed().as_micros() as u64;
    let mut seed = 11_u64;
    let (mut killed, mut seen) = (0, [0, 0]);
    for turn in 0..times(16, 100) {
        let name = ["b", "a"][turn % 2];
        let mut child = sites
            .command(name, "public")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        thread::sleep(Duration::from_micros((seed >> 33) % span));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        seen[sites.which("public")] += 1;
    }
    assert!(killed > 0, "every build had ended before");
    sites.build("b", "public");
    assert_eq!((sites.which("public"), sites.left()), (1, Vec::<String>::new()));
    report(&format!("{killed} builds killed, {seen:?} sites of each kind, none broken"));
}

#[test]
fn an_interrupt_leaves_the_old_site_and_nothing_beside_it() {
    let sites = Sites::new();
    for number in 0..400 {
        sites.write(&format!("b/content/pages/p{number}.md"), "# A page\n\nWords.\n");
    }
    let mut stopped = 0;
    for turn in 0..times(3, 20) {
        sites.build("a", "public");
        let signal = ["-INT", "-TERM", "-HUP"][turn % 3];
        let mut child = sites.command("b", "public").spawn().unwrap();
        // It is stopped while it writes beside the old site.
        while sites.left().is_empty() && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let code = child.wait().unwrap().code();
        assert_eq!(sites.left(), Vec::<String>::new(), "{signal}: {code:?}");
        if code == Some(130) && files(&sites.path("public")) == sites.whole[0] {
            stopped += 1;
        }
    }
    assert!(stopped > 0, "every build had ended before");
    report(&format!("{stopped} builds interrupted, nothing left behind"));
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let sites = Sites::new();
    // A file system of its own, in a name space of its own, with room for one site.
    let script = r#"
        mount -t tmpfs -o size=2m none "$1/disk" || exit 77
        cd "$1"
        "$2" build a --quiet --output disk/public || exit 10
        cp -a disk/public kept
        head -c 4m /dev/zero > disk/ballast 2> /dev/null
        for n in 1 2 3; do
            "$2" build b --quiet --output disk/public 2> told; code=$?
            [ $code = 3 ] || { echo "exit code $code" >&2; exit 11; }
            diff -r disk/public kept >&2 || exit 12
        done
        cat told >&2
        # With room for some of the files and not for all of them.
        for room in 16 32 64; do
            truncate -s "-${room}k" disk/ballast
            "$2" build b --quiet --output disk/public 2> told; code=$?
            [ $code = 3 ] || { echo "exit code $code with $room kB" >&2; exit 15; }
            diff -r disk/public kept >&2 || exit 16
        done
        cat told >&2
        rm disk/ballast
        "$2" build b --quiet --output disk/public || exit 13
        diff -r disk/public whole-b >&2 || exit 14
        ls -A disk >&2
    "#;
    fs::create_dir(sites.path("disk")).unwrap();
    for flags in ["-m", "-Urm"] {
        let done = Command::new("unshare")
            .args([flags, "sh", "-c", script, "sh"])
            .arg(sites.path(""))
            .arg(OURO)
            .output();
        match done {
            Ok(done) if done.status.success() => {
                let told = told(&done);
                assert!(told.contains("no space left on device"), "{told}");
                assert!(told.ends_with(".public.ouro-lock\npublic\n"), "{told}");
                return;
            }
            Ok(done) if (10..20).contains(&done.status.code().unwrap_or(0)) => {
                assert!(done.status.success(), "{}: {}", done.status, told(&done));
            }
            _ => {}
        }
    }
    report("NOT TESTED WITH A FULL DISK: no file system can be mounted here");
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_site() {
    let sites = Sites::new();
    sites.build("a", "public");
    for blocks in [0, 1, 8] {
        let done = limited(&sites, &format!("trap '' XFSZ; ulimit -f {blocks}"));
        assert_eq!(done.status.code(), Some(3), "{blocks}: {}", told(&done));
        assert_eq!(sites.which("public"), 0, "{blocks}");
        assert_eq!(sites.left(), Vec::<String>::new(), "{blocks}");
    }
}

#[test]
fn few_open_files_are_enough() {
    let sites = Sites::new();
    for number in 0..80 {
        sites.write(&format!("b/content/pages/p{number}.md"), "# A page\n");
    }
    let done = limited(&sites, "ulimit -n 40");
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert!(sites.path("public/pages/p79/index.html").is_file());
}

/// Builds the site `b` under a limit of the shell.
fn limited(sites: &Sites, limit: &str) -> Output {
    let command = sites.command("b", "public");
    Command::new("sh")
        .args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")])
        .arg(OURO)
        .args(command.get_args())
        .output()
        .unwrap()
}

#[test]
fn without_permission_the_old_site_stays_and_no_plan_is_missing() {
    let sites = Sites::new();
    let allow = |path: &str, mode| {
        fs::set_permissions(sites.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    // Nothing is forbidden to root, so that root becomes somebody else, who needs
    // the program where it can be reached.
    let is_root = fs::write("/proc/self/oom_score_adj", "0").is_ok()
        && Command::new("true").uid(NOBODY).gid(NOBODY).status().is_ok();
    let program = sites.path("ouro");
    fs::hard_link(OURO, &program)
        .or_else(|_| fs::copy(OURO, &program).map(drop))
        .unwrap();
    allow("", 0o755);
    fs::create_dir(sites.path("site")).unwrap();
    if is_root {
        std::os::unix::fs::chown(sites.path("site"), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let build = |name: &str| {
        let mut command = Command::new(&program);
        command.args(sites.command(name, "site/public").get_args());
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.env_remove("HOME").output().unwrap()
    };
    let done = build("a");
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    for (path, mode, usual) in [
        ("site", 0o555, 0o755),
        ("b/content/quay/tasks.md", 0o000, 0o644),
        ("b/content/quay", 0o000, 0o755),
        ("b/content", 0o000, 0o755),
    ] {
        allow(path, mode);
        let done = build("b");
        allow(path, usual);
        assert_eq!(done.status.code(), Some(3), "{path}: {}", told(&done));
        assert!(told(&done).contains("permission denied"), "{path}: {}", told(&done));
        assert_eq!(sites.which("site/public"), 0, "{path}");
    }
    assert_eq!(build("b").status.code(), Some(0));
    assert_eq!(sites.which("site/public"), 1);
    // A site whose own folders may not be written is replaced as a whole.
    allow("site/public/assets", 0o555);
    allow("site/public", 0o555);
    let done = build("a");
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert_eq!(sites.which("site/public"), 0);
    let names = fs::read_dir(sites.path("site")).unwrap();
    assert_eq!(names.count(), 2, "the site and its lock");
    allow("site/public", 0o755);
}

#[test]
fn builds_at_once_leave_one_whole_site() {
    let sites = Sites::new();
    let mut seen = [0, 0];
    for _ in 0..times(4, 50) {
        let builds =
            ["a", "b"].map(|name| sites.command(name, "public").spawn().unwrap());
        for mut build in builds {
            assert_eq!(build.wait().unwrap().code(), Some(0));
        }
        seen[sites.which("public")] += 1;
        assert_eq!(sites.left(), Vec::<String>::new());
    }
    report(&format!("two builds at once: {seen:?} sites of each kind, none broken"));
}

#[test]
fn a_file_that_changes_while_it_is_read_stops_nothing() {
    let sites = Sites::new();
    let path = sites.path("a/content/quay/tasks.md");
    let beside = sites.path("a/content/quay/new");
    let texts = ["x", "y"].map(|letter| {
        let line = format!("- [ ] {} {letter}\n", letter.repeat(60));
        format!("# Site\n\n{}", line.repeat(200))
    });
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for turn in 0.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                let text = &texts[turn % 2];
                match turn % 3 {
                    // Emptied and filled, cut, taken away and put back.
                    0 => fs::write(&path, text).unwrap(),
                    1 => fs::File::options()
                        .write(true)
                        .open(&path)
                        .unwrap()
                        .set_len(100)
                        .unwrap(),
                    _ => {
                        fs::remove_file(&path).unwrap();
                        fs::write(&beside, text).unwrap();
                        fs::rename(&beside, &path).unwrap();
                    }
                }
            }
        });
        for _ in 0..4 {
            let done = sites.build("a", "public");
            assert_eq!(done.status.code(), Some(0), "{}", told(&done));
            assert!(sites.path("public/index.html").is_file());
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn the_same_sources_give_the_same_bytes_wherever_and_whenever() {
    let sites = Sites::new();
    let texts: Vec<(String, String)> = (0..12)
        .map(|number| {
            let text = format!(
                "---\ncreated: 2026-01-0{}\n---\n\n# Plan İ{number}\n\n### Phase 1: One\n\n\
                 - [ ] 1.1 Ünder\n  - _Due: 2026-05-01_\n- [x] 1.2 Ask\n  - _Owner: Ana_\n\
                 - [ ] 1.3 Go\n  - _Dependencies: p{}#1.1_\n\n```rust\nfn a() {{}}\n```\n\n\
                 ```mermaid\ngraph TD\n a --> b\n```\n",
                number % 9 + 1,
                (number + 1) % 12,
            );
            (format!("content/p{number}/tasks.md"), text)
        })
        .collect();
    for (path, text) in &texts {
        sites.write(&format!("one/{path}"), text);
    }
    for (path, text) in texts.iter().rev() {
        sites.write(&format!("far/away/and/deeper/Ωther/{path}"), text);
    }
    let done = sites.command("one", "public").env("TZ", "UTC").output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let command = sites.command("far/away/and/deeper/Ωther", "elsewhere/x");
    let done = Command::new("sh")
        .args(["-c", "umask 077; exec \"$0\" \"$@\""])
        .arg(OURO)
        .args(command.get_args())
        .current_dir("/")
        .env_clear()
        .envs([
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "ar_EG.UTF-8"),
            ("LANGUAGE", "de"),
            ("RAYON_NUM_THREADS", "1"),
            ("SOURCE_DATE_EPOCH", "1"),
            ("HOME", "/nowhere"),
            ("USER", "somebody"),
            ("PATH", "/usr/bin:/bin"),
        ])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let (one, other) = (files(&sites.path("public")), files(&sites.path("elsewhere/x")));
    let differ: Vec<&String> =
        one.keys().filter(|name| one.get(*name) != other.get(*name)).collect();
    assert!(differ.is_empty() && one.len() == other.len(), "{differ:?}");
    let all = one.iter().chain(&other);
    for (name, bytes) in all {
        let text = String::from_utf8_lossy(bytes);
        let root = sites.path("").display().to_string();
        assert!(!text.contains(&root), "{name} tells where it was built");
    }
}

/// Says something past the capture of the test runner, so that it is seen.
fn report(words: &str) {
    let _ = writeln!(io::stderr(), "\n{words}\n");
}
