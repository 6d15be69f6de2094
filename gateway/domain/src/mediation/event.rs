//! What has happened in a mediation, and how each event is split into an open and a sealed part of the record.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::dispute::{Candidate, Chooser, Confidential, Consent, Disclosure, Dispute, Leaving, NoteKind, Party};
use super::settlement::{Agreement, Signer};
use super::{EarlierRole, Selectability};
use crate::case::Answer;
use crate::parts::InParts;
use crate::{AuthorityId, Date};

/// How a mediation ends without an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// There is none, or the time for it is over.
    Failed,
    /// A party, or the court that referred, took it back.
    Withdrawn,
}

/// One thing that happened in a mediation. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// A body, or a court, took the dispute to mediate it.
    Opened {
        /// Which.
        body: AuthorityId,
        /// What is mediated.
        dispute: Box<Dispute>,
    },
    /// Another party joined.
    PartyJoined {
        /// Its number.
        number: u32,
        /// The party.
        joined: Party,
    },
    /// Somebody was named as mediator.
    MediatorNamed {
        /// Who.
        candidate: Candidate,
        /// Who chose this person.
        chosen_by: Chooser,
        /// What was known of the person in the same dispute.
        found: Vec<EarlierRole>,
        /// How the accreditation stood.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        standing: Option<Selectability>,
    },
    /// The mediator disclosed what there is to disclose.
    Disclosed {
        /// What.
        disclosure: Disclosure,
    },
    /// A party consented to the mediator, or refused.
    Consented {
        /// Number of the party.
        party: u32,
        /// What it said.
        consent: Consent,
    },
    /// The mediator was appointed.
    MediatorAppointed {
        /// The how manieth it is.
        number: u32,
        /// What was known of the person in the same dispute then.
        found: Vec<EarlierRole>,
        /// How the accreditation stood then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        standing: Option<Selectability>,
        /// What the rules said.
        answer: Answer,
        /// Why the person was appointed although they did not answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        override_reason: Option<String>,
    },
    /// A party objected to the mediator.
    Objected {
        /// The objection's number.
        number: u32,
        /// Number of the party.
        party: u32,
        /// Why.
        reason: String,
    },
    /// The body decided on an objection.
    ObjectionDecided {
        /// The objection's number.
        objection: u32,
        /// The mediator leaves.
        upheld: bool,
        /// Why.
        reason: String,
    },
    /// The mediator left; another is to be named.
    MediatorLeft {
        /// Why.
        leaving: Leaving,
        /// The same in words.
        reason: String,
    },
    /// The mediator signed for the papers (Invited Mediation art. 27).
    PapersSignedFor {
        /// The last day for concluding the mediation, if the rules have one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_day: Option<Date>,
        /// The day, if it is another than that of the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed_on: Option<Date>,
        /// How the accreditation stood then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        standing: Option<Selectability>,
        /// What the rules said.
        answer: Answer,
    },
    /// The parties agreed on more time.
    PeriodExtended {
        /// The last day from now on.
        last_day: Date,
        /// The numbers of the parties.
        agreed: Vec<u32>,
    },
    /// Something was said.
    Noted {
        /// What it is.
        sort: NoteKind,
        /// Number of the party that said it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<u32>,
        /// What was said.
        said: Confidential,
    },
    /// The parties reached an agreement.
    AgreementReached {
        /// The agreement.
        agreement: Agreement,
        /// Digest of the encrypted bytes of its paper: the blob's name.
        blob: Digest,
    },
    /// Somebody signed it.
    AgreementSigned {
        /// Who.
        signer: Signer,
        /// The day, if it is another than that of the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed_on: Option<Date>,
        /// Of the mediator: how the accreditation stood then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        standing: Option<Selectability>,
    },
    /// It fell before all had signed.
    AgreementDropped {
        /// Why.
        reason: String,
    },
    /// All have signed, and the body has sealed the settlement.
    Settled {
        /// The sealed settlement.
        settlement: String,
    },
    /// It ended without an agreement.
    Ended {
        /// How.
        ending: Ending,
        /// Why.
        reason: String,
    },
    /// A case was filed of the dispute, while it was mediated or afterwards.
    Filed {
        /// The court's number of the case.
        case_number: String,
    },
}

/// The fields that may stand open in the record: codes, dates, numbers, digests of encrypted bytes. Whatever is not on this list is
/// sealed, so a new field is secret until somebody decides otherwise. That somebody said something is not even counted by whom.
const OPEN_FIELDS: [&str; 9] =
    ["body", "number", "objection", "upheld", "leaving", "last_day", "blob", "ending", "chosen_by"];

impl Ending {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Failed, Self::Withdrawn];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 18] = [
        "opened",
        "party-joined",
        "mediator-named",
        "disclosed",
        "consented",
        "mediator-appointed",
        "objected",
        "objection-decided",
        "mediator-left",
        "papers-signed-for",
        "period-extended",
        "noted",
        "agreement-reached",
        "agreement-signed",
        "agreement-dropped",
        "settled",
        "ended",
        "filed",
    ];
}

impl InParts for Event {
    const OF: &'static str = "a mediation";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
