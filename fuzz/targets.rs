//! What any bytes are fed to: one function for each target.
//!
//! The programs in `bin/` call them with what the fuzzer makes up, and
//! `tests/fuzz.rs` with seeds, in an ordinary build. A target fails where the
//! program would: by a panic, or by a promise that does not hold.

#[path = "../tests/common/places.rs"]
mod places;

use std::cell::RefCell;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use ouro::compile::{Compiled, Memo, Settings, compile, understand};
use ouro::config::Config;
use ouro::diagnostic::code;
use ouro::diagram::{self, draw, flowchart, gantt};
use ouro::io::server::{self, Files, Plan, Shown};
use ouro::markdown::prose::{self, External, Filling, Hole};
use ouro::markdown::{Block, parse};
use ouro::output::{Bytes, Output};
use ouro::plan::dialects::is_data;
use ouro::plan::field;
use ouro::plan::model::PlanReference;
use ouro::render::guard;
use ouro::site::api;
use ouro::source::{OutPath, SitePath, SourceFile, Sources};

pub(crate) use places::PLACES;

/// Ends a file in the input of [`site`].
pub(crate) const FILE_END: u8 = 0x1c;

/// Where the files of [`site`] can lie, in a letter each: `a` is the first.
pub(crate) const FILES: [&str; 20] = [
    "soup/tasks.md",
    "soup/requirements.md",
    "soup/design.md",
    "specs/001-stew/tasks.md",
    "specs/001-stew/spec.md",
    ".kiro/specs/bread/tasks.md",
    ".kiro/specs/bread/requirements.md",
    ".kiro/specs/bread/spec.json",
    "openspec/changes/salt/tasks.md",
    "openspec/changes/salt/proposal.md",
    "openspec/specs/salt/spec.md",
    "backlog/tasks/task-1 - Cake.md",
    "backlog/tasks/task-2 - Icing.md",
    "backlog/config.yml",
    "TODO.md",
    "index.md",
    "notes.md",
    "Notes.md",
    "picture.png",
    "ouro.yaml",
];

/// Where the server of [`request`] would listen.
pub(crate) const ADDRESS: &str = "127.0.0.1:4747";

thread_local! {
    /// What was compiled before: the theme is loaded once.
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// Front matter of a plan, and the same bytes as settings and as a file of data.
pub(crate) fn front_matter(bytes: &[u8]) {
    let mut text = b"---\n".to_vec();
    text.extend_from_slice(bytes);
    text.extend_from_slice(b"\n---\n# Soup\n\n- [ ] 1.1 Stir\n");
    let document = parse(&file("soup/tasks.md", &text)).value;
    let blocks: Vec<&Block> = document.blocks().iter().collect();
    prose::headings(&blocks, "s-");
    parse(&file(".kiro/specs/soup/spec.json", bytes));
    let config = Some(Arc::new(file("ouro.yaml", bytes)));
    Config::read(&Sources { config, ..Sources::default() });
}

/// A plan of any dialect: the first byte says where it lies.
pub(crate) fn plan(bytes: &[u8]) {
    let Some((place, text)) = bytes.split_first() else { return };
    let place = PLACES[usize::from(*place) % PLACES.len()];
    let sources =
        Sources { files: vec![Arc::new(file(place, text))], ..Sources::default() };
    let understood = understand(&sources, &Settings::default(), &mut Memo::default());
    api::export(&understood.graph, &understood.diagnostics, &sources);
    for plan in &understood.graph.plans {
        for task in &plan.tasks {
            assert!(task.span.start <= task.span.end, "a task ends before it starts");
        }
    }
}

/// A Mermaid block: read, and drawn.
pub(crate) fn diagram(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let lines = source.lines().count() as u32;
    let told = |problem: diagram::Problem| {
        assert!(problem.line <= lines.max(1), "{problem:?} of {lines} lines");
    };
    diagram::kind(&source);
    flowchart::read(&source).err().map(told);
    gantt::read(&source).err().map(told);
    match draw::draw(&source) {
        Ok(picture) => is_picture(&picture.svg(("a", "b"), &|_| None)),
        Err(problem) => told(problem),
    }
}

/// Whether a drawing for a page is XML, and holds nothing that runs or asks for
/// anything, and no style or id of its own.
fn is_picture(svg: &str) {
    let tree = roxmltree::Document::parse(svg);
    let tree = tree.unwrap_or_else(|error| panic!("{error}: {svg}"));
    is_harmless(&tree);
    for element in tree.descendants().filter(roxmltree::Node::is_element) {
        assert_ne!(element.tag_name().name(), "style", "{svg}");
        for name in ["style", "id"] {
            assert!(!element.has_attribute(name), "{name} in {svg}");
        }
    }
}

/// Whether nothing in an SVG or a feed runs or asks for anything by itself.
fn is_harmless(tree: &roxmltree::Document<'_>) {
    for element in tree.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        let is_drawn = !matches!(name, "script" | "foreignObject" | "image" | "iframe");
        assert!(is_drawn, "there is a <{name}>");
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on"), "there is {name}={value:?}");
            if name == "href" {
                runs_nothing(value);
            }
        }
    }
}

/// A whole site: files that end with [`FILE_END`], the first letter of each says
/// where it lies.
pub(crate) fn site(bytes: &[u8]) {
    let mut sources = Sources::default();
    for part in bytes.split(|byte| *byte == FILE_END) {
        let Some((place, bytes)) = part.split_first() else { continue };
        let place = place.wrapping_sub(b'a');
        let path = FILES[usize::from(place) % FILES.len()];
        let text = file(path, bytes);
        let taken = sources.files.iter().any(|file| file.path == text.path);
        if path == "ouro.yaml" {
            sources.config = Some(Arc::new(text));
        } else if !taken && (text.is_markdown() || is_data(&text.path)) {
            sources.files.push(Arc::new(text));
        } else if !taken {
            let binary = SourceFile::binary(text.path, bytes.to_vec());
            sources.files.push(Arc::new(binary));
        }
    }
    sources.files.sort_by(|a, b| a.path.cmp(&b.path));
    MEMO.with_borrow_mut(|memo| {
        let Compiled { understood, output, .. } =
            compile(&sources, &Settings::default(), memo);
        // The theme is ours, so whatever is wrong with it is a fault of ours.
        let broken: Vec<&str> = understood
            .diagnostics
            .iter()
            .filter(|told| told.code.name == code::INVALID_TEMPLATE.name)
            .map(|told| told.message.as_str())
            .collect();
        assert!(broken.is_empty(), "{broken:?}");
        is_site(&output);
    });
}

/// Whether a site has a front page, and every page of it is a page.
fn is_site(output: &Output) {
    assert!(output.files.contains_key(&OutPath::page("")), "there is no front page");
    for (path, file) in &output.files {
        let kind = path.as_str().rsplit('.').next();
        let bytes = file.read().expect("it lies in no store");
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        match kind {
            Some("html") => {
                let mut found = guard::scan(text);
                // A page at an older address leads on to the new one.
                found.retain(|what| what != "a `<meta>` that reloads");
                assert_eq!(found, [""; 0], "{path}");
            }
            Some("svg" | "xml") => {
                let tree = roxmltree::Document::parse(text);
                is_harmless(&tree.unwrap_or_else(|error| panic!("{path}: {error}")));
            }
            _ => {}
        }
    }
}

/// Where a link leads: the first line is the file that it stands in.
pub(crate) fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (from, target) = text.split_once('\n').unwrap_or(("a/b/tasks.md", &text));
    if let Some(from) = SitePath::new(from) {
        stays_inside(from.as_str());
        if let (Some(PlanReference::File(path)), _) = field::linked(&from, target) {
            stays_inside(path.as_str());
        }
        let (here, there) = (OutPath::new(from.as_str()), OutPath::new(target));
        leads_to(&here, &there);
    }
    // As the target of each kind of link, whatever a page makes of it.
    let document = parse(&file(
        "a.md",
        format!("[w]({target})\n\n![w](<{target}>)\n\n[[{target}|w]] <{target}>")
            .as_bytes(),
    ));
    let blocks: Vec<&Block> = document.value.blocks().iter().collect();
    let html = prose::render(&blocks, "s-").fill(&mut |hole| match hole {
        Hole::Link { target, .. } => {
            Filling::Link { href: target.to_owned(), external: External::Yes }
        }
        Hole::Image { target, .. } => Filling::Image { src: target.to_owned() },
        Hole::Words { .. } | Hole::Diagram { .. } | Hole::Code { .. } => Filling::Text,
    });
    // What HTML leaves open, XML closes: then each tag can be looked at.
    let page = html.as_str().replace("<br>", "<br/>").replace("<hr>", "<hr/>");
    let page = page.replace("decoding=\"async\">", "decoding=\"async\"/>");
    let page = format!("<r>{page}</r>");
    let tree = roxmltree::Document::parse(&page);
    let tree = tree.unwrap_or_else(|error| panic!("{error}: {page}"));
    for href in tree.descendants().filter_map(|element| element.attribute("href")) {
        runs_nothing(href);
    }
}

/// Whether a path of ours names a place below its root.
fn stays_inside(path: &str) {
    let is_inside = !path.starts_with('/')
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    assert!(is_inside, "{path:?}");
}

/// Whether the link from one file to another leads there.
fn leads_to(here: &OutPath, there: &OutPath) {
    stays_inside_or_root(here);
    stays_inside_or_root(there);
    let link = here.link_to(there, None);
    runs_nothing(&link);
    let link = percent_encoding::percent_decode_str(&link).decode_utf8_lossy();
    let mut parts: Vec<&str> = here.as_str().split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => assert!(parts.pop().is_some(), "{link:?} leaves the site"),
            part => parts.push(part),
        }
    }
    let address = there.address().trim_end_matches('/');
    assert_eq!(parts.join("/"), address, "{link:?} from {here}");
}

fn stays_inside_or_root(path: &OutPath) {
    if !path.as_str().is_empty() {
        stays_inside(path.as_str());
    }
}

/// Whether a browser would follow an address by asking a host or a page of ours.
fn runs_nothing(href: &str) {
    let seen: String =
        href.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let seen = seen.to_lowercase();
    let scheme = seen.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = scheme.split_once(':').map(|(scheme, _)| scheme);
    let is_known = matches!(scheme, None | Some("http" | "https" | "mailto"));
    assert!(is_known, "{href:?} is followed");
    let is_elsewhere = seen.starts_with("//") || seen.starts_with("/\\");
    assert!(!is_elsewhere, "{href:?} leads to another host");
}

/// The head of a request to the preview's server.
pub(crate) fn request(bytes: &[u8]) {
    static SHOWN: LazyLock<Shown> = LazyLock::new(shown);
    let address: SocketAddr = ADDRESS.parse().expect("it is an address");
    let answer = server::reply(bytes, address, &SHOWN);
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.expect("the head of an answer ends");
    let head = std::str::from_utf8(&answer[..end]).expect("a head is ASCII");
    let status = head.split(' ').nth(1).unwrap_or_default();
    let known = ["200", "304", "308", "400", "403", "404", "405", "414", "431"];
    assert!(known.contains(&status), "{head}");
    assert!(!head.contains("Access-Control"), "{head}");
    assert!(head.contains("Content-Security-Policy: default-src 'none'"), "{head}");
    for line in head.lines().skip(1) {
        let name = line.split_once(": ").map_or("", |(name, _)| name);
        assert!(HEADERS.contains(&name), "{line:?} is no header of ours");
    }
    if status == "200" && !bytes.starts_with(b"HEAD") {
        let body = String::from_utf8_lossy(&answer[end + 4..]);
        assert!(body.contains("<h1>ours"), "{body}");
    }
}

/// All headers that an answer may have.
const HEADERS: [&str; 17] = [
    "Accept-Ranges",
    "Allow",
    "Cache-Control",
    "Connection",
    "Content-Length",
    "Content-Security-Policy",
    "Content-Type",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Date",
    "ETag",
    "Location",
    "Permissions-Policy",
    "Referrer-Policy",
    "Server",
    "X-Content-Type-Options",
    "X-Frame-Options",
];

/// A site that is made before anybody asks.
struct Held(Output);

impl Files for Held {
    fn has(&self, path: &OutPath) -> bool {
        self.0.files.contains_key(path)
    }

    fn file(&self, path: &OutPath) -> Option<Bytes> {
        self.0
            .files
            .get(path)
            .map(|file| file.read().expect("it lies in no store").into())
    }

    fn sheets(&self) -> Vec<OutPath> {
        Vec::new()
    }

    fn plans(&self) -> Vec<Plan> {
        vec![Plan { title: "Quay".to_owned(), page: OutPath::page("plans/quay") }]
    }
}

/// A site of a few files, each of which says that it is ours.
fn shown() -> Shown {
    let mut output = Output::default();
    for path in ["index.html", "plans/quay/index.html", "404.html", "a b/ü.txt"] {
        output.insert(OutPath::new(path), format!("<h1>ours: {path}</h1>").into_bytes());
    }
    Shown {
        site: Arc::new(Held(output)),
        base: "/".to_owned(),
        nearest: "Near:".to_owned(),
        live: None,
    }
}

fn file(path: &str, bytes: &[u8]) -> SourceFile {
    SourceFile::new(SitePath::new(path).expect("the paths are ours"), bytes)
}
