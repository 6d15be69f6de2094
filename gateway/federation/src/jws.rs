//! The one signed form: a JWS in flattened JSON (RFC 7515), itself canonical, over a canonical payload. `alg`, `kid` and `typ` are
//! protected; the suite that verifies comes from the roll.

use comity_record::canonical::{object_to_canonical, to_canonical};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base64url;
use crate::error::FederationError;
use crate::keys::{KeyId, KeyPair, KeyUse};
use crate::reason::{Reason, Refused};
use crate::roll::{KeyEntry, Roll};

/// The version of every payload.
const VERSION: u64 = 1;

/// What a JWS holds, and which use its key must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Type {
    pub(crate) typ: &'static str,
    pub(crate) key_use: KeyUse,
}

/// A JWS in flattened JSON. The members stand in canonical order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jws {
    payload: String,
    protected: String,
    signature: String,
}

/// A payload whose signature held. Nothing in it has been looked at yet.
#[derive(Debug)]
pub(crate) struct Signed<'roll> {
    pub(crate) payload: Vec<u8>,
    pub(crate) key: &'roll KeyEntry,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

impl Jws {
    /// Signs a canonical payload.
    pub(crate) fn sign(payload: &[u8], of: Type, key: &KeyPair) -> Result<Self, FederationError> {
        let key = key.only_for(of.key_use)?;
        let header = Header { alg: key.suite().alg().into(), kid: key.kid().to_string(), typ: of.typ.into() };
        let (payload, protected) = (base64url::encode(payload), base64url::encode(&to_canonical(&header)?));
        let signature = base64url::encode(&key.sign(signing_input(&protected, &payload).as_bytes())?);
        Ok(Self { payload, protected, signature })
    }

    /// Its canonical bytes.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, FederationError> {
        Ok(to_canonical(self)?)
    }

    /// Reads canonical bytes.
    pub(crate) fn read(bytes: &[u8], max_bytes: usize) -> Result<Self, Refused> {
        if bytes.len() > max_bytes {
            return Err(Reason::TooLarge.because(format!("{} bytes; at most {max_bytes} are allowed", bytes.len())));
        }
        let object = object(bytes)?;
        only_fields(&object, &["payload", "protected", "signature"])?;
        let jws: Self = typed(object)?;
        // The parts are base64url, or else they will not decode: written plainly, they are canonical.
        match serde_json::to_vec(&jws) {
            Ok(canonical) if canonical == bytes => Ok(jws),
            _ => Err(Reason::NotCanonical.because("the signed form is not canonical JSON")),
        }
    }

    /// Reads a JWS that is part of a larger document, whose canonical form is the larger document's matter.
    pub(crate) fn from_value(value: &Value) -> Result<Self, Refused> {
        let object = value.as_object().ok_or_else(|| Reason::Malformed.because("a seal is a JSON object"))?;
        only_fields(object, &["payload", "protected", "signature"])?;
        typed(object.clone())
    }

    /// The payload, whoever signed it.
    pub(crate) fn payload(&self) -> Result<Vec<u8>, Refused> {
        decoded(&self.payload, "payload")
    }

    /// Verifies the signature with the key that the roll names.
    pub(crate) fn verify<'roll>(&self, of: Type, roll: &'roll Roll) -> Result<Signed<'roll>, Refused> {
        let header = decoded(&self.protected, "protected")?;
        let header: Header = {
            let object = object(&header)?;
            only_fields(&object, &["alg", "kid", "typ"])?;
            canonical(&object, &header)?;
            typed(object)?
        };
        if header.typ != of.typ {
            return Err(Reason::WrongType.because(format!("`typ` is `{}`, not `{}`", brief(&header.typ), of.typ)));
        }
        let key = known_key(&header.kid, of.key_use, roll)?;
        if header.alg != key.suite.alg() {
            return Err(Reason::BadAlgorithm.because(format!("`alg` is not `{}`", key.suite.alg())));
        }
        let signature = base64url::decode_array(&self.signature)
            .ok_or_else(|| Reason::BadSignature.because("the signature is not 64 bytes of base64url"))?;
        if !key.public.verify(signing_input(&self.protected, &self.payload).as_bytes(), &signature) {
            return Err(Reason::BadSignature.because(format!("the signature by `{}` does not verify", key.kid)));
        }
        Ok(Signed { payload: self.payload()?, key })
    }
}

/// The canonical bytes of a payload: `value`'s members and the version.
pub(crate) fn payload<T: Serialize>(value: &T) -> Result<Vec<u8>, FederationError> {
    #[derive(Serialize)]
    struct Versioned<'a, T> {
        v: u64,
        #[serde(flatten)]
        value: &'a T,
    }
    Ok(to_canonical(&Versioned { v: VERSION, value })?)
}

/// The members of a payload of this version, canonical, all of them and no other; `v` is taken out.
pub(crate) fn members(payload: &[u8], fields: &[&str]) -> Result<Map<String, Value>, Refused> {
    let mut object = object(payload)?;
    match object.get("v").map(Value::as_u64) {
        Some(Some(VERSION)) => {}
        _ => return Err(Reason::UnknownVersion.because(format!("`v` is not {VERSION}"))),
    }
    canonical(&object, payload)?;
    object.remove("v");
    only_fields(&object, fields)?;
    match fields.iter().find(|name| !object.contains_key(**name)) {
        Some(name) => Err(Reason::Malformed.because(format!("`{name}` is missing"))),
        None => Ok(object),
    }
}

/// A canonical document without a version of its own.
pub(crate) fn canonical_document<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Refused> {
    let members = object(payload)?;
    canonical(&members, payload)?;
    typed(members)
}

/// The members as what they are.
pub(crate) fn typed<T: DeserializeOwned>(members: Map<String, Value>) -> Result<T, Refused> {
    // serde's words could quote a particular of a body: the reason alone is kept, with the field's name where it is one.
    serde_json::from_value(Value::Object(members)).map_err(|error| Reason::Malformed.because(shape_of(&error)))
}

fn shape_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.strip_prefix("missing field ") {
        Some(field) => format!("missing field {}", brief(field)),
        None => "a member has the wrong shape".to_owned(),
    }
}

/// The key that the roll names, if it is for this use.
pub(crate) fn known_key<'roll>(kid: &str, key_use: KeyUse, roll: &'roll Roll) -> Result<&'roll KeyEntry, Refused> {
    let unknown =
        || Reason::UnknownKey.because(format!("no key `{}` in version {} of the roll", brief(kid), roll.version()));
    let kid: KeyId = kid.parse().map_err(|_| unknown())?;
    let key = roll.key(&kid).ok_or_else(unknown)?;
    if key.r#use != key_use {
        return Err(Reason::WrongUse.because(format!(
            "`{kid}` is for `{}`, not `{}`",
            key.r#use.code(),
            key_use.code()
        )));
    }
    Ok(key)
}

fn signing_input(protected: &str, payload: &str) -> String {
    [protected, payload].join(".")
}

fn decoded(part: &str, name: &str) -> Result<Vec<u8>, Refused> {
    base64url::decode(part).ok_or_else(|| Reason::NotJson.because(format!("`{name}` is not base64url without padding")))
}

fn object(bytes: &[u8]) -> Result<Map<String, Value>, Refused> {
    serde_json::from_slice(bytes).map_err(|error| {
        Reason::NotJson.because(format!("not a JSON object (line {}, column {})", error.line(), error.column()))
    })
}

fn only_fields(object: &Map<String, Value>, known: &[&str]) -> Result<(), Refused> {
    match object.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(Reason::UnknownField.because(format!("`{}`", brief(name)))),
        None => Ok(()),
    }
}

/// Equal to its own canonical form. A member that stands twice is not: the parser kept one of them.
fn canonical(object: &Map<String, Value>, bytes: &[u8]) -> Result<(), Refused> {
    match object_to_canonical(object) {
        Ok(canonical) if canonical == bytes => Ok(()),
        _ => Err(Reason::NotCanonical.because("not canonical JSON")),
    }
}

/// Text of a stranger, cut for the log.
fn brief(text: &str) -> String {
    text.chars().filter(|char| !char.is_control()).take(40).collect()
}
