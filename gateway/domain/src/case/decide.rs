//! What may happen next in a case: `decide(&Case, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use std::collections::BTreeSet;

use super::custody::handle;
use super::erase::erase;
use super::hearing::{Admitted, Answer, Compliance, Decision, Signature, Undertaking};
use super::{Case, Command, Context, Event, Exhibit, FromMediation, MediationUse, Refusal, Sitting, State, nth};
use crate::assessment::Outcome;
use crate::deadline::{self, Period, Roll, Unit};
use crate::limits::{
    CASE_PARTS_MAX, EVIDENCE_PERIOD_MAX_DAYS, FILES_OF_CASE_MAX, ISSUES_MAX, PARTIES_OF_CASE_MAX,
    PRESENT_AT_EXCHANGE_MAX, TRANSLATIONS_OF_EXHIBIT_MAX,
};
use crate::matter::{BadRequest, FileRef, check_text};
use crate::{Date, Jurisdiction};

use State::{Adjourned, Exchanging, Opened, Producing};

/// Before the exchange of evidence is closed.
const OPEN: [State; 4] = [Opened, Producing, Exchanging, Adjourned];

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(case: Option<&Case>, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match (case, command) {
        (None, Command::Open { court, sheet }) => {
            sheet.check()?;
            one(Event::Opened { court, sheet })
        }
        (None, _) => Err(Refusal::NoSuchCase),
        (Some(_), Command::Open { .. }) => Err(Refusal::CaseExists),
        (Some(case), _) if case.standing.erased.is_some() => Err(Refusal::Erased),
        (Some(case), Command::Erase { reason, retention_years }) => erase(case, reason, retention_years, context),
        // A file is read after closing too.
        (Some(case), Command::Handle(wish)) => handle(case, wish),
        (Some(case), command) => {
            // Nothing is added after closing, whatever it is.
            in_state(case, &OPEN)?;
            court_fixes(case, command, context)
        }
    }
}

/// What the court enters and fixes.
fn court_fixes(case: &Case, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Join { party } => {
            in_state(case, &[Opened, Producing, Adjourned])?;
            party.check("party")?;
            let number = next(&case.sheet.parties, "parties", PARTIES_OF_CASE_MAX)?;
            one(Event::PartyJoined { number, joined: party })
        }
        Command::AddFile { file, blob, label } => {
            room_for(case, &file)?;
            one(Event::FileAdded { file, blob, label })
        }
        Command::TakeOver { file, blob, source, label } => {
            room_for(case, &file)?;
            one(Event::TakenOver { file, blob, source, label })
        }
        Command::NameAgent { party, agent } => {
            of_party(case, party)?;
            text("name", &agent.name)?;
            one(Event::AgentNamed { party, agent })
        }
        Command::FixPeriod { from, days, agreed, answer, override_reason } => {
            in_state(case, &[Opened, Producing])?;
            let override_reason = override_reason.map(good).transpose()?;
            let answer = answer.ok_or(Refusal::NotAssessed)?;
            allowed(&answer, override_reason.as_ref())?;
            if from > context.today || from < case.standing.opened_on {
                return Err(Refusal::ImpossibleDay { at: "from" });
            }
            let last_day = counted(case, from, days, context)?;
            // What the parties were told they agree to shorten; the court alone does not.
            not_earlier(case, last_day, agreed)?;
            one(Event::PeriodFixed { from, days, agreed, last_day, answer, override_reason })
        }
        Command::DecideExtension { party, asked_on, days, reason } => {
            in_state(case, &[Producing])?;
            of_party(case, party)?;
            extend(case, (party, asked_on), days, good(reason)?, context)
        }
        Command::FixExchange { sitting } => fix_exchange(case, sitting, context),
        Command::OpenSession { judge, present } => {
            in_state(case, &[Producing, Adjourned])?;
            text("judge", &judge)?;
            // The first exchange does not cut the period short, however it has been lengthened since the day was fixed.
            let first = case.standing.sessions == 0;
            let from = case.standing.exchange_on.max(case.standing.period_ends.filter(|_| first));
            if case.standing.exchange_on.is_none() || from.is_none_or(|from| context.today < from) {
                return Err(Refusal::NoExchangeToday);
            }
            if present.is_empty() || present.len() > PRESENT_AT_EXCHANGE_MAX {
                return Err(bad("present", if present.is_empty() { "empty-list" } else { "too-many" }));
            }
            let mut names = BTreeSet::new();
            for attendance in &present {
                text("present.name", &attendance.name)?;
                attendance.party.map_or(Ok(()), |party| of_party(case, party))?;
                if attendance.name == judge || !names.insert(&attendance.name) {
                    return Err(bad("present.name", "not-unique"));
                }
            }
            let session = next(&case.sessions, "sessions", CASE_PARTS_MAX)?;
            one(Event::SessionOpened { session, judge, present })
        }
        Command::StateIssues { issues } => {
            in_state(case, &[Exchanging])?;
            issues.iter().try_for_each(|issue| text("issues", issue))?;
            if issues.len() > ISSUES_MAX { Err(bad("issues", "too-many")) } else { one(Event::IssuesStated { issues }) }
        }
        Command::EndSession => {
            in_state(case, &[Exchanging])?;
            one(Event::SessionEnded { session: case.standing.sessions })
        }
        Command::SignRecord { name, manner, reason } => sign(case, name, manner, reason),
        Command::TellApart { name, reason } => {
            text("name", &name)?;
            next(&case.told_apart, "told_apart", CASE_PARTS_MAX)?;
            one(Event::ToldApart { name, reason: good(reason)? })
        }
        Command::Close => close(case),
        command => party_does(case, command, context),
    }
}

/// What the court enters for a party, and decides on it.
fn party_does(case: &Case, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Produce { party, item, rebuts, late_reason, answer, of_mediation } => {
            of_party(case, party)?;
            let (late, late_reason) = lateness(case, party, rebuts, late_reason, context.today)?;
            item.check()?;
            known_files(case, &item)?;
            let number = next(&case.exhibits, "exhibits", CASE_PARTS_MAX)?;
            let answer = answer.ok_or(Refusal::NotAssessed)?;
            let of_mediation = of_mediation.map(|it| may_be_used(case, *it)).transpose()?.map(Box::new);
            one(Event::Produced { number, party, late, late_reason, rebuts, item, answer, of_mediation })
        }
        Command::RecordFormality { exhibit, formality, answer } => {
            let produced = standing_exhibit(case, exhibit)?;
            formality.check()?;
            if formality.on > context.today {
                return Err(Refusal::ImpossibleDay { at: "formality.on" });
            }
            known_files(case, &Exhibit { formality: Some(formality.clone()), ..produced.item.clone() })?;
            one(Event::FormalityRecorded { exhibit, formality, answer: answer.ok_or(Refusal::NotAssessed)? })
        }
        Command::BindTranslation { exhibit, translation, answer } => {
            let produced = standing_exhibit(case, exhibit)?;
            produced.item.binds(&translation)?;
            if produced.item.translations.len() >= TRANSLATIONS_OF_EXHIBIT_MAX {
                return Err(Refusal::TooMany { at: "translations" });
            }
            let mut with_it = produced.item.clone();
            with_it.translations.push(translation.clone());
            with_it.check()?;
            known_files(case, &with_it)?;
            one(Event::TranslationBound { exhibit, translation, answer: answer.ok_or(Refusal::NotAssessed)? })
        }
        Command::WithdrawExhibit { exhibit, reason } => {
            standing_exhibit(case, exhibit)?;
            one(Event::ExhibitWithdrawn { exhibit, reason: good(reason)? })
        }
        Command::AskOrder { party, wanted } => {
            of_party(case, party)?;
            known_party(case, "held_by", wanted.held_by)?;
            if party == wanted.held_by {
                return Err(Refusal::NotTheirs { at: "held_by" });
            }
            wanted.check()?;
            let number = next(&case.orders, "orders", CASE_PARTS_MAX)?;
            one(Event::OrderAsked { number, party, wanted })
        }
        Command::DecideOrder { order, decision, until, reason } => {
            let asked = nth(&case.orders, order).ok_or(Refusal::UnknownNumber { at: "order", number: order })?;
            if asked.decided.is_some() {
                return Err(Refusal::AlreadyDone { at: "order" });
            }
            let has_its_day = match decision {
                Decision::Granted => until.is_some_and(|day| day > context.today),
                Decision::Declined => until.is_none(),
            };
            if !has_its_day {
                return Err(Refusal::ImpossibleDay { at: "until" });
            }
            one(Event::OrderDecided { order, decision, until, reason: good(reason)? })
        }
        Command::EndOrder { order, compliance } => end_order(case, order, compliance, context.today),
        Command::AskExpert { party, expert, answer } => {
            of_party(case, party)?;
            expert.check()?;
            let number = next(&case.experts, "experts", CASE_PARTS_MAX)?;
            one(Event::ExpertAsked { number, party, expert, answer: answer.ok_or(Refusal::NotAssessed)? })
        }
        Command::DecideExpert { request, decision, reason } => {
            let asked = nth(&case.experts, request).ok_or(Refusal::UnknownNumber { at: "request", number: request })?;
            if asked.decided.is_some() {
                return Err(Refusal::AlreadyDone { at: "request" });
            }
            // Who asks too late, or for too many, is not granted it; where the rules were silent the reason carries it.
            if decision == Decision::Granted {
                allowed(&asked.answer, Some(&reason))?;
            }
            one(Event::ExpertDecided { request, decision, reason: good(reason)? })
        }
        Command::Undertake { undertaking } => undertake(case, undertaking),
        Command::PutSimilar { party, precedent } => {
            of_party(case, party)?;
            precedent.check()?;
            if precedent.decided_on.is_some_and(|day| day > context.today) {
                return Err(Refusal::ImpossibleDay { at: "precedent.decided_on" });
            }
            let number = next(&case.similar, "similar", CASE_PARTS_MAX)?;
            one(Event::SimilarPut { number, party, precedent })
        }
        Command::AnswerSimilar { similar, party, stance, reply } => {
            let put = nth(&case.similar, similar).ok_or(Refusal::UnknownNumber { at: "similar", number: similar })?;
            party.map_or(Ok(()), |party| of_party(case, party))?;
            if party == Some(put.party) {
                return Err(Refusal::NotTheirs { at: "party" });
            }
            if put.answers.iter().any(|(by, ..)| *by == party) {
                return Err(Refusal::AlreadyDone { at: "similar" });
            }
            one(Event::SimilarAnswered { similar, party, stance, reply: good(reply)? })
        }
        command => in_exchange(case, command),
    }
}

/// What is said while a judge leads the exchange.
fn in_exchange(case: &Case, command: Command) -> Result<Vec<Event>, Refusal> {
    in_state(case, &[Exchanging])?;
    match command {
        Command::Admit { party, admitted } => admit(case, party, admitted),
        Command::RetractAdmission { admission, retraction, reason } => {
            let unknown = Refusal::UnknownNumber { at: "admission", number: admission };
            if nth(&case.admissions, admission).ok_or(unknown)?.retracted.is_some() {
                return Err(Refusal::AlreadyDone { at: "admission" });
            }
            one(Event::AdmissionRetracted { admission, retraction, reason: good(reason)? })
        }
        Command::Object { party, exhibit, ground, reason } => {
            of_another_party(case, party, exhibit)?;
            if case.admits(party, exhibit, ground) {
                return Err(Refusal::AlreadyAdmitted);
            }
            if case.objects(party, exhibit, ground).is_some() {
                return Err(Refusal::AlreadyDone { at: "ground" });
            }
            let number = next(&case.objections, "objections", CASE_PARTS_MAX)?;
            one(Event::Objected { number, party, exhibit, ground, reason: good(reason)? })
        }
        Command::AnswerObjection { objection, reply } => {
            if standing_objection(case, objection)?.reply.is_some() {
                return Err(Refusal::AlreadyDone { at: "objection" });
            }
            one(Event::ObjectionAnswered { objection, reply: good(reply)? })
        }
        Command::WithdrawObjection { objection } => {
            standing_objection(case, objection)?;
            one(Event::ObjectionWithdrawn { objection })
        }
        _ => Err(Refusal::WrongState { state: case.standing.state }),
    }
}

/// An admission lets fall what the party objected on the same ground before.
fn admit(case: &Case, party: u32, admitted: Admitted) -> Result<Vec<Event>, Refusal> {
    of_party(case, party)?;
    let number = next(&case.admissions, "admissions", CASE_PARTS_MAX)?;
    let mut events = Vec::new();
    match &admitted {
        Admitted::Fact { fact } => text("fact", fact)?,
        Admitted::Evidence { exhibit, grounds } => {
            of_another_party(case, party, *exhibit)?;
            let distinct: BTreeSet<_> = grounds.iter().collect();
            if grounds.is_empty() || distinct.len() != grounds.len() {
                return Err(bad("grounds", if grounds.is_empty() { "empty-list" } else { "not-unique" }));
            }
            if grounds.iter().any(|ground| case.admits(party, *exhibit, *ground)) {
                return Err(Refusal::AlreadyAdmitted);
            }
            let fall = grounds.iter().filter_map(|ground| case.objects(party, *exhibit, *ground));
            events.extend(fall.map(|objection| Event::ObjectionWithdrawn { objection }));
        }
    }
    events.push(Event::Admitted { number, party, admitted });
    Ok(events)
}

/// A longer period is longer for all, and the exchange moves with it (arts 54, 56).
fn extend(
    case: &Case,
    (party, asked_on): (u32, Date),
    days: Option<u32>,
    reason: String,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Some(ends) = case.standing.period_ends else { return Err(Refusal::WrongState { state: case.standing.state }) };
    if asked_on > context.today || asked_on < case.standing.opened_on {
        return Err(Refusal::ImpossibleDay { at: "asked_on" });
    }
    let Some(days) = days else {
        let decision = Decision::Declined;
        return one(Event::ExtensionDecided { party, asked_on, decision, last_day: None, exchange_on: None, reason });
    };
    // It is asked for while the period runs.
    if asked_on > ends {
        return Err(Refusal::PeriodOver { last_day: ends });
    }
    let last_day = counted(case, ends, days, context)?;
    let exchange_on = case.standing.exchange_on.filter(|on| *on < last_day).map(|_| last_day);
    let (decision, last_day) = (Decision::Granted, Some(last_day));
    one(Event::ExtensionDecided { party, asked_on, decision, last_day, exchange_on, reason })
}

/// The first exchange is not before the period ends, because it would end it (art. 56). Until it has begun it can be moved to a later day.
fn fix_exchange(case: &Case, sitting: Sitting, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    in_state(case, &[Producing, Adjourned])?;
    sitting.check()?;
    if sitting.on < context.today {
        return Err(Refusal::ImpossibleDay { at: "on" });
    }
    if case.standing.sessions == 0 {
        not_earlier(case, sitting.on, false)?;
    }
    one(Event::ExchangeFixed { exchange_on: sitting.on, sitting })
}

/// Whether it comes after the period, and with which reason. What rebuts another's evidence may come later (arts 51, 58).
fn lateness(
    case: &Case,
    party: u32,
    rebuts: Option<u32>,
    late_reason: Option<String>,
    today: Date,
) -> Result<(bool, Option<String>), Refusal> {
    if let Some(rebutted) = rebuts {
        of_another_party(case, party, rebutted)?;
    }
    let late_reason = late_reason.map(good).transpose()?;
    let late = case.period_is_over(today);
    match case.standing.period_ends {
        Some(last_day) if late && rebuts.is_none() && late_reason.is_none() => Err(Refusal::PeriodOver { last_day }),
        _ => Ok((late, late_reason.filter(|_| late))),
    }
}

fn end_order(case: &Case, order: u32, compliance: Compliance, today: Date) -> Result<Vec<Event>, Refusal> {
    let asked = nth(&case.orders, order).ok_or(Refusal::UnknownNumber { at: "order", number: order })?;
    let Some((decision, until, _)) = &asked.decided else {
        return Err(Refusal::StillOpen { at: format!("orders[{order}]") });
    };
    // What was declined has ended with that.
    if *decision == Decision::Declined || asked.compliance.is_some() {
        return Err(Refusal::AlreadyDone { at: "order" });
    }
    match &compliance {
        Compliance::Produced { exhibit } => {
            if standing_exhibit(case, *exhibit)?.party != asked.wanted.held_by {
                return Err(Refusal::NotTheirs { at: "exhibit" });
            }
        }
        Compliance::Excused { reason } => drop(good(reason.clone())?),
        // As long as it may still be produced it is not withheld.
        Compliance::Withheld { .. } => {
            if let Some(last_day) = until.filter(|until| *until >= today) {
                return Err(Refusal::PeriodRuns { last_day });
            }
        }
    }
    one(Event::OrderEnded { order, compliance })
}

/// Once for each exchange, since it is given before somebody is heard (arts 65, 71); who refused may still give it.
fn undertake(case: &Case, undertaking: Undertaking) -> Result<Vec<Event>, Refusal> {
    text("name", &undertaking.name)?;
    undertaking.party.map_or(Ok(()), |party| of_party(case, party))?;
    let paper = undertaking.paper.filter(|paper| !case.files.contains_key(paper));
    if let Some(paper) = paper {
        return Err(Refusal::UnknownFile { name: paper.to_string() });
    }
    let Undertaking { name, capacity, party, manner, paper } = &undertaking;
    let begun = case.sessions.last().map(|session| session.on);
    let given = case.undertakings.iter().filter(|it| begun.is_none_or(|begun| it.on >= begun));
    let mut own =
        given.map(|it| &it.undertaking).filter(|it| (&it.name, &it.capacity, &it.party) == (name, capacity, party));
    let is_again = |it: &Undertaking| it.manner != Signature::Refused || *manner == Signature::Refused;
    // The paper may be scanned later, and is given with the same undertaking then.
    let has_paper_now = |it: &Undertaking| it.manner == *manner && it.paper.is_none() && paper.is_some();
    if own.any(|it| is_again(it) && !has_paper_now(it)) {
        return Err(Refusal::AlreadyDone { at: "name" });
    }
    if case.undertakings.len() >= CASE_PARTS_MAX {
        return Err(Refusal::TooMany { at: "undertakings" });
    }
    one(Event::Undertook { undertaking })
}

/// Once for each who was there, the judge included.
fn sign(case: &Case, name: String, manner: Signature, reason: Option<String>) -> Result<Vec<Event>, Refusal> {
    in_state(case, &[Adjourned])?;
    let reason = reason.map(good).transpose()?;
    if (manner == Signature::Refused) != reason.is_some() {
        return Err(Refusal::BadReason);
    }
    let session = case.standing.sessions;
    let held = nth(&case.sessions, session).ok_or(Refusal::UnknownNumber { at: "session", number: session })?;
    if held.judge != name && !held.present.iter().any(|attendance| attendance.name == name) {
        return Err(bad("name", "not-there"));
    }
    if held.signatures.iter().any(|signed| signed.name == name) {
        return Err(Refusal::AlreadyDone { at: "name" });
    }
    one(Event::RecordSigned { session, name, manner, reason })
}

/// Nothing that was asked for is open, and each record is signed, or the refusal to sign it is noted; the judge signs.
fn close(case: &Case) -> Result<Vec<Event>, Refusal> {
    in_state(case, &[Adjourned])?;
    let undecided = (1..).zip(&case.orders).find(|(_, order)| match &order.decided {
        None => true,
        Some((decision, ..)) => *decision == Decision::Granted && order.compliance.is_none(),
    });
    if let Some((number, _)) = undecided {
        return Err(Refusal::StillOpen { at: format!("orders[{number}]") });
    }
    if let Some((number, _)) = (1..).zip(&case.experts).find(|(_, request)| request.decided.is_none()) {
        return Err(Refusal::StillOpen { at: format!("experts[{number}]") });
    }
    for (session, held) in (1..).zip(&case.sessions) {
        let signed = |name: &String| held.signatures.iter().any(|signed| signed.name == *name);
        let judge_signed =
            held.signatures.iter().any(|signed| signed.name == held.judge && signed.manner != Signature::Refused);
        if !judge_signed || !held.present.iter().all(|attendance| signed(&attendance.name)) {
            return Err(Refusal::NotSigned { session });
        }
    }
    one(Event::Closed { content: case.content_digest() })
}

/// The last day of a period of days, on the calendar of the court's side.
fn counted(case: &Case, from: Date, days: u32, context: &Context<'_>) -> Result<Date, Refusal> {
    if days == 0 || days > EVIDENCE_PERIOD_MAX_DAYS {
        return Err(bad("days", "out-of-range"));
    }
    let calendar = match case.standing.court.jurisdiction() {
        Jurisdiction::Hk => "HK-court",
        Jurisdiction::Mo => "MO",
        Jurisdiction::Cn | Jurisdiction::Xx => "CN",
    };
    let period = Period {
        code: super::PRODUCE_EVIDENCE.to_owned(),
        from,
        start_roll: Roll::None,
        length: i32::try_from(days).unwrap_or(i32::MAX),
        unit: Unit::Days,
        offset_days: 0,
        roll: Roll::NextWorkingDay,
        calendar: calendar.to_owned(),
        half_days_closed: true,
        suspended: Vec::new(),
        extra_rest_days: Vec::new(),
    };
    Ok(deadline::last_day(&period, context.calendars)?.last_day)
}

/// The rules allow it. What they forbid no reason carries; where they are silent, one does.
fn allowed(answer: &Answer, reason: Option<&String>) -> Result<(), Refusal> {
    match answer {
        Answer::Said(check) => match check.assessment.outcome {
            Some(outcome) if !outcome.admits() => Err(Refusal::AgainstTheRules { outcome }),
            _ => Ok(()),
        },
        Answer::Silent(unanswered) if reason.is_none() => Err(Refusal::RulesSilent { fault: unanswered.fault.clone() }),
        Answer::Silent(_) => Ok(()),
    }
}

/// What the law forbids to use no leave carries; where it asks for a court's leave, or is silent, a judge gives it.
fn may_be_used(case: &Case, made: FromMediation) -> Result<MediationUse, Refusal> {
    let FromMediation { agreed, leave, answer } = made;
    agreed.iter().try_for_each(|party| of_party(case, *party))?;
    let leave = leave.map(good).transpose()?;
    let answer = answer.ok_or(Refusal::NotAssessed)?;
    match allowed(&answer, leave.as_ref()) {
        Err(Refusal::AgainstTheRules { outcome }) if outcome != Outcome::Refuse => {
            if leave.is_none() {
                return Err(Refusal::LeaveNeeded);
            }
        }
        other => other?,
    }
    Ok(MediationUse { agreed, leave, answer })
}

fn not_earlier(case: &Case, last_day: Date, agreed: bool) -> Result<(), Refusal> {
    match case.standing.period_ends {
        Some(ends) if last_day < ends && !agreed => Err(Refusal::PeriodRuns { last_day: ends }),
        _ => Ok(()),
    }
}

fn in_state(case: &Case, states: &[State]) -> Result<(), Refusal> {
    let state = case.standing.state;
    if states.contains(&state) { Ok(()) } else { Err(Refusal::WrongState { state }) }
}

fn of_party(case: &Case, number: u32) -> Result<(), Refusal> {
    known_party(case, "party", number)
}

/// The party that is named at this place is there.
fn known_party(case: &Case, at: &'static str, number: u32) -> Result<(), Refusal> {
    case.party(number).map(drop).ok_or(Refusal::UnknownNumber { at, number })
}

/// A party that is there, and evidence that stands and is another's.
fn of_another_party(case: &Case, party: u32, exhibit: u32) -> Result<(), Refusal> {
    of_party(case, party)?;
    if standing_exhibit(case, exhibit)?.party == party { Err(Refusal::NotTheirs { at: "party" }) } else { Ok(()) }
}

fn standing_exhibit(case: &Case, number: u32) -> Result<&super::Produced, Refusal> {
    let exhibit = case.exhibit(number).ok_or(Refusal::UnknownNumber { at: "exhibit", number })?;
    if exhibit.withdrawn.is_some() { Err(Refusal::AlreadyDone { at: "exhibit" }) } else { Ok(exhibit) }
}

fn standing_objection(case: &Case, number: u32) -> Result<&super::Objection, Refusal> {
    let objection = nth(&case.objections, number).ok_or(Refusal::UnknownNumber { at: "objection", number })?;
    if objection.withdrawn.is_some() { Err(Refusal::AlreadyDone { at: "objection" }) } else { Ok(objection) }
}

fn room_for(case: &Case, file: &FileRef) -> Result<(), Refusal> {
    if case.files.len() >= FILES_OF_CASE_MAX && !case.files.contains_key(&file.sha256) {
        return Err(Refusal::TooMany { at: "files" });
    }
    Ok(())
}

/// Every file that it names was added to the case.
fn known_files(case: &Case, item: &Exhibit) -> Result<(), Refusal> {
    let known = |sha256| case.files.contains_key(sha256);
    match item.files().find(|file| !known(&file.sha256)) {
        Some(file) => Err(Refusal::UnknownFile { name: file.name.clone() }),
        None => Ok(()),
    }
}

/// The number of the next of these.
fn next<T>(items: &[T], at: &'static str, max: usize) -> Result<u32, Refusal> {
    if items.len() >= max {
        return Err(Refusal::TooMany { at });
    }
    u32::try_from(items.len() + 1).map_err(|_| Refusal::TooMany { at })
}

fn text(at: &str, text: &str) -> Result<(), Refusal> {
    Ok(check_text(at.to_owned(), text)?)
}

fn good(reason: String) -> Result<String, Refusal> {
    check_text(String::new(), &reason).map(|()| reason).map_err(|_| Refusal::BadReason)
}

fn bad(at: &str, code: &'static str) -> Refusal {
    Refusal::BadRequest(BadRequest { at: at.to_owned(), code })
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
