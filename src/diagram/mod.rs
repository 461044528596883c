//! A Mermaid block: what kind it is, what its flowchart says, and how it looks.
//!
//! Blocks come from strangers, so the work is bounded before any of it starts:
//! a longer one is a [`Problem`]. More is read than is drawn, since reading takes
//! time in the measure of the words, and laying out in the square of the lines.

pub mod draw;
pub mod flowchart;
pub mod gantt;
mod path;
pub mod picture;
pub mod repaint;
mod sheet;
pub mod tone;

/// How much one block may ask for.
struct Limits {
    /// The most characters.
    characters: usize,
    /// The most lines.
    lines: usize,
    /// The most edges that `&` may state: `a & b --> c & d` states four of them, so
    /// they grow with the square of the words, and the parser makes them all.
    crossed: usize,
}

/// What is laid out and drawn as it is written.
const DRAWN: Limits = Limits { characters: 50_000, lines: 5_000, crossed: 2_000 };

/// What is read of a flowchart, to be drawn simplified.
const READ: Limits = Limits { characters: 2_000_000, lines: 50_000, crossed: 40_000 };

/// The longest side of a drawing, in CSS pixels; browsers show no longer picture.
pub const SIDE_LIMIT: u32 = 32_000;

/// Why a block cannot be read or drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line inside the block, from 1.
    pub line: u32,
    /// What is so: one sentence, lower case, no full stop.
    pub message: String,
}

/// What a block draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Boxes and arrows: `graph`, `flowchart`.
    Flowchart,
    /// Messages over time.
    Sequence,
    /// Bars on a calendar.
    Gantt,
    /// States and transitions.
    State,
    /// Classes and their relations.
    Class,
    /// Entities and their relations.
    Entity,
    /// Shares of a whole.
    Pie,
    /// A tree of ideas.
    Mindmap,
    /// Events in order.
    Timeline,
    /// Commits and branches.
    GitGraph,
    /// Points in four fields.
    Quadrant,
    /// Cards in columns.
    Kanban,
    /// Steps of a user and how they feel.
    Journey,
    /// Bars and lines on two axes.
    Chart,
    /// Requirements and what meets them.
    Requirement,
    /// Boxes on a grid.
    Block,
    /// Anything else.
    Unknown,
}

/// Tells what a block draws from its first word, after front matter, comments
/// and directives.
pub fn kind(source: &str) -> Kind {
    let Some(word) = first_word(source) else { return Kind::Unknown };
    match word {
        "graph" | "flowchart" | "flowchart-elk" => Kind::Flowchart,
        "sequenceDiagram" => Kind::Sequence,
        "gantt" => Kind::Gantt,
        "stateDiagram" | "stateDiagram-v2" => Kind::State,
        "classDiagram" | "classDiagram-v2" => Kind::Class,
        "erDiagram" => Kind::Entity,
        "pie" => Kind::Pie,
        "mindmap" => Kind::Mindmap,
        "timeline" => Kind::Timeline,
        "gitGraph" => Kind::GitGraph,
        "quadrantChart" => Kind::Quadrant,
        "kanban" => Kind::Kanban,
        "journey" => Kind::Journey,
        "xychart" | "xychart-beta" => Kind::Chart,
        "requirement" | "requirementDiagram" => Kind::Requirement,
        "block" | "block-beta" => Kind::Block,
        _ => Kind::Unknown,
    }
}

/// How many statements of one line may meet each other: the parser looks at all of
/// a line for each of its statements.
const MEETINGS: usize = 10_000_000;

/// Refuses a block that asks for more than it may.
fn bounded(source: &str, limits: &Limits) -> Result<(), Problem> {
    let Limits { characters, lines, crossed } = *limits;
    if source.chars().nth(characters).is_some() {
        let message = format!("the diagram has more than {characters} characters");
        return Err(Problem { line: 1, message });
    }
    if source.lines().nth(lines).is_some() {
        let message = format!("the diagram has more than {lines} lines");
        return Err(Problem { line: lines as u32, message });
    }
    if kind(source) == Kind::Flowchart {
        let (mut stated, mut met) = (0, 0);
        for (at, line) in source.lines().enumerate() {
            met += line.matches(';').count().pow(2);
            if met > MEETINGS {
                let message = "a line of the diagram has too many `;`".to_owned();
                return Err(Problem { line: at as u32 + 1, message });
            }
            // The most edges that so many ends can make: half to the other half.
            let ends = line.matches('&').count() + 2;
            stated += if ends > 2 { ends * ends / 4 } else { 0 };
            if stated > crossed {
                let message =
                    format!("the `&` of the diagram state more than {crossed} lines");
                return Err(Problem { line: at as u32 + 1, message });
            }
        }
    }
    Ok(())
}

/// The number of the line that holds a byte, from 1; no line is behind the last
/// one that has words.
fn line_of(source: &str, byte: usize) -> u32 {
    let before = &source.as_bytes()[..byte.min(source.trim_end().len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count() as u32
}

/// The byte where the diagram itself starts: after front matter.
fn body_start(source: &str) -> usize {
    let lead = source.len() - source.trim_start().len();
    let body = &source[lead..];
    if body.lines().next().map(str::trim_end) != Some("---") {
        return lead;
    }
    let mut at = lead;
    for (place, line) in body.split_inclusive('\n').enumerate() {
        at += line.len();
        if place > 0 && line.trim() == "---" {
            return at;
        }
    }
    lead
}

/// The first word that is no comment and no directive.
fn first_word(source: &str) -> Option<&str> {
    let mut rest = source[body_start(source)..].trim_start();
    loop {
        if let Some(directive) = rest.strip_prefix("%%{") {
            rest = directive.split_once("}%%")?.1.trim_start();
        } else if let Some(comment) = rest.strip_prefix("%%") {
            rest = comment.split_once('\n')?.1.trim_start();
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == ';' || c == ':');
            return Some(&rest[..end.unwrap_or(rest.len())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_decides() {
        assert_eq!(kind("graph TD\n A-->B"), Kind::Flowchart);
        assert_eq!(kind("\n  flowchart LR; A-->B"), Kind::Flowchart);
        assert_eq!(kind("---\ntitle: x\n---\n%% no\nsequenceDiagram"), Kind::Sequence);
        assert_eq!(kind("%%{init: {\n\"a\": 1}}%%\ngantt\n"), Kind::Gantt);
        assert_eq!(kind("%% only a comment"), Kind::Unknown);
        assert_eq!(kind("---\nnever closed\ngraph TD"), Kind::Unknown);
        assert_eq!(kind(""), Kind::Unknown);
    }
}
