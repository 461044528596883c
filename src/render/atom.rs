//! A feed as Atom, in the words of RFC 4287.

use crate::markdown::escape::attribute_of as escape;
use crate::site::feed::{Entry, Feed};
use crate::source::Day;

/// Writes a feed.
pub fn write(feed: &Feed) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{id}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{id}\"/>\n\
         <generator version=\"{}\">ouro</generator>\n",
        escape(&feed.language),
        escape(&feed.title),
        escape(&feed.subtitle),
        moment(feed.updated),
        escape(&feed.author),
        escape(&feed.own),
        env!("CARGO_PKG_VERSION"),
        id = escape(&feed.id),
    );
    for entry in &feed.entries {
        push_entry(&mut xml, entry);
    }
    xml.push_str("</feed>\n");
    xml
}

fn push_entry(xml: &mut String, entry: &Entry) {
    xml.push_str(&format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <summary>{}</summary>\n</entry>\n",
        escape(&entry.id),
        escape(&entry.title),
        moment(entry.updated),
        escape(&entry.href),
        escape(&entry.words),
    ));
}

/// The first moment of a day, in the form of RFC 3339.
fn moment(day: Day) -> String {
    format!("{day}T00:00:00Z")
}
