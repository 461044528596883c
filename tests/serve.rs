//! `ouro serve` from the outside: the program on a folder of its own.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "these tests write files as editors do"
)]

mod preview;

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use preview::{Preview, QUAY, write};

/// A site of one plan.
const SITE: [(&str, &str); 1] = [("content/quay/tasks.md", QUAY)];

/// The page of its plan.
const PAGE: &str = "/plans/quay/";

#[test]
fn every_way_of_saving_is_heard() {
    let preview = Preview::of(&SITE, &[]);
    let path = preview.path("content/quay/tasks.md");
    let beside = preview.path("content/quay/.tasks.md.swp");
    let away = preview.path("content/quay/tasks.md~");
    type Way<'w> = (&'w str, &'w dyn Fn(&str));
    let ways: [Way<'_>; 5] = [
        ("writes in place", &|text| fs::write(&path, text).unwrap()),
        ("renames a new file over the old one", &|text| {
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, &path).unwrap();
        }),
        ("moves the old file away and writes a new one", &|text| {
            fs::rename(&path, &away).unwrap();
            fs::write(&path, text).unwrap();
            fs::remove_file(&away).unwrap();
        }),
        ("removes the file and makes it anew", &|text| {
            fs::remove_file(&path).unwrap();
            fs::write(&path, text).unwrap();
        }),
        ("writes piece by piece", &|text| {
            let mut file = File::create(&path).unwrap();
            for part in text.as_bytes().chunks(16) {
                file.write_all(part).unwrap();
                file.flush().unwrap();
            }
        }),
    ];
    for (number, (way, save)) in ways.iter().enumerate() {
        let title = format!("Survey {number}");
        let mut events = preview.listen(PAGE);
        events.next("problems");
        save(&QUAY.replace("Survey", &title));
        // An editor may be seen between two steps of one save.
        while !preview.get(PAGE).text().contains(&title) {
            events.next("reload");
        }
        assert!(preview.get(PAGE).text().contains(&title), "an editor that {way}");
    }
}

#[test]
fn what_is_saved_without_a_change_changes_nothing() {
    let preview = Preview::of(&SITE, &[]);
    preview.write("content/quay/tasks.md", QUAY);
    File::open(preview.path("content/quay/tasks.md")).unwrap();
    preview.write("content/quay/notes.unknown", "no page");
    preview.write("content/quay/tasks.md", &QUAY.replace("[ ] 1.1", "[x] 1.1"));
    // The first line that is told is that of the real change.
    let line = preview.line("tasks.md");
    // Nobody looks at a page, so none is made yet.
    assert!(
        line.starts_with("content/quay/tasks.md: read 1 of 1, rendered 0 of "),
        "{line}"
    );
    assert!(line.ends_with(": 1.1 done, 1.2 ready; 1 of 2 tasks is done"), "{line}");
}

#[test]
fn a_page_is_made_for_those_who_look_at_it() {
    let preview = Preview::of(&SITE, &[]);
    let mut plan = preview.listen(PAGE);
    plan.next("problems");
    let mut source = preview.listen("/plans/quay/source/");
    source.next("problems");
    preview.write("content/quay/tasks.md", &QUAY.replace("[ ] 1.1", "[x] 1.1"));
    plan.next("reload");
    source.next("reload");
    let line = preview.line("tasks.md: read 1 of 1");
    assert!(line.contains("rendered 2 of "), "{line}");
    preview.write("content/notes.md", "# Notes\n\nWords.\n");
    let line = preview.line("notes.md: read 1 of 2");
    assert!(line.contains("rendered 2 of "), "the navigation names the page: {line}");
    preview.write("content/notes.md", "# Notes\n\nOther words.\n");
    let line = preview.line("notes.md: read 1 of 2");
    assert!(line.contains("rendered 0 of "), "{line}");
}

#[test]
fn folders_come_and_go_and_change_their_names() {
    let preview = Preview::of(&SITE, &[]);
    // A folder that is made and filled at once is seen whole.
    preview.write("content/a/b/pier/tasks.md", "# Pier\n\n- [ ] 1.1 Look\n");
    preview.line("pier/tasks.md: ");
    assert_eq!(preview.get("/plans/a/b/pier/").status, 200);
    preview.write("content/a/b/pier/tasks.md", "# Pier\n\n- [x] 1.1 Look\n");
    preview.line("1.1 done");
    fs::rename(preview.path("content/a"), preview.path("content/c")).unwrap();
    preview.line("c/b/pier/tasks.md");
    assert_eq!(preview.get("/plans/a/b/pier/").status, 404);
    assert_eq!(preview.get("/plans/c/b/pier/").status, 200);
    preview.write("content/c/b/pier/tasks.md", "# Pier\n\n- [ ] 1.1 Look\n");
    preview.line("1.1 ready");
    fs::remove_dir_all(preview.path("content/c")).unwrap();
    preview.line("1 task removed");
    assert_eq!(preview.get("/plans/c/b/pier/").status, 404);
    // The name is used again, by another folder.
    preview.write("content/c/b/pier/tasks.md", "# Pier\n\n- [ ] 1.1 Look\n");
    preview.line("1 task added");
    preview.write("content/c/b/pier/tasks.md", "# Pier\n\n- [x] 1.1 Look\n");
    preview.line("1.1 done");
}

#[test]
fn a_hundred_files_at_once_are_one_change_or_few() {
    let text = |n: usize, mark: &str| format!("# Plan {n}\n\n- [{mark}] 1.1 Look\n");
    let path = |n: usize| format!("content/p{n}/tasks.md");
    let files: Vec<(String, String)> =
        (0..100).map(|n| (path(n), text(n, " "))).collect();
    let given: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let preview = Preview::of(&given, &[]);
    for n in 0..100 {
        preview.write(&path(n), &text(n, "x"));
    }
    let mut lines = 0;
    loop {
        lines += 1;
        if preview.line("read ").contains("All 100 tasks are done") {
            break;
        }
    }
    // A machine that is very busy may look once every 200 ms.
    assert!(lines < 50, "{lines} changes");
    assert!(preview.get("/plans/p99/").text().contains("The only task is done."));
}

#[test]
fn a_root_that_is_gone_keeps_the_last_site_until_it_is_back() {
    let preview = Preview::of(&SITE, &[]);
    let mut events = preview.listen(PAGE);
    assert!(events.next("problems").contains("\"errors\":0"));
    let (root, away) = (preview.path(""), preview.path("").with_extension("away"));
    fs::rename(&root, &away).unwrap();
    preview.line("the last site stays until the sources are back");
    assert_eq!(preview.get(PAGE).status, 200);
    let told = events.next("problems");
    assert!(told.contains("\"errors\":1") && told.contains("error: "), "{told}");
    fs::rename(&away, &root).unwrap();
    preview.line("the sources are back, as they were");
    assert!(events.next("problems").contains("\"errors\":0"));
    preview.write("content/quay/tasks.md", &QUAY.replace("Survey", "Sound"));
    preview.line("content/quay/tasks.md: ");
    assert!(preview.get(PAGE).text().contains("Sound the wall"));
}

#[test]
fn a_theme_is_watched_and_a_broken_one_leaves_the_last_site() {
    let template = "{% extends \"base.html\" %}{% block main %}<p>Ours</p>{% endblock %}";
    let mut files = SITE.to_vec();
    files.push(("theme/theme.yaml", "name: ours\n"));
    files.push(("theme/styles/ours.css", "h1 { color: teal }"));
    files.push(("theme/templates/plan.html", template));
    let preview = Preview::of(&files, &[]);
    assert!(preview.get(PAGE).text().contains("<p>Ours</p>"));
    let mut events = preview.listen(PAGE);

    preview.write("theme/styles/ours.css", "h1 { color: navy }");
    let swap = events.next("style");
    let (from, to) = swap.split_once(' ').unwrap();
    let to = to.split(' ').next().unwrap();
    assert_eq!(preview.get(&format!("/{from}")).status, 404);
    let sheet = preview.get(&format!("/{to}")).text();
    assert!(sheet.contains("h1{color:navy}"), "{sheet}");

    preview.write("theme/templates/plan.html", "{% if %}");
    preview.line("the last site stays: `invalid-template` must be mended first");
    let told = events.next("problems");
    assert!(told.contains("\"errors\":1"), "{told}");
    assert!(preview.get(PAGE).text().contains("<p>Ours</p>"), "the old template serves");

    preview.write("theme/templates/plan.html", &template.replace("Ours", "Mended"));
    preview.line("all problems are mended");
    let told = events.next("problems");
    assert!(told.contains("\"errors\":0"), "{told}");
    events.next("reload");
    assert!(preview.get(PAGE).text().contains("<p>Mended</p>"));
}

#[test]
fn broken_settings_leave_the_last_site() {
    let mut files = SITE.to_vec();
    files.push(("ouro.yaml", "title: Harbour\n"));
    let preview = Preview::of(&files, &[]);
    let mut events = preview.listen(PAGE);
    events.next("problems");
    preview.write("ouro.yaml", "title: [Harbour\n");
    let told = events.next("problems");
    assert!(told.contains("error[invalid-config]"), "{told}");
    assert!(preview.get(PAGE).text().contains("Harbour"));
    preview.write("ouro.yaml", "title: Port\n");
    events.next("reload");
    assert!(preview.get(PAGE).text().contains("· Port</title>"));
}

#[test]
fn a_first_site_with_errors_is_shown_with_them() {
    let wrong = QUAY.replace("Dependencies: 1.1", "Dependencies: 9.9");
    let preview = Preview::of(&[("content/quay/tasks.md", &wrong)], &[]);
    assert_eq!(preview.get(PAGE).status, 200);
    let told = preview.listen(PAGE).next("problems");
    assert!(told.contains("\"errors\":1") && told.contains("no such task"), "{told}");
}

#[test]
fn every_answer_is_what_a_browser_expects() {
    let mut files = SITE.to_vec();
    files.push(("content/ä ö/plan.txt", "text"));
    files.push(("content/ä ö/index.md", "# Plan\n\n[As text](plan.txt)\n"));
    let preview = Preview::of(&files, &[]);
    let host = preview.address;
    let page = preview.get(PAGE);
    assert_eq!(page.status, 200);
    assert_eq!(page.header("Content-Type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("Content-Length"), Some(&*page.body.len().to_string()));
    let published = ouro::render::headers();
    let of_all = published.split("\n\n").next().unwrap().lines();
    let of_all: Vec<_> = of_all.filter_map(|line| line.trim().split_once(": ")).collect();
    assert!(of_all.contains(&("X-Frame-Options", "DENY")), "{of_all:?}");
    for (name, value) in of_all {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    assert_eq!(page.header("Access-Control-Allow-Origin"), None);

    let with = |more: &str| {
        preview.send(&format!("GET {PAGE} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n\r\n"))
    };
    let tag = page.header("ETag").unwrap();
    let known = with(&format!("If-None-Match: \"other\", W/{tag}"));
    assert_eq!((known.status, known.body.len()), (304, 0));
    let part = with("Range: bytes=0-9");
    assert_eq!((part.status, part.body.len()), (200, page.body.len()));
    assert_eq!(part.header("Accept-Ranges"), Some("none"));
    let head = preview.send(&format!("HEAD {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("Content-Length"), page.header("Content-Length"));

    let short = preview.get("/plans/quay?a=b");
    assert_eq!((short.status, short.header("Location")), (308, Some("/plans/quay/?a=b")));
    let text = preview.get("/%C3%A4%20%C3%B6/plan.txt");
    assert_eq!((text.status, &*text.text()), (200, "text"));
    assert_eq!(text.header("Content-Type"), Some("text/plain; charset=utf-8"));

    let missing = preview.get("/plans/qay/");
    assert_eq!(missing.status, 404);
    let words = missing.text();
    let near = words.split_once("One of these plans may be meant").unwrap().1;
    assert!(near.contains("<a href=\"/plans/quay/\"><bdi>Quay</bdi></a>"), "{near}");
    assert!(!words.contains("qay"), "an address of a stranger is not shown");
}

#[test]
fn a_site_below_a_path_is_shown_below_it() {
    let mut files = SITE.to_vec();
    files.push(("ouro.yaml", "base_url: https://example.org/a/b/\n"));
    let preview = Preview::of(&files, &[]);
    assert_eq!(preview.get("/").header("Location"), Some("/a/b/"));
    let page = preview.get("/a/b/plans/quay/").text();
    assert!(page.contains("<script src=\"/a/b/_ouro/live.js\""));
    assert_eq!(preview.get("/a/b/_ouro/live.js").status, 200);
    let missing = preview.get("/a/b/nowhere/").text();
    assert!(missing.contains("href=\"/a/b/plans/\""));
}

#[test]
fn strangers_are_refused() {
    let preview = Preview::of(&SITE, &[]);
    let host = preview.address;
    let port = host.port();
    let get = |more: &str| format!("GET / HTTP/1.1\r\n{more}\r\n\r\n");
    let long = "a".repeat(20_000);
    for (status, request) in [
        // Names that are not ours, as a page of a stranger would call us.
        (403, get(&format!("Host: evil.example:{port}"))),
        (403, get("Host: 127.0.0.1")),
        (403, get(&format!("Host: 127.0.0.1.evil.example:{port}"))),
        (403, get(&format!("Host: {host}\r\nOrigin: https://evil.example"))),
        (403, get(&format!("Host: {host}\r\nOrigin: null"))),
        (403, get(&format!("Host: {host}\r\nSec-Fetch-Site: cross-site"))),
        (403, get(&format!("Host: {host}\r\nSec-Fetch-Site: same-site"))),
        (403, get(&format!("Host: {host}\r\nOrigin: http://127.0.0.1:{}", port ^ 1))),
        (403, get(&format!("Host: {host}\r\nOrigin: https://{host}"))),
        (403, get(&format!("Host: 10.0.0.1:{port}"))),
        (403, get(&format!("Host: localhost.:{port}"))),
        (403, get("Host:")),
        (400, get("Accept: */*")),
        (400, get(&format!("Host: {host}\r\nHost: {host}"))),
        (400, format!("GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        // Nothing can be changed, and no body is read.
        (405, format!("POST / HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (405, format!("DELETE /a HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (405, format!("OPTIONS / HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (405, format!("TRACE / HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (405, format!("get / HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (400, format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (
            405,
            format!(
                "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000000000000\r\n\r\n"
            ),
        ),
        (400, get(&format!("Host: {host}\r\nContent-Length: 1000000000000"))),
        (400, get(&format!("Host: {host}\r\nTransfer-Encoding: chunked"))),
        // What is no request.
        (400, "\r\n\r\n".to_owned()),
        (400, "\u{1}\u{2}\u{3}\r\n\r\n".to_owned()),
        (400, format!("GET /\0 HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (400, format!("GET / HTTP/9.9\r\nHost: {host}\r\n\r\n")),
        (400, format!("GET nowhere HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (414, format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", &long[..5000])),
        (431, get(&format!("Host: {host}\r\nA: {long}"))),
        (431, get(&format!("Host: {host}{}", "\r\nA: b".repeat(200)))),
        // Ways out of the site.
        (404, format!("GET /../../etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET //etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /..%5c..%5cboot.ini HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (
            404,
            format!(
                "GET /%252e%252e/%252e%252e/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"
            ),
        ),
        (404, format!("GET /plans/%2e/quay/ HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /plans//quay/ HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET http://{host}//etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /C:/windows/win.ini HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /etc/passwd?raw?? HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (400, format!("GET /#/../etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /.git/config HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /ouro.yaml HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /index.html%00.txt HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /%ff%fe HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        (404, format!("GET /content/quay/tasks.md HTTP/1.1\r\nHost: {host}\r\n\r\n")),
    ] {
        let reply = preview.send(&request);
        let shown: String = request.chars().take(120).collect();
        assert_eq!(reply.status, status, "{shown:?}");
        assert!(!reply.head.contains("Access-Control"), "{shown:?}");
        for header in
            ["Content-Security-Policy: default-src 'none'", "no-store", "nosniff"]
        {
            assert!(reply.head.contains(header), "{shown:?}: {header}");
        }
        assert!(!reply.text().contains("passwd"), "{shown:?} is not told again");
    }
    let whole = format!("GET http://{host}{PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    assert_eq!(preview.send(&whole).status, 200, "our own name may stand twice");
    let refused = preview.send(&format!("POST / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert_eq!(refused.header("Allow"), Some("GET, HEAD"));
    assert_eq!(preview.get("/").status, 200, "and it still answers");
}

#[test]
fn events_are_for_our_own_pages_alone() {
    let preview = Preview::of(&SITE, &[]);
    let host = preview.address;
    let ask = |more: &str| {
        preview.send(&format!("GET /_ouro/events?page=/&tag= HTTP/1.1\r\n{more}\r\n\r\n"))
    };
    for stranger in [
        format!("Host: {host}\r\nOrigin: https://evil.example"),
        format!("Host: {host}\r\nOrigin: null"),
        format!("Host: {host}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors"),
        format!("Host: evil.example:{}", host.port()),
    ] {
        let reply = ask(&stranger);
        assert_eq!(reply.status, 403, "{stranger}");
        assert!(!reply.text().contains("event:"), "{stranger}");
    }
    // With `HEAD` there is nothing to listen to, and the connection ends.
    let head = preview.send(&format!(
        "HEAD /_ouro/events?page=/&tag= HTTP/1.1\r\nHost: {host}\r\n\r\n"
    ));
    assert_eq!(head.status, 404);
    let mut own = preview.listen(PAGE);
    own.next("problems");
}

#[test]
fn it_listens_to_this_machine_alone_unless_it_is_told_to() {
    let preview = Preview::of(&SITE, &[]);
    assert!(preview.address.ip().is_loopback(), "{}", preview.address);
    let open = Preview::of(&SITE, &["--host", "0.0.0.0"]);
    open.told("warning: whoever reaches 0.0.0.0:");
    let port = open.address.port();
    let ask = |name: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n");
        open.send(&request).status
    };
    assert_eq!((ask("127.0.0.1"), ask("evil.example")), (200, 403));
}

#[test]
fn a_request_in_small_pieces_is_read_and_one_without_end_is_given_up() {
    let preview = Preview::of(&SITE, &[]);
    let host = preview.address;
    let mut patient = preview.connect();
    for byte in format!("GET {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n").bytes() {
        patient.write_all(&[byte]).unwrap();
    }
    let mut told = String::new();
    patient.read_to_string(&mut told).unwrap();
    assert!(told.starts_with("HTTP/1.1 200 "), "{told}");

    // A piece now and then does not make the ten seconds longer.
    let mut slow = preview.connect();
    slow.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    slow.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let start = Instant::now();
    let mut told = Vec::new();
    while told.is_empty() && start.elapsed() < Duration::from_secs(60) {
        let _ = slow.write_all(b"A: b\r\n");
        let mut part = [0; 64];
        let length = slow.read(&mut part).unwrap_or(0);
        told.extend_from_slice(&part[..length]);
    }
    assert!(told.starts_with(b"HTTP/1.1 408 "), "{:?}", String::from_utf8_lossy(&told));
    assert!(start.elapsed() >= Duration::from_secs(9), "{:?}", start.elapsed());
}

#[test]
#[cfg(target_os = "linux")]
fn a_flood_is_survived_and_leaves_nothing_behind() {
    let preview = Preview::of(&SITE, &[]);
    let host = preview.address;
    let requests = [
        "\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}".to_owned(),
        format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "%2e%2e/".repeat(500)),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "A: b\r\n".repeat(90)),
        format!("GET /\u{0}{{}} HTTP/1.1\r\nHost: {host}{}", "\r\nA: ".repeat(900)),
        "GET ".repeat(5000),
    ];
    let flood = |count: usize| {
        for turn in 0..count {
            let mut stream = TcpStream::connect(host).unwrap();
            let _ = stream.write_all(requests[turn % requests.len()].as_bytes());
            // Half of them go without a word, as a browser that is closed does.
            if turn % 2 == 0 {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    };
    let wave = || {
        let before = preview.memory();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| flood(300));
            }
        });
        assert_eq!(preview.get(PAGE).status, 200);
        preview.memory().saturating_sub(before)
    };
    wave();
    // All were refused or have gone; what is kept of one is kept of no other. How much
    // is needed at once depends on the machine, so one wave may need more than those
    // before: what each one leaves behind, all of them have more.
    let mut grown = Vec::new();
    while grown.last().is_none_or(|more| *more > 8 * 1024) {
        assert!(grown.len() < 4, "{grown:?} kB");
        grown.push(wave());
    }
}

#[test]
fn who_is_slow_keeps_nobody_waiting() {
    let preview = Preview::of(&SITE, &[]);
    let mut slow = preview.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let silent = preview.connect();
    assert_eq!(preview.get("/").status, 200);
    let mut told = String::new();
    slow.read_to_string(&mut told).unwrap();
    assert!(told.starts_with("HTTP/1.1 408 "), "{told}");
    drop(silent);
}

#[test]
fn five_hundred_tabs_listen_and_the_next_request_is_answered() {
    let preview = Preview::of(&SITE, &[]);
    let mut tabs: Vec<_> = (0..500).map(|_| preview.listen_with(PAGE, "old")).collect();
    for tab in &mut tabs {
        tab.next("reload");
    }
    let start = Instant::now();
    assert_eq!(preview.get(PAGE).status, 200);
    // It takes a few milliseconds; what is told apart here is waiting for a tab.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    preview.write("content/quay/tasks.md", &QUAY.replace("[ ] 1.1", "[x] 1.1"));
    for tab in &mut tabs {
        tab.next("reload");
    }
    // With more connections than there may be, the oldest that waits has to end.
    let more: Vec<_> = (0..40).map(|_| preview.connect()).collect();
    assert_eq!(preview.get(PAGE).status, 200);
    let mut rest = String::new();
    let ended = tabs.remove(0).rest(&mut rest);
    assert!(ended, "{rest}");
    drop(more);
}

#[test]
fn pages_are_left_alone_where_that_is_wanted() {
    let preview = Preview::of(&SITE, &["--no-reload"]);
    assert!(!preview.get(PAGE).text().contains("_ouro"));
    assert_eq!(preview.get("/_ouro/live.js").status, 404);
    assert_eq!(preview.get("/_ouro/events?page=/&tag=").status, 404);
    preview.write("content/quay/tasks.md", &QUAY.replace("Survey", "Sound"));
    preview.line("content/quay/tasks.md: ");
    assert!(preview.get(PAGE).text().contains("Sound the wall"));
}

#[test]
fn tabs_follow_the_plan_that_was_saved() {
    let mut files = SITE.to_vec();
    files.push(("content/pier/tasks.md", "# Pier\n\n- [ ] 1.1 Look\n"));
    files.push(("content/notes.md", "# Notes\n\nWords.\n"));
    let preview = Preview::of(&files, &["--follow"]);
    let mut events = preview.listen("/");
    events.next("problems");
    preview.write("content/pier/tasks.md", "# Pier\n\n- [x] 1.1 Look\n");
    assert_eq!(events.next("go"), "/plans/pier/");
    preview.write("content/notes.md", "# Notes\n\nOther words.\n");
    assert_eq!(events.next("go"), "/notes/");
}

#[test]
fn the_disk_is_looked_at_where_that_is_wanted() {
    let preview = Preview::of(&SITE, &["--poll", "20"]);
    preview.write("content/pier/tasks.md", "# Pier\n\n- [ ] 1.1 Look\n");
    preview.line("content/pier/tasks.md: ");
    assert_eq!(preview.get("/plans/pier/").status, 200);
}

#[test]
fn a_preview_that_was_killed_can_be_started_again_and_tabs_find_it() {
    let preview = Preview::of(&SITE, &[]);
    let port = preview.address.port().to_string();
    let page = preview.get(PAGE).text();
    let tag = page.split_once("data-tag=\"").unwrap().1.split('"').next().unwrap();
    let preview = Preview::start(preview.kill(), &port, &[]);
    let mut events = preview.listen_with(PAGE, tag);
    events.next("problems");
    preview.write("content/quay/tasks.md", &QUAY.replace("Survey", "Sound"));
    let now = events.next("reload");
    assert_ne!(now, tag);
    assert!(preview.get(PAGE).text().contains(&now), "nothing came before the change");
}

#[test]
fn an_interrupt_ends_it_well_and_nothing_was_written() {
    let mut preview = Preview::of(&SITE, &[]);
    let mut events = preview.listen(PAGE);
    events.next("problems");
    let status = preview.interrupt();
    assert_eq!(status.code(), Some(0));
    preview.line("the preview has ended");
    let names: Vec<_> = fs::read_dir(preview.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["content"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_key_ends_it_in_a_terminal() {
    let mut preview = Preview::in_terminal(&SITE);
    assert_eq!(preview.get(PAGE).status, 200);
    assert_eq!(preview.press("q").code(), Some(0));
    preview.line("the preview has ended");
}

#[test]
fn a_port_that_is_taken_is_an_error_of_the_machine() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("tasks.md"), QUAY);
    let output = Command::new(env!("CARGO_BIN_EXE_ouro"))
        .args(["serve", "--port", &port])
        .arg(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(told.contains(&format!("cannot listen on port {port}")), "{told}");
    assert!(told.contains("hint: choose another one with `--port`"), "{told}");
}
