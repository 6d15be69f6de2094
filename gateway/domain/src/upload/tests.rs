use std::collections::BTreeMap;

use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::limits::{PIECE_BYTES as PIECE, UPLOAD_DOCUMENT_MAX_BYTES};

const HOUR_MS: i64 = 60 * 60 * 1000;

fn at(hours: i64) -> Time {
    Time::from_unix_ms(1_768_179_600_000).plus_ms(hours * HOUR_MS)
}

fn id(number: u128) -> UploadId {
    UploadId::new(Ulid::from_parts(1_768_179_600_000, number))
}

fn matter(number: u128) -> MatterId {
    MatterId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_600_000, number))
}

fn owner(person: &str) -> Owner {
    Owner { authority: "cn-nansha".parse().unwrap(), person: person.into() }
}

fn announced(length: u64, media_type: &str, sha256: Option<Digest>) -> Result<Announced, NotTaken> {
    let length = UploadLength::read(Some(&length.to_string())).unwrap();
    Announced::new(length, Metadata { name: "recording.mp4".into(), media_type: media_type.into(), sha256 })
}

fn upload(length: u64, sha256: Option<Digest>) -> Upload {
    Upload::new(id(1), matter(1), owner("lin-yu"), announced(length, "video/mp4", sha256).unwrap(), at(0))
}

/// The file of these bytes.
fn file_of(bytes: &[u8]) -> FileRef {
    let (sha256, size) = (Digest::of(bytes), bytes.len() as u64);
    FileRef { sha256, size, name: "recording.mp4".into(), media_type: "video/mp4".into(), manifest: None }
}

/// An upload all of whose bytes are there.
fn whole(bytes: &[u8]) -> Upload {
    let mut upload = upload(bytes.len() as u64, Some(Digest::of(bytes)));
    upload.kept(bytes.len() as u64, at(0));
    upload.arrived(file_of(bytes), at(0)).unwrap();
    upload
}

#[test]
fn what_is_announced_has_a_type_and_a_size_that_goes_with_it() {
    assert_eq!(announced(1, "text/html", None), Err(NotTaken::Type { given: "text/html".into() }));
    let (length, max) = (UPLOAD_DOCUMENT_MAX_BYTES + 1, UPLOAD_DOCUMENT_MAX_BYTES);
    assert_eq!(announced(length, "application/pdf", None), Err(NotTaken::TooLarge { length, max }));
    assert!(announced(length, "video/mp4", None).is_ok());
    assert_eq!(announced(0, "video/mp4", None), Err(NotTaken::Empty));
}

#[test]
fn bytes_are_received_only_where_the_kept_ones_end() {
    let mut upload = upload(10, None);
    assert_eq!(upload.may_receive(0, Some(10), at(0)), Ok(()));
    upload.kept(4, at(0));
    assert_eq!(upload.may_receive(0, Some(4), at(0)), Err(NotTaken::Offset { given: 0, kept: 4 }));
    assert_eq!(upload.may_receive(5, None, at(0)), Err(NotTaken::Offset { given: 5, kept: 4 }));
    assert_eq!(upload.may_receive(4, Some(7), at(0)), Err(NotTaken::TooLong { length: 10 }));
    assert_eq!(upload.may_receive(4, Some(u64::MAX), at(0)), Err(NotTaken::TooLong { length: 10 }));
    assert_eq!(upload.may_receive(4, None, at(0)), Ok(()));
    upload.kept(3, at(0));
    assert_eq!(upload.offset(), 4, "what is kept is not lost again");
    upload.kept(11, at(0));
    assert_eq!(upload.offset(), 10, "nor does it become more than was announced");
}

#[test]
fn a_file_whose_digest_is_not_the_announced_one_is_refused() {
    let mut upload = upload(5, Some(Digest::of(b"claim")));
    assert_eq!(
        upload.arrived(file_of(b"claim"), at(0)),
        Err(NotTaken::State { state: "receiving" }),
        "it is not whole"
    );
    upload.kept(5, at(0));
    let refused = upload.arrived(file_of(b"clain"), at(0)).unwrap_err();
    assert_eq!((refused.code(), refused.at()), ("upload-digest", Some("Upload-Metadata.sha256")));
    assert_eq!(upload.state, State::Refused { reason: "upload-digest".into() });
    assert_eq!(upload.file(), None);
    upload.examined(Verdict::Clean, at(0));
    upload.taken(file_of(b"claim"), at(0));
    assert_eq!(upload.state.code(), "refused", "and nothing brings it into the matter");
}

#[test]
fn a_file_is_held_until_the_scanner_has_looked_at_it() {
    let mut upload = whole(b"claim");
    upload.taken(file_of(b"claim"), at(0));
    assert_eq!(upload.state, State::Held { file: file_of(b"claim"), waits: None }, "it is in no matter before");
    upload.examined(Verdict::Unknown(Waits::ScannerSilent), at(1));
    assert_eq!(upload.state, State::Held { file: file_of(b"claim"), waits: Some(Waits::ScannerSilent) });
    assert_eq!(upload.state.waits(), Some(Waits::ScannerSilent));
    assert!(!upload.expire(at(1_000_000)), "a file that waits for the scanner is not lost meanwhile");
    upload.examined(Verdict::Clean, at(2));
    upload.taken(file_of(b"claim"), at(2));
    assert_eq!(upload.state, State::Taken { file: file_of(b"claim"), examined: true });
    assert_eq!(upload.file(), Some(&file_of(b"claim")));
}

#[test]
fn a_file_in_which_something_was_found_never_comes_into_the_matter() {
    let mut upload = whole(b"claim");
    upload.examined(Verdict::Infected("Win.Test.EICAR_HDB-1".into()), at(0));
    for _ in 0..2 {
        assert_eq!(upload.state, State::Infected { finding: "Win.Test.EICAR_HDB-1".into() });
        upload.examined(Verdict::Clean, at(1));
        upload.unexamined(at(1));
        upload.taken(file_of(b"claim"), at(1));
    }
    assert_eq!(upload.file(), None);
}

#[test]
fn where_nobody_looks_a_file_says_that_nobody_looked() {
    let mut upload = whole(b"claim");
    upload.unexamined(at(0));
    upload.taken(file_of(b"claim"), at(0));
    assert_eq!(upload.state, State::Taken { file: file_of(b"claim"), examined: false });
}

#[test]
fn an_upload_that_nobody_brings_forward_expires_three_days_after_its_last_byte() {
    let mut upload = upload(10, None);
    assert_eq!(upload.expires(), Some(at(72)));
    upload.kept(4, at(70));
    assert_eq!(upload.expires(), Some(at(142)));
    assert!(!upload.expire(at(142)));
    assert_eq!(upload.may_receive(4, None, at(143)), Err(NotTaken::Expired));
    assert!(upload.expire(at(143)));
    assert!(!upload.expire(at(143)), "its bytes go once");
    assert_eq!((upload.state.code(), upload.offset()), ("expired", 0));
    assert_eq!(upload.may_receive(0, None, at(143)), Err(NotTaken::Expired));
    let mut ahead = super::tests::upload(10, None);
    assert!(ahead.expire(at(-73)), "a clock that was set back keeps no upload for ever");
}

#[test]
fn what_is_on_file_is_not_taken_back() {
    let mut upload = upload(5, None);
    assert_eq!(upload.clone().end(at(0)), Ok(()));
    upload.kept(5, at(0));
    upload.arrived(file_of(b"claim"), at(0)).unwrap();
    let mut ended = upload.clone();
    assert_eq!(ended.end(at(0)), Ok(()), "a file that waits may be ended");
    assert_eq!(ended.may_receive(0, None, at(0)), Err(NotTaken::Ended));
    assert_eq!((ended.end(at(0)), ended.offset(), ended.file()), (Err(NotTaken::Ended), 0, None));
    upload.examined(Verdict::Clean, at(0));
    assert_eq!(upload.end(at(0)), Err(NotTaken::State { state: "clean" }));
    upload.taken(file_of(b"claim"), at(0));
    assert_eq!(upload.end(at(0)), Err(NotTaken::State { state: "taken" }));
}

#[test]
fn one_person_opens_no_more_uploads_and_announces_no_more_bytes_than_one_may() {
    let allowance = Allowance { of_person: 2, of_person_bytes: 100, all: 3, all_bytes: 150 };
    let mut uploads = Uploads::new(allowance);
    let announce = |length| announced(length, "video/mp4", None).unwrap();
    let put = |uploads: &mut Uploads, number, person: &str, length| {
        uploads.has_room_for(&owner(person), &announce(length))?;
        uploads.put(Upload::new(id(number), matter(1), owner(person), announce(length), at(0)));
        Ok(())
    };
    assert_eq!(put(&mut uploads, 1, "lin-yu", 60), Ok(()));
    assert_eq!(put(&mut uploads, 2, "lin-yu", 41), Err(NotTaken::TooManyOpen));
    assert_eq!(put(&mut uploads, 2, "lin-yu", 40), Ok(()));
    assert_eq!(put(&mut uploads, 3, "lin-yu", 1), Err(NotTaken::TooManyOpen));
    assert_eq!(put(&mut uploads, 3, "he-min", 51), Err(NotTaken::Full));
    assert_eq!(put(&mut uploads, 3, "he-min", 50), Ok(()));
    assert_eq!(put(&mut uploads, 4, "zhou-wei", 1), Err(NotTaken::Full));
    let mut ended = uploads.get(&id(2)).unwrap().clone();
    ended.refused("wrong-state", at(0));
    uploads.put(ended);
    assert_eq!(put(&mut uploads, 5, "lin-yu", 40), Ok(()), "what has ended does not count");
}

#[test]
fn each_upload_is_due_for_what_comes_next() {
    let mut uploads = Uploads::default();
    let put = |uploads: &mut Uploads, number, bring: &dyn Fn(&mut Upload)| {
        let mut it = Upload { id: id(number), ..upload(5, None) };
        bring(&mut it);
        uploads.put(it);
    };
    let to_whole = |it: &mut Upload| {
        it.kept(5, at(0));
        it.arrived(file_of(b"claim"), at(0)).unwrap();
    };
    put(&mut uploads, 1, &|_| {});
    put(&mut uploads, 2, &to_whole);
    put(&mut uploads, 3, &|it| {
        to_whole(it);
        it.examined(Verdict::Clean, at(0));
    });
    put(&mut uploads, 4, &|it| {
        to_whole(it);
        it.examined(Verdict::Infected("x".into()), at(0));
    });
    put(&mut uploads, 5, &|it| it.kept(5, at(0)));
    assert_eq!(uploads.due(at(1)), [(id(2), Due::Scan), (id(3), Due::Admit), (id(5), Due::Finish)]);
    let due =
        [(id(1), Due::Expire), (id(2), Due::Scan), (id(3), Due::Admit), (id(4), Due::Forget), (id(5), Due::Finish)];
    assert_eq!(uploads.due(at(100)), due);
    assert_eq!(uploads.of_matter(&matter(1)).count(), 5);
    assert_eq!(uploads.of_matter(&matter(2)).count(), 0);
    assert!(uploads.forget(&id(4)).is_some() && uploads.get(&id(4)).is_none());
}

#[test]
fn what_an_upload_is_outlives_a_restart() {
    let mut infected = whole(b"claim");
    infected.examined(Verdict::Infected("x".into()), at(0));
    for upload in [upload(10, None), whole(b"claim"), infected] {
        let written = serde_json::to_string(&upload).unwrap();
        assert_eq!(serde_json::from_str::<Upload>(&written).unwrap(), upload);
    }
}

#[test]
fn every_refusal_has_a_code_of_the_list() {
    let digest = Digest::of(b"");
    let all = [
        NotTaken::Type { given: String::new() },
        NotTaken::TooLarge { length: 1, max: 0 },
        NotTaken::Empty,
        NotTaken::TooManyOpen,
        NotTaken::Full,
        NotTaken::Offset { given: 0, kept: 1 },
        NotTaken::TooLong { length: 1 },
        NotTaken::Checksum,
        NotTaken::Digest { announced: digest, found: digest },
        NotTaken::Expired,
        NotTaken::Ended,
        NotTaken::State { state: "taken" },
    ];
    assert_eq!(all.map(|refusal| refusal.code()), NotTaken::CODES);
}

/// A disk: the pieces that are on it, the last of them perhaps unfinished, and the upload as it was last written there.
#[derive(Clone)]
struct Ground {
    pieces: BTreeMap<u64, Vec<u8>>,
    upload: Upload,
}

/// How one request goes.
#[derive(Debug, Clone)]
struct Play {
    /// Bytes that are sent, if the file has so many left.
    bytes: usize,
    /// Bytes in one frame.
    frame: usize,
    /// The connection breaks with the last of them.
    breaks: bool,
    checksum: Option<bool>,
    /// The gateway is killed after so many writes.
    killed_after: Option<usize>,
}

impl Ground {
    /// What is on the disk of what the upload says is kept.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.pieces.values().flatten().copied().collect();
        bytes.truncate(usize::try_from(self.upload.offset()).unwrap());
        bytes
    }

    /// The unfinished piece, as far as it counts.
    fn tail(&self) -> Vec<u8> {
        let (piece, counts) = (self.upload.offset() / PIECE as u64, self.upload.offset() % PIECE as u64);
        let mut tail = self.pieces.get(&piece).cloned().unwrap_or_default();
        tail.truncate(usize::try_from(counts).unwrap());
        tail
    }

    /// What the server does with a request, against a disk that is cut off after some writes.
    fn receive(&mut self, file: &[u8], play: &Play) {
        let from = usize::try_from(self.upload.offset()).unwrap();
        let body = &file[from..(from + play.bytes).min(file.len())];
        let said = play.checksum.map(|right| Checksum(if right { Digest::of(body) } else { Digest::of(b"other") }));
        let mut writes_left = play.killed_after.unwrap_or(usize::MAX);
        let mut write = move || {
            let goes = writes_left > 0;
            writes_left = writes_left.saturating_sub(1);
            goes
        };
        self.upload.may_receive(from as u64, None, at(0)).unwrap();
        let mut patch = Patch::begin(&self.upload, self.tail(), said).unwrap();
        for frame in body.chunks(play.frame) {
            patch.take(frame).unwrap();
            while let Some(piece) = patch.piece() {
                if !write() {
                    return;
                }
                let (number, bytes) = (patch.next_piece(), piece.len() as u64);
                self.pieces.insert(number, piece);
                if let Some(offset) = patch.written(bytes) {
                    if !write() {
                        return;
                    }
                    self.upload.kept(offset, at(0));
                }
            }
        }
        let number = patch.next_piece();
        let ended = if play.breaks { Ended::Broken } else { Ended::Whole };
        let Outcome::Keep { tail, offset } = patch.end(ended) else { return };
        if !write() {
            return;
        }
        if !tail.is_empty() {
            self.pieces.insert(number, tail);
        }
        if write() {
            self.upload.kept(offset, at(0));
        }
    }
}

fn play() -> impl Strategy<Value = Play> {
    let bytes = prop_oneof![1..4_000_usize, PIECE - 2..PIECE + 2, 1..3 * PIECE];
    let frame = prop_oneof![Just(PIECE / 3), Just(PIECE), Just(7 * PIECE), 10_000..70_000_usize];
    let checksum = prop::option::weighted(0.4, prop::bool::weighted(0.7));
    let killed_after = prop::option::weighted(0.3, 0..6_usize);
    (bytes, frame, any::<bool>(), checksum, killed_after).prop_map(|(bytes, frame, breaks, checksum, killed_after)| {
        Play { bytes, frame, breaks, checksum, killed_after }
    })
}

fn bytes_of(length: usize) -> Vec<u8> {
    (0..length).map(|n| ((n * 31) ^ (n >> 11)) as u8).collect()
}

proptest! {
    #[test]
    fn however_a_file_comes_what_is_kept_is_its_beginning_and_in_the_end_the_file(
        length in prop_oneof![1..3_000_usize, Just(PIECE), Just(PIECE + 1), 1..4 * PIECE],
        plays in prop::collection::vec(play(), 0..12),
    ) {
        let file = bytes_of(length);
        let mut ground = Ground { pieces: BTreeMap::new(), upload: upload(length as u64, None) };
        for play in &plays {
            if ground.upload.offset() == length as u64 {
                break;
            }
            let before = ground.upload.offset();
            ground.receive(&file, play);
            let offset = ground.upload.offset();
            prop_assert!(offset >= before, "{play:?}: what was kept is gone");
            let kept = ground.bytes();
            prop_assert_eq!(kept.len() as u64, offset, "more is told than is on the disk, after {:?}", play);
            prop_assert!(kept == file[..kept.len()], "other bytes, after {play:?}");
            if play.checksum == Some(false) {
                prop_assert_eq!(offset, before, "bytes count whose checksum is wrong");
            }
        }
        let rest = Play { bytes: length, frame: 50_000, breaks: false, checksum: Some(true), killed_after: None };
        if ground.upload.offset() < length as u64 {
            ground.receive(&file, &rest);
        }
        prop_assert_eq!(ground.upload.offset(), length as u64);
        prop_assert!(ground.bytes() == file);
    }

    #[test]
    fn no_more_is_taken_than_was_announced(length in 1..2_000_u64, more in 1..2_000_u64) {
        let mut patch = Patch::begin(&upload(length, None), Vec::new(), None).unwrap();
        let all = vec![0; usize::try_from(length).unwrap()];
        patch.take(&all).unwrap();
        let surplus = vec![0; usize::try_from(more).unwrap()];
        prop_assert_eq!(patch.take(&surplus), Err(NotTaken::TooLong { length }));
        prop_assert_eq!(patch.received(), length);
    }
}

#[test]
fn a_request_does_not_go_on_behind_bytes_that_are_not_there() {
    let mut upload = upload(10, None);
    upload.kept(4, at(0));
    assert!(Patch::begin(&upload, b"abcd".to_vec(), None).is_ok());
    let refused = Patch::begin(&upload, b"abc".to_vec(), None).unwrap_err();
    assert_eq!(refused, NotTaken::Offset { given: 3, kept: 4 });
}
