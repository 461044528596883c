//! From a plan's part of the graph to boxes and lines.

use std::collections::BTreeMap;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::graph::layout::{
    BOX_HEIGHT, BOX_HEIGHT_TWO, BOX_WIDTH, Column, LayoutBox, LayoutEdge, Way, layout,
    transitive,
};
use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, State};
use crate::site::fit::{fit, text_room};
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::view::{
    Drawing, DrawnEdge, DrawnLabel, DrawnNode, GraphRow, GraphView, Link,
};
use crate::site::words;

/// The most tasks and links that are drawn: more cannot be told apart.
const DRAWN_TASKS: usize = 400;
const DRAWN_EDGES: usize = 3_000;

/// How many characters the line above a box's title holds.
const ID_CHARACTERS: usize = 20;

/// What a drawing leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Nothing,
    /// Tasks without links.
    Unlinked,
    /// These, and links between tasks that are over.
    Over,
}

impl Presenter<'_> {
    /// The graph of a plan, with the tasks of other plans that it is linked to.
    pub fn graph_view(&self, here: &Here, plan: usize) -> Option<GraphView> {
        let graph = self.graph;
        let found = &graph.plans[plan];
        let own = graph.summaries[plan].nodes.clone();
        if own.is_empty() {
            return None;
        }
        let (nodes, edges, cut) = self.shown_in_graph(here, plan);
        let places: BTreeMap<NodeId, usize> =
            nodes.iter().enumerate().map(|(place, node)| (*node, place)).collect();
        let small = nodes.len() <= DRAWN_TASKS && edges.len() <= DRAWN_EDGES;
        let drawing = (small && !nodes.is_empty())
            .then(|| self.drawing(here, plan, (&nodes, &places, &edges)));
        let language = self.language;
        let undrawn = match small {
            true if nodes.is_empty() && cut == Cut::Over => {
                language.say("no-open-task-waits")
            }
            true if nodes.is_empty() => language.say("no-task-waits"),
            true => String::new(),
            false => {
                let given =
                    [("tasks", nodes.len().into()), ("links", edges.len().into())];
                language.say_of("too-many-to-draw", &given)
            }
        };
        let missing = own.clone().filter(|node| !places.contains_key(&NodeId(*node)));
        let left_out = match (missing.count(), cut) {
            (0, _) | (_, Cut::Nothing) => String::new(),
            (count, Cut::Unlinked) => words::count(language, "unlinked-left-out", count),
            (count, Cut::Over) => words::count(language, "over-left-out", count),
        };
        let given = [("tasks", own.len().into()), ("phases", found.phases.len().into())];
        let description = language.say_of("graph-description", &given);
        Some(GraphView {
            id: "g".to_owned(),
            title: language
                .say_of("dependency-graph-of", &[("plan", (&found.title).into())]),
            description,
            drawing,
            undrawn,
            left_out,
            rows: self.graph_rows(here, plan),
            rows_more: None,
        })
    }

    /// The rows of the table beneath the graph of a plan.
    pub fn graph_rows(&self, here: &Here, plan: usize) -> Vec<GraphRow> {
        let own = &self.graph.summaries[plan].nodes;
        let (nodes, ..) = self.shown_in_graph(here, plan);
        nodes
            .into_iter()
            .filter(|node| own.contains(&node.0))
            .map(|node| self.graph_row(here, plan, node))
            .collect()
    }

    /// The tasks and edges that the graph of a plan shows, in order, and what it
    /// leaves out.
    fn shown_in_graph(&self, here: &Here, plan: usize) -> (Vec<NodeId>, Vec<usize>, Cut) {
        let graph = self.graph;
        let found = &graph.plans[plan];
        let own = graph.summaries[plan].nodes.clone();
        let (mut nodes, mut edges) = neighbourhood(graph, own);
        // A board of many tasks has few links, and on the plan's own page those count
        // that are still to be heeded.
        let cut = match found.source {
            None if here.path == page::plan(&found.id) => Cut::Over,
            None => Cut::Unlinked,
            Some(_) if nodes.len() > DRAWN_TASKS => Cut::Unlinked,
            Some(_) => Cut::Nothing,
        };
        if cut == Cut::Over {
            let is_open = |node: NodeId| {
                !matches!(graph.nodes[node.0].state, State::Done | State::Skipped)
            };
            edges.retain(|edge| {
                let edge = &graph.edges[*edge];
                is_open(edge.from) || is_open(edge.to)
            });
        }
        if cut != Cut::Nothing {
            nodes = ends(graph, &edges);
        }
        (nodes, edges, cut)
    }

    fn drawing(
        &self,
        here: &Here,
        plan: usize,
        (nodes, places, edges): (&[NodeId], &BTreeMap<NodeId, usize>, &[usize]),
    ) -> Drawing {
        let graph = self.graph;
        // Levels count from the plan's own first tasks, whatever comes before it
        // elsewhere.
        let levels = own_levels(graph, nodes, places, edges);
        let titles: Vec<Vec<String>> = nodes
            .iter()
            .map(|node| fit(&graph.task(*node).title, text_room(BOX_WIDTH), 2))
            .collect();
        let boxes: Vec<LayoutBox> = nodes
            .iter()
            .zip(&titles)
            .zip(&levels)
            .map(|((node, lines), level)| LayoutBox {
                level: *level,
                band: graph.task(*node).phase.map_or(0, |phase| phase + 1),
                width: BOX_WIDTH,
                height: if lines.len() > 1 { BOX_HEIGHT_TWO } else { BOX_HEIGHT },
            })
            .collect();
        let lines: Vec<LayoutEdge> = edges
            .iter()
            .map(|edge| {
                let edge = &graph.edges[*edge];
                let way = match edge.kind {
                    EdgeKind::DependsOn => Way::Forward,
                    EdgeKind::Loop => Way::Loop,
                };
                LayoutEdge { from: places[&edge.from], to: places[&edge.to], way }
            })
            .collect();
        // A line that others imply says nothing new; the table has it.
        let critical = &graph.summaries[plan].critical;
        let on_path =
            |edge: &Edge| critical.windows(2).any(|pair| pair == [edge.from, edge.to]);
        let implied = transitive(&boxes, &lines);
        let kept: Vec<usize> = (0..edges.len())
            .filter(|place| {
                let edge = &graph.edges[edges[*place]];
                !implied[*place] || edge.kind == EdgeKind::Loop || on_path(edge)
            })
            .collect();
        let lines: Vec<LayoutEdge> = kept.iter().map(|place| lines[*place]).collect();
        let placed = layout(&boxes, &lines);
        let drawn_nodes = nodes.iter().enumerate().map(|(place, node)| {
            let task = graph.task(*node);
            let found = &graph.nodes[node.0];
            let foreign = found.plan != plan;
            let (x, y) = placed.places[place];
            DrawnNode {
                x,
                y,
                width: boxes[place].width,
                height: boxes[place].height,
                id: if foreign {
                    let own = task.id.as_deref().unwrap_or_default();
                    let room = ID_CHARACTERS.saturating_sub(own.width() + 1);
                    format!("{own} {}", shortened(&graph.plans[found.plan].title, room))
                } else {
                    task.id.clone().unwrap_or_default()
                },
                lines: titles[place].clone(),
                title: task.title.clone(),
                state: words::state(self.language, found.state),
                critical: found.critical && !foreign,
                foreign,
                href: self.task_href(here, *node),
            }
        });
        let drawn_edges = kept.iter().enumerate().filter_map(|(place, edge)| {
            let edge = &graph.edges[edges[*edge]];
            let route = &placed.routes[place];
            let kind = match (edge.kind, edge.stated()) {
                (EdgeKind::Loop, _) => "loop",
                (EdgeKind::DependsOn, true) => "stated",
                (EdgeKind::DependsOn, false) => "implied",
            };
            (!route.path.is_empty()).then(|| DrawnEdge {
                from: lines[place].from,
                to: lines[place].to,
                path: route.path.clone(),
                tip: route.tip,
                kind,
                critical: on_path(edge),
            })
        });
        Drawing {
            width: placed.width,
            height: placed.height,
            labels: self.column_labels(plan, nodes, (&placed.columns, &levels)),
            nodes: drawn_nodes.collect(),
            edges: drawn_edges.collect(),
        }
    }

    /// Names the columns by the phases that stand in them: `Phase 1`, `Phases 3 and 4`.
    fn column_labels(
        &self,
        plan: usize,
        nodes: &[NodeId],
        (columns, levels): (&[Column], &[usize]),
    ) -> Vec<DrawnLabel> {
        let found = &self.graph.plans[plan];
        let mut last = String::new();
        let mut labels = Vec::new();
        for column in columns {
            let mut numbers: Vec<String> = Vec::new();
            for (node, _) in
                nodes.iter().zip(levels).filter(|(_, level)| **level == column.level)
            {
                if self.graph.nodes[node.0].plan != plan {
                    continue;
                }
                let phase = self.graph.task(*node).phase;
                if let Some(number) =
                    phase.and_then(|phase| found.phases[phase].number.clone())
                    && !numbers.contains(&number)
                {
                    numbers.push(number);
                }
            }
            let text = match numbers.as_slice() {
                [] => continue,
                several => {
                    let list = words::list(self.language, several);
                    let given =
                        [("n", several.len().into()), ("numbers", (&list).into())];
                    self.language.say_of("phases-numbered", &given)
                }
            };
            if text != last {
                labels.push(DrawnLabel { x: column.x, y: 24, text: text.clone() });
                last = text;
            }
        }
        labels
    }

    fn graph_row(&self, here: &Here, plan: usize, node: NodeId) -> GraphRow {
        let graph = self.graph;
        let found = &graph.nodes[node.0];
        let tasks = |edges: &[usize], end: fn(&Edge) -> NodeId| {
            // A way back is none that is waited for.
            let waited = edges
                .iter()
                .map(|edge| &graph.edges[*edge])
                .filter(|edge| edge.kind == EdgeKind::DependsOn);
            let nodes: Vec<NodeId> = waited.map(end).collect();
            self.say(here, Some(plan), |mut sentence| {
                sentence.tasks(&nodes);
                sentence.end()
            })
        };
        let task = graph.task(node);
        let id = task.id.as_deref().unwrap_or_default();
        GraphRow {
            task: Link {
                title: format!("{id} {}", task.title).trim().to_owned(),
                href: self.task_href(here, node),
            },
            state: words::state(self.language, found.state),
            after: tasks(&found.incoming, |edge| edge.from),
            before: tasks(&found.outgoing, |edge| edge.to),
            critical: found.critical && found.state != State::Done,
        }
    }
}

/// A plan's own nodes and those of other plans at the other end of its edges,
/// and all edges that touch the plan.
fn neighbourhood(
    graph: &Graph,
    own: std::ops::Range<usize>,
) -> (Vec<NodeId>, Vec<usize>) {
    let mut edges: Vec<usize> = own
        .clone()
        .flat_map(|node| {
            let found = &graph.nodes[node];
            found.incoming.iter().chain(&found.outgoing).copied()
        })
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut nodes: Vec<NodeId> = own.map(NodeId).collect();
    nodes.extend(ends(graph, &edges));
    nodes.sort_unstable();
    nodes.dedup();
    (nodes, edges)
}

/// The tasks that edges start or end at.
fn ends(graph: &Graph, edges: &[usize]) -> Vec<NodeId> {
    let ends = edges.iter().flat_map(|edge| {
        let edge = &graph.edges[*edge];
        [edge.from, edge.to]
    });
    let mut ends: Vec<NodeId> = ends.collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// The level of each node among those that are drawn.
fn own_levels(
    graph: &Graph,
    nodes: &[NodeId],
    places: &BTreeMap<NodeId, usize>,
    edges: &[usize],
) -> Vec<usize> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|place| graph.nodes[nodes[*place].0].level);
    let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for edge in edges {
        let edge = &graph.edges[*edge];
        let (from, to) = (&graph.nodes[edge.from.0], &graph.nodes[edge.to.0]);
        if edge.kind == EdgeKind::DependsOn && from.level < to.level {
            incoming[places[&edge.to]].push(places[&edge.from]);
        }
    }
    let mut levels = vec![0; nodes.len()];
    for place in order {
        levels[place] =
            incoming[place].iter().map(|from| levels[*from] + 1).max().unwrap_or(0);
    }
    levels
}

/// Cuts a name to a number of columns, at a word's end where one is near.
fn shortened(name: &str, room: usize) -> String {
    if name.width() <= room {
        return name.to_owned();
    }
    let mut cut = String::new();
    for c in name.chars() {
        if cut.width() + c.width().unwrap_or(0) >= room {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}
