//! A preview that really runs: the program on a folder of its own, asked over
//! the network as a browser would ask it.
//!
//! Whatever takes time is waited for, and nothing is slept through: a test
//! fails only where what it waits for does not come at all.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test starts the program, and stops where it cannot be reached"
)]

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// How long something may take to come at all, on the busiest of machines.
const PATIENCE: Duration = Duration::from_secs(120);

/// A plan with two tasks, of which the second waits for the first.
pub(crate) const QUAY: &str = "# Quay\n\n## 1. Wall\n\n- [ ] 1.1 Survey the wall\n\
    - [ ] 1.2 Mend the wall\n  - _Dependencies: 1.1_\n";

/// A preview that runs.
pub(crate) struct Preview {
    folder: TempDir,
    child: Child,
    lines: Receiver<String>,
    /// The lines that came before the one that was waited for.
    passed: RefCell<Vec<String>>,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

/// An answer.
pub(crate) struct Reply {
    /// 200, or why not.
    pub(crate) status: u16,
    /// The head as it came.
    pub(crate) head: String,
    /// What follows it.
    pub(crate) body: Vec<u8>,
}

/// A stream of events.
pub(crate) struct Events {
    reader: BufReader<TcpStream>,
}

impl Preview {
    /// Starts a preview of these files.
    pub(crate) fn of(files: &[(&str, &str)], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&folder.path().join(path), text);
        }
        Self::start(folder, "0", options)
    }

    /// Starts a preview of a folder.
    pub(crate) fn start(folder: TempDir, port: &str, options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
        command.args(["serve", "--port", port]).args(options).arg(folder.path());
        command.stdin(Stdio::null());
        Self::run(folder, command, "; Ctrl-C ends")
    }

    /// Starts a preview of these files in a terminal whose keys can be pressed.
    #[cfg(target_os = "linux")]
    pub(crate) fn in_terminal(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&folder.path().join(path), text);
        }
        let ouro = env!("CARGO_BIN_EXE_ouro");
        let line = format!("'{ouro}' serve --port 0 '{}'", folder.path().display());
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        command.stdin(Stdio::piped());
        Self::run(folder, command, "; q or Ctrl-C ends")
    }

    /// Runs a command, and waits until it says that it watches.
    fn run(folder: TempDir, mut command: Command, watching: &str) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (tell, lines) = mpsc::channel();
        let out = child.stdout.take().unwrap();
        let err = child.stderr.take().unwrap();
        let told = tell.clone();
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        thread::spawn(move || {
            for line in BufReader::new(err).lines().map_while(Result::ok) {
                let _ = told.send(line);
            }
        });
        let unknown = SocketAddr::from(([127, 0, 0, 1], 0));
        let passed = RefCell::default();
        let mut preview = Self { folder, child, lines, passed, address: unknown };
        let line = preview.line("http://");
        let after = line.split_once("http://").unwrap().1;
        preview.address = after.split('/').next().unwrap().parse().unwrap();
        // From here on it watches.
        preview.line(watching);
        preview
    }

    /// Waits for a line that the program prints.
    pub(crate) fn line(&self, part: &str) -> String {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(part) => return line,
                Ok(line) => {
                    self.passed.borrow_mut().push(line.clone());
                    seen.push(line);
                }
                Err(error) => panic!("no line has `{part}`: {error}; {seen:#?}"),
            }
        }
    }

    /// Waits for a line, which may have been passed over.
    pub(crate) fn told(&self, part: &str) -> String {
        let passed =
            self.passed.borrow().iter().find(|line| line.contains(part)).cloned();
        passed.unwrap_or_else(|| self.line(part))
    }

    /// A file of the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file in place.
    pub(crate) fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    /// Asks for a path.
    pub(crate) fn get(&self, path: &str) -> Reply {
        let host = self.address;
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }

    /// Sends a request as it is, and reads all that comes back.
    pub(crate) fn send(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        // Who is refused early may find the door shut while still talking.
        let _ = stream.write_all(request.as_bytes());
        Reply::read(stream)
    }

    /// Opens a connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Listens as a page does that was just loaded.
    pub(crate) fn listen(&self, page: &str) -> Events {
        let shown = self.get(page).text();
        let tag = shown.split_once("data-tag=\"").unwrap().1.split('"').next().unwrap();
        self.listen_with(page, tag)
    }

    /// Listens as a page does that was loaded when it had this tag.
    pub(crate) fn listen_with(&self, page: &str, tag: &str) -> Events {
        let mut stream = self.connect();
        let host = self.address;
        let request = format!(
            "GET /_ouro/events?page={page}&tag={tag} HTTP/1.1\r\nHost: {host}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        Events { reader: BufReader::new(stream) }
    }

    /// How much memory the program has, in kB.
    #[cfg(target_os = "linux")]
    pub(crate) fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Asks the program to end, and waits for it.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.child.wait().unwrap()
    }

    /// Presses a key, and waits for the program to end.
    #[cfg(target_os = "linux")]
    pub(crate) fn press(&mut self, key: &str) -> ExitStatus {
        let mut keyboard = self.child.stdin.take().unwrap();
        keyboard.write_all(key.as_bytes()).unwrap();
        keyboard.flush().unwrap();
        let status = self.child.wait().unwrap();
        drop(keyboard);
        status
    }

    /// Ends the program at once, and gives the folder back.
    pub(crate) fn kill(mut self) -> TempDir {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    fn read(mut stream: TcpStream) -> Self {
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(end) = end else {
            return Self { status: 0, head: String::new(), body: all };
        };
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: all[end + 4..].to_vec() }
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1);
        let mut pairs = lines.filter_map(|line| line.split_once(": "));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Events {
    /// Waits for the next event of a name, and gives its data.
    pub(crate) fn next(&mut self, name: &str) -> String {
        let wanted = format!("event: {name}");
        let mut found = false;
        loop {
            let mut line = String::new();
            let length = self.reader.read_line(&mut line).unwrap_or_else(|error| {
                panic!("no event `{name}` has come: {error}");
            });
            assert!(length > 0, "the stream has ended without an event `{name}`");
            let line = line.trim_end();
            if found && let Some(data) = line.strip_prefix("data: ") {
                return data.to_owned();
            }
            found = line == wanted || (found && !line.starts_with("event: "));
        }
    }

    /// Reads all that still comes; whether the stream then ends.
    pub(crate) fn rest(mut self, text: &mut String) -> bool {
        self.reader.read_to_string(text).is_ok() || text.is_empty()
    }
}

/// Writes a file in place, and the folders that it needs.
pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
