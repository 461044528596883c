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

## templates/timeline.html

timeline = Zeitplan
timeline-of = Zeitplan von { $plan }
timeline-of-all = Zeitplan aller Pläne
timeline-scrollable = { $title }, verschiebbar
timeline-description = { $n ->
    [one] 1 Balken, von { $start } bis { $end }. Eine Tabelle mit denselben Angaben folgt.
   *[other] { $n } Balken, von { $start } bis { $end }. Eine Tabelle mit denselben Angaben folgt.
}
timeline-as-a-table = Der Zeitplan als Tabelle
start-heading = Beginn
end-heading = Ende
length-heading = Dauer
no-place-in-time = Ohne Zeit
not-stated = Nicht angegeben
what-is-done-of-it = Davon erledigt
length-not-known = Dauer unbekannt
waves = Wellen
waves-why = Was nach dem Willen des Autors gleichzeitig bearbeitet wird.
wave = Welle { $name }
after-wave = nach { $name }
still-open = Nicht erledigt
over = Abgeschlossen
in-no-phase = Ohne Phase
done-of = { $done } von { $total } erledigt
step = Schritt { $n }
days = { $n ->
    [one] 1 Tag
   *[other] { $n } Tage
}
takes-work = Nacheinander dauert die Arbeit { $all }; läuft alles parallel, was parallel laufen kann, { $least }.
takes-steps = { $n ->
    [one] Die einzige Aufgabe lässt
   *[other] Die { $n } Aufgaben lassen
} sich in { $steps ->
    [one] einem Schritt
   *[other] { $steps } Schritten
} erledigen; keine gibt an, wie lange sie dauert.
runs = Die Arbeit reicht vom { $first } bis zum { $last }.
nothing-has-a-time = Nichts lässt sich zeitlich einordnen: Jede Aufgabe ist übersprungen oder wartet auf sich selbst.
nothing-is-left = Es ist nichts mehr zu tun.
left-of-work = Übrig sind { $all } Arbeit, im kürzesten Fall { $least }.
not-estimated = { $n ->
    [one] Eine Aufgabe ist nicht geschätzt und in diesen Zahlen nicht enthalten.
   *[other] { $n } Aufgaben sind nicht geschätzt und in diesen Zahlen nicht enthalten.
}
plans-take-steps = { $n ->
    [one] Der Plan braucht
   *[other] Die { $n } Pläne brauchen
} { $steps ->
    [one] einen Schritt
   *[other] { $steps } Schritte
}; keine Aufgabe gibt an, wie lange sie dauert.
plans-take-work = { $n ->
    [one] Die Aufgaben des Plans
   *[other] Die Aufgaben von { $n } Plänen
} dauern nacheinander { $all }; was übrig ist, dauert im kürzesten Fall { $left }.
plans-run = Die Pläne reichen vom { $first } bis zum { $last }.
plans-without-dates = { $n ->
    [one] Ein Plan hat keine Daten und steht nur in der Tabelle.
   *[other] { $n } Pläne haben keine Daten und stehen nur in der Tabelle.
}
reading-steps = Ein Balken beginnt, sobald alles erledigt ist, worauf er wartet; jede Aufgabe ist als ein Schritt gezeichnet, da keine ihre Dauer angibt.
reading-work = Ein Balken beginnt, sobald alles erledigt ist, worauf er wartet.
reading-days = Gesetzte Daten gelten, wie sie sind; ohne Datum beginnt ein Balken, sobald alles erledigt ist, worauf er wartet. Ein Tag hat { $hours } Arbeitsstunden.
reading-unknown = Eine Aufgabe, die ihre Dauer nicht angibt, ist mit { $length } und gestricheltem Rand gezeichnet.
reading-due = Eine Raute zeigt den Tag, an dem eine Aufgabe fällig ist.
reading-plan-steps = Ein Plan beginnt, sobald alles erledigt ist, worauf seine Aufgaben in anderen Plänen warten; jede Aufgabe ist ein Schritt, da keine ihre Dauer angibt.
reading-plan-work = Ein Plan beginnt, sobald alles erledigt ist, worauf seine Aufgaben in anderen Plänen warten, und dauert so lange wie sein kritischer Pfad.
reading-plan-days = Jeder Plan steht dort, wohin ihn seine eigenen Daten und Dauern setzen.
one-after-another = Nacheinander
in-parallel = Parallel
stated-and-computed = { $computed }; der Plan nennt { $stated }

## Dates

date = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
date-short = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
}
date-month = { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }
plan-is-due = Der Plan ist am { $day } fällig.
today-is = Heute ist der { $day }.
today-mark = Heute, { $day }
are-overdue = { $n ->
    [one] Überfällig ist { $tasks }.
   *[other] Überfällig sind { $tasks }.
}
should-have-begun = { $n ->
    [one] Schon begonnen sein sollte { $tasks }.
   *[other] Schon begonnen sein sollten { $tasks }.
}
stand-still = { $n ->
    [one] In Arbeit und seit mindestens { $days } Tagen unverändert ist { $tasks }.
   *[other] In Arbeit und seit mindestens { $days } Tagen unverändert sind { $tasks }.
}
nothing-is-late = Nichts ist in Verzug.
not-changed-for = Seit { $days } Tagen unverändert.
was-due = War am { $day } fällig.
is-due = Fällig am { $day }.

## templates/components/task.html

phase-over = { $n ->
    [one] 1 Aufgabe, erledigt
   *[other] { $n } Aufgaben, alle erledigt
}
finished-on = Die letzte wurde am { $day } abgeschlossen.
stopped-by = { $n ->
    [one] Was übrig ist, wartet auf { $tasks }; diese Aufgabe ist blockiert.
   *[other] Was übrig ist, wartet auf { $tasks }; diese Aufgaben sind blockiert.
}
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
