//! The targets of `fuzz/`, fed with seeds: every file of every case, and what once
//! was found there.
//!
//! Here an ordinary build looks that each target still holds. The fuzzer starts
//! from the same seeds: `OURO_SEEDS=FOLDER cargo test --test fuzz` writes them.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads and writes its seeds, and stops where it cannot"
)]

#[expect(dead_code, reason = "what the cases expect is for cases.rs")]
mod common;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use ouro::markdown::{parse, prose};
use ouro::source::{Hasher, SitePath, SourceFile};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use common::Case;

/// The most bytes of a seed: a longer one says nothing more, and costs all runs.
const LENGTH: usize = 8 * 1024;

/// Of so many seeds of a whole site one is fed: each costs as much as a build.
const SITES: usize = 24;

/// Heads of requests that mean something.
const REQUESTS: [&str; 14] = [
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:4747",
    "HEAD /plans/quay/ HTTP/1.1\r\nHost: localhost:4747\r\nIf-None-Match: \"a\", W/\"b\", *",
    "GET /plans/quay?a=b HTTP/1.0\r\nHost: [::1]:4747\r\nOrigin: http://[::1]:4747",
    "GET /a%20b/%C3%BC.txt HTTP/1.1\r\nHost: localhost:4747\r\nSec-Fetch-Site: none",
    "GET http://localhost:4747/ HTTP/1.1\r\nHost: localhost:4747",
    "GET http://other/ HTTP/1.1\r\nHost: localhost:4747",
    "GET /plans/../../etc/passwd HTTP/1.1\r\nHost: localhost:4747",
    "GET //plans//quay/%2e%2e/%00 HTTP/1.1\r\nHost: localhost:4747",
    "GET /..%5c%252e%ff HTTP/1.1\r\nHost: localhost:4747\r\nSec-Fetch-Mode: navigate",
    "POST / HTTP/1.1\r\nHost: localhost:4747\r\nContent-Length: 1\r\n\r\na",
    "GET / HTTP/1.1\r\nHost: evil.example:4747\r\nOrigin: null",
    "GET /_ouro/events?page=/&tag= HTTP/1.1\r\nHost: localhost:4747",
    "GET /plans/qay/ HTTP/1.1\r\nHost: localhost:4747\r\nTransfer-Encoding: chunked",
    "\r\n\u{1}\u{2}: \r\n folded",
];

type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 6] = [
    ("front_matter", targets::front_matter),
    ("plan", targets::plan),
    ("diagram", targets::diagram),
    ("site", targets::site),
    ("link", targets::link),
    ("request", targets::request),
];

#[test]
fn every_target_holds_for_its_seeds() {
    let cases = common::all();
    for (name, target) in TARGETS {
        let mut seeds: Vec<Vec<u8>> = seeds(name, &cases).into_iter().collect();
        if let Some(folder) = env::var_os("OURO_SEEDS") {
            write(&Path::new(&folder).join(name), &seeds);
        }
        assert!(seeds.len() >= 14, "{name} has {} seeds", seeds.len());
        if name == "site" {
            seeds = seeds.into_iter().step_by(SITES).collect();
        }
        seeds.extend(found(name));
        seeds.par_iter().for_each(|seed| {
            let held = catch_unwind(|| target(seed));
            assert!(held.is_ok(), "{name}: {:?}", String::from_utf8_lossy(seed));
        });
    }
}

#[test]
fn every_target_has_its_program() {
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    let named = manifest.matches("path = \"bin/").count();
    assert_eq!(named, TARGETS.len());
    for (name, _) in TARGETS {
        let path = root().join(format!("fuzz/bin/{name}.rs"));
        let program = fs::read_to_string(path).unwrap();
        assert!(program.contains(&format!("targets::{name}(bytes)")), "{name}");
    }
}

/// What a target starts from, each once.
fn seeds(target: &str, cases: &[Case]) -> BTreeSet<Vec<u8>> {
    let files = || cases.iter().flat_map(|case| &case.given);
    let seeds: BTreeSet<Vec<u8>> = match target {
        "front_matter" => files().filter_map(|(path, bytes)| top(path, bytes)).collect(),
        "plan" => {
            files().filter(|(path, _)| is_markdown(path)).map(at_its_place).collect()
        }
        "diagram" => files().flat_map(|(_, bytes)| diagrams(bytes)).collect(),
        "site" => cases.iter().map(whole).collect(),
        "link" => files().flat_map(|(path, bytes)| links(path, bytes)).collect(),
        _ => REQUESTS.iter().map(|head| head.as_bytes().to_vec()).collect(),
    };
    seeds.into_iter().filter(|seed| seed.len() <= LENGTH && !seed.is_empty()).collect()
}

fn is_markdown(path: &str) -> bool {
    path.ends_with(".md")
}

/// What stands between the first two `---`, or all of a file of data.
fn top(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    if !is_markdown(path) {
        return Some(bytes.to_vec());
    }
    let text = String::from_utf8_lossy(bytes);
    let (yaml, _) = text.strip_prefix("---\n")?.split_once("\n---")?;
    Some(yaml.as_bytes().to_vec())
}

/// A file behind the number of a place that has its dialect.
fn at_its_place((path, bytes): (&String, &Vec<u8>)) -> Vec<u8> {
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let alike = targets::PLACES.iter().position(|place| first(place) == first(path));
    let mut seed = vec![u8::try_from(alike.unwrap_or(0)).unwrap()];
    seed.extend_from_slice(bytes);
    seed
}

fn document(path: &str, bytes: &[u8]) -> ouro::markdown::Document {
    parse(&SourceFile::new(SitePath::new(path).unwrap(), bytes)).value
}

fn diagrams(bytes: &[u8]) -> Vec<Vec<u8>> {
    let found = document("a.md", bytes).diagrams;
    found.into_iter().map(|(source, _)| source.as_bytes().to_vec()).collect()
}

/// The files of a case, each behind the letter of a place like its own.
fn whole(case: &Case) -> Vec<u8> {
    let mut seed = Vec::new();
    for (path, bytes) in &case.given {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let files = targets::FILES.iter().copied();
        let alike = |file: &str| name(file) == name(path) && first(file) == first(path);
        let like = |file: &str| name(file) == name(path) || first(file) == first(path);
        let place = files.clone().position(alike).or(files.clone().position(like));
        seed.push(b'a' + u8::try_from(place.unwrap_or(0)).unwrap());
        seed.extend_from_slice(bytes);
        seed.push(targets::FILE_END);
    }
    seed
}

fn links(path: &str, bytes: &[u8]) -> Vec<Vec<u8>> {
    if !is_markdown(path) {
        return Vec::new();
    }
    let targets = prose::targets(document(path, bytes).blocks());
    targets.into_iter().map(|(to, ..)| format!("{path}\n{to}").into_bytes()).collect()
}

/// What the fuzzer found once, and what was mended.
fn found(target: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(root().join("fuzz/found").join(target)) else {
        return Vec::new();
    };
    entries.map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
}

fn write(folder: &Path, seeds: &[Vec<u8>]) {
    fs::create_dir_all(folder).unwrap();
    for seed in seeds {
        let name = Hasher::new().part(seed).finish();
        fs::write(folder.join(format!("{name:032x}")), seed).unwrap();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
