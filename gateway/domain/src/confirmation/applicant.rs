//! How an application reached the court, and before whom the agreement was reached.

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::Date;
use crate::facts::Authority;

/// How the application of a party reached the court. When a clerk enters it is another matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {
    /// The day on which the court received it.
    pub received_on: Date,
    /// The day on which it was posted, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_on: Option<Date>,
}

/// Before whom the agreement was reached: codes of the vocabulary (`mediated-by`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediatedBy {
    /// A mediation body that is established by law; also one that a court has invited.
    MediationBody,
    /// A person alone.
    Individual,
}

impl HandedIn {
    /// Brought to the court on this day.
    pub const fn on(received_on: Date) -> Self {
        Self { received_on, posted_on: None }
    }

    /// The day on which it counts as made: what is posted before the period ends is in time (CPL art. 85).
    pub const fn counts_on(self) -> Date {
        match self.posted_on {
            Some(posted_on) => posted_on,
            None => self.received_on,
        }
    }

    /// As it can be entered on this day: what comes tomorrow is not here, and nothing is received before it is posted.
    pub(super) fn entered(received_on: Option<Date>, posted_on: Option<Date>, today: Date) -> Result<Self, Refusal> {
        let received_on = received_on.unwrap_or(today);
        if received_on > today {
            return Err(Refusal::ImpossibleDay { at: "received_on" });
        }
        if posted_on.is_some_and(|posted_on| posted_on > received_on) {
            return Err(Refusal::ImpossibleDay { at: "posted_on" });
        }
        Ok(Self { received_on, posted_on })
    }
}

impl MediatedBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::MediationBody, Self::Individual];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MediationBody => "mediation-body",
            Self::Individual => "individual",
        }
    }

    /// What the roll tells of whoever sealed a settlement. Of a court it does not tell whom the court had mediate.
    pub(super) fn by_the_roll(sealed_by: &Authority) -> Option<Self> {
        (sealed_by.kind == "mediation-body").then_some(Self::MediationBody)
    }
}
