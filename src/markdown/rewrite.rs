//! A Markdown file as Markdown again, with links that lead where those of its page do.
//!
//! The library writes it, so that every form of link is found: those to a reference
//! stand in another line than where they lead.

use std::fmt::{self, Write};

use comrak::nodes::{NodeLink, NodeValue};
use comrak::{Arena, format_commonmark};

use crate::markdown::document::Document;
use crate::markdown::escape::visible;
use crate::markdown::lower::{self, Body};
use crate::markdown::prose::{TargetKind, is_followed, is_picture, without_comments};

/// How many times longer the Markdown may become: in a quote that goes on over many
/// lines without its signs, each line gets all of them.
const GROWTH: usize = 4;

/// How much longer a short text may become, in bytes.
const SPARE: usize = 64 * 1024;

/// Writes the text of a document anew, without its front matter and its comments. What
/// it says is in no other words; only the signs of Markdown may be others of the same
/// meaning. Characters that change the direction are shown, and a link that would be
/// followed by none of our pages is its words.
pub fn rewritten(
    document: &Document,
    link: impl Fn(&str, TargetKind) -> Option<String>,
) -> String {
    let Document { path, text, lines, start, .. } = document;
    let body = Body { path, text, lines, start: *start };
    let markdown = lower::cap_prefixes(&body).0;
    let mut options = lower::options();
    // Here the library may know boxes and notes, so that it leaves their brackets alone.
    options.extension.tasklist = true;
    options.parse.relaxed_tasklist_matching = true;
    options.extension.alerts = true;
    let arena = Arena::new();
    let Some(root) = lower::within_limits(&arena, &markdown, &options) else {
        return as_it_is(&markdown);
    };
    let mut refused = Vec::new();
    for node in root.descendants() {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Link(found) => {
                if let Some(href) = link(&found.url, TargetKind::Link) {
                    found.url = href;
                }
                if !is_followed(&found.url) {
                    refused.push(node);
                }
            }
            NodeValue::Image(found) => {
                if let Some(href) = link(&found.url, TargetKind::Image) {
                    found.url = href;
                }
                if !is_followed(&found.url) && !is_picture(&found.url) {
                    refused.push(node);
                }
            }
            NodeValue::HtmlBlock(html) => html.literal = without_comments(&html.literal),
            NodeValue::HtmlInline(html) => *html = without_comments(html),
            NodeValue::WikiLink(found) => {
                if let Some(url) = link(&found.url, TargetKind::Wiki) {
                    let link = NodeLink { url, title: String::new() };
                    data.value = NodeValue::Link(Box::new(link));
                }
            }
            _ => {}
        }
    }
    for node in refused {
        while let Some(child) = node.first_child() {
            node.insert_before(child);
        }
        node.detach();
    }
    let left = markdown.len() * GROWTH + SPARE;
    let mut bounded = Bounded { text: String::with_capacity(markdown.len()), left };
    match format_commonmark(root, &options, &mut bounded) {
        Ok(()) => visible(&bounded.text).into_owned(),
        Err(_) => as_it_is(&markdown),
    }
}

/// A text that cannot be written anew. What looks like a comment is none where it
/// stands in code, and is left out all the same: better too much than what was hidden.
fn as_it_is(markdown: &str) -> String {
    visible(&without_comments(markdown)).into_owned()
}

/// A text that may not grow for ever.
struct Bounded {
    text: String,
    left: usize,
}

impl Write for Bounded {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.left = self.left.checked_sub(part.len()).ok_or(fmt::Error)?;
        self.text.push_str(part);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;
    use crate::source::{SitePath, SourceFile};

    fn of(text: &str) -> String {
        let path = SitePath::new("notes.md").unwrap();
        let document = parse(&SourceFile::new(path, text.as_bytes())).value;
        rewritten(&document, |target, kind| match kind {
            TargetKind::Wiki => Some(format!("../{target}/")),
            TargetKind::Link | TargetKind::Image => {
                let stem = target.strip_suffix(".md")?;
                (!stem.contains(':')).then(|| format!("../{stem}/"))
            }
        })
    }

    #[test]
    fn what_is_no_part_of_a_page_is_no_part_of_its_markdown() {
        let text = "One <!-- not yet agreed --> two.\n\n<!--\nhidden\n\nstill\n-->\n\n\
                    [a *b*](javascript:x) ![c](data:text/html,x) <vbscript:y> \u{202e}end\n\n\
                    `<!-- code -->`\n";
        let shown = of(text);
        for gone in ["agreed", "hidden", "still", "](javascript", "](data:", "\u{202e}"] {
            assert!(!shown.contains(gone), "{gone} in {shown}");
        }
        assert!(shown.contains("a *b* c"), "{shown}");
        assert!(shown.contains("`<!-- code -->`"), "{shown}");
    }

    #[test]
    fn every_form_of_link_leads_elsewhere_and_all_else_stays() {
        let text = "---\ntitle: A\n---\n# Notes\n\nSee [one](roof.md \"Roof\"), [two][r], [[shed]] and \
                    <https://example.org/a.md>, not `[x](roof.md)`.\n\n- [ ] cut\n- [x] glue\n\n| a | b |\n\
                    | --- | --- |\n| [c](roof.md) | \\| |\n\n```md\n[x](roof.md)\n```\n\n> [!NOTE]\n> Mind.\n\n[r]: roof.md\n";
        let expected = "# Notes\n\nSee [one](../roof/ \"Roof\"), [two](../roof/), [shed](../shed/) and \
                        <https://example.org/a.md>, not `[x](roof.md)`.\n\n- [ ] cut\n- [x] glue\n\n| a | b |\n\
                        | --- | --- |\n| [c](../roof/) | \\| |\n\n```md\n[x](roof.md)\n```\n\n> [!NOTE]\n> Mind.\n";
        assert_eq!(of(text), expected);
    }

    #[test]
    fn a_text_that_would_grow_without_bound_stays_as_it_is() {
        let deep = format!("{} a\n{}", ">".repeat(90), "b\n".repeat(20_000));
        assert_eq!(of(&deep), deep);
    }
}
