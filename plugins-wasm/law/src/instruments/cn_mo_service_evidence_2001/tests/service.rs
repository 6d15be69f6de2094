use super::*;
use crate::contract::{Roll, Start};
use crate::sample::{concluded, date, found};

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_FOR_SERVICE, "2026-05-18")
}

/// The return with this certificate, when the two months end on 2026-05-18.
fn returned(sample: Sample) -> Assessment {
    sample.event("received", "2026-03-16").asked_on("2026-06-01").asked(&RETURN_OF_SERVICE, "2026-05-18")
}

const WHOLE: [(&str, &str); 6] = [
    ("result", "served"),
    ("method", "personal"),
    ("place", "Example Avenue 25"),
    ("date", "2026-04-20"),
    ("recipient", "the addressee"),
    ("sealed-by", "mo-tui"),
];

fn sealed_by(particulars: &[(&str, &str)]) -> Assessment {
    let bare = to_macao().with(|facts| facts.documents.retain(|document| document.kind != "letter-of-request"));
    examined(bare.document("letter-of-request", particulars))
}

#[test]
fn seal_or_judges_signature_will_do() {
    assert_eq!(found(&sealed_by(&[("sealed-by", "cn-nansha")])), [""; 0]);
    assert_eq!(found(&sealed_by(&[("signed-by", "judge")])), [""; 0]);
    assert_eq!(found(&sealed_by(&[("signed-by", "judge"), ("sealed-by", "cn-gd-hpc")])), [""; 0]);
    assert_eq!(found(&sealed_by(&[("signed-by", "registrar")])), ["neither-seal-nor-signature"]);
    assert_eq!(found(&sealed_by(&[("sealed-by", "cn-gd-hpc")])), ["seal-of-another-authority"]);
}

#[test]
fn each_of_the_four_contents_is_asked_for() {
    assert_eq!(found(&examined(to_macao().without("issuing-authority"))), ["requesting-authority-not-named"]);
    assert_eq!(found(&examined(to_macao().without("nature-of-case"))), ["nature-of-case-missing"]);
    let nameless =
        |name: &'static str| to_macao().with(move |facts| facts.persons[0].particulars.retain(|it| it.name != name));
    assert_eq!(found(&examined(nameless("name"))), ["addressee-not-named"]);
    assert_eq!(found(&examined(nameless("address"))), ["address-missing"]);
    assert_eq!(found(&examined(to_macao().with(|facts| facts.persons.clear()))), ["addressee-missing"]);
    let alone = to_macao().with(|facts| facts.documents.retain(|document| document.kind == "letter-of-request"));
    assert_eq!(found(&examined(alone)), ["nothing-to-serve"]);
}

#[test]
fn copies_are_counted_only_by_post() {
    let single =
        || to_macao().addressee("a2").with(|facts| facts.documents.iter_mut().for_each(|it| it.copies = Some(3)));
    assert_eq!(found(&examined(single())), [""; 0]);
    let posted = |sample: Sample| examined(sample.particular("transmission", "post"));
    assert_eq!(found(&posted(single())), ["copies-too-few", "copies-too-few"]);
    let enough = single().with(|facts| facts.documents.iter_mut().for_each(|it| it.copies = Some(4)));
    assert_eq!(found(&posted(enough)), [""; 0]);
}

#[test]
fn a_hearing_that_has_passed_does_not_stop_the_service() {
    let past = examined(to_macao().event("received", "2026-03-16").event("hearing", "2026-03-16"));
    assert_eq!(weighed(&past), [("hearing-already-past", Severity::Inform)]);
    assert_eq!(found(&examined(to_macao().event("received", "2026-03-16").event("hearing", "2026-03-17"))), [""; 0]);
}

#[test]
fn a_hearing_within_the_two_months_is_told_before_the_letter_is_sent() {
    let hearing = |day| examined(to_macao().event("hearing", day));
    assert_eq!(found(&hearing("2026-05-15")), ["hearing-before-service-is-due"]);
    assert_eq!(found(&hearing("2026-05-16")), [""; 0]);
    assert_eq!(found(&hearing("2026-03-16")), ["hearing-already-past"]);
}

#[test]
fn what_the_open_lists_do_not_name_is_served_as_well() {
    let inventory = |sample: Sample| examined(sample.document("inventory", &[]));
    assert_eq!(found(&inventory(from_macao())), [""; 0]);
    assert_eq!(weighed(&inventory(to_macao())), [("document-not-named", Severity::Inform)]);
    assert_eq!(found(&examined(from_macao().document("payment-order", &[]))), ["document-not-named"]);
    assert_eq!(found(&examined(to_macao().document("payment-order", &[]))), [""; 0]);
}

#[test]
fn the_two_months_are_counted_on_the_calendar_of_the_executing_side() {
    let period = |sample: Sample| sample.event("received", "2026-03-16").periods(&LETTER_FOR_SERVICE).remove(0);
    let to_macao = || period(to_macao());
    assert_eq!((to_macao().code.as_str(), to_macao().length, to_macao().unit), ("execute-service", 2, Unit::Months));
    assert_eq!((to_macao().calendar.as_str(), to_macao().hard, to_macao().roll), ("MO", true, Roll::NextWorkingDay));
    assert_eq!(period(from_macao()).calendar, "CN");
}

#[test]
fn the_clock_starts_with_the_first_receipt_unless_a_switch_says_otherwise() {
    let starts = |switch: Option<(&str, &str)>| {
        let sample = to_macao()
            .asked_on("2026-04-20")
            .event("received", "2026-03-16")
            .event("forwarded", "2026-03-20")
            .event("supplement-received", "2026-04-01");
        let sample = switch.into_iter().fold(sample, |sample, (name, value)| sample.switch(name, value));
        sample.periods(&LETTER_FOR_SERVICE)[0].start
    };
    assert_eq!(starts(None), Start::Event(0));
    assert_eq!(starts(Some(("forward-clock", "forwarding"))), Start::Event(1));
    assert_eq!(starts(Some(("supplement-clock", "restarts"))), Start::Event(2));
}

#[test]
fn a_half_day_closes_the_court_unless_the_switch_says_otherwise() {
    let closed =
        |sample: Sample| sample.event("received", "2026-03-16").periods(&LETTER_FOR_SERVICE)[0].half_days_closed;
    assert!(closed(to_macao()));
    assert!(!closed(to_macao().switch("mo-half-day", "open")));
}

#[test]
fn a_certificate_states_method_place_date_and_recipient_under_seal() {
    let whole = returned(to_macao().document("certificate-of-service", &WHOLE));
    assert_eq!((found(&whole), concluded(&whole)), (vec![], vec![]));
    for (left_out, code) in [
        ("result", "certificate-without-result"),
        ("method", "certificate-without-method"),
        ("place", "certificate-without-place"),
        ("date", "certificate-without-date"),
        ("recipient", "certificate-without-recipient"),
        ("sealed-by", "certificate-unsealed"),
    ] {
        let rest: Vec<_> = WHOLE.into_iter().filter(|(name, _)| *name != left_out).collect();
        let defective = returned(to_macao().document("certificate-of-service", &rest));
        assert_eq!(weighed(&defective), [(code, Severity::Correct)]);
        assert_eq!(concluded(&defective), [("certificate-defective", None)]);
    }
}

#[test]
fn a_return_without_certificate_is_defective() {
    let bare = returned(to_macao());
    assert_eq!((found(&bare), concluded(&bare)), (vec!["certificate-missing"], vec![("certificate-defective", None)]));
}

#[test]
fn a_failure_is_explained_and_answered_in_writing_and_no_papers_go_back() {
    const FAILURE: [(&str, &str); 4] =
        [("result", "unserved"), ("obstacle", "has left"), ("date", "2026-04-17"), ("sealed-by", "mo-tui")];
    let failed = |particulars: &[(&str, &str)]| to_macao().document("certificate-of-service", particulars);
    let answered = |sample: Sample| returned(sample.particular("written-reasons", "has left"));
    for sample in [failed(&FAILURE), failed(&FAILURE).particular("transmission", "post")] {
        let whole = answered(sample);
        assert_eq!((found(&whole), concluded(&whole)), (vec![], vec![("incomplete-notify", None)]));
    }
    let silent = returned(failed(&FAILURE));
    assert_eq!(weighed(&silent), [("written-reply-missing", Severity::Correct)]);
    assert_eq!(concluded(&silent), [("incomplete-notify", None)]);
    let unexplained = answered(failed(&[FAILURE[0], FAILURE[2], FAILURE[3]]));
    assert_eq!(found(&unexplained), ["certificate-without-obstacle"]);
    assert_eq!(concluded(&unexplained), [("certificate-defective", None)]);
    let refused = [FAILURE[0], ("refusal-reason", "would not take it"), FAILURE[2], FAILURE[3]];
    assert_eq!(found(&answered(failed(&refused))), [""; 0]);
}

#[test]
fn a_service_after_the_last_day_is_still_a_service() {
    let on = |day| {
        let certificate: Vec<_> =
            WHOLE.into_iter().map(|(name, it)| (name, if name == "date" { day } else { it })).collect();
        returned(to_macao().document("certificate-of-service", &certificate))
    };
    assert_eq!(found(&on("2026-05-18")), [""; 0]);
    assert_eq!(weighed(&on("2026-05-19")), [("served-after-last-day", Severity::Inform)]);
    assert_eq!(concluded(&on("2026-05-19")), []);
}

#[test]
fn on_the_mainland_papers_are_left_before_witnesses_or_a_camera() {
    let left = |sample: Sample, recorded: &[&str]| {
        let certificate: Vec<_> =
            WHOLE.into_iter().map(|(name, it)| (name, if name == "method" { "leaving" } else { it })).collect();
        returned(sample.document("certificate-of-service", &certificate).with(|facts| {
            let record = crate::contract::Particular { name: "recorded-by".to_owned(), value: codes(recorded) };
            facts.documents.iter_mut().for_each(|document| document.particulars.push(record.clone()));
        }))
    };
    assert_eq!(weighed(&left(from_macao(), &[])), [("leaving-not-recorded", Severity::Correct)]);
    assert_eq!(found(&left(from_macao(), &["photo"])), [""; 0]);
    assert_eq!(found(&left(to_macao(), &[])), [""; 0]);
}

#[test]
fn a_certificate_whose_file_was_changed_is_sent_again() {
    let changed = [&WHOLE[..], &[("manifest-sha256", "ab"), ("file-sha256", "cd")]].concat();
    let assessment = returned(to_macao().document("certificate-of-service", &changed));
    assert_eq!((found(&assessment), concluded(&assessment)), (vec!["integrity-mismatch"], vec![]));
}

#[test]
fn nothing_is_presumed_while_no_certificate_comes() {
    let follow = |sample: Sample| {
        sample.event("received", "2026-03-16").asked_on("2026-05-19").asked(&FOLLOW_UP_OF_SERVICE, "2026-05-18")
    };
    let open = follow(from_macao());
    assert_eq!((found(&open), concluded(&open)), (vec!["execution-overdue"], vec![("pending", None)]));
    let served = follow(from_macao().event("served-per-certificate", "2026-04-20"));
    assert_eq!((found(&served), concluded(&served)), (vec![], vec![("served", Some(date("2026-04-20")))]));
    let failed = follow(from_macao().document("certificate-of-service", &[("result", "unserved")]));
    assert_eq!((found(&failed), concluded(&failed)), (vec![], vec![("not-served", None)]));
    assert_eq!(concluded(&to_macao().asked(&PERIOD_OF_SERVICE, "2026-05-18")), []);
}

#[test]
fn the_execution_is_overdue_from_the_day_after_the_last() {
    let on = |day| to_macao().event("received", "2026-03-16").asked_on(day).asked(&EXECUTION_OF_SERVICE, "2026-05-18");
    assert_eq!(found(&on("2026-05-18")), [""; 0]);
    assert_eq!(found(&on("2026-05-19")), ["execution-overdue"]);
}
