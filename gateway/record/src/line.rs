//! Journal lines, version 1: one entry of a record, in canonical JSON, on one line.
//!
//! The *open* part can be read by anyone: codes, dates, digests. The *sealed* part (particulars) is encrypted under the
//! key of the line's subject. The open part commits to each particular by SHA-256(salt ‖ canonical JSON of the value), so
//! that one of them can be disclosed, and checked, without the others.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::canonical::{
    MAX_INTEGER, NotCanonical, is_exact, is_plain_object, json_to_canonical, to_canonical, written,
};
use crate::seal::{Entropy, NONCE_BYTES, Sealed, SubjectKey, Unreadable};
use crate::{Digest, Time};

/// A line is at most this long, without its newline. What is larger is a blob, of which the line holds the digest.
pub const MAX_BYTES: usize = 48 * 1024;

/// The bytes of the salt in a commitment.
pub const SALT_BYTES: usize = 16;

/// A name in a line (subject, kind, log, …) is at most this long.
pub const MAX_NAME_BYTES: usize = 256;

/// Values are nested at most this deep.
pub const MAX_DEPTH: usize = 32;

/// What is told about a subject in confidence, by name.
pub type Particulars = BTreeMap<String, Value>;

/// One entry of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The version of the format.
    pub v: Version,
    /// The log that this line belongs to: the origin of its checkpoints.
    pub log: String,
    /// The position in the log, from 0, without gaps.
    pub index: u64,
    /// When it was written, by the writer's clock.
    pub time: Time,
    /// What it is about: `matter/cn/01J…`, `person/…`, `peer/hk`.
    pub subject: String,
    /// The position in the history of the subject, from 1, without gaps.
    pub revision: u64,
    /// What happened: a code.
    pub kind: String,
    /// The business date on which it happened.
    pub day: Date,
    /// Where it stands in its commit. A record has whole commits only.
    pub commit: Place,
    /// So many lines of the log were on stable storage when this one was written. If this line can be read, a
    /// damaged line below that number was damaged later: it was not torn by the crash that ended the log.
    pub durable: u64,
    /// Codes, dates and digests. Integers within ±(2^53 − 1), no fractions, no particulars of persons.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub open: Map<String, Value>,
    /// The message that this commit answers. Only in the first line of a commit, and only with a receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    /// The receipt for that message, exactly as it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// For each sealed particular: SHA-256(salt ‖ canonical JSON of the value).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub commitments: BTreeMap<String, Digest>,
    /// The particulars, sealed under the key of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "sealed_text")]
    pub sealed: Option<Sealed>,
    /// The checksum of a written line: the first 16 hex digits of SHA-256 over the line without this field. The tree says
    /// *that* something was changed; this says *where*, to a reader without keys too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
}

/// The version of the format of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The first, and so far the only one.
    V1,
}

/// A message from a peer, as known to whoever answers it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Who sent it.
    pub peer: String,
    /// The identity that the sender gave it.
    pub message: String,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// A place in a commit: written `[1,3]` for the first of three lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Place {
    /// Which line of the commit, from 1.
    pub number: u32,
    /// How many lines the commit has.
    pub of: u32,
}

/// A particular with the salt of its commitment: enough to show it to somebody who has the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Salted {
    /// Random, so that a value cannot be found by guessing.
    #[serde(with = "salt_text")]
    pub salt: [u8; SALT_BYTES],
    /// The value.
    pub value: Value,
}

/// A line cannot be written, read or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// It does not fit.
    #[error("the line has {bytes} bytes; at most {MAX_BYTES} are allowed")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// It is not a journal line, or not in its one canonical spelling.
    #[error("not a canonical journal line: {0}")]
    NotCanonical(String),
    /// The checksum is not that of the line.
    #[error("the checksum of the line is wrong: it was changed after it was written")]
    SumWrong,
    /// A number that JSON does not carry exactly everywhere.
    #[error("`{0}` is not an integer within ±(2^53 − 1)")]
    InexactNumber(String),
    /// Values nested too deep.
    #[error("values are nested deeper than {MAX_DEPTH}")]
    TooDeep,
    /// A name that is empty, too long, or has spaces or control characters.
    #[error("the {0} is not a name")]
    BadName(&'static str),
    /// Fields that do not go together.
    #[error("{0}")]
    Inconsistent(&'static str),
    /// The sealed part cannot be opened with this key.
    #[error("the sealed part cannot be opened")]
    Unreadable,
    /// The sealed part is not what the open part commits to.
    #[error("the commitment to `{0}` does not hold")]
    CommitmentBroken(String),
}

impl LineError {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "line-too-long",
            Self::NotCanonical(_) => "line-not-canonical",
            Self::SumWrong => "line-checksum-wrong",
            Self::InexactNumber(_) => "number-inexact",
            Self::TooDeep => "nested-too-deep",
            Self::BadName(_) => "name-malformed",
            Self::Inconsistent(_) => "line-inconsistent",
            Self::Unreadable => "sealed-part-unreadable",
            Self::CommitmentBroken(_) => "commitment-broken",
        }
    }
}

impl From<NotCanonical> for LineError {
    fn from(error: NotCanonical) -> Self {
        Self::NotCanonical(error.to_string())
    }
}

impl From<Unreadable> for LineError {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

impl Line {
    /// The bytes of this line, without newline, its `particulars` sealed under `key`.
    pub fn seal(
        mut self,
        particulars: &Particulars,
        key: &SubjectKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, LineError> {
        (self.commitments, self.sealed) = (BTreeMap::new(), None);
        if particulars.is_empty() {
            return self.write();
        }
        let mut salted = Vec::new();
        for (name, value) in particulars {
            check_value(value, MAX_DEPTH)?;
            let mut salt = [0; SALT_BYTES];
            entropy.fill(&mut salt);
            // Spelt once: what is committed to is what will stand in the sealed text.
            let value = json_to_canonical(value)?;
            self.commitments.insert(name.clone(), Digest::of_parts(&[&salt, &value]));
            salted.push(Spelt { name, salt, value });
        }
        self.sealed = Some(key.seal(&sealed_text_of(salted)?, &self.context()?, entropy));
        self.write()
    }

    /// The bytes of this line as it stands, without newline, its checksum made anew.
    pub fn write(&self) -> Result<Vec<u8>, LineError> {
        self.check()?;
        let bytes = with_sum(&self.spelt(&self.sealed)?);
        if bytes.len() > MAX_BYTES {
            return Err(LineError::TooLong { bytes: bytes.len() });
        }
        Ok(bytes)
    }

    /// Reads a line, without newline. What is read is exactly what [`Line::write`] would write.
    pub fn parse(bytes: &[u8]) -> Result<Self, LineError> {
        if bytes.len() > MAX_BYTES {
            return Err(LineError::TooLong { bytes: bytes.len() });
        }
        let mut line: Self =
            serde_json::from_slice(bytes).map_err(|error| LineError::NotCanonical(error.to_string()))?;
        // Without its checksum it is written as it stands; with one it would have to be copied first.
        let found = line.sum.take();
        let written = line.write()?;
        if written == bytes {
            return Ok(Self { sum: found, ..line });
        }
        let Self { sum, .. } = serde_json::from_slice(&written).map_err(|_| LineError::SumWrong)?;
        if found == sum {
            return Err(LineError::NotCanonical("the same content has another spelling".to_owned()));
        }
        Err(LineError::SumWrong)
    }

    /// The particulars. Checks that they are what the open part commits to.
    pub fn open(&self, key: &SubjectKey) -> Result<Particulars, LineError> {
        Ok(self.open_salted(key)?.into_iter().map(|(name, salted)| (name, salted.value)).collect())
    }

    /// The particulars with their salts, to disclose one of them.
    pub fn open_salted(&self, key: &SubjectKey) -> Result<BTreeMap<String, Salted>, LineError> {
        let Some(sealed) = &self.sealed else { return Ok(BTreeMap::new()) };
        let plaintext = key.open(sealed, &self.context()?)?;
        let not_canonical = |error: serde_json::Error| LineError::NotCanonical(error.to_string());
        let written: BTreeMap<String, Written<'_>> = serde_json::from_slice(&plaintext).map_err(not_canonical)?;
        for name in written.keys().chain(self.commitments.keys()) {
            match (written.get(name), self.commitments.get(name)) {
                (Some(written), Some(commitment)) if written.holds(commitment) => {}
                _ => return Err(LineError::CommitmentBroken(name.clone())),
            }
        }
        let salted = written.into_iter().map(|(name, it)| Ok((name, it.read().map_err(not_canonical)?)));
        salted.collect()
    }

    /// What the sealed part is bound to: the line without it, and without the checksum, which covers it.
    fn context(&self) -> Result<Vec<u8>, NotCanonical> {
        self.spelt(&None)
    }

    /// The canonical bytes of the line with this sealed part, without checksum. Nothing is copied for that where every name is plain.
    fn spelt(&self, sealed: &Option<Sealed>) -> Result<Vec<u8>, NotCanonical> {
        let numbers = [self.index, self.revision, self.durable];
        let is_plain = is_plain_object(&self.open)
            && self.commitments.keys().all(|name| name.is_ascii())
            && numbers.iter().all(|number| *number <= MAX_INTEGER);
        if !is_plain {
            return to_canonical(&Self { sealed: sealed.clone(), sum: None, ..self.clone() });
        }
        written(&InOrder {
            answers: self.answers.as_ref().map(|Answers { peer, message, digest }| AnswersInOrder {
                digest,
                message,
                peer,
            }),
            commit: self.commit,
            commitments: &self.commitments,
            day: self.day,
            durable: self.durable,
            index: self.index,
            kind: &self.kind,
            log: &self.log,
            open: &self.open,
            receipt: self.receipt.as_deref(),
            revision: self.revision,
            sealed,
            subject: &self.subject,
            time: self.time,
            v: self.v,
        })
    }

    fn check(&self) -> Result<(), LineError> {
        let names = [("log", &self.log), ("subject", &self.subject), ("kind", &self.kind)];
        let answers = self.answers.iter().flat_map(|it| [("peer", &it.peer), ("message", &it.message)]);
        for (field, name) in names.into_iter().chain(answers) {
            if name.is_empty()
                || name.len() > MAX_NAME_BYTES
                || name.contains(|c: char| c.is_whitespace() || c.is_control())
            {
                return Err(LineError::BadName(field));
            }
        }
        for number in [self.index, self.revision, self.durable] {
            if number > MAX_INTEGER {
                return Err(LineError::InexactNumber(number.to_string()));
            }
        }
        self.open.values().try_for_each(|value| check_value(value, MAX_DEPTH))?;
        if self.revision == 0 || self.commit.number == 0 || self.commit.number > self.commit.of {
            return Err(LineError::Inconsistent("revisions and places in a commit count from 1"));
        }
        if self.durable > self.index {
            return Err(LineError::Inconsistent("a line cannot be durable before it is written"));
        }
        if self.answers.is_some() != self.receipt.is_some() || (self.receipt.is_some() && self.commit.number != 1) {
            return Err(LineError::Inconsistent(
                "the first line of a commit has both an answered message and its receipt, or neither",
            ));
        }
        if self.sealed.is_some() == self.commitments.is_empty() {
            return Err(LineError::Inconsistent("commitments and sealed part are there together, or neither"));
        }
        Ok(())
    }
}

impl Salted {
    /// SHA-256(salt ‖ canonical JSON of the value).
    pub fn commitment(&self) -> Result<Digest, NotCanonical> {
        Ok(Digest::of_parts(&[&self.salt, &json_to_canonical(&self.value)?]))
    }

    /// Whether `commitment` was made to this value with this salt.
    pub fn holds(&self, commitment: &Digest) -> bool {
        self.commitment().is_ok_and(|own| own == *commitment)
    }
}

/// A line without checksum, its members in the canonical order.
#[derive(Serialize)]
struct InOrder<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<AnswersInOrder<'a>>,
    commit: Place,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    commitments: &'a BTreeMap<String, Digest>,
    day: Date,
    durable: u64,
    index: u64,
    kind: &'a str,
    log: &'a str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    open: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<&'a str>,
    revision: u64,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sealed_text::serialize")]
    sealed: &'a Option<Sealed>,
    subject: &'a str,
    time: Time,
    v: Version,
}

#[derive(Serialize)]
struct AnswersInOrder<'a> {
    digest: &'a Digest,
    message: &'a str,
    peer: &'a str,
}

/// A particular with its salt, its value in canonical spelling.
struct Spelt<'a> {
    name: &'a str,
    salt: [u8; SALT_BYTES],
    value: Vec<u8>,
}

/// The canonical text of particulars with their salts: what is sealed, and read as [`Salted`] by their names.
fn sealed_text_of(mut salted: Vec<Spelt<'_>>) -> Result<Vec<u8>, NotCanonical> {
    salted.sort_by(|one, other| one.name.encode_utf16().cmp(other.name.encode_utf16()));
    let room: usize = salted.iter().map(|it| it.name.len() + it.value.len() + 64).sum();
    let mut text = Vec::with_capacity(room);
    for Spelt { name, salt, value } in salted {
        text.push(if text.is_empty() { b'{' } else { b',' });
        text.extend(written(name)?);
        text.extend_from_slice(br#":{"salt":""#);
        text.extend_from_slice(URL_SAFE_NO_PAD.encode(salt).as_bytes());
        text.extend_from_slice(br#"","value":"#);
        text.extend(value);
        text.push(b'}');
    }
    text.push(b'}');
    Ok(text)
}

/// A particular as it stands in the sealed text, which is canonical: what the commitment was made to is there, and is not written again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    #[serde(with = "salt_text")]
    salt: [u8; SALT_BYTES],
    #[serde(borrow)]
    value: &'a RawValue,
}

impl Written<'_> {
    fn holds(&self, commitment: &Digest) -> bool {
        Digest::of_parts(&[&self.salt, self.value.get().as_bytes()]) == *commitment
    }

    fn read(&self) -> Result<Salted, serde_json::Error> {
        Ok(Salted { salt: self.salt, value: serde_json::from_str(self.value.get())? })
    }
}

impl From<(u32, u32)> for Place {
    fn from((number, of): (u32, u32)) -> Self {
        Self { number, of }
    }
}

impl From<Place> for (u32, u32) {
    fn from(place: Place) -> Self {
        (place.number, place.of)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            1 => Ok(Self::V1),
            other => Err(serde::de::Error::custom(format_args!("line format {other} is not known here"))),
        }
    }
}

/// The canonical line with its checksum, for the canonical line without it.
fn with_sum(line: &[u8]) -> Vec<u8> {
    // In the order of the fields the checksum stands before `time` and `v`, which always take the same room.
    const BEHIND: &[u8] = br#","time":"2026-01-12T01:02:03.456Z","v":1}"#;
    let (front, behind) = line.split_at(line.len().saturating_sub(BEHIND.len()));
    let mut sum = Digest::of(line).hex();
    sum.truncate(SUM_DIGITS);
    [front, br#","sum":""#, sum.as_bytes(), b"\"", behind].concat()
}

/// How many hex digits a checksum has.
const SUM_DIGITS: usize = 16;

/// Whether `value` keeps its meaning in canonical JSON.
fn check_value(value: &Value, depth: usize) -> Result<(), LineError> {
    let below = || depth.checked_sub(1).ok_or(LineError::TooDeep);
    match value {
        Value::Number(number) => {
            if is_exact(number) {
                Ok(())
            } else {
                Err(LineError::InexactNumber(number.to_string()))
            }
        }
        Value::Array(values) => below().and_then(|depth| values.iter().try_for_each(|value| check_value(value, depth))),
        Value::Object(map) => below().and_then(|depth| map.values().try_for_each(|value| check_value(value, depth))),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}

/// The sealed part as `{"ciphertext": base64url, "nonce": base64url}`.
mod sealed_text {
    use base64::Engine as _;

    use super::{Deserialize, Deserializer, NONCE_BYTES, Sealed, Serialize, Serializer, URL_SAFE_NO_PAD};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Text {
        ciphertext: String,
        nonce: String,
    }

    pub(super) fn serialize<S: Serializer>(sealed: &Option<Sealed>, serializer: S) -> Result<S::Ok, S::Error> {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let text = sealed.as_ref().map(|it| Text { ciphertext: encode(&it.ciphertext), nonce: encode(&it.nonce) });
        text.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Sealed>, D::Error> {
        use serde::de::Error;
        let text = Text::deserialize(deserializer)?;
        let nonce = URL_SAFE_NO_PAD.decode(text.nonce).map_err(Error::custom)?;
        let nonce = <[u8; NONCE_BYTES]>::try_from(nonce).map_err(|_| Error::custom("the nonce is not 12 bytes"))?;
        let ciphertext = URL_SAFE_NO_PAD.decode(text.ciphertext).map_err(Error::custom)?;
        Ok(Some(Sealed { nonce, ciphertext }))
    }
}

/// A salt as base64url.
mod salt_text {
    use base64::Engine as _;

    use super::{Deserialize, Deserializer, SALT_BYTES, Serializer, URL_SAFE_NO_PAD};

    pub(super) fn serialize<S: Serializer>(salt: &[u8; SALT_BYTES], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(salt))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; SALT_BYTES], D::Error> {
        use serde::de::Error;
        let bytes = URL_SAFE_NO_PAD.decode(String::deserialize(deserializer)?).map_err(Error::custom)?;
        bytes.try_into().map_err(|_| Error::custom("the salt is not 16 bytes"))
    }
}

#[cfg(test)]
mod tests;
