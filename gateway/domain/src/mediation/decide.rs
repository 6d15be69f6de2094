//! What may happen next in a mediation: `decide(&Mediation, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use super::conflict::{Conflict, Effect, conflicts};
use super::dispute::{Candidate, ConsentKind, Leaving, Panel};
use super::{
    CONCLUDE_MEDIATION, Chooser, Command, Context, EarlierRole, Event, Identity, Mediation, Named, Refusal,
    Selectability, Settlement, Signer, State, Unselectable, nth,
};
use crate::Date;
use crate::case::Answer;
use crate::limits::{CASE_NUMBERS_MAX, MEDIATION_PARTS_MAX, PARTIES_OF_CASE_MAX};
use crate::matter::{BadRequest, check_text};

use State::{Agreed, Appointed, Opened, UnderWay};

/// Decides what follows from a command. The events have not happened until they are committed.
///
/// # Errors
/// Why it is not carried out; nothing has changed.
pub fn decide(mediation: Option<&Mediation>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (mediation, command) {
        (None, Command::Open { body, dispute }) => {
            if !mediates(&body.kind) {
                return Err(Refusal::NotAMediationBody);
            }
            dispute.check()?;
            one(Event::Opened { body: body.authority, dispute })
        }
        (None, _) => Err(Refusal::NoSuchMediation),
        (Some(_), Command::Open { .. }) => Err(Refusal::MediationExists),
        // It is when mediation has failed that most cases are filed.
        (Some(mediation), Command::File { case_number }) => file(mediation, case_number),
        // Nothing else happens in it after its end, whatever it is.
        (Some(mediation), _) if mediation.standing.state.is_over() => {
            Err(Refusal::WrongState { state: mediation.standing.state })
        }
        (Some(mediation), command) => of_mediator(mediation, command, context),
    }
}

/// A body that is there for it, or a court.
fn mediates(kind: &str) -> bool {
    kind == "mediation-body" || kind == "tribunal" || (kind.ends_with("-court") && kind != "foreign-court")
}

/// Who mediates, and whether everybody consents to that.
fn of_mediator(mediation: &Mediation, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Join { party } => {
            in_state(mediation, &[Opened])?;
            party.check("party")?;
            let number = next(mediation.dispute.parties.len(), "parties", PARTIES_OF_CASE_MAX)?;
            one(Event::PartyJoined { number, joined: party })
        }
        Command::Name { candidate, chosen_by, found, standing } => {
            in_state(mediation, &[Opened])?;
            candidate.check()?;
            bars(&conflicts(&found, &[]))?;
            let standing = selectable(&candidate, standing, None, context)?;
            named_as_on_roster(&candidate)?;
            one(Event::MediatorNamed { candidate, chosen_by, found, standing })
        }
        // Something may come up as long as it is mediated; then everybody consents anew.
        Command::Disclose { disclosure } => {
            named(mediation)?;
            disclosure.check()?;
            in_state(mediation, &[State::Named, Appointed, UnderWay])?;
            one(Event::Disclosed { disclosure })
        }
        Command::Consent { party, consent } => {
            in_state(mediation, &[State::Named])?;
            of_party(mediation, party)?;
            consent.check()?;
            if named(mediation)?.disclosed.is_none() {
                return Err(Refusal::NotDisclosed);
            }
            one(Event::Consented { party, consent })
        }
        Command::Appoint { found, standing, answer, override_reason } => {
            in_state(mediation, &[State::Named])?;
            appoint(mediation, found, standing, (answer, override_reason), context)
        }
        Command::Object { party, reason } => {
            named(mediation)?;
            of_party(mediation, party)?;
            let number = next(mediation.objections.len(), "objections", MEDIATION_PARTS_MAX)?;
            one(Event::Objected { number, party, reason: good(reason)? })
        }
        Command::DecideObjection { objection, upheld, reason } => {
            decide_objection(mediation, objection, upheld, &good(reason)?)
        }
        Command::Replace { leaving, reason } => {
            named(mediation)?;
            in_state(mediation, &[State::Named, Appointed, UnderWay])?;
            no_open_objection(mediation)?;
            one(Event::MediatorLeft { leaving, reason: good(reason)? })
        }
        command => in_mediation(mediation, command, context),
    }
}

/// What is done once there is a mediator.
fn in_mediation(mediation: &Mediation, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::SignForPapers { on, standing, answer } => {
            in_state(mediation, &[Appointed])?;
            let signed_on = signed_since(mediation.appointed_on, on, context)?;
            let standing = selectable(&named(mediation)?.candidate, standing, signed_on, context)?;
            let answer = answer.ok_or(Refusal::NotAssessed)?;
            // Where the rules are silent, nobody knows of a last day; what they forbid is not begun.
            by_the_rules(&answer)?;
            one(Event::PapersSignedFor { last_day: last_day(&answer), signed_on, standing, answer })
        }
        Command::Extend { last_day, agreed } => extend(mediation, last_day, agreed, context),
        Command::Note { sort, party, said } => {
            in_state(mediation, &[Appointed, UnderWay, Agreed])?;
            in_time(mediation, context)?;
            party.map_or(Ok(()), |party| of_party(mediation, party))?;
            said.check()?;
            next(mediation.notes.len(), "notes", MEDIATION_PARTS_MAX)?;
            one(Event::Noted { sort, party, said })
        }
        Command::Agree { agreement, blob } => {
            // Whether it was reached in time, the days tell on which it was signed: not that on which its paper comes.
            in_state(mediation, &[UnderWay])?;
            agreement.check()?;
            one(Event::AgreementReached { agreement, blob })
        }
        Command::Sign { signer, on, standing } => {
            in_state(mediation, &[Agreed])?;
            let signed_on = signed_since(mediation.papers_on, on, context)?;
            in_time(mediation, &Context { today: signed_on.unwrap_or(context.today), ..*context })?;
            let standing = match signer {
                Signer::Party(party) => of_party(mediation, party).map(|()| None)?,
                Signer::Mediator => selectable(&named(mediation)?.candidate, standing, signed_on, context)?,
            };
            if mediation.signed.iter().any(|(by, _)| *by == signer) {
                return Err(Refusal::AlreadyDone { at: "signer" });
            }
            one(Event::AgreementSigned { signer, signed_on, standing })
        }
        Command::DropAgreement { reason } => {
            in_state(mediation, &[Agreed])?;
            one(Event::AgreementDropped { reason: good(reason)? })
        }
        Command::Settle { settlement, document } => {
            in_state(mediation, &[Agreed])?;
            no_open_objection(mediation)?;
            match Settlement::of(mediation, settlement.sealed_at) {
                None => Err(Refusal::NotSigned),
                Some(said) if said != *settlement => Err(Refusal::AnotherDocument),
                Some(_) => one(Event::Settled { settlement: document }),
            }
        }
        Command::End { ending, reason } => one(Event::Ended { ending, reason: good(reason)? }),
        _ => Err(Refusal::WrongState { state: mediation.standing.state }),
    }
}

/// Somebody is appointed who can be chosen, whom nothing bars, to whom all have consented knowing of what ties the person to a side, and
/// against whom the law of the body says nothing.
fn appoint(
    mediation: &Mediation,
    found: Vec<EarlierRole>,
    standing: Option<Selectability>,
    (answer, override_reason): (Option<Answer>, Option<String>),
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let named = named(mediation)?;
    let disclosed = named.disclosed.as_ref().ok_or(Refusal::NotDisclosed)?;
    if mediation.dispute.parties.len() < 2 {
        return Err(BadRequest { at: "parties".to_owned(), code: "too-few" }.into());
    }
    no_open_objection(mediation)?;
    let standing = selectable(&named.candidate, standing, None, context)?;
    let now = conflicts(&found, &disclosed.relations);
    bars(&now)?;
    // To what came to light after they consented nobody has consented.
    if let Some(conflict) = now.iter().find(|conflict| !named.conflicts().contains(conflict)) {
        return Err(Refusal::FoundSince { tie: conflict.tie });
    }
    consented(mediation, named, !now.is_empty())?;
    let override_reason = override_reason.map(good).transpose()?;
    let answer = answer.ok_or(Refusal::NotAssessed)?;
    by_the_rules(&answer)?;
    if let (Answer::Silent(unanswered), None) = (&answer, &override_reason) {
        return Err(Refusal::RulesSilent { fault: unanswered.fault.clone() });
    }
    // One who was consented to anew is the same one.
    let number = mediation.standing.mediators + u32::from(!named.appointed);
    one(Event::MediatorAppointed { number, found, standing, answer, override_reason })
}

/// Nobody mediates whom a party refuses, whoever chose; whom the parties chose they have agreed on; to one who is tied to a side every party
/// consents in writing.
fn consented(mediation: &Mediation, named: &Named, tied: bool) -> Result<(), Refusal> {
    let said = |party: &u32| named.consents.get(party).map(|consent| consent.how);
    if let Some(party) = mediation.parties().find(|party| said(party) == Some(ConsentKind::Refused)) {
        return Err(Refusal::ConsentMissing { party });
    }
    if tied && let Some(party) = mediation.without_written_consent().next() {
        return Err(Refusal::ConsentMissing { party });
    }
    match mediation.parties().find(|party| said(party).is_none()) {
        Some(party) if named.chosen_by == Chooser::Parties => Err(Refusal::ConsentMissing { party }),
        _ => Ok(()),
    }
}

/// The mediator against whom an objection is upheld leaves, and with that all that was objected to this person is settled.
fn decide_objection(mediation: &Mediation, objection: u32, upheld: bool, reason: &str) -> Result<Vec<Event>, Refusal> {
    let unknown = Refusal::UnknownNumber { at: "objection", number: objection };
    if nth(&mediation.objections, objection).ok_or(unknown)?.decided.is_some() {
        return Err(Refusal::AlreadyDone { at: "objection" });
    }
    let decided = |objection| Event::ObjectionDecided { objection, upheld, reason: reason.to_owned() };
    if !upheld {
        return one(decided(objection));
    }
    let mut events: Vec<Event> = open_objections(mediation).map(decided).collect();
    if matches!(mediation.standing.state, Agreed) {
        events.push(Event::AgreementDropped { reason: reason.to_owned() });
    }
    events.push(Event::MediatorLeft { leaving: Leaving::ObjectionUpheld, reason: reason.to_owned() });
    Ok(events)
}

/// More time is what every party agrees on, while there is some left (Invited Mediation art. 27).
fn extend(mediation: &Mediation, last_day: Date, agreed: Vec<u32>, context: &Context) -> Result<Vec<Event>, Refusal> {
    in_state(mediation, &[Appointed, UnderWay, Agreed])?;
    in_time(mediation, context)?;
    if last_day < context.today || mediation.standing.last_day.is_some_and(|ends| last_day <= ends) {
        return Err(Refusal::ImpossibleDay { at: "last_day" });
    }
    agreed.iter().try_for_each(|party| of_party(mediation, *party))?;
    match mediation.parties().find(|party| !agreed.contains(party)) {
        Some(party) => Err(Refusal::ConsentMissing { party }),
        None => one(Event::PeriodExtended { last_day, agreed }),
    }
}

/// The dispute is known by the number of its case too, from then on.
fn file(mediation: &Mediation, case_number: String) -> Result<Vec<Event>, Refusal> {
    check_text("case_number".to_owned(), &case_number)?;
    if mediation.dispute.references().hold(&case_number) {
        return Err(Refusal::AlreadyDone { at: "case_number" });
    }
    next(mediation.dispute.filed.len(), "case_number", CASE_NUMBERS_MAX)?;
    one(Event::Filed { case_number })
}

/// Whoever is chosen from the panel of the bay stands on it now, and stood on it on the day of a signature that is entered later; of others
/// nothing is known that could be said.
fn selectable(
    candidate: &Candidate,
    standing: Option<Selectability>,
    signed_on: Option<Date>,
    context: &Context,
) -> Result<Option<Selectability>, Refusal> {
    match (&candidate.panel, standing) {
        (Panel::GbaPanel { .. }, None) => Err(Refusal::NotSelectable { because: Unselectable::Unknown }),
        (Panel::GbaPanel { .. }, Some(standing)) => {
            // Of a day that is over, the age of the answer says nothing.
            let because = match standing {
                Selectability::Not { because } => Some(because),
                Selectability::Selectable { .. } if signed_on.is_some() => None,
                Selectability::Selectable { .. } => standing.forbids_at(context.now),
            };
            because.map_or(Ok(Some(standing)), |because| Err(Refusal::NotSelectable { because }))
        }
        (Panel::InvitedMediatorList {} | Panel::Local {}, _) => Ok(None),
    }
}

/// A number on the roster is that of somebody with names, and the name that was given is one of them.
fn named_as_on_roster(candidate: &Candidate) -> Result<(), Refusal> {
    match candidate.panel {
        Panel::GbaPanel { .. }
            if !Identity::of_names(candidate.names.iter().map(String::as_str)).is_named(&candidate.name) =>
        {
            Err(Refusal::NameNotOnRoster)
        }
        _ => Ok(()),
    }
}

/// The last day that the rules tell.
fn last_day(answer: &Answer) -> Option<Date> {
    let Answer::Said(check) = answer else { return None };
    check.assessment.due.iter().find(|due| due.period == CONCLUDE_MEDIATION).map(|due| due.last_day)
}

/// What the rules forbid no reason carries.
fn by_the_rules(answer: &Answer) -> Result<(), Refusal> {
    match answer {
        Answer::Said(check) => match check.assessment.outcome {
            Some(outcome) if !outcome.admits() => Err(Refusal::AgainstTheRules { outcome }),
            _ => Ok(()),
        },
        Answer::Silent(_) => Ok(()),
    }
}

fn bars(conflicts: &[Conflict]) -> Result<(), Refusal> {
    match conflicts.iter().find(|conflict| conflict.effect == Effect::Bars) {
        Some(conflict) => Err(Refusal::Conflict { tie: conflict.tie }),
        None => Ok(()),
    }
}

fn named(mediation: &Mediation) -> Result<&Named, Refusal> {
    mediation.mediator.as_ref().ok_or(Refusal::WrongState { state: mediation.standing.state })
}

fn open_objections(mediation: &Mediation) -> impl Iterator<Item = u32> {
    (1..).zip(&mediation.objections).filter(|(_, objection)| objection.decided.is_none()).map(|(number, _)| number)
}

fn no_open_objection(mediation: &Mediation) -> Result<(), Refusal> {
    match open_objections(mediation).next() {
        Some(number) => Err(Refusal::StillOpen { at: format!("objections[{number}]") }),
        None => Ok(()),
    }
}

/// What is entered later was signed on its own day: not before there was anything to sign, and tomorrow nobody has signed yet.
fn signed_since(from: Option<Date>, on: Option<Date>, context: &Context) -> Result<Option<Date>, Refusal> {
    match on {
        Some(on) if on > context.today || from.is_some_and(|from| on < from) => {
            Err(Refusal::ImpossibleDay { at: "on" })
        }
        on => Ok(on.filter(|on| *on != context.today)),
    }
}

fn in_time(mediation: &Mediation, context: &Context) -> Result<(), Refusal> {
    match mediation.standing.last_day {
        Some(last_day) if mediation.standing.period_is_over(context.today) => Err(Refusal::PeriodOver { last_day }),
        _ => Ok(()),
    }
}

fn in_state(mediation: &Mediation, states: &[State]) -> Result<(), Refusal> {
    let state = mediation.standing.state;
    if states.contains(&state) { Ok(()) } else { Err(Refusal::WrongState { state }) }
}

fn of_party(mediation: &Mediation, number: u32) -> Result<(), Refusal> {
    mediation.party(number).map(drop).ok_or(Refusal::UnknownNumber { at: "party", number })
}

/// The number of the next of so many.
fn next(count: usize, at: &'static str, max: usize) -> Result<u32, Refusal> {
    if count >= max {
        return Err(Refusal::TooMany { at });
    }
    u32::try_from(count + 1).map_err(|_| Refusal::TooMany { at })
}

fn good(reason: String) -> Result<String, Refusal> {
    check_text(String::new(), &reason).map(|()| reason).map_err(|_| Refusal::BadReason)
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
