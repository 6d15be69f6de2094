//! What the policies grant, and what no policy can.

use std::collections::BTreeSet;

use super::question::Question;
use super::*;

const GRANT_EVERYTHING: &str = "may(_role, _relation, _credential, _action);";

fn actor(role: Role, authority: &str, credential: Credential) -> Actor {
    Actor { person: "somebody".into(), role, authority: authority.parse().unwrap(), credential }
}

fn nansha_to_hong_kong() -> Standing {
    Standing {
        matter: "cn/01KEQ3V3T0000000000000000A".parse().unwrap(),
        revision: 4,
        originating: "cn-nansha".parse().unwrap(),
        transmitting: "cn-gd-hpc".parse().unwrap(),
        receiving: "hk-high-court".parse().unwrap(),
    }
}

fn nansha_to_macao_directly() -> Standing {
    Standing {
        transmitting: "cn-nansha".parse().unwrap(),
        receiving: "mo-tui".parse().unwrap(),
        ..nansha_to_hong_kong()
    }
}

fn answer(access: &Access, question: &Question) -> bool {
    let granted = access.grants.relations(question.role, question.credential, question.action);
    !granted.and(Relations::only(question.relation)).is_empty()
}

#[test]
fn the_thread_is_permitted_hand_over_hand() {
    let access = Access::load().unwrap();
    let standing = nansha_to_hong_kong();
    let clerk = actor(Role::Clerk, "cn-nansha", Credential::Session);
    let judge = actor(Role::Judge, "cn-nansha", Credential::Session);
    let officer = actor(Role::LiaisonOfficer, "cn-gd-hpc", Credential::SteppedUp);
    let registrar = actor(Role::Registrar, "hk-high-court", Credential::SteppedUp);
    assert!(access.permit::<action::Draft>(&clerk, Some(&standing)).is_ok());
    assert!(access.permit::<action::Submit>(&judge, Some(&standing)).is_ok());
    assert!(access.permit::<action::Forward>(&officer, Some(&standing)).is_ok());
    assert!(access.permit::<action::Accept>(&registrar, Some(&standing)).is_ok());
    assert!(access.permit::<action::Serve>(&registrar, Some(&standing)).is_ok());
    assert!(access.permit::<action::Return>(&registrar, Some(&standing)).is_ok());
    assert!(access.permit::<action::Read>(&judge, Some(&standing)).is_ok());
}

#[test]
fn a_permit_carries_who_for_whom_and_which_matter_at_which_revision() {
    let officer = actor(Role::LiaisonOfficer, "cn-gd-hpc", Credential::SteppedUp);
    let permit = Access::load().unwrap().permit::<action::Forward>(&officer, Some(&nansha_to_hong_kong())).unwrap();
    assert_eq!(permit.action().code(), "matter.forward");
    assert_eq!((permit.person(), permit.role()), ("somebody", Role::LiaisonOfficer));
    assert_eq!(permit.credential(), Credential::SteppedUp);
    assert_eq!(permit.authority().as_str(), "cn-gd-hpc");
    assert_eq!(permit.relation(), Relation::Transmitting);
    assert_eq!((permit.matter(), permit.revision()), (&nansha_to_hong_kong().matter, 4));
}

#[test]
fn an_authority_that_transmits_its_own_matter_acts_in_either_relation() {
    let access = Access::load().unwrap();
    let standing = nansha_to_macao_directly();
    let judge = actor(Role::Judge, "cn-nansha", Credential::Session);
    let officer = actor(Role::LiaisonOfficer, "cn-nansha", Credential::SteppedUp);
    let submit = access.permit::<action::Submit>(&judge, Some(&standing)).unwrap();
    let forward = access.permit::<action::Forward>(&officer, Some(&standing)).unwrap();
    assert_eq!((submit.relation(), forward.relation()), (Relation::Originating, Relation::Transmitting));
}

#[test]
fn the_side_that_takes_evidence_files_it_and_the_court_that_heard_a_traveller_keeps_his_days() {
    let access = Access::load().unwrap();
    let standing = nansha_to_macao_directly();
    for role in [Role::Registrar, Role::Clerk] {
        let there = actor(role, "mo-tui", Credential::Session);
        assert!(access.permit::<action::Attach>(&there, Some(&standing)).is_ok());
        assert!(access.permit::<action::Note>(&there, Some(&standing)).is_ok());
        assert!(access.permit::<action::RecordAppearance>(&there, Some(&standing)).is_err());
    }
    for role in [Role::Judge, Role::Clerk] {
        let here = actor(role, "cn-nansha", Credential::Session);
        assert!(access.permit::<action::RecordAppearance>(&here, Some(&standing)).is_ok());
        assert!(access.permit::<action::Note>(&here, Some(&standing)).is_err());
    }
}

#[test]
fn what_came_from_abroad_is_entered_where_it_was_received_and_transcribed_with_the_password() {
    let access = Access::load().unwrap();
    let standing = Standing {
        originating: "xx-court".parse().unwrap(),
        transmitting: "xx-central-authority".parse().unwrap(),
        ..nansha_to_hong_kong()
    };
    let here = |role, credential| actor(role, "hk-high-court", credential);
    for role in [Role::Registrar, Role::Clerk] {
        assert!(access.permit::<action::Enter>(&here(role, Credential::Session), Some(&standing)).is_ok());
        assert!(access.permit::<action::Dispatch>(&here(role, Credential::Session), Some(&standing)).is_ok());
    }
    let transcribes =
        |role, credential| access.permit::<action::TakeFromAbroad>(&here(role, credential), Some(&standing)).map(drop);
    assert!(transcribes(Role::Registrar, Credential::SteppedUp).is_ok());
    assert_eq!(transcribes(Role::Registrar, Credential::Session).unwrap_err().code(), "step-up-needed");
    assert!(transcribes(Role::Clerk, Credential::SteppedUp).is_err());
    let judge = actor(Role::Judge, "hk-district-court", Credential::SteppedUp);
    assert!(access.permit::<action::Enter>(&judge, Some(&standing)).is_err());
}

#[test]
fn nobody_in_particular_may_do_anything_to_a_matter() {
    let access = Access::load().unwrap();
    for question in Question::all().filter(|question| question.relation == Relation::Unrelated) {
        assert!(!answer(&access, &question), "{question:?}");
    }
}

#[test]
fn a_stranger_is_not_told_that_there_is_a_matter() {
    let access = Access::load().unwrap();
    let stranger = actor(Role::Judge, "cn-qianhai", Credential::SteppedUp);
    let denied = access.permit::<action::Read>(&stranger, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!((denied.code(), denied.hides_existence), ("not-allowed", true));

    let party = actor(Role::Judge, "hk-high-court", Credential::SteppedUp);
    let denied = access.permit::<action::Read>(&party, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!((denied.code(), denied.hides_existence), ("not-allowed", false));
}

#[test]
fn a_draft_in_the_name_of_another_court_is_refused_and_hides_nothing() {
    let stranger = actor(Role::Judge, "cn-qianhai", Credential::Session);
    let yet_to_be = Standing { revision: 0, ..nansha_to_hong_kong() };
    let denied = Access::load().unwrap().permit::<action::Draft>(&stranger, Some(&yet_to_be)).unwrap_err();
    assert_eq!((denied.code(), denied.hides_existence), ("not-allowed", false));
}

#[test]
fn the_password_is_asked_for_again_only_of_those_who_may_then_sign() {
    let access = Access::load().unwrap();
    let standing = nansha_to_hong_kong();
    let refused = |actor: &Actor| access.permit::<action::Forward>(actor, Some(&standing)).unwrap_err().code();
    assert_eq!(refused(&actor(Role::LiaisonOfficer, "cn-gd-hpc", Credential::Session)), "step-up-needed");
    assert_eq!(refused(&actor(Role::Clerk, "cn-nansha", Credential::Session)), "not-allowed");
    assert_eq!(refused(&actor(Role::LiaisonOfficer, "cn-qianhai", Credential::Session)), "not-allowed");
}

#[test]
fn no_policy_lets_a_token_or_an_open_session_sign() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    for question in Question::all().filter(|question| question.action.signs()) {
        let may_sign = matches!(question.credential, Credential::SteppedUp);
        assert!(may_sign || !answer(&access, &question), "{question:?}");
    }
    let court_system = actor(Role::CourtSystem, "cn-nansha", Credential::Token);
    let denied = access.permit::<action::Withdraw>(&court_system, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!(denied.code(), "token-cannot-sign");
    let judge = actor(Role::Judge, "cn-nansha", Credential::Session);
    let denied = access.permit::<action::Withdraw>(&judge, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!(denied.code(), "step-up-needed");
}

#[test]
fn no_policy_lets_anybody_but_the_clockwork_do_its_work_or_the_clockwork_do_more() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    for question in Question::all().filter(|question| answer(&access, question)) {
        let clockwork = question.role == Role::Timer;
        assert_eq!(question.credential == Credential::Timer, clockwork, "{question:?}");
        assert_eq!(question.action.is_clockwork(), clockwork, "{question:?}");
    }
    let judge = actor(Role::Judge, "cn-nansha", Credential::SteppedUp);
    let denied = access.permit::<action::Assess>(&judge, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!(denied.code(), "timer-only");
}

#[test]
fn no_policy_shows_the_operator_a_matter() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    let operator = actor(Role::Operator, "cn-nansha", Credential::SteppedUp);
    let denied = access.permit::<action::Read>(&operator, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!(denied.code(), "content-withheld");
    for question in Question::all().filter(|question| question.role == Role::Operator) {
        assert!(!question.action.concerns_matter() || !answer(&access, &question), "{question:?}");
    }
}

#[test]
fn no_policy_lets_a_person_use_a_token_or_a_program_a_session() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    let judge = actor(Role::Judge, "cn-nansha", Credential::Token);
    let denied = access.permit::<action::Read>(&judge, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!(denied.code(), "wrong-credential");
    let court_system = actor(Role::CourtSystem, "cn-nansha", Credential::Session);
    let denied = access.permit::<action::Read>(&court_system, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!(denied.code(), "wrong-credential");
}

#[test]
fn no_policy_opens_a_matter_to_an_authority_that_is_no_party() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    for question in Question::all().filter(|question| question.relation == Relation::Unrelated) {
        assert!(!answer(&access, &question), "{question:?}");
    }
}

#[test]
fn what_concerns_a_matter_is_not_permitted_without_one_nor_the_reverse() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    let judge = actor(Role::Judge, "cn-nansha", Credential::SteppedUp);
    assert!(access.permit::<action::Read>(&judge, None).is_err());
    assert!(access.permit::<action::ReadRules>(&judge, Some(&nansha_to_hong_kong())).is_err());
    assert!(access.permit::<action::ReadRules>(&judge, None).is_ok());
    for question in Question::all().filter(|question| answer(&access, question)) {
        assert_eq!(question.action.concerns_matter(), question.relation != Relation::Gateway, "{question:?}");
    }
}

#[test]
fn entering_the_password_takes_nothing_away() {
    let access = Access::load().unwrap();
    for question in Question::all().filter(|question| question.credential == Credential::Session) {
        let stepped_up = Question { credential: Credential::SteppedUp, ..question };
        assert!(!answer(&access, &question) || answer(&access, &stepped_up), "{question:?}");
    }
}

#[test]
fn the_law_is_open_to_everyone_who_is_known_here() {
    let access = Access::load().unwrap();
    let open = [ActionCode::ReadRules, ActionCode::AssessFacts, ActionCode::ComputeDeadline, ActionCode::ReadCalendar];
    for &role in Role::ALL.iter().filter(|&&role| role != Role::Timer) {
        let credential = if role == Role::CourtSystem { Credential::Token } else { Credential::Session };
        for action in open {
            assert!(
                answer(&access, &Question { role, relation: Relation::Gateway, credential, action }),
                "{role} {action}"
            );
        }
    }
}

#[test]
fn every_action_is_granted_to_somebody() {
    let access = Access::load().unwrap();
    let granted: BTreeSet<_> =
        Question::all().filter(|question| answer(&access, question)).map(|question| question.action).collect();
    // What evidence was not given for is nobody's to do.
    let expected = ActionCode::ALL.iter().filter(|&&action| action != ActionCode::UseRestricted);
    assert!(granted.iter().eq(expected), "{granted:?}");
}

#[test]
fn no_policy_lets_anybody_use_evidence_for_what_it_was_not_given_for() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    for question in Question::all().filter(|question| question.action == ActionCode::UseRestricted) {
        assert!(!answer(&access, &question), "{question:?}");
    }
    let judge = actor(Role::Judge, "cn-nansha", Credential::SteppedUp);
    let denied = access.permit::<action::UseRestricted>(&judge, Some(&nansha_to_hong_kong())).unwrap_err();
    assert_eq!((denied.code(), denied.hides_existence), ("use-restricted", false));
}

#[test]
fn policies_that_are_not_polar_are_not_loaded() {
    for broken in ["may(", "", "allow(\"judge\");", "may(r, x, c, a) if granted_elsewhere(r, x, c, a);"] {
        let error = Access::from_polar(broken).unwrap_err();
        assert_eq!(error.code(), "policies-not-evaluated", "{broken}: {error}");
    }
}

#[test]
fn a_slip_of_the_pen_in_a_policy_is_found_at_the_start() {
    let slips = [
        ("judgee", "originating", "session", "matter.read", "role"),
        ("judge", "origin", "session", "matter.read", "relation"),
        ("judge", "originating", "cookie", "matter.read", "credential"),
        ("judge", "originating", "session", "matter.raed", "action"),
    ];
    for (role, relation, credential, action, expected) in slips {
        let policy = format!("may(\"{role}\", \"{relation}\", \"{credential}\", \"{action}\");");
        match Access::from_polar(&policy).unwrap_err() {
            AccessError::UnknownCode { place, .. } => assert_eq!(place, expected),
            other => panic!("{other}"),
        }
    }
    let number = Access::from_polar("may(1, \"gateway\", \"session\", \"rules.read\");").unwrap_err();
    assert_eq!(number.code(), "policies-unknown-code");
}

#[test]
fn policies_without_end_are_not_loaded() {
    let endless = "may(\"judge\", \"gateway\", \"session\", \"rules.read\") if for_ever(0);
                   for_ever(n) if for_ever(n + 1);";
    assert_eq!(Access::from_polar(endless).unwrap_err().code(), "policies-not-evaluated");
}

#[test]
fn policies_with_too_many_answers_are_not_loaded() {
    let verbose = "may(\"judge\", \"gateway\", \"session\", \"rules.read\") if
                       digit(_a) and digit(_b) and digit(_c) and digit(_d);
                   digit(n) if n in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];";
    assert_eq!(Access::from_polar(verbose).unwrap_err().code(), "policies-too-many-answers");
}

#[test]
fn policies_that_are_too_large_are_not_read() {
    let large = "# too much\n".repeat(10_000);
    assert_eq!(Access::from_polar(&large).unwrap_err().code(), "policies-too-large");
}

#[test]
fn each_policy_file_is_loaded() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies");
    let files: BTreeSet<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".polar"))
        .collect();
    let asked = "question.polar";
    let loaded: BTreeSet<_> = POLICIES.iter().map(|(name, _)| *name).chain([asked]).map(str::to_owned).collect();
    assert_eq!(loaded, files);
}

#[test]
fn a_refusal_is_logged_with_its_reason_and_whom_it_refused_what_and_nothing_else() {
    let access = Access::load().unwrap();
    let clerk = actor(Role::Clerk, "cn-nansha", Credential::Session);
    let log = logged(|| drop(access.permit::<action::Forward>(&clerk, Some(&nansha_to_hong_kong()))));
    let [line] = log.as_slice() else { panic!("{log:?}") };
    let fields = [
        ("code", "not-allowed"),
        ("actor", "somebody"),
        ("action", "matter.forward"),
        ("authority", "cn-nansha"),
        ("matter", "cn/01KEQ3V3T0000000000000000A"),
        ("message", "refused"),
    ];
    assert_eq!(line["level"], "INFO");
    let expected: serde_json::Map<_, _> =
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    assert_eq!(line["fields"], serde_json::Value::Object(expected));

    let stranger = actor(Role::Judge, "cn-qianhai", Credential::Session);
    assert_eq!(logged(|| assert!(access.admit(&stranger, &nansha_to_hong_kong()).is_err())).len(), 1);
    assert_eq!(logged(|| drop(access.permit::<action::ReadPeers>(&clerk, None))).len(), 1);
}

#[test]
fn leave_that_is_given_is_not_logged() {
    let access = Access::load().unwrap();
    let clerk = actor(Role::Clerk, "cn-nansha", Credential::Session);
    let given = logged(|| {
        assert!(access.admit(&clerk, &nansha_to_hong_kong()).is_ok());
        assert!(access.permit::<action::Read>(&clerk, Some(&nansha_to_hong_kong())).is_ok());
    });
    assert_eq!(given, Vec::<serde_json::Value>::new());
}

#[test]
fn who_is_a_party_in_whatever_role_is_admitted_and_nobody_else() {
    let access = Access::load().unwrap();
    let admitted = |role, authority| {
        let actor = actor(role, authority, Credential::Session);
        access.admit(&actor, &nansha_to_hong_kong()).map_err(|denied| denied.hides_existence)
    };
    assert_eq!(admitted(Role::Operator, "cn-nansha"), Ok(()));
    assert_eq!(admitted(Role::Registrar, "hk-high-court"), Ok(()));
    assert_eq!(admitted(Role::Judge, "cn-qianhai"), Err(true));
}

/// What is logged meanwhile, as the program logs it.
fn logged(act: impl FnOnce()) -> Vec<serde_json::Value> {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(log, act);
    let bytes = lines.0.lock().unwrap().clone();
    bytes.split_inclusive(|byte| *byte == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect()
}

#[derive(Clone, Default)]
struct Lines(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn policies_only_grant() {
    for (name, text) in POLICIES.into_iter().chain([("question.polar", grants::QUESTION)]) {
        let rules = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        for word in rules.flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric() && letter != '_')) {
            assert!(!["not", "cut", "forall"].contains(&word), "{name}: `{word}`");
        }
    }
}

fn case_before_nansha() -> CaseStanding {
    CaseStanding {
        case: "cn/01KEQ3V3T0000000000000000B".parse().unwrap(),
        revision: 4,
        court: "cn-nansha".parse().unwrap(),
    }
}

#[test]
fn in_a_case_the_judge_leads_and_the_clerk_enters_what_the_parties_do() {
    let access = Access::load().unwrap();
    let standing = case_before_nansha();
    let clerk = actor(Role::Clerk, "cn-nansha", Credential::Session);
    let judge = actor(Role::Judge, "cn-nansha", Credential::Session);
    let permit = access.permit_in_case::<action::EnterInCase>(&clerk, &standing).unwrap();
    assert_eq!((permit.case(), permit.case_revision()), (&standing.case, 4));
    assert!(access.permit_in_case::<action::LeadCase>(&judge, &standing).is_ok());
    assert_eq!(access.permit_in_case::<action::LeadCase>(&clerk, &standing).unwrap_err().code(), "not-allowed");
}

#[test]
fn a_case_is_hidden_from_every_court_but_its_own() {
    let access = Access::load().unwrap();
    let stranger = actor(Role::Judge, "cn-qianhai", Credential::SteppedUp);
    let denied = access.permit_in_case::<action::ReadCase>(&stranger, &case_before_nansha()).unwrap_err();
    assert_eq!((denied.code(), denied.hides_existence), ("not-allowed", true));
    let operator = actor(Role::Operator, "cn-nansha", Credential::SteppedUp);
    let denied = access.permit_in_case::<action::ReadCase>(&operator, &case_before_nansha()).unwrap_err();
    assert_eq!(denied.code(), "content-withheld");
}

#[test]
fn how_an_authority_stands_to_a_matter_gives_no_leave_in_a_case() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    let judge = actor(Role::Judge, "cn-nansha", Credential::SteppedUp);
    assert!(access.permit::<action::ReadCase>(&judge, Some(&nansha_to_hong_kong())).is_err());
    assert!(access.permit::<action::ReadCase>(&judge, None).is_err());
}

#[test]
fn no_policy_shows_the_operator_who_authorised_whom() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    let operator = actor(Role::Operator, "cn-nansha", Credential::SteppedUp);
    let denied = access.permit::<action::ReadAuthorisation>(&operator, None).unwrap_err();
    assert_eq!(denied.code(), "content-withheld");
}

#[test]
fn a_clerk_keeps_the_list_of_jurors_and_a_judge_with_the_password_decides_who_is_on_it() {
    let access = Access::load().unwrap();
    let clerk = actor(Role::Clerk, "cn-nansha", Credential::Session);
    let judge = |credential| actor(Role::Judge, "cn-nansha", credential);
    assert!(access.permit::<action::NominateJuror>(&clerk, None).is_ok());
    assert!(access.permit::<action::KeepJurors>(&clerk, None).is_ok());
    assert!(access.permit::<action::FormJurorPool>(&clerk, None).is_ok());
    assert_eq!(access.permit::<action::AppointJuror>(&clerk, None).unwrap_err().code(), "not-allowed");
    let session = access.permit::<action::AppointJuror>(&judge(Credential::Session), None).unwrap_err();
    assert_eq!(session.code(), "step-up-needed");
    assert!(access.permit::<action::AppointJuror>(&judge(Credential::SteppedUp), None).is_ok());
    let auditor = actor(Role::Auditor, "cn-nansha", Credential::Session);
    assert!(access.permit::<action::ReadJurors>(&auditor, None).is_ok());
    assert!(access.permit::<action::KeepJurors>(&auditor, None).is_err());
}

#[test]
fn no_policy_shows_the_operator_who_is_a_juror() {
    let access = Access::from_polar(GRANT_EVERYTHING).unwrap();
    let operator = actor(Role::Operator, "cn-nansha", Credential::SteppedUp);
    let denied = access.permit::<action::ReadJurors>(&operator, None).unwrap_err();
    assert_eq!(denied.code(), "content-withheld");
    for question in Question::all().filter(|question| question.role == Role::Operator) {
        assert!(!question.action.shows_jurors() || !answer(&access, &question), "{question:?}");
    }
}
