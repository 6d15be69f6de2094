//! `comity sealed …`: files that only the people named in them can read. Keys are made and kept here, on the person's own machine, and
//! files are sealed and opened here: a gateway sees public halves and sealed bytes.

mod files;
mod keyfile;
mod recovery;
mod scanner;

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use axum::http::Method;
use clap::Subcommand;
use comity_domain::limits::SCANNER_FILE_BYTES;
use comity_domain::{AuthorityId, MatterId};
use comity_federation::sealed::{
    self, AccountName, Directory, Draft, Item, Label, Listed, PersonKey, Recipient, Scan, SealedFault, Sealer, Sealing,
    SealingKey, Statement,
};
use serde_json::{Value, json};

use self::files::{Written, beginning, opened};
use self::keyfile::PassphraseSource;
use self::scanner::Scanning;
use super::client::Client;
use super::failure::CliError;
use super::roll::{Held, now};
use super::{Common, matter, print};
use crate::app::{DirectoryView, EnrolledKey};
use crate::clock::{drawn, entropy};
use crate::config::ScannerAddress;
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// make your own key, in a file under a passphrase
    Key {
        /// the new file of the key
        #[arg(long)]
        key: PathBuf,
        #[command(flatten)]
        passphrase: PassphraseSource,
    },
    /// have your gateway publish the public half of your key
    Enrol {
        /// the file of the key
        #[arg(long)]
        key: PathBuf,
    },
    /// show to whom at an authority can be sealed
    People {
        /// the authority
        authority: AuthorityId,
        #[command(flatten)]
        against: Against,
    },
    /// seal a file for people of an authority
    Seal(Box<Seal>),
    /// show what a sealed file says in the clear
    Show {
        /// the sealed file
        file: PathBuf,
    },
    /// open a sealed file with your own key
    Open {
        /// the sealed file
        file: PathBuf,
        /// the file of the key
        #[arg(long)]
        key: PathBuf,
        /// where to write what is in it
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        passphrase: PassphraseSource,
    },
    /// make a recovery key and split it among officers, each of whom takes one of the files away
    RecoveryKey(recovery::Making),
    /// have your authority recover what is sealed by this key: takes two persons
    SetRecoveryKey {
        /// the public half
        key: SealingKey,
    },
    /// have the gateway release a sealed file to its officers: takes two persons, and is recorded
    Release(recovery::Release),
    /// open a sealed file that was released, with the shares of two officers
    Recover(recovery::Recovering),
}

/// Sealing.
#[derive(Debug, clap::Args)]
pub(super) struct Seal {
    /// the file
    file: PathBuf,
    /// for whom: hk-high-court/wong-ka-yan; with the fingerprint, if you were told it: hk-high-court/wong-ka-yan=ab12…
    #[arg(long = "to", required = true)]
    to: Vec<Address>,
    /// the matter
    #[arg(long)]
    matter: MatterId,
    /// which item of it: lower-case letters, digits and hyphens
    #[arg(long)]
    item: Item,
    /// under what label it may be used: the number of the case; without it, as the matter has it
    #[arg(long)]
    label: Option<Label>,
    /// the scanner to ask before, on this machine: 127.0.0.1:3310, or the path of its socket
    #[arg(long, env = "COMITY_SCANNER", value_parser = scanner::address)]
    scanner: Option<ScannerAddress>,
    /// the largest file that it looks at whole, in bytes
    #[arg(long, env = "COMITY_SCANNER_MAX_BYTES", default_value_t = SCANNER_FILE_BYTES)]
    scanner_max_bytes: u64,
    /// the sealed file to write
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    against: Against,
}

/// The roll that a directory is held against besides: without one, the gateway's word counts.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Against {
    /// hold the directory against a roll of your own
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    held: Held,
}

/// Somebody to whom is sealed.
#[derive(Debug, Clone)]
struct Address {
    authority: AuthorityId,
    account: AccountName,
    /// As the person said it, without spaces.
    fingerprint: Option<String>,
}

/// Not written as an address is.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("expected AUTHORITY/ACCOUNT, or AUTHORITY/ACCOUNT=FINGERPRINT")]
struct NotAnAddress;

/// Who is signed in, as the gateway says it.
#[derive(serde::Deserialize)]
struct Me {
    account: AccountName,
    authority: AuthorityId,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Key { key, passphrase } => make_key(common, &key, &passphrase),
        Command::Enrol { key } => enrol(common, &key).await,
        Command::People { authority, against } => people(common, &authority, &against).await,
        Command::Seal(asked) => seal(common, &asked).await,
        Command::Show { file } => show(common, beginning(&file)?.0.statement()),
        Command::Open { file, key, out, passphrase } => {
            let (header, mut body) = beginning(&file)?;
            let key = keyfile::read(&key, &passphrase)?;
            let opening = header.open(&key).map_err(|fault| in_file(&file, &fault))?;
            opened(&file, &mut body, opening, &out)?;
            show(common, header.statement())
        }
        Command::RecoveryKey(making) => recovery::make(common, &making),
        Command::SetRecoveryKey { key } => recovery::set(common, &key).await,
        Command::Release(release) => recovery::release(common, &release).await,
        Command::Recover(recovering) => recovery::recover(common, &recovering),
    }
}

fn make_key(common: &Common, path: &Path, passphrase: &PassphraseSource) -> Result<(), CliError> {
    let key = PersonKey::from_bytes(entropy());
    keyfile::write(path, &key, passphrase)?;
    say_key(common, &key.public(), Some(path))
}

async fn enrol(common: &Common, path: &Path) -> Result<(), CliError> {
    let key = keyfile::public(path)?;
    let body = json!({ "key": key });
    let enrolled: EnrolledKey =
        Client::of_session(common)?.ask(Method::POST, "/api/v1/sealing/key", Some(&body)).await?;
    say_key(common, &enrolled.key, None)
}

/// The public half, and what is read to whoever wants to be sure of it.
fn say_key(common: &Common, key: &SealingKey, path: Option<&Path>) -> Result<(), CliError> {
    let fingerprint = key.fingerprint();
    if common.json {
        return print::json(&json!({ "key": key, "fingerprint": fingerprint }));
    }
    let words = Words::embedded();
    if let Some(path) = path {
        let path = path.display().to_string();
        print::line(&words.text(common.lang, "file-written", &[("path", Arg::Text(&path))]))?;
    }
    let text = key.to_string();
    let args = [("key", Arg::Text(&text)), ("fingerprint", Arg::Text(&fingerprint))];
    print::line(&words.text(common.lang, "sealed-key", &args))
}

async fn people(common: &Common, authority: &AuthorityId, against: &Against) -> Result<(), CliError> {
    let directory = directory(&Client::of_session(common)?, authority, against).await?;
    if common.json {
        return print::json(&directory);
    }
    for person in &directory.people {
        say_person(common, authority, person)?;
    }
    let id = if directory.recovery.is_some() { "sealed-recovery-there" } else { "sealed-recovery-none" };
    print::line(&Words::embedded().text(common.lang, id, &[]))
}

/// The directory, as the gateway verified it; and verified once more here, where there is a roll to do so.
async fn directory(client: &Client, authority: &AuthorityId, against: &Against) -> Result<Directory, CliError> {
    let path = format!("/api/v1/sealing/directories/{authority}");
    let view: DirectoryView = client.ask(Method::GET, &path, None).await?;
    if !against.check {
        return Ok(view.directory);
    }
    let roll = against.held.read()?;
    Directory::verify(&view.signed, &roll, now(), authority)
        .map_err(|refused| CliError::input("sealed-directory-refused", authority.as_str(), refused))
}

async fn seal(common: &Common, asked: &Seal) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let authority = one_authority(&asked.to)?;
    let directory = directory(&client, authority, &asked.against).await?;
    let mut recipients = Vec::new();
    for address in &asked.to {
        let person = found(address, &directory)?;
        // Whoever seals sees for whom before anything is sealed.
        if !common.json {
            say_person(common, authority, person)?;
        }
        recipients.push(Recipient { account: person.account.clone(), key: person.key });
    }
    let me: Me = client.ask(Method::GET, "/api/v1/me", None).await?;
    let label = label(&client, asked).await?;
    let mut text = files::open(&asked.file)?;
    let size = text.metadata()?.len();
    let scan = match &asked.scanner {
        // It would call a larger one clean without a look.
        Some(_) if size > asked.scanner_max_bytes => {
            let path = asked.file.display().to_string();
            return Err(CliError::input("file-beyond-scanner", path, asked.scanner_max_bytes));
        }
        Some(scanner) => Scan::Clean { at: now(), scanner: scanner::name(scanner).await? },
        None => Scan::NotScanned,
    };
    let draft = Draft {
        matter: asked.matter.clone(),
        item: asked.item.clone(),
        label,
        size,
        by: Sealer { authority: me.authority, account: me.account },
        sealed: now(),
        scan,
        authority: authority.clone(),
        recipients,
        recovery: directory.recovery,
    };
    let (header, body) = sealed::seal(draft, &mut drawn).map_err(|fault| in_file(&asked.file, &fault))?;
    let mut out = Written::new(&asked.out, files::Readers::All)?;
    out.file().write_all(&header)?;
    sealed_body(asked, &mut text, body, &mut out).await?;
    out.complete()?;
    let (header, _) = beginning(&asked.out)?;
    show(common, header.statement())
}

/// Seals the text chunk by chunk. The scanner is given the very bytes that are sealed; the file counts only when it found nothing.
async fn sealed_body(
    asked: &Seal,
    text: &mut std::fs::File,
    mut body: Sealing,
    out: &mut Written,
) -> Result<(), CliError> {
    let scanning = asked.scanner.as_ref().map(Scanning::begin);
    while let Some(due) = body.expects() {
        let mut chunk = vec![0; due];
        text.read_exact(&mut chunk).map_err(|error| file_error(&asked.file, &error))?;
        if let Some(scanning) = &scanning {
            scanning.give(chunk.clone()).await;
        }
        out.file().write_all(&body.seal_next(&chunk).map_err(|fault| in_file(&asked.file, &fault))?)?;
    }
    if text.read(&mut [0])? != 0 {
        return Err(CliError::input("sealed-file-changes", asked.file.display().to_string(), ""));
    }
    match scanning {
        Some(scanning) => scanning.verdict(&asked.file).await,
        None => Ok(()),
    }
}

/// The label that was given; if none was, the number of the case that the matter is about. An erased one has none.
async fn label(client: &Client, asked: &Seal) -> Result<Option<Label>, CliError> {
    if asked.label.is_some() {
        return Ok(asked.label.clone());
    }
    let matter: Value = client.ask(Method::GET, &matter::path(&asked.matter, ""), None).await?;
    let Some(number) = matter.pointer("/request/case_number").and_then(Value::as_str) else { return Ok(None) };
    // A label is one line; of how a number is broken into lines nothing depends.
    let label = number.replace('\n', " ").parse::<Label>();
    label.map(Some).map_err(|fault| CliError::input("bad-text", number, fault))
}

/// The authority of everybody: a sealed file is for people of one.
fn one_authority(addresses: &[Address]) -> Result<&AuthorityId, CliError> {
    let mut authorities = addresses.iter().map(|address| &address.authority);
    let several = || CliError::input("sealed-recipients", "--to", "");
    let first = authorities.next().ok_or_else(several)?;
    if authorities.all(|other| other == first) { Ok(first) } else { Err(several()) }
}

/// The person in the directory, with the key of which the fingerprint was told.
fn found<'a>(address: &Address, directory: &'a Directory) -> Result<&'a Listed, CliError> {
    let at = || format!("{}/{}", address.authority, address.account);
    let person = directory.person(address.account.as_str());
    let person = person.ok_or_else(|| CliError::input("sealed-unknown-key", at(), ""))?;
    let told = address.fingerprint.as_ref();
    let fingerprint = person.key.fingerprint();
    if told.is_some_and(|told| *told != fingerprint.replace(' ', "")) {
        return Err(CliError::input("sealed-other-fingerprint", at(), fingerprint));
    }
    Ok(person)
}

fn say_person(common: &Common, authority: &AuthorityId, person: &Listed) -> Result<(), CliError> {
    let fingerprint = person.key.fingerprint();
    let args = [
        ("name", Arg::Text(&person.name)),
        ("account", Arg::Text(person.account.as_str())),
        ("role", Arg::Code(Family::AccessRole, &person.role)),
        ("authority", Arg::Code(Family::Authority, authority.as_str())),
        ("fingerprint", Arg::Text(&fingerprint)),
    ];
    print::line(&Words::embedded().text(common.lang, "sealed-person", &args))
}

/// What a sealed file says in the clear. What its sealer claims is said to be claimed.
fn show(common: &Common, statement: &Statement) -> Result<(), CliError> {
    if common.json {
        return print::json(statement);
    }
    let words = Words::embedded();
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&words.text(common.lang, id, args));
    let (matter, size) = (statement.matter.to_string(), statement.size.to_string());
    let item =
        [("item", Arg::Text(statement.item.as_str())), ("matter", Arg::Text(&matter)), ("size", Arg::Text(&size))];
    say("sealed-item", &item)?;
    if let Some(label) = &statement.label {
        say("sealed-label", &[("label", Arg::Text(label.as_str()))])?;
    }
    let authority = ("authority", Arg::Code(Family::Authority, statement.authority.as_str()));
    for recipient in &statement.recipients {
        let fingerprint = recipient.key.fingerprint();
        let account = ("account", Arg::Text(recipient.account.as_str()));
        say("sealed-for", &[account, authority, ("fingerprint", Arg::Text(&fingerprint))])?;
    }
    match &statement.recovery {
        Some(_) => say("sealed-recovery", &[authority])?,
        None => say("sealed-without-recovery", &[])?,
    }
    let sealed = statement.sealed.to_string();
    let by = [
        ("account", Arg::Text(statement.by.account.as_str())),
        ("authority", Arg::Code(Family::Authority, statement.by.authority.as_str())),
        ("time", Arg::Text(&sealed)),
    ];
    say("sealed-claims-by", &by)?;
    match &statement.scan {
        Scan::Clean { at, scanner } => {
            let at = at.to_string();
            say("sealed-claims-scanned", &[("scanner", Arg::Text(scanner)), ("time", Arg::Text(&at))])
        }
        Scan::NotScanned => say("sealed-not-scanned", &[]),
    }
}

fn in_file(path: &Path, fault: &SealedFault) -> CliError {
    CliError::input(fault.code(), path.display().to_string(), fault)
}

fn file_error(path: &Path, error: &std::io::Error) -> CliError {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        return CliError::input("sealed-file-changes", path.display().to_string(), "");
    }
    CliError::input("file-unreadable", path.display().to_string(), error)
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let (who, fingerprint) = match text.split_once('=') {
            Some((who, fingerprint)) => (who, Some(fingerprint.replace(' ', "").to_ascii_lowercase())),
            None => (text, None),
        };
        let (authority, account) = who.split_once('/').ok_or(NotAnAddress)?;
        Ok(Self {
            authority: authority.parse().map_err(|_| NotAnAddress)?,
            account: account.parse().map_err(|_| NotAnAddress)?,
            fingerprint,
        })
    }
}
