//! Themes: templates, styles and icons, read once for all pages.
//!
//! The default theme is part of the binary, so a site needs no theme folder and
//! a build reads none. The files of a user's theme lie over it by their path: a
//! theme may bring one template, or one style sheet, and leave the rest.

pub mod check;
pub mod function;
pub mod load;
pub mod style;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;

use crate::source::{Hash, OutPath, SourceFile};

pub use load::load;

/// A theme, ready to render.
pub struct Theme {
    /// The templates.
    pub tera: Tera,
    /// The templates of the default theme alone, for a page that a user's
    /// template cannot render; nothing where there is no user's template.
    pub fallback: Option<Tera>,
    /// The user's templates by name, so that a message can point into them.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
    /// The hash of every file, the embedded ones included, and of the language.
    pub hash: Hash,
    /// What is published, by its fingerprinted path.
    pub assets: BTreeMap<OutPath, Arc<[u8]>>,
    /// From an asset's name to its path: `site.css` to
    /// `assets/site.0123456789ab.css`, `icons/favicon.svg` likewise.
    pub names: BTreeMap<String, OutPath>,
}
