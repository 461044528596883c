//! From the last byte of a save to the changed bytes over the network.
//!
//! `cargo bench --bench serve -- '/1000'` measures a site of 1,000 plans; the
//! largest takes minutes to start. What the preview needs in memory is printed.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a bench starts the program and says what it measured"
)]

#[path = "../examples/generate-site/plans.rs"]
mod plans;

use std::cell::OnceCell;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

/// How many plans the sites have.
const SIZES: [usize; 3] = [10, 1_000, 10_000];

/// How often the page is asked for.
const EVERY: Duration = Duration::from_millis(1);

criterion_group! {
    name = serve;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(20));
    targets = edit
}
criterion_main!(serve);

/// Ticks a box, or takes the tick away, and waits for the page.
fn edit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("edit");
    for plans in SIZES {
        let preview = OnceCell::new();
        group.bench_function(plans.to_string(), |bencher| {
            let preview = preview.get_or_init(|| Preview::of(plans));
            bencher.iter_custom(|times| (0..times).map(|_| preview.edit()).sum());
        });
        if let Some(preview) = preview.get() {
            eprintln!("{plans} plans: {}", preview.memory());
        }
    }
    group.finish();
}

/// The program with a site of its own.
struct Preview {
    folder: TempDir,
    child: Child,
    address: String,
    page: String,
}

impl Preview {
    fn of(number: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for plan in 0..number {
            let path = folder.path().join("content").join(plans::path(plan));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, plans::text(plan, number)).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_ouro"))
            .args(["serve", "--port", "0"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.find_map(|line| {
            Some(line.ok()?.trim().strip_prefix("http://")?.to_owned())
        });
        let address = url.unwrap().trim_end_matches('/').to_owned();
        lines.next();
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let plan = plans::path(0);
        let page = format!("/{}/", plan.trim_end_matches("/tasks.md"));
        let preview = Self { folder, child, address, page };
        assert!(preview.ask("").starts_with("HTTP/1.1 200"), "{}", preview.page);
        preview
    }

    fn edit(&self) -> Duration {
        let tag = self.ask("");
        let tag = tag.split("ETag: ").nth(1).unwrap().lines().next().unwrap();
        let path = self.file();
        let text = fs::read_to_string(&path).unwrap();
        let (open, done) = (text.find("- [ ] "), text.find("- [x] "));
        let text = match (open, done) {
            (Some(at), Some(done)) if at < done => text.replacen("- [ ] ", "- [x] ", 1),
            (_, Some(_)) => text.replacen("- [x] ", "- [ ] ", 1),
            _ => text.replacen("- [ ] ", "- [x] ", 1),
        };
        fs::write(path, text).unwrap();
        let start = Instant::now();
        while self.ask(tag).starts_with("HTTP/1.1 304") {
            thread::sleep(EVERY);
        }
        start.elapsed()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("content").join(plans::path(0))
    }

    /// The answer to a request for the page that differs from a tag.
    fn ask(&self, tag: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (page, host) = (&self.page, &self.address);
        let request = format!(
            "GET {page} HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: {tag}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// What the program has in memory, where the system says it.
    fn memory(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        line.unwrap_or("memory is not known").to_owned()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
