//! Turning pages: where a list that is too long for one page is continued.
//!
//! A list is laid out over pages of at most [`ROWS`] rows. The first page keeps
//! the address of the list, so that a list that grows moves no link to it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::plan::model::{Part, Plan};
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::view::{PageLink, PageMeta, TurnView};
use crate::source::{Hasher, OutPath};

/// How many rows a page has before it is continued on the next one.
pub const ROWS: usize = 200;
/// How far apart the pages of a list start at least that is laid out by [`settled`]; on
/// average twice as far.
const BETWEEN: usize = 70;
/// How many pages on each side of the current one are linked by their numbers,
/// beside the first and the last.
const BESIDE: usize = 2;

/// What begins with a row: how well a page may start there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// A part of the row above it: a sub-task, a criterion.
    Inside,
    /// A row of its own.
    Row,
    /// A phase or a group.
    Part,
}

/// One page of a list.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'t> {
    /// The address of the first page.
    first: &'t OutPath,
    /// The rows of every page.
    ranges: &'t [Range<usize>],
    /// Which page it is, from 0.
    place: usize,
}

impl<'t> Turn<'t> {
    /// Every page of a list, in order; a list without rows has one page.
    pub fn all(
        first: &'t OutPath,
        ranges: &'t [Range<usize>],
    ) -> impl Iterator<Item = Self> {
        (0..ranges.len()).map(move |place| Self { first, ranges, place })
    }

    /// One page of a list, from 0.
    pub fn at(first: &'t OutPath, ranges: &'t [Range<usize>], place: usize) -> Self {
        Self { first, ranges, place }
    }

    /// Its address.
    pub fn path(&self) -> OutPath {
        page::turned(self.first, self.place)
    }

    /// Its rows.
    pub fn rows(&self) -> Range<usize> {
        self.ranges[self.place].clone()
    }

    /// Which page it is, from 0.
    pub fn place(&self) -> usize {
        self.place
    }

    /// Its part of one of several groups that stand one behind the other, where
    /// `before` rows stand before the group.
    pub fn within(&self, before: usize, length: usize) -> Range<usize> {
        let Range { start, end } = self.rows();
        let own = |row: usize| row.saturating_sub(before).min(length);
        own(start)..own(end)
    }

    fn total(&self) -> usize {
        self.ranges.last().map_or(0, |range| range.end)
    }
}

/// Lays rows that are all alike out over pages.
pub fn even(total: usize, rows: usize) -> Vec<Range<usize>> {
    let pages = total.div_ceil(rows).max(1);
    (0..pages).map(|page| page * rows..total.min((page + 1) * rows)).collect()
}

/// Lays the rows of a list out that changes in places, so that what changes moves few
/// rows to other pages, and hardly ever a page: each row that weighs more than the
/// `BETWEEN` rows before and behind it starts a page, and what is then too long is
/// parted evenly. A list that fits on one page has one.
///
/// This is what keeps the pieces of a file that is edited as they were (chunks between
/// local maxima; Bjørner, Blass, Gurevich: Content-dependent chunking for differential
/// compression, the local maximum approach, Journal of Computer and System Sciences 2010).
pub fn settled(weights: &[u32]) -> Vec<Range<usize>> {
    let total = weights.len();
    if total <= ROWS {
        return even(total, ROWS);
    }
    let mut pages = Vec::new();
    let mut start = 0;
    for end in peaks(weights).into_iter().chain([total]) {
        let length = end - start;
        let parts = length.div_ceil(ROWS);
        let edge = |part: usize| start + length * part / parts;
        pages.extend((0..parts).map(|part| edge(part)..edge(part + 1)));
        start = end;
    }
    pages
}

/// The rows that weigh more than the `BETWEEN` rows before them, and no less than as many
/// behind. Too near to an end there is none: a page would be short.
fn peaks(weights: &[u32]) -> Vec<usize> {
    let end = weights.len().saturating_sub(BETWEEN);
    let mut peaks = Vec::new();
    let mut from = BETWEEN;
    'next: while from < end {
        // The row that no row within reach behind it outweighs; those that lead to it
        // are outweighed.
        let (mut top, mut row) = (from, from + 1);
        while row <= top + BETWEEN {
            if weights[row] > weights[top] {
                top = row;
                if top >= end {
                    break 'next;
                }
            }
            row += 1;
        }
        let before = &weights[top - BETWEEN..from.max(top - BETWEEN)];
        if before.iter().all(|other| *other < weights[top]) {
            peaks.push(top);
        }
        // It outweighs those behind it.
        from = top + BETWEEN + 1;
    }
    peaks
}

/// What a row weighs in a list that is laid out by [`settled`], by what it is called.
pub fn weight(name: &str) -> u32 {
    Hasher::new().part(name).finish() as u32
}

/// Lays rows out over pages, so that a page starts with a whole part where that
/// is possible, and else with a whole row. A part that does not fit on any page
/// starts a new one only where the page before is at least half full.
pub fn whole(starts: &[Start]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let mut start = 0;
    while starts.len() - start > ROWS {
        let last = start + ROWS;
        let furthest =
            |least: Start| (start + 1..=last).rev().find(|row| starts[*row] >= least);
        let fits = |part: &usize| {
            let next = starts[part + 1..].iter().position(|start| *start == Start::Part);
            let length = next.map_or(starts.len() - part, |rows| rows + 1);
            length <= ROWS || part - start >= ROWS / 2
        };
        let part = furthest(Start::Part).filter(fits);
        let end = part.or_else(|| furthest(Start::Row)).unwrap_or(last);
        pages.push(start..end);
        start = end;
    }
    pages.push(start..starts.len());
    pages
}

/// The addresses of the pages of a list of rows that are all alike; none where the
/// list is left out, since it would be empty.
pub fn addresses_of(first: &OutPath, (total, rows): (usize, usize)) -> Vec<OutPath> {
    let pages = if total == 0 { 0 } else { even(total, rows).len() };
    addresses(first, pages).collect()
}

/// The addresses of the pages of a list.
pub fn addresses(first: &OutPath, pages: usize) -> impl Iterator<Item = OutPath> {
    (0..pages).map(move |place| page::turned(first, place))
}

/// On which page of a list a row stands, from 0.
pub fn page_of(ranges: &[Range<usize>], row: usize) -> usize {
    ranges.partition_point(|range| range.end <= row).min(ranges.len().saturating_sub(1))
}

/// On which page of its plan each task stands.
#[derive(Debug, Clone, Default)]
pub struct PlanTurns {
    /// The rows of every page.
    pub ranges: Vec<Range<usize>>,
    /// The page of each task, by its index.
    tasks: Vec<usize>,
    /// The page of the last task below each task, itself included.
    lasts: Vec<usize>,
    /// The page on which each phase starts, by its index.
    phases: Vec<usize>,
    /// The page of each id in the plan's text; made when a link first asks.
    ids: OnceLock<BTreeMap<String, usize>>,
}

impl PlanTurns {
    /// Lays the tasks of a plan out: whole phases where they fit.
    pub fn of(plan: &Plan) -> Self {
        let mut rows = Rows::of(plan);
        let mut phases = vec![None; plan.phases.len()];
        let mut open = Vec::new();
        let mut start = Start::Row;
        for part in &plan.body {
            match part {
                Part::PhaseStart(phase) => {
                    open.push(*phase);
                    start = Start::Part;
                }
                Part::PhaseEnd => start = Start::Part,
                Part::Task(task) if plan.tasks[*task].parent.is_none() => {
                    for phase in open.drain(..) {
                        phases[phase] = Some(rows.starts.len());
                    }
                    rows.add(*task, start);
                    start = Start::Row;
                }
                Part::Task(_) | Part::Prose(_) | Part::Examples | Part::Diagram(_) => {}
            }
        }
        let ranges = whole(&rows.starts);
        let page = |row: &Option<usize>| row.map(|row| page_of(&ranges, row));
        let tasks = rows.of_task.iter().map(|row| page(row).unwrap_or_default());
        let lasts = rows.last_below.iter().map(|row| page(row).unwrap_or_default());
        // A phase without tasks stands behind the one before it.
        let mut before = 0;
        let phases = phases.iter().map(|row| {
            before = page(row).unwrap_or(before);
            before
        });
        Self {
            tasks: tasks.collect(),
            lasts: lasts.collect(),
            phases: phases.collect(),
            ids: OnceLock::new(),
            ranges,
        }
    }

    /// How many pages the plan has.
    pub fn pages(&self) -> usize {
        self.ranges.len()
    }

    /// The page of a task, by its index.
    pub fn task(&self, task: usize) -> usize {
        self.tasks.get(task).copied().unwrap_or_default()
    }

    /// The page on which a phase starts.
    pub fn phase(&self, phase: usize) -> usize {
        self.phases.get(phase).copied().unwrap_or_default()
    }

    /// The page on which each part of the text stands, in order. What stands
    /// before a task leads to it, so it is on its page; what no task follows in a
    /// phase is on the page of the one before.
    pub fn parts<'p>(&self, plan: &'p Plan) -> Vec<(usize, &'p Part)> {
        let mut following = None;
        let own = plan.body.iter().rev().map(|part| {
            match part {
                Part::PhaseStart(phase) => {
                    following = None;
                    return Some(self.phase(*phase));
                }
                Part::PhaseEnd => following = None,
                Part::Task(task) => following = Some(self.task(*task)),
                Part::Prose(_) | Part::Examples | Part::Diagram(_) => {}
            }
            following
        });
        let own: Vec<Option<usize>> = own.collect();
        let mut page = 0;
        let parts = plan.body.iter().zip(own.into_iter().rev()).map(|(part, own)| {
            page = own.map_or(page, |own| own.max(page));
            (page, part)
        });
        parts.collect()
    }

    /// The page on which a heading of the text stands, by its anchor.
    pub fn anchor(&self, plan: &Plan, anchor: &str) -> usize {
        if self.pages() < 2 {
            return 0;
        }
        let ids = self.ids.get_or_init(|| {
            let mut ids = BTreeMap::new();
            for (page, part) in self.parts(plan) {
                let Part::Prose(prose) = part else { continue };
                for rest in prose.html().split(" id=\"").skip(1) {
                    let id = rest.split('"').next().unwrap_or_default();
                    ids.entry(id.to_owned()).or_insert(page);
                }
            }
            ids
        });
        ids.get(anchor).copied().unwrap_or_default()
    }

    /// The pages on which a task and those below it stand.
    pub fn below(&self, task: usize) -> std::ops::RangeInclusive<usize> {
        self.task(task)..=self.lasts.get(task).copied().unwrap_or_default()
    }
}

/// The tasks of a plan as rows, each above those below it.
struct Rows {
    starts: Vec<Start>,
    of_task: Vec<Option<usize>>,
    last_below: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
}

impl Rows {
    fn of(plan: &Plan) -> Self {
        let mut children = vec![Vec::new(); plan.tasks.len()];
        for (index, task) in plan.tasks.iter().enumerate() {
            if let Some(parent) = task.parent {
                children[parent].push(index);
            }
        }
        let none = vec![None; plan.tasks.len()];
        Self { starts: Vec::new(), of_task: none.clone(), last_below: none, children }
    }

    fn add(&mut self, task: usize, start: Start) {
        self.of_task[task] = Some(self.starts.len());
        self.starts.push(start);
        for child in std::mem::take(&mut self.children[task]) {
            self.add(child, Start::Inside);
        }
        self.last_below[task] = Some(self.starts.len() - 1);
    }
}

impl Presenter<'_> {
    /// The links to the other pages of a list; nothing where there are none.
    pub fn turn_view(&self, here: &Here, turn: &Turn<'_>) -> Option<TurnView> {
        let rows = turn.rows();
        let given = [
            ("from", (rows.start + 1).into()),
            ("to", rows.end.into()),
            ("all", turn.total().into()),
        ];
        self.turn_view_saying(here, turn, &|| self.language.say_of("rows-shown", &given))
    }

    /// The same for a list that is laid out by [`settled`]: it says nothing of rows, whose
    /// numbers would move on all pages with the first of them.
    pub fn settled_turn_view(&self, here: &Here, turn: &Turn<'_>) -> Option<TurnView> {
        let pages = turn.ranges.len();
        let given = [("page", (turn.place + 1).into()), ("pages", pages.into())];
        self.turn_view_saying(here, turn, &|| {
            self.language.say_of("page-of-pages", &given)
        })
    }

    fn turn_view_saying(
        &self,
        here: &Here,
        turn: &Turn<'_>,
        words: &dyn Fn() -> String,
    ) -> Option<TurnView> {
        let pages = turn.ranges.len();
        if pages < 2 {
            return None;
        }
        let to = |place: usize| here.to(&page::turned(turn.first, place));
        let shown = |place: usize| {
            place == 0 || place + 1 == pages || place.abs_diff(turn.place) <= BESIDE
        };
        let mut links = Vec::new();
        let mut before = 0;
        for place in (0..pages).filter(|place| shown(*place)) {
            links.push(PageLink {
                number: place + 1,
                href: to(place),
                current: place == turn.place,
                gap: place > before + 1,
            });
            before = place;
        }
        Some(TurnView {
            words: words(),
            previous: turn.place.checked_sub(1).map(to),
            next: (turn.place + 1 < pages).then(|| to(turn.place + 1)),
            pages: links,
        })
    }

    /// The head of a page of a list: of a later one it says which it is, and
    /// leads back to the first.
    pub fn turned(&self, here: &Here, turn: &Turn<'_>, meta: PageMeta) -> PageMeta {
        if turn.place == 0 {
            return meta;
        }
        let mut meta = meta;
        meta.crumbs.push(self.link(here, &meta.title, turn.first));
        let number = (turn.place + 1).to_string();
        let given = [("title", (&meta.title).into()), ("page", (&number).into())];
        meta.title = self.language.say_of("title-and-page", &given);
        meta
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn starts(parts: &[usize]) -> Vec<Start> {
        let part = |length: &usize| {
            let rows = std::iter::repeat_n(Start::Row, length.saturating_sub(1));
            std::iter::once(Start::Part).chain(rows)
        };
        parts.iter().flat_map(part).collect()
    }

    #[test]
    fn a_list_that_fits_has_one_page() {
        assert_eq!(even(0, ROWS).as_slice(), std::slice::from_ref(&(0..0)));
        assert_eq!(even(200, ROWS).as_slice(), std::slice::from_ref(&(0..200)));
        assert_eq!(whole(&[]).as_slice(), std::slice::from_ref(&(0..0)));
        assert_eq!(even(401, ROWS), [0..200, 200..400, 400..401]);
    }

    #[test]
    fn what_changes_in_a_settled_list_moves_few_rows_and_hardly_ever_a_page() {
        let rows: Vec<String> = (0..10_000).map(|row| format!("plan#{row}")).collect();
        let pages = |rows: &[String]| -> Vec<Vec<String>> {
            let ranges = settled(&rows.iter().map(|row| weight(row)).collect::<Vec<_>>());
            assert_eq!(ranges.iter().map(Range::len).sum::<usize>(), rows.len());
            let lengths = ranges.iter().map(Range::len);
            assert!(lengths.into_iter().all(|length| (BETWEEN..=ROWS).contains(&length)));
            ranges.into_iter().map(|range| rows[range].to_vec()).collect()
        };
        let before = pages(&rows);
        assert!((60..100).contains(&before.len()), "{}", before.len());
        let mut as_many = 0;
        for moved in (100..10_000).step_by(500) {
            let mut rows = rows.clone();
            let row = rows.remove(moved);
            rows.insert(9_000 - moved / 2, row);
            let after = pages(&rows);
            if after.len() == before.len() {
                as_many += 1;
                let others =
                    before.iter().zip(&after).filter(|(one, other)| one != other);
                let others = others.count();
                assert!((1..=4).contains(&others), "{others} of {} pages", after.len());
            }
        }
        assert!(as_many >= 18, "{as_many} of 20 have as many pages");
    }

    /// Whether a row starts a page of a settled list, as the rule says it.
    fn is_peak(weights: &[u32], row: usize) -> bool {
        let own = weights[row];
        weights[row - BETWEEN..row].iter().all(|other| *other < own)
            && weights[row + 1..=row + BETWEEN].iter().all(|other| *other <= own)
    }

    proptest! {
        #[test]
        fn peaks_are_what_the_rule_says(
            length in 0..900_usize,
            most in prop::sample::select(vec![1, 3, 40, u32::MAX]),
            seed: u32,
        ) {
            let weigh = |row| weight(&format!("{seed} {row}")) % most;
            let weights: Vec<u32> = (0..length).map(weigh).collect();
            let inner = BETWEEN..length.saturating_sub(BETWEEN);
            let expected: Vec<usize> = inner.filter(|row| is_peak(&weights, *row)).collect();
            prop_assert_eq!(peaks(&weights), expected);
        }
    }

    #[test]
    fn a_settled_list_that_fits_is_not_parted() {
        assert_eq!(settled(&[0; ROWS]).as_slice(), std::slice::from_ref(&(0..ROWS)));
        assert_eq!(settled(&[]).as_slice(), std::slice::from_ref(&(0..0)));
        let ends = |pages: Vec<Range<usize>>| -> Vec<usize> {
            pages.into_iter().map(|page| page.end).collect()
        };
        // Of rows that weigh the same none starts a page.
        assert_eq!(ends(settled(&[7; 450])), [150, 300, 450]);
        assert_eq!(
            ends(settled(&(0..450).map(|row| u32::from(row == 90)).collect::<Vec<_>>())),
            [90, 270, 450]
        );
    }

    #[test]
    fn a_page_starts_with_a_whole_part_where_it_can() {
        assert_eq!(whole(&starts(&[90, 90, 90, 90])), [0..180, 180..360]);
        assert_eq!(whole(&starts(&[90, 120])), [0..90, 90..210]);
        assert_eq!(whole(&starts(&[5, 450])), [0..200, 200..400, 400..455]);
        assert_eq!(whole(&starts(&[120, 450])), [0..120, 120..320, 320..520, 520..570]);
        // What lies inside of a row is parted from it only where it is too long.
        let mut rows = vec![Start::Row];
        rows.extend(vec![Start::Inside; 150]);
        rows.push(Start::Row);
        rows.extend(vec![Start::Inside; 300]);
        assert_eq!(whole(&rows), [0..151, 151..351, 351..452]);
    }

    #[test]
    fn every_row_stands_on_one_page() {
        let ranges = even(450, ROWS);
        let pages: Vec<usize> =
            [0, 199, 200, 449].map(|row| page_of(&ranges, row)).to_vec();
        assert_eq!(pages, [0, 0, 1, 2]);
        let first = OutPath::page("x");
        let turn = Turn::all(&first, &ranges).nth(1).unwrap();
        // Three groups of 150 rows each.
        assert_eq!(turn.within(0, 150), 150..150);
        assert_eq!(turn.within(150, 150), 50..150);
        assert_eq!(turn.within(300, 150), 0..100);
    }
}
