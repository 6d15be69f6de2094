//! What a commit promises.

use std::sync::mpsc::channel;

use serde_json::json;

use super::ground::on_either_ground;
use super::*;

on_either_ground! {
    what_was_committed_is_read_back_and_seen_in_the_views,
    of_two_commits_from_one_revision_one_is_told_that_it_moved,
    a_commit_to_several_subjects_is_made_whole_or_not_at_all,
    a_history_that_is_only_added_to_needs_no_revision,
    a_message_that_comes_again_gets_the_first_receipt_and_changes_nothing,
    a_message_that_comes_twice_in_one_batch_is_answered_once,
    another_message_under_an_answered_id_is_refused,
    a_message_whose_receipt_cannot_be_signed_is_not_committed,
    an_entry_that_does_not_fit_a_line_is_refused_with_its_whole_commit,
    a_malformed_commit_is_refused,
    an_entry_may_mention_only_blobs_that_were_put,
    a_blob_that_was_removed_is_gone_after_any_cut_and_no_entry_may_mention_it,
    a_proof_from_the_tree_holds_for_the_line_on_the_disk,
    a_store_that_was_closed_takes_nothing_and_leaves_a_checkpoint_over_everything,
    a_checkpoint_by_an_earlier_key_of_the_log_is_known_and_its_head_is_signed_anew,
    a_full_queue_says_so_at_once,
    a_history_is_the_same_from_memory_and_from_the_disk,
    what_came_since_is_the_same_from_memory_and_from_the_disk,
    an_entry_of_a_subject_is_the_same_from_memory_and_from_the_disk,
    what_a_new_entry_was_read_as_is_kept_until_something_is_erased,
    what_was_read_of_an_erased_subject_is_not_gone_on_with,
    the_working_log_outlives_a_restart_and_is_not_in_the_record,
}

fn what_was_committed_is_read_back_and_seen_in_the_views(ground: Ground) {
    let store = ground.open();
    let committed = store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    assert_eq!(committed, Committed { first_index: 0, revision: 1, receipt: None, already: false });
    store.commit_blocking(commit("matter/cn/1", 1, "submitted")).unwrap();

    assert_eq!(store.head("matter/cn/1"), 2);
    let history = store.load("matter/cn/1").unwrap();
    let kinds: Vec<_> = history.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["drafted", "submitted"]);
    assert_eq!(history[1].particulars.get("note"), Some(&json!("submitted of matter/cn/1")));
    assert_eq!(*history[1], store.entry(1).unwrap());
    assert_eq!(store.views().get(b"last/matter/cn/1").unwrap().unwrap(), b"submitted");
    assert_eq!(store.entries(0..9).count(), 2);
    assert!(matches!(store.entry(2), Err(StoreError::NoEntry(2))));
}

fn of_two_commits_from_one_revision_one_is_told_that_it_moved(ground: Ground) {
    let store = ground.open();
    store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    let (sender, receiver) = channel();
    for kind in ["submitted", "withdrawn"] {
        let sender = sender.clone();
        store.commit(commit("matter/cn/1", 1, kind), move |result| sender.send(result).unwrap());
    }
    let results: Vec<_> = receiver.iter().take(2).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let moved = CommitError::Moved { subject: "matter/cn/1".to_owned(), current: 2 };
    assert!(results.contains(&Err(moved)));
    assert_eq!(store.head("matter/cn/1"), 2);
}

fn a_commit_to_several_subjects_is_made_whole_or_not_at_all(ground: Ground) {
    let store = ground.open();
    let both =
        || commit("matter/cn/1", 0, "drafted").and("peer/hk", Expected::Revision(0), vec![NewEntry::new("queued")]);
    store.commit_blocking(both()).unwrap();
    assert_eq!((store.head("matter/cn/1"), store.head("peer/hk")), (1, 1));

    let stale =
        commit("matter/cn/1", 1, "submitted").and("peer/hk", Expected::Revision(0), vec![NewEntry::new("queued")]);
    assert!(matches!(store.commit_blocking(stale), Err(CommitError::Moved { current: 1, .. })));
    assert_eq!((store.head("matter/cn/1"), store.status().size), (1, 2));
}

fn a_history_that_is_only_added_to_needs_no_revision(ground: Ground) {
    let store = ground.open();
    for revision in 1..4 {
        let commit = Commit::of("peer/cn", Expected::Any, DAY, time(), vec![NewEntry::new("refused-message")]);
        assert_eq!(store.commit_blocking(commit).unwrap().revision, revision);
    }
}

fn a_message_that_comes_again_gets_the_first_receipt_and_changes_nothing(ground: Ground) {
    let store = ground.open();
    let letter = || commit("matter/cn/1", 0, "received").answering(message("01J", "letter"));
    let first = store.commit_blocking(letter()).unwrap();
    let again = store.commit_blocking(letter()).unwrap();
    assert_eq!(again, Committed { already: true, ..first.clone() });
    assert!(first.receipt.as_deref().unwrap().starts_with("receipt 01J"));
    assert_eq!(store.answered("cn", "01J").unwrap(), Some((0, first.receipt.clone().unwrap())));
    assert_eq!(store.answered("cn", "01K").unwrap(), None);
    drop(store);

    let store = ground.open();
    assert_eq!(store.commit_blocking(letter()).unwrap().receipt, first.receipt);
    assert_eq!(store.status().size, 1);
}

fn a_message_that_comes_twice_in_one_batch_is_answered_once(ground: Ground) {
    let store = ground.open();
    let (sender, receiver) = channel();
    for _ in 0..20 {
        let sender = sender.clone();
        let letter = Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![NewEntry::new("received")]);
        store.commit(letter.answering(message("01J", "letter")), move |result| sender.send(result.unwrap()).unwrap());
    }
    let results: Vec<_> = receiver.iter().take(20).collect();
    assert_eq!(results.iter().filter(|committed| !committed.already).count(), 1);
    assert!(results.iter().all(|committed| committed.receipt == results[0].receipt));
    assert_eq!(store.status().size, 1);
}

fn another_message_under_an_answered_id_is_refused(ground: Ground) {
    let store = ground.open();
    store.commit_blocking(commit("matter/cn/1", 0, "received").answering(message("01J", "letter"))).unwrap();
    let forged = commit("matter/cn/1", 1, "received").answering(message("01J", "other"));
    let answered = Digest::of(b"letter");
    assert_eq!(store.commit_blocking(forged), Err(CommitError::IdReused { answered }));
    let of_another_peer = Answered { peer: "mo".to_owned(), ..message("01J", "other") };
    assert!(!store.commit_blocking(commit("matter/mo/1", 0, "received").answering(of_another_peer)).unwrap().already);
}

fn a_message_whose_receipt_cannot_be_signed_is_not_committed(ground: Ground) {
    let store = ground.open();
    let letter = commit("matter/cn/1", 0, "received").answering(message("unsignable", "letter"));
    let refused = store.commit_blocking(letter);
    assert_eq!(refused, Err(CommitError::ReceiptNotSigned(ReceiptNotSigned("no key".to_owned()))));
    assert_eq!((store.status().size, store.head("matter/cn/1")), (0, 0));
    assert_eq!(store.answered("cn", "unsignable").unwrap(), None);
}

fn an_entry_that_does_not_fit_a_line_is_refused_with_its_whole_commit(ground: Ground) {
    let store = ground.open();
    let large = NewEntry::new("noted").sealed("note", "x".repeat(48 * 1024));
    let commit = commit("matter/cn/1", 0, "drafted").and("matter/cn/2", Expected::Any, vec![large]);
    assert!(matches!(store.commit_blocking(commit), Err(CommitError::TooLarge { limit: 49_152, .. })));
    assert_eq!(store.status().size, 0);
}

fn a_malformed_commit_is_refused(ground: Ground) {
    let store = ground.open();
    for bad in [
        Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![]),
        Commit { additions: vec![], ..commit("matter/cn/1", 0, "drafted") },
        commit("two words", 0, "drafted"),
        commit("matter/cn/1", 0, ""),
        Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![NewEntry::new("noted").open("number", 0.5)]),
        Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![NewEntry::new("noted"); 1001]),
    ] {
        assert!(matches!(store.commit_blocking(bad), Err(CommitError::Malformed(_))));
    }
    assert_eq!(store.status().size, 0);
}

fn an_entry_may_mention_only_blobs_that_were_put(ground: Ground) {
    let store = ground.open();
    let blob = store.put_blob("matter/cn/1", b"a statement of claim").unwrap();
    let mention = |name| NewEntry { blobs: vec![name], ..NewEntry::new("filed") };
    let commit = |name| Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![mention(name)]);
    store.commit_blocking(commit(blob.name)).unwrap();
    let unknown = Digest::of(b"unknown");
    assert_eq!(store.commit_blocking(commit(unknown)), Err(CommitError::BlobMissing(unknown)));
    assert_eq!(store.get_blob("matter/cn/1", &blob).unwrap(), b"a statement of claim");
    assert!(store.get_blob("matter/cn/2", &blob).is_err());
}

fn a_blob_that_was_removed_is_gone_after_any_cut_and_no_entry_may_mention_it(mut ground: Ground) {
    for seed in 0..20 {
        let store = ground.open();
        let [kept, removed] = [&b"kept"[..], b"removed"].map(|bytes| store.put_blob("matter/cn/1", bytes).unwrap());
        store.remove_blobs(&[removed.name, Digest::of(b"never put")]).unwrap();
        drop(store);
        ground = ground.after_power_cut(seed);
        let store = ground.open();
        assert!(store.has_blob(&kept.name).unwrap() && !store.has_blob(&removed.name).unwrap(), "{seed}");
        let mention = NewEntry { blobs: vec![removed.name], ..NewEntry::new("filed") };
        let commit = Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![mention]);
        assert_eq!(store.commit_blocking(commit), Err(CommitError::BlobMissing(removed.name)), "{seed}");
    }
}

#[test]
fn an_auditor_with_the_lines_and_the_checkpoint_finds_the_record_whole() {
    let directory = tempfile::tempdir().unwrap();
    let store = open_real(directory.path()).unwrap();
    fill(&store);
    store
        .commit_blocking(commit("matter/cn/1", 4, "closed").and(
            "peer/cn",
            Expected::Any,
            vec![NewEntry::new("queued")],
        ))
        .unwrap();
    store.close().unwrap();
    let note = store.checkpoint();
    drop(store);

    let journal = directory.path().join("journal");
    let segments = RealDisk.list(&journal).unwrap();
    assert!(segments.len() > 1, "a segment ends at four kilobytes");
    let record = segments.iter().flat_map(|name| std::fs::read(journal.join(name)).unwrap()).collect::<Vec<_>>();
    let lines = record.strip_suffix(b"\n").unwrap().split(|byte| *byte == b'\n');
    let report = verify_record(LOG, lines, &note, &verifier()).unwrap();
    assert_eq!((report.entries, report.commits, report.checkpoint_size), (14, 13, 14));
}

fn a_proof_from_the_tree_holds_for_the_line_on_the_disk(ground: Ground) {
    use comity_record::merkle::{leaf_hash, verify_inclusion};
    let store = ground.open();
    fill(&store);
    let checkpoint = verifier().verify(&store.make_checkpoint().unwrap()).unwrap();
    let proof = store.with_tree(|tree| tree.inclusion_proof(7, checkpoint.size)).unwrap();
    let leaf = leaf_hash(&store.line(7).unwrap());
    verify_inclusion(&proof, &leaf, 7, checkpoint.size, &checkpoint.root).unwrap();
}

fn a_store_that_was_closed_takes_nothing_and_leaves_a_checkpoint_over_everything(ground: Ground) {
    let store = ground.open();
    fill(&store);
    store.close().unwrap();
    assert_eq!(store.commit_blocking(commit("matter/cn/3", 0, "drafted")), Err(CommitError::Stopped));
    assert!(matches!(store.erase("matter/cn/1"), Err(StoreError::Stopped)));
    assert_eq!(store.status().checkpoint_size, 12);
}

fn a_checkpoint_by_an_earlier_key_of_the_log_is_known_and_its_head_is_signed_anew(ground: Ground) {
    let said_by = |key: u8, note: &str| signer_by(key).verifier().verify(note);
    let store = ground.open();
    fill(&store);
    store.close().unwrap();
    drop(store);
    for unknown in [&[][..], &[9]] {
        assert!(matches!(ground.open_by(8, unknown), Err(StoreError::Checkpoint(_))), "{unknown:?}");
    }

    let store = ground.open_by(8, &[9, 7]).unwrap();
    let before = said_by(7, &store.checkpoint()).unwrap();
    let anew = store.make_checkpoint().unwrap();
    assert_eq!(said_by(8, &anew).unwrap(), before, "the same head");
    assert!(said_by(7, &anew).is_err());
    assert_eq!(store.make_checkpoint().unwrap(), anew);
    assert_eq!(store.checkpoint(), anew, "and it is kept");
    store.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
    assert_eq!(said_by(8, &store.make_checkpoint().unwrap()).unwrap().size, 13);
    store.close().unwrap();
    drop(store);

    // From then on nothing rests on the earlier key.
    let store = ground.open_by(8, &[]).unwrap();
    assert_eq!((store.status().size, store.status().checkpoint_size), (13, 13));
}

fn a_full_queue_says_so_at_once(ground: Ground) {
    let store = ground.open_with(|config| Config { queue_commits: 1, batch_commits: 1, ..config });
    let (release, blocked) = channel::<()>();
    // The first answer holds the thread of the writer, the second commit fills the queue.
    store.commit(commit("matter/cn/1", 0, "drafted"), move |_| blocked.recv().unwrap());
    let (sender, receiver) = channel();
    for number in 0..50 {
        let sender = sender.clone();
        store.commit(commit(&format!("matter/cn/2{number}"), 0, "drafted"), move |result| sender.send(result).unwrap());
    }
    drop(sender);
    release.send(()).unwrap();
    let results: Vec<_> = receiver.iter().collect();
    assert!(results.contains(&Err(CommitError::Busy)));
    assert_eq!(results.len(), 50, "each is answered");
}

#[test]
fn a_second_process_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let store = open_real(directory.path()).unwrap();
    assert!(matches!(open_real(directory.path()), Err(StoreError::InUse(_))));
    drop(store);
    open_real(directory.path()).unwrap();
}

fn a_history_is_the_same_from_memory_and_from_the_disk(ground: Ground) {
    let store = ground.open();
    fill(&store);
    for number in 0..30 {
        store.commit_blocking(commit(&format!("matter/cn/9{number}"), 0, "drafted")).unwrap();
    }
    store.commit_blocking(commit("matter/cn/1", 4, "closed")).unwrap();
    let live = store.load("matter/cn/1").unwrap();
    assert_eq!(live.len(), 5);
    drop(store);
    assert_eq!(ground.open().load("matter/cn/1").unwrap(), live);
}

fn what_came_since_is_the_same_from_memory_and_from_the_disk(ground: Ground) {
    let store = ground.open();
    fill(&store);
    let whole = store.load("matter/cn/1").unwrap();
    let since = |store: &Store, revision| store.load_after("matter/cn/1", revision).unwrap();
    let check = |store: &Store| {
        for known in 0..=whole.len() {
            assert_eq!(since(store, known as u64), whole[known..]);
        }
        assert_eq!(since(store, 99), []);
    };
    check(&store);
    for number in 0..30 {
        store.commit_blocking(commit(&format!("matter/cn/9{number}"), 0, "drafted")).unwrap();
    }
    assert_eq!(since(&store, 3), whole[3..], "it is not in memory any more");
    drop(store);
    let store = ground.open();
    assert_eq!(since(&store, 3), whole[3..], "nor is it read into it for that");
    check(&store);
    assert_eq!(store.load_after("matter/cn/none", 0).unwrap(), []);
}

fn an_entry_of_a_subject_is_the_same_from_memory_and_from_the_disk(ground: Ground) {
    let store = ground.open();
    fill(&store);
    let whole = store.load("matter/cn/2").unwrap();
    let check = |store: &Store| {
        for entry in whole.iter() {
            assert_eq!(store.entry_of("matter/cn/2", entry.index).unwrap(), *entry);
        }
        let of_another = store.load("matter/cn/1").unwrap()[2].index;
        assert!(
            matches!(store.entry_of("matter/cn/2", of_another), Err(StoreError::NoEntry(index)) if index == of_another)
        );
        assert!(matches!(store.entry_of("matter/cn/2", 99), Err(StoreError::NoEntry(99))));
    };
    check(&store);
    assert!(Arc::ptr_eq(&store.entry_of("matter/cn/2", whole[3].index).unwrap(), &whole[3]), "it is in memory");
    drop(store);
    check(&ground.open());
}

fn what_a_new_entry_was_read_as_is_kept_until_something_is_erased(ground: Ground) {
    let store = ground.open();
    fill(&store);
    let asked = AtomicUsize::new(0);
    let read = |store: &Store| {
        let entry = &store.load("matter/cn/1").unwrap()[2];
        let reading = entry.read_as(|| {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok::<_, StoreError>(format!("read: {}", entry.kind))
        });
        assert_eq!(*reading.unwrap(), "read: kind-2");
        asked.load(Ordering::SeqCst)
    };
    assert_eq!([read(&store), read(&store)], [1, 1]);
    let entry = Arc::clone(&store.load("matter/cn/1").unwrap()[2]);
    assert_eq!(entry.read_as(|| Err::<u64, _>("it cannot be read as that")), Err("it cannot be read as that"));
    assert_eq!(read(&store), 1, "what could not be read is not kept");
    store.erase("matter/cn/2").unwrap();
    assert_eq!([read(&store), read(&store)], [2, 3], "also of the others: whose it is, is not known");
    drop(entry);
    drop(store);
    let store = ground.open();
    assert_eq!([read(&store), read(&store)], [4, 5], "of what was read from the disk nothing is kept");
}

fn what_was_read_of_an_erased_subject_is_not_gone_on_with(ground: Ground) {
    let store = ground.open();
    fill(&store);
    assert_eq!(store.load_after("matter/cn/2", 4).unwrap(), [], "nothing came since");
    store.erase("matter/cn/2").unwrap();
    for known in [0, 2, 4] {
        let erased = store.load_after("matter/cn/2", known);
        assert!(matches!(erased, Err(StoreError::Erased(subject)) if subject == "matter/cn/2"));
    }
    assert_eq!(store.load_after("matter/cn/1", 2).unwrap().len(), 2);
}

fn the_working_log_outlives_a_restart_and_is_not_in_the_record(ground: Ground) {
    let store = ground.open();
    store.set_working("retry/hk", Some(json!(3))).unwrap();
    store.set_working("draft/1", Some(json!({"text": "x"}))).unwrap();
    store.set_working("draft/1", None).unwrap();
    store.sync_working().unwrap();
    drop(store);
    let store = ground.after_power_cut(5).open();
    assert_eq!(store.working(""), [("retry/hk".to_owned(), json!(3))]);
    assert_eq!(store.status().size, 0);
}
