use super::*;
use crate::contract::{Assessment, Value};
use crate::sample::{Sample, authority, before, codes, concluded, date, found, text};

fn at_nansha(procedure: &str, as_of: &str) -> Sample {
    before(authority("cn-nansha", "CN", "basic-court"), procedure, "execution", as_of)
        .particular("trial-procedure", "ordinary")
}

/// A juror with five cases this year, drawn on a day for the hearing of 2026-06-15.
fn drawn(on: &str) -> Sample {
    at_nansha("juror-draw", on)
        .valued("annual-case-cap", Value::Number(30))
        .person("j1", "juror", "HK", &[("cases-this-year", Value::Number(5))])
        .event_with("drawn", on, &[("person", text("j1"))])
        .event("hearing", "2026-06-15")
}

/// The draw, when its last day is 2026-06-08.
fn examined(sample: Sample) -> Assessment {
    sample.asked(&DRAW, "2026-06-08")
}

/// A panel with two jurors and two alternates, the second listed first.
fn panel() -> Sample {
    let alternate = |rank| [("alternate-order", Value::Number(rank))];
    at_nansha("panel-composition", "2026-06-14")
        .person("j1", "juror", "HK", &[])
        .person("j2", "juror", "HK", &[])
        .person("j4", "juror", "HK", &alternate(2))
        .person("j3", "juror", "HK", &alternate(1))
}

fn recused(sample: Sample, person: &str) -> Sample {
    sample.event_with("recusal-upheld", "2026-06-14", &[("person", text(person))])
}

/// The composition, when the application was possible until 2026-05-11.
fn composed(sample: Sample) -> Assessment {
    sample.asked(&COMPOSITION, "2026-05-11")
}

/// Indices of those who step in.
fn promoted(assessment: &Assessment) -> Vec<u32> {
    let place = |finding: &Finding| match &finding.about {
        Some(Place::Person(item)) if finding.code == "alternate-steps-in" => Some(item.index),
        _ => None,
    };
    assessment.findings.iter().filter_map(place).collect()
}

#[test]
fn seven_days_before_the_hearing_are_counted_back_as_the_switch_says() {
    let length = |count| drawn("2026-06-01").switch("juror-draw-count", count).periods(&DRAW)[0].length;
    assert_eq!((length("lenient"), length("strict")), (-7, -8));
}

#[test]
fn the_draw_takes_place_on_the_last_day_at_the_latest() {
    assert_eq!(found(&examined(drawn("2026-06-08"))), [""; 0]);
    assert_eq!(found(&examined(drawn("2026-06-09"))), ["draw-too-late"]);
    assert_eq!(found(&drawn("2026-06-08").asked(&DRAW, "2026-06-07")), ["draw-too-late"]);
}

#[test]
fn before_the_draw_the_day_of_the_question_decides() {
    let not_drawn = |as_of| examined(drawn(as_of).with(|facts| facts.docket.retain(|it| it.kind != "drawn")));
    assert_eq!(found(&not_drawn("2026-06-08")), [""; 0]);
    assert_eq!(found(&not_drawn("2026-06-09")), ["draw-too-late"]);
}

#[test]
fn a_draw_without_a_hearing_is_for_a_person_to_look_at() {
    let no_hearing = || drawn("2026-06-01").with(|facts| facts.docket.retain(|it| it.kind != "hearing"));
    assert!(no_hearing().periods(&DRAW).is_empty());
    assert_eq!(found(&examined(no_hearing())), ["hearing-not-fixed"]);
}

#[test]
fn of_several_hearings_the_next_one_counts_and_the_last_one_when_all_have_passed() {
    let start = |as_of| {
        let hearings = drawn(as_of).event("hearing", "2026-07-20");
        hearings.periods(&DRAW)[0].start
    };
    use crate::contract::Start::Event;
    assert_eq!(start("2026-06-15"), Event(1));
    assert_eq!(start("2026-06-16"), Event(2));
    assert_eq!(start("2026-07-21"), Event(2));
}

#[test]
fn the_procedures_of_article_5_know_no_jurors() {
    for procedure in ["special", "payment-order", "public-summons"] {
        let draw = examined(drawn("2026-06-01").particular("trial-procedure", procedure));
        assert_eq!(found(&draw), ["no-jurors-in-this-procedure"]);
        let composition = composed(panel().particular("trial-procedure", procedure));
        assert_eq!(found(&composition), ["no-jurors-in-this-procedure"]);
    }
    let judges_alone = panel().particular("trial-procedure", "special").valued("panel-jurors", Value::Number(0));
    assert_eq!(found(&composed(judges_alone)), [""; 0]);
}

#[test]
fn a_mediator_of_the_dispute_is_not_its_juror() {
    let mediator = |role| {
        let earlier = codes(&[role]);
        let juror = [("cases-this-year", Value::Number(5)), ("earlier-roles", earlier)];
        examined(drawn("2026-06-01").with(|facts| facts.persons.clear()).person("j1", "juror", "HK", &juror))
    };
    assert_eq!(found(&mediator("witness")), [""; 0]);
    for (role, instrument, article) in
        [("peoples-mediator", INSTRUMENT, "6"), ("invited-mediator", "cn-invited-mediation-2016", "16")]
    {
        let assessment = mediator(role);
        assert_eq!(found(&assessment), ["juror-mediated-the-dispute"]);
        assert_eq!(concluded(&assessment), [("excluded", None)]);
        let citation = &assessment.conclusions[0].citations[0];
        assert_eq!((citation.instrument.as_str(), citation.provision.as_str()), (instrument, article));
    }
}

#[test]
fn who_has_reached_the_cap_of_the_court_is_not_drawn() {
    let cases = |cases, cap: Option<i64>| {
        let juror = [("cases-this-year", Value::Number(cases))];
        let sample = drawn("2026-06-01").with(|facts| facts.persons.clear()).person("j1", "juror", "HK", &juror);
        let sample = sample.without("annual-case-cap");
        examined(match cap {
            Some(cap) => sample.valued("annual-case-cap", Value::Number(cap)),
            None => sample,
        })
    };
    assert_eq!(found(&cases(29, Some(30))), [""; 0]);
    assert_eq!(found(&cases(30, Some(30))), ["annual-cap-reached"]);
    assert_eq!(concluded(&cases(30, Some(30))), [("excluded", None)]);
    assert_eq!(found(&cases(20, Some(20))), ["annual-cap-reached"]);
    assert_eq!(found(&cases(30, Some(40))), ["annual-cap-above-thirty"]);
    assert_eq!(found(&cases(29, None)), ["annual-cap-not-stated"]);
    assert_eq!(found(&cases(30, None)), ["annual-cap-not-stated", "annual-cap-reached"]);
}

#[test]
fn cases_that_nobody_counted_are_for_a_person_to_look_at() {
    let uncounted = drawn("2026-06-01").with(|facts| facts.persons.iter_mut().for_each(|it| it.particulars.clear()));
    let assessment = examined(uncounted);
    assert_eq!(found(&assessment), ["juror-particular-missing"]);
    assert_eq!(concluded(&assessment), []);
}

#[test]
fn a_party_asks_for_jurors_on_the_last_day_at_the_latest() {
    let asked = |on| panel().asked_on(on).event("notice-received", "2026-05-06").event("jurors-requested", on);
    assert_eq!(found(&composed(asked("2026-05-11"))), [""; 0]);
    assert_eq!(found(&composed(asked("2026-05-12"))), ["jurors-requested-too-late"]);
    let period = &asked("2026-05-11").periods(&COMPOSITION)[0];
    assert_eq!((period.length, period.unit, period.roll), (5, Unit::Days, Roll::NextWorkingDay));
}

#[test]
fn each_party_has_the_time_of_its_own_notice() {
    let asked_by = |party| {
        panel()
            .event_with("notice-received", "2026-05-06", &[("person", text("pa"))])
            .event_with("notice-received", "2026-05-20", &[("person", text("pb"))])
            .event_with("jurors-requested", "2026-05-22", &[("person", text(party))])
            .asked_when(&COMPOSITION, &["2026-05-11", "2026-05-25"])
    };
    assert_eq!(found(&asked_by("pa")), ["jurors-requested-too-late"]);
    assert_eq!(found(&asked_by("pb")), [""; 0]);
}

#[test]
fn a_request_without_a_notice_is_noted() {
    let early = panel().event("jurors-requested", "2026-05-12");
    assert!(panel().periods(&COMPOSITION).is_empty());
    assert_eq!(found(&composed(early)), ["notice-of-right-not-recorded"]);
}

#[test]
fn the_first_alternate_steps_in() {
    let assessment = composed(recused(panel(), "j1"));
    assert_eq!(promoted(&assessment), [3]);
    assert_eq!(concluded(&assessment), [("alternate-promoted", None)]);
}

#[test]
fn two_seats_take_two_alternates_and_a_third_waits_for_a_new_draw() {
    assert_eq!(promoted(&composed(recused(recused(panel(), "j1"), "j2"))), [3, 2]);
    let three = recused(recused(recused(panel(), "j1"), "j2"), "j5");
    let assessment = composed(three);
    assert_eq!(promoted(&assessment), [3, 2]);
    assert_eq!(found(&assessment), ["alternate-steps-in", "alternate-steps-in", "alternates-exhausted"]);
}

#[test]
fn an_alternate_who_withdrew_is_passed_over_and_leaves_no_seat() {
    assert_eq!(promoted(&composed(recused(recused(panel(), "j1"), "j3"))), [2]);
    let alternate_alone = composed(recused(panel(), "j3"));
    assert_eq!(promoted(&alternate_alone), [] as [u32; 0]);
    assert_eq!(found(&alternate_alone), [""; 0]);
}

#[test]
fn a_recusal_that_is_still_to_come_promotes_nobody() {
    assert_eq!(promoted(&composed(recused(panel(), "j1").asked_on("2026-06-13"))), [] as [u32; 0]);
    let one_of_two = panel().event_with("recusal-upheld", "2026-06-15", &[("person", text("j2"))]);
    assert_eq!(promoted(&composed(recused(one_of_two, "j1"))), [3]);
}

#[test]
fn a_recusal_that_names_nobody_opens_a_seat_and_a_person_looks_whose_it_is() {
    let unnamed = composed(panel().event("recusal-upheld", "2026-06-14"));
    assert_eq!(found(&unnamed), ["recused-juror-not-named", "alternate-steps-in"]);
    assert_eq!(promoted(&unnamed), [3]);
    assert_eq!(concluded(&unnamed), [("alternate-promoted", None)]);
}

#[test]
fn the_last_day_of_a_late_draw_is_named() {
    let late = examined(drawn("2026-06-09"));
    let finding = late.findings.iter().find(|it| it.code == "draw-too-late").unwrap();
    assert_eq!(finding.arguments[0].value, Value::Day(date("2026-06-08")));
}
