//! What is made of a text grows with the text: counted, for the families that make
//! parsers slow.
//!
//! How long they take is measured by `cargo run --release --example pathological`.

#[path = "../examples/pathological/families.rs"]
mod families;

use std::cell::RefCell;

use ouro::compile::{Memo, Settings, compile};
use ouro::source::Sources;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use families::{FAMILIES, Family};

/// How many bytes the smaller text has.
const SMALL: usize = 1_000;

/// How many times as many the larger one has.
const TIMES: usize = 8;

thread_local! {
    /// What was compiled before: the theme is loaded once.
    static MEMO: RefCell<Memo> = RefCell::default();
}

#[test]
fn what_is_made_grows_with_what_is_given() {
    let none = made("");
    FAMILIES.par_iter().for_each(|family| {
        let of = |size: usize| made(&family.text(size)).saturating_sub(none);
        let (small, large) = (of(SMALL), of(SMALL * TIMES));
        // A product of what is given is told apart from a multiple of it.
        let most = small.max(SMALL) * TIMES * 3;
        let Family { name, .. } = family;
        assert!(
            large <= most,
            "{name}: {small} bytes, and of {TIMES} times that {large}"
        );
    });
}

/// How many bytes are published, and how much is told, of a plan.
fn made(text: &str) -> usize {
    let sources = Sources::from_texts([("soup/tasks.md", text)]);
    MEMO.with_borrow_mut(|memo| {
        let compiled = compile(&sources, &Settings::default(), memo);
        let told = compiled.understood.diagnostics.iter().map(|told| told.message.len());
        let files = compiled.output.files.values().map(|file| file.size());
        told.chain(files).sum()
    })
}
