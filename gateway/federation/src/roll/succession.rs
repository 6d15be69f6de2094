//! How one roll follows another. All jurisdictions together may change anything; one alone may revoke its own keys; two may
//! suspend a key of the third for seven days.

use std::collections::BTreeSet;

use comity_domain::limits::KEY_SUSPENSION_MAX_MS;
use comity_domain::{GatewayId, Jurisdiction};

use super::{KeyEntry, Roll, RollContents, SignedRoll};
use crate::error::FederationError;

impl Roll {
    /// The next roll, if it follows this one and those signed it who must.
    ///
    /// A roll that was not signed by all follows only this one: who starts anew verifies the last one signed by all, and then
    /// each one after it.
    pub fn succeeded_by(&self, next: SignedRoll) -> Result<Self, FederationError> {
        if Some(next.roll.version) != self.version().checked_add(1) {
            return Err(self.not_next("its version is not the next"));
        }
        if next.roll.prev != Some(self.digest) {
            return Err(self.not_next("its `prev` is not the digest of the one that is held"));
        }
        if next.roll.issued < self.contents.issued {
            return Err(self.not_next("it was issued earlier"));
        }
        let signers = next.signers(&self.anchors())?;
        let all: BTreeSet<_> = self.contents.gateways.iter().map(|gateway| gateway.id.clone()).collect();
        if signers != all && !self.allows(&next.roll, &signers) {
            return Err(FederationError::RollNotSigned { missing: all.difference(&signers).cloned().collect() });
        }
        Self::index(next)
    }

    /// Does `next` only revoke and suspend what these signers may revoke and suspend?
    fn allows(&self, next: &RollContents, signers: &BTreeSet<GatewayId>) -> bool {
        let sides: Vec<Jurisdiction> =
            signers.iter().filter_map(|id| self.gateway(id)).map(|gateway| gateway.jurisdiction).collect();
        let same_but_for_keys = RollContents {
            version: self.contents.version,
            prev: self.contents.prev,
            issued: self.contents.issued,
            keys: self.contents.keys.clone(),
            ..next.clone()
        } == self.contents;
        let pairs = self.contents.keys.iter().zip(&next.keys);
        same_but_for_keys
            && self.contents.keys.len() == next.keys.len()
            && pairs.into_iter().all(|(held, next_key)| self.allows_key(held, next_key, next, &sides))
    }

    fn allows_key(&self, held: &KeyEntry, key: &KeyEntry, next: &RollContents, sides: &[Jurisdiction]) -> bool {
        let owner = self.jurisdiction_of(&held.owner);
        let own = sides.iter().any(|side| Some(*side) == owner);
        let others = sides.iter().filter(|side| Some(**side) != owner).count();
        let revoked = held.revoked != key.revoked;
        let suspended = held.suspended_until != key.suspended_until;
        let latest = next.issued.plus_ms(KEY_SUSPENSION_MAX_MS);
        let same_otherwise =
            KeyEntry { revoked: held.revoked.clone(), suspended_until: held.suspended_until, ..key.clone() } == *held;
        same_otherwise
            && (!revoked || (held.revoked.is_none() && own))
            // One suspension by two: to go on longer, or to end it earlier, takes all three.
            && (!suspended
                || (held.suspended_until.is_none() && key.suspended_until.is_some_and(|until| until <= latest) && others >= 2))
    }

    fn not_next(&self, why: &'static str) -> FederationError {
        FederationError::NotTheNextRoll { held: self.version(), why }
    }
}
