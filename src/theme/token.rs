//! Tokens: the colours and measures of a theme by name, and other values for
//! them from the settings. A value is one of its token's kind, read and written
//! anew, so that no setting can bring a rule of its own into the styles.

use std::collections::BTreeMap;

use lightningcss::properties::Property;
use lightningcss::properties::custom::CustomPropertyName;
use lightningcss::properties::font::FontFamily;
use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::traits::{Parse, ToCss};
use lightningcss::values::length::LengthValue;
use lightningcss::values::number::CSSNumber;
use lightningcss::values::time::Time;

use crate::config::look::{Shades, Wish};
use crate::diagnostic::{Code, Diagnostic, code, nearest};
use crate::source::SitePath;
use crate::theme::colour::{Colour, Towards};

/// The selector whose values hold for all pages.
const LIGHT: &str = ":root";
/// The selector whose values hold for dark pages.
const DARK: &str = ":root[data-theme=dark]";
/// The selector of the same within what asks the system.
const SYSTEM_DARK: &str = ":root:not([data-theme=\"light\"])";

/// What text stands on.
const GROUNDS: [&str; 3] = ["bg", "panel", "sunk"];
/// What text is written in, on all of these and on its own tint where it has one.
const INKS: [&str; 12] = [
    "text", "text2", "muted", "accent", "done", "doing", "ready", "waiting", "blocked",
    "note", "critical", "skipped",
];
/// What borders with a meaning are drawn in.
const STRONG: &str = "line-strong";
/// The least contrast of text.
const TEXT: f64 = 4.5;
/// The least contrast of a border with a meaning.
const BORDER: f64 = 3.0;
/// The contrast that a derived shade has, so that it is read with ease.
const EASE: f64 = 7.0;
/// How much of an accent is in its tint, on light and on dark pages.
const TINTS: (f64, f64) = (0.10, 0.16);

/// The colours and measures of a theme by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// The values for all pages.
    pub light: BTreeMap<String, String>,
    /// The values that differ on dark pages.
    pub dark: BTreeMap<String, String>,
}

/// What kind of value a token takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A colour.
    Colour,
    /// A length.
    Length,
    /// A number.
    Number,
    /// A time.
    Time,
    /// Names of fonts.
    Fonts,
    /// Anything else, which cannot be set.
    Other,
}

impl Kind {
    /// What it is, in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Colour => "a colour",
            Self::Length => "a length",
            Self::Number => "a number",
            Self::Time => "a time",
            Self::Fonts => "names of fonts",
            Self::Other => "what cannot be set",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Colour => {
                "write it like `\"#3b46c4\"`, with nothing that shines through"
            }
            Self::Length => "write it like `6px` or `0.5rem`",
            Self::Number => "write it like `1.5`",
            Self::Time => "write it like `120ms`",
            Self::Fonts => "write it like `Inter, system-ui`",
            Self::Other => "change it in a style sheet of the theme",
        }
    }

    /// What kind a value is of.
    fn of(value: &str) -> Self {
        if Colour::read(value).is_some() {
            Self::Colour
        } else if CSSNumber::parse_string(value).is_ok() {
            Self::Number
        } else if LengthValue::parse_string(value).is_ok() {
            Self::Length
        } else if Time::parse_string(value).is_ok() {
            Self::Time
        } else if value.contains(',') && fonts(value).is_some() {
            Self::Fonts
        } else {
            Self::Other
        }
    }

    /// Writes a value of this kind as CSS; nothing where it is none.
    fn written(self, value: &str) -> Option<String> {
        match self {
            Self::Colour => Some(Colour::read(value)?.hex()),
            Self::Length if value == "0" => Some("0px".to_owned()),
            Self::Length => css::<LengthValue>(value),
            Self::Number => css::<CSSNumber>(value),
            Self::Time => css::<Time>(value),
            Self::Fonts => fonts(value),
            Self::Other => None,
        }
    }
}

impl Tokens {
    /// Reads the tokens of style sheets, those of later ones over the others.
    pub fn read<'a>(sheets: impl Iterator<Item = &'a str>) -> Self {
        let mut tokens = Self::default();
        for sheet in sheets {
            tokens.add(sheet);
        }
        tokens
    }

    fn add(&mut self, sheet: &str) {
        let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
        let Ok(sheet) = StyleSheet::parse(sheet, options) else { return };
        for rule in &sheet.rules.0 {
            let CssRule::Style(rule) = rule else { continue };
            let selector = rule.selectors.to_css_string(PrinterOptions::default());
            let selector = selector.unwrap_or_default().replace('"', "");
            let values = match selector.as_str() {
                LIGHT => &mut self.light,
                DARK => &mut self.dark,
                _ => continue,
            };
            for property in &rule.declarations.declarations {
                let Property::Custom(custom) = property else { continue };
                let CustomPropertyName::Custom(name) = &custom.name else { continue };
                let Ok(value) = property.value_to_css_string(PrinterOptions::default())
                else {
                    continue;
                };
                let name = name.0.trim_start_matches("--").to_owned();
                values.insert(name, value.trim().to_owned());
            }
        }
    }

    /// What kind of value a token takes; nothing where there is no such token.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.light.get(name).map(|value| Kind::of(value))
    }

    fn colour(&self, name: &str, side: Side) -> Option<Colour> {
        let dark = self.dark.get(name).filter(|_| side == Side::Dark);
        Colour::read(dark.or_else(|| self.light.get(name))?)
    }
}

/// Light or dark pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Light,
    Dark,
}

impl Side {
    const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The tint of an accent on a ground.
    fn tint(self, accent: Colour, ground: Colour) -> Colour {
        ground.mixed(accent, if self == Self::Light { TINTS.0 } else { TINTS.1 })
    }

    fn towards(self) -> Towards {
        match self {
            Self::Light => Towards::Dark,
            Self::Dark => Towards::Light,
        }
    }
}

/// What settings make of the tokens of a theme.
pub struct Setter<'a> {
    /// The file of the settings, for messages.
    pub path: &'a SitePath,
    /// The tokens of the theme, and then those of the site.
    pub tokens: Tokens,
    /// What was set, with where.
    wishes: BTreeMap<(String, Side), Wish>,
    /// What was set or derived.
    changed: BTreeMap<(Side, String), String>,
    /// What was noticed.
    pub problems: Vec<Diagnostic>,
}

impl<'a> Setter<'a> {
    /// Starts with the tokens of a theme.
    pub fn new(path: &'a SitePath, tokens: Tokens) -> Self {
        let (wishes, changed) = (BTreeMap::new(), BTreeMap::new());
        Self { path, tokens, wishes, changed, problems: Vec::new() }
    }

    /// Sets a token by its name.
    pub fn set(&mut self, name: &str, shades: &Shades) {
        let bare = name.trim_start_matches("--");
        let Some(kind) = self.tokens.kind(bare) else {
            let (light, dark) = sides(shades);
            let wish = light.or(dark);
            let span = wish.map(|wish| wish.span).unwrap_or_default();
            let names = self.tokens.light.keys().map(String::as_str);
            let hint = match nearest(bare, names) {
                Some(near) => format!("the nearest is `{near}`"),
                None => "`ouro theme list` names them all".to_owned(),
            };
            let message = format!("the theme has no token `{name}`");
            let found = Diagnostic::at(&code::UNKNOWN_TOKEN, self.path, span, message);
            self.problems.push(found.hint(hint));
            return;
        };
        let (light, dark) = sides(shades);
        if let Some(wish) = light {
            self.value(bare, (Side::Light, kind), wish);
        }
        // What is the same on light and dark pages needs to be said once.
        let differs = self.tokens.dark.contains_key(bare);
        if let Some(wish) = dark.filter(|dark| differs || light != Some(*dark)) {
            self.value(bare, (Side::Dark, kind), wish);
        }
    }

    /// Sets the accent, with its tints; one colour alone is made lighter for dark pages.
    pub fn accent(&mut self, shades: &Shades) {
        let (light, dark) = sides(shades);
        if let Some(wish) = light {
            self.value("accent", (Side::Light, Kind::Colour), wish);
        }
        if let (Some(wish), Shades::Each { .. }) = (dark, shades) {
            self.value("accent", (Side::Dark, Kind::Colour), wish);
        }
        if let Shades::Both(wish) = shades
            && let Some(colour) = Colour::read(&wish.text)
        {
            let grounds = self.grounds(Side::Dark);
            let with_ease = |shade: Colour| shade.is_read_on(&grounds, EASE);
            let shade = colour.shade(Towards::Light, &with_ease).unwrap_or(colour);
            self.change(Side::Dark, "accent", shade.hex());
        }
        for side in Side::BOTH {
            let accent = self.tokens.colour("accent", side);
            let ground = self.tokens.colour("bg", side);
            if let Some((accent, ground)) = accent.zip(ground)
                && self.changed.contains_key(&(side, "accent".to_owned()))
            {
                self.change(side, "accent-bg", side.tint(accent, ground).hex());
            }
        }
    }

    /// Sets the letters of the text.
    pub fn fonts(&mut self, names: &Wish) {
        self.value("sans", (Side::Light, Kind::Fonts), names);
    }

    /// Tells which colours cannot be read, where a setting has a part in it.
    pub fn contrast(&mut self) {
        for side in Side::BOTH {
            for ink in INKS {
                let tint = format!("{ink}-bg");
                let grounds =
                    GROUNDS.iter().map(|ground| (*ground).to_owned()).chain([tint]);
                self.demand((ink, side), &grounds.collect::<Vec<_>>(), TEXT);
            }
            self.demand((STRONG, side), &GROUNDS.map(str::to_owned), BORDER);
        }
    }

    /// The rules that say what was set.
    pub fn css(&self) -> String {
        let block = |side: Side| -> String {
            let of_side = self.changed.iter().filter(|((of, _), _)| *of == side);
            of_side.map(|((_, name), value)| format!("--{name}:{value};")).collect()
        };
        let (light, dark) = (block(Side::Light), block(Side::Dark));
        let mut css = String::new();
        if !light.is_empty() {
            css.push_str(&format!("{LIGHT}{{{light}}}"));
        }
        if !dark.is_empty() {
            css.push_str(&format!(
                "@media (prefers-color-scheme:dark){{{SYSTEM_DARK}{{{dark}}}}}{DARK}{{{dark}}}"
            ));
        }
        css
    }

    fn value(&mut self, name: &str, (side, kind): (Side, Kind), wish: &Wish) {
        let Some(value) = kind.written(&wish.text) else {
            let message =
                format!("`{name}` is `{}`, which is not {}", wish.text, kind.words());
            let message = match kind {
                Kind::Other => {
                    format!("`{name}` has no value of one kind, and cannot be set here")
                }
                _ => message,
            };
            self.problems.push(
                self.told(&code::INVALID_CONFIG, wish, message).hint(kind.example()),
            );
            return;
        };
        self.wishes.insert((name.to_owned(), side), wish.clone());
        self.change(side, name, value);
    }

    fn change(&mut self, side: Side, name: &str, value: String) {
        let values = match side {
            Side::Light => &mut self.tokens.light,
            Side::Dark => &mut self.tokens.dark,
        };
        values.insert(name.to_owned(), value.clone());
        self.changed.insert((side, name.to_owned()), value);
    }

    fn grounds(&self, side: Side) -> Vec<Colour> {
        GROUNDS.iter().filter_map(|ground| self.tokens.colour(ground, side)).collect()
    }

    /// Tells of the ground on which a colour is read worst, if it is read badly.
    fn demand(&mut self, (ink, side): (&str, Side), grounds: &[String], least: f64) {
        let Some(colour) = self.tokens.colour(ink, side) else { return };
        let known: Vec<(&String, Colour)> = grounds
            .iter()
            .filter_map(|ground| Some((ground, self.tokens.colour(ground, side)?)))
            .collect();
        let wish = |name: &str| self.wishes.get(&(name.to_owned(), side));
        let worst = known
            .iter()
            .filter_map(|(ground, other)| {
                // What the theme itself says is tested with the theme.
                let wish = wish(ink).or_else(|| wish(ground))?;
                Some((colour.contrast(*other), *ground, wish))
            })
            .filter(|(found, ..)| *found < least)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((found, ground, wish)) = worst else { return };
        let own = format!("{ink}-bg");
        let others = known.iter().filter(|(ground, _)| **ground != own);
        let others: Vec<Colour> = others.map(|(_, colour)| *colour).collect();
        let tint =
            known.iter().find(|(ground, _)| **ground == own).map(|(_, colour)| *colour);
        let bg = self.tokens.colour("bg", side);
        let will_do = |shade: Colour| {
            // The tint of the accent moves with it.
            let tint = match bg.filter(|_| ink == "accent") {
                Some(bg) => Some(side.tint(shade, bg)),
                None => tint,
            };
            shade.is_read_on(&others, least)
                && tint.is_none_or(|tint| shade.contrast(tint) >= least)
        };
        let hint = match colour.shade(side.towards(), &will_do) {
            Some(shade) => format!("the nearest shade that passes is `{}`", shade.hex()),
            None => format!("no shade of it passes on a ground like `{ground}`"),
        };
        let message = format!(
            "`{ink}` on `{ground}` has a contrast of {found:.2} to 1 on {} pages, and {least} is needed",
            side.word()
        );
        let told = self.told(&code::LOW_CONTRAST, wish, message).hint(hint);
        self.problems.push(told);
    }

    fn told(&self, code: &'static Code, wish: &Wish, message: String) -> Diagnostic {
        Diagnostic::at(code, self.path, wish.span, message)
    }
}

/// What is said for light pages, and for dark ones.
fn sides(shades: &Shades) -> (Option<&Wish>, Option<&Wish>) {
    match shades {
        Shades::Both(wish) => (Some(wish), Some(wish)),
        Shades::Each { light, dark } => (light.as_ref(), dark.as_ref()),
    }
}

/// Writes a value anew.
fn css<'v, T: Parse<'v> + ToCss>(value: &'v str) -> Option<String> {
    T::parse_string(value).ok()?.to_css_string(PrinterOptions::default()).ok()
}

/// Writes names of fonts anew.
fn fonts(value: &str) -> Option<String> {
    let names: Option<Vec<String>> =
        value.split(',').map(|name| css::<FontFamily<'_>>(name.trim())).collect();
    Some(names?.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    const SHEET: &str = ":root { --bg: #fff; --panel: #f7f8fa; --sunk: #eef0f4; --accent: #3b46c4; \
         --accent-bg: #ebecf9; --round: 6px; --sans: system-ui, Arial; --odd: 1px solid }\
         :root[data-theme=\"dark\"] { --bg: #0d0f14; --panel: #14171e; --sunk: #1b1f28; \
         --accent: #9aa5ff; --accent-bg: #24273a }";

    fn wish(text: &str) -> Wish {
        Wish { text: text.to_owned(), span: Span::default() }
    }

    fn one(text: &str) -> Shades {
        Shades::Both(wish(text))
    }

    fn set(act: impl Fn(&mut Setter<'_>)) -> (String, Vec<String>) {
        let path = SitePath::new("ouro.yaml").unwrap();
        let mut setter = Setter::new(&path, Tokens::read([SHEET].into_iter()));
        act(&mut setter);
        setter.contrast();
        let told = setter
            .problems
            .iter()
            .map(|problem| format!("{} ({})", problem.message, problem.hints.join(", ")));
        (setter.css(), told.collect())
    }

    #[test]
    fn an_accent_is_lighter_on_dark_pages_and_has_its_tints() {
        let (css, told) = set(|setter| setter.accent(&one("#0b6e4f")));
        assert_eq!(told, [""; 0]);
        assert!(
            css.starts_with(":root{--accent:#0b6e4f;--accent-bg:#e7f1ed;}@media"),
            "{css}"
        );
        let dark = css.split("--accent:").nth(2).unwrap().split(';').next().unwrap();
        let (dark, sunk) =
            (Colour::read(dark).unwrap(), Colour::read("#1b1f28").unwrap());
        assert!((7.0..7.4).contains(&dark.contrast(sunk)), "{}", dark.hex());
    }

    #[test]
    fn what_cannot_be_read_is_told_with_a_shade_that_can() {
        let (_, told) = set(|setter| setter.accent(&one("#ffd000")));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("`accent` on `sunk` has a contrast of 1.2"), "{told:?}");
        let shade = told[0].rsplit('`').nth(1).unwrap();
        let (_, again) = set(|setter| setter.accent(&one(shade)));
        assert_eq!(again, [""; 0]);
    }

    #[test]
    fn a_value_is_of_its_tokens_kind_or_is_refused() {
        let (css, told) = set(|setter| setter.set("round", &one("0.25rem")));
        assert_eq!((css.as_str(), told.len()), (":root{--round:.25rem;}", 0));
        for value in
            ["red", "2px}body{display:none", "calc(1px + 1em)", "url(x)", "2px;x:y"]
        {
            let (css, told) = set(|setter| setter.set("round", &one(value)));
            assert_eq!((css.as_str(), told.len()), ("", 1), "{value}");
        }
        let (css, _) = set(|setter| setter.fonts(&wish("Inter, \"Two Words\"")));
        assert_eq!(css, ":root{--sans:Inter,Two Words;}");
        for names in ["a;b", "a}b{c", "url(x)", "a,,b", "</style>"] {
            let (css, _) = set(|setter| setter.fonts(&wish(names)));
            assert_eq!(css, "", "{names}");
        }
        let (_, told) = set(|setter| setter.set("rond", &one("1px")));
        assert_eq!(told, ["the theme has no token `rond` (the nearest is `round`)"]);
        assert_eq!(set(|setter| setter.set("odd", &one("1px"))).1.len(), 1);
    }
}
