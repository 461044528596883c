//! Plans as Markdown for programs that read it: each plan's page, and the site in
//! short as `llms.txt`.

use crate::config::{Extra, Links};
use crate::graph::model::{NodeId, State};
use crate::markdown::Document;
use crate::markdown::escape::visible;
use crate::render::portable;
use crate::site::place::Here;
use crate::site::plan::phase_title;
use crate::site::present::Presenter;
use crate::site::text::Text;
use crate::site::words;
use crate::site::{document, page};
use crate::source::OutPath;

/// How many plans `llms.txt` names; all are in the data.
const PLANS: usize = 200;

/// How many pages `llms.txt` names.
const PAGES: usize = 50;

/// Writes a plan's page: how it stands, and every task with why it stands so.
pub fn plan(presenter: &Presenter<'_>, number: usize) -> String {
    let plan = &presenter.graph.plans[number];
    let here = page::plan_markdown(&plan.id);
    let verdict = presenter.spoken(&presenter.plan_verdict(number));
    let mut text = format!("# {}\n\n{}\n", escape(&plan.title), escape(&verdict));
    let documents = document::links(presenter.language, plan);
    if !documents.is_empty() {
        text.push('\n');
    }
    for (title, out) in documents {
        let href = written(presenter, here.link_to(&out, None));
        text.push_str(&format!("- [{}]({href})\n", escape(&title)));
    }
    let nodes = presenter.graph.summaries[number].nodes.clone();
    let mut phase = None;
    for node in nodes.map(NodeId) {
        let task = presenter.graph.task(node);
        if phase != Some(task.phase) {
            phase = Some(task.phase);
            let found = task.phase.map(|phase| &plan.phases[phase]);
            let title =
                found.map(|found| phase_title(found.number.as_deref(), &found.title));
            text.push_str(
                &title.map_or_else(String::new, |title| {
                    format!("\n## {}\n", escape(&title))
                }),
            );
            text.push('\n');
        }
        push_task(&mut text, presenter, node);
    }
    text
}

/// Writes an ordinary page: its file, with links that lead where those of the page do.
pub fn page(presenter: &Presenter<'_>, text: &Text) -> Option<(OutPath, String)> {
    let here = Here::at(page::text(&text.document.path));
    whole(presenter, &text.document, (&text.title, &here))
}

/// Writes the documents of a plan that have pages of their own.
pub fn documents<'p>(
    presenter: &'p Presenter<'_>,
    number: usize,
) -> impl Iterator<Item = (OutPath, String)> + 'p {
    let plan = &presenter.graph.plans[number];
    plan.documents.iter().filter_map(move |document| {
        let out = page::document(&plan.id, &document.slug);
        let here = Here::of_plan(out, number);
        whole(presenter, &document.document, (&document.title, &here))
    })
}

/// Writes a file below its title; nothing where the site does without.
fn whole(
    presenter: &Presenter<'_>,
    document: &Document,
    (title, here): (&str, &Here),
) -> Option<(OutPath, String)> {
    if !presenter.has(Extra::Markdown) {
        return None;
    }
    let links = |link| written(presenter, link);
    let text = presenter.places.markdown(document, here, links);
    let text = match document.is_titled {
        true => text,
        false => format!("# {}\n\n{text}", escape(title)),
    };
    Some((page::markdown(&here.path), text))
}

/// A link of the site as the links of its pages are.
fn written(presenter: &Presenter<'_>, link: String) -> String {
    match presenter.config.links {
        Links::Folders => link,
        Links::Files => portable::file_of(&link),
    }
}

fn push_task(text: &mut String, presenter: &Presenter<'_>, node: NodeId) {
    let (graph, language) = (presenter.graph, presenter.language);
    let (task, found) = (graph.task(node), &graph.nodes[node.0]);
    let depth = graph.lineage(node).skip(1).count();
    let mark = if found.state == State::Done { 'x' } else { ' ' };
    let id = task.id.as_deref().map(|id| format!("{id} ")).unwrap_or_default();
    text.push_str(&"  ".repeat(depth));
    text.push_str(&format!("- [{mark}] {}", escape(&format!("{id}{}", task.title))));
    if found.leaf && found.state != State::Done {
        let word = words::state(language, found.state).word;
        let why = presenter.plain_why(node);
        text.push_str(&format!(" ({})", escape(&word)));
        if !why.is_empty() {
            text.push_str(&format!(" {}", escape(&why)));
        }
    }
    text.push('\n');
}

/// Writes the site in short: how it stands, its plans and its pages.
pub fn llms(presenter: &Presenter<'_>) -> String {
    let (graph, language) = (presenter.graph, presenter.language);
    let verdict = words::site_verdict(language, graph);
    let verdict = presenter.spoken(&verdict);
    let about = presenter.config.description.as_ref().unwrap_or(&verdict);
    let mut text = format!("# {}\n\n> {}\n", escape(&presenter.title), escape(about));
    if presenter.config.description.is_some() {
        text.push_str(&format!("\n{}\n", escape(&verdict)));
    }
    let href = |out: &OutPath| {
        let near = || written(presenter, page::llms().link_to(out, None));
        presenter.absolute(out).unwrap_or_else(near)
    };
    let heading = |text: &mut String, id: &str| {
        text.push_str(&format!("\n## {}\n\n", escape(&language.say(id))));
    };
    let counted = graph.counted().count();
    if counted > 0 {
        heading(&mut text, "nav-plans");
    }
    for number in graph.counted().take(PLANS) {
        let plan = &graph.plans[number];
        let out = match presenter.has(Extra::Markdown) {
            true => page::plan_markdown(&plan.id),
            false => page::plan(&plan.id),
        };
        let words = presenter.spoken(&presenter.plan_verdict(number));
        let (title, words) = (escape(&plan.title), escape(&words));
        text.push_str(&format!("- [{title}]({}): {words}\n", href(&out)));
    }
    if counted > PLANS {
        let all = words::count(language, "all-n-plans", counted);
        text.push_str(&format!("- [{}]({})\n", escape(&all), href(&page::api_plans())));
    }
    if !presenter.texts.is_empty() {
        heading(&mut text, "nav-pages");
    }
    for page in presenter.texts.iter().take(PAGES) {
        let out = page::text(&page.document.path);
        // The front page is more than its file.
        let out = match presenter.has(Extra::Markdown) && out != page::overview() {
            true => page::markdown(&out),
            false => out,
        };
        let words = match page.description.is_empty() {
            true => String::new(),
            false => format!(": {}", escape(&page.description)),
        };
        text.push_str(&format!("- [{}]({}){words}\n", escape(&page.title), href(&out)));
    }
    if presenter.texts.len() > PAGES {
        let all = language.say("all-pages");
        text.push_str(&format!("- [{}]({})\n", escape(&all), href(&page::search())));
    }
    text
}

/// Keeps a text from being read as Markdown or HTML, and on one line; what changes the
/// direction is shown.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_text() {
        assert_eq!(escape("a [b](c) <d>\n# e"), "a \\[b\\](c) \\<d\\> \\# e");
        assert_eq!(escape("&lt;b&gt;"), "&amp;lt;b&amp;gt;");
    }
}
