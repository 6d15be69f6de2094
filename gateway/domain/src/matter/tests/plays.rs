//! Either side, played until it stands there the ordinary way, in a matter of either kind.

use super::*;
use Outcome::Accept;
use Procedure::{ServiceOfDocuments, TakingOfEvidence};

/// What is asked for, without its papers.
pub(super) fn request_of(procedure: Procedure) -> Request {
    match procedure {
        ServiceOfDocuments => request(),
        TakingOfEvidence => evidence::request(),
    }
}

/// The same with its papers.
pub(super) fn complete_of(procedure: Procedure) -> Request {
    match procedure {
        ServiceOfDocuments => complete(),
        TakingOfEvidence => evidence::complete(),
    }
}

/// What the certificate says if all went well.
pub(super) fn done(procedure: Procedure, on: Date) -> Content {
    match procedure {
        ServiceOfDocuments => served(on),
        TakingOfEvidence => evidence::taken(on),
    }
}

/// All went well.
pub(super) fn execute_of(procedure: Procedure, on: Date) -> Command {
    match done(procedure, on) {
        Content::Certificate { result, certificate } => Command::Execute { result, certificate },
        content => panic!("{content:?} is no certificate"),
    }
}

/// The requesting side of a matter of service.
pub(super) fn asking(state: State) -> Play {
    asking_for(ServiceOfDocuments, state)
}

/// The requested side of a matter of service.
pub(super) fn asked(state: State) -> Play {
    asked_for(ServiceOfDocuments, state)
}

/// The requesting side.
pub(super) fn asking_for(procedure: Procedure, state: State) -> Play {
    let before = |state| asking_for(procedure, state);
    match state {
        State::Drafted => Play::new()
            .then(Command::Draft { chain: chain(), request: request_of(procedure) })
            .then(add("claim"))
            .then(add("contract"))
            .then(add("translation"))
            .then(Command::Amend { request: complete_of(procedure) })
            .preflighted(Accept, Accept),
        State::Submitted => before(State::Drafted).then(submit()).assessed(Accept),
        State::SentBack => before(State::Submitted).then(Command::SendBack { reason: marked("reason") }),
        State::Transmitted => {
            let play = before(State::Submitted).days_later(3);
            let transmit = transmit(&play);
            play.then(transmit)
        }
        State::Acknowledged => before(State::Transmitted).receipted().assessed(Accept),
        State::SupplementAsked => hears(before(State::Acknowledged), supplement_request()),
        State::Accepted => hears(before(State::Acknowledged).days_later(2), acceptance()),
        State::Returned => {
            let play = before(State::Accepted).days_later(20);
            let on = play.today;
            hears(play, done(procedure, on)).assessed(Accept)
        }
        State::Closed => before(State::Returned).then(Command::Close),
        State::Refused => hears(before(State::Acknowledged), refusal()),
        State::Withdrawn => before(State::Acknowledged).then(withdraw(Some("document"))),
        State::PaperUsed => before(State::Transmitted).then(use_paper(Some("document"))),
        State::Supplied | State::InExecution | State::Completed => panic!("the requesting side is never {state:?}"),
    }
}

/// The requested side.
pub(super) fn asked_for(procedure: Procedure, state: State) -> Play {
    let before = |state| asked_for(procedure, state);
    match state {
        State::Acknowledged => {
            let sealed = sealed(letter(complete_of(procedure)), None, DRAFTED_ON);
            Play::new().then(take(sealed)).assessed(Accept).days_later(1)
        }
        State::SupplementAsked => before(State::Acknowledged).then(ask_supplement()),
        State::Supplied => {
            hears(before(State::SupplementAsked).days_later(5), letter(complete_of(procedure))).assessed(Accept)
        }
        State::Accepted => before(State::Acknowledged).then(accept()),
        State::InExecution => before(State::Accepted).then(start_execution()),
        State::Completed => {
            let play = before(State::InExecution).days_later(10);
            let play = if procedure == TakingOfEvidence { play.then(add("statement")) } else { play };
            let on = play.today;
            play.then(execute_of(procedure, on)).assessed(Accept)
        }
        State::Returned => before(State::Completed).then(return_certificate()),
        State::Refused => before(State::Acknowledged).then(refuse()),
        State::Withdrawn => hears(before(State::Acknowledged), withdrawal()),
        State::PaperUsed => hears(before(State::Acknowledged), paper_used()).assessed(Accept),
        _ => panic!("the requested side is never {state:?}"),
    }
}
