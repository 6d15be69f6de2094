//! What one side says to the other when it erases a matter of which the other has a copy. The copy is the other side's: what becomes of it
//! its own officers decide, under its own law.

use serde::{Deserialize, Serialize};

/// What a side says to the question whether it erases its copy too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErasureDecision {
    /// It will be erased there, by two persons as always.
    Granted,
    /// It is kept, for a reason.
    Declined,
}

impl ErasureDecision {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Granted, Self::Declined];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Declined => "declined",
        }
    }
}
