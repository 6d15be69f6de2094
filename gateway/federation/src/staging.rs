//! Files that arrive before the letters that name them: how much a peer may bring, and what is removed when. A pure account: the
//! bytes, and the list that outlives a restart, are the store's; time is an argument.
//!
//! A file is *arriving* while its bytes are written, or *growing* while its pieces come; then it is *here*. Whoever takes a letter holds its files meanwhile, and lets them go
//! as taken, as refused, or as they were. What nobody holds and nobody wants is cleared away, a bounded number at a time.

use std::collections::BTreeMap;

use comity_domain::limits::{STAGED_MAX_AGE_MS, STAGED_OF_PEER_MAX_BYTES, STAGED_OF_PEER_MAX_FILES};
use comity_domain::{GatewayId, MatterId};
use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

/// Which file: one that this peer brought for this matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Who brought it.
    pub peer: GatewayId,
    /// For which matter.
    pub matter: MatterId,
    /// The digest of its bytes.
    pub sha256: Digest,
}

/// A file that is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staged {
    /// The name of its sealed bytes in the store.
    pub blob: Digest,
    /// How many bytes it has.
    pub size: u64,
    /// When it came; of one that grows, when it was last offered.
    pub since: Time,
    /// The digest of its manifest, if it came in pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<Digest>,
}

/// What each peer may have here. The default is [`comity_domain::limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// So many files.
    pub files: usize,
    /// So many bytes in all.
    pub bytes: u64,
    /// For so long.
    pub age_ms: i64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { files: STAGED_OF_PEER_MAX_FILES, bytes: STAGED_OF_PEER_MAX_BYTES, age_ms: STAGED_MAX_AGE_MS }
    }
}

/// What is to be done with a file that a peer offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Write it, and report with [`Staging::arrived`] or [`Staging::lost`].
    Write,
    /// It is here already.
    Here,
    /// It is being written, or removed: the peer comes again.
    UnderWay,
    /// The peer has as much here as it may.
    Full,
}

/// What is to be done with a large file that a peer offers, to bring it piece by piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Growth {
    /// Begin it, and report with [`Staging::grows`] or [`Staging::lost`].
    Begin,
    /// It has begun: go on with it.
    Grows(Staged),
    /// It is here already, whole.
    Here(Staged),
    /// It is being begun, or removed: the peer comes again.
    UnderWay,
    /// It has begun with another manifest, which counts until it is cleared away.
    Differs,
    /// The peer has as much here as it may.
    Full,
}

/// What became of the letter that a file was held for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The record names the file now.
    Taken,
    /// The letter was refused for good.
    Refused,
    /// Nothing yet: the letter comes again.
    Open,
}

/// A file that is to be cleared away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearing {
    /// Which.
    pub place: Place,
    /// Its sealed bytes, if they are to be removed: the record does not name them, as far as this account knows.
    pub blob: Option<Digest>,
}

/// The files of all peers that came before their letters.
#[derive(Debug, Clone, Default)]
pub struct Staging {
    allowance: Allowance,
    files: BTreeMap<Place, File>,
    used: BTreeMap<GatewayId, Used>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Used {
    files: usize,
    bytes: u64,
}

#[derive(Debug, Clone)]
struct File {
    /// What it counts with.
    size: u64,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Arriving,
    /// Comes in pieces, some of which may be here.
    Growing {
        staged: Staged,
        /// So many of its pieces are being written.
        held: usize,
    },
    Here {
        staged: Staged,
        /// So many letters that name it are being taken, and pieces of it being written that came twice.
        held: usize,
        wanted: bool,
    },
    /// Its bytes belong to the record, or are gone; only the store's list still has it.
    Listed,
    /// Somebody is clearing it away.
    Leaving {
        before: Box<State>,
    },
}

impl Staging {
    /// An empty account.
    pub fn new(allowance: Allowance) -> Self {
        Self { allowance, ..Self::default() }
    }

    /// A file that the store's list has, at the start; without bytes, if there are none.
    pub fn restore(&mut self, place: Place, staged: Option<Staged>) {
        match staged {
            Some(staged) => {
                let size = staged.size;
                self.add(place, File { size, state: State::Here { staged, held: 0, wanted: true } });
            }
            None => self.add(place, File { size: 0, state: State::Listed }),
        }
    }

    /// A large file that the store's list has, at the start, and that is not whole.
    pub fn restore_growing(&mut self, place: Place, staged: Staged) {
        let size = staged.size;
        self.add(place, File { size, state: State::Growing { staged, held: 0 } });
    }

    /// A peer offers a large file, to bring it in pieces. It counts with all its bytes from now on.
    pub fn offer_large(&mut self, place: &Place, size: u64, manifest: Digest, now: Time) -> Growth {
        match self.files.get_mut(place).map(|file| &mut file.state) {
            Some(State::Growing { staged, .. }) if staged.manifest == Some(manifest) => {
                staged.since = now;
                return Growth::Grows(staged.clone());
            }
            Some(State::Here { staged, wanted, .. }) if staged.manifest == Some(manifest) => {
                *wanted = true;
                return Growth::Here(staged.clone());
            }
            Some(State::Growing { .. } | State::Here { .. }) => return Growth::Differs,
            Some(State::Arriving | State::Listed | State::Leaving { .. }) => return Growth::UnderWay,
            None => {}
        }
        match self.offer(place, size) {
            Offer::Write => Growth::Begin,
            _ => Growth::Full,
        }
    }

    /// A large file has begun: its name is on the store's list, durably.
    pub fn grows(&mut self, place: &Place, staged: Staged) {
        if let Some(file) = self.files.get_mut(place) {
            file.state = State::Growing { staged, held: 0 };
        }
    }

    /// Holds a growing file while a piece of it is written: it stays until it is [let be](Self::let_be).
    pub fn hold_growing(&mut self, place: &Place) -> Option<Staged> {
        match self.files.get_mut(place).map(|file| &mut file.state) {
            Some(State::Growing { staged, held }) => {
                *held += 1;
                Some(staged.clone())
            }
            _ => None,
        }
    }

    /// A piece was written, or could not be; the file may have become whole meanwhile.
    pub fn let_be(&mut self, place: &Place) {
        let held = self.files.get_mut(place).map(|file| &mut file.state);
        if let Some(State::Growing { held, .. } | State::Here { held, .. }) = held {
            *held = held.saturating_sub(1);
        }
    }

    /// A growing file is whole, durably. Whoever still holds it, to write a piece once more, lets it be as before.
    pub fn grown(&mut self, place: &Place) {
        let Some(file) = self.files.get_mut(place) else { return };
        if let State::Growing { staged, held } = &file.state {
            file.state = State::Here { staged: staged.clone(), held: *held, wanted: true };
        }
    }

    /// A peer offers a file of `size` bytes. What is to be written counts from now on.
    pub fn offer(&mut self, place: &Place, size: u64) -> Offer {
        match self.files.get_mut(place).map(|file| &mut file.state) {
            Some(State::Here { wanted, .. }) => {
                *wanted = true;
                return Offer::Here;
            }
            Some(State::Growing { .. } | State::Arriving | State::Listed | State::Leaving { .. }) => {
                return Offer::UnderWay;
            }
            None => {}
        }
        let used = self.used.get(&place.peer).copied().unwrap_or_default();
        if used.files >= self.allowance.files || used.bytes.saturating_add(size) > self.allowance.bytes {
            return Offer::Full;
        }
        self.add(place.clone(), File { size, state: State::Arriving });
        Offer::Write
    }

    /// The file was written, durably.
    pub fn arrived(&mut self, place: &Place, staged: Staged) {
        if let Some(file) = self.files.get_mut(place) {
            file.state = State::Here { staged, held: 0, wanted: true };
        }
    }

    /// The file could not be written.
    pub fn lost(&mut self, place: &Place) {
        if self.files.get(place).is_some_and(|file| matches!(file.state, State::Arriving)) {
            self.drop(place);
        }
    }

    /// Holds a file that is here, while a letter that names it is taken: it stays until it is [let go](Self::let_go).
    pub fn hold(&mut self, place: &Place) -> Option<Staged> {
        match self.files.get_mut(place).map(|file| &mut file.state) {
            Some(State::Here { staged, held, .. }) => {
                *held += 1;
                Some(staged.clone())
            }
            _ => None,
        }
    }

    /// Lets a held file go. One that was taken no longer counts: it belongs to its matter.
    pub fn let_go(&mut self, place: &Place, fate: Fate) {
        let Some(file) = self.files.get_mut(place) else { return };
        let State::Here { held, wanted, .. } = &mut file.state else { return };
        *held = held.saturating_sub(1);
        match fate {
            Fate::Open => {}
            Fate::Refused => *wanted = false,
            Fate::Taken => {
                let size = std::mem::take(&mut file.size);
                file.state = State::Listed;
                self.give_back(&place.peer, 0, size);
            }
        }
    }

    /// At most `max` files that are to be cleared away now. They go on counting until they are [cleared](Self::cleared).
    pub fn to_clear(&mut self, now: Time, max: usize) -> Vec<Clearing> {
        let age_ms = self.allowance.age_ms;
        let unwanted = self.files.iter_mut().filter_map(|(place, file)| {
            let blob = match &file.state {
                State::Listed => None,
                State::Here { staged, held: 0, wanted } if !wanted || is_old(staged, now, age_ms) => Some(staged.blob),
                State::Growing { staged, held: 0 } if is_old(staged, now, age_ms) => Some(staged.blob),
                _ => return None,
            };
            let before = Box::new(std::mem::replace(&mut file.state, State::Arriving));
            file.state = State::Leaving { before };
            Some(Clearing { place: place.clone(), blob })
        });
        unwanted.take(max).collect()
    }

    /// The files that were brought for a matter.
    pub fn of_matter(&self, matter: &MatterId) -> Vec<Place> {
        self.files.keys().filter(|place| place.matter == *matter).cloned().collect()
    }

    /// Has a file cleared away now, wanted or not; not one that is being written, taken or cleared away.
    pub fn leave(&mut self, place: &Place) -> Option<Clearing> {
        let file = self.files.get_mut(place)?;
        let blob = match &file.state {
            State::Listed => None,
            State::Here { staged, held: 0, .. } | State::Growing { staged, held: 0 } => Some(staged.blob),
            _ => return None,
        };
        let before = Box::new(std::mem::replace(&mut file.state, State::Arriving));
        file.state = State::Leaving { before };
        Some(Clearing { place: place.clone(), blob })
    }

    /// It is gone from the disk and from the store's list, durably.
    pub fn cleared(&mut self, place: &Place) {
        if self.files.get(place).is_some_and(|file| matches!(file.state, State::Leaving { .. })) {
            self.drop(place);
        }
    }

    /// It could not be cleared away; it is tried again.
    pub fn not_cleared(&mut self, place: &Place) {
        let Some(file) = self.files.get_mut(place) else { return };
        if let State::Leaving { before } = &mut file.state {
            file.state = std::mem::replace(before, State::Listed);
        }
    }

    fn add(&mut self, place: Place, file: File) {
        let used = self.used.entry(place.peer.clone()).or_default();
        used.files += 1;
        used.bytes = used.bytes.saturating_add(file.size);
        self.files.insert(place, file);
    }

    fn drop(&mut self, place: &Place) {
        if let Some(file) = self.files.remove(place) {
            self.give_back(&place.peer, 1, file.size);
        }
    }

    fn give_back(&mut self, peer: &GatewayId, files: usize, bytes: u64) {
        if let Some(used) = self.used.get_mut(peer) {
            used.files = used.files.saturating_sub(files);
            used.bytes = used.bytes.saturating_sub(bytes);
        }
    }
}

/// A file of the future is as old as one of the past: the clock was set back, and nobody knows by how much it was wrong.
fn is_old(staged: &Staged, now: Time, age_ms: i64) -> bool {
    let age = now.unix_ms().saturating_sub(staged.since.unix_ms());
    !(-age_ms..=age_ms).contains(&age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{at, gateway, ulid};

    const SMALL: Allowance = Allowance { files: 3, bytes: 100, age_ms: 60_000 };

    fn place(peer: &str, file: &str) -> Place {
        let matter = MatterId::new(gateway("cn"), ulid(1));
        Place { peer: gateway(peer), matter, sha256: Digest::of(file.as_bytes()) }
    }

    fn staged(size: u64) -> Staged {
        Staged { blob: Digest::of(b"sealed"), size, since: at(0), manifest: None }
    }

    fn bring(staging: &mut Staging, peer: &str, file: &str, size: u64) -> Offer {
        let offer = staging.offer(&place(peer, file), size);
        if offer == Offer::Write {
            staging.arrived(&place(peer, file), staged(size));
        }
        offer
    }

    fn cleared(staging: &mut Staging, now: Time) -> Vec<Clearing> {
        let clearing = staging.to_clear(now, 10);
        clearing.iter().for_each(|clearing| staging.cleared(&clearing.place));
        clearing
    }

    #[test]
    fn a_peer_brings_no_more_files_than_it_may_and_another_peer_is_not_held_up() {
        let mut staging = Staging::new(SMALL);
        for file in ["a", "b", "c"] {
            assert_eq!(bring(&mut staging, "cn", file, 1), Offer::Write);
        }
        assert_eq!(bring(&mut staging, "cn", "d", 1), Offer::Full);
        assert_eq!(bring(&mut staging, "cn", "a", 1), Offer::Here);
        assert_eq!(bring(&mut staging, "mo", "d", 1), Offer::Write);
    }

    #[test]
    fn a_peer_brings_no_more_bytes_than_it_may_even_all_at_the_same_time() {
        let mut staging = Staging::new(SMALL);
        assert_eq!(staging.offer(&place("cn", "a"), 60), Offer::Write);
        assert_eq!(staging.offer(&place("cn", "a"), 60), Offer::UnderWay);
        assert_eq!(staging.offer(&place("cn", "b"), 41), Offer::Full, "what is being written counts");
        assert_eq!(staging.offer(&place("cn", "b"), u64::MAX), Offer::Full);
        staging.lost(&place("cn", "a"));
        assert_eq!(staging.offer(&place("cn", "b"), 100), Offer::Write);
    }

    #[test]
    fn a_file_whose_letter_does_not_come_is_cleared_away_when_it_is_old() {
        let mut staging = Staging::new(SMALL);
        bring(&mut staging, "cn", "a", 100);
        assert_eq!(cleared(&mut staging, at(60)), []);
        let old = Clearing { place: place("cn", "a"), blob: Some(Digest::of(b"sealed")) };
        assert_eq!(cleared(&mut staging, at(61)), [old]);
        assert_eq!(bring(&mut staging, "cn", "b", 100), Offer::Write, "there is room again");
    }

    #[test]
    fn what_was_brought_for_an_erased_matter_leaves_at_once_and_what_is_being_taken_does_not() {
        let mut staging = Staging::new(SMALL);
        for file in ["a", "b"] {
            bring(&mut staging, "cn", file, 10);
        }
        let elsewhere = Place { matter: MatterId::new(gateway("cn"), ulid(2)), ..place("cn", "a") };
        assert_eq!(staging.offer(&elsewhere, 10), Offer::Write);
        staging.arrived(&elsewhere, staged(10));
        staging.hold(&place("cn", "b")).unwrap();
        let places = staging.of_matter(&place("cn", "a").matter);
        assert_eq!(places.len(), 2, "not those of another matter");
        let leaving: Vec<_> = places.iter().filter_map(|place| staging.leave(place)).collect();
        assert_eq!(leaving, [Clearing { place: place("cn", "a"), blob: Some(Digest::of(b"sealed")) }]);
        staging.cleared(&place("cn", "a"));
        assert_eq!(staging.of_matter(&place("cn", "a").matter), [place("cn", "b")]);
        assert_eq!(staging.leave(&elsewhere).map(|clearing| clearing.place), Some(elsewhere));
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_no_file_for_ever_and_removes_none_that_just_came() {
        let mut staging = Staging::new(SMALL);
        bring(&mut staging, "cn", "a", 1);
        assert_eq!(cleared(&mut staging, at(-60)), []);
        assert_eq!(cleared(&mut staging, at(-61)).len(), 1);
    }

    #[test]
    fn a_file_of_a_refused_letter_is_cleared_away_unless_it_is_brought_again_before() {
        let mut staging = Staging::new(SMALL);
        for file in ["a", "b"] {
            bring(&mut staging, "cn", file, 1);
            staging.hold(&place("cn", file)).unwrap();
            staging.let_go(&place("cn", file), Fate::Refused);
        }
        assert_eq!(bring(&mut staging, "cn", "b", 1), Offer::Here);
        let clearing = cleared(&mut staging, at(1));
        assert_eq!(clearing.iter().map(|it| &it.place).collect::<Vec<_>>(), [&place("cn", "a")]);
        assert_eq!(staging.hold(&place("cn", "a")), None);
        assert!(staging.hold(&place("cn", "b")).is_some());
    }

    #[test]
    fn a_file_is_not_cleared_away_while_a_letter_that_names_it_is_taken() {
        let mut staging = Staging::new(SMALL);
        bring(&mut staging, "cn", "a", 1);
        let it = place("cn", "a");
        staging.hold(&it).unwrap();
        staging.hold(&it).unwrap();
        assert_eq!(staging.to_clear(at(1_000), 10), []);
        staging.let_go(&it, Fate::Open);
        assert_eq!(staging.to_clear(at(1_000), 10), []);
        staging.let_go(&it, Fate::Open);
        assert_eq!(staging.to_clear(at(1_000), 10).len(), 1);
        assert_eq!(staging.hold(&it), None, "what is leaving is not held");
    }

    #[test]
    fn a_taken_file_counts_no_more_and_its_bytes_stay() {
        let mut staging = Staging::new(SMALL);
        bring(&mut staging, "cn", "a", 100);
        staging.hold(&place("cn", "a")).unwrap();
        staging.let_go(&place("cn", "a"), Fate::Taken);
        assert_eq!(bring(&mut staging, "cn", "b", 100), Offer::Write);
        assert_eq!(cleared(&mut staging, at(1)), [Clearing { place: place("cn", "a"), blob: None }]);
        assert_eq!(cleared(&mut staging, at(1)), []);
    }

    #[test]
    fn what_could_not_be_cleared_away_is_tried_again_and_counts_until_then() {
        let mut staging = Staging::new(SMALL);
        bring(&mut staging, "cn", "a", 100);
        let [first] = staging.to_clear(at(61), 10).try_into().unwrap();
        assert_eq!(staging.to_clear(at(61), 10), [], "it is being cleared");
        assert_eq!(bring(&mut staging, "cn", "b", 1), Offer::Full);
        staging.not_cleared(&first.place);
        assert_eq!(cleared(&mut staging, at(61)), [first]);
    }

    #[test]
    fn no_more_is_cleared_at_a_time_than_was_asked_for() {
        let mut staging = Staging::new(Allowance { files: 1_000, ..SMALL });
        for number in 0..100 {
            bring(&mut staging, "cn", &number.to_string(), 1);
        }
        assert_eq!(staging.to_clear(at(61), 7).len(), 7);
        assert_eq!(staging.to_clear(at(61), 1_000).len(), 93);
    }

    #[test]
    fn a_restart_knows_what_is_here_and_forgets_what_has_no_bytes() {
        let mut staging = Staging::new(SMALL);
        staging.restore(place("cn", "a"), Some(staged(100)));
        staging.restore(place("cn", "b"), None);
        assert_eq!(bring(&mut staging, "cn", "c", 1), Offer::Full);
        assert_eq!(staging.hold(&place("cn", "a")), Some(staged(100)));
        assert_eq!(cleared(&mut staging, at(0)), [Clearing { place: place("cn", "b"), blob: None }]);
    }

    const MANIFEST: &[u8] = b"manifest";

    fn offer_large(staging: &mut Staging, file: &str, size: u64, now: Time) -> Growth {
        let growth = staging.offer_large(&place("cn", file), size, Digest::of(MANIFEST), now);
        if growth == Growth::Begin {
            staging.grows(&place("cn", file), Staged { since: now, ..large(size) });
        }
        growth
    }

    fn large(size: u64) -> Staged {
        Staged { manifest: Some(Digest::of(MANIFEST)), ..staged(size) }
    }

    #[test]
    fn a_large_file_counts_whole_from_its_first_piece_on() {
        let mut staging = Staging::new(SMALL);
        assert_eq!(offer_large(&mut staging, "a", 90, at(0)), Growth::Begin);
        assert_eq!(bring(&mut staging, "cn", "b", 11), Offer::Full);
        assert_eq!(offer_large(&mut staging, "b", 11, at(0)), Growth::Full);
        assert_eq!(offer_large(&mut staging, "a", 90, at(0)), Growth::Grows(large(90)));
        assert_eq!(bring(&mut staging, "cn", "a", 90), Offer::UnderWay, "it is not brought in two ways at once");
    }

    #[test]
    fn a_large_file_is_no_letters_before_it_is_whole() {
        let mut staging = Staging::new(SMALL);
        offer_large(&mut staging, "a", 90, at(0));
        assert_eq!(staging.hold(&place("cn", "a")), None);
        staging.grown(&place("cn", "a"));
        assert_eq!(staging.hold(&place("cn", "a")), Some(large(90)));
        assert_eq!(offer_large(&mut staging, "a", 90, at(0)), Growth::Here(large(90)));
    }

    #[test]
    fn a_file_that_grows_with_another_manifest_is_told_apart() {
        let mut staging = Staging::new(SMALL);
        offer_large(&mut staging, "a", 90, at(0));
        let other = Digest::of(b"another manifest");
        assert_eq!(staging.offer_large(&place("cn", "a"), 90, other, at(0)), Growth::Differs);
        bring(&mut staging, "cn", "b", 1);
        assert_eq!(staging.offer_large(&place("cn", "b"), 1, other, at(0)), Growth::Differs);
    }

    #[test]
    fn a_large_file_that_nobody_goes_on_with_is_cleared_away_and_not_while_a_piece_is_written() {
        let mut staging = Staging::new(SMALL);
        offer_large(&mut staging, "a", 90, at(0));
        offer_large(&mut staging, "a", 90, at(50));
        assert_eq!(cleared(&mut staging, at(61)), [], "it was offered again");
        staging.hold_growing(&place("cn", "a")).unwrap();
        assert_eq!(cleared(&mut staging, at(1_000)), []);
        staging.let_be(&place("cn", "a"));
        assert_eq!(cleared(&mut staging, at(1_000)).len(), 1);
        assert_eq!(bring(&mut staging, "cn", "b", 100), Offer::Write, "there is room again");
    }

    #[test]
    fn a_whole_file_is_not_cleared_away_while_a_piece_that_came_twice_is_written() {
        let mut staging = Staging::new(SMALL);
        offer_large(&mut staging, "a", 90, at(0));
        let it = place("cn", "a");
        // One writes a piece once more, another checks the whole.
        staging.hold_growing(&it).unwrap();
        staging.hold_growing(&it).unwrap();
        staging.grown(&it);
        staging.let_be(&it);
        staging.hold(&it).unwrap();
        staging.let_go(&it, Fate::Refused);
        assert_eq!(staging.to_clear(at(1), 10), [], "its bytes would come back behind the list");
        staging.let_be(&it);
        assert_eq!(cleared(&mut staging, at(1)).len(), 1);
    }

    #[test]
    fn a_restart_goes_on_with_what_grows() {
        let mut staging = Staging::new(SMALL);
        staging.restore_growing(place("cn", "a"), large(90));
        assert_eq!(offer_large(&mut staging, "a", 90, at(0)), Growth::Grows(large(90)));
        assert_eq!(bring(&mut staging, "cn", "b", 11), Offer::Full);
    }
}
