//! What publishing promises: the old site or the new one, and nothing lost that
//! ouro did not write.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "these tests look at real folders, and stop where one cannot be made"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use ouro::io::{Foreign, IoError, Placed, Published, Target, publish};
use ouro::output::Output;
use ouro::source::OutPath;
use tempfile::TempDir;

/// The folder in which a child process publishes until it is killed.
const CHILD: &str = "OURO_TEST_PUBLISH_FOLDER";

/// A project with a content folder, and `public` beside it.
struct Project {
    root: TempDir,
}

impl Project {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        fs::write(root.path().join("content/plan.md"), "# Plan").unwrap();
        Self { root }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn target(&self, folder: &str) -> Target {
        Target {
            folder: self.path(folder),
            root: self.path(""),
            content: self.path("content"),
            foreign: Foreign::Refuse,
            left: None,
        }
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Published, IoError> {
        publish(&site(files), &self.target("public"))
    }

    fn publish_keeping(&self, files: &[(&str, &str)]) -> Result<Published, IoError> {
        publish(&site(files), &Target { foreign: Foreign::Keep, ..self.target("public") })
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The files of the output folder but the manifest, each with its text.
    fn published(&self) -> Vec<(String, String)> {
        snapshot(&self.path("public")).into_iter().collect()
    }

    /// What lies in the root beside the content and the output.
    fn siblings(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| name != "content" && name != "public");
        names.sort();
        names
    }
}

fn site(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    for (path, text) in files {
        assert!(output.insert(OutPath::new(path), text.as_bytes()));
    }
    output
}

fn snapshot(folder: &Path) -> BTreeMap<String, String> {
    fn walk(top: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                walk(top, &path, files);
            } else if metadata.is_symlink() {
                let target = fs::read_link(&path).unwrap();
                files.insert(name, format!("-> {}", target.display()));
            } else if name != ".ouro-manifest.json" {
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

fn texts(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn refusal(result: Result<Published, IoError>) -> String {
    let error = result.unwrap_err();
    assert!(matches!(error, IoError::Refused { .. }), "{error}");
    error.to_string()
}

#[test]
fn a_site_is_published_with_a_manifest_and_nothing_beside_it() {
    let project = Project::new();
    let files = [("index.html", "home"), ("plans/a/index.html", "a")];
    let done = project.publish(&files).unwrap();
    let placed = Placed::Whole;
    assert_eq!(
        done,
        Published { written: 2, unchanged: 0, removed: 0, placed, ..done.clone() }
    );
    assert_eq!(project.published(), texts(&files));
    assert_eq!(project.siblings(), [".public.ouro-lock"]);
    let manifest =
        fs::read_to_string(project.path("public/.ouro-manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["version"], 1);
    assert_eq!(
        manifest["files"]["index.html"]["sha256"],
        "4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942"
    );
}

#[test]
fn missing_parents_of_the_folder_are_made() {
    let project = Project::new();
    publish(&site(&[("index.html", "x")]), &project.target("out/a/b")).unwrap();
    assert_eq!(fs::read_to_string(project.path("out/a/b/index.html")).unwrap(), "x");
}

#[test]
fn only_what_differs_is_written_and_what_is_gone_is_removed() {
    let project = Project::new();
    project
        .publish(&[("index.html", "1"), ("same.css", "s"), ("old/page.html", "o")])
        .unwrap();
    let before = fs::metadata(project.path("public/same.css")).unwrap();
    let folder = fs::metadata(project.path("public")).unwrap();
    thread::sleep(Duration::from_millis(20));

    let files = [("index.html", "2"), ("same.css", "s"), ("new.html", "n")];
    let done = project.publish(&files).unwrap();
    let placed = Placed::Whole;
    assert_eq!(
        done,
        Published { written: 2, unchanged: 1, removed: 1, placed, ..done.clone() }
    );
    let after = fs::metadata(project.path("public/same.css")).unwrap();
    assert_eq!(after.ino(), before.ino());
    assert_eq!(after.modified().unwrap(), before.modified().unwrap());
    assert_ne!(fs::metadata(project.path("public")).unwrap().ino(), folder.ino());
    assert!(!project.path("public/old").exists());
    let mut expected = texts(&files);
    expected.sort();
    assert_eq!(project.published(), expected);
}

#[test]
fn where_nothing_changed_nothing_is_touched() {
    let project = Project::new();
    let files = [("index.html", "1"), ("a/b.html", "b")];
    project.publish(&files).unwrap();
    let times = |path: &str| {
        let metadata = fs::metadata(project.path(path)).unwrap();
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    let paths = ["public", "public/a", "public/a/b.html", "public/.ouro-manifest.json"];
    let before = paths.map(times);
    thread::sleep(Duration::from_millis(20));
    let done = project.publish(&files).unwrap();
    let placed = Placed::Untouched;
    assert_eq!(
        done,
        Published { written: 0, unchanged: 2, removed: 0, placed, ..done.clone() }
    );
    assert_eq!(paths.map(times), before);
}

#[test]
fn a_file_that_was_spoilt_or_removed_is_written_anew() {
    let project = Project::new();
    let files = [("a.html", "aaaa"), ("b.html", "bbbb"), ("c.html", "cccc")];
    project.publish(&files).unwrap();
    project.write("public/a.html", "AAAA");
    fs::remove_file(project.path("public/b.html")).unwrap();
    let done = project.publish(&files).unwrap();
    assert_eq!((done.written, done.unchanged), (2, 1));
    assert_eq!(project.published(), texts(&files));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let project = Project::new();
    project.publish(&[("a", "1"), ("b/c", "2")]).unwrap();
    let files = [("a/x", "3"), ("b", "4")];
    project.publish(&files).unwrap();
    assert_eq!(project.published(), texts(&files));
}

#[test]
fn foreign_files_are_refused_by_name() {
    let project = Project::new();
    for n in 1..=5 {
        project.write(&format!("public/mine-{n}.txt"), "mine");
    }
    let told = refusal(project.publish(&[("index.html", "x")]));
    assert!(
        told.contains("holds 5 files that ouro did not write: `mine-1.txt`"),
        "{told}"
    );
    assert!(told.contains("and others"), "{told}");
    assert_eq!(project.published().len(), 5);
    assert_eq!(project.siblings(), [".public.ouro-lock"]);
    let error = project.publish(&[("index.html", "x")]).unwrap_err();
    assert!(error.hint().unwrap().contains("--force"));
}

#[test]
fn foreign_files_stay_when_asked_for() {
    let project = Project::new();
    project.publish(&[("index.html", "1"), ("docs/old.html", "o")]).unwrap();
    project.write("public/docs/mine.txt", "mine");
    project.write("public/own/deep/file.txt", "mine too");
    fs::create_dir(project.path("public/empty")).unwrap();
    symlink("/etc/passwd", project.path("public/link")).unwrap();
    let inode = fs::metadata(project.path("public/docs/mine.txt")).unwrap().ino();
    let done = project.publish_keeping(&[("index.html", "2")]).unwrap();
    assert_eq!((done.written, done.removed), (1, 1));
    let expected = [
        ("docs/mine.txt", "mine"),
        ("index.html", "2"),
        ("link", "-> /etc/passwd"),
        ("own/deep/file.txt", "mine too"),
    ];
    assert_eq!(project.published(), texts(&expected));
    assert!(project.path("public/empty").is_dir());
    assert_eq!(fs::metadata(project.path("public/docs/mine.txt")).unwrap().ino(), inode);
    assert!(refusal(project.publish(&[("index.html", "3")])).contains("holds 3 files"));
}

#[test]
fn what_is_hidden_and_cname_always_stay() {
    let project = Project::new();
    project.write("public/CNAME", "plans.example.org");
    project.write("public/.git/config", "[core]");
    project.write("public/.well-known/security.txt", "mail");
    project.write("public/a/.DS_Store", "finder");
    symlink("nowhere", project.path("public/.link")).unwrap();
    let fifo = project.path("public/.pipe");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    project.publish(&[("index.html", "1")]).unwrap();
    project.publish(&[("index.html", "2")]).unwrap();
    assert!(!fs::symlink_metadata(&fifo).unwrap().is_file());
    fs::remove_file(&fifo).unwrap();
    let expected = [
        (".git/config", "[core]"),
        (".link", "-> nowhere"),
        (".well-known/security.txt", "mail"),
        ("CNAME", "plans.example.org"),
        ("a/.DS_Store", "finder"),
        ("index.html", "2"),
    ];
    assert_eq!(project.published(), texts(&expected));
}

#[test]
fn a_foreign_file_is_never_overwritten() {
    let project = Project::new();
    project.write("public/index.html", "mine");
    let told = refusal(project.publish_keeping(&[("index.html", "x")]));
    assert!(told.contains("public/index.html` is in the place of"), "{told}");
    let told = refusal(project.publish_keeping(&[("index.html/x", "x")]));
    assert!(told.contains("public/index.html`"), "{told}");

    project.write("public/plans/mine.txt", "mine");
    let told = refusal(project.publish_keeping(&[("plans", "x")]));
    assert!(told.contains("is in the place of"), "{told}");
    assert_eq!(project.published().len(), 2);
}

#[test]
fn links_in_the_folder_are_neither_followed_nor_replaced() {
    let project = Project::new();
    project.write("outside/precious.html", "precious");
    project.publish(&[("index.html", "1"), ("a/precious.html", "1")]).unwrap();
    // A folder and a page of ours have become links.
    fs::remove_dir_all(project.path("public/a")).unwrap();
    symlink(project.path("outside"), project.path("public/a")).unwrap();
    let told = refusal(project.publish_keeping(&[("a/precious.html", "2")]));
    assert!(told.contains("public/a`"), "{told}");
    project.publish_keeping(&[("index.html", "2")]).unwrap();
    fs::remove_file(project.path("public/index.html")).unwrap();
    symlink(project.path("outside/precious.html"), project.path("public/index.html"))
        .unwrap();
    refusal(project.publish_keeping(&[("index.html", "3")]));
    assert_eq!(
        fs::read_to_string(project.path("outside/precious.html")).unwrap(),
        "precious"
    );
}

#[test]
fn the_folder_is_neither_a_link_nor_a_file() {
    let project = Project::new();
    fs::create_dir(project.path("real")).unwrap();
    symlink(project.path("real"), project.path("public")).unwrap();
    let mut target = project.target("public");
    for folder in
        [project.path("public"), project.path("public/"), project.path("public/.")]
    {
        target.folder = folder;
        let told = refusal(publish(&site(&[("index.html", "x")]), &target));
        assert!(told.contains("is a symbolic link"), "{told}");
    }
    target.folder = project.path("content/plan.md");
    assert!(refusal(publish(&site(&[]), &target)).contains("is no folder"));
    assert_eq!(fs::read_dir(project.path("real")).unwrap().count(), 0);
}

#[test]
fn what_is_not_ours_to_fill_is_refused() {
    let project = Project::new();
    for (folder, reason) in [
        ("content", "holds the content"),
        ("content/public", "lies in the content"),
        ("", "lies above the content"),
        ("content/..", "lies above the content"),
        ("..", "lies above the content"),
        ("/", "is the root of the file system"),
    ] {
        let told =
            refusal(publish(&site(&[("index.html", "x")]), &project.target(folder)));
        assert!(told.contains(reason), "{folder}: {told}");
    }
    symlink(project.path("content"), project.path("alias")).unwrap();
    let target = project.target("alias/public");
    assert!(refusal(publish(&site(&[]), &target)).contains("lies in the content"));
    let home = std::env::var_os("HOME").filter(|home| Path::new(home).is_dir());
    if let Some(home) = home {
        let target = Target { folder: home.into(), ..project.target("") };
        assert!(refusal(publish(&site(&[]), &target)).contains("is the home folder"));
    }
    assert_eq!(fs::read_dir(project.path("content")).unwrap().count(), 1);
}

#[test]
fn a_root_that_is_the_content_may_hold_the_folder() {
    let project = Project::new();
    let root = project.path("content");
    let folder = root.join("public");
    let target = Target {
        folder,
        root: root.clone(),
        content: root,
        foreign: Foreign::Refuse,
        left: None,
    };
    publish(&site(&[("index.html", "x")]), &target).unwrap();
    let file = project.path("content/plan.md");
    let target = Target { root: file.clone(), content: file, ..target };
    publish(&site(&[("index.html", "y")]), &target).unwrap();
    let target = Target { folder: project.path("content"), ..target };
    assert!(refusal(publish(&site(&[]), &target)).contains("lies above the content"));
}

#[test]
fn a_manifest_of_a_stranger_is_not_believed() {
    let project = Project::new();
    project.write("precious.txt", "precious");
    project.write("public/mine.txt", "mine");
    let stamp = r#"{"sha256": "", "size": 8}"#;
    for manifest in [
        format!(
            r#"{{"version":1,"files":{{"mine.txt":{stamp},"../precious.txt":{stamp}}}}}"#
        ),
        format!(r#"{{"version":2,"files":{{"mine.txt":{stamp}}}}}"#),
        "no manifest".to_owned(),
    ] {
        project.write("public/.ouro-manifest.json", &manifest);
        let told = refusal(project.publish(&[("index.html", "x")]));
        assert!(told.contains("`.ouro-manifest.json` cannot be read"), "{told}");
    }
    project.publish_keeping(&[("index.html", "x")]).unwrap();
    assert_eq!(project.published().len(), 2);
    assert_eq!(fs::read_to_string(project.path("precious.txt")).unwrap(), "precious");
}

#[test]
fn what_a_stopped_build_left_is_removed_and_nothing_else() {
    let project = Project::new();
    project.write(".public.ouro-tmp-123/half.html", "half");
    project.write(".public.ouro-tmp-notes/mine.txt", "mine");
    project.write(".public2.ouro-tmp-1/other.html", "other");
    project.publish(&[("index.html", "x")]).unwrap();
    let expected = [".public.ouro-lock", ".public.ouro-tmp-notes", ".public2.ouro-tmp-1"];
    assert_eq!(project.siblings(), expected);
}

/// A site of which a spare is kept, with some files more.
fn many(more: &[(&str, &str)]) -> Output {
    let mut output = site(more);
    for n in 0..1_000 {
        let path = format!("both/{}/{n}.css", n % 40);
        output
            .insert(OutPath::new(&path), format!("{n} {}", "x".repeat(50)).into_bytes());
    }
    output
}

/// Files with their texts.
type Texts = BTreeMap<String, String>;

/// The files of a site.
fn texts_of(site: &Output) -> Texts {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let files = site.files.iter();
    files
        .map(|(path, file)| (path.to_string(), text(file.read().unwrap().into_owned())))
        .collect()
}

impl Project {
    /// Publishes a site of which a spare is kept, and finds just that in the folder.
    fn publish_many(&self, more: &[(&str, &str)]) -> Published {
        let site = many(more);
        let done = publish(&site, &self.target("public")).unwrap();
        assert!(snapshot(&self.path("public")) == texts_of(&site), "{more:?}");
        assert!(matches!(done.placed, Placed::Whole | Placed::Untouched));
        done
    }

    fn inode(&self, path: &str) -> u64 {
        fs::symlink_metadata(self.path(path)).unwrap().ino()
    }
}

const SPARE: &str = ".public.ouro-spare/site";

#[test]
fn a_large_site_is_made_of_the_one_before_the_last() {
    let project = Project::new();
    project.publish_many(&[("index.html", "1"), ("old/page.html", "o")]);
    assert_eq!(project.siblings(), [".public.ouro-lock"]);
    let first = project.inode("public");
    let done = project.publish_many(&[("index.html", "2"), ("new.html", "n")]);
    assert_eq!((done.written, done.removed), (2, 1));
    assert_eq!(project.siblings(), [".public.ouro-lock", ".public.ouro-spare"]);
    assert_eq!(project.inode(SPARE), first);
    let ignored = fs::read_to_string(project.path(".public.ouro-spare/.gitignore"));
    assert_eq!(ignored.unwrap(), "*\n");
    let same = project.inode("public/both/7/7.css");
    // What was a file is a folder now, and one that was a folder is a file.
    let done =
        project.publish_many(&[("index.html", "3"), ("old", "o"), ("new.html/a", "a")]);
    assert_eq!((done.written, done.removed, done.foreign_spare), (3, 1, None));
    assert_eq!(
        (project.inode("public"), project.inode("public/both/7/7.css")),
        (first, same)
    );
    // Nothing has changed, and so the spare stays for the build after that.
    let second = project.inode(SPARE);
    let again =
        project.publish_many(&[("index.html", "3"), ("old", "o"), ("new.html/a", "a")]);
    assert_eq!(again.placed, Placed::Untouched);
    project.publish_many(&[("index.html", "4")]);
    assert_eq!(project.inode("public"), second);
}

#[test]
fn a_spare_is_kept_of_large_sites_that_change_a_little_and_are_ours_alone() {
    let project = Project::new();
    let spare = || project.siblings().contains(&".public.ouro-spare".to_owned());
    project.publish_many(&[("index.html", "1")]);
    project.publish_many(&[("index.html", "2")]);
    assert!(spare());
    let large = "large ".repeat(10_000);
    project.publish_many(&[("index.html", &large)]);
    project.publish_many(&[("index.html", "3")]);
    assert!(!spare(), "the old page is most of the old site");
    project.publish_many(&[("index.html", "4")]);
    assert!(spare());
    project.write("public/CNAME", "plans.example.org");
    let target = project.target("public");
    publish(&many(&[("index.html", "5")]), &target).unwrap();
    assert!(!spare(), "somebody else has a file in the folder");
    assert_eq!(project.published().len(), 1_002);
    fs::remove_file(project.path("public/CNAME")).unwrap();
    project.publish_many(&[("index.html", "6")]);
    assert!(spare());
    project.publish(&[("index.html", "7")]).unwrap();
    assert!(!spare(), "the new site is small");
}

#[test]
fn nothing_that_lies_in_a_spare_is_believed() {
    let project = Project::new();
    project.write("outside/keep.html", "outside");
    let mut turn = 0;
    let mut spoil_and_publish = |spoil: &dyn Fn()| {
        for _ in 0..2 {
            turn += 1;
            project.publish_many(&[("index.html", &turn.to_string()), ("a/b.html", "b")]);
        }
        assert!(project.path(SPARE).is_dir());
        spoil();
        turn += 1;
        project.publish_many(&[("index.html", &turn.to_string()), ("a/b.html", "b")])
    };
    let spare = |path: &str| project.path(SPARE).join(path);
    spoil_and_publish(&|| fs::remove_file(spare("both/7/7.css")).unwrap());
    spoil_and_publish(&|| fs::remove_dir_all(spare("both")).unwrap());
    spoil_and_publish(&|| {
        fs::remove_file(spare("a/b.html")).unwrap();
        fs::write(spare("a/b.html"), "other").unwrap();
    });
    // This is the file of the published site as well.
    spoil_and_publish(&|| fs::write(spare("a/b.html"), "other").unwrap());
    // A link is nothing that ouro wrote, wherever it leads.
    let links: [&dyn Fn(); 2] = [
        &|| {
            fs::remove_file(spare("both/7/7.css")).unwrap();
            symlink(project.path("outside/keep.html"), spare("both/7/7.css")).unwrap();
        },
        &|| {
            fs::remove_dir_all(spare("both")).unwrap();
            symlink(project.path("outside"), spare("both")).unwrap();
        },
    ];
    for link in links {
        let done = spoil_and_publish(link);
        assert_eq!(done.foreign_spare, Some(project.path(SPARE)));
        fs::remove_dir_all(project.path(SPARE)).unwrap();
    }
    spoil_and_publish(&|| {
        fs::remove_dir_all(project.path(SPARE)).unwrap();
        symlink(project.path("outside"), project.path(SPARE)).unwrap();
    });
    fs::remove_file(project.path(SPARE)).unwrap();
    spoil_and_publish(&|| {
        let elsewhere = project.path("elsewhere");
        fs::rename(project.path(".public.ouro-spare"), &elsewhere).unwrap();
        symlink(elsewhere, project.path(".public.ouro-spare")).unwrap();
    });
    assert!(project.path("elsewhere/site").is_dir());
    assert!(project.path("elsewhere/.gitignore").is_file());
    assert_eq!(fs::read_to_string(project.path("outside/keep.html")).unwrap(), "outside");
}

#[test]
fn what_is_called_as_a_spare_and_is_none_is_left_alone() {
    let project = Project::new();
    project.write(".gitignore", "*\n");
    symlink(".", project.path(".public.ouro-spare")).unwrap();
    project.publish(&[("index.html", "1")]).unwrap();
    project.publish(&[("index.html", "2")]).unwrap();
    assert_eq!(fs::read_to_string(project.path(".gitignore")).unwrap(), "*\n");
    fs::remove_file(project.path(".public.ouro-spare")).unwrap();
    project.write(".public.ouro-spare/.gitignore", "mine\n");
    project.publish(&[("index.html", "3")]).unwrap();
    let held = fs::read_to_string(project.path(".public.ouro-spare/.gitignore"));
    assert_eq!(held.unwrap(), "mine\n");
}

#[test]
fn what_somebody_has_written_into_a_spare_stays_there() {
    let project = Project::new();
    project.publish_many(&[("index.html", "1")]);
    project.publish_many(&[("index.html", "2")]);
    let notes = format!("{SPARE}/both/notes.txt");
    project.write(&notes, "mine");
    for turn in ["3", "4"] {
        let done = project.publish_many(&[("index.html", turn)]);
        assert_eq!(done.foreign_spare, Some(project.path(SPARE)), "{turn}");
        assert_eq!(fs::read_to_string(project.path(&notes)).unwrap(), "mine");
    }
    fs::remove_file(project.path(&notes)).unwrap();
    // It is older than the last two sites, and what it says of itself is still true.
    let done = project.publish_many(&[("index.html", "5")]);
    assert_eq!(done.foreign_spare, None);
}

#[test]
fn a_site_that_was_removed_is_built_from_nothing() {
    let project = Project::new();
    project.publish_many(&[("index.html", "1")]);
    project.publish_many(&[("index.html", "2")]);
    let public = project.path("public");
    fs::set_permissions(project.path(SPARE), fs::Permissions::from_mode(0o700)).unwrap();
    fs::remove_dir_all(&public).unwrap();
    project.publish_many(&[("index.html", "3")]);
    assert_ne!(fs::metadata(&public).unwrap().mode() & 0o777, 0o700);
}

#[test]
fn the_folders_of_a_site_have_the_same_rights_whatever_they_are_made_of() {
    let project = Project::new();
    let mode = || fs::metadata(project.path("public/both/7")).unwrap().mode() & 0o777;
    project.publish_many(&[("index.html", "1")]);
    let usual = mode();
    project.publish_many(&[("index.html", "2")]);
    for turn in ["3", "4", "5"] {
        let folder = project.path("public/both/7");
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
        project.publish_many(&[("index.html", turn)]);
        assert_eq!(mode(), usual, "{turn}");
    }
}

#[test]
fn a_build_waits_for_another_one() {
    let project = Project::new();
    let lock = File::create(project.path(".public.ouro-lock")).unwrap();
    lock.lock().unwrap();
    let start = Instant::now();
    thread::scope(|scope| {
        let build = scope.spawn(|| project.publish(&[("index.html", "x")]));
        thread::sleep(Duration::from_millis(300));
        assert!(!project.path("public").exists());
        drop(lock);
        build.join().unwrap().unwrap();
    });
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_build_does_not_wait_for_ever() {
    let project = Project::new();
    let lock = File::create(project.path(".public.ouro-lock")).unwrap();
    lock.lock().unwrap();
    let error = project.publish(&[("index.html", "x")]).unwrap_err();
    assert!(error.to_string().starts_with("another build is writing"), "{error}");
    assert!(!project.path("public").exists());
}

#[test]
fn builds_at_once_leave_one_whole_site() {
    let project = Project::new();
    thread::scope(|scope| {
        for n in 0..4 {
            let project = &project;
            scope.spawn(move || {
                let text = n.to_string();
                project.publish(&[("a.html", &text), ("b.html", &text)]).unwrap();
            });
        }
    });
    let published = project.published();
    assert_eq!(published.len(), 2);
    assert_eq!(published[0].1, published[1].1);
}

#[test]
fn a_failure_leaves_the_old_site() {
    let project = Project::new();
    let files = [("index.html", "1")];
    project.publish(&files).unwrap();
    let long = format!("{}/index.html", "x".repeat(300));
    let error = project.publish(&[("index.html", "2"), (&long, "2")]).unwrap_err();
    assert!(matches!(error, IoError::Write { .. }), "{error}");
    assert_eq!(project.published(), texts(&files));
    assert_eq!(project.siblings(), [".public.ouro-lock"]);
    refusal(project.publish(&[(".ouro-manifest.json", "{}")]));
}

#[test]
fn without_permission_the_old_site_stays() {
    let project = Project::new();
    let files = [("index.html", "1")];
    project.publish(&files).unwrap();
    let allow =
        |mode| fs::set_permissions(project.path(""), fs::Permissions::from_mode(mode));
    allow(0o555).unwrap();
    let result = project.publish(&[("index.html", "2")]);
    allow(0o755).unwrap();
    // Nothing is forbidden to some users.
    if let Err(error) = result {
        assert!(error.to_string().ends_with("permission denied"), "{error}");
        assert_eq!(project.published(), texts(&files));
        assert_eq!(project.siblings(), [".public.ouro-lock"]);
    }
}

#[test]
fn the_umask_is_heeded_and_the_mode_of_the_folder_stays() {
    let project = Project::new();
    let mode = |path: &str| {
        fs::metadata(project.path(path)).unwrap().permissions().mode() & 0o777
    };
    for (umask, file, folder) in [("022", 0o644, 0o755), ("077", 0o600, 0o700)] {
        let script = format!("umask {umask}; exec \"$0\" --exact one_build");
        let child = Command::new("sh")
            .args(["-c", &script])
            .arg(std::env::current_exe().unwrap())
            .env(CHILD, project.path("public"))
            .stdout(Stdio::null())
            .status();
        assert!(child.unwrap().success());
        assert_eq!(
            (mode("public/a/b.html"), mode("public/a")),
            (file, folder),
            "{umask}"
        );
        assert_eq!(mode("public"), folder);
        fs::remove_dir_all(project.path("public")).unwrap();
    }
    project.publish(&[("index.html", "1")]).unwrap();
    fs::set_permissions(project.path("public"), fs::Permissions::from_mode(0o775))
        .unwrap();
    project.publish(&[("index.html", "2")]).unwrap();
    assert_eq!(mode("public"), 0o775);
}

/// Publishes once when the test above asks for it.
#[test]
fn one_build() {
    if let Some(target) = child_target() {
        publish(&site(&[("a/b.html", "b")]), &target).unwrap();
    }
}

/// One of two sites: pages of their own, pages that both have, and one that differs.
fn large_site(letter: &str) -> Output {
    let mut output = Output::default();
    for n in 0..60 {
        let own = OutPath::new(&format!("{letter}/{n}/index.html"));
        output.insert(own, letter.repeat(3000).into_bytes());
        output.insert(OutPath::new(&format!("both/{n}.css")), vec![b'x'; 500]);
    }
    output.insert(OutPath::new("index.html"), letter.repeat(500).into_bytes());
    output
}

/// Publishes two sites by turns, until the test below kills it.
#[test]
fn endless_builds() {
    let Some(target) = child_target() else { return };
    let site =
        if target.folder.join("CNAME").exists() { large_site } else { spared_site };
    for letter in ["a", "b"].into_iter().cycle() {
        publish(&site(letter), &target).unwrap();
    }
}

/// One of two sites of which a spare is kept.
fn spared_site(letter: &str) -> Output {
    many(&[(&format!("{letter}/index.html"), letter), ("index.html", letter)])
}

fn child_target() -> Option<Target> {
    let folder = PathBuf::from(std::env::var_os(CHILD)?);
    let root = folder.parent()?.to_owned();
    let content = root.join("content");
    Some(Target { folder, root, content, foreign: Foreign::Refuse, left: None })
}

/// Kills a child even where the test fails.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn killed_at_any_moment_the_old_site_is_there_or_the_new_one() {
    let project = Project::new();
    project.write("public/CNAME", "plans.example.org");
    let whole = ["a", "b"].map(|letter| {
        let mut files = texts_of(&large_site(letter));
        files.insert("CNAME".to_owned(), "plans.example.org".to_owned());
        files
    });
    kill_builds(&project, (large_site, whole));
    assert_eq!(project.siblings(), [".public.ouro-lock"]);
}

#[test]
fn killed_while_a_site_is_made_of_its_spare_the_old_site_is_there_or_the_new_one() {
    let project = Project::new();
    let whole = ["a", "b"].map(|letter| texts_of(&spared_site(letter)));
    kill_builds(&project, (spared_site, whole));
    let mut beside = project.siblings();
    beside.retain(|name| name != ".public.ouro-spare");
    assert_eq!(beside, [".public.ouro-lock"]);
}

/// Kills what publishes two sites by turns, and finds one of them whole each time.
fn kill_builds(project: &Project, (site, whole): (fn(&str) -> Output, [Texts; 2])) {
    publish(&site("a"), &project.target("public")).unwrap();
    let mut seed = 7_u64;
    let mut seen = [0, 0];
    let inode = || fs::metadata(project.path("public")).unwrap().ino();
    for _ in 0..20 {
        let before = inode();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "endless_builds"])
            .env(CHILD, project.path("public"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let child = Killed(child.unwrap());
        // It is killed while it builds, however long it takes to start.
        let start = Instant::now();
        while inode() == before && start.elapsed() < Duration::from_secs(20) {
            thread::sleep(Duration::from_millis(1));
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        thread::sleep(Duration::from_micros((seed >> 40) % 40_000));
        drop(child);
        let found = snapshot(&project.path("public"));
        let which = whole.iter().position(|site| *site == found);
        seen[which.expect("the folder is one of the two sites")] += 1;
    }
    publish(&site("a"), &project.target("public")).unwrap();
    assert!(snapshot(&project.path("public")) == whole[0]);
    assert!(seen.iter().all(|&count| count > 0), "the child did publish: {seen:?}");
}
