//! The head of a request: read within bounds, and checked before it is answered.

use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use tiny_http::{Header, Method};

/// The most bytes of a request line and its headers.
const HEAD_LIMIT: usize = 16 * 1024;

/// The most bytes of an address.
const TARGET_LIMIT: usize = 4 * 1024;

/// The most headers.
const HEADER_LIMIT: usize = 100;

/// How long a client may take to send all that.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request that may be answered.
#[derive(Debug)]
pub(super) struct Request {
    /// Whether only the head of the answer is wanted.
    pub head_only: bool,
    /// The path, not decoded: `/plans/a%20b/`.
    pub path: String,
    /// What follows the question mark.
    pub query: String,
    /// The tags of what the client has.
    pub if_none_match: String,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no request that can be understood.
    Bad,
    /// It comes from a page of another site, or by a name that is not ours.
    Forbidden,
    /// It asks to change something.
    Method,
    /// It took too long.
    Slow,
    /// Its address is too long.
    LongTarget,
    /// Its headers are too many.
    LongHead,
    /// It was given up before it was whole.
    Gone,
}

/// The names by which the server may be called.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// The host that the user gave, in lower case.
    pub given: String,
    /// Where the server listens.
    pub address: SocketAddr,
}

/// Reads a request and checks it.
pub(super) fn read(mut stream: &TcpStream, names: &Names) -> Result<Request, Refusal> {
    let start = Instant::now();
    let mut head = Vec::new();
    let mut part = [0; 4096];
    let end = loop {
        let left = PATIENCE.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(Refusal::Slow);
        }
        stream.set_read_timeout(Some(left)).map_err(|_| Refusal::Gone)?;
        let length = match stream.read(&mut part) {
            Ok(0) => return Err(Refusal::Gone),
            Ok(length) => length,
            Err(error) => match error.kind() {
                io::ErrorKind::Interrupted => continue,
                io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
                    return Err(Refusal::Slow);
                }
                _ => return Err(Refusal::Gone),
            },
        };
        // The end may lie across two parts.
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(&part[..length]);
        if let Some(at) = head[from..].windows(4).position(|four| four == b"\r\n\r\n") {
            break from + at;
        }
        if head.len() > HEAD_LIMIT {
            return Err(Refusal::LongHead);
        }
    };
    if end > HEAD_LIMIT {
        return Err(Refusal::LongHead);
    }
    parse(&head[..end], names)
}

/// Reads the lines of a head and checks them.
pub(super) fn parse(head: &[u8], names: &Names) -> Result<Request, Refusal> {
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let (method, target) = request_line(trimmed(first)?)?;
    let mut headers = Vec::new();
    for line in lines {
        // What is not ASCII is none of those that we ask for.
        headers.extend(header(trimmed(line)?)?);
        if headers.len() > HEADER_LIMIT {
            return Err(Refusal::LongHead);
        }
    }
    let all = |name: &'static str| -> Vec<&str> {
        let found = headers.iter().filter(|header| header.field.equiv(name));
        found.map(|header| header.value.as_str()).collect()
    };

    let [host] = all("Host")[..] else { return Err(Refusal::Bad) };
    let (path, named) = match target.strip_prefix("http://") {
        None => (target.as_str(), host),
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (if end == rest.len() { "/" } else { &rest[end..] }, &rest[..end])
        }
    };
    if !named.eq_ignore_ascii_case(host) || !path.starts_with('/') || path.contains('#') {
        return Err(Refusal::Bad);
    }
    if !names.include(host) {
        return Err(Refusal::Forbidden);
    }
    let ours = format!("http://{host}");
    if all("Origin").iter().any(|origin| !origin.eq_ignore_ascii_case(&ours)) {
        return Err(Refusal::Forbidden);
    }
    let is_strange = |site: &&str| !matches!(*site, "same-origin" | "none");
    let navigates = all("Sec-Fetch-Mode") == ["navigate"];
    if all("Sec-Fetch-Site").iter().any(is_strange) && !navigates {
        return Err(Refusal::Forbidden);
    }
    if !matches!(method, Method::Get | Method::Head) {
        return Err(Refusal::Method);
    }
    let has_body = all("Content-Length").iter().any(|length| length.trim() != "0");
    if has_body || !all("Transfer-Encoding").is_empty() {
        return Err(Refusal::Bad);
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    Ok(Request {
        head_only: method == Method::Head,
        path: path.to_owned(),
        query: query.to_owned(),
        if_none_match: all("If-None-Match").join(","),
    })
}

/// A line without its end, which is two characters.
fn trimmed(line: &[u8]) -> Result<&[u8], Refusal> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.contains(&b'\r') || line.contains(&0) { Err(Refusal::Bad) } else { Ok(line) }
}

fn request_line(line: &[u8]) -> Result<(Method, String), Refusal> {
    let line = std::str::from_utf8(line).map_err(|_| Refusal::Bad)?;
    let mut words = line.split(' ');
    let (method, target, version) = (words.next(), words.next(), words.next());
    let (Some(method), Some(target), Some("HTTP/1.0" | "HTTP/1.1"), None) =
        (method, target, version, words.next())
    else {
        return Err(Refusal::Bad);
    };
    if target.len() > TARGET_LIMIT {
        return Err(Refusal::LongTarget);
    }
    let is_plain = target.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_plain || method.is_empty() || !method.bytes().all(|byte| is_token(&byte)) {
        return Err(Refusal::Bad);
    }
    let method = method.parse().map_err(|()| Refusal::Bad)?;
    Ok((method, target.to_owned()))
}

/// A header; nothing where its value is not ASCII.
fn header(line: &[u8]) -> Result<Option<Header>, Refusal> {
    let colon = line.iter().position(|byte| *byte == b':').ok_or(Refusal::Bad)?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    if name.is_empty() || !name.iter().all(is_token) {
        return Err(Refusal::Bad);
    }
    Ok(Header::from_bytes(name, value.trim_ascii()).ok())
}

fn is_token(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte)
}

impl Names {
    /// Whether a `Host` header calls us by a name of ours. A page of a stranger
    /// whose name was made to lead here calls us by its own.
    fn include(&self, host: &str) -> bool {
        let port = self.address.port();
        let name = match host.strip_suffix(&format!(":{port}")) {
            Some(name) => name,
            None if port == 80 => host,
            None => return false,
        };
        let name = name.to_ascii_lowercase();
        let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let ip = bare.unwrap_or(&name).parse::<IpAddr>();
        match ip {
            // Whoever writes a number asks no name server. Where we listen to
            // all addresses of the machine, each of them is ours.
            Ok(ip) => {
                ip.is_loopback()
                    || ip == self.address.ip()
                    || self.address.ip().is_unspecified()
            }
            Err(_) => name == "localhost" || name == self.given,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(head: &str) -> Result<Request, Refusal> {
        let address = "127.0.0.1:4747".parse().unwrap();
        parse(head.as_bytes(), &Names { given: "plans.lan".to_owned(), address })
    }

    fn with_host(host: &str) -> Option<Refusal> {
        parsed(&format!("GET / HTTP/1.1\r\nHost: {host}")).err()
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in ["127.0.0.1:4747", "LOCALHOST:4747", "[::1]:4747", "plans.lan:4747"] {
            assert_eq!(with_host(host), None, "{host}");
        }
        for host in ["evil.example:4747", "127.0.0.1", "127.0.0.1:80", "10.0.0.1:4747"] {
            assert_eq!(with_host(host), Some(Refusal::Forbidden), "{host}");
        }
    }

    #[test]
    fn a_request_is_whole_or_refused() {
        let host = "Host: localhost:4747";
        let request = parsed(&format!("HEAD /a%20b/?c=d HTTP/1.1\r\n{host}")).unwrap();
        assert!(request.head_only);
        assert_eq!((&*request.path, &*request.query), ("/a%20b/", "c=d"));
        for (head, refusal) in [
            ("GET / HTTP/1.1".to_owned(), Refusal::Bad),
            (format!("GET / HTTP/1.1\r\n{host}\r\n{host}"), Refusal::Bad),
            (format!("GET / HTTP/2\r\n{host}"), Refusal::Bad),
            (format!("GET  / HTTP/1.1\r\n{host}"), Refusal::Bad),
            (format!("GET * HTTP/1.1\r\n{host}"), Refusal::Bad),
            (format!("GET http://other/ HTTP/1.1\r\n{host}"), Refusal::Bad),
            (format!("GET / HTTP/1.1\r\n{host}\r\n folded: yes"), Refusal::Bad),
            (format!("GET / HTTP/1.1\r\n{host}\r\nContent-Length: 9"), Refusal::Bad),
            (format!("POST / HTTP/1.1\r\n{host}"), Refusal::Method),
            (
                format!("GET / HTTP/1.1\r\n{host}\r\nOrigin: http://evil.example"),
                Refusal::Forbidden,
            ),
            (
                format!("GET / HTTP/1.1\r\n{host}\r\nSec-Fetch-Site: cross-site"),
                Refusal::Forbidden,
            ),
            (
                format!("GET /{} HTTP/1.1\r\n{host}", "a".repeat(5000)),
                Refusal::LongTarget,
            ),
            (
                format!("GET / HTTP/1.1\r\n{host}{}", "\r\na: b".repeat(101)),
                Refusal::LongHead,
            ),
        ] {
            assert_eq!(parsed(&head).err(), Some(refusal), "{head}");
        }
    }
}
