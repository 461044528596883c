//! A graph as SVG: inside a page, and as a file of its own.
//!
//! Inside a page, colours, fonts and dashes come from the theme's style sheet
//! through classes; nothing is styled here, so one drawing serves light, dark and
//! paper, and the policy that forbids inline styles holds. The state icons are
//! symbols of the page. A file leaves the site, so it has its own of both.

use crate::markdown::escape::attribute_of as escape;
use crate::site::fit::TEXT_LEFT;
use crate::site::view::{Drawing, DrawnBand, DrawnEdge, DrawnNode, DrawnTip, GraphView};

/// From one line of words to the next, and the height of the line of the id.
const LINE_HEIGHT: u32 = 15;
const ID_HEIGHT: u32 = 14;

/// From the left side of a box to its icon.
const ICON_LEFT: u32 = 9;

/// The size of an icon.
const ICON: u32 = 16;

/// The height of the bar at the foot of a box that stands for many tasks, and
/// how far it is from the sides.
const BAR: u32 = 5;
const BAR_ROOM: u32 = 9;

/// What a file brings along: the colours of the default theme, light and dark.
const STYLE: &str = include_str!("graph_file.css");

/// The state icons, which a page has once for all its drawings.
const SYMBOLS: &str = include_str!("graph_file_symbols.svg");

/// Where a drawing stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In a page, whose links it shares.
    InPage,
    /// In a page, around one of its boxes.
    Around(usize),
    /// Alone, where relative links lead nowhere.
    Alone,
}

/// Draws a graph for a page.
pub fn draw(graph: &GraphView) -> String {
    let Some(drawing) = &graph.drawing else { return String::new() };
    let id = escape(&graph.id);
    let (width, height) = (drawing.width, drawing.height);
    let mut svg = format!(
        "<svg class=\"graph-svg\" xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"group\" aria-labelledby=\"{id}-title {id}-desc\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
        escape(&graph.title),
        escape(&graph.description),
    );
    push_drawing(&mut svg, drawing, Stands::InPage);
    svg.push_str("</svg>");
    svg
}

/// Draws what is around one of the boxes, for a page. Such drawings are many on a
/// page, so they have no ids.
pub fn around(title: &str, drawing: &Drawing, middle: usize) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut svg = format!(
        "<svg class=\"graph-svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{}\">",
        escape(title),
    );
    push_drawing(&mut svg, drawing, Stands::Around(middle));
    svg.push_str("</svg>");
    svg
}

/// Draws a graph as a file of its own: with styles, icons and no links.
pub fn file(title: &str, drawing: &Drawing) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut svg = format!(
        "<svg class=\"graph-svg\" xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n{SYMBOLS}\
         <rect class=\"sheet\" width=\"{width}\" height=\"{height}\"/>\n",
        escape(title),
    );
    push_drawing(&mut svg, drawing, Stands::Alone);
    svg.push_str("</svg>\n");
    svg
}

fn push_drawing(svg: &mut String, drawing: &Drawing, stands: Stands) {
    for band in &drawing.bands {
        push_band(svg, band);
    }
    svg.push_str("<g class=\"edges\" aria-hidden=\"true\">");
    // What lies on the critical path is drawn last, above the others.
    for edge in drawing.edges.iter().filter(|edge| !edge.critical) {
        push_edge(svg, edge, stands);
    }
    for edge in drawing.edges.iter().filter(|edge| edge.critical) {
        push_edge(svg, edge, stands);
    }
    svg.push_str("</g>");
    // Words stand over the lines.
    for band in &drawing.bands {
        let (x, y, label) = (band.x + 12, band.y + 20, escape(&band.label));
        svg.push_str(&format!(
            "<text class=\"label\" x=\"{x}\" y=\"{y}\">{label}</text>"
        ));
    }
    for (index, node) in drawing.nodes.iter().enumerate() {
        push_node(svg, (index, node), stands);
    }
}

fn push_band(svg: &mut String, band: &DrawnBand) {
    let DrawnBand { x, y, width, height, .. } = band;
    svg.push_str(&format!(
        "<g class=\"band\"><title>{}</title>\
         <rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"8\"/></g>",
        escape(&band.title),
    ));
}

/// The outline of the tip of a line.
pub fn tip_path(DrawnTip { x, y, points }: &DrawnTip) -> String {
    let shape = match *points {
        "left" => "l8 -4v8z",
        "down" => "l-4 -8h8z",
        "up" => "l-4 8h8z",
        _ => "l-8 -4v8z",
    };
    format!("M{x} {y}{shape}")
}

fn push_edge(svg: &mut String, edge: &DrawnEdge, stands: Stands) {
    let critical = if edge.critical { " critical" } else { "" };
    let (kind, path) = (escape(edge.kind), escape(&edge.path));
    let ends = match stands {
        Stands::Around(_) => String::new(),
        Stands::InPage | Stands::Alone => {
            format!(" data-from=\"{}\" data-to=\"{}\"", edge.from, edge.to)
        }
    };
    svg.push_str(&format!("<path class=\"edge {kind}{critical}\"{ends} d=\"{path}\"/>"));
    if let Some(tip) = &edge.tip {
        let shape = tip_path(tip);
        svg.push_str(&format!(
            "<path class=\"tip {kind}{critical}\"{ends} d=\"{shape}\"/>"
        ));
    }
    if let Some(label) = &edge.label {
        let (x, y, text) = (label.x, label.y, escape(&label.text));
        svg.push_str(&format!(
            "<text class=\"count\" text-anchor=\"middle\" x=\"{x}\" y=\"{y}\">{text}</text>"
        ));
    }
}

fn push_node(svg: &mut String, (index, node): (usize, &DrawnNode), stands: Stands) {
    let state = escape(node.state.key);
    let critical = if node.critical { " critical" } else { "" };
    let foreign = if node.foreign { " foreign" } else { "" };
    let many = if node.many { " many" } else { "" };
    let middle = if stands == Stands::Around(index) { " middle" } else { "" };
    let class = format!("node state-{state}{critical}{foreign}{many}{middle}");
    let (x, y, width, height) = (node.x, node.y, node.width, node.height);
    let icon = (x + ICON_LEFT, y + height.saturating_sub(ICON) / 2);
    let (open, close) = match stands {
        Stands::Around(_) => {
            (format!("<a class=\"{class}\" href=\"{}\">", escape(&node.href)), "</a>")
        }
        Stands::InPage => {
            let anchor = match node.anchor.as_str() {
                "" => String::new(),
                anchor => format!(" id=\"{}\"", escape(anchor)),
            };
            let href = escape(&node.href);
            let open = format!(
                "<a class=\"{class}\"{anchor} href=\"{href}\" data-node=\"{index}\">"
            );
            (open, "</a>")
        }
        Stands::Alone => (format!("<g class=\"{class}\">"), "</g>\n"),
    };
    svg.push_str(&format!(
        "{open}<title>{}</title>\
         <rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\
         <use class=\"icon\" href=\"#icon-{state}\" x=\"{}\" y=\"{}\" width=\"{ICON}\" \
         height=\"{ICON}\"/>",
        escape(&node.name),
        icon.0,
        icon.1,
    ));
    let left = x + TEXT_LEFT;
    let head = if node.id.is_empty() { 0 } else { ID_HEIGHT };
    let foot = if node.many { BAR + BAR_ROOM / 2 } else { 0 };
    let words = head + LINE_HEIGHT * node.lines.len() as u32;
    let top = y + (height - foot).saturating_sub(words) / 2;
    if !node.id.is_empty() {
        let (id, y) = (escape(&node.id), top + 11);
        svg.push_str(&format!("<text class=\"id\" x=\"{left}\" y=\"{y}\">{id}</text>"));
    }
    for (at, line) in node.lines.iter().enumerate() {
        let y = top + head + LINE_HEIGHT * at as u32 + 12;
        let line = escape(line);
        svg.push_str(&format!(
            "<text class=\"title\" x=\"{left}\" y=\"{y}\">{line}</text>"
        ));
    }
    if node.many {
        push_bar(svg, node);
    }
    svg.push_str(close);
}

/// How far many tasks are, at the foot of their box.
fn push_bar(svg: &mut String, node: &DrawnNode) {
    let (left, whole) = (node.x + BAR_ROOM, node.width - 2 * BAR_ROOM);
    let y = node.y + node.height - BAR - BAR_ROOM + 2;
    svg.push_str(&format!(
        "<rect class=\"track\" x=\"{left}\" y=\"{y}\" width=\"{whole}\" height=\"{BAR}\" rx=\"2\"/>"
    ));
    for segment in &node.segments {
        let part = |percent: &str| {
            percent.parse::<f64>().unwrap_or(0.0) * f64::from(whole) / 100.0
        };
        svg.push_str(&format!(
            "<rect class=\"part state-{}\" x=\"{:.1}\" y=\"{y}\" width=\"{:.1}\" height=\"{BAR}\"/>",
            segment.state,
            f64::from(left) + part(&segment.x),
            part(&segment.width),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::view::StateView;

    fn drawing() -> Drawing {
        let node = DrawnNode {
            x: 16,
            y: 16,
            width: 184,
            height: 58,
            anchor: "n-1".to_owned(),
            id: "1".to_owned(),
            lines: vec!["</title><script>alert(1)</script>".to_owned()],
            title: "</title><script>alert(1)</script>".to_owned(),
            name: "1 </title><script>alert(1)</script>, Ready".to_owned(),
            state: StateView { key: "ready", word: "Ready".to_owned() },
            segments: Vec::new(),
            critical: false,
            many: false,
            foreign: false,
            href: "javascript\" onclick=\"x".to_owned(),
        };
        Drawing { width: 300, height: 100, nodes: vec![node], ..Drawing::default() }
    }

    #[test]
    fn a_file_stands_alone_and_titles_stay_text() {
        let svg = file("A & B", &drawing());
        assert!(svg.contains("<title>A &amp; B</title>"));
        assert!(svg.contains("<symbol id=\"icon-ready\""));
        assert!(svg.contains("prefers-color-scheme: dark"));
        assert!(!svg.contains("<script") && !svg.contains("href=\"javascript"));
        assert!(!svg.contains("<a "), "a relative link leads nowhere from a file");
    }

    #[test]
    fn nothing_in_a_page_breaks_out() {
        let graph = GraphView {
            id: "g".to_owned(),
            title: "T".to_owned(),
            description: String::new(),
            drawing: Some(drawing()),
            undrawn: String::new(),
            left_out: String::new(),
            rows: Vec::new(),
            rows_more: None,
        };
        let svg = draw(&graph);
        assert!(!svg.contains("<script") && !svg.contains(" onclick=\"x"));
        assert!(svg.contains("id=\"n-1\""));
    }
}
