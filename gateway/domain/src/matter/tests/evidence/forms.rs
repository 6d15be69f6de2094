//! What a request for evidence and its certificate look like at all.

use super::*;
use crate::limits::{ACTS_MAX, ADDRESSEES_MAX, QUESTIONS_MAX};

fn wrong(change: impl FnOnce(&mut Evidence)) -> (String, &'static str) {
    let mut request = complete();
    let Asks::Evidence(evidence) = &mut request.asks else { panic!("it is of service") };
    change(evidence);
    let bad = request.check().unwrap_err();
    assert_eq!(Play::new().refused(Command::Draft { chain: chain(), request }), Refusal::BadRequest(bad.clone()));
    (bad.at, bad.code)
}

fn at(place: &str, code: &'static str) -> (String, &'static str) {
    (place.to_owned(), code)
}

#[test]
fn an_ordinary_request_for_evidence_has_the_form_of_one_also_without_papers() {
    assert_eq!(request().check(), Ok(()));
    assert_eq!(complete().check(), Ok(()));
    assert_eq!(Request { documents: Vec::new(), ..request() }.check(), Ok(()));
}

#[test]
fn something_is_to_be_done_within_limits() {
    assert_eq!(wrong(|it| it.acts.clear()), at("evidence.acts", "empty-list"));
    assert_eq!(wrong(|it| it.acts = vec![it.acts[0].clone(); ACTS_MAX + 1]), at("evidence.acts", "too-many"));
    assert_eq!(
        wrong(|it| it.persons = vec![it.persons[0].clone(); ADDRESSEES_MAX + 1]),
        at("evidence.persons", "too-many")
    );
    assert_eq!(
        wrong(|it| it.acts[0].questions = vec!["?".into(); QUESTIONS_MAX + 1]),
        at("evidence.acts[0].questions", "too-many")
    );
}

#[test]
fn every_act_concerns_a_person_whom_the_letter_names_once() {
    assert_eq!(wrong(|it| it.acts[0].person = Some("w9".into())), at("evidence.acts[0].person", "unknown-person"));
    assert_eq!(wrong(|it| it.persons[1].id = "w1".into()), at("evidence.persons[1].id", "not-unique"));
    assert_eq!(wrong(|it| it.persons[2].id = "P A".into()), at("evidence.persons[2].id", "not-a-code"));
    assert_eq!(wrong(|it| it.persons[2].role = "juror".into()), at("evidence.persons[2].role", "unknown-code"));
}

#[test]
fn every_code_of_it_is_of_the_vocabulary() {
    assert_eq!(wrong(|it| it.proceedings = Some("x".into())), at("evidence.proceedings", "unknown-code"));
    assert_eq!(
        wrong(|it| it.presence_requested = vec!["x".into()]),
        at("evidence.presence_requested[0]", "unknown-code")
    );
    assert_eq!(wrong(|it| it.return_instruction = Some("x".into())), at("evidence.return_instruction", "unknown-code"));
    assert_eq!(wrong(|it| it.instrument_invoked = Some("x".into())), at("evidence.instrument_invoked", "unknown-code"));
    assert_eq!(
        wrong(|it| it.persons[2].party_side = Some("x".into())),
        at("evidence.persons[2].party_side", "unknown-code")
    );
    assert_eq!(wrong(|it| it.acts[0].kind = "x".into()), at("evidence.acts[0].kind", "unknown-code"));
    assert_eq!(wrong(|it| it.acts[0].method = Some("x".into())), at("evidence.acts[0].method", "unknown-code"));
    assert_eq!(wrong(|it| it.acts[1].measures = vec!["x".into()]), at("evidence.acts[1].measures[0]", "unknown-code"));
}

#[test]
fn its_texts_say_something_and_move_no_cursor() {
    assert_eq!(wrong(|it| it.reason_for_request = Some(" ".into())), at("evidence.reason_for_request", "empty-text"));
    assert_eq!(wrong(|it| it.exemption = Some("\u{7}".into())), at("evidence.exemption", "bad-text"));
    assert_eq!(wrong(|it| it.persons[0].name = Some(String::new())), at("evidence.persons[0].name", "empty-text"));
    assert_eq!(wrong(|it| it.acts[0].questions[1] = String::new()), at("evidence.acts[0].questions[1]", "empty-text"));
    assert_eq!(wrong(|it| it.acts[1].holder = Some(" ".into())), at("evidence.acts[1].holder", "empty-text"));
}

#[test]
fn a_letter_asks_for_service_or_for_evidence_and_not_for_both_or_neither() {
    let mut json = serde_json::to_value(complete()).unwrap();
    assert!(json.get("addressees").is_none());
    assert_eq!(serde_json::from_value::<Request>(json.clone()).unwrap(), complete());
    json["addressees"] = json!([]);
    let both = serde_json::from_value::<Request>(json.clone()).unwrap_err().to_string();
    assert!(both.contains("cannot both"), "{both}");
    json.as_object_mut().unwrap().remove("addressees");
    json.as_object_mut().unwrap().remove("evidence");
    let neither = serde_json::from_value::<Request>(json).unwrap_err().to_string();
    assert_eq!(neither, "missing field `addressees`");
}

#[test]
fn a_request_for_service_is_written_as_it_always_was() {
    let text = serde_json::to_string(&super::super::request()).unwrap();
    let keys: Vec<usize> =
        ["case_number", "nature_of_case", "case_category", "hearing", "\"letter", "addressees", "documents"]
            .iter()
            .map(|key| text.find(key).unwrap())
            .collect();
    assert!(keys.is_sorted(), "{text}");
    assert!(!text.contains("evidence") && !text.contains("procedure"), "{text}");
    let text = serde_json::to_string(&certificate(DRAFTED_ON)).unwrap();
    assert!(text.starts_with("{\"date\":\"2026-01-12\",\"method\":\"personal\",\"place\":"), "{text}");
    let standing = serde_json::to_string(asked(State::Acknowledged).standing()).unwrap();
    assert!(!standing.contains("procedure"), "{standing}");
}

#[test]
fn a_certificate_is_of_service_or_of_the_taking_of_evidence() {
    let Content::Certificate { certificate, .. } = taken(DRAFTED_ON) else { panic!() };
    let mut json = serde_json::to_value(&certificate).unwrap();
    assert_eq!(serde_json::from_value::<Certificate>(json.clone()).unwrap(), certificate);
    json["method"] = "personal".into();
    assert!(serde_json::from_value::<Certificate>(json).is_err());
}

#[test]
fn a_certificate_of_evidence_says_what_was_done_and_no_more_than_fits() {
    let checked = |change: fn(&mut Taking)| {
        let Command::Execute { result, certificate } = changed(partly_taken(DRAFTED_ON), change) else { panic!() };
        let bad = certificate.check(result).unwrap_err();
        (bad.at, bad.code)
    };
    let Content::Certificate { result, certificate } = partly_taken(DRAFTED_ON) else { panic!() };
    assert_eq!(certificate.check(result), Ok(()));
    let otherwise = certificate.check(ExecutionResult::EvidenceTaken).unwrap_err();
    assert_eq!((otherwise.at.as_str(), otherwise.code), ("result", "not-what-was-done"));
    assert_eq!(certificate.check(ExecutionResult::Served).unwrap_err().code, "another-procedure");
    assert_eq!(checked(|it| it.acts[0].by = Some(" ".into())), at("certificate.taking.acts[0].by", "empty-text"));
    assert_eq!(
        checked(|it| it.acts[0].present = vec!["\u{0}".into()]),
        at("certificate.taking.acts[0].present[0]", "bad-text")
    );
    assert_eq!(
        checked(|it| it.acts[0].files[0].name = "../x".into()),
        at("certificate.taking.acts[0].files[0].name", "bad-file-name")
    );
    assert_eq!(
        checked(|it| it.privilege = Some(Privilege { law: "x".into(), ..privilege("x") })),
        at("certificate.taking.privilege.law", "unknown-code")
    );
    assert_eq!(checked(|it| it.acts[0].files = vec![file("statement"); 26]), at("certificate.taking.acts", "too-many"));
    assert_eq!(checked(|it| it.written_reasons = Some("字".repeat(4_000))), at("certificate", "too-long"));
}
