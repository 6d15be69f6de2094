//! Who is listed, and as what.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use crate::matter::BadRequest;
use crate::registry::{Availability, Entry, Name, RosterNo, Status, Tag};
use crate::{AuthorityId, Jurisdiction};

/// What a register says of whom it lists. There is no place in it for the number of a document of identity, a date of birth or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The number in the register.
    pub roster_no: RosterNo,
    /// Where the person resides or the body has its seat.
    pub region: Jurisdiction,
    /// The names, as given.
    pub names: Vec<Name>,
    /// The languages.
    #[serde(default)]
    pub languages: BTreeSet<Tag>,
    /// The fields of which most is known.
    #[serde(default)]
    pub specialities: BTreeSet<Tag>,
    /// What this register asks for besides.
    pub fields: Fields,
}

impl Profile {
    /// The face of the listing in its register.
    pub fn face(&self, keeper: &AuthorityId, status: Status, availability: Availability) -> Entry {
        Entry {
            roster_no: self.roster_no.clone(),
            register: self.fields.register(),
            keeper: keeper.clone(),
            region: self.region,
            names: self.names.clone(),
            languages: self.languages.clone(),
            specialities: self.specialities.iter().cloned().chain(self.fields.tags()).collect(),
            status,
            availability,
        }
    }

    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, keeper: &AuthorityId) -> Result<(), BadRequest> {
        self.face(keeper, Status::Pending, Availability::Free).check()?;
        self.fields.check(self.region)
    }
}
