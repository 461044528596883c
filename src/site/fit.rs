//! What fits into a box of a drawing: titles broken into lines and cut.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::site::width::text_width;

/// The size of a title's letters, in CSS pixels; the style sheet says the same.
const TITLE_SIZE: f64 = 12.5;

/// The size of the letters of an id, and how wide each is: they all are the same.
const ID_SIZE: f64 = 12.0;
const ID_WIDTH: f64 = 0.61;

/// From the left side of a box to its words.
pub const TEXT_LEFT: u32 = 32;

/// From the words to the right side of a box.
const TEXT_RIGHT: u32 = 6;

/// How much room a box has for words.
pub fn text_room(box_width: u32) -> u32 {
    box_width.saturating_sub(TEXT_LEFT + TEXT_RIGHT)
}

/// Cuts a text to what fits in a width in the letters of an id.
pub fn fit_id(text: &str, width: u32) -> String {
    let room = (f64::from(width) / (ID_SIZE * ID_WIDTH)) as usize;
    if text.width() <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + c.width().unwrap_or(0) >= room {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// Breaks a title into at most `lines` lines of `width` pixels, between words
/// where there are words; what does not fit gives way to `…`.
pub fn fit(title: &str, width: u32, lines: usize) -> Vec<String> {
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let width = f64::from(width) / (TITLE_SIZE);
    let mut fitted = Vec::new();
    let mut rest = words.as_str();
    while !rest.is_empty() && fitted.len() < lines {
        let is_last = fitted.len() + 1 == lines;
        let line = if text_width(rest) <= width {
            std::mem::take(&mut rest).to_owned()
        } else if is_last {
            let kept = prefix(rest, width - text_width("…"));
            let kept = kept.trim_end_matches([' ', ',', ';', ':', '-', '(', '.']);
            rest = "";
            format!("{kept}…")
        } else {
            let kept = prefix(rest, width);
            rest = rest[kept.len()..].trim_start();
            kept.trim_end().to_owned()
        };
        fitted.push(line);
    }
    fitted
}

/// The longest start of a text that fits, up to a place where a line may break;
/// in the middle of a word where that word alone is too long; never empty.
fn prefix(text: &str, width: f64) -> &str {
    let mut used = 0.0;
    let mut last_break = 0;
    let mut last_letter = 0;
    let mut joined = false;
    for (at, c) in text.char_indices() {
        let columns = c.width().unwrap_or(0);
        let continues = joined || columns == 0;
        let before = text[..at].chars().next_back();
        if !continues && at > 0 {
            last_letter = at;
            let after_mark = before.is_some_and(|c| matches!(c, ' ' | '-' | '/' | '—'));
            let is_wide = |c: char| c.width() == Some(2);
            if after_mark || is_wide(c) || before.is_some_and(is_wide) {
                last_break = at;
            }
        }
        let mut letter = [0; 4];
        used += text_width(c.encode_utf8(&mut letter));
        // A space at the end of a line takes no room.
        if used > width && last_letter > 0 && c != ' ' {
            break;
        }
        joined = c == '\u{200d}';
    }
    let end = if last_break > 0 { last_break } else { last_letter };
    if end == 0 { text } else { &text[..end] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_between_words() {
        assert_eq!(fit("Short", 134, 2), ["Short"]);
        assert_eq!(
            fit("Revised accommodation booking in three towns", 146, 2),
            ["Revised", "accommodation…"]
        );
        assert_eq!(fit_id("TASK-12", 146), "TASK-12");
        assert_eq!(fit_id("a-long-name-of-a-task", 100), "a-long-name-…");
        assert_eq!(fit("Flight booking and confirmation", 134, 2).len(), 2);
        assert!(fit("Donaudampfschifffahrtsgesellschaft", 100, 2)[0].len() < 18);
        assert_eq!(fit("设计数据库结构并编写迁移脚本和测试用例", 134, 2).len(), 2);
        assert!(fit("", 134, 2).is_empty());
        assert_eq!(fit("x", 0, 1), ["x…"]);
    }
}
