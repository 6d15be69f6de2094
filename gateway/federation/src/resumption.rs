//! When a gateway whose record was put back from a copy signs again: when every peer has shown it the newest that it holds of that record,
//! and the record has all of it. What a peer shows is signed by the gateway itself, so no peer can make up a past for it; that one of them
//! keeps something back is why all are asked.
//!
//! ```
//! use comity_federation::resumption::{Resumption, Told};
//! use comity_record::witness::Continuity;
//!
//! let [cn, mo] = ["cn", "mo"].map(|id| id.parse().unwrap());
//! let mut resumption = Resumption::default();
//! resumption.note(&cn, Told { size: 41, continuity: Continuity::Continues });
//! assert!(!resumption.may_sign([&cn, &mo]));
//! resumption.note(&mo, Told { size: 44, continuity: Continuity::Behind });
//! assert!(!resumption.may_sign([&cn, &mo]));
//! ```

use std::collections::BTreeMap;

use comity_domain::GatewayId;
use comity_record::witness::Continuity;

/// What the peers have shown of this gateway's record, since its start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resumption {
    told: BTreeMap<GatewayId, Told>,
}

/// The newest that one peer holds of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// So many lines the record had at least when it was signed; 0 if the peer holds nothing.
    pub size: u64,
    /// How the record stands to it.
    pub continuity: Continuity,
}

impl Told {
    /// A peer that holds nothing.
    pub const NOTHING: Self = Self { size: 0, continuity: Continuity::Continues };

    /// Of two things that one peer holds, the one that counts: what the record does not continue, and of two such the larger one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let key = |told: &Self| (told.continuity != Continuity::Continues, told.size);
        if key(&other) > key(&self) { other } else { self }
    }
}

impl Resumption {
    /// Notes what a peer has shown. It may show more later, and takes nothing back: what the record did not continue once, it never will
    /// without another record in its place.
    pub fn note(&mut self, peer: &GatewayId, told: Told) {
        let before = self.told.get(peer).copied().unwrap_or(told);
        self.told.insert(peer.clone(), before.or(told));
    }

    /// What a peer has shown; `None` if it has not answered yet.
    pub fn told(&self, peer: &GatewayId) -> Option<Told> {
        self.told.get(peer).copied()
    }

    /// Whether all of `peers` have shown what they hold, and the record continues all of it.
    pub fn may_sign<'p>(&self, peers: impl IntoIterator<Item = &'p GatewayId>) -> bool {
        let continues = |peer| self.told(peer).is_some_and(|told| told.continuity == Continuity::Continues);
        peers.into_iter().all(continues)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixture::gateway;

    const fn told(size: u64, continuity: Continuity) -> Told {
        Told { size, continuity }
    }

    #[test]
    fn one_peer_is_not_enough_and_silence_is_no_answer() {
        let (cn, mo) = (gateway("cn"), gateway("mo"));
        let mut resumption = Resumption::default();
        assert!(!resumption.may_sign([&cn, &mo]));
        resumption.note(&cn, told(41, Continuity::Continues));
        assert!(!resumption.may_sign([&cn, &mo]));
        resumption.note(&mo, Told::NOTHING);
        assert!(resumption.may_sign([&cn, &mo]));
    }

    #[test]
    fn a_head_that_the_record_does_not_continue_is_never_outvoted_nor_taken_back() {
        let (cn, mo) = (gateway("cn"), gateway("mo"));
        for bad in [Continuity::Behind, Continuity::Differs] {
            let mut resumption = Resumption::default();
            resumption.note(&cn, told(44, bad));
            resumption.note(&mo, told(90, Continuity::Continues));
            resumption.note(&cn, told(90, Continuity::Continues));
            assert!(!resumption.may_sign([&cn, &mo]), "{bad:?}");
            assert_eq!(resumption.told(&cn), Some(told(44, bad)));
        }
    }

    proptest! {
        #[test]
        fn a_gateway_signs_only_if_everything_that_it_was_shown_by_everybody_is_continued(
            shown in proptest::collection::vec((0..3_usize, 0..50_u64, 0..3_u8), 0..12),
        ) {
            let peers = ["cn", "hk", "mo"].map(gateway);
            let mut resumption = Resumption::default();
            for (peer, size, how) in &shown {
                let how = [Continuity::Continues, Continuity::Behind, Continuity::Differs][usize::from(*how)];
                resumption.note(&peers[*peer], told(*size, how));
            }
            let everybody = (0..3).all(|peer| shown.iter().any(|(by, ..)| *by == peer));
            let everything = shown.iter().all(|(.., how)| *how == 0);
            prop_assert_eq!(resumption.may_sign(&peers), everybody && everything);
        }
    }
}
