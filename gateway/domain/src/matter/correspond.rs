//! What the two sides tell each other beside the decisions: numbers, times and places, costs, reminders, paper, corrections.

use super::abroad;
use super::agent::may_speak;
use super::consent::may_have_been_done;
use super::decide::{
    complete_files, either_side, good, in_state, known_files, one, passed, possible, same_procedure, settled,
    well_said, wrong_state,
};
use super::erase;
use super::{Command, Context, Correction, Event, Manner, Matter, Refusal, Side, State, Weight};
use crate::facts::Stage;
use crate::message::{Content, Notice};

/// What only the requesting side says.
pub(super) fn requesting_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{Accepted, Acknowledged, PaperUsed, Returned, Submitted, Transmitted};
    match command {
        Command::AnswerOnCosts { decision, reason, document } => {
            let open = matter.consultation.as_ref().is_some_and(|consultation| consultation.decision.is_none());
            if matter.standing.state.is_final() || !open {
                return wrong_state(matter);
            }
            one(Event::CostsAnswered { decision, reason: reason.map(good).transpose()?, document })
        }
        Command::RequestUse { wish, reason, document } => {
            in_state(matter, &[Returned, State::Closed])?;
            if matter.uses.last().is_some_and(|asked| asked.decision.is_none()) {
                return Err(Refusal::UseAsked);
            }
            well_said(&Content::UseRequest { wish: wish.clone(), reason: reason.clone() })?;
            match wish.items.iter().find(|item| matter.label(item).is_none_or(|label| label.matter != matter.id)) {
                Some(unknown) => Err(Refusal::UnknownFile { name: unknown.to_string() }),
                None => one(Event::UseRequested { wish, reason, document }),
            }
        }
        Command::Remind { reason, document } => {
            in_state(matter, &[Transmitted, Acknowledged, Accepted, PaperUsed])?;
            sent(matter)?;
            one(Event::Reminded { reason: good(reason)?, document })
        }
        Command::UsePaper { reason, document } => {
            match matter.letter_digest {
                None => in_state(matter, &[Submitted])?,
                Some(_) => in_state(matter, &[Submitted, Transmitted, Acknowledged])?,
            }
            used_paper(matter, reason, document)
        }
        command => both_sides(matter, command, context),
    }
}

/// What only the requested side says.
pub(super) fn requested_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{Accepted, Acknowledged, InExecution, PaperUsed, SupplementAsked, Supplied};
    match command {
        Command::Acknowledge { number, document } => {
            in_state(matter, &[Acknowledged, SupplementAsked, Supplied, PaperUsed, Accepted, InExecution])?;
            if matter.number_over_there.is_some() {
                return wrong_state(matter);
            }
            well_said(&Content::Acknowledgement { number: number.clone() })?;
            one(Event::Acknowledged { number, document })
        }
        Command::ReturnUnexecuted { reason, grounds, returned_papers, document } => {
            in_state(matter, &[Acknowledged, SupplementAsked, Supplied, PaperUsed])?;
            settled(matter)?;
            let (why, on, papers) = (reason.clone(), grounds.clone(), returned_papers.clone());
            well_said(&Content::Return { reason: why, grounds: on, returned_papers: papers })?;
            one(Event::Refused { manner: Manner::Returned, reason, grounds, returned_papers, document })
        }
        Command::GiveNotice { notice, document } => {
            in_state(matter, &[Accepted, InExecution])?;
            to_come(&notice, context)?;
            well_said(&Content::NoticeOfTimeAndPlace { notice: notice.clone() })?;
            one(Event::NoticeGiven { notice, document })
        }
        Command::ConsultOnCosts { costs, document } => {
            in_state(matter, &[Acknowledged, Supplied, PaperUsed, Accepted, InExecution])?;
            if matter.standing.consultation.as_ref().is_some_and(|consultation| consultation.decision.is_none()) {
                return Err(Refusal::ConsultationOpen);
            }
            well_said(&Content::CostsConsultation { costs: costs.clone() })?;
            one(Event::CostsConsulted { costs, document })
        }
        Command::AnswerUse { decision, reason, document } => {
            let open = matter.uses.iter().rfind(|asked| asked.decision.is_none()).map(|asked| asked.digest);
            if open.is_none() {
                return wrong_state(matter);
            }
            one(Event::UseAnswered { answers: open, decision, reason: reason.map(good).transpose()?, document })
        }
        Command::UsePaper { reason, document } => {
            // Whatever was said may have to be said on paper, the last word too.
            if matter.standing.state == State::Withdrawn {
                return wrong_state(matter);
            }
            used_paper(matter, reason, document)
        }
        command => both_sides(matter, command, context),
    }
}

fn both_sides(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Correct(correction) => correct(matter, correction, context),
        Command::AskErasure { reason, instrument, document } => erase::ask(matter, reason, instrument, document),
        Command::AnswerErasure { decision, reason, document } => erase::answer(matter, decision, reason, document),
        command => either_side(matter, command),
    }
}

fn used_paper(matter: &Matter, reason: String, document: Option<String>) -> Result<Vec<Event>, Refusal> {
    if matter.letter_digest.is_some() != document.is_some() {
        return wrong_state(matter);
    }
    let side = matter.standing.side;
    one(Event::PaperUsed { side, moves: side == Side::Requesting, reason: good(reason)?, document })
}

/// Puts a document in the place of one of one's own. What the rules said about it is kept with it.
fn correct(matter: &Matter, correction: Correction, context: &Context) -> Result<Vec<Event>, Refusal> {
    let side = matter.standing.side;
    let kind = correction.corrected.kind();
    if !matter.stands(correction.supersedes, side, kind) {
        return Err(Refusal::NotCorrectable);
    }
    well_said(&correction.corrected)?;
    let said = match &correction.corrected {
        Content::Letter { .. } => correct_letter(matter, &correction)?,
        Content::Certificate { .. } => correct_certificate(matter, &correction, context)?,
        Content::NoticeOfTimeAndPlace { notice } => to_come(notice, context).map(|()| Vec::new())?,
        _ if matter.standing.state == State::Withdrawn => return wrong_state(matter),
        Content::Acceptance { decisions, .. } => decisions.answer(&matter.request).map(|()| Vec::new())?,
        _ => Vec::new(),
    };
    let Correction { supersedes, corrected, override_reason, reason, document, .. } = correction;
    let corrected = Event::Corrected {
        side,
        supersedes: Some(supersedes),
        corrected: Box::new(corrected),
        adopted: true,
        override_reason: override_reason.map(good).transpose()?,
        reason: good(reason)?,
        document,
        blobs: [].into(),
    };
    Ok(said.into_iter().chain([corrected]).collect())
}

/// A letter is corrected while it is examined. The rules were asked about it as it would be, as about a draft.
fn correct_letter(matter: &Matter, correction: &Correction) -> Result<Vec<Event>, Refusal> {
    in_state(matter, &[State::Transmitted, State::Acknowledged])?;
    settled(matter)?;
    let Content::Letter { chain, request } = &correction.corrected else { return Err(Refusal::NotCorrectable) };
    if *chain != matter.standing.chain {
        return Err(Refusal::WrongAuthority);
    }
    same_procedure(matter, "request", request.procedure())?;
    abroad::named(chain, request)?;
    matter.may_become(request)?;
    known_files(matter, request.files())?;
    complete_files(request)?;
    let preflight = correction.preflight(request);
    if !matter.examiners().iter().all(|side| preflight.asked(*side)) {
        return Err(Refusal::PreflightMissing);
    }
    passed(&preflight.checks, &preflight.unanswered, correction.override_reason.as_ref())?;
    let checked = may_speak(request, &correction.agents)?;
    let (request_digest, checks, unanswered) = (preflight.request_digest, preflight.checks, preflight.unanswered);
    // What was examined stands next to what it is put in the place of.
    Ok(checked.into_iter().chain([Event::Preflighted { request_digest, checks, unanswered }]).collect())
}

/// A certificate is corrected once it was returned. This side's rules were asked about it as it would be.
fn correct_certificate(matter: &Matter, correction: &Correction, context: &Context) -> Result<Vec<Event>, Refusal> {
    in_state(matter, &[State::Returned])?;
    settled(matter)?;
    let Content::Certificate { result, certificate } = &correction.corrected else {
        return Err(Refusal::NotCorrectable);
    };
    possible(matter, *result, certificate, context)?;
    may_have_been_done(matter, certificate)?;
    known_files(matter, certificate.files())?;
    if certificate.label.is_some() && certificate.label != matter.label_for(certificate) {
        return Err(Refusal::CertificateIncomplete { at: "certificate.label".into() });
    }
    let own = correction.checks.iter().find(|check| check.weight == Weight::Own);
    let Some(check) = own else {
        // Without their answer nothing is known about it; a reason does not take its place.
        let fault = correction.unanswered.first().map(|silent| silent.fault.clone());
        return Err(fault.map_or(Refusal::NotAssessed, |fault| Refusal::RulesSilent { fault }));
    };
    passed(&correction.checks, &[], correction.override_reason.as_ref())?;
    either_side(matter, Command::RecordAssessment { stage: Stage::Return, check: check.clone() })
}

/// The other side has the letter, or will have it.
fn sent(matter: &Matter) -> Result<(), Refusal> {
    if matter.letter_digest.is_some() { Ok(()) } else { wrong_state(matter) }
}

/// Nobody is invited to what is over.
fn to_come(notice: &Notice, context: &Context) -> Result<(), Refusal> {
    if notice.date < context.today { Err(Refusal::ImpossibleDay { at: "notice.date" }) } else { Ok(()) }
}
