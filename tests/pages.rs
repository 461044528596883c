//! The main part of a page of each kind, as it was when somebody last looked at it.
//!
//! The pages are of the site of all states, `tests/browser/states/`, and stand in
//! `tests/pages/`, one for each template. `OURO_UPDATE=1 cargo test --test pages`
//! writes them anew; the difference is for a person to read.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its site and what it expects, and stops where it cannot"
)]

#[expect(dead_code, reason = "the cases themselves are for cases.rs")]
mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use ouro::compile::{Memo, Settings, open};
use ouro::source::OutPath;

/// A page for each template, by where it lies in the site.
const PAGES: [(&str, &str); 22] = [
    ("404.html", "404.html"),
    ("about.html", "about-this-data/index.html"),
    ("document.html", "plans/quay/requirements/index.html"),
    ("documents.html", "plans/specs/001-signals/documents/index.html"),
    ("example.html", "examples/wall-building/index.html"),
    ("examples.html", "examples/index.html"),
    ("graph.html", "plans/quay/graph/index.html"),
    ("ledger.html", "plans/specs/001-signals/about-this-data/index.html"),
    ("matrix.html", "plans/quay/requirements-matrix/index.html"),
    ("next.html", "next/index.html"),
    ("overview.html", "index.html"),
    ("owner.html", "owners/jonas/index.html"),
    ("owners.html", "owners/index.html"),
    ("page.html", "handbook/index.html"),
    ("pattern.html", "patterns/structured-sequential/index.html"),
    ("patterns.html", "patterns/index.html"),
    ("plan.html", "plans/quay/index.html"),
    ("plans.html", "plans/index.html"),
    ("search.html", "search/index.html"),
    ("source.html", "plans/quay/source/index.html"),
    ("tasks.html", "tasks/index.html"),
    ("timeline.html", "plans/quay/timeline/index.html"),
];

#[test]
fn the_main_part_of_each_kind_of_page_is_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = made(&root.join("tests/browser/states"));
    let listed: BTreeSet<&str> = PAGES.iter().map(|(template, _)| *template).collect();
    let templates: BTreeSet<String> = names(&root.join("themes/default/templates"));
    let missing: Vec<&String> = templates
        .iter()
        .filter(|name| *name != "base.html" && !listed.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "no page is listed here for {missing:?}");

    let update = env::var("OURO_UPDATE").is_ok_and(|value| !value.is_empty());
    let mut wrong = String::new();
    for ((template, at), (own, html)) in PAGES.into_iter().zip(made) {
        assert_eq!(own, template, "the template of `{at}`");
        let main = main_part(&html);
        let file = root.join("tests/pages").join(template);
        if update {
            common::folder::write(&file, &main);
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if let Some(line) = difference(&expected, &main) {
            wrong
                .push_str(&format!("{at} differs from tests/pages/{template}, {line}\n"));
        }
    }
    let hint = "OURO_UPDATE=1 cargo test --test pages writes what is so now";
    assert!(wrong.is_empty(), "{hint}:\n{wrong}");
}

/// The pages, each with its template.
fn made(site: &Path) -> Vec<(&'static str, String)> {
    let sources = common::sources(&common::folder::files_below(site));
    open(&sources, &Settings::default(), &mut Memo::default(), |_, mut site, _| {
        let page = |(_, at): (&str, &str)| {
            let path = OutPath::new(at);
            let page = site.page(&path).unwrap_or_else(|| panic!("`{at}` is no page"));
            let html = site.file(&path).unwrap();
            (page.template, String::from_utf8(html.value.to_vec()).unwrap())
        };
        PAGES.into_iter().map(page).collect()
    })
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

/// What stands in `<main>`, with `HASH` for what the names of assets carry: it
/// changes with every style.
fn main_part(page: &str) -> String {
    let start = page.find("<main").unwrap();
    let end = page.rfind("</main>").unwrap();
    let mut main = String::new();
    let mut rest = &page[start..end];
    while let Some(place) = rest.find("assets/") {
        let (before, name) = rest.split_at(place);
        let name_end = name.find('"').unwrap_or(name.len());
        let (name, after) = name.split_at(name_end);
        let parts: Vec<&str> = name
            .split('.')
            .map(|part| {
                let is_hash =
                    part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_hash { "HASH" } else { part }
            })
            .collect();
        main.push_str(before);
        main.push_str(&parts.join("."));
        rest = after;
    }
    main.push_str(rest);
    main.push_str("</main>\n");
    main
}

/// The first line in which two texts differ.
fn difference(expected: &str, is: &str) -> Option<String> {
    let (mut left, mut right) = (expected.lines(), is.lines());
    let mut number = 0;
    loop {
        number += 1;
        let (was, now) = (left.next(), right.next());
        match (was, now) {
            (None, None) => return None,
            _ if was == now => {}
            _ => {
                let (was, now) = (was.unwrap_or("(end)"), now.unwrap_or("(end)"));
                return Some(format!("line {number}:\n- {was}\n+ {now}"));
            }
        }
    }
}
