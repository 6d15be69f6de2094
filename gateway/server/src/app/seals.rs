//! The keys that this gateway holds: its own, and the seals of the authorities that it serves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// Signs receipts and notices, and messages to gateways that take nothing else.
    pub(crate) envelope: KeyPair,
    /// Signs messages to gateways that take SM2.
    envelope_sm2: Option<KeyPair>,
    /// Signs checkpoints.
    pub(crate) checkpoint: KeyPair,
    /// Cosigns the checkpoints of the peers.
    pub(crate) witness: KeyPair,
    seals: BTreeMap<(AuthorityId, Suite), KeyPair>,
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
    /// Reads `envelope.json`, `checkpoint.json`, `witness.json` and `seals/*.json` in `directory`, and `envelope-sm2.json` if it is
    /// there. Each must be the key that the roll names, of its owner and for its use: what another one signs, the peers would refuse.
    pub(crate) fn read(directory: &Path, here: &GatewayId, roll: &Roll, now: Time) -> Result<Self, CannotStart> {
        let fitness = Fitness { here, roll, now };
        let own = |name: &str, key_use| fitness.own(directory.join(name), key_use);
        let (envelope, checkpoint) =
            (own("envelope.json", KeyUse::Envelope)?, own("checkpoint.json", KeyUse::Checkpoint)?);
        let witness = own("witness.json", KeyUse::Witness)?;
        // Answers are of Ed25519, and so is what signs them.
        envelope.signing_key().map_err(Failure::broken)?;
        let path = directory.join("envelope-sm2.json");
        let envelope_sm2 = path.exists().then(|| fitness.own(path, KeyUse::Envelope)).transpose()?;
        let mut seals = BTreeMap::new();
        for file in std::fs::read_dir(directory.join("seals")).map_err(|error| unreadable(directory, &error))? {
            let path = file.map_err(|error| unreadable(directory, &error))?.path();
            let (authority, key) = fitness.seal(&path)?;
            if seals.insert((authority, key.suite()), key).is_some() {
                let what = format!("`{}`: a second seal of one authority in one suite", path.display());
                return Err(Failure::Broken(what).into());
            }
        }
        Ok(Self { envelope, envelope_sm2, checkpoint, witness, seals })
    }

    /// The key that signs messages to `to`: the one of SM2 where there is one, good now, in a suite that `to` takes.
    pub(crate) fn envelope_to(&self, to: &GatewayId, roll: &Roll, now: Time) -> &KeyPair {
        let taken = self.envelope_sm2.as_ref().filter(|key| is_good(key, roll, now) && roll.takes(to, key.suite()));
        taken.unwrap_or(&self.envelope)
    }

    /// The document under its authority's seal for `to`, as text. Of two seals the one of SM2 is taken, if `to` takes that.
    pub(crate) fn seal(
        &self,
        roll: &Roll,
        document: &SealedDocument,
        to: &GatewayId,
        now: Time,
    ) -> Result<String, Failure> {
        let authority = &document.sealed_by;
        let seals = Suite::ALL.iter().filter_map(|suite| self.seals.get(&(authority.clone(), *suite)));
        // A seal that the roll does not know would be refused over there.
        let good: Vec<&KeyPair> = seals.filter(|key| is_good(key, roll, now)).collect();
        if good.is_empty() {
            return Err(Failure::NoSeal { authority: authority.to_string() });
        }
        let taken = good.into_iter().rfind(|key| roll.takes(to, key.suite()));
        let not_taken = || Failure::SealNotTaken { authority: authority.to_string(), to: to.to_string() };
        let sealed = AuthoritySeal::sign(authority, document, taken.ok_or_else(not_taken)?).map_err(Failure::broken)?;
        serde_json::to_string(&sealed).map_err(Failure::broken)
    }
}

/// Does the roll know this key, as one that may sign now?
fn is_good(key: &KeyPair, roll: &Roll, now: Time) -> bool {
    roll.key(key.kid()).is_some_and(|entry| entry.check(now, now).is_ok())
}

impl Fitness<'_> {
    /// A key of this gateway.
    fn own(&self, path: PathBuf, key_use: KeyUse) -> Result<KeyPair, CannotStart> {
        let key = read_key(&path)?;
        self.check(&path, &key, &Owner::Gateway(self.here.clone()), key_use)?;
        Ok(key)
    }

    /// The seal of an authority that this gateway serves.
    fn seal(&self, path: &Path) -> Result<(AuthorityId, KeyPair), CannotStart> {
        let key = read_key(path)?;
        match key.owner() {
            Owner::Authority(authority) if self.roll.serves(self.here, authority) => {
                self.check(path, &key, key.owner(), KeyUse::Seal)?;
                Ok((authority.clone(), key))
            }
            owner => {
                let what = format!("`{}`: the key of `{owner}` is no seal of an authority served here", path.display());
                Err(Failure::Broken(what).into())
            }
        }
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

/// Signs receipts on the store's own thread.
pub(crate) struct Receipts {
    pub(crate) key: KeyPair,
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
        receipt.sign(&self.key).map_err(not_signed)
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
mod tests {
    use super::*;

    fn answered(message: &str, peer: &str) -> Answered {
        Answered { peer: peer.into(), message: message.into(), digest: comity_record::Digest::of(b"letter") }
    }

    fn receipts(owner: &str, key_use: KeyUse) -> Receipts {
        let key = KeyPair::from_seed(owner.parse().unwrap(), key_use, &[7; 32]).unwrap();
        Receipts { key, here: "hk".parse().unwrap(), log: "hk/record".into() }
    }

    const MESSAGE: &str = "01KEQ3V3T00000000000001001";

    #[test]
    fn a_receipt_that_cannot_be_signed_is_an_error_and_never_an_empty_text() {
        let time = Time::from_unix_ms(1_768_179_723_456);
        let sign = |receipts: Receipts, answered| receipts.sign(&answered, 7, time);
        assert!(sign(receipts("hk", KeyUse::Envelope), answered(MESSAGE, "cn")).is_ok_and(|text| !text.is_empty()));
        for (what, receipts, answered) in [
            ("another gateway's key", receipts("mo", KeyUse::Envelope), answered(MESSAGE, "cn")),
            ("a key for something else", receipts("hk", KeyUse::Checkpoint), answered(MESSAGE, "cn")),
            ("no message", receipts("hk", KeyUse::Envelope), answered("", "cn")),
            ("no peer", receipts("hk", KeyUse::Envelope), answered(MESSAGE, "")),
        ] {
            assert!(sign(receipts, answered).is_err(), "{what}");
        }
    }
}
