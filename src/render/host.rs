//! What hosts, crawlers and systems read of a whole site: redirects from older
//! addresses, headers, and the web manifest.

use crate::config::Links;
use crate::markdown::escape::attribute_of as escape;
use crate::render::{POLICY, portable};
use crate::site::api::{IconJson, ManifestJson};
use crate::site::{Site, page};
use crate::source::OutPath;
use crate::theme::{Theme, brand};

/// The most redirects that Cloudflare Pages reads. An older address that does not
/// fit still has its page.
const REDIRECTS: usize = 2000;

/// The picture that stands for a site without a logo.
const ICON: &str = "icons/favicon.svg";

/// The headers that a host sets for the whole site, in the format of Netlify
/// and Cloudflare Pages.
pub fn headers() -> String {
    format!(
        "/*\n\
         \x20 Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n\
         \x20 X-Content-Type-Options: nosniff\n\
         \x20 Referrer-Policy: strict-origin-when-cross-origin\n\
         \x20 Permissions-Policy: accelerometer=(), autoplay=(), camera=(), \
         display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), \
         browsing-topics=()\n\
         \x20 Cross-Origin-Opener-Policy: same-origin\n\
         \x20 X-Frame-Options: DENY\n\
         \n\
         /assets/*\n\
         \x20 Cache-Control: public, max-age=31536000, immutable\n\
         \n\
         /api/*\n\
         \x20 Access-Control-Allow-Origin: *\n\
         \n\
         /badges/*\n\
         \x20 Access-Control-Allow-Origin: *\n\
         \x20 Cache-Control: public, max-age=300\n\
         \n\
         /strips/*\n\
         \x20 Cache-Control: public, max-age=300\n"
    )
}

/// The redirects in the same format; nothing where there are none.
pub fn redirects(site: &Site<'_>) -> Option<String> {
    let lines = site.aliases.iter().take(REDIRECTS).map(|(old, alias)| {
        let new = page::encoded(&alias.target);
        format!("/{} /{new} 301\n", page::encoded(old))
    });
    (!site.aliases.is_empty()).then(|| lines.collect())
}

/// The page at an older address, for hosts without redirects: its reader follows a
/// link. That a page moves its reader on by itself is what the guard forbids.
pub fn moved((site, theme): (&Site<'_>, &Theme), old: &OutPath) -> Option<String> {
    let alias = site.aliases.get(old)?;
    let presenter = site.presenter();
    let near = match presenter.config.links {
        Links::Folders => old.link_to(&alias.target, None),
        Links::Files => portable::file_of(&old.link_to(&alias.target, None)),
    };
    // Without one, browsers ask for `/favicon.ico`, wherever the site lies.
    let icon = theme.names.get(ICON).map(|icon| {
        let icon = escape(&old.link_to(icon, None));
        format!("<link rel=\"icon\" href=\"{icon}\">\n")
    });
    let (near, title) = (escape(&near), escape(&alias.title));
    let far = presenter.absolute(&alias.target).map(|far| escape(&far));
    Some(format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <link rel=\"canonical\" href=\"{}\">\n\
         {}<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n</head>\n<body>\n<p>{} <a href=\"{near}\">{title}</a></p>\n\
         </body>\n</html>\n",
        escape(&presenter.config.language),
        escape(POLICY),
        far.as_ref().unwrap_or(&near),
        icon.unwrap_or_default(),
        escape(&presenter.language.say("moved")),
    ))
}

/// What a system shows of the site on a home screen.
pub fn manifest<'s>(site: &'s Site<'_>, theme: &Theme) -> ManifestJson<'s> {
    let presenter = site.presenter();
    let pictures = [brand::LOGO, ICON].into_iter();
    let icons = pictures.filter_map(|name| theme.names.get(name)).filter_map(|out| {
        let (_, end) = out.as_str().rsplit_once('.')?;
        let kind = match end.to_ascii_lowercase().as_str() {
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "gif" => "image/gif",
            _ => "image/jpeg",
        };
        Some(IconJson { src: out.to_string(), sizes: "any", kind })
    });
    ManifestJson {
        name: &presenter.title,
        description: presenter.config.description.as_deref(),
        lang: &presenter.config.language,
        dir: presenter.language.direction().attribute(),
        start_url: "./",
        scope: "./",
        display: "browser",
        icons: icons.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headers_hold_the_policy_and_keep_to_the_limits_of_hosts() {
        let headers = headers();
        let (whole, _) = headers.split_once("\n\n").unwrap();
        let set: Vec<(&str, &str)> = whole
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_once(": "))
            .collect();
        let value = |name: &str| {
            let found = set.iter().find(|(other, _)| *other == name);
            found.map_or("", |(_, value)| *value)
        };
        // Nothing is allowed but what a page of ours needs.
        let policy: Vec<&str> = value("Content-Security-Policy").split("; ").collect();
        assert_eq!(
            policy,
            [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data:",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "object-src 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
                "frame-ancestors 'none'",
            ]
        );
        assert_eq!(value("X-Content-Type-Options"), "nosniff");
        assert_eq!(value("Referrer-Policy"), "strict-origin-when-cross-origin");
        assert_eq!(value("Cross-Origin-Opener-Policy"), "same-origin");
        assert_eq!(value("X-Frame-Options"), "DENY");
        let off = value("Permissions-Policy").split(", ");
        assert!(
            off.clone().count() > 10 && off.into_iter().all(|it| it.ends_with("=()"))
        );
        assert_eq!(set.len(), 6, "{set:?}");
        assert!(headers.lines().all(|line| line.is_empty()
            || line.starts_with('/')
            || line.starts_with("  ")));
        let rules = headers.lines().filter(|line| line.starts_with('/')).count();
        assert!(rules <= 100, "Cloudflare Pages reads 100");
        assert!(headers.lines().all(|line| line.len() <= 2000), "and so many characters");
    }
}
