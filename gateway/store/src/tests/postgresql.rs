//! What only a database can do: be shared, be lost, say something else than was asked of it, and be changed by somebody else.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::atomic::AtomicU8;

use serde_json::json;

use super::ground::database_config;
use super::server::{Fresh, Server};
use super::*;
use crate::HeadName;

/// A database, where there is a server.
fn fresh() -> Option<Fresh> {
    Some(Server::shared()?.fresh())
}

fn open(fresh: &Fresh) -> Store {
    try_open(&fresh.url()).unwrap()
}

fn try_open(url: &str) -> Result<Store, StoreError> {
    Store::open(database_config(url), parts(RealDisk, &Fatal::default()))
}

#[test]
fn what_one_process_was_answered_for_every_other_reads() {
    let Some(fresh) = fresh() else { return };
    let (one, other) = (open(&fresh), open(&fresh));
    for revision in 0..20 {
        let (writer, reader) = if revision % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let kind = format!("kind-{revision}");
        writer.commit_blocking(commit("matter/cn/1", revision, &kind)).unwrap();
        assert_eq!(reader.head("matter/cn/1"), revision + 1);
        assert_eq!(
            reader.load("matter/cn/1").unwrap().last().unwrap().particulars.get("note").unwrap(),
            &json!(format!("{kind} of matter/cn/1"))
        );
        assert_eq!(reader.entry(revision).unwrap().kind, kind);
        assert_eq!(reader.views().get(b"last/matter/cn/1").unwrap().unwrap(), kind.as_bytes());
        assert_eq!(reader.status().size, revision + 1);
        assert_eq!(reader.with_tree(|tree| tree.root()), writer.status().root);
    }
    assert_eq!(audit(&one), audit(&other));
}

#[test]
fn of_two_processes_that_decided_from_one_revision_one_is_told_that_it_moved() {
    let Some(fresh) = fresh() else { return };
    let stores = [open(&fresh), open(&fresh)];
    for round in 0..20 {
        let threads = stores
            .clone()
            .map(|store| std::thread::spawn(move || store.commit_blocking(commit("matter/cn/1", round, "noted"))));
        let results = threads.map(|thread| thread.join().unwrap());
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        let moved = CommitError::Moved { subject: "matter/cn/1".to_owned(), current: round + 1 };
        assert!(results.contains(&Err(moved)), "{results:?}");
    }
}

#[test]
fn a_message_that_two_processes_receive_gets_one_receipt() {
    let Some(fresh) = fresh() else { return };
    let stores = [open(&fresh), open(&fresh)];
    for number in 0..20 {
        let letter = move || {
            let entry = NewEntry::new("received");
            Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![entry])
                .answering(message(&format!("01J{number}"), "letter"))
        };
        let threads = stores.clone().map(|store| std::thread::spawn(move || store.commit_blocking(letter()).unwrap()));
        let [one, other] = threads.map(|thread| thread.join().unwrap());
        assert_ne!(one.already, other.already);
        assert_eq!((one.receipt, one.first_index), (other.receipt, other.first_index));
    }
    assert_eq!(stores[0].status().size, 20);
}

#[test]
fn two_processes_that_seal_for_a_new_subject_at_once_use_one_key() {
    let Some(fresh) = fresh() else { return };
    let stores = [open(&fresh), open(&fresh)];
    for number in 0..20 {
        let subject = format!("matter/cn/{number}");
        let threads = stores.clone().map(|store| {
            let subject = subject.clone();
            std::thread::spawn(move || store.put_blob(&subject, b"a statement of claim").unwrap())
        });
        let blobs = threads.map(|thread| thread.join().unwrap());
        for (blob, store) in blobs.iter().zip(stores.iter().rev()) {
            assert_eq!(store.get_blob(&subject, blob).unwrap(), b"a statement of claim");
        }
    }
}

/// The files of the tables in which something of a subject could be found.
fn files(fresh: &Fresh) -> [String; 3] {
    ["keys", "views", "working"].map(|table| {
        let query = format!("SELECT pg_relation_filepath('{table}')");
        fresh.client().query_one(&query, &[]).unwrap().get(0)
    })
}

#[test]
fn what_one_process_erased_no_other_reads_and_the_tables_have_no_trace_of_it() {
    let Some(fresh) = fresh() else { return };
    let (one, other) = (open(&fresh), open(&fresh));
    fill(&one);
    let waited = "early/cn/matter/cn/2/1";
    one.set_working(waited, Some(json!({ "message": "a letter" }))).unwrap();
    one.set_working("session/1", Some(json!(1))).unwrap();
    one.set_working(waited, None).unwrap();
    let before = files(&fresh);
    let wrapped: String =
        fresh.client().query_one("SELECT wrapped FROM keys WHERE subject = 'matter/cn/2'", &[]).unwrap().get(0);
    assert!(!other.load("matter/cn/2").unwrap()[0].particulars.is_erased());
    one.erase("matter/cn/2").unwrap();
    assert!(other.is_erased("matter/cn/2"), "the other process sees it at once");
    assert!(before.iter().zip(files(&fresh)).all(|(before, after)| *before != after), "no table has its old file");
    assert_eq!(other.working(""), [("session/1".to_owned(), json!(1))], "what waits of others goes on waiting");
    assert!(other.load("matter/cn/2").unwrap().iter().all(|entry| entry.particulars.is_erased()));
    assert!(other.entry(1).unwrap().particulars.is_erased());
    assert_eq!(
        other.commit_blocking(commit("matter/cn/2", 4, "noted")),
        Err(CommitError::Erased("matter/cn/2".into()))
    );
    other.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
    assert_eq!(dump(&one), dump(&other));
    assert!(dump(&one).iter().all(|(key, _)| !key.starts_with(b"note/matter/cn/2/")));
    assert!(dump(&one).iter().any(|(key, _)| key.starts_with(b"note/matter/cn/1/")));
    let rows = "SELECT count(*) FROM keys WHERE wrapped = $1";
    assert_eq!(fresh.client().query_one(rows, &[&wrapped]).unwrap().get::<_, i64>(0), 0);
    audit(&one);
    drop((one, other));
    assert!(open(&fresh).entry(1).unwrap().particulars.is_erased());
}

/// A store whose lease outlasts what a busy machine makes it wait between two steps.
fn open_with_long_lease(fresh: &Fresh) -> Store {
    let mut config = database_config(&fresh.url());
    config.database.as_mut().unwrap().lease = Duration::from_secs(10);
    Store::open(config, parts(RealDisk, &Fatal::default())).unwrap()
}

#[test]
fn one_process_signs_checkpoints_until_it_leaves_or_its_lease_ends() {
    let Some(fresh) = fresh() else { return };
    let (one, other) = (open_with_long_lease(&fresh), open_with_long_lease(&fresh));
    one.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    assert_eq!(verifier().verify(&one.make_checkpoint().unwrap()).unwrap().size, 1);
    other.commit_blocking(commit("matter/cn/1", 1, "noted")).unwrap();
    assert_eq!(verifier().verify(&other.make_checkpoint().unwrap()).unwrap().size, 1, "the other one signs");
    assert_eq!(verifier().verify(&one.make_checkpoint().unwrap()).unwrap().size, 2);
    assert_eq!(other.checkpoint(), one.checkpoint());
    one.close().unwrap();
    other.commit_blocking(commit("matter/cn/1", 2, "noted")).unwrap();
    assert_eq!(verifier().verify(&other.make_checkpoint().unwrap()).unwrap().size, 3);
    // A process that says nothing any more is waited out.
    let third = open_with_long_lease(&fresh);
    third.commit_blocking(commit("matter/cn/1", 3, "noted")).unwrap();
    let sizes = (0..600).map(|_| {
        wait(100);
        verifier().verify(&third.make_checkpoint().unwrap()).unwrap().size
    });
    let sizes: Vec<u64> = sizes.take_while(|size| *size < 4).collect();
    assert!((1..600).contains(&sizes.len()), "{sizes:?}");
    let reigns: Vec<i64> = fresh
        .client()
        .query("SELECT fence FROM checkpoints ORDER BY size", &[])
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    assert_eq!(reigns, [0, 1, 1, 2, 3]);
}

#[test]
fn a_checkpoint_of_a_signer_whose_reign_has_ended_is_not_stored() {
    let Some(fresh) = fresh() else { return };
    let config = database_config(&fresh.url()).database.unwrap();
    let config = crate::DatabaseConfig { lease: Duration::from_secs(60), ..config };
    let one = crate::database::Database::open(&config, [1; 16]).unwrap();
    let reign = one.hold_lease().unwrap().unwrap();
    let mut client = fresh.client();
    assert!(one.keep_checkpoint(reign, 1, "one", "zero").unwrap());
    assert!(
        !one.keep_checkpoint(reign, 1, "one by another key", "zero").unwrap(),
        "whoever signs anew has seen the one before"
    );
    assert!(one.keep_checkpoint(reign, 1, "one by another key", "one").unwrap());
    // It stood still for too long, and another one took over.
    client.execute("UPDATE lease SET holder = '\\x02', fence = fence + 1", &[]).unwrap();
    assert!(!one.keep_checkpoint(reign, 2, "two", "zero").unwrap());
    client.execute("UPDATE lease SET holder = '\\x01010101010101010101010101010101'", &[]).unwrap();
    assert!(!one.keep_checkpoint(reign, 2, "two", "zero").unwrap(), "an older reign of its own");
    assert!(one.keep_checkpoint(reign + 1, 2, "two", "zero").unwrap());
    client.execute("UPDATE lease SET until = clock_timestamp() - interval '1 second'", &[]).unwrap();
    assert!(!one.keep_checkpoint(reign + 1, 3, "three", "zero").unwrap(), "its time is over");
}

#[test]
fn a_head_is_replaced_only_by_who_has_seen_it() {
    let Some(fresh) = fresh() else { return };
    let (one, other) = (open(&fresh), open(&fresh));
    let name = HeadName::new("peer.cn").unwrap();
    one.keep_head(&name, "one").unwrap();
    assert!(matches!(other.keep_head(&name, "two"), Err(StoreError::HeadMoved(_))));
    assert_eq!(other.kept_head(&name).as_deref(), Some("one"));
    other.keep_head(&name, "two").unwrap();
    assert!(matches!(one.keep_head(&name, "three"), Err(StoreError::HeadMoved(_))));
    assert_eq!(one.kept_head(&name).as_deref(), Some("two"));
}

#[test]
fn what_one_process_notes_in_the_working_log_the_other_finds_sealed() {
    let Some(fresh) = fresh() else { return };
    let (one, other) = (open(&fresh), open(&fresh));
    for name in ["a/1", "a/2", "a/3", "b/1", "B/1"] {
        one.set_working(name, Some(json!({"text": "personal"}))).unwrap();
    }
    one.set_working("a/2", None).unwrap();
    let names = |page: Vec<(String, serde_json::Value)>| page.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(other.working("")), ["B/1", "a/1", "a/3", "b/1"]);
    assert_eq!(names(other.working_page("a/", Some("a/1"), 5)), ["a/3"]);
    let sealed: Vec<String> =
        fresh.client().query("SELECT sealed FROM working", &[]).unwrap().iter().map(|row| row.get(0)).collect();
    assert!(sealed.len() == 4 && sealed.iter().all(|sealed| !sealed.contains("personal")));
}

#[test]
fn a_database_that_answers_before_it_is_durable_is_refused() {
    let Some(fresh) = fresh() else { return };
    for setting in ["off", "local", "remote_write"] {
        let statement = format!("ALTER DATABASE {} SET synchronous_commit = {setting}", fresh.name());
        fresh.client().batch_execute(&statement).unwrap();
        let refused = try_open(&fresh.url()).err().unwrap();
        assert!(matches!(refused, StoreError::DatabaseUnsafe { setting: "synchronous_commit", .. }), "{refused}");
    }
    fresh.client().batch_execute(&format!("ALTER DATABASE {} SET synchronous_commit = on", fresh.name())).unwrap();
    open(&fresh);
}

#[test]
fn a_line_changed_behind_the_stores_back_is_found_at_the_start_and_at_the_reading() {
    let Some(fresh) = fresh() else { return };
    let store = open(&fresh);
    fill(&store);
    let flip = "UPDATE journal SET line = set_byte(line, 40, get_byte(line, 40) # 1) WHERE index = 5";
    fresh.client().batch_execute(flip).unwrap();
    assert!(matches!(store.line(5), Err(StoreError::EntryChanged(5))));
    assert!(matches!(try_open(&fresh.url()), Err(StoreError::Damaged { line: 6, .. })));
    fresh.client().batch_execute(flip).unwrap();
    store.make_checkpoint().unwrap();
    drop(store);
    open(&fresh);
    fresh.client().batch_execute("DELETE FROM journal WHERE index = 11; UPDATE head SET size = 11").unwrap();
    assert!(matches!(try_open(&fresh.url()), Err(StoreError::EndMissing { entries: 11, signed: 12, .. })));
}

#[test]
fn views_changed_behind_the_stores_back_are_made_anew_at_the_start() {
    let Some(fresh) = fresh() else { return };
    let store = open(&fresh);
    fill(&store);
    let live = dump(&store);
    drop(store);
    for change in [
        "UPDATE views SET value = '7' WHERE key = '\\x01636f756e74'",
        "DELETE FROM views WHERE key = '\\x01636f756e74'",
        "INSERT INTO views VALUES ('\\x01666f72676564', '1')",
        "TRUNCATE views",
    ] {
        assert_eq!(fresh.client().execute(change, &[]).unwrap() == 0, change.starts_with("TRUNCATE"));
        let store = open(&fresh);
        assert!(store.status().start.views_rebuilt.is_some(), "{change}");
        assert_eq!(dump(&store), live, "{change}");
    }
    assert_eq!(open(&fresh).status().start.views_rebuilt, None);
}

#[test]
fn a_program_whose_views_another_version_has_replaced_ends_before_it_writes() {
    let Some(fresh) = fresh() else { return };
    let fatal = Fatal::default();
    let old = Store::open(database_config(&fresh.url()), parts(RealDisk, &fatal)).unwrap();
    old.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    let newer = Parts { projection: Arc::new(Ledger(2)), ..parts(RealDisk, &Fatal::default()) };
    let new = Store::open(database_config(&fresh.url()), newer).unwrap();
    assert!(new.status().start.views_rebuilt.is_some());
    assert_eq!(old.commit_blocking(commit("matter/cn/1", 1, "noted")), Err(CommitError::Stopped));
    assert_eq!(fatal.count(), 1);
    assert_eq!(new.commit_blocking(commit("matter/cn/1", 1, "noted")).unwrap().first_index, 1);
}

#[test]
fn a_connection_that_ends_between_commits_is_made_again() {
    let Some(fresh) = fresh() else { return };
    let store = open(&fresh);
    let mut client = fresh.client();
    for revision in 0..5 {
        store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
        let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        assert!(client.query_one(end, &[]).unwrap().get::<_, i64>(0) >= 1);
    }
    assert_eq!(store.status().size, 5);
    audit(&store);
}

#[test]
fn a_connection_that_ends_while_it_is_looked_at_is_made_again() {
    let Some(fresh) = fresh() else { return };
    let cut = Cut::before(&fresh);
    cut.set(BEGINNING);
    let store = try_open(&fresh.url_through(cut.directory.path())).unwrap();
    assert_eq!(cut.set(NOWHERE), NOWHERE, "it was cut");
    store.commit_blocking(commit("matter/cn/1", 0, "noted")).unwrap();
    audit(&store);
}

#[test]
fn a_commit_whose_answer_is_lost_is_looked_up_and_answered_for() {
    let Some(fresh) = fresh() else { return };
    let cut = Cut::before(&fresh);
    let store = try_open(&fresh.url_through(cut.directory.path())).unwrap();
    for revision in 0..5 {
        cut.set(AFTER_COMMIT);
        let committed = store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
        assert_eq!((committed.first_index, committed.revision), (revision, revision + 1));
        assert_eq!(cut.set(NOWHERE), NOWHERE, "it was cut");
    }
    assert_eq!(store.status().size, 5);
    audit(&store);
}

#[test]
fn a_commit_that_did_not_reach_the_database_is_refused_and_leaves_nothing() {
    let Some(fresh) = fresh() else { return };
    let cut = Cut::before(&fresh);
    let store = try_open(&fresh.url_through(cut.directory.path())).unwrap();
    for round in 0..5 {
        cut.set(BEFORE_COMMIT);
        let lost = commit("matter/cn/1", round, "noted").answering(message(&format!("01J{round}"), "letter"));
        assert!(matches!(store.commit_blocking(lost.clone()), Err(CommitError::Disk(_))));
        assert_eq!(cut.set(NOWHERE), NOWHERE, "it was cut");
        assert_eq!(store.answered("cn", &format!("01J{round}")).unwrap(), None);
        let committed = store.commit_blocking(lost).unwrap();
        assert_eq!((committed.first_index, committed.already), (round, false));
    }
    assert_eq!(store.status().size, 5);
    audit(&store);
}

#[test]
fn a_database_that_stays_away_while_an_outcome_is_open_ends_the_program() {
    let Some(fresh) = fresh() else { return };
    let cut = Cut::before(&fresh);
    let fatal = Fatal::default();
    let mut config = database_config(&fresh.url_through(cut.directory.path()));
    config.database.as_mut().unwrap().patience = Duration::from_millis(500);
    let store = Store::open(config, parts(RealDisk, &fatal)).unwrap();
    cut.set(FOR_EVER);
    assert_eq!(store.commit_blocking(commit("matter/cn/1", 0, "noted")), Err(CommitError::Stopped));
    assert_eq!(fatal.count(), 1);
}

#[test]
fn a_database_that_stays_away_refuses_commits_and_ends_the_program_where_no_error_can_be_said() {
    let Some(fresh) = fresh() else { return };
    let cut = Cut::before(&fresh);
    let fatal = Fatal::default();
    let mut config = database_config(&fresh.url_through(cut.directory.path()));
    config.database.as_mut().unwrap().patience = Duration::from_millis(500);
    let store = Store::open(config, parts(RealDisk, &fatal)).unwrap();
    store.commit_blocking(commit("matter/cn/1", 0, "noted")).unwrap();
    cut.set(ALWAYS);
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    fresh.client().query(end, &[]).unwrap();
    assert!(matches!(store.commit_blocking(commit("matter/cn/1", 1, "noted")), Err(CommitError::Disk(_))));
    assert!(matches!(store.load("matter/cn/1"), Err(StoreError::Database(_))));
    assert_eq!(fatal.count(), 0);
    store.head("matter/cn/1");
    assert_eq!(fatal.count(), 1);
}

const NOWHERE: u8 = 0;
/// The `COMMIT` reaches the server, its answer nobody.
const AFTER_COMMIT: u8 = 1;
/// The `COMMIT` reaches nobody.
const BEFORE_COMMIT: u8 = 2;
/// As `AFTER_COMMIT`; then nothing reaches anybody.
const FOR_EVER: u8 = 3;
/// Nothing reaches anybody.
pub(super) const ALWAYS: u8 = 4;
/// The question what a new connection may be relied on for reaches nobody.
const BEGINNING: u8 = 5;

/// A line to the server that is cut on request.
pub(super) struct Cut {
    pub(super) directory: tempfile::TempDir,
    place: Arc<AtomicU8>,
}

impl Cut {
    pub(super) fn before(fresh: &Fresh) -> Self {
        let directory = tempfile::tempdir_in("/tmp").unwrap();
        let listener = UnixListener::bind(directory.path().join(".s.PGSQL.5432")).unwrap();
        let place = Arc::new(AtomicU8::new(NOWHERE));
        let (server, seen) = (fresh.socket().join(".s.PGSQL.5432"), Arc::clone(&place));
        std::thread::spawn(move || {
            for client in listener.incoming() {
                if seen.load(Ordering::SeqCst) != ALWAYS {
                    let seen = Arc::clone(&seen);
                    pass_on(client.unwrap(), UnixStream::connect(&server).unwrap(), seen);
                }
            }
        });
        Self { directory, place }
    }

    /// Where the line is cut from now on; answers with where it would have been.
    pub(super) fn set(&self, place: u8) -> u8 {
        self.place.swap(place, Ordering::SeqCst)
    }
}

/// Whether the line is to be cut here; from then on it is cut nowhere.
fn cut_once(place: &AtomicU8, here: u8) -> bool {
    place.compare_exchange(here, NOWHERE, Ordering::SeqCst, Ordering::SeqCst).is_ok()
}

fn pass_on(client: UnixStream, server: UnixStream, place: Arc<AtomicU8>) {
    let (mut from_server, mut to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || {
        std::io::copy(&mut from_server, &mut to_client).ok();
        to_client.shutdown(Shutdown::Both).ok();
    });
    std::thread::spawn(move || {
        let (mut client, mut server) = (client, server);
        let mut buffer = [0; 65536];
        while let Ok(count @ 1..) = client.read(&mut buffer) {
            let bytes = &buffer[..count];
            if bytes.windows(15).any(|part| part == b"current_setting") && cut_once(&place, BEGINNING) {
                break;
            }
            if bytes.windows(7).any(|part| part == b"COMMIT\0") {
                match place.load(Ordering::SeqCst) {
                    BEFORE_COMMIT if cut_once(&place, BEFORE_COMMIT) => break,
                    cut @ (AFTER_COMMIT | FOR_EVER) => {
                        place.store(if cut == FOR_EVER { ALWAYS } else { NOWHERE }, Ordering::SeqCst);
                        // Whoever looks the commit up at once comes before it, and has to wait for it.
                        client.shutdown(Shutdown::Both).ok();
                        wait(300);
                        server.write_all(bytes).unwrap();
                        // It reads that far, does it, finds that nothing follows, and ends. What it answers meanwhile is still listened to.
                        server.shutdown(Shutdown::Write).ok();
                        std::io::copy(&mut server, &mut std::io::sink()).ok();
                        break;
                    }
                    _ => {}
                }
            }
            if server.write_all(bytes).is_err() {
                break;
            }
        }
        client.shutdown(Shutdown::Both).ok();
        server.shutdown(Shutdown::Both).ok();
    });
}

/// Lets time pass, where nothing could be waited for: nothing is ever sent.
pub(super) fn wait(milliseconds: u64) {
    let (_sender, receiver) = std::sync::mpsc::channel::<()>();
    receiver.recv_timeout(Duration::from_millis(milliseconds)).unwrap_err();
}
