//! Groups of questions that are made, answered and dropped together, so that the
//! questions of all groups never exist at once; and what is remembered of groups, so that
//! most are not even made.
//!
//! To make the questions of a group, only to find that all of them were answered before,
//! is most of the work where little has changed. What was read while a group was made is
//! noted ([`crate::trace`]), and for as long as that is as it was, it is known which
//! questions there would be: by their keys.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator,
    ParallelIterator,
};

use crate::memo::{
    Counts, Keyed, Lasting, Question, Store, Stored, carry, keep, lasting, later,
    look_up, recall, stored,
};
use crate::source::Hash;
use crate::trace;

/// The remembered answers of a stage that is asked by groups, and what is made with the
/// questions of each group: an `X`.
pub struct Groups<A, X> {
    answers: BTreeMap<Hash, Arc<A>>,
    known: BTreeMap<Hash, Arc<Group<X>>>,
    /// What the last run computed.
    pub counts: Counts,
}

impl<A, X> Default for Groups<A, X> {
    fn default() -> Self {
        Self {
            answers: BTreeMap::new(),
            known: BTreeMap::new(),
            counts: Counts::default(),
        }
    }
}

/// What a group came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<X> {
    /// The keys of its questions, each with what is known of the answer before its bytes
    /// are read.
    keys: Vec<(Hash, Option<Vec<u8>>)>,
    /// What was made with them.
    pub beside: X,
    /// What was read for both; nothing where all was, and the group is made each time.
    read: Option<Read>,
    /// The remembered answers that were asked for, by what they are stored under.
    answers: Vec<Hash>,
}

/// Parts that were read, by their numbers, and the hash of what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    parts: BTreeSet<usize>,
    basis: Hash,
}

/// How groups are made.
pub trait Opener<G, Q, X>: Sync {
    /// What tells a group from others; it covers all that the group may read without its
    /// being noted. Nothing for a group that is made each time.
    fn name(&self, group: &G) -> Option<Hash>;
    /// The hash of what parts are now.
    fn basis(&self, parts: &BTreeSet<usize>) -> Hash;
    /// Makes the questions of a group, and what belongs to them.
    fn open(&self, group: &G) -> (Vec<Q>, X);
}

/// A group with the answers to its questions.
type Made<A, X> = (Arc<Group<X>>, Vec<A>);

/// The same with what tells the group from others, if anything does.
type Named<A, X> = (Option<Hash>, Made<Keyed<A>, X>);

impl<A, X> Groups<A, X>
where
    A: Lasting<()> + Send + Sync,
    X: Lasting<()> + PartialEq + Debug + Send + Sync,
{
    /// Answers the questions of groups, in parallel. Of a group that is known to be as it
    /// was, the answers are recalled by their keys, and so need no question to be read from
    /// their bytes; the others are made. What is in the store is not computed.
    pub fn map<G: Sync, Q: Question + Send>(
        &mut self,
        stage: fn(&Q) -> A,
        (groups, opener): (&[G], &impl Opener<G, Q, X>),
        shared: Option<&Arc<dyn Store>>,
    ) -> Vec<Made<Arc<A>, X>>
    where
        A: Lasting<Q>,
    {
        let store: Stored<'_> = shared.map(|store| &**store);
        let (old, before) = (&self.answers, &self.known);
        let computed = AtomicUsize::new(0);
        let answer = |question: Q| -> Keyed<A> {
            let key = question.key();
            let recalled = old.get(&key).map(Arc::clone);
            let compute = || lasting(stage, (key, &question), (store, &computed));
            (key, recalled.unwrap_or_else(|| Arc::new(compute())))
        };
        let known = |name: Hash| -> Option<Made<Keyed<A>, X>> {
            let group = before.get(&name).map(Arc::clone);
            let stored = || Some(Arc::new(look_up(name, &(), store)?.0));
            let group = group.or_else(stored)?;
            let read = group.read.as_ref()?;
            if opener.basis(&read.parts) != read.basis {
                return None;
            }
            let find = |(key, about): &(Hash, Option<Vec<u8>>)| {
                let answer = old.get(key).map(Arc::clone);
                let unread = || later(*key, about.as_deref()?, shared?).map(Arc::new);
                let answer = answer.or_else(unread);
                let answer = answer.or_else(|| recall(*key, &(), store).map(Arc::new))?;
                Some((*key, answer))
            };
            let answers = group.keys.iter().map(find).collect::<Option<Vec<_>>>()?;
            Some((group, answers))
        };
        let make = |group: &G, is_named: bool| -> Made<Keyed<A>, X> {
            let ((questions, beside), reads) = match is_named {
                true => trace::of(|| opener.open(group)),
                false => (opener.open(group), trace::Reads::all()),
            };
            let answers: Vec<Keyed<A>> = questions.into_par_iter().map(answer).collect();
            let read = reads
                .parts()
                .map(|parts| Read { parts: parts.clone(), basis: opener.basis(parts) });
            let about = |answer: &A| <A as Lasting<()>>::about(answer);
            let keys = answers.iter().map(|(key, answer)| (*key, about(answer)));
            let keys = keys.collect();
            let asked = reads.answers.into_iter().collect();
            (Arc::new(Group { keys, beside, read, answers: asked }), answers)
        };
        let answered: Vec<Named<A, X>> = groups
            .par_iter()
            // One group may be as much work as a thousand others.
            .with_max_len(1)
            .map(|group| {
                let name = opener.name(group);
                if let Some((name, known)) =
                    name.and_then(|name| Some((name, known(name)?)))
                {
                    if cfg!(debug_assertions) {
                        assert_same(&known.0, opener.open(group));
                    }
                    // Nobody asks for these now, and somebody may next time.
                    for answer in &known.0.answers {
                        carry(*answer, store);
                    }
                    carry(stored::<(), Group<X>>(name), store);
                    return (Some(name), known);
                }
                let made = make(group, name.is_some());
                if let Some(name) = name {
                    keep::<(), _>(name, made.0.as_ref(), store);
                }
                (name, made)
            })
            .collect();
        self.answers.clear();
        self.known.clear();
        let mut total = 0;
        let mut groups = Vec::with_capacity(answered.len());
        for (name, (group, answers)) in answered {
            total += answers.len();
            self.answers.extend(answers.iter().cloned());
            self.known.extend(name.map(|name| (name, Arc::clone(&group))));
            let answers = answers.into_iter().map(|(_, answer)| answer);
            groups.push((group, answers.collect()));
        }
        self.counts = Counts { computed: computed.into_inner(), total };
        groups
    }
}

/// The question of groups that have none: what is made with them is all that is wanted.
impl Question for Infallible {
    fn key(&self) -> Hash {
        match *self {}
    }
}

/// Its answer.
impl<Q> Lasting<Q> for () {
    const KIND: &'static str = "nothing";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        None
    }

    fn from_bytes(_bytes: &[u8], _question: &Q) -> Option<Self> {
        None
    }
}

impl<X> Groups<(), X>
where
    X: Lasting<()> + PartialEq + Debug + Send + Sync,
{
    /// What is made of each group, in parallel: recalled, where the group is known to be as
    /// it was.
    pub fn each<G: Sync>(
        &mut self,
        (groups, opener): (&[G], &impl Opener<G, Infallible, X>),
        store: Option<&Arc<dyn Store>>,
    ) -> Vec<Arc<Group<X>>> {
        let made = self.map(|question| match *question {}, (groups, opener), store);
        made.into_iter().map(|(group, _)| group).collect()
    }
}

/// Makes sure that a group is recalled as it is made.
fn assert_same<Q: Question, X: PartialEq + Debug>(
    recalled: &Group<X>,
    (questions, beside): (Vec<Q>, X),
) {
    let keys: Vec<Hash> = questions.iter().map(Question::key).collect();
    assert_eq!(recalled.beside, beside, "something was read unnoticed");
    let known: Vec<Hash> = recalled.keys.iter().map(|(key, _)| *key).collect();
    assert_eq!(known, keys, "something was read unnoticed");
}

/// A group that has read all is not worth keeping.
impl<X: Lasting<()>> Lasting<()> for Group<X> {
    const KIND: &'static str = X::KIND;

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let Read { parts, basis } = self.read.as_ref()?;
        let beside = self.beside.to_bytes()?;
        let Self { keys, answers, .. } = self;
        let mut bytes = postcard::to_stdvec(&(parts, basis, keys, answers)).ok()?;
        bytes.extend(beside);
        Some(bytes)
    }

    fn from_bytes(bytes: &[u8], question: &()) -> Option<Self> {
        let ((parts, basis, keys, answers), beside) =
            postcard::take_from_bytes(bytes).ok()?;
        let beside = X::from_bytes(beside, question)?;
        Some(Self { keys, beside, read: Some(Read { parts, basis }), answers })
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::memo::tests::Notes;
    use crate::source::Hasher;
    use crate::trace::{Element, Noted, OfAll};

    /// A word of a shelf.
    struct Word(&'static str);

    impl Element for Word {
        fn part(&self, place: usize) -> Option<usize> {
            Some(place)
        }

        const IS_NUMBER_KNOWN: bool = true;
    }

    /// How many letters a word has.
    struct Letters(String);

    impl Question for Letters {
        fn key(&self) -> Hash {
            Hasher::new().part(&self.0).finish()
        }
    }

    #[derive(Debug, PartialEq, Eq)]
    struct Count(usize);

    impl<Q> Lasting<Q> for Count {
        const KIND: &'static str = "count";

        fn to_bytes(&self) -> Option<Vec<u8>> {
            Some(vec![self.0 as u8])
        }

        fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
            bytes.first().map(|count| Self(usize::from(*count)))
        }
    }

    /// Words, of which each group is one and the first letter of the next, or all.
    struct Shelf {
        words: Noted<Word>,
        size: OfAll<usize>,
        opened: AtomicUsize,
    }

    impl Shelf {
        fn of(words: &[&'static str]) -> Self {
            let words: Vec<Word> = words.iter().map(|word| Word(word)).collect();
            let size = words.iter().map(|word| word.0.len()).sum();
            Self {
                words: words.into(),
                size: OfAll::new(size),
                opened: AtomicUsize::new(0),
            }
        }

        fn ask(
            &self,
            groups: &mut Groups<Count, Count>,
            notes: Option<&Arc<Notes>>,
        ) -> (Vec<usize>, usize, usize) {
            let store = notes.map(|notes| Arc::clone(notes) as Arc<dyn Store>);
            let all = (&[0, 1, 2, 9][..], self);
            let made = groups.map(|word| Count(word.0.len()), all, store.as_ref());
            let counts = made.iter().map(|(group, answers)| {
                answers.iter().map(|answer| answer.0).sum::<usize>() + group.beside.0
            });
            (
                counts.collect(),
                groups.counts.computed,
                self.opened.load(Ordering::Relaxed),
            )
        }
    }

    impl Opener<usize, Letters, Count> for Shelf {
        fn name(&self, group: &usize) -> Option<Hash> {
            Some(*group as Hash)
        }

        fn basis(&self, parts: &BTreeSet<usize>) -> Hash {
            let words = parts.iter().map(|part| self.words[*part].0);
            words.fold(Hasher::new(), Hasher::part).finish()
        }

        fn open(&self, group: &usize) -> (Vec<Letters>, Count) {
            self.opened.fetch_add(1, Ordering::Relaxed);
            if *group == 9 {
                return (Vec::new(), Count(*self.size));
            }
            trace::note_answer(*group as Hash);
            let next = self.words[(group + 1) % 3].0.starts_with('b');
            (vec![Letters(self.words[*group].0.to_owned())], Count(usize::from(next)))
        }
    }

    /// What is left of notes for the next run.
    fn next(notes: Arc<Notes>) -> Arc<Notes> {
        Arc::new(Arc::into_inner(notes).unwrap().next())
    }

    /// How often groups are opened of which so many are recalled: with debug assertions,
    /// those are, too.
    fn opened(made: usize, recalled: usize) -> usize {
        made + if cfg!(debug_assertions) { recalled } else { 0 }
    }

    #[test]
    fn a_group_is_made_again_where_something_that_it_read_is_another_one() {
        let mut notes = Arc::<Notes>::default();
        let mut memory = Groups::default();
        let mut ask = |words: &[&'static str], from_store: bool| {
            if !from_store {
                return Shelf::of(words).ask(&mut memory, None);
            }
            let told = Shelf::of(words).ask(&mut Groups::default(), Some(&notes));
            notes = next(std::mem::take(&mut notes));
            told
        };
        for from_store in [false, true] {
            let first = ask(&["anvil", "bed", "cat"], from_store);
            assert_eq!(first, (vec![6, 3, 3, 11], 3, 4));
            // What has read all is made each time.
            let again = ask(&["anvil", "bed", "cat"], from_store);
            assert_eq!(again, (vec![6, 3, 3, 11], 0, opened(1, 3)));
            let shorter = ask(&["ant", "bed", "cat"], from_store);
            assert_eq!(shorter, (vec![4, 3, 3, 9], 1, opened(3, 1)));
            // The third group has read the first word as well: what it had led to is kept.
            let again = ask(&["ant", "bed", "cat"], from_store);
            assert_eq!(again, (vec![4, 3, 3, 9], 0, opened(1, 3)));
        }
    }

    #[test]
    fn a_group_whose_answers_are_gone_is_made() {
        let notes = Arc::<Notes>::default();
        let shelf = Shelf::of(&["anvil", "bed", "cat"]);
        shelf.ask(&mut Groups::default(), Some(&notes));
        let mut notes = Arc::into_inner(notes).unwrap().next();
        let answer = Hasher::new().part("count").hash(Letters("bed".to_owned()).key());
        notes.old.remove(&answer.finish()).unwrap();
        let again = shelf.ask(&mut Groups::default(), Some(&Arc::new(notes)));
        assert_eq!(again, (vec![6, 3, 3, 11], 1, 4 + opened(2, 2)));
    }

    #[test]
    fn what_a_group_has_asked_for_is_kept_as_long_as_the_group() {
        let notes = Arc::<Notes>::default();
        let ask = |words: &[&'static str], notes: &Arc<Notes>| {
            Shelf::of(words).ask(&mut Groups::default(), Some(notes));
        };
        ask(&["anvil", "bed", "cat"], &notes);
        let mut notes = Arc::into_inner(notes).unwrap().next();
        // As if it had been computed for each of the three words.
        notes.old.extend((0..3).map(|word| (word, vec![1])));
        let notes = Arc::new(notes);
        ask(&["anvil", "bed", "cow"], &notes);
        let kept = Arc::into_inner(notes).unwrap().next().old;
        let kept: Vec<bool> = (0..3).map(|word| kept.contains_key(&word)).collect();
        assert_eq!(kept, [true, false, false], "the others are made again");
    }

    #[cfg(debug_assertions)]
    #[test]
    fn what_is_read_without_being_noted_is_found() {
        struct Careless<'s>(&'s Shelf);

        impl Opener<usize, Letters, Count> for Careless<'_> {
            fn name(&self, group: &usize) -> Option<Hash> {
                self.0.name(group)
            }

            fn basis(&self, parts: &BTreeSet<usize>) -> Hash {
                self.0.basis(parts)
            }

            fn open(&self, group: &usize) -> (Vec<Letters>, Count) {
                trace::aside(|| self.0.open(group))
            }
        }

        let mut groups = Groups::default();
        let mut ask = |words: &[&'static str]| {
            let shelf = Careless(&Shelf::of(words));
            let made = panic::catch_unwind(AssertUnwindSafe(|| {
                groups.map(|word| Count(word.0.len()), (&[0], &shelf), None);
            }));
            made.is_ok()
        };
        assert!(ask(&["anvil", "bed", "cat"]));
        assert!(!ask(&["ant", "bed", "cat"]), "it would be shown as it was");
    }
}
