//! Letters between two gateways. They run in this program as `comity serve` would run them, each with its own keys, record, clockwork
//! and mutual TLS; the third gateway is on the roll and not there.
//!
//! Before the clock starts, the letters are drafted, their papers added, examined by both sides' rules, and submitted. Then each is
//! forwarded: sealed by the transmitting authority, put into a signed envelope, committed; its papers and it go to the other gateway,
//! which verifies both signatures, commits, and signs a receipt; the receipt is verified and committed. Both sides' rules assess what
//! happened meanwhile, on the same cores.
//!
//! A letter counts when its receipt is durable on its own side. Afterwards both records are read, and whatever cannot be shown from
//! them is an error, not a smaller number.

pub(super) mod letter;
pub(super) mod pair;
mod proof;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use comity_domain::{MatterId, MessageId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use self::letter::Letter;
use self::pair::Pair;
use super::machine::{thread_nanos, written_bytes};
use super::measure::{Samples, Stopwatch, median, per_second};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};

const USUAL_LETTERS: u32 = 5_000;
const USUAL_AT_ONCE: u16 = 128;
const PER_SECOND_WANTED: u64 = 1_000;
/// How often it is looked which letters are receipted: the resolution of each letter's time.
const LOOK_EVERY_MS: u64 = 2;
const STALLED_SECONDS: u64 = 60;
const PREPARED_AT_ONCE: usize = 64;

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let pair = Arc::new(Pair::start(options).await?);
    let letter = Arc::new(Letter::new(options.documents)?);
    let per_round = options.per_round(USUAL_LETTERS);
    let warm_up = prepare(&pair, &letter, per_round.div_ceil(10)).await?;
    forward_all(&pair, &warm_up, options.at_once(USUAL_AT_ONCE)).await?;
    let mut measured = Vec::new();
    let mut letters = warm_up;
    for _ in 0..options.rounds {
        let prepared = prepare(&pair, &letter, per_round).await?;
        measured.push(forward_all(&pair, &prepared, options.at_once(USUAL_AT_ONCE)).await?);
        letters.extend(prepared);
    }
    letters.iter().try_for_each(|matter| proof::exchanged(&pair, matter))?;
    pair.stop().await?;
    let rounds: Vec<Round> = measured.iter().map(|measured| measured.round).collect();
    let median = Round::median_of(&rounds);
    Ok(Report {
        benchmark: Which::Exchange,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &[
            "authority-seal",
            "envelope-signature",
            "commit-at-sender",
            "outbox",
            "mutual-tls",
            "papers",
            "both-signatures-verified",
            "commit-at-receiver",
            "receipt-signature",
            "receipt-verified",
            "receipt-commit",
            "assessments-meanwhile",
        ],
        rounds,
        median,
        figures: figures(options, &letter, &measured),
        marks: vec![Mark::at_least("exchanges-per-second", PER_SECOND_WANTED, median.per_second)],
    })
}

/// What was measured in one round.
struct Measured {
    round: Round,
    /// Letters in a second, until the assessments that follow from them were recorded on both sides too.
    assessed_per_second: u64,
    /// Entries of the two records, those of the assessments included.
    entries: (u64, u64),
    /// Bytes written to the disk.
    written: u64,
    /// Processor time by threads, the assessments included.
    threads: BTreeMap<String, u64>,
}

fn figures(options: &Options, letter: &Letter, measured: &[Measured]) -> Vec<Figure> {
    let middle = |of: fn(&Measured) -> u64| median(measured.iter().map(of)).unwrap_or(0);
    let mut figures = vec![
        Figure::new("at-once-letters", options.at_once(USUAL_AT_ONCE) as u64),
        Figure::new("documents-per-letter", u64::from(options.documents)),
        Figure::new("files-per-letter", letter.files()),
        Figure::new("files-per-letter-bytes", letter.file_bytes()),
        Figure::new("resolution-ms", LOOK_EVERY_MS),
        Figure::new("exchanged-and-assessed-per-second", middle(|measured| measured.assessed_per_second)),
        Figure::new("entries-here-per-1000-exchanges", middle(|it| it.entries.0 * 1000 / it.round.count.max(1))),
        Figure::new("entries-there-per-1000-exchanges", middle(|it| it.entries.1 * 1000 / it.round.count.max(1))),
        Figure::new("written-per-exchange-bytes", middle(|it| it.written / it.round.count.max(1))),
    ];
    let mut threads: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, nanos) in measured.iter().flat_map(|measured| &measured.threads) {
        *threads.entry(name).or_insert(0) += nanos;
    }
    let exchanges: u64 = measured.iter().map(|measured| measured.round.count).sum();
    let cpu =
        |(name, nanos): (&str, u64)| Figure::new(format!("cpu-of-{name}-per-exchange-ns"), nanos / exchanges.max(1));
    figures.extend(threads.into_iter().filter(|(_, nanos)| *nanos > 0).map(cpu));
    figures
}

/// Writes letters up to the point where they wait to be forwarded.
pub(super) async fn prepare(pair: &Arc<Pair>, letter: &Arc<Letter>, count: u32) -> Result<Vec<MatterId>, BenchError> {
    let turns = Arc::new(Semaphore::new(PREPARED_AT_ONCE));
    let mut running = JoinSet::new();
    for _ in 0..count {
        let (pair, letter, turns) = (Arc::clone(pair), Arc::clone(letter), Arc::clone(&turns));
        running.spawn(async move {
            let _turn = turns.acquire().await.map_err(BenchError::broken)?;
            letter.submit(&pair.cn).await
        });
    }
    let mut letters = Vec::new();
    while let Some(submitted) = running.join_next().await {
        letters.push(submitted.map_err(BenchError::broken)??);
    }
    pair.assessed().await?;
    Ok(letters)
}

/// Forwards letters, so many at once, and waits for the receipts and then for the assessments.
async fn forward_all(pair: &Arc<Pair>, letters: &[MatterId], at_once: usize) -> Result<Measured, BenchError> {
    let sizes = (pair.cn.record_size()?, pair.hk.record_size()?);
    let (threads, written) = (thread_nanos(), written_bytes());
    let watch = Stopwatch::start();
    let flights = Arc::new(Flights::default());
    let mut forwarding = JoinSet::new();
    let slots = Arc::new(Semaphore::new(at_once));
    for matter in letters {
        forwarding.spawn(forward(Arc::clone(pair), matter.clone(), Arc::clone(&flights), Arc::clone(&slots)));
    }
    let times = land(pair, &flights, &mut forwarding, letters.len()).await?;
    let elapsed = watch.elapsed();
    pair.assessed().await?;
    let count = letters.len() as u64;
    let assessed_per_second = per_second(count, watch.elapsed());
    let grown = (pair.cn.record_size()? - sizes.0, pair.hk.record_size()? - sizes.1);
    let written = written_bytes() - written;
    let mut spent = thread_nanos();
    spent.iter_mut().for_each(|(name, nanos)| *nanos = nanos.saturating_sub(threads.get(name).copied().unwrap_or(0)));
    Ok(Measured { round: times.round(count, elapsed), assessed_per_second, entries: grown, written, threads: spent })
}

/// Forwards one letter when there is a free slot; the slot is free again when its receipt is durable.
async fn forward(
    pair: Arc<Pair>,
    matter: MatterId,
    flights: Arc<Flights>,
    slots: Arc<Semaphore>,
) -> Result<(), BenchError> {
    let slot = slots.acquire_owned().await.map_err(BenchError::broken)?;
    let since = Stopwatch::start();
    let standing = pair.cn.forward(&matter).await?;
    let message =
        standing.unreceipted.first().ok_or_else(|| BenchError::NotExchanged { matter: matter.to_string() })?;
    flights.add(*message, Flight { since, _slot: slot });
    Ok(())
}

/// Waits until `count` letters are receipted.
async fn land(
    pair: &Pair,
    flights: &Flights,
    forwarding: &mut JoinSet<Result<(), BenchError>>,
    count: usize,
) -> Result<Samples, BenchError> {
    let mut times = Samples::default();
    let mut last = Stopwatch::start();
    while times.len() < count {
        tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
        while let Some(forwarded) = forwarding.try_join_next() {
            forwarded.map_err(BenchError::broken)??;
        }
        pair.is_serving()?;
        // Those that had been sent before the look: whatever was added since may be missing in what is seen.
        let sent = flights.messages();
        let waiting = pair.cn.unreceipted(pair.hk.gateway())?;
        for message in sent.into_iter().filter(|message| !waiting.contains(message)) {
            if let Some(flight) = flights.remove(&message) {
                times.add(flight.since.nanos());
                last = Stopwatch::start();
            }
        }
        if last.elapsed().as_secs() >= STALLED_SECONDS {
            return Err(BenchError::Stalled { seconds: STALLED_SECONDS, missing: count - times.len() });
        }
    }
    Ok(times)
}

/// The letters under way.
#[derive(Default)]
struct Flights(Mutex<BTreeMap<MessageId, Flight>>);

struct Flight {
    since: Stopwatch,
    _slot: OwnedSemaphorePermit,
}

impl Flights {
    fn add(&self, message: MessageId, flight: Flight) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(message, flight);
    }

    fn remove(&self, message: &MessageId) -> Option<Flight> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(message)
    }

    fn messages(&self) -> Vec<MessageId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }
}

#[cfg(test)]
mod tests;
