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

## Search

search = Suche
search-label = Pläne, Aufgaben und Seiten suchen
search-letters = Alles nach Anfangsbuchstaben
search-without-script = Das Suchen braucht ein Skript; hier steht alles auch ohne.
search-all = { $n ->
    [one] 1 Plan, Aufgabe oder Seite.
   *[other] { $n } Pläne, Aufgaben und Seiten.
}
search-other = Andere
search-results = { $n ->
    [one] 1 Treffer
   *[other] { $n } Treffer
}
search-first = Die ersten { $n } von { $all } Treffern
search-none = Nichts gefunden für „{ $words }“
search-failed = Die Suche konnte nicht geladen werden.
search-disk = Auf Seiten, die von der Festplatte geöffnet sind, geht die Suche nicht. Alles steht nach Anfangsbuchstaben geordnet.
search-see-all = Alle Treffer
kind-plan = Plan
kind-task = Aufgabe
kind-page = Seite
kind-section = Abschnitt
kind-document = Dokument
kind-requirement = Anforderung
kind-example = Beispiel

## What the script adds

close = Schließen
theme-system = Farben: wie das System
theme-light = Farben: hell
theme-dark = Farben: dunkel
keys = Tastenkürzel
keys-rows = Nächste und vorige Aufgabe
keys-open = Aufgabe öffnen
keys-copy = Link zur Aufgabe kopieren
keys-single = Kürzel aus einer einzelnen Taste
copy-link-of = Link zu { $task } kopieren
link-copied = Der Link ist kopiert.
graph-lit = { $task } kommt nach { $after } und vor { $before }.
graph-nothing = nichts
visit-was = Neu, bisher: { $state }
visit-new = Neu
visit-changed = Geändert
visit-done = { $n } mehr erledigt
visit-changes = { $n ->
    [one] 1 Änderung seit Ihrem letzten Besuch.
   *[other] { $n } Änderungen seit Ihrem letzten Besuch.
}
visit-mark = Als gesehen markieren
visit-seen = Als gesehen markiert.

## States of a task

state-done = Erledigt
state-in_progress = In Arbeit
state-ready = Bereit
state-waiting = Wartet
state-blocked = Blockiert
state-skipped = Übersprungen

## Lists on several pages: src/site/turn.rs, templates/components/turning.html

rows-shown = { $from } bis { $to } von { $all }
title-and-page = { $title }, Seite { $page }
pages-of-list = Seiten dieser Liste
page-number = Seite { $n }
continued = Fortsetzung
phases = Phasen
whole-graph-table = Die ganze Tabelle auf der Seite des Graphen
all-domains = Alle Gebiete

## All tasks and owners: src/site/tasks.rs, owner.rs, filter.rs, templates/tasks.html, owners.html, owner.html

all-tasks = Alle Aufgaben
tasks-by-state = Aufgaben nach Zustand
owners = Zuständige
owners-of-tasks = { $n ->
    [one] Hier ist eine Person für Aufgaben zuständig.
   *[other] Hier sind { $n } Personen für Aufgaben zuständig.
}
tasks-without-owner = { $n ->
    [one] Für 1 Aufgabe ist niemand zuständig.
   *[other] Für { $n } Aufgaben ist niemand zuständig.
}
owner-heading = Zuständig
phase-heading = Phase
label-heading = Schlagwort
duration-heading = Dauer
phase-number = Phase { $number }
part-of = Teil von { $task }
parents-are-not-listed = Eine Aufgabe mit Unteraufgaben steht nicht selbst in der Liste: ihre Teile stehen dort.
filter-tasks = Aufgaben filtern
filter-text = Text
filter-any = Beliebig
filter-clear = Filter zurücksetzen
filter-more = Mehr anzeigen
tasks-that-match = Passende Aufgaben
tasks-matching = Passende Aufgaben: { $n } von { $all }.
tasks-of-page-only = Nur die Aufgaben dieser Seite wurden durchsucht, da sich die übrigen nicht laden ließen.

## Die Vorschau: src/cli/serve.rs, src/io/server/

preview = Vorschau
preview-lost = Die Vorschau antwortet nicht. Neuer Versuch …
preview-back = Die Vorschau antwortet wieder.
preview-updated = Die Seite wurde aktualisiert.
preview-drafts = Entwürfe werden gezeigt
preview-close = Schließen
preview-errors = { $n ->
    [one] 1 Fehler
   *[other] { $n } Fehler
}
preview-warnings = { $n ->
    [one] 1 Warnung
   *[other] { $n } Warnungen
}
preview-more = { $n ->
    [one] Ein weiteres Problem steht im Terminal.
   *[other] { $n } weitere Probleme stehen im Terminal.
}
preview-nearest = Vielleicht ist einer dieser Pläne gemeint:
