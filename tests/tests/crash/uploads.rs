//! A gateway that receives a large file, ended with SIGKILL while it comes in.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::upload::headers::Metadata;
use comity_record::Digest;
use comity_tests::{Person, PracticeWorld, until};

use super::{drafted, verify};

const FILE_BYTES: usize = 24 * 1024 * 1024;
const KILLS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_an_upload_that_was_told_to_be_kept_is_lost_when_the_gateway_is_killed() {
    let world = PracticeWorld::make().await;
    let mut cn = world.spawn("cn").await;
    let judge = world.sign_in("lin-yu").await;
    let matter = drafted(&judge).await;
    let mut random = fastrand::Rng::with_seed(9);
    let file: Vec<u8> = (0..FILE_BYTES).map(|_| random.u8(..)).collect();
    let metadata = Metadata::write("hearing.mp4", "video/mp4", Digest::of(&file));
    let length = file.len().to_string();
    let announced = [("tus-resumable", "1.0.0"), ("upload-length", &*length), ("upload-metadata", &*metadata)];
    let uploads = format!("/matters/{matter}/uploads");
    let begun = judge.request(Method::POST, &uploads, &announced, Bytes::new()).await.good();
    let at = format!("{uploads}/{}", begun["id"].as_str().unwrap());
    for round in 1..=KILLS {
        let before = kept(&judge, &at).await.unwrap();
        // However fast it goes, something is left for the next round.
        let end = FILE_BYTES / (KILLS + 1) * round;
        let bringing = tokio::spawn(bring(judge.clone(), at.clone(), before, file[before..end].to_vec()));
        // Somewhere in the middle of the request: some of it counts already.
        let told = until("more is kept", async || kept(&judge, &at).await.filter(|kept| *kept > before)).await;
        cn.kill();
        drop(bringing.await);
        cn = world.spawn("cn").await;
        let after = kept(&judge, &at).await.unwrap();
        assert!(told <= after && after <= end, "{told} were told, {after} are there");
    }
    let rest = kept(&judge, &at).await.unwrap();
    assert!(bring(judge.clone(), at.clone(), rest, file[rest..].to_vec()).await);
    until("the file is taken", async || {
        let upload = judge.get(&at).await.good();
        (upload["state"] == "taken").then_some(())
    })
    .await;
    let fetched = judge.get(&format!("/matters/{matter}/files/{}", Digest::of(&file))).await;
    assert!(fetched.status.is_success() && fetched.bytes == file);
    cn.stop().await;
    verify(&world.of("cn"));
}

/// How many bytes the gateway says that it keeps, if it answers.
async fn kept(judge: &Person, at: &str) -> Option<usize> {
    let answer = judge.try_request(Method::GET, at, &[], Bytes::new()).await.ok()?;
    usize::try_from(answer.body["offset"].as_u64()?).ok()
}

/// Brings bytes in one request. Answers whether the gateway took them all.
async fn bring(judge: Person, at: String, offset: usize, bytes: Vec<u8>) -> bool {
    let offset = offset.to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", offset.as_str()),
    ];
    let answer = judge.try_request(Method::PATCH, &at, &headers, bytes.into()).await;
    answer.is_ok_and(|answer| answer.status.is_success())
}
