//! A set of places, one bit each: a million of them are 125 kB, and two sets are compared sixty-four places at a time.

/// The set. What lies beyond its end is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks(Vec<u64>);

impl Marks {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn insert(&mut self, place: u32) {
        let (word, bit) = parts(place);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// Takes a place out, and says whether it was there.
    pub(super) fn remove(&mut self, place: u32) -> bool {
        let (word, bit) = parts(place);
        let Some(word) = self.0.get_mut(word) else { return false };
        let was_there = *word & bit != 0;
        *word &= !bit;
        was_there
    }

    pub(super) fn has(&self, place: u32) -> bool {
        let (word, bit) = parts(place);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Keeps what is in the other one, too.
    pub(super) fn keep(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
    }

    /// Takes out what is in the other one.
    pub(super) fn drop_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= !other);
    }

    /// Takes in what is in the other one.
    pub(super) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

const fn parts(place: u32) -> (usize, u64) {
    ((place / u64::BITS) as usize, 1 << (place % u64::BITS))
}
