# The words of the site in English. The format is that of Project Fluent.
# Where a message is given something, the line above says what.

number-group = ,

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

## templates/404.html

not-found = Nothing stands at this address.
not-found-why = It may have moved, or never been there.
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
graph-scrollable = Dependency graph, scrollable
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
as-code-heading = Shown as code
# generator: the name and version of the program
counted-by = Counted by { $generator }.

## States of a task

state-done = Done
state-in_progress = In progress
state-ready = Ready
state-waiting = Waiting
state-blocked = Blocked
state-skipped = Skipped

## Graphs

graph = Graph
graph-of-all-plans = Graph of all plans
# plan: the plan's title
graph-by-phase-of = Graph of { $plan }, phase by phase
tasks-without-phase = Tasks without a phase
# title: of the phase; part: the number of this part; n: how many parts
part-of-phase = { $title }, part { $part } of { $n }
# done: how many tasks are done; n: of how many
done-of = { $done } of { $n } done
# n: how many links
links = { $n ->
    [one] 1 link
   *[other] { $n } links
}
see-in-graph = What is around it
by-phase = Phase by phase
task-by-task = Task by task
# n: how many tasks; phases: how many phases
tasks-graph-description = { $n ->
    [one] 1 task
   *[other] { $n } tasks
}{ $phases ->
    [0] {""}
    [one] {" "}in 1 phase
   *[other] {" "}in { $phases } phases
}. A table of the same links follows.
# n: how many parts; tasks: how many tasks in them
phases-graph-description = { $tasks } tasks in { $n } parts. Each leads to a drawing of its own.
# n: how many plans
plans-graph-description = { $n } plans that wait for each other. A table of the same links follows.
no-task-waits = No task waits for another one.
no-open-task-waits = No open task waits for another one.
no-plan-waits = No plan waits for another one.
# n: how many tasks; links: how many links between them
too-many-to-draw = { $n } tasks and { $links } links are too many for one drawing; the drawings of the phases and the table have them all.
# n: how many parts
too-many-phases = { $n } phases are too many for one drawing; the table leads to each.
# n: how many plans; shown: how many the table lists
too-many-plans = { $n } linked plans are too many for one drawing.
table-of-plans-is-cut = The table lists the first { $shown } of { $n } linked plans; the page of each plan names those that it is linked to.
# n: how many tasks
unlinked-left-out = { $n ->
    [one] 1 task without links is left out.
   *[other] { $n } tasks without links are left out.
}
# n: how many tasks
over-left-out = { $n ->
    [one] 1 task without links to open work is left out; the page of the graph has all links.
   *[other] { $n } tasks without links to open work are left out; the page of the graph has all links.
}
# n: how many links
implied-left-out = { $n ->
    [one] 1 link that follows from others is not drawn; the table has it.
   *[other] { $n } links that follow from others are not drawn; the table has them.
}
before-those = – before that
after-those = – after that
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
download = Download
# title: the format; size: of the file
download-as = { $title }, { $size }
zoom-in = Zoom in
zoom-out = Zoom out
zoom-fit = Fit the width
zoom-actual = Actual size
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
