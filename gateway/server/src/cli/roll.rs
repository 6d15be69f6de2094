//! `comity roll …`: the roll, as files that go from hand to hand to be signed, and as a gateway holds it.

use std::path::{Path, PathBuf};

use axum::http::Method;
use clap::Subcommand;
use comity_domain::GatewayId;
use comity_domain::limits::{KEY_SUSPENSION_MAX_MS, KEY_TERM_DAYS, ROLL_TERM_DAYS};
use comity_federation::FederationError;
use comity_federation::keys::{KeyId, KeyPair, KeyUse, Owner, Suite};
use comity_federation::roll::{
    Additions, Anchor, Change, Head, KeyEntry, Measure, Notice, Roll, RollChange, SignedNotice, SignedRoll,
};
use comity_record::{Digest, Time};
use serde_json::{Value, json};

use super::client::Client;
use super::failure::CliError;
use super::rules::{replaced, text};
use super::{Common, print};
use crate::app::RollStatus;
use crate::clock::{BusinessDays, Clock, entropy};
use crate::words::{Arg, Family, Words};
use crate::world::{new_key, write_key};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// show how the roll stands at the gateway; or what FILE, a proposal or a notice, changes and who has signed it
    Show {
        /// the proposal or notice
        file: Option<PathBuf>,
        /// write the gateway's signed roll to this file
        #[arg(long)]
        out: Option<PathBuf>,
        /// which version; the one in force if absent
        #[arg(long, requires = "out")]
        number: Option<u64>,
        #[command(flatten)]
        held: Held,
    },
    /// make a key, and the entry by which the next roll will name it
    Key {
        /// whose: cn, cn-nansha, CN
        #[arg(long)]
        owner: Owner,
        /// what it may sign: envelope, checkpoint, witness, feed, roll, seal, document, publisher, credential, status-list, bar,
        /// confirmation
        #[arg(long = "use", value_parser = key_use)]
        key_use: KeyUse,
        /// of which suite: Ed25519, sm2-sm3, p256-sha256; the usual one of its use if absent
        #[arg(long, value_parser = suite)]
        suite: Option<Suite>,
        /// from when on it signs; now if absent
        #[arg(long)]
        from: Option<Time>,
        /// for how many days
        #[arg(long, default_value_t = KEY_TERM_DAYS)]
        days: i64,
        /// the new file of the private key
        #[arg(long)]
        key: PathBuf,
        /// the file to write: the entry, for `propose`
        #[arg(long)]
        out: PathBuf,
    },
    /// make the next roll out of the one in force and further entries; nobody has signed it yet
    Propose {
        /// files with gateways, authorities and keys that are added, or take the place of those with the same name
        additions: Vec<PathBuf>,
        /// for how many days it counts as fresh
        #[arg(long, default_value_t = ROLL_TERM_DAYS)]
        days: i64,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        held: Held,
    },
    /// sign a proposal or a notice with a gateway's roll key; the signature is added to FILE
    Sign {
        /// the proposal or notice
        file: PathBuf,
        /// the file of the roll key
        #[arg(long)]
        key: PathBuf,
        #[command(flatten)]
        held: Held,
    },
    /// have the gateway adopt FILE: a roll that all have signed takes two persons, a notice holds at once
    Adopt {
        /// the signed roll or notice
        file: PathBuf,
    },
    /// make a notice that revokes a key of one's own side
    Revoke {
        /// the key's name
        revoked: KeyId,
        /// since when; now if absent
        #[arg(long)]
        since: Option<Time>,
        /// the last head of the gateway's record that stays valid: log, size, root
        #[arg(long, num_args = 3, value_names = ["LOG", "SIZE", "ROOT"])]
        head: Vec<String>,
        /// the file of the roll key
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// make a notice that suspends a key of a third side, to be signed by a second one
    Suspend {
        /// the key's name
        suspended: KeyId,
        /// for how many days, at most seven
        #[arg(long, default_value_t = KEY_SUSPENSION_MAX_MS / DAY_MS)]
        days: i64,
        /// the file of the roll key
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
}

/// The roll that is followed, and the keys that it must be signed with: what a gateway keeps beside its `comity.toml`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Held {
    /// the signed roll in force
    #[arg(long, default_value = "roll.json")]
    roll: PathBuf,
    /// the keys that it must be signed with
    #[arg(long, default_value = "roll-trust.json")]
    trust: PathBuf,
}

/// What goes from hand to hand.
enum Paper {
    Roll(SignedRoll),
    Notice(SignedNotice),
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Show { file: Some(file), held, .. } => show(common, &Paper::read(&file)?, &held.read()?),
        Command::Show { out: Some(out), number, .. } => fetch(common, &out, number).await,
        Command::Show { .. } => status(common).await,
        Command::Key { owner, key_use, suite, from, days, key, out } => {
            let pair = match suite {
                Some(suite) => KeyPair::of_suite(suite, owner, key_use, &entropy()).map_err(bad)?,
                None => new_key(owner, key_use)?,
            };
            make_key(common, &pair, (from.unwrap_or_else(now), days), &key, &out)
        }
        Command::Propose { additions, days, out, held } => {
            let held = held.read()?;
            let additions = additions.iter().map(|path| read_additions(path)).collect::<Result<Vec<_>, _>>()?;
            propose(common, &held, additions.into_iter().fold(Additions::default(), joined), days, &out)
        }
        Command::Sign { file, key, held } => sign(common, &file, &key, &held.read()?),
        Command::Adopt { file } => adopt(common, &file).await,
        Command::Revoke { revoked, since, head, key, out } => {
            let measure = Measure::Revoke { at: since.unwrap_or_else(now), head: parse_head(&head)? };
            notice(common, Notice::new(revoked, measure, now()), &key, &out)
        }
        Command::Suspend { suspended, days, key, out } => {
            let issued = now();
            let measure = Measure::Suspend { until: issued.plus_ms(days.saturating_mul(DAY_MS)) };
            notice(common, Notice::new(suspended, measure, issued), &key, &out)
        }
    }
}

/// Makes the next roll, and says what it changes.
pub(super) fn propose(
    common: &Common,
    held: &Roll,
    additions: Additions,
    days: i64,
    out: &Path,
) -> Result<(), CliError> {
    let issued = now();
    let roll = held.next(additions, issued, issued.plus_ms(days.saturating_mul(DAY_MS)));
    // What could not be adopted is not sent round.
    held.changes(&roll).map_err(bad)?;
    let paper = Paper::Roll(SignedRoll { roll, signatures: Vec::new(), notices: Vec::new() });
    paper.write(out)?;
    show(common, &paper, held)
}

/// Writes a new key where there is none yet, and makes its entry: from when on it signs, and for how many days.
pub(super) fn new_entry(pair: &KeyPair, (from, days): (Time, i64), path: &Path) -> Result<KeyEntry, CliError> {
    if path.exists() {
        return Err(CliError::input("file-exists", path.display().to_string(), ""));
    }
    write_key(path, pair)?;
    Ok(KeyEntry::of(pair, from, from.plus_ms(days.saturating_mul(DAY_MS))))
}

/// The time of the machine.
pub(super) fn now() -> Time {
    Clock::new(BusinessDays::Machine).now()
}

impl Held {
    /// The roll, whose signatures hold.
    pub(super) fn read(&self) -> Result<Roll, CliError> {
        let anchors: Vec<Anchor> = serde_json::from_str(&text(&self.trust)?)?;
        SignedRoll::parse(text(&self.roll)?.as_bytes()).and_then(|signed| signed.verify(&anchors)).map_err(bad)
    }
}

impl Paper {
    fn read(path: &Path) -> Result<Self, CliError> {
        let bytes = text(path)?;
        let value: Value = serde_json::from_str(&bytes).unwrap_or_default();
        match value.get("notice") {
            Some(_) => SignedNotice::parse(bytes.as_bytes()).map(Self::Notice).map_err(bad),
            None => SignedRoll::parse(bytes.as_bytes()).map(Self::Roll).map_err(bad),
        }
    }

    fn write(&self, path: &Path) -> Result<(), CliError> {
        let bytes = match self {
            Self::Roll(signed) => serde_json::to_vec_pretty(signed)?,
            Self::Notice(signed) => serde_json::to_vec_pretty(signed)?,
        };
        replaced(path, &bytes)
    }
}

/// What a paper changes, and whose signatures it lacks.
fn show(common: &Common, paper: &Paper, held: &Roll) -> Result<(), CliError> {
    let (changes, missing) = match paper {
        Paper::Roll(signed) => (held.changes(&signed.roll).map_err(bad)?, held.missing_of(signed).map_err(bad)?),
        Paper::Notice(signed) => {
            let what = match signed.notice.measure {
                Measure::Revoke { .. } => RollChange::KeyRevoked,
                Measure::Suspend { .. } => RollChange::KeySuspended,
            };
            let change = Change { at: format!("keys[{}]", signed.notice.key), what };
            (vec![change], held.missing_under(signed).map_err(bad)?)
        }
    };
    if common.json {
        let digest = match paper {
            Paper::Roll(signed) => signed.roll.digest().map_err(bad)?,
            Paper::Notice(signed) => Digest::of(&serde_json::to_vec(signed)?),
        };
        return print::json(&json!({ "digest": digest, "changes": changes, "missing": missing }));
    }
    if let Paper::Roll(signed) = paper {
        let digest = signed.roll.digest().map_err(bad)?;
        say(common, "roll-version", &[("version", &signed.roll.version), ("digest", &digest)])?;
    }
    print_changes(common, &changes)?;
    match missing.as_slice() {
        [] => say(common, "roll-signed-by-all", &[]),
        missing => {
            let names: Vec<String> = missing.iter().map(GatewayId::to_string).collect();
            let args = [("gateways", Arg::Codes(Family::Gateway, &names))];
            print::line(&Words::embedded().text(common.lang, "roll-not-signed-by", &args))
        }
    }
}

fn sign(common: &Common, file: &Path, key: &Path, held: &Roll) -> Result<(), CliError> {
    let key = read_key(key)?;
    let mut paper = Paper::read(file)?;
    match &mut paper {
        Paper::Roll(signed) => {
            held.changes(&signed.roll).map_err(bad)?;
            let signature = signed.roll.sign(&key).map_err(bad)?;
            signed.add(signature);
        }
        Paper::Notice(signed) => {
            let signature = signed.notice.sign(&key).map_err(bad)?;
            signed.add(signature);
        }
    }
    show(common, &paper, held)?;
    paper.write(file)
}

fn notice(common: &Common, notice: Notice, key: &Path, out: &Path) -> Result<(), CliError> {
    let signature = notice.sign(&read_key(key)?).map_err(bad)?;
    let signed = SignedNotice { notice, signatures: vec![signature] };
    Paper::Notice(signed.clone()).write(out)?;
    if common.json { print::json(&signed) } else { say(common, "file-written", &[("path", &out.display())]) }
}

fn make_key(common: &Common, pair: &KeyPair, term: (Time, i64), key: &Path, out: &Path) -> Result<(), CliError> {
    let entry = new_entry(pair, term, key)?;
    let kid = entry.kid.clone();
    let additions = Additions { keys: vec![entry], ..Additions::default() };
    replaced(out, &serde_json::to_vec_pretty(&additions)?)?;
    if common.json {
        return print::json(&json!({ "key": kid }));
    }
    say(common, "key-written", &[("key", &kid), ("path", &key.display())])
}

/// Has the gateway adopt a roll or take a notice.
async fn adopt(common: &Common, file: &Path) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let bytes = text(file)?.into_bytes();
    let (path, is_notice) = match Paper::read(file)? {
        Paper::Roll(_) => ("/api/v1/roll", false),
        Paper::Notice(_) => ("/api/v1/roll/notices", true),
    };
    let done: Value = client.upload(path, "application/json", bytes).await?;
    if common.json {
        return print::json(&done);
    }
    let text = |name: &str| done.get(name).map(print::plain).unwrap_or_default();
    if is_notice {
        let id = if done.get("taken") == Some(&Value::Bool(true)) { "notice-taken" } else { "notice-no-change" };
        return say(common, id, &[("key", &text("key"))]);
    }
    let changes = done.get("changes").and_then(Value::as_array).into_iter().flatten();
    for change in changes {
        let field = |name: &str| change.get(name).map(print::plain).unwrap_or_default();
        print_change(common, &field("at"), &field("what"))?;
    }
    let id = if done.get("adopted") == Some(&Value::Bool(true)) { "roll-adopted" } else { "roll-approved-once" };
    say(common, id, &[("version", &text("version")), ("digest", &text("digest"))])
}

/// How the roll stands at the gateway.
async fn status(common: &Common) -> Result<(), CliError> {
    let status: RollStatus = Client::of_session(common)?.ask(Method::GET, "/api/v1/roll/status", None).await?;
    if common.json {
        return print::json(&status);
    }
    say(common, "roll-version", &[("version", &status.version), ("digest", &status.digest)])?;
    say(common, "roll-term", &[("issued", &status.issued), ("expires", &status.expires)])?;
    for signed in &status.notices {
        let key = &signed.notice.key;
        match signed.notice.measure {
            Measure::Revoke { at, .. } => say(common, "roll-key-is-revoked", &[("key", key), ("since", &at)])?,
            Measure::Suspend { until } => say(common, "roll-key-is-suspended", &[("key", key), ("until", &until)])?,
        }
    }
    for waiting in &status.waiting {
        say(common, "roll-waiting", &[("version", &waiting.version), ("digest", &waiting.digest)])?;
    }
    for (gateway, version) in &status.peers {
        let gateway = gateway.to_string();
        let version = version.to_string();
        let args = [("gateway", Arg::Code(Family::Gateway, &gateway)), ("version", Arg::Text(&version))];
        print::line(&Words::embedded().text(common.lang, "roll-of-peer", &args))?;
    }
    Ok(())
}

/// Writes the signed file of a version that the gateway knows.
async fn fetch(common: &Common, out: &Path, number: Option<u64>) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let number = match number {
        Some(number) => number,
        None => client.ask::<RollStatus>(Method::GET, "/api/v1/roll/status", None).await?.version,
    };
    let file = client.tell(Method::GET, &format!("/api/v1/roll/versions/{number}"), None).await?;
    replaced(out, &file.body)?;
    if common.json {
        return print::json(&json!({ "version": number }));
    }
    say(common, "file-written", &[("path", &out.display())])
}

fn print_changes(common: &Common, changes: &[Change]) -> Result<(), CliError> {
    changes.iter().try_for_each(|change| print_change(common, &change.at, change.what.code()))
}

fn print_change(common: &Common, at: &str, what: &str) -> Result<(), CliError> {
    print::line(&format!("  {at}: {}", Words::embedded().code(common.lang, Family::RollChange, what)))
}

fn say(common: &Common, id: &str, places: &[(&str, &dyn ToString)]) -> Result<(), CliError> {
    let places: Vec<(&str, String)> = places.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let args: Vec<(&str, Arg<'_>)> = places.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
    print::line(&Words::embedded().text(common.lang, id, &args))
}

pub(super) fn read_key(path: &Path) -> Result<KeyPair, CliError> {
    KeyPair::parse(text(path)?.as_bytes())
        .map_err(|error| CliError::input(error.code(), path.display().to_string(), error))
}

fn read_additions(path: &Path) -> Result<Additions, CliError> {
    let malformed = |error: serde_json::Error| CliError::input("bad-field", path.display().to_string(), error);
    serde_json::from_str(&text(path)?).map_err(malformed)
}

fn joined(mut all: Additions, more: Additions) -> Additions {
    all.gateways.extend(more.gateways);
    all.authorities.extend(more.authorities);
    all.keys.extend(more.keys);
    all
}

fn parse_head(words: &[String]) -> Result<Option<Head>, CliError> {
    match words {
        [] => Ok(None),
        [log, size, root] => {
            let malformed = |detail: &str| CliError::input("notice-malformed", "--head", detail);
            let size = size.parse().map_err(|_| malformed(size))?;
            let root = root.parse().map_err(|_| malformed(root))?;
            Ok(Some(Head { log: log.clone(), size, root }))
        }
        _ => Err(CliError::input("notice-malformed", "--head", "")),
    }
}

fn key_use(text: &str) -> Result<KeyUse, String> {
    let uses = [
        KeyUse::Envelope,
        KeyUse::Checkpoint,
        KeyUse::Witness,
        KeyUse::Feed,
        KeyUse::Roll,
        KeyUse::Seal,
        KeyUse::Document,
        KeyUse::Publisher,
        KeyUse::Credential,
        KeyUse::StatusList,
        KeyUse::Bar,
        KeyUse::Confirmation,
    ];
    let names = || uses.map(KeyUse::code).join(", ");
    uses.into_iter().find(|known| known.code() == text).ok_or_else(names)
}

fn suite(text: &str) -> Result<Suite, String> {
    let names = || Suite::ALL.iter().map(|suite| suite.code()).collect::<Vec<_>>().join(", ");
    Suite::ALL.iter().copied().find(|known| known.code() == text).ok_or_else(names)
}

/// What is wrong with a roll or a notice: the input's fault, with its place.
pub(super) fn bad(error: FederationError) -> CliError {
    CliError::input(error.code(), error.at().unwrap_or(".").to_owned(), error)
}
