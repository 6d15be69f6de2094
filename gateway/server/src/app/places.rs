//! Places that are shared by many: so many in all, and so many for each, so that nobody who keeps theirs keeps everybody waiting.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;

/// The places, and who has some.
pub(super) struct Places<K> {
    all: Arc<Semaphore>,
    of_each: usize,
    of: Mutex<BTreeMap<K, Arc<Semaphore>>>,
}

/// A place. It is given back when this is dropped.
pub(crate) struct Seat {
    _of_one: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl<K: Ord + Clone> Places<K> {
    /// So many in all, and so many for each.
    pub(super) fn new(all: usize, of_each: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), of_each, of: Mutex::default() }
    }

    /// Waits for a place: among one's own first, so that nobody waits for one in front of others who may have it.
    pub(super) async fn take(&self, one: &K) -> Result<Seat, Failure> {
        let own = self.own(one).acquire_owned().await.map_err(Failure::broken)?;
        let of_all = Arc::clone(&self.all).acquire_owned().await.map_err(Failure::broken)?;
        Ok(Seat { _of_one: own, _of_all: of_all })
    }

    fn own(&self, one: &K) -> Arc<Semaphore> {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        let own = of.entry(one.clone()).or_insert_with(|| Arc::new(Semaphore::new(self.of_each)));
        Arc::clone(own)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    const SOON: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn whoever_keeps_all_of_their_places_leaves_some_for_another() {
        let places = Places::new(3, 2);
        let (first, _second) = (places.take(&"cn").await.unwrap(), places.take(&"cn").await.unwrap());
        assert!(timeout(SOON, places.take(&"cn")).await.is_err(), "it has all of its own");
        let _other = places.take(&"mo").await.unwrap();
        assert!(timeout(SOON, places.take(&"hk")).await.is_err(), "there are no more");
        drop(first);
        timeout(SOON, places.take(&"hk")).await.unwrap().unwrap();
    }
}
