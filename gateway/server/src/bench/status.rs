//! A mediator whom Hong Kong's body has accredited is suspended and reinstated, again and again; each time counts from the decision of the second
//! person, until the gateway of the Mainland says so too. The gateways run in this program as `comity serve` would run them, and are connected.

use std::sync::Arc;
use std::time::Duration;

use comity_domain::mediator::{Accreditation, RosterNumber, day_at};
use comity_domain::{Jurisdiction, MediatorId};
use comity_federation::credential::Confirmation;
use comity_federation::keys::KeyPair;
use jiff::ToSpan as _;

use super::exchange::pair::{Acting, JUDGE, Pair};
use super::measure::{Samples, Stopwatch};
use super::{BenchError, Build, Machine, Mark, Options, Report, Round, Which};
use crate::access::{Permit, Role, action};
use crate::app::{Accrediting, App, Assessing, Failure, Sanction, Submitted};
use crate::clock::{BusinessDays, Clock};

const APPLICATION: &str = include_str!("../../../../fixtures/mediators/application.json");
const BODY: &str = "hk-gba-accreditation";
const CLERK: Acting = (Role::Clerk, BODY);
const REGISTRAR: Acting = (Role::Registrar, BODY);
/// A suspension, and its end: each is counted.
const USUAL_CHANGES: u32 = 200;
const P99_WANTED_MS: u64 = 1_000;
/// How often it is asked: the resolution of each time.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// As many looks without an answer are two minutes: whoever did not hear of it at once hears of it by the next heartbeat.
const LOOKS: u32 = 24_000;
/// The accreditation ends so many days from now.
const TERM_DAYS: i64 = 30;

/// The mediator, and where she is accredited and asked for.
struct Known {
    pair: Pair,
    id: MediatorId,
    subject: RosterNumber,
}

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let known = Known::accredited(options).await?;
    let per_round = options.per_round(USUAL_CHANGES);
    known.round(per_round.div_ceil(10)).await?;
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        rounds.push(known.round(per_round).await?);
    }
    known.pair.stop().await?;
    let median = Round::median_of(&rounds);
    Ok(Report {
        benchmark: Which::Status,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &["pushed", "mutual-tls", "verified", "commit-at-receiver", "read-by-registers", "asked"],
        rounds,
        median,
        figures: Vec::new(),
        marks: vec![Mark::at_most("p99-ms", P99_WANTED_MS, super::measure::millis(median.p99_ns))],
    })
}

impl Known {
    /// She applies, is accredited, and confirmed by all three; and is known in the Mainland.
    async fn accredited(options: &Options) -> Result<Self, BenchError> {
        let pair = Pair::start(options).await?;
        let number = "2026-0049";
        let subject = RosterNumber::new(Jurisdiction::Hk, number).map_err(BenchError::broken)?;
        let Submitted { profile, experience, .. } = serde_json::from_str(APPLICATION).map_err(BenchError::broken)?;
        let hk = Arc::clone(pair.hk.app());
        let id = hk.apply_as_mediator(&pair.hk.permit_at(CLERK, None)?, Vec::new(), profile, experience).await?;
        let assessing = Assessing { applicant_of: Some(Jurisdiction::Hk), eligible: Some(true), reason: None };
        let (assessed, _) = hk.assess_mediator(&pair.hk.permit_at(REGISTRAR, None)?, &id, assessing).await?;
        let today = day_at(Clock::new(BusinessDays::Machine).now());
        let until = today.checked_add(TERM_DAYS.days()).map_err(BenchError::broken)?;
        let accreditation = Accreditation {
            standard: "hk-gba-accreditation-2024".to_owned(),
            standard_version: "2024-03-28".to_owned(),
            level: "mediator".to_owned(),
        };
        let accrediting = Accrediting { number: number.to_owned(), accreditation, until };
        hk.accredit_mediator(pair.hk.permit_at(REGISTRAR, None)?, &id, assessed.revision, accrediting).await?;
        let voices = confirmations(&pair, &subject)?;
        hk.confirm_mediator(&pair.hk.permit_at(CLERK, None)?, &id, voices).await?;
        let known = Self { pair, id, subject };
        known.until_stands("valid").await?;
        Ok(known)
    }

    /// So many changes, one after the other.
    async fn round(&self, count: u32) -> Result<Round, BenchError> {
        let mut times = Samples::default();
        let watch = Stopwatch::start();
        for _ in 0..count.div_ceil(2) {
            for (sanction, standing) in [(Sanction::Suspend, "suspended"), (Sanction::Reinstate, "valid")] {
                self.decided(sanction).await?;
                let sample = Stopwatch::start();
                self.until_stands(standing).await?;
                times.add(sample.nanos());
            }
        }
        let count = times.len() as u64;
        Ok(times.round(count, watch.elapsed()))
    }

    /// Two persons decide.
    async fn decided(&self, sanction: Sanction) -> Result<(), BenchError> {
        let hk = self.pair.hk.app();
        let read = hk.read_mediator(&self.pair.hk.permit_at(CLERK, None)?, &self.id)?;
        let seen = read.mediator.standing.revision;
        for person in ["bench-first", "bench-second"] {
            let permit: Permit<action::SuspendMediator> = self.pair.hk.permit_of(person, REGISTRAR, None)?;
            hk.sanction_mediator(permit, &self.id, seen, sanction, "complaint".to_owned()).await?;
        }
        Ok(())
    }

    /// Asks the Mainland's gateway how she stands, until it says this.
    async fn until_stands(&self, standing: &str) -> Result<(), BenchError> {
        let permit: Permit<action::AskForMediator> = self.pair.cn.permit_at(JUDGE, None)?;
        for _ in 0..LOOKS {
            if stands(self.pair.cn.app(), &permit, &self.subject).await?.as_deref() == Some(standing) {
                return Ok(());
            }
            self.pair.is_serving()?;
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(BenchError::Stalled { seconds: u64::from(LOOKS) * 5 / 1_000, missing: 1 })
    }
}

async fn stands(
    app: &App,
    permit: &Permit<action::AskForMediator>,
    subject: &RosterNumber,
) -> Result<Option<String>, BenchError> {
    match app.mediator_stands(permit, subject, None, None).await {
        Ok(stands) => Ok(Some(stands.standing)),
        Err(Failure::NotFound { .. }) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

/// The voice of each side, signed with its key.
fn confirmations(pair: &Pair, subject: &RosterNumber) -> Result<Vec<String>, BenchError> {
    let sides = [("cn", Jurisdiction::Cn), ("hk", Jurisdiction::Hk), ("mo", Jurisdiction::Mo)];
    let voice = |(name, by): (&str, Jurisdiction)| {
        let path = pair.directory().join(name).join("keys/confirmation.json");
        let file = std::fs::read(&path).map_err(|error| BenchError::Files { path, error })?;
        let key = KeyPair::parse(&file).map_err(BenchError::broken)?;
        let issued = Clock::new(BusinessDays::Machine).now();
        Confirmation { by, subject: subject.clone(), issued }.sign(&key).map_err(BenchError::broken)
    };
    sides.into_iter().map(voice).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::packed_releases;
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn each_change_is_heard_of_at_the_other_gateway() {
        let (releases, scratch) = (packed_releases(), tempfile::tempdir().unwrap());
        let options = Options {
            count: Some(4),
            rounds: 2,
            directory: scratch.path().to_owned(),
            releases: Some(releases.path().to_owned()),
            ..Options::default()
        };
        let report = run(&options).await.unwrap();
        assert!(report.rounds.iter().all(|round| round.count == 2 && round.p50_ns > 0));
    }
}
