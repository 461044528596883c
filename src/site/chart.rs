//! From times to pixels: where the bars of a timeline and the marks of its scale
//! stand.

use crate::graph::model::Scale;
use crate::graph::timeline::{DAY, morning};
use crate::source::Day;

/// How wide the words at the left are.
pub const LEFT: u32 = 280;
/// How wide the scale is.
pub const WIDTH: u32 = 640;
/// How much room stands behind the scale, for the words of the last bars.
pub const RIGHT: u32 = 84;
/// How high the line of the scale's marks is.
pub const TOP: u32 = 26;
/// How high the line of today's mark above it is.
pub const TODAY: u32 = 14;
/// How high a row is, and a line with the name of a lane.
pub const ROW: u32 = 28;
/// How wide one letter of an id is, in tenths of a pixel.
pub const ID_LETTER: usize = 74;
/// How far below the one above a part's words are set in.
pub const INDENT: u32 = 12;

/// The most marks that a scale has.
const TICKS: i64 = 8;

/// Minutes of work between two marks.
const WORK_STEPS: [i64; 12] =
    [5, 10, 15, 30, 60, 120, 240, 480, 960, 2_400, 4_800, 9_600];

/// Months between two marks.
const MONTHS: [i64; 10] = [1, 3, 6, 12, 24, 60, 120, 600, 1_200, 12_000];

/// A part of time that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// What is counted.
    pub scale: Scale,
    /// Its first unit.
    pub start: i64,
    /// What comes behind its last one.
    pub end: i64,
}

impl Window {
    /// The window that shows a time as a whole.
    pub fn of(scale: Scale, (start, end): (i64, i64)) -> Self {
        match scale {
            Scale::Days => Self {
                scale,
                start: start.div_euclid(DAY) * DAY,
                end: (end - 1).div_euclid(DAY) * DAY + DAY,
            },
            Scale::Steps | Scale::Work => Self { scale, start, end: end.max(start + 1) },
        }
    }

    /// Where a time stands, in pixels from the left of the drawing.
    pub fn x(&self, time: i64) -> u32 {
        let length = (self.end - self.start).max(1);
        let at = (time - self.start).clamp(0, length);
        let pixels = i128::from(at) * i128::from(WIDTH) / i128::from(length);
        LEFT + u32::try_from(pixels).unwrap_or(WIDTH)
    }

    /// Whether a time is shown.
    pub fn holds(&self, time: i64) -> bool {
        (self.start..=self.end).contains(&time)
    }

    /// The times at which the scale has marks.
    pub fn ticks(&self) -> Vec<i64> {
        let length = self.end - self.start;
        match self.scale {
            Scale::Steps => every(self, 0, round(length)),
            Scale::Work => {
                let fits = |step: &&i64| length / **step <= TICKS;
                let step = WORK_STEPS.iter().find(fits).copied();
                every(self, 0, step.unwrap_or_else(|| round(length / 60) * 60))
            }
            Scale::Days => {
                let days = length / DAY;
                let fits = |step: &&i64| days / **step <= TICKS;
                match [1, 2].iter().find(fits) {
                    Some(step) => every(self, self.start, step * DAY),
                    // Weeks start on Mondays, as the fifth of January 1970 was one.
                    None => match [7, 14].iter().find(fits) {
                        Some(step) => every(self, 4 * DAY, step * DAY),
                        None => self.months(),
                    },
                }
            }
        }
    }

    /// The first days of months, so many that they can be told apart.
    fn months(&self) -> Vec<i64> {
        let month = |time: i64| {
            let day = Day::of_number(time.div_euclid(DAY))?;
            Some(i64::from(day.year()) * 12 + i64::from(day.month()) - 1)
        };
        let (Some(first), Some(last)) = (month(self.start), month(self.end)) else {
            return Vec::new();
        };
        let fits = |step: &&i64| (last - first) / **step <= TICKS;
        let step = MONTHS.iter().find(fits).copied().unwrap_or(12_000);
        let start = first.div_euclid(step) * step;
        (0..=TICKS + 1)
            .filter_map(|place| {
                let month = start + place * step;
                let year = i16::try_from(month.div_euclid(12)).ok()?;
                let month = u8::try_from(month.rem_euclid(12) + 1).ok()?;
                Day::first_of(year, month).map(morning)
            })
            .filter(|time| self.holds(*time))
            .collect()
    }
}

/// Every so many units, counted from one; none stands at the very end.
fn every(window: &Window, from: i64, step: i64) -> Vec<i64> {
    let step = step.max(1);
    let behind = (window.start - from).rem_euclid(step);
    let first = window.start + (step - behind) % step;
    let count = ((window.end - first) / step).clamp(0, 2 * TICKS);
    (0..=count)
        .map(|place| first + place * step)
        .filter(|time| *time < window.end)
        .collect()
}

/// A step of 1, 2 or 5, or one of these with zeros behind, of which at most so
/// many as are wanted make a length.
fn round(length: i64) -> i64 {
    let mut unit = 1;
    loop {
        for step in [1, 2, 5] {
            let step = step * unit;
            if length / step <= TICKS {
                return step;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        morning(Day::read(text).unwrap())
    }

    fn marks(window: Window) -> Vec<String> {
        let days = window.ticks().into_iter();
        days.map(|time| Day::of_number(time / DAY).unwrap().to_string()).collect()
    }

    #[test]
    fn a_bar_stands_where_its_time_is() {
        let window = Window::of(Scale::Work, (0, 100));
        assert_eq!((window.x(0), window.x(50), window.x(100)), (280, 600, 920));
        assert_eq!(window.x(i64::MAX / 2), 920, "what is beyond stands at the end");
    }

    #[test]
    fn a_scale_has_few_marks_at_round_places() {
        assert_eq!(Window::of(Scale::Steps, (0, 4)).ticks(), [0, 1, 2, 3]);
        assert_eq!(Window::of(Scale::Steps, (0, 30)).ticks(), [0, 5, 10, 15, 20, 25]);
        assert_eq!(
            Window::of(Scale::Work, (0, 200)).ticks(),
            [0, 30, 60, 90, 120, 150, 180]
        );
        for length in [1, 7, 59, 1_000, 100_000, 10_000_000] {
            let ticks = Window::of(Scale::Work, (0, length)).ticks();
            assert!((1..=9).contains(&ticks.len()), "{length}: {ticks:?}");
        }
    }

    #[test]
    fn weeks_start_on_mondays_and_months_on_their_first() {
        let window = Window::of(Scale::Days, (day("2026-05-01"), day("2026-06-05")));
        assert_eq!(window.start, day("2026-05-01"));
        assert_eq!(
            marks(window),
            ["2026-05-04", "2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01"]
        );
        let window = Window::of(Scale::Days, (day("2025-11-20"), day("2027-02-01")));
        assert_eq!(
            marks(window),
            ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"]
        );
        let ages = Window::of(Scale::Days, (day("0001-01-01"), day("9999-12-31")));
        assert!(ages.ticks().len() <= 9, "{:?}", ages.ticks());
    }
}
