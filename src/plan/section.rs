//! What a heading's section is for, by its words, in the languages that people plan in.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::example;
use crate::plan::field::pattern;
use crate::plan::model::CheckClass;
use crate::plan::stated;

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Anything: its boxes may be tasks.
    Plain,
    /// Its boxes are checks.
    Checks(CheckClass),
    /// It says what waits for what.
    Dependencies,
    /// The plan's pattern in other domains.
    Examples,
    /// It explains how the document is to be read; its boxes are samples.
    Legend,
}

/// Says what the section of a heading is for.
pub fn of(words: &str) -> Section {
    if example::is_examples_heading(words) {
        Section::Examples
    } else if is_legend(words) {
        Section::Legend
    } else if let Some(class) = check_class(words) {
        Section::Checks(class)
    } else if stated::is_dependencies_heading(words) {
        Section::Dependencies
    } else {
        Section::Plain
    }
}

/// What boxes below a heading or label are, where it says that they are no tasks.
pub fn check_class(words: &str) -> Option<CheckClass> {
    let lower = words.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    // A group that builds something that measures is none of these.
    let is = |words: &[&str]| {
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        words.contains(&bare)
    };
    if is(&["metrics", "key metrics", "success"]) {
        return Some(CheckClass::Success);
    }
    if has(&[
        "acceptance",
        "验收",
        "驗收",
        "受け入れ",
        "受入",
        "aceptación",
        "aceitação",
        "d'acceptation",
        "d’acceptation",
        "akzeptanzkriteri",
        "критерии приемки",
        "критерии приёмки",
        "수용 기준",
        "인수 조건",
        "인수 기준",
    ]) {
        Some(CheckClass::Acceptance)
    } else if has(&[
        "definition of done",
        "done when",
        "完成定义",
        "完成定義",
        "完了の定義",
        "완료 조건",
        "완료 기준",
        "критерии готовности",
    ]) {
        Some(CheckClass::DoneDefinition)
    } else if has(&["decision point", "决策点", "決策點", "punto de decisión"]) {
        Some(CheckClass::Decision)
    } else if has(&[
        "success metric",
        "success indicator",
        "success measure",
        "criteria",
        "criterios",
        "critérios",
        "critères",
        "erfolgskriteri",
        "criteri di",
        "成功标准",
        "成功標準",
        "成功指标",
        "成功指標",
        "成功基準",
        "критерии",
        "kryteria",
        "metryki sukcesu",
        "성공 기준",
        "성공 지표",
    ]) {
        Some(CheckClass::Success)
    } else if is_work_list(&lower) {
        None
    } else if has(&[
        "checklist",
        "checkpoint",
        "quality gate",
        "coverage goal",
        "final validation",
        "sign-off list",
        "检查清单",
        "檢查清單",
        "チェックリスト",
        "체크리스트",
        "чек-лист",
        "чеклист",
        "lista de verificación",
        "lista de verificação",
    ]) || is_left_out(&lower)
    {
        Some(CheckClass::Checklist)
    } else {
        None
    }
}

/// Whether words say that what follows is no part of the plan: `Out of Scope`.
fn is_left_out(lower: &str) -> bool {
    static LEFT_OUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[^\p{L}]*(?:(?:explicitly |things )?out[ -]of[ -]scope|non[ -]goals?|fuera de(?:l)? alcance|fora d[eo] escopo|不在范围|不在範圍|スコープ外)(?:$|[^\p{L}])",
        )
    });
    LEFT_OUT.is_match(lower)
}

/// Whether words call the work itself a list to tick: `Implementation Checklist`.
fn is_work_list(lower: &str) -> bool {
    static WORK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[^\p{L}]*(?:[\d.]+\s*)?(?:implementation|tasks?|development|work|todo) check-?list\b",
        )
    });
    WORK.is_match(lower)
}

/// Whether a line above a list says that it explains marks: `Status legend:`.
pub fn is_legend_label(words: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:[\p{L}-]+\s+){0,2}(?:legends?|légendes?|legende|leyenda|legenda)|(?:(?:status|state|task|checkbox|progress)\s+)?(?:keys?|notation)|(?:status|state|task|checkbox|progress)\s+(?:indicators?|markers?|marks?|symbols?|codes?|icons?)|(?:状态|狀態|進捗)?(?:图例|圖例|凡例|図例)|状态说明|범례|легенда|обозначения)\s*[:：]?\s*$",
        )
    });
    LABEL.is_match(words)
}

/// Whether a heading opens a legend or a sample: `## Format: [ID] [P?] …`,
/// `## Parallel Example: User Story 1`.
fn is_legend(words: &str) -> bool {
    static LEGEND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^\p{L}]*(?:(?:task\s+)?format\b.*[\[`:]|task format template\b|(?:task\s+)?(?:legend|status legend|notation)\b|parallel\s+(?:execution\s+)?examples?\b|示例|図例|凡例|图例|圖例|格式|フォーマット|leyenda|legenda)",
        )
    });
    LEGEND.is_match(words) || is_legend_label(words)
}
