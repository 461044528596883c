//! The nearest name: what a word that names nothing was most likely meant to be.

/// The candidate that is most like a name, where one is like it at all: of two
/// that are equally near the later one, since a reference most often runs past the end.
pub fn nearest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    within(name, candidates, (name.chars().count() / 3).max(1))
}

/// The same among those that so many letters put in, taken out, changed or swapped
/// make of the name; small letters and capitals are one.
pub fn within<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
    edits: usize,
) -> Option<&'c str> {
    let (length, name) = (name.chars().count(), name.to_lowercase());
    let distance = |other: &str| strsim::osa_distance(&name, &other.to_lowercase());
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= edits)
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= edits)
        .reduce(|best, next| if next.0 <= best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_near_where_few_letters_differ() {
        let near = |name| nearest(name, ["title", "theme", "base_url"].into_iter());
        assert_eq!(near("titel"), Some("title"));
        assert_eq!(near("baseURL"), Some("base_url"));
        assert_eq!(near("colour"), None);
        assert_eq!(within("tilte", ["title"].into_iter(), 0), None);
    }
}
