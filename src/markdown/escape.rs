//! Text for the places in which a page has text: between tags, where no tag may
//! stand, and in what a script reads.
//!
//! Every text that reaches a page, a drawing or a template passes one of these,
//! so that nothing is escaped in one way here and in another there.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character changes the direction of the text around it, so that
/// what is read is not what is written: those that Unicode calls `Bidi_Control`.
///
/// The three marks among them reach less far than the others. They are shown all
/// the same: two names that differ in one of them alone look alike.
pub fn is_bidi(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// Writes a text between the tags of HTML.
pub fn text(text: &str, html: &mut String) {
    write(text, html, |c, html| {
        let _ = write!(html, "<span class=\"bidi\">[U+{:04X}]</span>", u32::from(c));
    });
}

/// Writes a text where no tag may stand: into the value of an attribute in
/// quotes, into a title, into SVG and XML.
pub fn attribute(text: &str, html: &mut String) {
    write(text, html, |c, html| {
        let _ = write!(html, "[U+{:04X}]", u32::from(c));
    });
}

/// A text as [`attribute`] writes it.
pub fn attribute_of(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    attribute(text, &mut html);
    html
}

/// A text, or JSON that holds texts, for a script that sets them as text: what
/// changes the direction is shown, and nothing else has to be escaped.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_bidi) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_bidi(c) {
            let _ = write!(shown, "[U+{:04X}]", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

fn write(text: &str, html: &mut String, bidi: impl Fn(char, &mut String)) {
    let mut rest = text;
    // Most texts have nothing to be replaced, and are taken whole.
    while let Some(at) = rest.bytes().position(is_suspect) {
        html.push_str(&rest[..at]);
        let Some(c) = rest[at..].chars().next() else { break };
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            // A page's text has no carriage returns; beside a line feed it says nothing more.
            '\r' => {}
            c if is_bidi(c) => bidi(c, html),
            // No document of XML can hold the two that are no characters.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                html.push('\u{fffd}');
            }
            c => html.push(c),
        }
        rest = &rest[at + c.len_utf8()..];
    }
    html.push_str(rest);
}

/// Whether a character that starts with this byte may have to be replaced.
fn is_suspect(byte: u8) -> bool {
    // The last four start U+0080 to U+00BF, U+0600 to U+063F, U+2000 to U+2FFF and
    // U+F000 to U+FFFF.
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef)
        || byte < 0x20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_where_it_stands() {
        let hostile = "</p><b a=\"x\" b='y'>&amp;";
        let safe = "&lt;/p&gt;&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;";
        let mut html = String::new();
        text(hostile, &mut html);
        assert_eq!((html.as_str(), attribute_of(hostile).as_str()), (safe, safe));
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        let hidden = "a\u{202e}b\u{2066}c\u{1}\u{85}\u{7f}\u{ffff}\r\nd\u{a0}é—\u{f8ff}";
        let mut html = String::new();
        text(hidden, &mut html);
        assert_eq!(
            html,
            "a<span class=\"bidi\">[U+202E]</span>b<span class=\"bidi\">[U+2066]</span>c\
             \u{fffd}\u{fffd}\u{fffd}\u{fffd}\nd\u{a0}é—\u{f8ff}"
        );
        assert_eq!(
            attribute_of(hidden),
            "a[U+202E]b[U+2066]c\u{fffd}\u{fffd}\u{fffd}\u{fffd}\nd\u{a0}é—\u{f8ff}"
        );
        assert_eq!(visible("[\"a\u{202e}<\"]"), "[\"a[U+202E]<\"]");
        assert_eq!(attribute_of("a\u{61c}\u{200e}\u{200f}"), "a[U+061C][U+200E][U+200F]");
    }

    #[test]
    fn every_character_is_looked_at_or_harmless() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let out = attribute_of(c.encode_utf8(&mut [0; 4]));
            let harmful = is_bidi(c)
                || (c.is_control() && !matches!(c, '\n' | '\t'))
                || matches!(c, '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}');
            assert!(!(harmful && out.contains(c)), "{c:?} is left as it is");
        }
    }
}
