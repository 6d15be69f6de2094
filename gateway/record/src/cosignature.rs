//! Cosignatures (C2SP tlog-cosignature, `cosignature/v1`): a witness says that at a time this was the largest head of a log that it had
//! seen, and that it continues every head that it had seen before. A log's own signature is none.

use core::fmt;
use core::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::Time;
use crate::checkpoint::{Checkpoint, NoteError};
use crate::note::{NamedKey, SignedNote, Signs};

/// Cosigns checkpoints under the name of a witness.
pub struct Cosigner {
    key: SigningKey,
    verifier: CosignatureVerifier,
}

/// Checks the cosignatures of one witness. Written `name+hash+base64`, with the algorithm number 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CosignatureVerifier(NamedKey);

/// What a witness cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The head.
    pub checkpoint: Checkpoint,
    /// When it was the largest that the witness had seen, to the second.
    pub at: Time,
}

impl Cosigner {
    /// Cosigns as `name` with `key`, which signs nothing else.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`].
    pub fn new(name: &str, key: SigningKey) -> Result<Self, NoteError> {
        let verifier = CosignatureVerifier::new(name, key.verifying_key())?;
        Ok(Self { key, verifier })
    }

    /// The cosignature under a checkpoint whose text is `text`, as a signature line with its newline. Equal input gives equal bytes.
    pub fn cosign(&self, text: &str, at: Time) -> String {
        let seconds = u64::try_from(at.unix_ms() / MS_PER_SECOND).unwrap_or_default();
        let signature = self.key.sign(message(text, seconds).as_bytes());
        self.verifier.0.line(&[seconds.to_be_bytes().as_slice(), &signature.to_bytes()].concat())
    }

    /// What checks the cosignatures of this key.
    pub const fn verifier(&self) -> &CosignatureVerifier {
        &self.verifier
    }
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({})", self.verifier)
    }
}

impl CosignatureVerifier {
    /// Checks what `key` cosigned as `name`.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`].
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, NoteError> {
        NamedKey::new(name, key, Signs::Cosignature).map(Self)
    }

    /// The name of the witness.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What this witness cosigned in `note`; of several cosignatures the latest. Signatures of others are not judged, those of the log
    /// neither.
    ///
    /// # Errors
    /// [`NoteError::NotSigned`] if it cosigned nothing; [`NoteError::WrongSignature`] if a line under its name does not hold.
    pub fn verify(&self, note: &str) -> Result<Cosigned, NoteError> {
        let note = SignedNote::parse(note)?;
        let mut latest = None;
        for signature in note.of(&self.0) {
            let seconds = self.check(note.text(), &signature.signature)?;
            latest = latest.max(Some(seconds));
        }
        let seconds = latest.ok_or_else(|| NoteError::NotSigned(self.name().to_owned()))?;
        let at = Time::from_unix_ms(seconds.saturating_mul(MS_PER_SECOND));
        Ok(Cosigned { checkpoint: Checkpoint::from_text(note.text())?, at })
    }

    /// The time that was signed, in seconds.
    fn check(&self, text: &str, signature: &[u8]) -> Result<i64, NoteError> {
        let wrong = || NoteError::WrongSignature(self.name().to_owned());
        let (seconds, signature) = signature.split_first_chunk::<8>().ok_or_else(wrong)?;
        let seconds = u64::from_be_bytes(*seconds);
        let signature = Signature::from_slice(signature).map_err(|_| wrong())?;
        self.0.key.verify_strict(message(text, seconds).as_bytes(), &signature).map_err(|_| wrong())?;
        i64::try_from(seconds).map_err(|_| wrong())
    }
}

impl fmt::Display for CosignatureVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for CosignatureVerifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        NamedKey::parse(text, Signs::Cosignature).map(Self)
    }
}

const MS_PER_SECOND: i64 = 1000;

/// What is signed: the first line keeps it apart from everything else that an Ed25519 key may sign.
fn message(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digest;
    use crate::checkpoint::NoteSigner;
    use crate::note::with_lines;

    fn cosigner() -> Cosigner {
        Cosigner::new("mo.gateway.comity.example", SigningKey::from_bytes(&[9; 32])).unwrap()
    }

    fn log() -> NoteSigner {
        NoteSigner::new("comity.example/hk", SigningKey::from_bytes(&[7; 32])).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint { origin: "comity.example/hk".to_owned(), size: 17, root: Digest::of(b"root") }
    }

    fn time() -> Time {
        Time::from_unix_ms(1_679_315_147_999)
    }

    fn cosigned() -> String {
        with_lines(&log().sign(&checkpoint()), &cosigner().cosign(&checkpoint().text(), time()))
    }

    #[test]
    fn the_signed_message_is_the_one_of_the_specification() {
        // The example of C2SP tlog-cosignature.
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        assert_eq!(
            message(text, 1_679_315_147),
            "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
             CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        );
        // Its signature line has a key's digest, that time and 64 bytes.
        let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
        let signature = crate::note::NoteSignature::parse(line).unwrap().signature;
        assert_eq!(signature.len(), 8 + 64);
        assert_eq!(signature[..8], 1_679_315_147_u64.to_be_bytes());
    }

    #[test]
    fn a_cosignature_says_what_was_seen_and_when() {
        // The same bytes that Go makes of this key, this name and this second.
        assert_eq!(
            cosigner().cosign(&checkpoint().text(), time()),
            "— mo.gateway.comity.example 8r0g6QAAAABkGFDLVJ3X18JqTThQbBkjYdO2xB2APhyNeCSwjuAwGhnuuOXiXQKQT4qUcZ8DZrCjgZVrHSsw6QGg+ggB4xUvbZMFDA==\n"
        );
        let at = Time::from_unix_ms(1_679_315_147_000);
        assert_eq!(cosigner().verifier().verify(&cosigned()), Ok(Cosigned { checkpoint: checkpoint(), at }));
        assert_eq!(log().verifier().verify(&cosigned()), Ok(checkpoint()));
    }

    #[test]
    fn the_signature_of_the_log_is_no_cosignature_not_even_by_the_same_key_under_the_same_name() {
        let same = Cosigner::new("comity.example/hk", SigningKey::from_bytes(&[7; 32])).unwrap();
        let note = log().sign(&checkpoint());
        assert!(matches!(same.verifier().verify(&note), Err(NoteError::NotSigned(_))));
        let cosigned = note.replace(note.lines().last().unwrap(), same.cosign(&checkpoint().text(), time()).trim_end());
        assert!(same.verifier().verify(&cosigned).is_ok());
        assert!(matches!(log().verifier().verify(&cosigned), Err(NoteError::NotSigned(_))));
    }

    #[test]
    fn another_time_another_head_or_another_key_does_not_hold() {
        let verifier = cosigner().verifier().clone();
        let wrong = |note: &str| matches!(verifier.verify(note), Err(NoteError::WrongSignature(_)));
        assert!(wrong(&cosigned().replacen("17", "18", 1)));
        assert!(wrong(&cosigned().replacen("AAAABkGFDL", "AAAABkGFDM", 1)));
        let other = Cosigner::new("mo.gateway.comity.example", SigningKey::from_bytes(&[8; 32])).unwrap();
        assert!(matches!(other.verifier().verify(&cosigned()), Err(NoteError::NotSigned(_))));
    }

    #[test]
    fn of_two_cosignatures_the_later_counts() {
        let again = cosigner().cosign(&checkpoint().text(), time().plus_ms(60_000));
        let cosigned = cosigner().verifier().verify(&with_lines(&cosigned(), &again)).unwrap();
        assert_eq!(cosigned.at, Time::from_unix_ms(1_679_315_207_000));
    }

    #[test]
    fn a_verifier_key_of_a_witness_is_not_one_of_a_log() {
        let text = cosigner().verifier().to_string();
        assert_eq!(text.parse(), Ok(cosigner().verifier().clone()));
        assert_eq!(text.parse::<crate::checkpoint::NoteVerifier>(), Err(NoteError::BadVerifierKey));
        let log = log().verifier().to_string();
        assert_eq!(log.parse::<CosignatureVerifier>(), Err(NoteError::BadVerifierKey));
    }

    #[test]
    fn every_changed_byte_of_a_cosignature_is_noticed() {
        let verifier = cosigner().verifier().clone();
        let note = cosigned();
        let from = note.find("— mo.gateway").unwrap();
        for at in from..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            assert!(verifier.verify(&changed).is_err(), "{at}");
        }
    }

    #[test]
    fn a_cosigner_does_not_show_its_key() {
        assert!(!format!("{:?}", cosigner()).contains("9, 9"));
    }
}
