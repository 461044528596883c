//! Made-up plans: the same number gives the same bytes.
//!
//! A plan is like those that teams write: about 17 kB, 28 tasks in seven phases
//! with all their fields, a drawn graph, a table, three blocks of code, links to
//! other plans and waits for their tasks.

use std::fmt::Write as _;

/// Phases of a plan, and tasks of a phase.
const PHASES: usize = 7;
const TASKS: usize = 4;

const VERBS: [&str; 16] = [
    "Measure", "Draw", "Order", "Mend", "Paint", "Sort", "Clean", "Label", "Test",
    "Move", "Count", "Bind", "Print", "Store", "Lift", "Fasten",
];
const THINGS: [&str; 24] = [
    "lantern",
    "harbour wall",
    "tide gauge",
    "rope",
    "sail",
    "ledger",
    "crane",
    "signal",
    "weather glass",
    "slipway",
    "bollard",
    "chart",
    "boathouse",
    "winch",
    "fog horn",
    "gangway",
    "mooring",
    "keel",
    "rudder",
    "pilot book",
    "buoy",
    "anchor",
    "deck",
    "light tower",
];
const QUALITIES: [&str; 16] = [
    "eastern", "old", "second", "northern", "spare", "painted", "upper", "quiet",
    "narrow", "heavy", "borrowed", "lower", "western", "new", "outer", "small",
];
const SENTENCES: [&str; 14] = [
    "Ask whoever used it last before anything is taken apart, and write down what they say.",
    "The parts are kept together in one box, which carries the number of the plan.",
    "What cannot be mended within a day is left as it is and put on the list for autumn.",
    "Two people are needed, since one has to hold the lamp while the other looks.",
    "It must be dry before the next step begins; that takes a night, or two when it rains.",
    "Weights are noted in kilograms and lengths in metres, whatever the old papers say.",
    "Pictures are taken before and after, from the same place and at the same hour.",
    "The key hangs beside the door of the office and goes back there in the evening.",
    "Whatever is replaced goes to the store and not to the heap, as it may serve again.",
    "The harbour master looks at the result and signs the sheet, or says what is missing.",
    "At low water there are about three hours in which the lower stones can be reached.",
    "Noise is kept to the morning, as the neighbours have asked for a quiet afternoon.",
    "If the wind is above force six, the work on the outer side waits for another day.",
    "The measurements of last year are in the second drawer and are compared with these.",
];
const PEOPLE: [&str; 12] = [
    "Ada", "Bruno", "Clara", "Dan", "Edith", "Femi", "Greta", "Hugo", "Ines", "Jonas",
    "Kaya", "Lin",
];
const LABELS: [&str; 6] = ["safety", "paper", "wood", "metal", "water", "people"];
const WORDS: [&str; 8] =
    ["depth", "width", "weight", "length", "draught", "reach", "swell", "speed"];
const PATTERNS: [&str; 5] = [
    "Structured Sequential",
    "Creative Iterative",
    "Resource Management",
    "Exploratory Research",
    "Modern Development",
];
const CODE: [(&str, &str); 8] = [
    (
        "rust",
        "/// The height of the tide, in metres.\npub fn height(hour: u32, range: f64) -> f64 {\n    let phase = f64::from(hour % 12) / 12.0 * std::f64::consts::TAU;\n    (phase.cos() + 1.0) / 2.0 * range\n}\n\n#[test]\nfn it_is_low_after_six_hours() {\n    assert!(height(6, 4.0) < 0.01);\n}\n",
    ),
    (
        "python",
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Mooring:\n    name: str\n    depth: float\n\n    def fits(self, draught: float) -> bool:\n        \"\"\"Whether a boat can lie here at low water.\"\"\"\n        return self.depth - draught > 0.5\n\n\nfree = [m for m in moorings if m.fits(1.8)]\n",
    ),
    (
        "typescript",
        "interface Berth {\n  readonly name: string;\n  free: boolean;\n}\n\nexport function assign(berths: Berth[], boat: string): string | undefined {\n  const berth = berths.find((each) => each.free);\n  if (!berth) return undefined;\n  berth.free = false;\n  return `${boat} lies at ${berth.name}`;\n}\n",
    ),
    (
        "bash",
        "#!/usr/bin/env bash\nset -euo pipefail\nfor log in logs/*.txt; do\n  name=$(basename \"$log\" .txt)\n  awk -F';' '$3 > 4.0 { print $1, $3 }' \"$log\" > \"high/$name.txt\"\n  echo \"$name: $(wc -l < \"high/$name.txt\") high tides\"\ndone\n",
    ),
    (
        "json",
        "{\n  \"station\": \"outer wall\",\n  \"unit\": \"m\",\n  \"readings\": [\n    { \"at\": \"06:00\", \"height\": 3.82 },\n    { \"at\": \"12:00\", \"height\": 0.41 },\n    { \"at\": \"18:00\", \"height\": 3.95 }\n  ]\n}\n",
    ),
    (
        "yaml",
        "station: outer wall\nunit: m\nalarms:\n  - above: 4.2\n    call: [harbour master, lock keeper]\n  - below: 0.2\n    call: [pilot]\nkeep: 400 days\n",
    ),
    (
        "sql",
        "SELECT berth.name, count(*) AS nights\nFROM stay\nJOIN berth ON berth.id = stay.berth_id\nWHERE stay.arrived >= '2025-04-01'\nGROUP BY berth.name\nHAVING count(*) > 10\nORDER BY nights DESC;\n",
    ),
    (
        "go",
        "package tide\n\nimport \"fmt\"\n\ntype Reading struct {\n\tHour   int\n\tHeight float64\n}\n\nfunc (r Reading) String() string {\n\treturn fmt.Sprintf(\"%02d:00 %.2f m\", r.Hour, r.Height)\n}\n",
    ),
];

/// Where the tasks of a plan lie below the content folder: a hundred plans to a
/// folder, so that none has too many.
pub(crate) fn path(plan: usize) -> String {
    format!("{}/tasks.md", id(plan))
}

/// The Markdown of one plan of so many.
pub(crate) fn text(plan: usize, plans: usize) -> String {
    let seed = (plan as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut draw = Draw(seed | 1);
    let (quality, thing) = (name_of(plan, &QUALITIES, 7), name_of(plan, &THINGS, 11));
    let mut out = String::with_capacity(20_000);
    let _ = writeln!(out, "# Tasks - The {quality} {thing} {plan}\n");
    let _ = writeln!(out, "**Pattern**: {}\n", draw.of(&PATTERNS));
    let _ = writeln!(
        out,
        "What has to be done for the {quality} {thing}. {} {}\n",
        draw.of(&SENTENCES),
        draw.of(&SENTENCES)
    );
    // How far this plan is: everything before that task is done.
    let done = draw.below(PHASES * TASKS + 1);
    let mut drawn = Vec::new();
    for phase in 1..=PHASES {
        let parallel = phase % 2 == 0;
        let mode = if parallel { "Parallel 🐍" } else { "Sequential 🐌" };
        let _ = writeln!(
            out,
            "### Phase {phase}: {} ({mode})\n\n{}\n",
            title(&mut draw),
            draw.of(&SENTENCES)
        );
        for task in 1..=TASKS {
            let number = (phase - 1) * TASKS + task - 1;
            let state = match number.cmp(&done) {
                std::cmp::Ordering::Less => "x",
                std::cmp::Ordering::Equal => "-",
                std::cmp::Ordering::Greater => " ",
            };
            let icon = if parallel { "🐍" } else { "🐌" };
            let words = title(&mut draw);
            let _ = writeln!(
                out,
                "- [{state}] **{icon} {phase}.{task} {words}** @{} #{}",
                draw.of(&PEOPLE),
                draw.of(&LABELS)
            );
            let _ = writeln!(
                out,
                "  - Duration: {}h\n  - {}\n  - {}\n  - {}",
                1 + draw.below(16),
                draw.of(&SENTENCES),
                draw.of(&SENTENCES),
                draw.of(&SENTENCES)
            );
            let _ = writeln!(
                out,
                "  - _Requirements: {}.{}_",
                1 + draw.below(6),
                1 + draw.below(4)
            );
            if phase > 1 && draw.below(3) == 0 {
                let before = (1 + draw.below(phase - 1), 1 + draw.below(TASKS));
                let _ = writeln!(out, "  - _Dependencies: {}.{}_", before.0, before.1);
            }
            if task == 1 && phase == 3 && plan > 0 {
                // A wait for an earlier plan; so there are no circles.
                let other = plan - 1 - draw.below(plan.min(20));
                let _ = writeln!(out, "  - _Dependencies: {}#1.1_", id(other));
            }
            drawn.push((phase, task, words));
        }
        let _ = writeln!(out);
        if phase % 2 == 1 && phase < PHASES {
            let (language, code) = CODE[(plan + phase) % CODE.len()];
            // No two blocks are the same, as no two are in life.
            let code =
                code.replace("tide", draw.of(&LABELS)).replace("height", draw.of(&WORDS));
            let code = code.replace("berth", draw.of(&QUALITIES));
            let code = code.replace("station", draw.of(&QUALITIES));
            let code = code.replace("log", draw.of(&LABELS));
            let code = code.replace('4', &(10 + draw.below(90)).to_string());
            let _ = writeln!(out, "```{language}\n{code}```\n");
        }
    }
    out.push_str("## Measurements\n\n| Where | Metres | Kilograms | Seen by |\n|---|---|---|---|\n");
    for _ in 0..8 {
        let _ = writeln!(
            out,
            "| the {} {} | {}.{} | {} | {} |",
            draw.of(&QUALITIES),
            draw.of(&THINGS),
            draw.below(30),
            draw.below(10),
            draw.below(900),
            draw.of(&PEOPLE)
        );
    }
    out.push_str("\n## Notes\n\n");
    for _ in 0..12 {
        let other = draw.below(plans);
        let _ = writeln!(
            out,
            "{} {} See [the {} {}](../../quay-{:03}/{}/tasks.md). {}\n",
            draw.of(&SENTENCES),
            draw.of(&SENTENCES),
            name_of(other, &QUALITIES, 7),
            name_of(other, &THINGS, 11),
            other / 100,
            slug(other),
            draw.of(&SENTENCES)
        );
    }
    out.push_str("## Dependency Graph\n\n```mermaid\ngraph LR\n");
    for (phase, task, words) in &drawn {
        let _ = writeln!(out, "  t{phase}{task}[{phase}.{task} {words}]");
    }
    for phase in 1..=PHASES {
        let all: Vec<String> =
            (1..=TASKS).map(|task| format!("t{phase}{task}")).collect();
        let line = if phase % 2 == 0 { all.join(" & ") } else { all.join(" --> ") };
        let next: Vec<String> =
            (1..=TASKS).map(|task| format!("t{}{task}", phase + 1)).collect();
        // What runs at once is joined before and behind it; the last phase ends it all.
        let _ = match (phase % 2, phase == PHASES) {
            (_, true) => writeln!(out, "  {line}"),
            (0, _) => writeln!(out, "  {line} --> {}", next[0]),
            _ => writeln!(out, "  {line} --> {}", next.join(" & ")),
        };
    }
    out.push_str("```\n");
    out
}

fn slug(plan: usize) -> String {
    let (quality, thing) = (name_of(plan, &QUALITIES, 7), name_of(plan, &THINGS, 11));
    format!("{quality}-{}-{plan}", thing.replace(' ', "-"))
}

fn name_of(plan: usize, names: &[&'static str], step: usize) -> &'static str {
    names[plan * step % names.len()]
}

/// Numbers that look drawn and are the same each time: the generator of Marsaglia
/// ("Xorshift RNGs", 2003), 64 bits.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

fn id(plan: usize) -> String {
    format!("plans/quay-{:03}/{}", plan / 100, slug(plan))
}

/// `Mend the eastern lantern`.
fn title(draw: &mut Draw) -> String {
    format!("{} the {} {}", draw.of(&VERBS), draw.of(&QUALITIES), draw.of(&THINGS))
}
