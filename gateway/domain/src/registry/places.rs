//! Places of entries, in the order of their numbers.

/// A list of places. Most names are found by one entry alone: then there is nothing to go to, and a search through many such names stays
/// within what it reads anyhow; so it is the smaller for those that go to a list.
#[expect(
    clippy::box_collection,
    reason = "a hundred thousand of these are read in one search, and nearly all are one place"
)]
#[derive(Debug)]
pub(super) enum Places {
    One(u32),
    Many(Box<Vec<u32>>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Many(Box::default())
    }
}

impl Places {
    pub(super) fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(place) => core::slice::from_ref(place),
            Self::Many(places) => places,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// Puts a place among the others, or behind them.
    pub(super) fn insert(&mut self, at: usize, place: u32) {
        match self {
            Self::Many(places) if places.is_empty() => *self = Self::One(place),
            Self::Many(places) => places.insert(at.min(places.len()), place),
            Self::One(other) => {
                *self = Self::Many(Box::new(if at == 0 { vec![place, *other] } else { vec![*other, place] }));
            }
        }
    }

    /// Takes out what stands there.
    pub(super) fn remove(&mut self, at: usize) {
        match self {
            Self::Many(places) if at < places.len() => {
                places.remove(at);
            }
            Self::One(_) if at == 0 => *self = Self::default(),
            Self::Many(_) | Self::One(_) => {}
        }
    }
}
