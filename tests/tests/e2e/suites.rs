//! SM2 between gateways: used where the roll enables it, and refused by its name where it does not.

use comity_federation::Reason;
use comity_federation::keys::{KeyPair, KeyUse, Suite};
use comity_federation::roll::{KeyEntry, RollContents};
use comity_tests::PracticeWorld;
use serde_json::json;

use super::Bay;
use super::letter::Letter;
use super::refusals::reason_of;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn a_letter_is_signed_and_sealed_with_sm2_for_the_side_that_takes_it() {
    let world = PracticeWorld::make().await;
    with_keys_of_sm2(&world, |roll| {
        enable(roll, "hk");
        end_the_others(roll, &world);
    });
    let bay = Bay::open(&world).await;
    // Nothing of Ed25519 could have been taken any more.
    bay.delivered().await;
}

#[tokio::test]
async fn a_letter_goes_in_ed25519_to_the_side_that_takes_nothing_else() {
    let world = PracticeWorld::make().await;
    with_keys_of_sm2(&world, |_| {});
    let bay = Bay::open(&world).await;
    bay.delivered().await;
}

#[tokio::test]
async fn a_seal_that_the_other_side_does_not_take_is_not_used_and_a_person_is_told() {
    let world = PracticeWorld::make().await;
    with_keys_of_sm2(&world, |roll| end_the_others(roll, &world));
    let bay = Bay::open(&world).await;
    let matter = bay.submitted().await;
    assert_eq!(bay.liaison.try_to(&matter, "forward", json!({})).await.code(), "seal-not-taken");
    bay.liaison.wait_for(&matter, "submitted").await;
}

#[tokio::test]
async fn a_peer_that_uses_a_suite_which_is_not_enabled_is_told_so_and_nothing_is_taken() {
    let world = PracticeWorld::make().await;
    with_keys_of_sm2(&world, |_| {});
    let _hk = world.start("hk").await;
    let cn = world.peer("cn");
    let letter = Letter::new(&cn, &Letter::matter("cn", 1), 1);
    let cases = [
        ("the envelope", letter.clone().signed_with(key("cn", KeyUse::Envelope))),
        ("the seal inside", letter.clone().sealed_with(key("cn-gd-hpc", KeyUse::Seal))),
    ];
    for (what, letter) in cases {
        letter.stage(&cn).await;
        let bytes = letter.bytes();
        let answer = cn.deliver("hk", &bytes).await;
        assert_eq!(reason_of(&cn, &answer, &bytes), Ok(Reason::SuiteNotTaken), "{what}");
    }
    letter.stage(&cn).await;
    assert_eq!(cn.deliver("hk", &letter.bytes()).await.status, 200, "in Ed25519 it is taken");
}

fn key(owner: &str, key_use: KeyUse) -> KeyPair {
    // One key for each use: the roll refuses one key under two names.
    let secret = [u8::try_from(owner.len()).unwrap(); 32];
    KeyPair::of_suite(Suite::Sm2Sm3, owner.parse().unwrap(), key_use, &secret).unwrap()
}

/// Gives the Mainland's gateway, and its High People's Court, keys of SM2 beside those of Ed25519.
pub(super) fn with_keys_of_sm2(world: &PracticeWorld, change: impl FnOnce(&mut RollContents)) {
    let now = world.peer("cn").now();
    let (envelope, seal) = (key("cn", KeyUse::Envelope), key("cn-gd-hpc", KeyUse::Seal));
    let keys = world.of("cn").join("keys");
    for (file, key) in [("envelope-sm2.json", &envelope), ("seals/cn-gd-hpc-sm2.json", &seal)] {
        std::fs::write(keys.join(file), key.to_file().unwrap().as_bytes()).unwrap();
    }
    world.replace_roll(|roll| {
        roll.keys.extend([envelope, seal].map(|key| KeyEntry::of(&key, now.plus_ms(-DAY_MS), now.plus_ms(DAY_MS))));
        change(roll);
    });
}

pub(super) fn enable(roll: &mut RollContents, gateway: &str) {
    let entry = roll.gateways.iter_mut().find(|entry| entry.id.as_str() == gateway).unwrap();
    entry.suites = Some(vec![Suite::Sm2Sm3]);
}

/// The same keys of Ed25519 have run out.
fn end_the_others(roll: &mut RollContents, world: &PracticeWorld) {
    let ended = world.peer("cn").now().plus_ms(-DAY_MS);
    let is_one = |key: &&mut KeyEntry| {
        let owner = key.owner.to_string();
        key.suite == Suite::Ed25519
            && matches!((owner.as_str(), key.r#use), ("cn", KeyUse::Envelope) | ("cn-gd-hpc", KeyUse::Seal))
    };
    roll.keys.iter_mut().filter(is_one).for_each(|key| key.until = ended);
}
