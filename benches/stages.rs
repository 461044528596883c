//! How long each stage of a build takes, the whole of it cold and warm, and the
//! disk before and behind it.
//!
//! `cargo bench --bench stages`; the whole command at other sizes is measured with
//! `cargo run --release --example generate-site -- N FOLDER` and
//! `ouro build FOLDER --timings`.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a bench has a clock and real folders, and stops where it cannot go on"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ouro::compile::{Memo, Settings, compile};
use ouro::io::{self, Foreign, Store, Target};
use ouro::markdown::CodeQuestion;
use ouro::markdown::highlight;
use ouro::memo::Listener;
use ouro::source::{SourceFile, Sources};

#[path = "../examples/generate-site/plans.rs"]
mod plans;

/// How many plans the whole build has, and how many one whose stages are measured
/// each for itself, which runs more often.
const PLANS: usize = 100;
const FEW: usize = 30;

/// The stages as a compile names them, in their order.
static STAGES: LazyLock<Vec<&str>> =
    LazyLock::new(|| timed(&sources(1)).into_iter().map(|(stage, _)| stage).collect());

fn texts(count: usize) -> Vec<(String, String)> {
    (0..count).map(|number| (plans::path(number), plans::text(number, count))).collect()
}

fn sources(count: usize) -> Sources {
    let texts = texts(count);
    Sources::from_texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Compiles from nothing, and gives each stage with its time.
fn timed(sources: &Sources) -> Vec<(&'static str, Duration)> {
    let (sender, told) = channel();
    let mut memo = Memo::default();
    memo.stages = Listener::new(move |stage, _| {
        let _ = sender.send((stage, Instant::now()));
    });
    let mut before = Instant::now();
    black_box(compile(sources, &Settings::default(), &mut memo));
    let took = |(stage, at): (&'static str, Instant)| {
        let took = at - before;
        before = at;
        (stage, took)
    };
    told.try_iter().map(took).collect()
}

fn stages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group(format!("stages of {FEW} plans"));
    group.sample_size(10);
    let sources = sources(FEW);
    for stage in STAGES.iter() {
        group.bench_function(*stage, |bench| {
            bench.iter_custom(|runs| {
                let times = (0..runs).flat_map(|_| timed(&sources));
                times.filter(|(found, _)| found == stage).map(|(_, took)| took).sum()
            });
        });
    }
    group.finish();
}

/// The sources with another text in the place of the plan in the middle.
fn edited(sources: &Sources, edit: impl Fn(&str) -> String) -> Sources {
    let mut sources = sources.clone();
    let place = sources.files.len() / 2;
    let file = &sources.files[place];
    let text = edit(file.text().unwrap());
    sources.files[place] = Arc::new(SourceFile::new(file.path.clone(), text.as_bytes()));
    sources
}

fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group(format!("compile {PLANS} plans"));
    group.sample_size(10);
    let settings = Settings::default();
    let before = sources(PLANS);
    group.bench_function("cold", |bench| {
        bench.iter(|| compile(&before, &settings, &mut Memo::default()));
    });
    let mut themed = before.clone();
    let template = "{% extends \"default/404.html\" %}";
    let template = SourceFile::new(themed.files[0].path.clone(), template.as_bytes());
    themed.theme.insert("templates/404.html".to_owned(), Arc::new(template));
    for (name, after) in [
        ("nothing changed", before.clone()),
        ("one box ticked", edited(&before, |text| text.replacen("- [ ]", "- [x]", 1))),
        (
            "one title",
            edited(&before, |text| text.replacen("# Tasks - ", "# Tasks - New ", 1)),
        ),
        ("one template", themed),
    ] {
        group.bench_function(name, |bench| {
            // What a run remembers is used up by the next one.
            bench.iter_batched(
                || {
                    let mut memo = Memo::default();
                    compile(&before, &settings, &mut memo);
                    memo
                },
                |mut memo| compile(&after, &settings, &mut memo),
                BatchSize::PerIteration,
            );
        });
    }
    // What another run of the program has left is all that is known.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.store");
    let stored = |sources: &Sources| {
        let store = Arc::new(Store::open(&file, 1));
        let made =
            compile(sources, &settings, &mut Memo::of(Arc::<Store>::clone(&store)));
        (store, made)
    };
    stored(&before).0.finish();
    let after = edited(&before, |text| text.replacen("- [ ]", "- [x]", 1));
    group.bench_function("one box ticked, from the store", |bench| {
        bench.iter(|| stored(&after));
    });
    group.finish();
}

fn code(criterion: &mut Criterion) {
    let texts = texts(PLANS);
    let blocks: Vec<CodeQuestion<'_>> = texts
        .iter()
        .flat_map(|(_, text)| text.split("\n```").skip(1).step_by(2))
        .filter_map(|block| block.split_once('\n'))
        .filter(|(language, _)| *language != "mermaid")
        .map(|(language, code)| CodeQuestion { code, language })
        .collect();
    let bytes: usize = blocks.iter().map(|block| block.code.len()).sum();
    let mut group = criterion.benchmark_group("highlight");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("code of 100 plans, one processor", |bench| {
        bench.iter(|| blocks.iter().map(highlight).count());
    });
    group.finish();
}

fn disk(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (path, text) in texts(PLANS) {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut group = criterion.benchmark_group(format!("disk, {PLANS} plans"));
    group.sample_size(10);
    group.bench_function("scan", |bench| bench.iter(|| io::scan(root)));
    let sources = io::scan(root).unwrap().value;
    let output = compile(&sources, &Settings::default(), &mut Memo::default()).output;
    let target = |to: &Path| Target {
        folder: to.to_owned(),
        root: root.to_owned(),
        content: root.join("content"),
        foreign: Foreign::Refuse,
        left: None,
    };
    group.throughput(Throughput::Bytes(output.size()));
    group.bench_function("publish for the first time", |bench| {
        bench.iter_batched(
            || tempfile::tempdir_in(root).unwrap(),
            |fresh| io::publish(&output, &target(&fresh.path().join("public"))),
            BatchSize::PerIteration,
        );
    });
    let public = root.join("public");
    io::publish(&output, &target(&public)).unwrap();
    group.bench_function("publish the same again", |bench| {
        bench.iter(|| io::publish(&output, &target(&public)));
    });
    group.finish();
}

criterion_group!(benches, stages, whole, code, disk);
criterion_main!(benches);
