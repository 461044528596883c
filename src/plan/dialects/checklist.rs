//! The checklist dialect: any Markdown with headings and boxes, such as
//! ROADMAP.md, TODO.md, the plans of small tools, and notes with dates and tags.
//!
//! # What is a phase
//!
//! A heading that says so (`Phase 2: Build`, `Sprint 3`, `v1.2`, `Now`), with all
//! that stands below it; else each heading that has boxes of its own. Phases,
//! sprints and their like keep their order where their numbers rise; all other
//! headings stand beside each other. Nothing else in a checklist states an order:
//! a number in front of a task names it, and does not say what comes first. Only
//! headings such as `Task 3: …`, worked through step by step, follow each other.
//!
//! # What is a task
//!
//! A box that no label and no heading claims as a check, in block quotes, too; a
//! heading such as `Task 3: …` or `[~] Track: …`; a row of a table with a column
//! for the task and one for its status, unless the table repeats what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::diagnostic::Checked;
use crate::markdown::{Block, BlockKind, Document, Html, Inline, Item, List, plain};
use crate::plan::dialects::{Claim, Dialect, Reading};
use crate::plan::field::{self, folded, pattern};
use crate::plan::model::{CheckClass, DateKind, Mode, Part, Phase, Sign, Status, Task};
use crate::plan::nest;
use crate::plan::outline::head::{self, Head, Lead};
use crate::plan::outline::table::{self, Columns, TableLines};
use crate::plan::outline::trailer::{Trailer, TrailerKind};
use crate::plan::outline::{
    self, Grammar, HeadingLine, HeadingTask, PhaseHeading, Place,
};
use crate::plan::section::{self, Section};
use crate::plan::status;
use crate::source::SitePath;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    name: "checklist",
    by_path,
    by_content,
    is_data: |_| false,
    read,
    fallback: true,
};

/// How many bytes of the end of a line are searched for trailers, and how many
/// trailers are taken off it at most: nobody writes more, and a line may be long.
const LINE_END: usize = 400;
const TRAILERS: usize = 24;

/// How many bytes a text has at most that explains marks.
const LEGEND: usize = 1_000;

/// The homes of plans that tools keep: their names say what they hold.
fn by_path(path: &SitePath) -> Option<Claim> {
    let path = path.as_str().to_lowercase();
    let segments: Vec<&str> = path.rsplit('/').take(4).collect();
    match segments.as_slice() {
        ["tasks.md", _, "specs", ".agent-os" | "agent-os"]
        | ["plan.md", _, "tracks" | "archive", "conductor"]
        | ["roadmap.md", ".planning", ..] => Some(Claim::Tasks),
        _ => None,
    }
}

/// What the name of a file says of what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// It is a page, whatever boxes it has: `README.md`.
    Page,
    /// It is a plan: `ROADMAP.md`.
    Plan,
    /// It may well be one: `2026-launch-plan.md`.
    Likely,
    /// Nothing.
    Open,
}

impl Named {
    fn of(path: &SitePath) -> Self {
        /// Words that name what is read, followed or filled in, and not worked through.
        const PAGES: [&str; 49] = [
            "readme",
            "contributing",
            "changelog",
            "changes",
            "history",
            "license",
            "licence",
            "security",
            "conduct",
            "support",
            "agents",
            "claude",
            "gemini",
            "copilot",
            "skill",
            "skills",
            "pull",
            "issue",
            "bug",
            "template",
            "templates",
            "requirements",
            "requirement",
            "spec",
            "specification",
            "prd",
            "design",
            "proposal",
            "research",
            "architecture",
            "glossary",
            "constitution",
            "faq",
            "quickstart",
            "governance",
            "guide",
            "guidelines",
            "tutorial",
            "howto",
            "runbook",
            "playbook",
            "syntax",
            "reference",
            "report",
            "summary",
            "retrospective",
            "results",
            "evidence",
            "releasing",
        ];
        const PLANS: [&str; 20] = [
            "roadmap",
            "todo",
            "todos",
            "tasks",
            "tasklist",
            "plan",
            "tracks",
            "backlog",
            "milestones",
            "tareas",
            "tarefas",
            "pendientes",
            "aufgaben",
            "fahrplan",
            "taches",
            "任务",
            "待办",
            "路线图",
            "タスク",
            "ロードマップ",
        ];
        let path_words = path.as_str().to_lowercase();
        let stem = path.stem().to_lowercase();
        let words: Vec<&str> = stem
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let bare: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
        if PLANS.contains(&bare.as_str()) {
            return Self::Plan;
        }
        let folders: Vec<&str> = path_words.split('/').rev().skip(1).collect();
        let in_pages = folders.iter().any(|folder| {
            matches!(
                *folder,
                ".github"
                    | ".gitlab"
                    | "pull_request_template"
                    | "issue_template"
                    | "templates"
                    | "checklists"
            )
        });
        let is_like = |word: &&str| PLANS.contains(word) || *word == "plans";
        let ends_so = words.last().is_some_and(|last| matches!(*last, "plan" | "plans"));
        let in_plans = folders.first().is_some_and(|folder| {
            matches!(
                *folder,
                "plans"
                    | "stories"
                    | "sprints"
                    | "epics"
                    | "roadmap"
                    | "tasks"
                    | "todo"
                    | "implementation-artifacts"
            )
        });
        // `design-system-plan.md` is a plan of what its other words name, and so is
        // `plans/issue-sync.md`; `plans/sync-design.md` says what it is itself.
        let ends_as_page = words.last().is_some_and(|last| PAGES.contains(last));
        let is_page = match ends_so || in_plans {
            true => ends_as_page,
            false => words.iter().any(|word| PAGES.contains(word)),
        };
        if in_pages || is_page {
            return Self::Page;
        }
        match words.iter().filter(|word| **word != "plan").any(is_like)
            || ends_so
            || in_plans
        {
            true => Self::Likely,
            false => Self::Open,
        }
    }
}

/// Whether a document is a plan. A page with a sample of a box, a guide with a
/// list of what to install, a form with boxes to tick are none: the boxes must be
/// several, and a real part of the text, unless the file's name says what it is.
fn by_content(document: &Document) -> Option<Sign> {
    let named = Named::of(&document.path);
    let survey = Survey::of(document);
    if survey.for_hands && !survey.tasks.is_empty() {
        return Some(Sign::ForHands);
    }
    if named == Named::Page {
        return None;
    }
    let whole = document.text.len().max(1);
    let share = |parts: usize| survey.bytes.saturating_mul(parts) >= whole;
    if survey.marked > 0 || survey.stepped >= 2 {
        return Some(Sign::TaskHeadings);
    }
    if survey.for_story && survey.count > 0 {
        return Some(Sign::TaskSection);
    }
    match named {
        Named::Plan if survey.count >= 1 || survey.only_checklists => Some(Sign::Name),
        Named::Likely if survey.count >= 2 && (share(20) || survey.tasks.len() >= 2) => {
            Some(Sign::Name)
        }
        _ if survey.dated >= 1 && share(5) => Some(Sign::Dated),
        _ if survey.count >= 20 && share(8) => Some(Sign::GoodPart),
        _ if survey.count >= 8 && share(5) => Some(Sign::GoodPart),
        _ if survey.count >= 3 && share(3) => Some(Sign::MostPart),
        _ => None,
    }
}

fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    let Some(document) = documents.first() else {
        return outline::read(documents, &Checklist { survey: Survey::default() });
    };
    let grammar = Checklist { survey: Survey::of(document) };
    let mut found = outline::read(documents, &grammar);
    let order = |phase: &Phase| match grammar.survey.phases.get(&phase.span.start) {
        Some(opened) => opened.order.clone(),
        None => phase.number.clone(),
    };
    let orders: Vec<Option<String>> = found.value.phases.iter().map(order).collect();
    let rises = rises(orders.iter().flatten());
    for (phase, order) in found.value.phases.iter_mut().zip(orders) {
        phase.free = order.is_none() || !rises;
    }
    for task in &mut found.value.tasks {
        if task.title.is_empty() {
            // `- [ ] Task 2` is an id and all that there is of a title.
            let line = task.span.of(&document.text).lines().next().unwrap_or_default();
            let words = line.split_once(']').map_or(line, |(_, words)| words);
            task.title = words.trim().trim_start_matches('#').trim().to_owned();
            task.title_html = Html::escape(&task.title);
        }
    }
    let reading = &mut found.value;
    steps(&mut reading.tasks, &grammar.survey.details);
    gather(reading);
    nest::by_number(&mut reading.tasks);
    found
}

/// Puts boxes below the task that their heading names: below `### 1.2 Roof` stand
/// the steps of the box `- [ ] 1.2 Roof` of a list above.
fn steps(tasks: &mut [Task], details: &BTreeMap<u32, Option<String>>) {
    let mut by_id: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for (index, task) in tasks.iter().enumerate() {
        let Some(id) = task.id.clone() else { continue };
        // An id that two tasks have says nothing.
        by_id.entry(id).and_modify(|found| *found = None).or_insert(Some(index));
    }
    for index in 0..tasks.len() {
        let heading = details.range(..tasks[index].span.start).next_back();
        let Some((_, Some(id))) = heading else { continue };
        let Some(Some(whole)) = by_id.get(id) else { continue };
        let stands_alone = tasks[index].parent.is_none() && tasks[index].id.is_none();
        if *whole < index && stands_alone && tasks[*whole].phase == tasks[index].phase {
            tasks[index].parent = Some(*whole);
        }
    }
}

/// Whether numbers rise: `1`, `2`, `2.1`. One that is no number says nothing.
fn rises<'n>(numbers: impl Iterator<Item = &'n String>) -> bool {
    let parts: Vec<Vec<u32>> = numbers.filter_map(|number| parts(number)).collect();
    parts.is_sorted_by(|before, after| before < after)
}

/// The parts of a number: 2 and 10 of `2.10`.
fn parts(number: &str) -> Option<Vec<u32>> {
    number.split('.').map(|part| part.parse().ok()).collect()
}

/// Puts the box that stands for a whole phase (`- [x] **Phase 1: Ship it**` in a
/// list above the phases) into its phase, and the phase's tasks below it.
fn gather(reading: &mut Reading) {
    let mut by_number: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (index, phase) in reading.phases.iter().enumerate() {
        if let Some(number) = phase.number.as_deref() {
            // A number that two phases have says nothing.
            by_number
                .entry(number)
                .and_modify(|found| *found = None)
                .or_insert(Some(index));
        }
    }
    let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, task) in reading.tasks.iter().enumerate() {
        let named = explicit(&task.title).and_then(|phase| phase.number);
        let Some(phase) = named.and_then(|number| *by_number.get(number.as_str())?)
        else {
            continue;
        };
        if task.parent.is_none() && task.phase != Some(phase) {
            moved.entry(phase).or_insert(index);
        }
    }
    if moved.is_empty() {
        return;
    }
    let wholes: BTreeSet<usize> = moved.values().copied().collect();
    for (index, task) in reading.tasks.iter_mut().enumerate() {
        // A phase's list may stand in the phase before it.
        if wholes.contains(&index) {
            continue;
        }
        let own = task.phase.and_then(|phase| moved.get(&phase));
        if let Some(whole) = own.filter(|whole| **whole < index && task.parent.is_none())
        {
            task.parent = Some(*whole);
        }
    }
    let mut below: BTreeSet<usize> = BTreeSet::new();
    for (phase, whole) in &moved {
        reading.tasks[*whole].phase = Some(*phase);
        below.insert(*whole);
    }
    // What stands below such a box goes where it goes.
    for index in 0..reading.tasks.len() {
        let above = reading.tasks[index].parent.filter(|above| below.contains(above));
        if let Some(above) = above {
            reading.tasks[index].phase = reading.tasks[above].phase;
            below.insert(index);
        }
    }
    // It stands where the first task below it stood, else at the end of its phase.
    let mut waiting = moved.clone();
    let mut phase = None;
    let wholes: BTreeSet<usize> = moved.values().copied().collect();
    let mut body = Vec::with_capacity(reading.body.len());
    for part in std::mem::take(&mut reading.body) {
        match part {
            Part::Task(index) if wholes.contains(&index) => continue,
            Part::Task(index) if reading.tasks[index].parent.is_some() => {
                let own = phase.and_then(|phase| waiting.get(&phase)).copied();
                if let (Some(phase), Some(whole)) = (phase, own)
                    && reading.tasks[index].parent == own
                {
                    body.push(Part::Task(whole));
                    waiting.remove(&phase);
                }
            }
            Part::PhaseStart(own) => phase = Some(own),
            Part::PhaseEnd => {
                let left = phase.take().and_then(|phase| waiting.remove(&phase));
                body.extend(left.map(Part::Task));
            }
            _ => {}
        }
        body.push(part);
    }
    reading.body = body;
}

struct Checklist {
    survey: Survey,
}

impl Grammar for Checklist {
    fn phase(&self, heading: &HeadingLine<'_>) -> Option<PhaseHeading> {
        self.survey.phases.get(&heading.span.start).map(|opened| opened.heading.clone())
    }

    fn bold_phase(&self, words: &str) -> Option<PhaseHeading> {
        explicit(words.trim().trim_end_matches([':', '：']))
    }

    fn lead(&self, words: &str) -> Lead {
        self.survey.names.lead(words)
    }

    fn is_task(&self, head: &Head, place: &Place) -> bool {
        let claimed = match place.claimed {
            Some(CheckClass::Checklist) => !self.survey.only_checklists,
            claimed => claimed.is_some(),
        };
        !claimed && !is_criterion(head)
    }

    fn is_subtask(&self, _parent: &Task, head: &Head) -> bool {
        !is_criterion(head)
    }

    fn heading_task(&self, heading: &HeadingLine<'_>) -> Option<HeadingTask> {
        let numbered = *self.survey.tasks.get(&heading.span.start)?;
        let mut inlines = heading.inlines.to_vec();
        let mut mark = None;
        if let Some(Inline::Text(text)) = inlines.first_mut()
            && let Some((symbol, rest)) = boxed(text)
        {
            mark = Some(symbol);
            *text = rest.to_owned();
        }
        let mut head = head::of_inlines(&inlines, &heading_lead)?;
        if numbered {
            head.lead.mode = Some(Mode::Sequential);
        }
        Some(HeadingTask { head, mark, status: status_behind(heading.words) })
    }

    fn section(&self, words: &str) -> Section {
        section_of(words)
    }

    fn status(&self, symbol: char) -> Option<Status> {
        self.survey.marks.get(&symbol).copied().or_else(|| mark(symbol))
    }

    fn trailers(&self, line: &mut Vec<Inline>) -> Vec<Trailer> {
        trailers(line)
    }

    fn table(&self, table: &TableLines<'_>) -> Option<Columns> {
        self.survey
            .tables
            .contains(&table.span.start)
            .then(|| columns(table.head, table.rows))?
    }

    fn reads_quotes(&self) -> bool {
        true
    }
}

/// What a mark means, as people who keep lists of notes agreed: a line through a
/// box is given up, and the marks of themes (`!`, `?`, `*`, letters) are open tasks
/// of a kind of their own.
fn mark(symbol: char) -> Option<Status> {
    match symbol {
        '-' | '❌' | '🚫' => Some(Status::Skipped),
        '🚧' | '🔄' | '⏳' => Some(Status::InProgress),
        '<' | '!' | '?' | '*' | '"' | '+' | 'l' | 'b' | 'i' | 'S' | 'I' | 'p' | 'c'
        | 'f' | 'k' | 'w' | 'u' | 'd' => Some(Status::Todo),
        _ => field::status(symbol),
    }
}

/// Whether a box is a sentence of the requirements, by its id: `AC-1: …`, `SC-001: …`.
fn is_criterion(head: &Head) -> bool {
    static CRITERION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:AC|SC|FR|NFR|REQ)-?\d"));
    head.lead.id.as_deref().is_some_and(|id| CRITERION.is_match(id))
}

/// What a heading's section is for. Of the words that make boxes into checks, most
/// name things that people build, too: `Metrics dashboard` and `Success page` are
/// work, `Success metrics` are not.
fn section_of(words: &str) -> Section {
    static CHECKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)\b(?:criteria|criterion)\b
              | \b(?:checklists?|checkpoints?|metrics|metryki\s+sukcesu|kpis|gates?|decision\s+points?|sign-?off|coverage\s+goals|success|acceptance|validation) \W*$
              | ^\W*(?:checklists?|checkpoints?|decision\s+points?)\W
              | \b(?:definition\s+of\s+done|done\s+when|acceptance\s+(?:criteria|tests?)|final\s+validation|quality\s+gate)\b
              | criteri | kryteri | critéri | crit[eè]re | kriteri
              | [\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Cyrillic}]",
        )
    });
    match section::of(words) {
        Section::Checks(CheckClass::Acceptance | CheckClass::DoneDefinition)
            if !words.is_ascii() =>
        {
            section::of(words)
        }
        Section::Checks(_) if !CHECKS.is_match(words) => Section::Plain,
        found => found,
    }
}

/// The box in front of a heading's words, and what follows it.
fn boxed(words: &str) -> Option<(char, &str)> {
    let inside = words.trim_start().strip_prefix('[')?;
    let symbol = inside.chars().next().filter(|symbol| !matches!(symbol, '[' | ']'))?;
    let rest = inside[symbol.len_utf8()..].strip_prefix(']')?;
    let follows = rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    let symbol = if symbol.is_whitespace() { ' ' } else { symbol };
    follows.then(|| (symbol, rest.trim_start()))
}

/// The status that the words of a heading end with: `(✅ COMPLETE)`, `[DONE]`, `✅`.
fn status_behind(words: &str) -> Option<Status> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:[(（\[]([^()（）\[\]]{1,40})[)）\]]|\s[-–—]\s+([\p{L} -]{2,20}?)|([✅☑✔🚧🔄⏳❌]))\u{fe0f}?\s*$",
        )
    });
    let found = BEHIND.captures(words)?;
    let said = found.get(1).or(found.get(2)).or(found.get(3))?;
    status::of_words(said.as_str())
}

/// Reads what the words of a heading that is a task start with: `Task 3:`, `Track:`.
fn heading_lead(words: &str) -> Lead {
    let Some(found) = HEADING_TASK.captures(words) else { return Lead::default() };
    let length = found.get(0).map_or(0, |whole| whole.end());
    let id = found.get(1).or(found.get(2)).map(|id| id.as_str().to_owned());
    Lead { length, id, ..Lead::default() }
}

static HEADING_TASK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^\p{L}\p{N}\[{]*(?:(?i:task|タスク|任务|任務|tarea|tarefa|aufgabe|tâche)\s*#?(\d+(?:\.\d+)*[a-z]?)|(T\d{2,}[a-z]?|TASK-\d+)|(?i:track))(?:\s*[:：.)]\s*|\s+[-–—]\s+|\s*$)",
    )
});

/// Reads `Phase 2: Build (weeks 3-4)`, in the languages that people plan in;
/// nothing for `Phase 2 → Phase 3` and for a sentence about a phase.
fn explicit(words: &str) -> Option<PhaseHeading> {
    static PHASE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^\p{L}\p{N}\[{]*(?:(?:(?:phase|fase|faza|фаза|этап|giai đoạn)\s+|(?:阶段|階段|フェーズ)\s*)(\d+(?:\.\d+)*[a-z]?|(?-i:[IVX]+|[A-Z])|[一二三四五六七八九十]+)|第\s*(\d+|[一二三四五六七八九十]+)\s*(?:阶段|階段|フェーズ)|(\d+)\s*단계)(?:\s*[:：.]\s*|\s+[-–—]\s+|\s*[(（]|\s*$|\s+)",
        )
    });
    static MODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（]([^()（）]*)[)）]"));
    let words = words.trim();
    let found = PHASE.captures(words)?;
    let whole = found.get(0)?;
    let ends_open = whole.as_str().ends_with(['(', '（']);
    let end = if ends_open {
        whole.as_str().trim_end_matches(['(', '（']).len()
    } else {
        whole.end()
    };
    let title = words.get(end..)?.trim();
    let is_set_off = ends_open
        || title.is_empty()
        || whole.as_str().trim_end().ends_with([':', '：', '.', '-', '–', '—']);
    // Without a mark behind the number, a title starts like one.
    let starts = title.chars().next().is_none_or(|c| c.is_uppercase() || !c.is_ascii());
    if !is_set_off && (!starts || title.starts_with(['→', '⟶', '⇒'])) {
        return None;
    }
    let stated = MODE.captures_iter(title).map(|inner| field::mode(&inner[1]));
    let mode =
        stated.filter(|mode| *mode != Mode::Unknown).last().unwrap_or(Mode::Unknown);
    Some(PhaseHeading {
        number: (1..=3)
            .find_map(|place| found.get(place))
            .map(|number| number.as_str().to_owned()),
        title: unmarked(title).to_owned(),
        mode,
        story: None,
    })
}

/// The words of a heading without the box behind them: `Phase 2: Build [~]`.
fn unmarked(words: &str) -> &str {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\s+\[[^\w\[\]]\]$|\s+\[[xX]\]$"));
    let words = words.trim();
    &words[..MARK.find(words).map_or(words.len(), |mark| mark.start())]
}

/// Whether a heading names a stretch of time or a release, with all that is below
/// it; its number, where such stretches follow each other: `Sprint 3`.
fn stretch(words: &str) -> Option<Option<String>> {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^\p{L}\p{N}]*(?:sprint|milestone|stage|step|iteration|week|day|month|wave|cycle|etapa|étape|semana|semaine|hito|jalon|woche|meilenstein|спринт|неделя|스프린트|마일스톤|里程碑|マイルストーン|スプリント|阶段)\s*#?(\d+(?:\.\d+)*)(?:\W|$)",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^[^\p{L}\p{N}]* (?:
                (?:v|version\s+|release\s+)\s*\d+(?:\.\d+|\.x)* (?:\W|$)
              | \d+\.\d+(?:\.\d+)? (?:\s*$|\s*[-–—:(]|\s+release)
              | (?:q[1-4]|h[12]) (?:\W|$)
              | 20\d\d (?:\W|$)
              | (?:now|next|later|soon|someday|future|upcoming|planned|current|shipped|done|completed?|in\s+progress|doing|to\ ?do|backlog|ideas) (?:\s*$|\s*[-–—:(（✅🚧⏳])
              | (?:short|mid|medium|long|near)[\s-]*term (?:\W|$)
              | (?:must|should|could)\s+have | nice\s+to\s+have
              | (?:high|medium|low)\s+priority
              | (?:短期|中期|长期|長期|近期|待办|已完成|进行中|进行時|計画中|corto\s+plazo|largo\s+plazo|curto\s+prazo|longo\s+prazo)
            )",
        )
    });
    if let Some(found) = NUMBERED.captures(words) {
        return Some(Some(found[1].to_owned()));
    }
    NAMED.is_match(words).then_some(None)
}

/// What the names of tasks look like in one document.
#[derive(Default)]
struct Names {
    /// Whether numbers in front of the boxes name them: some follow each other.
    numbered: bool,
    /// The letters that stand before the numbers of ids, in several boxes: `TASK-`.
    prefixes: BTreeSet<String>,
}

impl Names {
    /// Learns the names from the words of all boxes.
    fn of(boxes: &[String]) -> Self {
        let mut numbers: BTreeSet<Vec<u32>> = BTreeSet::new();
        let mut prefixes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for words in boxes {
            if let Some(found) = NUMBER.captures(words)
                && let Some(number) = found.get(2).or(found.get(3))
            {
                let digits =
                    number.as_str().trim_end_matches(|c: char| !c.is_ascii_digit());
                numbers.extend(parts(digits));
            }
            if let Some(found) = LETTERS.captures(words) {
                let numbers = prefixes.entry(found[2].to_owned()).or_default();
                numbers.insert(found[3].to_owned());
            }
        }
        let follows = |number: &Vec<u32>| {
            let Some((last, above)) = number.split_last() else { return false };
            let next = [above, &[last.saturating_add(1)]].concat();
            numbers.contains(&next)
                || numbers.contains(&[number.as_slice(), &[1]].concat())
        };
        let several = prefixes.into_iter().filter(|(_, numbers)| numbers.len() > 1);
        Self {
            numbered: numbers.iter().any(follows)
                || (boxes.len() == 1 && numbers.len() == 1),
            prefixes: several.map(|(prefix, _)| prefix).collect(),
        }
    }

    /// Reads what the words of a task start with.
    fn lead(&self, words: &str) -> Lead {
        let named = |whole: regex::Match<'_>, id: &str| Lead {
            length: whole.end(),
            id: Some(id.to_owned()),
            ..Lead::default()
        };
        if let Some(found) = PLAN_FILE.captures(words)
            && let Some(whole) = found.get(0)
        {
            return named(whole, &found[1]);
        }
        if let Some(found) = NUMBER.captures(words)
            && let Some(whole) = found.get(0)
            && (self.numbered || found.get(1).is_some())
            && let Some(id) = found.get(2).or(found.get(3))
            // `3.4 / 3.5 are gone` is a sentence about two.
            && !words[whole.end()..].starts_with(['/', '&', '+', '→'])
        {
            return named(whole, id.as_str());
        }
        if let Some(found) = LETTERS.captures(words)
            && let Some(whole) = found.get(0)
        {
            let is_set_off =
                found.get(4).is_some_and(|mark| !mark.as_str().trim().is_empty());
            let prefix = &found[2];
            let is_task = prefix.trim_end_matches('-').eq_ignore_ascii_case("task")
                || (prefix == "T" && found[3].len() > 1);
            let is_name = self.prefixes.contains(prefix)
                || is_task
                || prefix.matches('-').count() > 1
                || (is_set_off && (prefix.contains('-') || prefix == "T"));
            // `**M1** Lay the pipes` has nothing but the id in bold.
            let is_alone = whole.end() == words.len();
            if is_name && (is_set_off || is_task || is_alone || prefix.contains('-')) {
                return named(whole, &found[1]);
            }
        }
        match LABEL.find(words) {
            Some(label)
                if words[label.end()..].contains(|c: char| !c.is_whitespace()) =>
            {
                Lead { length: label.end(), ..Lead::default() }
            }
            _ => Lead::default(),
        }
    }
}

/// `1.2 Title`, `3. Title`, `Task 4: Title`.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*((?i:sub-?)?(?i:task|タスク|任务|任務|tarea|tarefa|aufgabe)\s+)?(?:(\d{1,4}(?:\.\d{1,4})+[a-z]?)(?:[.:：)]|\s+[-–—:])?(?:\s+|$)|(\d{1,4}[a-z]?)(?:：\s*|[.:)]\s+|\s+[-–—:]\s+|\s*$))",
    )
});

/// `TASK-3: Title`, `T012 Title`, `API-7 Title`.
static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(((?:[A-Z][A-Z0-9]{0,11}-){1,4}[A-Z]{0,4}|[A-Z]{1,5})(\d+(?:\.\d+)*[a-z]?))((?:\s*[:：.)]|\s+[-–—])\s*|\s+|$)",
    )
});

/// `02-01-PLAN.md — Title`.
static PLAN_FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(\d{2}(?:\.\d+)?-\d{2})(?:-PLAN(?:\.md)?)?\s*(?::|[-–—]{1,2}\s|—)\s*")
});

/// `Task: Title`, `Track: Title`.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?i:(?:sub-?)?task|track|todo|タスク|任务|tarea|tarefa)\s*[:：]\s*")
});

/// A heading that opens a phase.
struct Opened {
    heading: PhaseHeading,
    /// Its number among those that follow each other; nothing where it stands beside
    /// the others.
    order: Option<String>,
}

/// What a document holds, found before it is read.
#[derive(Default)]
struct Survey {
    /// The headings that open phases, by where they start.
    phases: BTreeMap<u32, Opened>,
    /// The headings that are tasks, and whether they are numbered steps.
    tasks: BTreeMap<u32, bool>,
    /// The tables whose rows are tasks.
    tables: BTreeSet<u32>,
    names: Names,
    /// What the document itself says that marks mean.
    marks: BTreeMap<char, Status>,
    /// Whether all its boxes stand in checklists, which then are its tasks.
    only_checklists: bool,
    /// The number that each heading starts with, or the nearest one above it.
    details: BTreeMap<u32, Option<String>>,
    /// How many tasks it has, about.
    count: usize,
    /// How many bytes their lists and tables take.
    bytes: usize,
    /// How many boxes have dates or ids in the manner of notes.
    dated: usize,
    /// How many headings are tasks with a box of their own.
    marked: usize,
    /// How many headings are tasks with boxes below.
    stepped: usize,
    /// Whether its head says that it is carried out task by task.
    for_hands: bool,
    /// Whether a section is called as that of stories is: `Tasks / Subtasks`.
    for_story: bool,
}

/// A heading and what stands below it, before the next one.
struct Stretch {
    level: u8,
    words: String,
    at: u32,
    kind: Kind,
    above: Option<usize>,
    /// Boxes and rows that may be tasks, and the bytes that they take.
    boxes: usize,
    bytes: usize,
    /// Those of them that no phase in bold holds.
    direct: usize,
    /// The boxes that stand for a whole phase.
    whole_phases: usize,
    /// Whether a phase in bold was opened below it.
    in_bold: bool,
    /// What the label above the next list makes of its boxes.
    label: Option<CheckClass>,
    /// Whether it announces a legend.
    is_legend: bool,
}

/// What a heading is.
enum Kind {
    Title,
    Explicit(PhaseHeading),
    Named(Option<String>),
    Task,
    Checks(CheckClass),
    Aside,
    Plain,
}

impl Survey {
    fn of(document: &Document) -> Self {
        let mut survey = Self::default();
        let mut boxes = Vec::new();
        let mut stretches = survey.stretches(document, &mut boxes);
        survey.names = Names::of(&boxes);
        survey.tables(document, &mut stretches, &boxes);
        // `#### Subtasks` groups nothing: its boxes are those of the heading above.
        for at in (1..stretches.len()).rev() {
            let own = &stretches[at];
            if let (Kind::Plain, true, Some(above)) =
                (&own.kind, says_tasks(&own.words), own.above)
            {
                stretches[above].direct += std::mem::take(&mut stretches[at].direct);
            }
        }
        let has_phases =
            stretches.iter().any(|own| matches!(own.kind, Kind::Explicit(_)));
        let mut checklists = 0;
        for at in 0..stretches.len() {
            match claimed(&stretches, at) {
                None => {
                    survey.count += stretches[at].boxes;
                    survey.bytes += stretches[at].bytes;
                }
                Some(CheckClass::Checklist) => checklists += stretches[at].boxes,
                Some(_) => {}
            }
            if has_phases {
                let own = &mut stretches[at];
                own.direct = own.direct.saturating_sub(own.whole_phases);
            }
        }
        for (at, own) in stretches.iter().enumerate().skip(1) {
            let number = lineage(&stretches, at).find_map(|own| {
                NUMBER
                    .captures(&own.words)
                    .and_then(|found| found.get(2).or(found.get(3)))
            });
            survey
                .details
                .insert(own.at, number.map(|number| number.as_str().to_owned()));
        }
        survey.only_checklists = survey.count == 0 && checklists > 0;
        survey.open(&stretches);
        survey.count += survey.tasks.len();
        survey
    }

    /// Takes a document apart by its headings.
    fn stretches(
        &mut self,
        document: &Document,
        boxes: &mut Vec<String>,
    ) -> Vec<Stretch> {
        let blocks = document.blocks();
        let mut stretches = vec![Stretch::new((0, String::new()), 0, Kind::Plain)];
        let is_top =
            |block: &Block| matches!(block.kind, BlockKind::Heading { level: 1, .. });
        let tops = blocks.iter().enumerate().filter(|(_, block)| is_top(block));
        let with_boxes =
            tops.filter(|(at, _)| outline::has_boxes(&blocks[at + 1..])).count();
        // Where several headings of the first level have boxes, none is the title.
        let mut has_title = with_boxes > 1;
        let mut open: Vec<usize> = Vec::new();
        let mut aside: Option<u8> = None;
        for block in blocks {
            let place = stretches.len() - 1;
            let own = &stretches[place];
            self.learn(document, block, own.is_legend || matches!(own.kind, Kind::Aside));
            match &block.kind {
                BlockKind::Heading { level, inlines } => {
                    let words = plain(inlines).trim().to_owned();
                    aside = aside.filter(|outer| level > outer);
                    let kind = match (*level, aside) {
                        (1, _) if !has_title => Kind::Title,
                        (_, Some(_)) => Kind::Aside,
                        (_, None) => self.kind(&words),
                    };
                    has_title |= *level == 1;
                    self.for_story |= folded(&words) == "taskssubtasks";
                    if matches!(kind, Kind::Aside) && aside.is_none() {
                        aside = Some(*level);
                    }
                    while open.last().is_some_and(|last| stretches[*last].level >= *level)
                    {
                        open.pop();
                    }
                    let above = open.last().copied();
                    if let (Kind::Task, Some(above)) = (&kind, above) {
                        stretches[above].direct += 1;
                    }
                    if !matches!(kind, Kind::Title) {
                        open.push(stretches.len());
                    }
                    let mut own = Stretch::new((*level, words), block.span.start, kind);
                    own.above = above;
                    stretches.push(own);
                }
                BlockKind::List(list) => {
                    self.list(&mut stretches[place], (block, list), boxes);
                }
                BlockKind::Quote(inner) => {
                    for block in inner {
                        if let BlockKind::List(list) = &block.kind {
                            self.list(&mut stretches[place], (block, list), boxes);
                        }
                    }
                    let words = block.span.of(&document.text).to_lowercase();
                    self.for_hands |=
                        stretches.len() <= 2 && words.contains("task-by-task");
                }
                BlockKind::Paragraph(inlines) => {
                    let words = plain(inlines);
                    let words = words.trim();
                    let is_strong = matches!(inlines.as_slice(), [Inline::Strong(_)]);
                    let own = &mut stretches[place];
                    own.in_bold |= is_strong
                        && explicit(words.trim_end_matches([':', '：'])).is_some();
                    let is_label = is_strong || words.ends_with([':', '：']);
                    own.is_legend = is_label && section::is_legend_label(words);
                    own.label = match is_label {
                        true => section::check_class(words),
                        false => None,
                    };
                }
                _ => {}
            }
        }
        stretches
    }

    /// Learns what marks mean where a text says so: `[>]` in progress. Lists and code
    /// are read only where a legend was announced.
    fn learn(&mut self, document: &Document, block: &Block, announced: bool) {
        static MEANING: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"`?\[([^\[\]])\]`?\s*(?:[=:：→]|[-–—]{1,2}\s)?\s*\**((?:[\p{So}✔✓]\x{fe0f}?\s*)?\p{L}[^`\[\]\n,;|·•()]{1,40})",
            )
        });
        let tells = match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Quote(_) | BlockKind::Html(_) => true,
            BlockKind::List(_) | BlockKind::Code { .. } => announced,
            _ => false,
        };
        // A legend is short, and stands in one place.
        let text = block.span.of(&document.text);
        if !tells || text.len() > LEGEND || !text.contains(']') {
            return;
        }
        let found: Vec<(char, Option<Status>)> = MEANING
            .captures_iter(text)
            .filter_map(|found| {
                Some((found[1].chars().next()?, status::of_words(&found[2])))
            })
            .collect();
        let stated = found.iter().filter(|(_, status)| status.is_some()).count();
        if stated < 2 {
            return;
        }
        for (symbol, meaning) in found {
            if let Some(meaning) = meaning
                && !matches!(symbol, ' ' | 'x' | 'X')
            {
                self.marks.entry(symbol).or_insert(meaning);
            }
        }
    }

    /// What a heading is, by its words.
    fn kind(&mut self, words: &str) -> Kind {
        if boxed(words).is_some() {
            self.marked += 1;
            return Kind::Task;
        }
        if let Some(phase) = explicit(words) {
            return Kind::Explicit(phase);
        }
        if HEADING_TASK.is_match(words) {
            return Kind::Task;
        }
        match section_of(words) {
            Section::Examples | Section::Legend => Kind::Aside,
            Section::Checks(class) => Kind::Checks(class),
            Section::Plain | Section::Dependencies => match stretch(words) {
                Some(number) => Kind::Named(number),
                None => Kind::Plain,
            },
        }
    }

    /// Counts the boxes of a list.
    fn list(
        &mut self,
        own: &mut Stretch,
        (block, list): (&Block, &List),
        boxes: &mut Vec<String>,
    ) {
        let from = boxes.len();
        words_of(list, boxes);
        let found = &boxes[from..];
        if found.is_empty() || own.label.is_some() || own.is_legend {
            own.is_legend = false;
            return;
        }
        own.boxes += found.len();
        own.bytes += (block.span.end - block.span.start) as usize;
        if !own.in_bold {
            own.direct += found.len();
        }
        own.whole_phases +=
            found.iter().filter(|words| explicit(words).is_some()).count();
        self.dated += found.iter().filter(|words| is_dated(words)).count();
    }

    /// Finds the tables whose rows are tasks that the document does not have otherwise.
    fn tables(
        &mut self,
        document: &Document,
        stretches: &mut [Stretch],
        boxes: &[String],
    ) {
        let is_plan = Named::of(&document.path) == Named::Plan;
        let mut known: BTreeSet<String> = BTreeSet::new();
        for words in boxes {
            let lead = self.names.lead(words);
            known.extend(lead.id.as_deref().map(folded));
            known.insert(folded(words.get(lead.length..).unwrap_or(words)));
        }
        for own in stretches.iter().filter(|own| !own.words.is_empty()) {
            let words = match &own.kind {
                Kind::Explicit(phase) => &phase.title,
                _ => &own.words,
            };
            known.insert(folded(words));
            known.extend(heading_lead(words).id.as_deref().map(folded));
        }
        // What the tables above name, with the ids that they give it.
        let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut place = 0;
        for block in document.blocks() {
            let (head, rows) = match &block.kind {
                BlockKind::Heading { .. } => {
                    place += 1;
                    continue;
                }
                BlockKind::Table { head, rows, .. } => (head, rows),
                _ => continue,
            };
            let names: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
            let Some(columns) = columns(&names, rows) else { continue };
            let is_task = names.iter().any(|name| TASK_COLUMN.is_match(name.trim()));
            let own = &stretches[place];
            if !(is_task || is_plan)
                || claimed(stretches, place).is_some()
                || lineage(stretches, place).any(|own| matches!(own.kind, Kind::Task))
                || own.label.is_some()
            {
                continue;
            }
            let cell = |row: &Vec<Vec<Inline>>, place: Option<usize>| {
                place
                    .and_then(|place| row.get(place))
                    .map(|cell| plain(cell))
                    .unwrap_or_default()
            };
            let says = |row: &&Vec<Vec<Inline>>| {
                table::status_of(&cell(row, columns.status)).is_some()
            };
            let mut repeated = 0;
            let mut own_names = Vec::new();
            for row in rows {
                let title = folded(&cell(row, Some(columns.title)));
                let id = folded(&cell(row, columns.id));
                // Steps of many things have one name, and ids that tell them apart.
                let is_told = told.get(&title).is_some_and(|ids: &BTreeSet<String>| {
                    id.is_empty() || ids.contains("") || ids.contains(&id)
                });
                repeated += usize::from(
                    is_told
                        || known.contains(&title)
                        || (!id.is_empty() && known.contains(&id)),
                );
                own_names.push((title, id));
            }
            let stated = rows.iter().filter(says).count();
            if rows.is_empty()
                || repeated * 2 >= rows.len()
                || stated * 3 < rows.len() * 2
            {
                continue;
            }
            for (title, id) in own_names {
                told.entry(title).or_default().insert(id);
            }
            self.tables.insert(block.span.start);
            let own = &mut stretches[place];
            own.boxes += rows.len();
            own.direct += if own.in_bold { 0 } else { rows.len() };
            own.bytes += (block.span.end - block.span.start) as usize;
        }
    }

    /// Says which headings open phases, and which are tasks.
    fn open(&mut self, stretches: &[Stretch]) {
        let mut total: Vec<usize> =
            stretches.iter().map(|own| own.boxes.max(own.direct)).collect();
        let mut holds_phases = vec![false; stretches.len()];
        for (at, own) in stretches.iter().enumerate().rev() {
            if let Some(above) = own.above {
                total[above] += total[at];
                holds_phases[above] |=
                    holds_phases[at] || matches!(own.kind, Kind::Explicit(_));
            }
        }
        // Whether each heading, or one above it, holds all below it together.
        let mut is_held = vec![false; stretches.len()];
        for (at, own) in stretches.iter().enumerate().skip(1) {
            let held = own.above.is_some_and(|above| is_held[above]);
            is_held[at] = held;
            if lineage(stretches, at)
                .skip(1)
                .any(|above| matches!(above.kind, Kind::Task))
                && !matches!(own.kind, Kind::Task)
            {
                continue;
            }
            let title = || PhaseHeading {
                number: None,
                title: unmarked(&own.words).to_owned(),
                mode: Mode::Unknown,
                story: None,
            };
            let (heading, order) = match &own.kind {
                Kind::Title | Kind::Aside => continue,
                Kind::Checks(CheckClass::Checklist)
                    if self.only_checklists && own.direct > 0 && !held =>
                {
                    (title(), None)
                }
                Kind::Checks(_) => continue,
                Kind::Task => {
                    let id = heading_lead(&own.words).id;
                    self.tasks
                        .insert(own.at, id.is_some_and(|id| id.parse::<u32>().is_ok()));
                    self.stepped += usize::from(total[at] > 0);
                    continue;
                }
                Kind::Explicit(phase) => {
                    is_held[at] = true;
                    (phase.clone(), phase.number.clone())
                }
                Kind::Named(order) if !held && !holds_phases[at] && total[at] > 0 => {
                    is_held[at] = true;
                    (title(), order.clone())
                }
                Kind::Named(_) | Kind::Plain if !held && own.direct > 0 => {
                    (title(), None)
                }
                Kind::Named(_) | Kind::Plain => continue,
            };
            if claimed(stretches, at).is_none() || self.only_checklists {
                self.phases.insert(own.at, Opened { heading, order });
            }
        }
        // A heading that says only that tasks follow is no phase beside others; nor is
        // one above which no other stands, and below which all steps happen to.
        if let Some((only, _)) = self.phases.first_key_value()
            && self.phases.len() == 1
            && let Some(own) = stretches.iter().find(|own| own.at == *only)
            && (says_tasks(&own.words)
                || (matches!(own.kind, Kind::Plain) && own.boxes == 0))
        {
            self.phases.clear();
        }
    }
}

impl Stretch {
    fn new((level, words): (u8, String), at: u32, kind: Kind) -> Self {
        Self {
            level,
            words,
            at,
            kind,
            above: None,
            boxes: 0,
            bytes: 0,
            direct: 0,
            whole_phases: 0,
            in_bold: false,
            label: None,
            is_legend: false,
        }
    }
}

/// A heading and those above it, innermost first.
fn lineage(stretches: &[Stretch], at: usize) -> impl Iterator<Item = &Stretch> {
    std::iter::successors(stretches.get(at), |own| stretches.get(own.above?))
}

/// What the headings make of the boxes below one; a phase inside ends it.
fn claimed(stretches: &[Stretch], at: usize) -> Option<CheckClass> {
    lineage(stretches, at)
        .take_while(|own| !matches!(own.kind, Kind::Explicit(_)))
        .find_map(|own| match own.kind {
            Kind::Checks(class) => Some(class),
            Kind::Aside => Some(CheckClass::Decision),
            _ => None,
        })
}

/// The words of the boxes of a list, and of the lists in it.
fn words_of(list: &List, boxes: &mut Vec<String>) {
    for item in &list.items {
        if item.mark.is_some() {
            boxes.push(words_of_item(item));
        }
        for inner in outline::lists(item) {
            words_of(inner, boxes);
        }
    }
}

/// The first line of an item.
fn words_of_item(item: &Item) -> String {
    match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inlines)) => {
            let is_break =
                |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
            let end = inlines.iter().position(is_break).unwrap_or(inlines.len());
            plain(&inlines[..end])
        }
        _ => String::new(),
    }
}

/// Whether a heading says only that tasks follow.
fn says_tasks(words: &str) -> bool {
    matches!(
        folded(words).as_str(),
        "tasks"
            | "task"
            | "todo"
            | "todos"
            | "tasklist"
            | "taskssubtasks"
            | "subtasks"
            | "todolist"
            | "phases"
            | "phasesoverview"
            | "checklist"
            | "plan"
            | "implementationtasks"
            | "actionitems"
            | "任务"
            | "待办"
            | "タスク"
            | "tareas"
            | "tarefas"
            | "aufgaben"
    )
}

/// Whether a box has a date or an id in the manner of notes.
fn is_dated(words: &str) -> bool {
    [
        "📅",
        "⏳",
        "🛫",
        "🆔",
        "⛔",
        "⏫",
        "🔺",
        "🔼",
        "🔽",
        "⏬",
        "due::",
        "dependsOn::",
        "@due(",
    ]
    .iter()
    .any(|mark| words.contains(mark))
}

/// The heads of columns that hold tasks, and nothing else.
static TASK_COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:tasks?(?:\s+(?:name|title|description))?|to-?do|work items?|action(?:\s+items?)?|任务|任務|任务名称|タスク|作業|작업|할 ?일|задач[аи]|tarea|tareas|tarefa|tarefas|aufgaben?|tâches?|attività)$",
    )
});

/// What the columns of a table are, where it has one for tasks and one for their status.
/// A column of tasks that holds nothing but ids leaves the titles to another one.
fn columns(head: &[String], rows: &[Vec<Vec<Inline>>]) -> Option<Columns> {
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:item|feature|title|name|deliverable|milestone|description|功能|名称|機能|项目|項目|título|nombre|nome)$",
        )
    });
    static STATUS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:status|state|done\??|progress|状态|狀態|状態|ステータス|进度|상태|진행|статус|состояние|estado|situação|stand|statut|état|stato)$",
        )
    });
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:#|id|no\.?|nr\.?|number|task\s*(?:id|#)|编号|序号|番号|número)$",
        )
    });
    let find =
        |pattern: &Regex| head.iter().position(|name| pattern.is_match(name.trim()));
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:title|name|description|summary|details?|notes?|what|说明|描述|内容|備考)$",
        )
    });
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[A-Z0-9]{1,10}-)*[A-Z]{0,5}\d+(?:\.\d+)*[a-z]?$"));
    let title = find(&TASK_COLUMN).or_else(|| find(&THING))?;
    let status = Some(find(&STATUS)?);
    let names = |row: &Vec<Vec<Inline>>| {
        row.get(title).is_some_and(|cell| NAMED.is_match(plain(cell).trim()))
    };
    match (find(&ID), find(&WORDS).filter(|words| *words != title)) {
        (None, Some(words)) if !rows.is_empty() && rows.iter().all(names) => {
            Some(Columns { title: words, id: Some(title), status })
        }
        (id, _) => Some(Columns { title, id, status }),
    }
}

/// Takes off the line of a task what is written in front of, between and behind its words.
fn trailers(line: &mut Vec<Inline>) -> Vec<Trailer> {
    let before = line.clone();
    let mut found = Vec::new();
    in_front(line, &mut found);
    for inline in line.iter_mut() {
        if let Inline::Text(text) = inline {
            in_brackets(text, &mut found);
        }
    }
    let from = found.len();
    for _ in 0..TRAILERS {
        if !behind(line, &mut found) {
            break;
        }
    }
    // They were read from the end.
    found[from..].reverse();
    if plain(line).trim().is_empty() {
        // A task that is nothing else keeps its words.
        *line = before;
    }
    found
}

/// Takes `#task` and `[P1]` off the front.
fn in_front(line: &mut [Inline], found: &mut Vec<Trailer>) {
    static FRONT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:#task\b\s*|[\[(](P[0-4])[\])]:?\s+|(P[0-4])\s*[:：]\s*)")
    });
    let Some(Inline::Text(text)) = line.first_mut() else { return };
    let Some(front) = FRONT.captures(text) else { return };
    let end = front.get(0).map_or(0, |whole| whole.end());
    if let Some(priority) = front.get(1).or(front.get(2)) {
        found.push(Trailer::new(TrailerKind::Field("priority"), priority.as_str()));
    }
    *text = text[end..].to_owned();
}

/// Takes `[due:: 2026-05-01]`, `(id:: x)` and `@done(2026-05-01)` out of a text.
fn in_brackets(text: &mut String, found: &mut Vec<Trailer>) {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\s*(?:\[\s*([A-Za-z][\w -]{0,30}?)\s*::\s*([^\[\]]{0,200}?)\s*\]|\(\s*([A-Za-z][\w -]{0,30}?)\s*::\s*([^()]{0,200}?)\s*\)|@([a-z]+)\(([^()]{0,100})\))",
        )
    });
    if !text.contains("::") && !text.contains('@') {
        return;
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for field in FIELD.captures_iter(text) {
        let (Some(whole), Some(key), Some(value)) = (
            field.get(0),
            field.get(1).or(field.get(3)).or(field.get(5)),
            field.get(2).or(field.get(4)).or(field.get(6)),
        ) else {
            continue;
        };
        let Some(kind) = kind_of(key.as_str()) else { continue };
        kept.push_str(&text[at..whole.start()]);
        at = whole.end();
        found.push(Trailer::new(kind, value.as_str()));
    }
    kept.push_str(&text[at..]);
    *text = kept;
}

/// What the field of a note is about.
fn kind_of(key: &str) -> Option<TrailerKind> {
    let key = key.to_lowercase().replace([' ', '_', '-'], "");
    Some(match key.as_str() {
        "id" => TrailerKind::Id,
        "dependson" | "dep" | "blockedby" => TrailerKind::After,
        "due" => TrailerKind::Date(DateKind::Due),
        "start" | "defer" => TrailerKind::Date(DateKind::Start),
        "scheduled" => TrailerKind::Date(DateKind::Scheduled),
        "created" => TrailerKind::Date(DateKind::Created),
        "completion" | "completed" | "done" => TrailerKind::Date(DateKind::Done),
        "cancelled" | "canceled" => TrailerKind::Date(DateKind::Cancelled),
        "priority" | "pri" => TrailerKind::Field("priority"),
        "owner" | "assignee" | "assigned" => TrailerKind::Field("owner"),
        "estimate" | "est" | "duration" => TrailerKind::Field("estimate"),
        "effort" | "size" => TrailerKind::Field("effort"),
        "repeat" => TrailerKind::Field("Repeats"),
        "oncompletion" => TrailerKind::Field("When done"),
        "tag" | "tags" | "label" => TrailerKind::Label,
        _ => return None,
    })
}

/// What can stand at the end of a line: a pattern, whose first group is the value,
/// and what it is about.
static ENDS: LazyLock<Vec<(Regex, TrailerKind)>> = LazyLock::new(|| {
    const DAY: &str = r"(\d{4}-\d{2}-\d{2})";
    const NAME: &str = "[A-Za-z0-9_-]+";
    let marked = |marks: &str, value: &str| {
        pattern(&format!("[{marks}]\u{fe0f}?[\\s\u{a0}]*{value}$"))
    };
    let date = TrailerKind::Date;
    let field = TrailerKind::Field;
    vec![
        (marked("📅🗓📆", DAY), date(DateKind::Due)),
        (marked("⏳⌛", DAY), date(DateKind::Scheduled)),
        (marked("🛫", DAY), date(DateKind::Start)),
        (marked("➕", DAY), date(DateKind::Created)),
        (marked("✅", DAY), date(DateKind::Done)),
        (marked("❌", DAY), date(DateKind::Cancelled)),
        (marked("🆔", &format!("({NAME})")), TrailerKind::Id),
        (marked("⛔", &format!(r"({NAME}(?:\s*,\s*{NAME})*)")), TrailerKind::After),
        (marked("🔁", r"([\w ,-]{1,60})"), field("Repeats")),
        (marked("🏁", r"(\w{1,20})"), field("When done")),
        (pattern(r"(?:^|\s)([🔺⏫🔼🔽⏬])\u{fe0f}?$"), field("priority")),
        (
            pattern(r"(?:^|\s)#([\p{L}\p{N}_/-]*\p{L}[\p{L}\p{N}_/-]*)$"),
            TrailerKind::Label,
        ),
        (
            pattern(
                r"(?:^|\s)(?:\((?:cc\s+)?)?@([\p{L}][\p{L}\p{N}_.-]*(?:/[\p{L}\p{N}_-]+)?)\)?$",
            ),
            field("owner"),
        ),
        (
            pattern(&format!(
                r"(?i)\(\s*(?:completed|done|finished|shipped|closed)\s*:?\s*(?:on\s+)?{DAY}\s*\)$"
            )),
            date(DateKind::Done),
        ),
        (pattern(&format!(r"(?i)(?:^|\s)\(?due:?\s*{DAY}\)?$")), date(DateKind::Due)),
        (pattern(&format!(r"(?:^|\s)t:{DAY}$")), date(DateKind::Start)),
        (
            pattern(r"(?i)\(\s*ACs?\s*[:：]?\s*((?:AC-?|#)?\d[\d\s,#.&–-]*)\)$"),
            field("requirements"),
        ),
        (
            pattern(
                r"(?i)[(（]\s*(~?\d+(?:[.,]\d+)?(?:\s*[-–]\s*~?\d+(?:[.,]\d+)?)?\s*(?:minutes?|mins?|min|m|hours?|hrs?|h|days?|d|weeks?|wks?|w))\s*[)）]$",
            ),
            field("estimate"),
        ),
        (pattern(r"(?:^|\s)\[?([0-9a-f]{7,40})\]?$"), field("Commit")),
    ]
});

/// Takes one thing off the end of a line; `false` where its words end it.
fn behind(line: &mut Vec<Inline>, found: &mut Vec<Trailer>) -> bool {
    static BLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s\^[A-Za-z0-9-]+$"));
    while matches!(line.last(), Some(Inline::Text(text)) if text.trim().is_empty()) {
        line.pop();
    }
    let count = line.len();
    match line.last_mut() {
        // `M`: how large it is.
        Some(Inline::Code(code)) if count > 1 && is_size(code) => {
            found.push(Trailer::new(TrailerKind::Field("effort"), code));
            line.pop();
            true
        }
        Some(Inline::Text(text)) => {
            let end = text
                .trim_end_matches(|c: char| c.is_whitespace() || c == '\u{fe0f}')
                .len();
            text.truncate(end);
            let mut from = text.len().saturating_sub(LINE_END);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            let window = &text[from..];
            for (end, kind) in ENDS.iter() {
                let Some(taken) = end.captures(window) else { continue };
                let (Some(whole), Some(value)) = (taken.get(0), taken.get(1)) else {
                    continue;
                };
                let is_other = match kind {
                    TrailerKind::Label => is_colour(value.as_str()),
                    TrailerKind::Field("Commit") => !is_commit(value.as_str()),
                    _ => false,
                };
                if is_other {
                    continue;
                }
                let value = match (kind, value.as_str()) {
                    (TrailerKind::Field("priority"), mark) => urgency(mark).to_owned(),
                    (TrailerKind::Field("requirements"), ids) => {
                        ids.replace('#', "").replace('–', "-")
                    }
                    (_, value) => value.to_owned(),
                };
                found.push(Trailer::new(*kind, &value));
                let end = from + whole.start();
                text.truncate(end);
                return true;
            }
            let block = BLOCK.find(window).map(|block| from + block.start());
            block.inspect(|at| text.truncate(*at)).is_some()
        }
        _ => false,
    }
}

impl Trailer {
    fn new(kind: TrailerKind, text: &str) -> Self {
        Self { kind, text: text.trim().to_owned() }
    }
}

/// Whether a code span is a size, as for shirts.
fn is_size(code: &str) -> bool {
    matches!(code.trim(), "XS" | "S" | "M" | "L" | "XL" | "XXL")
}

/// Whether what looks like a tag is a colour: `#ffaa00`.
fn is_colour(tag: &str) -> bool {
    matches!(tag.len(), 3 | 6 | 8) && tag.chars().all(|c| c.is_ascii_hexdigit())
}

/// Whether what looks like a commit has digits and letters: `defaced` is a word,
/// and `20260501` a number.
fn is_commit(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic)
}

/// What a mark says of how much a task matters.
fn urgency(mark: &str) -> &'static str {
    match mark {
        "🔺" => "highest",
        "⏫" => "high",
        "🔼" => "medium",
        "🔽" => "low",
        _ => "lowest",
    }
}
