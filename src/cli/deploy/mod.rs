//! What a host needs to build a site and publish it: texts with places to fill.

use crate::cli::args::Host;

/// What stands for the repository of ouro where it is not known.
pub(super) const UNKNOWN: &str = "<repository>";

/// The version of Rust with which ouro is compiled.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// How many letters the name of a project may have at Cloudflare.
const NAME: usize = 58;

/// What differs from site to site.
pub(super) struct Site<'a> {
    /// The way from the top of the repository to the folder of the site.
    pub(super) way: &'a str,
    /// The branch whose pushes are published.
    pub(super) branch: &'a str,
    /// The name of the project at the host.
    pub(super) name: &'a str,
    /// The repository that ouro comes from.
    pub(super) source: &'a str,
}

/// The files that a host needs, each with its path from the top of the repository.
pub(super) fn files(host: Host, site: &Site<'_>) -> Vec<(&'static str, String)> {
    let files: &[(&str, &str)] = match host {
        Host::Github => &[(".github/workflows/plans.yml", include_str!("github.yml"))],
        Host::Netlify => &[("netlify.toml", include_str!("netlify.toml"))],
        Host::Cloudflare => &[
            ("wrangler.toml", include_str!("wrangler.toml")),
            ("cloudflare-build.sh", include_str!("cloudflare-build.sh")),
        ],
    };
    files.iter().map(|(path, text)| (*path, filled(text, site))).collect()
}

/// What is left to do at the host, in a sentence.
pub(super) fn rest(host: Host) -> &'static str {
    match host {
        Host::Github => {
            "push it, and choose \"GitHub Actions\" under Settings, Pages of the repository"
        }
        Host::Netlify => "push it, and connect the repository at Netlify",
        Host::Cloudflare => {
            "push them, and connect the repository at Cloudflare Pages, with `sh \
             cloudflare-build.sh` as the build command and `public` as the output folder"
        }
    }
}

fn filled(text: &str, site: &Site<'_>) -> String {
    let way = match site.way.trim_end_matches('/') {
        "" => ".",
        // A folder that begins like an option is named as a folder.
        way if way.starts_with('-') => &format!("./{way}"),
        way => way,
    };
    let name: String = site.name.replace('.', "-").chars().take(NAME).collect();
    text.replace("%WAY%", way)
        .replace("%BRANCH%", site.branch)
        .replace("%NAME%", name.trim_matches('-'))
        .replace("%SOURCE%", site.source)
        .replace("%RUST%", RUST)
        .replace("%VERSION%", env!("CARGO_PKG_VERSION"))
}
