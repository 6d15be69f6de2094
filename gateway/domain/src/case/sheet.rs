//! What a case is, as its court entered it: its number, its procedure, its parties.

use serde::{Deserialize, Serialize};

use crate::facts::{Particulars, Value};
use crate::json::Place;
use crate::limits::PARTIES_OF_CASE_MAX;
use crate::matter::{BadRequest, check_particulars, check_text};
use crate::{Date, Jurisdiction};

/// The case, as its court entered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The court's number of the case.
    pub case_number: String,
    /// The cause of action, in words.
    pub cause_of_action: String,
    /// The field of law: a code of the vocabulary, `civil-commercial`.
    pub case_category: String,
    /// The procedure by which it is tried: a code of the vocabulary, `ordinary`.
    pub trial_procedure: String,
    /// `first` or `second`.
    pub instance: String,
    /// The parties. Their numbers are their places, from 1.
    pub parties: Vec<Party>,
}

/// A party to the case. In the case it goes by its number alone, which names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The name as given.
    pub name: String,
    /// On which side.
    pub side: PartySide,
    /// Domicile or seat.
    pub jurisdiction: Jurisdiction,
    /// Who speaks for it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
}

/// On which side of the case a party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartySide {
    /// It claims.
    Plaintiff,
    /// It is claimed from.
    Defendant,
    /// It joined, or was joined.
    ThirdParty,
}

impl PartySide {
    /// Every side.
    pub const ALL: [Self; 3] = [Self::Plaintiff, Self::Defendant, Self::ThirdParty];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plaintiff => "plaintiff",
            Self::Defendant => "defendant",
            Self::ThirdParty => "third-party",
        }
    }
}

/// The day, the time and the place of an exchange of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// The day. It ends the period for producing evidence (Evidence Provisions art. 56).
    pub on: Date,
    /// The time of day, `HH:MM`.
    pub time: String,
    /// Where, or over which court's video.
    pub place: String,
    /// In the court room, or from afar.
    pub manner: Presence,
}

/// How somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// In the same room.
    InPerson,
    /// By picture and sound.
    Online,
    /// In writing, at another time, on the court's platform.
    InWriting,
}

impl Presence {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Online, Self::InWriting];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Online => "online",
            Self::InWriting => "in-writing",
        }
    }
}

impl Sheet {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        for (at, text) in [("case_number", &self.case_number), ("cause_of_action", &self.cause_of_action)] {
            check_text(at.to_owned(), text)?;
        }
        if self.parties.is_empty() {
            return bad("parties", "empty-list");
        }
        if self.parties.len() > PARTIES_OF_CASE_MAX {
            return bad("parties", "too-many");
        }
        self.parties.iter().enumerate().try_for_each(|(place, party)| party.check(&format!("parties[{place}]")))?;
        check_particulars(&self.particulars(), Place::Root("sheet"))
            .map_err(|bad| BadRequest { at: bad.at.trim_start_matches("sheet.").to_owned(), ..bad })
    }

    /// What of it the rules read.
    pub(super) fn particulars(&self) -> Particulars {
        let codes = [
            ("case-category", &self.case_category),
            ("trial-procedure", &self.trial_procedure),
            ("instance", &self.instance),
        ];
        codes.into_iter().map(|(name, code)| (name.to_owned(), Value::Text(code.clone()))).collect()
    }
}

impl Party {
    pub(crate) fn check(&self, at: &str) -> Result<(), BadRequest> {
        check_text(format!("{at}.name"), &self.name)?;
        match &self.representative {
            Some(text) => check_text(format!("{at}.representative"), text),
            None => Ok(()),
        }
    }
}

impl Sitting {
    pub(crate) fn check(&self) -> Result<(), BadRequest> {
        check_text("place".to_owned(), &self.place)?;
        if is_time_of_day(&self.time) { Ok(()) } else { bad("time", "bad-time") }
    }
}

fn is_time_of_day(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else { return false };
    let below = |part: &str, end: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < end);
    below(hour, 24) && below(minute, 60)
}

pub(super) fn bad<T>(at: &str, code: &'static str) -> Result<T, BadRequest> {
    Err(BadRequest { at: at.to_owned(), code })
}
