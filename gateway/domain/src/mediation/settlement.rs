//! What comes out of a mediation: the parties' agreement, and the settlement that the body seals.

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use super::{Candidate, Dispute, Mediation};
use crate::limits::TRANSLATIONS_OF_EXHIBIT_MAX;
use crate::matter::{BadRequest, FileRef, bad};
use crate::{AuthorityId, Date, MediationId, vocabulary};

/// The agreement, as a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The paper.
    pub paper: FileRef,
    /// Its languages.
    pub languages: Vec<String>,
    /// The languages into which it is translated, in the same paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<String>,
}

/// Whose name stands under an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signer {
    /// A party's, by its number.
    Party(u32),
    /// The mediator's.
    Mediator,
}

/// What the body seals when all have signed: that there is an agreement, between whom, reached before whom, and which paper it is. It is all
/// that a court is told of the mediation. Nothing that was said in it has a place here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// The mediation.
    pub mediation: MediationId,
    /// The body whose seal it is.
    pub sealed_by: AuthorityId,
    /// When it was sealed.
    pub sealed_at: Time,
    /// The dispute, with its parties.
    pub dispute: Dispute,
    /// Everybody who mediated it; the last one signed.
    pub mediators: Vec<Candidate>,
    /// Digest of the paper that was signed.
    pub agreement: Digest,
    /// Its languages.
    pub languages: Vec<String>,
    /// The languages into which it is translated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<String>,
    /// The day on which the last of them signed: from then on it is in effect.
    pub effective_on: Date,
}

impl Agreement {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        if self.languages.is_empty() {
            return bad("languages", "empty-list");
        }
        for (at, languages) in [("languages", &self.languages), ("translations", &self.translations)] {
            if languages.len() > TRANSLATIONS_OF_EXHIBIT_MAX {
                return bad(at, "too-many");
            }
            if languages.iter().any(|language| !vocabulary::languages().contains(language)) {
                return bad(at, "unknown-code");
            }
        }
        Ok(())
    }
}

impl Settlement {
    /// What is sealed of this mediation at this moment; nothing, as long as somebody has to sign.
    pub fn of(mediation: &Mediation, sealed_at: Time) -> Option<Self> {
        let agreement = mediation.agreement.as_ref()?;
        let signed_on = |signer| mediation.signed.iter().find(|(by, _)| *by == signer).map(|(_, on)| *on);
        let days: Option<Vec<Date>> = mediation.signers().map(signed_on).collect();
        Some(Self {
            mediation: mediation.id.clone(),
            sealed_by: mediation.standing.body.clone(),
            sealed_at,
            dispute: mediation.dispute.clone(),
            mediators: mediation.mediators().cloned().collect(),
            agreement: agreement.paper.sha256,
            languages: agreement.languages.clone(),
            translations: agreement.translations.clone(),
            effective_on: days?.into_iter().max()?,
        })
    }
}
