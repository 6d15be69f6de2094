//! The Merkle tree of RFC 6962 over the lines of a record: roots, inclusion proofs, consistency proofs.

use sha2::{Digest as _, Sha256};

use crate::Digest;

/// The tree of a record that only grows. It keeps the digest of every complete subtree, two digests a line, so that
/// appending is constant work on average, and any root or proof costs the logarithm of the size.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// `levels[k][i]` is the hash of the lines `i·2^k .. (i+1)·2^k`.
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// The tree of no lines.
    pub const fn new() -> Self {
        Self { levels: Vec::new() }
    }

    /// How many lines the tree has.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Appends a line, given its [`leaf_hash`].
    pub fn push(&mut self, leaf: Digest) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let Some(hashes) = self.levels.get_mut(level) else { return };
            hashes.push(hash);
            // An even count means that this hash completes a pair, and with it the subtree above.
            let [.., left, right] = hashes.as_slice() else { return };
            if hashes.len() % 2 == 1 {
                return;
            }
            hash = node_hash(left, right);
        }
    }

    /// The leaf hash of line `index`.
    pub fn leaf(&self, index: u64) -> Option<Digest> {
        self.complete_subtree(0, index)
    }

    /// The root over all lines.
    pub fn root(&self) -> Digest {
        self.subtree(0, self.size()).unwrap_or_else(empty_root)
    }

    /// The root as it was when the tree had `size` lines; `None` if it never had so many.
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        match size {
            0 => Some(empty_root()),
            _ => self.subtree(0, size),
        }
    }

    /// Proof that line `index` is under the root of the first `size` lines (RFC 6962, 2.1.1); `None` if it is not.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        if index >= size || size > self.size() {
            return None;
        }
        let mut proof = Vec::new();
        let (mut start, mut end) = (0, size);
        while end - start > 1 {
            let middle = start + largest_power_of_two_below(end - start);
            if index < middle {
                proof.push(self.subtree(middle, end)?);
                end = middle;
            } else {
                proof.push(self.subtree(start, middle)?);
                start = middle;
            }
        }
        proof.reverse();
        Some(proof)
    }

    /// Proof that the first `new` lines begin with the first `old` lines (RFC 6962, 2.1.2); `None` if one of the two
    /// sizes was never reached, or `old` is larger than `new`. The proof is empty for `old` = 0 and `old` = `new`.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Option<Vec<Digest>> {
        if old > new || new > self.size() {
            return None;
        }
        let mut proof = Vec::new();
        if old == 0 || old == new {
            return Some(proof);
        }
        let (mut start, mut end) = (0, new);
        while old != end {
            let middle = start + largest_power_of_two_below(end - start);
            if old <= middle {
                proof.push(self.subtree(middle, end)?);
                end = middle;
            } else {
                proof.push(self.subtree(start, middle)?);
                start = middle;
            }
        }
        // The verifier knows the old root itself; any other subtree that ends the descent has to be given.
        if start != 0 {
            proof.push(self.subtree(start, end)?);
        }
        proof.reverse();
        Some(proof)
    }

    /// The hash of the lines `start..end`, where `start` is a multiple of a power of two not below `end - start`.
    fn subtree(&self, start: u64, end: u64) -> Option<Digest> {
        let count = end.checked_sub(start).filter(|count| *count > 0)?;
        if count.is_power_of_two() {
            let level = count.trailing_zeros();
            return self.complete_subtree(level, start >> level);
        }
        let middle = start + largest_power_of_two_below(count);
        Some(node_hash(&self.subtree(start, middle)?, &self.subtree(middle, end)?))
    }

    /// The hash of the complete subtree of the lines `position·2^level .. (position+1)·2^level`; `None` if the tree does not have them all.
    pub fn complete_subtree(&self, level: u32, position: u64) -> Option<Digest> {
        let position = usize::try_from(position).ok()?;
        self.levels.get(usize::try_from(level).ok()?)?.get(position).copied()
    }
}

/// The hash of a line: SHA-256(0x00 ‖ line), the line without its newline.
pub fn leaf_hash(line: &[u8]) -> Digest {
    Digest::of_parts(&[&[0], line])
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of the tree without lines: SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest::from_bytes(Sha256::new().finalize().into())
}

/// A proof does not show what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the proof does not hold")]
pub struct ProofFails;

/// Checks that the line with hash `leaf` is line `index` of the `size` lines under `root` (RFC 9162, 2.1.3.2).
pub fn verify_inclusion(
    proof: &[Digest],
    leaf: &Digest,
    index: u64,
    size: u64,
    root: &Digest,
) -> Result<(), ProofFails> {
    if index >= size {
        return Err(ProofFails);
    }
    let (mut position, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(ProofFails);
        }
        if position % 2 == 1 || position == last {
            hash = node_hash(sibling, &hash);
            while position.is_multiple_of(2) && position != 0 {
                position >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        position >>= 1;
        last >>= 1;
    }
    if last == 0 && hash == *root { Ok(()) } else { Err(ProofFails) }
}

/// Checks that the `new_size` lines under `new_root` begin with the `old_size` lines under `old_root`
/// (RFC 9162, 2.1.4.2).
pub fn verify_consistency(
    proof: &[Digest],
    (old_size, old_root): (u64, &Digest),
    (new_size, new_root): (u64, &Digest),
) -> Result<(), ProofFails> {
    if old_size == 0 || old_size == new_size {
        let holds = proof.is_empty() && if old_size == 0 { *old_root == empty_root() } else { old_root == new_root };
        return if holds { Ok(()) } else { Err(ProofFails) };
    }
    if old_size > new_size {
        return Err(ProofFails);
    }
    let (first, rest) = match proof.split_first() {
        _ if old_size.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (first, rest),
        None => return Err(ProofFails),
    };
    match climb(first, rest, old_size, new_size) {
        Some((old, new)) if old == *old_root && new == *new_root => Ok(()),
        _ => Err(ProofFails),
    }
}

/// The root that the first `old_size` lines have in the tree of `new_size` lines under `new_root`, if the consistency proof between the
/// two says so itself. It does not where `old_size` is a power of two: whoever checks such a proof brings that root along.
pub fn prefix_root(proof: &[Digest], old_size: u64, (new_size, new_root): (u64, &Digest)) -> Option<Digest> {
    if old_size >= new_size || old_size == 0 || old_size.is_power_of_two() {
        return None;
    }
    let (first, rest) = proof.split_first()?;
    let (old, new) = climb(first, rest, old_size, new_size)?;
    (new == *new_root).then_some(old)
}

/// Follows a consistency proof upwards from `first`, a subtree that ends with the last of the `old_size` lines: the old root and the new one
/// to which it leads.
fn climb(first: &Digest, rest: &[Digest], old_size: u64, new_size: u64) -> Option<(Digest, Digest)> {
    let (mut old_position, mut new_position) = (old_size - 1, new_size - 1);
    while old_position % 2 == 1 {
        old_position >>= 1;
        new_position >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if new_position == 0 {
            return None;
        }
        if old_position % 2 == 1 || old_position == new_position {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while old_position.is_multiple_of(2) && old_position != 0 {
                old_position >>= 1;
                new_position >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        old_position >>= 1;
        new_position >>= 1;
    }
    (new_position == 0).then_some((old_hash, new_hash))
}

/// The largest power of two smaller than `count`, which is at least 2.
const fn largest_power_of_two_below(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The eight lines that the test data of Certificate Transparency uses, and the root after each of them.
    const LINES: [&[u8]; 8] = [
        b"",
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn tree_of(count: u64) -> Tree {
        let mut tree = Tree::new();
        for line in 0..count {
            tree.push(leaf_hash(&line.to_be_bytes()));
        }
        tree
    }

    /// MTH of RFC 6962, 2.1, word for word.
    fn naive_root(lines: &[Vec<u8>]) -> Digest {
        match lines {
            [] => Digest::of(b""),
            [line] => leaf_hash(line),
            _ => {
                let (left, right) = lines.split_at(largest_power_of_two_below(lines.len() as u64) as usize);
                node_hash(&naive_root(left), &naive_root(right))
            }
        }
    }

    /// PATH of RFC 6962, 2.1.1, word for word.
    fn naive_path(index: usize, lines: &[Vec<u8>]) -> Vec<Digest> {
        if lines.len() == 1 {
            return Vec::new();
        }
        let middle = largest_power_of_two_below(lines.len() as u64) as usize;
        let (left, right) = lines.split_at(middle);
        let (mut path, sibling) = if index < middle {
            (naive_path(index, left), naive_root(right))
        } else {
            (naive_path(index - middle, right), naive_root(left))
        };
        path.push(sibling);
        path
    }

    /// SUBPROOF of RFC 6962, 2.1.2, word for word.
    fn naive_subproof(old: usize, lines: &[Vec<u8>], whole: bool) -> Vec<Digest> {
        if old == lines.len() {
            return if whole { Vec::new() } else { vec![naive_root(lines)] };
        }
        let middle = largest_power_of_two_below(lines.len() as u64) as usize;
        let (left, right) = lines.split_at(middle);
        let (mut proof, sibling) = if old <= middle {
            (naive_subproof(old, left, whole), naive_root(right))
        } else {
            (naive_subproof(old - middle, right, false), naive_root(left))
        };
        proof.push(sibling);
        proof
    }

    #[test]
    fn roots_are_those_of_the_certificate_transparency_test_data() {
        let mut tree = Tree::new();
        assert_eq!(tree.root().hex(), ROOTS[0]);
        for (line, root) in LINES.iter().zip(&ROOTS[1..]) {
            tree.push(leaf_hash(line));
            assert_eq!(tree.root().hex(), *root, "after {} lines", tree.size());
        }
        for (size, root) in ROOTS.iter().enumerate() {
            assert_eq!(tree.root_at(size as u64).unwrap().hex(), *root);
        }
    }

    #[test]
    fn what_the_tree_does_not_have_cannot_be_proved() {
        let tree = tree_of(5);
        assert_eq!(tree.root_at(6), None);
        assert_eq!(tree.inclusion_proof(5, 5), None);
        assert_eq!(tree.inclusion_proof(0, 6), None);
        assert_eq!(tree.consistency_proof(4, 6), None);
        assert_eq!(tree.consistency_proof(5, 4), None);
    }

    #[test]
    fn a_proof_holds_for_one_line_one_index_and_one_size_only() {
        let tree = tree_of(11);
        let (leaf, root) = (tree.leaf(6).unwrap(), tree.root());
        let proof = tree.inclusion_proof(6, 11).unwrap();
        assert_eq!(verify_inclusion(&proof, &leaf, 6, 11, &root), Ok(()));
        assert_eq!(verify_inclusion(&proof, &tree.leaf(5).unwrap(), 6, 11, &root), Err(ProofFails));
        assert_eq!(verify_inclusion(&proof, &leaf, 7, 11, &root), Err(ProofFails));
        assert_eq!(verify_inclusion(&proof, &leaf, 6, 6, &root), Err(ProofFails));
        assert_eq!(verify_inclusion(&proof[1..], &leaf, 6, 11, &root), Err(ProofFails));
        let longer = [proof.as_slice(), &[root]].concat();
        assert_eq!(verify_inclusion(&longer, &leaf, 6, 11, &root), Err(ProofFails));
    }

    #[test]
    fn a_tree_with_another_past_is_not_consistent() {
        let (old, new) = (tree_of(5).root(), tree_of(11));
        let proof = new.consistency_proof(5, 11).unwrap();
        assert_eq!(verify_consistency(&proof, (5, &old), (11, &new.root())), Ok(()));
        assert_eq!(verify_consistency(&proof, (5, &tree_of(4).root()), (11, &new.root())), Err(ProofFails));
        assert_eq!(verify_consistency(&proof, (6, &old), (11, &new.root())), Err(ProofFails));
        assert_eq!(verify_consistency(&proof[1..], (5, &old), (11, &new.root())), Err(ProofFails));
        assert_eq!(verify_consistency(&[], (11, &old), (11, &new.root())), Err(ProofFails));
        assert_eq!(verify_consistency(&[], (0, &old), (11, &new.root())), Err(ProofFails));
        assert_eq!(verify_consistency(&[], (11, &old), (5, &new.root())), Err(ProofFails));
    }

    proptest! {
        #[test]
        fn roots_and_proofs_agree_with_the_recursive_definition(
            lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..4), 1..70),
            pick in any::<prop::sample::Index>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut tree = Tree::new();
            lines.iter().for_each(|line| tree.push(leaf_hash(line)));
            let size = lines.len();
            let (index, old) = (pick.index(size), cut.index(size) + 1);
            let root = tree.root();
            prop_assert_eq!(root, naive_root(&lines));
            prop_assert_eq!(tree.root_at(old as u64), Some(naive_root(&lines[..old])));

            let path = tree.inclusion_proof(index as u64, size as u64).unwrap();
            prop_assert_eq!(&path, &naive_path(index, &lines));
            prop_assert!(verify_inclusion(&path, &leaf_hash(&lines[index]), index as u64, size as u64, &root).is_ok());

            let proof = tree.consistency_proof(old as u64, size as u64).unwrap();
            prop_assert_eq!(&proof, &naive_subproof(old, &lines, true));
            let old_root = tree.root_at(old as u64).unwrap();
            prop_assert!(verify_consistency(&proof, (old as u64, &old_root), (size as u64, &root)).is_ok());
            let told = (old < size && !old.is_power_of_two()).then_some(old_root);
            prop_assert_eq!(prefix_root(&proof, old as u64, (size as u64, &root)), told);
            prop_assert_eq!(prefix_root(&proof, old as u64, (size as u64, &old_root)), None);
        }
    }
}
