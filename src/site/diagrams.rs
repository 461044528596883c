//! The authors' Mermaid blocks, drawn to files and shown as figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::diagram::draw::{self, Drawn};
use crate::diagram::{self, Kind, Problem};
use crate::markdown::Html;
use crate::memo::Question;
use crate::site::page;
use crate::site::place::Here;
use crate::source::{Hash, Hasher, OutPath};

/// A block to be drawn.
pub struct DiagramQuestion {
    /// Its source.
    pub source: String,
}

impl Question for DiagramQuestion {
    fn key(&self) -> Hash {
        Hasher::new().part(&self.source).finish()
    }
}

/// What became of a block.
pub type Answer = Result<Drawn, Problem>;

/// Draws a block.
pub fn draw(question: &DiagramQuestion) -> Answer {
    draw::draw(&question.source, "d")
}

/// All blocks that were drawn, by their source.
#[derive(Default)]
pub struct Drawings {
    drawn: BTreeMap<String, (Arc<Answer>, OutPath)>,
}

impl Drawings {
    /// Collects the answers.
    pub fn new(questions: Vec<DiagramQuestion>, answers: Vec<Arc<Answer>>) -> Self {
        let drawn = questions.into_iter().zip(answers).map(|(question, answer)| {
            let bytes: &[u8] = match answer.as_ref() {
                Ok(drawn) => drawn.svg.as_bytes(),
                Err(_) => question.source.as_bytes(),
            };
            let path = page::diagram(&fingerprint(bytes));
            (question.source, (answer, path))
        });
        Self { drawn: drawn.collect() }
    }

    /// The files of the drawings.
    pub fn files(&self) -> impl Iterator<Item = (OutPath, Arc<[u8]>)> {
        self.drawn.values().filter_map(|(answer, path)| match answer.as_ref() {
            Ok(drawn) => Some((path.clone(), drawn.svg.as_bytes().into())),
            Err(_) => None,
        })
    }

    /// Why a block is not drawn.
    pub fn problem(&self, source: &str) -> Option<&Problem> {
        self.drawn.get(source).and_then(|(answer, _)| answer.as_ref().as_ref().err())
    }

    /// How many blocks of each kind are drawn, and how many are not.
    pub fn sums(&self) -> BTreeMap<&'static str, (usize, usize)> {
        let mut sums: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        for (source, (answer, _)) in &self.drawn {
            let (drawn, as_code) = sums.entry(name(diagram::kind(source))).or_default();
            match answer.as_ref() {
                Ok(_) => *drawn += 1,
                Err(_) => *as_code += 1,
            }
        }
        sums
    }

    /// The figure of a block, its source folded below it; nothing where it is not drawn.
    pub fn figure(&self, source: &str, here: &Here) -> Option<String> {
        let (answer, path) = self.drawn.get(source)?;
        let drawn = answer.as_ref().as_ref().ok()?;
        let kind = name(diagram::kind(source));
        let mut html = String::new();
        let _ = write!(
            html,
            "<figure class=\"diagram\"><div class=\"diagram-scroll\" role=\"group\" tabindex=\"0\" \
             aria-label=\"{kind}, scrollable\"><img src=\"{src}\" width=\"{width}\" height=\"{height}\" \
             alt=\"{kind}; its source follows\"></div>\
             <details><summary>Source of this {lower}</summary>\
             <pre class=\"code\" tabindex=\"0\"><code>{code}</code></pre></details></figure>",
            src = Html::escape(&here.to(path)),
            width = drawn.width,
            height = drawn.height,
            lower = kind.to_lowercase(),
            code = Html::escape(source.trim_end()),
        );
        Some(html)
    }
}

/// The first 12 digits of a SHA-256: what published names carry.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Flowchart => "Flowchart",
        Kind::Sequence => "Sequence diagram",
        Kind::Gantt => "Gantt chart",
        Kind::State => "State diagram",
        Kind::Class => "Class diagram",
        Kind::Pie => "Pie chart",
        Kind::Timeline => "Timeline",
        _ => "Diagram",
    }
}
