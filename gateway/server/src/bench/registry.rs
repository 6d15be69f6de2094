//! What a body that accredits does with its keys, on one thread: credentials, each with a place of its own in the list; and the list itself,
//! made anew out of every credential's status, packed and signed.

use std::hint::black_box;

use comity_domain::AuthorityId;
use comity_domain::limits::STATUS_LIST_ENTRIES;
use comity_domain::mediator::{Accreditation, ListName, Profile, RosterNumber, Status};
use comity_federation::credential::{self, Claim, Draft, Issued, StatusRef};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_federation::status_list::{self, Places, Statuses};
use comity_record::Time;

use super::measure::{Samples, Stopwatch};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::clock::{drawn, entropy};

const USUAL_CREDENTIALS: u32 = 20_000;
const PER_SECOND_WANTED: u64 = 3_000;
const LISTS: u64 = 50;
const LIST_P99_WANTED_US: u64 = 50_000;
/// Of so many credentials one is suspended, and one revoked: more than any body has ever had.
const ONE_IN: u32 = 50;
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

/// A body that accredits, with its keys and its list.
struct Body {
    id: AuthorityId,
    list: ListName,
    credentials: KeyPair,
    lists: KeyPair,
}

pub(super) fn run(options: &Options) -> Result<Report, BenchError> {
    let body = Body::new()?;
    let per_round = options.per_round(USUAL_CREDENTIALS);
    body.round(per_round.div_ceil(10))?;
    let rounds = (0..options.rounds).map(|_| body.round(per_round)).collect::<Result<Vec<Round>, _>>()?;
    let median = Round::median_of(&rounds);
    let lists = body.lists()?;
    Ok(Report {
        benchmark: Which::Registry,
        machine: Machine::here(),
        build: Build::this(),
        includes: &["place-drawn", "salts-drawn", "commitments", "payload", "signature", "card"],
        rounds,
        median,
        figures: vec![
            Figure::new("list-entries", u64::from(STATUS_LIST_ENTRIES)),
            Figure::new("list-p50-us", lists.p50_ns / 1_000),
            Figure::new("list-p99-us", lists.p99_ns / 1_000),
        ],
        marks: vec![
            Mark::at_least("credentials-per-second", PER_SECOND_WANTED, median.per_second),
            Mark::at_most("list-p99-us", LIST_P99_WANTED_US, lists.p99_ns / 1_000),
        ],
    })
}

impl Body {
    fn new() -> Result<Self, BenchError> {
        let id: AuthorityId = "hk-gba-accreditation".parse().map_err(BenchError::broken)?;
        let key =
            |key_use| KeyPair::from_seed(Owner::Authority(id.clone()), key_use, &entropy()).map_err(BenchError::broken);
        let list = "urn:comity:status-list:hk-gba-accreditation:1".parse().map_err(BenchError::broken)?;
        Ok(Self { credentials: key(KeyUse::Credential)?, lists: key(KeyUse::StatusList)?, id, list })
    }

    /// So many credentials, each of another person. That they are good is seen when the clock stands.
    fn round(&self, count: u32) -> Result<Round, BenchError> {
        let mut places = Places::new(STATUS_LIST_ENTRIES.max(count), []);
        let mut issued = Vec::new();
        let mut times = Samples::default();
        let watch = Stopwatch::start();
        for number in 0..count {
            let sample = Stopwatch::start();
            issued.push(self.issue(number, &mut places)?);
            times.add(sample.nanos());
        }
        let round = times.round(u64::from(count), watch.elapsed());
        let mut digests: Vec<_> = issued.iter().map(Issued::digest).collect();
        digests.sort_unstable();
        digests.dedup();
        match (digests.len() as u64, u64::from(count)) {
            (found, acknowledged) if found != acknowledged => Err(BenchError::Miscounted { acknowledged, found }),
            _ => Ok(round),
        }
    }

    fn issue(&self, number: u32, places: &mut Places) -> Result<Issued, BenchError> {
        let index = places.draw(&mut drawn).map_err(BenchError::broken)?;
        let issued = Time::from_unix_ms(1_768_179_723_000);
        let draft = Draft {
            issuer: self.id.clone(),
            subject: RosterNumber::new(self.id.jurisdiction(), &format!("2026-{number}"))
                .map_err(BenchError::broken)?,
            accreditation: Accreditation {
                standard: "hk-gba-accreditation-2024".to_owned(),
                standard_version: "2024-03-28".to_owned(),
                level: "mediator".to_owned(),
            },
            profile: Profile {
                family_name: "Chan".to_owned(),
                given_name: "Tai Man".to_owned(),
                romanised_name: Some("Chan Tai Man".to_owned()),
                languages: ["yue", "en", "pt"].map(str::to_owned).into(),
                specialities: ["construction", "family"].map(str::to_owned).into(),
                photo: None,
            },
            issued,
            expires: issued.plus_ms(YEAR_MS),
            previous: None,
            status: StatusRef { idx: index, uri: self.list.clone() },
        };
        let issued = credential::issue(&draft, &self.credentials, &mut drawn).map_err(BenchError::broken)?;
        black_box(issued.card(&Claim::ALL));
        Ok(issued)
    }

    fn lists(&self) -> Result<Round, BenchError> {
        let mut times = Samples::default();
        let watch = Stopwatch::start();
        for number in 1..=LISTS {
            let sample = Stopwatch::start();
            black_box(self.list(number)?);
            times.add(sample.nanos());
        }
        Ok(times.round(LISTS, watch.elapsed()))
    }

    fn list(&self, number: u64) -> Result<String, BenchError> {
        let mut statuses = Statuses::new(STATUS_LIST_ENTRIES).map_err(BenchError::broken)?;
        for index in 0..STATUS_LIST_ENTRIES {
            // Scattered, as places are that were given out by chance: a pattern would pack better than any real list.
            let status = match (index.wrapping_mul(2_654_435_761) >> 16) % ONE_IN {
                0 => Status::Revoked,
                1 => Status::Suspended,
                _ => Status::Valid,
            };
            statuses.set(index, status).map_err(BenchError::broken)?;
        }
        let issued = Time::from_unix_ms(1_768_179_723_000);
        let draft = status_list::Draft { issuer: &self.id, list: &self.list, number, issued, statuses: &statuses };
        draft.sign(&self.lists).map_err(BenchError::broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_round_issues_as_many_as_were_asked_for() {
        let options = Options { count: Some(40), rounds: 2, ..Options::default() };
        let report = run(&options).unwrap();
        assert!(report.rounds.iter().all(|round| round.count == 20));
        assert!(report.marks.iter().all(|mark| mark.measured > 0));
    }
}
