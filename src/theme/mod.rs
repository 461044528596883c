//! Themes: templates, styles and icons, read once for all pages.
//!
//! The built-in themes are part of the binary, so a site needs no theme folder
//! and a build reads none. A theme is a list of layers of files, later ones over
//! earlier ones by their path: a layer may bring one template, or one style
//! sheet, and leave the rest. What the settings ask for comes on top.

pub mod brand;
pub mod check;
pub mod colour;
pub mod copy;
pub mod function;
pub mod inventory;
pub mod layer;
pub mod load;
pub mod shape;
pub mod style;
pub mod syntax;
pub mod token;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;

use crate::config::look::Look;
use crate::source::{Hash, OutPath, SourceFile};

pub use load::load;

/// A theme, ready to render.
pub struct Theme {
    /// The name of the topmost built-in theme.
    pub name: String,
    /// What the settings ask of it.
    pub look: Look,
    /// The templates.
    pub tera: Tera,
    /// The templates of the built-in layers alone, for a page that a site's
    /// template cannot render; nothing where the site has none.
    pub fallback: Option<Tera>,
    /// The site's templates by name, with `site/` in front, so that a message can
    /// point into them.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
    /// The hash of every file, the embedded ones included, and of the language.
    pub hash: Hash,
    /// What is published, by its fingerprinted path.
    pub assets: BTreeMap<OutPath, Arc<[u8]>>,
    /// From an asset's name to its path: `site.css` to
    /// `assets/site.0123456789ab.css`, `icons/favicon.svg` likewise.
    pub names: BTreeMap<String, OutPath>,
}
