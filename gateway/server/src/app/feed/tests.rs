//! Two gateways without their doors: what one publishes the other takes, page by page.

use comity_domain::limits::FEED_EVENT_IN_LINE_MAX_BYTES;
use comity_domain::registry::{Availability, Entry, Name, NameForm, Question, Register, Status, View};
use comity_federation::feed::{Event, Page};
use comity_store::NewEntry;

use super::*;
use crate::app::tests::{gateway, open, world};

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
