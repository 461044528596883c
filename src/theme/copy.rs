//! Copies: a file of a theme that was copied into a site's own remembers in its
//! first line what it was made from, so that it can be told when the original
//! has changed since.

use sha2::{Digest as _, Sha256};

use crate::diagnostic::{Diagnostic, code};
use crate::source::{LineIndex, SourceFile};
use crate::theme::layer::Layer;

/// What stands before the name of the original.
const WORDS: &str = "Copied from ";

/// How many digits of a hash tell one state of a file from others.
const DIGITS: usize = 12;

/// The copy of a file, with a first line that says what it is made from;
/// nothing for a file that has no comments.
pub fn copy(layer: &str, path: &str, text: &str) -> Option<String> {
    let (open, close) = comment(path)?;
    let head = format!("{open}{WORDS}{layer}/{path} at {}{close}\n", mark(text));
    Some(format!("{head}{text}"))
}

/// Reports the copies of a site whose originals have changed.
pub fn outdated(layers: &[Layer]) -> Vec<Diagnostic> {
    let Some((site, below)) = layers.split_last().filter(|(last, _)| last.is_site())
    else {
        return Vec::new();
    };
    let told = site.files.iter().filter_map(|(path, file)| {
        let (name, old) = made_from(file)?;
        let (layer, inner) = name.split_once('/')?;
        let layer = below.iter().find(|other| other.name == layer);
        let original =
            layer.and_then(|layer| layer.files.get(inner)).and_then(|file| file.text());
        let text = file.text()?;
        let line = LineIndex::new(text).line(1);
        let length = text.get(line.clone())?.trim_end().len();
        let span = LineIndex::new(text).span(text, line.start, line.start + length);
        let found = |message: String| {
            Diagnostic::at(&code::OUTDATED_COPY, &file.path, span, message)
        };
        match original {
            None => {
                Some(found(format!("`{name}` is no longer a file of the theme")).hint(
                    "take the first line out if the file is still of use, else the file",
                ))
            }
            Some(original) if mark(original) != old => Some(
                found(format!("`{name}` has changed since `{path}` was copied from it"))
                    .hint(format!(
                        "`ouro theme eject {inner} --stdout` prints what it is now"
                    ))
                    .hint(format!(
                        "take over what is of use, and write `{}` in place of `{old}`",
                        mark(original)
                    )),
            ),
            Some(_) => None,
        }
    });
    told.collect()
}

/// What a file says that it was copied from, and the mark of what that was then.
fn made_from(file: &SourceFile) -> Option<(&str, &str)> {
    let head = file.text()?.lines().next()?;
    let (_, rest) = head.split_once(WORDS)?;
    let (name, rest) = rest.split_once(" at ")?;
    Some((name, rest.get(..DIGITS)?))
}

/// The comments of a file, by its name.
fn comment(path: &str) -> Option<(&'static str, &'static str)> {
    Some(match path.rsplit('.').next()? {
        "html" => ("{#- ", " -#}"),
        "css" | "js" => ("/* ", " */"),
        "svg" | "xml" => ("<!-- ", " -->"),
        "yaml" | "yml" | "ftl" => ("# ", ""),
        _ => return None,
    })
}

/// The first digits of the hash of a text, however its lines end.
fn mark(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.get(..DIGITS).unwrap_or_default().to_owned()
}
