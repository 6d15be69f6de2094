use super::*;
use crate::contract::Assessment;
use crate::sample::{self, Sample, concluded, date, found};

const ABROAD: (&str, &str, &str) = ("xx-central-authority", "XX", "central-authority");
const MINISTRY: (&str, &str, &str) = ("cn-moj", "CN", "central-authority");
const ADMINISTRATION_WING: (&str, &str, &str) = ("hk-admin-wing", "HK", "liaison-authority");
const PROCURATORATE: (&str, &str, &str) = ("mo-mp", "MO", "procuratorate");

/// A request for formal service of one summons, in English with a Chinese translation.
fn request(from: (&str, &str, &str), to: (&str, &str, &str)) -> Sample {
    let request = sample::letter().particular("issuing-authority", from.0).particular("service-kind", "formal");
    request.with(|facts| {
        facts.requesting = Some(sample::authority(from.0, from.1, from.2));
        facts.requested = Some(sample::authority(to.0, to.1, to.2));
        for document in &mut facts.documents {
            document.languages = vec!["en".to_owned()];
            document.translations = vec!["zh".to_owned()];
        }
    })
}

fn to_the_mainland() -> Sample {
    request(ABROAD, MINISTRY)
}

fn examined(sample: Sample) -> Assessment {
    sample.asked(&REQUEST, "2026-05-16")
}

/// The summons in one language, without translation.
fn in_language(sample: Sample, language: &str) -> Sample {
    let language = language.to_owned();
    sample.with(|facts| {
        facts.documents[1].languages = vec![language];
        facts.documents[1].translations.clear();
    })
}

fn severity(assessment: &Assessment, code: &str) -> Option<Severity> {
    assessment.findings.iter().find(|finding| finding.code == code).map(|finding| finding.severity)
}

/// The instruments that a finding rests on.
fn resting_on(assessment: &Assessment, code: &str) -> Vec<String> {
    let finding = assessment.findings.iter().find(|finding| finding.code == code);
    finding.map_or(Vec::new(), |it| it.citations.iter().map(|citation| citation.instrument.clone()).collect())
}

#[test]
fn a_request_in_order_satisfies_every_article_on_all_three_sides_and_abroad() {
    for to in [MINISTRY, ADMINISTRATION_WING, PROCURATORATE] {
        assert_eq!(found(&examined(request(ABROAD, to))), [""; 0]);
        assert_eq!(found(&examined(request(to, ABROAD))), [""; 0]);
    }
    assert_eq!(examined(to_the_mainland()).findings.len(), 6);
}

#[test]
fn a_labour_case_is_civil_and_a_tax_case_is_not() {
    assert_eq!(found(&examined(to_the_mainland().particular("case-category", "labour"))), [""; 0]);
    let tax = || to_the_mainland().particular("case-category", "tax");
    assert_eq!(severity(&examined(tax()), "outside-civil-and-commercial"), Some(Severity::Refuse));
    let returned = examined(tax().switch("non-civil-matter", "return"));
    assert_eq!(severity(&returned, "outside-civil-and-commercial"), Some(Severity::Correct));
}

#[test]
fn a_request_under_another_instrument_is_in_the_wrong_place() {
    let invoking = |instrument: &str| examined(to_the_mainland().particular("instrument-invoked", instrument));
    assert_eq!(found(&invoking(INSTRUMENT)), [""; 0]);
    assert_eq!(found(&invoking("hague-evidence-1970")), ["wrong-instrument-invoked"]);
}

#[test]
fn each_side_receives_through_the_authority_it_designated() {
    assert_eq!(found(&examined(request(ABROAD, ("cn-gd-hpc", "CN", "high-court")))), ["recipient-may-not-receive"]);
    assert_eq!(found(&examined(request(ABROAD, ("hk-high-court", "HK", "high-court")))), [""; 0]);
    let to_macao = request(ABROAD, ("mo-tui", "MO", "final-appeal-court"));
    assert_eq!(found(&examined(to_macao)), ["recipient-may-not-receive"]);
    let to_a_foreign_court = request(ADMINISTRATION_WING, ("xx-court", "XX", "foreign-court"));
    assert_eq!(found(&examined(to_a_foreign_court)), ["recipient-may-not-receive"]);
}

#[test]
fn who_forwards_is_for_the_law_of_the_side_that_asks() {
    let from = |court: (&str, &str, &str)| examined(request(court, ABROAD));
    assert_eq!(found(&from(("cn-gd-hpc", "CN", "high-court"))), [""; 0]);
    let from_nansha = from(("cn-nansha", "CN", "basic-court"));
    assert_eq!(found(&from_nansha), ["sender-may-not-transmit"]);
    assert_eq!(resting_on(&from_nansha, "sender-may-not-transmit"), [INSTRUMENT, "cn-treaty-requests-2013"]);
    assert_eq!(found(&from(("hk-district-court", "HK", "district-court"))), ["sender-may-not-transmit"]);
    assert_eq!(found(&from(("mo-tjb", "MO", "first-instance-court"))), [""; 0]);
    assert_eq!(found(&examined(request(("xx-court", "XX", "foreign-court"), MINISTRY))), [""; 0]);
}

#[test]
fn the_form_is_signed_or_stamped_and_names_what_the_model_asks_for() {
    let bare = |signed: &[(&str, &str)]| {
        let request = to_the_mainland().with(|facts| {
            facts.documents.remove(0);
        });
        examined(request.document("letter-of-request", signed))
    };
    assert_eq!(found(&bare(&[])), ["form-neither-signed-nor-sealed"]);
    assert_eq!(found(&bare(&[("signed-by", "registrar")])), [""; 0]);
    assert_eq!(found(&examined(to_the_mainland().without("issuing-authority"))), ["requesting-authority-not-named"]);
    assert_eq!(found(&examined(to_the_mainland().without("nature-of-case"))), ["nature-of-case-missing"]);
    let nowhere =
        to_the_mainland().with(|facts| facts.persons[0].particulars.retain(|particular| particular.name != "address"));
    assert_eq!(found(&examined(nowhere)), ["address-missing"]);
    let incomplete = |least: &str| {
        let detail = crate::contract::Value::Text("incomplete".to_owned());
        let detail = crate::contract::Particular { name: "address-detail".to_owned(), value: detail };
        let request = to_the_mainland().with(|facts| facts.persons[0].particulars.push(detail));
        found(&examined(request.switch("address-detail-required", least))).join(",")
    };
    assert_eq!((incomplete("full").as_str(), incomplete("incomplete").as_str()), ("address-not-detailed", ""));
    let nobody = examined(to_the_mainland().with(|facts| facts.persons.clear()));
    assert_eq!(found(&nobody), ["addressee-missing"]);
    let nothing = examined(to_the_mainland().with(|facts| facts.documents.clear()));
    assert_eq!(found(&nothing), ["letter-missing", "nothing-to-serve"]);
}

#[test]
fn request_and_documents_come_in_duplicate() {
    let one_copy = examined(to_the_mainland().with(|facts| facts.documents[1].copies = Some(1)));
    assert_eq!(found(&one_copy), ["copies-too-few"]);
}

#[test]
fn formal_service_needs_a_language_of_the_side_that_serves() {
    let accepted = |to, language| found(&examined(in_language(request(ABROAD, to), language))).is_empty();
    assert!(!accepted(MINISTRY, "en") && !accepted(MINISTRY, "pt"));
    assert!(accepted(ADMINISTRATION_WING, "en") && !accepted(ADMINISTRATION_WING, "fr"));
    assert!(accepted(PROCURATORATE, "pt") && !accepted(PROCURATORATE, "en"));
    let untranslated = examined(in_language(to_the_mainland(), "en"));
    assert_eq!(found(&untranslated), ["language-not-accepted"]);
    assert_eq!(resting_on(&untranslated, "language-not-accepted"), [INSTRUMENT, "cn-treaty-requests-rules-2013"]);
    assert_eq!(untranslated.requirements.len(), 1);
}

#[test]
fn informal_delivery_needs_no_translation_but_the_addressee_may_decline() {
    let informal =
        |language| examined(in_language(to_the_mainland(), language).particular("service-kind", "informal-delivery"));
    assert_eq!(severity(&informal("en"), "addressee-may-decline"), Some(Severity::Inform));
    assert_eq!(found(&informal("en")), ["addressee-may-decline"]);
    assert_eq!(found(&informal("zh")), [""; 0]);
}

#[test]
fn a_request_that_does_not_say_how_asks_for_formal_service() {
    let silent = in_language(to_the_mainland(), "en").without("service-kind");
    assert_eq!(found(&examined(silent)), ["language-not-accepted"]);
}

#[test]
fn chinese_alone_will_seldom_do_abroad() {
    let sent = |from| examined(in_language(request(from, ABROAD), "zh"));
    assert_eq!(severity(&sent(ADMINISTRATION_WING), "translation-may-be-required"), Some(Severity::Flag));
    // The Mainland's measures of 1992 say it.
    assert_eq!(found(&sent(MINISTRY)), [""; 0]);
    let informal = in_language(request(ADMINISTRATION_WING, ABROAD), "zh");
    assert_eq!(found(&examined(informal.particular("service-kind", "informal-delivery"))), [""; 0]);
}

#[test]
fn the_blanks_of_the_form_are_in_english_french_or_the_language_there() {
    let form_in = |from, to, language: &'static str| {
        examined(request(from, to).with(|facts| {
            facts.documents[0].languages = vec![language.to_owned()];
            facts.documents[0].translations.clear();
        }))
    };
    assert_eq!(found(&form_in(ABROAD, MINISTRY, "fr")), [""; 0]);
    assert_eq!(found(&form_in(ABROAD, MINISTRY, "zh")), [""; 0]);
    assert_eq!(found(&form_in(ABROAD, MINISTRY, "pt")), ["language-not-accepted"]);
    assert_eq!(found(&form_in(ABROAD, PROCURATORATE, "pt")), [""; 0]);
    assert_eq!(found(&form_in(MINISTRY, ABROAD, "zh")), ["language-not-accepted"]);
    assert_eq!(found(&form_in(PROCURATORATE, ABROAD, "pt")), [""; 0]);
}

#[test]
fn the_mainland_objects_to_direct_post_and_the_others_do_not() {
    let posted = |from, to| examined(request(from, to).particular("transmission", "post-to-addressee"));
    let to_the_mainland = posted(ABROAD, MINISTRY);
    assert_eq!(severity(&to_the_mainland, "direct-post-opposed"), Some(Severity::Refuse));
    assert_eq!(resting_on(&to_the_mainland, "direct-post-opposed"), [INSTRUMENT, "cn-cpl-2023"]);
    for to in [ADMINISTRATION_WING, PROCURATORATE] {
        assert_eq!(severity(&posted(ABROAD, to), "direct-post-not-opposed"), Some(Severity::Inform));
    }
    assert_eq!(severity(&posted(MINISTRY, ABROAD), "direct-post-may-be-opposed"), Some(Severity::Flag));
}

#[test]
fn what_goes_straight_to_the_addressee_needs_no_form_and_no_second_copy() {
    let letter = request(ABROAD, PROCURATORATE).particular("transmission", "post-to-addressee");
    let one = letter.with(|facts| facts.documents.iter_mut().for_each(|document| document.copies = Some(1)));
    assert_eq!(found(&examined(one)), ["direct-post-not-opposed"]);
}

#[test]
fn sovereignty_and_security_are_the_grounds_to_refuse() {
    let objected = |to, objection: &str| examined(request(ABROAD, to).codes("objections", &[objection]));
    for to in [MINISTRY, ADMINISTRATION_WING, PROCURATORATE] {
        let ground = objected(to, "sovereignty-or-security");
        assert_eq!(severity(&ground, "convention-ground-to-refuse"), Some(Severity::Refuse));
        assert_eq!(severity(&objected(to, "exclusive-jurisdiction"), "objection-is-no-ground"), Some(Severity::Inform));
        assert_eq!(severity(&objected(to, "public-order"), "objection-calls-for-consultation"), Some(Severity::Flag));
    }
    let in_the_mainland = objected(MINISTRY, "sovereignty-or-security");
    assert_eq!(resting_on(&in_the_mainland, "convention-ground-to-refuse"), [INSTRUMENT, "cn-cpl-2023"]);
    assert_eq!(
        resting_on(&objected(ADMINISTRATION_WING, "sovereignty-or-security"), "convention-ground-to-refuse"),
        [INSTRUMENT]
    );
}

#[test]
fn the_mainlands_own_law_knows_further_grounds() {
    let objected = |to, objection: &str| examined(request(ABROAD, to).codes("objections", &[objection]));
    for (objection, instrument) in
        [("social-public-interest", "cn-cpl-2023"), ("outside-judicial-functions", "cn-treaty-requests-rules-2013")]
    {
        let ground = objected(MINISTRY, objection);
        assert_eq!(severity(&ground, "own-law-ground-to-refuse"), Some(Severity::Refuse));
        assert_eq!(resting_on(&ground, "own-law-ground-to-refuse"), [instrument]);
        assert_eq!(found(&objected(PROCURATORATE, objection)), ["objection-calls-for-consultation"]);
    }
}

#[test]
fn an_objection_in_execution_is_only_shown() {
    let objected = to_the_mainland().codes("objections", &["sovereignty-or-security"]).asked(&EXECUTION, "2026-05-16");
    assert_eq!(severity(&objected, "convention-ground-to-refuse"), Some(Severity::Flag));
    assert_eq!(found(&to_the_mainland().asked(&EXECUTION, "2026-05-16")), [""; 0]);
}

#[test]
fn a_special_method_is_followed_unless_the_law_there_forbids_it() {
    let asked = |law: &str| {
        let request = to_the_mainland().particular("special-method", "personal-delivery");
        request.particular("special-method-local-law", law)
    };
    let permitted = examined(asked("permitted"));
    assert_eq!(found(&permitted), ["special-method-at-requester-cost"]);
    let citations = resting_on(&permitted, "special-method-at-requester-cost");
    assert_eq!(citations, [INSTRUMENT, INSTRUMENT, "cn-cpl-2023"]);
    assert_eq!(concluded(&examined(asked("forbidden"))), [("ordinary-method-only", None)]);
    let returned = examined(asked("forbidden").switch("unlawful-special-method", "return"));
    assert_eq!(severity(&returned, "special-method-forbidden"), Some(Severity::Correct));
    assert_eq!(severity(&examined(asked("unclear")), "special-method-unclear"), Some(Severity::Flag));
}

#[test]
fn a_hearing_that_has_passed_is_for_a_person_where_no_text_speaks_of_it() {
    let heard = |to, day: &str| {
        found(&examined(request(ABROAD, to).event("received", "2026-03-16").event("hearing", day))).join(",")
    };
    assert_eq!(heard(ADMINISTRATION_WING, "2026-03-16"), "hearing-past-text-silent");
    assert_eq!(heard(ADMINISTRATION_WING, "2026-03-17"), "");
    assert_eq!(heard(MINISTRY, "2026-03-01"), "");
}

#[test]
fn paper_and_whole_files_follow_their_switches() {
    let by_email = || to_the_mainland().particular("transmission", "email");
    assert_eq!(severity(&examined(by_email()), "electronic-transmission-unregulated"), Some(Severity::Correct));
    let flagged = examined(by_email().switch("unregulated-electronic-transmission", "flag"));
    assert_eq!(severity(&flagged, "electronic-transmission-unregulated"), Some(Severity::Flag));
    let arrived =
        |sum| examined(to_the_mainland().document("notice", &[("manifest-sha256", "AB"), ("file-sha256", sum)]));
    assert_eq!(found(&arrived("ab")), [""; 0]);
    assert_eq!(found(&arrived("cd")), ["integrity-mismatch"]);
}

#[test]
fn a_certificate_of_service_says_how_where_when_and_to_whom() {
    const WHOLE: [(&str, &str); 6] = [
        ("result", "served"),
        ("sealed-by", "hk-high-court"),
        ("method", "personal"),
        ("place", "Kowloon"),
        ("date", "2026-04-20"),
        ("recipient", "the addressee"),
    ];
    let without = |missing: &str| {
        let particulars: Vec<_> = WHOLE.into_iter().filter(|(name, _)| *name != missing).collect();
        let returned = request(ABROAD, ADMINISTRATION_WING).document("certificate-of-service", &particulars);
        returned.asked(&RETURN, "2026-05-16")
    };
    assert_eq!((found(&without("")), concluded(&without(""))), (vec![], vec![]));
    for (particular, code) in [
        ("result", "certificate-without-result"),
        ("sealed-by", "certificate-unsealed"),
        ("method", "certificate-without-method"),
        ("place", "certificate-without-place"),
        ("date", "certificate-without-date"),
        ("recipient", "certificate-without-recipient"),
    ] {
        assert_eq!(found(&without(particular)), [code]);
        assert_eq!(concluded(&without(particular)), [("certificate-defective", None)]);
    }
}

#[test]
fn a_failure_gives_its_reasons_and_need_not_send_the_papers_back() {
    let returned = |particulars: &[(&str, &str)]| {
        let failed = [&[("result", "unserved"), ("sealed-by", "hk-high-court")], particulars].concat();
        let request = request(ABROAD, ADMINISTRATION_WING);
        request.document("certificate-of-service", &failed).asked(&RETURN, "2026-05-16")
    };
    assert_eq!(concluded(&returned(&[("obstacle", "unknown at the address")])), [("incomplete-notify", None)]);
    assert_eq!(found(&returned(&[])), ["certificate-without-obstacle"]);
    assert_eq!(found(&to_the_mainland().asked(&RETURN, "2026-05-16")), ["certificate-missing"]);
}

#[test]
fn without_a_certificate_the_matter_stays_open_and_after_six_months_the_judge_may_go_on() {
    let on = |day: &str| {
        let sent = request(ADMINISTRATION_WING, ABROAD).event("delivered-to-requested", "2026-01-15");
        sent.asked_on(day).asked(&FOLLOW_UP, "2026-05-16")
    };
    assert_eq!((found(&on("2026-07-15")), concluded(&on("2026-07-15"))), (vec![], vec![("pending", None)]));
    assert_eq!(found(&on("2026-07-16")), ["default-judgment-possible"]);
    assert_eq!(concluded(&on("2026-07-16")), [("pending", None)]);
}

#[test]
fn a_certificate_decides() {
    let follow = |sent: Sample| sent.asked_on("2026-06-01").asked(&FOLLOW_UP, "2026-05-16");
    let served = follow(request(PROCURATORATE, ABROAD).event("served-per-certificate", "2026-04-20"));
    assert_eq!(concluded(&served), [("served", Some(date("2026-04-20")))]);
    let unserved = follow(request(PROCURATORATE, ABROAD).document("certificate-of-service", &[("result", "unserved")]));
    assert_eq!(concluded(&unserved), [("not-served", None)]);
}
