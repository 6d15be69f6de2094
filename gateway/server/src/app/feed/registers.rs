//! The registers as they are searched: what all feeds say together. It depends on what they say and on the roll in force, and not on which came
//! first.

use std::collections::BTreeMap;

use comity_domain::limits::REGISTRY_ENTRIES_OF_GATEWAY_MAX;
use comity_domain::registry::{Entry, Index, Register};
use comity_domain::{AuthorityId, GatewayId};
use comity_federation::credential;
use comity_federation::feed::{Content, Event};
use comity_federation::roll::{AuthorityEntry, Roll};

/// The registers.
#[derive(Default)]
pub(super) struct Registers {
    index: Index,
    /// Which gateway serves which authority, and of which kind it is, by the roll that they were begun under.
    authorities: BTreeMap<AuthorityId, (GatewayId, String)>,
    /// How many entries there are of each gateway.
    entries: BTreeMap<GatewayId, usize>,
}

impl Registers {
    /// Nothing yet, under this roll.
    pub(super) fn under(roll: &Roll) -> Self {
        Self { authorities: authorities(roll), ..Self::default() }
    }

    /// Would another roll show the same of the same feeds?
    pub(super) fn are_as_under(&self, roll: &Roll) -> bool {
        self.authorities == authorities(roll)
    }

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
        if holder.as_ref().is_some_and(|holder| holder < gateway) {
            tracing::warn!(%gateway, number, roster_no = %face.roster_no, "another gateway has given this number");
            return;
        }
        let is_further = holder.as_ref() != Some(gateway);
        if is_further && self.entries.get(gateway).is_some_and(|count| REGISTRY_ENTRIES_OF_GATEWAY_MAX <= *count) {
            tracing::warn!(%gateway, number, roster_no = %face.roster_no, "a gateway has as many entries as it may have");
            return;
        }
        match self.index.insert(face) {
            Ok(()) if is_further => {
                *self.entries.entry(gateway.clone()).or_default() += 1;
                if let Some(count) = holder.and_then(|holder| self.entries.get_mut(&holder)) {
                    *count = count.saturating_sub(1);
                }
            }
            Ok(()) => {}
            Err(error) => tracing::warn!(%gateway, number, %error, "an entry cannot be shown"),
        }
    }
}

fn authorities(roll: &Roll) -> BTreeMap<AuthorityId, (GatewayId, String)> {
    let known = |entry: &AuthorityEntry| (entry.id.clone(), (entry.gateway.clone(), entry.kind.clone()));
    roll.contents().authorities.iter().map(known).collect()
}

/// Does the keeper keep this register, by its kind; and of a mediator, accredit in the region of the number?
fn is_kept(face: &Entry, roll: &Roll) -> bool {
    let keeps = roll.authority(&face.keeper).is_some_and(|entry| face.register.is_kept_by(&entry.kind));
    keeps && (face.register != Register::Mediators || matches!(credential::accredited(face, roll), Ok(Some(_))))
}
