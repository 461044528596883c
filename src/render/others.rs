//! Files for others to read: data, feeds, badges, Markdown. One line here for each
//! file; how it is written stands in a file of its own beside this one.

use std::mem;

use crate::config::Extra;
use crate::render::badge::{self, Subject};
use crate::render::{atom, card, markdown, sitemap};
use crate::site::batch::Batch;
use crate::site::graph::Files;
use crate::site::{Site, api, page};
use crate::source::{Content, OutPath, SitePath};

/// Where the pictures of a plan lie, or those of the site.
struct Pictures {
    badge: OutPath,
    figures: OutPath,
    strip: OutPath,
    card: OutPath,
}

/// Writes the files of a batch.
pub fn files(site: &Site<'_>, batch: Batch) -> Files {
    let presenter = site.presenter();
    let (mut texts, out, subject) = match batch {
        Batch::Others => {
            let out = Pictures {
                badge: page::badge_of_all("svg"),
                figures: page::badge_of_all("json"),
                strip: page::strip_of_all(),
                card: page::card_of_all(),
            };
            (of_site(site), out, Subject::all(presenter))
        }
        Batch::OthersOfPlan(plan) => {
            let id = &presenter.graph.plans[plan].id;
            let out = Pictures {
                badge: page::badge(id, "svg"),
                figures: page::badge(id, "json"),
                strip: page::strip(id),
                card: page::card(id),
            };
            (of_plan(site, plan), out, Subject::plan(presenter, plan))
        }
        Batch::Text(place) => {
            let text = markdown::page(presenter, &presenter.texts[place]);
            let files = text.into_iter();
            return files.map(|(out, text)| (out, text.into_bytes().into())).collect();
        }
        _ => return Files::new(),
    };
    if presenter.has(Extra::Badges) {
        texts.push((out.badge, badge::badge(&subject)));
        texts.push((out.figures, api::line(&subject.figures())));
    }
    if presenter.has(Extra::Strips) {
        texts.push((out.strip, badge::strip(&subject)));
    }
    let texts = texts.into_iter().map(|(out, text)| (out, text.into_bytes().into()));
    let mut files: Files = texts.collect();
    if presenter.has(Extra::Cards) {
        let title = presenter.title.clone();
        // What a badge of the site is named is the lesser line of its card.
        let (subject, above) = match batch {
            Batch::Others => {
                let mut subject = subject;
                let above = mem::replace(&mut subject.name, title);
                (subject, above)
            }
            _ => (subject, title),
        };
        files.push((out.card, card::card(&subject, &above).into()));
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
        files.extend(markdown::documents(presenter, number));
    }
    if let Some(feed) = presenter.plan_feed(number) {
        files.push((page::plan_feed(id), atom::write(&feed)));
    }
    files
}
