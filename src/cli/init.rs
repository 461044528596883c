//! `ouro init`: the settings of a site by what is there, and what a host needs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cli::args::{Host, Init};
use crate::cli::deploy::{self, UNKNOWN};
use crate::cli::new::{CONTENT, titled};
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::compile::{Settings, Understood};
use crate::config::key::{KEYS, Key};
use crate::io::{self, IoError, Remote};
use crate::source::{Sources, slug};

/// The settings.
const CONFIG: &str = "ouro.yaml";

/// What git should not keep: the built site, and what a build writes beside it.
const IGNORED: &str = "/public/\n/.public.ouro-*\n";

/// Where that stands.
const IGNORE: &str = ".gitignore";

/// The branch that is published where none is known.
const BRANCH: &str = "main";

/// What a folder is called that says no more than where plans lie.
const PLAIN_FOLDERS: [&str; 3] = ["docs", "content", "plans"];

/// What YAML takes for something else than a text, in one of its versions.
const WORDS_OF_YAML: [&str; 9] =
    ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

/// Writes what is missing.
pub(super) fn run(options: &Init) -> Done {
    let root = &options.folder;
    io::create_folder(root)?;
    let (sources, understood) = report::understand(root, &Settings::default())?;
    let top = io::repository(root);
    let remote = top.as_deref().and_then(io::remote);
    let holds_text = sources.files.iter().any(|file| file.is_markdown());
    report::say(&found(&understood, remote.as_ref()));

    let way = top.as_ref().map(|_| io::way_from_repository(root)).unwrap_or_default();
    let name = name_of(root, (&way, remote.as_ref()));
    let settings = settings(&sources, (&name, &way), remote.as_ref());
    // All is looked at before anything is written.
    let mut files = vec![New::at(root, CONFIG, settings)?];
    if !holds_text {
        let words = "What is planned here, how far it is, and what can start now.";
        let text = format!("# {}\n\n{words}\n", titled(&name));
        files.push(New::at(root, &format!("{CONTENT}index.md"), text)?);
    }
    files.push(New::at(root, IGNORE, IGNORED.to_owned())?);
    let source = source(options);
    // Shown as it was given, where both are the same.
    let top_shown = top.as_deref().filter(|_| !way.is_empty()).unwrap_or(root);
    let of_host = match options.deploy {
        Some(host) => {
            let branch = top.as_deref().and_then(io::branch);
            let branch = branch.as_deref().unwrap_or(BRANCH);
            let name = slug(&name);
            hosted(host, (top_shown, &way), (branch, &name, &source))?
        }
        None => Vec::new(),
    };
    for new in &files {
        new.write()?;
        if !new.is_free && new.path == IGNORE {
            ignore(root);
        }
    }
    for new in &of_host {
        new.write()?;
    }
    let is_new = of_host.iter().any(|new| new.is_free);
    if let Some(host) = options.deploy.filter(|_| is_new) {
        if source == UNKNOWN {
            report::say(&format!(
                "  `{UNKNOWN}` in the file stands for the repository that ouro itself comes from: put its \
                 address there, or remove the file and say `--source URL`"
            ));
        }
        report::say(&format!("  {}", deploy::rest(host)));
    }
    report::say(&next(root, &understood));
    Ok(Outcome::Fine)
}

/// A file that is written where there is none.
struct New<'r> {
    top: &'r Path,
    path: String,
    text: String,
    is_free: bool,
}

impl<'r> New<'r> {
    /// Looks whether there is one; writes nothing yet.
    fn at(top: &'r Path, path: &str, text: String) -> Result<Self, IoError> {
        let is_free = io::is_free(top, path)?;
        Ok(Self { top, path: path.to_owned(), text, is_free })
    }

    /// Writes it where there is none, and says what became of it.
    fn write(&self) -> Result<(), IoError> {
        let shown = self.top.join(&self.path);
        let shown = shown.strip_prefix(".").unwrap_or(&shown).display();
        if self.is_free {
            io::create(self.top, &self.path, self.text.as_bytes())?;
            report::say(&format!("{shown} is written"));
        } else {
            report::say(&format!("{shown} is there, and stays as it is"));
        }
        Ok(())
    }
}

/// Says what a list for git that was there lacks.
fn ignore(root: &Path) {
    let text = fs::read_to_string(root.join(IGNORE)).unwrap_or_default();
    let has = |line: &&str| text.lines().any(|own| own.trim() == *line);
    let missing: Vec<&str> = IGNORED.lines().filter(|line| !has(line)).collect();
    if !missing.is_empty() {
        report::say(&format!("  add to it: {}", missing.join(" and ")));
    }
}

/// What a host needs, from the top of the repository on.
fn hosted<'r>(
    host: Host,
    (top, way): (&'r Path, &str),
    (branch, name, source): (&str, &str, &str),
) -> Result<Vec<New<'r>>, IoError> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ');
    if !way.chars().all(plain) {
        let reason = "has a name that the settings of a host cannot hold";
        let hint = "use letters, digits, spaces, `-`, `_` and `.`; nothing was written";
        return Err(IoError::refused(Path::new(way), reason).with_hint(hint));
    }
    let files = deploy::files(host, &deploy::Site { way, branch, name, source });
    files.into_iter().map(|(path, text)| New::at(top, path, text)).collect()
}

/// The repository that ouro comes from, as far as it is known.
fn source(options: &Init) -> String {
    match (&options.source, env!("CARGO_PKG_REPOSITORY")) {
        (Some(address), _) => address.clone(),
        (None, "") => UNKNOWN.to_owned(),
        (None, own) => own.to_owned(),
    }
}

/// What there is, in a sentence.
fn found(understood: &Understood, remote: Option<&Remote>) -> String {
    let mut dialects: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in &understood.graph.plans {
        *dialects.entry(plan.dialect).or_default() += 1;
    }
    let plans: Vec<String> =
        dialects.iter().map(|(name, count)| format!("{count} {name}")).collect();
    let plans = match plans.is_empty() {
        true => "no plans yet".to_owned(),
        false => format!(
            "{} ({})",
            report::count(understood.graph.plans.len(), "plan"),
            plans.join(", ")
        ),
    };
    let from = remote.map(|remote| format!(", from {}/{}", remote.host, remote.path));
    format!("found {plans}{}", from.unwrap_or_default())
}

/// What the site is about: by the name of its folder, or of the repository where
/// it is the whole of one or the folder says no more than where plans lie.
fn name_of(root: &Path, (way, remote): (&str, Option<&Remote>)) -> String {
    let real = root.canonicalize().unwrap_or_default();
    let own = real.file_name().map(|name| name.to_string_lossy().into_owned());
    let far = remote.and_then(|remote| remote.path.rsplit('/').next()).map(str::to_owned);
    let says_little = |name: &String| PLAIN_FOLDERS.contains(&name.as_str());
    let far_first = way.is_empty() || own.as_ref().is_none_or(says_little);
    let found = if far_first { far.or(own) } else { own };
    found.unwrap_or_else(|| "plans".to_owned())
}

/// The text of `ouro.yaml`: what was found, and every other key as a comment.
fn settings(
    sources: &Sources,
    (name, way): (&str, &str),
    remote: Option<&Remote>,
) -> String {
    let mut text = String::from(
        "# The settings of the site; all of them are optional.\n# `ouro config` prints what holds. \
         For an editor that completes keys, write their schema\n# into a file with `ouro config \
         --schema > ouro.schema.json`, and begin this one with\n# `# yaml-language-server: \
         $schema=ouro.schema.json`.\n",
    );
    let has_front_page =
        sources.files.iter().any(|file| file.path.as_str() == "index.md");
    for key in KEYS {
        let set = match key.name {
            // The first heading of that page is the title.
            "title" if !has_front_page => Some(quoted(&titled(name))),
            "source_url" => remote.and_then(|remote| lines_at(remote, way)),
            _ => None,
        };
        text.push_str(&entry(key, set));
    }
    text
}

fn entry(key: &Key, set: Option<String>) -> String {
    let told = format!("\n# {}\n# Without it: {}\n", key.words, key.without);
    match set {
        Some(value) => format!("{told}{}: {value}\n", key.name),
        None => {
            let lines: Vec<String> =
                key.line().lines().map(|line| format!("# {line}\n")).collect();
            format!("{told}{}", lines.concat())
        }
    }
}

/// A text as YAML: in quotes where it could be anything but a text.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || c == ' ')
        && !WORDS_OF_YAML.contains(&text.to_lowercase().as_str());
    match plain {
        true => text.to_owned(),
        // What JSON writes is YAML.
        false => serde_json::Value::from(text).to_string(),
    }
}

/// Where a line of a file can be read, at hosts that are known.
fn lines_at(remote: &Remote, way: &str) -> Option<String> {
    let Remote { host, path, branch } = remote;
    let branch = branch.as_deref().unwrap_or(BRANCH);
    let parts = match host.as_str() {
        "github.com" => format!("blob/{branch}/{way}{{path}}#L{{line}}"),
        "codeberg.org" => format!("src/branch/{branch}/{way}{{path}}#L{{line}}"),
        "bitbucket.org" => format!("src/{branch}/{way}{{path}}#lines-{{line}}"),
        host if host.starts_with("gitlab.") => {
            format!("-/blob/{branch}/{way}{{path}}#L{{line}}")
        }
        _ => return None,
    };
    // A way may hold what an address cannot, or what means something else in one.
    let is_address = !way.contains(|c: char| c.is_whitespace() || "#?%{}".contains(c));
    is_address.then(|| format!("https://{host}/{path}/{parts}"))
}

/// The two commands that come next.
fn next(root: &Path, understood: &Understood) -> String {
    let root = match root == Path::new(".") {
        true => String::new(),
        false => format!(" {}", for_shell(&root.display().to_string())),
    };
    match understood.graph.plans.is_empty() {
        true => format!(
            "\nNext:\n  ouro new plan first-plan{root}\n  ouro serve{root} --open"
        ),
        false => format!("\nNext:\n  ouro serve{root} --open\n  ouro build{root}"),
    }
}

/// A folder as a shell takes it.
fn for_shell(folder: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-~".contains(c);
    let folder = match folder.starts_with('-') {
        true => format!("./{folder}"),
        false => folder.to_owned(),
    };
    match folder.chars().all(plain) {
        true => folder,
        false => format!("'{}'", folder.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_quoted_where_yaml_would_read_it_otherwise() {
        assert_eq!(quoted("Garden shed"), "Garden shed");
        assert_eq!(quoted("Tides"), "Tides");
        assert_eq!(quoted("True"), "\"True\"");
        assert_eq!(quoted("2026"), "\"2026\"");
        assert_eq!(quoted("A: b"), "\"A: b\"");
    }

    #[test]
    fn known_hosts_show_lines() {
        let at = |host: &str| {
            let remote = Remote {
                host: host.to_owned(),
                path: "club/plans".to_owned(),
                branch: None,
            };
            lines_at(&remote, "docs/")
        };
        let github = "https://github.com/club/plans/blob/main/docs/{path}#L{line}";
        assert_eq!(at("github.com").as_deref(), Some(github));
        let gitlab = "https://gitlab.org/club/plans/-/blob/main/docs/{path}#L{line}";
        assert_eq!(at("gitlab.org").as_deref(), Some(gitlab));
        assert_eq!(at("example.org"), None);
    }
}
