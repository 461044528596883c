//! Older addresses: what `aliases` in a front matter asks for.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code};
use crate::graph::model::Graph;
use crate::markdown::Document;
use crate::site::batch::Batch;
use crate::site::page;
use crate::site::text::Text;
use crate::source::OutPath;

/// Where an older address leads.
pub struct Alias {
    /// The page.
    pub target: OutPath,
    /// Its name.
    pub title: String,
}

/// The addresses that are given away.
pub struct Taken<'s> {
    addresses: &'s BTreeMap<OutPath, Batch>,
    files: &'s [(OutPath, Arc<[u8]>)],
    /// All of both in small letters, since some disks make no difference; made when a
    /// document first has an older address.
    names: OnceCell<BTreeSet<String>>,
}

impl<'s> Taken<'s> {
    /// Those of pages and of files of the content.
    pub fn new(
        addresses: &'s BTreeMap<OutPath, Batch>,
        files: &'s [(OutPath, Arc<[u8]>)],
    ) -> Self {
        Self { addresses, files, names: OnceCell::new() }
    }

    fn names(&self) -> &BTreeSet<String> {
        self.names.get_or_init(|| {
            let files = self.files.iter().map(|(out, _)| out);
            let all = self.addresses.keys().chain(files);
            all.map(|out| out.as_str().to_lowercase()).collect()
        })
    }

    /// Whether a page or a file has an address, or a file stands where it needs a folder.
    fn is_taken(&self, old: &OutPath) -> bool {
        let path = old.as_str();
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.map(|end| OutPath::new(&path[..end])).any(|part| {
            self.names().contains(&part.as_str().to_lowercase())
                || page::is_of_site(&part)
                || page::plan_of_file(&part)
                    .is_some_and(|plan| self.addresses.contains_key(&plan))
        })
    }
}

/// Reads the older addresses of all pages, of which it is known which plans have some, and
/// reports those that cannot be.
pub fn read(
    (graph, aliased): (&Graph, &[usize]),
    texts: &[Arc<Text>],
    taken: &Taken<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<OutPath, Alias> {
    let mut aliases = BTreeMap::new();
    let mut add = |document: &Document, target: OutPath, title: &str| {
        for written in document.front_matter.list("aliases") {
            let span = document.front_matter.span.unwrap_or_default();
            let mut tell = |code, message: String, hint: &str| {
                let found = Diagnostic::at(code, &document.path, span, message);
                diagnostics.push(found.hint(hint));
            };
            let Some(old) = page::alias(&written) else {
                tell(
                    &code::INVALID_FRONT_MATTER,
                    format!("the alias `{written}` is no address below the site's root"),
                    "write it like `/old/place/`",
                );
                continue;
            };
            let taken = taken.is_taken(&old) || aliases.contains_key(&old);
            // A page may name its own address among the older ones.
            match taken && old != target {
                true => tell(
                    &code::DUPLICATE_URL,
                    format!(
                        "the alias `{written}` is the address of another page or file"
                    ),
                    "take it out: an address leads to one page",
                ),
                false if old == target => {}
                false => {
                    let title = title.to_owned();
                    aliases.insert(old, Alias { target: target.clone(), title });
                }
            }
        }
    };
    for plan in aliased.iter().map(|plan| &graph.plans[*plan]) {
        if let Some(source) = &plan.source {
            add(source, page::plan(&plan.id), &plan.title);
        }
        for document in &plan.documents {
            let out = page::document(&plan.id, &document.slug);
            add(&document.document, out, &document.title);
        }
    }
    for text in texts {
        add(&text.document, page::text(&text.document.path), &text.title);
    }
    aliases
}
