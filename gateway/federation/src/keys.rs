//! Keys: who may sign what. A key has one owner and one use, and its suite stands in the roll, never in a message.

use core::fmt;
use core::str::FromStr;

use comity_domain::limits::{KEY_FILE_MAX_BYTES, KEY_ID_MAX_BYTES};
use comity_domain::{AuthorityId, GatewayId, Jurisdiction};
use comity_record::Digest;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::{Zeroize as _, Zeroizing};

use crate::base64url;
use crate::error::FederationError;

mod suite;

use self::suite::Secret;
pub use self::suite::{NotAPublicKey, PublicKey, SIGNATURE_BYTES, SM2_ID, Suite};
pub(crate) use self::suite::{sm2_from_der, sm2_to_der};

/// The name of a key: lower-case letters, digits, hyphens and points.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(Box<str>);

/// What a key may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyUse {
    /// A gateway's messages, receipts and notices.
    Envelope,
    /// A gateway's checkpoints of its record.
    Checkpoint,
    /// A gateway's cosignatures under the checkpoints of the others.
    Witness,
    /// A gateway's feed of registry events.
    Feed,
    /// A gateway's signature under the roll.
    Roll,
    /// An authority's seal on letters, certificates and refusals.
    Seal,
    /// An authority's signature over the bytes of a document, apart from it.
    Document,
    /// A jurisdiction's signature under its published rules.
    Publisher,
    /// An accrediting authority's signature under the credentials of its region.
    Credential,
    /// Its signature under the lists of how they stand.
    StatusList,
    /// An authority's signature under what bars somebody from its own territory.
    Bar,
    /// A jurisdiction's voice in the Joint Conference: that somebody is confirmed.
    Confirmation,
}

/// Whose a key is. Written as the plain name: `cn`, `cn-nansha`, `CN`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A gateway.
    Gateway(GatewayId),
    /// An authority.
    Authority(AuthorityId),
    /// A jurisdiction, as publisher of its rules.
    Jurisdiction(Jurisdiction),
}

/// A key that can sign. Its secret is wiped when it is dropped, and never printed.
#[derive(Clone)]
pub struct KeyPair {
    kid: KeyId,
    owner: Owner,
    key_use: KeyUse,
    secret: Secret,
}

impl KeyUse {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Checkpoint => "checkpoint",
            Self::Witness => "witness",
            Self::Feed => "feed",
            Self::Roll => "roll",
            Self::Seal => "seal",
            Self::Document => "document",
            Self::Publisher => "publisher",
            Self::Credential => "credential",
            Self::StatusList => "status-list",
            Self::Bar => "bar",
            Self::Confirmation => "confirmation",
        }
    }

    /// May a key of this use belong to `owner`?
    pub const fn fits(self, owner: &Owner) -> bool {
        match self {
            Self::Envelope | Self::Checkpoint | Self::Witness | Self::Feed | Self::Roll => {
                matches!(owner, Owner::Gateway(_))
            }
            Self::Seal | Self::Document | Self::Credential | Self::StatusList | Self::Bar => {
                matches!(owner, Owner::Authority(_))
            }
            Self::Publisher | Self::Confirmation => matches!(owner, Owner::Jurisdiction(_)),
        }
    }

    /// May a key of this use be of `suite`? What everybody must be able to read, whatever they take from whom, is of Ed25519: the
    /// roll, checkpoints, rules; what any JOSE library must be able to read is of P-256.
    pub const fn takes(self, suite: Suite) -> bool {
        match suite {
            Suite::Ed25519 => !self.is_of_credentials(),
            Suite::Sm2Sm3 => matches!(self, Self::Envelope | Self::Seal | Self::Document),
            Suite::P256Sha256 => self.is_of_credentials(),
        }
    }

    /// Is it for credentials, or for what says how they stand?
    const fn is_of_credentials(self) -> bool {
        matches!(self, Self::Credential | Self::StatusList | Self::Bar | Self::Confirmation)
    }
}

impl KeyPair {
    /// The key whose secret is `seed`, of Ed25519, or of P-256 where its use asks for that. Its name is made of its owner, its use and the
    /// beginning of its digest.
    pub fn from_seed(owner: Owner, key_use: KeyUse, seed: &[u8; 32]) -> Result<Self, FederationError> {
        let suite = if key_use.takes(Suite::Ed25519) { Suite::Ed25519 } else { Suite::P256Sha256 };
        Self::of_suite(suite, owner, key_use, seed)
    }

    /// The key of a suite whose secret is these bytes, named in the same way.
    ///
    /// # Errors
    /// The use does not fit the owner or the suite; or, of SM2 and P-256, the bytes are no secret key, which random ones hardly ever are not.
    pub fn of_suite(suite: Suite, owner: Owner, key_use: KeyUse, secret: &[u8; 32]) -> Result<Self, FederationError> {
        let bad = |why: String| FederationError::BadKeyFile(why);
        let secret = Secret::new(suite, secret).ok_or_else(|| bad(format!("these bytes are no secret of {suite}")))?;
        let digest = Digest::of(&secret.public().to_bytes()).hex();
        let kid = format!("{}-{}-{:.8}", owner.to_string().to_ascii_lowercase(), key_use.code(), digest);
        let kid = kid.parse().map_err(|NotAKeyId| bad(format!("`{kid}` is no key name")))?;
        Self::of(kid, owner, key_use, secret)
    }

    /// Reads a key's file.
    pub fn parse(file: &[u8]) -> Result<Self, FederationError> {
        let bad = |why: &str| FederationError::BadKeyFile(why.to_owned());
        if file.len() > KEY_FILE_MAX_BYTES {
            return Err(bad("too long"));
        }
        // The reason of a syntax error is given by place only: its text could quote the secret.
        let file: KeyFile = serde_json::from_slice(file)
            .map_err(|error| bad(&format!("malformed at line {}, column {}", error.line(), error.column())))?;
        if file.v != 1 {
            return Err(bad("unknown version"));
        }
        let mut seed = base64url::decode_array(&file.secret).ok_or_else(|| bad("the secret is not 32 bytes"))?;
        let secret = Secret::new(file.suite, &seed);
        seed.zeroize();
        let secret = secret.ok_or_else(|| bad("the secret is none of its suite"))?;
        if file.public != secret.public() {
            return Err(bad("the public key is not that of the secret"));
        }
        Self::of(file.kid.clone(), file.owner.clone(), file.r#use, secret)
    }

    /// The key's file. Whoever writes it makes it readable for the gateway alone.
    pub fn to_file(&self) -> Result<Zeroizing<String>, FederationError> {
        let file = KeyFile {
            v: 1,
            kid: self.kid.clone(),
            suite: self.suite(),
            owner: self.owner.clone(),
            r#use: self.key_use,
            public: self.public(),
            secret: base64url::encode(self.secret.to_bytes().as_slice()),
        };
        let text = serde_json::to_string(&file).map_err(|error| FederationError::BadKeyFile(error.to_string()))?;
        Ok(Zeroizing::new(text))
    }

    /// Its name.
    pub const fn kid(&self) -> &KeyId {
        &self.kid
    }

    /// Whose it is.
    pub const fn owner(&self) -> &Owner {
        &self.owner
    }

    /// What it may sign.
    pub const fn key_use(&self) -> KeyUse {
        self.key_use
    }

    /// Its suite.
    pub fn suite(&self) -> Suite {
        self.public().suite()
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        self.secret.public()
    }

    /// The key as the record's checkpoints and the rules' releases take it.
    ///
    /// # Errors
    /// [`FederationError::WrongKey`]: it is not of Ed25519.
    pub fn signing_key(&self) -> Result<&ed25519_dalek::SigningKey, FederationError> {
        match &self.secret {
            Secret::Ed25519(key) => Ok(key),
            Secret::Sm2Sm3(_) | Secret::P256Sha256(_) => Err(self.wrong("it is not of Ed25519")),
        }
    }

    /// Signs `message`.
    ///
    /// # Errors
    /// [`FederationError::WrongKey`], where the arithmetic of SM2 comes to nothing; the chance of that is nil.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; SIGNATURE_BYTES], FederationError> {
        self.secret.sign(message).ok_or_else(|| self.wrong("its suite makes no signature of it"))
    }

    /// This key, if it may be used so.
    pub(crate) fn only_for(&self, key_use: KeyUse) -> Result<&Self, FederationError> {
        if self.key_use == key_use { Ok(self) } else { Err(self.wrong("it has another use")) }
    }

    /// The gateway whose rolls this key signs.
    pub(crate) fn roll_gateway(&self) -> Result<&GatewayId, FederationError> {
        match (self.key_use, &self.owner) {
            (KeyUse::Roll, Owner::Gateway(gateway)) => Ok(gateway),
            _ => Err(self.wrong("it is not a gateway's key for rolls")),
        }
    }

    pub(crate) fn wrong(&self, why: &'static str) -> FederationError {
        FederationError::WrongKey { kid: self.kid.to_string(), why }
    }

    fn of(kid: KeyId, owner: Owner, key_use: KeyUse, secret: Secret) -> Result<Self, FederationError> {
        let pair = Self { kid, owner, key_use, secret };
        if !pair.key_use.fits(&pair.owner) {
            return Err(pair.wrong("its use does not fit its owner"));
        }
        if pair.key_use.takes(pair.suite()) { Ok(pair) } else { Err(pair.wrong("its use does not take its suite")) }
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").field("kid", &self.kid).field("secret", &"…").finish()
    }
}

/// The text is not a key's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key name: expected lower-case letters, digits, hyphens and points")]
pub struct NotAKeyId;

impl FromStr for KeyId {
    type Err = NotAKeyId;

    fn from_str(text: &str) -> Result<Self, NotAKeyId> {
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        if (1..=KEY_ID_MAX_BYTES).contains(&text.len()) && text.bytes().all(good) {
            Ok(Self(text.into()))
        } else {
            Err(NotAKeyId)
        }
    }
}

/// The text names no possible owner of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the owner of a key: expected a gateway, an authority or a jurisdiction")]
pub struct NotAnOwner;

impl FromStr for Owner {
    type Err = NotAnOwner;

    /// The three kinds of names cannot be confused: capitals, a hyphen, or neither.
    fn from_str(text: &str) -> Result<Self, NotAnOwner> {
        (text.parse().map(Self::Gateway).ok())
            .or_else(|| text.parse().map(Self::Authority).ok())
            .or_else(|| text.parse().map(Self::Jurisdiction).ok())
            .ok_or(NotAnOwner)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gateway(gateway) => gateway.fmt(f),
            Self::Authority(authority) => authority.fmt(f),
            Self::Jurisdiction(jurisdiction) => jurisdiction.fmt(f),
        }
    }
}

/// The file of a private key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    v: u8,
    kid: KeyId,
    suite: Suite,
    owner: Owner,
    r#use: KeyUse,
    public: PublicKey,
    secret: String,
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

macro_rules! travels_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

travels_as_text!(KeyId, Owner, PublicKey);

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> KeyPair {
        KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Envelope, &[7; 32]).unwrap()
    }

    #[test]
    fn a_key_file_is_read_back_and_signs_the_same() {
        let file = pair().to_file().unwrap();
        let read = KeyPair::parse(file.as_bytes()).unwrap();
        assert_eq!((read.kid(), read.owner(), read.public()), (pair().kid(), pair().owner(), pair().public()));
        assert_eq!(read.sign(b"x"), pair().sign(b"x"));
        assert!(read.public().verify(b"x", &pair().sign(b"x").unwrap()));
        assert!(!read.public().verify(b"y", &pair().sign(b"x").unwrap()));
    }

    #[test]
    fn a_key_file_says_its_suite_and_its_secret_is_read_in_that_one() {
        let sm2 = KeyPair::of_suite(Suite::Sm2Sm3, "hk".parse().unwrap(), KeyUse::Envelope, &[7; 32]).unwrap();
        let file = sm2.to_file().unwrap();
        let read = KeyPair::parse(file.as_bytes()).unwrap();
        assert_eq!((read.suite(), read.public(), read.sign(b"x")), (Suite::Sm2Sm3, sm2.public(), sm2.sign(b"x")));
        let other = file.replace("sm2-sm3", "Ed25519");
        assert_eq!(KeyPair::parse(other.as_bytes()).unwrap_err().code(), "key-file-malformed");
        let nobodys = file.replace(&base64url::encode(&[7; 32]), &base64url::encode(&[0; 32]));
        assert_eq!(KeyPair::parse(nobodys.as_bytes()).unwrap_err().code(), "key-file-malformed");
    }

    #[test]
    fn what_everybody_must_be_able_to_read_is_signed_with_ed25519() {
        let of = |owner: &str, key_use| {
            KeyPair::of_suite(Suite::Sm2Sm3, owner.parse().unwrap(), key_use, &[7; 32]).map(|key| key.suite())
        };
        assert_eq!(of("hk", KeyUse::Envelope), Ok(Suite::Sm2Sm3));
        assert_eq!(of("hk-high-court", KeyUse::Seal), Ok(Suite::Sm2Sm3));
        for (owner, key_use) in
            [("hk", KeyUse::Roll), ("hk", KeyUse::Checkpoint), ("hk", KeyUse::Feed), ("HK", KeyUse::Publisher)]
        {
            assert_eq!(of(owner, key_use).unwrap_err().code(), "wrong-key", "{}", key_use.code());
        }
        let sm2 = KeyPair::of_suite(Suite::Sm2Sm3, "hk".parse().unwrap(), KeyUse::Envelope, &[7; 32]).unwrap();
        assert_eq!(sm2.signing_key().unwrap_err().code(), "wrong-key");
        assert_eq!(sm2.public().verifying_key(), None);
    }

    #[test]
    fn credentials_are_signed_with_p256_and_nothing_else_is() {
        let of = |owner: &str, key_use, suite| {
            KeyPair::of_suite(suite, owner.parse().unwrap(), key_use, &[7; 32]).map(|key| key.suite())
        };
        for (owner, key_use) in [
            ("hk-gba-accreditation", KeyUse::Credential),
            ("hk-gba-accreditation", KeyUse::StatusList),
            ("cn-nansha", KeyUse::Bar),
            ("MO", KeyUse::Confirmation),
        ] {
            assert_eq!(of(owner, key_use, Suite::P256Sha256), Ok(Suite::P256Sha256));
            for suite in [Suite::Ed25519, Suite::Sm2Sm3] {
                assert_eq!(of(owner, key_use, suite).unwrap_err().code(), "wrong-key", "{}", key_use.code());
            }
        }
        assert_eq!(of("hk", KeyUse::Envelope, Suite::P256Sha256).unwrap_err().code(), "wrong-key");
        assert_eq!(of("hk-high-court", KeyUse::Seal, Suite::P256Sha256).unwrap_err().code(), "wrong-key");
    }

    #[test]
    fn the_secret_is_in_no_debug_output_and_no_error() {
        let file = pair().to_file().unwrap();
        let secret = base64url::encode(&[7; 32]);
        assert!(file.contains(&secret) && !format!("{:?}", pair()).contains(&secret));
        let torn = file.replace("\"secret\":\"", "\"secret\":[\"");
        let error = KeyPair::parse(torn.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains(&secret[..8]), "{error}");
    }

    #[test]
    fn a_key_file_with_another_public_key_is_refused() {
        let other = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Envelope, &[8; 32]).unwrap();
        let file = pair().to_file().unwrap().replace(&pair().public().to_string(), &other.public().to_string());
        assert_eq!(KeyPair::parse(file.as_bytes()).unwrap_err().code(), "key-file-malformed");
    }

    #[test]
    fn a_use_belongs_to_one_kind_of_owner() {
        let sealing_gateway = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Seal, &[7; 32]);
        assert_eq!(sealing_gateway.unwrap_err().code(), "wrong-key");
        let sending_court = KeyPair::from_seed("cn-nansha".parse().unwrap(), KeyUse::Envelope, &[7; 32]);
        assert_eq!(sending_court.unwrap_err().code(), "wrong-key");
    }

    #[test]
    fn the_kinds_of_owners_are_told_apart_by_their_spelling() {
        assert!(matches!("cn".parse(), Ok(Owner::Gateway(_))));
        assert!(matches!("cn-nansha".parse(), Ok(Owner::Authority(_))));
        assert!(matches!("CN".parse(), Ok(Owner::Jurisdiction(_))));
        assert_eq!("Cn".parse::<Owner>(), Err(NotAnOwner));
    }
}
