//! The authors' Mermaid blocks, drawn in place and shown as figures.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::diagram::flowchart::{self, Flowchart};
use crate::diagram::picture::Picture;
use crate::diagram::{self, Kind, Problem, draw};
use crate::language::Language;
use crate::markdown::Html;
use crate::memo::{Lasting, Question};
use crate::output::Folded;
use crate::site::simplified::{Shows, Simplified, is_small, simplify, too_large};
use crate::source::{Hash, Hasher};

/// A block to be drawn.
#[derive(Debug, Clone)]
pub struct DiagramQuestion {
    source: Arc<str>,
    /// The hash of the source.
    hash: Hash,
    /// Whether it is known to be a flowchart that is not too large to be laid out: to read
    /// it takes a fifth of the time of drawing it.
    is_small: bool,
}

impl DiagramQuestion {
    /// That of a source.
    pub fn of(source: &Arc<str>) -> Self {
        Self { source: Arc::clone(source), hash: hash(source), is_small: false }
    }

    /// That of a source which was read before, as a chart.
    pub fn of_chart(source: &Arc<str>, chart: &Flowchart) -> Self {
        Self { is_small: is_small(chart), ..Self::of(source) }
    }

    /// Puts questions in order, and leaves out those that come again.
    pub fn once_each(questions: &mut Vec<Self>) {
        questions.sort_unstable_by_key(|question| question.hash);
        questions.dedup_by_key(|question| question.hash);
    }
}

fn hash(source: &str) -> Hash {
    Hasher::new().part(source.as_bytes()).finish()
}

impl Question for DiagramQuestion {
    fn key(&self) -> Hash {
        self.hash
    }
}

/// What became of a block.
pub enum Answer {
    /// It is drawn as its author wrote it: the picture in little room, since a preview
    /// shows few of them.
    Drawn(Folded),
    /// A part of it is drawn, and why not all of it.
    Simplified(Simplified, Problem),
    /// It is shown as code, and why.
    AsCode(Problem),
}

/// A block that is drawn as it is written; others are rare.
impl<Q> Lasting<Q> for Answer {
    const KIND: &'static str = "drawing";

    fn to_bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Drawn(folded) => Some(folded.kept()),
            Self::Simplified(..) | Self::AsCode(_) => None,
        }
    }

    fn from_bytes(bytes: &[u8], _question: &Q) -> Option<Self> {
        Folded::of_kept(bytes).map(Self::Drawn)
    }
}

/// Draws a block. Of a flowchart that is too large, that is drawn which can be.
pub fn draw(question: &DiagramQuestion) -> Answer {
    let source = &question.source;
    let chart = LazyCell::new(|| match diagram::kind(source) {
        Kind::Flowchart => flowchart::read(source).ok(),
        _ => None,
    });
    let too_large = match question.is_small {
        true => None,
        false => chart.as_ref().and_then(too_large),
    };
    let drawn = match too_large {
        Some(problem) => Err(problem),
        None => draw::draw(source),
    };
    let problem = match drawn {
        Ok(picture) => return Answer::Drawn(Folded::new(&picture.to_bytes())),
        Err(problem) => problem,
    };
    match chart.as_ref().and_then(simplify) {
        Some(simplified) => Answer::Simplified(simplified, problem),
        None => Answer::AsCode(problem),
    }
}

fn unfolded(picture: &Folded) -> Option<Picture> {
    Picture::from_bytes(&picture.bytes()?)
}

/// How many blocks of a kind became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Became {
    /// Drawn as they are written.
    pub drawn: usize,
    /// Drawn simplified.
    pub simplified: usize,
    /// Shown as code.
    pub as_code: usize,
}

/// All blocks that were drawn, each once, in the order of their hashes.
pub struct Drawings {
    blocks: Vec<DiagramQuestion>,
    drawn: Vec<Arc<Answer>>,
    language: Arc<Language>,
}

impl Drawings {
    /// Collects the answers to questions in order: [`DiagramQuestion::once_each`].
    pub fn new(
        blocks: Vec<DiagramQuestion>,
        drawn: Vec<Arc<Answer>>,
        language: Arc<Language>,
    ) -> Self {
        Self { blocks, drawn, language }
    }

    /// What became of a block.
    fn of(&self, source: &str) -> Option<&Answer> {
        let hash = hash(source);
        let place = self.blocks.binary_search_by_key(&hash, |block| block.hash).ok()?;
        Some(&self.drawn[place])
    }

    /// The picture of a block, where it is drawn.
    pub fn picture(&self, source: &str) -> Option<Picture> {
        match self.of(source)? {
            Answer::Drawn(folded) => unfolded(folded),
            Answer::Simplified(simplified, _) => Some(simplified.picture.clone()),
            Answer::AsCode(_) => None,
        }
    }

    /// Whether a block is drawn.
    pub fn is_drawn(&self, source: &str) -> bool {
        matches!(self.of(source), Some(Answer::Drawn(_) | Answer::Simplified(..)))
    }

    /// Why a block is not drawn.
    pub fn problem(&self, source: &str) -> Option<&Problem> {
        match self.of(source)? {
            Answer::AsCode(problem) => Some(problem),
            Answer::Drawn(_) | Answer::Simplified(..) => None,
        }
    }

    /// Why a block is drawn simplified.
    pub fn simplified(&self, source: &str) -> Option<&Problem> {
        match self.of(source)? {
            Answer::Simplified(_, problem) => Some(problem),
            Answer::Drawn(_) | Answer::AsCode(_) => None,
        }
    }

    /// What became of the blocks of each kind.
    pub fn sums(&self) -> BTreeMap<Kind, Became> {
        let mut sums: BTreeMap<Kind, Became> = BTreeMap::new();
        for (block, answer) in self.blocks.iter().zip(&self.drawn) {
            let became = sums.entry(diagram::kind(&block.source)).or_default();
            match answer.as_ref() {
                Answer::Drawn(_) => became.drawn += 1,
                Answer::Simplified(..) => became.simplified += 1,
                Answer::AsCode(_) => became.as_code += 1,
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
        let drawn = |picture: &Picture, note: &str| {
            let follows = self.language.say("diagram-source-follows");
            let note = match note {
                "" => String::new(),
                note => format!("<figcaption>{note}</figcaption>"),
            };
            format!(
                "<figure class=\"diagram\"><div class=\"diagram-scroll\" role=\"group\" \
                 tabindex=\"0\" aria-label=\"{}\">{}</div>{}{note}</figure>",
                say("diagram-scrollable"),
                picture.svg((&name, &follows), &|_| None),
                self.source(source),
            )
        };
        Some(match self.of(source)? {
            Answer::Drawn(folded) => drawn(&unfolded(folded)?, ""),
            Answer::Simplified(simplified, _) => {
                drawn(&simplified.picture, &self.note(source))
            }
            Answer::AsCode(problem) => format!(
                "<figure class=\"diagram\"><pre class=\"code\" tabindex=\"0\">\
                 <code class=\"language-mermaid\">{code}</code></pre>\
                 <figcaption>{} <span lang=\"en\">{}</span></figcaption></figure>",
                say("diagram-as-code"),
                Html::escape(&sentence(&problem.message)),
            ),
        })
    }

    /// Why a block is drawn simplified and what of it is left out, as HTML; empty
    /// for one that is drawn as it is written.
    pub fn note(&self, source: &str) -> String {
        let Some(Answer::Simplified(simplified, problem)) = self.of(source) else {
            return String::new();
        };
        let boxes = [("boxes", simplified.boxes.into())];
        let said = |id: &str| self.language.say_of(id, &boxes);
        let counted = |id: &str, n: usize| self.language.say_of(id, &[("n", n.into())]);
        let mut words = match simplified.shows {
            Shows::Boxes { .. } => said("simplified-to-boxes"),
            Shows::Groups => said("simplified-to-groups"),
            Shows::Levels => said("simplified-to-levels"),
        };
        if let Shows::Boxes { implied: implied @ 1.., .. } = simplified.shows {
            words = format!("{words} {}", counted("lines-that-follow-left-out", implied));
        }
        if let Shows::Boxes { words: of_lines @ 1.., .. } = simplified.shows {
            words = format!("{words} {}", counted("words-of-lines-left-out", of_lines));
        }
        format!(
            "{} <span lang=\"en\">{}</span>",
            Html::escape(&words),
            Html::escape(&sentence(&problem.message)),
        )
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
