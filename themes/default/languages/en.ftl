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
