//! An authority's signature over the bytes of a document, apart from it: a file beside a file, as OpenSSL makes and verifies it.
//!
//! A signature of Ed25519 is its 64 bytes, one of SM2 is DER. Such a key signs nothing else: a document could be made to look like the
//! signed form of a letter, so what seals letters must never sign whatever it is handed.

use comity_domain::{AuthorityId, GatewayId};
use comity_record::{Digest, Time};

use crate::error::FederationError;
use crate::jws::known_key;
use crate::keys::{KeyId, KeyPair, KeyUse, Owner, SIGNATURE_BYTES, Suite, sm2_from_der, sm2_to_der};
use crate::reason::{Reason, Refused};
use crate::roll::Roll;

/// A document whose signature held. Only [`verify`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedDocument {
    /// Who signed it.
    pub authority: AuthorityId,
    /// With which key.
    pub kid: KeyId,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// When something was signed, as it is claimed, and when it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The claim.
    pub signed: Time,
    /// The time of whoever verifies.
    pub now: Time,
}

/// The signature of a document, as the file that lies beside it.
pub fn sign(document: &[u8], key: &KeyPair) -> Result<Vec<u8>, FederationError> {
    let signature = key.only_for(KeyUse::Document)?.sign(document)?;
    match key.suite() {
        Suite::Ed25519 => Ok(signature.to_vec()),
        Suite::Sm2Sm3 => sm2_to_der(&signature).ok_or_else(|| key.wrong("its suite makes no signature of it")),
        Suite::P256Sha256 => Err(key.wrong("its use does not take its suite")),
    }
}

/// Verifies that the owner of the key `kid` signed the document, at a time when the key was good, in a suite that `here` takes.
/// The suite is the roll's; the signature says nothing of it.
pub fn verify(
    document: &[u8],
    signature: &[u8],
    kid: &KeyId,
    roll: &Roll,
    times: Times,
    here: &GatewayId,
) -> Result<SignedDocument, Refused> {
    let key = known_key(&kid.to_string(), KeyUse::Document, roll)?;
    roll.check_suite(kid, key.suite, here)?;
    key.check(times.signed, times.now)?;
    let signature: Option<[u8; SIGNATURE_BYTES]> = match key.suite {
        Suite::Ed25519 => signature.try_into().ok(),
        Suite::Sm2Sm3 => sm2_from_der(signature),
        // The roll has no such key for documents.
        Suite::P256Sha256 => None,
    };
    let signature = signature
        .ok_or_else(|| Reason::BadSignature.because(format!("not the form of a signature of {}", key.suite)))?;
    if !key.public.verify(document, &signature) {
        return Err(Reason::BadSignature.because(format!("the signature by `{kid}` does not verify")));
    }
    match &key.owner {
        Owner::Authority(authority) => {
            Ok(SignedDocument { authority: authority.clone(), kid: kid.clone(), digest: Digest::of(document) })
        }
        _ => Err(Reason::WrongSigner.because(format!("`{kid}` is not a key of an authority"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{World, at, authority, gateway, key_of};
    use crate::keys::Suite::{Ed25519, Sm2Sm3};
    use crate::roll::KeyEntry;

    const DOCUMENT: &[u8] = b"%PDF-1.7 a certificate";

    /// The world in which the High Court signs documents in a suite, and Hong Kong takes SM2, or does not.
    fn world(key: &KeyPair, suites: Option<Vec<Suite>>) -> Roll {
        World::with(|contents| {
            contents.keys.push(KeyEntry::of(key, at(0), at(100)));
            contents.gateways[1].suites = suites;
        })
        .roll
    }

    fn signer(suite: Suite) -> KeyPair {
        key_of(suite, "hk-high-court", KeyUse::Document)
    }

    fn verified(key: &KeyPair, signature: &[u8], document: &[u8], roll: &Roll) -> Result<SignedDocument, Reason> {
        let times = Times { signed: at(10), now: at(20) };
        verify(document, signature, key.kid(), roll, times, &gateway("hk")).map_err(|refused| refused.reason)
    }

    #[test]
    fn a_signed_document_is_known_by_its_authority_in_both_suites() {
        for suite in [Ed25519, Sm2Sm3] {
            let key = signer(suite);
            let signature = sign(DOCUMENT, &key).unwrap();
            let roll = world(&key, Some(vec![Sm2Sm3]));
            let signed = verified(&key, &signature, DOCUMENT, &roll).unwrap();
            assert_eq!((signed.authority, signed.digest), (authority("hk-high-court"), Digest::of(DOCUMENT)));
            assert_eq!(verified(&key, &signature, b"%PDF-1.7 another", &roll), Err(Reason::BadSignature));
            assert_eq!(verified(&key, &signature[1..], DOCUMENT, &roll), Err(Reason::BadSignature));
        }
    }

    #[test]
    fn a_signature_of_sm2_is_der_and_only_der() {
        let key = signer(Sm2Sm3);
        let roll = world(&key, Some(vec![Sm2Sm3]));
        let fixed = key.sign(DOCUMENT).unwrap();
        assert_eq!(verified(&key, &fixed, DOCUMENT, &roll), Err(Reason::BadSignature));
        assert!(verified(&key, &sm2_to_der(&fixed).unwrap(), DOCUMENT, &roll).is_ok());
    }

    #[test]
    fn a_suite_that_is_not_enabled_is_refused_by_that_name() {
        let key = signer(Sm2Sm3);
        let signature = sign(DOCUMENT, &key).unwrap();
        assert_eq!(verified(&key, &signature, DOCUMENT, &world(&key, None)), Err(Reason::SuiteNotTaken));
    }

    #[test]
    fn what_seals_letters_signs_no_document_and_is_not_believed_to_have() {
        let seal = World::new().seal("hk-high-court");
        assert_eq!(sign(DOCUMENT, &seal).unwrap_err().code(), "wrong-key");
        let signature = seal.sign(DOCUMENT).unwrap();
        assert_eq!(verified(&seal, &signature, DOCUMENT, &World::new().roll), Err(Reason::WrongUse));
    }

    #[test]
    fn a_document_signed_after_the_key_ran_out_is_refused() {
        let key = signer(Ed25519);
        let signature = sign(DOCUMENT, &key).unwrap();
        let times = Times { signed: at(101), now: at(200) };
        let refused = verify(DOCUMENT, &signature, key.kid(), &world(&key, None), times, &gateway("hk")).unwrap_err();
        assert_eq!(refused.reason, Reason::KeyNotValid);
    }
}
