//! Modern Development: a small core first, then several tracks at once, then hardening.

use crate::pattern::{Filling, Mode, Pattern, Phase};

/// The pattern.
pub(super) const PATTERN: Pattern = Pattern {
    slug: "modern-development",
    name: "Modern Development Workflow",
    words: "Something small works early, and several people go on from there at once.",
    phases: &[
        Phase {
            title: "Foundation",
            goal: "The smallest thing that works from end to end",
            mode: Mode::Sequential,
        },
        Phase {
            title: "Automation",
            goal: "Nothing is checked by hand twice",
            mode: Mode::Parallel,
        },
        Phase {
            title: "Release",
            goal: "It can be put before others, and taken back",
            mode: Mode::Parallel,
        },
        Phase {
            title: "Observation",
            goal: "See how it does without being told",
            mode: Mode::Parallel,
        },
        Phase {
            title: "Hardening",
            goal: "It goes on when those who made it are away",
            mode: Mode::Sequential,
        },
    ],
    again: None,
    fillings: &[
        Filling {
            domain: "software",
            phases: &[
                &[
                    ("Answer one request from a real record", 240),
                    ("Try it with two people by hand", 60),
                ],
                &[
                    ("Run the tests with every change", 120),
                    ("Hold the code to one form", 60),
                    ("Build the package in one step", 120),
                ],
                &[
                    ("Describe the machines as files", 180),
                    ("Practise the way back", 120),
                ],
                &[
                    ("Write one line for each request", 90),
                    ("Wake somebody when answers fail", 90),
                ],
                &[
                    ("Try it with ten times the load", 180),
                    ("Write the page for the night shift", 120),
                ],
            ],
        },
        Filling {
            domain: "writing",
            phases: &[
                &[
                    ("Write the three pages that everybody opens first", 240),
                    ("Have a newcomer follow them", 60),
                ],
                &[
                    ("Check the links with every change", 60),
                    ("Check the spelling with every change", 45),
                    ("Run the examples with every change", 180),
                ],
                &[
                    ("Publish each change for review", 90),
                    ("Keep the pages of older versions", 120),
                ],
                &[
                    ("Count which pages are read", 60),
                    ("Ask below each page whether it helped", 60),
                ],
                &[
                    ("Name somebody for each chapter", 45),
                    ("Write down how a page is retired", 45),
                ],
            ],
        },
        Filling {
            domain: "research",
            phases: &[
                &[
                    ("Carry one sample through every step", 240),
                    ("Compare the result with a known one", 60),
                ],
                &[
                    ("Clean the readings by a program", 180),
                    ("Draw the figures by a program", 120),
                    ("Check each file for gaps", 60),
                ],
                &[
                    ("Put readings and programs where others can fetch them", 90),
                    ("Have a colleague repeat it on another machine", 180),
                ],
                &[
                    ("Note when a sensor falls silent", 90),
                    ("Compare each week with the last", 60),
                ],
                &[
                    ("Store a second copy elsewhere", 60),
                    ("Write what a successor must know", 120),
                ],
            ],
        },
        Filling {
            domain: "event",
            phases: &[
                &[
                    ("Hold one small evening with ten guests", 240),
                    ("Ask each guest one question", 30),
                ],
                &[
                    ("Take bookings through one form", 120),
                    ("Send the reminders by themselves", 60),
                    ("Keep one list of who brings what", 45),
                ],
                &[
                    ("Announce the series", 60),
                    ("Agree on what happens when it rains", 45),
                ],
                &[
                    ("Count guests at the door", 30),
                    ("Read the comments the next day", 30),
                ],
                &[
                    ("Teach two others how it is done", 120),
                    ("Write the list for the cupboard", 45),
                ],
            ],
        },
    ],
};
