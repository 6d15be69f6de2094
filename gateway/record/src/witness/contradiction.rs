//! Two heads that a log signed and that cannot both be true.

use serde::{Deserialize, Serialize};

use super::{Head, Log};
use crate::Digest;
use crate::merkle::verify_consistency;

/// Proof that a log contradicts itself: two notes that it signed, and what shows that they do not go together. Whoever has the log's key
/// can check it, without believing anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Contradiction {
    /// Two heads of one size: different people were shown different records.
    SplitView {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// The larger head does not continue the smaller one.
    Fork {
        /// The smaller one.
        smaller: String,
        /// The larger one.
        larger: String,
        /// The root that so many lines as the smaller one has have under the larger one,
        root: Digest,
        /// as this consistency proof shows.
        proof: Vec<Digest>,
    },
    /// The log answered with a smaller head after it had signed a larger one: lines of it are gone. That it came later stands on the
    /// word of the witness, whose cosignature under the larger one says when that was there; what both heads are, nobody has to believe.
    Rollback {
        /// What it had signed before.
        larger: String,
        /// What it answered with afterwards.
        smaller: String,
    },
}

/// What a log says of its own past: that the root of its first lines was this, which a consistency proof to a larger head confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// The root.
    pub root: Digest,
    /// The proof.
    pub proof: Vec<Digest>,
}

/// How two heads of a log go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// One continues the other, or they are the same.
    Agree,
    /// They contradict each other.
    Contradicts(Contradiction),
    /// Nothing shows either: the log has to say what it was at the smaller size.
    Unproven {
        /// The smaller size.
        old: u64,
        /// The larger one.
        new: u64,
    },
}

/// The notes do not contradict each other, or not all of them are the log's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no proof that the log contradicts itself")]
pub struct NoContradiction;

/// Compares two heads of one log. `prefix` is what the log says that the larger one was at the size of the smaller one, if it was asked; what
/// does not hold counts as not said.
pub fn compare(one: &Head, other: &Head, prefix: Option<&Prefix>) -> Compared {
    if one.checkpoint.size == other.checkpoint.size {
        return if one.checkpoint.root == other.checkpoint.root {
            Compared::Agree
        } else {
            Compared::Contradicts(Contradiction::SplitView { one: one.note.clone(), other: other.note.clone() })
        };
    }
    let (smaller, larger) = if one.checkpoint.size < other.checkpoint.size { (one, other) } else { (other, one) };
    let (old, new) = (smaller.checkpoint.size, larger.checkpoint.size);
    let holds = |prefix: &&Prefix| {
        verify_consistency(&prefix.proof, (old, &prefix.root), (new, &larger.checkpoint.root)).is_ok()
    };
    match prefix.filter(holds) {
        _ if old == 0 => Compared::Agree,
        None => Compared::Unproven { old, new },
        Some(prefix) if prefix.root == smaller.checkpoint.root => Compared::Agree,
        Some(prefix) => Compared::Contradicts(Contradiction::Fork {
            smaller: smaller.note.clone(),
            larger: larger.note.clone(),
            root: prefix.root,
            proof: prefix.proof.clone(),
        }),
    }
}

impl Contradiction {
    /// Checks the proof, with nothing but the log's key.
    ///
    /// # Errors
    /// [`NoContradiction`].
    pub fn verify(&self, log: &Log) -> Result<(), NoContradiction> {
        let [one, other] = self.notes().map(|note| log.head(note));
        let (one, other) = (one.map_err(|_| NoContradiction)?, other.map_err(|_| NoContradiction)?);
        let prefix = match self {
            Self::SplitView { .. } => None,
            Self::Fork { root, proof, .. } => Some(Prefix { root: *root, proof: proof.clone() }),
            Self::Rollback { .. } if one.checkpoint.size > other.checkpoint.size => return Ok(()),
            Self::Rollback { .. } => return Err(NoContradiction),
        };
        match compare(&one, &other, prefix.as_ref()) {
            Compared::Contradicts(_) => Ok(()),
            Compared::Agree | Compared::Unproven { .. } => Err(NoContradiction),
        }
    }

    /// The two notes.
    pub fn notes(&self) -> [&str; 2] {
        match self {
            Self::SplitView { one, other } => [one, other],
            Self::Fork { smaller, larger, .. } => [smaller, larger],
            Self::Rollback { larger, smaller } => [larger, smaller],
        }
    }

    /// The code of what happened.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SplitView { .. } => "log-split-view",
            Self::Fork { .. } => "log-forked",
            Self::Rollback { .. } => "log-rolled-back",
        }
    }

    /// Whether the log can never be right again. One that was rolled back can: when it has its lines back.
    pub const fn is_final(&self) -> bool {
        !matches!(self, Self::Rollback { .. })
    }
}
