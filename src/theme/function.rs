//! What a template may call: the built-in filters, tests and functions of Tera,
//! and nothing else.
//!
//! All of them are pure: Tera 2 has no clock, no environment and no random
//! numbers unless a crate adds them, and `range` is bounded. So a page depends
//! on its view and its theme alone. A template that calls `now` or `get_env`
//! is told so when it is read, by Tera's own "unknown function".

use tera::Tera;

/// Makes an engine that escapes in every template, whatever its name ends in.
pub fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([""]);
    tera
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    #[test]
    fn everything_is_escaped_whatever_its_name() {
        let mut tera = engine();
        for name in ["a.html", "a.svg", "a"] {
            tera.add_raw_template(name, "{{ words }}").unwrap();
            let mut context = Context::new();
            context.insert("words", "<b>\"'&");
            let text = tera.render(name, &context).unwrap();
            assert!(!text.contains(['<', '>', '"', '\'']), "{name}: {text}");
        }
    }

    #[test]
    fn no_impure_function_exists() {
        for name in ["now", "get_env", "get_random"] {
            let template = format!("{{{{ {name}() }}}}");
            assert!(engine().add_raw_template("x", &template).is_err(), "{name}");
        }
    }
}
