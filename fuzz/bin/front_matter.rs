#![no_main]
//! Feeds any bytes to `targets::front_matter`.

#[expect(dead_code, reason = "each program has one of the targets")]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::front_matter(bytes));
