//! Kiro's specs, and those of tools in its manner (cc-sdd, spec-workflow):
//! `.kiro/specs/<name>/tasks.md` with `- [ ] 2.1 (P) Title`, numbers that make the
//! hierarchy whatever the indent says, `- [ ]* 2.2 Title` for what may be left out,
//! and `_Requirements: 1.1_`.
//!
//! Tasks wait for those before them, as the order of the document says, save
//! those that `(P)` marks.

use std::sync::Arc;

use crate::diagnostic::Checked;
use crate::markdown::{BlockKind, Document, Inline, prose};
use crate::plan::dialects::{Claim, Dialect, Reading};
use crate::plan::field::Excerpt;
use crate::plan::model::{
    Metadata, PlanReference, Reference, Rule, Sign, Statement, Target,
};
use crate::plan::outline::{self, grouped, numbered};
use crate::source::SitePath;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    name: "kiro",
    by_path,
    by_content,
    is_data: |path| is_home(path) && path.name() == "spec.json",
    read,
    fallback: false,
};

/// Whether a file lies in the folder that Kiro, or a tool in its manner, keeps.
fn is_home(path: &SitePath) -> bool {
    let folder = path.folder();
    let mut above = "";
    folder.split('/').any(|segment| {
        let is_specs = segment == "specs" && above == ".claude";
        above = segment;
        is_specs || matches!(segment, ".kiro" | ".spec-workflow")
    })
}

fn by_path(path: &SitePath) -> Option<Claim> {
    if !is_home(path) {
        return None;
    }
    match path.name().to_lowercase().as_str() {
        "tasks.md" => Some(Claim::Tasks),
        "spec.json" => Some(Claim::Part(path.folder().to_owned())),
        _ => None,
    }
}

/// Outside its folder: numbered tasks with `_Requirements: …_` below them.
fn by_content(document: &Document) -> Option<Sign> {
    let cites = ["_Requirements:", "_Requirements ", "_需求", "_要件"];
    if !cites.iter().any(|field| document.text.contains(field)) {
        return None;
    }
    let mut numbers = 0;
    for block in document.blocks() {
        if let BlockKind::List(list) = &block.kind {
            let boxed = list.items.iter().filter(|item| item.mark.is_some());
            numbers += boxed
                .filter_map(|item| outline::head::of_item(item, &numbered::lead))
                .filter(|head| head.lead.id.is_some())
                .count();
        }
    }
    (numbers > 1).then_some(Sign::CitedRequirements)
}

fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    let Checked { value: mut reading, diagnostics } = grouped::read(documents);
    for data in documents.iter().filter(|document| document.is_data()) {
        settings(data, &mut reading);
    }
    Checked::new(reading, diagnostics.to_vec())
}

/// Takes in what `spec.json` says: how far the spec is, and the specs it needs.
fn settings(data: &Document, reading: &mut Reading) {
    let excerpt = Excerpt { text: &data.text, lines: &data.lines, path: &data.path };
    let place = |word: &str| {
        let at = data.text.find(word).unwrap_or(0);
        excerpt.span(at, at + word.len())
    };
    for (key, shown) in [("phase", "Stage"), ("implementation_status", "Implementation")]
    {
        if let Some(value) = data.front_matter.text(key) {
            reading.metadata.push(Metadata {
                key: shown.to_owned(),
                prose: prose::render_inlines(&[Inline::Text(value.clone())]),
                value,
                span: place(key),
            });
        }
    }
    for name in data.front_matter.list("dependencies") {
        let span = place(&format!("\"{name}\""));
        let plan =
            |plan| Reference { plan, target: Target::Plan, text: name.clone(), span };
        reading.statements.push(Statement {
            rule: Rule::Group,
            before: plan(Some(PlanReference::Id(name.clone()))),
            after: plan(None),
            label: None,
            path: data.path.clone(),
            span,
        });
    }
}
