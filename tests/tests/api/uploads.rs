//! Uploads by tus: what the protocol has an answer for, and what must not get through it.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_domain::limits::{FILE_MAX_BYTES, UPLOAD_DOCUMENT_MAX_BYTES, UPLOAD_MAX_BYTES, UPLOADS_OF_PERSON_MAX};
use comity_domain::upload::headers::{Metadata, write_checksum};
use comity_record::Digest;
use comity_tests::{Answer, Person, until};
use serde_json::{Value, json};

use super::{Desk, is_problem};

const TUS: (&str, &str) = ("tus-resumable", "1.0.0");
const BODY: (&str, &str) = ("content-type", "application/offset+octet-stream");
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Announces a file: its length, and what `Upload-Metadata` says.
async fn announce(person: &Person, matter: &MatterId, length: &str, metadata: &str) -> Answer {
    let headers = [TUS, ("upload-length", length), ("upload-metadata", metadata)];
    person.request(Method::POST, &format!("/matters/{matter}/uploads"), &headers, Bytes::new()).await
}

/// Begins an upload of this file; answers with its path.
async fn begin(person: &Person, matter: &MatterId, file: &[u8]) -> String {
    let metadata = Metadata::write("statement.pdf", "application/pdf", Digest::of(file));
    let answer = announce(person, matter, &file.len().to_string(), &metadata).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let location = answer.headers["location"].to_str().unwrap();
    location.strip_prefix("/api/v1").unwrap().to_owned()
}

async fn bring(person: &Person, at: &str, offset: usize, bytes: &[u8], more: &[(&str, &str)]) -> Answer {
    let offset = offset.to_string();
    let headers = [&[TUS, BODY, ("upload-offset", offset.as_str())][..], more].concat();
    person.request(Method::PATCH, at, &headers, Bytes::copy_from_slice(bytes)).await
}

async fn kept(person: &Person, at: &str) -> (u16, Option<String>) {
    let answer = person.request(Method::HEAD, at, &[TUS], Bytes::new()).await;
    assert_eq!(answer.headers["tus-resumable"], "1.0.0");
    let offset = answer.headers.get("upload-offset").map(|offset| offset.to_str().unwrap().to_owned());
    (answer.status.as_u16(), offset)
}

/// The upload, once it has ended one way or another.
async fn ended(person: &Person, at: &str) -> Value {
    until("an upload has ended", async || {
        let upload = person.get(at).await.good();
        Some(upload).filter(|it| !matches!(it["state"].as_str().unwrap(), "receiving" | "held" | "clean"))
    })
    .await
}

#[tokio::test]
async fn a_file_that_comes_in_parts_is_a_file_of_the_matter_and_says_that_nobody_looked_at_it() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let capabilities = judge.request(Method::OPTIONS, &format!("/matters/{matter}/uploads"), &[], Bytes::new()).await;
    assert_eq!(capabilities.status, 204);
    let most = UPLOAD_MAX_BYTES.to_string();
    for (name, value) in [
        ("tus-version", "1.0.0"),
        ("tus-extension", "creation,checksum,expiration,termination"),
        ("tus-checksum-algorithm", "sha256"),
        ("tus-max-size", most.as_str()),
    ] {
        assert_eq!(capabilities.headers[name], value);
    }
    let file: Vec<u8> = (0..3_000_000_u32).map(|n| (n / 7) as u8).collect();
    let at = begin(&judge, &matter, &file).await;
    assert_eq!(kept(&judge, &at).await, (200, Some("0".into())));
    let checksum = write_checksum(Digest::of(&file[..1_500_000]));
    let first = bring(&judge, &at, 0, &file[..1_500_000], &[("upload-checksum", &checksum)]).await;
    assert_eq!((first.status.as_u16(), &first.headers["upload-offset"]), (204, &"1500000".parse().unwrap()));
    assert!(first.headers["upload-expires"].to_str().unwrap().ends_with(" GMT"));
    assert_eq!(kept(&judge, &at).await, (200, Some("1500000".into())));
    assert_eq!(bring(&judge, &at, 1_500_000, &file[1_500_000..], &[]).await.status, 204);
    let upload = ended(&judge, &at).await;
    assert_eq!((&upload["state"], &upload["examined"]), (&"taken".into(), &false.into()), "{upload}");
    let sha256 = Digest::of(&file).to_string();
    assert_eq!(upload["file"]["sha256"], sha256);
    let fetched = judge.get(&format!("/matters/{matter}/files/{sha256}")).await;
    assert!(fetched.status == 200 && fetched.bytes == file);
    let rest = [("range", "bytes=2999990-")];
    let part = judge.request(Method::GET, &format!("/matters/{matter}/files/{sha256}"), &rest, Bytes::new()).await;
    assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &file[2_999_990..]));
    assert_eq!(part.headers["content-range"], "bytes 2999990-2999999/3000000");
    assert!(judge.events(&matter).await.contains(&"file-added".to_owned()));
    let gone = judge.request(Method::DELETE, &at, &[TUS], Bytes::new()).await;
    is_problem(&gone, 409, "upload-state", "what is on file");
}

#[tokio::test]
async fn a_file_in_pieces_is_copied_whole_and_its_way_says_so() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let (matter, other) = (desk.drafted(&judge).await, desk.drafted(&judge).await);
    // Of two pieces, and part of a third.
    let file: Vec<u8> = (0..2_500_000_u32).map(|n| (n / 7) as u8).collect();
    let at = begin(&judge, &matter, &file).await;
    assert_eq!(bring(&judge, &at, 0, &file, &[]).await.status, 204);
    let upload = ended(&judge, &at).await;
    assert!(upload["state"] == "taken" && upload["file"]["manifest"].is_string(), "{upload}");
    judge.step_up().await;
    let item = Digest::of(&file).to_string();
    let copy = json!({ "matter": matter, "item": item, "reason": "related" });
    let copied = judge.post(&format!("/matters/{other}/files/copies"), copy).await.good();
    assert_eq!((&copied["sha256"], &copied["size"]), (&json!(item), &json!(file.len())));
    assert!(copied["manifest"].is_null(), "{copied}");
    let fetched = judge.get(&format!("/matters/{other}/files/{item}")).await;
    assert!(fetched.status == 200 && fetched.bytes == file);
    let way = async |matter: &MatterId| {
        let chain = judge.get(&format!("/matters/{matter}/custody?item={item}")).await.good();
        let of = |step: &Value| step["handling"].as_str().or(step["step"].as_str()).unwrap().to_owned();
        chain.as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(way(&matter).await, ["added", "copied"]);
    assert_eq!(way(&other).await, ["taken-over", "opened"]);
}

#[tokio::test]
async fn a_file_in_pieces_that_is_too_long_is_not_copied_and_nobody_is_said_to_have_it() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let (matter, other) = (desk.drafted(&judge).await, desk.drafted(&judge).await);
    let file = vec![7_u8; FILE_MAX_BYTES + 1];
    let at = begin(&judge, &matter, &file).await;
    let mut offset = 0;
    for part in file.chunks(8 * 1024 * 1024) {
        assert_eq!(bring(&judge, &at, offset, part, &[]).await.status, 204);
        offset += part.len();
    }
    assert_eq!(ended(&judge, &at).await["state"], "taken");
    judge.step_up().await;
    let copy = json!({ "matter": matter, "item": Digest::of(&file), "reason": "related" });
    let refused = judge.post(&format!("/matters/{other}/files/copies"), copy).await;
    is_problem(&refused, 422, "file-too-large", "a copy of more than passes through memory");
    assert_eq!(judge.events(&matter).await.last().unwrap(), "file-added", "nothing was given out");
}

#[tokio::test]
async fn a_file_that_the_matter_has_stays_where_it_lies_however_it_comes_again() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let first = judge.upload(&matter, ("statement.pdf", "application/pdf"), b"statement of claim").await;
    let pieces = pieces_of(&desk);
    let headers = [("content-type", "application/pdf")];
    let attach = async |name: &str| {
        let path = format!("/matters/{matter}/files?name={name}");
        judge.request(Method::POST, &path, &headers, Bytes::from_static(b"statement of claim")).await.good()
    };
    assert_eq!(attach("statement.pdf").await, first, "nothing is new");
    let renamed = attach("claim.pdf").await;
    assert_eq!((&renamed["name"], &renamed["manifest"]), (&"claim.pdf".into(), &first["manifest"]));
    let again = judge.upload(&matter, ("again.pdf", "application/pdf"), b"statement of claim").await;
    assert_eq!((&again["name"], &again["manifest"]), (&"again.pdf".into(), &first["manifest"]));
    assert_eq!(pieces_of(&desk), pieces, "its own bytes are gone");
    let fetched = judge.get(&format!("/matters/{matter}/files/{}", Digest::of(b"statement of claim"))).await;
    assert_eq!(&fetched.bytes[..], b"statement of claim");
    let added = judge.events(&matter).await.iter().filter(|event| *event == "file-added").count();
    assert_eq!(added, 3, "each name is recorded");
}

#[tokio::test]
async fn bytes_that_are_not_those_of_their_checksum_do_not_count() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let at = begin(&judge, &matter, b"statement of claim").await;
    assert_eq!(bring(&judge, &at, 0, b"statement", &[]).await.status, 204);
    let checksum = write_checksum(Digest::of(b" of claim"));
    let wrong = bring(&judge, &at, 9, b" of clain", &[("upload-checksum", &checksum)]).await;
    is_problem(&wrong, 460, "upload-checksum", "other bytes");
    assert_eq!(kept(&judge, &at).await, (200, Some("9".into())));
    let other = bring(&judge, &at, 9, b" of claim", &[("upload-checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")]).await;
    is_problem(&other, 400, "checksum-algorithm", "SHA-1");
    assert_eq!(bring(&judge, &at, 9, b" of claim", &[("upload-checksum", &checksum)]).await.status, 204);
    assert_eq!(ended(&judge, &at).await["state"], "taken");
}

#[tokio::test]
async fn bytes_from_elsewhere_too_many_bytes_and_another_file_are_refused_and_what_was_there_stays() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let at = begin(&judge, &matter, b"statement of claim").await;
    assert_eq!(bring(&judge, &at, 0, b"statement", &[]).await.status, 204);
    for offset in [0, 8, 10, 18] {
        let answer = bring(&judge, &at, offset, b" of claim", &[]).await;
        is_problem(&answer, 409, "upload-offset", &format!("at {offset}"));
        assert_eq!((&answer.body["at"], &answer.body["detail"]), (&"Upload-Offset".into(), &"9".into()));
    }
    let long = bring(&judge, &at, 9, b" of claim, amended", &[]).await;
    is_problem(&long, 413, "upload-too-long", "more than was announced");
    assert_eq!(kept(&judge, &at).await, (200, Some("9".into())));
    let other = bring(&judge, &at, 9, b" of clain", &[]).await;
    is_problem(&other, 422, "upload-digest", "another file than was announced");
    assert_eq!(other.body["at"], "Upload-Metadata.sha256");
    assert_eq!(kept(&judge, &at).await.0, 410);
    assert_eq!(judge.get(&at).await.good()["state"], "refused");
    assert!(!judge.events(&matter).await.contains(&"file-added".to_owned()));
    assert_eq!(pieces_of(&desk), 0, "its bytes are gone");
}

#[tokio::test]
async fn a_request_that_does_not_speak_the_protocol_is_told_how() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let at = begin(&judge, &matter, b"statement").await;
    let of = |headers: &'static [(&'static str, &'static str)]| {
        judge.request(Method::PATCH, &at, headers, Bytes::from_static(b"statement"))
    };
    let old = of(&[("tus-resumable", "0.2.2"), BODY, ("upload-offset", "0")]).await;
    is_problem(&old, 412, "tus-version", "an old version");
    assert_eq!(old.headers["tus-version"], "1.0.0");
    assert_eq!(old.headers["tus-resumable"], "1.0.0");
    is_problem(&of(&[BODY, ("upload-offset", "0")]).await, 412, "tus-version", "no version");
    let other = of(&[TUS, ("content-type", "application/json"), ("upload-offset", "0")]).await;
    is_problem(&other, 415, "upload-body-type", "JSON");
    is_problem(&of(&[TUS, BODY]).await, 400, "header-missing", "no offset");
    is_problem(&of(&[TUS, BODY, ("upload-offset", "-1")]).await, 400, "header-malformed", "a negative offset");
    assert_eq!(kept(&judge, &at).await, (200, Some("0".into())));
}

#[tokio::test]
async fn a_file_with_an_odd_name_of_another_type_or_beyond_its_size_is_refused_before_a_byte_comes() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let before = desk.kept();
    let said = |name: &str, media_type: &str| Metadata::write(name, media_type, Digest::of(b"x"));
    for name in ["../../etc/passwd", "/etc/passwd", "..", ".profile", "a\\b", "a\0b", " ", "\u{202e}txt.exe"] {
        let answer = announce(&judge, &matter, "9", &said(name, "text/plain")).await;
        is_problem(&answer, 422, "bad-file-name", &format!("{name:?}"));
        assert_eq!(answer.body["at"], "Upload-Metadata.filename");
    }
    let too_large = (UPLOAD_DOCUMENT_MAX_BYTES + 1).to_string();
    for (length, metadata, status, code) in [
        ("9", said(&"a".repeat(4000), "text/plain"), 400, "header-too-long"),
        ("9", said("page.html", "text/html"), 422, "upload-type"),
        ("0", said("a.pdf", "application/pdf"), 422, "upload-empty"),
        ("nine", said("a.pdf", "application/pdf"), 400, "header-malformed"),
        (too_large.as_str(), said("a.pdf", "application/pdf"), 413, "file-too-large"),
        ("99999999999999", said("a.mp4", "video/mp4"), 413, "file-too-large"),
        ("9", "filename !".to_owned(), 400, "header-malformed"),
    ] {
        is_problem(&announce(&judge, &matter, length, &metadata).await, status, code, &metadata);
    }
    // A header line of megabytes does not even arrive.
    let name = said(&"a".repeat(10 * 1024 * 1024), "text/plain");
    let headers = [TUS, ("upload-length", "9"), ("upload-metadata", name.as_str())];
    let flood = judge.try_request(Method::POST, &format!("/matters/{matter}/uploads"), &headers, Bytes::new()).await;
    assert!(flood.is_err() || flood.is_ok_and(|answer| answer.status.is_client_error()));
    assert_eq!(
        (desk.kept(), judge.get(&format!("/matters/{matter}/uploads")).await.good()),
        (before, Value::Array(vec![]))
    );
}

#[tokio::test]
async fn nobody_continues_or_ends_the_upload_of_another_and_nobody_opens_more_than_one_may() {
    let desk = Desk::open().await;
    let (judge, clerk) = (desk.world.sign_in("lin-yu").await, desk.world.sign_in("nansha-docket").await);
    let matter = desk.drafted(&judge).await;
    let at = begin(&judge, &matter, b"statement").await;
    is_problem(&bring(&clerk, &at, 0, b"statement", &[]).await, 404, "not-found", "bytes of somebody else");
    is_problem(&clerk.request(Method::DELETE, &at, &[TUS], Bytes::new()).await, 404, "not-found", "an end by another");
    assert_eq!(clerk.get(&format!("/matters/{matter}/uploads")).await.good(), Value::Array(vec![]));
    for _ in 1..UPLOADS_OF_PERSON_MAX {
        begin(&judge, &matter, b"statement").await;
    }
    let metadata = Metadata::write("statement.pdf", "application/pdf", Digest::of(b"statement"));
    is_problem(&announce(&judge, &matter, "9", &metadata).await, 409, "uploads-open", "one too many");
    assert_eq!(judge.request(Method::DELETE, &at, &[TUS], Bytes::new()).await.status, 204);
    assert_eq!(kept(&judge, &at).await.0, 410);
    is_problem(&bring(&judge, &at, 0, b"statement", &[]).await, 410, "upload-ended", "an ended one");
    begin(&judge, &matter, b"statement").await;
    begin(&clerk, &matter, b"statement").await;
}

#[tokio::test]
async fn what_was_kept_outlives_a_restart_and_expires_when_nobody_brings_it_forward() {
    let Desk { cn, world } = Desk::open().await;
    let judge = world.sign_in("lin-yu").await;
    let drafted = judge.post("/matters", comity_tests::Draft::corrected().without_files()).await.good();
    let matter: MatterId = serde_json::from_value(drafted["id"].clone()).unwrap();
    let at = begin(&judge, &matter, b"statement of claim").await;
    assert_eq!(bring(&judge, &at, 0, b"statement", &[]).await.status, 204);
    cn.stop().await;
    let cn = world.start("cn").await;
    assert_eq!(kept(&judge, &at).await, (200, Some("9".into())));
    cn.stop().await;
    world.working("cn").age("upload/", &["upload/touched"], 4 * DAY_MS);
    let _cn = world.start("cn").await;
    assert_eq!(kept(&judge, &at).await.0, 410);
    is_problem(&bring(&judge, &at, 9, b" of claim", &[]).await, 410, "upload-expired", "after four days");
    assert_eq!(ended(&judge, &at).await["state"], "expired");
}

#[tokio::test]
async fn nothing_is_uploaded_where_it_is_not_configured_who_looks() {
    let Desk { cn, world } = Desk::open().await;
    let judge = world.sign_in("lin-yu").await;
    let drafted = judge.post("/matters", comity_tests::Draft::corrected().without_files()).await.good();
    let matter: MatterId = serde_json::from_value(drafted["id"].clone()).unwrap();
    cn.stop().await;
    let file = world.of("cn").join("comity.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("scanner = \"none\"\n"), "a practice world says that nobody looks: {text}");
    std::fs::write(&file, text.replace("scanner = \"none\"\n", "")).unwrap();
    let _cn = world.start("cn").await;
    let metadata = Metadata::write("statement.pdf", "application/pdf", Digest::of(b"statement"));
    is_problem(&announce(&judge, &matter, "9", &metadata).await, 503, "scanner-not-set", "without a scanner");
}

/// How many objects of large files the gateway's disk has.
fn pieces_of(desk: &Desk) -> usize {
    let folders = std::fs::read_dir(desk.world.of("cn").join("record/pieces")).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}
