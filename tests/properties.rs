//! Properties: what holds for every text, whatever it is.
//!
//! proptest makes the texts, from pieces that mean something where they are put,
//! and shrinks one that fails to its smallest form.
#![expect(clippy::panic, reason = "a property that does not hold ends the test")]

#[expect(dead_code, reason = "other targets are for fuzz.rs")]
#[path = "../fuzz/targets.rs"]
mod targets;

use lightningcss::properties::Property;
use lightningcss::properties::custom::TokenOrValue;
use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use ouro::config::look::{Shades, Wish};
use ouro::markdown::escape;
use ouro::site::page;
use ouro::source::{OutPath, SitePath, Span, slug};
use ouro::theme::token::{Setter, Tokens};
use percent_encoding::percent_decode_str;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

/// Characters that end a text somewhere, or that nobody sees.
const PIECES: [&str; 34] = [
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&amp;",
    "&#60;",
    "]]>",
    "<!--",
    "-->",
    "</script>",
    "\\",
    "`",
    "\n",
    "\t",
    "\r",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{61c}",
    "\u{200e}",
    "\u{200f}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{fffe}",
    "\u{ffff}",
    "é",
    "ع",
    "🐍",
    "%",
    " ",
];

/// What an address is made of.
const STEPS: [&str; 30] = [
    "/",
    "/",
    "/",
    ".",
    "..",
    "../",
    "%2e",
    "%2E%2e",
    "%2f",
    "%5c",
    "\\",
    "%00",
    "%25",
    "%ff",
    "?",
    "#",
    ":",
    "//",
    "http:",
    "javascript:",
    "a",
    "plans",
    "quay",
    "index.html",
    "404.html",
    "a b",
    "a%20b",
    "ü.txt",
    "%C3%BC.txt",
    "C:",
];

/// What ends a value, a rule or a style sheet.
const VALUES: [&str; 30] = [
    ";",
    "}",
    "{",
    ":",
    "(",
    ")",
    "/*",
    "*/",
    "\\",
    "@import",
    "'",
    "\"",
    "red",
    "#0b6e4f",
    "6px",
    "120ms",
    "1.5",
    ",",
    "Inter",
    "sans-serif",
    "</style>",
    "url(",
    "//stranger.invalid/",
    "expression(",
    "--x",
    "!important",
    "var(--bg)",
    "\n",
    " ",
    "é",
];

/// A style sheet with a token of each kind.
const SHEET: &str = ":root { --bg: #fff; --round: 6px; --line: 1.5; --sans: system-ui, Arial; \
    --quick: 120ms }";

fn pieced(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = proptest::prop_oneof![
        3 => select(pieces).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A text as a reader is to see it.
fn seen(text: &str) -> String {
    let mut seen = String::new();
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' | '\t' => seen.push(c),
            c if escape::is_bidi(c) => seen.push_str(&shown(c)),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                seen.push('\u{fffd}');
            }
            c => seen.push(c),
        }
    }
    seen
}

fn shown(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

proptest! {
    /// What is written between tags and into an attribute, a reader of XML reads
    /// again, and no tag of it.
    #[test]
    fn an_escaped_text_is_read_again(text in pieced(&PIECES)) {
        let mut html = String::from("<p a=\"");
        escape::attribute(&text, &mut html);
        html.push_str("\">");
        escape::text(&text, &mut html);
        html.push_str("</p>");
        let tree = roxmltree::Document::parse(&html);
        prop_assert!(tree.is_ok(), "{tree:?}: {html}");
        let tree = tree.unwrap();
        let words: String =
            tree.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        prop_assert_eq!(words, seen(&text));
        // The ends of lines are blanks in an attribute.
        let plain = seen(&text).replace(['\n', '\t'], " ");
        prop_assert_eq!(tree.root_element().attribute("a"), Some(plain.as_str()));
        let others = tree.root_element().descendants().skip(1);
        for element in others.filter(roxmltree::Node::is_element) {
            prop_assert_eq!(element.attribute("class"), Some("bidi"));
        }
    }

    /// JSON stays JSON when what nobody sees in it is shown.
    #[test]
    fn json_stays_json(text in pieced(&PIECES)) {
        let json = serde_json::to_string(&[&text]).unwrap();
        let read: Vec<String> = serde_json::from_str(&escape::visible(&json)).unwrap();
        let mut expected = text;
        for c in ['\u{61c}', '\u{200e}', '\u{200f}'].into_iter()
            .chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}')
        {
            expected = expected.replace(c, &shown(c));
        }
        prop_assert_eq!(read, [expected]);
    }

    /// Whatever a token is set to, the styles have values of tokens and nothing else.
    #[test]
    fn a_setting_of_the_theme_is_a_value(text in pieced(&VALUES)) {
        let path = SitePath::new("ouro.yaml").unwrap();
        let mut setter = Setter::new(&path, Tokens::read([SHEET].into_iter()));
        let wish = || Wish { text: text.clone(), span: Span::default() };
        for name in ["bg", "round", "line", "sans", "quick", text.as_str()] {
            setter.set(name, &Shades::Both(wish()));
        }
        setter.accent(&Shades::Both(wish()));
        setter.fonts(&wish());
        let css = setter.css();
        let sheet = StyleSheet::parse(&css, ParserOptions::default());
        prop_assert!(sheet.is_ok(), "{css}");
        for rule in &sheet.unwrap().rules.0 {
            let CssRule::Style(rule) = rule else {
                prop_assert!(matches!(rule, CssRule::Media(_)), "{css}");
                continue;
            };
            let declarations = &rule.declarations;
            prop_assert!(declarations.important_declarations.is_empty(), "{css}");
            for property in &declarations.declarations {
                let Property::Custom(custom) = property else {
                    return Err(TestCaseError::fail(css.clone()));
                };
                let known = ["--bg", "--round", "--line", "--sans", "--quick", "--accent", "--accent-bg"];
                prop_assert!(known.contains(&custom.name.as_ref()), "{css}");
                let asks = |token: &TokenOrValue<'_>| matches!(token, TokenOrValue::Url(_) | TokenOrValue::Function(_));
                prop_assert!(!custom.value.0.iter().any(asks), "{css}");
            }
        }
    }

    /// An address as it stands in a header is one line, and names what it named.
    #[test]
    fn an_encoded_address_is_read_again(text in pieced(&STEPS)) {
        let path = OutPath::new(&text);
        let encoded = page::encoded(&path);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_graphic()), "{encoded}");
        let decoded = percent_decode_str(&encoded).decode_utf8_lossy();
        prop_assert_eq!(decoded, path.address());
    }

    /// A segment of an address is plain, whatever it is made of.
    #[test]
    fn a_slug_is_a_name(text in pieced(&PIECES)) {
        let slug = slug(&text);
        let plain = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '.' | '-');
        prop_assert!(!slug.is_empty() && slug.chars().all(plain), "{slug}");
        prop_assert!(slug.len() <= 130 && !slug.starts_with('.') && !slug.ends_with('.'), "{slug}");
    }

    /// No link leads out of the site, from wherever it stands.
    #[test]
    fn no_link_leaves_the_root(from in pieced(&STEPS), to in pieced(&STEPS)) {
        targets::link(format!("{from}\n{to}").as_bytes());
        if let Some(path) = SitePath::new(&from) {
            let again = SitePath::new(path.as_str());
            prop_assert_eq!(again, Some(path));
        }
    }

    /// What is asked for is a file of the site, or there is none.
    #[test]
    fn a_request_is_for_what_there_is_or_for_nothing(path in pieced(&STEPS)) {
        let head = format!("GET /{path} HTTP/1.1\r\nHost: {}", targets::ADDRESS);
        targets::request(head.as_bytes());
    }
}
