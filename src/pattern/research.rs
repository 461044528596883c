//! Exploratory Research: look in several places, and only then say what is so.

use crate::pattern::{Filling, Mode, Pattern, Phase};

/// The pattern.
pub(super) const PATTERN: Pattern = Pattern {
    slug: "exploratory-research",
    name: "Exploratory Research",
    words: "The answer is open, and the first one that offers itself may be wrong.",
    phases: &[
        Phase {
            title: "Question",
            goal: "Ask what can be answered in the time there is",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Looking",
            goal: "Three views that do not know of each other",
            mode: Mode::Parallel,
        },
        Phase {
            title: "Sense",
            goal: "See where the views agree, and where they do not",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Telling",
            goal: "Say it to those who asked, and keep it for later",
            mode: Mode::Parallel,
        },
    ],
    again: None,
    fillings: &[
        Filling {
            domain: "software",
            phases: &[
                &[
                    ("Write down which pages are said to be slow", 45),
                    ("Say how slow is too slow", 30),
                ],
                &[
                    ("Read the logs of a week", 180),
                    ("Measure one page on an old phone", 120),
                    ("Ask the support which complaints come back", 60),
                ],
                &[
                    ("Lay logs, measures and complaints side by side", 90),
                    ("Test the likeliest cause alone", 240),
                ],
                &[
                    ("Write the finding for the team", 60),
                    ("Keep the measurement as a test", 120),
                ],
            ],
        },
        Filling {
            domain: "writing",
            phases: &[
                &[
                    ("Write the question that the book will answer", 60),
                    ("List what is known without reading", 45),
                ],
                &[
                    ("Read what others wrote", 600),
                    ("Talk with four people who were there", 240),
                    ("Look through the archive of the town", 360),
                ],
                &[
                    ("Sort the notes by what they contradict", 180),
                    ("Decide which account to follow", 60),
                ],
                &[
                    ("Write the outline", 120),
                    ("File the sources so that others find them", 90),
                ],
            ],
        },
        Filling {
            domain: "research",
            phases: &[
                &[
                    ("Say which insects are meant and where", 60),
                    ("Write down what the last study left open", 90),
                ],
                &[
                    ("Walk the same path each week", 480),
                    ("Ask the beekeepers for their notes", 120),
                    ("Read the lists of the museum", 240),
                ],
                &[
                    ("Compare walks, notes and lists", 180),
                    ("Say how sure each conclusion is", 90),
                ],
                &[
                    ("Publish the counts", 120),
                    ("Invite the beekeepers to an evening", 60),
                ],
            ],
        },
        Filling {
            domain: "event",
            phases: &[
                &[
                    ("Ask why fewer guests came last year", 45),
                    ("Say what would count as an answer", 30),
                ],
                &[
                    ("Call ten who stayed away", 150),
                    ("Count the guests of every evening", 60),
                    ("Visit the fair in the next town", 240),
                ],
                &[
                    ("See which reasons are named twice", 60),
                    ("Try the cheapest remedy on one evening", 180),
                ],
                &[
                    ("Tell the committee in half a page", 45),
                    ("Put the numbers where next year finds them", 30),
                ],
            ],
        },
    ],
};
