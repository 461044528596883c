//! The arguments, and the help that is made from them.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};
use clap_complete::Shell;

use crate::config::{day, site_address, web_address};
use crate::pattern;
use crate::source::Day;

/// Turns Markdown plans into a site that anyone can open.
#[derive(Debug, Parser)]
#[command(
    name = "ouro",
    version,
    about,
    long_about = "Turns Markdown plans (phases, tasks, dependencies, Mermaid graphs) into a static \
                  site that anyone can open: what is done, what can start, what waits and why.",
    after_help = "Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 the machine refused.",
    arg_required_else_help = true
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site
    Build(Build),
    /// Report what is wrong with the plans, without building
    Check(Check),
    /// Print everything that the plans mean as JSON
    Export(Export),
    /// Say how every plan stands
    Status(Status),
    /// List the tasks that can start now, best first
    Next(Next),
    /// Say what every line of a plan was read as, and where each edge comes from
    Explain(Explain),
    /// List the parts of the theme, or copy one to change it
    Theme(Theme),
    /// Write what depends on what as SVG, Mermaid, DOT or JSON
    Graph(Graph),
    /// Preview the site while you write
    Serve(Serve),
    /// Print what the settings are, and where each comes from
    Config(Config),
    /// Write the settings of a site, and what a host needs to publish it
    Init(Init),
    /// Write a plan to begin with
    New(New),
    /// Print what a shell needs to complete the commands
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}

/// Where the site is.
#[derive(Debug, Clone, Args)]
pub struct Site {
    /// The folder to read: a project with `ouro.yaml` or `content/`, any folder
    /// of Markdown, or one Markdown file
    #[arg(value_name = "ROOT", default_value = ".")]
    pub root: PathBuf,
}

/// Where the plans are.
#[derive(Debug, Clone, Args)]
pub struct Root {
    /// The folder to read: a project with `ouro.yaml` or `content/`, any folder
    /// of Markdown, or one Markdown file
    #[arg(value_name = "ROOT", default_value = ".")]
    pub root: PathBuf,
    /// Read pages and plans whose front matter says `draft: true`, too
    #[arg(long)]
    pub drafts: bool,
}

/// `ouro build`
#[derive(Debug, Args)]
#[command(
    long_about = "Reads the plans below ROOT and publishes the site.\n\nThe whole site is built \
                  beside the old one and then put in its place, so that a build that fails leaves \
                  the old site as it was. Files that did not change are not written. Problems in \
                  plans (a cycle, a reference that leads nowhere) are reported and shown on the \
                  site; they stop the build only with --strict.",
    after_help = "Examples:\n  ouro build\n  ouro build docs/plans -o site\n  ouro build -u https://example.org/plans/ --strict"
)]
pub struct Build {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
    /// The folder to publish into [default: `public` in ROOT]
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// The address that the site will have, for links that must be absolute
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The day that counts as today, such as 2026-05-01, to say what is late
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
    /// Let links name the file of a page, so that the site opens from a folder or
    /// a zip, without a server
    #[arg(long)]
    pub portable: bool,
    /// The `api/v1` of the site as it was last published, a folder, for the feed
    /// to say what has changed since
    #[arg(long, value_name = "FOLDER")]
    pub since: Option<PathBuf>,
    /// Let the feed say what has changed in so many days by the history of the git
    /// repository, day by day; with --since, only where that has nothing
    #[arg(long, value_name = "DAYS", value_parser = value_parser!(u16).range(1..=366))]
    pub history: Option<u16>,
    /// Make everything anew: read nothing of what the last build has left in the user's
    /// cache folder, and leave nothing there
    #[arg(long)]
    pub fresh: bool,
    /// Publish nothing and exit with 1 if there are errors or warnings
    #[arg(long)]
    pub strict: bool,
    /// Publish into a folder that holds files of others, and keep them
    #[arg(long)]
    pub force: bool,
    /// Print only problems
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print every problem in full, what each plan was read as, and the most memory
    /// that was used
    #[arg(short, long)]
    pub verbose: bool,
    /// Say how long each stage took: as a `table`, or as `json` on standard output,
    /// in the form that trace viewers open
    #[arg(
        long,
        value_name = "FORM",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "table",
        hide_possible_values = true
    )]
    pub timings: Option<TimingsForm>,
}

/// The form in which the times of a build are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TimingsForm {
    /// For people
    Table,
    /// Chrome's trace events
    Json,
}

/// `ouro check`
#[derive(Debug, Args)]
#[command(
    long_about = "Reads the plans below ROOT and reports every problem at once, with file, line \
                  and what to do. Exits with 1 if there are errors (with --strict: or warnings). A \
                  form for programs goes to standard output and has it to itself; the summary then \
                  goes to standard error.",
    after_help = "Examples:\n  ouro check\n  ouro check --explain cycle\n  ouro check --format sarif > problems.sarif"
)]
pub struct Check {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
    /// Exit with 1 for warnings, too
    #[arg(long)]
    pub strict: bool,
    /// Also ask other sites whether what is linked there is still there
    #[arg(long)]
    pub external: bool,
    /// The form of the report: `human`, `json`, `sarif` or `github`
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Format::Human, hide_possible_values = true)]
    pub format: Format,
    /// Print only the summary; in a form for programs, no summary
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also say which files were read as plans, in which dialect and why
    #[arg(short, long)]
    pub verbose: bool,
    /// Explain a kind of problem: `cycle`, `dead-link`; `list` names them all
    #[arg(long, value_name = "CODE", conflicts_with = "format")]
    pub explain: Option<String>,
}

/// The form in which problems are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: excerpts and hints
    Human,
    /// As in `ouro export`
    Json,
    /// SARIF 2.1.0, for programs that gather findings
    Sarif,
    /// Commands that GitHub shows beside the lines of a change
    Github,
}

/// `ouro export`
#[derive(Debug, Args)]
#[command(
    long_about = "Prints the whole model (plans, phases, tasks, edges with where each is stated, \
                  checks, diagnostics) as JSON on standard output."
)]
pub struct Export {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
}

/// `ouro status`
#[derive(Debug, Args)]
pub struct Status {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
}

/// `ouro next`
#[derive(Debug, Args)]
pub struct Next {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
    /// List at most so many tasks; 0 lists all
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 10)]
    pub limit: usize,
}

/// `ouro explain`
#[derive(Debug, Args)]
#[command(
    long_about = "Prints every line of a plan that looks like a box with what became of it (a task, \
                  a check, or why it is neither), how the figures come about, and every edge with \
                  the line that states it. With #TASK, all of that for one task.",
    after_help = "Examples:\n  ouro explain auth\n  ouro explain plans/auth#2.1 docs"
)]
pub struct Explain {
    /// The plan by its id, the end of it or its file; `plan#2.1` for one task
    #[arg(value_name = "PLAN[#TASK]")]
    pub plan: String,
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
}

/// `ouro theme`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  ouro theme list\n  ouro theme list --variables plan.html\n  ouro theme eject slots/footer.html\n  ouro theme eject templates/plan.html --stdout"
)]
pub struct Theme {
    /// What to do.
    #[command(subcommand)]
    pub command: ThemeCommand,
}

/// The commands about themes.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// List the themes, and every part of the one that is chosen, with what it is for
    List(ThemeList),
    /// Copy a file of the theme into the site's own, to change it; never over one that is there
    Eject(Eject),
}

/// `ouro theme list`
#[derive(Debug, Args)]
pub struct ThemeList {
    /// Where the site is.
    #[command(flatten)]
    pub site: Site,
    /// List what the template of a page is given: `plan.html`
    #[arg(long, value_name = "TEMPLATE")]
    pub variables: Option<String>,
}

/// `ouro theme eject`
#[derive(Debug, Args)]
pub struct Eject {
    /// The file by its path in the theme, or the end of it: `slots/footer.html`
    #[arg(value_name = "PATH")]
    pub path: String,
    /// Where the site is.
    #[command(flatten)]
    pub site: Site,
    /// Print the file, and copy nothing
    #[arg(long)]
    pub stdout: bool,
}

/// `ouro graph`
#[derive(Debug, Args)]
#[command(
    long_about = "Writes the graph of a plan's tasks, or without PLAN that of all plans that wait \
                  for each other, to standard output or a file. In SVG and Mermaid, links that \
                  follow from others are left out. Mermaid text keeps to the 500 links and 50,000 \
                  characters that GitHub draws; what is left out for that is said on standard error.",
    after_help = "Examples:\n  ouro graph auth\n  ouro graph auth --format svg -o auth.svg\n  ouro graph auth --around 2.3 --depth 1\n  ouro graph --format dot"
)]
pub struct Graph {
    /// The plan by its id, the end of it or its file [default: the only plan, or
    /// all plans]
    #[arg(value_name = "PLAN")]
    pub plan: Option<String>,
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
    /// The form: `mermaid`, `svg`, `dot` or `json`
    #[arg(long, value_name = "FORM", value_enum, default_value_t = GraphFormat::Mermaid, hide_possible_values = true)]
    pub format: GraphFormat,
    /// Only this task, what it waits for and what waits for it
    #[arg(long, value_name = "TASK")]
    pub around: Option<String>,
    /// How many steps from that task
    #[arg(long, value_name = "STEPS", default_value_t = 2)]
    pub depth: usize,
    /// Only the critical path
    #[arg(long)]
    pub critical: bool,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The form in which a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// Text that GitHub and many others draw
    Mermaid,
    /// A picture
    Svg,
    /// Text for Graphviz
    Dot,
    /// Every task and every link
    Json,
}

/// `ouro serve`
#[derive(Debug, Args)]
#[command(
    long_about = "Shows the site in a browser, from memory, and shows it anew whenever a plan, the \
                  theme or `ouro.yaml` is saved. An open page reloads where it has changed and \
                  stays where you were; problems stand over it until they are mended. Nothing is \
                  written to the disk. `q` or Ctrl-C ends it.",
    after_help = "Examples:\n  ouro serve --open\n  ouro serve docs/plans --port 8080 --follow"
)]
pub struct Serve {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
    /// The port [default: 4747, or the next one that is free]
    #[arg(short, long)]
    pub port: Option<u16>,
    /// The address to listen on; any but the default lets others in your network
    /// read the plans
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Let open tabs go to the page of the plan that was saved
    #[arg(long, conflicts_with = "no_reload")]
    pub follow: bool,
    /// Leave pages as they are until they are loaded again
    #[arg(long)]
    pub no_reload: bool,
    /// Look at the disk every so many milliseconds, where the system does not
    /// tell of changes
    #[arg(long, value_name = "MS", value_parser = value_parser!(u64).range(1..))]
    pub poll: Option<u64>,
    /// The day that counts as today, such as 2026-05-01, to say what is late
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
    /// Print only problems
    #[arg(short, long)]
    pub quiet: bool,
}

/// `ouro config`
#[derive(Debug, Args)]
#[command(
    long_about = "Prints every key of `ouro.yaml` with its value and where that comes from: an \
                  option, a variable of the environment (`OURO_BASE_URL` for `base_url`), a line of \
                  the file, or nowhere, which leaves the default.",
    after_help = "Examples:\n  ouro config\n  OURO_TITLE='Our plans' ouro config docs\n  ouro config --schema > ouro.schema.json"
)]
pub struct Config {
    /// Where the plans are.
    #[command(flatten)]
    pub root: Root,
    /// The address that the site will have, as for `ouro build`
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The day that counts as today, as for `ouro build`
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
    /// Print the JSON Schema of `ouro.yaml`, with which editors complete it
    #[arg(long)]
    pub schema: bool,
}

/// `ouro init`
#[derive(Debug, Args)]
#[command(
    long_about = "Looks what is there (plans and their forms, a repository and where it lies) and \
                  writes `ouro.yaml` with what was found and a comment on every other key. A folder \
                  without Markdown also gets a front page. With --deploy, writes what the host needs \
                  to build and publish the site: a workflow for GitHub Pages, `netlify.toml`, or \
                  `wrangler.toml` with a script for Cloudflare Pages. A file that is there is never \
                  changed.",
    after_help = "Examples:\n  ouro init\n  ouro init my-site\n  ouro init --deploy github"
)]
pub struct Init {
    /// The folder of the site; it is made where it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// The host to publish on: `github`, `netlify` or `cloudflare`
    #[arg(long, value_name = "HOST", value_enum, hide_possible_values = true)]
    pub deploy: Option<Host>,
    /// The repository from which the host gets ouro itself
    #[arg(long, value_name = "URL", value_parser = repository, requires = "deploy")]
    pub source: Option<String>,
}

/// A host that builds a site and publishes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// GitHub Pages
    Github,
    /// Netlify
    Netlify,
    /// Cloudflare Pages
    Cloudflare,
}

/// `ouro new`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  ouro new plan garden-shed\n  ouro new plan spring-fair --pattern resource-management --domain event"
)]
pub struct New {
    /// What to write.
    #[command(subcommand)]
    pub command: NewCommand,
}

/// What can be written.
#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// Write a plan of one of five patterns, filled with an example
    Plan(NewPlan),
}

/// `ouro new plan`
#[derive(Debug, Args)]
#[command(
    long_about = "Writes `plans/SLUG/tasks.md` below the content: phases, tasks with durations, a \
                  drawing that agrees with them, and the same pattern in other domains. Every line \
                  is there to be changed. A plan that is there is never changed."
)]
pub struct NewPlan {
    /// The name of its folder, and the end of its address: `garden-shed`
    #[arg(value_name = "SLUG")]
    pub slug: String,
    /// Where the site is.
    #[command(flatten)]
    pub site: Site,
    /// How the phases follow each other
    #[arg(long, value_name = "PATTERN", default_value = pattern::ALL[0].slug, value_parser = PossibleValuesParser::new(pattern::ALL.map(|pattern| pattern.slug)))]
    pub pattern: String,
    /// What the example is about
    #[arg(long, value_name = "DOMAIN", default_value = pattern::DOMAINS[0], value_parser = PossibleValuesParser::new(pattern::DOMAINS))]
    pub domain: String,
}

/// `ouro completions`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  ouro completions bash > ~/.local/share/bash-completion/completions/ouro\n  ouro completions fish > ~/.config/fish/completions/ouro.fish"
)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// `ouro man`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  ouro man > ouro.1\n  ouro man build > ouro-build.1\n  ouro man --output ~/.local/share/man/man1"
)]
pub struct Man {
    /// The command [default: the whole program]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write the pages of all commands into this folder
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "command")]
    pub output: Option<PathBuf>,
}

/// Accepts the address of a repository.
fn repository(address: &str) -> Result<String, String> {
    match web_address(address) {
        Some(_) => Ok(address.trim_end_matches('/').to_owned()),
        None => Err("it is no address with `http://` or `https://`; write it like \
                     `https://example.org/club/ouro`"
            .to_owned()),
    }
}

/// Accepts an absolute web address.
fn base_url(address: &str) -> Result<String, String> {
    site_address(address)
}
