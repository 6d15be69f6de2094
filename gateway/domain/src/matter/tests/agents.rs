//! Agents whom a letter names, and the powers of attorney by which they speak.

use super::*;
use crate::authorisation::{self, Authorisation, Mandate, Person, PowerKind};
use crate::limits::AGENTS_OF_LETTER_MAX;
use Outcome::Accept;

const SEALED: &str = "what the court sealed";

/// Counsel of the claimant, by an authorisation that was given in Nansha.
pub(super) fn agent() -> Agent {
    Agent {
        principal: marked("claimant"),
        name: marked("counsel"),
        authorisation: "cn/01KEQ3V3T0000000000000000A".parse().unwrap(),
        document: Digest::of(SEALED.as_bytes()),
    }
}

/// The request with one agent, or more of them.
pub(super) fn represented(agents: usize) -> Request {
    let named = |number| Agent { name: marked(&format!("counsel {number}")), ..agent() };
    Request { agents: (0..agents).map(named).collect(), ..complete() }
}

fn submit_knowing(found: &[Found]) -> Command {
    Command::Submit { agents: found.to_vec(), override_reason: Some(marked("reason")) }
}

fn drafted(agents: usize) -> Play {
    asking(State::Drafted).then(Command::Amend { request: represented(agents) }).preflighted(Accept, Accept)
}

/// The letter that arrives, and what is known there.
fn arrives(mut command: Command, found: &[Found]) -> Command {
    let Command::Take { agents, .. } = &mut command else { panic!("{command:?} brings nothing") };
    *agents = found.to_vec();
    command
}

fn received(found: &[Found]) -> Play {
    let sealed = sealed(letter(represented(found.len().max(1))), None, DRAFTED_ON);
    Play::new().then(arrives(take(sealed), found)).assessed(Accept)
}

/// What the docket says was found.
fn docketed(play: &Play) -> Vec<Vec<Found>> {
    let found = play.happened.iter().filter_map(|(_, event)| match event {
        Event::AgentsChecked { agents } => Some(agents.iter().map(|checked| checked.found).collect()),
        _ => None,
    });
    found.collect()
}

fn refused_at(place: &str, code: &'static str) -> Refusal {
    Refusal::BadRequest(BadRequest { at: place.into(), code })
}

#[test]
fn a_letter_leaves_when_each_of_its_agents_may_speak_and_the_docket_says_so() {
    let play = drafted(2).then(submit_knowing(&[Found::Good, Found::Good]));
    assert_eq!((play.state(), docketed(&play)), (State::Submitted, vec![vec![Found::Good, Found::Good]]));
}

#[test]
fn a_letter_does_not_leave_while_an_agent_may_not_speak_whatever_reason_is_given() {
    let play = drafted(2);
    for found in Found::ALL.into_iter().skip(1) {
        let refused = play.refused(submit_knowing(&[Found::Good, found]));
        assert_eq!(refused, refused_at("agents[1].authorisation", found.flaw().unwrap()));
    }
    let unasked = play.refused(submit_knowing(&[Found::Good]));
    assert_eq!(unasked, refused_at("agents[1].authorisation", "authorisation-unknown"), "nobody looked it up");
}

#[test]
fn nor_is_a_letter_corrected_so_that_it_names_such_an_agent() {
    let play = asking(State::Acknowledged);
    let Command::Correct(correction) = correct(&play, letter(represented(1))) else { unreachable!() };
    let knowing = |agents: &[Found]| Command::Correct(Correction { agents: agents.to_vec(), ..correction.clone() });
    let refused = play.refused(knowing(&[Found::NotGood]));
    assert_eq!(refused, refused_at("agents[0].authorisation", "authorisation-not-good"));
    let play = play.then(knowing(&[Found::Good]));
    assert_eq!((docketed(&play), &play.matter().request), (vec![vec![Found::Good]], &represented(1)));
}

#[test]
fn an_agent_who_may_speak_here_too_keeps_nobody_waiting() {
    let play = received(&[Found::Good]);
    assert_eq!((play.conflict(), docketed(&play)), (None, vec![vec![Found::Good]]));
    assert_eq!(play.then(accept()).state(), State::Accepted);
}

#[test]
fn a_letter_whose_agent_is_not_known_here_is_taken_and_a_person_looks_before_it_is_accepted() {
    for found in Found::ALL.into_iter().skip(1) {
        let play = received(&[Found::Good, found]);
        assert_eq!((play.state(), play.conflict()), (State::Acknowledged, Some("agent-not-authorised")));
        assert_eq!(docketed(&play), [[Found::Good, found]]);
        assert_eq!(play.refused(accept()), Refusal::NeedsPerson { fault: "conflict".into() });
        assert_eq!(play.then(review()).then(accept()).state(), State::Accepted);
    }
    assert_eq!(received(&[]).conflict(), Some("agent-not-authorised"), "nobody looked it up");
}

#[test]
fn what_a_supplement_and_a_correction_say_of_agents_is_looked_up_too() {
    let supplement = asked(State::SupplementAsked);
    let sealed = supplement.sealed(letter(represented(1)));
    let play = supplement.then(arrives(sealed, &[Found::NotGood]));
    assert_eq!((play.state(), play.conflict()), (State::Supplied, Some("agent-not-authorised")));

    let before = asked(State::Acknowledged);
    let corrected = before.corrected_over_there(letter(represented(1)));
    let play = before.then(arrives(corrected, &[Found::OfOthers]));
    assert_eq!((play.conflict(), docketed(&play)), (Some("agent-not-authorised"), vec![vec![Found::OfOthers]]));
}

#[test]
fn what_is_graver_stands_above_an_agent_who_may_not_speak() {
    let before = asked(State::Accepted);
    let corrected = before.corrected_over_there(letter(represented(1)));
    let play = before.then(arrives(corrected, &[Found::Unknown]));
    assert_eq!(play.conflict(), Some("corrected-after-acceptance"));
    assert_eq!(docketed(&play), [[Found::Unknown]]);
}

#[test]
fn a_letter_that_names_nobody_is_written_and_docketed_as_ever() {
    let json = serde_json::to_value(complete()).unwrap();
    assert!(json.get("agents").is_none(), "{json}");
    assert_eq!(serde_json::from_value::<Request>(json).unwrap(), complete());
    assert!(docketed(&asking(State::Acknowledged)).is_empty() && docketed(&asked(State::Acknowledged)).is_empty());
    let named = serde_json::to_value(represented(2)).unwrap();
    assert_eq!(serde_json::from_value::<Request>(named).unwrap(), represented(2));
}

#[test]
fn an_agent_has_a_name_and_a_principal_and_is_named_once() {
    let wrong = |change: fn(&mut Request)| {
        let mut request = represented(2);
        change(&mut request);
        let bad = request.check().unwrap_err();
        (bad.at, bad.code)
    };
    assert_eq!(represented(AGENTS_OF_LETTER_MAX).check(), Ok(()));
    assert_eq!(represented(AGENTS_OF_LETTER_MAX + 1).check().unwrap_err().code, "too-many");
    assert_eq!(wrong(|it| it.agents[1] = it.agents[0].clone()), ("agents[1]".to_owned(), "not-unique"));
    assert_eq!(wrong(|it| it.agents[1].name.clear()), ("agents[1].name".to_owned(), "empty-text"));
    assert_eq!(wrong(|it| it.agents[0].principal = "\u{7}".into()), ("agents[0].principal".to_owned(), "bad-text"));
}

/// What another gateway took of the authorisation, revoked if need be.
fn taken(mandate: Mandate, revoked: bool) -> Authorisation {
    let taken = authorisation::Event::Taken {
        court: "cn-nansha".parse().unwrap(),
        held_by: "hk-high-court".parse().unwrap(),
        until: mandate.until,
        mandate: Box::new(mandate),
        document: SEALED.into(),
    };
    let reason_code = authorisation::RevocationReason::Principal;
    let end = authorisation::Event::Revoked { reason_code, revocation: "sealed".into() };
    let events = [Some(&taken), revoked.then_some(&end)];
    let events = events.into_iter().flatten().map(|event| (DRAFTED_ON, event));
    Authorisation::fold(&agent().authorisation, events).unwrap().unwrap()
}

fn mandate() -> Mandate {
    let person = |name: &str| Person { name: marked(name), jurisdiction: Jurisdiction::Cn, identification: None };
    Mandate {
        principal: person("claimant"),
        signatory: None,
        agents: vec![person("junior"), person("counsel")],
        power: PowerKind::General,
        powers: Vec::new(),
        case_numbers: vec![complete().case_number],
        until: Some(date(2026, 12, 31)),
    }
}

#[test]
fn an_agent_speaks_by_the_document_that_is_named_for_whom_in_what_and_as_long_as_it_says() {
    let number = &complete().case_number;
    let found = |agent: &Agent, known: &Authorisation| agent.found(Some(known), number, DRAFTED_ON);
    let known = taken(mandate(), false);
    assert_eq!(found(&agent(), &known), Found::Good);
    assert_eq!(agent().found(None, number, DRAFTED_ON), Found::Unknown);
    let another = Agent { document: Digest::of(b"another"), ..agent() };
    assert_eq!(found(&another, &known), Found::AnotherDocument);
    assert_eq!(found(&agent(), &taken(mandate(), true)), Found::NotGood, "it was revoked");
    assert_eq!(agent().found(Some(&known), number, date(2027, 1, 1)), Found::NotGood, "it has ended");
    let others = [Agent { principal: marked("defendant"), ..agent() }, Agent { name: marked("somebody"), ..agent() }];
    for other in others {
        assert_eq!(found(&other, &known), Found::OfOthers);
    }
    assert_eq!(agent().found(Some(&known), "(2027) 1", DRAFTED_ON), Found::OfOthers, "another case");
}
