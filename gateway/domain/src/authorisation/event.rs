//! What has happened to an authorisation, and how each event is split into an open and a sealed part of the record.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::document::{IdentityCheck, Mandate, Recording, RevocationReason};
use crate::matter::FileRef;
use crate::parts::InParts;
use crate::{AuthorityId, Date};

/// One thing that happened to an authorisation. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// The persons came before a judge.
    SessionBegun {
        /// The judge's court.
        court: AuthorityId,
        /// The last day on which the authorisation can be used.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Who authorises whom, to what.
        mandate: Box<Mandate>,
    },
    /// Somebody was identified, or was not.
    IdentityChecked {
        /// How, and with which result.
        check: IdentityCheck,
    },
    /// The power of attorney was signed.
    PaperSigned {
        /// The paper.
        paper: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
    },
    /// The recording of the session was closed.
    Recorded {
        /// The recording.
        recording: Recording,
    },
    /// The court sealed what the judge witnessed.
    Witnessed {
        /// The sealed document.
        document: String,
    },
    /// The session ended without a result.
    Abandoned {
        /// Why.
        reason: String,
    },
    /// A document that another court sealed was verified and taken here.
    Taken {
        /// The court that sealed it.
        court: AuthorityId,
        /// The authority that took it.
        held_by: AuthorityId,
        /// The last day on which the authorisation can be used.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Who authorises whom, to what.
        mandate: Box<Mandate>,
        /// The sealed document.
        document: String,
    },
    /// It was revoked, here or where it was witnessed.
    Revoked {
        /// Why.
        reason_code: RevocationReason,
        /// The sealed revocation.
        revocation: String,
    },
}

/// The fields that may stand open in the record. Whatever is not on this list is sealed, so a new field is secret until somebody decides
/// otherwise.
const OPEN_FIELDS: [&str; 5] = ["court", "held_by", "until", "blob", "reason_code"];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 8] =
        ["session-begun", "identity-checked", "paper-signed", "recorded", "witnessed", "abandoned", "taken", "revoked"];
}

impl InParts for Event {
    const OF: &'static str = "an authorisation";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
