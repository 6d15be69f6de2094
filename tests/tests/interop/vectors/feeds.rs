//! The feeds of two gateways: an entry of a register and its end, a juror and the same one struck off; and how far each goes.

use comity_domain::draw::Tag;
use comity_domain::registry::{Availability, Entry, Name, NameForm, Register, Status};
use comity_domain::{GatewayId, Jurisdiction};
use comity_federation::feed::{Content, Event, Head, Heartbeat, Offered, Replica, SharedJuror, SignedEvent};
use comity_federation::keys::{KeyPair, KeyUse, Suite};
use serde_json::{Value, json};

use super::super::world::{at, authority, gateway, key, roll};
use super::signed_vector;

/// One gateway's events, and its word that there are no more.
struct Feed {
    gateway: GatewayId,
    events: Vec<SignedEvent>,
    heartbeat: String,
}

pub(super) fn feeds_vector() -> Value {
    let vector = |feed: Feed| {
        let event = |event: &SignedEvent| signed_vector("an event", event.text.as_bytes());
        json!({
            "gateway": feed.gateway,
            "events": feed.events.iter().map(event).collect::<Vec<_>>(),
            "heartbeat": signed_vector("how far the feed goes", feed.heartbeat.as_bytes()),
        })
    };
    feeds().into_iter().map(vector).collect()
}

fn feeds() -> [Feed; 2] {
    let struck = SharedJuror { tags: None, ..juror() };
    [
        feed("hk", [entry(Status::InForce), entry(Status::Ended)]),
        feed("cn", [Content::Juror(juror()), Content::Juror(struck)]),
    ]
}

fn feed(publisher: &str, contents: [Content; 2]) -> Feed {
    let (gateway, key) = (gateway(publisher), feed_key(publisher));
    let (mut head, mut events) = (None::<Head>, Vec::new());
    for (content, ms) in contents.into_iter().zip([6_000, 7_000]) {
        let event = Event::following(head.as_ref(), gateway.clone(), at(ms), content);
        let signed = event.sign(&key).unwrap();
        head = Some(Head { number: event.number, digest: signed.digest, time: event.time });
        events.push(signed);
    }
    let heartbeat = Heartbeat::of(head.as_ref(), gateway.clone(), at(8_000)).sign(&key).unwrap();
    Feed { gateway, events, heartbeat }
}

fn feed_key(publisher: &str) -> KeyPair {
    key(publisher, KeyUse::Feed, Suite::Ed25519)
}

fn entry(status: Status) -> Content {
    Content::Entry(Box::new(Entry {
        roster_no: "hk-1".parse().unwrap(),
        register: Register::LawExperts,
        keeper: authority("hk-high-court"),
        region: Jurisdiction::Hk,
        names: vec![Name { form: NameForm::English, text: "Chan Tai Man".into() }],
        languages: ["yue".parse().unwrap()].into(),
        specialities: ["companies".parse().unwrap()].into(),
        status,
        availability: Availability::Free,
    }))
}

fn juror() -> SharedJuror {
    let tags = ["CN", "cmn"].map(|tag| tag.parse::<Tag>().unwrap());
    SharedJuror { court: authority("cn-nansha"), id: "cn-J-1".parse().unwrap(), tags: Some(tags.into()) }
}

#[test]
fn the_feeds_are_taken_event_by_event_up_to_where_they_are_said_to_go() {
    let (roll, now) = (roll([]), at(9_000));
    for feed in feeds() {
        let mut replica = Replica::default();
        for signed in &feed.events {
            let event = Event::open(&signed.text, &roll, now).unwrap();
            assert!(event.event().is_by_its_own(&roll));
            assert!(!matches!(event.event().content, Content::Unknown { .. }));
            assert_eq!(replica.offer(&event, None), Offered::Next);
            replica.taken(event.head());
        }
        let heartbeat = Heartbeat::open(&feed.heartbeat, &roll, now).unwrap();
        let newest = feed.events.last().map(|event| event.digest);
        assert_eq!((heartbeat.number, heartbeat.digest), (2, newest));
        assert_eq!(replica.hear(&heartbeat, newest), Offered::Again);
        assert_eq!(replica.doubt(now), None);
    }
}
