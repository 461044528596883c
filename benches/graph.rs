//! How long it takes to place the boxes of a graph and to lead its lines.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ouro::graph::layout::{
    BOX_HEIGHT_TWO, BOX_WIDTH, Flow, LayoutBox, LayoutEdge, Way, layout,
};

/// A graph in the shape of a plan: levels of about seven tasks, most of which
/// wait for one or two of the level before, and some for one long ago.
fn plan(count: usize) -> (Vec<LayoutBox>, Vec<LayoutEdge>) {
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let boxes = (0..count).map(|index| LayoutBox {
        level: index / 7,
        band: index / 35 + 1,
        width: BOX_WIDTH,
        height: BOX_HEIGHT_TWO,
    });
    let mut edges = Vec::new();
    for to in 7..count {
        let start = (to / 7 - 1) * 7;
        let mut before = vec![start + next(7)];
        if next(2) == 0 {
            before.push(start + next(7));
        }
        if next(8) == 0 {
            before.push(next(start + 7));
        }
        before.sort_unstable();
        before.dedup();
        let lines = before.into_iter();
        edges.extend(lines.map(|from| LayoutEdge { from, to, way: Way::Forward }));
    }
    (boxes.collect(), edges)
}

fn drawing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout");
    group.sample_size(10);
    for count in [20, 300, 2_000] {
        let (boxes, edges) = plan(count);
        group.bench_with_input(BenchmarkId::from_parameter(count), &count, |bench, _| {
            bench.iter(|| layout(&boxes, &edges, Flow::Right));
        });
    }
    group.finish();
}

criterion_group!(benches, drawing);
criterion_main!(benches);
