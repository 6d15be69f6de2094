//! How one roll follows another: by the signatures of all, and never so that what was signed before could not be verified any more.

use core::fmt;
use std::collections::BTreeMap;

use comity_domain::GatewayId;
use comity_domain::limits::KEY_OVERLAP_MIN_MS;
use comity_record::Time;
use comity_record::canonical::to_canonical;
use serde::{Deserialize, Serialize};

use super::{AuthorityEntry, GatewayEntry, KeyEntry, Roll, RollContents, SignedRoll, signers};
use crate::error::FederationError;
use crate::keys::{KeyUse, Owner, Suite};

/// Entries for the next roll. One whose name stands on the roll already takes the place of the old one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Additions {
    /// Gateways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gateways: Vec<GatewayEntry>,
    /// Authorities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorities: Vec<AuthorityEntry>,
    /// Keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<KeyEntry>,
}

/// One thing that the next roll changes, for whoever is to sign or adopt it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The place: `keys[hk-envelope-1a2b3c4d]`.
    pub at: String,
    /// What happens there.
    pub what: RollChange,
}

/// What happens to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RollChange {
    /// A gateway joins.
    GatewayAdded,
    /// A gateway's address, name or trust changes.
    GatewayAltered,
    /// A gateway leaves.
    GatewayRemoved,
    /// A gateway's record goes on under another name, because lines of it were lost.
    RecordSucceeded,
    /// An authority joins.
    AuthorityAdded,
    /// An authority's description changes.
    AuthorityAltered,
    /// An authority leaves.
    AuthorityRemoved,
    /// A first key of its owner for its use in its suite.
    KeyAdded,
    /// A further key of an owner for a use that has one in its suite: both are good for a while.
    KeySucceeded,
    /// The time in which a key may sign changes.
    KeyTermAltered,
    /// A key is revoked.
    KeyRevoked,
    /// A key is suspended, or a suspension changes or ends.
    KeySuspended,
    /// The day changes from which on the roll is stale.
    ExpiryAltered,
}

/// What no signatures allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeFault {
    /// A key is missing: what it signed could not be verified any more.
    #[error("a key never leaves the roll, it runs out or is revoked")]
    KeyRemoved,
    /// A name stands for another key, owner or use.
    #[error("the name of a key stands for one key, one owner and one use")]
    KeyAltered,
    /// A revocation is taken back or changed.
    #[error("a revocation is final: the owner gets another key")]
    KeyRevived,
    /// A revocation begins later than the roll.
    #[error("a revocation begins at the latest with its roll")]
    RevokedLater,
    /// The time in which a key may sign is changed backwards.
    #[error("what a key signed in its time stays signed: its time is changed from now on only")]
    KeyBackdated,
    /// The old key ends before the new one is good everywhere.
    #[error("the old key must be good for seven days beside the new one")]
    KeyGap,
    /// A record gets another name and nothing says what it goes on from, or what was agreed on that is changed.
    #[error("a record has another name only where it goes on from one of which lines were lost, and that is said once")]
    LogAltered,
    /// The record goes on from another one than the roll names, or under a name that it had.
    #[error("a record goes on from the one that the roll names, under a name that it never had")]
    LogNotNext,
    /// It is not said why, by whom, or what each of the others holds.
    #[error("why lines were lost, which two persons decided, and what each other gateway holds has to be said")]
    LogNotSaid,
    /// A checkpoint that somebody is said to hold was not signed by the record's gateway.
    #[error("what the others hold of a record was signed by its own gateway")]
    LogHeadWrong,
    /// Nobody holds more of the record than its own side has.
    #[error("nobody holds more of the record than is left: it goes on under its own name")]
    LogNothingLost,
    /// A gateway holds more of the record than it is said to hold.
    #[error("more is held here of the record than is said")]
    LogUnderstated,
}

impl RollChange {
    /// Every one.
    pub const ALL: &[Self] = &[
        Self::GatewayAdded,
        Self::GatewayAltered,
        Self::GatewayRemoved,
        Self::RecordSucceeded,
        Self::AuthorityAdded,
        Self::AuthorityAltered,
        Self::AuthorityRemoved,
        Self::KeyAdded,
        Self::KeySucceeded,
        Self::KeyTermAltered,
        Self::KeyRevoked,
        Self::KeySuspended,
        Self::ExpiryAltered,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::GatewayAdded => "gateway-added",
            Self::GatewayAltered => "gateway-altered",
            Self::GatewayRemoved => "gateway-removed",
            Self::RecordSucceeded => "record-succeeded",
            Self::AuthorityAdded => "authority-added",
            Self::AuthorityAltered => "authority-altered",
            Self::AuthorityRemoved => "authority-removed",
            Self::KeyAdded => "key-added",
            Self::KeySucceeded => "key-succeeded",
            Self::KeyTermAltered => "key-term-altered",
            Self::KeyRevoked => "key-revoked",
            Self::KeySuspended => "key-suspended",
            Self::ExpiryAltered => "expiry-altered",
        }
    }
}

impl ChangeFault {
    /// The code of the message for a person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::KeyRemoved => "roll-key-removed",
            Self::KeyAltered => "roll-key-altered",
            Self::KeyRevived => "roll-key-revived",
            Self::RevokedLater => "roll-revoked-later",
            Self::KeyBackdated => "roll-key-backdated",
            Self::KeyGap => "roll-key-gap",
            Self::LogAltered => "roll-log-altered",
            Self::LogNotNext => "roll-log-not-next",
            Self::LogNotSaid => "roll-log-not-said",
            Self::LogHeadWrong => "roll-log-head-wrong",
            Self::LogNothingLost => "roll-log-nothing-lost",
            Self::LogUnderstated => "roll-log-understated",
        }
    }

    /// All codes.
    pub const CODES: &[&str] = &[
        "roll-key-removed",
        "roll-key-altered",
        "roll-key-revived",
        "roll-revoked-later",
        "roll-key-backdated",
        "roll-key-gap",
        "roll-log-altered",
        "roll-log-not-next",
        "roll-log-not-said",
        "roll-log-head-wrong",
        "roll-log-nothing-lost",
        "roll-log-understated",
    ];
}

impl Roll {
    /// The next roll, if it follows this one, all signed it, and what it changes can be changed. The notices of both count beside it.
    pub fn succeeded_by(&self, next: SignedRoll) -> Result<Self, FederationError> {
        self.check_place(&next.roll)?;
        // What not all have signed may be of any size, and is looked into no further.
        let missing = self.missing_of(&next)?;
        if !missing.is_empty() {
            return Err(FederationError::RollNotSigned { missing });
        }
        self.changes(&next.roll)?;
        self.carried_to(Self::index(next)?)
    }

    /// The gateways of this roll that have not signed the next one.
    pub fn missing_of(&self, next: &SignedRoll) -> Result<Vec<GatewayId>, FederationError> {
        let signers = signers(&to_canonical(&next.roll)?, &next.signatures, &self.anchors(next.roll.issued));
        let all = self.contents.gateways.iter().map(|gateway| &gateway.id);
        Ok(all.filter(|id| !signers.contains(id)).cloned().collect())
    }

    /// What the next roll changes, entry by entry, if it follows this one and can be. Who signed it is not asked.
    pub fn changes(&self, next: &RollContents) -> Result<Vec<Change>, FederationError> {
        self.check_place(next)?;
        let held = &self.signed.roll;
        let mut changes = altered(
            "gateways",
            (&held.gateways, &next.gateways),
            |gateway| gateway.id.to_string(),
            [RollChange::GatewayAdded, RollChange::GatewayAltered, RollChange::GatewayRemoved],
        );
        for gateway in &next.gateways {
            match self.gateway(&gateway.id) {
                Some(old) => changes.extend(self.log_change(old, gateway)?),
                None if gateway.predecessor.is_none() => {}
                None => {
                    let at = format!("gateways[{}].log", gateway.id);
                    return Err(FederationError::ImpossibleChange { at, fault: ChangeFault::LogAltered });
                }
            }
        }
        changes.extend(altered(
            "authorities",
            (&held.authorities, &next.authorities),
            |authority| authority.id.to_string(),
            [RollChange::AuthorityAdded, RollChange::AuthorityAltered, RollChange::AuthorityRemoved],
        ));
        if held.expires != next.expires {
            changes.push(Change { at: "expires".to_owned(), what: RollChange::ExpiryAltered });
        }
        if let Some(gone) = held.keys.iter().find(|key| !next.keys.iter().any(|other| other.kid == key.kid)) {
            return Err(impossible(gone, ChangeFault::KeyRemoved));
        }
        for key in &next.keys {
            match held.keys.iter().find(|other| other.kid == key.kid) {
                Some(old) => key_changes(old, key, next.issued, &mut changes)?,
                None => changes.push(self.key_added(key, next)?),
            }
        }
        Ok(changes)
    }

    /// The contents of a next roll, to be signed: this one with what its notices say, and with these entries.
    pub fn next(&self, additions: Additions, issued: Time, expires: Time) -> RollContents {
        let mut next = RollContents {
            version: self.version().saturating_add(1),
            prev: Some(self.digest),
            issued,
            expires,
            ..self.contents.clone()
        };
        for key in &mut next.keys {
            // A suspension that is over is forgotten: after that two may suspend the key anew.
            key.suspended_until = key.suspended_until.filter(|until| issued < *until);
        }
        replace(&mut next.gateways, additions.gateways, |entry| &entry.id);
        replace(&mut next.authorities, additions.authorities, |entry| &entry.id);
        replace(&mut next.keys, additions.keys, |entry| &entry.kid);
        next
    }

    /// The keys of the side of `gateway` that end between `from` and `until` while no other of the same owner, use and suite is good for
    /// longer, the one that ends first before the others.
    pub fn ending(&self, gateway: &GatewayId, from: Time, until: Time) -> Vec<&KeyEntry> {
        let side = self.gateway(gateway).map(|entry| entry.jurisdiction);
        let is_of_side = |key: &&KeyEntry| side.is_some() && self.jurisdiction_of(&key.owner) == side;
        let mut longest: BTreeMap<(&Owner, KeyUse, Suite), &KeyEntry> = BTreeMap::new();
        for key in self.contents.keys.iter().filter(is_of_side).filter(|key| key.revoked.is_none()) {
            let held = longest.entry((&key.owner, key.r#use, key.suite)).or_insert(key);
            if held.until < key.until {
                *held = key;
            }
        }
        let mut ending: Vec<&KeyEntry> = longest.into_values().collect();
        ending.retain(|key| from < key.until && key.until < until);
        ending.sort_by_key(|key| key.until);
        ending
    }

    /// A new key; beside an old one of the same owner, use and suite it must not come too late.
    fn key_added(&self, key: &KeyEntry, next: &RollContents) -> Result<Change, FederationError> {
        let is_of = |other: &&KeyEntry| {
            // Not everybody takes every suite: a key of one is no successor of a key of another.
            (&other.owner, other.r#use, other.suite) == (&key.owner, key.r#use, key.suite)
        };
        let ends = |old: &KeyEntry| {
            let now = next.keys.iter().find(|other| other.kid == old.kid && other.revoked.is_none())?;
            (old.revoked.is_none() && now.from <= next.issued && next.issued <= now.until).then_some(now.until)
        };
        let last = self.contents.keys.iter().filter(is_of).filter_map(ends).max();
        match last {
            Some(last) if key.from.plus_ms(KEY_OVERLAP_MIN_MS) > last => Err(impossible(key, ChangeFault::KeyGap)),
            Some(_) => Ok(change(key, RollChange::KeySucceeded)),
            None => Ok(change(key, RollChange::KeyAdded)),
        }
    }

    /// The next roll says that it follows this one.
    fn check_place(&self, next: &RollContents) -> Result<(), FederationError> {
        if Some(next.version) != self.version().checked_add(1) {
            return Err(self.not_next("its version is not the next"));
        }
        if next.prev != Some(self.digest) {
            return Err(self.not_next("its `prev` is not the digest of the one that is held"));
        }
        if next.issued < self.contents.issued {
            return Err(self.not_next("it was issued earlier"));
        }
        Ok(())
    }

    fn not_next(&self, why: &'static str) -> FederationError {
        FederationError::NotTheNextRoll { held: self.version(), why }
    }
}

fn key_changes(
    held: &KeyEntry,
    key: &KeyEntry,
    issued: Time,
    changes: &mut Vec<Change>,
) -> Result<(), FederationError> {
    let same = KeyEntry {
        from: held.from,
        until: held.until,
        revoked: held.revoked.clone(),
        suspended_until: held.suspended_until,
        ..key.clone()
    };
    if same != *held {
        return Err(impossible(key, ChangeFault::KeyAltered));
    }
    if (held.from != key.from && held.from.min(key.from) <= issued)
        || (held.until != key.until && held.until.min(key.until) < issued)
    {
        return Err(impossible(key, ChangeFault::KeyBackdated));
    }
    if (held.from, held.until) != (key.from, key.until) {
        changes.push(change(key, RollChange::KeyTermAltered));
    }
    match (&held.revoked, &key.revoked) {
        (Some(was), is) if is.as_ref() != Some(was) => return Err(impossible(key, ChangeFault::KeyRevived)),
        (None, Some(revoked)) if revoked.at > issued => return Err(impossible(key, ChangeFault::RevokedLater)),
        (None, Some(_)) => changes.push(change(key, RollChange::KeyRevoked)),
        _ => {}
    }
    if held.suspended_until != key.suspended_until {
        changes.push(change(key, RollChange::KeySuspended));
    }
    Ok(())
}

/// What is new, other or gone among entries with names.
fn altered<E: PartialEq>(
    list: &str,
    (held, next): (&[E], &[E]),
    name: impl Fn(&E) -> String,
    [added, other, removed]: [RollChange; 3],
) -> Vec<Change> {
    let at = |entry: &E| format!("{list}[{}]", name(entry));
    let find = |among: &[E], entry: &E| among.iter().position(|it| name(it) == name(entry));
    let mut changes = Vec::new();
    for entry in next {
        match find(held, entry).and_then(|place| held.get(place)) {
            Some(old) if old == entry => {}
            Some(_) => changes.push(Change { at: at(entry), what: other }),
            None => changes.push(Change { at: at(entry), what: added }),
        }
    }
    let gone = held.iter().filter(|entry| find(next, entry).is_none());
    changes.extend(gone.map(|entry| Change { at: at(entry), what: removed }));
    changes
}

fn replace<E, N: PartialEq>(entries: &mut Vec<E>, with: Vec<E>, name: impl Fn(&E) -> &N) {
    for new in with {
        match entries.iter_mut().find(|old| name(old) == name(&new)) {
            Some(old) => *old = new,
            None => entries.push(new),
        }
    }
}

fn change(key: &KeyEntry, what: RollChange) -> Change {
    Change { at: place(key), what }
}

fn impossible(key: &KeyEntry, fault: ChangeFault) -> FederationError {
    FederationError::ImpossibleChange { at: place(key), fault }
}

fn place(key: &KeyEntry) -> String {
    format!("keys[{}]", key.kid)
}

impl fmt::Display for RollChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
