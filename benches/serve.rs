//! How long it takes from a plan that was saved to the bytes of its page: what a
//! preview does between the disk and the network.

use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ouro::compile::{Memo, Settings, open};
use ouro::site::page;
use ouro::source::{OutPath, SourceFile, Sources};

#[path = "../examples/generate-site/plans.rs"]
mod plans;

/// A site, and what is remembered of it.
struct Site {
    sources: Sources,
    memo: Memo,
    /// The plan that is saved, by its place among the files, as it is and with
    /// another box ticked.
    place: usize,
    versions: [Arc<SourceFile>; 2],
    page: OutPath,
}

impl Site {
    fn of(count: usize) -> Self {
        let texts: Vec<(String, String)> = (0..count)
            .map(|number| (plans::path(number), plans::text(number, count)))
            .collect();
        let texts = texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let sources = Sources::from_texts(texts);
        let place = count / 2;
        let file = Arc::clone(&sources.files[place]);
        let text = file.text().map(|text| text.to_string()).unwrap_or_default();
        let ticked = text.replacen("- [ ]", "- [x]", 1);
        let ticked = SourceFile::new(file.path.clone(), ticked.as_bytes());
        let mut memo = Memo::default();
        let settings = Settings::default();
        let page = open(&sources, &settings, &mut memo, |understood, _, _| {
            let mut all = understood.graph.plans.iter();
            let plan = all.find(|plan| plan.home == file.path);
            plan.map(|plan| page::plan(&plan.id)).unwrap_or_else(page::overview)
        });
        Self { sources, memo, place, versions: [file, Arc::new(ticked)], page }
    }

    /// Saves the plan, and gives the size of its page.
    fn save(&mut self) -> usize {
        self.versions.swap(0, 1);
        self.sources.files[self.place] = Arc::clone(&self.versions[0]);
        let page = &self.page;
        open(&self.sources, &Settings::default(), &mut self.memo, |_, mut site, memo| {
            let made = site.file(page).map_or(0, |made| made.value.len());
            memo.pages = site.pages;
            made
        })
    }
}

fn saving(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("save");
    group.sample_size(20);
    for count in [10, 1_000, 10_000] {
        group.bench_with_input(BenchmarkId::from_parameter(count), &count, |bench, _| {
            let mut site = Site::of(count);
            bench.iter(|| site.save());
        });
    }
    group.finish();
}

criterion_group!(benches, saving);
criterion_main!(benches);
