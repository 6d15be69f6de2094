//! Checkpoints: the size and root of a record at one moment, signed. C2SP tlog-checkpoint in a C2SP signed note
//! (Ed25519), byte for byte, so that any witness or monitor of transparency logs can check them.

use core::fmt;
use core::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::Digest;
use crate::note::{NamedKey, SignedNote, Signs};

/// A note is at most this long; a checkpoint with a handful of cosignatures is well under a kilobyte.
pub const MAX_NOTE_BYTES: usize = 16 * 1024;

/// A note carries at most this many signatures.
pub const MAX_NOTE_SIGNATURES: usize = 100;

/// What a record contained at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log: `comity.example/hk/record`. Not empty, without control characters.
    pub origin: String,
    /// How many lines.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
}

/// The text or the signature of a checkpoint does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not a signed note, or not one that holds a checkpoint.
    #[error("not a signed checkpoint: {0}")]
    Malformed(&'static str),
    /// No signature by the key that was asked for.
    #[error("no signature by `{0}`")]
    NotSigned(String),
    /// The key that was asked for signed something else.
    #[error("the signature by `{0}` is wrong")]
    WrongSignature(String),
    /// A key name is empty, or has spaces or a plus sign.
    #[error("`{0}` is not a key name: it must not be empty, nor have spaces or `+`")]
    BadKeyName(String),
    /// Not a verifier key `name+hash+base64`.
    #[error("not a verifier key: expected `name+hash+base64` with an Ed25519 key")]
    BadVerifierKey,
}

impl NoteError {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "checkpoint-malformed",
            Self::NotSigned(_) => "checkpoint-not-signed",
            Self::WrongSignature(_) => "checkpoint-signature-wrong",
            Self::BadKeyName(_) => "key-name-malformed",
            Self::BadVerifierKey => "verifier-key-malformed",
        }
    }
}

impl Checkpoint {
    /// The text that is signed: three lines, each ended by a newline.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.as_bytes()))
    }

    /// Reads the signed text. Further lines ("extensions") may follow the root; they are not empty, and mean nothing
    /// here.
    pub(crate) fn from_text(text: &str) -> Result<Self, NoteError> {
        let mut lines = text.strip_suffix('\n').ok_or(NoteError::Malformed("no newline at the end"))?.split('\n');
        let mut line = |missing| lines.next().filter(|line| !line.is_empty()).ok_or(NoteError::Malformed(missing));
        let origin = line("no origin")?.to_owned();
        let size = decimal(line("no size")?).ok_or(NoteError::Malformed("the size is not a decimal number"))?;
        let root = STANDARD.decode(line("no root")?).map_err(|_| NoteError::Malformed("the root is not base64"))?;
        let root = root.try_into().map_err(|_| NoteError::Malformed("the root is not 32 bytes"))?;
        if lines.any(str::is_empty) {
            return Err(NoteError::Malformed("an empty line"));
        }
        Ok(Self { origin, size, root: Digest::from_bytes(root) })
    }
}

/// Signs checkpoints under one key name.
pub struct NoteSigner {
    key: SigningKey,
    verifier: NoteVerifier,
}

impl NoteSigner {
    /// Signs as `name` with `key`.
    pub fn new(name: &str, key: SigningKey) -> Result<Self, NoteError> {
        let verifier = NoteVerifier::new(name, key.verifying_key())?;
        Ok(Self { key, verifier })
    }

    /// The signed note of `checkpoint`. Equal input gives equal bytes.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let text = checkpoint.text();
        let signature = self.key.sign(text.as_bytes());
        format!("{text}\n{}", self.verifier.0.line(&signature.to_bytes()))
    }

    /// What checks the signatures of this key.
    pub const fn verifier(&self) -> &NoteVerifier {
        &self.verifier
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({})", self.verifier)
    }
}

/// Checks signatures under one key name. Written `name+hash+base64`, as Go's `sumdb/note` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteVerifier(NamedKey);

impl NoteVerifier {
    /// Checks what `key` signed as `name`.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, NoteError> {
        NamedKey::new(name, key, Signs::Text).map(Self)
    }

    /// Checks what the same key signed as `name`.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`].
    pub fn named(&self, name: &str) -> Result<Self, NoteError> {
        Self::new(name, self.0.key)
    }

    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The checkpoint in `note`, if this key signed it. Signatures of other keys (cosignatures of witnesses) may stand
    /// beside it and are not judged.
    pub fn verify(&self, note: &str) -> Result<Checkpoint, NoteError> {
        let text = self.open(note)?;
        Checkpoint::from_text(text)
    }

    /// The signed text of `note`, if this key signed it.
    fn open<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        let note = SignedNote::parse(note)?;
        let mut signed = false;
        for signature in note.of(&self.0) {
            let wrong = || NoteError::WrongSignature(self.name().to_owned());
            let signature = Signature::from_slice(&signature.signature).map_err(|_| wrong())?;
            self.0.key.verify_strict(note.text().as_bytes(), &signature).map_err(|_| wrong())?;
            signed = true;
        }
        if signed { Ok(note.text()) } else { Err(NoteError::NotSigned(self.name().to_owned())) }
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for NoteVerifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        NamedKey::parse(text, Signs::Text).map(Self)
    }
}

/// A decimal number without sign or leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> NoteSigner {
        NoteSigner::new("comity.example/hk", SigningKey::from_bytes(&[7; 32])).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint { origin: "comity.example/hk/record".to_owned(), size: 17, root: Digest::of(b"root") }
    }

    #[test]
    fn a_checkpoint_is_three_lines_and_a_signature_line() {
        let note = signer().sign(&checkpoint());
        let (text, signature) = note.split_once("\n\n").unwrap();
        assert_eq!(text, "comity.example/hk/record\n17\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=");
        assert!(signature.starts_with("— comity.example/hk ") && signature.ends_with("\n"));
        assert_eq!(signer().verifier().verify(&note), Ok(checkpoint()));
    }

    #[test]
    fn a_note_signed_by_the_go_implementation_verifies() {
        // The example of golang.org/x/mod/sumdb/note.
        let verifier: NoteVerifier =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".parse().unwrap();
        let note = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n\n\
                    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        assert!(verifier.open(note).unwrap().ends_with("what your problem is.\n"));
        assert_eq!(verifier.to_string(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    #[test]
    fn cosignatures_of_others_are_tolerated() {
        let note = signer().sign(&checkpoint());
        let witness = NoteSigner::new("witness.example", SigningKey::from_bytes(&[8; 32])).unwrap();
        let (_, line) =
            witness.sign(&checkpoint()).split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        for both in [format!("{note}{line}"), note.replace("\n\n", &format!("\n\n{line}"))] {
            assert_eq!(signer().verifier().verify(&both), Ok(checkpoint()));
            assert_eq!(witness.verifier().verify(&both), Ok(checkpoint()));
        }
    }

    #[test]
    fn a_changed_checkpoint_is_refused() {
        let note = signer().sign(&checkpoint());
        let verifier = signer().verifier().clone();
        assert!(matches!(verifier.verify(&note.replacen("17", "18", 1)), Err(NoteError::WrongSignature(_))));
        let other = NoteVerifier::new("comity.example/mo", signer().key.verifying_key()).unwrap();
        assert!(matches!(other.verify(&note), Err(NoteError::NotSigned(_))));
    }

    #[test]
    fn what_is_not_a_note_is_refused_without_a_panic() {
        let note = signer().sign(&checkpoint());
        let verifier = signer().verifier().clone();
        for end in note.char_indices().map(|(at, _)| at) {
            assert!(verifier.verify(&note[..end]).is_err(), "{end}");
        }
        for bad in ["", "\n", "\n\n", "a\n\n— \n", "a\n\n— a b\n", &note.replace('\n', "\r\n"), &"x".repeat(20_000)]
        {
            assert!(verifier.verify(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_size_has_one_spelling_only() {
        for size in ["017", "+17", "-1", "1 7", "18446744073709551616", ""] {
            let text = checkpoint().text().replacen("17", size, 1);
            assert!(Checkpoint::from_text(&text).is_err(), "{size}");
        }
    }

    #[test]
    fn a_verifier_key_whose_hash_is_wrong_is_refused() {
        let text = signer().verifier().to_string();
        assert_eq!(text.parse(), Ok(signer().verifier().clone()));
        let wrong = "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(wrong.parse::<NoteVerifier>(), Err(NoteError::BadVerifierKey));
    }

    #[test]
    fn a_key_name_with_spaces_or_plus_is_refused() {
        for name in ["", "a b", "a+b", "a\nb"] {
            assert!(NoteSigner::new(name, SigningKey::from_bytes(&[7; 32])).is_err());
        }
    }

    #[test]
    fn a_signer_does_not_show_its_key() {
        assert!(!format!("{:?}", signer()).contains("7, 7"));
    }
}
