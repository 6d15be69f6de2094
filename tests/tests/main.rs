//! One binary for all tests of the whole: linking is what takes long. Every file beside this one is a module here; the
//! tidy test refuses a forgotten one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its functions without #[test] as well"
)]

mod api;
mod cli;
mod crash;
mod e2e;
mod hostile;
mod interop;
mod law;
mod tidy;
mod tiles;
