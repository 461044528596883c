//! Structured Sequential: one step after the other, for work that must not be mixed up.

use crate::pattern::{Filling, Mode, Pattern, Phase};

/// The pattern.
pub(super) const PATTERN: Pattern = Pattern {
    slug: "structured-sequential",
    name: "Structured Sequential Workflow",
    words: "Each step needs the one before it, and nothing may be left out.",
    phases: &[
        Phase {
            title: "Ground",
            goal: "Know what is there and what is wanted",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Making",
            goal: "Do it once, in the right order",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Checking",
            goal: "Find out what is wrong before others do",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Handing over",
            goal: "Let others go on without asking",
            mode: Mode::Sequential,
        },
    ],
    again: None,
    fillings: &[
        Filling {
            domain: "software",
            phases: &[
                &[
                    ("Write down what the old service answers", 120),
                    ("Agree on what the new one must answer", 60),
                ],
                &[
                    ("Build the store for the new records", 240),
                    ("Copy the old records into it", 180),
                    ("Answer from the new store", 120),
                ],
                &[
                    ("Compare the answers of both for a day", 240),
                    ("Mend what differs", 180),
                ],
                &[
                    ("Turn the old service off", 30),
                    ("Write the page for those on duty", 90),
                ],
            ],
        },
        Filling {
            domain: "writing",
            phases: &[
                &[
                    ("Ask three readers what they need to know", 90),
                    ("Put the questions in order", 60),
                ],
                &[
                    ("Write an answer to each question", 360),
                    ("Write what joins the answers", 120),
                    ("Draw the two pictures that words cannot replace", 120),
                ],
                &[
                    ("Read it aloud to somebody who knows nothing of it", 60),
                    ("Correct every place where they stopped", 120),
                ],
                &[("Set the pages", 120), ("Send it to the printer", 30)],
            ],
        },
        Filling {
            domain: "research",
            phases: &[
                &[
                    ("Say what would prove the idea wrong", 60),
                    ("Write the protocol and have it read", 180),
                ],
                &[
                    ("Calibrate the instruments", 120),
                    ("Measure in the order of the protocol", 480),
                    ("Copy the readings twice", 60),
                ],
                &[
                    ("Repeat one measurement in five", 120),
                    ("Have somebody else work out the figures", 180),
                ],
                &[
                    ("Publish the readings with the protocol", 60),
                    ("Tell the people who were measured", 60),
                ],
            ],
        },
        Filling {
            domain: "event",
            phases: &[
                &[
                    ("Count who will come", 60),
                    ("Find a day on which the hall is free", 30),
                ],
                &[
                    ("Rent the hall", 60),
                    ("Send the invitations", 90),
                    ("Order food for those who answered", 45),
                ],
                &[
                    ("Walk through the evening with all helpers", 60),
                    ("Fill the gaps that showed", 60),
                ],
                &[
                    ("Give each helper a page with names and hours", 45),
                    ("Hand the key over", 15),
                ],
            ],
        },
    ],
};
