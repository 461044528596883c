//! Where each box of a drawn graph stands, and the way of each line.
//!
//! A layered drawing after Sugiyama, Tagawa and Toda ("Methods for visual
//! understanding of hierarchical system structures", 1981), from left to right
//! or from top to bottom: levels give the columns, long lines pass through points of their own in each
//! column between, barycentres and transpositions order the columns, and the
//! heights settle by least squares under the distances that must be kept (pool
//! adjacent violators, after Ayer and others, 1955). A line bends only between
//! columns and crosses a column only at a point of its own, so it never runs
//! through a box.
//!
//! Boxes of one band, such as a phase, stand together: bands that share a level
//! get lanes of their own, one below the other, and bands that do not may share
//! a lane. So the ground of a band never holds a box of another one.
//!
//! Where two orders are equally good, the order of the file wins. All is worked
//! out as if lines ran to the right; a drawing that runs down is turned at the end.

use std::collections::{BTreeMap, BTreeSet};

/// The width of a task's box that fits two lines of about 20 characters.
pub const BOX_WIDTH: u32 = 184;

/// The height of a task's box with an id and one line of title.
pub const BOX_HEIGHT: u32 = 44;

/// The height of a task's box with an id and two lines of title.
pub const BOX_HEIGHT_TWO: u32 = 58;

/// The room around everything.
pub const MARGIN: u32 = 16;

/// The room for the words of a band.
pub const LABEL_ROOM: u32 = 24;

/// The room between a band's boxes and the edge of its ground.
pub const BAND_ROOM: u32 = 10;

/// The room between the grounds of two bands.
const BAND_APART: u32 = 10;

/// How far a line stops before its tip, so that it does not blunt the point.
const TIP: f64 = 6.0;

/// The least distance between two columns, and what lines may add to it.
const COLUMN_GAP: u32 = 38;
const COLUMN_GAP_EXTRA: u32 = 26;

/// The distance between two columns of which one holds no box but joints.
const JOINT_GAP: u32 = 22;

/// The distance between boxes, and around a line.
const BOX_GAP: f64 = 12.0;
const LINE_GAP: f64 = 10.0;

/// How far below a box's middle a loop leaves and arrives.
const LOOP_PORT: u32 = 12;

/// How far a line to the same column stands out.
const BULGE: f64 = 30.0;

/// How many boxes without lines stand side by side.
const LOOSE_COLUMNS: usize = 5;

/// The most points in columns. Lines beyond it are drawn straight to their end,
/// the longest first, whatever they cross.
const POINT_LIMIT: usize = 100_000;

/// The longest column whose members are moved one by one.
const SIFT_LIMIT: usize = 80;

/// The most boxes for which implied lines are looked for.
const REACH_LIMIT: usize = 10_000;

/// A box to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutBox {
    /// Its column; levels that no box has take no room.
    pub level: usize,
    /// What it belongs to, such as a phase, from 1; 0 for nothing.
    pub band: usize,
    /// Its width; 0 for a joint, where lines meet and go on.
    pub width: u32,
    /// Its height, an even number.
    pub height: u32,
}

impl LayoutBox {
    /// A point where lines meet and go on.
    pub fn joint(level: usize) -> Self {
        Self { level, band: 0, width: 0, height: 0 }
    }

    fn is_joint(&self) -> bool {
        self.width == 0 && self.height == 0
    }
}

/// Which way a drawing runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// From left to right.
    Right,
    /// From top to bottom.
    Down,
}

/// A line to be led from one box to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutEdge {
    /// The index of the box it starts at.
    pub from: usize,
    /// The index of the box it ends at.
    pub to: usize,
    /// Which way it runs.
    pub way: Way,
}

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// To a higher level. One that does not is led as a loop.
    Forward,
    /// Back.
    Loop,
}

/// Everything placed, in whole and half pixels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The whole width.
    pub width: u32,
    /// The whole height.
    pub height: u32,
    /// Left and top of each box.
    pub places: Vec<(u32, u32)>,
    /// The way of each line.
    pub routes: Vec<Route>,
    /// The ground of each band; a second one where some of its boxes have no lines.
    pub bands: Vec<Band>,
    /// How many columns there are, or rows where the drawing runs down.
    pub columns: usize,
    /// How often lines cross.
    pub crossings: usize,
}

/// The ground that the boxes of a band stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The band, from 1.
    pub band: usize,
    /// Its left side.
    pub x: u32,
    /// Its top.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// The way of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// The `d` of an SVG path; empty for a line to a box that there is not.
    pub path: String,
    /// The point of its tip, on the edge of the box.
    pub tip: (u32, u32),
    /// Where the tip points.
    pub points: Points,
    /// The middle of its last bend, where a word may stand.
    pub middle: (u32, u32),
}

/// Where a tip points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Points {
    /// To the right, into the left side of a box.
    #[default]
    Right,
    /// To the left: a loop.
    Left,
    /// Down, into the top of a box.
    Down,
    /// Up: a loop.
    Up,
}

/// A column.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: u32,
    width: u32,
}

/// Places boxes and leads lines.
pub fn layout(boxes: &[LayoutBox], edges: &[LayoutEdge], flow: Flow) -> Layout {
    let turned: Vec<LayoutBox>;
    let boxes = match flow {
        Flow::Right => boxes,
        Flow::Down => {
            let turn = |item: &LayoutBox| LayoutBox {
                width: item.height,
                height: item.width,
                ..*item
            };
            turned = boxes.iter().map(turn).collect();
            &turned
        }
    };
    let mut net = Net::new(boxes, edges, flow);
    net.order();
    net.measure_lanes();
    net.settle();
    net.straighten();
    net.draw()
}

/// Marks the lines that others imply: there is a longer way between their ends.
///
/// To leave them out of a drawing, drop them before [`layout`], or it keeps
/// room for them. Over 10,000 boxes, none is marked.
pub fn transitive(boxes: &[LayoutBox], edges: &[LayoutEdge]) -> Vec<bool> {
    let mut marks = vec![false; edges.len()];
    if boxes.len() > REACH_LIMIT {
        return marks;
    }
    let mut outgoing = vec![Vec::new(); boxes.len()];
    for (index, edge) in edges.iter().enumerate() {
        if runs_forward(boxes, edge) {
            outgoing[edge.from].push(index);
        }
    }
    let words = boxes.len().div_ceil(64);
    let mut reached = vec![0_u64; words * boxes.len()];
    let mut by_level: Vec<_> = (0..boxes.len()).collect();
    by_level.sort_by_key(|index| std::cmp::Reverse(boxes[*index].level));
    for from in by_level {
        let mut through = vec![0_u64; words];
        for &index in &outgoing[from] {
            let row = edges[index].to * words;
            for (word, more) in through.iter_mut().zip(&reached[row..row + words]) {
                *word |= more;
            }
        }
        for &index in &outgoing[from] {
            let to = edges[index].to;
            marks[index] = through[to / 64] >> (to % 64) & 1 == 1;
        }
        for &index in &outgoing[from] {
            let to = edges[index].to;
            through[to / 64] |= 1 << (to % 64);
        }
        reached[from * words..(from + 1) * words].copy_from_slice(&through);
    }
    marks
}

/// Whether an edge joins two boxes and leads to a higher level.
fn runs_forward(boxes: &[LayoutBox], edge: &LayoutEdge) -> bool {
    edge.way == Way::Forward
        && matches!(
            (boxes.get(edge.from), boxes.get(edge.to)),
            (Some(from), Some(to)) if from.level < to.level
        )
}

/// How a line is led.
enum Lead {
    /// Through points, from left to right; both ends are boxes.
    Through(Vec<usize>),
    /// The same from right to left.
    Back(Vec<usize>),
    /// To a box of the same column, or to itself.
    Beside,
    /// Straight, for want of points.
    Straight,
    /// Not at all.
    Nowhere,
}

/// What a lane takes of the height, from the top of its boxes to their bottom.
#[derive(Debug, Clone, Copy)]
struct Lane {
    top: f64,
    bottom: f64,
}

/// A box, or a point where a line crosses a column. Boxes come first, so that a
/// box and its vertex have the same index.
struct Vertex {
    column: usize,
    height: f64,
    lane: usize,
    /// The index of the box, or of the box where the line starts.
    key: usize,
    is_box: bool,
}

/// The boxes and points with what joins them, and where they stand so far.
struct Net<'g> {
    boxes: &'g [LayoutBox],
    edges: &'g [LayoutEdge],
    flow: Flow,
    leads: Vec<Lead>,
    vertices: Vec<Vertex>,
    /// The neighbours of each vertex in the column before.
    before: Vec<Vec<usize>>,
    /// The neighbours of each vertex in the column behind.
    behind: Vec<Vec<usize>>,
    /// The first and the last column of each band that has lines, and its lane.
    spans: BTreeMap<usize, (usize, usize, usize)>,
    /// How many lanes there are.
    lane_count: usize,
    /// The room of each lane; empty where there is but one, which has all.
    lanes: Vec<Lane>,
    /// The vertices of each column, from top to bottom.
    columns: Vec<Vec<usize>>,
    /// The place of each vertex in its column.
    place: Vec<usize>,
    /// The middle of each vertex.
    middle: Vec<f64>,
    /// The boxes that no line reaches.
    loose: Vec<usize>,
}

impl<'g> Net<'g> {
    fn new(boxes: &'g [LayoutBox], edges: &'g [LayoutEdge], flow: Flow) -> Self {
        let mut linked = vec![false; boxes.len()];
        for edge in edges {
            if edge.from < boxes.len() && edge.to < boxes.len() {
                linked[edge.from] = true;
                linked[edge.to] = true;
            }
        }
        let levels: BTreeSet<_> = boxes
            .iter()
            .zip(&linked)
            .filter(|(_, linked)| **linked)
            .map(|(item, _)| item.level)
            .collect();
        let levels: Vec<_> = levels.into_iter().collect();
        let column =
            |item: &LayoutBox| levels.partition_point(|level| *level < item.level);
        let mut spans = BTreeMap::new();
        for (item, _) in boxes.iter().zip(&linked).filter(|(_, linked)| **linked) {
            if item.band == 0 {
                continue;
            }
            let at = column(item);
            let span = spans.entry(item.band).or_insert((at, at, 0));
            span.0 = at.min(span.0);
            span.1 = at.max(span.1);
        }
        let mut lane_count = share_out(&mut spans);
        // What belongs to no band stands in the first lane that has room.
        let lane = |item: &LayoutBox| match spans.get(&item.band) {
            Some(span) => span.2,
            None => {
                let at = column(item);
                let taken: BTreeSet<usize> = spans
                    .values()
                    .filter(|span| span.0 <= at && at <= span.1)
                    .map(|span| span.2)
                    .collect();
                (0..).find(|lane| !taken.contains(lane)).unwrap_or(0)
            }
        };
        let mut vertices: Vec<_> = boxes
            .iter()
            .enumerate()
            .map(|(key, item)| Vertex {
                column: column(item),
                height: f64::from(item.height),
                lane: lane(item),
                key,
                is_box: true,
            })
            .collect();
        for vertex in vertices.iter().filter(|vertex| linked[vertex.key]) {
            if !boxes[vertex.key].is_joint() {
                lane_count = lane_count.max(vertex.lane + 1);
            }
        }
        // A joint stands in the lane of what leads to it.
        for edge in edges {
            if let (Some(from), Some(to)) = (boxes.get(edge.from), boxes.get(edge.to))
                && to.is_joint()
            {
                vertices[edge.to].lane = lane(from);
            }
        }
        let loose = (0..boxes.len()).filter(|index| !linked[*index]).collect();
        let mut net = Self {
            boxes,
            edges,
            flow,
            leads: Vec::new(),
            before: vec![Vec::new(); vertices.len()],
            behind: vec![Vec::new(); vertices.len()],
            columns: vec![Vec::new(); levels.len()],
            spans,
            lane_count,
            lanes: Vec::new(),
            vertices,
            place: Vec::new(),
            middle: Vec::new(),
            loose,
        };
        net.lead();
        for (index, vertex) in net.vertices.iter().enumerate() {
            if !vertex.is_box || linked[index] {
                net.columns[vertex.column].push(index);
            }
        }
        for column in &mut net.columns {
            column.sort_by_key(|index| {
                let vertex = &net.vertices[*index];
                (vertex.lane, vertex.key, *index)
            });
        }
        net.place = vec![0; net.vertices.len()];
        net.middle = vec![0.0; net.vertices.len()];
        net.renumber();
        net
    }

    /// Gives each line its points. Lines that leave one box share theirs, as a
    /// trunk shares its branches; a loop has its own.
    fn lead(&mut self) {
        let mut by_span: Vec<_> = (0..self.edges.len()).collect();
        by_span.sort_by_key(|index| self.span(*index));
        let mut leads: Vec<Lead> = Vec::new();
        leads.resize_with(self.edges.len(), || Lead::Nowhere);
        let mut shared = BTreeMap::new();
        let mut joined = BTreeSet::new();
        for index in by_span {
            let edge = &self.edges[index];
            if edge.from >= self.boxes.len() || edge.to >= self.boxes.len() {
                continue;
            }
            let from = self.vertices[edge.from].column;
            let to = self.vertices[edge.to].column;
            if from == to {
                leads[index] = Lead::Beside;
                continue;
            }
            if self.vertices.len() + from.abs_diff(to) > POINT_LIMIT + self.boxes.len() {
                leads[index] = Lead::Straight;
                continue;
            }
            let forward = runs_forward(self.boxes, edge);
            let (left, right) =
                if from < to { (edge.from, edge.to) } else { (edge.to, edge.from) };
            let mut chain = vec![left];
            for column in from.min(to) + 1..from.max(to) {
                let found = shared.get(&(left, column)).copied().filter(|_| forward);
                let point = found.unwrap_or_else(|| self.point(left, column));
                if forward {
                    shared.insert((left, column), point);
                }
                chain.push(point);
            }
            chain.push(right);
            for pair in chain.windows(2) {
                if joined.insert((pair[0], pair[1])) {
                    self.behind[pair[0]].push(pair[1]);
                    self.before[pair[1]].push(pair[0]);
                }
            }
            leads[index] =
                if from < to { Lead::Through(chain) } else { Lead::Back(chain) };
        }
        self.leads = leads;
    }

    /// How many columns a line spans.
    fn span(&self, index: usize) -> usize {
        let edge = &self.edges[index];
        match (self.vertices.get(edge.from), self.vertices.get(edge.to)) {
            (Some(from), Some(to)) => from.column.abs_diff(to.column),
            _ => 0,
        }
    }

    fn point(&mut self, start: usize, column: usize) -> usize {
        let lane = self.vertices[start].lane;
        self.vertices.push(Vertex {
            column,
            height: 0.0,
            lane,
            key: start,
            is_box: false,
        });
        self.before.push(Vec::new());
        self.behind.push(Vec::new());
        self.vertices.len() - 1
    }

    fn renumber(&mut self) {
        for column in &self.columns {
            for (place, index) in column.iter().enumerate() {
                self.place[*index] = place;
            }
        }
    }

    /// Whether the graph is so large that fewer rounds must do.
    fn is_large(&self) -> bool {
        self.vertices.len() + self.edges.len() > 20_000
    }

    /// Orders the columns so that few lines cross.
    fn order(&mut self) {
        let rounds = if self.is_large() { 4 } else { 24 };
        let first = self.columns.clone();
        let mut best = first.clone();
        let mut fewest = self.crossings();
        for round in 0..rounds {
            if fewest == 0 {
                break;
            }
            // The second half starts afresh, and moves vertices one by one as well:
            // now this way ends better, now the other.
            if round == rounds / 2 && !self.is_large() {
                self.columns.clone_from(&first);
                self.renumber();
            }
            let count = self.columns.len();
            for step in 1..count {
                let side = if round % 2 == 0 { Side::Before } else { Side::Behind };
                let column = if side == Side::Before { step } else { count - 1 - step };
                self.sort_column(column, side);
            }
            self.transpose(Ties::Keep);
            if round >= rounds / 2 && !self.is_large() {
                for column in 0..count {
                    self.sift_column(column);
                }
            }
            let crossings = self.crossings();
            if crossings < fewest {
                fewest = crossings;
                best.clone_from(&self.columns);
            }
        }
        self.columns = best;
        self.renumber();
        self.transpose(Ties::FileOrder);
    }

    /// Sorts one column by the barycentres of its neighbours on one side; a
    /// vertex that has none keeps its place.
    fn sort_column(&mut self, column: usize, side: Side) {
        let members = &self.columns[column];
        let mut sorted: Vec<(usize, f64, usize)> = Vec::with_capacity(members.len());
        for &index in members {
            let near = self.near(index, side);
            if !near.is_empty() {
                let sum: usize = near.iter().map(|other| self.place[*other]).sum();
                let lane = self.vertices[index].lane;
                sorted.push((lane, sum as f64 / near.len() as f64, index));
            }
        }
        // A column is sorted by lanes, so those that stay part the lanes as before.
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut sorted = sorted.into_iter();
        let members: Vec<_> = members
            .iter()
            .map(|&index| {
                let stays = self.near(index, side).is_empty();
                let next = if stays { None } else { sorted.next() };
                next.map_or(index, |(_, _, moved)| moved)
            })
            .collect();
        for (place, index) in members.iter().enumerate() {
            self.place[*index] = place;
        }
        self.columns[column] = members;
    }

    fn near(&self, index: usize, side: Side) -> &[usize] {
        match side {
            Side::Before => &self.before[index],
            Side::Behind => &self.behind[index],
        }
    }

    /// Swaps neighbours in a column while that saves crossings.
    fn transpose(&mut self, ties: Ties) {
        let passes = if self.is_large() { 2 } else { 10 };
        for _ in 0..passes {
            let mut changed = false;
            for column in 0..self.columns.len() {
                changed |= self.transpose_column(column, ties);
            }
            if !changed {
                break;
            }
        }
    }

    fn transpose_column(&mut self, column: usize, ties: Ties) -> bool {
        let mut members = std::mem::take(&mut self.columns[column]);
        let mut places: Vec<_> = members
            .iter()
            .map(|&index| {
                (self.places(index, Side::Before), self.places(index, Side::Behind))
            })
            .collect();
        let mut changed = false;
        for at in 1..members.len() {
            let (upper, lower) = (&places[at - 1], &places[at]);
            let now = inversions(&upper.0, &lower.0) + inversions(&upper.1, &lower.1);
            let then = inversions(&lower.0, &upper.0) + inversions(&lower.1, &upper.1);
            let (first, second) =
                (&self.vertices[members[at - 1]], &self.vertices[members[at]]);
            if first.lane != second.lane {
                continue;
            }
            let tied = ties == Ties::FileOrder
                && then == now
                && first.is_box
                && second.is_box
                && first.key > second.key;
            if then < now || tied {
                members.swap(at - 1, at);
                places.swap(at - 1, at);
                changed = true;
            }
        }
        for (place, index) in members.iter().enumerate() {
            self.place[*index] = place;
        }
        self.columns[column] = members;
        changed
    }

    /// Moves each vertex of a column to where it crosses least, the others staying.
    fn sift_column(&mut self, column: usize) {
        if self.columns[column].len() > SIFT_LIMIT {
            return;
        }
        let mut members = std::mem::take(&mut self.columns[column]);
        let near: BTreeMap<usize, _> = members
            .iter()
            .map(|&index| {
                (
                    index,
                    (self.places(index, Side::Before), self.places(index, Side::Behind)),
                )
            })
            .collect();
        // What is saved where the first stands below the second, not above it.
        let saved = |upper: usize, lower: usize| {
            let (a, b) = (&near[&upper], &near[&lower]);
            let now = inversions(&a.0, &b.0) + inversions(&a.1, &b.1);
            let then = inversions(&b.0, &a.0) + inversions(&b.1, &a.1);
            now as i64 - then as i64
        };
        for index in members.clone() {
            let Some(at) = members.iter().position(|member| *member == index) else {
                continue;
            };
            let (mut best, mut most) = (at, 0);
            let mut sum = 0;
            let lane = self.vertices[index].lane;
            let same = |other: &usize| self.vertices[*other].lane == lane;
            let below = members.iter().enumerate().skip(at + 1);
            for (place, &other) in below.take_while(|(_, other)| same(other)) {
                sum += saved(index, other);
                if sum > most {
                    (best, most) = (place, sum);
                }
            }
            sum = 0;
            let above = members.iter().enumerate().take(at).rev();
            for (place, &other) in above.take_while(|(_, other)| same(other)) {
                sum += saved(other, index);
                if sum > most {
                    (best, most) = (place, sum);
                }
            }
            members.remove(at);
            members.insert(best, index);
        }
        for (place, index) in members.iter().enumerate() {
            self.place[*index] = place;
        }
        self.columns[column] = members;
    }

    /// The places of a vertex's neighbours, sorted.
    fn places(&self, index: usize, side: Side) -> Vec<usize> {
        let mut places: Vec<_> =
            self.near(index, side).iter().map(|other| self.place[*other]).collect();
        places.sort_unstable();
        places
    }

    /// Counts the crossings between all neighbouring columns.
    fn crossings(&self) -> usize {
        let mut crossings = 0;
        for pair in self.columns.windows(2) {
            // A Fenwick tree counts the ends that lie below the one that is added.
            let mut tree = vec![0_usize; pair[1].len() + 1];
            let mut added = 0;
            for &index in &pair[0] {
                let ends = self.places(index, Side::Behind);
                for &end in &ends {
                    let mut at = end + 1;
                    let mut above = 0;
                    while at > 0 {
                        above += tree[at];
                        at &= at - 1;
                    }
                    crossings += added - above;
                }
                for &end in &ends {
                    let mut at = end + 1;
                    while at < tree.len() {
                        tree[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                }
                added += ends.len();
            }
        }
        crossings
    }

    /// How far the middles of two neighbours in a column must be apart.
    fn distance(&self, upper: usize, lower: usize) -> f64 {
        let (upper, lower) = (&self.vertices[upper], &self.vertices[lower]);
        let gap = if upper.is_box && lower.is_box { BOX_GAP } else { LINE_GAP };
        let apart = if upper.lane == lower.lane {
            0.0
        } else {
            self.lane_gap() * (lower.lane - upper.lane) as f64
        };
        (upper.height + lower.height) / 2.0 + gap.max(apart)
    }

    /// The distance between the boxes of two lanes.
    fn lane_gap(&self) -> f64 {
        f64::from(2 * BAND_ROOM + BAND_APART + self.label_across())
    }

    /// The room that a band's words take of the height.
    fn label_across(&self) -> u32 {
        match self.flow {
            Flow::Right => LABEL_ROOM,
            Flow::Down => 0,
        }
    }

    /// The room that a band's words take of the way, before its first column.
    fn label_along(&self) -> u32 {
        LABEL_ROOM - self.label_across()
    }

    fn has_bands(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Gives each lane the room that its fullest column needs.
    fn measure_lanes(&mut self) {
        if self.lane_count < 2 {
            return;
        }
        let mut heights = vec![0.0_f64; self.lane_count];
        for column in &self.columns {
            for members in
                column.chunk_by(|a, b| self.vertices[*a].lane == self.vertices[*b].lane)
            {
                let (first, last) = (members[0], members[members.len() - 1]);
                let between: f64 =
                    members.windows(2).map(|pair| self.distance(pair[0], pair[1])).sum();
                let ends = self.vertices[first].height + self.vertices[last].height;
                let lane = self.vertices[first].lane;
                heights[lane] = heights[lane].max(between + ends / 2.0);
            }
        }
        let mut top = 0.0;
        for height in heights {
            self.lanes.push(Lane { top, bottom: top + height });
            top += height + self.lane_gap();
        }
    }

    /// Settles the heights: each vertex as near to its neighbours as its column allows.
    fn settle(&mut self) {
        for column in 0..self.columns.len() {
            let wishes = vec![(0.0, 1.0); self.columns[column].len()];
            self.settle_column(column, &wishes);
        }
        let rounds = if self.is_large() { 6 } else { 24 };
        let count = self.columns.len();
        for round in 0..rounds {
            for step in 0..count {
                let column = if round % 2 == 0 { step } else { count - 1 - step };
                let sides: &[Side] = match (round + 8 < rounds, round % 2) {
                    (true, 0) => &[Side::Before],
                    (true, _) => &[Side::Behind],
                    (false, _) => &[Side::Before, Side::Behind],
                };
                let wishes: Vec<_> = self.columns[column]
                    .iter()
                    .map(|index| self.wish(*index, sides))
                    .collect();
                self.settle_column(column, &wishes);
            }
        }
    }

    /// Where a vertex would stand if it were alone, and how much that counts.
    fn wish(&self, index: usize, sides: &[Side]) -> (f64, f64) {
        let (mut sum, mut weights) = (0.0, 0.0);
        for &side in sides {
            for &other in self.near(index, side) {
                let weight =
                    match (self.vertices[index].is_box, self.vertices[other].is_box) {
                        (true, true) => 1.0,
                        (false, false) => 8.0,
                        _ => 2.0,
                    };
                sum += weight * self.middle[other];
                weights += weight;
            }
        }
        if weights == 0.0 { (self.middle[index], 0.05) } else { (sum / weights, weights) }
    }

    /// Moves a column as near to its wishes as its distances allow, by least squares.
    fn settle_column(&mut self, number: usize, wishes: &[(f64, f64)]) {
        let column = std::mem::take(&mut self.columns[number]);
        let mut at = 0;
        for members in
            column.chunk_by(|a, b| self.vertices[*a].lane == self.vertices[*b].lane)
        {
            let middles = self.settled(members, &wishes[at..at + members.len()]);
            for (index, middle) in members.iter().zip(middles) {
                self.middle[*index] = middle;
            }
            at += members.len();
        }
        self.columns[number] = column;
    }

    /// The heights of neighbours in one lane of a column.
    fn settled(&self, members: &[usize], wishes: &[(f64, f64)]) -> Vec<f64> {
        let mut offsets = Vec::with_capacity(members.len());
        let mut offset = 0.0;
        // Blocks of vertices that touch: mean wish, weight, how many.
        let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
        for (at, &(wish, weight)) in wishes.iter().enumerate() {
            if at > 0 {
                offset += self.distance(members[at - 1], members[at]);
            }
            offsets.push(offset);
            let mut block = (wish - offset, weight, 1);
            while let Some(&last) = blocks.last()
                && last.0 >= block.0
            {
                blocks.pop();
                let weight = last.1 + block.1;
                let mean = (last.0 * last.1 + block.0 * block.1) / weight;
                block = (mean, weight, last.2 + block.2);
            }
            blocks.push(block);
        }
        let (first, last) =
            (&self.vertices[members[0]], &self.vertices[members[members.len() - 1]]);
        let (least, most) = match self.lanes.get(first.lane) {
            // Rounding must not turn the two round.
            Some(lane) => {
                let least = lane.top + first.height / 2.0;
                (least, (lane.bottom - last.height / 2.0 - offset).max(least))
            }
            None => (f64::NEG_INFINITY, f64::INFINITY),
        };
        let starts = blocks.iter().flat_map(|block| vec![block.0; block.2]);
        starts.zip(&offsets).map(|(start, off)| start.clamp(least, most) + off).collect()
    }

    /// Makes nearly level lines level, where there is room: long ones first,
    /// then chains, then whatever is a little askew.
    fn straighten(&mut self) {
        let mut pairs = Vec::new();
        for (from, ends) in self.behind.iter().enumerate() {
            for &to in ends {
                let is_chain = ends.len() == 1 && self.before[to].len() == 1;
                let (rank, most) =
                    match (self.vertices[from].is_box, self.vertices[to].is_box) {
                        (false, false) => (0, f64::INFINITY),
                        (true, true) if is_chain => (1, 160.0),
                        (true, true) => (3, 10.0),
                        _ => (2, 24.0),
                    };
                let askew = (self.middle[from] - self.middle[to]).abs();
                if askew <= most {
                    pairs.push((rank, askew, from, to));
                }
            }
        }
        pairs.sort_by(|a, b| {
            (a.0.cmp(&b.0)).then(a.1.total_cmp(&b.1)).then((a.2, a.3).cmp(&(b.2, b.3)))
        });
        let mut block: Vec<usize> = (0..self.vertices.len()).collect();
        let mut members: Vec<Vec<usize>> =
            block.iter().map(|index| vec![*index]).collect();
        for (_, _, from, to) in pairs {
            let (a, b) = (block[from], block[to]);
            if a == b {
                continue;
            }
            let askew = self.middle[to] - self.middle[from];
            let (least_a, most_a) = self.slack(&members[a]);
            let (least_b, most_b) = self.slack(&members[b]);
            // `a` moves by `first`, `b` by `first - askew`; the smaller block moves first.
            let first = if members[a].len() <= members[b].len() {
                askew.clamp(least_a, most_a)
            } else {
                0.0
            };
            let second = (first - askew).clamp(least_b, most_b);
            let first = second + askew;
            if first < least_a || first > most_a {
                continue;
            }
            for index in &members[a] {
                self.middle[*index] += first;
            }
            let level = self.middle[from];
            let moved = std::mem::take(&mut members[b]);
            for index in moved {
                self.middle[index] = level;
                block[index] = a;
                members[a].push(index);
            }
        }
    }

    /// How far a block may move up (negative) and down.
    fn slack(&self, members: &[usize]) -> (f64, f64) {
        let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
        for &index in members {
            let column = &self.columns[self.vertices[index].column];
            let place = self.place[index];
            if place > 0 {
                let upper = column[place - 1];
                let room = self.middle[upper] + self.distance(upper, index);
                least = least.max(room - self.middle[index]);
            }
            if let Some(&lower) = column.get(place + 1) {
                let room = self.middle[lower] - self.distance(index, lower);
                most = most.min(room - self.middle[index]);
            }
            let vertex = &self.vertices[index];
            if let Some(lane) = self.lanes.get(vertex.lane) {
                least = least.max(lane.top + vertex.height / 2.0 - self.middle[index]);
                most = most.min(lane.bottom - vertex.height / 2.0 - self.middle[index]);
            }
        }
        (least.min(0.0), most.max(0.0))
    }

    /// Turns middles into places and leads into paths.
    fn draw(&self) -> Layout {
        let columns = self.lay_columns();
        let top = |index: usize| self.middle[index] - self.vertices[index].height / 2.0;
        let end = |index: usize| self.middle[index] + self.vertices[index].height / 2.0;
        let members = || self.columns.iter().flatten().copied();
        let highest = members().map(top).fold(f64::INFINITY, f64::min);
        // The grounds of one lane reach as far as the boxes of its bands.
        let ground = |lane: usize| {
            let banded = members().filter(|index| {
                let vertex = &self.vertices[*index];
                vertex.is_box && vertex.lane == lane && self.boxes[*index].band > 0
            });
            banded.fold((f64::INFINITY, f64::NEG_INFINITY), |(high, low), index| {
                (high.min(top(index)), low.max(end(index)))
            })
        };
        let grounds: Vec<(f64, f64)> = (0..self.lane_count.max(1)).map(ground).collect();
        let start = if self.has_bands() {
            MARGIN + BAND_ROOM + self.label_across()
        } else {
            MARGIN
        };
        let shift = f64::from(start) - highest;
        let mut places = vec![(0, 0); self.boxes.len()];
        let mut bottom = if self.columns.is_empty() { 0 } else { start };
        let mut right = MARGIN;
        for index in members() {
            let vertex = &self.vertices[index];
            bottom = bottom.max(pixel(end(index) + shift));
            if vertex.is_box {
                places[index] = (columns[vertex.column].x, pixel(top(index) + shift));
            }
        }
        for column in &columns {
            right = right.max(column.x + column.width);
        }
        if self.leads.iter().any(|lead| matches!(lead, Lead::Beside)) {
            right += pixel(BULGE);
        }
        let mut bands = Vec::new();
        for (&band, &(first, last, number)) in self.spans.iter() {
            let (high, low) = grounds[number];
            let x = columns[first].x - BAND_ROOM - self.label_along();
            let y = pixel(high + shift) - BAND_ROOM - self.label_across();
            let width = columns[last].x + columns[last].width + BAND_ROOM - x;
            let height = pixel(low + shift) + BAND_ROOM - y;
            right = right.max(x + width);
            bottom = bottom.max(y + height);
            bands.push(Band { band, x, y, width, height });
        }
        let pen = Pen { net: self, columns: &columns, places: &places, shift };
        let routes: Vec<_> =
            (0..self.edges.len()).map(|index| pen.route(index)).collect();
        let mut drawn = Layout {
            width: right + MARGIN,
            height: bottom + MARGIN,
            places,
            routes,
            bands,
            columns: self.columns.len(),
            crossings: self.crossings(),
        };
        if self.flow == Flow::Down {
            turn(&mut drawn);
        }
        self.place_loose(&mut drawn);
        drawn
    }

    /// Gives each column its place; the more lines pass between two, the wider
    /// they stand apart.
    fn lay_columns(&self) -> Vec<Column> {
        let mut x = MARGIN;
        let mut columns: Vec<Column> = Vec::with_capacity(self.columns.len());
        let holds_boxes: Vec<bool> = self
            .columns
            .iter()
            .map(|members| {
                let mut boxes =
                    members.iter().filter(|index| self.vertices[**index].is_box);
                boxes.any(|index| !self.boxes[*index].is_joint())
            })
            .collect();
        for (at, members) in self.columns.iter().enumerate() {
            if self.spans.values().any(|span| span.0 == at) {
                x += BAND_ROOM + self.label_along();
            }
            let boxes = members.iter().filter(|index| self.vertices[**index].is_box);
            let width = boxes.map(|index| self.boxes[*index].width).max().unwrap_or(0);
            columns.push(Column { x, width });
            let lines: usize =
                members.iter().map(|index| self.behind[*index].len()).sum();
            let least = match holds_boxes[at] && holds_boxes.get(at + 1) == Some(&true) {
                true => COLUMN_GAP,
                false => JOINT_GAP,
            };
            x += width + least + COLUMN_GAP_EXTRA.min(lines as u32);
            if self.spans.values().any(|span| span.1 == at) {
                x += BAND_ROOM;
            }
        }
        columns
    }

    /// Places the boxes without lines in rows below the rest, band by band.
    fn place_loose(&self, drawn: &mut Layout) {
        let size = |index: usize| {
            let item = &self.boxes[index];
            match self.flow {
                Flow::Right => (item.width, item.height),
                Flow::Down => (item.height, item.width),
            }
        };
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &index in &self.loose {
            groups.entry(self.boxes[index].band).or_default().push(index);
        }
        let gap = BOX_GAP as u32;
        let mut y = if self.columns.is_empty() {
            MARGIN
        } else {
            drawn.height - MARGIN + BAND_APART + gap
        };
        for (band, members) in groups {
            let widest = members.iter().map(|index| size(*index).0).max().unwrap_or(0);
            let (room, label) = if band > 0 { (BAND_ROOM, LABEL_ROOM) } else { (0, 0) };
            let ground_y = y;
            y += room + label;
            for row in members.chunks(LOOSE_COLUMNS) {
                for (at, &index) in row.iter().enumerate() {
                    let x = MARGIN + room + at as u32 * (widest + gap);
                    drawn.places[index] = (x, y);
                    drawn.width = drawn.width.max(x + widest + room + MARGIN);
                }
                let tallest = row.iter().map(|index| size(*index).1).max();
                y += tallest.unwrap_or(0) + gap;
            }
            y = y - gap + room;
            if band > 0 {
                let across = members.len().min(LOOSE_COLUMNS) as u32;
                let width = 2 * room + across * (widest + gap) - gap;
                let height = y - ground_y;
                drawn.bands.push(Band { band, x: MARGIN, y: ground_y, width, height });
            }
            drawn.height = y + MARGIN;
            y += if band > 0 { BAND_APART } else { gap };
        }
    }
}

/// Shares the bands out to lanes, so that those of one lane have no column in
/// common, and tells how many lanes there are.
fn share_out(spans: &mut BTreeMap<usize, (usize, usize, usize)>) -> usize {
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    for (first, last, lane) in spans.values_mut() {
        let apart = |taken: &Vec<(usize, usize)>| {
            taken.iter().all(|(a, b)| *b < *first || *last < *a)
        };
        *lane = lanes.iter().position(apart).unwrap_or(lanes.len());
        if *lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[*lane].push((*first, *last));
    }
    lanes.len()
}

/// Turns a drawing that runs to the right so that it runs down.
fn turn(drawn: &mut Layout) {
    std::mem::swap(&mut drawn.width, &mut drawn.height);
    for (x, y) in &mut drawn.places {
        std::mem::swap(x, y);
    }
    for band in &mut drawn.bands {
        std::mem::swap(&mut band.x, &mut band.y);
        std::mem::swap(&mut band.width, &mut band.height);
    }
    for route in &mut drawn.routes {
        route.tip = (route.tip.1, route.tip.0);
        route.middle = (route.middle.1, route.middle.0);
        route.points = match route.points {
            Points::Right | Points::Down => Points::Down,
            Points::Left | Points::Up => Points::Up,
        };
    }
}

/// A side of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// What to do where two orders are equally good.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ties {
    Keep,
    FileOrder,
}

/// How many pairs of two sorted lists stand the wrong way round.
fn inversions(upper: &[usize], lower: &[usize]) -> usize {
    let mut count = 0;
    let mut at = 0;
    for place in upper {
        while lower.get(at).is_some_and(|other| other < place) {
            at += 1;
        }
        count += at;
    }
    count
}

/// Writes the ways of the lines.
struct Pen<'p> {
    net: &'p Net<'p>,
    columns: &'p [Column],
    places: &'p [(u32, u32)],
    shift: f64,
}

impl Pen<'_> {
    fn route(&self, index: usize) -> Route {
        let edge = &self.net.edges[index];
        match &self.net.leads[index] {
            Lead::Through(chain) => self.through(chain),
            Lead::Back(chain) => self.back(chain),
            Lead::Beside => self.beside(edge.from, edge.to),
            Lead::Straight => self.straight(edge.from, edge.to),
            Lead::Nowhere => Route::default(),
        }
    }

    /// How far a line stops before its end.
    fn tip(&self, index: usize) -> f64 {
        match self.net.boxes.get(index) {
            Some(item) if item.is_joint() => 0.0,
            _ => TIP,
        }
    }

    fn start(&self, x: f64, y: f64) -> Path {
        Path::start((x, y), self.net.flow)
    }

    fn left(&self, index: usize) -> f64 {
        f64::from(self.columns[self.net.vertices[index].column].x)
    }

    /// The right side of a vertex's column.
    fn right(&self, index: usize) -> f64 {
        let column = &self.columns[self.net.vertices[index].column];
        f64::from(column.x + column.width)
    }

    /// The right side of a box.
    fn edge(&self, index: usize) -> f64 {
        f64::from(self.places[index].0 + self.net.boxes[index].width)
    }

    /// Where a line meets a vertex.
    fn port(&self, index: usize) -> f64 {
        match self.places.get(index) {
            Some(place) => f64::from(place.1 + self.net.boxes[index].height / 2),
            None => (self.net.middle[index] + self.shift).round(),
        }
    }

    /// Where a loop meets a vertex: below the line that comes in.
    fn loop_port(&self, index: usize) -> f64 {
        match self.places.get(index) {
            Some(place) => {
                let height = self.net.boxes[index].height;
                f64::from(place.1 + (height / 2 + LOOP_PORT).min(height))
            }
            None => self.port(index),
        }
    }

    fn through(&self, chain: &[usize]) -> Route {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let mut path = self.start(self.edge(first), self.port(first));
        for pair in chain.windows(2) {
            path.level(self.right(pair[0]));
            let end =
                self.left(pair[1]) - if pair[1] == last { self.tip(last) } else { 0.0 };
            path.bend(end, self.port(pair[1]));
        }
        let tip = (pixel(self.left(last)), pixel(self.port(last)));
        path.ended(tip, Points::Right)
    }

    fn back(&self, chain: &[usize]) -> Route {
        let (last, first) = (chain[0], chain[chain.len() - 1]);
        let mut path = self.start(self.left(first), self.loop_port(first));
        for pair in chain.windows(2).rev() {
            path.level(self.left(pair[1]));
            if pair[0] == last {
                let end = self.right(last).max(self.edge(last) + TIP);
                path.bend(end, self.loop_port(last));
                path.level(self.edge(last) + TIP);
            } else {
                path.bend(self.right(pair[0]), self.port(pair[0]));
            }
        }
        let tip = (pixel(self.edge(last)), pixel(self.loop_port(last)));
        path.ended(tip, Points::Left)
    }

    fn beside(&self, from: usize, to: usize) -> Route {
        let column = self.right(from).max(self.right(to));
        let start = if from == to {
            self.port(from) - f64::from(LOOP_PORT)
        } else {
            self.port(from)
        };
        let mut path = self.start(self.edge(from), start);
        path.level(column);
        path.bulge(column + BULGE, self.loop_port(to), self.right(to));
        path.level(self.edge(to) + TIP);
        let tip = (pixel(self.edge(to)), pixel(self.loop_port(to)));
        path.ended(tip, Points::Left)
    }

    fn straight(&self, from: usize, to: usize) -> Route {
        if self.left(from) < self.left(to) {
            let mut path = self.start(self.edge(from), self.port(from));
            path.bend(self.left(to) - TIP, self.port(to));
            let tip = (pixel(self.left(to)), pixel(self.port(to)));
            return path.ended(tip, Points::Right);
        }
        let mut path = self.start(self.left(from), self.loop_port(from));
        path.bend(self.edge(to) + TIP, self.loop_port(to));
        let tip = (pixel(self.edge(to)), pixel(self.loop_port(to)));
        path.ended(tip, Points::Left)
    }
}

/// The `d` of a path, and where it has come to.
struct Path {
    text: String,
    x: f64,
    y: f64,
    flow: Flow,
    middle: (f64, f64),
    /// Where the level line begins that is written last, and where that stands.
    level: Option<(f64, usize)>,
}

impl Path {
    fn start((x, y): (f64, f64), flow: Flow) -> Self {
        let text = String::new();
        let mut path = Self { text, x, y, flow, middle: (x, y), level: None };
        path.push('M', &[(x, y)]);
        path
    }

    fn ended(self, tip: (u32, u32), points: Points) -> Route {
        let middle = (pixel(self.middle.0), pixel(self.middle.1));
        Route { path: self.text, tip, points, middle }
    }

    /// Writes points, turned where the drawing runs down.
    fn push(&mut self, command: char, points: &[(f64, f64)]) {
        self.level = None;
        self.text.push(command);
        for (at, (x, y)) in points.iter().enumerate() {
            let (x, y) = match self.flow {
                Flow::Right => (x, y),
                Flow::Down => (y, x),
            };
            let space = if at > 0 { " " } else { "" };
            self.text.push_str(&format!("{space}{} {}", half(*x), half(*y)));
        }
    }

    /// Goes on level to `x`.
    fn level(&mut self, x: f64) {
        if (x - self.x).abs() >= 0.5 {
            let command = if self.flow == Flow::Right { 'H' } else { 'V' };
            // What goes on the same way is one line.
            let before = self.level.filter(|(from, _)| (self.x > *from) == (x > self.x));
            let (from, place) = before.unwrap_or((self.x, self.text.len()));
            self.text.truncate(place);
            self.level = Some((from, place));
            self.text.push_str(&format!("{command}{}", half(x)));
            self.middle = (f64::midpoint(self.x, x), self.y);
            self.x = x;
        }
    }

    /// Bends to another height, level at both ends.
    fn bend(&mut self, x: f64, y: f64) {
        if (y - self.y).abs() < 0.5 {
            self.level(x);
            return;
        }
        let middle = f64::midpoint(self.x, x);
        self.middle = (middle, f64::midpoint(self.y, y));
        self.push('C', &[(middle, self.y), (middle, y), (x, y)]);
        (self.x, self.y) = (x, y);
    }

    /// Swings out to `far` and comes back to `x`.
    fn bulge(&mut self, far: f64, y: f64, x: f64) {
        let end = x + TIP;
        self.push('C', &[(far, self.y), (far, y), (end, y)]);
        (self.x, self.y) = (end, y);
    }
}

/// Rounds to half pixels.
fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}

fn pixel(value: f64) -> u32 {
    value.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(level: usize) -> LayoutBox {
        LayoutBox { level, band: level + 1, width: BOX_WIDTH, height: BOX_HEIGHT }
    }

    fn edge(from: usize, to: usize) -> LayoutEdge {
        LayoutEdge { from, to, way: Way::Forward }
    }

    /// The points of a path, curves cut into pieces.
    fn points(path: &str) -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = Vec::new();
        let commands = path.char_indices().filter(|(_, c)| c.is_ascii_uppercase());
        let starts: Vec<_> = commands.collect();
        for (index, (at, command)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(path.len(), |next| next.0);
            let numbers: Vec<f64> = path[at + 1..end]
                .split(' ')
                .map(|number| number.parse().unwrap())
                .collect();
            let last = points.last().copied().unwrap_or_default();
            match command {
                'M' => points.push((numbers[0], numbers[1])),
                'H' | 'V' => points.extend((1..=8).map(|step| {
                    let part = f64::from(step) / 8.0;
                    match command {
                        'H' => (last.0 + (numbers[0] - last.0) * part, last.1),
                        _ => (last.0, last.1 + (numbers[0] - last.1) * part),
                    }
                })),
                _ => points.extend((1..=16).map(|step| {
                    let (t, u) = (f64::from(step) / 16.0, 1.0 - f64::from(step) / 16.0);
                    let mix = |a, b, c, d| {
                        u * u * u * a
                            + 3.0 * u * u * t * b
                            + 3.0 * u * t * t * c
                            + t * t * t * d
                    };
                    (
                        mix(last.0, numbers[0], numbers[2], numbers[4]),
                        mix(last.1, numbers[1], numbers[3], numbers[5]),
                    )
                })),
            }
        }
        points
    }

    /// What must hold of every drawing.
    fn check(boxes: &[LayoutBox], edges: &[LayoutEdge]) -> Layout {
        check_flow((boxes, edges), Flow::Down);
        check_flow((boxes, edges), Flow::Right)
    }

    fn check_flow((boxes, edges): (&[LayoutBox], &[LayoutEdge]), flow: Flow) -> Layout {
        let drawn = layout(boxes, edges, flow);
        assert_eq!(drawn, layout(boxes, edges, flow));
        let inside = |at: usize, x: f64, y: f64| {
            let (left, top) = drawn.places[at];
            x > f64::from(left)
                && x < f64::from(left + boxes[at].width)
                && y > f64::from(top)
                && y < f64::from(top + boxes[at].height)
        };
        for (at, first) in drawn.places.iter().enumerate() {
            assert!(first.0 + boxes[at].width < drawn.width);
            assert!(first.1 + boxes[at].height < drawn.height);
            for (other, second) in drawn.places.iter().enumerate().skip(at + 1) {
                let apart = first.0 + boxes[at].width <= second.0
                    || second.0 + boxes[other].width <= first.0
                    || first.1 + boxes[at].height <= second.1
                    || second.1 + boxes[other].height <= first.1;
                assert!(apart, "{at} {first:?} and {other} {second:?} overlap");
            }
        }
        for (number, ground) in drawn.bands.iter().enumerate() {
            let (right, bottom) = (ground.x + ground.width, ground.y + ground.height);
            assert!(right < drawn.width && bottom < drawn.height);
            for (at, (x, y)) in drawn.places.iter().enumerate() {
                let inside = *x >= ground.x
                    && *y >= ground.y
                    && x + boxes[at].width <= right
                    && y + boxes[at].height <= bottom;
                let own = ground.band == boxes[at].band;
                let elsewhere = drawn
                    .bands
                    .iter()
                    .any(|other| other.band == ground.band && other != ground);
                assert!(inside == own || own && elsewhere, "{at} and {ground:?}");
            }
            for other in &drawn.bands[number + 1..] {
                let apart = right <= other.x
                    || other.x + other.width <= ground.x
                    || bottom <= other.y
                    || other.y + other.height <= ground.y;
                assert!(apart, "{ground:?} and {other:?} overlap");
            }
        }
        for (index, route) in drawn.routes.iter().enumerate() {
            for (x, y) in points(&route.path) {
                assert!(x < f64::from(drawn.width) && y < f64::from(drawn.height));
                for at in 0..boxes.len() {
                    assert!(!inside(at, x, y), "{:?} runs through {at}", edges[index]);
                }
            }
        }
        drawn
    }

    /// The shape of a plan of five phases: one, four, three, three, one task.
    fn five_phases() -> (Vec<LayoutBox>, Vec<LayoutEdge>) {
        let boxes = [0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4].map(task).to_vec();
        let pairs = [
            (0, 1),
            (0, 2),
            (0, 3),
            (0, 4),
            (1, 5),
            (1, 6),
            (1, 7),
            (5, 8),
            (6, 8),
            (7, 8),
            (5, 9),
            (6, 9),
            (7, 10),
            (8, 11),
            (9, 11),
            (10, 11),
        ];
        (boxes, pairs.iter().map(|(from, to)| edge(*from, *to)).collect())
    }

    /// Numbers that are the same each time.
    fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        }
    }

    #[test]
    fn a_plan_of_five_phases_is_clear() {
        let (boxes, edges) = five_phases();
        let drawn = check(&boxes, &edges);
        assert!(drawn.crossings <= 2, "{} crossings", drawn.crossings);
        assert!(transitive(&boxes, &edges).iter().all(|implied| !implied));
        assert_eq!(drawn.bands.len(), 5);
    }

    #[test]
    fn a_chain_is_straight() {
        let boxes: Vec<_> = (0..6).map(task).collect();
        let mut edges: Vec<_> = (1..6).map(|to| edge(to - 1, to)).collect();
        edges.push(edge(0, 5));
        let drawn = check(&boxes, &edges);
        assert_eq!(drawn.crossings, 0);
        assert_eq!(transitive(&boxes, &edges), [false, false, false, false, false, true]);
        assert_eq!(drawn.places[1].1, drawn.places[4].1);
    }

    #[test]
    fn loops_and_boxes_without_lines_find_a_place() {
        let boxes = [0, 1, 2, 2, 3, 0, 0, 9].map(task).to_vec();
        let mut edges: Vec<_> =
            [(0, 1), (1, 2), (1, 3), (2, 4), (3, 4)].map(|(a, b)| edge(a, b)).to_vec();
        for (from, to) in [(4, 1), (2, 1), (3, 2), (0, 0)] {
            edges.push(LayoutEdge { from, to, way: Way::Loop });
        }
        edges.push(edge(3, 99));
        let boxes_drawn = check(&boxes, &edges[..9]);
        assert_eq!(boxes_drawn.routes[5].points, Points::Left);
        assert_eq!(boxes_drawn.columns, 4);
        assert!(boxes_drawn.places[7].1 > boxes_drawn.places[0].1, "it stands below");
        assert_eq!(layout(&boxes, &edges, Flow::Right).routes[9].path, "");
        assert_eq!(layout(&[], &[], Flow::Right).routes.len(), 0);
    }

    #[test]
    fn no_line_runs_through_a_box() {
        for seed in 0..12 {
            let mut next = numbers(seed);
            let boxes: Vec<_> = (0..60)
                .map(|index| LayoutBox {
                    level: index / 7,
                    band: if seed % 2 == 0 { index / 10 } else { next(4) },
                    width: BOX_WIDTH - next(3) as u32 * 20,
                    height: if next(2) == 0 { BOX_HEIGHT } else { BOX_HEIGHT_TWO },
                })
                .collect();
            let edges: Vec<_> = (0..90)
                .map(|index| LayoutEdge {
                    from: next(60),
                    to: next(60),
                    way: if index % 9 == 0 { Way::Loop } else { Way::Forward },
                })
                .collect();
            check(&boxes, &edges);
        }
    }
}
