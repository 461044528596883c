//! The foot of every page: a line of Markdown from the settings, with links that
//! start at the root of the content.

use crate::config::Config;
use crate::config::look::Wish;
use crate::diagnostic::Diagnostic;
use crate::markdown::prose::{self, Prose};
use crate::markdown::{self, Document};
use crate::site::Parts;
use crate::site::place::{Here, Places, Seen};
use crate::source::{SitePath, SourceFile};

/// The line at the foot of every page.
pub struct Footer {
    wish: Option<Wish>,
    document: Document,
    prose: Prose,
}

impl Footer {
    /// Reads the line of the settings.
    pub fn new(config: &Config) -> Self {
        let wish = config.look.footer.clone();
        let text = wish.as_ref().map(|wish| wish.text.clone()).unwrap_or_default();
        let prose = prose::render_inlines(&markdown::inlines(&text));
        let file = SourceFile::new(SitePath::unnamed(), text.as_bytes());
        Self { wish, document: markdown::parse(&file).value, prose }
    }

    /// The line as HTML for a page; empty where there is none.
    pub fn fill(&self, places: &Places<'_>, here: &Here) -> String {
        match &self.wish {
            Some(_) => places.fill(&self.prose, &self.document.path, here),
            None => String::new(),
        }
    }

    /// Reports links that lead nowhere, and collects the files that are shown.
    pub fn check(
        &self,
        (parts, places): (&Parts<'_>, &Places<'_>),
        seen: &mut Seen,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (Some(wish), Some(config)) = (&self.wish, &parts.sources.config) else {
            return;
        };
        let mut noticed = Vec::new();
        places.check(&self.document, seen, &mut noticed);
        // The line is read by itself, so that a place in it is none of the file.
        diagnostics.extend(noticed.into_iter().map(|found| Diagnostic {
            path: Some(config.path.clone()),
            span: Some(wish.span),
            ..found
        }));
    }
}
