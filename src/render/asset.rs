//! Where a page finds the theme's assets.

use std::collections::BTreeMap;

use crate::site::view::BrandView;
use crate::theme::{Theme, brand};

/// The links from a page to the theme's assets, by name. `root` is the page's
/// way to the site's root, so that the links hold on the page for unknown
/// addresses too, where that way is absolute.
pub fn links(theme: &Theme, root: &str) -> BTreeMap<String, String> {
    theme
        .names
        .iter()
        .map(|(name, path)| (name.clone(), format!("{root}{path}")))
        .collect()
}

/// What a site made of its theme, with the way to its picture.
pub fn brand(theme: &Theme, root: &str) -> BrandView {
    let logo = theme.names.get(brand::LOGO).map(|path| format!("{root}{path}"));
    brand::view((&theme.name, &theme.look), logo)
}
