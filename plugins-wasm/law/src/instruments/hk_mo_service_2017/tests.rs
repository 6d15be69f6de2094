use super::*;
use crate::contract::Assessment;
use crate::sample::{self, Sample, concluded, date, found};

/// A letter of the High Court to the Court of Final Appeal, with one summons, listed.
fn from_hong_kong() -> Sample {
    between(("hk-high-court", "HK", "high-court"), ("mo-tui", "MO", "final-appeal-court"))
}

fn from_macao() -> Sample {
    between(("mo-tui", "MO", "final-appeal-court"), ("hk-high-court", "HK", "high-court"))
}

fn between(from: (&str, &str, &str), to: (&str, &str, &str)) -> Sample {
    let seal = [("sealed-by", from.0)];
    let letter = sample::letter().particular("issuing-authority", from.0).codes("listed-documents", &["summons"]);
    letter
        .with(|facts| {
            facts.requesting = Some(sample::authority(from.0, from.1, from.2));
            facts.requested = Some(sample::authority(to.0, to.1, to.2));
            facts.documents.clear();
        })
        .document("letter-of-request", &seal)
        .document("summons", &[])
}

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_OF_REQUEST, "2026-05-18")
}

/// The severity of a finding.
fn severity(assessment: &Assessment, code: &str) -> Option<Severity> {
    assessment.findings.iter().find(|finding| finding.code == code).map(|finding| finding.severity)
}

#[test]
fn a_letter_in_order_satisfies_every_article_in_both_directions() {
    assert_eq!(found(&examined(from_hong_kong())), [""; 0]);
    assert_eq!(found(&examined(from_macao())), [""; 0]);
    assert_eq!(examined(from_macao()).findings.len(), 4);
}

#[test]
fn labour_cases_are_covered_and_criminal_ones_are_not() {
    assert_eq!(found(&examined(from_hong_kong().particular("case-category", "labour"))), [""; 0]);
    let criminal = || from_hong_kong().particular("case-category", "criminal");
    assert_eq!(severity(&examined(criminal()), "outside-civil-and-commercial"), Some(Severity::Refuse));
    let returned = examined(criminal().switch("non-civil-matter", "return"));
    assert_eq!(severity(&returned, "outside-civil-and-commercial"), Some(Severity::Correct));
}

#[test]
fn what_came_before_the_first_day_is_not_for_the_arrangement() {
    let received = |day: &str| from_macao().event("received", day).asked_on("2020-08-10");
    let early = examined(received("2020-07-31"));
    assert_eq!((found(&early), early.findings[0].severity), (vec!["not-yet-in-force"], Severity::Refuse));
    assert_eq!(received("2020-07-31").periods(&LETTER_OF_REQUEST), []);
    assert_eq!(found(&examined(received("2020-08-01"))), [""; 0]);
    assert_eq!(received("2020-08-01").periods(&LETTER_OF_REQUEST).len(), 1);
}

#[test]
fn before_the_first_day_nothing_could_be_sent_either() {
    assert_eq!(found(&examined(from_hong_kong().asked_on("2020-07-31"))), ["not-yet-in-force"]);
    assert_eq!(found(&examined(from_hong_kong().asked_on("2020-08-01"))), [""; 0]);
}

#[test]
fn later_stages_of_a_letter_from_before_are_for_a_person() {
    for chapter in [&EXECUTION, &RETURN, &FOLLOW_UP] {
        let assessment =
            from_macao().event("received", "2020-07-31").asked_on("2020-09-01").asked(chapter, "2020-10-03");
        assert_eq!((found(&assessment), concluded(&assessment)), (vec!["not-yet-in-force"], vec![]));
        assert_eq!(assessment.findings[0].severity, Severity::Flag);
    }
}

#[test]
fn only_the_high_court_and_the_court_of_final_appeal_send_and_receive() {
    let from_the_district_court = from_hong_kong()
        .with(|facts| facts.requesting = Some(sample::authority("hk-district-court", "HK", "district-court")));
    assert!(found(&examined(from_the_district_court)).contains(&"sender-may-not-transmit"));
    let to_the_first_instance = from_hong_kong()
        .with(|facts| facts.requested = Some(sample::authority("mo-tjb", "MO", "first-instance-court")));
    assert_eq!(found(&examined(to_the_first_instance)), ["recipient-may-not-receive"]);
    let posted = from_hong_kong().particular("transmission", "post-to-addressee");
    assert_eq!(found(&examined(posted)), ["sent-straight-to-addressee"]);
}

#[test]
fn the_letter_lists_what_it_encloses() {
    assert_eq!(found(&examined(from_hong_kong().without("listed-documents"))), ["documents-not-listed-in-letter"]);
    let two_listed = from_hong_kong().codes("listed-documents", &["summons", "judgment"]);
    assert_eq!(found(&examined(two_listed)), ["listed-document-missing"]);
    let two_enclosed = from_hong_kong().document("judgment", &[]);
    assert_eq!(found(&examined(two_enclosed)), ["document-not-in-letter-list"]);
    let annexed = from_hong_kong().document("attachment", &[("annexed-to", "summons")]);
    assert_eq!(found(&examined(annexed)), [""; 0]);
}

#[test]
fn the_lists_of_documents_are_open() {
    let payment_order = from_macao().document("payment-order", &[]);
    let listed = payment_order.codes("listed-documents", &["summons", "payment-order"]);
    assert_eq!(found(&examined(listed)), [""; 0]);
}

#[test]
fn letter_and_documents_are_in_chinese() {
    let in_portuguese = |document: usize, translated: bool| {
        examined(from_macao().with(|facts| {
            facts.documents[document].languages = vec!["pt".to_owned()];
            if translated {
                facts.documents[document].translations = vec!["zh".to_owned()];
            }
        }))
    };
    assert_eq!(found(&in_portuguese(0, true)), ["letter-not-in-chinese"]);
    assert_eq!(found(&in_portuguese(1, false)), ["translation-missing"]);
    assert_eq!(found(&in_portuguese(1, true)), [""; 0]);
}

#[test]
fn the_form_is_that_of_1999_as_far_as_is_known() {
    assert_eq!(found(&examined(from_macao().without("nature-of-case"))), ["nature-of-case-missing"]);
    assert_eq!(found(&examined(from_macao().without("issuing-authority"))), ["requesting-authority-not-named"]);
    let unsealed = from_macao().with(|facts| facts.documents[0].particulars.clear());
    assert_eq!(found(&examined(unsealed)), ["seal-missing"]);
    let one_copy = from_macao().with(|facts| facts.documents[1].copies = Some(1));
    assert_eq!(found(&examined(one_copy)), ["copies-too-few"]);
}

#[test]
fn another_instrument_does_not_apply() {
    let invoking = |instrument: &str| examined(from_macao().particular("instrument-invoked", instrument));
    assert_eq!(found(&invoking(INSTRUMENT)), [""; 0]);
    let hague = invoking("hague-service-1965");
    assert_eq!(found(&hague), ["wrong-instrument-invoked"]);
    assert!(hague.findings.iter().any(|finding| finding.citations.len() == 2));
    assert_eq!(found(&invoking("cn-hk-service-1999")), ["wrong-instrument-invoked"]);
}

#[test]
fn whether_there_is_a_ground_to_refuse_is_for_a_person() {
    let objected = |objection: &str| examined(from_macao().codes("objections", &[objection]));
    assert_eq!(severity(&objected("public-order"), "refusal-ground-unverified"), Some(Severity::Flag));
    assert_eq!(severity(&objected("content-unfounded"), "objection-is-no-ground"), Some(Severity::Inform));
}

#[test]
fn a_hearing_that_has_passed_does_not_stop_the_service() {
    let heard = |day: &str| examined(from_macao().event("received", "2026-03-16").event("hearing", day));
    assert_eq!(severity(&heard("2026-03-16"), "hearing-already-past"), Some(Severity::Inform));
    assert_eq!(found(&heard("2026-03-17")), [""; 0]);
}

#[test]
fn electronic_transmission_and_unlawful_methods_follow_their_switches() {
    let by_email = || from_macao().particular("transmission", "email");
    assert_eq!(severity(&examined(by_email()), "electronic-transmission-unregulated"), Some(Severity::Correct));
    let flagged = examined(by_email().switch("unregulated-electronic-transmission", "flag"));
    assert_eq!(severity(&flagged, "electronic-transmission-unregulated"), Some(Severity::Flag));
    let forbidden = || {
        let asked = from_macao().particular("special-method", "personal-delivery");
        asked.particular("special-method-local-law", "forbidden")
    };
    assert_eq!(concluded(&examined(forbidden())), [("ordinary-method-only", None)]);
    assert_eq!(concluded(&examined(forbidden().switch("unlawful-special-method", "return"))), []);
}

#[test]
fn a_file_that_is_not_the_listed_one_is_noticed() {
    let arrived = |sum| {
        let letter = from_macao().codes("listed-documents", &["summons", "notice"]);
        examined(letter.document("notice", &[("manifest-sha256", "AB"), ("file-sha256", sum)]))
    };
    assert_eq!(found(&arrived("ab")), [""; 0]);
    assert_eq!(found(&arrived("cd")), ["integrity-mismatch"]);
}

#[test]
fn two_months_run_on_the_calendar_of_the_side_that_serves() {
    let calendar = |sample: Sample| sample.event("received", "2026-03-16").periods(&EXECUTION)[0].calendar.clone();
    assert_eq!(calendar(from_hong_kong()), "MO");
    assert_eq!(calendar(from_macao()), "HK-general");
    assert_eq!(calendar(from_macao().switch("hk-calendar", "HK-court")), "HK-court");
    let open = from_hong_kong().event("received", "2026-03-16").switch("mo-half-day", "open").periods(&EXECUTION);
    assert_eq!((open[0].length, open[0].unit, open[0].half_days_closed), (2, Unit::Months, false));
}

#[test]
fn execution_notes_that_the_time_has_passed() {
    let on = |day: &str| from_macao().event("received", "2026-03-16").asked_on(day).asked(&EXECUTION, "2026-05-16");
    assert_eq!(found(&on("2026-05-16")), [""; 0]);
    assert_eq!(found(&on("2026-05-17")), ["execution-overdue"]);
}

#[test]
fn a_certificate_of_success_bears_a_seal_and_a_date() {
    let returned = |particulars: &[(&str, &str)]| {
        let served = [&[("result", "served")], particulars].concat();
        let letter = from_hong_kong().event("received", "2026-03-16").asked_on("2026-06-01");
        letter.document("certificate-of-service", &served).asked(&RETURN, "2026-05-18")
    };
    let whole = [("sealed-by", "mo-tui"), ("date", "2026-05-18")];
    assert_eq!((found(&returned(&whole)), concluded(&returned(&whole))), (vec![], vec![]));
    assert_eq!(concluded(&returned(&whole[1..])), [("certificate-defective", None)]);
    assert_eq!(found(&returned(&whole[..1])), ["date-of-service-not-stated"]);
    assert_eq!(found(&returned(&[whole[0], ("date", "2026-05-19")])), ["served-after-last-day"]);
}

#[test]
fn a_failure_states_why_and_when_and_sends_everything_back() {
    let returned = |particulars: &[(&str, &str)], papers: &[&str]| {
        let unserved = [&[("result", "unserved"), ("sealed-by", "mo-tui")], particulars].concat();
        let letter = from_hong_kong().codes("returned-papers", papers);
        letter.document("certificate-of-service", &unserved).asked(&RETURN, "2026-05-18")
    };
    let whole = returned(&[("refusal-reason", "not the person"), ("date", "2026-04-20")], &["letter", "documents"]);
    assert_eq!((found(&whole), concluded(&whole)), (vec![], vec![("incomplete-return-papers", None)]));
    let bare = returned(&[], &["letter"]);
    assert_eq!(found(&bare), ["certificate-without-obstacle", "certificate-without-date", "papers-not-returned"]);
    assert_eq!(concluded(&bare), [("certificate-defective", None)]);
}

#[test]
fn a_return_needs_a_certificate_that_states_a_result() {
    assert_eq!(found(&from_macao().asked(&RETURN, "2026-05-18")), ["certificate-missing"]);
    let silent = from_macao().document("certificate-of-service", &[("sealed-by", "hk-high-court")]);
    assert_eq!(found(&silent.asked(&RETURN, "2026-05-18")), ["certificate-without-result"]);
}

#[test]
fn nothing_is_presumed_while_no_certificate_comes() {
    let follow =
        |sample: Sample| sample.event("received", "2026-03-16").asked_on("2026-06-01").asked(&FOLLOW_UP, "2026-05-18");
    assert_eq!(concluded(&follow(from_hong_kong())), [("pending", None)]);
    assert_eq!(found(&follow(from_hong_kong())), ["execution-overdue"]);
    let served = follow(from_hong_kong().event("served-per-certificate", "2026-04-20"));
    assert_eq!(concluded(&served), [("served", Some(date("2026-04-20")))]);
    let unserved = follow(from_hong_kong().document("certificate-of-service", &[("result", "unserved")]));
    assert_eq!(concluded(&unserved), [("not-served", None)]);
}

#[test]
fn evidence_is_not_for_this_arrangement() {
    let asked = |letter: Sample| letter.asked(&EVIDENCE_LETTER, "2026-05-18");
    let plain = asked(from_hong_kong());
    assert_eq!(found(&plain), ["arrangement-is-on-service-only", "general-law-on-evidence"]);
    assert_eq!(severity(&plain, "arrangement-is-on-service-only"), Some(Severity::Refuse));
    let named = asked(from_hong_kong().particular("instrument-invoked", INSTRUMENT));
    assert_eq!(severity(&named, "arrangement-is-on-service-only"), Some(Severity::Refuse));
    let hague = asked(from_hong_kong().particular("instrument-invoked", "hague-evidence-1970"));
    assert_eq!(found(&hague), ["wrong-instrument-invoked", "general-law-on-evidence"]);
}

#[test]
fn the_general_law_is_that_of_the_side_that_would_take_the_evidence() {
    let law = |letter: Sample| letter.asked(&EVIDENCE_AFTERWARDS, "2026-05-18").findings[0].citations[0].clone();
    assert_eq!(law(from_macao()).instrument, "hk-cap-8");
    assert_eq!(law(from_hong_kong()).instrument, "mo-cpc");
    let invoked = from_macao().particular("instrument-invoked", "hk-cap-8").asked(&EVIDENCE_LETTER, "2026-05-18");
    assert_eq!(severity(&invoked, "general-law-on-evidence"), Some(Severity::Flag));
    assert_eq!(found(&invoked), ["general-law-on-evidence"]);
}

#[test]
fn who_writes_and_who_seals_is_who_sends() {
    let named = examined(from_macao().particular("issuing-authority", "mo-tjb"));
    assert_eq!(found(&named), ["letter-names-another-authority"]);
    let of_the_first_instance = from_macao().with(|facts| {
        facts.documents.remove(0);
    });
    let of_the_first_instance = of_the_first_instance.document("letter-of-request", &[("sealed-by", "mo-tjb")]);
    assert_eq!(found(&examined(of_the_first_instance)), ["seal-of-another-authority"]);
    assert_eq!(found(&examined(from_macao().with(|facts| facts.persons.clear()))), ["addressee-missing"]);
    let nothing = found(&examined(from_macao().with(|facts| facts.documents.clear()))).join(",");
    assert_eq!(nothing, "letter-missing,nothing-to-serve,listed-document-missing");
}

#[test]
fn a_special_method_that_is_allowed_costs_and_one_that_is_not_clear_is_for_a_person() {
    let asked = |law: &str| {
        let letter = from_macao().particular("special-method", "personal-delivery");
        examined(letter.particular("special-method-local-law", law))
    };
    assert_eq!(severity(&asked("permitted"), "special-method-at-requester-cost"), Some(Severity::Inform));
    assert_eq!(severity(&asked("unclear"), "special-method-unclear"), Some(Severity::Flag));
    assert_eq!(severity(&asked("forbidden"), "special-method-forbidden"), Some(Severity::Flag));
}

#[test]
fn the_judicial_holidays_of_macao_are_noted_unless_a_switch_says_otherwise() {
    let noted = |switch: &str| {
        let mut facts = from_hong_kong().event("received", "2026-06-24").asked_on("2026-06-24").facts();
        facts.settings.push(crate::contract::Particular {
            name: "mo-judicial-holidays".to_owned(),
            value: crate::contract::Value::Text(switch.to_owned()),
        });
        let matter = Matter::new(&facts, &DECLARATION);
        let periods = periods(&matter);
        let overlaps = vec!["judicial-holidays-summer".to_owned()];
        let due = [crate::contract::Due { period: 0, last_day: date("2026-08-24"), overlaps }];
        let mut answer = Answer::new(true);
        examine_letter(&matter, &Days::new(&periods, &due), &mut answer);
        severity(&answer.finish(), "judicial-holidays-overlap")
    };
    assert_eq!(noted("warn"), Some(Severity::Inform));
    assert_eq!(noted("ignore"), None);
}
