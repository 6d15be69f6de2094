//! Another use of evidence than that for which it was given: asked of the side that gave it, and answered.

use std::collections::BTreeSet;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::label::Purpose;
use crate::limits::ITEMS_OF_USE_MAX;
use crate::matter::BadRequest;

/// What is asked: these items, for this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherUse {
    /// The items, by the digests of their bytes.
    pub items: Vec<Digest>,
    /// What for.
    pub purpose: Purpose,
}

/// What the side that gave the items says to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UseDecision {
    /// They may be used so too.
    Granted,
    /// They may not.
    Declined,
}

impl UseDecision {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Declined => "declined",
        }
    }
}

impl OtherUse {
    /// Checks the form: some items, each once, and another use than the one that needs no leave.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let bad = |at: &str, code| Err(BadRequest { at: at.into(), code });
        match self.items.len() {
            0 => return bad("items", "empty-list"),
            count if count > ITEMS_OF_USE_MAX => return bad("items", "too-many"),
            _ => {}
        }
        if self.items.iter().collect::<BTreeSet<_>>().len() < self.items.len() {
            return bad("items", "not-unique");
        }
        if self.purpose == (Purpose::OwnCase {}) {
            return bad("purpose", "needs-no-leave");
        }
        self.purpose.check()
    }
}
