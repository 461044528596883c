//! Themes: what the guide shows is so, and copies of files remember their originals.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these tests read the guide and run the program on folders of their own"
)]

#[path = "common/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use ouro::compile::{Compiled, Memo, Settings, compile};
use ouro::source::{OutPath, SitePath, SourceFile, Sources};

/// What each example of the guide puts on its page, or into the styles.
const SHOWN: [(&str, &[&str]); 8] = [
    (
        "Your colour, your logo, your words",
        &[
            "alt=\"A leaf\">",
            "on the first Monday of the month.</p>",
            "<a href=\"https://example.org\" rel=\"noopener noreferrer\">the garden club</a>",
            "--accent:#0b6e4f;",
        ],
    ),
    ("The letters", &["--sans:Charter,Georgia,serif;"]),
    ("Tokens", &["--round:2px;", "--done:#66dd99;"]),
    ("Another theme", &["class=\"row-of-pages\"", "--accent:#0f6373;"]),
    ("Your own rules", &["@layer site{h1{color:var(--accent);font-style:italic}}"]),
    ("Slots", &["<a class=\"home\" href=\"https://example.org\">"]),
    ("Blocks", &["Questions about Guide? Ask at the shed."]),
    ("Components", &["<p class=\"lede\">"]),
];

#[test]
fn the_examples_of_the_guide_do_what_they_say() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide/theming.md");
    let examples = examples(&fs::read_to_string(guide).unwrap());
    let headings: Vec<&str> =
        examples.iter().map(|(heading, _)| heading.as_str()).collect();
    assert_eq!(headings, SHOWN.map(|(heading, _)| heading));
    for ((heading, files), (_, shown)) in examples.iter().zip(SHOWN) {
        let compiled = built(files);
        let told = &compiled.understood.diagnostics;
        assert!(told.is_empty(), "{heading}: {told:?}");
        let all =
            ["guide/index.html", "index.html", ".css"].map(|end| text(&compiled, end));
        for words in shown {
            assert!(
                all.iter().any(|text| text.contains(words)),
                "{heading}: {words}: {all:?}"
            );
        }
    }
}

#[test]
fn a_copied_file_changes_nothing_until_it_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.md"), "# Here\n").unwrap();
    let before = built(&read(folder.path()));
    for path in
        ["templates/plan.html", "slots/footer.html", "lists.html", "base.css", "theme.js"]
    {
        let output = ouro(folder.path(), &["eject", path]);
        assert!(output.status.success(), "{path}: {output:?}");
    }
    assert!(folder.path().join("theme/theme.yaml").is_file());
    let files = read(folder.path());
    assert!(
        files["theme/templates/plan.html"]
            .starts_with("{#- Copied from default/templates/plan.html at ")
    );
    let after = built(&files);
    assert!(
        after.understood.diagnostics.is_empty(),
        "{:?}",
        after.understood.diagnostics
    );
    // The script has another name, as its first line is another.
    let page = |compiled: &Compiled| {
        let text = text(compiled, "index.html");
        text.lines().filter(|line| !line.contains("assets/")).collect::<String>()
    };
    assert_eq!(page(&before), page(&after));
}

#[test]
fn nothing_is_copied_over_a_file_or_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("theme/templates/slots/footer.html");
    folder::write(&own, "mine");
    let output = ouro(folder.path(), &["eject", "slots/footer.html"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
    let output = ouro(folder.path(), &["eject", "slots/footer.html", "--stdout"]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("{#- Copied from"));
    let output = ouro(folder.path(), &["eject", "slots/foter.html"]);
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("the nearest is `slots/footer.html`"), "{words}");

    #[cfg(unix)]
    {
        let outside = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("theme")).unwrap();
        let output = ouro(folder.path(), &["eject", "slots/footer.html"]);
        assert_eq!(output.status.code(), Some(3));
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_list_names_every_part_and_where_it_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("theme");
    folder::write(&own.join("theme.yaml"), "name: own\nextends: slate\n");
    folder::write(&own.join("templates/slots/footer.html"), "");
    let list = String::from_utf8(ouro(folder.path(), &["list"]).stdout).unwrap();
    let line = |start: &str| {
        let found = list.lines().find(|line| line.trim_start().starts_with(start));
        found.unwrap_or_else(|| panic!("{start}: {list}")).to_owned()
    };
    assert!(line("footer.html").ends_with("(site)"));
    assert!(line("base.html").ends_with("(slate)"));
    assert!(line("plan.html ").ends_with("(default)"));
    assert!(line("accent ").ends_with("(slate)"));
    assert!(line("task_row").contains("A task on its plan's page"));
    assert!(line("slate").ends_with('*'));
    let output = ouro(folder.path(), &["list", "--variables", "plan.html"]);
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(list.contains("body.sections") && list.contains("site.nav"), "{list}");
    let output = ouro(folder.path(), &["list", "--variables", "plam.html"]);
    assert_eq!(output.status.code(), Some(2));
}

/// Runs `ouro theme` in a folder.
fn ouro(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
    command.arg("theme").args(arguments).current_dir(folder).stdin(Stdio::null());
    command.output().unwrap()
}

/// The files of a folder by their paths.
fn read(folder: &Path) -> BTreeMap<String, String> {
    let files = folder::files_below(folder).into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn built(files: &BTreeMap<String, String>) -> Compiled {
    let mut sources = Sources::from_texts([]);
    for (name, text) in files {
        let path = SitePath::new(name.strip_prefix("theme/").unwrap_or(name)).unwrap();
        let file = std::sync::Arc::new(SourceFile::new(path, text.as_bytes()));
        if name == "ouro.yaml" {
            sources.config = Some(file);
        } else if let Some(inside) = name.strip_prefix("theme/") {
            sources.theme.insert(inside.to_owned(), file);
        } else {
            sources.files.push(file);
        }
    }
    compile(&sources, &Settings::default(), &mut Memo::default())
}

/// The text of a file of the site, by its path or the end of it.
fn text(compiled: &Compiled, end: &str) -> String {
    let files = &compiled.output.files;
    let found = files.get(&OutPath::new(end)).or_else(|| {
        files
            .iter()
            .find(|(path, _)| path.as_str().ends_with(end))
            .map(|(_, bytes)| bytes)
    });
    String::from_utf8(found.unwrap().read().unwrap().into_owned()).unwrap()
}

/// The examples of the guide: below each heading the files whose paths stand in
/// back-ticks on a line of their own, before a fence.
fn examples(guide: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut examples = Vec::new();
    for section in guide.split("\n## ").skip(1) {
        let (heading, rest) = section.split_once('\n').unwrap();
        let mut files = BTreeMap::new();
        let mut lines = rest.lines();
        while let Some(line) = lines.next() {
            let path = line.strip_prefix('`').and_then(|line| line.strip_suffix('`'));
            let Some(path) = path.filter(|path| !path.contains('`')) else { continue };
            lines.by_ref().find(|line| line.starts_with("```")).unwrap();
            let body = lines.by_ref().take_while(|line| *line != "```");
            let text: String = body.flat_map(|line| [line, "\n"]).collect();
            files.insert(path.to_owned(), text);
        }
        if !files.is_empty() {
            examples.push((heading.to_owned(), files));
        }
    }
    examples
}
