//! How many connections a listener holds, in all and from one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The places of one listener.
pub(super) struct Places {
    room: Arc<Semaphore>,
    of_address: usize,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// Room for one connection, from wherever it comes.
pub(super) struct Room(
    #[expect(dead_code, reason = "held for its drop, which gives the room back")] OwnedSemaphorePermit,
);

/// A connection's place. Dropping it frees the place.
pub(super) struct Place {
    _room: Room,
    address: IpAddr,
    places: Arc<Places>,
}

impl Places {
    pub(super) fn new(in_all: usize, of_address: usize) -> Arc<Self> {
        let room = Arc::new(Semaphore::new(in_all.min(Semaphore::MAX_PERMITS)));
        Arc::new(Self { room, of_address, taken: Mutex::default() })
    }

    /// Waits for room. Until then connections wait in the kernel's queue.
    pub(super) async fn room(&self) -> Room {
        match Arc::clone(&self.room).acquire_owned().await {
            Ok(permit) => Room(permit),
            // The semaphore is never closed.
            Err(_) => core::future::pending().await,
        }
    }

    /// A place for `address`, unless it has as many as one may.
    pub(super) fn take(self: &Arc<Self>, room: Room, address: IpAddr) -> Option<Place> {
        let address = network(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address).or_default();
        if *count >= self.of_address {
            return None;
        }
        *count += 1;
        Some(Place { _room: room, address, places: Arc::clone(self) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

/// One host of IPv6 has a whole /64 of addresses to come from.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_has_its_share_and_gets_it_back() {
        let places = Places::new(10, 2);
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        let first = places.take(places.room().await, address);
        let second = places.take(places.room().await, "::ffff:192.0.2.1".parse().unwrap());
        assert!(first.is_some() && second.is_some());
        assert!(places.take(places.room().await, address).is_none());
        assert!(places.take(places.room().await, "192.0.2.2".parse().unwrap()).is_some());
        drop(first);
        assert!(places.take(places.room().await, address).is_some());
    }

    #[tokio::test]
    async fn a_network_of_ipv6_counts_as_one_address() {
        let places = Places::new(10, 1);
        let held = places.take(places.room().await, "2001:db8::1".parse().unwrap());
        assert!(held.is_some());
        assert!(places.take(places.room().await, "2001:db8::2".parse().unwrap()).is_none());
        assert!(places.take(places.room().await, "2001:db8:0:1::1".parse().unwrap()).is_some());
    }

    #[tokio::test]
    async fn nobody_is_let_in_while_there_is_no_room() {
        let places = Places::new(1, 9);
        let held = places.take(places.room().await, "192.0.2.1".parse().unwrap());
        let waiting = tokio::time::timeout(core::time::Duration::from_millis(20), places.room());
        assert!(waiting.await.is_err());
        drop(held);
        assert!(places.take(places.room().await, "192.0.2.2".parse().unwrap()).is_some());
    }
}
