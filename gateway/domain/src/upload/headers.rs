//! The header lines of tus 1.0, read into types that cannot be wrong, and written again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_record::{Digest, Time};

use crate::limits::{UPLOAD_MAX_BYTES, UPLOAD_METADATA_MAX_BYTES};
use crate::matter::FileRef;

/// The one version of the protocol that is spoken here.
pub const VERSION: &str = "1.0.0";
/// What of its extensions.
pub const EXTENSIONS: &str = "creation,checksum,expiration,termination";
/// The algorithm of checksums. The protocol names SHA-1 too, by which a court promises nothing.
pub const CHECKSUM_ALGORITHM: &str = "sha256";
/// The media type of a request that carries bytes of a file.
pub const BODY_TYPE: &str = "application/offset+octet-stream";

/// `Tus-Resumable`.
pub const TUS_RESUMABLE: &str = "Tus-Resumable";
/// `Upload-Length`.
pub const UPLOAD_LENGTH: &str = "Upload-Length";
/// `Upload-Offset`.
pub const UPLOAD_OFFSET: &str = "Upload-Offset";
/// `Upload-Metadata`.
pub const UPLOAD_METADATA: &str = "Upload-Metadata";
/// `Upload-Checksum`.
pub const UPLOAD_CHECKSUM: &str = "Upload-Checksum";
/// `Upload-Expires`.
pub const UPLOAD_EXPIRES: &str = "Upload-Expires";
/// `Content-Type`.
pub const CONTENT_TYPE: &str = "Content-Type";

/// A header line cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadHeader {
    /// The client speaks no version of the protocol that is spoken here.
    #[error("the version of tus is not {VERSION}")]
    Version,
    /// A header line is missing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A header line, or a part of it, cannot be read.
    #[error("`{0}` cannot be read")]
    Malformed(&'static str),
    /// A header line, or a part of it, is longer than it may be.
    #[error("`{0}` is too long")]
    TooLong(&'static str),
    /// More bytes than any file may have.
    #[error("`{UPLOAD_LENGTH}` is more than {UPLOAD_MAX_BYTES}")]
    TooLarge,
    /// The file's name cannot be shown to people and written to their disks.
    #[error("the file's name is not one")]
    Name,
    /// A checksum of another algorithm.
    #[error("the algorithm of the checksum is not {CHECKSUM_ALGORITHM}")]
    Algorithm,
    /// The request's body is not said to be part of a file.
    #[error("the body is not `{BODY_TYPE}`")]
    BodyType,
}

impl BadHeader {
    /// Every code.
    pub const CODES: [&'static str; 8] = [
        "tus-version",
        "header-missing",
        "header-malformed",
        "header-too-long",
        "file-too-large",
        "bad-file-name",
        "checksum-algorithm",
        "upload-body-type",
    ];

    /// The code of the message for the person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Version => "tus-version",
            Self::Missing(_) => "header-missing",
            Self::Malformed(_) => "header-malformed",
            Self::TooLong(_) => "header-too-long",
            Self::TooLarge => "file-too-large",
            Self::Name => "bad-file-name",
            Self::Algorithm => "checksum-algorithm",
            Self::BodyType => "upload-body-type",
        }
    }

    /// The header line, or the part of one.
    pub const fn at(self) -> &'static str {
        match self {
            Self::Version => TUS_RESUMABLE,
            Self::Missing(at) | Self::Malformed(at) | Self::TooLong(at) => at,
            Self::TooLarge => UPLOAD_LENGTH,
            Self::Name => "Upload-Metadata.filename",
            Self::Algorithm => UPLOAD_CHECKSUM,
            Self::BodyType => CONTENT_TYPE,
        }
    }
}

/// Whether the client speaks this version of the protocol.
///
/// # Errors
/// [`BadHeader::Version`].
pub fn version(value: Option<&str>) -> Result<(), BadHeader> {
    if value == Some(VERSION) { Ok(()) } else { Err(BadHeader::Version) }
}

/// Whether the body is said to be part of a file.
///
/// # Errors
/// [`BadHeader::BodyType`].
pub fn body_type(value: Option<&str>) -> Result<(), BadHeader> {
    let is_it = value.is_some_and(|value| value.trim().eq_ignore_ascii_case(BODY_TYPE));
    if is_it { Ok(()) } else { Err(BadHeader::BodyType) }
}

/// The value of `Upload-Length`: never more than any file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadLength(u64);

impl UploadLength {
    /// Reads the value of the header line.
    ///
    /// # Errors
    /// [`BadHeader`], with the place.
    pub fn read(value: Option<&str>) -> Result<Self, BadHeader> {
        let bytes = whole_number(value, UPLOAD_LENGTH)?;
        if bytes > UPLOAD_MAX_BYTES { Err(BadHeader::TooLarge) } else { Ok(Self(bytes)) }
    }

    /// In bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

/// Reads the value of `Upload-Offset`, in bytes.
///
/// # Errors
/// [`BadHeader`], with the place.
pub fn upload_offset(value: Option<&str>) -> Result<u64, BadHeader> {
    whole_number(value, UPLOAD_OFFSET)
}

/// What `Upload-Metadata` says of a file. What it says besides is not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) sha256: Option<Digest>,
}

impl Metadata {
    /// Reads the value of the header line: pairs of a key and a value in base64, set apart by commas. `filename` must be there;
    /// `filetype` and `sha256` may (64 hex digits, with or without `sha256:`).
    ///
    /// # Errors
    /// [`BadHeader`], with the place.
    pub fn read(value: Option<&str>) -> Result<Self, BadHeader> {
        let value = value.ok_or(BadHeader::Missing(UPLOAD_METADATA))?;
        if value.len() > UPLOAD_METADATA_MAX_BYTES {
            return Err(BadHeader::TooLong(UPLOAD_METADATA));
        }
        let pairs = pairs(value)?;
        let text = |key: &str| pairs.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str());
        let name = text("filename").ok_or(BadHeader::Missing("Upload-Metadata.filename"))?;
        if !FileRef::is_good_name(name) {
            return Err(BadHeader::Name);
        }
        let media_type = text("filetype").filter(|given| !given.is_empty()).unwrap_or("application/octet-stream");
        let sha256 = text("sha256").map(digest).transpose()?;
        Ok(Self { name: name.to_owned(), media_type: media_type.to_owned(), sha256 })
    }

    /// The value of a header line that says this.
    pub fn write(name: &str, media_type: &str, sha256: Digest) -> String {
        let pairs = [("filename", name), ("filetype", media_type), ("sha256", &sha256.hex())];
        pairs.map(|(key, value)| format!("{key} {}", STANDARD.encode(value))).join(",")
    }
}

/// Reads the value of `Upload-Checksum`, if there is one: the digest of the request's body.
///
/// # Errors
/// [`BadHeader::Algorithm`], [`BadHeader::Malformed`].
pub fn upload_checksum(value: Option<&str>) -> Result<Option<Digest>, BadHeader> {
    let Some(value) = value else { return Ok(None) };
    let malformed = BadHeader::Malformed(UPLOAD_CHECKSUM);
    let (algorithm, digest) = value.trim().split_once(' ').ok_or(malformed)?;
    if algorithm != CHECKSUM_ALGORITHM {
        return Err(BadHeader::Algorithm);
    }
    let bytes = STANDARD.decode(digest.trim()).map_err(|_| malformed)?;
    Ok(Some(Digest::from_bytes(bytes.try_into().map_err(|_| malformed)?)))
}

/// The value of `Upload-Checksum` for a body of this digest.
pub fn write_checksum(digest: Digest) -> String {
    format!("{CHECKSUM_ALGORITHM} {}", STANDARD.encode(digest.as_bytes()))
}

/// The value of `Upload-Expires`: a time as HTTP writes it, to the second.
pub fn write_expires(time: Time) -> String {
    let timestamp = jiff::Timestamp::from_millisecond(time.unix_ms()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let written = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp);
    // A year of five digits has no such form, and no upload lasts so long.
    written.unwrap_or_default()
}

/// A whole number, in decimal digits alone.
fn whole_number(value: Option<&str>, at: &'static str) -> Result<u64, BadHeader> {
    let digits = value.ok_or(BadHeader::Missing(at))?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadHeader::Malformed(at));
    }
    digits.parse().map_err(|_| BadHeader::TooLong(at))
}

/// The pairs of `Upload-Metadata`, each key once.
fn pairs(value: &str) -> Result<Vec<(&str, String)>, BadHeader> {
    let malformed = BadHeader::Malformed(UPLOAD_METADATA);
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for pair in value.split(',') {
        let pair = pair.trim();
        let (key, encoded) = pair.split_once(' ').unwrap_or((pair, ""));
        if key.is_empty() || !key.is_ascii() || pairs.iter().any(|(known, _)| *known == key) {
            return Err(malformed);
        }
        let bytes = STANDARD.decode(encoded).map_err(|_| malformed)?;
        pairs.push((key, String::from_utf8(bytes).map_err(|_| malformed)?));
    }
    Ok(pairs)
}

fn digest(text: &str) -> Result<Digest, BadHeader> {
    let hex = text.strip_prefix("sha256:").unwrap_or(text).to_ascii_lowercase();
    format!("sha256:{hex}").parse().map_err(|_| BadHeader::Malformed("Upload-Metadata.sha256"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn metadata(pairs: &[(&str, &str)]) -> Result<Metadata, BadHeader> {
        let written: Vec<_> = pairs.iter().map(|(key, value)| format!("{key} {}", STANDARD.encode(value))).collect();
        Metadata::read(Some(&written.join(",")))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let sha256 = Digest::of(b"a recording");
        let written = Metadata::write("庭審錄像.mp4", "video/mp4", sha256);
        let read = Metadata::read(Some(&written)).unwrap();
        assert_eq!(
            (read.name.as_str(), read.media_type.as_str(), read.sha256),
            ("庭審錄像.mp4", "video/mp4", Some(sha256))
        );
        assert_eq!(upload_checksum(Some(&write_checksum(sha256))), Ok(Some(sha256)));
        let time = Time::from_unix_ms(1_768_179_723_456);
        assert_eq!(write_expires(time), "Mon, 12 Jan 2026 01:02:03 GMT");
    }

    #[test]
    fn a_file_without_a_type_is_bytes_and_what_else_is_said_is_not_looked_at() {
        let read = metadata(&[("filename", "disk.img"), ("relativePath", "null"), ("is_confidential", "")]).unwrap();
        assert_eq!((read.media_type.as_str(), read.sha256), ("application/octet-stream", None));
        // A key without a value, as the protocol has it.
        let bare = format!("is_confidential,filename {}", STANDARD.encode("disk.img"));
        assert_eq!(Metadata::read(Some(&bare)).unwrap().name, "disk.img");
    }

    #[test]
    fn a_name_that_leaves_its_folder_or_hides_is_refused_at_its_place() {
        for name in
            ["../../etc/passwd", "/etc/passwd", "..", ".profile", "a\\b", "a\0b", " ", "\u{202e}txt.exe", "C:x", ""]
        {
            let refused = metadata(&[("filename", name)]).unwrap_err();
            assert_eq!((refused, refused.at()), (BadHeader::Name, "Upload-Metadata.filename"), "{name:?}");
        }
        assert_eq!(metadata(&[("filetype", "text/plain")]), Err(BadHeader::Missing("Upload-Metadata.filename")));
    }

    #[test]
    fn a_name_of_ten_megabytes_is_refused_before_it_is_decoded() {
        let name = "a".repeat(10 * 1024 * 1024);
        assert_eq!(metadata(&[("filename", &name)]), Err(BadHeader::TooLong(UPLOAD_METADATA)));
        assert_eq!(metadata(&[("filename", &name[..256])]), Err(BadHeader::Name));
    }

    #[test]
    fn metadata_that_cannot_be_read_is_refused() {
        for value in ["filename !!!", "filename YQ==,filename Yg==", ",", "filename  YQ==", "filename /w=="] {
            assert_eq!(Metadata::read(Some(value)), Err(BadHeader::Malformed(UPLOAD_METADATA)), "{value}");
        }
        assert_eq!(Metadata::read(None), Err(BadHeader::Missing(UPLOAD_METADATA)));
        let digest = metadata(&[("filename", "a"), ("sha256", "12")]);
        assert_eq!(digest, Err(BadHeader::Malformed("Upload-Metadata.sha256")));
    }

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        for value in ["", "-1", "+1", "1e3", " 1", "0x10", "१"] {
            assert_eq!(upload_offset(Some(value)), Err(BadHeader::Malformed(UPLOAD_OFFSET)), "{value:?}");
        }
        assert_eq!(upload_offset(Some("99999999999999999999")), Err(BadHeader::TooLong(UPLOAD_OFFSET)));
        assert_eq!(upload_offset(Some("0")), Ok(0));
        assert_eq!(upload_offset(None), Err(BadHeader::Missing(UPLOAD_OFFSET)));
        let beyond = (UPLOAD_MAX_BYTES + 1).to_string();
        assert_eq!(UploadLength::read(Some(&beyond)), Err(BadHeader::TooLarge));
    }

    #[test]
    fn another_version_another_body_and_another_checksum_are_refused() {
        for value in [None, Some(""), Some("0.2.2"), Some("1.0")] {
            assert_eq!(version(value), Err(BadHeader::Version));
        }
        assert_eq!(version(Some("1.0.0")), Ok(()));
        for value in [None, Some("application/octet-stream"), Some("application/json")] {
            assert_eq!(body_type(value), Err(BadHeader::BodyType));
        }
        assert_eq!(body_type(Some(BODY_TYPE)), Ok(()));
        assert_eq!(upload_checksum(Some("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")), Err(BadHeader::Algorithm));
        for value in ["sha256", "sha256 ", "sha256 YQ==", "sha256 !"] {
            assert_eq!(upload_checksum(Some(value)), Err(BadHeader::Malformed(UPLOAD_CHECKSUM)), "{value}");
        }
        assert_eq!(upload_checksum(None), Ok(None));
    }

    #[test]
    fn every_refusal_has_a_code_of_the_list() {
        let all = [
            BadHeader::Version,
            BadHeader::Missing(UPLOAD_LENGTH),
            BadHeader::Malformed(UPLOAD_LENGTH),
            BadHeader::TooLong(UPLOAD_LENGTH),
            BadHeader::TooLarge,
            BadHeader::Name,
            BadHeader::Algorithm,
            BadHeader::BodyType,
        ];
        assert_eq!(all.map(BadHeader::code), BadHeader::CODES);
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_header_line_is_read_or_refused_and_a_read_name_is_a_good_one(value in ".{0,200}") {
            let _ = (upload_offset(Some(&value)), UploadLength::read(Some(&value)), upload_checksum(Some(&value)));
            if let Ok(read) = Metadata::read(Some(&value)) {
                prop_assert!(FileRef::is_good_name(&read.name));
            }
        }

        #[test]
        fn any_good_name_passes(name in "[\\p{L}\\p{N} ._-]{1,60}") {
            prop_assume!(FileRef::is_good_name(&name));
            let read = metadata(&[("filename", &name)]).unwrap();
            prop_assert_eq!(read.name, name);
        }
    }
}
