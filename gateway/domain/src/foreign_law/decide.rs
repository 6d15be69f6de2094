//! What may happen next in an inquiry.

use std::collections::{BTreeMap, BTreeSet};

use super::hearing::{Appearance, Basis, Cost, CostsBasis, Found, Share, Stance, Statement};
use super::request::{Asked, Channel, ChannelEnd};
use super::{Command, Context, Event, Inquiry, Opinion, Refusal, Request, State};
use crate::Date;
use crate::assessment::Severity;
use crate::case::Answer;
use crate::limits::{AMOUNT_MAX_HUNDREDTHS, FILES_OF_INQUIRY_MAX, REQUESTS_OF_INQUIRY_MAX};
use crate::matter::{BadRequest, check_text};
use crate::registry::{Entry, Status, Tag, fold};

use State::{Found as IsFound, Heard, Open};

/// What the rules conclude where the court may find that the law cannot be ascertained.
const MAY_GIVE_UP: &str = "may-find-unascertainable";

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(inquiry: Option<&Inquiry>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (inquiry, command) {
        (None, Command::Open { court, sheet }) => {
            sheet.check(court.jurisdiction())?;
            one(Event::Opened { court, law: sheet.law.jurisdiction, sheet })
        }
        (None, _) => Err(Refusal::NoSuchInquiry),
        (Some(_), Command::Open { .. }) => Err(Refusal::InquiryExists),
        (Some(inquiry), Command::Find { found, answer, override_reason }) => {
            find(inquiry, found, answer, override_reason, context.today)
        }
        (Some(inquiry), Command::DecideCosts { basis, costs, shares, reason }) => {
            in_state(inquiry, &[IsFound])?;
            decide_costs(inquiry, basis, costs, shares, reason)
        }
        (Some(inquiry), Command::Close) => {
            in_state(inquiry, &[IsFound])?;
            if inquiry.costs.is_some() { one(Event::Closed {}) } else { Err(Refusal::CostsOpen) }
        }
        (Some(inquiry), command) => {
            in_state(inquiry, &[Open, Heard])?;
            before_finding(inquiry, command, context)
        }
    }
}

/// Until the court has found what the law is.
fn before_finding(inquiry: &Inquiry, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::AddFile { file, blob } => {
            if inquiry.files.len() >= FILES_OF_INQUIRY_MAX && !inquiry.files.contains_key(&file.sha256) {
                return Err(Refusal::TooMany { at: "files" });
            }
            one(Event::FileAdded { file, blob })
        }
        Command::Ask { channel, asked, listed, until } => {
            ask(inquiry, channel, &asked, listed.as_deref())?;
            if until.is_some_and(|until| until < context.today) {
                return Err(Refusal::ImpossibleDay { at: "until" });
            }
            let number = next(&inquiry.requests, "requests")?;
            one(Event::Requested { number, channel, until, asked })
        }
        Command::Extend { request, until, reason } => {
            let ends = open_request(inquiry, request)?.until;
            if until < context.today || ends.is_none_or(|ends| until <= ends) {
                return Err(Refusal::ImpossibleDay { at: "until" });
            }
            one(Event::PeriodExtended { number: request, until, reason: good(reason)? })
        }
        Command::EndChannel { request, end, reason, excuse } => {
            end_channel(inquiry, request, end, (reason, excuse), context.today)
        }
        Command::TakeOpinion { request, opinion, answer, override_reason } => {
            take_opinion(inquiry, request, opinion, answer, override_reason, context.today)
        }
        Command::Serve { opinion, party, on } => serve(inquiry, opinion, party, on, context.today),
        Command::FixHearing { sitting, called } => {
            sitting.check()?;
            if sitting.on < context.today {
                return Err(Refusal::ImpossibleDay { at: "on" });
            }
            may_be_called(inquiry, &called)?;
            one(Event::HearingFixed { hearing_on: sitting.on, sitting, called })
        }
        Command::Hear { judge, statements, appeared } => hear(inquiry, judge, statements, appeared, context.today),
        Command::Drop { reason } => one(Event::Dropped { reason: good(reason)? }),
        Command::Open { .. } | Command::Find { .. } | Command::DecideCosts { .. } | Command::Close => {
            Err(Refusal::WrongState { state: inquiry.standing.state })
        }
    }
}

/// A party is asked as one, and nobody else is; who has to state that there is no interest in the case is not asked if there is one.
fn ask(inquiry: &Inquiry, channel: Channel, asked: &Asked, listed: Option<&Entry>) -> Result<(), Refusal> {
    check_text("name".to_owned(), &asked.name)?;
    if !channel.leads_to(inquiry.sheet.law.jurisdiction) {
        return Err(Refusal::NotThisChannel);
    }
    match asked.party {
        Some(party) if channel == Channel::Parties => of_party(inquiry, party)?,
        None if channel != Channel::Parties => {}
        _ => return Err(bad("party", if asked.party.is_some() { "not-there" } else { "missing" })),
    }
    if asked.matter.is_some() && channel != Channel::JudicialAssistance {
        return Err(bad("matter", "not-there"));
    }
    if channel.register().is_some() && inquiry.sheet.names_as_party(&asked.name) {
        return Err(Refusal::Interested { at: "name" });
    }
    match (&asked.roster_no, listed) {
        (None, _) => Ok(()),
        (Some(_), _) if channel.register().is_none() => Err(bad("roster_no", "not-there")),
        (Some(_), Some(listed)) if channel.register() == Some(listed.register) => is_fit(inquiry, listed),
        (Some(_), _) => Err(Refusal::NotListed),
    }
}

/// Whoever is asked by a number in a register stands in it on that day, and for this law.
fn is_fit(inquiry: &Inquiry, listed: &Entry) -> Result<(), Refusal> {
    if listed.status != Status::InForce {
        return Err(Refusal::NotInForce { status: listed.status });
    }
    let knows = |law: Tag| listed.specialities.contains(&law);
    if inquiry.sheet.law.tag().is_some_and(knows) { Ok(()) } else { Err(Refusal::AnotherLaw) }
}

/// Nothing is missing before the period is over, unless it is said why; and what does not answer the questions has been brought. A good
/// reason for bringing nothing only a party has.
fn end_channel(
    inquiry: &Inquiry,
    number: u32,
    end: ChannelEnd,
    (reason, excuse): (Option<String>, Option<String>),
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let request = open_request(inquiry, number)?;
    let (reason, excuse) = (reason.map(good).transpose()?, excuse.map(good).transpose()?);
    if excuse.is_some() && (request.channel != Channel::Parties || end != ChannelEnd::NotProvided) {
        return Err(bad("excuse", "not-there"));
    }
    let has_brought = inquiry.opinions.iter().any(|brought| brought.request == number);
    match end {
        ChannelEnd::NotProvided if has_brought => return Err(Refusal::AlreadyDone { at: "request" }),
        ChannelEnd::Unclear if !has_brought => return Err(bad("end", "not-there")),
        ChannelEnd::Unclear if reason.is_none() => return Err(Refusal::BadReason),
        ChannelEnd::NotProvided | ChannelEnd::Unclear => {}
    }
    match request.until {
        Some(last_day) if end == ChannelEnd::NotProvided && reason.is_none() && today <= last_day => {
            Err(Refusal::PeriodRuns { last_day })
        }
        _ => one(Event::ChannelEnded { number, end, reason, excuse }),
    }
}

/// What the rules would have supplemented is not taken: it stands in no list until it is whole.
fn take_opinion(
    inquiry: &Inquiry,
    request: u32,
    opinion: Box<Opinion>,
    answer: Option<Answer>,
    override_reason: Option<String>,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let asked = open_request(inquiry, request)?;
    opinion.check(today)?;
    if let Some((at, paper)) = opinion.papers().find(|(_, paper)| !inquiry.files.contains_key(&paper.sha256)) {
        return Err(Refusal::UnknownFile { at, sha256: paper.sha256 });
    }
    signed_by_whom_was_asked(asked, &opinion)?;
    let override_reason = override_reason.map(good).transpose()?;
    let answer = answer.ok_or(Refusal::NotAssessed)?;
    match &answer {
        Answer::Said(check) if check.assessment.outcome.is_some_and(|outcome| !outcome.admits()) => {
            let decisive = |severity| matches!(severity, Severity::Correct | Severity::Refuse);
            let findings = check.assessment.findings.iter().filter(|finding| decisive(finding.severity));
            return Err(Refusal::OpinionReturned { findings: findings.map(|finding| finding.code.clone()).collect() });
        }
        Answer::Silent(silent) if override_reason.is_none() => {
            return Err(Refusal::RulesSilent { fault: silent.fault.clone() });
        }
        Answer::Said(_) | Answer::Silent(_) => {}
    }
    let number = next(&inquiry.opinions, "opinions")?;
    one(Event::OpinionTaken { number, request, opinion, answer, override_reason })
}

/// An expert states in person that there is no interest; for a body somebody does.
fn signed_by_whom_was_asked(asked: &Request, opinion: &Opinion) -> Result<(), Refusal> {
    let is_person = matches!(asked.channel, Channel::LegalExpert | Channel::CiccExpert);
    match &opinion.no_interest {
        Some(statement) if is_person && fold(&statement.signed_by) != fold(&asked.asked.name) => {
            Err(bad("no_interest.signed_by", "another-person"))
        }
        _ => Ok(()),
    }
}

fn serve(inquiry: &Inquiry, opinion: u32, party: u32, on: Date, today: Date) -> Result<Vec<Event>, Refusal> {
    let brought = inquiry.opinion(opinion).ok_or(Refusal::UnknownNumber { at: "opinion", number: opinion })?;
    of_party(inquiry, party)?;
    if brought.served.contains_key(&party) {
        return Err(Refusal::AlreadyDone { at: "party" });
    }
    if on > today || on < brought.on {
        return Err(Refusal::ImpossibleDay { at: "on" });
    }
    one(Event::Served { opinion, party, served_on: on })
}

/// Only experts and bodies are called (art. 7), each once.
fn may_be_called(inquiry: &Inquiry, called: &[u32]) -> Result<(), Refusal> {
    let distinct: BTreeSet<u32> = called.iter().copied().collect();
    if distinct.len() != called.len() {
        return Err(bad("called", "not-unique"));
    }
    for number in called {
        let unknown = Refusal::UnknownNumber { at: "called", number: *number };
        if inquiry.request(*number).ok_or(unknown)?.channel.register().is_none() {
            return Err(bad("called", "not-an-expert"));
        }
    }
    Ok(())
}

/// All that has come was served on all, is shown, and all parties are heard on it (art. 5).
fn hear(
    inquiry: &Inquiry,
    judge: String,
    statements: Vec<Statement>,
    appeared: Vec<Appearance>,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let Some((sitting, called)) = &inquiry.hearing else { return Err(Refusal::NoHearing) };
    if sitting.on != today {
        return Err(Refusal::ImpossibleDay { at: "on" });
    }
    check_text("judge".to_owned(), &judge)?;
    if let Some((opinion, party)) = inquiry.unserved() {
        return Err(Refusal::NotServed { opinion, party });
    }
    statements.iter().try_for_each(|statement| may_be_said(inquiry, statement))?;
    let heard = Inquiry::heard(&statements);
    if heard.len() != statements.len() {
        return Err(bad("statements", "not-unique"));
    }
    if let Some(party) = inquiry.parties().find(|party| !heard.contains(party)) {
        return Err(Refusal::NotHeard { party });
    }
    let present: BTreeSet<u32> = appeared.iter().map(|it| it.request).collect();
    if present.len() != appeared.len() || !present.iter().all(|request| called.contains(request)) {
        return Err(bad("appeared", "not-there"));
    }
    let shown = u32::try_from(inquiry.opinions.len()).unwrap_or(u32::MAX);
    one(Event::Heard { judge, shown, statements, appeared })
}

fn may_be_said(inquiry: &Inquiry, statement: &Statement) -> Result<(), Refusal> {
    of_party(inquiry, statement.party)?;
    let needs_reason = statement.stance == Stance::Disputes;
    match &statement.reason {
        Some(reason) => Ok(check_text("statements.reason".to_owned(), reason)?),
        None if needs_reason => Err(Refusal::BadReason),
        None => Ok(()),
    }
}

/// What nobody disputes is confirmed; what is disputed is decided with reasons (art. 8). That the law cannot be ascertained is found
/// where the rules conclude that the court may (arts 2, 9), or with the judge's reason for finding it without them.
fn find(
    inquiry: &Inquiry,
    found: Found,
    answer: Option<Answer>,
    override_reason: Option<String>,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    match &found {
        Found::Ascertained { content, basis, opinions, reason } => {
            in_state(inquiry, &[Heard])?;
            check_text("content".to_owned(), content)?;
            for number in opinions {
                let unknown = Refusal::UnknownNumber { at: "opinions", number: *number };
                let request = inquiry.opinion(*number).ok_or(unknown)?.request;
                // What does not answer the questions is no ground of an answer.
                if inquiry.request(request).is_none_or(|request| request.ended.is_some()) {
                    return Err(bad("opinions", "unclear"));
                }
            }
            if opinions.is_empty() && *basis != Basis::EarlierJudgment {
                return Err(bad("opinions", "empty-list"));
            }
            if *basis == Basis::Undisputed && inquiry.is_disputed() {
                return Err(Refusal::Disputed);
            }
            match reason {
                Some(reason) => good(reason.clone()).map(drop)?,
                None if *basis != Basis::Undisputed => return Err(Refusal::BadReason),
                None => {}
            }
            one(Event::Ascertained { found })
        }
        Found::NotAscertained { reason } => {
            in_state(inquiry, &[Open, Heard])?;
            good(reason.clone())?;
            let override_reason = override_reason.map(good).transpose()?;
            let answer = answer.ok_or(Refusal::NotAssessed)?;
            match &answer {
                Answer::Said(check) if check.assessment.conclusions.iter().any(|it| it.code == MAY_GIVE_UP) => {}
                _ if override_reason.is_some() => may_be_given_up(inquiry, today)?,
                Answer::Said(_) => return Err(Refusal::AnotherChannel),
                Answer::Silent(silent) => return Err(Refusal::RulesSilent { fault: silent.fault.clone() }),
            }
            one(Event::NotAscertained { found, answer, override_reason })
        }
    }
}

/// How many channels are enough the Interpretation leaves to the court (art. 2(2)). What no reason carries: giving up what was brought, what
/// somebody still has time to bring, and what nobody was asked for.
fn may_be_given_up(inquiry: &Inquiry, today: Date) -> Result<(), Refusal> {
    if inquiry.is_provided() {
        return Err(Refusal::LawProvided);
    }
    match inquiry.standing.periods.values().max() {
        Some(last_day) if *last_day >= today => Err(Refusal::PeriodRuns { last_day: *last_day }),
        _ if inquiry.requests.is_empty() => Err(Refusal::AnotherChannel),
        _ => Ok(()),
    }
}

/// The shares of the parties are what it cost, in each currency.
fn decide_costs(
    inquiry: &Inquiry,
    basis: CostsBasis,
    costs: Vec<Cost>,
    shares: Vec<Share>,
    reason: Option<String>,
) -> Result<Vec<Event>, Refusal> {
    if inquiry.costs.is_some() {
        return Err(Refusal::AlreadyDone { at: "costs" });
    }
    let reason = reason.map(good).transpose()?;
    if basis == CostsBasis::Decided && reason.is_none() {
        return Err(Refusal::BadReason);
    }
    if costs.len() > REQUESTS_OF_INQUIRY_MAX || shares.len() > REQUESTS_OF_INQUIRY_MAX {
        return Err(Refusal::TooMany { at: "costs" });
    }
    for cost in &costs {
        let unknown = Refusal::UnknownNumber { at: "costs", number: cost.request };
        inquiry.request(cost.request).ok_or(unknown)?;
    }
    shares.iter().try_for_each(|share| of_party(inquiry, share.party))?;
    let spent = sums(costs.iter().map(|cost| (&cost.currency, cost.amount_hundredths)), "costs")?;
    let borne = sums(shares.iter().map(|share| (&share.currency, share.amount_hundredths)), "shares")?;
    if spent == borne { one(Event::CostsDecided { basis, costs, shares, reason }) } else { Err(Refusal::SumsDiffer) }
}

/// What it comes to in each currency.
fn sums<'a>(
    amounts: impl Iterator<Item = (&'a Tag, u64)>,
    at: &'static str,
) -> Result<BTreeMap<&'a Tag, u64>, Refusal> {
    let mut sums = BTreeMap::new();
    for (currency, amount) in amounts {
        if amount == 0 || amount > AMOUNT_MAX_HUNDREDTHS {
            return Err(bad(at, "out-of-range"));
        }
        let sum: &mut u64 = sums.entry(currency).or_default();
        // As many amounts as there may be of the greatest are below the end of the numbers.
        *sum = sum.saturating_add(amount);
    }
    Ok(sums)
}

/// A request that nobody has ended.
fn open_request(inquiry: &Inquiry, number: u32) -> Result<&Request, Refusal> {
    let request = inquiry.request(number).ok_or(Refusal::UnknownNumber { at: "request", number })?;
    if request.ended.is_some() { Err(Refusal::AlreadyDone { at: "request" }) } else { Ok(request) }
}

fn of_party(inquiry: &Inquiry, number: u32) -> Result<(), Refusal> {
    let is_there = inquiry.parties().any(|party| party == number);
    if is_there { Ok(()) } else { Err(Refusal::UnknownNumber { at: "party", number }) }
}

fn in_state(inquiry: &Inquiry, states: &[State]) -> Result<(), Refusal> {
    let state = inquiry.standing.state;
    if states.contains(&state) { Ok(()) } else { Err(Refusal::WrongState { state }) }
}

/// The number of the next of these.
fn next<T>(items: &[T], at: &'static str) -> Result<u32, Refusal> {
    if items.len() >= REQUESTS_OF_INQUIRY_MAX {
        return Err(Refusal::TooMany { at });
    }
    u32::try_from(items.len() + 1).map_err(|_| Refusal::TooMany { at })
}

fn good(reason: String) -> Result<String, Refusal> {
    check_text(String::new(), &reason).map_err(|_| Refusal::BadReason)?;
    Ok(reason)
}

fn bad(at: &str, code: &'static str) -> Refusal {
    Refusal::BadRequest(BadRequest { at: at.to_owned(), code })
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
