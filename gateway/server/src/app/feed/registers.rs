//! The registers as they are searched: what all feeds say together. It depends on what they say, and not on which came first.

use comity_domain::registry::{Entry, Index, Register};
use comity_federation::credential;
use comity_federation::feed::{Content, Event};
use comity_federation::roll::Roll;

/// The registers.
#[derive(Default)]
pub(super) struct Registers {
    index: Index,
}

impl Registers {
    /// As they are searched.
    pub(super) const fn index(&self) -> &Index {
        &self.index
    }

    /// Takes in what an event says of an entry. The later one of a feed stands; a gateway that speaks for another's authority is not heard;
    /// and of two gateways that give one number, that whose name comes first has it.
    pub(super) fn apply(&mut self, event: &Event, roll: &Roll) {
        let Content::Entry(face) = &event.content else { return };
        let (gateway, number) = (&event.gateway, event.number);
        if !event.is_by_its_own(roll) {
            tracing::warn!(%gateway, number, keeper = %face.keeper, "an entry of another gateway's authority is not shown");
            return;
        }
        if !is_kept(face, roll) {
            tracing::warn!(%gateway, number, keeper = %face.keeper, "an entry of whoever does not keep this register is not shown");
            return;
        }
        let holder = |held: &Entry| roll.gateway_of(&held.keeper).map(|entry| entry.id.clone());
        let holder = self.index.entry_of(&face.roster_no).as_ref().and_then(holder);
        if holder.is_some_and(|holder| holder < *gateway) {
            tracing::warn!(%gateway, number, roster_no = %face.roster_no, "another gateway has given this number");
            return;
        }
        if let Err(error) = self.index.insert(face) {
            tracing::warn!(%gateway, number, %error, "an entry cannot be shown");
        }
    }
}

/// Does the keeper keep this register, by its kind; and of a mediator, accredit in the region of the number?
fn is_kept(face: &Entry, roll: &Roll) -> bool {
    let keeps = roll.authority(&face.keeper).is_some_and(|entry| face.register.is_kept_by(&entry.kind));
    keeps && (face.register != Register::Mediators || matches!(credential::accredited(face, roll), Ok(Some(_))))
}
