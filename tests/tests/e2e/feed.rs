//! The registers of all sides, searched in one place: what one gateway publishes the others have at once, and after an outage; what nobody
//! published they do not take.

use comity_domain::limits::FEED_PAGE_MAX_BYTES;
use comity_federation::feed::{Content, Event, Head, Page};
use comity_tests::{Peer, Person, PracticeWorld, until};
use serde_json::{Value, json};

use super::registers::sanction;
use super::witnesses::copy;

/// An expert in the law of Macao, as the Guangdong High People's Court lists one.
fn expert(number: u32, name: &str) -> Value {
    json!({
        "profile": {
            "roster_no": format!("gd-expert-{number}"),
            "region": "MO",
            "names": [{ "form": "traditional", "text": name }, { "form": "portuguese", "text": "João da Conceição" }],
            "languages": ["pt", "yue"],
            "specialities": ["companies"],
            "fields": { "register": "law-experts", "laws": [{ "jurisdiction": "MO" }], "qualification": "執業律師" },
        },
    })
}

/// Enters somebody, and answers with the name of the listing.
async fn enter(person: &Person, listing: Value) -> String {
    person.post("/listings", listing).await.good()["id"].as_str().unwrap().to_owned()
}

/// The numbers that a question finds.
async fn found(person: &Person, question: &str) -> Vec<String> {
    let answer = person.get(&format!("/registry/search?{question}")).await.good();
    let entries = answer["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["roster_no"].as_str().unwrap().to_owned()).collect()
}

async fn is_found(person: &Person, number: u32) {
    let wanted = format!("gd-expert-{number}");
    until(&format!("{wanted} is found"), async || {
        found(person, &format!("text={wanted}")).await.contains(&wanted).then_some(())
    })
    .await;
}

/// How the feed of a gateway stands.
async fn feed_of(person: &Person, gateway: &str) -> Value {
    let feeds = person.get("/registry/feeds").await.good();
    feeds.as_array().unwrap().iter().find(|feed| feed["gateway"] == gateway).unwrap().clone()
}

/// The events of the Mainland's feed, as a peer is given them.
async fn events(peer: &Peer, of: &str) -> Vec<String> {
    let page = peer.get(of, "/peer/v1/feed/cn?after=0").await.good();
    page["events"].as_array().unwrap().iter().map(|event| event.as_str().unwrap().to_owned()).collect()
}

fn page(events: &[&str]) -> Vec<u8> {
    let mut page = Page::empty("cn".parse().unwrap());
    for event in events {
        assert!(page.add((*event).to_owned()));
    }
    serde_json::to_vec(&page).unwrap()
}

/// Another event of the Mainland's feed behind `head`, under its key.
fn other(cn: &Peer, head: Option<&Head>, signed: &str) -> String {
    let Content::Entry(mut entry) = Event::held(signed).unwrap().content else { panic!("no entry") };
    entry.roster_no = "gd-expert-99".parse().unwrap();
    let event = Event::following(head, "cn".parse().unwrap(), cn.now(), Content::Entry(entry));
    event.sign(&cn.feed_key()).unwrap().text
}

#[tokio::test]
async fn what_is_published_on_the_mainland_is_found_in_hong_kong_and_macao_long_before_a_heartbeat() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk, _mo) = (world.start("cn").await, world.start("hk").await, world.start("mo").await);
    let registrar = world.sign_in("guo-ping").await;
    let (hk, mo) = (world.sign_in("wong-ka-yan").await, world.sign_in("sousa-ana").await);
    // The first contact is made.
    enter(&registrar, expert(1, "陳衛峰")).await;
    for person in [&hk, &mo] {
        is_found(person, 1).await;
        assert_eq!(feed_of(person, "cn").await["newest"], 1);
    }
    enter(&registrar, expert(2, "歐陽敏")).await;
    for person in [&hk, &mo] {
        is_found(person, 2).await;
        assert_eq!(feed_of(person, "cn").await["newest"], 2);
    }

    // By the name in other characters, without accents, by what is spoken, and where.
    for question in ["text=%E9%99%88%E5%8D%AB%E5%B3%B0", "text=joao&languages=pt,yue&region=MO&free_on=2026-02-01"] {
        assert!(found(&hk, question).await.contains(&"gd-expert-1".to_owned()), "{question}");
    }
    assert_eq!(found(&hk, "text=joao&languages=en").await, Vec::<String>::new());
    let answer = hk.get("/registry/search?text=gd-expert").await.good();
    assert_eq!((&answer["total"], &answer["unconfirmed"]), (&json!(2), &json!([])));
    assert_eq!(hk.get("/registry/entries/gd-expert-2").await.good()["keeper"], "cn-gd-hpc");
}

#[tokio::test]
async fn a_gateway_that_was_away_catches_up_and_keeps_what_it_holds_over_a_restart() {
    let world = PracticeWorld::make().await;
    let (cn, hk) = (world.start("cn").await, world.start("hk").await);
    let registrar = world.sign_in("guo-ping").await;
    enter(&registrar, expert(1, "陳衛峰")).await;
    is_found(&world.sign_in("wong-ka-yan").await, 1).await;
    hk.stop().await;
    for number in 2..=5 {
        enter(&registrar, expert(number, "歐陽敏")).await;
    }

    let hk = world.start("hk").await;
    let person = world.sign_in("wong-ka-yan").await;
    is_found(&person, 5).await;
    assert_eq!(found(&person, "text=gd-expert").await.len(), 5);
    hk.stop().await;
    cn.stop().await;

    // Nobody is there to ask: what it has, it has from its own record; and it says that it cannot confirm what it has not heard.
    let _hk = world.start("hk").await;
    let person = world.sign_in("wong-ka-yan").await;
    assert_eq!(found(&person, "text=gd-expert").await.len(), 5);
    assert_eq!(feed_of(&person, "cn").await["newest"], 5);
    let lines = world.record("hk").of_kind("feed-event").len();
    assert_eq!(lines, 5, "each event is one line");
}

#[tokio::test]
async fn what_the_publisher_cannot_hand_over_any_other_gateway_does() {
    let world = PracticeWorld::make().await;
    let (cn, mo) = (world.start("cn").await, world.start("mo").await);
    enter(&world.sign_in("guo-ping").await, expert(1, "陳衛峰")).await;
    is_found(&world.sign_in("sousa-ana").await, 1).await;
    cn.stop().await;

    let _hk = world.start("hk").await;
    is_found(&world.sign_in("wong-ka-yan").await, 1).await;
    drop(mo);
}

#[tokio::test]
async fn a_gateway_whose_files_went_back_behind_its_back_asks_before_it_publishes_and_signs_no_second_history() {
    let world = PracticeWorld::make().await;
    let (cn, _hk, _mo) = (world.start("cn").await, world.start("hk").await, world.start("mo").await);
    let hong_kong = world.sign_in("wong-ka-yan").await;
    enter(&world.sign_in("guo-ping").await, expert(1, "陳衛峰")).await;
    is_found(&hong_kong, 1).await;
    cn.stop().await;
    let (record, before) = (world.of("cn").join("record"), world.of("cn").join("record-before"));
    copy(&record, &before);
    let cn = world.start("cn").await;
    enter(&world.sign_in("guo-ping").await, expert(2, "歐陽敏")).await;
    is_found(&hong_kong, 2).await;
    cn.stop().await;
    std::fs::remove_dir_all(&record).unwrap();
    std::fs::rename(&before, &record).unwrap();

    let _cn = world.start("cn").await;
    let answer = world.sign_in("guo-ping").await.post("/listings", expert(3, "何敏")).await;
    if answer.status.is_success() {
        is_found(&hong_kong, 3).await;
        assert_eq!(feed_of(&hong_kong, "cn").await["newest"], 3);
    } else {
        // A witness was faster, and has shown that the record is behind: then nothing is signed at all.
        assert_eq!(answer.code(), "record-held");
    }
    assert_ne!(feed_of(&hong_kong, "cn").await["doubt"], "feed-forked");
    assert_eq!(found(&hong_kong, "text=gd-expert-2").await, ["gd-expert-2"]);
}

#[tokio::test]
async fn a_second_history_is_refused_kept_as_proof_and_nothing_more_is_confirmed() {
    let world = PracticeWorld::make().await;
    let (cn_gateway, hk) = (world.start("cn").await, world.start("hk").await);
    enter(&world.sign_in("guo-ping").await, expert(1, "陳衛峰")).await;
    let person = world.sign_in("wong-ka-yan").await;
    is_found(&person, 1).await;
    let cn = world.peer("cn");
    let published = events(&cn, "hk").await;
    cn_gateway.stop().await;

    // The same again changes nothing.
    let again = cn.hand_over("hk", &page(&[&published[0]])).await.good();
    assert_eq!(again, json!({ "newest": 1 }));

    let forked = other(&cn, None, &published[0]);
    for _ in 0..2 {
        let answer = cn.hand_over("hk", &page(&[&forked])).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (409, "feed-forked"));
        assert_eq!(answer.body["gateway"], "cn");
    }
    assert_eq!(feed_of(&person, "cn").await["doubt"], "feed-forked");
    let health = person.get("/health").await.good();
    assert_eq!(health["warnings"][0], json!({ "code": "feed-forked", "days": 0, "about": "cn" }));
    let answer = person.get("/registry/search?text=gd-expert").await.good();
    assert_eq!((&answer["total"], &answer["unconfirmed"][0]), (&json!(1), &json!("cn")));
    hk.stop().await;
    assert_eq!(world.record("hk").of_kind("feed-forked").len(), 1, "the proof is recorded once");

    let _hk = world.start("hk").await;
    let person = world.sign_in("wong-ka-yan").await;
    assert_eq!(feed_of(&person, "cn").await["doubt"], "feed-forked", "it is remembered");
}

#[tokio::test]
async fn what_no_gateway_signed_is_refused_with_its_reason_and_changes_nothing() {
    let world = PracticeWorld::make().await;
    let (cn_gateway, _hk) = (world.start("cn").await, world.start("hk").await);
    enter(&world.sign_in("guo-ping").await, expert(1, "陳衛峰")).await;
    let person = world.sign_in("wong-ka-yan").await;
    is_found(&person, 1).await;
    let (cn, mo) = (world.peer("cn"), world.peer("mo"));
    let published = events(&cn, "hk").await;
    cn_gateway.stop().await;

    let head = Event::open(&published[0], cn.roll(), cn.now()).unwrap().head();
    let second = other(&cn, Some(&head), &published[0]);
    let event = Event::following(Some(&head), "mo".parse().unwrap(), mo.now(), Content::Bar("…".into()));
    let of_macao = event.sign(&mo.feed_key()).unwrap().text;
    let changed = second.replace("\"signature\":\"", "\"signature\":\"A");
    for (what, bytes, reason) in [
        ("an event of another feed", page(&[&of_macao]), "wrong-signer"),
        ("a changed event", page(&[&changed]), "bad-signature"),
        ("what is no page", b"{}".to_vec(), "not-json"),
    ] {
        let answer = mo.hand_over("hk", &bytes).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (422, "feed-event-refused"), "{what}");
        assert_eq!(answer.body["reason"], reason, "{what}");
    }
    assert_eq!(mo.hand_over("hk", &vec![b' '; FEED_PAGE_MAX_BYTES + 1]).await.status, 413);
    assert_eq!(feed_of(&person, "cn").await["newest"], 1);

    // Macao may bring what the Mainland signed.
    assert_eq!(mo.hand_over("hk", &page(&[&second])).await.good(), json!({ "newest": 2 }));
    is_found(&person, 99).await;
}

#[tokio::test]
async fn what_may_be_seen_of_an_entry_depends_on_who_looks() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (registrar, clerk, operator) =
        (world.sign_in("guo-ping").await, world.sign_in("he-min").await, world.sign_in("ops-cn").await);
    let listing = enter(&registrar, expert(1, "陳衛峰")).await;
    assert_eq!(clerk.get("/registry/entries/gd-expert-1").await.good()["status"], "in-force");
    let public = operator.get("/registry/entries/gd-expert-1").await.good();
    assert_eq!((&public["status"], &public["availability"]), (&Value::Null, &Value::Null));
    let asked = operator.get("/registry/search?status=in-force").await;
    assert_eq!((asked.status.as_u16(), asked.code()), (422, "search-not-shown"));

    for person in [&registrar, &world.sign_in("chen-an").await] {
        sanction(person, &listing, json!("suspend")).await.good();
    }
    assert_eq!(feed_of(&registrar, "cn").await["newest"], 2, "what one of two persons wants is not published");
    assert_eq!(found(&operator, "text=gd-expert").await, Vec::<String>::new());
    assert_eq!(found(&clerk, "text=gd-expert&status=suspended").await, ["gd-expert-1"]);

    // Nobody enters a mediator or a juror, and nobody but its keeper has a word in a listing.
    for register in ["mediators", "jurors"] {
        let mut other = expert(2, "歐陽敏");
        other["profile"]["fields"]["register"] = register.into();
        let refused = registrar.post("/listings", other).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "bad-field"), "{register}");
    }
    let judge_of_another = world.sign_in("lin-yu").await;
    assert_eq!(judge_of_another.post("/listings", expert(1, "陳衛峰")).await.code(), "roster-number-taken");
    let changed = expert(1, "歐陽敏")["profile"].take();
    assert_eq!(judge_of_another.put(&format!("/listings/{listing}/profile"), changed).await.code(), "not-found");
    assert_eq!(clerk.post("/listings", expert(3, "歐陽敏")).await.code(), "not-allowed");
}
