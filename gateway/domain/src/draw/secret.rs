//! What each gateway contributes: three random pieces, committed to before anybody sees one, and their sum modulo two.

use core::fmt;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::encoding::{canonical, length};
use super::{Fault, Flaw, Hash};
use crate::GatewayId;

/// One random piece of a secret: 32 bytes, written as 64 hex digits. Until it is opened it reaches no log.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Piece(Hash);

/// The pieces of one dealer that are known, by their numbers from 1.
pub type Pieces = BTreeMap<u8, Piece>;

/// What a gateway commits to. `{node, c}` is the document that others acknowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deal {
    /// The dealer.
    pub node: GatewayId,
    /// The commitments to its pieces, in their order: three, or one where only two gateways draw.
    pub c: Vec<Hash>,
}

/// `T`: the hash over the request and the deals that count. Whoever signs it signs all of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Transcript(pub Hash);

impl Piece {
    /// The piece with these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(Hash::from_bytes(bytes))
    }

    /// A new one.
    pub fn generate(entropy: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = [0; 32];
        entropy(&mut bytes);
        Self::new(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Piece(…)")
    }
}

impl Deal {
    /// The deal of `node` in the draw `draw`, with these pieces.
    pub fn of(draw: &Hash, node: &GatewayId, pieces: &Pieces) -> Self {
        let c = pieces.iter().map(|(number, piece)| commitment(draw, node, *number, piece)).collect();
        Self { node: node.clone(), c }
    }

    /// What an acknowledgement names: the SHA-256 of its canonical JSON.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] if it could not be written as JSON.
    pub fn digest(&self) -> Result<Hash, Fault> {
        Hash::of_document(self)
    }

    /// The numbers of its pieces.
    pub fn numbers(&self) -> impl Iterator<Item = u8> + use<> {
        1..=u8::try_from(self.c.len()).unwrap_or(u8::MAX)
    }

    /// Checks a piece against its commitment.
    ///
    /// # Errors
    /// [`Flaw::PieceDiffers`], also for a number that there is not.
    pub fn check(&self, draw: &Hash, number: u8, piece: &Piece) -> Result<(), Flaw> {
        let committed = usize::from(number).checked_sub(1).and_then(|place| self.c.get(place));
        let holds = committed == Some(&commitment(draw, &self.node, number, piece));
        if holds { Ok(()) } else { Err(Flaw::PieceDiffers) }
    }

    /// The secret, if all of its pieces are here.
    pub(crate) fn secret(&self, pieces: &Pieces) -> Option<[u8; 32]> {
        self.numbers().try_fold([0; 32], |sum, number| {
            let piece = pieces.get(&number)?.as_bytes();
            let mut next = sum;
            next.iter_mut().zip(piece).for_each(|(byte, other)| *byte ^= other);
            Some(next)
        })
    }
}

impl Transcript {
    /// The transcript of a draw over the sealed deals, in the order of the request's contributors.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] if a deal could not be written as JSON.
    pub fn of(draw: &Hash, sealed: &[&Deal]) -> Result<Self, Fault> {
        Ok(Self(Hash::tagged("draw/transcript/v1", &[draw.as_bytes(), &canonical(&sealed)?])))
    }
}

/// What the ranking's key is extracted from: each dealer's id with its length, and its secret, by the bytes of the ids.
pub(crate) fn key_material(secrets: &BTreeMap<&GatewayId, [u8; 32]>) -> Vec<u8> {
    let parts = secrets.iter().flat_map(|(node, secret)| {
        let node = node.as_str().as_bytes();
        [&length(node)[..], node, secret].concat()
    });
    parts.collect()
}

fn commitment(draw: &Hash, node: &GatewayId, number: u8, piece: &Piece) -> Hash {
    Hash::tagged("draw/piece/v1", &[draw.as_bytes(), node.as_str().as_bytes(), &[number], piece.as_bytes()])
}
