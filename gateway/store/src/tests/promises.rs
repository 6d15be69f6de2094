//! What a receipt promises, however its message came and however many came before it.

use std::sync::mpsc::{Receiver, channel};

use super::ground::on_either_ground;
use super::*;

on_either_ground! {
    ten_readers_of_one_inbox_never_take_one_message_twice,
}

/// So many deliveries of one message at the same time.
const READERS: usize = 10;

fn letter(number: usize) -> Commit {
    let subject = format!("matter/cn/{}", number % 1_000);
    let entry = NewEntry::new("received").open("number", number as u64);
    Commit::of(&subject, Expected::Any, DAY, time(), vec![entry]).answering(message(&format!("01J{number}"), "letter"))
}

/// Has these commits made in one batch, and answers with what became of each.
fn in_one_batch(store: &Store, commits: impl IntoIterator<Item = Commit>) -> Receiver<Result<Committed, CommitError>> {
    let (release, blocked) = channel::<()>();
    // The answer to this one holds the writer until all the others wait.
    let known = commit("matter/cn/first", store.head("matter/cn/first"), "noted");
    store.commit(known, move |_| blocked.recv().unwrap());
    let (sender, receiver) = channel();
    for commit in commits {
        let sender = sender.clone();
        store.commit(commit, move |result| sender.send(result).unwrap());
    }
    release.send(()).unwrap();
    receiver
}

#[test]
fn a_first_delivery_that_fails_half_way_and_its_duplicates_get_no_receipt() {
    let mut refused = 0;
    for room in (0..1_200).step_by(40) {
        let disk = SimDisk::new();
        let store = open_sim(&disk).unwrap();
        store.commit_blocking(commit("matter/cn/first", 0, "drafted")).unwrap();
        // Room for the commit that holds the writer, and for a part of the letter's.
        let first = store.commit_blocking(commit("matter/cn/first", 1, "noted")).unwrap();
        let line = store.line(first.first_index).unwrap().len() as u64 + 1;
        disk.limit_room(Some(line + room));
        let answers: Vec<_> = in_one_batch(&store, (0..READERS).map(|_| letter(1))).iter().collect();
        let promised: Vec<_> = answers.iter().flatten().filter_map(|committed| committed.receipt.clone()).collect();
        disk.limit_room(None);
        if promised.is_empty() {
            refused += 1;
            assert!(answers.iter().all(|answer| matches!(answer, Err(CommitError::Disk(_)))), "{room}: {answers:?}");
            assert_eq!(store.answered("cn", "01J1").unwrap(), None, "{room}");
            assert!(!store.commit_blocking(letter(1)).unwrap().already, "{room}: there is room now, and it is taken");
        } else {
            assert_eq!(promised.len(), READERS, "{room}: all of them or none");
        }
        let receipt = store.commit_blocking(letter(1)).unwrap();
        assert!(
            receipt.already && promised.iter().all(|promised| Some(promised) == receipt.receipt.as_ref()),
            "{room}"
        );
        drop(store);
        let store = open_sim(&disk.after_power_cut(room)).unwrap();
        assert_eq!(
            store.commit_blocking(letter(1)).unwrap().receipt,
            receipt.receipt,
            "{room}: what was promised stands"
        );
    }
    assert!(refused > 3, "the disk was full {refused} times");
}

fn ten_readers_of_one_inbox_never_take_one_message_twice(ground: Ground) {
    let store = ground.open();
    let threads: Vec<_> = (0..READERS)
        .map(|reader| {
            let store = store.clone();
            // Each has its own order: what is new to one has been taken by another.
            let order = (0..100).map(move |place| (place * 7 + reader * 13) % 100);
            std::thread::spawn(move || {
                let taken = order.map(|number| (number, store.commit_blocking(letter(number)).unwrap()));
                taken.collect::<Vec<_>>()
            })
        })
        .collect();
    let answers: Vec<_> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    assert_eq!(answers.iter().filter(|(_, committed)| !committed.already).count(), 100);
    for (number, committed) in answers {
        let (index, receipt) = store.answered("cn", &format!("01J{number}")).unwrap().unwrap();
        assert_eq!((committed.first_index, committed.receipt), (index, Some(receipt)));
    }
    assert_eq!(store.status().size, 100);
}

/// Has a letter committed without waiting for it, once there is room in the queue.
fn queue(store: &Store, number: usize) {
    loop {
        let (sender, receiver) = channel();
        store.commit(letter(number), move |result| drop(sender.send(result)));
        match receiver.try_recv() {
            Ok(Err(CommitError::Busy)) => std::thread::yield_now(),
            _ => return,
        }
    }
}

#[test]
fn the_hundred_thousand_and_first_message_is_as_retrievable_as_the_first() {
    const MESSAGES: usize = 100_001;
    let directory = tempfile::tempdir().unwrap();
    let large = || Config {
        segment_bytes: 8 * 1024 * 1024,
        queue_commits: 8_192,
        batch_commits: 4_096,
        ..config(directory.path())
    };
    let store = Store::open(large(), parts(RealDisk, &Fatal::default())).unwrap();
    for number in 0..MESSAGES - 1 {
        queue(&store, number);
    }
    // The queue has an order: when the last is durable, all are.
    store.commit_blocking(letter(MESSAGES - 1)).unwrap();
    assert_eq!(store.status().size, MESSAGES as u64);
    let retrieve = |store: &Store, number: usize| {
        let (index, receipt) = store.answered("cn", &format!("01J{number}")).unwrap().unwrap();
        let entry = store.entry(index).unwrap();
        assert_eq!(entry.open.get("number"), Some(&number.into()));
        assert!(store.load(&entry.subject).unwrap().iter().any(|other| other.index == index));
        assert!(store.commit_blocking(letter(number)).unwrap().already);
        receipt
    };
    let probes = [0, 1, MESSAGES / 2, MESSAGES - 2, MESSAGES - 1];
    let receipts = probes.map(|number| retrieve(&store, number));
    assert_eq!(store.status().size, MESSAGES as u64);
    drop(store);
    let store = Store::open(large(), parts(RealDisk, &Fatal::default())).unwrap();
    assert_eq!(probes.map(|number| retrieve(&store, number)), receipts, "after a restart too");
    assert_eq!(store.status().size, MESSAGES as u64);
}
