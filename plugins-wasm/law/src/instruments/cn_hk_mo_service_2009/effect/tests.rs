use super::*;
use crate::contract::{Assessment, Roll, Value};
use crate::sample::{self, Sample, concluded, date, found, text};

/// A summons for an individual in Hong Kong, asked about on 2026-07-01.
fn served() -> Sample {
    let nansha = sample::authority("cn-nansha", "CN", "basic-court");
    let served = sample::before(nansha, service::SERVICE, "follow-up", "2026-07-01").addressee("a1");
    served.document("summons", &[]).document("originating-process", &[])
}

fn about_the_addressee(sample: Sample, name: &str, value: Value) -> Sample {
    let value = sample::particular(name, value);
    sample.with(|facts| facts.persons[0].particulars.push(value))
}

/// What is said when every period ends on 2026-06-30.
fn examined(sample: Sample) -> Assessment {
    sample.asked(&EFFECT, "2026-06-30")
}

fn served_on(day: &str) -> Vec<(&'static str, Option<crate::contract::Date>)> {
    vec![("served", Some(date(day)))]
}

fn deemed_on(day: &str) -> Vec<(&'static str, Option<crate::contract::Date>)> {
    vec![("deemed-served", Some(date(day)))]
}

const PENDING: [(&str, Option<crate::contract::Date>); 1] = [("pending", None)];
const UNAVAILABLE: [(&str, Option<crate::contract::Date>); 1] = [("method-unavailable", None)];

#[test]
fn before_anything_was_tried_nothing_is_established() {
    assert_eq!(concluded(&examined(served())), PENDING);
}

#[test]
fn a_signed_postal_receipt_is_enough() {
    let signed = served().event("posted", "2026-03-31").event("receipt-signed", "2026-04-09");
    assert_eq!(concluded(&examined(signed)), served_on("2026-04-09"));
}

#[test]
fn without_a_sign_of_receipt_the_post_has_failed_after_three_months() {
    let posted = |as_of| served().event("posted", "2026-03-31").asked_on(as_of);
    assert_eq!(concluded(&examined(posted("2026-06-30"))), PENDING);
    assert_eq!(concluded(&examined(posted("2026-07-01"))), [("not-served", Some(date("2026-06-30")))]);
}

#[test]
fn with_a_sign_of_receipt_it_is_deemed_served_on_their_last_day() {
    let posted =
        |as_of| served().event("posted", "2026-03-31").event("mentioned-content", "2026-05-04").asked_on(as_of);
    assert_eq!(concluded(&examined(posted("2026-06-30"))), PENDING);
    assert_eq!(concluded(&examined(posted("2026-07-01"))), deemed_on("2026-06-30"));
}

#[test]
fn an_answer_to_a_message_shows_nothing_of_the_letter() {
    let answered = [("method", text("electronic"))];
    let both = served().event("posted", "2026-03-31").event_with("mentioned-content", "2026-05-04", &answered);
    let assessment = examined(both);
    assert_eq!(found(&assessment), [""; 0]);
    assert_eq!(concluded(&assessment), served_on("2026-05-04"));
}

#[test]
fn a_sign_of_receipt_after_the_wait_is_for_a_judge() {
    let late = served().event("posted", "2026-03-31").event("acted-on-content", "2026-07-06").asked_on("2026-07-07");
    let assessment = examined(late);
    assert_eq!(found(&assessment), ["receipt-shown-after-wait"]);
    assert_eq!(concluded(&assessment), deemed_on("2026-06-30"));
}

#[test]
fn of_two_postings_the_last_is_waited_for() {
    let twice = served().event("posted", "2026-01-07").event("posted", "2026-03-31").periods(&EFFECT);
    assert_eq!(twice.iter().map(|it| it.start).collect::<Vec<_>>(), [crate::contract::Start::Event(1)]);
}

#[test]
fn the_post_waits_three_months_on_the_mainlands_calendar() {
    let wait =
        |roll| served().event("posted", "2026-03-31").switch("deemed-date-roll", roll).periods(&EFFECT).remove(0);
    let period = wait("roll");
    assert_eq!((period.length, period.unit, period.calendar.as_str()), (3, Unit::Months, "CN"));
    assert!(period.hard);
    assert_eq!((period.roll, wait("no-roll").roll), (Roll::NextWorkingDay, Roll::None));
}

#[test]
fn an_announcement_takes_three_months_or_by_its_switch_sixty_days() {
    let wait = |value| {
        let announced = served().event("announced", "2026-03-31").switch("hk-mo-announcement", value);
        let wait = announced.periods(&EFFECT).remove(0);
        (wait.length, wait.unit, wait.citations.iter().map(|it| it.instrument.clone()).collect::<Vec<_>>())
    };
    assert_eq!(wait("three-months"), (3, Unit::Months, vec!["cn-hk-mo-service-2009".to_owned()]));
    let (length, unit, instruments) = wait("sixty-days");
    assert_eq!((length, unit), (60, Unit::Days));
    assert_eq!(instruments, ["cn-cpl-2023", "cn-cpl-interpretation-2022"]);
}

#[test]
fn when_it_is_over_the_announcement_is_deemed_served() {
    let announced = |as_of| served().event("announced", "2026-03-31").asked_on(as_of);
    assert_eq!(concluded(&examined(announced("2026-06-30"))), PENDING);
    assert_eq!(concluded(&examined(announced("2026-07-01"))), deemed_on("2026-06-30"));
}

#[test]
fn what_was_not_published_where_the_addressee_lives_was_not_announced() {
    let announced = |places: &[&str]| served().event("announced", "2026-03-31").codes("publication-places", places);
    assert_eq!(concluded(&examined(announced(&["CN", "HK"]))), deemed_on("2026-06-30"));
    let assessment = examined(announced(&["CN"]));
    assert_eq!(found(&assessment), ["announcement-not-published-there"]);
    assert_eq!(concluded(&assessment), [("not-served", None)]);
}

#[test]
fn an_announcement_in_summary_procedure_is_for_a_judge() {
    let announced = served().event("announced", "2026-03-31").particular("trial-procedure", "summary");
    assert_eq!(found(&examined(announced)), ["announcement-in-summary-procedure"]);
}

#[test]
fn how_long_an_announced_judgment_waits_is_unsettled_where_sixty_days_count() {
    let announced = |value| {
        let judgment = served().document("judgment", &[]).event("announced", "2026-03-31");
        examined(judgment.switch("hk-mo-announcement", value))
    };
    assert_eq!(found(&announced("sixty-days")), ["announced-judgment-period-unsettled"]);
    assert_eq!(found(&announced("three-months")), [""; 0]);
}

#[test]
fn papers_left_with_a_representative_who_refuses_them_are_served() {
    let director = |present| {
        let company = about_the_addressee(served(), "person-kind", text("company"));
        let director = company.person("lr1", "legal-representative", "HK", &[("present-in", text(present))]);
        let refused = [("method", text("personal")), ("person", text("lr1"))];
        let left = [("method", text("leaving")), ("person", text("lr1"))];
        director.event_with("refused-to-sign", "2026-05-12", &refused).event_with("left-at-place", "2026-05-12", &left)
    };
    let assessment = examined(director("CN"));
    assert_eq!(concluded(&assessment), served_on("2026-05-12"));
    let cited: Vec<_> = assessment.conclusions[0].citations.iter().map(|it| it.provision.as_str()).collect();
    assert_eq!(cited, ["3", "11"]);
    let elsewhere = examined(director("HK"));
    assert_eq!(found(&elsewhere), ["not-in-mainland"]);
    assert_eq!(concluded(&elsewhere), UNAVAILABLE);
}

#[test]
fn what_was_refused_and_not_left_was_not_served() {
    let assessment = examined(served().event("refused-to-sign", "2026-05-12"));
    assert_eq!(found(&assessment), ["refused-but-not-left"]);
    assert_eq!(concluded(&assessment), PENDING);
}

#[test]
fn a_branch_without_authority_receives_for_nobody() {
    let handed = |authorised| {
        let branch = served().person("b1", "branch", "CN", &[("authorised-to-receive", Value::Flag(authorised))]);
        branch.event_with("handed-over", "2026-05-12", &[("person", text("b1"))])
    };
    assert_eq!(concluded(&examined(handed(true))), served_on("2026-05-12"));
    let assessment = examined(handed(false));
    assert_eq!(found(&assessment), ["branch-not-authorised"]);
    assert_eq!(concluded(&assessment), UNAVAILABLE);
    let then_the_agent = served().person("b1", "branch", "CN", &[]).person("g1", "agent", "CN", &[]);
    let then_the_agent = then_the_agent.event_with("handed-over", "2026-05-12", &[("person", text("b1"))]).event_with(
        "handed-over",
        "2026-05-13",
        &[("person", text("g1"))],
    );
    assert_eq!(concluded(&examined(then_the_agent)), served_on("2026-05-13"));
}

#[test]
fn what_the_facts_do_not_say_does_not_undo_what_was_done() {
    let agent = served().event_with("handed-over", "2026-05-12", &[("method", text("litigation-agent"))]);
    assert_eq!(concluded(&examined(agent)), served_on("2026-05-12"));
    assert_eq!(concluded(&examined(served().event("handed-over", "2026-05-12"))), served_on("2026-05-12"));
    let elsewhere = about_the_addressee(served().event("handed-over", "2026-05-12"), "present-in", text("HK"));
    assert_eq!(concluded(&examined(elsewhere)), UNAVAILABLE);
}

#[test]
fn what_was_left_must_be_shown_to_have_been_left_in_the_mainland() {
    let left = || served().event("left-at-place", "2026-05-12");
    assert_eq!(concluded(&examined(left())), UNAVAILABLE);
    assert_eq!(concluded(&examined(about_the_addressee(left(), "present-in", text("CN")))), served_on("2026-05-12"));
}

#[test]
fn nothing_is_left_with_an_agent_who_is_elsewhere() {
    let left = |side| {
        let agent = served().person("g1", "agent", side, &[]);
        agent.event_with("left-at-place", "2026-05-12", &[("person", text("g1"))])
    };
    assert_eq!(concluded(&examined(left("CN"))), served_on("2026-05-12"));
    assert_eq!(concluded(&examined(left("HK"))), UNAVAILABLE);
}

#[test]
fn what_came_to_an_entity_by_reference_is_for_a_judge() {
    let owned =
        served().person("e1", "related-entity", "CN", &[("link-to-addressee", text("wholly-owned-by-addressee"))]);
    let assessment = examined(owned.event_with("handed-over", "2026-05-12", &[("person", text("e1"))]));
    assert_eq!(found(&assessment), ["method-by-reference"]);
    assert_eq!(concluded(&assessment), served_on("2026-05-12"));
}

/// A message that arrived on 2026-05-06.
fn sent_to(origin: &str) -> Sample {
    about_the_addressee(served(), "e-address-origin", text(origin)).event("message-arrived", "2026-05-06")
}

#[test]
fn at_an_address_that_was_given_or_confirmed_arrival_is_service() {
    for origin in ["given-in-pleading", "address-confirmation-form"] {
        assert_eq!(concluded(&examined(sent_to(origin))), served_on("2026-05-06"));
    }
}

#[test]
fn at_an_address_that_is_only_his_own_it_takes_a_reaction() {
    let assessment = examined(sent_to("own-other"));
    assert_eq!(found(&assessment), ["e-service-awaits-reaction"]);
    assert_eq!(concluded(&assessment), PENDING);
    let answered = sent_to("own-other").event("mentioned-content", "2026-05-11");
    assert_eq!(concluded(&examined(answered)), served_on("2026-05-11"));
    let read = examined(sent_to("own-other").event("read", "2026-05-08").event("mentioned-content", "2026-05-11"));
    assert_eq!(found(&read), ["read-receipt-may-be-rebutted"]);
    assert_eq!(concluded(&read), served_on("2026-05-08"));
}

#[test]
fn by_its_switch_the_day_of_arrival_counts_once_there_is_a_reaction() {
    let by_arrival = |sample: Sample| examined(sample.switch("unconsented-e-service-date", "arrival"));
    assert_eq!(concluded(&by_arrival(sent_to("own-other"))), PENDING);
    let answered = sent_to("own-other").event("mentioned-content", "2026-05-11");
    assert_eq!(concluded(&by_arrival(answered)), served_on("2026-05-06"));
    let answered_before = sent_to("own-other").event("mentioned-content", "2026-05-04");
    assert_eq!(concluded(&by_arrival(answered_before)), served_on("2026-05-04"));
    let unsent = about_the_addressee(served(), "e-address-origin", text("own-other")).event("read", "2026-05-08");
    assert_eq!(concluded(&by_arrival(unsent)), served_on("2026-05-08"));
}

#[test]
fn what_is_to_be_sent_electronically_waits_for_a_reaction_too() {
    let chosen = || served().particular("service-method", "electronic");
    assert_eq!(found(&examined(chosen())), ["e-service-awaits-reaction"]);
    assert_eq!(concluded(&examined(chosen().event("mentioned-content", "2026-05-11"))), served_on("2026-05-11"));
}

#[test]
fn consent_to_another_address_is_for_a_judge() {
    let assessment = examined(about_the_addressee(sent_to("own-other"), "consents-to-e-service", Value::Flag(true)));
    assert_eq!(found(&assessment), ["e-address-not-confirmed"]);
    assert_eq!(concluded(&assessment), served_on("2026-05-06"));
}

#[test]
fn a_proof_of_arrival_goes_before_the_system_of_the_court() {
    let court = [("channel", text("court-system"))];
    let proved = |channel: &[(&str, Value)]| {
        let sent = about_the_addressee(served(), "e-address-origin", text("given-in-pleading"));
        let sent = sent.event_with("system-success", "2026-05-06", &court);
        concluded(&examined(sent.event_with("arrival-proved", "2026-05-07", channel)))[0].1
    };
    assert_eq!(proved(&court), Some(date("2026-05-07")));
    assert_eq!(proved(&[]), Some(date("2026-05-07")));
    assert_eq!(proved(&[("channel", text("email"))]), Some(date("2026-05-06")));
}

#[test]
fn the_earliest_of_several_successes_decides() {
    let both = sent_to("given-in-pleading").event("served-per-certificate", "2026-05-04");
    let assessment = examined(both);
    assert_eq!(found(&assessment), ["earliest-success-decides"]);
    assert_eq!(concluded(&assessment), served_on("2026-05-04"));
}

#[test]
fn a_success_goes_before_a_failure() {
    let posted = served().event("posted", "2026-03-31").event("served-per-certificate", "2026-04-20");
    assert_eq!(concluded(&examined(posted)), served_on("2026-04-20"));
}

#[test]
fn who_signed_for_nothing_but_answers_is_served_on_that_day() {
    assert_eq!(concluded(&examined(served().event("mentioned-content", "2026-05-11"))), deemed_on("2026-05-11"));
    let personal = [("method", text("personal"))];
    let beside = served().event("posted", "2026-03-31").event_with("mentioned-content", "2026-05-11", &personal);
    assert_eq!(concluded(&examined(beside)), deemed_on("2026-05-11"));
}

#[test]
fn what_comes_after_the_day_of_the_question_has_not_happened() {
    let later = served().asked_on("2026-05-01").event("handed-over", "2026-05-02");
    assert_eq!(concluded(&examined(later)), PENDING);
}

#[test]
fn the_day_that_the_court_established_decides() {
    let established = served().event("handed-over", "2026-05-12").event("served", "2026-05-13");
    let assessment = examined(established);
    assert!(found(&assessment).contains(&"established-day-differs"));
    assert_eq!(concluded(&assessment), served_on("2026-05-13"));
}

#[test]
fn a_claim_is_answered_and_a_judgment_appealed_within_thirty_days() {
    let running = |kind| {
        let served = served().with(|facts| facts.documents.clear()).document(kind, &[]).event("served", "2026-05-12");
        let periods = served.periods(&EFFECT);
        periods.into_iter().map(|it| (it.code, it.length, it.unit, it.roll)).collect::<Vec<_>>()
    };
    let thirty = |code: &str| vec![(code.to_owned(), 30, Unit::Days, Roll::NextWorkingDay)];
    assert_eq!(running("originating-process"), thirty("answer"));
    assert_eq!(running("notice-of-appeal"), thirty("answer"));
    assert_eq!(running("judgment"), thirty("appeal"));
    assert_eq!(running("summons"), []);
}

#[test]
fn what_is_final_cannot_be_appealed() {
    let judgment = || served().with(|facts| facts.documents.clear()).document("judgment", &[]);
    let running = |sample: Sample| sample.event("served", "2026-05-12").periods(&EFFECT).len();
    assert_eq!(running(judgment().particular("instance", "first")), 1);
    assert_eq!(running(judgment().particular("instance", "second")), 0);
    assert_eq!(running(judgment().particular("trial-procedure", "small-claims")), 0);
    assert_eq!(running(judgment().particular("trial-procedure", "summary")), 1);
}

#[test]
fn no_period_runs_from_a_presumption_that_nobody_looked_at() {
    assert!(served().event("handed-over", "2026-05-12").periods(&EFFECT).is_empty());
}

#[test]
fn a_period_that_is_over_is_noted() {
    let claim = |as_of| examined(served().event("served", "2026-05-12").asked_on(as_of));
    assert_eq!(found(&claim("2026-06-30")), [""; 0]);
    assert_eq!(found(&claim("2026-07-01")), ["answer-period-over"]);
}

#[test]
fn whether_a_ruling_may_be_appealed_is_for_a_person() {
    let ruling =
        || served().with(|facts| facts.documents.clear()).document("ruling", &[]).event("served", "2026-05-12");
    assert_eq!(found(&examined(ruling())), ["ruling-may-be-appealable"]);
    assert_eq!(found(&examined(ruling().particular("instance", "second"))), [""; 0]);
}

#[test]
fn an_event_that_names_an_addressee_is_his_alone() {
    let two = served().addressee("a2").event_with("handed-over", "2026-05-12", &[("person", text("a1"))]);
    assert_eq!(concluded(&examined(two)), [("served", Some(date("2026-05-12"))), ("pending", None)]);
    let for_both = served().addressee("a2").event("posted", "2026-03-31");
    assert_eq!(for_both.periods(&EFFECT).len(), 1);
}

#[test]
fn a_document_that_is_meant_for_another_starts_no_period() {
    let two = served().addressee("a2").event_with("served", "2026-05-12", &[("person", text("a2"))]);
    assert_eq!(two.with(|facts| facts.documents[1].for_persons = vec!["a1".to_owned()]).periods(&EFFECT), []);
}
