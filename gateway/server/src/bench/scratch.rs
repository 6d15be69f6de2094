//! A directory for one benchmark.

use std::fs;
use std::path::{Path, PathBuf};

use super::BenchError;
use crate::clock::{BusinessDays, Clock};

/// A new directory, removed with all that is in it when the benchmark ends, however it ends.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// A new directory in `parent`.
    pub(super) fn in_directory(parent: &Path) -> Result<Self, BenchError> {
        let path = parent.join(format!("comity-bench-{}", Clock::new(BusinessDays::Machine).ulid()));
        fs::create_dir(&path).map_err(|error| BenchError::Files { path: path.clone(), error })?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, directory = %self.0.display(), "the directory of a benchmark could not be removed");
        }
    }
}
