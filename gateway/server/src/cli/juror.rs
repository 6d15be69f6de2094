//! `comity juror …`: the client for the lists of jurors, their load, and who may be drawn for a hearing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use axum::http::Method;
use clap::Subcommand;
use comity_domain::assessment::Citation;
use comity_domain::case::Answer;
use comity_domain::juror::{Away, Bar, EarlierRole, Juror, Leaving, Route, Standing, State, Unseating};
use comity_domain::registry::{Name, Tag};
use comity_domain::{AuthorityId, Date, JurorId, vocabulary};
use serde_json::{Value, json};

use super::case::read_json;
use super::client::Client;
use super::failure::CliError;
use super::matter::in_query;
use super::{Common, print, readings};
use crate::app::{JurorPool, JurorRow, ListLoad, ListView};
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// show what your court has fixed for its list, or fix it
    Posts {
        /// the judges of the court
        #[arg(long, requires = "quota")]
        judges: Option<u32>,
        /// its posts for jurors
        #[arg(long, requires = "judges")]
        quota: Option<u32>,
        /// so many cases a year may one juror have; thirty, if nothing is said
        #[arg(long, requires = "judges")]
        cap: Option<u32>,
    },
    /// propose somebody for the list of your court, from a file: number, region, names, languages, specialities
    Nominate {
        /// what the list will say
        file: PathBuf,
        /// application or random
        #[arg(long, value_parser = route, default_value = "application")]
        route: Route,
    },
    /// have the rules asked about a candidate, from a file: date of birth, education, occupations, records
    Assess {
        /// the juror
        id: JurorId,
        /// what is known of it
        file: PathBuf,
    },
    /// record the appointment by the standing committee
    Appoint {
        /// the juror
        id: JurorId,
        /// the number of its decision
        #[arg(long)]
        decision: String,
        /// the day of the decision; today, if none is given
        #[arg(long)]
        on: Option<Date>,
    },
    /// record the oath
    Oath {
        /// the juror
        id: JurorId,
        /// the day on which it was taken; today, if none is given
        #[arg(long)]
        on: Option<Date>,
    },
    /// record that the standing committee does not appoint
    Decline {
        /// the juror
        id: JurorId,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// state when a juror cannot come, in the place of all that was said before
    Available {
        /// the juror
        id: JurorId,
        /// from the first day to the last: 2026-05-01..2026-05-04
        #[arg(long, value_parser = away)]
        away: Vec<Away>,
    },
    /// give a juror the seat that a draw has given it, or any where nothing was drawn; or take it back
    Serve {
        /// the juror
        id: JurorId,
        /// the number of the case
        #[arg(long, requires = "hearing", conflicts_with = "give_up")]
        case: Option<String>,
        /// the day of the hearing
        #[arg(long, requires = "case")]
        hearing: Option<Date>,
        /// the court that hears it; your own, if nothing is said
        #[arg(long, requires = "case")]
        court: Option<AuthorityId>,
        /// why the juror sits in a case in which nothing was drawn
        #[arg(long, requires = "case")]
        reason: Option<String>,
        /// the number of the sitting that is given up
        #[arg(long, requires = "cause", required_unless_present = "case")]
        give_up: Option<u32>,
        /// recused, prevented or hearing-fell
        #[arg(long, value_parser = unseating, requires = "give_up")]
        cause: Option<Unseating>,
    },
    /// record what a juror was paid for a sitting, in hundredths of a yuan
    Allowance {
        /// the juror
        id: JurorId,
        /// the number of the sitting
        #[arg(long)]
        sitting: u32,
        /// working days
        #[arg(long)]
        days: u32,
        /// the allowance for them
        #[arg(long)]
        allowance: u64,
        /// travel
        #[arg(long, default_value_t = 0)]
        travel: u64,
        /// meals
        #[arg(long, default_value_t = 0)]
        meals: u64,
    },
    /// record what bars a juror, or that nothing does any more
    Bar {
        /// the juror
        id: JurorId,
        /// juror-in-barred-office, juror-in-barred-profession or juror-barred-by-record
        #[arg(long, value_parser = bar, required_unless_present = "lift")]
        found: Option<Bar>,
        /// it was not so, or is not so any more
        #[arg(long, conflicts_with = "found")]
        lift: bool,
    },
    /// end the office of a juror
    Remove {
        /// the juror
        id: JurorId,
        /// resigned, barred, refused-to-sit, malpractice, term-over or died
        #[arg(long, value_parser = leaving)]
        cause: Leaving,
        /// the same in words
        #[arg(long)]
        reason: String,
    },
    /// show a juror
    Show {
        /// the juror
        id: JurorId,
    },
    /// list the jurors of your court
    List {
        /// the last juror of the page before
        #[arg(long)]
        after: Option<JurorId>,
    },
    /// see who may be drawn for a hearing, and why the others may not
    Pool {
        /// the day of the hearing
        #[arg(long)]
        hearing: Date,
        /// the number of the case: whoever mediated its dispute here is left out
        #[arg(long)]
        case: Option<String>,
        /// the procedure by which the case is tried: ordinary
        #[arg(long)]
        procedure: Option<String>,
        /// first or second
        #[arg(long)]
        instance: Option<String>,
        /// who had which role in the same dispute before: cn/01…=invited-mediator
        #[arg(long, value_parser = earlier_role)]
        role: Vec<(JurorId, EarlierRole)>,
    },
    /// see how often the jurors sit, and how evenly that is spread
    Load {
        /// the year; this one, if nothing is said
        #[arg(long)]
        year: Option<i16>,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Posts { judges, quota, cap } => posts(common, &client, judges.zip(quota), cap).await,
        Command::Nominate { file, route } => nominate(common, &client, &file, route).await,
        Command::Assess { id, file } => assess(common, &client, &id, &file).await,
        Command::List { after } => list(common, &client, after.as_ref()).await,
        Command::Show { id } => show(common, &client, &id).await,
        Command::Pool { hearing, case, procedure, instance, role } => {
            let trial = json!({ "procedure": procedure, "instance": instance });
            let mut asked = json!({ "hearing": hearing, "trial": trial, "earlier_roles": by_juror(role) });
            if let (Some(case), Some(asked)) = (case, asked.as_object_mut()) {
                asked.insert("case".to_owned(), case.into());
            }
            pool(common, &client, &asked).await
        }
        Command::Load { year } => load(common, &client, year).await,
        Command::Available { id, away } => {
            act(common, &client, &id, "office", &json!({ "step": "state-away", "away": away })).await
        }
        Command::Serve { id, give_up: Some(sitting), cause, .. } => {
            act(common, &client, &id, "office", &json!({ "step": "unseat", "sitting": sitting, "cause": cause })).await
        }
        Command::Serve { id, case, hearing, court, reason, .. } => {
            let mut step = json!({ "step": "seat", "case_number": case, "hearing": hearing, "court": court });
            let name = if reason.is_some() { "office" } else { "service" };
            if let (Some(reason), Some(step)) = (reason, step.as_object_mut()) {
                step.insert("reason".to_owned(), reason.into());
            }
            act(common, &client, &id, name, &step).await
        }
        Command::Allowance { id, sitting, days, allowance, travel, meals } => {
            let paid = json!({
                "sitting": sitting, "working_days": days, "allowance_hundredths": allowance,
                "travel_hundredths": travel, "meals_hundredths": meals,
            });
            act(common, &client, &id, "service", &json!({ "step": "record-allowance", "allowance": paid })).await
        }
        command => office(common, &client, command).await,
    }
}

/// What is decided about the office.
async fn office(common: &Common, client: &Client, command: Command) -> Result<(), CliError> {
    let (id, step) = match command {
        Command::Appoint { id, decision, on } => (id, json!({ "step": "appoint", "decision": decision, "on": on })),
        Command::Oath { id, on } => (id, json!({ "step": "swear", "on": on })),
        Command::Decline { id, reason } => {
            (id, json!({ "step": "leave", "cause": Leaving::NotAppointed, "reason": reason }))
        }
        Command::Remove { id, cause, reason } => (id, json!({ "step": "leave", "cause": cause, "reason": reason })),
        Command::Bar { id, found: Some(bar), .. } => (id, json!({ "step": "find-bar", "bar": bar })),
        Command::Bar { id, .. } => (id, json!({ "step": "lift-bar" })),
        // They were answered before.
        _ => return Ok(()),
    };
    act(common, client, &id, "office", &step).await
}

async fn posts(common: &Common, client: &Client, fixed: Option<(u32, u32)>, cap: Option<u32>) -> Result<(), CliError> {
    const LIST: &str = "/api/v1/jurors/list";
    let view: ListView = match fixed {
        Some((judges, quota)) => {
            let mut new = json!({ "judges": judges, "quota": quota });
            if let (Some(cap), Some(new)) = (cap, new.as_object_mut()) {
                new.insert("annual_cap".to_owned(), cap.into());
            }
            client.ask(Method::PUT, LIST, Some(&new)).await?
        }
        None => client.ask(Method::GET, LIST, None).await?,
    };
    if common.json {
        return print::json(&view);
    }
    let number = |number: u32| Arg::Number(i64::from(number));
    let args = [
        ("held", number(view.held)),
        ("quota", number(view.list.quota)),
        ("by-application", number(view.by_application)),
        ("for-application", number(view.for_application)),
        ("cap", number(view.list.annual_cap)),
    ];
    print::line(&Words::embedded().text(common.lang, "juror-posts", &args))
}

async fn nominate(common: &Common, client: &Client, file: &Path, route: Route) -> Result<(), CliError> {
    let nomination = json!({ "route": route, "profile": read_json(file)? });
    let nominated: Value = client.ask(Method::POST, "/api/v1/jurors", Some(&nomination)).await?;
    let id = nominated.get("id").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(&nominated) } else { print::line(id) }
}

/// Says what the rules said.
async fn assess(common: &Common, client: &Client, id: &JurorId, file: &Path) -> Result<(), CliError> {
    let step = json!({ "step": "assess", "candidate": read_json(file)? });
    let juror: Juror = client.ask(Method::GET, &path(id, ""), None).await?;
    // Of a juror in office it decides who can be drawn.
    let address = path(id, if juror.is_listed() { "/office" } else { "/examination" });
    let stands: Value = client.ask_at_revision(Method::POST, &address, &path(id, ""), Some(&step)).await?;
    if common.json {
        return print::json(&stands);
    }
    let juror: Juror = client.ask(Method::GET, &path(id, ""), None).await?;
    answered(common, client, &juror).await
}

async fn answered(common: &Common, client: &Client, juror: &Juror) -> Result<(), CliError> {
    match &juror.answer {
        Some(Answer::Said(check)) => {
            let outcome = check.assessment.outcome.map_or("none", |outcome| outcome.code());
            print::line(&Words::embedded().code(common.lang, Family::Outcome, outcome))?;
            let readings = readings::of_releases(client, [check.assessment.release]).await?;
            print::assessment(common.lang, &check.assessment, &readings)
        }
        Some(Answer::Silent(silent)) => {
            let fault = Arg::Code(Family::Fault, &silent.fault);
            print::line(&Words::embedded().text(common.lang, "docket-assessment-failed", &[("fault", fault)]))
        }
        None => Ok(()),
    }
}

async fn list(common: &Common, client: &Client, after: Option<&JurorId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<JurorRow> = client.ask(Method::GET, &format!("/api/v1/jurors{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let until = row.standing.last_day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let state = state(common, row.standing.state);
        print::line(&format!("{}  {}  {until}  {state}  {}", row.id, row.roster_no, named(&row.names)))?;
    }
    Ok(())
}

async fn show(common: &Common, client: &Client, id: &JurorId) -> Result<(), CliError> {
    let juror: Juror = client.ask(Method::GET, &path(id, ""), None).await?;
    if common.json {
        return print::json(&juror);
    }
    let words = Words::embedded();
    print::line(&format!("{}  {}", juror.profile.roster_no, named(&juror.profile.names)))?;
    told(common, &juror.standing)?;
    for (number, seat) in (1u32..).zip(&juror.sittings) {
        let said = |cause: Unseating| words.text(common.lang, &format!("juror-given-up-{}", cause.code()), &[]);
        let given_up = seat.given_up.map(|(_, cause)| said(cause)).unwrap_or_default();
        let sitting = &seat.sitting;
        print::line(&format!("  {number}  {}  {}  {given_up}", sitting.hearing, sitting.case_number))?;
    }
    answered(common, client, &juror).await
}

async fn pool(common: &Common, client: &Client, asked: &Value) -> Result<(), CliError> {
    let pool: JurorPool = client.ask(Method::POST, "/api/v1/jurors/pool", Some(asked)).await?;
    if common.json {
        return print::json(&pool);
    }
    let words = Words::embedded();
    let basis = cited(common, &pool.lists.legal_basis);
    let basis = [("basis", Arg::Text(&basis))];
    print::line(&words.text(common.lang, "juror-pool-basis", &basis))?;
    let readings = readings::of_releases(client, [pool.assessment.release]).await?;
    print::assessment(common.lang, &pool.assessment, &readings)?;
    for entry in &pool.entries {
        let tags: Vec<&str> = entry.tags.iter().map(Tag::as_str).collect();
        print::line(&format!("  ✓ {}  {}", entry.id, tags.join(" ")))?;
    }
    for excluded in &pool.excluded {
        for ground in &excluded.reasons {
            let why = words.text(common.lang, &format!("juror-excluded-{}", ground.code), &[]);
            let article = ground.cites.as_ref().map(|cites| format!(" [{}]", cited(common, cites)));
            print::line(&format!("  • {}  {why}{}", excluded.id, article.unwrap_or_default()))?;
        }
    }
    Ok(())
}

async fn load(common: &Common, client: &Client, year: Option<i16>) -> Result<(), CliError> {
    let year = year.map(|year| format!("?year={year}")).unwrap_or_default();
    let loads: Vec<ListLoad> = client.ask(Method::GET, &format!("/api/v1/jurors/load{year}"), None).await?;
    if common.json {
        return print::json(&loads);
    }
    let words = Words::embedded();
    for load in &loads {
        print::line(&words.code(common.lang, Family::Authority, load.court.as_str()))?;
        let number = |number: u32| Arg::Number(i64::from(number));
        for (id, spread) in [("juror-load-cases", &load.cases), ("juror-load-days", &load.working_days)] {
            let args = [
                ("total", Arg::Number(i64::try_from(spread.total).unwrap_or(i64::MAX))),
                ("jurors", number(load.load.serving)),
                ("least", number(spread.least)),
                ("median", number(spread.median)),
                ("most", number(spread.most)),
            ];
            print::line(&format!("  {}", words.text(common.lang, id, &args)))?;
        }
        let at_cap = [("count", number(load.load.at_cap))];
        print::line(&format!("  {}", words.text(common.lang, "juror-load-at-cap", &at_cap)))?;
        for service in &load.jurors {
            print::line(&format!("  {}  {}  {}", service.juror, service.cases, service.working_days))?;
        }
    }
    Ok(())
}

/// Does it as the juror stands now, and not as somebody may have changed that in between.
async fn act(common: &Common, client: &Client, id: &JurorId, name: &str, step: &Value) -> Result<(), CliError> {
    let address = path(id, &format!("/{name}"));
    let stands: Value = client.ask_at_revision(Method::POST, &address, &path(id, ""), Some(step)).await?;
    if common.json {
        return print::json(&stands);
    }
    let standing: Standing = serde_json::from_value(stands.get("standing").cloned().unwrap_or_default())?;
    told(common, &standing)
}

/// Where the juror stands, and until when.
fn told(common: &Common, standing: &Standing) -> Result<(), CliError> {
    print::line(&state(common, standing.state))?;
    let words = Words::embedded();
    if let Some(bar) = standing.bar {
        print::line(&words.text(common.lang, &format!("juror-excluded-{}", bar.code()), &[]))?;
    }
    match standing.last_day {
        Some(day) => print::line(&words.text(common.lang, "record-until", &[("day", Arg::Date(day))])),
        None => Ok(()),
    }
}

/// The provision in words; what a setting names may be none that is known.
fn cited(common: &Common, provision: &str) -> String {
    let known = provision.parse::<Citation>().ok().filter(|it| vocabulary::instruments().contains(&it.instrument));
    known.map_or_else(|| provision.to_owned(), |it| Words::embedded().citation(common.lang, &it))
}

fn state(common: &Common, state: State) -> String {
    Words::embedded().text(common.lang, &format!("juror-state-{}", state.code()), &[])
}

fn named(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

fn by_juror(roles: Vec<(JurorId, EarlierRole)>) -> BTreeMap<String, Vec<EarlierRole>> {
    let mut by_juror: BTreeMap<String, Vec<EarlierRole>> = BTreeMap::new();
    for (juror, role) in roles {
        by_juror.entry(juror.to_string()).or_default().push(role);
    }
    by_juror
}

fn path(id: &JurorId, rest: &str) -> String {
    format!("/api/v1/jurors/{id}{rest}")
}

fn away(text: &str) -> Result<Away, String> {
    let days = text.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    days.map(|(from, to)| Away { from, to }).ok_or_else(|| "2026-05-01..2026-05-04".to_owned())
}

fn earlier_role(text: &str) -> Result<(JurorId, EarlierRole), String> {
    let (juror, role) = text.split_once('=').ok_or_else(|| "cn/01…=invited-mediator".to_owned())?;
    let juror = JurorId::from_str(juror).map_err(|error| error.to_string())?;
    Ok((juror, one_of(role, EarlierRole::ALL, EarlierRole::code)?))
}

fn route(text: &str) -> Result<Route, String> {
    one_of(text, Route::ALL, Route::code)
}

fn unseating(text: &str) -> Result<Unseating, String> {
    one_of(text, Unseating::ALL, Unseating::code)
}

fn leaving(text: &str) -> Result<Leaving, String> {
    one_of(text, Leaving::ALL, Leaving::code)
}

fn bar(text: &str) -> Result<Bar, String> {
    one_of(text, Bar::ALL, Bar::code)
}

fn one_of<T: Copy, const N: usize>(text: &str, all: [T; N], code: fn(T) -> &'static str) -> Result<T, String> {
    let known = all.into_iter().find(|one| code(*one) == text);
    known.ok_or_else(|| all.map(code).join(", "))
}
