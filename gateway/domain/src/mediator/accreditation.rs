//! What an accreditation is by, under which number it stands, and where its status is looked up.

use core::fmt;
use core::str::FromStr;

use comity_record::{Digest, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::{CODE_MAX_BYTES, MEDIATOR_NAME_MAX_CHARS, STATUS_LIST_NAME_MAX_BYTES};
use crate::matter::{BadRequest, bad};
use crate::{AuthorityId, Date, Jurisdiction};

/// What the number of a mediator begins with.
pub(crate) const ROSTER: &str = "urn:comity:mediator:";
const LIST: &str = "urn:comity:status-list:";

/// The number under which a region's body lists a mediator, as a name of the person: `urn:comity:mediator:hk:2026-0049`. Status follows it,
/// and not the credential.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RosterNumber {
    region: Jurisdiction,
    number: Box<str>,
}

/// The name of a status list: `urn:comity:status-list:hk-gba-accreditation:1`. It is looked up in what one holds, and never fetched.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListName(Box<str>);

/// What an accreditation is by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accreditation {
    /// The instrument: `hk-gba-accreditation-2024`.
    pub standard: String,
    /// Its version: the day since which it is in force.
    pub standard_version: String,
    /// The level, as the instrument names it.
    pub level: String,
}

/// A credential that was issued, as the record knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Its digest, which a renewal names.
    pub digest: Digest,
    /// The list in which its status stands.
    pub list: ListName,
    /// At which place.
    pub index: u32,
}

/// What a status list says at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing stands against it.
    Valid,
    /// It was revoked, for good.
    Revoked,
    /// It is suspended.
    Suspended,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Valid, Self::Revoked, Self::Suspended];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
        }
    }
}

impl Status {
    /// The graver of two: revoked, then suspended.
    pub const fn or_graver(self, other: Self) -> Self {
        match (self, other) {
            (Self::Revoked, _) | (_, Self::Revoked) => Self::Revoked,
            (Self::Suspended, _) | (_, Self::Suspended) => Self::Suspended,
            (Self::Valid, Self::Valid) => Self::Valid,
        }
    }
}

impl RosterNumber {
    /// The number `number` on the roster of `region`.
    ///
    /// # Errors
    /// It has something else than capital letters, digits and hyphens, or the region is none of the bay.
    pub fn new(region: Jurisdiction, number: &str) -> Result<Self, NotARosterNumber> {
        let good = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=MEDIATOR_NAME_MAX_CHARS).contains(&number.len()) && number.bytes().all(good);
        if fits && region != Jurisdiction::Xx {
            Ok(Self { region, number: number.into() })
        } else {
            Err(NotARosterNumber)
        }
    }

    /// The region whose body gave it.
    pub const fn region(&self) -> Jurisdiction {
        self.region
    }

    /// The number alone, as the roster has it.
    pub fn number(&self) -> &str {
        &self.number
    }
}

/// The text is not a number on a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a roster number: expected `urn:comity:mediator:`, a region, and capital letters, digits and hyphens")]
pub struct NotARosterNumber;

impl FromStr for RosterNumber {
    type Err = NotARosterNumber;

    fn from_str(text: &str) -> Result<Self, NotARosterNumber> {
        let (region, number) =
            text.strip_prefix(ROSTER).and_then(|rest| rest.split_once(':')).ok_or(NotARosterNumber)?;
        let region = region.to_ascii_uppercase().parse().map_err(|_| NotARosterNumber)?;
        let read = Self::new(region, number)?;
        // A name has one spelling.
        if read.to_string() == text { Ok(read) } else { Err(NotARosterNumber) }
    }
}

impl fmt::Display for RosterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ROSTER}{}:{}", self.region.code().to_ascii_lowercase(), self.number)
    }
}

/// The text is not the name of a status list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a status list: expected `urn:comity:status-list:` and lower-case letters, digits, hyphens and colons")]
pub struct NotAListName;

impl FromStr for ListName {
    type Err = NotAListName;

    fn from_str(text: &str) -> Result<Self, NotAListName> {
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b':');
        let name = text.strip_prefix(LIST).ok_or(NotAListName)?;
        if !name.is_empty() && text.len() <= STATUS_LIST_NAME_MAX_BYTES && name.bytes().all(good) {
            Ok(Self(text.into()))
        } else {
            Err(NotAListName)
        }
    }
}

impl fmt::Display for ListName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ListName {
    /// The list of this body with this ordinal.
    ///
    /// # Errors
    /// The name would be too long.
    pub fn of(body: &AuthorityId, ordinal: u32) -> Result<Self, NotAListName> {
        format!("{LIST}{body}:{ordinal}").parse()
    }

    /// Is it one of this body's lists, by its name? No other body publishes a list under it.
    pub fn is_of(&self, body: &AuthorityId) -> bool {
        let rest = self.0.strip_prefix(LIST).and_then(|rest| rest.strip_prefix(body.as_str()));
        let ordinal = rest.and_then(|rest| rest.strip_prefix(':'));
        ordinal.is_some_and(|ordinal| !ordinal.is_empty() && ordinal.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl Accreditation {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let codes =
            [("standard", &self.standard), ("standard_version", &self.standard_version), ("level", &self.level)];
        match codes.into_iter().find(|(_, code)| !is_code(code)) {
            Some((at, _)) => bad(at, "bad-code"),
            None => Ok(()),
        }
    }
}

/// When a day begins in the bay (UTC+8, no summer time). An accreditation ends with its last day: when the next one begins.
pub fn day_begins(day: Date) -> Time {
    const BAY: jiff::tz::Offset = jiff::tz::Offset::constant(8);
    let begins = BAY.to_timestamp(day.at(0, 0, 0, 0));
    begins.map_or(Time::from_unix_ms(i64::MAX), |begins| Time::from_unix_ms(begins.as_millisecond()))
}

/// The day in the bay at this point in time: the inverse of [`day_begins`].
pub fn day_at(time: Time) -> Date {
    const BAY: jiff::tz::Offset = jiff::tz::Offset::constant(8);
    jiff::Timestamp::from_millisecond(time.unix_ms()).map_or(Date::ZERO, |at| BAY.to_datetime(at).date())
}

/// A code: lower-case letters, digits, hyphens and points.
fn is_code(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    (1..=CODE_MAX_BYTES).contains(&text.len()) && text.bytes().all(good)
}

macro_rules! travels_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

travels_as_text!(RosterNumber, ListName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_bay_begins_eight_hours_before_that_of_greenwich() {
        let begins = day_begins("2026-05-04".parse().unwrap());
        assert_eq!(begins.to_string(), "2026-05-03T16:00:00.000Z");
    }

    #[test]
    fn a_roster_number_and_a_list_have_one_spelling() {
        let number: RosterNumber = "urn:comity:mediator:hk:2026-0049".parse().unwrap();
        assert_eq!((number.region(), number.number()), (Jurisdiction::Hk, "2026-0049"));
        assert_eq!(number.to_string(), "urn:comity:mediator:hk:2026-0049");
        for text in [
            "urn:comity:mediator:HK:2026-0049",
            "urn:comity:mediator:xx:1",
            "urn:comity:mediator:hk:",
            "urn:comity:mediator:hk:a b",
            "urn:comity:mediator:hk:1:2",
            "https://example.org/hk:1",
        ] {
            assert_eq!(text.parse::<RosterNumber>(), Err(NotARosterNumber), "{text}");
        }
        assert!("urn:comity:status-list:hk-gba-accreditation:1".parse::<ListName>().is_ok());
        let (body, longer): (AuthorityId, AuthorityId) =
            ("hk-gba".parse().unwrap(), "hk-gba-accreditation".parse().unwrap());
        let list = ListName::of(&longer, 1).unwrap();
        assert_eq!(
            (list.to_string().as_str(), list.is_of(&longer), list.is_of(&body)),
            ("urn:comity:status-list:hk-gba-accreditation:1", true, false)
        );
        for text in ["urn:comity:status-list:", "https://lists.example/1", "urn:comity:status-list:A"] {
            assert_eq!(text.parse::<ListName>(), Err(NotAListName), "{text}");
        }
    }
}
