//! Neither facts nor components that nobody meant make anything fall: whatever comes has an answer, or a fault with a name.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod components;
mod facts;
