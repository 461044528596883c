# The words of the site in English. The format is that of Project Fluent.
# Where a message is given something, the line above says what.

number-group = ,

# n: a number
number = { $n }
# n: how many of a hundred
percent = { $n }%
overview = Overview
# n: how many
tasks = { $n ->
    [one] 1 task
   *[other] { $n } tasks
}
# plan: the plan's title
graph-of = Graph of { $plan }

## templates/base.html and navigation

skip = Skip to content
to-top = Back to the top
menu = Menu
breadcrumb = Breadcrumb
site-navigation = Site
nav-site = Site
nav-pages = Pages
nav-plans = Plans
nav-examples = Examples
# file: the path of the file, linked
written-in = Written in { $file }
# file: the path of the file, linked; line: the number of the line, as text
written-in-line = Written in { $file }, line { $line }
# generator: the name and version of the program
made-with = Made with { $generator }
on-this-page = On this page
in-this-section = In this section
previous-and-next = Previous and next
previous = Previous
next = Next
plans-that-change-this = Plans that change this

## src/markdown/prose.rs: the words in texts

# target: where the link leads, as written
link-not-found = Not found: { $target }
# columns: the heads of its columns
table-of = Table: { $columns }
footnotes = Footnotes
back-to-text = Back to the text

## templates/404.html

not-found = Nothing stands at this address.
not-found-why = It may have moved, or never been there.
# The page at an older address; the title of the new one follows, as a link.
moved = This page has moved:
plans = Plans

## templates/overview.html, plans.html, next.html, pattern.html

sample-plan = A sample plan
ready-to-start = Ready to start
in-progress = In progress
blocked = Blocked
all-plans = All plans
templates-and-archive = Templates and archive
not-counted-above = These are not counted above.
example-domains = Example domains

## templates/plan.html, source.html, example.html, graph.html

# sample: a line of Markdown
no-tasks-found = No tasks found. Tasks are lines such as { $sample }.
other-plans = Other plans
about-this-plan = About this plan
# page: the title of the page, linked; n: how many lines
source-of-lines = { $n ->
    [one] The source of { $page }, 1 line.
   *[other] The source of { $page }, { $n } lines.
}
# line: the number of the line, as text
line = Line { $line }
# plan: the plan's title
from-plan = From { $plan }
the-plan = The plan
domains-of-same-patterns = Domains of the same patterns
how-links-are-known = How each link is known
before = Before
after = After
known-from = Known from
where = Where
loop = Loop

## templates/document.html, ledger.html, matrix.html

# capability: the title of the capability, linked
changes-capability = It changes the capability { $capability }.
what-is-not-counted = What is not counted
# n: how many lines; reason: why they are not counted
reason-and-count = { $n }: { $reason }
answer-all-requirements = Answer all requirements
each-requirement = Each requirement
each-requirement-and-its-tasks = Each requirement and its tasks
requirement = Requirement
tasks-heading = Tasks
done-heading = Done
tasks-that-answer-it = Tasks that answer it
no-task-answers-it = No task answers it

## templates/components

parallel = parallel
# title: the title of the graph
graph-scrollable = { $title }, scrollable
legend = Legend
stated = Stated
implied = Implied
critical-path = Critical path
graph-as-table = The graph as a table
# title: the title of the graph
as-a-table = { $title }, as a table
task-heading = Task
state-heading = State
none = None
plan-heading = Plan
progress-heading = Progress
next-task = Next task
optional = Optional
requirements = Requirements
source = Source
ticked = Ticked
not-ticked = Not ticked
# number: of the phase, as written; title: of the phase
phase-and-title = { $number }. { $title }
# priority: as the author writes it
priority-of-phase = priority { $priority }
optional-phase = optional
after-heading = After
before-heading = Before

## templates/about.html

how-tasks-are-counted = How tasks are counted
rule-lines = A line that looks like a box is a task, a check, or not counted for a reason that is given below.
rule-parents = A task with tasks below it is shown and not counted itself: its parts are.
rule-progress = Progress is what is done, of all tasks that are counted, less those that were skipped and the optional ones that are not done.
rule-checks = Checks (acceptance and success criteria) are counted beside the tasks and never among them.
rule-marks = A mark with an unknown meaning never counts as done.
rule-uncounted = Templates and archived plans are shown, and are no part of the totals.
rule-edges = A dependency is stated by the author, or it is implied by the order of phases and tasks; the graph of each plan says which, and where.
how-plans-were-read = How each plan was read
read-as = Read as
like-boxes = Like boxes
checks-heading = Checks
not-counted = Not counted
# reason: by what the format was recognised
since-reason = since { $reason }
# n: how many lines; plan: the plan's title
not-counted-in = { $n } not counted in { $plan }
tasks-without-boxes = Tasks and checks may also stand on lines without a box: in headings, in tables, in files of their own.
why-not-counted = Why lines are not counted
reason-heading = Reason
lines-heading = Lines
what-was-noticed = What was noticed
kind-heading = Kind
severity-heading = Severity
times-heading = Times
first-places = First places
site-as-a-whole = The site as a whole
# n: how many
and-more = and { $n } more
# check, explain: commands
check-tells-more = { $check } shows each with its line, and { $explain } says what it means.
nothing-was-noticed = Nothing: no problem was found in the plans and pages.
what-became-of-drawings = What became of the drawings
drawn-heading = Drawn
simplified-heading = Simplified
as-code-heading = Shown as code
# generator: the name and version of the program
counted-by = Counted by { $generator }.

## Search

search = Search
search-label = Search plans, tasks and pages
search-letters = Everything by its first letter
search-without-script = Searching needs a script; everything is listed here without one.
# n: how many plans, tasks and pages
search-all = { $n ->
    [one] 1 plan, task or page.
   *[other] { $n } plans, tasks and pages.
}
search-other = Other
# n: how many
search-results = { $n ->
    [one] 1 result
   *[other] { $n } results
}
# n: how many are shown; all: how many there are, such as 240 or 200+
search-first = The first { $n } of { $all } results
# words: what was looked for
search-none = Nothing is found for “{ $words }”
search-failed = The search could not be loaded.
search-disk = The search does not work on pages that are opened from the disk. Everything is listed by its first letter.
search-see-all = All results
kind-plan = Plan
kind-task = Task
kind-page = Page
kind-section = Section
kind-document = Document
kind-requirement = Requirement
kind-example = Example

## What the script adds

close = Close
theme-system = Theme: system
theme-light = Theme: light
theme-dark = Theme: dark
keys = Keyboard shortcuts
keys-rows = Next and previous task
keys-open = Open the task
keys-copy = Copy the link to the task
keys-single = Shortcuts of a single key
key-enter = Enter
key-escape = Esc
key-control = Ctrl
# task: the id or the title of the task
copy-link-of = Copy the link to { $task }
link-copied = The link is copied.
# task: the id of the task; after, before: ids of tasks, or graph-nothing
graph-lit = { $task } comes after { $after }, and before { $before }.
graph-nothing = nothing
# state: its state before
visit-was = New: was { $state }
visit-new = New
visit-changed = Changed
# n: how many more tasks are done
visit-done = { $n } more done
# n: how many rows of the page have changed
visit-changes = { $n ->
    [one] 1 change since your last visit.
   *[other] { $n } changes since your last visit.
}
visit-mark = Mark as seen
visit-seen = Marked as seen.

## States of a task

state-done = Done
state-in_progress = In progress
state-ready = Ready
state-waiting = Waiting
state-blocked = Blocked
state-skipped = Skipped

## templates/timeline.html

timeline = Timeline
# plan: the plan's title
timeline-of = Timeline of { $plan }
timeline-of-all = Timeline of all plans
# title: what the timeline shows
timeline-scrollable = { $title }, scrollable
# n: how many bars; start, end: times or dates
timeline-description = { $n ->
    [one] 1 bar, from { $start } to { $end }. A table of the same follows.
   *[other] { $n } bars, from { $start } to { $end }. A table of the same follows.
}
timeline-as-a-table = The timeline as a table
start-heading = Start
end-heading = End
length-heading = Duration
no-place-in-time = No time
not-stated = Not stated
what-is-done-of-it = What is done
length-not-known = Duration not known
waves = Waves
waves-why = What the author wants to be worked on at once.
# name: the name of the wave, as written
wave = Wave { $name }
# name: the names of the waves, as written
after-wave = after { $name }
still-open = Not done
over = Over
in-no-phase = In no phase
# done, total: how many tasks
done-of = { $done } of { $total } done
# n: which step
step = step { $n }
# task: its id and title; state: its state; start, end: times or dates
bar-of-task = { $task }, { $state }, { $start } – { $end }
# task: its id and title; state: its state; start, end: times or dates
bar-of-task-critical = { $task }, { $state }, { $start } – { $end }, critical path
# plan: its title; words: how far it is; start, end: times or dates
bar-of-plan = { $plan }, { $words }, { $start } – { $end }
# n: how many days
days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
# all, least: durations
takes-work = One after another the work takes { $all }; with all that can run in parallel, { $least }.
# n: how many tasks; steps: how many steps
takes-steps = { $n ->
    [one] The only task
   *[other] The { $n } tasks
} { $steps ->
    [one] can be done in one step
   *[other] can be done in { $steps } steps
}, and no task says how long it takes.
# first, last: dates
runs = The work runs from { $first } to { $last }.
nothing-has-a-time = Nothing can be placed in time: every task is skipped or waits for itself.
# all, least: durations
left-of-work = { $all } of work are left, { $least } at the shortest.
# n: how many tasks
not-estimated = { $n ->
    [one] One task is not estimated, and not counted in these figures.
   *[other] { $n } tasks are not estimated, and not counted in these figures.
}
# n: how many plans; steps: how many steps
plans-take-steps = { $n ->
    [one] The plan takes
   *[other] The { $n } plans take
} { $steps ->
    [one] one step
   *[other] { $steps } steps
}, and no task says how long it takes.
# n: how many plans; all, left: durations
plans-take-work = { $n ->
    [one] The tasks of the plan
   *[other] The tasks of { $n } plans
} take { $all } one after another; what is left takes { $left } at the shortest.
# first, last: dates
plans-run = The plans run from { $first } to { $last }.
# n: how many plans
plans-without-dates = { $n ->
    [one] One plan has no dates and stands in the table only.
   *[other] { $n } plans have no dates and stand in the table only.
}
reading-steps = A bar starts as soon as all that it waits for is done; each task is drawn as one step, since none says how long it takes.
reading-work = A bar starts as soon as all that it waits for is done.
# hours: how many
reading-days = Dates stand as they are set; without one, a bar starts as soon as all that it waits for is done. A day has { $hours } hours of work.
# length: a duration
reading-unknown = A task that does not say how long it takes is drawn as { $length }, with a dashed outline.
reading-due = A diamond marks the day on which a task is due.
reading-plan-steps = A bar runs from the earliest start of a plan to its earliest end, with the time in which it waits for other plans; each task is one step, since none says how long it takes.
reading-plan-work = A bar runs from the earliest start of a plan to its earliest end, with the time in which it waits for other plans.
reading-plan-days = Each plan stands where its own dates and durations put it.
no-work-is-left = Nothing is left to do.
sum-of-times = One after another
longest-time = In parallel
# stated, computed: durations
stated-and-computed = { $computed }; the plan states { $stated }

## Dates

# day, month: numbers; year: as text
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
# day: a date
plan-is-due = The plan is due on { $day }.
# day: a date
today-is = Today is { $day }.
today-mark = Today, { $day }
# n: how many tasks; tasks: their names, linked
are-overdue = { $n ->
    [one] { $tasks } is overdue.
   *[other] { $tasks } are overdue.
}
# n: how many tasks; tasks: their names, linked
should-have-begun = { $n ->
    [one] By now { $tasks } should have begun.
   *[other] By now { $tasks } should have begun.
}
# n: how many tasks; tasks: their names, linked; days: how many
stand-still = { $n ->
    [one] { $tasks } is in progress, and not changed for { $days } days or more.
   *[other] { $tasks } are in progress, and not changed for { $days } days or more.
}
nothing-is-late = Nothing is late.
# days: how many
not-changed-for = Not changed for { $days } days.
# day: a date
was-due = Was due on { $day }.
# day: a date
is-due = Due on { $day }.

## templates/components/task.html

# n: how many tasks
phase-over = { $n ->
    [one] 1 task, done
   *[other] { $n } tasks, all done
}
# day: a date
finished-on = The last one was finished on { $day }.
# n: how many tasks; tasks: their names
stopped-by = { $n ->
    [one] What is left waits for { $tasks }, which is blocked.
   *[other] What is left waits for { $tasks }, which are blocked.
}
## Lists on several pages: src/site/turn.rs, templates/components/turning.html

# from, to: the first and the last row on the page; all: how many rows there are
rows-shown = { $from } to { $to } of { $all }
# page: the number of the page; pages: how many the list has
page-of-pages = Page { $page } of { $pages }
# title: the title of the list; page: the number of the page, as text
title-and-page = { $title }, page { $page }
pages-of-list = Pages of this list
# n: the number of the page
page-number = Page { $n }
continued = (continued)
phases = Phases
whole-graph-table = The whole table, on the page of the graph
all-domains = All domains

## All tasks and owners: src/site/tasks.rs, owner.rs, filter.rs, templates/tasks.html, owners.html, owner.html

all-tasks = All tasks
tasks-by-state = Tasks by state
owners = Owners
# n: how many owners
owners-of-tasks = { $n ->
    [one] One owner has tasks here.
   *[other] { $n } owners have tasks here.
}
# n: how many tasks
tasks-without-owner = { $n ->
    [one] 1 task has no owner.
   *[other] { $n } tasks have no owner.
}
owner-heading = Owner
phase-heading = Phase
label-heading = Label
duration-heading = Duration
# number: of the phase, as written
phase-number = Phase { $number }
# task: the id and title of the task above
part-of = Part of { $task }
part-of-heading = Part of
parents-are-not-listed = A task with tasks below it is not listed itself: its parts are.
filter-tasks = Filter tasks
filter-text = Text
filter-any = Any
filter-clear = Clear filters
filter-more = Show more
tasks-that-match = Tasks that match
# n, all: how many tasks match, and how many there are, as text
tasks-matching = Matching tasks: { $n } of { $all }.
tasks-of-page-only = Only the tasks of this page were searched, since the others could not be loaded.

## src/site/words.rs: lists and numbers

sentence-space = {" "}
list-next = {", "}
list-last = {" and "}
list-or = {" or "}
# n: how many are not named
list-more = {" and "}{ $n } more
# words: a sentence without its full stop
ended = { $words }.
# words: a title
quoted = “{ $words }”
# m: minutes
minutes = { $m } m
# h: hours
hours = { $h } h
# h: hours; m: minutes
hours-and-minutes = { $h } h { $m } m
# n: how many
tokens = { $n } tokens
# n: how many thousands
tokens-thousands = { $n }K tokens
# n: how many millions; tenths: the digit after the decimal sign
tokens-millions = { $n }.{ $tenths }M tokens
# words, more: what is said of one thing
words-and-more = { $words }, { $more }
# title: of a page or a box; note: what it belongs to, or how it stands
title-and-note = { $title }, { $note }
# n: a number at the start of a sentence
spelled = { $n ->
    [0] None
    [1] One
    [2] Two
    [3] Three
    [4] Four
    [5] Five
    [6] Six
    [7] Seven
    [8] Eight
    [9] Nine
    [10] Ten
    [11] Eleven
    [12] Twelve
   *[other] { $n }
}
# n: a number inside a sentence
spelled-inside = { $n ->
    [0] none
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
   *[other] { $n }
}

## src/site/words.rs: how a set of tasks stands

no-tasks-yet = There are no tasks yet.
no-task-has-to-be-done = No task has to be done.
# total: how many tasks
all-done = { $total ->
    [one] The only task is done.
   *[other] All { $total } tasks are done.
}
# total: how many tasks
none-done = { $total ->
    [one] The only task is not done.
   *[other] None of { $total } tasks is done.
}
# done: how many tasks are done; total: how many there are
done-of-total = { $done ->
    [one] 1 of { $total } tasks is done.
   *[other] { $done } of { $total } tasks are done.
}
# n: how many tasks
tasks-in-progress = { $n ->
    [one] { spelled } is in progress.
   *[other] { spelled } are in progress.
}
# n: how many tasks
tasks-can-start = { spelled } can start now.
nothing-can-start-now = Nothing can start now.
# n: how many tasks
tasks-wait = { $n ->
    [one] { spelled } waits on unfinished work.
   *[other] { spelled } wait on unfinished work.
}
# n: how many tasks
tasks-blocked = { $n ->
    [one] { spelled } is blocked.
   *[other] { spelled } are blocked.
}
# blocked, waiting: how many tasks; stopped, held: the same two numbers in words
tasks-blocked-and-waiting = { $blocked ->
    [one] { $waiting ->
           [one] { $stopped } is blocked; { $held } waits on unfinished work.
          *[other] { $stopped } is blocked; { $held } wait on unfinished work.
        }
   *[other] { $waiting ->
           [one] { $stopped } are blocked; { $held } waits on unfinished work.
          *[other] { $stopped } are blocked; { $held } wait on unfinished work.
        }
}
# n: how many tasks
optional-open = { $n ->
    [one] { spelled } of these is optional, and not in the total.
   *[other] { spelled } of these are optional, and not in the total.
}
# n: how many tasks
tasks-skipped = { $n ->
    [one] { spelled } was skipped.
   *[other] { spelled } were skipped.
}
no-plans-yet = There are no plans yet.
write-a-plan = Write one as a Markdown file below the content folder, and build again.
no-plan-counted = No plan is counted yet.
# n: how many plans
plans-listed-below = { $n ->
    [one] One is listed below, as a template or from the archive.
   *[other] { $n } are listed below, as templates or from the archive.
}
# done: how many tasks are done; total: how many there are
bar = { $done } of { $total } done
# n: how many tasks
bar-optional = { $n ->
    [one] 1 optional task open
   *[other] { $n } optional tasks open
}
bar-empty = no tasks
chip-all-done = All done
# n: how many tasks
chip-blocked = { $n } blocked
# n: how many tasks
chip-ready = { $n } ready
# n: how many tasks
chip-in-progress = { $n } in progress
chip-waiting = Waiting
chip-no-tasks = No tasks
chip-template = Template
chip-archived = Archived

## src/site/words.rs: dates, modes, kinds

date-created = Created
date-start = Start
date-scheduled = Scheduled
date-due = Due
date-done = Finished
date-cancelled = Given up
date-updated = Changed
mode-sequential = in sequence
mode-parallel = can run in parallel
mode-mixed = in sequence or in parallel
mode-repeatable = repeatable
kind-requirements = Requirements
# n: one, or several
kind-specifications = { $n ->
    [one] Specification
   *[other] Specifications
}
# n: one, or several
kind-bug-fixes = { $n ->
    [one] Bug fix
   *[other] Bug fixes
}
# n: one, or several
kind-proposals = { $n ->
    [one] Proposal
   *[other] Proposals
}
# n: one, or several
kind-plans = { $n ->
    [one] Plan
   *[other] Plans
}
# n: one, or several
kind-designs = { $n ->
    [one] Design
   *[other] Designs
}
kind-research = Research
# n: one, or several
kind-data-models = { $n ->
    [one] Data model
   *[other] Data models
}
# n: one, or several
kind-quickstarts = { $n ->
    [one] Quickstart
   *[other] Quickstarts
}
# n: one, or several
kind-contracts = { $n ->
    [one] Contract
   *[other] Contracts
}
# n: one, or several
kind-capabilities = { $n ->
    [one] Capability
   *[other] Capabilities
}
# n: one, or several
kind-checklists = { $n ->
    [one] Checklist
   *[other] Checklists
}
# n: one, or several
kind-decisions = { $n ->
    [one] Decision
   *[other] Decisions
}
kind-guidance = Guidance
# n: one, or several
kind-references = { $n ->
    [one] Reference
   *[other] References
}
# n: one, or several
kind-drafts = { $n ->
    [one] Draft
   *[other] Drafts
}
# n: one, or several
kind-tasks = { $n ->
    [one] Task
   *[other] Tasks
}
# n: one, or several
kind-other-documents = { $n ->
    [one] Other document
   *[other] Other documents
}
# n: how many documents
count-requirements = { $n ->
    [one] 1 requirements
   *[other] { $n } requirements
}
# n: how many documents
count-specifications = { $n ->
    [one] 1 specification
   *[other] { $n } specifications
}
# n: how many documents
count-bug-fixes = { $n ->
    [one] 1 bug fix
   *[other] { $n } bug fixes
}
# n: how many documents
count-proposals = { $n ->
    [one] 1 proposal
   *[other] { $n } proposals
}
# n: how many documents
count-plans = { $n ->
    [one] 1 plan
   *[other] { $n } plans
}
# n: how many documents
count-designs = { $n ->
    [one] 1 design
   *[other] { $n } designs
}
# n: how many documents
count-research = { $n ->
    [one] 1 research
   *[other] { $n } research
}
# n: how many documents
count-data-models = { $n ->
    [one] 1 data model
   *[other] { $n } data models
}
# n: how many documents
count-quickstarts = { $n ->
    [one] 1 quickstart
   *[other] { $n } quickstarts
}
# n: how many documents
count-contracts = { $n ->
    [one] 1 contract
   *[other] { $n } contracts
}
# n: how many documents
count-capabilities = { $n ->
    [one] 1 capability
   *[other] { $n } capabilities
}
# n: how many documents
count-checklists = { $n ->
    [one] 1 checklist
   *[other] { $n } checklists
}
# n: how many documents
count-decisions = { $n ->
    [one] 1 decision
   *[other] { $n } decisions
}
# n: how many documents
count-guidance = { $n ->
    [one] 1 guidance
   *[other] { $n } guidance
}
# n: how many documents
count-references = { $n ->
    [one] 1 reference
   *[other] { $n } references
}
# n: how many documents
count-drafts = { $n ->
    [one] 1 draft
   *[other] { $n } drafts
}
# n: how many documents
count-tasks = { $n ->
    [one] 1 task
   *[other] { $n } tasks
}
# n: how many documents
count-other-documents = { $n ->
    [one] 1 other document
   *[other] { $n } other documents
}
change-added = added
# n: how many requirements
so-many-added = { $n } added
change-modified = modified
# n: how many requirements
so-many-modified = { $n } modified
change-removed = removed
# n: how many requirements
so-many-removed = { $n } removed
change-renamed = renamed
# n: how many requirements
so-many-renamed = { $n } renamed

## src/site/words.rs: requirements

# kind: story, criterion or requirement; n: how many
all-answered = { $kind ->
    [story] { $n ->
        [one] The only user story is answered by tasks.
       *[other] All { $n } user stories are answered by tasks.
    }
    [criterion] { $n ->
        [one] The only success criterion is answered by tasks.
       *[other] All { $n } success criteria are answered by tasks.
    }
   *[requirement] { $n ->
        [one] The only requirement is answered by tasks.
       *[other] All { $n } requirements are answered by tasks.
    }
}
# kind: story, criterion or requirement; n: how many
kind-and-count = { $kind ->
    [story] { $n ->
        [one] 1 user story
       *[other] { $n } user stories
    }
    [criterion] { $n ->
        [one] 1 success criterion
       *[other] { $n } success criteria
    }
   *[requirement] { $n ->
        [one] 1 requirement
       *[other] { $n } requirements
    }
}
# kind: story, criterion or requirement; n: how many
the-kind = { $kind ->
    [story] { $n ->
        [one] the user story
       *[other] the { $n } user stories
    }
    [criterion] { $n ->
        [one] the success criterion
       *[other] the { $n } success criteria
    }
   *[requirement] { $n ->
        [one] the requirement
       *[other] the { $n } requirements
    }
}
# kind: story, criterion or requirement; n: how many; answered, open: how many of them
some-answered = { $answered ->
    [one] { $answered } of { kind-and-count } is answered by tasks; { $open } by none.
   *[other] { $answered } of { kind-and-count } are answered by tasks; { $open } by none.
}
# n: how many
answered-in-part = { $n ->
    [one] One is answered in part.
   *[other] { spelled } are answered in part.
}
# n: how many requirements; met: how many of them have all tasks done
all-tasks-done-of = { $n ->
    [one] All its tasks are done.
   *[other] { $met ->
        [one] All tasks of one are done.
       *[other] All tasks of { $met } are done.
    }
}
# kinds: a list of what there is
none-cited = { $kinds }; no task cites one.
# kinds: a list of what there is
no-task-cites = No task cites { $kinds }.

## src/site/words.rs: why a task stands as it does

rule-field = stated in its dependencies
rule-diagram = drawn in the graph
rule-prose = said in the text
rule-group = stated for a whole phase or plan
rule-wave = stated as a wave
rule-phase-order = the order of phases
rule-task-order = the order of tasks
# rule: how many dependencies are known; n: in how many places they are stated, of which the first follows
rule-in-places = { $rule }, first of { $n } places
# tasks: a list of tasks, linked
why-after = After { $tasks }.
# tasks: a list of tasks, linked
why-before = Before { $tasks }.
# tasks: a list of tasks, linked; n: how many
begun-before = { $n ->
    [one] Begun before { $tasks } is done.
   *[other] Begun before { $tasks } are done.
}
# reason: as the author gives it
blocked-because = Blocked: { $reason }.
unknown-no-plan = there is no such plan
unknown-several-plans = several plans have that name
unknown-no-task = there is no such task
unknown-several-tasks = several tasks have that id
unknown-several-phases = several phases have that number
unknown-too-many = they are too many to link
unknown-no-name = it names no task
# name: as the author writes it; why: why it is not known
waits-for-unknown = Waits for “{ $name }”: { $why }.
# tasks: a chain of tasks, linked
waits-for-itself = Waits for itself: { $tasks }.
waits-for-itself-by-others = Waits for itself by way of other tasks.
blocked-with-parent = Blocked with the task above it.
# tasks: a list of tasks, linked
also-waits-for = Also waits for { $tasks }.
waits-for-work = Waits for unfinished work.
# state: ready, in_progress, blocked, waiting, done or skipped
is-state = { $state ->
    [ready] is ready
    [in_progress] is in progress
    [blocked] is blocked
    [waiting] waits
   *[done] is done
}
# state: ready, in_progress, blocked, waiting, done or skipped
which-is-state = which { is-state }
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-one = Waits for { $first }, { which-is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-one-next = Waits for { $first }, which waits for { $next }, { which-is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-one-of-several = Waits for { $first }, which waits for { $next }; { $start } { is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-one-far = Waits for { $first }, which waits for { $next }, and so on down to { $start }, { which-is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-several = Waits for { $first }. { $one } { is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-several-next = Waits for { $first }. { $one } waits for { $next }, { which-is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-several-of-several = Waits for { $first }. { $one } waits for { $next }; { $start } { is-state }.
# first, next: lists of tasks, linked; one, start: a task, linked; state: of start
waits-for-several-far = Waits for { $first }. { $one } waits for { $next }, and so on down to { $start }, { which-is-state }.
# more: how many tasks
further = { $more ->
    [0] {""}
    [one] ; 1 more waits behind
   *[other] ; { $more } more wait behind
}
# tasks: a list of tasks, linked; more: how many tasks further on
unlocks = Finishing it unlocks { $tasks }{ further }.
# tasks: a list of tasks, linked; more: how many tasks further on
needed-by-one = { $tasks } waits for it{ further }.
# tasks: a list of tasks, linked; others: how many; more: how many tasks further on
needed-with-others = { $others ->
    [one] { $tasks } waits for it and for 1 other task{ further }.
   *[other] { $tasks } waits for it and for { $others } other tasks{ further }.
}
# tasks: a list of tasks, linked; more: how many tasks further on
needed-by-several = { $tasks } wait for it and for other tasks{ further }.
# more: how many tasks further on
nothing-waits-for-it = Nothing waits for it{ further }.

## src/site/present.rs and front.rs

about-this-data = About this data
patterns = Patterns
capabilities = Capabilities
all-examples = All examples
# n: how many
all-n-plans = All { $n } plans
# n: how many
all-n-domains = All { $n } domains
# n: how many
all-n-ready = All { $n } ready tasks
# n: how many
all-n-templates = All { $n } templates and archived plans
# done: how many are ticked; n: how many there are
checks-ticked = { $n ->
    [one] { $done } of 1 check ticked
   *[other] { $done } of { $n } checks ticked
}
no-plans-found = No plans were found below the content folder.
nothing-else-can-start = Nothing else can start until what is in progress is done.
nothing-can-start = Nothing can start: what is left waits for blocked tasks.
# n: how many
and-more-tasks = { $n ->
    [one] And 1 task more.
   *[other] And { $n } tasks more.
}
none-left = None
figure-nothing-is-left = nothing is left
figure-one-after-another = one after another
# left: a duration
work-left = { $left } of work left
# left: a duration; n: how many tasks
work-left-at-least = { $n ->
    [one] at least, with { $left } of work left and 1 task of unknown length
   *[other] at least, with { $left } of work left and { $n } tasks of unknown length
}
# n: how many
in-plans = { $n ->
    [one] in 1 plan
   *[other] in { $n } plans
}
blocked-or-waiting = Blocked or waiting
# blocked, waiting: how many tasks
so-many-blocked-and-waiting = { $blocked } blocked, { $waiting } waiting
shortest-finish = Shortest possible finish
# n: how many
so-many-plans = { $n ->
    [one] 1 plan.
   *[other] { $n } plans.
}
# n: how many
patterns-in-use = { $n ->
    [one] 1 pattern of work in use here.
   *[other] { $n } patterns of work in use here.
}
what-a-pattern-is = A pattern says how work goes, whatever the work is about.
# plans, domains: how many
plans-and-domains = { $plans ->
    [one] { $domains ->
        [0] 1 plan
        [one] 1 plan, 1 example domain
       *[other] 1 plan, { $domains } example domains
    }
   *[other] { $domains ->
        [0] { $plans } plans
        [one] { $plans } plans, 1 example domain
       *[other] { $plans } plans, { $domains } example domains
    }
}
no-plan-follows = No plan that counts follows this pattern yet.
# n: how many
plans-follow = { $n ->
    [one] One plan follows this pattern.
   *[other] { $n } plans follow this pattern.
}
# n: how many
so-many-pages = { $n ->
    [one] 1 page.
   *[other] { $n } pages.
}
all-pages = All pages
# n: how many
so-many-requirements = { $n ->
    [one] 1 requirement.
   *[other] { $n } requirements.
}
no-page-here = There is no page at this address.
page-not-found = Page not found
pattern-structured-sequential-workflow = Stages in a fixed order, each checked before the next begins.
pattern-creative-iterative-process = Rounds of drafts and feedback, repeated until the work is right.
pattern-resource-management = Things that are created, kept, changed and retired, with rules for who may do what.
pattern-exploratory-research = A broad search first, then a closer look at what it found, then a conclusion.
pattern-modern-development-workflow = A foundation, then automation, delivery and observation side by side.

## src/site/document.rs, requirement.rs, example.rs

# n: how many
all-n-documents = { $n ->
    [one] All 1 document
   *[other] All { $n } documents
}
# n: how many
so-many-documents = { $n ->
    [one] 1 document.
   *[other] { $n } documents.
}
# kinds: a list of kinds and how many of each
among-them = { $kinds } among them.
about-the-plan = About the plan
# plan: the plan's title
documents-of = Documents of { $plan }
# document: its title; plan: the plan's title
document-of-plan = { $document } of { $plan }.
# title: of the capability; n: how many requirements
capability-and-count = { $n ->
    [one] { $title }, 1 requirement
   *[other] { $title }, { $n } requirements
}
# n: how many
together-they-state = { $n ->
    [one] Together they state 1 requirement.
   *[other] Together they state { $n } requirements.
}
# n: how many
questions-open = { $n ->
    [one] One question is left open in the text.
   *[other] { $n } questions are left open in the text.
}
requirements-and-tasks = Requirements and tasks
# plan: the plan's title
requirements-and-tasks-of = Requirements and tasks of { $plan }
# n: how many
so-many-phases = { $n ->
    [one] 1 phase.
   *[other] { $n } phases.
}
# n: how many phases; parallel: how many of them have parallel work
phases-with-parallel = { $n ->
    [one] { $parallel ->
        [one] 1 phase; 1 of them has parallel work.
       *[other] 1 phase; { $parallel } of them have parallel work.
    }
   *[other] { $parallel ->
        [one] { $n } phases; 1 of them has parallel work.
       *[other] { $n } phases; { $parallel } of them have parallel work.
    }
}
# n: how many
more-phases = { $n ->
    [one] 1 phase more
   *[other] { $n } phases more
}
# examples, plans: how many
examples-in-plans = { $examples ->
    [one] { $plans ->
        [one] 1 example in 1 plan
       *[other] 1 example in { $plans } plans
    }
   *[other] { $plans ->
        [one] { $examples } examples in 1 plan
       *[other] { $examples } examples in { $plans } plans
    }
}
# examples, domains: how many
examples-in-domains = { $examples ->
    [one] { $domains ->
        [one] 1 example in 1 domain.
       *[other] 1 example in { $domains } domains.
    }
   *[other] { $domains ->
        [one] { $examples } examples in 1 domain.
       *[other] { $examples } examples in { $domains } domains.
    }
}
what-examples-are = Each shows a pattern of work in another field, gathered from every plan and document here.
examples-by-domain = Examples by domain
# patterns: a list of names
follows = Follows { $patterns }.

## src/site/drawing.rs

no-open-task-waits = No open task waits for another one.
no-task-waits = No task waits for another one.
# tasks, links: how many
too-many-to-draw = { $tasks ->
    [one] { $links ->
        [one] 1 task and 1 link are too many for one drawing; the table lists them.
       *[other] 1 task and { $links } links are too many for one drawing; the table lists them.
    }
   *[other] { $links ->
        [one] { $tasks } tasks and 1 link are too many for one drawing; the table lists them.
       *[other] { $tasks } tasks and { $links } links are too many for one drawing; the table lists them.
    }
}
# n: how many tasks
unlinked-left-out = { $n ->
    [one] 1 task without links are left out.
   *[other] { $n } tasks without links are left out.
}
# n: how many tasks
over-left-out = { $n ->
    [one] 1 task without links to open work are left out; the page of the graph has all links.
   *[other] { $n } tasks without links to open work are left out; the page of the graph has all links.
}
# tasks, phases: how many
graph-description = { $tasks ->
    [one] { $phases ->
        [0] 1 task. A table of the same links follows.
        [one] 1 task in 1 phase. A table of the same links follows.
       *[other] 1 task in { $phases } phases. A table of the same links follows.
    }
   *[other] { $phases ->
        [0] { $tasks } tasks. A table of the same links follows.
        [one] { $tasks } tasks in 1 phase. A table of the same links follows.
       *[other] { $tasks } tasks in { $phases } phases. A table of the same links follows.
    }
}

## src/site/plan.rs

graph = Graph
markdown-source = Markdown source
# name: of the task; reason: as the author gives it
task-is-blocked = { $name } is blocked: { $reason }.
details = Details
# steps: how many
steps = { $steps ->
    [one] 1 step
   *[other] { $steps } steps
}
# checks: how many
checks = { $checks ->
    [one] 1 check
   *[other] { $checks } checks
}
# steps, checks: how many
steps-and-checks = { steps }, { checks }
effort = Effort
# tasks: a list of tasks, linked
edge-after = After { $tasks }
# tasks: a list of tasks, linked
edge-before = Before { $tasks }
# tasks: a list of tasks, linked
edge-back-from = Loops back from { $tasks }
# tasks: a list of tasks, linked
edge-back-to = Loops back to { $tasks }
cycle-title = These tasks wait for each other
# tasks: a chain of tasks, linked
cycle-text = { $tasks }. None of them can start until one of these dependencies is taken out.
unknown-title = A dependency leads nowhere
# task: linked; name: as the author writes it; why: why it is not known
unknown-text = { $task } waits for “{ $name }”, and { $why }.
ends-early-title = The drawn graph lets work end early
# tasks: a list of tasks, linked; n: how many
ends-early-text = { $n ->
    [one] Nothing waits for { $tasks }, though phases follow.
   *[other] Nothing waits for { $tasks }, though phases follow them.
}
total-title = A stated total differs
# stated, computed: durations
total-sequential = The plan states the time one after another as { $stated }; its tasks give { $computed }.
# stated, computed: durations
total-parallel = The plan states the time with parallel work as { $stated }; its tasks give { $computed }.
# stated, computed: how many tokens
total-tokens = The plan states the context as { $stated }; its tasks give { $computed }.
# stated, computed: how many phases
total-phases = The plan states the number of phases as { $stated }; it has { $computed }.
# task, other: linked; state: of the other
comes-after = { $task } comes after { $other }, { $state ->
    [ready] which is ready
    [in_progress] which is in progress
    [blocked] which is blocked
    [waiting] which is waiting
   [skipped] which is skipped
   *[done] which is done
}.
# page: its title
markdown-of = The Markdown that { $page } is made of.
# file: its path
source-of = Source of { $file }
# n: how many
tasks-over-done = { $n ->
    [one] 1 task done
   *[other] { $n } tasks done
}
# n: how many
tasks-over-skipped = { $n ->
    [one] 1 task skipped
   *[other] { $n } tasks skipped
}
template-title = This is a template
template-text = It has places to fill, and its tasks are not counted in the totals of this site.
set-aside-title = Another plan took the place of this one
# file: the name of the later version
set-aside-later = It is shown for reading, since { $file } is a later version of it. Its tasks are not counted in the totals of this site.
# plan: the id of the other plan
set-aside-same = It is shown for reading, since it is the same, letter by letter, as { $plan }. Its tasks are not counted in the totals of this site.
archived-title = This plan is archived
archived-text = It is kept for reading, and its tasks are not counted in the totals of this site.
draft-title = This is a draft
draft-text = It is shown because drafts are built.
fact-sequential = One after another
fact-longest = Longest path
fact-left = Left
# work, shortest: durations
work-and-shortest = { $work } of work, { $shortest } at the shortest
fact-not-estimated = Not estimated
fact-context = Context
# done: how many are ticked; total: how many there are
so-many-ticked = { $done } of { $total } ticked
# drawn: how many of the dependencies that an author states
dependencies-drawn = { $drawn ->
    [0] {""}
   *[other] , { $drawn } of them drawn
}
# n: how many; stated, drawn, others: how many of them
dependencies-and-sources = { $n ->
    [one] { $others ->
        [0] { $n } dependency: { $stated } stated by the author{ dependencies-drawn }.
       *[other] { $n } dependency: { $stated } stated by the author{ dependencies-drawn }; the others follow from the order of phases and tasks.
    }
   *[other] { $others ->
        [0] { $n } dependencies: { $stated } stated by the author{ dependencies-drawn }.
       *[other] { $n } dependencies: { $stated } stated by the author{ dependencies-drawn }; the others follow from the order of phases and tasks.
    }
}
nothing-left-to-do = Nothing is left to do.
# path: the tasks on it
longest-path-one = The longest path left is { $path }.
# path: the tasks on it; length: a duration, or how many tasks
longest-path = The longest path left is { $path }: { $length }.

## src/site/about.rs and account.rs

each-became-one = Each has become one or the other.
each-listed-with-reason = Each line that is not counted is listed with the reason.
# dialect: of plans; reason: by what it was recognised
was-read-as = It was read as { $dialect }, since { $reason }.
# n: how many
lines = { $n ->
    [one] 1 line
   *[other] { $n } lines
}
# plan: the plan's title
about-data-of = About the data of { $plan }
about-all-data = About all data
# parents: how many tasks have others below them
boxes-parents = { $parents ->
    [0] {""}
    [one] {" "}(1 with tasks below, which is not counted itself)
   *[other] {" "}({ $parents } with tasks below, which are not counted themselves)
}
# boxes: how many lines
boxes-lines = { $boxes ->
    [one] 1 line looks like a box
   *[other] { $boxes } lines look like boxes
}
# tasks: how many
boxes-tasks = { $tasks ->
    [one] 1 task
   *[other] { $tasks } tasks
}
# boxes, tasks, parents, checks, excluded: how many
boxes-sum = { boxes-lines }: { boxes-tasks }{ boxes-parents }, { checks }, { $excluded } not counted.
# n: how many
tasks-without-box = { $n ->
    [one] 1 more task stands on lines without a box.
   *[other] { $n } more tasks stand on lines without a box.
}
# n: how many
checks-without-box = { $n ->
    [one] 1 more check stands on lines without a box.
   *[other] { $n } more checks stand on lines without a box.
}
# n: how many tasks
less-skipped = { $n } skipped
# n: how many tasks
less-optional = { $n } optional and not done
# done, total: how many tasks
progress-sum = { $total ->
    [one] Progress: { $done } of 1 task done.
   *[other] Progress: { $done } of { $total } tasks done.
}
# done, total, leaves: how many tasks; less: which are taken off
progress-sum-less = { $total ->
    [one] Progress: { $done } of 1 task done; the 1 are { $leaves } without tasks below, less { $less }.
   *[other] Progress: { $done } of { $total } tasks done; the { $total } are { $leaves } without tasks below, less { $less }.
}
# done, total: how many checks
checks-sum = Checks: { $done } of { $total } ticked. They are counted apart from the tasks.
template-sum = The plan is a template, and no part of the totals of the site.
archived-sum = The plan is archived, and no part of the totals of the site.

## Drawings of authors

# kind: what is drawn, such as Flowchart
diagram-scrollable = { $kind }, scrollable
diagram-source-follows = Its source follows.
# kind: what is drawn, such as Flowchart
diagram-source = { $kind }: the source
# kind: what is drawn, such as Flowchart
diagram-as-code = { $kind }, shown as code since it cannot be drawn.
# boxes: how many boxes it has
simplified-to-boxes = Too large to be drawn as it is written: its { $boxes } boxes stand in a layout of this site.
simplified-to-groups = Too large to be drawn as it is written: of its { $boxes } boxes, those of a group are drawn as one, with their number.
simplified-to-levels = Too large to be drawn as it is written: of its { $boxes } boxes, those equally far from a start are drawn as one, with their number.
# n: how many lines
lines-that-follow-left-out = { $n ->
    [one] 1 line that follows from others is left out.
   *[other] { $n } lines that follow from others are left out.
}
# n: how many lines
words-of-lines-left-out = { $n ->
    [one] The words of 1 line are left out.
   *[other] The words of { $n } lines are left out.
}
diagram-flowchart = Flowchart
diagram-sequence = Sequence diagram
diagram-gantt = Gantt chart
diagram-state = State diagram
diagram-class = Class diagram
diagram-entity = Entity diagram
diagram-pie = Pie chart
diagram-mindmap = Mind map
diagram-timeline = Timeline
diagram-git = Git graph
diagram-quadrant = Quadrant chart
diagram-kanban = Kanban board
diagram-journey = User journey
diagram-chart = Chart
diagram-requirement = Requirement diagram
diagram-block = Block diagram
diagram-other = Diagram

## components/author.html: an author's own drawing of the work

author-drawing = The author’s drawing
# title: what the drawing is called
author-drawing-scrollable = { $title }, scrollable
author-drawing-words = Drawn by the author, and painted with how each task stands.
author-drawing-above = This drawing stands above the text, painted with how each task stands.
# done: how many tasks are done; n: of how many
phase-done-of = { $n ->
    [one] { $done } of 1 task done
   *[other] { $done } of { $n } tasks done
}
drawn-only = Drawn, not stated by the task
stated-not-drawn = Stated, not drawn
drawing-differs = The drawing and the tasks differ.
# before, after: tasks, linked
drift-missing = { $after } waits for { $before }, and the drawing does not show it.
# before, after: tasks, linked
drift-extra = The drawing has { $before } before { $after }, whose own dependencies do not name it.
whole-graph-elsewhere = All dependencies are drawn on the page of the graph.
as-the-author-draws = As the author draws it
all-dependencies = All dependencies
## Graphs: src/site/graph.rs, chart.rs, graph_text.rs, templates/graph.html

graph-of-all-plans = Graph of all plans
# plan: the plan's title
graph-by-phase-of = Graph of { $plan }, phase by phase
tasks-without-phase = Tasks without a phase
# title: of the phase; part: the number of this part; n: how many parts
part-of-phase = { $title }, part { $part } of { $n }
# done: how many tasks are done; n: of how many
part-done-of = { $done } of { $n } done
# n: how many links
links = { $n ->
    [one] 1 link
   *[other] { $n } links
}
see-in-graph = What is around it
# task: its number and title
around-task = What is around { $task }
all-of-this-part = The whole drawing of this part
by-phase = Phase by phase
task-by-task = Task by task
# n: how many parts; tasks: how many tasks in them
phases-graph-description = { $tasks } tasks in { $n } parts. Each leads to a drawing of its own.
# n: how many plans
plans-graph-description = { $n } plans that wait for each other. A table of the same links follows.
no-plan-waits = No plan waits for another one.
# n: how many parts
too-many-phases = { $n } phases are too many for one drawing; the table leads to each.
# n: how many plans; shown: how many the table lists
too-many-plans = { $n } linked plans are too many for one drawing.
table-of-plans-is-cut = The table lists the first { $shown } of { $n } linked plans; the page of each plan names those that it is linked to.
# n: how many links
implied-left-out = { $n ->
    [one] 1 link that follows from others is not drawn; the table has it.
   *[other] { $n } links that follow from others are not drawn; the table has them.
}
before-those = {" – before that "}
after-those = {" – after that "}
# n: how many links
so-many-links = {" "}({ links })
# title: what a box stands for; state: its state
box-name = { $title }, { $state }
# title: what a box stands for; state: its state
box-name-critical = { $title }, { $state }, critical path
# linked: how many plans wait for others or are waited for; n: how many plans there are; links: how many links
plans-graph-lead = { $linked ->
    [0] None of { $n } plans waits for another one.
   *[other] { $linked } of { $n } plans are linked to others.
}
plans-graph-rest = { $links ->
    [one] One task of a plan waits for a task of another.
   *[other] Tasks wait for tasks of other plans in { $links } places.
}
# n: how many plans
more-plans = And { $n } more
plans-alone = Plans without links to others
show-critical-path = Show only the critical path
follows-from-others = Follows from others
part-of-task = Part of a task
download = Download:
# title: the format; size: of the file
download-as = { $title }, { $size }
zoom-in = Zoom in
zoom-out = Zoom out
zoom-fit = Fit the width
zoom-actual = 1:1, actual size
move-left = Move left
move-right = Move right
move-up = Move up
move-down = Move down
graph-controls = View of the graph
level-by-level = Level by level
# n: the number of the level, from 1
level = Level { $n }
lines-in-parts = Tasks of one level wait only for tasks of the levels before; the drawings of the phases have the lines.
tables-in-parts = The tables stand with the drawings of the phases.
# links, characters: the limits; what: what is left out
mermaid-left-out = Mermaid draws { $links } links and { $characters } characters at most; left out: { $what }
# n: how many boxes
boxes = { $n ->
    [one] 1 box
   *[other] { $n } boxes
}
ends-of-titles = the ends of long titles
## The preview: src/cli/serve.rs, src/io/server/

preview = Preview
preview-lost = The preview does not answer. Trying again …
preview-back = The preview answers again.
preview-updated = The page was updated.
preview-drafts = Drafts are shown
preview-close = Close
# n: how many errors
preview-errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
}
# n: how many warnings
preview-warnings = { $n ->
    [one] 1 warning
   *[other] { $n } warnings
}
# n: how many problems are not listed
preview-more = { $n ->
    [one] One more is listed in the terminal.
   *[other] { $n } more are listed in the terminal.
}
preview-nearest = One of these plans may be meant:

## Why a line is not counted: src/plan/ledger.rs

uncounted-front-matter = in the front matter
uncounted-code-fence = in a code fence
uncounted-indented-code = in indented code
uncounted-comment = in an HTML comment
uncounted-raw-html = in raw HTML, where Markdown is not read
uncounted-quote = in a block quote
uncounted-footnote = in a footnote
uncounted-too-intricate = where the file is too intricate to be read
uncounted-examples = in a section of examples
uncounted-legend = in a section that explains marks
uncounted-tag = the brackets hold a tag and no state
uncounted-link = the brackets are a link
uncounted-table = in a cell of a table
uncounted-heading = in a heading
uncounted-struck-out = struck out with its box
uncounted-no-words = a box without words
uncounted-plain-text = it is plain text: no item of a list starts here
uncounted-text-of-item = it is part of the text of an item
uncounted-no-space = no space stands behind the box
uncounted-no-mark = nothing stands between the brackets
uncounted-long-mark = more than one character stands between the brackets
uncounted-wrapped = the box stands inside bold or italic words
uncounted-drawn = the box is drawn and not written
uncounted-limit = the plan has more tasks than are read
uncounted-not-read = not read as a task

## By what a plan was recognised: src/plan/model.rs

sign-front-matter = its front matter says so
sign-path = its path says so
sign-title = its title starts with “Tasks -”
sign-snails = it has tasks marked 🐌 or 🐍
sign-numbered-phases = it has phases with numbered tasks
sign-cited-requirements = it has numbered tasks that cite requirements
sign-numbered-groups = its tasks are numbered after the headings they stand below
sign-task-ids = it has boxes with ids such as “T001”
sign-heading-ids = it has headings that are tasks, such as “T001: …”
sign-purpose-phases = it has phases with a purpose and tasks marked “[P]” or “[US1]”
sign-long-ids = it has phases with tasks such as “TASK-001 [P]”
sign-for-hands = it says that it is carried out task by task
sign-task-headings = it has headings that are tasks
sign-task-section = it has a section of tasks and sub-tasks
sign-name = its name says so, and it has tasks
sign-dated = it has tasks with dates or ids
sign-good-part = a good part of it is tasks
sign-most-part = most of it is tasks

## Kinds of problems: src/diagnostic/code.rs

severity-error = Error
severity-warning = Warning
severity-note = Note
code-duplicate-id = Two tasks of one plan have the same id.
code-unresolved-reference = A dependency names something that does not exist.
code-ambiguous-reference = A dependency names an id that several tasks have.
code-self-dependency = A task depends on itself.
code-cycle = Tasks wait for each other in a circle.
code-loop = A labelled arrow of a diagram leads back to an earlier task.
code-parallel-but-depends = Two tasks are said to run in parallel, and one depends on the other.
code-parallel-asymmetric = A task says that it runs in parallel with another one, which does not say so.
code-phase-count-differs = A phase states another number of parallel tasks than it has.
code-done-before-prerequisite = A task is done, and one that it depends on is not.
code-not-in-diagram = The plan's dependency diagram leaves a task out.
code-gates-nothing = Nothing waits for a task, though phases follow it.
code-parent-box-stale = The box of a parent task disagrees with the boxes below it.
code-unknown-mark = A box holds a mark that has no meaning.
code-requirement-missing = A task names a requirement that the plan does not have.
code-requirement-uncovered = No task names a requirement of the plan.
code-stated-total-differs = A total that the plan states is not the sum of its tasks.
code-context-over-budget = A task needs more context than fits.
code-too-many-parallel = More tasks run at once than can be watched over.
code-placeholder = A placeholder was never filled in.
code-unclosed-fence = A code fence is opened and never closed.
code-invalid-front-matter = The YAML at the top of a file cannot be read.
code-not-utf8 = A file holds bytes that are not UTF-8.
code-empty-plan = A plan has no tasks.
code-dead-link = A link or an image leads nowhere.
code-duplicate-url = Two pages would have the same address.
code-file-too-large = A file is larger than is read.
code-too-deep = Lists or quotes are nested too deep.
code-too-many-tasks = A plan has more tasks, or says more about them, than is read.
code-outside-link = A symbolic link leads out of the content folder.
code-special-file = Something in the content folder is neither a file nor a folder.
code-invalid-config = The configuration cannot be read, or has a value that cannot be used.
code-unreadable-diagram = A Mermaid block cannot be read or drawn.
code-asset-not-published = A file that a page needs is not published.
code-invalid-template = A template of the theme cannot be used.
code-invalid-style = A style sheet of the theme cannot be used.
code-box-not-counted = A line looks like a task and is not read as one.
code-number-gap = Numbers of tasks are missing in between.
code-unreadable-waves = The JSON of a plan's waves cannot be read.
code-wave-violates-dependency = A wave puts a task beside or before one that it depends on.
code-diagram-label-differs = A box of a diagram has the number of one task and the words of another.
code-diagram-relaxes-phase-order = A diagram lets a phase start before an earlier one ends.
code-same-tasks = Two plans hold the same tasks.
code-misspelt-field = The name of a field is like a known one, and is not read.
code-missing-words = The site's own words are not there in its language, or not all.
code-invalid-messages = A message file of the theme holds what cannot be used.
code-invalid-theme = The “theme.yaml” of a theme, or the name of one, cannot be used.
code-unknown-token = The settings name a token that the theme does not have.
code-low-contrast = A colour of the settings is hard to read.
code-unused-template = No page uses a template of the theme.
code-simplified-diagram = A Mermaid flowchart is too large to be drawn as it is written.
code-unknown-setting = The configuration has a key that there is not.
code-outdated-copy = A file was copied from a theme, and the original has changed since.
sample = What Ouro makes of it
sample-no-plan = This is no plan.

## What others read

# name: the name of a plan or of the site
feed-of = What is new: { $name }
# n: how many tasks
change-new-plan = { $n ->
    [one] A new plan with 1 task.
   *[other] A new plan with { $n } tasks.
}
# n: how many tasks
change-done = { $n ->
    [one] 1 more task is done.
   *[other] { $n } more tasks are done.
}
# n: how many tasks
change-undone = { $n ->
    [one] 1 task less is done.
   *[other] { $n } tasks less are done.
}
# n: how many tasks
change-more = { $n ->
    [one] The plan has 1 task more.
   *[other] The plan has { $n } tasks more.
}
# n: how many tasks
change-fewer = { $n ->
    [one] The plan has 1 task less.
   *[other] The plan has { $n } tasks less.
}
change-gone = The plan is not on the site any more.
change-not-counted = The plan is not counted any more.
badge-of-all = plans
# name: the name of a plan or of the site
# words: how it stands, such as "3 of 7 done", or "plans"
card = { $name }: { $words }
page-as-markdown = Markdown
page-as-data = JSON
