//! What a value of a view may be: which fields it has, and of what. Taken from
//! the schemas of the view types, so that a new field is known without a word here.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use crate::site::view::{Body, BrandView, PageMeta, SiteView};

/// What a value may be: any of these.
pub type Shapes = BTreeSet<Shape>;

/// One thing that a value may be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A part of the schemas, by its place in them.
    Of(String),
    /// A text, a number, or yes or no: nothing that has fields.
    Plain,
    /// A list of such values.
    List(Box<Shapes>),
    /// Nobody knows.
    Unknown,
}

/// What came of asking for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// It is this.
    Is(Shapes),
    /// There is none of that name, but these.
    None(BTreeSet<String>),
}

/// A field of a view, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// Its docs, the first sentence.
    pub words: String,
}

/// The schemas of all that a template is given.
pub struct Schemas {
    definitions: Value,
    /// The variables that every page has, and what each is.
    pub variables: BTreeMap<&'static str, Shapes>,
    /// The body of each page, by its template.
    pub bodies: BTreeMap<String, Shapes>,
}

impl Schemas {
    /// Reads the schemas of the view types.
    pub fn read() -> Self {
        let mut generator = SchemaGenerator::default();
        let mut roots = serde_json::Map::new();
        add::<SiteView>("site", &mut generator, &mut roots);
        add::<PageMeta>("page", &mut generator, &mut roots);
        add::<BrandView>("theme", &mut generator, &mut roots);
        add::<Body>("body", &mut generator, &mut roots);
        let mut definitions = Value::Object(generator.take_definitions(true));
        let kinds = match definitions.pointer("/Body/anyOf") {
            Some(Value::Array(kinds)) => kinds.clone(),
            _ => Vec::new(),
        };
        if let Value::Object(known) = &mut definitions {
            known.extend(roots);
        }
        let mut schemas =
            Self { definitions, variables: BTreeMap::new(), bodies: BTreeMap::new() };
        for name in ["site", "page", "theme"] {
            schemas.variables.insert(name, Shapes::from([Shape::Of(format!("/{name}"))]));
        }
        for name in ["policy", "graph_svg"] {
            schemas.variables.insert(name, Shapes::from([Shape::Plain]));
        }
        let drawings = Shape::List(Box::new(Shapes::from([Shape::Plain])));
        schemas.variables.insert("chart_svgs", Shapes::from([drawings]));
        // Which files a theme has, the check of templates knows by itself.
        schemas.variables.insert("assets", unknown());
        for (number, kind) in kinds.iter().enumerate() {
            let shape = Shapes::from([Shape::Of(format!("/Body/anyOf/{number}"))]);
            schemas.variables.entry("body").or_default().extend(shape.clone());
            // The docs of each kind name its template.
            let docs =
                kind.get("description").and_then(Value::as_str).unwrap_or_default();
            for template in docs.split('`').skip(1).step_by(2) {
                schemas
                    .bodies
                    .entry(template.to_owned())
                    .or_default()
                    .extend(shape.clone());
            }
        }
        schemas
    }

    /// What a field of a value is.
    pub fn field(&self, shapes: &Shapes, name: &str) -> Field {
        let mut found = Shapes::new();
        let mut names = BTreeSet::new();
        for schema in self.objects(shapes) {
            let Some(schema) = schema else { return Field::Is(unknown()) };
            let Some(Value::Object(fields)) = schema.get("properties") else { continue };
            names.extend(fields.keys().cloned());
            if let Some(field) = fields.get(name) {
                found.extend(self.shapes(field));
            }
        }
        if found.is_empty() { Field::None(names) } else { Field::Is(found) }
    }

    /// What the members of a list are.
    pub fn members(&self, shapes: &Shapes) -> Shapes {
        let mut members = Shapes::new();
        for shape in shapes {
            match shape {
                Shape::List(inner) => members.extend((**inner).clone()),
                Shape::Of(_) | Shape::Plain => {}
                Shape::Unknown => return unknown(),
            }
        }
        if members.is_empty() { unknown() } else { members }
    }

    /// The fields of a value, with what each is.
    pub fn described(&self, shapes: &Shapes) -> Vec<Described> {
        let mut fields = BTreeMap::new();
        for schema in self.objects(shapes).into_iter().flatten() {
            let Some(Value::Object(properties)) = schema.get("properties") else {
                continue;
            };
            for (name, schema) in properties {
                let docs =
                    schema.get("description").and_then(Value::as_str).unwrap_or_default();
                let words =
                    docs.split("\n\n").next().unwrap_or_default().replace('\n', " ");
                fields.entry(name.clone()).or_insert(words);
            }
        }
        fields.into_iter().map(|(name, words)| Described { name, words }).collect()
    }

    /// The schemas of objects that a value may be; nothing in place of one
    /// that nobody knows.
    fn objects(&self, shapes: &Shapes) -> Vec<Option<&Value>> {
        let mut objects = Vec::new();
        for shape in shapes {
            match shape {
                Shape::Unknown => objects.push(None),
                Shape::Plain | Shape::List(_) => {}
                Shape::Of(place) => match self.definitions.pointer(place) {
                    Some(schema) => self.flat(schema, &mut objects),
                    None => objects.push(None),
                },
            }
        }
        objects
    }

    /// Follows references and alternatives down to objects.
    fn flat<'a>(&'a self, schema: &'a Value, objects: &mut Vec<Option<&'a Value>>) {
        if schema.get("properties").is_some() {
            objects.push(Some(schema));
        }
        if let Some(target) = self.target(schema) {
            self.flat(target, objects);
        }
        for word in ["anyOf", "oneOf", "allOf"] {
            for inner in schema.get(word).and_then(Value::as_array).into_iter().flatten()
            {
                self.flat(inner, objects);
            }
        }
        // A mapping with any keys has any field.
        if schema.get("additionalProperties").is_some_and(Value::is_object) {
            objects.push(None);
        }
    }

    /// What a schema says that a value may be.
    fn shapes(&self, schema: &Value) -> Shapes {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let place = reference.trim_start_matches("#/$defs");
            // A name for a list or a text is what it names.
            let named = self.definitions.pointer(place);
            return match named {
                Some(named) if named.get("type").is_some_and(|kind| kind != "object") => {
                    self.shapes(named)
                }
                _ => Shapes::from([Shape::Of(place.to_owned())]),
            };
        }
        let mut shapes = Shapes::new();
        for word in ["anyOf", "oneOf", "allOf"] {
            for inner in schema.get(word).and_then(Value::as_array).into_iter().flatten()
            {
                shapes.extend(self.shapes(inner));
            }
        }
        if !shapes.is_empty() {
            return shapes;
        }
        if let Some(items) = schema.get("items") {
            return Shapes::from([Shape::List(Box::new(self.shapes(items)))]);
        }
        match schema.get("type") {
            Some(Value::String(kind)) if kind == "object" || kind == "array" => unknown(),
            Some(_) => Shapes::from([Shape::Plain]),
            None => unknown(),
        }
    }

    fn target(&self, schema: &Value) -> Option<&Value> {
        let reference = schema.get("$ref")?.as_str()?;
        self.definitions.pointer(reference.trim_start_matches("#/$defs"))
    }
}

/// What nobody knows.
pub fn unknown() -> Shapes {
    Shapes::from([Shape::Unknown])
}

fn add<T: JsonSchema>(
    name: &str,
    generator: &mut SchemaGenerator,
    roots: &mut serde_json::Map<String, Value>,
) {
    roots.insert(name.to_owned(), generator.subschema_for::<T>().to_value());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(schemas: &Schemas, start: &Shapes, fields: &[&str]) -> Field {
        let mut shapes = start.clone();
        for field in fields {
            let inner = if *field == "[]" {
                Field::Is(schemas.members(&shapes))
            } else {
                schemas.field(&shapes, field)
            };
            match inner {
                Field::Is(found) => shapes = found,
                none @ Field::None(_) => return none,
            }
        }
        Field::Is(shapes)
    }

    #[test]
    fn fields_are_those_of_the_views() {
        let schemas = Schemas::read();
        let site = &schemas.variables["site"];
        let plain = Field::Is(Shapes::from([Shape::Plain]));
        assert_eq!(way(&schemas, site, &["nav", "plans", "[]", "title"]), plain);
        assert_eq!(way(&schemas, site, &["nav", "plans_more", "count"]), plain);
        let missing = way(&schemas, site, &["nav", "plan"]);
        assert!(matches!(missing, Field::None(names) if names.contains("plans")));
        let plan = &schemas.bodies["plan.html"];
        let part = [
            "sections", "[]", "parts", "[]", "tasks", "[]", "children", "[]", "why", "[]",
        ];
        assert!(matches!(way(&schemas, plan, &part), Field::Is(_)));
        assert!(matches!(way(&schemas, plan, &["ready"]), Field::None(_)));
        assert!(matches!(
            schemas.field(&schemas.variables["body"], "ready"),
            Field::Is(_)
        ));
        assert_eq!(schemas.field(&unknown(), "x"), Field::Is(unknown()));
    }

    #[test]
    fn every_field_says_what_it_is() {
        let schemas = Schemas::read();
        for (template, body) in &schemas.bodies {
            for field in schemas.described(body) {
                assert!(!field.words.is_empty(), "{template}: {}", field.name);
            }
        }
    }
}
