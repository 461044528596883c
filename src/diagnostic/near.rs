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
    let mut letters = usize::MAX;
    closest(name, candidates, (edits, &mut letters))
}

/// The nearest name among many of any length: so many letters may be compared in all,
/// and two names take the product of their lengths. Nothing where that is too little.
pub fn nearest_of_many<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
    letters: &mut usize,
) -> Option<&'c str> {
    closest(name, candidates, ((name.chars().count() / 3).max(1), letters))
}

fn closest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
    (edits, letters): (usize, &mut usize),
) -> Option<&'c str> {
    let (length, name) = (name.chars().count(), name.to_lowercase());
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = candidate.chars().count();
        if other.abs_diff(length) > edits {
            continue;
        }
        *letters = letters.checked_sub(length.saturating_mul(other))?;
        let distance = strsim::osa_distance(&name, &candidate.to_lowercase());
        // The last of equals.
        if distance <= best.map_or(edits, |(least, _)| least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_letters_are_compared_and_no_more() {
        let names = ["roof", "a long name that is passed over", "floor", "rooof"];
        let mut letters = 60;
        let mut near = |name| nearest_of_many(name, names.into_iter(), &mut letters);
        assert_eq!(near("roff"), Some("roof"), "4 times 4, 5 and 5");
        assert_eq!(near("roff"), None, "4 letters are left");
        assert_eq!(letters, 4);
    }

    #[test]
    fn a_name_is_near_where_few_letters_differ() {
        let near = |name| nearest(name, ["title", "theme", "base_url"].into_iter());
        assert_eq!(near("titel"), Some("title"));
        assert_eq!(near("baseURL"), Some("base_url"));
        assert_eq!(near("colour"), None);
        assert_eq!(within("tilte", ["title"].into_iter(), 0), None);
    }
}
