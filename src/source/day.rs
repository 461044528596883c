//! Days: dates that were written down, as pure values. What day it is, is not
//! known here; it is given like everything else.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day of the calendar.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "String", try_from = "String")]
pub struct Day(Date);

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(day: String) -> Result<Self, Self::Error> {
        Self::read(&day).ok_or("no day")
    }
}

/// The first of the days that are counted.
const FIRST: Date = Date::constant(1970, 1, 1);

impl Day {
    /// Reads a day that is written like `2026-05-01`; a time may follow.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let day = text.get(..10)?;
        let goes_on = text[10..].starts_with(|c: char| c.is_alphanumeric() && c != 'T');
        let shape = day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        (shape && !goes_on).then(|| day.parse().ok().map(Self))?
    }

    /// The first day of a month, from 1; nothing where there is no such month.
    pub fn first_of(year: i16, month: u8) -> Option<Self> {
        Date::new(year, i8::try_from(month).ok()?, 1).ok().map(Self)
    }

    /// How many days lie between the first of January 1970 and this one.
    pub fn number(self) -> i64 {
        i64::from(self.0.since(FIRST).map_or(0, |span| span.get_days()))
    }

    /// The day of a number; nothing where the calendar ends.
    pub fn of_number(number: i64) -> Option<Self> {
        FIRST.checked_add(Span::new().try_days(number).ok()?).ok().map(Self)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, from 1.
    pub fn day_of_month(self) -> u8 {
        self.0.day().unsigned_abs()
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_and_counted() {
        let day = Day::read(" 2026-05-01 ").unwrap();
        assert_eq!((day.year(), day.month(), day.day_of_month()), (2026, 5, 1));
        assert_eq!(day.to_string(), "2026-05-01");
        assert_eq!(Day::of_number(day.number()), Some(day));
        assert_eq!(Day::read("1970-01-02").unwrap().number(), 1);
        assert_eq!(Day::read("1969-12-31").unwrap().number(), -1);
        assert_eq!(Day::read("2026-05-01 10:30"), Some(day));
        assert_eq!(Day::read("2026-05-01T10:30Z"), Some(day));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "soon", "2026-02-30", "2026-13-01", "1.5.2026", "2026-05-011"] {
            assert_eq!(Day::read(text), None, "{text}");
        }
        assert_eq!(Day::of_number(i64::MAX), None);
    }
}
