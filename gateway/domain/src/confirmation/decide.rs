//! What may happen next to an application: `decide(&Confirmation, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use super::{
    APPLY_FOR_CONFIRMATION, Command, Confirmation, Context, Event, HandedIn, MediatedBy, Refusal, Ruling, State,
    Verdict,
};
use crate::case::Answer;
use crate::facts::Authority;
use crate::limits::CONFIRMATION_PARTS_MAX;
use crate::matter::check_text;
use crate::mediation::Settlement;
use crate::{Date, Jurisdiction};

use State::{Applied, Confirmed, Examined};

/// Decides what follows from a command. The events have not happened until they are committed.
///
/// # Errors
/// Why it is not carried out; nothing has changed.
pub fn decide(confirmation: Option<&Confirmation>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (confirmation, command) {
        (None, Command::Apply { court, sealed_by, settlement, document, party, received_on, posted_on }) => {
            if !confirms(&court) {
                return Err(Refusal::NotACourtForConfirmation);
            }
            of_party(&settlement, party)?;
            let handed_in = handed_in(&settlement, received_on, posted_on, context)?;
            let (court, mediation) = (court.authority, settlement.mediation.clone());
            let mediated_by = MediatedBy::by_the_roll(&sealed_by);
            one(Event::Applied {
                court,
                mediation,
                party,
                handed_in: Some(handed_in),
                mediated_by,
                settlement,
                document,
            })
        }
        (None, _) => Err(Refusal::NoSuchConfirmation),
        (Some(_), Command::Apply { .. }) => Err(Refusal::ConfirmationExists),
        (Some(confirmation), Command::GiveCopy { party }) => {
            in_state(confirmation, &[Confirmed])?;
            of_party(&confirmation.settlement, party)?;
            one(Event::CopyGiven { number: next(confirmation.copies.len(), "copies")?, party })
        }
        (Some(confirmation), command) => {
            in_state(confirmation, &[Applied, Examined])?;
            before_ruling(confirmation, command, context)
        }
    }
}

/// Judicial confirmation is a special procedure of the Mainland's courts (CPL arts 205, 206). Hong Kong and Macao have none.
fn confirms(court: &Authority) -> bool {
    let is_court = court.kind.ends_with("-court") && court.kind != "foreign-court";
    is_court && court.jurisdiction == Jurisdiction::Cn
}

/// Nobody has applied to confirm what is not in effect yet.
fn handed_in(
    settlement: &Settlement,
    received_on: Option<Date>,
    posted_on: Option<Date>,
    context: &Context,
) -> Result<HandedIn, Refusal> {
    let handed_in = HandedIn::entered(received_on, posted_on, context.today)?;
    if settlement.effective_on > handed_in.counts_on() {
        return Err(Refusal::NotInEffect { from: settlement.effective_on });
    }
    Ok(handed_in)
}

fn before_ruling(confirmation: &Confirmation, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Join { party, received_on, posted_on } => {
            of_party(&confirmation.settlement, party)?;
            if confirmation.applicants.contains_key(&party) {
                return Err(Refusal::AlreadyDone { at: "party" });
            }
            let handed_in = handed_in(&confirmation.settlement, received_on, posted_on, context)?;
            one(Event::PartyJoined { party, handed_in: Some(handed_in) })
        }
        // What the roll told nobody states otherwise; what the court stated it may correct.
        Command::StateMediator { mediated_by, name } => {
            if confirmation.mediated_by.is_some() && confirmation.mediator_stated.is_none() {
                return Err(Refusal::AlreadyDone { at: "mediated_by" });
            }
            check_text("name".to_owned(), &name)?;
            one(Event::MediatorStated { mediated_by, name })
        }
        // What the court reads is what the parties signed, to the byte.
        Command::PutAgreement { paper, blob } => {
            if paper.sha256 == confirmation.settlement.agreement {
                one(Event::AgreementPut { paper, blob })
            } else {
                Err(Refusal::AnotherPaper)
            }
        }
        Command::Examine { answer } => {
            next(confirmation.examinations.len(), "examinations")?;
            let answer = answer.ok_or(Refusal::NotAssessed)?;
            one(Event::Examined { last_day: last_day(&answer), answer })
        }
        Command::Rule { ruling, document } => {
            in_state(confirmation, &[Examined])?;
            rule(confirmation, &ruling, document)
        }
        Command::Withdraw { reason } => {
            check_text(String::new(), &reason).map_err(|_| Refusal::BadReason)?;
            one(Event::Withdrawn { reason })
        }
        Command::Apply { .. } | Command::GiveCopy { .. } => {
            Err(Refusal::WrongState { state: confirmation.standing.state })
        }
    }
}

/// A court refuses whatever it has grounds to refuse. It confirms what the law lets it confirm: with the rules' answer, or with a reason
/// where they gave none.
fn rule(confirmation: &Confirmation, ruling: &Ruling, document: String) -> Result<Vec<Event>, Refusal> {
    ruling.check()?;
    let paper = confirmation.paper.as_ref().map(|(paper, _)| paper.sha256);
    let is_of_it = ruling.confirmation == confirmation.id
        && ruling.sealed_by == confirmation.standing.court
        && ruling.settlement == confirmation.settlement_digest()
        && ruling.agreement == paper
        && ruling.parties == confirmation.settlement.dispute.parties;
    if !is_of_it {
        return Err(Refusal::AnotherDocument);
    }
    if ruling.verdict == Verdict::Confirmed {
        if confirmation.joint().is_none() {
            return Err(Refusal::NotJoint);
        }
        if paper.is_none() {
            return Err(Refusal::PaperMissing);
        }
        match confirmation.examinations.last() {
            None => return Err(Refusal::NotAssessed),
            Some((_, Answer::Said(check))) => match check.assessment.outcome {
                Some(outcome) if !outcome.admits() => return Err(Refusal::AgainstTheRules { outcome }),
                _ => {}
            },
            Some((_, Answer::Silent(unanswered))) if ruling.reason.is_none() => {
                return Err(Refusal::RulesSilent { fault: unanswered.fault.clone() });
            }
            Some((_, Answer::Silent(_))) => {}
        }
    }
    one(Event::Ruled { verdict: ruling.verdict, grounds: ruling.grounds.clone(), ruling: document })
}

/// The last day that the rules tell.
fn last_day(answer: &Answer) -> Option<Date> {
    let Answer::Said(check) = answer else { return None };
    check.assessment.due.iter().find(|due| due.period == APPLY_FOR_CONFIRMATION).map(|due| due.last_day)
}

fn in_state(confirmation: &Confirmation, states: &[State]) -> Result<(), Refusal> {
    let state = confirmation.standing.state;
    if states.contains(&state) { Ok(()) } else { Err(Refusal::WrongState { state }) }
}

fn of_party(settlement: &Settlement, number: u32) -> Result<(), Refusal> {
    let parties = u32::try_from(settlement.dispute.parties.len()).unwrap_or(u32::MAX);
    if (1..=parties).contains(&number) { Ok(()) } else { Err(Refusal::UnknownNumber { at: "party", number }) }
}

/// The number of the next of so many.
fn next(count: usize, at: &'static str) -> Result<u32, Refusal> {
    if count >= CONFIRMATION_PARTS_MAX {
        return Err(Refusal::TooMany { at });
    }
    u32::try_from(count + 1).map_err(|_| Refusal::TooMany { at })
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
