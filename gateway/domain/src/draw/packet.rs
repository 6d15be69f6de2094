//! The packet of a draw: the pool, every step that was said with its signature, what was drawn, and where the record has it. Whoever has it
//! makes all of it again with SHA-256 alone; who signed is verified by who has the roll.

use comity_record::merkle::{leaf_hash, verify_inclusion};
use comity_record::{Date, Digest};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Draw, Fault, Flaw, Hash, Person, PersonId, Phase, Pool, Said, Shared, Sitting, Step, Taken};
use crate::limits::{DRAW_PACKET_MAX_BYTES, DRAW_STEPS_MAX};
use crate::{AuthorityId, GatewayId};

/// What is kept of a draw, and given to whoever wants to check it. No names.
#[derive(Debug, Clone, Serialize)]
pub struct Packet {
    /// The form of this: 1.
    pub v: u32,
    /// Every eligible person.
    pub pool: Pool,
    /// What was said, in the order of the court's record.
    pub steps: Vec<Recorded>,
    /// Everybody, by score.
    pub ranking: Vec<PersonId>,
    /// Who was drawn for each seat.
    pub panel: Vec<PersonId>,
    /// Who came next for each seat.
    pub alternates: Vec<Vec<PersonId>>,
    /// The panel as it sits, after recusals.
    pub sitting: Sitting,
    /// Somebody could have seen an outcome in this case, and broken the draw off: one of two this one, or one of them the draw before.
    pub abort_bias_possible: bool,
    /// Where the court's record has the steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<InRecord>,
}

/// A step with the signature of whoever said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recorded {
    /// The step.
    #[serde(flatten)]
    pub said: Said,
    /// The signature over its canonical bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// A signature as it travels beside a step: a JWS whose payload is the canonical bytes of the step. It is verified outside, by the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The protected header, in base64url.
    pub protected: String,
    /// The signature, in base64url.
    pub signature: String,
}

/// Where a record has the steps of a draw: one entry a step, under one checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InRecord {
    /// The signed note of the checkpoint. That it is signed, and says this size and root, is verified outside, by the roll.
    pub checkpoint: String,
    /// How many lines the record had.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
    /// The entries, in the order of the steps.
    pub entries: Vec<Entry>,
}

/// A line of the record, with the proof that it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number, from 0.
    pub index: u64,
    /// The line. Its open part names the step by the SHA-256 of its canonical bytes: `open.step`.
    pub line: String,
    /// The proof of RFC 6962.
    pub proof: Vec<Digest>,
}

/// What a packet shows, once all of it has held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// `D`, the name of the draw.
    pub draw: Hash,
    /// The court.
    pub court: AuthorityId,
    /// Its number of the case.
    pub case: String,
    /// So many draws in this case came to nothing before.
    pub redraws: u32,
    /// The day of the hearing.
    pub hearing: Date,
    /// How many people could be drawn.
    pub pool: usize,
    /// How many were excluded before, with a reason each.
    pub excluded: usize,
    /// Whether another judge of the court allowed a seat with few candidates.
    pub thin_allowed: bool,
    /// The lists that were drawn from, if courts share theirs by a setting of their gateway, and on what that rests, as it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
    /// `T`.
    pub transcript: Hash,
    /// The seed.
    pub prk: Hash,
    /// Whose secrets went into it.
    pub contributors: Vec<GatewayId>,
    /// Who was drawn for each seat.
    pub panel: Vec<PersonId>,
    /// The panel as it sits, after recusals.
    pub sitting: Sitting,
    /// How many were recused.
    pub recused: usize,
    /// Whether a seat is empty and nobody is left for it.
    pub exhausted: bool,
    /// Somebody could have seen an outcome in this case, and broken the draw off: for one of the next two reasons, or both.
    pub abort_bias_possible: bool,
    /// Two drew alone: one of them could have seen the outcome, and broken this draw off.
    pub of_two: bool,
    /// The draw before was void after somebody had opened: one gateway at least could have known its outcome.
    pub after_an_opening: bool,
    /// How many steps bear a signature; whether they hold, the roll says.
    pub signed: usize,
    /// How many entries of the court's record are under its checkpoint.
    pub entries: usize,
}

/// A packet, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    v: u32,
    pool: Vec<Person>,
    steps: Vec<Value>,
    ranking: Vec<PersonId>,
    panel: Vec<PersonId>,
    alternates: Vec<Vec<PersonId>>,
    sitting: Sitting,
    abort_bias_possible: bool,
    record: Option<InRecord>,
}

/// Verifies a packet: reads it, and makes again what it says was drawn.
///
/// # Errors
/// The first thing that does not hold, with its place.
pub fn verify(bytes: &[u8]) -> Result<Verdict, Fault> {
    Packet::parse(bytes)?.verify()
}

impl Packet {
    /// The packet of a draw that has a panel.
    ///
    /// `signed` gives each step its signature.
    ///
    /// # Errors
    /// [`Flaw::Unfinished`] while nobody was drawn, [`Flaw::Void`] if nobody ever will be.
    pub fn of(
        draw: &Draw,
        signed: impl Fn(&Said) -> Option<Signature>,
        record: Option<InRecord>,
    ) -> Result<Self, Fault> {
        let (drawn, sitting) = panel_of(draw)?;
        let steps = draw.steps().iter().map(|said| Recorded { said: said.clone(), signature: signed(said) }).collect();
        Ok(Self {
            v: 1,
            pool: draw.pool().clone(),
            steps,
            ranking: drawn.order.clone(),
            panel: drawn.panel.seats.clone(),
            alternates: drawn.panel.alternates.clone(),
            sitting: sitting.clone(),
            abort_bias_possible: draw.abort_bias_possible(),
            record,
        })
    }

    /// Reads a packet.
    ///
    /// # Errors
    /// [`Flaw::Malformed`], [`Flaw::DoubleId`], with the place.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let wrong = |what: String| Flaw::Malformed(what).at("packet");
        if bytes.len() > DRAW_PACKET_MAX_BYTES {
            return Err(wrong(format!("longer than {DRAW_PACKET_MAX_BYTES} bytes")));
        }
        let given: Given = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if given.v != 1 {
            return Err(Flaw::Malformed(format!("{} is not known here", given.v)).at("v"));
        }
        if given.steps.len() > DRAW_STEPS_MAX {
            return Err(Flaw::Malformed("too many".to_owned()).at("steps"));
        }
        let steps = given.steps.into_iter().enumerate();
        let steps = steps
            .map(|(place, step)| Recorded::from_value(step).map_err(|fault| fault.within(&format!("steps[{place}]"))));
        Ok(Self {
            v: given.v,
            steps: steps.collect::<Result<_, _>>()?,
            pool: Pool::new(given.pool)?,
            ranking: given.ranking,
            panel: given.panel,
            alternates: given.alternates,
            sitting: given.sitting,
            abort_bias_possible: given.abort_bias_possible,
            record: given.record,
        })
    }

    /// Makes again what it says was drawn: takes every step in its turn, and compares what follows.
    ///
    /// # Errors
    /// The first thing that does not hold, with its place.
    pub fn verify(&self) -> Result<Verdict, Fault> {
        let draw = self.replay()?;
        let (drawn, sitting) = panel_of(&draw)?;
        if let Some(place) = first_difference(&self.ranking, &drawn.order) {
            return Err(Flaw::ResultDiffers.at(format!("ranking[{place}]")));
        }
        if let Some(place) = first_difference(&self.panel, &drawn.panel.seats) {
            return Err(Flaw::ResultDiffers.at(format!("panel[{place}]")));
        }
        if let Some(place) = first_difference(&self.alternates, &drawn.panel.alternates) {
            return Err(Flaw::ResultDiffers.at(format!("alternates[{place}]")));
        }
        if self.sitting != *sitting {
            return Err(Flaw::ResultDiffers.at("sitting"));
        }
        if self.abort_bias_possible != draw.abort_bias_possible() {
            return Err(Flaw::MarkDiffers.at("abort_bias_possible"));
        }
        if let Some(record) = &self.record {
            record.check(&self.steps)?;
        }
        Ok(self.verdict(&draw, drawn, sitting))
    }

    /// Takes every step in its turn. Each must be new, and none may contradict another.
    fn replay(&self) -> Result<Draw, Fault> {
        let mut steps = self.steps.iter().map(|recorded| recorded.said.clone()).enumerate();
        let at = |place: usize| format!("steps[{place}]");
        let (_, request) = steps.next().ok_or_else(|| Flaw::Unfinished("there is no request").at("steps"))?;
        let mut draw = Draw::begin(request, self.pool.clone()).map_err(|fault| fault.within(&at(0)))?;
        for (place, said) in steps {
            match draw.take(said).map_err(|fault| fault.within(&at(place)))? {
                Taken::New => {}
                Taken::Again => return Err(Flaw::OutOfTurn("it was said already").at(at(place))),
            }
        }
        Ok(draw)
    }

    fn verdict(&self, draw: &Draw, drawn: &super::Drawn, sitting: &Sitting) -> Verdict {
        let asked = draw.asked();
        let sealed = draw.sealed_under(&drawn.transcript).unwrap_or_default();
        let recused = |recorded: &Recorded| match &recorded.said.step {
            Step::Recuse { recused, .. } => recused.len(),
            _ => 0,
        };
        Verdict {
            draw: *draw.id(),
            court: asked.request.court.clone(),
            case: asked.request.case.clone(),
            redraws: asked.request.seq,
            hearing: asked.request.hearing,
            pool: self.pool.people().len(),
            excluded: asked.exclusions.len(),
            thin_allowed: asked.thin_allowed.is_some(),
            shared: asked.shared.clone(),
            transcript: drawn.transcript.0,
            prk: drawn.prk,
            contributors: sealed.into_iter().map(|deal| deal.node.clone()).collect(),
            panel: drawn.panel.seats.clone(),
            sitting: sitting.clone(),
            recused: self.steps.iter().map(recused).sum(),
            exhausted: sitting.is_exhausted(),
            abort_bias_possible: draw.abort_bias_possible(),
            of_two: draw.is_pair(),
            after_an_opening: asked.follows_an_opening(),
            signed: self.steps.iter().filter(|recorded| recorded.signature.is_some()).count(),
            entries: self.record.as_ref().map_or(0, |record| record.entries.len()),
        }
    }
}

impl Recorded {
    /// Reads a step with its signature, as it stands in a packet and travels between gateways.
    ///
    /// # Errors
    /// [`Flaw::Malformed`], with the place.
    pub fn from_value(mut value: Value) -> Result<Self, Fault> {
        let signature = value.as_object_mut().and_then(|members| members.remove("signature"));
        let signature = signature.map(serde_json::from_value).transpose();
        let signature = signature.map_err(|error| Flaw::Malformed(error.to_string()).at("signature"))?;
        Ok(Self { said: Said::from_value(&value)?, signature })
    }
}

impl InRecord {
    /// Checks that each step has its entry, in their order, under the root.
    fn check(&self, steps: &[Recorded]) -> Result<(), Fault> {
        if self.entries.len() != steps.len() {
            return Err(Flaw::RecordDiffers.at("record.entries"));
        }
        let mut next = 0;
        for (place, (entry, recorded)) in self.entries.iter().zip(steps).enumerate() {
            let fails = |member: &str| Flaw::RecordDiffers.at(format!("record.entries[{place}].{member}"));
            if entry.index < next {
                return Err(fails("index"));
            }
            next = entry.index.saturating_add(1);
            if entry.names() != Some(recorded.said.digest()?) {
                return Err(fails("line"));
            }
            let leaf = leaf_hash(entry.line.as_bytes());
            verify_inclusion(&entry.proof, &leaf, entry.index, self.size, &self.root).map_err(|_| fails("proof"))?;
        }
        Ok(())
    }
}

impl Entry {
    /// The step that the line says it is of.
    fn names(&self) -> Option<Digest> {
        let line: Value = serde_json::from_str(&self.line).ok()?;
        line.pointer("/open/step")?.as_str()?.parse().ok()
    }
}

fn panel_of(draw: &Draw) -> Result<(&super::Drawn, &Sitting), Fault> {
    match (draw.drawn(), draw.sitting()) {
        (Some(drawn), Some(sitting)) => Ok((drawn, sitting)),
        _ if draw.phase() == Phase::Void => Err(Flaw::Void.at("steps")),
        _ => Err(Flaw::Unfinished("nobody was drawn yet").at("steps")),
    }
}

/// The first place at which two lists differ, also by one of them having ended.
fn first_difference<T: PartialEq>(one: &[T], other: &[T]) -> Option<usize> {
    let differs = one.iter().zip(other).position(|(one, other)| one != other);
    differs.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))
}
