//! End-to-end, crash and interoperability tests, and the tidy test. See `tests/main.rs`; here is what they share: a practice
//! world, its gateways, its people, and a peer that need not be honest.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in what the tests share as well"
)]

mod database;
mod draft;
pub mod foreign;
mod gateway;
mod golang;
mod mirror;
mod peer;
mod person;
mod record;
mod small_disk;
mod wait;
mod working;
mod world;

use std::fs::OpenOptions;
use std::io::Write as _;

pub use database::Database;
pub use draft::Draft;
pub use gateway::{Gateway, Program, program};
pub use golang::{check_record, go_is_missing};
pub use mirror::Mirror;
pub use peer::{Peer, jws};
pub use person::{Answer, Person};
pub use record::Record;
pub use small_disk::SmallDisk;
pub use wait::{until, until_within};
pub use working::Working;
pub use world::{PracticeWorld, fixtures, free_ports, target};

/// Notes that something could not be checked on this machine, and why. `cargo verify` names it in its closing lines, so
/// that a test that found a program missing does not look like one that passed.
///
/// ```no_run
/// comity_tests::not_run("the order of system calls", "strace is not installed");
/// ```
pub fn not_run(what: &str, why: &str) {
    eprintln!("not run: {what}: {why}");
    let Some(notes) = std::env::var_os("COMITY_NOT_RUN") else { return };
    let file = OpenOptions::new().create(true).append(true).open(&notes);
    if let Err(error) = file.and_then(|mut file| file.write_all(format!("{what}: {why}\n").as_bytes())) {
        eprintln!("cannot write {}: {error}", notes.display());
    }
}
