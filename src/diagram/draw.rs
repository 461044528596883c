//! Drawing: from a Mermaid block to a picture that can stand in a page.
//!
//! The library lays out and draws; what comes out is painted anew in the colours
//! of the theme. Labels are SVG text, which is whole in any font; a label in HTML
//! is cut off where the reader's font is wider than the one that was measured.

use std::sync::LazyLock;

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, RenderResourcePolicy,
    ResourceLimitId, SvgEnvironment, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextStyle, sanitize_svg_id,
};
use merman::{
    Engine, MermaidConfig, OperationControl, RenderError, RenderOutput, RenderRequest,
    Renderer, SvgRequest,
};
use serde_json::json;
use unicode_width::UnicodeWidthChar;

use crate::diagram::picture::Picture;
use crate::diagram::repaint::repaint;
use crate::diagram::{DRAWN, Problem, bounded, line_of};

/// The fonts of every label: three of the same widths, then whatever there is.
const FONTS: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/// How much wider than measured a label may come out in the reader's font.
const ROOM: f64 = 1.08;

/// What every id of a drawing starts with, before it is painted anew.
const ID: &str = "d";

/// How many steps the layout of one drawing may take: four times as many as the
/// library's own limit, which refuses charts of 300 boxes.
const LAYOUT_STEPS: usize = 60_000_000;

/// The renderer with our settings: to make one takes as long as to draw a small
/// chart.
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    Renderer::new().with_engine(Engine::new().with_site_config(config()))
});

/// Draws a block of any kind.
///
/// The renderer's limits count steps and not time: a small block cannot ask for
/// hours of layout, and a build gives the same bytes on a slow machine.
pub fn draw(source: &str) -> Result<Picture, Problem> {
    bounded(source, &DRAWN)?;
    let request = SvgRequest {
        environment: environment()?,
        options: SvgRenderOptions {
            diagram_id: Some(sanitize_svg_id(ID)),
            ..SvgRenderOptions::default()
        },
        ..SvgRequest::default()
    };
    let request = RenderRequest::svg(source, OperationControl::new(), request);
    match RENDERER.render(request) {
        Ok(RenderOutput::Svg(Some(output))) => repaint(output.svg(), ID),
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
    let resources = RenderResourcePolicy::default()
        .with_limit(ResourceLimitId::MaxLayoutWorkUnits, LAYOUT_STEPS)
        .map_err(|error| Problem { line: 1, message: error.to_string() })?;
    Ok(SvgEnvironment::deterministic()
        .with_text_measurement_policy(policy)
        .with_resource_policy(resources))
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
        "flowchart": { "theme": "default", "look": "classic", "htmlLabels": false, "wrappingWidth": 200, "minNodeWidth": 40, "nodeSpacing": 36, "rankSpacing": 64, "padding": 12 },
        "state": { "minNodeWidth": 0 },
        "class": { "htmlLabels": false },
        "securityLevel": "strict",
        "fontFamily": FONTS,
        // Grey is what the theme gives boxes, groups and lines their colours by.
        "themeVariables": {
            "fontFamily": FONTS,
            "fontSize": "14px",
            "mainBkg": "#ffffff",
            "nodeBorder": "#777777",
            "clusterBkg": "#eeeeee",
            "clusterBorder": "#aaaaaa",
            "actorBkg": "#ffffff",
            "actorBorder": "#777777",
            "actorLineColor": "#777777",
            "labelBoxBorderColor": "#777777",
            "rowOdd": "#ffffff",
            "rowEven": "#eeeeee",
            "quadrant1Fill": "#eeeeee",
            "quadrant2Fill": "#ffffff",
            "quadrant3Fill": "#eeeeee",
            "quadrant4Fill": "#ffffff",
            "quadrantInternalBorderStrokeFill": "#777777",
            "quadrantExternalBorderStrokeFill": "#777777",
        },
        "theme": "default",
        "look": "classic",
        "secure": [
            "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges",
            "suppressErrorRendering", "themeCSS", "htmlLabels", "fontFamily", "look",
            "layout", "elk", "darkMode", "deterministicIds", "arrowMarkerAbsolute",
            "theme", "themeVariables",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_the_same_each_time() {
        let source = "graph LR\n A[one] --> B[two]";
        assert_eq!(draw(source), draw(source));
        let svg = draw(source).unwrap().svg(("Flowchart", ""), &|_| None);
        assert!(svg.contains(">one<"), "{svg}");
        assert!(draw("nothing known").is_err());
    }

    /// What is drawn of a chart, or why it is not.
    fn outcome(source: &str) -> Result<usize, String> {
        draw(source).map(|picture| picture.parts.len()).map_err(|found| found.message)
    }

    #[test]
    fn what_is_too_much_is_told_and_never_hangs() {
        let edges: String = (0..10_000).map(|at| format!("a{at}-->b{at};")).collect();
        assert_eq!(
            outcome(&format!("graph TD;{edges}")).unwrap_err(),
            "the diagram has more than 50000 characters"
        );
        // Each of 95 boxes leads to each of 95 others: few words, many lines.
        let side = |name: &str| {
            let boxes: Vec<_> = (0..95).map(|at| format!("{name}{at}")).collect();
            boxes.join(" & ")
        };
        let dense = format!("graph TD\n{} --> {}", side("a"), side("b"));
        let far: String = (10..2_000)
            .map(|at| format!("{}-->{at}\n{}-->{at}\n", at - 5, at - 4))
            .collect();
        assert_eq!(
            outcome(&dense).unwrap_err(),
            "the `&` of the diagram state more than 2000 lines"
        );
        let message = outcome(&format!("graph TD\n{far}")).unwrap_err();
        assert!(message.starts_with("the drawing has a side of"), "{message}");
        let open: String = (0..500).map(|at| format!("subgraph g{at}\n")).collect();
        let deep = format!("graph TD\n{open}a-->b\n{}", "end\n".repeat(500));
        assert_eq!(
            outcome(&deep).unwrap_err(),
            "the diagram is too large to be laid out"
        );
        let long = format!("graph TD\na[{}]-->b", "word ".repeat(8_000));
        assert_eq!(outcome(&long).map_err(|_| ()), Ok(3));
    }
}
