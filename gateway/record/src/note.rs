//! Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature. Whose signatures hold, the verifiers of
//! [`crate::checkpoint`] and [`crate::cosignature`] say.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::VerifyingKey;

use crate::Digest;
use crate::checkpoint::{MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES, NoteError};

/// A note, taken apart. Nothing about its signatures has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote<'n> {
    text: &'n str,
    signatures: Vec<NoteSignature<'n>>,
}

/// A signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature<'n> {
    /// The name of the key that is said to have signed.
    pub name: &'n str,
    /// The first four bytes of the digest of that key.
    pub key_id: [u8; 4],
    /// What stands behind them.
    pub signature: Vec<u8>,
    /// The line as it stands, without its newline.
    pub line: &'n str,
}

impl<'n> SignedNote<'n> {
    /// Takes a note apart.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn parse(note: &'n str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(NoteError::Malformed("too long"));
        }
        if note.contains(|c: char| c.is_control() && c != '\n') {
            return Err(NoteError::Malformed("a control character"));
        }
        let blank = note.rfind("\n\n").ok_or(NoteError::Malformed("no empty line before the signatures"))?;
        let (text, rest) = note.split_at(blank + 1);
        let lines = rest.strip_prefix('\n').and_then(|rest| rest.strip_suffix('\n'));
        let lines = lines.ok_or(NoteError::Malformed("no newline at the end"))?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() >= MAX_NOTE_SIGNATURES {
                return Err(NoteError::Malformed("too many signatures"));
            }
            signatures.push(NoteSignature::parse(line)?);
        }
        Ok(Self { text, signatures })
    }

    /// What is signed, with the newline that ends its last line.
    pub const fn text(&self) -> &'n str {
        self.text
    }

    /// The signature lines, in their order.
    pub fn signatures(&self) -> &[NoteSignature<'n>] {
        &self.signatures
    }

    /// The signatures that are said to be of this key.
    pub(crate) fn of<'a>(&'a self, key: &'a NamedKey) -> impl Iterator<Item = &'a NoteSignature<'n>> {
        self.signatures.iter().filter(|it| it.name == key.name && it.key_id == key.id)
    }
}

impl<'n> NoteSignature<'n> {
    /// Reads a signature line, without its newline.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn parse(line: &'n str) -> Result<Self, NoteError> {
        const NOT_A_LINE: NoteError = NoteError::Malformed("not a signature line");
        let (name, blob) = line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or(NOT_A_LINE)?;
        let blob = STANDARD.decode(blob).map_err(|_| NOT_A_LINE)?;
        let (key_id, signature) = blob.split_first_chunk::<4>().ok_or(NOT_A_LINE)?;
        if name.is_empty() || signature.is_empty() {
            return Err(NOT_A_LINE);
        }
        Ok(Self { name, key_id: *key_id, signature: signature.to_vec(), line })
    }
}

/// `note` with further signature lines: those of `lines` that it does not have yet, each with its newline.
pub fn with_lines(note: &str, lines: &str) -> String {
    let mut whole = note.to_owned();
    for line in lines.split_inclusive('\n') {
        if !note.split_inclusive('\n').any(|there| there == line) {
            whole.push_str(line);
        }
    }
    whole
}

/// What a key of notes signs, as the number in its written form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signs {
    /// The text of a note, with Ed25519.
    Text = 0x01,
    /// A cosignature: a time and the text of a checkpoint, with Ed25519.
    Cosignature = 0x04,
}

/// A public key under a name. Written `name+hash+base64`, as Go's `sumdb/note` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedKey {
    pub(crate) name: String,
    pub(crate) key: VerifyingKey,
    id: [u8; 4],
    signs: Signs,
}

impl NamedKey {
    pub(crate) fn new(name: &str, key: VerifyingKey, signs: Signs) -> Result<Self, NoteError> {
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(NoteError::BadKeyName(name.to_owned()));
        }
        // The first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key).
        let digest = Digest::of_parts(&[name.as_bytes(), b"\n", &[signs as u8], key.as_bytes()]);
        let [a, b, c, d, ..] = *digest.as_bytes();
        Ok(Self { name: name.to_owned(), key, id: [a, b, c, d], signs })
    }

    /// Reads the written form of a key that signs this.
    pub(crate) fn parse(text: &str, signs: Signs) -> Result<Self, NoteError> {
        // Base64 has plus signs of its own, so only the first two divide.
        let (name, rest) = text.split_once('+').ok_or(NoteError::BadVerifierKey)?;
        let (_, key) = rest.split_once('+').ok_or(NoteError::BadVerifierKey)?;
        let key = STANDARD.decode(key).map_err(|_| NoteError::BadVerifierKey)?;
        let key = key.strip_prefix(&[signs as u8]).and_then(|key| <&[u8; 32]>::try_from(key).ok());
        let key = key.and_then(|key| VerifyingKey::from_bytes(key).ok()).ok_or(NoteError::BadVerifierKey)?;
        let named = Self::new(name, key, signs)?;
        // The hash is computed, not believed.
        if named.to_string() == text { Ok(named) } else { Err(NoteError::BadVerifierKey) }
    }

    /// The line of a signature by this key, with its newline.
    pub(crate) fn line(&self, signature: &[u8]) -> String {
        format!("— {} {}\n", self.name, STANDARD.encode([self.id.as_slice(), signature].concat()))
    }
}

impl fmt::Display for NamedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.signs as u8], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id), STANDARD.encode(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "text\n\n— a AAAAAQ==\n— b AAAAAgAAAAI=\n";

    #[test]
    fn a_note_is_a_text_and_its_signature_lines() {
        // The first line has four bytes only: a key's digest, and no signature behind it.
        assert_eq!(SignedNote::parse(NOTE), Err(NoteError::Malformed("not a signature line")));
        let note = NOTE.replace("— a AAAAAQ==\n", "");
        let parsed = SignedNote::parse(&note).unwrap();
        assert_eq!(parsed.text(), "text\n");
        let [signature] = parsed.signatures() else { panic!("{parsed:?}") };
        assert_eq!(
            (signature.name, signature.key_id, signature.signature.as_slice()),
            ("b", [0, 0, 0, 2], &[0, 0, 0, 2][..])
        );
    }

    #[test]
    fn a_signature_line_is_added_once() {
        let more = with_lines(NOTE, "— c AAAAAwAAAAM=\n— b AAAAAgAAAAI=\n");
        assert_eq!(more, format!("{NOTE}— c AAAAAwAAAAM=\n"));
        assert_eq!(with_lines(&more, "— c AAAAAwAAAAM=\n"), more);
    }
}
