//! Whatever anybody does, in whatever order.

use crate::parts::InParts;
use proptest::collection::vec;
use proptest::prelude::*;

use super::custody::{some_use_decision, take_over};
use super::facts::questions;
use super::record::assert_nothing_leaks;
use super::*;

/// One step: something is done, some days later, in one of a few variations.
type Step = (u8, u8, u8);

fn outcome(variation: u8) -> Outcome {
    [Outcome::Accept, Outcome::AcceptWithFlags, Outcome::ReturnForSupplement, Outcome::Refuse]
        [usize::from(variation % 4)]
}

fn reason(variation: u8) -> String {
    if variation.is_multiple_of(7) { String::new() } else { marked("reason") }
}

/// A matter stays what it is; what opens one may be either.
fn procedure_of(play: &Play, variation: u8) -> Procedure {
    let some = if variation.is_multiple_of(2) { Procedure::ServiceOfDocuments } else { Procedure::TakingOfEvidence };
    play.matter.as_ref().map_or(some, |matter| matter.standing.procedure)
}

fn some_request(play: &Play, variation: u8) -> Request {
    let procedure = procedure_of(play, variation / 8);
    let mut request = if variation.is_multiple_of(3) { request_of(procedure) } else { complete_of(procedure) };
    request.letter.copies = u32::from(variation % 5);
    request
}

fn some_certificate(variation: u8, today: Date) -> Certificate {
    let days = i64::from(variation % 9) - 6;
    certified(today.checked_add(jiff::Span::new().days(days)).unwrap(), |it| {
        if variation.is_multiple_of(4) {
            (it.place, it.obstacle) = (None, Some(marked("obstacle")));
        }
    })
}

fn some_result(variation: u8) -> ExecutionResult {
    if variation.is_multiple_of(2) { ExecutionResult::Served } else { ExecutionResult::Unserved }
}

/// What may be certified, or said to be: sometimes of the other kind than what was asked for.
fn some_end(play: &Play, variation: u8) -> (ExecutionResult, Certificate) {
    let asked = procedure_of(play, variation);
    if variation.is_multiple_of(13) || asked == Procedure::ServiceOfDocuments {
        (some_result(variation / 16), some_certificate(variation, play.today))
    } else {
        evidence::some_end(variation, play.today)
    }
}

/// What the other side, or somebody in its name, may send at any time.
fn message(play: &Play, variation: u8) -> Command {
    let grounds = grounds();
    let content = match variation % 20 {
        18 => erasure_request(),
        19 => erasure_answer(),
        16 => use_request(),
        17 => Content::UseAnswer { decision: some_use_decision(variation), reason: Some(reason(variation)) },
        0 => letter(some_request(play, variation)),
        1 => Content::SupplementRequest { reason: reason(variation), grounds },
        2 => acceptance(),
        3 => Content::Refusal { reason: reason(variation), grounds },
        4 | 5 => {
            let (result, certificate) = some_end(play, variation);
            Content::Certificate { result, certificate }
        }
        6 => acknowledgement(),
        7 => returned_as_outside(),
        8 => notice_given(play.today),
        9 => consultation(),
        10 => Content::CostsAnswer { decision: some_decision(variation), reason: Some(reason(variation)) },
        11 => Content::Reminder { reason: reason(variation) },
        12 => Content::PaperUsed { reason: reason(variation) },
        13 | 14 if play.matter.is_some() => return play.corrected_over_there(some_correction(play, variation)),
        _ => Content::Withdrawal { reason: reason(variation) },
    };
    let letter_digest = play.matter.as_ref().and_then(|matter| matter.letter_digest);
    let refers_to = if variation.is_multiple_of(5) { None } else { letter_digest };
    let sealed = sealed(content, refers_to, play.today);
    let partner = match &play.matter {
        Some(matter) if matter.standing.side == Side::Requesting && !variation.is_multiple_of(11) => chain().receiving,
        _ => chain().transmitting,
    };
    take(SealedDocument { sealed_by: partner, ..sealed })
}

fn some_decision(variation: u8) -> CostsDecision {
    if variation.is_multiple_of(2) { CostsDecision::Agreed } else { CostsDecision::Declined }
}

/// What may stand in a correction, of either side.
fn some_correction(play: &Play, variation: u8) -> Content {
    match variation / 16 % 6 {
        0 => letter(some_request(play, variation)),
        1 => {
            let (result, certificate) = some_end(play, variation);
            Content::Certificate { result, certificate }
        }
        2 => acknowledgement(),
        3 => acceptance(),
        4 => consultation(),
        _ => notice_given(play.today),
    }
}

/// A correction of one's own, of a document that may be there or not.
fn own_correction(play: &Play, variation: u8) -> Command {
    let corrected = some_correction(play, variation);
    let side = play.standing().side;
    let own = |paper: &&SealedPaper| paper.side == side && paper.document_kind == corrected.kind();
    match play.matter().papers.iter().rfind(own) {
        Some(_) => correct(play, corrected),
        None => Command::Correct(Correction {
            supersedes: Digest::of(b"unknown"),
            corrected,
            checks: Vec::new(),
            unanswered: Vec::new(),
            agents: Vec::new(),
            override_reason: None,
            reason: reason(variation),
            document: marked("document"),
        }),
    }
}

fn command(play: &Play, what: u8, variation: u8) -> Command {
    let Some(matter) = &play.matter else {
        return if what.is_multiple_of(2) {
            Command::Draft { chain: chain(), request: request_of(procedure_of(play, variation)) }
        } else {
            message(play, 0)
        };
    };
    let check = play.check(Weight::Own, Some(outcome(variation)));
    let advice = play.check(Weight::Advice, Some(outcome(variation / 4)));
    let override_reason = variation.is_multiple_of(3).then(|| reason(variation));
    let (message_id, message_kind) = play
        .queued
        .get(usize::from(variation) % play.queued.len().max(1))
        .copied()
        .unwrap_or((MessageId::new(Ulid::from_parts(0, 0)), MessageKind::Letter));
    match what % 40 {
        38 => ask_erasure(),
        39 => answer_erasure(),
        33 => open(["claim", "contract", "statement", "unknown"][usize::from(variation % 4)]),
        34 => take_over(),
        35 => Command::FlagEvidence,
        36 => request_use(),
        37 => answer_use(some_use_decision(variation)),
        0 => Command::Amend { request: some_request(play, variation) },
        1 => add(["claim", "contract", "translation", "more", "statement"][usize::from(variation % 5)]),
        2 | 3 => {
            let request_digest = matter.request_digest();
            Command::RecordPreflight(Preflight { request_digest, checks: vec![check, advice], unanswered: Vec::new() })
        }
        4 | 5 => Command::RecordAssessment { stage: Stage::Incoming, check },
        6 => Command::RecordFault { stage: Some(Stage::Incoming), fault: "trap".into(), facts: Some(check.facts) },
        7 => Command::Review { reason: reason(variation) },
        8 => Command::Submit { agents: Vec::new(), override_reason },
        9 => Command::SendBack { reason: reason(variation) },
        10 => match transmit(play) {
            Command::Transmit { document, .. } => Command::Transmit { document, override_reason },
            other => other,
        },
        11 => receipt_for(message_id, message_kind),
        12 => {
            let seq = u64::from(variation) % (matter.messages.sent.len() as u64 + 2);
            Command::Quarantine { message: message_id, message_kind, seq, refusal: "not-expected".into() }
        }
        13 => Command::AskSupplement { reason: reason(variation), grounds: grounds(), document: marked("document") },
        14 => accept(),
        15 => start_execution(),
        16 => {
            let (result, certificate) = some_end(play, variation);
            Command::Execute { result, certificate }
        }
        17 => return_certificate(),
        18 => Command::Refuse { reason: reason(variation), grounds: grounds(), document: marked("document") },
        19 => Command::Withdraw {
            reason: reason(variation),
            document: variation.is_multiple_of(2).then(|| marked("document")),
        },
        20 => Command::UsePaper {
            reason: reason(variation),
            document: variation.is_multiple_of(2).then(|| marked("document")),
        },
        21 => Command::Close,
        22 => acknowledge(),
        23 => return_unexecuted(),
        24 => give_notice(play.today),
        25 => consult_on_costs(),
        26 => answer_on_costs(some_decision(variation)),
        27 => remind(),
        28 => own_correction(play, variation),
        29 => Command::NoteCircumstances { circumstances: evidence::some_circumstances(variation) },
        30 => evidence::record(AppearanceStep::ALL[usize::from(variation % 3)], play.today),
        _ => message(play, variation),
    }
}

fn play_on(mut play: Play, steps: &[Step]) -> Play {
    for (what, variation, days) in steps {
        play = play.days_later(i64::from(days % 4));
        let before = play.happened.len();
        let command = command(&play, *what, *variation);
        if play.attempt(command).is_err() {
            assert_eq!(play.happened.len(), before, "what is refused changes nothing");
        }
    }
    play
}

/// Anywhere on the way, on either side, or before the beginning.
fn somewhere() -> impl Strategy<Value = Play> {
    prop_oneof![
        1 => Just(Play::new()),
        4 => (kind(), proptest::sample::select(&ASKING[..])).prop_map(|(kind, state)| asking_for(kind, state)),
        4 => (kind(), proptest::sample::select(&ASKED[..])).prop_map(|(kind, state)| asked_for(kind, state)),
    ]
}

fn kind() -> impl Strategy<Value = Procedure> {
    proptest::sample::select(&Procedure::ALL[..])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(any::<Step>(), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_replay_of_its_events_is_the_matter_as_it_was_live(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        let replayed = Matter::fold(&id(), play.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        prop_assert_eq!(&replayed, &play.matter);
        // The view keeps no more than the standing, and brings it on from there.
        let mut events = play.happened.iter();
        let viewed = events.next().and_then(|(on, event)| Standing::open(*on, event)).map(|opened| {
            events.fold(opened, |standing, (on, event)| {
                let mut standing: Standing = serde_json::from_value(serde_json::to_value(standing).unwrap()).unwrap();
                standing.apply(*on, event);
                standing
            })
        });
        prop_assert_eq!(viewed, play.matter.map(|matter| matter.standing));
    }

    #[test]
    fn whatever_happens_can_be_recorded_and_read_back_and_no_particular_stands_open(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        for (_, event) in &play.happened {
            let parts = event.to_parts().unwrap();
            prop_assert_eq!(&Event::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap(), event);
            assert_nothing_leaks(&serde_json::to_string(&parts.open).unwrap());
        }
        if play.matter.is_some() {
            assert_nothing_leaks(&serde_json::to_string(play.standing()).unwrap());
        }
    }

    #[test]
    fn wherever_a_matter_stands_it_makes_sense(play in somewhere(), steps in steps()) {
        let play = play_on(play, &steps);
        prop_assume!(play.matter.is_some());
        let standing = play.standing();
        let reachable = if standing.side == Side::Requesting { &ASKING[..] } else { &ASKED[..] };
        prop_assert!(reachable.contains(&standing.state), "{:?} on the side {:?}", standing.state, standing.side);
        prop_assert_eq!(standing.revision, play.happened.len() as u64);
        if standing.state.is_final() {
            prop_assert!(standing.last_days.is_empty() && !standing.to_assess);
        }
        if standing.conflict.is_some() {
            prop_assert_eq!(standing.needs_person.as_deref(), Some("conflict"));
        }
        if standing.needs_person.is_some() {
            for decision in [accept(), refuse(), Command::Close, return_certificate()] {
                prop_assert!(decide(play.matter.as_ref(), decision, &play.context()).is_err());
            }
        }
        for facts in questions(&play) {
            prop_assert_eq!(&Facts::parse(&serde_json::to_vec(&facts).unwrap()).unwrap(), &facts);
        }
    }
}
