//! What follows from what plans and pages are called and of which tasks there are: where
//! pages lie, who owns what, what starts with which letter. An edit moves it seldom, so
//! that a site is assembled with that of the last time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::graph::model::{Graph, NodeId};
use crate::site::example::{self, Domain};
use crate::site::facts::PlanFacts;
use crate::site::owner::Owners;
use crate::site::place::Addresses;
use crate::site::requirement::Capabilities;
use crate::site::tasks;
use crate::site::text::Text;

/// What follows from the names and the tasks of all plans and pages.
///
/// All that it is made of must be covered by [`PlanFacts::frame`] and [`frame_of`].
pub struct Catalogue {
    /// The page of every document.
    pub places: Addresses,
    /// The plans that count, by index.
    pub counted: Vec<usize>,
    /// How many of them have tasks.
    pub timed: usize,
    /// The tasks that count, without those that others stand below.
    pub tasks: Vec<NodeId>,
    /// Who does them.
    pub owners: Arc<Owners>,
    /// How many titles of plans and tasks start with each letter.
    pub letters: BTreeMap<Cow<'static, str>, usize>,
    /// The example domains, by slug.
    pub domains: BTreeMap<String, Domain>,
    /// The patterns, by slug: name and plans.
    pub patterns: BTreeMap<String, (String, Vec<usize>)>,
    /// Which documents of plans change which capabilities.
    pub capabilities: Capabilities,
    /// The plans with older addresses.
    pub aliased: Vec<usize>,
}

impl Catalogue {
    /// Makes it.
    pub fn new(graph: &Graph, facts: &[Arc<PlanFacts>], texts: &[Arc<Text>]) -> Self {
        let counted: Vec<usize> = graph.counted().collect();
        let has_tasks = |plan: &&usize| !graph.plans[**plan].tasks.is_empty();
        let mut letters: BTreeMap<Cow<'static, str>, usize> = BTreeMap::new();
        for (letter, count) in facts.iter().flat_map(|plan| &plan.letters) {
            *letters.entry(letter.clone()).or_default() += count;
        }
        let aliased = facts.iter().enumerate().filter(|(_, plan)| plan.has_aliases);
        Self {
            places: Addresses::new((graph, facts), texts),
            timed: counted.iter().filter(has_tasks).count(),
            tasks: tasks::counted(graph),
            owners: Arc::new(Owners::new((graph, facts), &counted)),
            letters,
            domains: example::domains(graph),
            patterns: patterns(facts),
            capabilities: Capabilities::new(&graph.plans, texts),
            aliased: aliased.map(|(plan, _)| plan).collect(),
            counted,
        }
    }
}

/// What a catalogue is made of of an ordinary page.
pub fn frame_of(text: &Text) -> (&str, bool) {
    (text.document.path.as_str(), text.is_capability)
}

/// The patterns in use: name and plans, by slug.
fn patterns(facts: &[Arc<PlanFacts>]) -> BTreeMap<String, (String, Vec<usize>)> {
    let mut patterns: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (number, facts) in facts.iter().enumerate() {
        if let Some((slug, name)) = &facts.pattern {
            let pattern = patterns.entry(slug.clone());
            pattern.or_insert_with(|| (name.clone(), Vec::new())).1.push(number);
        }
    }
    patterns
}
