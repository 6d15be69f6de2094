//! The certificates that this gateway shows, and the lists of revoked ones that it holds against its peers. All come from files that
//! their owner replaces when it likes, and that may hang, on a disk that is elsewhere: nothing waits for them longer than a moment, and
//! what was read last counts meanwhile.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use comity_domain::limits::{CERTIFICATE_WARNING_DAYS, FILE_LOOK_MAX_MS, REVOCATION_LIST_FRESH_MAX_DAYS};
use comity_record::Time;
use serde::Serialize;
use tokio::sync::oneshot;
use utoipa::ToSchema;

use super::releases::replace;
use super::{App, CannotStart, Warning, read_text};
use crate::config::{Config, Listen};
use crate::mtls::{Identity, RevocationList};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What is shown, and what is held against the peers.
pub(crate) struct Certificates {
    pub(super) people: Identity,
    pub(super) peers: Identity,
    lists: Mutex<Vec<KeptList>>,
    cache: Option<PathBuf>,
    /// Which of the own certificates could not be renewed from its files.
    unfit: Mutex<Vec<&'static str>>,
}

/// A list, as it was read last.
#[derive(Debug, Clone)]
struct KeptList {
    path: PathBuf,
    list: Option<RevocationList>,
    /// When its file could be read last, since the start.
    read: Option<Time>,
}

/// How a list of revoked certificates stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListAge {
    /// The name of its file.
    pub list: String,
    /// How long ago its issuer made what counts here, in seconds; absent while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<i64>,
    /// How long ago its file could be read last, in seconds; absent if it never could since the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_seconds: Option<i64>,
}

/// The files, looked at again and again by one task.
pub(crate) struct Looks {
    people: [Watched; 2],
    peers: [Watched; 2],
    lists: Vec<Watched>,
}

/// One file. A look that hangs is waited for with the next one, and none is begun beside it.
struct Watched {
    path: PathBuf,
    bytes: Option<Vec<u8>>,
    under_way: Option<oneshot::Receiver<std::io::Result<Vec<u8>>>>,
}

/// What a look at a file found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Something else than before.
    New,
    Same,
    /// It cannot be read.
    Failed,
    /// It is not read yet.
    Hangs,
}

impl Certificates {
    pub(crate) fn read(config: &Config) -> Result<Self, CannotStart> {
        let revocation = config.revocation.clone().unwrap_or_default();
        let cache = (!revocation.lists.is_empty()).then_some(revocation.cache);
        let kept = |path: PathBuf| {
            let cached = cache.as_ref().and_then(|cache| std::fs::read(cached_at(cache, &path)).ok());
            let list = cached.and_then(|bytes| RevocationList::parse(&bytes).ok());
            KeptList { path, list, read: None }
        };
        Ok(Self {
            people: identity(&config.people)?,
            peers: identity(&config.peers)?,
            lists: Mutex::new(revocation.lists.into_iter().map(kept).collect()),
            cache,
            unfit: Mutex::default(),
        })
    }

    /// The lists that count now.
    pub(super) fn lists(&self) -> Vec<RevocationList> {
        self.kept().iter().filter_map(|kept| kept.list.clone()).collect()
    }

    fn ages(&self, now: Time) -> Vec<ListAge> {
        let seconds = |since: Time| now.unix_ms().saturating_sub(since.unix_ms()).max(0) / 1000;
        let age = |kept: &KeptList| ListAge {
            list: kept.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            age_seconds: kept.list.as_ref().map(|list| seconds(list.issued())),
            read_seconds: kept.read.map(seconds),
        };
        self.kept().iter().map(age).collect()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<KeptList>> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_fitness(&self, which: &'static str, fits: bool) {
        let mut unfit = self.unfit.lock().unwrap_or_else(PoisonError::into_inner);
        unfit.retain(|other| *other != which);
        if !fits {
            unfit.push(which);
        }
    }
}

impl KeptList {
    /// For how many days the list has been older than a list should be.
    fn old_days(&self, now: Time) -> Option<i64> {
        let Some(list) = &self.list else { return Some(0) };
        let usual = list.issued().plus_ms(REVOCATION_LIST_FRESH_MAX_DAYS * DAY_MS);
        let due = list.next().unwrap_or(usual);
        let late_ms = now.unix_ms().saturating_sub(due.unix_ms());
        (late_ms > 0).then_some(late_ms / DAY_MS)
    }
}

impl App {
    /// What is shown to people and court systems.
    pub(crate) const fn people_identity(&self) -> &Identity {
        &self.certificates.people
    }

    /// What is shown to peers, as server and as client.
    pub(crate) const fn peers_identity(&self) -> &Identity {
        &self.certificates.peers
    }

    /// The files to be looked at.
    pub(crate) fn looks(&self, config: &Config) -> Looks {
        let pair = |listen: &Listen| [&listen.certificate, &listen.key].map(|path| Watched::new(path.clone()));
        let lists = self.certificates.kept().iter().map(|kept| Watched::new(kept.path.clone())).collect();
        Looks { people: pair(&config.people), peers: pair(&config.peers), lists }
    }

    /// Looks at the files once. Certificates that were replaced are shown from the next connection on; lists hold at once, for open
    /// connections too.
    pub(crate) async fn look_at_files(&self, looks: &mut Looks) {
        renew(&self.certificates, "people", &self.certificates.people, &mut looks.people).await;
        renew(&self.certificates, "peers", &self.certificates.peers, &mut looks.peers).await;
        for (place, watched) in looks.lists.iter_mut().enumerate() {
            let look = watched.look().await;
            self.take_look(place, watched, look);
        }
    }

    /// How the lists of revoked certificates stand.
    pub(super) fn list_ages(&self, now: Time) -> Vec<ListAge> {
        self.certificates.ages(now)
    }

    /// What is to be said about certificates and lists.
    pub(super) fn certificate_warnings(&self, now: Time) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !self.certificates.unfit.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
            warnings.push(Warning { code: "certificate-not-renewed", days: 0, about: None, key: None });
        }
        let left =
            |identity: &Identity| identity.ends().map(|ends| ends.unix_ms().saturating_sub(now.unix_ms()) / DAY_MS);
        let soonest = [&self.certificates.people, &self.certificates.peers].into_iter().filter_map(left).min();
        if let Some(days) = soonest.filter(|days| *days < CERTIFICATE_WARNING_DAYS) {
            warnings.push(Warning { code: "certificate-ends", days, about: None, key: None });
        }
        if let Some(days) = self.certificates.kept().iter().filter_map(|kept| kept.old_days(now)).max() {
            warnings.push(Warning { code: "revocation-list-old", days, about: None, key: None });
        }
        warnings
    }

    fn take_look(&self, place: usize, watched: &Watched, look: Look) {
        let now = self.clock().now();
        match look {
            Look::New | Look::Same => {
                if let Some(kept) = self.certificates.kept().get_mut(place) {
                    kept.read = Some(now);
                }
            }
            Look::Failed => {
                tracing::warn!(path = %watched.path.display(), "a list of revoked certificates cannot be read")
            }
            Look::Hangs => {
                tracing::warn!(path = %watched.path.display(), "a list of revoked certificates is not read in time")
            }
        }
        let (Look::New, Some(bytes)) = (look, &watched.bytes) else { return };
        if let Err(error) = self.take_list(place, bytes) {
            tracing::warn!(path = %watched.path.display(), %error, "a list of revoked certificates is not taken; the one before it counts");
        }
    }

    fn take_list(&self, place: usize, bytes: &[u8]) -> Result<(), CannotStart> {
        let list = RevocationList::parse(bytes)?;
        let before = {
            let mut kept = self.certificates.kept();
            let Some(kept) = kept.get_mut(place) else { return Ok(()) };
            if !list.may_follow(kept.list.as_ref(), self.clock().now()) {
                return Err(
                    super::Failure::broken("older than that one, of another issuer, or of a time to come").into()
                );
            }
            kept.list.replace(list)
        };
        let connected = self.connections_for(&self.roll()).and_then(|connections| self.connect_by(connections));
        let mut kept = self.certificates.kept();
        let Some(kept) = kept.get_mut(place) else { return Ok(()) };
        if let Err(failure) = connected {
            kept.list = before;
            return Err(failure.into());
        }
        let Some(cache) = &self.certificates.cache else { return Ok(()) };
        std::fs::create_dir_all(cache).map_err(super::Failure::broken)?;
        Ok(replace(&cached_at(cache, &kept.path), bytes)?)
    }
}

impl Watched {
    const fn new(path: PathBuf) -> Self {
        Self { path, bytes: None, under_way: None }
    }

    /// Looks at the file, for no longer than [`FILE_LOOK_MAX_MS`].
    async fn look(&mut self) -> Look {
        let mut under_way = match self.under_way.take() {
            Some(under_way) => under_way,
            None => begin(self.path.clone()),
        };
        match tokio::time::timeout(Duration::from_millis(FILE_LOOK_MAX_MS), &mut under_way).await {
            Err(_) => {
                self.under_way = Some(under_way);
                Look::Hangs
            }
            Ok(Ok(Ok(bytes))) if self.bytes.as_ref() == Some(&bytes) => Look::Same,
            Ok(Ok(Ok(bytes))) => {
                self.bytes = Some(bytes);
                Look::New
            }
            Ok(_) => Look::Failed,
        }
    }

    fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.as_deref()?).ok()
    }
}

/// Reads a file on a thread of its own: one that hangs holds up neither the runtime nor its end.
fn begin(path: PathBuf) -> oneshot::Receiver<std::io::Result<Vec<u8>>> {
    let (done, under_way) = oneshot::channel();
    let read = std::thread::Builder::new().name("file".into()).spawn(move || drop(done.send(std::fs::read(path))));
    // Without a thread there is no sender, and the look has failed.
    drop(read);
    under_way
}

/// Shows what the files hold now. A certificate without its key, as between the replacing of one and of the other, is not taken.
async fn renew(certificates: &Certificates, which: &'static str, identity: &Identity, [chain, key]: &mut [Watched; 2]) {
    let looks = [chain.look().await, key.look().await];
    if looks.iter().all(|look| *look == Look::Same) {
        return;
    }
    let (Some(chain_pem), Some(key_pem)) = (chain.text(), key.text()) else { return };
    let fits = identity.renew(chain_pem, key_pem);
    if let Err(error) = &fits {
        tracing::warn!(code = error.code(), %error, which, "a certificate cannot be renewed; the one before it is shown");
    }
    certificates.note_fitness(which, fits.is_ok());
}

pub(super) fn identity(listen: &Listen) -> Result<Identity, CannotStart> {
    Ok(Identity::from_pem(&read_text(&listen.certificate)?, &read_text(&listen.key)?)?)
}

fn cached_at(cache: &Path, path: &Path) -> PathBuf {
    let name = comity_record::Digest::of(path.to_string_lossy().as_bytes());
    cache.join(format!("{}.crl", name.hex()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a look says that is waited for: on a busy machine the thread that reads may take its time.
    async fn looked(watched: &mut Watched) -> Look {
        loop {
            let look = watched.look().await;
            if look != Look::Hangs {
                return look;
            }
        }
    }

    #[tokio::test]
    async fn a_file_that_hangs_is_waited_for_a_moment_and_never_read_twice_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        // Whoever opens a pipe that nobody writes to waits for ever.
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let mut watched = Watched::new(path.clone());
        assert_eq!(watched.look().await, Look::Hangs);
        assert!(watched.under_way.is_some());
        assert_eq!(watched.look().await, Look::Hangs);
        // The first look finds what is written at last.
        std::fs::write(&path, b"list").unwrap();
        assert_eq!((looked(&mut watched).await, watched.bytes.as_deref()), (Look::New, Some(&b"list"[..])));
    }

    #[tokio::test]
    async fn a_file_is_new_when_it_holds_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let mut watched = Watched::new(path.clone());
        assert_eq!(looked(&mut watched).await, Look::Failed);
        std::fs::write(&path, b"one").unwrap();
        assert_eq!([looked(&mut watched).await, looked(&mut watched).await], [Look::New, Look::Same]);
        std::fs::write(&path, b"two").unwrap();
        assert_eq!(looked(&mut watched).await, Look::New);
        std::fs::remove_file(&path).unwrap();
        assert_eq!((looked(&mut watched).await, watched.bytes.as_deref()), (Look::Failed, Some(&b"two"[..])));
    }
}
