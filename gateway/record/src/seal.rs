//! Sealing: AES-256-GCM under the key of a subject. Erasing that key erases everything sealed under it.
//!
//! A nonce has 96 bits and is picked at random, so one key seals at most 2³² texts (NIST SP 800-38D, 8.3): up to there the chance that a
//! nonce ever came twice is below 2⁻³². A matter has some thousands of lines and files. What goes on for years is sealed under keys of
//! its own: a gateway that refuses ten messages a second for ten years comes to 3 · 10⁹ under the key of one peer's history, and the
//! working log, at ten changes a second, likewise. A text may have 64 GiB.

use core::fmt;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The bytes of a key.
pub const KEY_BYTES: usize = 32;
/// The bytes of a nonce. Picked at random, for at most 2³² texts under one key.
pub const NONCE_BYTES: usize = 12;
/// What sealing adds to a text besides the nonce.
pub const TAG_BYTES: usize = 16;

/// Where randomness comes from. It is an argument: nothing in the pure crates makes its own.
pub trait Entropy {
    /// Fills `bytes` with random bytes that nobody can guess.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Entropy for F {
    fn fill(&mut self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// The key of a subject: a matter, a registry entry, a person. Wiped from memory when dropped, and never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SubjectKey([u8; KEY_BYTES]);

impl SubjectKey {
    /// A new key.
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        let mut key = Self([0; KEY_BYTES]);
        entropy.fill(&mut key.0);
        key
    }

    /// A key that was made elsewhere.
    pub const fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes of the key, to be wrapped under another one.
    pub const fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Seals `plaintext`, bound to `context`, which is not hidden but must be the same when it is opened.
    pub fn seal(&self, plaintext: &[u8], context: &[u8], entropy: &mut dyn Entropy) -> Sealed {
        let mut nonce = [0; NONCE_BYTES];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: plaintext, aad: context };
        // Encryption fails only beyond 64 GiB, which no caller can hold in memory; an empty ciphertext opens for nobody.
        let ciphertext = self.cipher().encrypt(&nonce.into(), payload).unwrap_or_default();
        Sealed { nonce, ciphertext }
    }

    /// Opens what [`SubjectKey::seal`] sealed under this key for this `context`.
    pub fn open(&self, sealed: &Sealed, context: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let payload = Payload { msg: sealed.ciphertext.as_slice(), aad: context };
        self.cipher().decrypt(&sealed.nonce.into(), payload).map_err(|_| Unreadable)
    }

    /// Opens another key that was sealed under this one. What it was in between is wiped.
    pub fn open_key(&self, sealed: &Sealed, context: &[u8]) -> Result<Self, Unreadable> {
        let opened = Zeroizing::new(self.open(sealed, context)?);
        let mut key = Self([0; KEY_BYTES]);
        if opened.len() != KEY_BYTES {
            return Err(Unreadable);
        }
        key.0.copy_from_slice(&opened);
        Ok(key)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.0.into())
    }
}

impl fmt::Debug for SubjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SubjectKey(…)")
    }
}

/// A sealed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Picked at random.
    pub nonce: [u8; NONCE_BYTES],
    /// The text and its tag.
    pub ciphertext: Vec<u8>,
}

impl Sealed {
    /// Nonce and ciphertext in one piece.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.nonce.as_slice(), &self.ciphertext].concat()
    }

    /// Reads what [`Sealed::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let (nonce, ciphertext) = bytes.split_first_chunk().ok_or(Unreadable)?;
        Ok(Self { nonce: *nonce, ciphertext: ciphertext.to_vec() })
    }
}

/// A sealed text cannot be opened: the key is another, or was erased, or the text was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot be opened with this key")]
pub struct Unreadable;

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> impl Entropy {
        let mut next = 0_u8;
        move |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| (*byte, next) = (next, next.wrapping_add(1)))
    }

    #[test]
    fn a_sealed_text_opens_with_its_key_and_context_only() {
        let mut entropy = counting();
        let (key, other) = (SubjectKey::generate(&mut entropy), SubjectKey::generate(&mut entropy));
        let sealed = key.seal(b"text", b"context", &mut entropy);
        assert_eq!(key.open(&sealed, b"context").unwrap(), b"text");
        assert_eq!(other.open(&sealed, b"context"), Err(Unreadable));
        assert_eq!(key.open(&sealed, b"another"), Err(Unreadable));
        let mut changed = sealed.clone();
        changed.ciphertext[0] ^= 1;
        assert_eq!(key.open(&changed, b"context"), Err(Unreadable));
        assert_eq!(Sealed::from_bytes(&sealed.to_bytes()), Ok(sealed));
    }

    #[test]
    fn sealing_is_that_of_the_specification_of_gcm() {
        // McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 16.
        let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        let nonce = bytes("cafebabefacedbaddecaf888");
        let aad = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plaintext = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
             1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        );
        let sealed =
            SubjectKey::from_bytes(key.try_into().unwrap()).seal(&plaintext, &aad, &mut |picked: &mut [u8]| {
                picked.copy_from_slice(&nonce);
            });
        let expected = bytes(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
             8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662\
             76fc6ece0f4e1768cddf8853bb2d551b",
        );
        assert_eq!(sealed.ciphertext, expected);
        assert_eq!(sealed.to_bytes(), [nonce, expected].concat());
    }

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    #[test]
    fn a_key_is_never_shown() {
        assert_eq!(format!("{:?}", SubjectKey::from_bytes([42; 32])), "SubjectKey(…)");
    }
}
