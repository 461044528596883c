//! The picture that goes with a link to a plan: its name, its figures and its bar,
//! as PNG, since that is what sites that show such pictures read.
//!
//! It is drawn here, with two fonts that are part of the program, so that the same
//! plan gives the same bytes on every machine. There are eight inks on white, each
//! in sixteen strengths, so a pixel is a byte.
//!
//! # Accidents we keep
//!
//! The fonts have Latin, Greek and Cyrillic letters. A name in other letters is not
//! on the picture; it stands beside it, wherever a link is shown with one.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, Glyph, Point, PxScale, ScaleFont as _, point};
use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::render::badge::Subject;
use crate::site::present::segments;

/// The size of a card in pixels: what sites that show such pictures ask for.
const WIDTH: usize = 1200;
/// See [`WIDTH`].
const HEIGHT: usize = 630;
/// What is left free on each side, in pixels.
const MARGIN: usize = 80;
/// How many lines a name has at most.
const LINES: usize = 3;
/// How many strengths an ink has, white left out.
const STRENGTHS: usize = 15;

static TEXT: LazyLock<FontRef<'static>> =
    LazyLock::new(|| font(include_bytes!("fonts/text.ttf")));
static BOLD: LazyLock<FontRef<'static>> =
    LazyLock::new(|| font(include_bytes!("fonts/bold.ttf")));

fn font(bytes: &'static [u8]) -> FontRef<'static> {
    FontRef::try_from_slice(bytes).expect("the fonts of the program can be read")
}

/// What is painted with.
#[derive(Clone, Copy)]
enum Ink {
    Text,
    Muted,
    Accent,
    Done,
    Doing,
    Blocked,
    Track,
    Line,
}

impl Ink {
    const ALL: [Self; 8] = [
        Self::Text,
        Self::Muted,
        Self::Accent,
        Self::Done,
        Self::Doing,
        Self::Blocked,
        Self::Track,
        Self::Line,
    ];

    fn colour(self) -> [u8; 3] {
        match self {
            Self::Text => [0x1b, 0x21, 0x30],
            Self::Muted => [0x4a, 0x53, 0x66],
            Self::Accent => [0x3b, 0x46, 0xc4],
            Self::Done => [0x13, 0x7a, 0x3e],
            Self::Doing => [0x0b, 0x63, 0xce],
            Self::Blocked => [0xb3, 0x26, 0x1e],
            Self::Track => [0xee, 0xf0, 0xf4],
            Self::Line => [0x7b, 0x84, 0x94],
        }
    }

    /// The place of the ink in the palette, at a strength from 0 to 1.
    fn pixel(self, strength: f32) -> u8 {
        let level = (strength.clamp(0.0, 1.0) * STRENGTHS as f32).round() as usize;
        match level {
            0 => 0,
            level => (self as usize * STRENGTHS + level) as u8,
        }
    }
}

/// White, then each ink in its strengths.
fn palette() -> Vec<u8> {
    let mut palette = vec![255; 3];
    for ink in Ink::ALL {
        for level in 1..=STRENGTHS {
            palette.extend(ink.colour().map(|part| {
                let light = 255 - usize::from(part);
                (255 - light * level / STRENGTHS) as u8
            }));
        }
    }
    palette
}

/// How many letters of a name are laid out; no more have room.
const LETTERS: usize = 160;

/// Draws the card of a plan or of the site.
pub fn card(subject: &Subject, site: &str) -> Vec<u8> {
    let mut sheet = Sheet { pixels: vec![0; WIDTH * HEIGHT] };
    sheet.fill((0, 0), (WIDTH, 14), Ink::Accent);
    if has_all(&TEXT, site) {
        sheet.write(&TEXT, (MARGIN, 96), (short(site), 30.0, Ink::Muted));
    }
    for (line, words) in lines(&subject.name).iter().enumerate() {
        sheet.write(&BOLD, (MARGIN, 190 + 74 * line), (words, 60.0, Ink::Text));
    }
    let progress = &subject.progress;
    let known = has_all(&TEXT, &subject.words);
    let figures = format!("{} / {}", progress.done, progress.total);
    let words = if known { &subject.words } else { &figures };
    sheet.write(&TEXT, (MARGIN, 470), (words, 40.0, Ink::Text));
    if progress.total > 0 {
        let percent = format!("{}%", progress.percent());
        let left = WIDTH - MARGIN - width(&BOLD, &percent, 40.0).ceil() as usize;
        sheet.write(&BOLD, (left, 470), (&percent, 40.0, Ink::Text));
    }
    let (left, top, long, high) = (MARGIN, 500, WIDTH - 2 * MARGIN, 40);
    sheet.fill((left, top), (long, high), Ink::Line);
    sheet.fill((left + 2, top + 2), (long - 4, high - 4), Ink::Track);
    for segment in segments(progress) {
        let pixels = |percent: &str| {
            (percent.parse::<f64>().unwrap_or(0.0) * long as f64 / 100.0).round() as usize
        };
        let ink = match segment.state {
            "done" => Ink::Done,
            "blocked" => Ink::Blocked,
            _ => Ink::Doing,
        };
        let (from, wide) = (pixels(&segment.x), pixels(&segment.width));
        sheet.fill((left + from, top), (wide.min(long - from), high), ink);
    }
    sheet.png()
}

/// A name in the lines that it has room for; none where the fonts lack a letter.
fn lines(name: &str) -> Vec<String> {
    let name = short(name);
    if !has_all(&BOLD, name) {
        return Vec::new();
    }
    let room = (WIDTH - 2 * MARGIN) as f32;
    let fits = |line: &str| width(&BOLD, line, 60.0) <= room;
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| fits(line)) {
            Some(line) => {
                lines.pop();
                lines.push(line);
            }
            None => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > LINES;
    lines.truncate(LINES);
    let last = lines.len().saturating_sub(1);
    for (place, line) in lines.iter_mut().enumerate() {
        let goes_on = is_cut && place == last;
        while !fits(&format!("{line}…")) && (goes_on || !fits(line)) {
            line.pop();
        }
        if goes_on {
            line.push('…');
        }
    }
    lines
}

/// The first letters of a name.
fn short(name: &str) -> &str {
    let end = name.char_indices().nth(LETTERS).map_or(name.len(), |(at, _)| at);
    &name[..end]
}

fn has_all(font: &FontRef<'_>, text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || font.glyph_id(c).0 != 0)
}

/// Places letters side by side; gives them with the width of all.
fn placed(
    font: &FontRef<'_>,
    (text, size): (&str, f32),
    start: Point,
) -> (Vec<Glyph>, f32) {
    let scale = PxScale::from(size);
    let scaled = font.as_scaled(scale);
    let mut x = 0.0;
    let mut before = None;
    let mut glyphs = Vec::new();
    for c in text.chars() {
        let id = font.glyph_id(c);
        x += before.map_or(0.0, |before| scaled.kern(before, id));
        let at = point(start.x + x, start.y);
        glyphs.push(id.with_scale_and_position(scale, at));
        x += scaled.h_advance(id);
        before = Some(id);
    }
    (glyphs, x)
}

fn width(font: &FontRef<'_>, text: &str, size: f32) -> f32 {
    placed(font, (text, size), Point::default()).1
}

/// What is painted on: a place in the palette for each pixel.
struct Sheet {
    pixels: Vec<u8>,
}

impl Sheet {
    /// Fills a box, by its left upper corner and its size.
    fn fill(
        &mut self,
        (x, y): (usize, usize),
        (width, height): (usize, usize),
        ink: Ink,
    ) {
        let right = (x + width).min(WIDTH);
        for row in y..(y + height).min(HEIGHT) {
            self.pixels[row * WIDTH + x.min(right)..row * WIDTH + right]
                .fill(ink.pixel(1.0));
        }
    }

    /// Writes a line on white ground; what does not fit is not seen.
    fn write(
        &mut self,
        font: &FontRef<'_>,
        (x, y): (usize, usize),
        (text, size, ink): (&str, f32, Ink),
    ) {
        let (glyphs, _) = placed(font, (text, size), point(x as f32, y as f32));
        for outline in glyphs.into_iter().filter_map(|glyph| font.outline_glyph(glyph)) {
            let bounds = outline.px_bounds();
            outline.draw(|column, row, strength| {
                let column = bounds.min.x as i64 + i64::from(column);
                let row = bounds.min.y as i64 + i64::from(row);
                let (Ok(column), Ok(row)) =
                    (usize::try_from(column), usize::try_from(row))
                else {
                    return;
                };
                if column < WIDTH && row < HEIGHT {
                    let pixel = &mut self.pixels[row * WIDTH + column];
                    // Letters that touch each other do not thin each other out.
                    *pixel = (*pixel).max(ink.pixel(strength));
                }
            });
        }
    }

    fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(palette());
        encoder.set_compression(Compression::Balanced);
        encoder.set_filter(Filter::NoFilter);
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.pixels));
        written.expect("the sheet has the size that was told, and memory takes it all");
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::model::{Progress, State};

    fn subject(name: &str, words: &str) -> Subject {
        let progress = Progress { done: 5, total: 14, ..Progress::default() };
        let (name, words) = (name.to_owned(), words.to_owned());
        Subject { name, progress, words, state: State::InProgress }
    }

    #[test]
    fn a_name_has_three_lines_at_most_and_stays_in_the_picture() {
        assert_eq!(lines("Garden shed"), ["Garden shed"]);
        let long = lines(&"a rather long name of a plan ".repeat(20));
        assert_eq!(long.len(), LINES);
        assert!(long[2].ends_with('…'));
        for line in lines(&"w".repeat(400)).iter().chain(&long) {
            assert!(width(&BOLD, line, 60.0) <= 1040.0, "{line}");
        }
        assert!(lines("花园棚屋").is_empty(), "the fonts have no such letters");
    }

    #[test]
    fn a_card_is_small_and_the_same_each_time() {
        let shed = subject("Garden shed", "5 of 14 done");
        let drawn = card(&shed, "Plans");
        assert_eq!(drawn, card(&shed, "Plans"));
        assert!(drawn.len() < 40_000, "{}", drawn.len());
        assert_eq!(drawn[..8], *b"\x89PNG\r\n\x1a\n");
        let other = subject("Garden shed", "完成 5 / 14");
        assert_ne!(drawn, card(&other, "Plans"), "figures take the place of words");
    }
}
