use super::*;
use crate::contract::{Assessment, Value};
use crate::sample::{self, Sample, authority, before, codes, concluded, found, text};

/// A question to Nansha on 2026-05-12.
fn nansha(procedure: &str, stage: &str) -> Sample {
    before(authority("cn-nansha", "CN", "basic-court"), procedure, stage, "2026-05-12")
}

/// Two parties, of which each has said this of the mediator.
fn between(sample: Sample, first: Option<&str>, second: Option<&str>) -> Sample {
    let said =
        |consent: Option<&str>| consent.map(|it| ("consents-to-mediator", text(it))).into_iter().collect::<Vec<_>>();
    sample.person("p1", "party", "CN", &said(first)).person("p2", "party", "HK", &said(second))
}

/// The choice of a mediator with these particulars; each party has said this.
fn chosen(mediator: &[(&str, Value)], first: Option<&str>, second: Option<&str>) -> Sample {
    let appointment = nansha("mediator-appointment", "execution").person("m1", "mediator", "HK", mediator);
    between(appointment, first, second)
}

fn asked(sample: Sample) -> Assessment {
    sample.asked(&APPOINTMENT, "2026-05-12")
}

fn related(relation: &str) -> [(&'static str, Value); 1] {
    [("relations", codes(&[relation]))]
}

/// A mediation before filing; the papers were signed for on 2026-04-20, and the time is over after 2026-05-06.
fn mediation() -> Sample {
    nansha("mediation", "follow-up").person("m1", "mediator", "HK", &[]).particular("mediation-referral", "pre-filing")
}

fn followed(sample: Sample) -> Assessment {
    sample.event("papers-signed-for", "2026-04-20").asked(&MEDIATION, "2026-05-06")
}

#[test]
fn a_mediator_without_ties_whom_both_accept_is_chosen() {
    let assessment = asked(chosen(&[], Some("written"), Some("written")));
    assert_eq!((found(&assessment), concluded(&assessment)), (vec![], vec![]));
    assert_eq!(assessment.findings.len(), 3);
}

#[test]
fn without_a_mediator_nobody_is_chosen() {
    let nobody = between(nansha("mediator-appointment", "execution"), None, None);
    assert_eq!(found(&asked(nobody)), ["mediator-missing"]);
}

#[test]
fn a_mediator_who_is_tied_goes_on_only_with_the_consent_of_both() {
    for relation in ["near-relative-of-agent", "shareholding-in-party", "other-relation"] {
        let agreed = asked(chosen(&related(relation), Some("written"), Some("written")));
        assert_eq!((found(&agreed), concluded(&agreed)), (vec!["relation-consented-to"], vec![]));
        assert_eq!(agreed.findings.last().unwrap().severity, Severity::Flag);
        for other in [None, Some("refused")] {
            let barred = asked(chosen(&related(relation), Some("written"), other));
            assert_eq!(found(&barred), ["relation-without-consent"]);
            assert_eq!(concluded(&barred), [("excluded", None)]);
        }
    }
}

#[test]
fn a_consent_by_word_of_mouth_is_not_on_record_and_does_not_suffice() {
    let assessment = asked(chosen(&related("worked-for-party"), Some("oral"), Some("written")));
    assert_eq!(found(&assessment), ["relation-consented-to-orally"]);
    assert_eq!(concluded(&assessment), [("excluded", None)]);
}

#[test]
fn one_party_alone_is_not_both() {
    let alone = nansha("mediator-appointment", "execution").person("m1", "mediator", "HK", &related("other-relation"));
    let alone = alone.person("p1", "party", "CN", &[("consents-to-mediator", text("written"))]);
    assert_eq!(found(&asked(alone)), ["relation-without-consent"]);
}

#[test]
fn who_was_agent_in_the_dispute_is_tied_and_who_mediated_it_before_is_not() {
    let earlier = |role: &str| asked(chosen(&[("earlier-roles", codes(&[role]))], None, None));
    for role in ["agent", "witness", "expert", "interpreter"] {
        assert_eq!(found(&earlier(role)), ["relation-without-consent"]);
    }
    assert_eq!(found(&earlier("invited-mediator")), [""; 0]);
}

#[test]
fn who_does_not_accept_the_mediator_appointed_does_not_want_mediation() {
    for by in ["court", "body"] {
        let refused = chosen(&[], Some("written"), Some("refused")).particular("mediator-chosen-by", by);
        let assessment = asked(refused);
        assert_eq!(found(&assessment), ["mediator-refused"]);
        assert_eq!(concluded(&assessment), [("mediation-ended", None)]);
    }
}

#[test]
fn parties_who_do_not_agree_on_a_mediator_have_one_appointed() {
    let assessment = asked(chosen(&[], None, Some("refused")).particular("mediator-chosen-by", "parties"));
    assert_eq!((found(&assessment), concluded(&assessment)), (vec!["mediator-not-agreed"], vec![]));
}

#[test]
fn a_party_that_says_nothing_does_not_object_to_the_one_appointed() {
    assert_eq!(found(&asked(chosen(&[], None, None).particular("mediator-chosen-by", "court"))), [""; 0]);
}

#[test]
fn a_refusal_of_a_mediator_with_ties_asks_for_another_and_does_not_end_the_mediation() {
    let refused =
        chosen(&related("interest-in-outcome"), Some("refused"), None).particular("mediator-chosen-by", "court");
    assert_eq!(concluded(&asked(refused)), [("excluded", None)]);
}

#[test]
fn a_choice_from_another_list_is_remarked() {
    let from = |panel: &str| asked(chosen(&[("panel", text(panel))], None, None));
    assert_eq!(found(&from("local")), ["chosen-from-another-list"]);
    assert_eq!(found(&from("gba-panel")), ["chosen-from-another-list"]);
    assert_eq!(found(&from("invited-mediator-list")), [""; 0]);
}

#[test]
fn a_second_mediator_needs_a_reason_or_the_parties_wish() {
    let two = || chosen(&[], None, None).person("m2", "mediator", "CN", &[]);
    let severity = |sample| asked(sample).findings.iter().find(|it| it.code == "several-mediators").unwrap().severity;
    assert_eq!(severity(two()), Severity::Flag);
    assert_eq!(severity(two().particular("mediator-chosen-by", "parties")), Severity::Inform);
}

#[test]
fn the_time_depends_on_where_the_case_stands() {
    let length = |referral: &str, procedure: Option<&str>| {
        let signed = mediation().particular("mediation-referral", referral).event("papers-signed-for", "2026-04-20");
        let signed = procedure.into_iter().fold(signed, |it, procedure| it.particular("trial-procedure", procedure));
        signed.periods(&MEDIATION).first().map(|period| (period.length, period.roll, period.hard))
    };
    assert_eq!(length("pre-filing", None), Some((30, Roll::NextWorkingDay, true)));
    assert_eq!(length("post-filing", Some("ordinary")), Some((15, Roll::NextWorkingDay, true)));
    assert_eq!(length("post-filing", Some("summary")), Some((7, Roll::NextWorkingDay, true)));
    assert_eq!(length("post-filing", Some("small-claims")), Some((7, Roll::NextWorkingDay, true)));
    assert_eq!(length("post-filing", None), None);
}

#[test]
fn the_time_runs_from_the_first_signature_for_the_papers() {
    assert!(mediation().periods(&MEDIATION).is_empty());
    let twice = mediation().event("papers-signed-for", "2026-04-22").event("papers-signed-for", "2026-04-20");
    assert_eq!(twice.periods(&MEDIATION)[0].start, crate::contract::Start::Event(1));
}

#[test]
fn after_its_last_day_a_mediation_is_over_unless_the_parties_agreed_on_more_time() {
    assert_eq!(found(&followed(mediation().asked_on("2026-05-06"))), [""; 0]);
    assert_eq!(found(&followed(mediation().asked_on("2026-05-07"))), ["mediation-period-over"]);
    let extended = mediation().asked_on("2026-05-07").valued("x-extension-agreed", Value::Flag(true));
    assert_eq!(found(&followed(extended)), [""; 0]);
    let agreed = mediation().asked_on("2026-05-07").event("agreement-effective", "2026-05-06");
    assert_eq!(found(&followed(agreed)), [""; 0]);
}

#[test]
fn a_mediation_whose_time_is_not_extended_has_ended() {
    let not_extended = |day| mediation().asked_on(day).valued("x-extension-agreed", Value::Flag(false));
    let over = followed(not_extended("2026-05-07"));
    assert_eq!(found(&over), ["mediation-period-over"]);
    assert_eq!(concluded(&over), [("mediation-ended", None)]);
    assert_eq!(concluded(&followed(not_extended("2026-05-06"))), []);
    assert_eq!(concluded(&followed(mediation().asked_on("2026-05-07"))), [("mediation-ended", None)]);
}

#[test]
fn an_extension_leaves_no_period() {
    let extended = mediation().event("papers-signed-for", "2026-04-20").valued("x-extension-agreed", Value::Flag(true));
    assert!(extended.periods(&MEDIATION).is_empty());
}

#[test]
fn papers_signed_for_without_referral_or_procedure_leave_the_time_open() {
    assert_eq!(found(&followed(mediation().without("mediation-referral"))), ["mediation-period-unknown"]);
    let after_filing = mediation().particular("mediation-referral", "post-filing");
    assert_eq!(found(&followed(after_filing)), ["mediation-period-unknown"]);
    let extended = mediation().without("mediation-referral").valued("x-extension-agreed", Value::Flag(true));
    assert_eq!(found(&followed(extended.asked_on("2026-04-20"))), [""; 0]);
    assert_eq!(found(&mediation().without("mediation-referral").asked(&MEDIATION, "2026-05-06")), [""; 0]);
}

#[test]
fn a_special_procedure_is_not_mediated() {
    let in_procedure = |procedure: &str| {
        let pending = mediation().particular("mediation-referral", "post-filing");
        pending.particular("trial-procedure", procedure).asked(&MEDIATION, "2026-05-06")
    };
    for procedure in ["special", "payment-order", "public-summons"] {
        assert_eq!(found(&in_procedure(procedure)), ["procedure-excludes-mediation"]);
    }
    assert_eq!(found(&in_procedure("ordinary")), [""; 0]);
    let before_filing = mediation().particular("trial-procedure", "special").asked(&MEDIATION, "2026-05-06");
    assert_eq!(found(&before_filing), [""; 0]);
}

#[test]
fn a_mediator_has_no_later_role_in_the_case() {
    for role in ["juror", "agent", "witness", "expert", "interpreter"] {
        let proposed =
            nansha("mediation", "follow-up").person("m1", "mediator", "HK", &[("proposed-role", text(role))]);
        let assessment = proposed.asked(&MEDIATION, "2026-05-12");
        assert_eq!(found(&assessment), ["mediator-in-later-role"]);
        assert_eq!(assessment.findings[0].severity, Severity::Refuse);
    }
}

#[test]
fn a_mediator_who_stands_among_the_witnesses_is_barred_once() {
    let with_witness = |id: &str| mediation().person(id, "witness", "HK", &[]).asked(&MEDIATION, "2026-05-12");
    assert_eq!(found(&with_witness("m1")), ["mediator-in-later-role"]);
    assert_eq!(found(&with_witness("w1")), [""; 0]);
    let both = nansha("mediation", "follow-up").person("m1", "mediator", "HK", &[("proposed-role", text("witness"))]);
    let both = both.person("m1", "witness", "HK", &[]).asked(&MEDIATION, "2026-05-12");
    assert_eq!(found(&both), ["mediator-in-later-role"]);
}

#[test]
fn what_was_conceded_in_the_mediation_is_used_only_if_all_agree() {
    let offered = |first: bool, second: bool, made: bool| {
        let parties = nansha("mediation", "follow-up")
            .person("p1", "party", "CN", &[("consents-to-use", Value::Flag(first))])
            .person("p2", "party", "HK", &[("consents-to-use", Value::Flag(second))]);
        let paper = parties.document("evidence-material", &[]).with(|facts| {
            let value = Value::Flag(made);
            let made = crate::contract::Particular { name: "made-in-mediation".to_owned(), value };
            facts.documents[0].particulars.push(made);
        });
        paper.asked(&MEDIATION, "2026-05-12")
    };
    assert_eq!(found(&offered(true, false, true)), ["statement-made-in-mediation"]);
    assert_eq!(found(&offered(true, true, true)), [""; 0]);
    assert_eq!(found(&offered(false, false, false)), [""; 0]);
}

#[test]
fn who_enters_a_courts_list_is_for_the_court_and_a_record_weighs() {
    let applied = |record: bool| {
        let record = [("disciplinary-record", Value::Flag(record))];
        nansha("mediator-accreditation", "incoming").person("m1", "mediator", "HK", &record)
    };
    assert_eq!(found(&applied(false).asked(&LIST_ENTRY, "2026-05-12")), ["list-entry-is-for-the-court"]);
    assert_eq!(
        found(&applied(true).asked(&LIST_ENTRY, "2026-05-12")),
        ["record-to-be-weighed", "list-entry-is-for-the-court"]
    );
    let elsewhere = applied(true).with(|facts| {
        facts.forum = Some(sample::authority("cn-gd-accreditation", "CN", "accreditation-body"));
    });
    assert_eq!(found(&elsewhere.asked(&LIST_ENTRY, "2026-05-12")), [""; 0]);
}
