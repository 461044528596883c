//! Sentences about order below a heading about dependencies, read as statements.
//!
//! `T031 depends on T029, T030`, `Models (T005-T007) before routes (T008)`,
//! `**Polish (Phase 5)**: Depends on all user stories`, `T001 → T002 → T003`.
//! A sentence is taken apart into names, verbs and the rest. Names are only
//! what the plan really has; a verb says which side comes first; a side without
//! a name, a negation or an example states nothing. What is left out that way
//! is missed, and what is stated wrongly would stop tasks: when in doubt, out.

mod fence;
mod known;
pub mod remark;
mod sentence;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, code};
use crate::markdown::prose;
use crate::markdown::{Block, BlockKind, Document, Item, List, plain};
use crate::plan::drawn::Names;
use crate::plan::example;
use crate::plan::field::{self, Excerpt, pattern};
use crate::plan::model::{Plan, Reference, Rule, Statement, Target};
use crate::plan::stated::known::Known;
use crate::plan::stated::sentence::{Name, Sentence, Side, Verb, What};
use crate::source::Span;

/// The most bytes of one sentence that are taken apart, since each name in it is
/// held against each verb; a longer one that names tasks is reported.
const SENTENCE_LIMIT: usize = 4_000;
/// The most statements that the sentences of a plan make; what goes beyond is
/// reported. Each name on one side comes before each one on the other.
const STATEMENT_LIMIT: usize = 200_000;
/// How deep brackets in brackets are read as sentences of their own.
const DEPTH_LIMIT: usize = 8;

/// Whether a heading says that what is below is about dependencies.
pub fn is_dependencies_heading(words: &str) -> bool {
    static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix) \b(?:in)?depend[eê]?n[cz]\w* | \bdepend(?:s|ency)?\b | \bdépendances? | \babhängigkeit
              | \b(?:task|execution|dependency)\s+(?:graph|order|sequence) | \b(?:build|implementation|completion)\s+order\b
              | \bcritical\ path\b | \borden\ de\ ejecuci | \bordem\ de\ execu | \bwaves?\b
              | 依赖 | 依賴 | 依存 | 의존 | 前置(?:条件|條件) | 阻塞 | 실행\s*순서 | (?:执行|執行|実行|實施|实施|実装)(?:顺序|順序) | 先后顺序",
        )
    });
    static NOT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\bindependen|\bindependien|independien"));
    ABOUT.is_match(words) && !NOT.is_match(words)
}

/// Whether a heading says that what is below may run at once, and so is no order.
fn is_parallel_heading(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["parallel", "paralel", "concurren", "并行", "並行", "並列", "平行"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Reads the sentences below the headings about dependencies of a document.
pub fn read(
    document: &Document,
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Statement> {
    let excerpt =
        Excerpt { text: &document.text, lines: &document.lines, path: &document.path };
    let known = Known::new(names);
    let mut reader = Reader::new(excerpt, &known);
    for (block, section) in below(document, names) {
        reader.section = section;
        reader.block(block);
    }
    diagnostics.append(&mut reader.diagnostics);
    reader.statements
}

/// The blocks that stand below headings about dependencies, those headings
/// included that stand within, and what the headings say of each.
pub(super) fn below<'d>(
    document: &'d Document,
    names: &Names<'_>,
) -> Vec<(&'d Block, Section)> {
    let phases: BTreeSet<u32> =
        names.phases.iter().map(|phase| phase.span.start).collect();
    let mut found = Vec::new();
    // The level of the heading that opened the section, and of one within it that
    // is about parallel work or shows an example.
    let mut section: Option<u8> = None;
    let mut aside: Option<(u8, Section)> = None;
    for block in document.blocks() {
        if let BlockKind::Heading { level, inlines } = &block.kind {
            let words = plain(inlines);
            if aside.is_some_and(|(open, _)| *level <= open) {
                aside = None;
            }
            if section.is_some_and(|open| *level <= open) {
                section = None;
            }
            if phases.contains(&block.span.start) {
                section = None;
            } else if section.is_none() && is_dependencies_heading(&words) {
                section = Some(*level);
            }
            if aside.is_none() && is_example(&words) {
                aside = Some((*level, Section::Example));
            } else if aside.is_none() && is_parallel_heading(&words) {
                aside = Some((*level, Section::Parallel));
            }
        }
        let kind = aside.map_or(Section::Order, |(_, kind)| kind);
        if section.is_some() || (kind == Section::Order && is_chain(document, block)) {
            found.push((block, kind));
        }
    }
    found
}

/// Whether a paragraph is a chain of ids, which says the order wherever it
/// stands: `T020 → T021 → T022`.
fn is_chain(document: &Document, block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph(_))
        && is_chained(block.span.of(&document.text))
}

/// Whether a text starts with two ids and an arrow between them, a label before them or not.
fn is_chained(text: &str) -> bool {
    // The letters of the label are looked at afterwards: `is_letters_beyond_ascii`.
    static CHAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s*_`]*(?:([[A-Za-z[:^ascii:]--\s] &]{2,24})[*_`]*\s*[:：][*_`]*\s*)?[*_`(]*T-?\d{1,5}[a-z]?[*_`]*\s*(?:→|⟶|➜|-+>)\s*[*_`(]*T-?\d",
        )
    });
    CHAIN.captures(text).is_some_and(|found| {
        let label = found.get(1);
        label.is_none_or(|label| field::is_letters_beyond_ascii(label.as_str()))
    })
}

fn is_example(words: &str) -> bool {
    let lower = words.to_lowercase();
    example::is_examples_heading(words)
        || ["example", "ejemplo", "exemplo", "示例", "範例"]
            .iter()
            .any(|word| lower.contains(word))
}

/// Drops references that only look like ids: where no task of the plan has an id
/// of that kind, and the same line names something that is there.
pub fn settle(plan: &mut Plan) {
    let names = Names { tasks: &plan.tasks, phases: &plan.phases };
    let known = Known::new(&names);
    let is_strange = |reference: &Reference| match (&reference.plan, &reference.target) {
        (None, Target::Task(id)) => {
            id.starts_with(char::is_alphabetic) && !known.has_kind(id)
        }
        _ => false,
    };
    let fits: BTreeSet<(String, u32)> = plan
        .statements
        .iter()
        .filter(|statement| !is_strange(&statement.before))
        .map(|statement| (statement.after.text.clone(), statement.span.line))
        .collect();
    let strange: Vec<bool> = plan
        .statements
        .iter()
        .map(|statement| {
            is_strange(&statement.before)
                && fits.contains(&(statement.after.text.clone(), statement.span.line))
        })
        .collect();
    let mut strange = strange.into_iter();
    plan.statements.retain(|_| !strange.next().unwrap_or(false));
}

/// What is said of the sentences by the headings above them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// They are about order.
    Order,
    /// They are about work at once: only a plain `depends on` states an order.
    Parallel,
    /// They show how something could be done.
    Example,
}

struct Reader<'a> {
    excerpt: Excerpt<'a>,
    known: &'a Known<'a>,
    section: Section,
    statements: Vec<Statement>,
    diagnostics: Vec<Diagnostic>,
    /// Whether more was stated than is kept.
    is_full: bool,
    /// Whom the label above the list speaks of.
    subject: Vec<Name>,
    /// Whether the label above the list speaks of parallel work.
    is_aside: bool,
    /// What waits for the names of the list below: `T004 depends on:`.
    open: Option<(Vec<Name>, Verb)>,
}

impl<'a> Reader<'a> {
    fn new(excerpt: Excerpt<'a>, known: &'a Known<'a>) -> Self {
        Self {
            excerpt,
            known,
            section: Section::Order,
            statements: Vec::new(),
            diagnostics: Vec::new(),
            is_full: false,
            subject: Vec::new(),
            is_aside: false,
            open: None,
        }
    }

    fn block(&mut self, block: &Block) {
        if self.section == Section::Example {
            return;
        }
        match &block.kind {
            BlockKind::Heading { .. } => {
                self.subject.clear();
                self.is_aside = false;
                self.open = None;
            }
            BlockKind::Paragraph(_) => {
                self.subject.clear();
                self.open = None;
                self.paragraph(block.span);
                // `**Parallel opportunities**:` is a heading of what follows.
                let words = block.span.of(self.excerpt.text).trim();
                let is_label = words.ends_with([':', '：', '*']) && words.len() < 80;
                self.is_aside = is_label && is_parallel_heading(words);
            }
            BlockKind::List(list) => {
                let section = self.section;
                if self.is_aside {
                    self.section = Section::Parallel;
                }
                self.list(list);
                self.section = section;
                self.subject.clear();
                self.open = None;
            }
            BlockKind::Table { .. } => self.table(block.span),
            BlockKind::Code { info, .. } if !prose::is_mermaid(info) => {
                self.fence(block.span);
            }
            _ => {}
        }
    }

    /// A paragraph: a sentence a line, save where a line goes on with the last one.
    fn paragraph(&mut self, span: Span) {
        static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:[,，、(（+&]|\b(?:and|or|on|for|by|after|before|until|the|all|any|to|of|with|user)|→|->)\s*$",
            )
        });
        static NEW: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^\s*(?:[*_`]*(?:\p{L}+[-_]?\d|\d|phases?\s+\d|tasks?\s+\S*\d|user stor|US\d)|\*\*|第|阶段|階段|フェーズ|[-*•+]\s|\p{Lu}|\p{Han})",
            )
        });
        let start = span.start as usize;
        let text = span.of(self.excerpt.text);
        let mut from = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let goes_on =
                GOES_ON.is_match(end_of(&text[from..at])) || !NEW.is_match(line);
            if at > from && !goes_on {
                self.sentence(start + from, start + at);
                from = at;
            }
            at += line.len();
        }
        self.sentence(start + from, start + at);
    }

    fn list(&mut self, list: &List) {
        let open = self.open.take();
        let subject = std::mem::take(&mut self.subject);
        for item in &list.items {
            self.subject.clone_from(&subject);
            self.item(item, open.as_ref());
        }
    }

    fn item(&mut self, item: &Item, open: Option<&(Vec<Name>, Verb)>) {
        // A box is a task or a check, and no statement.
        if item.mark.is_some() {
            return;
        }
        for block in &item.blocks {
            match &block.kind {
                BlockKind::Paragraph(_) => {
                    let (start, end) =
                        (block.span.start as usize, block.span.end as usize);
                    if let Some((names, verb)) = open {
                        self.answer(names, *verb, (start, end));
                    }
                    self.sentence(start, end);
                }
                BlockKind::List(inner) => self.list(inner),
                BlockKind::Table { .. } => self.table(block.span),
                BlockKind::Code { info, .. } if !prose::is_mermaid(info) => {
                    self.fence(block.span);
                }
                _ => {}
            }
        }
    }

    /// An item of the list below `T004 depends on:`.
    fn answer(&mut self, names: &[Name], verb: Verb, (start, end): (usize, usize)) {
        let Some(text) = self.excerpt.text.get(start..end) else { return };
        if text.len() > SENTENCE_LIMIT {
            return; // It is told where it is read by itself.
        }
        let found = Sentence::new(self.excerpt, self.known, (start, text));
        let named = found.operand(0..text.len(), Side::Right);
        let leads = named.first().is_some_and(|name| found.is_filler(0..name.at.start));
        if leads {
            let span = self.excerpt.span(start, end);
            match verb {
                Verb::Before | Verb::Arrow => self.state(names, &named, span),
                _ => self.state(&named, names, span),
            }
        }
    }

    /// Reads a sentence that stands at a place of the file.
    fn sentence(&mut self, start: usize, end: usize) {
        let Some(text) = self.excerpt.text.get(start..end) else { return };
        let lead = text.len() - text.trim_start().len();
        let (start, text) = (start + lead, text.trim());
        if text.is_empty() || self.is_too_long((start, text)) {
            return;
        }
        let mut sentence = Sentence::new(self.excerpt, self.known, (start, text));
        sentence.section = self.section;
        let subject = std::mem::take(&mut self.subject);
        let said = sentence.read(0..text.len(), &subject, DEPTH_LIMIT);
        let span = self.excerpt.span(start, start + text.len());
        for (before, after) in &said.pairs {
            self.state(before, after, span);
        }
        // A line that only names something is the label of the list below it.
        self.subject = if said.label.is_empty() { subject } else { said.label };
        self.open = said.open;
    }

    /// Whether a sentence is too long to be taken apart; one that names tasks is
    /// reported.
    pub(super) fn is_too_long(&mut self, (start, text): (usize, &str)) -> bool {
        if text.len() <= SENTENCE_LIMIT {
            return false;
        }
        let named = field::named(self.excerpt, text, start);
        let is_known = |reference: &Reference| {
            let target = self.known.canonical(reference);
            matches!(target, Some(Target::Index(_) | Target::PhaseIndex(_)))
        };
        if named.iter().any(is_known) {
            let first = text.lines().next().unwrap_or(text).len();
            self.diagnostics.push(
                Diagnostic::at(
                    &code::TOO_MANY_TASKS,
                    self.excerpt.path,
                    self.excerpt.span(start, start + first),
                    format!(
                        "this sentence has {} bytes, and what it says about order is not read",
                        text.len()
                    ),
                )
                .hint(format!("split it: at most {SENTENCE_LIMIT} bytes are read as one sentence")),
            );
        }
        true
    }

    /// States that names come before others.
    fn state(&mut self, before: &[Name], after: &[Name], span: Span) {
        let froms = self.expanded(before, after, Side::Left);
        let tos = self.expanded(after, before, Side::Right);
        let room = STATEMENT_LIMIT.saturating_sub(self.statements.len());
        if froms.len().saturating_mul(tos.len()) > room {
            self.too_many((froms.len(), tos.len()), span);
            return;
        }
        for to in &tos {
            for from in &froms {
                if from.target == to.target && from.plan == to.plan {
                    continue;
                }
                let is_task = |reference: &Reference| {
                    matches!(
                        reference.target,
                        Target::Index(_) | Target::Task(_) | Target::Range(..)
                    )
                };
                let rule = match is_task(from) && is_task(to) {
                    true => Rule::Prose,
                    false => Rule::Group,
                };
                self.statements.push(Statement {
                    rule,
                    before: from.clone(),
                    after: to.clone(),
                    label: None,
                    path: self.excerpt.path.clone(),
                    span,
                });
            }
        }
    }

    /// Says once that more is stated than is kept.
    fn too_many(&mut self, (before, after): (usize, usize), span: Span) {
        if std::mem::replace(&mut self.is_full, true) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::at(
                &code::TOO_MANY_TASKS,
                self.excerpt.path,
                span,
                format!("{before} names would each come before {after} others, which is more than is read of one plan"),
            )
            .hint("name ranges or phases, such as `T001-T040 before T041-T090`"),
        );
    }

    /// The references of names; `all phases` are those before, or after, the
    /// ones of the other side.
    fn expanded(&self, names: &[Name], others: &[Name], side: Side) -> Vec<Reference> {
        let other: Vec<usize> = others
            .iter()
            .filter_map(|name| match &name.what {
                What::One(target) => self.known.phase_of(target),
                What::From(phase) => Some(*phase),
                What::Stories | What::Phases => None,
            })
            .collect();
        let is_beside = |phase: &usize| match side {
            Side::Left => other.iter().min().is_none_or(|least| phase < least),
            Side::Right => other.iter().max().is_none_or(|most| phase > most),
        };
        let mut references: Vec<Reference> = Vec::new();
        for name in names {
            let count = self.known.names.phases.len();
            let phases: Vec<usize> = match &name.what {
                What::One(target) => {
                    let target = target.clone();
                    references.push(Reference { target, ..name.reference.clone() });
                    continue;
                }
                What::Stories => self
                    .known
                    .story_phases()
                    .filter(|phase| !other.contains(phase))
                    .collect(),
                What::Phases if other.is_empty() => Vec::new(),
                What::Phases => (0..count).filter(is_beside).collect(),
                What::From(first) => {
                    (*first..count).filter(|phase| !other.contains(phase)).collect()
                }
            };
            references.extend(phases.into_iter().map(|phase| Reference {
                target: Target::PhaseIndex(phase),
                ..name.reference.clone()
            }));
        }
        references.dedup_by(|a, b| a.target == b.target && a.plan == b.plan);
        references
    }
}

/// The end of a text: a pattern that ends at its end looks at no more.
pub(super) fn end_of(text: &str) -> &str {
    let start = text.len().saturating_sub(60);
    let start = (start..=text.len()).find(|at| text.is_char_boundary(*at));
    &text[start.unwrap_or(text.len())..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::{self, Html};
    use crate::plan::model::{Mode, Phase, Task};
    use crate::source::{SitePath, SourceFile};

    /// A chain with a label as it is meant.
    static MEANT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s*_`]*(?:[\p{L} &]{2,24}[*_`]*\s*[:：][*_`]*\s*)?[*_`(]*T-?\d{1,5}[a-z]?[*_`]*\s*(?:→|⟶|➜|-+>)\s*[*_`(]*T-?\d",
        )
    });

    proptest! {
        #[test]
        fn the_letters_of_a_label_are_found_as_they_are_meant(
            label in "[-_* &:：ATe5éж语ſ\u{212a}–👍\u{a0}\u{3000}\u{301}]{0,28}",
            colon in "[\u{a0}\u{3000} *]{0,2}[:：]?[\u{a0} *]{0,2}",
        ) {
            let text = format!("{label}{colon}T001 → T002");
            prop_assert_eq!(is_chained(&text), MEANT.is_match(&text));
        }
    }

    #[test]
    fn a_label_may_end_in_a_space_that_does_not_break() {
        assert!(is_chained("Order\u{a0}: T001 → T002"));
    }

    /// What a section about dependencies states, in a plan with the tasks T001 to
    /// T009 and T003a in four phases, of which the third and fourth are stories.
    fn stated(section: &str) -> Vec<String> {
        stated_and_told(section).0
    }

    /// The same, and what is told about it.
    fn stated_and_told(section: &str) -> (Vec<String>, Vec<Diagnostic>) {
        let path = SitePath::new("bakery/tasks.md").unwrap();
        let text = format!("## Dependencies\n\n{section}");
        let document =
            markdown::parse(&SourceFile::new(path.clone(), text.as_bytes())).value;
        let titles = [
            ("Setup (rent a shop)", None),
            ("Foundational (oven, counter)", None),
            ("User Story 1 - Rolls", Some("US1")),
            ("User Story 2 - Cakes", Some("US2")),
            ("Polish & Opening", None),
        ];
        // Headings of phases stand elsewhere, so their spans lie behind the text.
        let beyond = u32::MAX;
        let phases: Vec<Phase> = titles
            .iter()
            .enumerate()
            .map(|(at, (title, story))| Phase {
                number: Some((at + 1).to_string()),
                title: (*title).to_owned(),
                mode: Mode::Unknown,
                story: story.map(str::to_owned),
                priority: None,
                goal: None,
                path: path.clone(),
                span: Span { start: beyond - at as u32, ..Span::default() },
                optional: false,
                free: false,
            })
            .collect();
        let ids = ["T001", "T002", "T003", "T003a", "T004", "T005", "T006", "T007"];
        let tasks: Vec<Task> = ids
            .iter()
            .map(|id| {
                let title = format!("Work {id}");
                let place = (path.clone(), Span::default());
                Task {
                    id: Some((*id).to_owned()),
                    ..Task::new(title, Html::default(), place)
                }
            })
            .collect();
        let names = Names { tasks: &tasks, phases: &phases };
        let name = |reference: &Reference| match &reference.target {
            Target::Index(task) => tasks[*task].id.clone().unwrap_or_default(),
            Target::PhaseIndex(phase) => format!("phase {}", phase + 1),
            Target::Range(ends) => format!("{}..{}", ends.0, ends.1),
            other => format!("{other:?}"),
        };
        let mut told = Vec::new();
        let stated = read(&document, &names, &mut told)
            .iter()
            .map(|statement| {
                format!("{} < {}", name(&statement.before), name(&statement.after))
            })
            .collect();
        (stated, told)
    }

    #[test]
    fn what_is_too_long_to_be_read_is_told() {
        let long = format!("T002 depends on T001 {}", "and that ".repeat(600));
        let (stated, told) = stated_and_told(&long);
        assert_eq!((stated.len(), told.len()), (0, 1));
        let words = "and that ".repeat(600);
        assert_eq!(stated_and_told(&words).1, []);
    }

    #[test]
    fn ids_in_lists_and_ranges_are_stated_about() {
        assert_eq!(stated("T003 depends on T001, T002"), ["T001 < T003", "T002 < T003"]);
        assert_eq!(stated("T004, T005 depend on T003"), ["T003 < T004", "T003 < T005"]);
        assert_eq!(stated("T001-T003 blocks T004-T006"), ["T001..T003 < T004..T006"]);
        assert_eq!(
            stated("Execute T001 → T002 → T003a in sequence"),
            ["T001 < T002", "T002 < T003a"]
        );
        assert_eq!(
            stated("- T001 before T004\n- T005 after T004\n- T006 waits for T005"),
            ["T001 < T004", "T004 < T005", "T005 < T006"]
        );
        assert_eq!(
            stated("- T006 is blocked by T005.\n- T005 is a prerequisite for T007."),
            ["T005 < T006", "T005 < T007"]
        );
        assert_eq!(
            stated("T003 depends on T002 and blocks T004"),
            ["T002 < T003", "T003 < T004"]
        );
        assert_eq!(stated("T004 cannot start before T003"), ["T003 < T004"]);
        assert_eq!(
            stated("Once T001 is done, T002 and T003 can start"),
            ["T001 < T002", "T001 < T003"]
        );
    }

    #[test]
    fn phases_and_stories_are_stated_about() {
        assert_eq!(
            stated(
                "- **Foundational (Phase 2)**: Depends on Setup completion - BLOCKS all user stories"
            ),
            ["phase 1 < phase 2", "phase 2 < phase 3", "phase 2 < phase 4"]
        );
        assert_eq!(
            stated(
                "- **User Stories (Phase 3+)**: All depend on Foundational phase completion"
            ),
            ["phase 2 < phase 3", "phase 2 < phase 4"]
        );
        assert_eq!(
            stated("- **Polish (Phase 5)**: Depends on all desired user stories"),
            ["phase 3 < phase 5", "phase 4 < phase 5"]
        );
        assert_eq!(
            stated(
                "- **User Story 2 (P2)**: Can start after Foundational (Phase 2) - No dependencies on other stories, may share shelves with US1"
            ),
            ["phase 2 < phase 4"]
        );
        assert_eq!(
            stated("- US2 → Depends on US1 (needs the rolls from US1)"),
            ["phase 3 < phase 4"]
        );
        assert_eq!(stated("- US2 depends on US1 recipes (T005)"), ["T005 < phase 4"]);
        assert_eq!(stated("- US1 (阶段 3): US2 的前置條件"), ["phase 3 < phase 4"]);
        assert_eq!(
            stated("- Phase 2: 依賴 Phase 1 完成 - **阻塞 US1**"),
            ["phase 1 < phase 2", "phase 2 < phase 3"]
        );
    }

    #[test]
    fn what_states_nothing_is_left_out() {
        for words in [
            "T003 does not depend on T001",
            "T001, T002 can run in parallel",
            "- Models before services",
            "- Story complete before moving to next priority",
            "- For example T002 depends on T001",
            "In order of priority (P1 → P2 → P3)",
            "- T004: the oven must be ready before all rolls are shaped",
            "- US2: may integrate with US1",
            "T002 (as quick as T001)",
            "T002 depends on version 18.2 of the till",
        ] {
            assert_eq!(stated(words), Vec::<String>::new(), "{words}");
        }
    }

    #[test]
    fn any_bytes_are_read() {
        for text in [
            "→→→",
            "T001 → (((((",
            "（T001 → ）)",
            "← T001 ←",
            "T001 depends on",
            "é".repeat(2000).as_str(),
        ] {
            stated(text);
            stated(&format!("```\n{text}\n```"));
            stated(&format!("| {text} |\n|---|\n| {text} |"));
        }
    }

    #[test]
    fn headings_about_dependencies() {
        for words in [
            "Dependencies & Execution Order",
            "Task Dependency Graph",
            "依赖关系",
            "Dependencias",
            "Ordem de execução",
        ] {
            assert!(is_dependencies_heading(words), "{words}");
        }
        for words in ["Independent tests", "Notes", "Parallel work"] {
            assert!(!is_dependencies_heading(words), "{words}");
        }
    }
}
