//! The roll, envelopes, receipts, inbox and outbox as state machines. No sockets, no clock, no randomness: time and entropy are
//! arguments.
//!
//! What comes from a peer passes through types that are each made only from the one before: bytes → [`envelope::Verified`] →
//! [`inbox::Decision`]. What is sent is signed once, stored, and sent again as often as it takes, by [`outbox::Outbox`].
//!
//! ```no_run
//! use comity_domain::GatewayId;
//! use comity_federation::inbox::{self, Decision, Known};
//! use comity_federation::{Refused, envelope, roll::Roll};
//! use comity_record::Time;
//!
//! fn arrived(bytes: &[u8], peer: &GatewayId, here: &GatewayId, roll: &Roll, now: Time, known: &Known) -> Result<(), Refused> {
//!     let message = envelope::open(bytes, roll, now, peer, here)?;
//!     match inbox::decide(&message, known) {
//!         Decision::Take => println!("commit {} with its receipt, then answer", message.envelope().id),
//!         Decision::Again { receipt } => println!("answer {receipt}"),
//!         Decision::Wait { expected } => println!("keep it, if there is room, and answer that message {expected} is missing"),
//!         Decision::Refuse(refused) => return Err(refused),
//!     }
//!     Ok(())
//! }
//! ```

mod base64url;
pub mod bundle;
pub mod clocks;
pub mod cosigned;
pub mod credential;
pub mod detached;
pub mod draw;
pub mod early;
pub mod envelope;
mod error;
pub mod feed;
pub mod inbox;
mod jws;
pub mod keys;
pub mod outbox;
mod reason;
pub mod receipt;
pub mod refusals;
pub mod resumption;
pub mod roll;
pub mod seal;
pub mod sealed;
pub mod staging;
pub mod status_list;
pub mod stream;
pub mod transfer;
pub mod witnessed;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod simulation;

pub use error::FederationError;
pub use reason::{NotAReason, Reason, Refused};
