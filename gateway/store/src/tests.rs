//! Tests of the store as a whole: what it promises, and what it does when the disk, the power or a person breaks something.

mod backups;
mod bucket;
mod commits;
mod crashes;
mod damage;
mod encrypted;
mod erasing;
mod ground;
mod moves;
mod pieces;
mod postgresql;
mod processes;
mod promises;
mod readings;
mod remembered;
mod server;
mod standby;
mod succession;
mod versions;
mod views;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use comity_record::checkpoint::{NoteSigner, NoteVerifier};
use comity_record::seal::{Entropy, SubjectKey};
use comity_record::verify::{Report, verify_record};
use comity_record::{Date, Digest, Time};
use ed25519_dalek::SigningKey;

use ground::Ground;

use crate::disk::sim::{Dice, SimDisk};
use crate::disk::{Disk, RealDisk};
use crate::{
    Answered, Change, Commit, CommitError, Committed, Config, Entry, Expected, HeadName, HeldKey, NewEntry, Pairs,
    Parts, Projection, ReadViews, ReceiptNotSigned, ReceiptSigner, Store, StoreError, ViewsConfig, ViewsUnreadable,
};

const LOG: &str = "comity.example/hk/record";
const DAY: Date = Date::constant(2026, 1, 12);

/// Views that read what they wrote: the last kind of each subject, a count of all entries, and what was noted in confidence.
struct Ledger(u32);

impl Projection for Ledger {
    fn version(&self) -> u32 {
        self.0
    }

    fn project(&self, entry: &Entry, views: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        let count = views.get(b"count")?.map_or(0, |bytes| String::from_utf8(bytes).unwrap().parse::<u64>().unwrap());
        changes.push(Change::Put(b"count".into(), (count + 1).to_string().into()));
        changes.push(Change::Put(format!("last/{}", entry.subject).into(), entry.kind.clone().into()));
        if let Some(note) = entry.particulars.get("note") {
            changes.push(Change::Put(
                format!("note/{}/{}", entry.subject, entry.revision).into(),
                note.to_string().into(),
            ));
        }
        if entry.kind == "closed" {
            let notes = views.scan(format!("note/{}/", entry.subject).as_bytes(), None, usize::MAX)?;
            changes.extend(notes.into_iter().map(|(key, _)| Change::Delete(key)));
        }
        Ok(())
    }
}

/// Receipts that say where the answer stands. A message called `unsignable` gets none.
struct Receipts;

impl ReceiptSigner for Receipts {
    fn sign(&self, answered: &Answered, index: u64, time: Time) -> Result<String, ReceiptNotSigned> {
        if answered.message == "unsignable" {
            return Err(ReceiptNotSigned("no key".to_owned()));
        }
        Ok(format!("receipt {} {} {index} {time}", answered.message, answered.digest))
    }
}

/// How many times the program would have ended.
#[derive(Clone, Default)]
struct Fatal(Arc<AtomicUsize>);

impl Fatal {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

fn signer() -> NoteSigner {
    signer_by(7)
}

/// Signs as the same log, with another key.
fn signer_by(key: u8) -> NoteSigner {
    NoteSigner::new("comity.example/hk", SigningKey::from_bytes(&[key; 32])).unwrap()
}

fn verifier() -> NoteVerifier {
    signer().verifier().clone()
}

fn entropy(seed: u64) -> impl Entropy + Send {
    let mut dice = Dice(seed);
    move |bytes: &mut [u8]| bytes.fill_with(|| dice.below(256) as u8)
}

fn parts(disk: impl Disk + 'static, fatal: &Fatal) -> Parts {
    let fatal = fatal.clone();
    // Keys and nonces of one start must not come again in the next.
    static STARTS: Mutex<u64> = Mutex::new(0);
    let start = {
        let mut starts = STARTS.lock().unwrap();
        *starts += 1;
        *starts
    };
    Parts {
        disk: Arc::new(disk),
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes([1; 32]))),
        checkpoint_signer: signer(),
        checkpoint_keys: Vec::new(),
        receipt_signer: Arc::new(Receipts),
        projection: Arc::new(Ledger(1)),
        entropy: Box::new(entropy(start << 32)),
        on_fatal: Arc::new(move |_| {
            fatal.0.fetch_add(1, Ordering::SeqCst);
        }),
        progress: Arc::new(|_| {}),
    }
}

/// A small store: segments of four kilobytes, so that they change often.
fn config(directory: &Path) -> Config {
    Config { segment_bytes: 4096, cached_bytes: 8 * 1024, views: ViewsConfig::Memory, ..Config::new(directory, LOG) }
}

fn sled_config(directory: &Path) -> Config {
    let views = ViewsConfig::Sled { cache_bytes: 1 << 20, patience: Duration::from_secs(20) };
    Config { views, ..config(directory) }
}

fn open_sim(disk: &SimDisk) -> Result<Store, StoreError> {
    Store::open(config(Path::new("/data")), parts(disk.clone(), &Fatal::default()))
}

fn open_real(directory: &Path) -> Result<Store, StoreError> {
    Store::open(config(directory), parts(RealDisk, &Fatal::default()))
}

fn time() -> Time {
    Time::from_unix_ms(1_768_179_723_456)
}

/// One entry to one subject.
fn commit(subject: &str, expected: u64, kind: &str) -> Commit {
    let entry = NewEntry::new(kind).open("code", kind).sealed("note", format!("{kind} of {subject}"));
    Commit::of(subject, Expected::Revision(expected), DAY, time(), vec![entry])
}

fn message(id: &str, content: &str) -> Answered {
    Answered { peer: "cn".to_owned(), message: id.to_owned(), digest: Digest::of(content.as_bytes()) }
}

/// Twelve entries of three subjects.
fn fill(store: &Store) {
    for revision in 0..4 {
        for subject in ["matter/cn/1", "matter/cn/2", "peer/cn"] {
            store.commit_blocking(commit(subject, revision, &format!("kind-{revision}"))).unwrap();
        }
    }
}

/// Everything in the views.
fn dump(store: &Store) -> Pairs {
    store.views().scan(b"", None, usize::MAX).unwrap()
}

/// The verdict of an auditor who has the lines and the newest checkpoint.
fn audit(store: &Store) -> Report {
    let lines: Vec<_> = (0..store.status().size).map(|index| store.line(index).unwrap()).collect();
    verify_record(LOG, lines, &store.checkpoint(), &verifier()).unwrap()
}
