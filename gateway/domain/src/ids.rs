//! Names of things: gateways, authorities, matters, messages. Each is parsed once, at the edge.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ulid::Ulid;

/// A name is not well formed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {expected}")]
pub struct BadName {
    given: String,
    expected: &'static str,
}

impl BadName {
    pub(crate) fn new(given: &str, expected: &'static str) -> Self {
        Self { given: given.chars().take(80).collect(), expected }
    }
}

/// One of the legal systems of the bay, or a foreign State.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Jurisdiction {
    /// The Mainland.
    Cn,
    /// The Hong Kong SAR.
    Hk,
    /// The Macao SAR.
    Mo,
    /// Any foreign State.
    Xx,
}

impl Jurisdiction {
    /// The code of the vocabulary: `CN`, `HK`, `MO`, `XX`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cn => "CN",
            Self::Hk => "HK",
            Self::Mo => "MO",
            Self::Xx => "XX",
        }
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Jurisdiction {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        [Self::Cn, Self::Hk, Self::Mo, Self::Xx]
            .into_iter()
            .find(|side| side.code() == text)
            .ok_or_else(|| BadName::new(text, "a jurisdiction (`CN`, `HK`, `MO`, `XX`)"))
    }
}

/// A gateway: `cn`, `hk`, `mo`. Two to eight lower-case letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GatewayId(Box<str>);

/// An authority of the roll: `cn-nansha`. The part before the first hyphen is its side.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorityId(Box<str>);

impl AuthorityId {
    /// The jurisdiction that the name begins with.
    pub fn jurisdiction(&self) -> Jurisdiction {
        match self.0.split('-').next() {
            Some("cn") => Jurisdiction::Cn,
            Some("hk") => Jurisdiction::Hk,
            Some("mo") => Jurisdiction::Mo,
            _ => Jurisdiction::Xx,
        }
    }
}

impl FromStr for GatewayId {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let good = (2..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase());
        if good {
            Ok(Self(text.into()))
        } else {
            Err(BadName::new(text, "a gateway (two to eight lower-case letters)"))
        }
    }
}

impl FromStr for AuthorityId {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        const EXPECTED: &str = "an authority (like `cn-nansha`)";
        let (side, name) = text.split_once('-').ok_or_else(|| BadName::new(text, EXPECTED))?;
        let part = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= 64 && matches!(side, "cn" | "hk" | "mo" | "xx") && name.split('-').all(part) {
            Ok(Self(text.into()))
        } else {
            Err(BadName::new(text, EXPECTED))
        }
    }
}

/// The names of what one gateway mints: `<gateway>/<ULID>`.
macro_rules! name_is_minted {
    ($($(#[$about:meta])* $name:ident: $expected:literal;)+) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            origin: GatewayId,
            ulid: Ulid,
        }

        impl $name {
            /// The one that `origin` minted as `ulid`.
            pub const fn new(origin: GatewayId, ulid: Ulid) -> Self {
                Self { origin, ulid }
            }

            /// The gateway that minted it.
            pub const fn origin(&self) -> &GatewayId {
                &self.origin
            }

            /// The part after the stroke.
            pub const fn ulid(&self) -> Ulid {
                self.ulid
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}/{}", self.origin, self.ulid)
            }
        }

        impl FromStr for $name {
            type Err = BadName;

            fn from_str(text: &str) -> Result<Self, BadName> {
                let bad = || BadName::new(text, $expected);
                let (origin, ulid) = text.split_once('/').ok_or_else(bad)?;
                Ok(Self { origin: origin.parse().map_err(|_| bad())?, ulid: spelt_so(ulid).ok_or_else(bad)? })
            }
        }
    )+};
}

name_is_minted! {
    /// A matter: `<gateway>/<ULID>`. Minted by the requesting side and equal on both.
    MatterId: "a matter (like `cn/01KEQ3V3T0000000000000000A`)";
    /// A case before one court, with its evidence: `<gateway>/<ULID>`. No other gateway has a copy of it.
    CaseId: "a case (like `cn/01KEQ3V3T0000000000000000A`)";
    /// A power of attorney that was witnessed before a judge: `<gateway>/<ULID>`, minted by the gateway of that judge's court.
    AuthorisationId: "an authorisation (like `cn/01KEQ3V3T0000000000000000A`)";
    /// A juror: `<gateway>/<ULID>`, minted by the gateway of the court that nominated.
    JurorId: "a juror (like `cn/01KEQ3V3T0000000000000000A`)";
    /// Somebody who applied to be a mediator, and what became of it: `<gateway>/<ULID>`, minted by the gateway of the body applied to.
    MediatorId: "a mediator (like `hk/01KEQ3V3T0000000000000000A`)";
    /// A dispute that is mediated: `<gateway>/<ULID>`. No other gateway has a copy of it.
    MediationId: "a mediation (like `hk/01KEQ3V3T0000000000000000A`)";
    /// An application to a court to confirm what was agreed in a mediation: `<gateway>/<ULID>`, minted by the gateway of that court.
    ConfirmationId: "an application for confirmation (like `cn/01KEQ3V3T0000000000000000A`)";
    /// A listing in a register: `<gateway>/<ULID>`, minted by the gateway of the authority that keeps the register.
    ListingId: "a listing (like `cn/01KEQ3V3T0000000000000000A`)";
    /// A question of the law of another place: `<gateway>/<ULID>`, minted by the gateway of the court that asks it.
    InquiryId: "an inquiry (like `cn/01KEQ3V3T0000000000000000A`)";
}

/// The names that say nothing of who minted them: a ULID.
macro_rules! name_is_a_ulid {
    ($($(#[$about:meta])* $name:ident: $expected:literal;)+) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Ulid);

        impl $name {
            /// The one that was minted as `ulid`.
            pub const fn new(ulid: Ulid) -> Self {
                Self(ulid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = BadName;

            fn from_str(text: &str) -> Result<Self, BadName> {
                spelt_so(text).map(Self).ok_or_else(|| BadName::new(text, $expected))
            }
        }
    )+};
}

name_is_a_ulid! {
    /// A message between gateways. A retry keeps it.
    MessageId: "a message (a ULID)";
    /// An upload: a file on its way into a matter.
    UploadId: "an upload (a ULID)";
}

/// The ULID that is spelt exactly so: Crockford's base 32 reads lower case and look-alikes too, and a name has one spelling.
fn spelt_so(text: &str) -> Option<Ulid> {
    Ulid::from_string(text).ok().filter(|ulid| ulid.to_string() == text)
}

/// The names that are plain text inside.
macro_rules! name_is_text {
    ($($name:ident),*) => {$(
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

/// What every name can do: be written and read as its text.
macro_rules! name_travels_as_text {
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

name_is_text!(GatewayId, AuthorityId);
name_travels_as_text!(
    GatewayId,
    AuthorityId,
    MatterId,
    CaseId,
    AuthorisationId,
    JurorId,
    MediatorId,
    MediationId,
    ConfirmationId,
    ListingId,
    InquiryId,
    MessageId,
    UploadId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_they_were_written() {
        for text in ["cn-nansha", "hk-high-court", "xx-court"] {
            assert_eq!(text.parse::<AuthorityId>().unwrap().to_string(), text);
        }
        let matter = MatterId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 7));
        assert_eq!(matter.to_string().parse::<MatterId>().unwrap(), matter);
        assert_eq!(serde_json::to_string(&matter).unwrap(), format!("\"{matter}\""));
    }

    #[test]
    fn a_case_and_an_authorisation_are_named_like_a_matter() {
        let text = "cn/01KEQ3V3T0000000000000000A";
        assert_eq!(text.parse::<CaseId>().unwrap().to_string(), text);
        assert_eq!(text.parse::<AuthorisationId>().unwrap().origin().as_str(), "cn");
        let error = "cn/01keq3v3t0000000000000000a".parse::<CaseId>().unwrap_err();
        assert!(error.to_string().contains("is not a case"), "{error}");
    }

    #[test]
    fn a_name_has_one_spelling() {
        for text in ["CN-nansha", "cn-", "cn--a", "nansha", "uk-court", "cn-Nansha", "cn-南沙", "cn-a b"] {
            assert!(text.parse::<AuthorityId>().is_err(), "{text}");
        }
        let matter = MatterId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 7)).to_string();
        assert!(matter.to_lowercase().parse::<MatterId>().is_err());
        let ulid = "01KEQ3V3T0000000000000000A";
        assert_eq!(ulid.parse::<UploadId>().unwrap().to_string(), ulid);
        for text in [ulid.to_lowercase(), ulid.replace('1', "I"), ulid.replace('0', "O"), format!("{ulid} ")] {
            assert!(text.parse::<UploadId>().is_err() && text.parse::<MessageId>().is_err(), "{text}");
            assert!(format!("cn/{text}").parse::<MatterId>().is_err(), "{text}");
        }
        assert!("cn/../../etc/passwd".parse::<MatterId>().is_err());
        assert!("c".parse::<GatewayId>().is_err());
    }

    #[test]
    fn an_authority_belongs_to_the_side_its_name_begins_with() {
        assert_eq!("mo-tui".parse::<AuthorityId>().unwrap().jurisdiction(), Jurisdiction::Mo);
    }
}
