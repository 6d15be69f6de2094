//! The program `comity`: one gateway for the courts, liaison authorities and mediation bodies of one jurisdiction.
//!
//! [`api`] and the peers' routes call [`app`]; every function of `app` that reads or changes something takes a permit that only
//! [`access`] makes, or the identity of a peer that only [`mtls`] makes. Time and randomness come in at [`clock`] alone.

pub mod access;
pub mod api;
pub mod app;
pub mod bench;
mod body;
pub mod cli;
pub mod clock;
mod clockwork;
pub mod config;
mod documents;
mod exchange;
pub mod mtls;
mod scanner;
pub mod serve;
mod standby;
pub mod words;
pub mod world;

pub use exchange::CODES as PEER_CODES;
