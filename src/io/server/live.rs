//! What only the preview adds: a script and its styles in every page, and the
//! events that the script listens to.

use std::fmt::Write as _;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::io::server::answer::{Target, encoded, locate};
use crate::io::server::{Live, Shown};
use crate::markdown::Html;
use crate::output::Bytes;
use crate::site::page;
use crate::source::{Hasher, OutPath};

/// The styles of the script.
pub(super) const STYLE: &[u8] = include_bytes!("live.css");

/// The script; the words of the language stand before it.
const SCRIPT: &str = include_str!("live.js");

/// Whoever listens, and what it knows.
pub(super) struct Listener {
    /// The path of its page, as the browser has it.
    pub(super) page: String,
    /// The tag of what it shows.
    tag: String,
    /// What it was told last.
    told: Option<Arc<Shown>>,
}

/// The script with its words.
pub(super) fn script(live: &Live) -> Arc<[u8]> {
    format!("const WORDS = {};\n{SCRIPT}", live.words).into_bytes().into()
}

/// Stands for the bytes of a page, so that two of them can be told apart; for
/// a page that is not there, too.
pub(super) fn tag(bytes: Option<&Arc<[u8]>>) -> String {
    match bytes {
        Some(bytes) => format!("{:032x}", Hasher::new().part(bytes).finish()),
        None => "none".to_owned(),
    }
}

/// A page with the script in it, where pages are reloaded.
pub(super) fn prepared(html: &[u8], shown: &Shown, tag: &str) -> Arc<[u8]> {
    if shown.live.is_none() {
        return html.into();
    }
    let base = Html::escape(&shown.base);
    let added = format!(
        "<link rel=\"stylesheet\" href=\"{base}{}\">\n\
         <script src=\"{base}{}\" data-tag=\"{tag}\" defer></script>\n",
        page::live_style(),
        page::live_script(),
    );
    let end = b"</head>";
    let at = html.windows(end.len()).position(|part| part == end);
    let (before, after) = html.split_at(at.unwrap_or(html.len()));
    [before, added.as_bytes(), after].concat().into()
}

impl Listener {
    /// Reads what a listener says of itself: `page=%2Fplans%2F&tag=…`.
    pub(super) fn of(query: &str) -> Self {
        let value = |name: &str| {
            let found = query.split('&').find_map(|pair| pair.strip_prefix(name));
            let value = found.and_then(|value| value.strip_prefix('=')).unwrap_or("");
            percent_decode_str(value).decode_utf8_lossy().into_owned()
        };
        Self { page: value("page"), tag: value("tag"), told: None }
    }

    /// Whether it has been told of this already.
    pub(super) fn knows(&self, shown: &Arc<Shown>) -> bool {
        self.told.as_ref().is_some_and(|told| Arc::ptr_eq(told, shown))
    }

    /// What is new to it, as events.
    pub(super) fn news(&mut self, shown: &Arc<Shown>) -> String {
        let before = self.told.replace(Arc::clone(shown));
        let Some(live) = &shown.live else { return String::new() };
        let mut events = String::new();
        let mut event = |name: &str, data: &str| {
            let _ = write!(events, "event: {name}\ndata: {data}\n\n");
        };
        let known = before.as_ref().and_then(|before| before.live.as_ref());
        if known.is_none_or(|known| known.problems != live.problems) {
            event("problems", &live.problems);
        }
        // Whoever opens a page later has not seen the plan being saved.
        if let (Some(page), true) = (&live.follow, before.is_some()) {
            let address = format!("{}{}", shown.base, page.address());
            event("go", &encoded(&address));
        }
        let now = content(&self.page, shown);
        let tag = tag(now.as_ref());
        if tag != self.tag {
            self.tag = tag;
            let old =
                before.as_ref().and_then(|old| content(&self.page, old).zip(Some(old)));
            let swaps = old.zip(now).and_then(|((old, before), now)| {
                only_styles((&old, before.site.sheets()), (&now, shown.site.sheets()))
            });
            match swaps {
                Some(swaps) => {
                    for (from, to) in swaps {
                        event("style", &format!("{from} {to} {}", self.tag));
                    }
                }
                None => event("reload", &self.tag),
            }
        }
        events
    }
}

/// The bytes of the page at a path, where there is one.
fn content(path: &str, shown: &Shown) -> Option<Bytes> {
    // The script says the path as the browser has it, which is encoded.
    match locate(path, shown) {
        Target::File(path) => shown.site.file(&path),
        Target::Live(_) | Target::Elsewhere(_) | Target::Nowhere => None,
    }
}

/// The style sheets that took the place of others, where a page differs from
/// what it was in nothing else.
fn only_styles(
    (old, before): (&[u8], Vec<OutPath>),
    (new, after): (&[u8], Vec<OutPath>),
) -> Option<Vec<(String, String)>> {
    let swaps: Vec<(String, String)> = before
        .iter()
        .filter(|path| !after.contains(path))
        .filter_map(|from| {
            let is_next = |to: &&OutPath| !before.contains(to) && stem(to) == stem(from);
            Some((from.to_string(), after.iter().find(is_next)?.to_string()))
        })
        .collect();
    let (old, new) = (std::str::from_utf8(old).ok()?, std::str::from_utf8(new).ok()?);
    let swapped =
        swaps.iter().fold(old.to_owned(), |html, (from, to)| html.replace(from, to));
    (!swaps.is_empty() && swapped == new).then_some(swaps)
}

/// The name of an asset without its fingerprint: `assets/site`.
fn stem(path: &OutPath) -> &str {
    path.as_str().rsplitn(3, '.').nth(2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::server::{Files, Plan};
    use crate::output::Output;

    impl Files for Output {
        fn has(&self, path: &OutPath) -> bool {
            self.files.contains_key(path)
        }

        fn file(&self, path: &OutPath) -> Option<Bytes> {
            self.files.get(path).map(|file| file.read().unwrap().into())
        }

        fn sheets(&self) -> Vec<OutPath> {
            let files = self.files.keys();
            files.filter(|path| path.as_str().ends_with(".css")).cloned().collect()
        }

        fn plans(&self) -> Vec<Plan> {
            let plan = |path: &OutPath| {
                let name = path.as_str().strip_prefix("plans/")?;
                let title = name.strip_suffix("/index.html")?.to_owned();
                Some(Plan { title, page: path.clone() })
            };
            self.files.keys().filter_map(plan).collect()
        }
    }

    fn shown(files: &[(&str, &str)], problems: &str) -> Arc<Shown> {
        let mut output = Output::default();
        for (path, text) in files {
            output.insert(OutPath::new(path), text.as_bytes());
        }
        Arc::new(Shown {
            site: Arc::new(output),
            base: "/".to_owned(),
            nearest: String::new(),
            live: Some(Live {
                words: "{}".to_owned(),
                problems: problems.to_owned(),
                follow: None,
            }),
        })
    }

    #[test]
    fn a_page_hears_of_itself_and_of_no_other() {
        let first = shown(&[("a/index.html", "1"), ("b/index.html", "1")], "{}");
        let a = tag(first.site.file(&OutPath::page("a")).as_ref());
        let mut listener = Listener::of(&format!("page=%2Fa%2F&tag={a}"));
        assert_eq!(listener.news(&first), "event: problems\ndata: {}\n\n");
        let other = shown(&[("a/index.html", "1"), ("b/index.html", "2")], "{}");
        assert_eq!(listener.news(&other), "");
        let own = shown(&[("a/index.html", "2"), ("b/index.html", "2")], "{}");
        assert!(listener.news(&own).starts_with("event: reload\n"));
        assert!(listener.knows(&own));
        let gone = shown(&[("b/index.html", "2")], "{}");
        assert_eq!(listener.news(&gone), "event: reload\ndata: none\n\n");
    }

    #[test]
    fn a_page_that_differs_in_its_styles_keeps_standing() {
        let page = |mark: &str| format!("<link href=\"assets/site.{mark}.css\"> words");
        let site = |mark: &str| {
            let sheet = format!("assets/site.{mark}.css");
            shown(&[("index.html", &page(mark)), (&sheet, mark)], "{}")
        };
        let mut listener = Listener::of("page=/&tag=");
        listener.news(&site("a"));
        let events = listener.news(&site("b"));
        assert!(
            events
                .starts_with("event: style\ndata: assets/site.a.css assets/site.b.css "),
            "{events}"
        );
    }
}
