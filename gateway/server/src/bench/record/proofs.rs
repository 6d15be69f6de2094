//! When an entry can be proved: the checkpoints that are signed while entries come, and the proofs under them.

use std::time::Duration;

use comity_domain::limits::CHECKPOINT_EVERY_MS;
use comity_record::checkpoint::{Checkpoint, NoteVerifier};
use comity_record::merkle::verify_inclusion;
use comity_store::Store;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use super::super::measure::{Samples, Stopwatch, millis, per_second};
use super::super::{BenchError, Figure, Round};

/// An entry whose commit was answered as durable.
#[derive(Debug, Clone, Copy)]
pub(super) struct Acknowledged {
    pub(super) index: u64,
    /// When, in nanoseconds.
    pub(super) at_ns: u64,
}

/// A checkpoint that was signed and stored.
#[derive(Debug, Clone)]
pub(super) struct Signed {
    note: String,
    /// When, in nanoseconds of the same watch.
    at_ns: u64,
}

/// Signs a checkpoint of what is new each second, until it is told that nothing comes any more.
pub(super) struct Beat {
    store: Store,
    end: oneshot::Sender<()>,
    signed: JoinHandle<Result<Vec<Signed>, BenchError>>,
}

/// What was shown of the proofs.
#[derive(Debug)]
pub(super) struct Proved {
    checkpoints: u64,
    /// From one checkpoint to the next, at most.
    longest_pause_ns: u64,
    /// From the answer to the checkpoint, over all entries.
    waited: Round,
    /// How fast the proofs were made and verified, afterwards and on one thread.
    proofs_per_second: u64,
}

impl Beat {
    pub(super) fn start(store: &Store, watch: Stopwatch) -> Self {
        let (end, ended) = oneshot::channel();
        let signed = tokio::spawn(sign_each_beat(store.clone(), watch, ended));
        Self { store: store.clone(), end, signed }
    }

    /// Lets it beat until all that is in the record is covered, and no sooner than it would have.
    pub(super) async fn until_all_are_covered(self) -> Result<Vec<Signed>, BenchError> {
        while self.store.status().checkpoint_size < self.store.status().size && !self.signed.is_finished() {
            tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
        }
        // If it has ended already, its result says why.
        let _ = self.end.send(());
        self.signed.await.map_err(BenchError::broken)?
    }
}

/// How often it is looked whether everything is covered. The times of the checkpoints do not depend on it.
const LOOK_EVERY_MS: u64 = 20;

async fn sign_each_beat(
    store: Store,
    watch: Stopwatch,
    mut ended: oneshot::Receiver<()>,
) -> Result<Vec<Signed>, BenchError> {
    let mut beat = tokio::time::interval(Duration::from_millis(CHECKPOINT_EVERY_MS));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut signed: Vec<Signed> = Vec::new();
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            _ = &mut ended => return Ok(signed),
        }
        let made = {
            let store = store.clone();
            tokio::task::spawn_blocking(move || store.make_checkpoint())
        };
        let note = made.await.map_err(BenchError::broken)??;
        if signed.last().is_none_or(|last| *last.note != *note) {
            signed.push(Signed { note: note.to_string(), at_ns: watch.nanos() });
        }
    }
}

/// For each entry: how long it waited for the first checkpoint that covers it. Each of these checkpoints verifies, and each entry is proved
/// under its own.
pub(super) fn shown(
    store: &Store,
    verifier: &NoteVerifier,
    signed: &[Signed],
    entries: &[Acknowledged],
) -> Result<Proved, BenchError> {
    let mut checkpoints: Vec<(Checkpoint, u64)> = Vec::new();
    for Signed { note, at_ns } in signed {
        checkpoints.push((verifier.verify(note).map_err(BenchError::broken)?, *at_ns));
    }
    let mut waited = Samples::default();
    let watch = Stopwatch::start();
    for entry in entries {
        let first = checkpoints.partition_point(|(checkpoint, _)| checkpoint.size <= entry.index);
        let (checkpoint, at_ns) = checkpoints.get(first).ok_or_else(|| not_proved(entry.index))?;
        prove(store, entry.index, checkpoint)?;
        waited.add(at_ns.saturating_sub(entry.at_ns));
    }
    let (count, elapsed) = (entries.len() as u64, watch.elapsed());
    let pauses =
        checkpoints.iter().zip(checkpoints.iter().skip(1)).map(|((_, from), (_, to))| to.saturating_sub(*from));
    Ok(Proved {
        checkpoints: checkpoints.len() as u64,
        longest_pause_ns: pauses.max().unwrap_or(0),
        waited: waited.round(count, elapsed),
        proofs_per_second: per_second(count, elapsed),
    })
}

fn prove(store: &Store, index: u64, checkpoint: &Checkpoint) -> Result<(), BenchError> {
    let proof = store.with_tree(|tree| tree.leaf(index).zip(tree.inclusion_proof(index, checkpoint.size)));
    let (leaf, proof) = proof.ok_or_else(|| not_proved(index))?;
    verify_inclusion(&proof, &leaf, index, checkpoint.size, &checkpoint.root).map_err(|_| not_proved(index))
}

fn not_proved(index: u64) -> BenchError {
    BenchError::NotProved { index }
}

impl Proved {
    /// The longest time from a durable answer to a signed checkpoint over the entry.
    pub(super) fn longest_ms(&self) -> u64 {
        millis(self.waited.max_ns)
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::new("checkpoints-count", self.checkpoints),
            Figure::new("checkpoints-apart-max-ms", millis(self.longest_pause_ns)),
            Figure::new("proof-after-answer-p50-ms", millis(self.waited.p50_ns)),
            Figure::new("proof-after-answer-p99-ms", millis(self.waited.p99_ns)),
            Figure::new("proofs-verified-count", self.waited.count),
            Figure::new("proofs-made-and-verified-per-second", self.proofs_per_second),
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::disk::Counts;
    use super::super::{Secrets, open, round_by};
    use super::*;

    fn signed(note: &str, at_ns: u64) -> Signed {
        Signed { note: note.to_owned(), at_ns }
    }

    #[tokio::test]
    async fn an_entry_waits_for_the_first_checkpoint_that_covers_it_and_is_proved_under_that_one() {
        let (folder, secrets) = (tempfile::tempdir().unwrap(), Secrets::fresh().unwrap());
        let store = open(folder.path(), Arc::new(Counts::default()), &secrets).unwrap();
        let verifier = secrets.verifier().unwrap();
        let watch = Stopwatch::start();
        round_by(&store, 1, 3, watch).await.unwrap();
        let early = signed(&store.make_checkpoint().unwrap(), 3_000_000);
        round_by(&store, 1, 2, watch).await.unwrap();
        let late = signed(&store.make_checkpoint().unwrap(), 9_000_000);
        let entries = [(2, 1_000_000), (3, 1_000_000), (4, 8_500_000), (0, 3_500_000)];
        let entries = entries.map(|(index, at_ns)| Acknowledged { index, at_ns });

        let proved = shown(&store, &verifier, &[early.clone(), late.clone()], &entries).unwrap();
        assert_eq!((proved.longest_ms(), proved.waited.p50_ns, proved.waited.count), (8, 500_000, 4));
        assert_eq!((proved.checkpoints, proved.longest_pause_ns), (2, 6_000_000));

        let failure = shown(&store, &verifier, std::slice::from_ref(&early), &entries).unwrap_err();
        assert_eq!(failure.code(), "not-proved", "nothing covers the last entries");
        let other = Secrets::fresh().unwrap().signer().unwrap();
        let checkpoint = verifier.verify(&late.note).unwrap();
        let forged = signed(&other.sign(&checkpoint), 9_000_000);
        assert!(shown(&store, &verifier, &[early, forged], &entries).is_err(), "another key has signed it");
        let wrong = Checkpoint { root: comity_record::Digest::of(b"another record"), ..checkpoint };
        let wrong = signed(&secrets.signer().unwrap().sign(&wrong), 9_000_000);
        assert_eq!(shown(&store, &verifier, &[wrong], &entries).unwrap_err().code(), "not-proved");
    }
}
