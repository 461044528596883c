//! Badges and progress bars as pictures for other pages: light and dark as the
//! reader's system is, and light where styles may not stand in a picture.

use crate::graph::model::{Progress, State};
use crate::markdown::escape::attribute_of as escape;
use crate::site::api::BadgeJson;
use crate::site::fit;
use crate::site::present::{Presenter, segments};
use crate::site::width::text_width;
use crate::site::words;

/// The size of the letters of a badge, in pixels.
const LETTERS: f64 = 11.0;
/// What is left free on each side of the words of a badge, in pixels.
const MARGIN: f64 = 7.0;
/// How wide the name on a badge may be, in pixels.
const NAME: u32 = 220;
/// How wide a progress bar is, in pixels.
const WIDTH: u32 = 400;
/// How much of that is left to the name above it.
const TITLE: u32 = 260;
/// The letters of all pictures: those of the reader's system.
const FONT: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";

/// What a badge or a bar is about.
pub struct Subject {
    /// The name of a plan or of the site.
    pub name: String,
    /// Its counts.
    pub progress: Progress,
    /// How it stands, in a few words.
    pub words: String,
    /// The state that colours it.
    pub state: State,
}

impl Subject {
    /// A plan.
    pub fn plan(presenter: &Presenter<'_>, number: usize) -> Self {
        let plan = &presenter.graph.plans[number];
        let progress = presenter.graph.summaries[number].progress;
        Self::of(presenter, (plan.title.clone(), progress))
    }

    /// All plans that count.
    pub fn all(presenter: &Presenter<'_>) -> Self {
        let name = presenter.language.say("badge-of-all");
        Self::of(presenter, (name, *presenter.shared.total))
    }

    fn of(presenter: &Presenter<'_>, (name, progress): (String, Progress)) -> Self {
        let words = words::bar(presenter.language, &progress);
        let state = state(&progress);
        Self { name, progress, words, state }
    }

    /// The figures in the form that badge services read.
    pub fn figures(&self) -> BadgeJson {
        BadgeJson {
            schema_version: 1,
            label: self.name.clone(),
            message: self.words.clone(),
            color: colour(self.state).0.to_owned(),
        }
    }
}

/// The state that colours a badge: red only where all that is left is held up.
fn state(progress: &Progress) -> State {
    let moves = progress.ready + progress.in_progress > 0;
    match progress.total {
        0 => State::Waiting,
        total if progress.done == total => State::Done,
        _ if progress.blocked > 0 && !moves => State::Blocked,
        _ => State::InProgress,
    }
}

/// The colour of a state on light and on dark ground.
fn colour(state: State) -> (&'static str, &'static str) {
    match state {
        State::Done => ("#137a3e", "#5fd08b"),
        State::InProgress => ("#0b63ce", "#6cb2ff"),
        State::Ready => ("#6a3fc0", "#bda0ff"),
        State::Blocked => ("#b3261e", "#ff8a80"),
        State::Waiting | State::Skipped => ("#5d6678", "#98a2b3"),
    }
}

/// Draws a badge: the name, and how it stands.
pub fn badge(subject: &Subject) -> String {
    let name = one_line(&subject.name, NAME);
    let room = |text: &str| (text_width(text) * LETTERS + 2.0 * MARGIN).ceil();
    let (left, right) = (room(&name), room(&subject.words));
    let width = left + right;
    let (light, dark) = colour(subject.state);
    let said = escape(&format!("{}: {}", subject.name, subject.words));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" \
         viewBox=\"0 0 {width} 20\" role=\"img\" aria-label=\"{said}\">\
         <title>{said}</title>\
         <style>@media (prefers-color-scheme:dark){{.l{{fill:#2a303c}}.s{{fill:{dark}}}\
         .n{{fill:#e8ebf2}}.w{{fill:#0d0f14}}}}</style>\
         <clipPath id=\"c\"><rect width=\"{width}\" height=\"20\" rx=\"4\"/></clipPath>\
         <g clip-path=\"url(#c)\">\
         <rect class=\"l\" width=\"{left}\" height=\"20\" fill=\"#3b4252\"/>\
         <rect class=\"s\" x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"{light}\"/></g>\
         <g font-family=\"{FONT}\" font-size=\"{LETTERS}\" text-anchor=\"middle\">\
         <text class=\"n\" x=\"{}\" y=\"14\" fill=\"#fff\">{}</text>\
         <text class=\"w\" x=\"{}\" y=\"14\" fill=\"#fff\">{}</text></g></svg>\n",
        left / 2.0,
        escape(&name),
        left + right / 2.0,
        escape(&subject.words),
    )
}

/// Draws a progress bar with its name and words above it.
pub fn strip(subject: &Subject) -> String {
    let said = escape(&format!("{}: {}", subject.name, subject.words));
    let mut parts = String::new();
    for segment in segments(&subject.progress) {
        let place = |percent: &str| {
            percent.parse::<f64>().unwrap_or(0.0) * f64::from(WIDTH) / 100.0
        };
        let class = match segment.state {
            "done" => "d",
            "blocked" => "b",
            _ => "p",
        };
        let fill = match segment.state {
            "done" => colour(State::Done).0,
            "blocked" => colour(State::Blocked).0,
            _ => colour(State::InProgress).0,
        };
        parts.push_str(&format!(
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"24\" width=\"{:.1}\" height=\"8\" \
             fill=\"{fill}\"/>",
            place(&segment.x),
            place(&segment.width),
        ));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"34\" \
         viewBox=\"0 0 {WIDTH} 34\" role=\"img\" aria-label=\"{said}\">\
         <title>{said}</title>\
         <style>@media (prefers-color-scheme:dark){{.g{{fill:#1b1f28;stroke:#6f7a8d}}\
         .d{{fill:{}}}.p{{fill:{}}}.b{{fill:{}}}.n{{fill:#e8ebf2}}.w{{fill:#b9c1cf}}}}</style>\
         <clipPath id=\"c\"><rect y=\"24\" width=\"{WIDTH}\" height=\"8\" rx=\"4\"/></clipPath>\
         <rect class=\"g\" x=\".5\" y=\"24.5\" width=\"{}\" height=\"7\" rx=\"3.5\" \
         fill=\"#eef0f4\" stroke=\"#7b8494\"/>\
         <g clip-path=\"url(#c)\">{parts}</g>\
         <g font-family=\"{FONT}\" font-size=\"13\">\
         <text class=\"n\" x=\"0\" y=\"14\" font-weight=\"600\" fill=\"#1b2130\">{}</text>\
         <text class=\"w\" x=\"{WIDTH}\" y=\"14\" text-anchor=\"end\" fill=\"#4a5366\">{}</text>\
         </g></svg>\n",
        colour(State::Done).1,
        colour(State::InProgress).1,
        colour(State::Blocked).1,
        WIDTH - 1,
        escape(&one_line(&subject.name, TITLE)),
        escape(&subject.words),
    )
}

/// As much of a name as fits.
fn one_line(name: &str, width: u32) -> String {
    fit::fit(name, width, 1).into_iter().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str) -> Subject {
        let progress =
            Progress { done: 5, total: 14, in_progress: 2, ..Progress::default() };
        let words = "5 of 14 done".to_owned();
        Subject { name: name.to_owned(), progress, words, state: State::Ready }
    }

    #[test]
    fn names_stay_text_and_long_ones_are_cut() {
        for picture in [badge, strip] {
            let svg = picture(&subject("</title><script>a & \"b\"</script>"));
            assert!(!svg.contains("<script"), "{svg}");
            assert!(svg.contains("prefers-color-scheme:dark"));
            let long = "a very long name ".repeat(20);
            let svg = picture(&subject(&long));
            let widest = svg.split("width=\"").nth(1).unwrap();
            let widest: f64 = widest.split('"').next().unwrap().parse().unwrap();
            assert!(widest < 420.0, "{widest}");
        }
    }

    #[test]
    fn figures_have_the_colour_of_the_badge() {
        let subject = subject("Shed");
        assert!(
            badge(&subject).contains(&format!("fill=\"{}\"", subject.figures().color))
        );
        assert!(strip(&subject).contains("width=\"142.8\""), "5 of 14 of 400");
    }
}
