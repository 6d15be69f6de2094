//! `comity sealed`: a key of one's own, a file sealed to another's, opened over there, and recovered by two officers.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use comity_tests::{Draft, PracticeWorld};
use serde_json::json;

use super::erasing::{at, signed_in};
use super::{Said, comity};

const PASSPHRASE: &str = "seven herons over deep bay";
const TEXT: &[u8] = "银行流水\n".as_bytes();

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_sealed_here_and_opened_there_with_a_key_that_no_gateway_has() {
    let world = PracticeWorld::make().await;
    let _bay = (world.start("cn").await, world.start("hk").await);
    let matter = world.sign_in("lin-yu").await.draft(&Draft::corrected()).await.to_string();
    let [judge, registrar] = ["lin-yu", "wong-ka-yan"].map(|account| signed_in(&world, account));
    let place = |name: &str| world.directory().join(name).to_str().unwrap().to_owned();
    let (key, text, sealed, out) = (place("me.key"), place("text"), place("a.sealed"), place("opened"));
    std::fs::write(&text, TEXT).unwrap();

    assert!(comity(&["sealed", "key", "--key", &key], "too short").refusal(2).starts_with("passphrase-too-short: "));
    let made = comity(&["--json", "sealed", "key", "--key", &key], PASSPHRASE).json();
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(comity(&["sealed", "key", "--key", &key], PASSPHRASE).refusal(2).starts_with("file-exists: "));
    let enrolled = at(&registrar, &["--json", "sealed", "enrol", "--key", &key]).json();
    assert_eq!(enrolled, made);

    let fingerprint = made["fingerprint"].as_str().unwrap();
    let people = at(&judge, &["sealed", "people", "hk-high-court"]);
    assert!(people.out.contains("wong-ka-yan") && people.out.contains(fingerprint), "{}", people.out);
    let seal = |session: &Path, to: &str, out: &str| -> Said {
        at(session, &["sealed", "seal", &text, "--to", to, "--matter", &matter, "--item", "statement", "--out", out])
    };
    let other = "hk-high-court/wong-ka-yan=0000 0000";
    assert!(seal(&judge, other, &sealed).refusal(2).starts_with("sealed-other-fingerprint: "));
    assert!(seal(&judge, "hk-high-court/nobody", &sealed).refusal(2).starts_with("sealed-unknown-key: "));
    assert!(!Path::new(&sealed).exists());
    let good = seal(&judge, &format!("hk-high-court/wong-ka-yan={fingerprint}"), &sealed);
    assert_eq!((good.status, good.err.as_str()), (0, ""), "{}", good.out);
    assert!(good.out.contains("Not scanned for malware") && good.out.contains("Without recovery"), "{}", good.out);
    let shown = comity(&["--json", "sealed", "show", &sealed], "").json();
    assert_eq!((&shown["matter"], &shown["by"]["account"]), (&json!(matter), &json!("lin-yu")));

    let open =
        |file: &str, passphrase: &str| comity(&["sealed", "open", file, "--key", &key, "--out", &out], passphrase);
    assert!(open(&sealed, "another passphrase").refusal(2).starts_with("passphrase-wrong: "));
    let mut changed = std::fs::read(&sealed).unwrap();
    *changed.last_mut().unwrap() ^= 1;
    let broken = place("broken.sealed");
    std::fs::write(&broken, changed).unwrap();
    assert!(open(&broken, PASSPHRASE).refusal(2).starts_with("sealed-body-changed: "));
    assert!(!Path::new(&out).exists(), "nothing of a changed file is given away");
    assert_eq!(open(&sealed, PASSPHRASE).err, "");
    assert_eq!(std::fs::read(&out).unwrap(), TEXT);
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let left: Vec<String> = std::fs::read_dir(world.directory())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".next"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_recovery_key_is_split_into_files_of_their_officers_alone_and_is_nowhere_whole() {
    let folder = tempfile::tempdir().unwrap();
    let shares = folder.path().join("shares");
    let make = |count: &str| {
        let directory = shares.to_str().unwrap();
        let arguments = ["sealed", "recovery-key", "--authority", "hk-high-court", "--shares", count];
        comity(&[&["--json"][..], &arguments[..], &["--directory", directory][..]].concat(), "")
    };
    assert!(make("2").refusal(2).starts_with("sealed-shares: "));
    let made = make("3").json();
    assert!(made["key"].as_str().is_some_and(|key| key.len() == 43));
    let mut names = Vec::new();
    for file in std::fs::read_dir(&shares).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["1", "2", "3"].map(|number| format!("hk-high-court.share-{number}.json")));
}
