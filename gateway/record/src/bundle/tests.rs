use ed25519_dalek::SigningKey;
use jiff::civil::Date;
use serde_json::json;

use super::*;
use crate::checkpoint::NoteSigner;
use crate::line::{self, Place};
use crate::merkle::Tree;
use crate::seal::SubjectKey;
use crate::succession::{KIND, Left};

const LOG: &str = "comity.example/hk/record";
const EARLIER: &str = "comity.example/hk/record/earlier";
const MATTER: &str = "matter/cn/01J00000000000000000000000";

fn signer() -> NoteSigner {
    NoteSigner::new(LOG, SigningKey::from_bytes(&[7; 32])).unwrap()
}

fn key() -> SubjectKey {
    SubjectKey::from_bytes([9; 32])
}

/// A record of eleven lines: those of one matter, and between them others.
struct World {
    lines: Vec<Vec<u8>>,
    tree: Tree,
    /// At this line the record went on under its name, from another one of which so many lines were left.
    from: Option<u64>,
    left: u64,
}

impl World {
    fn new() -> Self {
        Self { lines: Vec::new(), tree: Tree::new(), from: None, left: 0 }.rebuilt()
    }

    fn succeeded(from: u64) -> Self {
        Self { from: Some(from), left: from, ..Self::new() }.rebuilt()
    }

    fn rebuilt(self) -> Self {
        let mut world = Self { lines: Vec::new(), tree: Tree::new(), ..self };
        let mut next = 0_u8;
        let mut entropy =
            move |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| (*byte, next) = (next, next.wrapping_add(1)));
        let mut revisions = BTreeMap::new();
        for (index, subject) in
            (0..).zip([MATTER, "peer/cn", MATTER, "rules", MATTER, MATTER, "peer/cn", MATTER, "x", "x", "x"])
        {
            let revision = revisions.entry(subject).or_insert(0);
            *revision += 1;
            let succeeds = world.from == Some(index);
            let left = Left { log: EARLIER.into(), size: world.left, root: world.tree.root() };
            let line = Line {
                v: line::Version::V1,
                log: if world.from.is_some_and(|from| index < from) { EARLIER } else { LOG }.into(),
                index,
                time: Time::from_unix_ms(1_768_179_723_456),
                subject: subject.into(),
                revision: *revision,
                kind: if succeeds { KIND } else { "received" }.into(),
                day: Date::constant(2026, 1, 12),
                commit: Place { number: 1, of: 1 },
                durable: 0,
                open: if succeeds { left.open(Default::default()).unwrap() } else { Default::default() },
                answers: None,
                receipt: None,
                commitments: Default::default(),
                sealed: None,
                sum: None,
            };
            let particulars =
                Particulars::from([("addressee".into(), json!("陳大文")), ("copies".into(), json!(index))]);
            let bytes = line.seal(&particulars, &key(), &mut entropy).unwrap();
            world.tree.push(leaf_hash(&bytes));
            world.lines.push(bytes);
        }
        world
    }

    fn line(&self, index: u64) -> Row {
        let bytes = &self.lines[index as usize];
        let line = Line::parse(bytes).unwrap();
        Row::Line {
            line: String::from_utf8(bytes.clone()).unwrap(),
            proof: self.tree.inclusion_proof(index, 11).unwrap(),
            opened: if line.subject == MATTER { line.open_salted(&key()).unwrap() } else { BTreeMap::new() },
        }
    }

    fn note(&self) -> Row {
        Row::Checkpoint { note: signer().sign(&Checkpoint { origin: LOG.into(), size: 11, root: self.tree.root() }) }
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = vec![Row::Roll { roll: json!({ "version": 1 }) }, self.note()];
        rows.extend([0, 2, 3, 4, 5, 7].map(|index| self.line(index)));
        rows.push(Row::file(b"summons"));
        rows
    }
}

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT.into(),
        v: Version::V2,
        gateway: "hk".into(),
        log: LOG.into(),
        subject: MATTER.into(),
        size: 11,
        revision: 5,
        made: Time::from_unix_ms(1_768_179_800_000),
        rows: Vec::new(),
    }
}

fn write(rows: &[Row]) -> Vec<u8> {
    write_as(manifest(), rows)
}

fn write_as(manifest: Manifest, rows: &[Row]) -> Vec<u8> {
    let sign = |_: &[u8]| ManifestSignature { kid: "hk-envelope".into(), signature: "AA".into() };
    Bundle::write(manifest, rows, sign).unwrap()
}

fn verify(file: &[u8]) -> Result<Proven, Fault> {
    Bundle::read(file)?.verify(&[signer().verifier().clone()])
}

fn fault(file: &[u8]) -> (u64, String, &'static str) {
    let Fault { row, member, what } = verify(file).unwrap_err();
    (row, member, what.code())
}

fn fault_of(rows: &[Row]) -> (u64, String, &'static str) {
    fault(&write(rows))
}

fn place(row: u64, member: &str, code: &'static str) -> (u64, String, &'static str) {
    (row, member.to_owned(), code)
}

/// The rows of a file, without their newlines.
fn split(file: &[u8]) -> Vec<Vec<u8>> {
    file.strip_suffix(b"\n").unwrap().split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn join(rows: &[Vec<u8>]) -> Vec<u8> {
    rows.iter().flat_map(|row| row.iter().copied().chain([b'\n'])).collect()
}

#[test]
fn a_bundle_proves_the_lines_of_its_matter_and_what_is_disclosed_of_them() {
    let proven = verify(&write(&World::new().rows())).unwrap();
    assert_eq!(proven.checkpoint.size, 11);
    let own: Vec<u64> = proven.lines.iter().filter(|line| line.is_own).map(|line| line.line.index).collect();
    assert_eq!(own, [0, 2, 4, 5, 7]);
    assert_eq!(proven.lines[0].opened["addressee"], json!("陳大文"));
    assert!(proven.lines[0].is_open() && proven.lines[2].opened.is_empty() && !proven.lines[2].is_open());
    assert_eq!(proven.files, BTreeMap::from([(Digest::of(b"summons"), 7)]));
}

#[test]
fn a_bundle_of_every_format_is_read_and_one_of_an_unknown_format_is_not() {
    let written = |v| write_as(Manifest { v, ..manifest() }, &World::new().rows());
    for (v, number) in [(Version::V1, 1), (Version::V2, 2)] {
        assert_eq!(Bundle::read(&written(v)).unwrap().manifest().v, v);
        let first: Value = serde_json::from_slice(&split(&written(v))[0]).unwrap();
        assert_eq!(first["manifest"]["v"], number);
    }
    let unknown = String::from_utf8(written(Version::V2)).unwrap().replacen("\"v\":2}", "\"v\":3}", 1);
    assert_eq!(fault(unknown.as_bytes()), place(1, "", "bundle-row-malformed"));
}

#[test]
fn a_changed_byte_of_a_line_a_proof_a_salt_a_value_or_a_file_is_named() {
    let file = write(&World::new().rows());
    let text = String::from_utf8(file).unwrap();
    let change = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        fault(changed.as_bytes())
    };
    assert_eq!(change("11\\n", "12\\n"), place(3, "note", "checkpoint-signature-wrong"));
    assert_eq!(
        change("\\\"kind\\\":\\\"received", "\\\"kind\\\":\\\"deceived"),
        place(4, "line", "line-checksum-wrong")
    );
    assert_eq!(change("\"陳大文\"", "\"陳小文\""), place(4, "opened.addressee", "commitment-broken"));
    assert_eq!(change("\"value\":2", "\"value\":3"), place(5, "opened.copies", "commitment-broken"));
    assert_eq!(change("c3VtbW9ucw==", "c3VtbW9ucz=="), place(10, "bytes", "bundle-file-wrong"));
    assert_eq!(change("\"roll\":{\"version\":1}", "\"roll\":{\"version\":2}"), place(2, "", "bundle-row-changed"));
}

#[test]
fn a_proof_that_is_of_another_line_or_tampered_with_does_not_hold() {
    let world = World::new();
    let mut rows = world.rows();
    let Row::Line { proof: other, .. } = world.line(2) else { panic!() };
    let Row::Line { proof, .. } = &mut rows[2] else { panic!() };
    *proof = other;
    assert_eq!(fault_of(&rows), place(4, "proof", "bundle-proof-fails"));
    let mut rows = world.rows();
    let Row::Line { proof, .. } = &mut rows[3] else { panic!() };
    proof[1] = Digest::of(b"another");
    assert_eq!(fault_of(&rows), place(5, "proof", "bundle-proof-fails"));
}

#[test]
fn a_row_that_was_added_taken_away_exchanged_or_doubled_is_named() {
    let world = World::new();
    let rows = split(&write(&world.rows()));
    let with = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut rows = rows.clone();
        change(&mut rows);
        fault(&join(&rows))
    };
    let not_listed = "bundle-row-not-listed";
    assert_eq!(with(&|rows| drop(rows.remove(5))), place(6, "", not_listed));
    assert_eq!(with(&|rows| drop(rows.pop())), place(10, "", "bundle-row-missing"));
    assert_eq!(with(&|rows| rows.swap(4, 5)), place(5, "", not_listed));
    assert_eq!(with(&|rows| rows.insert(5, rows[4].clone())), place(6, "", not_listed));
    assert_eq!(with(&|rows| rows.push(rows[9].clone())), place(11, "", not_listed));
    let other = to_canonical(&world.line(1)).unwrap();
    assert_eq!(with(&|rows| rows.insert(4, other.clone())), place(5, "", not_listed));
    assert_eq!(with(&|rows| rows.push(Vec::new())), place(11, "", "bundle-row-malformed"));
}

#[test]
fn a_gateway_that_leaves_out_a_line_of_the_matter_is_found_out_whatever_it_lists() {
    let without = |place: usize| {
        let mut rows = World::new().rows();
        rows.remove(place);
        fault_of(&rows)
    };
    assert_eq!(without(2), place(4, "line", "revision-gap"));
    assert_eq!(without(5), place(7, "line", "revision-gap"));
    // The last one it can only leave out by promising fewer: and to that it puts its name.
    assert_eq!(without(7), place(1, "manifest.revision", "bundle-manifest-wrong"));
}

#[test]
fn lines_stand_in_the_order_of_the_record_and_belong_to_its_log() {
    let mut rows = World::new().rows();
    rows.swap(2, 3);
    assert_eq!(fault_of(&rows), place(4, "line", "revision-gap"));
    let mut rows = World::new().rows();
    rows.swap(3, 4);
    assert_eq!(fault_of(&rows), place(6, "line", "bundle-line-order"));
    let elsewhere = Manifest { log: "comity.example/mo/record".into(), ..manifest() };
    assert_eq!(fault(&write_as(elsewhere, &World::new().rows())).2, "line-of-another-log");
    let smaller = Manifest { size: 10, ..manifest() };
    assert_eq!(fault(&write_as(smaller, &World::new().rows())), place(1, "manifest.size", "bundle-manifest-wrong"));
}

#[test]
fn a_matter_that_began_under_an_earlier_name_of_the_record_is_proved_with_the_line_that_says_so() {
    let rows = |world: &World, indices: &[u64]| {
        let mut rows = vec![Row::Roll { roll: json!({ "version": 1 }) }, world.note()];
        rows.extend(indices.iter().map(|index| world.line(*index)));
        rows
    };
    let world = World::succeeded(3);
    let proven = verify(&write(&rows(&world, &[0, 2, 3, 4, 5, 7]))).unwrap();
    assert_eq!((proven.lines[0].line.log.as_str(), proven.lines[3].line.log.as_str()), (EARLIER, LOG));
    let without = fault_of(&rows(&world, &[0, 2, 4, 5, 7]));
    assert_eq!(without, place(5, "line", "line-of-another-log"));
    let elsewhere = World { left: 2, ..World::succeeded(3) }.rebuilt();
    assert_eq!(fault_of(&rows(&elsewhere, &[0, 2, 3, 4, 5, 7])), place(6, "line", "succession-broken"));
}

#[test]
fn a_bundle_has_one_checkpoint_and_it_is_signed() {
    let world = World::new();
    let mut rows = world.rows();
    rows.remove(1);
    assert_eq!(fault_of(&rows).2, "bundle-checkpoint-count");
    rows.extend([world.note(), world.note()]);
    assert_eq!(fault_of(&rows).2, "bundle-checkpoint-count");
    let other = NoteSigner::new(LOG, SigningKey::from_bytes(&[8; 32])).unwrap();
    let fault = Bundle::read(&write(&world.rows())).unwrap().verify(&[other.verifier().clone()]).unwrap_err();
    assert_eq!((fault.row, fault.what.code()), (3, "checkpoint-not-signed"));
    assert_eq!(Bundle::read(&write(&world.rows())).unwrap().verify(&[]).unwrap_err().row, 3);
}

#[test]
fn what_is_not_disclosed_is_withheld_and_does_not_hinder() {
    let mut rows = World::new().rows();
    let Row::Line { opened, .. } = &mut rows[2] else { panic!() };
    opened.remove("addressee");
    let proven = verify(&write(&rows)).unwrap();
    assert!(!proven.lines[0].is_open());
    assert_eq!(proven.lines[0].opened["copies"], json!(0));
    // What the line does not commit to is nothing that it says.
    let Row::Line { opened, .. } = &mut rows[2] else { panic!() };
    let stray = opened["copies"].clone();
    opened.insert("debt".into(), stray);
    assert_eq!(fault_of(&rows), place(4, "opened.debt", "commitment-broken"));
}

#[test]
fn every_cut_file_is_refused() {
    let file = write(&World::new().rows());
    for end in 0..file.len() {
        let fault = verify(&file[..end]).unwrap_err();
        let row = file[..end].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        assert!(fault.row == row || fault.row == row.saturating_sub(1), "cut at {end}: {fault}");
    }
}

#[test]
fn another_spelling_of_the_same_bundle_is_refused() {
    let text = String::from_utf8(write(&World::new().rows())).unwrap();
    for other in [
        text.replacen("{\"manifest\"", "{ \"manifest\"", 1),
        text.replacen("{\"note\"", "{\"extra\":1,\"note\"", 1),
        text.replacen("\"opened\":{", "\"opened\":{\"addressee\":null,", 1),
        text.replacen('\n', "\r\n", 1),
        format!("\n{text}"),
        format!("{text}\n"),
    ] {
        assert_ne!(other, text);
        assert_eq!(fault(other.as_bytes()).2, "bundle-row-malformed");
    }
}
