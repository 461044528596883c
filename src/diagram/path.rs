//! The outline of a shape as path data, in few bytes.
//!
//! A drawing has a line for each dependency, and stands in several pages. So points are
//! told in tenths of a pixel, which nobody sees, and each by the way from the one before;
//! what goes straight on is one line, however many pieces it was given in.

use svgtypes::SimplePathSegment as Segment;

/// A tenth of a pixel, in which points are counted.
const TENTHS: f64 = 10.0;

/// How far away a point may lie, in tenths: nobody sees what is further, and their
/// differences are numbers still.
const FAR: f64 = 1e9;

/// How many points may lie on one line: each is looked at again for each further one.
const ON_LINE: usize = 16;

/// A point, in tenths of a pixel.
type Point = (i64, i64);

/// Writes path data. Rounding does not add up: what is told is the way from where the
/// point before was told to be.
#[derive(Default)]
pub(super) struct Pen {
    data: String,
    letter: Option<char>,
    at: Point,
    start: Point,
    /// The points of a line that is not written yet, since it may go on.
    line: Vec<Point>,
}

impl Pen {
    /// Path data of segments, each point of which `place` puts where it stands.
    pub(super) fn path(
        segments: &[Segment],
        place: impl Fn((f64, f64)) -> (f64, f64),
    ) -> String {
        let mut pen = Self::default();
        let point = |x: f64, y: f64| {
            let (x, y) = place((x, y));
            let tenths = |number: f64| (number * TENTHS).round().clamp(-FAR, FAR) as i64;
            (tenths(x), tenths(y))
        };
        for segment in segments {
            match *segment {
                Segment::MoveTo { x, y } => pen.go(point(x, y)),
                Segment::LineTo { x, y } => pen.line(point(x, y)),
                Segment::CurveTo { x1, y1, x2, y2, x, y } => {
                    pen.curve([point(x1, y1), point(x2, y2), point(x, y)]);
                }
                Segment::Quadratic { x1, y1, x, y } => {
                    pen.write('q', &[point(x1, y1), point(x, y)]);
                }
                Segment::ClosePath => pen.close(),
            }
        }
        pen.end_line();
        pen.data
    }

    fn go(&mut self, to: Point) {
        self.end_line();
        self.data.push('M');
        // Where it starts is told as it is.
        self.letter = None;
        self.push_number(to.0);
        self.push_number(to.1);
        (self.at, self.start) = (to, to);
    }

    fn line(&mut self, to: Point) {
        let from = self.line.first().copied().unwrap_or(self.at);
        let goes_on = self.line.len() < ON_LINE
            && self.line.iter().skip(1).all(|passed| is_between(*passed, (from, to)));
        if !goes_on {
            self.end_line();
        }
        if self.line.is_empty() {
            self.line.push(self.at);
        }
        self.line.push(to);
    }

    fn curve(&mut self, [first, second, to]: [Point; 3]) {
        let from = self.line.last().copied().unwrap_or(self.at);
        let is_straight = is_between(first, (from, to))
            && is_between(second, (first, to))
            && is_between(second, (from, to));
        if is_straight {
            self.line(to);
        } else {
            self.write('c', &[first, second, to]);
        }
    }

    fn close(&mut self) {
        self.end_line();
        self.data.push('z');
        (self.letter, self.at) = (None, self.start);
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let Some(to) = line.last() else { return };
        match (to.0 - self.at.0, to.1 - self.at.1) {
            (x, 0) => self.push('h', &[x]),
            (0, y) => self.push('v', &[y]),
            (x, y) => self.push('l', &[x, y]),
        }
        self.at = *to;
    }

    fn write(&mut self, letter: char, points: &[Point]) {
        self.end_line();
        let (x, y) = self.at;
        let ways: Vec<i64> =
            points.iter().flat_map(|point| [point.0 - x, point.1 - y]).collect();
        self.push(letter, &ways);
        self.at = points.last().copied().unwrap_or(self.at);
    }

    fn push(&mut self, letter: char, ways: &[i64]) {
        if self.letter != Some(letter) {
            self.data.push(letter);
            self.letter = Some(letter);
        }
        for way in ways {
            self.push_number(*way);
        }
    }

    fn push_number(&mut self, tenths: i64) {
        let is_behind_number = self.data.ends_with(|c: char| c.is_ascii_digit());
        if is_behind_number && tenths >= 0 {
            self.data.push(' ');
        }
        self.data.push_str(&(tenths as f64 / TENTHS).to_string());
    }
}

/// Whether a point lies on the line between two others, as far as anybody sees.
fn is_between((x, y): Point, ((from_x, from_y), (to_x, to_y)): (Point, Point)) -> bool {
    let way = ((to_x - from_x) as f64, (to_y - from_y) as f64);
    let part = ((x - from_x) as f64, (y - from_y) as f64);
    let length = way.0.hypot(way.1);
    let aside = way.0 * part.1 - way.1 * part.0;
    let along = way.0 * part.0 + way.1 * part.1;
    if length == 0.0 {
        return part == (0.0, 0.0);
    }
    aside.abs() <= length && (0.0..=length * length).contains(&along)
}

#[cfg(test)]
mod tests {
    use svgtypes::SimplifyingPathParser;

    use super::*;

    fn path(data: &str) -> String {
        let segments: Vec<Segment> =
            SimplifyingPathParser::from(data).map_while(Result::ok).collect();
        Pen::path(&segments, |point| point)
    }

    #[test]
    fn what_goes_straight_on_is_one_line() {
        let straight = "M214.88 151.7L220.21 151.7C225.55 151.7 236.21 151.7 246.21 151.7\
                        C256.21 151.7 265.55 151.7 270.21 151.7L274.88 151.7";
        assert_eq!(path(straight), "M214.9 151.7h60");
        assert_eq!(path("M0 0L1 1L2 2L3 3V9"), "M0 0l3 3v6");
        assert_eq!(path("M0 0H9H4"), "M0 0h9-5", "a way back is seen");
        assert_eq!(path("M0 0H0"), "M0 0h0", "a point with round ends is seen");
        assert_eq!(path("M0 0C9 0 -4 0 5 0"), "M0 0c9 0-4 0 5 0");
        assert_eq!(path("M-1e30 0L1e30 0"), "M-100000000 0h200000000");
    }

    #[test]
    fn points_are_told_from_where_the_one_before_was_told_to_be() {
        assert_eq!(path("M1 1l2 4 3-1zm5 5h1"), "M1 1l2 4 3-1zM6 6h1");
        assert_eq!(path("M0 0q1 2 3 4q5 6 7.25 8"), "M0 0q1 2 3 4 5 6 7.3 8");
        // Each step is less than is told; where they lead is told all the same.
        let steps: String = (1..=100)
            .map(|at| format!("L{} {}", f64::from(at) * 0.06, at % 2 * 9))
            .collect();
        let told = path(&format!("M0 0{steps}"));
        let last = SimplifyingPathParser::from(told.as_str()).map(Result::unwrap).last();
        let Some(Segment::LineTo { x, y }) = last else { unreachable!("{told}") };
        assert!((x - 6.0).abs() < 0.051 && y.abs() < 0.051, "{x} {y} {told}");
    }

    #[test]
    fn a_circle_of_many_short_lines_stays_round() {
        let point = |at: i32| {
            let angle = f64::from(at) * std::f64::consts::TAU / 720.0;
            (angle.cos() * 40.0, angle.sin() * 40.0)
        };
        let lines: String =
            (1..720).map(point).map(|(x, y)| format!("L{x} {y}")).collect();
        let told = path(&format!("M40 0{lines}"));
        let segments = SimplifyingPathParser::from(told.as_str()).map(Result::unwrap);
        for segment in segments {
            let (Segment::MoveTo { x, y } | Segment::LineTo { x, y }) = segment else {
                unreachable!("{segment:?}")
            };
            assert!((x.hypot(y) - 40.0).abs() < 0.2, "{x} {y}");
        }
        assert!(told.len() < lines.len() / 4);
    }
}
