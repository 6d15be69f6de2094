//! The manifest of a large file: what it is, and the digest of each of its pieces. A transfer goes by it: whoever has the manifest takes the
//! pieces in any order, knows each of them for itself, and names the one that is wrong.
//!
//! A message names the file by the digest of the whole and by the digest of its manifest, so the manifest is signed as part of whatever names
//! it. The digest of the whole follows from the bytes, not from the digests of the pieces: who takes a file computes it ([`Whole`]) before
//! the file counts.
//!
//! ```
//! use comity_domain::manifest::{Building, Naming};
//!
//! let mut building = Building::default();
//! building.take(b"a very short ")?;
//! building.take(b"recording")?;
//! let naming = Naming { name: "hearing.ogg".to_owned(), media_type: "audio/ogg".to_owned(), label: None };
//! let manifest = building.finish(naming)?;
//! assert_eq!((manifest.size(), manifest.pieces()), (22, 1));
//! manifest.check_piece(0, b"a very short recording")?;
//! assert!(manifest.check_piece(0, b"a very short recordinG").is_err());
//! # Ok::<(), comity_domain::manifest::BadFile>(())
//! ```

use core::ops::Range;

use comity_record::{Digest, canonical};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::json;
use crate::limits::{LARGE_FILE_MAX_BYTES, MANIFEST_LABEL_MAX_BYTES, MANIFEST_MAX_BYTES, PIECE_BYTES};
use crate::matter::FileRef;

/// What a large file is: of one form, which has one digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The form of this: 1.
    v: u32,
    sha256: Digest,
    size: u64,
    name: String,
    media_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Map<String, Value>>,
    pieces: Vec<Digest>,
}

/// What people say of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The name that its author gave it, without folders.
    pub name: String,
    /// Its media type, like `application/pdf`.
    pub media_type: String,
    /// What binds its use to a case, as whoever gave it wrote it.
    pub label: Option<Map<String, Value>>,
}

/// A manifest in the making: the bytes of the file pass through, in order, and none are kept.
#[derive(Debug, Clone, Default)]
pub struct Building {
    whole: Sha256,
    /// Of the piece that is not full yet.
    piece: Sha256,
    /// So many bytes it has.
    filled: usize,
    size: u64,
    pieces: Vec<Digest>,
}

/// The digest of a whole file in the making, for whoever checks each piece by its manifest.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    digest: Sha256,
    size: u64,
}

/// The pieces of a file that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    present: Vec<bool>,
    missing: u32,
}

/// A file, or its manifest, is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// The manifest is no manifest.
    #[error("the manifest: {at}: {because}")]
    Manifest {
        /// The place.
        at: String,
        /// What is wrong with it.
        because: String,
    },
    /// The name could lead elsewhere, or cannot be shown.
    #[error("a file name that is empty, hidden, too long, or has folders or control characters")]
    Name,
    /// The media type is none.
    #[error("a media type that is none")]
    MediaType,
    /// The file is longer than a file may be, or has nothing in it.
    #[error("a file of {size} bytes; at least 1 and at most {LARGE_FILE_MAX_BYTES} are allowed")]
    Size {
        /// How many bytes it has, or those that were taken of it.
        size: u64,
    },
    /// The file has no such piece.
    #[error("piece {index}: the file has {pieces}")]
    NoPiece {
        /// The piece.
        index: u32,
        /// So many there are.
        pieces: u32,
    },
    /// A piece has another length than it must have.
    #[error("piece {index}: {given} bytes instead of {expected}")]
    Length {
        /// The piece.
        index: u32,
        /// How many bytes it must have.
        expected: usize,
        /// How many it has.
        given: usize,
    },
    /// A piece does not have its digest.
    #[error("piece {index}: other bytes than the manifest says")]
    Piece {
        /// The piece.
        index: u32,
    },
    /// Every piece is right, and the whole is not: the manifest contradicts itself.
    #[error("the whole file has not the digest that the manifest says")]
    Whole,
}

impl BadFile {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Manifest { .. } => "manifest-malformed",
            Self::Name => "bad-file-name",
            Self::MediaType => "bad-media-type",
            Self::Size { .. } => "file-too-large",
            Self::NoPiece { .. } => "piece-unknown",
            Self::Length { .. } => "piece-wrong-length",
            Self::Piece { .. } => "piece-digest-mismatch",
            Self::Whole => "file-digest-mismatch",
        }
    }

    /// The place in the file, to be named beside the code.
    pub fn at(&self) -> String {
        match self {
            Self::Manifest { at, .. } => at.clone(),
            Self::Name => "manifest.name".to_owned(),
            Self::MediaType => "manifest.media_type".to_owned(),
            Self::Size { .. } => "manifest.size".to_owned(),
            Self::NoPiece { index, .. } | Self::Length { index, .. } | Self::Piece { index } => {
                format!("pieces[{index}]")
            }
            Self::Whole => "manifest.sha256".to_owned(),
        }
    }
}

impl Manifest {
    /// Reads a manifest: canonical JSON, as [`Manifest::to_bytes`] writes it, and nothing else.
    ///
    /// # Errors
    /// [`BadFile::Manifest`] with the place; [`BadFile::Name`], [`BadFile::MediaType`], [`BadFile::Size`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BadFile> {
        if bytes.len() > MANIFEST_MAX_BYTES {
            return Err(wrong("manifest", format!("longer than {MANIFEST_MAX_BYTES} bytes")));
        }
        let said: Said = serde_json::from_slice(bytes).map_err(|error| wrong("manifest", error.to_string()))?;
        let Said { v, sha256, size, name, media_type, label, pieces } = said;
        if v != 1 {
            return Err(wrong("manifest.v", format!("{v} is not known here")));
        }
        let manifest = Self { v, sha256, size, name, media_type, label, pieces };
        manifest.check()?;
        if manifest.to_bytes()? == bytes { Ok(manifest) } else { Err(wrong("manifest", "not canonical".to_owned())) }
    }

    /// Its canonical bytes.
    ///
    /// # Errors
    /// [`BadFile::Manifest`] if its label cannot be written so.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BadFile> {
        canonical::to_canonical(self).map_err(|error| wrong("manifest.label", error.to_string()))
    }

    /// The digest of these bytes: what a message names.
    ///
    /// # Errors
    /// As for [`Manifest::to_bytes`].
    pub fn digest(&self) -> Result<Digest, BadFile> {
        self.to_bytes().map(|bytes| Digest::of(&bytes))
    }

    /// The digest of the whole file.
    pub const fn sha256(&self) -> Digest {
        self.sha256
    }

    /// How many bytes the file has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// What binds its use to a case.
    pub const fn label(&self) -> Option<&Map<String, Value>> {
        self.label.as_ref()
    }

    /// The same without its label, for whoever has many at a time and only checks pieces by them: what they have then is of a size that the
    /// files account for.
    #[must_use]
    pub fn unlabelled(&self) -> Self {
        Self { label: None, ..self.clone() }
    }

    /// How many pieces it has: at least one.
    pub fn pieces(&self) -> u32 {
        u32::try_from(self.pieces.len()).unwrap_or(u32::MAX)
    }

    /// The file, as a message names it.
    ///
    /// # Errors
    /// As for [`Manifest::to_bytes`].
    pub fn file(&self) -> Result<FileRef, BadFile> {
        Ok(FileRef {
            sha256: self.sha256,
            size: self.size,
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            manifest: Some(self.digest()?),
        })
    }

    /// How many bytes a piece has: [`PIECE_BYTES`], and what is left in the last.
    ///
    /// # Errors
    /// [`BadFile::NoPiece`].
    pub fn length_of(&self, index: u32) -> Result<usize, BadFile> {
        let pieces = self.pieces();
        if index >= pieces {
            return Err(BadFile::NoPiece { index, pieces });
        }
        let before = u64::from(index) * PIECE_BYTES as u64;
        Ok(usize::try_from(self.size.saturating_sub(before)).unwrap_or(PIECE_BYTES).min(PIECE_BYTES))
    }

    /// The digest of a piece.
    ///
    /// # Errors
    /// [`BadFile::NoPiece`].
    pub fn digest_of(&self, index: u32) -> Result<Digest, BadFile> {
        let digest = usize::try_from(index).ok().and_then(|index| self.pieces.get(index)).copied();
        digest.ok_or(BadFile::NoPiece { index, pieces: self.pieces() })
    }

    /// Checks that these are the bytes of the piece `index`, from 0.
    ///
    /// # Errors
    /// [`BadFile::NoPiece`], [`BadFile::Length`]; [`BadFile::Piece`] for other bytes, also those of another piece.
    pub fn check_piece(&self, index: u32, bytes: &[u8]) -> Result<(), BadFile> {
        let expected = self.length_of(index)?;
        if bytes.len() != expected {
            return Err(BadFile::Length { index, expected, given: bytes.len() });
        }
        if Digest::of(bytes) == self.digest_of(index)? { Ok(()) } else { Err(BadFile::Piece { index }) }
    }

    /// Checks that what passed through `whole`, piece by piece in their order, is this file. The pieces are checked for themselves before.
    ///
    /// # Errors
    /// [`BadFile::Size`] if more or less passed; [`BadFile::Whole`].
    pub fn check_whole(&self, whole: Whole) -> Result<(), BadFile> {
        let Whole { digest, size } = whole;
        if size != self.size {
            return Err(BadFile::Size { size });
        }
        if self.sha256 == Digest::from_bytes(digest.finalize().into()) { Ok(()) } else { Err(BadFile::Whole) }
    }

    fn check(&self) -> Result<(), BadFile> {
        if !FileRef::is_good_name(&self.name) {
            return Err(BadFile::Name);
        }
        if !FileRef::is_good_media_type(&self.media_type) {
            return Err(BadFile::MediaType);
        }
        if !(1..=LARGE_FILE_MAX_BYTES).contains(&self.size) {
            return Err(BadFile::Size { size: self.size });
        }
        let expected = self.size.div_ceil(PIECE_BYTES as u64);
        if self.pieces.len() as u64 != expected {
            return Err(wrong("manifest.pieces", format!("{} instead of {expected}", self.pieces.len())));
        }
        if let Some(label) = &self.label {
            let text = serde_json::to_vec(label).map_err(|error| wrong("manifest.label", error.to_string()))?;
            let read = json::read(&text, "manifest.label", MANIFEST_LABEL_MAX_BYTES);
            read.map_err(|error| BadFile::Manifest { at: error.at, because: error.because })?;
        }
        Ok(())
    }
}

impl Building {
    /// Lets the next bytes of the file pass.
    ///
    /// # Errors
    /// [`BadFile::Size`] once there are more than a file may have.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), BadFile> {
        let size = self.size.saturating_add(bytes.len() as u64);
        if size > LARGE_FILE_MAX_BYTES {
            return Err(BadFile::Size { size });
        }
        self.size = size;
        self.whole.update(bytes);
        let mut rest = bytes;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(PIECE_BYTES - self.filled));
            self.piece.update(now);
            self.filled += now.len();
            rest = later;
            if self.filled == PIECE_BYTES {
                self.end_piece();
            }
        }
        Ok(())
    }

    /// So many bytes have passed.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The file is whole.
    ///
    /// # Errors
    /// [`BadFile::Size`] if nothing has passed; [`BadFile::Name`], [`BadFile::MediaType`], [`BadFile::Manifest`].
    pub fn finish(self, naming: Naming) -> Result<Manifest, BadFile> {
        let (sha256, size, pieces) = self.end();
        let Naming { name, media_type, label } = naming;
        let manifest = Manifest { v: 1, sha256, size, name, media_type, label, pieces };
        manifest.check()?;
        Ok(manifest)
    }

    fn end(mut self) -> (Digest, u64, Vec<Digest>) {
        if self.filled > 0 {
            self.end_piece();
        }
        (Digest::from_bytes(self.whole.finalize().into()), self.size, self.pieces)
    }

    fn end_piece(&mut self) {
        self.pieces.push(Digest::from_bytes(self.piece.finalize_reset().into()));
        self.filled = 0;
    }
}

impl Whole {
    /// Lets the next piece pass.
    pub fn take(&mut self, piece: &[u8]) {
        self.digest.update(piece);
        self.size = self.size.saturating_add(piece.len() as u64);
    }
}

impl Progress {
    /// Of a file with this manifest, of which these pieces are there. Others than it has are no pieces of it.
    pub fn of(manifest: &Manifest, present: impl IntoIterator<Item = u32>) -> Self {
        let mut progress = Self { present: vec![false; manifest.pieces.len()], missing: manifest.pieces() };
        for index in present {
            progress.arrived(index);
        }
        progress
    }

    /// A piece is there. Whether it was missing before.
    pub fn arrived(&mut self, index: u32) -> bool {
        let place = usize::try_from(index).ok().and_then(|index| self.present.get_mut(index));
        let was_missing = place.is_some_and(|present| !std::mem::replace(present, true));
        self.missing -= u32::from(was_missing);
        was_missing
    }

    /// A piece that was there is gone, or is not what it was. Whether it was there before.
    pub fn lost(&mut self, index: u32) -> bool {
        let place = usize::try_from(index).ok().and_then(|index| self.present.get_mut(index));
        let was_there = place.is_some_and(|present| std::mem::replace(present, false));
        self.missing += u32::from(was_there);
        was_there
    }

    /// Whether a piece is there.
    pub fn has(&self, index: u32) -> bool {
        usize::try_from(index).ok().and_then(|index| self.present.get(index)).copied().unwrap_or_default()
    }

    /// The pieces that are missing, in their order.
    pub fn missing(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.present).filter_map(|(index, present)| (!present).then_some(index))
    }

    /// The same as ranges.
    pub fn missing_ranges(&self) -> Vec<Range<u32>> {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for index in self.missing() {
            match ranges.last_mut() {
                Some(range) if range.end == index => range.end += 1,
                _ => ranges.push(index..index + 1),
            }
        }
        ranges
    }

    /// Whether all of them are there.
    pub const fn is_whole(&self) -> bool {
        self.missing == 0
    }
}

/// A manifest, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    v: u32,
    sha256: Digest,
    size: u64,
    name: String,
    media_type: String,
    #[serde(default)]
    label: Option<Map<String, Value>>,
    pieces: Vec<Digest>,
}

fn wrong(at: &str, because: String) -> BadFile {
    BadFile::Manifest { at: at.to_owned(), because }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn naming(name: &str) -> Naming {
        Naming { name: name.to_owned(), media_type: "video/mp4".to_owned(), label: None }
    }

    fn bytes(size: usize) -> Vec<u8> {
        (0..size).map(|place| (place / 7 + place % 251) as u8).collect()
    }

    fn manifest(bytes: &[u8]) -> Manifest {
        let mut building = Building::default();
        building.take(bytes).unwrap();
        building.finish(naming("hearing.mp4")).unwrap()
    }

    #[test]
    fn a_manifest_is_the_same_however_the_bytes_come_in() {
        let file = bytes(2 * PIECE_BYTES + 5);
        let whole = manifest(&file);
        let mut building = Building::default();
        for part in file.chunks(300_001) {
            building.take(part).unwrap();
        }
        assert_eq!(building.finish(naming("hearing.mp4")).unwrap(), whole);
        assert_eq!((whole.pieces(), whole.size()), (3, file.len() as u64));
        assert_eq!(whole.sha256(), Digest::of(&file));
        assert_eq!((whole.length_of(1), whole.length_of(2)), (Ok(PIECE_BYTES), Ok(5)));
    }

    #[test]
    fn a_piece_that_is_corrupt_too_short_or_in_anothers_place_is_named() {
        let file = bytes(2 * PIECE_BYTES + 5);
        let manifest = manifest(&file);
        let (first, second) = file.split_at(PIECE_BYTES);
        manifest.check_piece(0, first).unwrap();
        let mut corrupt = first.to_vec();
        corrupt[77] ^= 1;
        assert_eq!(manifest.check_piece(0, &corrupt), Err(BadFile::Piece { index: 0 }));
        let out_of_order = manifest.check_piece(0, &second[..PIECE_BYTES]).unwrap_err();
        assert_eq!((out_of_order.code(), out_of_order.at().as_str()), ("piece-digest-mismatch", "pieces[0]"));
        let short = BadFile::Length { index: 2, expected: 5, given: 4 };
        assert_eq!(manifest.check_piece(2, &file[2 * PIECE_BYTES + 1..]), Err(short));
        assert_eq!(manifest.check_piece(3, b""), Err(BadFile::NoPiece { index: 3, pieces: 3 }));
    }

    #[test]
    fn a_file_whose_pieces_are_right_and_whose_whole_is_not_is_refused() {
        let file = bytes(PIECE_BYTES + 1);
        let mut lying = manifest(&file);
        lying.sha256 = Digest::of(b"another");
        let mut whole = Whole::default();
        file.chunks(PIECE_BYTES).for_each(|piece| whole.take(piece));
        assert_eq!(lying.check_whole(whole.clone()), Err(BadFile::Whole));
        manifest(&file).check_whole(whole.clone()).unwrap();
        whole.take(b"more");
        assert_eq!(manifest(&file).check_whole(whole), Err(BadFile::Size { size: file.len() as u64 + 4 }));
    }

    #[test]
    fn names_that_lead_elsewhere_or_are_ten_megabytes_long_are_refused() {
        let long = "a".repeat(10 * 1024 * 1024);
        for name in ["../etc/passwd", "a/b", "a\\b", "", ".hidden", "a\u{0}b", "a\u{202e}gpj.exe", &long] {
            let mut building = Building::default();
            building.take(b"x").unwrap();
            assert_eq!(building.finish(naming(name)), Err(BadFile::Name), "{}", crate::json::shortened(name));
        }
    }

    #[test]
    fn an_empty_file_and_one_that_never_ends_are_refused() {
        assert_eq!(Building::default().finish(naming("a.mp4")), Err(BadFile::Size { size: 0 }));
        let mut building = Building { size: LARGE_FILE_MAX_BYTES, ..Building::default() };
        assert_eq!(building.take(b"x"), Err(BadFile::Size { size: LARGE_FILE_MAX_BYTES + 1 }));
    }

    #[test]
    fn a_manifest_that_is_spelt_otherwise_or_says_more_is_refused() {
        let manifest = manifest(&bytes(PIECE_BYTES + 1));
        let text = String::from_utf8(manifest.to_bytes().unwrap()).unwrap();
        assert_eq!(Manifest::parse(text.as_bytes()), Ok(manifest.clone()));
        let at = |text: String| Manifest::parse(text.as_bytes()).unwrap_err().at();
        assert_eq!(at(text.replacen("{", "{ ", 1)), "manifest");
        assert_eq!(at(text.replacen("\"v\":1", "\"v\":2", 1)), "manifest.v");
        assert_eq!(at(text.replacen("\"v\":1", "\"v\":1,\"x\":1", 1)), "manifest");
        assert_eq!(at(text.replacen("\"size\":1048577", "\"size\":1048576", 1)), "manifest.pieces");
        assert_eq!(at(text.replacen("\"size\":1048577", "\"size\":0", 1)), "manifest.size");
        assert_eq!(at(text.replacen("hearing.mp4", "../hearing.mp4", 1)), "manifest.name");
        assert_eq!(at("x".repeat(MANIFEST_MAX_BYTES + 1)), "manifest");
    }

    #[test]
    fn the_largest_manifest_fits_its_limit_and_its_label_is_signed_with_it() {
        let label = serde_json::json!({ "case": { "court": "cn-nansha", "number": "（2026）粤0191民初1号" } });
        let mut building = Building::default();
        building.take(b"x").unwrap();
        let Value::Object(label) = label else { panic!() };
        let labelled = building.clone().finish(Naming { label: Some(label), ..naming("a.mp4") }).unwrap();
        assert_ne!(labelled.digest(), building.finish(naming("a.mp4")).unwrap().digest());
        let pieces = (LARGE_FILE_MAX_BYTES / PIECE_BYTES as u64) as usize;
        let mut largest = Manifest { size: LARGE_FILE_MAX_BYTES, pieces: vec![Digest::of(b""); pieces], ..labelled };
        assert_eq!(Manifest::parse(&largest.to_bytes().unwrap()), Ok(largest.clone()));
        assert_eq!((largest.unlabelled().label(), largest.unlabelled().sha256()), (None, largest.sha256()));
        // What a label may have, and a byte more.
        for (bytes, is_good) in [(MANIFEST_LABEL_MAX_BYTES, true), (MANIFEST_LABEL_MAX_BYTES + 1, false)] {
            let text = "x".repeat(bytes - r#"{"case":""}"#.len());
            largest.label = Some(Map::from_iter([("case".to_owned(), Value::from(text))]));
            let parsed = Manifest::parse(&largest.to_bytes().unwrap());
            assert_eq!(parsed.as_ref().map_err(BadFile::at).err().as_deref(), (!is_good).then_some("manifest.label"));
        }
    }

    #[test]
    fn a_piece_that_is_lost_is_missing_again() {
        let manifest = manifest(&bytes(PIECE_BYTES + 1));
        let mut progress = Progress::of(&manifest, [0, 1]);
        assert!(progress.is_whole() && progress.lost(1) && !progress.lost(1) && !progress.lost(2));
        assert_eq!((progress.is_whole(), progress.missing().collect::<Vec<_>>()), (false, vec![1]));
        assert!(progress.arrived(1) && progress.is_whole());
    }

    proptest! {
        #[test]
        fn what_is_missing_is_what_never_arrived(arrived in proptest::collection::vec(0_u32..8, 0..12)) {
            let manifest = manifest(&bytes(4 * PIECE_BYTES + 1));
            let progress = Progress::of(&manifest, arrived.iter().copied());
            let missing: Vec<u32> = (0..5).filter(|index| !arrived.contains(index)).collect();
            prop_assert_eq!(progress.is_whole(), missing.is_empty());
            prop_assert_eq!(progress.missing().collect::<Vec<_>>(), missing.clone());
            prop_assert_eq!(progress.missing_ranges().into_iter().flatten().collect::<Vec<_>>(), missing);
            prop_assert!(arrived.iter().all(|index| progress.has(*index) == (*index < 5)));
        }
    }
}
