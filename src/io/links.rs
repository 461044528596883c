//! Links to other sites: whether somebody answers.
//!
//! A host is asked one thing at a time, with a pause between; an address that
//! answered is not asked again for a week. Nothing of an answer is read but its
//! first line, no redirect is followed, and no address of this machine or its
//! network is asked: a plan may be a stranger's.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustls::crypto::CryptoProvider;
use serde_json::{Map, Value};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// How long a host may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause between two questions to one host.
const PAUSE: Duration = Duration::from_millis(250);
/// How many of its addresses in a row a host may leave unanswered before it is left
/// alone.
const SILENT: usize = 3;
/// How many hosts are asked at once.
const HOSTS: usize = 4;
/// How many addresses are asked in one run; the rest is told as not asked.
const ASKED: usize = 1000;
/// For how long an address that answered is not asked again, in seconds.
const FRESH: u64 = 7 * 24 * 60 * 60;
/// The most bytes of the file that remembers answers.
const MEMORY: u64 = 4 * 1024 * 1024;

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
    let agent = agent();
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
                let (answer, spoke) = ask_one(agent.as_ref(), &address);
                silent = if spoke { 0 } else { silent + 1 };
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
        remember(path, known);
    }
    answers
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The file that remembers answers, in the user's folder for such things.
pub fn memory() -> Option<PathBuf> {
    let folder = |name: &str| {
        env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    };
    let cache = folder("XDG_CACHE_HOME").or_else(|| folder("LOCALAPPDATA"));
    let cache = cache.or_else(|| folder("HOME").map(|home| home.join(".cache")));
    Some(cache?.join("ouro").join("links.json"))
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

/// Writes the file anew. Where that cannot be, all is asked again the next time.
fn remember(path: &Path, known: BTreeMap<String, u64>) {
    let entries = known.into_iter().map(|(address, when)| (address, Value::from(when)));
    let text = Value::Object(entries.collect()).to_string();
    let beside = path.with_extension("json.new");
    let made = path.parent().map(fs::create_dir_all);
    let written = made.is_some_and(|made| made.is_ok())
        && text.len() as u64 <= MEMORY
        && fs::write(&beside, text).is_ok();
    if written {
        let _ = fs::rename(&beside, path);
    }
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

/// Looks names up, and passes over those of this machine and its network: what a name
/// stands for is said by whoever owns it.
#[derive(Debug, Default)]
struct Abroad(DefaultResolver);

impl Resolver for Abroad {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        // A proxy of the user's may well be near, and looks the names up itself.
        let is_proxy =
            config.proxy().is_some_and(|proxy| uri.host() == Some(proxy.host()));
        match is_proxy || found.iter().all(|address| is_abroad(address.ip())) {
            true => Ok(found),
            false => Err(Error::BadUri("its address is one of this network".to_owned())),
        }
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

/// What asks; nothing where the machine has no means to ask in secret.
fn agent() -> Option<Agent> {
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
    Some(Agent::with_parts(config.build(), connector, Abroad::default()))
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

/// Asks for an address; says, too, whether its host spoke in time.
fn ask_one(agent: Option<&Agent>, address: &str) -> (Answer, bool) {
    let Some(agent) = agent else {
        let why = "this processor lacks what secret questions need";
        return (Answer::NotAsked(why), true);
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
    let spoke = !matches!(status, Err(Error::Timeout(_)));
    let answer = match status {
        Ok(200..=399) => Answer::There,
        Ok(status @ (404 | 410)) => Answer::Gone(format!("its host answers {status}")),
        Ok(status) => Answer::Unknown(format!("its host answers {status}")),
        Err(Error::HostNotFound) => Answer::Gone("there is no such host".to_owned()),
        Err(error) => Answer::Unknown(error.to_string()),
    };
    (answer, spoke)
}

#[cfg(test)]
mod tests {
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
