//! Points in time, in milliseconds, written as RFC 3339 in UTC: `2026-01-12T01:02:03.456Z`.

use core::fmt;
use core::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time, to the millisecond. It is always an argument: nothing in the pure crates reads a clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// Milliseconds since 1970-01-01T00:00:00Z. Years outside 0001–9999 are cut to that range.
    pub fn from_unix_ms(ms: i64) -> Self {
        const FIRST_MS: i64 = -62_135_596_800_000;
        const LAST_MS: i64 = 253_402_207_200_000;
        Self(ms.clamp(FIRST_MS, LAST_MS))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// This time, `ms` milliseconds later.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self::from_unix_ms(self.0.saturating_add(ms))
    }
}

/// The text is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time: expected RFC 3339 in UTC with milliseconds, like `2026-01-12T01:02:03.456Z`")]
pub struct NotATime;

impl FromStr for Time {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let time = Self::from_unix_ms(text.parse::<Timestamp>().map_err(|_| NotATime)?.as_millisecond());
        // One spelling only: what is read must be what would be written.
        if time.to_string() == text { Ok(time) } else { Err(NotATime) }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => write!(f, "{timestamp:.3}"),
            Err(_) => Err(fmt::Error),
        }
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_with_milliseconds_and_read_back() {
        let time = Time::from_unix_ms(1_768_179_723_456);
        assert_eq!(time.to_string(), "2026-01-12T01:02:03.456Z");
        assert_eq!(time.to_string().parse(), Ok(time));
        assert_eq!(Time::from_unix_ms(0).to_string(), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn another_spelling_of_the_same_time_is_refused() {
        for text in ["2026-01-12T01:02:03Z", "2026-01-12T09:02:03.456+08:00", "2026-01-12", "2026-02-30T00:00:00.000Z"]
        {
            assert_eq!(text.parse::<Time>(), Err(NotATime), "{text}");
        }
    }
}
