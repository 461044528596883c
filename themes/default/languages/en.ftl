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

## Lists on several pages: src/site/turn.rs, templates/components/turning.html

# from, to: the first and the last row on the page; all: how many rows there are
rows-shown = { $from } to { $to } of { $all }
# title: the title of the list; page: the number of the page, as text
title-and-page = { $title }, page { $page }
pages-of-list = Pages of this list
# n: the number of the page
page-number = Page { $n }
continued = continued
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
