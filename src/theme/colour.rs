//! Colours as settings give them: read, compared for contrast, and moved until
//! they can be read.

use lightningcss::traits::Parse as _;
use lightningcss::values::color::{ColorSpace as _, CssColor, OKLCH, RGBA, SRGB};

/// A colour that covers what is beneath it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Which way a colour is moved to be read better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Towards black, on light pages.
    Dark,
    /// Towards white, on dark pages.
    Light,
}

/// How far a colour moves in one step, of the lightness from 0 to 1.
const STEP: f32 = 0.004;

impl Colour {
    /// Reads a colour in any notation of CSS that says it by itself; nothing
    /// for what depends on the page, such as `currentColor`, or lets it shine through.
    pub fn read(text: &str) -> Option<Self> {
        let colour = CssColor::parse_string(text).ok()?;
        if matches!(
            colour,
            CssColor::CurrentColor | CssColor::LightDark(..) | CssColor::System(_)
        ) {
            return None;
        }
        let CssColor::RGBA(RGBA { red, green, blue, alpha }) = colour.to_rgb().ok()?
        else {
            return None;
        };
        (alpha == u8::MAX).then_some(Self { red, green, blue })
    }

    /// `#3b46c4`
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// How well one is read on the other, from 1 to 21, as WCAG 2 has it.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour with so much of another in it, from 0 to 1.
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |own: u8, other: u8| {
            let mixed = f64::from(own).mul_add(1.0 - share, f64::from(other) * share);
            // Both are from 0 to 255, and so is what lies between.
            mixed.round() as u8
        };
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }

    /// The nearest shade of the same hue that will do; nothing where none does.
    pub fn shade(self, towards: Towards, will_do: &dyn Fn(Self) -> bool) -> Option<Self> {
        if will_do(self) {
            return Some(self);
        }
        let start = OKLCH::from(self.srgb());
        let mut lightness = start.l;
        while (0.0..=1.0).contains(&lightness) {
            let colour = Self::of(OKLCH { l: lightness, ..start });
            if will_do(colour) {
                return Some(colour);
            }
            lightness += match towards {
                Towards::Dark => -STEP,
                Towards::Light => STEP,
            };
        }
        None
    }

    /// Whether it has so much contrast to all of these.
    pub fn is_read_on(self, grounds: &[Self], least: f64) -> bool {
        grounds.iter().all(|ground| self.contrast(*ground) >= least)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.0722f64.mul_add(
            linear(self.blue),
            0.2126f64.mul_add(linear(self.red), 0.7152 * linear(self.green)),
        )
    }

    fn srgb(self) -> SRGB {
        SRGB::from(RGBA::new(self.red, self.green, self.blue, 1.0))
    }

    /// The nearest colour that a screen can show.
    fn of(colour: OKLCH) -> Self {
        let RGBA { red, green, blue, .. } = RGBA::from(SRGB::from(colour).resolve());
        Self { red, green, blue }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let [white, black, grey] =
            ["#fff", "black", "#767676"].map(|text| Colour::read(text).unwrap());
        assert!((white.contrast(black) - 21.0).abs() < 0.001);
        assert!((grey.contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(black.mixed(white, 0.5).hex(), "#808080");
    }

    #[test]
    fn a_colour_stands_for_itself() {
        assert_eq!(Colour::read("rgb(59 70 196)").unwrap().hex(), "#3b46c4");
        assert!(Colour::read("oklch(60% 0.2 30)").is_some());
        for text in [
            "currentColor",
            "transparent",
            "rgb(0 0 0 / 50%)",
            "var(--x)",
            "CanvasText",
            "red;}",
            "",
        ] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_shade_is_found_or_there_is_none() {
        let [white, black, yellow] =
            ["#fff", "#000", "#ffd000"].map(|text| Colour::read(text).unwrap());
        let on_white = |colour: Colour| colour.is_read_on(&[white], 4.5);
        let on_both = |colour: Colour| colour.is_read_on(&[white, black], 7.0);
        let shade = yellow.shade(Towards::Dark, &on_white).unwrap();
        assert!((4.5..4.7).contains(&shade.contrast(white)), "{}", shade.hex());
        assert_eq!(yellow.shade(Towards::Dark, &on_both), None);
        assert_eq!(black.shade(Towards::Dark, &on_white), Some(black));
    }
}
