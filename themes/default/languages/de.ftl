# Die Wörter der Site auf Deutsch.

number-group = .

overview = Übersicht
tasks = { $n ->
    [one] 1 Aufgabe
   *[other] { $n } Aufgaben
}
graph-of = Graph von { $plan }

## templates/base.html and navigation

skip = Zum Inhalt
menu = Menü
breadcrumb = Brotkrumen
site-navigation = Site
nav-site = Site
nav-pages = Seiten
nav-plans = Pläne
nav-examples = Beispiele
written-in = Geschrieben in { $file }
written-in-line = Geschrieben in { $file }, Zeile { $line }
made-with = Gemacht mit { $generator }
on-this-page = Auf dieser Seite
in-this-section = In diesem Abschnitt
previous-and-next = Zurück und weiter
previous = Zurück
next = Weiter
plans-that-change-this = Pläne, die dies ändern

## templates/404.html

not-found = Unter dieser Adresse steht nichts.
not-found-why = Vielleicht ist es umgezogen, oder es war nie hier.
plans = Pläne

## templates/overview.html, plans.html, next.html, pattern.html

sample-plan = Ein Beispielplan
ready-to-start = Kann beginnen
in-progress = In Arbeit
blocked = Blockiert
all-plans = Alle Pläne
templates-and-archive = Vorlagen und Archiv
not-counted-above = Sie sind oben nicht mitgezählt.
example-domains = Beispielgebiete

## templates/plan.html, source.html, example.html, graph.html

no-tasks-found = Keine Aufgaben gefunden. Aufgaben sind Zeilen wie { $sample }.
other-plans = Andere Pläne
about-this-plan = Über diesen Plan
source-of-lines = { $n ->
    [one] Die Quelle von { $page }, 1 Zeile.
   *[other] Die Quelle von { $page }, { $n } Zeilen.
}
line = Zeile { $line }
from-plan = Aus { $plan }
the-plan = Der Plan
domains-of-same-patterns = Gebiete mit denselben Mustern
how-links-are-known = Woher jede Verbindung bekannt ist
before = Vorher
after = Danach
known-from = Bekannt aus
where = Wo
loop = Schleife

## templates/document.html, ledger.html, matrix.html

changes-capability = Es ändert die Fähigkeit { $capability }.
what-is-not-counted = Was nicht gezählt wird
reason-and-count = { $n }: { $reason }
answer-all-requirements = Erfüllen alle Anforderungen
each-requirement = Jede Anforderung
each-requirement-and-its-tasks = Jede Anforderung und ihre Aufgaben
requirement = Anforderung
tasks-heading = Aufgaben
done-heading = Erledigt
tasks-that-answer-it = Aufgaben, die sie erfüllen
no-task-answers-it = Keine Aufgabe erfüllt sie

## templates/components

parallel = parallel
graph-scrollable = Abhängigkeitsgraph, verschiebbar
legend = Legende
stated = Angegeben
implied = Erschlossen
critical-path = Kritischer Pfad
graph-as-table = Der Graph als Tabelle
as-a-table = { $title }, als Tabelle
task-heading = Aufgabe
state-heading = Zustand
none = Keine
plan-heading = Plan
progress-heading = Fortschritt
next-task = Nächste Aufgabe
optional = Optional
requirements = Anforderungen
source = Quelle
ticked = Abgehakt
not-ticked = Nicht abgehakt
phase-and-title = { $number }. { $title }
priority-of-phase = Priorität { $priority }
optional-phase = optional
after-heading = Nach
before-heading = Vor

## templates/about.html

how-tasks-are-counted = Wie Aufgaben gezählt werden
rule-lines = Eine Zeile, die wie ein Kästchen aussieht, ist eine Aufgabe, eine Prüfung, oder sie wird aus einem Grund, der unten steht, nicht gezählt.
rule-parents = Eine Aufgabe mit Aufgaben darunter wird gezeigt und nicht selbst gezählt: Ihre Teile zählen.
rule-progress = Fortschritt ist, was von allen gezählten Aufgaben erledigt ist, ohne die übersprungenen und die optionalen, die nicht erledigt sind.
rule-checks = Prüfungen (Abnahme- und Erfolgskriterien) werden neben den Aufgaben gezählt und nie unter ihnen.
rule-marks = Ein Zeichen mit unbekannter Bedeutung gilt nie als erledigt.
rule-uncounted = Vorlagen und archivierte Pläne werden gezeigt und zählen nicht zu den Summen.
rule-edges = Eine Abhängigkeit ist vom Autor angegeben oder aus der Reihenfolge von Phasen und Aufgaben erschlossen; der Graph jedes Plans sagt, welches von beiden und wo.
how-plans-were-read = Wie jeder Plan gelesen wurde
read-as = Gelesen als
like-boxes = Wie Kästchen
checks-heading = Prüfungen
not-counted = Nicht gezählt
since-reason = da { $reason }
not-counted-in = { $n } nicht gezählt in { $plan }
tasks-without-boxes = Aufgaben und Prüfungen können auch auf Zeilen ohne Kästchen stehen: in Überschriften, in Tabellen, in eigenen Dateien.
why-not-counted = Warum Zeilen nicht gezählt werden
reason-heading = Grund
lines-heading = Zeilen
what-was-noticed = Was aufgefallen ist
kind-heading = Art
severity-heading = Schwere
times-heading = Anzahl
first-places = Erste Stellen
site-as-a-whole = Die Site als Ganzes
and-more = und { $n } weitere
check-tells-more = { $check } zeigt jedes mit seiner Zeile, und { $explain } sagt, was es bedeutet.
nothing-was-noticed = Nichts: In den Plänen und Seiten wurde kein Problem gefunden.
what-became-of-drawings = Was aus den Zeichnungen wurde
drawn-heading = Gezeichnet
as-code-heading = Als Code gezeigt
counted-by = Gezählt von { $generator }.

## States of a task

state-done = Erledigt
state-in_progress = In Arbeit
state-ready = Bereit
state-waiting = Wartet
state-blocked = Blockiert
state-skipped = Übersprungen

## Graphen

graph = Graph
graph-of-all-plans = Graph aller Pläne
graph-by-phase-of = Graph von { $plan }, Phase für Phase
tasks-without-phase = Aufgaben ohne Phase
part-of-phase = { $title }, Teil { $part } von { $n }
done-of = { $done } von { $n } erledigt
links = { $n ->
    [one] 1 Verbindung
   *[other] { $n } Verbindungen
}
see-in-graph = Was davor und danach kommt
by-phase = Phase für Phase
task-by-task = Aufgabe für Aufgabe
tasks-graph-description = { $n ->
    [one] 1 Aufgabe
   *[other] { $n } Aufgaben
}{ $phases ->
    [0] {""}
    [one] {" "}in 1 Phase
   *[other] {" "}in { $phases } Phasen
}. Dieselben Verbindungen folgen als Tabelle.
phases-graph-description = { $tasks } Aufgaben in { $n } Teilen. Jeder führt zu einer eigenen Zeichnung.
plans-graph-description = { $n } Pläne, die aufeinander warten. Dieselben Verbindungen folgen als Tabelle.
no-task-waits = Keine Aufgabe wartet auf eine andere.
no-open-task-waits = Keine offene Aufgabe wartet auf eine andere.
no-plan-waits = Kein Plan wartet auf einen anderen.
too-many-to-draw = { $n } Aufgaben und { $links } Verbindungen sind zu viele für eine Zeichnung; die Zeichnungen der Phasen und die Tabelle zeigen sie alle.
too-many-phases = { $n } Phasen sind zu viele für eine Zeichnung; die Tabelle führt zu jeder.
too-many-plans = { $n } verbundene Pläne sind zu viele für eine Zeichnung.
table-of-plans-is-cut = Die Tabelle nennt die ersten { $shown } von { $n } verbundenen Plänen; die Seite jedes Plans nennt die, mit denen er verbunden ist.
unlinked-left-out = { $n ->
    [one] 1 Aufgabe ohne Verbindungen ist weggelassen.
   *[other] { $n } Aufgaben ohne Verbindungen sind weggelassen.
}
over-left-out = { $n ->
    [one] 1 Aufgabe ohne Verbindung zu offener Arbeit ist weggelassen; die Seite des Graphen zeigt alle Verbindungen.
   *[other] { $n } Aufgaben ohne Verbindung zu offener Arbeit sind weggelassen; die Seite des Graphen zeigt alle Verbindungen.
}
implied-left-out = { $n ->
    [one] 1 Verbindung, die aus anderen folgt, ist nicht gezeichnet; die Tabelle nennt sie.
   *[other] { $n } Verbindungen, die aus anderen folgen, sind nicht gezeichnet; die Tabelle nennt sie.
}
before-those = – davor
after-those = – danach
plans-graph-lead = { $linked ->
    [0] Keiner von { $n } Plänen wartet auf einen anderen.
   *[other] { $linked } von { $n } Plänen sind mit anderen verbunden.
}
plans-graph-rest = { $links ->
    [one] Eine Aufgabe eines Plans wartet auf eine eines anderen.
   *[other] An { $links } Stellen warten Aufgaben auf solche anderer Pläne.
}
more-plans = Und { $n } weitere
plans-alone = Pläne ohne Verbindung zu anderen
show-critical-path = Nur den kritischen Pfad zeigen
follows-from-others = Folgt aus anderen
part-of-task = Teil einer Aufgabe
download = Herunterladen
download-as = { $title }, { $size }
zoom-in = Vergrößern
zoom-out = Verkleinern
zoom-fit = An die Breite anpassen
zoom-actual = Originalgröße
move-left = Nach links
move-right = Nach rechts
move-up = Nach oben
move-down = Nach unten
graph-controls = Ansicht des Graphen
level-by-level = Ebene für Ebene
level = Ebene { $n }
lines-in-parts = Aufgaben einer Ebene warten nur auf solche früherer Ebenen; die Linien stehen in den Zeichnungen der Phasen.
tables-in-parts = Die Tabellen stehen bei den Zeichnungen der Phasen.
