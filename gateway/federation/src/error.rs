//! What can be wrong with this gateway's own keys, roll and messages. What peers send wrongly is a [`Refused`].

use comity_domain::GatewayId;

use crate::reason::Refused;
use crate::roll::{ChangeFault, NoticeFault};

/// This gateway's own material cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FederationError {
    /// A private key's file is malformed.
    #[error("not a key file: {0}")]
    BadKeyFile(String),
    /// The key is for another use or belongs to somebody else.
    #[error("the key `{kid}` must not sign this: {why}")]
    WrongKey {
        /// Which key.
        kid: String,
        /// What stands against it.
        why: &'static str,
    },
    /// The roll is malformed, or contradicts itself.
    #[error("not a roll: {0}")]
    BadRoll(String),
    /// Signatures of the roll are missing or wrong.
    #[error("the roll lacks a valid signature of {}", list(.missing))]
    RollNotSigned {
        /// Whose.
        missing: Vec<GatewayId>,
    },
    /// The roll does not follow the one that is held.
    #[error("the roll does not follow version {held}: {why}")]
    NotTheNextRoll {
        /// The version that is held.
        held: u64,
        /// What stands against it.
        why: &'static str,
    },
    /// The next roll changes something that no signatures can change.
    #[error("{at}: {fault}")]
    ImpossibleChange {
        /// The place.
        at: String,
        /// What stands against it.
        fault: ChangeFault,
    },
    /// A notice about a key cannot be taken.
    #[error("{at}: {fault}")]
    BadNotice {
        /// The place.
        at: String,
        /// What is wrong with it.
        fault: NoticeFault,
    },
    /// A message of this gateway would be refused by its peer.
    #[error("the message would be refused: {0}")]
    WouldBeRefused(#[from] Refused),
    /// A credential, or a list of how some stand, cannot be made so.
    #[error("no such credential can be made: {0}")]
    BadCredential(&'static str),
    /// A value cannot be written as canonical JSON.
    #[error(transparent)]
    NotCanonical(#[from] comity_record::canonical::NotCanonical),
}

impl FederationError {
    /// The codes of this crate's own errors; those of refusals are [`Reason::ALL`](crate::Reason::ALL), those of changes and notices
    /// [`ChangeFault::CODES`] and [`NoticeFault::CODES`].
    pub const CODES: &[&str] = &[
        "key-file-malformed",
        "wrong-key",
        "roll-malformed",
        "roll-not-signed",
        "roll-not-next",
        "message-not-sendable",
        "credential-not-makeable",
        "not-canonical",
    ];

    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadKeyFile(_) => "key-file-malformed",
            Self::WrongKey { .. } => "wrong-key",
            Self::BadRoll(_) => "roll-malformed",
            Self::RollNotSigned { .. } => "roll-not-signed",
            Self::NotTheNextRoll { .. } => "roll-not-next",
            Self::ImpossibleChange { fault, .. } => fault.code(),
            Self::BadNotice { fault, .. } => fault.code(),
            Self::WouldBeRefused(_) => "message-not-sendable",
            Self::BadCredential(_) => "credential-not-makeable",
            Self::NotCanonical(_) => "not-canonical",
        }
    }

    /// The place in a roll or a notice that is wrong, where there is one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::ImpossibleChange { at, .. } | Self::BadNotice { at, .. } => Some(at),
            _ => None,
        }
    }
}

fn list(gateways: &[GatewayId]) -> String {
    let names: Vec<String> = gateways.iter().map(|gateway| format!("`{gateway}`")).collect();
    names.join(", ")
}
