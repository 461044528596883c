# Die Wörter der Site auf Deutsch.

number-group = .

overview = Übersicht
tasks = { $n ->
    [one] 1 Aufgabe
   *[other] { $n } Aufgaben
}
graph-of = Graph von { $plan }
