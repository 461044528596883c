//! Hand-written flowcharts, read back as statements.
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
use crate::diagram::{self, Kind};
use crate::plan::field::{Excerpt, pattern};
use crate::plan::model::{Diagram, Phase, Reference, Rule, Statement, Target, Task};

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
}

/// The tasks and phases that a node's label can name.
pub struct Names<'a> {
    /// The tasks of the plan.
    pub tasks: &'a [Task],
    /// Its phases.
    pub phases: &'a [Phase],
}

/// Reads the drawings of a plan.
pub fn read(
    excerpt: Excerpt<'_>,
    diagrams: &[Diagram],
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Drawn {
    let mut drawn = Drawn::default();
    for diagram in diagrams {
        if diagram::kind(&diagram.source) != Kind::Flowchart {
            continue;
        }
        match flowchart::read(&diagram.source) {
            Ok(chart) => add(excerpt, diagram, &chart, names, &mut drawn),
            Err(problem) => {
                // The first line of the block is the fence itself.
                let line = excerpt.lines.line(diagram.span.line + problem.line.max(1));
                let text = excerpt.text.get(line.clone()).unwrap_or("").trim_end();
                let span = excerpt.span(line.start, line.start + text.len());
                diagnostics.push(
                    Diagnostic::at(
                        &code::UNREADABLE_DIAGRAM,
                        excerpt.path,
                        span,
                        format!("this flowchart cannot be read: {}", problem.message),
                    )
                    .hint(
                        "its edges are not counted as dependencies until it can be read",
                    ),
                );
            }
        }
    }
    drawn
}

fn add(
    excerpt: Excerpt<'_>,
    diagram: &Diagram,
    chart: &Flowchart,
    names: &Names<'_>,
    drawn: &mut Drawn,
) {
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
        return;
    }
    drawn.counts = true;
    for target in targets.values() {
        match target {
            Target::Index(task) => drawn.tasks.extend([*task]),
            Target::PhaseIndex(phase) => drawn.phases.extend([*phase]),
            Target::Task(id) => drawn.tasks.extend(names.tasks_of_id(id)),
            Target::Phase(number) => drawn.phases.extend(names.phases_of_number(number)),
            _ => {}
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
        let line = excerpt.lines.line(diagram.span.line + edge.line.max(1));
        let written = excerpt.text.get(line.clone()).unwrap_or("");
        let start = line.start + (written.len() - written.trim_start().len());
        let span = excerpt.span(start, start + written.trim().len());
        let reference = |target: &Target, node: &str| Reference {
            plan: None,
            target: target.clone(),
            text: match target {
                Target::Task(name) | Target::Phase(name) => name.clone(),
                _ => node.to_owned(),
            },
            span,
        };
        drawn.statements.push(Statement {
            rule: Rule::Diagram,
            before: reference(from, &edge.from),
            after: reference(to, &edge.to),
            label: edge.label.clone(),
            path: excerpt.path.clone(),
            span,
        });
    }
}

impl Names<'_> {
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
        let label = folded(label);
        let mut titled = self
            .tasks
            .iter()
            .enumerate()
            .filter(|(_, task)| folded(&task.title) == label)
            .map(|(index, _)| Target::Index(index))
            .chain(
                self.phases
                    .iter()
                    .enumerate()
                    .filter(|(_, phase)| folded(&phase.title) == label)
                    .map(|(index, _)| Target::PhaseIndex(index)),
            );
        let first = titled.next();
        // Two of one title name neither.
        if titled.next().is_some() || label.is_empty() { None } else { first }
    }

    /// The task or phase that a node's id names: `P3`, `P2A` (the first task of
    /// phase 2), `T2_1`, `T31`.
    fn find_id(&self, id: &str) -> Option<Target> {
        static ID: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?:(P|Phase)_?(\d+)([A-Z])?|(?:T|Task)_?(\d+)[_.](\d+)|(?:T|Task)(\d)(\d))$",
            )
        });
        let found = ID.captures(id)?;
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
        let tasks = self.tasks.iter().enumerate();
        tasks.filter(move |(_, task)| task.id.as_deref() == Some(id)).map(|(at, _)| at)
    }

    fn phases_of_number(&self, number: &str) -> impl Iterator<Item = usize> {
        let phases = self.phases.iter().enumerate();
        phases
            .filter(move |(_, phase)| phase.number.as_deref() == Some(number))
            .map(|(at, _)| at)
    }
}

/// The words of a text that carry meaning: those of four letters and more.
fn long_words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4 && !word.eq_ignore_ascii_case("phase"))
        .map(str::to_lowercase)
        .collect()
}

/// Letters and digits in lower case: what two titles are compared by.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
