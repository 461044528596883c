//! Documents without a box: where every task is a heading, `### Task 2: Lay the
//! floor` or `### 2. Lay the floor` above `**Files**: …`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::{Block, BlockKind, Document, Inline, plain};
use crate::plan::field::pattern;
use crate::plan::key_value::key_values;
use crate::plan::outline::fields::Key;
use crate::plan::outline::{
    HeadingLine, HeadingTask, PhaseHeading, head, list_has_boxes, numbered,
};
use crate::plan::status;

/// The fewest headings that make a list of tasks.
const FEWEST: usize = 2;

/// Which headings of a document are tasks; none where it has boxes.
#[derive(Default)]
pub struct Headings {
    /// Where they start.
    tasks: BTreeSet<u32>,
}

impl Headings {
    /// Finds them: those that say `Task`, else numbered ones that have the fields of
    /// a task right below them, each of one level.
    pub fn of(document: &Document) -> Self {
        let boxed = |block: &Block| matches!(&block.kind, BlockKind::List(list) if list_has_boxes(list));
        if document.blocks().iter().any(boxed) {
            return Self::default();
        }
        let mut named = BTreeSet::new();
        let mut numbered = Vec::new();
        for (at, block) in document.blocks().iter().enumerate() {
            let BlockKind::Heading { level: level @ 2.., inlines } = &block.kind else {
                continue;
            };
            let words = plain(inlines);
            if numbered::lead(bare(&words)).id.is_none() {
                continue;
            }
            if says_task(bare(&words)) {
                named.insert(block.span.start);
            }
            let below = &document.blocks()[at + 1..];
            numbered.push((*level, block.span.start, has_fields(document, below)));
        }
        if named.len() >= FEWEST {
            return Self { tasks: named };
        }
        let Some(level) = numbered.iter().filter(|it| it.2).map(|it| it.0).max() else {
            return Self::default();
        };
        let of_level: Vec<_> = numbered.iter().filter(|it| it.0 == level).collect();
        let are_tasks = of_level.len() >= FEWEST && of_level.iter().all(|it| it.2);
        let tasks = of_level.iter().filter(|_| are_tasks).map(|it| it.1).collect();
        Self { tasks }
    }

    /// The task that a heading is.
    pub fn task(&self, heading: &HeadingLine<'_>) -> Option<HeadingTask> {
        static STATUS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\s*(?:[-–—]\s*)?[\[(（]?\s*((?:[✅✔☑✓⏳🚧🔄❌⏭🔲⬜]\u{fe0f}?\s*)(?:\p{L}[\p{L} -]{0,20})?|(?:done|completed?|in[ -]progress|pending|not started|to-?do|skipped|已完成|完成|完了|進行中|进行中))\s*[\])）]?\s*$",
            )
        });
        if !self.tasks.contains(&heading.span.start) {
            return None;
        }
        let mut inlines = heading.inlines.to_vec();
        let mut status = None;
        if let Some(Inline::Text(text)) = inlines.last_mut()
            && let Some(found) = STATUS.captures(text)
            && let Some(whole) = found.get(0)
            && whole.start() > 0
        {
            status = status::of_words(&found[1]);
            if status.is_some() {
                *text = text[..whole.start()].to_owned();
            }
        }
        if let Some(Inline::Text(text)) = inlines.first_mut() {
            let lead = text.len() - bare(text).len();
            status = status.or_else(|| status::of_words(&text[..lead]));
            *text = bare(text).to_owned();
        }
        let head = head::of_inlines(&inlines, &numbered::lead)?;
        Some(HeadingTask { head, mark: None, status })
    }

    /// The phase that a heading above such tasks opens: `## Phase 1: Ground`.
    pub fn phase(&self, heading: &HeadingLine<'_>) -> Option<PhaseHeading> {
        static PHASE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^[^\p{L}\p{N}]*(?:phase|fase|stage|阶段|階段|フェーズ)\s*\d")
        });
        let is_own = self.tasks.contains(&heading.span.start);
        (!self.tasks.is_empty() && !is_own && PHASE.is_match(heading.words))
            .then(|| numbered::titled(heading.words))
    }
}

/// A heading without the marks before its words.
fn bare(words: &str) -> &str {
    words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | '*'))
}

fn says_task(words: &str) -> bool {
    static TASK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?i:task|任务|任務|タスク)\s*[:：]?\s*T?\d"));
    TASK.is_match(words)
}

/// Whether fields of a task stand before the next heading.
fn has_fields(document: &Document, below: &[Block]) -> bool {
    let is_heading = |block: &&Block| !matches!(block.kind, BlockKind::Heading { .. });
    let own = below.iter().take_while(is_heading);
    let is_field = |block: &Block, inlines: &[Inline]| {
        key_values(document, block, inlines)
            .is_some_and(|lines| lines.iter().any(|line| Key::of(&line.key).is_some()))
    };
    own.into_iter().any(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => is_field(block, inlines),
        BlockKind::List(list) => list.items.iter().filter_map(|item| item.blocks.first()).any(
            |block| matches!(&block.kind, BlockKind::Paragraph(inlines) if is_field(block, inlines)),
        ),
        _ => false,
    })
}
