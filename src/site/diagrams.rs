//! The authors' Mermaid blocks, drawn in place and shown as figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::diagram::picture::Picture;
use crate::diagram::{self, Kind, Problem, draw};
use crate::language::Language;
use crate::markdown::Html;
use crate::memo::Question;
use crate::source::{Hash, Hasher};

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
pub type Answer = Result<Picture, Problem>;

/// Draws a block.
pub fn draw(question: &DiagramQuestion) -> Answer {
    draw::draw(&question.source)
}

/// All blocks that were drawn, by their source.
pub struct Drawings {
    drawn: BTreeMap<String, Arc<Answer>>,
    language: Arc<Language>,
}

impl Drawings {
    /// Collects the answers.
    pub fn new(
        questions: Vec<DiagramQuestion>,
        answers: Vec<Arc<Answer>>,
        language: Arc<Language>,
    ) -> Self {
        let sources = questions.into_iter().map(|question| question.source);
        Self { drawn: sources.zip(answers).collect(), language }
    }

    /// The picture of a block, where it is drawn.
    pub fn picture(&self, source: &str) -> Option<&Picture> {
        self.drawn.get(source).and_then(|answer| answer.as_ref().as_ref().ok())
    }

    /// Why a block is not drawn.
    pub fn problem(&self, source: &str) -> Option<&Problem> {
        self.drawn.get(source).and_then(|answer| answer.as_ref().as_ref().err())
    }

    /// How many blocks of each kind are drawn, and how many are shown as code.
    pub fn sums(&self) -> BTreeMap<Kind, (usize, usize)> {
        let mut sums: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
        for (source, answer) in &self.drawn {
            let (drawn, as_code) = sums.entry(diagram::kind(source)).or_default();
            match answer.as_ref() {
                Ok(_) => *drawn += 1,
                Err(_) => *as_code += 1,
            }
        }
        sums
    }

    /// The figure of a block with its source folded below it: drawn, or else shown
    /// as code with the reason.
    pub fn figure(&self, source: &str) -> Option<String> {
        let kind = diagram::kind(source);
        let name = self.language.say(words(kind));
        let say = |id: &str| {
            Html::escape(&self.language.say_of(id, &[("kind", (&name).into())]))
        };
        let code = Html::escape(source.trim_end());
        Some(match self.drawn.get(source)?.as_ref() {
            Ok(picture) => format!(
                "<figure class=\"diagram\"><div class=\"diagram-scroll\" role=\"group\" \
                 tabindex=\"0\" aria-label=\"{}\">{}</div>{}</figure>",
                say("diagram-scrollable"),
                picture
                    .svg((&name, &self.language.say("diagram-source-follows")), &|_| {
                        None
                    }),
                self.source(source),
            ),
            Err(problem) => format!(
                "<figure class=\"diagram\"><pre class=\"code\" tabindex=\"0\">\
                 <code class=\"language-mermaid\">{code}</code></pre>\
                 <figcaption>{} <span lang=\"en\">{}</span></figcaption></figure>",
                say("diagram-as-code"),
                Html::escape(&sentence(&problem.message)),
            ),
        })
    }

    /// What stands in the place of a block that is painted elsewhere.
    pub fn pointer(&self, source: &str, href: &str) -> String {
        format!(
            "<div class=\"diagram\"><p><a href=\"{}\">{}</a></p>{}</div>",
            Html::escape(href),
            Html::escape(&self.language.say("author-drawing-above")),
            self.source(source),
        )
    }

    /// The source of a block, folded.
    pub fn source(&self, source: &str) -> String {
        let name = self.language.say(words(diagram::kind(source)));
        let summary = self.language.say_of("diagram-source", &[("kind", (&name).into())]);
        format!(
            "<details><summary>{}</summary><pre class=\"code\" tabindex=\"0\">\
             <code class=\"language-mermaid\">{}</code></pre></details>",
            Html::escape(&summary),
            Html::escape(source.trim_end()),
        )
    }
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// The first 12 digits of a SHA-256: what published names carry.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The message that names a kind.
pub fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Flowchart => "diagram-flowchart",
        Kind::Sequence => "diagram-sequence",
        Kind::Gantt => "diagram-gantt",
        Kind::State => "diagram-state",
        Kind::Class => "diagram-class",
        Kind::Entity => "diagram-entity",
        Kind::Pie => "diagram-pie",
        Kind::Mindmap => "diagram-mindmap",
        Kind::Timeline => "diagram-timeline",
        Kind::GitGraph => "diagram-git",
        Kind::Quadrant => "diagram-quadrant",
        Kind::Kanban => "diagram-kanban",
        Kind::Journey => "diagram-journey",
        Kind::Chart => "diagram-chart",
        Kind::Requirement => "diagram-requirement",
        Kind::Block => "diagram-block",
        Kind::Unknown => "diagram-other",
    }
}
