//! What pages follow from, as hashes: by them a build tells, without making a page, that
//! it would be as it was.
//!
//! There are two kinds. The [frame](Presenter::frame) is what every page may read without
//! saying so: the settings, the words, which plans, pages and files there are and where
//! they lie, what the navigation says. It moves seldom. All else is read through lists
//! that note it ([`crate::trace`]), and belongs to a plan or to an ordinary page: its text,
//! and what the graph knows of a plan.
//!
//! What pages read must be covered here, so each struct is taken apart by the names of all
//! its fields: one that is added later has to be thought of. In a build with debug
//! assertions, each batch of pages that is recalled is made all the same and compared.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::graph::model::{
    Edge, Graph, Node, NodeId, PlanSummary, Progress, Provenance, Times,
};
use crate::site::catalogue::Catalogue;
use crate::site::present::Presenter;
use crate::source::{Hash, Hasher, Sources, Span};
use crate::trace;

/// Many numbers and texts, hashed at once: one by one, as [`Hasher`] takes them, each
/// would cost more than it is long.
#[derive(Default)]
struct Sum(Vec<u8>);

impl Sum {
    fn number(&mut self, number: usize) {
        self.0.extend((number as u64).to_le_bytes());
    }

    fn numbers<const N: usize>(&mut self, numbers: [usize; N]) {
        numbers.into_iter().for_each(|number| self.number(number));
    }

    fn hash(&mut self, hash: Hash) {
        self.0.extend(hash.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.as_bytes());
    }

    fn finish(self) -> Hash {
        Hasher::new().part(self.0).finish()
    }
}

impl Presenter<'_> {
    /// The hash of what every page may read.
    pub fn frame(&self) -> Hash {
        let Self {
            // By the source of a block, which stands in a plan or a page.
            drawings: _,
            config,
            language,
            sources,
            // What is read of it is noted.
            graph: _,
            places,
            texts,
            catalogue,
            title,
            // These change nothing but the time that it takes.
            archive: _,
            facts,
            shared,
            // It stands in the settings.
            footer: _,
            // What is read for these is noted, or is part of the name of a batch.
            task_table: _,
            ranked: _,
            counts: _,
            timed: _,
            found: _,
            lines: _,
            changed: _,
            contents: _,
        } = self;
        let mut sum = Sum::default();
        sum.text(&format!("{config:?} {title:?}"));
        sum.hash(language.hash);
        frame_of_sources(sources, &mut sum);
        trace::aside(|| {
            for text in texts {
                sum.text(text.document.path.as_str());
            }
            facts.iter().for_each(|plan| sum.hash(plan.roll));
        });
        sum.hash(places.frame());
        let Catalogue {
            domains,
            patterns,
            capabilities,
            // In the places, and in what is shared.
            places: _,
            counted: _,
            timed: _,
            tasks: _,
            owners: _,
            // These decide where pages lie, and whether there are some.
            letters: _,
            aliased: _,
        } = &**catalogue;
        for (slug, domain) in domains {
            sum.text(slug);
            sum.text(&domain.name);
            sum.text(&format!("{:?}", domain.examples));
        }
        sum.text(&format!("{patterns:?} {:?}", shared.frame()));
        sum.text(&format!("{capabilities:?}"));
        sum.finish()
    }

    /// The hash of parts that were read: of plans, and of pages ([`of_text`]).
    pub fn basis(&self, parts: &BTreeSet<usize>) -> Hash {
        let each = parts.iter().map(|part| match part.checked_sub(TEXTS) {
            Some(text) => self.texts.get(text).map_or(0, |text| text.document.hash),
            None => self.contents.of(self.graph, *part),
        });
        each.fold(Hasher::new(), Hasher::hash).finish()
    }
}

/// The number of the first ordinary page as a part that is read; those of plans are below.
const TEXTS: usize = usize::MAX / 2;

/// The number of an ordinary page, by its index, as a part that is read.
pub fn of_text(place: usize) -> usize {
    TEXTS + place
}

/// Which files there are. What stands in them is read by way of plans and pages alone.
fn frame_of_sources(sources: &Sources, sum: &mut Sum) {
    let Sources { files, config: _, theme: _, before, prefix } = sources;
    for file in files {
        sum.text(file.path.as_str());
    }
    if let Some(before) = before {
        sum.text(&before.plans);
        sum.text(before.changes.as_deref().unwrap_or_default());
    }
    sum.text(prefix);
}

/// The hashes of plans.
pub struct Contents {
    /// What each plan was read from.
    read: Vec<Hash>,
    /// With what the graph knows of it, once it was asked for.
    known: Vec<OnceLock<Hash>>,
}

impl Contents {
    /// Of plans that were read from what these hashes stand for.
    pub fn new(read: Vec<Hash>) -> Self {
        let known = vec![OnceLock::new(); read.len()];
        Self { read, known }
    }

    /// The hash of a plan and of what the graph knows of it.
    fn of(&self, graph: &Graph, plan: usize) -> Hash {
        // A part of another graph, such as that of a plan that a page quotes, is none here.
        let Some(known) = self.known.get(plan) else { return 0 };
        *known.get_or_init(|| {
            let mut known = Known { graph, sum: Sum::default() };
            known.sum.hash(self.read[plan]);
            known.plan(plan);
            known.sum.finish()
        })
    }
}

/// What a graph knows of a plan, while it is hashed.
///
/// A task is named by its plan and its place there: what stays where other plans get more
/// tasks.
struct Known<'g> {
    graph: &'g Graph,
    sum: Sum,
}

impl Known<'_> {
    fn plan(&mut self, number: usize) {
        let graph = self.graph;
        let summary = &graph.summaries[number];
        self.summary(summary);
        for node in summary.nodes.clone().map(NodeId) {
            self.node(node);
            for edges in [graph.incoming(node), graph.outgoing(node)] {
                self.sum.number(edges.len());
                for edge in edges {
                    self.edge(&graph.edges[*edge]);
                }
            }
        }
    }

    fn summary(&mut self, summary: &PlanSummary) {
        let PlanSummary {
            nodes,
            progress,
            phases,
            critical,
            times,
            differing,
            gates_nothing,
            cycles,
            blocked_by,
        } = summary;
        self.sum.numbers([nodes.len(), phases.len()]);
        self.progress(progress);
        phases.iter().for_each(|phase| self.progress(phase));
        self.tasks(critical);
        let Times {
            stated,
            sequential,
            parallel,
            sequential_left,
            parallel_left,
            tokens,
        } = *times;
        let times = [sequential, parallel, sequential_left, parallel_left, tokens];
        self.sum.number(stated);
        self.sum.numbers(times.map(|time| time as usize));
        self.sum.number(differing.len());
        for (kind, stated, computed) in differing {
            self.sum.numbers([*kind as usize, *stated as usize, *computed as usize]);
        }
        self.tasks(gates_nothing);
        self.sum.number(cycles.len());
        cycles.iter().for_each(|cycle| self.tasks(cycle));
        blocked_by.iter().for_each(|before| self.tasks(before));
    }

    fn progress(&mut self, progress: &Progress) {
        let Progress {
            done,
            total,
            optional,
            skipped,
            in_progress,
            ready,
            waiting,
            blocked,
            checks_done,
            checks_total,
        } = *progress;
        self.sum.numbers([done, total, optional, skipped, in_progress, ready]);
        self.sum.numbers([waiting, blocked, checks_done, checks_total]);
    }

    fn node(&mut self, node: NodeId) {
        let Node {
            plan: _,
            task: _,
            // These follow from the plan.
            facts: _,
            leaf,
            state,
            ready,
            level,
            critical,
            in_cycle,
            finished,
            start,
        } = self.graph.nodes[node.0];
        let unknown = self.graph.unknown(node);
        let flags = [leaf, ready, critical, in_cycle, finished];
        self.sum.numbers(flags.map(usize::from));
        self.sum.numbers([state as usize, level, unknown.len()]);
        for unknown in unknown {
            self.sum.text(&unknown.text);
            self.sum.text(&format!("{:?}", unknown.why));
        }
        match start {
            Some((task, between)) => {
                self.sum.number(1 + between);
                self.task(task);
            }
            None => self.sum.number(0),
        }
    }

    fn edge(&mut self, edge: &Edge) {
        // Whether it is stated, and about what, follows from what states it.
        let Edge { from, to, kind, stated: _, scope: _ } = *edge;
        let provenance = self.graph.provenance(edge);
        self.task(from);
        self.task(to);
        self.sum.numbers([kind as usize, provenance.len()]);
        for source in provenance {
            let Provenance { rule, scope, path, span } = source;
            let Span { start, end, line, column } = *span;
            self.sum.numbers([*rule as usize, *scope as usize]);
            self.sum.text(path.as_str());
            self.sum.numbers([start, end, line, column].map(|place| place as usize));
        }
    }

    fn tasks(&mut self, tasks: &[NodeId]) {
        self.sum.number(tasks.len());
        tasks.iter().for_each(|task| self.task(*task));
    }

    fn task(&mut self, task: NodeId) {
        let (plan, task) = self.graph.place(task);
        self.sum.numbers([plan, task]);
    }
}
