use comity_domain::limits::{PIECE_BYTES, SCANNER_FILE_BYTES};
use comity_domain::upload::headers::{Metadata, UploadLength};
use comity_store::{Store, StoreError};
use serde_json::Value;
use ulid::Ulid;

use super::super::failure::FailureKind;
use super::super::staging::tests::store;
use super::super::tests::{gateway, open, operator, world};
use super::*;
use crate::access::{Access, Actor, Credential, Role, Standing};
use crate::app::NewDraft;
use crate::config::{Clamd, ScannerAddress};

const DRAFT: &str = include_str!("../../../../../fixtures/matters/sale-of-goods/draft-corrected.json");
const LATER_MS: i64 = 4 * 24 * 60 * 60 * 1000;

fn at(ms: i64) -> Time {
    Time::from_unix_ms(1_768_179_723_000 + ms)
}

fn matter() -> MatterId {
    "cn/01KEQ3V3T0000000000000000A".parse().unwrap()
}

fn upload(number: u128, length: usize, sha256: Digest) -> Upload {
    let metadata = Metadata::read(Some(&Metadata::write("recording.mp4", "video/mp4", sha256))).unwrap();
    let length = UploadLength::read(Some(&length.to_string())).unwrap();
    let owner = Owner { authority: "cn-nansha".parse().unwrap(), person: "lin-yu".into() };
    let id = UploadId::new(Ulid::from_parts(1_768_179_600_000, number));
    Upload::new(id, matter(), owner, Announced::new(length, metadata).unwrap(), at(0))
}

fn intake(store: &Store) -> Intake {
    Intake::open(store, Some(Scanner::None)).unwrap()
}

/// Brings bytes as one request does, by the pieces that it makes.
fn bring(intake: &Intake, id: UploadId, bytes: &[u8]) {
    let upload = intake.find(id).unwrap();
    let tail = intake.tail(&upload).unwrap();
    let mut building = intake.building_up_to(id, upload.offset() - tail.len() as u64);
    let mut patch = Patch::begin(&upload, tail, None).unwrap();
    patch.take(bytes).unwrap();
    while let Some(piece) = patch.piece() {
        building.iter_mut().for_each(|building| building.take(&piece).unwrap());
        intake.put_piece(id, &matter(), patch.next_piece(), &piece).unwrap();
        let offset = patch.written(piece.len() as u64).unwrap();
        intake.change(id, |upload| upload.kept(offset, at(0))).unwrap();
    }
    let number = patch.next_piece();
    let Outcome::Keep { tail, offset } = patch.end(Ended::Broken) else { panic!("nothing was checked") };
    if !tail.is_empty() {
        intake.put_piece(id, &matter(), number, &tail).unwrap();
    }
    intake.change(id, |upload| upload.kept(offset, at(0))).unwrap();
    intake.keep_building(id, building);
}

#[test]
fn what_was_kept_is_there_after_a_restart_and_the_file_becomes_what_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let file: Vec<u8> = (0..2 * PIECE_BYTES + 77).map(|n| (n / 3) as u8).collect();
    let upload = upload(1, file.len(), Digest::of(&file));
    let id = upload.id;
    let (first, rest) = file.split_at(PIECE_BYTES + 1000);
    {
        let store = store(directory.path());
        let intake = intake(&store);
        intake.begin(upload).unwrap();
        bring(&intake, id, first);
        store.close().unwrap();
    }
    let store = store(directory.path());
    let intake = intake(&store);
    let upload = intake.find(id).unwrap();
    assert_eq!(upload.offset(), first.len() as u64);
    assert_eq!(intake.tail(&upload).unwrap(), &first[PIECE_BYTES..]);
    bring(&intake, id, rest);
    // What had passed before the restart is read again for its digest.
    let whole = intake.complete(&intake.find(id).unwrap(), None, at(0)).unwrap();
    let taken = whole.file().unwrap();
    assert_eq!((taken.sha256, taken.size), (Digest::of(&file), file.len() as u64));
    assert!(taken.manifest.is_some(), "a large file travels in pieces");
    let blob = intake.file_of(id).unwrap();
    let subject = crate::app::ledger::subject(&matter());
    let pieces: Vec<Vec<u8>> = store.read_file(&subject, &blob).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(pieces.concat(), file);
}

#[test]
fn bytes_that_are_not_the_announced_file_are_removed_and_the_upload_says_why() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let intake = intake(&store);
    let upload = upload(1, 5, Digest::of(b"claim"));
    let id = upload.id;
    intake.begin(upload).unwrap();
    bring(&intake, id, b"clain");
    let refused = intake.complete(&intake.find(id).unwrap(), None, at(0)).unwrap_err();
    assert_eq!((refused.code(), refused.at()), ("upload-digest", Some("Upload-Metadata.sha256")));
    assert_eq!(store.files().unwrap(), []);
    assert_eq!(intake.find(id).unwrap().state, State::Refused { reason: "upload-digest".into() });
}

#[test]
fn an_upload_that_nobody_brings_forward_and_one_of_an_erased_matter_leave_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let intake = intake(&store);
    for number in [1, 2] {
        let upload = upload(number, 5, Digest::of(b"claim"));
        let id = upload.id;
        intake.begin(upload).unwrap();
        bring(&intake, id, b"cl");
    }
    let due = intake.due_at(at(LATER_MS));
    assert!(due.len() == 2 && due.iter().all(|(_, due)| *due == Due::Expire), "{due:?}");
    let (expired, _) = due[0];
    assert!(intake.change(expired, |upload| upload.expire(at(LATER_MS))).unwrap());
    intake.remove_bytes(expired).unwrap();
    assert_eq!(store.files().unwrap().len(), 1);
    intake.forget_matter(&matter()).unwrap();
    assert_eq!(store.files().unwrap(), []);
    assert_eq!(store.working("upload/"), []);
    assert!(intake.of(&matter(), &upload(1, 5, Digest::of(b"claim")).owner).is_empty());
}

#[test]
fn nothing_is_uploaded_where_it_was_not_said_who_looks_and_nothing_beyond_what_is_looked_at() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let said = |scanner| Intake::open(&store, scanner).unwrap().looks_at(SCANNER_FILE_BYTES + 1);
    assert_eq!(said(None).unwrap_err().code(), "scanner-not-set");
    let clamd = Clamd { socket: ScannerAddress::Unix("/run/clamd".into()), file_max_bytes: SCANNER_FILE_BYTES };
    assert_eq!(said(Some(Scanner::Clamd(clamd))).unwrap_err().code(), "file-beyond-scanner");
    said(Some(Scanner::None)).unwrap();
}

#[test]
fn an_upload_whose_bytes_the_disk_has_lost_is_named_and_refused_and_nothing_of_it_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let file = vec![7_u8; PIECE_BYTES + 1];
    let upload = upload(1, file.len(), Digest::of(&file));
    let id = upload.id;
    {
        let store = store(directory.path());
        let intake = intake(&store);
        intake.begin(upload).unwrap();
        bring(&intake, id, &file);
        store.close().unwrap();
    }
    let store = store(directory.path());
    let intake = intake(&store);
    let folder = directory.path().join("pieces").join(intake.file_of(id).unwrap().hex());
    let piece = folder.join("0000000001");
    let mut changed = std::fs::read(&piece).unwrap();
    changed[20] ^= 1;
    std::fs::write(&piece, changed).unwrap();
    let lost = intake.complete(&intake.find(id).unwrap(), None, at(0)).unwrap_err();
    assert!(matches!(lost, Failure::Store(StoreError::PieceChanged { index: 1, .. })), "{lost}");
    intake.refuse(id, lost.code(), at(0)).unwrap();
    let refused = intake.find(id).unwrap();
    assert_eq!((refused.state, folder.exists()), (State::Refused { reason: "piece-changed".into() }, false));
    assert!(intake.due_at(at(0)).is_empty());
}

#[tokio::test]
async fn a_newer_request_of_the_same_upload_ends_the_turn_of_an_earlier_one() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path());
    let intake = intake(&store);
    let id = upload(1, 5, Digest::of(b"claim")).id;
    let waiting = intake.turn(id);
    let mut first = waiting.take().await.unwrap();
    let earlier = tokio::spawn(async move { first.is_over().await });
    let newer = intake.turn(id);
    newer.take().await.unwrap();
    earlier.await.unwrap();
}

#[test]
fn a_disk_without_room_is_no_fault_of_this_gateway_and_another_error_of_it_is() {
    let said = |kind: std::io::ErrorKind| {
        let failure = Failure::from(StoreError::Io { path: "/data/pieces".into(), error: kind.into() });
        (failure.kind(), failure.code())
    };
    assert_eq!(said(std::io::ErrorKind::StorageFull), (FailureKind::NoRoom, "disk-refuses"));
    assert_eq!(said(std::io::ErrorKind::PermissionDenied), (FailureKind::Internal, "disk-refuses"));
}

#[tokio::test]
async fn a_file_that_waited_for_the_scanner_is_not_taken_once_whoever_brought_it_is_let_in_no_more() {
    let folder = world().await;
    let app = Arc::new(open(&gateway(&folder, "cn")).unwrap());
    let access = Access::load().unwrap();
    let judge = actor("lin-yu", Role::Judge, Credential::SteppedUp);
    let matter = drafted(&app, &access, &judge).await;
    let mut waiting = Vec::new();
    for content in ["first", "second"] {
        waiting.push(brought(&app, &access, &judge, (&matter, content)).await);
    }
    app.scan_uploads(&waiting).await;
    let admit = async |id: UploadId| {
        let timer = actor("clockwork", Role::Timer, Credential::Timer);
        let standing = app.standing_for_access(&matter).unwrap().unwrap();
        app.admit_file(access.permit(&timer, Some(&standing)).unwrap(), id).await.unwrap();
        app.intake().find(id).unwrap().state
    };
    assert!(matches!(admit(waiting[0]).await, State::Taken { .. }));

    let closing = access.permit(&operator("ops-cn", Credential::SteppedUp), None).unwrap();
    app.close_account(&closing, "lin-yu", "moved away").await.unwrap();
    assert_eq!(admit(waiting[1]).await, State::Refused { reason: "account-closed".into() });
    assert_eq!(app.matter(&matter).unwrap().files.len(), 1, "what was on file stays");
}

fn actor(person: &str, role: Role, credential: Credential) -> Actor {
    Actor { person: person.to_owned(), role, authority: "cn-nansha".parse().unwrap(), credential }
}

/// A matter that the judge has drafted.
async fn drafted(app: &App, access: &Access, judge: &Actor) -> MatterId {
    let mut draft: Value = serde_json::from_str(DRAFT).unwrap();
    for document in draft["request"]["documents"].as_array_mut().unwrap() {
        for names_of_files in ["file", "translation_files"] {
            document.as_object_mut().unwrap().remove(names_of_files);
        }
    }
    let draft: NewDraft = serde_json::from_value(draft).unwrap();
    let standing = Standing {
        matter: app.new_matter_id(),
        revision: 0,
        originating: judge.authority.clone(),
        transmitting: draft.transmitting.clone(),
        receiving: draft.receiving.clone(),
    };
    app.draft(access.permit(judge, Some(&standing)).unwrap(), draft).await.unwrap()
}

/// An upload into the matter all of whose bytes have come.
async fn brought(app: &Arc<App>, access: &Access, judge: &Actor, (matter, content): (&MatterId, &str)) -> UploadId {
    let standing = app.standing_for_access(matter).unwrap().unwrap();
    let permit = || access.permit::<action::Attach>(judge, Some(&standing)).unwrap();
    let sha256 = Digest::of(content.as_bytes());
    let name = format!("{content}.mp4");
    let metadata = Metadata::read(Some(&Metadata::write(&name, "video/mp4", sha256))).unwrap();
    let length = UploadLength::read(Some(&content.len().to_string())).unwrap();
    let begun = app.begin_upload(permit(), Announced::new(length, metadata).unwrap()).await.unwrap();
    let part = Part { offset: 0, checksum: None, length: None, body: Body::from(content.to_owned()) };
    let whole = app.receive(&permit(), begun.id, part).await.unwrap();
    assert_eq!(whole.state, "held");
    begun.id
}
