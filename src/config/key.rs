//! The keys of `ouro.yaml`, declared once: the reader, the schema for editors, the
//! table of the guide, `ouro config` and the file that `ouro init` writes follow them.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::config::Extra;
use crate::diagnostic::{Level, code};

/// The language of a site that sets none.
pub const LANGUAGE: &str = "en";

/// The key that holds the codes of problems, and how bad each is.
pub const CHECKS: &str = "checks";

/// The key that holds the parts that a site does without.
pub const LEAVE_OUT: &str = "leave_out";

/// The key that holds a folder, or all that a site asks of its theme.
pub const THEME: &str = "theme";

/// What a variable of the environment that stands for a key begins with.
pub const VARIABLES: &str = "OURO_";

/// A key, and what may stand behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// `base_url`
    pub name: &'static str,
    /// What its value looks like.
    pub form: Form,
    /// What it is, in Markdown.
    pub words: &'static str,
    /// What holds without it, in Markdown.
    pub without: &'static str,
    /// A value, as YAML; below another key it is indented by two more.
    pub example: &'static str,
}

/// What the value of a key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Any words.
    Text,
    /// An address with `http://` or `https://`.
    Address,
    /// An address with `{path}` and perhaps `{line}`.
    LineAddress,
    /// A code of a language.
    Language,
    /// A day of the calendar.
    Day,
    /// A folder below the one that was given.
    Folder,
    /// Words, or a list of them.
    Names,
    /// A value, or one each for light and dark pages.
    Shades,
    /// Names of any kind, each with [`Form::Shades`].
    Tokens,
    /// A list of parts that a site can do without.
    Extras,
    /// Codes of problems, each with a level.
    Levels,
    /// Keys of their own, or a value alone that stands for one of them.
    Parts(&'static Self, &'static [Key]),
}

/// The keys that there are.
pub const KEYS: &[Key] = &[
    Key {
        name: "title",
        form: Form::Text,
        words: "The name of the site.",
        without: "The first heading of `index.md`, or `Plans`.",
        example: "Garden club",
    },
    Key {
        name: "description",
        form: Form::Text,
        words: "What the site is about, in one sentence; search engines see it before the sentence that says how all plans stand.",
        without: "That sentence alone.",
        example: "What we build this year, and how far we are.",
    },
    Key {
        name: "base_url",
        form: Form::Address,
        words: "The address of the site; `--base-url` overrides it.",
        without: "No canonical links; the page for unknown addresses expects the site at the top of its domain.",
        example: "https://example.org/plans/",
    },
    Key {
        name: LEAVE_OUT,
        form: Form::Extras,
        words: "What the site does without, as a list: `badges`, `cards`, `data`, `feeds`, `graph-files`, `graphs`, `markdown`, `strips`, `timelines`; the page about publishing says when that matters.",
        without: "It has them all.",
        example: "[cards, graph-files]",
    },
    Key {
        name: "today",
        form: Form::Day,
        words: "The day that counts as today: with it the site says what is late; `--today` overrides it.",
        without: "Nothing is said to be late.",
        example: "2026-05-01",
    },
    Key {
        name: "language",
        form: Form::Language,
        words: "The language of the pages.",
        without: "`en`",
        example: "pt-BR",
    },
    Key {
        name: "source_url",
        form: Form::LineAddress,
        words: "Where a line of a file can be read.",
        without: "The site's own source pages.",
        example: "https://example.org/repository/blob/main/{path}#L{line}",
    },
    Key {
        name: "content",
        form: Form::Folder,
        words: "The folder of the content, below `ROOT`.",
        without: "`content` where there is one, else `ROOT`.",
        example: "docs/plans",
    },
    Key {
        name: THEME,
        form: Form::Parts(&Form::Folder, LOOK),
        words: "A folder whose files lie over those of the built-in theme, or what is asked of the theme.",
        without: "`theme` where it holds a `theme.yaml`, else the built-in theme alone.",
        example: "\n  accent: \"#0b6e4f\"",
    },
    Key {
        name: CHECKS,
        form: Form::Levels,
        words: "How bad each kind of problem is: its code, and `error`, `warning`, `note` or `off`.",
        without: "What `ouro check --explain list` says.",
        example: "\n  dead-link: error",
    },
];

/// What may stand below `theme`.
pub const LOOK: &[Key] = &[
    Key {
        name: "name",
        form: Form::Text,
        words: "The built-in theme that lies beneath: `default` or `slate`.",
        without: "`default`",
        example: "slate",
    },
    Key {
        name: "folder",
        form: Form::Folder,
        words: "The folder whose files lie over those of the built-in theme.",
        without: "`theme` where it holds a `theme.yaml`, else none.",
        example: "our-theme",
    },
    Key {
        name: "accent",
        form: Form::Shades,
        words: "The colour of links, of the focus and of what is current.",
        without: "That of the theme.",
        example: "\"#0b6e4f\"",
    },
    Key {
        name: "logo",
        form: Form::Parts(&Form::Text, LOGO),
        words: "The picture beside the name of the site, in the content or the theme.",
        without: "The name alone.",
        example: "images/leaf.svg",
    },
    Key {
        name: "font",
        form: Form::Parts(&Form::Names, FONT),
        words: "The letters of the text: names of families, the preferred one first.",
        without: "Those of the reader's system.",
        example: "[Inter, sans-serif]",
    },
    Key {
        name: "footer",
        form: Form::Text,
        words: "A line of Markdown at the foot of every page.",
        without: "The line of the theme alone.",
        example: "Run by [the club](https://example.org)",
    },
    Key {
        name: "tokens",
        form: Form::Tokens,
        words: "Values for tokens of the theme, by their names.",
        without: "Those of the theme.",
        example: "\n    round: 2px",
    },
];

/// What may stand below `logo`.
pub const LOGO: &[Key] = &[
    Key {
        name: "file",
        form: Form::Text,
        words: "The file, in the content or the theme.",
        without: "It must be there.",
        example: "images/leaf.svg",
    },
    Key {
        name: "alt",
        form: Form::Text,
        words: "What it says to those who do not see it.",
        without: "Nothing: it only adorns.",
        example: "A leaf",
    },
];

/// What may stand below `font`.
pub const FONT: &[Key] = &[
    Key {
        name: "names",
        form: Form::Names,
        words: "Names of families, the preferred one first.",
        without: "It must be there.",
        example: "[Inter, sans-serif]",
    },
    Key {
        name: "file",
        form: Form::Text,
        words: "The file of the first family, in the folder of the theme.",
        without: "The reader's system must have it.",
        example: "fonts/inter.woff2",
    },
    Key {
        name: "bold",
        form: Form::Text,
        words: "Its file for bold letters.",
        without: "The same file.",
        example: "fonts/inter-bold.woff2",
    },
];

/// What may stand below a value for light and dark pages.
pub const SHADES: [&str; 2] = ["light", "dark"];

impl Key {
    /// The variable of the environment that sets it: every key has one whose value
    /// is a text and no folder, since folders decide what is read at all.
    pub fn variable(&self) -> Option<String> {
        let is_text = match self.form {
            Form::Text
            | Form::Address
            | Form::LineAddress
            | Form::Language
            | Form::Day => true,
            Form::Folder
            | Form::Names
            | Form::Shades
            | Form::Tokens
            | Form::Extras
            | Form::Levels
            | Form::Parts(..) => false,
        };
        is_text.then(|| format!("{VARIABLES}{}", self.name.to_uppercase()))
    }

    /// The line of a file that sets it to the example.
    pub fn line(&self) -> String {
        let space = if self.example.starts_with('\n') { "" } else { " " };
        format!("{}:{space}{}", self.name, self.example)
    }
}

/// The names of keys, in their order.
pub fn names(keys: &'static [Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

/// The JSON Schema of `ouro.yaml`, with which editors complete it.
pub fn schema() -> Value {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "ouro.yaml",
        "description": "The settings of a site that ouro makes of plans; all of them are optional.",
    });
    merge(&mut schema, mapping(KEYS));
    schema
}

/// The schema as it is published and printed. It is the same for all sites.
pub static SCHEMA_TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", schema()));

/// The schema of a mapping with these keys. A key that is left empty counts as
/// not set.
fn mapping(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut schema = schema_of(&key.form);
            let words = key.words.replace('`', "");
            let without = key.without.replace('`', "");
            let told = json!({ "description": format!("{words} Without it: {without}") });
            merge(&mut schema, told);
            (key.name.to_owned(), schema)
        })
        .collect();
    json!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn schema_of(form: &Form) -> Value {
    match form {
        Form::Text => json!({ "type": ["string", "null"] }),
        Form::Address => {
            json!({ "type": ["string", "null"], "pattern": "^[hH][tT][tT][pP][sS]?://[^?#]+$" })
        }
        Form::LineAddress => {
            json!({ "type": ["string", "null"], "pattern": "^[hH][tT][tT][pP][sS]?://.*\\{path\\}" })
        }
        Form::Language => {
            json!({ "type": ["string", "null"], "pattern": "^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$", "default": LANGUAGE })
        }
        Form::Day => {
            json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
        }
        Form::Folder => json!({ "type": ["string", "null"], "pattern": "^[^/\\\\~]" }),
        Form::Names => {
            json!({ "type": ["string", "array", "null"], "items": { "type": "string" } })
        }
        Form::Shades => {
            let one = json!({ "type": ["string", "number"] });
            let each: Map<String, Value> =
                SHADES.iter().map(|name| ((*name).to_owned(), one.clone())).collect();
            json!({ "anyOf": [one, {
                "type": "object", "properties": each, "additionalProperties": false,
            }] })
        }
        Form::Tokens => json!({
            "type": "object", "additionalProperties": schema_of(&Form::Shades),
        }),
        Form::Extras => json!({
            "type": ["array", "null"],
            "items": { "enum": Extra::ALL.map(Extra::name) },
            "uniqueItems": true,
        }),
        Form::Levels => {
            let properties: Map<String, Value> = code::ALL
                .iter()
                .map(|code| {
                    let levels: Vec<Value> = Level::ALL
                        .into_iter()
                        .filter(|level| {
                            !code.stops_builds() || *level == Level::Shown(code.severity)
                        })
                        .map(|level| level.name().into())
                        .chain([Value::Null])
                        .collect();
                    let schema = json!({
                        "enum": levels,
                        "default": code.severity.name(),
                        "description": code.summary,
                    });
                    (code.name.to_owned(), schema)
                })
                .collect();
            json!({
                "type": ["object", "null"],
                "properties": properties,
                "additionalProperties": false,
            })
        }
        Form::Parts(alone, keys) => json!({ "anyOf": [schema_of(alone), mapping(keys)] }),
    }
}

/// Adds the entries of one mapping to another.
fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_variable_and_a_folder_has_none() {
        let of =
            |name: &str| KEYS.iter().find(|key| key.name == name).and_then(Key::variable);
        assert_eq!(of("base_url").as_deref(), Some("OURO_BASE_URL"));
        assert_eq!(of("today").as_deref(), Some("OURO_TODAY"));
        assert_eq!((of("content"), of(THEME), of(CHECKS)), (None, None, None));
    }

    #[test]
    fn the_schema_has_every_key_on_its_level() {
        let schema = schema();
        let keys = |pointer: &str| -> Vec<&str> {
            let found = schema.pointer(pointer).unwrap().as_object().unwrap();
            found.keys().map(String::as_str).collect()
        };
        let sorted = |keys: &'static [Key]| {
            let mut names = names(keys);
            names.sort_unstable();
            names
        };
        let mut top = keys("/properties");
        top.sort_unstable();
        assert_eq!(top, sorted(KEYS));
        let mut look = keys("/properties/theme/anyOf/1/properties");
        look.sort_unstable();
        assert_eq!(look, sorted(LOOK));
        assert_eq!(keys("/properties/checks/properties").len(), code::ALL.len());
        assert_eq!(
            schema.pointer("/properties/checks/properties/duplicate-url/enum"),
            Some(&json!(["error", null]))
        );
    }
}
