//! Releases: what a jurisdiction publishes, in one signed file: component, settings, calendars, cases, and the arithmetic they count by.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use comity_domain::facts::Particulars;
use comity_domain::limits::{COMPONENT_MAX_BYTES, RELEASE_MAX_BYTES};
use comity_domain::{Date, Jurisdiction};
use comity_record::Digest;
use comity_record::canonical::{canonical_digest, to_canonical};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cases::Case;
use crate::{ARITHMETIC, Fault};

/// What the protected header of a release's signature says it is.
const SIGNATURE_TYPE: &str = "comity-release+jws";

/// What a publisher puts together and signs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The rule set's name, like `hongkong`; its component must describe itself so.
    pub id: String,
    /// Its version, likewise.
    pub version: String,
    /// Its side, likewise.
    pub jurisdiction: Jurisdiction,
    /// The first day on which a question is answered by it.
    pub in_force_from: Date,
    /// The component's bytes.
    #[serde(with = "base64url")]
    pub component: Vec<u8>,
    /// The publisher's switches, where they differ from the component's defaults.
    pub settings: Particulars,
    /// The calendars that periods are counted on, by code, as JSON.
    pub calendars: BTreeMap<String, Value>,
    /// The cases that must hold.
    pub cases: Vec<Case>,
}

/// A release: the manifest, its signature, and the parts that the manifest names by digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// What is in it; its digest is the release's name.
    pub manifest: Manifest,
    /// By the publisher, over the manifest.
    pub signature: ManifestSignature,
    /// The component.
    #[serde(with = "base64url")]
    pub(crate) component: Vec<u8>,
    pub(crate) settings: Particulars,
    pub(crate) calendars: BTreeMap<String, Value>,
    pub(crate) cases: Vec<Case>,
}

/// The names and digests of a release's parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The rule set's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its side.
    pub jurisdiction: Jurisdiction,
    /// The first day on which a question is answered by it.
    pub in_force_from: Date,
    /// Of the component's bytes.
    pub component: Digest,
    /// Of the canonical JSON of the settings.
    pub settings: Digest,
    /// Of the canonical JSON of the calendars.
    pub calendars: Digest,
    /// Of the canonical JSON of the cases.
    pub cases: Digest,
    /// The version of the host's arithmetic of periods.
    pub arithmetic: u32,
}

/// A detached JWS over the canonical JSON of the manifest (RFC 7515, appendix F).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestSignature {
    protected: String,
    signature: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtectedHeader {
    alg: String,
    kid: String,
    typ: String,
}

/// Which release of which publisher is trusted, by rule set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lock(BTreeMap<String, Pin>);

/// One line of the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The release's digest.
    pub release: Digest,
    /// The publisher's Ed25519 key, base64url.
    pub publisher: PublisherKey,
}

/// An Ed25519 verifying key, written in base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublisherKey(VerifyingKey);

impl Draft {
    /// The release, signed by its publisher.
    ///
    /// # Errors
    /// A part is too large, or cannot be written as JSON.
    pub fn sign(self, key: &SigningKey) -> Result<Release, Fault> {
        let manifest = self.manifest()?;
        let signature = ManifestSignature::make(&manifest, key)?;
        let Self { component, settings, calendars, cases, .. } = self;
        Ok(Release { manifest, signature, component, settings, calendars, cases })
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// [`Fault::MalformedRelease`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        parse(bytes)
    }

    pub(crate) fn manifest(&self) -> Result<Manifest, Fault> {
        if self.component.len() > COMPONENT_MAX_BYTES {
            return Err(Fault::MalformedRelease("the component is too large".to_owned()));
        }
        Ok(Manifest {
            id: self.id.clone(),
            version: self.version.clone(),
            jurisdiction: self.jurisdiction,
            in_force_from: self.in_force_from,
            component: Digest::of(&self.component),
            settings: digest(&self.settings)?,
            calendars: digest(&self.calendars)?,
            cases: digest(&self.cases)?,
            arithmetic: ARITHMETIC,
        })
    }
}

impl From<Release> for Draft {
    /// The same again, to be signed anew.
    fn from(release: Release) -> Self {
        let (version, component) = (release.manifest.version.clone(), release.component.clone());
        release.with_component(version, component)
    }
}

impl Release {
    /// Reads a release. Nothing of it may be believed yet.
    ///
    /// # Errors
    /// [`Fault::MalformedRelease`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        parse(bytes)
    }

    /// The bytes to publish.
    ///
    /// # Errors
    /// [`Fault::MalformedRelease`], if a part cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        to_canonical(self).map_err(|error| Fault::MalformedRelease(error.to_string()))
    }

    /// Its name: the digest of the canonical manifest. The signature is not part of it.
    ///
    /// # Errors
    /// [`Fault::MalformedRelease`], if the manifest cannot be written as JSON.
    pub fn digest(&self) -> Result<Digest, Fault> {
        digest(&self.manifest)
    }

    /// The component, as WebAssembly.
    pub fn component(&self) -> &[u8] {
        &self.component
    }

    /// The calendars that periods are counted on, by code, as JSON.
    pub const fn calendars(&self) -> &BTreeMap<String, Value> {
        &self.calendars
    }

    /// The publisher's switches, where they differ from the component's defaults.
    pub const fn settings(&self) -> &Particulars {
        &self.settings
    }

    /// The same law with another component, to be signed anew: a candidate to replay by.
    pub fn with_component(self, version: String, component: Vec<u8>) -> Draft {
        Draft {
            id: self.manifest.id,
            version,
            jurisdiction: self.manifest.jurisdiction,
            in_force_from: self.manifest.in_force_from,
            component,
            settings: self.settings,
            calendars: self.calendars,
            cases: self.cases,
        }
    }

    /// The same component with other settings, to be signed anew.
    pub fn with_settings(self, settings: Particulars) -> Draft {
        Draft { settings, ..Draft::from(self) }
    }

    fn parts_hold(&self) -> Result<(), Fault> {
        let Manifest { component, settings, calendars, cases, .. } = &self.manifest;
        let parts = [
            ("component", component, Digest::of(&self.component)),
            ("settings", settings, digest(&self.settings)?),
            ("calendars", calendars, digest(&self.calendars)?),
            ("cases", cases, digest(&self.cases)?),
        ];
        match parts.into_iter().find(|(_, named, is)| *named != is) {
            Some((part, ..)) => Err(Fault::PartMismatch(part)),
            None => Ok(()),
        }
    }
}

impl ManifestSignature {
    fn make(manifest: &Manifest, key: &SigningKey) -> Result<Self, Fault> {
        let kid = PublisherKey(key.verifying_key()).id();
        let header = ProtectedHeader { alg: "EdDSA".to_owned(), kid, typ: SIGNATURE_TYPE.to_owned() };
        let protected =
            BASE64URL.encode(to_canonical(&header).map_err(|error| Fault::MalformedRelease(error.to_string()))?);
        let signature = key.sign(&signing_input(&protected, manifest)?);
        Ok(Self { protected, signature: BASE64URL.encode(signature.to_bytes()) })
    }

    /// The suite is the pin's, never the message's: anything but EdDSA by that key is no signature.
    fn verify(&self, manifest: &Manifest, key: &PublisherKey) -> Result<(), Fault> {
        let header = BASE64URL.decode(&self.protected).map_err(|_| Fault::BadSignature)?;
        let header: ProtectedHeader = serde_json::from_slice(&header).map_err(|_| Fault::BadSignature)?;
        if header.alg != "EdDSA" || header.typ != SIGNATURE_TYPE || header.kid != key.id() {
            return Err(Fault::BadSignature);
        }
        let signature = BASE64URL.decode(&self.signature).map_err(|_| Fault::BadSignature)?;
        let signature = Signature::from_slice(&signature).map_err(|_| Fault::BadSignature)?;
        key.0.verify_strict(&signing_input(&self.protected, manifest)?, &signature).map_err(|_| Fault::BadSignature)
    }
}

impl Lock {
    /// Pins a rule set to a release and its publisher's key.
    #[must_use]
    pub fn with(mut self, id: impl Into<String>, pin: Pin) -> Self {
        self.0.insert(id.into(), pin);
        self
    }

    /// The pin of a rule set.
    pub fn get(&self, id: &str) -> Option<&Pin> {
        self.0.get(id)
    }
}

impl PublisherKey {
    /// The name of the key: the digest of its bytes.
    pub fn id(&self) -> String {
        Digest::of(self.0.as_bytes()).to_string()
    }
}

impl From<VerifyingKey> for PublisherKey {
    fn from(key: VerifyingKey) -> Self {
        Self(key)
    }
}

impl Serialize for PublisherKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL.encode(self.0.as_bytes()))
    }
}

impl<'de> Deserialize<'de> for PublisherKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = base64url::deserialize(deserializer)?;
        let key = bytes.as_slice().try_into().ok().and_then(|bytes| VerifyingKey::from_bytes(bytes).ok());
        key.map(Self).ok_or_else(|| serde::de::Error::custom("not an Ed25519 key in base64url"))
    }
}

/// A release whose digest the lock names, and whose parts are those of its manifest.
#[derive(Debug)]
pub struct Pinned {
    release: Release,
    digest: Digest,
    publisher: PublisherKey,
}

impl Pinned {
    /// Reads a release and compares it with its pin.
    ///
    /// # Errors
    /// [`Fault::MalformedRelease`], [`Fault::NotPinned`], [`Fault::PartMismatch`].
    pub fn new(bytes: &[u8], lock: &Lock) -> Result<Self, Fault> {
        let release = Release::parse(bytes)?;
        let digest = release.digest()?;
        let id = &release.manifest.id;
        let pin = lock.get(id).filter(|pin| pin.release == digest);
        let publisher = pin.ok_or_else(|| Fault::NotPinned { id: id.clone(), digest })?.publisher;
        release.parts_hold()?;
        Ok(Self { release, digest, publisher })
    }
}

/// A pinned release that its publisher signed.
#[derive(Debug)]
pub struct Signed {
    pub(crate) release: Release,
    pub(crate) digest: Digest,
}

impl Signed {
    /// Checks the publisher's signature, and that the release counts as this host does.
    ///
    /// # Errors
    /// [`Fault::BadSignature`], [`Fault::UnknownArithmetic`].
    pub fn new(pinned: Pinned) -> Result<Self, Fault> {
        let Pinned { release, digest, publisher } = pinned;
        release.signature.verify(&release.manifest, &publisher)?;
        if release.manifest.arithmetic != ARITHMETIC {
            return Err(Fault::UnknownArithmetic(release.manifest.arithmetic));
        }
        Ok(Self { release, digest })
    }

    /// The release.
    pub const fn release(&self) -> &Release {
        &self.release
    }
}

fn signing_input(protected: &str, manifest: &Manifest) -> Result<Vec<u8>, Fault> {
    let payload = to_canonical(manifest).map_err(|error| Fault::MalformedRelease(error.to_string()))?;
    Ok(format!("{protected}.{}", BASE64URL.encode(payload)).into_bytes())
}

fn parse<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    if bytes.len() > RELEASE_MAX_BYTES {
        return Err(Fault::MalformedRelease(format!("larger than {RELEASE_MAX_BYTES} bytes")));
    }
    serde_json::from_slice(bytes).map_err(|error| Fault::MalformedRelease(error.to_string()))
}

pub(crate) fn digest<T: Serialize>(part: &T) -> Result<Digest, Fault> {
    canonical_digest(part).map_err(|error| Fault::MalformedRelease(error.to_string()))
}

mod base64url {
    use base64::Engine as _;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::BASE64URL;

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        BASE64URL.decode(text.as_bytes()).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_for_another_arithmetic_is_not_counted_by_ours() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let draft = Draft {
            id: "hongkong".to_owned(),
            version: "0.1.0".to_owned(),
            jurisdiction: Jurisdiction::Hk,
            in_force_from: Date::constant(2026, 1, 1),
            component: Vec::new(),
            settings: Particulars::new(),
            calendars: BTreeMap::new(),
            cases: Vec::new(),
        };
        let mut release = draft.sign(&key).unwrap();
        release.manifest.arithmetic = ARITHMETIC + 1;
        release.signature = ManifestSignature::make(&release.manifest, &key).unwrap();
        let digest = release.digest().unwrap();
        let pinned = Pinned { release, digest, publisher: key.verifying_key().into() };
        assert_eq!(Signed::new(pinned).unwrap_err(), Fault::UnknownArithmetic(ARITHMETIC + 1));
    }

    #[test]
    fn a_lock_is_read_back_as_it_was_written() {
        let publisher = PublisherKey::from(SigningKey::from_bytes(&[7; 32]).verifying_key());
        let lock = Lock::default().with("hongkong", Pin { release: Digest::of(b"x"), publisher });
        let json = serde_json::to_string(&lock).unwrap();
        assert_eq!(serde_json::from_str::<Lock>(&json).unwrap(), lock);
    }
}
