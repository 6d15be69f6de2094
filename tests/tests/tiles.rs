//! The record in the formats of transparency logs, checked by Go's own implementation of them.

use comity_record::Time;
use comity_record::checkpoint::{Checkpoint, NoteSigner};
use comity_record::cosignature::Cosigner;
use comity_record::merkle::{Tree, leaf_hash};
use comity_record::note::with_lines;
use comity_tests::{Mirror, check_record, go_is_missing, not_run};
use ed25519_dalek::SigningKey;
use serde_json::json;

/// A record of so many lines, cosigned by two witnesses.
fn mirror(size: u64) -> Mirror {
    let lines: Vec<Vec<u8>> = (0..size).map(|line| format!("{{\"index\":{line}}}").into_bytes()).collect();
    let mut tree = Tree::new();
    lines.iter().for_each(|line| tree.push(leaf_hash(line)));
    let log = NoteSigner::new("comity.example/cn", SigningKey::from_bytes(&[7; 32])).unwrap();
    let checkpoint = Checkpoint { origin: "comity.example/cn".into(), size, root: tree.root() };
    let witnesses = [("hk.gateway.comity.example", 8), ("mo.gateway.comity.example", 9)];
    let witnesses = witnesses.map(|(name, seed)| Cosigner::new(name, SigningKey::from_bytes(&[seed; 32])).unwrap());
    let note = witnesses.iter().fold(log.sign(&checkpoint), |note, witness| {
        with_lines(&note, &witness.cosign(&checkpoint.text(), Time::from_unix_ms(1_768_179_723_456)))
    });
    Mirror { note, lines, log: log.verifier().clone(), witnesses: witnesses.map(|it| it.verifier().clone()).to_vec() }
}

#[test]
fn go_verifies_our_notes_cosignatures_proofs_and_tiles() {
    if let Some(why) = go_is_missing() {
        return not_run("Go verifies our notes, cosignatures, proofs and tiles", why);
    }
    for size in [1, 2, 3, 255, 256, 257, 600, 70_000] {
        let directory = tempfile::tempdir().unwrap();
        mirror(size).write(directory.path(), 40);
        let verified = check_record(directory.path()).unwrap_or_else(|fault| panic!("{size}: {fault}"));
        let proofs = size.div_ceil(size.div_ceil(40));
        assert_eq!(
            verified,
            json!({
                "origin": "comity.example/cn", "size": size, "inclusions": proofs, "consistences": proofs,
                "cosigned_by": ["hk.gateway.comity.example", "mo.gateway.comity.example"],
            })
        );
    }
}

/// Makes a record one that does not hold.
type Break = fn(&mut Mirror);

#[test]
fn go_refuses_what_we_would_refuse() {
    if let Some(why) = go_is_missing() {
        return not_run("Go refuses what we would refuse", why);
    }
    let breaks: [Break; 4] = [
        |mirror| mirror.note = mirror.note.replacen("\n300\n", "\n301\n", 1),
        |mirror| mirror.note = mirror.note.replacen("hk.gateway", "mo.gateway", 1),
        |mirror| mirror.lines[17] = b"another line".to_vec(),
        |mirror| drop(mirror.lines.pop()),
    ];
    for (number, break_it) in breaks.into_iter().enumerate() {
        let directory = tempfile::tempdir().unwrap();
        let mut mirror = mirror(300);
        break_it(&mut mirror);
        mirror.write(directory.path(), 10);
        assert!(check_record(directory.path()).is_err(), "break {number}");
    }
}
