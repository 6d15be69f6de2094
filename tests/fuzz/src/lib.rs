//! Facts and components that nobody meant. Each is made from a seed, so that one that does harm can be made again: a failing test
//! names it.
//!
//! `COMITY_FUZZ_RUNS` says how many are tried; `cargo verify --long` asks for a million of each.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "whoever makes nonsense on purpose does it in a test, which fails by panicking"
)]

pub mod components;
pub mod facts;

/// How many are tried, and from which seed on.
pub fn runs(usual: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().unwrap());
    let first: u64 = number("COMITY_FUZZ_FIRST").unwrap_or(0);
    first..first + number("COMITY_FUZZ_RUNS").unwrap_or(usual)
}
