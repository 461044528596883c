//! From the library's SVG to a picture of ours.
//!
//! What the library draws carries a style sheet, inline styles and ids, and
//! words of strangers. Here its sheet is worked out for each element, as a
//! browser would, and what comes out is written anew: a few shapes and text, with
//! attributes that are numbers, and classes in place of colours. What is not on
//! the lists below does not come through, so nothing needs to be forbidden.

use std::collections::BTreeMap;

use merman::entities::decode_mermaid_entities_to_unicode;
use roxmltree::{Document, Node};
use simplecss::DeclarationTokenizer;
use svgtypes::{SimplePathSegment, SimplifyingPathParser};
use svgtypes::{Transform, TransformListParser, TransformListToken};

use crate::diagram::draw::text_width;
use crate::diagram::path::Pen;
use crate::diagram::picture::{Frame, Part, Picture, Role, short};
use crate::diagram::sheet::Sheet;
use crate::diagram::tone::{Tone, tone};
use crate::diagram::{Problem, SIDE_LIMIT};
use crate::markdown::escape::attribute_of as escape;

/// How deep elements may stand inside each other: each level is a call.
const DEPTH_LIMIT: usize = 400;

/// The size of letters where nothing else is said, in CSS pixels; the style sheet
/// of the theme says the same.
const FONT_SIZE: f64 = 14.0;

/// From one line of words to the next, in units of the size of letters.
const LINE_HEIGHT: f64 = 1.2;

/// A dark shape that is wider and higher may hold words, such as a number at the
/// start of a message.
const HOLDS_WORDS: f64 = 11.5;

/// How much wider or narrower than a pixel a line may be without anybody's seeing it.
const UNSEEN: f64 = 0.25;

/// Rules that go over the library's: words on a line have a halo of the ground
/// in place of a box, and those of class diagrams stand where they were measured.
const OWN_RULES: &str = "\
    .edgeLabel rect, .edgeLabel .background { fill: none !important; stroke: none }\
    [aria-roledescription=classDiagram] .edgeLabel text,\
    [aria-roledescription=classDiagram] .edgeLabel tspan { text-anchor: start }\
    .marker.extension, .marker.aggregation { fill: #fff !important }";

/// Makes a picture of an SVG file; `id` is what all ids of the file start with.
pub fn repaint(svg: &str, id: &str) -> Result<Picture, Problem> {
    let svg = references(svg);
    let document = Document::parse(&svg).map_err(|_| {
        let message = "the drawing cannot be read back".to_owned();
        Problem { line: 1, message }
    })?;
    let root = document.root_element();
    let frame = view_box(&root)?;
    let sheets: Vec<&str> = root
        .descendants()
        .filter(|node| node.has_tag_name("style") || node.tag_name().name() == "style")
        .filter_map(|node| node.text())
        .collect();
    let sheet = Sheet::parse(sheets.into_iter().chain([OWN_RULES]));
    let ids = root
        .descendants()
        .filter_map(|node| Some((node.attribute("id")?, node)))
        .collect();
    let mut painter = Painter {
        sheet: &sheet,
        ids,
        prefix: id,
        parts: Vec::new(),
        dark: Vec::new(),
        too_deep: false,
    };
    let text_of = |name: &str| {
        let child = root.children().find(|node| node.tag_name().name() == name)?;
        let words = words_of(&child);
        (!words.is_empty()).then_some(words)
    };
    let at = At { transform: Transform::default(), style: Style::default(), depth: 0 };
    painter.element(root, &at, &mut Part::other());
    if painter.too_deep {
        let message = "the drawing is nested too deep".to_owned();
        return Err(Problem { line: 1, message });
    }
    painter.parts.retain(|part| !part.markup.is_empty());
    // A picture is kept for as long as a site is.
    for part in &mut painter.parts {
        part.markup.shrink_to_fit();
    }
    painter.parts.shrink_to_fit();
    if painter.parts.is_empty() {
        return Err(Problem { line: 1, message: "the diagram is empty".to_owned() });
    }
    let parts = painter.parts;
    Ok(Picture { frame, title: text_of("title"), description: text_of("desc"), parts })
}

/// What the view box of a drawing shows.
fn view_box(root: &Node<'_, '_>) -> Result<Frame, Problem> {
    let numbers: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ','])
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [left, top, width, height]
            if width > 0.0 && height > 0.0 && left.is_finite() && top.is_finite() =>
        {
            let longest = width.max(height);
            if longest > f64::from(SIDE_LIMIT) {
                let message = format!("the drawing has a side of {} px", longest.round());
                return Err(Problem { line: 1, message });
            }
            Ok(Frame { left, top, right: left + width, bottom: top + height })
        }
        _ => Err(Problem { line: 1, message: "the diagram is empty".to_owned() }),
    }
}

/// Goes through the elements of a drawing.
struct Painter<'d> {
    sheet: &'d Sheet<'d>,
    ids: BTreeMap<&'d str, Node<'d, 'd>>,
    prefix: &'d str,
    parts: Vec<Part>,
    /// Shapes that are as dark as words: words on them are light.
    dark: Vec<Frame>,
    too_deep: bool,
}

/// Where an element stands.
#[derive(Clone)]
struct At {
    transform: Transform,
    style: Style,
    depth: usize,
}

/// What an element looks like: what it says, else what the one around it says.
#[derive(Clone)]
struct Style {
    fill: Option<Tone>,
    stroke: Option<Tone>,
    stroke_width: f64,
    dashes: String,
    font_size: f64,
    weight: Weight,
    slant: Slant,
    anchor: &'static str,
    baseline: &'static str,
    opacity: f64,
    markers: [String; 2],
    is_hidden: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Normal,
    Bold,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slant {
    Upright,
    Italic,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            fill: Some(Tone::Ink),
            stroke: None,
            stroke_width: 1.0,
            dashes: String::new(),
            font_size: FONT_SIZE,
            weight: Weight::Normal,
            slant: Slant::Upright,
            anchor: "start",
            baseline: "",
            opacity: 1.0,
            markers: [String::new(), String::new()],
            is_hidden: false,
        }
    }
}

impl Style {
    /// Takes a declaration in.
    fn declare(&mut self, name: &str, value: &str, around: &Self) {
        let value = value.trim();
        let value = value.strip_suffix("!important").map_or(value, str::trim_end);
        let color = |value: &str, inherited: Option<Tone>| match value {
            "inherit" => inherited,
            "revert" | "unset" | "initial" => Some(Tone::Ink),
            value => tone(value),
        };
        match name {
            "fill" => self.fill = color(value, around.fill),
            "stroke" => self.stroke = color(value, around.stroke),
            "stroke-width" => self.stroke_width = length(value).unwrap_or(1.0),
            "stroke-dasharray" => self.dashes = dashes(value),
            "font-size" => {
                if let Some(size) = font_size(value, around.font_size) {
                    self.font_size = size;
                }
            }
            "font-weight" => {
                let heavy = value.starts_with("bold")
                    || value.parse().is_ok_and(|weight: u32| weight > 500);
                self.weight = if heavy { Weight::Bold } else { Weight::Normal };
            }
            "font-style" => {
                let leans = matches!(value, "italic" | "oblique");
                self.slant = if leans { Slant::Italic } else { Slant::Upright };
            }
            "text-anchor" => {
                self.anchor = match value {
                    "middle" => "middle",
                    "end" => "end",
                    _ => "start",
                }
            }
            "dominant-baseline" | "alignment-baseline" => {
                self.baseline = match value {
                    "middle" => "middle",
                    "central" => "central",
                    "hanging" | "text-before-edge" => "text-before-edge",
                    "text-after-edge" => "text-after-edge",
                    _ => "",
                }
            }
            "opacity" => {
                let own = value.parse::<f64>().unwrap_or(1.0).clamp(0.0, 1.0);
                self.opacity = around.opacity * own;
            }
            "marker-start" => self.markers[0] = local(value),
            "marker-end" => self.markers[1] = local(value),
            "display" => self.is_hidden |= value == "none",
            "visibility" => self.is_hidden = value == "hidden",
            _ => {}
        }
    }
}

impl Part {
    fn other() -> Self {
        Self {
            role: Role::Other,
            id: String::new(),
            frame: None,
            href: None,
            markup: String::new(),
        }
    }
}

impl<'d> Painter<'d> {
    /// Works out what an element looks like.
    fn style(&self, node: Node<'d, 'd>, around: &Style) -> Style {
        let mut style = around.clone();
        // These are not handed down.
        style.markers = [String::new(), String::new()];
        for attribute in node.attributes() {
            style.declare(attribute.name(), attribute.value(), around);
        }
        let mut loud = Vec::new();
        for rule in self.sheet.rules_for(node) {
            for declared in &rule.declarations {
                if declared.important {
                    loud.push((declared.name, declared.value));
                } else {
                    style.declare(declared.name, declared.value, around);
                }
            }
        }
        let own = node.attribute("style").unwrap_or_default();
        let own: Vec<_> = DeclarationTokenizer::from(own).collect();
        for declared in own.iter().filter(|declared| !declared.important) {
            style.declare(declared.name, declared.value, around);
        }
        for (name, value) in loud {
            style.declare(name, value, around);
        }
        for declared in own.iter().filter(|declared| declared.important) {
            style.declare(declared.name, declared.value, around);
        }
        style
    }

    /// Paints an element and what stands in it, into a part.
    fn element(&mut self, node: Node<'d, 'd>, around: &At, into: &mut Part) {
        if around.depth > DEPTH_LIMIT {
            self.too_deep = true;
            return;
        }
        let style = self.style(node, &around.style);
        if style.is_hidden {
            return;
        }
        let own = node.attribute("transform").map(transform).unwrap_or_default();
        let at = At {
            transform: multiplied(around.transform, own),
            style,
            depth: around.depth + 1,
        };
        match node.tag_name().name() {
            "svg" | "g" | "a" => self.container(node, &at, into),
            "switch" => {
                let text = node.children().find(|node| node.tag_name().name() == "text");
                if let Some(child) = text {
                    self.element(child, &at, into);
                }
            }
            "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "path" => {
                self.shape(node, &at, into);
            }
            "text" => self.text(node, &at, into),
            "foreignObject" => self.foreign(node, &at, into),
            _ => {}
        }
    }

    fn container(&mut self, node: Node<'d, 'd>, at: &At, into: &mut Part) {
        let role = self.role(node);
        let href = (node.tag_name().name() == "a").then(|| href(node)).flatten();
        if role.is_none() && href.is_none() {
            // What was drawn so far lies below what follows.
            for child in node.children().filter(Node::is_element) {
                self.element(child, at, into);
                if into.role == Role::Other && into.href.is_none() {
                    self.parts.push(std::mem::replace(into, Part::other()));
                }
            }
            return;
        }
        let (role, id) = role.unwrap_or((Role::Other, String::new()));
        let mut part = Part { role, id, href, ..Part::other() };
        if into.href.is_some() {
            // A box inside of its link.
            part.href = into.href.clone();
        }
        for child in node.children().filter(Node::is_element) {
            self.element(child, at, &mut part);
        }
        self.parts.push(part);
    }

    /// What a group of the library is, and what its author calls it.
    fn role(&self, node: Node<'d, 'd>) -> Option<(Role, String)> {
        let id = node.attribute("id")?.strip_prefix(self.prefix)?.strip_prefix('-')?;
        let classes = node.attribute("class").unwrap_or_default();
        let is = |class: &str| classes.split(' ').any(|word| word == class);
        if is("node")
            && let Some(id) = id.strip_prefix("flowchart-")
        {
            let id = id.rsplit_once('-').map_or(id, |(id, _)| id);
            return Some((Role::Node, id.to_owned()));
        }
        is("cluster").then(|| (Role::Group, id.to_owned()))
    }

    fn shape(&mut self, node: Node<'d, 'd>, at: &At, into: &mut Part) {
        let mut style = at.style.clone();
        let name = node.tag_name().name();
        if name == "line" {
            style.fill = None;
        }
        let stroked = style.stroke.is_some() && style.stroke_width > 0.0;
        let edge = node.attribute("data-edge").and(node.attribute("data-id"));
        if let Some(id) = edge
            && into.role == Role::Other
        {
            self.parts.push(std::mem::replace(into, Part::other()));
            let mut part = Part { role: Role::Edge, id: id.to_owned(), ..Part::other() };
            self.outline(node, at, (&style, &mut part));
            self.parts.push(part);
            return;
        }
        let marked = style.markers.iter().any(|marker| !marker.is_empty());
        if style.opacity == 0.0 || !(stroked || marked || style.fill.is_some()) {
            return;
        }
        self.outline(node, at, (&style, into));
    }

    /// Writes a shape and the tips of its ends.
    fn outline(
        &mut self,
        node: Node<'d, 'd>,
        at: &At,
        (style, into): (&Style, &mut Part),
    ) {
        let Some(geometry) = Geometry::of(node) else { return };
        let bounds = geometry.bounds(&at.transform);
        if !bounds.is_some() {
            return;
        }
        if style.fill == Some(Tone::Ink) && holds_words(&bounds) {
            self.dark.push(bounds);
        }
        let mut frame = into.frame.unwrap_or(Frame::EMPTY);
        frame.hold((bounds.left, bounds.top));
        frame.hold((bounds.right, bounds.bottom));
        into.frame = Some(frame);
        let stroked = style.stroke.is_some() && style.stroke_width > 0.0;
        if stroked || style.fill.is_some() {
            push_shape(&mut into.markup, (&geometry, node), (at, style));
        }
        let ends = geometry.ends();
        for (marker, end) in style.markers.iter().zip(ends) {
            let (Some(marker), Some(end)) = (self.ids.get(marker.as_str()), end) else {
                continue;
            };
            self.tip(*marker, (at, style), (end, into));
        }
    }

    /// Paints the marker of an end where that end is.
    fn tip(
        &mut self,
        marker: Node<'d, 'd>,
        (at, style): (&At, &Style),
        (end, into): (End, &mut Part),
    ) {
        let number = |name: &str, usual: f64| {
            marker.attribute(name).and_then(length).unwrap_or(usual)
        };
        let (width, height) = (number("markerWidth", 3.0), number("markerHeight", 3.0));
        let shown: Vec<f64> = marker
            .attribute("viewBox")
            .unwrap_or_default()
            .split([' ', ','])
            .filter_map(|number| number.parse().ok())
            .collect();
        let fits = match shown[..] {
            [_, _, shown_width, shown_height] if shown_width > 0.0 => {
                (width / shown_width).min(height / shown_height.max(f64::EPSILON))
            }
            _ => 1.0,
        };
        let units = match marker.attribute("markerUnits") {
            Some("userSpaceOnUse") => 1.0,
            _ => style.stroke_width,
        };
        let scale = fits * units;
        let angle = match marker.attribute("orient") {
            Some("auto") => end.angle,
            Some("auto-start-reverse") => {
                end.angle + if end.is_start { std::f64::consts::PI } else { 0.0 }
            }
            Some(degrees) => degrees.parse().unwrap_or(0.0_f64).to_radians(),
            None => 0.0,
        };
        let (sin, cos) = angle.sin_cos();
        let turned = Transform::new(cos, sin, -sin, cos, end.x, end.y);
        let scaled = Transform::new(scale, 0.0, 0.0, scale, 0.0, 0.0);
        let moved = Transform::new(
            1.0,
            0.0,
            0.0,
            1.0,
            -number("refX", 0.0),
            -number("refY", 0.0),
        );
        let placed = multiplied(turned, multiplied(scaled, moved));
        let around = self.style(marker, &Style::default());
        for child in marker.children().filter(Node::is_element) {
            let mut tip = self.style(child, &around);
            let Some(geometry) = Geometry::of(child) else { continue };
            let own = child.attribute("transform").map(transform).unwrap_or_default();
            let inside = At {
                transform: multiplied(at.transform, multiplied(placed, own)),
                style: Style::default(),
                depth: at.depth,
            };
            let bounds = geometry.bounds(&inside.transform);
            if tip.fill == Some(Tone::Ink) {
                if matches!(geometry, Geometry::Circle { .. }) && holds_words(&bounds) {
                    self.dark.push(bounds);
                } else {
                    tip.fill = Some(Tone::Line);
                }
            }
            if tip.fill.is_some() || tip.stroke.is_some() {
                push_shape(&mut into.markup, (&geometry, child), (&inside, &tip));
            }
        }
    }

    fn text(&mut self, node: Node<'d, 'd>, at: &At, into: &mut Part) {
        if words_of(&node).is_empty() {
            return;
        }
        // The place of a text that consists of lines is that of its first one.
        let span = node.children().find(|child| child.tag_name().name() == "tspan");
        let place = |name: &str| {
            let own = node.attribute(name).and_then(length);
            let first = span.and_then(|span| span.attribute(name)).and_then(length);
            own.or(first).unwrap_or(0.0)
        };
        let point = applied(&at.transform, (place("x"), place("y")));
        let mut classes = Vec::new();
        if self.dark.iter().any(|dark| dark.holds(point)) {
            classes.push("on-ink");
        }
        let on_line = node.ancestors().any(|above| {
            above.attribute("class").is_some_and(|class| class.contains("edgeLabel"))
        });
        if on_line {
            classes.push("halo");
        }
        // A text of one line is that line.
        let line = only_line(node);
        let style = line.map(|line| self.style(line, &at.style));
        let style = style.as_ref().unwrap_or(&at.style);
        let origin = move_of(&at.transform);
        let written = Written { style, origin: origin.unwrap_or_default() };
        let (shown, first) = match line {
            Some(line) => (line, None),
            None => (node, lines_of(node).next().filter(is_line)),
        };
        let mut inside = String::new();
        self.spans(shown, (at.depth, written, first), &mut inside);
        into.markup.push_str("<text");
        match line {
            Some(line) => {
                written.push_place(&mut into.markup, (line, &[line, node]), Begins::Text);
            }
            None if lines_of(node).all(|line| is_placed(&line)) => {}
            None => {
                // What moves a text moves its first letter.
                let ways: &[Node<'_, '_>] = if first.is_some() { &[] } else { &[node] };
                written.push_place(&mut into.markup, (node, ways), Begins::Text);
            }
        }
        push_letters(&mut into.markup, style, &Style::default());
        if !classes.is_empty() {
            into.markup.push_str(&format!(" class=\"{}\"", classes.join(" ")));
        }
        if origin.is_none() {
            push_transform(&mut into.markup, &at.transform);
        }
        into.markup.push_str(&format!(">{inside}</text>"));
    }

    /// Writes the words of a text, line by line; `first` is the line that it begins with.
    fn spans(
        &self,
        node: Node<'d, 'd>,
        (depth, around, first): (usize, Written<'_>, Option<Node<'d, 'd>>),
        inside: &mut String,
    ) {
        if depth > DEPTH_LIMIT {
            return;
        }
        for child in node.children() {
            if child.is_text() {
                // The library leaves the entities of an author in words as they are.
                let words = child.text().unwrap_or_default();
                inside.push_str(&escape(&decode_mermaid_entities_to_unicode(words)));
                continue;
            }
            if !is_line(&child) || words_of(&child).is_empty() {
                continue;
            }
            let style = self.style(child, around.style);
            let written = Written { style: &style, ..around };
            let mut attributes = String::new();
            // What moves a text moves its first letter, unless its line says otherwise.
            let is_first = first.is_some_and(|first| first == child);
            let ways: &[Node<'_, '_>] = if is_first { &[child, node] } else { &[child] };
            written.push_place(&mut attributes, (child, ways), Begins::Line);
            push_letters(&mut attributes, &style, around.style);
            if attributes.is_empty() {
                self.spans(child, (depth + 1, written, None), inside);
            } else {
                inside.push_str(&format!("<tspan{attributes}>"));
                self.spans(child, (depth + 1, written, None), inside);
                inside.push_str("</tspan>");
            }
        }
    }

    /// Writes words that the library leaves to HTML as lines of text.
    fn foreign(&mut self, node: Node<'d, 'd>, at: &At, into: &mut Part) {
        let number =
            |name: &str| node.attribute(name).and_then(length).unwrap_or(0.0).max(0.0);
        let place = |name: &str| node.attribute(name).and_then(length).unwrap_or(0.0);
        let (width, height) = (number("width"), number("height"));
        let mut written = Vec::new();
        html_lines(node, &mut written);
        let size = at.style.font_size;
        let room = (width / size).max(1.0);
        let lines: Vec<String> =
            written.iter().flat_map(|line| broken(line, room)).collect();
        if lines.is_empty() {
            return;
        }
        let middle = (place("x") + width / 2.0, place("y") + height / 2.0);
        let moved = move_of(&at.transform);
        let (right, down) = moved.unwrap_or_default();
        let (x, y) = (middle.0 + right, middle.1 + down);
        let step = size * LINE_HEIGHT;
        let first = y - step * (lines.len() - 1) as f64 / 2.0;
        into.markup.push_str("<text text-anchor=\"middle\"");
        let style = Style { anchor: "start", ..at.style.clone() };
        push_letters(&mut into.markup, &style, &Style::default());
        let point = applied(&at.transform, middle);
        if self.dark.iter().any(|dark| dark.holds(point)) {
            into.markup.push_str(" class=\"on-ink\"");
        }
        if moved.is_none() {
            push_transform(&mut into.markup, &at.transform);
        }
        into.markup.push('>');
        for (number, line) in lines.iter().enumerate() {
            // A third of a letter brings its middle to the middle of the line.
            let base = first + step * number as f64 + size * 0.35;
            into.markup.push_str(&format!(
                "<tspan x=\"{}\" y=\"{}\">{}</tspan>",
                short(x),
                short(base),
                escape(line)
            ));
        }
        into.markup.push_str("</text>");
    }
}

fn holds_words(bounds: &Frame) -> bool {
    (bounds.right - bounds.left).min(bounds.bottom - bounds.top) > HOLDS_WORDS
}

/// Where a line ends, and which way it goes there.
#[derive(Clone, Copy)]
struct End {
    x: f64,
    y: f64,
    /// Along the line, in radians.
    angle: f64,
    is_start: bool,
}

/// The outline of a shape.
enum Geometry {
    Rect { x: f64, y: f64, width: f64, height: f64 },
    Circle { x: f64, y: f64, radius: (f64, f64) },
    Path(Vec<SimplePathSegment>),
}

impl Geometry {
    fn of(node: Node<'_, '_>) -> Option<Self> {
        let number =
            |name: &str| node.attribute(name).and_then(length).unwrap_or_default();
        Some(match node.tag_name().name() {
            "rect" => {
                let (width, height) = (number("width"), number("height"));
                if width <= 0.0 || height <= 0.0 {
                    return None;
                }
                Self::Rect { x: number("x"), y: number("y"), width, height }
            }
            "circle" => {
                let radius = (number("r"), number("r"));
                Self::Circle { x: number("cx"), y: number("cy"), radius }
            }
            "ellipse" => {
                let radius = (number("rx"), number("ry"));
                Self::Circle { x: number("cx"), y: number("cy"), radius }
            }
            "line" => Self::Path(lines(&[
                (number("x1"), number("y1")),
                (number("x2"), number("y2")),
            ])),
            "polyline" => Self::Path(lines(&points(node))),
            "polygon" => {
                let mut sides = lines(&points(node));
                sides.push(SimplePathSegment::ClosePath);
                Self::Path(sides)
            }
            "path" => {
                let written = node.attribute("d").unwrap_or_default();
                let path = SimplifyingPathParser::from(written);
                let segments: Vec<_> = path.map_while(Result::ok).collect();
                if segments.is_empty() {
                    return None;
                }
                Self::Path(segments)
            }
            _ => return None,
        })
    }

    /// How far it reaches, controls of curves included.
    fn bounds(&self, transform: &Transform) -> Frame {
        let mut frame = Frame::EMPTY;
        let mut hold = |point: (f64, f64)| frame.hold(applied(transform, point));
        match self {
            Self::Rect { x, y, width, height } => {
                for (right, down) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                    hold((x + width * right, y + height * down));
                }
            }
            Self::Circle { x, y, radius } => {
                for (right, down) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)]
                {
                    hold((x + radius.0 * right, y + radius.1 * down));
                }
            }
            Self::Path(segments) => {
                for segment in segments {
                    match *segment {
                        SimplePathSegment::MoveTo { x, y }
                        | SimplePathSegment::LineTo { x, y } => hold((x, y)),
                        SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => {
                            hold((x1, y1));
                            hold((x2, y2));
                            hold((x, y));
                        }
                        SimplePathSegment::Quadratic { x1, y1, x, y } => {
                            hold((x1, y1));
                            hold((x, y));
                        }
                        SimplePathSegment::ClosePath => {}
                    }
                }
            }
        }
        frame
    }

    /// Both ends of a line.
    fn ends(&self) -> [Option<End>; 2] {
        let mut passed: Vec<(f64, f64)> = Vec::new();
        match self {
            Self::Path(segments) => {
                for segment in segments {
                    match *segment {
                        SimplePathSegment::MoveTo { x, y }
                        | SimplePathSegment::LineTo { x, y } => passed.push((x, y)),
                        SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => {
                            passed.extend([(x1, y1), (x2, y2), (x, y)]);
                        }
                        SimplePathSegment::Quadratic { x1, y1, x, y } => {
                            passed.extend([(x1, y1), (x, y)]);
                        }
                        SimplePathSegment::ClosePath => {}
                    }
                }
            }
            Self::Rect { .. } | Self::Circle { .. } => {}
        }
        passed.dedup();
        let Some(&first) = passed.first() else { return [None, None] };
        // A line without length is a place for its marker.
        let second = passed.get(1).copied().unwrap_or((first.0 + 1.0, first.1));
        if passed.len() < 2 {
            passed.push(second);
        }
        let (last, before) = (passed[passed.len() - 1], passed[passed.len() - 2]);
        let end = |at: (f64, f64), from: (f64, f64), to: (f64, f64)| End {
            x: at.0,
            y: at.1,
            angle: (to.1 - from.1).atan2(to.0 - from.0),
            is_start: at == first,
        };
        [Some(end(first, first, second)), Some(end(last, before, last))]
    }
}

/// A shape as an element, without its look.
struct Placed {
    name: &'static str,
    attributes: String,
    /// How much larger it is told than it was, so that it needs no transform.
    scale: f64,
    /// Whether its element needs the transform of its place.
    is_to_be_moved: bool,
}

impl Geometry {
    /// The shape where it stands. What is only moved is told there, and so is what consists
    /// of points: a transform takes as many bytes as a short line.
    fn placed(&self, node: Node<'_, '_>, (at, style): (&At, &Style)) -> Placed {
        let tag = node.tag_name().name();
        let moved = move_of(&at.transform);
        let (right, down) = moved.unwrap_or_default();
        let mut attributes = String::new();
        let mut push = |name: &str, number: f64| {
            attributes.push_str(&format!(" {name}=\"{}\"", short(number)));
        };
        let name = match self {
            Self::Rect { x, y, width, height } => {
                for (name, place) in [("x", x + right), ("y", y + down)] {
                    // Both are nought where nothing is said.
                    if short(place) != "0" {
                        push(name, place);
                    }
                }
                push("width", *width);
                push("height", *height);
                for name in ["rx", "ry"] {
                    if let Some(radius) = node.attribute(name).and_then(length) {
                        push(name, radius);
                    }
                }
                "rect"
            }
            Self::Circle { x, y, radius } => {
                push("cx", x + right);
                push("cy", y + down);
                if tag == "circle" {
                    push("r", radius.0);
                    "circle"
                } else {
                    push("rx", radius.0);
                    push("ry", radius.1);
                    "ellipse"
                }
            }
            Self::Path(segments) => {
                let is_to_be_moved = moved.is_none() && !style.dashes.is_empty();
                let place = |point: (f64, f64)| match is_to_be_moved {
                    true => point,
                    false => applied(&at.transform, point),
                };
                let scale = if is_to_be_moved { 1.0 } else { scale_of(&at.transform) };
                // A line in a box is none of its sides, which a theme paints.
                let (name, attributes) = match (tag, &segments[..]) {
                    ("line", [from, to]) => {
                        for (segment, [x, y]) in
                            [(from, ["x1", "y1"]), (to, ["x2", "y2"])]
                        {
                            let point = place(end_of(segment));
                            push(x, point.0);
                            push(y, point.1);
                        }
                        ("line", attributes)
                    }
                    _ => ("path", format!(" d=\"{}\"", Pen::path(segments, place))),
                };
                return Placed { name, attributes, scale, is_to_be_moved };
            }
        };
        Placed { name, attributes, scale: 1.0, is_to_be_moved: moved.is_none() }
    }
}

/// Writes a shape with its look.
fn push_shape(
    markup: &mut String,
    (geometry, node): (&Geometry, Node<'_, '_>),
    (at, style): (&At, &Style),
) {
    let placed = geometry.placed(node, (at, style));
    let name = placed.name;
    markup.push('<');
    markup.push_str(name);
    markup.push_str(&placed.attributes);
    let fill = match style.fill {
        None => "no-fill".to_owned(),
        Some(Tone::Ground) => "f-ground".to_owned(),
        Some(Tone::Soft) => "f-soft".to_owned(),
        Some(Tone::Line) => "f-line".to_owned(),
        Some(Tone::Ink) => "f-ink".to_owned(),
        Some(Tone::Hue(hue)) => format!("f-{hue}"),
    };
    let stroke = match style.stroke.filter(|_| style.stroke_width > 0.0) {
        None => None,
        Some(Tone::Ground) => Some("s-ground".to_owned()),
        Some(Tone::Soft) => Some("s-soft".to_owned()),
        Some(Tone::Line | Tone::Ink) => Some("s-line".to_owned()),
        Some(Tone::Hue(hue)) => Some(format!("s-{hue}")),
    };
    let has_stroke = stroke.is_some();
    let classes: Vec<String> = [Some(fill), stroke].into_iter().flatten().collect();
    markup.push_str(&format!(" class=\"{}\"", classes.join(" ")));
    let width = style.stroke_width.min(12.0) * placed.scale;
    let further = if placed.is_to_be_moved { scale_of(&at.transform) } else { 1.0 };
    if has_stroke && (width - 1.0).abs() * further > UNSEEN {
        markup.push_str(&format!(" stroke-width=\"{}\"", short(width)));
    }
    if has_stroke && !style.dashes.is_empty() {
        markup.push_str(&format!(" stroke-dasharray=\"{}\"", style.dashes));
    }
    if style.opacity < 1.0 {
        markup.push_str(&format!(" opacity=\"{}\"", short(style.opacity)));
    }
    if placed.is_to_be_moved {
        push_transform(markup, &at.transform);
    }
    // Some shapes say what they are: who takes part in a step, for example.
    let title = node.children().find(|child| child.tag_name().name() == "title");
    match title.map(|title| words_of(&title)).filter(|words| !words.is_empty()) {
        Some(words) => {
            markup.push_str(&format!("><title>{}</title></{name}>", escape(&words)));
        }
        None => markup.push_str("/>"),
    }
}

/// What the words of a text are written in.
#[derive(Clone, Copy)]
struct Written<'s> {
    style: &'s Style,
    /// Where the text counts from.
    origin: (f64, f64),
}

/// What words begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Text,
    Line,
}

impl Written<'_> {
    /// Writes where a text or a line of one stands; a line that does not say so goes on
    /// from where the words before it end. How far it is moved from there says the first
    /// of `ways` that does.
    fn push_place(
        &self,
        markup: &mut String,
        (node, ways): (Node<'_, '_>, &[Node<'_, '_>]),
        begins: Begins,
    ) {
        let (x, y) = self.origin;
        let number = |node: &Node<'_, '_>, name: &str| {
            let value = node.attribute(name)?.trim();
            match value.strip_suffix("em") {
                Some(number) => Some(length(number)? * self.style.font_size),
                None => length(value),
            }
        };
        for (name, way, origin) in [("x", "dx", x), ("y", "dy", y)] {
            let place = number(&node, name);
            let way_on = ways.iter().find_map(|node| number(node, way));
            if place.is_some() || begins == Begins::Text {
                let place = origin + place.unwrap_or(0.0) + way_on.unwrap_or(0.0);
                if begins == Begins::Line || short(place) != "0" {
                    markup.push_str(&format!(" {name}=\"{}\"", short(place)));
                }
            } else if let Some(way_on) = way_on {
                markup.push_str(&format!(" {way}=\"{}\"", short(way_on)));
            }
        }
    }
}

/// The lines of a text that have words, and words that stand in no line.
fn lines_of<'d>(text: Node<'d, 'd>) -> impl Iterator<Item = Node<'d, 'd>> {
    text.children().filter(|child| !words_of(child).is_empty())
}

/// The only line of a text, where that says where it stands.
fn only_line<'d>(text: Node<'d, 'd>) -> Option<Node<'d, 'd>> {
    let mut lines = lines_of(text);
    let line = lines.next().filter(is_placed)?;
    lines.next().is_none().then_some(line)
}

fn is_line(node: &Node<'_, '_>) -> bool {
    node.tag_name().name() == "tspan"
}

/// Whether a line says where it stands.
fn is_placed(line: &Node<'_, '_>) -> bool {
    let is_told = |name: &str| {
        let value = line.attribute(name).map(str::trim);
        value.is_some_and(|it| length(it.strip_suffix("em").unwrap_or(it)).is_some())
    };
    is_line(line) && is_told("x") && is_told("y")
}

/// How much larger something becomes.
fn scale_of(Transform { a, b, c, d, .. }: &Transform) -> f64 {
    (a * d - b * c).abs().sqrt()
}

/// How far something is moved, where nothing else is done to it.
fn move_of(transform: &Transform) -> Option<(f64, f64)> {
    let Transform { a, b, c, d, e, f } = *transform;
    ([a, b, c, d] == [1.0, 0.0, 0.0, 1.0]).then_some((e, f))
}

/// Writes how letters differ from those around.
fn push_letters(markup: &mut String, style: &Style, around: &Style) {
    if style.font_size != around.font_size {
        markup.push_str(&format!(" font-size=\"{}\"", short(style.font_size)));
    }
    if style.weight != around.weight {
        let weight = if style.weight == Weight::Bold { "bold" } else { "normal" };
        markup.push_str(&format!(" font-weight=\"{weight}\""));
    }
    if style.slant != around.slant {
        let slant = if style.slant == Slant::Italic { "italic" } else { "normal" };
        markup.push_str(&format!(" font-style=\"{slant}\""));
    }
    if style.anchor != around.anchor {
        markup.push_str(&format!(" text-anchor=\"{}\"", style.anchor));
    }
    if style.baseline != around.baseline && !style.baseline.is_empty() {
        markup.push_str(&format!(" dominant-baseline=\"{}\"", style.baseline));
    }
}

fn push_transform(markup: &mut String, transform: &Transform) {
    let Transform { a, b, c, d, e, f } = *transform;
    if [a, b, c, d] != [1.0, 0.0, 0.0, 1.0] {
        let exact = |number: f64| ((number * 10_000.0).round() / 10_000.0).to_string();
        markup.push_str(&format!(
            " transform=\"matrix({} {} {} {} {} {})\"",
            exact(a),
            exact(b),
            exact(c),
            exact(d),
            short(e),
            short(f)
        ));
    } else if e != 0.0 || f != 0.0 {
        markup.push_str(&format!(" transform=\"translate({} {})\"", short(e), short(f)));
    }
}

/// The points of a polygon.
fn points(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    let numbers: Vec<f64> = node
        .attribute("points")
        .unwrap_or_default()
        .split([' ', ',', '\n'])
        .filter_map(|number| number.parse().ok())
        .filter(|number: &f64| number.is_finite())
        .collect();
    numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Where a segment ends.
fn end_of(segment: &SimplePathSegment) -> (f64, f64) {
    match *segment {
        SimplePathSegment::MoveTo { x, y }
        | SimplePathSegment::LineTo { x, y }
        | SimplePathSegment::CurveTo { x, y, .. }
        | SimplePathSegment::Quadratic { x, y, .. } => (x, y),
        SimplePathSegment::ClosePath => (0.0, 0.0),
    }
}

/// Lines from one point to the next.
fn lines(points: &[(f64, f64)]) -> Vec<SimplePathSegment> {
    let line = |(at, (x, y)): (usize, &(f64, f64))| match at {
        0 => SimplePathSegment::MoveTo { x: *x, y: *y },
        _ => SimplePathSegment::LineTo { x: *x, y: *y },
    };
    points.iter().enumerate().map(line).collect()
}

/// A number of CSS pixels.
fn length(value: &str) -> Option<f64> {
    let value = value.trim();
    let number: f64 = value.strip_suffix("px").unwrap_or(value).trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn font_size(value: &str, around: f64) -> Option<f64> {
    let of = |number: &str, unit: f64| Some(number.trim().parse::<f64>().ok()? * unit);
    let size = if let Some(number) = value.strip_suffix("rem") {
        of(number, FONT_SIZE)?
    } else if let Some(number) = value.strip_suffix("em") {
        of(number, around)?
    } else if let Some(number) = value.strip_suffix('%') {
        of(number, around / 100.0)?
    } else if let Some(number) = value.strip_suffix("pt") {
        of(number, 4.0 / 3.0)?
    } else {
        length(value)?
    };
    size.is_finite().then(|| size.clamp(6.0, 72.0))
}

/// The lengths of dashes; nothing for a line that has none.
fn dashes(value: &str) -> String {
    let lengths: Vec<f64> =
        value.split([' ', ',']).filter_map(length).filter(|dash| *dash >= 0.0).collect();
    if lengths.iter().skip(1).all(|gap| *gap == 0.0) && lengths.len() != 1
        || lengths.iter().all(|dash| *dash == 0.0)
    {
        return String::new();
    }
    lengths.into_iter().map(short).collect::<Vec<_>>().join(" ")
}

/// The id that `url(#…)` names.
fn local(value: &str) -> String {
    let id = value.trim().strip_prefix("url(").and_then(|rest| rest.strip_suffix(')'));
    let id = id.map(|id| id.trim_matches(['"', '\'', ' ']));
    id.and_then(|id| id.strip_prefix('#')).unwrap_or_default().to_owned()
}

/// Where a link of an author may lead: to the web, or to a place of the page.
fn href(node: Node<'_, '_>) -> Option<String> {
    let target = node
        .attributes()
        .find(|attribute| attribute.name() == "href")
        .map(|attribute| attribute.value().trim())?;
    let lower = target.to_ascii_lowercase();
    let leads = lower.starts_with("https://")
        || lower.starts_with("http://")
        || (lower.starts_with('#') && lower.len() > 1);
    leads.then(|| target.to_owned())
}

fn transform(value: &str) -> Transform {
    TransformListParser::from(value).map_while(Result::ok).fold(
        Transform::default(),
        |sum, token| {
            let one = match token {
                TransformListToken::Matrix { a, b, c, d, e, f } => {
                    Transform::new(a, b, c, d, e, f)
                }
                TransformListToken::Translate { tx, ty } => {
                    Transform::new(1.0, 0.0, 0.0, 1.0, tx, ty)
                }
                TransformListToken::Scale { sx, sy } => {
                    Transform::new(sx, 0.0, 0.0, sy, 0.0, 0.0)
                }
                TransformListToken::Rotate { angle } => {
                    let (sin, cos) = angle.to_radians().sin_cos();
                    Transform::new(cos, sin, -sin, cos, 0.0, 0.0)
                }
                TransformListToken::SkewX { angle } => {
                    Transform::new(1.0, 0.0, angle.to_radians().tan(), 1.0, 0.0, 0.0)
                }
                TransformListToken::SkewY { angle } => {
                    Transform::new(1.0, angle.to_radians().tan(), 0.0, 1.0, 0.0, 0.0)
                }
            };
            multiplied(sum, one)
        },
    )
}

/// A transform after another: what `inner` places, `outer` moves.
fn multiplied(outer: Transform, inner: Transform) -> Transform {
    Transform::new(
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        outer.a * inner.e + outer.c * inner.f + outer.e,
        outer.b * inner.e + outer.d * inner.f + outer.f,
    )
}

fn applied(transform: &Transform, (x, y): (f64, f64)) -> (f64, f64) {
    let Transform { a, b, c, d, e, f } = *transform;
    (a * x + c * y + e, b * x + d * y + f)
}

/// The words in an element, on one line.
fn words_of(node: &Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    let text: String = texts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a label in HTML.
fn html_lines(node: Node<'_, '_>, lines: &mut Vec<String>) {
    let mut open = String::new();
    for part in node.descendants() {
        let starts_line = part.is_element()
            && matches!(part.tag_name().name(), "br" | "p" | "div" | "li");
        if starts_line && !open.trim().is_empty() {
            lines.push(std::mem::take(&mut open));
        }
        if part.is_text() {
            open.push_str(part.text().unwrap_or_default());
        }
    }
    if !open.trim().is_empty() {
        lines.push(open);
    }
}

/// Breaks a line between words where it is wider than its room.
fn broken(line: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match lines.last_mut() {
            Some(last) if text_width(last) + text_width(word) + 0.28 <= room => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Puts right every reference and character that XML does not know.
fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '&' || is_forbidden(c)) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(after) = rest.strip_prefix('&') {
            let reference = after.split_once(';').map(|(name, _)| name);
            match reference {
                Some("nbsp") => {
                    out.push('\u{a0}');
                    rest = &after["nbsp;".len()..];
                }
                Some(name) if is_reference(name) => {
                    out.push('&');
                    rest = after;
                }
                _ => {
                    out.push_str("&amp;");
                    rest = after;
                }
            }
        } else {
            out.push('\u{fffd}');
            let length = rest.chars().next().map_or(0, char::len_utf8);
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    out
}

/// Whether XML forbids a character, even as a reference.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether XML knows what stands between `&` and `;`.
fn is_reference(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else {
        return matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).is_some_and(|c| !is_forbidden(c))
        && !number.starts_with(['X', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(body: &str) -> Picture {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             id=\"d\" viewBox=\"0 0 10 20\">{body}</svg>"
        );
        repaint(&svg, "d").unwrap()
    }

    #[test]
    fn only_shapes_words_and_numbers_come_through() {
        let picture = painted(
            "<script>alert(1)</script><style>.a{fill:red}</style>\
             <a xlink:href=\"javascript:x\"><text x=\"1\" onclick=\"x()\">a &nbsp; &lt;b&gt;</text></a>\
             <image href=\"https://example.org/x.png\"/>\
             <rect class=\"a\" width=\"4\" height=\"3.14159\" style=\"stroke:url(http://x)\" id=\"d-x\"/>",
        );
        let svg = picture.svg(("Name", "Words"), &|_| None);
        assert_eq!(
            svg,
            "<svg class=\"diagram-svg\" xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" \
             height=\"20\" viewBox=\"0 0 10 20\" role=\"group\"><title>Name</title>\
             <desc>Words</desc><text x=\"1\">a \u{a0} &lt;b&gt;</text>\
             <rect width=\"4\" height=\"3.14\" class=\"f-0 s-line\"/></svg>"
        );
    }

    #[test]
    fn a_tip_stands_at_the_end_of_its_line() {
        let picture = painted(
            "<defs><marker id=\"m\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"10\" \
             markerHeight=\"10\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
             <path d=\"M0 0L10 5L0 10z\"/></marker></defs>\
             <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"20\" stroke=\"#333\" marker-end=\"url(#m)\"/>",
        );
        assert!(
            picture.parts[0].markup.ends_with(
                "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"20\" class=\"no-fill s-line\"/>\
                 <path d=\"M5 10l-5 10-5-10z\" class=\"f-line\"/>"
            ),
            "{}",
            picture.parts[0].markup
        );
    }

    #[test]
    fn what_is_moved_is_told_where_it_stands() {
        let of = |body: &str| {
            let picture =
                painted(&format!("<g transform=\"translate(10,5)\">{body}</g>"));
            picture.parts.into_iter().map(|part| part.markup).collect::<String>()
        };
        let line = "<tspan x=\"0\" y=\"-0.1em\" dy=\"1.1em\">one</tspan>";
        let only = format!("<text y=\"-10.1\">{line}</text>");
        assert_eq!(of(&only), "<text x=\"10\" y=\"19\">one</text>");
        let several = format!("<text>{line}<tspan x=\"1\" y=\"2em\">two</tspan></text>");
        assert_eq!(
            of(&several),
            "<text><tspan x=\"10\" y=\"19\">one</tspan><tspan x=\"11\" y=\"33\">two</tspan></text>"
        );
        assert_eq!(
            of("<text x=\"3\">four <tspan dy=\"2\">five</tspan></text>"),
            "<text x=\"13\" y=\"5\">four <tspan dy=\"2\">five</tspan></text>"
        );
        let moved = "<text dy=\"1em\"><tspan x=\"0\" dy=\"1em\">one</tspan>\
                     <tspan x=\"0\" dy=\"2\">two</tspan></text>";
        assert_eq!(
            of(moved),
            "<text x=\"10\" y=\"5\"><tspan x=\"10\" dy=\"14\">one</tspan>\
             <tspan x=\"10\" dy=\"2\">two</tspan></text>",
            "a line that says how it is moved is not moved with its text as well"
        );
        assert_eq!(
            of("<text dy=\"4\"><tspan x=\"0\" y=\"0\">one</tspan></text>"),
            "<text x=\"10\" y=\"9\">one</text>"
        );
        assert_eq!(
            of("<rect x=\"1\" width=\"2\" height=\"3\"/>"),
            "<rect x=\"11\" y=\"5\" width=\"2\" height=\"3\" class=\"f-ink\"/>"
        );
        assert_eq!(
            of("<path transform=\"scale(2)\" stroke=\"#333\" d=\"M1 1L5 5z\"/>"),
            "<path d=\"M12 7l8 8z\" class=\"f-ink s-line\" stroke-width=\"2\"/>"
        );
        let dashed = of("<path transform=\"scale(2)\" fill=\"none\" stroke=\"#333\" \
             stroke-dasharray=\"2 3\" d=\"M1 1L5 5\"/>");
        assert_eq!(
            dashed,
            "<path d=\"M1 1l4 4\" class=\"no-fill s-line\" stroke-dasharray=\"2 3\" \
             transform=\"matrix(2 0 0 2 10 5)\"/>"
        );
    }
}
