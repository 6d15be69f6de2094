use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};

use comity_domain::case;
use comity_domain::matter::{Chain, FileRef};
use comity_store::{Change, Projection, ReadViews, ViewsUnreadable};
use serde_json::json;
use tempfile::TempDir;

use super::super::staging::tests::{store, store_with};
use super::super::views::Matters;
use super::*;

fn id() -> MatterId {
    "cn/01KEQ3V3T0000000000000000A".parse().unwrap()
}

fn when() -> When {
    When { day: "2026-01-12".parse().unwrap(), time: Time::from_unix_ms(1_768_179_723_000) }
}

async fn append(ledger: &Ledger, event: Event) {
    let revision = ledger.store().head(&subject(&id()));
    ledger.append(&id(), revision, when(), &Author::default(), &[event], None).await.unwrap();
}

/// A ledger with a draft.
async fn drafted() -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::new(store(folder.path()));
    let chain = Chain {
        originating: "cn-nansha".parse().unwrap(),
        transmitting: "cn-gd-hpc".parse().unwrap(),
        receiving: "hk-high-court".parse().unwrap(),
    };
    let request = json!({
        "case_number": "(2026) 1",
        "case_category": "civil-commercial",
        "letter": { "languages": ["zh-Hant"], "copies": 2 },
        "addressees": [],
        "documents": [],
    });
    append(&ledger, Event::Drafted { chain, request: serde_json::from_value(request).unwrap() }).await;
    (folder, ledger)
}

/// Puts a file on file, and answers with the name of its sealed bytes.
async fn add(ledger: &Ledger, name: &str) -> Digest {
    let blob = ledger.store().put_blob(&subject(&id()), name.as_bytes()).unwrap();
    let (sha256, size, media_type) = (blob.plaintext, blob.size, "application/pdf".into());
    let file = FileRef { sha256, size, name: name.into(), media_type, manifest: None };
    append(ledger, Event::FileAdded { file, blob: blob.name }).await;
    blob.name
}

fn matter(ledger: &Ledger) -> Arc<Matter> {
    ledger.matter(&id()).unwrap().unwrap()
}

/// Where the name of a file lies in memory: somewhere else, if the matter was copied.
fn place_of(matter: &Matter, name: &str) -> *const u8 {
    matter.files[&Digest::of(name.as_bytes())].file.name.as_ptr()
}

#[tokio::test]
async fn a_matter_at_hand_is_folded_on_without_a_copy_and_is_as_if_folded_anew() {
    let (_folder, ledger) = drafted().await;
    add(&ledger, "first").await;
    let place = place_of(&matter(&ledger), "first");
    assert!(Arc::ptr_eq(&matter(&ledger), &matter(&ledger)), "nothing came since");
    for number in 0..50 {
        add(&ledger, &format!("file {number}")).await;
        assert_eq!(place_of(&matter(&ledger), "first"), place);
    }
    assert_eq!(matter(&ledger).files.len(), 51);
    assert_eq!(matter(&ledger), matter(&Ledger::new(ledger.store().clone())));
}

#[tokio::test]
async fn whoever_has_a_matter_in_hand_goes_on_seeing_what_he_saw() {
    let (_folder, ledger) = drafted().await;
    add(&ledger, "first").await;
    let seen = matter(&ledger);
    add(&ledger, "second").await;
    assert_eq!((seen.files.len(), matter(&ledger).files.len()), (1, 2));
    assert_eq!((seen.standing.revision, matter(&ledger).standing.revision), (2, 3));
}

#[tokio::test]
async fn the_bytes_that_an_entry_names_are_known_also_when_it_comes_later() {
    let (_folder, ledger) = drafted().await;
    let other = Digest::of(b"other");
    let first = add(&ledger, "first").await;
    assert!(ledger.names_blob(&id(), &first).unwrap());
    assert!(!ledger.names_blob(&id(), &other).unwrap());
    let second = add(&ledger, "second").await;
    assert!(ledger.names_blob(&id(), &second).unwrap());
    assert!(ledger.names_blob(&id(), &first).unwrap());
    assert_eq!(ledger.blobs_of(&id()).unwrap(), [first, second]);
}

#[tokio::test]
async fn what_was_erased_is_not_seen_although_it_was_at_hand() {
    let (_folder, ledger) = drafted().await;
    add(&ledger, "first").await;
    matter(&ledger);
    ledger.store().erase(&subject(&id())).unwrap();
    for _ in 0..2 {
        assert!(matches!(ledger.matter(&id()), Err(Failure::Erased)));
    }
    assert!(ledger.matters.kept().is_empty());
}

#[tokio::test]
async fn a_matter_that_is_not_there_is_not_kept_at_hand() {
    let (_folder, ledger) = drafted().await;
    let nobodys = "cn/01KEQ3V3T0000000000000000B".parse().unwrap();
    assert_eq!(ledger.matter(&nobodys).unwrap(), None);
    assert!(ledger.matters.kept().is_empty());
    matter(&ledger);
    assert_eq!(ledger.matters.kept().len(), 1);
}

#[tokio::test]
async fn what_brought_evidence_is_listed_behind_what_was_seen_of_it() {
    let (_folder, ledger) = drafted().await;
    let listed = |after| views::with_evidence(&*ledger.store().views(), after).unwrap();
    add(&ledger, "no evidence").await;
    assert_eq!(listed(None), []);
    for index in [2_u64, 3] {
        let blob = ledger.store().put_blob(&subject(&id()), b"a statement").unwrap();
        let (sha256, size, media_type) = (blob.plaintext, blob.size, "application/pdf".into());
        let file = FileRef { sha256, size, name: "a statement".into(), media_type, manifest: None };
        let label = Some(matter(&ledger).own_label());
        append(&ledger, Event::TakenOver { file, blob: blob.name, source: id(), label }).await;
        assert_eq!(listed(index.checked_sub(1)), [(index, id())]);
    }
    assert_eq!(listed(None), [(2, id()), (3, id())]);
    assert_eq!(listed(Some(3)), []);
}

/// Makes the views of a matter, but those of its second entry only once it is told to.
struct Late(Mutex<Receiver<()>>);

impl Projection for Late {
    fn version(&self) -> u32 {
        Matters.version()
    }

    fn project(&self, entry: &Entry, views: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        if entry.revision == 2 {
            self.0.lock().unwrap().recv().unwrap();
        }
        Matters.project(entry, views, changes)
    }
}

#[tokio::test]
async fn a_permit_names_where_a_matter_stands_by_its_entries_while_its_view_is_behind() {
    let (_folder, earlier) = drafted().await;
    let folder = tempfile::tempdir().unwrap();
    let (tell, told) = channel();
    let ledger = Ledger::new(store_with(folder.path(), Arc::new(Late(Mutex::new(told)))));
    append(&ledger, earlier.docket(&id()).unwrap().remove(0).event).await;
    let appending = tokio::spawn({
        let ledger = ledger.clone();
        async move { append(&ledger, Event::Submitted { override_reason: None }).await }
    });
    while ledger.store().head(&subject(&id())) < 2 {
        tokio::task::yield_now().await;
    }
    let revision = |standing: Result<Option<Standing>, Failure>| standing.unwrap().unwrap().revision;
    assert_eq!(revision(ledger.standing(&id())), 1, "the entry is durable, and its view is not made yet");
    assert_eq!(revision(ledger.standing_by_entries(&id())), 2);
    assert_eq!(matter(&ledger).standing.revision, 2, "what an act is decided from");
    tell.send(()).unwrap();
    appending.await.unwrap();
    assert_eq!(revision(ledger.standing(&id())), 2);
}

#[tokio::test]
async fn where_an_erased_matter_stood_is_told_by_the_view() {
    let (_folder, ledger) = drafted().await;
    let stood = ledger.standing(&id()).unwrap();
    assert_eq!(ledger.standing_by_entries(&id()).unwrap(), stood);
    let left = Box::new(stood.clone().unwrap());
    let erased = Event::Erased { erasure_reason: comity_domain::matter::ErasureReason::CourtOrder, left };
    append(&ledger, erased).await;
    assert!(matches!(ledger.matter(&id()), Err(Failure::Erased)));
    let standing = ledger.standing_by_entries(&id()).unwrap().unwrap();
    assert!(standing.erased.is_some() && standing.revision == 2);
}

fn case_id() -> CaseId {
    "cn/01KEQ3V3T0000000000000000C".parse().unwrap()
}

/// Enters an event into the case.
async fn enter(ledger: &Ledger, event: case::Event) {
    let subject = cases::subject(&case_id());
    let expected = Expected::Revision(ledger.store().head(&subject));
    let entry = cases::entry(&event, &Author::default()).unwrap();
    ledger.commit(Commit::of(&subject, expected, when().day, when().time, vec![entry])).await.unwrap();
}

async fn enter_file(ledger: &Ledger, name: &str) {
    let blob = ledger.store().put_blob(&cases::subject(&case_id()), name.as_bytes()).unwrap();
    let (sha256, size, media_type) = (blob.plaintext, blob.size, "application/pdf".into());
    let file = FileRef { sha256, size, name: name.into(), media_type, manifest: None };
    enter(ledger, case::Event::FileAdded { file, blob: blob.name, label: None }).await;
}

fn case_at_hand(ledger: &Ledger) -> Arc<Case> {
    ledger.case(&case_id()).unwrap().unwrap()
}

#[tokio::test]
async fn a_case_is_kept_at_hand_like_a_matter_until_it_is_erased() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::new(store(folder.path()));
    assert_eq!(ledger.case(&case_id()).unwrap(), None);
    let sheet = json!({
        "case_number": "(2026) 1",
        "cause_of_action": "sale of goods",
        "case_category": "civil-commercial",
        "trial_procedure": "ordinary",
        "instance": "first",
        "parties": [],
    });
    let sheet = serde_json::from_value(sheet).unwrap();
    enter(&ledger, case::Event::Opened { court: "cn-nansha".parse().unwrap(), sheet }).await;
    enter_file(&ledger, "first").await;
    let place = |case: &Case| case.files[&Digest::of(b"first")].file.name.as_ptr();
    let at_first = place(&case_at_hand(&ledger));
    assert!(Arc::ptr_eq(&case_at_hand(&ledger), &case_at_hand(&ledger)), "nothing came since");
    for number in 0..50 {
        enter_file(&ledger, &format!("file {number}")).await;
        assert_eq!(place(&case_at_hand(&ledger)), at_first, "folded on without a copy");
    }
    assert_eq!(case_at_hand(&ledger), case_at_hand(&Ledger::new(ledger.store().clone())));
    assert_eq!((ledger.cases.kept().len(), ledger.blobs_of_case(&case_id()).unwrap().len()), (1, 51));
    ledger.store().erase(&cases::subject(&case_id())).unwrap();
    assert!(matches!(ledger.case(&case_id()), Err(Failure::Erased)));
    assert!(ledger.cases.kept().is_empty());
}
