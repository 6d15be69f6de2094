//! What the other side may send at any time.

use super::*;
use Outcome::Accept;

fn concluded(code: &str) -> Play {
    let play = asking(State::Acknowledged).days_later(90);
    let mut check = play.check(Weight::Own, None);
    check.assessment.conclusions.push(Conclusion { code: code.into(), on: None, citations: Vec::new() });
    play.then(Command::RecordAssessment { stage: Stage::FollowUp, check })
}

/// Taken, and brought to a person.
fn conflicts(play: Play, content: Content, conflict: &str) -> Play {
    let before = play.happened.len();
    let play = hears(play, content);
    assert_eq!((play.conflict(), play.standing().needs_person.as_deref()), (Some(conflict), Some("conflict")));
    assert!(CONFLICTS.contains(&conflict));
    assert_eq!(play.happened.len(), before + 2, "what came is in the docket");
    play
}

#[test]
fn a_certificate_after_the_law_gave_up_is_a_conflict_for_a_judge() {
    for code in ["method-unavailable", "not-served"] {
        let play = concluded(code);
        let today = play.today;
        let play = conflicts(play, served(today), "served-after-not-served");
        assert_eq!(play.state(), State::Returned);
        let play = play.assessed(Accept);
        assert_eq!(play.refused(Command::Close), Refusal::NeedsPerson { fault: "conflict".into() });
        assert_eq!(play.then(review()).then(Command::Close).state(), State::Closed);
    }
    let pending = concluded("pending");
    let today = pending.today;
    assert_eq!(hears(pending, served(today)).conflict(), None);
}

#[test]
fn what_was_concluded_once_is_not_forgotten_when_the_rules_are_asked_again() {
    let play = concluded("method-unavailable").assessed(Accept).then(fault());
    let today = play.today;
    conflicts(play, served(today), "served-after-not-served");
}

#[test]
fn a_certificate_of_failure_contradicts_no_conclusion_that_nothing_was_served() {
    let play = concluded("not-served");
    let certificate = hindered(play.today);
    let play = hears(play, Content::Certificate { result: ExecutionResult::Unserved, certificate });
    assert_eq!((play.state(), play.conflict()), (State::Returned, None));
}

#[test]
fn a_second_certificate_is_a_conflict_for_a_judge_even_when_the_matter_was_closed() {
    for state in [State::Returned, State::Closed] {
        let play = asking(state);
        let today = play.today;
        assert_eq!(conflicts(play, served(today), "second-certificate").state(), State::Returned);
    }
}

#[test]
fn a_certificate_with_an_impossible_day_is_taken_and_shown() {
    for day in [date(2026, 1, 14), date(2099, 1, 1)] {
        let play = conflicts(asking(State::Accepted), served(day), "impossible-day");
        assert_eq!(play.state(), State::Returned);
    }
}

#[test]
fn what_comes_after_the_end_is_kept_and_does_not_revive_the_matter() {
    for state in [State::Refused, State::Withdrawn, State::Closed] {
        for content in [supplement_request(), acceptance()] {
            assert_eq!(conflicts(asking(state), content, "after-the-end").state(), state);
        }
    }
    for state in [State::Refused, State::Withdrawn] {
        for content in [letter(complete()), withdrawal()] {
            let play = conflicts(asked(state), content, "after-the-end");
            assert_eq!(play.state(), state);
            assert!(!play.standing().to_assess);
        }
    }
}

#[test]
fn a_certificate_that_crossed_a_withdrawal_is_not_lost() {
    let play = asking(State::Withdrawn);
    let today = play.today;
    let play = conflicts(play, served(today), "after-the-end");
    assert_eq!(play.state(), State::Returned);
    assert!(play.matter().certificate.is_some());
}

#[test]
fn an_answer_out_of_turn_does_not_move_the_matter_back() {
    for state in [State::Accepted, State::Returned] {
        assert_eq!(conflicts(asking(state), acceptance(), "out-of-turn").state(), state);
        let play = conflicts(asking(state), supplement_request(), "out-of-turn");
        assert_eq!((play.state(), play.standing().supplements.len()), (state, 0));
    }
    assert_eq!(conflicts(asking(State::Returned), refusal(), "out-of-turn").state(), State::Returned);
    let play = conflicts(asking(State::Accepted), refusal(), "out-of-turn");
    assert_eq!(play.state(), State::Refused, "they refused all the same");
}

#[test]
fn while_a_supplement_is_prepared_the_other_side_may_refuse_but_not_serve() {
    let prepared = asking(State::SupplementAsked).preflighted(Accept, Accept).then(submit());
    let sent_back = prepared.clone().then(Command::SendBack { reason: marked("reason") });
    for play in [asking(State::SupplementAsked), prepared, sent_back] {
        let refused = hears(play.clone(), refusal());
        assert_eq!((refused.state(), refused.conflict()), (State::Refused, None));
        let today = play.today;
        assert_eq!(conflicts(play, served(today), "out-of-turn").state(), State::Returned);
    }
}

#[test]
fn an_answer_to_another_letter_is_a_conflict_for_a_person() {
    let play = asking(State::Acknowledged);
    for refers_to in [None, Some(Digest::of(b"another letter"))] {
        for content in [acceptance(), supplement_request(), refusal(), served(play.today)] {
            let sealed_by = chain().receiving;
            let answer = take(SealedDocument { sealed_by, ..sealed(content, refers_to, play.today) });
            assert_eq!(play.clone().then(answer).conflict(), Some("answers-another-letter"));
        }
    }
}

#[test]
fn a_supplement_that_nobody_asked_for_replaces_the_letter_only_until_it_is_accepted() {
    let mut other = complete();
    addressees(&mut other)[0].name = Some(marked("another name"));
    for state in [State::Acknowledged, State::Supplied] {
        let play = conflicts(asked(state), letter(other.clone()), "supplement-not-asked-for");
        assert_eq!((play.state(), &play.matter().request), (State::Supplied, &other));
    }
    for state in [State::Accepted, State::InExecution, State::Completed, State::Returned] {
        let before = asked(state);
        let letter_digest = before.matter().letter_digest;
        let play = conflicts(before, letter(other.clone()), "supplement-not-asked-for");
        assert_eq!((play.state(), &play.matter().request), (state, &complete()), "what was accepted is executed");
        assert_eq!(play.matter().letter_digest, letter_digest, "and the certificate will say so");
    }
}

#[test]
fn the_letter_a_second_time_is_a_conflict_and_changes_nothing_else() {
    let play = Play::new().then(take(sealed(letter(complete()), None, DRAFTED_ON))).assessed(Accept).then(accept());
    let again = take(sealed(letter(complete()), None, DRAFTED_ON));
    let play = play.then(again);
    assert_eq!((play.state(), play.conflict()), (State::Accepted, Some("supplement-not-asked-for")));
}

#[test]
fn a_withdrawal_ends_the_matter_unless_it_was_served_already() {
    for state in [State::Acknowledged, State::SupplementAsked, State::Supplied, State::Accepted, State::InExecution] {
        let play = hears(asked(state), withdrawal());
        assert_eq!((play.state(), play.conflict()), (State::Withdrawn, None));
        assert!(play.standing().last_days.is_empty());
    }
    let play = conflicts(asked(State::Completed), withdrawal(), "withdrawn-after-service");
    assert_eq!(play.then(review()).then(return_certificate()).state(), State::Returned, "the certificate still goes");
    assert_eq!(conflicts(asked(State::Returned), withdrawal(), "withdrawn-after-return").state(), State::Returned);
}

#[test]
fn nothing_can_be_answered_before_a_letter_was_sent() {
    for state in [State::Drafted, State::Submitted, State::SentBack] {
        let play = asking(state);
        for content in [acceptance(), supplement_request(), refusal(), served(play.today)] {
            assert_eq!(play.refused(play.sealed(content)), Refusal::WrongState { state });
        }
    }
    let play = asking(State::Transmitted).quarantined();
    let acceptance = play.sealed(acceptance());
    assert_eq!(play.refused(acceptance), Refusal::WrongState { state: State::Submitted }, "they never took it");
}

#[test]
fn what_only_the_own_side_can_say_is_not_taken_from_the_other() {
    let asking = asking(State::Acknowledged);
    for content in [letter(complete()), withdrawal()] {
        assert!(matches!(asking.refused(asking.sealed(content)), Refusal::WrongState { .. }));
    }
    let asked = asked(State::Acknowledged);
    for content in [acceptance(), supplement_request(), refusal(), served(asked.today)] {
        assert!(matches!(asked.refused(asked.sealed(content)), Refusal::WrongState { .. }));
    }
}

#[test]
fn only_the_authority_that_the_matter_is_with_can_answer_it() {
    let other = |sealed_by: &str, content, play: &Play| {
        let sealed_by = sealed_by.parse().unwrap();
        take(SealedDocument { sealed_by, ..sealed(content, play.matter().letter_digest, play.today) })
    };
    let play = asking(State::Acknowledged);
    for content in [acceptance(), supplement_request(), refusal(), served(play.today)] {
        assert_eq!(play.refused(other("hk-labour-tribunal", content, &play)), Refusal::WrongAuthority);
    }
    let play = asked(State::SupplementAsked);
    for content in [letter(complete()), withdrawal()] {
        assert_eq!(play.refused(other("cn-gz-ic", content, &play)), Refusal::WrongAuthority);
    }
    let letter =
        SealedDocument { sealed_by: "cn-gz-ic".parse().unwrap(), ..sealed(letter(complete()), None, DRAFTED_ON) };
    assert_eq!(Play::new().refused(take(letter)), Refusal::WrongAuthority);
}

#[test]
fn the_court_whose_request_it_is_may_withdraw_it_too() {
    let play = asked(State::Accepted);
    let sealed_by = chain().originating;
    let withdrawal = SealedDocument { sealed_by, ..sealed(withdrawal(), play.matter().letter_digest, play.today) };
    let play = play.then(take(withdrawal));
    assert_eq!((play.state(), play.conflict()), (State::Withdrawn, None));
}

#[test]
fn a_supplement_names_the_authorities_of_its_letter() {
    let play = asked(State::SupplementAsked);
    let chain = Chain { originating: "cn-qianhai".parse().unwrap(), ..chain() };
    let supplement = play.sealed(Content::Letter { chain, request: complete() });
    assert_eq!(play.refused(supplement), Refusal::WrongAuthority);
}

#[test]
fn the_first_message_of_a_matter_is_its_letter() {
    for content in [withdrawal(), acceptance(), supplement_request(), refusal(), served(DRAFTED_ON)] {
        assert_eq!(Play::new().refused(take(sealed(content, None, DRAFTED_ON))), Refusal::NoSuchMatter);
    }
}

#[test]
fn a_letter_comes_with_every_paper_that_it_names() {
    let opening = sealed(letter(complete()), None, DRAFTED_ON);
    let without = |name: &str| {
        let mut blobs = blobs();
        blobs.remove(&file(name).sha256);
        let (document, sealed) = (text_of(&opening), Box::new(opening.clone()));
        Command::Take { document, sealed, blobs, labels: BTreeMap::new(), agents: Vec::new() }
    };
    for name in ["claim", "contract", "translation"] {
        assert_eq!(Play::new().refused(without(name)), Refusal::UnknownFile { name: file(name).name });
    }
    let bare = take(sealed(letter(request()), None, DRAFTED_ON));
    assert_eq!(Play::new().refused(bare), Refusal::FileMissing { at: "documents[0].file".into() });
}

#[test]
fn a_document_that_the_record_could_not_read_back_is_not_taken() {
    let mut nonsense = complete();
    nonsense.documents[0].kind = "love-letter".into();
    assert!(matches!(
        Play::new().refused(take(sealed(letter(nonsense.clone()), None, DRAFTED_ON))),
        Refusal::BadRequest(BadRequest { code: "unknown-code", .. })
    ));
    let play = asked(State::SupplementAsked);
    assert!(matches!(play.refused(play.sealed(letter(nonsense))), Refusal::BadRequest(_)));

    let play = asking(State::Accepted);
    let certificate = certified(play.today, |it| it.method = Some("by-drone".into()));
    let sealed = play.sealed(Content::Certificate { result: ExecutionResult::Served, certificate });
    let bad = BadRequest { at: "certificate.method".into(), code: "unknown-code" };
    assert_eq!(play.refused(sealed), Refusal::BadRequest(bad));
}

#[test]
fn the_other_sides_reasons_are_texts_that_can_be_shown() {
    let play = asking(State::Acknowledged);
    for reason in ["", "  ", "\u{1b}[2Jcleared", &"x".repeat(crate::limits::TEXT_MAX_CHARS + 1)] {
        let (reason, grounds) = (reason.to_owned(), grounds());
        let contents = [
            Content::Refusal { reason: reason.clone(), grounds: grounds.clone() },
            Content::SupplementRequest { reason: reason.clone(), grounds },
        ];
        for content in contents {
            assert_eq!(play.refused(play.sealed(content)), Refusal::BadReason);
        }
        let play = asked(State::Acknowledged);
        assert_eq!(play.refused(play.sealed(Content::Withdrawal { reason })), Refusal::BadReason);
    }
    let endless = vec![grounds()[0].clone(); crate::limits::GROUNDS_MAX + 1];
    let content = Content::Refusal { reason: marked("reason"), grounds: endless };
    assert_eq!(play.refused(play.sealed(content)), Refusal::BadReason);
}
