//! The store on the disk of the machine, which is one that forgets: real files, real syncs, real views.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use comity_power::Disk;
use comity_record::checkpoint::NoteSigner;
use comity_record::seal::SubjectKey;
use comity_record::verify::verify_record;
use comity_record::{Date, Digest, Time};
use comity_store::disk::RealDisk;
use comity_store::{
    Answered, BlobRef, Change, Commit, CommitError, Committed, Config, Entry, Expected, HeldKey, NewEntry, Parts,
    Projection, ReadViews, ReceiptNotSigned, ReceiptSigner, Store, ViewsConfig, ViewsUnreadable,
};
use ed25519_dalek::SigningKey;
use fastrand::Rng;

const LOG: &str = "comity.example/hk/record";
const DAY: Date = Date::constant(2026, 1, 12);
/// How many times the store is played with; the power goes twice in each.
const PLAYS: u64 = 25;
const STEPS: u64 = 40;
/// So many changes of the disk before the power goes, at most: a life of the store makes some more.
const CHANGES: u64 = 300;

/// How many entries there are.
struct Count;

impl Projection for Count {
    fn version(&self) -> u32 {
        1
    }

    fn project(&self, entry: &Entry, _: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        changes.push(Change::Put(b"count".into(), (entry.index + 1).to_string().into()));
        Ok(())
    }
}

struct Receipts;

impl ReceiptSigner for Receipts {
    fn sign(&self, answered: &Answered, index: u64, time: Time) -> Result<String, ReceiptNotSigned> {
        Ok(format!("receipt {} {index} {time}", answered.message))
    }
}

/// What somebody was told.
#[derive(Default)]
struct Promises {
    /// The marker of each commit that was answered, by its index.
    commits: BTreeMap<u64, String>,
    receipts: Vec<(Answered, Arc<str>)>,
    checkpoints: Vec<Arc<str>>,
    blobs: Vec<(BlobRef, Vec<u8>)>,
}

fn signer() -> NoteSigner {
    NoteSigner::new("comity.example/hk", SigningKey::from_bytes(&[7; 32])).unwrap()
}

fn time() -> Time {
    Time::from_unix_ms(1_768_179_723_456)
}

fn open(directory: &Path, seed: u64) -> Result<Store, String> {
    let mut entropy = Rng::with_seed(seed);
    let parts = Parts {
        disk: Arc::new(RealDisk),
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes([1; 32]))),
        checkpoint_signer: signer(),
        checkpoint_keys: Vec::new(),
        receipt_signer: Arc::new(Receipts),
        projection: Arc::new(Count),
        entropy: Box::new(move |bytes: &mut [u8]| entropy.fill(bytes)),
        // The store stops by itself, and the play goes on with the next start.
        on_fatal: Arc::new(|_| {}),
        progress: Arc::new(|_| {}),
    };
    let views = ViewsConfig::Sled { cache_bytes: 1 << 20, patience: Duration::from_secs(20) };
    let config = Config { segment_bytes: 2048, cached_bytes: 8 * 1024, views, ..Config::new(directory, LOG) };
    Store::open(config, parts).map_err(|error| format!("the store does not open: {error}"))
}

/// Writes until enough is written or the power is off.
fn live(store: &Store, life: u64, dice: &mut Rng, promises: &mut Promises) {
    for step in 0..STEPS {
        let marker = format!("{life}-{step}");
        match dice.u8(0..9) {
            // What is closed is read, and its contents are kept, until the power is off.
            8 => while store.read_on(4096).is_ok_and(|more| more) {},
            0 => promises.checkpoints.extend(store.make_checkpoint()),
            1 => {
                let bytes = vec![b'x'; dice.usize(0..2000)];
                promises.blobs.extend(store.put_blob("matter/cn/0", &bytes).map(|blob| (blob, bytes)));
            }
            _ => commit_some(store, &marker, dice, promises),
        }
        if store.is_stopped() {
            return;
        }
    }
}

/// One to four commits that wait together, so that they share a sync.
fn commit_some(store: &Store, marker: &str, dice: &mut Rng, promises: &mut Promises) {
    let (sender, answers) = channel();
    let count = dice.u8(1..=4);
    for number in 0..count {
        let marker = format!("{marker}-{number}");
        let entry =
            NewEntry::new("noted").open("marker", marker.as_str()).sealed("note", "x".repeat(dice.usize(0..300)));
        let subject = format!("matter/cn/{}", dice.u8(0..5));
        let mut commit = Commit::of(&subject, Expected::Any, DAY, time(), vec![entry]);
        if dice.bool() {
            commit = commit.answering(message(dice.u8(0..40)));
        }
        let (sender, answers) = (sender.clone(), commit.answers.clone());
        store.commit(commit, move |result: Result<Committed, CommitError>| {
            sender.send((marker, answers, result)).unwrap();
        });
    }
    drop(sender);
    for (marker, answered, result) in answers.iter().take(usize::from(count)) {
        let Ok(committed) = result else { continue };
        promises.receipts.extend(answered.zip(committed.receipt));
        if !committed.already {
            promises.commits.insert(committed.first_index, marker);
        }
    }
}

fn message(number: u8) -> Answered {
    Answered { peer: "cn".to_owned(), message: format!("01J{number}"), digest: Digest::of(b"letter") }
}

/// Looks for everything that was promised. The error is what is not there.
fn check(store: &Store, promises: &Promises) -> Result<(), String> {
    let size = store.status().size;
    for (index, marker) in &promises.commits {
        let entry = store.entry(*index).map_err(|error| format!("entry {index}: {error}"))?;
        let found = entry.open.get("marker").and_then(|marker| marker.as_str()).unwrap_or_default();
        holds(found == marker && !entry.particulars.is_erased(), || {
            format!("entry {index} is `{found}`, not `{marker}`")
        })?;
    }
    for (blob, bytes) in &promises.blobs {
        let found = store.get_blob("matter/cn/0", blob).map_err(|error| format!("blob {}: {error}", blob.name))?;
        holds(found == *bytes, || format!("blob {} has other bytes", blob.name))?;
    }
    let lines: Vec<Vec<u8>> =
        (0..size).map(|index| store.line(index).map_err(|error| error.to_string())).collect::<Result<_, _>>()?;
    for note in promises.checkpoints.iter().chain([&store.checkpoint()]) {
        verify_record(LOG, &lines, note, signer().verifier()).map_err(|fault| format!("a checkpoint: {fault}"))?;
    }
    for (answered, receipt) in &promises.receipts {
        let again = Commit::of("peer/cn", Expected::Any, DAY, time(), vec![NewEntry::new("again")]);
        let again = store.commit_blocking(again.answering(answered.clone())).map_err(|error| error.to_string())?;
        let same = again.already && again.receipt.as_ref() == Some(receipt);
        holds(same, || format!("the receipt of {} is another", answered.message))?;
    }
    let count = store.views().get(b"count").map_err(|error| error.to_string())?;
    let count = count.map_or(0, |bytes| String::from_utf8(bytes).unwrap().parse().unwrap());
    holds(count == size, || format!("the views count {count} entries of {size}"))?;
    holds(store.status().size == size, || "a message that came again was written".to_owned())
}

fn holds(it: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if it { Ok(()) } else { Err(otherwise()) }
}

/// What a play came to.
#[derive(Debug, Default)]
struct Played {
    promised: usize,
    torn: usize,
    rebuilt: usize,
}

/// Cuts the power twice, also during a start, and looks for what was promised. `None` if nothing can be mounted here.
fn play(seed: u64, mut disk: Disk) -> Option<Result<Played, String>> {
    const WHAT: &str = "the store, while the power goes";
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("record");
    let mut dice = Rng::with_seed(seed);
    let mut promises = Promises::default();
    let mut played = Played::default();
    for life in 0..2 {
        let mounted = super::mount(folder.path(), disk, WHAT)?;
        mounted.disk().cut_power_after(dice.u64(0..CHANGES));
        let lived = std::thread::scope(|scope| {
            let living = scope.spawn(|| {
                let store = open(&directory, seed << 8 | life)?;
                played.note(&store);
                live(&store, life, &mut dice, &mut promises);
                // What ends in order would not be a cut.
                mounted.disk().cut_power_after(0);
                Ok::<(), String>(())
            });
            living.join()
        });
        match lived {
            Ok(Ok(())) => {}
            // Without power a start fails, and that is an error: sled, which panics when its last sync fails, is no reason to end.
            Ok(Err(_)) if mounted.disk().is_off() => {}
            Ok(Err(error)) => return Some(Err(error)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        disk = mounted.cut_power(dice.u64(..));
    }
    let _mounted = super::mount(folder.path(), disk, WHAT)?;
    let checked = open(&directory, seed << 8 | 2).and_then(|store| {
        played.note(&store);
        check(&store, &promises)
    });
    played.promised = promises.commits.len();
    Some(checked.map(|()| played))
}

impl Played {
    fn note(&mut self, store: &Store) {
        let start = store.status().start;
        self.torn += usize::from(start.cut_bytes > 0);
        self.rebuilt += usize::from(start.views_rebuilt.is_some());
    }
}

#[test]
fn whatever_the_store_promised_survives_the_cuts_of_a_real_file_system() {
    let (mut promised, mut torn, mut rebuilt) = (0, 0, 0);
    let plays = std::env::var("COMITY_POWER_CUTS").map_or(PLAYS, |text| text.parse().unwrap());
    let first = std::env::var("COMITY_POWER_FIRST").map_or(0, |text| text.parse().unwrap());
    for seed in first..first + plays {
        let Some(played) = play(seed, Disk::new()) else { return };
        let played = played.unwrap_or_else(|lost| panic!("COMITY_POWER_FIRST={seed} COMITY_POWER_CUTS=1: {lost}"));
        promised += played.promised;
        torn += played.torn;
        rebuilt += played.rebuilt;
    }
    println!("{plays} plays: {promised} commits promised, {torn} ends torn, {rebuilt} views rebuilt");
    // Cuts are worth something only if they hit; a torn end is rare.
    assert!(plays < PLAYS || (promised > 200 && rebuilt > 0), "{promised} promised, {rebuilt} rebuilt");
    assert!(plays < 200 || torn > 0, "no end was torn");
}

#[test]
fn a_disk_that_lies_about_syncs_is_found_out() {
    let mut found = Vec::new();
    for seed in 0..5 {
        let mut disk = Disk::new();
        disk.lie_about_syncs();
        let Some(played) = play(seed, disk) else { return };
        found.extend(played.err());
    }
    assert!(!found.is_empty(), "five plays on a disk that loses what was synced, and nothing was missed");
    println!("{found:#?}");
}
