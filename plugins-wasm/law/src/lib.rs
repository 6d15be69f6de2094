//! What the rule components are made of: the contract's types, a typed reading of the facts, builders for what is said, and the instruments
//! as modules named after them.
//!
//! An instrument has one function for each item or article, beside the words that it rests on, and is offered in chapters: what it has to
//! say at some stages of one procedure. A component is a table of chapters:
//!
//! ```
//! use law::contract::Date;
//! use law::instruments::cn_hk_service_1999;
//! use law::{Component, Question};
//!
//! const HONG_KONG: Component = Component {
//!     id: "hongkong",
//!     version: "0.1.0",
//!     jurisdiction: "HK",
//!     in_force_from: Date { year: 1999, month: 3, day: 30 },
//!     questions: &[Question::from("CN", &[&cn_hk_service_1999::LETTER_OF_REQUEST, &cn_hk_service_1999::RETURN])],
//! };
//! assert_eq!(HONG_KONG.describe().scopes[0].stages, ["incoming", "return"]);
//! ```
//!
//! Confidence in the reading of a text is marked as in the collection of sources: `[T]` the text was read, `[K]` general knowledge, `[P]` a
//! policy where the text is silent, always a switch or said so. Each [`Rule`] carries it.

#[cfg(target_arch = "wasm32")]
mod allocator;
mod answer;
#[doc(hidden)]
pub mod bindings;
mod certificate;
mod component;
mod declaration;
mod elapsed;
mod enclosures;
mod execution;
pub mod instruments;
mod juror;
mod languages;
mod letter;
mod matter;
mod mediator;
mod period;
#[cfg(test)]
mod sample;
mod service;
mod special_method;
mod switches;
mod transmission;

pub use answer::{Answer, Provision, Severities};
pub use bindings::export;
pub use bindings::exports::comity::rules::rules as contract;
pub use component::{Chapter, Component, Question};
pub use declaration::{Declaration, Rule};
pub use matter::{Item, Matter};
pub use period::Days;
pub use switches::Switch;
