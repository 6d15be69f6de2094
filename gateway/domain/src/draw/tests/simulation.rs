//! A seeded simulation of three gateways over a network that loses and delays, of which one may be silent, may lie, or may stop and start
//! again at any step. Whatever it does, the outcome is the one that follows from the secrets that were dealt, or its deal is out before
//! anybody knows anything.

use std::collections::BTreeMap;

use comity_record::Time;

use super::world::*;
use super::*;
use crate::GatewayId;

/// SplitMix64, so that a seed means the same everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn happens(&mut self, per_cent: u64) -> bool {
        self.next() % 100 < per_cent
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }
}

/// What is wrong with one of the gateways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Nothing,
    /// It says so many things, and then nothing more, nor does it send a piece.
    Silent(usize),
    /// It closes, and opens nothing, not even what it holds.
    OpensNothing,
    /// It commits to another piece than it sends.
    LiesInCommitment(u8),
    /// It sends one receiver, or both, another piece than it committed to.
    LiesInPiece(u8),
    /// It deals twice: to one so, to the other otherwise.
    DealsTwice,
    /// It stops between any two steps, and starts again with what it had stored.
    Crashes,
}

struct Node {
    name: &'static str,
    contributor: Contributor,
    wrong: Wrong,
    /// What it has said, beside the request.
    said: Vec<Said>,
    /// A second deal, for the last of the others.
    second: Option<Said>,
}

struct World {
    chance: Chance,
    nodes: Vec<Node>,
    loss: u64,
    now: Time,
    /// The secrets that were drawn, whatever becomes of them.
    secrets: BTreeMap<GatewayId, Pieces>,
}

impl World {
    fn new(seed: u64, loss: u64, wrongs: [Wrong; 3]) -> Self {
        let node = |(name, wrong): (&'static str, Wrong)| Node {
            name,
            contributor: Contributor::new(gateway(name), begun(), Holdings::default(), hours(0)),
            wrong,
            said: Vec::new(),
            second: None,
        };
        let nodes = NAMES.into_iter().zip(wrongs).map(node).collect();
        Self { chance: Chance(seed), nodes, loss, now: hours(0), secrets: BTreeMap::new() }
    }

    /// Three days, in steps of twenty minutes.
    fn live(&mut self) {
        for beat in 0..3 * 24 * 3 {
            self.now = hours(0).plus_ms(beat * 20 * 60 * 1000);
            for place in 0..self.nodes.len() {
                self.crash(place);
                self.speak(place);
                self.crash(place);
                self.carry(place);
            }
            self.nobody_knows_before_it_is_closed();
        }
    }

    fn speak(&mut self, place: usize) {
        let now = self.now;
        let is_dealt = self.nodes[place].contributor.draw().deal_of(&gateway(NAMES[place])).is_some();
        let phase = self.nodes[place].contributor.draw().phase();
        if !is_dealt && phase == Phase::Dealing && self.chance.happens(60) {
            self.deal(place);
        }
        for step in self.nodes[place].contributor.due(now) {
            let (by, is_opening) = (gateway(NAMES[place]), step.code() == "open");
            if is_opening && self.nodes[place].wrong == Wrong::OpensNothing {
                continue;
            }
            self.nodes[place].say(Said { at: now, by, step });
            if self.crash(place) {
                return;
            }
        }
    }

    fn deal(&mut self, place: usize) {
        let (now, seed) = (self.now, self.chance.0);
        let node = &mut self.nodes[place];
        let step = node.contributor.deal(&mut entropy(seed));
        let own = serde_json::to_value(node.contributor.holdings()).unwrap()["own"].clone();
        self.secrets.insert(gateway(node.name), serde_json::from_value(own).unwrap());
        // What it holds is stored now; whether the deal was said before it stopped or not, it says the same.
        if self.crash(place) {
            return;
        }
        let node = &mut self.nodes[place];
        let Step::Deal { draw, request, mut deal } = step else { panic!("a deal") };
        if let Wrong::LiesInCommitment(number) = node.wrong {
            deal.c[usize::from(number) - 1] = Hash::tagged("draw/lie", &[]);
        }
        if node.wrong == Wrong::DealsTwice {
            let pieces = (1..=3).map(|number| (number, Piece::new([number; 32]))).collect();
            let step = Step::Deal { draw, request, deal: Deal::of(&draw, &gateway(node.name), &pieces) };
            node.second = Some(Said { at: now, by: gateway(node.name), step });
        }
        node.say(Said { at: now, by: gateway(node.name), step: Step::Deal { draw, request, deal } });
    }

    /// Brings the others what they do not have yet, unless it is lost. What they refuse is brought again.
    fn carry(&mut self, from: usize) {
        let node = &self.nodes[from];
        let silent = matches!(node.wrong, Wrong::Silent(count) if node.said.len() >= count);
        let parcels = if silent { Vec::new() } else { node.contributor.parcels(self.now) };
        let (wrong, said, second, name) = (node.wrong, node.said.clone(), node.second.clone(), node.name);
        for to in (0..self.nodes.len()).filter(|to| *to != from) {
            let is_last = to == (from + 2) % 3;
            for mut said in said.clone() {
                if let (Some(second), true, "deal") = (&second, is_last, said.step.code()) {
                    said = second.clone();
                }
                if !self.chance.happens(self.loss) {
                    drop(self.nodes[to].contributor.take(said, self.now));
                }
            }
            for mut parcel in parcels.iter().filter(|parcel| parcel.to == gateway(NAMES[to])).cloned() {
                let lies = matches!(wrong, Wrong::LiesInPiece(whom) if whom == 3 || usize::from(whom) == to);
                if lies {
                    parcel.given.piece = Piece::new([0xee; 32]);
                }
                if !self.chance.happens(self.loss) {
                    drop(self.nodes[to].contributor.receive(&gateway(name), parcel.given));
                }
            }
        }
    }

    /// Whether it stopped just now, and started again from its record and what it had stored.
    fn crash(&mut self, place: usize) -> bool {
        let crashes = self.nodes[place].wrong == Wrong::Crashes && self.chance.happens(30);
        if crashes {
            let node = &mut self.nodes[place];
            let (draw, holdings) = (node.contributor.draw(), node.contributor.holdings().clone());
            let mut steps = draw.steps().iter().cloned();
            let mut again = Draw::begin(steps.next().unwrap(), draw.pool().clone()).unwrap();
            steps.for_each(|said| assert_eq!(again.take(said), Ok(Taken::New)));
            let holdings = serde_json::from_slice(&serde_json::to_vec(&holdings).unwrap()).unwrap();
            node.contributor = Contributor::new(gateway(node.name), again, holdings, self.now);
        }
        crashes
    }

    /// While somebody has not closed, nobody knows every secret of the deals over which anybody has.
    fn nobody_knows_before_it_is_closed(&self) {
        if self.nodes.iter().any(|node| node.contributor.draw().closed().is_some()) {
            return;
        }
        let closes = self.nodes.iter().filter_map(|one| one.contributor.draw().close_of(&gateway(one.name)));
        for transcript in closes {
            for node in &self.nodes {
                let Some(deals) = node.closed_over(transcript) else { continue };
                assert!(
                    deals.iter().any(|deal| !node.knows(deal)),
                    "{} knows the outcome before it is closed",
                    node.name
                );
            }
        }
    }

    fn honest(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| matches!(node.wrong, Wrong::Nothing | Wrong::Crashes))
    }

    /// What the honest gateways have in the end: the same panel, or none of them has one.
    fn outcome(&self) -> Option<&Drawn> {
        let outcomes: Vec<Option<&Drawn>> = self.honest().map(|node| node.contributor.draw().drawn()).collect();
        assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "they differ");
        outcomes.first().copied().flatten()
    }

    /// What follows from the secrets that were drawn, over the deals that are sealed.
    fn follows_from_what_was_dealt(&self, drawn: &Drawn) {
        let draw = self.honest().next().unwrap().contributor.draw();
        let sealed = draw.sealed_under(&drawn.transcript).unwrap();
        assert!(sealed.len() >= 2);
        let sealed: Vec<_> = sealed.into_iter().map(|deal| (deal, &self.secrets[&deal.node])).collect();
        assert_eq!(Drawn::compute(draw.pool(), &draw.asked().request, &sealed).as_ref(), Ok(drawn));
    }

    fn phases(&self) -> Vec<Phase> {
        self.honest().map(|node| node.contributor.draw().phase()).collect()
    }
}

impl Node {
    /// The deals that a transcript is over, whether they count here or not.
    fn closed_over(&self, transcript: &Transcript) -> Option<Vec<&Deal>> {
        let draw = self.contributor.draw();
        let deals: Vec<&Deal> = NAMES.iter().filter_map(|name| draw.deal_of(&gateway(name))).collect();
        let subset = |mask: usize| deals.iter().enumerate().filter(move |(place, _)| mask >> place & 1 == 1);
        let mut subsets = (0..8).map(|mask| subset(mask).map(|(_, deal)| *deal).collect::<Vec<_>>());
        subsets.find(|deals| Transcript::of(draw.id(), deals).unwrap() == *transcript)
    }

    /// Whether it has all pieces of a secret: its own, those that it was sent, and those that everybody was shown.
    fn knows(&self, deal: &Deal) -> bool {
        let held = &serde_json::to_value(self.contributor.holdings()).unwrap()["held"][deal.node.as_str()];
        let shown = self.contributor.draw().answered_of(&deal.node);
        let has = |number: u8| {
            held.get(number.to_string()).is_some() || shown.is_some_and(|pieces| pieces.contains_key(&number))
        };
        deal.node == gateway(self.name) || (1..=3).all(has)
    }

    /// Into its own record first; what it may not say it does not say, unless it lies.
    fn say(&mut self, said: Said) {
        let is_mute = matches!(self.wrong, Wrong::Silent(count) if self.said.len() >= count);
        if !is_mute && self.contributor.take(said.clone(), said.at) == Ok(Taken::New) {
            self.said.push(said);
        }
    }
}

fn run(seed: u64, loss: u64, wrongs: [Wrong; 3]) -> World {
    let mut world = World::new(seed, loss, wrongs);
    world.live();
    if let Some(drawn) = world.outcome() {
        world.follows_from_what_was_dealt(drawn);
    }
    world
}

/// Runs with one gateway that is wrong, each in turn, over a few seeds.
fn with_each(wrong: Wrong, check: impl Fn(&World, &'static str)) {
    for seed in 0..6 {
        for (place, name) in NAMES.into_iter().enumerate() {
            let mut wrongs = [Wrong::Nothing; 3];
            wrongs[place] = wrong;
            let world = run(seed * 3 + place as u64, 20, wrongs);
            check(&world, name);
        }
    }
}

#[test]
fn over_a_network_that_loses_half_of_everything_three_gateways_draw() {
    for seed in 0..20 {
        let world = run(seed, 50, [Wrong::Nothing; 3]);
        assert_eq!(world.phases(), [Phase::Drawn; 3], "seed {seed}");
    }
}

#[test]
fn gateways_that_stop_at_every_step_and_start_again_draw_the_same() {
    for seed in 0..20 {
        let world = run(seed, 20, [Wrong::Crashes; 3]);
        assert_eq!(world.phases(), [Phase::Drawn; 3], "seed {seed}");
        assert!(world.nodes.iter().all(|node| node.contributor.draw().contradictions().is_empty()), "seed {seed}");
    }
}

#[test]
fn who_falls_silent_after_it_has_closed_changes_nothing() {
    with_each(Wrong::OpensNothing, |world, name| {
        assert!(world.outcome().is_some(), "without {name}");
    });
}

#[test]
fn who_falls_silent_at_any_step_delays_the_draw_and_steers_nothing() {
    for count in 0..12 {
        with_each(Wrong::Silent(count), |world, name| {
            // Whoever was silent before closing has stopped the draw, not knowing anything; whoever was silent after, has not.
            let silent = world.nodes.iter().find(|node| node.name == name).unwrap();
            let has_closed = silent.said.iter().any(|said| said.step.code() == "close");
            assert_eq!(world.outcome().is_some(), has_closed, "{name} after {count}");
        });
    }
}

#[test]
fn the_deal_of_one_who_lies_in_a_commitment_drops_out_and_the_others_draw() {
    for number in 1..=3 {
        with_each(Wrong::LiesInCommitment(number), |world, name| {
            let draw = world.honest().next().unwrap().contributor.draw();
            let sealed: Vec<_> = draw.sealed().into_iter().map(|deal| deal.node.clone()).collect();
            assert!(!sealed.contains(&gateway(name)), "{name} {number}: its receivers lack a piece");
            // With a piece that was shown, or one that was lost, the two others may be too few: then nobody draws.
            assert!(world.outcome().is_some() || draw.phase() == Phase::Void, "{name} {number}: {:?}", world.phases());
        });
    }
}

#[test]
fn who_lies_in_a_piece_has_to_show_it_or_its_deal_drops_out() {
    for whom in 0..=3 {
        with_each(Wrong::LiesInPiece(whom), |world, name| {
            let phases = world.phases();
            assert!(phases.windows(2).all(|pair| pair[0] == pair[1]), "{name} to {whom}: {phases:?}");
            assert!(matches!(phases[0], Phase::Drawn | Phase::Void), "{name} to {whom}: {phases:?}");
        });
    }
}

#[test]
fn who_deals_twice_is_never_counted() {
    with_each(Wrong::DealsTwice, |world, name| {
        for node in world.honest() {
            assert!(world.outcome().is_none_or(|drawn| {
                let sealed = node.contributor.draw().sealed_under(&drawn.transcript).unwrap();
                sealed.iter().all(|deal| deal.node != gateway(name))
            }));
        }
    });
}

#[test]
fn the_same_secrets_give_the_same_panel_whoever_opens_them() {
    for seed in 0..10 {
        let honest = run(seed, 0, [Wrong::Nothing; 3]);
        for place in 0..3 {
            let mut wrongs = [Wrong::Nothing; 3];
            wrongs[place] = Wrong::OpensNothing;
            let other = run(seed, 0, wrongs);
            assert_eq!(other.secrets, honest.secrets);
            assert_eq!(other.outcome(), honest.outcome(), "seed {seed}");
        }
    }
}

#[test]
fn the_simulated_lies_are_told() {
    let mut chance = Chance(1);
    assert!((0..100).any(|_| chance.below(7) == 6));
    let said = |wrong| {
        let world = run(1, 20, [wrong, Wrong::Nothing, Wrong::Nothing]);
        let steps = world.nodes[1].contributor.draw().steps();
        steps.iter().map(|said| said.step.code()).collect::<Vec<_>>()
    };
    assert!(said(Wrong::LiesInPiece(1)).contains(&"complain") && said(Wrong::LiesInPiece(1)).contains(&"answer"));
    assert!(said(Wrong::LiesInCommitment(3)).contains(&"complain"));
    assert!(!said(Wrong::Nothing).contains(&"void"));
}
