//! What the parties say to what was brought, what the court finds, and who bears the costs.

use serde::{Deserialize, Serialize};

use crate::registry::Tag;

/// What a party says in the hearing (arts 5, 8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Its number.
    pub party: u32,
    /// What it says.
    pub stance: Stance,
    /// Why, where it disputes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a party stands to what was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// It disputes neither what the law says nor how it is understood.
    Agrees,
    /// It disputes that, with reasons.
    Disputes,
    /// It was summoned, and did not come.
    Absent,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 3] = [Self::Agrees, Self::Disputes, Self::Absent];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Disputes => "disputes",
            Self::Absent => "absent",
        }
    }
}

/// An expert, or somebody for a body, who answers in the hearing, and only on the foreign law (art. 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appearance {
    /// The number of the request.
    pub request: u32,
    /// By picture and sound: open unless the law of the place where the person is forbids it.
    pub online: bool,
}

/// What the court found. The judgment states how the law was ascertained, and its content; or why it could not be (art. 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Found {
    /// This is the law.
    Ascertained {
        /// What it says, to each of the questions.
        content: String,
        /// By what.
        basis: Basis,
        /// The opinions on which it rests, by their numbers.
        opinions: Vec<u32>,
        /// Why, where it was disputed; the effective judgment, where one had found it before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It cannot be ascertained.
    NotAscertained {
        /// Why.
        reason: String,
    },
}

/// By what the court confirms the law (art. 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// No party disputes it.
    Undisputed,
    /// The court decides what is disputed, with reasons.
    Decided,
    /// An effective judgment of a court had found it, and nobody has rebutted that.
    EarlierJudgment,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Undisputed, Self::Decided, Self::EarlierJudgment];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Undisputed => "undisputed",
            Self::Decided => "decided",
            Self::EarlierJudgment => "earlier-judgment",
        }
    }
}

/// What one of those who were asked costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// The number of the request.
    pub request: u32,
    /// How much, in hundredths of the currency's unit.
    pub amount_hundredths: u64,
    /// The currency (`HKD`).
    pub currency: Tag,
}

/// What a party bears of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The number of the party.
    pub party: u32,
    /// How much, in hundredths of the currency's unit.
    pub amount_hundredths: u64,
    /// The currency.
    pub currency: Tag,
}

/// By what the costs are borne (art. 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CostsBasis {
    /// The parties agreed.
    Agreed,
    /// The court decides, with reasons.
    Decided,
}

impl CostsBasis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Agreed, Self::Decided];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Decided => "decided",
        }
    }
}
