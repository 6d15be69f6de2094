//! What the rule components are made of: the contract's types, a typed reading of the facts, builders for what is said, and the instruments
//! as modules named after them.
//!
//! A component composes instruments; an instrument has one function for each item or article, beside the words that it rests on:
//!
//! ```
//! use law::{Answer, Matter, cn_hk_service_1999};
//!
//! fn examine(matter: &Matter, answer: &mut Answer) {
//!     cn_hk_service_1999::examine_letter(matter, answer);
//! }
//! ```
//!
//! Confidence in the reading of a text is marked as in the collection of sources: `[T]` the text was read, `[K]` general knowledge, `[P]` a
//! policy where the text is silent, always a switch or said so.

#[cfg(target_arch = "wasm32")]
mod allocator;
mod answer;
#[doc(hidden)]
pub mod bindings;
pub mod cn_hk_mo_service_2009;
pub mod cn_hk_service_1999;
mod declaration;
mod matter;
mod period;
#[cfg(test)]
mod sample;

pub use answer::{Answer, Provision, Severities};
pub use bindings::export;
pub use bindings::exports::comity::rules::rules as contract;
pub use declaration::{Declaration, describe};
pub use matter::{Item, Matter};
pub use period::Days;
