use super::*;
use crate::contract::Assessment;
use crate::sample::{Sample, found, letter};

fn asked(sample: Sample, chapter: &'static Chapter) -> Assessment {
    sample.asked(chapter, "2026-05-16")
}

/// A summons with an English translation; `signed` by the translator, or not stated.
fn translated(signed: Option<bool>, sealed_by: &[(&str, &str)]) -> Sample {
    let request = letter().with(|facts| {
        facts.documents.pop();
    });
    request.document("summons", sealed_by).with(|facts| {
        facts.documents[1].translations = vec!["en".to_owned()];
        let value = signed.map(crate::contract::Value::Flag);
        let particular = |value| crate::contract::Particular { name: "translator-signed".to_owned(), value };
        facts.documents[1].particulars.extend(value.map(particular));
    })
}

#[test]
fn what_is_served_is_what_the_request_lists() {
    let listing = |kinds: &[&str]| asked(letter().codes("listed-documents", kinds), &SERVICE_REVIEW);
    assert_eq!(found(&listing(&["summons"])), [""; 0]);
    assert_eq!(found(&listing(&["summons", "notice"])), ["listed-document-missing"]);
    assert_eq!(found(&listing(&["notice"])), ["listed-document-missing", "document-not-in-letter-list"]);
    assert_eq!(found(&listing(&[])), ["documents-not-listed-in-letter"]);
}

#[test]
fn a_translator_signs_and_the_court_does_not_seal() {
    for chapter in [&SERVICE_ABROAD, &EVIDENCE_ABROAD] {
        assert_eq!(found(&asked(translated(Some(true), &[]), chapter)), [""; 0]);
        assert_eq!(found(&asked(translated(None, &[]), chapter)), ["translation-not-certified"]);
        assert_eq!(found(&asked(translated(Some(false), &[]), chapter)), ["translation-not-certified"]);
        let sealed = translated(Some(true), &[("translation-sealed-by", "cn-gz-ic")]);
        assert_eq!(found(&asked(sealed, chapter)), ["translation-bears-court-seal"]);
    }
    assert_eq!(found(&asked(letter(), &SERVICE_ABROAD)), [""; 0]);
}

#[test]
fn the_form_of_a_request_for_service_is_no_translation_of_ours() {
    let form = |sample: Sample| sample.with(|facts| facts.documents[0].translations = vec!["en".to_owned()]);
    assert_eq!(found(&asked(form(letter()), &SERVICE_ABROAD)), [""; 0]);
    assert_eq!(found(&asked(form(letter()), &EVIDENCE_ABROAD)), ["translation-not-certified"]);
}

#[test]
fn a_hearing_leaves_six_months() {
    let heard = |day| asked(letter().asked_on("2026-03-16").event("hearing", day), &SERVICE_ABROAD);
    assert_eq!(found(&heard("2026-09-16")), ["hearing-leaves-little-time"]);
    assert_eq!(found(&heard("2026-09-17")), [""; 0]);
}
