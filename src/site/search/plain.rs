//! Rendered text as words: what a reader sees, without the tags.

use std::borrow::Cow;

use crate::markdown::Prose;
use crate::markdown::prose::Part;

/// A part of a text below one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The anchor of its heading; empty above the first one.
    pub anchor: String,
    /// The words of its heading.
    pub title: String,
    /// The words below it.
    pub text: String,
}

/// The words of a text.
pub fn words(prose: &Prose) -> String {
    let parts: Vec<String> =
        sections(prose).into_iter().map(|part| part.title + " " + &part.text).collect();
    parts.join(" ").trim().to_owned()
}

/// The words of a text, heading by heading.
pub fn sections(prose: &Prose) -> Vec<Section> {
    let mut reader = Reader { sections: vec![Section::default()], in_heading: false };
    for (html, part) in prose.parts() {
        reader.html(html);
        match part {
            Some(Part::Image { alt, .. }) => reader.text(alt),
            Some(Part::Code { code, .. }) => reader.words(code),
            Some(Part::Labelled { .. }) => reader.text(" "),
            Some(
                Part::LinkStart { .. }
                | Part::LinkEnd
                | Part::Diagram { .. }
                | Part::Sample { .. }
                | Part::Slot { .. },
            )
            | None => {}
        }
    }
    let kept = |section: &Section| !(section.title.is_empty() && section.text.is_empty());
    reader.sections.retain(kept);
    reader.sections
}

struct Reader {
    sections: Vec<Section>,
    in_heading: bool,
}

impl Reader {
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            self.tag(&rest[at..end]);
            rest = &rest[end..];
        }
        self.text(rest);
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split([' ', '>', '/']).next().unwrap_or("");
        let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        match is_heading {
            true if tag.starts_with("</") => self.in_heading = false,
            true => {
                let anchor =
                    tag.split("id=\"").nth(1).and_then(|id| id.split('"').next());
                let anchor = anchor.unwrap_or("").to_owned();
                self.sections.push(Section { anchor, ..Section::default() });
                self.in_heading = true;
            }
            // What is set within a line parts no words.
            false
                if matches!(name, "em" | "strong" | "code" | "del" | "span" | "bdi") => {}
            false => self.text(" "),
        }
    }

    /// Adds words that are escaped.
    fn text(&mut self, escaped: &str) {
        self.words(&unescaped(escaped));
    }

    /// Adds words as they are.
    fn words(&mut self, words: &str) {
        let Some(section) = self.sections.last_mut() else { return };
        let into = if self.in_heading { &mut section.title } else { &mut section.text };
        for (at, word) in words.split(char::is_whitespace).enumerate() {
            if at > 0 && !into.is_empty() && !into.ends_with(' ') {
                into.push(' ');
            }
            into.push_str(word);
        }
    }
}

/// Puts the five characters back that HTML escapes.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, prose};
    use crate::source::{SitePath, SourceFile};

    #[test]
    fn a_text_is_cut_at_its_headings() {
        let text = "Open *air*ways & more\n\n## A**b**\n\n- one\n- two\n";
        let file = SourceFile::new(SitePath::new("a.md").unwrap(), text.as_bytes());
        let read = markdown::parse(&file).value;
        let prose = prose::render(&read.blocks().iter().collect::<Vec<_>>(), "h-");
        let found = sections(&prose);
        assert_eq!(found[0].text.trim(), "Open airways & more");
        assert_eq!((found[1].anchor.as_str(), found[1].title.as_str()), ("h-ab", "Ab"));
        assert_eq!(found[1].text.trim(), "one two");
        assert_eq!(words(&prose), "Open airways & more  Ab one two");
    }
}
