//! Who a juror is, as far as a list of jurors needs it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::limits::{AWAY_OF_JUROR_MAX, SUM_OF_ALLOWANCE_MAX_HUNDREDTHS, WORKING_DAYS_OF_ALLOWANCE_MAX};
use crate::matter::{BadRequest, check_text};
use crate::registry::{Availability, Entry, Name, Register, RosterNo, Status, Tag};
use crate::{AuthorityId, Date, Jurisdiction};

/// By which way somebody becomes a juror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Drawn among the residents, and drawn once more among those who qualify (People's Jurors Law arts 9, 10).
    Random,
    /// By own application, or recommended by an organisation (art. 11): the way of residents of Hong Kong and Macao, as a rule.
    Application,
}

impl Route {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Random, Self::Application];

    /// The code of the vocabulary (`appointment-route`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Application => "application",
        }
    }
}

/// What a list says of a juror. What the rules look at before an appointment (age, education, occupation, records) is asked of them with
/// the candidate's papers, and is not kept here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The number on the list.
    pub roster_no: RosterNo,
    /// Where the juror resides.
    pub region: Jurisdiction,
    /// The names, as given.
    pub names: Vec<Name>,
    /// The languages.
    pub languages: BTreeSet<Tag>,
    /// The fields of which the juror knows most: by these, lists of experts are made (Interpretation art. 3(3)).
    pub specialities: BTreeSet<Tag>,
}

/// Days on which a juror cannot sit, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

/// A hearing for which a juror has a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// The court that hears the case.
    pub court: AuthorityId,
    /// The case, by its number.
    pub case_number: String,
    /// The day of the hearing.
    pub hearing: Date,
}

/// What a juror was paid for taking part (art. 30): an allowance by working days, and what travel and meals cost. Hundredths of a yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// The number of the sitting.
    pub sitting: u32,
    /// Working days.
    pub working_days: u32,
    /// The allowance for them.
    pub allowance_hundredths: u64,
    /// Travel.
    pub travel_hundredths: u64,
    /// Meals.
    pub meals_hundredths: u64,
}

impl Profile {
    /// The face of the juror in the register, with the list on which the juror stands.
    pub fn face(&self, list: &AuthorityId, status: Status, availability: Availability) -> Entry {
        Entry {
            roster_no: self.roster_no.clone(),
            register: Register::Jurors,
            keeper: list.clone(),
            region: self.region,
            names: self.names.clone(),
            languages: self.languages.clone(),
            specialities: self.specialities.clone(),
            status,
            availability,
        }
    }

    /// By what a seat may ask for somebody: region, languages, specialities.
    pub fn tags(&self) -> BTreeSet<Tag> {
        let region = self.region.code().parse().ok();
        region.into_iter().chain(self.languages.iter().chain(&self.specialities).cloned()).collect()
    }

    /// Checks the form.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, list: &AuthorityId) -> Result<(), BadRequest> {
        self.face(list, Status::Pending, Availability::Free).check()
    }
}

impl Away {
    /// Does the day fall into it?
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Checks what a juror says of days on which it is not there.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(all: &[Self]) -> Result<(), BadRequest> {
        let bad = |code| Err(BadRequest { at: "away".to_owned(), code });
        if all.len() > AWAY_OF_JUROR_MAX {
            return bad("too-many");
        }
        if all.iter().any(|away| away.to < away.from) { bad("out-of-range") } else { Ok(()) }
    }
}

impl Sitting {
    /// Checks the form.
    ///
    /// # Errors
    /// The place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        check_text("case_number".to_owned(), &self.case_number)
    }
}

impl Allowance {
    /// All of it, in hundredths.
    pub const fn sum_hundredths(&self) -> u64 {
        self.allowance_hundredths.saturating_add(self.travel_hundredths).saturating_add(self.meals_hundredths)
    }

    /// Checks the form: it is for somebody who came, and for no more than there is.
    ///
    /// # Errors
    /// The place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let bad = |at: &str| Err(BadRequest { at: at.to_owned(), code: "out-of-range" });
        if self.working_days == 0 || self.working_days > WORKING_DAYS_OF_ALLOWANCE_MAX {
            return bad("working_days");
        }
        if self.sum_hundredths() > SUM_OF_ALLOWANCE_MAX_HUNDREDTHS { bad("allowance_hundredths") } else { Ok(()) }
    }
}
