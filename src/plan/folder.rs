//! Which documents make one plan: its tasks, its companions, and the pages that
//! belong to none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::markdown::Document;
use crate::memo::Question;
use crate::plan::dialects::{Claim, Dialect, Recognised};
use crate::plan::kind;
use crate::plan::model::{DocumentKind, PlanId, SetAside, Sign};
use crate::source::{Hash, Hasher, SitePath, slug};

/// Documents that make one plan.
pub struct PlanFolder {
    /// The plan's id.
    pub id: PlanId,
    /// Its tasks document; the folder that holds them, where it has many.
    pub home: SitePath,
    /// What its tasks are read from: the tasks document first, or a file a
    /// task; what its tool keeps beside them, too.
    pub sources: Vec<Arc<Document>>,
    /// Its dialect.
    pub dialect: &'static Dialect,
    /// Why that dialect.
    pub reason: Sign,
    /// Its companions.
    pub companions: Vec<Companion>,
    /// Why it is no longer the plan, where another one took its place.
    pub set_aside: Option<SetAside>,
    /// Its key, once it was asked for.
    key: OnceLock<Hash>,
}

impl PlanFolder {
    /// Says that something else is known of it.
    fn touch(&mut self) {
        self.key = OnceLock::new();
    }

    /// Puts a document in the place of another one of the same path.
    fn replace(&mut self, role: Role, document: &Arc<Document>) {
        let place = match role {
            Role::Source(place) => self.sources.get_mut(place),
            Role::Companion(place) => {
                self.companions.get_mut(place).map(|companion| &mut companion.document)
            }
        };
        if let Some(place) = place {
            *place = Arc::clone(document);
        }
    }

    /// What the plan is called where it does not say: the name of its folder, or
    /// of its file where the folder holds others.
    fn name_of_place(&self) -> &str {
        let last = |path: &'_ str| path.rfind('/').map_or(0, |end| end + 1);
        let home = self.home.as_str();
        let folder = match self.tasks() {
            None => home,
            Some(_) if self.id == PlanId::of(self.home.folder()) => self.home.folder(),
            Some(_) => {
                let stem = self.home.stem();
                return prefix(stem).unwrap_or(stem);
            }
        };
        &folder[last(folder)..]
    }

    /// The same in words: `Night bus` of `night-bus`.
    pub fn name(&self) -> String {
        sentence(self.name_of_place().trim_start_matches('.'))
    }

    /// All its documents.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        let companions = self.companions.iter().map(|companion| &companion.document);
        self.sources.iter().chain(companions)
    }

    /// The tasks document, where one file holds them all.
    pub fn tasks(&self) -> Option<&Arc<Document>> {
        self.sources.first().filter(|first| first.path == self.home)
    }
}

/// A document beside the tasks.
pub struct Companion {
    /// What it is for.
    pub kind: DocumentKind,
    /// The last part of its address.
    pub slug: String,
    /// The document.
    pub document: Arc<Document>,
}

impl Companion {
    fn new(kind: DocumentKind, slug: String, document: &Arc<Document>) -> Self {
        Self { kind, slug, document: Arc::clone(document) }
    }

    /// A document somewhere below the folder of its plan.
    fn below(folder: &str, document: &Arc<Document>) -> Self {
        let path = document.path.as_str();
        let below = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
        let below = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let address: Vec<_> = below.split('/').map(slug).collect();
        Self::new(kind(below), address.join("/"), document)
    }
}

/// Folders that hold all sorts of documents, by their names: one of them is not the plan.
const SHELVES: [&str; 10] = [
    "docs",
    "doc",
    "documentation",
    "content",
    "notes",
    "wiki",
    "guide",
    "guides",
    "src",
    "misc",
];

/// Every document in its place.
#[derive(Default)]
pub struct Folders {
    /// The plans, sorted by id.
    pub plans: Vec<PlanFolder>,
    /// The documents that belong to none: ordinary pages, sorted by path.
    pub pages: Vec<Arc<Document>>,
}

/// How many plans may have other documents before all are looked through for copies.
const MANY: usize = 20;

/// What a document is in a plan, and its place among others.
#[derive(Clone, Copy)]
enum Role {
    Source(usize),
    Companion(usize),
}

/// What is known from the last time that documents were sorted.
#[derive(Default)]
pub struct Memory {
    documents: Vec<Arc<Document>>,
    recognised: Vec<Arc<Option<Recognised>>>,
    folders: Folders,
    /// Where each document stands that belongs to a plan, in the order of the documents.
    roles: Vec<(usize, usize, Role)>,
    /// Where each document stands that is a page, by its place among the documents.
    pages: BTreeMap<usize, usize>,
    /// The plans by how many bytes their tasks documents have.
    lengths: BTreeMap<usize, BTreeSet<usize>>,
}

impl Memory {
    /// Sorts documents into plans and pages, as [`folders`] does: where all are called and
    /// recognised as they were, those that are new take the places of the old ones.
    pub fn sort(
        &mut self,
        documents: Vec<Arc<Document>>,
        recognised: Vec<Arc<Option<Recognised>>>,
    ) -> &Folders {
        let is_same = self.documents.len() == documents.len()
            && self.documents.iter().zip(&documents).all(|(one, other)| {
                Arc::ptr_eq(one, other)
                    || one.path == other.path && says_tasks(one) == says_tasks(other)
            })
            && self
                .recognised
                .iter()
                .zip(&recognised)
                .all(|(one, other)| Arc::ptr_eq(one, other) || one == other);
        if is_same {
            let old = std::mem::replace(&mut self.documents, documents);
            let places = old.iter().zip(&self.documents).enumerate();
            let changed = places.filter(|(_, (one, other))| !Arc::ptr_eq(one, other));
            let changed: Vec<usize> = changed.map(|(place, _)| place).collect();
            let mut touched = BTreeSet::new();
            for place in &changed {
                touched.extend(self.replace(*place));
            }
            if self.are_copies_moved(&touched) {
                set_aside(&mut self.folders.plans);
            }
        } else {
            self.folders = folders(&documents, &recognised);
            self.documents = documents;
            self.find_places();
        }
        self.recognised = recognised;
        &self.folders
    }

    /// Says that some plans have other documents; gives whether one of them was, or is, set
    /// aside or a copy of another.
    fn are_copies_moved(&mut self, touched: &BTreeSet<usize>) -> bool {
        self.lengths.retain(|_, plans| {
            plans.retain(|plan| !touched.contains(plan));
            !plans.is_empty()
        });
        // To compare each of many with all others would take longer than to sort them.
        let mut is_moved = touched.len() > MANY;
        for plan in touched {
            self.folders.plans[*plan].touch();
            let plans = &self.folders.plans;
            let own = text_of(&plans[*plan]);
            let alike = self.lengths.entry(own.len()).or_default();
            is_moved =
                is_moved || alike.iter().any(|other| text_of(&plans[*other]) == own);
            alike.insert(*plan);
        }
        is_moved || self.folders.plans.iter().any(|plan| plan.set_aside.is_some())
    }

    /// Keeps documents in another form, which means the same and takes less room, where
    /// there is one.
    pub fn keep_as(&mut self, form: impl Fn(&Document) -> Option<Arc<Document>>) {
        for place in 0..self.documents.len() {
            if let Some(other) = form(&self.documents[place]) {
                self.documents[place] = other;
                self.replace(place);
            }
        }
    }

    /// Puts a document where that of the same path stood; gives the plans that it is in.
    fn replace(&mut self, place: usize) -> Vec<usize> {
        let document = &self.documents[place];
        let start = self.roles.partition_point(|(other, ..)| *other < place);
        let roles = self.roles[start..].iter().take_while(|(other, ..)| *other == place);
        let mut plans = Vec::new();
        for (_, plan, role) in roles {
            self.folders.plans[*plan].replace(*role, document);
            plans.push(*plan);
        }
        if let Some(page) = self.pages.get(&place) {
            self.folders.pages[*page] = Arc::clone(document);
        }
        plans
    }

    /// Finds where each document stands.
    fn find_places(&mut self) {
        let places = self.documents.iter().enumerate();
        let places: BTreeMap<&SitePath, usize> =
            places.map(|(place, document)| (&document.path, place)).collect();
        let place = |document: &Arc<Document>| places.get(&document.path).copied();
        self.roles.clear();
        for (plan, folder) in self.folders.plans.iter().enumerate() {
            let sources = folder.sources.iter().enumerate();
            let sources = sources.map(|(at, source)| (source, Role::Source(at)));
            let companions = folder.companions.iter().enumerate();
            let companions =
                companions.map(|(at, it)| (&it.document, Role::Companion(at)));
            let roles = sources.chain(companions);
            let roles = roles.filter_map(|(it, role)| Some((place(it)?, plan, role)));
            self.roles.extend(roles);
        }
        self.roles.sort_by_key(|(place, plan, _)| (*place, *plan));
        let pages = self.folders.pages.iter().enumerate();
        self.pages = pages.filter_map(|(at, page)| Some((place(page)?, at))).collect();
        self.lengths.clear();
        for (plan, folder) in self.folders.plans.iter().enumerate() {
            self.lengths.entry(text_of(folder).len()).or_default().insert(plan);
        }
    }
}

/// A document, with what is known of it before it is read.
struct Found<'a> {
    document: &'a Arc<Document>,
    recognised: Option<Recognised>,
}

/// A tasks document, and its dialect.
type Known<'a> = (&'a Arc<Document>, Recognised);

/// Sorts documents into plans and pages.
///
/// Beside each document stands what a dialect says of it.
///
/// A plan is a folder. It is claimed by what a dialect knows by its path; else
/// by a tasks document called `tasks.md`, or by the only one of a folder with
/// requirements or a design beside it. `x-tasks.md`, `x-requirements.md` and
/// `x-design.md` belong together; any other tasks document is a plan alone.
pub fn folders(
    documents: &[Arc<Document>],
    recognised: &[Arc<Option<Recognised>>],
) -> Folders {
    let mut folders = Folders::default();
    // Folders that a plan claims with all that lies below them.
    let mut claimed: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<Found<'_>> = documents
        .iter()
        .zip(recognised)
        .map(|(document, recognised)| Found {
            document,
            recognised: (**recognised).clone(),
        })
        .collect();
    by_path(&mut found, &mut folders, &mut claimed);
    let tools = claimed.clone();

    let mut by_folder: BTreeMap<&str, Vec<Found<'_>>> = BTreeMap::new();
    for found in found {
        by_folder.entry(found.document.path.folder()).or_default().push(found);
    }
    let mut loose: Vec<&Arc<Document>> = Vec::new();
    for (folder, found) in by_folder {
        let home = owner_of(folder, &claimed);
        let has_tool = owner_of(folder, &tools).is_some();
        let (mut tasks, mut others) = (Vec::new(), Vec::new());
        for Found { document, recognised } in found {
            match recognised {
                // What any document with boxes could be is no plan inside one, save
                // that a list of things to do may have parts with tasks of their own.
                Some(recognised)
                    if recognised.dialect.fallback
                        && home.is_some_and(|(plan, _)| {
                            !folders.plans[plan].dialect.fallback
                                || version(document.path.stem()).is_none()
                        }) =>
                {
                    others.push(document);
                }
                // What a tool keeps beside the tasks repeats them at most.
                Some(_) if has_tool && !says_tasks(document) => others.push(document),
                Some(recognised) => tasks.push((document, recognised)),
                None => others.push(document),
            }
        }
        by_content(folder, (tasks, &mut others), (&mut folders, &mut claimed));
        loose.extend(others);
    }
    for document in loose {
        match owner_of(document.path.folder(), &claimed) {
            Some((plan, folder)) => {
                let companion = Companion::below(folder, document);
                folders.plans[plan].companions.push(companion);
            }
            // What a tool keeps beside its plans is no page.
            None if !document.is_data() => folders.pages.push(Arc::clone(document)),
            None => {}
        }
    }
    for plan in &mut folders.plans {
        plan.companions.retain(|companion| !companion.document.is_data());
        plan.companions
            .sort_by(|a, b| (a.kind, &a.document.path).cmp(&(b.kind, &b.document.path)));
        tell_apart(&mut plan.companions);
    }
    folders.plans.sort_by_cached_key(|plan| (natural(&plan.id.0), plan.home.clone()));
    folders.pages.sort_by(|a, b| a.path.cmp(&b.path));
    set_aside(&mut folders.plans);
    folders
}

/// Gives documents of one plan whose names come to the same address (`a & b.md`
/// beside `a b.md`, or long names that differ at their ends) addresses of their own.
fn tell_apart(companions: &mut [Companion]) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for companion in companions {
        let count = taken.entry(companion.slug.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            continue;
        }
        let mut slug = format!("{}-{count}", companion.slug);
        while taken.contains_key(&slug) {
            slug.push_str("-2");
        }
        taken.insert(slug.clone(), 1);
        companion.slug = slug;
    }
}

/// The plan that claims a folder or one above it, and that folder.
fn owner_of<'f>(
    mut folder: &'f str,
    claimed: &BTreeMap<String, usize>,
) -> Option<(usize, &'f str)> {
    loop {
        match claimed.get(folder) {
            Some(&plan) => return Some((plan, folder)),
            None if folder.is_empty() => return None,
            None => folder = folder.rfind('/').map_or("", |end| &folder[..end]),
        }
    }
}

/// Takes out the documents whose paths say which plan they belong to.
fn by_path(
    found: &mut Vec<Found<'_>>,
    folders: &mut Folders,
    claimed: &mut BTreeMap<String, usize>,
) {
    let mut parts: BTreeMap<(&'static str, String), Vec<Found<'_>>> = BTreeMap::new();
    let mut rest = Vec::new();
    for found in found.drain(..) {
        match found.recognised.as_ref().map(|recognised| &recognised.claim) {
            Some(Claim::Tasks | Claim::Shared) => {
                let Found { document, recognised: Some(recognised) } = found else {
                    continue;
                };
                let folder = document.path.folder();
                claimed.entry(folder.to_owned()).or_insert(folders.plans.len());
                folders.plans.push(PlanFolder {
                    id: PlanId::of(if folder.is_empty() {
                        document.path.stem()
                    } else {
                        folder
                    }),
                    home: document.path.clone(),
                    sources: vec![Arc::clone(document)],
                    dialect: recognised.dialect,
                    reason: recognised.reason,
                    companions: Vec::new(),
                    set_aside: None,
                    key: OnceLock::new(),
                });
            }
            Some(Claim::Part(folder)) => {
                let dialect = found.recognised.as_ref().map_or("", |r| r.dialect.name);
                parts.entry((dialect, folder.clone())).or_default().push(found);
            }
            Some(Claim::Content) | None => rest.push(found),
        }
    }
    *found = rest;
    for ((dialect, folder), found) in parts {
        let own = claimed.get(&folder).copied();
        if let Some(plan) =
            own.filter(|plan| folders.plans[*plan].dialect.name == dialect)
        {
            let documents = found.iter().map(|found| Arc::clone(found.document));
            folders.plans[plan].sources.extend(documents);
            continue;
        }
        let first = found
            .iter()
            .find(|found| !found.document.is_data())
            .and_then(|found| found.recognised.as_ref());
        let Some(recognised) = first else { continue };
        claimed.insert(folder.clone(), folders.plans.len());
        let home = SitePath::new(&folder).unwrap_or_else(SitePath::root);
        let files = found.iter().map(|found| found.document);
        folders.plans.push(PlanFolder {
            id: PlanId::of(if folder.is_empty() { "plan" } else { &folder }),
            home,
            dialect: recognised.dialect,
            reason: recognised.reason,
            companions: files
                .clone()
                .map(|file| Companion::below(&folder, file))
                .collect(),
            sources: files.map(Arc::clone).collect(),
            set_aside: None,
            key: OnceLock::new(),
        });
    }
}

/// Makes plans of the tasks documents of one folder that are known by what they hold.
fn by_content<'a>(
    folder: &'a str,
    (tasks, others): (Vec<Known<'a>>, &mut Vec<&'a Arc<Document>>),
    (folders, claimed): (&mut Folders, &mut BTreeMap<String, usize>),
) {
    let has_companion =
        others.iter().any(|document| kind(document.path.stem()).makes_a_plan());
    let is_fallback = |(_, recognised): &Known<'_>| recognised.dialect.fallback;
    let (mut tasks, guesses): (Vec<_>, Vec<_>) =
        tasks.into_iter().partition(|known| !is_fallback(known));
    let mut owner = if claimed.contains_key(folder) {
        None
    } else {
        newest_tasks(&tasks).or_else(|| {
            (tasks.len() == 1 && has_companion && !is_prefixed(tasks[0].0)).then_some(0)
        })
    };
    if owner.is_some() && !folder.is_empty() {
        // Beside a plan, what any document with boxes could be belongs to it.
        others.extend(guesses.into_iter().map(|(document, _)| document));
    } else {
        // Else it claims its folder only where the names say that the folder is a
        // plan: a list of things to do lies anywhere.
        let is_free = owner.is_none() && !claimed.contains_key(folder);
        let name = folder.rsplit('/').next().unwrap_or(folder).to_lowercase();
        let is_general = SHELVES.contains(&name.as_str());
        let is_plan = |stem: &str| match version(stem) {
            Some(_) => !is_general || has_companion,
            None => has_companion && stem.eq_ignore_ascii_case("plan"),
        };
        let guess = guesses
            .iter()
            .filter(|(document, _)| is_free && is_plan(document.path.stem()))
            .max_by_key(|(document, _)| version(document.path.stem()))
            .map(|(document, _)| *document);
        for known in guesses {
            let is_it = guess.is_some_and(|guess| guess.path == known.0.path);
            let is_version = version(known.0.path.stem()).is_some();
            if is_it {
                owner = Some(tasks.len());
            }
            // Beside it, the rest belongs to it, save other versions of it.
            match guess.is_none() || folder.is_empty() || is_it || is_version {
                true => tasks.push(known),
                false => others.push(known.0),
            }
        }
    }
    for (place, (document, recognised)) in tasks.into_iter().enumerate() {
        let owns_folder = owner == Some(place) && !folder.is_empty();
        let name = match owns_folder {
            true => folder.to_owned(),
            false => match prefix(document.path.stem()) {
                Some(prefix) => format!("{folder}/{prefix}"),
                None => format!("{folder}/{}", document.path.stem()),
            },
        };
        if owns_folder {
            claimed.insert(folder.to_owned(), folders.plans.len());
        }
        let mut companions = Vec::new();
        if let Some(prefix) = prefix(document.path.stem()) {
            let (own, rest): (Vec<_>, Vec<_>) = others.iter().partition(|other| {
                other.path.stem().strip_prefix(prefix).is_some_and(|rest| {
                    kind(rest.trim_start_matches('-')) != DocumentKind::Other
                        && rest.starts_with('-')
                })
            });
            *others = rest;
            companions = own
                .into_iter()
                .map(|other| {
                    let name = &other.path.stem()[prefix.len() + 1..];
                    Companion::new(kind(name), slug(name), other)
                })
                .collect();
        } else if owner == Some(place) && folder.is_empty() {
            // At the root only documents that are named for it belong to a
            // plan: the rest of the site lies there too.
            let (own, rest): (Vec<_>, Vec<_>) =
                others.iter().partition(|other| kind(other.path.stem()).makes_a_plan());
            *others = rest;
            companions = own
                .into_iter()
                .map(|other| {
                    let name = other.path.stem();
                    Companion::new(kind(name), slug(name), other)
                })
                .collect();
        }
        folders.plans.push(PlanFolder {
            id: PlanId::of(&name),
            home: document.path.clone(),
            sources: vec![Arc::clone(document)],
            dialect: recognised.dialect,
            reason: recognised.reason,
            companions,
            set_aside: None,
            key: OnceLock::new(),
        });
    }
}

/// Which of a folder's tasks documents is the plan: `tasks.md`, or the last of
/// its versions, `tasks-v3.md`.
fn newest_tasks(tasks: &[Known<'_>]) -> Option<usize> {
    let versions = tasks.iter().enumerate().filter_map(|(place, (document, _))| {
        Some((version(document.path.stem())?, place))
    });
    versions.max().map(|(_, place)| place)
}

/// The version of a tasks document: 1 of `tasks`, 3 of `tasks-v3`.
fn version(stem: &str) -> Option<u32> {
    let rest = stem.to_lowercase();
    let rest = rest.strip_prefix("tasks")?;
    if rest.is_empty() {
        return Some(1);
    }
    let number = rest.trim_start_matches(['-', '_', '.']).strip_prefix('v')?;
    number.parse().ok()
}

/// Whether a document is named for the tasks it holds (`tasks-v2`, `auth-tasks`),
/// or its author says what it is written in.
fn says_tasks(document: &Document) -> bool {
    version(document.path.stem()).is_some()
        || is_prefixed(document)
        || document.front_matter.text("dialect").is_some()
}

/// The text of the tasks document of a plan, where it has one.
fn text_of(plan: &PlanFolder) -> &str {
    plan.tasks().map_or("", |tasks| &tasks.text)
}

/// Finds the plans whose place another one took: earlier versions of a tasks
/// document, and copies that are the same letter by letter.
fn set_aside(plans: &mut [PlanFolder]) {
    let mut newest: BTreeMap<&str, (u32, &SitePath)> = BTreeMap::new();
    for plan in plans.iter() {
        let Some(number) = version(plan.home.stem()) else { continue };
        let last = newest.entry(plan.home.folder()).or_insert((number, &plan.home));
        if last.0 < number {
            *last = (number, &plan.home);
        }
    }
    // Two texts are seldom as long as each other.
    let mut first: BTreeMap<(usize, &str), &PlanId> = BTreeMap::new();
    let mut found = Vec::with_capacity(plans.len());
    for plan in plans.iter() {
        let older = version(plan.home.stem())
            .zip(newest.get(plan.home.folder()))
            .filter(|(number, (last, _))| number < last);
        if let Some((_, (_, path))) = older {
            found.push(Some(SetAside::Later(path.name().to_owned())));
            continue;
        }
        let text = text_of(plan);
        let key = (text.len(), text);
        found.push(match first.get(&key) {
            Some(original) if !text.trim().is_empty() => {
                Some(SetAside::Same(PlanId::clone(original)))
            }
            _ => {
                first.insert(key, &plan.id);
                None
            }
        });
    }
    for (plan, found) in plans.iter_mut().zip(found) {
        if plan.set_aside != found {
            plan.set_aside = found;
            plan.touch();
        }
    }
}

/// A key that sorts numbers in names by their value: `plan-9` before `plan-10`.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, tail) = rest.split_at(words);
        let digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        parts.push((0, text.to_owned()));
        if digits > 0 {
            parts.push((
                tail[..digits].parse().unwrap_or(u64::MAX),
                tail[..digits].to_owned(),
            ));
        }
        rest = &tail[digits..];
    }
    parts
}

/// The name of a file or folder in words: `Night bus` of `night-bus`.
pub fn sentence(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// `x` of `x-tasks`.
fn prefix(stem: &str) -> Option<&str> {
    stem.strip_suffix("-tasks").filter(|prefix| !prefix.is_empty())
}

fn is_prefixed(document: &Document) -> bool {
    prefix(document.path.stem()).is_some()
}

impl Question for PlanFolder {
    fn key(&self) -> Hash {
        *self.key.get_or_init(|| self.hash())
    }
}

impl PlanFolder {
    /// The hash of all that the plan is read from.
    fn hash(&self) -> Hash {
        let (kind, other) = match &self.set_aside {
            None => ("", ""),
            Some(SetAside::Later(name)) => ("later", name.as_str()),
            Some(SetAside::Same(plan)) => ("same", plan.0.as_str()),
        };
        let mut hasher = Hasher::new()
            .part(&self.id.0)
            .part(self.dialect.name)
            .part(self.reason.key())
            .part(kind)
            .part(other);
        for source in &self.sources {
            hasher = hasher.hash(source.hash);
        }
        for companion in &self.companions {
            hasher = hasher.part(&companion.slug).hash(companion.document.hash);
        }
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::plan::dialects::{self, RecogniseQuestion};
    use crate::source::SourceFile;

    type Texts<'t> = [(&'t str, &'t str)];

    fn read(texts: &Texts<'_>) -> (Vec<Arc<Document>>, Vec<Arc<Option<Recognised>>>) {
        let document = |(path, text): &(&str, &str)| {
            let path = SitePath::new(path).expect("the paths are ours");
            Arc::new(markdown::parse(&SourceFile::new(path, text.as_bytes())).value)
        };
        let documents: Vec<Arc<Document>> = texts.iter().map(document).collect();
        let recognise = |document: &Arc<Document>| {
            let question = RecogniseQuestion { document: Arc::clone(document) };
            Arc::new(dialects::recognise(&question))
        };
        let recognised = documents.iter().map(recognise).collect();
        (documents, recognised)
    }

    /// All that is known of each plan and page, with its key.
    fn seen(folders: &Folders) -> Vec<String> {
        let plan = |plan: &PlanFolder| {
            let documents = plan.documents().map(|it| it.text.to_string());
            let documents: Vec<String> = documents.collect();
            format!("{} {:?} {:?} {:x}", plan.id, documents, plan.set_aside, plan.key())
        };
        let pages = folders.pages.iter().map(|page| page.text.to_string());
        folders.plans.iter().map(plan).chain(pages).collect()
    }

    #[test]
    fn documents_take_the_places_of_those_before_them() {
        let tasks = "# Tasks - A\n\n- [ ] 1.1 One\n";
        let (other, new) = (tasks.replace("One", "Two"), tasks.replace("One", "New"));
        let first = [
            ("a/design.md", "# Design\n"),
            ("a/tasks.md", tasks),
            ("b/tasks.md", &*other),
            ("notes.md", "# Notes\n"),
        ];
        let with = |place: usize, text| {
            let mut texts = first;
            texts[place].1 = text;
            texts.to_vec()
        };
        let mut less = first.to_vec();
        less.remove(0);
        let edits = [
            first.to_vec(),
            with(0, "# Design of a quay\n"),
            with(1, &*new),
            // A copy, and none again.
            with(2, tasks),
            with(2, &*new),
            with(3, "# More notes\n"),
            // Another form, and another number of documents.
            with(3, &*new),
            with(1, "# No tasks\n"),
            less,
            first.to_vec(),
        ];
        let mut memory = Memory::default();
        for (number, texts) in edits.iter().enumerate() {
            let (documents, recognised) = read(texts);
            let expected = seen(&folders(&documents, &recognised));
            assert_eq!(seen(memory.sort(documents, recognised)), expected, "{number}");
            memory.keep_as(Document::without_blocks);
            assert_eq!(seen(&memory.folders), expected, "{number}, kept");
        }
    }
}
