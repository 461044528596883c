//! Hand-written flowcharts and gantt charts, read back as statements.
//!
//! The label of a node carries the number, not its id: `P2A[Phase 2.1: CI]` is
//! the *task* 2.1, `P3[Phase 3: Release]` the whole phase. A drawing counts as
//! a statement about dependencies where its heading says so, or where most of
//! its nodes are tasks or phases: others are pictures of something else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, code};
use crate::diagram::flowchart::{self, Flowchart, Stroke};
use crate::diagram::gantt::{self, Bar};
use crate::diagram::{self, Kind, Problem};
use crate::plan::field::{Excerpt, folded, pattern, spelled};
use crate::plan::model::{
    Diagram, NamedChart, Phase, Reference, Rule, Statement, Target, Task,
};
use crate::source::Span;

/// The share of nodes that must be tasks or phases, in percent, where no
/// heading says what a drawing is about.
const NAMED_SHARE: usize = 60;

/// What the drawings of a plan say.
#[derive(Default)]
pub struct Drawn {
    /// An edge each.
    pub statements: Vec<Statement>,
    /// The tasks that are drawn themselves, by index.
    pub tasks: BTreeSet<usize>,
    /// The phases that are drawn as a whole, by index.
    pub phases: BTreeSet<usize>,
    /// Whether any drawing counts.
    pub counts: bool,
    /// The flowcharts that count, by the place of their block.
    pub charts: BTreeMap<usize, NamedChart>,
}

/// The tasks and phases that a node's label can name.
pub struct Names<'a> {
    /// The tasks of the plan.
    pub tasks: &'a [Task],
    /// Its phases.
    pub phases: &'a [Phase],
}

/// The names, by what labels say.
struct Index<'a> {
    tasks: &'a [Task],
    ids: BTreeMap<&'a str, Vec<usize>>,
    /// By id in one spelling.
    spelled: BTreeMap<String, Vec<usize>>,
    numbers: BTreeMap<&'a str, Vec<usize>>,
    stories: BTreeMap<String, Vec<usize>>,
    /// Tasks and phases by title.
    titles: BTreeMap<String, Vec<Target>>,
    /// The first tasks whose titles have a word.
    words: BTreeMap<String, Vec<usize>>,
}

/// How many tasks are looked at for one word of a label.
const TASKS_OF_WORD: usize = 20;

impl<'a> Index<'a> {
    fn new(names: &Names<'a>) -> Self {
        let mut index = Self {
            tasks: names.tasks,
            ids: BTreeMap::new(),
            spelled: BTreeMap::new(),
            numbers: BTreeMap::new(),
            stories: BTreeMap::new(),
            titles: BTreeMap::new(),
            words: BTreeMap::new(),
        };
        for (at, task) in names.tasks.iter().enumerate() {
            if let Some(id) = task.id.as_deref() {
                index.ids.entry(id).or_default().push(at);
                index.spelled.entry(spelled(id)).or_default().push(at);
            }
            let title = folded(&task.title);
            index.titles.entry(title).or_default().push(Target::Index(at));
            for word in long_words(&task.title) {
                let tasks = index.words.entry(word).or_default();
                if tasks.len() < TASKS_OF_WORD {
                    tasks.push(at);
                }
            }
        }
        for (at, phase) in names.phases.iter().enumerate() {
            if let Some(number) = phase.number.as_deref() {
                index.numbers.entry(number).or_default().push(at);
            }
            if let Some(story) = phase.story.as_deref() {
                index.stories.entry(spelled(story)).or_default().push(at);
            }
            let title = folded(&phase.title);
            index.titles.entry(title).or_default().push(Target::PhaseIndex(at));
        }
        index
    }
}

/// Reads the drawings of a plan.
pub fn read(
    excerpt: Excerpt<'_>,
    diagrams: &[Diagram],
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Drawn {
    let mut drawn = Drawn::default();
    if diagrams.is_empty() {
        return drawn;
    }
    let names = &Index::new(names);
    for (place, diagram) in diagrams.iter().enumerate() {
        let problem = match diagram::kind(&diagram.source) {
            Kind::Flowchart => match flowchart::read(&diagram.source) {
                Ok(chart) => {
                    let named =
                        add(excerpt, diagram, (&chart, names), &mut drawn, diagnostics);
                    let chart = named.map(|names| NamedChart { chart, names });
                    drawn.charts.extend(chart.map(|chart| (place, chart)));
                    continue;
                }
                Err(problem) => problem,
            },
            Kind::Gantt => match gantt::read(&diagram.source) {
                Ok(bars) => {
                    add_bars(excerpt, diagram, (&bars, names), &mut drawn);
                    continue;
                }
                Err(problem) => problem,
            },
            _ => continue,
        };
        diagnostics.push(unreadable(excerpt, diagram, &problem));
    }
    drawn
}

fn unreadable(excerpt: Excerpt<'_>, diagram: &Diagram, problem: &Problem) -> Diagnostic {
    let span = line_of(excerpt, diagram, problem.line);
    let what = match diagram::kind(&diagram.source) {
        Kind::Gantt => "gantt chart",
        _ => "flowchart",
    };
    Diagnostic::at(
        &code::UNREADABLE_DIAGRAM,
        excerpt.path,
        span,
        format!("this {what} cannot be read: {}", problem.message),
    )
    .hint("its edges are not counted as dependencies until it can be read")
}

/// A line of a block, without the blanks around it. The first line of the block
/// is the fence itself.
fn line_of(excerpt: Excerpt<'_>, diagram: &Diagram, line: u32) -> Span {
    let line = excerpt.lines.line(diagram.span.line + line.max(1));
    let written = excerpt.text.get(line.clone()).unwrap_or("");
    let start = line.start + (written.len() - written.trim_start().len());
    excerpt.span(start, start + written.trim().len())
}

/// Adds what the bars of a gantt chart come after.
fn add_bars(
    excerpt: Excerpt<'_>,
    diagram: &Diagram,
    (bars, names): (&[Bar], &Index<'_>),
    drawn: &mut Drawn,
) {
    let targets: Vec<Option<Target>> = bars
        .iter()
        .map(|bar| {
            let by_id = || names.find_id(bar.id.as_deref()?);
            names.find(&bar.title).or_else(by_id)
        })
        .collect();
    let named = targets.iter().flatten().count();
    let mostly = !bars.is_empty() && named * 100 >= bars.len() * NAMED_SHARE;
    if named == 0 || !(diagram.dependencies || mostly) {
        return;
    }
    let by_id: BTreeMap<&str, usize> = bars
        .iter()
        .enumerate()
        .filter_map(|(at, bar)| Some((bar.id.as_deref()?, at)))
        .collect();
    for (bar, target) in bars.iter().zip(&targets) {
        let Some(after) = target else { continue };
        // An id of the chart, else a task's number: `after 1.1`.
        let mut before: Vec<(Target, &str)> = Vec::new();
        for name in &bar.after {
            let found = match by_id.get(name.as_str()) {
                Some(at) => targets[*at].clone(),
                None => names.find(name),
            };
            before.extend(found.map(|target| (target, name.as_str())));
        }
        let span = line_of(excerpt, diagram, bar.line);
        for (before, name) in before {
            drawn.counts |= diagram.dependencies;
            drawn.statements.push(statement(
                excerpt,
                span,
                (&before, name),
                (after, bar.id.as_deref().unwrap_or(&bar.title)),
            ));
        }
    }
    // A chart that states no order is a calendar, and need not show every task.
    drawn.add(names, targets.iter().flatten());
}

/// A drawn statement about two names.
fn statement(
    excerpt: Excerpt<'_>,
    span: Span,
    (before, before_name): (&Target, &str),
    (after, after_name): (&Target, &str),
) -> Statement {
    let reference = |target: &Target, node: &str| Reference {
        plan: None,
        target: target.clone(),
        text: match target {
            Target::Task(name) | Target::Phase(name) => name.clone(),
            _ => node.to_owned(),
        },
        span,
    };
    Statement {
        rule: Rule::Diagram,
        before: reference(before, before_name),
        after: reference(after, after_name),
        label: None,
        path: excerpt.path.clone(),
        span,
    }
}

impl Drawn {
    /// Notes what is drawn itself.
    fn add<'t>(&mut self, names: &Index<'_>, targets: impl Iterator<Item = &'t Target>) {
        for target in targets {
            match target {
                Target::Index(task) => self.tasks.extend([*task]),
                Target::PhaseIndex(phase) => self.phases.extend([*phase]),
                Target::Task(id) => self.tasks.extend(names.tasks_of_id(id)),
                Target::Phase(number) => {
                    self.phases.extend(names.phases_of_number(number));
                }
                _ => {}
            }
        }
    }
}

/// Adds what a flowchart says; gives what its boxes name, where it counts.
fn add(
    excerpt: Excerpt<'_>,
    diagram: &Diagram,
    (chart, names): (&Flowchart, &Index<'_>),
    drawn: &mut Drawn,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<(String, Target)>> {
    let mut targets: BTreeMap<&str, Target> = BTreeMap::new();
    for node in &chart.nodes {
        // An id speaks only for a node that has no words of its own.
        let bare = node.label.is_empty() || node.label == node.id;
        let by_id = || if bare { names.find_id(&node.id) } else { None };
        let target = names.find(&node.label).or_else(by_id);
        targets.extend(target.map(|target| (node.id.as_str(), target)));
    }
    for group in &chart.groups {
        let target = names.find(&group.title);
        targets.extend(target.map(|target| (group.id.as_str(), target)));
    }
    let named =
        chart.nodes.iter().filter(|node| targets.contains_key(node.id.as_str())).count();
    let mostly =
        !chart.nodes.is_empty() && named * 100 >= chart.nodes.len() * NAMED_SHARE;
    if named == 0 || !(diagram.dependencies || mostly) {
        return None;
    }
    drawn.counts = true;
    drawn.add(names, targets.values());
    for node in &chart.nodes {
        if let Some(Target::Index(task)) = targets.get(node.id.as_str()) {
            diagnostics.extend(differs(excerpt, diagram, (&node.label, *task), names));
        }
    }
    for edge in &chart.edges {
        // A dotted line is a remark, and one without an arrow no order.
        if edge.stroke == Stroke::Dotted || !edge.directed {
            continue;
        }
        let (Some(from), Some(to)) =
            (targets.get(edge.from.as_str()), targets.get(edge.to.as_str()))
        else {
            continue;
        };
        let span = line_of(excerpt, diagram, edge.line);
        let (from, to) = ((from, edge.from.as_str()), (to, edge.to.as_str()));
        // `A -- depends on --> B` is drawn from what waits to what it waits for.
        let is_turned = edge.label.as_deref().is_some_and(says_waits);
        let (from, to) = if is_turned { (to, from) } else { (from, to) };
        let label = edge.label.clone().filter(|_| !is_turned);
        let stated = statement(excerpt, span, from, to);
        drawn.statements.push(Statement { label, ..stated });
    }
    Some(targets.into_iter().map(|(id, target)| (id.to_owned(), target)).collect())
}

/// Whether the words of an arrow say that its start waits for its end.
fn says_waits(label: &str) -> bool {
    static WAITS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:depends? (?:up)?on|needs|requires|waits? for|(?:is )?blocked by|after|depende de|依赖于?|依賴於?|に依存)\W*$",
        )
    });
    WAITS.is_match(label)
}

/// Says that a node has the number of one task and the words of another.
///
/// A label is short, and often says in other words what the title says: so only
/// where none is alike, and there are several or they are those of another task.
fn differs(
    excerpt: Excerpt<'_>,
    diagram: &Diagram,
    (label, task): (&str, usize),
    names: &Index<'_>,
) -> Option<Diagnostic> {
    let found = names.tasks.get(task)?;
    let id = found.id.as_deref()?;
    let (said, meant) = (long_words(label), long_words(&found.title));
    let alike = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.iter().any(|word| {
            let start: String = word.chars().take(4).collect();
            b.iter().any(|other| other.starts_with(&start))
        })
    };
    let names_it = folded(label).contains(&folded(id));
    if meant.is_empty() || !names_it || alike(&said, &meant) {
        return None;
    }
    let like = said.first().and_then(|word| names.words.get(word));
    let like = like.into_iter().flatten().map(|at| &names.tasks[*at]);
    let other =
        like.filter(|other| other.id.is_some() && other.id != found.id).find(|other| {
            let words = long_words(&other.title);
            said.iter().all(|word| words.contains(word))
        });
    if other.is_none() && (said.len() < 2 || meant.len() < 2) {
        return None;
    }
    let at = diagram.source.lines().position(|line| line.contains(label));
    let line = at.map_or(1, |at| at as u32 + 1);
    let diagnostic = Diagnostic::at(
        &code::DIAGRAM_LABEL_DIFFERS,
        excerpt.path,
        line_of(excerpt, diagram, line),
        format!(
            "this box has the number of task `{id}`, which is called \"{}\"",
            found.title
        ),
    )
    .label("other words");
    Some(match other.and_then(|other| other.id.as_deref()) {
        Some(other) => diagnostic.hint(format!("its words are those of task `{other}`")),
        None => diagnostic
            .hint("the number counts: correct it, or give the box words of the title"),
    })
}

impl Index<'_> {
    /// The task or phase that a label names: by number, else by title.
    fn find(&self, label: &str) -> Option<Target> {
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[^\p{L}\p{N}]*(?:(phase|task|step)\s+)?(?:[^\p{L}\p{N}]*\s)?(?:(task)\s+)?(\d+(?:\.\d+)*)\b",
            )
        });
        if let Some(found) = NUMBER.captures(label) {
            let number = &found[3];
            let word =
                found.get(2).or(found.get(1)).map(|word| word.as_str().to_lowercase());
            let as_task = || self.task(number, label);
            let as_phase = || self.phase(number);
            let target = match word.as_deref() {
                Some("phase") if !number.contains('.') => as_phase(),
                Some("phase") => as_task().or_else(as_phase),
                _ => as_task().or_else(as_phase),
            };
            if target.is_some() {
                return target;
            }
        }
        if let Some(target) = self.find_lettered(label) {
            return Some(target);
        }
        let label = folded(label);
        match self.titles.get(&label).map(Vec::as_slice) {
            Some([only]) if !label.is_empty() => Some(only.clone()),
            // Two of one title name neither.
            _ => None,
        }
    }

    /// The task or the story's phase that a label starts with: `T001: Dig`, `US1`.
    fn find_lettered(&self, label: &str) -> Option<Target> {
        static LETTERED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[^\p{L}\p{N}]*(?:task\s+|user\s+story\s+(?P<story>\d+)\b)?(?P<id>[a-z]+(?:-[a-z]+)*[-_]?\d+(?:\.\d+)*[a-z]?(?:-[A-Z]+)?)?(?:[^\p{L}\p{N}.]|$)",
            )
        });
        let found = LETTERED.captures(label)?;
        let named = match (found.name("story"), found.name("id")) {
            (Some(story), _) => format!("us{}", story.as_str()),
            (None, Some(id)) => spelled(id.as_str()),
            (None, None) => return None,
        };
        match self.spelled.get(&named).map(Vec::as_slice) {
            Some([task]) => return Some(Target::Index(*task)),
            Some([first, ..]) => {
                return Some(Target::Task(self.tasks[*first].id.clone()?));
            }
            _ => {}
        }
        match self.stories.get(&named).map(Vec::as_slice) {
            Some([phase]) => Some(Target::PhaseIndex(*phase)),
            _ => None,
        }
    }

    /// The task or phase that a node's id names: `P3`, `P2A` (the first task of
    /// phase 2), `T2_1`, `T31`.
    fn find_id(&self, id: &str) -> Option<Target> {
        static ID: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?:(P|Phase)_?(\d+)([A-Z])?|(?:T|Task)_?(\d+)[_.](\d+)|(?:T|Task)(\d)(\d))$",
            )
        });
        let Some(found) = ID.captures(id) else { return self.find_lettered(id) };
        if let Some(phase) = found.get(2) {
            return match found.get(3) {
                Some(letter) => {
                    let place = letter.as_str().bytes().next()? - b'A' + 1;
                    self.task(&format!("{}.{place}", phase.as_str()), "")
                }
                None => self.phase(phase.as_str()),
            };
        }
        let part =
            |a: usize, b: usize| Some((found.get(a)?.as_str(), found.get(b)?.as_str()));
        let (phase, task) = part(4, 5).or_else(|| part(6, 7))?;
        self.task(&format!("{phase}.{task}"), "")
    }

    /// The task of an id. Where several claim it, the label may say which one is
    /// meant, by a word of its title; else the id stands, so that the graph says
    /// that it is ambiguous.
    fn task(&self, id: &str, label: &str) -> Option<Target> {
        let mut claims: Vec<usize> = self.tasks_of_id(id).collect();
        if claims.len() > 1 {
            let said = long_words(label);
            let meant: Vec<usize> = claims
                .iter()
                .copied()
                .filter(|index| !said.is_disjoint(&long_words(&self.tasks[*index].title)))
                .collect();
            if meant.len() == 1 {
                claims = meant;
            }
        }
        match claims.as_slice() {
            [] => None,
            [task] => Some(Target::Index(*task)),
            _ => Some(Target::Task(id.to_owned())),
        }
    }

    fn phase(&self, number: &str) -> Option<Target> {
        let mut found = self.phases_of_number(number);
        let first = found.next()?;
        Some(match found.next() {
            Some(_) => Target::Phase(number.to_owned()),
            None => Target::PhaseIndex(first),
        })
    }

    fn tasks_of_id(&self, id: &str) -> impl Iterator<Item = usize> {
        self.ids.get(id).into_iter().flatten().copied()
    }

    fn phases_of_number(&self, number: &str) -> impl Iterator<Item = usize> {
        self.numbers.get(number).into_iter().flatten().copied()
    }
}

/// The words of a text that carry meaning: those of four letters and more.
fn long_words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4 && !word.eq_ignore_ascii_case("phase"))
        .map(str::to_lowercase)
        .collect()
}
