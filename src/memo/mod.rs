//! Memory and parallelism: [`Table::map`] for a whole run, [`Recent::one`] for a
//! question that comes alone, [`Cache::one`] for one that any of many threads has.
//!
//! A stage is a `fn` pointer, so it captures nothing, and what it computes can
//! depend on its question alone. A question's key is the hash of its content,
//! so the key *is* the list of dependencies, with a lock only around the answers that
//! threads share, and around the thread that may compute them. Where the question itself
//! is dear to make, what is read for it is traced instead: [`Groups::map`].
//! What was not asked for in the last run is forgotten; what is asked for alone
//! stays for one run more.
//!
//! [`Followed::of`] needs no key: what it gives follows from one shared thing, and is
//! known for as long as that very thing is there. [`Archive::one`] remembers little
//! itself, and asks a [`Store`].

pub mod groups;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::{self, Debug, Formatter};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator,
    ParallelIterator,
};
use rayon::{ThreadPool, ThreadPoolBuilder};

pub use groups::{Group, Groups, Opener};

use crate::source::{Hash, Hasher};
use crate::trace;

/// Does the same with each of several things, in parallel; the answers stand in their
/// order. For work that is not worth remembering.
pub fn each<T, A, W>(things: &[T], work: W) -> Vec<A>
where
    T: Sync,
    A: Send,
    W: Fn(&T) -> A + Send + Sync,
{
    // What other threads read is not traced.
    trace::note_all();
    things.par_iter().map(work).collect()
}

/// How many small works one thread does before another one takes its share: to wake one
/// takes as long.
const FEW: usize = 2000;

/// Does the same small work with each of several things, in parallel where they are very
/// many; the answers stand in their order.
pub fn each_small<T, A, W>(things: &[T], work: W) -> Vec<A>
where
    T: Sync,
    A: Send,
    W: Fn(&T) -> A + Send + Sync,
{
    trace::note_all();
    things.par_iter().with_min_len(FEW).map(work).collect()
}

/// Does the same with each of several things, in parallel, and may change them; the
/// answers stand in their order.
pub fn each_in_place<T, A, W>(things: &mut [T], work: W) -> Vec<A>
where
    T: Send,
    A: Send,
    W: Fn(&mut T) -> A + Send + Sync,
{
    trace::note_all();
    things.par_iter_mut().map(work).collect()
}

/// Something that a stage can be asked, with a key that stands for all of it.
pub trait Question: Sync {
    /// The hash of everything the answer may depend on.
    fn key(&self) -> Hash;
}

/// Answers that outlast the program, as bytes by the keys of their questions.
///
/// What it gives for a key is what was put in for that key, or nothing.
pub trait Store: Send + Sync {
    /// What was kept for a key.
    fn recall(&self, key: Hash) -> Option<Vec<u8>>;
    /// Whether something was kept for a key, as far as that is known without its bytes.
    fn holds(&self, key: Hash) -> bool {
        self.recall(key).is_some()
    }
    /// Whether anything can be put in.
    fn keeps(&self) -> bool;
    /// Keeps bytes for a key.
    fn keep(&self, key: Hash, bytes: &[u8]);
    /// Keeps what was kept for a key as it is, where that can be done without a look at its
    /// bytes; says whether it was.
    fn carry(&self, _key: Hash) -> bool {
        false
    }
}

/// An answer to a question, which a store can keep.
pub trait Lasting<Q>: Sized {
    /// What tells its bytes from those of other kinds of answers.
    const KIND: &'static str;
    /// Its bytes; nothing where it is not worth keeping.
    fn to_bytes(&self) -> Option<Vec<u8>>;
    /// The answer of bytes that it gave for the same question; nothing where they are
    /// others.
    fn from_bytes(bytes: &[u8], question: &Q) -> Option<Self>;
    /// What is to be known of it before its bytes are read; nothing where they are read at
    /// once.
    fn about(&self) -> Option<Vec<u8>> {
        None
    }
    /// The answer of which that was said, whose bytes are read when somebody needs them.
    fn later(_about: &[u8], _kept: Kept) -> Option<Self> {
        None
    }
}

/// Bytes that lie in a store.
#[derive(Clone)]
pub struct Kept {
    store: Arc<dyn Store>,
    key: Hash,
}

impl Kept {
    /// Reads them; nothing where they are there no more.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        self.store.recall(self.key)
    }
}

impl Debug for Kept {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "Kept({:032x})", self.key)
    }
}

/// Where answers outlast the program, if anywhere.
pub type Stored<'s> = Option<&'s dyn Store>;

/// Answers a question of a key by what is stored, or else computes the answer, counts
/// that, and has it stored.
fn lasting<Q, A: Lasting<Q>>(
    stage: fn(&Q) -> A,
    (key, question): (Hash, &Q),
    (store, computed): (Stored<'_>, &AtomicUsize),
) -> A {
    recall(key, question, store).unwrap_or_else(|| {
        computed.fetch_add(1, Ordering::Relaxed);
        let answer = stage(question);
        keep(key, &answer, store);
        answer
    })
}

/// What is stored under a key, which is kept for the next run.
fn recall<Q, A: Lasting<Q>>(key: Hash, question: &Q, store: Stored<'_>) -> Option<A> {
    let (answer, bytes) = look_up(key, question, store)?;
    let key = stored::<Q, A>(key);
    if let Some(store) = store.filter(|store| store.keeps() && !store.carry(key)) {
        store.keep(key, &bytes);
    }
    Some(answer)
}

/// What is stored under a key, without its bytes, which is kept for the next run.
fn later<A: Lasting<()>>(key: Hash, about: &[u8], store: &Arc<dyn Store>) -> Option<A> {
    let key = stored::<(), A>(key);
    let kept = Kept { store: Arc::clone(store), key };
    let answer = store.holds(key).then(|| A::later(about, kept))??;
    (carry(key, Some(&**store)) || !store.keeps()).then_some(answer)
}

/// What is stored under a key, and its bytes.
fn look_up<Q, A: Lasting<Q>>(
    key: Hash,
    question: &Q,
    store: Stored<'_>,
) -> Option<(A, Vec<u8>)> {
    let bytes = store?.recall(stored::<Q, A>(key))?;
    Some((A::from_bytes(&bytes, question)?, bytes))
}

/// Has an answer stored, where it is worth that.
fn keep<Q, A: Lasting<Q>>(key: Hash, answer: &A, store: Stored<'_>) {
    if let Some(store) = store.filter(|store| store.keeps())
        && let Some(bytes) = answer.to_bytes()
    {
        store.keep(stored::<Q, A>(key), &bytes);
    }
}

/// Keeps what is stored for the next run, as it is; says whether that could be done.
fn carry(stored: Hash, store: Stored<'_>) -> bool {
    let Some(store) = store.filter(|store| store.keeps()) else { return false };
    let again = || store.recall(stored).map(|bytes| store.keep(stored, &bytes));
    store.carry(stored) || again().is_some()
}

/// The key under which an answer to a question of a key is stored.
fn stored<Q, A: Lasting<Q>>(key: Hash) -> Hash {
    Hasher::new().part(A::KIND).hash(key).finish()
}

/// How much of a run was computed and how much recalled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Questions that were answered by running the stage.
    pub computed: usize,
    /// Questions that there are.
    pub total: usize,
}

impl Counts {
    /// One thing that is always made anew.
    pub const ONE: Self = Self { computed: 1, total: 1 };
}

/// Hears the name of each stage when it has ended, and how much of it was computed:
/// who wants to know how long stages take has a clock, which a stage has not.
#[derive(Default)]
pub struct Listener(Option<Box<dyn FnMut(&'static str, Counts) + Send>>);

impl Listener {
    /// Has a function called.
    pub fn new(hear: impl FnMut(&'static str, Counts) + Send + 'static) -> Self {
        Self(Some(Box::new(hear)))
    }

    /// Says that a stage has ended.
    pub fn ended(&mut self, stage: &'static str, counts: Counts) {
        if let Some(hear) = &mut self.0 {
            hear(stage, counts);
        }
    }
}

/// The remembered answers of one stage, in the order of its questions.
pub struct Table<A> {
    keys: Vec<Hash>,
    answers: Vec<Arc<A>>,
    /// What the last run computed.
    pub counts: Counts,
}

impl<A> Default for Table<A> {
    fn default() -> Self {
        Self { keys: Vec::new(), answers: Vec::new(), counts: Counts::default() }
    }
}

impl<A: Send + Sync> Table<A> {
    /// Answers the questions in their order: recalled where the key is known,
    /// computed in parallel where it is not.
    pub fn map<Q: Question>(
        &mut self,
        stage: fn(&Q) -> A,
        questions: &[Q],
    ) -> Vec<Arc<A>> {
        self.answer(questions, |_, question| stage(question))
    }

    /// Does the same, and computes only what is not in the store either.
    pub fn map_lasting<Q: Question>(
        &mut self,
        stage: fn(&Q) -> A,
        (questions, store): (&[Q], Stored<'_>),
    ) -> Vec<Arc<A>>
    where
        A: Lasting<Q>,
    {
        let computed = AtomicUsize::new(0);
        let answers = self.answer(questions, |key, question| {
            lasting(stage, (key, question), (store, &computed))
        });
        self.counts.computed = computed.into_inner();
        answers
    }

    /// Answers the questions in their order, the unknown ones in parallel by `compute`.
    fn answer<Q: Question>(
        &mut self,
        questions: &[Q],
        compute: impl Fn(Hash, &Q) -> A + Sync,
    ) -> Vec<Arc<A>> {
        let keys = questions.par_iter().with_min_len(FEW).map(Question::key);
        let keys: Vec<Hash> = keys.collect();
        let places = places_of(&keys, &self.keys);
        let mut misses: BTreeMap<Hash, &Q> = BTreeMap::new();
        for ((key, question), place) in keys.iter().zip(questions).zip(&places) {
            if place.is_none() {
                misses.insert(*key, question);
            }
        }
        let misses: Vec<(Hash, &Q)> = misses.into_iter().collect();
        let computed: BTreeMap<Hash, Arc<A>> = misses
            .par_iter()
            .map(|(key, question)| (*key, Arc::new(compute(*key, question))))
            .collect();
        self.counts = Counts { computed: computed.len(), total: questions.len() };
        let answer = |(key, place): (&Hash, Option<usize>)| match place {
            Some(place) => Arc::clone(&self.answers[place]),
            None => Arc::clone(&computed[key]),
        };
        let answers: Vec<Arc<A>> = keys.iter().zip(places).map(answer).collect();
        (self.keys, self.answers) = (keys, answers.clone());
        answers
    }

    /// Keeps answers in another form, which means the same and takes less room, where
    /// there is one.
    pub fn keep_as(&mut self, form: impl Fn(&A) -> Option<A>) {
        for answer in &mut self.answers {
            if let Some(other) = form(answer) {
                *answer = Arc::new(other);
            }
        }
    }
}

/// Where each of some things stands in an older list, if it does. From one run to the next
/// most stand where they stood, or all behind one that has come or gone a place further.
fn places_of<K: Ord>(things: &[K], old: &[K]) -> Vec<Option<usize>> {
    let mut next = 0;
    let mut places = Vec::with_capacity(things.len());
    let mut missed = Vec::new();
    for (place, thing) in things.iter().enumerate() {
        let here = match old.get(next) {
            Some(other) if other == thing => Some(next),
            // One has gone.
            _ if old.get(next + 1) == Some(thing) => Some(next + 1),
            _ => None,
        };
        match here {
            Some(found) => next = found + 1,
            None => {
                missed.push(place);
                // One has come, or another one stands in its place.
                let has_come = things
                    .get(place + 1)
                    .is_some_and(|thing| old.get(next) == Some(thing));
                next += usize::from(!has_come);
            }
        }
        places.push(here);
    }
    // They may stand anywhere: to look for each of a few is less than to sort all.
    if missed.len() > MOVED {
        let by_thing: BTreeMap<&K, usize> =
            old.iter().enumerate().map(|(place, thing)| (thing, place)).collect();
        for place in missed {
            places[place] = by_thing.get(&things[place]).copied();
        }
    } else {
        for place in missed {
            places[place] = old.iter().position(|thing| *thing == things[place]);
        }
    }
    places
}

/// How many things are looked for one by one in the whole of a list.
const MOVED: usize = 4;

/// Answers that were asked for one by one, in this run and the one before.
pub struct Recent<A> {
    answers: BTreeMap<Hash, Arc<A>>,
    before: BTreeMap<Hash, Arc<A>>,
    /// What this run computed.
    pub counts: Counts,
}

impl<A> Clone for Recent<A> {
    fn clone(&self) -> Self {
        Self {
            answers: self.answers.clone(),
            before: self.before.clone(),
            counts: self.counts,
        }
    }
}

impl<A> Default for Recent<A> {
    fn default() -> Self {
        Self {
            answers: BTreeMap::new(),
            before: BTreeMap::new(),
            counts: Counts::default(),
        }
    }
}

impl<A> Recent<A> {
    /// Answers one question more in this run: recalled from it, or from the run before.
    pub fn one<Q: Question>(&mut self, stage: fn(&Q) -> A, question: &Q) -> Arc<A> {
        let key = question.key();
        self.counts.total += 1;
        if let Some(answer) = self.answers.get(&key) {
            return Arc::clone(answer);
        }
        let answer = self.before.get(&key).map(Arc::clone);
        let answer = answer.unwrap_or_else(|| {
            self.counts.computed += 1;
            Arc::new(stage(question))
        });
        self.answers.insert(key, Arc::clone(&answer));
        answer
    }

    /// Forgets all answers where there are more than so many.
    pub fn keep(&mut self, most: usize) {
        if self.answers.len() > most {
            self.answers.clear();
        }
    }

    /// Begins another run; what was asked for in the last one can be recalled in it.
    pub fn begin(&mut self) {
        self.before = std::mem::take(&mut self.answers);
        self.counts = Counts::default();
    }
}

/// An answer with the key of its question.
type Keyed<A> = (Hash, Arc<A>);

/// Answers that a store alone remembers, if there is one, but for the last few: those that
/// are many, asked for again soon if at all, and quickly made again.
pub struct Archive<A> {
    store: Option<Arc<dyn Store>>,
    /// The last answers, the newest at the end.
    last: Mutex<VecDeque<Keyed<A>>>,
}

/// How many answers are remembered without a store: one for each of many threads.
const LAST: usize = 64;

impl<A> Default for Archive<A> {
    fn default() -> Self {
        Self { store: None, last: Mutex::default() }
    }
}

impl<A> Archive<A> {
    /// What a store remembers.
    pub fn of(store: Arc<dyn Store>) -> Self {
        Self { store: Some(store), ..Self::default() }
    }

    /// Answers a question: recalled from the last ones or the store, or computed.
    pub fn one<Q: Question>(&self, stage: fn(&Q) -> A, question: &Q) -> Arc<A>
    where
        A: Lasting<Q>,
    {
        let (key, computed) = (question.key(), AtomicUsize::new(0));
        trace::note_answer(stored::<Q, A>(key));
        let is_it = |(known, _): &&Keyed<A>| *known == key;
        if let Some((_, answer)) = lock(&self.last).iter().rev().find(is_it) {
            return Arc::clone(answer);
        }
        let store = self.store.as_deref();
        let answer = Arc::new(lasting(stage, (key, question), (store, &computed)));
        let mut last = lock(&self.last);
        if last.len() >= LAST {
            last.pop_front();
        }
        last.push_back((key, Arc::clone(&answer)));
        answer
    }
}

/// What follows from each of many shared things alone, worked out once for as long as the
/// thing is there.
pub struct Followed<T, A> {
    things: Vec<Arc<T>>,
    /// What follows from each of them.
    known: Vec<Arc<A>>,
}

impl<T, A> Default for Followed<T, A> {
    fn default() -> Self {
        Self { things: Vec::new(), known: Vec::new() }
    }
}

impl<T: Send + Sync, A: Send + Sync> Followed<T, A> {
    /// What follows from each thing, in their order; what follows from others is
    /// forgotten.
    pub fn of(&mut self, stage: fn(&T) -> A, things: &[Arc<T>]) -> Vec<Arc<A>> {
        self.of_where(|_| true, |place| stage(&things[place]), things)
    }

    /// What follows from each thing, of which `holds` says by its place whether what is
    /// known still does, though more than the thing has a say in it; `work` is done where
    /// it does not, or where nothing is known.
    pub fn of_where(
        &mut self,
        holds: impl Fn(usize) -> bool + Sync,
        work: impl Fn(usize) -> A + Sync,
        things: &[Arc<T>],
    ) -> Vec<Arc<A>> {
        // Nothing else lies where a thing lies while it is kept.
        let place = |thing: &Arc<T>| Arc::as_ptr(thing).addr();
        let places = |things: &[Arc<T>]| things.iter().map(place).collect::<Vec<usize>>();
        let known = places_of(&places(things), &places(&self.things));
        let hold = |(number, known): (usize, &Option<usize>)| {
            let known = known.filter(|_| holds(number));
            known.map(|known| Arc::clone(&self.known[known]))
        };
        let held = known.par_iter().enumerate().with_min_len(FEW).map(hold);
        let held: Vec<Option<Arc<A>>> = held.collect();
        let is_new = |number: &usize| held[*number].is_none();
        let new: Vec<usize> = (0..things.len()).filter(is_new).collect();
        let made: Vec<Arc<A>> =
            new.par_iter().map(|number| Arc::new(work(*number))).collect();
        let mut made = made.into_iter();
        let all: Vec<Arc<A>> =
            held.into_iter().filter_map(|held| held.or_else(|| made.next())).collect();
        (self.things, self.known) = (things.to_vec(), all.clone());
        all
    }
}

/// The remembered answers of a stage that whoever makes a part of the site may ask:
/// for what most parts can do without.
pub struct Cache<A> {
    answers: Mutex<Remembered<A>>,
    store: Option<Arc<dyn Store>>,
    /// The thread that computes, where that is not who asks; nothing while it is at rest.
    apart: Option<Mutex<Option<Arc<ThreadPool>>>>,
}

/// The answers of this run, and those of the run before that were not yet asked for.
struct Remembered<A> {
    now: BTreeMap<Hash, Arc<A>>,
    before: BTreeMap<Hash, Arc<A>>,
}

impl<A> Default for Cache<A> {
    fn default() -> Self {
        let answers = Remembered { now: BTreeMap::new(), before: BTreeMap::new() };
        Self { answers: Mutex::new(answers), store: None, apart: None }
    }
}

impl<A> Cache<A> {
    /// Remembers no answer yet but those of a store.
    pub fn of(store: Arc<dyn Store>) -> Self {
        Self { store: Some(store), ..Self::default() }
    }

    /// Answers a question: recalled from this run, the one before or the store, or
    /// computed. Two who ask at the same time may both compute the answer, which is the
    /// same.
    pub fn one<Q: Question>(&self, stage: fn(&Q) -> A, question: &Q) -> Arc<A>
    where
        A: Lasting<Q> + Send,
    {
        let key = question.key();
        trace::note_answer(stored::<Q, A>(key));
        if let Some(answer) = self.recall(key) {
            return answer;
        }
        // Others can ask while this one is computed.
        let store = self.store.as_deref();
        let computed = AtomicUsize::new(0);
        let compute = || lasting(stage, (key, question), (store, &computed));
        let answer = Arc::new(match self.thread() {
            Some(thread) => thread.install(compute),
            None => compute(),
        });
        self.lock().now.insert(key, Arc::clone(&answer));
        answer
    }

    fn recall(&self, key: Hash) -> Option<Arc<A>> {
        let mut answers = self.lock();
        if let Some(answer) = answers.now.get(&key) {
            return Some(Arc::clone(answer));
        }
        let answer = answers.before.remove(&key)?;
        answers.now.insert(key, Arc::clone(&answer));
        Some(answer)
    }

    /// Has all answers computed by a thread of its own from here on. What a thread has
    /// taken, it gives back when it ends: where much stays behind in memory that was
    /// needed to compute, this is how to get rid of it. To be asked by threads that share
    /// no work: one that does would take up other work while it waits.
    pub fn apart(self) -> Self {
        Self { apart: Some(Mutex::default()), ..self }
    }

    /// The thread of its own, if it has one; who asks computes where none can be had.
    fn thread(&self) -> Option<Arc<ThreadPool>> {
        let mut thread = lock(self.apart.as_ref()?);
        if thread.is_none() {
            *thread = ThreadPoolBuilder::new().num_threads(1).build().ok().map(Arc::new);
        }
        thread.clone()
    }

    /// Ends the thread of its own, if it has one, where some last work in it says that this
    /// is worth it; says whether it has.
    pub fn rest(&self, last: fn() -> bool) -> bool {
        let Some(mut thread) = self.apart.as_ref().map(lock) else { return false };
        let is_over = thread.as_ref().is_some_and(|it| it.install(last));
        if is_over {
            *thread = None;
        }
        is_over
    }

    /// Begins another run; what is not asked for in it is forgotten with the next.
    pub fn begin(&self) {
        let mut answers = self.lock();
        answers.before = std::mem::take(&mut answers.now);
    }

    fn lock(&self) -> MutexGuard<'_, Remembered<A>> {
        lock(&self.answers)
    }
}

/// What a lock guards: what a thread that panicked had put in is still an answer.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Question for u32 {
        fn key(&self) -> Hash {
            Hash::from(*self)
        }
    }

    impl Lasting<Self> for u32 {
        const KIND: &'static str = "number";

        fn to_bytes(&self) -> Option<Vec<u8>> {
            (*self < 100).then(|| self.to_le_bytes().to_vec())
        }

        fn from_bytes(bytes: &[u8], _question: &Self) -> Option<Self> {
            Some(Self::from_le_bytes(bytes.try_into().ok()?))
        }
    }

    /// What was kept, and what can be recalled.
    #[derive(Default)]
    pub(super) struct Notes {
        pub(super) old: BTreeMap<Hash, Vec<u8>>,
        new: Mutex<BTreeMap<Hash, Vec<u8>>>,
    }

    impl Notes {
        /// Those of the next run.
        pub(super) fn next(self) -> Self {
            Self { old: self.new.into_inner().unwrap(), ..Self::default() }
        }
    }

    impl Store for Notes {
        fn recall(&self, key: Hash) -> Option<Vec<u8>> {
            self.old.get(&key).cloned()
        }

        fn keeps(&self) -> bool {
            true
        }

        fn keep(&self, key: Hash, bytes: &[u8]) {
            self.new.lock().unwrap().insert(key, bytes.to_vec());
        }
    }

    #[test]
    fn what_is_stored_is_not_computed_and_what_is_not_worth_it_is_not_stored() {
        let double = |n: &u32| n * 2;
        let ask = |store: &Notes| {
            let mut table = Table::default();
            let answers = table.map_lasting(double, (&[3, 70], Some(store)));
            assert_eq!(answers.iter().map(|a| **a).collect::<Vec<_>>(), [6, 140]);
            table.counts.computed
        };
        let first = Notes::default();
        assert_eq!(ask(&first), 2);
        let mut old = first.new.into_inner().unwrap();
        assert_eq!(old.len(), 1, "an answer of 100 or more is not kept");
        let second = Notes { old: old.clone(), ..Notes::default() };
        assert_eq!(ask(&second), 1);
        assert_eq!(second.new.into_inner().unwrap(), old, "what was recalled is kept");
        old.values_mut().for_each(|bytes| bytes.truncate(1));
        assert_eq!(ask(&Notes { old, ..Notes::default() }), 2, "broken bytes");
    }

    #[test]
    fn only_misses_are_computed_and_the_order_is_kept() {
        let mut table = Table::default();
        let double = |n: &u32| n * 2;
        let answers = table.map(double, &[3, 1, 3]);
        assert_eq!(answers.iter().map(|a| **a).collect::<Vec<_>>(), [6, 2, 6]);
        assert_eq!(table.counts, Counts { computed: 2, total: 3 });
        table.map(double, &[1, 2]);
        assert_eq!(table.counts, Counts { computed: 1, total: 2 });
        table.map(double, &[3]);
        assert_eq!(table.counts.computed, 1, "what was not asked for is forgotten");
    }

    #[test]
    fn what_has_moved_is_found() {
        let old: Vec<u32> = (0..20).collect();
        let found = |things: &[u32]| {
            let places = places_of(things, &old).into_iter().flatten();
            places.map(|place| place as u32).collect::<Vec<_>>()
        };
        let without = |gone: u32| old.iter().copied().filter(|it| *it != gone).collect();
        let gone: Vec<u32> = without(7);
        assert_eq!(found(&gone), gone);
        assert_eq!(found(&without(0)).len(), 19);
        let mut come = old.clone();
        come.insert(7, 100);
        assert_eq!(found(&come), old);
        let mut other = old.clone();
        other[7] = 100;
        assert_eq!(found(&other), gone);
        let turned: Vec<u32> = old.iter().rev().copied().collect();
        assert_eq!(found(&turned), turned);
        assert_eq!(places_of(&old, &[]), vec![None; 20]);
        assert_eq!(places_of(&[1, 1], &[1, 2]), [Some(0), Some(0)]);
        let few: Vec<u32> = vec![0, 3, 4];
        assert_eq!(places_of(&few, &old[..5]), [Some(0), Some(3), Some(4)]);
    }

    #[test]
    fn an_answer_is_recalled_in_the_form_that_it_is_kept_in() {
        let mut table = Table::default();
        let double = |n: &u32| n * 2;
        table.map(double, &[3, 1]);
        table.keep_as(|answer| (*answer > 2).then_some(100));
        let answers = table.map(double, &[3, 1, 4]);
        assert_eq!(answers.iter().map(|a| **a).collect::<Vec<_>>(), [100, 2, 8]);
        assert_eq!(table.counts.computed, 1);
    }

    #[test]
    fn what_follows_from_a_thing_is_worked_out_once() {
        static WORKED: AtomicUsize = AtomicUsize::new(0);
        let double = |n: &u32| {
            WORKED.fetch_add(1, Ordering::Relaxed);
            n * 2
        };
        let mut followed = Followed::default();
        let mut things = vec![Arc::new(1), Arc::new(1)];
        let numbers = |all: Vec<Arc<u32>>| all.iter().map(|n| **n).collect::<Vec<_>>();
        assert_eq!(numbers(followed.of(double, &things)), [2, 2]);
        things[0] = Arc::new(5);
        assert_eq!(numbers(followed.of(double, &things)), [10, 2]);
        assert_eq!(WORKED.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn what_is_computed_apart_is_computed_by_a_thread_that_can_be_ended() {
        fn number(_: &u32) -> u32 {
            // Threads of a pool have numbers, and this one is alone in its own.
            rayon::current_num_threads() as u32
        }
        let cache = Cache::default().apart();
        let thread = || cache.apart.as_ref().and_then(|thread| lock(thread).clone());
        assert!(thread().is_none(), "nobody has asked");
        assert_eq!(*cache.one(number, &1), 1);
        let first = thread().unwrap();
        cache.rest(|| false);
        assert_eq!(*cache.one(number, &2), 1);
        assert!(Arc::ptr_eq(&first, &thread().unwrap()));
        cache.rest(|| true);
        assert!(thread().is_none());
        assert_eq!((*cache.one(number, &2), *cache.one(number, &3)), (1, 1));
        assert!(!Arc::ptr_eq(&first, &thread().unwrap()));
    }

    #[test]
    fn a_cache_recalls_the_run_before() {
        let cache = Cache::default();
        let first = cache.one(|n: &u32| n + 1, &7);
        cache.begin();
        let recalled = cache.one(|_| 0, &7);
        assert!(Arc::ptr_eq(&first, &recalled), "recalled, and asked for again");
        cache.begin();
        cache.begin();
        assert_eq!(*cache.one(|_| 0, &7), 0, "a run without it forgets it");
    }
}
