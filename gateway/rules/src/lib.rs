//! The host of the rule components. The only crate that names wasmtime.
//!
//! A jurisdiction publishes its rules as a signed [`Release`]. It is believed step by step, each step made only from the last:
//! bytes → [`Pinned`] → [`Signed`] → [`Compiled`] → [`RuleSet`]. A rule set assesses facts in a fresh sandbox each time, within a
//! [`Budget`]; what the component says is checked before it is believed, and a [`Fault`] is never an empty assessment.
//!
//! ```no_run
//! use comity_domain::facts::Facts;
//! use comity_rules::{Host, Lock, RuleSet, Settings};
//!
//! # fn example(release: &[u8], lock: &Lock, json: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let host = Host::new()?;
//! let rules = RuleSet::load(&host, release, lock)?;
//! let assessment = rules.assess(&Facts::parse(json)?, Settings::Published)?;
//! println!("{:?}", assessment.outcome);
//! # Ok(())
//! # }
//! ```

mod book;
mod cases;
pub mod contract;
mod description;
mod fault;
mod frame;
mod host;
mod lift;
mod lower;
mod release;
mod replay;
mod rule_set;

pub use book::RuleBook;
pub use cases::{Case, CaseResult, Expectation, ExpectedConclusion, ExpectedDue};
pub use description::{Confidence, Description, Rule, Scope};
pub use fault::{AssessError, Fault};
pub use frame::{Frame, Guest, Settings};
pub use host::{Budget, Host};
pub use release::{Draft, Lock, Manifest, ManifestSignature, Pin, Pinned, PublisherKey, Release, Signed};
pub use replay::{Change, Difference, Kind, LastDay};
pub use rule_set::{Compiled, RuleSet};

/// The version of the arithmetic of periods, `comity_domain::deadline`. A release names the one that it was made for.
pub const ARITHMETIC: u32 = 1;
