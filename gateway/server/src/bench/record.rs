//! Durable entries: many committers at the same time, each in a matter of its own, on the real disk. Every commit is one entry and is
//! acknowledged before its committer goes on. The store is the gateway's, with views in sled; only the projection is the benchmark's
//! own, and keeps the last entry of each matter.

pub(super) mod disk;

use std::path::Path;
use std::sync::Arc;

use comity_domain::{AuthorityId, Date};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_record::seal::SubjectKey;
use comity_record::{Digest, Time, checkpoint::NoteSigner};
use comity_store::{
    Answered, Change, Commit, CommitError, Committed, Config, Entry, Expected, HeldKey, NewEntry, Parts, Projection,
    ReadViews, ReceiptNotSigned, ReceiptSigner, Store, ViewsUnreadable,
};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use self::disk::{CountingDisk, Counts};
use super::measure::{Samples, Stopwatch};
use super::scratch::Scratch;
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::clock::{BusinessDays, Clock, entropy};

const USUAL_ENTRIES: u32 = 50_000;
const USUAL_AT_ONCE: u16 = 256;
const PER_SECOND_WANTED: u64 = 5_000;
pub(super) const LOG: &str = "comity.example/bench";
/// A matter on its way has about so many entries.
const ENTRIES_PER_MATTER: u64 = 8;
/// What is sealed in an entry that carries a message: about one and a half kilobytes.
const ENVELOPE_BYTES: usize = 1_500;

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let scratch = Scratch::in_directory(&options.directory)?;
    let counts = Arc::new(Counts::default());
    let store = open(scratch.path(), Arc::clone(&counts), &Secrets::fresh()?)?;
    let at_once = options.at_once(USUAL_AT_ONCE);
    let each = options.per_round(USUAL_ENTRIES).div_ceil(u32::try_from(at_once).map_err(BenchError::broken)?);
    let mut acknowledged = round(&store, at_once, each.div_ceil(10)).await?.count;
    let (syncs_before, bytes_before) = (counts.syncs(), counts.bytes());
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        let round = round(&store, at_once, each).await?;
        acknowledged += round.count;
        rounds.push(round);
    }
    let (syncs, bytes) = (counts.syncs() - syncs_before, counts.bytes() - bytes_before);
    let line_bytes = store.line(0)?.len() as u64;
    let found = store.status().size;
    store.close()?;
    if found != acknowledged {
        return Err(BenchError::Miscounted { acknowledged, found });
    }
    let median = Round::median_of(&rounds);
    let entries = rounds.iter().map(|round| round.count).sum::<u64>().max(1);
    Ok(Report {
        benchmark: Which::Record,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &["seal", "commitments", "append", "fdatasync", "merkle-leaf", "views-in-sled", "acknowledge"],
        rounds,
        median,
        figures: vec![
            Figure::new("at-once-commits", at_once as u64),
            Figure::new("entries-per-commit", 1),
            Figure::new("line-bytes", line_bytes),
            Figure::new("appended-per-entry-bytes", bytes / entries),
            Figure::new("fdatasyncs-per-1000-commits", syncs * 1000 / entries),
        ],
        marks: vec![Mark::at_least("entries-per-second", PER_SECOND_WANTED, median.per_second)],
    })
}

/// Each of the committers makes `each` commits, one after the other.
pub(super) async fn round(store: &Store, committers: usize, each: u32) -> Result<Round, BenchError> {
    let watch = Stopwatch::start();
    let mut running = JoinSet::new();
    for _ in 0..committers {
        running.spawn(commit_matters(store.clone(), each));
    }
    let mut times = Samples::default();
    while let Some(ended) = running.join_next().await {
        times.extend(ended.map_err(BenchError::broken)??);
    }
    let elapsed = watch.elapsed();
    let count = times.len() as u64;
    Ok(times.round(count, elapsed))
}

async fn commit_matters(store: Store, commits: u32) -> Result<Samples, BenchError> {
    let clock = Clock::new(BusinessDays::Machine);
    let mut times = Samples::default();
    let mut subject = String::new();
    for number in 0..u64::from(commits) {
        let revision = number % ENTRIES_PER_MATTER;
        if revision == 0 {
            subject = format!("matter/cn/{}", clock.ulid());
        }
        let commit = commit(&subject, revision, clock.now())?;
        let watch = Stopwatch::start();
        durable(&store, commit).await?;
        times.add(watch.nanos());
    }
    Ok(times)
}

/// Returns when the commit is on stable storage.
async fn durable(store: &Store, commit: Commit) -> Result<Committed, BenchError> {
    let (answer, answered) = oneshot::channel();
    store.commit(commit, move |result| drop(answer.send(result)));
    Ok(answered.await.map_err(|_| CommitError::Stopped)??)
}

/// An entry as large as one that carries a message: codes and digests open, the envelope sealed.
fn commit(subject: &str, revision: u64, time: Time) -> Result<Commit, BenchError> {
    let half = entropy::<{ ENVELOPE_BYTES / 2 }>();
    let envelope: String = half.iter().map(|byte| format!("{byte:02x}")).collect();
    let entry = NewEntry::new("message-queued")
        .open("to", "hk")
        .open("message_kind", "letter")
        .open("digest", Digest::of(&half).to_string())
        .open("seq", revision)
        .open("authority", "cn-gd-hpc")
        .sealed("envelope", envelope)
        .sealed("by", "chen-an");
    let day = Date::new(2026, 1, 12).map_err(BenchError::broken)?;
    Ok(Commit::of(subject, Expected::Revision(revision), day, time, vec![entry]))
}

/// What a store is opened with, each time the same.
pub(super) struct Secrets {
    master: [u8; 32],
    checkpoint: KeyPair,
}

impl Secrets {
    pub(super) fn fresh() -> Result<Self, BenchError> {
        let owner: AuthorityId = "cn-nansha".parse().map_err(BenchError::broken)?;
        let checkpoint = KeyPair::from_seed(Owner::Authority(owner), KeyUse::Seal, &entropy());
        Ok(Self { master: entropy(), checkpoint: checkpoint.map_err(BenchError::broken)? })
    }
}

pub(super) fn open(directory: &Path, counts: Arc<Counts>, secrets: &Secrets) -> Result<Store, BenchError> {
    let key = secrets.checkpoint.signing_key().map_err(BenchError::broken)?.clone();
    let parts = Parts {
        disk: Arc::new(CountingDisk::new(counts)),
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes(secrets.master))),
        checkpoint_signer: NoteSigner::new(LOG, key).map_err(BenchError::broken)?,
        receipt_signer: Arc::new(NoReceipts),
        projection: Arc::new(LastEntries),
        entropy: Box::new(fill),
        on_fatal: Arc::new(|reason| {
            tracing::error!(code = "store-fatal", reason, "the record cannot be kept");
            std::process::abort();
        }),
        progress: Arc::new(|_| {}),
    };
    Ok(Store::open(Config::new(directory.join("record"), LOG), parts)?)
}

fn fill(bytes: &mut [u8]) {
    for chunk in bytes.chunks_mut(32) {
        let fresh: [u8; 32] = entropy();
        chunk.iter_mut().zip(fresh).for_each(|(byte, random)| *byte = random);
    }
}

/// The last entry of each matter.
struct LastEntries;

impl Projection for LastEntries {
    fn version(&self) -> u32 {
        1
    }

    fn project(&self, entry: &Entry, _: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        changes.push(Change::Put(entry.subject.as_bytes().to_vec(), entry.index.to_be_bytes().to_vec()));
        Ok(())
    }
}

/// No message is answered here.
struct NoReceipts;

impl ReceiptSigner for NoReceipts {
    fn sign(&self, _: &Answered, _: u64, _: Time) -> Result<String, ReceiptNotSigned> {
        Err(ReceiptNotSigned("no message is answered here".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_tiny_run_counts_entries_that_were_acknowledged_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            count: Some(40),
            rounds: 2,
            at_once: Some(4),
            directory: folder.path().to_owned(),
            ..Options::default()
        };
        let report = run(&options).await.unwrap();
        assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [20, 20]);
        let figure = |code: &str| report.figures.iter().find(|figure| figure.code == code).unwrap().value;
        assert!(figure("fdatasyncs-per-1000-commits") >= 250, "at most four commits can share a sync");
        assert!(figure("line-bytes") > 1_500);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
