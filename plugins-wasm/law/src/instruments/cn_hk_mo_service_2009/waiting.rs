//! Article 6: what the passing of time means for the court that used the arrangement.

use crate::certificate::{self, Certified, Recipient};
use crate::contract::{Date, Event, Finding, Period, Place, Roll, Unit};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Rule, switches};

use super::{ARRANGEMENT, OTHER_PROOF};

/// Article 6: three months from the day on which the documents were delivered to the other side's court.
const WAIT: (i32, Unit) = (3, Unit::Months);
const ARRANGEMENT_WAIT: &str = "arrangement-wait";

/// What the passing of time means for the court that used the arrangement.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: "service-of-documents",
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods: waiting_periods,
    examine: follow_up,
};

/// What this article reads, says and switches on.
const DECLARATION: Declaration = Declaration {
    reads: &[
        "documents",
        "documents.particulars.date",
        "documents.particulars.result",
        "docket.acted-on-content",
        "docket.delivered-to-requested",
        "docket.mentioned-content",
        "docket.served-per-certificate",
        "docket.particulars.person",
        "persons.addressee",
    ],
    rules: &[
        Rule::text(ARRANGEMENT, &["method-unavailable", "not-served", "pending", "served"]),
        Rule::text(ARRANGEMENT, &[ARRANGEMENT_WAIT]).under(&["deemed-date-roll"]),
        Rule::policy(ARRANGEMENT, &["certificate-after-wait"]),
        Rule::text(OTHER_PROOF, &["deemed-served"]).under(&["art-12-date"]),
    ],
    cites: &[],
    settings: &[&switches::ART_12_DATE, &switches::DEEMED_DATE_ROLL],
};

/// The period of article 6, for the court that used the arrangement.
fn waiting_periods(matter: &Matter) -> Vec<Period> {
    let Some(delivered) = matter.first("delivered-to-requested") else { return Vec::new() };
    let roll = if matter.switch("deemed-date-roll") == "no-roll" { Roll::None } else { Roll::NextWorkingDay };
    let period = Period::from_event(ARRANGEMENT_WAIT, delivered.index, WAIT, "CN").rolling(roll);
    vec![period.met_by(&["served-per-certificate"]).citing([ARRANGEMENT])]
}

/// Articles 6 and 12: a certificate decides; else a fact that shows receipt; else, when three months have passed, the method counts as
/// unavailable; until then it is open.
fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    let last_day = days.last_day(ARRANGEMENT_WAIT);
    let passed = last_day.is_some_and(|last_day| last_day < matter.as_of());
    let mut certificates: Vec<(Date, Place)> = Vec::new();
    for recipient in certificate::recipients(matter) {
        let proof = other_proof(matter, &recipient).and_then(|fact| deemed_on(matter, &fact, last_day));
        match (recipient.certified(matter), proof) {
            (Certified::Served(on, place), _) => certificates.push((on, place)),
            (Certified::Unserved, _) => answer.conclude("not-served", None, &[ARRANGEMENT]),
            (Certified::Open, Some(on)) => answer.conclude("deemed-served", Some(on), &[OTHER_PROOF, ARRANGEMENT]),
            (Certified::Open, None) if passed => answer.conclude("method-unavailable", last_day, &[ARRANGEMENT]),
            (Certified::Open, None) => answer.conclude("pending", None, &[ARRANGEMENT]),
        }
    }
    // One event, or one certificate, may be about several addressees.
    certificates.dedup();
    certificates.into_iter().for_each(|certified| certified_service(certified, last_day, answer));
}

/// A certificate that comes after the wait is a conflict with what was concluded: for a judge, not to be ignored `[P]`.
fn certified_service((on, place): (Date, Place), last_day: Option<Date>, answer: &mut Answer) {
    if let Some(last_day) = last_day.filter(|&last_day| last_day < on) {
        let finding = Finding::flag("certificate-after-wait", ARRANGEMENT).about(place);
        answer.find(finding.with_day("last-day", last_day));
    }
    answer.conclude("served", Some(on), &[ARRANGEMENT]);
}

/// Article 12: the addressee mentioned the content to the court, or acted on it. The earliest such fact counts.
fn other_proof<'a>(matter: &Matter<'a>, recipient: &Recipient<'a>) -> Option<Item<'a, Event>> {
    let facts = ["mentioned-content", "acted-on-content"].map(|kind| recipient.first(matter, kind));
    facts.into_iter().flatten().min_by_key(|fact| fact.on)
}

/// The text gives no date of service for article 12 while the arrangement runs: the day of the fact, or that of the wait's end, once it
/// has come (switch `art-12-date` `[P]`).
fn deemed_on(matter: &Matter, fact: &Item<Event>, last_day: Option<Date>) -> Option<Date> {
    match last_day {
        Some(last_day) if matter.switch("art-12-date") == "expiry-date" => {
            (last_day < matter.as_of()).then_some(last_day)
        }
        _ => Some(fact.on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Assessment;
    use crate::sample::{Sample, concluded, date, found, letter};

    /// The follow-up of documents delivered on 2026-01-20, whose wait ends on 2026-04-20.
    fn followed(sample: Sample) -> Assessment {
        sample.event("delivered-to-requested", "2026-01-20").asked(&FOLLOW_UP, "2026-04-20")
    }

    #[test]
    fn until_the_last_day_of_the_wait_nothing_is_established() {
        assert_eq!(concluded(&followed(letter().asked_on("2026-04-20"))), [("pending", None)]);
        assert_eq!(
            concluded(&followed(letter().asked_on("2026-04-21"))),
            [("method-unavailable", Some(date("2026-04-20")))]
        );
    }

    #[test]
    fn without_delivery_there_is_nothing_to_wait_for() {
        assert!(letter().periods(&FOLLOW_UP).is_empty());
    }

    #[test]
    fn the_earliest_fact_that_shows_receipt_is_the_day_of_service() {
        let twice = letter()
            .asked_on("2026-04-01")
            .event("acted-on-content", "2026-03-09")
            .event("mentioned-content", "2026-03-05");
        assert_eq!(concluded(&followed(twice)), [("deemed-served", Some(date("2026-03-05")))]);
        let later = letter().asked_on("2026-03-04").event("mentioned-content", "2026-03-05");
        assert_eq!(concluded(&followed(later)), [("pending", None)]);
    }

    #[test]
    fn by_its_switch_the_end_of_the_wait_is_the_day_of_service_once_it_has_come() {
        let fact = |as_of| {
            letter().asked_on(as_of).event("mentioned-content", "2026-03-05").switch("art-12-date", "expiry-date")
        };
        assert_eq!(concluded(&followed(fact("2026-04-20"))), [("pending", None)]);
        assert_eq!(concluded(&followed(fact("2026-04-21"))), [("deemed-served", Some(date("2026-04-20")))]);
    }

    #[test]
    fn a_certificate_goes_before_any_presumption() {
        let certified = letter()
            .asked_on("2026-05-20")
            .event("mentioned-content", "2026-03-05")
            .event("served-per-certificate", "2026-03-02");
        assert_eq!(concluded(&followed(certified)), [("served", Some(date("2026-03-02")))]);
    }

    #[test]
    fn a_certificate_after_the_wait_is_for_a_judge() {
        let assessment = followed(letter().asked_on("2026-05-20").event("served-per-certificate", "2026-05-12"));
        assert_eq!(found(&assessment), ["certificate-after-wait"]);
        assert_eq!(concluded(&assessment), [("served", Some(date("2026-05-12")))]);
    }

    #[test]
    fn a_certificate_of_failure_ends_the_attempt() {
        let failed = letter().document("certificate-of-service", &[("result", "unserved")]);
        assert_eq!(concluded(&followed(failed)), [("not-served", None)]);
    }
}
