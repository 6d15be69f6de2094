//! What may be uploaded: a closed list of media types, each of a class with a size of its own. What a program runs is on no list.

use crate::limits::{
    UPLOAD_AUDIO_MAX_BYTES, UPLOAD_COLLECTION_MAX_BYTES, UPLOAD_DOCUMENT_MAX_BYTES, UPLOAD_IMAGE_MAX_BYTES,
    UPLOAD_VIDEO_MAX_BYTES,
};

/// What kind of file a media type stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileClass {
    /// Papers, tables, messages.
    Document,
    /// Pictures and scans.
    Image,
    /// Sound.
    Audio,
    /// Testimony, surveillance.
    Video,
    /// Many files in one, what is sealed, and what nobody has a type for: images of disks.
    Collection,
}

/// The types of each class.
const TYPES: [(FileClass, &[&str]); 5] = [
    (
        FileClass::Document,
        &[
            "application/json",
            "application/msword",
            "application/ofd",
            "application/pdf",
            "application/rtf",
            "application/vnd.ms-excel",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/xml",
            "message/rfc822",
            "text/csv",
            "text/plain",
        ],
    ),
    (FileClass::Image, &["image/bmp", "image/heic", "image/jpeg", "image/png", "image/tiff", "image/webp"]),
    (FileClass::Audio, &["audio/aac", "audio/amr", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav"]),
    (FileClass::Video, &["video/mp4", "video/mpeg", "video/quicktime", "video/webm", "video/x-matroska"]),
    (FileClass::Collection, &["application/octet-stream", "application/vnd.comity.sealed", "application/zip"]),
];

impl FileClass {
    /// The class of a media type, which may be written in capitals; none if nothing of the type is taken.
    pub fn of(media_type: &str) -> Option<Self> {
        let is_it = |known: &&str| known.eq_ignore_ascii_case(media_type);
        TYPES.iter().find(|(_, types)| types.iter().any(is_it)).map(|(class, _)| *class)
    }

    /// So many bytes one file of it may have.
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Document => UPLOAD_DOCUMENT_MAX_BYTES,
            Self::Image => UPLOAD_IMAGE_MAX_BYTES,
            Self::Audio => UPLOAD_AUDIO_MAX_BYTES,
            Self::Video => UPLOAD_VIDEO_MAX_BYTES,
            Self::Collection => UPLOAD_COLLECTION_MAX_BYTES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::UPLOAD_MAX_BYTES;

    #[test]
    fn what_a_program_runs_is_not_taken() {
        for media_type in ["application/x-msdownload", "text/html", "application/javascript", "image/svg+xml", "", "/"]
        {
            assert_eq!(FileClass::of(media_type), None, "{media_type}");
        }
        assert_eq!(FileClass::of("Application/PDF"), Some(FileClass::Document));
    }

    #[test]
    fn no_class_goes_beyond_what_an_upload_may_have() {
        assert!(TYPES.iter().all(|(class, _)| class.max_bytes() <= UPLOAD_MAX_BYTES));
        let mut types: Vec<_> = TYPES.iter().flat_map(|(_, types)| types.iter()).collect();
        let all = types.len();
        types.sort_unstable();
        types.dedup();
        assert_eq!(types.len(), all, "a type stands twice");
    }
}
