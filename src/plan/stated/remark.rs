//! What the text of a task says of its own order: `(depends on T012, T013)`,
//! `Depends on T006.`, `**Blocks**: T031`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::plan::field::{self, Excerpt, pattern};
use crate::plan::model::Reference;
use crate::source::Span;

/// On which side of the task stand those that a remark names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The task comes after them.
    After,
    /// The task comes before them.
    Before,
}

/// A remark, in the text of a task.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Whether the task comes after those that it names.
    pub order: Order,
    /// Whom it names.
    pub references: Vec<Reference>,
    /// The place of the names.
    pub span: Span,
}

/// The remarks in the line or lines of a task that start at `start`: in brackets,
/// or in a sentence of their own.
pub fn of_title(excerpt: Excerpt<'_>, text: &str, start: usize) -> Vec<Remark> {
    let mut found = in_sentences(excerpt, text, start);
    if let Some(remark) = in_brackets(excerpt, text, start)
        && !found.iter().any(|other| overlap(other.span, remark.span))
    {
        found.push(remark);
    }
    found
}

/// The remarks in a bullet or paragraph below a task: there numbers such as `2.1`
/// may be those of anything.
pub fn of_text(excerpt: Excerpt<'_>, text: &str, start: usize) -> Vec<Remark> {
    in_sentences(excerpt, text, start)
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Reads the first remark in brackets: `(depends on T012, T013)`, `(after 2.1)`.
fn in_brackets(excerpt: Excerpt<'_>, text: &str, start: usize) -> Option<Remark> {
    static REMARK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)[(（\[]\s*(?: depends?\s+(?:up)?on | depend(?:encies|ency)\s*: | depende[mn]?\s+d[eoa]s?l? | after | requires? | needs | blocked\s+by
              | waits?\s+for | requiere | requer | después\s+del? | depois\s+d[eoa] | hängt\s+ab\s+von | nach
              | 依赖于? | 依賴於? | 前置(?:条件|條件)? | 依存 )\s*[:：]?\s*([^()（）\[\]]*)[)）\]]",
        )
    });
    REMARK.captures_iter(text).find_map(|found| {
        let value = found.get(1)?;
        let at = start + value.start();
        let references = field::named(excerpt, value.as_str(), at);
        let span = excerpt.span(at, at + value.len());
        (!references.is_empty()).then_some(Remark {
            order: Order::After,
            references,
            span,
        })
    })
}

/// Reads the clauses that start with a word of order, right before names with
/// letters. `Words that depend on T001` in the midst of a clause state nothing.
fn in_sentences(excerpt: Excerpt<'_>, text: &str, start: usize) -> Vec<Remark> {
    // Every name has a number, and most texts have none.
    if !text.contains(char::is_numeric) {
        return Vec::new();
    }
    static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
        let item = r"[\[`*_]*(?:(?:T|TASK|Task)-?\d{1,5}[a-z]?(?:\.\d+)*(?:-[A-Z]{2,8})?|Task\s\d+|US-?\d+|Phase\s\d+)\b[\]`*_]*";
        let remark = r"(?:\s*[(（][^()（）]{0,120}[)）])?";
        let between = r"(?:[,，、+&/∥~–—-]|,?\s(?:and|und|to|through|y|e|et)\s|和|与|與|及|및|から)";
        let list = format!(r"{item}(?:{remark}\s*{between}\s*{item})*");
        pattern(&format!(
            r"(?x)
            (?: ^ | [.。:：;；!！?？,，、)）\]】(（\[【*_`←·|] \s* | \s[-–—]{{1,2}}\s | —\s* )
            [*_`]{{0,3}}
            (?: (?i:this\s+task|it|must|should|can|only|to|be|run|runs|start|starts|done|sequential|sequentially|strictly) \s+ )*
            (?: (?P<after> (?i: depends?\s+(?:up)?on | dependent\s+on | depend(?:s|encies|ency)? | deps? | blocked[\s-](?:by|on) | gated\s+(?:by|on)
                    | wait(?:s|ing)?\s+(?:for|on) | requires? | needs | prereq(?:uisite)?s? | after | once
                    | depende[mn]?\s+d(?:el?|[oa]s?) | dependências? | dependencias? | requer(?:em)? | requieren? | bloquead[oa]s?\s+por
                    | después\s+de | tras | depois\s+d[eoa]s? | após | dépend(?:ent)?\s+d[eu]s? | dépendances? | après
                    | hängt\s+(?:ab\s+)?von | abhängig\s+von | abhängigkeit(?:en)? | nach ) \b
                  | 依赖于? | 依賴於? | 前置(?:条件|條件|任务|任務)? | 依存(?:関係)? | 의존성? | 선행 )
              | (?P<before> (?i: blocks? | (?: (?:complete|completed|finish|finished) \s+ )? before | (?:required|needed)\s+(?:by|for|before) | prerequisite\s+(?:for|of)
                    | bloquea | bloqueia | antes\s+de | blockiert ) \b | 阻塞 ) )
            [*_`]{{0,3}} \s* [:：]? \s* [*_`]{{0,3}} \s*
            (?: (?i:tasks?|both|all|of|on|the|only|completion|successful|output) \s+ )*
            (?P<list> {list} )"
        ))
    });
    // `T001の後に`, `(T001 完了後)`: some languages say it behind the names.
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x) (?: [(（【] \s* | ^ | [\s*\]] ) (?P<list> T\d{1,5}[a-z]? (?: \s*[,，、+&/~–—-]\s* T\d{1,5}[a-z]? )* )
               \s* (?: に依存 | の?完了後 | の後に | 完成[后後] | 之[后後] | 완료\s?후 )
            | [(（【] \s* (?P<bracketed> T\d{1,5}[a-z]? (?: \s*[,，、+&/~–—-]\s* T\d{1,5}[a-z]? )* ) \s* (?: の後 | [后後] | 이후 | 후 )",
        )
    });
    // By where they start: those of each pattern do not overlap, those of both may.
    let mut remarks: BTreeMap<u32, Remark> = BTreeMap::new();
    for found in CLAUSE.captures_iter(text).chain(BEHIND.captures_iter(text)) {
        let names = found.name("list").or_else(|| found.name("bracketed"));
        let Some(list) = names else { continue };
        let at = start + list.start();
        let references = field::named(excerpt, list.as_str(), at);
        let span = excerpt.span(at, at + list.len());
        let before = remarks.range(..span.end).next_back();
        let is_told = before.is_some_and(|(_, other)| overlap(other.span, span));
        if references.is_empty() || is_told {
            continue;
        }
        let order = match found.name("before") {
            Some(_) => Order::Before,
            None => Order::After,
        };
        remarks.insert(span.start, Remark { order, references, span });
    }
    remarks.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{LineIndex, SitePath};

    /// How many names each remark has, and the text of their place.
    fn read(text: &str) -> Vec<(Order, usize, String)> {
        let path = SitePath::new("a.md").unwrap();
        let lines = LineIndex::new(text);
        let excerpt = Excerpt { text, lines: &lines, path: &path };
        of_title(excerpt, text, 0)
            .into_iter()
            .map(|remark| {
                let place = remark.span.of(text).to_owned();
                (remark.order, remark.references.len(), place)
            })
            .collect()
    }

    #[test]
    fn brackets_name_what_comes_first() {
        let after = |count, place: &str| vec![(Order::After, count, place.to_owned())];
        assert_eq!(read("Bake (depends on T012, T013)"), after(2, "T012, T013"));
        assert_eq!(read("Bake (soon) (after 2.1)"), after(1, "2.1"));
        assert_eq!(read("烤（依赖 1.2）"), after(1, "1.2"));
        assert_eq!(read("焼く（T001 完了後）"), after(1, "T001"));
        assert_eq!(read("Bake (after lunch)"), []);
    }

    #[test]
    fn clauses_name_what_comes_first() {
        for (text, order, place) in [
            ("Bake. Depends on T001.", Order::After, "T001"),
            ("Bake — after T001 and T002", Order::After, "T001 and T002"),
            ("Bake (FR-001; depends on T002).", Order::After, "T002"),
            (
                "Assar — depende de T001 (forno) e T002.",
                Order::After,
                "T001 (forno) e T002",
            ),
            ("烤。**依赖** T004 + T005 完成。", Order::After, "T004 + T005"),
            ("Bake, sequential after T003", Order::After, "T003"),
            ("Bake. **Note**: This task depends on T003", Order::After, "T003"),
            ("Bake. It must complete before T009.", Order::Before, "T009"),
            ("T001, T002の後に 焼く", Order::After, "T001, T002"),
            ("等级: 无 · **blocked-by**: T001（面团）· 其他", Order::After, "T001"),
            ("Bake. **Blocks**: T009, T010.", Order::Before, "T009, T010"),
        ] {
            let found = read(text);
            assert!(
                matches!(found.as_slice(), [(found, _, at)] if *found == order && at == place),
                "{text}: {found:?}"
            );
        }
        for text in [
            "Bake what does not depend on T001",
            "Make T003 rise, as T001 did",
            "Requires Node18 and an oven",
            "Same shelf as T001",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
