//! What takes time to find of what lists of the whole site say of each plan: the words by
//! which the search finds it, and why its tasks stand as they do. An edit changes one plan,
//! so these are remembered plan by plan.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use crate::graph::model::NodeId;
use crate::memo::{self, Lasting, Opener};
use crate::plan::model::{Part, Plan};
use crate::site::document;
use crate::site::present::Presenter;
use crate::site::search::plain::{self, Section};
use crate::source::{Hash, Hasher};
use crate::trace;

/// What lists say of a plan.
#[derive(Debug, PartialEq, Eq)]
pub struct PlanLines {
    /// The words of the plan as a whole.
    pub about: Arc<str>,
    /// The other words of each of its tasks.
    pub tasks: Vec<Arc<str>>,
    /// The parts of each of its documents that have pages beside those of tasks.
    pub documents: Vec<Vec<Section>>,
    /// Why each of its tasks stands as it does; empty for one that is not in the list of all
    /// tasks.
    pub reasons: Vec<Arc<str>>,
}

impl Presenter<'_> {
    /// What lists say of each plan.
    pub fn lines(&self) -> &[Arc<PlanLines>] {
        // What is read for those that were recalled is not told.
        trace::note_all();
        self.lines.get_or_init(|| {
            let plans: Vec<usize> = (0..self.graph.plans.len()).collect();
            memo::each(&plans, |plan| Arc::new(self.lines_of(*plan)))
        })
    }

    /// What lists say of one plan.
    pub fn lines_of(&self, number: usize) -> PlanLines {
        let plan = &self.graph.plans[number];
        let nodes = self.graph.summaries[number].nodes.clone().map(NodeId);
        let reason = |node: NodeId| match plan.counts() && self.graph.nodes[node.0].leaf {
            true => self.plain_why(node).into(),
            false => Arc::default(),
        };
        let beside = document::beside(plan).into_iter();
        PlanLines {
            about: words_of_plan(plan).into(),
            tasks: (0..plan.tasks.len())
                .map(|at| words_of_task(plan, at).into())
                .collect(),
            documents: beside.map(|document| plain::sections(&document.prose)).collect(),
            reasons: nodes.map(reason).collect(),
        }
    }
}

/// What a plan says beside its tasks.
fn words_of_plan(plan: &Plan) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(
        [&plan.pattern, &plan.philosophy, &plan.summary].into_iter().flatten().cloned(),
    );
    words.extend(plan.phases.iter().map(|phase| phase.title.clone()));
    for part in &plan.body {
        if let Part::Prose(prose) = part {
            words.push(plain::words(prose));
        }
    }
    words.join(" ")
}

fn words_of_task(plan: &Plan, place: usize) -> String {
    let task = &plan.tasks[place];
    let own = task
        .page
        .as_deref()
        .and_then(|slug| plan.documents.iter().find(|document| document.slug == slug));
    let mut words: Vec<String> = task.steps.iter().map(plain::words).collect();
    let texts = [task.tail.as_ref(), task.description.as_ref()];
    let texts = texts.into_iter().flatten().chain(own.map(|own| &own.prose));
    words.extend(texts.map(plain::words));
    words.extend(task.owners.iter().cloned());
    words.extend(task.labels.iter().cloned());
    words.extend(task.fields.iter().map(|field| field.value.clone()));
    words.join(" ")
}

/// How the lines of plans are made, each on its own.
pub struct LinesOf<'s, 'a> {
    presenter: &'s Presenter<'a>,
    /// The hash of what each plan may read without its being noted.
    frame: Hash,
}

impl<'s, 'a> LinesOf<'s, 'a> {
    /// Those of a site.
    pub fn new(presenter: &'s Presenter<'a>) -> Self {
        Self { presenter, frame: presenter.frame() }
    }
}

impl Opener<usize, Infallible, Arc<PlanLines>> for LinesOf<'_, '_> {
    fn name(&self, plan: &usize) -> Option<Hash> {
        let name = Hasher::new().part("lines").part(plan.to_string());
        Some(name.hash(self.frame).finish())
    }

    fn basis(&self, plans: &BTreeSet<usize>) -> Hash {
        self.presenter.basis(plans)
    }

    fn open(&self, plan: &usize) -> (Vec<Infallible>, Arc<PlanLines>) {
        (Vec::new(), Arc::new(self.presenter.lines_of(*plan)))
    }
}

/// Lines as they are kept: what is about the plan, its tasks, its documents, reasons.
type Kept<'k> = (&'k str, Vec<&'k str>, Vec<Vec<[&'k str; 3]>>, Vec<&'k str>);

fn texts_of(list: &[Arc<str>]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

fn parts_of(document: &[Section]) -> Vec<[&str; 3]> {
    document.iter().map(|part| [&*part.anchor, &part.title, &part.text]).collect()
}

impl<Q> Lasting<Q> for Arc<PlanLines> {
    const KIND: &'static str = "lines";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let PlanLines { about, tasks, documents, reasons } = &**self;
        let documents = documents.iter().map(|document| parts_of(document)).collect();
        let kept: Kept<'_> = (about, texts_of(tasks), documents, texts_of(reasons));
        postcard::to_stdvec(&kept).ok()
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        let (about, tasks, documents, reasons) =
            postcard::from_bytes::<Kept<'_>>(bytes).ok()?;
        let texts = |list: Vec<&str>| list.into_iter().map(Arc::from).collect();
        let section = |part: [&str; 3]| {
            let [anchor, title, text] = part.map(str::to_owned);
            Section { anchor, title, text }
        };
        let sections = |parts: Vec<[&str; 3]>| parts.into_iter().map(section).collect();
        Some(Self::new(PlanLines {
            about: about.into(),
            tasks: texts(tasks),
            documents: documents.into_iter().map(sections).collect(),
            reasons: texts(reasons),
        }))
    }
}
