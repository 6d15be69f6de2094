//! The keys that this gateway holds: its own, and the seals of the authorities that it serves. A key that the next roll names may lie
//! beside the one in use: from its day on, and once its roll is adopted, it is the one that signs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use comity_domain::message::SealedDocument;
use comity_domain::{AuthorityId, GatewayId};
use comity_federation::FederationError;
use comity_federation::keys::{KeyPair, KeyUse, Owner, Suite};
use comity_federation::receipt::Receipt;
use comity_federation::roll::Roll;
use comity_federation::seal::AuthoritySeal;
use comity_record::Time;
use comity_store::{Answered, ReceiptNotSigned, ReceiptSigner};

use super::CannotStart;
use super::failure::Failure;

/// The private keys of a gateway.
pub(crate) struct Keys {
    /// Sign messages, receipts and notices: of Ed25519, and of SM2 for gateways that take it.
    envelopes: Vec<KeyPair>,
    /// Signs checkpoints, from the next start on.
    pub(crate) checkpoint: KeyPair,
    /// Cosigns the checkpoints of the peers.
    pub(crate) witness: KeyPair,
    /// Sign the feed. A gateway without one publishes nothing.
    feeds: Vec<KeyPair>,
    seals: BTreeMap<AuthorityId, Vec<KeyPair>>,
    /// Sign what authorities here say of mediators: credentials, the lists of how they stand, bars.
    credentials: Vec<KeyPair>,
}

/// The roll that is in force, and the keys that it names. They change together.
#[derive(Clone)]
pub(crate) struct InForce {
    pub(crate) roll: Arc<Roll>,
    pub(crate) keys: Arc<Keys>,
}

/// What is in force, for all who need it now and again.
#[derive(Clone)]
pub(crate) struct Held(Arc<RwLock<InForce>>);

impl Held {
    pub(crate) fn new(roll: Roll, keys: Keys) -> Self {
        Self(Arc::new(RwLock::new(InForce { roll: Arc::new(roll), keys: Arc::new(keys) })))
    }

    pub(crate) fn now(&self) -> InForce {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn replace(&self, in_force: InForce) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = in_force;
    }
}

/// A key's file is not the one that belongs here.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {error}", .path.display())]
pub struct UnfitKey {
    /// The file.
    path: PathBuf,
    /// What is wrong with it.
    error: FederationError,
}

/// What a key must be: the roll's, this gateway's, and good for something at this time.
struct Fitness<'a> {
    here: &'a GatewayId,
    roll: &'a Roll,
    now: Time,
}

impl Keys {
    /// Reads `envelope.json`, `checkpoint.json`, `witness.json`, `seals/*.json` and, if there are any, `credentials/*.json` in `directory`. Each must be the key that the roll
    /// names, of its owner and for its use: what another one signs, the peers would refuse. `envelope-*.json` (successors, and those of
    /// SM2), `checkpoint-*.json`, `feed.json`, `feed-*.json` and further seals may be keys that this roll does not name yet; they wait. There may be none for the
    /// feed.
    pub(crate) fn read(directory: &Path, here: &GatewayId, roll: &Roll, now: Time) -> Result<Self, CannotStart> {
        let fitness = Fitness { here, roll, now };
        let own = |name: &str, key_use| fitness.own(directory.join(name), key_use);
        let envelope = own("envelope.json", KeyUse::Envelope)?;
        // Answers are of Ed25519, and so is what signs them.
        envelope.signing_key().map_err(Failure::broken)?;
        let mut envelopes = vec![envelope];
        for path in files(directory)?.into_iter().filter(|path| is_named(path, "envelope-")) {
            envelopes.extend(fitness.further(path, KeyUse::Envelope)?);
        }
        let mut feeds = Vec::new();
        for path in files(directory)?.into_iter().filter(|path| is_named(path, "feed-") || path.ends_with("feed.json"))
        {
            feeds.extend(fitness.further(path, KeyUse::Feed)?);
        }
        let first = own("checkpoint.json", KeyUse::Checkpoint)?;
        let mut checkpoints = vec![first.clone()];
        for path in files(directory)?.into_iter().filter(|path| is_named(path, "checkpoint-")) {
            checkpoints.extend(fitness.further(path, KeyUse::Checkpoint)?);
        }
        let checkpoint = for_checkpoints(&checkpoints, roll, now).cloned().unwrap_or(first);
        let witness = own("witness.json", KeyUse::Witness)?;
        let mut seals: BTreeMap<AuthorityId, Vec<KeyPair>> = BTreeMap::new();
        for path in files(&directory.join("seals"))? {
            let Some((authority, key)) = fitness.seal(&path)? else { continue };
            let of_authority = seals.entry(authority).or_default();
            if of_authority.iter().any(|other| other.kid() == key.kid()) {
                return Err(Failure::Broken(format!("`{}`: the same seal once more", path.display())).into());
            }
            of_authority.push(key);
        }
        let (of_credentials, mut credentials) = (directory.join("credentials"), Vec::new());
        if of_credentials.is_dir() {
            for path in files(&of_credentials)? {
                credentials.extend(fitness.for_credentials(&path)?);
            }
        }
        Ok(Self { envelopes, checkpoint, witness, feeds, seals, credentials })
    }

    /// The key that signs receipts and notices now, and messages to gateways that take nothing else.
    pub(crate) fn envelope(&self, roll: &Roll, now: Time) -> Result<&KeyPair, Failure> {
        newest(&self.envelopes, Suite::Ed25519, roll, now).ok_or(Failure::NoSigningKey)
    }

    /// The key that signs the feed now.
    pub(crate) fn feed(&self, roll: &Roll, now: Time) -> Result<&KeyPair, Failure> {
        newest(&self.feeds, Suite::Ed25519, roll, now).ok_or(Failure::NoSigningKey)
    }

    /// The key that signs messages to `to` now: one of SM2 where there is one and `to` takes that.
    pub(crate) fn envelope_to(&self, to: &GatewayId, roll: &Roll, now: Time) -> Result<&KeyPair, Failure> {
        let taken = newest(&self.envelopes, Suite::Sm2Sm3, roll, now).filter(|key| roll.takes(to, key.suite()));
        taken.map_or_else(|| self.envelope(roll, now), Ok)
    }

    /// The document under its authority's seal for `to`, as text: the newest one of SM2, if there is one and `to` takes that, or else the
    /// newest one.
    pub(crate) fn seal(
        &self,
        roll: &Roll,
        document: &SealedDocument,
        to: &GatewayId,
        now: Time,
    ) -> Result<String, Failure> {
        let authority = &document.sealed_by;
        let held = self.seals.get(authority).map(Vec::as_slice).unwrap_or_default();
        // A seal that the roll does not know would be refused over there.
        let good = |suite: &Suite| newest(held, *suite, roll, now);
        let taken = Suite::OF_MESSAGES.iter().rev().filter(|suite| roll.takes(to, **suite)).find_map(good);
        let not_taken = || {
            let authority = authority.to_string();
            if Suite::OF_MESSAGES.iter().any(|suite| good(suite).is_some()) {
                Failure::SealNotTaken { authority, to: to.to_string() }
            } else {
                Failure::NoSeal { authority }
            }
        };
        let sealed = AuthoritySeal::sign(authority, document, taken.ok_or_else(not_taken)?).map_err(Failure::broken)?;
        serde_json::to_string(&sealed).map_err(Failure::broken)
    }
}

impl Keys {
    /// The document under its authority's seal, as text, in the one suite that every gateway takes: it is for whoever may need it, and not
    /// for one gateway.
    pub(crate) fn seal_for_all<T: serde::Serialize>(
        &self,
        roll: &Roll,
        authority: &AuthorityId,
        document: &T,
        now: Time,
    ) -> Result<String, Failure> {
        let held = self.seals.get(authority).map(Vec::as_slice).unwrap_or_default();
        let no_seal = || Failure::NoSeal { authority: authority.to_string() };
        let key = newest(held, Suite::Ed25519, roll, now).ok_or_else(no_seal)?;
        let sealed = AuthoritySeal::sign(authority, document, key).map_err(Failure::broken)?;
        serde_json::to_string(&sealed).map_err(Failure::broken)
    }
}

impl Keys {
    /// The key by which an authority here says something of mediators now.
    pub(crate) fn for_credentials(
        &self,
        roll: &Roll,
        authority: &AuthorityId,
        key_use: KeyUse,
        now: Time,
    ) -> Result<&KeyPair, Failure> {
        let owner = Owner::Authority(authority.clone());
        let since = |key: &KeyPair| Some(roll.key(key.kid()).filter(|it| it.check(now, now).is_ok())?.from);
        let fitting = self.credentials.iter().filter(|key| *key.owner() == owner && key.key_use() == key_use);
        let newest = fitting.filter_map(|key| Some((since(key)?, key))).max_by_key(|(from, _)| *from);
        let missing = || Failure::NoKeyFor { authority: authority.to_string(), key_use: key_use.code() };
        newest.map(|(_, key)| key).ok_or_else(missing)
    }
}

/// Of the keys of a suite that may sign now, the one that could not for the longest time.
fn newest<'a>(keys: &'a [KeyPair], suite: Suite, roll: &Roll, now: Time) -> Option<&'a KeyPair> {
    let from =
        |key: &KeyPair| roll.key(key.kid()).filter(|entry| entry.check(now, now).is_ok()).map(|entry| entry.from);
    let of_suite = keys.iter().filter(|key| key.suite() == suite);
    of_suite.filter_map(|key| Some((from(key)?, key))).max_by_key(|(from, _)| *from).map(|(_, key)| key)
}

/// The key that signs checkpoints, if any may or will again. A gateway of which no key is good signs for itself, and its peers say why they
/// take nothing of it: with the newest that is not revoked, for that one may be good again.
fn for_checkpoints<'a>(keys: &'a [KeyPair], roll: &Roll, now: Time) -> Option<&'a KeyPair> {
    newest(keys, Suite::Ed25519, roll, now).or_else(|| unrevoked(keys, roll, now))
}

/// The newest that has begun and is not revoked, were it suspended or at its end.
fn unrevoked<'a>(keys: &'a [KeyPair], roll: &Roll, now: Time) -> Option<&'a KeyPair> {
    let begun = |key: &KeyPair| {
        let entry = roll.key(key.kid()).filter(|entry| entry.revoked.is_none() && entry.from <= now);
        entry.map(|entry| entry.from)
    };
    let all = keys.iter().filter(|key| key.suite() == Suite::Ed25519);
    all.filter_map(|key| Some((begun(key)?, key))).max_by_key(|(from, _)| *from).map(|(_, key)| key)
}

fn is_named(path: &Path, beginning: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with(beginning) && name.ends_with(".json")
}

/// The files of a directory, in the order of their names.
fn files(directory: &Path) -> Result<Vec<PathBuf>, CannotStart> {
    let read = || std::fs::read_dir(directory)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<PathBuf>>>();
    let mut paths = read().map_err(|error| unreadable(directory, &error))?;
    paths.sort();
    Ok(paths)
}

impl Fitness<'_> {
    /// A key of this gateway.
    fn own(&self, path: PathBuf, key_use: KeyUse) -> Result<KeyPair, CannotStart> {
        let key = read_key(&path)?;
        self.check(&path, &key, &Owner::Gateway(self.here.clone()), key_use)?;
        Ok(key)
    }

    /// A further key of this gateway for this use, if the roll names it already.
    fn further(&self, path: PathBuf, key_use: KeyUse) -> Result<Option<KeyPair>, CannotStart> {
        let key = read_key(&path)?;
        if key.key_use() == key_use && self.is_yet_to_come(&path, &key) {
            return Ok(None);
        }
        self.check(&path, &key, &Owner::Gateway(self.here.clone()), key_use)?;
        Ok(Some(key))
    }

    /// The seal of an authority that this gateway serves, if the roll names it already.
    fn seal(&self, path: &Path) -> Result<Option<(AuthorityId, KeyPair)>, CannotStart> {
        self.of_authority(path, read_key(path)?, KeyUse::Seal)
    }

    /// A key by which an authority that this gateway serves says something of mediators, if the roll names it already.
    fn for_credentials(&self, path: &Path) -> Result<Option<KeyPair>, CannotStart> {
        const USES: [KeyUse; 3] = [KeyUse::Credential, KeyUse::StatusList, KeyUse::Bar];
        let key = read_key(path)?;
        let key_use = USES.into_iter().find(|key_use| *key_use == key.key_use()).unwrap_or(KeyUse::Credential);
        Ok(self.of_authority(path, key, key_use)?.map(|(_, key)| key))
    }

    fn of_authority(
        &self,
        path: &Path,
        key: KeyPair,
        key_use: KeyUse,
    ) -> Result<Option<(AuthorityId, KeyPair)>, CannotStart> {
        match key.owner() {
            Owner::Authority(authority) if self.roll.serves(self.here, authority) => {
                if self.is_yet_to_come(path, &key) {
                    return Ok(None);
                }
                self.check(path, &key, key.owner(), key_use)?;
                Ok(Some((authority.clone(), key)))
            }
            Owner::Authority(authority) if self.roll.authority(authority).is_none() => {
                self.is_yet_to_come(path, &key);
                Ok(None)
            }
            owner => {
                let what = format!("`{}`: the key of `{owner}` is no key of an authority served here", path.display());
                Err(Failure::Broken(what).into())
            }
        }
    }

    /// Does the roll not know of the key at all? The next one may.
    fn is_yet_to_come(&self, path: &Path, key: &KeyPair) -> bool {
        let unknown = self.roll.key(key.kid()).is_none();
        if unknown {
            tracing::warn!(path = %path.display(), version = self.roll.version(), "a key waits for a roll that names it");
        }
        unknown
    }

    fn check(&self, path: &Path, key: &KeyPair, owner: &Owner, key_use: KeyUse) -> Result<(), UnfitKey> {
        let entry = self.roll.entry_of(key, owner, key_use);
        let entry = entry.map_err(|error| UnfitKey { path: path.to_owned(), error })?;
        // A gateway whose key has run out still serves its people, and says why its peers take nothing from it.
        if let Err(refused) = entry.check(self.now, self.now) {
            tracing::warn!(path = %path.display(), reason = refused.code(), %refused, "a key cannot be used now");
        }
        Ok(())
    }
}

impl UnfitKey {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        self.error.code()
    }
}

/// Signs receipts on the store's own thread, with the key that is good then: what was promised under a key that was revoked would be no
/// promise, and is given again for ever.
pub(crate) struct Receipts {
    pub(crate) held: Held,
    pub(crate) here: GatewayId,
    pub(crate) log: String,
}

impl ReceiptSigner for Receipts {
    fn sign(&self, answered: &Answered, index: u64, time: Time) -> Result<String, ReceiptNotSigned> {
        let receipt = Receipt {
            message: answered.message.parse().map_err(not_signed)?,
            digest: answered.digest,
            from: self.here.clone(),
            to: answered.peer.parse().map_err(not_signed)?,
            log: self.log.clone(),
            index,
            time,
        };
        let InForce { roll, keys } = self.held.now();
        receipt.sign(keys.envelope(&roll, time).map_err(not_signed)?).map_err(not_signed)
    }
}

fn not_signed(error: impl std::fmt::Display) -> ReceiptNotSigned {
    ReceiptNotSigned(error.to_string())
}

pub(crate) fn read_key(path: &Path) -> Result<KeyPair, Failure> {
    let file = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    KeyPair::parse(&file).map_err(|error| Failure::Broken(format!("`{}`: {error}", path.display())))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Broken(format!("cannot read `{}`: {error}", path.display()))
}

#[cfg(test)]
pub(super) mod tests {
    use comity_federation::roll::{GatewayEntry, KeyEntry, RollContents, SignedRoll};

    use super::*;

    const NOW: i64 = 1_768_179_723_456;

    fn time(ms: i64) -> Time {
        Time::from_unix_ms(NOW + ms)
    }

    fn pair(owner: &str, key_use: KeyUse, seed: u8) -> KeyPair {
        KeyPair::from_seed(owner.parse().unwrap(), key_use, &[seed; 32]).unwrap()
    }

    /// Hong Kong's gateway with one key that ends, one that begins later, and one of SM2; and its keys.
    pub(in super::super) fn standing(change: impl FnOnce(&mut RollContents)) -> Held {
        let (old, new) = (pair("hk", KeyUse::Envelope, 1), pair("hk", KeyUse::Envelope, 2));
        let (checkpoint, roll_key) = (pair("hk", KeyUse::Checkpoint, 3), pair("hk", KeyUse::Roll, 4));
        let chinese = KeyPair::of_suite(Suite::Sm2Sm3, "hk".parse().unwrap(), KeyUse::Envelope, &[6; 32]).unwrap();
        let entry = |key: &KeyPair, from, until| KeyEntry::of(key, time(from), time(until));
        let mut roll = RollContents {
            v: 1,
            version: 1,
            prev: None,
            issued: time(-10),
            expires: time(10_000),
            gateways: vec![GatewayEntry {
                id: "hk".parse().unwrap(),
                jurisdiction: comity_domain::Jurisdiction::Hk,
                url: "https://127.0.0.1:1".into(),
                tls_name: "hk.example".into(),
                log: "hk/record".into(),
                predecessor: None,
                trust: vec!["…".into()],
                suites: None,
            }],
            authorities: Vec::new(),
            keys: vec![
                entry(&old, -10, 1_000),
                entry(&new, 500, 10_000),
                entry(&checkpoint, -10, 10_000),
                entry(&roll_key, -10, 10_000),
                entry(&chinese, -10, 10_000),
            ],
        };
        change(&mut roll);
        let signatures = vec![roll.sign(&roll_key).unwrap()];
        let anchors = [comity_federation::roll::Anchor::of(&roll_key).unwrap()];
        let signed = SignedRoll { roll, signatures, notices: Vec::new() };
        let witness = pair("hk", KeyUse::Witness, 5);
        let envelopes = vec![old, new, chinese];
        let keys =
            Keys { envelopes, checkpoint, witness, feeds: Vec::new(), seals: BTreeMap::new(), credentials: Vec::new() };
        Held::new(signed.verify(&anchors).unwrap(), keys)
    }

    fn answered(message: &str, peer: &str) -> Answered {
        Answered { peer: peer.into(), message: message.into(), digest: comity_record::Digest::of(b"letter") }
    }

    fn sign(held: Held, answered: &Answered, ms: i64) -> Result<String, ReceiptNotSigned> {
        Receipts { held, here: "hk".parse().unwrap(), log: "hk/record".into() }.sign(answered, 7, time(ms))
    }

    const MESSAGE: &str = "01KEQ3V3T00000000000001001";

    #[test]
    fn a_receipt_that_cannot_be_signed_is_an_error_and_never_an_empty_text() {
        let good = answered(MESSAGE, "cn");
        assert!(sign(standing(|_| {}), &good, 0).is_ok_and(|text| !text.is_empty()));
        let revoked = standing(|roll| {
            roll.keys[0].revoked = Some(comity_federation::roll::Revoked { at: time(-5), head: None });
        });
        for (what, held, answered, ms) in [
            ("a revoked key", revoked, good.clone(), 0),
            ("no key any more", standing(|_| {}), good, 20_000),
            ("no message", standing(|_| {}), answered("", "cn"), 0),
            ("no peer", standing(|_| {}), answered(MESSAGE, ""), 0),
        ] {
            assert!(sign(held, &answered, ms).is_err(), "{what}");
        }
    }

    #[test]
    fn the_successor_signs_from_its_day_on_and_the_old_key_until_then() {
        let standing = standing(|_| {});
        let signs = |ms| {
            let InForce { roll, keys } = standing.now();
            keys.envelope(&roll, time(ms)).unwrap().public()
        };
        let [old, new] = [1, 2].map(|seed| pair("hk", KeyUse::Envelope, seed).public());
        assert_eq!([signs(0), signs(499), signs(500), signs(5_000)].map(|key| key == new), [false, false, true, true]);
        assert!(signs(0) == old);
    }

    /// How a key may stand.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Stands {
        Good,
        Suspended,
        Ended,
        Revoked,
        YetToBegin,
    }

    const STANDS: [Stands; 5] = [Stands::Good, Stands::Suspended, Stands::Ended, Stands::Revoked, Stands::YetToBegin];

    fn standing_so(key: &KeyPair, stands: Stands, since: i64) -> KeyEntry {
        let entry = KeyEntry::of(key, time(since), time(10_000));
        match stands {
            Stands::Good => entry,
            Stands::Suspended => KeyEntry { suspended_until: Some(time(100)), ..entry },
            Stands::Ended => KeyEntry { until: time(-1), ..entry },
            Stands::Revoked => {
                KeyEntry { revoked: Some(comity_federation::roll::Revoked { at: time(-1), head: None }), ..entry }
            }
            Stands::YetToBegin => KeyEntry { from: time(since + 100), ..entry },
        }
    }

    #[test]
    fn checkpoints_are_signed_by_the_newest_key_that_may_or_else_that_may_again_and_by_none_that_was_revoked() {
        let keys = [7, 8, 9].map(|seed| pair("hk", KeyUse::Checkpoint, seed));
        for case in 0..STANDS.len().pow(3) {
            let stands = [case % 5, case / 5 % 5, case / 25].map(|number| STANDS[number]);
            let held = standing(|roll| {
                let entries = keys.iter().zip(stands).zip([-30, -20, -10]);
                roll.keys.extend(entries.map(|((key, stands), since)| standing_so(key, stands, since)));
            });
            let InForce { roll, .. } = held.now();
            let newest = |which: &[Stands]| (0..keys.len()).rev().find(|place| which.contains(&stands[*place]));
            let signs = newest(&[Stands::Good]).or_else(|| newest(&[Stands::Suspended, Stands::Ended]));
            let signs = signs.map(|place| keys[place].kid());
            assert_eq!(for_checkpoints(&keys, &roll, time(0)).map(KeyPair::kid), signs, "{stands:?}");
            let [first, second, third] = keys.clone();
            let turned = [third, second, first];
            assert_eq!(for_checkpoints(&turned, &roll, time(0)).map(KeyPair::kid), signs, "{stands:?}, turned");
        }
    }

    #[test]
    fn sm2_signs_messages_to_those_who_take_it_and_never_an_answer() {
        let suites = |held: Held| {
            let InForce { roll, keys } = held.now();
            let to: GatewayId = "hk".parse().unwrap();
            let message = keys.envelope_to(&to, &roll, time(0)).unwrap().suite();
            [message, keys.envelope(&roll, time(0)).unwrap().suite()]
        };
        let takes = standing(|roll| roll.gateways[0].suites = Some(vec![Suite::Sm2Sm3]));
        assert_eq!(suites(takes), [Suite::Sm2Sm3, Suite::Ed25519]);
        assert_eq!(suites(standing(|_| {})), [Suite::Ed25519, Suite::Ed25519]);
    }
}
