//! A gateway that moves from files to a database, and back.

use serde_json::json;

use super::ground::{database_config, on_either_ground};
use super::server::Server;
use super::*;
use crate::HeadName;

/// A store on files with something of everything, and what it was exported as.
fn exported(disk: &SimDisk) -> (Vec<u8>, Digest, Pairs) {
    let store = open_sim(disk).unwrap();
    fill(&store);
    let letter = commit("matter/cn/1", 4, "received").answering(message("01J", "letter"));
    store.commit_blocking(letter.and("peer/cn", Expected::Any, vec![NewEntry::new("queued")])).unwrap();
    store.put_blob("matter/cn/1", b"a statement of claim").unwrap();
    store.keep_head(&HeadName::new("peer.cn").unwrap(), "a head").unwrap();
    store.set_working("draft/1", Some(json!({"text": "personal"}))).unwrap();
    store.erase("matter/cn/2").unwrap();
    let views = dump(&store);
    let mut archive = Vec::new();
    let state = store.export(&mut archive).unwrap();
    (archive, state, views)
}

fn import(config: Config, disk: impl Disk + 'static, archive: &[u8]) -> Result<Store, StoreError> {
    Store::import(config, parts(disk, &Fatal::default()), &mut &*archive)
}

#[test]
fn a_gateway_moves_to_a_database_and_back_and_has_the_same_state() {
    let Some(server) = Server::shared() else { return };
    let (archive, state, views) = exported(&SimDisk::new());
    let fresh = server.fresh();
    let there = import(database_config(&fresh.url()), RealDisk, &archive).unwrap();
    assert_eq!(there.state().unwrap(), state);
    assert_eq!(dump(&there), views);
    assert_eq!(there.working("draft/"), [("draft/1".to_owned(), json!({"text": "personal"}))]);
    assert!(there.load("matter/cn/2").unwrap().iter().all(|entry| entry.particulars.is_erased()));
    let letter = || commit("matter/cn/1", 4, "received").answering(message("01J", "letter"));
    assert!(there.commit_blocking(letter()).unwrap().already);
    let mut again = Vec::new();
    assert_eq!(there.export(&mut again).unwrap(), state);
    assert_eq!(again, archive, "byte for byte");

    let disk = SimDisk::new();
    let back = import(config(Path::new("/data")), disk.clone(), &again).unwrap();
    assert_eq!(back.state().unwrap(), state);
    drop(back);
    for seed in 0..20 {
        let back = open_sim(&disk.after_power_cut(seed)).unwrap();
        assert_eq!(back.state().unwrap(), state, "what was imported is durable");
        assert!(back.commit_blocking(letter()).unwrap().already);
        assert_eq!(back.commit_blocking(commit("matter/cn/1", 5, "closed")).unwrap().first_index, 14);
        audit(&back);
    }
}

#[test]
fn an_archive_in_which_anything_was_changed_makes_no_store() {
    let (archive, _, _) = exported(&SimDisk::new());
    let ends: Vec<usize> = archive.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
    let fresh = Server::shared().map(Server::fresh);
    let changed_at = |at: usize| {
        let mut changed = archive.clone();
        // Another letter, so that it is still a text.
        changed[at] = if changed[at] == b'a' { b'b' } else { b'a' };
        changed
    };
    let (last, others) = ends.split_last().unwrap();
    for end in others {
        let (changed, disk) = (changed_at(end - 8), SimDisk::new());
        assert!(import(config(Path::new("/data")), disk.clone(), &changed).is_err(), "{end}");
        assert!(open_sim(&disk).map_or(0, |store| store.status().size) == 0, "{end}");
        assert!(import(config(Path::new("/data")), SimDisk::new(), &archive[..=*end]).is_err(), "{end}");
        if let Some(fresh) = &fresh {
            assert!(import(database_config(&fresh.url()), RealDisk, &changed).is_err(), "{end}");
        }
    }
    let state = import(config(Path::new("/data")), SimDisk::new(), &changed_at(last - 8));
    assert!(matches!(state, Err(StoreError::StateDiffers { .. })));
    if let Some(fresh) = &fresh {
        // Nothing of them is left.
        import(database_config(&fresh.url()), RealDisk, &archive).unwrap();
    }
}

#[test]
fn an_archive_is_read_only_into_a_place_that_has_nothing() {
    let disk = SimDisk::new();
    let (archive, _, _) = exported(&disk);
    assert!(matches!(import(config(Path::new("/data")), disk, &archive), Err(StoreError::StoreNotEmpty)));
    let Some(server) = Server::shared() else { return };
    let fresh = server.fresh();
    let store = Store::open(database_config(&fresh.url()), parts(RealDisk, &Fatal::default())).unwrap();
    store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    assert!(matches!(import(database_config(&fresh.url()), RealDisk, &archive), Err(StoreError::StoreNotEmpty)));
}

#[test]
fn an_archive_of_another_record_or_of_another_key_is_refused() {
    let (archive, _, _) = exported(&SimDisk::new());
    let other = Config { log: "comity.example/mo/record".to_owned(), ..config(Path::new("/data")) };
    assert!(matches!(import(other, SimDisk::new(), &archive), Err(StoreError::ArchiveDamaged { line: 1 })));
    let key = SigningKey::from_bytes(&[8; 32]);
    let checkpoint_signer = NoteSigner::new("comity.example/hk", key).unwrap();
    let parts = Parts { checkpoint_signer, ..parts(SimDisk::new(), &Fatal::default()) };
    assert!(matches!(Store::import(config(Path::new("/data")), parts, &mut &*archive), Err(StoreError::Checkpoint(_))));
}

#[test]
fn an_archive_under_an_earlier_key_of_the_log_is_taken_and_goes_on_under_the_next() {
    let (archive, state, _) = exported(&SimDisk::new());
    let by_the_next = |disk: SimDisk| Parts {
        checkpoint_signer: signer_by(8),
        checkpoint_keys: vec![verifier()],
        ..parts(disk, &Fatal::default())
    };
    let there = Store::import(config(Path::new("/data")), by_the_next(SimDisk::new()), &mut &*archive).unwrap();
    assert_eq!(there.state().unwrap(), state);
    assert!(signer_by(8).verifier().verify(&there.make_checkpoint().unwrap()).is_ok());
    let Some(server) = Server::shared() else { return };
    let fresh = server.fresh();
    let there = Store::import(database_config(&fresh.url()), by_the_next(SimDisk::new()), &mut &*archive).unwrap();
    assert_eq!(there.state().unwrap(), state);
    assert!(signer_by(8).verifier().verify(&there.make_checkpoint().unwrap()).is_ok());
}

/// A store with something in it, on either ground, and where it is opened.
fn filled(ground: &Ground) -> Store {
    let store = ground.open();
    fill(&store);
    store.put_blob("matter/cn/1", b"a statement of claim").unwrap();
    store
}

fn a_log_that_has_ended_with_its_export_goes_on_only_where_the_archive_is_read(ground: Ground) {
    let store = filled(&ground);
    let mut archive = Vec::new();
    let state = store.export(&mut archive).unwrap();
    store.end_log(&mut archive.as_slice()).unwrap();
    drop(store);
    for seed in 0..3 {
        let ended = match &ground {
            Ground::Files(disk) => open_sim(&disk.after_power_cut(seed)),
            Ground::Database(fresh) => {
                Store::open(database_config(&fresh.url()).alone(), parts(RealDisk, &Fatal::default()))
            }
        };
        assert!(matches!(ended, Err(StoreError::Ended)), "{seed}");
    }
    let there = import(config(Path::new("/data")), SimDisk::new(), &archive).unwrap();
    assert_eq!(there.state().unwrap(), state);
    there.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
}

fn an_archive_that_does_not_hold_ends_no_log(ground: Ground) {
    let store = filled(&ground);
    let mut archive = Vec::new();
    store.export(&mut archive).unwrap();
    let changed = |at: usize| {
        let mut changed = archive.clone();
        changed[at] = if changed[at] == b'a' { b'b' } else { b'a' };
        changed
    };
    for broken in
        [changed(archive.len() / 2), archive[..archive.len() / 2].to_vec(), Vec::new(), changed(archive.len() - 8)]
    {
        assert!(store.end_log(&mut broken.as_slice()).is_err());
    }
    // Nor does a good one of what the store was before.
    store.set_working("session/1", Some(json!(1))).unwrap();
    assert!(matches!(store.end_log(&mut archive.as_slice()), Err(StoreError::StateDiffers { .. })));
    store.close().unwrap();
    drop(store);
    let again = ground.open();
    again.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
}

fn a_held_log_under_an_earlier_key_is_not_signed_anew_and_ends_with_its_export(ground: Ground) {
    let store = filled(&ground);
    store.make_checkpoint().unwrap();
    store.hold().unwrap();
    store.close().unwrap();
    drop(store);
    let store = ground.open_by(8, &[7]).unwrap();
    let mut archive = Vec::new();
    store.export(&mut archive).unwrap();
    assert!(verifier().verify(&store.checkpoint()).is_ok());
    store.end_log(&mut archive.as_slice()).unwrap();
    drop(store);
    assert!(matches!(ground.open_by(8, &[7]), Err(StoreError::Ended)));
}

fn an_export_by_itself_is_a_drill_after_which_the_store_goes_on(ground: Ground) {
    let store = filled(&ground);
    let state = store.export(&mut Vec::new()).unwrap();
    assert_eq!(store.commit_blocking(commit("matter/cn/1", 4, "noted")), Err(CommitError::Stopped));
    store.close().unwrap();
    drop(store);
    let again = ground.open();
    assert_eq!(again.state().unwrap(), state);
    again.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
}

on_either_ground! {
    a_log_that_has_ended_with_its_export_goes_on_only_where_the_archive_is_read,
    an_archive_that_does_not_hold_ends_no_log,
    a_held_log_under_an_earlier_key_is_not_signed_anew_and_ends_with_its_export,
    an_export_by_itself_is_a_drill_after_which_the_store_goes_on,
}
