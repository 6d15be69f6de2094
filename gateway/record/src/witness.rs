//! A witness of logs (C2SP tlog-witness): it cosigns a head only if that continues the last one that it cosigned. Nothing here reads or
//! writes; whoever uses it makes [`consider`], keeping its answer and answering one step, and keeps before it answers.
//!
//! ```
//! use comity_record::checkpoint::{Checkpoint, NoteSigner};
//! use comity_record::cosignature::Cosigner;
//! use comity_record::merkle::{Tree, leaf_hash};
//! use comity_record::witness::{AddCheckpoint, Known, Log, consider};
//! use comity_record::Time;
//! use ed25519_dalek::SigningKey;
//!
//! // A log of one line asks for its first cosignature.
//! let signer = NoteSigner::new("comity.example/cn", SigningKey::from_bytes(&[7; 32]))?;
//! let mut tree = Tree::new();
//! tree.push(leaf_hash(b"line"));
//! let note = signer.sign(&Checkpoint { origin: "comity.example/cn".into(), size: 1, root: tree.root() });
//! let request = AddCheckpoint { old_size: 0, proof: vec![], note }.to_text();
//!
//! // The witness knows the log by its name and key, and has seen nothing of it.
//! let log = Log::new(vec![signer.verifier().clone()])?;
//! let mut known = Known::default();
//! let head = consider(&log, &known, &AddCheckpoint::parse(&request)?)?;
//! // Here the head is put on stable storage, and only then:
//! known.head = Some(head.clone());
//! let witness = Cosigner::new("hk.gateway.comity.example", SigningKey::from_bytes(&[8; 32]))?;
//! let answer = witness.cosign(head.text(), Time::from_unix_ms(1_768_179_723_456));
//!
//! let cosigned = comity_record::note::with_lines(head.note(), &answer);
//! assert_eq!(witness.verifier().verify(&cosigned)?.checkpoint.size, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::checkpoint::{Checkpoint, MAX_NOTE_BYTES, NoteError, NoteVerifier};
use crate::merkle::{empty_root, prefix_root, verify_consistency};
use crate::note::SignedNote;

mod continuity;
mod contradiction;
mod text;

pub use continuity::Continuity;
pub use contradiction::{Compared, Contradiction, NoContradiction, Prefix, compare};
pub use text::{AddCheckpoint, size_text};

/// A proof has at most so many hashes.
pub const MAX_PROOF_HASHES: usize = 63;

/// A request is at most this long: its first line, a full proof, and a note.
pub const MAX_REQUEST_BYTES: usize = MAX_NOTE_BYTES + 4 * 1024;

/// The text of a head is at most this long: two of them, with the proof that they contradict each other, fit one line of a record.
pub const MAX_HEAD_BYTES: usize = 4 * 1024;

/// A log that a witness knows: by its name, and by the keys that it may sign its checkpoints with.
#[derive(Debug, Clone)]
pub struct Log {
    origin: String,
    keys: Vec<NoteVerifier>,
}

/// A head of a log, under the log's own signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    checkpoint: Checkpoint,
    note: String,
    text: usize,
}

/// What a witness knows of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The last head that it cosigned.
    pub head: Option<Head>,
    /// The log has contradicted itself: nothing of it is cosigned any more.
    pub contradicted: bool,
}

/// The witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not a request, or not one that could be granted to anybody.
    #[error("not a request to a witness: {0}")]
    Malformed(&'static str),
    /// A log that the witness does not know.
    #[error("the log is not known here")]
    UnknownLog,
    /// The log did not sign it.
    #[error("the checkpoint is not signed by its log")]
    NotSigned,
    /// The log has contradicted itself before.
    #[error("the log has contradicted itself: nothing of it is cosigned any more")]
    Contradicted,
    /// The request starts from another head than the witness has.
    #[error("the last head that was cosigned has {known} lines")]
    OldDiffers {
        /// How many lines the head has that the witness has.
        known: u64,
    },
    /// The log has shown another head of the same size.
    #[error("another head of this size was cosigned")]
    SplitView {
        /// How many lines the head has that the witness has.
        known: u64,
        /// The proof.
        proof: Box<Contradiction>,
    },
    /// The head does not continue the one that the witness has, or is not shown to.
    #[error("the proof does not show that the head continues the last one that was cosigned")]
    NotConsistent {
        /// The proof that it does not, if the request is one.
        proof: Option<Box<Contradiction>>,
    },
}

/// Whether the witness cosigns: `Ok` is the head to keep first.
///
/// # Errors
/// [`Refused`].
pub fn consider(log: &Log, known: &Known, request: &AddCheckpoint) -> Result<Head, Refused> {
    let head = log.head(&request.note)?;
    if known.contradicted {
        return Err(Refused::Contradicted);
    }
    let (old, new) = (request.old_size, head.checkpoint.size);
    if old > new {
        return Err(Refused::Malformed("the old size is larger than the new one"));
    }
    let known_size = known.head.as_ref().map_or(0, |head| head.checkpoint.size);
    if let Some(last) = &known.head
        && let Compared::Contradicts(proof) = compare(last, &head, None)
    {
        return Err(Refused::SplitView { known: known_size, proof: Box::new(proof) });
    }
    if old != known_size {
        return Err(Refused::OldDiffers { known: known_size });
    }
    let old_root = known.head.as_ref().map_or_else(empty_root, |head| head.checkpoint.root);
    if verify_consistency(&request.proof, (old, &old_root), (new, &head.checkpoint.root)).is_ok() {
        return Ok(head);
    }
    let told = prefix_root(&request.proof, old, (new, &head.checkpoint.root));
    let prefix = told.map(|root| Prefix { root, proof: request.proof.clone() });
    let proof = known.head.as_ref().and_then(|last| match compare(last, &head, prefix.as_ref()) {
        Compared::Contradicts(proof) => Some(Box::new(proof)),
        Compared::Agree | Compared::Unproven { .. } => None,
    });
    Err(Refused::NotConsistent { proof })
}

impl Log {
    /// A log by the keys that it may sign with, all under the log's name. At least one.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`] if there is no key, or if they have different names.
    pub fn new(keys: Vec<NoteVerifier>) -> Result<Self, NoteError> {
        let origin = keys.first().map(|key| key.name().to_owned()).unwrap_or_default();
        match keys.iter().find(|key| key.name() != origin) {
            None if !keys.is_empty() => Ok(Self { origin, keys }),
            other => Err(NoteError::BadKeyName(other.map(|key| key.name().to_owned()).unwrap_or_default())),
        }
    }

    /// Its name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The head in `note`, if the log signed it. Of the signatures only those of the log are kept.
    ///
    /// # Errors
    /// [`Refused::Malformed`], [`Refused::UnknownLog`], [`Refused::NotSigned`].
    pub fn head(&self, note: &str) -> Result<Head, Refused> {
        if origin_of(note)? != self.origin {
            return Err(Refused::UnknownLog);
        }
        let parsed = SignedNote::parse(note).map_err(|_| NOT_A_CHECKPOINT)?;
        if parsed.text().len() > MAX_HEAD_BYTES {
            return Err(Refused::Malformed("a checkpoint that is longer than any"));
        }
        let mut head = Err(Refused::NotSigned);
        for signature in parsed.signatures() {
            let alone = format!("{}\n{}\n", parsed.text(), signature.line);
            match self.keys.iter().find_map(|key| key.verify(&alone).ok()) {
                Some(checkpoint) => {
                    head = Ok(Head { checkpoint, note: alone, text: parsed.text().len() });
                    break;
                }
                None => Checkpoint::from_text(parsed.text()).map(drop).map_err(|_| NOT_A_CHECKPOINT)?,
            }
        }
        let head: Head = head?;
        // A log without lines has one root.
        if head.checkpoint.size == 0 && head.checkpoint.root != empty_root() {
            return Err(Refused::Malformed("no line, and another root than that of no line"));
        }
        Ok(head)
    }
}

impl Head {
    /// What the log contained.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note, with one signature: the log's.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What is signed.
    pub fn text(&self) -> &str {
        self.note.get(..self.text).unwrap_or_default()
    }
}

impl Refused {
    /// The HTTP status by which C2SP tlog-witness says so.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::NotSigned | Self::Contradicted => 403,
            Self::UnknownLog => 404,
            Self::OldDiffers { .. } | Self::SplitView { .. } => 409,
            Self::NotConsistent { .. } => 422,
        }
    }

    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "witness-request-malformed",
            Self::UnknownLog => "log-unknown",
            Self::NotSigned => "checkpoint-not-signed",
            Self::Contradicted => "log-contradicted",
            Self::OldDiffers { .. } => "witness-knows-another-head",
            Self::SplitView { .. } => "log-split-view",
            Self::NotConsistent { .. } => "log-not-consistent",
        }
    }

    /// The proof that the log contradicts itself, if that is why.
    pub fn contradiction(&self) -> Option<&Contradiction> {
        match self {
            Self::SplitView { proof, .. } => Some(proof),
            Self::NotConsistent { proof } => proof.as_deref(),
            _ => None,
        }
    }
}

/// The name of the log that a note says it is of. Nothing is verified.
///
/// # Errors
/// [`Refused::Malformed`].
pub fn origin_of(note: &str) -> Result<&str, Refused> {
    let text = SignedNote::parse(note).map_err(|_| NOT_A_CHECKPOINT)?.text();
    text.split('\n').next().filter(|origin| !origin.is_empty()).ok_or(NOT_A_CHECKPOINT)
}

/// What a note says that a log contained. Nothing is verified.
///
/// # Errors
/// [`Refused::Malformed`].
pub fn unverified(note: &str) -> Result<Checkpoint, Refused> {
    let text = SignedNote::parse(note).map_err(|_| NOT_A_CHECKPOINT)?.text();
    Checkpoint::from_text(text).map_err(|_| NOT_A_CHECKPOINT)
}

const NOT_A_CHECKPOINT: Refused = Refused::Malformed("the note is not a signed checkpoint");

#[cfg(test)]
mod tests;
