//! What the content was on earlier days, by the history of its repository.
//!
//! This is the one place where another program is run: `git`, which only reads. Its
//! arguments are written here, save for hashes that git gave itself and paths behind
//! `--`; its environment is empty but for the way to it. Commands that read objects by
//! their hashes run nothing that the settings of a repository name: no hook, no filter,
//! no program for differences, no pager; and what is missing in a clone is not fetched.
//!
//! The files of a day are laid in a folder of our own, so that the scan reads them as
//! it reads those of now. No link is made there: one of the content that leads to a
//! file of the content becomes a copy of it, as the scan sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::{env, vec};

use tempfile::TempDir;
use thiserror::Error;

use crate::io::error::{IoError, shown};
use crate::io::interrupt::is_wanted;
use crate::io::repository::{SIGN, is_boundary, repository};
use crate::io::scan::{IGNORE, Scanner, decides};
use crate::source::file::FILE_LIMIT;
use crate::source::{Day, SitePath, Sources};

/// The most bytes of a line or an entry that git writes.
const LINE_LIMIT: u64 = 64 * 1024;

/// The most bytes of a name, and of a whole path; the systems have no longer ones.
const NAME_LIMIT: usize = 255;
const PATH_LIMIT: usize = 3000;

/// How many links one may go through to a file, as on Linux.
const LINKS: usize = 40;

/// The most characters that are repeated of what git says.
const WORDS: usize = 200;

/// How many seconds a day has; those of a repository have no leap seconds.
const DAY: i64 = 24 * 60 * 60;

/// What of the environment git is given: the way to it, and what Windows needs to
/// start any program.
const PASSED_ON: [&str; 2] = ["PATH", "SystemRoot"];

/// A file without anything in it.
const NULL: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Why no history can be told. The build goes on without.
#[derive(Debug, Error)]
pub enum NoHistory {
    /// There is no git.
    #[error("the program `git` is not there; install it, or build without `--history`")]
    NoProgram,
    /// The content lies in no repository.
    #[error("`{}` lies in no git repository; build a clone of one, or without `--history`", shown(.0))]
    NoRepository(PathBuf),
    /// The repository has no commit yet.
    #[error("the repository has no commit yet; the first one begins the history")]
    NoCommit,
    /// The content is not in the repository that it lies in.
    #[error("no text of `{}` is in the last commit; `git add` and `git commit` it", shown(.0))]
    NotCommitted(PathBuf),
    /// All commits are younger than the day that counts as today.
    #[error("no commit was made by {0}, the day that counts as today")]
    TooNew(Day),
    /// The clone does not have all files.
    #[error(
        "the clone lacks files of earlier commits, as a partial one does; clone it whole"
    )]
    Partial,
    /// Git did not do what was asked.
    #[error("git cannot read the repository{}", said(.0))]
    Git(String),
    /// The files of a day cannot be laid out or read.
    #[error(transparent)]
    World(#[from] IoError),
}

/// What is asked for.
pub struct Asked<'a> {
    /// The folder or the file that was given.
    pub root: &'a Path,
    /// What was read in it.
    pub now: &'a Sources,
    /// The last of the days: the one that counts as today.
    pub today: Day,
    /// How many days are told, that one among them.
    pub days: u16,
}

impl Asked<'_> {
    /// The content as the user knows it.
    fn content(&self) -> PathBuf {
        let base = self.now.prefix.trim_end_matches('/');
        let inner = self.root.strip_prefix(".").unwrap_or(self.root);
        // Nothing is put before nothing, which would end it with a slash.
        let whole: PathBuf =
            inner.components().chain(Path::new(base).components()).collect();
        if whole.as_os_str().is_empty() { PathBuf::from(".") } else { whole }
    }
}

/// The content as it was at the end of a day.
pub struct Moment {
    /// The day, by the time of the commit in UTC.
    pub day: Day,
    /// What a scan finds, with the settings and the theme of now.
    pub sources: Sources,
}

/// The days of a history, the oldest first.
///
/// The first of them is where the history starts: the content before the days that
/// were asked for, which is empty where the repository is younger. Each one after it
/// differs from the one before.
pub struct History {
    git: Git,
    objects: Objects,
    ground: Ground,
    now: Sources,
    scanner: Scanner,
    /// The start, until it was handed out, and the commit it is read from.
    start: Option<Commit>,
    days: vec::IntoIter<(Day, String)>,
    /// The day on which a shallow clone begins, where that is one of those asked for.
    pub cut_off: Option<Day>,
    /// What is laid out: where, and which object.
    laid: BTreeMap<PathBuf, String>,
    /// The folder of it all; it goes with the history.
    scratch: TempDir,
}

/// A day, and the commit that ends it; nothing before the first one.
type Commit = (Day, Option<String>);

impl History {
    /// Looks for the commits that end a day.
    pub fn open(asked: &Asked<'_>) -> Result<Self, NoHistory> {
        let ground = Ground::of(asked)?;
        let scratch = TempDir::with_prefix("ouro-history-")
            .map_err(|error| IoError::write(&env::temp_dir(), error))?;
        let git = Git::new(&ground.top, scratch.path())?;
        let head = git.head()?;
        let commits = git.commits(&head)?;
        let first = asked.today.number() - i64::from(asked.days) + 1;
        let walk = Walk::of(commits, (first, asked.today.number()))?;
        if walk.days.is_empty() && walk.start.is_none() {
            return Err(NoHistory::TooNew(asked.today));
        }
        let of_number = |number| Day::of_number(number).unwrap_or(asked.today);
        let mut days: Vec<(Day, String)> =
            walk.days.into_iter().map(|(day, hash)| (of_number(day), hash)).collect();
        let mut cut_off = None;
        let start = match walk.start {
            Some((day, hash)) => (of_number(day), Some(hash)),
            None => {
                let (day, hash) = walk.oldest.ok_or(NoHistory::NoCommit)?;
                let day = of_number(day);
                // What came before the first commit of a shallow clone is not known.
                let is_cut = is_boundary(&ground.top, &hash);
                cut_off = is_cut.then_some(day);
                (day, is_cut.then_some(hash))
            }
        };
        days.reverse();
        let objects = git.objects()?;
        let scanner = Scanner::new(&ground.scanned(scratch.path()));
        let now = asked.now.clone();
        let mut history = Self {
            git,
            objects,
            ground,
            now,
            scanner,
            start: Some(start),
            days: days.into_iter(),
            cut_off,
            laid: BTreeMap::new(),
            scratch,
        };
        if history.wanted(&head)?.is_empty() {
            return Err(NoHistory::NotCommitted(asked.content()));
        }
        history.prepare()?;
        Ok(history)
    }

    /// The next day on which the content was changed.
    pub fn next_moment(&mut self) -> Result<Option<Moment>, NoHistory> {
        if is_wanted() {
            return Err(NoHistory::World(IoError::Interrupted));
        }
        if let Some((day, commit)) = self.start.take() {
            let sources = match commit {
                Some(hash) => {
                    let wanted = self.wanted(&hash)?;
                    self.lay(wanted)?;
                    self.scan(&BTreeSet::new())?
                }
                None => self.with_settings(Sources::default()),
            };
            return Ok(Some(Moment { day, sources }));
        }
        while let Some((day, hash)) = self.days.next() {
            let wanted = self.wanted(&hash)?;
            if wanted == self.laid {
                continue;
            }
            let touched = self.lay(wanted)?;
            let sources = self.scan(&touched)?;
            return Ok(Some(Moment { day, sources }));
        }
        Ok(None)
    }

    /// Makes the folder, with the settings that say where in it the content lies.
    fn prepare(&self) -> Result<(), IoError> {
        let tree = tree(self.scratch.path());
        let failed = |error| IoError::write(&tree, error);
        fs::create_dir_all(&tree).map_err(failed)?;
        let config = self.now.config.as_ref();
        if let Some(config) = config.filter(|_| self.ground.only.is_none())
            && let Some(text) = config.text()
        {
            fs::write(tree.join(config.path.as_str()), text.as_bytes())
                .map_err(failed)?;
        }
        Ok(())
    }

    /// What is to be laid out of a commit.
    fn wanted(&mut self, commit: &str) -> Result<BTreeMap<PathBuf, String>, NoHistory> {
        let entries = self.git.entries(commit, &self.ground.paths())?;
        let mut wanted = BTreeMap::new();
        for (path, entry) in &entries {
            let Some(place) = self.ground.place(path) else { continue };
            let object = match entry {
                Entry::File(object) => Some(object),
                // No link says what is read.
                Entry::Link(_) if place.ends_with(IGNORE) => None,
                Entry::Link(_) => self.behind(path, &entries)?,
            };
            wanted.extend(object.map(|object| (place, object.clone())));
        }
        Ok(wanted)
    }

    /// The file that a link leads to, where that is one of the content.
    fn behind<'e>(
        &mut self,
        link: &[u8],
        entries: &'e BTreeMap<Vec<u8>, Entry>,
    ) -> Result<Option<&'e String>, NoHistory> {
        let mut path = link.to_vec();
        for _ in 0..LINKS {
            match entries.get(&path) {
                Some(Entry::File(object)) => {
                    let is_read = self.ground.place(&path).is_some();
                    return Ok(Some(object).filter(|_| is_read));
                }
                Some(Entry::Link(object)) => {
                    let target = self.objects.read(object, PATH_LIMIT)?;
                    let Some(next) = joined(&path, &target) else { return Ok(None) };
                    path = next;
                }
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Lays out what is wanted where something else is laid; says which files differ.
    fn lay(
        &mut self,
        wanted: BTreeMap<PathBuf, String>,
    ) -> Result<BTreeSet<PathBuf>, NoHistory> {
        let tree = tree(self.scratch.path());
        let mut touched = BTreeSet::new();
        // What goes makes place first: a folder may become a file.
        for place in self.laid.keys().filter(|place| !wanted.contains_key(*place)) {
            let path = tree.join(place);
            match fs::remove_file(&path) {
                Ok(()) => {}
                // Where large and small letters are alike, two names may be one file.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(IoError::remove(&path, error).into()),
            }
            for folder in place.ancestors().skip(1).filter(|it| *it != Path::new("")) {
                // One that holds other files stays.
                if fs::remove_dir(tree.join(folder)).is_err() {
                    break;
                }
            }
            touched.insert(path);
        }
        for (place, object) in &wanted {
            if self.laid.get(place) == Some(object) {
                continue;
            }
            let path = tree.join(place);
            // One byte more than is read lets the scan see that there is more.
            let bytes = self.objects.read(object, FILE_LIMIT + 1)?;
            let folder = path.parent().unwrap_or(&tree);
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(&path, bytes))
                .map_err(|error| IoError::write(&path, error))?;
            touched.insert(path);
        }
        self.laid = wanted;
        Ok(touched)
    }

    /// Reads what is laid out.
    fn scan(&mut self, touched: &BTreeSet<PathBuf>) -> Result<Sources, NoHistory> {
        if let Some(only) = &self.ground.only
            && !self.laid.contains_key(only)
        {
            return Ok(self.with_settings(Sources::default()));
        }
        let again = match touched.is_empty() {
            true => None,
            false => self.scanner.refresh(touched),
        };
        let found = again.map_or_else(|| self.scanner.scan(), Ok)?;
        Ok(self.with_settings(found.value))
    }

    /// Files of a day with the settings and the theme of now: what is told is told in
    /// the words of the site.
    fn with_settings(&self, found: Sources) -> Sources {
        Sources { files: found.files, before: None, ..self.now.clone() }
    }
}

/// Where the content lies: in the repository, and in the folder of a day.
struct Ground {
    /// The top of the repository, without links.
    top: PathBuf,
    /// The way from there to the content: empty, or one that ends in `/`.
    content: Vec<u8>,
    /// The way from there to the folder that was given, where that lies in it.
    root: Option<Vec<u8>>,
    /// The way from the folder that was given to the content.
    base: PathBuf,
    /// The one file that was given.
    only: Option<PathBuf>,
}

impl Ground {
    fn of(asked: &Asked<'_>) -> Result<Self, NoHistory> {
        let real = fs::canonicalize(asked.root)
            .map_err(|error| IoError::read(asked.root, error))?;
        let (folder, only) = match real.is_dir() {
            true => (real.as_path(), None),
            false => (
                real.parent().unwrap_or(&real),
                real.file_name().map(|name| PathBuf::from(name.to_owned())),
            ),
        };
        let base = PathBuf::from(asked.now.prefix.trim_end_matches('/'));
        let content = folder.join(&base);
        let none = || NoHistory::NoRepository(asked.content());
        let top = repository(&content).ok_or_else(none)?;
        let way = |folder: &Path| {
            let mut way = bytes_of(folder.strip_prefix(&top).ok()?);
            if !way.is_empty() {
                way.push(b'/');
            }
            Some(way)
        };
        let (root, content) = (way(folder), way(&content).ok_or_else(none)?);
        Ok(Self { top, content, root, base, only })
    }

    /// What is scanned of the folder of a day.
    fn scanned(&self, scratch: &Path) -> PathBuf {
        let tree = tree(scratch);
        self.only.as_ref().map_or_else(|| tree.clone(), |only| tree.join(only))
    }

    /// What of a commit is listed; nothing where that is all of it.
    fn paths(&self) -> Vec<OsString> {
        let mut paths = vec![self.content.clone()];
        if let Some(only) = &self.only {
            paths[0].extend(bytes_of(only));
        } else if let Some(root) = &self.root {
            // The folders on the way may say what is not read.
            for folder in self.base.ancestors().skip(1) {
                let way = root.iter().copied().chain(bytes_of(&folder.join(IGNORE)));
                paths.push(way.collect());
            }
        }
        match paths[0].is_empty() {
            true => Vec::new(),
            false => {
                let bare = |path: Vec<u8>| {
                    path.strip_suffix(b"/").map(<[u8]>::to_vec).unwrap_or(path)
                };
                paths.into_iter().filter_map(|path| name_of(&bare(path))).collect()
            }
        }
    }

    /// Where a file of the repository is laid in the folder of a day; nothing where
    /// it is not read, or has a name that is not laid anywhere.
    fn place(&self, path: &[u8]) -> Option<PathBuf> {
        if let Some(rest) = path.strip_prefix(&self.content[..]) {
            let place = relative(rest)?;
            if let Some(only) = &self.only {
                return (place == *only).then_some(place);
            }
            let site = SitePath::new(&String::from_utf8_lossy(rest))?;
            return decides(&site).then(|| self.base.join(place));
        }
        // One on the way to the content.
        let place = relative(path.strip_prefix(&self.root.as_ref()?[..])?)?;
        let is_ignore = place.file_name() == Some(OsStr::new(IGNORE));
        (is_ignore && self.base.starts_with(place.parent()?)).then_some(place)
    }
}

/// Git, for one repository.
struct Git {
    /// The repository itself.
    folder: PathBuf,
    /// The folder in which it runs, with nothing in it.
    empty: PathBuf,
    /// The file with what it says.
    said: PathBuf,
}

impl Git {
    fn new(top: &Path, scratch: &Path) -> Result<Self, IoError> {
        let empty = scratch.join("empty");
        fs::create_dir(&empty).map_err(|error| IoError::write(&empty, error))?;
        Ok(Self { folder: top.join(SIGN), empty, said: scratch.join("said") })
    }

    /// Starts git with a command and its arguments.
    fn start(
        &self,
        arguments: &[&str],
        paths: &[OsString],
        input: Stdio,
    ) -> Result<Child, NoHistory> {
        let said = File::create(&self.said)
            .map_err(|error| IoError::write(&self.said, error))?;
        let mut command = Command::new("git");
        command.env_clear();
        for name in PASSED_ON {
            command.envs(env::var_os(name).map(|value| (name, value)));
        }
        command
            .envs([
                ("LC_ALL", "C"),
                ("GIT_CONFIG_NOSYSTEM", "1"),
                ("GIT_CONFIG_GLOBAL", NULL),
                ("GIT_TERMINAL_PROMPT", "0"),
                ("GIT_OPTIONAL_LOCKS", "0"),
                ("GIT_NO_LAZY_FETCH", "1"),
                ("GIT_NO_REPLACE_OBJECTS", "1"),
                // Older versions fetch what is missing all the same, unless no way of
                // fetching is allowed.
                ("GIT_ALLOW_PROTOCOL", ""),
            ])
            .args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"])
            .args(["-c", &format!("core.hooksPath={NULL}")])
            .arg("--git-dir")
            .arg(&self.folder)
            .args(arguments);
        if !paths.is_empty() {
            command.arg("--").args(paths);
        }
        let started = command
            .current_dir(&self.empty)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn();
        started.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => NoHistory::NoProgram,
            _ => NoHistory::Git(error.to_string()),
        })
    }

    /// The commit that is checked out.
    fn head(&self) -> Result<String, NoHistory> {
        let arguments = ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
        let mut lines = Lines::of(self.start(&arguments, &[], Stdio::null())?)?;
        let line = lines.next(b'\n')?;
        match (lines.end()?, line.as_deref().and_then(hash)) {
            (true, Some(hash)) => Ok(hash),
            // It is quiet only about a name that leads to nothing.
            _ if self.words().is_empty() => Err(NoHistory::NoCommit),
            _ => Err(self.failed()),
        }
    }

    /// The commits before one, along the first parents: when each was made, and its
    /// hash.
    fn commits(&self, head: &str) -> Result<Commits<'_>, NoHistory> {
        let arguments = ["rev-list", "--first-parent", "--timestamp", head];
        let lines = Lines::of(self.start(&arguments, &[], Stdio::null())?)?;
        Ok(Commits { git: self, lines })
    }

    /// Files and links of a commit, by their paths.
    fn entries(
        &self,
        commit: &str,
        paths: &[OsString],
    ) -> Result<BTreeMap<Vec<u8>, Entry>, NoHistory> {
        let arguments = ["ls-tree", "-r", "-z", "--full-tree", commit];
        let mut lines = Lines::of(self.start(&arguments, paths, Stdio::null())?)?;
        let mut entries = BTreeMap::new();
        while let Some(line) = lines.next(0)? {
            // A name that no system has is passed over, with whatever it names.
            entries.extend(Entry::read(&line));
        }
        if lines.end()? { Ok(entries) } else { Err(self.failed()) }
    }

    /// Starts what reads objects.
    fn objects(&self) -> Result<Objects, NoHistory> {
        let mut child = self.start(&["cat-file", "--batch"], &[], Stdio::piped())?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take())
        else {
            return Err(self.failed());
        };
        let answers = BufReader::new(answers);
        Ok(Objects { child, questions, answers })
    }

    fn failed(&self) -> NoHistory {
        NoHistory::Git(self.words())
    }

    /// What git said last: its first line.
    fn words(&self) -> String {
        let mut bytes = Vec::new();
        let Ok(file) = File::open(&self.said) else { return String::new() };
        // What cannot be read was not said.
        let _ = file.take(LINE_LIMIT).read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let line = text.lines().next().unwrap_or("");
        line.chars().take(WORDS).collect()
    }
}

/// What a running git writes, line by line; it ends with this.
struct Lines {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Lines {
    fn of(mut child: Child) -> Result<Self, NoHistory> {
        let Some(output) = child.stdout.take() else {
            return Err(NoHistory::Git(String::new()));
        };
        Ok(Self { child, output: BufReader::new(output) })
    }

    /// The next line or entry, without its end; nothing after the last.
    fn next(&mut self, end: u8) -> Result<Option<Vec<u8>>, NoHistory> {
        let mut line = Vec::new();
        let mut limited = Read::take(&mut self.output, LINE_LIMIT);
        let read = limited.read_until(end, &mut line);
        read.map_err(|error| NoHistory::Git(error.to_string()))?;
        match line.pop() {
            None => Ok(None),
            Some(last) if last == end => Ok(Some(line)),
            Some(_) => Err(NoHistory::Git("a line does not end".to_owned())),
        }
    }

    /// Waits for the end; says whether all went well.
    fn end(mut self) -> Result<bool, NoHistory> {
        let ended = self.child.wait();
        Ok(ended.map_err(|error| NoHistory::Git(error.to_string()))?.success())
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// The commits along the first parents, the newest first.
struct Commits<'g> {
    git: &'g Git,
    lines: Lines,
}

impl Commits<'_> {
    /// The next one: seconds since 1970, and the hash.
    fn next(&mut self) -> Result<Option<(i64, String)>, NoHistory> {
        let Some(line) = self.lines.next(b'\n')? else {
            let ended = self.lines.child.wait();
            let is_well = ended.is_ok_and(|status| status.success());
            return if is_well { Ok(None) } else { Err(self.git.failed()) };
        };
        let read = || {
            let place = line.iter().position(|byte| *byte == b' ')?;
            let seconds = std::str::from_utf8(&line[..place]).ok()?.parse().ok()?;
            Some((seconds, hash(&line[place + 1..])?))
        };
        match read() {
            Some(commit) => Ok(Some(commit)),
            None => Err(NoHistory::Git("it lists a commit without a day".to_owned())),
        }
    }
}

/// Which commits end a day, the newest first. Days are counted from 1970.
#[derive(Debug, Default, PartialEq, Eq)]
struct Walk {
    days: Vec<(i64, String)>,
    /// The newest commit before those days.
    start: Option<(i64, String)>,
    /// The last commit that was looked at.
    oldest: Option<(i64, String)>,
}

impl Walk {
    /// Walks back to the first of the days.
    ///
    /// A commit is no younger than those that follow it, whatever the clock said where
    /// it was made: so days never go back, and the same history has the same days.
    fn of(mut commits: Commits<'_>, window: (i64, i64)) -> Result<Self, NoHistory> {
        let mut walk = Self::default();
        while let Some((seconds, hash)) = commits.next()? {
            if !walk.go_on((seconds.div_euclid(DAY), hash), window) {
                break;
            }
        }
        Ok(walk)
    }

    /// Takes the next commit; says whether others are needed.
    fn go_on(&mut self, (day, hash): (i64, String), (first, last): (i64, i64)) -> bool {
        let day = self.oldest.as_ref().map_or(day, |(younger, _)| day.min(*younger));
        self.oldest = Some((day, hash.clone()));
        if day < first {
            self.start = Some((day, hash));
            return false;
        }
        // What was made after the day that counts as today is told with what is there
        // now, on that day.
        if day <= last && self.days.last().is_none_or(|(later, _)| *later != day) {
            self.days.push((day, hash));
        }
        true
    }
}

/// What lies at a path of a commit.
#[derive(Debug, PartialEq, Eq)]
enum Entry {
    /// A file, by its hash.
    File(String),
    /// A link, by the hash of what it leads to.
    Link(String),
}

impl Entry {
    /// Reads `100644 blob <hash>` and the path behind a tab. Another repository is
    /// none of ours.
    fn read(line: &[u8]) -> Option<(Vec<u8>, Self)> {
        let place = line.iter().position(|byte| *byte == b'\t')?;
        let (head, path) = (&line[..place], &line[place + 1..]);
        let mut words = head.split(|byte| *byte == b' ');
        let (mode, kind, object) = (words.next()?, words.next()?, hash(words.next()?)?);
        let entry = match (mode, kind) {
            (b"100644" | b"100755" | b"100664", b"blob") => Self::File(object),
            (b"120000", b"blob") => Self::Link(object),
            _ => return None,
        };
        Some((path.to_vec(), entry))
    }
}

/// A running git that reads objects.
struct Objects {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// The first bytes of an object.
    fn read(&mut self, object: &str, most: usize) -> Result<Vec<u8>, NoHistory> {
        let broken = |error: io::Error| NoHistory::Git(error.to_string());
        writeln!(self.questions, "{object}").map_err(broken)?;
        self.questions.flush().map_err(broken)?;
        let mut head = Vec::new();
        let mut limited = Read::take(&mut self.answers, LINE_LIMIT);
        limited.read_until(b'\n', &mut head).map_err(broken)?;
        let head = String::from_utf8_lossy(&head);
        let mut words = head.trim_end().split(' ').skip(1);
        let size: u64 = match (words.next(), words.next().map(str::parse)) {
            (Some("blob"), Some(Ok(size))) => size,
            (Some("missing"), _) => return Err(NoHistory::Partial),
            _ => return Err(NoHistory::Git("an object is not what it was".to_owned())),
        };
        let kept = size.min(most as u64);
        let mut bytes = Vec::new();
        let mut part = Read::take(&mut self.answers, kept);
        part.read_to_end(&mut bytes).map_err(broken)?;
        // The rest, and the end of the line behind it.
        let rest = size - kept + 1;
        let passed = io::copy(&mut Read::take(&mut self.answers, rest), &mut io::sink());
        match passed.map_err(broken)? == rest {
            true => Ok(bytes),
            false => Err(NoHistory::Git("an object has no end".to_owned())),
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Ends a git that is not needed any more.
fn stop(child: &mut Child) {
    // One that has ended cannot be ended again, and nobody else waits for it.
    let _ = child.kill();
    let _ = child.wait();
}

/// Where the files of a day are laid.
fn tree(scratch: &Path) -> PathBuf {
    // The scan names files by where they really are.
    let real = fs::canonicalize(scratch).unwrap_or_else(|_| scratch.to_owned());
    real.join("tree")
}

/// A hash as git writes it, and nothing else.
fn hash(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_hash = matches!(text.len(), 40 | 64)
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then(|| text.to_owned())
}

/// What git said, behind a colon; what nobody sees is spelt out.
fn said(words: &str) -> String {
    match words.is_empty() {
        true => String::new(),
        false => format!(": {}", shown(Path::new(words))),
    }
}

/// The path that a link leads to from where it lies; nothing where it leaves the
/// repository.
fn joined(link: &[u8], target: &[u8]) -> Option<Vec<u8>> {
    if target.starts_with(b"/") {
        return None;
    }
    let mut parts: Vec<&[u8]> = link.split(|byte| *byte == b'/').collect();
    parts.pop();
    for part in target.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join(&b'/'))
}

/// A path as it can be laid in a folder of ours, and nowhere else.
fn relative(path: &[u8]) -> Option<PathBuf> {
    if path.len() > PATH_LIMIT {
        return None;
    }
    let mut place = PathBuf::new();
    for part in path.split(|byte| *byte == b'/') {
        let is_strange = |byte: &u8| {
            *byte == 0 || cfg!(windows) && (*byte < 32 || b"\\:*?\"<>|".contains(byte))
        };
        // Nothing is laid out that would make a repository of the folder.
        let is_name = !matches!(part, b"" | b"." | b"..")
            && !part.eq_ignore_ascii_case(SIGN.as_bytes())
            && part.len() <= NAME_LIMIT
            && !part.iter().any(is_strange);
        if !is_name {
            return None;
        }
        place.push(name_of(part)?);
    }
    Some(place)
}

/// A path of this system as git writes it.
fn bytes_of(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let separator = |byte: &u8| match std::path::is_separator(char::from(*byte)) {
        true => b'/',
        false => *byte,
    };
    bytes.iter().map(separator).collect()
}

/// A name of git as one of this system.
#[cfg(unix)]
fn name_of(bytes: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStrExt;
    Some(OsStr::from_bytes(bytes).to_owned())
}

/// A name of git as one of this system, which has none but those in Unicode.
#[cfg(not(unix))]
fn name_of(bytes: &[u8]) -> Option<OsString> {
    std::str::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_repository_leaves_the_folder() {
        for path in [
            "",
            "/etc/a.md",
            "a//b.md",
            "../a.md",
            "a/../../b.md",
            "./a.md",
            ".git/a.md",
            "a/.GIT/b.md",
            "a\0.md",
        ] {
            assert_eq!(relative(path.as_bytes()), None, "{path}");
        }
        assert_eq!(relative(&b"a".repeat(NAME_LIMIT + 1)), None);
        assert_eq!(relative(&b"a/".repeat(PATH_LIMIT)), None);
        assert_eq!(relative(b"a/.github/b c.md"), Some("a/.github/b c.md".into()));
    }

    #[test]
    fn a_link_leads_to_a_path_of_the_repository_or_nowhere() {
        let to = |target: &str| {
            let path = joined(b"a/b/link.md", target.as_bytes())?;
            String::from_utf8(path).ok()
        };
        assert_eq!(to("c.md").as_deref(), Some("a/b/c.md"));
        assert_eq!(to(".././/c.md").as_deref(), Some("a/c.md"));
        assert_eq!(to("../../../c.md"), None);
        assert_eq!(to("/etc/passwd"), None);
    }

    #[test]
    fn a_day_ends_with_its_last_commit_and_days_never_go_back() {
        let walk = |days: &[i64], window: (i64, i64)| {
            let mut walk = Walk::default();
            for (number, day) in days.iter().enumerate() {
                if !walk.go_on((*day, number.to_string()), window) {
                    break;
                }
            }
            let named =
                |it: Option<(i64, String)>| it.map(|(day, hash)| format!("{day}:{hash}"));
            let days =
                walk.days.into_iter().map(Some).filter_map(named).collect::<Vec<_>>();
            (days.join(" "), named(walk.start))
        };
        let start = |text: &str| Some(text.to_owned());
        assert_eq!(walk(&[9, 9, 7, 7, 3, 2], (5, 9)), ("9:0 7:2".into(), start("3:4")));
        // Made after today, so it is told with what is there now.
        assert_eq!(walk(&[12, 9, 4], (5, 9)), ("9:1".into(), start("4:2")));
        // A clock that was ahead, and one that was behind.
        assert_eq!(walk(&[8, 20, 7, 4], (5, 9)), ("8:0 7:2".into(), start("4:3")));
        assert_eq!(walk(&[8, 0, 7], (5, 9)), ("8:0".into(), start("0:1")));
        assert_eq!(walk(&[8, 7], (5, 9)), ("8:0 7:1".into(), None));
    }

    #[test]
    fn what_is_no_file_of_the_repository_is_no_entry() {
        let object = "0123456789abcdef0123456789abcdef01234567";
        let read = |text: String| Entry::read(text.as_bytes());
        let file = read(format!("100644 blob {object}\ta\tb.md"));
        assert_eq!(file, Some((b"a\tb.md".to_vec(), Entry::File(object.into()))));
        let link = read(format!("120000 blob {object}\ta.md"));
        assert_eq!(link, Some((b"a.md".to_vec(), Entry::Link(object.into()))));
        assert_eq!(read(format!("160000 commit {object}\ta")), None);
        assert_eq!(read("100644 blob --output=x\ta.md".to_owned()), None);
        assert_eq!(read(format!("100644 blob {object}")), None);
    }
}
