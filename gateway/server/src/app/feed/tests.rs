//! Gateways without their doors, as far as those are not what matters: what one publishes the other takes, page by page.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::AuthorityId;
use comity_domain::limits::FEED_EVENT_IN_LINE_MAX_BYTES;
use comity_domain::registry::{Availability, Entry, Name, NameForm, Question, Register, Status, View};
use comity_federation::feed::{Event, Page};
use comity_federation::keys::{KeyUse, Owner};
use comity_record::canonical::to_canonical;
use comity_store::NewEntry;
use serde_json::{Value, json};

use super::*;
use crate::access::{Access, Action, Actor, Credential, Permit, Role, action};
use crate::app::listings::{ListingSanction, NewListing};
use crate::app::seals::read_key;
use crate::app::tests::{changed, gateway, goes_by, open, opened, world};
use crate::exchange;

fn entry(keeper: &str, number: u64) -> Content {
    Content::Entry(Box::new(Entry {
        roster_no: format!("x-{number}").parse().unwrap(),
        register: Register::LawExperts,
        keeper: keeper.parse().unwrap(),
        region: comity_domain::Jurisdiction::Hk,
        names: vec![Name { form: NameForm::English, text: format!("Chan {keeper}") }],
        languages: ["yue".parse().unwrap()].into(),
        specialities: ["companies".parse().unwrap()].into(),
        status: Status::InForce,
        availability: Availability::Free,
    }))
}

async fn page_of(app: &App, after: u64) -> Page {
    app.feed_page(app.gateway(), after).await.unwrap().unwrap()
}

fn found(app: &App) -> Vec<String> {
    let answer = app.registers(|index| index.answer(&Question::any(100), &View::Public)).unwrap();
    answer.entries.iter().map(|entry| entry.roster_no.to_string()).collect()
}

fn newest(app: &App, gateway: &str) -> u64 {
    app.feeds().replica(&gateway.parse().unwrap()).newest()
}

#[tokio::test]
async fn what_one_gateway_publishes_another_takes_and_finds_also_after_a_restart() {
    let folder = world().await;
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    for number in 1..=3 {
        let (_, newest) = cn.publish(vec![entry("cn-nansha", number)], None).await.unwrap();
        assert_eq!(newest, number);
    }
    assert_eq!(hk.take_page(&page_of(&cn, 0).await).await.unwrap(), FeedHeld { newest: 3 });
    assert_eq!(hk.take_page(&page_of(&cn, 0).await).await.unwrap(), FeedHeld { newest: 3 });
    assert_eq!(found(&hk), ["x-1", "x-2", "x-3"]);
    assert_eq!(hk.feed_doubt(cn.gateway(), hk.clock().now()), None);
    hk.close_record().unwrap();
    drop(hk);

    let hk = open(&gateway(&folder, "hk")).unwrap();
    assert_eq!((found(&hk), newest(&hk, "cn")), (vec!["x-1".to_owned(), "x-2".into(), "x-3".into()], 3));
    // What it hands on is what it was handed.
    let relayed = hk.feed_page(cn.gateway(), 1).await.unwrap().unwrap();
    assert_eq!(relayed.events, page_of(&cn, 1).await.events);
}

#[tokio::test]
async fn a_page_that_lacks_what_comes_before_it_is_not_taken_and_what_is_missing_is_asked_for() {
    let folder = world().await;
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    for number in 1..=3 {
        cn.publish(vec![entry("cn-nansha", number)], None).await.unwrap();
    }
    let gaps = hk.feed_gaps();
    assert_eq!(hk.take_page(&page_of(&cn, 2).await).await.unwrap(), FeedHeld { newest: 0 });
    assert!(gaps.has_changed().unwrap());
    assert_eq!(hk.feed_doubt(cn.gateway(), hk.clock().now()), Some(Doubt::Gap));
    assert_eq!(found(&hk), Vec::<String>::new());
    hk.take_page(&page_of(&cn, 0).await).await.unwrap();
    assert_eq!((found(&hk).len(), hk.feed_doubt(cn.gateway(), hk.clock().now())), (3, None));
}

#[tokio::test]
async fn what_is_published_and_what_was_decided_are_recorded_together_or_not_at_all() {
    let folder = world().await;
    let cn = open(&gateway(&folder, "cn")).unwrap();
    let when = cn.when().unwrap();
    let decided = |expected| Commit::of("register/one", expected, when.day, when.time, vec![NewEntry::new("entered")]);
    cn.publish(vec![entry("cn-nansha", 1)], Some(decided(Expected::Revision(0)))).await.unwrap();
    assert_eq!((cn.ledger().store().head("register/one"), newest(&cn, "cn")), (1, 1));
    let late = cn.publish(vec![entry("cn-nansha", 2)], Some(decided(Expected::Revision(0)))).await.unwrap_err();
    assert!(matches!(late, Failure::Moved { current: 1 }), "{late}");
    assert_eq!((cn.ledger().store().head("register/one"), newest(&cn, "cn")), (1, 1));
}

#[tokio::test]
async fn publications_at_the_same_time_have_numbers_without_gaps() {
    let folder = world().await;
    let cn = std::sync::Arc::new(open(&gateway(&folder, "cn")).unwrap());
    let publishing: Vec<_> = (1..=8)
        .map(|number| {
            let cn = std::sync::Arc::clone(&cn);
            tokio::spawn(
                async move { cn.publish(vec![entry("cn-nansha", number)], None).await.map(|(_, newest)| newest) },
            )
        })
        .collect();
    let mut numbers = Vec::new();
    for published in publishing {
        numbers.push(published.await.unwrap().unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_does_not_fit_a_line_lies_beside_the_record_and_is_handed_on_whole() {
    let folder = world().await;
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    let list = Content::StatusList("x".repeat(2 * FEED_EVENT_IN_LINE_MAX_BYTES));
    cn.publish(vec![list.clone()], None).await.unwrap();
    hk.take_page(&page_of(&cn, 0).await).await.unwrap();
    let held = hk.published_of(cn.gateway(), "status-list", 0, u64::MAX).await.unwrap();
    assert_eq!(held.into_iter().map(|event| event.content).collect::<Vec<_>>(), [list]);
    assert_eq!(hk.published_of(cn.gateway(), "bar", 0, u64::MAX).await.unwrap(), Vec::<Event>::new());
}

#[tokio::test]
async fn a_gateway_does_not_speak_for_an_authority_of_another() {
    let folder = world().await;
    let cn = open(&gateway(&folder, "cn")).unwrap();
    let refused = cn.publish(vec![entry("hk-high-court", 1)], None).await.unwrap_err();
    assert_eq!((refused.code(), newest(&cn, "cn")), ("unknown-authority", 0));
}

#[tokio::test]
async fn of_two_gateways_that_give_one_number_the_same_has_it_everywhere() {
    let folder = world().await;
    let [cn, hk, mo] = ["cn", "hk", "mo"].map(|name| open(&gateway(&folder, name)).unwrap());
    cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap();
    hk.publish(vec![entry("hk-high-court", 1)], None).await.unwrap();
    mo.take_page(&page_of(&hk, 0).await).await.unwrap();
    mo.take_page(&page_of(&cn, 0).await).await.unwrap();
    cn.take_page(&page_of(&hk, 0).await).await.unwrap();
    hk.take_page(&page_of(&cn, 0).await).await.unwrap();
    for app in [&cn, &hk, &mo] {
        let keeper = app.registers(|index| index.entry_of(&"x-1".parse().unwrap())).unwrap().keeper;
        assert_eq!(keeper.as_str(), "cn-nansha", "{}", app.gateway());
    }
}

#[tokio::test]
async fn a_gateway_that_lost_what_it_published_is_given_it_back_and_signs_nothing_else_meanwhile() {
    let folder = world().await;
    let copy = folder.path().join("world/cn-before");
    copied(&gateway(&folder, "cn"), &copy);
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    for number in 1..=2 {
        cn.publish(vec![entry("cn-nansha", number)], None).await.unwrap();
    }
    hk.take_page(&page_of(&cn, 0).await).await.unwrap();
    cn.close_record().unwrap();
    drop(cn);

    // Its files went back to what they were, and it has been shown how far it was.
    let cn = open(&copy).unwrap();
    let held = hk.feed_page(cn.gateway(), 1).await.unwrap().unwrap();
    cn.take_page(&held).await.unwrap();
    let refused = cn.publish(vec![entry("cn-nansha", 3)], None).await.unwrap_err();
    assert_eq!((refused.code(), newest(&cn, "cn")), ("feed-behind", 0));
    cn.take_page(&hk.feed_page(cn.gateway(), 0).await.unwrap().unwrap()).await.unwrap();
    assert_eq!(cn.publish(vec![entry("cn-nansha", 3)], None).await.unwrap().1, 3);
    hk.take_page(&page_of(&cn, 2).await).await.unwrap();
    assert_eq!(newest(&hk, "cn"), 3);
    // What was decided with it is not in the record: that is said.
    assert_eq!(warnings(&cn), ["feed-given-back"]);
    let noted = cn.ledger().store().load("record").unwrap();
    let noted = noted.iter().find(|entry| entry.kind == "feed-given-back").unwrap();
    assert_eq!((&noted.open["after"], &noted.open["newest"]), (&json!(0), &json!(2)));
}

#[tokio::test]
async fn what_is_here_already_keeps_nobody_from_publishing_whatever_became_of_its_key() {
    let folder = world().await;
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap();
    let page = page_of(&cn, 0).await;
    hk.take_page(&page).await.unwrap();
    let revoked = changed(&cn, |roll| {
        let feed = roll.keys.iter_mut().filter(|key| key.r#use == KeyUse::Feed);
        let at = cn.clock().now();
        feed.for_each(|key| key.revoked = Some(comity_federation::roll::Revoked { at, head: None }));
    });
    for app in [&cn, &hk] {
        let InForce { keys, .. } = app.in_force();
        app.held.replace(InForce { roll: std::sync::Arc::new(revoked.clone()), keys });
    }
    // Another gateway refuses what the revoked key signed; the one that published it has it, and hears nothing new by it.
    assert!(matches!(hk.take_page(&page).await, Err(Failure::FeedEventRefused(_))));
    assert_eq!(cn.take_page(&page).await.unwrap(), FeedHeld { newest: 1 });
}

fn warnings(app: &App) -> Vec<&'static str> {
    app.health().unwrap().warnings.iter().map(|warning| warning.code).collect()
}

#[tokio::test]
async fn once_lines_of_the_record_are_known_to_be_gone_nothing_is_published_before_every_peer_has_told() {
    let folder = world().await;
    let cn = open(&gateway(&folder, "cn")).unwrap();
    assert!(!cn.may_publish_by_itself(), "nobody was asked yet");
    // Nobody answers: whoever decides something goes on, and what nobody waits for does not.
    assert_eq!(cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap().1, 1);
    assert!(!cn.may_publish_by_itself());
    cn.own_feed_may_be_short();
    let refused = cn.publish(vec![entry("cn-nansha", 2)], None).await.unwrap_err();
    assert_eq!((refused.code(), newest(&cn, "cn")), ("feed-not-told", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_whose_clock_is_another_stops_no_publication_once_a_third_gateway_has_told() {
    let folder = world().await;
    let [cn, hk, mo] = ["cn", "hk", "mo"].map(|name| Arc::new(open(&gateway(&folder, name)).unwrap()));
    let complaint = || async { (StatusCode::BAD_REQUEST, Json(json!({ "code": "clock-off", "ahead_seconds": 600 }))) };
    let at_hk = opened(&hk, Router::new().fallback(complaint)).await;
    let at_mo = opened(&mo, exchange::router(Arc::clone(&mo))).await;
    let with_doors = |doors: [(&GatewayId, &str); 2]| {
        changed(&cn, |roll| {
            for (id, url) in doors {
                let peer = roll.gateways.iter_mut().find(|peer| peer.id == *id).unwrap();
                url.clone_into(&mut peer.url);
            }
        })
    };
    // Nobody answers at this address.
    goes_by(&cn, with_doors([(hk.gateway(), at_hk.as_str()), (mo.gateway(), "https://127.0.0.1:1")]));
    for _ in 0..2 {
        let refused = cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap_err();
        assert!(matches!(&refused, Failure::FeedNotTold { peer } if *peer == hk.gateway().to_string()), "{refused}");
    }
    assert_eq!(cn.recall_from(hk.gateway()).await.unwrap_err().code(), "clock-off");

    goes_by(&cn, with_doors([(hk.gateway(), at_hk.as_str()), (mo.gateway(), at_mo.as_str())]));
    cn.recall_from(mo.gateway()).await.unwrap();
    assert_eq!(cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap().1, 1);
    assert!(cn.may_publish_by_itself() && !cn.has_told_own_feed(hk.gateway()));
}

/// An event as this version signs none: any body, of any length.
fn forged(directory: &std::path::Path, time: Time, kind: &str, body: &Value) -> String {
    let key = read_key(&directory.join("keys/feed.json")).unwrap();
    let payload = json!({
        "v": 1, "gateway": "cn", "number": 1, "prev": null, "time": time, "kind": kind, "body": body,
    });
    let protected = json!({ "alg": key.suite().alg(), "kid": key.kid().to_string(), "typ": "comity-feed-event+json" });
    let [protected, payload] = [&protected, &payload].map(|part| URL_SAFE_NO_PAD.encode(to_canonical(part).unwrap()));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(format!("{protected}.{payload}").as_bytes()).unwrap());
    let signed = json!({ "payload": payload, "protected": protected, "signature": signature });
    String::from_utf8(to_canonical(&signed).unwrap()).unwrap()
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_and_fits_no_line_is_taken_and_handed_on_and_stops_no_start() {
    let folder = world().await;
    let (cn, hk) = (gateway(&folder, "cn"), open(&gateway(&folder, "hk")).unwrap());
    let poisoned = forged(&cn, hk.clock().now(), "entry", &json!({ "photograph": "x".repeat(30 * 1024) }));
    assert!(poisoned.len() > FEED_EVENT_IN_LINE_MAX_BYTES);
    let page = Page { events: vec![poisoned.clone()], ..Page::empty("cn".parse().unwrap()) };
    assert_eq!(hk.take_page(&page).await.unwrap(), FeedHeld { newest: 1 });
    let held = hk.feed_page(&page.gateway, 0).await.unwrap().unwrap();
    assert_eq!(held.events, [poisoned]);
    hk.close_record().unwrap();
    drop(hk);
    let hk = open(&gateway(&folder, "hk")).unwrap();
    assert_eq!((newest(&hk, "cn"), found(&hk)), (1, Vec::new()));
}

#[tokio::test]
async fn no_more_of_a_feed_is_taken_in_a_day_than_may_be_and_what_is_left_is_known_to_be_missing() {
    let folder = world().await;
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    for number in 1..=3 {
        cn.publish(vec![entry("cn-nansha", number)], None).await.unwrap();
    }
    let page = page_of(&cn, 0).await;
    let (mut used, now) = (allowance::Taken::default(), hk.clock().now());
    let left: usize = page.events[..2].iter().map(String::len).sum();
    let most = usize::try_from(comity_domain::limits::FEED_OF_PEER_MAX_BYTES_PER_DAY).unwrap();
    used = used.and(most - left).unwrap();
    hk.feeds().allowances.lock().unwrap().note(cn.gateway(), used, now);
    let refused = hk.take_page(&page).await.unwrap_err();
    assert_eq!((refused.code(), newest(&hk, "cn")), ("feed-allowance-used", 2));
    assert_eq!(hk.feed_doubt(cn.gateway(), now), Some(Doubt::Gap));
    // Tomorrow it is taken.
    hk.feeds().allowances.lock().unwrap().note(cn.gateway(), used, now.plus_ms(-24 * 60 * 60 * 1000));
    assert_eq!(hk.take_page(&page).await.unwrap(), FeedHeld { newest: 3 });
}

/// The roll of a world without a court, signed with new keys.
fn without(app: &App, court: &str) -> Roll {
    let court: AuthorityId = court.parse().unwrap();
    changed(app, |contents| {
        contents.authorities.retain(|entry| entry.id != court);
        for entry in &mut contents.authorities {
            for named in [&mut entry.subordinate_courts, &mut entry.transmitting_for] {
                named.iter_mut().for_each(|named| named.retain(|id| *id != court));
            }
        }
        contents.keys.retain(|key| key.owner != Owner::Authority(court.clone()));
    })
}

#[tokio::test]
async fn what_is_shown_follows_the_roll_in_whatever_order_the_two_come() {
    let folder = world().await;
    let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
    cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap();
    let adopt = |roll| {
        let InForce { keys, .. } = hk.in_force();
        hk.held.replace(InForce { roll, keys });
        hk.make_registers_anew().unwrap();
    };
    let (with, without) = (hk.roll(), std::sync::Arc::new(without(&hk, "cn-nansha")));
    adopt(std::sync::Arc::clone(&without));
    hk.take_page(&page_of(&cn, 0).await).await.unwrap();
    assert_eq!(found(&hk), Vec::<String>::new(), "nobody knows that court here");
    adopt(std::sync::Arc::clone(&with));
    assert_eq!(found(&hk), ["x-1"], "it has joined");
    adopt(without);
    assert_eq!(found(&hk), Vec::<String>::new(), "it has left");
    adopt(std::sync::Arc::clone(&with));
    assert_eq!(found(&hk), ["x-1"]);
    let of_another_kind = changed(&hk, |contents| {
        let nansha = contents.authorities.iter_mut().find(|entry| entry.id.as_str() == "cn-nansha").unwrap();
        nansha.kind = "procuratorate".to_owned();
    });
    adopt(std::sync::Arc::new(of_another_kind));
    assert_eq!(found(&hk), Vec::<String>::new(), "it keeps no such register any more");
}

fn permit<A: Action<About = ()>>(person: &str, credential: Credential) -> Permit<A> {
    let authority = "cn-gd-hpc".parse().unwrap();
    let actor = Actor { person: person.into(), role: Role::Registrar, authority, credential };
    Access::load().unwrap().permit(&actor, None).unwrap()
}

fn expert(roster_no: &str, from: &str) -> NewListing {
    let expert = json!({
        "from": from,
        "until": "2028-01-11",
        "profile": {
            "roster_no": roster_no,
            "region": "MO",
            "names": [{ "form": "traditional", "text": "陳衛峰" }],
            "languages": ["pt"],
            "fields": { "register": "law-experts", "laws": [{ "jurisdiction": "MO" }], "qualification": "執業律師" },
        },
    });
    serde_json::from_value(expert).unwrap()
}

async fn enter(app: &App, new: NewListing) -> comity_domain::ListingId {
    app.enter_listing(&permit::<action::KeepListing>("guo-ping", Credential::Session), new).await.unwrap()
}

#[tokio::test]
async fn whoever_was_suspended_in_lines_that_are_lost_is_not_let_back_by_the_clockwork() {
    let folder = world().await;
    let (before, hk) = (folder.path().join("world/cn-before"), open(&gateway(&folder, "hk")).unwrap());
    let cn = open(&gateway(&folder, "cn")).unwrap();
    let id = enter(&cn, expert("gd-1", "2026-01-12")).await;
    cn.close_record().unwrap();
    drop(cn);
    copied(&gateway(&folder, "cn"), &before);
    let cn = open(&gateway(&folder, "cn")).unwrap();
    for person in ["guo-ping", "registrar-2"] {
        let permit = permit::<action::SanctionListing>(person, Credential::SteppedUp);
        cn.sanction_listing(&permit, &id, 1, ListingSanction::Suspend, "等待調查".into()).await.unwrap();
    }
    hk.take_page(&page_of(&cn, 0).await).await.unwrap();
    cn.close_record().unwrap();
    drop(cn);

    let cn = open(&before).unwrap();
    cn.take_page(&hk.feed_page(cn.gateway(), 0).await.unwrap().unwrap()).await.unwrap();
    for _ in 0..3 {
        cn.publish_listings_of_the_day(200).await.unwrap();
    }
    let shown = cn.registers(|index| index.entry_of(&"gd-1".parse().unwrap())).unwrap();
    assert_eq!((shown.status, newest(&cn, "cn")), (Status::Suspended, 2));
    assert_eq!(warnings(&cn), ["feed-given-back", "listing-differs-from-feed"]);
}

#[tokio::test]
async fn what_the_registers_show_of_another_gateway_is_not_published_against_each_second() {
    let folder = world().await;
    let (cn, mo) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "mo")).unwrap());
    let at_macao = Access::load().unwrap();
    let (authority, role) = ("mo-tui".parse().unwrap(), Role::Registrar);
    let actor = Actor { person: "sousa-ana".into(), role, authority, credential: Credential::Session };
    let at_macao: Permit<action::KeepListing> = at_macao.permit(&actor, None).unwrap();
    for (number, from) in [("x-1", "2026-01-12"), ("x-2", "2026-01-13")] {
        mo.enter_listing(&at_macao, expert(number, from)).await.unwrap();
    }
    // The same number on the Mainland, and that goes first on all sides.
    cn.publish(vec![entry("cn-nansha", 1)], None).await.unwrap();
    mo.take_page(&page_of(&cn, 0).await).await.unwrap();
    std::fs::write(folder.path().join("world/business-day"), "2026-01-13").unwrap();
    for _ in 0..3 {
        mo.publish_listings_of_the_day(200).await.unwrap();
    }
    // Of the one whose term began, and of it alone, it is said, and once.
    assert_eq!(newest(&mo, "mo"), 3);
    let shown = mo.registers(|index| index.entry_of(&"x-2".parse().unwrap())).unwrap();
    assert_eq!(shown.status, Status::InForce);
    assert_eq!(warnings(&mo), ["listing-differs-from-feed"]);
}

fn copied(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copied(&file.path(), &target);
        } else {
            std::fs::copy(file.path(), target).unwrap();
        }
    }
}
