//! How the credentials of one body stand: a Token Status List, signed, two bits for each, good for a week at most. Past its end it confirms
//! nothing; an older one than the newest held is never taken. Places are handed out at random, so that a place says nothing of who got it
//! when.

mod places;

use std::collections::BTreeMap;

use comity_domain::AuthorityId;
use comity_domain::limits::{
    CLOCKS_APART_MAX_MS, STATUS_LIST_MAX_AGE_MS, STATUS_LIST_MAX_BYTES, STATUS_LIST_MAX_ENTRIES,
    STATUS_LIST_TTL_SECONDS,
};
use comity_domain::mediator::{ListName, Status};
use comity_record::{Digest, Time};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use serde::{Deserialize, Serialize};

pub use self::places::Places;
use crate::base64url;
use crate::credential::compact::{self, Kind, Seconds};
use crate::credential::statement::{owned, signed_by};
use crate::credential::{Fault, Flaw};
use crate::error::FederationError;
use crate::keys::{KeyPair, KeyUse, Owner};
use crate::roll::Roll;

const LIST: Kind = Kind { typ: "statuslist+jwt", key_use: KeyUse::StatusList, max_bytes: STATUS_LIST_MAX_BYTES };
/// Bits of an entry, and entries of a byte, the first in the lowest bits.
const BITS: u8 = 2;
const PER_BYTE: u32 = 4;
const MASK: u8 = 0b11;
/// Of zlib's, from 1 to 9. A list is mostly zeros, and made again with every change.
const COMPRESSION_LEVEL: u8 = 6;

/// How each credential of a list stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statuses(Vec<u8>);

/// What a body publishes: a list, not signed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<'a> {
    /// The body.
    pub issuer: &'a AuthorityId,
    /// The list.
    pub list: &'a ListName,
    /// Its number: one more than that of the list before.
    pub number: u64,
    /// When it is made, to the second.
    pub issued: Time,
    /// How each credential stands.
    pub statuses: &'a Statuses,
}

/// A list whose signature held. Only [`Published::read`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The body.
    pub issuer: AuthorityId,
    /// The list.
    pub list: ListName,
    /// Its number.
    pub number: u64,
    /// When it was made.
    pub issued: Time,
    /// Until when it confirms something.
    pub expires: Time,
    /// How each credential stands.
    pub statuses: Statuses,
    /// Digest of what it says.
    digest: Digest,
}

/// The newest of each list.
#[derive(Debug, Clone, Default)]
pub struct Held(BTreeMap<ListName, Published>);

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    iss: AuthorityId,
    sub: ListName,
    number: u64,
    iat: Seconds,
    exp: Seconds,
    ttl: u64,
    status_list: Packed,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Packed {
    bits: u8,
    lst: String,
}

impl Statuses {
    /// A list of so many credentials, rounded up to four, all of them valid.
    ///
    /// # Errors
    /// There are none, or more than a list may have.
    pub fn new(entries: u32) -> Result<Self, FederationError> {
        if entries == 0 || entries > STATUS_LIST_MAX_ENTRIES {
            return Err(FederationError::BadCredential("a list has entries, and not more than allowed"));
        }
        let bytes = usize::try_from(entries.div_ceil(PER_BYTE)).unwrap_or(usize::MAX);
        Ok(Self(vec![0; bytes]))
    }

    /// How many there are.
    pub fn entries(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_mul(PER_BYTE)
    }

    /// What stands at a place.
    ///
    /// # Errors
    /// There is no such place, or what stands there is none of the three.
    pub fn get(&self, index: u32) -> Result<Status, Fault> {
        let byte = place(index).and_then(|at| self.0.get(at)).ok_or_else(|| self.out_of_range(index))?;
        match byte >> shift(index) & MASK {
            0 => Ok(Status::Valid),
            1 => Ok(Status::Revoked),
            2 => Ok(Status::Suspended),
            _ => Err(Flaw::NotAList("an entry is none of valid, revoked, suspended").at("idx")),
        }
    }

    /// Puts a status to a place. What was revoked is revoked for good.
    ///
    /// # Errors
    /// There is no such place, or something else is to be put to one that is revoked.
    pub fn set(&mut self, index: u32, status: Status) -> Result<(), Fault> {
        if self.get(index)? == Status::Revoked && status != Status::Revoked {
            return Err(Flaw::RevokedForGood.at("idx"));
        }
        let out_of_range = self.out_of_range(index);
        let byte = place(index).and_then(|at| self.0.get_mut(at)).ok_or(out_of_range)?;
        let value: u8 = match status {
            Status::Valid => 0,
            Status::Revoked => 1,
            Status::Suspended => 2,
        };
        *byte = *byte & !(MASK << shift(index)) | value << shift(index);
        Ok(())
    }

    fn out_of_range(&self, index: u32) -> Fault {
        Flaw::IndexOutOfRange { index, entries: self.entries() }.at("idx")
    }
}

impl Draft<'_> {
    /// Signs it with the body's key for lists.
    ///
    /// # Errors
    /// The key is not that one.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        owned(key, &Owner::Authority(self.issuer.clone()))?;
        let lst = base64url::encode(&compress_to_vec_zlib(&self.statuses.0, COMPRESSION_LEVEL));
        let payload = Payload {
            iss: self.issuer.clone(),
            sub: self.list.clone(),
            number: self.number,
            iat: Seconds::of(self.issued),
            exp: Seconds::of(self.issued.plus_ms(STATUS_LIST_MAX_AGE_MS)),
            ttl: STATUS_LIST_TTL_SECONDS,
            status_list: Packed { bits: BITS, lst },
        };
        compact::sign(&payload, LIST, key)
    }
}

impl Published {
    /// Reads a list that a key of the body signed. A list that has run out is read all the same: what it says of a day in its time stays true.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn read(token: &str, roll: &Roll, now: Time) -> Result<Self, Fault> {
        let token = compact::verify::<Payload>(token, LIST, roll)?;
        let said = &token.said;
        let (issued, expires) = (said.iat.time(), said.exp.time());
        token.check_key(said.iat, now)?;
        signed_by(&token.key.owner, &Owner::Authority(said.iss.clone()))?;
        if !said.sub.is_of(&said.iss) {
            return Err(Flaw::NotEntitled("the list has the name of another body's").at("sub"));
        }
        if expires <= issued || issued.plus_ms(STATUS_LIST_MAX_AGE_MS) < expires {
            return Err(Flaw::Term("a list ends after it begins, and within a week").at("exp"));
        }
        if said.status_list.bits != BITS {
            return Err(Flaw::NotAList("its entries are not of two bits").at("status_list.bits"));
        }
        let (statuses, digest) = unpacked(&said.status_list.lst)?;
        let Payload { iss, sub, number, .. } = token.said;
        Ok(Self { issuer: iss, list: sub, number, issued, expires, statuses, digest })
    }

    /// Was it made by a clock that was ahead of this one by more than clocks may be apart?
    pub fn is_ahead(&self, now: Time) -> bool {
        now.plus_ms(CLOCKS_APART_MAX_MS) < self.issued
    }
}

/// The name and the number that a signed list says it has. Nothing of it has been verified.
pub fn named(token: &str) -> Option<(ListName, u64)> {
    let payload = base64url::decode(token.split('.').nth(1)?)?;
    serde_json::from_slice::<Payload>(&payload).ok().map(|payload| (payload.sub, payload.number))
}

impl Held {
    /// Takes a list, in the place of an older one. What was made by a clock that was ahead, as it is seen `now`, keeps its number and not its
    /// time: else nothing could follow it until that has come.
    ///
    /// # Errors
    /// A newer one is held; or one with its number that says something else, one of another body, or one that was made later.
    pub fn take(&mut self, list: Published, now: Time) -> Result<(), Fault> {
        if let Some(held) = self.0.get(&list.list) {
            if list.number < held.number {
                return Err(Flaw::OlderList { number: list.number, held: held.number }.at("number"));
            }
            let is_same = list == *held;
            let is_later = list.issued >= held.issued || held.is_ahead(now);
            let follows = list.number > held.number && list.issuer == held.issuer && is_later;
            if !is_same && !follows {
                return Err(Flaw::Contradiction.at("number"));
            }
        }
        self.0.insert(list.list.clone(), list);
        Ok(())
    }

    /// The newest list of this name.
    pub fn get(&self, list: &ListName) -> Option<&Published> {
        self.0.get(list)
    }
}

/// Inflates a list, and no further than a list may be.
fn unpacked(lst: &str) -> Result<(Statuses, Digest), Fault> {
    const AT: &str = "status_list.lst";
    let packed = base64url::decode(lst).ok_or_else(|| Flaw::NotAList("not base64url without padding").at(AT))?;
    let longest = usize::try_from(STATUS_LIST_MAX_ENTRIES / PER_BYTE).unwrap_or(usize::MAX);
    let bytes = decompress_to_vec_zlib_with_limit(&packed, longest).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Flaw::Inflates.at(AT),
        _ => Flaw::NotAList("not of zlib's form").at(AT),
    })?;
    if bytes.is_empty() {
        return Err(Flaw::NotAList("it has no entries").at(AT));
    }
    let digest = Digest::of(&bytes);
    Ok((Statuses(bytes), digest))
}

fn place(index: u32) -> Option<usize> {
    usize::try_from(index / PER_BYTE).ok()
}

const fn shift(index: u32) -> u32 {
    index % PER_BYTE * BITS as u32
}

#[cfg(test)]
mod tests;
