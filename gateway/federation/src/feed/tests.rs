use comity_domain::Jurisdiction;
use comity_domain::limits::FEED_SILENCE_MAX_MS;
use comity_domain::registry::{Availability, Entry, Name, NameForm, Register, Status};
use serde_json::json;

use super::*;
use crate::fixture::{World, at, authority, gateway, key};
use crate::roll::Revoked;

mod properties;

/// An entry that the High Court of Hong Kong keeps.
fn entry(number: u64) -> Content {
    Content::Entry(Box::new(Entry {
        roster_no: format!("hk-{number}").parse().unwrap(),
        register: Register::LawExperts,
        keeper: authority("hk-high-court"),
        region: Jurisdiction::Hk,
        names: vec![Name { form: NameForm::English, text: "Chan Tai Man".into() }],
        languages: ["yue".parse().unwrap()].into(),
        specialities: ["companies".parse().unwrap()].into(),
        status: Status::InForce,
        availability: Availability::Free,
    }))
}

fn signed(event: &Event) -> SignedEvent {
    event.sign(&key(event.gateway.as_str(), KeyUse::Feed)).unwrap()
}

fn open(signed: &SignedEvent) -> Verified {
    Event::open(&signed.text, &World::new().roll, at(100_000)).unwrap()
}

/// Hong Kong's event behind `head`.
fn following(head: Option<&Head>, content: Content) -> Verified {
    open(&signed(&Event::following(head, gateway("hk"), at(10), content)))
}

/// Hong Kong's feed of so many events.
fn feed(length: u64) -> Vec<Verified> {
    let mut events: Vec<Verified> = Vec::new();
    for number in 1..=length {
        let head = events.last().map(Verified::head);
        events.push(following(head.as_ref(), entry(number)));
    }
    events
}

/// A replica of these events.
fn replica(events: &[Verified]) -> Replica {
    Replica::of(events.last().map(Verified::head), false)
}

fn heartbeat(events: &[Verified], seconds: i64) -> Heartbeat {
    Heartbeat::of(events.last().map(Verified::head).as_ref(), gateway("hk"), at(seconds))
}

/// A payload as nobody signs it, under the key of a gateway for feeds.
fn forged(payload: &Value) -> String {
    let bytes = comity_record::canonical::to_canonical(payload).unwrap();
    let jws = Jws::sign(&bytes, EVENT, &key("hk", KeyUse::Feed)).unwrap();
    String::from_utf8(jws.to_bytes().unwrap()).unwrap()
}

fn payload() -> Value {
    json!({
        "v": 1, "gateway": "hk", "number": 1, "prev": null, "time": at(10), "kind": "juror",
        "body": {"court": "hk-high-court", "id": "hk-J-1", "tags": ["HK", "yue"]},
    })
}

fn refused(payload: &Value) -> Reason {
    Event::open(&forged(payload), &World::new().roll, at(20)).unwrap_err().reason
}

#[test]
fn an_event_is_read_as_it_was_signed() {
    let event = Event::following(None, gateway("hk"), at(10), entry(1));
    let opened = open(&signed(&event));
    assert_eq!(opened.event(), &event);
    assert_eq!(Event::held(opened.text()).unwrap(), event);
    assert_eq!(opened.digest(), Digest::of(opened.text().as_bytes()));
}

#[test]
fn every_kind_travels_and_comes_back() {
    let juror = |tags| {
        Content::Juror(SharedJuror {
            court: authority("cn-nansha"),
            id: "cn/01KEQ3V3T0000000000000000A".parse().unwrap(),
            tags,
        })
    };
    let text = || "eyJ.eyJ.sig".to_owned();
    let contents = [
        entry(1),
        juror(Some(["HK".parse().unwrap()].into())),
        juror(None),
        Content::Credential(text()),
        Content::StatusList(text()),
        Content::StatusNotice(text()),
        Content::Bar(text()),
        Content::Confirmation(text()),
    ];
    for content in contents {
        let kind = content.kind();
        assert!(Kind::KNOWN.contains(&kind.as_str()), "{kind}");
        assert_eq!(following(None, content.clone()).event().content, content);
    }
}

#[test]
fn a_kind_that_nobody_knows_yet_is_kept_as_unknown_and_stops_nothing() {
    let mut of_tomorrow = payload();
    of_tomorrow["kind"] = "arbitrator".into();
    let text = forged(&of_tomorrow);
    let opened = Event::open(&text, &World::new().roll, at(20)).unwrap();
    let Content::Unknown { kind, body } = &opened.event().content else { panic!("it is known") };
    assert_eq!((kind.as_str(), &body["court"]), ("arbitrator", &json!("hk-high-court")));
    let mut replica = Replica::default();
    assert_eq!(replica.offer(&opened, None), Offered::Next);
    replica.taken(opened.head());
    let next = following(Some(&opened.head()), entry(2));
    assert_eq!(replica.offer(&next, None), Offered::Next);
    assert_eq!(opened.text(), text, "it is handed on as it came");
}

#[test]
fn a_known_kind_with_a_body_of_tomorrow_is_kept_as_unknown_too() {
    let mut more = payload();
    more["body"]["photograph"] = "…".into();
    let opened = Event::open(&forged(&more), &World::new().roll, at(20)).unwrap();
    assert!(matches!(opened.event().content, Content::Unknown { .. }));
}

#[test]
fn nobody_publishes_what_it_cannot_read() {
    let kind = Kind::try_from("arbitrator".to_owned()).unwrap();
    let event = Event::following(None, gateway("hk"), at(10), Content::Unknown { kind, body: Map::new() });
    assert_eq!(event.sign(&key("hk", KeyUse::Feed)).unwrap_err().code(), "message-not-sendable");
}

#[test]
fn the_face_of_a_juror_leaves_no_gateway() {
    let Content::Entry(mut face) = entry(1) else { panic!("no entry") };
    face.register = Register::Jurors;
    let event = Event::following(None, gateway("hk"), at(10), Content::Entry(face.clone()));
    assert!(event.sign(&key("hk", KeyUse::Feed)).is_err());
    let mut from_outside = payload();
    from_outside["kind"] = "entry".into();
    from_outside["body"] = serde_json::to_value(&face).unwrap();
    let opened = Event::open(&forged(&from_outside), &World::new().roll, at(20)).unwrap();
    assert!(matches!(opened.event().content, Content::Unknown { .. }));
}

#[test]
fn an_event_of_another_gateways_feed_or_under_another_key_is_refused() {
    let event = Event::following(None, gateway("hk"), at(10), entry(1));
    assert_eq!(event.sign(&key("cn", KeyUse::Feed)).unwrap_err().code(), "wrong-key");
    assert_eq!(event.sign(&key("hk", KeyUse::Checkpoint)).unwrap_err().code(), "wrong-key");
    let mut stolen = payload();
    stolen["gateway"] = "cn".into();
    assert_eq!(refused(&stolen), Reason::WrongSigner);
}

#[test]
fn a_changed_event_and_one_under_a_revoked_key_are_refused() {
    let good = signed(&Event::following(None, gateway("hk"), at(10), entry(1)));
    let changed = good.text.replace("\"payload\":\"e", "\"payload\":\"f");
    assert!(Event::open(&changed, &World::new().roll, at(20)).is_err());
    let revoked = World::with(|contents| {
        let of_feed = contents.keys.iter_mut().find(|key| key.kid.to_string().starts_with("hk-feed")).unwrap();
        of_feed.revoked = Some(Revoked { at: at(5), head: None });
    });
    assert_eq!(Event::open(&good.text, &revoked.roll, at(20)).unwrap_err().reason, Reason::KeyRevoked);
}

#[test]
fn only_the_first_event_names_none_before_it() {
    let mut second = payload();
    second["number"] = 2.into();
    assert_eq!(refused(&second), Reason::ChainBroken);
    let mut first = payload();
    first["prev"] = Digest::of(b"before").to_string().into();
    assert_eq!(refused(&first), Reason::ChainBroken);
    let mut zeroth = payload();
    zeroth["number"] = 0.into();
    assert_eq!(refused(&zeroth), Reason::Malformed);
}

#[test]
fn a_gateway_speaks_only_for_authorities_that_it_serves() {
    let roll = World::new().roll;
    assert!(following(None, entry(1)).event().is_by_its_own(&roll));
    let foreign =
        Content::Juror(SharedJuror { court: authority("cn-nansha"), id: "cn-J-1".parse().unwrap(), tags: None });
    assert!(!following(None, foreign).event().is_by_its_own(&roll));
}

#[test]
fn a_second_event_under_one_number_is_a_fork() {
    let events = feed(3);
    let mut replica = replica(&events);
    let other = following(Some(&events[0].head()), entry(77));
    assert_eq!(replica.offer(&other, Some(events[1].digest())), Offered::Fork);
    assert_eq!(replica.offer(&events[1], Some(events[1].digest())), Offered::Again);
}

#[test]
fn an_event_over_another_history_is_a_fork() {
    let events = feed(3);
    let other_third = following(Some(&events[1].head()), entry(77));
    let over_it = following(Some(&other_third.head()), entry(4));
    assert_eq!(replica(&events).offer(&over_it, None), Offered::Fork);
}

#[test]
fn a_heartbeat_that_names_another_event_is_a_fork_before_or_after_that_event() {
    let events = feed(3);
    let other = following(Some(&events[1].head()), entry(77));
    let lie = Heartbeat::of(Some(&other.head()), gateway("hk"), at(20));
    assert_eq!(replica(&events).hear(&lie, Some(events[2].digest())), Offered::Fork);
    let mut behind = replica(&events[..2]);
    assert_eq!(behind.hear(&lie, None), Offered::Gap { after: 2 });
    assert_eq!(behind.offer(&events[2], None), Offered::Fork);
}

#[test]
fn after_a_fork_nothing_more_is_taken_and_nothing_confirmed() {
    let events = feed(3);
    let mut replica = replica(&events[..2]);
    replica.fork();
    assert_eq!(replica.offer(&events[2], None), Offered::Fork);
    assert_eq!(replica.doubt(at(11)), Some(Doubt::Forked));
}

#[test]
fn a_gap_confirms_nothing_until_it_is_closed() {
    let events = feed(3);
    let mut replica = replica(&events[..1]);
    assert_eq!(replica.offer(&events[2], None), Offered::Gap { after: 1 });
    assert_eq!(replica.doubt(at(11)), Some(Doubt::Gap));
    for event in &events[1..] {
        assert_eq!(replica.offer(event, None), Offered::Next);
        replica.taken(event.head());
    }
    assert_eq!(replica.doubt(at(11)), None);
}

#[test]
fn a_publisher_that_is_silent_for_an_hour_confirms_nothing() {
    let events = feed(2);
    let mut replica = replica(&events);
    let hour = FEED_SILENCE_MAX_MS / 1000;
    assert_eq!(replica.doubt(at(10 + hour)), None);
    assert_eq!(replica.doubt(at(11 + hour)), Some(Doubt::Silent));
    assert_eq!(replica.hear(&heartbeat(&events, 500), Some(events[1].digest())), Offered::Again);
    assert_eq!(replica.doubt(at(11 + hour)), None);
    assert_eq!(replica.doubt(at(501 + hour)), Some(Doubt::Silent));
}

#[test]
fn an_earlier_number_says_nothing_about_the_newest() {
    let events = feed(2);
    let mut replica = replica(&events);
    let hour = FEED_SILENCE_MAX_MS / 1000;
    assert_eq!(replica.hear(&heartbeat(&events[..1], 500), Some(events[0].digest())), Offered::Again);
    assert_eq!(replica.doubt(at(11 + hour)), Some(Doubt::Silent));
}

#[test]
fn an_older_heartbeat_does_not_take_the_place_of_a_newer_one() {
    let events = feed(2);
    let mut replica = replica(&events);
    let _ = replica.hear(&heartbeat(&events, 500), Some(events[1].digest()));
    let _ = replica.hear(&heartbeat(&events, 400), Some(events[1].digest()));
    assert_eq!(replica.heard().map(|heard| heard.time), Some(at(500)));
}

#[test]
fn a_time_that_has_not_come_confirms_nothing() {
    let mut replica = Replica::default();
    assert_eq!(replica.hear(&heartbeat(&[], 5_000), None), Offered::Again);
    assert_eq!(replica.doubt(at(4_600)), Some(Doubt::Silent));
    assert_eq!(replica.doubt(at(5_000)), None);
}

#[test]
fn what_is_from_the_future_is_refused_at_the_door_where_it_is_offered_again() {
    let roll = World::new().roll;
    let ahead = signed(&Event { time: at(1_000), ..Event::following(None, gateway("hk"), at(10), entry(1)) });
    let beat = heartbeat(&[], 1_000).sign(&key("hk", KeyUse::Feed)).unwrap();
    assert_eq!(Event::open(&ahead.text, &roll, at(600)).unwrap_err().reason, Reason::FromTheFuture);
    assert_eq!(Heartbeat::open(&beat, &roll, at(600)).unwrap_err().reason, Reason::FromTheFuture);
    // Two clocks may be five minutes apart; and by then it has come.
    assert!(Event::open(&ahead.text, &roll, at(700)).is_ok() && Heartbeat::open(&beat, &roll, at(700)).is_ok());
}

#[test]
fn an_empty_feed_is_confirmed_by_its_heartbeat() {
    let mut replica = Replica::default();
    assert_eq!(replica.doubt(at(10)), Some(Doubt::Silent));
    let text = heartbeat(&[], 10).sign(&key("hk", KeyUse::Feed)).unwrap();
    let heard = Heartbeat::open(&text, &World::new().roll, at(20)).unwrap();
    assert_eq!(replica.hear(&heard, None), Offered::Again);
    assert_eq!(replica.doubt(at(10)), None);
}

#[test]
fn a_heartbeat_is_no_event_and_an_event_no_heartbeat() {
    let roll = World::new().roll;
    let event = signed(&Event::following(None, gateway("hk"), at(10), entry(1)));
    assert_eq!(Heartbeat::open(&event.text, &roll, at(20)).unwrap_err().reason, Reason::WrongType);
    let beat = heartbeat(&[], 10).sign(&key("hk", KeyUse::Feed)).unwrap();
    assert_eq!(Event::open(&beat, &roll, at(20)).unwrap_err().reason, Reason::WrongType);
    assert_eq!(heartbeat(&[], 10).sign(&key("cn", KeyUse::Feed)).unwrap_err().code(), "wrong-key");
}

#[test]
fn a_page_takes_no_more_than_it_has_room_for_and_always_one() {
    let mut page = Page::empty(gateway("hk"));
    assert!(page.add("x".repeat(FEED_EVENT_MAX_BYTES)));
    while page.add("x".repeat(FEED_EVENT_MAX_BYTES)) {}
    let bytes = serde_json::to_vec(&page).unwrap();
    assert_eq!(Page::read(&bytes), Ok(page));
    let mut many = Page::empty(gateway("hk"));
    while many.add("x".into()) {}
    assert_eq!(many.events.len(), comity_domain::limits::FEED_PAGE_MAX_EVENTS);
    many.events.push("x".into());
    assert_eq!(Page::read(&serde_json::to_vec(&many).unwrap()).unwrap_err().reason, Reason::TooLarge);
}
