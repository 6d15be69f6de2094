//! What has happened to an application, and how each event is split into an open and a sealed part of the record.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::ruling::{Ground, Verdict};
use super::{HandedIn, MediatedBy};
use crate::case::Answer;
use crate::matter::FileRef;
use crate::mediation::Settlement;
use crate::parts::InParts;
use crate::{AuthorityId, Date, MediationId};

/// One thing that happened to an application. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// A party applied.
    Applied {
        /// The court.
        court: AuthorityId,
        /// The mediation: no two applications about it are open at one court.
        mediation: MediationId,
        /// Number of the party.
        party: u32,
        /// How its application reached the court; on the business day, where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handed_in: Option<HandedIn>,
        /// Who mediated, if the roll told it then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mediated_by: Option<MediatedBy>,
        /// What the mediation body sealed.
        settlement: Box<Settlement>,
        /// The sealed settlement.
        document: String,
    },
    /// Another party applied too.
    PartyJoined {
        /// Its number.
        party: u32,
        /// How its application reached the court; on the business day, where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handed_in: Option<HandedIn>,
    },
    /// The court stated before whom the agreement was reached.
    MediatorStated {
        /// A body, or a person alone.
        mediated_by: MediatedBy,
        /// The name.
        name: String,
    },
    /// The paper of the agreement was put on file: the very one that the settlement names.
    AgreementPut {
        /// The paper.
        paper: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
    },
    /// The court examined the application.
    Examined {
        /// The last day on which the parties could apply, if the rules counted one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_day: Option<Date>,
        /// What the rules said.
        answer: Answer,
    },
    /// The court ruled.
    Ruled {
        /// What.
        verdict: Verdict,
        /// Why not, if it refused.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        grounds: Vec<Ground>,
        /// The sealed ruling.
        ruling: String,
    },
    /// A party was given a copy from which it can have the agreement enforced.
    CopyGiven {
        /// The copy's number.
        number: u32,
        /// The party's.
        party: u32,
    },
    /// The parties took it back.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// The fields that may stand open in the record: codes, dates, numbers, digests of encrypted bytes. Whatever is not on this list is
/// sealed, so a new field is secret until somebody decides otherwise.
const OPEN_FIELDS: [&str; 8] = ["court", "mediation", "party", "blob", "last_day", "verdict", "grounds", "number"];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 8] =
        ["applied", "party-joined", "mediator-stated", "agreement-put", "examined", "ruled", "copy-given", "withdrawn"];
}

impl InParts for Event {
    const OF: &'static str = "an application for confirmation";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
