//! Lowering: from the Markdown library's tree to ours.
//!
//! The library's nodes live in an arena and cannot be sent between threads, so
//! its tree is turned into ours at once, positions included. Task boxes are
//! recognised here and not by the library: it knows no `[ ]*`, and takes an
//! escaped `\[x]` for a box.

use std::borrow::Cow;
use std::cell::Cell;

use comrak::nodes::{LineColumn, Node, NodeValue, Sourcepos, TableAlignment};
use comrak::{Arena, Options, try_parse_document};

use crate::diagnostic::{Diagnostic, code};
use crate::markdown::document::{Alignment, Block, BlockKind, Inline, Item, List, Mark};
use crate::source::{LineIndex, SitePath, Span};

/// How many lists and quotes may stand in each other, and how many emphases.
///
/// The library's work grows with lines times depth, and our own functions
/// recurse; a person's plan has five levels.
pub const DEPTH: usize = 100;

/// How often the library may ask whether to go on, whatever the text.
///
/// It asks once every 256 steps. A clock would make the output depend on the
/// machine; a count does not. All of these take less than a second.
const QUESTIONS: usize = 100_000;

/// For how many bytes it may ask once more; real plans need one question for a hundred.
const BYTES_PER_QUESTION: usize = 10;

/// The Markdown of a file: its text from a line start on.
pub(crate) struct Body<'t> {
    /// Where the file lies.
    pub(crate) path: &'t SitePath,
    /// The whole text.
    pub(crate) text: &'t str,
    /// The lines of the whole text.
    pub(crate) lines: &'t LineIndex,
    /// Where the Markdown starts, behind the front matter.
    pub(crate) start: usize,
}

/// Parses and lowers all blocks of a text.
pub(crate) fn blocks(body: &Body<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    let (markdown, deep) = cap_prefixes(body);
    let mut deepest = deep.map(|at| body.lines.span(body.text, at, at + 1));
    let arena = Arena::new();
    let blocks = match within_limits(&arena, &markdown, &options()) {
        Some(root) => {
            let before = body.lines.span(body.text, body.start, body.start).line - 1;
            let mut lowering = Lowering { body, before, deep: None, diagnostics };
            let blocks = lowering.blocks(root, 0);
            deepest = deepest.or(lowering.deep);
            blocks
        }
        None => {
            let span = body.lines.span(body.text, body.start, body.text.len());
            let message = "the file is too intricate to be read, and is shown as text";
            let hint =
                "take out what is nested or repeated most: brackets, stars, footnotes";
            let problem =
                Diagnostic::file(&code::TOO_DEEP, body.path, message).hint(hint);
            diagnostics.push(problem);
            vec![as_text(body, span)]
        }
    };
    if let Some(span) = deepest {
        let message = format!("lists and quotes are nested more than {DEPTH} deep here");
        diagnostics.push(
            Diagnostic::at(&code::TOO_DEEP, body.path, span, message)
                .label("shown as text from here")
                .hint("take the text out of some of the lists and quotes around it"),
        );
    }
    blocks
}

/// Parses a text, unless that takes too much.
pub(super) fn within_limits<'a>(
    arena: &'a Arena<'a>,
    markdown: &str,
    options: &Options<'_>,
) -> Option<Node<'a>> {
    let allowed = QUESTIONS + markdown.len() / BYTES_PER_QUESTION;
    within((arena, options), markdown, allowed)
}

/// Parses a text, unless the library asks more often whether to go on.
fn within<'a>(
    (arena, options): (&'a Arena<'a>, &Options<'_>),
    markdown: &str,
    allowed: usize,
) -> Option<Node<'a>> {
    let asked = Cell::new(0_usize);
    let tired = || {
        asked.set(asked.get() + 1);
        asked.get() > allowed
    };
    try_parse_document(arena, markdown, options, &tired).ok()
}

pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.wikilinks_title_after_pipe = true;
    // A footnote stays where it stands, also one that nothing refers to.
    options.parse.leave_footnote_definitions = true;
    options
}

/// The Markdown of a text, with the marker that goes too deep on a line made a
/// backslash, so that the rest of the line is text and every position stays
/// right. Also the first such place.
pub(super) fn cap_prefixes<'t>(body: &Body<'t>) -> (Cow<'t, str>, Option<usize>) {
    let mut markdown = Cow::Borrowed(body.text.get(body.start..).unwrap_or(""));
    let first_line = body.lines.span(body.text, body.start, body.start).line;
    let mut first = None;
    for number in first_line..=body.lines.lines() as u32 {
        let line = body.lines.line(number);
        let Some(text) = body.text.get(line.clone()) else { continue };
        if let Some(at) = too_deep(text) {
            let at = line.start + at;
            first = first.or(Some(at));
            let local = at - body.start;
            markdown.to_mut().replace_range(local..local + 1, "\\");
        }
    }
    (markdown, first)
}

/// Where the marker number [`DEPTH`] + 1 stands among those that start a line.
fn too_deep(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    // A line that is too short for so many markers is most often all there is.
    if bytes.len() <= DEPTH {
        return None;
    }
    let mut at = 0;
    let mut level = 0;
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let next = marker_end(bytes, at)?;
        level += 1;
        if level > DEPTH {
            return Some(at);
        }
        at = next;
    }
}

/// The byte after the quote or list marker that starts at a byte.
fn marker_end(bytes: &[u8], at: usize) -> Option<usize> {
    let spaced = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    match bytes.get(at)? {
        b'>' => Some(at + 1),
        b'-' | b'+' | b'*' => spaced(at + 1).then_some(at + 1),
        b'0'..=b'9' => {
            let digits =
                bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let dot = at + digits;
            (matches!(bytes.get(dot), Some(b'.' | b')')) && spaced(dot + 1))
                .then_some(dot + 1)
        }
        _ => None,
    }
}

/// A part of the text, kept as code: shown, and not understood.
fn as_text(body: &Body<'_>, span: Span) -> Block {
    let code = span.of(body.text).to_owned();
    Block { kind: BlockKind::Code { info: String::new(), code, unclosed: false }, span }
}

struct Lowering<'a, 't> {
    body: &'a Body<'t>,
    /// How many lines stand before the Markdown.
    before: u32,
    /// The first block that was nested too deep.
    deep: Option<Span>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Lowering<'_, '_> {
    fn blocks(&mut self, parent: Node<'_>, depth: usize) -> Vec<Block> {
        kept(parent.children().filter_map(|node| self.block(node, depth)))
    }

    fn block(&mut self, node: Node<'_>, depth: usize) -> Option<Block> {
        let data = node.data();
        let span = self.span(data.sourcepos);
        if depth > DEPTH && !data.value.contains_inlines() {
            self.deep = self.deep.or(Some(Span { end: span.start, ..span }));
            return Some(as_text(self.body, span));
        }
        let kind = match &data.value {
            NodeValue::Heading(heading) => {
                BlockKind::Heading { level: heading.level, inlines: inlines(node, 0) }
            }
            NodeValue::Paragraph => BlockKind::Paragraph(inlines(node, 0)),
            NodeValue::List(list) => {
                let ordered = matches!(list.list_type, comrak::nodes::ListType::Ordered)
                    .then_some(u32::try_from(list.start).unwrap_or(u32::MAX));
                let items: Vec<Item> =
                    kept(node.children().map(|item| self.item(item, depth + 1)));
                let span = match items.last() {
                    Some(last) => self.until(span, last.span.end),
                    None => span,
                };
                let list = List { ordered, tight: list.tight, items };
                return Some(Block { kind: BlockKind::List(list), span });
            }
            NodeValue::CodeBlock(code) => {
                let unclosed = code.fenced && !code.closed;
                // The end of a fence that is the last line of a file is missing.
                let opening = self.opening(span);
                let span = if code.fenced {
                    self.until(span, span.end.max(opening.end))
                } else {
                    span
                };
                if unclosed {
                    self.note_unclosed(opening);
                }
                let kind = BlockKind::Code {
                    info: code.info.trim().to_owned(),
                    code: code.literal.clone(),
                    unclosed,
                };
                return Some(Block { kind, span });
            }
            NodeValue::BlockQuote => {
                let blocks = self.blocks(node, depth + 1);
                let span = self.around(span, &blocks);
                return Some(Block { kind: BlockKind::Quote(blocks), span });
            }
            NodeValue::FootnoteDefinition(note) => {
                let blocks = self.blocks(node, depth + 1);
                let span = self.around(span, &blocks);
                let kind = BlockKind::Footnote { name: note.name.clone(), blocks };
                return Some(Block { kind, span });
            }
            NodeValue::Table(table) => self.table(node, &table.alignments),
            NodeValue::ThematicBreak => BlockKind::Rule,
            NodeValue::HtmlBlock(html) => BlockKind::Html(html.literal.clone()),
            // Extensions that are not switched on.
            _ => BlockKind::Paragraph(inlines(node, 0)),
        };
        Some(Block { kind, span })
    }

    fn item(&mut self, node: Node<'_>, depth: usize) -> Item {
        let span = self.span(node.data().sourcepos);
        let mut blocks = self.blocks(node, depth);
        let mark = blocks.first_mut().and_then(|first| self.take_mark(first));
        // The bullet and the box are all there is of an empty task.
        let end = mark.map_or(span.start + 1, |mark| mark.span.end + 1);
        let span = match blocks.last() {
            Some(last) => self.until(span, last.span.end.max(end)),
            None => span,
        };
        if mark.is_some()
            && matches!(blocks.first().map(|first| &first.kind),
                Some(BlockKind::Paragraph(inlines)) if inlines.is_empty())
        {
            blocks.remove(0);
        }
        Item { mark, blocks, span }
    }

    fn table(&self, node: Node<'_>, alignments: &[TableAlignment]) -> BlockKind {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        for row in node.children() {
            let cells: Vec<_> = kept(row.children().map(|cell| inlines(cell, 0)));
            match row.data().value {
                NodeValue::TableRow(true) => head = cells,
                _ => rows.push(cells),
            }
        }
        let alignments = alignments
            .iter()
            .map(|alignment| match alignment {
                TableAlignment::None => Alignment::None,
                TableAlignment::Left => Alignment::Left,
                TableAlignment::Center => Alignment::Center,
                TableAlignment::Right => Alignment::Right,
            })
            .collect();
        BlockKind::Table { alignments, head, rows }
    }

    /// Takes the box off the front of an item's first paragraph.
    ///
    /// A box is `[`, one character (a variation selector may follow it) and
    /// `]`, then a space, a tab, a line end or the end; or `*` and then one of
    /// these. So `[x](u)`, `[1]:` and `[x]y` are no boxes, nor are `[P]` and
    /// `[US1]`: one is a letter that Spec Kit writes behind the real box and
    /// on its own in legends, the other is longer than one character. The
    /// source is looked at, not only the parsed words, since `\[x]` is a text.
    fn take_mark(&self, block: &mut Block) -> Option<Mark> {
        let BlockKind::Paragraph(inlines) = &mut block.kind else { return None };
        let Some(Inline::Text(words)) = inlines.first() else { return None };
        let (symbol, star, taken) = read_box(words)?;
        let alone = matches!(
            inlines.get(1),
            None | Some(
                Inline::SoftBreak
                    | Inline::HardBreak
                    | Inline::Strong(_)
                    | Inline::Emphasis(_)
            )
        );
        if taken == words.len() && !alone {
            return None;
        }
        let source = self.body.text.get(block.span.start as usize..)?;
        let open = source.len() - source.trim_start_matches([' ', '\t']).len();
        // A formatter writes the star behind a box as `\*`; the box itself stands as it is.
        let written = words.get(..taken)?.trim();
        let written = written.strip_suffix('*').filter(|_| star).unwrap_or(written);
        if !source[open..].starts_with(written) {
            return None;
        }
        let start = block.span.start as usize + open + 1;
        let inside = source[open + 1..].find(']').unwrap_or(1);
        let span = self.body.lines.span(self.body.text, start, start + inside);
        cut_front(inlines, taken);
        // The paragraph starts where its words do, as far as they stand on the same line.
        let rest =
            self.body.text.get(start + inside + 1..block.span.end as usize).unwrap_or("");
        let behind = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix('*');
        let rest = behind.filter(|_| star).unwrap_or(rest);
        let skipped = rest.len() - rest.trim_start().len();
        let words_at = block.span.end as usize - rest.len() + skipped;
        block.span =
            self.body.lines.span(self.body.text, words_at, block.span.end as usize);
        Some(Mark { symbol, star, span })
    }

    /// The first line of a block.
    fn opening(&self, span: Span) -> Span {
        let line = self.body.lines.line(span.line);
        let opening = self.body.text.get(span.start as usize..line.end).unwrap_or("");
        self.until(span, span.start + opening.trim_end().len() as u32)
    }

    fn note_unclosed(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::at(
                &code::UNCLOSED_FENCE,
                self.body.path,
                span,
                "the code fence is opened and never closed",
            )
            .label("opened here")
            .hint("what follows is read as code: close it with a line of the same fence"),
        );
    }

    /// The same span, with its end where the last of its blocks ends.
    ///
    /// The library ends an item at the last blank line before the next one, so
    /// that a caret would stand below the words it is about.
    fn around(&self, span: Span, blocks: &[Block]) -> Span {
        match blocks.last() {
            Some(last) => self.until(span, last.span.end),
            None => span,
        }
    }

    fn until(&self, span: Span, end: u32) -> Span {
        Span { end: end.max(span.start).min(self.body.text.len() as u32), ..span }
    }

    /// The span of a block, without white space at its end.
    fn span(&self, position: Sourcepos) -> Span {
        let start = self.byte(position.start, 1);
        let end = self.byte(position.end, 0).max(start);
        let text = self.body.text.get(start..end).unwrap_or("");
        self.body.lines.span(self.body.text, start, start + text.trim_end().len())
    }

    /// The byte of a position. Columns count bytes from 1; an end is the last
    /// byte itself, so the byte after it is wanted: `base` is 1 or 0.
    fn byte(&self, position: LineColumn, base: usize) -> usize {
        let number = u32::try_from(position.line).unwrap_or(u32::MAX);
        let line = self.body.lines.line(number.saturating_add(self.before));
        let mut at = (line.start + position.column.saturating_sub(base)).min(line.end);
        while !self.body.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

/// The box at the front of words: its character, whether a star follows, and
/// how many bytes it takes.
fn read_box(words: &str) -> Option<(char, bool, usize)> {
    let inside = words.strip_prefix('[')?;
    let symbol = inside.chars().next().filter(|symbol| !matches!(symbol, '[' | ']'))?;
    let rest = &inside[symbol.len_utf8()..];
    let rest = rest.strip_prefix('\u{fe0f}').unwrap_or(rest).strip_prefix(']')?;
    let starred = rest.strip_prefix('*').filter(|rest| ends_box(rest));
    if symbol == 'P' || (starred.is_none() && !ends_box(rest)) {
        return None;
    }
    let symbol = if symbol.is_whitespace() { ' ' } else { symbol };
    let rest = starred.unwrap_or(rest);
    Some((symbol, starred.is_some(), words.len() - rest.len()))
}

/// Whether what follows a box lets it be one.
fn ends_box(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// Takes bytes, and the white space behind them, off the front of inlines.
fn cut_front(inlines: &mut Vec<Inline>, taken: usize) {
    if let Some(Inline::Text(words)) = inlines.first_mut() {
        *words = words.get(taken..).unwrap_or("").trim_start().to_owned();
        if words.is_empty() {
            inlines.remove(0);
        }
    }
    while matches!(inlines.first(), Some(Inline::SoftBreak | Inline::HardBreak)) {
        inlines.remove(0);
    }
}

fn inlines(parent: Node<'_>, depth: usize) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for node in parent.children() {
        inline(node, depth, &mut inlines);
    }
    for inline in &mut inlines {
        if let Inline::Text(words) = inline {
            words.shrink_to_fit();
        }
    }
    inlines.shrink_to_fit();
    inlines
}

/// Collects what is kept for as long as the document: most lists have one member,
/// and room for more is most of what a tree would cost.
fn kept<T>(members: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = members.collect();
    kept.shrink_to_fit();
    kept
}

fn inline(node: Node<'_>, depth: usize, out: &mut Vec<Inline>) {
    if depth > DEPTH {
        return add_text(out, &words(node));
    }
    let inner = || inlines(node, depth + 1);
    let data = node.data();
    let lowered = match &data.value {
        NodeValue::Text(text) => return add_text(out, text),
        NodeValue::Code(code) => Inline::Code(code.literal.clone()),
        NodeValue::Emph => Inline::Emphasis(inner()),
        NodeValue::Strong => Inline::Strong(inner()),
        NodeValue::Strikethrough => Inline::Strike(inner()),
        NodeValue::Link(link) => Inline::Link {
            target: link.url.clone(),
            title: link.title.clone(),
            inlines: inner(),
        },
        NodeValue::WikiLink(link) => {
            Inline::WikiLink { target: link.url.clone(), inlines: inner() }
        }
        NodeValue::Image(image) => Inline::Image {
            target: image.url.clone(),
            title: image.title.clone(),
            alt: words(node),
        },
        NodeValue::SoftBreak => Inline::SoftBreak,
        NodeValue::LineBreak => Inline::HardBreak,
        NodeValue::HtmlInline(html) => Inline::Html(html.clone()),
        NodeValue::FootnoteReference(note) => {
            Inline::FootnoteReference(note.name.clone())
        }
        // Extensions that are not switched on.
        _ => return add_text(out, &words(node)),
    };
    out.push(lowered);
}

/// Adds words, to the words before where there are some.
fn add_text(out: &mut Vec<Inline>, text: &str) {
    if let Some(Inline::Text(words)) = out.last_mut() {
        words.push_str(text);
    } else if !text.is_empty() {
        out.push(Inline::Text(text.to_owned()));
    }
}

/// All words in a node, however deep they stand.
fn words(node: Node<'_>) -> String {
    let mut words = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::document::plain;

    fn lowered(text: &str) -> Vec<Block> {
        let path = SitePath::new("a.md").unwrap();
        let lines = LineIndex::new(text);
        let body = Body { path: &path, text, lines: &lines, start: 0 };
        blocks(&body, &mut Vec::new())
    }

    fn items(blocks: &[Block]) -> &[Item] {
        match &blocks[0].kind {
            BlockKind::List(list) => &list.items,
            kind => unreachable!("a list is expected: {kind:?}"),
        }
    }

    fn boxes(text: &str) -> Vec<String> {
        items(&lowered(text))
            .iter()
            .map(|item| {
                let words = match item.blocks.first().map(|block| &block.kind) {
                    Some(BlockKind::Paragraph(inlines)) => plain(inlines),
                    _ => String::new(),
                };
                match item.mark {
                    Some(mark) => {
                        assert_eq!(mark.span.of(text).chars().next(), Some(mark.symbol));
                        format!(
                            "{}{}:{words}",
                            mark.symbol,
                            if mark.star { "*" } else { "" }
                        )
                    }
                    None => words,
                }
            })
            .collect()
    }

    #[test]
    fn boxes_are_taken_off() {
        let text = "- [ ] a\n- [x]\n- [-] b\n- [ ]* c *d*\n- [ ]*\n- [✅] e\n1";
        assert_eq!(boxes(text), [" :a", "x:", "-:b", " *:c d", " *:", "✅:e 1"]);
        assert_eq!(boxes("1. [ ] **b** c\r2. [X] d"), [" :b c", "X:d"]);
        assert_eq!(boxes("-\t[ ] a\n-   [/] b"), [" :a", "/:b"]);
    }

    #[test]
    fn other_brackets_stay() {
        let text = "- [x](u) a\n- \\[x] b\n- [P] c\n- [US1] d\n- [x]e\n- [] f";
        assert_eq!(boxes(text), ["x a", "[x] b", "[P] c", "[US1] d", "[x]e", "[] f"]);
    }

    #[test]
    fn a_text_that_takes_too_much_is_given_up() {
        let (arena, options) = (Arena::new(), options());
        let text = "*a _b [c](d) `e` ".repeat(2_000);
        assert!(within((&arena, &options), &text, 3).is_none());
        assert!(within_limits(&arena, &text, &options).is_some());
    }

    #[test]
    fn the_library_sees_no_more_markers_on_a_line_than_may_be() {
        for (marker, after) in [(">", "a"), ("> ", "a"), ("- ", "a"), ("1. ", "a")] {
            let text = format!("x\n\n{}{after}\n", marker.repeat(5 * DEPTH));
            let path = SitePath::new("a.md").unwrap();
            let lines = LineIndex::new(&text);
            let body = Body { path: &path, text: &text, lines: &lines, start: 0 };
            let (markdown, first) = cap_prefixes(&body);
            let at = 3 + marker.len() * DEPTH;
            assert_eq!((markdown.find('\\'), first), (Some(at), Some(at)), "{marker:?}");
            assert_eq!(markdown.len(), text.len());
        }
    }

    #[test]
    fn an_item_ends_with_its_words() {
        let text = "- a\n\n  b\n\n\n- c\n\nd\n";
        let blocks = lowered(text);
        let spans: Vec<_> =
            items(&blocks).iter().map(|item| item.span.of(text)).collect();
        assert_eq!(spans, ["- a\n\n  b", "- c"]);
        assert_eq!(blocks[0].span.of(text), "- a\n\n  b\n\n\n- c");
    }
}
