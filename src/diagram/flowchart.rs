//! Reading a flowchart back as nodes and edges.
//!
//! The library says what a chart means; it does not say on which line an edge
//! stands. So the statements are scanned a second time, for lines alone: where
//! the scan does not follow, an edge still has both its ends, and the line of
//! the nearest statement that names it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::LazyLock;

use merman::diagrams::flowchart::{
    FlowEdgeMarker, FlowEdgeStroke, FlowEdgeVisibility, FlowNodeProvenance,
    FlowchartModel,
};
use merman::entities::decode_mermaid_entities_to_unicode;
use merman::{Engine, Error, MermaidConfig, ParseOptions, RenderSemanticModel};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::diagram::draw::in_our_words;
use crate::diagram::{Kind, Problem, READ, body_start, bounded, kind, line_of};

/// A flowchart as its author wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flowchart {
    /// The nodes, in the order of their first mention.
    pub nodes: Vec<FlowNode>,
    /// The visible edges, in Mermaid's order: those of inner groups first.
    pub edges: Vec<FlowEdge>,
    /// The subgraphs.
    pub groups: Vec<FlowGroup>,
    /// Which way it goes.
    pub flow: Flow,
}

/// Which way a flowchart goes.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Flow {
    /// Up or down: `TB`, `TD`, `BT`.
    #[default]
    Vertical,
    /// To a side: `LR`, `RL`.
    Horizontal,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowNode {
    /// `P2A`
    pub id: String,
    /// Its words on one line, without markup; the id where it has none.
    pub label: String,
}

/// A line from one box to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowEdge {
    /// What a drawing calls it: `L_P1_P2A_0`.
    pub id: String,
    /// The id of the node or group it starts at.
    pub from: String,
    /// The id of the node or group it ends at.
    pub to: String,
    /// Its words on one line; nothing where it has none.
    pub label: Option<String>,
    /// How it is drawn.
    pub stroke: Stroke,
    /// Whether it points one way: `---` and `<-->` do not.
    pub directed: bool,
    /// The line inside the block that states it, from 1.
    pub line: u32,
}

/// How an edge is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stroke {
    /// `-->`
    Solid,
    /// `==>`
    Thick,
    /// `-.->`
    Dotted,
}

/// A subgraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowGroup {
    /// `Phase2`
    pub id: String,
    /// Its words on one line.
    pub title: String,
    /// The ids of the nodes and groups in it.
    pub members: Vec<String>,
}

/// The parser, which takes as long to make as a small chart to read.
///
/// What is said of the looks of flowcharts is what is said of those of all: the library
/// copies its settings, which are many, where the two differ.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new().with_site_config(MermaidConfig::from_value(json!({
        "theme": "default",
        "look": "classic",
        "flowchart": { "theme": "default", "look": "classic" },
    })))
});

/// Reads a flowchart; a block of another kind is a problem.
pub fn read(source: &str) -> Result<Flowchart, Problem> {
    bounded(source, &READ)?;
    if kind(source) != Kind::Flowchart {
        let message = "the block is not a flowchart".to_owned();
        return Err(Problem { line: 1, message });
    }
    let parsed = ENGINE
        .parse_diagram_for_render_model_sync(source, ParseOptions::strict())
        .map_err(|error| problem(source, &error))?;
    match parsed.as_ref().map(|parsed| parsed.model()) {
        Some(RenderSemanticModel::Flowchart(model)) => Ok(lower(source, model)),
        _ => {
            let message = "the block holds no flowchart".to_owned();
            Err(Problem { line: 1, message })
        }
    }
}

fn problem(source: &str, error: &Error) -> Problem {
    let span = match error {
        Error::DiagramParse { diagnostic, .. } => diagnostic.span(),
        _ => None,
    };
    let line = span.map_or(1, |span| line_of(source, span.start));
    Problem { line, message: in_our_words(&error.to_string()) }
}

/// Takes what we need from the library's model.
fn lower(source: &str, model: &FlowchartModel) -> Flowchart {
    let mut lines = Lines::scan(source);
    let nodes = model
        .nodes
        .iter()
        .filter(|node| node.provenance == FlowNodeProvenance::Authored)
        .map(|node| {
            let label = node.label.as_deref().unwrap_or(&node.id);
            let label = plain(label, node.label_type.as_deref());
            let label = if label.is_empty() { node.id.clone() } else { label };
            FlowNode { id: node.id.clone(), label }
        })
        .collect();
    let edges = model
        .edges
        .iter()
        .filter(|edge| edge.visibility == FlowEdgeVisibility::Visible)
        .map(|edge| FlowEdge {
            id: edge.id.clone(),
            from: edge.from.clone(),
            to: edge.to.clone(),
            label: edge
                .label
                .as_deref()
                .map(|label| plain(label, edge.label_type.as_deref()))
                .filter(|label| !label.is_empty()),
            stroke: match edge.stroke_kind {
                FlowEdgeStroke::Normal => Stroke::Solid,
                FlowEdgeStroke::Thick => Stroke::Thick,
                FlowEdgeStroke::Dotted => Stroke::Dotted,
            },
            directed: edge.start_marker == FlowEdgeMarker::None
                && edge.end_marker != FlowEdgeMarker::None,
            line: lines.take(&edge.from, &edge.to),
        })
        .collect();
    let places: BTreeMap<&str, usize> =
        model.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let groups = model
        .subgraphs
        .iter()
        .map(|group| {
            // The library lists members in the order it meets them, last first.
            let mut members = group.nodes.clone();
            members
                .sort_by_key(|id| places.get(id.as_str()).copied().unwrap_or(usize::MAX));
            let title = plain(&group.title, group.label_type.as_deref());
            FlowGroup { id: group.id.clone(), title, members }
        })
        .collect();
    let flow = match model.direction.as_deref() {
        Some("LR" | "RL") => Flow::Horizontal,
        _ => Flow::Vertical,
    };
    Flowchart { nodes, edges, groups, flow }
}

/// The words of a label on one line: no tags, no entities, no emphasis, no icons.
fn plain(label: &str, label_type: Option<&str>) -> String {
    let mut text = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match rest.find('>').filter(|_| is_tag) {
            Some(end) => {
                let name = rest[1..end].trim_matches(['/', ' ']);
                if name.eq_ignore_ascii_case("br") {
                    text.push(' ');
                }
                rest = &rest[end + 1..];
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    let text = decode_mermaid_entities_to_unicode(&text);
    let is_markdown = label_type == Some("markdown");
    let words: Vec<_> = text
        .split_whitespace()
        .filter(|word| !is_icon(word))
        .map(|word| if is_markdown { without_emphasis(word) } else { word.to_owned() })
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// `fa:fa-car` and the like.
fn is_icon(word: &str) -> bool {
    word.split_once(":fa-")
        .is_some_and(|(set, _)| set.len() <= 4 && set.starts_with("fa"))
}

/// Drops `**`, `*`, `__` and `_` at the ends of a word.
fn without_emphasis(word: &str) -> String {
    let inner = word.trim_start_matches(['*', '_']);
    let end = inner.trim_end_matches(|c: char| c.is_ascii_punctuation()).len();
    let tail: String = inner[end..].chars().filter(|c| !matches!(c, '*' | '_')).collect();
    format!("{}{tail}", &inner[..end])
}

/// On which lines each pair of ids is linked.
#[derive(Default)]
struct Lines {
    /// The lines of each pair, those that are not taken yet.
    pairs: BTreeMap<(String, String), VecDeque<u32>>,
    /// The line that links a pair last.
    last: BTreeMap<(String, String), u32>,
    /// The line that names an id first.
    named: BTreeMap<String, u32>,
}

impl Lines {
    /// Goes through the statements of a chart.
    fn scan(source: &str) -> Self {
        let start = body_start(source);
        let mut lines = Self::default();
        let mut cursor = Cursor { text: source, at: start, line: line_of(source, start) };
        while !cursor.rest().is_empty() {
            lines.statement(&mut cursor);
        }
        lines
    }

    /// The line of an edge: each further edge of a pair gets a further line.
    fn take(&mut self, from: &str, to: &str) -> u32 {
        let pair = (from.to_owned(), to.to_owned());
        self.pairs
            .get_mut(&pair)
            .and_then(VecDeque::pop_front)
            .or_else(|| self.last.get(&pair).copied())
            .or_else(|| self.named.get(to).copied())
            .or_else(|| self.named.get(from).copied())
            .unwrap_or(1)
    }

    /// Reads one statement, and always moves on.
    fn statement(&mut self, cursor: &mut Cursor<'_>) {
        cursor.skip(|c| c.is_whitespace() || c == ';');
        if cursor.rest().starts_with("%%{") {
            cursor.skip_past("}%%");
            return;
        }
        if cursor.rest().starts_with("%%") {
            cursor.skip_line();
            return;
        }
        let word = cursor.word();
        match word {
            "accDescr" if cursor.rest()[word.len()..].trim_start().starts_with('{') => {
                cursor.skip_past("}");
                return;
            }
            "subgraph" | "accTitle" | "accDescr" => {
                cursor.skip_line();
                return;
            }
            "graph" | "flowchart" | "flowchart-elk" | "classDef" | "class" | "style"
            | "linkStyle" | "click" | "direction" => {
                cursor.skip(|c| c != '\n' && c != ';');
                return;
            }
            // A node may be called `end` only where something follows it.
            "end" => {
                cursor.advance("end".len());
                return;
            }
            _ => {}
        }
        let before = cursor.at;
        self.chain(cursor);
        if cursor.at == before {
            cursor.skip(|c| c != '\n' && c != ';');
        }
    }

    /// Reads `a & b -->|words| c --> d`.
    fn chain(&mut self, cursor: &mut Cursor<'_>) {
        let mut from = self.group(cursor);
        loop {
            let line = cursor.line;
            let Some(visible) = cursor.link() else { break };
            let to = self.group(cursor);
            if to.is_empty() {
                break;
            }
            if visible {
                for start in &from {
                    for end in &to {
                        let pair = (start.clone(), end.clone());
                        self.last.insert(pair.clone(), line);
                        self.pairs.entry(pair).or_default().push_back(line);
                    }
                }
            }
            from = to;
        }
    }

    /// Reads `a[words]:::class & b` and gives the ids.
    fn group(&mut self, cursor: &mut Cursor<'_>) -> Vec<String> {
        let mut ids = Vec::new();
        loop {
            cursor.skip(|c| c == ' ' || c == '\t');
            let line = cursor.line;
            let Some(id) = cursor.node() else { break };
            self.named.entry(id.to_owned()).or_insert(line);
            ids.push(id.to_owned());
            cursor.skip(|c| c == ' ' || c == '\t');
            if !cursor.rest().starts_with('&') {
                break;
            }
            cursor.advance(1);
        }
        ids
    }
}

/// A place in a chart, with its line.
struct Cursor<'s> {
    text: &'s str,
    at: usize,
    line: u32,
}

impl<'s> Cursor<'s> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    fn advance(&mut self, bytes: usize) {
        let passed = &self.rest().as_bytes()[..bytes];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
        self.at += bytes;
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.advance(rest.find(|c| !is_skipped(c)).unwrap_or(rest.len()));
    }

    fn skip_line(&mut self) {
        self.skip(|c| c != '\n');
    }

    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        self.advance(rest.find(end).map_or(rest.len(), |at| at + end.len()));
    }

    /// The letters that follow, without moving.
    fn word(&self) -> &'s str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-');
        let word = &rest[..end.unwrap_or(rest.len())];
        let after = rest[word.len()..].chars().next();
        // `end_game --> x` and `class1 --> x` start with nodes.
        let is_whole =
            after.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | ':' | '{'));
        if is_whole { word } else { "" }
    }

    /// Reads an id with its shape, data and class.
    fn node(&mut self) -> Option<&'s str> {
        let rest = self.rest();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let next = rest[at + c.len_utf8()..].chars().next();
            let ends = match c {
                '-' => next.is_none_or(|next| matches!(next, '-' | '>' | '.')),
                '=' => next == Some('='),
                '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '|' | ';' | '&' | '~'
                | ':' | '@' | '"' | ',' => true,
                c => c.is_whitespace(),
            };
            if ends {
                break;
            }
            end = at + c.len_utf8();
        }
        if end == 0 {
            return None;
        }
        let id = &rest[..end];
        self.advance(end);
        if self.rest().starts_with("@{") {
            self.advance(1);
        }
        if self.rest().starts_with(['[', '(', '{', '>']) {
            self.skip_shape();
        }
        if self.rest().starts_with("@{") {
            self.advance(1);
            self.skip_shape();
        }
        if self.rest().starts_with(":::") {
            self.advance(3);
            self.skip(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        }
        Some(id)
    }

    /// Skips from an opening bracket to the one that closes it.
    fn skip_shape(&mut self) {
        let rest = self.rest();
        let mut depth = 0_usize;
        let mut quoted = false;
        for (at, c) in rest.char_indices() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '[' | '(' | '{' => depth += 1,
                '>' if at == 0 => depth += 1,
                ']' | ')' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                self.advance(at + c.len_utf8());
                return;
            }
        }
        self.skip_line();
    }

    /// Reads a link with its words, and tells whether it is drawn.
    fn link(&mut self) -> Option<bool> {
        let (start, start_line) = (self.at, self.line);
        self.skip(|c| c == ' ' || c == '\t');
        self.edge_id();
        if self.rest().starts_with(['x', 'o', '<']) {
            self.advance(1);
        }
        let rest = self.rest();
        let length =
            rest.find(|c| !matches!(c, '-' | '=' | '.' | '~')).unwrap_or(rest.len());
        if length < 2 {
            (self.at, self.line) = (start, start_line);
            return None;
        }
        let run = &rest[..length];
        self.advance(length);
        let has_tip = self.rest().starts_with(['>', 'x', 'o']);
        if has_tip {
            self.advance(1);
        } else if matches!(run, "--" | "==" | "-.") {
            let closing = match run {
                "--" => "--",
                "==" => "==",
                _ => ".-",
            };
            self.skip(|c| c == ' ' || c == '\t');
            if self.rest().starts_with('"') {
                self.advance(1);
                self.skip_past("\"");
            }
            let words = self.rest().split('\n').next().unwrap_or("");
            if let Some(at) = words.find(closing) {
                self.advance(at);
                self.skip(|c| matches!(c, '-' | '=' | '.'));
                if self.rest().starts_with(['>', 'x', 'o']) {
                    self.advance(1);
                }
            }
        }
        self.skip(|c| c == ' ' || c == '\t');
        if self.rest().starts_with('|') {
            self.advance(1);
            self.skip_past("|");
        }
        Some(!run.starts_with('~'))
    }

    /// Skips `e1@` before a link.
    fn edge_id(&mut self) {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
        let is_link =
            |after: &str| after.trim_start().starts_with(['-', '=', '<', '~', 'x', 'o']);
        if end > 0 && rest[end..].strip_prefix('@').is_some_and(is_link) {
            self.advance(end + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(source: &str) -> Vec<String> {
        let chart = read(source).unwrap();
        chart
            .edges
            .iter()
            .map(|edge| {
                let label = edge.label.as_deref().unwrap_or("");
                format!("{} {} {label} {}", edge.from, edge.to, edge.line)
            })
            .collect()
    }

    #[test]
    fn each_edge_has_its_line() {
        let source = "%% graph of a garden\ngraph TD\n\
            P1[Phase 1: Dig<br/>first] --> P2A[Phase 2.1: Sow] -->|wet| C\n\
            %% A --> B\n\
            A & B --> C & D; C -- dry --> E\n\
            a-1 -.-> b.2\n\
            P1 ~~~ E\n\
            P1 --> P2A\n\
            X{\"a --> b\"} == loud ==> Y(y; z)\n\
            style X fill:#fff\n";
        assert_eq!(
            edges(source),
            [
                "P1 P2A  3",
                "P2A C wet 3",
                "A C  5",
                "A D  5",
                "B C  5",
                "B D  5",
                "C E dry 5",
                "a-1 b.2  6",
                "P1 P2A  8",
                "X Y loud 9",
            ]
        );
    }

    #[test]
    fn an_edge_to_a_group_keeps_the_group() {
        let source =
            "flowchart LR\nsubgraph one [Phase 1: All]\n a --> b\nend\none --> c\n";
        let chart = read(source).unwrap();
        assert_eq!(chart.groups[0].title, "Phase 1: All");
        assert_eq!(chart.groups[0].members.len(), 2);
        assert_eq!(edges(source), ["a b  3", "one c  5"]);
        let ids: Vec<_> = chart.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
    }

    #[test]
    fn labels_are_plain_words() {
        assert_eq!(plain("Phase 1: Dig<br/>first", None), "Phase 1: Dig first");
        assert_eq!(plain("**Sow** the *rye*, now", Some("markdown")), "Sow the rye, now");
        assert_eq!(plain("a &amp; b < c <b>d</b>", None), "a & b < c d");
        assert_eq!(plain("fa:fa-car go", None), "go");
    }

    #[test]
    fn too_much_is_refused() {
        let many = format!("graph TD\n{}", "a & ".repeat(500));
        assert_eq!(read(&many).unwrap_err().line, 2);
        assert!(read(&"graph TD\n".repeat(60_000)).is_err());
        assert!(read(&format!("graph TD\n{}", "a;".repeat(4_000))).is_err());
        assert_eq!(read("graph TD\n a --> b\n b -->\n").unwrap_err().line, 3);
    }
}
