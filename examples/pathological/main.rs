//! Measures how long Markdown that makes parsers slow takes: families of texts
//! that grow, read alone and compiled to a site.
//!
//! `cargo run --release --example pathological` prints a table with 10 kB, 100 kB
//! and 1 MB of each; sizes in bytes behind `--` stand for others. A time that
//! grows with more than the size is a fault, save where a limit is told, whose
//! code then stands beside it. With `write FOLDER` before the sizes it writes each
//! text into a folder of its own, for a whole `ouro build`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "this program measures, prints, and stops where it cannot"
)]

mod families;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::time::Instant;

use ouro::compile::{Memo, Settings, compile};
use ouro::markdown::parse;
use ouro::source::{SitePath, SourceFile, Sources};

use families::FAMILIES;

fn main() {
    let mut words = env::args().skip(1).peekable();
    let folder = words.next_if(|word| word == "write").and_then(|_| words.next());
    let given: Vec<usize> = words.map(|size| size.parse().unwrap()).collect();
    let sizes = if given.is_empty() { vec![10_000, 100_000, 1_000_000] } else { given };
    if let Some(folder) = folder {
        return write(Path::new(&folder), &sizes);
    }
    let path = SitePath::new("plan/tasks.md").unwrap();
    for family in FAMILIES {
        let mut row = format!("| {} |", family.name);
        for size in &sizes {
            let text = family.text(*size);
            let start = Instant::now();
            let read = parse(&SourceFile::new(path.clone(), text.as_bytes()));
            let parsed = start.elapsed().as_secs_f64();
            let told: BTreeSet<_> =
                read.diagnostics.iter().map(|found| found.code.name).collect();
            let told: Vec<_> = told.into_iter().collect();
            let sources = Sources::from_texts([(path.as_str(), text.as_str())]);
            let start = Instant::now();
            compile(&sources, &Settings::default(), &mut Memo::default());
            let compiled = start.elapsed().as_secs_f64();
            row += &format!(" {parsed:.3} / {compiled:.3} s {} |", told.join(", "));
        }
        println!("{row}");
    }
}

/// Writes each text to `FOLDER/family/size/plan/tasks.md`.
fn write(folder: &Path, sizes: &[usize]) {
    for family in FAMILIES {
        for size in sizes {
            let folder = folder.join(format!("{}/{size}/plan", family.name));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("tasks.md"), family.text(*size)).unwrap();
        }
    }
}
