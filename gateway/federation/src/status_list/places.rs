//! Which places of a list are given out, and the next one, by chance.

use comity_record::seal::Entropy;

use crate::error::FederationError;

const BITS: u32 = u64::BITS;

/// The places of a list, and which of them are given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    entries: u32,
    free: u32,
    given: Vec<u64>,
}

impl Places {
    /// The places of a list with so many entries, of which these are given out. One that does not exist is none.
    pub fn new(entries: u32, given: impl IntoIterator<Item = u32>) -> Self {
        let words = usize::try_from(entries.div_ceil(BITS)).unwrap_or(usize::MAX);
        let mut places = Self { entries, free: entries, given: vec![0; words] };
        for index in given {
            places.give(index);
        }
        places
    }

    /// How many are left.
    pub const fn free(&self) -> u32 {
        self.free
    }

    /// Gives out a place: each that is left is as likely as any other.
    ///
    /// # Errors
    /// None is left.
    pub fn draw(&mut self, entropy: &mut dyn Entropy) -> Result<u32, FederationError> {
        if self.free == 0 {
            return Err(FederationError::BadCredential("the list has no place left"));
        }
        let index = self.nth_free(below(self.free, entropy));
        let index = index.ok_or(FederationError::BadCredential("the list has no place left"))?;
        self.give(index);
        Ok(index)
    }

    fn give(&mut self, index: u32) {
        let word = usize::try_from(index / BITS).ok().and_then(|at| self.given.get_mut(at));
        let bit = 1_u64 << (index % BITS);
        if let Some(word) = word.filter(|word| index < self.entries && **word & bit == 0) {
            *word |= bit;
            self.free -= 1;
        }
    }

    /// The place that is the `nth` of those left, counted from 0.
    fn nth_free(&self, nth: u32) -> Option<u32> {
        let mut left = nth;
        for (word, first) in self.given.iter().zip((0..).step_by(64)) {
            let free = word.count_zeros();
            if left < free {
                let mut places = (first..first + BITS).filter(|index| word >> (index % BITS) & 1 == 0);
                return places.nth(usize::try_from(left).ok()?).filter(|index| *index < self.entries);
            }
            left -= free;
        }
        None
    }
}

/// A number below `bound`, which is not zero, each as likely as the next: what would favour the first of them is drawn again.
fn below(bound: u32, entropy: &mut dyn Entropy) -> u32 {
    let zone = u32::MAX - u32::MAX % bound;
    loop {
        let mut bytes = [0; 4];
        entropy.fill(&mut bytes);
        let drawn = u32::from_be_bytes(bytes);
        if drawn < zone {
            return drawn % bound;
        }
    }
}
