//! What makes a theme a site's own: its picture and its letters, as files of the
//! content or of the theme that are published with the theme's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::look::{FontWish, LogoWish, Look, Wish};
use crate::diagnostic::{Diagnostic, code, nearest};
use crate::site::view::{BrandView, LogoView};
use crate::source::{Content, SitePath, SourceFile, Sources};
use crate::theme::layer::Files;

/// The name under which the picture of the site is published.
pub const LOGO: &str = "logo";

/// The pictures that can stand for a site.
const PICTURES: [&str; 7] = ["svg", "png", "webp", "avif", "jpg", "jpeg", "gif"];

/// The files of letters that a browser reads.
const LETTERS: [&str; 2] = ["woff2", "woff"];

/// Finds the picture of a site: in the theme's files first, then in the content.
pub fn logo(
    (sources, files): (&Sources, &Files),
    wish: &LogoWish,
    problems: &mut Vec<Diagnostic>,
) -> Option<Arc<SourceFile>> {
    let path = SitePath::new(&wish.file.text);
    let is_picture = path
        .as_ref()
        .and_then(SitePath::extension)
        .is_some_and(|end| PICTURES.contains(&end.to_ascii_lowercase().as_str()));
    let own = path.as_ref().and_then(|path| files.get(path.as_str()));
    let found = own.or_else(|| sources.file(path.as_ref()?));
    let hint = format!("a picture ends in `.{}`", PICTURES.join("`, `."));
    match found {
        Some(file) if is_picture => Some(Arc::clone(file)),
        Some(_) => {
            let message = format!("the logo `{}` is no picture", wish.file.text);
            problems
                .extend(told(sources, &wish.file, message).map(|told| told.hint(hint)));
            None
        }
        None => {
            let message = format!("the logo `{}` is not there", wish.file.text);
            let names = sources.files.iter().map(|file| file.path.as_str());
            let names = names.chain(files.keys().map(String::as_str));
            let hint = match nearest(&wish.file.text, names) {
                Some(near) => format!("the nearest is `{near}`"),
                None => "its path starts at the folder of the content or of the theme"
                    .to_owned(),
            };
            problems
                .extend(told(sources, &wish.file, message).map(|told| told.hint(hint)));
            None
        }
    }
}

/// The rules that bring the files of a font: they are published under the
/// addresses that are given, seen from the style sheet.
pub fn font_faces(
    (sources, wish): (&Sources, &FontWish),
    addresses: &BTreeMap<String, String>,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let family = wish.names.text.split(',').next().unwrap_or_default();
    let family = family.trim().trim_matches(['"', '\'']).to_owned();
    let mut css = String::new();
    // One file alone may hold every weight.
    let weight = if wish.bold.is_some() { "400" } else { "100 900" };
    for (file, weight) in [(&wish.file, weight), (&wish.bold, "700")] {
        let Some(file) = file else { continue };
        let path = file.text.trim_start_matches("./");
        let end = path.rsplit('.').next().unwrap_or_default();
        let address = addresses.get(path).filter(|_| LETTERS.contains(&end));
        let Some(address) = address else {
            let message = format!("the font `{}` is no file of the theme", file.text);
            let names = addresses.keys().map(String::as_str);
            let hint =
                match nearest(path, names.filter(|name| name.starts_with("fonts/"))) {
                    Some(near) => format!("the nearest is `{near}`"),
                    None => "put a `.woff2` file into the folder `fonts` of the theme"
                        .to_owned(),
                };
            problems.extend(told(sources, file, message).map(|told| told.hint(hint)));
            continue;
        };
        css.push_str(&format!(
            "@font-face{{font-family:{};src:url({}) format(\"{end}\");font-weight:{weight};font-display:swap}}",
            quoted(&family),
            quoted(address)
        ));
    }
    css
}

/// What is published of a look beside the theme's own files.
pub fn bytes(file: &SourceFile) -> Arc<[u8]> {
    match &file.content {
        Content::Text(text) => text.replace("\r\n", "\n").into_bytes().into(),
        Content::Bytes(bytes) => Arc::clone(bytes),
    }
}

/// The view of what a site made of its theme.
pub fn view((name, look): (&str, &Look), logo: Option<String>) -> BrandView {
    let alt = look.logo.as_ref().map(|wish| wish.alt.clone()).unwrap_or_default();
    BrandView { name: name.to_owned(), logo: logo.map(|href| LogoView { href, alt }) }
}

fn told(sources: &Sources, wish: &Wish, message: String) -> Option<Diagnostic> {
    let path = &sources.config.as_ref()?.path;
    Some(Diagnostic::at(&code::INVALID_CONFIG, path, wish.span, message))
}

/// Writes a text as a string of CSS.
fn quoted(text: &str) -> String {
    let safe = |c: char| !c.is_control() && !matches!(c, '"' | '\\' | '<' | '>');
    format!("\"{}\"", text.chars().filter(|c| safe(*c)).collect::<String>())
}
