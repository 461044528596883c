//! From a chart to boxes and lines in their places.

use std::borrow::Cow;
use std::sync::Arc;

use crate::graph::bundle::{Strand, bundle};
use crate::graph::groups::Groups;
use crate::graph::layout::{
    BOX_HEIGHT, BOX_HEIGHT_TWO, BOX_WIDTH, Band, Flow, Layout, LayoutBox, LayoutEdge,
    Points, Route, Way, layout, transitive,
};
use crate::graph::order::{self, Step};
use crate::language::Language;
use crate::memo::{Archive, Lasting, Question};
use crate::site::chart::{Chart, ChartEdge, ChartKind, ChartNode};
use crate::site::fit::{fit, fit_id, text_room};
use crate::site::present::segments;
use crate::site::view::{
    Drawing, DrawnBand, DrawnEdge, DrawnLabel, DrawnNode, DrawnTip, StateView,
};
use crate::site::words;
use crate::source::{Hash, Hasher};

/// The most boxes and lines that are drawn: more cannot be told apart.
pub const DRAWN_NODES: usize = 400;
const DRAWN_EDGES: usize = 3_000;

/// The most boxes that are drawn without lines.
const LISTED_NODES: usize = 3_000;

/// The most boxes among which lines are drawn that follow from others.
const ALL_LINES: usize = 60;

/// The width of a page's column: a drawing that is wider may run down instead.
pub const COLUMN: u32 = 1_040;

/// The box of many tasks, with one line of title and with two.
const MANY_WIDTH: u32 = 200;
const MANY_HEIGHT: u32 = 56;
const MANY_HEIGHT_TWO: u32 = 70;

/// Between the left side of a band and the end of its words.
const LABEL_SIDES: u32 = 24;

/// A drawing, and what it leaves out.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The drawing.
    pub drawing: Drawing,
    /// How many lines are left out because they follow from others.
    pub implied: usize,
    /// How often lines cross.
    pub crossings: usize,
}

/// What is said of a box: its name with all that it tells, and its state.
type Told<'t> = &'t dyn Fn(&ChartNode) -> (String, StateView);

/// Draws only the boxes of a chart, level by level, in rows that fit a page.
pub fn draw_levels(language: &Language, chart: &Chart) -> Option<Drawn> {
    if chart.nodes.is_empty() || chart.nodes.len() > LISTED_NODES {
        return None;
    }
    let levels = levels(chart);
    let deepest = levels.iter().max().copied().unwrap_or(0);
    let mut rows = Chart {
        title: chart.title.clone(),
        nodes: chart.nodes.clone(),
        edges: Vec::new(),
        groups: (0..=deepest)
            .map(|level| words::count(language, "level", level + 1))
            .collect(),
    };
    for (node, level) in rows.nodes.iter_mut().zip(levels) {
        node.group = level + 1;
    }
    let sheet = Sheet::of(&rows);
    let placed = sheet.placed(&Archive::default());
    Some(sheet.drawn(&|node| told(language, node), &placed))
}

/// Draws a chart; nothing where it has too much to be looked at.
pub fn draw(
    (language, archive): (&Language, &Archive<Layout>),
    chart: &Chart,
) -> Option<Drawn> {
    draw_with(&|node| told(language, node), chart, archive)
}

/// Draws a chart whose boxes have no state, in words of no language.
pub fn draw_stateless(chart: &Chart) -> Option<Drawn> {
    let told =
        |_: &ChartNode| (String::new(), StateView { key: "", word: String::new() });
    draw_with(&told, chart, &Archive::default())
}

fn draw_with(told: Told<'_>, chart: &Chart, archive: &Archive<Layout>) -> Option<Drawn> {
    if chart.nodes.is_empty() || chart.nodes.len() > DRAWN_NODES {
        return None;
    }
    let sheet = Sheet::of(chart);
    if sheet.strands.len() > DRAWN_EDGES {
        return None;
    }
    Some(sheet.drawn(told, &sheet.placed(archive)))
}

/// Which way a chart is best shown where nothing is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// From left to right.
    Right,
    /// From top to bottom.
    Down,
}

/// Which way a chart is best shown by another program: a long row runs down.
pub fn run(chart: &Chart) -> Run {
    let deepest = levels(chart).into_iter().max().unwrap_or(0);
    if deepest > 6 { Run::Down } else { Run::Right }
}

/// The edges of a chart without those that follow from others.
pub fn drawn_edges(chart: &Chart) -> Vec<ChartEdge> {
    let follows = follows(chart, &levels(chart));
    let edges = chart.edges.iter().zip(follows);
    edges.filter(|(_, follows)| !follows).map(|(edge, _)| *edge).collect()
}

/// Whether each edge follows from others. A tie implies nothing, and nothing
/// implies it; the critical path is shown whole.
fn follows(chart: &Chart, levels: &[usize]) -> Vec<bool> {
    let boxes: Vec<LayoutBox> =
        levels.iter().map(|level| LayoutBox::joint(*level)).collect();
    let waits: Vec<usize> = (0..chart.edges.len())
        .filter(|place| chart.edges[*place].kind != ChartKind::Tie)
        .collect();
    let lines: Vec<LayoutEdge> =
        waits.iter().map(|place| line(&chart.edges[*place], levels)).collect();
    let mut follows = vec![false; chart.edges.len()];
    for (place, follow) in waits.iter().zip(transitive(&boxes, &lines)) {
        let edge = &chart.edges[*place];
        follows[*place] = follow && edge.kind != ChartKind::Loop && !edge.critical;
    }
    follows
}

/// Boxes and lines to be placed.
struct LayoutQuestion<'s> {
    boxes: &'s [LayoutBox],
    lines: &'s [LayoutEdge],
}

impl Question for LayoutQuestion<'_> {
    fn key(&self) -> Hash {
        let Self { boxes, lines } = self;
        Hasher::new().part(format!("{boxes:?} {lines:?}")).finish()
    }
}

/// Runs to the right where that fits a page, or down where that is narrower.
fn place(question: &LayoutQuestion<'_>) -> Layout {
    let LayoutQuestion { boxes, lines } = *question;
    let right = layout(boxes, lines, Flow::Right);
    if right.width <= COLUMN {
        return right;
    }
    let down = layout(boxes, lines, Flow::Down);
    match down.width < right.width {
        true => down,
        false => right,
    }
}

/// A route as it is kept: its path, its tip, where that points, and its middle.
type KeptRoute<'k> = (Cow<'k, str>, (u32, u32), usize, (u32, u32));

/// A layout as it is kept: its size, the places of its boxes, its routes, the bands with
/// their places and sizes, and its counts of columns and crossings.
type KeptLayout<'k> = (
    (u32, u32),
    Cow<'k, [(u32, u32)]>,
    Vec<KeptRoute<'k>>,
    Vec<(usize, [u32; 4])>,
    (usize, usize),
);

/// Where a tip can point, by the number that is kept.
const POINTS: [Points; 4] = [Points::Right, Points::Left, Points::Down, Points::Up];

impl<Q> Lasting<Q> for Layout {
    const KIND: &'static str = "layout";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let routes = self.routes.iter().map(|Route { path, tip, points, middle }| {
            let points = POINTS.iter().position(|known| known == points)?;
            Some((Cow::from(path), *tip, points, *middle))
        });
        let bands = self.bands.iter();
        let whole: KeptLayout<'_> = (
            (self.width, self.height),
            Cow::from(&self.places),
            routes.collect::<Option<_>>()?,
            bands.map(|it| (it.band, [it.x, it.y, it.width, it.height])).collect(),
            (self.columns, self.crossings),
        );
        serde_json::to_vec(&whole).ok()
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        let (size, places, routes, bands, counts) =
            serde_json::from_slice::<KeptLayout<'_>>(bytes).ok()?;
        let route = |(path, tip, points, middle): KeptRoute<'_>| {
            let points = *POINTS.get(points)?;
            Some(Route { path: path.into_owned(), tip, points, middle })
        };
        let bands = bands.into_iter().map(|(band, [x, y, width, height])| Band {
            band,
            x,
            y,
            width,
            height,
        });
        Some(Self {
            width: size.0,
            height: size.1,
            places: places.into_owned(),
            routes: routes.into_iter().map(route).collect::<Option<_>>()?,
            bands: bands.collect(),
            columns: counts.0,
            crossings: counts.1,
        })
    }
}

/// What is given to the layout.
struct Sheet<'c> {
    chart: &'c Chart,
    titles: Vec<Vec<String>>,
    /// The boxes, joints behind them.
    boxes: Vec<LayoutBox>,
    /// The edges of the chart that are drawn, and whether others say the same.
    kept: Vec<(ChartEdge, bool)>,
    /// The lines, each for one or more of those edges.
    strands: Vec<Strand>,
    /// How many edges are left out.
    implied: usize,
}

impl<'c> Sheet<'c> {
    fn of(chart: &'c Chart) -> Self {
        let levels = levels(chart);
        let titles: Vec<Vec<String>> = chart
            .nodes
            .iter()
            .map(|node| fit(&node.title, text_room(width(node)), 2))
            .collect();
        let mut boxes: Vec<LayoutBox> = chart
            .nodes
            .iter()
            .zip(&titles)
            .zip(&levels)
            .map(|((node, lines), level)| LayoutBox {
                level: *level,
                band: node.group,
                width: width(node),
                height: match (node.progress.is_some(), lines.len() > 1) {
                    (true, true) => MANY_HEIGHT_TWO,
                    (true, false) => MANY_HEIGHT,
                    (false, true) => BOX_HEIGHT_TWO,
                    (false, false) => BOX_HEIGHT,
                },
            })
            .collect();
        let lines: Vec<LayoutEdge> =
            chart.edges.iter().map(|edge| line(edge, &levels)).collect();
        let follows = follows(chart, &levels);
        let is_many = |node: usize| chart.nodes[node].progress.is_some();
        let many = (0..chart.nodes.len()).all(is_many);
        let is_kept = |place: usize| {
            let edge = &chart.edges[place];
            let stated = edge.kind == ChartKind::Stated;
            !follows[place] || (stated && !many && chart.nodes.len() <= ALL_LINES)
        };
        let places: Vec<usize> =
            (0..lines.len()).filter(|place| is_kept(*place)).collect();
        let kept: Vec<(ChartEdge, bool)> =
            places.iter().map(|place| (chart.edges[*place], follows[*place])).collect();
        let lines: Vec<LayoutEdge> = places.iter().map(|place| lines[*place]).collect();
        // Lines with counts keep their own ways.
        let kinds: Vec<usize> = kept
            .iter()
            .enumerate()
            .map(|(place, (edge, follows))| match many {
                true => place,
                false => 2 * edge.kind as usize + usize::from(*follows),
            })
            .collect();
        let strands = bundle(&mut boxes, &lines, &kinds);
        let implied = chart.edges.len() - kept.len();
        Self { chart, titles, boxes, kept, strands, implied }
    }

    fn placed(&self, archive: &Archive<Layout>) -> Arc<Layout> {
        let lines: Vec<LayoutEdge> =
            self.strands.iter().map(|strand| strand.line).collect();
        archive.one(place, &LayoutQuestion { boxes: &self.boxes, lines: &lines })
    }

    fn drawn(&self, told: Told<'_>, placed: &Layout) -> Drawn {
        let nodes = self.chart.nodes.iter().enumerate().map(|(place, node)| {
            let (x, y) = placed.places[place];
            let size = &self.boxes[place];
            let (name, state) = told(node);
            DrawnNode {
                x,
                y,
                width: size.width,
                height: size.height,
                anchor: node.anchor.clone(),
                id: fit_id(&node.id, text_room(size.width)),
                lines: self.titles[place].clone(),
                title: node.title.clone(),
                name,
                state,
                segments: node.progress.as_ref().map(segments).unwrap_or_default(),
                critical: node.critical,
                many: node.progress.is_some(),
                foreign: node.foreign,
                href: node.href.clone(),
            }
        });
        let nodes = nodes.collect();
        let edges = self.strands.iter().enumerate().filter_map(|(place, strand)| {
            let route = &placed.routes[place];
            let of = || strand.of.iter().map(|edge| &self.kept[*edge]);
            let (first, follows) = of().next()?;
            let count: usize = of().map(|(edge, _)| edge.count).sum();
            let is_tie = first.kind == ChartKind::Tie;
            let to_joint = strand.line.to >= self.chart.nodes.len();
            let many = |node: usize| self.chart.nodes[node].progress.is_some();
            (!route.path.is_empty()).then(|| DrawnEdge {
                from: strand.line.from,
                to: strand.line.to,
                path: route.path.clone(),
                tip: (!is_tie && !to_joint).then_some(DrawnTip {
                    x: route.tip.0,
                    y: route.tip.1,
                    points: match route.points {
                        Points::Right => "right",
                        Points::Left => "left",
                        Points::Down => "down",
                        Points::Up => "up",
                    },
                }),
                kind: match (first.kind, follows) {
                    (ChartKind::Loop, _) => "loop",
                    (ChartKind::Tie, _) => "tie",
                    (_, true) => "transitive",
                    (ChartKind::Stated, false) => "stated",
                    (ChartKind::Implied, false) => "implied",
                },
                label: (many(first.from) && many(first.to) && count > 1).then(|| {
                    DrawnLabel {
                        x: route.middle.0,
                        y: route.middle.1 + 4,
                        text: count.to_string(),
                    }
                }),
                critical: of().any(|(edge, _)| edge.critical),
            })
        });
        let bands = placed.bands.iter().map(|band| {
            let title = &self.chart.groups[band.band - 1];
            let room = band.width.saturating_sub(LABEL_SIDES);
            let label = fit(title, room, 1);
            DrawnBand {
                x: band.x,
                y: band.y,
                width: band.width,
                height: band.height,
                label: label.into_iter().next().unwrap_or_default(),
                title: title.clone(),
            }
        });
        let drawing = Drawing {
            width: placed.width,
            height: placed.height,
            bands: bands.collect(),
            nodes,
            edges: edges.collect(),
        };
        Drawn { drawing, implied: self.implied, crossings: placed.crossings }
    }
}

fn width(node: &ChartNode) -> u32 {
    if node.progress.is_some() { MANY_WIDTH } else { BOX_WIDTH }
}

/// A line for an edge: a tie runs whichever way is forward, and what closes a
/// circle runs back.
fn line(edge: &ChartEdge, levels: &[usize]) -> LayoutEdge {
    let (from, to) = (edge.from, edge.to);
    let forward = levels[from] < levels[to];
    match edge.kind {
        ChartKind::Tie if !forward && levels[to] < levels[from] => {
            LayoutEdge { from: to, to: from, way: Way::Forward }
        }
        ChartKind::Loop => LayoutEdge { from, to, way: Way::Loop },
        _ => LayoutEdge { from, to, way: Way::Forward },
    }
}

/// The level of each box among those of a chart: its longest way from a start.
/// A box that only holds others together stands just before the first of them.
pub fn levels(chart: &Chart) -> Vec<usize> {
    let count = chart.nodes.len();
    let mut linked = vec![false; count];
    for edge in chart.edges.iter().filter(|edge| edge.kind != ChartKind::Tie) {
        linked[edge.from] = true;
        linked[edge.to] = true;
    }
    let ways: Vec<(usize, usize)> = chart
        .edges
        .iter()
        .filter(|edge| match edge.kind {
            ChartKind::Loop => false,
            ChartKind::Tie => !linked[edge.from],
            ChartKind::Stated | ChartKind::Implied => edge.from != edge.to,
        })
        .map(|edge| (edge.from, edge.to))
        .collect();
    let component = order::components(count, &ways);
    let steps: Vec<Step> = ways
        .into_iter()
        .filter(|way| !order::is_on_cycle(&component, *way) || way.0 < way.1)
        .map(|(from, to)| (from, to, 1))
        .collect();
    let (_, mut levels) = order::sorted(count, &steps);
    let behind = Groups::of(count, steps.iter().map(|(from, to, _)| (*from, *to)));
    // Children have higher places than their parents.
    for parent in (0..count).rev().filter(|node| !linked[*node]) {
        let first = behind.get(parent).iter().map(|child| levels[*child]).min();
        if let Some(first) = first {
            levels[parent] = first.saturating_sub(1);
        }
    }
    levels
}

/// What a box is called: `2.1 Quality gates, Ready`.
fn told(language: &Language, node: &ChartNode) -> (String, StateView) {
    let title = format!("{} {}", node.id, node.title);
    let state = words::state(language, node.state);
    let name = words::box_name(language, (title.trim(), &state.word), node.critical);
    (name, state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::model::State;
    use crate::language;
    use crate::source::Sources;

    fn english() -> Language {
        language::load(&Sources::default(), ("en", None)).value
    }

    fn chart(count: usize, edges: &[(usize, usize, ChartKind)]) -> Chart {
        let node = |number: usize| ChartNode {
            key: format!("p#{number}"),
            id: number.to_string(),
            title: format!("Task {number}"),
            state: State::Waiting,
            progress: None,
            group: 0,
            critical: false,
            foreign: false,
            anchor: String::new(),
            href: String::new(),
        };
        Chart {
            nodes: (0..count).map(node).collect(),
            edges: edges
                .iter()
                .map(|(from, to, kind)| ChartEdge {
                    from: *from,
                    to: *to,
                    kind: *kind,
                    count: 1,
                    critical: false,
                })
                .collect(),
            ..Chart::default()
        }
    }

    fn kinds(chart: &Chart) -> Vec<&'static str> {
        draw((&english(), &Archive::default()), chart)
            .unwrap()
            .drawing
            .edges
            .iter()
            .map(|edge| edge.kind)
            .collect()
    }

    #[test]
    fn what_the_author_states_twice_is_drawn_thin_and_what_follows_is_left_out() {
        use ChartKind::{Implied, Stated};
        let stated = chart(3, &[(0, 1, Stated), (1, 2, Stated), (0, 2, Stated)]);
        assert_eq!(kinds(&stated), ["stated", "stated", "transitive"]);
        let implied = chart(3, &[(0, 1, Stated), (1, 2, Stated), (0, 2, Implied)]);
        assert_eq!(kinds(&implied), ["stated", "stated"]);
        assert_eq!(draw((&english(), &Archive::default()), &implied).unwrap().implied, 1);
    }

    #[test]
    fn a_task_with_parts_stands_before_them() {
        use ChartKind::{Stated, Tie};
        let chart = chart(4, &[(0, 2, Stated), (1, 2, Tie), (1, 3, Tie), (2, 3, Stated)]);
        assert_eq!(levels(&chart), [0, 0, 1, 2]);
        let drawn = draw((&english(), &Archive::default()), &chart).unwrap().drawing;
        let ties = drawn.edges.iter().filter(|edge| edge.kind == "tie");
        assert!(
            ties.clone().count() == 2 && ties.into_iter().all(|tie| tie.tip.is_none())
        );
    }

    #[test]
    fn a_layout_that_is_kept_is_the_same() {
        use ChartKind::Stated;
        let mut banded = chart(4, &[(0, 1, Stated), (1, 2, Stated), (2, 0, Stated)]);
        banded.nodes[0].group = 1;
        banded.nodes[3].group = 2;
        let layout = Sheet::of(&banded).placed(&Archive::default());
        assert!(layout.routes.iter().any(|route| route.points != Points::Right));
        assert!(!layout.bands.is_empty());
        let bytes = Lasting::<()>::to_bytes(&*layout).unwrap();
        assert_eq!(Layout::from_bytes(&bytes, &()).as_ref(), Some(&*layout));
        assert_eq!(Layout::from_bytes(&bytes[1..], &()), None);
    }

    #[test]
    fn a_circle_is_drawn() {
        use ChartKind::Stated;
        let chart = chart(3, &[(0, 1, Stated), (1, 2, Stated), (2, 0, Stated)]);
        assert_eq!(levels(&chart), [0, 1, 2]);
        assert_eq!(kinds(&chart).len(), 3);
    }

    #[test]
    fn a_long_row_runs_down_the_page() {
        let pairs: Vec<_> = (1..30).map(|to| (to - 1, to, ChartKind::Implied)).collect();
        let drawn =
            draw((&english(), &Archive::default()), &chart(30, &pairs)).unwrap().drawing;
        assert!(drawn.width <= COLUMN && drawn.height > drawn.width);
        assert_eq!(drawn.edges[0].tip.as_ref().unwrap().points, "down");
    }
}
