//! How long the parties may produce, and when the exchange is.

use super::*;

#[test]
fn the_period_ends_on_the_day_that_the_courts_calendar_gives() {
    // Fifteen days from 2 March end on the 17th, a Tuesday.
    assert_eq!(Play::producing().standing().period_ends, Some(date(2026, 3, 17)));
    // Twenty end on a Sunday, and move to the Monday.
    assert_eq!(Play::opened().done(fix(20)).standing().period_ends, Some(date(2026, 3, 23)));
    assert_eq!(Play::producing().standing().last_days(), BTreeMap::from([(PRODUCE_EVIDENCE, date(2026, 3, 17))]));
}

#[test]
fn the_court_fixes_no_period_that_the_rules_forbid_and_no_reason_carries_it() {
    let play = Play::opened();
    let forced = Command::FixPeriod {
        from: OPENED_ON,
        days: 14,
        agreed: false,
        answer: None,
        override_reason: Some(marked("reason")),
    };
    assert_eq!(play.refused(fix(14)), Refusal::AgainstTheRules { outcome: Outcome::Refuse });
    assert_eq!(play.refused(forced), Refusal::AgainstTheRules { outcome: Outcome::Refuse });
}

#[test]
fn a_shorter_period_is_one_that_the_parties_agreed_on() {
    assert_eq!(Play::opened().done(agree(7)).standing().period_ends, Some(date(2026, 3, 9)));
    let runs = Refusal::PeriodRuns { last_day: date(2026, 3, 23) };
    let play = Play::opened().done(fix(20));
    assert_eq!(play.refused(fix(15)), runs);
    assert_eq!(play.done(agree(15)).standing().period_ends, Some(date(2026, 3, 17)));
}

#[test]
fn where_the_rules_are_silent_a_period_takes_a_reason() {
    let play = Play { silent: true, ..Play::opened() };
    assert_eq!(play.refused(fix(15)), Refusal::RulesSilent { fault: "fuel-used-up".into() });
    let reasoned = Command::FixPeriod {
        from: OPENED_ON,
        days: 15,
        agreed: false,
        answer: None,
        override_reason: Some(marked("reason")),
    };
    assert!(play.decide(reasoned).is_ok());
}

#[test]
fn no_period_is_fixed_without_the_rules_having_been_asked() {
    let play = Play::opened();
    assert_eq!(decide(play.case.as_ref(), fix(15), &play.context()), Err(Refusal::NotAssessed));
}

#[test]
fn a_period_does_not_run_from_a_day_that_has_not_come() {
    let from = |from| Command::FixPeriod { from, days: 15, agreed: false, answer: None, override_reason: None };
    let play = Play::opened();
    for day in [date(2026, 3, 3), date(2026, 3, 1)] {
        assert_eq!(play.refused(from(day)), Refusal::ImpossibleDay { at: "from" });
    }
}

#[test]
fn a_longer_period_is_longer_for_all_and_moves_the_exchange() {
    let extend = |days| Command::DecideExtension {
        party: DEFENDANT,
        asked_on: date(2026, 3, 16),
        days,
        reason: marked("reason"),
    };
    let play = Play::producing().done(Command::FixExchange { sitting: sitting(date(2026, 3, 18)) });
    let play = play.on(date(2026, 3, 16));
    let declined = play.clone().done(extend(None));
    assert_eq!(declined.standing().period_ends, Some(date(2026, 3, 18)));
    let granted = play.done(extend(Some(7)));
    // The exchange of the 18th ended the period; seven days later is the 25th.
    assert_eq!(granted.standing().period_ends, Some(date(2026, 3, 25)));
    assert_eq!(granted.standing().exchange_on, Some(date(2026, 3, 25)));
    assert_eq!(granted.case().sitting.as_ref().unwrap().on, date(2026, 3, 25));
}

#[test]
fn who_asks_for_a_longer_period_asks_while_it_runs() {
    let play = Play::producing().on(date(2026, 3, 18));
    let late = Command::DecideExtension {
        party: DEFENDANT,
        asked_on: date(2026, 3, 18),
        days: Some(7),
        reason: marked("reason"),
    };
    assert_eq!(play.refused(late), Refusal::PeriodOver { last_day: date(2026, 3, 17) });
}

#[test]
fn the_exchange_is_not_before_the_period_ends_and_ends_it() {
    let fixed = |on| Command::FixExchange { sitting: sitting(on) };
    let play = Play::producing();
    assert_eq!(play.refused(fixed(date(2026, 3, 16))), Refusal::PeriodRuns { last_day: date(2026, 3, 17) });
    let play = play.done(fixed(date(2026, 3, 20)));
    assert_eq!(play.standing().period_ends, Some(date(2026, 3, 20)));
    assert_eq!(play.clone().on(date(2026, 3, 19)).refused(open_session()), Refusal::NoExchangeToday);
    assert!(play.on(date(2026, 3, 20)).decide(open_session()).is_ok());
}

#[test]
fn what_comes_after_the_period_says_why_unless_it_rebuts_anothers_evidence() {
    let play = Play::producing().done(produce(PLAINTIFF, "contract")).on(date(2026, 3, 18));
    assert_eq!(play.refused(produce(DEFENDANT, "more")), Refusal::PeriodOver { last_day: date(2026, 3, 17) });
    let produced = |rebuts, late_reason| Command::Produce {
        party: DEFENDANT,
        item: Box::new(item("more")),
        rebuts,
        late_reason,
        answer: None,
        of_mediation: None,
    };
    let reasoned = play.clone().done(produced(None, Some(marked("reason"))));
    assert!(reasoned.case().exhibit(2).unwrap().late);
    let rebutting = play.clone().done(produced(Some(1), None));
    assert_eq!(rebutting.case().exhibit(2).unwrap().rebuts, Some(1));
    let own = Command::Produce {
        party: PLAINTIFF,
        item: Box::new(item("more")),
        rebuts: Some(1),
        late_reason: None,
        answer: None,
        of_mediation: None,
    };
    assert_eq!(play.refused(own), Refusal::NotTheirs { at: "party" });
}

#[test]
fn an_expert_asked_for_after_the_period_is_not_granted() {
    let ask = || Command::AskExpert { party: DEFENDANT, expert: expert(), answer: None };
    let grant = || Command::DecideExpert { request: 1, decision: Decision::Granted, reason: marked("reason") };
    let in_time = Play::producing().on(date(2026, 3, 17)).done(ask());
    assert!(in_time.decide(grant()).is_ok());
    let late = Play::producing().on(date(2026, 3, 18)).done(ask());
    assert_eq!(late.refused(grant()), Refusal::AgainstTheRules { outcome: Outcome::Refuse });
    let declined = Command::DecideExpert { request: 1, decision: Decision::Declined, reason: marked("reason") };
    assert!(late.decide(declined).is_ok());
}

#[test]
fn how_many_experts_one_party_asked_for_is_no_matter_of_another() {
    let ask = |party| Command::AskExpert { party, expert: expert(), answer: None };
    let play = (0..3).fold(Play::producing(), |play, _| play.done(ask(PLAINTIFF)));
    let asked_by = |party| -> Vec<Option<String>> {
        let facts = question(play.case(), &ask(party), &court(), play.today).unwrap();
        let asked = facts.docket.into_iter().filter(|event| event.kind == "expert-assistant-requested");
        asked.map(|event| event.by).collect()
    };
    assert_eq!(asked_by(PLAINTIFF).len(), 4, "the one that is asked for, and the three before");
    assert_eq!(asked_by(DEFENDANT), [Some("p2".to_owned())]);
}
