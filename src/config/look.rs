//! `theme:` in `ouro.yaml`: what a site asks of its theme, each wish with its
//! place. What a colour or a length is, the theme knows; here they are words.

use serde_json::Value;

use crate::config::key::{FONT, LOGO, LOOK, SHADES, THEME};
use crate::config::{Place, Wrong, folder, key, kind, nearest_of};
use crate::source::{Hash, Hasher, Span};

/// What a site asks of its theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The built-in theme that lies beneath the site's own.
    pub name: Option<Wish>,
    /// The folder of the site's own theme.
    pub folder: Option<Wish>,
    /// The colour of links, of the focus and of what is current.
    pub accent: Option<Shades>,
    /// The picture beside the site's name.
    pub logo: Option<LogoWish>,
    /// The letters of the text.
    pub font: Option<FontWish>,
    /// A line of Markdown at the foot of every page.
    pub footer: Option<Wish>,
    /// Values for tokens of the theme, by their names.
    pub tokens: Vec<(String, Shades)>,
}

/// A value as it was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What was written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A value for light and for dark pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shades {
    /// One for both.
    Both(Wish),
    /// One for each, or for one of them.
    Each {
        /// For light pages.
        light: Option<Wish>,
        /// For dark pages.
        dark: Option<Wish>,
    },
}

/// The picture beside the site's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoWish {
    /// Its file, in the content or the theme.
    pub file: Wish,
    /// What it says to those who do not see it; empty where it only adorns.
    pub alt: String,
}

/// The letters of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontWish {
    /// The names of families, the preferred one first.
    pub names: Wish,
    /// The file of the first family, in the theme's folder.
    pub file: Option<Wish>,
    /// Its file for bold letters.
    pub bold: Option<Wish>,
}

impl Shades {
    fn list<'w>(&'w self, way: &str, found: &mut Vec<(String, &'w Wish)>) {
        match self {
            Self::Both(wish) => found.push((way.to_owned(), wish)),
            Self::Each { light, dark } => {
                for (name, wish) in SHADES.iter().zip([light, dark]) {
                    found.extend(
                        wish.as_ref().map(|wish| (format!("{way}.{name}"), wish)),
                    );
                }
            }
        }
    }
}

impl Look {
    /// The hash of all wishes, and of where they stand, since messages say so.
    pub fn hash(&self) -> Hash {
        Hasher::new().part(format!("{self:?}")).finish()
    }

    /// All wishes by the way to them, with their lines.
    pub fn wishes(&self) -> Vec<(String, String, u32)> {
        let mut found: Vec<(String, &Wish)> = Vec::new();
        let plain =
            [("name", &self.name), ("folder", &self.folder), ("footer", &self.footer)];
        for (name, wish) in plain {
            found.extend(wish.as_ref().map(|wish| (name.to_owned(), wish)));
        }
        if let Some(accent) = &self.accent {
            accent.list("accent", &mut found);
        }
        found.extend(self.logo.as_ref().map(|logo| ("logo".to_owned(), &logo.file)));
        if let Some(font) = &self.font {
            found.push(("font".to_owned(), &font.names));
            for (name, file) in [("font.file", &font.file), ("font.bold", &font.bold)] {
                found.extend(file.as_ref().map(|file| (name.to_owned(), file)));
            }
        }
        for (name, shades) in &self.tokens {
            shades.list(&format!("tokens.{name}"), &mut found);
        }
        let row = |(way, wish): (String, &Wish)| (way, wish.text.clone(), wish.span.line);
        found.into_iter().map(row).collect()
    }
}

/// Reads what stands below `theme`; what is wrong is told and left out.
pub(super) fn read(value: &Value, place: &mut Place<'_>) -> Look {
    let mut look = Look::default();
    let Value::Object(entries) = value else { return look };
    for (key, value) in entries {
        let mut reader = Reader { place, key };
        match key.as_str() {
            "name" => look.name = reader.text(&[], value),
            "footer" => look.footer = reader.text(&[], value),
            "accent" => look.accent = reader.shades(&[], value),
            "folder" => look.folder = reader.folder(value),
            "logo" => look.logo = reader.logo(value),
            "font" => look.font = reader.font(value),
            "tokens" => look.tokens = reader.tokens(value),
            _ => reader.unknown(&[], nearest_of(key, &key::names(LOOK))),
        }
    }
    look
}

/// Reads what one key below `theme` holds.
struct Reader<'p, 's, 'k> {
    place: &'p mut Place<'s>,
    key: &'k str,
}

impl Reader<'_, '_, '_> {
    /// A text or a number below some keys; nothing where it is none.
    fn text(&mut self, inner: &[&str], value: &Value) -> Option<Wish> {
        let text = match value {
            Value::String(text) if !text.trim().is_empty() => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::String(_) => {
                let message = format!("`{}` is left empty", self.name(inner));
                let hint =
                    "`#` starts a comment: write a colour in quotes, `\"#3b46c4\"`";
                self.report(inner, Wrong::new(message, hint));
                return None;
            }
            value => {
                let message = format!(
                    "`{}` is {}, and a text is expected",
                    self.name(inner),
                    kind(value)
                );
                self.report(inner, Wrong::new(message, "put the value in quotes"));
                return None;
            }
        };
        Some(Wish { text, span: self.span(inner) })
    }

    /// One value, or one each for light and dark pages.
    fn shades(&mut self, inner: &[&str], value: &Value) -> Option<Shades> {
        let Value::Object(entries) = value else {
            return Some(Shades::Both(self.text(inner, value)?));
        };
        let (mut light, mut dark) = (None, None);
        for (name, value) in entries {
            let path: Vec<&str> = inner.iter().copied().chain([name.as_str()]).collect();
            match name.as_str() {
                "light" => light = self.text(&path, value),
                "dark" => dark = self.text(&path, value),
                _ => self.unknown(&path, nearest_of(name, &SHADES)),
            }
        }
        (light.is_some() || dark.is_some()).then_some(Shades::Each { light, dark })
    }

    fn folder(&mut self, value: &Value) -> Option<Wish> {
        let wish = self.text(&[], value)?;
        match folder("folder", &wish.text) {
            Ok(text) => Some(Wish { text, ..wish }),
            Err(wrong) => {
                self.report(&[], wrong);
                None
            }
        }
    }

    fn logo(&mut self, value: &Value) -> Option<LogoWish> {
        let Value::Object(entries) = value else {
            let file = self.text(&[], value)?;
            return Some(LogoWish { file, alt: String::new() });
        };
        let (mut file, mut alt) = (None, String::new());
        for (name, value) in entries {
            match name.as_str() {
                "file" => file = self.text(&["file"], value),
                "alt" => alt = self.text(&["alt"], value).map_or(alt, |wish| wish.text),
                _ => self.unknown(&[name], nearest_of(name, &key::names(LOGO))),
            }
        }
        let file = self.needed("file", file)?;
        Some(LogoWish { file, alt })
    }

    fn font(&mut self, value: &Value) -> Option<FontWish> {
        let Value::Object(entries) = value else {
            let names = self.names(&[], value)?;
            return Some(FontWish { names, file: None, bold: None });
        };
        let (mut names, mut file, mut bold) = (None, None, None);
        for (name, value) in entries {
            match name.as_str() {
                "names" => names = self.names(&["names"], value),
                "file" => file = self.text(&["file"], value),
                "bold" => bold = self.text(&["bold"], value),
                _ => self.unknown(&[name], nearest_of(name, &key::names(FONT))),
            }
        }
        let names = self.needed("names", names)?;
        Some(FontWish { names, file, bold })
    }

    /// Names as a list, or in one text with commas between them.
    fn names(&mut self, inner: &[&str], value: &Value) -> Option<Wish> {
        let Value::Array(items) = value else { return self.text(inner, value) };
        let names: Option<Vec<String>> =
            items.iter().map(|item| Some(self.text(inner, item)?.text)).collect();
        Some(Wish { text: names?.join(", "), span: self.span(inner) })
    }

    fn tokens(&mut self, value: &Value) -> Vec<(String, Shades)> {
        let Value::Object(entries) = value else {
            let message = format!(
                "`tokens` is {}, and names with values are expected",
                kind(value)
            );
            let hint = "write each on a line of its own below it: `    round: 2px`";
            self.report(&[], Wrong::new(message, hint));
            return Vec::new();
        };
        entries
            .iter()
            .filter_map(|(name, value)| {
                Some((name.clone(), self.shades(&[name], value)?))
            })
            .collect()
    }

    /// What a mapping cannot be without.
    fn needed(&mut self, name: &str, wish: Option<Wish>) -> Option<Wish> {
        if wish.is_none() {
            let message = format!("`{}` has no `{name}`", self.key);
            self.report(&[], Wrong { message, hint: None });
        }
        wish
    }

    fn unknown(&mut self, inner: &[&str], hint: String) {
        let name = inner.last().copied().unwrap_or(self.key);
        let holder = if inner.is_empty() { THEME } else { self.key };
        let wrong = Wrong::new(format!("`{holder}` has no setting `{name}`"), hint);
        let path = way(self.key, inner);
        self.place.unknown(&path, wrong);
    }

    fn report(&mut self, inner: &[&str], wrong: Wrong) {
        let path = way(self.key, inner);
        self.place.report(&path, wrong);
    }

    fn span(&self, inner: &[&str]) -> Span {
        self.place.span_of(&way(self.key, inner)).unwrap_or_default()
    }

    /// The name of a setting in a message.
    fn name<'a>(&'a self, inner: &[&'a str]) -> &'a str {
        inner.last().copied().unwrap_or(self.key)
    }
}

/// The keys on the way to a setting.
fn way<'a>(key: &'a str, inner: &[&'a str]) -> Vec<&'a str> {
    [THEME, key].into_iter().chain(inner.iter().copied()).collect()
}
