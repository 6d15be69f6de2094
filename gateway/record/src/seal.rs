//! Sealing: XChaCha20-Poly1305 under the key of a subject. Erasing that key erases everything sealed under it.

use core::fmt;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The bytes of a key.
pub const KEY_BYTES: usize = 32;
/// The bytes of a nonce. Long enough to be picked at random for ever under one key.
pub const NONCE_BYTES: usize = 24;
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
        // Encryption fails only beyond 256 GiB, which no caller can hold in memory; an empty ciphertext opens for nobody.
        let ciphertext = self.cipher().encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        Sealed { nonce, ciphertext }
    }

    /// Opens what [`SubjectKey::seal`] sealed under this key for this `context`.
    pub fn open(&self, sealed: &Sealed, context: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let payload = Payload { msg: sealed.ciphertext.as_slice(), aad: context };
        self.cipher().decrypt(&XNonce::from(sealed.nonce), payload).map_err(|_| Unreadable)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
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
    fn sealing_is_that_of_the_xchacha_draft() {
        // draft-irtf-cfrg-xchacha-03, A.3.1.
        let key: [u8; 32] = core::array::from_fn(|i| 0x80 + i as u8);
        let nonce: [u8; 24] = core::array::from_fn(|i| 0x40 + i as u8);
        let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let plaintext = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
        let sealed =
            SubjectKey::from_bytes(key).seal(plaintext, &aad, &mut |bytes: &mut [u8]| bytes.copy_from_slice(&nonce));
        let tag = &sealed.ciphertext[plaintext.len()..];
        assert_eq!(sealed.ciphertext[..8], [0xbd, 0x6d, 0x17, 0x9d, 0x3e, 0x83, 0xd4, 0x3b]);
        assert_eq!(
            tag,
            [0xc0, 0x87, 0x59, 0x24, 0xc1, 0xc7, 0x98, 0x79, 0x47, 0xde, 0xaf, 0xd8, 0x78, 0x0a, 0xcf, 0x49]
        );
    }

    #[test]
    fn a_key_is_never_shown() {
        assert_eq!(format!("{:?}", SubjectKey::from_bytes([42; 32])), "SubjectKey(…)");
    }
}
