//! Plans to begin with: the five patterns of the Ouroboros form, each filled for
//! several domains, and the text of a plan that is made of one.
//!
//! A pattern says how phases follow each other; a domain fills its phases with
//! tasks. So one text is made for all, and each has a drawing that agrees with it.

mod creative;
mod development;
mod research;
mod resources;
mod sequential;

/// A way in which the phases of a plan follow each other.
#[derive(Debug)]
pub struct Pattern {
    /// What the command line calls it.
    pub slug: &'static str,
    /// What a plan calls it.
    pub name: &'static str,
    /// When to use it, in a sentence.
    pub words: &'static str,
    phases: &'static [Phase],
    /// A task that leads back to an earlier one until all are content, by phase and
    /// place, from 0.
    again: Option<(Place, Place)>,
    fillings: &'static [Filling],
}

/// A phase of a pattern.
#[derive(Debug)]
struct Phase {
    title: &'static str,
    goal: &'static str,
    mode: Mode,
}

/// How the tasks of a phase follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// One after the other.
    Sequential,
    /// All at once.
    Parallel,
}

/// The phase of a task and its place in it.
type Place = (usize, usize);

/// The tasks of one domain.
#[derive(Debug)]
struct Filling {
    domain: &'static str,
    /// A title and a duration in minutes for each task of each phase.
    phases: &'static [&'static [(&'static str, u32)]],
}

/// All patterns.
pub const ALL: [&Pattern; 5] = [
    &sequential::PATTERN,
    &creative::PATTERN,
    &resources::PATTERN,
    &research::PATTERN,
    &development::PATTERN,
];

/// The domains for which every pattern is filled.
pub const DOMAINS: [&str; 4] = ["software", "writing", "research", "event"];

/// Finds a pattern by its name on the command line.
pub fn find(slug: &str) -> Option<&'static Pattern> {
    ALL.into_iter().find(|pattern| pattern.slug == slug)
}

impl Pattern {
    /// Writes a plan with a title for one of the domains; nothing for a domain that
    /// there is not.
    pub fn write(&self, title: &str, domain: &str) -> Option<String> {
        let filling = self.fillings.iter().find(|filling| filling.domain == domain)?;
        let philosophy: Vec<&str> = self.phases.iter().map(|phase| phase.title).collect();
        let mut text = format!(
            "# Tasks - {title}\n\n**Pattern**: {}\n\n**Task Philosophy**: {}\n",
            self.name,
            philosophy.join(" → ")
        );
        for (number, (phase, tasks)) in (1..).zip(self.phases.iter().zip(filling.phases))
        {
            text.push_str(&phase_text(number, phase, tasks));
        }
        text.push_str("\n## Task Dependency Graph\n\n```mermaid\ngraph TD\n");
        text.push_str(&self.arrows(filling));
        text.push_str("```\n\n## Cross-Domain Examples\n");
        for other in self.fillings.iter().filter(|other| other.domain != domain) {
            text.push_str(&self.example(other));
        }
        Some(text)
    }

    /// The boxes and arrows of the drawing: what the order of the phases and the
    /// words of the tasks say, too.
    fn arrows(&self, filling: &Filling) -> String {
        let mut text = String::new();
        let place = |(phase, task): Place| format!("T{}_{}", phase + 1, task + 1);
        for (phase, tasks) in filling.phases.iter().enumerate() {
            for (task, (title, _)) in tasks.iter().enumerate() {
                let id = place((phase, task));
                let number = format!("{}.{}", phase + 1, task + 1);
                text.push_str(&format!("    {id}[\"{number} {title}\"]\n"));
            }
        }
        let mut before: Vec<Place> = Vec::new();
        for (number, (phase, tasks)) in self.phases.iter().zip(filling.phases).enumerate()
        {
            let here: Vec<Place> = (0..tasks.len()).map(|task| (number, task)).collect();
            match phase.mode {
                Mode::Sequential => {
                    for to in here {
                        text.extend(arrows_to(&before, to).map(|(from, to)| {
                            format!("    {} --> {}\n", place(from), place(to))
                        }));
                        before = vec![to];
                    }
                }
                Mode::Parallel => {
                    for to in &here {
                        text.extend(arrows_to(&before, *to).map(|(from, to)| {
                            format!("    {} --> {}\n", place(from), place(to))
                        }));
                    }
                    before = here;
                }
            }
        }
        if let Some((from, to)) = self.again {
            text.push_str(&format!("    {} -->|again| {}\n", place(from), place(to)));
        }
        text
    }

    /// The same pattern in another domain, a line for each phase.
    fn example(&self, filling: &Filling) -> String {
        let mut letters = filling.domain.chars();
        let first: String =
            letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
        let mut text = format!("\n**{first}{}**:\n```\n", letters.as_str());
        for (number, (phase, tasks)) in (1..).zip(self.phases.iter().zip(filling.phases))
        {
            let titles: Vec<&str> = tasks.iter().map(|(title, _)| *title).collect();
            let line = match phase.mode {
                Mode::Sequential => titles.join(" → "),
                Mode::Parallel => format!("{} (parallel)", titles.join(" + ")),
            };
            text.push_str(&format!("Phase {number}: {line}\n"));
        }
        text.push_str("```\n");
        text
    }
}

/// Arrows from each of some tasks to one.
fn arrows_to(before: &[Place], to: Place) -> impl Iterator<Item = (Place, Place)> {
    before.iter().map(move |from| (*from, to))
}

/// A phase with its tasks.
fn phase_text(number: usize, phase: &Phase, tasks: &[(&str, u32)]) -> String {
    let (mode, mark) = match phase.mode {
        Mode::Sequential => ("Sequential 🐌".to_owned(), "🐌"),
        Mode::Parallel => (format!("{} parallel 🐍", tasks.len()), "🐍"),
    };
    let mut text = format!(
        "\n### Phase {number}: {} ({mode})\n\n**Goal**: {}\n\n",
        phase.title, phase.goal
    );
    for (task, (title, minutes)) in (1..).zip(tasks) {
        text.push_str(&format!("- [ ] **{mark} {number}.{task} {title}**\n"));
        text.push_str(&format!("  - _Duration: {}_\n", duration(*minutes)));
        if phase.mode == Mode::Parallel {
            let others: Vec<String> = (1..=tasks.len())
                .filter(|other| *other != task)
                .map(|other| format!("{number}.{other}"))
                .collect();
            text.push_str(&format!(
                "  - _Can run in parallel with {}_\n",
                others.join(", ")
            ));
        }
    }
    text
}

fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (1, 0) => "~1 hour".to_owned(),
        (hours, 0) => format!("~{hours} hours"),
        _ => format!("~{minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_filled_for_every_domain() {
        for pattern in ALL {
            let domains: Vec<&str> =
                pattern.fillings.iter().map(|filling| filling.domain).collect();
            assert_eq!(domains, DOMAINS, "{}", pattern.name);
            for filling in pattern.fillings {
                let lengths = [filling.phases.len(), pattern.phases.len()];
                assert_eq!(
                    lengths[0], lengths[1],
                    "{}: {}",
                    pattern.name, filling.domain
                );
                for (phase, tasks) in pattern.phases.iter().zip(filling.phases) {
                    let least = if phase.mode == Mode::Parallel { 2 } else { 1 };
                    assert!(tasks.len() >= least, "{}: {}", pattern.name, phase.title);
                }
            }
            assert_eq!(find(pattern.slug).map(|found| found.name), Some(pattern.name));
        }
        assert!(find("waterfall").is_none());
        assert_eq!(ALL[0].write("Shed", "cooking"), None);
    }
}
