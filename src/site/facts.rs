//! What the site asks of every plan and what follows from the plan alone, so that it is
//! worked out once for as long as a plan stays as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagram::flowchart::Flowchart;
use crate::markdown::prose::TargetKind;
use crate::plan::model::Plan;
use crate::site::diagrams::DiagramQuestion;
use crate::site::owner::PlanOwners;
use crate::site::place::is_external;
use crate::site::search::letters::letter;
use crate::site::turn::{PlanTurns, weight};
use crate::site::{example, page};
use crate::source::{Hash, Hasher, OutPath};
use crate::trace::Element;

impl Element for Arc<PlanFacts> {
    fn part(&self, place: usize) -> Option<usize> {
        Some(place)
    }

    const IS_NUMBER_KNOWN: bool = true;
}

/// What follows from a plan.
pub struct PlanFacts {
    /// Its page.
    pub page: OutPath,
    /// On which of its pages its tasks stand.
    pub turns: PlanTurns,
    /// What each of its tasks weighs where it is decided with which tasks the pages of the
    /// list of all tasks start.
    pub weights: Vec<u32>,
    /// How many titles, its own and those of its tasks, start with each letter.
    pub letters: BTreeMap<Cow<'static, str>, usize>,
    /// The hash of what it is called and in which files it stands: of all that decides
    /// where its pages lie.
    pub roll: Hash,
    /// The hash of all that the site is laid out by: of what it is called and in which
    /// files it stands, which tasks it has, and whose they are.
    pub frame: Hash,
    /// Its Mermaid blocks.
    pub diagrams: Vec<DiagramQuestion>,
    /// Who does its tasks, of those that no other task stands below.
    pub owners: PlanOwners,
    /// Its pattern, as a key and a name.
    pub pattern: Option<(String, String)>,
    /// Whether one of its documents has older addresses.
    pub has_aliases: bool,
    /// Whether each of its links leads to a file, whatever stands in it, or to a place in
    /// the file that it stands in.
    pub links_to_files: bool,
}

impl PlanFacts {
    /// Works them out.
    pub fn of(plan: &Plan) -> Self {
        let mut letters = BTreeMap::new();
        let titles = plan.tasks.iter().map(|task| &task.title).chain([&plan.title]);
        for title in titles {
            *letters.entry(letter(title)).or_default() += 1;
        }
        let owners = PlanOwners::of(plan);
        let pattern = example::pattern(plan);
        let Plan { id, home, source, documents, .. } = plan;
        let weights = plan.tasks.iter().map(|task| weight(&format!("{id}#{}", task.key)));
        let weights: Vec<u32> = weights.collect();
        let source = source.as_ref().map(|source| &source.path);
        let roll = Hasher::new().part(format!("{id:?} {home:?} {source:?}"));
        let roll = documents.iter().fold(roll, |roll, document| {
            roll.part(&document.slug).part(document.document.path.as_str())
        });
        let all = || documents.iter().map(|it| &it.document).chain(&plan.source);
        let roll = roll.finish();
        let aliases: Vec<Vec<String>> =
            all().map(|document| document.front_matter.list("aliases")).collect();
        let tasks = plan.tasks.iter().map(|task| (task.parent, &task.page));
        let examples = plan.examples.iter().map(|example| &example.name);
        let kinds = documents.iter().map(|document| document.kind);
        let frame = Hasher::new()
            .hash(roll)
            .part(format!("{}", plan.counts()))
            .part(format!("{:?} {weights:?}", tasks.collect::<Vec<_>>()))
            .part(format!("{letters:?} {owners:?} {pattern:?} {aliases:?}"))
            .part(format!(
                "{:?} {:?}",
                examples.collect::<Vec<_>>(),
                kinds.collect::<Vec<_>>()
            ));
        let charts = plan.diagrams.iter();
        let charts: BTreeMap<&str, &Flowchart> = charts
            .filter_map(|diagram| {
                Some((&*diagram.source, &diagram.chart.as_ref()?.chart))
            })
            .collect();
        let diagram = |source: &Arc<str>| match charts.get(&**source) {
            Some(chart) => DiagramQuestion::of_chart(source, chart),
            None => DiagramQuestion::of(source),
        };
        let diagrams = all().flat_map(|document| &document.diagrams);
        // What a name in double brackets means is found in several ways.
        let to_file = |target: &str, kind: TargetKind| {
            let target = target.trim();
            let is_own = target.find('#').is_none_or(|at| at == 0);
            is_external(target) || (kind != TargetKind::Wiki && is_own)
        };
        let mut targets = all().flat_map(|document| &document.targets);
        Self {
            page: page::plan(&plan.id),
            turns: PlanTurns::of(plan),
            weights,
            letters,
            roll,
            frame: frame.finish(),
            diagrams: diagrams.map(|(source, _)| diagram(source)).collect(),
            owners,
            pattern,
            has_aliases: aliases.iter().any(|aliases| !aliases.is_empty()),
            links_to_files: targets.all(|(target, kind, _)| to_file(target, *kind)),
        }
    }
}
