//! The client for draws: asked for, followed step by step, and given out as packets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use axum::http::Method;
use comity_domain::draw::{Hash, PersonId, Recusal, Seat, Shared, Tag};
use comity_domain::juror::{EarlierRole, Trial};
use comity_domain::{Date, JurorId};
use comity_record::Digest;
use serde_json::{Value, json};

use super::super::client::Client;
use super::super::failure::CliError;
use super::super::{Common, print};
use crate::app::{DrawRow, NewDraw, NewLeave};
use crate::words::{Arg, Family, Words};

/// What a draw is asked for with.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Request {
    /// your number of the case
    #[arg(long)]
    case: String,
    /// the day of the hearing
    #[arg(long)]
    hearing: Date,
    /// how many judges sit on the panel, beside those who are drawn
    #[arg(long)]
    judges: u32,
    /// a seat, by what a person must have to sit on it (`HK,yue`); `-` if anybody may. Once for each seat
    #[arg(long = "seat", required = true, value_parser = seat)]
    seats: Vec<Seat>,
    /// how many alternates each seat has
    #[arg(long)]
    alternates: u32,
    /// the procedure by which the case is tried: `ordinary`
    #[arg(long)]
    procedure: Option<String>,
    /// the instance: `first`, `second`
    #[arg(long)]
    instance: Option<String>,
    /// who had which role in the same dispute before: `<juror>=peoples-mediator`
    #[arg(long = "earlier-role", value_parser = earlier_role)]
    earlier_roles: Vec<(JurorId, EarlierRole)>,
    /// the leave by which another judge allows that few people qualify for a seat: sha256:…
    #[arg(long)]
    thin_allowed: Option<Digest>,
}

pub(super) async fn request(common: &Common, request: Request) -> Result<(), CliError> {
    let Request { case, hearing, judges, seats, alternates, procedure, instance, earlier_roles: roles, thin_allowed } =
        request;
    let (trial, mut earlier_roles) = (Trial { procedure, instance }, BTreeMap::<JurorId, BTreeSet<EarlierRole>>::new());
    for (juror, role) in roles {
        earlier_roles.entry(juror).or_default().insert(role);
    }
    let new = NewDraw { case, hearing, trial, earlier_roles, judges, seats, alternates, thin_allowed };
    let new = serde_json::to_value(new)?;
    let asked: Value = Client::of_session(common)?.ask(Method::POST, "/api/v1/draws", Some(&new)).await?;
    let draw = asked.get("draw").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(&asked) } else { print::line(draw) }
}

pub(super) async fn allow_few(common: &Common, new: NewLeave) -> Result<(), CliError> {
    let new = serde_json::to_value(new)?;
    let allowed: Value = Client::of_session(common)?.ask(Method::POST, "/api/v1/draws/leaves", Some(&new)).await?;
    let leave = allowed.get("leave").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(&allowed) } else { print::line(leave) }
}

pub(super) async fn list(common: &Common, after: Option<&Hash>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={after}")).unwrap_or_default();
    let path = format!("/api/v1/draws{after}");
    let rows: Vec<DrawRow> = Client::of_session(common)?.ask(Method::GET, &path, None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let phase = Words::embedded().text(common.lang, &format!("draw-phase-{}", row.phase), &[]);
        print::line(&format!("{}  {}  {}  {phase}", row.draw, row.hearing, row.case))?;
    }
    Ok(())
}

pub(super) async fn show(common: &Common, draw: &Hash) -> Result<(), CliError> {
    let shown: Value = Client::of_session(common)?.ask(Method::GET, &path(draw, ""), None).await?;
    told(common, &shown)
}

pub(super) async fn recuse(common: &Common, draw: &Hash, recused: &[Recusal]) -> Result<(), CliError> {
    let body = json!({ "recused": recused });
    let shown = Client::of_session(common)?.ask(Method::POST, &path(draw, "/recusals"), Some(&body)).await?;
    told(common, &shown)
}

pub(super) async fn void(common: &Common, draw: &Hash) -> Result<(), CliError> {
    let shown = Client::of_session(common)?.ask(Method::POST, &path(draw, "/void"), None).await?;
    told(common, &shown)
}

pub(super) async fn packet(common: &Common, draw: &Hash, out: &Path) -> Result<(), CliError> {
    let response = Client::of_session(common)?.tell(Method::GET, &path(draw, "/packet"), None).await?;
    Ok(std::fs::write(out, response.body)?)
}

/// `GBA-J-1=near-relative`.
pub(super) fn recusal(text: &str) -> Result<Recusal, String> {
    let (id, reason) = text.rsplit_once('=').ok_or("<number of the registry>=<reason>")?;
    let id: PersonId = id.parse().map_err(|bad| format!("{bad}"))?;
    Ok(Recusal { id, reason: reason.to_owned() })
}

fn earlier_role(text: &str) -> Result<(JurorId, EarlierRole), String> {
    let (juror, role) = text.split_once('=').ok_or("<juror>=<role>")?;
    let known = EarlierRole::ALL.into_iter().find(|known| known.code() == role);
    let role = known.ok_or_else(|| EarlierRole::ALL.map(EarlierRole::code).join(", "))?;
    Ok((juror.parse().map_err(|bad| format!("{bad}"))?, role))
}

pub(super) fn seat(text: &str) -> Result<Seat, String> {
    if text == "-" {
        return Ok(Seat(Vec::new()));
    }
    let tags = text.split(',').map(|tag| tag.parse::<Tag>().map_err(|bad| format!("{bad}")));
    tags.collect::<Result<_, _>>().map(Seat)
}

fn told(common: &Common, shown: &Value) -> Result<(), CliError> {
    if common.json {
        return print::json(shown);
    }
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    let hearing: Date = serde_json::from_value(shown.pointer("/request/hearing").cloned().unwrap_or_default())?;
    let what = [
        ("draw", Arg::Text(text(shown, "/draw"))),
        ("court", Arg::Code(Family::Authority, text(shown, "/request/court"))),
        ("case", Arg::Text(text(shown, "/request/case"))),
        ("day", Arg::Date(hearing)),
    ];
    say("draw-shown", &what)?;
    let shared: Option<Shared> = serde_json::from_value(shown.get("shared").cloned().unwrap_or_default())?;
    shared.iter().try_for_each(|shared| super::shared_in_words(common, shared))?;
    for step in rows(shown, "/steps") {
        let words = Words::embedded().text(common.lang, &format!("draw-step-{}", text(step, "/step")), &[]);
        let gateway = ("gateway", Arg::Code(Family::Gateway, text(step, "/by")));
        let (at, said) = (("at", Arg::Text(text(step, "/at"))), ("step", Arg::Text(&words)));
        match text(step, "/about") {
            "" => say("draw-said", &[at, gateway, said])?,
            other => say("draw-said-of", &[at, gateway, said, ("other", Arg::Code(Family::Gateway, other))])?,
        }
    }
    say(&format!("draw-phase-{}", text(shown, "/phase")), &[])?;
    rows(shown, "/waiting").iter().try_for_each(|waiting| waited_for(common, waiting))?;
    for (gateway, since) in members(shown, "/silent") {
        say("draw-silent", &[("gateway", Arg::Code(Family::Gateway, gateway)), ("since", Arg::Text(since))])?;
    }
    for (id, member) in [("draw-held-up", "/held_up"), ("draw-refused", "/refused")] {
        for (gateway, code) in members(shown, member) {
            let words = Words::embedded();
            let is_reason = !words.knows(common.lang, Family::Error, code);
            let why = Arg::Code(if is_reason { Family::Reason } else { Family::Error }, code);
            say(id, &[("gateway", Arg::Code(Family::Gateway, gateway)), ("why", why)])?;
        }
    }
    if shown.get("contradictions").and_then(Value::as_u64).unwrap_or_default() > 0 {
        say("draw-contradicted", &[])?;
    }
    for (member, id) in [("of_two", "draw-abort-bias"), ("after_an_opening", "draw-after-opening")] {
        if shown.get(member).and_then(Value::as_bool).unwrap_or_default() {
            say(id, &[])?;
        }
    }
    panel(common, shown)?;
    match shown.get("witnessed").and_then(Value::as_str) {
        Some(how) => say("draw-witnessed", &[("how", Arg::Text(&print::witnessing(common.lang, how)))]),
        None => Ok(()),
    }
}

fn waited_for(common: &Common, waiting: &Value) -> Result<(), CliError> {
    let words = Words::embedded();
    let step = words.text(common.lang, &format!("draw-step-{}", text(waiting, "/step")), &[]);
    let then = words.text(common.lang, &format!("draw-then-{}", text(waiting, "/then")), &[]);
    let mut args = vec![
        ("gateway", Arg::Code(Family::Gateway, text(waiting, "/gateway"))),
        ("step", Arg::Text(&step)),
        ("since", Arg::Text(text(waiting, "/since"))),
        ("then", Arg::Text(&then)),
    ];
    let until = text(waiting, "/until");
    if until.is_empty() {
        return print::line(&words.text(common.lang, "draw-waiting", &args));
    }
    args.push(("until", Arg::Text(until)));
    print::line(&words.text(common.lang, "draw-waiting-until", &args))
}

fn panel(common: &Common, shown: &Value) -> Result<(), CliError> {
    let (drawn, sits) = (rows(shown, "/panel"), rows(shown, "/sitting/seats"));
    for (seat, (drawn, sits)) in (1..).zip(drawn.iter().zip(sits)) {
        let drawn: PersonId = serde_json::from_value(drawn.clone())?;
        let sits: Option<PersonId> = serde_json::from_value(sits.clone())?;
        super::seat_in_words(common, seat, &drawn, sits.as_ref())?;
    }
    Ok(())
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn rows<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn members<'v>(value: &'v Value, pointer: &str) -> Vec<(&'v str, &'v str)> {
    let members = value.pointer(pointer).and_then(Value::as_object).into_iter().flatten();
    members.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect()
}

fn path(draw: &Hash, rest: &str) -> String {
    format!("/api/v1/draws/{draw}{rest}")
}
