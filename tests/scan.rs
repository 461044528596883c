//! Which files are read, and what is passed over.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "these tests look at real folders, and stop where one cannot be made"
)]

use std::ffi::OsStr;
use std::fs::{self, FileTimes};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ouro::diagnostic::Checked;
use ouro::io::{IoError, Scanner, scan};
use ouro::source::file::FILE_LIMIT;
use ouro::source::{Content, Sources};
use tempfile::TempDir;

struct Folder {
    root: TempDir,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { root: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn scan(&self) -> Checked<Sources> {
        scan(self.root.path()).unwrap()
    }
}

fn paths(sources: &Checked<Sources>) -> Vec<&str> {
    sources.value.files.iter().map(|file| file.path.as_str()).collect()
}

fn problems(sources: &Checked<Sources>) -> Vec<String> {
    let told = sources.diagnostics.iter();
    told.map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect()
}

#[test]
fn a_folder_is_read_in_order() {
    let folder = Folder::new(&[
        ("b/tasks.md", "b"),
        ("a.MARKDOWN", "a"),
        ("a/tasks.md", "\u{feff}x"),
        ("picture.PNG", "png"),
        ("script.js", "no"),
        ("page.html", "no"),
    ]);
    let sources = folder.scan();
    assert_eq!(
        paths(&sources),
        ["a.MARKDOWN", "a/tasks.md", "b/tasks.md", "picture.PNG"]
    );
    assert_eq!(sources.value.files[1].text().unwrap().as_ref(), "x");
    assert!(matches!(sources.value.files[3].content, Content::Bytes(_)));
    assert_eq!((sources.value.prefix.as_str(), problems(&sources).len()), ("", 0));
}

#[test]
fn the_content_folder_is_found() {
    let folder = Folder::new(&[("content/picture.png", ""), ("README.md", "")]);
    assert_eq!(paths(&folder.scan()), ["README.md", "content/picture.png"]);
    folder.write("content/plan.md", b"");
    let sources = folder.scan();
    assert_eq!(paths(&sources), ["picture.png", "plan.md"]);
    assert_eq!(sources.value.prefix, "content/");
    folder.write("ouro.yaml", b"content: docs/plans/");
    let sources = folder.scan();
    assert_eq!(sources.value.prefix, "content/", "the folder that is set is not there");
    assert_eq!(sources.diagnostics[0].span.unwrap().line, 1);
    assert!(problems(&sources)[0].starts_with("invalid-config: the folder `docs/plans`"));
    folder.write("docs/plans/a.md", b"");
    let sources = folder.scan();
    assert_eq!(
        (paths(&sources), sources.value.prefix.as_str()),
        (vec!["a.md"], "docs/plans/")
    );
    folder.write("ouro.yaml", b"content: .");
    assert_eq!(paths(&folder.scan()).len(), 4);
}

#[test]
fn one_file_may_be_given() {
    let folder = Folder::new(&[("plan.md", "# Plan"), ("other.md", ""), ("x.png", "")]);
    let sources = scan(&folder.path("plan.md")).unwrap();
    assert_eq!(paths(&sources), ["plan.md"]);
    assert!(matches!(scan(&folder.path("x.png")), Err(IoError::Refused { .. })));
    let error = scan(&folder.path("missing")).err().unwrap();
    assert!(
        error.to_string().ends_with("missing`: no such file or directory"),
        "{error}"
    );
}

#[test]
fn what_is_hidden_generated_or_a_backup_is_passed_over() {
    let folder = Folder::new(&[
        (".git/a.md", ""),
        (".hidden.md", ""),
        (".kiro/specs/a/tasks.md", ""),
        (".spec-workflow/specs/a/tasks.md", ""),
        (".claude/specs/a/tasks.md", ""),
        (".claude/commands/tasks.md", ""),
        (".claude/notes.md", ""),
        ("node_modules/a.md", ""),
        ("x/target/a.md", ""),
        ("a.md~", ""),
        ("a.md.swp", ""),
        ("_draft.md", ""),
        ("public/.ouro-manifest.json", "{}"),
        ("public/page.md", ""),
        ("theme/theme.yaml", "name: x"),
        ("theme/notes.md", ""),
    ]);
    let sources = folder.scan();
    assert_eq!(
        paths(&sources),
        [
            ".claude/specs/a/tasks.md",
            ".kiro/specs/a/tasks.md",
            ".spec-workflow/specs/a/tasks.md",
            "_draft.md"
        ]
    );
    assert_eq!(
        sources.value.theme.keys().collect::<Vec<_>>(),
        ["notes.md", "theme.yaml"]
    );
}

#[test]
fn ignore_files_below_the_root_are_heeded_and_no_others() {
    let outer = Folder::new(&[
        (".gitignore", "kept.md\n"),
        ("root/.gitignore", "# c\nlogs/\n*.tmp.md\n/content/secret\n"),
        ("root/content/kept.md", ""),
        ("root/content/logs/a.md", ""),
        ("root/content/a.tmp.md", ""),
        ("root/content/secret/a.md", ""),
        ("root/content/sub/.gitignore", "!b.tmp.md\nsecret\n"),
        ("root/content/sub/b.tmp.md", ""),
        ("root/content/sub/secret", ""),
        ("root/content/sub/secret.md", ""),
        ("root/.ignore", "kept.md"),
        ("root/.git/info/exclude", "kept.md"),
    ]);
    let sources = scan(&outer.path("root")).unwrap();
    assert_eq!(paths(&sources), ["kept.md", "sub/b.tmp.md", "sub/secret.md"]);
}

#[test]
fn links_do_not_leave_the_content() {
    let folder = Folder::new(&[
        ("secret.md", "secret"),
        ("content/a.md", "a"),
        ("content/.hidden.md", "h"),
        ("content/sub/x.md", "x"),
    ]);
    let link = |to: &str, from: &str| symlink(to, folder.path(from)).unwrap();
    link("sub/x.md", "content/inside.md");
    link("inside.md", "content/twice.md");
    link("../secret.md", "content/outside.md");
    link("/etc", "content/folder");
    link("sub", "content/sub-again");
    link(".hidden.md", "content/peek.md");
    link("loop.md", "content/loop.md");
    link("nothing.md", "content/broken.md");
    let sources = folder.scan();
    assert_eq!(paths(&sources), ["a.md", "inside.md", "sub/x.md", "twice.md"]);
    assert_eq!(sources.value.files[3].text().unwrap().as_ref(), "x");
    assert_eq!(
        problems(&sources),
        [
            "special-file: the link `broken.md` points to nothing",
            "outside-link: the link `folder` leaves the content, and is not followed",
            "special-file: the link `loop.md` leads in a circle or cannot be followed",
            "outside-link: the link `outside.md` leaves the content, and is not followed",
            "outside-link: the link `peek.md` points to a hidden file, and is not followed",
            "special-file: the link `sub-again` points to a folder, and is not followed",
        ]
    );
}

#[test]
fn folders_that_are_links_are_not_the_content() {
    let outer = Folder::new(&[("elsewhere/a.md", ""), ("root/README.md", "")]);
    symlink(outer.path("elsewhere"), outer.path("root/content")).unwrap();
    let sources = scan(&outer.path("root")).unwrap();
    assert_eq!(paths(&sources), ["README.md"]);
    outer.write("root/ouro.yaml", b"content: content\ntheme: content\n");
    let sources = scan(&outer.path("root")).unwrap();
    assert_eq!(paths(&sources), ["README.md"]);
    assert_eq!(problems(&sources).len(), 3);
}

#[test]
fn pipes_are_not_opened() {
    let folder = Folder::new(&[("a.md", "")]);
    for name in ["pipe.md", ".gitignore", "ouro.yaml"] {
        let made = Command::new("mkfifo").arg(folder.path(name)).status();
        assert!(made.unwrap().success());
    }
    let sources = folder.scan();
    assert_eq!(paths(&sources), ["a.md"]);
    let told = problems(&sources);
    assert_eq!(told[0], "special-file: `ouro.yaml` is a pipe, and is not opened");
    assert_eq!(
        told.last().unwrap(),
        "special-file: `pipe.md` is a pipe, and is not opened"
    );
}

#[test]
fn names_that_are_no_utf8_are_told() {
    let folder = Folder::new(&[("a.md", "")]);
    for name in [b"one\xff.md", b"two\xfe.md", b"two\xfd.md"] {
        fs::write(folder.root.path().join(OsStr::from_bytes(name)), "x").unwrap();
    }
    let sources = folder.scan();
    assert_eq!(paths(&sources), ["a.md", "one\u{fffd}.md"]);
    let told = problems(&sources);
    assert!(
        told.iter().all(|told| told.starts_with("not-utf8: the name of")),
        "{told:?}"
    );
    // Two of them look alike, and are told as one.
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn what_cannot_be_read_is_no_empty_plan() {
    let folder = Folder::new(&[("a/plan.md", "")]);
    for path in ["a/plan.md", "a"] {
        let allow = |mode| {
            fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode))
                .unwrap();
        };
        allow(0o000);
        let result = scan(folder.root.path());
        allow(0o755);
        // Nothing is forbidden to some users.
        if let Err(error) = result {
            let told = error.to_string();
            assert!(told.ends_with(&format!("{path}`: permission denied")), "{told}");
        }
    }
}

#[test]
fn large_files_are_cut_or_left_out() {
    let folder = Folder::new(&[]);
    let long = "é".repeat(FILE_LIMIT / 2 - 1) + "x" + "éé";
    folder.write("long.md", long.as_bytes());
    folder.write("big.png", &vec![0; 32 * 1024 * 1024 + 1]);
    let sources = folder.scan();
    assert_eq!(paths(&sources), ["long.md"]);
    let file = &sources.value.files[0];
    assert_eq!((file.size, file.lossy), (long.len() as u64, false));
    assert_eq!(file.text().unwrap().len(), FILE_LIMIT - 1);
    assert!(problems(&sources)[0].starts_with("file-too-large: `big.png`"));
}

#[test]
fn a_file_that_did_not_change_keeps_its_text() {
    let folder = Folder::new(&[("a.md", "a"), ("b.md", "b"), ("c.md", "c")]);
    let mut scanner = Scanner::new(folder.root.path());
    let first = scanner.scan().unwrap();
    folder.write("b.md", b"B");
    fs::remove_file(folder.path("c.md")).unwrap();
    let second = scanner.scan().unwrap();
    assert!(Arc::ptr_eq(&first.value.files[0], &second.value.files[0]));
    assert_eq!(second.value.files[1].text().unwrap().as_ref(), "B");
    assert_eq!(paths(&second), ["a.md", "b.md"]);
    // The same size and an old time, as a tool that restores times leaves it.
    let old = SystemTime::now() - Duration::from_secs(3600);
    fs::write(folder.path("b.md"), "x").unwrap();
    let file = fs::OpenOptions::new().append(true).open(folder.path("b.md")).unwrap();
    file.set_times(FileTimes::new().set_modified(old)).unwrap();
    assert_eq!(scanner.scan().unwrap().value.files[1].text().unwrap().as_ref(), "x");
}

#[test]
fn a_theme_is_read_without_following_links() {
    let folder = Folder::new(&[
        ("ouro.yaml", "theme: my/theme"),
        ("my/theme/templates/page.html", "<p>"),
        ("my/theme/styles/a.css", "a {}"),
        ("my/theme/font.woff2", "font"),
        ("my/theme/run.sh", "no"),
        ("my/theme/.git/config.yaml", "no"),
        ("a.md", ""),
    ]);
    symlink("/etc/passwd", folder.path("my/theme/passwd.html")).unwrap();
    let sources = folder.scan();
    let expected = ["font.woff2", "styles/a.css", "templates/page.html"];
    assert_eq!(sources.value.theme.keys().collect::<Vec<_>>(), expected);
    assert_eq!(paths(&sources), ["a.md"]);
    assert_eq!(
        problems(&sources),
        [
            "special-file: `passwd.html` of the theme is a symbolic link, and is not opened"
        ]
    );
}
