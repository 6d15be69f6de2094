//! The one place of xtask that looks at a clock: to say what a stage took, and to wait for a gateway.

use std::time::{Duration, Instant};

/// A running measurement.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "a stage says what it took; nothing is decided by it")]
        Self(Instant::now())
    }

    pub(crate) fn took(&self) -> Duration {
        #[expect(clippy::disallowed_methods, reason = "a stage says what it took; nothing is decided by it")]
        self.0.elapsed()
    }
}

/// Waits for something that another process does.
pub(crate) fn pause(duration: Duration) {
    #[expect(clippy::disallowed_methods, reason = "the demo looks again a moment later; nothing is decided by it")]
    std::thread::sleep(duration);
}
