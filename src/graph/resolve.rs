//! Resolving references: from the words in a plan to the tasks they mean.
//!
//! A reference is looked for in its own plan, or in the plan it names, and
//! nowhere else: a site with a hundred plans has a hundred tasks called `1.1`,
//! and a guess that is right today is wrong after the next edit. Only an id that
//! its author gave for the whole site (`🆔 dcf64c`) is looked for in all plans.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::near::nearest_of_many;
use crate::graph::model::{Graph, NodeId, Why};
use crate::plan::field::{self, spelled};
use crate::plan::model::{Plan, PlanId, PlanReference, Reference, Target};
use crate::plan::names::{PlanNames, number_of, place};
use crate::source::SitePath;
use crate::trace::{self, Traced};

/// How many references get a hint with the nearest name: it is looked for among
/// all names, and a site where nothing resolves has one mistake, not thousands.
const NEAR_LIMIT: usize = 500;

/// How many letters are compared for that, as [`nearest_of_many`] counts them.
const NEAR_LETTERS: usize = 50_000_000;

/// How many tasks the ranges, stories and phases that a plan names as groups may
/// stand for together: every one of many tasks that waits for a range of them all
/// would make their product, and a plan has room for half as many edges. What goes
/// beyond is reported.
const GROUP_LIMIT: usize = 300_000;

/// Where to look names up, and how much may still be looked up.
pub struct Index<'g> {
    tables: Arc<Tables<'g>>,
    /// How often a like name may still be looked for.
    near: AtomicUsize,
    /// How many letters may still be compared for that.
    letters: AtomicUsize,
    /// How many tasks groups may still stand for.
    room: AtomicUsize,
}

impl<'g> Deref for Index<'g> {
    type Target = Tables<'g>;

    fn deref(&self) -> &Tables<'g> {
        &self.tables
    }
}

/// Plans by what they are called: their places, in the order of their names. Those of
/// one name stand in the order of the plans.
#[derive(Debug, Default)]
pub struct Roll {
    /// By their whole id; a folder and a file may share one.
    ids: Vec<usize>,
    /// By the last segment of their id; several may share one.
    names: Vec<usize>,
    /// By their files: the place of the plan and that of a document of it, or none
    /// where it is its home.
    files: Vec<(usize, Option<usize>)>,
}

impl Roll {
    /// Sorts plans by what they are called.
    pub fn of(plans: &[Arc<Plan>]) -> Self {
        let all = || (0..plans.len()).collect::<Vec<_>>();
        let (mut ids, mut names) = (all(), all());
        ids.sort_by_key(|plan| plans[*plan].id.0.as_str());
        names.sort_by_key(|plan| plans[*plan].id.last());
        let files = plans.iter().enumerate().flat_map(|(plan, found)| {
            let documents = (0..found.documents.len()).map(Some);
            documents.chain([None]).map(move |document| (plan, document))
        });
        let mut files: Vec<(usize, Option<usize>)> = files.collect();
        files.sort_by_key(|file| file_of(plans, file));
        Self { ids, names, files }
    }
}

/// A file of a plan.
fn file_of<'p>(
    plans: &'p [Arc<Plan>],
    (plan, document): &(usize, Option<usize>),
) -> &'p SitePath {
    let plan = &plans[*plan];
    document.map_or(&plan.home, |document| &plan.documents[document].document.path)
}

/// Those of a sorted list that have a name.
fn of_name<'l, T, N: Ord>(list: &'l [T], name: &N, name_of: impl Fn(&T) -> N) -> &'l [T] {
    let start = list.partition_point(|other| name_of(other) < *name);
    let end = list[start..].partition_point(|other| name_of(other) == *name);
    &list[start..start + end]
}

/// The names of a graph.
pub struct Tables<'g> {
    graph: &'g Graph,
    /// The same as in the graph. Which plans are called how is known to all who read.
    plans: &'g [Arc<Plan>],
    /// Tasks by their ids, whatever plan they stand in; made when a reference
    /// first asks.
    anywhere: Traced<BTreeMap<&'g str, Vec<NodeId>>>,
}

/// What a reference means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// Exactly these tasks, named themselves.
    Tasks(Vec<NodeId>),
    /// All tasks of a phase, named as a group.
    AllOf(Vec<NodeId>),
    /// A phase as a whole: a plan's index and a phase's.
    Phase(usize, usize),
    /// A plan as a whole.
    Plan(usize),
}

/// Why a reference means nothing that we can count on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No plan has that name, which is given where it is one.
    NoPlan(Option<String>),
    /// Several plans have that name: their ids.
    SeveralPlans(Vec<String>),
    /// Several plans have that whole id: their files.
    OneName(Vec<String>),
    /// There is no such task or phase; the plan and the id that was looked for there,
    /// where it is one.
    NoTask(Option<(usize, String)>),
    /// Several tasks have that id.
    SeveralTasks(Vec<NodeId>),
    /// Several phases have that number: their titles.
    SeveralPhases(Vec<String>),
    /// So many tasks, where all groups together stand for more than can be linked.
    TooMany(usize),
    /// The words name nothing.
    Unknown,
}

impl Failure {
    /// Why the reference leads nowhere, for the one who reads the site.
    pub fn why(&self) -> Why {
        match self {
            Self::NoPlan(_) => Why::NoPlan,
            Self::SeveralPlans(_) | Self::OneName(_) => Why::SeveralPlans,
            Self::NoTask(_) => Why::NoTask,
            Self::SeveralTasks(_) => Why::SeveralTasks,
            Self::SeveralPhases(_) => Why::SeveralPhases,
            Self::TooMany(tasks) => Why::TooMany(*tasks),
            Self::Unknown => Why::NoName,
        }
    }
}

impl<'g> Index<'g> {
    /// Makes the index of a graph.
    pub fn new(graph: &'g Graph) -> Self {
        let plans = trace::aside(|| &*graph.plans);
        let tables = Tables { graph, plans, anywhere: Traced::default() };
        Self::of(Arc::new(tables))
    }

    fn of(tables: Arc<Tables<'g>>) -> Self {
        Self {
            tables,
            near: AtomicUsize::new(NEAR_LIMIT),
            letters: AtomicUsize::new(NEAR_LETTERS),
            room: AtomicUsize::new(GROUP_LIMIT),
        }
    }

    /// The same names with nothing looked up yet: what one page finds must not
    /// depend on which pages were made before it.
    pub fn afresh(&self) -> Self {
        Self::of(Arc::clone(&self.tables))
    }

    /// The plan that a reference names, if it is another one than its own and is there.
    pub fn other(&self, home: usize, reference: &Reference) -> Option<usize> {
        let plan = match reference.plan.as_ref()? {
            PlanReference::Id(name) => self.plan(name).ok(),
            PlanReference::File(path) => self.file(path).ok(),
            PlanReference::Anywhere => match self.resolve(home, reference).ok()? {
                Resolved::Tasks(tasks) | Resolved::AllOf(tasks) => {
                    tasks.first().map(|task| self.graph.nodes[task.0].plan)
                }
                Resolved::Phase(plan, _) | Resolved::Plan(plan) => Some(plan),
            },
        };
        plan.filter(|plan| *plan != home)
    }

    /// The plan whose id is nearest to a name that none has.
    pub fn nearest_plan(&self, name: &str) -> Option<String> {
        let name = PlanId::of(name.trim().trim_matches('/')).0;
        let ids = self.graph.roll.ids.iter().map(|plan| self.plans[*plan].id.0.as_str());
        self.nearest(&name, ids).map(str::to_owned)
    }

    /// The task of a plan whose id is nearest to one that none has: its id and title.
    pub fn nearest_task(&self, plan: usize, id: &str) -> Option<(String, String)> {
        let names = &self.names_of(plan).tasks;
        let near = self.nearest(id, names.names())?;
        let task = names.get(near).first()?;
        let title = self.graph.plans[plan].tasks[*task].title.clone();
        Some((near.to_owned(), title))
    }

    fn nearest<'n>(
        &self,
        name: &str,
        others: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        let left = self.near.load(Ordering::Relaxed).checked_sub(1)?;
        self.near.store(left, Ordering::Relaxed);
        let mut letters = self.letters.load(Ordering::Relaxed);
        let near = nearest_of_many(name, others, &mut letters);
        self.letters.store(letters, Ordering::Relaxed);
        near
    }

    /// Says what a reference in a plan means.
    pub fn resolve(
        &self,
        home: usize,
        reference: &Reference,
    ) -> Result<Resolved, Failure> {
        let plan = match &reference.plan {
            None => home,
            Some(PlanReference::Id(name)) => self.plan(name)?,
            Some(PlanReference::File(path)) => self.file(path)?,
            Some(PlanReference::Anywhere) => {
                let Target::Task(id) = &reference.target else {
                    return Err(Failure::Unknown);
                };
                return self.anywhere(home, id);
            }
        };
        let one = |task: usize| Resolved::Tasks(vec![self.graph.node(plan, task)]);
        match &reference.target {
            Target::Index(task) => Ok(one(*task)),
            Target::PhaseIndex(phase) => Ok(Resolved::Phase(plan, *phase)),
            // Some name a whole phase as others name tasks: `WF-01`.
            Target::Task(id) => match self.task(plan, id) {
                Err(failure @ Failure::NoTask(_)) => match self.phase(plan, id) {
                    Ok(phase) if id.contains(char::is_alphabetic) => {
                        Ok(Resolved::Phase(plan, phase))
                    }
                    _ => Err(failure),
                },
                found => found.map(one),
            },
            // `Phase 1.1` is how some name a task.
            Target::Phase(number) => match self.phase(plan, number) {
                Err(failure @ Failure::NoTask(_)) if number.contains('.') => {
                    self.task(plan, number).map(one).map_err(|_| failure)
                }
                Err(failure @ Failure::NoTask(_)) => {
                    if let Some(found) = self.called_phase(plan, number) {
                        return Ok(found);
                    }
                    match self.names_of(plan).whole.get(&spelled(number)) {
                        [task] => Ok(one(*task)),
                        _ => Err(failure),
                    }
                }
                found => found.map(|phase| Resolved::Phase(plan, phase)),
            },
            // A task of that very id, else a phase, else a task that it may mean.
            Target::TaskOrPhase(id) => match self.claims(plan, id) {
                [] => match self.phase(plan, id) {
                    Err(Failure::NoTask(_)) => self.task(plan, id).map(one),
                    found => found.map(|phase| Resolved::Phase(plan, phase)),
                },
                _ => self.task(plan, id).map(one),
            },
            Target::Story(story) => self.story(plan, story),
            Target::PhaseTitled(title) => self.phase_titled(plan, title),
            Target::TasksOf(number) => {
                let names = self.names_of(plan);
                let tasks = match self.phase(plan, number) {
                    Ok(phase) => &names.tops[phase],
                    Err(failure) => self.parts_of(plan, number).ok_or(failure)?,
                };
                self.group(plan, tasks.iter().copied()).map(Resolved::AllOf)
            }
            // `01-02` is the id of a task where one is called so.
            Target::Range(ends) => match self.claims(plan, &reference.text) {
                [task] => Ok(one(*task)),
                _ => self.range(plan, &ends.0, &ends.1),
            },
            Target::Anchor(anchor) => self.anchor(plan, anchor),
            Target::Plan => Ok(Resolved::Plan(plan)),
            Target::Unknown => Err(Failure::Unknown),
        }
    }

    /// The tasks of a group; too many where all groups together stand for more
    /// than can be linked.
    fn group(
        &self,
        plan: usize,
        tasks: impl ExactSizeIterator<Item = usize>,
    ) -> Result<Vec<NodeId>, Failure> {
        let count = tasks.len();
        let Some(left) = self.room.load(Ordering::Relaxed).checked_sub(count) else {
            return Err(Failure::TooMany(count));
        };
        self.room.store(left, Ordering::Relaxed);
        Ok(tasks.map(|task| self.graph.node(plan, task)).collect())
    }

    /// The task that is its plan's phase of a number: `2. Phase 2: Delivery`.
    fn called_phase(&self, plan: usize, number: &str) -> Option<Resolved> {
        let [task] = self.claims(plan, number) else { return None };
        let title = self.graph.plans[plan].tasks[*task].title.to_lowercase();
        let words = ["phase", "fase", "阶段", "階段", "フェーズ"];
        let is_phase = words.iter().any(|word| title.starts_with(word));
        is_phase.then(|| Resolved::AllOf(vec![self.graph.node(plan, *task)]))
    }

    /// The tasks right below the one of a number: 3.1 and 3.2 of `3.x`.
    fn parts_of(&self, plan: usize, number: &str) -> Option<&Vec<usize>> {
        let [whole] = self.claims(plan, number) else { return None };
        self.names_of(plan).parts.get(whole)
    }

    /// The phase that delivers a user story, or all tasks of several; else the
    /// tasks that serve it, else the task that is called so.
    fn story(&self, plan: usize, story: &str) -> Result<Resolved, Failure> {
        let names = self.names_of(plan);
        let wanted = spelled(story);
        let tasks: Vec<usize> = match names.story_phases.get(&wanted) {
            [phase] => return Ok(Resolved::Phase(plan, *phase)),
            [] => names.story_tasks.get(&wanted).to_vec(),
            phases => {
                phases.iter().flat_map(|phase| &names.tops[*phase]).copied().collect()
            }
        };
        if tasks.is_empty() {
            let task = self.task(plan, story)?;
            return Ok(Resolved::Tasks(vec![self.graph.node(plan, task)]));
        }
        self.group(plan, tasks.into_iter()).map(Resolved::AllOf)
    }

    /// The phase whose title is, or else holds, some words.
    fn phase_titled(&self, plan: usize, words: &str) -> Result<Resolved, Failure> {
        let words = words.to_lowercase();
        let phases = &self.graph.plans[plan].phases;
        let matching = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..phases.len())
                .filter(|phase| is_it(&phases[*phase].title.to_lowercase()))
                .collect()
        };
        let mut found = matching(&|title| title == words);
        if found.is_empty() {
            // `Milestone 2` is not in `Milestone 20`.
            found = matching(&|title| {
                title.match_indices(&words).any(|(at, _)| {
                    let behind = title[at + words.len()..].chars().next();
                    !behind.is_some_and(|c| c.is_alphanumeric())
                })
            });
        }
        match found.as_slice() {
            [phase] => Ok(Resolved::Phase(plan, *phase)),
            [] => Err(Failure::NoTask(None)),
            several => {
                let titles = several.iter().map(|phase| phases[*phase].title.clone());
                Err(Failure::SeveralPhases(titles.collect()))
            }
        }
    }

    /// What the tasks and phases of a plan can be called.
    fn names_of(&self, plan: usize) -> &'g PlanNames {
        self.graph.plans[plan].names()
    }

    /// Tasks by their ids, whatever plan they stand in.
    fn ids_anywhere(&self) -> &BTreeMap<&'g str, Vec<NodeId>> {
        self.anywhere.get_or_init(|| {
            let mut ids: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
            for (number, plan) in self.graph.plans.iter().enumerate() {
                for (task, found) in plan.tasks.iter().enumerate() {
                    if let Some(id) = found.id.as_deref() {
                        ids.entry(id).or_default().push(self.graph.node(number, task));
                    }
                }
            }
            ids
        })
    }

    /// The plan that a file belongs to, or the one whose folder it names.
    fn file(&self, path: &SitePath) -> Result<usize, Failure> {
        let files = &self.graph.roll.files;
        if let Some((plan, _)) =
            of_name(files, &path, |file| file_of(self.plans, file)).last()
        {
            return Ok(*plan);
        }
        match self.of_id(&PlanId::of(path.as_str()).0) {
            [] => Err(Failure::NoPlan(None)),
            [plan] => Ok(*plan),
            several => Err(self.several(several)),
        }
    }

    /// The plans of a whole id.
    fn of_id(&self, id: &str) -> &'g [usize] {
        of_name(&self.graph.roll.ids, &id, |plan| self.plans[*plan].id.0.as_str())
    }

    /// Plans of one name. Where even the whole ids are one, only the files tell them apart.
    fn several(&self, plans: &[usize]) -> Failure {
        let ids: Vec<String> =
            plans.iter().map(|plan| self.graph.plans[*plan].id.0.clone()).collect();
        let same = ids.iter().all(|id| *id == ids[0]);
        let files = || plans.iter().map(|plan| self.graph.plans[*plan].home.to_string());
        match same {
            true => Failure::OneName(files().collect()),
            false => Failure::SeveralPlans(ids),
        }
    }

    /// A plan by its id, or by the end of it where only one plan ends so.
    fn plan(&self, name: &str) -> Result<usize, Failure> {
        let name = name.trim().trim_matches('/');
        let slugged = PlanId::of(name).0;
        let found = self.of_id(name);
        let found = if found.is_empty() { self.of_id(&slugged) } else { found };
        match found {
            [] => {}
            [plan] => return Ok(*plan),
            several => return Err(self.several(several)),
        }
        let last = slugged.rsplit('/').next().unwrap_or(&slugged);
        let names = &self.graph.roll.names;
        let ending: Vec<usize> =
            of_name(names, &last, |plan| self.plans[*plan].id.last())
                .iter()
                .copied()
                .filter(|plan| {
                    let id = &self.graph.plans[*plan].id.0;
                    id.strip_suffix(slugged.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
                })
                .collect();
        match ending.as_slice() {
            [plan] => Ok(*plan),
            [] => Err(Failure::NoPlan(Some(name.to_owned()))),
            several => Err(self.several(several)),
        }
    }

    /// The tasks whose id is written just so.
    fn claims(&self, plan: usize, id: &str) -> &[usize] {
        self.names_of(plan).tasks.get(id)
    }

    /// The task of an id: as written, by its key (`2.1~2` is the second of two),
    /// in another spelling (`t12` for `T012`), or by its number alone (`task-4.2`
    /// for `BACK-4.2`, which plans say after their ids got another prefix).
    fn task(&self, plan: usize, id: &str) -> Result<usize, Failure> {
        let names = self.names_of(plan);
        let several = |tasks: &[usize]| {
            let nodes = tasks.iter().map(|task| self.graph.node(plan, *task));
            Failure::SeveralTasks(nodes.collect())
        };
        match self.claims(plan, id) {
            [] => {}
            [task] => return Ok(*task),
            tasks => return Err(several(tasks)),
        }
        if let Some(task) = names.keys.get(id).first() {
            return Ok(*task);
        }
        match names.spelled.get(&spelled(id)) {
            [] => {}
            [task] => return Ok(*task),
            tasks => return Err(several(tasks)),
        }
        let may_mean = id.starts_with(|c: char| c.is_ascii_digit()) || field::is_id(id);
        match names.numbered.get(&number_of(id)) {
            [task] if may_mean => Ok(*task),
            _ => Err(Failure::NoTask(Some((plan, id.to_owned())))),
        }
    }

    /// A task by an id that counts in the whole site; one of the own plan comes first.
    fn anywhere(&self, home: usize, id: &str) -> Result<Resolved, Failure> {
        match self.task(home, id) {
            Err(failure @ Failure::NoTask(_)) => {
                match self.ids_anywhere().get(id).map(Vec::as_slice) {
                    Some([task]) => Ok(Resolved::Tasks(vec![*task])),
                    Some(several) => Err(Failure::SeveralTasks(several.to_vec())),
                    None => Err(failure),
                }
            }
            found => found.map(|task| Resolved::Tasks(vec![self.graph.node(home, task)])),
        }
    }

    fn phase(&self, plan: usize, number: &str) -> Result<usize, Failure> {
        let names = self.names_of(plan);
        let mut found = names.phases.get(number);
        if found.is_empty() {
            found = names.spelled_phases.get(&spelled(number));
        }
        match found {
            [] => Err(Failure::NoTask(None)),
            [phase] => Ok(*phase),
            several => {
                let phases = &self.graph.plans[plan].phases;
                let titles = several.iter().map(|phase| phases[*phase].title.clone());
                Err(Failure::SeveralPhases(titles.collect()))
            }
        }
    }

    /// The tasks whose ids lie between two ids of the same depth and prefix. A
    /// letter behind the number is outside (`T016a` is not in `T013-T016`), unless
    /// an end has one.
    fn range(&self, plan: usize, from: &str, to: &str) -> Result<Resolved, Failure> {
        let task = |id: &str| {
            let found = self.task(plan, id)?;
            let id = self.graph.plans[plan].tasks[found].id.as_deref();
            id.and_then(place).ok_or(Failure::Unknown)
        };
        let (first, last) = (task(from)?, task(to)?);
        if (&first.prefix, first.depth) != (&last.prefix, last.depth) {
            return Err(Failure::Unknown);
        }
        let lettered = !(first.letter.is_empty() && last.letter.is_empty());
        let places = self.names_of(plan).places(&self.graph.plans[plan]);
        let start = places.partition_point(|(at, _)| *at < first);
        let behind = places.partition_point(|(at, _)| *at <= last);
        let mut tasks: Vec<usize> = places[start..behind.max(start)]
            .iter()
            .filter(|(at, _)| lettered || at.letter.is_empty())
            .map(|(_, task)| *task)
            .collect();
        tasks.sort_unstable();
        self.group(plan, tasks.into_iter()).map(Resolved::Tasks)
    }

    /// What `#…` of a link names: our own `t-2.1` and `phase-2`, or the
    /// heading's id as Git hosts make it, with the dots left out: `21`, `21-sign-in`.
    pub fn anchor(&self, plan: usize, anchor: &str) -> Result<Resolved, Failure> {
        let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        let anchor = anchor.trim_start_matches("user-content-");
        let names = self.names_of(plan);
        if let Some(id) = anchor.strip_prefix("t-") {
            return self
                .task(plan, id)
                .map(|task| Resolved::Tasks(vec![self.graph.node(plan, task)]));
        }
        if let Some(number) = anchor.strip_prefix("phase-")
            && !names.phases.get(number).is_empty()
        {
            return self.phase(plan, number).map(|phase| Resolved::Phase(plan, phase));
        }
        let tasks = names.anchored(&self.graph.plans[plan], anchor).into_iter();
        let tasks: Vec<NodeId> = tasks.map(|task| self.graph.node(plan, task)).collect();
        if tasks.is_empty()
            && let Some(phase) = names.anchored_phase(&self.graph.plans[plan], anchor)
        {
            return Ok(Resolved::Phase(plan, phase));
        }
        match tasks.len() {
            0 => Err(Failure::NoTask(Some((plan, anchor.to_owned())))),
            1 => Ok(Resolved::Tasks(tasks)),
            _ => Err(Failure::SeveralTasks(tasks)),
        }
    }

    /// The index of a plan by its name, as `[[…]]` gives it.
    pub fn plan_named(&self, name: &str) -> Option<usize> {
        self.plan(name).ok()
    }
}
