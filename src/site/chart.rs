//! A part of the graph as it is shown: boxes, lines and groups, whatever form
//! they are given afterwards. Tasks, phases and plans can all be boxes.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::model::{EdgeKind, Graph, NodeId, Progress, State};
use crate::graph::schedule;
use crate::language::Language;
use crate::plan::model::Plan;
use crate::site::{page, words};

/// How many tasks one part of a graph has at most, where it can be cut.
const PART_TASKS: usize = 150;

/// The most tasks around one that are shown two steps away.
const NEAR: usize = 5;

/// The most links of a task around which a drawing is made.
const NEAR_LINKS: usize = 40;

/// A part of the graph, ready to be drawn or written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The boxes.
    pub nodes: Vec<ChartNode>,
    /// The lines.
    pub edges: Vec<ChartEdge>,
    /// The names of the groups, which count from 1.
    pub groups: Vec<String>,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartNode {
    /// Its name in the whole site: `auth#2.1`, `auth#phase-2`, `auth`.
    pub key: String,
    /// What stands above its title: `2.1`, or how far it is.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub state: State,
    /// The counts of what it stands for; nothing for a task.
    pub progress: Option<Progress>,
    /// The group it belongs to; 0 for none.
    pub group: usize,
    /// Whether it lies on the critical path.
    pub critical: bool,
    /// Whether it only shows what its neighbours are linked to.
    pub foreign: bool,
    /// The name of its place on a page; may be empty.
    pub anchor: String,
    /// Where it leads; may be empty.
    pub href: String,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartEdge {
    /// The index of the box it starts at.
    pub from: usize,
    /// The index of the box it ends at.
    pub to: usize,
    /// What it says.
    pub kind: ChartKind,
    /// How many links of tasks it stands for.
    pub count: usize,
    /// Whether the critical path runs along it.
    pub critical: bool,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    /// One waits for the other, as the author states.
    Stated,
    /// One waits for the other, as the order of the file implies.
    Implied,
    /// A way back.
    Loop,
    /// One stands below the other.
    Tie,
}

/// Tasks and edges of the graph that are shown together.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The tasks, in order.
    pub nodes: Vec<NodeId>,
    /// Indices of the edges among them, in order.
    pub edges: Vec<usize>,
    /// Those of the tasks that it is about; the others are their neighbours.
    pub own: BTreeSet<NodeId>,
}

impl Selection {
    /// Tasks, the edges that touch them, and the other ends of those.
    pub fn of(graph: &Graph, own: impl Iterator<Item = NodeId>) -> Self {
        let own: BTreeSet<NodeId> = own.collect();
        let mut edges: Vec<usize> = own
            .iter()
            .flat_map(|node| {
                graph.incoming(*node).iter().chain(graph.outgoing(*node)).copied()
            })
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let mut selection = Self { nodes: Vec::new(), edges, own };
        selection.nodes = selection.ends(graph);
        selection.nodes.extend(selection.own.iter().copied());
        selection.nodes.sort_unstable();
        selection.nodes.dedup();
        selection
    }

    /// A task with all that is at most so many steps before and behind it.
    pub fn around(graph: &Graph, node: NodeId, depth: usize) -> Self {
        let mut own = BTreeSet::from([node]);
        for side in [Side::Before, Side::After] {
            let mut border = vec![node];
            let mut seen = BTreeSet::from([node]);
            for _ in 0..depth {
                let mut next = Vec::new();
                for other in border.iter().flat_map(|node| neighbours(graph, *node, side))
                {
                    if seen.insert(other) {
                        next.push(other);
                    }
                }
                border = next;
            }
            own.extend(seen);
        }
        Self::among(graph, own)
    }

    /// A task with what is near it: two steps each way, or one where those are many.
    pub fn near(graph: &Graph, node: NodeId) -> Option<Self> {
        if !Self::is_near(graph, node) {
            return None;
        }
        let one = Self::around(graph, node, 1);
        if one.nodes.len() > NEAR + 1 {
            return Some(one);
        }
        let two = Self::around(graph, node, 2);
        Some(if two.nodes.len() > NEAR + 1 { one } else { two })
    }

    /// Whether a task has links, and not more than can be shown around it.
    pub fn is_near(graph: &Graph, node: NodeId) -> bool {
        let links = graph.incoming(node).iter().chain(graph.outgoing(node));
        let waits = links.filter(|edge| graph.edges[**edge].kind == EdgeKind::DependsOn);
        (1..=NEAR_LINKS).contains(&waits.count())
    }

    /// Tasks, and the edges from one of them to another.
    pub fn among(graph: &Graph, own: BTreeSet<NodeId>) -> Self {
        let mut edges: Vec<usize> = own
            .iter()
            .flat_map(|node| graph.incoming(*node).iter().copied())
            .filter(|edge| own.contains(&graph.edges[*edge].from))
            .collect();
        edges.sort_unstable();
        Self { nodes: own.iter().copied().collect(), edges, own }
    }

    /// Drops the tasks that no edge touches.
    pub fn drop_unlinked(&mut self, graph: &Graph) {
        self.nodes = self.ends(graph);
        let nodes: BTreeSet<NodeId> = self.nodes.iter().copied().collect();
        self.own.retain(|node| nodes.contains(node));
    }

    fn ends(&self, graph: &Graph) -> Vec<NodeId> {
        let ends = self.edges.iter().flat_map(|edge| {
            let edge = &graph.edges[*edge];
            [edge.from, edge.to]
        });
        let mut ends: Vec<NodeId> = ends.collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }
}

/// A side of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What it waits for.
    Before,
    /// What waits for it.
    After,
}

/// The tasks that a task waits for, or that wait for it.
pub fn neighbours(
    graph: &Graph,
    node: NodeId,
    side: Side,
) -> impl Iterator<Item = NodeId> {
    let edges = match side {
        Side::After => graph.outgoing(node),
        Side::Before => graph.incoming(node),
    };
    edges.iter().filter_map(move |edge| {
        let found = &graph.edges[*edge];
        let other = if side == Side::After { found.to } else { found.from };
        (found.kind == EdgeKind::DependsOn).then_some(other)
    })
}

/// Some tasks of a plan that are drawn together: a phase, or a piece of one.
#[derive(Debug, Clone)]
pub struct GraphPart {
    /// The name in its address: `phase-2`.
    pub slug: String,
    /// The number of its phase, where it has one.
    pub number: Option<String>,
    /// What it is called.
    pub title: String,
    /// Its tasks.
    pub nodes: Vec<NodeId>,
}

impl GraphPart {
    /// The number and the title.
    pub fn name(&self) -> String {
        match &self.number {
            Some(number) => format!("{number}. {}", self.title),
            None => self.title.clone(),
        }
    }
}

/// Cuts tasks of a plan into its phases, and a long one into pieces.
pub fn parts(
    graph: &Graph,
    plan: usize,
    (nodes, language): (&BTreeSet<NodeId>, &Language),
) -> Vec<GraphPart> {
    let found: &Plan = &graph.plans[plan];
    let mut phases: BTreeMap<Option<usize>, Vec<NodeId>> = BTreeMap::new();
    for node in nodes {
        phases.entry(graph.task(*node).phase).or_default().push(*node);
    }
    let mut parts = Vec::new();
    for (phase, nodes) in phases {
        let (slug, number, title) = match phase {
            Some(phase) => (
                page::phase_anchor(found, phase),
                found.phases[phase].number.clone(),
                found.phases[phase].title.clone(),
            ),
            None => ("tasks".to_owned(), None, language.say("tasks-without-phase")),
        };
        let pieces = nodes.len().div_ceil(PART_TASKS).max(1);
        if pieces == 1 {
            parts.push(GraphPart { slug, number, title, nodes });
            continue;
        }
        for (at, piece) in nodes.chunks(nodes.len().div_ceil(pieces)).enumerate() {
            let arguments = [
                ("title", title.as_str().into()),
                ("part", (at + 1).into()),
                ("n", pieces.into()),
            ];
            parts.push(GraphPart {
                slug: format!("{slug}-part-{}", at + 1),
                number: number.clone(),
                title: language.say_of("part-of-phase", &arguments),
                nodes: piece.to_vec(),
            });
        }
    }
    parts
}

/// Makes charts of a graph.
pub struct Charts<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// The words.
    pub language: &'a Language,
}

impl Charts<'_> {
    /// The tasks of a selection; `href` says where each leads.
    pub fn tasks(
        &self,
        plan: usize,
        selection: &Selection,
        href: &dyn Fn(NodeId) -> String,
    ) -> Chart {
        let graph = self.graph;
        let found = &graph.plans[plan];
        let places: BTreeMap<NodeId, usize> = selection
            .nodes
            .iter()
            .enumerate()
            .map(|(place, node)| (*node, place))
            .collect();
        let nodes = selection.nodes.iter().map(|node| {
            let task = graph.task(*node);
            let state = &graph.nodes[node.0];
            let foreign = !selection.own.contains(node);
            let own = task.id.clone().unwrap_or_default();
            let id = match state.plan == plan {
                true => own,
                false => format!("{own} {}", graph.plans[state.plan].title),
            };
            ChartNode {
                key: graph.key(*node),
                id: id.trim().to_owned(),
                title: task.title.clone(),
                state: state.state,
                progress: None,
                group: match task.phase {
                    Some(phase) if !foreign && state.plan == plan => phase + 1,
                    _ => 0,
                },
                critical: state.critical && state.plan == plan && !is_over(state.state),
                foreign,
                anchor: match foreign {
                    true => String::new(),
                    false => page::node_anchor(&task.key),
                },
                href: href(*node),
            }
        });
        let mut joined = BTreeSet::new();
        let mut edges: Vec<ChartEdge> = Vec::new();
        for edge in &selection.edges {
            let edge = &graph.edges[*edge];
            joined.insert((edge.from, edge.to));
            joined.insert((edge.to, edge.from));
            edges.push(ChartEdge {
                from: places[&edge.from],
                to: places[&edge.to],
                kind: match (edge.kind, edge.stated) {
                    (EdgeKind::Loop, _) => ChartKind::Loop,
                    (EdgeKind::DependsOn, true) => ChartKind::Stated,
                    (EdgeKind::DependsOn, false) => ChartKind::Implied,
                },
                count: 1,
                critical: graph.is_critical_step(plan, (edge.from, edge.to)),
            });
        }
        for (node, place) in &places {
            let own = graph.nodes[node.0].plan;
            let Some(parent) = graph.task(*node).parent else { continue };
            let parent = graph.node(own, parent);
            if let Some(above) = places.get(&parent)
                && !joined.contains(&(parent, *node))
            {
                edges.push(ChartEdge {
                    from: *above,
                    to: *place,
                    kind: ChartKind::Tie,
                    count: 1,
                    critical: false,
                });
            }
        }
        let groups = found.phases.iter().map(|phase| match &phase.number {
            Some(number) => format!("{number}. {}", phase.title),
            None => phase.title.clone(),
        });
        Chart {
            title: self
                .language
                .say_of("graph-of", &[("plan", found.title.as_str().into())]),
            nodes: nodes.collect(),
            edges,
            groups: groups.collect(),
        }
    }

    /// The parts of a plan as boxes; `href` says where each leads.
    pub fn parts(
        &self,
        plan: usize,
        parts: &[GraphPart],
        href: &dyn Fn(&GraphPart) -> String,
    ) -> Chart {
        let graph = self.graph;
        let mut places = BTreeMap::new();
        for (place, part) in parts.iter().enumerate() {
            places.extend(part.nodes.iter().map(|node| (*node, place)));
        }
        let nodes = parts.iter().map(|part| {
            let mut progress = Progress::default();
            let mut critical = false;
            for node in &part.nodes {
                let found = &graph.nodes[node.0];
                if found.leaf {
                    let optional = graph.task(*node).optional;
                    progress.add(&schedule::count(found.state, optional));
                }
                critical |= found.critical && !is_over(found.state);
            }
            let number = part.number.clone().unwrap_or_default();
            ChartNode {
                key: format!("{}#{}", graph.plans[plan].id, part.slug),
                id: match number.as_str() {
                    "" => self.done_words(&progress),
                    number => format!("{number} · {}", self.done_words(&progress)),
                },
                title: part.title.clone(),
                state: state_of(self.language, &progress),
                progress: Some(progress),
                group: 0,
                critical,
                foreign: false,
                anchor: String::new(),
                href: href(part),
            }
        });
        let nodes = nodes.collect();
        let own = graph.summaries[plan].nodes.clone();
        let edges = own.flat_map(|node| graph.incoming(NodeId(node)).iter().copied());
        let critical = &graph.summaries[plan].critical;
        Chart {
            title: self
                .language
                .say_of("graph-of", &[("plan", graph.plans[plan].title.as_str().into())]),
            nodes,
            edges: self.between(edges, &|node| places.get(&node).copied(), critical),
            groups: Vec::new(),
        }
    }

    /// Puts each part in the place of its tasks where those are only neighbours.
    pub fn collapsed(chart: Chart, parts: &Chart, of: &BTreeMap<String, usize>) -> Chart {
        let mut nodes = Vec::new();
        let mut places = Vec::new();
        let mut put: BTreeMap<usize, usize> = BTreeMap::new();
        for node in chart.nodes {
            let part = of.get(&node.key).filter(|_| node.foreign);
            let place = match part {
                None => {
                    nodes.push(node);
                    nodes.len() - 1
                }
                Some(part) => *put.entry(*part).or_insert_with(|| {
                    nodes.push(ChartNode { foreign: true, ..parts.nodes[*part].clone() });
                    nodes.len() - 1
                }),
            };
            places.push(place);
        }
        let mut edges: BTreeMap<(usize, usize), ChartEdge> = BTreeMap::new();
        for edge in chart.edges {
            let (from, to) = (places[edge.from], places[edge.to]);
            if from == to {
                continue;
            }
            let line = edges.entry((from, to)).or_insert(ChartEdge {
                from,
                to,
                count: 0,
                ..edge
            });
            line.count += edge.count;
            line.critical |= edge.critical;
            line.kind = line.kind.min(edge.kind);
        }
        Chart { nodes, edges: edges.into_values().collect(), ..chart }
    }

    /// Plans as boxes, in the order given; `href` says where each leads.
    pub fn plans(&self, plans: &[usize], href: &dyn Fn(usize) -> String) -> Chart {
        let graph = self.graph;
        let places: BTreeMap<usize, usize> =
            plans.iter().enumerate().map(|(place, plan)| (*plan, place)).collect();
        let nodes = plans.iter().map(|plan| {
            let found = &graph.plans[*plan];
            let progress = graph.summaries[*plan].progress;
            ChartNode {
                key: found.id.0.clone(),
                id: self.done_words(&progress),
                title: found.title.clone(),
                state: state_of(self.language, &progress),
                progress: Some(progress),
                group: 0,
                critical: false,
                foreign: !found.counts(),
                anchor: String::new(),
                href: href(*plan),
            }
        });
        let nodes = nodes.collect();
        let place = |node: NodeId| places.get(&graph.nodes[node.0].plan).copied();
        Chart {
            title: self.language.say("graph-of-all-plans"),
            nodes,
            edges: self.between(0..graph.edges.len(), &place, &[]),
            groups: Vec::new(),
        }
    }

    /// The links between boxes that stand for many tasks.
    fn between(
        &self,
        edges: impl Iterator<Item = usize>,
        place: &dyn Fn(NodeId) -> Option<usize>,
        critical: &[NodeId],
    ) -> Vec<ChartEdge> {
        let steps: BTreeSet<(NodeId, NodeId)> =
            critical.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let mut found: BTreeMap<(usize, usize), ChartEdge> = BTreeMap::new();
        for edge in edges.map(|edge| &self.graph.edges[edge]) {
            let (Some(from), Some(to)) = (place(edge.from), place(edge.to)) else {
                continue;
            };
            if from == to || edge.kind == EdgeKind::Loop {
                continue;
            }
            let line = found.entry((from, to)).or_insert(ChartEdge {
                from,
                to,
                kind: ChartKind::Implied,
                count: 0,
                critical: false,
            });
            line.count += 1;
            line.critical |= steps.contains(&(edge.from, edge.to));
            if edge.stated {
                line.kind = ChartKind::Stated;
            }
        }
        found.into_values().collect()
    }

    fn done_words(&self, progress: &Progress) -> String {
        let counts = [("done", progress.done.into()), ("n", progress.total.into())];
        self.language.say_of("part-done-of", &counts)
    }
}

/// The plans that a task of another one is linked to, in order.
pub fn linked_plans(graph: &Graph) -> Vec<usize> {
    let mut linked = BTreeSet::new();
    for edge in &graph.edges {
        let (from, to) = (graph.nodes[edge.from.0].plan, graph.nodes[edge.to.0].plan);
        if from != to && edge.kind == EdgeKind::DependsOn {
            linked.insert(from);
            linked.insert(to);
        }
    }
    linked.into_iter().collect()
}

/// Whether nothing is left to do.
fn is_over(state: State) -> bool {
    matches!(state, State::Done | State::Skipped)
}

/// How many tasks stand as one.
fn state_of(language: &Language, progress: &Progress) -> State {
    match (progress.total, progress.skipped) {
        (0, 1..) => State::Skipped,
        _ => words::chip(language, progress).0,
    }
}
