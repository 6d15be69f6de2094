use super::*;
use crate::contract::{Assessment, Roll};
use crate::sample::{self, Sample, concluded, date, found};

/// A request from abroad to the Ministry of Justice, received on 2 March.
fn received() -> Sample {
    between(("xx-central-authority", "XX", "central-authority"), ("cn-moj", "CN", "central-authority"))
        .event("received", "2026-03-02")
}

/// A request of the Supreme People's Court to go abroad.
fn abroad() -> Sample {
    between(("cn-spc", "CN", "supreme-court"), ("xx-central-authority", "XX", "central-authority"))
}

fn between(from: (&str, &str, &str), to: (&str, &str, &str)) -> Sample {
    sample::letter().with(|facts| {
        facts.requesting = Some(sample::authority(from.0, from.1, from.2));
        facts.requested = Some(sample::authority(to.0, to.1, to.2));
    })
}

/// The summons in these languages.
fn summons(sample: Sample, languages: &[&str], translations: &[&str]) -> Sample {
    let owned = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>();
    sample.with(|facts| {
        facts.documents[1].languages = owned(languages);
        facts.documents[1].translations = owned(translations);
    })
}

/// What is said when the chain ends on 25 March.
fn asked(sample: Sample, chapter: &'static Chapter) -> Assessment {
    sample.asked(chapter, "2026-03-25")
}

#[test]
fn the_chain_is_twenty_three_calendar_days_and_does_not_roll() {
    let periods = received().periods(&INCOMING);
    assert_eq!((periods[0].length, periods[0].unit, periods[0].roll), (23, Unit::Days, Roll::None));
    assert_eq!((periods[0].calendar.as_str(), periods[0].hard, periods[0].start_roll), ("CN", true, Roll::None));
    assert_eq!(periods[0].citations.len(), 2);
    let next = received().switch("rest-day-receipt", "next-working-day").periods(&INCOMING);
    assert_eq!(next[0].start_roll, Roll::NextWorkingDay);
    assert_eq!(abroad().periods(&INCOMING), []);
}

#[test]
fn it_is_noted_when_the_chain_was_not_kept() {
    assert_eq!(found(&asked(received().asked_on("2026-03-25"), &INCOMING)), [""; 0]);
    assert_eq!(found(&asked(received().asked_on("2026-03-26"), &INCOMING)), ["execution-overdue"]);
    let served = |day| received().document("certificate-of-service", &[("result", "served"), ("date", day)]);
    assert_eq!(found(&asked(served("2026-03-25"), &RETURN)), [""; 0]);
    assert_eq!(found(&asked(served("2026-03-26"), &RETURN)), ["served-after-last-day"]);
}

#[test]
fn a_hearing_that_has_passed_does_not_stop_the_service() {
    let heard = |day| asked(received().event("hearing", day), &INCOMING);
    assert_eq!(found(&heard("2026-03-02")), ["hearing-already-past"]);
    assert_eq!(found(&heard("2026-03-03")), [""; 0]);
}

#[test]
fn an_addressee_may_refuse_what_has_no_chinese_text_and_the_proof_says_so() {
    let in_english = |kind| asked(summons(received(), &["en"], &[]).particular("service-kind", kind), &INCOMING);
    assert_eq!(found(&in_english("informal-delivery")), ["addressee-may-refuse-without-chinese"]);
    assert_eq!(found(&in_english("formal")), [""; 0]);
    let refused = |particulars: &[(&str, &str)]| {
        let failed = [&[("result", "unserved")], particulars].concat();
        let sample = received().event("refused-to-sign", "2026-03-10").document("certificate-of-service", &failed);
        asked(sample, &RETURN)
    };
    assert_eq!(found(&refused(&[])), ["refusal-not-noted"]);
    assert_eq!(found(&refused(&[("refusal-reason", "no Chinese translation")])), [""; 0]);
}

#[test]
fn a_return_without_certificate_says_nothing_here() {
    assert_eq!(asked(received(), &RETURN).findings, []);
}

#[test]
fn what_goes_abroad_is_translated_and_comes_in_three_copies() {
    assert_eq!(found(&asked(abroad(), &OUTGOING)), ["translation-for-abroad-missing", "third-copy-for-the-ministry"]);
    let translated = || summons(abroad(), &["zh"], &["en"]);
    assert_eq!(found(&asked(translated(), &OUTGOING)), ["third-copy-for-the-ministry"]);
    assert_eq!(found(&asked(translated().with(|facts| facts.documents[1].copies = Some(3)), &OUTGOING)), [""; 0]);
}

#[test]
fn a_high_court_that_sends_directly_needs_no_third_copy() {
    let direct = summons(abroad(), &["zh"], &["en"])
        .with(|facts| facts.requesting = Some(sample::authority("cn-gd-hpc", "CN", "high-court")));
    assert_eq!(found(&asked(direct, &OUTGOING)), [""; 0]);
}

#[test]
fn the_ministry_reminds_after_two_and_a_half_months_and_the_method_ends_after_six() {
    let on = |day: &str| {
        let sent = abroad().event("delivered-to-requested", "2026-01-15").asked_on(day);
        asked(sent, &FOLLOW_UP)
    };
    assert_eq!(concluded(&on("2026-03-30")), [("pending", None)]);
    assert_eq!(concluded(&on("2026-03-31")), [("reminder-due", None), ("pending", None)]);
    assert_eq!(concluded(&on("2026-07-15")), [("reminder-due", None), ("pending", None)]);
    assert_eq!(concluded(&on("2026-07-16")), [("method-unavailable", None)]);
    assert_eq!(found(&on("2026-07-16")), ["default-judgment-possible"]);
}

#[test]
fn a_certificate_or_a_fact_that_shows_receipt_decides() {
    let follow = |sample: Sample| {
        let sent = sample.event("delivered-to-requested", "2026-01-15").asked_on("2026-09-01");
        asked(sent, &FOLLOW_UP)
    };
    let answered = follow(abroad().event("mentioned-content", "2026-05-06").event("acted-on-content", "2026-05-04"));
    assert_eq!(concluded(&answered), [("deemed-served", Some(date("2026-05-04")))]);
    let served = follow(abroad().event("served-per-certificate", "2026-02-20"));
    assert_eq!(concluded(&served), [("served", Some(date("2026-02-20")))]);
    let unserved = follow(abroad().document("certificate-of-service", &[("result", "unserved")]));
    assert_eq!(concluded(&unserved), [("not-served", None)]);
}
