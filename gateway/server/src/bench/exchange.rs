//! Letters, or reminders, between two gateways. They run in this program as `comity serve` would run them, each with its own keys, record, clockwork
//! and mutual TLS; the third gateway is on the roll and not there.
//!
//! Before the clock starts, the letters are drafted, their papers added, examined by both sides' rules, and submitted. Then each is
//! forwarded: sealed by the transmitting authority, put into a signed envelope, committed; its papers and it go to the other gateway,
//! which verifies both signatures, commits, and signs a receipt; the receipt is verified and committed. Both sides' rules assess what
//! happened meanwhile, on the same cores.
//!
//! A reminder is what every message is and a letter is too, without what a letter brings: it has no papers, and nobody's rules are asked. Each is
//! of a letter of its own, which has arrived before the clock starts.
//!
//! Either counts when its receipt is durable on its own side. Afterwards both records are read, and whatever cannot be shown from
//! them is an error, not a smaller number.
//!
//! First as many letters as are asked for are under way at the same time: that is how many the gateways carry. Then letters are offered at a
//! fixed rate, whether or not those before them have arrived, and each one's time runs from the moment at which it was due: at half of the
//! rate that is wanted, and at half of the one that was reached. With `--rate` they are offered at that rate only.

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
use super::measure::{Samples, Stopwatch, median, millis, per_second};
use super::{BenchError, Build, Exchanged, Figure, Machine, Mark, Options, Report, Round, Which};

const USUAL_LETTERS: u32 = 5_000;
const USUAL_AT_ONCE: u16 = 128;
const PER_SECOND_WANTED: u32 = 2_000;
/// At half of the rate that is wanted, 99 of 100 letters are to take no longer.
const P99_WANTED_MS: u64 = 100;
/// How often it is looked which letters are receipted: the resolution of each letter's time. To look is not free.
const LOOK_EVERY_MS: u64 = 5;
const STALLED_SECONDS: u64 = 60;
const PREPARED_AT_ONCE: usize = 64;

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let mut letters = Letters::start(options).await?;
    let pace = options.rate.map_or(Pace::AtOnce(options.at_once(USUAL_AT_ONCE)), Pace::PerSecond);
    letters.round(options.per_round(USUAL_LETTERS).div_ceil(10), pace).await?;
    let mut measured = Vec::new();
    for _ in 0..options.rounds {
        measured.push(letters.round(options.per_round(USUAL_LETTERS), pace).await?);
    }
    let rounds: Vec<Round> = measured.iter().map(|measured| measured.round).collect();
    let median = Round::median_of(&rounds);
    let mut figures = figures(options, &letters.letter, &measured);
    let marks = match options.rate {
        Some(_) => vec![Mark::at_most("p99-at-the-offered-rate-ms", P99_WANTED_MS, millis(median.p99_ns))],
        None => {
            let half_of_wanted = letters.at_rate(options, PER_SECOND_WANTED / 2).await?;
            let half_of_reached = letters.at_rate(options, half(median.per_second)).await?;
            figures.extend(half_of_wanted.figures("half-of-wanted"));
            figures.extend(half_of_reached.figures("half-of-reached"));
            vec![
                Mark::at_least("exchanges-per-second", u64::from(PER_SECOND_WANTED), median.per_second),
                Mark::at_most("p99-at-half-of-wanted-ms", P99_WANTED_MS, millis(half_of_wanted.round.p99_ns)),
            ]
        }
    };
    letters.show_and_stop().await?;
    Ok(Report {
        benchmark: Which::Exchange,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: includes(options.exchanged),
        rounds,
        median,
        figures,
        marks,
    })
}

const fn includes(exchanged: Exchanged) -> &'static [&'static str] {
    match exchanged {
        Exchanged::Letter => &[
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
        Exchanged::Reminder => &[
            "authority-seal",
            "envelope-signature",
            "commit-at-sender",
            "outbox",
            "mutual-tls",
            "both-signatures-verified",
            "commit-at-receiver",
            "receipt-signature",
            "receipt-verified",
            "receipt-commit",
        ],
    }
}

/// How letters are forwarded, or followed by reminders.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// So many are under way at the same time.
    AtOnce(usize),
    /// So many are due in each second, at equal distances, whatever became of those before.
    PerSecond(u32),
}

/// The gateways, and all letters that were forwarded.
struct Letters {
    pair: Arc<Pair>,
    letter: Arc<Letter>,
    exchanged: Exchanged,
    sent: Vec<MatterId>,
}

/// What was measured at a fixed rate.
struct AtRate {
    offered: u32,
    round: Round,
}

impl Letters {
    async fn start(options: &Options) -> Result<Self, BenchError> {
        let pair = Arc::new(Pair::start(options).await?);
        let letter = Arc::new(Letter::new(options.documents)?);
        Ok(Self { pair, letter, exchanged: options.exchanged, sent: Vec::new() })
    }

    /// Prepares so many letters, and forwards them; or has them arrive, and sends a reminder after each.
    async fn round(&mut self, count: u32, pace: Pace) -> Result<Measured, BenchError> {
        let prepared = prepare(&self.pair, &self.letter, count).await?;
        if self.exchanged == Exchanged::Reminder {
            send_all(&self.pair, Exchanged::Letter, &prepared, Pace::AtOnce(USUAL_AT_ONCE.into())).await?;
        }
        let measured = send_all(&self.pair, self.exchanged, &prepared, pace).await?;
        self.sent.extend(prepared);
        Ok(measured)
    }

    /// One round at a fixed rate.
    async fn at_rate(&mut self, options: &Options, offered: u32) -> Result<AtRate, BenchError> {
        let measured = self.round(options.per_round(USUAL_LETTERS), Pace::PerSecond(offered)).await?;
        Ok(AtRate { offered, round: measured.round })
    }

    /// Shows of each letter, or reminder, that it was exchanged, and ends the gateways.
    async fn show_and_stop(self) -> Result<(), BenchError> {
        self.sent.iter().try_for_each(|matter| proof::exchanged(&self.pair, self.exchanged, matter))?;
        self.pair.stop().await
    }
}

impl AtRate {
    fn figures(&self, what: &str) -> [Figure; 4] {
        [
            Figure::new(format!("offered-at-{what}-per-second"), u64::from(self.offered)),
            Figure::new(format!("carried-at-{what}-per-second"), self.round.per_second),
            Figure::new(format!("p50-at-{what}-ms"), millis(self.round.p50_ns)),
            Figure::new(format!("p99-at-{what}-ms"), millis(self.round.p99_ns)),
        ]
    }
}

/// Half of a rate, and at least one.
fn half(per_second: u64) -> u32 {
    u32::try_from(per_second / 2).unwrap_or(u32::MAX).max(1)
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
    let pace = match options.rate {
        Some(rate) => Figure::new("offered-per-second", u64::from(rate)),
        None => Figure::new("at-once-letters", options.at_once(USUAL_AT_ONCE) as u64),
    };
    let mut figures = vec![
        pace,
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

/// Forwards letters, or sends reminders of them, and waits for the receipts and then for the assessments.
async fn send_all(
    pair: &Arc<Pair>,
    exchanged: Exchanged,
    letters: &[MatterId],
    pace: Pace,
) -> Result<Measured, BenchError> {
    let sizes = (pair.cn.record_size()?, pair.hk.record_size()?);
    let (threads, written) = (thread_nanos(), written_bytes());
    let watch = Stopwatch::start();
    let flights = Arc::new(Flights::default());
    let mut sending = JoinSet::new();
    let slots = Arc::new(Semaphore::new(match pace {
        Pace::AtOnce(at_once) => at_once,
        Pace::PerSecond(_) => letters.len(),
    }));
    for (number, matter) in (0..).zip(letters) {
        let since = match pace {
            Pace::AtOnce(_) => None,
            Pace::PerSecond(rate) => Some(watch.later(due(number, rate))),
        };
        let (pair, matter) = (Arc::clone(pair), matter.clone());
        sending.spawn(send(pair, (exchanged, matter), since, (Arc::clone(&flights), Arc::clone(&slots))));
    }
    let times = land(pair, &flights, &mut sending, letters.len()).await?;
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

/// When the letter of this number is due, from the first on.
fn due(number: u64, per_second: u32) -> Duration {
    Duration::from_nanos(number.saturating_mul(1_000_000_000) / u64::from(per_second.max(1)))
}

/// Sends a letter, or its reminder, when it is due, or else when there is a free slot; the slot is free again when the receipt is durable.
async fn send(
    pair: Arc<Pair>,
    (exchanged, matter): (Exchanged, MatterId),
    due: Option<Stopwatch>,
    (flights, slots): (Arc<Flights>, Arc<Semaphore>),
) -> Result<(), BenchError> {
    if let Some(due) = due {
        tokio::time::sleep(due.ahead()).await;
    }
    let slot = slots.acquire_owned().await.map_err(BenchError::broken)?;
    let since = due.unwrap_or_else(Stopwatch::start);
    let standing = match exchanged {
        Exchanged::Letter => pair.cn.forward(&matter).await?,
        Exchanged::Reminder => pair.cn.remind(&matter).await?,
    };
    let message =
        standing.unreceipted.first().ok_or_else(|| BenchError::NotExchanged { matter: matter.to_string() })?;
    flights.add(*message, Flight { since, _slot: slot });
    Ok(())
}

/// Waits until `count` letters are receipted.
async fn land(
    pair: &Pair,
    flights: &Flights,
    sending: &mut JoinSet<Result<(), BenchError>>,
    count: usize,
) -> Result<Samples, BenchError> {
    let mut times = Samples::default();
    let mut last = Stopwatch::start();
    while times.len() < count {
        tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
        while let Some(sent) = sending.try_join_next() {
            sent.map_err(BenchError::broken)??;
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

/// What is under way.
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
