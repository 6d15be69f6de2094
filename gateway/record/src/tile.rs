//! Tiles (C2SP tlog-tiles): the tree and the lines of a record as files that never change, so that any reader of transparency logs can make
//! every proof by itself.

use core::fmt;
use core::ops::Range;
use core::str::FromStr;

use crate::Digest;
use crate::checkpoint::decimal;
use crate::line;
use crate::merkle::Tree;

/// A whole tile has so many hashes, or lines.
pub const TILE_WIDTH: u64 = 256;

/// So many levels of the tree lie between one level of tiles and the next.
const TILE_HEIGHT: u32 = 8;

/// An entry of a bundle is at most this long: its length stands before it in two bytes.
pub const MAX_ENTRY_BYTES: usize = u16::MAX as usize;

// Every line fits.
const _: () = assert!(line::MAX_BYTES <= MAX_ENTRY_BYTES);

/// The path of a tile below the address of a log: `tile/0/x001/x234/067`, `tile/entries/000.p/17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TilePath {
    /// What it holds.
    pub holds: Holds,
    /// Which one of its level.
    pub index: u64,
    /// How many hashes or lines, 1 to [`TILE_WIDTH`]; fewer only where the record ends.
    pub width: u64,
}

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Hashes. On level 0 those of lines, on each further level those of whole tiles below.
    Hashes {
        /// The level, 0 to 7: no tree of 2^64 lines has more.
        level: u8,
    },
    /// The lines themselves.
    Entries,
}

/// The text is not the path of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not the path of a tile: expected `tile/<level>/<index>` or `tile/entries/<index>`, with `.p/<width>` for a partial one"
)]
pub struct NotATile;

/// The bytes are not a bundle of entries, or cannot become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a bundle of entries of at most {MAX_ENTRY_BYTES} bytes each")]
pub struct NotABundle;

impl TilePath {
    /// All tiles of a record of `size` lines, those of hashes first: what a copy of the record in files consists of.
    pub fn all_of(size: u64) -> impl Iterator<Item = Self> {
        let levels =
            (0..u8::MAX).map_while(move |level| Some((level, hashes_on(level, size).filter(|count| *count > 0)?)));
        let hashes = levels.flat_map(|(level, count)| tiles(Holds::Hashes { level }, count));
        hashes.chain(tiles(Holds::Entries, size))
    }

    /// The hashes of this tile of a record, of whose tree the first `size` lines count; `None` if it has not all of them, or if this
    /// tile holds lines.
    pub fn hashes(&self, tree: &Tree, size: u64) -> Option<Vec<u8>> {
        let Holds::Hashes { level } = self.holds else { return None };
        let range = self.range();
        if range.end > hashes_on(level, size.min(tree.size()))? {
            return None;
        }
        let mut bytes = Vec::new();
        for position in range {
            let hash: Digest = tree.complete_subtree(u32::from(level) * TILE_HEIGHT, position)?;
            bytes.extend_from_slice(hash.as_bytes());
        }
        Some(bytes)
    }

    /// Which hashes of its level, or which lines, the tile holds.
    pub const fn range(&self) -> Range<u64> {
        let start = self.index.saturating_mul(TILE_WIDTH);
        start..start.saturating_add(self.width)
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.holds {
            Holds::Hashes { level } => write!(f, "tile/{level}/")?,
            Holds::Entries => f.write_str("tile/entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (behind, group) in groups.iter().enumerate().rev() {
            if behind > 0 { write!(f, "x{group:03}/")? } else { write!(f, "{group:03}")? }
        }
        if self.width < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

impl FromStr for TilePath {
    type Err = NotATile;

    fn from_str(text: &str) -> Result<Self, NotATile> {
        let (kind, rest) = text.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or(NotATile)?;
        let holds = match kind {
            "entries" => Holds::Entries,
            level => Holds::Hashes { level: level.parse().map_err(|_| NotATile)? },
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, decimal(width).ok_or(NotATile)?),
            None => (rest, TILE_WIDTH),
        };
        let mut number = 0_u64;
        for group in index.split('/') {
            let group = decimal(group.trim_start_matches('x').trim_start_matches('0')).unwrap_or_default();
            number = number.checked_mul(1000).and_then(|number| number.checked_add(group)).ok_or(NotATile)?;
        }
        let path = Self { holds, index: number, width };
        // One spelling only: what is read must be what would be written.
        if width > 0 && path.to_string() == text { Ok(path) } else { Err(NotATile) }
    }
}

/// A bundle of lines: before each its length, two bytes, the higher first.
///
/// # Errors
/// [`NotABundle`] if one is too long; no line of a record is.
pub fn bundle(lines: impl IntoIterator<Item: AsRef<[u8]>>) -> Result<Vec<u8>, NotABundle> {
    let mut bytes = Vec::new();
    for line in lines {
        let line = line.as_ref();
        let length = u16::try_from(line.len()).map_err(|_| NotABundle)?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(line);
    }
    Ok(bytes)
}

/// The lines in a bundle.
///
/// # Errors
/// [`NotABundle`].
pub fn unbundle(mut bytes: &[u8]) -> Result<Vec<&[u8]>, NotABundle> {
    let mut lines = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<2>().ok_or(NotABundle)?;
        let (line, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(NotABundle)?;
        lines.push(line);
        bytes = rest;
    }
    Ok(lines)
}

/// How many hashes a level of tiles has over `size` lines; `None` for a level that no tree has.
fn hashes_on(level: u8, size: u64) -> Option<u64> {
    size.checked_shr(u32::from(level) * TILE_HEIGHT)
}

/// The tiles over `count` hashes or lines.
fn tiles(holds: Holds, count: u64) -> impl Iterator<Item = TilePath> {
    let whole = (0..count / TILE_WIDTH).map(move |index| TilePath { holds, index, width: TILE_WIDTH });
    let rest = TilePath { holds, index: count / TILE_WIDTH, width: count % TILE_WIDTH };
    whole.chain((rest.width > 0).then_some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::leaf_hash;

    fn tree_of(count: u64) -> Tree {
        let mut tree = Tree::new();
        (0..count).for_each(|line| tree.push(leaf_hash(&line.to_be_bytes())));
        tree
    }

    fn paths_of(size: u64) -> Vec<String> {
        TilePath::all_of(size).map(|path| path.to_string()).collect()
    }

    #[test]
    fn a_path_is_read_back_as_it_was_written() {
        for (holds, index, width, text) in [
            (Holds::Hashes { level: 0 }, 0, 256, "tile/0/000"),
            (Holds::Hashes { level: 2 }, 1_234_067, 256, "tile/2/x001/x234/067"),
            (Holds::Hashes { level: 0 }, 273, 112, "tile/0/273.p/112"),
            (Holds::Entries, 1000, 1, "tile/entries/x001/000.p/1"),
        ] {
            let path = TilePath { holds, index, width };
            assert_eq!(path.to_string(), text);
            assert_eq!(text.parse(), Ok(path));
        }
    }

    #[test]
    fn another_spelling_of_a_path_is_refused() {
        for text in [
            "tile/0/0",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/00/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/x000",
            "tile/0/",
            "tile/0/-01",
            "tile/0/+01",
            "tile/256/000",
            "tile/data/000",
            "0/000",
            "tile/0/000/",
            "tile/0/../000",
            "tile/0/x99999999999999999999/000",
            "tile/0/000.p/1.p/1",
        ] {
            assert_eq!(text.parse::<TilePath>(), Err(NotATile), "{text}");
        }
    }

    #[test]
    fn the_tiles_of_a_record_are_those_that_the_specification_counts() {
        let paths = paths_of(70_000);
        let count = |start: &str| paths.iter().filter(|path| path.starts_with(start)).count();
        assert_eq!((count("tile/0/"), count("tile/1/"), count("tile/2/"), count("tile/3/")), (274, 2, 1, 0));
        for partial in ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"] {
            assert!(paths.iter().any(|path| path == partial), "{partial}");
        }
        assert_eq!(paths_of(256), ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
        assert_eq!(paths_of(0), Vec::<String>::new());
        // The largest size there can be has no more levels than a shift has bits.
        let last = |size: u64| TilePath::all_of(size).find(|path| path.holds == Holds::Hashes { level: 7 });
        assert_eq!(hashes_on(7, u64::MAX), Some(255));
        assert_eq!(hashes_on(8, u64::MAX), None);
        assert_eq!(last(300), None);
    }

    #[test]
    fn a_tile_holds_the_hashes_of_whole_subtrees() {
        let tree = tree_of(600);
        let tile = |text: &str, size| text.parse::<TilePath>().unwrap().hashes(&tree, size);
        assert_eq!(tile("tile/0/001", 600).unwrap()[..32], *tree.leaf(256).unwrap().as_bytes());
        assert_eq!(tile("tile/0/001", 600).unwrap().len(), 8192);
        let upper = tile("tile/1/000.p/2", 600).unwrap();
        assert_eq!(upper[..32], *tree.root_at(256).unwrap().as_bytes());
        assert_eq!(upper.len(), 64);
        assert_eq!(tile("tile/0/002.p/88", 600).unwrap().len(), 88 * 32);
    }

    #[test]
    fn what_no_checkpoint_covers_is_in_no_tile() {
        let tree = tree_of(600);
        let tile = |text: &str, size| text.parse::<TilePath>().unwrap().hashes(&tree, size);
        assert_eq!(tile("tile/0/002.p/88", 599), None);
        assert_eq!(tile("tile/0/002.p/89", 600), None);
        assert_eq!(tile("tile/0/002.p/89", 700), None);
        assert_eq!(tile("tile/0/002", 600), None);
        assert_eq!(tile("tile/1/000.p/2", 511), None);
        assert_eq!(tile("tile/9/000.p/1", 600), None);
        assert_eq!(tile("tile/entries/000", 600), None);
    }

    #[test]
    fn a_bundle_is_read_back_and_a_torn_one_is_refused() {
        let lines: [&[u8]; 3] = [b"one", b"", &[7; 300]];
        let bytes = bundle(lines).unwrap();
        assert_eq!(bytes[..5], [0, 3, b'o', b'n', b'e']);
        assert_eq!(unbundle(&bytes).unwrap(), lines);
        for end in [1, 4, 6, bytes.len() - 1] {
            assert_eq!(unbundle(&bytes[..end]), Err(NotABundle), "{end}");
        }
        assert_eq!(bundle([vec![0; MAX_ENTRY_BYTES + 1]]), Err(NotABundle));
        assert!(bundle([vec![0; MAX_ENTRY_BYTES]]).is_ok());
    }
}
