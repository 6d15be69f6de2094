//! What may happen next to an authorisation.

use comity_record::Digest;

use super::document::{Revocation, WitnessedDocument};
use super::{Authorisation, Command, Context, Event, Mandate, Refusal, State};
use crate::matter::{BadRequest, check_text};

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(
    authorisation: Option<&Authorisation>,
    command: Command,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match (authorisation, command) {
        (None, Command::Begin { court, mandate }) => {
            good(&mandate, context)?;
            one(Event::SessionBegun { court, until: mandate.until, mandate: Box::new(mandate) })
        }
        (None, Command::Take { held_by, witnessed, document }) => {
            let WitnessedDocument { sealed_by, mandate, .. } = *witnessed;
            good(&mandate, context)?;
            let until = mandate.until;
            one(Event::Taken { court: sealed_by, held_by, until, mandate: Box::new(mandate), document })
        }
        (None, _) => Err(Refusal::NoSuchAuthorisation),
        (Some(_), Command::Begin { .. } | Command::Take { .. }) => Err(Refusal::AuthorisationExists),
        (Some(authorisation), Command::Revoke { revocation, document }) => {
            in_state(authorisation, State::Witnessed)?;
            of_this(authorisation, &revocation)?;
            one(Event::Revoked { reason_code: revocation.reason, revocation: document })
        }
        (Some(authorisation), command) => {
            in_state(authorisation, State::InSession)?;
            in_session(authorisation, command)
        }
    }
}

/// What the persons and the judge do while they see each other.
fn in_session(authorisation: &Authorisation, command: Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::CheckIdentity { check } => {
            if !authorisation.mandate.to_identify().any(|person| person.name == check.name) {
                return Err(BadRequest { at: "name".to_owned(), code: "not-there" }.into());
            }
            if let Some(reference) = &check.reference {
                check_text("reference".to_owned(), reference)?;
            }
            one(Event::IdentityChecked { check })
        }
        // Whoever signs has been identified before.
        Command::SignPaper { paper, blob } => {
            identified(authorisation)?;
            one(Event::PaperSigned { paper, blob })
        }
        Command::Record { recording } => {
            check_text("kept".to_owned(), &recording.kept)?;
            if recording.size == 0 || recording.seconds == 0 {
                return Err(BadRequest { at: "size".to_owned(), code: "out-of-range" }.into());
            }
            one(Event::Recorded { recording })
        }
        Command::Witness { witnessed, document } => {
            identified(authorisation)?;
            if !is_what_happened(authorisation, &witnessed)? {
                return Err(Refusal::AnotherDocument);
            }
            check_text("judge".to_owned(), &witnessed.witnessing.judge)?;
            one(Event::Witnessed { document })
        }
        Command::Abandon { reason } => {
            check_text(String::new(), &reason).map_err(|_| Refusal::BadReason)?;
            one(Event::Abandoned { reason })
        }
        _ => Err(Refusal::WrongState { state: authorisation.standing.state }),
    }
}

/// Does the document say what the session's events say?
fn is_what_happened(authorisation: &Authorisation, witnessed: &WitnessedDocument) -> Result<bool, Refusal> {
    let Some((paper, _)) = &authorisation.paper else { return Err(Refusal::Incomplete { at: "paper" }) };
    let Some(recording) = &authorisation.recording else { return Err(Refusal::Incomplete { at: "recording" }) };
    Ok(witnessed.authorisation == authorisation.id
        && witnessed.sealed_by == authorisation.standing.court
        && witnessed.mandate == authorisation.mandate
        && witnessed.checks == authorisation.checks
        && witnessed.paper == paper.sha256
        && witnessed.recording == *recording)
}

/// The court that witnessed it revokes it, and this very document.
fn of_this(authorisation: &Authorisation, revocation: &Revocation) -> Result<(), Refusal> {
    let document = authorisation.document.as_ref().map(|document| Digest::of(document.as_bytes()));
    let is_this = revocation.revokes == authorisation.id
        && revocation.sealed_by == authorisation.standing.court
        && Some(revocation.document) == document;
    if is_this { Ok(()) } else { Err(Refusal::AnotherDocument) }
}

fn good(mandate: &Mandate, context: &Context) -> Result<(), Refusal> {
    mandate.check()?;
    if mandate.until.is_some_and(|until| until < context.today) { Err(Refusal::Lapsed) } else { Ok(()) }
}

fn identified(authorisation: &Authorisation) -> Result<(), Refusal> {
    let all = authorisation.mandate.to_identify().all(|person| authorisation.identified(&person.name));
    if all { Ok(()) } else { Err(Refusal::NotIdentified) }
}

fn in_state(authorisation: &Authorisation, wanted: State) -> Result<(), Refusal> {
    let state = authorisation.standing.state;
    if state == wanted { Ok(()) } else { Err(Refusal::WrongState { state }) }
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
