//! The preview's server: answers from memory, on this machine, to this machine.
//!
//! `tiny_http` writes the heads of answers and knows what a header is. What
//! accepts connections is ours: the library's own listener has no limit on
//! time, number or size, and stops for good when the system is out of files.

mod answer;
mod live;
mod request;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs as _};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::io::server::answer::Answer;
use crate::io::server::live::Listener;
use crate::io::server::request::Names;
use crate::io::{IoError, locked};
use crate::output::Bytes;
use crate::site::page;
use crate::source::OutPath;

/// The port, where none is given; the next free one of those behind it.
const PORT: u16 = 4747;

/// How many ports are tried.
const PORTS: u16 = 100;

/// The most connections at once; one more ends the one that is idle longest.
const CONNECTIONS: usize = 512;

/// How long a client may take to read a part of an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often whoever listens to events hears that we are there.
const PULSE: Duration = Duration::from_secs(15);

/// How soon the rest of what a listener was slow to take is offered again.
const AGAIN: Duration = Duration::from_millis(20);

/// The most bytes that are kept for a listener that does not read.
const UNREAD: usize = 1024 * 1024;

/// How much memory a thread that answers has for its calls, in bytes.
const STACK: usize = 256 * 1024;

/// What is shown: a site, and what stands around it in a preview.
pub struct Shown {
    /// The site.
    pub site: Arc<dyn Files>,
    /// The path below which it lies: `/`, or that of the base URL.
    pub base: String,
    /// What stands above the plans that may be meant by an address that is none.
    pub nearest: String,
    /// What pages are told while they are open; nothing where they are left alone.
    pub live: Option<Live>,
}

/// The files of a site, which may be made only when they are asked for.
pub trait Files: Send + Sync {
    /// Whether there is a file.
    fn has(&self, path: &OutPath) -> bool;

    /// What a file holds, where there is one.
    fn file(&self, path: &OutPath) -> Option<Bytes>;

    /// The style sheets.
    fn sheets(&self) -> Vec<OutPath>;

    /// The plans, for addresses that are none.
    fn plans(&self) -> Vec<Plan>;
}

/// A plan that an unknown address may mean.
pub struct Plan {
    /// Its title.
    pub title: String,
    /// Its page.
    pub page: OutPath,
}

/// What open pages are told.
pub struct Live {
    /// The words of the script, as JSON.
    pub words: String,
    /// What is wrong, as JSON on one line.
    pub problems: String,
    /// The page that all tabs go to.
    pub follow: Option<OutPath>,
}

/// Which port is listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// The usual one, or the next one that is free.
    Free,
    /// This one and no other; 0 leaves the choice to the system.
    Exactly(u16),
}

/// A port that is ours; who connects waits until there is something to show.
pub struct Reserved {
    listener: TcpListener,
    names: Names,
}

/// A server that answers.
pub struct Server {
    shared: Arc<Shared>,
}

/// What all threads of the server have.
struct Shared {
    names: Names,
    stage: Mutex<Stage>,
    /// Rings when the stage changes.
    news: Condvar,
    open: Mutex<Open>,
}

/// What is shown now, and who has begun to listen.
struct Stage {
    shown: Arc<Shown>,
    arrived: Vec<Stream>,
    over: bool,
}

/// The connections.
#[derive(Default)]
struct Open {
    streams: BTreeMap<u64, Connection>,
    /// How many there have been, which gives each its number.
    count: u64,
}

struct Connection {
    stream: Arc<TcpStream>,
    state: Doing,
    /// The page that it listens for, as the browser has it.
    page: Option<String>,
}

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// It waits, for a request or for events.
    Waiting,
    /// It is being answered.
    Answering,
}

/// A client that listens to events.
struct Stream {
    number: u64,
    stream: Arc<TcpStream>,
    listener: Listener,
    /// What it has not taken yet.
    unread: Vec<u8>,
}

/// Takes a port of a host: a name or an address.
pub fn reserve(host: &str, port: Port) -> Result<Reserved, IoError> {
    let ports = match port {
        Port::Free => PORT..=PORT + PORTS,
        Port::Exactly(port) => port..=port,
    };
    let (first, last) = (*ports.start(), *ports.end());
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    for port in ports {
        let addresses = (bare, port).to_socket_addrs();
        let listener = addresses
            .and_then(|found| TcpListener::bind(&found.collect::<Vec<SocketAddr>>()[..]));
        match listener {
            Ok(listener) => {
                let address =
                    listener.local_addr().map_err(|e| IoError::listen(host, port, e))?;
                let given = bare.to_ascii_lowercase();
                return Ok(Reserved { listener, names: Names { given, address } });
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => {}
            Err(error) => return Err(IoError::listen(host, port, error)),
        }
    }
    Err(IoError::listen(host, first, io::Error::from(io::ErrorKind::AddrInUse)))
}

impl Reserved {
    /// Where it is: `127.0.0.1:4747`.
    pub fn address(&self) -> SocketAddr {
        self.names.address
    }

    /// Begins to answer.
    pub fn open(self, shown: Shown) -> Result<Server, IoError> {
        let Self { listener, names } = self;
        let (host, port) = (names.given.clone(), names.address.port());
        let stage = Stage { shown: Arc::new(shown), arrived: Vec::new(), over: false };
        let shared = Arc::new(Shared {
            names,
            stage: Mutex::new(stage),
            news: Condvar::new(),
            open: Mutex::new(Open::default()),
        });
        let (accepting, telling) = (Arc::clone(&shared), Arc::clone(&shared));
        start(move || accept(&listener, &accepting))
            .and_then(|()| start(move || tell(&telling)))
            .map_err(|error| IoError::listen(&host, port, error))?;
        Ok(Server { shared })
    }
}

impl Server {
    /// Shows something else from now on.
    pub fn show(&self, shown: Shown) {
        self.shared.stage().shown = Arc::new(shown);
        self.shared.news.notify_all();
    }

    /// The pages that are open in a browser.
    pub fn pages(&self) -> BTreeSet<OutPath> {
        let base = self.shared.stage().shown.base.clone();
        let open = self.shared.open();
        let pages = open.streams.values().filter_map(|it| it.page.as_deref());
        pages.filter_map(|page| answer::address(page, &base)).collect()
    }

    /// Ends every connection.
    pub fn stop(&self) {
        self.shared.stage().over = true;
        self.shared.news.notify_all();
        for connection in self.shared.open().streams.values() {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
    }
}

impl Shared {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        locked(&self.stage)
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        locked(&self.open)
    }
}

impl Open {
    /// Adds a connection; where there are too many, the one that has waited
    /// longest ends. Nothing where all are being answered.
    fn add(&mut self, stream: &Arc<TcpStream>) -> Option<u64> {
        if self.streams.len() >= CONNECTIONS && !self.end_one() {
            return None;
        }
        self.count += 1;
        let connection =
            Connection { stream: Arc::clone(stream), state: Doing::Waiting, page: None };
        self.streams.insert(self.count, connection);
        Some(self.count)
    }

    /// Ends the connection that has waited longest.
    fn end_one(&mut self) -> bool {
        let waits = |(_, it): &(&u64, &Connection)| it.state == Doing::Waiting;
        let Some((number, _)) = self.streams.iter().find(waits) else { return false };
        let number = *number;
        if let Some(ended) = self.streams.remove(&number) {
            let _ = ended.stream.shutdown(Shutdown::Both);
        }
        true
    }

    fn set(&mut self, number: u64, state: Doing) {
        if let Some(connection) = self.streams.get_mut(&number) {
            connection.state = state;
        }
    }
}

/// Answers the head of a request, without its last empty line, by the rules that
/// hold for a connection: for what feeds any bytes to them.
#[doc(hidden)]
pub fn reply(head: &[u8], address: SocketAddr, shown: &Shown) -> Vec<u8> {
    let names = Names { given: "localhost".to_owned(), address };
    let (answer, head_only) = match request::parse(head, &names) {
        Ok(request) => (Some(answer::answer(&request, shown)), request.head_only),
        Err(refusal) => (answer::refuse(refusal), false),
    };
    answer.map_or_else(Vec::new, |answer| answer.bytes(head_only))
}

fn start(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().stack_size(STACK).spawn(work).map(drop)
}

/// Accepts connections for as long as the program runs.
fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stage().over {
            return;
        }
        let stream = match stream {
            Ok(stream) => Arc::new(stream),
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => continue,
            Err(_) => {
                // Out of files, most likely: make room, and let others end.
                shared.open().end_one();
                shared.news.notify_all();
                thread::sleep(AGAIN);
                continue;
            }
        };
        let (number, full) = {
            let mut open = shared.open();
            let full = open.streams.len() >= CONNECTIONS;
            (open.add(&stream), full)
        };
        if full {
            // The one that had to end may be among those that listen.
            shared.news.notify_all();
        }
        let Some(number) = number else { continue };
        let own = Arc::clone(shared);
        if start(move || serve(&stream, number, &own)).is_err() {
            shared.open().streams.remove(&number);
        }
    }
}

/// Answers one request.
fn serve(stream: &Arc<TcpStream>, number: u64, shared: &Shared) {
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let _ = stream.set_nodelay(true);
    let request = request::read(stream, &shared.names);
    let shown = Arc::clone(&shared.stage().shown);
    let (answer, head_only) = match request {
        Ok(request) => {
            let events = format!("{}{}", shown.base, page::live_events());
            if shown.live.is_some() && request.path == events && !request.head_only {
                return listen(stream, (number, &request.query), shared);
            }
            // Who waits for a page that is being made is not idle.
            shared.open().set(number, Doing::Answering);
            (Some(answer::answer(&request, &shown)), request.head_only)
        }
        Err(refusal) => {
            shared.open().set(number, Doing::Answering);
            (answer::refuse(refusal), false)
        }
    };
    // A site that has been replaced does not last for as long as its slowest reader.
    drop(shown);
    if let Some(answer) = answer {
        write(stream, &answer, head_only);
    }
    shared.open().streams.remove(&number);
}

/// Writes an answer, and ends the connection so that the client has all of it.
fn write(mut stream: &TcpStream, answer: &Answer, head_only: bool) {
    let bytes = answer.bytes(head_only);
    if stream.write_all(&bytes).is_err() || stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    // What the client still sends must be read: else the system takes back
    // what the client has not read.
    let _ = stream.set_read_timeout(Some(AGAIN));
    let mut rest = [0; 4096];
    for _ in 0..16 {
        match stream.read(&mut rest) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Leaves a connection to the thread that tells of events.
fn listen(stream: &Arc<TcpStream>, (number, query): (u64, &str), shared: &Shared) {
    if stream.set_nonblocking(true).is_err() {
        shared.open().streams.remove(&number);
        return;
    }
    let unread = answer::stream_head();
    let (stream, listener) = (Arc::clone(stream), Listener::of(query));
    if let Some(connection) = shared.open().streams.get_mut(&number) {
        connection.page = Some(listener.page.clone());
    }
    shared.stage().arrived.push(Stream { number, stream, listener, unread });
    shared.news.notify_all();
}

/// Tells all that listen what is new, for as long as the program runs. One
/// thread for all of them: none may keep another waiting.
fn tell(shared: &Shared) {
    let mut streams: Vec<Stream> = Vec::new();
    loop {
        let owes = streams.iter().any(|stream| !stream.unread.is_empty());
        let (shown, pulse) = {
            let stage = shared.stage();
            let told = streams.iter().all(|stream| stream.listener.knows(&stage.shown));
            let (mut stage, timed_out) =
                match told && stage.arrived.is_empty() && !stage.over {
                    false => (stage, false),
                    true => {
                        let limit = if owes { AGAIN } else { PULSE };
                        let (stage, waited) = shared
                            .news
                            .wait_timeout(stage, limit)
                            .unwrap_or_else(PoisonError::into_inner);
                        (stage, waited.timed_out() && !owes)
                    }
                };
            if stage.over {
                return;
            }
            streams.append(&mut stage.arrived);
            (Arc::clone(&stage.shown), timed_out)
        };
        streams.retain_mut(|stream| {
            if !stream.listener.knows(&shown) {
                let news = stream.listener.news(&shown);
                stream.add(&news);
            } else if pulse {
                stream.add(": here\n\n");
            }
            let keeps = stream.keeps_listening();
            if !keeps {
                let _ = stream.stream.shutdown(Shutdown::Both);
                shared.open().streams.remove(&stream.number);
            }
            keeps
        });
    }
}

impl Stream {
    /// Adds text as one chunk of what is still to be sent.
    fn add(&mut self, text: &str) {
        if !text.is_empty() {
            self.unread.extend(format!("{:x}\r\n{text}\r\n", text.len()).into_bytes());
        }
    }

    /// Sends what the client takes; whether it is still there and reads.
    fn keeps_listening(&mut self) -> bool {
        let mut stream: &TcpStream = &self.stream;
        match stream.read(&mut [0; 64]) {
            Ok(0) => return false,
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => return false,
            Ok(_) | Err(_) => {}
        }
        while !self.unread.is_empty() {
            match stream.write(&self.unread) {
                Ok(0) => return false,
                Ok(length) => drop(self.unread.drain(..length)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
        self.unread.len() <= UNREAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_read_is_let_go_before_much_is_owed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let _asleep = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        stream.set_nonblocking(true).unwrap();
        let listener = Listener::of("page=/&tag=");
        let mut stream =
            Stream { number: 1, stream: Arc::new(stream), listener, unread: Vec::new() };
        stream.add("event: reload\n\n");
        assert!(stream.keeps_listening());
        // More than systems keep for a connection.
        stream.unread = vec![b'a'; 64 * UNREAD];
        assert!(!stream.keeps_listening());
    }
}
