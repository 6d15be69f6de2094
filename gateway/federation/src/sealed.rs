//! Sealed files: readable by the people that are named in them and by nobody in between, neither of the two gateways.
//!
//! A key of 32 random bytes seals the body; it is encrypted to the key of each person by HPKE (RFC 9180). What the file says in the
//! clear (matter, item, label, persons) is part of what every encryption is bound to, so that a slot or a body fits no other
//! statement. `docs/sealed.md` gives the format byte by byte.
//!
//! ```
//! use comity_federation::sealed::{self, CHUNK_BYTES, Draft, Header, PersonKey};
//!
//! fn seal(draft: Draft, plaintext: &[u8], entropy: &mut dyn comity_record::seal::Entropy) -> Result<Vec<u8>, sealed::SealedFault> {
//!     let (mut file, mut body) = sealed::seal(draft, entropy)?;
//!     for chunk in plaintext.chunks(CHUNK_BYTES) {
//!         file.extend(body.seal_next(chunk)?);
//!     }
//!     Ok(file)
//! }
//! ```

mod body;
mod directory;
mod fault;
mod header;
mod key;
mod parcel;
mod recovery;
mod slot;
mod statement;

#[cfg(test)]
mod tests;

use comity_record::Digest;
use comity_record::canonical::to_canonical;
use comity_record::seal::Entropy;
use zeroize::Zeroizing;

use self::body::Body;
pub use self::body::{CHUNK_BYTES, Opening, Sealing};
pub use self::directory::{Directory, Listed, RecoveryKeys};
pub use self::fault::SealedFault;
pub use self::header::{HEADER_BYTES, Header, MAGIC};
pub use self::key::{PersonKey, SealingKey};
pub use self::parcel::{Address, PARCEL_BYTES};
pub use self::recovery::{ReleasedSlot, Share, join, split};
use self::slot::Purpose;
pub use self::statement::{AccountName, Draft, Item, Label, MEDIA_TYPE, Recipient, Scan, Sealer, Statement};

/// The bytes of the key that seals a body.
const FILE_KEY_BYTES: usize = 32;

/// Seals a file for the people that the draft names: answers with the bytes that stand before the body, and with what seals the body.
///
/// # Errors
/// The draft names nobody, somebody twice, too many, or a key to which nothing can be encrypted.
pub fn seal(draft: Draft, entropy: &mut dyn Entropy) -> Result<(Vec<u8>, Sealing), SealedFault> {
    let mut file_key = Zeroizing::new([0_u8; FILE_KEY_BYTES]);
    entropy.fill(file_key.as_mut());
    let statement = draft.state(commitment(&file_key))?;
    let said = to_canonical(&statement).map_err(|_| SealedFault::Malformed("not canonical"))?;
    let mut slots = Vec::new();
    for recipient in &statement.recipients {
        slots.extend(slot::seal(&recipient.key, Purpose::Recipient, &said, file_key.as_slice(), entropy)?);
    }
    if let Some(recovery) = &statement.recovery {
        let inner = slot::seal(&recovery.key, Purpose::Recovery, &said, file_key.as_slice(), entropy)?;
        slots.extend(slot::seal(&recovery.release, Purpose::Release, &said, &inner, entropy)?);
    }
    let header = header::written(&said, &slots)?;
    let body = Body::new(&file_key, &header, statement.size);
    Ok((header, Sealing::new(body)))
}

/// What ties everybody to one key: two persons who open a file see the same.
fn commitment(file_key: &[u8; FILE_KEY_BYTES]) -> Digest {
    Digest::of_parts(&[b"comity/sealed/v1/commitment\n", file_key])
}
