//! Addresses: every URL of the site is decided here.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::plan::model::{Plan, PlanId};
use crate::source::{OutPath, SitePath, slug};

/// What stands before the number of a later page of a list: `page-2`.
const TURNED: &str = "page-";

/// Where the data for programs lie. Their version changes when readers of the old
/// ones would break.
const API: &str = "api/v1";
/// Where the badges lie.
const BADGES: &str = "badges";
/// Where the progress bars for other pages lie.
const STRIPS: &str = "strips";
/// Where the pictures for links lie.
const CARDS: &str = "cards";
/// The name of what stands for all plans, in the place of a plan's.
const ALL: &str = "all";

/// The front page.
pub fn overview() -> OutPath {
    OutPath::page("")
}

/// All plans.
pub fn plans() -> OutPath {
    OutPath::page("plans")
}

/// All tasks.
pub fn tasks() -> OutPath {
    OutPath::page("tasks")
}

/// What the filters of the list of all tasks choose from.
pub fn task_facets() -> OutPath {
    OutPath::new("tasks/facets.json")
}

/// A part of the rows of all tasks, for the filters, from 0.
pub fn task_rows(part: usize) -> OutPath {
    OutPath::new(&format!("tasks/rows-{}.json", part + 1))
}

/// All owners of tasks.
pub fn owners() -> OutPath {
    OutPath::page("owners")
}

/// An owner's page, by a slug that no other owner has.
pub fn owner(slug: &str) -> OutPath {
    OutPath::page(&format!("owners/{slug}"))
}

/// What can start now.
pub fn next() -> OutPath {
    OutPath::page("next")
}

/// When all plans are worked on.
pub fn timeline() -> OutPath {
    OutPath::page("timeline")
}

/// All example domains.
pub fn examples() -> OutPath {
    OutPath::page("examples")
}

/// A domain's page.
pub fn example(domain: &str) -> OutPath {
    OutPath::page(&format!("examples/{}", slug(domain)))
}

/// All patterns.
pub fn patterns() -> OutPath {
    OutPath::page("patterns")
}

/// A pattern's page.
pub fn pattern(name: &str) -> OutPath {
    OutPath::page(&format!("patterns/{}", slug(name)))
}

/// The list of ordinary pages that do not fit the navigation.
pub fn pages() -> OutPath {
    OutPath::page("pages")
}

/// Everything by its first letter, and what is searched for.
pub fn search() -> OutPath {
    OutPath::page("search")
}

/// What starts with a letter.
pub fn letter(letter: &str) -> OutPath {
    OutPath::page(&format!("search/{letter}"))
}

/// The list of the files that the search reads. Its name does not change, so
/// that no page does when it does.
pub fn index() -> OutPath {
    OutPath::new("search/index.json")
}

/// A file that the search reads, by its fingerprint.
pub fn shard(mark: &str) -> OutPath {
    OutPath::new(&format!("assets/search.{mark}.json"))
}

/// Whether a file is one that the search reads.
pub fn is_of_index(path: &OutPath) -> bool {
    let marked = path.as_str().strip_prefix("assets/search.");
    *path == index() || marked.is_some_and(|mark| mark.ends_with(".json"))
}

/// How the figures of the site come about.
pub fn about() -> OutPath {
    OutPath::page("about-this-data")
}

/// What became of the lines of a plan.
pub fn ledger(id: &PlanId) -> OutPath {
    OutPath::page(&format!("{}/about-this-data", folder(id)))
}

/// What the system can do: the list of capabilities.
pub fn capabilities() -> OutPath {
    OutPath::page("capabilities")
}

/// The script that only the preview adds to pages.
pub fn live_script() -> OutPath {
    OutPath::new("_ouro/live.js")
}

/// The styles of that script.
pub fn live_style() -> OutPath {
    OutPath::new("_ouro/live.css")
}

/// The stream of events that that script listens to.
pub fn live_events() -> OutPath {
    OutPath::new("_ouro/events")
}

/// All that only the preview has.
pub fn live() -> [OutPath; 3] {
    [live_script(), live_style(), live_events()]
}

/// The headers that a host sets for the whole site.
pub fn headers() -> OutPath {
    OutPath::new("_headers")
}

/// The JSON Schema of `ouro.yaml`, for editors.
pub fn settings_schema() -> OutPath {
    OutPath::new("schema/ouro.yaml.json")
}

/// The redirects that a host answers with, from older addresses.
pub fn redirects() -> OutPath {
    OutPath::new("_redirects")
}

/// The file that keeps GitHub Pages from reading the site as Jekyll's.
pub fn no_jekyll() -> OutPath {
    OutPath::new(".nojekyll")
}

/// What a system shows of a site that is put on a home screen.
pub fn manifest() -> OutPath {
    OutPath::new("site.webmanifest")
}

/// What crawlers may read.
pub fn robots() -> OutPath {
    OutPath::new("robots.txt")
}

/// Every address, for search engines.
pub fn sitemap() -> OutPath {
    OutPath::new("sitemap.xml")
}

/// A part of the addresses, from 0, where they are too many for one file.
pub fn sitemap_part(part: usize) -> OutPath {
    OutPath::new(&format!("sitemap-{}.xml", part + 1))
}

/// The site in short for programs that read Markdown.
pub fn llms() -> OutPath {
    OutPath::new("llms.txt")
}

/// What is new on the site.
pub fn feed() -> OutPath {
    OutPath::new("feed.xml")
}

/// What is new in a plan.
pub fn plan_feed(id: &PlanId) -> OutPath {
    OutPath::new(&format!("{}/feed.xml", folder(id)))
}

/// A page that is made of a Markdown file, as Markdown: beside it.
pub fn markdown(out: &OutPath) -> OutPath {
    OutPath::new(&format!("{}index.md", out.address()))
}

/// A plan's page as Markdown.
pub fn plan_markdown(id: &PlanId) -> OutPath {
    markdown(&plan(id))
}

/// All plans in short, as data.
pub fn api_plans() -> OutPath {
    OutPath::new(&format!("{API}/plans.json"))
}

/// A plan as data.
pub fn api_plan(id: &PlanId) -> OutPath {
    OutPath::new(&format!("{API}/plans/{}.json", of_plan(id)))
}

/// What can start, as data.
pub fn api_next() -> OutPath {
    OutPath::new(&format!("{API}/next.json"))
}

/// What has changed, as data.
pub fn api_changes() -> OutPath {
    OutPath::new(&format!("{API}/changes.json"))
}

/// What the data look like.
pub fn api_schema() -> OutPath {
    OutPath::new(&format!("{API}/schema.json"))
}

/// A picture that says how a plan stands, or its figures: `svg` or `json`.
pub fn badge(id: &PlanId, end: &str) -> OutPath {
    OutPath::new(&format!("{BADGES}/{}.{end}", of_plan(id)))
}

/// The same for all plans.
pub fn badge_of_all(end: &str) -> OutPath {
    OutPath::new(&format!("{BADGES}/{ALL}.{end}"))
}

/// A plan's progress bar as a picture.
pub fn strip(id: &PlanId) -> OutPath {
    OutPath::new(&format!("{STRIPS}/{}.svg", of_plan(id)))
}

/// The progress bar of all plans as a picture.
pub fn strip_of_all() -> OutPath {
    OutPath::new(&format!("{STRIPS}/{ALL}.svg"))
}

/// The picture that goes with a link to a plan.
pub fn card(id: &PlanId) -> OutPath {
    OutPath::new(&format!("{CARDS}/{}.png", of_plan(id)))
}

/// The picture that goes with a link to the site.
pub fn card_of_all() -> OutPath {
    OutPath::new(&format!("{CARDS}/{ALL}.png"))
}

/// Whether a file is one that every site has beside its pages.
pub fn is_of_site(path: &OutPath) -> bool {
    let files = [headers(), redirects(), no_jekyll(), manifest(), settings_schema()];
    files.contains(path) || is_for_others(path) || is_of_index(path)
}

/// Whether a file is one that others read of the whole site.
pub fn is_for_others(path: &OutPath) -> bool {
    let is_part = path.as_str().starts_with("sitemap-");
    let files = [
        api_plans(),
        api_next(),
        api_changes(),
        api_schema(),
        badge_of_all("svg"),
        badge_of_all("json"),
        strip_of_all(),
        card_of_all(),
        feed(),
        llms(),
        robots(),
        sitemap(),
    ];
    is_part || files.contains(path)
}

/// The page of the plan that a file for others may belong to, by where it lies.
pub fn plan_of_file(path: &OutPath) -> Option<OutPath> {
    let path = path.as_str();
    for name in ["/feed.xml", "/index.md"] {
        if let Some(folder) = path.strip_suffix(name) {
            return Some(OutPath::page(folder));
        }
    }
    let data = format!("{API}/plans");
    let homes = [data.as_str(), BADGES, STRIPS, CARDS].into_iter();
    let mut named = homes.filter_map(|home| path.strip_prefix(home)?.strip_prefix('/'));
    let (name, _) = named.next()?.rsplit_once('.')?;
    let name = if name.strip_suffix('-') == Some(ALL) { ALL } else { name };
    Some(OutPath::page(&format!("plans/{name}")))
}

/// An older address of a page, as its front matter names it; nothing where that is
/// no address below the site's root.
pub fn alias(address: &str) -> Option<OutPath> {
    let address = address.trim();
    let is_strange =
        |c: char| c.is_whitespace() || c.is_control() || "?#*:\\".contains(c);
    let parts: Vec<&str> = address.split('/').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || address.contains(is_strange) || parts.contains(&"..") {
        return None;
    }
    let is_file = parts.last().is_some_and(|last| last.ends_with(".html"));
    Some(match is_file {
        true => OutPath::new(address),
        false => OutPath::page(address),
    })
}

/// An address as it stands in a header or a redirect: with nothing but what an
/// address may hold.
pub fn encoded(out: &OutPath) -> String {
    const KEPT: AsciiSet = CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'%');
    utf8_percent_encode(out.address(), &KEPT).to_string()
}

/// The page that stands for any address that is none.
pub fn not_found() -> OutPath {
    OutPath::new("404.html")
}

/// A plan's page. Plans that lie in a folder called `plans` do not say so twice.
pub fn plan(id: &PlanId) -> OutPath {
    OutPath::page(&folder(id))
}

/// A plan's graph.
pub fn graph(id: &PlanId) -> OutPath {
    OutPath::page(&format!("{}/graph", folder(id)))
}

/// When a plan's tasks are worked on.
pub fn plan_timeline(id: &PlanId) -> OutPath {
    OutPath::page(&format!("{}/timeline", folder(id)))
}

/// The graph of a part of a plan.
pub fn graph_part(id: &PlanId, slug: &str) -> OutPath {
    OutPath::page(&format!("{}/graph/{slug}", folder(id)))
}

/// A plan's graph as a file.
pub fn graph_file(id: &PlanId, name: &str) -> OutPath {
    OutPath::new(&format!("{}/graph/{name}", folder(id)))
}

/// The graph of all plans.
pub fn graph_of_plans() -> OutPath {
    OutPath::page("graph")
}

/// The graph of all plans as a file.
pub fn graph_of_plans_file(name: &str) -> OutPath {
    OutPath::new(&format!("graph/{name}"))
}

/// One of a plan's documents.
pub fn document(id: &PlanId, slug: &str) -> OutPath {
    OutPath::page(&format!("{}/{slug}", folder(id)))
}

/// The list of a plan's documents.
pub fn documents(id: &PlanId) -> OutPath {
    OutPath::page(&format!("{}/documents", folder(id)))
}

/// The requirements of a plan beside its tasks.
pub fn matrix(id: &PlanId) -> OutPath {
    OutPath::page(&format!("{}/requirements-matrix", folder(id)))
}

/// The source of a plan's tasks document, or of another document of it.
pub fn source(id: &PlanId, slug: Option<&str>) -> OutPath {
    match slug {
        None => OutPath::page(&format!("{}/source", folder(id))),
        Some(slug) => OutPath::page(&format!("{}/{slug}/source", folder(id))),
    }
}

/// A page of a list that goes on over several, from 0; the first one is the
/// list's own address.
pub fn turned(first: &OutPath, place: usize) -> OutPath {
    match place {
        0 => first.clone(),
        _ => OutPath::page(&format!("{}{TURNED}{}", first.address(), place + 1)),
    }
}

/// The first page of the list that a page continues, or the page itself.
pub fn first_of(path: &OutPath) -> OutPath {
    let address = path.address().trim_end_matches('/');
    let (list, last) = address.rsplit_once('/').unwrap_or(("", address));
    match is_turned(last) {
        true => OutPath::page(list),
        false => path.clone(),
    }
}

/// Whether a segment of an address is that of a later page of a list.
pub fn is_turned(segment: &str) -> bool {
    segment.strip_prefix(TURNED).is_some_and(|number| number.parse::<usize>().is_ok())
}

fn folder(id: &PlanId) -> String {
    if id.0.starts_with("plans/") { id.0.clone() } else { format!("plans/{id}") }
}

/// The name of a plan's files among those of all plans. No slug ends in `-`, so a
/// plan called `all` is told from what stands for all of them.
fn of_plan(id: &PlanId) -> String {
    let name = id.0.strip_prefix("plans/").unwrap_or(&id.0);
    if name == ALL { format!("{name}-") } else { name.to_owned() }
}

/// An ordinary page, at its own path; `index.md` and `README.md` are their folder.
/// The readme at the root is for those who see the files: it is a page of its
/// own, and the front page stays the overview.
pub fn text(path: &SitePath) -> OutPath {
    let mut segments: Vec<String> =
        path.folder().split('/').filter(|part| !part.is_empty()).map(slug).collect();
    if !is_index(path) {
        segments.push(slug(path.stem()));
    }
    OutPath::page(&segments.join("/"))
}

/// Whether a page stands for its folder.
pub fn is_index(path: &SitePath) -> bool {
    match path.stem().to_lowercase().as_str() {
        "index" => true,
        "readme" => !path.folder().is_empty(),
        _ => false,
    }
}

/// A file that is published as it is, at its own path.
pub fn file(path: &SitePath) -> OutPath {
    OutPath::new(path.as_str())
}

/// The anchor of a letter in a list by first letters.
pub fn letter_anchor(letter: &str) -> String {
    format!("letter-{letter}")
}

/// The anchor of a task.
pub fn task_anchor(key: &str) -> String {
    format!("t-{}", anchor(key))
}

/// The anchor of a task's box in a drawing. An id in SVG is a name of XML, which
/// has no `~`; `·` may stand in one, and stands in no other anchor.
pub fn node_anchor(key: &str) -> String {
    format!("n-{}", anchor(key).replace('~', "·"))
}

/// The anchor of what is drawn around a task.
pub fn around_anchor(key: &str) -> String {
    format!("around-{}", anchor(key))
}

/// The anchor of a phase; without a number its place counts.
pub fn phase_anchor(plan: &Plan, phase: usize) -> String {
    match &plan.phases[phase].number {
        Some(number) if is_first(plan, phase) => format!("phase-{}", anchor(number)),
        _ => format!("phase-at-{}", phase + 1),
    }
}

fn is_first(plan: &Plan, phase: usize) -> bool {
    let number = &plan.phases[phase].number;
    !plan.phases[..phase].iter().any(|other| other.number == *number)
}

/// The anchor of a requirement.
pub fn requirement_anchor(id: &str) -> String {
    format!("req-{}", anchor(id))
}

/// Keeps what an id may hold: letters, digits, `.`, `-`, `~`.
fn anchor(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '.' | '-' | '~' | '_') {
                c
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_for_others_says_whose_it_is() {
        for id in ["all", "auth", "plans/auth", "specs/001-a.b"] {
            let id = PlanId(id.to_owned());
            let files = [
                plan_feed(&id),
                plan_markdown(&id),
                api_plan(&id),
                badge(&id, "svg"),
                badge(&id, "json"),
                strip(&id),
                card(&id),
            ];
            for file in files {
                assert_eq!(plan_of_file(&file), Some(plan(&id)), "{file}");
            }
        }
        assert_ne!(badge(&PlanId("all".to_owned()), "svg"), badge_of_all("svg"));
        assert_eq!(plan_of_file(&robots()), None);
    }

    #[test]
    fn an_alias_is_an_address_below_the_root() {
        let out = |text| alias(text).map(|out| out.to_string());
        assert_eq!(out("/old/place/").as_deref(), Some("old/place/index.html"));
        assert_eq!(out("old.html").as_deref(), Some("old.html"));
        for text in ["", "/", "../x", "https://a/b", "a b", "x?y", "a#b", "/a/*"] {
            assert_eq!(out(text), None, "{text}");
        }
    }

    #[test]
    fn a_box_in_a_drawing_has_an_id_that_xml_allows() {
        assert_eq!(task_anchor("sew the flags~2"), "t-sew-the-flags~2");
        assert_eq!(node_anchor("sew the flags~2"), "n-sew-the-flags·2");
    }
}
