//! Which plans' edges are inferred together, and which are known from the last time.
//!
//! The edges that end in a plan follow from the plan, from the names in the plans that
//! it refers to and their first and last tasks, and from which of its tasks others wait
//! for. So an edit in one plan changes nothing in most others, and what was inferred of
//! them is kept. Plans that state what tasks of others wait for, and plans that refer to
//! each other in a circle, are inferred together: the order of their tasks may give way
//! to a cycle that leads through several of them.
//!
//! Of a plan outside its cluster, inference reads no more than
//! [`hash`](crate::plan::names::PlanNames::hash) covers,
//! and the plan's [`Ends`]: what it reads beside that must be compared here, too. Where a
//! plan or a document comes or goes, everything is inferred anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::graph::infer::{Cluster, Ends, Inference, Missing, Wanted};
use crate::graph::model::{Edge, EdgeKind, Graph, NodeId, Provenance, Unknown};
use crate::graph::order;
use crate::graph::resolve::Index;
use crate::memo::{self, Counts};
use crate::plan::model::{Plan, PlanReference, Reference};
use crate::source::{Hash, Hasher};

/// What was inferred.
pub struct Inferred {
    /// The edges, sorted by end, then start.
    pub edges: Vec<Edge>,
    /// References that do not lead to exactly one task, with the task that waits.
    pub unknown: Vec<(NodeId, Unknown)>,
    /// Whether there are the same tasks, one below the other, and the same edges between
    /// them as the last time.
    pub is_as_before: bool,
    /// How many clusters were inferred, of all.
    pub counts: Counts,
}

/// What was inferred the last time.
#[derive(Default)]
pub struct Memory {
    plans: Vec<Arc<Plan>>,
    /// By the first plan of each cluster.
    known: BTreeMap<usize, Arc<Known>>,
}

/// A task, by its plan and its place there: what stays where other plans get more tasks.
type Place = (usize, usize);

/// What was inferred of a cluster, and of what.
struct Known {
    plans: Vec<usize>,
    /// The plans outside that it refers to: their names, and their ends.
    others: Vec<(usize, Hash, Arc<Ends>)>,
    /// The names of all plans, where it has a reference to any of them.
    anywhere: Option<Hash>,
    /// The tasks of it that others wait for.
    awaited: Vec<Place>,
    /// The tasks outside that it waits for, before the order of phases is known.
    starts: Vec<Place>,
    /// What was inferred of each plan.
    of_plans: Vec<OfPlan>,
    diagnostics: Vec<Diagnostic>,
    missing: Vec<Missing>,
}

/// What was inferred of one plan.
struct OfPlan {
    ends: Arc<Ends>,
    edges: Vec<Arrow>,
    unknown: Vec<(usize, Unknown)>,
}

/// An edge that ends in a plan.
struct Arrow {
    from: Place,
    to: usize,
    kind: EdgeKind,
    provenance: Arc<[Provenance]>,
}

/// The plans that a plan refers to.
#[derive(Default)]
struct Others {
    /// All of them.
    all: BTreeSet<usize>,
    /// Those whose tasks it states something about.
    told: BTreeSet<usize>,
    /// Whether a reference looks for an id in all plans.
    anywhere: bool,
}

impl Others {
    fn of(graph: &Graph, index: &Index<'_>, number: usize) -> Self {
        let plan = &graph.plans[number];
        let mut others = Self::default();
        let index = index.afresh();
        let mut look = |reference: &Reference, is_told: bool| {
            if reference.plan.is_none() {
                return;
            }
            others.anywhere |= reference.plan == Some(PlanReference::Anywhere);
            if let Some(plan) = index.other(number, reference) {
                others.all.insert(plan);
                if is_told {
                    others.told.insert(plan);
                }
            }
        };
        for statement in &plan.statements {
            look(&statement.before, false);
            look(&statement.after, true);
        }
        for reference in plan.waves.iter().flat_map(|wave| &wave.tasks) {
            look(reference, true);
        }
        others
    }
}

/// Infers the edges of a graph whose nodes are known, where they are not known from
/// before.
pub fn infer<'g>(
    graph: &'g Graph,
    index: &Index<'g>,
    (before, diagnostics): (&mut Memory, &mut Vec<Diagnostic>),
) -> Inferred {
    infer_in(clusters, (graph, index), (before, diagnostics))
}

/// Infers the edges where it is said which plans are inferred together.
fn infer_in<'g>(
    clusters: impl FnOnce(&[Others]) -> Vec<Vec<usize>>,
    (graph, index): (&'g Graph, &Index<'g>),
    (before, diagnostics): (&mut Memory, &mut Vec<Diagnostic>),
) -> Inferred {
    let old = std::mem::take(before);
    let is_same_roll = has_same_roll(&old.plans, &graph.plans);
    let is_known =
        |plan: usize| is_same_roll && Arc::ptr_eq(&old.plans[plan], &graph.plans[plan]);
    let numbers: Vec<usize> = (0..graph.plans.len()).collect();
    let others = memo::each(&numbers, |plan| Others::of(graph, index, *plan));
    let names = |plan: usize| graph.plans[plan].names().hash;
    let looks_anywhere = others.iter().any(|others| others.anywhere);
    let all_names = looks_anywhere.then(|| {
        numbers.iter().fold(Hasher::new(), |all, plan| all.hash(names(*plan))).finish()
    });

    let recall = |plans: &[usize]| -> Option<Arc<Known>> {
        let known = old.known.get(plans.first()?)?;
        let is_same = known.plans == plans
            && plans.iter().all(|plan| is_known(*plan))
            && known.others.iter().all(|(plan, hash, _)| *hash == names(*plan))
            && (known.anywhere.is_none() || known.anywhere == all_names);
        is_same.then(|| Arc::clone(known))
    };
    let begin = |plans: &[usize]| {
        Work::New(Box::new(Inference::begin(
            graph,
            index,
            Cluster::of(graph, plans.to_vec()),
        )))
    };
    let clusters = clusters(&others);
    let mut works = memo::each(&clusters, |plans| match recall(plans) {
        Some(known) => Work::Known(known),
        None => begin(plans),
    });

    let mut ends: Vec<Arc<Ends>> = vec![Arc::default(); graph.plans.len()];
    for work in &works {
        work.ends(|plan, own| ends[plan] = Arc::clone(own));
    }
    for (work, plans) in works.iter_mut().zip(&clusters) {
        if work.known().is_some_and(|known| {
            !known.others.iter().all(|(plan, _, then)| *then == ends[*plan])
        }) {
            *work = begin(plans);
        }
    }
    let place = |node: NodeId| (graph.nodes[node.0].plan, graph.nodes[node.0].task);
    let join = |work: &mut Work<'_, '_>| -> Vec<Place> {
        match work {
            Work::Known(known) => known.starts.clone(),
            Work::New(inference) => {
                inference.join_groups(&ends).into_iter().map(place).collect()
            }
        }
    };
    let starts = memo::each_in_place(&mut works, join);
    let mut awaited: Vec<Vec<Place>> = vec![Vec::new(); graph.plans.len()];
    for (plan, task) in starts.iter().flatten() {
        awaited[*plan].push((*plan, *task));
    }
    for awaited in &mut awaited {
        awaited.sort_unstable();
        awaited.dedup();
    }
    let awaited_of = |plans: &[usize]| -> Vec<Place> {
        plans.iter().flat_map(|plan| awaited[*plan].iter().copied()).collect()
    };
    for (work, plans) in works.iter_mut().zip(&clusters) {
        if work.known().is_some_and(|known| known.awaited != awaited_of(plans)) {
            *work = begin(plans);
            join(work);
        }
    }
    let finish = |work: &mut Work<'_, '_>| -> Option<(Vec<OfPlan>, Told)> {
        let Work::New(inference) = work else { return None };
        let awaited = awaited_of(&inference.cluster.plans);
        let awaited = awaited.into_iter().map(|(plan, task)| graph.node(plan, task));
        let inferred = inference.finish(&ends, awaited);
        let of_plans =
            inference.ends.iter().zip(inferred).map(|(ends, inferred)| OfPlan {
                ends: Arc::clone(ends),
                edges: inferred
                    .edges
                    .into_iter()
                    .map(|edge| Arrow {
                        from: place(edge.from),
                        to: place(edge.to).1,
                        kind: edge.kind,
                        provenance: edge.provenance,
                    })
                    .collect(),
                unknown: inferred
                    .unknown
                    .into_iter()
                    .map(|(node, unknown)| (place(node).1, unknown))
                    .collect(),
            });
        let told = (
            std::mem::take(&mut inference.diagnostics),
            std::mem::take(&mut inference.missing),
        );
        Some((of_plans.collect(), told))
    };
    let finished = memo::each_in_place(&mut works, finish);

    let computed = finished.iter().filter(|finished| finished.is_some()).count();
    let counts = Counts { computed, total: finished.len() };
    let mut is_as_before = is_same_roll
        && numbers.iter().all(|plan| {
            is_known(*plan) || has_same_tasks(&old.plans[*plan], &graph.plans[*plan])
        });
    let mut known = BTreeMap::new();
    for (((work, finished), plans), starts) in
        works.into_iter().zip(finished).zip(clusters).zip(starts)
    {
        let Some(first) = plans.first().copied() else { continue };
        let found = match (work, finished) {
            (Work::Known(known), _) => known,
            (Work::New(_), finished) => {
                let (of_plans, (diagnostics, missing)) = finished.unwrap_or_default();
                let of_cluster = || plans.iter().map(|plan| &others[*plan]);
                let outside: BTreeSet<usize> = of_cluster()
                    .flat_map(|others| others.all.iter().copied())
                    .filter(|plan| plans.binary_search(plan).is_err())
                    .collect();
                let outside = outside
                    .into_iter()
                    .map(|plan| (plan, names(plan), Arc::clone(&ends[plan])));
                let anywhere = of_cluster().any(|others| others.anywhere);
                Arc::new(Known {
                    others: outside.collect(),
                    anywhere: all_names.filter(|_| anywhere),
                    awaited: awaited_of(&plans),
                    starts,
                    of_plans,
                    diagnostics,
                    missing,
                    plans,
                })
            }
        };
        is_as_before &= old.known.get(&first).is_some_and(|then| then.leads_as(&found));
        known.insert(first, found);
    }
    let (edges, unknown) = composed(graph, known.values());
    for known in known.values() {
        diagnostics.extend(known.diagnostics.iter().cloned());
        diagnostics.extend(known.missing.iter().map(|missing| {
            let near = match &missing.wanted {
                Wanted::Plan(name) => {
                    index.nearest_plan(name).map(|id| format!("`{id}`"))
                }
                Wanted::Task(plan, id) => index
                    .nearest_task(*plan, id)
                    .map(|(id, title)| format!("`{id}`, \"{title}\"")),
                Wanted::Unnamed => None,
            };
            missing.diagnostic.clone().hint(match near {
                Some(near) => format!("the nearest is {near}"),
                None => missing.otherwise.clone(),
            })
        }));
    }
    *before = Memory { plans: graph.plans.to_vec(), known };
    Inferred { edges, unknown, is_as_before, counts }
}

/// What is said of a cluster.
type Told = (Vec<Diagnostic>, Vec<Missing>);

/// A cluster that is known, or is being inferred.
enum Work<'i, 'g> {
    Known(Arc<Known>),
    New(Box<Inference<'i, 'g>>),
}

impl Work<'_, '_> {
    /// What is known of it from before.
    fn known(&self) -> Option<&Known> {
        match self {
            Self::Known(known) => Some(known),
            Self::New(_) => None,
        }
    }

    /// Gives the ends of each of its plans away.
    fn ends(&self, mut take: impl FnMut(usize, &Arc<Ends>)) {
        match self {
            Self::Known(known) => {
                for (plan, of_plan) in known.plans.iter().zip(&known.of_plans) {
                    take(*plan, &of_plan.ends);
                }
            }
            Self::New(inference) => {
                for (plan, ends) in inference.cluster.plans.iter().zip(&inference.ends) {
                    take(*plan, ends);
                }
            }
        }
    }
}

impl Known {
    /// Whether the same edges lead between the same tasks, whatever states them.
    fn leads_as(&self, other: &Self) -> bool {
        let key = |arrow: &Arrow| (arrow.from, arrow.to, arrow.kind);
        std::ptr::eq(self, other)
            || self.plans == other.plans
                && self.of_plans.iter().zip(&other.of_plans).all(|(one, two)| {
                    one.edges.iter().map(key).eq(two.edges.iter().map(key))
                })
    }
}

/// Whether there are the same plans in the same files.
fn has_same_roll(one: &[Arc<Plan>], other: &[Arc<Plan>]) -> bool {
    let is_same = |(one, other): (&Arc<Plan>, &Arc<Plan>)| {
        let paths = |plan: &Plan| {
            plan.documents.iter().map(|it| it.document.path.clone()).collect::<Vec<_>>()
        };
        Arc::ptr_eq(one, other)
            || one.id == other.id && one.home == other.home && paths(one) == paths(other)
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}

/// Whether two plans have the same tasks, as far as an order among them goes.
fn has_same_tasks(one: &Plan, other: &Plan) -> bool {
    let tasks = |plan: &Plan| {
        plan.tasks
            .iter()
            .map(|task| (task.parent, task.has_own_work()))
            .collect::<Vec<_>>()
    };
    tasks(one) == tasks(other)
}

/// The plans that are inferred together, each list sorted: the strongly connected
/// components of the plans, where an edge leads from a plan to those that refer to it, and
/// from one to those that it states something about.
fn clusters(others: &[Others]) -> Vec<Vec<usize>> {
    let mut pairs: Vec<(NodeId, NodeId)> = Vec::new();
    for (plan, others) in others.iter().enumerate() {
        pairs.extend(others.all.iter().map(|other| (NodeId(*other), NodeId(plan))));
        pairs.extend(others.told.iter().map(|other| (NodeId(plan), NodeId(*other))));
    }
    let circles = order::components(others.len(), &pairs);
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut of_circles: BTreeMap<usize, usize> = BTreeMap::new();
    for (plan, circle) in circles.into_iter().enumerate() {
        match circle {
            None => clusters.push(vec![plan]),
            Some(circle) => {
                let place = *of_circles.entry(circle).or_insert_with(|| {
                    clusters.push(Vec::new());
                    clusters.len() - 1
                });
                clusters[place].push(plan);
            }
        }
    }
    clusters
}

/// The edges and the references that lead nowhere, of all plans.
fn composed<'k>(
    graph: &Graph,
    known: impl Iterator<Item = &'k Arc<Known>>,
) -> (Vec<Edge>, Vec<(NodeId, Unknown)>) {
    let mut by_plan: Vec<Option<&OfPlan>> = vec![None; graph.plans.len()];
    for known in known {
        for (plan, of_plan) in known.plans.iter().zip(&known.of_plans) {
            by_plan[*plan] = Some(of_plan);
        }
    }
    let of_plans =
        || by_plan.iter().enumerate().filter_map(|(plan, it)| Some((plan, (*it)?)));
    let mut edges = Vec::with_capacity(of_plans().map(|(_, it)| it.edges.len()).sum());
    let mut unknown = Vec::new();
    for (plan, OfPlan { edges: own, unknown: nowhere, .. }) in of_plans() {
        edges.extend(own.iter().map(|arrow| Edge {
            from: graph.node(arrow.from.0, arrow.from.1),
            to: graph.node(plan, arrow.to),
            kind: arrow.kind,
            provenance: Arc::clone(&arrow.provenance),
        }));
        let nowhere = nowhere.iter();
        unknown.extend(nowhere.map(|(task, why)| (graph.node(plan, *task), why.clone())));
    }
    (edges, unknown)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Checked;
    use crate::graph::{self, facts, unlinked};
    use crate::plan;

    /// What a task says that it waits for, or what waits for it.
    const FIELDS: [&str; 20] = [
        "",
        "",
        "",
        "_Dependencies: [[b]]_",
        "_Dependencies: [[c]], 1.1_",
        "_Dependencies: b#phase-2_",
        "_Dependencies: c#phase-1_",
        "_Blocks: [[c]]_",
        "_Blocks: d#phase-1_",
        "_Dependencies: None_",
        "_Dependencies: 1.1_",
        "_Dependencies: 2.2_",
        "_Dependencies: Phase 1_",
        "_Dependencies: a#1.2_",
        "_Dependencies: d#2.1_",
        "_Dependencies: b#1.1-1.2_",
        "_Dependencies: b_",
        "_Dependencies: gone#1.1, 7.7_",
        "_Blocks: c#2.1_",
        "_Blocks: 2.2_",
    ];

    /// What a plan draws.
    const DRAWN: [&str; 4] = [
        "",
        "graph TD\n  A[1.1] --> B[2.1]\n",
        "graph TD\n  A[1.2] --> B[2.2] -->|not yet| A\n",
        "graph TD\n  A[2.1] -->|first| B[1.1]\n",
    ];

    fn plan() -> impl Strategy<Value = String> {
        let task = (0..FIELDS.len(), any::<bool>(), any::<bool>());
        (prop::collection::vec(task, 4), 0..DRAWN.len(), any::<bool>()).prop_map(
            |(tasks, drawn, parallel)| {
                let mut text = "# Tasks - T\n".to_owned();
                for (place, (field, done, snake)) in tasks.into_iter().enumerate() {
                    let (phase, number) = (place / 2 + 1, place % 2 + 1);
                    if number == 1 {
                        let mode = if parallel { "Parallel" } else { "Sequential" };
                        let _ = writeln!(text, "\n### Phase {phase}: P ({mode})\n");
                    }
                    let (mark, sign) =
                        (if done { 'x' } else { ' ' }, if snake { "🐍" } else { "🐌" });
                    let _ = writeln!(text, "- [{mark}] **{sign} {phase}.{number} T**");
                    if !FIELDS[field].is_empty() {
                        let _ = writeln!(text, "  - {}", FIELDS[field]);
                    }
                }
                let _ = writeln!(text, "\n```mermaid\n{}```", DRAWN[drawn]);
                text
            },
        )
    }

    /// The plan of a text.
    fn plan_of(name: &str, text: &str) -> Arc<Plan> {
        plan::read_alone(&format!("{name}/tasks.md"), text).unwrap()
    }

    /// All that is known of each task, with the edges and what was noticed.
    fn seen(linked: &Checked<Graph>) -> (String, Vec<Edge>, Vec<Diagnostic>) {
        let Checked { value: graph, diagnostics } = linked;
        let mut noticed = diagnostics.to_vec();
        crate::diagnostic::sort(&mut noticed);
        let tasks = format!("{:?} {:?}", graph.nodes, graph.summaries);
        (tasks, graph.edges.to_vec(), noticed)
    }

    #[test]
    fn an_edit_infers_the_cluster_that_it_concerns() {
        let task = |field: &str| format!("# Tasks - T\n\n- [ ] **1.1 T**\n  - {field}\n");
        let mut plans: Vec<Arc<Plan>> = [
            ("a", "_Dependencies: b#1.1_"),
            ("b", "_Dependencies: None_"),
            ("c", "_Blocks: d#1.1_"),
            ("d", "_Dependencies: None_"),
        ]
        .map(|(name, field)| plan_of(name, &task(field)))
        .to_vec();
        let mut memory = graph::Memory::default();
        let mut inferred = |plans: &[Arc<Plan>]| {
            graph::link(plans.to_vec(), &mut memory);
            (memory.counts.computed, memory.counts.total)
        };
        assert_eq!(inferred(&plans), (3, 3), "c and d are one cluster");
        assert_eq!(inferred(&plans), (0, 3));
        plans[1] = plan_of("b", &task("_Dependencies: None_").replace("[ ]", "[x]"));
        assert_eq!(inferred(&plans), (1, 3), "a tick");
        plans[1] = plan_of("b", &task("_Dependencies: None_").replace("1.1 T", "1.1 U"));
        assert_eq!(inferred(&plans), (2, 3), "another title, which others may name");
        plans[3] = plan_of("d", &task("_Dependencies: a#1.1_"));
        assert_eq!(inferred(&plans), (2, 3), "c with d, and a, which is waited for now");
    }

    #[test]
    fn edges_are_counted_where_they_end() {
        let tasks = |line: &str| format!("# Tasks - T\n\n{}", line.repeat(400));
        let plans = vec![
            plan_of("many", &tasks("- [ ] A\n  - _Blocks: [[wide]]_\n")),
            plan_of("wide", &tasks("- [ ] A\n")),
        ];
        let linked = graph::link(plans, &mut graph::Memory::default());
        let into = linked.value.edges_into(1).len();
        assert_eq!(into, 150_000, "375 times 400, and no more");
        let told = linked.diagnostics.iter();
        let told = told.filter(|found| found.code.name == "too-many-tasks").count();
        assert_eq!(told, 25);
    }

    /// The edges and what leads nowhere, with all that was noticed.
    fn inferred(
        plans: &[Arc<Plan>],
        clusters: fn(&[Others]) -> Vec<Vec<usize>>,
        memory: &mut Memory,
    ) -> (Vec<Edge>, Vec<(NodeId, Unknown)>, Vec<Diagnostic>) {
        let facts: Vec<_> = plans.iter().map(|plan| Arc::new(facts(plan))).collect();
        let graph = unlinked(plans.to_vec(), &facts);
        let (index, mut noticed) = (Index::new(&graph), Vec::new());
        let told = (memory, &mut noticed);
        let Inferred { edges, mut unknown, .. } =
            infer_in(clusters, (&graph, &index), told);
        unknown.sort_by_key(|(node, unknown)| (*node, unknown.text.clone()));
        crate::diagnostic::sort(&mut noticed);
        (edges, unknown, noticed)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        /// A cluster for itself, and one that is remembered, give what all plans
        /// together give, after each of several edits.
        #[test]
        fn clusters_give_what_the_whole_gives(
            edits in prop::collection::vec((0..4_usize, prop::option::weighted(0.9, plan())), 4..10),
        ) {
            let mut read: BTreeMap<usize, Arc<Plan>> = BTreeMap::new();
            let (mut memory, mut linked) = (Memory::default(), graph::Memory::default());
            for (number, text) in edits {
                match text {
                    Some(text) => {
                        let name = ["a", "b", "c", "d"][number];
                        read.insert(number, plan_of(name, &text));
                    }
                    None => drop(read.remove(&number)),
                }
                let plans: Vec<Arc<Plan>> = read.values().cloned().collect();
                let plans = &plans;
                let warm = graph::link(plans.clone(), &mut linked);
                let cold = graph::link(plans.clone(), &mut graph::Memory::default());
                prop_assert_eq!(seen(&warm), seen(&cold));
                let whole = |others: &[Others]| vec![(0..others.len()).collect()];
                let together = inferred(plans, whole, &mut Memory::default());
                let alone = inferred(plans, clusters, &mut Memory::default());
                prop_assert_eq!(&alone, &together);
                let recalled = inferred(plans, clusters, &mut memory);
                prop_assert_eq!(&recalled, &together);
            }
        }
    }
}
