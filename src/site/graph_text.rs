//! A chart as text for other programs: Mermaid, DOT of Graphviz, JSON.
//!
//! What people wrote is data in each of them: one function for each format says
//! how a text is put in quotes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::graph::model::State;
use crate::language::Language;
use crate::site::chart::{Chart, ChartEdge, ChartKind, ChartNode};
use crate::site::drawing::{Run, drawn_edges, run};
use crate::site::words;

/// What Mermaid draws at most, unless its settings say otherwise; GitHub's do not.
const MERMAID_EDGES: usize = 500;
const MERMAID_CHARACTERS: usize = 50_000;

/// How long titles are, in characters, where the text would be too long.
const SHORT: usize = 30;

/// A text for Mermaid, and what had to be left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mermaid {
    /// The text.
    pub text: String,
    /// What is left out, in words; nothing where it is all there.
    pub left_out: Option<String>,
}

/// Writes a chart for Mermaid. Lines that follow from others are left out.
pub fn mermaid(language: &Language, chart: &Chart) -> Mermaid {
    let mut edges = drawn_edges(chart);
    // What matters least comes last, and goes first.
    edges.sort_by_key(|edge| (!edge.critical, edge.kind, edge.from, edge.to));
    let all = edges.len();
    edges.truncate(MERMAID_EDGES);
    let mut titles = Titles::Whole;
    let mut count = chart.nodes.len();
    loop {
        let shown: Vec<ChartEdge> = edges
            .iter()
            .filter(|edge| edge.from < count && edge.to < count)
            .copied()
            .collect();
        let mut left_out = Vec::new();
        if count < chart.nodes.len() {
            left_out.push(words::count(language, "boxes", chart.nodes.len() - count));
        }
        if shown.len() < all {
            left_out.push(words::count(language, "links", all - shown.len()));
        }
        if titles != Titles::Whole {
            left_out.push(language.say("ends-of-titles"));
        }
        let left_out = (!left_out.is_empty()).then(|| {
            let what = words::list(language, &left_out);
            let given = [
                ("links", MERMAID_EDGES.into()),
                ("characters", MERMAID_CHARACTERS.into()),
                ("what", (&what).into()),
            ];
            language.say_of("mermaid-left-out", &given)
        });
        let text = written(chart, (count, &shown, titles), left_out.as_deref());
        if text.chars().count() <= MERMAID_CHARACTERS || count == 0 {
            return Mermaid { text, left_out };
        }
        match titles {
            Titles::Whole => titles = Titles::Short,
            Titles::Short => count -= count.div_ceil(10),
        }
    }
}

/// How much of a title is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Titles {
    Whole,
    Short,
}

fn written(
    chart: &Chart,
    (count, edges, titles): (usize, &[ChartEdge], Titles),
    left_out: Option<&str>,
) -> String {
    let mut text = match run(chart) {
        Run::Right => "flowchart LR\n".to_owned(),
        Run::Down => "flowchart TD\n".to_owned(),
    };
    if let Some(left_out) = left_out {
        text.push_str(&format!("  %% {left_out}\n"));
    }
    let node = |place: usize| {
        let node = &chart.nodes[place];
        let title = match titles {
            Titles::Whole => node.title.clone(),
            Titles::Short => shortened(&node.title),
        };
        let label = mermaid_text(&label(node, &title));
        let state = words::key(node.state);
        format!("n{place}[\"{} {label}\"]:::{state}\n", mark(node.state))
    };
    let grouped: BTreeSet<usize> =
        chart.nodes[..count].iter().map(|node| node.group).collect();
    for group in grouped {
        let members = (0..count).filter(|place| chart.nodes[*place].group == group);
        if group == 0 {
            members.for_each(|place| text.push_str(&format!("  {}", node(place))));
            continue;
        }
        let title = mermaid_text(&chart.groups[group - 1]);
        text.push_str(&format!("  subgraph g{group}[\"{title}\"]\n"));
        members.for_each(|place| text.push_str(&format!("    {}", node(place))));
        text.push_str("  end\n");
    }
    for edge in edges {
        let arrow = match (edge.kind, edge.critical) {
            (ChartKind::Tie, _) => "-.-",
            (ChartKind::Loop, _) => "-. loop .->",
            (_, true) => "==>",
            (ChartKind::Stated, false) => "-->",
            (ChartKind::Implied, false) => "-.->",
        };
        let label = match edge.count {
            0 | 1 => String::new(),
            count => format!("|{count}|"),
        };
        text.push_str(&format!("  n{} {arrow}{label} n{}\n", edge.from, edge.to));
    }
    let critical: Vec<String> = (0..count)
        .filter(|place| chart.nodes[*place].critical)
        .map(|place| format!("n{place}"))
        .collect();
    if !critical.is_empty() {
        text.push_str(&format!("  class {} critical\n", critical.join(",")));
    }
    // Outlines alone, so that words stay readable on a light and on a dark ground.
    text.push_str(
        "  classDef done stroke:#137a3e,stroke-width:2px\n\
         \x20 classDef in_progress stroke:#0b63ce,stroke-width:2px\n\
         \x20 classDef ready stroke:#6a3fc0,stroke-width:2px\n\
         \x20 classDef waiting stroke:#7b8494,stroke-dasharray:4 3\n\
         \x20 classDef blocked stroke:#b3261e,stroke-width:2px\n\
         \x20 classDef skipped stroke:#6b6375,stroke-dasharray:1 3\n\
         \x20 classDef critical stroke-width:4px\n",
    );
    text
}

/// Writes a chart in DOT.
pub fn dot(chart: &Chart) -> String {
    let direction = match run(chart) {
        Run::Right => "LR",
        Run::Down => "TB",
    };
    let mut text = format!(
        "digraph {} {{\n  rankdir={direction}\n  node [shape=box, style=rounded, fontname=\"sans-serif\"]\n",
        dot_text(&chart.title)
    );
    let node = |place: usize| {
        let node = &chart.nodes[place];
        let label = format!("{} {}", mark(node.state), label(node, &node.title));
        let width = if node.critical { ", penwidth=3" } else { "" };
        format!(
            "n{place} [label={}, color={}{width}]\n",
            dot_text(&label),
            dot_text(colour(node.state))
        )
    };
    let grouped: BTreeSet<usize> = chart.nodes.iter().map(|node| node.group).collect();
    for group in grouped {
        let places = 0..chart.nodes.len();
        let members = places.filter(|place| chart.nodes[*place].group == group);
        if group == 0 {
            members.for_each(|place| text.push_str(&format!("  {}", node(place))));
            continue;
        }
        let title = dot_text(&chart.groups[group - 1]);
        text.push_str(&format!("  subgraph cluster_{group} {{\n    label={title}\n"));
        members.for_each(|place| text.push_str(&format!("    {}", node(place))));
        text.push_str("  }\n");
    }
    for edge in &chart.edges {
        let mut attributes: Vec<String> = Vec::new();
        match edge.kind {
            ChartKind::Stated => {}
            ChartKind::Implied => attributes.push("style=dashed".to_owned()),
            ChartKind::Loop => {
                attributes.push("style=dotted, constraint=false".to_owned());
            }
            ChartKind::Tie => attributes.push("style=dotted, dir=none".to_owned()),
        }
        if edge.critical {
            attributes.push("penwidth=3".to_owned());
        }
        if edge.count > 1 {
            attributes.push(format!("label={}", edge.count));
        }
        let attributes = match attributes.is_empty() {
            true => String::new(),
            false => format!(" [{}]", attributes.join(", ")),
        };
        text.push_str(&format!("  n{} -> n{}{attributes}\n", edge.from, edge.to));
    }
    text.push_str("}\n");
    text
}

/// A chart as JSON: every box and every line, those that follow from others too.
pub fn json(chart: &Chart) -> Value {
    let nodes: Vec<Value> = chart
        .nodes
        .iter()
        .map(|node| {
            let group = node.group.checked_sub(1).and_then(|at| chart.groups.get(at));
            let mut value = json!({
                "key": node.key,
                "title": node.title,
                "state": words::key(node.state),
                "critical": node.critical,
                "neighbour": node.foreign,
            });
            match &node.progress {
                Some(progress) => {
                    value["done"] = json!(progress.done);
                    value["total"] = json!(progress.total);
                }
                None => {
                    value["id"] = json!(node.id);
                    value["phase"] = json!(group);
                }
            }
            value
        })
        .collect();
    let edges: Vec<Value> = chart
        .edges
        .iter()
        .map(|edge| {
            json!({
                "from": chart.nodes[edge.from].key,
                "to": chart.nodes[edge.to].key,
                "kind": match edge.kind {
                    ChartKind::Stated => "stated",
                    ChartKind::Implied => "implied",
                    ChartKind::Loop => "loop",
                    ChartKind::Tie => "part",
                },
                "links": edge.count,
                "critical": edge.critical,
            })
        })
        .collect();
    json!({ "title": chart.title, "nodes": nodes, "edges": edges })
}

/// What stands in a box: `2.1 Title`, or `Title, 3 of 8 done`.
fn label(node: &ChartNode, title: &str) -> String {
    match (node.id.as_str(), &node.progress) {
        ("", _) => title.to_owned(),
        (id, None) if node.foreign => format!("{id}: {title}"),
        (id, None) => format!("{id} {title}"),
        (id, Some(_)) => format!("{title}, {id}"),
    }
}

/// The first letters of a title.
fn shortened(title: &str) -> String {
    if title.chars().count() <= SHORT {
        return title.to_owned();
    }
    let start: String = title.chars().take(SHORT).collect();
    format!("{}…", start.trim_end())
}

/// A state as one character, for where there are no icons.
fn mark(state: State) -> char {
    match state {
        State::Done => '✓',
        State::InProgress => '◐',
        State::Ready => '▷',
        State::Waiting => '○',
        State::Blocked => '✕',
        State::Skipped => '⊘',
    }
}

fn colour(state: State) -> &'static str {
    match state {
        State::Done => "#137a3e",
        State::InProgress => "#0b63ce",
        State::Ready => "#6a3fc0",
        State::Waiting => "#7b8494",
        State::Blocked => "#b3261e",
        State::Skipped => "#6b6375",
    }
}

/// A text between the quotes of a Mermaid label. Letters, digits and a few marks
/// stay; all else is written as the number of its character, so that nothing is
/// markup, a directive, an icon or the end of the label.
fn mermaid_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c.is_control() => safe.push(' '),
            c if c.is_alphanumeric() || !c.is_ascii() => safe.push(c),
            '.' | ',' | '-' | '_' | '/' | '(' | ')' | '!' | '?' | '\'' => safe.push(c),
            c => safe.push_str(&format!("#{};", u32::from(c))),
        }
    }
    // `1. Title` is not taken for the start of a list.
    let digits = safe.len() - safe.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && safe[digits..].starts_with(". ") {
        safe.replace_range(digits..=digits, "#46;");
    }
    safe
}

/// A text as a string of DOT, in quotes.
fn dot_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            // A backslash would start an escape such as `\N`, the name of the box.
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use crate::source::Sources;

    fn english() -> Language {
        language::load(&Sources::default(), ("en", None)).value
    }

    fn chart(titles: &[&str], pairs: &[(usize, usize)]) -> Chart {
        let node = |title: &&str| ChartNode {
            key: format!("p#{title}"),
            id: String::new(),
            title: (*title).to_owned(),
            state: State::Ready,
            progress: None,
            group: 0,
            critical: false,
            foreign: false,
            anchor: String::new(),
            href: String::new(),
        };
        let edge = |(from, to): &(usize, usize)| ChartEdge {
            from: *from,
            to: *to,
            kind: ChartKind::Stated,
            count: 1,
            critical: false,
        };
        Chart {
            title: "P".to_owned(),
            nodes: titles.iter().map(node).collect(),
            edges: pairs.iter().map(edge).collect(),
            groups: Vec::new(),
        }
    }

    #[test]
    fn a_title_stays_a_title_in_each_format() {
        let evil = "\"]; click n0 \"javascript:x\" %%{init}%% <b>#quot;\\N`fa:fa-ban`";
        let text = mermaid(&english(), &chart(&[evil], &[])).text;
        let line = text.lines().nth(1).unwrap();
        assert_eq!(line.matches('"').count(), 2, "{line}");
        let label = line.split('"').nth(1).unwrap();
        assert!(!label.contains(['<', '%', '{', '`', ':', '[', '\\']), "{line}");
        assert!(label.starts_with("▷ #34;#93;#59; click n0 #34;javascript#58;x#34;"));
        let text = dot(&chart(&[evil], &[]));
        assert!(text.contains("\\\"]; click") && text.contains("\\\\N"), "{text}");
        assert_eq!(mermaid_text("1. First"), "1#46; First");
        assert_eq!(mermaid_text("2.1 First"), "2.1 First");
        assert_eq!(json(&chart(&[evil], &[]))["nodes"][0]["title"], evil);
    }

    #[test]
    fn a_reader_of_mermaid_finds_the_same_graph() {
        let mut chart = chart(&["end", "1. \"a\" --> b", "c;d"], &[(0, 1), (1, 2)]);
        chart.groups = vec!["2. Group".to_owned()];
        chart.nodes[2].group = 1;
        chart.nodes[1].critical = true;
        chart.edges[1].critical = true;
        let read =
            crate::diagram::flowchart::read(&mermaid(&english(), &chart).text).unwrap();
        let ends: Vec<(&str, &str)> = read
            .edges
            .iter()
            .map(|edge| (edge.from.as_str(), edge.to.as_str()))
            .collect();
        assert_eq!(ends.len(), 2, "{ends:?}");
        assert_eq!(read.nodes.len(), 3);
    }

    #[test]
    fn what_is_too_much_for_mermaid_is_left_out_and_said() {
        let titles: Vec<String> = (0..60).map(|number| number.to_string()).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let pairs: Vec<(usize, usize)> =
            (0..30).flat_map(|from| (30..60).map(move |to| (from, to))).collect();
        let found = mermaid(&english(), &chart(&titles, &pairs));
        assert_eq!(found.text.matches("-->").count(), 500);
        assert!(found.left_out.unwrap().contains("left out: 400 links"));
        let long = "long ".repeat(40);
        let many = vec![long.as_str(); 900];
        let found = mermaid(&english(), &chart(&many, &[]));
        assert!(found.text.chars().count() <= MERMAID_CHARACTERS);
        assert!(found.left_out.unwrap().contains("left out: the ends of long titles"));
        assert_eq!(mermaid(&english(), &chart(&["a", "b"], &[(0, 1)])).left_out, None);
    }
}
