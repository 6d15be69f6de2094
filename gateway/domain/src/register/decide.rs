//! What may happen next to a listing.

use jiff::ToSpan as _;

use super::{Command, Context, Event, Listing, Profile, Refusal, State};
use crate::Date;
use crate::limits::{LISTING_BEGINS_MAX_DAYS, LISTING_TERM_MAX_DAYS};
use crate::matter::{BadRequest, check_text};
use crate::registry::Register;

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(listing: Option<&Listing>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (listing, command) {
        (None, Command::Enter { keeper, from, until, profile }) => {
            profile.check(&keeper)?;
            let register = profile.fields.register();
            term(register, (from, until), context.today)?;
            one(Event::Entered { keeper, register, from, until, profile })
        }
        (None, _) => Err(Refusal::NoSuchListing),
        (Some(_), Command::Enter { .. }) => Err(Refusal::ListingExists),
        (Some(listing), _) if listing.standing.ended.is_some() => Err(wrong(listing, context)),
        (Some(listing), command) => on_listing(listing, command, context),
    }
}

/// As long as it was neither struck off nor given up.
fn on_listing(listing: &Listing, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    let standing = &listing.standing;
    let has_expired = standing.state_on(context.today) == State::Expired;
    match command {
        Command::Amend { profile } => {
            stays(&listing.profile, &profile)?;
            profile.check(&standing.keeper)?;
            one(Event::Amended { profile })
        }
        // What has ended is entered anew, and looked at again. What is suspended may be renewed, and stays suspended.
        Command::Renew { .. } if has_expired => Err(Refusal::Lapsed),
        Command::Renew { until } => {
            if standing.until.is_none_or(|ends| until <= ends) {
                return Err(Refusal::BadTerm);
            }
            term(standing.register, (standing.from.max(context.today), Some(until)), context.today)?;
            one(Event::Renewed { until })
        }
        Command::StateAvailability { availability } => one(Event::AvailabilityStated { availability }),
        Command::Suspend { decided_by, reason } if !standing.suspended && !has_expired => {
            one(Event::Suspended { decided_by, reason: good(reason)? })
        }
        Command::LiftSuspension { decided_by, reason } if standing.suspended => {
            one(Event::SuspensionLifted { decided_by, reason: good(reason)? })
        }
        Command::StrikeOff { decided_by, cause, reason } => {
            one(Event::StruckOff { decided_by, cause_code: cause, reason: good(reason)? })
        }
        Command::Withdraw { reason } => one(Event::Withdrawn { reason: Some(good(reason)?) }),
        Command::Enter { .. } | Command::Suspend { .. } | Command::LiftSuspension { .. } => {
            Err(wrong(listing, context))
        }
    }
}

/// The number is a name that others hold, and the register another one's list.
fn stays(before: &Profile, after: &Profile) -> Result<(), Refusal> {
    let bad = |at: &str| Err(BadRequest { at: at.to_owned(), code: "stays" }.into());
    if before.roster_no != after.roster_no {
        return bad("roster_no");
    }
    if before.fields.register() != after.fields.register() { bad("fields.register") } else { Ok(()) }
}

/// A term begins soon, and not before it can be said to have begun; who practises by a certificate does so for a term.
fn term(register: Register, (from, until): (Date, Option<Date>), today: Date) -> Result<(), Refusal> {
    let begins_by = today.checked_add(LISTING_BEGINS_MAX_DAYS.days()).unwrap_or(today);
    let ends_by = from.checked_add(LISTING_TERM_MAX_DAYS.days()).unwrap_or(from);
    let ends_well = match until {
        Some(until) => from <= until && today <= until && until <= ends_by,
        None => register != Register::Practitioners,
    };
    if from <= begins_by && ends_well { Ok(()) } else { Err(Refusal::BadTerm) }
}

fn good(reason: String) -> Result<String, Refusal> {
    check_text(String::new(), &reason).map_err(|_| Refusal::BadReason)?;
    Ok(reason)
}

fn wrong(listing: &Listing, context: &Context) -> Refusal {
    Refusal::WrongState { state: listing.standing.state_on(context.today) }
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
