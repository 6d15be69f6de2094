//! What is known of a draw: the steps that were said in it, each taken only in its turn. Gateways and auditors run the same.
//!
//! A step that is refused changes nothing, and may be brought again: what came before its turn can be taken later. Only where a gateway
//! says two things of which it may say one, both are kept as proof.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::{Digest, Time};

use super::request::is_code;
use super::{
    Asked, Awaited, Deal, Drawn, Fault, Flaw, Given, Hash, Phase, Pieces, Pool, Recusal, Said, Sitting, Step,
    Transcript,
};
use crate::GatewayId;
use crate::limits::{
    DRAW_CLOSE_MAX_MS, DRAW_PAIR_MAX_MS, DRAW_REQUEST_MAX_BYTES, DRAW_STEPS_MAX, DRAW_UNREACHABLE_MIN_MS,
};

/// So many pieces a secret has, where three draw.
const PIECES: usize = 3;

/// What is known of one draw.
#[derive(Debug, Clone)]
pub struct Draw {
    id: Hash,
    /// The step that asked, by its digest.
    request: Digest,
    asked: Asked,
    pool: Pool,
    court: GatewayId,
    steps: Vec<Said>,
    /// Who says of whom that it is unreachable.
    unreachable: BTreeMap<GatewayId, GatewayId>,
    /// Two draw by one commitment each: the third was unreachable before anybody had dealt.
    is_pair: bool,
    refused: BTreeMap<GatewayId, String>,
    deals: BTreeMap<GatewayId, Deal>,
    /// Dealer, receiver.
    acknowledged: BTreeSet<(GatewayId, GatewayId)>,
    /// Dealer, receiver, and the number of the piece.
    complaints: BTreeSet<(GatewayId, GatewayId, u8)>,
    /// Pieces that were shown before the draw was closed.
    answered: BTreeMap<GatewayId, Pieces>,
    closes: BTreeMap<GatewayId, Transcript>,
    voided: BTreeSet<GatewayId>,
    /// Who has opened anything.
    openers: BTreeSet<GatewayId>,
    opened: BTreeMap<GatewayId, Pieces>,
    drawn: Option<Drawn>,
    sitting: Option<Sitting>,
    contradictions: Vec<(Said, Said)>,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was taken.
    New,
    /// It was here already.
    Again,
}

impl Draw {
    /// The draw that a request begins, over the pool that it names. Whether the request should be followed, [`Asked::examine`] says.
    ///
    /// # Errors
    /// [`Flaw::OutOfTurn`] for another step; [`Flaw::WrongSigner`] if it is not the court's gateway that says it; what is wrong with its
    /// form, also if it is longer than gateways bring each other; [`Flaw::PoolDiffers`].
    pub fn begin(said: Said, pool: Pool) -> Result<Self, Fault> {
        let draw = Self::over(said, pool)?;
        draw.asked.request.check_pool(&draw.pool).map_err(|fault| fault.within("step.asked"))?;
        Ok(draw)
    }

    /// The same for a gateway that cannot make the pool that the request names, or finds that nothing may be drawn: it refuses, and lets the
    /// draw be void. Nobody can be drawn without it.
    ///
    /// # Errors
    /// As for [`Draw::begin`], but not for the pool.
    pub fn apart(said: Said) -> Result<Self, Fault> {
        Self::over(said, Pool::new(Vec::new())?)
    }

    fn over(said: Said, pool: Pool) -> Result<Self, Fault> {
        let Step::Request { asked } = &said.step else {
            return Err(Flaw::OutOfTurn("the request comes first").at("step.kind"));
        };
        asked.check().map_err(|fault| fault.within("step.asked"))?;
        let court = asked.request.court_gateway()?.clone();
        if said.by != court {
            return Err(Flaw::WrongSigner(said.by).at("by"));
        }
        let bytes = said.to_bytes()?;
        if bytes.len() > DRAW_REQUEST_MAX_BYTES {
            return Err(Flaw::Malformed(format!("longer than {DRAW_REQUEST_MAX_BYTES} bytes")).at("step.asked"));
        }
        let (id, asked) = (asked.request.digest()?, Asked::clone(asked));
        Ok(Self {
            id,
            request: Digest::of(&bytes),
            asked,
            pool,
            court,
            steps: vec![said],
            unreachable: BTreeMap::new(),
            is_pair: false,
            refused: BTreeMap::new(),
            deals: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            complaints: BTreeSet::new(),
            answered: BTreeMap::new(),
            closes: BTreeMap::new(),
            voided: BTreeSet::new(),
            openers: BTreeSet::new(),
            opened: BTreeMap::new(),
            drawn: None,
            sitting: None,
            contradictions: Vec::new(),
        })
    }

    /// Takes a step.
    ///
    /// # Errors
    /// Why not, with the place in the step. After [`Flaw::Contradiction`] the two steps are among the [contradictions](Self::contradictions).
    pub fn take(&mut self, said: Said) -> Result<Taken, Fault> {
        if self.steps.iter().any(|taken| taken.by == said.by && taken.step == said.step) {
            return Ok(Taken::Again);
        }
        if said.step.draw().is_some_and(|draw| *draw != self.id) {
            return Err(Flaw::OtherDraw.at("step.draw"));
        }
        if self.number_of(&said.by).is_none() || (self.is_pair && self.absent() == Some(&said.by)) {
            return Err(Flaw::WrongSigner(said.by).at("by"));
        }
        if self.steps.len() >= DRAW_STEPS_MAX {
            return Err(Flaw::OutOfTurn("there are too many steps").at(""));
        }
        // Who comes back to a draw that is void without it signs that too: the others may know of a close after which it has to.
        if self.is_void() && !matches!(said.step, Step::Void { .. }) {
            return Err(Flaw::Void.at("step"));
        }
        if self.is_known(&said) {
            return Ok(Taken::Again);
        }
        self.apply(&said)?;
        self.steps.push(said);
        Ok(Taken::New)
    }

    /// `D`, the name of the draw.
    pub const fn id(&self) -> &Hash {
        &self.id
    }

    /// The step that asked, by its digest: every deal names it, and with it all that stands beside the request.
    pub const fn request_digest(&self) -> &Digest {
        &self.request
    }

    /// What was asked for.
    pub const fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The pool.
    pub const fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The court's gateway.
    pub const fn court(&self) -> &GatewayId {
        &self.court
    }

    /// The steps that were taken, in their order.
    pub fn steps(&self) -> &[Said] {
        &self.steps
    }

    /// When the court asked, by its own clock.
    pub fn asked_at(&self) -> Time {
        self.steps.first().map_or(Time::from_unix_ms(0), |said| said.at)
    }

    /// Pairs of steps that one gateway should not both have said.
    pub fn contradictions(&self) -> &[(Said, Said)] {
        &self.contradictions
    }

    /// Whether two drew by one commitment each: then one of them could have seen the outcome, and broken the draw off.
    pub const fn is_pair(&self) -> bool {
        self.is_pair
    }

    /// Whether anybody has opened anything: if the draw is void all the same, somebody knew the outcome, or could have.
    pub fn was_opened(&self) -> bool {
        !self.openers.is_empty()
    }

    /// Whether somebody could have seen an outcome in this case, and broken the draw off: this one, since two draw it alone, or the one
    /// before it.
    pub fn abort_bias_possible(&self) -> bool {
        self.is_pair || self.asked.follows_an_opening()
    }

    /// Until when deals are taken, by the clock of whoever deals: the court's gateway gives the draw up then. A request that says it is older
    /// draws from a registry of long ago.
    pub fn deals_end(&self) -> Time {
        let pair_ms = if self.is_pair { DRAW_CLOSE_MAX_MS } else { 0 };
        self.asked_at().plus_ms(DRAW_CLOSE_MAX_MS + DRAW_PAIR_MAX_MS + pair_ms)
    }

    /// Who was drawn, once all is open.
    pub const fn drawn(&self) -> Option<&Drawn> {
        self.drawn.as_ref()
    }

    /// The panel as it sits now.
    pub const fn sitting(&self) -> Option<&Sitting> {
        self.sitting.as_ref()
    }

    /// Where it stands.
    pub fn phase(&self) -> Phase {
        match &self.sitting {
            _ if self.is_void() => Phase::Void,
            Some(sitting) if sitting.is_exhausted() => Phase::Exhausted,
            Some(_) => Phase::Drawn,
            None if self.closed().is_some() => Phase::Opening,
            None if !self.closes.is_empty() => Phase::Closing,
            None if !self.refused.is_empty() => Phase::Refused,
            None if self.dealers().all(|node| self.deals.contains_key(node)) => Phase::Sealing,
            None => Phase::Dealing,
        }
    }

    /// Whose steps are waited for: what a clerk sees when a gateway does not answer.
    pub fn awaited(&self) -> BTreeSet<Awaited> {
        let by = |step: &'static str| move |node: &GatewayId| Awaited { gateway: node.clone(), step };
        if self.voided.contains(&self.court) && !self.is_void() && self.drawn.is_none() {
            return self.present().filter(|node| !self.voided.contains(node)).map(by("void")).collect();
        }
        match self.phase() {
            Phase::Drawn | Phase::Exhausted | Phase::Void => BTreeSet::new(),
            Phase::Refused => BTreeSet::from([by("void")(&self.court)]),
            Phase::Dealing => self.dealers().filter(|node| !self.deals.contains_key(node)).map(by("deal")).collect(),
            Phase::Sealing => {
                let unsealed = self.deals.keys().flat_map(|dealer| {
                    let silent = move |node: &&GatewayId| !self.has_acknowledged(dealer, node);
                    self.receivers_of(dealer).filter(silent)
                });
                let missing: BTreeSet<_> = unsealed.map(by("acknowledge")).collect();
                if missing.is_empty() || self.is_pair { self.unclosed() } else { missing }
            }
            Phase::Closing => self.unclosed(),
            Phase::Opening => {
                let sealed = self.closed().and_then(|transcript| self.sealed_under(&transcript).ok());
                let secret = |deal: &&&Deal| self.opened_of(&deal.node).is_none_or(|it| deal.secret(it).is_none());
                sealed.iter().flatten().filter(secret).map(|deal| by("open")(&deal.node)).collect()
            }
        }
    }

    /// The deal of a gateway.
    pub fn deal_of(&self, node: &GatewayId) -> Option<&Deal> {
        self.deals.get(node)
    }

    /// The deals that are sealed as things stand, in the order of the contributors: acknowledged by both receivers and not complained about
    /// by both. Where two draw, there is nothing to acknowledge.
    pub fn sealed(&self) -> Vec<&Deal> {
        let is_sealed = |deal: &&Deal| {
            let complained = |node: &GatewayId| (1..=3).any(|number| self.has_complained(&deal.node, node, number));
            self.is_pair
                || (self.receivers_of(&deal.node).all(|node| self.has_acknowledged(&deal.node, node))
                    && !self.receivers_of(&deal.node).all(complained))
        };
        self.asked.request.contributors.iter().filter_map(|node| self.deals.get(node)).filter(is_sealed).collect()
    }

    /// The sealed deals over which somebody closed with this transcript. Who closes may leave one out: nobody knows anything then.
    ///
    /// # Errors
    /// [`Flaw::TranscriptDiffers`] if it is over no two or three of the deals that are sealed here; [`Flaw::KnownEarly`] if one gateway
    /// would know all their secrets.
    pub fn sealed_under(&self, transcript: &Transcript) -> Result<Vec<&Deal>, Fault> {
        let sealed = self.sealed();
        let without = |gone: usize| {
            let rest = sealed.iter().enumerate().filter(move |(place, _)| *place != gone);
            rest.map(|(_, deal)| *deal).collect::<Vec<_>>()
        };
        let choices = std::iter::once(sealed.clone()).chain((0..sealed.len()).map(without));
        for choice in choices.filter(|choice| choice.len() >= 2) {
            if Transcript::of(&self.id, &choice)? == *transcript {
                self.check_hidden(&choice)?;
                return Ok(choice);
            }
        }
        Err(Flaw::TranscriptDiffers.at("step.transcript"))
    }

    /// The transcript over which everybody has closed.
    pub fn closed(&self) -> Option<Transcript> {
        let first = self.closes.get(&self.court)?;
        self.dealers().all(|node| self.closes.get(node) == Some(first)).then_some(*first)
    }

    /// Over what a gateway has closed.
    pub fn close_of(&self, node: &GatewayId) -> Option<&Transcript> {
        self.closes.get(node)
    }

    /// Who has to close, and to deal: the contributors, without the one that was unreachable before anybody had dealt.
    pub fn dealers(&self) -> impl Iterator<Item = &GatewayId> {
        let absent = self.absent().filter(|_| self.is_pair);
        self.asked.request.contributors.iter().filter(move |node| Some(*node) != absent)
    }

    /// Those who should hold pieces of a deal.
    pub fn receivers_of(&self, dealer: &GatewayId) -> impl Iterator<Item = &GatewayId> + use<'_> {
        let dealer = dealer.clone();
        self.asked.request.contributors.iter().filter(move |node| **node != dealer)
    }

    /// The number of the piece that a contributor does not get, from 1: its place among them.
    pub fn number_of(&self, node: &GatewayId) -> Option<u8> {
        self.asked.request.place_of(node)
    }

    /// Whether a receiver has acknowledged a deal.
    pub fn has_acknowledged(&self, dealer: &GatewayId, receiver: &GatewayId) -> bool {
        self.acknowledged.contains(&(dealer.clone(), receiver.clone()))
    }

    /// Whether a receiver has complained about a piece.
    pub fn has_complained(&self, dealer: &GatewayId, receiver: &GatewayId, number: u8) -> bool {
        self.complaints.contains(&(dealer.clone(), receiver.clone(), number))
    }

    /// The pieces of a dealer that were complained about.
    pub fn complained_about(&self, dealer: &GatewayId) -> BTreeSet<u8> {
        self.complaints.iter().filter(|(node, ..)| node == dealer).map(|(.., number)| *number).collect()
    }

    /// The pieces of a dealer that it showed after complaints.
    pub fn answered_of(&self, dealer: &GatewayId) -> Option<&Pieces> {
        self.answered.get(dealer)
    }

    /// The pieces of a dealer that were opened.
    pub fn opened_of(&self, dealer: &GatewayId) -> Option<&Pieces> {
        self.opened.get(dealer)
    }

    /// Whether a gateway has opened anything: then it never countersigns a void.
    pub fn has_opened(&self, node: &GatewayId) -> bool {
        self.openers.contains(node)
    }

    /// Whether a gateway has proposed or countersigned that the draw be void.
    pub fn has_voided(&self, node: &GatewayId) -> bool {
        self.voided.contains(node)
    }

    /// Whether a gateway does not take part.
    pub fn has_refused(&self, node: &GatewayId) -> bool {
        self.refused.contains_key(node)
    }

    /// Who does not take part, and why, as codes.
    pub const fn refused(&self) -> &BTreeMap<GatewayId, String> {
        &self.refused
    }

    /// Whether a gateway has said of another that it is unreachable.
    pub fn has_missed(&self, node: &GatewayId) -> bool {
        self.unreachable.contains_key(node)
    }

    /// Whether anybody does not take part.
    pub fn is_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Whether anybody has closed: then no deal, complaint or answer is taken any more.
    pub fn is_closing(&self) -> bool {
        !self.closes.is_empty()
    }

    /// Whether a gateway may open now: everybody has closed, and if it has signed a void, another than the court's has opened before.
    ///
    /// # Errors
    /// [`Flaw::OutOfTurn`].
    pub fn check_may_open(&self, node: &GatewayId) -> Result<Transcript, Fault> {
        let closed = self.closed().ok_or_else(|| Flaw::OutOfTurn("not everybody has closed").at("step.kind"))?;
        let other = |opener: &GatewayId| opener != node && *opener != self.court;
        if self.voided.contains(node) && !self.openers.iter().any(other) {
            return Err(Flaw::OutOfTurn("who has signed that it be void opens after another").at("by"));
        }
        Ok(closed)
    }

    fn apply(&mut self, said: &Said) -> Result<(), Fault> {
        match &said.step {
            Step::Request { asked } => self.ask_again(said, asked),
            Step::Refuse { reason, .. } => self.refuse(said, reason),
            Step::Unreachable { node, since, .. } => self.miss(said, node, *since),
            Step::Deal { request, deal, .. } => self.deal(said, request, deal),
            Step::Acknowledge { dealer, deal, .. } => self.acknowledge(said, dealer, deal),
            Step::Complain { dealer, number, .. } => self.complain(said, dealer, *number),
            Step::Answer { given, .. } => self.answer(said, given),
            Step::Close { transcript, .. } => self.close(said, transcript),
            Step::Void { .. } => self.void(said),
            Step::Open { dealer, given, .. } => self.open(said, dealer, given),
            Step::Recuse { recused, .. } => self.recuse(said, recused),
        }
    }

    /// What stands beside the request stands there once.
    fn ask_again(&mut self, said: &Said, asked: &Asked) -> Result<(), Fault> {
        if said.by != self.court {
            return Err(Flaw::WrongSigner(said.by.clone()).at("by"));
        }
        if asked.request.digest()? != self.id {
            return Err(Flaw::OtherDraw.at("step.asked.request"));
        }
        self.contradicted(said, |step| matches!(step, Step::Request { .. }))
    }

    fn refuse(&mut self, said: &Said, reason: &str) -> Result<(), Fault> {
        if self.deals.contains_key(&said.by) {
            return Err(Flaw::OutOfTurn("it takes part already").at("step.kind"));
        }
        if !is_code(reason) {
            return Err(Flaw::Malformed("not a code".to_owned()).at("step.reason"));
        }
        if self.refused.contains_key(&said.by) {
            return self.contradicted(said, |step| matches!(step, Step::Refuse { .. }));
        }
        self.refused.insert(said.by.clone(), reason.to_owned());
        Ok(())
    }

    fn miss(&mut self, said: &Said, node: &GatewayId, since: Time) -> Result<(), Fault> {
        if self.number_of(node).is_none() || *node == said.by || *node == self.court {
            return Err(Flaw::Malformed("no other contributor, or the court's own".to_owned()).at("step.node"));
        }
        if said.at.unix_ms().saturating_sub(since.unix_ms()) < DRAW_UNREACHABLE_MIN_MS || since < self.asked_at() {
            return Err(Flaw::OutOfTurn("not for so long").at("step.since"));
        }
        if self.closed().is_some() {
            return Err(Flaw::OutOfTurn("everybody has closed").at("step.kind"));
        }
        if self.unreachable.contains_key(&said.by) {
            return self.contradicted(said, |step| matches!(step, Step::Unreachable { .. }));
        }
        self.unreachable.insert(said.by.clone(), node.clone());
        self.is_pair |= self.deals.is_empty() && self.absent().is_some();
        Ok(())
    }

    fn deal(&mut self, said: &Said, request: &Digest, deal: &Deal) -> Result<(), Fault> {
        if deal.node != said.by {
            return Err(Flaw::WrongSigner(said.by.clone()).at("step.deal.node"));
        }
        if deal.c.len() > PIECES {
            return Err(Flaw::Malformed("more commitments than pieces".to_owned()).at("step.deal.c"));
        }
        if self.deals.contains_key(&said.by) {
            return self.contradicted(said, |step| matches!(step, Step::Deal { .. }));
        }
        if self.is_closing() || self.is_refused() {
            return Err(Flaw::OutOfTurn("no deal is taken any more").at("step.kind"));
        }
        if *request != self.request {
            return Err(Flaw::OtherDraw.at("step.request"));
        }
        if said.at > self.deals_end() {
            return Err(Flaw::OutOfTurn("the request is too old").at("at"));
        }
        if deal.c.len() != if self.is_pair { 1 } else { PIECES } {
            return Err(Flaw::Malformed("not as many commitments as pieces".to_owned()).at("step.deal.c"));
        }
        self.deals.insert(said.by.clone(), deal.clone());
        Ok(())
    }

    fn acknowledge(&mut self, said: &Said, dealer: &GatewayId, digest: &Hash) -> Result<(), Fault> {
        self.check_receiver(&said.by, dealer)?;
        if self.has_acknowledged(dealer, &said.by) {
            let same = |step: &Step| matches!(step, Step::Acknowledge { dealer: other, .. } if other == dealer);
            return self.contradicted(said, same);
        }
        let deal =
            self.deals.get(dealer).ok_or_else(|| Flaw::OutOfTurn("there is no such deal yet").at("step.dealer"))?;
        if deal.digest()? != *digest {
            return Err(Flaw::DealDiffers.at("step.deal"));
        }
        self.acknowledged.insert((dealer.clone(), said.by.clone()));
        Ok(())
    }

    fn complain(&mut self, said: &Said, dealer: &GatewayId, number: u8) -> Result<(), Fault> {
        self.check_receiver(&said.by, dealer)?;
        self.check_before_closing()?;
        let is_due = (1..=3).contains(&number) && self.number_of(&said.by) != Some(number);
        if !is_due || !self.deals.contains_key(dealer) {
            return Err(Flaw::OutOfTurn("no piece that it should hold").at("step.number"));
        }
        self.complaints.insert((dealer.clone(), said.by.clone(), number));
        Ok(())
    }

    fn answer(&mut self, said: &Said, given: &Given) -> Result<(), Fault> {
        self.check_before_closing()?;
        if !self.complained_about(&said.by).contains(&given.number) {
            return Err(Flaw::OutOfTurn("nobody has complained about it").at("step.given.number"));
        }
        if let Some(deal) = self.deals.get(&said.by) {
            deal.check(&self.id, given.number, &given.piece).map_err(|flaw| flaw.at("step.given.piece"))?;
        }
        self.answered.entry(said.by.clone()).or_default().insert(given.number, given.piece);
        Ok(())
    }

    fn close(&mut self, said: &Said, transcript: &Transcript) -> Result<(), Fault> {
        if self.closes.contains_key(&said.by) {
            return self.contradicted(said, |step| matches!(step, Step::Close { .. }));
        }
        if self.voided.contains(&said.by) {
            return Err(Flaw::OutOfTurn("it has signed that the draw be void").at("by"));
        }
        self.sealed_under(transcript)?;
        if said.by == self.court {
            for node in self.dealers().filter(|node| **node != self.court) {
                match self.closes.get(node) {
                    None => return Err(Flaw::OutOfTurn("the court's gateway closes last").at("by")),
                    Some(other) if other != transcript => return Err(Flaw::TranscriptDiffers.at("step.transcript")),
                    Some(_) => {}
                }
            }
        }
        self.closes.insert(said.by.clone(), *transcript);
        Ok(())
    }

    fn void(&mut self, said: &Said) -> Result<(), Fault> {
        if said.by != self.court && !self.voided.contains(&self.court) {
            return Err(Flaw::OutOfTurn("the court's gateway proposes it").at("by"));
        }
        // Where two draw, nobody else can open what one of them keeps back: this is what the mark of such a draw says.
        if self.drawn.is_some() || (self.openers.contains(&said.by) && !self.is_pair) {
            return Err(Flaw::OutOfTurn("who has opened does not take it back").at("by"));
        }
        self.voided.insert(said.by.clone());
        Ok(())
    }

    fn open(&mut self, said: &Said, dealer: &GatewayId, given: &[Given]) -> Result<(), Fault> {
        let closed = self.check_may_open(&said.by)?;
        let deal = self.sealed_under(&closed)?.into_iter().find(|deal| deal.node == *dealer).cloned();
        let deal = deal.ok_or_else(|| Flaw::OutOfTurn("the deal does not count").at("step.dealer"))?;
        let own = *dealer == said.by;
        if given.is_empty() || given.len() > deal.c.len() || (self.is_pair && !own) {
            return Err(Flaw::Malformed("nothing that it could open".to_owned()).at("step.given"));
        }
        for (place, given) in given.iter().enumerate() {
            let at = |member: &str| format!("step.given[{place}].{member}");
            if !own && self.number_of(&said.by) == Some(given.number) {
                return Err(Flaw::WrongSigner(said.by.clone()).at(at("number")));
            }
            deal.check(&self.id, given.number, &given.piece).map_err(|flaw| flaw.at(at("piece")))?;
        }
        self.openers.insert(said.by.clone());
        let opened = self.opened.entry(dealer.clone()).or_default();
        opened.extend(given.iter().map(|given| (given.number, given.piece)));
        self.finish(&closed)
    }

    /// Draws, if every sealed secret is open.
    fn finish(&mut self, closed: &Transcript) -> Result<(), Fault> {
        if self.drawn.is_some() {
            return Ok(());
        }
        let none = Pieces::new();
        let sealed = self.sealed_under(closed)?.into_iter();
        let sealed: Vec<_> = sealed.map(|deal| (deal, self.opened_of(&deal.node).unwrap_or(&none))).collect();
        if sealed.iter().all(|(deal, pieces)| deal.secret(pieces).is_some()) {
            let drawn = Drawn::over(&self.pool, &self.asked.request, &sealed)?;
            self.sitting = Some(drawn.panel.sitting());
            self.drawn = Some(drawn);
        }
        Ok(())
    }

    fn recuse(&mut self, said: &Said, recused: &[Recusal]) -> Result<(), Fault> {
        if said.by != self.court {
            return Err(Flaw::WrongSigner(said.by.clone()).at("by"));
        }
        if recused.is_empty() {
            return Err(Flaw::Malformed("nobody".to_owned()).at("step.recused"));
        }
        if let Some(place) = recused.iter().position(|recusal| !is_code(&recusal.reason)) {
            return Err(Flaw::Malformed("not a code".to_owned()).at(format!("step.recused[{place}].reason")));
        }
        let sitting = self.sitting.as_mut().ok_or_else(|| Flaw::OutOfTurn("nobody was drawn yet").at("step.kind"))?;
        let ids: Vec<_> = recused.iter().map(|recusal| recusal.id.clone()).collect();
        sitting.recuse(&ids).map(drop).map_err(|flaw| flaw.at("step.recused"))
    }

    /// Keeps both steps, the one that was taken and the one that is not: once of each gateway and kind, however often it lies.
    fn contradicted(&mut self, said: &Said, is_alike: impl Fn(&Step) -> bool) -> Result<(), Fault> {
        let before = self.steps.iter().find(|taken| taken.by == said.by && is_alike(&taken.step));
        if let Some(before) = before {
            let (by, kind) = (&said.by, said.step.code());
            if !self.contradictions.iter().any(|(_, other)| other.by == *by && other.step.code() == kind) {
                self.contradictions.push((before.clone(), said.clone()));
            }
        }
        Err(Flaw::Contradiction(said.by.clone()).at("step"))
    }

    /// Whether a piece that was shown after a complaint would let one gateway know every secret before the draw is closed: the one that
    /// lacked just that piece, if no other secret is hidden from it.
    fn check_hidden(&self, sealed: &[&Deal]) -> Result<(), Fault> {
        for (number, node) in (1..).zip(&self.asked.request.contributors) {
            let is_shown = |dealer| self.answered_of(dealer).is_some_and(|pieces| pieces.contains_key(&number));
            if sealed.iter().all(|deal| deal.node == *node || is_shown(&deal.node)) {
                return Err(Flaw::KnownEarly(node.clone()).at("step.transcript"));
            }
        }
        Ok(())
    }

    fn check_receiver(&self, by: &GatewayId, dealer: &GatewayId) -> Result<(), Fault> {
        let is_one = !self.is_pair && by != dealer && self.number_of(dealer).is_some();
        if is_one { Ok(()) } else { Err(Flaw::WrongSigner(by.clone()).at("step.dealer")) }
    }

    fn check_before_closing(&self) -> Result<(), Fault> {
        if self.is_closing() { Err(Flaw::OutOfTurn("somebody has closed").at("step.kind")) } else { Ok(()) }
    }

    /// Whether a step opens what the same gateway, or another beside it, has opened already: it says nothing new.
    fn is_known(&self, said: &Said) -> bool {
        let Step::Open { dealer, given, .. } = &said.step else { return false };
        let opened = |given: &Given| self.opened_of(dealer).and_then(|it| it.get(&given.number)) == Some(&given.piece);
        self.has_opened(&said.by) && !given.is_empty() && given.iter().all(opened)
    }

    fn is_void(&self) -> bool {
        self.voided.contains(&self.court) && self.present().all(|node| self.voided.contains(node))
    }

    /// The contributor of which both others say that it is unreachable.
    fn absent(&self) -> Option<&GatewayId> {
        let nodes = self.asked.request.contributors.iter();
        nodes.into_iter().find(|node| self.receivers_of(node).all(|other| self.unreachable.get(other) == Some(*node)))
    }

    /// Who has to sign a void: those who are not unreachable. But once the other beside the court's gateway has closed, that gateway may have
    /// had the unreachable one open behind its back: then this one signs too, or there is a panel.
    fn present(&self) -> impl Iterator<Item = &GatewayId> {
        let has_closed = |node: &GatewayId| *node != self.court && self.closes.contains_key(node);
        let is_excused = |absent: &GatewayId| self.is_pair || !self.receivers_of(absent).any(has_closed);
        let absent = self.absent().filter(|absent| is_excused(absent));
        self.asked.request.contributors.iter().filter(move |node| Some(*node) != absent)
    }

    fn unclosed(&self) -> BTreeSet<Awaited> {
        let open: Vec<&GatewayId> = self.dealers().filter(|node| !self.closes.contains_key(node)).collect();
        let others = open.iter().any(|node| **node != self.court);
        // The court's gateway closes last: nobody waits for it before.
        let awaited = open.into_iter().filter(|node| !others || **node != self.court);
        awaited.map(|node| Awaited { gateway: node.clone(), step: "close" }).collect()
    }
}
