//! Which colour of the theme stands for a colour of a drawing.
//!
//! An author picks colours for one ground, and a reader may have another: pastel
//! boxes are unreadable in the dark. So a colour is taken for what it means, its
//! hue or its lightness, and the theme has one of that kind with enough contrast
//! in light, dark, on paper and where the reader's colours are forced.

use std::str::FromStr;

use svgtypes::Color;

/// How many hues the theme has: `hue-0` is red, and they go round in equal steps.
pub const HUES: u8 = 8;

/// Less difference between the strongest and the weakest part of a colour is grey.
const GREY: u8 = 10;

/// A colour whose strongest part is below this is as good as black.
const DARK: u8 = 64;

/// Less than this of 255 is as good as nothing.
const TRANSPARENT: u8 = 13;

/// What a colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// The ground of the page: white.
    Ground,
    /// A little darker than the ground: light grey.
    Soft,
    /// Lines with a meaning: grey.
    Line,
    /// As strong as words: black.
    Ink,
    /// A colour, by its place in the circle.
    Hue(u8),
}

/// Reads a colour; nothing for one that is not seen.
///
/// What is no colour at all is taken for ink, which is seen wherever it stands.
pub fn tone(value: &str) -> Option<Tone> {
    let value = value.trim();
    if matches!(value, "none" | "transparent" | "") {
        return None;
    }
    let Ok(color) = Color::from_str(value) else { return Some(Tone::Ink) };
    if color.alpha < TRANSPARENT {
        return None;
    }
    let parts = [color.red, color.green, color.blue];
    let most = parts.into_iter().max().unwrap_or(0);
    let least = parts.into_iter().min().unwrap_or(0);
    if most >= DARK && most - least >= GREY {
        return Some(Tone::Hue(hue(color, most, least)));
    }
    Some(match most {
        250.. => Tone::Ground,
        200.. => Tone::Soft,
        110.. => Tone::Line,
        _ => Tone::Ink,
    })
}

/// The place of a colour in the circle, in steps of the theme.
fn hue(color: Color, most: u8, least: u8) -> u8 {
    let (red, green, blue) =
        (f64::from(color.red), f64::from(color.green), f64::from(color.blue));
    let spread = f64::from(most - least);
    let sixth = if most == color.red {
        ((green - blue) / spread).rem_euclid(6.0)
    } else if most == color.green {
        (blue - red) / spread + 2.0
    } else {
        (red - green) / spread + 4.0
    };
    (sixth * f64::from(HUES) / 6.0).round() as u8 % HUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_for_what_they_mean() {
        for (color, expected) in [
            ("#fff", Some(Tone::Ground)),
            ("#eee", Some(Tone::Soft)),
            ("grey", Some(Tone::Line)),
            ("#333333", Some(Tone::Ink)),
            ("#131300", Some(Tone::Ink)),
            ("red", Some(Tone::Hue(0))),
            ("#ffe1f5", Some(Tone::Hue(7))),
            ("#e1f5ff", Some(Tone::Hue(4))),
            ("hsl(120, 100%, 86.27%)", Some(Tone::Hue(3))),
            ("hsl(350, 100%, 50%)", Some(Tone::Hue(0))),
            ("none", None),
            ("rgba(255, 0, 0, 0.01)", None),
            ("hsl(240, 100%, NaN%)", Some(Tone::Ink)),
            ("url(https://example.org)", Some(Tone::Ink)),
        ] {
            assert_eq!(tone(color), expected, "{color}");
        }
    }
}
