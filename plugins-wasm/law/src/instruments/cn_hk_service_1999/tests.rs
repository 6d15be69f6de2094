use super::*;
use crate::contract::{Assessment, Facts, Severity, Start};
use crate::sample::{self, Sample, concluded, date, found, letter};

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_OF_REQUEST, "2026-05-16")
}

/// The return with this certificate, when the two months end on 2026-05-16.
fn returned(sample: Sample) -> Assessment {
    sample.event("received", "2026-03-16").asked_on("2026-06-01").asked(&RETURN, "2026-05-16")
}

fn starts(sample: Sample) -> Vec<Start> {
    sample.periods(&FOLLOW_UP).into_iter().map(|period| period.start).collect()
}

#[test]
fn a_letter_in_order_satisfies_every_item() {
    let assessment = examined(letter());
    assert_eq!(found(&assessment), [""; 0]);
    assert_eq!(assessment.findings.len(), 7);
}

#[test]
fn a_letter_that_came_before_the_arrangement_is_none_under_it_and_starts_no_clock() {
    let received = |day| letter().event("received", day);
    assert_eq!(found(&examined(received("1999-03-30"))), [""; 0]);
    assert_eq!(starts(received("1999-03-30")), [Start::Event(0)]);
    let early = examined(received("1999-03-29"));
    assert_eq!(found(&early), ["received-before-commencement"]);
    assert_eq!(early.findings[0].severity, Severity::Refuse);
    assert_eq!(starts(received("1999-03-29")), []);
}

#[test]
fn a_labour_case_is_for_a_person_and_a_criminal_one_is_refused() {
    assert_eq!(examined(letter().particular("case-category", "labour")).findings[0].severity, Severity::Flag);
    let criminal = || letter().particular("case-category", "criminal");
    assert_eq!(examined(criminal()).findings[0].severity, Severity::Refuse);
    assert_eq!(examined(criminal().switch("non-civil-matter", "return")).findings[0].severity, Severity::Correct);
}

#[test]
fn only_high_courts_send_and_receive() {
    let from_nansha =
        letter().with(|facts| facts.requesting = Some(sample::authority("cn-nansha", "CN", "basic-court")));
    let from_nansha = from_nansha.particular("issuing-authority", "cn-nansha");
    assert!(found(&examined(from_nansha)).contains(&"sender-may-not-transmit"));
    let to_district =
        letter().with(|facts| facts.requested = Some(sample::authority("hk-district-court", "HK", "district-court")));
    assert_eq!(found(&examined(to_district)), ["recipient-may-not-receive"]);
}

#[test]
fn a_letter_posted_to_the_addressee_has_not_been_sent() {
    assert_eq!(
        found(&examined(letter().particular("transmission", "post-to-addressee"))),
        ["sent-straight-to-addressee"]
    );
}

#[test]
fn the_seal_is_the_requesting_authoritys_own() {
    let sealed_by = |court: Option<&str>| {
        let court = court.map(str::to_owned);
        examined(
            letter()
                .with(|facts| {
                    facts.documents.remove(0);
                })
                .document(
                    "letter-of-request",
                    &court.as_deref().map_or(vec![("signed-by", "judge")], |it| vec![("sealed-by", it)]),
                ),
        )
    };
    assert_eq!(found(&sealed_by(None)), ["seal-missing"]);
    assert_eq!(found(&sealed_by(Some("cn-nansha"))), ["seal-of-another-authority"]);
    assert_eq!(found(&sealed_by(Some("cn-gd-hpc"))), [""; 0]);
}

#[test]
fn each_of_the_four_contents_is_asked_for() {
    assert_eq!(found(&examined(letter().without("issuing-authority"))), ["requesting-authority-not-named"]);
    assert_eq!(found(&examined(letter().without("nature-of-case"))), ["nature-of-case-missing"]);
    let nameless =
        |name: &'static str| letter().with(move |facts| facts.persons[0].particulars.retain(|it| it.name != name));
    assert_eq!(found(&examined(nameless("name"))), ["addressee-not-named"]);
    assert_eq!(found(&examined(nameless("address"))), ["address-missing"]);
    assert_eq!(found(&examined(letter().with(|facts| facts.persons.clear()))), ["addressee-missing"]);
}

#[test]
fn a_letter_in_the_name_of_another_court_is_sent_back() {
    assert_eq!(
        found(&examined(letter().particular("issuing-authority", "cn-nansha"))),
        ["letter-names-another-authority"]
    );
}

#[test]
fn how_detailed_an_address_must_be_is_a_switch() {
    let detail = |detail: &'static str| {
        letter().with(move |facts| {
            let value = crate::contract::Value::Text(detail.to_owned());
            facts.persons[0].particulars.push(crate::contract::Particular { name: "address-detail".to_owned(), value });
        })
    };
    assert_eq!(found(&examined(detail("full"))), [""; 0]);
    assert_eq!(found(&examined(detail("incomplete"))), ["address-not-detailed"]);
    assert_eq!(found(&examined(detail("incomplete").switch("address-detail-required", "incomplete"))), [""; 0]);
    assert_eq!(
        found(&examined(detail("district-only").switch("address-detail-required", "incomplete"))),
        ["address-not-detailed"]
    );
}

#[test]
fn a_second_copy_is_asked_for_when_two_addressees_share_one() {
    let shared = examined(letter().addressee("a2"));
    assert_eq!(found(&shared), ["copies-too-few", "copies-too-few"]);
    let own = letter().addressee("a2").with(|facts| {
        facts.documents[0].copies = Some(4);
        facts.documents[1].for_persons = vec!["a1".to_owned()];
    });
    assert_eq!(found(&examined(own)), [""; 0]);
}

#[test]
fn a_paper_whose_copies_are_not_stated_has_none() {
    assert_eq!(found(&examined(letter().with(|facts| facts.documents[1].copies = None))), ["copies-too-few"]);
}

#[test]
fn an_untranslated_paper_needs_chinese_and_says_so() {
    let english = |facts: &mut Facts| facts.documents[1].languages = vec!["en".to_owned()];
    let assessment = examined(letter().with(english));
    assert_eq!(found(&assessment), ["translation-missing"]);
    assert_eq!(assessment.requirements[0].any_of_languages, ["zh"]);
    let translated = letter().with(english).with(|facts| facts.documents[1].translations = vec!["zh".to_owned()]);
    assert_eq!(found(&examined(translated)), [""; 0]);
}

#[test]
fn a_letter_with_a_translation_only_is_not_in_chinese() {
    let translated = letter().with(|facts| {
        facts.documents[0].languages = vec!["en".to_owned()];
        facts.documents[0].translations = vec!["zh".to_owned()];
    });
    assert_eq!(found(&examined(translated)), ["letter-not-in-chinese"]);
}

#[test]
fn a_letter_alone_serves_nothing() {
    assert_eq!(found(&examined(letter().with(|facts| facts.documents.truncate(1)))), ["nothing-to-serve"]);
    assert_eq!(found(&examined(letter().with(|facts| drop(facts.documents.remove(0))))), ["letter-missing"]);
}

#[test]
fn each_side_has_its_own_closed_list() {
    let affidavit = || letter().document("affidavit", &[]);
    assert_eq!(found(&examined(affidavit())), ["document-not-listed"]);
    let from_hong_kong = affidavit().with(|facts| {
        facts.requesting = Some(sample::authority("hk-high-court", "HK", "high-court"));
        facts.requested = Some(sample::authority("cn-gd-hpc", "CN", "high-court"));
    });
    assert!(!found(&examined(from_hong_kong)).contains(&"document-not-listed"));
    assert_eq!(
        examined(affidavit().switch("unlisted-document", "flag"))
            .findings
            .iter()
            .filter(|it| it.severity == Severity::Flag)
            .count(),
        1
    );
}

#[test]
fn a_file_that_is_not_the_listed_one_is_noticed() {
    let hashes = |arrived| letter().document("notice", &[("manifest-sha256", "AB"), ("file-sha256", arrived)]);
    assert_eq!(found(&examined(hashes("ab"))), [""; 0]);
    assert_eq!(found(&examined(hashes("cd"))), ["integrity-mismatch"]);
}

#[test]
fn a_hearing_that_has_passed_does_not_stop_the_service() {
    let assessment = examined(letter().event("received", "2026-03-16").event("hearing", "2026-02-20"));
    assert_eq!(found(&assessment), ["hearing-already-past"]);
    assert_eq!(assessment.findings.iter().filter(|it| it.severity != Severity::Inform).count(), 0);
    assert_eq!(found(&examined(letter().event("hearing", "2026-05-15"))), ["hearing-before-service-is-due"]);
    assert_eq!(found(&examined(letter().event("hearing", "2026-05-16"))), [""; 0]);
}

#[test]
fn a_forbidden_special_method_leaves_the_ordinary_one() {
    let forbidden = || {
        letter().particular("special-method", "personal-delivery").particular("special-method-local-law", "forbidden")
    };
    assert_eq!(concluded(&examined(forbidden())), [("ordinary-method-only", None)]);
    let returned = examined(forbidden().switch("unlawful-special-method", "return"));
    assert_eq!(concluded(&returned), []);
    assert!(returned.findings.iter().any(|it| it.severity == Severity::Correct));
}

#[test]
fn the_clock_starts_with_the_first_receipt_unless_a_switch_says_otherwise() {
    let arrived = || {
        letter()
            .asked_on("2026-04-20")
            .event("received", "2026-03-18")
            .event("received", "2026-03-16")
            .event("forwarded", "2026-03-20")
            .event("supplement-received", "2026-04-01")
    };
    assert_eq!(starts(letter()), []);
    assert_eq!(starts(arrived()), [Start::Event(1)]);
    assert_eq!(starts(arrived().switch("forward-clock", "forwarding")), [Start::Event(2)]);
    assert_eq!(starts(arrived().switch("supplement-clock", "restarts")), [Start::Event(3)]);
}

#[test]
fn each_side_is_bound_by_its_own_calendar() {
    let calendar = |sample: Sample| sample.event("received", "2026-03-16").periods(&FOLLOW_UP)[0].calendar.clone();
    assert_eq!(calendar(letter()), "HK-general");
    assert_eq!(calendar(letter().switch("hk-calendar", "HK-court")), "HK-court");
    let to_guangdong =
        letter().with(|facts| facts.requested = Some(sample::authority("cn-gd-hpc", "CN", "high-court")));
    assert_eq!(calendar(to_guangdong), "CN");
}

#[test]
fn a_certificate_of_success_needs_the_seal() {
    let success = |sealed: bool| {
        let seal: &[(&str, &str)] = if sealed { &[("sealed-by", "hk-high-court")] } else { &[] };
        returned(
            letter()
                .document("certificate-of-service", &[&[("result", "served"), ("date", "2026-04-20")], seal].concat()),
        )
    };
    assert_eq!((found(&success(true)), concluded(&success(true))), (vec![], vec![]));
    assert_eq!(found(&success(false)), ["certificate-unsealed"]);
    assert_eq!(concluded(&success(false)), [("certificate-defective", None)]);
}

#[test]
fn a_success_without_date_is_for_a_person_but_not_defective() {
    let assessment =
        returned(letter().document("certificate-of-service", &[("result", "served"), ("sealed-by", "hk-high-court")]));
    assert_eq!((found(&assessment), concluded(&assessment)), (vec!["date-of-service-not-stated"], vec![]));
}

#[test]
fn a_service_after_the_last_day_is_still_a_service() {
    let late = [("result", "served"), ("sealed-by", "hk-high-court"), ("date", "2026-05-17")];
    assert_eq!(found(&returned(letter().document("certificate-of-service", &late))), ["served-after-last-day"]);
}

#[test]
fn a_failure_states_why_and_when_and_sends_everything_back() {
    let failure = |particulars: &[(&str, &str)], papers: &[&str]| {
        let particulars = [&[("result", "unserved"), ("sealed-by", "hk-high-court")], particulars].concat();
        returned(letter().codes("returned-papers", papers).document("certificate-of-service", &particulars))
    };
    let whole = failure(&[("obstacle", "moved away"), ("date", "2026-04-20")], &["letter", "documents"]);
    assert_eq!((found(&whole), concluded(&whole)), (vec![], vec![("incomplete-return-papers", None)]));
    let bare = failure(&[], &["documents"]);
    assert_eq!(found(&bare), ["certificate-without-obstacle", "certificate-without-date", "papers-not-returned"]);
    assert_eq!(concluded(&bare), [("certificate-defective", None)]);
}

#[test]
fn a_return_without_certificate_is_defective() {
    let assessment = returned(letter());
    assert_eq!(
        (found(&assessment), concluded(&assessment)),
        (vec!["certificate-missing"], vec![("certificate-defective", None)])
    );
}

#[test]
fn nothing_is_presumed_while_no_certificate_comes() {
    let follow =
        |sample: Sample| sample.event("received", "2026-03-16").asked_on("2026-06-01").asked(&FOLLOW_UP, "2026-05-16");
    let open = follow(letter());
    assert_eq!((found(&open), concluded(&open)), (vec!["execution-overdue"], vec![("pending", None)]));
    let served = follow(letter().event("served-per-certificate", "2026-04-20"));
    assert_eq!(concluded(&served), [("served", Some(date("2026-04-20")))]);
}
