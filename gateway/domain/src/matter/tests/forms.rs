//! What a request and a certificate look like at all.

use super::*;
use crate::limits::{ADDRESSEES_MAX, DOCUMENTS_MAX, TEXT_MAX_CHARS};

fn wrong(change: impl FnOnce(&mut Request)) -> (String, &'static str) {
    let mut request = complete();
    change(&mut request);
    let bad = request.check().unwrap_err();
    assert_eq!(Play::new().refused(Command::Draft { chain: chain(), request }), Refusal::BadRequest(bad.clone()));
    (bad.at, bad.code)
}

fn at(place: &str, code: &'static str) -> (String, &'static str) {
    (place.to_owned(), code)
}

#[test]
fn an_ordinary_request_has_the_form_of_one() {
    assert_eq!(request().check(), Ok(()));
    assert_eq!(complete().check(), Ok(()));
}

#[test]
fn somebody_is_served_with_something_within_limits() {
    assert_eq!(wrong(|it| addressees(it).clear()), at("addressees", "empty-list"));
    assert_eq!(wrong(|it| it.documents.clear()), at("documents", "empty-list"));
    assert_eq!(
        wrong(|it| *addressees(it) = vec![addressees(it)[0].clone(); ADDRESSEES_MAX + 1]),
        at("addressees", "too-many")
    );
    assert_eq!(
        wrong(|it| it.documents = vec![it.documents[0].clone(); DOCUMENTS_MAX + 1]),
        at("documents", "too-many")
    );
}

#[test]
fn a_text_says_something_is_not_endless_and_moves_no_cursor() {
    assert_eq!(wrong(|it| it.case_number = "  ".into()), at("case_number", "empty-text"));
    assert_eq!(wrong(|it| it.nature_of_case = Some("\u{7}".into())), at("nature_of_case", "bad-text"));
    assert_eq!(
        wrong(|it| addressees(it)[0].address = Some("x".repeat(TEXT_MAX_CHARS + 1))),
        at("addressees[0].address", "bad-text")
    );
    assert_eq!(
        wrong(|it| it.documents[1].description = Some(String::new())),
        at("documents[1].description", "empty-text")
    );
}

#[test]
fn every_code_is_of_the_vocabulary() {
    assert_eq!(wrong(|it| it.case_category = "maritime".into()), at("case_category", "unknown-code"));
    assert_eq!(wrong(|it| it.special_method = Some("pigeon".into())), at("special_method", "unknown-code"));
    assert_eq!(wrong(|it| it.letter.languages = vec!["xx".into()]), at("letter.languages[0]", "unknown-code"));
    assert_eq!(
        wrong(|it| addressees(it)[0].address_detail = Some("x".into())),
        at("addressees[0].address_detail", "unknown-code")
    );
    assert_eq!(
        wrong(|it| addressees(it)[0].person_kind = Some("x".into())),
        at("addressees[0].person_kind", "unknown-code")
    );
    assert_eq!(wrong(|it| it.documents[1].kind = "x".into()), at("documents[1].kind", "unknown-code"));
    assert_eq!(
        wrong(|it| it.documents[1].annexed_to = Some("x".into())),
        at("documents[1].annexed_to", "unknown-code")
    );
    assert_eq!(
        wrong(|it| it.documents[1].translations = vec!["x".into()]),
        at("documents[1].translations[0]", "unknown-code")
    );
}

#[test]
fn counts_languages_and_days_are_possible() {
    assert_eq!(wrong(|it| it.letter.copies = 0), at("letter.copies", "too-small"));
    assert_eq!(wrong(|it| it.documents[0].copies = 0), at("documents[0].copies", "too-small"));
    assert_eq!(wrong(|it| it.documents[0].copies = u32::MAX), at("documents[0].copies", "too-large"));
    assert_eq!(wrong(|it| it.documents[0].languages.clear()), at("documents[0].languages", "empty"));
    assert_eq!(
        wrong(|it| it.documents[0].languages = vec!["zh".into(); 2]),
        at("documents[0].languages[1]", "repeated")
    );
    assert_eq!(wrong(|it| it.hearing = Some(date(-44, 3, 15))), at("hearing", "not-a-date"));
}

#[test]
fn an_addressee_that_a_document_is_meant_for_is_named_once() {
    assert_eq!(
        wrong(|it| it.documents[1].meant_for = vec!["p2".into()]),
        at("documents[1].for[0]", "unknown-addressee")
    );
    assert_eq!(
        wrong(|it| {
            let twice = addressees(it)[0].clone();
            addressees(it).push(twice);
        }),
        at("addressees[1].id", "not-unique")
    );
    assert_eq!(
        wrong(|it| {
            addressees(it)[0].id = Some("P 1".into());
            it.documents[1].meant_for.clear();
        }),
        at("addressees[0].id", "not-a-code")
    );
}

#[test]
fn the_letter_itself_is_not_among_the_papers_to_be_served() {
    for kind in ["letter-of-request", "forwarding-application"] {
        assert_eq!(wrong(|it| it.documents[0].kind = kind.into()), at("documents[0].kind", "not-to-be-served"));
    }
}

#[test]
fn a_file_has_a_name_that_can_be_shown_and_written_to_a_disk() {
    let names = ["", " ", "../../etc/passwd", "a\\b", "C:x", ".hidden", "a\u{202e}fdp.exe", "a\nb", &"名".repeat(86)];
    for name in names {
        let named = |it: &mut Request| it.documents[0].file.as_mut().unwrap().name = name.to_owned();
        assert_eq!(wrong(named), at("documents[0].file.name", "bad-file-name"), "{name:?}");
    }
    for media_type in ["", "text/html\r\nx: y", "文本"] {
        let typed = |it: &mut Request| it.documents[1].translation_files[0].media_type = media_type.to_owned();
        assert_eq!(wrong(typed), at("documents[1].translation_files[0].media_type", "bad-text"));
    }
    assert_eq!(
        wrong(|it| it.documents[0].file.as_mut().unwrap().size = u64::MAX),
        at("documents[0].file.size", "too-large")
    );
}

#[test]
fn there_are_no_more_papers_of_translations_than_translations() {
    assert_eq!(
        wrong(|it| it.documents[1].translation_files.push(file("more"))),
        at("documents[1].translation_files", "too-many")
    );
}

#[test]
fn a_request_as_long_as_it_may_be_still_makes_facts() {
    let long = |length: usize| {
        let mut request = complete();
        let address = "字".repeat(length);
        let first = addressees(&mut request)[0].clone();
        *addressees(&mut request) = vec![Addressee { id: None, address: Some(address), ..first }; 2];
        request.documents[1].meant_for.clear();
        request
    };
    assert_eq!(long(1_200).check(), Ok(()));
    let play = Play::new().then(take(sealed(letter(long(1_200)), None, DRAFTED_ON)));
    let facts = letter_facts(play.matter(), &parties(), Stage::Incoming, DRAFTED_ON);
    assert_eq!(Facts::parse(&serde_json::to_vec(&facts).unwrap()).unwrap(), facts);

    let mut longer = long(1_200);
    addressees(&mut longer)[0].name = Some("字".repeat(1_200));
    assert_eq!(longer.check().unwrap_err(), BadRequest { at: "request".into(), code: "too-long" });
}

#[test]
fn a_certificate_has_texts_and_codes_that_the_rules_can_read() {
    let checked = |certificate: Certificate| {
        let bad = certificate.check(ExecutionResult::Served).unwrap_err();
        (bad.at, bad.code)
    };
    let wrong = |change: fn(&mut ServiceCertificate)| checked(certified(DRAFTED_ON, change));
    assert_eq!(certificate(DRAFTED_ON).check(ExecutionResult::Served), Ok(()));
    assert_eq!(wrong(|it| it.method = Some("x".into())), at("certificate.method", "unknown-code"));
    assert_eq!(wrong(|it| it.place = Some(String::new())), at("certificate.place", "empty-text"));
    assert_eq!(wrong(|it| it.recipient = Some("\u{0}".into())), at("certificate.recipient", "bad-text"));
    assert_eq!(wrong(|it| it.obstacle = Some(" ".into())), at("certificate.obstacle", "empty-text"));
    assert_eq!(wrong(|it| it.refusal_reason = Some(" ".into())), at("certificate.refusal_reason", "empty-text"));
    let returned = Certificate { returned_papers: vec!["x".into()], ..certificate(DRAFTED_ON) };
    assert_eq!(checked(returned), at("certificate.returned_papers[0]", "unknown-code"));
    assert_eq!(checked(certificate(date(-1, 1, 1))), at("certificate.date", "not-a-date"));
}
