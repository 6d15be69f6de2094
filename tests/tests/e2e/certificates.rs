//! Certificates while letters pass: replaced without a restart, revoked by a list, and a list that cannot be read.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use comity_record::Time;
use comity_server::config::{Config, FILE_NAME, Revocation};
use comity_server::mtls::certificates::{IssuedCertificate, issue, revocation_list};
use comity_tests::{PracticeWorld, until};
use serde_json::{Value, json};

use super::Bay;
use super::roll::send_letters;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn certificates_are_replaced_under_load_without_a_failed_exchange() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let stop = AtomicBool::new(false);
    let replace = async {
        bay.delivered().await;
        let now = world.peer("hk").now();
        for gateway in ["cn", "hk"] {
            let issued = issued(&world, gateway, now.plus_ms(20 * DAY_MS));
            put(&world, gateway, &issued);
            // That it ends in twenty days is how one sees that it is the one that is shown.
            until("the new certificate is shown", async || {
                let health = world.stranger(gateway, None).get("/health").await.good();
                warns(&health, "certificate-ends").then_some(())
            })
            .await;
            bay.delivered().await;
        }
        // A chain without its key, as between the replacing of one and of the other, changes nothing but the warning.
        let torn = issued(&world, "hk", now.plus_ms(200 * DAY_MS));
        std::fs::write(world.of("hk").join("tls/peers.pem"), &torn.chain_pem).unwrap();
        until("it is said", async || {
            let health = world.stranger("hk", None).get("/health").await.good();
            warns(&health, "certificate-not-renewed").then_some(())
        })
        .await;
        bay.delivered().await;
        std::fs::write(world.of("hk").join("tls/peers.key"), &torn.key_pem).unwrap();
        until("it is well again", async || {
            let health = world.stranger("hk", None).get("/health").await.good();
            (!warns(&health, "certificate-not-renewed")).then_some(())
        })
        .await;
        bay.delivered().await;
        stop.store(true, Ordering::SeqCst);
    };
    let (sent, ()) = tokio::join!(send_letters(&bay, &stop), replace);

    assert!(!sent.is_empty());
    for matter in &sent {
        bay.registrar.wait_for(matter, "acknowledged").await;
        bay.judge.wait_for(matter, "acknowledged").await;
    }
    for gateway in ["cn", "hk"] {
        let record = world.record(gateway);
        for kind in ["connection-refused", "message-refused", "quarantined"] {
            assert!(record.of_kind(kind).is_empty(), "{gateway}: {kind}");
        }
    }
}

#[tokio::test]
async fn a_revoked_certificate_is_refused_by_a_list_that_is_at_hand_even_while_the_list_hangs() {
    let world = PracticeWorld::make().await;
    let list = with_list(&world, "hk");
    let (mut hk, cn) = (world.start("hk").await, world.peer("cn"));
    let now = cn.now();
    until("health says that there is no list", async || {
        let health = world.stranger("hk", None).get("/health").await.good();
        warns(&health, "revocation-list-old").then_some(())
    })
    .await;
    assert_eq!(cn.get("hk", "/peer/v1/checkpoint").await.status, 200, "a list that is not there refuses nobody");

    publish(&list, &revocation_list(&cn.ca(), &[], now.plus_ms(-60_000), now.plus_ms(DAY_MS)).unwrap());
    let ages = async || world.stranger("hk", None).get("/health").await.good()["revocation_lists"].clone();
    until("an empty list is read", async || {
        ages().await[0]["age_seconds"].as_i64().filter(|age| (60..600).contains(age)).map(drop)
    })
    .await;
    assert_eq!(cn.get("hk", "/peer/v1/checkpoint").await.status, 200);

    let open = cn.call("hk");
    cn.try_to_deliver(&open, b"{}".to_vec().into()).await.unwrap();
    let revoked = shown(&world, "cn");
    publish(&list, &revocation_list(&cn.ca(), &[&revoked], now, now.plus_ms(DAY_MS)).unwrap());
    let refused = async || cn.try_to_deliver(&cn.call("hk"), b"{}".to_vec().into()).await.is_err();
    until("the certificate is refused", async || refused().await.then_some(())).await;
    assert!(cn.try_to_deliver(&open, b"{}".to_vec().into()).await.is_err(), "on an open connection too");
    until("the reason is recorded", async || {
        let record = world.record("hk");
        let reason = record.of_kind("connection-refused").last().map(|line| line.open["reason"].clone());
        (reason == Some(json!("certificate-revoked"))).then_some(())
    })
    .await;

    // An older list than the one that counts forgets nothing, nor does a newer one of another authority.
    let older = revocation_list(&cn.ca(), &[], now.plus_ms(-60_000), now.plus_ms(DAY_MS)).unwrap();
    let of_macao = revocation_list(&world.peer("mo").ca(), &[], now.plus_ms(1_000), now.plus_ms(DAY_MS)).unwrap();
    for other in [older, of_macao] {
        publish(&list, &other);
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(refused().await);
    }

    // The list's disk hangs: whoever opens a pipe that nobody writes to waits for ever.
    std::fs::remove_file(&list).unwrap();
    assert!(Command::new("mkfifo").arg(&list).status().unwrap().success());
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(refused().await);
    assert!(world.stranger("hk", None).get("/health").await.status.is_success());
    assert!(ages().await[0]["read_seconds"].as_i64().unwrap() >= 1, "{}", ages().await);
    hk.stop().await;
    hk = world.start("hk").await;
    assert!(refused().await, "what was read last counts after a restart too");
    assert!(ages().await[0].get("read_seconds").is_none());

    let renewed = issued(&world, "cn", now.plus_ms(200 * DAY_MS));
    put(&world, "cn", &renewed);
    assert_eq!(
        world.peer("cn").get("hk", "/peer/v1/checkpoint").await.status,
        200,
        "a new certificate is no revoked one"
    );
    hk.stop().await;
}

fn issued(world: &PracticeWorld, gateway: &str, until: Time) -> IssuedCertificate {
    let peer = world.peer(gateway);
    let name = peer.roll().gateway(&gateway.parse().unwrap()).unwrap().tls_name.clone();
    issue(&peer.ca(), &[&name], peer.now().plus_ms(-DAY_MS), until).unwrap()
}

/// What a gateway shows its peers.
fn shown(world: &PracticeWorld, gateway: &str) -> IssuedCertificate {
    let read = |name: &str| std::fs::read_to_string(world.of(gateway).join(name)).unwrap();
    IssuedCertificate { chain_pem: read("tls/peers.pem"), key_pem: read("tls/peers.key") }
}

fn put(world: &PracticeWorld, gateway: &str, issued: &IssuedCertificate) {
    publish(&world.of(gateway).join("tls/peers.pem"), &issued.chain_pem);
    publish(&world.of(gateway).join("tls/peers.key"), &issued.key_pem);
}

fn publish(path: &Path, text: &str) {
    let next = path.with_extension("next");
    std::fs::write(&next, text).unwrap();
    std::fs::rename(next, path).unwrap();
}

/// Has a gateway hold a list against its peers. The list is not there yet.
fn with_list(world: &PracticeWorld, gateway: &str) -> PathBuf {
    let directory = world.of(gateway);
    let file = directory.join(FILE_NAME);
    let mut config: Config = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    config.revocation = Some(Revocation { lists: vec!["cn.crl".into()], cache: "revocation".into() });
    std::fs::write(file, toml::to_string_pretty(&config).unwrap()).unwrap();
    directory.join("cn.crl")
}

fn warns(health: &Value, code: &str) -> bool {
    health["warnings"].as_array().into_iter().flatten().any(|warning| warning["code"] == code)
}
