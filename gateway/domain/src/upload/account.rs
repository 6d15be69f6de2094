//! All uploads of a gateway: how many may be open, and which are due for something.

use std::collections::BTreeMap;

use comity_record::Time;

use super::{Announced, NotTaken, Owner, State, Upload};
use crate::limits::{UPLOADS_MAX, UPLOADS_MAX_BYTES, UPLOADS_OF_PERSON_MAX, UPLOADS_OF_PERSON_MAX_BYTES};
use crate::{MatterId, UploadId};

/// How much may be open at a time. The default is [`crate::limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Uploads of one person.
    pub of_person: usize,
    /// What those will have together, in bytes.
    pub of_person_bytes: u64,
    /// Uploads of the gateway.
    pub all: usize,
    /// What those will have together, in bytes.
    pub all_bytes: u64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            of_person: UPLOADS_OF_PERSON_MAX,
            of_person_bytes: UPLOADS_OF_PERSON_MAX_BYTES,
            all: UPLOADS_MAX,
            all_bytes: UPLOADS_MAX_BYTES,
        }
    }
}

/// What an upload is due for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// To be finished: all bytes are there, and whoever was to finish it did not.
    Finish,
    /// To be looked at by the scanner.
    Scan,
    /// To be put into its matter.
    Admit,
    /// To be ended, because nobody brings it forward.
    Expire,
    /// To be forgotten, because it ended long ago.
    Forget,
}

/// The uploads of a gateway.
#[derive(Debug, Clone, Default)]
pub struct Uploads {
    allowance: Allowance,
    uploads: BTreeMap<UploadId, Upload>,
}

impl Uploads {
    /// None yet.
    pub const fn new(allowance: Allowance) -> Self {
        Self { allowance, uploads: BTreeMap::new() }
    }

    /// Whether one more may be opened. It counts with all that was announced from the moment it is [put](Self::put).
    ///
    /// # Errors
    /// [`NotTaken::TooManyOpen`], [`NotTaken::Full`].
    pub fn has_room_for(&self, owner: &Owner, announced: &Announced) -> Result<(), NotTaken> {
        let open = || self.uploads.values().filter(|upload| upload.state.is_open());
        let of_person = |upload: &&Upload| upload.owner == *owner;
        let bytes = |upload: &Upload| upload.announced.length();
        let (Allowance { of_person: max, of_person_bytes: max_bytes, .. }, length) =
            (self.allowance, announced.length());
        let has_bytes = open().filter(of_person).map(bytes).fold(length, u64::saturating_add);
        if open().filter(of_person).count() >= max || has_bytes > max_bytes {
            return Err(NotTaken::TooManyOpen);
        }
        let all_bytes = open().map(bytes).fold(length, u64::saturating_add);
        if open().count() >= self.allowance.all || all_bytes > self.allowance.all_bytes {
            return Err(NotTaken::Full);
        }
        Ok(())
    }

    /// Adds an upload, or has it as it is now.
    pub fn put(&mut self, upload: Upload) {
        self.uploads.insert(upload.id, upload);
    }

    /// An upload.
    pub fn get(&self, id: &UploadId) -> Option<&Upload> {
        self.uploads.get(id)
    }

    /// Forgets an upload.
    pub fn forget(&mut self, id: &UploadId) -> Option<Upload> {
        self.uploads.remove(id)
    }

    /// The uploads for a matter, of anybody.
    pub fn of_matter<'a>(&'a self, matter: &'a MatterId) -> impl Iterator<Item = &'a Upload> {
        self.uploads.values().filter(move |upload| upload.matter == *matter)
    }

    /// The uploads that are due for something, in their order.
    pub fn due(&self, now: Time) -> Vec<(UploadId, Due)> {
        let due = |upload: &Upload| match upload.state {
            State::Receiving { offset } if offset == upload.announced.length() => Some(Due::Finish),
            State::Receiving { .. } if upload.is_expired(now) => Some(Due::Expire),
            State::Held { .. } => Some(Due::Scan),
            State::Clean { .. } => Some(Due::Admit),
            _ if upload.is_forgotten(now) => Some(Due::Forget),
            _ => None,
        };
        self.uploads.values().filter_map(|upload| Some((upload.id, due(upload)?))).collect()
    }
}
