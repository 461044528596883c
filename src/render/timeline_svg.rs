//! A timeline as SVG inside the page: a row for each task, and a bar in it that
//! stands where its time is.
//!
//! As in the graph, nothing is styled here: colours, fonts and dashes come from
//! the theme's style sheet through classes.

use unicode_width::UnicodeWidthStr as _;

use crate::markdown::escape::attribute_of as escape;
use crate::site::scale::{ID_LETTER, LEFT, ROW, WIDTH};
use crate::site::view::{Chart, DrawnBar, Tick};

/// How high a bar is, and one that stands for several tasks.
const BAR: u32 = 14;
const WHOLE: u32 = 8;

/// The size of an icon, and where it stands.
const ICON: u32 = 14;
const ICON_LEFT: u32 = 8;

/// From the top of a row to the base line of its words.
const BASE: u32 = 18;

/// Draws a timeline.
pub fn draw(chart: &Chart) -> String {
    let id = escape(&chart.id);
    let (width, height) = (chart.width, chart.height);
    let mut svg = format!(
        "<svg class=\"timeline-svg\" xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"group\" aria-labelledby=\"{id}-title {id}-desc\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>\
         <g aria-hidden=\"true\">",
        escape(&chart.title),
        escape(&chart.description),
    );
    for tick in &chart.ticks {
        push_tick(&mut svg, tick, (chart.top, height));
    }
    svg.push_str("</g>");
    for lane in &chart.lanes {
        let (x, y, text) = (lane.x, lane.y, escape(&lane.text));
        let line = y.saturating_sub(20);
        svg.push_str(&format!(
            "<path class=\"lane-line\" d=\"M0 {line}H{width}\"/>\
             <text class=\"lane\" x=\"{x}\" y=\"{y}\">{text}</text>"
        ));
    }
    for bar in &chart.bars {
        push_bar(&mut svg, bar, width);
    }
    if let Some(today) = &chart.today {
        let x = today.x;
        let text = escape(&today.text);
        // Near the right end the words stand before the line.
        let (at, anchor) = match x > LEFT + WIDTH * 3 / 4 {
            true => (x - 5, " text-anchor=\"end\""),
            false => (x + 5, ""),
        };
        svg.push_str(&format!(
            "<path class=\"today\" d=\"M{x} 0V{height}\"/>\
             <text class=\"today-label\" x=\"{at}\" y=\"11\"{anchor}>{text}</text>"
        ));
    }
    svg.push_str("</svg>");
    svg
}

fn push_tick(svg: &mut String, tick: &Tick, (top, height): (u32, u32)) {
    let (x, text) = (tick.x, escape(&tick.text));
    let (from, base) = (top.saturating_sub(14), top.saturating_sub(4));
    svg.push_str(&format!(
        "<path class=\"grid\" d=\"M{x} {from}V{height}\"/>\
         <text class=\"tick\" x=\"{}\" y=\"{base}\">{text}</text>",
        x + 4,
    ));
}

fn push_bar(svg: &mut String, bar: &DrawnBar, width: u32) {
    let state = escape(bar.state.key);
    let class = |on: bool, name: &'static str| if on { name } else { "" };
    let critical = class(bar.critical, " critical");
    let guess = class(!bar.known, " guess");
    let whole = class(bar.whole, " whole");
    let base = bar.y + BASE;
    svg.push_str(&format!(
        "<a class=\"span state-{state}{critical}{guess}{whole}\" href=\"{}\">\
         <title>{}</title>\
         <rect class=\"hit\" x=\"0\" y=\"{}\" width=\"{width}\" height=\"{ROW}\" rx=\"4\"/>\
         <use class=\"icon\" href=\"#icon-{state}\" x=\"{}\" y=\"{}\" width=\"{ICON}\" \
         height=\"{ICON}\"/>",
        escape(&bar.href),
        escape(&bar.name),
        bar.y,
        bar.indent.saturating_sub(30) + ICON_LEFT,
        bar.y + (ROW - ICON) / 2,
    ));
    let mut left = bar.indent;
    if !bar.id.is_empty() {
        let id = escape(&bar.id);
        svg.push_str(&format!(
            "<text class=\"id\" x=\"{left}\" y=\"{base}\">{id}</text>"
        ));
        let letters = bar.id.width() * ID_LETTER / 10;
        left += u32::try_from(letters).unwrap_or(0) + 8;
    }
    let title = escape(&bar.title);
    svg.push_str(&format!("<text x=\"{left}\" y=\"{base}\">{title}</text>"));
    push_shape(svg, bar);
    svg.push_str("</a>");
}

fn push_shape(svg: &mut String, bar: &DrawnBar) {
    let high = if bar.whole { WHOLE } else { BAR };
    let (x, y, width) = (bar.x, bar.y + (ROW - high) / 2, bar.width);
    let rect = |class: &str, width: u32| {
        format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" \
             height=\"{high}\" rx=\"3\"/>"
        )
    };
    svg.push_str(&rect("block", width));
    if let Some(done) = bar.done.filter(|done| *done > 0) {
        svg.push_str(&rect("so-far", done));
    }
    if bar.state.key == "in_progress" && bar.done.is_none() && !bar.whole {
        svg.push_str(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{high}\" rx=\"3\" \
             fill=\"url(#stripes)\"/>"
        ));
    }
    if let Some(due) = bar.due {
        let middle = bar.y + ROW / 2;
        svg.push_str(&format!(
            "<path class=\"due\" d=\"M{due} {}l6 6l-6 6l-6 -6z\"/>",
            middle - 6
        ));
    }
    if !bar.length.is_empty() {
        let end = (x + width).max(bar.due.map_or(0, |due| due + 4));
        let (x, y, text) = (end + 6, bar.y + BASE, escape(&bar.length));
        svg.push_str(&format!(
            "<text class=\"length\" x=\"{x}\" y=\"{y}\">{text}</text>"
        ));
    }
}
