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

pub use database::Database;
pub use draft::Draft;
pub use gateway::{Gateway, Program, program};
pub use golang::{check_record, go_is_missing};
pub use mirror::Mirror;
pub use peer::{Peer, jws};
pub use person::{Answer, Person};
pub use record::Record;
pub use small_disk::SmallDisk;
pub use test_servers::{Bucket, SeaweedFs, free_ports, not_run, target};
pub use wait::{until, until_within};
pub use working::Working;
pub use world::{PracticeWorld, fixtures};
