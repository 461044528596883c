//! An author's flowchart that is too large to be drawn as it is written: drawn
//! by our own layout, or else a box for each of its groups, or of its levels.
//!
//! Nothing in it is a word of ours, so that one picture serves every language:
//! the figure beneath which it stands says what is left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::flowchart::{FlowEdge, FlowGroup, Flowchart, Stroke};
use crate::diagram::picture::{Frame, Part, Picture, Role};
use crate::diagram::{Problem, SIDE_LIMIT};
use crate::graph::model::{Progress, State};
use crate::markdown::escape::attribute_of as escape;
use crate::site::chart::{Chart, ChartEdge, ChartKind, ChartNode};
use crate::site::drawing::{self, COLUMN, DRAWN_NODES, Drawn};
use crate::site::graph_svg::tip_path;
use crate::site::view::{DrawnBand, DrawnEdge, DrawnNode};

/// How wide a drawing of all boxes may be where one of groups can take its place.
const WIDE: u32 = 3 * COLUMN;

/// The most boxes of a drawing of groups.
const GROUP_BOXES: usize = 150;

/// The most lines that lines between groups may stand for in a drawing of groups,
/// where those between the same two are one.
const GROUP_LINES: usize = 1_000_000;

/// The most boxes of a drawing of levels; with more levels, several are one box.
const LEVEL_BOXES: usize = 24;

/// The most lines that all boxes are drawn with, before those are left out that
/// follow from others.
const LINES: usize = 20_000;

/// The most levels that all lines together may pass in the layout of the library.
const PASSED: usize = 2_500;

/// The most characters in one place in the layout of the library, which cuts no
/// words: so many fill a column of a page.
const WORDS: usize = 2_000;

/// The size of letters, and from one line of words to the next.
const LETTERS: f64 = 12.5;
const LINE_HEIGHT: f64 = 15.0;

/// A drawing of what could be read of a flowchart.
#[derive(Debug, Clone, PartialEq)]
pub struct Simplified {
    /// The drawing.
    pub picture: Picture,
    /// What it shows.
    pub shows: Shows,
    /// How many boxes the flowchart has.
    pub boxes: usize,
}

/// What a simplified drawing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// All boxes.
    Boxes {
        /// How many lines are left out, since they follow from others.
        implied: usize,
        /// How many lines have words, which are left out.
        words: usize,
    },
    /// The groups, each as a box.
    Groups,
    /// The levels, one or more as a box.
    Levels,
}

/// Why a flowchart is not laid out as it is written: its lines lead too far, or the
/// words in one place are more than a box can hold.
///
/// The library puts a point into each level that a line passes, and sorts those of
/// each level time and again; what is refused here would take it seconds, and be
/// wider than anybody follows.
pub fn too_large(flow: &Flowchart) -> Option<Problem> {
    if is_small(flow) {
        return None;
    }
    let refused = |message: String| Some(Problem { line: 1, message });
    let boxes = flow.nodes.iter().map(|node| &node.label);
    let words = boxes.chain(flow.edges.iter().filter_map(|edge| edge.label.as_ref()));
    let longest = words.map(|words| words.chars().count()).max();
    if let Some(count) = longest.filter(|count| *count > WORDS) {
        let message =
            format!("it has {count} characters in one place, more than {WORDS}");
        return refused(message);
    }
    let inside = Inside::of(flow);
    let ways = inside.ways(flow);
    let levels = inside.levels(&ways);
    let passed: usize =
        ways.iter().map(|(from, to)| levels[*from].abs_diff(levels[*to])).sum();
    if passed > PASSED {
        return refused("the lines of the diagram lead over too many others".to_owned());
    }
    None
}

/// Whether a flowchart is certainly not too large, as most are: a line passes no more
/// levels than there are boxes.
pub fn is_small(flow: &Flowchart) -> bool {
    let boxes = flow.nodes.iter().map(|node| &node.label);
    let mut words = boxes.chain(flow.edges.iter().filter_map(|edge| edge.label.as_ref()));
    let levels = flow.nodes.len() + flow.groups.len();
    levels * flow.edges.len() <= PASSED && words.all(|words| words.len() <= WORDS)
}

/// Draws what can be shown of a flowchart; nothing for one without boxes.
pub fn simplify(flow: &Flowchart) -> Option<Simplified> {
    let inside = Inside::of(flow);
    let simplified = |(drawn, names): (Drawn, Names<'_>), shows: Shows| Simplified {
        picture: picture(&drawn, &names),
        shows,
        boxes: inside.leaves.len(),
    };
    let whole = whole(flow, &inside);
    let fits = |most: u32| {
        whole.as_ref().is_some_and(|(drawn, _)| {
            drawn.drawing.width <= most && drawn.drawing.height <= SIDE_LIMIT
        })
    };
    let is_small = fits(WIDE);
    let groups = match is_small {
        true => None,
        false => by_group(flow, &inside),
    };
    if let Some(groups) = groups {
        return Some(simplified(groups, Shows::Groups));
    }
    if fits(SIDE_LIMIT) {
        let whole = whole?;
        let shows = Shows::Boxes {
            implied: whole.0.implied,
            words: flow.edges.iter().filter(|edge| edge.label.is_some()).count(),
        };
        return Some(simplified(whole, shows));
    }
    Some(simplified(by_level(flow, &inside)?, Shows::Levels))
}

/// Which boxes a flowchart has, and which of its groups each stands in.
struct Inside<'f> {
    /// The boxes: nodes, and groups that hold none.
    leaves: Vec<Leaf<'f>>,
    /// The boxes in each group, however deep, by its id.
    members: BTreeMap<&'f str, Vec<usize>>,
    /// The place of each box, by its id.
    places: BTreeMap<&'f str, usize>,
}

/// A box of a flowchart.
struct Leaf<'f> {
    id: &'f str,
    label: &'f str,
    /// The outermost group that not all boxes stand in, from 1; 0 for none.
    group: usize,
}

impl<'f> Inside<'f> {
    fn of(flow: &'f Flowchart) -> Self {
        let groups: BTreeMap<&str, usize> =
            flow.groups.iter().enumerate().map(|(at, group)| (&*group.id, at)).collect();
        let mut above: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, group) in flow.groups.iter().enumerate() {
            for member in &group.members {
                above.entry(member).or_insert(at);
            }
        }
        // From the outermost group to the innermost. A group that is said to hold
        // itself ends the way.
        let chain = |id: &str| {
            let mut chain = Vec::new();
            let mut at = above.get(id).copied();
            while let Some(group) = at.filter(|_| chain.len() <= flow.groups.len()) {
                chain.push(group);
                at = above.get(&*flow.groups[group].id).copied();
            }
            chain.reverse();
            chain
        };
        let nodes = flow.nodes.iter().map(|node| (&*node.id, &*node.label));
        let nodes = nodes.filter(|(id, _)| !groups.contains_key(id));
        let is_empty = |group: &&FlowGroup| group.members.is_empty();
        let empty = flow.groups.iter().filter(is_empty);
        let empty = empty.map(|group| (&*group.id, &*group.title));
        let found: Vec<(&str, &str)> = nodes.chain(empty).collect();
        let chains: Vec<Vec<usize>> = found.iter().map(|(id, _)| chain(id)).collect();
        let shared = shared(&chains);
        let mut inside = Self {
            leaves: Vec::new(),
            members: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        for (place, ((id, label), chain)) in found.iter().zip(&chains).enumerate() {
            let group = chain.get(shared).map_or(0, |group| group + 1);
            inside.leaves.push(Leaf { id, label, group });
            inside.places.insert(id, place);
            for group in chain {
                inside.members.entry(&flow.groups[*group].id).or_default().push(place);
            }
        }
        inside
    }

    /// The lines, each from one box to another; of a group the first stands for all.
    fn ways(&self, flow: &Flowchart) -> Vec<(usize, usize)> {
        let first = |id: &str| self.ends(id).first().copied();
        let ways = flow.edges.iter();
        ways.filter_map(|edge| Some((first(&edge.from)?, first(&edge.to)?))).collect()
    }

    /// How far each box is from a start.
    fn levels(&self, ways: &[(usize, usize)]) -> Vec<usize> {
        drawing::levels(&Chart {
            nodes: self.leaves.iter().map(|_| box_of("", None)).collect(),
            edges: ways.iter().map(|way| line(*way)).collect(),
            ..Chart::default()
        })
    }

    /// The boxes that a line touches at one of its ends.
    fn ends(&self, id: &str) -> &[usize] {
        match (self.places.get_key_value(id), self.members.get(id)) {
            (_, Some(members)) => members,
            (Some((_, place)), None) => std::slice::from_ref(place),
            (None, None) => &[],
        }
    }
}

/// How many groups all boxes stand in, one in the other.
fn shared(chains: &[Vec<usize>]) -> usize {
    let Some((first, others)) = chains.split_first() else { return 0 };
    let same = |other: &Vec<usize>| {
        first.iter().zip(other).take_while(|(one, other)| one == other).count()
    };
    others.iter().map(same).min().unwrap_or(first.len())
}

/// What the parts of a drawing are called by the author.
#[derive(Default)]
struct Names<'f> {
    /// The ids of the boxes.
    boxes: Vec<&'f str>,
    /// The ids of the grounds, by the names they stand for.
    groups: BTreeMap<&'f str, &'f str>,
    /// The lines, by their two boxes.
    lines: BTreeMap<(usize, usize), &'f FlowEdge>,
}

/// All boxes in our own layout.
fn whole<'f>(flow: &'f Flowchart, inside: &Inside<'f>) -> Option<(Drawn, Names<'f>)> {
    if inside.leaves.len() > DRAWN_NODES {
        return None;
    }
    let nodes = inside
        .leaves
        .iter()
        .map(|leaf| ChartNode { group: leaf.group, ..box_of(leaf.label, None) });
    let mut names = Names {
        boxes: inside.leaves.iter().map(|leaf| leaf.id).collect(),
        groups: named_once(&flow.groups),
        lines: BTreeMap::new(),
    };
    let mut edges: BTreeMap<(usize, usize), ChartEdge> = BTreeMap::new();
    let mut steps = 0;
    for edge in &flow.edges {
        let (from, to) = (inside.ends(&edge.from), inside.ends(&edge.to));
        // A line between groups is many: what is counted are all of them.
        steps += from.len() * to.len();
        if steps > LINES {
            return None;
        }
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to)))
        {
            names.lines.entry((*from, *to)).or_insert(edge);
            count(&mut edges, (*from, *to));
        }
    }
    let chart = Chart {
        title: String::new(),
        nodes: nodes.collect(),
        edges: edges.into_values().collect(),
        groups: flow.groups.iter().map(|group| group.title.clone()).collect(),
    };
    Some((drawing::draw_stateless(&chart)?, names))
}

/// The ids of groups, by the titles that only one of them has.
fn named_once(groups: &[FlowGroup]) -> BTreeMap<&str, &str> {
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for group in groups {
        named.entry(&group.title).or_default().push(&group.id);
    }
    let once = named.into_iter().filter(|(_, ids)| ids.len() == 1);
    once.map(|(title, ids)| (title, ids[0])).collect()
}

/// A box for each group, and for each box outside of them; nothing where that is
/// no help.
fn by_group<'f>(flow: &'f Flowchart, inside: &Inside<'f>) -> Option<(Drawn, Names<'f>)> {
    let mut boxes: Vec<ChartNode> = Vec::new();
    let mut names = Names::default();
    let mut of_group: BTreeMap<usize, usize> = BTreeMap::new();
    let mut place: Vec<usize> = Vec::new();
    for leaf in &inside.leaves {
        if leaf.group == 0 {
            place.push(boxes.len());
            names.boxes.push(leaf.id);
            boxes.push(box_of(leaf.label, Some(1)));
            continue;
        }
        let group = &flow.groups[leaf.group - 1];
        let at = *of_group.entry(leaf.group).or_insert_with(|| {
            names.boxes.push(&group.id);
            boxes.push(box_of(&group.title, Some(0)));
            boxes.len() - 1
        });
        if let Some(progress) = &mut boxes[at].progress {
            progress.total += 1;
        }
        place.push(at);
    }
    if of_group.len() < 2 || boxes.len() > GROUP_BOXES {
        return None;
    }
    // A group that holds others reaches all of them.
    let reaches: BTreeMap<&str, BTreeSet<usize>> = inside
        .members
        .iter()
        .map(|(id, members)| (*id, members.iter().map(|leaf| place[*leaf]).collect()))
        .collect();
    let ends = |id: &str| -> Vec<usize> {
        match reaches.get(id) {
            Some(boxes) => boxes.iter().copied().collect(),
            None => inside.ends(id).iter().map(|leaf| place[*leaf]).collect(),
        }
    };
    let mut edges = BTreeMap::new();
    let mut steps = 0;
    for edge in &flow.edges {
        let (from, to) = (ends(&edge.from), ends(&edge.to));
        steps += from.len() * to.len();
        if steps > GROUP_LINES {
            return None;
        }
        for from in from {
            for to in to.iter().copied().filter(|to| *to != from) {
                count(&mut edges, (from, to));
            }
        }
    }
    let nodes = boxes.into_iter().map(numbered).collect();
    let edges = edges.into_values().collect();
    let chart = Chart { nodes, edges, ..Chart::default() };
    Some((drawing::draw_stateless(&chart)?, names))
}

/// A box for each level, or for some of them.
fn by_level<'f>(flow: &'f Flowchart, inside: &Inside<'f>) -> Option<(Drawn, Names<'f>)> {
    let ways = inside.ways(flow);
    let levels = inside.levels(&ways);
    let deepest = levels.iter().max()?;
    let step = (deepest + 1).div_ceil(LEVEL_BOXES);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); deepest / step + 1];
    for (leaf, level) in levels.iter().enumerate() {
        members[level / step].push(leaf);
    }
    let nodes = members.iter().map(|members| {
        let label = |leaf: Option<&usize>| leaf.map_or("", |at| inside.leaves[*at].label);
        let title = match members.len() {
            0 | 1 => label(members.first()).to_owned(),
            _ => format!("{} … {}", label(members.first()), label(members.last())),
        };
        numbered(box_of(&title, Some(members.len())))
    });
    let nodes: Vec<ChartNode> = nodes.collect();
    let mut edges = BTreeMap::new();
    for (from, to) in ways {
        let (from, to) = (levels[from] / step, levels[to] / step);
        if from < to {
            count(&mut edges, (from, to));
        }
    }
    let names = Names { boxes: vec![""; nodes.len()], ..Names::default() };
    let edges = edges.into_values().collect();
    let chart = Chart { nodes, edges, ..Chart::default() };
    Some((drawing::draw_stateless(&chart)?, names))
}

/// A box; one that stands for several has the number of these.
fn box_of(title: &str, several: Option<usize>) -> ChartNode {
    ChartNode {
        key: String::new(),
        id: String::new(),
        title: title.to_owned(),
        state: State::Waiting,
        progress: several.map(|total| Progress { total, ..Progress::default() }),
        group: 0,
        critical: false,
        foreign: false,
        anchor: String::new(),
        href: String::new(),
    }
}

/// Puts the number of boxes that one stands for beneath its title.
fn numbered(node: ChartNode) -> ChartNode {
    let id = match node.progress {
        Some(Progress { total: several @ 2.., .. }) => format!("× {several}"),
        _ => String::new(),
    };
    ChartNode { id, ..node }
}

fn line((from, to): (usize, usize)) -> ChartEdge {
    ChartEdge { from, to, kind: ChartKind::Stated, count: 1, critical: false }
}

/// Counts a line between two boxes.
fn count(edges: &mut BTreeMap<(usize, usize), ChartEdge>, ends: (usize, usize)) {
    let counted = edges.entry(ends).or_insert(ChartEdge { count: 0, ..line(ends) });
    counted.count += 1;
}

/// A placed chart as a picture of an author: its grounds, lines and boxes.
fn picture(drawn: &Drawn, names: &Names<'_>) -> Picture {
    let drawing = &drawn.drawing;
    let frame = Frame {
        left: 0.0,
        top: 0.0,
        right: f64::from(drawing.width),
        bottom: f64::from(drawing.height),
    };
    let grounds = drawing.bands.iter().map(|band| ground(band, names));
    let lines = drawing.edges.iter().map(|edge| strand(edge, names));
    // Words stand over the lines.
    let labels = drawing.bands.iter().map(|band| {
        let (x, y) = (band.x + 12, band.y + 18);
        let words = words((f64::from(x), f64::from(y)), "start", &band.label);
        other(words)
    });
    let boxes = drawing.nodes.iter().zip(&names.boxes).map(|(node, id)| boxed(node, id));
    let parts = grounds.chain(lines).chain(labels).chain(boxes).collect();
    Picture { frame, title: None, description: None, parts }
}

fn other(markup: String) -> Part {
    Part { role: Role::Other, id: String::new(), frame: None, href: None, markup }
}

fn ground(band: &DrawnBand, names: &Names<'_>) -> Part {
    let frame = frame((band.x, band.y), (band.width, band.height));
    Part {
        role: Role::Group,
        id: names.groups.get(&*band.title).map(|id| (*id).to_owned()).unwrap_or_default(),
        frame: Some(frame),
        href: None,
        markup: rectangle(&frame, "f-soft s-soft"),
    }
}

fn strand(edge: &DrawnEdge, names: &Names<'_>) -> Part {
    let of = names.lines.get(&(edge.from, edge.to));
    let stroke = match of.map(|edge| edge.stroke) {
        Some(Stroke::Dotted) => " stroke-dasharray=\"3 3\"",
        Some(Stroke::Thick) => " stroke-width=\"3\"",
        Some(Stroke::Solid) | None => "",
    };
    let mut markup =
        format!("<path d=\"{}\" class=\"no-fill s-line\"{stroke}/>", edge.path);
    let points = |edge: &&FlowEdge| edge.directed;
    if let Some(tip) = edge.tip.as_ref().filter(|_| of.is_none_or(points)) {
        let shape = tip_path(tip);
        markup.push_str(&format!("<path d=\"{shape}\" class=\"f-line s-line\"/>"));
    }
    if let Some(label) = &edge.label {
        let at = (f64::from(label.x), f64::from(label.y));
        markup.push_str(&words(at, "middle", &label.text));
    }
    Part {
        role: Role::Edge,
        id: of.map(|edge| edge.id.clone()).unwrap_or_default(),
        frame: None,
        href: None,
        markup,
    }
}

fn boxed(node: &DrawnNode, id: &str) -> Part {
    let frame = frame((node.x, node.y), (node.width, node.height));
    let (x, middle) = frame.middle();
    let words_of = node.lines.iter().chain([&node.id]);
    let lines: Vec<&String> = words_of.filter(|line| !line.is_empty()).collect();
    let mut markup = rectangle(&frame, "f-ground s-line");
    let top = middle - LINE_HEIGHT * (lines.len() as f64 - 1.0) / 2.0 + LETTERS / 3.0;
    for (at, line) in lines.iter().enumerate() {
        markup.push_str(&words((x, top + LINE_HEIGHT * at as f64), "middle", line));
    }
    Part { role: Role::Node, id: id.to_owned(), frame: Some(frame), href: None, markup }
}

fn frame((x, y): (u32, u32), (width, height): (u32, u32)) -> Frame {
    Frame {
        left: f64::from(x),
        top: f64::from(y),
        right: f64::from(x + width),
        bottom: f64::from(y + height),
    }
}

fn rectangle(frame: &Frame, class: &str) -> String {
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" class=\"{class}\"/>",
        frame.left,
        frame.top,
        frame.right - frame.left,
        frame.bottom - frame.top,
    )
}

fn words((x, y): (f64, f64), anchor: &str, text: &str) -> String {
    format!(
        "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{LETTERS}\" \
         class=\"halo\">{}</text>",
        y.round(),
        escape(text),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::flowchart;

    fn simplified(source: &str) -> Simplified {
        simplify(&flowchart::read(source).unwrap()).unwrap()
    }

    /// What the parts of a role are called, and the words on them.
    fn parts(simplified: &Simplified, role: Role) -> Vec<(String, String)> {
        let parts = simplified.picture.parts.iter().filter(|part| part.role == role);
        parts
            .map(|part| {
                let texts = part.markup.split("class=\"halo\">").skip(1);
                let words: Vec<&str> =
                    texts.filter_map(|text| text.split('<').next()).collect();
                (part.id.clone(), words.join(" "))
            })
            .collect()
    }

    fn pair(id: &str, words: &str) -> (String, String) {
        (id.to_owned(), words.to_owned())
    }

    /// A flowchart of groups of twenty boxes, each of which waits for two of the
    /// group before.
    fn groups(count: usize) -> String {
        let mut source = "flowchart TD\n".to_owned();
        for group in 0..count {
            source.push_str(&format!("subgraph g{group}[Bed {group}]\n"));
            (0..20).for_each(|at| source.push_str(&format!("t{group}x{at}[Sow {at}]\n")));
            source.push_str("end\n");
        }
        for group in 1..count {
            for at in 0..20 {
                let (one, other) = ((at * 7) % 20, (at * 11 + 3) % 20);
                let before = group - 1;
                source.push_str(&format!(
                    "t{before}x{one} & t{before}x{other} --> t{group}x{at}\n"
                ));
            }
        }
        source
    }

    #[test]
    fn all_boxes_stand_with_their_lines_and_groups() {
        let found = simplified(
            "flowchart LR\nsubgraph all\nsubgraph one [Bed <1>]\n a[Dig] & b --> c\n\
             end\nsubgraph two [Bed 2]\n c -.->|wet| d\nend\nend\none --> e --- d\n",
        );
        assert_eq!(found.shows, Shows::Boxes { implied: 0, words: 1 });
        let boxes = parts(&found, Role::Node);
        assert_eq!(
            boxes,
            [
                pair("a", "Dig"),
                pair("b", "b"),
                pair("c", "c"),
                pair("d", "d"),
                pair("e", "e")
            ]
        );
        assert_eq!(parts(&found, Role::Group).len(), 1, "the outermost group");
        let lines: BTreeSet<String> =
            parts(&found, Role::Edge).into_iter().map(|(id, _)| id).collect();
        let all = ["L_a_c_0", "L_b_c_0", "L_c_d_0", "L_e_d_0", "L_one_e_0"];
        assert_eq!(lines, BTreeSet::from(all.map(str::to_owned)));
        let svg = found.picture.svg(("Flowchart", ""), &|_| None);
        assert!(svg.contains("stroke-dasharray"), "{svg}");
        assert!(!svg.contains("<1>"), "{svg}");
    }

    #[test]
    fn groups_take_the_place_of_too_many_boxes() {
        let found = simplified(&groups(100));
        assert_eq!((found.shows, found.boxes), (Shows::Groups, 2_000));
        let boxes = parts(&found, Role::Node);
        assert_eq!(boxes.len(), 100);
        assert_eq!(boxes[7], pair("g7", "Bed 7 × 20"));
        let lines = parts(&found, Role::Edge);
        assert_eq!(lines.len(), 99);
        assert!(lines.iter().all(|(_, words)| words == "40"), "{lines:?}");
    }

    #[test]
    fn levels_take_the_place_of_too_many_boxes_without_groups() {
        let chain: String =
            (1..2_400).map(|at| format!("n{}-->n{at}\n", at - 1)).collect();
        let found = simplified(&format!("flowchart TD\n{chain}"));
        assert_eq!((found.shows, found.boxes), (Shows::Levels, 2_400));
        let boxes = parts(&found, Role::Node);
        assert_eq!(boxes.len(), 24);
        assert_eq!(boxes[1].1, "n100 … n199 × 100");
    }

    #[test]
    fn whatever_is_read_is_shown_in_bounds() {
        // 10,000 lines between 400 boxes, circles included.
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % 400
        };
        let dense: String =
            (0..10_000).map(|_| format!("n{}-->n{}\n", next(), next())).collect();
        let apart: String = (0..10_000).map(|at| format!("a{at}-->b{at}\n")).collect();
        let star: String = (0..10_000).map(|at| format!("hub-->b{at}\n")).collect();
        let side = |name: &str| {
            let boxes: Vec<_> = (0..60).map(|at| format!("{name}{at}")).collect();
            boxes.join(" & ")
        };
        let crossed = format!("{} --> {}", side("a"), side("b"));
        let open: String = (0..200).map(|at| format!("subgraph g{at}\n")).collect();
        let deep = format!("{open}a-->b\n{}", "end\n".repeat(200));
        let long = format!("a[{}]-->b", "word ".repeat(200_000));
        for (source, most) in [
            (dense, 500),
            (apart, 500),
            (star, 500),
            (crossed, 500),
            (deep, 500),
            (long, 500),
        ] {
            let found = simplified(&format!("graph TD\n{source}"));
            assert!((1..=most).contains(&found.picture.parts.len()));
            let (width, height) = found.picture.size();
            assert!(width <= SIDE_LIMIT && height <= SIDE_LIMIT, "{width} × {height}");
            let svg = found.picture.svg(("Flowchart", ""), &|_| None);
            assert!(svg.len() < 500_000, "{}", svg.len());
        }
    }
}
