use super::*;
use crate::contract::{Assessment, Place, Severity, Start, Value};
use crate::sample::{Sample, authority, before, codes, concluded, date, found, text};

/// A candidate of Nansha who satisfies articles 5 to 7, appointed on 2026-07-17.
fn candidate() -> Sample {
    court_appoints("juror-appointment", "incoming", "2026-07-17").juror("j1", &[]).event_with(
        "appointed",
        "2026-07-17",
        &[("person", text("j1"))],
    )
}

/// A juror on the list of Nansha, appointed on 2022-03-15 and drawn on 2026-06-01 for the hearing of 2026-06-15.
fn drawn() -> Sample {
    pool().event_with("drawn", "2026-06-01", &[("person", text("j1"))])
}

/// The same, not yet drawn.
fn pool() -> Sample {
    court_appoints("juror-draw", "execution", "2026-06-01")
        .particular("instance", "first")
        .particular("trial-procedure", "ordinary")
        .juror("j1", &[])
        .event_with("appointed", "2022-03-15", &[("person", text("j1"))])
        .event("hearing", "2026-06-15")
}

fn panel(judges: i64, jurors: i64) -> Sample {
    court_appoints("panel-composition", "execution", "2026-06-15")
        .particular("instance", "first")
        .particular("trial-procedure", "ordinary")
        .valued("panel-judges", Value::Number(judges))
        .valued("panel-jurors", Value::Number(jurors))
}

fn court_appoints(procedure: &str, stage: &str, as_of: &str) -> Sample {
    before(authority("cn-nansha", "CN", "basic-court"), procedure, stage, as_of)
}

/// What only jurors have.
trait Jurors {
    /// One more, who satisfies everything but for these particulars.
    fn juror(self, id: &str, particulars: &[(&str, Value)]) -> Self;
    /// The first juror with another particular.
    fn but(self, name: &str, value: Value) -> Self;
    /// The first juror without a particular.
    fn without_of_juror(self, name: &str) -> Self;
}

impl Jurors for Sample {
    fn juror(self, id: &str, particulars: &[(&str, Value)]) -> Self {
        let usual = [
            ("date-of-birth", Value::Day(date("1985-05-20"))),
            ("education", text("university")),
            ("occupation", text("engineer")),
            ("upholds-constitution", Value::Flag(true)),
            ("list-of", text("cn-nansha")),
        ];
        let given = |name: &str| particulars.iter().any(|(it, _)| *it == name);
        let usual = usual.into_iter().filter(|(name, _)| !given(name));
        let all: Vec<_> = usual.chain(particulars.iter().cloned()).collect();
        self.person(id, "juror", "HK", &all)
    }

    fn but(self, name: &str, value: Value) -> Self {
        let name = name.to_owned();
        self.without_of_juror(&name)
            .with(|facts| facts.persons[0].particulars.push(crate::contract::Particular { name, value }))
    }

    fn without_of_juror(self, name: &str) -> Self {
        self.with(|facts| facts.persons[0].particulars.retain(|it| it.name != name))
    }
}

fn appointed(sample: Sample) -> Assessment {
    sample.asked(&APPOINTMENT, "2031-07-17")
}

/// The draw, when the term ends on 2027-03-15.
fn examined(sample: Sample) -> Assessment {
    sample.asked(&DRAW, "2027-03-15")
}

fn composed(sample: Sample) -> Assessment {
    sample.asked(&COMPOSITION, "2026-06-15")
}

fn severities(assessment: &Assessment) -> Vec<Severity> {
    assessment.findings.iter().map(|it| it.severity).filter(|&it| it != Severity::Inform).collect()
}

#[test]
fn a_candidate_in_order_satisfies_articles_5_6_and_7() {
    let assessment = appointed(candidate());
    assert_eq!(found(&assessment), [""; 0]);
    let provisions: Vec<_> = assessment.findings.iter().map(|it| it.citations[0].provision.as_str()).collect();
    assert_eq!(provisions, ["10", "5", "6", "7", "13"]);
}

#[test]
fn the_twenty_eighth_birthday_is_enough_and_the_day_before_is_not() {
    let born = |day| candidate().but("date-of-birth", Value::Day(date(day)));
    assert_eq!(found(&appointed(born("1998-07-17"))), [""; 0]);
    assert_eq!(found(&appointed(born("1998-07-18"))), ["juror-under-age"]);
    assert_eq!(severities(&appointed(born("1998-07-18"))), [Severity::Refuse]);
}

#[test]
fn the_day_of_appointment_counts_and_not_the_day_of_the_question() {
    let later = candidate().asked_on("2026-07-01").but("date-of-birth", Value::Day(date("1998-07-17")));
    assert_eq!(found(&appointed(later)), [""; 0]);
    let not_yet = candidate().but("date-of-birth", Value::Day(date("1998-07-18"))).with(|facts| facts.docket.clear());
    assert_eq!(found(&appointed(not_yet)), ["juror-under-age"]);
}

#[test]
fn who_was_born_on_a_leap_day_is_of_age_on_it() {
    let leap = |as_of| {
        candidate()
            .asked_on(as_of)
            .but("date-of-birth", Value::Day(date("2000-02-29")))
            .with(|facts| facts.docket.clear())
    };
    assert_eq!(found(&appointed(leap("2028-02-29"))), [""; 0]);
    assert_eq!(found(&appointed(leap("2028-02-28"))), ["juror-under-age"]);
}

#[test]
fn the_constitution_is_upheld_and_education_is_as_a_rule_senior_secondary() {
    assert_eq!(
        found(&appointed(candidate().but("upholds-constitution", Value::Flag(false)))),
        ["juror-not-upholding-constitution"]
    );
    let educated = |education| appointed(candidate().but("education", text(education)));
    assert_eq!(found(&educated("senior-secondary")), [""; 0]);
    assert_eq!(found(&educated("junior-secondary")), ["education-below-senior-secondary"]);
    assert_eq!(severities(&educated("primary")), [Severity::Flag]);
}

#[test]
fn what_is_not_said_of_a_candidate_is_asked_for() {
    let without = |name| appointed(candidate().without_of_juror(name));
    for name in ["date-of-birth", "upholds-constitution", "education"] {
        assert_eq!(found(&without(name)), ["juror-particular-missing"], "{name}");
    }
    assert_eq!(severities(&without("date-of-birth")), [Severity::Correct]);
    assert_eq!(severities(&without("education")), [Severity::Flag]);
}

#[test]
fn barred_offices_and_professions_bar_as_main_and_as_further_occupations() {
    let main = |occupation| appointed(candidate().but("occupation", text(occupation)));
    assert_eq!(found(&main("police-officer")), ["juror-in-barred-office"]);
    assert_eq!(found(&main("notary")), ["juror-in-barred-profession"]);
    assert_eq!(found(&main("teacher")), [""; 0]);
    let further = appointed(candidate().but("further-occupations", codes(&["teacher", "arbitrator"])));
    assert_eq!(found(&further), ["juror-in-barred-profession"]);
    assert_eq!(severities(&further), [Severity::Refuse]);
}

#[test]
fn whether_a_lawyer_of_another_bar_is_barred_is_a_switch() {
    let lawyer = || candidate().but("occupation", text("solicitor"));
    let of_hong_kong = || lawyer().but("admitted-in", text("HK"));
    let mainland_only = |sample: Sample| appointed(sample.switch("lawyer-scope", "mainland-only"));
    assert_eq!(found(&appointed(of_hong_kong())), ["juror-in-barred-profession"]);
    assert_eq!(found(&mainland_only(of_hong_kong())), ["lawyer-of-another-bar"]);
    assert_eq!(severities(&mainland_only(of_hong_kong())), []);
    assert_eq!(found(&mainland_only(lawyer())), ["juror-in-barred-profession"]);
    assert_eq!(found(&mainland_only(lawyer().but("admitted-in", text("CN")))), ["juror-in-barred-profession"]);
    let arbitrator = candidate().but("occupation", text("arbitrator")).but("admitted-in", text("HK"));
    assert_eq!(found(&mainland_only(arbitrator)), ["juror-in-barred-profession"]);
}

#[test]
fn each_record_of_article_7_bars() {
    let records = codes(&["dishonest-judgment-debtor", "removed-as-juror"]);
    assert_eq!(found(&appointed(candidate().but("records", records))), ["juror-barred-by-record"; 2]);
    assert_eq!(found(&appointed(candidate().but("records", codes(&[])))), [""; 0]);
}

#[test]
fn several_candidates_have_their_findings_each_in_their_place() {
    let two = candidate().but("occupation", text("notary")).juror("j2", &[("records", codes(&["licence-revoked"]))]);
    let assessment = appointed(two);
    let places: Vec<_> = assessment.findings.iter().filter(|it| it.code != "satisfied").collect();
    assert!(matches!(&places[0].about, Some(Place::Person(item)) if item.index == 0));
    assert!(matches!(&places[1].about, Some(Place::Person(item)) if item.index == 1));
}

#[test]
fn a_court_has_three_jurors_for_each_judge() {
    let court = |quota, judges| {
        court_appoints("juror-appointment", "incoming", "2026-07-17")
            .valued("juror-quota", Value::Number(quota))
            .valued("judges-of-court", Value::Number(judges))
    };
    assert_eq!(found(&appointed(court(102, 34))), [""; 0]);
    assert_eq!(found(&appointed(court(101, 34))), ["juror-quota-too-small"]);
    assert_eq!(found(&appointed(court(1_000_000_000, i64::MAX))), ["juror-quota-too-small"]);
}

#[test]
fn only_a_basic_court_has_jurors_of_its_own() {
    let higher =
        before(authority("cn-gz-ic", "CN", "intermediate-court"), "juror-appointment", "incoming", "2026-07-17");
    assert_eq!(found(&appointed(higher.juror("j1", &[]))), ["appointment-not-by-basic-court"]);
}

#[test]
fn a_fifth_of_the_posts_may_be_filled_by_application() {
    let share = |quota, given| {
        court_appoints("juror-appointment", "incoming", "2026-07-17")
            .valued("juror-quota", Value::Number(quota))
            .valued("application-route-jurors", Value::Number(given))
    };
    assert_eq!(found(&appointed(share(210, 42))), [""; 0]);
    assert_eq!(found(&appointed(share(210, 43))), ["application-share-exceeded"]);
    assert_eq!(found(&appointed(share(214, 42))), [""; 0]);
    assert_eq!(severities(&appointed(share(210, 43))), [Severity::Refuse]);
    let at_random = share(210, 43).particular("appointment-route", "random");
    assert_eq!(severities(&appointed(at_random)), [Severity::Flag]);
}

#[test]
fn an_application_without_the_numbers_is_noted() {
    let applied = candidate().particular("appointment-route", "application");
    assert_eq!(found(&appointed(applied)), ["application-share-not-stated"]);
    assert_eq!(found(&appointed(candidate().particular("appointment-route", "random"))), [""; 0]);
}

#[test]
fn a_second_term_is_for_a_person_to_look_at() {
    let again = candidate().event_with("appointed", "2021-07-16", &[("person", text("j1"))]);
    assert_eq!(found(&appointed(again)), ["second-term-as-juror"]);
    let another = candidate().event_with("appointed", "2021-07-16", &[("person", text("j2"))]);
    assert_eq!(found(&appointed(another)), [""; 0]);
}

#[test]
fn a_juror_in_order_may_be_drawn() {
    let assessment = examined(drawn());
    assert_eq!(found(&assessment), [""; 0]);
    assert_eq!(concluded(&assessment), []);
    let provisions: Vec<_> = assessment.findings.iter().map(|it| it.citations[0].provision.as_str()).collect();
    assert_eq!(provisions, ["15", "19", "13", "18", "27"]);
}

#[test]
fn the_hearing_is_not_after_the_last_day_of_the_term() {
    assert_eq!(found(&drawn().asked(&DRAW, "2026-06-15")), [""; 0]);
    let over = drawn().asked(&DRAW, "2026-06-14");
    assert_eq!(found(&over), ["juror-term-over"]);
    assert_eq!(concluded(&over), [("excluded", None)]);
}

#[test]
fn whether_the_anniversary_belongs_to_the_term_is_a_switch() {
    let offset = |value| drawn().switch("juror-term-end", value).periods(&DRAW)[0].offset_days;
    assert_eq!((offset("anniversary"), offset("day-before")), (0, -1));
}

#[test]
fn the_term_runs_from_the_last_appointment_that_has_happened() {
    let start = |sample: Sample| sample.periods(&DRAW).into_iter().map(|it| it.start).collect::<Vec<_>>();
    assert_eq!(start(drawn()), [Start::Event(0)]);
    let future = drawn().event_with("appointed", "2026-06-02", &[("person", text("j1"))]);
    assert_eq!(start(future), [Start::Event(0)]);
    let again = drawn().event_with("appointed", "2026-05-01", &[("person", text("j1"))]);
    assert_eq!(start(again.with(|facts| facts.settings.clear())), [Start::Event(0), Start::Event(3)]);
    let again = drawn().event_with("appointed", "2026-05-01", &[("person", text("j1"))]);
    assert_eq!(found(&again.asked_when(&DRAW, &["2026-06-14", "2031-05-01"])), [""; 0]);
}

#[test]
fn each_juror_has_a_term_of_his_own() {
    let two = || drawn().juror("j2", &[]).event_with("appointed", "2021-06-01", &[("person", text("j2"))]);
    let assessment = two().asked_when(&DRAW, &["2026-06-01", "2027-03-15"]);
    assert_eq!(found(&assessment), ["juror-term-over"]);
    assert!(matches!(&assessment.findings[2].about, Some(Place::Person(item)) if item.index == 1));
    assert_eq!(severities(&assessment), [Severity::Flag]);
}

#[test]
fn jurors_appointed_on_one_day_share_one_period() {
    let together = drawn().juror("j2", &[]).event_with("appointed", "2022-03-15", &[("person", text("j2"))]);
    assert_eq!(together.periods(&DRAW).len(), 1);
    let everybody =
        drawn().juror("j2", &[]).with(|facts| facts.docket.iter_mut().for_each(|it| it.particulars.clear()));
    assert_eq!(found(&examined(everybody)), [""; 0]);
}

#[test]
fn without_an_appointment_the_term_is_not_known() {
    let never = drawn().with(|facts| facts.docket.retain(|it| it.kind != "appointed"));
    let assessment = examined(never);
    assert_eq!(found(&assessment), ["juror-term-unknown"]);
    assert_eq!(concluded(&assessment), []);
}

#[test]
fn more_days_of_appointment_than_the_host_counts_leave_terms_unknown_and_nothing_worse() {
    let many = (1..=90).fold(drawn(), |sample, day| {
        let on = format!("2023-{:02}-{:02}", 1 + (day - 1) / 28, 1 + (day - 1) % 28);
        let id = format!("k{day}");
        sample.juror(&id, &[]).event_with("appointed", &on, &[("person", text(&id))])
    });
    let assessment = many.asked_when(&DRAW, &["2028-01-01"; 48]);
    assert_eq!(found(&assessment), ["juror-term-unknown"; 43]);
}

#[test]
fn a_basic_court_draws_from_its_own_list() {
    let assessment = examined(drawn().but("list-of", text("cn-qianhai")));
    assert_eq!(found(&assessment), ["juror-on-another-list"]);
    assert_eq!(severities(&assessment), [Severity::Refuse]);
    assert_eq!(concluded(&assessment), [("excluded", None)]);
}

#[test]
fn a_higher_court_draws_from_the_lists_of_the_basic_courts_of_its_area() {
    let higher = |area: Option<&[&str]>| {
        let mut court = authority("cn-gz-ic", "CN", "intermediate-court");
        court.subordinate_courts = area.map(|area| area.iter().map(|&it| it.to_owned()).collect());
        examined(drawn().with(move |facts| facts.forum = Some(court)))
    };
    assert_eq!(found(&higher(Some(&["cn-nansha"]))), [""; 0]);
    assert_eq!(found(&higher(Some(&["cn-qianhai"]))), ["juror-on-another-list"]);
    assert_eq!(found(&higher(None)), ["subordinate-courts-not-stated"]);
}

#[test]
fn a_draw_from_the_list_of_another_court_is_refused_before_anybody_is_drawn() {
    let elsewhere = || pool().but("list-of", text("cn-qianhai"));
    assert_eq!(severities(&examined(elsewhere())), [Severity::Refuse]);
    let beside = elsewhere().juror("j2", &[]).event_with("appointed", "2022-03-15", &[("person", text("j2"))]);
    assert_eq!(severities(&examined(beside)), [Severity::Flag]);
}

#[test]
fn a_list_that_is_not_stated_is_for_a_person_to_look_at() {
    let assessment = examined(drawn().without_of_juror("list-of"));
    assert_eq!(found(&assessment), ["juror-particular-missing"]);
    assert_eq!(concluded(&assessment), []);
}

#[test]
fn who_is_only_in_the_pool_is_left_out_and_the_draw_goes_on() {
    let witness = codes(&["witness"]);
    assert_eq!(severities(&examined(pool().but("earlier-roles", witness.clone()))), [Severity::Flag]);
    assert_eq!(severities(&examined(drawn().but("earlier-roles", witness))), [Severity::Refuse]);
}

#[test]
fn an_earlier_role_in_the_case_excludes() {
    let roles = |roles: &[&str]| examined(drawn().but("earlier-roles", codes(roles)));
    assert_eq!(found(&roles(&["witness", "interpreter"])), ["juror-had-another-role"; 2]);
    // Mediators are the interpretation's matter.
    assert_eq!(found(&roles(&["peoples-mediator", "invited-mediator"])), [""; 0]);
}

#[test]
fn whom_articles_5_to_7_bar_is_not_drawn_either() {
    let assessment = examined(drawn().but("records", codes(&["dishonest-judgment-debtor"])));
    assert_eq!(found(&assessment), ["juror-barred-by-record"]);
    let provisions: Vec<_> = assessment.conclusions[0].citations.iter().map(|it| it.provision.as_str()).collect();
    assert_eq!(provisions, ["7"]);
    assert_eq!(found(&examined(drawn().but("occupation", text("judge")))), ["juror-in-barred-office"]);
    assert_eq!(found(&examined(drawn().but("date-of-birth", Value::Day(date("1998-06-16"))))), ["juror-under-age"]);
    assert_eq!(found(&examined(drawn().but("date-of-birth", Value::Day(date("1998-06-15"))))), [""; 0]);
    let of_hong_kong = drawn().but("occupation", text("barrister")).but("admitted-in", text("HK"));
    assert_eq!(found(&examined(of_hong_kong.switch("lawyer-scope", "mainland-only"))), [""; 0]);
}

#[test]
fn several_grounds_are_one_conclusion() {
    let both = drawn().but("list-of", text("cn-qianhai")).but("earlier-roles", codes(&["agent"]));
    let assessment = examined(both);
    assert_eq!(concluded(&assessment), [("excluded", None)]);
    assert_eq!(assessment.conclusions[0].citations.len(), 2);
}

#[test]
fn two_jurors_on_one_ground_are_one_citation() {
    let two = drawn().but("list-of", text("cn-qianhai")).juror("j2", &[("list-of", text("cn-hengqin"))]);
    let assessment = examined(two.event_with("appointed", "2022-03-15", &[("person", text("j2"))]));
    assert_eq!(found(&assessment), ["juror-on-another-list"; 2]);
    assert_eq!(assessment.conclusions[0].citations.len(), 1);
}

#[test]
fn of_an_appointment_by_name_and_one_of_everybody_the_later_counts() {
    let all = |on| drawn().event("appointed", on);
    assert_eq!(found(&all("2021-06-01").asked_when(&DRAW, &["2026-06-01", "2027-03-15"])), [""; 0]);
    let later = all("2022-06-01").asked_when(&DRAW, &["2026-06-01", "2027-06-01"]);
    assert_eq!(found(&later), [""; 0]);
}

#[test]
fn jurors_sit_at_first_instance_and_not_where_one_judge_tries_the_case() {
    assert_eq!(found(&examined(drawn().particular("instance", "second"))), ["jurors-in-second-instance"]);
    for procedure in ["summary", "small-claims"] {
        let assessment = composed(panel(1, 2).particular("trial-procedure", procedure));
        assert_eq!(found(&assessment), ["single-judge-tries-the-case"]);
    }
}

#[test]
fn a_party_may_ask_for_jurors_at_first_instance_by_ordinary_procedure_only() {
    let cited = |sample: Sample| {
        let findings = composed(sample.event("jurors-requested", "2026-06-15")).findings;
        let adverse = findings.into_iter().find(|finding| finding.severity == Severity::Refuse).unwrap();
        adverse.citations.contains(&RIGHT_TO_ASK.into()) && adverse.citations.contains(&REQUEST.into())
    };
    assert!(cited(panel(1, 2).particular("trial-procedure", "summary")));
    assert!(cited(panel(1, 2).particular("instance", "second")));
}

#[test]
fn a_panel_has_three_members_or_three_judges_and_four_jurors() {
    for (judges, jurors) in [(1, 2), (2, 1), (3, 4)] {
        assert_eq!(found(&composed(panel(judges, jurors))), [""; 0], "{judges} and {jurors}");
    }
    for (judges, jurors) in [(0, 3), (2, 5), (4, 3), (2, 3), (1, 4), (3, 2), (1, 1), (i64::MAX, 7)] {
        assert_eq!(found(&composed(panel(judges, jurors))), ["panel-not-allowed"], "{judges} and {jurors}");
    }
}

#[test]
fn a_panel_without_jurors_is_of_an_odd_number_at_either_instance() {
    let second = |judges| composed(panel(judges, 0).particular("instance", "second"));
    assert_eq!(found(&second(3)), [""; 0]);
    assert_eq!(found(&second(2)), ["panel-of-even-number"]);
    assert_eq!(found(&composed(panel(4, 0))), ["panel-of-even-number"]);
    assert_eq!(second(2).findings[0].citations[0].provision, "41");
}

#[test]
fn jurors_at_second_instance_are_refused_whatever_the_numbers() {
    assert_eq!(found(&composed(panel(1, 2).particular("instance", "second"))), ["jurors-in-second-instance"]);
}

#[test]
fn half_a_panel_cannot_be_examined() {
    assert_eq!(found(&composed(panel(3, 4).without("panel-jurors"))), ["panel-not-stated"]);
    let none = || panel(3, 4).without("panel-jurors").without("panel-judges");
    assert_eq!(found(&composed(none())), [""; 0]);
    assert_eq!(found(&composed(none().particular("juror-vote-on", "law"))), ["panel-not-stated"]);
}

#[test]
fn in_a_panel_of_seven_jurors_do_not_vote_on_the_law() {
    let vote = |judges, jurors, on| composed(panel(judges, jurors).particular("juror-vote-on", on));
    let on_law = vote(3, 4, "law");
    assert_eq!(found(&on_law), ["vote-on-law-by-juror"]);
    assert_eq!(concluded(&on_law), [("vote-not-counted", None)]);
    assert_eq!(concluded(&vote(3, 4, "fact")), []);
    assert_eq!(concluded(&vote(1, 2, "law")), []);
}
