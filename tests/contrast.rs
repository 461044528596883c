//! Contrast: every pair of colours that the theme puts on each other, computed
//! from the file that names them, as WCAG 2 defines it.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads the style sheet, and stops where it cannot be read"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What text must have on its ground, and a line or a shape that means something.
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

const KINDS: [&str; 8] =
    ["done", "doing", "ready", "waiting", "blocked", "note", "critical", "skipped"];

type Colours = BTreeMap<String, [f64; 3]>;

#[test]
fn every_pair_of_colours_has_contrast() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/styles/tokens.css");
    let text = fs::read_to_string(path).unwrap();
    let themes = themes(&text);
    let (light, dark) = (&themes[0], &themes[1]);
    assert_eq!(dark, &themes[2], "the switch and the system lead to the same colours");
    assert_eq!(
        light.keys().collect::<Vec<_>>(),
        dark.keys().collect::<Vec<_>>(),
        "both themes have the same names"
    );
    let mut lowest: Option<(f64, String)> = None;
    let mut weak = Vec::new();
    for (theme, colours) in [("light", light), ("dark", dark)] {
        for (front, back, least) in pairs(colours) {
            let found = contrast(colours[&front], colours[&back]);
            let words = format!("{front} on {back}, {theme}: {found:.2}");
            if found < least {
                weak.push(words.clone());
            }
            let is_text = least >= TEXT;
            if is_text && lowest.as_ref().is_none_or(|(low, _)| found < *low) {
                lowest = Some((found, words));
            }
        }
    }
    assert_eq!(weak, [""; 0]);
    let (_, words) = lowest.unwrap();
    let stated = format!("The lowest is {words}.");
    assert!(text.contains(&stated), "the head of the file is to say: {stated}");
}

/// Every pair that the styles use: front, ground, and what it must have.
fn pairs(colours: &Colours) -> Vec<(String, String, f64)> {
    let mut pairs = Vec::new();
    let mut add = |front: &str, back: &str, least: f64| {
        pairs.push((front.to_owned(), back.to_owned(), least));
    };
    let words = ["text", "text2", "muted", "accent"];
    for back in ["bg", "panel", "sunk"] {
        for front in words.iter().chain(&KINDS) {
            add(front, back, TEXT);
        }
        add("line-strong", back, SHAPE);
    }
    // A row that was linked to, and the current page of the navigation.
    for front in words.iter().chain(&KINDS) {
        add(front, "accent-bg", TEXT);
    }
    for kind in KINDS {
        let tint = format!("{kind}-bg");
        add(kind, &tint, TEXT);
        // Bars of a timeline stand on the ground of the drawing, tinted or full.
        add(kind, "panel", SHAPE);
        add("critical", &tint, SHAPE);
    }
    for note in ["note-bg", "blocked-bg"] {
        for front in ["text", "text2", "accent"] {
            add(front, note, TEXT);
        }
    }
    for code in colours.keys().filter(|name| name.starts_with("code-")) {
        add(code, "panel", TEXT);
        add(code, "bg", TEXT);
    }
    pairs
}

/// The colours of each block that sets them: light, dark by the system, dark by
/// the switch.
fn themes(text: &str) -> Vec<Colours> {
    let blocks: Vec<Colours> = text
        .split('{')
        .map(|block| {
            let block = block.split('}').next().unwrap_or_default();
            let pairs = block.split(';').filter_map(|line| line.split_once(':'));
            let named = pairs.filter_map(|(name, value)| {
                let name = name.trim().strip_prefix("--")?;
                Some((name.to_owned(), colour(value.trim())?))
            });
            named.collect()
        })
        .filter(|colours: &Colours| !colours.is_empty())
        .collect();
    assert_eq!(blocks.len(), 3, "three blocks set colours");
    blocks
}

fn colour(text: &str) -> Option<[f64; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part =
        |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(f64::from);
    Some([part(0)?, part(2)?, part(4)?])
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let value = part / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
