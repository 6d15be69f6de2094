//! Why something that a peer sent is not taken. The code travels in the signed notice; the detail is for the log.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a message, receipt, seal or notice is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Longer than its limit.
    TooLarge,
    /// Not JSON, or not base64url where that is due.
    NotJson,
    /// A field that this version does not know.
    UnknownField,
    /// Not in its one canonical form: another spelling would have another digest.
    NotCanonical,
    /// A version of the format that is not spoken here.
    UnknownVersion,
    /// `typ` names another kind of document.
    WrongType,
    /// No such key in the roll.
    UnknownKey,
    /// The key is for something else.
    WrongUse,
    /// `alg` is not that of the key's suite.
    BadAlgorithm,
    /// The key's suite is not enabled for the receiving gateway in the roll.
    SuiteNotTaken,
    /// The key was revoked.
    KeyRevoked,
    /// The signature does not verify.
    BadSignature,
    /// A field is missing or malformed.
    Malformed,
    /// A kind of message that is not known here.
    UnknownKind,
    /// More attachments than allowed.
    TooManyAttachments,
    /// The key was not valid at the time in question, or is suspended.
    KeyNotValid,
    /// The key belongs to somebody else than the one who is named.
    WrongSigner,
    /// The peer on the connection is not the gateway that signed.
    WrongPeer,
    /// Addressed to another gateway.
    NotForHere,
    /// The matter's origin is neither the sender nor the receiver.
    WrongMatterOrigin,
    /// The other side of a matter sends messages of this kind.
    WrongSide,
    /// The sending authority is not served by the sending gateway, or the receiving one not here.
    AuthorityNotServed,
    /// The id was used before, for other bytes.
    IdReused,
    /// A matter of this gateway that it does not know.
    UnknownMatter,
    /// The matter is with another gateway.
    NotAParty,
    /// The message does not continue the chain of its matter.
    ChainBroken,
    /// The message refers to one that was never sent.
    SeenUnknown,
    /// The message runs too far ahead of the one that is waited for.
    GapTooWide,
    /// The document is about another message, or for another gateway.
    WrongMessage,
    /// The matter does not stand where such a message is possible.
    NotExpected,
    /// It says that it was signed later than now.
    FromTheFuture,
}

impl Reason {
    /// Is it about the time at which something was signed or came, and not about what it is? Another time, or another clock, would let it in.
    pub const fn is_of_its_time(self) -> bool {
        matches!(self, Self::KeyRevoked | Self::KeyNotValid | Self::FromTheFuture)
    }

    /// Every reason.
    pub const ALL: &[Self] = &[
        Self::TooLarge,
        Self::NotJson,
        Self::UnknownField,
        Self::NotCanonical,
        Self::UnknownVersion,
        Self::WrongType,
        Self::UnknownKey,
        Self::WrongUse,
        Self::BadAlgorithm,
        Self::SuiteNotTaken,
        Self::KeyRevoked,
        Self::BadSignature,
        Self::Malformed,
        Self::UnknownKind,
        Self::TooManyAttachments,
        Self::KeyNotValid,
        Self::WrongSigner,
        Self::WrongPeer,
        Self::NotForHere,
        Self::WrongMatterOrigin,
        Self::WrongSide,
        Self::AuthorityNotServed,
        Self::IdReused,
        Self::UnknownMatter,
        Self::NotAParty,
        Self::ChainBroken,
        Self::SeenUnknown,
        Self::GapTooWide,
        Self::WrongMessage,
        Self::NotExpected,
        Self::FromTheFuture,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::UnknownField => "unknown-field",
            Self::NotCanonical => "not-canonical",
            Self::UnknownVersion => "unknown-version",
            Self::WrongType => "wrong-type",
            Self::UnknownKey => "unknown-key",
            Self::WrongUse => "wrong-use",
            Self::BadAlgorithm => "bad-algorithm",
            Self::SuiteNotTaken => "suite-not-taken",
            Self::KeyRevoked => "key-revoked",
            Self::BadSignature => "bad-signature",
            Self::Malformed => "malformed",
            Self::UnknownKind => "unknown-kind",
            Self::TooManyAttachments => "too-many-attachments",
            Self::KeyNotValid => "key-not-valid",
            Self::WrongSigner => "wrong-signer",
            Self::WrongPeer => "wrong-peer",
            Self::NotForHere => "not-for-here",
            Self::WrongMatterOrigin => "wrong-matter-origin",
            Self::WrongSide => "wrong-side",
            Self::AuthorityNotServed => "authority-not-served",
            Self::IdReused => "id-reused",
            Self::UnknownMatter => "unknown-matter",
            Self::NotAParty => "not-a-party",
            Self::ChainBroken => "chain-broken",
            Self::SeenUnknown => "seen-unknown",
            Self::GapTooWide => "gap-too-wide",
            Self::WrongMessage => "wrong-message",
            Self::NotExpected => "not-expected",
            Self::FromTheFuture => "from-the-future",
        }
    }

    /// This reason, with what was found for the log.
    pub fn because(self, detail: impl Into<String>) -> Refused {
        Refused { reason: self, detail: detail.into() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not a reason of this version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a reason code")]
pub struct NotAReason;

impl FromStr for Reason {
    type Err = NotAReason;

    fn from_str(text: &str) -> Result<Self, NotAReason> {
        Self::ALL.iter().copied().find(|reason| reason.code() == text).ok_or(NotAReason)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Something that a peer sent is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}: {detail}")]
pub struct Refused {
    /// Why: for the peer and for people.
    pub reason: Reason,
    /// What was found: for the log. Holds names and codes, never particulars.
    pub detail: String,
}

impl Refused {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_read_back_from_its_code_and_no_two_share_one() {
        for reason in Reason::ALL {
            assert_eq!(reason.code().parse(), Ok(*reason));
        }
        assert_eq!("because".parse::<Reason>(), Err(NotAReason));
    }
}
