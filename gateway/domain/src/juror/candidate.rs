//! What the rules look at in somebody who is to become a juror, and in a juror as long as it is one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::facts::{Particulars, Person, Value};
use crate::json::Place;
use crate::limits::OCCUPATIONS_OF_CANDIDATE_MAX;
use crate::matter::{BadRequest, check_fact, check_text};
use crate::{Date, Jurisdiction};

/// The role, and the id, under which the facts name the one person that a question is about.
pub(super) const JUROR: &str = "juror";

/// What is known of a candidate, out of its papers. What is left out is not known, and the rules say whether that matters. Codes are those
/// of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The date of birth (People's Jurors Law art. 5: twenty-eight years).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<Date>,
    /// The education: `senior-secondary`, `university` (art. 5(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<String>,
    /// The occupation: `engineer`, `solicitor` (art. 6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// Others beside it: somebody may be an accountant and an arbitrator.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub further_occupations: BTreeSet<String>,
    /// At which bar a lawyer is admitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admitted_in: Option<Jurisdiction>,
    /// What art. 7 calls a bar: `criminal-punishment`, `dishonest-judgment-debtor`. Empty: none was found.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub records: BTreeSet<String>,
    /// Upholds the Constitution (art. 5(1)(1)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upholds_constitution: Option<bool>,
}

impl Candidate {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        if self.further_occupations.len() > OCCUPATIONS_OF_CANDIDATE_MAX {
            return Err(BadRequest { at: "further_occupations".to_owned(), code: "too-many" });
        }
        self.occupation.iter().try_for_each(|text| check_text("occupation".to_owned(), text))?;
        check_fact("person", &self.as_fact(Jurisdiction::Hk, Particulars::new()), Place::Root("candidate"))
            .map_err(|bad| BadRequest { at: bad.at.trim_start_matches("candidate.").to_owned(), ..bad })
    }

    /// The person whom the rules are asked about, who resides there; `besides` is what the list knows. Neither name nor number: they decide
    /// nothing.
    pub(super) fn as_fact(&self, region: Jurisdiction, besides: Particulars) -> Person {
        let text = |text: &Option<String>| text.clone().map(Value::Text);
        let known = [
            ("date-of-birth", self.date_of_birth.map(Value::Day)),
            ("education", text(&self.education)),
            ("occupation", text(&self.occupation)),
            ("further-occupations", codes(&self.further_occupations)),
            ("admitted-in", self.admitted_in.map(|side| Value::Text(side.code().to_owned()))),
            ("records", codes(&self.records)),
            ("upholds-constitution", self.upholds_constitution.map(Value::Flag)),
        ];
        let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let particulars = besides.into_iter().chain(known).collect();
        Person { id: Some(JUROR.to_owned()), jurisdiction: Some(region), particulars, role: JUROR.to_owned() }
    }
}

/// An empty list says nothing that its absence does not.
fn codes(codes: &BTreeSet<String>) -> Option<Value> {
    (!codes.is_empty()).then(|| Value::Codes(codes.iter().cloned().collect()))
}
