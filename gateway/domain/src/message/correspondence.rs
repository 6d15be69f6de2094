//! What the two sides tell each other while a letter is examined and executed: times and places, costs.

use serde::{Deserialize, Serialize};

use crate::Date;
use crate::assessment::Citation;
use crate::facts::{DocketEvent, Particulars, Value};
use crate::json::Place;
use crate::limits::AMOUNT_MAX_HUNDREDTHS;
use crate::matter::{BadRequest, check_fact, check_particulars, check_text};

/// When and where something is done, so that those who may attend can come (E17 art. 7(3), M20 art. 19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// What is done.
    pub occasion: Occasion,
    /// The day.
    pub date: Date,
    /// The time of day, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where.
    pub place: String,
    /// Who may attend, and how: what the executing side allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<String>,
}

/// What a notice of time and place is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// The request is executed.
    Execution,
    /// A court of the executing side hears something about the request.
    Hearing,
}

/// Costs that the executing side does not bear by itself, before they arise (E17 art. 9, M20 art. 8, S99 art. 8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// For what: codes of the vocabulary, `special-method`.
    pub items: Vec<String>,
    /// They are to be paid before they arise (M20 art. 8).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub prepayment: bool,
    /// How much is expected, if that can be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Amount>,
    /// Why.
    pub reason: String,
    /// The provisions that it rests on.
    #[serde(default)]
    pub grounds: Vec<Citation>,
}

/// A sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// In which currency.
    pub currency: Currency,
    /// In hundredths of its unit.
    pub hundredths: u64,
}

/// The currencies of the three sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Renminbi.
    Cny,
    /// Hong Kong dollars.
    Hkd,
    /// Patacas.
    Mop,
}

/// What the requesting side says to costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CostsDecision {
    /// It bears them: go on.
    Agreed,
    /// It does not: go on without what they are for.
    Declined,
}

impl Occasion {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Execution => "execution",
            Self::Hearing => "hearing",
        }
    }
}

impl Currency {
    /// The code, as it is written (ISO 4217).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Hkd => "HKD",
            Self::Mop => "MOP",
        }
    }
}

impl CostsDecision {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Declined => "declined",
        }
    }
}

impl Notice {
    /// Checks the form: texts that can be shown, a day and a time of day that exist.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        check_text("notice.place".into(), &self.place)?;
        if let Some(attendance) = &self.attendance {
            check_text("notice.attendance".into(), attendance)?;
        }
        check_fact("event", &self.as_fact(), Place::Root("notice")).map_err(|bad| match bad.at.as_str() {
            "notice.on" => BadRequest { at: "notice.date".into(), ..bad },
            "notice.at" => BadRequest { at: "notice.time".into(), ..bad },
            _ => bad,
        })
    }

    /// The notice as an event of the facts: the schema has the only list of what a day and a time are.
    fn as_fact(&self) -> DocketEvent {
        let (at, kind) = (self.time.clone(), "hearing".into());
        DocketEvent { kind, on: self.date, at, method: None, channel: None, person: None, by: None }
    }
}

impl Costs {
    /// Checks the form: codes of the vocabulary, an amount that can be, a text that can be shown.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let bad = |at: &str, code| Err(BadRequest { at: at.into(), code });
        if self.items.is_empty() {
            return bad("costs.items", "empty-list");
        }
        if self.estimate.is_some_and(|amount| amount.hundredths > AMOUNT_MAX_HUNDREDTHS) {
            return bad("costs.estimate", "too-large");
        }
        check_text("costs.reason".into(), &self.reason)?;
        let items = Particulars::from([("expected-costs".to_owned(), Value::Codes(self.items.clone()))]);
        check_particulars(&items, Place::Root("costs"))
            .map_err(|bad| BadRequest { at: bad.at.replace("expected_costs", "items"), ..bad })
    }
}
