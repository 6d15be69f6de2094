//! What a record keeps the history of, where rules are asked: under its subject all its entries stand, of it bundles are given, and what
//! particulars it has are erased together.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{CaseId, MatterId};

/// A matter, or a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum History {
    /// A matter between two jurisdictions.
    Matter(MatterId),
    /// A case before one court.
    Case(CaseId),
}

impl History {
    /// What this subject of a record is the history of; `None` if of something else.
    pub fn of(subject: &str) -> Option<Self> {
        let (kind, name) = subject.split_once('/')?;
        match kind {
            "matter" => name.parse().ok().map(Self::Matter),
            "case" => name.parse().ok().map(Self::Case),
            _ => None,
        }
    }

    /// The subject under which a record keeps it.
    pub fn subject(&self) -> String {
        match self {
            Self::Matter(id) => format!("matter/{id}"),
            Self::Case(id) => format!("case/{id}"),
        }
    }
}

/// Its name, which does not say what it is.
impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matter(id) => fmt::Display::fmt(id, f),
            Self::Case(id) => fmt::Display::fmt(id, f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_is_known_by_its_subject_and_nothing_else_is_one() {
        for subject in ["matter/cn/01KEQ3V3T0000000000000000A", "case/cn/01KEQ3V3T0000000000000000A"] {
            assert_eq!(History::of(subject).unwrap().subject(), subject);
        }
        for other in ["rules", "peer/cn", "authorisation/cn/01KEQ3V3T0000000000000000A", "matter/", "case/cn/x"] {
            assert_eq!(History::of(other), None);
        }
    }

    #[test]
    fn in_json_it_says_what_it_is() {
        let case = History::of("case/cn/01KEQ3V3T0000000000000000A").unwrap();
        assert_eq!(serde_json::to_string(&case).unwrap(), r#"{"case":"cn/01KEQ3V3T0000000000000000A"}"#);
    }
}
