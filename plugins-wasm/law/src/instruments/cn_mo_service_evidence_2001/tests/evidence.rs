use super::*;
use crate::contract::{Citation, Facts, Particular};
use crate::sample::{concluded, found};

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_FOR_EVIDENCE, "2026-06-16")
}

fn executed(sample: Sample) -> Assessment {
    sample.event("received", "2026-03-16").asked(&EXECUTION_OF_EVIDENCE, "2026-06-16")
}

fn returned(sample: Sample) -> Assessment {
    sample.event("received", "2026-03-16").asked(&RETURN_OF_EVIDENCE, "2026-06-16")
}

/// The acts of the letter came out like this.
fn with_results(results: &'static [&'static str]) -> Sample {
    let sample = evidence_from_macao().with(|facts| facts.acts.clear());
    results.iter().fold(sample, |sample, result| sample.act("examine-witness", &[("result", text(result))]))
}

fn set(facts: &mut Facts, person: usize, name: &str, value: Option<Value>) {
    facts.persons[person].particulars.retain(|particular| particular.name != name);
    facts.persons[person].particulars.extend(value.map(|value| Particular { name: name.to_owned(), value }));
}

#[test]
fn a_letter_in_order_satisfies_every_article_in_both_directions() {
    for sample in [evidence_from_macao(), evidence_from_the_mainland()] {
        let assessment = examined(sample.event("received", "2026-03-16"));
        assert_eq!(found(&assessment), [""; 0]);
        assert_eq!(assessment.findings.len(), 12);
    }
}

#[test]
fn the_limit_is_three_months() {
    let period = evidence_from_macao().event("received", "2026-03-02").periods(&LETTER_FOR_EVIDENCE).remove(0);
    assert_eq!(
        (period.code.as_str(), period.length, period.unit, period.hard),
        ("execute-evidence", 3, Unit::Months, true)
    );
    assert_eq!(period.calendar, "MO");
}

#[test]
fn the_limit_is_overdue_from_the_day_after_the_last_while_anything_is_left_to_do() {
    let on = |sample: Sample, day| {
        found(&sample.event("received", "2026-03-16").asked_on(day).asked(&FOLLOW_UP_OF_EVIDENCE, "2026-06-16"))
            .contains(&"evidence-overdue")
    };
    assert!(!on(evidence_from_macao(), "2026-06-16"));
    assert!(on(evidence_from_macao(), "2026-06-17"));
    assert!(on(with_results(&["executed", "not-executed"]), "2026-06-17"));
    assert!(!on(with_results(&["executed", "executed"]), "2026-06-17"));
}

#[test]
fn evidence_is_for_litigation_only() {
    let proceedings = |state| weighed_of(examined(evidence_from_macao().particular("proceedings", state)));
    assert_eq!(proceedings("none"), [("no-litigation".to_owned(), Severity::Refuse)]);
    assert_eq!(proceedings("contemplated"), [("litigation-only-contemplated".to_owned(), Severity::Flag)]);
}

fn weighed_of(assessment: Assessment) -> Vec<(String, Severity)> {
    weighed(&assessment).into_iter().map(|(code, severity)| (code.to_owned(), severity)).collect()
}

#[test]
fn an_unrelated_act_is_refused_and_the_others_are_executed() {
    let unrelated = [("connection", text("none")), ("subject", text("other accounts"))];
    let beside = examined(evidence_from_macao().act("other-evidence", &unrelated));
    assert_eq!(weighed(&beside), [("act-unrelated-to-litigation", Severity::Flag)]);
    assert_eq!(concluded(&beside), [("execute-in-part", None)]);
    let alone = examined(evidence_from_macao().with(|facts| facts.acts.clear()).act("other-evidence", &unrelated));
    assert_eq!(weighed(&alone), [("act-unrelated-to-litigation", Severity::Refuse)]);
    assert_eq!(concluded(&alone), []);
}

#[test]
fn a_letter_names_parties_reason_and_acts() {
    let without = |change: fn(&mut Facts)| weighed_of(examined(evidence_from_macao().with(change)));
    let correct = |code: &str| [(code.to_owned(), Severity::Correct)];
    assert_eq!(without(|facts| facts.persons.retain(|person| person.role != "party")), correct("parties-missing"));
    assert_eq!(without(|facts| facts.acts.clear()), correct("no-act-requested"));
    assert_eq!(without(|facts| facts.documents.clear()), correct("letter-missing"));
    assert_eq!(without(|facts| set(facts, 0, "name", None)), correct("person-not-named"));
    assert_eq!(without(|facts| set(facts, 2, "address", None)), correct("person-without-address"));
    assert_eq!(without(|facts| set(facts, 2, "identification", None)), correct("identification-missing"));
    assert_eq!(found(&examined(evidence_from_macao().without("reason-for-request"))), ["reason-missing"]);
    let unnamed = examined(evidence_from_macao().without("issuing-authority"));
    assert_eq!(found(&unnamed), ["requesting-authority-not-named"]);
}

#[test]
fn who_is_to_be_examined_is_named_with_the_questions() {
    let asked = |particulars: &[(&str, Value)]| {
        examined(evidence_from_macao().with(|facts| facts.acts.clear()).act("examine-witness", particulars))
    };
    assert_eq!(found(&asked(&[("person", text("w1"))])), ["questions-missing"]);
    assert_eq!(found(&asked(&[("person", text("w1")), ("questions", Value::Number(0))])), ["questions-missing"]);
    assert_eq!(found(&asked(&[("person", text("w9")), ("questions", Value::Number(1))])), ["examined-person-missing"]);
    let listed = evidence_from_macao()
        .with(|facts| facts.acts.clear())
        .act("examine-witness", &[("person", text("w1"))])
        .document("question-list", &[]);
    assert_eq!(found(&examined(listed)), [""; 0]);
}

#[test]
fn other_evidence_is_described() {
    let inspection =
        |particulars: &[(&str, Value)]| examined(evidence_from_macao().act("judicial-inspection", particulars));
    assert_eq!(found(&inspection(&[])), ["act-not-specified"]);
    assert_eq!(found(&inspection(&[("subject", text("warehouse"))])), [""; 0]);
}

#[test]
fn a_letter_for_evidence_may_ask_for_the_law_as_well() {
    let law = |particulars: &[(&str, Value)]| {
        let letter = evidence_from_macao().act("provide-law-information", particulars);
        let assessment = examined(letter);
        let satisfied =
            assessment.findings.iter().any(|it| it.code == "satisfied" && it.citations == [Citation::from(LAW)]);
        (weighed_of(assessment), satisfied)
    };
    assert_eq!(law(&[("subject", text("Companies Act"))]), (vec![], true));
    assert_eq!(law(&[]), (vec![("law-not-specified".to_owned(), Severity::Correct)], false));
}

#[test]
fn to_detain_property_is_more_than_evidence() {
    let measure = |measure| {
        let particulars = [("subject", text("ship")), ("measures", codes(&[measure]))];
        weighed_of(examined(evidence_from_macao().act("inspect-property", &particulars)))
    };
    assert_eq!(measure("photograph"), []);
    assert_eq!(measure("detain"), [("measure-beyond-evidence".to_owned(), Severity::Flag)]);
}

#[test]
fn for_evidence_a_letter_without_seal_and_signature_is_for_a_person() {
    let bare = evidence_from_macao().with(|facts| facts.documents[0].particulars.clear());
    assert_eq!(weighed(&examined(bare)), [("neither-seal-nor-signature", Severity::Flag)]);
}

#[test]
fn who_asks_to_attend_is_told_and_officers_are_admitted_by_permission() {
    let present = |who: &[&str]| evidence_from_macao().codes("presence-requested", who);
    assert_eq!(weighed(&examined(present(&["party"]))), [("time-and-place-to-be-notified", Severity::Inform)]);
    let rests_on = |who| {
        let assessment = examined(present(&[who]));
        let notice = assessment.findings.into_iter().find(|it| it.code == "time-and-place-to-be-notified").unwrap();
        notice.citations.into_iter().map(|it| it.provision).collect::<Vec<_>>()
    };
    assert_eq!(
        (rests_on("party"), rests_on("counsel")),
        (vec!["19".to_owned()], vec!["19".to_owned(), "24".to_owned()])
    );
    let officer = present(&["judicial-officer"]).valued("questions-by-attendee", Value::Flag(true));
    assert_eq!(
        weighed(&examined(officer)),
        [
            ("time-and-place-to-be-notified", Severity::Inform),
            ("officer-asks-to-attend", Severity::Flag),
            ("officer-asks-to-put-questions", Severity::Flag),
        ]
    );
    assert_eq!(found(&executed(present(&["judicial-officer"]))), ["time-and-place-to-be-notified"]);
}

#[test]
fn a_special_method_of_taking_evidence_is_for_a_person() {
    let special = evidence_from_macao().particular("special-method", "sworn-testimony");
    assert_eq!(weighed(&examined(special)), [("special-method-at-requester-cost", Severity::Flag)]);
}

#[test]
fn witnesses_testify_by_video_only_with_their_consent() {
    let by = |method: &'static str, consent: Option<bool>, stage: &'static str| {
        examined(evidence_from_macao().with(|facts| {
            stage.clone_into(&mut facts.stage);
            set(facts, 2, "agrees-to-method", consent.map(Value::Flag));
            facts.acts[0].particulars.push(Particular { name: "method".to_owned(), value: text(method) });
        }))
    };
    assert_eq!(found(&by("video", Some(true), "incoming")), [""; 0]);
    let refused = by("audio", Some(false), "incoming");
    assert_eq!(weighed(&refused), [("video-without-consent", Severity::Inform)]);
    assert_eq!(concluded(&refused), [("ordinary-method-only", None)]);
    assert_eq!(weighed(&by("video", None, "incoming")), [("consent-to-video-needed", Severity::Flag)]);
    assert_eq!(weighed(&by("video", None, "outgoing")), [("consent-to-video-needed", Severity::Inform)]);
    let messenger = by("instant-messaging", Some(true), "incoming");
    assert_eq!(weighed(&messenger), [("technical-method-not-provided-for", Severity::Flag)]);
}

#[test]
fn parties_are_not_named_among_those_who_testify_by_video() {
    let particulars = [("person", text("pb")), ("questions", Value::Number(3)), ("method", text("video"))];
    let party = evidence_from_macao()
        .with(|facts| set(facts, 1, "agrees-to-method", Some(Value::Flag(true))))
        .act("examine-party", &particulars);
    assert_eq!(found(&examined(party)), ["technical-method-not-provided-for"]);
}

#[test]
fn only_named_costs_may_be_prepaid() {
    let costs = |expected: &[&str], prepayment: Option<bool>| {
        let sample = evidence_from_macao().codes("expected-costs", expected);
        let sample =
            prepayment.into_iter().fold(sample, |it, asked| it.valued("prepayment-requested", Value::Flag(asked)));
        weighed_of(executed(sample))
    };
    assert_eq!(costs(&[], None), []);
    for asked in [None, Some(true)] {
        assert_eq!(costs(&["interpreter"], asked), [("prepayment-may-be-asked".to_owned(), Severity::Flag)]);
    }
    assert_eq!(costs(&["expert"], Some(false)), [("prepayment-waived".to_owned(), Severity::Inform)]);
    assert_eq!(costs(&[], Some(true)), [("prepayment-without-cost".to_owned(), Severity::Flag)]);
}

#[test]
fn a_witness_may_refuse_by_the_requested_sides_law_and_papers_go_back_only_by_post() {
    let refusal = |law| evidence_from_macao().particular("exemption-law", law);
    let on_platform = executed(refusal("requested-side"));
    assert_eq!(weighed(&on_platform), [("testimony-refused", Severity::Inform)]);
    assert_eq!(concluded(&on_platform), [("incomplete-notify", None)]);
    let by_post = executed(refusal("requested-side").particular("transmission", "post"));
    assert_eq!(concluded(&by_post), [("incomplete-return-papers", None)]);
    let elsewhere = executed(refusal("requesting-side"));
    assert_eq!(weighed(&elsewhere), [("exemption-of-the-requesting-side", Severity::Flag)]);
    assert_eq!(concluded(&elsewhere), []);
}

#[test]
fn what_was_done_and_what_was_not_is_stated_in_writing() {
    let stated = |sample: Sample| returned(sample.particular("written-reasons", "see the record"));
    let done = stated(with_results(&["executed"]));
    assert_eq!((found(&done), concluded(&done)), (vec![], vec![]));
    assert_eq!(weighed(&returned(with_results(&["executed"]))), [("written-statement-missing", Severity::Correct)]);
    let part = stated(with_results(&["executed", "not-executed"]));
    assert_eq!((found(&part), concluded(&part)), (vec![], vec![("incomplete-notify", None)]));
    let silent = returned(with_results(&["not-executed"]));
    assert_eq!(found(&silent), ["written-statement-missing"]);
    assert_eq!(concluded(&silent), [("incomplete-notify", None)]);
    assert_eq!(weighed(&stated(evidence_from_macao())), [("result-not-stated", Severity::Flag)]);
}

#[test]
fn what_came_by_post_and_was_not_done_goes_back() {
    let sent_back = |papers: &[&str]| {
        let sample = with_results(&["not-executed"]).particular("transmission", "post");
        returned(sample.particular("written-reasons", "the witness cannot be found").codes("returned-papers", papers))
    };
    for papers in [["letter", "attachments"], ["letter", "documents"]] {
        let whole = sent_back(&papers);
        assert_eq!((found(&whole), concluded(&whole)), (vec![], vec![("incomplete-return-papers", None)]));
    }
    assert_eq!(weighed(&sent_back(&["letter"])), [("evidence-papers-not-returned", Severity::Correct)]);
    assert_eq!(found(&sent_back(&[])), ["evidence-papers-not-returned"; 2]);
}

#[test]
fn use_in_another_case_is_told_and_not_refused() {
    let used = |case| {
        let sample =
            evidence_from_macao().particular("case-number", "2026-1").particular("intended-use-case-number", case);
        weighed_of(sample.asked(&FOLLOW_UP_OF_EVIDENCE, "2026-06-16"))
    };
    assert_eq!(used("2026-1"), []);
    assert_eq!(used("2026-2"), [("use-in-another-case".to_owned(), Severity::Inform)]);
}
