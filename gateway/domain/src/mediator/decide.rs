//! What may happen next to a mediator.

use jiff::ToSpan as _;

use super::{Command, Context, Credential, Event, Mediator, Refusal, Stage, State};
use crate::assessment::Outcome;
use crate::limits::CREDENTIAL_MAX_DAYS;
use crate::matter::{BadRequest, check_text};
use crate::{Date, Jurisdiction};

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(mediator: Option<&Mediator>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (mediator, command) {
        (None, Command::Apply { body, application, blobs }) => {
            application.check()?;
            if blobs.len() != application.documents.len() {
                return Err(BadRequest { at: "documents".to_owned(), code: "too-many" }.into());
            }
            one(Event::Applied { body, application, blobs })
        }
        (None, _) => Err(Refusal::NoSuchMediator),
        (Some(_), Command::Apply { .. }) => Err(Refusal::MediatorExists),
        (Some(mediator), command) => match mediator.standing.stage {
            Stage::Applied | Stage::Assessed { .. } => on_application(mediator, command, context),
            Stage::Accredited | Stage::Confirmed => on_accreditation(mediator, command, context),
            Stage::Rejected | Stage::Revoked | Stage::Withdrawn => Err(wrong(mediator, context)),
        },
    }
}

/// Until the body has decided.
fn on_application(mediator: &Mediator, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        // The rules may be asked again, after something was supplied.
        Command::Assess { eligible, outcome, assessment, reason } => {
            let reason = reason.map(good).transpose()?;
            if eligible {
                may_be_met(outcome, reason.as_deref())?;
            }
            one(Event::Assessed { eligible, assessment, reason })
        }
        Command::Reject { reason } => one(Event::Rejected { reason: good(reason)? }),
        Command::Withdraw { reason } => one(Event::Withdrawn { reason: Some(good(reason)?) }),
        Command::Accredit { roster_number, accreditation, until, credential } => {
            match mediator.standing.stage {
                Stage::Assessed { eligible: true } => {}
                Stage::Assessed { eligible: false } => return Err(Refusal::NotEligible),
                _ => return Err(wrong(mediator, context)),
            }
            if roster_number.region() != mediator.standing.body.jurisdiction() {
                return Err(Refusal::AnotherRegion);
            }
            accreditation.check()?;
            term(context.today, until)?;
            one(Event::Accredited { roster_number, accreditation, until, credential })
        }
        _ => Err(wrong(mediator, context)),
    }
}

/// Nobody meets what the rules find not met, whatever reason is given. Where they give no verdict a person finds it, and says why.
fn may_be_met(outcome: Option<Outcome>, reason: Option<&str>) -> Result<(), Refusal> {
    match (outcome, reason) {
        (Some(outcome), _) if outcome.admits() => Ok(()),
        (Some(_), _) => Err(Refusal::NotEligible),
        (None, Some(_)) => Ok(()),
        (None, None) => Err(Refusal::RulesWithoutVerdict),
    }
}

/// Once there is an accreditation.
fn on_accreditation(mediator: &Mediator, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    let standing = &mediator.standing;
    match command {
        Command::Confirm { confirmations } if standing.state_on(context.today) == State::Accredited => {
            if confirmations.is_empty() {
                return Err(Refusal::NotConfirmed);
            }
            one(Event::Confirmed { confirmations })
        }
        Command::Renew { until, credential } => renew(mediator, until, credential, context),
        Command::Suspend { decided_by, reason } if !standing.suspended => {
            one(Event::Suspended { decided_by, reason: good(reason)? })
        }
        Command::Reinstate { decided_by, reason } if standing.suspended => {
            one(Event::Reinstated { decided_by, reason: good(reason)? })
        }
        Command::Revoke { decided_by, reason } => one(Event::Revoked { decided_by, reason: good(reason)? }),
        Command::Withdraw { reason } => one(Event::Withdrawn { reason: Some(good(reason)?) }),
        Command::Bar { region, reason } if !standing.barred.contains(&region) && region != Jurisdiction::Xx => {
            one(Event::Barred { region, reason: good(reason)? })
        }
        Command::LiftBar { region, reason } if standing.barred.contains(&region) => {
            one(Event::BarLifted { region, reason: good(reason)? })
        }
        _ => Err(wrong(mediator, context)),
    }
}

/// What has ended is not renewed, but applied for anew. What is suspended may be, and stays suspended.
fn renew(mediator: &Mediator, until: Date, credential: Credential, context: &Context) -> Result<Vec<Event>, Refusal> {
    let ends = mediator.standing.until;
    if ends.is_some_and(|ends| ends < context.today) {
        return Err(Refusal::Lapsed);
    }
    if ends.is_some_and(|ends| until <= ends) {
        return Err(Refusal::BadTerm);
    }
    term(context.today, until)?;
    if mediator.credentials.iter().any(|earlier| earlier.list == credential.list && earlier.index == credential.index) {
        return Err(Refusal::IndexUsed);
    }
    one(Event::Renewed { until, credential })
}

/// An accreditation has a last day, and none lies further away than a credential may.
fn term(today: Date, until: Date) -> Result<(), Refusal> {
    let latest = today.checked_add(CREDENTIAL_MAX_DAYS.days()).unwrap_or(today);
    if today <= until && until <= latest { Ok(()) } else { Err(Refusal::BadTerm) }
}

/// Checks a reason.
///
/// # Errors
/// It is missing, too long, or holds control characters.
pub fn check_reason(reason: &str) -> Result<(), Refusal> {
    check_text(String::new(), reason).map_err(|_| Refusal::BadReason)
}

fn good(reason: String) -> Result<String, Refusal> {
    check_reason(&reason)?;
    Ok(reason)
}

fn wrong(mediator: &Mediator, context: &Context) -> Refusal {
    Refusal::WrongState { state: mediator.standing.state_on(context.today) }
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
