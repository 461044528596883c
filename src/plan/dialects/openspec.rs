//! The changes of `OpenSpec`: `openspec/changes/<id>/tasks.md` with `## 2. Delivery` above
//! `- [x] 2.1 Title`, finished changes in `archive/2026-05-01-<id>/`.
//!
//! Groups and tasks wait for those before them, as the order of the document says.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::diagnostic::Checked;
use crate::markdown::{BlockKind, Document, Inline, plain, prose};
use crate::plan::dialects::{Claim, Dialect, Reading};
use crate::plan::field::pattern;
use crate::plan::folder::sentence;
use crate::plan::model::{Metadata, Sign};
use crate::plan::outline::{self, grouped, numbered};
use crate::source::SitePath;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    name: "openspec",
    by_path,
    by_content,
    is_data: |_| false,
    read,
    fallback: false,
};

fn by_path(path: &SitePath) -> Option<Claim> {
    let mut segments = path.folder().split('/');
    let home = segments.any(|segment| segment == "openspec");
    let of_change = segments.next().is_some_and(|next| next != "specs") && home;
    let is_tasks = matches!(path.name().to_lowercase().as_str(), "tasks.md" | "task.md");
    (of_change && is_tasks).then_some(Claim::Tasks)
}

/// Elsewhere: groups numbered `2.` whose boxes are numbered `2.1`.
fn by_content(document: &Document) -> Option<Sign> {
    let (mut inside, mut outside) = (0, 0);
    let mut group: Option<String> = None;
    for block in document.blocks() {
        match &block.kind {
            BlockKind::Heading { inlines, .. } => {
                group = numbered::titled(&plain(inlines)).number;
            }
            BlockKind::List(list) => {
                for item in list.items.iter().filter(|item| item.mark.is_some()) {
                    let head = outline::head::of_item(item, &numbered::lead);
                    let id = head.and_then(|head| head.lead.id).unwrap_or_default();
                    match (&group, id.split_once('.')) {
                        (Some(group), Some((first, _))) if group == first => inside += 1,
                        _ => outside += 1,
                    }
                }
            }
            _ => {}
        }
    }
    (inside > 2 && outside * 4 < inside).then_some(Sign::NumberedGroups)
}

fn read(documents: &[Arc<Document>]) -> Checked<Reading> {
    let Checked { value: mut reading, diagnostics } = grouped::read(documents);
    if let Some(document) = documents.first() {
        name(document, &mut reading);
    }
    Checked::new(reading, diagnostics.to_vec())
}

/// Gives a change without a title the name of its folder, and its date.
fn name(document: &Document, reading: &mut Reading) {
    // A change that was archived twice carries two dates.
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^((?:\d{4}-\d{2}-\d{2}-)*)(.+)$"));
    let folder = document.path.folder().rsplit('/').next().unwrap_or("");
    let Some(found) = NAME.captures(folder) else { return };
    if let Some(day) = found[1].get(..10) {
        reading.metadata.push(Metadata {
            key: "Archived on".to_owned(),
            value: day.to_owned(),
            prose: prose::render_inlines(&[Inline::Text(day.to_owned())]),
            span: document.lines.span(&document.text, 0, 0),
        });
    }
    if reading.title.trim().is_empty() {
        reading.title = sentence(&found[2]);
    }
}
