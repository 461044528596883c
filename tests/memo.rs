//! Memory and threads are invisible: a warm run gives what a cold one gives, and
//! one thread what many give, byte for byte, and says the same.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "these tests read the site that lies beside them"
)]

#[expect(dead_code, reason = "what cases expect is for cases.rs")]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use ouro::compile::{Compiled, Memo, Settings, compile, open};
use ouro::diagnostic::render::{Styling, human};
use ouro::io::Store;
use ouro::memo::{self, Counts};
use ouro::site::page;
use ouro::source::{Before, Day, Hash, Sources};
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use common::Case;

/// The files of a site, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Cases with more bytes than this are about limits, and take long to render.
const LARGE: usize = 200_000;

/// Our own site: guides and plans.
static CONTENT: LazyLock<Files> = LazyLock::new(content);

#[test]
fn warm_equals_cold_over_all_cases() {
    // What was remembered of other cases shows in none, and saves time here, too.
    let memory = || {
        let notes = Arc::<Notes>::default();
        (Memo::of(Arc::<Notes>::clone(&notes)), notes)
    };
    cases().par_iter().for_each_init(memory, |(memo, notes), case| {
        let sources = case.sources();
        let first = compile(&sources, &case.settings, memo);
        let again = compile(&sources, &case.settings, memo);
        assert_same(&case.name, (&first, &again), &sources);
        assert_eq!(again.rendered.computed, 0, "{}: a page was made anew", case.name);
        let mut of_notes = Memo::of(Arc::<Notes>::clone(notes));
        let recalled = compile(&sources, &case.settings, &mut of_notes);
        assert_same(&case.name, (&first, &recalled), &sources);
        let plans = |site: &Compiled| format!("{:?}", site.understood.graph.plans);
        assert_eq!(plans(&first), plans(&recalled), "{}", case.name);
        assert_eq!(recalled.understood.read.computed, 0, "{}", case.name);
        assert_asked(&case.name, &first, (&sources, &case.settings, memo));
        if case.edited.is_some() {
            let sources = case.last_sources();
            let warm = compile(&sources, &case.settings, memo);
            let cold = compile(&sources, &case.settings, &mut Memo::default());
            assert_same(&case.name, (&warm, &cold), &sources);
        }
    });
}

#[test]
fn what_is_asked_for_by_itself_is_what_the_whole_site_has() {
    // The cases are asked for as well, where they are compiled anyway.
    let sources = common::sources(&CONTENT);
    let whole = compile(&sources, &Settings::default(), &mut Memo::default());
    let memo = &mut Memo::default();
    assert_asked("content", &whole, (&sources, &Settings::default(), memo));
}

/// Asks for each file of a site by itself.
fn assert_asked(
    name: &str,
    whole: &Compiled,
    (sources, settings, memo): (&Sources, &Settings, &mut Memo),
) {
    open(sources, settings, memo, |understood, mut site, _| {
        assert_eq!(site.total(), whole.rendered.total, "{name}: pages");
        let mut told = Vec::new();
        for (path, bytes) in &whole.output.files {
            let made = site.file(path);
            let made = made.unwrap_or_else(|| panic!("{name}: {path} is not there"));
            assert!(*made.value == *bytes.read().unwrap(), "{name}: {path} differs");
            told.extend(made.diagnostics.iter().cloned());
        }
        let mut understood = understood;
        understood.notice(&told);
        assert_eq!(understood.diagnostics, whole.understood.diagnostics, "{name}");
    });
}

#[test]
fn a_plan_has_a_page_more_where_another_one_states_more_about_it() {
    let tasks = |line: &str, count| format!("# Tasks - T\n\n{}", line.repeat(count));
    let hub: String = (1..6).map(|number| format!("- [ ] 1.{number} T\n")).collect();
    let hub = format!("# Tasks - T\n\n{hub}");
    let line = "- [ ] T\n  - _Dependencies: hub#1.1_\n";
    let pages = |spoke: &str, memo: &mut Memo| {
        // A plan with the same text would be a copy.
        let other = tasks(line, 100).replacen("- T", "- U", 1);
        let texts =
            [("hub/tasks.md", &*hub), ("a/tasks.md", &*other), ("b/tasks.md", spoke)];
        let sources = Sources::from_texts(texts);
        open(&sources, &Settings::default(), memo, |_, site, _| site.total())
    };
    let mut has_more = false;
    // With one of these numbers, the table of the hub's graph is just full, and those of the
    // others are not.
    for count in 90..=100 {
        let mut memo = Memo::default();
        let less = pages(&tasks(line, count), &mut memo);
        // The edges stay, and one of them is stated once more.
        let twice = "hub#1.1, hub#1.1";
        let more = tasks(line, count).replacen("hub#1.1", twice, 1);
        let warm = pages(&more, &mut memo);
        assert_eq!(warm, pages(&more, &mut Memo::default()), "{count}");
        has_more |= warm > less;
    }
    assert!(has_more, "no table was full");
}

#[test]
fn a_list_has_a_page_more_or_less_after_a_tick() {
    let later = page::turned(&page::next(), 1);
    let mut memo = Memo::default();
    let tasks: String = (1..=200).map(|number| format!("- [ ] T {number}\n")).collect();
    // Two hundred tasks that can start fit on a page. Where a page of the user lies at the
    // address of a second one, both are looked at anew.
    for (other, expected) in
        [("other.md", [true, false, true]), ("next/page-2.md", [true; 3])]
    {
        let mut has_later = Vec::new();
        for mark in [" ", "x", " "] {
            let text = format!("# Tasks - T\n\n- [{mark}] First\n{tasks}");
            let texts = [("a/tasks.md", &*text), (other, "# Words\n")];
            let sources = Sources::from_texts(texts);
            let warm = compile(&sources, &Settings::default(), &mut memo);
            let cold = compile(&sources, &Settings::default(), &mut Memo::default());
            assert_same(other, (&warm, &cold), &sources);
            has_later.push(warm.output.files.contains_key(&later));
        }
        assert_eq!(has_later, expected, "{other}");
    }
}

#[test]
fn one_memory_serves_one_site_after_another() {
    // What an earlier site left behind never shows in a later one.
    let mut memo = Memo::default();
    let mut files = BTreeSet::new();
    // A case of each file is different enough from the one before.
    for case in cases().into_iter().filter(|case| files.insert(case.file.clone())) {
        let sources = case.sources();
        let warm = compile(&sources, &case.settings, &mut memo);
        let cold = compile(&sources, &case.settings, &mut Memo::default());
        assert_same(&case.name, (&warm, &cold), &sources);
    }
}

#[test]
fn warm_equals_cold_over_edits_of_a_whole_site() {
    // With feeds, which tell what has changed since then, and what is late; pictures are
    // drawn in another test, and take long.
    let settings = Settings {
        base_url: Some("https://plans.example/all/".to_owned()),
        today: Day::read("2026-11-30"),
        ..Settings::default()
    };
    let mut memo = Memo::default();
    let mut files = CONTENT.clone();
    add(&mut files, "ouro.yaml", "leave_out: [cards]\n");
    let first = compile(&common::sources(&files), &settings, &mut memo);
    let plans =
        String::from_utf8(first.output.files[&page::api_plans()].read().unwrap().into());
    let before = Before { plans: plans.unwrap().into(), changes: None };
    let site = |files: &Files| Sources {
        before: Some(before.clone()),
        ..common::sources(files)
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.store");
    // As a program does that has not run before.
    let stored = |files: &Files| {
        let store = Arc::new(Store::open(&file, 1));
        let mut memo = Memo::of(Arc::<Store>::clone(&store));
        let made = compile(&site(files), &settings, &mut memo);
        store.finish();
        made
    };
    compile(&site(&files), &settings, &mut memo);
    let first = stored(&files).rendered;
    assert_eq!(first.computed, first.total);
    for (words, edit) in edits() {
        edit(&mut files);
        let sources = site(&files);
        let warm = compile(&sources, &settings, &mut memo);
        let cold = compile(&sources, &settings, &mut Memo::default());
        assert_same(words, (&warm, &cold), &sources);
        let stored = stored(&files);
        assert_same(words, (&stored, &cold), &sources);
        // A store is a memory that may know what was there before the last build, too.
        let counts = (stored.rendered, warm.rendered);
        assert_eq!(counts.0.total, counts.1.total, "{words}");
        assert!(counts.0.computed <= counts.1.computed, "{words}: {counts:?}");
    }
}

#[test]
fn a_page_of_a_long_list_is_as_it_would_be_made_after_each_edit() {
    let text = |plan: usize| -> String {
        let task = |task: usize| {
            let mark = if task.is_multiple_of(3) { 'x' } else { ' ' };
            let owner = if plan == 2 || plan == 7 { "\n  - _Owner: Ines_" } else { "" };
            let before = match (plan, task) {
                (8, 2) => "\n  - _Dependencies: slip-1#1_",
                _ => "",
            };
            format!(
                "- [{mark}] **🐌 {task} Caulk seam {task} of {plan}**{owner}{before}\n"
            )
        };
        let tasks: String = (1..=60).map(task).collect();
        format!("# Tasks - Slip {plan}\n\n## Phase 1: All (Parallel 🐍)\n\n{tasks}")
    };
    let path = |plan: usize| format!("plans/slip-{plan}/tasks.md");
    let mut files: Files =
        (1..=8).map(|plan| (path(plan), text(plan).into_bytes())).collect();
    add(&mut files, "ouro.yaml", "leave_out: [badges, markdown]\n");
    let edits: [(&str, usize, [&str; 2], usize); 7] = [
        ("a tick", 8, ["[ ] **🐌 50 ", "[x] **🐌 50 "], 3),
        ("a task that others wait for", 1, ["[ ] **🐌 1 ", "[x] **🐌 1 "], 3),
        ("another title", 1, ["Caulk seam 1 of 1", "Caulk the keel"], 3),
        ("a name that is written in another way", 2, ["Owner: Ines", "Owner: INES"], 9),
        ("another owner", 2, ["Owner: Ines", "Owner: Jo"], 9),
        (
            "the first duration",
            2,
            ["seam 9 of 2**", "seam 9 of 2**\n  - _Duration: 2h_"],
            9,
        ),
        ("a task less", 1, ["- [ ] **🐌 2 Caulk seam 2 of 1**\n", ""], 9),
    ];
    let list = |made: &Compiled| -> Vec<String> {
        let pages = made.output.files.iter();
        let of_list = pages.filter(|(path, _)| path.as_str().starts_with("tasks/page-"));
        of_list.map(|(_, page)| format!("{:?}", page.read().unwrap())).collect()
    };
    let mut memo = Memo::default();
    let mut before = list(&compiled(&files, &mut memo));
    assert!(before.len() >= 2, "{} later pages", before.len());
    for (words, plan, [old, new], most) in edits {
        let text = String::from_utf8(files[&path(plan)].clone()).unwrap();
        assert!(text.contains(old), "{words}");
        files.insert(path(plan), text.replacen(old, new, 1).into_bytes());
        let warm = compiled(&files, &mut memo);
        let cold = compiled(&files, &mut Memo::default());
        assert_same(words, (&warm, &cold), &common::sources(&files));
        let now = list(&warm);
        let changed = now.iter().filter(|page| !before.contains(page)).count();
        assert!(changed <= most, "{words}: {changed} pages of {}", now.len());
        before = now;
    }
}

#[test]
fn one_thread_equals_many() {
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| compiled(&CONTENT, &mut Memo::default()))
    };
    assert_same("threads", (&on(1), &on(4)), &common::sources(&CONTENT));
}

#[test]
fn the_order_of_files_does_not_matter() {
    let texts: Vec<(&str, &str)> = CONTENT
        .iter()
        .filter_map(|(path, bytes)| {
            Some((path.as_str(), std::str::from_utf8(bytes).ok()?))
        })
        .collect();
    let there = Sources::from_texts(texts.iter().copied());
    let back = Sources::from_texts(texts.iter().rev().copied());
    let made = |sources| compile(sources, &Settings::default(), &mut Memo::default());
    assert_same("order", (&made(&there), &made(&back)), &there);
}

#[test]
fn an_edit_makes_little_anew() {
    let mut memo = Memo::default();
    let mut files = CONTENT.clone();
    let first = compiled(&files, &mut memo);
    let documents = first.understood.read.total;
    assert_eq!(first.understood.read.computed, documents);
    assert_eq!(first.rendered.computed, first.rendered.total);

    add(&mut files, "guide/getting-started.md", "\nOne more sentence.\n");
    let edited = compiled(&files, &mut memo);
    assert_eq!(edited.understood.read, Counts { computed: 1, total: documents });
    assert_eq!(edited.rendered, Counts { computed: 1, total: first.rendered.total });

    let plan = first_plan(&files);
    add(&mut files, &plan, "\nOne more sentence.\n");
    let edited = compiled(&files, &mut memo);
    assert_eq!(edited.understood.read, Counts { computed: 1, total: documents });
    let few = edited.rendered.computed;
    assert!(few * 4 < edited.rendered.total, "{few} of {} pages", edited.rendered.total);
}

/// A change of a site, and what it is.
type Edit = (&'static str, fn(&mut Files));

fn edits() -> Vec<Edit> {
    vec![
        ("a tick", |files| replace(files, "- [ ]", "- [x]")),
        ("a line above everything", |files| {
            let plan = first_plan(files);
            let old = files[&plan].clone();
            files.insert(plan, [b"\n".as_slice(), &old].concat());
        }),
        ("another title", |files| replace(files, "# Tasks - ", "# Tasks - The ")),
        ("a reference that leads nowhere", |files| {
            let plan = first_plan(files);
            add(files, &plan, "\n- [ ] **🐌 99.1 Wait**\n  - _Dependencies: 77.7_\n");
        }),
        ("a page more", |files| {
            add(files, "guide/extra.md", "# Extra\n\n[gone](gone.md)\n");
        }),
        ("a page less", |files| {
            files.remove("guide/extra.md");
        }),
        ("links to a place, a picture and a name", |files| {
            let plan = first_plan(files);
            let links =
                "\n[a](/guide/extra.md#there) ![b](/late.png) [[extra]] [c](/late.md)\n";
            add(files, &plan, links);
            add(files, "guide/extra.md", "# Extra\n\n## There\n");
        }),
        ("another heading", |files| {
            files.insert("guide/extra.md".to_owned(), b"# Extra\n\n## Gone\n".to_vec());
        }),
        ("a picture and a page more", |files| {
            add(files, "late.png", "no picture");
            add(files, "late.md", "# Late\n");
        }),
        ("a page that is a draft now", |files| {
            files.insert(
                "late.md".to_owned(),
                b"---\ndraft: true\n---\n# Late\n".to_vec(),
            );
        }),
        ("a page less again", |files| {
            files.remove("guide/extra.md");
        }),
        ("a plan less", |files| {
            let plan = first_plan(files);
            files.remove(&plan);
        }),
        ("other line ends", |files| replace(files, "\n", "\r\n")),
        ("back to the start", |files| *files = CONTENT.clone()),
    ]
}

/// Compares output and diagnostics.
fn assert_same(name: &str, (a, b): (&Compiled, &Compiled), sources: &Sources) {
    let names = |made: &Compiled| -> Vec<String> {
        made.output.files.keys().map(ToString::to_string).collect()
    };
    assert_eq!(names(a), names(b), "{name}: the pages differ");
    for (path, bytes) in &a.output.files {
        let same = *bytes == b.output.files[path];
        assert!(same, "{name}: {path} differs");
    }
    let told =
        |made: &Compiled| human(&made.understood.diagnostics, sources, Styling::Plain);
    assert_eq!(a.understood.diagnostics, b.understood.diagnostics, "{name}");
    assert_eq!(told(a), told(b), "{name}");
}

/// A store that keeps all for as long as it is there.
#[derive(Default)]
struct Notes(Mutex<BTreeMap<Hash, Vec<u8>>>);

impl memo::Store for Notes {
    fn recall(&self, key: Hash) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(&key).cloned()
    }

    fn keeps(&self) -> bool {
        true
    }

    fn keep(&self, key: Hash, bytes: &[u8]) {
        self.0.lock().unwrap().insert(key, bytes.to_vec());
    }
}

fn cases() -> Vec<Case> {
    let small = |case: &Case| case.given.values().map(Vec::len).sum::<usize>() < LARGE;
    common::all().into_iter().filter(small).collect()
}

fn compiled(files: &Files, memo: &mut Memo) -> Compiled {
    compile(&common::sources(files), &Settings::default(), memo)
}

/// The first plan of the site, by its path.
fn first_plan(files: &Files) -> String {
    files.keys().find(|path| path.ends_with("/tasks.md")).unwrap().clone()
}

fn add(files: &mut Files, path: &str, text: &str) {
    files.entry(path.to_owned()).or_default().extend_from_slice(text.as_bytes());
}

/// Replaces words in the first plan that has them.
fn replace(files: &mut Files, old: &str, new: &str) {
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(bytes).into_owned();
        if path.ends_with("/tasks.md") && text.contains(old) {
            *bytes = text.replace(old, new).into_bytes();
            return;
        }
    }
}

/// Reads every file below `content/`.
fn content() -> Files {
    common::folder::files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}
