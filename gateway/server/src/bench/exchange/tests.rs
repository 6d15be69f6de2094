//! A tiny run, and what it may not count.

use comity_domain::Date;
use comity_domain::matter::{Chain, Event, Recorded};
use comity_domain::message::MessageKind;
use comity_record::{Digest, Time};
use tempfile::TempDir;

use super::super::tests::packed_releases;
use super::*;

fn recorded(index: u64, event: Event) -> Recorded {
    let (on, time) = (Date::constant(2026, 1, 12), Time::from_unix_ms(1_768_179_600_000));
    Recorded { index, on, time, authority: None, by: None, event }
}

fn message() -> MessageId {
    "01KEQ3V3T0000000000000000A".parse().unwrap()
}

fn queued(content: &[u8]) -> Recorded {
    let (message_kind, digest) = (MessageKind::Letter, Digest::of(content));
    let to = "hk".parse().unwrap();
    recorded(10, Event::MessageQueued { message: message(), to, message_kind, seq: 1, digest, envelope: String::new() })
}

fn taken(index: u64, content: &[u8]) -> Recorded {
    let (message, from, digest) = (message(), "cn".parse().unwrap(), Digest::of(content));
    let message_kind = MessageKind::Letter;
    recorded(
        index,
        Event::MessageTaken { message, from, message_kind, seq: 1, seen: 0, digest, envelope: String::new() },
    )
}

fn received(index: u64) -> Recorded {
    let request = Letter::new(1).unwrap().request().clone();
    let chain = Chain {
        originating: "cn-nansha".parse().unwrap(),
        transmitting: "cn-gd-hpc".parse().unwrap(),
        receiving: "hk-high-court".parse().unwrap(),
    };
    recorded(index, Event::Received { chain, request, document: String::new(), blobs: BTreeMap::new() })
}

fn receipted(peer_index: u64) -> Recorded {
    let message_kind = MessageKind::Letter;
    recorded(12, Event::Receipted { message: message(), message_kind, peer_index, receipt: String::new() })
}

#[test]
fn only_what_both_records_show_is_an_exchange() {
    let here = [queued(b"letter"), receipted(30)];
    let there = [received(30), taken(31, b"letter")];
    assert!(proof::shows(Exchanged::Letter, &here, &there));

    assert!(!proof::shows(Exchanged::Letter, &here[..1], &there), "without a receipt");
    assert!(!proof::shows(Exchanged::Letter, &here[1..], &there), "never sent");
    assert!(!proof::shows(Exchanged::Letter, &here, &there[..1]), "not taken over there");
    assert!(!proof::shows(Exchanged::Letter, &here, &there[1..]), "taken, and brought nothing");
    assert!(!proof::shows(Exchanged::Letter, &here, &[]), "nothing over there");
    assert!(!proof::shows(Exchanged::Letter, &here, &[received(30), taken(31, b"another")]), "other bytes");
    assert!(
        !proof::shows(Exchanged::Letter, &[queued(b"letter"), receipted(29)], &there),
        "a receipt for another entry"
    );
}

fn tiny(releases: &TempDir, folder: &TempDir) -> Options {
    Options {
        count: Some(20),
        rounds: 2,
        at_once: Some(4),
        directory: folder.path().to_owned(),
        releases: Some(releases.path().to_owned()),
        ..Options::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tiny_run_counts_its_letters_and_no_others() {
    let (releases, folder) = (packed_releases(), tempfile::tempdir().unwrap());
    let options = Options { documents: 3, ..tiny(&releases, &folder) };
    let report = run(&options).await.unwrap();
    assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [10, 10]);
    let figure = |code: &str| report.figures.iter().find(|figure| figure.code == code).unwrap().value;
    assert_eq!(figure("files-per-letter"), 4);
    // Here: transmitted, message-queued, receipted, assessed. There: received, message-taken, assessed.
    assert_eq!(figure("entries-here-per-1000-exchanges"), 4_000);
    assert_eq!(figure("entries-there-per-1000-exchanges"), 3_000);
    assert_eq!(figure("offered-at-half-of-wanted-per-second"), 1_000);
    assert!(figure("p99-at-half-of-reached-ms") > 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_are_counted_and_their_letters_are_not() {
    let (releases, folder) = (packed_releases(), tempfile::tempdir().unwrap());
    let options = Options { exchanged: Exchanged::Reminder, ..tiny(&releases, &folder) };
    let report = run(&options).await.unwrap();
    assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [10, 10]);
    let figure = |code: &str| report.figures.iter().find(|figure| figure.code == code).unwrap().value;
    // Here: reminded, message-queued, receipted. There: reminded, message-taken.
    assert_eq!(figure("entries-here-per-1000-exchanges"), 3_000);
    assert_eq!(figure("entries-there-per-1000-exchanges"), 2_000);
    assert!(!report.includes.contains(&"papers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_at_a_rate_are_due_whether_or_not_those_before_have_arrived() {
    let (releases, folder) = (packed_releases(), tempfile::tempdir().unwrap());
    let options = Options {
        count: Some(10),
        rounds: 1,
        rate: Some(20),
        directory: folder.path().to_owned(),
        releases: Some(releases.path().to_owned()),
        ..Options::default()
    };
    let report = run(&options).await.unwrap();
    assert_eq!(report.median.count, 10);
    assert!(report.median.elapsed_ns >= 450_000_000, "the tenth is due after nine twentieths of a second");
    assert_eq!(report.marks.iter().map(|mark| mark.code).collect::<Vec<_>>(), ["p99-at-the-offered-rate-ms"]);
}

#[test]
fn letters_are_due_at_equal_distances() {
    let dues = [0, 1, 3, 1_000].map(|number| due(number, 1_000));
    assert_eq!(dues, [0, 1, 3, 1_000].map(Duration::from_millis));
    assert_eq!((half(451), half(1), half(0)), (225, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_not_forwarded_is_no_exchange() {
    let (releases, folder) = (packed_releases(), tempfile::tempdir().unwrap());
    let options = Options {
        directory: folder.path().to_owned(),
        releases: Some(releases.path().to_owned()),
        ..Options::default()
    };
    let pair = Arc::new(Pair::start(&options).await.unwrap());
    let letter = Arc::new(Letter::new(1).unwrap());
    let matters = prepare(&pair, &letter, 2).await.unwrap();
    send_all(&pair, Exchanged::Letter, &matters[..1], Pace::AtOnce(1)).await.unwrap();
    assert!(proof::exchanged(&pair, Exchanged::Letter, &matters[0]).is_ok());
    let unsent = proof::exchanged(&pair, Exchanged::Reminder, &matters[0]);
    assert_eq!(unsent.unwrap_err().code(), "not-exchanged", "of the letter alone");
    assert_eq!(proof::exchanged(&pair, Exchanged::Letter, &matters[1]).unwrap_err().code(), "not-exchanged");
    pair.stop().await.unwrap();
}
