//! Memory and parallelism: [`Table::map`] for a whole run, [`Table::one`] for a
//! question that comes alone, [`Cache::one`] for one that any of many threads has.
//!
//! A stage is a `fn` pointer, so it captures nothing, and what it computes can
//! depend on its question alone. A question's key is the hash of its content,
//! so the key *is* the list of dependencies: there is no tracker, and a lock only
//! around the answers that threads share.
//! What was not asked for in the last run is forgotten; what is asked for alone
//! stays for one run more.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::source::Hash;

/// Does the same with each of several things, in parallel; the answers stand in their
/// order. For work that is not worth remembering.
pub fn each<T, A, W>(things: &[T], work: W) -> Vec<A>
where
    T: Sync,
    A: Send,
    W: Fn(&T) -> A + Send + Sync,
{
    things.par_iter().map(work).collect()
}

/// Something that a stage can be asked, with a key that stands for all of it.
pub trait Question: Sync {
    /// The hash of everything the answer may depend on.
    fn key(&self) -> Hash;
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

/// The remembered answers of one stage.
pub struct Table<A> {
    answers: BTreeMap<Hash, Arc<A>>,
    /// The answers of the run before, while questions are asked one by one.
    before: BTreeMap<Hash, Arc<A>>,
    /// What the last run computed.
    pub counts: Counts,
}

impl<A> Clone for Table<A> {
    fn clone(&self) -> Self {
        Self {
            answers: self.answers.clone(),
            before: self.before.clone(),
            counts: self.counts,
        }
    }
}

impl<A> Default for Table<A> {
    fn default() -> Self {
        Self {
            answers: BTreeMap::new(),
            before: BTreeMap::new(),
            counts: Counts::default(),
        }
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
        let keys: Vec<Hash> = questions.iter().map(Question::key).collect();
        let mut misses: BTreeMap<Hash, &Q> = BTreeMap::new();
        for (key, question) in keys.iter().zip(questions) {
            if !self.answers.contains_key(key) {
                misses.insert(*key, question);
            }
        }
        let misses: Vec<(Hash, &Q)> = misses.into_iter().collect();
        let computed: Vec<(Hash, Arc<A>)> = misses
            .par_iter()
            .map(|(key, question)| (*key, Arc::new(stage(question))))
            .collect();
        self.counts = Counts { computed: computed.len(), total: questions.len() };

        let mut old = std::mem::take(&mut self.answers);
        old.extend(computed);
        let mut asked = BTreeMap::new();
        let answers = keys
            .iter()
            .map(|key| {
                let answer = old.get(key).expect("every key was recalled or computed");
                asked.insert(*key, Arc::clone(answer));
                Arc::clone(answer)
            })
            .collect();
        self.answers = asked;
        answers
    }

    /// Answers the questions of groups: those of a group are made, answered and
    /// dropped together, so that the questions of all groups never exist at once.
    /// Beside the answers of a group stands what else was made with its questions.
    pub fn map_groups<G, Q, X>(
        &mut self,
        stage: fn(&Q) -> A,
        (groups, open): (&[G], impl Fn(&G) -> (Vec<Q>, X) + Sync),
    ) -> Vec<(Vec<Arc<A>>, X)>
    where
        G: Sync,
        Q: Question + Send,
        X: Send,
    {
        let old = std::mem::take(&mut self.answers);
        type Keyed<A> = (Hash, Arc<A>);
        let answer = |question: Q| -> Keyed<A> {
            let key = question.key();
            match old.get(&key) {
                Some(answer) => (key, Arc::clone(answer)),
                None => (key, Arc::new(stage(&question))),
            }
        };
        let answered: Vec<(Vec<Keyed<A>>, X)> = groups
            .par_iter()
            .map(|group| {
                let (questions, other) = open(group);
                (questions.into_par_iter().map(answer).collect(), other)
            })
            .collect();
        let mut total = 0;
        let mut groups = Vec::new();
        for (answers, other) in answered {
            total += answers.len();
            self.answers.extend(answers.iter().cloned());
            groups.push((answers.into_iter().map(|(_, answer)| answer).collect(), other));
        }
        let is_new = |key: &&Hash| !old.contains_key(key);
        let computed = self.answers.keys().filter(is_new).count();
        self.counts = Counts { computed, total };
        groups
    }

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

    /// Forgets all single answers where there are more than so many.
    pub fn keep(&mut self, most: usize) {
        if self.answers.len() > most {
            self.answers.clear();
        }
    }

    /// Begins another run of single questions; what was asked for in the last one
    /// can be recalled in it.
    pub fn begin(&mut self) {
        self.before = std::mem::take(&mut self.answers);
        self.counts = Counts::default();
    }
}

/// The remembered answers of a stage that whoever makes a part of the site may ask:
/// for what most parts can do without.
pub struct Cache<A> {
    answers: Mutex<Remembered<A>>,
}

/// The answers of this run, and those of the run before that were not yet asked for.
struct Remembered<A> {
    now: BTreeMap<Hash, Arc<A>>,
    before: BTreeMap<Hash, Arc<A>>,
}

impl<A> Default for Cache<A> {
    fn default() -> Self {
        let answers = Remembered { now: BTreeMap::new(), before: BTreeMap::new() };
        Self { answers: Mutex::new(answers) }
    }
}

impl<A> Cache<A> {
    /// Answers a question: recalled from this run or the one before, or computed.
    /// Two who ask at the same time may both compute the answer, which is the same.
    pub fn one<Q: Question>(&self, stage: fn(&Q) -> A, question: &Q) -> Arc<A> {
        let key = question.key();
        if let Some(answer) = self.recall(key) {
            return answer;
        }
        // Others can ask while this one is computed.
        let answer = Arc::new(stage(question));
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

    /// Begins another run; what is not asked for in it is forgotten with the next.
    pub fn begin(&self) {
        let mut answers = self.lock();
        answers.before = std::mem::take(&mut answers.now);
    }

    /// What a thread that panicked had put in is still an answer.
    fn lock(&self) -> MutexGuard<'_, Remembered<A>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Question for u32 {
        fn key(&self) -> Hash {
            Hash::from(*self)
        }
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
