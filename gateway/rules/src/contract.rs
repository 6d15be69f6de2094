//! The contract, as wasmtime makes it from `plugins-wasm/wit/rules.wit`.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::all,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "generated: the contract is documented in rules.wit"
)]

wasmtime::component::bindgen!({
    path: "../../plugins-wasm/wit",
    world: "jurisdiction",
});

pub use exports::comity::rules::rules::*;
