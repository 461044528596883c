//! The Spec Kit dialect: `specs/003-name/tasks.md` with `## Phase 3: User Story 1 -
//! Title (Priority: P1)` and `- [ ] T012 [P] [US1] Title in src/file.rs`.
//!
//! A task without `[P]` is worked on in its order, one with it beside its
//! neighbours. What the words of a heading say of being done is about the phase,
//! and the marks of its tasks stand.
//!
//! # What is a task
//!
//! A box with an id such as `T012`, wherever it stands; a heading with one, whose
//! boxes are then its checks. A box without an id is a task in a phase, save where
//! a label or heading says that it is a check, or it starts with the id of a
//! requirement or story (`SC-001:`), which makes it an account of coverage. A
//! document that gives no ids at all has its boxes read like any list of tasks.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::diagnostic::Checked;
use crate::markdown::{Block, BlockKind, Document, Inline, Item, List, plain};
use crate::plan::dialects::{Claim, Dialect, Reading};
use crate::plan::field::{self, Excerpt, PRIORITY_WORDS, pattern};
use crate::plan::model::{Mode, RequirementReference, Sign, Status, Task};
use crate::plan::nest;
use crate::plan::outline::head::{self, Head, Lead};
use crate::plan::outline::{
    self, Grammar, HeadingLine, HeadingTask, PhaseHeading, Place,
};
use crate::plan::section::{self, Section};
use crate::plan::status;
use crate::source::{SitePath, Span};

/// The most characters of a tag: `[Constitution]`.
const LONGEST_TAG: usize = 24;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    name: "spec-kit",
    by_path,
    by_content,
    is_data: |_| false,
    read,
    fallback: false,
};

/// `specs/003-name/tasks.md`, `.specify/…/tasks.md` and the templates of the tool.
fn by_path(path: &SitePath) -> Option<Claim> {
    let segments: Vec<&str> = path.as_str().split('/').collect();
    let (file, folders) = segments.split_last()?;
    let file = file.to_lowercase();
    let in_templates = folders.last().is_some_and(|folder| *folder == "templates");
    if in_templates && file == "tasks-template.md" {
        return Some(Claim::Content);
    }
    if file != "tasks.md" {
        return None;
    }
    if folders.contains(&".specify") {
        return Some(if in_templates { Claim::Content } else { Claim::Tasks });
    }
    in_feature(folders).then_some(Claim::Shared)
}

/// Whether folders lead to one feature: `specs/003-name`. Where `specs` itself
/// lies in the hidden folder of another tool, it is that tool's.
fn in_feature(folders: &[&str]) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d{3}|\d+-)"));
    let Some((feature, above)) = folders.split_last() else { return false };
    let Some(specs) = above.iter().rposition(|folder| *folder == "specs") else {
        return false;
    };
    let is_others = specs > 0 && above[specs - 1].starts_with('.');
    NUMBERED.is_match(feature) && (!is_others || above[specs - 1] == ".specify")
}

fn by_content(document: &Document) -> Option<Sign> {
    if is_beside(&document.path) {
        return None;
    }
    let found = Outline::of(document);
    if found.ids >= 2 || (found.ids == 1 && found.tags > 0) {
        return Some(Sign::TaskIds);
    }
    if found.headings.len() >= 2 {
        return Some(Sign::HeadingIds);
    }
    if !found.phases.is_empty() && found.tags > 0 && found.has_purpose {
        return Some(Sign::PurposePhases);
    }
    (!found.phases.is_empty() && found.long_ids >= 2 && found.tags > 0)
        .then_some(Sign::LongIds)
}

/// Whether a file is one that lies beside the tasks and repeats them, by its name.
fn is_beside(path: &SitePath) -> bool {
    static REPORT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)dashboard|summary|report|progress|overview|(?:^|[-_])(?:status|review|readme|changelog|index|analysis|coverage)(?:$|[-_])",
        )
    });
    let folders: Vec<&str> = path.folder().split('/').collect();
    let stem = path.stem().to_lowercase();
    REPORT.is_match(&stem) || (in_feature(&folders) && !stem.starts_with("tasks"))
}

fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    let Some(document) = documents.first() else {
        return Checked::new(Reading::default(), Vec::new());
    };
    let grammar = SpecKit { outline: Outline::of(document) };
    let Checked { value: mut reading, diagnostics } = outline::read(documents, &grammar);
    nest::by_number(&mut reading.tasks);
    for task in &mut reading.tasks {
        words_of_title(task);
        cited(document, task);
    }
    Checked::new(reading, diagnostics.to_vec())
}

/// What a document holds, before it is read.
#[derive(Default)]
struct Outline {
    /// How many boxes have an id such as `T001`.
    ids: usize,
    /// How many have one such as `TASK-001`.
    long_ids: usize,
    /// How many have a tag: `[P]`, `[US1]`.
    tags: usize,
    /// Whether a phase says what it is for: `**Purpose**: …`.
    has_purpose: bool,
    /// Where the headings start that are tasks.
    headings: BTreeSet<u32>,
    /// The numbers of the phases that hold tasks.
    phases: BTreeSet<String>,
}

impl Outline {
    fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let blocks = document.blocks();
        let mut in_examples = None;
        for (at, block) in blocks.iter().enumerate() {
            if let BlockKind::Heading { level, inlines } = &block.kind {
                let words = plain(inlines);
                if in_examples.is_some_and(|outer| *level > outer) {
                    continue;
                }
                in_examples = is_sample(&words).then_some(*level);
                if *level > 1 && heading_task(&words, *level, &blocks[at + 1..]).is_some()
                {
                    found.headings.insert(block.span.start);
                }
                if let Some(phase) = phase_heading(&words)
                    && let Some(number) = phase.number
                    && holds_tasks(&blocks[at + 1..], *level)
                {
                    found.phases.insert(number);
                }
                continue;
            }
            match &block.kind {
                BlockKind::List(list) if in_examples.is_none() => found.list(list),
                BlockKind::Paragraph(inlines) => {
                    found.has_purpose |= matches!(inlines.first(),
                        Some(Inline::Strong(strong)) if plain(strong).starts_with("Purpose"));
                }
                _ => {}
            }
        }
        found
    }

    /// Counts the boxes of a list, and of the lists in it.
    fn list(&mut self, list: &List) {
        for item in &list.items {
            if let Some(head) = boxed_head(item) {
                let lead = &head.lead;
                let id = lead.id.as_deref().unwrap_or_default();
                self.ids += usize::from(is_short_id(id));
                self.long_ids += usize::from(id.len() > 4 && id.starts_with("TASK"));
                self.tags += usize::from(lead.mode.is_some() || lead.story.is_some());
            }
            for inner in outline::lists(item) {
                self.list(inner);
            }
        }
    }

    /// Whether the document gives its tasks ids.
    fn gives_ids(&self) -> bool {
        self.ids + self.long_ids + self.headings.len() > 0
    }
}

/// Whether a section shows how tasks look, and holds none.
fn is_sample(heading: &str) -> bool {
    matches!(section::of(heading), Section::Examples | Section::Legend)
}

/// Takes the head of a box apart.
fn boxed_head(item: &Item) -> Option<Head> {
    item.mark.and_then(|_| head::of_item(item, &lead))
}

/// Whether boxes, or headings that are tasks, stand in the section of a heading.
fn holds_tasks(below: &[Block], level: u8) -> bool {
    let mut section = below.iter().take_while(
        |block| !matches!(block.kind, BlockKind::Heading { level: next, .. } if next <= level),
    );
    section.any(|block| match &block.kind {
        BlockKind::List(list) => outline::list_has_boxes(list),
        BlockKind::Heading { inlines, .. } => heading_lead(&plain(inlines)).is_some(),
        _ => false,
    })
}

/// Whether boxes with ids stand right below a heading, or below one that only
/// repeats an id.
fn has_ids(below: &[Block], level: u8) -> bool {
    let ends = |block: &Block| match &block.kind {
        BlockKind::Heading { level: next, inlines } => {
            *next <= level || heading_lead(&plain(inlines)).is_none()
        }
        _ => false,
    };
    let own = below.iter().take_while(|block| !ends(block));
    own.flat_map(boxed_ids).next().is_some()
}

/// The ids of the boxes of a block.
fn boxed_ids(block: &Block) -> Vec<String> {
    let BlockKind::List(list) = &block.kind else { return Vec::new() };
    list.items.iter().filter_map(|item| boxed_head(item)?.lead.id).collect()
}

/// What stands before and behind the words of a heading that is a task; nothing
/// where the boxes below it have ids that are not parts of its own: then they are
/// the tasks, and it only groups or repeats them.
fn heading_task<'w>(
    words: &'w str,
    level: u8,
    below: &[Block],
) -> Option<(&'w str, &'w str)> {
    let found = heading_lead(words)?;
    let (own, _) = id(&words[found.0.len()..])?;
    let own = own.to_lowercase();
    let is_part = |id: &String| {
        let id = id.to_lowercase();
        let rest = id.strip_prefix(&own).unwrap_or_default();
        rest.starts_with(|c: char| c.is_alphabetic() || c == '.' || c == '-')
    };
    let end = outline::section_end(below, 0, level);
    below[..end].iter().flat_map(boxed_ids).all(|id| is_part(&id)).then_some(found)
}

struct SpecKit {
    outline: Outline,
}

impl Grammar for SpecKit {
    fn phase(&self, heading: &HeadingLine<'_>) -> Option<PhaseHeading> {
        let HeadingLine { level, words, below, .. } = *heading;
        if is_sample(words) {
            return None;
        }
        if let Some(phase) = phase_heading(words) {
            // `### Phase 1 (Setup)` below `## Parallel work` is about a phase; one
            // that holds nothing and is named nowhere else is one all the same.
            let is_told = phase
                .number
                .as_ref()
                .is_some_and(|number| self.outline.phases.contains(number));
            return (holds_tasks(below, level) || !is_told).then_some(phase);
        }
        // Without the word a section is a group where nothing larger holds it.
        let is_inside = heading.in_phase.is_some_and(|outer| outer < level);
        if level == 1 || is_inside || heading_lead(words).is_some() {
            return None;
        }
        let holds = match self.outline.gives_ids() {
            true => has_ids(below, level),
            false => heading.has_boxes && section::of(words) == Section::Plain,
        };
        holds.then(|| group(words))
    }

    fn lead(&self, words: &str) -> Lead {
        lead(words)
    }

    fn is_task(&self, head: &Head, place: &Place) -> bool {
        if head.lead.id.is_some() {
            return true;
        }
        if place.claimed.is_some() || is_coverage(&head.title) {
            return false;
        }
        place.in_phase || !self.outline.gives_ids()
    }

    fn is_subtask(&self, parent: &Task, head: &Head) -> bool {
        // The boxes below a heading say when it is done.
        let is_heading = self.outline.headings.contains(&parent.span.start);
        head.lead.id.is_some() || !(is_heading || is_coverage(&head.title))
    }

    fn heading_task(&self, heading: &HeadingLine<'_>) -> Option<HeadingTask> {
        if heading.level == 1 {
            return None;
        }
        let (before, behind) = heading_task(heading.words, heading.level, heading.below)?;
        let mut inlines = heading.inlines.to_vec();
        let parallel = behind.contains("[P]").then_some(Mode::Parallel(None));
        if let Some(Inline::Text(text)) = inlines.last_mut() {
            *text = text.strip_suffix(behind).unwrap_or(text).to_owned();
        }
        if let Some(Inline::Text(text)) = inlines.first_mut() {
            *text = text.strip_prefix(before).unwrap_or(text).to_owned();
        }
        let mut head = head::of_inlines(&inlines, &lead)?;
        head.lead.mode = head.lead.mode.or(parallel);
        let status = status::of_words(before).or_else(|| {
            let words = behind.replace("[P]", "");
            status::of_words(words.trim_matches([' ', '[', ']', '(', ')', '-', '–', '—']))
        });
        Some(HeadingTask { head, mark: None, status })
    }

    fn status(&self, symbol: char) -> Option<Status> {
        match symbol {
            '-' => Some(Status::Skipped),
            symbol => field::status(symbol),
        }
    }

    fn mode(&self) -> Mode {
        Mode::Sequential
    }
}

/// Reads what a task starts with: `T012 [P] [US1]`, `SKIP: T039`, `TASK-001:`.
fn lead(words: &str) -> Lead {
    static SKIP: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*(?i:skip(?:ped)?)\s*[:：]\s*"));
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:[\[【［]([^\[\]【】［］]{1,60})[\]】］]|[(（](P)[)）])")
    });
    let mut found = Lead::default();
    let mut at = 0;
    if let Some(skip) = SKIP.find(words)
        && id(&words[skip.end()..]).is_some()
    {
        at = skip.end();
        found.status = Some(Status::Skipped);
    }
    if let Some((name, length)) = id(&words[at..]) {
        found.id = Some(name);
        at += length;
    }
    while let Some(tag) = TAG.captures(&words[at..])
        && let Some(whole) = tag.get(0)
        && let Some(inside) = tag.get(1).or(tag.get(2))
        && take_tag(inside.as_str(), &mut found)
    {
        at += whole.end();
        // Some put the tags first: `[P] T012`.
        if found.id.is_none()
            && let Some((name, length)) = id(&words[at..])
        {
            found.id = Some(name);
            at += length;
        }
    }
    if at > 0 {
        let rest = &words[at..];
        at += rest.len() - rest.trim_start_matches([' ', '\t', ':', '：']).len();
    }
    found.length = at;
    found
}

/// Reads the id that words start with, and how many bytes it takes with what
/// divides it from the title.
///
/// `T001-T005` and `T001, T002` speak of tasks and are none.
fn id(words: &str) -> Option<(String, usize)> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^[\s✅✔☑❌⏳🚧🔄⚠🔴🟡🟢⭐\u{fe0f}]*
              \[? \#? (?: (?i:task)\s+ )?
              (?P<id> T-?\d{1,5}[a-z]?(?:\.\d+[a-z]?)*(?:-[A-Z]{2,}\d*)?
                    | T\d{3,5}-\d{1,2}
                    | (?:TASK|Task)-?\d+[a-z]?(?:\.\d+)*
                    | T\d{0,2}X{2,3}[a-z]?
                    | \d+(?:\.\d+)+[a-z]? )
              (?P<close>\])?
              (?P<divide> \s*[:：] | [.)、] | \s+[-–—](?:\s|$) | \s | $ )",
        )
    });
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:(?:(?i:task)\s+)?(\d+)\s*[:：.)]\s|(?i:task)\s+(\d+)\s*(?:[-–—]\s|$))",
        )
    });
    static MORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:(?:and|to|through|or)\b|[&,/→~+–—-]|->)\s*(?:T|TASK-?)\d")
    });
    let (name, length) = match ID.captures(words) {
        Some(found) => {
            let name = found.name("id")?;
            let opens = words[..name.start()].trim_end().ends_with('[');
            if opens != found.name("close").is_some() {
                return None;
            }
            (name.as_str().to_owned(), found.get(0)?.end())
        }
        None => {
            let found = NUMBER.captures(words)?;
            let number = found.get(1).or(found.get(2))?.as_str();
            (number.to_owned(), found.get(0)?.end())
        }
    };
    // `T003.` before more digits is no end of an id.
    let goes_on = words[..length].ends_with('.')
        && words[length..].starts_with(|c: char| c.is_ascii_digit());
    if goes_on {
        return None;
    }
    // The divider may be the dash or arrow of a range.
    let behind = &words[words.find(name.as_str())? + name.len()..];
    let speaks = MORE.is_match(behind) || behind.trim_start().starts_with(['→', '⟶']);
    (!speaks).then_some((name, length))
}

/// Whether an id is one of Spec Kit's own: `T001`, and no `T1`.
fn is_short_id(id: &str) -> bool {
    let digits = id.strip_prefix('T').unwrap_or_default();
    digits.len() >= 3 && digits.bytes().take(3).all(|byte| byte.is_ascii_digit())
}

/// Takes in a tag, the words between brackets; `false` where it is none.
fn take_tag(words: &str, found: &mut Lead) -> bool {
    static STORY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:US|(?:user\s+)?story)[:：\s_-]*(?:US)?-?(\d+[a-z]?)$")
    });
    let words = words.trim();
    let parts: Vec<&str> = words.split([',', '，', '、', '/', '+', '&']).collect();
    let stories: Vec<String> = parts
        .iter()
        .filter_map(|part| Some(format!("US{}", &STORY.captures(part.trim())?[1])))
        .collect();
    if !stories.is_empty() && stories.len() == parts.len() {
        let mut stories = stories.into_iter();
        if found.story.is_none() {
            found.story = stories.next();
        }
        found.labels.extend(stories);
        return true;
    }
    if matches!(words, "P" | "P?" | "并行" | "並行" | "並列")
        || words.eq_ignore_ascii_case("parallel")
    {
        found.mode = Some(Mode::Parallel(None));
        return true;
    }
    let is_word = words.starts_with(char::is_alphabetic)
        && words.chars().all(|c| c.is_alphanumeric() || " &/+._-".contains(c));
    // Before a title without an id, brackets may be part of its words.
    let is_tag = found.id.is_some() || found.mode.is_some() || found.story.is_some();
    if !is_tag || !is_word || words.chars().count() > LONGEST_TAG || words.len() < 2 {
        return false;
    }
    if words.to_ascii_lowercase().starts_with("optional") {
        found.optional = true;
    } else if words.eq_ignore_ascii_case("skip") || words.eq_ignore_ascii_case("skipped")
    {
        found.status = Some(Status::Skipped);
    } else {
        found.labels.push(words.to_owned());
    }
    true
}

/// Whether a box accounts for a requirement, story or criterion: `SC-001: …`.
fn is_coverage(title: &str) -> bool {
    static COVERAGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:FR|NFR|SC|AC|EC|REQ|US|UC|TR|CHK)[-\s]?\d+(?:[.-]\d+)*[a-z]?|(?i:user story)\s+\d+)\s*(?:[:：]|[-–—]\s|\s[-–—]|\([^()]*\)\s*[:：]|$)|^CHK\d",
        )
    });
    COVERAGE.is_match(title.trim_start())
}

/// What stands before and behind the words of a heading that is a task:
/// `✅ T001: Title [P] [COMPLETED]`; nothing where it is none.
fn heading_lead(words: &str) -> Option<(&str, &str)> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\s*(?:\[P\]|[\[(（](?:done|completed?|in progress|skipped|todo|pending|已完成|完成)[\])）]|[✅✔☑🚧🔄⏳❌]\u{fe0f}?|[-–—]\s*(?:done|completed?)))+\s*$",
        )
    });
    let start = words.find(|c: char| c.is_alphanumeric() || c == '[')?;
    let (before, rest) = words.split_at(start);
    if before.contains(['`', '"', '“', '(', '（']) {
        return None;
    }
    let (name, _) = id(rest)?;
    let is_id = is_short_id(&name) || name.to_uppercase().starts_with("TASK");
    let cut = BEHIND.find(rest).map_or(rest.len(), |found| found.start());
    is_id.then_some((before, &rest[cut..]))
}

/// Reads `Phase 3.1: User Story 1 - Title (Priority: P1) 🎯 MVP`.
fn phase_heading(words: &str) -> Option<PhaseHeading> {
    static PHASE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^[^\p{L}\p{N}\[{]*
              (?: (?i:phase|fase|étape|etapa|этап|фаза|阶段|階段|フェーズ|단계) \s*
                  (?P<number> \d+(?:\.\d+)*[a-z]? | N(?:\+\d+)? | [A-Z] | [IVX]+ | [一二三四五六七八九十]+ )
                | 第 \s* (?P<counted> \d+ | [一二三四五六七八九十]+ ) \s* (?: 阶段 | 階段 | フェーズ )
                | (?P<before> \d+(?:\.\d+)* ) \s* 단계 )
              (?P<rest> (?: \s*[:：.、]\s* | \s+[-–—]\s | \s*[(（] | \s+ | $ ) .*)$",
        )
    });
    let found = PHASE.captures(words.trim())?;
    let number = ["number", "counted", "before"]
        .iter()
        .find_map(|name| found.name(name))?
        .as_str();
    let rest = found.name("rest")?.as_str();
    let dividers = [' ', '\t', ':', '：', '.', '、', '-', '–', '—'];
    let title = rest.trim_start_matches(dividers);
    // Without a divider the words go on: `Phase 2 is first`, `Phase 2 → Phase 3`.
    let divided = rest.is_empty()
        || rest.trim_start().starts_with(|c| dividers.contains(&c) || "(（".contains(c));
    if !divided && !title.starts_with(|c: char| c.is_uppercase() || c > '\u{2e80}') {
        return None;
    }
    let number = counted(number).unwrap_or_else(|| number.to_owned());
    Some(PhaseHeading { number: Some(number), ..group(title) })
}

/// A phase that has only a title.
fn group(words: &str) -> PhaseHeading {
    static PRIORITY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\s*[(（\[]\s*(?:(?:{PRIORITY_WORDS})\b?[^()（）\[\]]*|p\d)[)）\]]",
        ))
    });
    static MVP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*🎯(?:\s*MVP\b)?"));
    static STORY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:user\s+stor(?:y|ies)|用户故事|使用者故事|ユーザーストーリー|historia\s+de\s+usuario|história\s+de\s+usuário)\s*#?(\d+[a-z]?)|\bUS-?(\d+[a-z]?)\b",
        )
    });
    let mut title = MVP.replace_all(words, "").into_owned();
    if let Some(found) = PRIORITY.find(&title) {
        let behind = title[found.end()..].trim();
        let behind = if behind == "MVP" { "" } else { behind };
        title = format!("{} {behind}", &title[..found.start()]);
    }
    let title = title.trim();
    // `Phase 1 (Setup)` has its title in brackets.
    let inner = title
        .strip_prefix(['(', '（'])
        .and_then(|title| title.strip_suffix([')', '）']))
        .filter(|title| !title.contains(['(', '（']));
    let mut stories = STORY.captures_iter(title);
    let story = stories.next().and_then(|found| found.get(1).or(found.get(2)));
    PhaseHeading {
        number: None,
        title: inner.unwrap_or(title).to_owned(),
        mode: Mode::Unknown,
        // A phase of several stories is no phase of one.
        story: story
            .filter(|_| stories.next().is_none())
            .map(|number| format!("US{}", number.as_str())),
    }
}

/// The digits of a number in Chinese characters below twenty: `十二`.
fn counted(words: &str) -> Option<String> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|own| own == c);
    let mut chars = words.chars();
    let number = match (chars.next()?, chars.next(), chars.next()) {
        ('十', None, None) => 10,
        ('十', Some(ones), None) => 11 + digit(ones)?,
        (ones, None, None) => 1 + digit(ones)?,
        _ => return None,
    };
    Some(number.to_string())
}

/// Takes in what the words of a title say beside it: `… [P]`, `SKIPPED - …`.
fn words_of_title(task: &mut Task) {
    static SKIPPED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|\s[-–—]\s*)(?:\*\*)?(?:SKIP|SKIPPED|DROPPED|SUPERSEDED|CANCELLED|CANCELED|OBSOLETE|NOT NEEDED)\b",
        )
    });
    static LEVEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[Pp]\d$"));
    static LEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(P\d)(?:\s|[:：]|$)"));
    // In small letters the word has to stand alone: `Skipped rows` are no such thing.
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[.:]\s+|\s[-–—]+\s*|^T\d+\s*[-–—]\s*T?\d+\s+)(?:skip(?:ped)?|dropped|cancell?ed|obsolete|superseded|won['’]?t do)(?:\s*$|\s*[.:：,;(（]|\s+[-–—])",
        )
    });
    static DEFERRED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\bDEFERRED\b|(?i:(?:^|[.:(]\s*|\s[-–—]+\s*)(?:deferred|postponed)\b)")
    });
    let is_open = !matches!(task.status, Status::Done);
    if SKIPPED.is_match(&task.title) || (is_open && ALONE.is_match(&task.title)) {
        task.status = Status::Skipped;
    } else if matches!(task.mark, '-' | '~' | '/') && DEFERRED.is_match(&task.title) {
        task.status = Status::Todo;
    }
    if task.title.ends_with(" [P]") {
        task.mode = Mode::Parallel(None);
    }
    if let Some(place) = task.labels.iter().position(|label| LEVEL.is_match(label)) {
        let level = task.labels.remove(place);
        task.priority.get_or_insert(level);
    }
    if let Some(found) = LEADING.captures(&task.title) {
        task.priority.get_or_insert_with(|| found[1].to_owned());
    }
}

/// Takes in the requirements that the words of a task name: `(FR-001, SC-002)`.
fn cited(document: &Document, task: &mut Task) {
    static CITED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:FR|NFR|SC|REQ)-\d{1,4}[a-z]?\b"));
    let excerpt =
        Excerpt { text: &document.text, lines: &document.lines, path: &document.path };
    let mut known: BTreeSet<String> =
        task.requirements.iter().map(|cited| cited.id.clone()).collect();
    for found in CITED.find_iter(opening(document, task.span)) {
        let start = task.span.start as usize + found.start();
        let span = excerpt.span(start, start + found.len());
        let id = found.as_str().to_owned();
        if known.insert(id.clone()) {
            task.requirements.push(RequirementReference { id, span });
        }
    }
    task.labels
        .retain(|label| CITED.find(label).is_none_or(|id| id.len() != label.len()));
}

/// The lines of a task before a blank line or a bullet.
fn opening(document: &Document, span: Span) -> &str {
    let text = span.of(&document.text);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if end > 0
            && (line.trim().is_empty() || line.trim_start().starts_with(['-', '*', '+']))
        {
            break;
        }
        end += line.len();
    }
    text.get(..end).unwrap_or(text)
}
