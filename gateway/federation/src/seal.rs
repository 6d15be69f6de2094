//! An authority's seal: its signature over a document, carried inside the body of a message and checked by the other side's
//! authority, whatever the gateways in between say.

use comity_domain::AuthorityId;
use comity_record::canonical::to_canonical;
use comity_record::{Digest, Time};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyId, KeyPair, KeyUse, Owner, Suite};
use crate::reason::{Reason, Refused};
use crate::roll::Roll;

const TYPE: jws::Type = jws::Type { typ: "comity-sealed+json", key_use: KeyUse::Seal };

/// A document under an authority's seal, not yet verified. In JSON: `{payload, protected, signature}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AuthoritySeal(Jws);

/// A document whose seal held. Only [`AuthoritySeal::verify`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed<T> {
    /// The authority whose seal it is.
    pub authority: AuthorityId,
    /// The key.
    pub kid: KeyId,
    /// The key's suite. Whether the receiving gateway takes it, [`Roll::check_suite`] says.
    pub suite: Suite,
    /// The document.
    pub document: T,
    /// The digest of the document's canonical bytes.
    pub digest: Digest,
}

impl AuthoritySeal {
    /// Seals `document` with a key of `authority`.
    pub fn sign<T: Serialize>(authority: &AuthorityId, document: &T, key: &KeyPair) -> Result<Self, FederationError> {
        if *key.owner() != Owner::Authority(authority.clone()) {
            return Err(key.wrong("it is not a key of the authority that seals"));
        }
        Jws::sign(&to_canonical(document)?, TYPE, key).map(Self)
    }

    /// Reads a seal out of a body.
    pub fn from_value(value: &Value) -> Result<Self, Refused> {
        Jws::from_value(value).map(Self)
    }

    /// Verifies that `authority` sealed the document, with a key that was valid at `sealed` and is not revoked or suspended `now`.
    ///
    /// `sealed` is the time of the envelope that brings it; for a stored document, the time at which it was taken.
    pub fn verify<T: DeserializeOwned>(
        &self,
        roll: &Roll,
        sealed: Time,
        now: Time,
        authority: &AuthorityId,
    ) -> Result<Sealed<T>, Refused> {
        self.verify_as(roll, now, |_| (authority.clone(), sealed))
    }

    /// The same, where the document itself says whose seal it bears, and since when.
    pub(crate) fn verify_as<T: DeserializeOwned>(
        &self,
        roll: &Roll,
        now: Time,
        said: impl FnOnce(&T) -> (AuthorityId, Time),
    ) -> Result<Sealed<T>, Refused> {
        let signed = self.0.verify(TYPE, roll)?;
        let document = jws::canonical_document(&signed.payload)?;
        let (authority, sealed) = said(&document);
        signed.key.check(sealed, now)?;
        if signed.key.owner != Owner::Authority(authority.clone()) {
            return Err(Reason::WrongSigner.because(format!("`{}` is not a key of `{authority}`", signed.key.kid)));
        }
        let (kid, suite, digest) = (signed.key.kid.clone(), signed.key.suite, Digest::of(&signed.payload));
        Ok(Sealed { authority, kid, suite, document, digest })
    }
}

impl<'de> Deserialize<'de> for AuthoritySeal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Jws::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixture::{World, at, authority};

    fn sealed_by(name: &str) -> AuthoritySeal {
        AuthoritySeal::sign(&authority(name), &json!({"content": "served"}), &World::new().seal(name)).unwrap()
    }

    fn verify(seal: &AuthoritySeal, by: &str) -> Result<Sealed<Value>, Refused> {
        seal.verify(&World::new().roll, at(10), at(20), &authority(by))
    }

    #[test]
    fn a_sealed_document_is_read_back_with_its_authority() {
        let seal: AuthoritySeal =
            serde_json::from_value(serde_json::to_value(sealed_by("hk-high-court")).unwrap()).unwrap();
        let sealed = verify(&seal, "hk-high-court").unwrap();
        assert_eq!(sealed.document, json!({"content": "served"}));
        assert_eq!(sealed.digest, Digest::of(br#"{"content":"served"}"#));
    }

    #[test]
    fn the_seal_of_another_authority_is_refused() {
        assert_eq!(verify(&sealed_by("hk-district-court"), "hk-high-court").unwrap_err().reason, Reason::WrongSigner);
    }

    #[test]
    fn a_changed_document_is_refused() {
        let mut value = serde_json::to_value(sealed_by("hk-high-court")).unwrap();
        let other = AuthoritySeal::sign(
            &authority("hk-high-court"),
            &json!({"content": "not served"}),
            &World::new().seal("hk-high-court"),
        );
        value["payload"] = serde_json::to_value(other.unwrap()).unwrap()["payload"].clone();
        let seal = AuthoritySeal::from_value(&value).unwrap();
        assert_eq!(verify(&seal, "hk-high-court").unwrap_err().reason, Reason::BadSignature);
    }

    #[test]
    fn a_gateways_key_does_not_seal() {
        let key = World::new().envelope_key("hk");
        let error = AuthoritySeal::sign(&authority("hk-high-court"), &json!({}), &key).unwrap_err();
        assert_eq!(error.code(), "wrong-key");
    }

    #[test]
    fn a_seal_with_an_unknown_member_is_refused() {
        let mut value = serde_json::to_value(sealed_by("hk-high-court")).unwrap();
        value["header"] = json!({});
        assert_eq!(AuthoritySeal::from_value(&value).unwrap_err().reason, Reason::UnknownField);
        assert!(serde_json::from_value::<AuthoritySeal>(value).is_err());
    }
}
