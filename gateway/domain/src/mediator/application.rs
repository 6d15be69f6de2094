//! What somebody applies with: what a card may show of the person, what the region's rules look at, and the papers.
//!
//! There is no place for the number of a document of identity, a date of birth or an address: neither here, nor in what is made from it.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::limits::{APPLICATION_DOCUMENTS_MAX, EXPERIENCE_MAX_UNITS, MEDIATOR_NAME_MAX_CHARS, MEDIATOR_SKILLS_MAX};
use crate::matter::{BadRequest, FileRef, bad, check_text};

/// An application for accreditation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// What a card may show.
    pub profile: Profile,
    /// What the rules look at.
    pub experience: Experience,
    /// The papers that show it.
    #[serde(default)]
    pub documents: Vec<FileRef>,
}

/// What a card may show of a mediator, each by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The family name, in the script of the person.
    pub family_name: String,
    /// The given name, likewise.
    pub given_name: String,
    /// The whole name in Latin letters, as the person spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub romanised_name: Option<String>,
    /// The languages in which the person mediates.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The fields of which the person knows most.
    #[serde(default)]
    pub specialities: Vec<String>,
    /// Digest of a photograph. The photograph is no part of the credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Digest>,
}

/// What the applicant states, as the rules of the regions ask for it. What is not stated is asked for, and not taken as missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// Whole years of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_years: Option<u32>,
    /// Mediations that were completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediation_cases: Option<u32>,
    /// Whole years as a mediator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediator_years: Option<u32>,
    /// The course for mediators of the bay was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gba_course_completed: Option<bool>,
    /// The applicant upholds the Constitution, both Basic Laws, and one country, two systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upholds_constitution: Option<bool>,
    /// There is a record of discipline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disciplinary_record: Option<bool>,
}

impl Application {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        self.profile.check()?;
        self.experience.check()?;
        if self.documents.len() > APPLICATION_DOCUMENTS_MAX {
            return bad("documents", "too-many");
        }
        Ok(())
    }
}

impl Profile {
    /// Checks the form.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let names = [("family_name", Some(&self.family_name)), ("given_name", Some(&self.given_name))];
        let names = names.into_iter().chain([("romanised_name", self.romanised_name.as_ref())]);
        names.filter_map(|(at, name)| Some((at, name?))).try_for_each(|(at, name)| check_name(at, name))?;
        check_skills("languages", &self.languages)?;
        check_skills("specialities", &self.specialities)
    }
}

impl Experience {
    fn check(self) -> Result<(), BadRequest> {
        let counted = [
            ("work_years", self.work_years),
            ("mediation_cases", self.mediation_cases),
            ("mediator_years", self.mediator_years),
        ];
        match counted.into_iter().find(|(_, count)| count.is_some_and(|count| count > EXPERIENCE_MAX_UNITS)) {
            Some((at, _)) => bad(at, "bad-number"),
            None => Ok(()),
        }
    }
}

fn check_name(at: &str, name: &str) -> Result<(), BadRequest> {
    check_text(at.to_owned(), name)?;
    if name.chars().count() > MEDIATOR_NAME_MAX_CHARS || name.contains('\n') {
        return bad(at, "bad-text");
    }
    Ok(())
}

fn check_skills(at: &str, skills: &[String]) -> Result<(), BadRequest> {
    if skills.len() > MEDIATOR_SKILLS_MAX {
        return bad(at, "too-many");
    }
    skills.iter().try_for_each(|skill| check_name(at, skill))
}
