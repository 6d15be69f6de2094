//! An application for confirmation, played by a court and two parties, with the settlement of the mediation that the tests of
//! [`mediation`](crate::mediation) play.

use crate::parts::InParts;
use crate::parts::testing::shown;
use comity_record::{Digest, Time};
use jiff::Span;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::Jurisdiction;
use crate::assessment::{Due, Outcome};
use crate::facts::{Authority, Facts, Value};
use crate::matter::{Check, Unanswered, Weight};
use crate::mediation::tests::{MARK, OPENED_ON, Play as Mediated, SAID, agreement, assessment, marked};

const NOW: i64 = 1_772_412_000_000;

#[derive(Debug, Clone)]
struct Play {
    confirmation: Option<Confirmation>,
    happened: Vec<(Date, Event)>,
    today: Date,
    silent: bool,
}

impl Play {
    const fn new() -> Self {
        Self { confirmation: None, happened: Vec::new(), today: OPENED_ON, silent: false }
    }

    fn applied() -> Self {
        Self::new().done(apply(1))
    }

    fn complete() -> Self {
        Self::applied().done(join(None, None)).done(put())
    }

    fn examined() -> Self {
        Self::complete().done(examine())
    }

    fn confirmed() -> Self {
        let play = Self::examined();
        let rule = rule(&play, Verdict::Confirmed, &[]);
        play.done(rule)
    }

    fn days_later(mut self, days: i64) -> Self {
        self.today = self.today.checked_add(Span::new().days(days)).unwrap();
        self
    }

    fn confirmation(&self) -> &Confirmation {
        self.confirmation.as_ref().unwrap()
    }

    fn state(&self) -> State {
        self.confirmation().standing.state
    }

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        let asked = self.confirmation.as_ref();
        let question = asked.and_then(|it| question(it, &command, &court(), self.today));
        let command = match question {
            Some(facts) => command.answered(self.ask(facts)),
            None => command,
        };
        decide(self.confirmation.as_ref(), command, &Context { today: self.today })
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happen(events);
        self
    }

    fn happen(&mut self, events: Vec<Event>) {
        for event in events {
            match &mut self.confirmation {
                Some(confirmation) => confirmation.apply(self.today, &event),
                none => *none = Confirmation::fold(&id(), [(self.today, &event)]).unwrap(),
            }
            self.happened.push((self.today, event));
        }
    }

    /// As the Mainland's rules answer (CPL art. 205): jointly, and within thirty days.
    fn ask(&self, facts: Facts) -> Answer {
        if self.silent {
            return Answer::Silent(Unanswered { weight: Weight::Own, fault: "fuel-used-up".into() });
        }
        let facts = Facts::parse(&serde_json::to_vec(&facts).unwrap()).unwrap();
        let on = |kind: &str| facts.docket.iter().find(|event| event.kind == kind).map(|event| event.on);
        let last_day = on("agreement-effective").unwrap().checked_add(Span::new().days(30)).unwrap();
        let joint = facts.persons.iter().all(|it| it.particulars.get("applies") == Some(&Value::Flag(true)));
        let applied = on("posted").min(on("confirmation-applied")).or(on("confirmation-applied"));
        let in_time = applied.unwrap_or(facts.as_of) <= last_day;
        let enclosed = facts.documents.iter().any(|it| it.kind == "mediation-agreement");
        let by_a_body = facts.particulars.get("mediated-by") == Some(&Value::Text("mediation-body".into()));
        let good = joint && in_time && enclosed && by_a_body;
        let due = Due {
            period: APPLY_FOR_CONFIRMATION.into(),
            last_day,
            calendar: "CN".into(),
            hard: true,
            steps: Vec::new(),
            citations: vec!["cn-cpl-2023:205".parse().unwrap()],
        };
        let outcome = if good { Outcome::Accept } else { Outcome::Refuse };
        Answer::Said(Box::new(Check { weight: Weight::Own, assessment: assessment(&facts, outcome, vec![due]), facts }))
    }
}

fn id() -> ConfirmationId {
    ConfirmationId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 13))
}

fn authority(id: &str, jurisdiction: Jurisdiction, kind: &str) -> Authority {
    Authority {
        authority: id.parse().unwrap(),
        jurisdiction,
        kind: kind.into(),
        direct_channels: if kind == "basic-court" { Some(Vec::new()) } else { None },
        area: None,
        subordinate_courts: None,
    }
}

fn court() -> Authority {
    authority("cn-nansha", Jurisdiction::Cn, "basic-court")
}

fn settlement() -> Settlement {
    Settlement::of(Mediated::signed().mediation(), Time::from_unix_ms(NOW)).unwrap()
}

fn apply(party: u32) -> Command {
    apply_to(court(), body(), party)
}

fn apply_to(court: Authority, sealed_by: Authority, party: u32) -> Command {
    let (court, sealed_by, settlement) = (Box::new(court), Box::new(sealed_by), Box::new(settlement()));
    let document = serde_json::to_string(&settlement).unwrap();
    Command::Apply { court, sealed_by, settlement, document, party, received_on: None, posted_on: None }
}

fn body() -> Authority {
    authority("hk-mediation-body", Jurisdiction::Hk, "mediation-body")
}

const fn join(received_on: Option<Date>, posted_on: Option<Date>) -> Command {
    Command::Join { party: 2, received_on, posted_on }
}

fn state(mediated_by: MediatedBy) -> Command {
    Command::StateMediator { mediated_by, name: marked("调解中心") }
}

fn put() -> Command {
    Command::PutAgreement { paper: agreement().paper, blob: Digest::of(b"sealed agreement") }
}

const fn examine() -> Command {
    Command::Examine { answer: None }
}

fn ruling(play: &Play, verdict: Verdict, grounds: &[Ground]) -> Ruling {
    let confirmation = play.confirmation();
    Ruling {
        confirmation: id(),
        sealed_by: court().authority,
        sealed_at: Time::from_unix_ms(NOW),
        settlement: confirmation.settlement_digest(),
        agreement: confirmation.paper.as_ref().map(|(paper, _)| paper.sha256),
        parties: settlement().dispute.parties,
        judge: marked("judge"),
        on: play.today,
        verdict,
        grounds: grounds.to_vec(),
        reason: None,
    }
}

fn rule(play: &Play, verdict: Verdict, grounds: &[Ground]) -> Command {
    sealed(ruling(play, verdict, grounds))
}

fn sealed(ruling: Ruling) -> Command {
    let document = serde_json::to_string(&ruling).unwrap();
    Command::Rule { ruling: Box::new(ruling), document }
}

#[test]
fn an_application_of_all_parties_with_the_agreement_is_examined_and_confirmed() {
    let play = Play::confirmed();
    assert_eq!(play.state(), State::Confirmed);
    assert_eq!(play.confirmation().standing.last_day, Some(date(2026, 4, 1)));
    let copy = play.done(Command::GiveCopy { party: 2 });
    assert_eq!((copy.confirmation().standing.copies, copy.state()), (1, State::Confirmed));
}

#[test]
fn one_party_alone_obtains_no_confirmation() {
    let play = Play::applied().done(put()).done(examine());
    assert_eq!(play.refused(rule(&play, Verdict::Confirmed, &[])), Refusal::NotJoint);
    let joined = play.clone().done(join(None, None));
    // What was examined before another applied is examined anew.
    assert_eq!(joined.refused(rule(&joined, Verdict::Confirmed, &[])), Refusal::WrongState { state: State::Applied });
    let refused = play.clone().done(rule(&play, Verdict::Refused, &[Ground::NotJoint]));
    assert_eq!(refused.state(), State::Refused);
}

#[test]
fn an_application_that_becomes_joint_after_thirty_days_is_too_late() {
    let play = Play::applied().done(put()).days_later(31).done(join(None, None)).done(examine());
    let outcome = Outcome::Refuse;
    assert_eq!(play.refused(rule(&play, Verdict::Confirmed, &[])), Refusal::AgainstTheRules { outcome });
    assert_eq!(play.clone().done(rule(&play, Verdict::Refused, &[Ground::OutOfTime])).state(), State::Refused);
    let in_time = Play::applied().done(put()).days_later(30).done(join(None, None)).done(examine());
    assert!(in_time.decide(rule(&in_time, Verdict::Confirmed, &[])).is_ok());
}

#[test]
fn an_application_is_in_time_by_the_day_of_its_posting_or_its_receipt_and_not_by_that_of_its_entry() {
    let last_day = date(2026, 4, 1);
    let (tomorrow, entered) = (date(2026, 4, 2), Play::applied().done(put()).days_later(33));
    let may_be_confirmed = |received_on, posted_on| {
        let play = entered.clone().done(join(received_on, posted_on)).done(examine());
        play.decide(rule(&play, Verdict::Confirmed, &[])).is_ok()
    };
    assert!(may_be_confirmed(Some(last_day), None), "received on the last day, entered later");
    assert!(may_be_confirmed(None, Some(last_day)), "posted on the last day, received later");
    assert!(!may_be_confirmed(Some(tomorrow), None) && !may_be_confirmed(None, Some(tomorrow)));
    // Who was in time does not make the other so.
    let early = entered.clone().done(join(Some(OPENED_ON), None));
    assert_eq!(early.confirmation().joint(), Some(HandedIn::on(OPENED_ON)));
}

#[test]
fn nothing_is_received_tomorrow_nor_before_it_is_posted_nor_posted_before_the_settlement_is_in_effect() {
    let play = Play::applied().days_later(2);
    let (yesterday, tomorrow) = (date(2026, 3, 3), date(2026, 3, 5));
    assert_eq!(play.refused(join(Some(tomorrow), None)), Refusal::ImpossibleDay { at: "received_on" });
    assert_eq!(play.refused(join(Some(yesterday), Some(play.today))), Refusal::ImpossibleDay { at: "posted_on" });
    let before = OPENED_ON.yesterday().unwrap();
    assert_eq!(play.refused(join(None, Some(before))), Refusal::NotInEffect { from: OPENED_ON });
}

#[test]
fn what_a_court_had_mediated_is_confirmed_once_it_is_stated_before_which_body() {
    let other_court = authority("cn-qianhai", Jurisdiction::Cn, "basic-court");
    let play = Play::new().done(apply_to(court(), other_court, 1)).done(join(None, None)).done(put());
    let unknown = play.clone().done(examine());
    let outcome = Outcome::Refuse;
    assert_eq!(unknown.refused(rule(&unknown, Verdict::Confirmed, &[])), Refusal::AgainstTheRules { outcome });
    // A wrong word is corrected, and what was examined before is examined anew.
    let alone = unknown.done(state(MediatedBy::Individual));
    assert_eq!(alone.state(), State::Applied);
    let alone = alone.done(examine());
    assert_eq!(alone.refused(rule(&alone, Verdict::Confirmed, &[])), Refusal::AgainstTheRules { outcome });
    let stated = alone.done(state(MediatedBy::MediationBody)).done(examine());
    assert!(stated.decide(rule(&stated, Verdict::Confirmed, &[])).is_ok());
}

#[test]
fn what_the_roll_told_of_the_body_when_the_parties_applied_stays_so_and_nobody_states_it_otherwise() {
    let play = Play::complete();
    assert_eq!(play.confirmation().mediated_by, Some(MediatedBy::MediationBody));
    let refused = play.refused(state(MediatedBy::Individual));
    assert_eq!(refused, Refusal::AlreadyDone { at: "mediated_by" });
}

#[test]
fn no_court_of_hong_kong_or_macao_confirms_nor_anybody_who_is_no_court() {
    for (jurisdiction, kind) in [
        (Jurisdiction::Hk, "high-court"),
        (Jurisdiction::Mo, "basic-court"),
        (Jurisdiction::Cn, "mediation-body"),
        (Jurisdiction::Xx, "foreign-court"),
    ] {
        let elsewhere = authority("cn-nansha", jurisdiction, kind);
        let refused = Play::new().refused(apply_to(elsewhere, body(), 1));
        assert_eq!(refused, Refusal::NotACourtForConfirmation, "{kind}");
    }
    let intermediate = authority("cn-gz-ic", Jurisdiction::Cn, "intermediate-court");
    assert!(Play::new().decide(apply_to(intermediate, body(), 1)).is_ok());
}

#[test]
fn the_judge_is_told_the_thirtieth_day_from_when_all_had_applied_until_there_is_a_ruling() {
    let alone = Play::applied().done(put());
    assert_eq!(alone.confirmation().rule_by(), None);
    let play = alone.days_later(10).done(join(Some(date(2026, 3, 9)), Some(date(2026, 3, 6)))).done(examine());
    assert_eq!(play.confirmation().rule_by(), Some(date(2026, 4, 8)), "from the receipt, not from the posting");
    let ruled = play.clone().done(rule(&play, Verdict::Confirmed, &[]));
    assert_eq!(ruled.confirmation().rule_by(), None);
}

#[test]
fn an_application_that_was_recorded_without_its_days_is_of_the_day_of_its_entry() {
    let mut events: Vec<_> = Play::complete().happened;
    for (_, event) in &mut events {
        match event {
            Event::Applied { handed_in, .. } | Event::PartyJoined { handed_in, .. } => *handed_in = None,
            _ => {}
        }
    }
    let text = serde_json::to_string(&events[1].1).unwrap();
    assert!(!text.contains("handed_in"), "{text}");
    let old = Confirmation::fold(&id(), events.iter().map(|(on, event)| (*on, event))).unwrap().unwrap();
    assert_eq!(old.joint(), Some(HandedIn::on(OPENED_ON)));
}

#[test]
fn the_court_reads_the_very_paper_that_was_signed() {
    let other = Command::PutAgreement {
        paper: FileRef { sha256: Digest::of(b"another"), ..agreement().paper },
        blob: Digest::of(b"sealed"),
    };
    assert_eq!(Play::applied().refused(other), Refusal::AnotherPaper);
    let without = Play::applied().done(join(None, None)).done(examine());
    assert_eq!(without.refused(rule(&without, Verdict::Confirmed, &[])), Refusal::PaperMissing);
}

#[test]
fn a_refusal_has_grounds_and_a_confirmation_has_none() {
    let play = Play::examined();
    let code = |command| match play.refused(command) {
        Refusal::BadRequest(bad) => bad.code,
        other => panic!("{other}"),
    };
    assert_eq!(code(rule(&play, Verdict::Refused, &[])), "empty-list");
    assert_eq!(code(rule(&play, Verdict::Confirmed, &[Ground::Unclear])), "not-empty");
    assert_eq!(code(rule(&play, Verdict::Refused, &[Ground::Unclear, Ground::Unclear])), "not-unique");
}

#[test]
fn the_court_seals_a_ruling_on_this_application_and_no_other() {
    let play = Play::examined();
    let said = ruling(&play, Verdict::Confirmed, &[]);
    let others = [
        Ruling { sealed_by: "cn-qianhai".parse().unwrap(), ..said.clone() },
        Ruling { settlement: Digest::of(b"another"), ..said.clone() },
        Ruling { agreement: None, ..said.clone() },
        Ruling { parties: Vec::new(), ..said },
    ];
    for other in others {
        assert_eq!(play.refused(sealed(other)), Refusal::AnotherDocument);
    }
}

#[test]
fn where_the_rules_are_silent_the_judge_gives_a_reason() {
    let mut play = Play::complete();
    play.silent = true;
    let play = play.done(examine());
    let silent = Refusal::RulesSilent { fault: "fuel-used-up".into() };
    assert_eq!(play.refused(rule(&play, Verdict::Confirmed, &[])), silent);
    let with_reason = Ruling { reason: Some(marked("reason")), ..ruling(&play, Verdict::Confirmed, &[]) };
    assert!(play.decide(sealed(with_reason)).is_ok());
}

#[test]
fn a_copy_is_given_of_what_was_confirmed_to_a_party_of_it() {
    let copy = Command::GiveCopy { party: 1 };
    assert_eq!(Play::examined().refused(copy), Refusal::WrongState { state: State::Examined });
    let third = Command::GiveCopy { party: 3 };
    assert_eq!(Play::confirmed().refused(third), Refusal::UnknownNumber { at: "party", number: 3 });
}

#[test]
fn nobody_applies_before_the_settlement_is_in_effect() {
    let play = Play::new().days_later(-1);
    assert_eq!(play.refused(apply(1)), Refusal::NotInEffect { from: OPENED_ON });
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let copied = Play::confirmed().done(Command::GiveCopy { party: 1 });
    let mut events: Vec<Event> = copied.happened.into_iter().map(|(_, event)| event).collect();
    let stated = Event::MediatorStated { mediated_by: MediatedBy::MediationBody, name: marked("调解中心") };
    events.insert(2, stated);
    let withdrawn = Play::applied().done(Command::Withdraw { reason: marked("reason") });
    events.extend(withdrawn.happened.into_iter().map(|(_, event)| event).skip(1));
    let shown: Vec<String> = events
        .iter()
        .map(|event| {
            shown(event, |open| {
                assert!(!open.contains(MARK) && !open.contains(&Digest::of(b"agreement").hex().to_string()), "{open}")
            })
        })
        .collect();
    assert_eq!(
        shown,
        [
            "applied: court mediation party",
            "party-joined: party",
            "mediator-stated: ",
            "agreement-put: blob",
            "examined: last_day",
            "ruled: verdict",
            "copy-given: number party",
            "withdrawn: ",
        ]
    );
    let kinds: Vec<String> = events.iter().map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::KINDS);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_nothing_is_confirmed_that_was_not_applied_for_by_all_and_in_time_and_nothing_said_is_in_it(
        steps in vec((0u8..10, 0u8..12), 0..24),
    ) {
        let mut play = Play::applied();
        for (what, later) in steps {
            play = play.days_later(i64::from(later));
            let command = match what {
                0 | 1 => join(None, None),
                2 => put(),
                3..=5 => examine(),
                6 | 7 => rule(&play, Verdict::Confirmed, &[]),
                8 => rule(&play, Verdict::Refused, &[Ground::Unclear]),
                _ => Command::GiveCopy { party: 1 },
            };
            if let Ok(events) = play.decide(command) {
                play.happen(events);
            }
        }
        let confirmation = play.confirmation();
        if confirmation.standing.state == State::Confirmed {
            prop_assert!(confirmation.joint().is_some_and(|it| it.counts_on() <= date(2026, 4, 1)));
            prop_assert!(confirmation.paper.is_some());
        } else {
            prop_assert_eq!(confirmation.standing.copies, 0);
        }
        prop_assert!(!serde_json::to_string(confirmation).unwrap().contains(SAID));
        let replayed = Confirmation::fold(&id(), play.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        prop_assert_eq!(&replayed, &play.confirmation);
    }
}
