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
use crate::graph::model::{Graph, Place, PlanEdge, PlanEdges};
use crate::graph::order;
use crate::graph::resolve::Index;
use crate::memo::{self, Counts};
use crate::plan::model::{Plan, PlanReference, Reference};
use crate::source::{Hash, Hasher};
use crate::trace::Noted;

/// What was inferred.
pub struct Inferred {
    /// What was inferred of each plan.
    pub of_plans: Noted<Arc<PlanEdges>>,
    /// The plans of which anything was inferred anew.
    pub anew: BTreeSet<usize>,
    /// Whether the same edges lead between the same places of the same plans as the last
    /// time.
    pub has_same_edges: bool,
    /// How many clusters were inferred, of all.
    pub counts: Counts,
}

/// What was inferred the last time.
#[derive(Default)]
pub struct Memory {
    plans: Noted<Arc<Plan>>,
    /// The hashes of the names of each plan, and of all of them.
    names: Vec<Hash>,
    all_names: Hash,
    others: Vec<Arc<Others>>,
    clusters: Vec<Vec<usize>>,
    /// In the order of the clusters.
    known: Vec<Arc<Known>>,
    ends: Vec<Arc<Ends>>,
    /// The tasks of each plan that other clusters wait for.
    awaited: Vec<Vec<Place>>,
    of_plans: Noted<Arc<PlanEdges>>,
}

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
    of_plans: Vec<Arc<PlanEdges>>,
    diagnostics: Vec<Diagnostic>,
    missing: Vec<Missing>,
}

/// The plans that a plan refers to.
#[derive(Default, PartialEq, Eq)]
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
    parted: impl FnOnce(&[Arc<Others>]) -> Vec<Vec<usize>>,
    (graph, index): (&'g Graph, &Index<'g>),
    (before, diagnostics): (&mut Memory, &mut Vec<Diagnostic>),
) -> Inferred {
    let old = std::mem::take(before);
    let is_same_roll = has_same_roll(&old.plans, &graph.plans);
    let is_known =
        |plan: usize| is_same_roll && Arc::ptr_eq(&old.plans[plan], &graph.plans[plan]);
    let numbers: Vec<usize> = (0..graph.plans.len()).collect();
    let changed: Vec<usize> =
        numbers.iter().copied().filter(|plan| !is_known(*plan)).collect();

    let names = renewed((old.names, is_same_roll), &changed, |plan| {
        graph.plans[plan].names().hash
    });
    let all_names = names.iter().fold(Hasher::new(), |all, hash| all.hash(*hash));
    let all_names = all_names.finish();
    let is_other_name = |plan: &usize| {
        all_names != old.all_names
            && old.others.get(*plan).is_some_and(|others| others.anywhere)
    };
    let look: Vec<usize> = match is_same_roll {
        true => numbers
            .iter()
            .copied()
            .filter(|plan| !is_known(*plan) || is_other_name(plan))
            .collect(),
        false => numbers.clone(),
    };
    let others = renewed((old.others.clone(), is_same_roll), &look, |plan| {
        Arc::new(Others::of(graph, index, plan))
    });
    let has_same_clusters =
        is_same_roll && look.iter().all(|plan| others[*plan] == old.others[*plan]);
    let clusters = match has_same_clusters {
        true => old.clusters,
        false => parted(&others),
    };

    let recall = |(place, plans): &(usize, &Vec<usize>)| -> Option<Arc<Known>> {
        let place = match has_same_clusters {
            true => *place,
            // They stand in the order of their first plans.
            false => old.known.binary_search_by_key(plans.first()?, Known::first).ok()?,
        };
        let known = &old.known[place];
        let is_same = known.plans == **plans
            && plans.iter().all(|plan| is_known(*plan))
            && known.others.iter().all(|(plan, hash, _)| *hash == names[*plan])
            && known.anywhere.is_none_or(|then| then == all_names);
        is_same.then(|| Arc::clone(known))
    };
    let begin = |place: usize| -> (usize, Inference<'_, 'g>) {
        let cluster = Cluster::of(graph, clusters[place].clone());
        (place, Inference::begin(graph, index, cluster))
    };
    let placed: Vec<(usize, &Vec<usize>)> = clusters.iter().enumerate().collect();
    let mut known: Vec<Option<Arc<Known>>> = memo::each_small(&placed, recall);
    let unknown = |known: &[Option<Arc<Known>>]| -> Vec<usize> {
        let places = known.iter().enumerate();
        places.filter(|(_, known)| known.is_none()).map(|(place, _)| place).collect()
    };
    let mut works = memo::each(&unknown(&known), |place| begin(*place));

    // What is as it was stays the very same, so that it is seen at once the next time.
    let mut ends = old.ends;
    ends.resize_with(numbers.len(), Arc::default);
    let mut have_ends_moved = false;
    for (_, work) in &works {
        for (plan, own) in work.cluster.plans.iter().zip(&work.ends) {
            if ends[*plan] != *own {
                ends[*plan] = Arc::clone(own);
                have_ends_moved = true;
            }
        }
    }
    let has_other_ends =
        |known: &Known| known.others.iter().any(|(plan, _, then)| *then != ends[*plan]);
    if have_ends_moved {
        works.extend(forget(&mut known, has_other_ends).into_iter().map(begin));
    }
    let join = |(_, work): &mut (usize, Inference<'_, 'g>)| -> Vec<Place> {
        work.join_groups(&ends).into_iter().map(|node| graph.place(node)).collect()
    };
    let mut starts: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    let joined = memo::each_in_place(&mut works, join);
    starts.extend(works.iter().map(|(place, _)| *place).zip(joined));
    let starts_as_before = has_same_clusters
        && starts.iter().all(|(place, starts)| old.known[*place].starts == *starts);
    let awaited = match starts_as_before {
        true => old.awaited,
        false => {
            let known = known.iter().flatten().flat_map(|known| &known.starts);
            awaited(numbers.len(), known.chain(starts.values().flatten()))
        }
    };
    let awaited_of = |plans: &[usize]| -> Vec<Place> {
        plans.iter().flat_map(|plan| awaited[*plan].iter().copied()).collect()
    };
    if !starts_as_before {
        let is_awaited_else = |known: &Known| known.awaited != awaited_of(&known.plans);
        for place in forget(&mut known, is_awaited_else) {
            let mut work = begin(place);
            starts.insert(place, join(&mut work));
            works.push(work);
        }
    }
    let finish = |(_, work): &mut (usize, Inference<'_, 'g>)| -> Vec<Arc<PlanEdges>> {
        let awaited = awaited_of(&work.cluster.plans);
        let awaited = awaited.into_iter().map(|(plan, task)| graph.node(plan, task));
        work.finish(&ends, awaited).into_iter().map(Arc::new).collect()
    };
    let finished = memo::each_in_place(&mut works, finish);

    let counts = Counts { computed: works.len(), total: clusters.len() };
    let mut has_same_edges = has_same_clusters;
    let mut of_plans = old.of_plans;
    of_plans.list().resize_with(numbers.len(), Arc::default);
    let mut anew = BTreeSet::new();
    for ((place, work), inferred) in works.into_iter().zip(finished) {
        let plans = work.cluster.plans;
        let of_cluster = || plans.iter().map(|plan| &others[*plan]);
        let outside: BTreeSet<usize> = of_cluster()
            .flat_map(|others| others.all.iter().copied())
            .filter(|plan| plans.binary_search(plan).is_err())
            .collect();
        let outside =
            outside.into_iter().map(|plan| (plan, names[plan], Arc::clone(&ends[plan])));
        let anywhere = of_cluster().any(|others| others.anywhere);
        for (plan, inferred) in plans.iter().zip(&inferred) {
            of_plans.list()[*plan] = Arc::clone(inferred);
        }
        anew.extend(plans.iter().copied());
        let found = Known {
            others: outside.collect(),
            anywhere: anywhere.then_some(all_names),
            awaited: awaited_of(&plans),
            starts: starts.remove(&place).unwrap_or_default(),
            of_plans: inferred,
            diagnostics: work.diagnostics,
            missing: work.missing,
            plans,
        };
        has_same_edges = has_same_edges && old.known[place].leads_as(&found);
        known[place] = Some(Arc::new(found));
    }
    let known: Vec<Arc<Known>> = known.into_iter().flatten().collect();
    for known in &known {
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
    *before = Memory {
        plans: graph.plans.clone(),
        names,
        all_names,
        others,
        clusters,
        known,
        ends,
        awaited,
        of_plans: of_plans.clone(),
    };
    Inferred { of_plans, anew, has_same_edges, counts }
}

/// What is known of each plan, of which that of some is found anew; that of all, where
/// nothing else holds.
fn renewed<T: Send + Sync>(
    (mut known, holds): (Vec<T>, bool),
    plans: &[usize],
    find: impl Fn(usize) -> T + Send + Sync,
) -> Vec<T> {
    let found = memo::each(plans, |plan| find(*plan));
    if !holds {
        return found;
    }
    for (plan, found) in plans.iter().zip(found) {
        known[*plan] = found;
    }
    known
}

/// Forgets the clusters of which something is so; gives their places.
fn forget(
    known: &mut [Option<Arc<Known>>],
    is_so: impl Fn(&Known) -> bool,
) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, known) in known.iter_mut().enumerate() {
        if known.take_if(|known| is_so(known)).is_some() {
            places.push(place);
        }
    }
    places
}

/// The tasks of each plan that are waited for from outside, sorted.
fn awaited<'s>(plans: usize, starts: impl Iterator<Item = &'s Place>) -> Vec<Vec<Place>> {
    let mut awaited: Vec<Vec<Place>> = vec![Vec::new(); plans];
    for (plan, task) in starts {
        awaited[*plan].push((*plan, *task));
    }
    for awaited in &mut awaited {
        awaited.sort_unstable();
        awaited.dedup();
    }
    awaited
}

impl Known {
    /// Its first plan.
    fn first(known: &Arc<Self>) -> usize {
        known.plans[0]
    }

    /// Whether the same edges lead between the same tasks, whatever states them.
    fn leads_as(&self, other: &Self) -> bool {
        let key = |edge: &PlanEdge| {
            (edge.from, edge.to, edge.kind, edge.stated(), edge.scope())
        };
        self.plans == other.plans
            && self
                .of_plans
                .iter()
                .zip(&other.of_plans)
                .all(|(one, two)| one.edges.iter().map(key).eq(two.edges.iter().map(key)))
    }
}

/// Whether there are the same plans in the same files.
pub fn has_same_roll(one: &[Arc<Plan>], other: &[Arc<Plan>]) -> bool {
    let is_same = |(one, other): (&Arc<Plan>, &Arc<Plan>)| {
        let paths = |plan: &Plan| {
            plan.documents.iter().map(|it| it.document.path.clone()).collect::<Vec<_>>()
        };
        Arc::ptr_eq(one, other)
            || one.id == other.id && one.home == other.home && paths(one) == paths(other)
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}

/// The plans that are inferred together, each list sorted: the strongly connected
/// components of the plans, where an edge leads from a plan to those that refer to it, and
/// from one to those that it states something about.
fn clusters(others: &[Arc<Others>]) -> Vec<Vec<usize>> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (plan, others) in others.iter().enumerate() {
        pairs.extend(others.all.iter().map(|other| (*other, plan)));
        pairs.extend(others.told.iter().map(|other| (plan, *other)));
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

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Checked;
    use crate::graph::model::{Edge, EdgeKind, NodeId, State, Unknown};
    use crate::graph::{self, Roll, add_nodes, edges, facts};
    use crate::plan;

    /// What a task says that it waits for, or what waits for it.
    const FIELDS: [&str; 22] = [
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
        "_Dependencies: 1.1.1_",
        "_Dependencies: b#1.1.1_",
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
        let task = (0..FIELDS.len(), any::<bool>(), any::<bool>(), any::<bool>());
        (prop::collection::vec(task, 4), 0..DRAWN.len(), any::<bool>()).prop_map(
            |(tasks, drawn, parallel)| {
                let mut text = "# Tasks - T\n".to_owned();
                for (place, (field, done, snake, whole)) in tasks.into_iter().enumerate()
                {
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
                    if whole {
                        let may_wait = if snake { "*" } else { "" };
                        let _ =
                            writeln!(text, "  - [{mark}]{may_wait} {phase}.{number}.1 U");
                    }
                }
                let _ = writeln!(text, "\n```mermaid\n{}```", DRAWN[drawn]);
                text
            },
        )
    }

    /// What is done to a plan.
    #[derive(Debug, Clone)]
    enum Edit {
        Write(String),
        Remove,
        /// The box of a task gets the other mark.
        Tick(usize),
        /// All stands a line lower.
        Shift,
        /// A task gets another id.
        Rename(usize),
        /// A task is stopped.
        Stop(usize),
    }

    fn edit() -> impl Strategy<Value = Edit> {
        prop_oneof![
            4 => plan().prop_map(Edit::Write),
            1 => Just(Edit::Remove),
            6 => (0..8_usize).prop_map(Edit::Tick),
            1 => Just(Edit::Shift),
            1 => (0..4_usize).prop_map(Edit::Rename),
            1 => (0..4_usize).prop_map(Edit::Stop),
        ]
    }

    impl Edit {
        fn of(self, text: Option<String>) -> Option<String> {
            let text = match self {
                Self::Remove => return None,
                Self::Write(text) => return Some(text),
                _ => text?,
            };
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let boxes = lines.iter_mut().filter(|line| line.contains("- ["));
            match self {
                Self::Tick(task) => boxes.skip(task).take(1).for_each(|line| {
                    *line = match line.contains("[ ]") {
                        true => line.replace("[ ]", "[x]"),
                        false => line.replace("[x]", "[ ]"),
                    }
                }),
                Self::Rename(task) => boxes.skip(task).take(1).for_each(|line| {
                    *line = line.replace(" 2.1", " 2.3").replace(" 1.1", " 1.4");
                }),
                Self::Stop(task) => boxes.skip(task).take(1).for_each(|line| {
                    line.push_str("\n  - **Blocked**: by the weather");
                }),
                _ => lines.insert(1, "Words.".to_owned()),
            }
            Some(lines.join("\n") + "\n")
        }
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
        let tasks =
            format!("{:?} {:?} {:?}", graph.nodes, graph.summaries, graph.inferred);
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
    fn a_chain_that_is_stopped_at_its_start_weighs_more_wherever_it_is_waited_for() {
        let plans = |stopped: &str| -> Vec<Arc<Plan>> {
            [
                ("a", format!("- [ ] 1.1 T\n{stopped}")),
                ("b", "- [ ] 1.1 T\n  - _Dependencies: a#1.1_\n".to_owned()),
                ("c", "- [ ] 1.1 T\n  - _Dependencies: b#1.1, d#1.3_\n".to_owned()),
                ("d", "- [ ] 1.1 T\n- [ ] 1.2 T\n  - _Dependencies: 1.1_\n- [ ] 1.3 T\n  - _Dependencies: 1.2_\n".to_owned()),
            ]
            .map(|(name, tasks)| plan_of(name, &format!("# Tasks - T\n\n{tasks}")))
            .to_vec()
        };
        let stop = "  - **Blocked**: by the weather\n";
        let mut memory = graph::Memory::default();
        let mut kept = plans("");
        let mut starts = Vec::new();
        for stopped in ["", stop, ""] {
            // Only the plan that is edited is another one.
            kept[0] = Arc::clone(&plans(stopped)[0]);
            let warm = graph::link(kept.clone(), &mut memory);
            let cold = graph::link(kept.clone(), &mut graph::Memory::default());
            assert_eq!(seen(&warm), seen(&cold), "{stopped:?}");
            let waits = warm.value.node(2, 0);
            starts.push(warm.value.nodes[waits.0].start);
        }
        assert_ne!(starts[0], starts[1]);
        assert_eq!(starts[0], starts[2]);
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
        clusters: fn(&[Arc<Others>]) -> Vec<Vec<usize>>,
        memory: &mut Memory,
    ) -> (Vec<Edge>, Vec<(NodeId, Unknown)>, Vec<Diagnostic>) {
        let facts: Vec<_> = plans.iter().map(|plan| Arc::new(facts(plan))).collect();
        let roll = Arc::new(Roll::of(plans));
        let mut graph = Graph { plans: plans.to_vec().into(), roll, ..Graph::default() };
        add_nodes(&mut graph, &facts);
        let (index, mut noticed) = (Index::new(&graph), Vec::new());
        let told = (memory, &mut noticed);
        let inferred = infer_in(clusters, (&graph, &index), told);
        graph.inferred = inferred.of_plans;
        let nodes = (0..graph.nodes.len()).map(NodeId);
        let unknown = nodes.flat_map(|node| {
            let mut unknown = graph.unknown(node).to_vec();
            unknown.sort_by_key(|unknown| unknown.text.clone());
            unknown.into_iter().map(move |unknown| (node, unknown))
        });
        crate::diagnostic::sort(&mut noticed);
        (edges(&graph), unknown.collect(), noticed)
    }

    /// Once, the tasks of a loop were looked at again and again where something before them
    /// in another plan had moved.
    #[test]
    fn what_a_loop_leads_back_to_is_looked_at_once() {
        let task = |id: &str, mark: &str, before: &str| {
            format!("- [{mark}] **1.{id} T**\n  - _Dependencies: {before}_\n")
        };
        let other =
            [task("1", " ", "a#1.2"), task("2", " ", "1.1"), task("3", " ", "1.2")];
        let drawn = "\n```mermaid\ngraph TD\n  A[1.3] -->|not yet| B[1.1]\n```\n";
        let other = plan_of("b", &format!("# Tasks - T\n\n{}{drawn}", other.concat()));
        let mut memory = graph::Memory::default();
        for mark in [" ", "x", " "] {
            let first = [task("1", mark, "None"), task("2", " ", "1.1")].concat();
            let first = plan_of("a", &format!("# Tasks - T\n\n{first}"));
            let plans = vec![first, Arc::clone(&other)];
            let warm = graph::link(plans.clone(), &mut memory);
            let cold = graph::link(plans, &mut graph::Memory::default());
            assert_eq!(seen(&warm), seen(&cold), "{mark}");
            assert!(warm.value.edges.iter().any(|edge| edge.kind == EdgeKind::Loop));
        }
    }

    /// Once, the tasks of a ring that leads through the parts of a task were not known to be
    /// one, and were looked at again and again.
    #[test]
    fn a_ring_that_leads_through_parts_of_a_task_is_a_cycle() {
        let task = |indent: &str, id: &str, mark: &str, before: &str| {
            format!(
                "{indent}- [{mark}] **{id} T**\n{indent}  - _Dependencies: {before}_\n"
            )
        };
        // The whole waits for what waits for its part; and a part for what waits for the
        // whole.
        let rings = [
            [
                task("", "1.1", " ", "1.2"),
                task("  ", "1.1.1", " ", "a#1.2"),
                task("  ", "1.1.2", " ", "None"),
                task("", "1.2", " ", "1.1.1"),
            ],
            [
                task("", "1.1", " ", "None"),
                task("  ", "1.1.1", " ", "a#1.2, 1.2"),
                task("  ", "1.1.2", " ", "None"),
                task("", "1.2", " ", "1.1"),
            ],
        ];
        let told = [
            "these tasks wait for each other: `1.1` → `1.1.1` → `1.2` → `1.1`",
            "these tasks wait for each other: `1.1.1` → `1.1` → `1.2` → `1.1.1`",
        ];
        let stand = [
            [State::Blocked; 4],
            [State::Ready, State::Blocked, State::Ready, State::Blocked],
        ];
        for ((ring, told), stand) in rings.into_iter().zip(told).zip(stand) {
            let other = plan_of("b", &format!("# Tasks - T\n\n{}", ring.concat()));
            let mut memory = graph::Memory::default();
            for mark in [" ", "x", "/", " "] {
                let first = [task("", "1.1", mark, "None"), task("", "1.2", " ", "1.1")];
                let first = plan_of("a", &format!("# Tasks - T\n\n{}", first.concat()));
                let plans = vec![first, Arc::clone(&other)];
                let warm = graph::link(plans.clone(), &mut memory);
                let cold = graph::link(plans, &mut graph::Memory::default());
                assert_eq!(seen(&warm), seen(&cold), "{mark}");
                let states: Vec<State> =
                    cold.value.nodes.iter().skip(2).map(|node| node.state).collect();
                assert_eq!(states, stand);
                let cycles: Vec<&str> = cold
                    .diagnostics
                    .iter()
                    .filter(|found| found.code.name == "cycle")
                    .map(|found| found.message.as_str())
                    .collect();
                assert_eq!(cycles, [told]);
            }
        }
    }

    /// The edges of a graph by the ids of their ends, loops with a mark.
    fn edges_of(graph: &Graph) -> String {
        let id = |node: NodeId| graph.task(node).id.clone().unwrap_or_default();
        let edges = graph.edges.iter().map(|edge| {
            let mark = if edge.kind == EdgeKind::Loop { "~" } else { ">" };
            format!("{}{mark}{}", id(edge.from), id(edge.to))
        });
        edges.collect::<Vec<_>>().join(" ")
    }

    /// What gives way to a ring, and what is told of one, with the edges that stay.
    #[test]
    fn a_ring_that_nobody_stated_is_none() {
        let drawn = |arrows: &str| format!("\n```mermaid\ngraph TD\n{arrows}\n```\n");
        let waits = |before: &str| format!("  - _Dependencies: {before}_\n");
        let phases = |first: &str, part: &str| {
            format!(
                "### Phase 1: A\n\n- [ ] **1.1 A**\n{first}  - [ ] **🐌 1.1.1 B**\n{part}\
                 \x20 - [ ] **🐌 1.1.2 C**\n\n### Phase 2: B\n\n- [ ] **2.1 D**\n"
            )
        };
        let part_waits = format!("  {}", waits("2.1"));
        let four = "- [ ] **1.1 A**\n  - [ ] 1.1.1 B\n  - [ ] 1.1.2 C\n- [ ] **1.2 D**\n";
        let plans = [
            // A part that may be left out waits for what waits for the whole.
            (
                format!(
                    "- [ ] **1.1 A**\n  - [ ] **1.1.1 B**\n  - [ ]* **1.1.2 C**\n  {}\
                     - [ ] **1.2 D**\n{}",
                    waits("1.2"),
                    waits("1.1")
                ),
                ("", "1.2>1.1.2 1.1>1.2"),
            ),
            // The order of phases, which alone closes a ring, whatever waits.
            (phases(&waits("2.1"), ""), ("", "2.1>1.1 1.1.1>1.1.2")),
            (phases("", &part_waits), ("", "2.1>1.1.1 1.1.1>1.1.2")),
            // The order of tasks.
            (
                format!(
                    "### Phase 1: A\n\n- [ ] **🐌 1.1 A**\n{}- [ ] **🐌 1.2 B**\n\
                     \x20 - [ ] 1.2.1 C\n",
                    waits("1.2.1")
                ),
                ("", "1.2.1>1.1"),
            ),
            // A way back that is drawn with a label, to a whole and past one.
            (
                four.to_owned()
                    + &drawn(
                        "T111[1.1.1] --> T112[1.1.2] --> T12[1.2]\nT12 -->|No| T11[1.1]",
                    ),
                ("", "1.2~1.1 1.1.1>1.1.2 1.1.2>1.2"),
            ),
            // What is drawn inside of a task to which a way leads back is none for that.
            (
                four.to_owned()
                    + &drawn(
                        "T112[1.1.2] -->|then| T111[1.1.1]\nT11[1.1] --> T12[1.2]\nT12 -->|No| T11",
                    ),
                ("", "1.2~1.1 1.1.2>1.1.1 1.1>1.2"),
            ),
            (
                four.to_owned()
                    + &drawn(
                        "T111[1.1.1] -->|defects| T112[1.1.2]\nT112 --> T111\nT11[1.1] --> T12[1.2]\nT12 -->|No| T11",
                    ),
                ("", "1.2~1.1 1.1.2>1.1.1 1.1.1~1.1.2 1.1>1.2"),
            ),
            // A task that is gone through from its start to its end is named once.
            (
                format!(
                    "- [ ] **1.1 A**\n{}  - [ ] **1.1.1 B**\n- [ ] **1.2 C**\n{}\
                     \x20 - [ ] **1.2.1 D**\n",
                    waits("1.2.1"),
                    waits("1.1")
                ),
                ("`1.1` → `1.2` → `1.2.1` → `1.1`", "1.2.1>1.1 1.1>1.2"),
            ),
        ];
        for (text, (told, edges)) in plans {
            let plan = plan_of("a", &format!("# Tasks - T\n\n{text}"));
            let linked = graph::link(vec![plan], &mut graph::Memory::default());
            let cycles = linked.diagnostics.iter().filter(|it| it.code.name == "cycle");
            let cycles: Vec<&str> = cycles
                .filter_map(|it| Some(it.message.split_once("each other: ")?.1))
                .collect();
            let graph = &linked.value;
            assert_eq!(
                (cycles.join("\n").as_str(), edges_of(graph).as_str()),
                (told, edges),
                "{text}"
            );
            let points = graph.order.flow.nodes.len();
            assert_eq!(
                graph.order.flow.order.len(),
                points,
                "each has its place: {text}"
            );
        }
    }

    #[test]
    fn a_part_that_may_be_left_out_no_longer_closes_a_ring() {
        let text = |mark: &str| {
            format!(
                "# Tasks - T\n\n- [ ] **1.1 A**\n  - [ ] **1.1.1 B**\n\
                 \x20 - [ ]{mark} **1.1.2 C**\n    - _Dependencies: 1.2_\n\
                 - [ ] **1.2 D**\n  - _Dependencies: 1.1_\n"
            )
        };
        let mut memory = graph::Memory::default();
        for (mark, told) in [("", 1), ("*", 0), ("", 1)] {
            let plans = vec![plan_of("a", &text(mark))];
            let warm = graph::link(plans.clone(), &mut memory);
            let cold = graph::link(plans, &mut graph::Memory::default());
            assert_eq!(seen(&warm), seen(&cold), "{mark}");
            let cycles = warm.diagnostics.iter().filter(|it| it.code.name == "cycle");
            assert_eq!(cycles.count(), told, "{mark}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        /// A cluster for itself, and one that is remembered, give what all plans
        /// together give, after each of several edits.
        #[test]
        fn clusters_give_what_the_whole_gives(
            first in prop::collection::vec(plan(), 4),
            edits in prop::collection::vec((0..4_usize, edit()), 4..10),
        ) {
            let first = first.into_iter().map(Edit::Write).enumerate();
            let mut read: BTreeMap<usize, (String, Arc<Plan>)> = BTreeMap::new();
            let (mut memory, mut linked) = (Memory::default(), graph::Memory::default());
            for (number, edit) in first.chain(edits) {
                let text = read.remove(&number).map(|(text, _)| text);
                if let Some(text) = edit.of(text) {
                    let plan = plan_of(["a", "b", "c", "d"][number], &text);
                    read.insert(number, (text, plan));
                }
                let plans: Vec<Arc<Plan>> =
                    read.values().map(|(_, plan)| Arc::clone(plan)).collect();
                let plans = &plans;
                let warm = graph::link(plans.clone(), &mut linked);
                let cold = graph::link(plans.clone(), &mut graph::Memory::default());
                prop_assert_eq!(seen(&warm), seen(&cold));
                let flow = &warm.value.order.flow;
                prop_assert_eq!(flow.order.len(), flow.nodes.len());
                let whole = |others: &[Arc<Others>]| vec![(0..others.len()).collect()];
                let together = inferred(plans, whole, &mut Memory::default());
                let alone = inferred(plans, clusters, &mut Memory::default());
                prop_assert_eq!(&alone, &together);
                let recalled = inferred(plans, clusters, &mut memory);
                prop_assert_eq!(&recalled, &together);
            }
        }
    }
}
