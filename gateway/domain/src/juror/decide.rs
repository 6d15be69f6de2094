//! What may happen next to a juror: `decide(&Juror, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use super::{Basis, Command, Context, Event, Juror, Leaving, Refusal, Sitting, State, TermEnd};
use crate::Date;
use crate::case::Answer;
use crate::case_number;
use crate::deadline::{self, Period, Roll, Unit};
use crate::limits::{ALLOWANCES_OF_JUROR_MAX, SITTINGS_OF_JUROR_MAX};
use crate::matter::check_text;

use State::{Appointed, Nominated, Serving};

/// The period of a term, as the rules name it.
const JUROR_TERM: &str = "juror-term";
/// Art. 13: five years.
const TERM_YEARS: i32 = 5;

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(juror: Option<&Juror>, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match (juror, command) {
        (None, Command::Nominate { court, route, profile }) => {
            context.list.check()?;
            if court != context.list.court {
                return Err(Refusal::AnotherList);
            }
            profile.check(&court)?;
            one(Event::Nominated { court, route, profile })
        }
        (None, _) => Err(Refusal::NoSuchJuror),
        (Some(_), Command::Nominate { .. }) => Err(Refusal::JurorExists),
        (Some(juror), command) => {
            if juror.standing.court != context.list.court {
                return Err(Refusal::AnotherList);
            }
            on_list(juror, command, context)
        }
    }
}

fn on_list(juror: &Juror, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Appoint { decision, on, answer } => appoint(juror, (decision, on), answer, context),
        Command::ChangeProfile { profile } => {
            in_state(juror, &[Nominated, Appointed, Serving])?;
            profile.check(&juror.standing.court)?;
            // What a draw named stays the name of the same person.
            if profile.roster_no != juror.profile.roster_no {
                return Err(Refusal::AlreadyDone { at: "roster_no" });
            }
            one(Event::ProfileChanged { profile })
        }
        Command::Assess { candidate, answer } => {
            in_state(juror, &[Nominated, Appointed, Serving])?;
            candidate.check()?;
            one(Event::Assessed { candidate, answer: answer.ok_or(Refusal::NotAssessed)? })
        }
        Command::Swear { on } => {
            in_state(juror, &[Appointed])?;
            let sworn_on = happened(on, context)?;
            let day = sworn_on.unwrap_or(context.today);
            in_term(juror, day)?;
            if juror.standing.appointed_on.is_some_and(|appointed_on| day < appointed_on) {
                return Err(Refusal::ImpossibleDay { at: "on" });
            }
            one(Event::Sworn { sworn_on })
        }
        Command::StateAway { away } => {
            in_state(juror, &[Appointed, Serving])?;
            super::Away::check(&away)?;
            one(Event::AwayStated { away })
        }
        Command::FindBar { bar } => {
            in_state(juror, &[Appointed, Serving])?;
            one(Event::BarFound { bar })
        }
        Command::LiftBar if juror.standing.bar.is_none() => Err(Refusal::AlreadyDone { at: "bar" }),
        Command::LiftBar => {
            in_state(juror, &[Appointed, Serving])?;
            one(Event::BarLifted {})
        }
        Command::Leave { cause, reason } => leave(juror, cause, reason, context.today),
        command => of_sittings(juror, command, context),
    }
}

/// What comes of sitting.
fn of_sittings(juror: &Juror, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Seat { sitting, basis } => seat(juror, sitting, basis, context),
        Command::Unseat { sitting: number, cause } => {
            let seat = juror.seat(number).ok_or(Refusal::UnknownSitting { number })?;
            if seat.given_up.is_some() {
                return Err(Refusal::AlreadyDone { at: "sitting" });
            }
            let year = seat.sitting.hearing.year();
            one(Event::Unseated { sitting: number, year, cause_code: cause })
        }
        Command::RecordAllowance { allowance } => {
            allowance.check()?;
            let number = allowance.sitting;
            let seat = juror.seat(number).ok_or(Refusal::UnknownSitting { number })?;
            // Nobody is paid for what is still to come.
            if seat.sitting.hearing > context.today {
                return Err(Refusal::ImpossibleDay { at: "sitting" });
            }
            if juror.allowances.len() >= ALLOWANCES_OF_JUROR_MAX {
                return Err(Refusal::TooMany { at: "allowances" });
            }
            one(Event::AllowanceRecorded { allowance })
        }
        _ => Err(Refusal::WrongState { state: juror.standing.state }),
    }
}

/// The rules have been asked, and there is a post. What they forbid is not done; where they are silent somebody has to make them speak.
fn appoint(
    juror: &Juror,
    (decision, on): (String, Option<Date>),
    answer: Option<Answer>,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    in_state(juror, &[Nominated])?;
    check_text("decision".to_owned(), &decision)?;
    let appointed_on = happened(on, context)?;
    let last_day = last_day(appointed_on.unwrap_or(context.today), context)?;
    // Whose term is over by now is entered as a juror no more.
    if last_day < context.today {
        return Err(Refusal::TermOver { last_day });
    }
    let answer = answer.ok_or(Refusal::NotAssessed)?;
    match &answer {
        Answer::Said(check) => match check.assessment.outcome {
            Some(outcome) if outcome.admits() => {}
            Some(outcome) => return Err(Refusal::AgainstTheRules { outcome }),
            None => return Err(Refusal::NotAssessed),
        },
        Answer::Silent(unanswered) => return Err(Refusal::RulesSilent { fault: unanswered.fault.clone() }),
    }
    context.list.check()?;
    // The rules have said so of the posts that they were told of. These are the posts of now.
    context.list.has_post(context.posts, juror.standing.route)?;
    one(Event::Appointed { last_day, decision, appointed_on, answer })
}

/// What is entered later happened on its own day; tomorrow nothing has happened yet.
fn happened(on: Option<Date>, context: &Context<'_>) -> Result<Option<Date>, Refusal> {
    match on {
        Some(on) if on > context.today => Err(Refusal::ImpossibleDay { at: "on" }),
        on => Ok(on.filter(|on| *on != context.today)),
    }
}

/// Five years from the appointment (art. 13), on the calendar of the Mainland, whatever day that is.
fn last_day(appointed_on: Date, context: &Context<'_>) -> Result<Date, Refusal> {
    let period = Period {
        code: JUROR_TERM.to_owned(),
        from: appointed_on,
        start_roll: Roll::None,
        length: TERM_YEARS,
        unit: Unit::Years,
        offset_days: match context.term_end {
            TermEnd::Anniversary => 0,
            TermEnd::DayBefore => -1,
        },
        roll: Roll::None,
        calendar: "CN".to_owned(),
        half_days_closed: true,
        suspended: Vec::new(),
        extra_rest_days: Vec::new(),
    };
    Ok(deadline::last_day(&period, context.calendars)?.last_day)
}

/// Whoever was drawn, or steps in, can sit on that day, and not above the cap.
fn seat(juror: &Juror, sitting: Sitting, basis: Basis, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    in_state(juror, &[Serving])?;
    sitting.check()?;
    if let Basis::Reason { reason } = &basis {
        check_text(String::new(), reason).map_err(|_| Refusal::BadReason)?;
    }
    let (day, year) = (sitting.hearing, sitting.hearing.year());
    if day < context.today {
        return Err(Refusal::ImpossibleDay { at: "hearing" });
    }
    in_term(juror, day)?;
    if juror.standing.bar.is_some() {
        return Err(Refusal::Barred);
    }
    if juror.is_away(day) {
        return Err(Refusal::Away { day });
    }
    let is_same = |seat: &super::Seat| {
        seat.given_up.is_none()
            && seat.sitting.court == sitting.court
            && case_number::folded(&seat.sitting.case_number) == case_number::folded(&sitting.case_number)
    };
    if juror.sittings.iter().any(is_same) {
        return Err(Refusal::AlreadyDone { at: "case_number" });
    }
    if juror.standing.cases_in(year) >= context.list.annual_cap {
        return Err(Refusal::CapReached { cap: context.list.annual_cap, year });
    }
    if juror.sittings.len() >= SITTINGS_OF_JUROR_MAX {
        return Err(Refusal::TooMany { at: "sittings" });
    }
    one(Event::Seated { year, sitting, basis: Some(basis) })
}

/// A candidate is not appointed; a juror is removed, for a cause that is there.
fn leave(juror: &Juror, cause: Leaving, reason: String, today: Date) -> Result<Vec<Event>, Refusal> {
    check_text(String::new(), &reason).map_err(|_| Refusal::BadReason)?;
    match cause {
        Leaving::NotAppointed => in_state(juror, &[Nominated])?,
        Leaving::Resigned | Leaving::Died => in_state(juror, &[Nominated, Appointed, Serving])?,
        Leaving::Barred | Leaving::RefusedToSit | Leaving::Malpractice => in_state(juror, &[Appointed, Serving])?,
        Leaving::TermOver => {
            in_state(juror, &[Appointed, Serving])?;
            if juror.standing.term_reaches(today) {
                return Err(Refusal::ImpossibleDay { at: "cause" });
            }
        }
    }
    one(Event::Left { cause_code: cause, reason })
}

fn in_term(juror: &Juror, day: Date) -> Result<(), Refusal> {
    match juror.standing.last_day {
        Some(last_day) if last_day < day => Err(Refusal::TermOver { last_day }),
        _ => Ok(()),
    }
}

fn in_state(juror: &Juror, states: &[State]) -> Result<(), Refusal> {
    let state = juror.standing.state;
    if states.contains(&state) { Ok(()) } else { Err(Refusal::WrongState { state }) }
}

fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
