//! What an act waits for: the consent of the person, and the notice to those who may attend.

use super::*;

/// Nansha asks Macao, whose court of final appeal has decided so.
fn in_macao(change: impl FnOnce(&mut Evidence), decisions: Decisions) -> Play {
    let mut request = complete();
    let Asks::Evidence(evidence) = &mut request.asks else { panic!("it is of service") };
    change(evidence);
    let to_macao = Chain { receiving: "mo-tui".parse().unwrap(), ..chain() };
    let letter = Content::Letter { chain: to_macao, request };
    Play::new().then(take(sealed(letter, None, DRAFTED_ON))).assessed(Accept).days_later(1).then(decide_so(decisions))
}

/// Whether the technical method is followed.
fn by_video(technical_method: Option<bool>) -> Decisions {
    Decisions { technical_method, ..Decisions::default() }
}

fn attended(approved: bool) -> Decisions {
    let presence = vec![PresenceDecided { who: "counsel".into(), approved }];
    Decisions { presence, ..Decisions::default() }
}

fn says(person: &str, to: ConsentTo, given: bool) -> Command {
    let consent = Consent { person: person.into(), to, given };
    note(|it| it.consents = vec![consent])
}

/// It is executed, and the statement is on file.
fn begun(accepted: Play) -> Play {
    accepted.then(start_execution()).days_later(3).then(add("statement"))
}

fn without_consent(act: usize) -> Refusal {
    Refusal::ActWithoutConsent { at: format!("evidence.acts[{act}]") }
}

fn without_notice(act: usize) -> Refusal {
    Refusal::ActWithoutNotice { at: format!("certificate.taking.acts[{act}].date") }
}

#[test]
fn nobody_is_heard_by_video_in_macao_who_was_not_asked_or_said_no() {
    let method = |given| says("w1", ConsentTo::Method, given);
    for follows in [None, Some(true)] {
        let play = in_macao(|_| {}, by_video(follows));
        assert_eq!(play.refused(start_execution()), without_consent(0), "nobody asked the witness: {follows:?}");
        assert_eq!(play.then(method(true)).then(start_execution()).state(), State::InExecution);
    }
    let unwilling = in_macao(|_| {}, by_video(Some(true))).then(method(false));
    assert_eq!(unwilling.refused(start_execution()), without_consent(0));
    for follows in [None, Some(false)] {
        let play = in_macao(|_| {}, by_video(follows)).then(method(false));
        assert_eq!(play.then(start_execution()).state(), State::InExecution, "in the ordinary way: {follows:?}");
    }
    let ordinary = in_macao(|_| {}, by_video(Some(false)));
    assert_eq!(ordinary.then(start_execution()).state(), State::InExecution, "it was decided without the witness");
}

#[test]
fn the_consent_that_the_letter_reports_counts_until_the_witness_is_asked() {
    let agrees = |evidence: &mut Evidence| evidence.persons[0].agrees_to_method = Some(true);
    let play = in_macao(agrees, by_video(Some(true)));
    assert_eq!(play.clone().then(start_execution()).state(), State::InExecution);
    let asked = play.then(says("w1", ConsentTo::Method, false));
    assert_eq!(asked.refused(start_execution()), without_consent(0));
}

#[test]
fn another_letter_that_names_somebody_else_reports_no_consent_of_the_one_before() {
    let mut request = complete();
    let to_macao = Chain { receiving: "mo-tui".parse().unwrap(), ..chain() };
    let letter = |request: &Request| Content::Letter { chain: to_macao.clone(), request: request.clone() };
    let first = Play::new().then(take(sealed(letter(&request), None, DRAFTED_ON))).assessed(Accept);
    let asked = first.then(says("w1", ConsentTo::Method, true)).then(ask_supplement()).days_later(1);
    let begins = |play: Play, request: &Request| {
        let mut supplied = hears(play, letter(request)).assessed(Accept).then(decide_so(by_video(Some(true))));
        supplied.attempt(start_execution()).is_ok()
    };
    assert!(begins(asked.clone(), &request), "it is the same witness");
    let Asks::Evidence(evidence) = &mut request.asks else { panic!("it is of service") };
    evidence.persons[0].name = Some(marked("somebody else"));
    assert!(!begins(asked, &request));
}

#[test]
fn of_a_witness_who_is_not_named_nobody_knows_a_consent() {
    let nobody = |evidence: &mut Evidence| evidence.acts[0].person = None;
    for follows in [None, Some(true)] {
        assert_eq!(in_macao(nobody, by_video(follows)).refused(start_execution()), without_consent(0), "{follows:?}");
    }
    let ordinary = in_macao(nobody, by_video(Some(false)));
    assert_eq!(ordinary.then(start_execution()).state(), State::InExecution);
}

#[test]
fn a_review_takes_the_place_of_no_consent() {
    let play = in_macao(|_| {}, by_video(Some(true))).assessed(Outcome::Refuse).then(review());
    assert!(play.standing().reviewed);
    assert_eq!(play.refused(start_execution()), without_consent(0));
}

#[test]
fn what_is_declined_needs_no_consent() {
    let declined_acts = vec![DeclinedAct { act: 0, reason: marked("reason") }];
    let play = in_macao(|_| {}, Decisions { declined_acts, ..Decisions::default() });
    assert_eq!(play.then(start_execution()).state(), State::InExecution);
}

#[test]
fn a_party_and_another_means_need_no_consent_and_nobody_is_made_to_use_it() {
    let party = |evidence: &mut Evidence| evidence.persons[0].role = "party".into();
    let messages = |evidence: &mut Evidence| evidence.acts[0].method = Some("instant-messaging".into());
    for change in [party as fn(&mut Evidence), messages] {
        let play = in_macao(change, by_video(Some(true)));
        assert_eq!(play.clone().then(start_execution()).state(), State::InExecution);
        let unwilling = play.then(says("w1", ConsentTo::Method, false));
        assert_eq!(unwilling.refused(start_execution()), without_consent(0));
    }
}

#[test]
fn in_hong_kong_its_own_law_says_by_which_method_a_witness_is_heard() {
    let play = asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(by_video(Some(true))));
    assert_eq!(play.clone().then(start_execution()).state(), State::InExecution);
    let unwilling = begun(play.then(says("w1", ConsentTo::Method, false)));
    let on = unwilling.today;
    assert_eq!(unwilling.then(execute_as(taken(on))).state(), State::Completed);
}

#[test]
fn a_witness_who_takes_his_consent_back_is_not_certified_as_heard_by_video() {
    let play = in_macao(|_| {}, by_video(Some(true))).then(says("w1", ConsentTo::Method, true));
    let play = begun(play).then(says("w1", ConsentTo::Method, false));
    let on = play.today;
    assert_eq!(play.refused(execute_as(taken(on))), without_consent(0));
    assert_eq!(play.clone().then(execute_as(not_taken(on))).state(), State::Completed);
    let ordinary = Content::Acceptance { remarks: None, decisions: by_video(Some(false)) };
    let corrected = correct(&play, ordinary);
    assert_eq!(play.then(corrected).then(execute_as(taken(on))).state(), State::Completed);
}

#[test]
fn nobody_is_certified_to_have_travelled_without_consent() {
    let play = executing();
    let on = play.today;
    assert_eq!(play.clone().then(execute_as(taken(on))).state(), State::Completed, "the letter says that he agrees");
    let unwilling = play.then(says("w2", ConsentTo::Travel, false));
    assert_eq!(unwilling.refused(execute_as(taken(on))), without_consent(2));
    assert_eq!(unwilling.then(execute_as(partly_taken(on))).state(), State::Completed, "and nobody travelled");

    let unknown = |evidence: &mut Evidence| evidence.persons[1].agrees_to_travel = None;
    let play = begun(in_macao(unknown, by_video(Some(false))));
    let on = play.today;
    assert_eq!(play.refused(execute_as(taken(on))), without_consent(2), "nobody asked");
    let asked = play.then(says("w2", ConsentTo::Travel, true));
    assert_eq!(asked.then(execute_as(taken(on))).state(), State::Completed);
}

#[test]
fn what_somebody_may_attend_is_not_executed_before_notice_of_it_was_given() {
    let accepted = |approved| asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(attended(approved)));
    let nobody = begun(accepted(false));
    let on = nobody.today;
    assert_eq!(nobody.then(execute_as(taken(on))).state(), State::Completed, "nobody may attend");

    let play = begun(accepted(true));
    assert_eq!(play.refused(execute_as(taken(on))), without_notice(0));
    assert_eq!(play.clone().then(execute_as(not_taken(on))).state(), State::Completed, "there was nothing to attend");
    let at_the_other_side = certificate_of(on, vec![not_executed(), not_executed(), executed(on, &[])]);
    assert_eq!(play.clone().then(execute_as(at_the_other_side)).state(), State::Completed);
    let handed_over = certificate_of(on, vec![not_executed(), executed(on, &["statement"]), not_executed()]);
    assert_eq!(play.clone().then(execute_as(handed_over)).state(), State::Completed, "a bank hands over what it has");
    let told = play.then(give_notice(on));
    assert_eq!(told.clone().then(execute_as(taken(on))).state(), State::Completed);
    assert_eq!(told.quarantined().refused(execute_as(taken(on))), without_notice(0), "it was never told");
}

#[test]
fn a_notice_of_a_later_day_announces_no_hearing_that_is_over() {
    let accepted = asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(attended(true)));
    let play = begun(accepted);
    let on = play.today;
    let told = play.then(give_notice(on));
    let done_before = |act: usize| changed(taken(on), |it| it.acts[act].date = Some(on.yesterday().unwrap()));
    assert_eq!(told.refused(done_before(0)), without_notice(0));
    assert_eq!(told.then(done_before(1)).state(), State::Completed, "a bank hands over what it has on no set day");
}

#[test]
fn a_corrected_certificate_says_nothing_that_the_first_one_could_not_have_said() {
    let accepted = asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(attended(true)));
    let play = begun(accepted);
    let on = play.today;
    let play = play.then(execute_as(not_taken(on))).assessed(Accept).then(return_certificate());
    let corrected = correct(&play, taken(on));
    assert_eq!(play.refused(corrected), without_notice(0));
}
