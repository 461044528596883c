//! From a page's view and the theme to its bytes.
//!
//! A page depends on its view and its theme and on nothing else, so their hash
//! is its key. A page is never lost: where a user's template fails, the default
//! theme's renders it; were that to fail as well, its words stand on a plain page.

pub mod asset;
pub mod atom;
pub mod badge;
pub mod batch;
pub mod card;
pub mod guard;
pub mod host;
pub mod markdown;
pub mod others;
pub mod portable;
pub mod sitemap;
pub mod timeline_svg;

use std::sync::Arc;

pub use host::headers;
use tera::{Context, Error, ErrorKind};

use crate::config::{Links, key};
use crate::diagnostic::{Checked, Diagnostic, code};
use crate::markdown::escape::attribute_of as escape;
use crate::memo::Question;
use crate::site::view::{Body, PageView};
use crate::site::{Page, Site, api, graph_svg, page};
use crate::source::{Hash, Hasher, OutPath};
use crate::theme::{Theme, layer, load};

/// What a page may do: its own styles, scripts and images, and nothing else.
/// It stands in every page as a meta tag.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; object-src 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// A page to be rendered.
pub struct PageQuestion<'a> {
    /// The page.
    pub page: Arc<Page>,
    /// The theme that renders it.
    pub theme: &'a Theme,
    /// What its links to other pages end in.
    pub links: Links,
}

impl Question for PageQuestion<'_> {
    fn key(&self) -> Hash {
        let view = serde_json::to_vec(&self.page.view)
            .expect("a view has only texts, numbers, lists and structs with text keys");
        Hasher::new()
            .part(self.page.path.as_str())
            .part(self.page.template)
            .part(view)
            .part(match self.links {
                Links::Folders => "folders",
                Links::Files => "files",
            })
            .hash(self.theme.hash)
            .finish()
    }
}

/// Renders a page.
pub fn page(question: &PageQuestion<'_>) -> Checked<Arc<[u8]>> {
    let PageQuestion { page, theme, links } = question;
    let mut problems = Vec::new();
    let html = match context(&page.view, theme) {
        Ok(context) => {
            let own = theme.tera.render(page.template, &context);
            own.or_else(|error| {
                problems.push(failed(&error, question));
                match &theme.fallback {
                    Some(fallback) => fallback.render(page.template, &context),
                    None => Err(error),
                }
            })
        }
        Err(error) => Err(error),
    };
    let html = html.unwrap_or_else(|error| {
        if problems.is_empty() {
            problems.push(failed(&error, question));
        }
        plain(&page.view)
    });
    let html = if html.contains('\r') {
        html.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        html
    };
    let html = match links {
        Links::Folders => html,
        Links::Files => portable::page(&html),
    };
    problems.extend(guard::scan(&html).into_iter().map(|what| {
        let message = format!("page `{}` has {what}", page.path);
        Diagnostic::site(&code::INVALID_TEMPLATE, message)
            .hint("scripts and styles stand in files of the theme, and no page asks another host")
    }));
    Checked::new(html.into_bytes().into(), problems)
}

/// The files that are there before any page is made: the theme's, the content's,
/// and what hosts read.
pub fn beside(site: &Site<'_>, theme: &Theme) -> Vec<(OutPath, Arc<[u8]>)> {
    let assets =
        theme.assets.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes)));
    let mut files: Vec<(OutPath, Arc<[u8]>)> = assets.collect();
    files.extend(site.files.iter().cloned());
    let mut add = |out: OutPath, text: String| {
        files.push((out, text.into_bytes().into()));
    };
    add(page::headers(), headers());
    add(page::settings_schema(), key::SCHEMA_TEXT.clone());
    add(page::no_jekyll(), String::new());
    add(page::manifest(), api::line(&host::manifest(site, theme)));
    for old in site.aliases.keys() {
        if let Some(moved) = host::moved((site, theme), old) {
            add(old.clone(), moved);
        }
    }
    if let Some(redirects) = host::redirects(site) {
        add(page::redirects(), redirects);
    }
    files
}

/// All that a template is given.
fn context(view: &PageView, theme: &Theme) -> Result<Context, Error> {
    let mut context = Context::from_serialize(view)?;
    context.insert("assets", &asset::links(theme, &view.site.root));
    context.insert("theme", &asset::brand(theme, &view.site.root));
    context.insert("policy", POLICY);
    let graph = match &view.body {
        Body::Plan(plan) => plan.graph.as_ref(),
        Body::Graph(page) => Some(&page.graph),
        _ => None,
    };
    let charts = match &view.body {
        Body::Timeline(page) => {
            page.charts.iter().map(|part| timeline_svg::draw(&part.chart)).collect()
        }
        _ => Vec::new(),
    };
    context.insert("chart_svgs", &charts);
    context.insert("graph_svg", &graph.map(graph_svg::draw).unwrap_or_default());
    let overview = match &view.body {
        Body::Graph(page) => page.overview.as_ref(),
        _ => None,
    };
    context.insert("overview_svg", &overview.map(graph_svg::draw).unwrap_or_default());
    Ok(context)
}

/// Says what failed, in the user's template where it is one.
fn failed(error: &Error, question: &PageQuestion<'_>) -> Diagnostic {
    let theme = question.theme;
    let template = match error.kind() {
        ErrorKind::RenderingError(report) => report.filename(),
        _ => question.page.template,
    };
    // A report names the layer, and a page does not.
    let own = format!("{}/{template}", layer::SITE);
    let named = [template, own.as_str()].into_iter();
    let found = named.filter_map(|name| theme.templates.get_key_value(name)).next();
    match found {
        Some((name, file)) => load::problem(error, name, file),
        None => {
            let line = error.to_string();
            let line = line.lines().next().unwrap_or_default().to_owned();
            let message = format!("`{template}` cannot render this view: {line}");
            Diagnostic::site(&code::INVALID_TEMPLATE, message)
        }
    }
}

/// A page without a theme: its heading, its first words and a way out.
fn plain(view: &PageView) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n\
         <p><a href=\"{}\">{}</a></p>\n</main>\n</body>\n</html>\n",
        escape(&view.site.language),
        escape(POLICY),
        escape(&view.page.title),
        escape(&view.page.title),
        escape(&view.page.description),
        escape(&view.site.root),
        escape(&view.site.title),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::config::look::Look;
    use crate::language;
    use crate::render::page as render;
    use crate::site::view::{Link, Nav, NotFoundView, PageMeta, SiteView};
    use crate::source::{OutPath, SitePath, SourceFile, Sources};

    fn unknown_address() -> Page {
        let nav = Nav {
            site: Vec::new(),
            plans: Vec::new(),
            plans_more: None,
            examples: Vec::new(),
            examples_more: None,
            pages: Vec::new(),
        };
        let site = SiteView {
            title: "Plans".to_owned(),
            language: "en".to_owned(),
            direction: "ltr",
            generator: "ouro".to_owned(),
            as_of: String::new(),
            root: "/below/".to_owned(),
            nav,
            about: Link {
                title: "About".to_owned(),
                href: "/below/about-this-data/".to_owned(),
            },
            footer_html: String::new(),
            manifest: None,
            search: Link {
                title: "Search".to_owned(),
                href: "/below/search/".to_owned(),
            },
            index: "/below/search/index.json".to_owned(),
            keys: Vec::new(),
        };
        let page = PageMeta {
            title: "<b>\"Not found\"".to_owned(),
            title_html: "Not found".to_owned(),
            description: String::new(),
            canonical: None,
            card: None,
            card_alt: String::new(),
            alternates: Vec::new(),
            crumbs: Vec::new(),
            source: None,
        };
        let all =
            Link { title: "All plans".to_owned(), href: "/below/plans/".to_owned() };
        let body = Body::NotFound(NotFoundView { plans: Vec::new(), all });
        let view = PageView { site, page, body };
        Page { path: OutPath::new("404.html"), template: "404.html", view }
    }

    fn rendered(template: Option<&str>) -> (String, Vec<String>) {
        let theme = template.map(|text| {
            let path = "templates/404.html";
            let file = SourceFile::new(SitePath::new(path).unwrap(), text.as_bytes());
            (path.to_owned(), Arc::new(file))
        });
        let theme = BTreeMap::from_iter(theme);
        let english = language::load(&Sources::default(), ("en", None)).value;
        let sources = Sources { theme, ..Sources::default() };
        let theme = load(&sources, (&Look::default(), &Arc::new(english)));
        assert_eq!(theme.diagnostics.len(), 0);
        let page = Arc::new(unknown_address());
        let answer =
            render(&PageQuestion { page, theme: &theme.value, links: Links::Folders });
        let messages = answer.diagnostics.iter().map(|d| d.message.clone()).collect();
        (String::from_utf8(answer.value.to_vec()).unwrap(), messages)
    }

    #[test]
    fn a_page_is_escaped_and_finds_its_assets_from_the_root() {
        let (html, messages) = rendered(None);
        assert_eq!(messages, [""; 0]);
        assert!(
            html.contains("<title>&lt;b&gt;&quot;Not found&quot; · Plans</title>"),
            "{html}"
        );
        assert!(html.contains("href=\"/below/assets/site."));
    }

    #[test]
    fn a_template_that_fails_gives_way_to_the_default() {
        let (html, messages) = rendered(Some("{{ throw(message=\"no\") }}"));
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert_eq!(html, rendered(None).0);
    }

    #[test]
    fn what_a_theme_must_not_do_is_reported() {
        let (_, messages) = rendered(Some("<p style=\"color: red\">"));
        assert_eq!(
            messages,
            [
                "page `404.html` has a `style` attribute on `<p>`",
                "page `404.html` has no Content-Security-Policy"
            ]
        );
    }
}
