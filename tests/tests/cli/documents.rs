//! `comity document`: a document signed with a key that a command made and a roll names, held against that roll, and against OpenSSL.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_tests::{PracticeWorld, foreign};
use serde_json::{Value, json};

use super::{Said, comity};

const DOCUMENT: &[u8] = "%PDF-1.7 送达回证".as_bytes();

/// A world whose next roll names a key of the High Court for documents, of SM2, which the gateway of Hong Kong takes.
struct Signing {
    world: PracticeWorld,
    kid: String,
}

impl Signing {
    async fn begin() -> Self {
        let world = PracticeWorld::make().await;
        let made = Self { world, kid: String::new() };
        std::fs::write(made.at("document"), DOCUMENT).unwrap();
        let key = ["--json", "roll", "key", "--owner", "hk-high-court", "--use", "document", "--suite", "sm2-sm3"];
        let said = made.run(&[&key[..], &["--key", "key.json", "--out", "new.json"]].concat());
        let kid = said.json()["key"].as_str().unwrap().to_owned();

        // Hong Kong takes the suite from now on: its entry says so.
        let roll: Value = serde_json::from_slice(&std::fs::read(made.at("cn/roll.json")).unwrap()).unwrap();
        let gateways = roll["roll"]["gateways"].as_array().unwrap();
        let mut hk = gateways.iter().find(|gateway| gateway["id"] == "hk").unwrap().clone();
        hk["suites"] = json!(["sm2-sm3"]);
        std::fs::write(made.at("suites.json"), json!({ "gateways": [hk] }).to_string()).unwrap();
        let held = ["--roll", "cn/roll.json", "--trust", "cn/roll-trust.json"];
        let propose = ["--json", "roll", "propose", "new.json", "suites.json", "--out", "roll-2.json"];
        assert_eq!(made.run(&[&propose[..], &held].concat()).status, 0);
        for gateway in ["cn", "hk", "mo"] {
            let key = format!("{gateway}/keys/roll.json");
            let said = made.run(&[&["--json", "roll", "sign", "roll-2.json", "--key", &key][..], &held].concat());
            assert_eq!(said.status, 0, "{}", said.err);
        }
        Self { kid, ..made }
    }

    fn at(&self, name: &str) -> String {
        self.world.directory().join(name).to_str().unwrap().to_owned()
    }

    /// Runs the program, the names of files being those of the world.
    fn run(&self, arguments: &[&str]) -> Said {
        let is_file = |argument: &str| [".json", ".sig"].iter().any(|end| argument.ends_with(end));
        let of_world = |argument: &&str| if is_file(argument) { self.at(argument) } else { (*argument).to_owned() };
        let arguments: Vec<String> = arguments.iter().map(of_world).collect();
        comity(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), "")
    }

    fn verify(&self, roll: &str, gateway: &str) -> Said {
        let verify = ["--json", "document", "verify", "--signature", "document.sig", "--kid", &self.kid];
        let against = ["--gateway", gateway, "--roll", roll, "--trust", "cn/roll-trust.json"];
        let document = self.at("document");
        self.run(&[&verify[..], &against, &[document.as_str()]].concat())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_signed_with_sm2_and_holds_by_the_roll_and_by_openssl() {
    let signing = Signing::begin().await;
    let document = signing.at("document");
    let sign = ["--json", "document", "sign", "--key", "key.json", "--out", "document.sig", document.as_str()];
    let signed = signing.run(&sign).json();
    assert_eq!((&signed["kid"], &signed["suite"]), (&json!(signing.kid), &json!("sm2-sm3")));

    let good = signing.verify("roll-2.json", "hk").json();
    assert_eq!((&good["authority"], &good["kid"]), (&json!("hk-high-court"), &json!(signing.kid)));
    let code = |said: &Said| -> Value {
        assert_eq!(said.status, 1, "{}", said.err);
        serde_json::from_str::<Value>(&said.out).unwrap()["code"].clone()
    };
    assert_eq!(
        code(&signing.verify("roll-2.json", "cn")),
        "suite-not-taken",
        "the Mainland's gateway does not take it"
    );
    assert_eq!(code(&signing.verify("cn/roll.json", "hk")), "unknown-key", "the roll before does not name the key");
    verified_by_openssl(&signing);
    std::fs::write(&document, "%PDF-1.7 another").unwrap();
    assert_eq!(code(&signing.verify("roll-2.json", "hk")), "bad-signature");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_signs_no_document_and_a_suite_no_use_that_does_not_take_it() {
    let signing = Signing::begin().await;
    let seal =
        ["roll", "key", "--owner", "hk-high-court", "--use", "seal", "--key", "seal.json", "--out", "entry.json"];
    assert_eq!(signing.run(&seal).status, 0);
    let document = signing.at("document");
    let sign = ["document", "sign", "--key", "seal.json", "--out", "document.sig", document.as_str()];
    assert!(signing.run(&sign).refusal(2).starts_with("wrong-key: "));
    let record = [
        "roll",
        "key",
        "--owner",
        "hk",
        "--use",
        "checkpoint",
        "--suite",
        "sm2-sm3",
        "--key",
        "no.json",
        "--out",
        "no-entry.json",
    ];
    assert!(signing.run(&record).refusal(2).starts_with("wrong-key: "));
    assert!(!std::path::Path::new(&signing.at("no.json")).exists());
}

/// The same signature by OpenSSL, to which the key is a SubjectPublicKeyInfo.
fn verified_by_openssl(signing: &Signing) {
    // What stands before the point of a public key of SM2 in DER.
    const SPKI: &[u8] =
        b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x81\x1c\xcf\x55\x01\x82\x2d\x03\x42\x00";
    let Some(mut openssl) = foreign::program("openssl", "a document that `comity document` signed") else { return };
    let entry: Value = serde_json::from_slice(&std::fs::read(signing.at("new.json")).unwrap()).unwrap();
    let point = URL_SAFE_NO_PAD.decode(entry["keys"][0]["public"].as_str().unwrap()).unwrap();
    std::fs::write(signing.at("public.der"), [SPKI, &point].concat()).unwrap();
    openssl.args(["pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678", "-pubin"]);
    openssl.args(["-keyform", "DER", "-inkey", &signing.at("public.der"), "-in", &signing.at("document")]);
    let said = openssl.args(["-sigfile", &signing.at("document.sig")]).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}
