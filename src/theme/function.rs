//! What a template may call: the built-in filters, tests and functions of Tera,
//! and `say`, which says a message of the site's language.
//!
//! All of them are pure: Tera 2 has no clock, no environment and no random
//! numbers unless a crate adds them, and `range` is bounded. So a page depends
//! on its view, its theme and its language alone. A template that calls `now` or
//! `get_env` is told so when it is read, by Tera's own "unknown function".

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, Value};

use crate::language::{Argument, Language, Piece};
use crate::markdown::escape;
use crate::theme::layer::Layer;

/// The filters of Tera.
pub const FILTERS: [&str; 37] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];

/// The tests of Tera.
pub const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];

/// The functions of Tera, and ours.
pub const FUNCTIONS: [&str; 4] = ["say", "range", "throw", "super"];

/// Makes an engine that escapes in every template, whatever its name ends in,
/// and looks for a template in the layers of a theme, the topmost first.
pub fn engine(language: &Arc<Language>, layers: &[Layer]) -> Tera {
    let mut tera = Tera::new();
    let prefixes = layers.iter().rev().map(|layer| format!("{}/", layer.name));
    tera.set_fallback_prefixes(prefixes)
        .expect("an engine without templates takes any prefixes");
    tera.autoescape_on([""]);
    // A template does not say whether a text stands between tags or in one.
    tera.set_escape_fn(|text, out| out.write_all(escape::attribute_of(text).as_bytes()));
    let language = Arc::clone(language);
    tera.register_function("say", move |given: Kwargs, _: &State<'_>| {
        say(&language, &given)
    });
    tera
}

/// `say(id="graph-of", plan=title)`: the message of that id. Texts are
/// escaped; what is HTML already, such as a component, stays so.
fn say(language: &Language, given: &Kwargs) -> Result<Value, Error> {
    let id = given.must_get::<&str>("id")?;
    if !language.has(id) {
        let near = language.nearest(id).map(|near| format!("; the nearest is `{near}`"));
        let near = near.unwrap_or_default();
        return Err(Error::message(format!("there is no message `{id}`{near}")));
    }
    let mut arguments = Vec::new();
    let mut holes = Vec::new();
    let mut html = Vec::new();
    for (name, value) in given.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "id") else { continue };
        let number = value.as_i64().and_then(|number| usize::try_from(number).ok());
        match (value.as_str(), number) {
            (Some(text), _) if value.is_safe() => {
                holes.push(name);
                html.push(text);
            }
            (Some(text), _) => arguments.push((name, Argument::Text(text))),
            (None, Some(number)) => arguments.push((name, Argument::Number(number))),
            (None, None) => {
                let kind = value.name();
                let message = format!("`{name}` is {kind}, no text and no number");
                return Err(Error::message(message));
            }
        }
    }
    let mut said = String::new();
    for piece in language.pieces(id, &arguments, &holes) {
        match piece {
            Piece::Words(words) => escape::attribute(&words, &mut said),
            Piece::Hole(number) => said.push_str(html[number]),
        }
    }
    Ok(Value::safe_string(&said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use crate::source::Sources;
    use tera::Context;

    fn english() -> Arc<Language> {
        Arc::new(language::load(&Sources::default(), ("en", None)).value)
    }

    fn rendered(template: &str) -> Result<String, Error> {
        let mut tera = engine(&english(), &[]);
        tera.add_raw_template("x", template)?;
        let mut context = Context::new();
        context.insert("title", "<b>");
        tera.render("x", &context)
    }

    #[test]
    fn a_message_is_escaped_and_html_in_it_stays() {
        let said = rendered("{{ say(id=\"graph-of\", plan=title) }}").unwrap();
        assert_eq!(said, "Graph of &lt;b&gt;");
        let safe = "{% set name = \"<bdi>x</bdi>\" | safe %}";
        let said = rendered(&format!("{safe}{{{{ say(id=\"graph-of\", plan=name) }}}}"));
        assert_eq!(said.unwrap(), "Graph of <bdi>x</bdi>");
        let said = rendered("{{ say(id=\"tasks\", n=title | length) }}").unwrap();
        assert_eq!(said, "3 tasks");
    }

    #[test]
    fn a_message_that_is_not_there_is_an_error() {
        let error = rendered("{{ say(id=\"graf-of\", plan=title) }}").unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("no message `graf-of`; the nearest is `graph-of`"),
            "{text}"
        );
    }

    #[test]
    fn everything_is_escaped_whatever_its_name() {
        let mut tera = engine(&english(), &[]);
        for name in ["a.html", "a.svg", "a"] {
            tera.add_raw_template(name, "{{ words }}").unwrap();
            let mut context = Context::new();
            context.insert("words", "<b>\"'&");
            let text = tera.render(name, &context).unwrap();
            assert!(!text.contains(['<', '>', '"', '\'']), "{name}: {text}");
        }
    }

    #[test]
    fn the_names_of_filters_and_tests_are_those_of_the_engine() {
        let known = |template: String| {
            let read = engine(&english(), &[]).add_raw_template("x", &template);
            !read.is_err_and(|error| error.to_string().contains("Unknown"))
        };
        for filter in FILTERS {
            assert!(known(format!("{{{{ x | {filter} }}}}")), "{filter}");
        }
        for test in TESTS {
            assert!(known(format!("{{{{ x is {test} }}}}")), "{test}");
        }
        assert!(!known("{{ x | uper }}".to_owned()));
    }

    #[test]
    fn no_impure_function_exists() {
        for name in ["now", "get_env", "get_random"] {
            let template = format!("{{{{ {name}() }}}}");
            assert!(
                engine(&english(), &[]).add_raw_template("x", &template).is_err(),
                "{name}"
            );
        }
    }
}
