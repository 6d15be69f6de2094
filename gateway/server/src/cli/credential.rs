//! `comity credential …`: a mediator's card, verified without network and gateway; and, for a body that has its keys in files, issued, with
//! the list of how each stands.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use clap::Subcommand;
use comity_domain::AuthorityId;
use comity_domain::limits::{CARD_BUNDLE_MAX_BYTES, CARD_CODE_MAX_BYTES, CARD_MAX_BYTES};
use comity_domain::mediator::{ListName, RosterNumber, Status};
use comity_federation::credential::{self, Bundle, Claim, Confirmation, Draft, Fault, Flaw, StatusNotice, Verdict};
use comity_federation::keys::Owner;
use comity_federation::status_list::{self, Statuses};
use comity_record::Time;
use comity_record::canonical::to_canonical;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::bundle::anchors;
use super::failure::CliError;
use super::roll::{now, read_key};
use super::rules::{replaced, text};
use super::{Common, print};
use crate::clock::drawn;
use crate::documents::CardCode;
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// verify a card by a bundle, without network and gateway
    Verify(Verify),
    /// issue a credential, with a body's key; what it says is in a file
    Issue {
        /// the file: issuer, subject, accreditation, profile, issued, expires, status
        draft: PathBuf,
        /// the file of the body's key for credentials
        #[arg(long)]
        key: PathBuf,
        /// the file to write: the card that discloses everything
        #[arg(long)]
        out: PathBuf,
    },
    /// make the card that discloses less
    Present {
        /// the card
        card: PathBuf,
        /// what it discloses: family_name, given_name, romanised_name, languages, specialities, photo_digest
        #[arg(long, value_delimiter = ',', value_parser = claim)]
        show: Vec<Claim>,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// make the card to be printed: one QR code that holds the credential, as a picture or as a page
    Card {
        /// the credential, with what it discloses
        credential: PathBuf,
        /// the file to write: .png or .pdf
        #[arg(long)]
        out: PathBuf,
    },
    /// sign a status list, with a body's key; what it says is in a file
    Status {
        /// the file: issuer, list, number, issued, entries, revoked, suspended
        list: PathBuf,
        /// the file of the body's key for lists
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// say at once how a person stands, before the next list does, with a body's key for lists
    Notice {
        /// the person: urn:comity:mediator:hk:2026-0049
        subject: RosterNumber,
        /// valid, suspended or revoked
        #[arg(long, value_parser = status)]
        status: Status,
        /// the file of the body's key for lists
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// confirm somebody for the Joint Conference, with a jurisdiction's key
    Confirm {
        /// the person: urn:comity:mediator:hk:2026-0049
        subject: RosterNumber,
        /// the file of the jurisdiction's key for confirmations
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// bar somebody from the territory of an authority, with its key
    Bar {
        /// the person: urn:comity:mediator:hk:2026-0049
        subject: RosterNumber,
        /// no longer
        #[arg(long)]
        lift: bool,
        /// the file of the authority's key for that
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// put together what cards are verified by
    Bundle(Box<Parts>),
}

#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// the card
    card: PathBuf,
    /// what it is verified by
    #[arg(long)]
    bundle: PathBuf,
    /// the keys that the roll must be signed with, as in a gateway's `roll-trust.json`
    #[arg(long)]
    trust: Option<PathBuf>,
    /// how it stood then, and not how it stands now: 2026-05-04T16:00:00.000Z
    #[arg(long)]
    at: Option<Time>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Parts {
    /// the signed roll
    #[arg(long, default_value = "roll.json")]
    roll: PathBuf,
    /// a status list
    #[arg(long = "list")]
    lists: Vec<PathBuf>,
    /// a notice of a body
    #[arg(long = "notice")]
    notices: Vec<PathBuf>,
    /// a confirmation
    #[arg(long = "confirmation")]
    confirmations: Vec<PathBuf>,
    /// what bars somebody
    #[arg(long = "bar")]
    bars: Vec<PathBuf>,
    /// the file to write
    #[arg(long)]
    out: PathBuf,
}

/// What a status list says, as a body writes it down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    issuer: AuthorityId,
    list: ListName,
    number: u64,
    issued: Time,
    entries: u32,
    #[serde(default)]
    revoked: Vec<u32>,
    #[serde(default)]
    suspended: Vec<u32>,
}

pub(super) fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Verify(verify) => self::verify(common, &verify),
        Command::Issue { draft, key, out } => issue(common, &draft, &key, &out),
        Command::Present { card, show, out } => {
            let card = read(&card, CARD_MAX_BYTES)?;
            let shown = credential::present(&card, &show).map_err(|fault| bad(&fault))?;
            written(common, &out, &shown)
        }
        Command::Card { credential, out } => card(common, &credential, &out),
        Command::Status { list, key, out } => sign_list(common, &list, &key, &out),
        Command::Notice { subject, status, key, out } => {
            let key = read_key(&key)?;
            let notice = StatusNotice { by: authority(key.owner())?, subject, status, issued: now() };
            written(common, &out, &notice.sign(&key)?)
        }
        Command::Confirm { subject, key, out } => {
            let key = read_key(&key)?;
            let Owner::Jurisdiction(by) = *key.owner() else { return Err(not_theirs(key.owner())) };
            written(common, &out, &Confirmation { by, subject, issued: now() }.sign(&key)?)
        }
        Command::Bar { subject, lift, key, out } => {
            let key = read_key(&key)?;
            let bar = credential::Bar { by: authority(key.owner())?, subject, barred: !lift, issued: now() };
            written(common, &out, &bar.sign(&key)?)
        }
        Command::Bundle(parts) => bundle(common, &parts),
    }
}

/// Verifies a card, and says how its person stands. It ends well for a valid one alone.
fn verify(common: &Common, verify: &Verify) -> Result<(), CliError> {
    let name = verify.card.display().to_string();
    let card = read(&verify.card, CARD_MAX_BYTES)?;
    let bundle = read(&verify.bundle, CARD_BUNDLE_MAX_BYTES)?;
    let trusted = verify.trust.as_deref().map(anchors).transpose()?;
    let at = verify.at.unwrap_or_else(now);
    let verdict = match credential::verify_card(&card, bundle.as_bytes(), trusted.as_deref(), at) {
        Ok(verdict) => verdict,
        Err(fault) => return refused(common, &name, &fault),
    };
    if common.json {
        print::json(&as_json(&name, &verdict, trusted.is_some()))?;
    } else {
        in_words(common, &name, &verdict, trusted.is_some())?;
    }
    if verdict.standing == credential::Standing::Valid { Ok(()) } else { Err(CliError::Said) }
}

fn refused(common: &Common, name: &str, fault: &Fault) -> Result<(), CliError> {
    let family = if matches!(fault.what, Flaw::Refused(_)) { Family::Reason } else { Family::Error };
    let code = fault.code();
    if common.json {
        print::json(&json!({ "card": name, "verdict": "refused", "at": fault.at, "code": code }))?;
    } else {
        let args = [
            ("name", Arg::Text(name)),
            ("place", Arg::Text(&fault.at)),
            ("code", Arg::Text(code)),
            ("why", Arg::Code(family, code)),
        ];
        print::line(&Words::embedded().text(common.lang, "card-refused", &args))?;
    }
    Err(CliError::Said)
}

fn in_words(common: &Common, name: &str, verdict: &Verdict, is_pinned: bool) -> Result<(), CliError> {
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    let credential = &verdict.credential;
    let body = Arg::Code(Family::Authority, credential.issuer.as_str());
    say(&format!("card-{}", verdict.standing.code()), &[("name", Arg::Text(name)), ("body", body)])?;
    if let Some(doubt) = verdict.standing.doubt() {
        say(&format!("card-doubt-{}", doubt.code()), &[])?;
    }
    print::line(&credential.subject.to_string())?;
    if let Some(as_of) = verdict.status_as_of {
        say("card-status-as-of", &[("time", Arg::Text(&as_of.to_string()))])?;
    }
    if !verdict.barred.is_empty() {
        let regions: Vec<String> = verdict.barred.iter().map(ToString::to_string).collect();
        say("card-barred", &[("regions", Arg::Codes(Family::Jurisdiction, &regions))])?;
    }
    let disclosed = serde_json::to_value(&credential.disclosed)?;
    for text in disclosed.as_object().into_iter().flat_map(|members| members.values()).map(print::plain) {
        say("card-disclosed", &[("text", Arg::Text(&text))])?;
    }
    if !is_pinned {
        say("card-roll-unpinned", &[])?;
    }
    say("card-not-holder", &[])
}

fn as_json(name: &str, verdict: &Verdict, is_pinned: bool) -> Value {
    let credential = &verdict.credential;
    json!({
        "card": name,
        "verdict": verdict.standing.code(),
        "doubt": verdict.standing.doubt().map(credential::Doubt::code),
        "issuer": credential.issuer,
        "subject": credential.subject,
        "accreditation": credential.accreditation,
        "issued": credential.issued,
        "expires": credential.expires,
        "previous": credential.previous,
        "digest": credential.digest,
        "status": credential.status,
        "status_as_of": verdict.status_as_of,
        "barred": verdict.barred,
        "disclosed": credential.disclosed,
        "pinned": is_pinned,
    })
}

fn issue(common: &Common, draft: &Path, key: &Path, out: &Path) -> Result<(), CliError> {
    let draft: Draft = parsed(draft)?;
    let issued = credential::issue(&draft, &read_key(key)?, &mut drawn)?;
    replaced(out, issued.card(&Claim::ALL).as_bytes())?;
    let digest = issued.digest().to_string();
    if common.json { print::json(&json!({ "digest": digest })) } else { print::line(&digest) }
}

/// Makes the card to be printed. What counts on it is the code; whether it holds, only a verification says.
fn card(common: &Common, credential: &Path, out: &Path) -> Result<(), CliError> {
    let name = || credential.display().to_string();
    let card = read(credential, CARD_MAX_BYTES)?;
    // What is no card is not printed as one.
    credential::present(&card, &Claim::ALL).map_err(|fault| bad(&fault))?;
    let code = CardCode::of(&card).ok_or_else(|| {
        CliError::input("card-too-large-for-code", name(), format!("{} > {CARD_CODE_MAX_BYTES}", card.len()))
    })?;
    let broken = |error| CliError::other("broken", error);
    let bytes = match out.extension().and_then(|ending| ending.to_str()) {
        Some("png") => code.png().map_err(broken)?,
        Some("pdf") => {
            let lines = to_the_eye(&card);
            let title = lines.first().cloned().unwrap_or_default();
            code.pdf(&title, &lines)
        }
        _ => return Err(CliError::input("card-form-unknown", out.display().to_string(), "png, pdf")),
    };
    replaced(out, &bytes)?;
    said_written(common, out)
}

/// What the card says of itself: the number on the roster, the body, and the names that it discloses.
fn to_the_eye(card: &str) -> Vec<String> {
    let mut parts = card.split('~');
    let decoded = |text: &str| serde_json::from_slice::<Value>(&BASE64URL.decode(text).ok()?).ok();
    let payload = parts.next().and_then(|jwt| decoded(jwt.split('.').nth(1)?)).unwrap_or_default();
    let disclosed: Vec<Value> = parts.filter_map(decoded).collect();
    let named = |claim: Claim| {
        let found = disclosed.iter().find(|it| it.get(1).and_then(Value::as_str) == Some(claim.code()))?;
        found.get(2).and_then(Value::as_str)
    };
    let name: String = [Claim::FamilyName, Claim::GivenName].into_iter().filter_map(named).collect();
    let stated = ["sub", "iss"].into_iter().filter_map(|claim| payload.get(claim).and_then(Value::as_str));
    let names = [name.as_str()].into_iter().chain(named(Claim::RomanisedName)).filter(|name| !name.is_empty());
    stated.chain(names).map(str::to_owned).collect()
}

fn sign_list(common: &Common, list: &Path, key: &Path, out: &Path) -> Result<(), CliError> {
    let Listed { issuer, list, number, issued, entries, revoked, suspended } = parsed(list)?;
    let mut statuses = Statuses::new(entries)?;
    let said = revoked.into_iter().map(|index| (index, Status::Revoked));
    for (index, status) in suspended.into_iter().map(|index| (index, Status::Suspended)).chain(said) {
        statuses.set(index, status).map_err(|fault| bad(&fault))?;
    }
    let draft = status_list::Draft { issuer: &issuer, list: &list, number, issued, statuses: &statuses };
    written(common, out, &draft.sign(&read_key(key)?)?)
}

fn bundle(common: &Common, parts: &Parts) -> Result<(), CliError> {
    let tokens = |paths: &[PathBuf]| -> Result<Vec<String>, CliError> {
        paths.iter().map(|path| read(path, CARD_BUNDLE_MAX_BYTES)).collect()
    };
    let bundle = Bundle {
        v: 1,
        roll: parsed(&parts.roll)?,
        status_lists: tokens(&parts.lists)?,
        notices: tokens(&parts.notices)?,
        confirmations: tokens(&parts.confirmations)?,
        bars: tokens(&parts.bars)?,
    };
    let bytes = to_canonical(&bundle).map_err(|error| CliError::other("not-canonical", error))?;
    // What is handed on can be read by whoever gets it.
    Bundle::read(&bytes).map_err(|fault| bad(&fault))?;
    replaced(&parts.out, &bytes)?;
    said_written(common, &parts.out)
}

fn written(common: &Common, out: &Path, token: &str) -> Result<(), CliError> {
    replaced(out, token.as_bytes())?;
    said_written(common, out)
}

fn said_written(common: &Common, out: &Path) -> Result<(), CliError> {
    let path = out.display().to_string();
    if common.json {
        return print::json(&json!({ "file": path }));
    }
    print::line(&Words::embedded().text(common.lang, "file-written", &[("path", Arg::Text(&path))]))
}

fn authority(owner: &Owner) -> Result<AuthorityId, CliError> {
    match owner {
        Owner::Authority(authority) => Ok(authority.clone()),
        other => Err(not_theirs(other)),
    }
}

fn not_theirs(owner: &Owner) -> CliError {
    CliError::input("wrong-key", "--key", owner)
}

/// A text file that is not longer than it may be. The end of its line is no part of it.
fn read(path: &Path, max_bytes: usize) -> Result<String, CliError> {
    let name = || path.display().to_string();
    let length = std::fs::metadata(path).map_err(|error| CliError::input("file-unreadable", name(), error))?.len();
    if length > max_bytes as u64 + 1 {
        return Err(CliError::input("card-file-too-large", name(), max_bytes));
    }
    Ok(text(path)?.trim_end_matches('\n').to_owned())
}

fn parsed<T: DeserializeOwned>(path: &Path) -> Result<T, CliError> {
    let malformed = |error: serde_json::Error| CliError::input("bad-field", path.display().to_string(), error);
    serde_json::from_str(&text(path)?).map_err(malformed)
}

fn bad(fault: &Fault) -> CliError {
    CliError::input(fault.code(), fault.at.clone(), fault)
}

pub(super) fn claim(text: &str) -> Result<Claim, String> {
    let names = || Claim::ALL.map(Claim::code).join(", ");
    Claim::ALL.into_iter().find(|claim| claim.code() == text).ok_or_else(names)
}

fn status(text: &str) -> Result<Status, String> {
    let names = || Status::ALL.map(Status::code).join(", ");
    Status::ALL.into_iter().find(|status| status.code() == text).ok_or_else(names)
}
