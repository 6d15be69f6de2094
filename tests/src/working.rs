//! The working log of a gateway that is stopped: what it keeps for a while, and how that looks when time has passed; and the record beside
//! it, as somebody reads it who has the gateway's keys.

use std::path::Path;
use std::sync::Arc;

use comity_domain::matter::Event;
use comity_domain::parts::InParts as _;
use comity_domain::{Date, MatterId};
use comity_federation::keys::KeyPair;
use comity_record::Time;
use comity_record::checkpoint::NoteSigner;
use comity_record::seal::SubjectKey;
use comity_server::config::Config;
use comity_store::disk::RealDisk;
use comity_store::{
    Answered, Change, Commit, Entry, Expected, HeldKey, NewEntry, Parts, Projection, ReadViews, ReceiptNotSigned,
    ReceiptSigner, Store, ViewsConfig, ViewsUnreadable,
};
use serde_json::json;

use crate::world::now;

/// The working log. The gateway cannot start while this is held.
pub struct Working(Store);

impl Working {
    /// Opens that of the gateway in `directory`.
    pub(crate) fn open(directory: &Path) -> Self {
        let config = Config::read(directory).unwrap();
        let read = |name: &str| std::fs::read(config.keys.join(name)).unwrap();
        let key = KeyPair::parse(&read("checkpoint.json")).unwrap();
        let parts = Parts {
            disk: Arc::new(RealDisk),
            master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes(read("master.key").try_into().unwrap()))),
            checkpoint_signer: NoteSigner::new(&config.log, key.signing_key().unwrap().clone()).unwrap(),
            checkpoint_keys: Vec::new(),
            receipt_signer: Arc::new(Nothing),
            projection: Arc::new(Nothing),
            entropy: Box::new(|bytes: &mut [u8]| bytes.fill(7)),
            on_fatal: Arc::new(|reason| panic!("{reason}")),
            progress: Arc::new(|_| {}),
        };
        let mut store = comity_store::Config::new(&config.record, &config.log);
        store.views = ViewsConfig::Memory;
        Self(Store::open(store, parts).unwrap())
    }

    /// The keys that begin with `prefix`.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.working(prefix).into_iter().map(|(key, _)| key).collect()
    }

    /// Everything that somebody can read in record and working log who has the gateway's keys, as one text.
    pub fn readable(&self) -> String {
        let entries = self.0.entries(0..u64::MAX).map(|entry| format!("{:?}\n", entry.unwrap()));
        entries.chain(std::iter::once(format!("{:?}", self.0.working("")))).collect()
    }

    /// Writes an event of which nothing is sealed, as a gateway that ends right afterwards.
    pub fn append(&self, matter: &MatterId, revision: u64, day: Date, event: &Event) {
        let parts = event.to_parts().unwrap();
        assert!(parts.particulars.is_empty(), "{:?}", parts.particulars);
        let entry = NewEntry { kind: parts.kind, open: parts.open, ..NewEntry::default() };
        let subject = format!("matter/{matter}");
        self.0.commit_blocking(Commit::of(&subject, Expected::Revision(revision), day, now(), vec![entry])).unwrap();
    }

    /// Lets time pass for what stands under `prefix`: these fields (`ends`; `upload/touched` for one inside another) say now that they are so
    /// much earlier.
    pub fn age(&self, prefix: &str, fields: &[&str], by_ms: i64) {
        for (key, mut value) in self.0.working(prefix) {
            for field in fields {
                let place = value.pointer_mut(&format!("/{field}")).unwrap();
                let time: Time = serde_json::from_value(place.take()).unwrap();
                *place = json!(time.plus_ms(-by_ms));
            }
            self.0.set_working(&key, Some(value)).unwrap();
        }
        self.0.sync_working().unwrap();
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.close().unwrap();
    }
}

/// Nothing is received here, and nobody looks at views.
struct Nothing;

impl ReceiptSigner for Nothing {
    fn sign(&self, _: &Answered, _: u64, _: Time) -> Result<String, ReceiptNotSigned> {
        Err(ReceiptNotSigned("nothing is received here".to_owned()))
    }
}

impl Projection for Nothing {
    fn version(&self) -> u32 {
        0
    }

    fn project(&self, _: &Entry, _: &dyn ReadViews, _: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        Ok(())
    }
}
