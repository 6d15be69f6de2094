//! `comity mediation …`: disputes that are mediated, the settlement that comes of it, and its confirmation by a court.

mod handed_in;
mod printed;

use std::path::{Path, PathBuf};

use axum::http::Method;
use clap::Subcommand;
use comity_domain::confirmation::{Confirmation, Ground, MediatedBy, Verdict};
use comity_domain::mediation::{Chooser, ConsentKind, Ending, Leaving, Mediation, NoteKind, Relation, State};
use comity_domain::{ConfirmationId, Date, MediationId, confirmation};
use comity_federation::witnessed::{verify_ruling, verify_settlement};
use comity_record::Digest;
use serde_json::{Value, json};

use self::handed_in::HandedIn;
use self::printed::CopyFor;
use super::case::read_json;
use super::client::Client;
use super::failure::CliError;
use super::matter::{in_query, media_type};
use super::roll::Held;
use super::{Common, print, roll};
use crate::app::{ConfirmationRow, MediationRow, ReadingOfMediation};
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// take a dispute to mediate it, from a file: what it is about, the parties, the court that referred it
    Open {
        /// the dispute
        file: PathBuf,
    },
    /// list the mediations of your authority
    List {
        /// the last mediation of the page before
        #[arg(long)]
        after: Option<MediationId>,
    },
    /// show a mediation
    Show {
        /// the mediation
        id: MediationId,
    },
    /// list who has read what was said in a mediation
    Readers {
        /// the mediation
        id: MediationId,
    },
    /// let another party join, from a file
    Party {
        /// the mediation
        id: MediationId,
        /// the party
        file: PathBuf,
    },
    /// name somebody as mediator
    Name {
        /// the mediation
        id: MediationId,
        /// the name
        #[arg(long)]
        name: String,
        /// where the person is at home: CN, HK or MO
        #[arg(long)]
        jurisdiction: String,
        /// the number on the roster, for one of the panel of the Greater Bay Area
        #[arg(long)]
        roster_number: Option<String>,
        /// the person stands on a court's list of invited mediators
        #[arg(long, conflicts_with = "roster_number")]
        invited: bool,
        /// parties, court or body
        #[arg(long, value_parser = chooser)]
        chosen_by: Chooser,
    },
    /// enter what the mediator discloses, also that there is nothing
    Disclose {
        /// the mediation
        id: MediationId,
        /// a relation, once for each
        #[arg(long = "relation", value_parser = relation)]
        relations: Vec<Relation>,
        /// the same in words; `-` for standard input
        #[arg(long)]
        statement: String,
    },
    /// enter what a party says to the mediator
    Consent {
        /// the mediation
        id: MediationId,
        /// the number of the party
        #[arg(long)]
        party: u32,
        /// written, oral or refused
        #[arg(long, value_parser = consent)]
        how: ConsentKind,
        /// the digest of the paper, if it is written: sha256:…
        #[arg(long)]
        paper: Option<Digest>,
    },
    /// appoint who is named
    Appoint {
        /// the mediation
        id: MediationId,
        /// why, although the rules do not answer
        #[arg(long)]
        reason: Option<String>,
    },
    /// enter a party's objection to the mediator
    Object {
        /// the mediation
        id: MediationId,
        /// the number of the party
        #[arg(long)]
        party: u32,
        /// why; `-` for standard input
        #[arg(long)]
        reason: String,
    },
    /// decide on an objection
    Decide {
        /// the mediation
        id: MediationId,
        /// its number
        #[arg(long)]
        objection: u32,
        /// the mediator leaves
        #[arg(long)]
        upheld: bool,
        /// why; `-` for standard input
        #[arg(long)]
        reason: String,
    },
    /// let the mediator go, so that another can be named
    Replace {
        /// the mediation
        id: MediationId,
        /// not-consented, stepped-down, not-accredited or exchanged
        #[arg(long, value_parser = leaving)]
        leaving: Leaving,
        /// why; `-` for standard input
        #[arg(long)]
        reason: String,
    },
    /// record that the mediator signed for the papers: the time runs from then
    Papers {
        /// the mediation
        id: MediationId,
        /// the day; today, if none is given
        #[arg(long)]
        on: Option<Date>,
    },
    /// enter that the parties agreed on more time
    Extend {
        /// the mediation
        id: MediationId,
        /// the last day from then on
        #[arg(long)]
        until: Date,
        /// the number of a party that agreed, once for each
        #[arg(long = "party", required = true)]
        agreed: Vec<u32>,
    },
    /// note what was said, from standard input; it stays in the mediation
    Note {
        /// the mediation
        id: MediationId,
        /// statement, offer or proposal
        #[arg(long, value_parser = note)]
        sort: NoteKind,
        /// the number of the party that said it
        #[arg(long)]
        party: Option<u32>,
    },
    /// put down what the parties agreed on
    Agree {
        /// the mediation
        id: MediationId,
        /// the paper
        file: PathBuf,
        /// its languages, with commas between them
        #[arg(long, default_value = "zh")]
        languages: String,
    },
    /// enter that somebody signed the agreement: a party, or without one the mediator
    Sign {
        /// the mediation
        id: MediationId,
        /// the number of the party
        #[arg(long)]
        party: Option<u32>,
        /// the day under the signature; today, if none is given
        #[arg(long)]
        on: Option<Date>,
    },
    /// let the agreement fall that not everybody has signed
    Drop {
        /// the mediation
        id: MediationId,
        /// why; `-` for standard input
        #[arg(long)]
        reason: String,
    },
    /// seal the settlement, and so end the mediation
    Settle {
        /// the mediation
        id: MediationId,
    },
    /// end a mediation without an agreement
    Close {
        /// the mediation
        id: MediationId,
        /// failed or withdrawn
        #[arg(long, value_parser = ending)]
        ending: Ending,
        /// why; `-` for standard input
        #[arg(long)]
        reason: String,
    },
    /// enter the number of the case that was filed of the dispute, also after the end
    Filed {
        /// the mediation
        id: MediationId,
        /// the court's number of the case
        #[arg(long)]
        case_number: String,
    },
    /// write the sealed settlement into a file, for the court
    Fetch {
        /// the mediation
        id: MediationId,
        /// where to write it
        #[arg(short, long)]
        out: PathBuf,
    },
    /// take a party's application to confirm a settlement, with its file
    Apply {
        /// the sealed settlement
        file: PathBuf,
        /// the number of the party, as the settlement lists it
        #[arg(long)]
        party: u32,
        #[command(flatten)]
        handed_in: HandedIn,
    },
    /// let another party apply too
    Join {
        /// the application
        id: ConfirmationId,
        /// its number
        #[arg(long)]
        party: u32,
        #[command(flatten)]
        handed_in: HandedIn,
    },
    /// state before whom the agreement was reached, where a court has sealed the settlement
    StateMediator {
        /// the application
        id: ConfirmationId,
        /// mediation-body or individual
        #[arg(long = "by", value_parser = mediated_by)]
        mediated_by: MediatedBy,
        /// the name
        #[arg(long)]
        name: String,
    },
    /// put the paper of the agreement on file
    Paper {
        /// the application
        id: ConfirmationId,
        /// the paper
        file: PathBuf,
    },
    /// examine an application, and have the rules asked
    Examine {
        /// the application
        id: ConfirmationId,
    },
    /// rule on an application, under the court's seal
    Rule {
        /// the application
        id: ConfirmationId,
        /// confirmed or refused
        #[arg(long, value_parser = verdict)]
        verdict: Verdict,
        /// why not: a code, once for each
        #[arg(long = "ground", value_parser = ground)]
        grounds: Vec<Ground>,
        /// the reasons in words
        #[arg(long)]
        reason: Option<String>,
    },
    /// give a party a copy of the ruling from which the agreement is enforced, and write it into a file
    Copy(CopyFor),
    /// list the applications to your court
    Applications {
        /// the last application of the page before
        #[arg(long)]
        after: Option<ConfirmationId>,
    },
    /// show an application
    Application {
        /// the application
        id: ConfirmationId,
    },
    /// print a ruling that verifies against a roll, as one file of HTML
    Print {
        /// the sealed ruling
        file: PathBuf,
        #[command(flatten)]
        held: Held,
        /// where to write it
        #[arg(short, long)]
        out: PathBuf,
    },
    /// verify a sealed settlement, or a ruling, against a roll, without a gateway
    Verify {
        /// the file
        file: PathBuf,
        #[command(flatten)]
        held: Held,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let command = match command {
        Command::Verify { file, held } => return verify(common, &file, &held),
        Command::Print { file, held, out } => return printed::print(common, &file, &held, &out),
        command => command,
    };
    let client = Client::of_session(common)?;
    match command {
        Command::Open { file } => {
            let opened: Value = client.ask(Method::POST, "/api/v1/mediations", Some(&read_json(&file)?)).await?;
            made(common, &opened)
        }
        Command::List { after } => list(common, &client, after.as_ref()).await,
        Command::Show { id } => show(common, &client, &id).await,
        Command::Readers { id } => readers(common, &client, &id).await,
        Command::Agree { id, file, languages } => {
            let address = format!("{}&languages={}", named(&mediation(&id, "/agreement"), &file), in_query(&languages));
            let paper: Value = client.upload(&address, type_of(&file), read(&file)?).await?;
            kept(common, &paper)
        }
        Command::Settle { id } => {
            let address = mediation(&id, "/settle");
            let stands: Value = client.ask_at_revision(Method::POST, &address, &mediation(&id, ""), None).await?;
            stood(common, "mediation", &stands)
        }
        Command::Fetch { id, out } => {
            let held: Mediation = client.ask(Method::GET, &mediation(&id, ""), None).await?;
            let sealed = held.settlement.ok_or_else(|| CliError::input("agreement-not-signed", id.to_string(), ""))?;
            Ok(std::fs::write(out, sealed)?)
        }
        Command::Apply { .. }
        | Command::Join { .. }
        | Command::StateMediator { .. }
        | Command::Paper { .. }
        | Command::Examine { .. }
        | Command::Rule { .. }
        | Command::Copy(_)
        | Command::Applications { .. }
        | Command::Application { .. } => before_court(common, &client, command).await,
        // They were answered without a gateway.
        Command::Verify { .. } | Command::Print { .. } => Ok(()),
        command => {
            let (id, step) = step(command)?;
            let stands: Value = client.ask(Method::POST, &mediation(&id, "/steps"), Some(&step)).await?;
            stood(common, "mediation", &stands)
        }
    }
}

/// What is one step of a mediation, as the gateway takes it.
fn step(command: Command) -> Result<(MediationId, Value), CliError> {
    Ok(match command {
        Command::Party { id, file } => (id, json!({ "step": "join", "party": read_json(&file)? })),
        Command::Name { id, name, jurisdiction, roster_number, invited, chosen_by } => {
            let panel = match roster_number {
                Some(number) => json!({ "of": "gba-panel", "roster_number": number }),
                None if invited => json!({ "of": "invited-mediator-list" }),
                None => json!({ "of": "local" }),
            };
            let candidate = json!({ "name": name, "jurisdiction": jurisdiction, "panel": panel });
            (id, json!({ "step": "name", "candidate": candidate, "chosen_by": chosen_by }))
        }
        Command::Disclose { id, relations, statement } => {
            let disclosure = json!({ "relations": relations, "statement": in_words(statement)? });
            (id, json!({ "step": "disclose", "disclosure": disclosure }))
        }
        Command::Consent { id, party, how, paper } => {
            (id, json!({ "step": "consent", "party": party, "consent": { "how": how, "paper": paper } }))
        }
        Command::Appoint { id, reason } => {
            (id, json!({ "step": "appoint", "override_reason": reason.map(in_words).transpose()? }))
        }
        Command::Object { id, party, reason } => {
            (id, json!({ "step": "object", "party": party, "reason": in_words(reason)? }))
        }
        Command::Decide { id, objection, upheld, reason } => {
            let reason = in_words(reason)?;
            (id, json!({ "step": "decide-objection", "objection": objection, "upheld": upheld, "reason": reason }))
        }
        Command::Replace { id, leaving, reason } => {
            (id, json!({ "step": "replace", "leaving": leaving, "reason": in_words(reason)? }))
        }
        Command::Papers { id, on } => (id, json!({ "step": "sign-for-papers", "on": on })),
        Command::Extend { id, until, agreed } => (id, json!({ "step": "extend", "last_day": until, "agreed": agreed })),
        Command::Note { id, sort, party } => {
            (id, json!({ "step": "note", "sort": sort, "party": party, "said": in_words("-".to_owned())? }))
        }
        Command::Sign { id, party, on } => {
            let signer = party.map_or_else(|| json!("mediator"), |number| json!({ "party": number }));
            (id, json!({ "step": "sign", "signer": signer, "on": on }))
        }
        Command::Drop { id, reason } => (id, json!({ "step": "drop-agreement", "reason": in_words(reason)? })),
        Command::Close { id, ending, reason } => {
            (id, json!({ "step": "end", "ending": ending, "reason": in_words(reason)? }))
        }
        Command::Filed { id, case_number } => (id, json!({ "step": "file", "case_number": case_number })),
        other => return Err(CliError::other("broken", format!("{other:?}"))),
    })
}

/// What is done at the court to which the parties apply.
async fn before_court(common: &Common, client: &Client, command: Command) -> Result<(), CliError> {
    match command {
        // The file of the body as it is: its digest is that of its bytes.
        Command::Apply { file, party, handed_in } => {
            let taken: Value = client.upload(&handed_in.address(party), "application/json", read(&file)?).await?;
            made(common, &taken)
        }
        Command::Join { id, party, handed_in } => enter(common, client, &id, &handed_in.step(party)).await,
        Command::StateMediator { id, mediated_by, name } => {
            let step = json!({ "step": "state-mediator", "mediated_by": mediated_by, "name": name });
            enter(common, client, &id, &step).await
        }
        Command::Examine { id } => enter(common, client, &id, &json!({ "step": "examine" })).await,
        Command::Paper { id, file } => {
            let address = named(&application(&id, "/agreement"), &file);
            let paper: Value = client.upload(&address, type_of(&file), read(&file)?).await?;
            kept(common, &paper)
        }
        Command::Rule { id, verdict, grounds, reason } => {
            let reason = reason.map(in_words).transpose()?;
            let body = json!({ "verdict": verdict, "grounds": grounds, "reason": reason });
            let (address, of) = (application(&id, "/ruling"), application(&id, ""));
            let stands: Value = client.ask_at_revision(Method::POST, &address, &of, Some(&body)).await?;
            stood(common, "confirmation", &stands)
        }
        Command::Copy(copy) => printed::give(common, client, &copy).await,
        Command::Applications { after } => applications(common, client, after.as_ref()).await,
        Command::Application { id } => show_application(common, client, &id).await,
        other => Err(CliError::other("broken", format!("{other:?}"))),
    }
}

/// Verifies the file, whichever of the two it is.
fn verify(common: &Common, file: &Path, held: &Held) -> Result<(), CliError> {
    let (roll, now, bytes) = (held.read()?, roll::now(), read(file)?);
    let refused = |code: &str| CliError::input("sealed-file-refused", file.display().to_string(), code);
    if let Ok(sealed) = verify_ruling(&bytes, &roll, now) {
        let ruling = sealed.document;
        if common.json {
            return print::json(&json!({ "ruling": ruling }));
        }
        label(common, "confirmation-court", &authority(common, ruling.sealed_by.as_str()))?;
        label(common, "confirmation-judge", &ruling.judge)?;
        said(common, &format!("confirmation-state-{}", ruling.verdict.code()))?;
        return ruling.grounds.iter().try_for_each(|why| said(common, &format!("confirmation-ground-{}", why.code())));
    }
    let settlement = verify_settlement(&bytes, &roll, now).map_err(|error| refused(error.code()))?.document;
    if common.json {
        return print::json(&json!({ "settlement": settlement }));
    }
    label(common, "mediation-body", &authority(common, settlement.sealed_by.as_str()))?;
    label(common, "mediation-dispute", &settlement.dispute.reference)?;
    parties(common, settlement.dispute.parties.iter().map(|party| party.name.as_str()))?;
    let effective = [("day", Arg::Date(settlement.effective_on))];
    print::line(&Words::embedded().text(common.lang, "mediation-effective", &effective))
}

async fn list(common: &Common, client: &Client, after: Option<&MediationId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<MediationRow> = client.ask(Method::GET, &format!("/api/v1/mediations{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let state = state_of_mediation(common, row.standing.state);
        let day = row.next_day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        print::line(&format!("{}  {day}  {state}  {}", row.id, row.reference))?;
    }
    Ok(())
}

async fn show(common: &Common, client: &Client, id: &MediationId) -> Result<(), CliError> {
    let held: Mediation = client.ask(Method::GET, &mediation(id, ""), None).await?;
    if common.json {
        return print::json(&held);
    }
    label(common, "mediation-body", &authority(common, held.standing.body.as_str()))?;
    label(common, "mediation-dispute", &format!("{}  {}", held.dispute.reference, held.dispute.subject))?;
    parties(common, held.dispute.parties.iter().map(|party| party.name.as_str()))?;
    if let Some(named) = &held.mediator {
        label(common, "mediation-mediator", &named.candidate.name)?;
    }
    print::line(&state_of_mediation(common, held.standing.state))?;
    until(common, "mediation-until", held.standing.last_day)
}

async fn readers(common: &Common, client: &Client, id: &MediationId) -> Result<(), CliError> {
    let readings: Vec<ReadingOfMediation> = client.ask(Method::GET, &mediation(id, "/readings"), None).await?;
    if common.json {
        return print::json(&readings);
    }
    for reading in readings {
        let what = Words::embedded().text(common.lang, &format!("mediation-read-{}", reading.what), &[]);
        print::line(&format!("{}  {}  {what}", reading.time, reading.by.unwrap_or_default()))?;
    }
    Ok(())
}

async fn applications(common: &Common, client: &Client, after: Option<&ConfirmationId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<ConfirmationRow> = client.ask(Method::GET, &format!("/api/v1/confirmations{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let state = state_of_application(common, row.standing.state);
        let rule_by = row.rule_by.map_or_else(|| "-".to_owned(), |day| day.to_string());
        print::line(&format!("{}  {}  {rule_by}  {state}  {}", row.id, row.standing.applied_on, row.reference))?;
    }
    Ok(())
}

async fn show_application(common: &Common, client: &Client, id: &ConfirmationId) -> Result<(), CliError> {
    let held: Confirmation = client.ask(Method::GET, &application(id, ""), None).await?;
    if common.json {
        return print::json(&held);
    }
    let settlement = &held.settlement;
    label(common, "confirmation-court", &authority(common, held.standing.court.as_str()))?;
    label(common, "mediation-body", &authority(common, settlement.sealed_by.as_str()))?;
    label(common, "mediation-dispute", &settlement.dispute.reference)?;
    parties(common, settlement.dispute.parties.iter().map(|party| party.name.as_str()))?;
    print::line(&state_of_application(common, held.standing.state))?;
    until(common, "confirmation-until", held.standing.last_day)?;
    until(common, "confirmation-rule-by", held.rule_by())
}

async fn enter(common: &Common, client: &Client, id: &ConfirmationId, step: &Value) -> Result<(), CliError> {
    let stands: Value = client.ask(Method::POST, &application(id, "/steps"), Some(step)).await?;
    stood(common, "confirmation", &stands)
}

/// Where it stands now; `of` is a mediation, or an application for confirmation.
fn stood(common: &Common, of: &str, stands: &Value) -> Result<(), CliError> {
    if common.json {
        return print::json(stands);
    }
    let state = stands.pointer("/standing/state").and_then(Value::as_str).unwrap_or_default();
    said(common, &format!("{of}-state-{state}"))?;
    let last_day = stands.pointer("/standing/last_day").and_then(Value::as_str).and_then(|day| day.parse().ok());
    until(common, &format!("{of}-until"), last_day)
}

fn made(common: &Common, made: &Value) -> Result<(), CliError> {
    let id = made.get("id").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(made) } else { print::line(id) }
}

fn kept(common: &Common, paper: &Value) -> Result<(), CliError> {
    let sha256 = paper.get("sha256").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(paper) } else { print::line(sha256) }
}

fn said(common: &Common, id: &str) -> Result<(), CliError> {
    print::line(&Words::embedded().text(common.lang, id, &[]))
}

fn label(common: &Common, id: &str, value: &str) -> Result<(), CliError> {
    print::line(&format!("{}: {value}", Words::embedded().text(common.lang, id, &[])))
}

fn until(common: &Common, id: &str, day: Option<Date>) -> Result<(), CliError> {
    match day {
        Some(day) => print::line(&Words::embedded().text(common.lang, id, &[("day", Arg::Date(day))])),
        None => Ok(()),
    }
}

fn parties<'a>(common: &Common, names: impl Iterator<Item = &'a str>) -> Result<(), CliError> {
    for (number, name) in (1..).zip(names) {
        let party = Words::embedded().text(common.lang, "mediation-party", &[("number", Arg::Number(number))]);
        print::line(&format!("{party}: {name}"))?;
    }
    Ok(())
}

fn authority(common: &Common, code: &str) -> String {
    Words::embedded().code(common.lang, Family::Authority, code)
}

fn state_of_mediation(common: &Common, state: State) -> String {
    Words::embedded().text(common.lang, &format!("mediation-state-{}", state.code()), &[])
}

fn state_of_application(common: &Common, state: confirmation::State) -> String {
    Words::embedded().text(common.lang, &format!("confirmation-state-{}", state.code()), &[])
}

/// What is said in words: itself, or for `-` standard input. Whatever stands on a command line every user of the machine can read, and the
/// shell keeps it.
fn in_words(text: String) -> Result<String, CliError> {
    if text != "-" {
        return Ok(text);
    }
    let said = std::io::read_to_string(std::io::stdin().lock());
    let said = said.map_err(|error| CliError::input("file-unreadable", text, error))?;
    Ok(said.trim_end_matches(['\r', '\n']).to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}

fn named(address: &str, file: &Path) -> String {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    format!("{address}?name={}", in_query(name))
}

fn type_of(file: &Path) -> &'static str {
    media_type(file.file_name().and_then(|name| name.to_str()).unwrap_or_default())
}

fn mediation(id: &MediationId, rest: &str) -> String {
    format!("/api/v1/mediations/{id}{rest}")
}

fn application(id: &ConfirmationId, rest: &str) -> String {
    format!("/api/v1/confirmations/{id}{rest}")
}

/// A parser of each closed list of codes; what is none of them is answered with all of them.
macro_rules! parsers {
    ($($name:ident: $type:ty,)+) => {$(
        fn $name(text: &str) -> Result<$type, String> {
            let known = <$type>::ALL.iter().copied().find(|one| one.code() == text);
            known.ok_or_else(|| <$type>::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", "))
        }
    )+};
}

parsers! {
    chooser: Chooser,
    relation: Relation,
    consent: ConsentKind,
    leaving: Leaving,
    note: NoteKind,
    ending: Ending,
    verdict: Verdict,
    ground: Ground,
    mediated_by: MediatedBy,
}
