use super::super::staging::tests::store;
use super::*;

fn place(seq: u64) -> Place {
    let lane = Lane { peer: "cn".parse().unwrap(), matter: "cn/01KEQ3V3T0000000000000000A".parse().unwrap() };
    Place { lane, seq }
}

fn keep(tray: &Tray, seq: u64, message: &str) -> Result<bool, &'static str> {
    let since = Time::from_unix_ms(1_768_179_723_000);
    let kept = Kept { digest: Digest::of(message.as_bytes()), size: message.len() as u64, since };
    tray.keep(&place(seq), kept, message.to_owned()).map_err(|failure| failure.code())
}

#[test]
fn a_message_that_is_kept_outlives_a_restart_and_one_that_was_struck_out_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let opened = store(folder.path());
    let tray = Tray::open(&opened).unwrap();
    for seq in [2, 12, 3] {
        assert_eq!(keep(&tray, seq, &format!("message {seq}")), Ok(true));
    }
    assert_eq!(keep(&tray, 3, "another message 3"), Ok(true));
    tray.account().forget(&place(12));
    tray.strike_out(&[place(12)]).unwrap();
    drop((opened, tray));

    let opened = store(folder.path());
    let tray = Tray::open(&opened).unwrap();
    let read = [2, 3, 12].map(|seq| tray.read(&place(seq)));
    assert_eq!(read, [Some("message 2".to_owned()), Some("another message 3".to_owned()), None]);
    assert!(tray.waits_in(&place(2).lane));
}

#[test]
fn a_message_that_cannot_be_written_is_not_said_to_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let opened = store(folder.path());
    let tray = Tray::open(&opened).unwrap();
    opened.close().unwrap();
    assert_eq!(keep(&tray, 2, "message"), Err("store-stopped"));
    assert!(!tray.waits_in(&place(2).lane), "nobody waits for what is not there");
}

#[test]
fn what_is_no_message_is_taken_off_the_list_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let opened = store(folder.path());
    let tray = Tray::open(&opened).unwrap();
    keep(&tray, 2, "message").unwrap();
    for (key, value) in [("early/nonsense".to_owned(), "x"), (key_of(&place(3)), "no message")] {
        opened.set_working(&key, Some(value.into())).unwrap();
    }
    let tray = Tray::open(&opened).unwrap();
    assert_eq!(opened.working(PREFIX).len(), 1);
    assert_eq!(tray.read(&place(2)).as_deref(), Some("message"));
    // Another message in the place of the one that the account knows is not given out for it.
    let mut listed = opened.working(PREFIX).remove(0).1;
    listed["message"] = "another".into();
    opened.set_working(&key_of(&place(2)), Some(listed)).unwrap();
    assert_eq!(tray.read(&place(2)), None);
}
