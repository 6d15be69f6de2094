//! A JWS in its compact form (RFC 7515), as any JOSE library reads it, and read strictly: three protected members and no other, ES256 and
//! nothing else, and the key from the roll alone. Nothing that a token names is ever fetched.

use comity_domain::limits::CLOCKS_APART_MAX_MS;
use comity_record::Time;
use comity_record::canonical::to_canonical;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::fault::{Fault, Flaw};
use crate::base64url;
use crate::error::FederationError;
use crate::jws::known_key;
use crate::keys::{KeyPair, KeyUse, Suite};
use crate::reason::Reason;
use crate::roll::{KeyEntry, Roll};

/// What a token is, which use its key must have, and how long it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) typ: &'static str,
    pub(crate) key_use: KeyUse,
    pub(crate) max_bytes: usize,
}

/// A payload whose signature held, and what signed it.
#[derive(Debug)]
pub(crate) struct Token<'roll, T> {
    pub(crate) said: T,
    pub(crate) key: &'roll KeyEntry,
}

/// Whole seconds since 1970, as a JWT writes times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Seconds(u64);

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// The members by which a header brings a key, or says where one is to be fetched.
const KEYS_IN_HEADER: [&str; 6] = ["jku", "jwk", "x5c", "x5t", "x5t#S256", "x5u"];

impl Seconds {
    pub(crate) fn of(time: Time) -> Self {
        Self(u64::try_from(time.unix_ms().div_euclid(1000)).unwrap_or(0))
    }

    pub(crate) fn time(self) -> Time {
        Time::from_unix_ms(i64::try_from(self.0.saturating_mul(1000)).unwrap_or(i64::MAX))
    }
}

/// Signs a payload.
pub(crate) fn sign<T: Serialize>(payload: &T, kind: Kind, key: &KeyPair) -> Result<String, FederationError> {
    let key = key.only_for(kind.key_use)?;
    let header = Header { alg: key.suite().alg().into(), kid: key.kid().to_string(), typ: kind.typ.into() };
    let input = [base64url::encode(&to_canonical(&header)?), base64url::encode(&to_canonical(payload)?)].join(".");
    let signature = base64url::encode(&key.sign(input.as_bytes())?);
    Ok([input, signature].join("."))
}

/// Verifies a token with the key that the roll names: its form first, then who signed it.
pub(crate) fn verify<'roll, T: DeserializeOwned>(
    token: &str,
    kind: Kind,
    roll: &'roll Roll,
) -> Result<Token<'roll, T>, Fault> {
    if token.len() > kind.max_bytes {
        return Err(
            Reason::TooLarge.found("", format!("{} bytes; at most {} are allowed", token.len(), kind.max_bytes))
        );
    }
    let (input, signature) = token.rsplit_once('.').ok_or_else(|| not_a_token("no signature"))?;
    let (protected, payload) = input.split_once('.').ok_or_else(|| not_a_token("no payload"))?;
    let header = header(protected)?;
    if header.typ != kind.typ {
        return Err(Reason::WrongType.found("header.typ", format!("not `{}`", kind.typ)));
    }
    if header.alg != Suite::P256Sha256.alg() {
        return Err(Reason::BadAlgorithm.found("header.alg", format!("not `{}`", Suite::P256Sha256.alg())));
    }
    let key = known_key(&header.kid, kind.key_use, roll).map_err(|refused| Flaw::from(refused).at("header.kid"))?;
    let signature = base64url::decode_array(signature)
        .ok_or_else(|| Reason::BadSignature.found("signature", "not 64 bytes of base64url"))?;
    if !key.public.verify(input.as_bytes(), &signature) {
        return Err(Reason::BadSignature.found("signature", format!("by `{}` does not verify", key.kid)));
    }
    // Read into its type at once: a member that is not known, or stands twice, is one too many.
    let payload = base64url::decode(payload).ok_or_else(|| not_a_token("the payload is not base64url"))?;
    let said = serde_json::from_slice(&payload).map_err(|error| shape(&error).found("payload", "has another shape"))?;
    Ok(Token { said, key })
}

impl<T> Token<'_, T> {
    /// Was the key good when this was signed, and is it still one to go by?
    pub(crate) fn check_key(&self, issued: Seconds, now: Time) -> Result<(), Fault> {
        if now.plus_ms(CLOCKS_APART_MAX_MS) < issued.time() {
            return Err(Flaw::FromTheFuture.at("iat"));
        }
        self.key.check(issued.time(), now).map_err(|refused| Flaw::from(refused).at("header.kid"))
    }
}

fn header(protected: &str) -> Result<Header, Fault> {
    let bytes = base64url::decode(protected).ok_or_else(|| not_a_token("the header is not base64url"))?;
    let members: Map<String, Value> =
        serde_json::from_slice(&bytes).map_err(|_| Reason::NotJson.found("header", "not a JSON object"))?;
    if members.contains_key("crit") {
        return Err(Flaw::Extension.at("header.crit"));
    }
    if let Some(name) = KEYS_IN_HEADER.into_iter().find(|name| members.contains_key(*name)) {
        return Err(Flaw::KeyInHeader(name).at(format!("header.{name}")));
    }
    serde_json::from_slice(&bytes).map_err(|error| shape(&error).found("header", "not `alg`, `kid` and `typ` alone"))
}

fn not_a_token(why: &str) -> Fault {
    Reason::Malformed.found("", why)
}

/// serde's words could quote a particular: the reason alone is kept.
fn shape(error: &serde_json::Error) -> Reason {
    if error.is_syntax() || error.is_eof() {
        Reason::NotJson
    } else if error.to_string().starts_with("unknown field") {
        Reason::UnknownField
    } else {
        Reason::Malformed
    }
}
