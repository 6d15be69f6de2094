use super::*;
use crate::contract::{Assessment, Citation, Roll, Severity, Start, Value};
use crate::sample::{
    Sample, authority, codes, concluded, corrected, evidence_request, flagged, found, noted, refused, text,
};

/// The letter as Hong Kong or the Mainland receives it; the six months end on 2026-09-16.
fn arrived(sample: Sample) -> Assessment {
    sample.asked(&INCOMING_LETTER, "2026-09-16")
}

fn executed(sample: Sample) -> Assessment {
    sample.asked_on("2026-05-20").asked(&EXECUTION, "2026-09-16")
}

fn returned(sample: Sample) -> Assessment {
    sample.asked(&RETURN, "2026-09-16")
}

fn followed(sample: Sample) -> Assessment {
    sample.asked(&FOLLOW_UP, "2026-09-16")
}

/// A letter of the High Court of Hong Kong, sent by the Administration Wing.
fn from_hong_kong() -> Sample {
    evidence_request()
        .with(|facts| {
            facts.requesting = Some(authority("hk-admin-wing", "HK", "liaison-authority"));
            facts.requested = Some(authority("cn-gd-hpc", "CN", "high-court"));
        })
        .particular("issuing-authority", "hk-high-court")
        .particular("trial-court", "hk-high-court")
        .with(sealed(Some("hk-high-court"), Some("high-court")))
}

/// Puts this seal on the letter, in the place of the one that is there.
fn sealed(by: Option<&'static str>, kind: Option<&'static str>) -> impl FnOnce(&mut crate::contract::Facts) {
    move |facts| {
        let particulars = &mut facts.documents[0].particulars;
        particulars.clear();
        for (name, value) in [("sealed-by", by), ("sealed-by-kind", kind)] {
            let value = value.map(|value| crate::contract::Particular { name: name.to_owned(), value: text(value) });
            particulars.extend(value);
        }
    }
}

/// The letter asks for this instead of the examination of its witness.
fn asking(letter: Sample, kind: &str, particulars: &[(&str, Value)]) -> Sample {
    letter.with(|facts| facts.acts.clear()).act(kind, particulars)
}

fn severities(assessment: &Assessment, code: &str) -> Vec<Severity> {
    assessment.findings.iter().filter(|it| it.code == code).map(|it| it.severity).collect()
}

#[test]
fn a_letter_in_order_satisfies_every_article_in_both_directions() {
    for letter in [evidence_request, from_hong_kong] {
        assert_eq!(found(&arrived(letter())), [""; 0]);
        assert_eq!(arrived(letter()).findings.len(), 9);
        assert_eq!(found(&letter().asked(&OUTGOING_LETTER, "2026-09-16")), [""; 0]);
    }
}

#[test]
fn a_criminal_case_is_refused_and_a_labour_case_is_for_a_person() {
    let category = |category| evidence_request().particular("case-category", category);
    let weighs = |letter| severities(&arrived(letter), "outside-civil-and-commercial");
    assert_eq!(weighs(category("criminal")), [Severity::Refuse]);
    assert_eq!(weighs(category("tax").switch("non-civil-matter", "return")), [Severity::Correct]);
    assert_eq!(weighs(category("civil-commercial")), []);
    assert_eq!(severities(&arrived(category("labour")), "labour-not-mentioned"), [Severity::Flag]);
}

#[test]
fn evidence_for_no_proceedings_is_refused() {
    let assessment = arrived(evidence_request().particular("proceedings", "none"));
    assert_eq!(severities(&assessment, "no-proceedings"), [Severity::Refuse]);
}

#[test]
fn contemplated_proceedings_are_for_a_person_where_the_mainland_executes() {
    let contemplated = |letter: Sample| arrived(letter.particular("proceedings", "contemplated"));
    assert_eq!(flagged(&contemplated(from_hong_kong())), ["proceedings-only-contemplated"]);
    assert_eq!(found(&contemplated(evidence_request())), [""; 0]);
}

#[test]
fn letters_go_from_liaison_authority_to_liaison_authority() {
    let to = |id: &str, kind: &str| {
        let requested = authority(id, "HK", kind);
        arrived(evidence_request().with(|facts| facts.requested = Some(requested)))
    };
    assert_eq!(corrected(&to("hk-high-court", "high-court")), ["recipient-may-not-receive"]);
    let from_nansha = evidence_request()
        .with(|facts| facts.requesting = Some(authority("cn-nansha", "CN", "basic-court")))
        .with(sealed(Some("cn-gd-hpc"), Some("high-court")));
    assert_eq!(corrected(&arrived(from_nansha)), ["sender-may-not-transmit"]);
    let by_the_court =
        from_hong_kong().with(|facts| facts.requesting = Some(authority("hk-high-court", "HK", "high-court")));
    assert_eq!(corrected(&arrived(by_the_court)), ["sender-may-not-transmit"]);
}

#[test]
fn the_supreme_court_sends_to_hong_kong_but_does_not_receive_from_there() {
    let spc = || authority("cn-spc", "CN", "supreme-court");
    let sent = evidence_request()
        .with(|facts| facts.requesting = Some(spc()))
        .particular("issuing-authority", "cn-spc")
        .with(sealed(Some("cn-spc"), None));
    assert_eq!(found(&arrived(sent)), [""; 0]);
    let received = from_hong_kong().with(|facts| facts.requested = Some(spc()));
    assert_eq!(corrected(&arrived(received)), ["recipient-may-not-receive"]);
}

#[test]
fn a_letter_posted_to_the_witness_has_not_been_sent() {
    let posted = evidence_request().particular("transmission", "post-to-addressee");
    assert_eq!(corrected(&arrived(posted)), ["outside-the-liaison-authorities"]);
}

#[test]
fn electronic_transmission_is_returned_or_flagged_by_switch() {
    let mailed = |value: &str| {
        let mailed = evidence_request().particular("transmission", "email");
        severities(
            &arrived(mailed.switch("unregulated-electronic-transmission", value)),
            "electronic-transmission-unregulated",
        )
    };
    assert_eq!((mailed("return"), mailed("flag")), (vec![Severity::Correct], vec![Severity::Flag]));
}

#[test]
fn a_letter_on_another_instrument_is_in_the_wrong_channel() {
    let invoking = |instrument: &str| arrived(evidence_request().particular("instrument-invoked", instrument));
    for (instrument, citations) in [("hague-evidence-1970", vec![SILENT, HAGUE]), ("cn-hk-service-1999", vec![SILENT])]
    {
        let assessment = invoking(instrument);
        assert_eq!(corrected(&assessment), ["wrong-instrument-invoked"]);
        let finding = assessment.findings.iter().find(|it| it.code == "wrong-instrument-invoked").unwrap();
        assert_eq!(finding.citations, citations.into_iter().map(Citation::from).collect::<Vec<_>>());
    }
    assert_eq!(found(&invoking("cn-hk-evidence-2017")), [""; 0]);
    assert_eq!(found(&invoking("hk-cap-8")), [""; 0]);
}

#[test]
fn a_letter_or_attachment_without_chinese_needs_a_translation() {
    let letter = |translations: &[&str]| {
        let translations = translations.iter().map(|&it| it.to_owned()).collect();
        arrived(from_hong_kong().with(|facts| {
            facts.documents[0].languages = vec!["en".to_owned()];
            facts.documents[0].translations = translations;
        }))
    };
    assert_eq!(corrected(&letter(&[])), ["letter-not-in-chinese"]);
    assert_eq!(found(&letter(&["zh"])), [""; 0]);
    let attachment = from_hong_kong()
        .document("question-list", &[])
        .with(|facts| facts.documents[1].languages = vec!["en".to_owned()]);
    let assessment = arrived(attachment);
    assert_eq!(corrected(&assessment), ["translation-missing"]);
    assert_eq!(assessment.requirements[0].any_of_languages, ["zh"]);
}

#[test]
fn a_letter_without_case_number_binds_the_evidence_to_no_case() {
    assert_eq!(flagged(&arrived(evidence_request().without("case-number"))), ["case-number-missing"]);
}

#[test]
fn an_act_outside_the_list_is_refused() {
    let audit = || asking(evidence_request(), "expert-appraisal", &[("subject", text("accounts"))]);
    let weighs = |letter| severities(&arrived(letter), "act-outside-list");
    assert_eq!(weighs(audit()), [Severity::Refuse]);
    assert_eq!(weighs(audit().switch("act-outside-list", "return")), [Severity::Correct]);
    assert_eq!(concluded(&arrived(audit())), []);
}

#[test]
fn each_direction_has_its_own_closed_list() {
    let subject = || [("subject", text("machine in Dongguan"))];
    let outside =
        |letter: Sample, kind: &str| found(&arrived(asking(letter, kind, &subject()))).contains(&"act-outside-list");
    for (kind, for_the_mainland, for_hong_kong) in [
        ("examine-witness", true, true),
        ("examine-party", false, true),
        ("examine-expert", false, false),
        ("obtain-documents", true, true),
        ("obtain-physical-evidence", false, true),
        ("obtain-audiovisual-material", false, true),
        ("obtain-electronic-data", false, true),
        ("inspect-property", true, false),
        ("sample-property", true, false),
        ("experiment-on-property", true, false),
        ("medical-examination", true, false),
        ("judicial-inspection", false, true),
        ("expert-appraisal", false, true),
        ("other-evidence", false, false),
        ("appear-in-person", false, false),
        ("provide-law-information", false, false),
    ] {
        assert_eq!(!outside(evidence_request(), kind), for_the_mainland, "{kind} to Hong Kong");
        assert_eq!(!outside(from_hong_kong(), kind), for_hong_kong, "{kind} to the Mainland");
    }
}

#[test]
fn what_is_listed_is_executed_though_another_act_is_not() {
    let mixed = || evidence_request().act("expert-appraisal", &[("subject", text("accounts"))]);
    let assessment = arrived(mixed());
    assert_eq!(severities(&assessment, "act-outside-list"), [Severity::Flag]);
    assert_eq!(concluded(&assessment), [("execute-in-part", None)]);
    let before_sending = mixed().with(|facts| facts.stage = "outgoing".to_owned());
    let assessment = before_sending.asked(&OUTGOING_LETTER, "2026-09-16");
    assert_eq!(severities(&assessment, "act-outside-list"), [Severity::Correct]);
    assert_eq!(concluded(&assessment), []);
}

#[test]
fn the_requested_side_takes_the_evidence_itself() {
    let taken_by = |by| {
        let person = [("person", text("w1")), ("questions", Value::Number(1)), ("taken-by", text(by))];
        arrived(asking(evidence_request(), "examine-witness", &person))
    };
    assert_eq!(corrected(&taken_by("foreign-commissioner")), ["taken-by-another"]);
    assert_eq!(found(&taken_by("court")), [""; 0]);
}

#[test]
fn a_special_method_is_for_the_requested_side_to_decide() {
    let asked = |law: &str| {
        from_hong_kong().particular("special-method", "sworn-testimony").particular("special-method-local-law", law)
    };
    let permitted = arrived(asked("permitted"));
    assert_eq!(severities(&permitted, "special-method-to-be-decided"), [Severity::Flag]);
    assert_eq!(flagged(&arrived(asked("unclear"))), ["special-method-unclear"]);
    assert_eq!(concluded(&permitted), []);
    let forbidden = arrived(asked("forbidden"));
    assert_eq!(severities(&forbidden, "special-method-forbidden"), [Severity::Flag]);
    assert_eq!(concluded(&forbidden), [("ordinary-method-only", None)]);
    let returned = arrived(asked("forbidden").switch("unlawful-special-method", "return"));
    assert_eq!(severities(&returned, "special-method-forbidden"), [Severity::Correct]);
    assert_eq!(concluded(&returned), []);
    let before_sending = asked("forbidden").asked(&OUTGOING_LETTER, "2026-09-16");
    assert_eq!(noted(&before_sending), ["special-method-at-requester-cost"]);
}

#[test]
fn video_is_a_special_method_too() {
    let by_video = || {
        let act = [("person", text("w1")), ("questions", Value::Number(1)), ("method", text("video"))];
        asking(evidence_request(), "examine-witness", &act)
    };
    assert_eq!(flagged(&arrived(by_video())), ["technical-method-to-be-decided"]);
    let forbidden = arrived(by_video().particular("special-method-local-law", "forbidden"));
    assert_eq!(flagged(&forbidden), ["technical-method-forbidden"]);
    assert_eq!(concluded(&forbidden), [("ordinary-method-only", None)]);
}

#[test]
fn a_law_that_forbids_no_method_concludes_nothing() {
    assert_eq!(concluded(&arrived(evidence_request().particular("special-method-local-law", "forbidden"))), []);
}

#[test]
fn who_may_attend_is_for_the_requested_side_to_decide() {
    let attending = evidence_request()
        .codes("presence-requested", &["judicial-officer", "counsel"])
        .valued("questions-by-attendee", Value::Flag(true));
    let decisions = ["presence-to-be-decided", "presence-to-be-decided", "questions-by-attendee-to-be-decided"];
    assert_eq!(flagged(&arrived(attending)), decisions);
    let silent = evidence_request().valued("questions-by-attendee", Value::Flag(false));
    assert_eq!(found(&arrived(silent)), [""; 0]);
}

#[test]
fn a_mainland_letter_bears_the_seal_of_the_supreme_or_of_a_high_court() {
    let seal = |by, kind| arrived(evidence_request().with(sealed(by, kind)));
    assert_eq!(corrected(&seal(None, None)), ["seal-missing"]);
    assert_eq!(corrected(&seal(Some("cn-nansha"), Some("basic-court"))), ["seal-not-admitted"]);
    assert_eq!(corrected(&seal(Some("cn-nansha"), None)), ["seal-not-admitted"]);
    assert_eq!(corrected(&seal(Some("hk-high-court"), Some("high-court"))), ["seal-not-admitted"]);
    assert_eq!(found(&seal(Some("cn-spc"), Some("supreme-court"))), [""; 0]);
    assert_eq!(found(&seal(Some("cn-gd-hpc"), None)), [""; 0]);
}

#[test]
fn a_hong_kong_letter_bears_the_seal_of_the_high_court() {
    let seal = |by, kind| arrived(from_hong_kong().with(sealed(by, kind)));
    assert_eq!(corrected(&seal(None, None)), ["seal-missing"]);
    assert_eq!(corrected(&seal(Some("hk-district-court"), Some("district-court"))), ["seal-not-admitted"]);
    assert_eq!(corrected(&seal(Some("hk-admin-wing"), None)), ["seal-not-admitted"]);
    assert_eq!(corrected(&seal(Some("cn-gd-hpc"), Some("high-court"))), ["seal-not-admitted"]);
    assert_eq!(found(&seal(Some("hk-high-court"), None)), [""; 0]);
}

#[test]
fn a_request_without_letter_is_none() {
    assert_eq!(corrected(&arrived(evidence_request().with(|facts| facts.documents.clear()))), ["letter-missing"]);
}

#[test]
fn each_content_of_the_letter_is_asked_for() {
    for (name, code) in [
        ("issuing-authority", "requesting-authority-not-named"),
        ("trial-court", "trial-court-not-named"),
        ("nature-of-case", "nature-of-case-missing"),
        ("case-background", "case-background-missing"),
        ("reason-for-request", "reason-missing"),
        ("contact-person", "contact-person-missing"),
        ("contact-details", "contact-details-missing"),
    ] {
        let assessment = arrived(evidence_request().without(name));
        assert_eq!(corrected(&assessment), [code]);
    }
}

#[test]
fn the_letter_is_a_courts_own() {
    let issued_by = |letter: Sample, by: &str| arrived(letter.particular("issuing-authority", by));
    assert_eq!(corrected(&issued_by(from_hong_kong(), "hk-admin-wing")), ["issuer-is-no-court"]);
    assert_eq!(corrected(&issued_by(evidence_request(), "hk-high-court")), ["issuer-is-no-court"]);
    assert_eq!(found(&issued_by(evidence_request(), "cn-nansha")), [""; 0]);
}

#[test]
fn witnesses_and_the_parties_to_be_heard_are_named_with_their_addresses() {
    let unknown = |letter: Sample| letter.with(|facts| facts.persons.iter_mut().for_each(|it| it.particulars.clear()));
    assert_eq!(corrected(&arrived(unknown(evidence_request()))), ["person-not-named", "person-address-missing"]);
    let other_party = evidence_request().person("p1", "party", "CN", &[]);
    assert_eq!(found(&arrived(other_party)), [""; 0]);
    let heard = asking(from_hong_kong(), "examine-party", &[("person", text("p1")), ("questions", Value::Number(1))])
        .person("p1", "party", "CN", &[("name", text("Party One"))]);
    assert_eq!(corrected(&arrived(heard)), ["person-address-missing"]);
}

#[test]
fn an_examination_has_a_person_and_questions() {
    let examined = |particulars: &[(&str, Value)]| asking(evidence_request(), "examine-witness", particulars);
    assert_eq!(corrected(&arrived(examined(&[]))), ["person-not-identified", "questions-missing"]);
    let of_nobody = examined(&[("person", text("w9")), ("questions", Value::Number(3))]);
    assert_eq!(corrected(&arrived(of_nobody)), ["person-not-identified"]);
    let no_questions = || examined(&[("person", text("w1")), ("questions", Value::Number(0))]);
    assert_eq!(corrected(&arrived(no_questions())), ["questions-missing"]);
    assert_eq!(found(&arrived(no_questions().document("question-list", &[]))), [""; 0]);
    assert_eq!(corrected(&arrived(asking(evidence_request(), "medical-examination", &[]))), ["person-not-identified"]);
}

#[test]
fn documents_are_specified_in_both_directions() {
    let documents =
        |letter: Sample, scope: &str| arrived(asking(letter, "obtain-documents", &[("document-scope", text(scope))]));
    for letter in [evidence_request, from_hong_kong] {
        assert_eq!(corrected(&documents(letter(), "open-class")), ["documents-not-specified"]);
        assert_eq!(found(&documents(letter(), "particular-documents")), [""; 0]);
    }
    let cites_the_ordinance = |assessment: &Assessment| {
        let finding = assessment.findings.iter().find(|it| it.code == "documents-not-specified").unwrap();
        finding.citations.contains(&PARTICULAR_DOCUMENTS.into())
    };
    assert!(cites_the_ordinance(&documents(evidence_request(), "open-class")));
    assert!(!cites_the_ordinance(&documents(from_hong_kong(), "open-class")));
    assert_eq!(corrected(&arrived(asking(evidence_request(), "obtain-documents", &[]))), ["documents-not-described"]);
}

#[test]
fn other_acts_have_a_subject_and_a_letter_has_an_act() {
    assert_eq!(corrected(&arrived(asking(from_hong_kong(), "judicial-inspection", &[]))), ["subject-not-stated"]);
    let warehouse = [("subject", text("warehouse in Nansha"))];
    assert_eq!(found(&arrived(asking(from_hong_kong(), "judicial-inspection", &warehouse))), [""; 0]);
    assert_eq!(corrected(&arrived(evidence_request().with(|facts| facts.acts.clear()))), ["no-act-requested"]);
}

#[test]
fn an_objection_is_no_ground_but_may_call_for_consultation() {
    let objection = |it: &str| arrived(evidence_request().codes("objections", &[it]));
    assert_eq!(severities(&objection("exclusive-jurisdiction"), "objection-is-no-ground"), [Severity::Inform]);
    assert_eq!(severities(&objection("public-order"), "objection-calls-for-consultation"), [Severity::Flag]);
}

#[test]
fn a_letter_that_came_before_the_arrangement_is_none_under_it() {
    let received = |on: &str| evidence_request().asked_on(on).event("received", on);
    assert_eq!(refused(&arrived(received("2017-02-28"))), ["received-before-entry-into-force"]);
    assert_eq!(received("2017-02-28").periods(&INCOMING_LETTER), []);
    assert_eq!(found(&arrived(received("2017-03-01"))), [""; 0]);
    assert_eq!(received("2017-03-01").periods(&INCOMING_LETTER).len(), 1);
}

#[test]
fn a_file_that_is_not_the_listed_one_is_noticed() {
    let hashes =
        |arrived| evidence_request().document("attachment", &[("manifest-sha256", "AB"), ("file-sha256", arrived)]);
    assert_eq!(found(&arrived(hashes("ab"))), [""; 0]);
    assert_eq!(corrected(&arrived(hashes("cd"))), ["integrity-mismatch"]);
    let flagged = arrived(hashes("cd").switch("integrity-mismatch", "flag"));
    assert_eq!(severities(&flagged, "integrity-mismatch"), [Severity::Flag]);
}

#[test]
fn six_months_are_a_target_on_the_executing_sides_calendar() {
    let period = |letter: Sample| letter.event("received", "2026-03-16").periods(&INCOMING_LETTER).remove(0);
    let in_hong_kong = period(evidence_request());
    assert_eq!(
        (in_hong_kong.code.as_str(), in_hong_kong.length, in_hong_kong.unit),
        (EXECUTE_EVIDENCE, 6, Unit::Months)
    );
    assert_eq!((in_hong_kong.hard, in_hong_kong.roll), (false, Roll::NextWorkingDay));
    assert_eq!(in_hong_kong.calendar, "HK-general");
    assert_eq!(period(evidence_request().switch("hk-calendar", "HK-court")).calendar, "HK-court");
    assert_eq!(period(from_hong_kong()).calendar, "CN");
    assert_eq!(evidence_request().periods(&INCOMING_LETTER), []);
}

#[test]
fn a_supplement_or_a_forwarding_restarts_the_clock_only_by_switch() {
    let start = |switch: &str, value: &str| {
        let letter = evidence_request()
            .asked_on("2026-04-20")
            .event("received", "2026-03-16")
            .event("forwarded", "2026-03-20")
            .event("supplement-received", "2026-04-01");
        letter.switch(switch, value).periods(&EXECUTION)[0].start
    };
    assert_eq!(start("supplement-clock", "runs"), Start::Event(0));
    assert_eq!(start("forward-clock", "forwarding"), Start::Event(1));
    assert_eq!(start("supplement-clock", "restarts"), Start::Event(2));
}

#[test]
fn what_is_no_ordinary_cost_is_consulted_on_first() {
    let costs = |costs: &[&str]| executed(evidence_request().codes("expected-costs", costs));
    assert_eq!(severities(&costs(&["interpreter"]), "consult-on-costs"), [Severity::Flag]);
    assert_eq!(flagged(&costs(&["appraisal", "special-method"])), ["consult-on-costs", "consult-on-costs"]);
    assert_eq!(severities(&costs(&["witness"]), "ordinary-costs"), [Severity::Inform]);
    assert_eq!(flagged(&arrived(evidence_request().codes("expected-costs", &["expert"]))), ["consult-on-costs"]);
}

#[test]
fn a_target_that_has_passed_bars_nothing() {
    let on = |day: &str| {
        let letter = evidence_request().event("received", "2026-03-16").asked_on(day);
        severities(&letter.asked(&EXECUTION, "2026-09-16"), "evidence-target-passed")
    };
    assert_eq!((on("2026-09-16"), on("2026-09-17")), (vec![], vec![Severity::Inform]));
}

#[test]
fn a_witness_who_may_refuse_ends_the_execution() {
    let claims = |letter: Sample, law: &str| executed(letter.particular("exemption-law", law));
    let ended = [("incomplete-return-as-instructed", None)];
    assert_eq!(noted(&claims(evidence_request(), "requested-side")), ["lawful-refusal-to-testify"]);
    assert_eq!(concluded(&claims(evidence_request(), "requested-side")), ended);
    assert_eq!(concluded(&claims(from_hong_kong(), "requested-side")), ended);
    assert_eq!(concluded(&executed(evidence_request())), []);
}

#[test]
fn in_hong_kong_the_requesting_sides_law_excuses_on_terms_only() {
    let claims = |letter: Sample| executed(letter.particular("exemption-law", "requesting-side"));
    let ended = [("incomplete-return-as-instructed", None)];
    assert_eq!(concluded(&claims(evidence_request())), []);
    let stated = evidence_request().valued("exemption-supported-by-letter", Value::Flag(true));
    assert_eq!(concluded(&claims(stated)), ended);
    let conceded = evidence_request().valued("exemption-conceded", Value::Flag(true));
    assert_eq!(concluded(&claims(conceded)), ended);
    let stated_to_the_mainland = from_hong_kong().valued("exemption-supported-by-letter", Value::Flag(true));
    let assessment = claims(stated_to_the_mainland);
    assert_eq!((flagged(&assessment), concluded(&assessment)), (vec!["refusal-rests-on-other-law"], vec![]));
}

/// Two witnesses: the first was heard.
fn half_done(instruction: Option<&str>, papers: &[&str]) -> Sample {
    let done = |result: &str| [("person", text("w1")), ("result", text(result))];
    let letter = asking(evidence_request(), "examine-witness", &done("executed"))
        .act("examine-witness", &done("not-executed"))
        .valued("returned-papers", codes(papers))
        .particular("written-reasons", "the second witness could not be found");
    match instruction {
        Some(instruction) => letter.particular("return-instruction", instruction),
        None => letter,
    }
}

#[test]
fn what_was_not_executed_is_explained_and_goes_back_as_instructed() {
    let incomplete = [("incomplete-return-as-instructed", None)];
    for whole in [half_done(Some("all"), &["attachments"]), half_done(Some("none"), &[])] {
        let assessment = returned(whole);
        assert_eq!((found(&assessment), concluded(&assessment)), (vec![], incomplete.to_vec()));
    }
    let kept = returned(half_done(Some("unexecuted-part"), &[]));
    assert_eq!(corrected(&kept), ["papers-not-returned-as-instructed"]);
    let unexplained = returned(half_done(Some("all"), &["attachments"]).without("written-reasons"));
    assert_eq!(corrected(&unexplained), ["reasons-for-non-execution-missing"]);
    assert_eq!(concluded(&unexplained), incomplete);
    let uninstructed = returned(half_done(None, &[]));
    assert_eq!(severities(&uninstructed, "return-instruction-missing"), [Severity::Flag]);
}

#[test]
fn what_was_executed_is_answered_in_writing() {
    let done = || {
        let act = [("person", text("w1")), ("result", text("executed"))];
        asking(evidence_request(), "examine-witness", &act)
    };
    assert_eq!(corrected(&returned(done())), ["written-reply-missing"]);
    let answered = returned(done().particular("written-reasons", "transcript enclosed"));
    assert_eq!((found(&answered), concluded(&answered)), (vec![], vec![]));
}

#[test]
fn a_return_says_what_came_of_each_act() {
    let silent = returned(evidence_request().particular("written-reasons", "see enclosed"));
    assert_eq!(corrected(&silent), ["result-not-stated"]);
}

#[test]
fn a_reminder_is_due_when_the_target_has_passed_without_a_result() {
    let open = |day: &str| followed(evidence_request().event("received", "2026-03-16").asked_on(day));
    assert_eq!(concluded(&open("2026-09-16")), []);
    assert_eq!(noted(&open("2026-09-17")), ["evidence-target-passed"]);
    assert_eq!(concluded(&open("2026-09-17")), [("reminder-due", None)]);
    let answered = half_done(None, &[]).event("received", "2026-03-16").asked_on("2026-09-17");
    assert_eq!(concluded(&followed(answered)), []);
}

#[test]
fn the_evidence_serves_the_proceedings_of_the_letter_only() {
    let used_in = |case: &str| evidence_request().particular("intended-use-case-number", case);
    assert_eq!(severities(&followed(used_in("2026-200")), "use-in-another-case"), [Severity::Refuse]);
    assert_eq!(found(&followed(used_in("2026-100 "))), [""; 0]);
    assert_eq!(flagged(&followed(used_in("2026-200").without("case-number"))), ["case-number-missing"]);
    assert_eq!(found(&followed(evidence_request())), [""; 0]);
}
