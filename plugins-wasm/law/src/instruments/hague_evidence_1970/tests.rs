use super::*;
use crate::contract::{Assessment, Value};
use crate::sample::{self, Sample, codes, concluded, found, text};

const ABROAD: (&str, &str, &str) = ("xx-central-authority", "XX", "central-authority");
const MINISTRY: (&str, &str, &str) = ("cn-moj", "CN", "central-authority");
const ADMINISTRATION_WING: (&str, &str, &str) = ("hk-admin-wing", "HK", "liaison-authority");
const PROCURATORATE: (&str, &str, &str) = ("mo-mp", "MO", "procuratorate");
const SIDES: [(&str, &str, &str); 3] = [MINISTRY, ADMINISTRATION_WING, PROCURATORATE];

/// A letter in English with a Chinese translation, without an act.
fn letter(from: (&str, &str, &str), to: (&str, &str, &str)) -> Sample {
    let letter = sample::letter().particular("issuing-authority", from.0).particular("proceedings", "pending");
    letter.particular("case-background", "claim for the price").with(|facts| {
        facts.requesting = Some(sample::authority(from.0, from.1, from.2));
        facts.requested = Some(sample::authority(to.0, to.1, to.2));
        facts.persons.clear();
        facts.documents.truncate(1);
        facts.documents[0].languages = vec!["en".to_owned()];
        facts.documents[0].translations = vec!["zh".to_owned()];
    })
}

/// …that asks to examine one witness.
fn with_witness(letter: Sample) -> Sample {
    let witness = letter.person("w1", "witness", "CN", &[("name", text("Witness One")), ("address", text("Nansha"))]);
    witness.act("examine-witness", &[("person", text("w1")), ("questions", Value::Number(12))])
}

fn to_the_mainland() -> Sample {
    with_witness(letter(ABROAD, MINISTRY))
}

/// A letter to a side for documents.
fn for_documents(to: (&str, &str, &str), scope: &str, connection: Option<&str>) -> Sample {
    let connection = connection.map(|connection| ("connection", text(connection)));
    let described = [("document-scope", text(scope)), ("documents-described", text("two contracts"))];
    letter(ABROAD, to).act("obtain-documents", &described.into_iter().chain(connection).collect::<Vec<_>>())
}

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_OF_REQUEST, "2026-05-16")
}

fn executed(sample: Sample) -> Assessment {
    sample.asked(&EXECUTION, "2026-05-16")
}

fn severity(assessment: &Assessment, code: &str) -> Option<Severity> {
    assessment.findings.iter().find(|finding| finding.code == code).map(|finding| finding.severity)
}

/// The provisions that a finding rests on.
fn resting_on(assessment: &Assessment, code: &str) -> Vec<String> {
    let finding = assessment.findings.iter().find(|finding| finding.code == code);
    let cited = |it: &crate::contract::Citation| format!("{}:{}", it.instrument, it.provision);
    finding.map_or(Vec::new(), |it| it.citations.iter().map(cited).collect())
}

#[test]
fn a_letter_in_order_satisfies_every_article_on_all_three_sides_and_abroad() {
    for side in SIDES {
        assert_eq!(found(&examined(with_witness(letter(ABROAD, side)))), [""; 0]);
        assert_eq!(found(&examined(with_witness(letter(side, ABROAD)))), [""; 0]);
    }
    assert_eq!(examined(to_the_mainland()).findings.len(), 8);
}

#[test]
fn evidence_is_for_civil_proceedings_that_are_pending_or_contemplated() {
    let tax = || to_the_mainland().particular("case-category", "tax");
    assert_eq!(severity(&examined(tax()), "outside-civil-and-commercial"), Some(Severity::Refuse));
    let returned = examined(tax().switch("non-civil-matter", "return"));
    assert_eq!(severity(&returned, "outside-civil-and-commercial"), Some(Severity::Correct));
    assert_eq!(found(&examined(to_the_mainland().particular("proceedings", "contemplated"))), [""; 0]);
    let none = |to| examined(with_witness(letter(ABROAD, to)).particular("proceedings", "none"));
    assert_eq!(severity(&none(MINISTRY), "neither-commenced-nor-contemplated"), Some(Severity::Refuse));
    assert_eq!(
        resting_on(&none(ADMINISTRATION_WING), "neither-commenced-nor-contemplated"),
        ["hague-evidence-1970:1", "hk-cap-8:75"]
    );
}

#[test]
fn a_letter_under_another_instrument_is_in_the_wrong_place() {
    let invoking = |instrument: &str| examined(to_the_mainland().particular("instrument-invoked", instrument));
    assert_eq!(found(&invoking(INSTRUMENT)), [""; 0]);
    assert_eq!(found(&invoking("cn-hk-evidence-2017")), ["wrong-instrument-invoked"]);
}

#[test]
fn letters_go_from_and_to_the_authorities_that_were_designated() {
    let to = |court: (&str, &str, &str)| found(&examined(with_witness(letter(ABROAD, court)))).join(",");
    assert_eq!(to(("cn-gd-hpc", "CN", "high-court")), "recipient-may-not-receive");
    assert_eq!(to(("hk-high-court", "HK", "high-court")), "");
    assert_eq!(to(("mo-tui", "MO", "final-appeal-court")), "recipient-may-not-receive");
    let from = |court: (&str, &str, &str)| examined(with_witness(letter(court, ABROAD)));
    assert_eq!(found(&from(("cn-gd-hpc", "CN", "high-court"))), [""; 0]);
    let from_nansha = from(("cn-nansha", "CN", "basic-court"));
    assert_eq!(
        resting_on(&from_nansha, "sender-may-not-transmit"),
        ["hague-evidence-1970:2", "cn-treaty-requests-2013:9"]
    );
    assert_eq!(found(&from(("hk-district-court", "HK", "district-court"))), ["sender-may-not-transmit"]);
}

#[test]
fn a_letter_posted_to_the_witness_is_refused_where_the_law_wants_permission() {
    let posted = |to| examined(with_witness(letter(ABROAD, to)).particular("transmission", "post-to-addressee"));
    assert_eq!(severity(&posted(MINISTRY), "letter-sent-to-the-person"), Some(Severity::Refuse));
    assert_eq!(severity(&posted(PROCURATORATE), "letter-sent-to-the-person"), Some(Severity::Correct));
}

#[test]
fn the_letter_says_what_it_must() {
    let lacking = |particular: &str| found(&examined(to_the_mainland().without(particular))).join(",");
    assert_eq!(lacking("issuing-authority"), "requesting-authority-not-named");
    assert_eq!(lacking("case-background"), "case-background-missing");
    assert_eq!(lacking("nature-of-case"), "nature-of-case-missing");
    assert_eq!(found(&examined(to_the_mainland().with(|facts| facts.documents.clear()))), ["letter-missing"]);
    assert_eq!(found(&examined(letter(ABROAD, MINISTRY))), ["no-act-requested"]);
}

#[test]
fn who_is_examined_about_what_is_said() {
    let examine = |act: &[(&str, Value)]| {
        let letter = letter(ABROAD, MINISTRY).person("w1", "witness", "CN", &[("name", text("Witness One"))]);
        found(&examined(letter.act("examine-witness", act))).join(",")
    };
    assert_eq!(examine(&[("person", text("w1")), ("subject", text("the delivery"))]), "person-without-address");
    assert_eq!(examine(&[("person", text("w2")), ("questions", Value::Number(1))]), "person-to-examine-not-named");
    assert_eq!(
        examine(&[("person", text("w1")), ("questions", Value::Number(0))]),
        "person-without-address,questions-missing"
    );
    let nameless_party = to_the_mainland().person("p1", "party", "XX", &[("address", text("Abroad"))]);
    assert_eq!(found(&examined(nameless_party)), ["person-not-named"]);
}

#[test]
fn what_is_obtained_or_inspected_is_described() {
    let act = |kind: &str, particulars: &[(&str, Value)]| {
        found(&examined(letter(ABROAD, ADMINISTRATION_WING).act(kind, particulars))).join(",")
    };
    assert_eq!(act("judicial-inspection", &[]), "act-not-specified");
    assert_eq!(act("judicial-inspection", &[("subject", text("a warehouse"))]), "");
    assert_eq!(act("medical-examination", &[]), "person-to-examine-not-named");
    assert_eq!(act("medical-examination", &[("person", text("p1"))]), "");
}

#[test]
fn each_side_accepts_its_own_languages() {
    let in_language = |to, language: &'static str| {
        examined(with_witness(letter(ABROAD, to)).with(|facts| {
            facts.documents[0].languages = vec![language.to_owned()];
            facts.documents[0].translations.clear();
        }))
    };
    let french = in_language(ADMINISTRATION_WING, "fr");
    assert_eq!(resting_on(&french, "language-not-accepted"), ["hague-evidence-1970:4", "hague-evidence-1970:33"]);
    assert_eq!(french.requirements.len(), 1);
    assert_eq!(found(&in_language(ADMINISTRATION_WING, "en")), [""; 0]);
    let english = in_language(MINISTRY, "en");
    assert_eq!(resting_on(&english, "language-not-accepted"), ["hague-evidence-1970:4", "cn-cpl-2023:295"]);
    assert_eq!(found(&in_language(PROCURATORATE, "pt")), [""; 0]);
    assert_eq!(severity(&in_language(PROCURATORATE, "en"), "language-perhaps-accepted"), Some(Severity::Flag));
    assert_eq!(found(&in_language(PROCURATORATE, "fr")), ["language-not-accepted"]);
}

#[test]
fn chinese_alone_will_seldom_do_abroad() {
    let chinese = with_witness(letter(MINISTRY, ABROAD)).with(|facts| {
        facts.documents[0].languages = vec!["zh".to_owned()];
    });
    assert_eq!(severity(&examined(chinese), "translation-may-be-required"), Some(Severity::Flag));
}

#[test]
fn parties_are_told_time_and_place_and_judges_need_a_declaration() {
    let attending = |who: &str| examined(to_the_mainland().codes("presence-requested", &[who]));
    assert_eq!(severity(&attending("counsel"), "time-and-place-to-be-notified"), Some(Severity::Inform));
    assert_eq!(severity(&attending("party"), "time-and-place-to-be-notified"), Some(Severity::Inform));
    assert_eq!(found(&attending("judicial-officer")), ["judicial-presence-not-declared"]);
    let asking = to_the_mainland().valued("questions-by-attendee", Value::Flag(true));
    assert_eq!(severity(&examined(asking), "judicial-presence-not-declared"), Some(Severity::Flag));
}

#[test]
fn a_special_method_is_followed_unless_the_law_there_forbids_it() {
    let asked = |law: &str| {
        let letter = to_the_mainland().particular("special-method", "sworn-testimony");
        letter.particular("special-method-local-law", law)
    };
    assert_eq!(found(&examined(asked("permitted"))), ["special-method-at-requester-cost"]);
    assert_eq!(severity(&examined(asked("unclear")), "special-method-unclear"), Some(Severity::Flag));
    assert_eq!(concluded(&examined(asked("forbidden"))), [("ordinary-method-only", None)]);
    let returned = examined(asked("forbidden").switch("unlawful-special-method", "return"));
    assert_eq!(severity(&returned, "special-method-forbidden"), Some(Severity::Correct));
}

#[test]
fn the_functions_of_the_courts_sovereignty_and_security_are_the_grounds_to_refuse() {
    let objected = |to, objection: &str| examined(with_witness(letter(ABROAD, to)).codes("objections", &[objection]));
    for side in SIDES {
        for ground in ["sovereignty-or-security", "outside-judicial-functions"] {
            assert_eq!(severity(&objected(side, ground), "convention-ground-to-refuse"), Some(Severity::Refuse));
        }
        let jurisdiction = objected(side, "exclusive-jurisdiction");
        assert_eq!(severity(&jurisdiction, "objection-is-no-ground"), Some(Severity::Inform));
    }
    let interest = objected(MINISTRY, "social-public-interest");
    assert_eq!(severity(&interest, "own-law-ground-to-refuse"), Some(Severity::Refuse));
    let elsewhere = objected(PROCURATORATE, "social-public-interest");
    assert_eq!(severity(&elsewhere, "objection-calls-for-consultation"), Some(Severity::Flag));
}

#[test]
fn the_mainland_executes_only_enumerated_documents_with_a_direct_connection() {
    let mainland = |scope, connection| examined(for_documents(MINISTRY, scope, connection));
    assert_eq!(found(&mainland("particular-documents", Some("direct"))), [""; 0]);
    assert_eq!(severity(&mainland("open-class", Some("direct")), "general-discovery"), Some(Severity::Refuse));
    let unconnected = mainland("particular-documents", Some("none"));
    assert_eq!(severity(&unconnected, "documents-not-connected"), Some(Severity::Refuse));
    let silent = mainland("particular-documents", None);
    assert_eq!(severity(&silent, "connection-not-stated"), Some(Severity::Correct));
}

#[test]
fn hong_kong_and_macao_execute_no_general_discovery_either() {
    let open = |to| examined(for_documents(to, "open-class", None));
    assert_eq!(resting_on(&open(ADMINISTRATION_WING), "general-discovery"), ["hague-evidence-1970:23", "hk-cap-8:76"]);
    assert_eq!(severity(&open(PROCURATORATE), "general-discovery"), Some(Severity::Refuse));
    for side in [ADMINISTRATION_WING, PROCURATORATE] {
        assert_eq!(found(&examined(for_documents(side, "particular-documents", None))), [""; 0]);
    }
    let abroad = letter(ADMINISTRATION_WING, ABROAD)
        .act("obtain-documents", &[("document-scope", text("open-class")), ("documents-described", text("all"))]);
    assert_eq!(severity(&examined(abroad), "general-discovery-elsewhere"), Some(Severity::Flag));
}

#[test]
fn a_letter_is_refused_only_to_the_extent_of_what_is_not_executed() {
    let mixed = with_witness(for_documents(MINISTRY, "open-class", Some("direct")));
    let assessment = examined(mixed);
    assert_eq!(severity(&assessment, "general-discovery"), Some(Severity::Flag));
    assert_eq!(concluded(&assessment), [("execute-in-part", None)]);
    assert_eq!(concluded(&examined(for_documents(MINISTRY, "open-class", None))), []);
}

#[test]
fn of_chapter_ii_each_side_left_something_else() {
    let taken = |to, by: &str| {
        let letter = letter(ABROAD, to).person("w1", "witness", "CN", &[("name", text("W")), ("address", text("A"))]);
        let questions = ("questions", Value::Number(12));
        examined(letter.act("examine-witness", &[("person", text("w1")), questions, ("taken-by", text(by))]))
    };
    let in_the_mainland = taken(MINISTRY, "foreign-commissioner");
    assert_eq!(severity(&in_the_mainland, "commissioner-not-admitted"), Some(Severity::Refuse));
    assert_eq!(
        resting_on(&in_the_mainland, "commissioner-not-admitted"),
        ["hague-evidence-1970:33", "cn-cpl-2023:294"]
    );
    assert_eq!(
        severity(&taken(PROCURATORATE, "foreign-commissioner"), "commissioner-not-admitted"),
        Some(Severity::Refuse)
    );
    assert_eq!(found(&taken(ADMINISTRATION_WING, "foreign-commissioner")), ["commissioner-needs-permission"]);
    assert_eq!(found(&taken(MINISTRY, "consul")), ["consul-for-own-nationals-only"]);
    assert_eq!(found(&taken(PROCURATORATE, "consul")), ["consul-needs-permission"]);
    assert_eq!(found(&taken(ADMINISTRATION_WING, "court")), [""; 0]);
}

#[test]
fn information_on_the_law_is_no_evidence_and_detention_may_be_no_evidence_either() {
    let law = |from, to| examined(letter(from, to).act("provide-law-information", &[("subject", text("sale"))]));
    assert_eq!(severity(&law(ABROAD, MINISTRY), "act-outside-convention"), Some(Severity::Refuse));
    assert_eq!(severity(&law(MINISTRY, ABROAD), "act-outside-convention"), Some(Severity::Correct));
    let measures = |measure| {
        let act = [("subject", text("a machine")), ("measures", codes(&[measure]))];
        found(&examined(letter(ABROAD, ADMINISTRATION_WING).act("inspect-property", &act))).join(",")
    };
    assert_eq!(measures("detain"), "measure-beyond-evidence");
    assert_eq!(measures("photograph"), "");
}

#[test]
fn paper_and_whole_files_follow_their_switches() {
    let by_email = || to_the_mainland().particular("transmission", "email");
    assert_eq!(severity(&examined(by_email()), "electronic-transmission-unregulated"), Some(Severity::Correct));
    let flagged = examined(by_email().switch("unregulated-electronic-transmission", "flag"));
    assert_eq!(severity(&flagged, "electronic-transmission-unregulated"), Some(Severity::Flag));
    let arrived =
        |sum| examined(to_the_mainland().document("question-list", &[("manifest-sha256", "AB"), ("file-sha256", sum)]));
    assert_eq!(found(&arrived("ab")), [""; 0]);
    assert_eq!(found(&arrived("cd")), ["integrity-mismatch"]);
}

#[test]
fn a_privilege_of_the_other_law_must_be_in_the_letter_or_confirmed() {
    let claimed = |law: &str| to_the_mainland().particular("exemption-law", law);
    assert_eq!(concluded(&executed(claimed("requested-side"))), [("incomplete-notify", None)]);
    let unconfirmed = executed(claimed("requesting-side"));
    assert_eq!((found(&unconfirmed), concluded(&unconfirmed)), (vec!["privilege-not-confirmed"], vec![]));
    for confirmation in ["exemption-supported-by-letter", "exemption-conceded"] {
        let confirmed = executed(claimed("requesting-side").valued(confirmation, Value::Flag(true)));
        assert_eq!(concluded(&confirmed), [("incomplete-notify", None)]);
    }
    let in_hong_kong = with_witness(letter(ABROAD, ADMINISTRATION_WING)).particular("exemption-law", "requested-side");
    assert_eq!(executed(in_hong_kong).conclusions[0].citations.len(), 3);
}

#[test]
fn fees_of_experts_and_interpreters_may_be_asked_for_afterwards() {
    let expecting =
        |to, cost: &str| found(&executed(with_witness(letter(ABROAD, to)).codes("expected-costs", &[cost]))).join(",");
    assert_eq!(expecting(MINISTRY, "interpreter"), "cost-for-the-requesting-side");
    assert_eq!(expecting(MINISTRY, "witness"), "cost-for-the-requested-side");
    assert_eq!(expecting(ADMINISTRATION_WING, "interpreter"), "cost-for-the-requested-side");
    let prepaid = executed(to_the_mainland().valued("prepayment-requested", Value::Flag(true)));
    assert_eq!(severity(&prepaid, "prepayment-not-provided-for"), Some(Severity::Flag));
}

#[test]
fn what_was_not_executed_goes_back_with_its_reasons() {
    let returned = |act: &[(&str, Value)], reasons: bool| {
        let letter = letter(MINISTRY, ABROAD).act("examine-witness", act);
        let letter = if reasons { letter.particular("written-reasons", "unknown at the address") } else { letter };
        letter.asked(&RETURN, "2026-05-16")
    };
    assert_eq!(found(&returned(&[("result", text("executed"))], false)), [""; 0]);
    let failed = [("result", text("not-executed"))];
    assert_eq!(found(&returned(&failed, false)), ["reasons-for-non-execution-missing"]);
    assert_eq!(concluded(&returned(&failed, false)), []);
    assert_eq!(concluded(&returned(&failed, true)), [("incomplete-notify", None)]);
    let reason = ("reason-not-executed", text("dead"));
    assert_eq!(concluded(&returned(&[failed[0].clone(), reason], false)), [("incomplete-notify", None)]);
    assert_eq!(found(&returned(&[], true)), ["result-not-stated"]);
}

#[test]
fn the_letter_is_open_until_every_act_has_a_result() {
    let follow = |act: &[(&str, Value)]| letter(MINISTRY, ABROAD).act("examine-witness", act);
    assert_eq!(concluded(&follow(&[]).asked(&FOLLOW_UP, "2026-05-16")), [("pending", None)]);
    assert_eq!(concluded(&follow(&[("result", text("executed"))]).asked(&FOLLOW_UP, "2026-05-16")), []);
}
