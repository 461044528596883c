//! Creative Iterative: several drafts, a choice, and again until it is good.

use crate::pattern::{Filling, Mode, Pattern, Phase};

/// The pattern.
pub(super) const PATTERN: Pattern = Pattern {
    slug: "creative-iterative",
    name: "Creative Iterative",
    words: "Nobody can say what is good before they have seen several tries.",
    phases: &[
        Phase {
            title: "Idea",
            goal: "Say what it is for, and how much time it may take",
            mode: Mode::Sequential,
        },
        Phase { title: "Drafts", goal: "Three tries that differ", mode: Mode::Parallel },
        Phase {
            title: "Choice",
            goal: "Keep one, with the best of the others, or try again",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Finish",
            goal: "Make it whole and let it go",
            mode: Mode::Sequential,
        },
    ],
    again: Some(((2, 0), (1, 0))),
    fillings: &[
        Filling {
            domain: "software",
            phases: &[
                &[
                    ("Describe the one thing the first screen is for", 60),
                    ("Collect five screens that do it well", 60),
                ],
                &[
                    ("Sketch it as a list", 90),
                    ("Sketch it as a calendar", 90),
                    ("Sketch it as a conversation", 90),
                ],
                &[
                    ("Watch four people use the sketches", 120),
                    ("Choose one and write down why", 45),
                ],
                &[("Build the chosen screen", 480), ("Settle its words and spaces", 120)],
            ],
        },
        Filling {
            domain: "writing",
            phases: &[
                &[
                    ("Write the story in one sentence", 30),
                    ("Say who tells it and to whom", 60),
                ],
                &[
                    ("Begin with the loss", 180),
                    ("Begin with the journey", 180),
                    ("Begin with the letter", 180),
                ],
                &[
                    ("Read the three beginnings to the group", 90),
                    ("Choose a beginning and list what it needs", 45),
                ],
                &[("Write the story to its end", 600), ("Cut a tenth of it", 120)],
            ],
        },
        Filling {
            domain: "research",
            phases: &[
                &[
                    ("Put the finding into one plain sentence", 30),
                    ("Name the reader who must understand it", 30),
                ],
                &[
                    ("Draw it as a map", 120),
                    ("Draw it as a row of small charts", 120),
                    ("Draw it as one large number", 60),
                ],
                &[
                    ("Show each figure for ten seconds and ask what it said", 60),
                    ("Choose the figure that was read rightly", 30),
                ],
                &[("Draw the figure for print", 180), ("Write what stands below it", 60)],
            ],
        },
        Filling {
            domain: "event",
            phases: &[
                &[
                    ("Say what guests should tell of it a year later", 45),
                    ("Set the purse", 30),
                ],
                &[
                    ("Plan it as a long table", 90),
                    ("Plan it as a walk", 90),
                    ("Plan it as a contest", 90),
                ],
                &[
                    ("Try an hour of each with friends", 180),
                    ("Choose one and borrow from the others", 45),
                ],
                &[
                    ("Write the course of the evening", 90),
                    ("Rehearse the first ten minutes", 60),
                ],
            ],
        },
    ],
};
