//! What has happened to a mediator, and how each event is split into an open and a sealed part of the record.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::{Accreditation, Application, Credential, RosterNumber, TwoPersons};
use crate::parts::InParts;
use crate::{AuthorityId, Date, Jurisdiction};

/// One thing that happened to a mediator. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// Somebody applied.
    Applied {
        /// The body.
        body: AuthorityId,
        /// What was applied with.
        application: Box<Application>,
        /// Digests of the encrypted bytes of its documents: the blobs' names.
        blobs: Vec<Digest>,
    },
    /// The region's rules were asked, and a person looked at their answer.
    Assessed {
        /// Does the applicant meet what is asked for?
        eligible: bool,
        /// Digest of the rules' answer.
        assessment: Digest,
        /// Why the person found so. It is there wherever somebody was found to meet what is asked for without a verdict of the rules, and
        /// absent in what was recorded before it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The body did not accredit.
    Rejected {
        /// Why.
        reason: String,
    },
    /// The body accredited, and issued the first credential.
    Accredited {
        /// The number on the roster.
        roster_number: RosterNumber,
        /// What the accreditation is by.
        accreditation: Accreditation,
        /// Its last day.
        until: Date,
        /// The credential.
        credential: Credential,
    },
    /// The Joint Conference confirmed.
    Confirmed {
        /// The confirmations, one of each jurisdiction.
        confirmations: Vec<String>,
    },
    /// The accreditation was renewed, and a further credential issued.
    Renewed {
        /// Its last day.
        until: Date,
        /// The credential.
        credential: Credential,
    },
    /// The accreditation was suspended.
    Suspended {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// The suspension was lifted.
    Reinstated {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// The accreditation was revoked, for good.
    Revoked {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// It was given up: the application, or the accreditation.
    Withdrawn {
        /// By which word or paper of the person; absent in what was recorded before it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A region barred the mediator from its territory.
    Barred {
        /// Which.
        region: Jurisdiction,
        /// Why.
        reason: String,
    },
    /// It lifted that.
    BarLifted {
        /// Which.
        region: Jurisdiction,
        /// Why.
        reason: String,
    },
}

/// The fields that stand open in the record: codes, dates, digests. The number on the roster is not among them: it is a name.
const OPEN_FIELDS: [&str; 6] = ["body", "blobs", "eligible", "assessment", "until", "region"];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 12] = [
        "applied",
        "assessed",
        "rejected",
        "accredited",
        "confirmed",
        "renewed",
        "suspended",
        "reinstated",
        "revoked",
        "withdrawn",
        "barred",
        "bar-lifted",
    ];
}

impl InParts for Event {
    const OF: &'static str = "a mediator";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
