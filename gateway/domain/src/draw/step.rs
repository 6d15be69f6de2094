//! What gateways say in a draw. Each step is a document of its own, signed by the gateway that says it, and goes into all three records.

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::encoding::canonical;
use super::request::Asked;
use super::{Deal, Fault, Flaw, Hash, PersonId, Piece, Transcript};
use crate::GatewayId;

/// A step, with who says it and when, by its own clock. Whoever hands one to a [`Draw`](super::Draw) has verified its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// When.
    pub at: Time,
    /// Who.
    pub by: GatewayId,
    /// What.
    pub step: Step,
}

/// A step. `draw` is the digest of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The court asks.
    Request {
        /// What for.
        asked: Box<Asked>,
    },
    /// A contributor does not take part in a draw by this request.
    Refuse {
        /// Of which draw.
        draw: Hash,
        /// Why, as a code.
        reason: String,
    },
    /// A contributor has not been reached for a day.
    Unreachable {
        /// In which draw.
        draw: Hash,
        /// Which.
        node: GatewayId,
        /// Since when.
        since: Time,
    },
    /// A contributor commits to its pieces.
    Deal {
        /// In which draw.
        draw: Hash,
        /// The step that asked, by its digest: what stands beside the request is what this contributor was told, and looked at.
        request: Digest,
        /// To what.
        deal: Deal,
    },
    /// A receiver holds its pieces of a deal, and they are those that were committed to.
    Acknowledge {
        /// In which draw.
        draw: Hash,
        /// Whose deal.
        dealer: GatewayId,
        /// The deal, by its digest.
        deal: Hash,
    },
    /// A receiver lacks a piece that it should hold, or got another than was committed to.
    Complain {
        /// In which draw.
        draw: Hash,
        /// Whose deal.
        dealer: GatewayId,
        /// Which piece, from 1.
        number: u8,
    },
    /// The dealer shows a piece that was complained about.
    Answer {
        /// In which draw.
        draw: Hash,
        /// The piece.
        given: Given,
    },
    /// A contributor declares that from here on nothing changes.
    Close {
        /// Which draw.
        draw: Hash,
        /// Over which deals.
        transcript: Transcript,
    },
    /// The court proposes that the draw be void, or another countersigns that.
    Void {
        /// Which draw.
        draw: Hash,
    },
    /// A contributor shows pieces of a deal: its own, or those that it holds.
    Open {
        /// Of which draw.
        draw: Hash,
        /// Whose deal.
        dealer: GatewayId,
        /// The pieces.
        given: Vec<Given>,
    },
    /// The court records who was recused, all at once. The panel does not decide that.
    Recuse {
        /// Of which draw.
        draw: Hash,
        /// Who.
        recused: Vec<Recusal>,
    },
}

/// A piece that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Its number, from 1.
    pub number: u8,
    /// The piece.
    pub piece: Piece,
}

/// Somebody who was recused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recusal {
    /// Who.
    pub id: PersonId,
    /// Why, as a code.
    pub reason: String,
}

impl Said {
    /// Reads a step: of one spelling, since it is signed.
    ///
    /// # Errors
    /// [`Flaw::Malformed`].
    pub fn from_value(value: &Value) -> Result<Self, Fault> {
        let said = Self::deserialize(value).map_err(|error| Flaw::Malformed(error.to_string()).at(""))?;
        if said.to_bytes()? == canonical(value)? {
            Ok(said)
        } else {
            Err(Flaw::Malformed("not in its one spelling".to_owned()).at(""))
        }
    }

    /// By what a record names the step: the SHA-256 of its canonical bytes.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] if it could not be written as JSON.
    pub fn digest(&self) -> Result<Digest, Fault> {
        Ok(Digest::of(&self.to_bytes()?))
    }

    /// The canonical bytes, which are signed.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] if it could not be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        canonical(self)
    }
}

impl Step {
    /// Every code.
    pub const CODES: [&'static str; 11] = [
        "request",
        "refuse",
        "unreachable",
        "deal",
        "acknowledge",
        "complain",
        "answer",
        "close",
        "void",
        "open",
        "recuse",
    ];

    /// The code, as it is written.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Request { .. } => "request",
            Self::Refuse { .. } => "refuse",
            Self::Unreachable { .. } => "unreachable",
            Self::Deal { .. } => "deal",
            Self::Acknowledge { .. } => "acknowledge",
            Self::Complain { .. } => "complain",
            Self::Answer { .. } => "answer",
            Self::Close { .. } => "close",
            Self::Void { .. } => "void",
            Self::Open { .. } => "open",
            Self::Recuse { .. } => "recuse",
        }
    }

    /// The draw that it is of; a request names none, it makes one.
    pub const fn draw(&self) -> Option<&Hash> {
        match self {
            Self::Request { .. } => None,
            Self::Refuse { draw, .. }
            | Self::Unreachable { draw, .. }
            | Self::Deal { draw, .. }
            | Self::Acknowledge { draw, .. }
            | Self::Complain { draw, .. }
            | Self::Answer { draw, .. }
            | Self::Close { draw, .. }
            | Self::Void { draw }
            | Self::Open { draw, .. }
            | Self::Recuse { draw, .. } => Some(draw),
        }
    }
}
