# Die Wörter der Site auf Deutsch.

number-group = .

number = { $n }
percent = { $n } %
overview = Übersicht
tasks = { $n ->
    [one] 1 Aufgabe
   *[other] { $n } Aufgaben
}
graph-of = Graph von { $plan }

## templates/base.html and navigation

skip = Zum Inhalt
to-top = Zum Seitenanfang
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

## src/markdown/prose.rs: the words in texts

link-not-found = Nicht gefunden: { $target }
table-of = Tabelle: { $columns }
footnotes = Fußnoten
back-to-text = Zurück zum Text

## templates/404.html

not-found = Unter dieser Adresse steht nichts.
not-found-why = Vielleicht ist es umgezogen, oder es war nie hier.
moved = Diese Seite ist umgezogen:
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
graph-scrollable = { $title }, verschiebbar
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
simplified-heading = Vereinfacht
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
key-enter = Eingabe
key-escape = Esc
key-control = Strg
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
bar-of-task = { $task }, { $state }, { $start } – { $end }
bar-of-task-critical = { $task }, { $state }, { $start } – { $end }, kritischer Pfad
bar-of-plan = { $plan }, { $words }, { $start } – { $end }
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
reading-plan-steps = Ein Balken reicht vom frühesten Beginn eines Plans bis zu seinem frühesten Ende, samt der Zeit, in der er auf andere Pläne wartet; jede Aufgabe ist ein Schritt, da keine sagt, wie lange sie dauert.
reading-plan-work = Ein Balken reicht vom frühesten Beginn eines Plans bis zu seinem frühesten Ende, samt der Zeit, in der er auf andere Pläne wartet.
reading-plan-days = Jeder Plan steht dort, wohin ihn seine eigenen Daten und Dauern setzen.
no-work-is-left = Es ist nichts mehr zu tun.
sum-of-times = Nacheinander
longest-time = Parallel
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
page-of-pages = Seite { $page } von { $pages }
title-and-page = { $title }, Seite { $page }
pages-of-list = Seiten dieser Liste
page-number = Seite { $n }
continued = (Fortsetzung)
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
part-of-heading = Teil von
parents-are-not-listed = Eine Aufgabe mit Unteraufgaben steht nicht selbst in der Liste: ihre Teile stehen dort.
filter-tasks = Aufgaben filtern
filter-text = Text
filter-any = Beliebig
filter-clear = Filter zurücksetzen
filter-more = Mehr anzeigen
tasks-that-match = Passende Aufgaben
tasks-matching = Passende Aufgaben: { $n } von { $all }.
tasks-of-page-only = Nur die Aufgaben dieser Seite wurden durchsucht, da sich die übrigen nicht laden ließen.

## src/site/words.rs: lists and numbers

sentence-space = {" "}
list-next = {", "}
list-last = {" und "}
list-or = {" oder "}
list-more = {" und "}{ $n } weitere
ended = { $words }.
quoted = „{ $words }“
minutes = { $m } min
hours = { $h } h
hours-and-minutes = { $h } h { $m } min
tokens = { $n } Token
tokens-thousands = { $n } Tsd. Token
tokens-millions = { $n },{ $tenths } Mio. Token
words-and-more = { $words }, { $more }
title-and-note = { $title }, { $note }
spelled = { $n ->
    [0] Keine
    [1] Eine
    [2] Zwei
    [3] Drei
    [4] Vier
    [5] Fünf
    [6] Sechs
    [7] Sieben
    [8] Acht
    [9] Neun
    [10] Zehn
    [11] Elf
    [12] Zwölf
   *[other] { $n }
}
spelled-inside = { $n ->
    [0] keine
    [1] eine
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
    [7] sieben
    [8] acht
    [9] neun
    [10] zehn
    [11] elf
    [12] zwölf
   *[other] { $n }
}

## src/site/words.rs: how a set of tasks stands

no-tasks-yet = Es gibt noch keine Aufgaben.
no-task-has-to-be-done = Keine Aufgabe muss erledigt werden.
all-done = { $total ->
    [one] Die einzige Aufgabe ist erledigt.
   *[other] Alle { $total } Aufgaben sind erledigt.
}
none-done = { $total ->
    [one] Die einzige Aufgabe ist nicht erledigt.
   *[other] Von { $total } Aufgaben ist keine erledigt.
}
done-of-total = { $done ->
    [one] 1 von { $total } Aufgaben ist erledigt.
   *[other] { $done } von { $total } Aufgaben sind erledigt.
}
tasks-in-progress = { $n ->
    [one] { spelled } ist in Arbeit.
   *[other] { spelled } sind in Arbeit.
}
tasks-can-start = { $n ->
    [one] { spelled } kann jetzt beginnen.
   *[other] { spelled } können jetzt beginnen.
}
nothing-can-start-now = Nichts kann jetzt beginnen.
tasks-wait = { $n ->
    [one] { spelled } wartet auf unfertige Arbeit.
   *[other] { spelled } warten auf unfertige Arbeit.
}
tasks-blocked = { $n ->
    [one] { spelled } ist blockiert.
   *[other] { spelled } sind blockiert.
}
tasks-blocked-and-waiting = { $blocked ->
    [one] { $waiting ->
           [one] { $stopped } ist blockiert; { $held } wartet auf unfertige Arbeit.
          *[other] { $stopped } ist blockiert; { $held } warten auf unfertige Arbeit.
        }
   *[other] { $waiting ->
           [one] { $stopped } sind blockiert; { $held } wartet auf unfertige Arbeit.
          *[other] { $stopped } sind blockiert; { $held } warten auf unfertige Arbeit.
        }
}
optional-open = { $n ->
    [one] { spelled } davon ist optional und zählt nicht zur Summe.
   *[other] { spelled } davon sind optional und zählen nicht zur Summe.
}
tasks-skipped = { $n ->
    [one] { spelled } wurde übersprungen.
   *[other] { spelled } wurden übersprungen.
}
no-plans-yet = Es gibt noch keine Pläne.
write-a-plan = Schreibe einen als Markdown-Datei in den Inhaltsordner und baue noch einmal.
no-plan-counted = Noch wird kein Plan gezählt.
plans-listed-below = { $n ->
    [one] Einer steht unten, als Vorlage oder aus dem Archiv.
   *[other] { $n } stehen unten, als Vorlagen oder aus dem Archiv.
}
bar = { $done } von { $total } erledigt
bar-optional = { $n ->
    [one] 1 optionale Aufgabe offen
   *[other] { $n } optionale Aufgaben offen
}
bar-empty = keine Aufgaben
chip-all-done = Alles erledigt
chip-blocked = { $n } blockiert
chip-ready = { $n } bereit
chip-in-progress = { $n } in Arbeit
chip-waiting = Wartet
chip-no-tasks = Keine Aufgaben
chip-template = Vorlage
chip-archived = Archiviert

## src/site/words.rs: dates, modes, kinds

date-created = Angelegt
date-start = Beginn
date-scheduled = Geplant
date-due = Fällig
date-done = Beendet
date-cancelled = Aufgegeben
date-updated = Geändert
mode-sequential = nacheinander
mode-parallel = kann gleichzeitig laufen
mode-mixed = nacheinander oder gleichzeitig
mode-repeatable = wiederholbar
kind-requirements = Anforderungen
kind-specifications = { $n ->
    [one] Spezifikation
   *[other] Spezifikationen
}
kind-bug-fixes = { $n ->
    [one] Fehlerbehebung
   *[other] Fehlerbehebungen
}
kind-proposals = { $n ->
    [one] Vorschlag
   *[other] Vorschläge
}
kind-plans = { $n ->
    [one] Plan
   *[other] Pläne
}
kind-designs = { $n ->
    [one] Entwurf
   *[other] Entwürfe
}
kind-research = Recherche
kind-data-models = { $n ->
    [one] Datenmodell
   *[other] Datenmodelle
}
kind-quickstarts = { $n ->
    [one] Schnellstart
   *[other] Schnellstarts
}
kind-contracts = { $n ->
    [one] Vertrag
   *[other] Verträge
}
kind-capabilities = { $n ->
    [one] Fähigkeit
   *[other] Fähigkeiten
}
kind-checklists = { $n ->
    [one] Prüfliste
   *[other] Prüflisten
}
kind-decisions = { $n ->
    [one] Entscheidung
   *[other] Entscheidungen
}
kind-guidance = Leitfaden
kind-references = { $n ->
    [one] Nachschlagewerk
   *[other] Nachschlagewerke
}
kind-drafts = { $n ->
    [one] Entwurfsfassung
   *[other] Entwurfsfassungen
}
kind-tasks = { $n ->
    [one] Aufgabe
   *[other] Aufgaben
}
kind-other-documents = { $n ->
    [one] Anderes Dokument
   *[other] Andere Dokumente
}
count-requirements = { $n ->
    [one] 1 Anforderungen
   *[other] { $n } Anforderungen
}
count-specifications = { $n ->
    [one] 1 Spezifikation
   *[other] { $n } Spezifikationen
}
count-bug-fixes = { $n ->
    [one] 1 Fehlerbehebung
   *[other] { $n } Fehlerbehebungen
}
count-proposals = { $n ->
    [one] 1 Vorschlag
   *[other] { $n } Vorschläge
}
count-plans = { $n ->
    [one] 1 Plan
   *[other] { $n } Pläne
}
count-designs = { $n ->
    [one] 1 Entwurf
   *[other] { $n } Entwürfe
}
count-research = { $n ->
    [one] 1 Recherche
   *[other] { $n } Recherche
}
count-data-models = { $n ->
    [one] 1 Datenmodell
   *[other] { $n } Datenmodelle
}
count-quickstarts = { $n ->
    [one] 1 Schnellstart
   *[other] { $n } Schnellstarts
}
count-contracts = { $n ->
    [one] 1 Vertrag
   *[other] { $n } Verträge
}
count-capabilities = { $n ->
    [one] 1 Fähigkeit
   *[other] { $n } Fähigkeiten
}
count-checklists = { $n ->
    [one] 1 Prüfliste
   *[other] { $n } Prüflisten
}
count-decisions = { $n ->
    [one] 1 Entscheidung
   *[other] { $n } Entscheidungen
}
count-guidance = { $n ->
    [one] 1 Leitfaden
   *[other] { $n } Leitfäden
}
count-references = { $n ->
    [one] 1 Nachschlagewerk
   *[other] { $n } Nachschlagewerke
}
count-drafts = { $n ->
    [one] 1 Entwurfsfassung
   *[other] { $n } Entwurfsfassungen
}
count-tasks = { $n ->
    [one] 1 Aufgabe
   *[other] { $n } Aufgaben
}
count-other-documents = { $n ->
    [one] 1 anderes Dokument
   *[other] { $n } andere Dokumente
}
change-added = hinzugefügt
so-many-added = { $n } hinzugefügt
change-modified = geändert
so-many-modified = { $n } geändert
change-removed = entfernt
so-many-removed = { $n } entfernt
change-renamed = umbenannt
so-many-renamed = { $n } umbenannt

## src/site/words.rs: requirements

all-answered = { $kind ->
    [story] { $n ->
        [one] Die einzige User-Story wird von Aufgaben abgedeckt.
       *[other] Alle { $n } User-Storys werden von Aufgaben abgedeckt.
    }
    [criterion] { $n ->
        [one] Das einzige Erfolgskriterium wird von Aufgaben abgedeckt.
       *[other] Alle { $n } Erfolgskriterien werden von Aufgaben abgedeckt.
    }
   *[requirement] { $n ->
        [one] Die einzige Anforderung wird von Aufgaben abgedeckt.
       *[other] Alle { $n } Anforderungen werden von Aufgaben abgedeckt.
    }
}
kind-and-count = { $kind ->
    [story] { $n ->
        [one] 1 User-Story
       *[other] { $n } User-Storys
    }
    [criterion] { $n ->
        [one] 1 Erfolgskriterium
       *[other] { $n } Erfolgskriterien
    }
   *[requirement] { $n ->
        [one] 1 Anforderung
       *[other] { $n } Anforderungen
    }
}
the-kind = { $kind ->
    [story] { $n ->
        [one] die User-Story
       *[other] die { $n } User-Storys
    }
    [criterion] { $n ->
        [one] das Erfolgskriterium
       *[other] die { $n } Erfolgskriterien
    }
   *[requirement] { $n ->
        [one] die Anforderung
       *[other] die { $n } Anforderungen
    }
}
some-answered = { $kind ->
    [story] { $answered ->
        [one] { $answered } von { $n } User-Storys wird von Aufgaben abgedeckt; { $open } von keiner.
       *[other] { $answered } von { $n } User-Storys werden von Aufgaben abgedeckt; { $open } von keiner.
    }
    [criterion] { $answered ->
        [one] { $answered } von { $n } Erfolgskriterien wird von Aufgaben abgedeckt; { $open } von keiner.
       *[other] { $answered } von { $n } Erfolgskriterien werden von Aufgaben abgedeckt; { $open } von keiner.
    }
   *[requirement] { $answered ->
        [one] { $answered } von { $n } Anforderungen wird von Aufgaben abgedeckt; { $open } von keiner.
       *[other] { $answered } von { $n } Anforderungen werden von Aufgaben abgedeckt; { $open } von keiner.
    }
}
answered-in-part = { $n ->
    [one] { spelled } wird zum Teil erfüllt.
   *[other] { spelled } werden zum Teil erfüllt.
}
all-tasks-done-of = { $n ->
    [one] Alle ihre Aufgaben sind erledigt.
   *[other] { $met ->
        [one] Alle Aufgaben von einer sind erledigt.
       *[other] Alle Aufgaben von { $met } sind erledigt.
    }
}
none-cited = { $kinds }; keine Aufgabe nennt eine davon.
no-task-cites = Keine Aufgabe nennt { $kinds }.

## src/site/words.rs: why a task stands as it does

rule-field = in den Abhängigkeiten angegeben
rule-diagram = im Graphen gezeichnet
rule-prose = im Text gesagt
rule-group = für eine ganze Phase oder einen ganzen Plan angegeben
rule-wave = als Welle angegeben
rule-phase-order = die Reihenfolge der Phasen
rule-task-order = die Reihenfolge der Aufgaben
rule-in-places = { $rule }, erste von { $n } Stellen
why-after = Nach { $tasks }.
why-before = Vor { $tasks }.
begun-before = { $n ->
    [one] Begonnen, bevor { $tasks } erledigt ist.
   *[other] Begonnen, bevor { $tasks } erledigt sind.
}
blocked-because = Blockiert: { $reason }.
unknown-no-plan = einen solchen Plan gibt es nicht
unknown-several-plans = mehrere Pläne heißen so
unknown-no-task = eine solche Aufgabe gibt es nicht
unknown-several-tasks = mehrere Aufgaben haben diese Kennung
unknown-several-phases = mehrere Phasen haben diese Nummer
unknown-too-many = es sind zu viele, um sie zu verbinden
unknown-no-name = es nennt keine Aufgabe
waits-for-unknown = Wartet auf „{ $name }“: { $why }.
waits-for-itself = Wartet auf sich selbst: { $tasks }.
waits-for-itself-by-others = Wartet über andere Aufgaben auf sich selbst.
blocked-with-parent = Blockiert mit der Aufgabe darüber.
also-waits-for = Wartet auch auf { $tasks }.
waits-for-work = Wartet auf unfertige Arbeit.
is-state = { $state ->
    [ready] ist bereit
    [in_progress] ist in Arbeit
    [blocked] ist blockiert
    [waiting] wartet
   *[done] ist erledigt
}
which-is-state = { $state ->
    [ready] die bereit ist
    [in_progress] die in Arbeit ist
    [blocked] die blockiert ist
    [waiting] die wartet
   *[done] die erledigt ist
}
waits-for-one = Wartet auf { $first }, { which-is-state }.
waits-for-one-next = Wartet auf { $first }, die auf { $next } wartet, { which-is-state }.
waits-for-one-of-several = Wartet auf { $first }, die auf { $next } wartet; { $start } { is-state }.
waits-for-one-far = Wartet auf { $first }, die auf { $next } wartet, und so weiter bis zu { $start }, { which-is-state }.
waits-for-several = Wartet auf { $first }. { $one } { is-state }.
waits-for-several-next = Wartet auf { $first }. { $one } wartet auf { $next }, { which-is-state }.
waits-for-several-of-several = Wartet auf { $first }. { $one } wartet auf { $next }; { $start } { is-state }.
waits-for-several-far = Wartet auf { $first }. { $one } wartet auf { $next }, und so weiter bis zu { $start }, { which-is-state }.
further = { $more ->
    [0] {""}
    [one] ; dahinter wartet 1 weitere
   *[other] ; dahinter warten { $more } weitere
}
unlocks = Gibt { $tasks } frei{ further }.
needed-by-one = { $tasks } wartet darauf{ further }.
needed-with-others = { $others ->
    [one] { $tasks } wartet darauf und auf 1 andere Aufgabe{ further }.
   *[other] { $tasks } wartet darauf und auf { $others } andere Aufgaben{ further }.
}
needed-by-several = { $tasks } warten darauf und auf andere Aufgaben{ further }.
nothing-waits-for-it = Nichts wartet darauf{ further }.

## src/site/present.rs and front.rs

about-this-data = Über diese Daten
patterns = Muster
capabilities = Fähigkeiten
all-examples = Alle Beispiele
all-n-plans = Alle { $n } Pläne
all-n-domains = Alle { $n } Gebiete
all-n-ready = Alle { $n } Aufgaben, die beginnen können
all-n-templates = Alle { $n } Vorlagen und archivierten Pläne
checks-ticked = { $n ->
    [one] { $done } von 1 Prüfung abgehakt
   *[other] { $done } von { $n } Prüfungen abgehakt
}
no-plans-found = Im Inhaltsordner wurden keine Pläne gefunden.
nothing-else-can-start = Nichts anderes kann beginnen, bis erledigt ist, was in Arbeit ist.
nothing-can-start = Nichts kann beginnen: Was übrig ist, wartet auf blockierte Aufgaben.
and-more-tasks = { $n ->
    [one] Und 1 weitere Aufgabe.
   *[other] Und { $n } weitere Aufgaben.
}
none-left = Keine
figure-nothing-is-left = nichts ist übrig
figure-one-after-another = eine nach der anderen
work-left = { $left } Arbeit übrig
work-left-at-least = { $n ->
    [one] mindestens, mit { $left } Arbeit und 1 Aufgabe von unbekannter Dauer
   *[other] mindestens, mit { $left } Arbeit und { $n } Aufgaben von unbekannter Dauer
}
in-plans = { $n ->
    [one] in 1 Plan
   *[other] in { $n } Plänen
}
blocked-or-waiting = Blockiert oder wartend
so-many-blocked-and-waiting = { $blocked } blockiert, { $waiting } wartend
shortest-finish = Kürzeste mögliche Dauer
so-many-plans = { $n ->
    [one] 1 Plan.
   *[other] { $n } Pläne.
}
patterns-in-use = { $n ->
    [one] 1 Arbeitsmuster wird hier verwendet.
   *[other] { $n } Arbeitsmuster werden hier verwendet.
}
what-a-pattern-is = Ein Muster sagt, wie Arbeit verläuft, worum es auch geht.
plans-and-domains = { $plans ->
    [one] { $domains ->
        [0] 1 Plan
        [one] 1 Plan, 1 Beispielgebiet
       *[other] 1 Plan, { $domains } Beispielgebiete
    }
   *[other] { $domains ->
        [0] { $plans } Pläne
        [one] { $plans } Pläne, 1 Beispielgebiet
       *[other] { $plans } Pläne, { $domains } Beispielgebiete
    }
}
no-plan-follows = Noch kein gezählter Plan folgt diesem Muster.
plans-follow = { $n ->
    [one] Ein Plan folgt diesem Muster.
   *[other] { $n } Pläne folgen diesem Muster.
}
so-many-pages = { $n ->
    [one] 1 Seite.
   *[other] { $n } Seiten.
}
all-pages = Alle Seiten
so-many-requirements = { $n ->
    [one] 1 Anforderung.
   *[other] { $n } Anforderungen.
}
no-page-here = Unter dieser Adresse gibt es keine Seite.
page-not-found = Seite nicht gefunden
pattern-structured-sequential-workflow = Stufen in fester Reihenfolge, jede geprüft, bevor die nächste beginnt.
pattern-creative-iterative-process = Runden aus Entwurf und Rückmeldung, bis das Werk stimmt.
pattern-resource-management = Dinge, die angelegt, gepflegt, geändert und ausgemustert werden, mit Regeln, wer was darf.
pattern-exploratory-research = Erst eine breite Suche, dann ein genauer Blick auf das Gefundene, dann ein Schluss.
pattern-modern-development-workflow = Erst das Fundament, dann Automatisierung, Auslieferung und Beobachtung nebeneinander.

## src/site/document.rs, requirement.rs, example.rs

all-n-documents = Alle { $n } Dokumente
so-many-documents = { $n ->
    [one] 1 Dokument.
   *[other] { $n } Dokumente.
}
among-them = Darunter { $kinds }.
about-the-plan = Über den Plan
documents-of = Dokumente von { $plan }
document-of-plan = { $document } von { $plan }.
capability-and-count = { $n ->
    [one] { $title }, 1 Anforderung
   *[other] { $title }, { $n } Anforderungen
}
together-they-state = { $n ->
    [one] Zusammen nennen sie 1 Anforderung.
   *[other] Zusammen nennen sie { $n } Anforderungen.
}
questions-open = { $n ->
    [one] Eine Frage bleibt im Text offen.
   *[other] { $n } Fragen bleiben im Text offen.
}
requirements-and-tasks = Anforderungen und Aufgaben
requirements-and-tasks-of = Anforderungen und Aufgaben von { $plan }
so-many-phases = { $n ->
    [one] 1 Phase.
   *[other] { $n } Phasen.
}
phases-with-parallel = { $n ->
    [one] { $parallel ->
        [one] 1 Phase; in 1 davon läuft Arbeit gleichzeitig.
       *[other] 1 Phase; in { $parallel } davon läuft Arbeit gleichzeitig.
    }
   *[other] { $parallel ->
        [one] { $n } Phasen; in 1 davon läuft Arbeit gleichzeitig.
       *[other] { $n } Phasen; in { $parallel } davon läuft Arbeit gleichzeitig.
    }
}
more-phases = { $n ->
    [one] 1 weitere Phase
   *[other] { $n } weitere Phasen
}
examples-in-plans = { $examples ->
    [one] { $plans ->
        [one] 1 Beispiel in 1 Plan
       *[other] 1 Beispiel in { $plans } Plänen
    }
   *[other] { $plans ->
        [one] { $examples } Beispiele in 1 Plan
       *[other] { $examples } Beispiele in { $plans } Plänen
    }
}
examples-in-domains = { $examples ->
    [one] { $domains ->
        [one] 1 Beispiel in 1 Gebiet.
       *[other] 1 Beispiel in { $domains } Gebieten.
    }
   *[other] { $domains ->
        [one] { $examples } Beispiele in 1 Gebiet.
       *[other] { $examples } Beispiele in { $domains } Gebieten.
    }
}
what-examples-are = Jedes zeigt ein Arbeitsmuster in einem anderen Gebiet, gesammelt aus allen Plänen und Dokumenten hier.
examples-by-domain = Beispiele nach Gebieten
follows = Folgt { $patterns }.

## src/site/drawing.rs

no-open-task-waits = Keine offene Aufgabe wartet auf eine andere.
no-task-waits = Keine Aufgabe wartet auf eine andere.
too-many-to-draw = { $tasks } Aufgaben und { $links } Verbindungen sind zu viele für eine Zeichnung; die Tabelle führt sie auf.
unlinked-left-out = { $n ->
    [one] 1 Aufgabe ohne Verbindungen ist weggelassen.
   *[other] { $n } Aufgaben ohne Verbindungen sind weggelassen.
}
over-left-out = { $n ->
    [one] 1 Aufgabe ohne Verbindung zu offener Arbeit ist weggelassen; die Seite des Graphen hat alle Verbindungen.
   *[other] { $n } Aufgaben ohne Verbindung zu offener Arbeit sind weggelassen; die Seite des Graphen hat alle Verbindungen.
}
graph-description = { $tasks ->
    [one] { $phases ->
        [0] 1 Aufgabe. Eine Tabelle derselben Verbindungen folgt.
        [one] 1 Aufgabe in 1 Phase. Eine Tabelle derselben Verbindungen folgt.
       *[other] 1 Aufgabe in { $phases } Phasen. Eine Tabelle derselben Verbindungen folgt.
    }
   *[other] { $phases ->
        [0] { $tasks } Aufgaben. Eine Tabelle derselben Verbindungen folgt.
        [one] { $tasks } Aufgaben in 1 Phase. Eine Tabelle derselben Verbindungen folgt.
       *[other] { $tasks } Aufgaben in { $phases } Phasen. Eine Tabelle derselben Verbindungen folgt.
    }
}

## src/site/plan.rs

graph = Graph
markdown-source = Markdown-Quelle
task-is-blocked = { $name } ist blockiert: { $reason }.
details = Einzelheiten
steps = { $steps ->
    [one] 1 Schritt
   *[other] { $steps } Schritte
}
checks = { $checks ->
    [one] 1 Prüfung
   *[other] { $checks } Prüfungen
}
steps-and-checks = { steps }, { checks }
effort = Aufwand
edge-after = Nach { $tasks }
edge-before = Vor { $tasks }
edge-back-from = Rücksprung von { $tasks }
edge-back-to = Rücksprung zu { $tasks }
cycle-title = Diese Aufgaben warten aufeinander
cycle-text = { $tasks }. Keine von ihnen kann beginnen, bis eine dieser Abhängigkeiten entfernt ist.
unknown-title = Eine Abhängigkeit führt ins Leere
unknown-text = { $task } wartet auf „{ $name }“: { $why }.
ends-early-title = Der gezeichnete Graph lässt Arbeit früh enden
ends-early-text = Nichts wartet auf { $tasks }, obwohl Phasen folgen.
total-title = Eine angegebene Summe weicht ab
total-sequential = Der Plan gibt die Zeit nacheinander mit { $stated } an; seine Aufgaben ergeben { $computed }.
total-parallel = Der Plan gibt die Zeit bei paralleler Arbeit mit { $stated } an; seine Aufgaben ergeben { $computed }.
total-tokens = Der Plan gibt den Kontext mit { $stated } an; seine Aufgaben ergeben { $computed }.
total-phases = Der Plan gibt die Zahl der Phasen mit { $stated } an; er hat { $computed }.
comes-after = { $task } kommt nach { $other }, { which-is-state }.
markdown-of = Das Markdown, aus dem { $page } gemacht ist.
source-of = Quelle von { $file }
tasks-over-done = { $n ->
    [one] 1 Aufgabe erledigt
   *[other] { $n } Aufgaben erledigt
}
tasks-over-skipped = { $n ->
    [one] 1 Aufgabe übersprungen
   *[other] { $n } Aufgaben übersprungen
}
template-title = Dies ist eine Vorlage
template-text = Sie hat Stellen zum Ausfüllen, und ihre Aufgaben zählen nicht zu den Summen dieser Site.
set-aside-title = Ein anderer Plan ist an die Stelle dieses Plans getreten
set-aside-later = Er wird zum Nachlesen gezeigt, da { $file } eine spätere Fassung ist. Seine Aufgaben zählen nicht zu den Summen dieser Site.
set-aside-same = Er wird zum Nachlesen gezeigt, da er Buchstabe für Buchstabe mit { $plan } übereinstimmt. Seine Aufgaben zählen nicht zu den Summen dieser Site.
archived-title = Dieser Plan ist archiviert
archived-text = Er wird zum Nachlesen aufbewahrt, und seine Aufgaben zählen nicht zu den Summen dieser Site.
draft-title = Dies ist ein Entwurf
draft-text = Er wird gezeigt, weil Entwürfe mitgebaut werden.
fact-sequential = Nacheinander
fact-longest = Längster Weg
fact-left = Übrig
work-and-shortest = { $work } Arbeit, mindestens { $shortest }
fact-not-estimated = Nicht geschätzt
fact-context = Kontext
so-many-ticked = { $done } von { $total } abgehakt
dependencies-drawn = { $drawn ->
    [0] {""}
   *[other] , { $drawn } davon gezeichnet
}
dependencies-and-sources = { $n ->
    [one] { $others ->
        [0] { $n } Abhängigkeit: { $stated } vom Autor angegeben{ dependencies-drawn }.
       *[other] { $n } Abhängigkeit: { $stated } vom Autor angegeben{ dependencies-drawn }; die anderen folgen aus der Reihenfolge von Phasen und Aufgaben.
    }
   *[other] { $others ->
        [0] { $n } Abhängigkeiten: { $stated } vom Autor angegeben{ dependencies-drawn }.
       *[other] { $n } Abhängigkeiten: { $stated } vom Autor angegeben{ dependencies-drawn }; die anderen folgen aus der Reihenfolge von Phasen und Aufgaben.
    }
}
nothing-left-to-do = Nichts ist mehr zu tun.
longest-path-one = Der längste verbleibende Weg ist { $path }.
longest-path = Der längste verbleibende Weg ist { $path }: { $length }.

## src/site/about.rs and account.rs

each-became-one = Jede ist das eine oder das andere geworden.
each-listed-with-reason = Jede Zeile, die nicht gezählt wird, ist mit dem Grund aufgeführt.
was-read-as = Gelesen als { $dialect }, da { $reason }.
lines = { $n ->
    [one] 1 Zeile
   *[other] { $n } Zeilen
}
about-data-of = Über die Daten von { $plan }
about-all-data = Über alle Daten
boxes-parents = { $parents ->
    [0] {""}
    [one] {" "}(1 mit Aufgaben darunter, die selbst nicht gezählt wird)
   *[other] {" "}({ $parents } mit Aufgaben darunter, die selbst nicht gezählt werden)
}
boxes-lines = { $boxes ->
    [one] 1 Zeile sieht wie ein Kästchen aus
   *[other] { $boxes } Zeilen sehen wie Kästchen aus
}
boxes-tasks = { $tasks ->
    [one] 1 Aufgabe
   *[other] { $tasks } Aufgaben
}
boxes-sum = { boxes-lines }: { boxes-tasks }{ boxes-parents }, { checks }, { $excluded } nicht gezählt.
tasks-without-box = { $n ->
    [one] 1 weitere Aufgabe steht auf einer Zeile ohne Kästchen.
   *[other] { $n } weitere Aufgaben stehen auf Zeilen ohne Kästchen.
}
checks-without-box = { $n ->
    [one] 1 weitere Prüfung steht auf einer Zeile ohne Kästchen.
   *[other] { $n } weitere Prüfungen stehen auf Zeilen ohne Kästchen.
}
less-skipped = { $n } übersprungene
less-optional = { $n } optionale, nicht erledigte
progress-sum = { $total ->
    [one] Fortschritt: { $done } von 1 Aufgabe erledigt.
   *[other] Fortschritt: { $done } von { $total } Aufgaben erledigt.
}
progress-sum-less = Fortschritt: { $done } von { $total } Aufgaben erledigt; die { $total } sind { $leaves } ohne Aufgaben darunter, abzüglich { $less }.
checks-sum = Prüfungen: { $done } von { $total } abgehakt. Sie werden getrennt von den Aufgaben gezählt.
template-sum = Der Plan ist eine Vorlage und zählt nicht zu den Summen der Site.
archived-sum = Der Plan ist archiviert und zählt nicht zu den Summen der Site.

## Zeichnungen der Autoren

# kind: what is drawn, such as Flowchart
diagram-scrollable = { $kind }, verschiebbar
diagram-source-follows = Der Quelltext folgt.
# kind: what is drawn, such as Flowchart
diagram-source = { $kind }: Quelltext
# kind: what is drawn, such as Flowchart
diagram-as-code = { $kind }, als Quelltext gezeigt, weil es sich nicht zeichnen lässt.
simplified-to-boxes = Zu groß, um wie geschrieben gezeichnet zu werden: Die { $boxes } Kästen sind von dieser Website angeordnet.
simplified-to-groups = Zu groß, um wie geschrieben gezeichnet zu werden: Von den { $boxes } Kästen sind die einer Gruppe als einer gezeichnet, mit ihrer Anzahl.
simplified-to-levels = Zu groß, um wie geschrieben gezeichnet zu werden: Von den { $boxes } Kästen sind die gleich weit von einem Anfang als einer gezeichnet, mit ihrer Anzahl.
lines-that-follow-left-out = { $n ->
    [one] 1 Linie, die aus anderen folgt, ist weggelassen.
   *[other] { $n } Linien, die aus anderen folgen, sind weggelassen.
}
words-of-lines-left-out = { $n ->
    [one] Die Worte an 1 Linie sind weggelassen.
   *[other] Die Worte an { $n } Linien sind weggelassen.
}
diagram-flowchart = Flussdiagramm
diagram-sequence = Sequenzdiagramm
diagram-gantt = Gantt-Diagramm
diagram-state = Zustandsdiagramm
diagram-class = Klassendiagramm
diagram-entity = ER-Diagramm
diagram-pie = Kreisdiagramm
diagram-mindmap = Mindmap
diagram-timeline = Zeitleiste
diagram-git = Git-Graph
diagram-quadrant = Quadrantendiagramm
diagram-kanban = Kanban-Tafel
diagram-journey = Nutzerreise
diagram-chart = Achsendiagramm
diagram-requirement = Anforderungsdiagramm
diagram-block = Blockdiagramm
diagram-other = Diagramm

## components/author.html: an author's own drawing of the work

author-drawing = Die Zeichnung des Autors
# title: what the drawing is called
author-drawing-scrollable = { $title }, verschiebbar
author-drawing-words = Vom Autor gezeichnet, mit dem Stand jeder Aufgabe.
author-drawing-above = Diese Zeichnung steht über dem Text, mit dem Stand jeder Aufgabe.
# done: how many tasks are done; n: of how many
phase-done-of = { $n ->
    [one] { $done } von 1 Aufgabe erledigt
   *[other] { $done } von { $n } Aufgaben erledigt
}
drawn-only = Gezeichnet, bei der Aufgabe nicht genannt
stated-not-drawn = Genannt, nicht gezeichnet
drawing-differs = Zeichnung und Aufgaben weichen voneinander ab.
# before, after: tasks, linked
drift-missing = { $after } wartet auf { $before }, was die Zeichnung nicht zeigt.
# before, after: tasks, linked
drift-extra = Die Zeichnung stellt { $before } vor { $after }; dort ist diese Abhängigkeit nicht genannt.
whole-graph-elsewhere = Alle Abhängigkeiten sind auf der Seite des Graphen gezeichnet.
as-the-author-draws = Wie der Autor es zeichnet
all-dependencies = Alle Abhängigkeiten
## Graphen: src/site/graph.rs, chart.rs, graph_text.rs, templates/graph.html

graph-of-all-plans = Graph aller Pläne
graph-by-phase-of = Graph von { $plan }, Phase für Phase
tasks-without-phase = Aufgaben ohne Phase
part-of-phase = { $title }, Teil { $part } von { $n }
part-done-of = { $done } von { $n } erledigt
links = { $n ->
    [one] 1 Verbindung
   *[other] { $n } Verbindungen
}
see-in-graph = Was davor und danach kommt
around-task = Was vor und nach { $task } kommt
all-of-this-part = Die ganze Zeichnung dieses Teils
by-phase = Phase für Phase
task-by-task = Aufgabe für Aufgabe
phases-graph-description = { $tasks } Aufgaben in { $n } Teilen. Jeder führt zu einer eigenen Zeichnung.
plans-graph-description = { $n } Pläne, die aufeinander warten. Dieselben Verbindungen folgen als Tabelle.
no-plan-waits = Kein Plan wartet auf einen anderen.
too-many-phases = { $n } Phasen sind zu viele für eine Zeichnung; die Tabelle führt zu jeder.
too-many-plans = { $n } verbundene Pläne sind zu viele für eine Zeichnung.
table-of-plans-is-cut = Die Tabelle nennt die ersten { $shown } von { $n } verbundenen Plänen; die Seite jedes Plans nennt die, mit denen er verbunden ist.
implied-left-out = { $n ->
    [one] 1 Verbindung, die aus anderen folgt, ist nicht gezeichnet; die Tabelle nennt sie.
   *[other] { $n } Verbindungen, die aus anderen folgen, sind nicht gezeichnet; die Tabelle nennt sie.
}
before-those = {" – davor "}
after-those = {" – danach "}
so-many-links = {" "}({ links })
box-name = { $title }, { $state }
box-name-critical = { $title }, { $state }, kritischer Pfad
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
download = Herunterladen:
download-as = { $title }, { $size }
zoom-in = Vergrößern
zoom-out = Verkleinern
zoom-fit = An die Breite anpassen
zoom-actual = 1:1, Originalgröße
move-left = Nach links
move-right = Nach rechts
move-up = Nach oben
move-down = Nach unten
graph-controls = Ansicht des Graphen
level-by-level = Ebene für Ebene
level = Ebene { $n }
lines-in-parts = Aufgaben einer Ebene warten nur auf solche früherer Ebenen; die Linien stehen in den Zeichnungen der Phasen.
tables-in-parts = Die Tabellen stehen bei den Zeichnungen der Phasen.
mermaid-left-out = Mermaid zeichnet höchstens { $links } Verbindungen und { $characters } Zeichen; weggelassen: { $what }
boxes = { $n ->
    [one] 1 Kasten
   *[other] { $n } Kästen
}
ends-of-titles = die Enden langer Titel
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

## Why a line is not counted: src/plan/ledger.rs

uncounted-front-matter = im Vorspann
uncounted-code-fence = in einem Codeblock
uncounted-indented-code = in eingerücktem Code
uncounted-comment = in einem HTML-Kommentar
uncounted-raw-html = in rohem HTML, in dem kein Markdown gelesen wird
uncounted-quote = in einem Zitat
uncounted-footnote = in einer Fußnote
uncounted-too-intricate = wo die Datei zu verschachtelt ist, um gelesen zu werden
uncounted-examples = in einem Abschnitt mit Beispielen
uncounted-legend = in einem Abschnitt, der Zeichen erklärt
uncounted-tag = in den Klammern steht ein Etikett und kein Zustand
uncounted-link = die Klammern sind ein Link
uncounted-table = in einer Tabellenzelle
uncounted-heading = in einer Überschrift
uncounted-struck-out = mitsamt dem Kästchen durchgestrichen
uncounted-no-words = ein Kästchen ohne Worte
uncounted-plain-text = es ist gewöhnlicher Text: hier beginnt kein Listenpunkt
uncounted-text-of-item = es gehört zum Text eines Listenpunkts
uncounted-no-space = hinter dem Kästchen fehlt ein Leerzeichen
uncounted-no-mark = zwischen den Klammern steht nichts
uncounted-long-mark = zwischen den Klammern steht mehr als ein Zeichen
uncounted-wrapped = das Kästchen steht in fetten oder kursiven Worten
uncounted-drawn = das Kästchen ist gezeichnet und nicht geschrieben
uncounted-limit = der Plan hat mehr Aufgaben, als gelesen werden
uncounted-not-read = nicht als Aufgabe gelesen

## By what a plan was recognised: src/plan/model.rs

sign-front-matter = sein Vorspann es sagt
sign-path = sein Pfad es sagt
sign-title = sein Titel mit „Tasks -“ beginnt
sign-snails = er Aufgaben mit 🐌 oder 🐍 hat
sign-numbered-phases = er Phasen mit nummerierten Aufgaben hat
sign-cited-requirements = er nummerierte Aufgaben hat, die Anforderungen nennen
sign-numbered-groups = seine Aufgaben nach den Überschriften nummeriert sind, unter denen sie stehen
sign-task-ids = er Kästchen mit Kennungen wie „T001“ hat
sign-heading-ids = er Überschriften hat, die Aufgaben sind, wie „T001: …“
sign-purpose-phases = er Phasen mit einem Zweck und Aufgaben mit „[P]“ oder „[US1]“ hat
sign-long-ids = er Phasen mit Aufgaben wie „TASK-001 [P]“ hat
sign-for-hands = er sagt, dass er Aufgabe für Aufgabe ausgeführt wird
sign-task-headings = er Überschriften hat, die Aufgaben sind
sign-task-section = er einen Abschnitt mit Aufgaben und Unteraufgaben hat
sign-name = sein Name es sagt und er Aufgaben hat
sign-dated = er Aufgaben mit Daten oder Kennungen hat
sign-good-part = ein guter Teil von ihm Aufgaben sind
sign-most-part = das meiste von ihm Aufgaben sind

## Kinds of problems: src/diagnostic/code.rs

severity-error = Fehler
severity-warning = Warnung
severity-note = Hinweis
code-duplicate-id = Zwei Aufgaben eines Plans haben dieselbe Kennung.
code-unresolved-reference = Eine Abhängigkeit nennt etwas, das es nicht gibt.
code-ambiguous-reference = Eine Abhängigkeit nennt eine Kennung, die mehrere Aufgaben haben.
code-self-dependency = Eine Aufgabe hängt von sich selbst ab.
code-cycle = Aufgaben warten im Kreis aufeinander.
code-loop = Ein beschrifteter Pfeil eines Diagramms führt zu einer früheren Aufgabe zurück.
code-parallel-but-depends = Zwei Aufgaben sollen parallel laufen, und eine hängt von der anderen ab.
code-parallel-asymmetric = Eine Aufgabe soll parallel zu einer anderen laufen, die das nicht angibt.
code-phase-count-differs = Eine Phase gibt eine andere Zahl paralleler Aufgaben an, als sie hat.
code-done-before-prerequisite = Eine Aufgabe ist erledigt, und eine, von der sie abhängt, ist es nicht.
code-not-in-diagram = Das Abhängigkeitsdiagramm des Plans lässt eine Aufgabe aus.
code-gates-nothing = Nichts wartet auf eine Aufgabe, obwohl Phasen auf sie folgen.
code-parent-box-stale = Das Kästchen einer übergeordneten Aufgabe widerspricht denen darunter.
code-unknown-mark = In einem Kästchen steht ein Zeichen ohne Bedeutung.
code-requirement-missing = Eine Aufgabe nennt eine Anforderung, die der Plan nicht hat.
code-requirement-uncovered = Keine Aufgabe nennt eine Anforderung des Plans.
code-stated-total-differs = Eine Summe, die der Plan angibt, ist nicht die seiner Aufgaben.
code-context-over-budget = Eine Aufgabe braucht mehr Kontext, als hineinpasst.
code-too-many-parallel = Es laufen mehr Aufgaben zugleich, als sich überblicken lassen.
code-placeholder = Ein Platzhalter wurde nie ausgefüllt.
code-unclosed-fence = Ein Codeblock wird begonnen und nie beendet.
code-invalid-front-matter = Das YAML am Anfang einer Datei lässt sich nicht lesen.
code-not-utf8 = Eine Datei enthält Bytes, die kein UTF-8 sind.
code-empty-plan = Ein Plan hat keine Aufgaben.
code-dead-link = Ein Link oder ein Bild führt ins Leere.
code-duplicate-url = Zwei Seiten hätten dieselbe Adresse.
code-file-too-large = Eine Datei ist größer, als gelesen wird.
code-too-deep = Listen oder Zitate sind zu tief verschachtelt.
code-too-many-tasks = Ein Plan hat mehr Aufgaben oder sagt mehr über sie, als gelesen wird.
code-outside-link = Eine symbolische Verknüpfung führt aus dem Inhaltsordner hinaus.
code-special-file = Etwas im Inhaltsordner ist weder Datei noch Ordner.
code-invalid-config = Die Einstellungen lassen sich nicht lesen oder haben einen Wert, der nicht zu gebrauchen ist.
code-unreadable-diagram = Ein Mermaid-Block lässt sich nicht lesen oder zeichnen.
code-asset-not-published = Eine Datei, die eine Seite braucht, wird nicht veröffentlicht.
code-invalid-template = Eine Vorlage des Themes lässt sich nicht verwenden.
code-invalid-style = Ein Stylesheet des Themes lässt sich nicht verwenden.
code-box-not-counted = Eine Zeile sieht wie eine Aufgabe aus und wird nicht als solche gelesen.
code-number-gap = Zwischen den Nummern der Aufgaben fehlen welche.
code-unreadable-waves = Das JSON der Wellen eines Plans lässt sich nicht lesen.
code-wave-violates-dependency = Eine Welle setzt eine Aufgabe neben oder vor eine, von der sie abhängt.
code-diagram-label-differs = Ein Kasten eines Diagramms hat die Nummer einer Aufgabe und die Worte einer anderen.
code-diagram-relaxes-phase-order = Ein Diagramm lässt eine Phase beginnen, bevor eine frühere endet.
code-same-tasks = Zwei Pläne enthalten dieselben Aufgaben.
code-misspelt-field = Der Name eines Feldes gleicht einem bekannten und wird nicht gelesen.
code-missing-words = Die eigenen Worte der Site fehlen in ihrer Sprache ganz oder zum Teil.
code-invalid-messages = Eine Sprachdatei des Themes enthält etwas, das sich nicht verwenden lässt.
code-invalid-theme = Die „theme.yaml“ eines Themes oder sein Name lässt sich nicht verwenden.
code-unknown-token = Die Einstellungen nennen ein Token, das das Theme nicht hat.
code-low-contrast = Eine Farbe der Einstellungen ist schwer zu lesen.
code-unused-template = Keine Seite verwendet eine Vorlage des Themes.
code-simplified-diagram = Ein Mermaid-Flussdiagramm ist zu groß, um so gezeichnet zu werden, wie es geschrieben ist.
code-unknown-setting = Die Einstellungen haben einen Schlüssel, den es nicht gibt.
code-outdated-copy = Eine Datei wurde aus einem Theme kopiert, und das Original hat sich seither geändert.
sample = Was Ouro daraus macht
sample-no-plan = Das ist kein Plan.

## Was andere lesen

feed-of = Neues: { $name }
change-new-plan = { $n ->
    [one] Ein neuer Plan mit 1 Aufgabe.
   *[other] Ein neuer Plan mit { $n } Aufgaben.
}
change-done = { $n ->
    [one] 1 weitere Aufgabe ist erledigt.
   *[other] { $n } weitere Aufgaben sind erledigt.
}
change-undone = { $n ->
    [one] 1 Aufgabe weniger ist erledigt.
   *[other] { $n } Aufgaben weniger sind erledigt.
}
change-more = { $n ->
    [one] Der Plan hat 1 Aufgabe mehr.
   *[other] Der Plan hat { $n } Aufgaben mehr.
}
change-fewer = { $n ->
    [one] Der Plan hat 1 Aufgabe weniger.
   *[other] Der Plan hat { $n } Aufgaben weniger.
}
change-gone = Der Plan steht nicht mehr auf der Seite.
change-not-counted = Der Plan wird nicht mehr gezählt.
badge-of-all = Pläne
card = { $name }: { $words }
page-as-markdown = Markdown
page-as-data = JSON
