//! A power of attorney before a judge, played. Every free text of these plays holds [`MARK`], so that whatever leaks can be found.

use crate::parts::InParts;
use crate::parts::testing::shown;

use comity_record::Time;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::Jurisdiction;

const MARK: &str = "机密-Geheim";
const TODAY: Date = date(2026, 3, 2);

#[derive(Debug, Clone)]
struct Play {
    authorisation: Option<Authorisation>,
    happened: Vec<Event>,
}

impl Play {
    const fn new() -> Self {
        Self { authorisation: None, happened: Vec::new() }
    }

    fn begun() -> Self {
        Self::new().done(Command::Begin { court: court(), mandate: mandate() })
    }

    fn identified() -> Self {
        Self::begun().done(check("principal", true)).done(check("counsel", true))
    }

    fn recorded() -> Self {
        Self::identified().done(sign()).done(record())
    }

    fn witnessed() -> Self {
        let play = Self::recorded();
        let witness = witness(&play);
        play.done(witness)
    }

    fn authorisation(&self) -> &Authorisation {
        self.authorisation.as_ref().unwrap()
    }

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(self.authorisation.as_ref(), command, &Context { today: TODAY })
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happened.extend(events);
        self.authorisation = Authorisation::fold(&id(), self.happened.iter().map(|event| (TODAY, event))).unwrap();
        self
    }
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn id() -> AuthorisationId {
    AuthorisationId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 11))
}

fn court() -> AuthorityId {
    "cn-nansha".parse().unwrap()
}

fn person(name: &str, jurisdiction: Jurisdiction) -> Person {
    Person { name: marked(name), jurisdiction, identification: Some(marked("passport")) }
}

fn mandate() -> Mandate {
    Mandate {
        principal: person("principal", Jurisdiction::Hk),
        signatory: None,
        agents: vec![person("counsel", Jurisdiction::Cn)],
        power: PowerKind::Special,
        powers: vec![marked("to settle")],
        case_numbers: vec![marked("(2026)")],
        until: Some(date(2027, 3, 1)),
    }
}

fn check(name: &str, passed: bool) -> Command {
    let (name, method) = (marked(name), IdentityMethod::FaceAgainstBase);
    Command::CheckIdentity { check: IdentityCheck { name, method, passed, reference: Some(marked("reference")) } }
}

fn sign() -> Command {
    let paper = FileRef {
        sha256: Digest::of(b"power of attorney"),
        size: 17,
        name: format!("{MARK}.pdf"),
        media_type: "application/pdf".into(),
        manifest: None,
    };
    Command::SignPaper { paper, blob: Digest::of(b"sealed power of attorney") }
}

fn recording() -> Recording {
    Recording { sha256: Digest::of(b"recording"), size: 9, seconds: 300, kept: marked("archive") }
}

fn record() -> Command {
    Command::Record { recording: recording() }
}

fn document(play: &Play) -> WitnessedDocument {
    let authorisation = play.authorisation();
    WitnessedDocument {
        authorisation: id(),
        sealed_by: court(),
        sealed_at: Time::from_unix_ms(1_772_412_000_000),
        mandate: mandate(),
        witnessing: Witnessing { judge: marked("judge"), by_video: true, on: TODAY },
        checks: authorisation.checks.clone(),
        paper: Digest::of(b"power of attorney"),
        recording: recording(),
    }
}

fn witness(play: &Play) -> Command {
    Command::Witness { witnessed: Box::new(document(play)), document: marked("sealed") }
}

fn revoke(play: &Play) -> Command {
    let revocation = Revocation {
        revokes: id(),
        document: play.authorisation().document_digest().unwrap_or(Digest::of(b"none")),
        sealed_by: court(),
        sealed_at: Time::from_unix_ms(1_772_500_000_000),
        reason: RevocationReason::Principal,
    };
    Command::Revoke { revocation, document: marked("sealed revocation") }
}

#[test]
fn a_power_of_attorney_is_witnessed_once_all_are_identified_and_it_is_signed_and_recorded() {
    let play = Play::begun();
    assert_eq!(play.refused(sign()), Refusal::NotIdentified);
    let play = play.done(check("principal", true));
    assert_eq!(play.refused(sign()), Refusal::NotIdentified);
    let play = play.done(check("counsel", true));
    assert_eq!(play.refused(witness(&play)), Refusal::Incomplete { at: "paper" });
    let play = play.done(sign());
    assert_eq!(play.refused(witness(&play)), Refusal::Incomplete { at: "recording" });
    let play = play.done(record());
    let witness = witness(&play);
    let standing = &play.done(witness).authorisation().standing.clone();
    assert!(standing.is_good_on(TODAY) && !standing.is_good_on(date(2027, 3, 2)));
}

#[test]
fn whoever_was_not_recognised_in_the_end_does_not_sign() {
    let play = Play::identified().done(check("principal", false));
    assert_eq!(play.refused(sign()), Refusal::NotIdentified);
    assert!(play.done(check("principal", true)).decide(sign()).is_ok());
}

#[test]
fn for_a_company_its_signatory_is_identified() {
    let mandate = Mandate { signatory: Some(person("director", Jurisdiction::Hk)), ..mandate() };
    let play = Play::new().done(Command::Begin { court: court(), mandate }).done(check("counsel", true));
    assert!(matches!(play.refused(check("principal", true)), Refusal::BadRequest(bad) if bad.code == "not-there"));
    assert!(play.done(check("director", true)).decide(sign()).is_ok());
}

#[test]
fn the_court_seals_what_happened_and_nothing_else() {
    let play = Play::recorded();
    let said = document(&play);
    let others = [
        WitnessedDocument { sealed_by: "cn-qianhai".parse().unwrap(), ..said.clone() },
        WitnessedDocument { mandate: Mandate { until: None, ..mandate() }, ..said.clone() },
        WitnessedDocument { checks: Vec::new(), ..said.clone() },
        WitnessedDocument { paper: Digest::of(b"another paper"), ..said.clone() },
        WitnessedDocument { recording: Recording { seconds: 1, ..recording() }, ..said },
    ];
    for other in others {
        let command = Command::Witness { witnessed: Box::new(other), document: marked("sealed") };
        assert_eq!(play.refused(command), Refusal::AnotherDocument);
    }
}

#[test]
fn a_special_power_is_one_that_is_named() {
    let begin = |power, powers| Command::Begin { court: court(), mandate: Mandate { power, powers, ..mandate() } };
    let refused = |command| match Play::new().refused(command) {
        Refusal::BadRequest(bad) => (bad.at, bad.code),
        other => panic!("{other}"),
    };
    assert_eq!(refused(begin(PowerKind::Special, Vec::new())), ("powers".to_owned(), "empty-list"));
    assert_eq!(refused(begin(PowerKind::General, vec![marked("to settle")])), ("powers".to_owned(), "not-special"));
    let lapsed = Command::Begin { court: court(), mandate: Mandate { until: Some(date(2026, 3, 1)), ..mandate() } };
    assert_eq!(Play::new().refused(lapsed), Refusal::Lapsed);
}

#[test]
fn what_one_court_witnessed_another_takes_and_both_see_it_revoked() {
    let witnessed = Play::witnessed();
    let sealed = witnessed.authorisation().document.clone().unwrap();
    let take = Command::Take {
        held_by: "hk-high-court".parse().unwrap(),
        witnessed: Box::new(document(&witnessed)),
        document: sealed,
    };
    let taken = Play::new().done(take.clone());
    assert_eq!(taken.authorisation().document_digest(), witnessed.authorisation().document_digest());
    assert_eq!(taken.authorisation().mandate, witnessed.authorisation().mandate);
    assert_eq!(taken.refused(take), Refusal::AuthorisationExists);
    for play in [witnessed, taken] {
        let revoke = revoke(&play);
        let play = play.done(revoke.clone());
        assert!(!play.authorisation().standing.is_good_on(TODAY));
        assert_eq!(play.refused(revoke), Refusal::WrongState { state: State::Revoked });
    }
}

#[test]
fn only_the_court_that_witnessed_it_revokes_it_and_only_this_document() {
    let play = Play::witnessed();
    let Command::Revoke { revocation, document } = revoke(&play) else { unreachable!() };
    let others = [
        Revocation { sealed_by: "hk-high-court".parse().unwrap(), ..revocation.clone() },
        Revocation { document: Digest::of(b"another"), ..revocation },
    ];
    for revocation in others {
        let command = Command::Revoke { revocation, document: document.clone() };
        assert_eq!(play.refused(command), Refusal::AnotherDocument);
    }
}

#[test]
fn it_is_given_for_the_cases_that_it_names_or_for_any() {
    assert!(mandate().covers(&marked("(2026)")) && !mandate().covers("(2027)"));
    assert!(Mandate { case_numbers: Vec::new(), ..mandate() }.covers("(2027)"));
}

fn one_of_each() -> Vec<Event> {
    let mut events = Play::witnessed().happened;
    let document = marked("sealed");
    events.retain(|event| !matches!(event, Event::IdentityChecked { check } if check.name == marked("counsel")));
    events.push(Event::Abandoned { reason: marked("reason") });
    events.push(Event::Taken {
        court: court(),
        held_by: "hk-high-court".parse().unwrap(),
        until: mandate().until,
        mandate: Box::new(mandate()),
        document: document.clone(),
    });
    events.push(Event::Revoked { reason_code: RevocationReason::Agent, revocation: document });
    events
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each()
        .iter()
        .map(|event| {
            shown(event, |open| {
                assert!(!open.contains(MARK) && !open.contains(&Digest::of(b"recording").hex().to_string()), "{open}")
            })
        })
        .collect();
    assert_eq!(
        shown,
        [
            "session-begun: court until",
            "identity-checked: ",
            "paper-signed: blob",
            "recorded: ",
            "witnessed: ",
            "abandoned: ",
            "taken: court held_by until",
            "revoked: reason_code",
        ]
    );
    let kinds: Vec<String> = one_of_each().iter().map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::KINDS);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_nobody_uses_what_was_not_witnessed_or_was_revoked(steps in vec(0u8..10, 0..16)) {
        let mut play = Play::begun();
        for step in steps {
            let command = match step {
                0 => check("principal", true),
                1 => check("principal", false),
                2 => check("counsel", true),
                3 | 4 => sign(),
                5 | 6 => record(),
                7 | 8 => witness(&play),
                _ => revoke(&play),
            };
            if play.decide(command.clone()).is_ok() {
                play = play.done(command);
            }
        }
        let has = |kind: &str| play.happened.iter().any(|event| event.to_parts().unwrap().kind == kind);
        let good = play.authorisation().standing.is_good_on(TODAY);
        prop_assert_eq!(good, has("witnessed") && !has("revoked"));
        prop_assert!(!good || (has("paper-signed") && has("recorded") && play.authorisation().identified(&marked("principal"))));
    }
}
