//! One process uses a database alone; another stands by, and takes its place when it ends, falls silent, or is cut off. Whatever the first
//! one believes then, it does nothing any more.

use std::collections::BTreeMap;

use super::ground::{alone_config, database_config};
use super::postgresql::{ALWAYS, Cut, wait};
use super::processes::{Answers, Process, check_checkpoints, found};
use super::server::{Fresh, Server};
use super::*;
use crate::Watch;
use crate::database::{Database, Rows};

/// A process that was ended had been answered for at least so many commits, and so many more by its seed.
const ANSWERS: usize = 60;

/// So often the process at work is killed, and so often stopped.
const ENDS: u64 = 4;

/// Ends every session of the database but the one that asks.
const END_SESSIONS: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                            WHERE datname = current_database() AND pid <> pg_backend_pid()";

fn fresh() -> Option<Fresh> {
    Some(Server::shared()?.fresh())
}

fn open(fresh: &Fresh, fatal: &Fatal) -> Result<Store, StoreError> {
    Store::open(alone_config(&fresh.url()), parts(RealDisk, fatal))
}

fn watch(fresh: &Fresh) -> Watch {
    Watch::new(alone_config(&fresh.url()).database.as_ref().unwrap()).unwrap()
}

/// Says that another process has the lease now, and leaves the sessions of the one before alone.
fn depose(fresh: &Fresh) {
    fresh.client().execute("UPDATE lease SET holder = '\\x02', fence = fence + 1", &[]).unwrap();
}

/// Waits until something is so, and says after how many milliseconds.
fn until(mut is_so: impl FnMut() -> bool) -> u64 {
    let looks = (0..600).find(|_| is_so() || later());
    looks.expect("it never is") * 100
}

fn later() -> bool {
    wait(100);
    false
}

#[test]
fn while_one_process_uses_a_database_alone_no_other_does_until_it_has_ended() {
    let Some(fresh) = fresh() else { return };
    let watch = watch(&fresh);
    assert!(!watch.is_in_use().unwrap(), "nobody ever used it");
    let one = open(&fresh, &Fatal::default()).unwrap();
    one.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    // Longer than its lease lasts: it is renewed.
    for _ in 0..20 {
        wait(500);
        assert!(watch.is_in_use().unwrap());
        assert!(matches!(open(&fresh, &Fatal::default()), Err(StoreError::DatabaseInUse)));
    }
    one.commit_blocking(commit("matter/cn/1", 1, "noted")).unwrap();
    assert_eq!(verifier().verify(&one.make_checkpoint().unwrap()).unwrap().size, 2);
    one.close().unwrap();
    assert!(!watch.is_in_use().unwrap(), "at once");
    let other = open(&fresh, &Fatal::default()).unwrap();
    assert_eq!(other.commit_blocking(commit("matter/cn/1", 2, "noted")).unwrap().first_index, 2);
    assert_eq!(verifier().verify(&other.make_checkpoint().unwrap()).unwrap().size, 3);
    audit(&other);
}

#[test]
fn a_process_that_is_gone_without_a_word_is_not_waited_out() {
    let Some(fresh) = fresh() else { return };
    let watch = watch(&fresh);
    drop(open(&fresh, &Fatal::default()).unwrap());
    let waited = until(|| !watch.is_in_use().unwrap());
    assert!(waited < 6000, "{waited}: its lease lasts eight seconds, and none of its sessions is left");
    open(&fresh, &Fatal::default()).unwrap();
}

#[test]
fn a_process_whose_place_was_taken_commits_nothing_and_answers_nothing() {
    type Deed = fn(&Store) -> bool;
    let deeds: [(&str, Deed); 6] = [
        ("a commit", |store| store.commit_blocking(commit("matter/cn/1", 1, "noted")) == Err(CommitError::Stopped)),
        ("an erasure", |store| store.erase("matter/cn/1").is_err()),
        ("a history", |store| store.load("matter/cn/1").is_err()),
        ("an entry", |store| store.entry(0).is_err()),
        ("an answer", |store| store.answered("cn", "01J").is_err()),
        ("a checkpoint", |store| store.make_checkpoint().is_err()),
    ];
    for (what, is_refused) in deeds {
        let Some(fresh) = fresh() else { return };
        let fatal = Fatal::default();
        let store = open(&fresh, &fatal).unwrap();
        store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
        // What it does now, it does before it notices by itself.
        depose(&fresh);
        assert!(is_refused(&store), "{what}");
        assert_eq!(fatal.count(), 1, "{what} ends the program");
        let next = Store::open(database_config(&fresh.url()), parts(RealDisk, &Fatal::default())).unwrap();
        assert_eq!(next.status().size, 1, "{what}");
        assert!(!next.is_erased("matter/cn/1"), "{what}");
        assert_eq!(verifier().verify(&next.checkpoint()).unwrap().size, 0, "{what}");
    }
}

#[test]
fn a_process_that_only_waits_notices_that_its_place_was_taken() {
    let Some(fresh) = fresh() else { return };
    let fatal = Fatal::default();
    let _store = open(&fresh, &fatal).unwrap();
    depose(&fresh);
    assert!(until(|| fatal.count() == 1) < 6000);
}

#[test]
fn what_a_process_had_begun_when_its_place_was_taken_is_never_made_and_holds_up_nobody() {
    let Some(fresh) = fresh() else { return };
    let place = alone_config(&fresh.url()).database.unwrap();
    let lost = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&lost);
    let one = Database::open(&place, [1; 16]).unwrap();
    let on_lost = move |_: &str| {
        count.fetch_add(1, Ordering::SeqCst);
    };
    one.use_alone(Arc::new(on_lost)).unwrap();
    assert_eq!(one.begin().unwrap().size, 0);
    // It holds the lock that whoever writes needs; and it is taken for dead.
    let taken_over = || {
        fresh.client().execute("UPDATE lease SET until = '-infinity'", &[]).unwrap();
        match open(&fresh, &Fatal::default()) {
            // It was renewed in between.
            Err(StoreError::DatabaseInUse) => None,
            opened => Some(opened.unwrap()),
        }
    };
    let other = (0..100).find_map(|_| taken_over()).unwrap();
    other.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();

    let rows = Rows { batch: [1; 16], first: 1, lines: vec![b"a line".to_vec()], views: BTreeMap::new() };
    assert!(one.write(rows).is_err());
    assert!(one.set_working("session/1", Some("sealed")).is_err());
    assert!(one.keep_key("matter/cn/2", "wrapped").is_err());
    assert!(one.put_blob(&Digest::of(b"sealed"), b"sealed".to_vec()).is_err());
    assert!(one.keep_head("peer.cn", None, "a head").is_err());
    assert!(one.set_held(true).is_err());
    assert!(one.head().is_err());
    assert!(lost.load(Ordering::SeqCst) > 0);
    assert!(!other.is_held());
    assert_eq!((other.working("").len(), other.status().size), (0, 1));
    audit(&other);
}

#[test]
fn a_process_that_is_cut_off_from_its_database_ends_before_its_lease_does() {
    let Some(fresh) = fresh() else { return };
    let cut = Cut::before(&fresh);
    let fatal = Fatal::default();
    let store = Store::open(alone_config(&fresh.url_through(cut.directory.path())), parts(RealDisk, &fatal)).unwrap();
    store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    cut.set(ALWAYS);
    let mut client = fresh.client();
    client.query_one(END_SESSIONS, &[]).unwrap();
    until(|| fatal.count() == 1);
    let left: f64 = client
        .query_one("SELECT extract(epoch FROM until - clock_timestamp())::float8 FROM lease", &[])
        .unwrap()
        .get(0);
    assert!(left > 0.0, "{left}");
    let watch = watch(&fresh);
    until(|| !watch.is_in_use().unwrap());
    assert_eq!(open(&fresh, &Fatal::default()).unwrap().load("matter/cn/1").unwrap().len(), 1);
}

#[test]
fn a_short_loss_of_the_database_costs_no_process_its_place() {
    let Some(fresh) = fresh() else { return };
    let fatal = Fatal::default();
    let store = open(&fresh, &fatal).unwrap();
    let watch = watch(&fresh);
    for revision in 0..3 {
        assert!(fresh.client().query_one(END_SESSIONS, &[]).unwrap().get::<_, i64>(0) >= 1);
        store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
        wait(1000);
        assert!(watch.is_in_use().unwrap());
    }
    assert_eq!(fatal.count(), 0);
}

#[test]
fn of_several_processes_that_want_a_database_at_once_one_gets_it() {
    let Some(fresh) = fresh() else { return };
    drop(Store::open(database_config(&fresh.url()), parts(RealDisk, &Fatal::default())).unwrap());
    for _ in 0..5 {
        let threads = [(); 3].map(|()| {
            let fresh = fresh.clone();
            std::thread::spawn(move || open(&fresh, &Fatal::default()))
        });
        let opened = threads.map(|thread| thread.join().unwrap());
        let refused = opened.iter().filter(|opened| matches!(opened, Err(StoreError::DatabaseInUse))).count();
        assert_eq!(refused, 2, "{:?}", opened.iter().filter_map(|opened| opened.as_ref().err()).collect::<Vec<_>>());
        opened.into_iter().flatten().for_each(|store| store.close().unwrap());
    }
}

#[test]
fn of_two_processes_one_works_and_is_killed_under_load_and_the_other_goes_on_with_nothing_lost_and_nothing_twice() {
    let Some(fresh) = fresh() else { return };
    let mut answers = Vec::new();
    let mut working = Process::start_alone(&fresh, "received", 0);
    for round in 1..=ENDS {
        working.wait_for(ANSWERS + 37 * round as usize);
        // It is given the same messages again, from the first: a peer that got no answer asks again.
        let standby = Process::start_alone(&fresh, "received", round);
        wait(300 + 170 * round);
        assert!(standby.answers().is_empty(), "it stands by");
        answers.push(working.kill());
        standby.wait_for(1);
        working = standby;
    }
    working.wait_for(ANSWERS);
    answers.push(working.end());
    check(&fresh, &answers);
}

#[test]
fn a_process_that_stood_still_while_another_took_its_place_commits_nothing_when_it_goes_on() {
    let Some(fresh) = fresh() else { return };
    let mut answers = Vec::new();
    let mut working = Process::start_alone(&fresh, "reign-0", 50);
    for round in 1..=ENDS {
        working.wait_for(ANSWERS + 23 * round as usize);
        let standby = Process::start_alone(&fresh, &format!("reign-{round}"), 50 + round);
        // Somewhere in the middle of what it does.
        working.signal("STOP");
        standby.wait_for(ANSWERS);
        working.signal("CONT");
        answers.push(working.ends_by_itself());
        working = standby;
    }
    working.wait_for(2 * ANSWERS);
    answers.push(working.end());
    check(&fresh, &answers);

    // No reign has a line behind the first one of a later reign.
    let store = open(&fresh, &Fatal::default()).unwrap();
    let reign = |message: &str| message.split('-').nth(1).unwrap().parse::<u64>().unwrap();
    let reigns: Vec<u64> =
        store.entries(0..u64::MAX).map(|entry| reign(&entry.unwrap().answers.as_ref().unwrap().message)).collect();
    assert!(reigns.is_sorted(), "{reigns:?}");
    assert_eq!(reigns.last(), Some(&ENDS));
}

/// Everything that was answered is in the record once, where the answer said; and the record holds.
fn check(fresh: &Fresh, answers: &[Answers]) {
    let store = open(fresh, &Fatal::default()).unwrap();
    assert_eq!(store.status().start.views_rebuilt, None, "the views are those of the last commit");
    let found = found(&store);
    for (message, (index, receipt)) in answers.iter().flatten() {
        assert_eq!(found.get(message), Some(&vec![*index]), "{message}");
        let stored = store.answered("cn", message).unwrap().unwrap();
        assert_eq!((stored.0, &*stored.1), (*index, receipt.as_str()), "{message}");
    }
    assert!(found.values().all(|places| places.len() == 1), "nothing is there twice");
    let size = store.status().size;
    assert_eq!(found.len() as u64, size);
    assert!(answers.iter().all(|answers| answers.len() >= ANSWERS));
    assert_eq!(store.views().get(b"count").unwrap().unwrap(), size.to_string().as_bytes());
    assert_eq!(audit(&store).entries, size);
    check_checkpoints(fresh, &store);
    store.close().unwrap();
}
