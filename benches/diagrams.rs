//! How long drawings take: charts of 20, 300 and 2,000 boxes, and 1,000 small ones.
//!
//! `cargo bench --bench diagrams`.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ouro::diagram::{draw, flowchart};
use ouro::site::diagrams::{self, DiagramQuestion};

/// A chart of ranks of five boxes, each of which waits for two of the rank before.
/// Its words are few, so that 2,000 boxes are not too long to be read.
fn chart(boxes: usize) -> String {
    let mut source = "flowchart TD\n".to_owned();
    for number in 5..boxes {
        let _ = writeln!(source, "{}-->{number}\n{}-->{number}", number - 5, number - 4);
    }
    source
}

fn diagrams(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diagrams");
    group.sample_size(10);
    for boxes in [20, 300] {
        let source = chart(boxes);
        group.bench_function(format!("draw {boxes} boxes"), |bench| {
            bench.iter(|| draw::draw(black_box(&source)).is_ok());
        });
    }
    for boxes in [300, 2_000] {
        let source = chart(boxes);
        group.bench_function(format!("read {boxes} boxes"), |bench| {
            bench.iter(|| flowchart::read(black_box(&source)).is_ok());
        });
    }
    // These are more than is drawn as it is written; the first one is tried.
    let side = |name: &str| {
        let boxes: Vec<_> = (0..60).map(|at| format!("{name}{at}")).collect();
        boxes.join(" & ")
    };
    let apart: String = (0..10_000).map(|at| format!("a{at}-->b{at}\n")).collect();
    for (name, source) in [
        ("2,000 boxes", chart(2_000)),
        ("60 boxes before 60", format!("graph TD\n{} --> {}", side("a"), side("b"))),
        ("10,000 lines", format!("graph TD\n{apart}")),
    ] {
        let question = DiagramQuestion::of(&source.into());
        group.bench_function(format!("simplify {name}"), |bench| {
            bench.iter(|| diagrams::draw(black_box(&question)));
        });
    }
    let small: Vec<String> = (0..1_000).map(|number| chart(7 + number % 5)).collect();
    group.bench_function("draw 1,000 small charts", |bench| {
        bench.iter(|| {
            small.iter().filter(|source| draw::draw(black_box(source)).is_ok()).count()
        });
    });
    group.finish();
}

criterion_group!(benches, diagrams);
criterion_main!(benches);
