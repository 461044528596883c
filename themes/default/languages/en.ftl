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
