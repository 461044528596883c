//! The guard: no page carries a script, a style or a request that the policy
//! would have to stop.
//!
//! A small tokenizer goes over the tags of the finished page, once, and tells
//! what a template, or a hole in ours, let through. Text between tags is never
//! looked at, so a page may write about `onclick=` as much as it likes.

use std::borrow::Cow;

use crate::render::POLICY;

/// The most findings of one page; more say nothing new.
const LIMIT: usize = 8;

/// Whether the value of an attribute is followed or fetched.
fn is_address(key: &str) -> bool {
    let is_followed = matches!(
        key,
        "href" | "xlink:href" | "action" | "formaction" | "ping" | "manifest" | "cite"
    );
    is_followed || is_fetched_anywhere(key)
}

/// Whether the value of an attribute is fetched when the page is shown.
fn is_fetched_anywhere(key: &str) -> bool {
    matches!(key, "src" | "srcset" | "poster" | "background" | "data")
}

/// Whether an element is one that no page of ours has.
fn is_forbidden(name: &str) -> bool {
    matches!(
        name,
        "style" | "base" | "iframe" | "frame" | "object" | "embed" | "form" | "portal"
    )
}

/// Whether an element may stand before the policy: a browser heeds none that comes
/// after the head, and what stands before it is not bound by it.
fn may_come_first(name: &str) -> bool {
    matches!(name, "html" | "head" | "meta" | "title")
}

/// What is known of the policy of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Policy {
    /// There is none yet.
    Missing,
    /// There is another one.
    Strange,
    /// It stands behind what it was to bind.
    Late,
    /// It binds the page.
    Binding,
}

/// Finds what the policy forbids; each finding reads after "the page has".
pub fn scan(html: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let mut policy = Policy::Missing;
    let mut in_time = true;
    let mut rest = Rest { text: html, at: 0 };
    while let Some(tag) = rest.next_tag() {
        if tag.name == "meta"
            && tag.is("http-equiv", "content-security-policy")
            && policy != Policy::Binding
        {
            let is_ours = tag.get("content").is_some_and(|text| resolved(text) == POLICY);
            policy = match (is_ours, in_time) {
                (false, _) => Policy::Strange,
                (true, false) => Policy::Late,
                (true, true) => Policy::Binding,
            };
        }
        in_time = in_time && may_come_first(&tag.name);
        inspect(&tag, &mut findings);
        if tag.name == "script" && !rest.skip_script().trim().is_empty() {
            findings.push("an inline script".to_owned());
        }
    }
    let lacks = match policy {
        Policy::Missing => Some("no Content-Security-Policy"),
        Policy::Strange => {
            Some("a Content-Security-Policy that is not `{{ policy }}` of a template")
        }
        Policy::Late => Some("its Content-Security-Policy behind what it is to bind"),
        Policy::Binding => None,
    };
    findings.extend(lacks.map(str::to_owned));
    findings.sort();
    findings.dedup();
    findings.truncate(LIMIT);
    findings
}

/// A start tag, its names in lower case.
struct Tag<'t> {
    name: Cow<'t, str>,
    attributes: Vec<(Cow<'t, str>, &'t str)>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|given| given.trim().eq_ignore_ascii_case(value))
    }
}

fn inspect(tag: &Tag<'_>, findings: &mut Vec<String>) {
    let name = &tag.name;
    if is_forbidden(name) {
        findings.push(format!("a `<{name}>` element"));
    }
    if name == "meta" && tag.is("http-equiv", "refresh") {
        findings.push("a `<meta>` that reloads".to_owned());
    }
    for (key, value) in &tag.attributes {
        if key.starts_with("on") {
            findings.push(format!("an event handler, `{key}` on `<{name}>`"));
        }
        if key == "style" || key == "srcdoc" {
            findings.push(format!("a `{key}` attribute on `<{name}>`"));
        }
        if !is_address(key) || is_plain_way(value) {
            continue;
        }
        let address = address(value);
        // The theme is the owner's, whose links may have schemes that we do not
        // know; these are followed by no link of anybody.
        let carries_a_page =
            address.starts_with("data:") && !address.starts_with("data:image/");
        let runs = ["javascript:", "vbscript:", "blob:", "filesystem:"];
        if carries_a_page || runs.iter().any(|scheme| address.starts_with(scheme)) {
            findings.push(format!("a script address, `{key}` on `<{name}>`"));
        }
        if is_fetched(tag, key) && is_external(&address) {
            findings.push(format!("a request to another host, `{key}` on `<{name}>`"));
        }
    }
}

/// Whether a browser asks for the address without a click.
fn is_fetched(tag: &Tag<'_>, key: &str) -> bool {
    match tag.name.as_ref() {
        "link" => {
            let rel = tag.get("rel").unwrap_or_default().to_ascii_lowercase();
            !rel.split_whitespace().all(|word| {
                matches!(word, "canonical" | "alternate" | "license" | "author" | "me")
            })
        }
        "use" | "image" | "feimage" => true,
        _ => is_fetched_anywhere(key),
    }
}

fn is_external(address: &str) -> bool {
    let slashes = |text: &str| text.starts_with("//");
    slashes(&address.replace('\\', "/"))
        || address.split(',').any(|part| {
            let part = part.replace('\\', "/");
            part.starts_with("http:") || part.starts_with("https:") || slashes(&part)
        })
}

/// Whether an address is a way inside of the site, as nearly all are: without what a
/// scheme ends in, two slashes, and anything that may become either.
fn is_plain_way(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b":&\\".contains(&byte);
    value.bytes().all(is_plain) && !value.contains("//")
}

/// An attribute's value as a browser follows it: references resolved, blanks
/// and control characters dropped, lower case.
fn address(value: &str) -> String {
    let value = resolved(value);
    let seen = value.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    seen.flat_map(char::to_lowercase).collect()
}

/// An attribute's value with its references resolved.
fn resolved(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (c, taken) = reference(&rest[at..]).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[at + taken..];
    }
    out.push_str(rest);
    out
}

/// A character reference at the start of a text, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    for (name, c) in
        [("&colon;", ':'), ("&Tab;", '\t'), ("&NewLine;", '\n'), ("&sol;", '/')]
    {
        if text.starts_with(name) {
            return Some((c, name.len()));
        }
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix, start) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 3),
        None => (digits, 10, 2),
    };
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    let c = char::from_u32(u32::from_str_radix(&digits[..length], radix).ok()?)?;
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some((c, start + length + semicolon))
}

/// The text that is not read yet.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Rest<'t> {
    fn left(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads to the next start tag and over it.
    fn next_tag(&mut self) -> Option<Tag<'t>> {
        loop {
            self.at += self.left().find('<')? + 1;
            if self.left().starts_with("!--") {
                self.at += 3;
                self.skip_comment();
            } else if self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
                return Some(self.tag());
            }
        }
    }

    fn skip_comment(&mut self) {
        let left = self.left();
        let end = if left.starts_with('>') {
            Some(1)
        } else if left.starts_with("->") {
            Some(2)
        } else {
            left.match_indices('>')
                .map(|(at, _)| at)
                .find(|at| left[..*at].ends_with("--") || left[..*at].ends_with("--!"))
                .map(|at| at + 1)
        };
        self.at = end.map_or(self.text.len(), |end| self.at + end);
    }

    /// Reads over the text of a script and gives it back.
    fn skip_script(&mut self) -> &'t str {
        let left = self.left();
        let end = left
            .match_indices("</")
            .map(|(at, _)| at)
            .find(|at| {
                let name = left.as_bytes().get(at + 2..at + 8);
                name.is_some_and(|name| name.eq_ignore_ascii_case(b"script"))
            })
            .unwrap_or(left.len());
        self.at += end;
        &left[..end]
    }

    fn tag(&mut self) -> Tag<'t> {
        let name = lower(
            self.word(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')),
        );
        let mut attributes = Vec::new();
        loop {
            self.word(|byte| !(byte.is_ascii_whitespace() || byte == b'/'));
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += 1;
                    break;
                }
                Some(_) => attributes.push(self.attribute()),
            }
        }
        Tag { name, attributes }
    }

    fn attribute(&mut self) -> (Cow<'t, str>, &'t str) {
        let start = self.at;
        // An equals sign in the first place belongs to the name.
        if self.peek() == Some(b'=') {
            self.at += 1;
        }
        self.word(|byte| {
            byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=')
        });
        let name = lower(&self.text[start..self.at]);
        self.word(|byte| !byte.is_ascii_whitespace());
        if self.peek() != Some(b'=') {
            return (name, "");
        }
        self.at += 1;
        self.word(|byte| !byte.is_ascii_whitespace());
        let value = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                let start = self.at;
                self.word(|byte| byte == quote);
                let value = &self.text[start..self.at];
                self.at = (self.at + 1).min(self.text.len());
                value
            }
            _ => {
                let start = self.at;
                self.word(|byte| byte.is_ascii_whitespace() || byte == b'>');
                &self.text[start..self.at]
            }
        };
        (name, value)
    }

    /// Reads up to a byte that ends it, and gives it back. Every such byte is
    /// ASCII, so that no character is cut.
    fn word(&mut self, ends: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        let bytes = &self.text.as_bytes()[start..];
        self.at += bytes.iter().position(|byte| ends(*byte)).unwrap_or(bytes.len());
        self.text.get(start..self.at).unwrap_or_default()
    }
}

/// A name in lower case, as nearly all names of ours are.
fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<String> {
        let mut findings = scan(html);
        findings.retain(|what| what != "no Content-Security-Policy");
        findings
    }

    #[test]
    fn what_the_policy_forbids_is_found() {
        for html in [
            "<script>alert(1)</script>",
            "<SCRIPT src=a.js>x</SCRIPT>",
            "<p STYLE='color:red'>",
            "<style>a{}</style>",
            "<svg><title><img src=x onerror=alert(1)></title></svg>",
            "<a href=\" java\tscript&colon;alert(1)\">",
            "<a href='&#106;avascript&#x3a;alert(1)'>",
            "<a href=data:text/html,x>",
            "<img/src=//evil.example/x.png>",
            "<img src=\"\\\\evil.example\">",
            "<img src='/&Tab;/evil.example'>",
            "<img srcset='a.png 1x, https://evil.example/b.png 2x'>",
            "<link rel=stylesheet href=https://evil.example/x.css>",
            "<use href='https://evil.example/x.svg#a'/>",
            "<!--> <p onclick=x>",
            "<!-- a > b ---> <p onclick=x>",
            "<meta http-equiv=refresh content=0>",
        ] {
            assert_eq!(found(html).len(), 1, "{html}: {:?}", found(html));
        }
    }

    #[test]
    fn what_it_allows_is_not() {
        for html in [
            "<p>onclick=\"x\" javascript: &lt;script&gt;",
            "<a href=\"https://example.org/\" title='style=\"x\"'>on</a>",
            "<link rel=\"canonical\" href=\"https://example.org/\">",
            "<script src=\"assets/theme.js\"></script>",
            "<!-- <p onclick=x> -->",
            "<img src='data:image/png;base64,AAAA' alt=x>",
            "<img src=\"../a/b.png\"><a href='a%20b#c'>",
            "a < b <3 <é",
            "<p",
            "<p a=\"",
        ] {
            assert_eq!(found(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn a_page_has_our_policy_before_all_that_it_binds() {
        let meta = |policy: &str| {
            let policy = policy.replace('\'', "&#39;");
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
        };
        let (ours, open) = (meta(POLICY), meta("default-src *"));
        let page = |head: &str, body: &str| {
            format!(
                "<!doctype html>\n<html lang=en><head><meta charset=utf-8>{head}</head><body>{body}"
            )
        };
        assert_eq!(scan(&page(&ours, "<p>")), [""; 0]);
        assert_eq!(scan(&page(&format!("{ours}{open}"), "<p>")), [""; 0]);
        for (page, lacks) in [
            ("<p>".to_owned(), "no Content-Security-Policy"),
            (page("", "<p>"), "no Content-Security-Policy"),
            (page(&open, "<p>"), "that is not `{{ policy }}`"),
            (page(&meta(&POLICY.replace("'none'", "*")), "<p>"), "that is not"),
            (page("", &format!("<p>{ours}")), "behind what it is to bind"),
            (page(&format!("<script src=a.js></script>{ours}"), ""), "behind what"),
            (page(&format!("<link rel=stylesheet href=a.css>{ours}"), ""), "behind what"),
        ] {
            let found = scan(&page);
            assert!(found.len() == 1 && found[0].contains(lacks), "{page}: {found:?}");
        }
    }
}
