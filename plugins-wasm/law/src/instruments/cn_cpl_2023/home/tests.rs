use super::*;
use crate::contract::{Assessment, Date, Value};
use crate::sample::{self, Sample, concluded, date, found, text};

fn matter(stage: &str, as_of: &str) -> Sample {
    let nansha = sample::authority("cn-nansha", "CN", "basic-court");
    let matter = sample::before(nansha, service::SERVICE, stage, as_of).document("summons", &[]).addressee("a1");
    matter.with(|facts| facts.persons[0].jurisdiction = Some("CN".to_owned()))
}

/// A summons for an individual in Guangzhou, to be served by this method.
fn served_by(method: &str) -> Sample {
    matter("execution", "2026-05-12").particular("service-method", method)
}

/// The same, asked about on 2026-07-01.
fn served() -> Sample {
    matter("follow-up", "2026-07-01")
}

fn about_the_addressee(sample: Sample, name: &str, value: Value) -> Sample {
    let value = sample::particular(name, value);
    sample.with(|facts| facts.persons[0].particulars.push(value))
}

fn says(sample: Sample) -> Vec<String> {
    found(&sample.asked(&METHOD, "2026-06-30")).into_iter().map(str::to_owned).collect()
}

/// What is said when every period ends on 2026-06-30.
fn examined(sample: Sample) -> Assessment {
    sample.asked(&EFFECT, "2026-06-30")
}

fn on(day: &str) -> Option<Date> {
    Some(date(day))
}

#[test]
fn without_an_addressee_there_is_nobody_to_serve() {
    let nobody = |sample: Sample| sample.with(|facts| facts.persons.clear());
    assert_eq!(says(nobody(served_by("personal"))), ["addressee-missing"]);
    assert_eq!(found(&examined(nobody(served()))), ["addressee-missing"]);
}

#[test]
fn without_his_seat_it_is_not_known_which_law_applies() {
    let nowhere = served_by("personal").with(|facts| facts.persons[0].jurisdiction = None);
    assert_eq!(says(nowhere), ["addressee-seat-unknown"]);
    for side in ["HK", "MO", "XX"] {
        assert_eq!(
            says(served_by("personal").with(|facts| facts.persons[0].jurisdiction = Some(side.to_owned()))),
            [""; 0]
        );
    }
}

#[test]
fn the_ways_of_this_section_are_open() {
    for method in ["personal", "legal-representative", "post"] {
        assert_eq!(says(served_by(method)), [""; 0], "{method}");
    }
    assert_eq!(says(served_by("litigation-agent").person("g1", "agent", "CN", &[])), [""; 0]);
    assert_eq!(says(served_by("litigation-agent")), ["recipient-missing"]);
}

#[test]
fn other_ways_are_not_provided() {
    for method in ["arrangement", "treaty", "diplomatic", "consular", "branch", "agreed-method", "substituted-service"]
    {
        let assessment = served_by(method).asked(&METHOD, "2026-06-30");
        assert_eq!(found(&assessment), ["method-not-provided"], "{method}");
        assert_eq!(concluded(&assessment), [("method-unavailable", None)], "{method}");
    }
}

#[test]
fn papers_are_left_after_a_refusal() {
    assert_eq!(says(served_by("leaving")), ["leaving-without-refusal"]);
    let refused = || served_by("leaving").event("refused-to-sign", "2026-05-11");
    assert_eq!(says(refused()), [""; 0]);
    assert_eq!(says(refused().document("mediation-statement", &[])), ["mediation-statement-may-not-be-left"]);
}

#[test]
fn electronic_service_asks_for_consent() {
    let with = |name, value| says(about_the_addressee(served_by("electronic"), name, value));
    assert_eq!(says(served_by("electronic")), ["e-service-without-consent"]);
    assert_eq!(with("e-address-origin", text("own-other")), ["e-service-without-consent"]);
    assert_eq!(with("e-address-origin", text("address-confirmation-form")), [""; 0]);
    assert_eq!(with("consents-to-e-service", Value::Flag(true)), ["e-address-not-confirmed"]);
    let assessment = served_by("electronic").asked(&METHOD, "2026-06-30");
    assert_eq!(assessment.findings.iter().map(|it| it.severity).min(), Some(Severity::Flag));
}

#[test]
fn an_announcement_is_for_who_cannot_be_found_or_reached() {
    assert_eq!(says(served_by("announcement")), ["announcement-before-other-methods"]);
    assert_eq!(
        says(served_by("announcement").codes("failed-methods", &["post"])),
        ["announcement-before-other-methods"]
    );
    assert_eq!(says(served_by("announcement").codes("failed-methods", &["personal", "post"])), [""; 0]);
    assert_eq!(says(served_by("announcement").codes("failed-methods", &["leaving", "post"])), [""; 0]);
    let nowhere =
        served_by("announcement").with(|facts| facts.persons[0].particulars.retain(|it| it.name != "address"));
    assert_eq!(says(nowhere), [""; 0]);
    let lost = || about_the_addressee(served_by("announcement"), "whereabouts", text("unknown"));
    assert_eq!(says(lost()), [""; 0]);
    assert_eq!(says(lost().codes("pending-methods", &["post"])), ["announcement-beside-other-methods"]);
    assert_eq!(says(lost().particular("trial-procedure", "summary")), ["announcement-in-summary-procedure"]);
}

#[test]
fn an_announcement_takes_thirty_days() {
    let periods = served().event("announced", "2026-05-12").periods(&EFFECT);
    assert_eq!((periods[0].length, periods[0].unit), (30, Unit::Days));
    let announced = |as_of| concluded(&examined(served().event("announced", "2026-05-12").asked_on(as_of)))[0].1;
    assert_eq!(announced("2026-06-30"), None);
    assert_eq!(announced("2026-07-01"), on("2026-06-30"));
}

#[test]
fn what_was_handed_over_left_signed_for_or_certified_is_served() {
    for kind in ["handed-over", "left-at-place", "receipt-signed", "served-per-certificate"] {
        let assessment = examined(served().event(kind, "2026-05-12"));
        assert_eq!(concluded(&assessment), [("served", on("2026-05-12"))], "{kind}");
    }
}

#[test]
fn a_mediation_statement_that_was_left_is_not_served() {
    let assessment = examined(served().document("mediation-statement", &[]).event("left-at-place", "2026-05-12"));
    assert_eq!(found(&assessment), ["mediation-statement-may-not-be-left"]);
    assert_eq!(concluded(&assessment), [("method-unavailable", None)]);
}

#[test]
fn the_silence_of_the_post_proves_nothing() {
    let posted = served().event("posted", "2026-01-12").event("mentioned-content", "2026-02-02");
    assert_eq!(concluded(&examined(posted)), [("pending", None)]);
}

#[test]
fn a_message_is_served_when_it_arrives() {
    let sent = about_the_addressee(served(), "e-address-origin", text("given-in-pleading"));
    assert_eq!(concluded(&examined(sent.event("system-success", "2026-05-12"))), [("served", on("2026-05-12"))]);
}

#[test]
fn who_is_domiciled_here_has_fifteen_days() {
    let served = |kind| served().document(kind, &[]).event("served", "2026-05-12").periods(&EFFECT).remove(0);
    let cited = |kind| served(kind).citations.remove(0).provision;
    assert_eq!((served("judgment").length, served("judgment").unit), (15, Unit::Days));
    assert_eq!(cited("originating-process"), "128");
    assert_eq!(cited("notice-of-appeal"), "174");
    assert_eq!(cited("judgment"), "171");
}
