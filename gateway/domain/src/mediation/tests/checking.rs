//! Who may mediate: the panel, conflicts, disclosure, consents.

use serde_json::json;

use super::*;
use crate::matter::Request;
use crate::{authorisation, case, juror};

fn refused_standing(standing: Selectability) -> Refusal {
    let Command::Name { candidate, chosen_by, found, .. } = name(of_the_panel("mediator")) else { unreachable!() };
    Play::opened().refused(Command::Name { candidate, chosen_by, found, standing: Some(standing) })
}

#[test]
fn whoever_is_chosen_from_the_panel_stands_on_it_within_the_hour() {
    for because in Unselectable::ALL {
        assert_eq!(refused_standing(Selectability::Not { because }), Refusal::NotSelectable { because });
    }
    let hour = 60 * 60 * 1_000;
    let too_old = Refusal::NotSelectable { because: Unselectable::CannotConfirm };
    assert_eq!(refused_standing(known_at(hour + 1)), too_old);
    let Command::Name { candidate, chosen_by, found, .. } = name(of_the_panel("mediator")) else { unreachable!() };
    let just_in_time = Command::Name { candidate, chosen_by, found, standing: Some(known_at(hour)) };
    assert!(Play::opened().decide(just_in_time).is_ok());
}

#[test]
fn what_was_known_when_somebody_was_named_is_asked_again_at_the_appointment() {
    let play = Play::named().consented(&[]);
    let because = Unselectable::Suspended;
    let standing = Some(Selectability::Not { because });
    let suspended = Command::Appoint { found: Vec::new(), standing, answer: None, override_reason: None };
    assert_eq!(play.refused(suspended), Refusal::NotSelectable { because });
    let unknown = Command::Appoint { found: Vec::new(), standing: None, answer: None, override_reason: None };
    assert_eq!(play.refused(unknown), Refusal::NotSelectable { because: Unselectable::Unknown });
}

#[test]
fn of_a_mediator_from_the_bodys_own_list_nothing_has_to_be_known() {
    let play = Play::opened().done(name(local("mediator"))).consented(&[]);
    let appoint = Command::Appoint { found: Vec::new(), standing: None, answer: None, override_reason: None };
    assert_eq!(play.done(appoint).state(), State::Appointed);
}

#[test]
fn a_party_a_juror_and_a_judge_of_the_dispute_never_mediate_it_whoever_consents() {
    for role in [DisputeRole::Party, DisputeRole::Juror, DisputeRole::Judge] {
        let barred = Refusal::Conflict { tie: Tie::Role(role) };
        let Command::Name { candidate, chosen_by, standing, .. } = name(of_the_panel("mediator")) else {
            unreachable!()
        };
        let named = Command::Name { candidate, chosen_by, standing, found: vec![found(role)] };
        assert_eq!(Play::opened().refused(named), barred);
        assert_eq!(Play::named().consented(&[]).refused(appoint_knowing(vec![found(role)])), barred);
    }
}

#[test]
fn whoever_is_tied_to_a_side_needs_the_written_consent_of_every_party() {
    let play = Play::named().done(disclose(&[Relation::WorkedForParty])).done(consent(BUYER, ConsentKind::Written));
    assert_eq!(play.refused(appoint()), Refusal::ConsentMissing { party: SELLER });
    let orally = play.clone().done(consent(SELLER, ConsentKind::Oral));
    assert_eq!(orally.refused(appoint()), Refusal::ConsentMissing { party: SELLER });
    let refused = play.clone().done(consent(SELLER, ConsentKind::Refused));
    assert_eq!(refused.refused(appoint()), Refusal::ConsentMissing { party: SELLER });
    assert_eq!(play.done(consent(SELLER, ConsentKind::Written)).done(appoint()).state(), State::Appointed);
}

#[test]
fn a_consent_in_writing_is_a_paper() {
    let unseen = Command::Consent { party: BUYER, consent: Consent { how: ConsentKind::Written, paper: None } };
    let refused = Play::named().done(disclose(&[])).refused(unseen);
    assert!(matches!(refused, Refusal::BadRequest(bad) if (bad.at.as_str(), bad.code) == ("paper", "missing")));
}

#[test]
fn nobody_consents_before_the_mediator_has_disclosed_nor_to_what_was_disclosed_later() {
    let play = Play::named();
    assert_eq!(play.refused(consent(BUYER, ConsentKind::Written)), Refusal::NotDisclosed);
    assert_eq!(play.refused(appoint()), Refusal::NotDisclosed);
    let play = play.consented(&[]).done(disclose(&[Relation::ShareholdingInParty]));
    assert_eq!(play.refused(appoint()), Refusal::ConsentMissing { party: BUYER });
}

#[test]
fn what_came_to_light_after_the_consents_was_not_consented_to() {
    let play = Play::named().consented(&[]);
    let tie = Tie::Role(DisputeRole::Witness);
    assert_eq!(play.refused(appoint_knowing(vec![found(DisputeRole::Witness)])), Refusal::FoundSince { tie });
    // Named anew with it, and consented to, the same person can be appointed.
    let Command::Name { candidate, chosen_by, standing, .. } = name(of_the_panel("mediator")) else { unreachable!() };
    let known = Command::Name { candidate, chosen_by, standing, found: vec![found(DisputeRole::Witness)] };
    let play = play.done(replace()).done(known).consented(&[]);
    assert_eq!(play.done(appoint_knowing(vec![found(DisputeRole::Witness)])).state(), State::Appointed);
}

#[test]
fn whom_the_parties_chose_they_have_agreed_on() {
    let play = Play::named().done(disclose(&[])).done(consent(BUYER, ConsentKind::Oral));
    assert_eq!(play.refused(appoint()), Refusal::ConsentMissing { party: SELLER });
    assert_eq!(play.done(consent(SELLER, ConsentKind::Oral)).done(appoint()).state(), State::Appointed);
}

#[test]
fn one_whom_the_body_appoints_a_party_can_refuse() {
    let Command::Name { candidate, found, standing, .. } = name(of_the_panel("mediator")) else { unreachable!() };
    let by_the_body = Command::Name { candidate, chosen_by: Chooser::Body, found, standing };
    let play = Play::opened().done(by_the_body).done(disclose(&[]));
    let refused = play.clone().done(consent(SELLER, ConsentKind::Refused));
    assert_eq!(refused.refused(appoint()), Refusal::ConsentMissing { party: SELLER });
    // Nor does a reason carry it where the rules say nothing.
    let silent = Play { silent: true, ..refused };
    let Command::Appoint { found, standing, answer, .. } = appoint() else { unreachable!() };
    let override_reason = Some(marked("reason"));
    let although = Command::Appoint { found, standing, answer, override_reason };
    assert_eq!(silent.refused(although), Refusal::ConsentMissing { party: SELLER });
    assert_eq!(play.done(appoint()).state(), State::Appointed);
}

#[test]
fn where_the_rules_are_silent_a_reason_carries_the_appointment() {
    let mut play = Play::named().consented(&[]);
    play.silent = true;
    assert_eq!(play.refused(appoint()), Refusal::RulesSilent { fault: "fuel-used-up".into() });
    let Command::Appoint { found, standing, answer, .. } = appoint() else { unreachable!() };
    let reason = Some(marked("reason"));
    assert!(play.decide(Command::Appoint { found, standing, answer, override_reason: reason }).is_ok());
}

#[test]
fn a_mediation_has_two_sides() {
    let alone = Dispute { parties: vec![party("buyer", Jurisdiction::Cn)], ..dispute() };
    let play = Play::new().done(open(alone)).done(name(of_the_panel("mediator"))).done(disclose(&[]));
    let play = play.done(consent(BUYER, ConsentKind::Written));
    assert!(matches!(play.refused(appoint()), Refusal::BadRequest(bad) if bad.code == "too-few"));
}

#[test]
fn a_mediation_body_or_a_court_mediates_and_nobody_else() {
    let by =
        |kind: &str| Command::Open { body: Authority { kind: kind.into(), ..body() }, dispute: Box::new(dispute()) };
    for kind in ["mediation-body", "basic-court", "tribunal"] {
        assert!(Play::new().decide(by(kind)).is_ok(), "{kind}");
    }
    for kind in ["accreditation-body", "procuratorate", "foreign-court"] {
        assert_eq!(Play::new().refused(by(kind)), Refusal::NotAMediationBody, "{kind}");
    }
}

#[test]
fn each_reason_is_given_once_and_having_mediated_before_is_none() {
    let roles = [found(DisputeRole::Agent), found(DisputeRole::Mediator), found(DisputeRole::Agent)];
    let reasons = conflicts(&roles, &[Relation::InterestInOutcome]);
    let ties: Vec<_> = reasons.iter().map(|conflict| (conflict.tie.code(), conflict.effect)).collect();
    assert_eq!(ties, [("agent", Effect::NeedsConsent), ("interest-in-outcome", Effect::NeedsConsent)]);
}

#[test]
fn people_are_one_by_their_number_and_without_one_by_their_name_in_any_script() {
    let one = of_the_panel("陳大文");
    let other_number = Panel::GbaPanel { roster_number: "urn:comity:mediator:hk:2026-0050".parse().unwrap() };
    let namesake = Candidate { panel: other_number, ..of_the_panel("陳大文") };
    let renamed = of_the_panel("Chan Tai Man");
    let is = |other: &Candidate| Identity::of_candidate(&one).is(&Identity::of_candidate(other));
    assert!(is(&renamed) && !is(&namesake));
    assert!(Identity::of_candidate(&one).is_named(&marked("陈大文")));
    assert!(!Identity::of_candidate(&one).is_named(&marked("陈小文")));
}

#[test]
fn a_mediator_of_the_panel_is_known_by_every_name_that_the_roster_has() {
    let names = ["陳大文", "Chan Tai Man"].map(marked).to_vec();
    let appointed = |text: &str| {
        let candidate = Candidate { names: names.clone(), ..of_the_panel(text) };
        Play::opened().done(name(candidate)).consented(&[]).done(appoint())
    };
    for play in [appointed("陳大文"), appointed("Chan Tai Man")] {
        let settlement = {
            let play = play.clone().done(sign_for_papers()).done(agree()).done(sign(Signer::Mediator));
            let play = play.done(sign(Signer::Party(BUYER))).done(sign(Signer::Party(SELLER)));
            Settlement::of(play.mediation(), Time::from_unix_ms(NOW)).unwrap()
        };
        for known in ["陈大文", "CHAN Tai-man"] {
            let (known, references) = (marked(known), References::of([marked("(2026)").as_str()]));
            let who = Identity::of_name(&known);
            assert!(roles_in_mediation(play.mediation(), &references, &who).contains(&DisputeRole::Mediator));
            assert!(roles_in_settlement(&settlement, &references, &who).contains(&DisputeRole::Mediator));
        }
    }
}

#[test]
fn nobody_is_named_by_the_number_of_another() {
    let other = Candidate { names: vec![marked("陳大文")], ..of_the_panel("何志雄") };
    assert_eq!(Play::opened().refused(name(other)), Refusal::NameNotOnRoster);
    let of_nobody = Candidate { names: Vec::new(), ..of_the_panel("何志雄") };
    assert_eq!(Play::opened().refused(name(of_nobody)), Refusal::NameNotOnRoster);
}

#[test]
fn however_a_reference_is_written_it_is_of_one_dispute() {
    let dispute = References::of(["(2026)粤0191民初1号", "HKMB-2026-7"]);
    for reference in ["（２０２６）粵0191民初1號", "hkmb 2026/7"] {
        assert!(dispute.hold(reference) && dispute.meet(&References::of([reference])), "{reference}");
    }
    for other in ["(2026)粤0191民初11号", "HKMB-20267", ""] {
        assert!(!dispute.hold(other) && !dispute.meet(&References::of([other])), "{other}");
    }
}

#[test]
fn who_speaks_for_a_party_as_a_case_is_opened_or_joined_has_a_role_in_it() {
    let party = case::Party {
        name: "seller".into(),
        side: case::PartySide::Defendant,
        jurisdiction: Jurisdiction::Hk,
        representative: Some("counsel".into()),
    };
    let open = case::Command::Open { court: "cn-nansha".parse().unwrap(), sheet: sheet(party.clone()) };
    for command in [open, case::Command::Join { party }] {
        assert_eq!(roles_taken(&command), [("counsel", DisputeRole::Agent)]);
    }
}

#[test]
fn a_mediator_is_known_in_the_dispute_from_the_appointment_on_and_for_good() {
    let who = of_the_panel("mediator");
    let roles = |play: &Play, reference: &str| {
        let mediation = play.mediation();
        let references = References::of([reference]);
        roles_in_mediation(mediation, &references, &Identity::of_candidate(&who)).into_iter().collect::<Vec<_>>()
    };
    let reference = marked("(2026)");
    assert_eq!(roles(&Play::named(), &reference), []);
    assert_eq!(roles(&Play::appointed(), &reference), [DisputeRole::Mediator]);
    let replaced = Play::under_way().done(replace()).done(name(local("another")));
    assert_eq!(roles(&replaced, &reference), [DisputeRole::Mediator]);
    assert_eq!(roles(&replaced, "another dispute"), []);
    let settlement = Settlement::of(Play::signed().mediation(), Time::from_unix_ms(NOW)).unwrap();
    let in_court =
        roles_in_settlement(&settlement, &References::of([reference.as_str()]), &Identity::of_candidate(&who));
    assert!(in_court.contains(&DisputeRole::Mediator));
    let closed: Vec<_> = DisputeRole::ALL.into_iter().filter(|role| !role.is_open_to_mediator()).collect();
    assert_eq!(closed.len(), DisputeRole::ALL.len() - 2);
}

#[test]
fn whoever_was_ever_appointed_is_known_to_the_rules_on_jurors_by_who_sent_the_parties() {
    use juror::EarlierRole::{InvitedMediator, PeoplesMediator};
    let references = References::of([marked("(2026)").as_str()]);
    let as_what = |dispute: &Dispute, panel: Panel| {
        let mediator = Candidate { panel, ..local("mediator") };
        let known = who_mediated(dispute, [&mediator], &references);
        assert!(known.iter().all(|(who, _)| *who == mediator));
        known.into_iter().map(|(_, role)| role).collect::<Vec<_>>()
    };
    assert_eq!(as_what(&dispute(), of_the_panel("mediator").panel), [PeoplesMediator]);
    assert_eq!(as_what(&dispute(), Panel::Local {}), [PeoplesMediator]);
    assert_eq!(as_what(&dispute(), Panel::InvitedMediatorList {}), [InvitedMediator]);
    for when in [ReferralTime::PreFiling, ReferralTime::PostFiling] {
        assert_eq!(as_what(&referred(when, None), Panel::Local {}), [InvitedMediator]);
    }
    let another = Dispute { reference: marked("another dispute"), ..dispute() };
    assert_eq!(as_what(&another, Panel::InvitedMediatorList {}), []);

    let names = |play: &Play| -> Vec<String> {
        let mediation = play.mediation();
        let known = who_mediated(&mediation.dispute, mediation.mediators(), &references);
        known.into_iter().map(|(who, _)| who.name).collect()
    };
    assert_eq!(names(&Play::named()), [""; 0], "whoever is only named has mediated nothing");
    let replaced = Play::under_way().done(replace()).done(name(local("another")));
    assert_eq!(names(&replaced), [marked("mediator")], "whoever left has mediated it");
}

#[test]
fn the_parties_and_their_counsel_are_known_in_the_dispute() {
    let play = Play::opened();
    let roles = |name: &str| {
        let name = marked(name);
        let references = References::of([marked("(2026)").as_str()]);
        let found = roles_in_mediation(play.mediation(), &references, &Identity::of_name(&name));
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(roles("buyer"), [DisputeRole::Party]);
    assert_eq!(roles("counsel of seller"), [DisputeRole::Agent]);
    assert_eq!(roles("somebody"), []);
}

fn sheet(party: case::Party) -> case::Sheet {
    case::Sheet {
        case_number: "(2026)".into(),
        cause_of_action: "sale".into(),
        case_category: "civil-commercial".into(),
        trial_procedure: "ordinary".into(),
        instance: "first".into(),
        parties: vec![party],
    }
}

#[test]
fn a_judge_finds_in_the_case_that_somebody_only_bears_a_mediators_name() {
    let party = case::Party {
        name: "seller".into(),
        side: case::PartySide::Defendant,
        jurisdiction: Jurisdiction::Hk,
        representative: None,
    };
    let opened = case::Event::Opened { court: "cn-nansha".parse().unwrap(), sheet: sheet(party) };
    let found = case::Event::ToldApart { name: "陈伟".into(), reason: "another number".into() };
    let id = "cn/01KEQ3V3T0000000000000000A".parse().unwrap();
    let after = |events: &[&case::Event]| {
        case::Case::fold(&id, events.iter().map(|event| (OPENED_ON, *event))).unwrap().unwrap()
    };
    let is_told_apart = |case: &case::Case, reference: &str, name: &str| {
        told_apart_in_case(case, &References::of([reference]), &Identity::of_name(name))
    };
    assert!(!is_told_apart(&after(&[&opened]), "(2026)", "陈伟"));
    let case = after(&[&opened, &found]);
    assert!(is_told_apart(&case, "（2026）", "陳偉"));
    assert!(!is_told_apart(&case, "(2026)", "陈大文") && !is_told_apart(&case, "(2025)", "陈伟"));
}

#[test]
fn who_is_served_asked_or_speaks_for_somebody_by_letter_is_known_in_the_dispute() {
    let letter = |asks: (&str, serde_json::Value)| {
        let mut request = json!({
            "case_number": "(2026)", "case_category": "civil-commercial", "documents": [],
            "letter": { "languages": ["zh"], "copies": 1 },
        });
        request[asks.0] = asks.1;
        serde_json::from_value::<Request>(request).unwrap()
    };
    let served = letter(("addressees", json!([{ "name": "seller", "jurisdiction": "HK" }])));
    let person = |name: &str, role: &str| json!({ "id": name, "name": name, "role": role, "jurisdiction": "HK" });
    let persons =
        [person("driver", "witness"), person("engineer", "expert"), person("counsel", "legal-representative")];
    let asked = letter(("evidence", json!({ "persons": persons, "acts": [] })));
    let roles = |request: &Request, reference: &str, name: &str| {
        let found = roles_in_request(request, &References::of([reference]), &Identity::of_name(name));
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(roles(&served, "(2026)", "seller"), [DisputeRole::Party]);
    assert_eq!(roles(&served, "(2025)", "seller"), []);
    let known = [("driver", DisputeRole::Witness), ("engineer", DisputeRole::Expert), ("counsel", DisputeRole::Agent)];
    for (name, role) in known {
        assert_eq!(roles(&asked, "(2026)", name), [role]);
    }
    assert_eq!(roles(&asked, "(2026)", "somebody"), []);
}

#[test]
fn who_speaks_by_a_power_of_attorney_that_was_given_for_the_case_is_known_in_the_dispute() {
    let given_for = |case_numbers: &[&str]| {
        let mandate = json!({
            "principal": { "name": "seller", "jurisdiction": "HK" }, "agents": [{ "name": "counsel", "jurisdiction": "CN" }],
            "power": "general", "powers": [], "case_numbers": case_numbers,
        });
        let mandate = Box::new(serde_json::from_value(mandate).unwrap());
        let begun = authorisation::Event::SessionBegun { court: "cn-nansha".parse().unwrap(), until: None, mandate };
        let id = "cn/01KEQ3V3T0000000000000000A".parse().unwrap();
        authorisation::Authorisation::fold(&id, [(OPENED_ON, &begun)]).unwrap().unwrap()
    };
    let roles = |case_numbers: &[&str], name: &str| {
        let found =
            roles_by_authorisation(&given_for(case_numbers), &References::of(["(2026)"]), &Identity::of_name(name));
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(roles(&["(2026)"], "counsel"), [DisputeRole::Agent]);
    assert_eq!(roles(&["(2026)"], "seller"), [DisputeRole::Party]);
    assert_eq!(roles(&["(2025)"], "counsel"), []);
    assert_eq!(roles(&[], "counsel"), []);
}
