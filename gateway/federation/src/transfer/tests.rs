use std::collections::BTreeSet;

use super::*;
use crate::fixture::{gateway, ulid};
use crate::simulation::chance::Chance;

fn file(number: u64) -> File {
    let matter = MatterId::new(gateway("cn"), ulid(number.into()));
    File { matter, sha256: Digest::of(&number.to_be_bytes()) }
}

fn want(transfers: &mut Transfers, number: u64, pieces: u32) {
    let effects = transfers.step(Input::Wanted { file: file(number), pieces });
    assert_eq!(effects, [Effect::Offer { file: file(number) }]);
}

fn missing(transfers: &mut Transfers, number: u64, ranges: &[(u32, u32)]) -> Vec<Effect> {
    let answer = Answer::Missing(ranges.iter().map(|&(from, to)| from..to).collect());
    transfers.step(Input::Answered { file: file(number), answer })
}

fn taken(transfers: &mut Transfers, number: u64, index: u32) -> Vec<Effect> {
    transfers.step(Input::Taken { file: file(number), index })
}

fn send(number: u64, index: u32) -> Effect {
    Effect::Send { file: file(number), index }
}

fn ended(number: u64, outcome: Outcome) -> Effect {
    Effect::Ended { file: file(number), outcome }
}

#[test]
fn only_what_the_peer_is_missing_is_sent() {
    let mut transfers = Transfers::default();
    want(&mut transfers, 1, 10);
    assert_eq!(missing(&mut transfers, 1, &[(3, 4), (9, 200)]), [send(1, 3), send(1, 9)]);
    assert_eq!(taken(&mut transfers, 1, 9), []);
    assert_eq!(taken(&mut transfers, 1, 9), [], "told twice");
    assert_eq!(taken(&mut transfers, 1, 3), [Effect::Offer { file: file(1) }]);
    let whole = Input::Answered { file: file(1), answer: Answer::Whole };
    assert_eq!(transfers.step(whole), [ended(1, Outcome::Over)]);
    assert_eq!(transfers.in_flight(), 0);
}

#[test]
fn a_peer_that_says_twice_what_it_is_missing_gets_it_once() {
    let mut transfers = Transfers::default();
    want(&mut transfers, 1, 5);
    let sent = missing(&mut transfers, 1, &[(3, 9), (1, 4), (1, 2)]);
    assert_eq!(sent, [send(1, 1), send(1, 2), send(1, 3), send(1, 4)]);
}

#[test]
fn no_more_is_under_way_than_may_be_and_a_second_matter_finds_a_place() {
    let mut transfers = Transfers::default();
    want(&mut transfers, 1, 1000);
    assert_eq!(missing(&mut transfers, 1, &[(0, 1000)]).len(), PIECES_OF_FILE_IN_FLIGHT_MAX);
    want(&mut transfers, 2, 1000);
    let second = missing(&mut transfers, 2, &[(0, 1000)]);
    assert_eq!(second.len(), PIECES_IN_FLIGHT_MAX - PIECES_OF_FILE_IN_FLIGHT_MAX);
    assert!(second.iter().all(|effect| matches!(effect, Effect::Send { file: it, .. } if *it == file(2))));
}

#[test]
fn a_long_file_and_a_short_one_take_turns() {
    let mut transfers = Transfers::default();
    let mut under_way = VecDeque::new();
    for (number, pieces) in [(1, 1000), (2, 50)] {
        want(&mut transfers, number, pieces);
        under_way.extend(missing(&mut transfers, number, &[(0, pieces)]));
    }
    let mut sent = BTreeMap::new();
    while let Some(effect) = under_way.pop_front() {
        let Effect::Send { file, index } = effect else { break };
        *sent.entry(file.clone()).or_insert(0_usize) += 1;
        under_way.extend(transfers.step(Input::Taken { file, index }));
    }
    // The short one is through when the long one has about as much.
    assert_eq!(sent[&file(2)], 50);
    assert!(sent[&file(1)] <= 50 + 3 * PIECES_IN_FLIGHT_MAX, "{}", sent[&file(1)]);
}

#[test]
fn a_piece_that_is_not_taken_ends_the_transfer_once_nothing_is_under_way() {
    let mut transfers = Transfers::default();
    want(&mut transfers, 1, 3);
    assert_eq!(missing(&mut transfers, 1, &[(0, 3)]).len(), 3);
    let failed = Input::NotTaken { file: file(1), index: 1, failure: Failure::Peer };
    assert_eq!(transfers.step(failed), []);
    assert_eq!(taken(&mut transfers, 1, 0), []);
    assert_eq!(taken(&mut transfers, 1, 2), [ended(1, Outcome::Failed(Failure::Peer))]);
    want(&mut transfers, 1, 3);
}

#[test]
fn a_transfer_that_nobody_waits_for_holds_no_place() {
    let mut transfers = Transfers::default();
    want(&mut transfers, 1, 100);
    missing(&mut transfers, 1, &[(0, 100)]);
    assert_eq!(transfers.step(Input::GivenUp { file: file(1) }), []);
    assert_eq!(transfers.in_flight(), 0);
}

#[test]
fn a_peer_that_goes_on_losing_pieces_is_not_served_for_ever() {
    let mut transfers = Transfers::default();
    want(&mut transfers, 1, 1);
    for _ in 0..ROUNDS {
        assert_eq!(missing(&mut transfers, 1, &[(0, 1)]), [send(1, 0)]);
        assert_eq!(taken(&mut transfers, 1, 0), [Effect::Offer { file: file(1) }]);
    }
    assert_eq!(missing(&mut transfers, 1, &[(0, 1)]), [ended(1, Outcome::Failed(Failure::File))]);
}

#[test]
fn whatever_is_lost_doubled_or_restarted_a_file_arrives_whole_and_no_acknowledged_piece_is_sent_again() {
    for seed in 0..1000 {
        World::new(seed).run();
    }
}

/// A sender and a receiver, and a network between them that loses and doubles. Either may restart between any two effects.
struct World {
    seed: u64,
    chance: Chance,
    transfers: Transfers,
    /// What is under way, in any order.
    effects: Vec<Effect>,
    /// How many pieces each file has.
    wanted: BTreeMap<File, u32>,
    over: BTreeSet<File>,
    /// What is on the receiver's disk.
    present: BTreeMap<File, BTreeSet<u32>>,
    /// What the sender was told is there.
    acknowledged: BTreeSet<(File, u32)>,
    sent: u32,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let wanted = (1..=3).map(|number| (file(number), 1 + chance.below(40) as u32)).collect();
        Self {
            seed,
            chance,
            transfers: Transfers::default(),
            effects: Vec::new(),
            wanted,
            over: BTreeSet::new(),
            present: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            sent: 0,
        }
    }

    fn run(&mut self) {
        for step in 0..100_000 {
            if self.over.len() == self.wanted.len() {
                let whole = |(file, pieces): (&File, &u32)| self.present[file].len() == *pieces as usize;
                assert!(self.wanted.iter().all(whole), "seed {}", self.seed);
                return;
            }
            // Troubles end, so that the play does.
            let troubled = step < 2_000;
            if troubled && self.chance.below(40) == 0 {
                // The sender restarts: it knows nothing, and its requests are gone.
                self.transfers = Transfers::default();
                self.effects.clear();
            }
            self.want_again();
            self.carry_out_one(troubled);
        }
        panic!("seed {}: it does not end", self.seed);
    }

    /// Whoever waits for a file wants it again after a pause.
    fn want_again(&mut self) {
        let waiting: Vec<_> = self.wanted.iter().filter(|(file, _)| !self.over.contains(file)).collect();
        let inputs: Vec<_> =
            waiting.into_iter().map(|(file, pieces)| Input::Wanted { file: file.clone(), pieces: *pieces }).collect();
        inputs.into_iter().for_each(|input| self.step(input));
    }

    fn step(&mut self, input: Input) {
        for effect in self.transfers.step(input) {
            if let Effect::Send { file, index } = &effect {
                self.sent += 1;
                let acknowledged = self.acknowledged.contains(&(file.clone(), *index));
                assert!(!acknowledged, "seed {}: piece {index} is sent again", self.seed);
            }
            self.effects.push(effect);
        }
        assert!(self.transfers.in_flight() <= PIECES_IN_FLIGHT_MAX, "seed {}", self.seed);
    }

    fn carry_out_one(&mut self, troubled: bool) {
        if self.effects.is_empty() {
            return;
        }
        let place = self.chance.below(self.effects.len() as u64) as usize;
        let lost = |chance: &mut Chance| troubled && chance.below(10) == 0;
        let (request_lost, answer_lost) = (lost(&mut self.chance), lost(&mut self.chance));
        match self.effects.swap_remove(place) {
            Effect::Offer { file } if request_lost || answer_lost => {
                self.step(Input::Answered { file, answer: Answer::Failed(Failure::Peer) });
            }
            Effect::Offer { file } => {
                let answer = self.receiver_says(&file);
                self.step(Input::Answered { file, answer });
            }
            Effect::Send { file, index } => {
                if !request_lost {
                    // Doubled or not: a piece has its place.
                    self.present.entry(file.clone()).or_default().insert(index);
                }
                if request_lost || answer_lost {
                    self.step(Input::NotTaken { file, index, failure: Failure::Peer });
                } else {
                    self.acknowledged.insert((file.clone(), index));
                    self.step(Input::Taken { file, index });
                }
            }
            Effect::Ended { file, outcome: Outcome::Over } => {
                self.over.insert(file);
            }
            Effect::Ended { .. } => {}
        }
    }

    fn receiver_says(&self, file: &File) -> Answer {
        let present = self.present.get(file).cloned().unwrap_or_default();
        let missing: Vec<_> =
            (0..self.wanted[file]).filter(|index| !present.contains(index)).map(|index| index..index + 1).collect();
        if missing.is_empty() { Answer::Whole } else { Answer::Missing(missing) }
    }
}
