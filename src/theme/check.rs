//! Checking the templates of a site before a page is rendered: what they ask
//! for, and whether any view has it. Variables are followed through loops,
//! includes and the arguments of components, as far as it can be known what
//! they are; what cannot be known is not told.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, code, nearest};
use crate::language::Language;
use crate::source::{LineIndex, SourceFile};
use crate::theme::layer::SITE;
use crate::theme::shape::{Field, Schemas, Shape, Shapes, unknown};
use crate::theme::syntax::{Token, Word, tokens};

/// How deep templates may include each other; the engine refuses circles.
const DEPTH: usize = 16;

/// What is checked: the templates of all layers, and what they can call.
pub struct Given<'a> {
    /// The templates by their names with the layer in front.
    pub templates: &'a BTreeMap<String, Arc<SourceFile>>,
    /// The layers, the topmost first.
    pub layers: &'a [String],
    /// The words that `say` can say.
    pub language: &'a Language,
    /// The names of the theme's published files.
    pub assets: &'a BTreeSet<String>,
}

/// Reports what templates of the site ask for and no page has, and templates
/// of the site that no page uses.
pub fn check(given: &Given<'_>) -> Vec<Diagnostic> {
    templates_of(given, &|name| {
        name.strip_prefix(SITE).is_some_and(|rest| rest.starts_with('/'))
    })
}

/// The same for the templates that are asked for.
fn templates_of(given: &Given<'_>, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let schemas = Schemas::read();
    let tokens: BTreeMap<&str, Vec<Token<'_>>> = given
        .templates
        .iter()
        .filter_map(|(name, file)| Some((name.as_str(), tokens(file.text()?))))
        .collect();
    let components = components(given, &tokens);
    let mut run = Run {
        given,
        schemas: &schemas,
        tokens: &tokens,
        components: &components,
        calls: Vec::new(),
        told: BTreeMap::new(),
        used: BTreeSet::new(),
    };
    for (name, tokens) in &tokens {
        let bare = bare(name);
        run.references(tokens);
        if bare.starts_with("components/") {
            continue;
        }
        let mut scope = Scope::of_pages(&schemas);
        if let Some(body) = schemas.bodies.get(bare) {
            scope.set("body", body.clone());
        }
        // A slot is seen where it is included, with all that is known there.
        if !bare.starts_with("slots/") {
            run.walk(name, 0..tokens.len(), (&mut scope, 0));
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(call) = run.calls.pop() {
        if !seen.insert(call.clone()) {
            continue;
        }
        let Some(component) = components.get(call.0) else { continue };
        let mut scope = Scope::of_component(call.0);
        for name in &component.arguments {
            let shapes = call.1.get(*name).cloned();
            scope.set(name, shapes.unwrap_or_else(unknown));
        }
        run.walk(component.template, component.inside.clone(), (&mut scope, 0));
    }
    let unused = run.unused(wanted);
    let told = run.told.into_iter().filter(|((name, ..), _)| wanted(name));
    told.map(|(_, problem)| problem).chain(unused).collect()
}

/// The name of a template without its layer.
fn bare(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, bare)| bare)
}

/// A component, where it is defined.
struct Component<'t> {
    template: &'t str,
    /// Its tokens.
    inside: Range<usize>,
    arguments: Vec<&'t str>,
}

/// The components by name, each as the topmost layer has it.
fn components<'t>(
    given: &'t Given<'_>,
    tokens: &'t BTreeMap<&str, Vec<Token<'t>>>,
) -> BTreeMap<&'t str, Component<'t>> {
    let mut components = BTreeMap::new();
    // The lowest layer comes first, so that those above take its place.
    for layer in given.layers.iter().rev() {
        let prefix = format!("{layer}/");
        for (name, tokens) in tokens.iter().filter(|(name, _)| name.starts_with(&prefix))
        {
            for (at, pair) in tokens.windows(2).enumerate() {
                let [
                    Token { word: Word::Name("component"), .. },
                    Token { word: Word::Name(called), .. },
                ] = pair
                else {
                    continue;
                };
                let ends = |token: &Token<'_>| token.word == Word::Name("endcomponent");
                let end = tokens[at..]
                    .iter()
                    .position(ends)
                    .map_or(tokens.len(), |end| at + end);
                let head =
                    tokens[at..end].iter().position(|token| token.word == Word::Close);
                let head = head.map_or(end, |head| at + head);
                let component = Component {
                    template: name,
                    inside: head..end.saturating_sub(1).max(head),
                    arguments: arguments(&tokens[at + 2..head]),
                };
                components.insert(*called, component);
            }
        }
    }
    components
}

/// The names of a component's arguments: those that start an item of the list.
fn arguments<'t>(head: &[Token<'t>]) -> Vec<&'t str> {
    let mut names = Vec::new();
    let mut depth = 0usize;
    let mut starts = false;
    for token in head {
        match token.word {
            Word::Sign("(" | "[" | "{") => {
                depth += 1;
                starts = depth == 1;
            }
            Word::Sign(")" | "]" | "}") => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            Word::Sign(",") => starts = depth == 1,
            Word::Name(name) if starts => {
                names.push(name);
                starts = false;
            }
            _ => {}
        }
    }
    names
}

/// The variables that are known at a place.
#[derive(Debug, Clone)]
struct Scope {
    frames: Vec<BTreeMap<String, Shapes>>,
    /// The component that the place is in; empty for a template.
    component: String,
}

impl Scope {
    fn of_pages(schemas: &Schemas) -> Self {
        let frame = schemas.variables.iter();
        let frame =
            frame.map(|(name, shapes)| ((*name).to_owned(), shapes.clone())).collect();
        Self { frames: vec![frame], component: String::new() }
    }

    fn of_component(name: &str) -> Self {
        // What stands between the tags of a component comes in as `body`.
        let frame = BTreeMap::from([("body".to_owned(), Shapes::from([Shape::Plain]))]);
        Self { frames: vec![frame], component: name.to_owned() }
    }

    fn get(&self, name: &str) -> Option<&Shapes> {
        self.frames.iter().rev().find_map(|frame| frame.get(name))
    }

    fn set(&mut self, name: &str, shapes: Shapes) {
        if let Some(frame) = self.frames.last_mut() {
            frame.insert(name.to_owned(), shapes);
        }
    }

    fn names(&self) -> BTreeSet<String> {
        self.frames.iter().flat_map(|frame| frame.keys().cloned()).collect()
    }
}

/// A component and what its arguments are.
type Call<'t> = (&'t str, BTreeMap<String, Shapes>);

/// One check.
struct Run<'t> {
    given: &'t Given<'t>,
    schemas: &'t Schemas,
    tokens: &'t BTreeMap<&'t str, Vec<Token<'t>>>,
    components: &'t BTreeMap<&'t str, Component<'t>>,
    /// Calls of components that were seen, and whose insides are still to be walked.
    calls: Vec<Call<'t>>,
    told: BTreeMap<(&'t str, usize, String), Diagnostic>,
    /// Templates that others extend or include, as written.
    used: BTreeSet<&'t str>,
}

impl<'t> Run<'t> {
    /// Notes which templates a template names.
    fn references(&mut self, tokens: &'t [Token<'t>]) {
        for pair in tokens.windows(2) {
            if let [
                Token { word: Word::Name("extends" | "include"), .. },
                Token { word: Word::Text(name), .. },
            ] = pair
            {
                self.used.insert(name);
            }
        }
    }

    /// Follows the variables of a part of a template.
    fn walk(
        &mut self,
        name: &'t str,
        part: Range<usize>,
        (scope, depth): (&mut Scope, usize),
    ) {
        let Some(tokens) = self.tokens.get(name) else { return };
        let mut walk = Walk {
            run: self,
            template: name,
            tokens,
            at: part.start,
            end: part.end,
            depth,
            alternatives: Alternatives::May,
        };
        walk.run_through(scope);
    }

    fn include(&mut self, name: &str, (scope, depth): (&Scope, usize)) {
        if depth >= DEPTH {
            return;
        }
        let found = [String::new()]
            .into_iter()
            .chain(self.given.layers.iter().map(|layer| format!("{layer}/")))
            .find_map(|prefix| {
                self.tokens.get_key_value(format!("{prefix}{name}").as_str())
            });
        if let Some((name, tokens)) = found {
            let mut scope = scope.clone();
            self.walk(name, 0..tokens.len(), (&mut scope, depth + 1));
        }
    }

    fn tell(
        &mut self,
        template: &'t str,
        place: Range<usize>,
        message: String,
        hint: String,
    ) {
        let Some(file) = self.given.templates.get(template) else { return };
        let Some(text) = file.text() else { return };
        let span = LineIndex::new(text).span(text, place.start, place.end);
        let problem = Diagnostic::at(&code::INVALID_TEMPLATE, &file.path, span, &message)
            .label("not known")
            .hint(hint);
        self.told.entry((template, place.start, message)).or_insert(problem);
    }

    /// The templates that no page uses.
    fn unused(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let below: BTreeSet<&str> = self
            .tokens
            .keys()
            .filter(|name| !wanted(name))
            .map(|name| bare(name))
            .collect();
        let mut told = Vec::new();
        for name in self.tokens.keys().filter(|name| wanted(name)) {
            let own = bare(name);
            let defines =
                self.components.values().any(|component| component.template == *name);
            let is_used = self.used.contains(own)
                || self.used.contains(name)
                || self.schemas.bodies.contains_key(own)
                || defines;
            let Some(file) = self.given.templates.get(*name).filter(|_| !is_used) else {
                continue;
            };
            let message = match own.strip_prefix("slots/") {
                Some(slot) => format!("there is no slot `{slot}`"),
                None => format!("no page uses the template `{own}`"),
            };
            let hint = match nearest(own, below.iter().copied()) {
                Some(near) => format!("the nearest is `{near}`"),
                None => "`ouro theme list` names the templates and slots that there are"
                    .to_owned(),
            };
            told.push(
                Diagnostic::file(&code::UNUSED_TEMPLATE, &file.path, message).hint(hint),
            );
        }
        told
    }
}

/// A way through the tokens of a template.
struct Walk<'r, 't> {
    run: &'r mut Run<'t>,
    template: &'t str,
    tokens: &'t [Token<'t>],
    at: usize,
    end: usize,
    depth: usize,
    alternatives: Alternatives,
}

/// Whether an `if` behind a value starts another value; behind the target of a
/// loop in a list it starts a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alternatives {
    May,
    Not,
}

impl<'t> Walk<'_, 't> {
    fn run_through(&mut self, scope: &mut Scope) {
        let frames = scope.frames.len();
        while self.at < self.end {
            match self.next() {
                Some(Word::Output) => {
                    self.expression(scope);
                    self.skip_to_close();
                }
                Some(Word::Statement) => {
                    self.statement(scope);
                    self.skip_to_close();
                }
                _ => {}
            }
        }
        scope.frames.truncate(frames);
    }

    fn statement(&mut self, scope: &mut Scope) {
        match self.next() {
            Some(Word::Name("if" | "elif")) => {
                self.expression(scope);
            }
            Some(Word::Name("for")) => self.for_loop(scope),
            Some(Word::Name("endfor")) if scope.frames.len() > 1 => {
                scope.frames.pop();
            }
            Some(Word::Name("set" | "set_global")) => {
                let Some(Word::Name(name)) = self.next() else { return };
                let mut shapes = Shapes::from([Shape::Plain]);
                if self.peek() == Some(Word::Sign("=")) {
                    self.at += 1;
                    shapes = self.expression(scope);
                }
                scope.set(name, shapes);
            }
            Some(Word::Name("include")) => {
                if let Some(Word::Text(name)) = self.next() {
                    self.run.include(name, (scope, self.depth));
                }
            }
            Some(Word::Name("component")) => {
                while self.at < self.end
                    && self.next() != Some(Word::Name("endcomponent"))
                {}
            }
            Some(Word::Sign("<")) => self.component(scope),
            _ => {}
        }
    }

    fn for_loop(&mut self, scope: &mut Scope) {
        let frame = self.loop_head(scope);
        scope.frames.push(frame);
    }

    /// `key, value in target`: what the names are.
    fn loop_head(&mut self, scope: &mut Scope) -> BTreeMap<String, Shapes> {
        let mut names = Vec::new();
        while let Some(Word::Name(name)) = self.next() {
            if name == "in" {
                break;
            }
            names.push(name);
            if self.peek() == Some(Word::Sign(",")) {
                self.at += 1;
            }
        }
        let outer = std::mem::replace(&mut self.alternatives, Alternatives::Not);
        let target = self.expression(scope);
        self.alternatives = outer;
        let mut frame = BTreeMap::from([("loop".to_owned(), unknown())]);
        match names.as_slice() {
            [key, value] => {
                frame.insert((*key).to_owned(), Shapes::from([Shape::Plain]));
                frame.insert((*value).to_owned(), unknown());
            }
            [value] => {
                frame.insert((*value).to_owned(), self.run.schemas.members(&target));
            }
            _ => {}
        }
        frame
    }

    /// Operands with operators between them; of several nobody knows what comes out.
    fn expression(&mut self, scope: &mut Scope) -> Shapes {
        let mut shapes = self.operand(scope);
        loop {
            match self.peek() {
                Some(Word::Sign("|")) => {
                    self.at += 1;
                    shapes = self.filter(&shapes, scope);
                }
                Some(Word::Name("is")) => {
                    self.at += 1;
                    if self.peek() == Some(Word::Name("not")) {
                        self.at += 1;
                    }
                    self.at += 1;
                    if self.peek() == Some(Word::Sign("(")) {
                        self.arguments(scope);
                    }
                    shapes = Shapes::from([Shape::Plain]);
                }
                Some(Word::Name("if")) if self.alternatives == Alternatives::May => {
                    self.at += 1;
                    self.expression(scope);
                    if self.peek() == Some(Word::Name("else")) {
                        self.at += 1;
                        shapes.extend(self.expression(scope));
                    }
                }
                Some(Word::Sign("[" | "?[")) => {
                    self.at += 1;
                    self.expression(scope);
                    self.skip_past("]");
                    shapes = unknown();
                }
                Some(Word::Name("and" | "or" | "not" | "in"))
                | Some(Word::Sign(
                    "+" | "-" | "*" | "/" | "//" | "**" | "%" | "~" | "==" | "!=" | "<"
                    | ">" | "<=" | ">=",
                )) => {
                    self.at += 1;
                    if matches!(self.peek(), Some(Word::Name("in"))) {
                        self.at += 1;
                    }
                    self.operand(scope);
                    shapes = unknown();
                }
                _ => return shapes,
            }
        }
    }

    fn operand(&mut self, scope: &mut Scope) -> Shapes {
        match self.next() {
            Some(Word::Name("not")) | Some(Word::Sign("-")) => self.operand(scope),
            Some(Word::Name(
                "true" | "false" | "True" | "False" | "none" | "None" | "null",
            ))
            | Some(Word::Text(_) | Word::Number) => Shapes::from([Shape::Plain]),
            Some(Word::Name(name)) => self.name(name, scope),
            Some(Word::Sign("(")) => {
                let shapes = self.expression(scope);
                self.skip_past(")");
                shapes
            }
            Some(Word::Sign("[")) => self.list(scope),
            Some(Word::Sign("{")) => {
                while self.at < self.end && self.peek() != Some(Word::Sign("}")) {
                    if self.peek() == Some(Word::Sign("...")) {
                        self.at += 1;
                        self.expression(scope);
                    } else {
                        self.at += 1;
                        if self.peek() == Some(Word::Sign(":")) {
                            self.at += 1;
                            self.expression(scope);
                        }
                    }
                }
                self.skip_past("}");
                unknown()
            }
            Some(Word::Sign("<")) => {
                self.component(scope);
                Shapes::from([Shape::Plain])
            }
            _ => {
                self.at -= 1;
                unknown()
            }
        }
    }

    /// A variable with its fields, or a call of a function.
    fn name(&mut self, name: &'t str, scope: &mut Scope) -> Shapes {
        let start = self.at - 1;
        if self.peek() == Some(Word::Sign("(")) {
            return self.function(name, scope);
        }
        let mut missing = None;
        let mut shapes = match scope.get(name) {
            Some(shapes) => shapes.clone(),
            None => {
                missing = Some(self.no_variable(name, start, scope));
                unknown()
            }
        };
        let is_loop = name == "loop";
        loop {
            match self.peek() {
                Some(Word::Sign(sign @ ("." | "?."))) => {
                    self.at += 1;
                    let place = self.at;
                    let Some(Word::Name(field)) = self.next() else { break };
                    if is_loop {
                        shapes = Shapes::from([Shape::Plain]);
                        continue;
                    }
                    let found = self.run.schemas.field(&shapes, field);
                    shapes = self.field(found, (start, place), &mut missing);
                    if sign == "?." {
                        missing = None;
                    }
                }
                Some(Word::Sign(sign @ ("[" | "?["))) => {
                    self.at += 1;
                    let literal = match (self.peek(), self.peek_at(1)) {
                        (Some(Word::Text(text)), Some(Word::Sign("]"))) => {
                            Some((text, self.at))
                        }
                        _ => None,
                    };
                    self.expression(scope);
                    self.skip_past("]");
                    shapes = match literal {
                        Some((file, place)) if name == "assets" => {
                            missing = missing.or(self.no_asset(file, place));
                            Shapes::from([Shape::Plain])
                        }
                        Some((field, place)) => {
                            let found = self.run.schemas.field(&shapes, field);
                            self.field(found, (start, place), &mut missing)
                        }
                        None if shapes
                            .iter()
                            .all(|shape| matches!(shape, Shape::List(_))) =>
                        {
                            self.run.schemas.members(&shapes)
                        }
                        None => unknown(),
                    };
                    if sign == "?[" {
                        missing = None;
                    }
                }
                _ => break,
            }
        }
        if let Some((place, message, hint)) = missing.filter(|_| !self.is_asked_for()) {
            self.run.tell(self.template, place, message, hint);
        }
        shapes
    }

    /// What a field is; what is missing is noted, the first of a chain only.
    fn field(
        &self,
        found: Field,
        (start, at): (usize, usize),
        missing: &mut Option<(Range<usize>, String, String)>,
    ) -> Shapes {
        let names = match found {
            Field::Is(shapes) => return shapes,
            Field::None(names) => names,
        };
        let file = self.run.given.templates.get(self.template);
        let text = file.and_then(|file| file.text()).map_or("", |text| text);
        let place = self.tokens[at].place.clone();
        let owner =
            text.get(self.tokens[start].place.start..self.tokens[at - 1].place.start);
        let owner = owner.unwrap_or_default().trim_end();
        let field = text.get(place.clone()).unwrap_or_default().trim_matches(['"', '\'']);
        let message = format!("`{owner}` has no field `{field}`");
        let hint = match nearest(field, names.iter().map(String::as_str)) {
            Some(near) => format!("the nearest is `{near}`"),
            None if names.is_empty() => "it is no value with fields".to_owned(),
            None => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                format!("it has `{}`", names.join("`, `"))
            }
        };
        missing.get_or_insert((place, message, hint));
        unknown()
    }

    fn no_variable(
        &self,
        name: &str,
        at: usize,
        scope: &Scope,
    ) -> (Range<usize>, String, String) {
        let names = scope.names();
        let message = match scope.component.as_str() {
            "" => format!("no page has a variable `{name}`"),
            component => format!("the component `{component}` has no argument `{name}`"),
        };
        let hint = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("the nearest is `{near}`"),
            None => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                format!("here are `{}`", names.join("`, `"))
            }
        };
        (self.tokens[at].place.clone(), message, hint)
    }

    fn no_asset(&self, file: &str, at: usize) -> Option<(Range<usize>, String, String)> {
        let assets = self.run.given.assets;
        if assets.contains(file) {
            return None;
        }
        let message = format!("the theme publishes no file `{file}`");
        let hint = match nearest(file, assets.iter().map(String::as_str)) {
            Some(near) => format!("the nearest is `{near}`"),
            None => "files of `scripts/`, `icons/`, `images/` and `fonts/` are published"
                .to_owned(),
        };
        Some((self.tokens[at].place.clone(), message, hint))
    }

    /// Whether the template itself asks if a value is there.
    fn is_asked_for(&self) -> bool {
        let words = [self.peek(), self.peek_at(1), self.peek_at(2)];
        matches!(
            words,
            [Some(Word::Name("is")), Some(Word::Name("defined" | "undefined")), _]
                | [
                    Some(Word::Name("is")),
                    Some(Word::Name("not")),
                    Some(Word::Name("defined" | "undefined"))
                ]
                | [Some(Word::Sign("|")), Some(Word::Name("default")), _]
        )
    }

    fn function(&mut self, name: &str, scope: &mut Scope) -> Shapes {
        let words = [1, 2, 3, 4].map(|further| self.peek_at(further));
        let message = match words {
            [
                Some(Word::Name("id")),
                Some(Word::Sign("=")),
                Some(Word::Text(id)),
                Some(Word::Sign("," | ")")),
            ] if name == "say" => Some(id),
            _ => None,
        };
        if let Some(id) = message.filter(|id| !self.run.given.language.has(id)) {
            let place = self.tokens[self.at + 3].place.clone();
            let hint = match self.run.given.language.nearest(id) {
                Some(near) => format!("the nearest is `{near}`"),
                None => {
                    "the messages stand in `languages/en.ftl` of the theme".to_owned()
                }
            };
            self.run.tell(
                self.template,
                place,
                format!("there is no message `{id}`"),
                hint,
            );
        }
        self.arguments(scope);
        if name == "range" {
            Shapes::from([Shape::List(Box::new(Shapes::from([Shape::Plain])))])
        } else {
            Shapes::from([Shape::Plain])
        }
    }

    /// `(name=value, …)`
    fn arguments(&mut self, scope: &mut Scope) {
        self.at += 1;
        while self.at < self.end
            && !matches!(self.peek(), Some(Word::Sign(")") | Word::Close) | None)
        {
            if self.peek_at(1) == Some(Word::Sign("=")) {
                self.at += 2;
            }
            let before = self.at;
            self.expression(scope);
            if self.peek() == Some(Word::Sign(",")) || self.at == before {
                self.at += 1;
            }
        }
        self.skip_past(")");
    }

    fn filter(&mut self, shapes: &Shapes, scope: &mut Scope) -> Shapes {
        let Some(Word::Name(name)) = self.next() else { return unknown() };
        if self.peek() == Some(Word::Sign("(")) {
            self.arguments(scope);
        }
        match name {
            "first" | "last" | "nth" => self.run.schemas.members(shapes),
            "reverse" | "sort" | "unique" | "safe" => shapes.clone(),
            "length" | "wordcount" | "str" | "join" => Shapes::from([Shape::Plain]),
            _ => unknown(),
        }
    }

    /// `[a, b]`, or `[x for y in z if w]`.
    fn list(&mut self, scope: &mut Scope) -> Shapes {
        let start = self.at;
        if let Some(at) = self.comprehension() {
            self.at = at + 1;
            let frame = self.loop_head(scope);
            scope.frames.push(frame);
            if self.peek() == Some(Word::Name("if")) {
                self.at += 1;
                self.expression(scope);
            }
            let end = self.at;
            self.at = start;
            let inner = self.expression(scope);
            scope.frames.pop();
            self.at = end;
            self.skip_past("]");
            return Shapes::from([Shape::List(Box::new(inner))]);
        }
        while self.at < self.end
            && !matches!(self.peek(), Some(Word::Sign("]") | Word::Close) | None)
        {
            let before = self.at;
            self.expression(scope);
            if self.peek() == Some(Word::Sign(",")) || self.at == before {
                self.at += 1;
            }
        }
        self.skip_past("]");
        unknown()
    }

    /// Where the `for` of a list stands that has one.
    fn comprehension(&self) -> Option<usize> {
        let mut depth = 0usize;
        for (at, token) in self.tokens.iter().enumerate().take(self.end).skip(self.at) {
            match token.word {
                Word::Sign("(" | "[" | "{" | "?[") => depth += 1,
                Word::Sign("]") if depth == 0 => return None,
                Word::Sign(")" | "]" | "}") => depth = depth.saturating_sub(1),
                Word::Name("for") if depth == 0 => return Some(at),
                Word::Close => return None,
                _ => {}
            }
        }
        None
    }

    /// `<name argument={value} …>`, behind its `<`.
    fn component(&mut self, scope: &mut Scope) {
        let Some(Word::Name(name)) = self.next() else { return };
        let mut given = BTreeMap::new();
        while self.at < self.end {
            match self.peek() {
                Some(Word::Name(argument)) => {
                    self.at += 1;
                    let mut shapes = Shapes::from([Shape::Plain]);
                    if self.peek() == Some(Word::Sign("=")) {
                        self.at += 1;
                        if self.peek() == Some(Word::Sign("{")) {
                            self.at += 1;
                            shapes = self.expression(scope);
                            self.skip_past("}");
                        } else {
                            self.at += 1;
                        }
                    } else {
                        self.at -= 1;
                        shapes = self.operand(scope);
                    }
                    given.insert(argument.to_owned(), shapes);
                }
                Some(Word::Sign("{")) => {
                    self.at += 1;
                    if self.peek() == Some(Word::Sign("...")) {
                        self.at += 1;
                    }
                    self.expression(scope);
                    self.skip_past("}");
                }
                Some(Word::Sign("/>" | ">")) => {
                    self.at += 1;
                    break;
                }
                _ => break,
            }
        }
        if let Some((name, component)) = self.run.components.get_key_value(name) {
            // An argument that comes by other ways may be anything.
            given.retain(|argument, _| component.arguments.contains(&argument.as_str()));
            self.run.calls.push((name, given));
        }
    }

    fn next(&mut self) -> Option<Word<'t>> {
        let word = self.peek();
        self.at += 1;
        word
    }

    fn peek(&self) -> Option<Word<'t>> {
        self.peek_at(0)
    }

    fn peek_at(&self, further: usize) -> Option<Word<'t>> {
        let at = self.at + further;
        (at < self.end).then(|| self.tokens.get(at).map(|token| token.word)).flatten()
    }

    /// Passes over a sign, and over what stands before it and was not read.
    fn skip_past(&mut self, sign: &str) {
        while let Some(word) = self.peek() {
            if word == Word::Close {
                return;
            }
            self.at += 1;
            if word == Word::Sign(sign) {
                return;
            }
        }
    }

    fn skip_to_close(&mut self) {
        while self.at < self.end && !matches!(self.tokens[self.at - 1].word, Word::Close)
        {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use crate::source::{SitePath, Sources};
    use crate::theme::layer::{built_in, embedded};

    /// What is told of templates of a site, and of those of the built-in themes.
    fn told(theme: &str, own: &[(&str, &str)]) -> Vec<String> {
        let mut templates = BTreeMap::new();
        let mut layers = vec![SITE.to_owned(), theme.to_owned(), "default".to_owned()];
        layers.dedup();
        for layer in &layers[1..] {
            for (path, file) in embedded(layer).unwrap().files {
                if let Some(name) = path.strip_prefix("templates/") {
                    templates.insert(format!("{layer}/{name}"), file);
                }
            }
        }
        for (name, text) in own {
            let path = SitePath::new(name).unwrap();
            let file = Arc::new(SourceFile::new(path, text.as_bytes()));
            templates.insert(format!("{SITE}/{name}"), file);
        }
        let language = language::load(&Sources::default(), ("en", None)).value;
        let assets = embedded("default").unwrap().files.into_keys();
        let assets = assets.chain(["site.css".to_owned()]).collect();
        let given = Given {
            templates: &templates,
            layers: &layers,
            language: &language,
            assets: &assets,
        };
        let wanted = |name: &str| own.is_empty() || name.starts_with("site/");
        templates_of(&given, &wanted)
            .iter()
            .map(|found| {
                let line = found.span.map_or(0, |span| span.line);
                format!("{line}: {} ({})", found.message, found.hints.join(", "))
            })
            .collect()
    }

    #[test]
    fn the_built_in_themes_ask_for_nothing_that_is_not_there() {
        for theme in built_in() {
            assert_eq!(told(&theme, &[]), [""; 0]);
        }
    }

    fn page(text: &str) -> Vec<String> {
        told("default", &[("plan.html", text)])
    }

    #[test]
    fn fields_are_followed_through_loops_and_lists() {
        assert_eq!(
            page("{{ page.titel }}"),
            ["1: `page` has no field `titel` (the nearest is `title`)"]
        );
        assert_eq!(
            page(
                "\n{% for part in body.sections %}{% for task in part.tasks %}{{ task.tittle_html }}{{ loop.index }}{% endfor %}{% endfor %}{{ part }}"
            ),
            [
                "2: `task` has no field `tittle_html` (the nearest is `title_html`)",
                "2: no page has a variable `part` (here are `assets`, `body`, `chart_svgs`, `graph_svg`, `page`, `policy`, `site`, `theme`)"
            ]
        );
        assert_eq!(
            page(
                "{% set plan = body.related | first %}{{ plan.plan.herf }}{{ [t.x for t in body.links if t.title] }}"
            ),
            [
                "1: `plan.plan` has no field `herf` (the nearest is `href`)",
                "1: `t` has no field `x` (it has `href`, `title`)"
            ]
        );
        assert_eq!(
            page("{{ page.title.words }}"),
            ["1: `page.title` has no field `words` (it is no value with fields)"]
        );
    }

    #[test]
    fn a_template_may_ask_whether_something_is_there() {
        for text in [
            "{% if page.x is defined %}a{% endif %}",
            "{% if page.x is not defined %}a{% endif %}",
            "{{ page.x | default(value=\"a\") }}",
            "{{ page?.x }}",
        ] {
            assert_eq!(page(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn every_page_has_fields_of_its_own() {
        assert_eq!(page("{{ body.ready }}").len(), 1);
        assert_eq!(told("default", &[("overview.html", "{{ body.ready }}")]), [""; 0]);
        assert_eq!(
            told("default", &[("slots/footer.html", "{{ body.ready }}{{ body.redy }}")]),
            ["1: `body` has no field `redy` (the nearest is `ready`)"]
        );
    }

    #[test]
    fn arguments_of_components_are_what_they_are_called_with() {
        let own = "{% component task_chips(task) %}{{ task.labels }}{{ task.lables }}{{ tusk }}{% endcomponent task_chips %}";
        assert_eq!(
            told("default", &[("components/mine.html", own)]),
            [
                "1: `task` has no field `lables` (the nearest is `labels`)",
                "1: the component `task_chips` has no argument `tusk` (the nearest is `task`)"
            ]
        );
    }

    #[test]
    fn messages_files_and_slots_have_names() {
        assert_eq!(
            page(
                "{{ say(id=\"all-plan\") }}<img src=\"{{ assets['icons/favico.svg'] }}\">"
            ),
            [
                "1: there is no message `all-plan` (the nearest is `all-plans`)",
                "1: the theme publishes no file `icons/favico.svg` (the nearest is `icons/favicon.svg`)"
            ]
        );
        assert_eq!(
            told("default", &[("slots/foter.html", ""), ("plam.html", "")]),
            [
                "0: no page uses the template `plam.html` (the nearest is `plan.html`)",
                "0: there is no slot `foter.html` (the nearest is `slots/footer.html`)"
            ]
        );
    }

    #[test]
    fn any_template_is_followed_to_its_end() {
        let parts = [
            "{{",
            "}}",
            "{%",
            "%}",
            "[",
            "]",
            "(",
            ")",
            "<",
            "/>",
            "for",
            "x",
            "in",
            ".",
            "|",
            "if",
            "set",
            "=",
            "component",
            "\"",
            ",",
            "{",
            "}",
            " ",
            "is",
            "endfor",
            "include",
            "not",
        ];
        let mut seed = 7_u64;
        for _ in 0..60 {
            let mut text = String::new();
            for _ in 0..16 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(parts[(seed >> 33) as usize % parts.len()]);
                text.push(' ');
            }
            let _ = page(&text);
        }
    }
}
