//! The style sheet of a drawing, asked about one element after another.
//!
//! A sheet has a hundred rules, and few of them speak of one element. What an
//! element must be for the last part of a selector is noted once for each rule, and
//! the rules are listed by it, as browsers list theirs: most are never looked at.

use std::cell::RefCell;
use std::collections::BTreeMap;

use roxmltree::Node;
use simplecss::{AttributeOperator, PseudoClass, Rule, Selector, StyleSheet};

/// The rules of one or more style sheets, the most specific last.
pub(super) struct Sheet<'d> {
    rules: Vec<(Subject, Rule<'d>)>,
    /// The rules that ask for a class, by the first one that they ask for.
    of_class: BTreeMap<String, Vec<usize>>,
    /// The other rules that ask for a name, by that name.
    of_name: BTreeMap<String, Vec<usize>>,
    /// The rules that ask for neither.
    of_all: Vec<usize>,
}

/// What an element must be, at least, for a rule to hold for it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Subject {
    name: Option<String>,
    classes: Vec<String>,
}

impl<'d> Sheet<'d> {
    /// Reads style sheets, of which a later one goes over an earlier one; what
    /// cannot be read is left out.
    pub(super) fn parse(texts: impl Iterator<Item = &'d str>) -> Self {
        let mut sheet = StyleSheet::new();
        texts.flat_map(pieces).for_each(|piece| sheet.parse_more(piece));
        let subject = |rule: Rule<'d>| (Subject::of(&rule.selector), rule);
        let rules: Vec<_> = sheet.rules.into_iter().map(subject).collect();
        let mut of_class: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut of_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut of_all = Vec::new();
        for (place, (subject, _)) in rules.iter().enumerate() {
            let list = match (subject.classes.first(), &subject.name) {
                (Some(class), _) => of_class.entry(class.clone()).or_default(),
                (None, Some(name)) => of_name.entry(name.clone()).or_default(),
                (None, None) => &mut of_all,
            };
            list.push(place);
        }
        Self { rules, of_class, of_name, of_all }
    }

    /// The rules that hold for an element, the most specific last.
    pub(super) fn rules_for<'s>(
        &'s self,
        node: Node<'d, 'd>,
    ) -> impl Iterator<Item = &'s Rule<'d>> {
        let name = node.tag_name().name();
        let classes = node.attribute("class").unwrap_or_default();
        let of_classes = words(classes).filter_map(|class| self.of_class.get(class));
        let lists = of_classes.chain(self.of_name.get(name)).chain([&self.of_all]);
        let mut places: Vec<usize> = lists.flatten().copied().collect();
        places.sort_unstable();
        // A class may stand there twice.
        places.dedup();
        let rules = places.into_iter().map(|place| &self.rules[place]);
        rules
            .filter(move |(subject, rule)| {
                subject.may_be(name, classes) && rule.selector.matches(&Element(node))
            })
            .map(|(_, rule)| rule)
    }
}

/// How many bytes of a sheet are read at once, at least.
const PIECE: usize = 1024;

/// Cuts a sheet between rules, where no brace, string or comment is open. The library counts
/// the lines before the end of each value, from the start of what it is given.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (_, b'\\') => at += 1,
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'/') if bytes[at..].starts_with(b"/*") => {
                let end = text.get(at + 2..).and_then(|rest| rest.find("*/"));
                at = end.map_or(bytes.len(), |end| at + 2 + end + 1);
            }
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && at - start >= PIECE {
                    pieces.push(&text[start..=at]);
                    start = at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    pieces.push(&text[start..]);
    pieces
}

/// The words of an attribute, as a selector takes them apart.
fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(' ').filter(|word| !word.is_empty())
}

impl Subject {
    fn of(selector: &Selector<'_>) -> Self {
        let probe = Probe::default();
        selector.matches(&probe);
        probe.0.into_inner()
    }

    fn may_be(&self, name: &str, classes: &str) -> bool {
        self.name.as_deref().is_none_or(|needed| needed == name)
            && self.classes.iter().all(|needed| {
                classes.len() >= needed.len()
                    && AttributeOperator::Contains(needed).matches(classes)
            })
    }
}

/// An element that is all that is asked of it, stands alone, and notes the
/// questions: those of the last part of a selector.
#[derive(Default)]
struct Probe(RefCell<Subject>);

impl simplecss::Element for Probe {
    fn parent_element(&self) -> Option<Self> {
        None
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        None
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.borrow_mut().name = Some(name.to_owned());
        true
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        if let ("class", AttributeOperator::Contains(class)) = (name, operator) {
            self.0.borrow_mut().classes.push(class.to_owned());
        }
        true
    }

    fn pseudo_class_matches(&self, _class: PseudoClass<'_>) -> bool {
        true
    }
}

struct Element<'d>(Node<'d, 'd>);

impl simplecss::Element for Element<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Self)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild)
            && self.0.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_of_a_selector_is_what_an_element_must_be() {
        let of = |text| Subject::of(&Selector::parse(text).unwrap());
        let subject = |name: Option<&str>, classes: &[&str]| Subject {
            name: name.map(str::to_owned),
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        };
        assert_eq!(of("#d .node rect.a.b"), subject(Some("rect"), &["a", "b"]));
        assert_eq!(of(".node > *"), subject(None, &[]));
        assert_eq!(of("g [class=x]:first-child"), subject(None, &[]));
    }

    #[test]
    fn a_sheet_in_pieces_has_all_its_rules() {
        let rules = |text: &str| Sheet::parse([text].into_iter()).rules.len();
        let font = "#d { font-family: 'Liberation } Sans', \"a\\\"}\"; } ";
        let turns = "@keyframes turn { from { x: 1; } to { x: 2; } } ";
        let sheet = format!(
            "{font}{turns}/* }} ' */ {}{font}",
            ".a, .b { fill: red; stroke: ; } ".repeat(200)
        );
        assert!(pieces(&sheet).len() > 4);
        assert_eq!(pieces(&sheet).concat(), sheet);
        assert_eq!(rules(&sheet), 402);
        assert_eq!(
            pieces(&format!("{turns}{turns}").repeat(40)).concat().len(),
            turns.len() * 80
        );
        for broken in
            ["}".repeat(3_000), "'{".repeat(900), "\\".to_owned(), "/*".to_owned()]
        {
            assert_eq!(pieces(&broken).concat(), broken);
        }
        assert_eq!(rules(&"ä}".repeat(2_000)), 0);
    }

    #[test]
    fn rules_hold_by_what_stands_around_and_the_most_specific_comes_last() {
        let sheet = Sheet::parse(
            ["#d .a{x:1} rect{x:2} .b rect{x:3} .a.b{x:4}", "g+rect{x:5} .a-b{x:6}"]
                .into_iter(),
        );
        let text = "<svg id=\"d\"><g class=\"b\"><g/><rect class=\"c a\"/></g></svg>";
        let document = roxmltree::Document::parse(text).unwrap();
        let rect = document.descendants().find(|node| node.has_tag_name("rect"));
        let held: Vec<&str> = sheet
            .rules_for(rect.unwrap())
            .map(|rule| rule.declarations[0].value)
            .collect();
        assert_eq!(held, ["2", "5", "3", "1"]);
    }
}
