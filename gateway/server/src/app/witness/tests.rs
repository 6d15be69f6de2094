//! Real gateways without their doors: one that is watched, two that watch it, and a log that lies with the real one's keys.

use std::path::Path;
use std::sync::Arc;

use comity_federation::keys::KeyPair;
use comity_federation::resumption::Told;
use comity_federation::roll::RollContents;
use comity_record::Digest;
use comity_record::checkpoint::{Checkpoint, NoteSigner};
use comity_record::merkle::{Tree, leaf_hash};
use comity_record::note::with_lines;
use comity_record::witness::{AddCheckpoint, Continuity, Contradiction, Refused};
use comity_store::backup::Copier;
use comity_store::disk::RealDisk;
use comity_store::{Answered, Commit, Expected, NewEntry};
use tempfile::TempDir;

use super::super::seals::read_key;
use super::super::tests::{changed, checkpoint_keys, gateway, goes_by, open, opened, world};
use super::*;
use crate::exchange;

/// The Mainland's record is watched by Hong Kong and Macao.
struct Bay {
    folder: TempDir,
    cn: App,
    hk: App,
    mo: App,
}

impl Bay {
    async fn open() -> Self {
        let folder = world().await;
        let [cn, hk, mo] = ["cn", "hk", "mo"].map(|name| open(&gateway(&folder, name)).unwrap());
        Self { folder, cn, hk, mo }
    }

    /// Hong Kong ends and starts again.
    fn restart_hk(mut self) -> Self {
        self.hk.close_record().unwrap();
        drop(self.hk);
        self.hk = open(&gateway(&self.folder, "hk")).unwrap();
        self
    }

    /// What signs as the Mainland's record does.
    fn signer(&self) -> NoteSigner {
        let key = read_key(&gateway(&self.folder, "cn").join("keys/checkpoint.json")).unwrap();
        NoteSigner::new("comity.example/cn", key.signing_key().unwrap().clone()).unwrap()
    }

    fn directory(&self, name: &str) -> std::path::PathBuf {
        gateway(&self.folder, name)
    }
}

/// The next request for a cosignature that the gateway makes to a witness that stands at `old`.
fn request(log: &App, old: u64) -> String {
    log.make_checkpoint().unwrap();
    let note = log.checkpoint().to_string();
    let size = log.ledger().store().status().checkpoint_size;
    AddCheckpoint { old_size: old, proof: log.past(old, size).unwrap().proof, note }.to_text()
}

fn size(app: &App) -> u64 {
    app.ledger().store().status().checkpoint_size
}

/// Something happens at the gateway.
fn grow(app: &App) {
    let when = app.when().unwrap();
    let entry = vec![NewEntry::new("noted")];
    app.ledger().store().commit_blocking(Commit::of("matter/x", Expected::Any, when.day, when.time, entry)).unwrap();
    app.make_checkpoint().unwrap();
}

/// A record that the Mainland never had, signed with its key.
struct Lie {
    tree: Tree,
    signer: NoteSigner,
}

impl Lie {
    fn of(bay: &Bay, lines: u64) -> Self {
        let mut tree = Tree::new();
        (0..lines).for_each(|line| tree.push(leaf_hash(&line.to_be_bytes())));
        Self { tree, signer: bay.signer() }
    }

    fn note(&self, size: u64) -> String {
        let root = self.tree.root_at(size).unwrap();
        self.signer.sign(&Checkpoint { origin: "comity.example/cn".into(), size, root })
    }

    fn request(&self, old: u64, new: u64) -> String {
        AddCheckpoint { old_size: old, proof: self.tree.consistency_proof(old, new).unwrap(), note: self.note(new) }
            .to_text()
    }
}

fn kinds(app: &App, subject: &str) -> Vec<String> {
    app.ledger().store().load(subject).unwrap().iter().map(|entry| entry.kind.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cosignature_leaves_only_when_the_head_is_kept_and_is_there_after_a_restart() {
    let bay = Bay::open().await;
    let line = bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let note = with_lines(&bay.cn.checkpoint(), &line);
    let now = bay.hk.clock().now();
    let hk = "hk".parse().unwrap();
    assert_eq!(cosigned_by(&bay.mo.roll(), &hk, &note, now).unwrap().checkpoint.size, size(&bay.cn));
    let first = size(&bay.cn);
    let kept = std::fs::read_to_string(bay.directory("hk").join("record/heads/peer.cn")).unwrap();
    assert_eq!(kept, *bay.cn.checkpoint());

    let bay = bay.restart_hk();
    grow(&bay.cn);
    assert_eq!(bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap(), Err(Refused::OldDiffers { known: first }));
    assert!(bay.hk.add_checkpoint(&request(&bay.cn, first)).unwrap().is_ok());
    assert_eq!(kinds(&bay.hk, "witness/cn"), ["head-cosigned"], "once a day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_cannot_be_kept_is_not_cosigned() {
    let bay = Bay::open().await;
    let heads = bay.directory("hk").join("record/heads");
    std::fs::remove_dir(&heads).unwrap();
    assert_eq!(bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap_err().code(), "disk-refuses");
    std::fs::create_dir(&heads).unwrap();
    assert!(bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().is_ok(), "it still stands at nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_split_view_leaves_both_checkpoints_in_the_record_and_ends_the_cosigning_for_good() {
    let bay = Bay::open().await;
    grow(&bay.cn);
    bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let shown = bay.cn.checkpoint().to_string();
    let lie = Lie::of(&bay, size(&bay.cn));
    let refused = bay.hk.add_checkpoint(&lie.request(0, size(&bay.cn))).unwrap().unwrap_err();
    assert_eq!(refused.code(), "log-split-view");

    let bay = bay.restart_hk();
    grow(&bay.cn);
    let more = bay.hk.add_checkpoint(&request(&bay.cn, size(&bay.cn) - 1)).unwrap();
    assert_eq!(more, Err(Refused::Contradicted), "not even what would continue the first");
    let history = bay.hk.ledger().store().load("witness/cn").unwrap();
    let entry = history.last().unwrap();
    assert_eq!(entry.kind, "log-contradicted");
    let proof: Contradiction = serde_json::from_value(entry.open["proof"].clone()).unwrap();
    assert_eq!(proof.notes(), [shown, lie.note(lie.tree.size())]);
    // Anybody who has the key of the Mainland's record can see it.
    let cn = "cn".parse().unwrap();
    assert_eq!(proof.verify(&log_of(&bay.mo.roll(), &cn, |_| true).unwrap()), Ok(()));
    let warnings = bay.hk.health().unwrap().warnings;
    assert_eq!((warnings[0].code, warnings[0].about.as_ref(), warnings.len()), ("log-split-view", Some(&cn), 1));
    assert_eq!(bay.hk.add_checkpoint(&request(&bay.mo, 0)).unwrap().map(drop), Ok(()), "the others go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_shown_in_two_versions_to_two_witnesses_is_found_out_when_they_meet() {
    let bay = Bay::open().await;
    grow(&bay.cn);
    let lie = Lie::of(&bay, size(&bay.cn));
    bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let line = bay.mo.add_checkpoint(&lie.request(0, lie.tree.size())).unwrap().unwrap();
    let told = with_lines(&lie.note(lie.tree.size()), &line);

    let (mo, cn) = ("mo".parse().unwrap(), "cn".parse().unwrap());
    // Only what the other witness has cosigned itself counts as told by it.
    assert_eq!(bay.hk.take_head(&mo, &lie.note(lie.tree.size())).unwrap(), Err(Refused::NotSigned));
    assert_eq!(bay.hk.take_head(&cn, &told).unwrap(), Err(Refused::NotSigned));
    assert_eq!(kinds(&bay.hk, "witness/cn"), ["head-cosigned"]);
    assert_eq!(bay.hk.take_head(&mo, &told).unwrap(), Ok(()));
    assert_eq!(kinds(&bay.hk, "witness/cn"), ["head-cosigned", "log-contradicted"]);
    assert_eq!(bay.hk.take_head(&mo, &told).unwrap(), Ok(()));
    assert_eq!(kinds(&bay.hk, "witness/cn").len(), 2, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_is_found_out_from_the_request_that_it_makes() {
    let bay = Bay::open().await;
    while size(&bay.cn).is_power_of_two() || size(&bay.cn) < 3 {
        grow(&bay.cn);
    }
    let at = size(&bay.cn);
    bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let lie = Lie::of(&bay, at + 4);
    let refused = bay.hk.add_checkpoint(&lie.request(at, at + 4)).unwrap().unwrap_err();
    assert_eq!(refused.status(), 422);
    assert_eq!(bay.hk.health().unwrap().warnings[0].code, "log-forked");
    assert_eq!(kinds(&bay.hk, "witness/cn"), ["head-cosigned", "log-contradicted"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_lost_what_it_kept_does_not_start() {
    let bay = Bay::open().await;
    grow(&bay.cn);
    bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let Bay { folder, hk, .. } = bay;
    hk.close_record().unwrap();
    drop(hk);
    let directory = gateway(&folder, "hk");
    let head = directory.join("record/heads/peer.cn");
    let kept = std::fs::read(&head).unwrap();
    let fails = |directory: &Path| open(directory).err().map(|error| error.to_string());
    std::fs::remove_file(&head).unwrap();
    assert!(fails(&directory).unwrap().contains("restore `heads`"));
    std::fs::write(&head, b"nonsense").unwrap();
    assert!(fails(&directory).unwrap().contains("the head kept of `cn`"));
    std::fs::write(&head, kept).unwrap();
    assert_eq!(fails(&directory), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_published_when_both_others_have_cosigned_it_and_not_before() {
    let bay = Bay::open().await;
    bay.cn.make_checkpoint().unwrap();
    let (roll, note) = (bay.cn.roll(), bay.cn.checkpoint().to_string());
    let cn = "cn".parse().unwrap();
    let head = log_of(&roll, &cn, |_| true).unwrap().head(&note).unwrap();
    let last = size(&bay.cn) - 1;
    assert_eq!(bay.cn.witnessing(last), Witnessing::NotWitnessed);

    // The record's own signature, over and over, and under the name of a witness as well, is no cosignature.
    let key = bay.cn.in_force().keys.witness.signing_key().unwrap().clone();
    let own = Cosigner::new("hk.gateway.comity.example", key).unwrap();
    let forged = own.cosign(head.text(), bay.cn.clock().now());
    bay.cn.keep_cosigned(&roll, &head, &forged).unwrap();
    assert_eq!(bay.cn.witnessing(last), Witnessing::NotWitnessed);
    assert_eq!(bay.cn.published_checkpoint(), None);

    let hk = bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    bay.cn.keep_cosigned(&roll, &head, &hk).unwrap();
    assert_eq!(bay.cn.witnessing(last), Witnessing::WitnessedOnce);
    let mo = bay.mo.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    bay.cn.keep_cosigned(&roll, &head, &mo).unwrap();
    assert_eq!(bay.cn.witnessing(last), Witnessing::Published);
    assert_eq!(bay.cn.witnessing(last + 1), Witnessing::NotWitnessed);
    let published = bay.cn.published_checkpoint().unwrap();
    assert_eq!(published.matches("— hk.gateway").count() + published.matches("— mo.gateway").count(), 2, "{published}");

    // A newer one that only one has cosigned takes nothing away.
    grow(&bay.cn);
    let newer = log_of(&roll, &cn, |_| true).unwrap().head(&bay.cn.checkpoint()).unwrap();
    let hk = bay.hk.add_checkpoint(&request(&bay.cn, last + 1)).unwrap().unwrap();
    bay.cn.keep_cosigned(&roll, &newer, &hk).unwrap();
    assert_eq!(bay.cn.witnessing(last), Witnessing::Published);
    assert_eq!(bay.cn.witnessing(last + 1), Witnessing::WitnessedOnce);
    let Bay { folder, cn, .. } = bay;
    cn.close_record().unwrap();
    drop(cn);
    let cn = open(&gateway(&folder, "cn")).unwrap();
    assert_eq!((cn.witnessing(last), cn.witnessing(last + 1)), (Witnessing::Published, Witnessing::WitnessedOnce));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_shows_what_a_checkpoint_covers_and_its_lines_to_auditors_only() {
    let bay = Bay::open().await;
    bay.cn.make_checkpoint().unwrap();
    let covered = size(&bay.cn);
    let path = |text: String| text.parse::<TilePath>().unwrap();
    let hashes = bay.cn.tile(&path(format!("tile/0/000.p/{covered}")), false).unwrap().unwrap();
    assert_eq!(hashes[..32], *leaf_hash(&bay.cn.ledger().store().line(0).unwrap()).as_bytes());
    let lines = path(format!("tile/entries/000.p/{covered}"));
    assert_eq!(bay.cn.tile(&lines, false).unwrap(), None);
    let bundle = bay.cn.tile(&lines, true).unwrap().unwrap();
    assert_eq!(comity_record::tile::unbundle(&bundle).unwrap().len() as u64, covered);

    let when = bay.cn.when().unwrap();
    let commit = Commit::of("matter/x", Expected::Any, when.day, when.time, vec![NewEntry::new("noted")]);
    bay.cn.ledger().store().commit_blocking(commit).unwrap();
    assert_eq!(bay.cn.tile(&path(format!("tile/0/000.p/{}", covered + 1)), true).unwrap(), None);
    assert_eq!(bay.cn.past(1, covered + 1), None);
    assert!(bay.cn.past(1, covered).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_is_held_cosigns_nothing_and_looks_at_nothing() {
    let bay = Bay::open().await;
    let cn = "cn".parse().unwrap();
    bay.hk.ledger().store().hold().unwrap();
    assert_eq!(bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap_err().code(), "record-held");
    assert_eq!(bay.hk.take_head(&cn, &bay.mo.checkpoint()).unwrap_err().code(), "record-held");
    assert!(!bay.directory("hk").join("record/heads/peer.cn").exists());
    let health = bay.hk.health().unwrap();
    assert_eq!((health.status, health.warnings[0].code), ("held", "record-held"));
    let peers = health.held.unwrap().peers;
    assert!(peers.iter().all(|at| (at.size, at.code) == (None, "record-not-told")), "{peers:?}");

    let bay = bay.restart_hk();
    assert_eq!(bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap_err().code(), "record-held");
    bay.hk.ledger().store().resume().unwrap();
    assert!(bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().is_ok());
    assert_eq!(bay.hk.health().unwrap().held, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_was_forgotten_is_learnt_again_if_it_continues_what_is_known() {
    let bay = Bay::open().await;
    grow(&bay.cn);
    bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let (cn, old) = ("cn".parse().unwrap(), size(&bay.cn));
    let log = log_of(&bay.hk.roll(), &cn, |_| true).unwrap();
    grow(&bay.cn);
    let (newer, new) = (log.head(&bay.cn.checkpoint()).unwrap(), size(&bay.cn));
    bay.hk.ledger().store().hold().unwrap();
    // What the record does not show to continue the head that is known is not taken for it.
    assert!(!bay.hk.keep_learnt(&cn, &log, newer.clone(), None).unwrap());
    assert_eq!(bay.hk.head_kept_of(&cn).unwrap().and_then(|note| log.head(&note).ok()).unwrap().checkpoint().size, old);
    assert!(bay.hk.keep_learnt(&cn, &log, newer, bay.cn.past(old, new).as_ref()).unwrap());
    bay.hk.ledger().store().resume().unwrap();

    let bay = bay.restart_hk();
    grow(&bay.cn);
    assert_eq!(bay.hk.add_checkpoint(&request(&bay.cn, old)).unwrap(), Err(Refused::OldDiffers { known: new }));
    assert!(bay.hk.add_checkpoint(&request(&bay.cn, new)).unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_head_that_contradicts_what_is_known_ends_the_cosigning_although_nothing_can_be_recorded() {
    let bay = Bay::open().await;
    grow(&bay.cn);
    bay.hk.add_checkpoint(&request(&bay.cn, 0)).unwrap().unwrap();
    let cn = "cn".parse().unwrap();
    let log = log_of(&bay.hk.roll(), &cn, |_| true).unwrap();
    let lie = Lie::of(&bay, size(&bay.cn));
    bay.hk.ledger().store().hold().unwrap();
    assert!(bay.hk.keep_learnt(&cn, &log, log.head(&lie.note(lie.tree.size())).unwrap(), None).unwrap());
    bay.hk.ledger().store().resume().unwrap();
    grow(&bay.cn);
    let more = bay.hk.add_checkpoint(&request(&bay.cn, size(&bay.cn) - 1)).unwrap();
    assert_eq!(more, Err(Refused::Contradicted));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_is_held_waits_while_a_peers_head_is_signed_by_a_key_that_its_roll_does_not_name() {
    let Bay { folder: _folder, cn, hk, mo } = Bay::open().await;
    let [cn, hk, mo] = [cn, hk, mo].map(Arc::new);
    let mut doors = BTreeMap::new();
    for app in [&cn, &mo] {
        app.make_checkpoint().unwrap();
        doors.insert(app.gateway().clone(), opened(app, exchange::router(Arc::clone(app))).await);
    }
    let at_doors = |roll: &mut RollContents| {
        for entry in &mut roll.gateways {
            if let Some(url) = doors.get(&entry.id) {
                url.clone_into(&mut entry.url);
            }
        }
    };
    let newest = changed(&hk, at_doors);
    let older = changed(&hk, |roll| {
        at_doors(roll);
        let before = KeyPair::from_seed(Owner::Gateway(cn.gateway().clone()), KeyUse::Checkpoint, &[42; 32]).unwrap();
        checkpoint_keys(roll, cn.gateway()).for_each(|key| *key = KeyEntry::of(&before, key.from, key.until));
    });
    hk.ledger().store().hold().unwrap();

    // Both have told what they hold of its own record. What it may have cosigned of the Mainland's it cannot read.
    goes_by(&hk, older);
    hk.seek_resumption().await.unwrap();
    let told = hk.held_view().map(|held| held.peers.iter().map(|at| at.code).collect::<Vec<_>>());
    assert_eq!(told, Some(vec!["record-continues"; 2]));
    assert_eq!(hk.head_kept_of(cn.gateway()).unwrap(), None);

    goes_by(&hk, newest);
    hk.seek_resumption().await.unwrap();
    assert!(!hk.is_held());
    assert_eq!(hk.head_kept_of(cn.gateway()).unwrap().as_deref(), Some(&*cn.checkpoint()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_for_a_position_that_a_copy_does_not_have_speaks_against_it_whatever_stands_there_later() {
    let mut bay = Bay::open().await;
    let directory = bay.directory("hk");
    bay.hk.make_checkpoint().unwrap();
    let key = read_key(&directory.join("keys/checkpoint.json")).unwrap();
    let signer = NoteSigner::new("comity.example/hk", key.signing_key().unwrap().clone()).unwrap();
    let copier = Copier {
        disk: Arc::new(RealDisk),
        log: "comity.example/hk".into(),
        keys: vec![signer.verifier().clone()],
        progress: &|_| {},
    };
    let copies = tempfile::tempdir().unwrap();
    let [record, keys] = ["record", "keys"].map(|name| copies.path().join(name));
    copier.back_up(&directory.join("record"), &record).unwrap();
    copier.back_up_keys(&directory.join("record"), &keys).unwrap();

    let when = bay.hk.when().unwrap();
    let message = "01KEQ3V3T00000000000001001".to_owned();
    let answered = Answered { peer: "cn".into(), message, digest: Digest::of(b"letter") };
    let commit = Commit::of("peer/cn", Expected::Any, when.day, when.time, vec![NewEntry::new("taken")]);
    let taken = bay.hk.ledger().store().commit_blocking(commit.answering(answered)).unwrap();
    let (cn, receipt, size) = ("cn".parse().unwrap(), taken.receipt.unwrap(), taken.first_index + 1);
    let told = |continuity| Some(Told { size, continuity });
    assert_eq!(bay.hk.told_by_receipt(&cn, &receipt), told(Continuity::Continues));
    let newer = {
        bay.hk.make_checkpoint().unwrap();
        bay.hk.checkpoint().to_string()
    };

    bay.hk.close_record().unwrap();
    drop(bay.hk);
    std::fs::remove_dir_all(directory.join("record")).unwrap();
    copier.restore(&record, &keys, &directory.join("record")).unwrap();
    bay.hk = open(&directory).unwrap();
    assert!(bay.hk.is_held());
    assert_eq!(bay.hk.told_by_receipt(&cn, &receipt), told(Continuity::Behind));
    assert_eq!(bay.hk.told_by_head(&cn, &newer), told(Continuity::Behind));
    bay.hk.ledger().store().resume().unwrap();
    grow(&bay.hk);
    assert_eq!(bay.hk.told_by_receipt(&cn, &receipt), told(Continuity::Differs));
    assert_eq!(bay.hk.told_by_head(&cn, &newer), told(Continuity::Differs));
    // What this gateway never signed speaks neither for nor against it.
    assert_eq!(bay.hk.told_by_receipt(&cn, &receipt.replace("payload", "payl0ad")), None);
    assert_eq!(bay.hk.told_by_head(&cn, &bay.mo.checkpoint()), None);
}
