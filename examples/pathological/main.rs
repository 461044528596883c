//! Measures how long Markdown that makes parsers slow takes: families of texts
//! that grow, read alone and compiled to a site.
//!
//! `cargo run --release --example pathological` prints a table with 10 kB, 100 kB
//! and 1 MB of each; sizes in bytes behind `--` stand for others. A time that
//! grows with more than the size is a fault, save where a limit is told, whose
//! code then stands beside it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "this program measures, prints, and stops where it cannot"
)]

use std::collections::BTreeSet;
use std::env;
use std::time::Instant;

use ouro::compile::{Memo, Settings, compile};
use ouro::markdown::parse;
use ouro::source::{SitePath, SourceFile, Sources};

/// A family: what it is called, how it starts, what is repeated, how it ends.
type Family = (&'static str, &'static str, &'static str, &'static str);

const FAMILIES: [Family; 38] = [
    ("quotes on one line", "", "> ", "a"),
    ("quotes without blanks", "", ">", "a"),
    ("lists on one line", "", "- ", "a"),
    ("numbered lists on one line", "", "1. ", "a"),
    ("lists and quotes", "", "- > ", "a"),
    ("open brackets", "", "[", "a"),
    ("closed brackets", "", "]", ""),
    ("brackets of images", "", "![", "a"),
    ("nested brackets", "", "[a", "](b)"),
    ("links that do not end", "", "[a](", ""),
    ("links with angles", "", "[a](<b", ""),
    ("links with titles", "", "[a](b \"", ""),
    ("references", "", "[a][b]", ""),
    ("definitions", "", "[a]: b\n", ""),
    ("labels", "", "[a\\", ""),
    ("stars", "", "*", "a"),
    ("stars and words", "", "*a ", ""),
    ("stars that open", "", "a**b", "c* "),
    ("underscores", "", "_a ", ""),
    ("mixed emphasis", "", "*a_ ", ""),
    ("tildes", "", "~~a", ""),
    ("backticks", "", "`a``", ""),
    ("growing backticks", "", "`", " a"),
    ("entities", "", "&amp", ""),
    ("references of characters", "", "&#x41;", ""),
    ("escapes", "", "\\", ""),
    ("comments", "", "a <!-- ", ""),
    ("declarations", "", "<!A ", ""),
    ("instructions", "", "<?", ""),
    ("tags", "", "<a b=", ""),
    ("autolinks", "", "<http:", ""),
    ("bare addresses", "", "www.a", ""),
    ("mail addresses", "", "a@b.", ""),
    ("cells of a table", "|a|\n|-|\n", "|a", "|\n"),
    ("rows of a table", "|a|b|\n|-|-|\n", "|\n", ""),
    ("footnotes", "", "[^a]", "\n\n[^a]: b"),
    ("definitions of footnotes", "", "[^a]:\n", ""),
    ("wiki links", "", "[[a|", ""),
];

fn text((_, start, piece, end): Family, size: usize) -> String {
    format!("{start}{}{end}\n", piece.repeat(size / piece.len()))
}

fn main() {
    let given: Vec<usize> =
        env::args().skip(1).map(|size| size.parse().unwrap()).collect();
    let sizes = if given.is_empty() { vec![10_000, 100_000, 1_000_000] } else { given };
    let path = SitePath::new("plan/tasks.md").unwrap();
    for family in FAMILIES {
        let mut row = format!("| {} |", family.0);
        for size in &sizes {
            let text = text(family, *size);
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
