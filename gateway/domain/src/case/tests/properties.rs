//! Whatever anybody does, in whatever order.

use crate::parts::InParts;
use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::record::assert_nothing_leaks;
use super::*;

/// One step: something is done, some days later, in one of a few variations.
type Step = (u8, u8, u8);

fn reason(variation: u8) -> String {
    if variation.is_multiple_of(7) { String::new() } else { marked("reason") }
}

fn ground(variation: u8) -> Ground {
    Ground::ALL[usize::from(variation % 3)]
}

fn decision(variation: u8) -> Decision {
    Decision::ALL[usize::from(variation % 2)]
}

/// Parties 1 to 3, of whom the third may not be there.
fn of_party(variation: u8) -> u32 {
    u32::from(variation % 3) + 1
}

fn number(variation: u8) -> u32 {
    u32::from(variation / 16)
}

fn some_exhibit(variation: u8) -> Exhibit {
    let made_in = [Jurisdiction::Cn, Jurisdiction::Hk, Jurisdiction::Mo, Jurisdiction::Xx];
    Exhibit {
        made_in: made_in[usize::from(variation % 4)],
        languages: vec![if variation.is_multiple_of(5) { "pt" } else { "zh" }.into()],
        file: variation.is_multiple_of(3).then(|| file("record")),
        ..item("exhibit")
    }
}

fn some_day(play: &Play, variation: u8) -> Date {
    play.today.checked_add(Span::new().days(i64::from(variation % 40) - 5)).unwrap()
}

fn command(play: &Play, what: u8, variation: u8) -> Command {
    let party = of_party(variation);
    match what % 26 {
        0 => Command::Open { court: court().authority, sheet: sheet() },
        1 => Command::Join { party: super::party("third", PartySide::ThirdParty, Jurisdiction::Mo) },
        2 => add(if variation.is_multiple_of(2) { "record" } else { "translation" }),
        3 | 4 => Command::FixPeriod {
            from: some_day(play, 5),
            days: u32::from(variation % 32),
            agreed: variation.is_multiple_of(4),
            answer: None,
            override_reason: Some(reason(variation)).filter(|_| variation.is_multiple_of(2)),
        },
        5 => Command::DecideExtension {
            party,
            asked_on: some_day(play, variation % 6),
            days: (!variation.is_multiple_of(3)).then(|| u32::from(variation % 20)),
            reason: reason(variation),
        },
        6 => Command::FixExchange { sitting: sitting(some_day(play, variation)) },
        7 | 8 => Command::Produce {
            party,
            item: Box::new(some_exhibit(variation)),
            rebuts: variation.is_multiple_of(5).then(|| number(variation)),
            late_reason: variation.is_multiple_of(2).then(|| reason(variation)),
            answer: None,
            of_mediation: None,
        },
        9 => Command::WithdrawExhibit { exhibit: number(variation), reason: reason(variation) },
        10 | 11 => open_session(),
        12 => admit_fact(party),
        13 | 14 => admit_evidence(party, number(variation), &[ground(variation)]),
        15 => retract(number(variation)),
        16 | 17 => {
            Command::Object { party, exhibit: number(variation), ground: ground(variation), reason: reason(variation) }
        }
        18 => Command::AnswerObjection { objection: number(variation), reply: reason(variation) },
        19 => Command::WithdrawObjection { objection: number(variation) },
        20 => Command::AskOrder { party, wanted: wanted(of_party(variation / 3)) },
        21 => Command::DecideOrder {
            order: number(variation),
            decision: decision(variation),
            until: variation.is_multiple_of(2).then(|| some_day(play, variation)),
            reason: reason(variation),
        },
        22 => Command::AskExpert { party, expert: expert(), answer: None },
        23 => Command::DecideExpert {
            request: number(variation),
            decision: decision(variation),
            reason: reason(variation),
        },
        24 => Command::EndSession,
        _ if variation.is_multiple_of(3) => Command::Close,
        _ => sign(["judge", "plaintiff", "counsel"][usize::from(variation % 3)]),
    }
}

fn play_on(mut play: Play, steps: &[Step]) -> Play {
    for &(what, later, variation) in steps {
        play = play.days_later(i64::from(later % 4));
        play.silent = variation.is_multiple_of(13);
        let wish = command(&play, what, variation);
        if let Ok(events) = play.decide(wish) {
            play.happen(events);
        }
    }
    play
}

/// Anywhere on the way.
fn somewhere() -> impl Strategy<Value = Play> {
    let places: [fn() -> Play; 5] = [Play::new, Play::opened, Play::producing, Play::exchanging, Play::signed];
    proptest::sample::select(places.to_vec()).prop_map(|place| place())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(any::<Step>(), 0..40)
}

fn count(play: &Play, kind: impl Fn(&Event) -> bool) -> usize {
    play.happened.iter().filter(|(_, event)| kind(event)).count()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_replay_of_its_events_is_the_case_as_it_was_live(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let replayed = Case::fold(&id(), play.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        prop_assert_eq!(&replayed, &play.case);
        let mut events = play.happened.iter();
        let viewed = events.next().and_then(|(on, event)| Standing::open(*on, event)).map(|opened| {
            events.fold(opened, |mut standing, (on, event)| {
                standing.apply(*on, event);
                standing
            })
        });
        prop_assert_eq!(viewed, play.case.map(|case| case.standing));
    }

    #[test]
    fn whatever_happens_can_be_recorded_and_read_back_and_no_particular_stands_open(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        for (_, event) in &play.happened {
            let parts = event.to_parts().unwrap();
            prop_assert_eq!(&Event::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap(), event);
            assert_nothing_leaks(&serde_json::to_string(&parts.open).unwrap());
        }
    }

    #[test]
    fn no_admission_is_lost(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let made = count(&play, |event| matches!(event, Event::Admitted { .. }));
        let kept = play.case.as_ref().map_or(0, |case| case.admissions.len());
        prop_assert_eq!(kept, made);
        let retracted = count(&play, |event| matches!(event, Event::AdmissionRetracted { .. }));
        let marked = play.case.iter().flat_map(|case| &case.admissions).filter(|it| it.retracted.is_some()).count();
        prop_assert_eq!(marked, retracted);
    }

    #[test]
    fn nothing_is_added_after_closing_whatever_it_is(steps in steps(), after in steps()) {
        let mut closed = play_on(Play::exchanging(), &steps);
        prop_assume!(closed.standing().state != State::Closed);
        if closed.standing().state == State::Exchanging {
            closed = closed.done(Command::EndSession);
        }
        closed.happen(vec![Event::Closed { content: Digest::of(b"content") }]);
        let before = closed.happened.len();
        prop_assert_eq!(play_on(closed, &after).happened.len(), before);
    }

    #[test]
    fn each_objection_names_one_piece_of_evidence_of_another_party_and_one_ground_that_is_not_admitted(
        play in somewhere(),
        steps in steps(),
    ) {
        let play = play_on(play, &steps);
        let Some(case) = &play.case else { return Ok(()) };
        let mut standing = BTreeSet::new();
        for objection in &case.objections {
            let exhibit = case.exhibit(objection.exhibit);
            prop_assert!(exhibit.is_some_and(|exhibit| exhibit.party != objection.party));
            if objection.withdrawn.is_none() {
                prop_assert!(standing.insert((objection.party, objection.exhibit, objection.ground)));
                prop_assert!(!case.admits(objection.party, objection.exhibit, objection.ground));
            }
        }
    }

    #[test]
    fn the_periods_never_end_before_the_minimum_unless_the_parties_agreed(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let Some(case) = &play.case else { return Ok(()) };
        for period in &case.periods {
            let counted = period.from.checked_add(Span::new().days(i64::from(period.days))).unwrap();
            prop_assert!(period.last_day >= counted);
            let by_the_rules = matches!(period.answer, Answer::Said(_));
            prop_assert!(!by_the_rules || period.agreed || period.days >= 15);
        }
        // What the court alone does never brings the end nearer.
        let mut ends: Option<Date> = None;
        for (_, event) in &play.happened {
            let (next, agreed) = match event {
                Event::PeriodFixed { last_day, agreed, .. } => (Some(*last_day), *agreed),
                Event::ExtensionDecided { last_day, .. } => (*last_day, false),
                _ => (None, false),
            };
            prop_assert!(agreed || ends.zip(next).is_none_or(|(before, after)| before <= after));
            ends = next.or(ends);
        }
        if let (Some(first), Some(ends)) = (case.sessions.first(), case.period_ends.last()) {
            prop_assert!(first.on >= *ends, "an exchange was held on {} and the period ran until {ends}", first.on);
        }
    }

    #[test]
    fn whatever_the_rules_are_asked_are_facts(play in somewhere(), steps in steps(), wish in any::<Step>()) {
        let play = play_on(play, &steps);
        let Some(case) = &play.case else { return Ok(()) };
        let command = command(&play, wish.0, wish.2);
        for facts in question(case, &command, &court(), play.today).into_iter().chain([evidence_facts(case, &court(), play.today)]) {
            prop_assert_eq!(&Facts::parse(&serde_json::to_vec(&facts).unwrap()).unwrap(), &facts);
        }
    }
}
