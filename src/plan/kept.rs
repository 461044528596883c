//! Plans as bytes, for memory between runs.
//!
//! A plan is read in milliseconds and taken from bytes in a tenth of that. What it was
//! read from lies in the question, so that no document is kept with it.

use std::sync::{Arc, LazyLock};

use crate::diagnostic::{Checked, Noticed};
use crate::markdown::{self, Document};
use crate::memo::Lasting;
use crate::output::Folded;
use crate::plan::folder::PlanFolder;
use crate::plan::model::Plan;
use crate::source::{SitePath, SourceFile};

impl Lasting<PlanFolder> for Checked<Arc<Plan>> {
    const KIND: &'static str = "plan";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let noticed: Vec<Noticed> = self.diagnostics.iter().map(Noticed::of).collect();
        let bytes = postcard::to_stdvec(&(&*self.value, noticed)).ok()?;
        Some(Folded::new(&bytes).kept())
    }

    fn from_bytes(bytes: &[u8], folder: &PlanFolder) -> Option<Self> {
        let folded = Folded::of_kept(bytes)?;
        let (mut plan, noticed): (Plan, Vec<Noticed>) =
            postcard::from_bytes(&folded.bytes()?).ok()?;
        if plan.documents.len() != folder.companions.len() {
            return None;
        }
        plan.dialect = folder.dialect.name;
        plan.source = folder.tasks().map(Document::kept);
        for (own, companion) in plan.documents.iter_mut().zip(&folder.companions) {
            own.document = companion.document.kept();
        }
        share_paths(&mut plan, folder);
        let diagnostics = noticed.into_iter().map(Noticed::read);
        let diagnostics = diagnostics.collect::<Option<Vec<_>>>()?;
        plan.names();
        Some(Self::new(Arc::new(plan), diagnostics))
    }
}

/// A plan as it is kept once it was read: without the blocks of its documents, and as
/// small as it can be.
pub(super) fn small(mut plan: Plan) -> Plan {
    plan.source = plan.source.as_ref().map(Document::kept);
    for own in &mut plan.documents {
        own.document = own.document.kept();
    }
    // Its texts and lists were made to grow, and a clone has no room for that: a third
    // of what the plan would take.
    Plan::clone(&plan)
}

/// Stands in the place of a document until that is known.
pub(super) fn no_document() -> Arc<Document> {
    static NONE: LazyLock<Arc<Document>> = LazyLock::new(|| {
        let file = SourceFile::new(SitePath::unnamed(), b"");
        Arc::new(markdown::parse(&file).value)
    });
    Arc::clone(&NONE)
}

/// Has all that stands in a file share its path, as it does where it was read.
fn share_paths(plan: &mut Plan, folder: &PlanFolder) {
    let known: Vec<&SitePath> =
        folder.documents().map(|document| &document.path).collect();
    let phases = plan.phases.iter_mut().map(|phase| &mut phase.path);
    let tasks = plan.tasks.iter_mut().map(|task| &mut task.path);
    let checks = plan.checks.iter_mut().map(|check| &mut check.path);
    let stated = plan.statements.iter_mut().map(|statement| &mut statement.path);
    let mut last = 0;
    for path in phases.chain(tasks).chain(checks).chain(stated) {
        if known.get(last).is_none_or(|known| **known != *path) {
            last = known.iter().position(|known| **known == *path).unwrap_or(last);
        }
        if let Some(known) = known.get(last).filter(|known| ***known == *path) {
            *path = (*known).clone();
        }
    }
}
