//! Chains drawn with characters, and tables, below a heading about dependencies.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::plan::field::pattern;
use crate::plan::stated::sentence::{Name, Sentence, Side, Verb};
use crate::plan::stated::{DEPTH_LIMIT, Reader, Section, is_parallel_heading};
use crate::source::Span;

/// Where a chain stands between two lines.
#[derive(Default)]
struct Chain {
    /// The names of the last line.
    last: Vec<Name>,
    /// All names of that line with their columns, where arrows join them.
    joined: Vec<(Range<usize>, Name)>,
    /// How many arrows lead on from there.
    arrows: usize,
    /// The names that the open branches come after; nothing where no arrow says so.
    base: Option<Vec<Name>>,
    /// The names on the branches, and the column where they branch.
    branches: Vec<Name>,
    column: usize,
}

impl Reader<'_> {
    /// Reads `T001 (models)`, `↓`, `T002`, `├─→ T003` line by line. A branch
    /// without an arrow on it or above it says nothing about order.
    pub(super) fn fence(&mut self, span: Span) {
        if self.section != Section::Order {
            return;
        }
        let text = span.of(self.excerpt.text);
        let mut chain = Chain::default();
        let mut at = span.start as usize;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end();
            if line.trim_start().starts_with(['`', '{', '"']) || line.starts_with("~~~") {
                chain = Chain::default();
            } else if line.trim().is_empty() || self.is_too_long((start, line)) {
                continue;
            } else {
                self.chain_line(&mut chain, (start, line));
            }
        }
    }

    fn chain_line(&mut self, chain: &mut Chain, (start, line): (usize, &str)) {
        static LEADS: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^[\s│┃|├└┌┬╰╭+`\\─━-]*(?:[→⟶➜▶►]|[-─━=]+[>▶►])"));
        let is_down = |c: char| matches!(c, '↓' | '▼' | '⬇' | '⇓' | '↘' | '↙' | '▽');
        let mut letters = line.chars().filter(|c| c.is_alphanumeric());
        if letters.all(|c| matches!(c, 'v' | 'V')) {
            chain.arrows +=
                line.chars().filter(|c| is_down(*c) || matches!(c, 'v' | 'V')).count();
            return;
        }
        let sentence = Sentence::new(self.excerpt, self.known, (start, line));
        let whole = 0..line.len();
        let said = sentence.read(whole.clone(), &[], DEPTH_LIMIT);
        let span = self
            .excerpt
            .span(start + line.len() - line.trim_start().len(), start + line.len());
        for (before, after) in &said.pairs {
            self.state(before, after, span);
        }
        let brackets = sentence.brackets(whole.clone());
        let arrows: Vec<Range<usize>> = sentence
            .verbs
            .iter()
            .filter(|(at, verb)| {
                *verb == Verb::Arrow
                    && !brackets.iter().any(|inner| inner.contains(&at.start))
            })
            .map(|(at, _)| at.clone())
            .collect();
        let back = sentence.verbs.iter().find(|(_, verb)| *verb == Verb::Back);
        let end = back.map_or(line.len(), |(at, _)| at.start);
        // The names before the first arrow and behind the last one.
        let mut bounds: Vec<usize> = vec![0];
        bounds.extend(arrows.iter().flat_map(|at| [at.start, at.end]));
        bounds.push(end.max(bounds.last().copied().unwrap_or(0)));
        let parts: Vec<Vec<Name>> = bounds
            .chunks(2)
            .filter_map(|pair| match pair {
                [from, to] => Some(sentence.operand(*from..*to, Side::Left)),
                _ => None,
            })
            .collect();
        let mut named = parts.iter().filter(|part| !part.is_empty());
        let Some(first) = named.next() else {
            *chain = Chain::default();
            return;
        };
        let last = named.next_back().unwrap_or(first);
        let leads = LEADS.is_match(line);
        let trails = line.ends_with(is_down)
            || (!arrows.is_empty() && parts.last().is_some_and(Vec::is_empty));
        let lead: &str = &line[..first.first().map_or(0, |name| name.at.start)];
        let branch = lead
            .find(['├', '└', '╰'])
            .or_else(|| lead.find("+-"))
            .or_else(|| lead.find("|-"));
        match branch {
            Some(column) if chain.branches.is_empty() => {
                chain.base =
                    (leads || chain.arrows > 0).then(|| std::mem::take(&mut chain.last));
                chain.column = column;
                if let Some(base) = chain.base.clone() {
                    self.state(&base, first, span);
                }
                chain.branches.clone_from(last);
            }
            Some(column) if column > chain.column => {
                if leads {
                    let above = chain.branches.last().cloned();
                    self.state(above.as_slice(), first, span);
                }
            }
            Some(_) => {
                if let Some(base) = chain.base.clone() {
                    self.state(&base, first, span);
                }
                chain.branches.extend(last.iter().cloned());
            }
            None => {
                let mut before = match chain.branches.is_empty() {
                    true => std::mem::take(&mut chain.last),
                    false => std::mem::take(&mut chain.branches),
                };
                // An arrow stands below the name that it leads on from.
                let column = line.chars().take_while(|c| c.is_whitespace()).count();
                if leads
                    && let Some((_, above)) =
                        chain.joined.iter().find(|(at, _)| at.contains(&column))
                {
                    before = vec![above.clone()];
                }
                // `→ T012 [can run in parallel with T011]` is drawn below for want of room.
                let is_beside = is_parallel_heading(line);
                if (leads || chain.arrows > 0) && !is_beside {
                    let columns =
                        before.len() == first.len() && chain.arrows == first.len();
                    if columns {
                        for (from, to) in before.iter().zip(first) {
                            self.state(
                                std::slice::from_ref(from),
                                std::slice::from_ref(to),
                                span,
                            );
                        }
                    } else {
                        self.state(&before, first, span);
                    }
                }
                chain.base = None;
                chain.last.clone_from(last);
            }
        }
        let column = |at: usize| line.get(..at).unwrap_or(line).chars().count();
        chain.joined = match arrows.is_empty() {
            true => Vec::new(),
            false => parts
                .iter()
                .flatten()
                .map(|name| (column(name.at.start)..column(name.at.end), name.clone()))
                .collect(),
        };
        chain.arrows = usize::from(trails);
    }

    /// Reads a table with a column for what a row depends on, or blocks.
    pub(super) fn table(&mut self, span: Span) {
        static DEPENDS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^\W*(?:depend|blocked by|prerequisites?|requires|after|depende|requiere|requer|依赖|依賴|前置|依存)",
            )
        });
        static BLOCKS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^\W*(?:blocks|blocking|enables|unblocks|bloquea|bloqueia|阻塞)")
        });
        static NAMES: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^\W*(?:task|phase|story|user story|id|item|step|#|任务|任務|阶段|階段|タスク|tarea|tarefa|fase)",
            )
        });
        if self.section != Section::Order {
            return;
        }
        let text = span.of(self.excerpt.text);
        let mut at = span.start as usize;
        let mut columns: Option<(usize, Option<usize>, Option<usize>)> = None;
        for (place, line) in text.split_inclusive('\n').enumerate() {
            let start = at;
            at += line.len();
            let cells = cells(line);
            let cell = |column: usize| {
                cells.get(column).and_then(|at| line.get(at.clone())).unwrap_or("")
            };
            if place == 0 {
                let find = |wanted: &Regex| {
                    (0..cells.len()).find(|column| wanted.is_match(cell(*column)))
                };
                columns =
                    Some((find(&NAMES).unwrap_or(0), find(&DEPENDS), find(&BLOCKS)));
                continue;
            }
            let Some((name, depends, blocks)) = columns else { return };
            if depends.is_none() && blocks.is_none() {
                return;
            }
            if self.is_too_long((start, line)) {
                continue;
            }
            let named = |column: usize| {
                let at = cells.get(column).cloned().unwrap_or(0..0);
                let text = line.get(at.clone()).unwrap_or("");
                let sentence =
                    Sentence::new(self.excerpt, self.known, (start + at.start, text));
                sentence.operand(0..text.len(), Side::Right)
            };
            let own = named(name);
            let before = depends.map(named).unwrap_or_default();
            let after = blocks.map(named).unwrap_or_default();
            let lead = line.len() - line.trim_start().len();
            let place = self.excerpt.span(start + lead, start + line.trim_end().len());
            self.state(&before, &own, place);
            self.state(&own, &after, place);
        }
    }
}

/// The places of the cells of a row.
fn cells(line: &str) -> Vec<Range<usize>> {
    let end = line.trim_end().len();
    let mut cells = Vec::new();
    let mut from = line.len() - line.trim_start().len();
    let mut escaped = false;
    for (at, c) in line[..end].char_indices() {
        if c == '|' && !escaped {
            if at > from || !cells.is_empty() {
                cells.push(from..at);
            }
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if from < end {
        cells.push(from..end);
    }
    cells
}
