//! A drawn block in pieces: the boxes, groups and lines of a flowchart can be
//! told apart, so that a site can paint and link them.
//!
//! Nothing in it has an id, a style or an address, and every colour is a class
//! of the theme: it can stand in a page, and several times.

use std::borrow::Cow;

use crate::markdown::escape::attribute_of as escape;

/// A drawn block.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is seen.
    pub frame: Frame,
    /// What the author calls it: `accTitle`.
    pub title: Option<String>,
    /// How the author describes it: `accDescr`.
    pub description: Option<String>,
    /// What is drawn, in order.
    pub parts: Vec<Part>,
}

/// A part of a drawing: SVG elements that need no other.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// The id that the author gave it, or the library; may be empty.
    pub id: String,
    /// How far its shapes reach; nothing for words alone.
    pub frame: Option<Frame>,
    /// Where it leads, as the author has it: a web address or a place of the page.
    pub href: Option<String>,
    /// Its elements.
    pub markup: String,
}

/// What a part of a drawing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A box of a flowchart.
    Node,
    /// A subgraph of a flowchart.
    Group,
    /// A line of a flowchart, with its tips.
    Edge,
    /// Anything else.
    Other,
}

/// A rectangle, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Right side.
    pub right: f64,
    /// Lower side.
    pub bottom: f64,
}

/// How a part is painted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paint {
    /// Classes that it gets.
    pub class: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its name, for those who point at it and those who listen.
    pub title: String,
    /// Elements below its own.
    pub below: String,
    /// Elements above its own.
    pub above: String,
}

/// A part as it is kept: its role by its place in [`ROLES`], and numbers by their bits.
type Kept<'k> =
    (usize, Cow<'k, str>, Option<[u64; 4]>, Option<Cow<'k, str>>, Cow<'k, str>);

/// Every role, in the order in which they are numbered.
const ROLES: [Role; 4] = [Role::Node, Role::Group, Role::Edge, Role::Other];

impl Frame {
    fn bits(&self) -> [u64; 4] {
        [self.left, self.top, self.right, self.bottom].map(f64::to_bits)
    }

    fn of_bits(bits: [u64; 4]) -> Self {
        let [left, top, right, bottom] = bits.map(f64::from_bits);
        Self { left, top, right, bottom }
    }
}

impl Picture {
    /// The drawing as an element of a page. `name` is what it is called where its
    /// author says nothing, and `paint` says how a part is painted.
    pub fn svg(
        &self,
        (name, description): (&str, &str),
        paint: &dyn Fn(&Part) -> Option<Paint>,
    ) -> String {
        let Frame { left, top, right, bottom } = self.frame;
        let (width, height) = (right - left, bottom - top);
        let title = self.title.as_deref().unwrap_or(name);
        let description = self.description.as_deref().unwrap_or(description);
        let mut svg = format!(
            "<svg class=\"diagram-svg\" xmlns=\"http://www.w3.org/2000/svg\" \
             width=\"{}\" height=\"{}\" viewBox=\"{} {} {} {}\" role=\"group\">\
             <title>{}</title><desc>{}</desc>",
            width.ceil(),
            height.ceil(),
            short(left),
            short(top),
            short(width),
            short(height),
            escape(title),
            escape(description),
        );
        for part in &self.parts {
            part.write(&mut svg, paint(part));
        }
        svg.push_str("</svg>");
        svg
    }

    /// The picture as bytes, for memory between runs.
    pub fn to_bytes(&self) -> Vec<u8> {
        let parts: Vec<_> = self.parts.iter().map(Part::kept).collect();
        let whole = (self.frame.bits(), &self.title, &self.description, parts);
        serde_json::to_vec(&whole).expect("texts, numbers and lists have a JSON form")
    }

    /// The picture of such bytes; nothing where they are others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        type Whole<'k> = ([u64; 4], Option<String>, Option<String>, Vec<Kept<'k>>);
        let (frame, title, description, parts) =
            serde_json::from_slice::<Whole<'_>>(bytes).ok()?;
        let part = |(role, id, frame, href, markup): Kept<'_>| {
            Some(Part {
                role: *ROLES.get(role)?,
                id: id.into_owned(),
                frame: frame.map(Frame::of_bits),
                href: href.map(Cow::into_owned),
                markup: markup.into_owned(),
            })
        };
        let parts = parts.into_iter().map(part).collect::<Option<_>>()?;
        Some(Self { frame: Frame::of_bits(frame), title, description, parts })
    }

    /// The size in whole CSS pixels.
    pub fn size(&self) -> (u32, u32) {
        let Frame { left, top, right, bottom } = self.frame;
        ((right - left).ceil() as u32, (bottom - top).ceil() as u32)
    }
}

impl Part {
    fn kept(&self) -> Kept<'_> {
        let role = ROLES.iter().position(|role| *role == self.role).unwrap_or_default();
        let href = self.href.as_deref().map(Cow::from);
        let (id, markup) = (Cow::from(&self.id), Cow::from(&self.markup));
        (role, id, self.frame.map(|frame| frame.bits()), href, markup)
    }

    fn write(&self, svg: &mut String, paint: Option<Paint>) {
        let own = self
            .href
            .as_ref()
            .map(|href| Paint { href: Some(href.clone()), ..Paint::default() });
        let role = match self.role {
            Role::Node => "node",
            Role::Group => "group",
            Role::Edge => "edge-of",
            Role::Other => "",
        };
        let Some(paint) = paint.or(own) else {
            if role.is_empty() || self.markup.is_empty() {
                svg.push_str(&self.markup);
            } else {
                svg.push_str(&format!("<g class=\"{role}\">{}</g>", self.markup));
            }
            return;
        };
        let element = if paint.href.is_some() { "a" } else { "g" };
        let class = format!("{role} {}", paint.class);
        svg.push_str(&format!("<{element} class=\"{}\"", escape(class.trim())));
        if let Some(href) = &paint.href {
            svg.push_str(&format!(" href=\"{}\"", escape(href)));
            if href.starts_with("http") {
                svg.push_str(" rel=\"external noopener noreferrer\"");
            }
        }
        svg.push('>');
        if !paint.title.is_empty() {
            svg.push_str(&format!("<title>{}</title>", escape(&paint.title)));
        }
        svg.push_str(&paint.below);
        svg.push_str(&self.markup);
        svg.push_str(&paint.above);
        svg.push_str(&format!("</{element}>"));
    }
}

impl Frame {
    /// A frame that holds nothing yet.
    pub(crate) const EMPTY: Self = Self {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    /// Grows until it holds a point.
    pub(crate) fn hold(&mut self, (x, y): (f64, f64)) {
        self.left = self.left.min(x);
        self.top = self.top.min(y);
        self.right = self.right.max(x);
        self.bottom = self.bottom.max(y);
    }

    /// Whether it holds a point.
    pub(crate) fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// Whether it holds anything.
    pub(crate) fn is_some(&self) -> bool {
        self.left <= self.right && self.top <= self.bottom
    }

    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}

/// A number with at most two places.
pub fn short(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    // There is no minus nought in a drawing.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}
