//! Resource Management: what several sources must give on the same day.

use crate::pattern::{Filling, Mode, Pattern, Phase};

/// The pattern.
pub(super) const PATTERN: Pattern = Pattern {
    slug: "resource-management",
    name: "Resource Management",
    words: "Money, rooms, people or machines must be there at the same time.",
    phases: &[
        Phase {
            title: "Needs",
            goal: "Know how much is needed, and when",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Sources",
            goal: "Ask all of them at once, since each takes its time to answer",
            mode: Mode::Parallel,
        },
        Phase {
            title: "Agreement",
            goal: "Make the answers fit together",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Use",
            goal: "Use what was promised, and give it back",
            mode: Mode::Sequential,
        },
    ],
    again: None,
    fillings: &[
        Filling {
            domain: "software",
            phases: &[
                &[
                    ("Measure what the busiest hour takes", 120),
                    ("Add what growth will ask for until next year", 60),
                ],
                &[
                    ("Ask for offers of machines", 60),
                    ("Ask for a wider line", 60),
                    ("Ask who can be on duty", 60),
                ],
                &[("Lay the offers side by side", 90), ("Sign what fits the purse", 60)],
                &[
                    ("Move the load in three steps", 240),
                    ("Return the machines that stand idle", 60),
                ],
            ],
        },
        Filling {
            domain: "writing",
            phases: &[
                &[
                    ("List the chapters and who could write each", 90),
                    ("Set the day for the printer", 30),
                ],
                &[
                    ("Ask the authors for their weeks", 60),
                    ("Ask for the rights to the pictures", 120),
                    ("Ask two printers for a price", 60),
                ],
                &[
                    ("Fit the weeks of the authors to the printer's day", 90),
                    ("Confirm all of it in writing", 60),
                ],
                &[("Collect the chapters as they come", 240), ("Pay everybody", 60)],
            ],
        },
        Filling {
            domain: "research",
            phases: &[
                &[
                    ("Work out how many samples are enough", 120),
                    ("List what each sample takes", 60),
                ],
                &[
                    ("Apply for time at the microscope", 90),
                    ("Apply for money for the travel", 180),
                    ("Find two people to help", 60),
                ],
                &[
                    ("Choose weeks that suit all three", 60),
                    ("Write the plan for each day", 90),
                ],
                &[("Take the samples", 960), ("Report what was spent", 120)],
            ],
        },
        Filling {
            domain: "event",
            phases: &[
                &[
                    ("Ask the speakers what they need", 90),
                    ("Count beds, chairs and plates", 60),
                ],
                &[
                    ("Ask for the hall", 45),
                    ("Ask for rooms near it", 60),
                    ("Ask for a kitchen", 45),
                ],
                &[
                    ("Find the days on which all three are free", 45),
                    ("Pay the deposits", 30),
                ],
                &[("Run the two days", 960), ("Settle the bills", 90)],
            ],
        },
    ],
};
