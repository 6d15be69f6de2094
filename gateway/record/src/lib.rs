//! The record's formats: canonical JSON, digests, journal lines, Merkle tree, checkpoints, proofs. Pure: no I/O, no clock, no
//! randomness, so that an auditor can use this crate alone.
//!
//! What an auditor does with a record of one line:
//!
//! ```
//! use comity_record::checkpoint::{Checkpoint, NoteSigner};
//! use comity_record::line::{Line, Particulars, Place, Version};
//! use comity_record::merkle::{Tree, leaf_hash};
//! use comity_record::seal::SubjectKey;
//! use comity_record::verify::verify_record;
//! use comity_record::{Date, Time};
//!
//! let log = "comity.example/hk/record";
//! let line = Line {
//!     v: Version::V1,
//!     log: log.into(),
//!     index: 0,
//!     time: Time::from_unix_ms(1_768_179_723_456),
//!     subject: "matter/cn/01J0".into(),
//!     revision: 1,
//!     kind: "received".into(),
//!     day: Date::constant(2026, 1, 12),
//!     commit: Place { number: 1, of: 1 },
//!     durable: 0,
//!     open: Default::default(),
//!     answers: None,
//!     receipt: None,
//!     commitments: Default::default(),
//!     sealed: None,
//!     sum: None,
//! };
//! # let mut entropy = |bytes: &mut [u8]| bytes.fill(4);
//! // The gateway seals what is confidential, writes the line and signs a checkpoint.
//! let key = SubjectKey::generate(&mut entropy);
//! let particulars = Particulars::from([("addressee".into(), "陳大文".into())]);
//! let bytes = line.seal(&particulars, &key, &mut entropy)?;
//! let mut tree = Tree::new();
//! tree.push(leaf_hash(&bytes));
//! let signer = NoteSigner::new("comity.example/hk", ed25519_dalek::SigningKey::from_bytes(&[7; 32]))?;
//! let note = signer.sign(&Checkpoint { origin: log.into(), size: 1, root: tree.root() });
//!
//! // The auditor verifies it without any key of a subject.
//! let report = verify_record(log, [&bytes], &note, signer.verifier())?;
//! assert_eq!((report.entries, report.commits), (1, 1));
//!
//! // Who has the key reads the particulars.
//! assert_eq!(Line::parse(&bytes)?.open(&key)?, particulars);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod bundle;
pub mod canonical;
pub mod checkpoint;
pub mod cosignature;
mod digest;
pub mod line;
pub mod merkle;
pub mod note;
pub mod seal;
pub mod succession;
pub mod tile;
mod time;
pub mod verify;
pub mod witness;

pub use digest::{Digest, NotADigest};
pub use jiff::civil::Date;
pub use time::{NotATime, Time};
