//! Traces: what a piece of work has read, so that the next run can tell that it would
//! come to the same, and need not do it.
//!
//! To record what was read, and to compare that, is what build systems call a verifying
//! trace, and a constructive one where what the work came to is kept with it (Mokhov,
//! Mitchell, Peyton Jones: Build Systems à la Carte, ICFP 2018).
//!
//! A site is read in parts, of which each has a number: a plan with all that is known of
//! it. What holds them says itself when it is read, so no reader can forget to: a
//! [`Noted`] list notes each element that is taken out of it, and a list that is gone
//! through whole, all parts; what was worked out once for several readers
//! ([`Traced`]) notes for each of them what was read for it; what all parts together
//! came to ([`OfAll`]) notes all.
//!
//! What is noted is noted for the work of one thread; work that is spread over several
//! counts as if it read all.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::{Deref, Index, Range};
use std::sync::{Arc, OnceLock};

use crate::source::Hash;

thread_local! {
    /// Whether somebody wants to know what is read, and the part that was read last:
    /// most reads are of the same part as the one before.
    static STATE: Cell<State> = const { Cell::new(State::Off) };
    static READS: RefCell<Reads> = const { RefCell::new(Reads::NOTHING) };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Off,
    On,
    /// The part was noted just before.
    Last(usize),
    /// All is read, and no part need be noted.
    All,
}

/// How many parts are noted before it counts as all: to note them, and to compare them the
/// next time, would take longer than to do most work again. A page of a long list may read
/// several for each of its rows.
const MOST: usize = 500;

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    parts: BTreeSet<usize>,
    all: bool,
    /// The keys of remembered answers that were asked for. They follow from the parts, and
    /// are to be remembered for as long as what they were asked for.
    pub answers: BTreeSet<Hash>,
}

impl Reads {
    const NOTHING: Self =
        Self { parts: BTreeSet::new(), all: false, answers: BTreeSet::new() };

    /// All.
    pub fn all() -> Self {
        Self { all: true, ..Self::NOTHING }
    }

    /// The numbers of the parts; nothing where all of them were read, or what they come
    /// to together.
    pub fn parts(&self) -> Option<&BTreeSet<usize>> {
        (!self.all).then_some(&self.parts)
    }

    fn note(&self) {
        if !is_on() {
            return;
        }
        self.answers.iter().copied().for_each(note_answer);
        if self.all {
            return note_all();
        }
        self.parts.iter().copied().for_each(note);
    }
}

/// Does a piece of work, and says what it has read. Whoever traces it is told nothing of
/// that.
pub fn of<R>(work: impl FnOnce() -> R) -> (R, Reads) {
    let before = Before { state: STATE.replace(State::On), reads: Some(READS.take()) };
    let result = work();
    let reads = READS.take();
    drop(before);
    (result, reads)
}

/// What was traced before a piece of work, and is traced again behind it, even where that
/// panics: a preview goes on in the same thread.
struct Before {
    state: State,
    /// What had been read; nothing where that goes on to be noted.
    reads: Option<Reads>,
}

impl Drop for Before {
    fn drop(&mut self) {
        STATE.set(self.state);
        if let Some(reads) = self.reads.take() {
            READS.set(reads);
        }
    }
}

/// Does a piece of work of which no reader need know what it reads, since that is known
/// otherwise to be the same.
pub fn aside<R>(work: impl FnOnce() -> R) -> R {
    let _before = Before { state: STATE.replace(State::Off), reads: None };
    work()
}

/// Whether what this thread reads is traced.
fn is_on() -> bool {
    STATE.get() != State::Off
}

/// Says that a part is read.
pub fn note(part: usize) {
    let state = STATE.get();
    if matches!(state, State::Off | State::All) || state == State::Last(part) {
        return;
    }
    let is_much = READS.with_borrow_mut(|reads| {
        reads.parts.insert(part);
        reads.parts.len() > MOST
    });
    STATE.set(State::Last(part));
    if is_much {
        note_all();
    }
}

/// Says that something is read that all parts have a say in.
pub fn note_all() {
    if is_on() && STATE.get() != State::All {
        READS.with_borrow_mut(|reads| {
            reads.all = true;
            reads.parts.clear();
        });
        STATE.set(State::All);
    }
}

/// Says that a remembered answer is asked for.
pub fn note_answer(key: Hash) {
    if is_on() {
        READS.with_borrow_mut(|reads| reads.answers.insert(key));
    }
}

/// An element of a list that notes what is read of it.
pub trait Element {
    /// The part that the element at a place belongs to; nothing for one whose place is
    /// known only to who has read its part.
    fn part(&self, place: usize) -> Option<usize>;

    /// Whether each reader knows otherwise how many elements there are.
    const IS_NUMBER_KNOWN: bool;
}

/// A list that notes what is read of it. Its copies share their elements until one of them
/// is changed.
#[derive(Debug)]
pub struct Noted<T>(Arc<Vec<T>>);

impl<T> Clone for Noted<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> From<Vec<T>> for Noted<T> {
    fn from(elements: Vec<T>) -> Self {
        Self(Arc::new(elements))
    }
}

impl<T: Element> Noted<T> {
    /// How many elements there are.
    pub fn len(&self) -> usize {
        if !T::IS_NUMBER_KNOWN {
            note_all();
        }
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy that shares nothing, in the room of a list that nobody else has any more:
    /// large room that is new is dear. Where somebody has it, the copy shares its elements.
    pub fn in_room_of(&self, room: Self) -> Self
    where
        T: Clone,
    {
        let mut room = room;
        match Arc::get_mut(&mut room.0) {
            Some(elements) => {
                elements.clone_from(&self.0);
                room
            }
            None => self.clone(),
        }
    }

    /// The list, to be changed: one that others share becomes one of its own.
    pub fn list(&mut self) -> &mut Vec<T>
    where
        T: Clone,
    {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: Element> Index<usize> for Noted<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        let element = &self.0[place];
        if is_on() {
            element.part(place).into_iter().for_each(note);
        }
        element
    }
}

impl<T: Element> Index<Range<usize>> for Noted<T> {
    type Output = [T];

    fn index(&self, places: Range<usize>) -> &[T] {
        if is_on() {
            for place in places.clone() {
                self.0[place].part(place).into_iter().for_each(note);
            }
        }
        &self.0[places]
    }
}

/// The whole list: all parts are noted.
impl<T> Deref for Noted<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        note_all();
        &self.0
    }
}

impl<'n, T> IntoIterator for &'n Noted<T> {
    type Item = &'n T;
    type IntoIter = std::slice::Iter<'n, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What is worked out when it is first asked for. Whoever asks has read what was read
/// for it, whoever asked first.
#[derive(Debug, Clone)]
pub struct Traced<T>(OnceLock<(T, Reads)>);

impl<T> Default for Traced<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Traced<T> {
    /// The value, which is worked out where nobody has asked for it.
    pub fn get_or_init(&self, work: impl FnOnce() -> T) -> &T {
        let (value, reads) = self.0.get_or_init(|| of(work));
        reads.note();
        value
    }
}

/// What all parts together came to: who looks at it has read them all.
#[derive(Debug, Clone, Default)]
pub struct OfAll<T>(T);

impl<T> OfAll<T> {
    /// Holds it.
    pub fn new(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for OfAll<T> {
    type Target = T;

    fn deref(&self) -> &T {
        note_all();
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Task(usize);

    impl Element for Task {
        fn part(&self, _place: usize) -> Option<usize> {
            Some(self.0)
        }

        const IS_NUMBER_KNOWN: bool = true;
    }

    /// A task of which nobody knows how many there are.
    #[derive(Clone)]
    struct Loose;

    impl Element for Loose {
        fn part(&self, _place: usize) -> Option<usize> {
            Some(1)
        }

        const IS_NUMBER_KNOWN: bool = false;
    }

    fn parts(work: impl FnOnce()) -> Option<Vec<usize>> {
        let ((), reads) = of(work);
        Some(reads.parts()?.iter().copied().collect())
    }

    #[test]
    fn what_is_taken_out_of_a_list_is_noted_and_nothing_else() {
        let tasks = Noted::from(vec![Task(0), Task(0), Task(1), Task(2), Task(3)]);
        assert_eq!(parts(|| assert_eq!(tasks.len(), 5)), Some(vec![]));
        assert_eq!(parts(|| _ = (&tasks[1], &tasks[0], &tasks[3])), Some(vec![0, 2]));
        assert_eq!(parts(|| _ = &tasks[1..4]), Some(vec![0, 1, 2]));
        assert_eq!(parts(|| assert_eq!(tasks.iter().count(), 5)), None);
        assert_eq!(parts(|| assert_eq!(aside(|| tasks.iter().count()), 5)), Some(vec![]));
        assert_eq!(parts(|| assert_eq!(Noted::from(vec![Loose]).len(), 1)), None);
    }

    #[test]
    fn where_nobody_wants_to_know_nothing_is_noted() {
        let tasks = Noted::from(vec![Task(4)]);
        let sum = Traced::default();
        of(|| _ = sum.get_or_init(|| tasks[0].0));
        let _ = (&tasks[0], tasks.iter(), sum.get_or_init(|| 0));
        note_answer(1);
        assert_eq!(READS.take(), Reads::NOTHING);
    }

    #[test]
    fn a_panic_ends_what_it_has_begun() {
        fn broken() {
            let nothing: [usize; 0] = [];
            note(nothing[READS.with_borrow(|reads| reads.parts.len())]);
        }
        let read = parts(|| {
            note(1);
            for work in [|| drop(of(broken)), || aside(broken)] {
                assert!(std::panic::catch_unwind(work).is_err());
            }
            note(2);
        });
        assert_eq!(read, Some(vec![1, 2]));
        assert!(!is_on());
    }

    #[test]
    fn very_many_parts_are_all() {
        let read = |many: usize| parts(|| (0..many).for_each(note)).map(|it| it.len());
        assert_eq!(read(MOST), Some(MOST));
        assert_eq!(read(MOST + 1), None);
        assert_eq!(read(MOST * 3), None);
    }

    #[test]
    fn what_was_worked_out_for_one_reader_is_noted_for_the_next() {
        let tasks = Noted::from(vec![Task(7), Task(8)]);
        let sum = Traced::default();
        let ask = || assert_eq!(*sum.get_or_init(|| tasks[0].0 + tasks[1].0), 15);
        assert_eq!(parts(ask), Some(vec![7, 8]));
        assert_eq!(parts(ask), Some(vec![7, 8]));
        let outer = Traced::default();
        let ask = || assert_eq!(*outer.get_or_init(|| *sum.get_or_init(|| 0)), 15);
        assert_eq!(parts(ask), Some(vec![7, 8]));
        let asked = Traced::default();
        for _ in 0..2 {
            let ((), reads) = of(|| *asked.get_or_init(|| note_answer(5)));
            assert_eq!(reads.answers.into_iter().collect::<Vec<_>>(), [5]);
        }
        let all = OfAll::new(3);
        assert_eq!(parts(|| assert_eq!(*all, 3)), None);
    }

    #[test]
    fn work_inside_of_other_work_has_a_trace_of_its_own() {
        let tasks = Noted::from(vec![Task(0), Task(1), Task(2)]);
        let outer = parts(|| {
            let _ = &tasks[0];
            assert_eq!(parts(|| _ = &tasks[1]), Some(vec![1]));
            let _ = (&tasks[0], &tasks[2]);
        });
        assert_eq!(outer, Some(vec![0, 2]));
    }
}
