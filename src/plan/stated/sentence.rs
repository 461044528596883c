//! One sentence about order, taken apart: names, verbs, and what comes first.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::plan::field::{self, Excerpt, folded, pattern};
use crate::plan::model::{Reference, Target};
use crate::plan::stated::known::{Known, start_of};
use crate::plan::stated::{Section, end_of};

/// How many words may stand between a verb and the name that it is about.
const WORDS_BETWEEN: usize = 8;

/// A name in a sentence.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) at: Range<usize>,
    pub(super) what: What,
    /// As written, with its place.
    pub(super) reference: Reference,
}

/// What a name stands for.
#[derive(Clone, PartialEq)]
pub(super) enum What {
    One(Target),
    /// `all user stories`
    Stories,
    /// `all phases`
    Phases,
    /// `Phase 3+`, by the index of the first.
    From(usize),
}

impl Name {
    pub(super) fn is_task(&self) -> bool {
        matches!(
            self.what,
            What::One(Target::Index(_) | Target::Task(_) | Target::Range(..))
        )
    }
}

/// A word that says which side comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// `depends on`
    Depends,
    /// `after`, `once`
    After,
    /// `before`, `blocks`
    Before,
    /// `→`
    Arrow,
    /// `←`
    Back,
    /// What stands before it comes first: `T001 完成后`.
    Behind,
    /// What stands before it comes last: `T002 之前`.
    Ahead,
}

/// On which side of the verb a name stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// What a sentence says.
#[derive(Default)]
pub(super) struct Said {
    /// What comes before what.
    pub(super) pairs: Vec<(Vec<Name>, Vec<Name>)>,
    /// The names of a sentence that is a label: `**User Story 4**:`.
    pub(super) label: Vec<Name>,
    /// A verb at the end whose names follow as a list.
    pub(super) open: Option<(Vec<Name>, Verb)>,
}

/// A sentence, taken apart.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) names: Vec<Name>,
    pub(super) verbs: Vec<(Range<usize>, Verb)>,
    /// What the heading above says of it.
    pub(super) section: Section,
    pub(super) known: &'a Known<'a>,
    pub(super) excerpt: Excerpt<'a>,
    pub(super) start: usize,
}

/// Words of no weight: `all`, `must`, `completion`, and what joins.
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) \b(?:all|both|each|every|any|the|an?|of|and|or|complet(?:e[sd]?|ion|ing)|done|finish(?:e[sd]|ing)?|phases?|tasks?|stor(?:y|ies)|user|users?|
          must|should|can|will|is|are|be|being|been|has|have|starts?|started|starting|begins?|beginning|runs?|running|proceeds?|only|immediately|desired|
          implementations?|first|it|they|these|those|this|that|whole|entire|ready|success|verified|baseline|work|works|here|when|
          y|e|et|und|oder|sowie|las?|los?|el|de|do|da|dos|das|tareas?|tarefas?|fases?|está[n]?|completad[oa]s?|completa|concluíd[oa]s?|pueden?|deben?|empezar|iniciar|começar|
          execute|execution|order|sequence|sequential|sequentially|in|critical|path|directly|done|merged|passing|pass|created|exists?|place)\b
        | 所有 | 全部 | 完成 | 阶段 | 階段 | 任务 | 任務 | 必须 | 必須 | 需要 | 可以 | 才能 | 开始 | 開始 | 和 | 与 | 與 | 及 | 的 | 都 | フェーズ | タスク | すべて | 完了 | 단계 | 작업 | 완료 | 모든 | [,，、&+/;；.:：*_`'\x22|•✅⬜🎯-] ",
    )
});

/// What makes a side of a verb void: `not`, `without`.
static NEGATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?:not|no|never|neither|nor|nothing|none|without|cannot|instead|nicht|keine?[rsn]?|sin|nunca|não|nenhum[a]?|sem|sans|aucune?)\b | n['’]t\b | [不无無没沒] | ない | なし",
    )
});

/// What makes a sentence an example or a suggestion.
static SOFT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?:e\.g|for\ example|for\ instance|such\ as|might|could|ideally|preferably|optionally|suggested|recommended|if|whether|por\ ejemplo|por\ exemplo|zum\ beispiel|z\.\ ?b|sugerid[oa]|recomendad[oa])\b | 例如 | 比如 | 如果 | 建议 | 建議 | 例えば | 推奨",
    )
});

/// What weakens `before`: what can be done before need not be.
static MAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:may|can|puede|pode)\b"));

impl<'a> Sentence<'a> {
    pub(super) fn new(
        excerpt: Excerpt<'a>,
        known: &'a Known<'a>,
        (start, text): (usize, &'a str),
    ) -> Self {
        let mut sentence = Self {
            text,
            names: Vec::new(),
            verbs: Vec::new(),
            section: Section::Order,
            known,
            excerpt,
            start,
        };
        sentence.find_names();
        sentence.find_verbs();
        sentence
    }

    /// Finds the names of what the plan has.
    fn find_names(&mut self) {
        static GENERIC: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?ix) (?P<stories> \b(?:(?:all|any|every|each|the|other|desired|remaining|subsequent)\s+){0,4} (?:user\s+)?stories\b | \b(?:all|any|every|each)\s+(?:other\s+)?(?:user\s+)?story\b | (?:所有|全部|すべての)?\s*(?:用户故事|使用者故事|ユーザーストーリー) | todas\s+las\s+historias | todas\s+as\s+histórias )
                | (?P<phases> \b(?:all|every)\s+(?:(?:other|previous|prior|earlier|implementation|subsequent|later|remaining|the)\s+){0,3} phases?\b | (?:所有|全部|すべての)\s*(?:其他)?\s*(?:阶段|階段|フェーズ) | todas\s+las\s+(?:demás\s+)?fases | todas\s+as\s+(?:outras\s+)?fases )",
            )
        });
        static DASHED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?:^|→|⟶|➜|->)\s*(\d+)(?:\s*[-–~]\s*(\d+))?[.)．、]\s")
        });
        let (known, excerpt, text, start) =
            (self.known, self.excerpt, self.text, self.start);
        let mut names: Vec<Name> = Vec::new();
        for reference in field::named(excerpt, text, start) {
            let from = (reference.span.start as usize).saturating_sub(start);
            let to = (reference.span.end as usize).saturating_sub(start);
            let Some(target) = known.canonical(&reference) else { continue };
            // `Phase 3+` are several, and `US1+US2` are two.
            let mut behind = text[to..].chars();
            let is_open = behind.next() == Some('+')
                && !behind.next().is_some_and(char::is_alphanumeric);
            let what = match target {
                Target::PhaseIndex(phase) if is_open => What::From(phase),
                target => What::One(target),
            };
            let to = to + usize::from(matches!(what, What::From(_)));
            names.push(Name { at: from..to, what, reference });
        }
        let is_free = |names: &[Name], at: &Range<usize>| {
            names.iter().all(|name| name.at.end <= at.start || at.end <= name.at.start)
        };
        let mut more: Vec<(Range<usize>, What)> = Vec::new();
        for found in GENERIC.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let what = match found.name("stories") {
                Some(_) => What::Stories,
                None => What::Phases,
            };
            more.push((whole.range(), what));
        }
        if text.contains(['→', '⟶', '➜']) || text.contains("->") {
            for found in DASHED.captures_iter(text) {
                let Some(low) = found.get(1) else { continue };
                let end = found.get(2).unwrap_or(low);
                let target = match found.get(2) {
                    Some(high) => Target::range(low.as_str(), high.as_str()),
                    None => Target::TaskOrPhase(low.as_str().to_owned()),
                };
                let at = low.start()..end.end();
                let reference = self.reference(&at, target);
                if let Some(target) = known.canonical(&reference) {
                    more.push((at, What::One(target)));
                }
            }
        }
        for (at, what) in more {
            if is_free(&names, &at) {
                let reference = self.reference(&at, Target::Unknown);
                names.push(Name { at, what, reference });
            }
        }
        for (at, phase) in self.titles() {
            if is_free(&names, &at) {
                let target = Target::PhaseIndex(phase);
                let reference = self.reference(&at, target.clone());
                names.push(Name { at, what: What::One(target), reference });
            }
        }
        names.sort_by_key(|name| name.at.start);
        self.names = names;
    }

    fn reference(&self, at: &Range<usize>, target: Target) -> Reference {
        Reference {
            plan: None,
            target,
            text: self.text[at.clone()].to_owned(),
            span: self.excerpt.span(self.start + at.start, self.start + at.end),
        }
    }

    /// The titles of phases that occur.
    fn titles(&self) -> Vec<(Range<usize>, usize)> {
        static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[*_`]*\s*(?:$|[,，、;；.。)）(（:：&+/]|-\s|[-–—→]|phase|complet|done|finish|is\b|are\b|and\b|or\b|baseline|阶段|階段|完成|フェーズ|完了)",
            )
        });
        let lower = self.text.to_ascii_lowercase();
        let mut found = Vec::new();
        let mut skip_to = 0;
        let mut last: Option<char> = None;
        for (at, c) in lower.char_indices() {
            let inside = last.is_some_and(|last| last.is_ascii_alphanumeric());
            last = Some(c);
            if at < skip_to || !c.is_alphanumeric() || (inside && c.is_ascii()) {
                continue;
            }
            let titles = self.known.titles.get(&start_of(&lower[at..]));
            for title in titles.into_iter().flatten() {
                let end = at + title.words.len();
                let behind = lower.get(end..).unwrap_or("");
                let ends = !behind.starts_with(|c: char| c.is_ascii_alphanumeric())
                    || !title.words.ends_with(|c: char| c.is_ascii());
                let is_word = !title.words.contains(' ');
                let fits = !(is_word && self.is_in_name(at))
                    && (!title.part || WHOLE.is_match(behind));
                if lower[at..].starts_with(&title.words) && ends && fits {
                    found.push((at..end, title.phase));
                    skip_to = end;
                    break;
                }
            }
        }
        found
    }

    /// Whether a word stands behind one in capitals that belongs to it: `Oven` of
    /// `Bread Oven (T016)` is no part of the title `Oven setup`.
    fn is_in_name(&self, at: usize) -> bool {
        let before = self.text[..at].strip_suffix([' ', '-']).unwrap_or("");
        let start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |last| {
            last + before[last..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &before[start..];
        let joins = ["after", "before", "once", "when", "by", "on", "blocks"];
        word.starts_with(char::is_uppercase)
            && !joins.contains(&word.to_lowercase().as_str())
            && !self.is_filler(start..start + word.len())
    }

    /// Finds the verbs, save those in names.
    fn find_verbs(&mut self) {
        static VERBS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?ix)
                (?P<after>
                    (?:\b(?:can(?:\s*not|['’]t)|(?:must|should|may|do|does|will)\s+not|(?:mustn|shouldn|won|don)['’]t|not)\s+(?:be\s+)?(?:\w+\s+){0,2}?(?:before|until|unless)\b)
                  | \b(?:right\ |only\ |immediately\ )?(?:after|once)\b | \bfollow(?:s|ing)?\b(?:\s+after\b)? | \b(?:comes?|goes)\s+after\b | \bas\s+soon\s+as\b
                  | \bdespués\s+de(?:l|\b) | \btras\b | \buna\ vez\b | \bdepois\s+d(?:e|os?|as?)\b | \bapós\b | \baprès\b | \bnach\b
                )
              | (?P<depends>
                    \bdepend(?:s|ing|ent)?\s+(?:only\ |also\ |directly\ )?(?:up)?on\b | \b(?:has|have|having)\s+(?:an?\ )?(?:hard\ )?dependenc(?:y|ies)\s+on\b | \bdepends?\s*(?:\*\*)?\s*[:：] | \bdependenc(?:y|ies)\s*(?:\*\*)?\s*[:：]
                  | \b(?:is\ |are\ |be\ )?(?:blocked|gated)\s+(?:by|on)\b | \bwait(?:s|ing)?\s+(?:for|on)\b | \b(?:requires?|needs?|relies\s+on)\b | \bprerequisites?\s*(?:\*\*)?\s*(?:[:：]|is\b|are\b)
                  | \bdepende[mn]?\s+(?:de(?:l|\b)|d[oa]s?\b) | \brequiere[n]?\b | \brequer(?:em)?\b | \bnecesita[n]?\b | \bprecisam?\s+de\b | \b(?:está\ |están\ )?bloquead[oa]s?\s+por\b
                  | \bdépend(?:ent)?\s+d(?:e\b|es\b|u\b|['’]) | \bnécessite\b | \bhäng(?:t|en)\s+(?:ab\s+)?von\b | \babhängig\s+von\b | \bbenötig(?:t|en)\b | \bsetzt\b
                  | 依赖于? | 依賴於? | 取决于 | 取決於 | 需要先完成 | 需等待 | 等待 | 受阻于 | 受阻於 | 前置(?:条件|條件|任务|任務)?\s*[:：]
                )
              | (?P<behind> (?:完成)?(?:之后|之後|以后|以後|后(?:才|可|再|，|,|\s|$)|後(?:才|可|再|，|,|に|\s|$)) | (?:の|完了)後に? | に依存 | 완료\s*[이]?후 | [에와과]\s*의존 | 阻塞(?:\s*(?:[。;；,，]|$)) )
              | (?P<ahead> 之前 | 以前 | の前に? | 的前置(?:条件|條件) | 的先决条件 | 的先決條件 | の前提(?:条件)? )
              | (?P<before>
                    \b(?:(?:must|should|has\ to|have\ to|needs?\ to)\s+)?(?:be\s+)?(?:all\s+)?(?:(?:complet(?:e|ed)|finish(?:ed)?|done|run|come|precede)\s+)?(?:before|prior\s+to)\b
                  | \b(?:un)?block(?:s|ing)?\b | \bprecedes?\b | \b(?:is|are)\s+(?:an?\ |the\ )?(?:hard\ )?(?:prerequisites?|preconditions?|blockers?)\s+(?:for|of|to)\b | \bprerequisites?\s+(?:for|of)\b
                  | \b(?:is\ |are\ )?(?:required|needed)\s+(?:by|for|before)\b | \bfollowed\s+by\b | \benables?\b | \bunlocks?\b | \b(?:and\ )?then\b | \bgates?\b
                  | \bantes\s+d(?:el?|os?|as?)\b | \bbloquean?\b | \bbloqueiam?\b | \bpreceden?\b | \bavant\b | \bbloquent?\b | \bvor\b | \bblockier(?:t|en)\b
                  | 阻塞 | 阻断 | 阻斷 | 先于 | 先於 | 早于 | をブロック
                )
              | (?P<back> ← | ⟵ | <-+ | ◄ )
              | (?P<arrow> [→⟶➔➜➡⇒►▶↦] \u{fe0f}? | [-─━═=]+[>▶►→] | \s>\s )",
            )
        });
        for found in VERBS.captures_iter(self.text) {
            let Some(whole) = found.get(0) else { continue };
            let kinds = [
                ("after", Verb::After),
                ("depends", Verb::Depends),
                ("behind", Verb::Behind),
                ("ahead", Verb::Ahead),
                ("before", Verb::Before),
                ("back", Verb::Back),
                ("arrow", Verb::Arrow),
            ];
            let kind = kinds.iter().find(|(name, _)| found.name(name).is_some());
            let Some((_, verb)) = kind else { continue };
            let at = whole.range();
            let in_name = self
                .names
                .iter()
                .any(|name| name.at.start < at.end && at.start < name.at.end);
            if !in_name {
                self.verbs.push((at, *verb));
            }
        }
    }

    /// Reads a part of the sentence; the inside of brackets is read as one, too.
    pub(super) fn read(
        &self,
        part: Range<usize>,
        subject: &[Name],
        depth: usize,
    ) -> Said {
        static OPENS_SOFT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^\W*(?:e\.g|example|for example|if|note that|optional|optionally)\b",
            )
        });
        let mut said = Said::default();
        if OPENS_SOFT.is_match(&self.text[part.clone()]) {
            return said;
        }
        let brackets = self.brackets(part.clone());
        let outside = |at: usize| !brackets.iter().any(|inner| inner.contains(&at));
        let clauses = self.clauses(part.clone(), &outside);
        let mut subject = subject.to_vec();
        let mut has_verb = false;
        for (place, clause) in clauses.iter().enumerate() {
            let verbs: Vec<(Range<usize>, Verb)> = self
                .verbs
                .iter()
                .filter(|(at, _)| at.start >= clause.start && at.end <= clause.end)
                .filter(|(at, _)| outside(at.start))
                .cloned()
                .collect();
            if verbs.is_empty() {
                let named = self.operand(clause.clone(), Side::Left);
                let leads = named
                    .first()
                    .is_some_and(|name| self.is_filler(clause.start..name.at.start));
                let ends_label = self.text[clause.end..].starts_with([':', '：']);
                if ends_label && SOFT.is_match(&self.text[clause.clone()]) {
                    return said;
                }
                // `Serve the rolls (T017) - depends on T015` is about T017.
                let is_told = place == 0
                    && clauses.len() > 1
                    && named.iter().all(Name::is_task)
                    && named.last().is_some_and(|name| {
                        let behind = self.text[name.at.end..clause.end].trim();
                        matches!(behind, ")" | "）" | "]")
                    });
                if !has_verb && !named.is_empty() && (leads || ends_label || is_told) {
                    if place == 0 {
                        said.label.clone_from(&named);
                    }
                    subject = named;
                } else if !has_verb && ends_label && named.is_empty() {
                    // `Second part: after T004` is not about the list's subject.
                    subject.clear();
                }
            } else {
                has_verb = true;
                self.clause(clause.clone(), verbs, &subject, &mut said);
            }
            if depth > 0 {
                let within = brackets.iter().filter(|inner| {
                    clause.start <= inner.start && inner.end <= clause.end
                });
                for inner in within {
                    let about = self.about(clause, inner, &subject);
                    let nested = self.read(inner.clone(), &about, depth - 1);
                    said.pairs.extend(nested.pairs);
                }
            }
        }
        said
    }

    /// Whom the words in brackets are about: the names of their side before them.
    fn about(
        &self,
        clause: &Range<usize>,
        inner: &Range<usize>,
        subject: &[Name],
    ) -> Vec<Name> {
        let last = self
            .verbs
            .iter()
            .rfind(|(at, _)| at.start >= clause.start && at.end <= inner.start);
        let from = last.map_or(clause.start, |(at, _)| at.end);
        let named = self.operand(from..inner.start.max(from), Side::Left);
        match last {
            // Behind `depends on US2, US4` it cannot be told whom they are about.
            Some((_, Verb::Arrow)) if !named.is_empty() => named,
            Some(_) if !named.is_empty() => Vec::new(),
            Some((at, _)) => {
                let left = self.operand(clause.start..at.start, Side::Left);
                if left.is_empty() { subject.to_vec() } else { left }
            }
            None if named.is_empty() => subject.to_vec(),
            None => named,
        }
    }

    /// The insides of the outermost brackets.
    pub(super) fn brackets(&self, part: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut open: Option<usize> = None;
        let mut depth = 0_usize;
        for (at, c) in self.text[part.clone()].char_indices() {
            let at = part.start + at;
            match c {
                '(' | '[' | '{' | '（' | '【' => {
                    depth += 1;
                    if depth == 1 {
                        open = Some(at + c.len_utf8());
                    }
                }
                ')' | ']' | '}' | '）' | '】' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0
                        && let Some(start) = open.take()
                    {
                        found.push(start..at);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The parts between colons, semicolons, full stops and dashes.
    fn clauses(
        &self,
        part: Range<usize>,
        outside: &dyn Fn(usize) -> bool,
    ) -> Vec<Range<usize>> {
        static CUT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"[;；。]|\.(?:\s|$)|[:：]|\s(?:-|–|—|--)\s|(?i),?\s\b(?:but|pero|mas|aber)\b|，?但",
            )
        });
        let mut clauses = Vec::new();
        let mut from = part.start;
        for cut in CUT.find_iter(&self.text[part.clone()]) {
            let (start, end) = (part.start + cut.start(), part.start + cut.end());
            let overlaps = |at: &Range<usize>| at.start < end && start < at.end;
            let is_part = self.names.iter().any(|name| overlaps(&name.at))
                || self.verbs.iter().any(|(at, _)| overlaps(at));
            // `10:30` and `a::b` are no sentences.
            let is_colon = cut.as_str() == ":"
                && self.text[end..]
                    .starts_with(|c: char| c.is_alphanumeric() || c == ':');
            if is_part || is_colon || !outside(start) {
                continue;
            }
            clauses.push(from..start);
            from = end;
        }
        clauses.push(from..part.end);
        clauses
    }

    /// Reads a clause with its verbs.
    fn clause(
        &self,
        clause: Range<usize>,
        mut verbs: Vec<(Range<usize>, Verb)>,
        subject: &[Name],
        said: &mut Said,
    ) {
        // `US3 → depends on US1`: the words say which way the arrow means.
        let mut at = 0;
        while at + 1 < verbs.len() {
            if self.is_filler(verbs[at].0.end..verbs[at + 1].0.start)
                && self.names_in(verbs[at].0.end..verbs[at + 1].0.start).is_empty()
            {
                let first = verbs.remove(at);
                verbs[at].0.start = first.0.start;
            } else {
                at += 1;
            }
        }
        if SOFT.is_match(&self.text[clause.start..verbs[0].0.start]) {
            return;
        }
        for (place, (verb_at, verb)) in verbs.iter().enumerate() {
            let from =
                place.checked_sub(1).map_or(clause.start, |last| verbs[last].0.end);
            let to = verbs.get(place + 1).map_or(clause.end, |next| next.0.start);
            let (left, right) = (from..verb_at.start, verb_at.end..to);
            if self.section == Section::Parallel && *verb != Verb::Depends {
                continue;
            }
            let is_arrow = matches!(verb, Verb::Arrow | Verb::Back);
            let words = &self.text[left.clone()];
            if !is_arrow && (NEGATION.is_match(words) || SOFT.is_match(words)) {
                continue;
            }
            let weak =
                matches!(verb, Verb::Before | Verb::Depends) && MAY.is_match(words);
            if weak && !words.to_lowercase().contains("only") {
                continue;
            }
            if self.is_conditional(right.clone()) {
                continue;
            }
            if matches!(verb, Verb::Behind | Verb::Ahead) {
                self.postposed((left, right, *verb), subject, said);
                continue;
            }
            // `T003 depends on T002 and blocks T004`: T003 blocks it.
            let mut on_left = self.operand(left.clone(), Side::Left);
            let is_then = self.text[verb_at.clone()].ends_with("then");
            if place > 0 && !is_arrow && !is_then && ends_joined(words) {
                let first = self.operand(clause.start..verbs[0].0.start, Side::Left);
                on_left = if first.is_empty() { subject.to_vec() } else { first };
            }
            let opens = place == 0 && self.is_filler(left.clone()) && on_left.is_empty();
            let about_tasks = subject.iter().all(Name::is_task) && !is_arrow;
            if on_left.is_empty() && place == 0 && (opens || about_tasks) {
                on_left = subject.to_vec();
            }
            let mut on_right = self.operand(right.clone(), Side::Right);
            // `Once US1 is done, US2 can start`.
            if *verb == Verb::After && opens && subject.is_empty() {
                let Some(comma) = self.comma(right.clone()) else { continue };
                on_left = self.operand(comma..right.end, Side::Left);
                on_right = self.operand(right.start..comma, Side::Right);
            }
            if on_right.is_empty()
                && place + 1 == verbs.len()
                && on_left.iter().any(|name| matches!(name.what, What::One(_)))
                && clause.end >= self.text.trim_end_matches([':', '：', '*', ' ']).len()
                && self.is_filler(right)
            {
                said.open = Some((on_left, *verb));
                continue;
            }
            if on_left.is_empty() || on_right.is_empty() {
                continue;
            }
            said.pairs.push(match verb {
                Verb::Before | Verb::Arrow => (on_left, on_right),
                _ => (on_right, on_left),
            });
        }
    }

    /// Whether what a verb says holds only sometimes: `on 1.1 if it rains`.
    fn is_conditional(&self, part: Range<usize>) -> bool {
        static IF: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\b(?:if|unless|falls|si)\b|如果"));
        let brackets = self.brackets(part.clone());
        IF.find_iter(&self.text[part.clone()]).any(|found| {
            let at = part.start + found.start();
            !brackets.iter().any(|inner| inner.contains(&at))
        })
    }

    /// Reads verbs that stand behind what they are about: `T002 在 T001 之后`,
    /// `T001 完成后 T002`, `T002 は T001 に依存`.
    fn postposed(
        &self,
        (left, right, verb): (Range<usize>, Range<usize>, Verb),
        subject: &[Name],
        said: &mut Said,
    ) {
        static PARTICLE: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"[在于於被]|は|が|是|需|须|須|要|必"));
        let words = &self.text[left.clone()];
        let split = PARTICLE
            .find_iter(words)
            .last()
            .map(|found| (left.start + found.start(), left.start + found.end()));
        let (outer, inner) = match split {
            Some((start, end)) => (
                self.operand(left.start..start, Side::Left),
                self.operand(end..left.end, Side::Left),
            ),
            None => (Vec::new(), self.operand(left.clone(), Side::Left)),
        };
        let outer = if outer.is_empty() && inner.is_empty() { return } else { outer };
        let (outer, inner) =
            if inner.is_empty() { (inner, outer) } else { (outer, inner) };
        let outer = match (outer.is_empty(), subject.is_empty()) {
            (false, _) => outer,
            (true, false) => subject.to_vec(),
            (true, true) => self.operand(right, Side::Right),
        };
        if inner.is_empty() || outer.is_empty() {
            return;
        }
        said.pairs.push(match verb {
            Verb::Ahead => (outer, inner),
            _ => (inner, outer),
        });
    }

    /// The first comma of a part that stands in no brackets.
    fn comma(&self, part: Range<usize>) -> Option<usize> {
        let brackets = self.brackets(part.clone());
        let found = self.text[part.clone()].char_indices().find(|(at, c)| {
            matches!(c, ',' | '，')
                && !brackets.iter().any(|inner| inner.contains(&(part.start + at)))
        });
        found.map(|(at, c)| part.start + at + c.len_utf8())
    }

    fn names_in(&self, part: Range<usize>) -> Vec<&Name> {
        self.names
            .iter()
            .filter(|name| name.at.start >= part.start && name.at.end <= part.end)
            .collect()
    }

    /// Whether a part has names, words of no weight, and nothing else.
    pub(super) fn is_filler(&self, part: Range<usize>) -> bool {
        let mut rest = String::new();
        let mut at = part.start;
        for name in self.names_in(part.clone()) {
            rest.push_str(self.text.get(at..name.at.start).unwrap_or(""));
            rest.push(' ');
            at = at.max(name.at.end);
        }
        rest.push_str(self.text.get(at..part.end).unwrap_or(""));
        is_filler(&rest)
    }

    /// The names of one side of a verb.
    ///
    /// Brackets right behind the name of a phase say the same again; those behind
    /// other words name what is meant: `file copying (T013-T016)`.
    pub(super) fn operand(&self, part: Range<usize>, side: Side) -> Vec<Name> {
        let brackets = self.brackets(part.clone());
        let is_inside = |at: usize| brackets.iter().any(|inner| inner.contains(&at));
        // Names and brackets as they come; a bracket has none or several names.
        let mut elements: Vec<(Range<usize>, Option<&Name>)> =
            brackets.iter().map(|inner| (inner.clone(), None)).collect();
        let names = self.names_in(part.clone()).into_iter();
        elements.extend(
            names
                .filter(|name| !is_inside(name.at.start))
                .map(|name| (name.at.clone(), Some(name))),
        );
        elements.sort_by_key(|(at, _)| at.start);
        let mut found: Vec<Name> = Vec::new();
        // The words since the last name, without what stands in brackets.
        let mut gap = String::new();
        let mut end = part.start;
        for (at, name) in elements {
            gap.push_str(self.text.get(end..at.start).unwrap_or(""));
            end = end.max(at.end);
            let inner = match name {
                Some(name) => vec![name],
                None => self.names_in(at.clone()),
            };
            if inner.is_empty() || (name.is_none() && !self.is_filler(at.clone())) {
                continue;
            }
            let is_far = found.is_empty()
                && side == Side::Right
                && (gap.split_whitespace().count() > WORDS_BETWEEN
                    || NEGATION.is_match(&gap));
            let ends = !found.is_empty()
                && side == Side::Right
                && name.is_some()
                && !is_filler(&gap)
                && !starts_joined(&gap);
            if is_far || ends {
                break;
            }
            let last = found.last();
            let own = match (name, last) {
                // The first name, a further name, a further item of the list.
                (Some(_), _) | (None, None) => true,
                (None, Some(_)) if starts_joined(&gap) => true,
                (None, Some(last)) if is_filler(&gap) => {
                    if last.what == What::Stories {
                        found.pop();
                        self.stories_in(&at, &mut found);
                    }
                    false
                }
                // `US2 schema (T018)`: the task is what is meant.
                (None, Some(last)) => {
                    let is_meant =
                        !last.is_task() && inner.iter().all(|name| name.is_task());
                    if is_meant {
                        found.pop();
                    }
                    is_meant
                }
            };
            if own {
                found.extend(inner.into_iter().cloned());
            }
            gap.clear();
        }
        if found.is_empty() {
            found.extend(self.titled(part));
        }
        let mut seen: Vec<What> = Vec::new();
        found.retain(|name| {
            let new = !seen.contains(&name.what);
            seen.push(name.what.clone());
            new
        });
        found
    }

    /// `User Stories (Phase 3-5)`: the phases in brackets, those of stories of `3+`.
    fn stories_in(&self, inner: &Range<usize>, found: &mut Vec<Name>) {
        for name in self.names_in(inner.clone()) {
            let What::From(first) = name.what else {
                if !found.iter().any(|other| other.what == name.what) {
                    found.push(name.clone());
                }
                continue;
            };
            let phases = self.known.story_phases().filter(|phase| *phase >= first);
            found.extend(phases.map(|phase| Name {
                what: What::One(Target::PhaseIndex(phase)),
                ..name.clone()
            }));
        }
    }

    /// The task whose title is all that stands in a part.
    fn titled(&self, part: Range<usize>) -> Option<Name> {
        let words = self.text.get(part.clone())?;
        let task = (*self.known.titled.get(&folded(words))?)?;
        let lead = words.len() - words.trim_start().len();
        let at = part.start + lead..part.start + lead + words.trim().len();
        let target = Target::Index(task);
        let reference = self.reference(&at, target.clone());
        Some(Name { at, what: What::One(target), reference })
    }
}

/// Whether words have no weight.
fn is_filler(words: &str) -> bool {
    !FILLER.replace_all(words, " ").contains(char::is_alphanumeric)
}

/// Whether words end with what joins a further verb to the same subject.
fn ends_joined(words: &str) -> bool {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:[,，、;；]|\b(?:and|but|und|aber|y|e|et)|并|並|且|also)[\s*_`]*$",
        )
    });
    ENDS.is_match(end_of(words))
}

/// Whether words start with what joins a further name to the list.
fn starts_joined(words: &str) -> bool {
    static STARTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s*_`)）]*(?:[,，、&+/]|(?:and|or|und|oder|plus|sowie|y|e|et)\b|和|与|與|及)",
        )
    });
    STARTS.is_match(words)
}
