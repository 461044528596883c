//! Prose: blocks as HTML, rendered once, with holes where links go.
//!
//! Where a link leads is known only when every page has its address, so a
//! rendered text keeps its links, images and diagrams as holes, which
//! `site` fills.
//!
//! The HTML is written here, from our own tree: nothing of an author's text
//! reaches a page without passing `escape`, and no
//! link keeps a scheme that is not known to be harmless.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::mem;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::markdown::document::{Alignment, Block, BlockKind, Inline, Item, List, plain};
use crate::markdown::escape;
use crate::source::{Span, slug};

/// HTML that is safe to put into a page as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Html(String);

impl Html {
    /// Escapes a text.
    pub fn escape(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        escape::text(text, &mut html);
        Self(html)
    }

    /// Takes HTML as it is. Only code that wrote the HTML itself, and escaped
    /// every text in it, may call this: `markdown` here, the drawings of
    /// `diagram` and `render`.
    pub(crate) fn from_trusted(html: String) -> Self {
        Self(html)
    }

    /// The HTML as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A rendered text with holes. A site has very many of them, and keeps them all: so the
/// HTML around the holes lies in one piece.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Prose {
    html: Box<str>,
    /// What stands in the holes, each behind so many bytes of the HTML; in order.
    holes: Box<[(u32, Part)]>,
}

/// What stands in a hole of a rendered text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// The start of a link: filled with `<a …>`, or `<span>` for a dead one.
    LinkStart {
        /// Where it leads, as written, the scheme included.
        target: Box<str>,
        /// Whether it was written `[[…]]`.
        wiki: bool,
        /// Whether its words are its address.
        bare: bool,
        /// Its title; may be empty.
        title: Box<str>,
    },
    /// The end of the link that was started last.
    LinkEnd,
    /// An image.
    Image {
        /// Where it lies, as written.
        target: Box<str>,
        /// What stands for it.
        alt: Box<str>,
        /// Its title; may be empty.
        title: Box<str>,
    },
    /// A Mermaid block.
    Diagram {
        /// Its source.
        source: Box<str>,
        /// Where the block stands.
        span: Span,
    },
    /// Code between its tags, in a language that may be known.
    Code {
        /// The code.
        code: Box<str>,
        /// Its language, as behind the fence, in lower case.
        language: Box<str>,
    },
    /// A plan that was quoted just before this.
    Sample {
        /// Its text.
        text: Box<str>,
        /// The path that its file would have.
        path: Box<str>,
    },
    /// A tag whose label the site says in its language.
    Labelled {
        /// The tag without its label and its end: `<div class="table-scroll"`.
        tag: Box<str>,
        /// What the label says.
        words: Words,
        /// What it is about; may be empty.
        about: Box<str>,
    },
    /// A place at which the site puts something of its own.
    Slot {
        /// Which one.
        slot: usize,
        /// Before the words it belongs to, or after them.
        side: Side,
    },
}

/// Words that the site says of its own inside a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Words {
    /// A ticked box.
    Ticked,
    /// A box that is not ticked.
    NotTicked,
    /// A table with those columns.
    Table,
    /// The footnotes.
    Footnotes,
    /// The way from a footnote back to the text.
    BackToText,
}

/// Where a slot stands: before the words it belongs to, or after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Before.
    Before,
    /// After.
    After,
}

/// The place of a slot in a document: the byte where a heading, a paragraph, a
/// list item or a table starts, and which inline of the paragraph or which row
/// of the table it is.
pub type Place = (u32, u32);

/// The slots of a text that is to be rendered, by their places.
pub type Slots = BTreeMap<Place, usize>;

/// A part of a filled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// HTML; its tags may be closed in a later piece.
    Html(Html),
    /// A slot.
    Slot {
        /// Which one.
        slot: usize,
        /// Before the words it belongs to, or after them.
        side: Side,
    },
    /// A plan that was quoted, for what is made of it.
    Sample {
        /// Its text.
        text: String,
        /// The path that its file would have.
        path: String,
    },
}

/// A hole of a rendered text, to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole<'p> {
    /// A link.
    Link {
        /// Where it leads, as written.
        target: &'p str,
        /// Whether it was written `[[…]]`.
        wiki: bool,
        /// Its title; may be empty.
        title: &'p str,
    },
    /// An image.
    Image {
        /// Where it lies, as written.
        target: &'p str,
        /// What stands for it.
        alt: &'p str,
    },
    /// A Mermaid block.
    Diagram {
        /// Its source.
        source: &'p str,
        /// Where the block stands.
        span: Span,
    },
    /// Code.
    Code {
        /// The code.
        code: &'p str,
        /// Its language, in lower case.
        language: &'p str,
    },
    /// Words of the site's own.
    Words {
        /// Which ones.
        words: Words,
        /// What they are about; may be empty.
        about: &'p str,
    },
}

/// What a hole is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// A link, or an image that can only be linked to.
    Link {
        /// Its address, not yet escaped.
        href: String,
        /// Whether it leaves the site.
        external: External,
    },
    /// Nothing is where it leads, as these words say, not yet escaped.
    Dead(String),
    /// An image.
    Image {
        /// Its address, not yet escaped.
        src: String,
    },
    /// HTML of our own, such as a drawing.
    Html(String),
    /// Words, not yet escaped.
    Words(String),
    /// The words of a link, what stands for an image, the source of a diagram, code
    /// without colours.
    Text,
}

/// Whether a link leaves the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum External {
    /// It leads to another host.
    Yes,
    /// It leads to a page or file of this site.
    No,
}

impl Prose {
    /// Whether nothing would be shown.
    pub fn is_empty(&self) -> bool {
        let is_shown = |(_, part): &(u32, Part)| match part {
            Part::LinkStart { .. }
            | Part::LinkEnd
            | Part::Labelled { .. }
            | Part::Sample { .. }
            | Part::Slot { .. } => false,
            Part::Image { .. } | Part::Diagram { .. } | Part::Code { .. } => true,
        };
        self.html.trim().is_empty() && !self.holes.iter().any(is_shown)
    }

    /// A Mermaid block, which stands there, and nothing else.
    pub fn of_diagram(source: &str, span: Span) -> Self {
        let part = Part::Diagram { source: source.into(), span };
        Self { html: Box::default(), holes: [(0, part)].into() }
    }

    /// The HTML around the holes.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The holes in order, each with the HTML before it, and the HTML behind the last one.
    pub fn parts(&self) -> impl Iterator<Item = (&str, Option<&Part>)> {
        let mut from = 0;
        let holes = self.holes.iter().map(|(at, part)| (*at as usize, Some(part)));
        holes.chain([(self.html.len(), None)]).map(move |(at, part)| {
            let html = self.html.get(from..at).unwrap_or_default();
            from = at;
            (html, part)
        })
    }

    /// Fills the holes. The tags are written here, so that whoever fills them
    /// says only where a link leads.
    pub fn fill(&self, fill: &mut dyn FnMut(Hole<'_>) -> Filling) -> Html {
        let pieces = self.pieces(fill).into_iter();
        Html(
            pieces
                .filter_map(|piece| match piece {
                    Piece::Html(html) => Some(html.0),
                    Piece::Slot { .. } | Piece::Sample { .. } => None,
                })
                .collect(),
        )
    }

    /// Fills the holes, and keeps the slots apart.
    pub fn pieces(&self, fill: &mut dyn FnMut(Hole<'_>) -> Filling) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut html = String::new();
        let mut open = Vec::new();
        for (before, part) in self.parts() {
            html.push_str(before);
            let Some(part) = part else { continue };
            match part {
                Part::LinkStart { target, wiki, bare, title } => {
                    let filling = fill(Hole::Link { target, wiki: *wiki, title });
                    let class = if *bare { " class=\"bare\"" } else { "" };
                    open.push(start_link(&filling, (class, title), &mut html));
                }
                Part::Labelled { tag, words, about } => {
                    html.push_str(tag);
                    let filling = fill(Hole::Words { words: *words, about });
                    if let Filling::Words(words) = filling {
                        html.push_str(" aria-label=\"");
                        escape::attribute(&words, &mut html);
                        html.push('"');
                    }
                    html.push('>');
                }
                Part::LinkEnd => html.push_str(open.pop().unwrap_or("")),
                Part::Image { target, alt, title } => {
                    let image = ImagePart { target, alt, title };
                    image.write(fill(Hole::Image { target, alt }), &mut html);
                }
                Part::Diagram { source, span } => {
                    write_diagram(
                        fill(Hole::Diagram { source, span: *span }),
                        source,
                        &mut html,
                    );
                }
                Part::Code { code, language } => {
                    match fill(Hole::Code { code, language }) {
                        Filling::Html(own) => html.push_str(&own),
                        Filling::Link { .. }
                        | Filling::Image { .. }
                        | Filling::Dead(_)
                        | Filling::Words(_)
                        | Filling::Text => escape::text(code, &mut html),
                    }
                }
                Part::Slot { slot, side } => {
                    pieces.push(Piece::Html(Html(mem::take(&mut html))));
                    pieces.push(Piece::Slot { slot: *slot, side: *side });
                }
                Part::Sample { text, path } => {
                    pieces.push(Piece::Html(Html(mem::take(&mut html))));
                    let (text, path) = (text.to_string(), path.to_string());
                    pieces.push(Piece::Sample { text, path });
                }
            }
        }
        pieces.push(Piece::Html(Html(html)));
        pieces
    }
}

/// Writes the start of a link and returns its end tag.
fn start_link(
    filling: &Filling,
    (class, title): (&str, &str),
    html: &mut String,
) -> &'static str {
    match filling {
        Filling::Link { href, external } if is_followed(href) => {
            html.push_str("<a");
            html.push_str(class);
            html.push_str(" href=\"");
            escape::attribute(href, html);
            html.push('"');
            add_title(title, html);
            if *external == External::Yes {
                html.push_str(" rel=\"noopener noreferrer\"");
            }
            html.push('>');
            "</a>"
        }
        Filling::Dead(words) => {
            html.push_str("<span class=\"dead-link\" title=\"");
            escape::attribute(words, html);
            html.push_str("\">");
            "</span>"
        }
        Filling::Link { .. }
        | Filling::Image { .. }
        | Filling::Html(_)
        | Filling::Words(_)
        | Filling::Text => "",
    }
}

fn add_title(title: &str, html: &mut String) {
    if !title.is_empty() {
        html.push_str(" title=\"");
        escape::attribute(title, html);
        html.push('"');
    }
}

struct ImagePart<'p> {
    target: &'p str,
    alt: &'p str,
    title: &'p str,
}

impl ImagePart<'_> {
    fn write(&self, filling: Filling, html: &mut String) {
        match filling {
            Filling::Image { src } if is_followed(&src) || is_picture(&src) => {
                html.push_str("<img src=\"");
                escape::attribute(&src, html);
                html.push_str("\" alt=\"");
                escape::attribute(self.alt, html);
                html.push('"');
                add_title(self.title, html);
                html.push_str(" loading=\"lazy\" decoding=\"async\">");
            }
            Filling::Html(own) => html.push_str(&own),
            filling => {
                let end = start_link(&filling, ("", self.title), html);
                let words = if self.alt.is_empty() { self.target } else { self.alt };
                escape::text(words, html);
                html.push_str(end);
            }
        }
    }
}

fn write_diagram(filling: Filling, source: &str, html: &mut String) {
    match filling {
        Filling::Html(own) => html.push_str(&own),
        Filling::Link { .. }
        | Filling::Image { .. }
        | Filling::Dead(_)
        | Filling::Words(_)
        | Filling::Text => {
            html.push_str(
                "<pre class=\"code\" tabindex=\"0\"><code class=\"language-mermaid\">",
            );
            escape::text(source, html);
            html.push_str("</code></pre>\n");
        }
    }
}

/// Renders blocks. `prefix` goes before the ids of headings and footnotes, so
/// that no id of the content can shadow one of ours.
pub fn render(blocks: &[&Block], prefix: &str) -> Prose {
    run(Renderer { prefix, ..Renderer::default() }, blocks)
}

/// Renders the blocks of a whole document below its title, with slots. Its
/// headings follow one another without a gap, whatever levels its author used,
/// and where it is about requirements, the words in which they are spoken and
/// the questions left open are set apart.
pub fn render_document(blocks: &[&Block], prefix: &str, slots: Slots) -> Prose {
    let (tone, outline) = (Tone::Document, Some(Vec::new()));
    run(Renderer { prefix, slots, tone, outline, ..Renderer::default() }, blocks)
}

fn run<'b>(mut renderer: Renderer<'b>, blocks: &[&'b Block]) -> Prose {
    for block in blocks {
        collect_notes(block, &mut renderer.notes);
    }
    for block in blocks {
        renderer.block(block);
    }
    renderer.footnotes();
    renderer.finish()
}

/// Renders a line of text without a paragraph around it.
pub fn render_inlines(inlines: &[Inline]) -> Prose {
    let mut renderer = Renderer::default();
    renderer.inlines(inlines);
    renderer.finish()
}

/// Renders a title that itself stands in a link: links are their words, and
/// there are no images.
pub fn title(inlines: &[Inline]) -> Html {
    let mut html = String::new();
    add_title_words(inlines, &mut html);
    Html(html.trim().to_owned())
}

fn add_title_words(inlines: &[Inline], html: &mut String) {
    for inline in inlines {
        let (tag, inner) = match inline {
            Inline::Emphasis(inner) => ("em", inner),
            Inline::Strong(inner) => ("strong", inner),
            Inline::Strike(inner) => ("del", inner),
            Inline::Link { inlines, .. } | Inline::WikiLink { inlines, .. } => {
                add_title_words(inlines, html);
                continue;
            }
            Inline::Code(code) => {
                html.push_str("<code>");
                escape::text(code, html);
                html.push_str("</code>");
                continue;
            }
            Inline::Text(text) | Inline::Image { alt: text, .. } => {
                escape::text(text, html);
                continue;
            }
            Inline::Html(raw) => {
                if line_break(raw) == 0 {
                    escape::text(&without_comments(raw), html);
                } else {
                    html.push(' ');
                }
                continue;
            }
            Inline::SoftBreak | Inline::HardBreak => {
                html.push(' ');
                continue;
            }
            Inline::FootnoteReference(_) => continue,
        };
        let _ = write!(html, "<{tag}>");
        add_title_words(inner, html);
        let _ = write!(html, "</{tag}>");
    }
}

/// A heading, for a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its id, the same as [`render`] gives it.
    pub id: String,
}

/// Lists the headings of blocks in order, with the ids that [`render`] gives
/// them for the same blocks and prefix.
pub fn headings(blocks: &[&Block], prefix: &str) -> Vec<Heading> {
    let mut anchors = Anchors::default();
    let mut headings = Vec::new();
    for block in blocks {
        walk(block, &mut |block| {
            if let BlockKind::Heading { level, inlines } = &block.kind {
                let text = plain(inlines).trim().to_owned();
                let id = format!("{prefix}{}", anchors.next(&text));
                headings.push(Heading { level: *level, text, id });
            }
        });
    }
    headings
}

/// Makes the name that a heading's link has on GitHub: lower case, spaces as
/// hyphens, no punctuation.
pub fn anchor(text: &str) -> String {
    let mut anchor = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => anchor.push('-'),
            '-' | '_' => anchor.push(c),
            c if c.is_alphanumeric() => anchor.push(c),
            _ => {}
        }
    }
    anchor
}

/// Whether a code block holds a Mermaid diagram, by what stands after its fence.
pub fn is_mermaid(info: &str) -> bool {
    language(info) == "mermaid"
}

/// Lists every Mermaid block of blocks: its source, and where it stands.
pub fn diagrams(blocks: &[Block]) -> Vec<(Arc<str>, Span)> {
    let mut diagrams = Vec::new();
    for block in blocks {
        walk(block, &mut |block| {
            if let BlockKind::Code { info, code, .. } = &block.kind
                && is_mermaid(info)
            {
                diagrams.push((code.as_str().into(), block.span));
            }
        });
    }
    diagrams
}

/// The path of the file that a block of code is quoted from as a plan, where its fence
/// says so: `md as=roof/tasks.md`.
fn quoted_from(info: &str) -> Option<&str> {
    info.split_whitespace().skip(1).find_map(|word| word.strip_prefix("as="))
}

/// The kind of something that points elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetKind {
    /// `[words](target)`, or a bare address.
    Link,
    /// `[[target]]`
    Wiki,
    /// `![words](target)`
    Image,
}

/// Lists every link and image of blocks: its target as written, its kind, and
/// the span of the block it stands in.
pub fn targets(blocks: &[Block]) -> Vec<(String, TargetKind, Span)> {
    let mut targets = Vec::new();
    for block in blocks {
        walk(block, &mut |block| {
            let mut add =
                |inlines: &[Inline]| add_targets(inlines, block.span, &mut targets);
            match &block.kind {
                BlockKind::Heading { inlines, .. } | BlockKind::Paragraph(inlines) => {
                    add(inlines);
                }
                BlockKind::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| add(cell));
                }
                BlockKind::List(_)
                | BlockKind::Code { .. }
                | BlockKind::Quote(_)
                | BlockKind::Rule
                | BlockKind::Html(_)
                | BlockKind::Footnote { .. } => {}
            }
        });
    }
    targets
}

fn add_targets(
    inlines: &[Inline],
    span: Span,
    targets: &mut Vec<(String, TargetKind, Span)>,
) {
    for inline in inlines {
        match inline {
            Inline::Link { target, inlines, .. } => {
                targets.push((target.clone(), TargetKind::Link, span));
                add_targets(inlines, span, targets);
            }
            Inline::WikiLink { target, inlines } => {
                targets.push((target.clone(), TargetKind::Wiki, span));
                add_targets(inlines, span, targets);
            }
            Inline::Image { target, .. } => {
                targets.push((target.clone(), TargetKind::Image, span));
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                add_targets(inner, span, targets);
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::SoftBreak
            | Inline::HardBreak
            | Inline::Html(_)
            | Inline::FootnoteReference(_) => {}
        }
    }
}

/// Visits a block and all blocks in it, in order.
fn walk<'b>(block: &'b Block, visit: &mut dyn FnMut(&'b Block)) {
    visit(block);
    match &block.kind {
        BlockKind::List(list) => {
            for block in list.items.iter().flat_map(|item| &item.blocks) {
                walk(block, visit);
            }
        }
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
            for block in blocks {
                walk(block, visit);
            }
        }
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::Code { .. }
        | BlockKind::Table { .. }
        | BlockKind::Rule
        | BlockKind::Html(_) => {}
    }
}

/// Whether a paragraph is a record: several lines that each start with a bold
/// key, such as the footer of a plan. Their authors see lines, so we show lines.
fn is_record(inlines: &[Inline]) -> bool {
    let mut lines = inlines.split(|inline| *inline == Inline::SoftBreak);
    inlines.contains(&Inline::SoftBreak)
        && lines.all(|line| matches!(line.first(), Some(Inline::Strong(_))))
}

/// The names that headings have got, so that each is given once.
#[derive(Default)]
struct Anchors {
    given: BTreeMap<String, usize>,
}

impl Anchors {
    /// The next free name for a heading: `setup`, `setup-1`, `setup-2`.
    fn next(&mut self, text: &str) -> String {
        let name = Some(anchor(text)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| "section".to_owned());
        let mut count = self.given.get(&name).copied().unwrap_or(0);
        let mut free = name.clone();
        if self.given.contains_key(&name) {
            loop {
                count += 1;
                free = format!("{name}-{count}");
                if !self.given.contains_key(&free) {
                    break;
                }
            }
            self.given.insert(free.clone(), 0);
        }
        self.given.insert(name, count);
        free
    }
}

/// Finds the footnotes of a block, by their folded names.
fn collect_notes<'b>(block: &'b Block, notes: &mut BTreeMap<String, &'b [Block]>) {
    walk(block, &mut |block| {
        if let BlockKind::Footnote { name, blocks } = &block.kind {
            notes.entry(fold(name)).or_insert(blocks);
        }
    });
}

/// A footnote's name as it is compared: case and white space do not count.
fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What words are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tone {
    /// None.
    #[default]
    Plain,
    /// The questions left open.
    Document,
    /// The words of a requirement, too.
    Requirement,
}

#[derive(Default)]
struct Renderer<'b> {
    prefix: &'b str,
    /// The slots that have not been rendered yet.
    slots: Slots,
    tone: Tone,
    /// The headings that the place stands below, in a document of its own: the
    /// level that was written, and the one that is shown.
    outline: Option<Vec<(u8, u8)>>,
    /// What stands in the holes, each behind so many bytes of the HTML.
    holes: Vec<(u32, Part)>,
    html: String,
    anchors: Anchors,
    /// The footnotes of the blocks, by folded name.
    notes: BTreeMap<String, &'b [Block]>,
    /// The names of the footnotes that were referred to, in order.
    cited: Vec<String>,
    /// The number of each of them, and how often it was referred to.
    numbers: BTreeMap<String, (usize, usize)>,
    /// How many links the place stands in: a page's links cannot be nested.
    links: usize,
}

impl<'b> Renderer<'b> {
    fn finish(self) -> Prose {
        Prose { html: self.html.into(), holes: self.holes.into() }
    }

    /// Adds a hole.
    fn hole(&mut self, part: Part) {
        self.holes.push((self.html.len() as u32, part));
    }

    /// Writes a tag, and leaves its label to the site.
    fn labelled(&mut self, tag: String, words: Words, about: String) {
        self.hole(Part::Labelled { tag: tag.into(), words, about: about.into() });
    }

    fn tag(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn text(&mut self, text: &str) {
        escape::text(text, &mut self.html);
    }

    fn attribute(&mut self, text: &str) {
        escape::attribute(text, &mut self.html);
    }

    fn blocks(&mut self, blocks: &'b [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'b Block) {
        match &block.kind {
            BlockKind::Heading { level, inlines } => {
                let id = self.anchors.next(&plain(inlines));
                let level = self.shown_level(*level);
                let _ = write!(self.html, "<h{level} id=\"");
                let prefix = self.prefix;
                self.attribute(prefix);
                self.attribute(&id);
                self.tag("\">");
                let slot = self.slots.remove(&(block.span.start, 0));
                self.slot(slot, Side::Before);
                self.inlines(inlines);
                let _ = writeln!(self.html, "</h{level}>");
                self.slot(slot, Side::After);
            }
            BlockKind::Paragraph(inlines) => self.paragraph(inlines, block.span.start),
            BlockKind::List(list) => self.list(list),
            BlockKind::Code { info, code, .. } => self.code(info, code, block.span),
            BlockKind::Quote(blocks) => {
                self.tag("<blockquote>\n");
                self.blocks(blocks);
                self.tag("</blockquote>\n");
            }
            BlockKind::Table { alignments, head, rows } => {
                let table = Table { alignments, head, rows, start: block.span.start };
                self.table(&table);
            }
            BlockKind::Rule => self.tag("<hr>\n"),
            BlockKind::Html(html) => {
                let shown = without_comments(html);
                if !shown.trim().is_empty() {
                    self.tag("<p class=\"raw\">");
                    self.raw(shown.trim());
                    self.tag("</p>\n");
                }
            }
            // They are gathered at the end.
            BlockKind::Footnote { .. } => {}
        }
    }

    /// The level of a heading as it is shown: one below the heading it belongs to.
    fn shown_level(&mut self, level: u8) -> u8 {
        let Some(outline) = &mut self.outline else { return level };
        outline.retain(|(outer, _)| *outer < level);
        // The title of the page is the first level.
        let shown = outline.last().map_or(2, |(_, above)| above + 1).min(6);
        outline.push((level, shown));
        shown
    }

    fn slot(&mut self, slot: Option<usize>, side: Side) {
        if let Some(slot) = slot {
            self.hole(Part::Slot { slot, side });
        }
    }

    /// A paragraph; each slot in it makes one of its own.
    fn paragraph(&mut self, inlines: &'b [Inline], start: u32) {
        let places: Vec<(u32, usize)> = self
            .slots
            .range((start, 0)..=(start, u32::MAX))
            .map(|((_, at), slot)| (*at, *slot))
            .filter(|(at, _)| (*at as usize) < inlines.len())
            .collect();
        let tone = self.tone;
        let mut from = 0;
        let mut open = None;
        for (at, slot) in &places {
            self.slots.remove(&(start, *at));
            let words = &inlines[from..*at as usize];
            if !words.is_empty() || open.is_some() {
                self.part_of_paragraph(words, open);
            }
            (from, open) = (*at as usize, Some(*slot));
            self.tone = Tone::Requirement;
        }
        self.part_of_paragraph(&inlines[from..], open);
        self.tone = tone;
    }

    fn part_of_paragraph(&mut self, inlines: &'b [Inline], slot: Option<usize>) {
        self.tag("<p>");
        self.slot(slot, Side::Before);
        self.inlines(inlines);
        self.tag("</p>\n");
        self.slot(slot, Side::After);
    }

    fn list(&mut self, list: &'b List) {
        let end = match list.ordered {
            Some(1) => {
                self.tag("<ol>\n");
                "</ol>\n"
            }
            Some(first) => {
                let _ = writeln!(self.html, "<ol start=\"{first}\">");
                "</ol>\n"
            }
            None => {
                self.tag("<ul>\n");
                "</ul>\n"
            }
        };
        for item in &list.items {
            self.item(item, list.tight);
        }
        self.tag(end);
    }

    fn item(&mut self, item: &'b Item, tight: bool) {
        let mut icon = match item.mark.map(|mark| mark.symbol) {
            Some('x' | 'X') => {
                self.tag("<li class=\"check check-done\">");
                Some(TICKED)
            }
            Some(_) => {
                self.tag("<li class=\"check check-open\">");
                Some(NOT_TICKED)
            }
            None => {
                self.tag("<li>");
                None
            }
        };
        let slot = self.slots.remove(&(item.span.start, 0));
        let tone = self.tone;
        if slot.is_some() {
            self.slot(slot, Side::Before);
            self.tone = Tone::Requirement;
        }
        let mut broken = true;
        for (at, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(inlines) if tight => {
                    if !broken {
                        self.tag("\n");
                    }
                    self.icon(icon.take());
                    self.inlines(inlines);
                    broken = false;
                }
                BlockKind::Paragraph(inlines) if at == 0 => {
                    self.tag("<p>");
                    self.icon(icon.take());
                    self.inlines(inlines);
                    self.tag("</p>\n");
                }
                _ => {
                    self.icon(icon.take());
                    if !broken {
                        self.tag("\n");
                    }
                    self.block(block);
                    broken = true;
                }
            }
        }
        self.icon(icon);
        self.tone = tone;
        self.slot(slot, Side::After);
        self.tag("</li>\n");
    }

    fn icon(&mut self, icon: Option<Icon>) {
        let Some((state, words)) = icon else { return };
        let tag = format!("<svg class=\"icon state-{state}\" role=\"img\"");
        self.labelled(tag, words, String::new());
        let _ = write!(self.html, "<use href=\"#icon-{state}\"/></svg> ");
    }

    fn code(&mut self, info: &str, code: &str, span: Span) {
        let language = language(info);
        if is_mermaid(info) {
            return self.hole(Part::Diagram { source: code.into(), span });
        }
        let path = quoted_from(info);
        if path.is_some() {
            self.tag("<div class=\"quoted\">\n");
        }
        self.tag("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            self.tag(" class=\"language-");
            self.attribute(&language);
            self.tag("\"");
        }
        self.tag(">");
        if language.is_empty() {
            self.tag(Html::escape(code).as_str());
        } else {
            self.hole(Part::Code { code: code.into(), language: language.into() });
        }
        self.tag("</code></pre>\n");
        if let Some(path) = path {
            self.hole(Part::Sample { text: code.into(), path: path.into() });
            self.tag("</div>\n");
        }
    }

    fn table(&mut self, table: &Table<'b>) {
        let columns: Vec<String> =
            table.head.iter().map(|cell| plain(cell).trim().to_owned()).collect();
        // A group and not a region: two tables of a page may have the same columns,
        // and landmarks need names of their own.
        let tag = "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\"".to_owned();
        self.labelled(tag, Words::Table, columns.join(", "));
        self.tag("\n<table>\n<thead>\n<tr>");
        for (column, cell) in table.head.iter().enumerate() {
            // A header without words is none to a screen reader.
            let name = if plain(cell).trim().is_empty() { "td" } else { "th" };
            let scope = if name == "th" { " scope=\"col\"" } else { "" };
            let class = table.class(column);
            let _ = write!(self.html, "<{name}{scope}{class}>");
            self.inlines(cell);
            let _ = write!(self.html, "</{name}>");
        }
        self.tag("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            self.tag("<tbody>\n");
            for (number, row) in table.rows.iter().enumerate() {
                self.tag("<tr>");
                let slot = self.slots.remove(&(table.start, number as u32));
                let tone = self.tone;
                if slot.is_some() {
                    self.tone = Tone::Requirement;
                }
                for (column, cell) in row.iter().enumerate() {
                    let class = table.class(column);
                    let _ = write!(self.html, "<td{class}>");
                    self.slot(slot.filter(|_| column == 0), Side::Before);
                    self.inlines(cell);
                    self.slot(slot.filter(|_| column + 1 == row.len()), Side::After);
                    self.tag("</td>");
                }
                self.tone = tone;
                self.tag("</tr>\n");
            }
            self.tag("</tbody>\n");
        }
        self.tag("</table>\n</div>\n");
    }

    fn inlines(&mut self, inlines: &'b [Inline]) {
        let is_record = is_record(inlines);
        for inline in inlines {
            match inline {
                Inline::SoftBreak if is_record => self.tag("<br>\n"),
                Inline::Text(text) => self.words(text),
                Inline::Code(code) => {
                    self.tag("<code>");
                    self.text(code);
                    self.tag("</code>");
                }
                Inline::Emphasis(inner) => self.within("em", inner),
                Inline::Strong(inner) => self.within("strong", inner),
                Inline::Strike(inner) => self.within("del", inner),
                Inline::Link { target, title, inlines } => {
                    let start = Part::LinkStart {
                        target: target.as_str().into(),
                        wiki: false,
                        // Paper shows the address of a link, and this one has it.
                        bare: target.contains("://") && plain(inlines) == *target,
                        title: title.as_str().into(),
                    };
                    self.link(start, target, inlines);
                }
                Inline::WikiLink { target, inlines } => {
                    let start = Part::LinkStart {
                        target: target.as_str().into(),
                        wiki: true,
                        bare: false,
                        title: Box::default(),
                    };
                    self.link(start, target, inlines);
                }
                Inline::Image { target, title, alt } => self.hole(Part::Image {
                    target: target.as_str().into(),
                    alt: alt.as_str().into(),
                    title: title.as_str().into(),
                }),
                Inline::SoftBreak => self.tag("\n"),
                Inline::HardBreak => self.tag("<br>\n"),
                Inline::Html(html) => self.raw(&without_comments(html)),
                Inline::FootnoteReference(name) => self.cite(name),
            }
        }
    }

    /// Words, of which some are set apart.
    fn words(&mut self, text: &str) {
        if self.tone == Tone::Plain {
            return self.text(text);
        }
        let mut rest = text;
        while let Some(at) = rest.find("[NEEDS CLARIFICATION") {
            let end = rest[at..].find(']').map_or(rest.len(), |end| at + end + 1);
            self.spoken(&rest[..at]);
            self.tag("<mark class=\"question\">");
            self.text(&rest[at..end]);
            self.tag("</mark>");
            rest = &rest[end..];
        }
        self.spoken(rest);
    }

    /// Words of a requirement: `WHEN … THEN … SHALL`.
    fn spoken(&mut self, text: &str) {
        if self.tone != Tone::Requirement {
            return self.text(text);
        }
        let mut done = 0;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let length = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            let end = at + length;
            if KEYWORDS.iter().any(|word| word.as_bytes() == &bytes[at..end]) {
                self.text(&text[done..at]);
                let _ = write!(
                    self.html,
                    "<span class=\"keyword\">{}</span>",
                    &text[at..end]
                );
                done = end;
            }
            at = end.max(at + 1);
        }
        self.text(&text[done..]);
    }

    fn within(&mut self, tag: &str, inner: &'b [Inline]) {
        let _ = write!(self.html, "<{tag}>");
        self.inlines(inner);
        let _ = write!(self.html, "</{tag}>");
    }

    /// A link that stands in another one is its words alone.
    fn link(&mut self, start: Part, target: &str, inlines: &'b [Inline]) {
        let linked = self.links == 0;
        if linked {
            self.hole(start);
        }
        self.links += 1;
        // A link without words could be neither seen nor named.
        let empty = plain(inlines).trim().is_empty()
            && !inlines.iter().any(|inline| matches!(inline, Inline::Image { .. }));
        if empty {
            self.text(target);
        } else {
            self.inlines(inlines);
        }
        self.links -= 1;
        if linked {
            self.hole(Part::LinkEnd);
        }
    }

    /// Raw HTML as text, save line breaks.
    fn raw(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (before, tag) = rest.split_at(at);
            self.text(before);
            let length = line_break(tag);
            if length > 0 {
                self.tag("<br>");
                rest = &tag[length..];
            } else {
                self.text("<");
                rest = &tag[1..];
            }
        }
        self.text(rest);
    }

    /// A reference to a footnote; without a link where its text is not among
    /// the blocks that are rendered.
    fn cite(&mut self, name: &str) {
        let folded = fold(name);
        if !self.notes.contains_key(&folded) {
            self.tag("<sup>[");
            self.text(name);
            return self.tag("]</sup>");
        }
        if !self.numbers.contains_key(&folded) {
            self.cited.push(folded.clone());
        }
        let next = self.cited.len();
        let entry = self.numbers.entry(folded.clone()).or_insert((next, 0));
        entry.1 += 1;
        let (number, time) = *entry;
        let (note, back) = (self.note_id(&folded), self.back_id(&folded, time));
        let (start, end) = match self.links {
            0 => (
                format!("<a id=\"{back}\" href=\"#{note}\" role=\"doc-noteref\">"),
                "</a>",
            ),
            _ => (format!("<span id=\"{back}\">"), "</span>"),
        };
        let _ = write!(self.html, "<sup class=\"footnote\">{start}{number}{end}</sup>");
    }

    /// The texts of the footnotes: those referred to in the order of their
    /// numbers, then the others, so that none is lost.
    fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let tag = "<section class=\"footnotes\" role=\"doc-endnotes\"".to_owned();
        self.labelled(tag, Words::Footnotes, String::new());
        self.tag("\n<ol>\n");
        let mut at = 0;
        // A footnote may be the first to refer to another one.
        while let Some(name) = self.cited.get(at).cloned() {
            self.footnote(&name);
            at += 1;
        }
        let others: Vec<String> = self
            .notes
            .keys()
            .filter(|name| !self.numbers.contains_key(*name))
            .cloned()
            .collect();
        for name in others {
            self.footnote(&name);
        }
        self.tag("</ol>\n</section>\n");
    }

    fn footnote(&mut self, name: &str) {
        let Some(blocks) = self.notes.get(name).copied() else { return };
        let id = self.note_id(name);
        let _ = writeln!(self.html, "<li id=\"{id}\">");
        self.blocks(blocks);
        let times = self.numbers.get(name).map_or(0, |(_, times)| *times);
        for time in 1..=times {
            let back = self.back_id(name, time);
            let tag = format!("<a href=\"#{back}\" role=\"doc-backlink\"");
            self.labelled(tag, Words::BackToText, String::new());
            self.tag("↩</a>\n");
        }
        self.tag("</li>\n");
    }

    /// The id of a footnote's text, escaped.
    fn note_id(&self, name: &str) -> String {
        let mut id = String::new();
        escape::attribute(self.prefix, &mut id);
        let _ = write!(id, "fn-{}", slug(name));
        id
    }

    /// The id of a reference to a footnote, escaped.
    fn back_id(&self, name: &str, time: usize) -> String {
        let mut id = String::new();
        escape::attribute(self.prefix, &mut id);
        let _ = write!(id, "fnref-{}", slug(name));
        if time > 1 {
            let _ = write!(id, "-{time}");
        }
        id
    }
}

/// The words in which requirements are spoken; letters of other scripts may
/// stand right beside them.
const KEYWORDS: [&str; 7] = ["WHEN", "WHILE", "WHERE", "IF", "THEN", "SHALL", "MUST"];

/// The icon of a box: its state in classes and ids, and its words.
type Icon = (&'static str, Words);

const TICKED: Icon = ("done", Words::Ticked);
const NOT_TICKED: Icon = ("todo", Words::NotTicked);

struct Table<'b> {
    alignments: &'b [Alignment],
    head: &'b [Vec<Inline>],
    rows: &'b [Vec<Vec<Inline>>],
    /// The byte it starts at.
    start: u32,
}

impl Table<'_> {
    /// The class attribute of a column's cells. A style attribute would be
    /// refused by the pages' policy.
    fn class(&self, column: usize) -> &'static str {
        match self.alignments.get(column) {
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::None) | None => "",
        }
    }
}

/// The language of a fence: the first word behind it, in lower case.
fn language(info: &str) -> String {
    let word = info.split([' ', '\t', ',', '{', '}']).find(|word| !word.is_empty());
    let keep =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    word.unwrap_or("").chars().filter(keep).take(40).collect::<String>().to_lowercase()
}

/// Raw HTML without its comments; one that is not closed reaches to the end.
pub(super) fn without_comments(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        shown.push_str(&rest[..at]);
        // `<!-->` is a whole comment to a browser.
        rest = match rest[at + 2..].find("-->") {
            Some(end) => &rest[at + 2 + end + 3..],
            None => "",
        };
    }
    shown.push_str(rest);
    shown
}

/// How long the `<br>` is that a text starts with, or 0.
fn line_break(tag: &str) -> usize {
    // Only the first bytes are looked at: a text may have many `<` and no `>`.
    let Some(end) = tag.bytes().take(8).position(|byte| byte == b'>') else { return 0 };
    let name = tag.get(1..end).unwrap_or("").trim_end_matches('/').trim_end();
    if name.eq_ignore_ascii_case("br") { end + 1 } else { 0 }
}

/// Whether a browser that follows a target asks for a page or for mail, and does
/// nothing else: a path of the site, or an address of a scheme that is known to be
/// harmless. The one place where that is decided for all that authors write.
///
/// Browsers pass over white space and controls in a scheme, so they are taken
/// out before it is looked at. Two slashes leave for another host without saying so.
pub(super) fn is_followed(target: &str) -> bool {
    const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
    let seen: String = target
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let mut start = seen.chars();
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    if slash(start.next()) && slash(start.next()) {
        return false;
    }
    let is_known = |target: &str| {
        let first = target.split(['/', '?', '#']).next().unwrap_or_default();
        let scheme = first.split_once(':').map(|(scheme, _)| scheme);
        scheme.is_none_or(|scheme| SCHEMES.contains(&scheme.to_lowercase().as_str()))
    };
    // What is shown in the place of a control belongs to no scheme: with one in it, a
    // target is followed as something else than it seemed.
    is_known(&seen) && is_known(target)
}

/// Whether a target is a picture that carries its own bytes.
pub(super) fn is_picture(target: &str) -> bool {
    const KINDS: [&str; 5] = ["png", "jpeg", "gif", "webp", "svg+xml"];
    target.strip_prefix("data:image/").is_some_and(|rest| {
        KINDS.iter().any(|kind| {
            rest.strip_prefix(kind).is_some_and(|rest| rest.starts_with([';', ',']))
        })
    })
}

fn is_invisible(c: char) -> bool {
    escape::is_bidi(c) || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Document, parse};
    use crate::source::{SitePath, SourceFile};

    fn document(text: &str) -> Document {
        parse(&SourceFile::new(SitePath::new("a.md").unwrap(), text.as_bytes())).value
    }

    fn html(text: &str) -> String {
        let document = document(text);
        let blocks: Vec<&Block> = document.blocks().iter().collect();
        let mut fill = |hole: Hole<'_>| match hole {
            Hole::Link { target, .. } if target.contains("://") => {
                Filling::Link { href: target.to_owned(), external: External::Yes }
            }
            Hole::Link { target: "gone.md", .. } => {
                Filling::Dead("Not found: gone.md".to_owned())
            }
            Hole::Link { target, .. } => {
                Filling::Link { href: target.to_owned(), external: External::No }
            }
            Hole::Image { target, .. } => Filling::Image { src: target.to_owned() },
            Hole::Words { words, about } => Filling::Words(format!("{words:?} {about}")),
            Hole::Diagram { .. } | Hole::Code { .. } => Filling::Text,
        };
        render(&blocks, "s-").fill(&mut fill).to_string()
    }

    #[test]
    fn raw_html_is_text_and_comments_are_gone() {
        assert_eq!(
            html("a <b onclick=x>b</b><br/><!-- no -->\n"),
            "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;<br></p>\n"
        );
        assert_eq!(html("<!-- a\n\nb -->\n"), "");
        assert_eq!(
            html("<script>\nx\n</script>"),
            "<p class=\"raw\">&lt;script&gt;\nx\n&lt;/script&gt;</p>\n"
        );
    }

    #[test]
    fn no_link_runs_a_script() {
        for target in [
            "javascript:a()",
            "JaVa&#10;script:a()",
            "vbscript:x",
            "data:text/html,x",
            "//evil.example",
            "&#1;javascript:a()",
            "&#8206;javascript:a()",
            "blob:x",
            "file:///etc/passwd",
            "view-source:x",
            "vscode://file/x",
            "what-comes-next:x",
            "\\\\\\\\evil.example",
            "http&#27;s://evil.example",
        ] {
            assert_eq!(html(&format!("[w]({target})")), "<p>w</p>\n", "{target}");
        }
        for target in
            ["a.md", "#a:b", "?a:b", "./a:b", "http://a", "HTTPS://a", "mailto:a"]
        {
            assert!(html(&format!("[w]({target})")).contains("<a href"), "{target}");
        }
        assert_eq!(
            html("![w](data:image/svg+xml;base64,AA==)"),
            "<p><img src=\"data:image/svg+xml;base64,AA==\" alt=\"w\" loading=\"lazy\" \
             decoding=\"async\"></p>\n"
        );
    }

    #[test]
    fn links_are_filled() {
        assert_eq!(
            html("[a](b.md) [c](gone.md) <https://d.e> [[f#1|g]]"),
            "<p><a href=\"b.md\">a</a> \
             <span class=\"dead-link\" title=\"Not found: gone.md\">c</span> \
             <a class=\"bare\" href=\"https://d.e\" rel=\"noopener noreferrer\">https://d.e</a> \
             <a href=\"f#1\">g</a></p>\n"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(
            html("a\u{202e}b\u{1}\u{85}"),
            "<p>a<span class=\"bidi\">[U+202E]</span>b\u{fffd}\u{fffd}</p>\n"
        );
    }

    #[test]
    fn boxes_are_icons() {
        assert_eq!(
            html("- [x] a\n  - [ ] b\n"),
            "<ul>\n<li class=\"check check-done\"><svg class=\"icon state-done\" role=\"img\" \
             aria-label=\"Ticked \"><use href=\"#icon-done\"/></svg> a\n<ul>\n\
             <li class=\"check check-open\"><svg class=\"icon state-todo\" role=\"img\" \
             aria-label=\"NotTicked \"><use href=\"#icon-todo\"/></svg> b</li>\n\
             </ul>\n</li>\n</ul>\n"
        );
    }

    #[test]
    fn headings_have_the_ids_of_their_list() {
        let text = "# A `b` & C!\n\n## A b  C\n\n> # a-b--c\n\n# 🐍\n";
        let document = document(text);
        let blocks: Vec<&Block> = document.blocks().iter().collect();
        let ids: Vec<_> =
            headings(&blocks, "s-").into_iter().map(|heading| heading.id).collect();
        assert_eq!(ids, ["s-a-b--c", "s-a-b--c-1", "s-a-b--c-2", "s-section"]);
        let html = html(text);
        assert!(ids.iter().all(|id| html.contains(&format!(" id=\"{id}\">"))), "{html}");
    }

    #[test]
    fn footnotes_are_numbered_and_lead_back() {
        let html = html("a[^n] b[^N]\n\n[^n]: Text.\n[^o]: Alone.\n");
        assert!(html.contains(
            "<a id=\"s-fnref-n-2\" href=\"#s-fn-n\" role=\"doc-noteref\">1</a>"
        ));
        assert!(
            html.contains("<li id=\"s-fn-n\">\n<p>Text.</p>\n<a href=\"#s-fnref-n\"")
        );
        assert!(html.contains("Alone."));
    }

    #[test]
    fn tables_scroll_and_align() {
        let html = html("| | b |\n|---|--:|\n| 1 | 2 |\n");
        assert!(html.contains("<td></td><th scope=\"col\" class=\"align-right\">b</th>"));
        assert!(html.contains("<td>1</td><td class=\"align-right\">2</td>"));
    }

    #[test]
    fn a_title_has_no_links() {
        let document = document("[**a** `<b>`](c) ![d](e) <!-- f -->");
        let BlockKind::Paragraph(inlines) = &document.blocks()[0].kind else {
            unreachable!("a line of words is a paragraph")
        };
        let html = "<strong>a</strong> <code>&lt;b&gt;</code> d";
        assert_eq!(title(inlines).as_str(), html);
    }

    #[test]
    fn html_stands_before_behind_and_between_the_holes() {
        let link = |title: &str| Part::LinkStart {
            target: "a.md".into(),
            wiki: false,
            bare: false,
            title: title.into(),
        };
        let mut renderer = Renderer::default();
        renderer.hole(link("one"));
        renderer.tag("<b>x</b>");
        renderer.hole(Part::LinkEnd);
        renderer.hole(link("two"));
        let prose = renderer.finish();
        let found: Vec<_> = prose.parts().collect();
        assert_eq!(
            found,
            [
                ("", Some(&link("one"))),
                ("<b>x</b>", Some(&Part::LinkEnd)),
                ("", Some(&link("two"))),
                ("", None),
            ]
        );
        assert!(!prose.is_empty());
        assert!(Prose::default().is_empty());
    }
}
