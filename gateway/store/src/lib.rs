//! The journal on disk, and the views of it.
//!
//! *Load; decide; commit if unchanged.* Whoever is answered `Ok` may rely on it: the entries are on stable storage, whatever happens to
//! the power, and the views show them.
//!
//! ```
//! use std::sync::Arc;
//!
//! use comity_record::checkpoint::NoteSigner;
//! use comity_record::seal::SubjectKey;
//! use comity_record::{Date, Time};
//! use comity_store::disk::RealDisk;
//! use comity_store::{
//!     Answered, Change, Commit, Config, Entry, Expected, HeldKey, NewEntry, Parts, Projection, ReadViews, ReceiptNotSigned,
//!     ReceiptSigner, Store, ViewsUnreadable,
//! };
//!
//! /// The last thing that happened to each subject.
//! struct Last;
//!
//! impl Projection for Last {
//!     fn version(&self) -> u32 {
//!         1
//!     }
//!
//!     fn project(&self, entry: &Entry, _: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
//!         changes.push(Change::Put(entry.subject.as_bytes().to_vec(), entry.kind.clone().into_bytes()));
//!         Ok(())
//!     }
//! }
//!
//! struct Receipts;
//!
//! impl ReceiptSigner for Receipts {
//!     fn sign(&self, answered: &Answered, index: u64, time: Time) -> Result<String, ReceiptNotSigned> {
//!         Ok(format!("{} is entry {index}, {time}", answered.digest))
//!     }
//! }
//!
//! let directory = tempfile::tempdir()?;
//! # let mut next = 0_u8;
//! # let entropy = move |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| (*byte, next) = (next, next.wrapping_add(1)));
//! let parts = Parts {
//!     disk: Arc::new(RealDisk),
//!     master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes([1; 32]))),
//!     checkpoint_signer: NoteSigner::new("comity.example/hk", ed25519_dalek::SigningKey::from_bytes(&[7; 32]))?,
//!     checkpoint_keys: Vec::new(),
//!     receipt_signer: Arc::new(Receipts),
//!     projection: Arc::new(Last),
//!     entropy: Box::new(entropy),
//!     on_fatal: Arc::new(|_| std::process::abort()),
//!     progress: Arc::new(|_| {}),
//! };
//! let store = Store::open(Config::new(directory.path(), "comity.example/hk/record"), parts)?;
//!
//! let (day, time) = (Date::constant(2026, 1, 12), Time::from_unix_ms(1_768_179_723_456));
//! let drafted = NewEntry::new("drafted").sealed("addressee", "陳大文");
//! store.commit_blocking(Commit::of("matter/cn/01J0", Expected::Revision(0), day, time, vec![drafted]))?;
//!
//! // Somebody who decided from the same revision is told that it moved on.
//! let late = Commit::of("matter/cn/01J0", Expected::Revision(0), day, time, vec![NewEntry::new("withdrawn")]);
//! assert!(store.commit_blocking(late).is_err());
//! assert_eq!(store.views().get(b"matter/cn/01J0")?.as_deref(), Some(b"drafted".as_slice()));
//! assert_eq!(store.load("matter/cn/01J0")?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
pub mod backup;
mod blobs;
mod bucket;
mod cache;
mod checkpoints;
mod commit;
mod contents;
mod database;
pub mod disk;
mod encrypted;
mod entry;
mod error;
mod framed;
mod heads;
mod hold;
mod index;
mod journal;
mod keys;
mod pieces;
mod reading;
mod record;
mod shared;
mod store;
mod views;
mod working;
mod writer;

pub use blobs::BlobRef;
pub use bucket::S3Config;
pub use commit::{
    Addition, Answered, Commit, CommitError, Committed, Expected, NewEntry, ReceiptNotSigned, ReceiptSigner,
};
pub use database::{DatabaseConfig, Reading, Watch};
pub use entry::{Entry, Particulars};
pub use error::StoreError;
pub use heads::HeadName;
pub use keys::{HeldKey, MasterKey, NotWrapped};
pub use pieces::Finished;
pub use reading::Remembered;
pub use store::{Config, Parts, Progress, Stage, StartReport, Status, Store, ViewsConfig};
pub use views::{Change, Pairs, Projection, ReadViews, ViewsUnreadable};

#[cfg(test)]
mod tests;
