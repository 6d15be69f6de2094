//! Files that come before their letters: what becomes of them when the letter does not come, is refused, or comes twice.

use comity_domain::limits::STAGED_MAX_AGE_MS;
use comity_tests::{PracticeWorld, until};

use super::letter::Letter;

#[tokio::test]
async fn the_files_of_a_letter_that_is_refused_for_good_are_removed() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let letter = Letter::staged(&cn).await;
    assert_eq!(blobs(&world), 1);
    let refused = letter.sealed_with(cn.seal("cn-nansha")).bytes();
    assert_eq!(cn.deliver("hk", &refused).await.status, 422);
    until("the file is removed", async || (blobs(&world) == 0).then_some(())).await;
    hk.stop().await;
    assert_eq!(world.working("hk").keys("staged/"), Vec::<String>::new());
}

#[tokio::test]
async fn files_whose_letter_never_comes_are_removed_when_they_are_old() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let (cn, mo) = (world.peer("cn"), world.peer("mo"));
    Letter::new(&cn, &Letter::matter("cn", 1), 1).stage(&cn).await;
    assert!(mo.stage("hk", &Letter::matter("mo", 1), b"of Macao").await.status.is_success());
    hk.stop().await;
    assert_eq!(world.working("hk").keys("staged/").len(), 2);
    world.working("hk").age("staged/cn/", &["since"], STAGED_MAX_AGE_MS + 1);

    let hk = world.start("hk").await;
    until("the old file is removed", async || (blobs(&world) == 1).then_some(())).await;
    hk.stop().await;
    let left = world.working("hk").keys("staged/");
    assert!(left.len() == 1 && left[0].starts_with("staged/mo/"), "{left:?}");
}

#[tokio::test]
async fn a_letter_that_comes_again_with_its_files_leaves_one_copy_of_them_for_ever() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let (matter, letter) = (Letter::matter("cn", 1), Letter::staged(&cn).await);
    let receipt = cn.deliver("hk", &letter.bytes()).await;
    assert_eq!(receipt.status, 200);
    // The receipt was lost: everything comes again.
    letter.stage(&cn).await;
    assert_eq!(cn.deliver("hk", &letter.bytes()).await.bytes, receipt.bytes);
    assert_eq!(blobs(&world), 1);
    hk.stop().await;
    world.working("hk").age("staged/", &["since"], STAGED_MAX_AGE_MS + 1);

    let hk = world.start("hk").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    let request = registrar.wait_for(&matter, "acknowledged").await["request"].clone();
    tokio::time::sleep(std::time::Duration::from_millis(2_500)).await;
    let paper = request["documents"][0]["file"]["sha256"].as_str().unwrap();
    let read = registrar.get(&format!("/matters/{matter}/files/{paper}")).await;
    assert_eq!((read.status.as_u16(), blobs(&world)), (200, 1), "what the record names stays");
    hk.stop().await;
    assert_eq!(world.working("hk").keys("staged/"), Vec::<String>::new());
}

fn blobs(world: &PracticeWorld) -> usize {
    std::fs::read_dir(world.of("hk").join("record/blobs")).unwrap().count()
}
