use super::*;
use crate::contract::{Due, Facts};
use crate::sample::{concluded, found};
use crate::{Answer, Days, Matter};

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_FOR_SERVICE, "2026-05-18")
}

fn sent_by(court: Authority) -> Assessment {
    examined(between(court, authority("mo-tui", "MO", "final-appeal-court")))
}

#[test]
fn a_letter_in_order_satisfies_every_article_in_both_directions() {
    for sample in [to_macao(), from_macao()] {
        let assessment = examined(sample.event("received", "2026-03-16"));
        assert_eq!(found(&assessment), [""; 0]);
        assert_eq!(assessment.findings.len(), 13);
    }
}

#[test]
fn the_amended_text_holds_from_its_first_day() {
    let received = |day| examined(to_macao().event("received", day));
    assert_eq!(found(&received("2020-03-01")), [""; 0]);
    assert_eq!(weighed(&received("2020-02-29")), [("received-before-amendment", Severity::Flag)]);
    assert_eq!(weighed(&received("2001-09-15")), [("received-before-amendment", Severity::Flag)]);
    assert_eq!(weighed(&received("2001-09-14")), [("received-before-commencement", Severity::Refuse)]);
    let clocks = |day| {
        let service = to_macao().event("received", day).periods(&LETTER_FOR_SERVICE);
        let evidence = evidence_from_macao().event("received", day).periods(&LETTER_FOR_EVIDENCE);
        (service.len(), evidence.len())
    };
    assert_eq!((clocks("2001-09-14"), clocks("2001-09-15")), ((0, 0), (1, 1)));
}

#[test]
fn labour_cases_are_covered_and_criminal_ones_are_not() {
    assert_eq!(found(&examined(to_macao().particular("case-category", "labour"))), [""; 0]);
    let criminal = || to_macao().particular("case-category", "criminal");
    assert_eq!(weighed(&examined(criminal())), [("outside-civil-and-commercial", Severity::Refuse)]);
    let returned = examined(criminal().switch("non-civil-matter", "return"));
    assert_eq!(weighed(&returned), [("outside-civil-and-commercial", Severity::Correct)]);
}

#[test]
fn no_other_instrument_applies_between_the_two_sides() {
    let invoked = |instrument| examined(to_macao().particular("instrument-invoked", instrument));
    assert_eq!(found(&invoked("cn-mo-service-evidence-2001")), [""; 0]);
    for hague in ["hague-service-1965", "hague-evidence-1970"] {
        let assessment = invoked(hague);
        assert_eq!(found(&assessment), ["wrong-instrument-invoked"]);
        assert!(assessment.findings.iter().any(|finding| finding.citations.iter().any(|it| it.instrument == hague)));
    }
}

#[test]
fn a_lower_court_needs_the_authorisation() {
    assert_eq!(found(&sent_by(nansha())), [""; 0]);
    assert_eq!(found(&sent_by(authority("cn-gd-hpc", "CN", "high-court"))), [""; 0]);
    assert_eq!(found(&sent_by(authority("cn-spc", "CN", "supreme-court"))), [""; 0]);
    assert_eq!(found(&sent_by(Authority { direct_channels: None, ..nansha() })), ["sender-may-not-transmit"]);
    let for_hong_kong = Authority { direct_channels: Some(vec!["HK".to_owned()]), ..nansha() };
    assert_eq!(found(&sent_by(for_hong_kong)), ["sender-may-not-transmit"]);
}

#[test]
fn in_macao_only_the_court_of_final_appeal_sends_and_receives() {
    let first_instance = || authority("mo-tjb", "MO", "first-instance-court");
    assert_eq!(found(&examined(between(first_instance(), nansha()))), ["sender-may-not-transmit"]);
    assert_eq!(found(&examined(between(nansha(), first_instance()))), ["recipient-may-not-receive"]);
}

#[test]
fn the_channel_of_the_supreme_peoples_court_is_open_both_ways() {
    let to_the_supreme_court =
        between(authority("mo-tui", "MO", "final-appeal-court"), authority("cn-spc", "CN", "supreme-court"));
    assert_eq!(found(&examined(to_the_supreme_court)), [""; 0]);
}

#[test]
fn a_letter_posted_to_the_addressee_has_not_been_sent() {
    let posted = to_macao().particular("transmission", "post-to-addressee");
    assert_eq!(found(&examined(posted)), ["sent-straight-to-addressee"]);
}

#[test]
fn post_is_for_when_the_platform_does_not_work() {
    let posted = |works| to_macao().particular("transmission", "post").valued("platform-available", Value::Flag(works));
    assert_eq!(found(&examined(posted(false))), [""; 0]);
    assert_eq!(weighed(&examined(posted(true))), [("posted-although-platform-works", Severity::Flag)]);
}

#[test]
fn other_electronic_ways_than_the_platform_are_a_switch() {
    let mailed = || to_macao().particular("transmission", "email");
    assert_eq!(weighed(&examined(mailed())), [("transmission-not-provided-for", Severity::Correct)]);
    let flagged = examined(mailed().switch("unregulated-electronic-transmission", "flag"));
    assert_eq!(weighed(&flagged), [("transmission-not-provided-for", Severity::Flag)]);
}

#[test]
fn a_file_that_is_not_the_listed_one_is_noticed_on_every_way() {
    let arrived = |hash| to_macao().document("notice", &[("manifest-sha256", "AB"), ("file-sha256", hash)]);
    assert_eq!(found(&examined(arrived("ab"))), [""; 0]);
    assert_eq!(weighed(&examined(arrived("cd"))), [("integrity-mismatch", Severity::Correct)]);
    let flagged = examined(arrived("cd").switch("integrity-mismatch", "flag"));
    assert_eq!(weighed(&flagged), [("integrity-mismatch", Severity::Flag)]);
}

#[test]
fn a_supplement_that_was_asked_for_leaves_the_limit_unless_the_switch_says_otherwise() {
    let asked = || to_macao().event("supplement-requested", "2026-03-10");
    assert_eq!(weighed(&examined(asked())), [("supplement-leaves-the-limit", Severity::Inform)]);
    assert_eq!(found(&examined(asked().switch("supplement-clock", "restarts"))), [""; 0]);
}

#[test]
fn an_authorised_court_that_is_not_competent_reports_to_its_high_court() {
    let in_city = |city: &'static str, stage: &'static str| {
        let qianhai = Authority { area: Some(vec!["shenzhen".to_owned()]), ..nansha() };
        examined(between(authority("mo-tui", "MO", "final-appeal-court"), qianhai).with(|facts| {
            stage.clone_into(&mut facts.stage);
            let city = crate::contract::Particular { name: "city".to_owned(), value: text(city) };
            facts.persons[0].particulars.push(city);
        }))
    };
    assert_eq!(concluded(&in_city("shenzhen", "incoming")), []);
    let elsewhere = in_city("foshan", "incoming");
    assert_eq!(weighed(&elsewhere), [("address-outside-area", Severity::Inform)]);
    assert_eq!(concluded(&elsewhere), [("refer-to-high-court", None)]);
    assert_eq!(concluded(&in_city("foshan", "outgoing")), []);
}

#[test]
fn portuguese_alone_is_not_enough() {
    let portuguese = |facts: &mut Facts, at: usize| facts.documents[at].languages = vec!["pt".to_owned()];
    let untranslated = examined(from_macao().with(|facts| portuguese(facts, 0)));
    assert_eq!(found(&untranslated), ["translation-missing"]);
    assert_eq!(untranslated.requirements[0].any_of_languages, ["zh"]);
    let translated = from_macao().with(|facts| {
        portuguese(facts, 0);
        facts.documents[0].translations = vec!["zh".to_owned()];
    });
    assert_eq!(found(&examined(translated)), [""; 0]);
    assert_eq!(found(&examined(from_macao().with(|facts| portuguese(facts, 1)))), ["letter-not-in-chinese"]);
}

#[test]
fn a_special_method_costs_the_requesting_side_unless_the_law_forbids_it() {
    let method =
        |law| to_macao().particular("special-method", "personal-delivery").particular("special-method-local-law", law);
    let permitted = examined(method("permitted"));
    assert_eq!(weighed(&permitted), [("special-method-at-requester-cost", Severity::Inform)]);
    assert_eq!(weighed(&examined(method("unclear"))), [("special-method-unclear", Severity::Flag)]);
    let forbidden = examined(method("forbidden"));
    assert_eq!(weighed(&forbidden), [("special-method-forbidden", Severity::Flag)]);
    assert_eq!(concluded(&forbidden), [("ordinary-method-only", None)]);
    let returned = examined(method("forbidden").switch("unlawful-special-method", "return"));
    assert_eq!(weighed(&returned), [("special-method-forbidden", Severity::Correct)]);
    assert_eq!(concluded(&returned), []);
}

#[test]
fn each_side_has_its_own_public_policy() {
    let weight = |sample: Sample, objection| weighed(&examined(sample.codes("objections", &[objection])))[0].1;
    for objection in ["outside-judicial-functions", "basic-principles-of-law"] {
        assert_eq!(weight(to_macao(), objection), Severity::Refuse);
        assert_eq!(weight(from_macao(), objection), Severity::Refuse);
    }
    assert_eq!(weight(to_macao(), "public-order"), Severity::Refuse);
    assert_eq!(weight(from_macao(), "public-order"), Severity::Flag);
    assert_eq!(weight(from_macao(), "social-public-interest"), Severity::Refuse);
    assert_eq!(weight(to_macao(), "social-public-interest"), Severity::Flag);
    assert_eq!(weight(to_macao(), "sovereignty-or-security"), Severity::Flag);
    assert_eq!(weight(to_macao(), "exclusive-jurisdiction"), Severity::Inform);
    assert_eq!(weight(to_macao(), "content-unfounded"), Severity::Inform);
}

#[test]
fn what_is_found_in_the_execution_may_still_be_refused() {
    let refused = to_macao().codes("objections", &["public-order"]).asked(&EXECUTION_OF_SERVICE, "2026-05-18");
    assert_eq!(weighed(&refused), [("ground-to-refuse", Severity::Refuse)]);
}

#[test]
fn judicial_holidays_are_told_and_move_nothing() {
    let told = |switch| {
        let facts = to_macao().event("received", "2026-03-16").switch("mo-judicial-holidays", switch).facts();
        let matter = Matter::new(&facts, &DECLARATION);
        let periods = (EXECUTION_OF_SERVICE.periods)(&matter);
        let overlaps = vec!["judicial-holidays-easter".to_owned(), "judicial-holidays-summer".to_owned()];
        let due = [Due { period: 0, last_day: crate::sample::date("2026-05-18"), overlaps }];
        let mut answer = Answer::new(true);
        answer.turn_to(&DECLARATION);
        (EXECUTION_OF_SERVICE.examine)(&matter, &Days::new(&periods, &due), &mut answer);
        weighed(&answer.finish()).len()
    };
    assert_eq!((told("warn"), told("ignore")), (1, 0));
}

#[test]
fn each_side_looks_up_its_own_law() {
    let asked = |sample: Sample| sample.asked(&LAW_INFORMATION, "2026-05-18");
    let request = || {
        let statute = [("subject", text("statute on sale of goods"))];
        to_macao().with(|facts| facts.documents.truncate(1)).act("provide-law-information", &statute)
    };
    let in_order = |sample: Sample| sample.document("letter-of-request", &[]).particular("law-jurisdiction", "MO");
    assert_eq!(found(&asked(in_order(request()))), [""; 0]);
    let of_hong_kong = in_order(request()).particular("law-jurisdiction", "HK");
    assert_eq!(weighed(&asked(of_hong_kong)), [("law-of-another-side", Severity::Refuse)]);
    let unnamed = in_order(request()).act("provide-law-information", &[]);
    assert_eq!(found(&asked(unnamed)), ["law-not-specified"]);
    assert_eq!(found(&asked(in_order(to_macao()))), ["law-not-specified"]);
    assert_eq!(found(&asked(request())), ["letter-missing"]);
}
