//! Secrets that programs and browsers present: API tokens and session secrets. Only their SHA-256 is kept; 256 random bits need
//! no salt.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The random part of a secret.
pub type Entropy = [u8; 32];

/// What a secret opens. Its prefix lets scanners of repositories and logs find one that leaked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// The API, for a court system.
    Token,
    /// A session of a person.
    Session,
}

impl SecretKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Token => "cmt_",
            Self::Session => "cms_",
        }
    }
}

/// A secret, to be handed over once.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The secret that is made of these random bytes.
    pub fn new(kind: SecretKind, entropy: &Entropy) -> Self {
        let mut text = String::with_capacity(64);
        text.push_str(kind.prefix());
        URL_SAFE_NO_PAD.encode_string(entropy, &mut text);
        Self(Zeroizing::new(text))
    }

    /// Reads a secret that was presented; `None` if it is not one of this kind.
    pub fn parse(kind: SecretKind, presented: &str) -> Option<Self> {
        let encoded = presented.strip_prefix(kind.prefix())?;
        let entropy = Zeroizing::new(URL_SAFE_NO_PAD.decode(encoded).ok()?);
        (entropy.len() == size_of::<Entropy>()).then(|| Self(Zeroizing::new(presented.to_owned())))
    }

    /// The text to hand over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> SecretHash {
        SecretHash(Digest::of(self.0.as_bytes()))
    }
}

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret. To look one up by it is safe: who guesses at a digest does not get nearer to a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretHash(Digest);

impl SecretHash {
    /// Is it the same? Compared in constant time.
    pub fn is(&self, presented: &Self) -> bool {
        self.0.as_bytes().ct_eq(presented.0.as_bytes()).into()
    }

    /// The digest, as a key to look up.
    pub const fn digest(&self) -> &Digest {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_recognised_by_its_hash_and_no_other_is() {
        let token = Secret::new(SecretKind::Token, &[1; 32]);
        let kept = token.hash();
        assert!(kept.is(&Secret::parse(SecretKind::Token, token.reveal()).unwrap().hash()));
        assert!(!kept.is(&Secret::new(SecretKind::Token, &[2; 32]).hash()));
        assert!(!kept.is(&Secret::new(SecretKind::Session, &[1; 32]).hash()));
    }

    #[test]
    fn a_secret_shows_what_it_opens() {
        assert!(Secret::new(SecretKind::Token, &[0xff; 32]).reveal().starts_with("cmt_____"));
        assert!(Secret::new(SecretKind::Session, &[0; 32]).reveal().starts_with("cms_AAAA"));
    }

    #[test]
    fn what_is_not_a_secret_of_its_kind_is_not_read() {
        let token = Secret::new(SecretKind::Token, &[1; 32]);
        assert!(Secret::parse(SecretKind::Session, token.reveal()).is_none());
        for text in
            ["", "cmt_", "cmt_AAAA", "cmt_%%%%", &format!("{}A", token.reveal()), &format!(" {}", token.reveal())]
        {
            assert!(Secret::parse(SecretKind::Token, text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_secret_does_not_reach_the_log() {
        assert_eq!(format!("{:?}", Secret::new(SecretKind::Token, &[1; 32])), "Secret(…)");
    }
}
