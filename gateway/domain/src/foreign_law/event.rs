//! What has happened in an inquiry, and how each event is split into an open and a sealed part of the record.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::hearing::{Appearance, Cost, CostsBasis, Found, Share, Statement};
use super::opinion::Opinion;
use super::request::{Asked, Channel, ChannelEnd, Sheet};
use crate::case::{Answer, Sitting};
use crate::matter::FileRef;
use crate::parts::InParts;
use crate::{AuthorityId, Date, Jurisdiction};

/// One thing that happened in an inquiry. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// The question was asked.
    Opened {
        /// The court.
        court: AuthorityId,
        /// Whose law it is.
        law: Jurisdiction,
        /// The case, the law, the questions, the parties.
        sheet: Box<Sheet>,
    },
    /// A file was added.
    FileAdded {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
    },
    /// Somebody was asked.
    Requested {
        /// The number of the request.
        number: u32,
        /// Through which channel.
        channel: Channel,
        /// The last day of the period.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Who.
        asked: Box<Asked>,
    },
    /// A period was lengthened.
    PeriodExtended {
        /// The number of the request.
        number: u32,
        /// The last day.
        until: Date,
        /// Why.
        reason: String,
    },
    /// A channel did not yield the law.
    ChannelEnded {
        /// The number of the request.
        number: u32,
        /// How it ended.
        end: ChannelEnd,
        /// The reason of the court.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The good reason of the party that brought nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        excuse: Option<String>,
    },
    /// What was brought was taken.
    OpinionTaken {
        /// The number of the opinion.
        number: u32,
        /// The number of the request.
        request: u32,
        /// What it says, and with which papers.
        opinion: Box<Opinion>,
        /// What the rules said.
        answer: Answer,
        /// Why it was taken although they were silent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        override_reason: Option<String>,
    },
    /// An opinion was served on a party.
    Served {
        /// The number of the opinion.
        opinion: u32,
        /// The number of the party.
        party: u32,
        /// The day.
        served_on: Date,
    },
    /// The hearing was fixed.
    HearingFixed {
        /// The day.
        hearing_on: Date,
        /// Day, time and place.
        sitting: Sitting,
        /// The numbers of the requests whose experts or bodies are called to it.
        called: Vec<u32>,
    },
    /// The hearing was held.
    Heard {
        /// The judge who led it.
        judge: String,
        /// How many opinions were shown: all that had come.
        shown: u32,
        /// What each party said.
        statements: Vec<Statement>,
        /// Who of those who were called appeared.
        appeared: Vec<Appearance>,
    },
    /// The court found what the law is.
    Ascertained {
        /// What it found.
        found: Found,
    },
    /// The court found that the law cannot be ascertained.
    NotAscertained {
        /// Why.
        found: Found,
        /// What the rules said.
        answer: Answer,
        /// Why it was given up although they did not say that it may be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        override_reason: Option<String>,
    },
    /// It was settled who bears the costs.
    CostsDecided {
        /// By agreement, or by decision.
        basis: CostsBasis,
        /// What the ascertainment cost.
        costs: Vec<Cost>,
        /// Which party bears how much of it.
        shares: Vec<Share>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The inquiry was closed.
    Closed {},
    /// The question fell away.
    Dropped {
        /// Why.
        reason: String,
    },
}

/// The fields that may stand open in the record: numbers, codes and days. Whatever is not on this list is sealed.
const OPEN_FIELDS: [&str; 15] = [
    "court",
    "law",
    "blob",
    "number",
    "channel",
    "until",
    "end",
    "request",
    "party",
    "served_on",
    "hearing_on",
    "called",
    "shown",
    "appeared",
    "basis",
];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 14] = [
        "opened",
        "file-added",
        "requested",
        "period-extended",
        "channel-ended",
        "opinion-taken",
        "served",
        "hearing-fixed",
        "heard",
        "ascertained",
        "not-ascertained",
        "costs-decided",
        "closed",
        "dropped",
    ];
}

impl InParts for Event {
    const OF: &'static str = "an inquiry";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
