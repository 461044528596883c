//! Files for others to read: data, feeds, badges, Markdown. One line here for each
//! file; how it is written stands in a file of its own beside this one.

use crate::config::Extra;
use crate::render::badge::{self, Subject};
use crate::render::{atom, card, markdown, sitemap};
use crate::site::batch::Batch;
use crate::site::graph::Files;
use crate::site::{Site, api, page};
use crate::source::{Content, OutPath, SitePath};

/// Writes the files of a batch.
pub fn files(site: &Site<'_>, batch: Batch) -> Files {
    let presenter = site.presenter();
    let (texts, out, subject, above) = match batch {
        Batch::Others => {
            let subject = Subject::all(presenter);
            // What a badge of the site is named is the lesser line of its card.
            let above = subject.name.clone();
            let subject = Subject { name: presenter.title.clone(), ..subject };
            (of_site(site), page::card_of_all(), subject, above)
        }
        Batch::OthersOfPlan(plan) => {
            let out = page::card(&presenter.graph.plans[plan].id);
            let subject = Subject::plan(presenter, plan);
            (of_plan(site, plan), out, subject, presenter.title.clone())
        }
        _ => return Files::new(),
    };
    let texts = texts.into_iter().map(|(out, text)| (out, text.into_bytes().into()));
    let mut files: Files = texts.collect();
    if presenter.has(Extra::Cards) {
        files.push((out, card::card(&subject, &above).into()));
    }
    files
}

/// What the user tells crawlers, in a file of the same name at the top of the content.
fn robots_of_user(site: &Site<'_>) -> Option<String> {
    let path = SitePath::new(page::robots().as_str())?;
    match &site.presenter().sources.file(&path)?.content {
        Content::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        Content::Text(text) => Some(text.as_ref().to_owned()),
    }
}

fn of_site(site: &Site<'_>) -> Vec<(OutPath, String)> {
    let presenter = site.presenter();
    let mut files = vec![
        (page::api_plans(), api::line(&presenter.plans_json())),
        (page::api_next(), api::line(&presenter.next_json())),
        (page::api_schema(), api::SCHEMA.clone()),
        (page::llms(), markdown::llms(presenter)),
        (page::robots(), robots_of_user(site).unwrap_or_else(|| sitemap::robots(site))),
    ];
    files.extend(sitemap::sitemap(site));
    if presenter.sources.before.is_some() {
        files.push((page::api_changes(), api::line(presenter.changes())));
    }
    if let Some(feed) = presenter.site_feed() {
        files.push((page::feed(), atom::write(&feed)));
    }
    let subject = Subject::all(presenter);
    if presenter.has(Extra::Badges) {
        files.push((page::badge_of_all("svg"), badge::badge(&subject)));
        files.push((page::badge_of_all("json"), api::line(&subject.figures())));
    }
    if presenter.has(Extra::Strips) {
        files.push((page::strip_of_all(), badge::strip(&subject)));
    }
    files
}

fn of_plan(site: &Site<'_>, number: usize) -> Vec<(OutPath, String)> {
    let presenter = site.presenter();
    let id = &presenter.graph.plans[number].id;
    let mut files = Vec::new();
    if presenter.has(Extra::Data) {
        files.push((page::api_plan(id), api::line(&presenter.plan_file_json(number))));
    }
    if presenter.has(Extra::Markdown) {
        files.push((page::plan_markdown(id), markdown::plan(presenter, number)));
    }
    if let Some(feed) = presenter.plan_feed(number) {
        files.push((page::plan_feed(id), atom::write(&feed)));
    }
    let subject = Subject::plan(presenter, number);
    if presenter.has(Extra::Badges) {
        files.push((page::badge(id, "svg"), badge::badge(&subject)));
        files.push((page::badge(id, "json"), api::line(&subject.figures())));
    }
    if presenter.has(Extra::Strips) {
        files.push((page::strip(id), badge::strip(&subject)));
    }
    files
}
