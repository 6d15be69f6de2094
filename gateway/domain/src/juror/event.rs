//! What has happened to a juror, and how each event is split into an open and a sealed part of the record.

use serde::{Deserialize, Serialize};

use super::Candidate;
use super::profile::{Allowance, Away, Profile, Route, Sitting};
use crate::case::Answer;
use crate::draw::Hash;
use crate::parts::InParts;
use crate::{AuthorityId, Date};

/// One thing that happened to a juror. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// The president of the court proposed somebody.
    Nominated {
        /// The court.
        court: AuthorityId,
        /// By which way.
        route: Route,
        /// What the list says.
        profile: Box<Profile>,
    },
    /// The list says something else.
    ProfileChanged {
        /// What it says now.
        profile: Box<Profile>,
    },
    /// The rules were asked about what is known of the candidate, or of the juror by now.
    Assessed {
        /// What is known.
        candidate: Box<Candidate>,
        /// What the rules said.
        answer: Answer,
    },
    /// The standing committee appointed (People's Jurors Law arts 9 to 11).
    Appointed {
        /// The last day of the term (art. 13).
        last_day: Date,
        /// The number of its decision.
        decision: String,
        /// The day of that decision, if it is another than that of the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointed_on: Option<Date>,
        /// What the rules said.
        answer: Answer,
    },
    /// The oath was taken, in public (art. 12).
    Sworn {
        /// The day, if it is another than that of the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sworn_on: Option<Date>,
    },
    /// The juror said when it cannot sit.
    AwayStated {
        /// When; all that was said before no longer counts.
        away: Vec<Away>,
    },
    /// Something came out that bars the juror (arts 6, 7). It is not drawn until that is lifted.
    BarFound {
        /// What.
        bar: Bar,
    },
    /// It was not so, or is not so any more.
    BarLifted {},
    /// The juror has a seat: by a draw, as one who was drawn first or as an alternate, or without one.
    Seated {
        /// The year to which the case counts: that of the hearing.
        year: i16,
        /// The hearing.
        sitting: Sitting,
        /// On what it rests. Of a seat that was given before this was asked it is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// The juror gave the seat up.
    Unseated {
        /// The number of the sitting.
        sitting: u32,
        /// The year to which the case had counted.
        year: i16,
        /// Why.
        cause_code: Unseating,
    },
    /// The juror was paid (art. 30).
    AllowanceRecorded {
        /// For which sitting, and what.
        allowance: Allowance,
    },
    /// The juror was not appointed, or was removed (art. 27).
    Left {
        /// Why.
        cause_code: Leaving,
        /// The same in words.
        reason: String,
    },
}

/// What bars a juror. The codes are those of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// An office (People's Jurors Law art. 6(1)).
    JurorInBarredOffice,
    /// A profession: lawyer, notary, arbitrator, grass-roots legal worker (art. 6(2)).
    JurorInBarredProfession,
    /// A record: criminal punishment, dismissal from public office, a revoked licence, the list of dishonest judgment debtors (art. 7).
    JurorBarredByRecord,
}

impl Bar {
    /// Every bar.
    pub const ALL: [Self; 3] = [Self::JurorInBarredOffice, Self::JurorInBarredProfession, Self::JurorBarredByRecord];

    /// The code, as the rules say it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::JurorInBarredOffice => "juror-in-barred-office",
            Self::JurorInBarredProfession => "juror-in-barred-profession",
            Self::JurorBarredByRecord => "juror-barred-by-record",
        }
    }
}

/// On what it rests that a juror has a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Basis {
    /// The juror sits by a draw in this case.
    Draw {
        /// Which.
        draw: Hash,
    },
    /// Nothing was drawn in this case among the gateways, and a judge says why the juror sits in it.
    Reason {
        /// Why.
        reason: String,
    },
}

/// Why a seat was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unseating {
    /// A recusal was upheld (art. 18; Interpretation art. 7).
    Recused,
    /// The juror cannot come, with good reason.
    Prevented,
    /// There is no hearing, or another one.
    HearingFell,
}

impl Unseating {
    /// Every cause.
    pub const ALL: [Self; 3] = [Self::Recused, Self::Prevented, Self::HearingFell];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recused => "recused",
            Self::Prevented => "prevented",
            Self::HearingFell => "hearing-fell",
        }
    }
}

/// Why somebody is no juror, or no juror any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaving {
    /// The standing committee did not appoint.
    NotAppointed,
    /// Resigned (art. 27).
    Resigned,
    /// Barred by art. 6 or 7 (art. 27).
    Barred,
    /// Refused to take part in hearings without good reason (art. 27).
    RefusedToSit,
    /// Broke the law on trials for private ends, with grave consequences (art. 27).
    Malpractice,
    /// The term is over (art. 13).
    TermOver,
    /// Died.
    Died,
}

impl Leaving {
    /// Every cause.
    pub const ALL: [Self; 7] = [
        Self::NotAppointed,
        Self::Resigned,
        Self::Barred,
        Self::RefusedToSit,
        Self::Malpractice,
        Self::TermOver,
        Self::Died,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAppointed => "not-appointed",
            Self::Resigned => "resigned",
            Self::Barred => "barred",
            Self::RefusedToSit => "refused-to-sit",
            Self::Malpractice => "malpractice",
            Self::TermOver => "term-over",
            Self::Died => "died",
        }
    }
}

/// The fields that may stand open in the record. Whatever is not on this list is sealed, so a new field is secret until somebody decides
/// otherwise. In which case somebody sits is not on it, nor what bars somebody.
const OPEN_FIELDS: [&str; 5] = ["court", "route", "last_day", "year", "cause_code"];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 12] = [
        "nominated",
        "profile-changed",
        "assessed",
        "appointed",
        "sworn",
        "away-stated",
        "bar-found",
        "bar-lifted",
        "seated",
        "unseated",
        "allowance-recorded",
        "left",
    ];
}

impl InParts for Event {
    const OF: &'static str = "a juror";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
