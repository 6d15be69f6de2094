//! A gateway that does not run is moved: its record is written as an archive, or made from one.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek as _, Write as _};

use comity_record::Digest;
use comity_store::Store;

use super::failure::Failure;
use super::seals::{Held, Keys};
use super::storage::{open_store, store_config, store_parts};
use super::{CannotStart, read_roll};
use crate::clock::Clock;
use crate::config::Config;

/// What was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moved {
    /// How many entries the record has.
    pub(crate) entries: u64,
    /// The root over them.
    pub(crate) root: Digest,
    /// A digest of everything that the store holds, the same on both sides of a move.
    pub(crate) state: Digest,
}

/// Whether a record goes on after it was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It ends, once the archive has been read back to its end: what goes on is what is made from the archive.
    Ends,
    /// It goes on: the archive is for a drill.
    GoesOn,
}

/// Writes the record of a gateway that does not run, and all that belongs to it, as an archive, into a new file.
pub(crate) fn export_record(config: &Config, mut archive: &File, then: Then) -> Result<Moved, CannotStart> {
    let store = open_store(config, &held(config)?)?;
    let mut out = BufWriter::new(archive);
    let state = store.export(&mut out)?;
    out.flush().map_err(Failure::broken)?;
    archive.sync_all().map_err(Failure::broken)?;
    let moved = moved(&store, state);
    match then {
        Then::Ends => {
            archive.rewind().map_err(Failure::broken)?;
            store.end_log(&mut BufReader::new(archive))?;
        }
        Then::GoesOn => store.close()?,
    }
    Ok(moved)
}

/// Makes the record of a gateway from an archive, where it has none. It is held: the archive may be older than what the peers have seen.
pub(crate) fn import_record(config: &Config, from: &mut dyn BufRead) -> Result<Moved, CannotStart> {
    let store = Store::import(store_config(config)?, store_parts(config, &held(config)?)?, from)?;
    let moved = moved(&store, store.state()?);
    store.hold()?;
    store.close()?;
    Ok(moved)
}

fn moved(store: &Store, state: Digest) -> Moved {
    let status = store.status();
    Moved { entries: status.size, root: status.root, state }
}

/// The roll and the keys of a gateway that does not run.
pub(super) fn held(config: &Config) -> Result<Held, CannotStart> {
    let roll = read_roll(config)?;
    let keys = Keys::read(&config.keys, &config.gateway, &roll, Clock::new(config.business_days()).now())?;
    Ok(Held::new(roll, keys))
}
