//! A body without its gateway's doors: what it has decided it goes on saying, whatever becomes of the keys that said it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use comity_domain::Jurisdiction;
use comity_domain::mediator::{Accreditation, Application, Experience, ListName, Profile, RosterNumber, Status};
use comity_domain::register;
use comity_domain::registry::{self, Name, NameForm};
use comity_federation::credential::Confirmation;
use comity_federation::feed::Content;
use comity_federation::keys::{KeyPair, KeyUse};
use tempfile::TempDir;

use super::*;
use crate::access::{Access, Action, Actor, Credential, Role};
use crate::app::NewListing;
use crate::app::ledger::Author;
use crate::app::tests::{gateway, open, world};
use crate::clock::{BusinessDays, Clock};

static ACCESS: LazyLock<Access> = LazyLock::new(|| Access::load().unwrap());
const BODY: &str = "hk-gba-accreditation";

/// Hong Kong's gateway on the day of this machine: what a credential says of times is compared with its clock.
async fn hong_kong() -> (TempDir, App) {
    let folder = world().await;
    let today = Clock::new(BusinessDays::Machine).today().unwrap();
    std::fs::write(folder.path().join("world/business-day"), today.to_string()).unwrap();
    let app = open(&gateway(&folder, "hk")).unwrap();
    (folder, app)
}

fn actor(person: &str, authority: &str) -> Actor {
    let (person, authority) = (person.to_owned(), authority.parse().unwrap());
    Actor { person, role: Role::Registrar, authority, credential: Credential::SteppedUp }
}

fn leave<A: Action<About = ()>>(person: &str) -> Permit<A> {
    ACCESS.permit(&actor(person, BODY), None).unwrap()
}

fn clockwork() -> Permit<action::KeepStatuses> {
    let authority = "hk-high-court".parse().unwrap();
    let timer = Actor { person: "clockwork".into(), role: Role::Timer, authority, credential: Credential::Timer };
    ACCESS.permit(&timer, None).unwrap()
}

/// Somebody who applied to the body and meets what is asked for.
async fn applied(app: &App) -> MediatorId {
    let id = MediatorId::new(app.gateway().clone(), app.clock().ulid());
    let profile = Profile {
        family_name: "陳".into(),
        given_name: "大文".into(),
        romanised_name: Some("Chan Tai Man".into()),
        languages: vec!["yue".into()],
        specialities: vec!["construction".into()],
        photo: None,
    };
    let application = Application { profile, experience: Experience::default(), documents: Vec::new() };
    let events = [
        Event::Applied { body: BODY.parse().unwrap(), application: Box::new(application), blobs: Vec::new() },
        Event::Assessed { eligible: true, assessment: Digest::of(b"the rules' answer"), reason: None },
    ];
    app.ledger().begin::<Mediator>(&id, app.when().unwrap(), &Author::default(), &events).await.unwrap();
    id
}

async fn accredit(app: &App, id: &MediatorId, number: &str) -> Result<Standing, Failure> {
    let accreditation = Accreditation {
        standard: "hk-gba-accreditation-2024".into(),
        standard_version: "2024-03-28".into(),
        level: "mediator".into(),
    };
    let today = app.clock().today().unwrap();
    let until = (0..300).fold(today, |day, _| day.tomorrow().unwrap());
    let accrediting = Accrediting { number: number.to_owned(), accreditation, until };
    let seen = app.ledger().get::<Mediator>(id).unwrap().standing.revision;
    app.accredit_mediator(leave("cheung-mei-fong"), id, seen, accrediting).await
}

async fn accredited(app: &App, number: &str) -> MediatorId {
    let id = applied(app).await;
    accredit(app, &id, number).await.unwrap();
    id
}

async fn by_two(app: &App, id: &MediatorId, sanction: Sanction) {
    let seen = app.ledger().get::<Mediator>(id).unwrap().standing.revision;
    for (person, decided) in [("cheung-mei-fong", false), ("kwok-wing-kei", true)] {
        let done = app.sanction_mediator(leave(person), id, seen, sanction, "投訴".into()).await.unwrap();
        assert_eq!(done.decided, decided);
    }
}

fn number(number: &str) -> RosterNumber {
    format!("urn:comity:mediator:hk:{number}").parse().unwrap()
}

/// The list and the place of the first credential of somebody.
fn place(app: &App, id: &MediatorId) -> (ListName, u32) {
    let credential = app.ledger().get::<Mediator>(id).unwrap().credentials.remove(0);
    (credential.list, credential.index)
}

/// What the newest list says of somebody.
fn listed(app: &App, id: &MediatorId) -> Status {
    let (list, index) = place(app, id);
    app.mediators().heard().roster.list(&list).unwrap().statuses.get(index).unwrap()
}

/// Every key of the body was revoked, and others are in their place: nothing that was said holds any more, and it is not read again.
fn with_other_keys(app: &App) {
    let mut heard = app.mediators().heard_anew();
    (heard.roster, heard.is_said) = (Roster::default(), false);
}

#[tokio::test]
async fn whoever_was_revoked_or_suspended_by_a_key_that_was_stolen_is_so_under_the_next_one() {
    let (_folder, app) = hong_kong().await;
    let (revoked, suspended) = (accredited(&app, "1").await, accredited(&app, "2").await);
    by_two(&app, &revoked, Sanction::Revoke).await;
    by_two(&app, &suspended, Sanction::Suspend).await;
    with_other_keys(&app);

    // What the body decides next gives nobody anything back, neither the standing nor a number nor a place.
    let next = accredited(&app, "3").await;
    assert_eq!([listed(&app, &revoked), listed(&app, &suspended)], [Status::Revoked, Status::Suspended]);
    assert_eq!(listed(&app, &next), Status::Valid);
    let places = [&revoked, &suspended, &next].map(|id| place(&app, id).1);
    assert_eq!(BTreeSet::from(places).len(), 3);
    let another = applied(&app).await;
    assert_eq!(accredit(&app, &another, "1").await.unwrap_err().code(), "roster-number-taken");
}

#[tokio::test]
async fn what_was_decided_and_holds_no_more_as_it_was_said_is_said_again_by_itself_and_once() {
    let (_folder, app) = hong_kong().await;
    let (revoked, valid) = (accredited(&app, "1").await, accredited(&app, "2").await);
    by_two(&app, &revoked, Sanction::Revoke).await;
    app.keep_statuses(&clockwork()).await.unwrap();
    let before = app.feed_head(app.gateway()).unwrap().unwrap().number;
    app.keep_statuses(&clockwork()).await.unwrap();
    assert_eq!(app.feed_head(app.gateway()).unwrap().unwrap().number, before, "what is known is not said again");

    with_other_keys(&app);
    app.keep_statuses(&clockwork()).await.unwrap();
    let body = BODY.parse().unwrap();
    assert_eq!(app.mediators().heard().roster.noticed(&number("1"), &body), Some(Status::Revoked));
    assert_eq!(app.mediators().heard().roster.noticed(&number("2"), &body), None);
    assert_eq!([listed(&app, &revoked), listed(&app, &valid)], [Status::Revoked, Status::Valid]);
    assert_eq!(app.feed_head(app.gateway()).unwrap().unwrap().number, before + 2, "a notice and the list");
    app.keep_statuses(&clockwork()).await.unwrap();
    assert_eq!(app.feed_head(app.gateway()).unwrap().unwrap().number, before + 2);
}

#[tokio::test]
async fn whose_accreditation_is_over_has_a_face_that_says_so_although_no_list_can_be_signed() {
    let (folder, app) = hong_kong().await;
    let id = accredited(&app, "1").await;
    let (list, _) = place(&app, &id);
    let last_day = app.clock().today().unwrap();
    app.close_record().unwrap();
    drop(app);
    // The key of the lists is where nobody finds it.
    let key = format!("keys/credentials/{BODY}-{}.json", KeyUse::StatusList.code());
    std::fs::remove_file(gateway(&folder, "hk").join(key)).unwrap();
    let over = (0..=300).fold(last_day, |day, _| day.tomorrow().unwrap());
    std::fs::write(folder.path().join("world/business-day"), over.to_string()).unwrap();

    let app = open(&gateway(&folder, "hk")).unwrap();
    let shown = || app.mediators().heard().roster.face(&number("1")).map(|face| face.status);
    app.read_feeds().await.unwrap();
    assert_eq!(shown(), Some(registry::Status::Pending));
    let failure = app.keep_statuses(&clockwork()).await.unwrap_err();
    assert_eq!(failure.code(), "no-key-for-use");
    assert_eq!(app.mediators().heard().roster.list(&list).unwrap().number, 1, "the list is as old as it was");
    assert_eq!(shown(), Some(registry::Status::Ended));
}

#[tokio::test]
async fn of_decisions_within_a_second_the_last_one_counts() {
    let (_folder, app) = hong_kong().await;
    let id = accredited(&app, "1").await;
    let body = BODY.parse().unwrap();
    let (suspend, reinstate) = ((Sanction::Suspend, Status::Suspended), (Sanction::Reinstate, Status::Valid));
    for (sanction, status) in [suspend, reinstate, suspend, reinstate, suspend] {
        by_two(&app, &id, sanction).await;
        assert_eq!(app.mediators().heard().roster.noticed(&number("1"), &body), Some(status), "{sanction:?}");
    }
}

#[tokio::test]
async fn of_a_side_that_is_not_heard_nobody_knows_whom_it_has_barred() {
    let (folder, app) = hong_kong().await;
    let id = accredited(&app, "1").await;
    let voice = |side: &str| {
        let file = std::fs::read(gateway(&folder, side).join("keys/confirmation.json")).unwrap();
        let by = side.to_uppercase().parse().unwrap();
        let voice = Confirmation { by, subject: number("1"), issued: app.clock().now() };
        voice.sign(&KeyPair::parse(&file).unwrap()).unwrap()
    };
    let voices = ["cn", "hk", "mo"].map(voice).to_vec();
    let permit = leave::<action::ConfirmMediator>("cheung-mei-fong");
    let twice = [voices.clone(), voices.clone()].concat();
    assert_eq!(app.confirm_mediator(&permit, &id, twice).await.unwrap_err().code(), "too-many");
    app.confirm_mediator(&permit, &id, voices).await.unwrap();
    let stands = async |region| app.standing_of_mediator(&number("1"), None, region).await.unwrap().unwrap();
    let here = stands(Jurisdiction::Hk).await;
    assert_eq!((here.standing.as_str(), here.selectable), ("valid", true), "{here:?}");
    let there = stands(Jurisdiction::Cn).await;
    assert_eq!((there.standing.as_str(), there.selectable), ("cannot-confirm", false), "{there:?}");
    assert_eq!(there.reasons, ["feed-silent"]);
}

#[tokio::test]
async fn a_number_of_a_register_is_given_once_however_it_is_written_and_by_whoever_keeps_the_register() {
    let (_folder, app) = hong_kong().await;
    let enter = async |authority: &str, number: &str| {
        let permit = ACCESS.permit::<action::KeepListing>(&actor("wong-ka-yan", authority), None);
        let expert: NewListing = serde_json::from_value(serde_json::json!({ "profile": {
            "roster_no": number, "region": "HK", "names": [Name { form: NameForm::English, text: "Ho".into() }],
            "fields": { "register": "law-experts", "laws": [{ "jurisdiction": "HK" }], "qualification": "SC" },
        } }))
        .unwrap();
        app.enter_listing(&permit.unwrap(), expert).await
    };
    let code = async |authority: &str, number: &str| enter(authority, number).await.unwrap_err().code();
    enter("hk-high-court", "HK-FL-0007").await.unwrap();
    for number in ["HK-FL-0007", "hk-fl-0007", "HK/FL/0007"] {
        assert_eq!(code("hk-high-court", number).await, "roster-number-taken", "{number}");
    }
    assert_eq!(code(BODY, "HK-FL-0008").await, "keeps-no-such-register");
    let refused = enter("hk-high-court", "urn:comity:mediator:hk:2026-0050").await.unwrap_err();
    let is_another_registers = |code: &str| code == "number-of-another-register";
    assert!(matches!(
        &refused,
        Failure::RefusedOfListing(register::Refusal::BadRequest(bad)) if is_another_registers(bad.code)
    ));
    accredited(&app, "2026-0050").await;
    let shown = app.registers(|index| index.entry_of(&number("2026-0050").to_string().parse().unwrap()));
    assert_eq!(shown.map(|entry| entry.keeper.to_string()).as_deref(), Some(BODY));
}

#[tokio::test]
async fn of_many_lists_the_newest_alone_is_read_and_a_restart_knows_it() {
    let (folder, app) = hong_kong().await;
    let id = accredited(&app, "1").await;
    by_two(&app, &id, Sanction::Suspend).await;
    by_two(&app, &id, Sanction::Reinstate).await;
    let (list, _) = place(&app, &id);
    let newest = app.mediators().heard().roster.list(&list).unwrap().number;
    assert_eq!(newest, 3);
    app.close_record().unwrap();
    drop(app);
    let app = open(&gateway(&folder, "hk")).unwrap();
    app.read_feeds().await.unwrap();
    assert_eq!((app.mediators().heard().roster.list(&list).unwrap().number, listed(&app, &id)), (3, Status::Valid));
    let lists = app.published_of(app.gateway(), "status-list", 0, u64::MAX).await.unwrap();
    assert!(lists.iter().all(|event| matches!(event.content, Content::StatusList(_))) && lists.len() == 3);
}
