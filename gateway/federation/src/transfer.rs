//! Bringing large files to a peer, in pieces: what is offered and sent when. A state machine without clock and sockets, one for each peer: an
//! input comes in, effects go out.
//!
//! A file is *offered* with its manifest. The peer answers which pieces it is missing, and these are sent, several at a time. When all of them
//! are over there the file is offered once more, and the peer says whether it is whole. So it is the peer's disk that knows how far a transfer
//! has come, and whoever was interrupted, on either side, goes on with what is missing.
//!
//! The files take turns: so many pieces are under way at most, and a file that is long gets no more of them than one that is short. A
//! transfer that fails ends; whoever wants the file wants it again, after a pause of his own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use comity_domain::MatterId;
use comity_domain::limits::{PIECES_IN_FLIGHT_MAX, PIECES_OF_FILE_IN_FLIGHT_MAX};
use comity_record::Digest;

/// A large file on its way to the peer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its matter.
    pub matter: MatterId,
    /// The digest of all its bytes.
    pub sha256: Digest,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A message names the file, and goes when it is over there.
    Wanted {
        /// The file.
        file: File,
        /// So many pieces it has.
        pieces: u32,
    },
    /// The peer answered an offer, or was not reached.
    Answered {
        /// The file.
        file: File,
        /// What it said.
        answer: Answer,
    },
    /// The peer has a piece on stable storage.
    Taken {
        /// The file.
        file: File,
        /// The piece.
        index: u32,
    },
    /// The peer did not take a piece, or its answer was lost.
    NotTaken {
        /// The file.
        file: File,
        /// The piece.
        index: u32,
        /// What it says about the transfer.
        failure: Failure,
    },
    /// Nobody waits for it any more. What is under way is not reported.
    GivenUp {
        /// The file.
        file: File,
    },
}

/// What a peer says to an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has the file, whole and checked.
    Whole,
    /// It is missing these pieces.
    Missing(Vec<Range<u32>>),
    /// No answer that helps.
    Failed(Failure),
}

/// Why a transfer goes on only later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The peer was not reached, or did not answer properly.
    Peer,
    /// The peer answered that it does not take this now.
    File,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Offer the file with its manifest, and report with [`Input::Answered`].
    Offer {
        /// The file.
        file: File,
    },
    /// Send a piece, and report with [`Input::Taken`] or [`Input::NotTaken`].
    Send {
        /// The file.
        file: File,
        /// The piece.
        index: u32,
    },
    /// The transfer has ended.
    Ended {
        /// The file.
        file: File,
        /// How.
        outcome: Outcome,
    },
}

/// How a transfer has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The peer has the file.
    Over,
    /// It goes on later.
    Failed(Failure),
}

/// The transfers to one peer.
#[derive(Debug, Clone, Default)]
pub struct Transfers {
    files: BTreeMap<File, State>,
    /// The files that have pieces to send, in turn.
    turns: VecDeque<File>,
    in_flight: usize,
}

#[derive(Debug, Clone)]
struct State {
    pieces: u32,
    /// What is still to be sent, in order.
    missing: VecDeque<Range<u32>>,
    in_flight: BTreeSet<u32>,
    /// An offer is under way.
    offering: bool,
    /// So often the peer said what it is missing.
    rounds: u32,
    failed: Option<Failure>,
}

/// A peer that is missing pieces that it has taken, again and again, has a disk that cannot be relied on.
const ROUNDS: u32 = 3;

impl Transfers {
    /// One step.
    pub fn step(&mut self, input: Input) -> Vec<Effect> {
        let mut effects = Vec::new();
        match input {
            Input::Wanted { file, pieces } => self.want(file, pieces, &mut effects),
            Input::Answered { file, answer } => self.answered(&file, answer, &mut effects),
            Input::Taken { file, index } => self.landed(&file, index, None, &mut effects),
            Input::NotTaken { file, index, failure } => self.landed(&file, index, Some(failure), &mut effects),
            Input::GivenUp { file } => self.forget(&file),
        }
        self.send_what_can_go(&mut effects);
        effects
    }

    /// Pieces under way.
    pub const fn in_flight(&self) -> usize {
        self.in_flight
    }

    fn want(&mut self, file: File, pieces: u32, effects: &mut Vec<Effect>) {
        if self.files.contains_key(&file) {
            return;
        }
        let (missing, in_flight) = (VecDeque::new(), BTreeSet::new());
        let state = State { pieces, missing, in_flight, offering: true, rounds: 0, failed: None };
        self.files.insert(file.clone(), state);
        effects.push(Effect::Offer { file });
    }

    fn answered(&mut self, file: &File, answer: Answer, effects: &mut Vec<Effect>) {
        let Some(state) = self.files.get_mut(file).filter(|state| state.offering) else { return };
        state.offering = false;
        match answer {
            Answer::Whole => self.end(file, Outcome::Over, effects),
            Answer::Failed(failure) => self.end(file, Outcome::Failed(failure), effects),
            Answer::Missing(ranges) => {
                state.missing = once_each(ranges, state.pieces);
                state.rounds += 1;
                if state.missing.is_empty() || state.rounds > ROUNDS {
                    // It has all pieces, and is not whole: it is being checked, or something over there is not as it should be.
                    self.end(file, Outcome::Failed(Failure::File), effects);
                } else {
                    self.turns.push_back(file.clone());
                }
            }
        }
    }

    /// A piece is no longer under way.
    fn landed(&mut self, file: &File, index: u32, failure: Option<Failure>, effects: &mut Vec<Effect>) {
        let Some(state) = self.files.get_mut(file) else { return };
        if !state.in_flight.remove(&index) {
            return;
        }
        self.in_flight -= 1;
        if state.failed.is_none() {
            state.failed = failure;
        }
        if state.failed.is_some() {
            // Nothing more is sent; what is under way is waited for, so that nothing is sent twice at the same time.
            state.missing.clear();
            self.turns.retain(|other| other != file);
        }
        if !state.in_flight.is_empty() || !state.missing.is_empty() {
            return;
        }
        match state.failed {
            Some(failure) => self.end(file, Outcome::Failed(failure), effects),
            None => {
                state.offering = true;
                effects.push(Effect::Offer { file: file.clone() });
            }
        }
    }

    fn end(&mut self, file: &File, outcome: Outcome, effects: &mut Vec<Effect>) {
        self.forget(file);
        effects.push(Effect::Ended { file: file.clone(), outcome });
    }

    fn forget(&mut self, file: &File) {
        if let Some(state) = self.files.remove(file) {
            self.in_flight -= state.in_flight.len();
            self.turns.retain(|other| other != file);
        }
    }

    fn send_what_can_go(&mut self, effects: &mut Vec<Effect>) {
        // Each file is looked at once in a round, so that one that may not send now is passed over.
        let mut looks = self.turns.len();
        while self.in_flight < PIECES_IN_FLIGHT_MAX
            && looks > 0
            && let Some(file) = self.turns.pop_front()
        {
            looks -= 1;
            let Some(state) = self.files.get_mut(&file) else { continue };
            if state.in_flight.len() < PIECES_OF_FILE_IN_FLIGHT_MAX
                && let Some(index) = state.next_missing()
            {
                state.in_flight.insert(index);
                self.in_flight += 1;
                looks = self.turns.len() + 1;
                effects.push(Effect::Send { file: file.clone(), index });
            }
            if !state.missing.is_empty() {
                self.turns.push_back(file);
            }
        }
    }
}

impl State {
    fn next_missing(&mut self) -> Option<u32> {
        let range = self.missing.front_mut()?;
        let index = range.next();
        if range.start >= range.end {
            self.missing.pop_front();
        }
        index
    }
}

/// The pieces that a peer says it is missing, in their order: those that the file has, and each once, whatever it says.
fn once_each(mut ranges: Vec<Range<u32>>, pieces: u32) -> VecDeque<Range<u32>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut next = 0;
    let mut missing = VecDeque::new();
    for range in ranges {
        let real = range.start.max(next)..range.end.min(pieces);
        if !real.is_empty() {
            next = real.end;
            missing.push_back(real);
        }
    }
    missing
}

#[cfg(test)]
mod tests;
