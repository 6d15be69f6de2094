//! A record in a database, copied into files and verified beside the process that works on it.

use std::sync::atomic::AtomicBool;

use super::ground::{alone_config, database_config};
use super::server::{Fresh, Server};
use super::*;
use crate::backup::{Copied, Copier};
use crate::database::Database;
use crate::{DatabaseConfig, Reading};

/// So small that the few lines of a test fill several.
const SEGMENT_BYTES: u64 = 4096;

fn copier() -> Copier<'static> {
    Copier { disk: Arc::new(RealDisk), log: LOG.to_owned(), keys: vec![verifier()], progress: &|_| {} }
}

fn place(fresh: &Fresh) -> DatabaseConfig {
    database_config(&fresh.url()).database.unwrap()
}

/// A store that uses the database alone, as a gateway does.
fn working(fresh: &Fresh) -> Store {
    let store = Store::open(alone_config(&fresh.url()), parts(RealDisk, &Fatal::default())).unwrap();
    fill(&store);
    store.put_blob("matter/cn/1", b"a statement of claim").unwrap();
    store.keep_head(&HeadName::new("peer.cn").unwrap(), "a head").unwrap();
    store.make_checkpoint().unwrap();
    store
}

fn back_up(fresh: &Fresh, to: &Path) -> Result<Copied, StoreError> {
    copier().back_up_from(&Reading::in_segments(&place(fresh), SEGMENT_BYTES).unwrap(), to)
}

fn segments(copy: &Path) -> usize {
    std::fs::read_dir(copy.join("journal")).unwrap().count()
}

#[test]
fn a_record_in_a_database_is_copied_while_a_gateway_works_and_put_back_in_files() {
    let Some(fresh) = Server::shared().map(Server::fresh) else { return };
    let store = working(&fresh);
    let blob = store.put_blob("matter/cn/1", b"a certificate").unwrap();
    let file = store.begin_file("matter/cn/2").unwrap();
    store.put_piece("matter/cn/2", &file, 0, b"one piece").unwrap();
    store.finish_file("matter/cn/2", &file, 1, b"manifest").unwrap();
    store.erase("peer/cn").unwrap();
    let directory = tempfile::tempdir().unwrap();
    let [copy, keys, new] = ["copy", "keys", "new"].map(|name| directory.path().join(name));
    let copied = back_up(&fresh, &copy).unwrap();
    assert_eq!((copied.checkpoint.size, copied.checkpoint.root), (12, store.status().root));
    assert!(segments(&copy) > 1);
    copier().back_up_keys_of_database(&place(&fresh), &keys).unwrap();
    assert_eq!(copier().verify(&copy).unwrap(), copied.checkpoint);

    assert_eq!(copier().restore(&copy, &keys, &new).unwrap().checkpoint, copied.checkpoint);
    let restored = open_real(&new).unwrap();
    assert_eq!(*restored.load("matter/cn/1").unwrap(), *store.load("matter/cn/1").unwrap());
    assert_eq!(dump(&restored), dump(&store));
    assert_eq!(restored.get_blob("matter/cn/1", &blob).unwrap(), b"a certificate");
    assert_eq!(restored.get_piece("matter/cn/2", &file, 0).unwrap(), b"one piece");
    assert_eq!(restored.kept_head(&HeadName::new("peer.cn").unwrap()).as_deref(), Some("a head"));
    assert!(restored.entry(2).unwrap().particulars.is_erased());
    assert!(restored.is_held());
    // Whoever works there has noticed nothing.
    store.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
}

#[test]
fn copies_of_a_database_are_made_while_the_record_grows_and_each_continues_the_one_before() {
    let Some(fresh) = Server::shared().map(Server::fresh) else { return };
    let store = working(&fresh);
    let directory = tempfile::tempdir().unwrap();
    let copy = directory.path().join("copy");
    let first = back_up(&fresh, &copy).unwrap();
    let again = back_up(&fresh, &copy).unwrap();
    assert_eq!((again.written, again.unchanged), (0, first.written), "a second copy writes only what is new");
    let ended = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !ended.load(Ordering::SeqCst) {
                store.commit_blocking(commit("matter/cn/1", store.head("matter/cn/1"), "noted")).unwrap();
                store.make_checkpoint().unwrap();
            }
        });
        let mut sizes = vec![first.checkpoint.size];
        for _ in 0..8 {
            sizes.push(back_up(&fresh, &copy).unwrap().checkpoint.size);
            assert_eq!(copier().verify(&copy).unwrap().size, *sizes.last().unwrap());
        }
        ended.store(true, Ordering::SeqCst);
        assert!(sizes.is_sorted() && sizes.last() > sizes.first(), "{sizes:?}");
    });
}

#[test]
fn a_copy_that_was_made_in_other_segments_or_of_another_record_is_left_as_it_is() {
    let Some(server) = Server::shared() else { return };
    let (fresh, stranger) = (server.fresh(), server.fresh());
    let store = working(&fresh);
    working(&stranger);
    let directory = tempfile::tempdir().unwrap();
    let copy = directory.path().join("copy");
    let copied = back_up(&fresh, &copy).unwrap();
    store.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
    store.make_checkpoint().unwrap();
    assert!(matches!(copier().back_up_database(&place(&fresh), &copy), Err(StoreError::OtherBackup(_))));
    assert!(matches!(back_up(&stranger, &copy), Err(StoreError::OtherBackup(_))));
    assert_eq!(copier().verify(&copy).unwrap(), copied.checkpoint);
}

#[test]
fn a_record_in_a_database_is_audited_line_for_line_and_what_does_not_hold_is_named() {
    let Some(fresh) = Server::shared().map(Server::fresh) else { return };
    let store = working(&fresh);
    let reading = Reading::new(&place(&fresh)).unwrap();
    let note = reading.checkpoint().unwrap().unwrap();
    let report = reading.audit(LOG).unwrap().unwrap().finish(&verifier().verify(&note).unwrap()).unwrap();
    assert_eq!((report.entries, report.root), (12, store.status().root));
    let flip = "UPDATE journal SET line = set_byte(line, 40, get_byte(line, 40) # 1) WHERE index = 5";
    fresh.client().batch_execute(flip).unwrap();
    assert_eq!(reading.audit(LOG).unwrap().err().map(|fault| fault.line), Some(5));
    let directory = tempfile::tempdir().unwrap();
    assert!(matches!(back_up(&fresh, &directory.path().join("copy")), Err(StoreError::Damaged { .. })));
}

#[test]
fn whoever_reads_a_database_cannot_change_it_nor_make_one_where_there_is_none() {
    let Some(server) = Server::shared() else { return };
    let (fresh, empty) = (server.fresh(), server.fresh());
    let store = working(&fresh);
    let reading = Database::reading(&place(&fresh)).unwrap();
    let refused = reading.set_held(true).err().unwrap();
    assert!(matches!(&refused, StoreError::Database(said) if said.contains("read-only")), "{refused}");
    assert!(!store.is_held());
    assert!(matches!(Reading::new(&place(&empty)).unwrap().checkpoint(), Err(StoreError::Database(_))));
    let made = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(empty.client().query_one(made, &[]).unwrap().get::<_, i64>(0), 0);
}
