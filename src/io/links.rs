//! Links to other sites: whether somebody answers.
//!
//! A host is asked one thing at a time, with a pause between; an address that
//! answered is not asked again for a week. Nothing of an answer is read but its
//! first line, no redirect is followed, and no address of this machine or its
//! network is asked: a plan may be a stranger's.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dns_lookup::{LookupErrorKind, lookup_host};
use rustls::crypto::CryptoProvider;
use serde_json::{Map, Value};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::io::{locked, remembered_in};

/// How long a host may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause between two questions to one host.
const PAUSE: Duration = Duration::from_millis(250);
/// How many of its addresses in a row a host may leave unanswered before it is left
/// alone.
const SILENT: usize = 3;
/// How many hosts are asked at once.
const HOSTS: usize = 4;
/// How many of the addresses of one name are tried; ureq takes no more.
const ADDRESSES: usize = 16;
/// How many addresses are asked in one run; the rest is told as not asked.
const ASKED: usize = 1000;
/// For how long an address that answered is not asked again, in seconds.
const FRESH: u64 = 7 * 24 * 60 * 60;
/// The most bytes of the file that remembers answers.
const MEMORY: u64 = 4 * 1024 * 1024;
/// How often it is looked whether another run has done writing that file.
const TURNS: usize = 50;
/// How long is waited between two such looks.
const TURN: Duration = Duration::from_millis(20);
/// What is said of a name that there is not.
const NO_HOST: &str = "there is no such host";
/// Whether this system says of every name that there is none while it has no network,
/// as macOS and Windows do.
const TAKES_SILENCE_FOR_NO: bool = cfg!(not(target_os = "linux"));

/// What came of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Something is there.
    There,
    /// Nothing is there, and why that is known.
    Gone(String),
    /// Nobody can say, and why.
    Unknown(String),
    /// It was not asked for, and why.
    NotAsked(&'static str),
}

/// Asks for addresses, each once; remembers in a file those that answered.
pub fn ask(addresses: &[String], memory: Option<&Path>) -> BTreeMap<String, Answer> {
    let names = Names { look_up, may_ask: is_abroad };
    let (mut answers, found) = ask_by(names, addresses, memory);
    if TAKES_SILENCE_FOR_NO && !found && !is_net_there(&answers) {
        doubt(&mut answers);
    }
    answers
}

/// Whether a host can be looked up that has answered before, in another run.
fn is_net_there(answers: &BTreeMap<String, Answer>) -> bool {
    let mut there = answers.iter().filter(|(_, answer)| **answer == Answer::There);
    let host = there.find_map(|(address, _)| host_of(address));
    host.is_some_and(|host| {
        let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
        look_up(name.trim_matches(['[', ']'])).is_ok()
    })
}

/// Takes back that names do not exist, where not one could be looked up.
fn doubt(answers: &mut BTreeMap<String, Answer>) {
    for answer in answers.values_mut() {
        if *answer == Answer::Gone(NO_HOST.to_owned()) {
            *answer = Answer::Unknown("no name at all could be looked up".to_owned());
        }
    }
}

/// Does the same with a way to look names up; says, too, whether any name was found.
fn ask_by(
    names: Names,
    addresses: &[String],
    memory: Option<&Path>,
) -> (BTreeMap<String, Answer>, bool) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
    let mut known = memory.map(|path| remembered(path, now)).unwrap_or_default();
    let mut answers = BTreeMap::new();
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut asked = 0;
    for address in addresses {
        let answer = match host_of(address) {
            _ if known.contains_key(address) => Answer::There,
            None => Answer::NotAsked("it is no address of another site"),
            Some(_) if asked == ASKED => Answer::NotAsked("a run asks for 1,000 at most"),
            Some(host) => {
                asked += 1;
                hosts.entry(host).or_default().push(address.clone());
                continue;
            }
        };
        answers.insert(address.clone(), answer);
    }
    let waiting = Mutex::new(hosts.into_values().collect::<Vec<_>>());
    let given = Mutex::new(&mut answers);
    let agent = agent(names);
    let found = AtomicBool::new(false);
    let work = || {
        while let Some(host) = locked(&waiting).pop() {
            let mut silent = 0;
            for (place, address) in host.into_iter().enumerate() {
                if silent == SILENT {
                    let answer = Answer::NotAsked("its host does not answer");
                    locked(&given).insert(address, answer);
                    continue;
                }
                if place > 0 {
                    thread::sleep(PAUSE);
                }
                let (answer, contact) = ask_one(agent.as_ref(), &address);
                silent = if contact == Contact::Silent { silent + 1 } else { 0 };
                if contact != Contact::NoName {
                    found.store(true, Ordering::Relaxed);
                }
                locked(&given).insert(address, answer);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..HOSTS {
            scope.spawn(work);
        }
    });
    for (address, answer) in &answers {
        if *answer == Answer::There {
            known.entry(address.clone()).or_insert(now);
        }
    }
    if let Some(path) = memory {
        remember(path, known, now);
    }
    (answers, found.into_inner())
}

/// The file that remembers answers, in the user's folder for such things.
pub fn memory() -> Option<PathBuf> {
    Some(remembered_in()?.join("links.json"))
}

fn remembered(path: &Path, now: u64) -> BTreeMap<String, u64> {
    let is_small = fs::metadata(path).is_ok_and(|found| found.len() <= MEMORY);
    let text = is_small.then(|| fs::read_to_string(path).ok()).flatten();
    let read =
        text.and_then(|text| serde_json::from_str::<Map<String, Value>>(&text).ok());
    let entries = read.unwrap_or_default().into_iter();
    let entries = entries.filter_map(|(address, when)| Some((address, when.as_u64()?)));
    entries.filter(|(_, when)| *when <= now && now - *when < FRESH).collect()
}

/// Writes the file anew, with what other runs have added meanwhile. Where that cannot
/// be, all is asked again the next time.
fn remember(path: &Path, mut known: BTreeMap<String, u64>, now: u64) {
    let made = path.parent().map(fs::create_dir_all);
    if made.is_none_or(|made| made.is_err()) {
        return;
    }
    let Some(_alone) = alone(&path.with_extension("json.lock")) else { return };
    for (address, when) in remembered(path, now) {
        known.entry(address).or_insert(when);
    }
    let entries = known.into_iter().map(|(address, when)| (address, Value::from(when)));
    let text = Value::Object(entries.collect()).to_string();
    if text.len() as u64 > MEMORY {
        return;
    }
    // One name for all runs, of which only one is here: what a run that was killed
    // has left is written over by the next.
    let beside = path.with_extension("json.new");
    if fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).is_err() {
        let _ = fs::remove_file(&beside);
    }
}

/// Waits until no other run writes; the lock lasts as long as the file, which stays.
fn alone(path: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let file = options.open(path).ok()?;
    for _ in 0..TURNS {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) => thread::sleep(TURN),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// The host of an address that may be asked for.
fn host_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next()?;
    if host.contains('@') {
        return None;
    }
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None => host.split(':').next()?,
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_ours = ["localhost", "local", "internal", "lan", "home", "corp"]
        .iter()
        .any(|end| name == *end || name.ends_with(&format!(".{end}")));
    // A name without a dot is one of this network, and a number may be one.
    let is_number = name.parse::<IpAddr>().is_ok()
        || name
            .rsplit('.')
            .next()
            .is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    (name.contains('.') && !is_ours && !is_number).then_some(name)
}

/// What stands behind a name, and who may be asked.
#[derive(Debug, Clone, Copy)]
struct Names {
    /// Finds the addresses of a name.
    look_up: fn(&str) -> Result<Vec<IpAddr>, Missing>,
    /// Whether an address may be asked. What a name stands for is said by whoever
    /// owns it, so that names alone do not tell those of this machine and its network.
    may_ask: fn(IpAddr) -> bool,
}

/// Why a name has no address.
#[derive(Debug)]
enum Missing {
    /// It does not exist, or has none.
    Nothing,
    /// Nobody could say.
    Unknown(io::Error),
}

/// Looks a name up as this system does.
///
/// What the standard library gives does not tell a name that does not exist from a
/// network that is not there.
fn look_up(name: &str) -> Result<Vec<IpAddr>, Missing> {
    match lookup_host(name) {
        Ok(found) => Ok(found.collect()),
        Err(error) => Err(match error.kind() {
            LookupErrorKind::NoName | LookupErrorKind::NoData => Missing::Nothing,
            _ => Missing::Unknown(error.into()),
        }),
    }
}

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let bad = |why: &str| Error::BadUri(why.to_owned());
        let host = uri.host().ok_or_else(|| bad("it names no host"))?;
        let usual = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        let port = uri.port_u16().unwrap_or(usual);
        let name = host.trim_matches(['[', ']']).to_owned();
        let look_up = self.look_up;
        let (sender, receiver) = mpsc::sync_channel(1);
        // The system sets no bound to how long it looks.
        let look = move || sender.send(look_up(&name));
        thread::Builder::new().spawn(look).map_err(|error| Error::Other(error.into()))?;
        let found = match receiver.recv_timeout(*timeout.after) {
            Ok(Ok(found)) => found,
            Ok(Err(Missing::Nothing)) => return Err(Error::HostNotFound),
            Ok(Err(Missing::Unknown(error))) => return Err(Error::Other(error.into())),
            Err(RecvTimeoutError::Timeout) => return Err(Error::Timeout(timeout.reason)),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(bad("it was not looked up"));
            }
        };
        // A proxy of the user's may well be near, and looks the names up itself.
        let is_proxy =
            config.proxy().is_some_and(|proxy| uri.host() == Some(proxy.host()));
        if !is_proxy && !found.iter().all(|address| (self.may_ask)(*address)) {
            return Err(bad("its address is one of this network"));
        }
        let addresses = found.into_iter().map(|address| SocketAddr::new(address, port));
        let family = config.ip_family();
        let mut wanted = family.keep_wanted(addresses).peekable();
        if wanted.peek().is_none() {
            return Err(Error::HostNotFound);
        }
        let mut kept = self.empty();
        for address in wanted.take(ADDRESSES) {
            kept.push(address);
        }
        Ok(kept)
    }
}

/// Whether an address is one of the public net.
fn is_abroad(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let is_shared = first == 100 && (64..128).contains(&second);
            let is_near = address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_unspecified()
                || address.is_multicast()
                || address.is_broadcast();
            !is_near && !is_shared && first != 0
        }
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => is_abroad(IpAddr::V4(inner)),
            // Global addresses, save those that hold one of the older kind.
            None => {
                let first = address.segments()[0];
                (0x2000..0x4000).contains(&first) && first != 0x2002
            }
        },
    }
}

/// What asks; nothing where there are no ciphers for https. Then `http` is not asked
/// either: a link check that passes over most links would tell a half as the whole.
fn agent(names: Names) -> Option<Agent> {
    let tls =
        TlsConfig::builder().unversioned_rustls_crypto_provider(provider()?).build();
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("ouro/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .tls_config(tls);
    let connector = DefaultConnector::default();
    Some(Agent::with_parts(config.build(), connector, names))
}

/// The ciphers of https: written in Rust, for the processors that they know.
#[cfg(target_arch = "x86_64")]
fn provider() -> Option<Arc<CryptoProvider>> {
    macro_rules! all {
        ($($feature:tt)*) => { $(std::arch::is_x86_feature_detected!($feature))&&* };
    }
    all!("aes" "ssse3" "avx" "avx2" "adx" "bmi2" "pclmulqdq")
        .then(|| rustls_graviola::default_provider().into())
}

/// The ciphers of https: written in Rust, for the processors that they know.
#[cfg(target_arch = "aarch64")]
fn provider() -> Option<Arc<CryptoProvider>> {
    macro_rules! all {
        ($($feature:tt)*) => { $(std::arch::is_aarch64_feature_detected!($feature))&&* };
    }
    all!("aes" "sha2" "pmull" "neon").then(|| rustls_graviola::default_provider().into())
}

/// There are no such ciphers for this processor.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn provider() -> Option<Arc<CryptoProvider>> {
    None
}

/// How far a question came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contact {
    /// The host spoke, or refused to.
    Spoke,
    /// It did not in time.
    Silent,
    /// Its name could not be looked up.
    NoName,
}

/// Asks for an address.
fn ask_one(agent: Option<&Agent>, address: &str) -> (Answer, Contact) {
    let Some(agent) = agent else {
        let why = "this processor lacks what the ciphers of https need";
        return (Answer::NotAsked(why), Contact::Spoke);
    };
    let head = agent.head(address).call().map(|answer| answer.status().as_u16());
    // Some hosts answer only to those who want to read.
    let status = match head {
        Ok(200..=399) | Err(_) => head,
        Ok(_) => {
            thread::sleep(PAUSE);
            agent.get(address).call().map(|answer| answer.status().as_u16())
        }
    };
    let contact = match status {
        Err(Error::Timeout(_)) => Contact::Silent,
        Err(Error::HostNotFound | Error::Other(_)) => Contact::NoName,
        _ => Contact::Spoke,
    };
    let answer = match status {
        Ok(200..=399) => Answer::There,
        Ok(status @ (404 | 410)) => Answer::Gone(format!("its host answers {status}")),
        Ok(status) => Answer::Unknown(format!("its host answers {status}")),
        Err(Error::HostNotFound) => Answer::Gone(NO_HOST.to_owned()),
        Err(Error::Other(why)) => {
            Answer::Unknown(format!("its name cannot be looked up: {why}"))
        }
        Err(error) => Answer::Unknown(error.to_string()),
    };
    (answer, contact)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn an_address_of_this_network_is_not_abroad() {
        for near in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!is_abroad(near.parse().unwrap()), "{near}");
        }
        for far in ["93.184.215.14", "2606:2800:21f:cb07::1"] {
            assert!(is_abroad(far.parse().unwrap()), "{far}");
        }
    }

    /// Names as a resolver of a test knows them.
    fn of_test(name: &str) -> Result<Vec<IpAddr>, Missing> {
        match name {
            "here.test" => Ok(vec![IpAddr::from([127, 0, 0, 1])]),
            "unsure.test" => Err(Missing::Unknown(io::Error::other("try again"))),
            _ => Err(Missing::Nothing),
        }
    }

    #[test]
    fn a_name_that_does_not_exist_is_gone_and_one_that_nobody_can_look_up_is_not_known() {
        let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = server.local_addr().unwrap().port();
        let answers = thread::spawn(move || {
            let (mut stream, _) = server.accept().unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            let answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let names = Names { look_up: of_test, may_ask: |address| address.is_loopback() };
        let asked = ["here", "missing", "unsure"]
            .map(|name| format!("http://{name}.test:{port}/"));
        let (mut found, any) = ask_by(names, &asked, None);
        answers.join().unwrap();
        let found_of =
            |found: &BTreeMap<String, Answer>| asked.clone().map(|it| found[&it].clone());
        let [here, missing, unsure] = found_of(&found);
        assert_eq!((here, any), (Answer::There, true));
        assert_eq!(missing, Answer::Gone(NO_HOST.to_owned()));
        assert!(matches!(unsure, Answer::Unknown(why) if why.contains("try again")));

        // A system without a network may say that no name exists.
        doubt(&mut found);
        let [_, missing, _] = found_of(&found);
        assert!(matches!(missing, Answer::Unknown(_)), "{missing:?}");
        let (_, any) = ask_by(names, &asked[1..], None);
        assert!(!any, "not one name was found");
    }

    #[test]
    fn a_name_that_leads_into_this_network_is_not_asked() {
        let names = Names { look_up: of_test, may_ask: is_abroad };
        let asked = ["http://here.test:9/".to_owned()];
        let (found, _) = ask_by(names, &asked, None);
        let answer = &found[&asked[0]];
        assert!(matches!(answer, Answer::Unknown(why) if why.contains("this network")));
    }

    /// One address, and when it answered.
    fn known(name: &str, when: u64) -> BTreeMap<String, u64> {
        BTreeMap::from([(format!("http://{name}.test/"), when)])
    }

    #[test]
    fn runs_at_once_leave_a_whole_memory_with_what_each_has_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ouro").join("links.json");
        thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                let path = &path;
                scope.spawn(move || remember(path, known(name, 1), 2));
            }
        });
        let all = remembered(&path, 3);
        assert_eq!(all.len(), 4, "{all:?}");
        assert_eq!(beside(&path), ["links.json", "links.json.lock"]);
    }

    #[test]
    fn what_a_run_that_was_killed_has_left_is_taken_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("links.json");
        remember(&path, known("a", 1), 2);
        fs::write(path.with_extension("json.new"), "half").unwrap();
        // What is half done is not read.
        assert_eq!(remembered(&path, 2), known("a", 1));
        remember(&path, known("b", 2), 2);
        assert_eq!(remembered(&path, 3).len(), 2);
        assert_eq!(beside(&path), ["links.json", "links.json.lock"]);
    }

    #[test]
    fn a_memory_that_another_run_writes_is_left_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("links.json");
        let other = File::create(path.with_extension("json.lock")).unwrap();
        other.lock().unwrap();
        fs::write(path.with_extension("json.new"), "half").unwrap();
        remember(&path, known("a", 1), 2);
        let half = fs::read_to_string(path.with_extension("json.new")).unwrap();
        assert_eq!((half.as_str(), path.is_file()), ("half", false));
    }

    /// The names in the folder of a file.
    fn beside(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path.parent().unwrap()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string());
        let mut names: Vec<String> = names.map(|name| name.unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_other_sites_are_asked() {
        assert_eq!(
            host_of("https://Example.org:8443/a?b#c").as_deref(),
            Some("example.org")
        );
        for address in [
            "http://localhost:8080/",
            "http://printer/",
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f.0.0.0x1/",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://db.internal/",
            "https://user:word@example.org/",
            "ftp://example.org/",
            "mailto:a@example.org",
        ] {
            assert_eq!(host_of(address), None, "{address}");
        }
    }
}
