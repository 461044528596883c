//! From a request to an answer: the address is looked up in what the compile
//! made, letter by letter. No file of the disk stands behind an address.

use std::sync::Arc;

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};
use tiny_http::{HTTPVersion, Header, Response, StatusCode};

use crate::diagnostic::near::within;
use crate::io::server::live;
use crate::io::server::request::{Refusal, Request};
use crate::io::server::{Plan, Shown};
use crate::markdown::Html;
use crate::render;
use crate::site::page;
use crate::source::{Hasher, OutPath};

/// What of an address is not written as it is.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How many plans are offered in the place of one that is not there.
const NEAREST: usize = 5;

/// An answer, ready to be written.
pub(super) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    /// What follows the headers.
    body: Arc<[u8]>,
}

/// How an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// Its length is known, and the connection ends with it.
    Whole,
    /// In chunks, for as long as the client listens.
    InChunks,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A file of the site.
    File(OutPath),
    /// A file that only the preview has.
    Live(OutPath),
    /// Where the path would lead with other letters.
    Elsewhere(String),
    /// Nowhere.
    Nowhere,
}

/// Answers a request that may be answered.
pub(super) fn answer(request: &Request, shown: &Shown) -> Answer {
    let answer = match locate(&request.path, shown) {
        Target::File(path) => match shown.site.file(&path) {
            Some(bytes) => {
                let body = match path.as_str().ends_with(".html") {
                    true => live::prepared(&bytes, shown, &live::tag(Some(&bytes))),
                    false => bytes,
                };
                Answer::new(200, kind_of(path.as_str()), body)
            }
            None => missing(request, shown),
        },
        Target::Live(path) => match &shown.live {
            Some(live) if path == page::live_script() => {
                Answer::new(200, kind_of(path.as_str()), live::script(live))
            }
            Some(_) if path == page::live_style() => {
                Answer::new(200, kind_of(path.as_str()), live::STYLE.into())
            }
            _ => missing(request, shown),
        },
        Target::Elsewhere(address) => {
            let query = match request.query.as_str() {
                "" => String::new(),
                query => format!("?{query}"),
            };
            let mut answer = Answer::words(308, "This page has moved.\n");
            answer.headers.push(("Location", format!("{address}{query}")));
            answer
        }
        Target::Nowhere => missing(request, shown),
    };
    answer.tagged(&request.if_none_match)
}

/// Answers a request that is refused; nothing where nobody waits.
pub(super) fn refuse(refusal: Refusal) -> Option<Answer> {
    let (status, words) = match refusal {
        Refusal::Gone => return None,
        Refusal::Bad => (400, "This is no request that can be understood.\n"),
        Refusal::Forbidden => {
            (403, "This server answers only to its own name and its own pages.\n")
        }
        Refusal::Method => (405, "This server only shows: GET and HEAD.\n"),
        Refusal::Slow => (408, "The request took too long.\n"),
        Refusal::LongTarget => (414, "The address is too long.\n"),
        Refusal::LongHead => (431, "The headers are too long.\n"),
    };
    let mut answer = Answer::words(status, words);
    if refusal == Refusal::Method {
        answer.headers.push(("Allow", "GET, HEAD".to_owned()));
    }
    Some(answer)
}

/// The head of a stream of events.
pub(super) fn stream_head() -> Vec<u8> {
    let mut answer = Answer::new(200, "text/event-stream; charset=utf-8", [].into());
    // A proxy in between must not gather events.
    answer.headers.push(("X-Accel-Buffering", "no".to_owned()));
    answer.head(Sent::InChunks)
}

/// Finds what a path leads to: decoded once, and only where it then is the
/// very name of something.
pub(super) fn locate(path: &str, shown: &Shown) -> Target {
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Target::Nowhere;
    };
    if !decoded.starts_with(&shown.base) {
        let is_short = decoded == "/" || format!("{decoded}/") == shown.base;
        return match is_short {
            true => Target::Elsewhere(encoded(&shown.base)),
            false => Target::Nowhere,
        };
    }
    let Some(page) = address(path, &shown.base) else { return Target::Nowhere };
    if shown.site.has(&page) {
        return Target::File(page);
    }
    if page::live().contains(&page) {
        return Target::Live(page);
    }
    match shown.site.has(&OutPath::page(page.as_str())) {
        true => Target::Elsewhere(encoded(&format!("{}{page}/", shown.base))),
        false => Target::Nowhere,
    }
}

/// The file that a path names; nothing where it names none, whatever there is.
pub(super) fn address(path: &str, base: &str) -> Option<OutPath> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let inside = path.strip_prefix(base)?;
    let written = match inside {
        folder if folder.is_empty() || folder.ends_with('/') => {
            format!("{folder}index.html")
        }
        file => file.to_owned(),
    };
    let page = OutPath::new(&written);
    // A name with parts that are left out is not the name of anything.
    (page.as_str() == written).then_some(page)
}

impl Answer {
    fn new(status: u16, kind: &str, body: Arc<[u8]>) -> Self {
        let mut headers = site_headers();
        headers.push(("Content-Type", kind.to_owned()));
        headers.push(("Cache-Control", "no-store".to_owned()));
        headers.push(("Cross-Origin-Resource-Policy", "same-origin".to_owned()));
        headers.push(("Accept-Ranges", "none".to_owned()));
        Self { status, headers, body }
    }

    fn words(status: u16, words: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", words.as_bytes().into())
    }

    /// Gives the answer its tag, and takes its body away where the client has it.
    fn tagged(mut self, known: &str) -> Self {
        if self.status != 200 {
            return self;
        }
        let tag = format!("\"{:032x}\"", Hasher::new().part(&self.body).finish());
        let is = |other: &str| other == "*" || other.trim_start_matches("W/") == tag;
        if known.split(',').any(|other| is(other.trim())) {
            self.status = 304;
        }
        self.headers.push(("ETag", tag));
        self
    }

    /// All that is sent: the body follows where one is wanted and there is one.
    pub(super) fn bytes(&self, head_only: bool) -> Vec<u8> {
        let mut bytes = self.head(Sent::Whole);
        if !head_only && self.status != 304 {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }

    /// The status line and the headers.
    pub(super) fn head(&self, sent: Sent) -> Vec<u8> {
        let headers = self.headers.iter().filter_map(|(name, value)| {
            Header::from_bytes(name.as_bytes(), value.as_bytes()).ok()
        });
        let server = Header::from_bytes("Server", "ouro").ok();
        let length = match sent {
            Sent::Whole => Some(self.body.len()),
            Sent::InChunks => None,
        };
        let response = Response::new(
            StatusCode(self.status),
            headers.chain(server).collect(),
            std::io::empty(),
            length,
            None,
        );
        let mut head = Vec::new();
        response
            .with_chunked_threshold(usize::MAX)
            .raw_print(&mut head, HTTPVersion(1, 1), &[], true, None)
            .expect("writing to memory does not fail");
        // The library keeps this header to itself, and without it a browser
        // would send its next request into a connection that ends here.
        let line = head.windows(2).position(|two| two == b"\r\n").unwrap_or(0) + 2;
        head.splice(line..line, *b"Connection: close\r\n");
        head
    }
}

/// The page for addresses that are none, with the plans that may be meant.
fn missing(request: &Request, shown: &Shown) -> Answer {
    let Some(bytes) = shown.site.file(&page::not_found()) else {
        return Answer::words(404, "There is no page at this address.\n");
    };
    let html = String::from_utf8_lossy(&bytes);
    let plans = shown.site.plans();
    let near = nearest(&request.path, &plans);
    let html = match (near.is_empty(), html.find("</h1>")) {
        (false, Some(at)) => {
            let (before, after) = html.split_at(at + "</h1>".len());
            let items: String = near
                .iter()
                .map(|plan| {
                    format!(
                        "<li><a href=\"{}{}\"><bdi>{}</bdi></a></li>",
                        Html::escape(&shown.base),
                        encoded(plan.page.address()),
                        Html::escape(&plan.title)
                    )
                })
                .collect();
            let words = Html::escape(&shown.nearest);
            format!("{before}\n<p>{words}</p>\n<ul>{items}</ul>{after}")
        }
        _ => html.into_owned(),
    };
    let body = live::prepared(html.as_bytes(), shown, &live::tag(None));
    Answer::new(404, kind_of("404.html"), body)
}

/// The plans whose addresses are most like a path.
fn nearest<'p>(path: &str, plans: &'p [Plan]) -> Vec<&'p Plan> {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let last = |plan: &Plan| {
        let address = plan.page.address().trim_end_matches('/');
        address.rsplit('/').next().unwrap_or(address).to_owned()
    };
    let mut left: Vec<(String, &Plan)> =
        plans.iter().map(|plan| (last(plan), plan)).collect();
    let mut found = Vec::new();
    // The last part says most; those before it help where it is a page of a plan.
    for part in parts.iter().rev() {
        while found.len() < NEAREST {
            let edits = (part.chars().count() / 2).max(1);
            let names = left.iter().map(|(name, _)| name.as_str());
            let Some(name) = within(part, names, edits).map(str::to_owned) else { break };
            let Some(at) = left.iter().position(|(other, _)| *other == name) else {
                break;
            };
            found.push(left.remove(at).1);
        }
    }
    found
}

/// An address as it stands in a link or a header.
pub(super) fn encoded(address: &str) -> String {
    utf8_percent_encode(address, ESCAPED).to_string()
}

/// The headers of the published site that hold for all of it.
fn site_headers() -> Vec<(&'static str, String)> {
    const NAMES: [&str; 6] = [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "X-Frame-Options",
    ];
    let published = render::headers();
    let whole = published.split("\n\n").next().unwrap_or_default();
    let value = |name: &str| {
        let line = |line: &str| {
            let (key, value) = line.trim().split_once(": ")?;
            (key == name).then(|| value.to_owned())
        };
        whole.lines().find_map(line)
    };
    NAMES.iter().filter_map(|name| Some((*name, value(name)?))).collect()
}

/// The type of a file by its name.
fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ if name == "_headers" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Output;

    fn shown(base: &str) -> Shown {
        let mut output = Output::default();
        for path in ["index.html", "plans/quay/index.html", "404.html", "a b/ü.png"] {
            output.insert(OutPath::new(path), format!("<h1>{path}</h1>").into_bytes());
        }
        let nearest = "Near:".to_owned();
        let output = Arc::new(output);
        Shown { site: output, base: base.to_owned(), nearest, live: None }
    }

    fn status(path: &str, base: &str) -> u16 {
        let request = Request {
            head_only: false,
            path: path.to_owned(),
            query: String::new(),
            if_none_match: String::new(),
        };
        answer(&request, &shown(base)).status
    }

    #[test]
    fn a_path_is_the_name_of_something_or_leads_nowhere() {
        for path in ["/", "/plans/quay/", "/index.html", "/a%20b/%C3%BC.png"] {
            assert_eq!(status(path, "/"), 200, "{path}");
        }
        assert_eq!(status("/plans/quay", "/"), 308);
        for path in [
            "//plans/quay/",
            "/plans//quay/",
            "/plans/./quay/",
            "/plans/x/../quay/",
            "/plans/%2e%2e/plans/quay/",
            "/plans%2f..%2findex.html",
            "/%252e%252e/index.html",
            "/..%5cindex.html",
            "/index.html%00",
            "/%ff",
            "/C:/index.html",
            "/plans/quay/?",
            "/etc/passwd",
        ] {
            assert_eq!(status(path, "/"), 404, "{path}");
        }
    }

    #[test]
    fn a_site_below_a_path_stays_there() {
        assert_eq!(status("/a/b/plans/quay/", "/a/b/"), 200);
        assert_eq!(status("/", "/a/b/"), 308);
        assert_eq!(status("/a/b", "/a/b/"), 308);
        assert_eq!(status("/plans/quay/", "/a/b/"), 404);
    }

    #[test]
    fn an_unknown_address_names_the_nearest_plan_and_not_itself() {
        let plans = shown("/").site.plans();
        assert_eq!(nearest("/plans/qay/", &plans).len(), 1);
        assert_eq!(nearest("/plans/quai/graph/", &plans).len(), 1);
        assert_eq!(nearest("/nothing/alike/", &plans).len(), 0);
    }

    #[test]
    fn every_answer_has_the_headers_of_the_site() {
        let head = Answer::words(200, "a").head(Sent::Whole);
        let head = String::from_utf8(head).unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\nConnection: close\r\n"), "{head}");
        for name in ["Content-Security-Policy: default-src 'none'", "no-store", "nosniff"]
        {
            assert!(head.contains(name), "{name}: {head}");
        }
        assert!(head.contains("Content-Length: 1\r\n"), "{head}");
        assert!(!head.contains("Access-Control"), "{head}");
    }
}
