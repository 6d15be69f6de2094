//! What stands before the body: a mark, the statement, and a slot for each key that the statement names, in its order.

use comity_domain::limits::{SEALED_RECIPIENTS_MAX, SEALED_STATEMENT_MAX_BYTES};
use comity_record::canonical::to_canonical;
use zeroize::Zeroizing;

use super::body::{self, Body, Opening};
use super::fault::SealedFault;
use super::key::{PersonKey, SealingKey};
use super::recovery::ReleasedSlot;
use super::slot::{self, ADDED_BYTES, Purpose};
use super::statement::Statement;
use super::{FILE_KEY_BYTES, commitment};

/// A sealed file begins so.
pub const MAGIC: &[u8; 16] = b"comity-sealed/1\n";

/// The longest header: so many bytes of a file are enough to read it.
pub const HEADER_BYTES: usize =
    START_BYTES + SEALED_STATEMENT_MAX_BYTES + SEALED_RECIPIENTS_MAX * SLOT_BYTES + RELEASE_SLOT_BYTES;

/// The mark, and the length of the statement.
const START_BYTES: usize = MAGIC.len() + 4;
/// A slot of a person, and what is inside that of the gateway.
pub(super) const SLOT_BYTES: usize = FILE_KEY_BYTES + ADDED_BYTES;
const RELEASE_SLOT_BYTES: usize = SLOT_BYTES + ADDED_BYTES;

/// The header of a sealed file: well formed, and nothing in it believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    statement: Statement,
    said: Vec<u8>,
    /// In the order of the recipients.
    slots: Vec<Vec<u8>>,
    release: Option<Vec<u8>>,
    bytes: Vec<u8>,
}

/// The bytes of a header.
pub(super) fn written(said: &[u8], slots: &[u8]) -> Result<Vec<u8>, SealedFault> {
    if said.len() > SEALED_STATEMENT_MAX_BYTES {
        return Err(SealedFault::Malformed("the statement is too long"));
    }
    let length = u32::try_from(said.len()).map_err(|_| SealedFault::Malformed("the statement is too long"))?;
    Ok([MAGIC.as_slice(), &length.to_be_bytes(), said, slots].concat())
}

impl Header {
    /// Does a file begin as a sealed one does?
    pub fn is_of(start: &[u8]) -> bool {
        start.starts_with(MAGIC)
    }

    /// Reads the header off the beginning of a file: the whole of it, or [`HEADER_BYTES`].
    pub fn parse(start: &[u8]) -> Result<Self, SealedFault> {
        let rest = start.strip_prefix(MAGIC).ok_or(SealedFault::Malformed("the mark is missing"))?;
        let cut = SealedFault::Malformed("cut within the header");
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| cut.clone())?;
        if length > SEALED_STATEMENT_MAX_BYTES {
            return Err(SealedFault::Malformed("the statement is too long"));
        }
        let (said, rest) = rest.split_at_checked(length).ok_or(cut.clone())?;
        let statement = read(said)?;
        let people = statement.recipients.len() * SLOT_BYTES;
        let (slots, rest) = rest.split_at_checked(people).ok_or(cut.clone())?;
        let recovery = if statement.recovery.is_some() { RELEASE_SLOT_BYTES } else { 0 };
        let release = rest.get(..recovery).ok_or(cut.clone())?;
        let bytes = start.get(..START_BYTES + length + people + recovery).ok_or(cut)?;
        Ok(Self {
            said: said.to_vec(),
            slots: slots.chunks(SLOT_BYTES).map(<[u8]>::to_vec).collect(),
            release: (!release.is_empty()).then(|| release.to_vec()),
            bytes: bytes.to_vec(),
            statement,
        })
    }

    /// What the file says.
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The bytes that stand before the body.
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// A header has at least its mark.
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes that the whole file has.
    pub fn file_bytes(&self) -> u64 {
        body::sealed_bytes(self.statement.size).saturating_add(self.bytes.len() as u64)
    }

    /// Has the file as many bytes as it says?
    pub fn check_length(&self, found: u64) -> Result<(), SealedFault> {
        let expected = self.file_bytes();
        if found == expected { Ok(()) } else { Err(SealedFault::Length { expected, found }) }
    }

    /// Opens the file for a person whom it names.
    pub fn open(&self, key: &PersonKey) -> Result<Opening, SealedFault> {
        let slot = self.slot_of(&key.public()).ok_or(SealedFault::NotForThisKey)?;
        self.opened(&slot::open(key, Purpose::Recipient, &self.said, slot)?)
    }

    /// Takes the gateway's layer off the slot for recovery. What is inside the officers open together, with [`Header::recover`].
    pub fn release(&self, key: &PersonKey) -> Result<ReleasedSlot, SealedFault> {
        let (Some(recovery), Some(slot)) = (&self.statement.recovery, &self.release) else {
            return Err(SealedFault::NoRecovery);
        };
        if key.public() != recovery.release {
            return Err(SealedFault::NotForThisKey);
        }
        let inner = slot::open(key, Purpose::Release, &self.said, slot)?;
        Ok(ReleasedSlot::new(self.statement.matter.clone(), self.statement.item.clone(), &inner))
    }

    /// Opens the file with the recovery key, which two officers made whole, and the slot that the gateway released.
    pub fn recover(&self, slot: &ReleasedSlot, key: &PersonKey) -> Result<Opening, SealedFault> {
        let recovery = self.statement.recovery.as_ref().ok_or(SealedFault::NoRecovery)?;
        if key.public() != recovery.key {
            return Err(SealedFault::NotForThisKey);
        }
        self.opened(&slot::open(key, Purpose::Recovery, &self.said, &slot.bytes()?)?)
    }

    fn slot_of(&self, key: &SealingKey) -> Option<&[u8]> {
        let mut slots = self.statement.recipients.iter().zip(&self.slots);
        slots.find(|(recipient, _)| recipient.key == *key).map(|(_, slot)| slot.as_slice())
    }

    fn opened(&self, file_key: &[u8]) -> Result<Opening, SealedFault> {
        let file_key = <[u8; FILE_KEY_BYTES]>::try_from(file_key).map_err(|_| SealedFault::SlotChanged)?;
        let file_key = Zeroizing::new(file_key);
        // Without this, whoever seals could let two people open one file and see two texts.
        if commitment(&file_key) != self.statement.commitment {
            return Err(SealedFault::SlotChanged);
        }
        Ok(Opening::new(Body::new(&file_key, &self.bytes, self.statement.size)))
    }
}

/// A statement, which has one spelling.
fn read(said: &[u8]) -> Result<Statement, SealedFault> {
    let statement: Statement = serde_json::from_slice(said).map_err(|_| SealedFault::Malformed("the statement"))?;
    match to_canonical(&statement) {
        Ok(canonical) if canonical == said => {}
        _ => return Err(SealedFault::Malformed("the statement is not canonical")),
    }
    statement.check()?;
    Ok(statement)
}
