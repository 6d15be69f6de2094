//! A mediator's accreditation, played. Every free text of these plays holds [`MARK`], so that whatever leaks can be found.

use crate::parts::InParts;
use crate::parts::testing::shown;

use comity_record::Digest;
use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;
use ulid::Ulid;

use super::*;
use crate::assessment::Outcome;
use crate::facts::{Authority, Facts};
use crate::registry;

const MARK: &str = "机密-Geheim";
const FIRST: Date = date(2026, 3, 2);

#[derive(Debug, Clone)]
struct Play {
    today: Date,
    mediator: Option<Mediator>,
    happened: Vec<(Date, Event)>,
}

impl Play {
    const fn new() -> Self {
        Self { today: FIRST, mediator: None, happened: Vec::new() }
    }

    fn applied() -> Self {
        Self::new().done(apply())
    }

    fn accredited() -> Self {
        Self::applied().done(assess(true)).done(accredit())
    }

    fn confirmed() -> Self {
        Self::accredited().done(confirm())
    }

    fn on(self, today: Date) -> Self {
        Self { today, ..self }
    }

    fn mediator(&self) -> &Mediator {
        self.mediator.as_ref().unwrap()
    }

    fn state(&self) -> State {
        self.mediator().standing.state_on(self.today)
    }

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(self.mediator.as_ref(), command, &Context { today: self.today })
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happened.extend(events.into_iter().map(|event| (self.today, event)));
        self.mediator = Mediator::fold(&id(), self.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        self
    }

    fn then(&self, day: Date) -> Option<Standing> {
        standing_on(day, self.happened.iter().map(|(on, event)| (*on, event))).unwrap()
    }
}

fn withdraw() -> Command {
    Command::Withdraw { reason: marked("letter") }
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn id() -> MediatorId {
    MediatorId::new("hk".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 21))
}

fn application() -> Application {
    Application {
        profile: Profile {
            family_name: marked("陳"),
            given_name: marked("大文"),
            romanised_name: Some(marked("Chan Tai Man")),
            languages: vec![marked("yue")],
            specialities: vec![marked("construction")],
            photo: Some(Digest::of(b"photo")),
        },
        experience: Experience {
            work_years: Some(5),
            mediation_cases: Some(5),
            mediator_years: Some(3),
            gba_course_completed: Some(true),
            upholds_constitution: Some(true),
            disciplinary_record: Some(false),
        },
        documents: vec![FileRef {
            sha256: Digest::of(b"certificate"),
            size: 11,
            name: format!("{MARK}.pdf"),
            media_type: "application/pdf".into(),
            manifest: None,
        }],
    }
}

fn apply() -> Command {
    Command::Apply {
        body: "hk-gba-accreditation".parse().unwrap(),
        application: Box::new(application()),
        blobs: vec![Digest::of(b"sealed certificate")],
    }
}

fn assess(eligible: bool) -> Command {
    let (outcome, assessment) = (Some(Outcome::Accept), Digest::of(b"assessment"));
    Command::Assess { eligible, outcome, assessment, reason: None }
}

fn found_met(outcome: Option<Outcome>, reason: Option<&str>) -> Command {
    let assessment = Digest::of(b"assessment");
    Command::Assess { eligible: true, outcome, assessment, reason: reason.map(marked) }
}

fn credential(index: u32) -> Credential {
    let list = "urn:comity:status-list:hk-gba-accreditation:1".parse().unwrap();
    Credential { digest: Digest::of(&index.to_be_bytes()), list, index }
}

fn accredit() -> Command {
    accredit_until(date(2029, 3, 1))
}

fn accredit_until(until: Date) -> Command {
    Command::Accredit {
        roster_number: RosterNumber::new(Jurisdiction::Hk, "2026-0049").unwrap(),
        accreditation: Accreditation {
            standard: "hk-gba-accreditation-2024".into(),
            standard_version: "2024-03-28".into(),
            level: "mediator".into(),
        },
        until,
        credential: credential(7),
    }
}

fn confirm() -> Command {
    Command::Confirm { confirmations: vec![marked("cn"), marked("hk"), marked("mo")] }
}

fn renew() -> Command {
    Command::Renew { until: date(2030, 3, 1), credential: credential(9) }
}

fn two() -> TwoPersons {
    TwoPersons::new(marked("one"), marked("other")).unwrap()
}

fn suspend() -> Command {
    Command::Suspend { decided_by: two(), reason: marked("complaint") }
}

fn reinstate() -> Command {
    Command::Reinstate { decided_by: two(), reason: marked("unfounded") }
}

fn revoke() -> Command {
    Command::Revoke { decided_by: two(), reason: marked("misconduct") }
}

fn bar(region: Jurisdiction) -> Command {
    Command::Bar { region, reason: marked("reason") }
}

#[test]
fn somebody_is_accredited_once_assessed_and_selectable_once_confirmed() {
    let play = Play::applied();
    assert_eq!(play.refused(accredit()), Refusal::WrongState { state: State::Applied });
    let play = play.done(assess(true)).done(accredit());
    assert_eq!(play.state(), State::Accredited);
    assert!(!play.mediator().standing.is_selectable_on(FIRST, Jurisdiction::Cn), "not confirmed yet");
    let play = play.done(confirm());
    assert_eq!(play.state(), State::Confirmed);
    assert!(play.mediator().standing.is_selectable_on(FIRST, Jurisdiction::Cn));
    assert_eq!(play.refused(confirm()), Refusal::WrongState { state: State::Confirmed });
}

#[test]
fn whoever_does_not_meet_the_criteria_is_not_accredited_until_assessed_anew() {
    let play = Play::applied().done(assess(false));
    assert_eq!(play.refused(accredit()), Refusal::NotEligible);
    assert_eq!(play.clone().done(assess(true)).done(accredit()).state(), State::Accredited);
    let rejected = play.done(Command::Reject { reason: marked("too few cases") });
    assert_eq!(rejected.refused(assess(true)), Refusal::WrongState { state: State::Rejected });
}

#[test]
fn where_the_rules_give_no_verdict_a_person_says_why_and_what_they_refuse_no_reason_carries() {
    let play = Play::applied();
    assert_eq!(play.refused(found_met(None, None)), Refusal::RulesWithoutVerdict);
    let (outcome, assessment) = (None, Digest::of(b"assessment"));
    let blank = Command::Assess { eligible: true, outcome, assessment, reason: Some(" ".into()) };
    assert_eq!(play.refused(blank), Refusal::BadReason);
    let not_met = Command::Assess { eligible: false, outcome, assessment, reason: None };
    assert_eq!(play.clone().done(not_met).refused(accredit()), Refusal::NotEligible);
    for outcome in [Outcome::Refuse, Outcome::ReturnForSupplement] {
        assert_eq!(play.refused(found_met(Some(outcome), Some("all the same"))), Refusal::NotEligible, "{outcome:?}");
    }
    let found = play.done(found_met(None, Some("the papers show it")));
    assert_eq!(found.done(accredit()).state(), State::Accredited);
}

#[test]
fn an_assessment_that_was_recorded_before_reasons_were_asked_for_is_read_and_written_as_it_was() {
    let assessment = Digest::of(b"assessment");
    let before = json!({ "kind": "assessed", "eligible": true, "assessment": assessment });
    let event = Event::Assessed { eligible: true, assessment, reason: None };
    assert_eq!(serde_json::from_value::<Event>(before.clone()).unwrap(), event);
    assert_eq!(serde_json::to_value(event).unwrap(), before);
}

#[test]
fn one_person_does_not_suspend() {
    assert!(TwoPersons::new("ho".into(), "ho".into()).is_err());
    assert!(serde_json::from_value::<TwoPersons>(json!(["ho", "ho"])).is_err(), "nor is that read from a record");
    let suspended = Play::confirmed().done(suspend());
    assert_eq!(suspended.state(), State::Suspended);
    assert!(!suspended.mediator().standing.is_selectable_on(FIRST, Jurisdiction::Hk));
    assert_eq!(suspended.done(reinstate()).state(), State::Confirmed);
}

#[test]
fn a_suspended_accreditation_ends_with_its_last_day_like_any_other() {
    let suspended = Play::confirmed().done(suspend());
    let last = suspended.mediator().standing.until.unwrap();
    assert_eq!(suspended.clone().on(last).state(), State::Suspended);
    let over = suspended.on(last.tomorrow().unwrap());
    let face = over.mediator().face(over.today).unwrap();
    assert_eq!((over.state(), face.status), (State::Expired, registry::Status::Ended));
}

#[test]
fn nobody_is_said_to_have_given_up_without_a_word_of_hers() {
    let silent = Command::Withdraw { reason: String::new() };
    assert_eq!(Play::confirmed().refused(silent), Refusal::BadReason);
    // What was recorded before it was asked for is read as it is.
    let before = serde_json::from_value::<Event>(json!({ "kind": "withdrawn" })).unwrap();
    assert_eq!(before, Event::Withdrawn { reason: None });
}

#[test]
fn a_renewal_inherits_a_suspension_and_every_card_of_the_person_says_so() {
    let play = Play::confirmed().done(suspend()).on(date(2028, 3, 1)).done(renew());
    assert_eq!(play.state(), State::Suspended);
    let says: Vec<_> = play.mediator().entries().map(|(credential, status)| (credential.index, status)).collect();
    assert_eq!(says, [(7, Status::Suspended), (9, Status::Suspended)]);
    let lifted = play.done(reinstate());
    assert!(lifted.mediator().entries().all(|(_, status)| status == Status::Valid));
    assert!(lifted.done(revoke()).mediator().entries().all(|(_, status)| status == Status::Revoked));
}

#[test]
fn what_is_revoked_or_given_up_is_so_for_good() {
    for (command, state) in [(revoke(), State::Revoked), (withdraw(), State::Withdrawn)] {
        let play = Play::confirmed().done(command);
        assert_eq!(play.mediator().standing.status(), Status::Revoked);
        for command in [renew(), reinstate(), confirm(), assess(true), suspend(), withdraw()] {
            assert_eq!(play.refused(command), Refusal::WrongState { state });
        }
    }
}

#[test]
fn an_accreditation_ends_by_itself_and_what_has_ended_is_not_renewed() {
    let play = Play::confirmed();
    let standing = &play.mediator().standing;
    assert!(standing.is_accredited_on(date(2029, 3, 1)) && !standing.is_accredited_on(date(2029, 3, 2)));
    assert_eq!(standing.state_on(date(2029, 3, 2)), State::Expired);
    let early = Command::Renew { until: date(2028, 3, 1), credential: credential(9) };
    assert_eq!(play.refused(early), Refusal::BadTerm, "not a later day");
    let again = Command::Renew { until: date(2029, 3, 2), credential: credential(7) };
    assert_eq!(play.refused(again), Refusal::IndexUsed);
    assert_eq!(play.on(date(2029, 3, 2)).refused(renew()), Refusal::Lapsed);
}

#[test]
fn no_accreditation_is_for_more_than_three_years() {
    let play = Play::applied().done(assess(true));
    for until in [date(2029, 3, 3), date(2026, 3, 1)] {
        assert_eq!(play.refused(accredit_until(until)), Refusal::BadTerm, "{until}");
    }
    assert!(play.decide(accredit_until(date(2029, 3, 2))).is_ok());
}

#[test]
fn a_body_gives_numbers_of_its_own_region() {
    let Command::Accredit { accreditation, until, credential, .. } = accredit() else { unreachable!() };
    let roster_number = RosterNumber::new(Jurisdiction::Mo, "1").unwrap();
    let command = Command::Accredit { roster_number, accreditation, until, credential };
    assert_eq!(Play::applied().done(assess(true)).refused(command), Refusal::AnotherRegion);
}

#[test]
fn a_register_shows_names_and_skills_and_whether_somebody_is_in_force() {
    let play = Play::applied().done(assess(true));
    assert_eq!(play.mediator().face(FIRST), None, "nobody is on a roster yet");
    let play = play.done(accredit());
    let shown = |play: &Play| play.mediator().face(play.today).unwrap();
    shown(&play).check().unwrap();
    assert_eq!(shown(&play).status, registry::Status::Pending);
    let play = play.done(confirm());
    let face = shown(&play);
    assert_eq!((face.status, face.roster_no.as_str()), (registry::Status::InForce, "urn:comity:mediator:hk:2026-0049"));
    assert_eq!(face.names.len(), 2);
    assert!(face.languages.is_empty(), "words are no tags");
    assert_eq!(shown(&play.clone().done(suspend())).status, registry::Status::Suspended);
    assert_eq!(shown(&play.on(date(2029, 3, 2))).status, registry::Status::Ended);
}

#[test]
fn a_region_bars_a_mediator_from_its_own_territory_alone() {
    let play = Play::confirmed().done(bar(Jurisdiction::Mo));
    let standing = &play.mediator().standing;
    assert_eq!(play.state(), State::Confirmed);
    assert!(!standing.is_selectable_on(FIRST, Jurisdiction::Mo) && standing.is_selectable_on(FIRST, Jurisdiction::Cn));
    let lift = |region| Command::LiftBar { region, reason: marked("reason") };
    assert!(matches!(play.refused(lift(Jurisdiction::Cn)), Refusal::WrongState { .. }));
    let lifted = play.done(lift(Jurisdiction::Mo));
    assert!(lifted.mediator().standing.is_selectable_on(FIRST, Jurisdiction::Mo));
}

#[test]
fn whether_somebody_was_accredited_on_the_day_of_the_settlement_is_known_years_later() {
    let play = Play::confirmed()
        .on(date(2026, 5, 10))
        .done(suspend())
        .on(date(2026, 6, 1))
        .done(reinstate())
        .on(date(2027, 1, 4))
        .done(revoke());
    let on = |day| play.then(day).map(|standing| standing.state_on(day));
    assert_eq!(on(date(2026, 3, 1)), None, "nobody had applied");
    assert_eq!(on(date(2026, 5, 4)), Some(State::Confirmed));
    assert_eq!(on(date(2026, 5, 10)), Some(State::Suspended));
    assert_eq!(on(date(2026, 6, 1)), Some(State::Confirmed));
    assert_eq!(on(date(2027, 1, 4)), Some(State::Revoked));
    assert_eq!(play.state(), State::Revoked);
}

#[test]
fn there_is_no_place_for_what_a_card_must_never_show() {
    let mut profile = serde_json::to_value(application().profile).unwrap();
    for name in ["identity_number", "date_of_birth", "birthdate", "address"] {
        profile[name] = json!("x");
        assert!(serde_json::from_value::<Profile>(profile.clone()).is_err(), "{name}");
        profile.as_object_mut().unwrap().remove(name);
    }
    assert!(serde_json::from_value::<Profile>(profile).is_ok());
}

#[test]
fn an_application_is_put_to_the_rules_without_a_name_and_without_what_is_not_stated() {
    let body = Authority {
        area: None,
        authority: "hk-gba-accreditation".parse().unwrap(),
        direct_channels: None,
        jurisdiction: Jurisdiction::Hk,
        kind: "accreditation-body".into(),
        subordinate_courts: None,
    };
    let mut application = application();
    application.experience.mediator_years = None;
    let facts = application_facts(&application, Some(Jurisdiction::Hk), &body, FIRST);
    let text = serde_json::to_string(&facts).unwrap();
    assert!(!text.contains(MARK) && !text.contains("mediator-years"), "{text}");
    assert_eq!(Facts::parse(text.as_bytes()).unwrap(), facts);
}

fn one_of_each() -> Vec<Event> {
    let assessed = Play::applied().done(found_met(None, Some("the papers show it")));
    let mut events: Vec<Event> = assessed.happened.into_iter().map(|(_, event)| event).collect();
    events.push(Event::Rejected { reason: marked("reason") });
    let decided = Play::confirmed().on(date(2028, 3, 1)).done(renew()).done(suspend()).done(reinstate()).done(revoke());
    events.extend(decided.happened.into_iter().skip(2).map(|(_, event)| event));
    events.push(Event::Withdrawn { reason: Some(marked("letter")) });
    events.push(Event::Barred { region: Jurisdiction::Mo, reason: marked("reason") });
    events.push(Event::BarLifted { region: Jurisdiction::Mo, reason: marked("reason") });
    events
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each()
        .iter()
        .map(|event| shown(event, |open| assert!(!open.contains(MARK) && !open.contains("2026-0049"), "{open}")))
        .collect();
    assert_eq!(
        shown,
        [
            "applied: blobs body",
            "assessed: assessment eligible",
            "rejected: ",
            "accredited: until",
            "confirmed: ",
            "renewed: until",
            "suspended: ",
            "reinstated: ",
            "revoked: ",
            "withdrawn: ",
            "barred: region",
            "bar-lifted: region",
        ]
    );
    let kinds: Vec<String> = one_of_each().iter().map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::KINDS);
}

fn command(step: u8, index: u32, today: Date) -> Command {
    match step {
        0 => assess(true),
        1 => assess(false),
        2 => accredit_until(today.checked_add(700.days()).unwrap()),
        3 => confirm(),
        4 => Command::Renew { until: today.checked_add(900.days()).unwrap(), credential: credential(index) },
        5 => suspend(),
        6 => reinstate(),
        7 => bar(Jurisdiction::Mo),
        8 => Command::LiftBar { region: Jurisdiction::Mo, reason: marked("reason") },
        9 => revoke(),
        _ => withdraw(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_nobody_is_selectable_who_is_suspended_unconfirmed_or_out_of_time(
        steps in vec((0u8..11, 0i64..200), 0..24),
    ) {
        let mut play = Play::applied();
        for (index, (step, days)) in (100..).zip(steps) {
            let today = play.today.checked_add(days.days()).unwrap();
            play = play.on(today);
            let command = command(step, index, today);
            if play.decide(command.clone()).is_ok() {
                let before = play.mediator().standing.clone();
                play = play.done(command);
                prop_assert!(before.status() != Status::Revoked, "something was decided after the end");
            }
            let standing = &play.mediator().standing;
            let has = |kind: &str| play.happened.iter().any(|(_, event)| event.to_parts().unwrap().kind == kind);
            if standing.is_selectable_on(today, Jurisdiction::Cn) {
                prop_assert!(has("confirmed") && !has("revoked") && !has("withdrawn") && !standing.suspended);
                prop_assert!(standing.until.is_some_and(|until| today <= until));
                prop_assert!(play.mediator().entries().all(|(_, status)| status == Status::Valid));
            }
        }
        // What is asked about today is what is folded out of everything.
        prop_assert_eq!(play.then(play.today), Some(play.mediator().standing.clone()));
    }
}
