//! A checkpoint of a small record, signed by the record's key and cosigned by both witnesses (C2SP tlog-checkpoint, cosignature v1).

use comity_domain::GatewayId;
use comity_federation::keys::{KeyPair, KeyUse, Suite};
use comity_record::checkpoint::{Checkpoint, NoteSigner};
use comity_record::cosignature::Cosigner;
use comity_record::merkle::{Tree, leaf_hash};
use comity_record::note::with_lines;
use serde_json::{Value, json};

use super::super::world::{at, gateway, key, roll};

const LINES: [&str; 3] = [r#"{"index":0}"#, r#"{"index":1}"#, r#"{"index":2}"#];
const WITNESSES: [&str; 2] = ["cn", "mo"];

pub(super) fn checkpoint_vector() -> Value {
    let signs = |name: String, key: &KeyPair, what: &str| json!({ "name": name, "kid": key.kid(), "signs": what });
    let cosigned = WITNESSES.map(|id| signs(tls_name(&gateway(id)), &witness_key(id), "cosignature"));
    let own = signs(super::LOG.to_owned(), &checkpoint_key(), "checkpoint");
    let signatures: Vec<Value> = std::iter::once(own).chain(cosigned).collect();
    json!({
        "what": "a record of three lines, cosigned by both witnesses",
        "lines": LINES,
        "note": note(),
        "signatures": signatures,
    })
}

/// The signed checkpoint with the cosignatures under it.
fn note() -> String {
    let checkpoint = checkpoint();
    WITNESSES.iter().fold(signer().sign(&checkpoint), |note, id| {
        with_lines(&note, &cosigner(id).cosign(&checkpoint.text(), at(6_000)))
    })
}

fn checkpoint() -> Checkpoint {
    let mut tree = Tree::new();
    LINES.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    Checkpoint { origin: super::LOG.to_owned(), size: LINES.len() as u64, root: tree.root() }
}

fn signer() -> NoteSigner {
    NoteSigner::new(super::LOG, checkpoint_key().signing_key().unwrap().clone()).unwrap()
}

fn cosigner(id: &str) -> Cosigner {
    Cosigner::new(&tls_name(&gateway(id)), witness_key(id).signing_key().unwrap().clone()).unwrap()
}

fn checkpoint_key() -> KeyPair {
    key("hk", KeyUse::Checkpoint, Suite::Ed25519)
}

fn witness_key(id: &str) -> KeyPair {
    key(id, KeyUse::Witness, Suite::Ed25519)
}

/// The name that a witness cosigns under.
fn tls_name(id: &GatewayId) -> String {
    roll([]).gateway(id).unwrap().tls_name.clone()
}

#[test]
fn the_checkpoint_is_that_of_its_lines_and_cosigned_by_both() {
    let note = note();
    assert_eq!(signer().verifier().verify(&note).unwrap(), checkpoint());
    for id in WITNESSES {
        let cosigned = cosigner(id).verifier().verify(&note).unwrap();
        assert_eq!((cosigned.checkpoint, cosigned.at), (checkpoint(), at(6_000)));
    }
}
