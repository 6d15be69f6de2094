//! Views in sled. sled is fast and not to be trusted: it does not reach stable storage when it says so, and it is known to damage
//! its files at an abrupt stop. So it is opened by a thread of its own that may hang or panic, and checked as a whole. It panics as well
//! when it is used or closed on a disk that fails: that is an error here, and nothing worse.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::backend::{Backend, first_key};
use super::{Pairs, ViewsUnreadable};

/// How often sled writes its buffers out, in milliseconds. What it has not written is projected again at the next start.
const FLUSH_EVERY_MS: u64 = 1000;

/// What is said when sled panicked: why, it has said itself.
const PANICKED: &str = "sled has panicked";

/// A sign of life is given after so many pairs.
const PAIRS_PER_SIGN: usize = 10_000;

/// Views in sled.
pub(super) struct SledBackend(Closing<sled::Db>);

/// Something whose end may panic. That ends nothing else, also while another panic is under way.
struct Closing<T>(Option<T>);

/// What the opening thread says.
enum Sign<T> {
    Alive,
    Done(Result<T, ViewsUnreadable>),
}

impl SledBackend {
    /// Opens the directory and shows every pair to `visit`, which notes in `seen` what it wants, in a thread of its own. Gives up if
    /// that stands still for `patience`.
    pub(super) fn open<S: Send + 'static>(
        path: &Path,
        cache_bytes: u64,
        patience: Duration,
        mut seen: S,
        visit: fn(&mut S, &[u8], &[u8]),
    ) -> Result<(Self, S), ViewsUnreadable> {
        let (sender, receiver) = channel();
        let path = PathBuf::from(path);
        let work = move || {
            let alive = || drop(sender.send(Sign::Alive));
            let opened = open_and_visit(&path, cache_bytes, |key, value| visit(&mut seen, key, value), alive);
            // Nobody listens any more if patience was lost.
            drop(sender.send(Sign::Done(opened.map(|db| (db, seen)))));
        };
        let thread = std::thread::Builder::new().name("comity-views-open".to_owned()).spawn(work);
        thread.map_err(|error| ViewsUnreadable(error.to_string()))?;
        loop {
            match receiver.recv_timeout(patience) {
                Ok(Sign::Alive) => {}
                Ok(Sign::Done(opened)) => return opened.map(|(db, seen)| (Self(db), seen)),
                Err(_) => return Err(ViewsUnreadable("sled hangs or has panicked".to_owned())),
            }
        }
    }
}

fn open_and_visit(
    path: &Path,
    cache_bytes: u64,
    mut visit: impl FnMut(&[u8], &[u8]),
    alive: impl Fn(),
) -> Result<Closing<sled::Db>, ViewsUnreadable> {
    let config = sled::Config::new().path(path).mode(sled::Mode::LowSpace).cache_capacity(cache_bytes);
    let db = Closing(Some(config.flush_every_ms(Some(FLUSH_EVERY_MS)).open().map_err(unreadable)?));
    for (count, pair) in db.open()?.iter().enumerate() {
        let (key, value) = pair.map_err(unreadable)?;
        visit(&key, &value);
        if count % PAIRS_PER_SIGN == 0 {
            alive();
        }
    }
    Ok(db)
}

impl SledBackend {
    /// Has sled do something, and makes an error of a panic.
    fn with<T>(&self, work: impl FnOnce(&sled::Db) -> Result<T, ViewsUnreadable>) -> Result<T, ViewsUnreadable> {
        let db = self.0.open()?;
        catch_unwind(AssertUnwindSafe(|| work(db))).unwrap_or_else(|_| Err(ViewsUnreadable(PANICKED.to_owned())))
    }
}

impl<T> Closing<T> {
    fn open(&self) -> Result<&T, ViewsUnreadable> {
        self.0.as_ref().ok_or_else(|| ViewsUnreadable("sled is closed".to_owned()))
    }
}

impl<T> Drop for Closing<T> {
    fn drop(&mut self) {
        let open = self.0.take();
        if catch_unwind(AssertUnwindSafe(|| drop(open))).is_err() {
            // What it has not written is projected again at the next start.
            tracing::warn!(reason = PANICKED, "the views could not be closed");
        }
    }
}

impl Backend for SledBackend {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable> {
        self.with(|db| Ok(db.get(key).map_err(unreadable)?.map(|value| value.to_vec())))
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable> {
        self.with(|db| {
            let mut pairs = Pairs::new();
            for pair in db.range::<&[u8], _>((first_key(prefix, after), Bound::Unbounded)).take(limit) {
                let (key, value) = pair.map_err(unreadable)?;
                if !key.starts_with(prefix) {
                    break;
                }
                pairs.push((key.to_vec(), value.to_vec()));
            }
            Ok(pairs)
        })
    }

    fn apply(&self, changes: &BTreeMap<Vec<u8>, Option<Vec<u8>>>) -> Result<(), ViewsUnreadable> {
        let mut batch = sled::Batch::default();
        for (key, value) in changes {
            match value {
                Some(value) => batch.insert(key.as_slice(), value.as_slice()),
                None => batch.remove(key.as_slice()),
            }
        }
        self.with(|db| db.apply_batch(batch).map_err(unreadable))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn unreadable(error: sled::Error) -> ViewsUnreadable {
    ViewsUnreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(visit: fn(&mut (), &[u8], &[u8])) -> String {
        let directory = tempfile::tempdir().unwrap();
        let patience = Duration::from_millis(200);
        let (backend, ()) =
            SledBackend::open(directory.path(), 1 << 20, Duration::from_secs(20), (), |_, _, _| {}).unwrap();
        backend.apply(&BTreeMap::from([(b"a".to_vec(), Some(b"1".to_vec()))])).unwrap();
        drop(backend);
        SledBackend::open(directory.path(), 1 << 20, patience, (), visit).err().unwrap().to_string()
    }

    #[test]
    fn a_sled_that_hangs_is_given_up() {
        let hang = |_: &mut (), _: &[u8], _: &[u8]| {
            let (_sender, receiver) = channel::<()>();
            receiver.recv_timeout(Duration::from_secs(5)).unwrap_err();
        };
        assert!(reason(hang).contains("hangs"));
    }

    #[test]
    fn a_sled_that_panics_is_given_up() {
        assert!(reason(|_, _, _| panic!("as sled does when its file is damaged")).contains("panicked"));
    }

    /// What sled does when it is closed on a disk that fails.
    struct Failing;

    impl Drop for Failing {
        fn drop(&mut self) {
            panic!("as sled does when its last sync fails");
        }
    }

    #[test]
    fn a_sled_that_panics_when_it_is_closed_ends_nothing_even_while_another_panic_is_under_way() {
        drop(Closing(Some(Failing)));
        let unwound = catch_unwind(|| {
            let _closing = Closing(Some(Failing));
            panic!("the first");
        });
        assert_eq!(unwound.unwrap_err().downcast_ref(), Some(&"the first"));
    }

    #[test]
    fn a_sled_that_panics_when_it_is_asked_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let (backend, ()) =
            SledBackend::open(directory.path(), 1 << 20, Duration::from_secs(20), (), |_, _, _| {}).unwrap();
        let asked: Result<(), _> = backend.with(|_| panic!("as sled does when a page is damaged"));
        assert_eq!(asked, Err(ViewsUnreadable(PANICKED.to_owned())));
        assert_eq!(backend.get(b"a"), Ok(None), "and it may be asked again");
    }
}
