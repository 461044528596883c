//! A graph as SVG inside the page: boxes that are links, lines between them.
//!
//! Colours, fonts and dashes come from the theme's style sheet through classes;
//! nothing is styled here, so one drawing serves light, dark and paper, and the
//! policy that forbids inline styles holds. The state icons are symbols of the
//! page.

use crate::site::fit::TEXT_LEFT;
use crate::site::view::{DrawnEdge, DrawnNode, GraphView};

/// From one line of words to the next, and the height of the line of the id.
const LINE_HEIGHT: u32 = 15;
const ID_HEIGHT: u32 = 14;

/// From the left side of a box to its icon.
const ICON_LEFT: u32 = 9;

/// The size of an icon.
const ICON: u32 = 16;

/// Draws a graph.
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
    for label in &drawing.labels {
        let (x, y, text) = (label.x, label.y, escape(&label.text));
        svg.push_str(&format!("<text class=\"label\" x=\"{x}\" y=\"{y}\">{text}</text>"));
    }
    svg.push_str("<g class=\"edges\" aria-hidden=\"true\">");
    // What lies on the critical path is drawn last, above the others.
    for edge in drawing.edges.iter().filter(|edge| !edge.critical) {
        push_edge(&mut svg, edge);
    }
    for edge in drawing.edges.iter().filter(|edge| edge.critical) {
        push_edge(&mut svg, edge);
    }
    svg.push_str("</g>");
    for (index, node) in drawing.nodes.iter().enumerate() {
        push_node(&mut svg, index, node);
    }
    svg.push_str("</svg>");
    svg
}

fn push_edge(svg: &mut String, edge: &DrawnEdge) {
    if edge.path.is_empty() {
        return;
    }
    let critical = if edge.critical { " critical" } else { "" };
    let (kind, path) = (escape(edge.kind), escape(&edge.path));
    let (x, y) = edge.tip;
    // The line ends before the tip, so its end tells where the tip points.
    let back = if end_of(&edge.path) > f64::from(x) { 8 } else { -8 };
    svg.push_str(&format!(
        "<path class=\"edge {kind}{critical}\" data-from=\"{}\" data-to=\"{}\" d=\"{path}\"/>\
         <path class=\"tip {kind}{critical}\" data-from=\"{}\" data-to=\"{}\" \
         d=\"M{x} {y}l{back} -4v8z\"/>",
        edge.from, edge.to, edge.from, edge.to,
    ));
}

/// The x where a path ends.
fn end_of(path: &str) -> f64 {
    let start = path.rfind(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
    let numbers = path.get(start + 1..).unwrap_or("");
    let numbers: Vec<f64> =
        numbers.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [x] | [.., x, _] => x,
        [] => 0.0,
    }
}

fn push_node(svg: &mut String, index: usize, node: &DrawnNode) {
    let state = escape(node.state.key);
    let critical = if node.critical { " critical" } else { "" };
    let foreign = if node.foreign { " foreign" } else { "" };
    let (x, y, width, height) = (node.x, node.y, node.width, node.height);
    let icon = (x + ICON_LEFT, y + height.saturating_sub(ICON) / 2);
    svg.push_str(&format!(
        "<a class=\"node state-{state}{critical}{foreign}\" href=\"{}\" data-node=\"{index}\">\
         <title>{}</title>\
         <rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\
         <use class=\"icon\" href=\"#icon-{state}\" x=\"{}\" y=\"{}\" width=\"{ICON}\" \
         height=\"{ICON}\"/>",
        escape(&node.href),
        escape(&name(node)),
        icon.0,
        icon.1,
    ));
    let left = x + TEXT_LEFT;
    let head = if node.id.is_empty() { 0 } else { ID_HEIGHT };
    let words = head + LINE_HEIGHT * node.lines.len() as u32;
    let top = y + height.saturating_sub(words) / 2;
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
    svg.push_str("</a>");
}

/// What a box is called: `2.1 Quality gates, Ready`.
fn name(node: &DrawnNode) -> String {
    let words = [node.id.as_str(), node.title.as_str()];
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let critical = if node.critical { ", critical path" } else { "" };
    format!("{}, {}{critical}", words.join(" "), node.state.word)
}

/// Escapes text for an element and for an attribute in double quotes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(' '),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_path_is_its_last_x() {
        assert_eq!(end_of("M1 2C3 4 5 6 7.5 8"), 7.5);
        assert_eq!(end_of("M1 2H9"), 9.0);
        assert_eq!(end_of(""), 0.0);
    }
}
