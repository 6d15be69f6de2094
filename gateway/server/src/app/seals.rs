//! The keys that this gateway holds: its own, and the seals of the authorities that it serves.

use std::collections::BTreeMap;
use std::path::Path;

use comity_domain::AuthorityId;
use comity_domain::message::SealedDocument;
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_federation::roll::Roll;
use comity_federation::seal::AuthoritySeal;
use comity_record::Time;
use comity_store::ReceiptSigner;

use super::failure::Failure;

/// The private keys of a gateway.
pub(crate) struct Keys {
    /// Signs messages and receipts.
    pub(crate) envelope: KeyPair,
    /// Signs checkpoints.
    pub(crate) checkpoint: KeyPair,
    seals: BTreeMap<AuthorityId, KeyPair>,
}

impl Keys {
    /// Reads `envelope.json`, `checkpoint.json` and `seals/*.json` in `directory`.
    pub(crate) fn read(directory: &Path) -> Result<Self, Failure> {
        let mut seals = BTreeMap::new();
        for file in std::fs::read_dir(directory.join("seals")).map_err(|error| unreadable(directory, &error))? {
            let path = file.map_err(|error| unreadable(directory, &error))?.path();
            let key = read_key(&path)?;
            match key.owner() {
                Owner::Authority(authority) if key.key_use() == KeyUse::Seal => {
                    seals.insert(authority.clone(), key);
                }
                _ => return Err(Failure::Broken(format!("`{}` is not a seal", path.display()))),
            }
        }
        let envelope = read_key(&directory.join("envelope.json"))?;
        let checkpoint = read_key(&directory.join("checkpoint.json"))?;
        Ok(Self { envelope, checkpoint, seals })
    }

    /// The document under its authority's seal, as text.
    pub(crate) fn seal(&self, roll: &Roll, document: &SealedDocument, now: Time) -> Result<String, Failure> {
        let authority = &document.sealed_by;
        let missing = || Failure::NoSeal { authority: authority.to_string() };
        let key = self.seals.get(authority).ok_or_else(missing)?;
        // A seal that the roll does not know would be refused over there.
        roll.key(key.kid()).ok_or_else(missing)?.check(now, now).map_err(|_| missing())?;
        let sealed = AuthoritySeal::sign(authority, document, key).map_err(Failure::broken)?;
        serde_json::to_string(&sealed).map_err(Failure::broken)
    }
}

/// Signs receipts on the store's own thread.
pub(crate) struct Receipts {
    pub(crate) key: KeyPair,
    pub(crate) here: comity_domain::GatewayId,
    pub(crate) log: String,
}

impl ReceiptSigner for Receipts {
    fn sign(&self, answered: &comity_store::Answered, index: u64, time: Time) -> String {
        let receipt = answered.message.parse().ok().zip(answered.peer.parse().ok()).map(|(message, to)| {
            comity_federation::receipt::Receipt {
                message,
                digest: answered.digest,
                from: self.here.clone(),
                to,
                log: self.log.clone(),
                index,
                time,
            }
        });
        // Only verified messages are answered: their ids and peers are well formed, and the key is this gateway's own.
        receipt.and_then(|receipt| receipt.sign(&self.key).ok()).unwrap_or_default()
    }
}

pub(crate) fn read_key(path: &Path) -> Result<KeyPair, Failure> {
    let file = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    KeyPair::parse(&file).map_err(|error| Failure::Broken(format!("`{}`: {error}", path.display())))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Broken(format!("cannot read `{}`: {error}", path.display()))
}
