//! Durable entries: many committers at the same time, each in a matter of its own, on the real disk. Every commit is one entry and is
//! acknowledged before its committer goes on. The store is the gateway's, with views in sled; only the projection is the benchmark's
//! own, and keeps the last entry of each matter.
//!
//! Meanwhile a checkpoint is signed at each beat, as the gateway's upkeep does it. For each entry it is measured how long after its durable
//! answer there was a signed checkpoint under which it can be proved to stand; afterwards each of these proofs is made, and verified against
//! the root that was signed.

pub(super) mod disk;
mod proofs;

use std::path::Path;
use std::sync::Arc;

use comity_domain::{AuthorityId, Date};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_record::checkpoint::{NoteSigner, NoteVerifier};
use comity_record::seal::SubjectKey;
use comity_record::{Digest, Time};
use comity_store::{
    Answered, Change, Commit, CommitError, Committed, Config, Entry, Expected, HeldKey, NewEntry, Parts, Projection,
    ReadViews, ReceiptNotSigned, ReceiptSigner, Store, ViewsUnreadable,
};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use self::disk::{CountingDisk, Counts};
use self::proofs::{Acknowledged, Beat};
use super::machine::resident_memory_kib;
use super::measure::{Samples, Stopwatch};
use super::scratch::Scratch;
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::clock::{BusinessDays, Clock, entropy};

const USUAL_ENTRIES: u32 = 100_000;
const USUAL_AT_ONCE: u16 = 256;
const PER_SECOND_WANTED: u64 = 10_000;
const PROVED_AFTER_MS_WANTED: u64 = 2_000;
pub(super) const LOG: &str = "comity.example/bench";
/// A matter on its way has about so many entries.
const ENTRIES_PER_MATTER: u64 = 8;
/// What is sealed in an entry that carries a message: about one and a half kilobytes.
pub(super) const ENVELOPE_BYTES: usize = 1_500;

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let scratch = Scratch::in_directory(&options.directory)?;
    let (counts, secrets) = (Arc::new(Counts::default()), Secrets::fresh()?);
    let store = open(scratch.path(), Arc::clone(&counts), &secrets)?;
    let at_once = options.at_once(USUAL_AT_ONCE);
    let each = options.per_round(USUAL_ENTRIES).div_ceil(u32::try_from(at_once).map_err(BenchError::broken)?);
    let mut acknowledged = round(&store, at_once, each.div_ceil(10)).await?.count;
    let (syncs_before, bytes_before) = (counts.syncs(), counts.bytes());
    let watch = Stopwatch::start();
    let beat = Beat::start(&store, watch);
    let (mut rounds, mut answered, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        let (round, answers) = round_by(&store, at_once, each, watch).await?;
        acknowledged += round.count;
        rounds.push(round);
        answered.extend(answers);
        memory.push(resident_memory_kib());
    }
    let (syncs, bytes) = (counts.syncs() - syncs_before, counts.bytes() - bytes_before);
    let checkpoints = beat.until_all_are_covered().await?;
    let proved = tokio::task::spawn_blocking({
        let (store, verifier) = (store.clone(), secrets.verifier()?);
        move || proofs::shown(&store, &verifier, &checkpoints, &answered)
    });
    let proved = proved.await.map_err(BenchError::broken)??;
    let line_bytes = store.line(0)?.len() as u64;
    let found = store.status().size;
    store.close()?;
    if found != acknowledged {
        return Err(BenchError::Miscounted { acknowledged, found });
    }
    let median = Round::median_of(&rounds);
    let entries = rounds.iter().map(|round| round.count).sum::<u64>().max(1);
    let mut figures = vec![
        Figure::new("at-once-commits", at_once as u64),
        Figure::new("entries-per-commit", 1),
        Figure::new("line-bytes", line_bytes),
        Figure::new("appended-per-entry-bytes", bytes / entries),
        Figure::new("fdatasyncs-per-1000-commits", syncs * 1000 / entries),
    ];
    figures.extend(proved.figures());
    let after = |(number, kib): (u64, u64)| Figure::new(format!("memory-after-round-{number}-kib"), kib);
    figures.extend((1..).zip(memory).map(after));
    Ok(Report {
        benchmark: Which::Record,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &[
            "seal",
            "commitments",
            "append",
            "fdatasync",
            "merkle-leaf",
            "views-in-sled",
            "acknowledge",
            "checkpoints-meanwhile",
        ],
        rounds,
        median,
        figures,
        marks: vec![
            Mark::at_least("entries-per-second", PER_SECOND_WANTED, median.per_second),
            Mark::at_most("proof-after-answer-max-ms", PROVED_AFTER_MS_WANTED, proved.longest_ms()),
        ],
    })
}

/// Each of the committers makes `each` commits, one after the other.
pub(super) async fn round(store: &Store, committers: usize, each: u32) -> Result<Round, BenchError> {
    Ok(round_by(store, committers, each, Stopwatch::start()).await?.0)
}

/// The same, and when each commit was answered, by `watch`.
async fn round_by(
    store: &Store,
    committers: usize,
    each: u32,
    watch: Stopwatch,
) -> Result<(Round, Vec<Acknowledged>), BenchError> {
    let since = Stopwatch::start();
    let mut running = JoinSet::new();
    for _ in 0..committers {
        running.spawn(commit_matters(store.clone(), each, watch));
    }
    let (mut times, mut answers) = (Samples::default(), Vec::new());
    while let Some(ended) = running.join_next().await {
        let (taken, answered) = ended.map_err(BenchError::broken)??;
        times.extend(taken);
        answers.extend(answered);
    }
    let elapsed = since.elapsed();
    let count = times.len() as u64;
    Ok((times.round(count, elapsed), answers))
}

async fn commit_matters(
    store: Store,
    commits: u32,
    watch: Stopwatch,
) -> Result<(Samples, Vec<Acknowledged>), BenchError> {
    let clock = Clock::new(BusinessDays::Machine);
    let (mut times, mut answers) = (Samples::default(), Vec::new());
    let mut subject = String::new();
    for number in 0..u64::from(commits) {
        let revision = number % ENTRIES_PER_MATTER;
        if revision == 0 {
            subject = format!("matter/cn/{}", clock.ulid());
        }
        let commit = commit(&subject, revision, clock.now())?;
        let since = Stopwatch::start();
        let Committed { first_index, .. } = durable(&store, commit).await?;
        times.add(since.nanos());
        answers.push(Acknowledged { index: first_index, at_ns: watch.nanos() });
    }
    Ok((times, answers))
}

/// Returns when the commit is on stable storage.
async fn durable(store: &Store, commit: Commit) -> Result<Committed, BenchError> {
    let (answer, answered) = oneshot::channel();
    store.commit(commit, move |result| drop(answer.send(result)));
    Ok(answered.await.map_err(|_| CommitError::Stopped)??)
}

/// An entry as large as one that carries a message: codes and digests open, the envelope sealed.
pub(super) fn commit(subject: &str, revision: u64, time: Time) -> Result<Commit, BenchError> {
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

    fn signer(&self) -> Result<NoteSigner, BenchError> {
        let key = self.checkpoint.signing_key().map_err(BenchError::broken)?.clone();
        NoteSigner::new(LOG, key).map_err(BenchError::broken)
    }

    fn verifier(&self) -> Result<NoteVerifier, BenchError> {
        Ok(self.signer()?.verifier().clone())
    }
}

pub(super) fn open(directory: &Path, counts: Arc<Counts>, secrets: &Secrets) -> Result<Store, BenchError> {
    open_reading(directory, counts, secrets, false)
}

/// [`open`], or, if it `reads_all`, by reading also what was verified before.
pub(super) fn open_reading(
    directory: &Path,
    counts: Arc<Counts>,
    secrets: &Secrets,
    reads_all: bool,
) -> Result<Store, BenchError> {
    let parts = Parts {
        disk: Arc::new(CountingDisk::new(counts)),
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes(secrets.master))),
        checkpoint_signer: secrets.signer()?,
        checkpoint_keys: Vec::new(),
        receipt_signer: Arc::new(NoReceipts),
        projection: Arc::new(LastEntries),
        entropy: Box::new(fill),
        on_fatal: Arc::new(|reason| {
            tracing::error!(code = "store-fatal", reason, "the record cannot be kept");
            std::process::abort();
        }),
        progress: Arc::new(|_| {}),
    };
    let config = Config { reads_all, ..Config::new(directory.join("record"), LOG) };
    Ok(Store::open(config, parts)?)
}

pub(super) fn fill(bytes: &mut [u8]) {
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
        assert!(figure("checkpoints-count") > 0);
        assert_eq!(figure("proofs-verified-count"), 40, "one for each entry that was measured");
        assert!(figure("memory-after-round-2-kib") > 0);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
