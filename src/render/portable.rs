//! Links that can be followed without a server: those to a folder of the site name
//! the page in it.
//!
//! This is done to the finished page, so that links of templates, of drawings and
//! of texts are all alike, those of a site's own theme among them.

/// The attribute whose value is followed, and what may stand before it.
const FOLLOWED: &str = "href=\"";
const BEFORE: [&str; 2] = [" ", " xlink:"];

/// The page in a folder.
const PAGE: &str = "index.html";

/// Rewrites the links of a page.
pub fn page(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some((at, value)) = next(rest) {
        let end = rest[value..].find('"').map_or(rest.len(), |end| value + end);
        out.push_str(&rest[..value]);
        let link = &rest[value..end];
        // Text may write about a link; only what stands in a tag is one.
        match in_tag(&rest[..at], &out) {
            true => out.push_str(&file_of(link)),
            false => out.push_str(link),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Where the next attribute starts, and where its value does.
fn next(text: &str) -> Option<(usize, usize)> {
    text.match_indices(FOLLOWED).find_map(|(at, _)| {
        let starts = BEFORE.iter().filter(|before| text[..at].ends_with(*before));
        let start = starts.map(|before| at - before.len()).next()?;
        Some((start, at + FOLLOWED.len()))
    })
}

/// Whether what follows stands in a tag: behind the last `<`, no `>` has come. In
/// text and in values of attributes, both are escaped.
fn in_tag(before: &str, whole: &str) -> bool {
    let text = if before.contains(['<', '>']) { before } else { whole };
    text.rfind('<') > text.rfind('>')
}

/// A link with the page that it leads to, where it leads to a folder of the site.
pub fn file_of(link: &str) -> String {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    let (path, rest) = link.split_at(end);
    let is_folder = path.ends_with('/') || matches!(path, "." | "..");
    let is_own = !path.contains(':') && !path.starts_with("//");
    match is_folder && is_own {
        true if path.ends_with('/') => format!("{path}{PAGE}{rest}"),
        true => format!("{path}/{PAGE}{rest}"),
        false => link.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_folders_name_their_page() {
        for (link, file) in [
            ("./", "./index.html"),
            ("../../plans/auth/", "../../plans/auth/index.html"),
            ("../#t-2.1", "../index.html#t-2.1"),
            ("tasks/?state=ready", "tasks/index.html?state=ready"),
            ("..", "../index.html"),
            ("#t-1", "#t-1"),
            ("a.css", "a.css"),
            ("https://example.org/", "https://example.org/"),
            ("//example.org/", "//example.org/"),
            ("mailto:a@b/", "mailto:a@b/"),
            ("", ""),
        ] {
            assert_eq!(file_of(link), file);
        }
    }

    #[test]
    fn only_links_are_rewritten() {
        let html =
            "<a href=\"a/\">x href=\"b/\"</a><use xlink:href=\"c/\"/><i title=\"d/\">";
        assert_eq!(
            page(html),
            "<a href=\"a/index.html\">x href=\"b/\"</a><use xlink:href=\"c/index.html\"/>\
             <i title=\"d/\">"
        );
    }
}
