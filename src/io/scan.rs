//! Finding and reading the sources: everything that one compile may know.
//!
//! What is found depends on the folder alone: `.gitignore` files below it are
//! heeded, those of the user and of folders above are not. The folders are
//! walked by our own rules rather than by `ignore`'s walker, because that one
//! opens every `.gitignore` it meets, be it a link that leaves the root or a
//! pipe that never answers.
//!
//! No link is walked through. A link to a file inside the root is read where
//! it points to; any other link, and anything that is no ordinary file, is told
//! and passed over without being opened.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::WalkDir;

use crate::config::{Locations, locations};
use crate::diagnostic::{Checked, Code, Diagnostic, code, sort};
use crate::io::error::{IoError, shown};
use crate::io::{MANIFEST, open_regular, walk_error};
use crate::memo;
use crate::plan::dialects;
use crate::source::file::FILE_LIMIT;
use crate::source::{LineIndex, SitePath, SourceFile, Sources};
use crate::yaml::line_of_key;

/// What says which files of a folder are not read.
pub(super) const IGNORE: &str = ".gitignore";

/// The name of the configuration.
const CONFIG: &str = "ouro.yaml";

/// The folder of the content, where there is one and nothing else is set.
const CONTENT: &str = "content";

/// The folder of the theme, where it holds `theme.yaml` and nothing else is set.
const THEME: &str = "theme";

/// What marks the folder of a theme.
const THEME_SIGN: &str = "theme.yaml";

/// The most bytes of one file that is published as it is.
const BINARY_LIMIT: u64 = 32 * 1024 * 1024;

/// The most bytes of one `.gitignore` that are read.
const IGNORE_LIMIT: u64 = 256 * 1024;

/// How old a file must be before its times tell that it has not changed: file
/// systems count in steps of up to two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// The hidden folders in which plans lie.
const PLAN_FOLDERS: [&str; 8] = [
    ".kiro",
    ".specify",
    ".planning",
    ".backlog",
    ".agent-os",
    ".spec-workflow",
    ".steering",
    ".plans",
];

/// The hidden folders that hold much else, and plans only in their folder `specs`.
const SPEC_FOLDERS: [&str; 1] = [".claude"];

/// Folders that hold no plans, whatever they hold.
const PASSED_FOLDERS: [&str; 2] = ["node_modules", "target"];

/// What is published as it is, by extension.
const ASSETS: [&str; 10] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "pdf", "csv", "txt"];

/// What of a theme is text, by extension.
const THEME_TEXTS: [&str; 13] = [
    "html",
    "ftl",
    "css",
    "js",
    "svg",
    "yaml",
    "yml",
    "xml",
    "json",
    "txt",
    "md",
    "tera",
    "webmanifest",
];

/// What of a theme is published as it is, by extension.
const THEME_ASSETS: [&str; 9] =
    ["woff2", "woff", "png", "ico", "jpg", "jpeg", "gif", "webp", "avif"];

/// Reads all sources below a folder, or the one file that is given.
pub fn scan(root: &Path) -> Result<Checked<Sources>, IoError> {
    Scanner::new(root).scan()
}

/// Reads the sources again and again; a file that has not changed keeps its text.
pub struct Scanner {
    root: PathBuf,
    remembered: BTreeMap<OsString, Remembered>,
    folders: BTreeSet<PathBuf>,
    last: Option<Last>,
}

/// What the last scan found, and where.
struct Last {
    sources: Checked<Sources>,
    /// The root without links.
    real: PathBuf,
    /// Where the content root lies below the root.
    base: PathBuf,
}

/// A file as it was read the last time.
#[derive(Clone)]
struct Remembered {
    /// What tells that it has not changed; nothing while it was too new to tell.
    stamp: Option<Stamp>,
    file: Arc<SourceFile>,
}

/// What the system changes with every change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Inode, and when it was changed; not everywhere known.
    inode: [i64; 4],
}

impl Scanner {
    /// Starts to look at a folder, or at a single file.
    pub fn new(root: &Path) -> Self {
        let remembered = BTreeMap::new();
        Self { root: root.to_owned(), remembered, folders: BTreeSet::new(), last: None }
    }

    /// The folders whose files and names decided what the last scan found; one
    /// that failed leaves those of the one before.
    pub fn folders(&self) -> &BTreeSet<PathBuf> {
        &self.folders
    }

    /// Reads the sources.
    pub fn scan(&mut self) -> Result<Checked<Sources>, IoError> {
        let real =
            fs::canonicalize(&self.root).map_err(|e| IoError::read(&self.root, e))?;
        let metadata = fs::metadata(&real).map_err(|e| IoError::read(&self.root, e))?;
        let mut run = Run {
            given: self.root.clone(),
            real,
            old: std::mem::take(&mut self.remembered),
            new: BTreeMap::new(),
            sources: Sources::default(),
            noticed: Vec::new(),
            base: PathBuf::new(),
            logo: None,
            folders: BTreeSet::new(),
        };
        if metadata.is_dir() {
            run.folder()?;
        } else {
            run.single(&metadata)?;
        }
        self.remembered = run.new;
        self.folders = run.folders;
        let mut noticed = run.noticed;
        sort(&mut noticed);
        let sources = Checked::new(run.sources, noticed);
        self.last =
            Some(Last { sources: sources.clone(), real: run.real, base: run.base });
        Ok(sources)
    }

    /// Reads some files again, and nothing else. Nothing where a whole scan might
    /// find anything else: where one of them was no text of the content before, is
    /// none now, or has another name as well.
    pub fn refresh(&mut self, touched: &BTreeSet<PathBuf>) -> Option<Checked<Sources>> {
        let Last { sources, real, base } = self.last.take()?;
        let mut run = Run {
            given: self.root.clone(),
            real,
            old: BTreeMap::new(),
            new: BTreeMap::new(),
            sources: sources.value,
            noticed: Vec::new(),
            base,
            logo: None,
            folders: BTreeSet::new(),
        };
        let read = |path: &PathBuf| run.read_again(path, &self.remembered);
        let all: Option<Vec<()>> = touched.iter().map(read).collect();
        let told = |path: &SitePath| {
            let mut told = sources.diagnostics.iter();
            told.any(|found| found.path.as_ref() == Some(path))
        };
        let is_clear =
            run.noticed.is_empty() && !run.new.values().any(|read| told(&read.file.path));
        if all.is_none() || !is_clear {
            return None;
        }
        self.remembered.extend(run.new);
        let sources = Checked { value: run.sources, ..sources };
        self.last =
            Some(Last { sources: sources.clone(), real: run.real, base: run.base });
        Some(sources)
    }
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Bytes,
}

/// A file that is to be read.
struct Candidate {
    /// Its path below the content root; what is no UTF-8 is replaced.
    path: SitePath,
    /// Whether something had to be replaced.
    lossy: bool,
    /// Where it is opened: behind the link, where it is one.
    real: PathBuf,
    form: Form,
}

/// One scan.
struct Run {
    /// The root as the user wrote it, for messages.
    given: PathBuf,
    /// The root without links.
    real: PathBuf,
    old: BTreeMap<OsString, Remembered>,
    new: BTreeMap<OsString, Remembered>,
    sources: Sources,
    /// What was seen on the way: links that leave the root, devices, limits.
    noticed: Vec<Diagnostic>,
    /// Where the content root lies below the root.
    base: PathBuf,
    /// The picture that stands for the site, which may be of a kind that is not
    /// published else.
    logo: Option<SitePath>,
    /// The folders that were looked into, those of links' targets included.
    folders: BTreeSet<PathBuf>,
}

/// What was seen of a file.
enum Seen {
    /// It was read, or is as it was the last time; with its key.
    File(OsString, Remembered),
    /// It is not read, for this reason.
    Unread(Diagnostic),
    /// It is no longer there.
    Gone,
}

impl Run {
    /// Reads one file that was given by itself.
    fn single(&mut self, metadata: &Metadata) -> Result<(), IoError> {
        let name = self.real.file_name().map(|name| name.to_string_lossy().into_owned());
        let path = name.as_deref().and_then(SitePath::new);
        let markdown = path.filter(|path| form_of(path) == Some(Form::Text));
        let (true, Some(path)) = (metadata.is_file(), markdown) else {
            return Err(IoError::refused(
                &self.given,
                "is no folder and no Markdown file",
            )
            .with_hint("give a folder of plans, or a file that ends in `.md`"));
        };
        let real = self.real.clone();
        self.folders.extend(real.parent().map(Path::to_owned));
        if let Some(file) = self.read(&path, &real, Form::Text)? {
            self.sources.files.push(file);
        }
        Ok(())
    }

    /// Reads a folder: configuration, theme, content.
    fn folder(&mut self) -> Result<(), IoError> {
        self.read_config()?;
        let text = self.sources.config.as_ref().and_then(|config| config.text());
        let named = locations(text.map(|text| &**text));
        self.logo = named.logo.as_deref().and_then(SitePath::new);
        let theme = self.theme_folder(&named)?;
        if let Some(theme) = &theme {
            self.read_theme(theme)?;
        }
        let candidates = self.find_content(&named, theme.as_deref())?;
        self.sources.prefix = match self.base.to_string_lossy().into_owned() {
            base if base.is_empty() => base,
            base => format!("{}/", base.replace(std::path::MAIN_SEPARATOR, "/")),
        };
        let candidates = self.with_one_path_each(candidates);
        let seen = memo::each(&candidates, |candidate| {
            self.look(&candidate.path, &candidate.real, candidate.form)
        });
        for seen in seen {
            let file = self.take(seen?);
            self.sources.files.extend(file);
        }
        self.sources.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    fn read_config(&mut self) -> Result<(), IoError> {
        let real = self.real.join(CONFIG);
        let Some(path) = SitePath::new(CONFIG) else { return Ok(()) };
        match fs::symlink_metadata(&real) {
            Ok(metadata) if metadata.is_file() => {
                self.sources.config = self.read(&path, &real, Form::Text)?;
            }
            Ok(metadata) => {
                let kind = kind_name(metadata.file_type());
                let message = format!("`{CONFIG}` is {kind}, and is not opened");
                self.tell(Diagnostic::file(&code::SPECIAL_FILE, &path, message));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(IoError::read(&self.given.join(CONFIG), error)),
        }
        Ok(())
    }

    /// Finds the folder of the content, and what is to be read in it.
    fn find_content(
        &mut self,
        named: &Locations,
        theme: Option<&Path>,
    ) -> Result<Vec<Candidate>, IoError> {
        if let Some(content) = &named.content
            && self.is_folder(Path::new(content), "content")?
        {
            self.base = PathBuf::from(content);
            return self.walk(theme);
        }
        let usual = self.real.join(CONTENT);
        if is_real_folder(&usual) {
            self.base = PathBuf::from(CONTENT);
            let told = self.noticed.len();
            let candidates = self.walk(theme)?;
            if candidates.iter().any(|candidate| candidate.form == Form::Text) {
                return Ok(candidates);
            }
            // The folder is walked once more as a part of the root.
            self.noticed.truncate(told);
        }
        self.base = PathBuf::new();
        self.walk(theme)
    }

    fn theme_folder(&mut self, named: &Locations) -> Result<Option<PathBuf>, IoError> {
        if let Some(theme) = named.theme.as_deref().filter(|theme| !theme.is_empty()) {
            let folder = PathBuf::from(theme);
            return Ok(self.is_folder(&folder, "theme")?.then_some(folder));
        }
        let usual = self.real.join(THEME);
        let marked =
            fs::symlink_metadata(usual.join(THEME_SIGN)).is_ok_and(|m| m.is_file());
        Ok((marked && is_real_folder(&usual)).then(|| PathBuf::from(THEME)))
    }

    /// Whether a folder that the configuration names can be used; tells why not.
    fn is_folder(&mut self, folder: &Path, key: &str) -> Result<bool, IoError> {
        let mut path = self.real.clone();
        for part in folder.components() {
            path.push(part);
            let (code, is) = match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => continue,
                Ok(found) if found.is_symlink() => (
                    &code::OUTSIDE_LINK,
                    "is a symbolic link, and no link is followed to a folder",
                ),
                Ok(_) => (&code::INVALID_CONFIG, "is no folder"),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    (&code::INVALID_CONFIG, "is not there")
                }
                Err(error) => return Err(IoError::read(&self.given.join(folder), error)),
            };
            let message = format!("the folder `{}` of `{key}` {is}", shown(folder));
            let diagnostic = self.at_setting(code, key, message);
            self.tell(diagnostic);
            return Ok(false);
        }
        Ok(true)
    }

    fn at_setting(&self, code: &'static Code, key: &str, message: String) -> Diagnostic {
        let Some(config) = &self.sources.config else {
            return Diagnostic::site(code, message);
        };
        let text: &str = config.text().map_or("", |text| text);
        let lines = LineIndex::new(text);
        let range = lines.line(line_of_key(text, key).unwrap_or(1));
        let length = text.get(range.clone()).unwrap_or("").trim_end().len();
        let span = lines.span(text, range.start, range.start + length);
        Diagnostic::at(code, &config.path, span, message)
    }

    /// Finds what is to be read below the content root. The walk starts at the
    /// root, so that a `.gitignore` there counts.
    fn walk(&mut self, theme: Option<&Path>) -> Result<Vec<Candidate>, IoError> {
        let mut candidates = Vec::new();
        let mut ignores: Vec<(usize, Gitignore)> = Vec::new();
        let mut entries =
            WalkDir::new(&self.real).follow_links(false).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if is_gone(&error) => continue,
                Err(error) => return Err(self.failed(error)),
            };
            let (depth, path) = (entry.depth(), entry.path());
            ignores.retain(|(level, _)| *level < depth);
            let inner = path.strip_prefix(&self.real).unwrap_or(path);
            let kind = entry.file_type();
            let on_the_way = self.base.starts_with(inner);
            let below = inner.starts_with(&self.base) && inner != self.base;
            let passed = match (on_the_way, below) {
                (true, _) => !kind.is_dir(),
                (false, true) => {
                    is_passed_over(path, kind)
                        || theme == Some(inner)
                        || is_ignored(&ignores, path, kind)
                }
                (false, false) => true,
            };
            if passed {
                if kind.is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            if kind.is_dir() {
                self.folders.insert(path.to_owned());
                ignores.extend(read_ignore(path).map(|ignore| (depth, ignore)));
            } else {
                candidates.extend(self.candidate(path, kind)?);
            }
        }
        Ok(candidates)
    }

    /// What a name in the content stands for, if it is to be read.
    fn candidate(
        &mut self,
        path: &Path,
        kind: FileType,
    ) -> Result<Option<Candidate>, IoError> {
        let inner = path.strip_prefix(self.real.join(&self.base)).unwrap_or(path);
        let name = inner.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let Some(site) = SitePath::new(&name) else { return Ok(None) };
        let lossy = inner.to_str().is_none();
        let is_logo = self.logo.as_ref() == Some(&site);
        let form = form_of(&site).or(is_logo.then_some(Form::Bytes));
        if kind.is_file() {
            let real = path.to_owned();
            return Ok(form.map(|form| Candidate { path: site, lossy, real, form }));
        }
        if kind.is_symlink() {
            let found = self.follow(path, &site)?;
            let target = found.as_deref().and_then(Path::parent);
            self.folders.extend(target.map(Path::to_owned));
            return Ok(found.zip(form).map(|(real, form)| Candidate {
                path: site,
                lossy,
                real,
                form,
            }));
        }
        let message =
            format!("`{}` is {}, and is not opened", shown(inner), kind_name(kind));
        self.tell(Diagnostic::file(&code::SPECIAL_FILE, &site, message));
        Ok(None)
    }

    /// Finds the file that a link points to, if it may be read.
    fn follow(
        &mut self,
        path: &Path,
        site: &SitePath,
    ) -> Result<Option<PathBuf>, IoError> {
        let content = self.real.join(&self.base);
        let outside = |words: &str| {
            let message = format!("the link `{site}` {words}, and is not followed");
            Diagnostic::file(&code::OUTSIDE_LINK, site, message)
                .hint("put a copy of the file here")
        };
        let target = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(error) => {
                // Where it points to is not there, is a loop or is not ours to see.
                let leaves = fs::read_link(path).is_ok_and(|target| target.is_absolute());
                let diagnostic = if leaves {
                    outside("leaves the content")
                } else {
                    let cause = match error.kind() {
                        io::ErrorKind::NotFound => "points to nothing",
                        _ => "leads in a circle or cannot be followed",
                    };
                    let message = format!("the link `{site}` {cause}");
                    Diagnostic::file(&code::SPECIAL_FILE, site, message)
                };
                self.tell(diagnostic);
                return Ok(None);
            }
        };
        let Ok(inner) = target.strip_prefix(&content) else {
            self.tell(outside("leaves the content"));
            return Ok(None);
        };
        if inner.components().any(|part| is_hidden(part.as_os_str().as_encoded_bytes())) {
            self.tell(outside("points to a hidden file"));
            return Ok(None);
        }
        let kind = fs::symlink_metadata(&target)
            .map_err(|e| IoError::read(&self.given.join(&self.base).join(inner), e))?
            .file_type();
        if kind.is_file() {
            return Ok(Some(target));
        }
        let message = format!(
            "the link `{site}` points to {}, and is not followed",
            kind_name(kind)
        );
        self.tell(Diagnostic::file(&code::SPECIAL_FILE, site, message));
        Ok(None)
    }

    /// Leaves out files whose names are no UTF-8 and look like another one's.
    fn with_one_path_each(&mut self, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let mut count: BTreeMap<SitePath, usize> = BTreeMap::new();
        for candidate in &candidates {
            *count.entry(candidate.path.clone()).or_default() += 1;
        }
        let mut kept = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let alone = count.get(&candidate.path).is_none_or(|&count| count == 1);
            if candidate.lossy {
                let told = if alone {
                    format!("the name of `{}` is not UTF-8", candidate.path)
                } else {
                    format!(
                        "the name of `{}` is not UTF-8 and looks like that of another \
                         file: this one is not read",
                        candidate.path
                    )
                };
                let diagnostic = Diagnostic::file(&code::NOT_UTF8, &candidate.path, told)
                    .hint("rename the file");
                self.tell(diagnostic);
            }
            if alone || !candidate.lossy {
                kept.push(candidate);
            }
        }
        kept
    }

    /// Reads the files of a theme; no link in it is followed.
    fn read_theme(&mut self, theme: &Path) -> Result<(), IoError> {
        let folder = self.real.join(theme);
        let walk =
            WalkDir::new(&folder).follow_links(false).sort_by_file_name().into_iter();
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !is_hidden(entry.file_name().as_encoded_bytes())
        };
        for entry in walk.filter_entry(visible) {
            let entry = entry.map_err(|e| self.failed(e))?;
            if entry.file_type().is_dir() {
                self.folders.insert(entry.path().to_owned());
                continue;
            }
            let inner = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            let Some(name) = inner.to_str() else { continue };
            let name = name.replace(std::path::MAIN_SEPARATOR, "/");
            let Some(path) = SitePath::new(&name) else { continue };
            if !entry.file_type().is_file() {
                let kind = kind_name(entry.file_type());
                let message =
                    format!("`{path}` of the theme is {kind}, and is not opened");
                self.tell(Diagnostic::site(&code::SPECIAL_FILE, message));
                continue;
            }
            let Some(form) = theme_form_of(&path) else { continue };
            if let Some(file) = self.read(&path, entry.path(), form)? {
                self.sources.theme.insert(path.to_string(), file);
            }
        }
        Ok(())
    }

    /// Reads a text of the content that was read before; nothing where that is not
    /// all that there is to do.
    fn read_again(
        &mut self,
        real: &Path,
        remembered: &BTreeMap<OsString, Remembered>,
    ) -> Option<()> {
        let name = real.file_name()?.as_encoded_bytes();
        let decides = name == IGNORE.as_bytes() || name == MANIFEST.as_bytes();
        // A folder of such a name may be read for all that.
        let is_folder = || fs::symlink_metadata(real).is_ok_and(|it| !it.is_file());
        if !decides && is_of_editor(name) && !is_folder() {
            return Some(());
        }
        let inner = real.strip_prefix(self.real.join(&self.base)).ok()?.to_str()?;
        let path = SitePath::new(&inner.replace(std::path::MAIN_SEPARATOR, "/"))?;
        let place =
            self.sources.files.binary_search_by(|file| file.path.cmp(&path)).ok()?;
        self.sources.files[place].text()?;
        let key = key_of(real, &path);
        // Its other names, where there are links to it, begin alike.
        let begin = key_of(real, &SitePath::root());
        let names = remembered.range(begin.clone()..).take_while(|(name, _)| {
            name.as_encoded_bytes().starts_with(begin.as_encoded_bytes())
        });
        if !remembered.contains_key(&key) || names.count() != 1 {
            return None;
        }
        let file = self.read(&path, real, Form::Text).ok()??;
        let old = &self.sources.files[place];
        if old.hash != file.hash || old.size != file.size {
            self.sources.files[place] = file;
        }
        Some(())
    }

    /// Reads one file, or recalls it; nothing where it is too large to publish
    /// or became something else since it was found.
    fn read(
        &mut self,
        path: &SitePath,
        real: &Path,
        form: Form,
    ) -> Result<Option<Arc<SourceFile>>, IoError> {
        let seen = self.look(path, real, form)?;
        Ok(self.take(seen))
    }

    /// Takes in what was seen of a file.
    fn take(&mut self, seen: Seen) -> Option<Arc<SourceFile>> {
        match seen {
            Seen::File(key, remembered) => {
                let file = Arc::clone(&remembered.file);
                self.new.insert(key, remembered);
                Some(file)
            }
            Seen::Unread(diagnostic) => {
                self.tell(diagnostic);
                None
            }
            Seen::Gone => None,
        }
    }

    /// Looks at one file: reads it, where it is not as it was the last time.
    fn look(&self, path: &SitePath, real: &Path, form: Form) -> Result<Seen, IoError> {
        let inner = real.strip_prefix(&self.real).unwrap_or(Path::new(""));
        let given = self.given.join(inner);
        let fail = |error| IoError::read(&given, error);
        // Two names of one file are two files here, so the path is in the key.
        let key = key_of(real, path);
        let found = match fs::symlink_metadata(real) {
            Ok(found) => found,
            // Saved anew or removed since the folder was listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Seen::Gone);
            }
            Err(error) => return Err(fail(error)),
        };
        if !found.is_file() {
            let message = format!(
                "`{path}` is {}, and is not opened",
                kind_name(found.file_type())
            );
            let diagnostic = Diagnostic::file(&code::SPECIAL_FILE, path, message);
            return Ok(Seen::Unread(diagnostic));
        }
        let old = self.old.get(&key);
        if let Some(old) = old
            && old.stamp.as_ref() == Some(&Stamp::of(&found))
        {
            return Ok(Seen::File(key, old.clone()));
        }
        let now = SystemTime::now();
        let (file, metadata) = match open_regular(real) {
            Ok(opened) => opened,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Seen::Gone);
            }
            Err(error) => return Err(fail(error)),
        };
        if form == Form::Bytes && metadata.len() > BINARY_LIMIT {
            let message = format!(
                "`{path}` has {} bytes, and at most {BINARY_LIMIT} are published",
                metadata.len()
            );
            let diagnostic = Diagnostic::file(&code::FILE_TOO_LARGE, path, message);
            return Ok(Seen::Unread(diagnostic));
        }
        let limit = match form {
            Form::Text => FILE_LIMIT as u64,
            Form::Bytes => BINARY_LIMIT,
        };
        // With a byte more than it should have, the end is found by one reading.
        let room = metadata.len().min(limit) + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        file.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
        let mut source = match form {
            Form::Text => SourceFile::new(path.clone(), whole_characters(&bytes)),
            Form::Bytes => SourceFile::binary(path.clone(), bytes),
        };
        source.size = source.size.max(metadata.len());
        let same = old
            .filter(|old| old.file.hash == source.hash && old.file.size == source.size);
        let file = same.map_or_else(|| Arc::new(source), |old| Arc::clone(&old.file));
        let stamp = Stamp::of(&metadata);
        let stamp = stamp.is_settled(now).then_some(stamp);
        Ok(Seen::File(key, Remembered { stamp, file }))
    }

    fn failed(&self, error: walkdir::Error) -> IoError {
        let inner = error.path().and_then(|path| path.strip_prefix(&self.real).ok());
        let path = self.given.join(inner.unwrap_or(Path::new("")));
        IoError::read(&path, walk_error(error))
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.noticed.push(diagnostic);
    }
}

impl Stamp {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let inode = [
            metadata.dev().cast_signed(),
            metadata.ino().cast_signed(),
            metadata.ctime(),
            metadata.ctime_nsec(),
        ];
        Self { size: metadata.len(), modified: metadata.modified().ok(), inode }
    }

    #[cfg(not(unix))]
    fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified: metadata.modified().ok(), inode: [0; 4] }
    }

    /// Whether the next change will be seen: a file that is changed twice in
    /// one step of the clock looks the same after the first and the second.
    fn is_settled(&self, now: SystemTime) -> bool {
        let old =
            |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > SETTLED);
        let changed = u64::try_from(self.inode[2]).unwrap_or(0);
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(changed);
        self.modified.is_some_and(old) && old(changed)
    }
}

/// Whether a folder was removed while its parent was walked.
fn is_gone(error: &walkdir::Error) -> bool {
    error.depth() > 0
        && error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The bytes up to the limit, without the half of a character at their end.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    let Some(kept) = bytes.get(..FILE_LIMIT).filter(|_| bytes.len() > FILE_LIMIT) else {
        return bytes;
    };
    let is_start = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
    let last = kept.iter().rev().take(4).position(is_start).map_or(0, |back| back + 1);
    let (whole, tail) = kept.split_at(kept.len() - last);
    if std::str::from_utf8(tail).is_ok() { kept } else { whole }
}

fn extension(path: &SitePath) -> String {
    path.extension().unwrap_or("").to_ascii_lowercase()
}

/// What becomes of a file of the content, by its name.
fn form_of(path: &SitePath) -> Option<Form> {
    match extension(path).as_str() {
        "md" | "markdown" => Some(Form::Text),
        _ if dialects::is_data(path) => Some(Form::Text),
        other => ASSETS.contains(&other).then_some(Form::Bytes),
    }
}

/// Whether a file of the content, by its name, says anything of plans: it is read as
/// text, or says what is read.
pub(super) fn decides(path: &SitePath) -> bool {
    let says = [IGNORE, THEME_SIGN, MANIFEST].contains(&path.name());
    says || form_of(path) == Some(Form::Text)
}

/// What becomes of a file of a theme, by its name.
fn theme_form_of(path: &SitePath) -> Option<Form> {
    let extension = extension(path);
    if THEME_TEXTS.contains(&extension.as_str()) {
        return Some(Form::Text);
    }
    THEME_ASSETS.contains(&extension.as_str()).then_some(Form::Bytes)
}

/// Whether a file of this name is one that editors keep beside those that they
/// write, or is hidden as they are.
pub(super) fn is_of_editor(name: &[u8]) -> bool {
    name.starts_with(b".") || name.ends_with(b"~") || name.ends_with(b".swp")
}

/// Whether a name is hidden and no folder of plans.
fn is_hidden(name: &[u8]) -> bool {
    let is_one = |folders: &[&str]| folders.iter().any(|it| it.as_bytes() == name);
    name.starts_with(b".") && !is_one(&PLAN_FOLDERS) && !is_one(&SPEC_FOLDERS)
}

/// Whether a path lies right in a folder of which only `specs` is read, and is not that.
fn is_beside_specs(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| SPEC_FOLDERS.iter().any(|it| folder == *it))
        && path.file_name().is_none_or(|name| name != "specs")
}

/// Whether something below the content root is passed over for its name.
fn is_passed_over(path: &Path, kind: FileType) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    if is_beside_specs(path) {
        return true;
    }
    if !kind.is_file() && PASSED_FOLDERS.iter().any(|passed| passed.as_bytes() == name) {
        return true;
    }
    if kind.is_dir() {
        return is_hidden(name) || fs::symlink_metadata(path.join(MANIFEST)).is_ok();
    }
    is_of_editor(name)
}

/// Whether the `.gitignore` files on the way leave something out; the nearest
/// that has an opinion decides.
fn is_ignored(ignores: &[(usize, Gitignore)], path: &Path, kind: FileType) -> bool {
    for (_, ignore) in ignores.iter().rev() {
        match ignore.matched(path, kind.is_dir()) {
            Match::Ignore(_) => return true,
            Match::Whitelist(_) => return false,
            Match::None => {}
        }
    }
    false
}

/// Reads the `.gitignore` of a folder. One that is no ordinary file, cannot be
/// read or has a line that is no pattern counts for what can be understood.
fn read_ignore(folder: &Path) -> Option<Gitignore> {
    let (file, _) = open_regular(&folder.join(IGNORE)).ok()?;
    let mut bytes = Vec::new();
    file.take(IGNORE_LIMIT).read_to_end(&mut bytes).ok()?;
    let mut builder = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines() {
        // A line that is no pattern is passed over, as git does.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok()
}

/// What a file is remembered by: where it lies, and its path in the content. Paths
/// themselves are slow to compare.
fn key_of(real: &Path, path: &SitePath) -> OsString {
    let mut key = real.as_os_str().to_owned();
    key.push("\0");
    key.push(path.as_str());
    key
}

/// Whether a path is a folder itself and no link to one.
fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// What something is that is no file.
fn kind_name(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_dir() {
        "a folder"
    } else if kind.is_symlink() {
        "a symbolic link"
    } else {
        "no ordinary file"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scanner of a folder with two plans, which were scanned.
    fn scanned() -> (tempfile::TempDir, Scanner, Sources) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["barn", "shed"] {
            fs::write(folder.path().join(format!("{name}.md")), "# Tasks\n").unwrap();
        }
        let mut scanner = Scanner::new(folder.path());
        let sources = scanner.scan().unwrap().value;
        (folder, scanner, sources)
    }

    /// What is known after some files were written.
    fn refreshed(
        scanner: &mut Scanner,
        folder: &Path,
        names: &[&str],
    ) -> Option<Checked<Sources>> {
        let real = fs::canonicalize(folder).unwrap();
        scanner.refresh(&names.iter().map(|name| real.join(name)).collect())
    }

    #[test]
    fn only_what_was_written_is_read_again() {
        let (folder, mut scanner, before) = scanned();
        fs::write(folder.path().join("barn.md"), "# Tasks - Barn\n").unwrap();
        fs::write(folder.path().join("shed.md"), "# Nobody said so\n").unwrap();
        let after = refreshed(&mut scanner, folder.path(), &["barn.md"]).unwrap().value;
        let text = |at: usize| after.files[at].text().unwrap().to_string();
        assert_eq!([text(0), text(1)], ["# Tasks - Barn\n", "# Tasks\n"]);
        assert!(Arc::ptr_eq(&after.files[1], &before.files[1]));
    }

    #[test]
    fn where_anything_else_may_have_changed_all_is_scanned() {
        let write =
            |folder: &Path, name: &str| fs::write(folder.join(name), "x").unwrap();
        let (folder, mut scanner, _) = scanned();
        write(folder.path(), "new.md");
        assert!(refreshed(&mut scanner, folder.path(), &["new.md"]).is_none());
        // What is not known any more is found by a scan.
        assert!(refreshed(&mut scanner, folder.path(), &["barn.md"]).is_none());
        assert_eq!(scanner.scan().unwrap().value.files.len(), 3);
        assert!(refreshed(&mut scanner, folder.path(), &["barn.md"]).is_some());

        fs::remove_file(folder.path().join("barn.md")).unwrap();
        assert!(refreshed(&mut scanner, folder.path(), &["barn.md"]).is_none());
        scanner.scan().unwrap();
        fs::write(folder.path().join("ouro.yaml"), "title: Barns\n").unwrap();
        assert!(refreshed(&mut scanner, folder.path(), &["ouro.yaml"]).is_none());
    }
}
