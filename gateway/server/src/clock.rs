//! The only place that reads a clock or draws randomness. Everything else is given time and entropy.

use std::path::PathBuf;

use comity_domain::Date;
use comity_record::Time;
use ulid::Ulid;

/// Where business days come from. Points in time always come from the machine.
#[derive(Debug, Clone)]
pub enum BusinessDays {
    /// The machine's day, in the zone of the bay (UTC+8, no summer time).
    Machine,
    /// A practice world: the day stands in a file, which its participants move on together.
    Practice(PathBuf),
}

/// The business day cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the business day from `{}`: {reason}", .path.display())]
pub struct NoBusinessDay {
    path: PathBuf,
    reason: String,
}

/// The clocks of a gateway.
#[derive(Debug, Clone)]
pub struct Clock {
    business_days: BusinessDays,
}

impl Clock {
    /// A clock with business days from this source.
    pub const fn new(business_days: BusinessDays) -> Self {
        Self { business_days }
    }

    /// The point in time, by the machine.
    pub fn now(&self) -> Time {
        #[expect(clippy::disallowed_methods, reason = "the one place where the time of day comes in")]
        let now = jiff::Timestamp::now();
        Time::from_unix_ms(now.as_millisecond())
    }

    /// The business day.
    pub fn today(&self) -> Result<Date, NoBusinessDay> {
        match &self.business_days {
            BusinessDays::Machine => Ok(bay_day(self.now())),
            BusinessDays::Practice(path) => {
                let bad = |reason: String| NoBusinessDay { path: path.clone(), reason };
                let text = std::fs::read_to_string(path).map_err(|error| bad(error.to_string()))?;
                text.trim().parse().map_err(|_| bad(format!("`{}` is not a date", text.trim())))
            }
        }
    }

    /// Is this a practice world?
    pub const fn is_practice(&self) -> bool {
        matches!(self.business_days, BusinessDays::Practice(_))
    }

    /// A new name: sortable by time, unguessable beyond it.
    pub fn ulid(&self) -> Ulid {
        let ms = u64::try_from(self.now().unix_ms()).unwrap_or(0);
        Ulid::from_parts(ms, u128::from_be_bytes(entropy()))
    }
}

/// The day in the bay at this point in time.
pub(crate) fn bay_day(time: Time) -> Date {
    comity_domain::mediator::day_at(time)
}

/// `N` random bytes from the operating system. Without them nothing may be sealed, so their absence ends the process.
pub fn entropy<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one place where randomness comes in")]
    let filled = getrandom::fill(&mut bytes);
    if filled.is_err() {
        tracing::error!(code = "no-entropy", "the operating system gives no randomness");
        std::process::abort();
    }
    bytes
}

/// Random bytes from the operating system, as many as are asked for.
pub fn drawn(bytes: &mut [u8]) {
    for chunk in bytes.chunks_mut(32) {
        let fresh: [u8; 32] = entropy();
        for (byte, random) in chunk.iter_mut().zip(fresh) {
            *byte = random;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bay_is_a_day_ahead_of_greenwich_in_the_evening() {
        let evening: Time = "2026-01-12T16:00:00.000Z".parse().unwrap();
        assert_eq!(bay_day(evening).to_string(), "2026-01-13");
        assert_eq!(bay_day(evening.plus_ms(-1)).to_string(), "2026-01-12");
    }

    #[test]
    fn a_practice_world_takes_its_day_from_a_file_and_says_when_it_cannot() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("business-day");
        std::fs::write(&path, "2026-01-12\n").unwrap();
        let clock = Clock::new(BusinessDays::Practice(path.clone()));
        assert_eq!(clock.today().unwrap().to_string(), "2026-01-12");
        std::fs::write(&path, "2026-02-30").unwrap();
        assert!(clock.today().unwrap_err().to_string().contains("`2026-02-30` is not a date"));
    }
}
