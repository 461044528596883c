//! Drawing: from a Mermaid block to an SVG file.
//!
//! The file is shown by `<img>`, where nothing of it can run or be clicked. It
//! is cleaned all the same, for a reader may open it on its own: no script, no
//! handler, no link, nothing that is fetched. Labels are SVG text, which is
//! whole in any font; a label in HTML is cut off where the reader's font is
//! wider than the one that was measured.

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, SvgEnvironment, SvgRenderOptions,
    TextMeasurementPolicy, TextMeasurementProfile, TextMeasurementProfileIdentity,
    TextStyle, sanitize_svg_id,
};
use merman::{
    Engine, MermaidConfig, OperationControl, RenderError, RenderOutput, RenderRequest,
    Renderer, SvgRequest,
};
use serde_json::json;
use unicode_width::UnicodeWidthChar;

use crate::diagram::{Problem, SIDE_LIMIT, bounded, line_of};

/// The fonts of every label: three of the same widths, then whatever there is.
const FONTS: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/// How much wider than measured a label may come out in the reader's font.
const ROOM: f64 = 1.08;

/// A drawn block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The file.
    pub svg: String,
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
}

/// Draws a block of any kind; `id` goes before every id of the file.
///
/// The renderer's default limits hold, so that a small block cannot ask for
/// hours of layout.
pub fn draw(source: &str, id: &str) -> Result<Drawn, Problem> {
    bounded(source)?;
    let request = SvgRequest {
        environment: environment()?,
        options: SvgRenderOptions {
            diagram_id: Some(sanitize_svg_id(id)),
            ..SvgRenderOptions::default()
        },
        ..SvgRequest::default()
    };
    let renderer = Renderer::new().with_engine(Engine::new().with_site_config(config()));
    let request = RenderRequest::svg(source, OperationControl::new(), request);
    match renderer.render(request) {
        Ok(RenderOutput::Svg(Some(output))) => clean(output.svg()),
        Ok(_) | Err(RenderError::NoDiagram) => {
            let message = "the block holds no diagram of a known kind".to_owned();
            Err(Problem { line: 1, message })
        }
        Err(error) => Err(problem(source, &error)),
    }
}

/// Estimates how wide a text stands, in units of its font size.
///
/// The widths are those of Helvetica, which Arial and Liberation Sans share.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    let thousandths = match c {
        '\u{300}'..='\u{36f}' => 0,
        'i' | 'j' | 'l' | '\'' => 222,
        '|' => 260,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | '[' | '\\' | ']' | 'I' | 'f' | 't' => {
            278
        }
        '(' | ')' | '-' | '`' | '{' | '}' | 'r' => 334,
        '"' => 355,
        '*' => 389,
        '^' => 469,
        'J' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        '#' | '$' | '0'..='9' | '?' | 'L' | '_' | 'a'..='z' => match c {
            'm' => 833,
            'w' => 722,
            _ => 556,
        },
        '+' | '<' | '=' | '>' | '~' => 584,
        'F' | 'T' | 'Z' => 611,
        '&' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722,
        'G' | 'O' | 'Q' => 778,
        'M' => 833,
        '%' => 889,
        'W' => 944,
        '@' => 1015,
        c => match c.width().unwrap_or(0) {
            0 => 0,
            1 if c.is_uppercase() => 722,
            1 => 600,
            _ => 1000,
        },
    };
    f64::from(thousandths) / 1000.0
}

/// What the renderer measures with: our estimate, and nothing of the machine.
fn environment() -> Result<SvgEnvironment, Problem> {
    let measurer =
        DeterministicTextMeasurer::default().with_width_callback(|text, style| {
            let weight = if is_bold(style) { 1.07 } else { 1.0 };
            text_width(text) * weight * ROOM * style.font_size.clamp(1.0, 400.0)
        });
    let identity = MeasurementProfileId::new("ouro-sans")
        .and_then(|id| TextMeasurementProfileIdentity::new(id, "1"))
        .map_err(|error| Problem { line: 1, message: error.to_string() })?;
    let profile = TextMeasurementProfile::new(identity, measurer);
    let policy = TextMeasurementPolicy::uniform(profile);
    Ok(SvgEnvironment::deterministic().with_text_measurement_policy(policy))
}

fn is_bold(style: &TextStyle) -> bool {
    style.font_weight.as_deref().is_some_and(|weight| {
        weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u32| weight > 500)
    })
}

/// What a block may not change by a directive of its own is listed as `secure`.
fn config() -> MermaidConfig {
    MermaidConfig::from_value(json!({
        "htmlLabels": false,
        "flowchart": { "htmlLabels": false },
        "class": { "htmlLabels": false },
        "securityLevel": "strict",
        "fontFamily": FONTS,
        "themeVariables": { "fontFamily": FONTS },
        "theme": "default",
        "look": "classic",
        "secure": [
            "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges",
            "suppressErrorRendering", "themeCSS", "htmlLabels", "fontFamily", "look",
            "layout", "elk", "darkMode", "deterministicIds", "arrowMarkerAbsolute",
        ],
    }))
}

/// Puts an error of the renderer into our words.
fn problem(source: &str, error: &RenderError) -> Problem {
    match error {
        RenderError::Parse(diagnostic) => {
            let details = diagnostic.terminal_diagnostic_details();
            let line = details.span.map_or(1, |span| line_of(source, span.start));
            let message = diagnostic.terminal_safe_message();
            Problem { line, message: in_our_words(&message) }
        }
        RenderError::ResourceLimitExceeded(_) => {
            let message = "the diagram is too large to be laid out".to_owned();
            Problem { line: 1, message }
        }
        error => Problem { line: 1, message: one_line(&error.to_string()) },
    }
}

/// Takes the renderer's own names out of a message.
pub(crate) fn in_our_words(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("Unsupported diagram type: ") {
        let kind = rest.split(';').next().unwrap_or(rest);
        return format!("a diagram of the kind `{}` cannot be drawn", one_line(kind));
    }
    let words = message.strip_prefix("Diagram parse error (");
    one_line(
        words.and_then(|rest| rest.split_once("): ")).map_or(message, |(_, rest)| rest),
    )
}

/// Makes one short line of a message of any shape.
fn one_line(message: &str) -> String {
    let words: Vec<_> = message.split_whitespace().collect();
    let line = words.join(" ");
    let line = line.trim_end_matches('.');
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// What we add to the renderer's style: words on a line get a halo in place of a
/// half-transparent box, and those of class diagrams stand where they were measured.
const STYLE: &str = "<style>\
    .edgeLabel text{paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}\
    .edgeLabel rect{opacity:0 !important}\
    [aria-roledescription=\"classDiagram\"] .edgeLabel text,\
    [aria-roledescription=\"classDiagram\"] .edgeLabel tspan{text-anchor:start}</style>";

/// Elements that are left out with all that stands in them.
const DROPPED: [&str; 17] = [
    "script",
    "iframe",
    "object",
    "embed",
    "link",
    "meta",
    "base",
    "form",
    "input",
    "button",
    "video",
    "audio",
    "animate",
    "animatemotion",
    "animatetransform",
    "set",
    "handler",
];

/// Attributes that name something to fetch, whatever they say.
const FETCHING: [&str; 8] =
    ["srcset", "poster", "background", "action", "formaction", "ping", "target", "data"];

/// Cleans a drawing and states its size.
///
/// The renderer sanitises what it writes. This is the second lock, and it makes
/// the file well-formed, since `<img>` shows nothing of one that is not.
fn clean(svg: &str) -> Result<Drawn, Problem> {
    let mut out = String::with_capacity(svg.len());
    let mut size = None;
    let mut dropping: Option<(String, usize)> = None;
    let mut in_style = false;
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        if dropping.is_none() {
            let text = &rest[..start];
            if in_style {
                push_css(&mut out, text);
            } else {
                push_text(&mut out, text);
            }
        }
        rest = &rest[start..];
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if rest.starts_with("<![CDATA[") {
            let (inside, after) = rest[9..].split_once("]]>").unwrap_or((&rest[9..], ""));
            if dropping.is_none() {
                push_text(&mut out, &inside.replace('&', "&amp;").replace('<', "&lt;"));
            }
            rest = after;
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        let Some(tag) = Tag::read(tag) else { continue };
        let name = tag.name.to_ascii_lowercase();
        if let Some((dropped, depth)) = &mut dropping {
            match tag.kind {
                TagKind::Open if name == *dropped => *depth += 1,
                TagKind::Close if name == *dropped => *depth -= 1,
                TagKind::Open | TagKind::Close | TagKind::Empty => {}
            }
            if *depth == 0 {
                dropping = None;
            }
            continue;
        }
        if DROPPED.contains(&name.as_str()) {
            if tag.kind == TagKind::Open {
                dropping = Some((name, 1));
            }
            continue;
        }
        in_style = name == "style" && tag.kind == TagKind::Open;
        if size.is_none() && name == "svg" {
            let found = tag.size();
            size = Some(found);
            tag.write(&mut out, Some(found));
            out.push_str(STYLE);
        } else {
            tag.write(&mut out, None);
        }
    }
    match size {
        Some((width, height)) if width.max(height) > SIDE_LIMIT => {
            let message = format!("the drawing has a side of {} px", width.max(height));
            Err(Problem { line: 1, message })
        }
        Some((width, height)) if width > 0 && height > 0 => {
            out.push('\n');
            Ok(Drawn { svg: out, width, height })
        }
        _ => Err(Problem { line: 1, message: "the diagram is empty".to_owned() }),
    }
}

/// The length of the tag that a text starts with; `>` inside quotes does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TagKind {
    Open,
    Close,
    Empty,
}

/// A tag with its attributes, as written.
struct Tag<'t> {
    kind: TagKind,
    name: &'t str,
    attributes: Vec<(&'t str, &'t str)>,
}

impl<'t> Tag<'t> {
    /// Reads `<name a="b">`; nothing for declarations and instructions.
    fn read(tag: &'t str) -> Option<Self> {
        let inner = tag.strip_prefix('<')?;
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        let (kind, inner) = if let Some(inner) = inner.strip_prefix('/') {
            (TagKind::Close, inner)
        } else if let Some(inner) = inner.strip_suffix('/') {
            (TagKind::Empty, inner)
        } else {
            (TagKind::Open, inner)
        };
        let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
        let name = &inner[..end];
        if !is_name(name) {
            return None;
        }
        let mut attributes = Vec::new();
        let mut rest = inner[end..].trim_start();
        while let Some((key, value)) = rest.split_once('=') {
            let key = key.trim();
            let value = value.trim_start();
            let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
            else {
                break;
            };
            let Some((value, after)) = value[1..].split_once(quote) else { break };
            if is_name(key) && !attributes.iter().any(|(known, _)| *known == key) {
                attributes.push((key, value));
            }
            rest = after.trim_start();
        }
        Some(Self { kind, name, attributes })
    }

    /// The size that the view box of a root states.
    fn size(&self) -> (u32, u32) {
        let view_box = self.attributes.iter().find(|(key, _)| *key == "viewBox");
        let numbers: Vec<f64> = view_box
            .map(|(_, value)| {
                value.split([' ', ',']).filter_map(|number| number.parse().ok()).collect()
            })
            .unwrap_or_default();
        match numbers[..] {
            [_, _, width, height] => (width.ceil() as u32, height.ceil() as u32),
            _ => (0, 0),
        }
    }

    /// Writes what may stay; `size` is given for the root.
    fn write(&self, out: &mut String, size: Option<(u32, u32)>) {
        // A link becomes a group: the renderer puts a node's place on its link.
        let name = if self.name.eq_ignore_ascii_case("a") { "g" } else { self.name };
        out.push_str(if self.kind == TagKind::Close { "</" } else { "<" });
        out.push_str(name);
        for &(key, value) in &self.attributes {
            if name == "g" && key.ends_with("href") {
                continue;
            }
            let sized = size.is_some() && matches!(key, "width" | "height" | "style");
            let set_below = name == "foreignObject" && key == "overflow";
            if sized || set_below || !is_allowed(key, value) {
                continue;
            }
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            push_text(out, &value.replace('"', "&quot;").replace('<', "&lt;"));
            out.push('"');
        }
        // Four kinds keep labels in HTML: they may stand out, but are never cut.
        if name == "foreignObject" && self.kind == TagKind::Open {
            out.push_str(" overflow=\"visible\"");
        }
        if let Some((width, height)) = size {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        out.push_str(if self.kind == TagKind::Empty { "/>" } else { ">" });
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
}

/// Whether an attribute neither runs nor fetches anything.
fn is_allowed(key: &str, value: &str) -> bool {
    let key = key.to_ascii_lowercase();
    if key.starts_with("on") || FETCHING.contains(&key.as_str()) {
        return false;
    }
    if matches!(key.as_str(), "href" | "xlink:href" | "src") {
        let value = value.trim();
        let image = ["png", "jpeg", "gif", "webp"]
            .iter()
            .any(|kind| value.starts_with(&format!("data:image/{kind};base64,")));
        return value.starts_with('#') || image;
    }
    is_local(value)
}

/// Whether a style or a presentation attribute refers to this file only.
fn is_local(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    // An escape could spell `url` in another way, and no label needs one.
    let hidden = css.contains('\\') && css.contains('(');
    let fetches = css.match_indices("url(").any(|(at, found)| {
        let target = css[at + found.len()..].trim_start();
        let target = target.trim_start_matches(['"', '\'']);
        let target = target.strip_prefix("&quot;").unwrap_or(target);
        !target.starts_with('#')
    });
    let named = ["image-set(", "@import", "@font-face", "javascript:", "expression("];
    !hidden && !fetches && !named.iter().any(|name| css.contains(name))
}

/// Writes a style sheet without the rules and declarations that fetch something.
fn push_css(out: &mut String, css: &str) {
    if is_local(css) {
        push_text(out, css);
        return;
    }
    for part in css.split_inclusive(['{', ';', '}']) {
        if is_local(part) {
            push_text(out, part);
        } else if let Some(end) = part.chars().last().filter(|c| matches!(c, '{' | '}')) {
            out.push(end);
        }
    }
}

/// Writes text with every reference and character that XML does not know put right.
fn push_text(out: &mut String, text: &str) {
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

    #[test]
    fn nothing_that_runs_or_fetches_stays() {
        let svg = "<svg viewBox=\"0 0 10.2 20\" width=\"100%\" onload=\"x()\">\
            <script>alert(1)</script><a xlink:href=\"javascript:x\"><text>a &nbsp; &foo; b</text></a>\
            <image href=\"https://example.org/x.png\"/><rect fill=\"url(#a)\" style=\"fill:url(http://x)\"/>\
            <style>.a{fill:red;background:url(//x)}.b{fill:url(#c)}</style></svg>";
        let drawn = clean(svg).unwrap();
        assert_eq!((drawn.width, drawn.height), (11, 20));
        assert_eq!(
            drawn.svg,
            STYLE.replacen(
                "",
                "<svg viewBox=\"0 0 10.2 20\" width=\"11\" height=\"20\">",
                1
            ) + "<g><text>a \u{a0} &amp;foo; b</text></g><image/><rect fill=\"url(#a)\"/>\
            <style>.a{fill:red;}.b{fill:url(#c)}</style></svg>\n"
        );
    }

    #[test]
    fn a_drawing_is_the_same_each_time() {
        let source = "graph LR\n A[one] --> B[two]";
        assert_eq!(draw(source, "x"), draw(source, "x"));
        assert!(draw(source, "x").unwrap().svg.contains("one"));
        assert!(draw("nothing known", "x").is_err());
    }
}
