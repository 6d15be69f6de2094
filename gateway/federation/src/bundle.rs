//! A bundle, checked whole: who may sign, by the roll; what stands in the record, by its proofs; what happened, by the signatures of those
//! who did it. No network, no gateway, and nothing that the giver says is believed because the giver says it.
//!
//! ```no_run
//! use comity_federation::bundle;
//! use comity_federation::roll::Anchor;
//!
//! fn checked(file: &[u8], held: &[Anchor]) -> Result<(), bundle::Fault> {
//!     let verdict = bundle::verify(file, Some(held))?;
//!     println!("{} lines of {} stand in {}", verdict.lines, verdict.history, verdict.log);
//!     Ok(())
//! }
//! ```

mod case;
mod docket;

use comity_domain::case as cases;
use comity_domain::limits::BUNDLE_MAX_BYTES;
use comity_domain::matter::{Check, Custody, FileRef, Recorded};
use comity_domain::message::MessageKind;
use comity_domain::{AuthorityId, GatewayId, History};
use comity_record::bundle::{Bundle, Manifest, ManifestSignature, Proven, Row, Version};
use comity_record::canonical::to_canonical;
use comity_record::checkpoint::{NoteError, NoteVerifier};
use comity_record::{Digest, Time, bundle};
use ed25519_dalek::Signer as _;
use serde::Serialize;
use serde_json::Value;

use crate::base64url;
use crate::cosigned::{Cosignature, cosignatures};
use crate::error::FederationError;
use crate::keys::{KeyId, KeyPair, KeyUse, Owner};
use crate::reason::{Reason, Refused};
use crate::roll::{Anchor, Roll, SignedRoll};

/// What a bundle shows, everything in it having held.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The version of its format.
    pub version: Version,
    /// The gateway that gave it.
    pub gateway: GatewayId,
    /// The matter, or the case.
    pub history: History,
    /// The log of the record.
    pub log: String,
    /// How many lines the log has under the checkpoint.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// When the bundle was put together, by the gateway's clock.
    pub made: Time,
    /// How many lines are of it: all of those under the checkpoint, as the gateway has signed.
    pub lines: u64,
    /// How many of them have particulars that are not all disclosed; what these say was not checked.
    pub withheld: u64,
    /// Where it stands, a code, if everything is disclosed.
    pub state: Option<&'static str>,
    /// What happened in the matter, as far as it is disclosed.
    pub docket: Vec<Recorded>,
    /// What happened in the case, as far as it is disclosed.
    pub case_docket: Vec<cases::Recorded>,
    /// The messages of both sides whose signature, chain and seal held.
    pub messages: u64,
    /// The receipts of both sides that held.
    pub receipts: u64,
    /// What an authority abroad wrote, as an authority of this side transcribed it: nobody over there has signed it.
    pub transcripts: Vec<Transcript>,
    /// The questions to the rules and their answers, with the row that each stands in, to be asked again.
    pub checks: Vec<(u64, Check)>,
    /// The files that it names.
    pub files: Vec<FileRef>,
    /// The chain of custody of the items, in the order of the record, every step of it. `None` if it is not shown: something is withheld,
    /// or the bundle is of the first format, which promises nothing of it.
    pub custody: Option<Vec<Custody>>,
    /// The digests of those that are enclosed.
    pub enclosed: Vec<Digest>,
    /// The other gateways that cosigned the checkpoint, by the keys of the roll. The one that gives the bundle is no witness of itself.
    pub cosigned: Vec<Cosignature>,
    /// The keys that the roll rests on.
    pub anchors: Vec<Anchor>,
    /// The roll.
    pub roll: Roll,
}

/// What an authority abroad wrote, under the seal of who received the papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// Digest of the sealed transcript.
    pub document: Digest,
    /// What it is.
    pub kind: MessageKind,
    /// Whose seal it bears.
    pub by: AuthorityId,
    /// The papers themselves, by the digests of their files.
    pub papers: Vec<Digest>,
}

/// What the lines of a history show.
#[derive(Debug, Default)]
struct Shown {
    withheld: u64,
    state: Option<&'static str>,
    docket: Vec<Recorded>,
    case_docket: Vec<cases::Recorded>,
    messages: u64,
    receipts: u64,
    transcripts: Vec<Transcript>,
    checks: Vec<(u64, Check)>,
    files: Vec<FileRef>,
    custody: Option<Vec<Custody>>,
}

/// The first thing that does not hold.
pub type Fault = bundle::Fault<Flaw>;

/// What can be wrong with a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// With its rows, lines and proofs.
    #[error(transparent)]
    Record(#[from] bundle::Flaw),
    /// It is longer than allowed.
    #[error("{0} bytes; at most {BUNDLE_MAX_BYTES} are allowed")]
    TooLarge(usize),
    /// The roll is missing.
    #[error("a bundle has a roll")]
    NoRoll,
    /// The roll does not hold.
    #[error(transparent)]
    Roll(#[from] FederationError),
    /// The manifest is not of a kind that is known here.
    #[error("not a manifest of this format: {0}")]
    NotAManifest(&'static str),
    /// Something that was signed does not hold.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The entry is none that a matter, or a case, has.
    #[error("not an entry of a matter or a case: {0}")]
    NotAnEntry(String),
    /// The chain of custody is not whole.
    #[error("the chain of custody: {0}")]
    Custody(&'static str),
    /// Two things that must be the same are not.
    #[error("{0}")]
    Contradiction(&'static str),
}

impl Flaw {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Record(flaw) => flaw.code(),
            Self::TooLarge(_) => "bundle-too-large",
            Self::NoRoll => "bundle-without-roll",
            Self::Roll(error) => error.code(),
            Self::NotAManifest(_) => "bundle-manifest-malformed",
            Self::Refused(refused) => refused.code(),
            Self::NotAnEntry(_) => "bundle-entry-malformed",
            Self::Custody(_) => "bundle-custody-broken",
            Self::Contradiction(_) => "bundle-contradiction",
        }
    }

    fn at(self, row: u64, member: &str) -> Fault {
        Fault { row, member: member.to_owned(), what: self }
    }
}

/// A bundle of these rows, its manifest signed with a key of the gateway that gives it.
pub fn write(manifest: Manifest, rows: &[Row], key: &KeyPair) -> Result<Vec<u8>, FederationError> {
    let key = key.only_for(KeyUse::Envelope)?;
    if key.owner().to_string() != manifest.gateway {
        return Err(key.wrong("it is not a key of the gateway that gives the bundle"));
    }
    // Of Ed25519, as all that is for everybody: whoever reads a bundle years later need not know another suite.
    let signing = key.signing_key()?;
    let sign = |bytes: &[u8]| ManifestSignature {
        kid: key.kid().to_string(),
        signature: base64url::encode(&signing.sign(bytes).to_bytes()),
    };
    Ok(Bundle::write(manifest, rows, sign)?)
}

/// Verifies a bundle's file: the roll with the keys that the verifier holds (`trusted`), or else with its own, which are then only as good
/// as whoever gave the bundle; the manifest, the checkpoint and everything that was signed with the keys of the roll; and every line, proof
/// and particular. The first thing that does not hold is the error.
pub fn verify(file: &[u8], trusted: Option<&[Anchor]>) -> Result<Verdict, Fault> {
    if file.len() > BUNDLE_MAX_BYTES {
        return Err(Flaw::TooLarge(file.len()).at(1, ""));
    }
    let bundle = Bundle::read(file).map_err(bundle::Fault::among::<Flaw>)?;
    let (roll, anchors) = roll_of(&bundle, trusted)?;
    let (gateway, history) = believed(&bundle, &roll)?;
    let manifest = bundle.manifest();
    let proven = bundle.verify(&verifiers(&roll, &gateway, manifest)).map_err(bundle::Fault::among::<Flaw>)?;
    let shown = match &history {
        History::Matter(matter) => {
            let about = docket::About { version: manifest.v, here: &gateway, matter };
            docket::read(&proven, &roll, &about)?
        }
        History::Case(id) => case::read(&proven, id)?,
    };
    Ok(Verdict {
        version: manifest.v,
        log: manifest.log.clone(),
        size: proven.checkpoint.size,
        root: proven.checkpoint.root,
        made: manifest.made,
        lines: manifest.revision,
        withheld: shown.withheld,
        state: shown.state,
        docket: shown.docket,
        case_docket: shown.case_docket,
        messages: shown.messages,
        receipts: shown.receipts,
        transcripts: shown.transcripts,
        checks: shown.checks,
        files: shown.files,
        custody: shown.custody,
        enclosed: proven.files.keys().copied().collect(),
        cosigned: cosigned(&proven, &roll, &gateway)?,
        gateway,
        history,
        anchors,
        roll,
    })
}

/// The roll: the first row of it under the keys that are held, each further one as its successor.
fn roll_of(bundle: &Bundle, trusted: Option<&[Anchor]>) -> Result<(Roll, Vec<Anchor>), Fault> {
    let mut rows = bundle.rows().filter_map(|(number, row)| match row {
        Row::Roll { roll } => Some((number, roll)),
        _ => None,
    });
    let (number, first) = rows.next().ok_or_else(|| Flaw::NoRoll.at(1, "manifest.rows"))?;
    let parse = |number: u64, roll: &Value| -> Result<SignedRoll, Fault> {
        let bytes = to_canonical(roll).map_err(FederationError::from);
        bytes.and_then(|bytes| SignedRoll::parse(&bytes)).map_err(|error| Flaw::from(error).at(number, "roll"))
    };
    let signed = parse(number, first)?;
    let anchors = trusted.map_or_else(|| signed.signing_keys(), <[Anchor]>::to_vec);
    let mut roll = signed.verify(&anchors).map_err(|error| Flaw::from(error).at(number, "roll"))?;
    for (number, next) in rows {
        roll = roll.succeeded_by(parse(number, next)?).map_err(|error| Flaw::from(error).at(number, "roll"))?;
    }
    Ok((roll, anchors))
}

/// The gateway and the history of the manifest, once that gateway's signature has held.
fn believed(bundle: &Bundle, roll: &Roll) -> Result<(GatewayId, History), Fault> {
    let (manifest, signature) = (bundle.manifest(), bundle.signature());
    let refuse = |reason: Reason, why: String, member| Flaw::from(reason.because(why)).at(1, member);
    let unknown = || refuse(Reason::UnknownKey, format!("no key `{}` on the roll", signature.kid), "signature.kid");
    let kid: KeyId = signature.kid.parse().map_err(|_| unknown())?;
    let key = roll.key(&kid).ok_or_else(unknown)?;
    let bytes = to_canonical(manifest).map_err(|error| Flaw::from(FederationError::from(error)).at(1, "manifest"))?;
    let holds = base64url::decode_array(&signature.signature).is_some_and(|it| key.public.verify(&bytes, &it));
    if !holds {
        return Err(refuse(Reason::BadSignature, format!("the signature by `{kid}` does not verify"), "manifest"));
    }
    let not = |what, member| move || Flaw::NotAManifest(what).at(1, member);
    if manifest.format != bundle::FORMAT {
        return Err(not("another format", "manifest.format")());
    }
    let gateway: GatewayId = manifest.gateway.parse().map_err(|_| not("no gateway", "manifest.gateway")())?;
    if roll.gateway(&gateway).is_none_or(|entry| entry.log != manifest.log) {
        return Err(Flaw::Contradiction("the roll names another record of this gateway").at(1, "manifest.log"));
    }
    let history = History::of(&manifest.subject).ok_or_else(not("no matter and no case", "manifest.subject"))?;
    // Before custody was kept nothing was put together of a case.
    if matches!(history, History::Case(_)) && manifest.v == Version::V1 {
        return Err(not("no version that a case has", "manifest.v")());
    }
    if key.r#use != KeyUse::Envelope || key.owner != Owner::Gateway(gateway.clone()) {
        return Err(refuse(Reason::WrongSigner, format!("`{kid}` is not a key of `{gateway}`"), "signature.kid"));
    }
    let known = roll.as_of(manifest.made);
    let known = known.key(&kid).unwrap_or(key);
    known.check(manifest.made, manifest.made).map_err(|refused| Flaw::from(refused).at(1, "signature.kid"))?;
    Ok((gateway, history))
}

/// The gateway's keys for checkpoints, those that were replaced included. A revoked one vouches as far as its revocation says.
fn verifiers(roll: &Roll, gateway: &GatewayId, manifest: &Manifest) -> Vec<NoteVerifier> {
    let owner = Owner::Gateway(gateway.clone());
    let keys = roll.keys_of(&owner, KeyUse::Checkpoint);
    let covering =
        keys.filter(|key| key.vouches_for(&manifest.log, manifest.size)).filter_map(|key| key.public.verifying_key());
    covering.filter_map(|key| NoteVerifier::new(&manifest.log, *key).ok()).collect()
}

/// The cosignatures under the checkpoint. A line under the name of another gateway that does not hold is no absence, but a fault.
fn cosigned(proven: &Proven, roll: &Roll, gateway: &GatewayId) -> Result<Vec<Cosignature>, Fault> {
    let flaw = |error: NoteError| Flaw::from(bundle::Flaw::from(error)).at(proven.checkpoint_row, "note");
    cosignatures(&proven.note, gateway, roll).map_err(flaw)
}

#[cfg(test)]
mod tests;
