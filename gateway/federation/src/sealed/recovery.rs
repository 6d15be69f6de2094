//! Recovery: a key whose private half nobody has. It is split among officers (Shamir, over GF(256)), two of whom make it whole; and
//! what is sealed to it is sealed once more to a key of the gateway, which takes that layer off when two have approved.

use std::collections::BTreeSet;

use blahaj::Sharks;
use comity_domain::limits::{RECOVERY_SHARES_MAX, RECOVERY_SHARES_MIN, RECOVERY_SHARES_NEEDED, SEALING_FILE_MAX_BYTES};
use comity_domain::{AuthorityId, MatterId};
use comity_record::seal::Entropy;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use super::fault::SealedFault;
use super::header::SLOT_BYTES;
use super::key::{KEY_BYTES, PersonKey, SealingKey};
use super::slot::Drawn;
use super::statement::Item;
use crate::base64url;

/// What one officer holds. Wiped from memory when dropped, and never shown.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The version of the format: 1.
    v: u8,
    /// Whose recovery key it is part of.
    pub authority: AuthorityId,
    /// The public half of that key.
    pub key: SealingKey,
    /// Which share: from 1 on.
    pub number: u8,
    share: String,
}

/// The slot that the officers open together, without the gateway's layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedSlot {
    /// The version of the format: 1.
    v: u8,
    /// Of a file of this matter.
    pub matter: MatterId,
    /// Which item.
    pub item: Item,
    slot: String,
}

/// Splits a recovery key into so many shares. Two make it whole; one says nothing about it.
pub fn split(
    key: &PersonKey,
    authority: &AuthorityId,
    shares: u8,
    entropy: &mut dyn Entropy,
) -> Result<Vec<Share>, SealedFault> {
    if !(RECOVERY_SHARES_MIN..=RECOVERY_SHARES_MAX).contains(&shares) {
        return Err(SealedFault::Shares("too few or too many"));
    }
    let public = key.public();
    let mut drawn = Drawn(entropy);
    let dealt = Sharks(RECOVERY_SHARES_NEEDED).dealer_rng(key.expose(), &mut drawn);
    let share = |(number, share): (u8, blahaj::Share)| {
        let bytes = Zeroizing::new(Vec::from(&share));
        // The first byte is the number.
        let share = base64url::encode(bytes.get(1..).unwrap_or_default());
        Share { v: 1, authority: authority.clone(), key: public, number, share }
    };
    Ok((1..=shares).zip(dealt).map(share).collect())
}

/// Makes a recovery key whole.
///
/// # Errors
/// [`SealedFault::Shares`]: too few of them, of different keys, one of them twice, or not what they were.
pub fn join(shares: &[Share]) -> Result<PersonKey, SealedFault> {
    let first = shares.first().ok_or(SealedFault::Shares("none"))?;
    if shares.iter().any(|share| (share.key, &share.authority) != (first.key, &first.authority)) {
        return Err(SealedFault::Shares("of different keys"));
    }
    let numbers: BTreeSet<u8> = shares.iter().map(|share| share.number).collect();
    if numbers.len() != shares.len() {
        return Err(SealedFault::Shares("the same one twice"));
    }
    if shares.len() < usize::from(RECOVERY_SHARES_NEEDED) {
        return Err(SealedFault::Shares("too few"));
    }
    let dealt = shares.iter().map(Share::dealt).collect::<Result<Vec<_>, _>>()?;
    let joined = Sharks(RECOVERY_SHARES_NEEDED).recover(&dealt);
    let joined = Zeroizing::new(joined.map_err(|_| SealedFault::Shares("not of one key"))?);
    let key = <[u8; KEY_BYTES]>::try_from(joined.as_slice()).map_err(|_| SealedFault::Shares("of another length"))?;
    let key = PersonKey::from_bytes(key);
    // Shares that were changed join to some key; this is what tells it from the right one.
    if key.public() == first.key { Ok(key) } else { Err(SealedFault::Shares("they were changed")) }
}

impl Share {
    /// Reads the file of a share.
    pub fn parse(file: &[u8]) -> Result<Self, SealedFault> {
        let share: Self = parsed(file)?;
        if share.v != 1 || share.number == 0 {
            return Err(SealedFault::Malformed("not a share that is known"));
        }
        share.dealt().map(|_| share)
    }

    /// The file of a share. Whoever writes it makes it readable for the officer alone.
    pub fn to_file(&self) -> Result<Zeroizing<String>, SealedFault> {
        serde_json::to_string(self).map(Zeroizing::new).map_err(|_| SealedFault::Malformed("a share"))
    }

    fn dealt(&self) -> Result<blahaj::Share, SealedFault> {
        let bad = SealedFault::Malformed("not a share");
        let bytes: Zeroizing<[u8; KEY_BYTES]> =
            Zeroizing::new(base64url::decode_array(&self.share).ok_or(bad.clone())?);
        let dealt = Zeroizing::new([&[self.number], bytes.as_slice()].concat());
        blahaj::Share::try_from(dealt.as_slice()).map_err(|_| bad)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.share.zeroize();
    }
}

impl core::fmt::Debug for Share {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Share({} of {}, …)", self.number, self.authority)
    }
}

impl ReleasedSlot {
    pub(super) fn new(matter: MatterId, item: Item, slot: &[u8]) -> Self {
        Self { v: 1, matter, item, slot: base64url::encode(slot) }
    }

    /// Reads the file of a slot.
    pub fn parse(file: &[u8]) -> Result<Self, SealedFault> {
        let slot: Self = parsed(file)?;
        if slot.v != 1 {
            return Err(SealedFault::Malformed("not a slot that is known"));
        }
        slot.bytes().map(|_| slot)
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>, SealedFault> {
        let bytes = base64url::decode_array::<SLOT_BYTES>(&self.slot);
        bytes.map(Vec::from).ok_or(SealedFault::Malformed("not a slot"))
    }
}

fn parsed<T: serde::de::DeserializeOwned>(file: &[u8]) -> Result<T, SealedFault> {
    if file.len() > SEALING_FILE_MAX_BYTES {
        return Err(SealedFault::Malformed("too long"));
    }
    // Its text could quote a secret: the reason of a syntax error is not told.
    serde_json::from_slice(file).map_err(|_| SealedFault::Malformed("not the JSON of such a file"))
}
