//! Signatures of both suites, between ours, OpenSSL, `sm-crypto` and `gmssl`.

use std::path::PathBuf;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_federation::Reason;
use comity_federation::detached::{self, Times};
use comity_federation::keys::{KeyPair, KeyUse, PublicKey, SM2_ID, Suite};
use comity_federation::roll::{KeyEntry, Roll};
use comity_tests::foreign;
use tempfile::TempDir;

use super::world::{at, gateway, key, roll};
use super::{bytes, hex, said};

const DOCUMENT: &[u8] = "%PDF-1.7 送达证明 certificado de citação".as_bytes();
const OTHER: &[u8] = b"%PDF-1.7 another";

/// The suites in which authorities sign documents, and gateways messages.
const OF_DOCUMENTS: [Suite; 2] = [Suite::Ed25519, Suite::Sm2Sm3];

/// What stands before the point of a public key of SM2, and before the bytes of one of Ed25519, in SubjectPublicKeyInfo (DER).
const SPKI_OF_SM2: &str = "3059301306072a8648ce3d020106082a811ccf5501822d034200";
const SPKI_OF_ED25519: &str = "302a300506032b6570032100";

/// How a foreign library is called; without it, what it was wanted for is noted.
type Tool = fn(&str) -> Option<Command>;

fn node(what: &str) -> Option<Command> {
    foreign::node("sm2.mjs", what)
}

fn python(what: &str) -> Option<Command> {
    foreign::python("sm2.py", what)
}

fn signer() -> KeyPair {
    key("cn-gd-hpc", KeyUse::Document, Suite::Sm2Sm3)
}

#[test]
fn what_we_sign_with_sm2_two_foreign_libraries_verify() {
    let key = signer();
    let (public, signature) = (hex(&key.public().to_bytes()), key.sign(DOCUMENT).unwrap());
    let der = detached::sign(DOCUMENT, &key).unwrap();
    let what = "signatures of SM2 that we make";
    for (tool, command, signature) in [
        (node as Tool, "verify", hex(&signature)),
        (node, "verify-der", hex(&der)),
        (python, "verify", hex(&signature)),
    ] {
        for (document, verdict) in [(DOCUMENT, "true"), (OTHER, "false")] {
            let Some(mut tool) = tool(what) else { break };
            assert_eq!(said(tool.args([command, &public, &hex(document), &signature])), verdict, "{command}");
        }
    }
}

#[test]
fn what_two_foreign_libraries_sign_with_sm2_we_verify() {
    let what = "signatures of SM2 that others make";
    let secret = "1f2e3d4c5b6a79880123456789abcdeffedcba98765432101122334455667788";
    for tool in [node, python] {
        let Some(mut public) = tool(what) else { continue };
        let public = PublicKey::of_sm2(&bytes(&said(public.args(["public", secret])))).unwrap();
        let ours = KeyPair::of_suite(
            Suite::Sm2Sm3,
            "hk-high-court".parse().unwrap(),
            KeyUse::Document,
            &bytes(secret).try_into().unwrap(),
        );
        assert_eq!(public, ours.unwrap().public(), "the same secret is the same key");
        let signature = said(tool(what).unwrap().args(["sign", secret, &hex(DOCUMENT)]));
        let signature: [u8; 64] = bytes(&signature).try_into().unwrap();
        assert!(public.verify(DOCUMENT, &signature));
        assert!(!public.verify(OTHER, &signature));
    }
}

#[test]
fn openssl_verifies_the_documents_that_we_sign_in_both_suites() {
    for (suite, owner) in [(Suite::Sm2Sm3, "cn-gd-hpc"), (Suite::Ed25519, "hk-high-court")] {
        let Some(openssl) = OpenSsl::new("documents that we sign") else { return };
        let key = key(owner, KeyUse::Document, suite);
        openssl.public_key(&key.public());
        openssl.write("signature", &detached::sign(DOCUMENT, &key).unwrap());
        openssl.write("document", DOCUMENT);
        assert!(openssl.verifies(suite, SM2_ID), "{suite}");
        if suite == Suite::Sm2Sm3 {
            assert!(!openssl.verifies(suite, "8765432187654321"), "with another distinguishing identifier");
        }
        openssl.write("document", OTHER);
        assert!(!openssl.verifies(suite, SM2_ID), "{suite}");
    }
}

#[test]
fn we_verify_the_documents_that_openssl_signs_in_both_suites() {
    for suite in OF_DOCUMENTS {
        let Some(openssl) = OpenSsl::new("documents that others sign") else { return };
        let (public, roll) = openssl.new_key(suite);
        openssl.write("document", DOCUMENT);
        let signature = openssl.signs(suite, SM2_ID);
        assert_eq!(verified(&signature, DOCUMENT, &public, &roll), Ok(()), "{suite}");
        assert_eq!(verified(&signature, OTHER, &public, &roll), Err(Reason::BadSignature), "{suite}");
    }
}

#[test]
fn a_signature_of_openssl_for_another_distinguishing_identifier_is_refused() {
    let Some(openssl) = OpenSsl::new("another distinguishing identifier") else { return };
    let (public, roll) = openssl.new_key(Suite::Sm2Sm3);
    openssl.write("document", DOCUMENT);
    let signature = openssl.signs(Suite::Sm2Sm3, "8765432187654321");
    assert_eq!(verified(&signature, DOCUMENT, &public, &roll), Err(Reason::BadSignature));
}

fn verified(signature: &[u8], document: &[u8], key: &KeyEntry, roll: &Roll) -> Result<(), Reason> {
    let times = Times { signed: at(0), now: at(0) };
    let verified = detached::verify(document, signature, &key.kid, roll, times, &gateway("hk"));
    verified.map(drop).map_err(|refused| refused.reason)
}

/// OpenSSL, with its files in a folder of its own.
struct OpenSsl {
    folder: TempDir,
    what: &'static str,
}

impl OpenSsl {
    fn new(what: &'static str) -> Option<Self> {
        foreign::program("openssl", what)?;
        Some(Self { folder: tempfile::tempdir().unwrap(), what })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Command {
        let mut command = foreign::program("openssl", self.what).unwrap();
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    /// Makes a key, which the roll then has as one of the High Court for documents.
    fn new_key(&self, suite: Suite) -> (KeyEntry, Roll) {
        let algorithm = if suite == Suite::Sm2Sm3 { "SM2" } else { "ed25519" };
        said(&mut self.run(&["genpkey", "-algorithm", algorithm, "-out", "secret.pem"]));
        said(&mut self.run(&["pkey", "-in", "secret.pem", "-pubout", "-outform", "DER", "-out", "public.der"]));
        let spki = std::fs::read(self.path("public.der")).unwrap();
        let public = match suite {
            Suite::Ed25519 => PublicKey::of_ed25519(spki[spki.len() - 32..].try_into().unwrap()),
            Suite::Sm2Sm3 => PublicKey::of_sm2(&spki[spki.len() - 65..]),
            Suite::P256Sha256 => unreachable!("no document is signed with it"),
        };
        let like = key("hk-high-court", KeyUse::Document, suite);
        let entry = KeyEntry {
            kid: "hk-high-court-document-openssl".parse().unwrap(),
            public: public.unwrap(),
            ..KeyEntry::of(&like, at(-1_000), at(1_000))
        };
        (entry.clone(), roll([entry]))
    }

    fn public_key(&self, key: &PublicKey) {
        let prefix = if key.suite() == Suite::Sm2Sm3 { SPKI_OF_SM2 } else { SPKI_OF_ED25519 };
        let spki = [bytes(prefix), key.to_bytes()].concat();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(spki));
        self.write("public.pem", pem.as_bytes());
    }

    fn signs(&self, suite: Suite, identifier: &str) -> Vec<u8> {
        let mut sign = self.run(&["pkeyutl", "-sign", "-rawin", "-in", "document", "-inkey", "secret.pem"]);
        said(sign.args(["-out", "signature"]).args(options(suite, identifier)));
        std::fs::read(self.path("signature")).unwrap()
    }

    fn verifies(&self, suite: Suite, identifier: &str) -> bool {
        let mut verify =
            self.run(&["pkeyutl", "-verify", "-rawin", "-in", "document", "-pubin", "-inkey", "public.pem"]);
        let output = verify.args(["-sigfile", "signature"]).args(options(suite, identifier)).output().unwrap();
        output.status.success()
    }
}

fn options(suite: Suite, identifier: &str) -> Vec<String> {
    match suite {
        Suite::Ed25519 | Suite::P256Sha256 => Vec::new(),
        Suite::Sm2Sm3 => ["-digest", "sm3", "-pkeyopt", &format!("distid:{identifier}")].map(str::to_owned).into(),
    }
}
