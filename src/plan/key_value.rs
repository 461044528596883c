//! `**Key**: value` lines: metadata, goals, labels of lists.

use crate::markdown::{Block, Document, Inline, plain};
use crate::source::Span;

/// One `**Key**: value` line of a paragraph.
#[derive(Debug, Clone)]
pub struct KeyValue {
    /// The key, without colon.
    pub key: String,
    /// The value; empty for a label.
    pub value: Vec<Inline>,
    /// The whole line.
    pub span: Span,
    /// Where the value starts in the file, and its text as written.
    pub raw: (usize, String),
}

/// Takes a paragraph apart into its `**Key**: value` lines.
///
/// Authors write them one a paragraph or several in one, which Markdown joins;
/// a line without a key continues the one before. A paragraph whose first line
/// has no key gives nothing.
pub fn key_values(
    document: &Document,
    block: &Block,
    inlines: &[Inline],
) -> Option<Vec<KeyValue>> {
    let source = block.span.of(&document.text);
    let base = block.span.start as usize;
    let mut at = 0;
    let mut lines: Vec<KeyValue> = Vec::new();
    for line in
        inlines.split(|inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak))
    {
        let Some((key, value)) = key_value(line) else {
            let last = lines.last_mut()?;
            last.value.push(Inline::SoftBreak);
            last.value.extend(line.iter().cloned());
            continue;
        };
        // The key stands in the source as it is read, save for escapes; where it
        // cannot be found, the whole paragraph is the place.
        let first = key.split('`').next().unwrap_or(&key);
        let found = source[at..].find(first).map(|offset| at + offset);
        let key_at = found.unwrap_or(at);
        let line_end =
            source[key_at..].find(['\n', '\r']).map_or(source.len(), |end| key_at + end);
        let line_start =
            source[..key_at].rfind(['\n', '\r']).map_or(0, |start| start + 1);
        let value_at =
            source[key_at..line_end].find([':', '：']).map_or(line_end, |colon| {
                let after = key_at + colon;
                after + source[after..].chars().next().map_or(0, char::len_utf8)
            });
        let raw = source[value_at..line_end].trim_start_matches("**");
        let raw_at = line_end - raw.len();
        lines.push(KeyValue {
            key,
            value,
            span: document.lines.span(&document.text, base + line_start, base + line_end),
            raw: (base + raw_at, raw.to_owned()),
        });
        at = line_end;
    }
    (!lines.is_empty()).then_some(lines)
}

/// Takes one line apart: `**Key**: value` or `**Key:** value`.
fn key_value(line: &[Inline]) -> Option<(String, Vec<Inline>)> {
    let (Inline::Strong(strong), rest) = line.split_first()? else { return None };
    let words = plain(strong);
    let words = words.trim();
    let mut value = rest.to_vec();
    let key = if let Some(key) = words.strip_suffix([':', '：']) {
        key.trim().to_owned()
    } else {
        let Some(Inline::Text(text)) = value.first_mut() else { return None };
        let after = text.trim_start().strip_prefix([':', '：'])?;
        *text = after.to_owned();
        words.to_owned()
    };
    if let Some(Inline::Text(text)) = value.first_mut() {
        *text = text.trim_start().to_owned();
        if text.is_empty() {
            value.remove(0);
        }
    }
    let short = !key.is_empty() && key.chars().count() <= 60;
    short.then_some((key, value))
}
