//! Who sees what of a register.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Availability, Entry, Name, Register, RosterNo, Status, Tag};
use crate::{AuthorityId, Jurisdiction};

/// What somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// Anybody: who is in force in a register that is public.
    Public,
    /// A court or a mediation body, which appoints: whoever is not gone, and where each entry stands.
    Court,
    /// Who keeps a list: as a court, and of its own entries those that have ended, too.
    Keeper(AuthorityId),
}

/// An entry as a view shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its number.
    pub roster_no: RosterNo,
    /// The register.
    pub register: Register,
    /// Who keeps it there.
    pub keeper: AuthorityId,
    /// Where the person resides or the body has its seat.
    pub region: Jurisdiction,
    /// The names, as given.
    pub names: Vec<Name>,
    /// The languages.
    pub languages: BTreeSet<Tag>,
    /// The specialities.
    pub specialities: BTreeSet<Tag>,
    /// Where it stands; not for the public, which sees only who is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Whether appointments are taken; not for the public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
}

impl View {
    /// Is there anything of this entry to see?
    pub fn sees(&self, entry: &Entry) -> bool {
        match self {
            Self::Public => entry.register.is_public() && entry.status == Status::InForce,
            Self::Court => entry.status != Status::Ended,
            Self::Keeper(keeper) => entry.status != Status::Ended || entry.keeper == *keeper,
        }
    }

    /// The entry as this view shows it. `None` if there is nothing of it to see.
    pub fn show(&self, entry: Entry) -> Option<Shown> {
        if !self.sees(&entry) {
            return None;
        }
        let is_public = *self == Self::Public;
        Some(Shown {
            roster_no: entry.roster_no,
            register: entry.register,
            keeper: entry.keeper,
            region: entry.region,
            names: entry.names,
            languages: entry.languages,
            specialities: entry.specialities,
            status: (!is_public).then_some(entry.status),
            availability: (!is_public).then_some(entry.availability),
        })
    }
}
