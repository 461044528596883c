//! Every address of the site for search engines, and what they may read.

use crate::markdown::escape::attribute_of as escape;
use crate::site::{Site, page};
use crate::source::OutPath;

/// The most addresses of one file, as the protocol of sitemaps has it.
const ADDRESSES: usize = 50_000;

/// Writes the sitemap: nothing where the address of the site is not known, and
/// several files where there are too many pages for one.
pub fn sitemap(site: &Site<'_>) -> Vec<(OutPath, String)> {
    let absolute = |out: &OutPath| site.presenter().absolute(out);
    let pages = site.addresses.keys().filter(|out| **out != page::not_found());
    let pages: Vec<String> = pages.filter_map(absolute).collect();
    let mut files: Vec<(OutPath, String)> = pages
        .chunks(ADDRESSES)
        .enumerate()
        .map(|(part, pages)| (page::sitemap_part(part), list("urlset", "url", pages)))
        .collect();
    match files.as_mut_slice() {
        [] => {}
        [only] => only.0 = page::sitemap(),
        parts => {
            let parts: Vec<String> =
                parts.iter().filter_map(|(out, _)| absolute(out)).collect();
            files.push((page::sitemap(), list("sitemapindex", "sitemap", &parts)));
        }
    }
    files
}

fn list(whole: &str, part: &str, addresses: &[String]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <{whole} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        xml.push_str(&format!("<{part}><loc>{}</loc></{part}>\n", escape(address)));
    }
    xml.push_str(&format!("</{whole}>\n"));
    xml
}

/// Writes `robots.txt`: everything may be read.
pub fn robots(site: &Site<'_>) -> String {
    let map = site.presenter().absolute(&page::sitemap());
    let map = map.map(|map| format!("\nSitemap: {map}\n")).unwrap_or_default();
    format!("User-agent: *\nDisallow:\n{map}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_escaped() {
        let xml = list("urlset", "url", &["https://e/?a=1&b=<2>".to_owned()]);
        assert!(xml.contains("<url><loc>https://e/?a=1&amp;b=&lt;2&gt;</loc></url>\n"));
    }
}
