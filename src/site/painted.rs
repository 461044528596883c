//! An author's own flowchart of the work, painted with what is known of it: how
//! each task stands, what is critical, and where the drawing and the plan differ.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagram::flowchart::{Flow, FlowEdge, Flowchart, Stroke};
use crate::diagram::picture::{Frame, Paint, Part, Picture, Role, short};
use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, Progress, Scope, State};
use crate::language::Piece;
use crate::plan::model::{Diagram, NamedChart, Plan, Rule, Target};
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::view::{AuthorDrawing, DriftLine, StateView, Word};
use crate::site::words;

/// The size of an icon, and of the ground around it.
const ICON: f64 = 16.0;
const BADGE: f64 = 10.0;

/// The most differences of one drawing that are told one by one.
const DRIFT_LINES: usize = 12;

/// A box or a group that shows a part of the plan.
struct Shown {
    /// The task itself, and those below it; or all tasks of the phase.
    tasks: Vec<NodeId>,
    /// The one task that it shows.
    task: Option<NodeId>,
    state: StateView,
    title: String,
    href: String,
    critical: bool,
}

/// Where a drawing and the plan differ.
#[derive(Default)]
struct Drift {
    /// Lines that a task does not state of itself, by the place of the line.
    extra: BTreeSet<usize>,
    /// What is stated and not drawn: two boxes, and the edge.
    missing: BTreeMap<(String, String), usize>,
}

/// The anchor of a drawing.
pub fn anchor(place: usize) -> String {
    format!("drawn-{}", place + 1)
}

/// Whether a block of a plan is a flowchart of its work.
pub fn place_of(plan: &Plan, source: &str) -> Option<usize> {
    plan.diagrams
        .iter()
        .position(|diagram| diagram.chart.is_some() && diagram.source == source)
}

impl Presenter<'_> {
    /// The author's flowcharts of a plan's work.
    pub fn author_drawings(&self, here: &Here, number: usize) -> Vec<AuthorDrawing> {
        let plan = &self.graph.plans[number];
        let drawn = plan.diagrams.iter().enumerate().filter_map(|(place, diagram)| {
            // Of two blocks that are alike the first one is shown.
            if place_of(plan, &diagram.source) != Some(place) {
                return None;
            }
            let chart = diagram.chart.as_ref()?;
            let picture = self.drawings.picture(&diagram.source)?;
            Some(self.author_drawing(here, (number, place), (diagram, chart, picture)))
        });
        drawn.collect()
    }

    fn author_drawing(
        &self,
        here: &Here,
        (number, place): (usize, usize),
        (diagram, named, mut picture): (&Diagram, &NamedChart, Picture),
    ) -> AuthorDrawing {
        let plan = &self.graph.plans[number];
        let shown: BTreeMap<&str, Shown> = named
            .names
            .iter()
            .filter_map(|(id, target)| {
                Some((id.as_str(), self.shown(here, number, target)?))
            })
            .collect();
        let drift = self.drift(&named.chart, &shown);
        let lines: BTreeMap<&str, usize> = named
            .chart
            .edges
            .iter()
            .enumerate()
            .map(|(at, edge)| (edge.id.as_str(), at))
            .collect();
        let frames: BTreeMap<String, Frame> = picture
            .parts
            .iter()
            .filter(|part| matches!(part.role, Role::Node | Role::Group))
            .filter_map(|part| Some((part.id.clone(), part.frame?)))
            .collect();
        // What is not drawn lies below the boxes, and above the groups.
        let first = picture.parts.iter().position(|part| part.role == Role::Node);
        let undrawn = drift
            .missing
            .keys()
            .filter_map(|(from, to)| missing_line(*frames.get(from)?, *frames.get(to)?));
        let undrawn: Vec<Part> = undrawn.collect();
        let at = first.unwrap_or(picture.parts.len());
        picture.parts.splice(at..at, undrawn);
        let paint = |part: &Part| match part.role {
            Role::Node | Role::Group => {
                let shown = shown.get(part.id.as_str())?;
                Some(painted(part, shown, named.chart.flow))
            }
            Role::Edge => {
                let at = lines.get(part.id.as_str()).copied()?;
                let edge = &named.chart.edges[at];
                let class =
                    self.line_class((number, edge, &shown), drift.extra.contains(&at))?;
                Some(Paint { class: class.to_owned(), ..Paint::default() })
            }
            Role::Other => None,
        };
        let say = |id: &str| self.language.say_of(id, &[("plan", (&plan.title).into())]);
        let svg_html =
            picture.svg((&say("author-drawing"), &say("author-drawing-words")), &paint);
        AuthorDrawing {
            id: anchor(place),
            title: say("author-drawing"),
            svg_html,
            note_html: self.drawings.note(&diagram.source),
            source_html: self.drawings.source(&diagram.source),
            citation: self.cite(here, &plan.home, diagram.span.line),
            has_extra: !drift.extra.is_empty(),
            has_missing: !drift.missing.is_empty(),
            more: (drift.extra.len() + drift.missing.len()).saturating_sub(DRIFT_LINES),
            drift: self.drift_lines(
                here,
                (number, diagram, &named.chart),
                (&drift, &shown),
            ),
        }
    }

    /// What a box shows of the plan.
    fn shown(&self, here: &Here, number: usize, target: &Target) -> Option<Shown> {
        let graph = self.graph;
        let plan = &graph.plans[number];
        match target {
            Target::Index(task) => {
                let node = graph.node(number, *task);
                let found = &graph.nodes[node.0];
                let state = words::state(self.language, found.state);
                let name = words::name(self.language, (graph, Some(number)), node);
                let title = &graph.task(node).title;
                let name = if name.contains(title.as_str()) {
                    name
                } else {
                    format!("{name} {title}")
                };
                let below = graph.summaries[number].nodes.clone().map(NodeId);
                let tasks = below
                    .filter(|other| graph.lineage(*other).any(|above| above == node))
                    .collect();
                Some(Shown {
                    tasks,
                    task: Some(node),
                    state: state.clone(),
                    title: self.painted_title(&name, &state.word, found.critical),
                    href: self.task_href(here, node),
                    critical: found.critical,
                })
            }
            Target::PhaseIndex(phase) => {
                let found = &plan.phases[*phase];
                let own = graph.summaries[number].nodes.clone().map(NodeId);
                let tasks: Vec<NodeId> =
                    own.filter(|node| graph.task(*node).phase == Some(*phase)).collect();
                let progress = &graph.summaries[number].phases[*phase];
                let state = words::state(self.language, phase_state(progress)?);
                let name = match &found.number {
                    Some(number) => format!("{number}. {}", found.title),
                    None => found.title.clone(),
                };
                let done = self.language.say_of(
                    "phase-done-of",
                    &[("done", progress.done.into()), ("n", progress.total.into())],
                );
                let critical = tasks.iter().any(|node| graph.nodes[node.0].critical);
                let (out, anchor) = self.places.phase(number, *phase);
                Some(Shown {
                    tasks,
                    task: None,
                    state,
                    title: self.painted_title(&name, &done, critical),
                    href: here.to_anchor(&out, &anchor),
                    critical,
                })
            }
            // Several are called so, or it is no part of this plan.
            _ => None,
        }
    }

    fn painted_title(&self, name: &str, state: &str, critical: bool) -> String {
        words::box_name(self.language, (name, state), critical)
    }

    /// The classes of a line of the drawing.
    fn line_class(
        &self,
        (number, edge, shown): (usize, &FlowEdge, &BTreeMap<&str, Shown>),
        is_extra: bool,
    ) -> Option<&'static str> {
        if is_extra {
            return Some("extra");
        }
        let (from, to) = (shown.get(edge.from.as_str())?, shown.get(edge.to.as_str())?);
        let graph = self.graph;
        let is_loop = from.tasks.iter().any(|node| {
            graph.outgoing(*node).iter().any(|edge| {
                let edge = &graph.edges[*edge];
                edge.kind == EdgeKind::Loop && to.tasks.contains(&edge.to)
            })
        });
        let critical = graph.summaries[number]
            .critical
            .windows(2)
            .any(|pair| from.tasks.contains(&pair[0]) && to.tasks.contains(&pair[1]));
        match (is_loop, critical) {
            (true, _) => Some("loop"),
            (false, true) => Some("critical"),
            (false, false) => None,
        }
    }

    /// Compares what is drawn with what tasks state of themselves.
    fn drift(&self, chart: &Flowchart, shown: &BTreeMap<&str, Shown>) -> Drift {
        let graph = self.graph;
        let mut drift = Drift::default();
        let reached = Reached::of(chart);
        // A task's own box says more than that of its phase.
        let mut boxes: BTreeMap<NodeId, &str> = BTreeMap::new();
        for only_own in [true, false] {
            for (id, box_) in
                shown.iter().filter(|(_, box_)| box_.task.is_some() == only_own)
            {
                let own = box_.task.filter(|_| only_own);
                for node in own.iter().chain(box_.tasks.iter().filter(|_| !only_own)) {
                    boxes.entry(*node).or_insert(id);
                }
            }
        }
        for (to, to_box) in &boxes {
            for at in graph.incoming(*to) {
                let edge = &graph.edges[*at];
                let Some(from_box) = boxes.get(&edge.from) else { continue };
                if !states_itself(graph, edge) || from_box == to_box {
                    continue;
                }
                if !reached.leads(from_box, to_box) {
                    let pair = ((*from_box).to_owned(), (*to_box).to_owned());
                    drift.missing.entry(pair).or_insert(*at);
                }
            }
        }
        for (at, edge) in chart.edges.iter().enumerate() {
            if edge.stroke == Stroke::Dotted || !edge.directed {
                continue;
            }
            let task = |id: &str| shown.get(id).and_then(|shown| shown.task);
            let (Some(from), Some(to)) = (task(&edge.from), task(&edge.to)) else {
                continue;
            };
            let incoming = graph.incoming(to);
            let stated: Vec<&Edge> = incoming
                .iter()
                .map(|edge| &graph.edges[*edge])
                .filter(|edge| {
                    edge.kind == EdgeKind::DependsOn && states_itself(graph, edge)
                })
                .collect();
            // `depends on` turns an arrow; then it is no edge of this direction.
            let is_edge = incoming.iter().any(|edge| {
                let edge = &graph.edges[*edge];
                edge.kind == EdgeKind::DependsOn && edge.from == from
            });
            if is_edge && !stated.is_empty() && !self.comes_before(from, to) {
                drift.extra.insert(at);
            }
        }
        drift
    }

    /// Whether one task comes before another by what tasks state of themselves.
    fn comes_before(&self, from: NodeId, to: NodeId) -> bool {
        let graph = self.graph;
        let mut seen = BTreeSet::from([to]);
        let mut open = VecDeque::from([to]);
        while let Some(node) = open.pop_front() {
            if node == from {
                return true;
            }
            for edge in graph.incoming(node) {
                let edge = &graph.edges[*edge];
                if states_itself(graph, edge) && seen.insert(edge.from) {
                    open.push_back(edge.from);
                }
            }
        }
        false
    }

    /// The differences in words.
    fn drift_lines(
        &self,
        here: &Here,
        (number, diagram, chart): (usize, &Diagram, &Flowchart),
        (drift, shown): (&Drift, &BTreeMap<&str, Shown>),
    ) -> Vec<DriftLine> {
        let graph = self.graph;
        let home = &graph.plans[number].home;
        let missing = drift.missing.values().map(|edge| {
            let edge = &graph.edges[*edge];
            let provenance = graph.provenance(edge);
            let stated = provenance.iter().find(|source| is_own(source.rule));
            let stated = stated.unwrap_or(&provenance[0]);
            DriftLine {
                words: self.drift_words(here, "drift-missing", (edge.from, edge.to)),
                citation: self.cite(here, &stated.path, stated.span.line),
            }
        });
        let extra = drift.extra.iter().filter_map(|at| {
            let edge = &chart.edges[*at];
            let task = |id: &str| shown.get(id).and_then(|shown| shown.task);
            let ends = (task(&edge.from)?, task(&edge.to)?);
            Some(DriftLine {
                words: self.drift_words(here, "drift-extra", ends),
                citation: self.cite(here, home, diagram.span.line + edge.line),
            })
        });
        missing.chain(extra).take(DRIFT_LINES).collect()
    }

    fn drift_words(
        &self,
        here: &Here,
        id: &str,
        (before, after): (NodeId, NodeId),
    ) -> Vec<Word> {
        let home = here.plan;
        let name = |node: NodeId| Word {
            text: words::name(self.language, (self.graph, home), node),
            href: Some(self.task_href(here, node)),
        };
        let pieces = self.language.pieces(id, &[], &["before", "after"]);
        pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(text) => Word { text, href: None },
                Piece::Hole(0) => name(before),
                Piece::Hole(_) => name(after),
            })
            .collect()
    }
}

/// Whether a rule is what a task, or a sentence about it, states of itself.
fn is_own(rule: Rule) -> bool {
    rule.stated() && rule != Rule::Diagram
}

/// Whether an edge is stated elsewhere than in a drawing, about the tasks themselves.
fn states_itself(graph: &Graph, edge: &Edge) -> bool {
    let mut provenance = graph.provenance(edge).iter();
    provenance.any(|source| is_own(source.rule) && source.scope == Scope::Task)
}

/// Which boxes lead to which.
struct Reached<'c> {
    places: BTreeMap<&'c str, usize>,
    after: Vec<Vec<usize>>,
    /// What each box leads to, of those that were asked for.
    known: RefCell<BTreeMap<usize, Vec<bool>>>,
}

impl<'c> Reached<'c> {
    fn of(chart: &'c Flowchart) -> Self {
        let mut reached = Self {
            places: BTreeMap::new(),
            after: Vec::new(),
            known: RefCell::default(),
        };
        for edge in &chart.edges {
            let (from, to) = (reached.place(&edge.from), reached.place(&edge.to));
            reached.after[from].push(to);
            if !edge.directed {
                reached.after[to].push(from);
            }
        }
        // What leads to a group leads to all in it, and what it leads to comes
        // after all of them.
        for group in &chart.groups {
            let own = reached.place(&group.id);
            let onward = reached.after[own].clone();
            for member in &group.members {
                let member = reached.place(member);
                reached.after[own].push(member);
                reached.after[member].extend(&onward);
            }
        }
        reached
    }

    fn place(&mut self, id: &'c str) -> usize {
        let next = self.places.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            self.after.push(Vec::new());
        }
        place
    }

    fn leads(&self, from: &str, to: &str) -> bool {
        let (Some(from), Some(to)) = (self.places.get(from), self.places.get(to)) else {
            return from == to;
        };
        // Most of what is asked for is drawn as one line.
        if from == to || self.after[*from].contains(to) {
            return true;
        }
        let mut known = self.known.borrow_mut();
        known.entry(*from).or_insert_with(|| self.all_after(*from))[*to]
    }

    fn all_after(&self, from: usize) -> Vec<bool> {
        let mut seen = vec![false; self.after.len()];
        let mut open = vec![from];
        seen[from] = true;
        while let Some(at) = open.pop() {
            for next in &self.after[at] {
                if !seen[*next] {
                    seen[*next] = true;
                    open.push(*next);
                }
            }
        }
        seen
    }
}

/// How a phase stands: as its tasks do.
fn phase_state(progress: &Progress) -> Option<State> {
    let left = progress.total.checked_sub(progress.done)?;
    Some(match progress {
        Progress { total: 0, .. } => return None,
        _ if left == 0 => State::Done,
        Progress { in_progress: 1.., .. } | Progress { done: 1.., .. } => {
            State::InProgress
        }
        Progress { ready: 1.., .. } => State::Ready,
        Progress { blocked, .. } if *blocked == left => State::Blocked,
        _ => State::Waiting,
    })
}

/// How a box is painted: its outline, and a sign of its state on the side where
/// no line comes in.
fn painted(part: &Part, shown: &Shown, flow: Flow) -> Paint {
    let key = shown.state.key;
    let critical = if shown.critical { " critical" } else { "" };
    let mut paint = Paint {
        class: format!("painted state-{key}{critical}"),
        href: Some(shown.href.clone()),
        title: shown.title.clone(),
        ..Paint::default()
    };
    if let Some(frame) = part.frame {
        let (middle_x, middle_y) = frame.middle();
        let (x, y) = match (part.role, flow) {
            (Role::Group, _) => (frame.left, frame.top),
            (_, Flow::Vertical) => (frame.left, middle_y),
            (_, Flow::Horizontal) => (middle_x, frame.top),
        };
        paint.above = format!(
            "<circle class=\"badge\" cx=\"{}\" cy=\"{}\" r=\"{BADGE}\"/>\
             <use class=\"icon\" href=\"#icon-{key}\" x=\"{}\" y=\"{}\" width=\"{ICON}\" \
             height=\"{ICON}\"/>",
            short(x),
            short(y),
            short(x - ICON / 2.0),
            short(y - ICON / 2.0),
        );
    }
    paint
}

/// A straight line between two boxes that the author does not draw.
fn missing_line(from: Frame, to: Frame) -> Option<Part> {
    let (start, end) = (from.middle(), to.middle());
    let (start, end) = (leave(from, start, end)?, leave(to, end, start)?);
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let long = dx.hypot(dy);
    if long < 4.0 {
        return None;
    }
    let (dx, dy) = (dx / long * 8.0, dy / long * 8.0);
    let (back_x, back_y) = (end.0 - dx, end.1 - dy);
    let markup = format!(
        "<path class=\"missing no-fill\" d=\"M{} {}L{} {}\"/>\
         <path class=\"missing tip\" d=\"M{} {}L{} {}L{} {}Z\"/>",
        short(start.0),
        short(start.1),
        short(back_x),
        short(back_y),
        short(end.0),
        short(end.1),
        short(back_x - dy / 2.0),
        short(back_y + dx / 2.0),
        short(back_x + dy / 2.0),
        short(back_y - dx / 2.0),
    );
    Some(Part { role: Role::Other, id: String::new(), frame: None, href: None, markup })
}

/// Where the way from inside a frame to a point outside leaves it; nothing where
/// that point is inside.
fn leave(frame: Frame, from: (f64, f64), to: (f64, f64)) -> Option<(f64, f64)> {
    let inside = (frame.left..=frame.right).contains(&to.0)
        && (frame.top..=frame.bottom).contains(&to.1);
    if inside {
        return None;
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let share = |distance: f64, half: f64| {
        if distance == 0.0 { 1.0 } else { (half / distance.abs()).min(1.0) }
    };
    let half = ((frame.right - frame.left) / 2.0, (frame.bottom - frame.top) / 2.0);
    let part = share(dx, half.0).min(share(dy, half.1));
    Some((from.0 + dx * part, from.1 + dy * part))
}

/// The link to where a plan's drawing stands.
pub fn pointer(here: &Here, plan: &Plan, place: usize) -> String {
    here.to_anchor(&page::plan(&plan.id), &anchor(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_a_box_at_its_side() {
        let frame = Frame { left: 0.0, top: 0.0, right: 10.0, bottom: 4.0 };
        assert_eq!(leave(frame, (5.0, 2.0), (25.0, 2.0)), Some((10.0, 2.0)));
        assert_eq!(leave(frame, (5.0, 2.0), (5.0, -8.0)), Some((5.0, 0.0)));
        assert_eq!(leave(frame, (5.0, 2.0), (6.0, 3.0)), None);
    }

    #[test]
    fn a_phase_stands_as_its_tasks_do() {
        let progress = |done, ready, blocked| Progress {
            total: 3,
            done,
            ready,
            blocked,
            ..Progress::default()
        };
        assert_eq!(phase_state(&progress(3, 0, 0)), Some(State::Done));
        assert_eq!(phase_state(&progress(1, 2, 0)), Some(State::InProgress));
        assert_eq!(phase_state(&progress(0, 1, 2)), Some(State::Ready));
        assert_eq!(phase_state(&progress(0, 0, 3)), Some(State::Blocked));
        assert_eq!(phase_state(&progress(0, 0, 1)), Some(State::Waiting));
        assert_eq!(phase_state(&Progress::default()), None);
    }
}
