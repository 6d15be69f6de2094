//! A log, and a head of it that somebody else holds: whether the log may go on.

use super::Head;
use crate::merkle::Tree;

/// How a log stands to a head that it once signed. Only one that continues every such head may sign: whatever else it signed, somebody
/// could hold against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuity {
    /// It has all lines of the head, and the same ones.
    Continues,
    /// The head has more lines than the log: lines are gone.
    Behind,
    /// The log has as many lines as the head, and other ones.
    Differs,
}

impl Continuity {
    /// How the log with these lines stands to `head`, whose signature has held.
    pub fn of(tree: &Tree, head: &Head) -> Self {
        match tree.root_at(head.checkpoint.size) {
            None => Self::Behind,
            Some(root) if root == head.checkpoint.root => Self::Continues,
            Some(_) => Self::Differs,
        }
    }

    /// The code of the message for a person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Continues => "record-continues",
            Self::Behind => "record-behind-witness",
            Self::Differs => "record-differs-from-witness",
        }
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::checkpoint::{Checkpoint, NoteSigner};
    use crate::merkle::leaf_hash;
    use crate::witness::Log;

    fn tree(lines: &[&str]) -> Tree {
        let mut tree = Tree::new();
        lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
        tree
    }

    fn head(lines: &[&str]) -> Head {
        let signer = NoteSigner::new("comity.example/hk", SigningKey::from_bytes(&[7; 32])).unwrap();
        let (size, root) = (lines.len() as u64, tree(lines).root());
        let note = signer.sign(&Checkpoint { origin: "comity.example/hk".into(), size, root });
        Log::new(vec![signer.verifier().clone()]).unwrap().head(&note).unwrap()
    }

    #[test]
    fn a_log_continues_every_head_of_its_own_past_and_its_present_one() {
        let lines = ["a", "b", "c", "d", "e"];
        for size in 0..=lines.len() {
            assert_eq!(Continuity::of(&tree(&lines), &head(&lines[..size])), Continuity::Continues, "{size}");
        }
    }

    #[test]
    fn a_log_with_fewer_lines_than_a_head_is_behind_whatever_they_are() {
        for (log, told) in [(&["a"][..], &["a", "b"][..]), (&[], &["a"]), (&["x"], &["a", "b"])] {
            assert_eq!(Continuity::of(&tree(log), &head(told)), Continuity::Behind, "{log:?}");
        }
    }

    #[test]
    fn a_log_that_went_another_way_differs_also_when_it_is_longer_by_now() {
        for log in [&["a", "x"][..], &["a", "x", "c", "d"]] {
            assert_eq!(Continuity::of(&tree(log), &head(&["a", "b"])), Continuity::Differs, "{log:?}");
        }
    }
}
