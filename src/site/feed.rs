//! Feeds: how plans stand, and what has changed since the site was last published, or
//! by its history.
//!
//! No entry has a date that nobody stated: a plan is dated by the last day that
//! it names for something that happened, a change by the day that counts as
//! today. What has no date is in no feed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::config::Extra;
use crate::plan::model::{DateKind, Plan};
use crate::site::api::{ChangeJson, ChangesJson, SCHEMA_VERSION};
use crate::site::page;
use crate::site::place::Here;
use crate::site::present::Presenter;
use crate::site::view::AlternateView;
use crate::site::words;
use crate::source::{Day, OutPath};

/// How many entries a feed has.
const ENTRIES: usize = 50;

/// How many changes are kept for the next time.
const CHANGES: usize = 200;

/// What a feed is, for programs.
const ATOM: &str = "application/atom+xml";

/// What Markdown is, for programs.
const MARKDOWN: &str = "text/markdown";

/// A feed before it is written.
pub struct Feed {
    /// What is unique to it: the address of its page.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The same in a sentence.
    pub subtitle: String,
    /// Who speaks: the site.
    pub author: String,
    /// The language of its words.
    pub language: String,
    /// Its own address.
    pub own: String,
    /// When something was last new.
    pub updated: Day,
    /// What is new, the newest first.
    pub entries: Vec<Entry>,
}

/// One thing that is new.
pub struct Entry {
    /// What is unique to it.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The page to read.
    pub href: String,
    /// When it was so.
    pub updated: Day,
    /// What is so.
    pub words: String,
}

impl Presenter<'_> {
    /// The feed of the site.
    pub fn site_feed(&self) -> Option<Feed> {
        let changes = self.changes().changes.iter();
        let mut entries: Vec<Entry> =
            changes.filter_map(|change| self.change_entry(change)).collect();
        entries.extend(self.graph.counted().filter_map(|plan| self.standing(plan)));
        let own = (self.title.clone(), page::overview(), page::feed());
        self.feed(own, entries)
    }

    /// The feed of a plan.
    pub fn plan_feed(&self, number: usize) -> Option<Feed> {
        if !self.has(Extra::Feeds) {
            return None;
        }
        let plan = &self.graph.plans[number];
        let changes = self.changes().changes.iter();
        let own = changes.filter(|change| change.plan == plan.id.0);
        let mut entries: Vec<Entry> =
            own.filter_map(|change| self.change_entry(change)).collect();
        entries.extend(self.standing(number));
        let own = (plan.title.clone(), page::plan(&plan.id), page::plan_feed(&plan.id));
        self.feed(own, entries)
    }

    /// Whether a plan has a feed: something in it has a date.
    pub fn has_feed(&self, number: usize) -> bool {
        let plan = &self.graph.plans[number];
        let has_changed = || {
            let mut changes = self.changes().changes.iter();
            changes.any(|change| change.plan == plan.id.0)
        };
        self.has(Extra::Feeds) && (stated(plan).is_some() || has_changed())
    }

    /// What a plan's page is in other forms.
    pub fn plan_alternates(&self, here: &Here, number: usize) -> Vec<AlternateView> {
        let id = &self.graph.plans[number].id;
        let mut others = Vec::new();
        let mut add = |title: String, kind: &'static str, out: OutPath| {
            others.push(AlternateView { title, kind, href: here.to(&out) });
        };
        if self.has_feed(number) {
            let name = &self.graph.plans[number].title;
            add(self.feed_title(name), ATOM, page::plan_feed(id));
        }
        if self.has(Extra::Markdown) {
            let title = self.language.say("page-as-markdown");
            add(title, MARKDOWN, page::plan_markdown(id));
        }
        if self.has(Extra::Data) {
            add(
                self.language.say("page-as-data"),
                "application/json",
                page::api_plan(id),
            );
        }
        others
    }

    /// What a page that is made of a Markdown file is in another form.
    pub fn text_alternates(&self, here: &Here) -> Vec<AlternateView> {
        if !self.has(Extra::Markdown) {
            return Vec::new();
        }
        let title = self.language.say("page-as-markdown");
        let href = here.to(&page::markdown(&here.path));
        vec![AlternateView { title, kind: MARKDOWN, href }]
    }

    /// What the front page is in other forms.
    pub fn site_alternates(&self, here: &Here) -> Vec<AlternateView> {
        let mut others = Vec::new();
        let changes = self.changes().changes.iter();
        let is_dated = |plan: usize| stated(&self.graph.plans[plan]).is_some();
        let has_entry = changes.len() > 0 || self.graph.counted().any(is_dated);
        if self.has(Extra::Feeds) && has_entry {
            let (title, href) = (self.feed_title(&self.title), here.to(&page::feed()));
            others.push(AlternateView { title, kind: ATOM, href });
        }
        let (title, href) =
            (self.language.say("page-as-data"), here.to(&page::api_plans()));
        others.push(AlternateView { title, kind: "application/json", href });
        others
    }

    fn feed_title(&self, name: &str) -> String {
        self.language.say_of("feed-of", &[("name", name.into())])
    }

    fn feed(
        &self,
        (title, about, own): (String, OutPath, OutPath),
        mut entries: Vec<Entry>,
    ) -> Option<Feed> {
        if !self.has(Extra::Feeds) {
            return None;
        }
        entries.sort_by(|a, b| {
            (Reverse(a.updated), &a.id).cmp(&(Reverse(b.updated), &b.id))
        });
        entries.truncate(ENTRIES);
        let updated = entries.first()?.updated;
        Some(Feed {
            id: self.absolute(&about)?,
            subtitle: self.feed_title(&title),
            title,
            author: self.title.clone(),
            language: self.config.language.clone(),
            own: self.absolute(&own)?,
            updated,
            entries,
        })
    }

    /// How a plan stands, where it is known since when.
    fn standing(&self, number: usize) -> Option<Entry> {
        let plan = &self.graph.plans[number];
        let href = self.absolute(&page::plan(&plan.id))?;
        Some(Entry {
            id: href.clone(),
            title: plan.title.clone(),
            href,
            updated: stated(plan)?,
            words: self.spoken(&self.plan_verdict(number)),
        })
    }

    fn change_entry(&self, change: &ChangeJson) -> Option<Entry> {
        let base = self.config.base_url.as_ref()?;
        let told = format!("{base}{}", change.url.trim_start_matches('/'));
        let mut plans = self.graph.plans.iter();
        Some(Entry {
            id: match change.url.as_str() {
                // What is gone has no address of its own, so its plan is named.
                "/" => format!("{told}#{}/{}", change.plan, change.id),
                _ => format!("{told}#{}", change.id),
            },
            title: change.title.clone(),
            // What was there then may be gone by now; the name of a change stays.
            href: match plans.any(|plan| plan.id.0 == change.plan) {
                true => told,
                false => self.absolute(&page::overview())?,
            },
            updated: Day::read(&change.day)?,
            words: change.words.clone(),
        })
    }

    /// What has changed since what is known of before, and what had until then.
    pub fn changes(&self) -> &ChangesJson {
        self.changed.get_or_init(|| self.all_changes())
    }

    fn all_changes(&self) -> ChangesJson {
        let mut changes = Vec::new();
        if let Some(before) = &self.sources.before {
            let old = before.changes.as_ref().map(|text| old_changes(text));
            let old = old.unwrap_or_default();
            // A change without a day could stand in no feed.
            if let Some(day) = self.config.today {
                changes = self.new_changes(&before.plans, (day, &old));
            }
            changes.extend(old);
        }
        changes.truncate(CHANGES);
        ChangesJson { schema_version: SCHEMA_VERSION, changes }
    }

    fn new_changes(
        &self,
        text: &str,
        (day, old): (Day, &[ChangeJson]),
    ) -> Vec<ChangeJson> {
        let mut before = old_plans(text);
        let mut changes = Vec::new();
        let mut tell = |plan: &str, title: &str, url: String, words: String| {
            let day = day.to_string();
            let same = |change: &&ChangeJson| change.plan == plan && change.day == day;
            let id = match old.iter().filter(same).count() {
                0 => format!("changed-{day}"),
                earlier => format!("changed-{day}-{}", earlier + 1),
            };
            let (plan, title) = (plan.to_owned(), title.to_owned());
            changes.push(ChangeJson { id, day, plan, title, url, words });
        };
        for number in self.graph.counted() {
            let plan = &self.graph.plans[number];
            let progress = &self.graph.summaries[number].progress;
            let mut said = Vec::new();
            let mut say =
                |id: &str, n: usize| said.push(words::count(self.language, id, n));
            match before.remove(&plan.id.0) {
                None => say("change-new-plan", progress.total),
                Some(old) if (old.done, old.total) == (progress.done, progress.total) => {
                    continue;
                }
                Some(old) => {
                    let pairs = [
                        ("change-done", progress.done, old.done),
                        ("change-undone", old.done, progress.done),
                        ("change-more", progress.total, old.total),
                        ("change-fewer", old.total, progress.total),
                    ];
                    for (id, more, less) in pairs {
                        if more > less {
                            say(id, more - less);
                        }
                    }
                }
            }
            said.push(self.spoken(&self.plan_verdict(number)));
            let words = words::sentences(self.language, &said);
            let url = format!("/{}", page::plan(&plan.id).address());
            tell(&plan.id.0, &plan.title, url, words);
        }
        for (id, old) in before {
            // A plan that still is there, and is not counted any more, has its page.
            let there = self.graph.plans.iter().find(|plan| plan.id.0 == id);
            let out = there.map_or_else(page::overview, |plan| page::plan(&plan.id));
            let message = match there {
                Some(_) => "change-not-counted",
                None => "change-gone",
            };
            let words = self.language.say(message);
            tell(&id, &old.title, format!("/{}", out.address()), words);
        }
        changes
    }
}

/// The last day that a plan states of something that happened.
fn stated(plan: &Plan) -> Option<Day> {
    const KINDS: [DateKind; 4] =
        [DateKind::Created, DateKind::Done, DateKind::Cancelled, DateKind::Updated];
    let of_tasks = plan
        .tasks
        .iter()
        .flat_map(|task| KINDS.iter().filter_map(|kind| task.day(*kind)));
    let own = plan.metadata.iter().filter(|entry| {
        let key = entry.key.to_lowercase();
        matches!(key.as_str(), "last updated" | "updated" | "date" | "created")
    });
    of_tasks.chain(own.filter_map(|entry| Day::read(&entry.value))).max()
}

/// What was said of a plan.
struct OldPlan {
    title: String,
    done: usize,
    total: usize,
}

/// The plans that were counted, by id.
fn old_plans(text: &str) -> BTreeMap<String, OldPlan> {
    let known: Value = serde_json::from_str(text).unwrap_or_default();
    let plans = known.get("plans").and_then(Value::as_array).into_iter().flatten();
    let counted =
        plans.filter(|plan| plan["template"] != true && plan["archived"] != true);
    let read = counted.filter_map(|plan| {
        let number = |key: &str| {
            let number = plan.get("progress")?.get(key)?.as_u64()?;
            usize::try_from(number).ok()
        };
        let title = plan.get("title")?.as_str()?.to_owned();
        let old = OldPlan { title, done: number("done")?, total: number("total")? };
        Some((plan.get("id")?.as_str()?.to_owned(), old))
    });
    read.collect()
}

/// The changes that were told then, the newest first.
fn old_changes(text: &str) -> Vec<ChangeJson> {
    let known: Value = serde_json::from_str(text).unwrap_or_default();
    let changes = known.get("changes").and_then(Value::as_array).into_iter().flatten();
    let read = changes.filter_map(|change| {
        let text = |key: &str| Some(change.get(key)?.as_str()?.to_owned());
        Some(ChangeJson {
            id: text("id")?,
            day: text("day").filter(|day| Day::read(day).is_some())?,
            plan: text("plan")?,
            title: text("title")?,
            url: text("url").filter(|url| url.starts_with('/'))?,
            words: text("words")?,
        })
    });
    read.collect()
}
