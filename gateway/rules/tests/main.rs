//! The rule components in their sandbox. They are built by `cargo xtask rules`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a panic is how a test fails")]

mod book;
mod cases;
mod chain;
mod concurrency;
mod hostile;
mod world;
