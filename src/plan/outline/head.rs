//! The head of a task: id, marks and title of its first line, taken apart.

use crate::markdown::BlockKind;
use crate::markdown::prose;
use crate::markdown::{Html, Inline, Item, plain};
use crate::plan::model::{Mode, Status};
use crate::plan::outline::trailer::Trailer;
use crate::plan::status;

/// The fewest characters of a line that was wrapped; a shorter one ends where its
/// author wanted it to.
const SHORTEST_WRAPPED: usize = 45;
/// The fewest characters, without marks, of lines that editors wrap.
const WIDTH: usize = 70;
/// The characters after which a wrapped title goes on no further.
const LONGEST_WRAPPED: usize = 200;

/// What the words of a task start with, as a dialect reads them.
#[derive(Debug, Clone, Default)]
pub struct Lead {
    /// How many bytes of the words it takes.
    pub length: usize,
    /// The id as printed.
    pub id: Option<String>,
    /// How the task stands beside its neighbours, where a mark says so.
    pub mode: Option<Mode>,
    /// The user story: `US1`.
    pub story: Option<String>,
    /// Other tags.
    pub labels: Vec<String>,
    /// Whether a mark says that it may be left out.
    pub optional: bool,
    /// The status that a word before the title gives: `SKIP:`.
    pub status: Option<Status>,
}

impl Lead {
    /// Takes in what a second part of the same line starts with.
    fn add(&mut self, other: Self) {
        self.id = self.id.take().or(other.id);
        self.mode = self.mode.or(other.mode);
        self.story = self.story.take().or(other.story);
        self.labels.extend(other.labels);
        self.optional |= other.optional;
        self.status = self.status.or(other.status);
    }
}

/// The head of a task: `**🐍 2.1 Title** ← UPDATED`, `T012 [P] [US1] Title`.
#[derive(Debug, Clone)]
pub struct Head {
    /// What it starts with.
    pub lead: Lead,
    /// Its title as words.
    pub title: String,
    /// Its title as HTML.
    pub title_html: Html,
    /// What stands behind a bold title.
    pub tail: Option<Vec<Inline>>,
    /// Further lines of the same paragraph.
    pub rest: Vec<Inline>,
    /// Whether the title is struck out.
    pub struck: bool,
    /// What was taken off its line.
    pub trailers: Vec<Trailer>,
}

/// Takes the first line of an item apart; nothing where it has no words.
pub fn of_item(item: &Item, lead: &dyn Fn(&str) -> Lead) -> Option<Head> {
    match &item.blocks.first()?.kind {
        BlockKind::Paragraph(inlines) => of_inlines(inlines, lead),
        _ => None,
    }
}

/// Takes the first line of a text apart; nothing where it has no words.
pub fn of_inlines(inlines: &[Inline], lead: &dyn Fn(&str) -> Lead) -> Option<Head> {
    let end = title_end(inlines);
    let rest = inlines.get(end + 1..).unwrap_or_default().to_vec();
    // Take leading words and the bold part for the title, the rest for the tail.
    let mut line: Vec<Inline> = inlines[..end]
        .iter()
        .map(|inline| match inline {
            Inline::SoftBreak => Inline::Text(" ".to_owned()),
            other => other.clone(),
        })
        .collect();
    let first = line.iter().position(|inline| !is_blank(inline))?;
    // Some set the number as code: `T012`.
    if let Inline::Code(code) = line[first].clone() {
        let found = lead(&code);
        if found.id.is_some() && found.length == code.len() {
            let more = match line.get(first + 1) {
                Some(Inline::Text(_)) => plain(&[line.remove(first + 1)]),
                _ => String::new(),
            };
            line[first] = Inline::Text(code + &more);
        }
    }
    let is_marked = |inlines: &[Inline]| matches!(inlines.first(), Some(Inline::Text(text)) if lead(text).length > 0);
    let (mut title, mut tail) = match wrapped(&line[first]) {
        Some(inner) if is_tag(inner, line.get(first + 1)) => {
            (line[first..].to_vec(), Vec::new())
        }
        Some(inner) if matches!(line[first], Inline::Strong(_)) || is_marked(inner) => {
            (inner.to_vec(), line[first + 1..].to_vec())
        }
        _ => (line[first..].to_vec(), Vec::new()),
    };
    let mut found = Lead::default();
    take(&mut title, &mut found, lead);
    // `🐌 **1.1 Title**` puts the animal before the bold part, and
    // `**1.1** Title` only the number into it.
    if plain(&title).trim().is_empty() && !tail.is_empty() {
        title = std::mem::take(&mut tail);
        if let Some(Inline::Text(text)) = title.first_mut() {
            *text = text.trim_start_matches([' ', ':', '：', '-', '–', '—']).to_owned();
        }
        take(&mut title, &mut found, lead);
    } else if found.id.is_none()
        && let Some(place) = title.iter().position(|inline| !has_no_words(inline))
        && let Inline::Strong(strong) = &title[place]
        && let Some(Inline::Text(text)) = strong.first()
        && lead(text).id.is_some()
    {
        let mut strong = strong.clone();
        take(&mut strong, &mut found, lead);
        tail.extend(title.drain(place + 1..));
        title = strong;
        if plain(&title).trim().is_empty() {
            title = std::mem::take(&mut tail);
            take(&mut title, &mut found, lead);
        }
    }
    let words = plain(&title).trim().to_owned();
    if words.is_empty() && found.id.is_none() {
        return None;
    }
    let struck = is_struck(&title) || is_struck(&line[first..]);
    if struck && says_done(&line[first..]) {
        found.status.get_or_insert(Status::Done);
    }
    Some(Head {
        lead: found,
        title: words,
        title_html: prose::title(&title),
        tail: (!plain(&tail).trim().is_empty()).then_some(tail),
        rest,
        struck,
        trailers: Vec::new(),
    })
}

/// Whether what stands in bold is a letter or three that sort a task, with its title
/// right behind: `**UI** Show the map`.
fn is_tag(bold: &[Inline], next: Option<&Inline>) -> bool {
    let words = plain(bold);
    let is_short = words.chars().count() <= 3 && words.chars().all(char::is_uppercase);
    let goes_on = match next {
        Some(Inline::Text(text)) => {
            text.starts_with(' ')
                && !text.trim_start().starts_with([':', '：', '-', '–', '—', '(', '['])
        }
        _ => false,
    };
    !words.is_empty() && is_short && goes_on
}

/// Where the title ends: at the end of the first line, save that an editor that
/// wraps lines at a width cut it in the middle of a sentence.
fn title_end(inlines: &[Inline]) -> usize {
    let is_break =
        |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
    let mut start = 0;
    let mut length = 0;
    loop {
        let line = &inlines[start..];
        let Some(found) = line.iter().position(is_break) else { return inlines.len() };
        let end = start + found;
        let words = plain(&inlines[start..end]);
        length += words.chars().count();
        let goes_on = matches!(inlines[end], Inline::SoftBreak)
            && length < LONGEST_WRAPPED
            && (words.trim_end().chars().count() >= SHORTEST_WRAPPED
                || had_no_room(&words, &inlines[end + 1..]))
            && continues(&inlines[start..end], &inlines[end + 1..]);
        if !goes_on {
            return end;
        }
        start = end + 1;
    }
}

/// Whether code that stands first in the next line is too long for this one.
fn had_no_room(words: &str, next: &[Inline]) -> bool {
    matches!(next.first(), Some(Inline::Code(code))
        if words.chars().count() + code.chars().count() >= WIDTH)
}

/// Whether a line stops in the middle of a sentence that the next one goes on with.
fn continues(line: &[Inline], next: &[Inline]) -> bool {
    let stops = match line.last() {
        Some(Inline::Text(text)) => text
            .trim_end()
            .ends_with(['.', ':', ';', '!', '?', '。', '：', '；', '！', '？']),
        Some(Inline::Code(_)) => false,
        _ => true,
    };
    let has_comma =
        matches!(line.last(), Some(Inline::Text(text)) if text.trim_end().ends_with(','));
    !stops
        && match next.first() {
            Some(Inline::Text(text)) => text
                .chars()
                .next()
                .is_some_and(|c| c.is_lowercase() || c == '(' || has_comma),
            Some(Inline::Code(_)) => true,
            _ => false,
        }
}

/// Takes what a title starts with off it.
fn take(title: &mut [Inline], found: &mut Lead, lead: &dyn Fn(&str) -> Lead) {
    if let Some(Inline::Text(text)) = title.first_mut() {
        let next = lead(text);
        // The dialect may count bytes of its own making; a bad count takes nothing.
        *text = text.get(next.length..).unwrap_or(text).to_owned();
        found.add(next);
    }
}

/// What stands in bold, italics or struck out, however often.
fn wrapped(inline: &Inline) -> Option<&[Inline]> {
    let (Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner)) =
        inline
    else {
        return None;
    };
    match inner.as_slice() {
        [only] => wrapped(only).or(Some(inner)),
        _ => Some(inner),
    }
}

/// Whether the words are struck out; a remark may follow that says why.
fn is_struck(line: &[Inline]) -> bool {
    let Some(first) = line.iter().position(|inline| !is_blank(inline)) else {
        return false;
    };
    let behind = plain(&line[first + 1..]);
    // What was struck out may be over since it is done, and the remark says so.
    let is_all = match status::of_words(&behind) {
        Some(Status::Done | Status::InProgress) => false,
        Some(Status::Skipped | Status::Todo) => true,
        None => {
            behind.trim().is_empty()
                || behind.trim().starts_with(['(', '（', '-', '–', '—', ':', '：', '→'])
        }
    };
    match &line[first] {
        Inline::Strike(_) => is_all,
        Inline::Strong(inner) | Inline::Emphasis(inner) => is_all && is_struck(inner),
        _ => false,
    }
}

/// Whether an inline is blank, or only marks: `✅ ` before a bold title.
fn has_no_words(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if !text.contains(char::is_alphanumeric))
}

/// Whether the remark behind what is struck out says that it was done:
/// `~~Mend the roof~~ — done in May`.
fn says_done(line: &[Inline]) -> bool {
    let Some(struck) = line.iter().position(|inline| !is_blank(inline)) else {
        return false;
    };
    let behind = plain(&line[struck + 1..]);
    status::of_words(&behind) == Some(Status::Done)
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if text.trim().is_empty())
}
