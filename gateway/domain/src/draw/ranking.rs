//! From the secrets to the order of the people, and from the order to those who sit.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use sha2::Sha256;

use super::secret::key_material;
use super::{Deal, Fault, Flaw, Hash, Panel, Person, PersonId, Pieces, Pool, Request, Transcript};
use crate::GatewayId;

/// The seed of a draw: `PRK`, from which every person's score follows.
#[derive(Clone)]
pub struct Seed {
    prk: Hash,
    key: Hkdf<Sha256>,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// `D`, the digest of the request.
    pub draw: Hash,
    /// `T`, the digest of the request and the sealed deals.
    pub transcript: Transcript,
    /// `PRK`, the seed.
    pub prk: Hash,
    /// Everybody, by score, then by id.
    pub order: Vec<PersonId>,
    /// The score of the first.
    pub score_first: Hash,
    /// Who sits, and who comes next.
    pub panel: Panel,
}

impl Seed {
    /// The seed of the secrets under a transcript.
    pub fn of(transcript: &Transcript, secrets: &BTreeMap<&GatewayId, [u8; 32]>) -> Self {
        let (prk, key) = Hkdf::extract(Some(transcript.0.as_bytes()), &key_material(secrets));
        Self { prk: Hash::from_bytes(prk.into()), key }
    }

    /// `PRK`.
    pub const fn prk(&self) -> Hash {
        self.prk
    }

    /// The score of a person: who has the lowest comes first.
    pub fn score(&self, id: &PersonId) -> [u8; 32] {
        let mut score = [0; 32];
        #[expect(clippy::expect_used, reason = "HKDF gives up to 255 times as much")]
        self.key
            .expand_multi_info(&[b"comity/draw/rank/v1\0", id.as_str().as_bytes()], &mut score)
            .expect("one block is not too long");
        score
    }

    /// The people by their scores, then by id, with the score of the first.
    fn rank<'pool>(&self, pool: &'pool Pool) -> (Vec<&'pool Person>, Hash) {
        let mut scored: Vec<_> = pool.people().iter().map(|person| (self.score(&person.id), person)).collect();
        scored.sort_unstable_by(|(score, person), (other, another)| (score, &person.id).cmp(&(other, &another.id)));
        let first = scored.first().map_or([0; 32], |(score, _)| *score);
        (scored.into_iter().map(|(_, person)| person).collect(), Hash::from_bytes(first))
    }
}

impl Drawn {
    /// Draws: `sealed` are the deals that count, in the order of the request's contributors, each with its pieces.
    ///
    /// # Errors
    /// [`Flaw::PoolDiffers`] for another pool than the request names; [`Flaw::PieceDiffers`], [`Flaw::Unfinished`] for a piece that is not
    /// committed to, or is missing; [`Flaw::NoPanel`].
    pub fn compute(pool: &Pool, request: &Request, sealed: &[(&Deal, &Pieces)]) -> Result<Self, Fault> {
        request.check_pool(pool)?;
        Self::over(pool, request, sealed)
    }

    /// The same over a pool that was found to be the request's before: its tree is the longest part of the work.
    pub(crate) fn over(pool: &Pool, request: &Request, sealed: &[(&Deal, &Pieces)]) -> Result<Self, Fault> {
        let draw = request.digest()?;
        let deals: Vec<&Deal> = sealed.iter().map(|(deal, _)| *deal).collect();
        let transcript = Transcript::of(&draw, &deals)?;
        let mut secrets = BTreeMap::new();
        for (deal, pieces) in sealed {
            let at = || format!("pieces.{}", deal.node);
            for (number, piece) in *pieces {
                deal.check(&draw, *number, piece).map_err(|flaw| flaw.at(format!("{}[{number}]", at())))?;
            }
            let secret = deal.secret(pieces).ok_or_else(|| Flaw::Unfinished("a piece is missing").at(at()))?;
            secrets.insert(&deal.node, secret);
        }
        let seed = Seed::of(&transcript, &secrets);
        let (order, score_first) = seed.rank(pool);
        let panel = Panel::of(&order, request).ok_or_else(|| Flaw::NoPanel.at("request.seats"))?;
        let order = order.into_iter().map(|person| person.id.clone()).collect();
        Ok(Self { draw, transcript, prk: seed.prk(), order, score_first, panel })
    }
}

impl core::fmt::Debug for Seed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Seed({})", self.prk)
    }
}
