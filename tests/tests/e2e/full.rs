//! Large files on a disk that fills while they come: nothing is promised that was not written, what was there stays, and once there is room
//! again they go on where they were.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_domain::limits::PIECE_BYTES;
use comity_domain::manifest::{Building, Naming};
use comity_domain::upload::headers::Metadata;
use comity_record::Digest;
use comity_tests::{Answer, Draft, Person, PracticeWorld, SmallDisk, until};
use serde_json::json;

use super::letter::Letter;

/// Room for the files of these tests, and not twice for them.
const DISK_KIB: usize = 4 * 1024;

#[tokio::test]
async fn a_disk_that_fills_while_a_peer_brings_pieces_is_no_fault_and_the_file_goes_on_from_what_was_there() {
    let world = PracticeWorld::make().await;
    let Some(small) = SmallDisk::start(&world, ("hk", "pieces"), DISK_KIB).await else { return };
    let cn = world.peer("cn");
    let matter = Letter::matter("cn", 1);
    let bytes = file(2 * PIECE_BYTES + 5);
    let (sha256, manifest) = (Digest::of(&bytes), manifest_of(&bytes));
    let pieces: Vec<&[u8]> = bytes.chunks(PIECE_BYTES).collect();
    let offer = async || cn.offer_large("hk", &matter, &sha256, &manifest).await;
    let bring = async |index: u32, piece: &[u8]| cn.bring_piece("hk", &matter, (&sha256, index), piece).await;
    assert_eq!(offer().await.good(), json!({ "missing": [[0, 3]] }));
    bring(0, pieces[0]).await.good();

    small.fill();
    is_no_room(&bring(1, pieces[1]).await);
    assert_eq!(offer().await.good(), json!({ "missing": [[1, 3]] }), "what was there stays");
    small.empty();
    bring(1, pieces[1]).await.good();
    bring(2, pieces[2]).await.good();

    small.fill();
    is_no_room(&offer().await);
    small.empty();
    assert_eq!(offer().await.status, 204, "it is whole");
}

#[tokio::test]
async fn a_disk_that_fills_during_an_upload_is_no_fault_and_the_upload_goes_on_from_what_was_kept() {
    let world = PracticeWorld::make().await;
    let Some(small) = SmallDisk::start(&world, ("cn", "pieces"), DISK_KIB).await else { return };
    let judge = world.sign_in("lin-yu").await;
    let matter: MatterId = judge.draft(&Draft::corrected()).await;
    let bytes = file(2 * PIECE_BYTES);
    let metadata = Metadata::write("hearing.mp4", "video/mp4", Digest::of(&bytes));
    let length = bytes.len().to_string();
    let announced = [("tus-resumable", "1.0.0"), ("upload-length", &*length), ("upload-metadata", &*metadata)];
    let uploads = format!("/matters/{matter}/uploads");
    let begun = judge.request(Method::POST, &uploads, &announced, Bytes::new()).await.good();
    let at = format!("{uploads}/{}", begun["id"].as_str().unwrap());
    let kept = PIECE_BYTES - 1000;
    assert_eq!(bring(&judge, &at, 0, &bytes[..kept]).await.status, 204);

    small.fill();
    // The piece becomes whole, and is written anew.
    is_no_room(&bring(&judge, &at, kept, &bytes[kept..kept + 2000]).await);
    assert_eq!(judge.get(&at).await.good()["offset"], kept);
    small.empty();
    assert_eq!(bring(&judge, &at, kept, &bytes[kept..]).await.status, 204);
    until("the file is taken", async || (judge.get(&at).await.good()["state"] == "taken").then_some(())).await;
    let fetched = judge.get(&format!("/matters/{matter}/files/{}", Digest::of(&bytes))).await;
    assert!(fetched.status.is_success() && fetched.bytes == bytes);
}

#[track_caller]
fn is_no_room(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.code()), (507, "disk-refuses"), "{}", answer.body);
}

async fn bring(judge: &Person, at: &str, offset: usize, bytes: &[u8]) -> Answer {
    let offset = offset.to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", offset.as_str()),
    ];
    judge.request(Method::PATCH, at, &headers, Bytes::copy_from_slice(bytes)).await
}

fn file(size: usize) -> Vec<u8> {
    (0..size).map(|place| (place / 7 + place % 251) as u8).collect()
}

fn manifest_of(bytes: &[u8]) -> Vec<u8> {
    let mut building = Building::default();
    building.take(bytes).unwrap();
    let naming = Naming { name: "hearing.mp4".into(), media_type: "video/mp4".into(), label: None };
    building.finish(naming).unwrap().to_bytes().unwrap()
}
