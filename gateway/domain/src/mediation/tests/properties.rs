//! Whatever anybody does, in whatever order.

use crate::parts::InParts;
use proptest::collection::vec;
use proptest::prelude::*;

use super::record::assert_nothing_leaks;
use super::*;

/// One step: something is done, some days later, in one of a few variations.
type Step = (u8, u8, u8);

fn some_role(variation: u8) -> DisputeRole {
    DisputeRole::ALL[usize::from(variation) % DisputeRole::ALL.len()]
}

fn some_found(variation: u8) -> Vec<EarlierRole> {
    if variation.is_multiple_of(3) { vec![found(some_role(variation / 3))] } else { Vec::new() }
}

fn some_standing(variation: u8) -> Selectability {
    match variation % 5 {
        0 => Selectability::Not { because: Unselectable::ALL[usize::from(variation) % Unselectable::ALL.len()] },
        1 => known_at(2 * 60 * 60 * 1_000),
        _ => known_at(1_000),
    }
}

fn some_relations(variation: u8) -> Vec<Relation> {
    if variation.is_multiple_of(4) {
        vec![Relation::ALL[usize::from(variation) % Relation::ALL.len()]]
    } else {
        Vec::new()
    }
}

fn some_reason(variation: u8) -> String {
    if variation.is_multiple_of(7) { String::new() } else { marked("reason") }
}

fn some_dispute(variation: u8) -> Dispute {
    match variation % 4 {
        0 => dispute(),
        1 => referred(ReferralTime::PreFiling, None),
        2 => referred(ReferralTime::PostFiling, Some("ordinary")),
        _ => referred(ReferralTime::PostFiling, Some("summary")),
    }
}

fn some_candidate(variation: u8) -> Candidate {
    match variation % 3 {
        0 => local("another"),
        _ => of_the_panel("mediator"),
    }
}

fn command(play: &Play, what: u8, variation: u8) -> Command {
    let party = u32::from(variation % 3) + 1;
    let kinds = [ConsentKind::Written, ConsentKind::Written, ConsentKind::Oral, ConsentKind::Refused];
    match what % 25 {
        0 => open(some_dispute(variation)),
        1 => Command::Join { party: super::party("third", Jurisdiction::Mo) },
        2 | 3 => Command::Name {
            candidate: some_candidate(variation),
            chosen_by: Chooser::ALL[usize::from(variation) % 3],
            found: some_found(variation),
            standing: Some(some_standing(variation)),
        },
        4 | 5 => disclose(&some_relations(variation)),
        6..=9 => consent(party, kinds[usize::from(variation / 4) % 4]),
        10..=12 => Command::Appoint {
            found: some_found(variation),
            standing: Some(some_standing(variation / 2)),
            answer: None,
            override_reason: Some(some_reason(variation)).filter(|_| variation.is_multiple_of(2)),
        },
        13 => Command::Object { party, reason: some_reason(variation) },
        14 => decide_objection(party, variation.is_multiple_of(2)),
        15 => Command::Replace { leaving: Leaving::Exchanged, reason: some_reason(variation) },
        16 => Command::SignForPapers { on: None, standing: Some(some_standing(variation)), answer: None },
        17 => extend(play.today.checked_add(Span::new().days(i64::from(variation % 20))).unwrap()),
        18 => offer(),
        19 => agree(),
        20 | 21 => {
            let signers = [Signer::Party(BUYER), Signer::Party(SELLER), Signer::Mediator];
            Command::Sign {
                signer: signers[usize::from(variation % 3)],
                on: None,
                standing: Some(some_standing(variation / 3)),
            }
        }
        22 => settle(play),
        23 => filed(if variation.is_multiple_of(2) { "one" } else { "another" }),
        _ if variation.is_multiple_of(3) => end(Ending::Failed),
        _ => Command::DropAgreement { reason: some_reason(variation) },
    }
}

fn play_on(mut play: Play, steps: &[Step]) -> Play {
    for &(what, later, variation) in steps {
        play = play.days_later(i64::from(later % 3));
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
    let places: [fn() -> Play; 6] =
        [Play::new, Play::opened, Play::named, Play::appointed, Play::under_way, Play::signed];
    proptest::sample::select(places.to_vec()).prop_map(|place| place())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(any::<Step>(), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_replay_of_its_events_is_the_mediation_as_it_was_live(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let replayed = Mediation::fold(&id(), play.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        prop_assert_eq!(&replayed, &play.mediation);
        for (_, event) in &play.happened {
            let parts = event.to_parts().unwrap();
            prop_assert_eq!(&Event::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap(), event);
            assert_nothing_leaks(&serde_json::to_string(&parts.open).unwrap());
        }
    }

    #[test]
    fn whatever_is_done_nobody_is_appointed_whom_a_role_bars_or_who_is_tied_without_written_consents(
        play in somewhere(),
        steps in steps(),
    ) {
        let play = play_on(play, &steps);
        let mut mediation: Option<Mediation> = None;
        for (on, event) in &play.happened {
            if let (Event::MediatorAppointed { found, standing, .. }, Some(before)) = (event, &mediation) {
                let named = before.mediator.as_ref().unwrap();
                let relations = &named.disclosed.as_ref().unwrap().relations;
                let reasons = conflicts(found, relations);
                prop_assert!(reasons.iter().all(|conflict| conflict.effect != Effect::Bars));
                prop_assert!(reasons.is_empty() || before.without_written_consent().next().is_none());
                if named.candidate.roster_number().is_some() {
                    let standing = standing.as_ref().unwrap();
                    prop_assert_eq!(standing.forbids_at(Time::from_unix_ms(NOW)), None);
                }
            }
            match &mut mediation {
                Some(mediation) => mediation.apply(*on, event),
                none => *none = Mediation::fold(&id(), [(*on, event)]).unwrap(),
            }
        }
    }

    #[test]
    fn whatever_is_done_nobody_is_appointed_whom_a_party_refuses_or_signs_who_does_not_stand(
        play in somewhere(),
        steps in steps(),
    ) {
        let play = play_on(play, &steps);
        let mut mediation: Option<Mediation> = None;
        for (on, event) in &play.happened {
            let named = mediation.as_ref().and_then(|before| before.mediator.as_ref());
            let standing = match event {
                Event::MediatorAppointed { standing, .. } => {
                    let consents = &named.unwrap().consents;
                    prop_assert!(consents.values().all(|consent| consent.how != ConsentKind::Refused));
                    Some(standing)
                }
                Event::PapersSignedFor { standing, .. }
                | Event::AgreementSigned { signer: Signer::Mediator, standing, .. } => Some(standing),
                _ => None,
            };
            if let (Some(standing), Some(_)) = (standing, named.and_then(|named| named.candidate.roster_number())) {
                prop_assert_eq!(standing.as_ref().unwrap().forbids_at(Time::from_unix_ms(NOW)), None);
            }
            match &mut mediation {
                Some(mediation) => mediation.apply(*on, event),
                none => *none = Mediation::fold(&id(), [(*on, event)]).unwrap(),
            }
        }
    }

    #[test]
    fn nothing_happens_after_the_end_but_that_a_case_is_filed(steps in steps(), after in steps(), ending in 0usize..3) {
        let ended = match ending {
            0 => Play::settled(),
            ending => {
                let play = play_on(Play::opened(), &steps);
                prop_assume!(!play.state().is_over());
                play.done(end(Ending::ALL[ending - 1]))
            }
        };
        let before = ended.happened.len();
        let after = play_on(ended, &after).happened.split_off(before);
        prop_assert!(after.iter().all(|(_, event)| matches!(event, Event::Filed { .. })), "{:?}", after);
    }

    #[test]
    fn nothing_that_was_said_is_in_what_leaves_the_mediation(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let Some(mediation) = &play.mediation else { return Ok(()) };
        let sealed = Settlement::of(mediation, Time::from_unix_ms(NOW)).map(|it| serde_json::to_string(&it).unwrap());
        for document in sealed.iter().chain(&mediation.settlement) {
            prop_assert!(!document.contains(SAID), "{}", document);
        }
        for answer in mediation.appointments.iter().map(|(answer, _)| answer).chain(&mediation.period) {
            prop_assert!(!serde_json::to_string(answer).unwrap().contains(SAID));
        }
        let logged = format!("{:?}", play.happened);
        prop_assert!(!logged.contains(SAID));
    }

    #[test]
    fn nothing_is_said_or_signed_once_the_time_is_over(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let mut last_day: Option<Date> = None;
        for (on, event) in &play.happened {
            if matches!(event, Event::Noted { .. } | Event::AgreementSigned { .. }) {
                prop_assert!(last_day.is_none_or(|last| *on <= last));
            }
            match event {
                Event::PapersSignedFor { last_day: told, .. } => last_day = last_day.or(*told),
                Event::PeriodExtended { last_day: told, .. } => last_day = Some(*told),
                _ => {}
            }
        }
    }
}
