//! A gateway that takes part in a draw: what it ought to say now, given what it knows and what it holds.
//!
//! Whatever it says follows from the steps that are in its record and from its [`Holdings`], which are stored before anything that rests on
//! them leaves. So a gateway that stops anywhere and starts again says the same once more, and never something else.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::Time;
use serde::{Deserialize, Serialize};

use super::{Deal, Draw, Fault, Flaw, Given, Hash, Phase, Piece, Pieces, Said, Step, Taken, Transcript};
use crate::GatewayId;
use crate::limits::{
    DRAW_CLOSE_MAX_MS, DRAW_DEAL_MAX_MS, DRAW_OPEN_MAX_MS, DRAW_PAIR_MAX_MS, DRAW_PIECE_MAX_MS, DRAW_SEAL_MAX_MS,
    DRAW_UNREACHABLE_MIN_MS,
};

/// A gateway in a draw.
#[derive(Debug, Clone)]
pub struct Contributor {
    me: GatewayId,
    draw: Draw,
    holdings: Holdings,
    /// Since when it knows that two draw alone, each deal, and that everybody has closed, by its own clock: what another says of the time
    /// could make it wait for ever, or not at all.
    pair_since: Option<Time>,
    dealt_since: BTreeMap<GatewayId, Time>,
    closed_since: Option<Time>,
}

/// What a gateway keeps to itself until the draw is closed: its own pieces, and those of the others that it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holdings {
    own: Pieces,
    held: BTreeMap<GatewayId, Pieces>,
    /// What it may have held before is not there any more.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    lost: bool,
}

/// A piece on its way to one of the two who should hold it. It is to be encrypted to its receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The receiver.
    pub to: GatewayId,
    /// The piece.
    pub given: Given,
}

impl Contributor {
    /// A gateway that takes part, or takes part again after it was stopped, with what it had stored.
    pub fn new(me: GatewayId, draw: Draw, holdings: Holdings, now: Time) -> Self {
        let (pair_since, dealt_since, closed_since) = (None, BTreeMap::new(), None);
        let mut contributor = Self { me, draw, holdings, pair_since, dealt_since, closed_since };
        contributor.look_at_the_clock(now);
        contributor
    }

    /// Which gateway it is.
    pub const fn me(&self) -> &GatewayId {
        &self.me
    }

    /// What it knows.
    pub const fn draw(&self) -> &Draw {
        &self.draw
    }

    /// What it holds, to be stored.
    pub const fn holdings(&self) -> &Holdings {
        &self.holdings
    }

    /// Takes a step, its own too once it is in its record.
    ///
    /// # Errors
    /// As for [`Draw::take`].
    pub fn take(&mut self, said: Said, now: Time) -> Result<Taken, Fault> {
        let taken = self.draw.take(said)?;
        self.look_at_the_clock(now);
        Ok(taken)
    }

    /// Whether it deals now: once it has heard from everybody who is to deal, for as long as nobody has dealt the two others can still draw
    /// alone without a third that never answered. Whose holdings are [lost](Holdings::lost) does not, for it may have dealt otherwise before.
    pub fn is_to_deal(&self, heard: &BTreeSet<GatewayId>, now: Time) -> bool {
        if self.holdings.lost || now > self.draw.deals_end() {
            return false;
        }
        let is_open = !self.draw.is_refused() && !self.draw.is_closing() && !self.draw.has_voided(self.draw.court());
        let (mut is_mine, mut is_heard) = (false, true);
        for node in self.draw.dealers() {
            is_mine |= *node == self.me;
            is_heard &= *node == self.me || heard.contains(node) || self.draw.deal_of(node).is_some();
        }
        is_mine && is_open && is_heard && self.draw.deal_of(&self.me).is_none()
    }

    /// Says of another than the court's gateway that it is unreachable, once it was silent for a day, as long as the third answers. `silent` is
    /// since when each has not answered.
    pub fn misses(&self, silent: &BTreeMap<GatewayId, Time>, now: Time) -> Option<Step> {
        // Who reaches nobody is itself out of reach.
        let reaches = |node: &GatewayId| *node != self.me && !silent.contains_key(node);
        if !self.draw.asked().request.contributors.iter().any(reaches) {
            return None;
        }
        let is_due = !self.draw.has_missed(&self.me)
            && matches!(self.draw.phase(), Phase::Dealing | Phase::Sealing | Phase::Closing | Phase::Refused);
        let others = silent
            .iter()
            .filter(|(node, _)| **node != self.me && *node != self.draw.court() && self.draw.number_of(node).is_some());
        let mut missed = others.map(|(node, since)| (node, (*since).max(self.draw.asked_at())));
        let (node, since) = missed.find(|(_, since)| now >= since.plus_ms(DRAW_UNREACHABLE_MIN_MS))?;
        is_due.then(|| Step::Unreachable { draw: *self.draw.id(), node: node.clone(), since })
    }

    /// Its deal, with pieces that are drawn the first time. What it [holds](Self::holdings) is to be stored before the deal is said.
    pub fn deal(&mut self, entropy: &mut dyn FnMut(&mut [u8])) -> Step {
        let (draw, request) = (*self.draw.id(), *self.draw.request_digest());
        if let Some(deal) = self.draw.deal_of(&self.me) {
            return Step::Deal { draw, request, deal: deal.clone() };
        }
        let numbers = if self.draw.is_pair() { 1..=1 } else { 1..=3 };
        if self.holdings.own.len() != numbers.clone().count() {
            self.holdings.own = numbers.map(|number| (number, Piece::generate(entropy))).collect();
        }
        let deal = Deal::of(&draw, &self.me, &self.holdings.own);
        Step::Deal { draw, request, deal }
    }

    /// The pieces that it sends now: none before every deal is here, or the others have had their time, for whoever commits later could
    /// have seen something.
    pub fn parcels(&self, now: Time) -> Vec<Parcel> {
        let dealt = |node: &GatewayId| self.draw.deal_of(node).is_some();
        let is_time = self.draw.dealers().all(dealt) || self.has_dealt_for(now, DRAW_DEAL_MAX_MS);
        if !is_time || self.draw.is_pair() || !dealt(&self.me) {
            return Vec::new();
        }
        let to = |node: &GatewayId| {
            let theirs = self.holdings.own.iter().filter(|(number, _)| self.draw.number_of(node) != Some(**number));
            theirs.map(|(number, piece)| parcel(node, *number, *piece)).collect::<Vec<_>>()
        };
        self.draw.receivers_of(&self.me).flat_map(to).collect()
    }

    /// Takes a piece that a dealer sent.
    ///
    /// # Errors
    /// [`Flaw::OutOfTurn`] before its deal is here; [`Flaw::WrongSigner`] for a piece that this gateway should not hold;
    /// [`Flaw::PieceDiffers`] for one that was not committed to: after its time this gateway complains.
    pub fn receive(&mut self, dealer: &GatewayId, given: Given) -> Result<(), Fault> {
        let deal =
            self.draw.deal_of(dealer).ok_or_else(|| Flaw::OutOfTurn("there is no such deal yet").at("dealer"))?;
        if *dealer == self.me || self.draw.number_of(&self.me) == Some(given.number) {
            return Err(Flaw::WrongSigner(dealer.clone()).at("given.number"));
        }
        deal.check(self.draw.id(), given.number, &given.piece).map_err(|flaw| flaw.at("given.piece"))?;
        self.holdings.held.entry(dealer.clone()).or_default().insert(given.number, given.piece);
        Ok(())
    }

    /// What it ought to say now, beside its deal.
    pub fn due(&self, now: Time) -> Vec<Step> {
        let is_proposed = self.draw.has_voided(self.draw.court());
        match self.draw.phase() {
            Phase::Drawn | Phase::Exhausted => Vec::new(),
            Phase::Void => {
                self.void().filter(|_| self.draw.dealers().any(|node| *node == self.me)).into_iter().collect()
            }
            Phase::Opening => self.openings(now),
            _ if is_proposed => self.void().into_iter().collect(),
            _ => self.before_closing(now),
        }
    }

    fn before_closing(&self, now: Time) -> Vec<Step> {
        let mut due = self.acknowledgements();
        if !self.draw.is_closing() {
            due.extend(self.complaints(now));
            due.extend(self.answers());
        }
        due.extend(self.close(now));
        // As long as nobody has dealt, both who are there may still sign that the third is unreachable, and draw alone.
        let nobody_has_dealt = self.draw.dealers().all(|node| self.draw.deal_of(node).is_none());
        let wait_ms = DRAW_CLOSE_MAX_MS + if nobody_has_dealt { DRAW_PAIR_MAX_MS } else { 0 };
        let is_given_up = self.draw.is_refused() || now >= self.asked_since().plus_ms(wait_ms);
        // Only the court's clock counts, and only for this.
        due.extend(self.void().filter(|_| is_given_up && self.me == *self.draw.court()));
        due
    }

    fn acknowledgements(&self) -> Vec<Step> {
        let draw = *self.draw.id();
        let lied = |node: &GatewayId| self.draw.contradictions().iter().any(|(said, _)| said.by == *node);
        let acknowledge = |dealer: &GatewayId| {
            let deal = self.draw.deal_of(dealer).filter(|_| !lied(dealer))?;
            let is_whole = self.numbers().all(|number| self.piece_of(dealer, number).is_some());
            let is_due = is_whole && !self.draw.has_acknowledged(dealer, &self.me);
            let deal = deal.digest().ok().filter(|_| is_due)?;
            Some(Step::Acknowledge { draw, dealer: dealer.clone(), deal })
        };
        self.others().filter_map(acknowledge).collect()
    }

    /// About pieces that have not come in their time after the deal. What it has acknowledged it had, though it may hold it no more.
    fn complaints(&self, now: Time) -> Vec<Step> {
        let draw = *self.draw.id();
        let is_due = |dealer: &&GatewayId| {
            let since = self.dealt_since.get(*dealer);
            let is_past = since.is_some_and(|since| now >= since.plus_ms(DRAW_PIECE_MAX_MS));
            is_past && !self.draw.has_acknowledged(dealer, &self.me)
        };
        let about = |dealer: &GatewayId| {
            let missing = |number: &u8| {
                self.piece_of(dealer, *number).is_none() && !self.draw.has_complained(dealer, &self.me, *number)
            };
            let numbers: Vec<u8> = self.numbers().filter(missing).collect();
            let dealer = dealer.clone();
            numbers.into_iter().map(move |number| Step::Complain { draw, dealer: dealer.clone(), number })
        };
        self.others().filter(is_due).flat_map(about).collect()
    }

    fn answers(&self) -> Vec<Step> {
        let draw = *self.draw.id();
        let answered = |number: &u8| self.draw.answered_of(&self.me).is_some_and(|pieces| pieces.contains_key(number));
        let numbers = self.draw.complained_about(&self.me).into_iter().filter(|number| !answered(number));
        let given = numbers.filter_map(|number| Some(Given { number, piece: *self.holdings.own.get(&number)? }));
        given.map(|given| Step::Answer { draw, given }).collect()
    }

    /// Closes over what somebody has closed over already, or else over all that is sealed once that is everything, or enough and its time
    /// is over.
    fn close(&self, now: Time) -> Option<Step> {
        let (draw, is_court) = (*self.draw.id(), self.me == *self.draw.court());
        if self.draw.close_of(&self.me).is_some() || self.draw.has_voided(&self.me) || self.draw.is_refused() {
            return None;
        }
        let mut others = self.draw.dealers().filter(|node| **node != self.me).map(|node| self.draw.close_of(node));
        let transcript = if is_court {
            let first = others.next()??;
            others.all(|other| other == Some(first)).then_some(*first)
        } else {
            others.flatten().next().copied().or_else(|| self.transcript(now))
        }?;
        self.draw.sealed_under(&transcript).ok().map(|_| Step::Close { draw, transcript })
    }

    fn transcript(&self, now: Time) -> Option<Transcript> {
        let sealed = self.draw.sealed();
        let is_time = sealed.len() == self.draw.dealers().count() || self.has_dealt_for(now, DRAW_SEAL_MAX_MS);
        if is_time && sealed.len() >= 2 { Transcript::of(self.draw.id(), &sealed).ok() } else { None }
    }

    fn void(&self) -> Option<Step> {
        (!self.draw.has_voided(&self.me)).then_some(Step::Void { draw: *self.draw.id() })
    }

    /// Its own pieces at once; those of the others that it holds when they had their time. Where two draw there is nothing of the other to
    /// open: then the court's gateway gives the draw up, and the other lets it.
    fn openings(&self, now: Time) -> Vec<Step> {
        let is_time = self.closed_since.is_some_and(|since| now >= since.plus_ms(DRAW_OPEN_MAX_MS));
        let (is_court, is_pair) = (self.me == *self.draw.court(), self.draw.is_pair());
        let mut due = Vec::new();
        if let Ok(sealed) = self.draw.check_may_open(&self.me).and_then(|closed| self.draw.sealed_under(&closed)) {
            let mine = sealed.into_iter().filter(|deal| deal.node == self.me || (is_time && !is_pair));
            due.extend(mine.filter_map(|deal| self.opening(&deal.node)));
        }
        let gives_up = if is_court { is_time } else { self.draw.has_voided(self.draw.court()) };
        due.extend(self.void().filter(|_| is_pair && gives_up));
        due
    }

    fn opening(&self, dealer: &GatewayId) -> Option<Step> {
        let known = if *dealer == self.me { Some(&self.holdings.own) } else { self.holdings.held.get(dealer) };
        let opened = |number: &u8| self.draw.opened_of(dealer).is_some_and(|pieces| pieces.contains_key(number));
        let is_whole = self.draw.deal_of(dealer)?.numbers().all(|number| opened(&number));
        let missing = known?.iter().filter(|(number, _)| !opened(number));
        let given: Vec<Given> = missing.map(|(number, piece)| Given { number: *number, piece: *piece }).collect();
        let dealer = dealer.clone();
        (!is_whole && !given.is_empty()).then_some(Step::Open { draw: *self.draw.id(), dealer, given })
    }

    /// A piece that it holds, or that was shown to everybody.
    fn piece_of(&self, dealer: &GatewayId, number: u8) -> Option<&Piece> {
        let held = self.holdings.held.get(dealer).and_then(|pieces| pieces.get(&number));
        held.or_else(|| self.draw.answered_of(dealer)?.get(&number))
    }

    fn others(&self) -> impl Iterator<Item = &GatewayId> {
        self.draw.dealers().filter(|node| **node != self.me && !self.draw.is_pair())
    }

    /// The numbers of the pieces that it should hold of each deal.
    fn numbers(&self) -> impl Iterator<Item = u8> {
        let mine = self.draw.number_of(&self.me);
        (1..=3).filter(move |number| Some(*number) != mine)
    }

    /// Whether it has dealt, and so long ago. When the court says that it asked does not count: in a draw that begins late its times would
    /// be over before they begin.
    fn has_dealt_for(&self, now: Time, wait_ms: i64) -> bool {
        self.dealt_since.get(&self.me).is_some_and(|since| now >= since.plus_ms(wait_ms))
    }

    /// Since when deals are waited for. Where two draw, since that was clear: the day that the third was waited for is over then.
    pub(super) fn asked_since(&self) -> Time {
        self.pair_since.unwrap_or_else(|| self.draw.asked_at())
    }

    /// Since when it has dealt; as long as it has not, since deals are waited for.
    pub(super) fn dealt_since(&self) -> Time {
        self.dealt_since.get(&self.me).copied().unwrap_or_else(|| self.asked_since())
    }

    pub(super) const fn closed_since(&self) -> Option<Time> {
        self.closed_since
    }

    fn look_at_the_clock(&mut self, now: Time) {
        self.pair_since = self.pair_since.or_else(|| self.draw.is_pair().then_some(now));
        for node in self.draw.dealers().filter(|node| self.draw.deal_of(node).is_some()) {
            self.dealt_since.entry(node.clone()).or_insert(now);
        }
        self.closed_since = self.closed_since.or_else(|| self.draw.closed().map(|_| now));
    }
}

impl Holdings {
    /// Those of a gateway that finds a draw in its record, and nothing of what it had set aside for it.
    pub fn lost() -> Self {
        Self { lost: true, ..Self::default() }
    }

    /// Whether they are of this draw: the pieces are those that its own deal commits to.
    ///
    /// # Errors
    /// [`Flaw::PieceDiffers`].
    pub fn check(&self, draw: &Hash, deal: &Deal) -> Result<(), Flaw> {
        self.own.iter().try_for_each(|(number, piece)| deal.check(draw, *number, piece))
    }
}

fn parcel(to: &GatewayId, number: u8, piece: Piece) -> Parcel {
    Parcel { to: to.clone(), given: Given { number, piece } }
}
