//! Vectors of the draw, as other programs write and compute them: `{vectors: [{name, pool, request, pieces}]}` in, the answers out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Deal, Drawn, Fault, Flaw, Hash, Person, PersonId, Piece, Pieces, Pool, Request};
use crate::GatewayId;
use crate::limits::DRAW_PACKET_MAX_BYTES;

/// Draws to be computed. What else a file has (the answers of another program) is left out.
#[derive(Debug, Clone, Deserialize)]
pub struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Debug, Clone, Deserialize)]
struct Vector {
    name: String,
    pool: Vec<Person>,
    request: Value,
    /// Of each contributor whose deal is sealed, in hex.
    pieces: BTreeMap<GatewayId, Vec<Piece>>,
}

/// What follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// One for each.
    pub vectors: Vec<Answer>,
}

/// What follows from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Its name.
    pub name: String,
    /// The digest of the request.
    #[serde(rename = "D")]
    pub draw: Hash,
    /// The digest of the request and the sealed deals.
    #[serde(rename = "T")]
    pub transcript: Hash,
    /// The seed.
    pub prk: Hash,
    /// Everybody, by score.
    pub order: Vec<PersonId>,
    /// The score of the first.
    pub score_first: Hash,
    /// Who sits on each seat.
    pub panel_by_seat: Vec<PersonId>,
    /// Who comes next for each seat.
    pub alternates_by_seat: Vec<Vec<PersonId>>,
}

impl Vectors {
    /// Reads a file of vectors.
    ///
    /// # Errors
    /// [`Flaw::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > DRAW_PACKET_MAX_BYTES {
            return Err(Flaw::Malformed(format!("longer than {DRAW_PACKET_MAX_BYTES} bytes")).at("vectors"));
        }
        serde_json::from_slice(bytes).map_err(|error| Flaw::Malformed(error.to_string()).at("vectors"))
    }

    /// Computes all of them.
    ///
    /// # Errors
    /// The first thing that does not hold, with its place.
    pub fn compute(self) -> Result<Answers, Fault> {
        let answers = self.vectors.into_iter().enumerate();
        let answers =
            answers.map(|(place, vector)| vector.compute().map_err(|fault| fault.within(&format!("vectors[{place}]"))));
        Ok(Answers { vectors: answers.collect::<Result<_, _>>()? })
    }
}

impl Vector {
    fn compute(self) -> Result<Answer, Fault> {
        let request = Request::from_value(&self.request)?;
        let pool = Pool::new(self.pool)?;
        request.check_pool(&pool)?;
        let draw = request.digest()?;
        let mut pieces = self.pieces;
        let mut sealed: Vec<(Deal, Pieces)> = Vec::new();
        for node in &request.contributors {
            if let Some(pieces) = pieces.remove(node) {
                let pieces: Pieces = (1..).zip(pieces).collect();
                sealed.push((Deal::of(&draw, node, &pieces), pieces));
            }
        }
        if let Some(stranger) = pieces.keys().next() {
            return Err(Flaw::WrongSigner(stranger.clone()).at(format!("pieces.{stranger}")));
        }
        if sealed.len() < 2 || sealed.iter().any(|(deal, _)| deal.c.len() != 3) {
            return Err(Flaw::Unfinished("three pieces of two contributors at least").at("pieces"));
        }
        let sealed: Vec<_> = sealed.iter().map(|(deal, pieces)| (deal, pieces)).collect();
        Drawn::over(&pool, &request, &sealed).map(|drawn| Answer::of(self.name, drawn))
    }
}

impl Answer {
    fn of(name: String, drawn: Drawn) -> Self {
        Self {
            name,
            draw: drawn.draw,
            transcript: drawn.transcript.0,
            prk: drawn.prk,
            order: drawn.order,
            score_first: drawn.score_first,
            panel_by_seat: drawn.panel.seats,
            alternates_by_seat: drawn.panel.alternates,
        }
    }
}
