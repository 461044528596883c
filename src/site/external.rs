//! The links of all texts that lead to other sites, each with its place.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code};
use crate::graph::model::Graph;
use crate::markdown::Document;
use crate::site::place::Finder;
use crate::site::text::Text;
use crate::source::{SitePath, Span};

/// A link to another site.
pub struct ExternalLink {
    /// The address, without the place on the page.
    pub address: String,
    /// The file that it stands in.
    pub path: SitePath,
    /// Where.
    pub span: Span,
}

/// Lists the links of all plans that are no templates, and of all pages.
pub fn links(graph: &Graph, texts: &[Arc<Text>]) -> Vec<ExternalLink> {
    let plans = graph.plans.iter().filter(|plan| !plan.template);
    let of_plans = plans.flat_map(|plan| {
        let companions = plan.documents.iter().map(|document| &document.document);
        companions.chain(&plan.source)
    });
    let documents = of_plans.chain(texts.iter().map(|text| &text.document));
    documents.flat_map(|document| of_document(document)).collect()
}

fn of_document(document: &Document) -> impl Iterator<Item = ExternalLink> {
    let mut finder = Finder::of(document);
    document.targets.iter().filter_map(move |(target, _, span)| {
        let target = target.trim();
        let lower = target.to_ascii_lowercase();
        let is_web = lower.starts_with("http://") || lower.starts_with("https://");
        is_web.then(|| ExternalLink {
            address: target.split('#').next().unwrap_or(target).to_owned(),
            path: document.path.clone(),
            span: finder.find(target, *span),
        })
    })
}

impl ExternalLink {
    /// Says that nothing is there.
    pub fn gone(&self, why: &str) -> Diagnostic {
        let message = format!("`{}` leads to nothing: {why}", self.address);
        Diagnostic::at(&code::DEAD_LINK, &self.path, self.span, message)
            .label("nothing there")
            .hint("look for where it has moved, or take the link out")
    }
}
