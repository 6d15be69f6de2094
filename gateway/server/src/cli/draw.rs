//! `comity draw`: draws asked for and followed at a gateway; draws computed from the vectors of a file, and the packet of a draw verified, both
//! without network and gateway.

mod live;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use comity_domain::draw::{self, Hash, PersonId, Recusal, Seat, Shared, Vectors, Verdict};
use comity_domain::limits::DRAW_PACKET_MAX_BYTES;
use comity_federation::draw::{self as signed, Fault, Verified};
use comity_federation::roll::{Anchor, Roll, SignedRoll};
use serde_json::{Value, json};

use super::failure::CliError;
use super::rules::text;
use super::{Common, print};
use crate::app::NewLeave;
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// compute the draws of a file, and print what follows from each as JSON
    Compute {
        /// the file: `{"vectors":[{"name":…,"pool":[…],"request":{…},"pieces":{…}}]}`
        #[arg(long)]
        vectors: PathBuf,
    },
    /// ask for a draw on behalf of your court
    Request(live::Request),
    /// allow that few people qualify for a seat in the draw that another judge of your court asks for
    AllowFew {
        /// your number of the case
        #[arg(long)]
        case: String,
        /// the seats, as they will be asked for
        #[arg(long = "seat", required = true, value_parser = live::seat)]
        seats: Vec<Seat>,
    },
    /// list the draws that you may see
    List {
        /// the last draw of the page before
        #[arg(long)]
        after: Option<Hash>,
    },
    /// show what was said in a draw, whose step is waited for, and what happens if it does not come
    Show {
        /// the draw
        draw: Hash,
    },
    /// record that jurors who were drawn are recused: whoever was drawn next takes the seat. Another judge does it than the one who asked
    Recuse {
        /// the draw
        draw: Hash,
        /// who, and why, as a code: `<number of the registry>=near-relative`
        #[arg(required = true, value_parser = live::recusal)]
        recused: Vec<Recusal>,
    },
    /// propose that a draw of your court be void
    Void {
        /// the draw
        draw: Hash,
    },
    /// fetch the packet of a draw, by which anybody verifies it
    Packet {
        /// the draw
        draw: Hash,
        /// where to write it
        #[arg(short, long)]
        out: PathBuf,
    },
    /// make again what a packet says was drawn, and say the first thing that does not hold
    Verify {
        /// the packet
        packet: PathBuf,
        #[command(flatten)]
        against: Against,
    },
}

/// What the signatures of a packet are held against.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Against {
    /// the signed roll; without it no signature is verified
    #[arg(long, requires = "trust")]
    roll: Option<PathBuf>,
    /// the keys that the roll must be signed with, as in a gateway's `roll-trust.json`
    #[arg(long, requires = "roll")]
    trust: Option<PathBuf>,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Compute { vectors } => compute(&vectors),
        Command::Request(request) => live::request(common, request).await,
        Command::AllowFew { case, seats } => live::allow_few(common, NewLeave { case, seats }).await,
        Command::List { after } => live::list(common, after.as_ref()).await,
        Command::Show { draw } => live::show(common, &draw).await,
        Command::Recuse { draw, recused } => live::recuse(common, &draw, &recused).await,
        Command::Void { draw } => live::void(common, &draw).await,
        Command::Packet { draw, out } => live::packet(common, &draw, &out).await,
        Command::Verify { packet, against } => verify(common, &packet, &against),
    }
}

fn compute(path: &Path) -> Result<(), CliError> {
    let answers = Vectors::parse(&read(path)?).and_then(Vectors::compute);
    print::json(&answers.map_err(|fault| CliError::input(fault.code(), fault.at.clone(), &fault.what))?)
}

fn verify(common: &Common, path: &Path, against: &Against) -> Result<(), CliError> {
    let (name, bytes, roll) = (path.display().to_string(), read(path)?, against.read()?);
    let verified = match &roll {
        Some(roll) => signed::verify_packet(&bytes, roll).map(|it| (it.verdict.clone(), Some(it))),
        None => draw::verify(&bytes).map(|verdict| (verdict, None)).map_err(Fault::from),
    };
    match verified {
        Ok((verdict, by_roll)) if common.json => print::json(&as_json(&name, &verdict, by_roll.as_ref())?),
        Ok((verdict, by_roll)) => in_words(common, &name, &verdict, by_roll.as_ref()),
        Err(Fault::Draw(fault)) => broken(common, &name, &fault.at, Family::Error, fault.code()),
        Err(Fault::Signed { at, refused }) => broken(common, &name, &at, Family::Reason, refused.reason.code()),
    }
}

fn broken(common: &Common, name: &str, at: &str, family: Family, code: &'static str) -> Result<(), CliError> {
    if common.json {
        print::json(&json!({ "packet": name, "at": at, "code": code }))?;
    } else {
        let why = Arg::Code(family, code);
        let args = [("name", Arg::Text(name)), ("place", Arg::Text(at)), ("code", Arg::Text(code)), ("why", why)];
        print::line(&Words::embedded().text(common.lang, "draw-broken", &args))?;
    }
    Err(CliError::Said)
}

fn in_words(common: &Common, name: &str, verdict: &Verdict, by_roll: Option<&Verified>) -> Result<(), CliError> {
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    let (draw, court) = (verdict.draw.to_string(), verdict.court.to_string());
    let what = [
        ("name", Arg::Text(name)),
        ("draw", Arg::Text(&draw)),
        ("court", Arg::Code(Family::Authority, &court)),
        ("case", Arg::Text(&verdict.case)),
        ("day", Arg::Date(verdict.hearing)),
    ];
    say("draw-verified", &what)?;
    say("draw-pool", &[("pool", number(verdict.pool)), ("excluded", number(verdict.excluded))])?;
    let contributors: Vec<String> = verdict.contributors.iter().map(ToString::to_string).collect();
    say("draw-secrets", &[("gateways", Arg::Codes(Family::Gateway, &contributors))])?;
    for (seat, (drawn, sits)) in (1..).zip(verdict.panel.iter().zip(&verdict.sitting.seats)) {
        seat_in_words(common, seat, drawn, sits.as_ref())?;
    }
    if verdict.redraws > 0 {
        say("draw-redraws", &[("redraws", Arg::Number(verdict.redraws.into()))])?;
    }
    if verdict.thin_allowed {
        say("draw-thin", &[])?;
    }
    if let Some(shared) = &verdict.shared {
        shared_in_words(common, shared)?;
    }
    if verdict.of_two {
        say("draw-abort-bias", &[])?;
    }
    if verdict.after_an_opening {
        say("draw-after-opening", &[])?;
    }
    if verdict.entries > 0 {
        say("draw-in-record", &[("entries", number(verdict.entries))])?;
    } else {
        say("draw-record-open", &[])?;
    }
    let Some(Verified { cosigned, .. }) = by_roll else { return say("draw-signatures-open", &[]) };
    say("draw-signed", &[("signed", number(verdict.signed))])?;
    if verdict.entries > 0 { print::cosigned(common.lang, cosigned) } else { Ok(()) }
}

fn shared_in_words(common: &Common, shared: &Shared) -> Result<(), CliError> {
    let courts: Vec<String> = shared.courts.iter().map(ToString::to_string).collect();
    let args = [("courts", Arg::Codes(Family::Authority, &courts)), ("basis", Arg::Text(&shared.legal_basis))];
    print::line(&Words::embedded().text(common.lang, "draw-shared", &args))
}

fn seat_in_words(common: &Common, seat: i64, drawn: &PersonId, sits: Option<&PersonId>) -> Result<(), CliError> {
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    let (seat, before) = (("seat", Arg::Number(seat)), ("drawn", Arg::Text(drawn.as_str())));
    match sits {
        Some(person) if person == drawn => say("draw-seat", &[seat, ("person", Arg::Text(person.as_str()))]),
        Some(person) => say("draw-seat-promoted", &[seat, ("person", Arg::Text(person.as_str())), before]),
        None => say("draw-seat-empty", &[seat, before]),
    }
}

fn as_json(name: &str, verdict: &Verdict, by_roll: Option<&Verified>) -> Result<Value, CliError> {
    let mut said = by_roll.map_or_else(|| serde_json::to_value(verdict), serde_json::to_value)?;
    if let Some(members) = said.as_object_mut() {
        members.insert("packet".to_owned(), json!(name));
        members.insert("signatures_verified".to_owned(), json!(by_roll.is_some()));
    }
    Ok(said)
}

impl Against {
    /// The roll, if one was given, whose signatures hold.
    fn read(&self) -> Result<Option<Roll>, CliError> {
        let (Some(roll), Some(trust)) = (&self.roll, &self.trust) else { return Ok(None) };
        let at = || trust.display().to_string();
        let anchors: Vec<Anchor> =
            serde_json::from_str(&text(trust)?).map_err(|error| CliError::input("not-json", at(), error))?;
        let roll = SignedRoll::parse(text(roll)?.as_bytes()).and_then(|signed| signed.verify(&anchors))?;
        Ok(Some(roll))
    }
}

/// The bytes of a file, no more than a packet may have.
fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let name = || path.display().to_string();
    let unreadable = |error: std::io::Error| CliError::input("file-unreadable", name(), error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > DRAW_PACKET_MAX_BYTES as u64 {
        return Err(CliError::input("draw-malformed", name(), DRAW_PACKET_MAX_BYTES));
    }
    std::fs::read(path).map_err(unreadable)
}

fn number(count: usize) -> Arg<'static> {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
