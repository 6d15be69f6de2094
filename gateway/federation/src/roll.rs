//! The roll: who the gateways and authorities are, and which key may sign what. One versioned, chained file, equal everywhere.
//!
//! A roll is made of [`RollContents`], signed by gateways into a [`SignedRoll`], and used only as a [`Roll`], which is a roll
//! whose signatures held. The first one is verified with keys that the operators exchanged by hand ([`SignedRoll::verify`]); each
//! later one with the keys of the one before ([`Roll::succeeded_by`]), and needs the signatures of all.
//!
//! What one side, or two, may do without the others is no version of its own: two versions made at the same moment would both be the
//! next, and a side that holds an older roll could read neither. It is a [`SignedNotice`] about one key, which stands beside the
//! contents in the same file, holds for whoever knows the key, and comes to the same in whatever order notices and versions arrive
//! ([`Roll::noticed`]).

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use comity_domain::limits::{NOTICES_OF_KEY_MAX, ROLL_FRESH_MAX_DAYS, ROLL_MAX_BYTES};
use comity_domain::{AuthorityId, GatewayId, Jurisdiction};
use comity_record::canonical::to_canonical;
use comity_record::{Digest, Time};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::base64url;
use crate::error::FederationError;
use crate::keys::{KeyId, KeyPair, KeyUse, Owner, PublicKey, Suite};
use crate::reason::{Reason, Refused};

mod notice;
mod predecessor;
mod succession;

pub use notice::{Measure, Notice, NoticeFault, SignedNotice};
pub use predecessor::{HeldBy, Predecessor};
pub use succession::{Additions, Change, ChangeFault, RollChange};

/// What a roll says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollContents {
    /// The version of the format: 1.
    pub v: u8,
    /// The number of this roll, from 1 on.
    pub version: u64,
    /// The digest of the roll before; none for the first.
    pub prev: Option<Digest>,
    /// When it was made.
    pub issued: Time,
    /// From when on it is stale. A stale roll warns; it does not stop the exchange.
    pub expires: Time,
    /// The gateways.
    pub gateways: Vec<GatewayEntry>,
    /// The authorities.
    pub authorities: Vec<AuthorityEntry>,
    /// The keys.
    pub keys: Vec<KeyEntry>,
}

/// A gateway of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayEntry {
    /// Its name.
    pub id: GatewayId,
    /// The jurisdiction that runs it.
    pub jurisdiction: Jurisdiction,
    /// Where the others reach it: `https://host:port`.
    pub url: String,
    /// The DNS name that its certificate carries, and under which it cosigns the records of the others.
    pub tls_name: String,
    /// The name of its record: the origin of its checkpoints. A new record has a new name, and so a new roll.
    pub log: String,
    /// The record that this one goes on from, if lines of that were lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<Predecessor>,
    /// The certificates (PEM) that vouch for it, and for it alone.
    pub trust: Vec<String>,
    /// The suites beside Ed25519 in which it takes signatures. Without any, Ed25519 is all that it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suites: Option<Vec<Suite>>,
}

/// An authority of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityEntry {
    /// Its name.
    pub id: AuthorityId,
    /// Its jurisdiction.
    pub jurisdiction: Jurisdiction,
    /// A kind of the vocabulary: `basic-court`, `liaison-authority`, …
    pub kind: String,
    /// Its official names, by language.
    #[serde(deserialize_with = "names_once")]
    pub names: BTreeMap<String, String>,
    /// The gateway that serves it.
    pub gateway: GatewayId,
    /// Sides with which it may deal directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct_channels: Option<Vec<Jurisdiction>>,
    /// Cities of its competence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Vec<String>>,
    /// The basic courts of its area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subordinate_courts: Option<Vec<AuthorityId>>,
    /// The authorities whose requests it examines, seals and transmits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transmitting_for: Option<Vec<AuthorityId>>,
}

/// A key of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyEntry {
    /// Its name.
    pub kid: KeyId,
    /// Its algorithm.
    pub suite: Suite,
    /// The key.
    pub public: PublicKey,
    /// Whose it is.
    pub owner: Owner,
    /// What it may sign.
    pub r#use: KeyUse,
    /// It may sign from then on,
    pub from: Time,
    /// and until then. What it signed before stays signed.
    pub until: Time,
    /// It was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Revoked>,
    /// It is suspended by two other jurisdictions until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_until: Option<Time>,
}

/// The revocation of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoked {
    /// When.
    pub at: Time,
    /// The last head of the owner's record that stays valid: receipts inside it still count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
}

/// The head of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Which record: the origin in its checkpoints.
    pub log: String,
    /// How many lines.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
}

/// A signature under a roll: Ed25519 over the canonical bytes of its contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollSignature {
    /// The gateway that signs.
    pub gateway: GatewayId,
    /// With which key.
    pub kid: KeyId,
    /// The signature, base64url.
    pub signature: String,
}

/// A roll's file: contents and signatures, not yet verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedRoll {
    /// What it says.
    pub roll: RollContents,
    /// Who signed it.
    pub signatures: Vec<RollSignature>,
    /// What was said about single keys since; each signed by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<SignedNotice>,
}

/// A key that a gateway signs rolls with, known beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Whose.
    pub gateway: GatewayId,
    /// Its name.
    pub kid: KeyId,
    /// The key.
    pub public: PublicKey,
}

/// A roll whose signatures held.
#[derive(Debug, Clone)]
pub struct Roll {
    /// As it was signed, with the notices that count.
    signed: SignedRoll,
    /// What holds: the contents, with what the notices say of keys.
    contents: RollContents,
    digest: Digest,
    gateways: BTreeMap<GatewayId, usize>,
    authorities: BTreeMap<AuthorityId, usize>,
    keys: BTreeMap<KeyId, usize>,
}

/// How old the roll is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Staleness {
    /// Within its time.
    Fresh,
    /// Past its time, for so many milliseconds. It still serves.
    Stale {
        /// Since when, in milliseconds.
        for_ms: i64,
    },
}

impl Staleness {
    /// For how many whole days the roll has been stale; `None` while it is fresh.
    pub const fn stale_days(self) -> Option<i64> {
        match self {
            Self::Fresh => None,
            Self::Stale { for_ms } => Some(for_ms / DAY_MS),
        }
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Anchor {
    /// The anchor for the roll key `pair`.
    pub fn of(pair: &KeyPair) -> Result<Self, FederationError> {
        let gateway = pair.roll_gateway()?.clone();
        Ok(Self { gateway, kid: pair.kid().clone(), public: pair.public() })
    }
}

impl RollContents {
    /// The digest that the next roll names as `prev`.
    pub fn digest(&self) -> Result<Digest, FederationError> {
        Ok(Digest::of(&to_canonical(self)?))
    }

    /// A gateway's signature under it.
    pub fn sign(&self, key: &KeyPair) -> Result<RollSignature, FederationError> {
        let gateway = key.roll_gateway()?.clone();
        let signature = base64url::encode(&key.sign(&to_canonical(self)?)?);
        Ok(RollSignature { gateway, kid: key.kid().clone(), signature })
    }
}

impl SignedRoll {
    /// Reads a roll's file.
    pub fn parse(file: &[u8]) -> Result<Self, FederationError> {
        if file.len() > ROLL_MAX_BYTES {
            return Err(bad(format!("{} bytes; at most {ROLL_MAX_BYTES} are allowed", file.len())));
        }
        let signed: Self = serde_json::from_slice(file).map_err(|error| bad(error.to_string()))?;
        // One spelling: what is verified is what stands in the file, so that any other program verifies the same bytes.
        let value: serde_json::Value = serde_json::from_slice(file).map_err(|error| bad(error.to_string()))?;
        match serde_json::to_value(&signed) {
            Ok(read) if read == value => Ok(signed),
            _ => Err(bad("a member that may be left out is `null`".to_owned())),
        }
    }

    /// The roll, if every gateway that it names has signed it with the key that is known beforehand. Its notices are verified with its
    /// own keys.
    pub fn verify(self, trusted: &[Anchor]) -> Result<Roll, FederationError> {
        let signers = signers(&to_canonical(&self.roll)?, &self.signatures, trusted);
        let missing: Vec<_> =
            self.roll.gateways.iter().map(|gateway| &gateway.id).filter(|id| !signers.contains(id)).cloned().collect();
        if missing.is_empty() { Roll::index(self) } else { Err(FederationError::RollNotSigned { missing }) }
    }

    /// The roll's own keys that it is signed with: what it rests on, for whoever holds none to compare them with.
    pub fn signing_keys(&self) -> Vec<Anchor> {
        let signed = |key: &&KeyEntry| self.signatures.iter().any(|signature| signature.kid == key.kid);
        let keys = self.roll.keys.iter().filter(|key| key.r#use == KeyUse::Roll).filter(signed);
        let anchor = |key: &KeyEntry| match &key.owner {
            Owner::Gateway(gateway) => {
                Some(Anchor { gateway: gateway.clone(), kid: key.kid.clone(), public: key.public })
            }
            _ => None,
        };
        keys.filter_map(anchor).collect()
    }

    /// Adds a signature, in the place of one that the same gateway gave before.
    pub fn add(&mut self, signature: RollSignature) {
        put(&mut self.signatures, signature);
    }
}

/// The gateways whose signature under these bytes holds.
fn signers(bytes: &[u8], signatures: &[RollSignature], trusted: &[Anchor]) -> BTreeSet<GatewayId> {
    let holds = |signature: &&RollSignature| {
        let anchor = trusted.iter().find(|key| key.kid == signature.kid && key.gateway == signature.gateway);
        let decoded = base64url::decode_array(&signature.signature);
        matches!((anchor, decoded), (Some(anchor), Some(decoded)) if anchor.public.verify(bytes, &decoded))
    };
    // One of each gateway: whoever brings thousands has the first one looked at.
    let mut brought = BTreeSet::new();
    let first = signatures.iter().filter(|signature| brought.insert(&signature.gateway));
    first.filter(holds).map(|signature| signature.gateway.clone()).collect()
}

/// One signature of each gateway, in the order of their names.
fn put(signatures: &mut Vec<RollSignature>, signature: RollSignature) {
    signatures.retain(|other| other.gateway != signature.gateway);
    signatures.push(signature);
    signatures.sort_by(|one, other| one.gateway.cmp(&other.gateway));
}

impl Roll {
    /// What holds: what was agreed, with what notices say of keys.
    pub const fn contents(&self) -> &RollContents {
        &self.contents
    }

    /// The file: what was agreed and by whom, and the notices that count.
    pub const fn signed(&self) -> &SignedRoll {
        &self.signed
    }

    /// Its number.
    pub const fn version(&self) -> u64 {
        self.contents.version
    }

    /// The digest of what was agreed; notices do not change it.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// How old it is. A roll that says that it is good for ever is old after [`ROLL_FRESH_MAX_DAYS`] days like any other.
    pub fn staleness(&self, now: Time) -> Staleness {
        let fresh_until = self.contents.expires.min(self.contents.issued.plus_ms(ROLL_FRESH_MAX_DAYS * DAY_MS));
        let for_ms = now.unix_ms().saturating_sub(fresh_until.unix_ms());
        if for_ms <= 0 { Staleness::Fresh } else { Staleness::Stale { for_ms } }
    }

    /// A gateway.
    pub fn gateway(&self, id: &GatewayId) -> Option<&GatewayEntry> {
        self.contents.gateways.get(*self.gateways.get(id)?)
    }

    /// The gateways other than `here`.
    pub fn peers_of<'a>(&'a self, here: &'a GatewayId) -> impl Iterator<Item = &'a GatewayEntry> {
        self.contents.gateways.iter().filter(move |gateway| gateway.id != *here)
    }

    /// An authority.
    pub fn authority(&self, id: &AuthorityId) -> Option<&AuthorityEntry> {
        self.contents.authorities.get(*self.authorities.get(id)?)
    }

    /// The gateway that serves an authority.
    pub fn gateway_of(&self, authority: &AuthorityId) -> Option<&GatewayEntry> {
        self.gateway(&self.authority(authority)?.gateway)
    }

    /// Does `gateway` serve `authority`?
    pub fn serves(&self, gateway: &GatewayId, authority: &AuthorityId) -> bool {
        self.authority(authority).is_some_and(|entry| entry.gateway == *gateway)
    }

    /// Does `gateway` take signatures of this suite? Those of Ed25519 every gateway takes.
    pub fn takes(&self, gateway: &GatewayId, suite: Suite) -> bool {
        let named = self.gateway(gateway).and_then(|entry| entry.suites.as_ref());
        suite == Suite::Ed25519 || named.is_some_and(|suites| suites.contains(&suite))
    }

    /// Is a signature with this key one that `gateway` takes?
    ///
    /// # Errors
    /// [`Reason::SuiteNotTaken`]: its suite is not enabled for that gateway in this roll.
    pub fn check_suite(&self, kid: &KeyId, suite: Suite, gateway: &GatewayId) -> Result<(), Refused> {
        if self.takes(gateway, suite) {
            return Ok(());
        }
        let version = self.version();
        Err(Reason::SuiteNotTaken.because(format!(
            "`{kid}` is of {suite}, which `{gateway}` does not take in version {version} of the roll"
        )))
    }

    /// A key, whatever its use and state.
    pub fn key(&self, kid: &KeyId) -> Option<&KeyEntry> {
        self.contents.keys.get(*self.keys.get(kid)?)
    }

    /// The entry of a private key that is at hand, if it is the one that the roll names: under this name, the same key, `owner`'s,
    /// for this use.
    ///
    /// # Errors
    /// [`FederationError::WrongKey`], with what differs.
    pub fn entry_of(&self, pair: &KeyPair, owner: &Owner, key_use: KeyUse) -> Result<&KeyEntry, FederationError> {
        if pair.owner() != owner {
            return Err(pair.wrong("it belongs to somebody else"));
        }
        let entry = self.key(pair.only_for(key_use)?.kid()).ok_or_else(|| pair.wrong("the roll does not name it"))?;
        let same = entry.public == pair.public() && entry.owner == *owner && entry.r#use == key_use;
        if same { Ok(entry) } else { Err(pair.wrong("the roll names another key, owner or use under this name")) }
    }

    /// The keys of `owner` for one use, those of the past and the future included.
    pub fn keys_of<'a>(&'a self, owner: &'a Owner, key_use: KeyUse) -> impl Iterator<Item = &'a KeyEntry> {
        self.contents.keys.iter().filter(move |key| key.owner == *owner && key.r#use == key_use)
    }

    /// The keys that sign something of this time: the next roll, or a notice. A key that was revoked later had not been then.
    pub fn anchors(&self, signed: Time) -> Vec<Anchor> {
        let signs = |key: &KeyEntry| {
            let revoked = key.revoked.as_ref().is_some_and(|revoked| revoked.at <= signed);
            let suspended = key.suspended_until.is_some_and(|until| signed < until);
            !revoked && !suspended && key.from <= signed && signed <= key.until
        };
        let anchor = |key: &KeyEntry| match (&key.owner, key.r#use) {
            (Owner::Gateway(gateway), KeyUse::Roll) if signs(key) => {
                Some(Anchor { gateway: gateway.clone(), kid: key.kid.clone(), public: key.public })
            }
            _ => None,
        };
        self.contents.keys.iter().filter_map(anchor).collect()
    }

    /// This roll, as far as it was known at `then`: a key that was revoked or suspended only later, by a roll or by a notice, still
    /// vouches for what was taken before. For what stands in a record.
    #[must_use]
    pub fn as_of(&self, then: Time) -> Self {
        let mut known = self.clone();
        for key in &mut known.contents.keys {
            key.revoked = key.revoked.take().filter(|revoked| revoked.at <= then);
            key.suspended_until = key.suspended_until.filter(|_| self.suspended_since(&key.kid) <= then);
        }
        known
    }

    /// The roll with these contents, if they do not contradict each other, and each of its notices holds. The signatures under the
    /// contents are the caller's matter.
    fn index(mut signed: SignedRoll) -> Result<Self, FederationError> {
        let notices = std::mem::take(&mut signed.notices);
        let agreed = Self::agreed(signed)?;
        if notices.len() > agreed.contents.keys.len() * NOTICES_OF_KEY_MAX {
            return Err(bad("it has more notices than keys to speak of".to_owned()));
        }
        notices.into_iter().try_fold(agreed, |roll, notice| Ok(roll.noticed(notice)?.unwrap_or(roll)))
    }

    /// The roll with these contents, without notices.
    fn agreed(signed: SignedRoll) -> Result<Self, FederationError> {
        let contents = signed.roll.clone();
        check_frame(&contents)?;
        // Nor may one key stand under two names: what was signed for one use would hold for another.
        let publics: Vec<String> = contents.keys.iter().map(|entry| entry.public.to_string()).collect();
        places(publics.iter())?;
        let roll = Self {
            digest: contents.digest()?,
            gateways: places(contents.gateways.iter().map(|entry| &entry.id))?,
            authorities: places(contents.authorities.iter().map(|entry| &entry.id))?,
            keys: places(contents.keys.iter().map(|entry| &entry.kid))?,
            contents,
            signed,
        };
        roll.contents.gateways.iter().try_for_each(|gateway| roll.check_gateway(gateway))?;
        roll.contents.authorities.iter().try_for_each(|authority| roll.check_authority(authority))?;
        roll.contents.keys.iter().try_for_each(|key| roll.check_key(key))?;
        Ok(roll)
    }

    fn check_gateway(&self, gateway: &GatewayEntry) -> Result<(), FederationError> {
        let same = self.contents.gateways.iter().filter(|other| {
            other.jurisdiction == gateway.jurisdiction
                || other.tls_name == gateway.tls_name
                || other.url == gateway.url
                || other.log == gateway.log
        });
        if same.count() != 1 {
            return Err(bad(format!(
                "the gateway `{}` shares its jurisdiction, its name, its address or its record",
                gateway.id
            )));
        }
        if gateway.log.is_empty() || gateway.log.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(bad(format!("the record of the gateway `{}` has no name that signs", gateway.id)));
        }
        let suites = gateway.suites.as_deref().unwrap_or_default();
        let mut further = suites.iter().collect::<BTreeSet<_>>();
        further.remove(&Suite::Ed25519);
        if further.len() != suites.len() {
            return Err(bad(format!("the gateway `{}` names a suite twice, or the one that all take", gateway.id)));
        }
        if gateway.jurisdiction == Jurisdiction::Xx || !gateway.url.starts_with("https://") || gateway.trust.is_empty()
        {
            return Err(bad(format!("the gateway `{}` lacks a jurisdiction, an https address or trust", gateway.id)));
        }
        let owner = Owner::Gateway(gateway.id.clone());
        if self.keys_of(&owner, KeyUse::Roll).all(|key| key.revoked.is_some()) {
            return Err(bad(format!("the gateway `{}` has no key to sign the next roll with", gateway.id)));
        }
        Ok(())
    }

    fn check_authority(&self, authority: &AuthorityEntry) -> Result<(), FederationError> {
        let gateway = self.gateway(&authority.gateway).map(|gateway| gateway.jurisdiction);
        if authority.id.jurisdiction() != authority.jurisdiction || gateway != Some(authority.jurisdiction) {
            return Err(bad(format!("the authority `{}` is not of its gateway's jurisdiction", authority.id)));
        }
        let named = [&authority.subordinate_courts, &authority.transmitting_for];
        match named.into_iter().flatten().flatten().find(|id| !self.serves(&authority.gateway, id)) {
            Some(id) => Err(bad(format!("`{}` names `{id}`, which its gateway does not serve", authority.id))),
            None => Ok(()),
        }
    }

    fn check_key(&self, key: &KeyEntry) -> Result<(), FederationError> {
        if !key.r#use.fits(&key.owner) {
            return Err(bad(format!("the use of the key `{}` does not fit its owner", key.kid)));
        }
        if key.suite != key.public.suite() || !key.r#use.takes(key.suite) {
            return Err(bad(format!(
                "the suite of the key `{}` is not that of its bytes, or not one of its use",
                key.kid
            )));
        }
        if key.from >= key.until {
            return Err(bad(format!("the key `{}` ends before it begins", key.kid)));
        }
        if self.jurisdiction_of(&key.owner).is_none() {
            return Err(bad(format!("the owner of the key `{}` is not in the roll", key.kid)));
        }
        Ok(())
    }

    /// The jurisdiction that answers for a key of `owner`.
    fn jurisdiction_of(&self, owner: &Owner) -> Option<Jurisdiction> {
        match owner {
            Owner::Gateway(id) => Some(self.gateway(id)?.jurisdiction),
            Owner::Authority(id) => Some(self.authority(id)?.jurisdiction),
            Owner::Jurisdiction(side) => {
                self.contents.gateways.iter().map(|gateway| gateway.jurisdiction).find(|other| other == side)
            }
        }
    }
}

impl KeyEntry {
    /// The key of `pair`, for the roll.
    pub fn of(pair: &KeyPair, from: Time, until: Time) -> Self {
        Self {
            kid: pair.kid().clone(),
            suite: pair.suite(),
            public: pair.public(),
            owner: pair.owner().clone(),
            r#use: pair.key_use(),
            from,
            until,
            revoked: None,
            suspended_until: None,
        }
    }

    /// May something that claims to be signed at `claimed` be taken at `now`?
    ///
    /// A key that has run out still vouches for what it signed in its time, because a letter may be under way longer than that;
    /// a revoked one vouches for nothing new.
    pub fn check(&self, claimed: Time, now: Time) -> Result<(), Refused> {
        let refuse = |reason: Reason, why: &str| Err(reason.because(format!("the key `{}` {why}", self.kid)));
        if self.revoked.is_some() {
            refuse(Reason::KeyRevoked, "was revoked")
        } else if self.suspended_until.is_some_and(|until| now < until) {
            refuse(Reason::KeyNotValid, "is suspended")
        } else if now < self.from {
            refuse(Reason::KeyNotValid, "is not valid yet")
        } else if claimed < self.from || self.until < claimed {
            refuse(Reason::KeyNotValid, "was not valid at the time of signing")
        } else {
            Ok(())
        }
    }

    /// Does it vouch for a checkpoint of the record `log` over so many lines that it has signed? One that has run out does, and a revoked one
    /// as far as its revocation says.
    pub fn vouches_for(&self, log: &str, size: u64) -> bool {
        let Some(revoked) = &self.revoked else { return true };
        revoked.head.as_ref().is_some_and(|head| head.log == log && size <= head.size)
    }
}

fn check_frame(contents: &RollContents) -> Result<(), FederationError> {
    if contents.v != 1 {
        return Err(bad("unknown version of the format".to_owned()));
    }
    if contents.version == 0 || (contents.version == 1) != contents.prev.is_none() {
        return Err(bad("the first roll has version 1 and no `prev`; every other has both".to_owned()));
    }
    if contents.issued >= contents.expires {
        return Err(bad("it expires before it is issued".to_owned()));
    }
    Ok(())
}

/// Where each name stands. No name may stand twice.
fn places<'a, N: Ord + Clone + ToString + 'a>(
    names: impl Iterator<Item = &'a N>,
) -> Result<BTreeMap<N, usize>, FederationError> {
    let mut places = BTreeMap::new();
    for (place, name) in names.enumerate() {
        if places.insert(name.clone(), place).is_some() {
            return Err(bad(format!("`{}` stands twice", name.to_string())));
        }
    }
    Ok(places)
}

/// Names by language, each language once: a map would silently keep the last.
fn names_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    struct Names;

    impl<'de> Visitor<'de> for Names {
        type Value = BTreeMap<String, String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("names by language")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut names = BTreeMap::new();
            while let Some((language, name)) = map.next_entry::<String, String>()? {
                if names.insert(language, name).is_some() {
                    return Err(serde::de::Error::custom("a language stands twice"));
                }
            }
            Ok(names)
        }
    }

    deserializer.deserialize_map(Names)
}

fn bad(why: String) -> FederationError {
    FederationError::BadRoll(why)
}

#[cfg(test)]
mod tests;
