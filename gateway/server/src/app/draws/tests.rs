//! Draws at a gateway without its doors: what of them outlives a stop, and what becomes of one in which something went wrong.

use comity_domain::draw::{Person, Pool};
use comity_domain::limits::DRAWS_LIVE_OF_GATEWAY_MAX;
use comity_federation::roll::{Head, Revoked};
use tempfile::TempDir;

use super::super::tests::{changed, checkpoint_keys, gateway, goes_by, open, world};
use super::*;
use crate::access::{Access, Actor, Credential, Role};
use crate::app::FailureKind;
use crate::app::tests::operator;

fn pool() -> Pool {
    let person = |number: u32| Person { id: format!("J-{number}").parse().unwrap(), tags: Vec::new() };
    Pool::new((1..=5).map(person).collect()).unwrap()
}

/// A request of Nansha's, as its gateway signs it.
fn beginning(app: &App, case: &str) -> Beginning {
    let pool = pool();
    let request = Request {
        v: 1,
        court: "cn-nansha".parse().unwrap(),
        case: case.to_owned(),
        seq: 0,
        hearing: "2026-03-02".parse().unwrap(),
        rules: Digest::of(b"rules"),
        seats: vec![Seat(Vec::new())],
        alternates: 1,
        pool_root: pool.root().unwrap(),
        pool_size: 5,
        contributors: app.contributors().unwrap(),
    };
    let asked =
        Asked { request, registry_position: 0, exclusions: Vec::new(), thin_allowed: None, after: None, shared: None };
    let step = Step::Request { asked: Box::new(asked) };
    let said = Said { at: app.clock().now(), by: app.gateway().clone(), step };
    let InForce { roll, keys } = app.in_force();
    let signature = signed::sign(&said, keys.envelope(&roll, said.at).unwrap()).unwrap();
    Beginning { said, signature, pool: Ok(pool), judges: None }
}

async fn begun(app: &App, case: &str) -> Hash {
    let mut live = app.draws().live.lock().await;
    app.begin_draw(beginning(app, case), None, &mut live).await.unwrap()
}

/// The same gateway after a stop, with the draws that it has taken up.
async fn again(folder: &TempDir, app: App) -> (App, BTreeSet<Hash>) {
    app.close_record().unwrap();
    drop(app);
    let app = open(&gateway(folder, "cn")).unwrap();
    app.take_up_draws().await.unwrap();
    let live = app.draws().live.lock().await.keys().copied().collect();
    (app, live)
}

#[tokio::test]
async fn a_draw_that_cannot_be_read_holds_up_neither_the_others_nor_the_start_and_nothing_of_it_is_destroyed() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let (good, odd, torn) = (begun(&app, "1").await, begun(&app, "2").await, begun(&app, "3").await);
    let store = app.ledger().store();
    let other = json!({ "of_a_later_version": 1 });
    store.set_working(&table::subject(&odd), Some(other.clone())).unwrap();
    let nothing = NewEntry::new(STEP).open("said", "deal");
    app.ledger().note(&table::subject(&torn), app.when().unwrap(), nothing).await.unwrap();
    let never = format!("draw/{}", Hash::from_bytes([7; 32]));
    store.set_working(&never, Some(other.clone())).unwrap();

    let (app, live) = again(&folder, app).await;
    assert_eq!(live, BTreeSet::from([good]));
    let kept = |name: &str| app.ledger().store().working(name).pop().map(|(_, value)| value);
    assert_eq!(kept(&table::subject(&odd)), Some(other.clone()), "another version may read it");
    assert!(kept(&table::subject(&torn)).is_some());
    assert_eq!(kept(&never), None, "what never began is forgotten");
    assert!(app.wake(&odd).await.is_err());
    assert_eq!(kept(&table::subject(&odd)), Some(other));
}

#[tokio::test]
async fn a_draw_that_is_not_over_goes_on_by_the_record_where_the_working_log_is_gone() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let draw = begun(&app, "1").await;
    app.clear_aside(&draw).unwrap();
    let (_, live) = again(&folder, app).await;
    assert_eq!(live, BTreeSet::from([draw]));
}

#[tokio::test]
async fn who_was_stopped_knows_nothing_of_who_was_silent_meanwhile() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let draw = begun(&app, "1").await;
    let mo: GatewayId = "mo".parse().unwrap();
    {
        let mut live = app.draws().live.lock().await;
        let table = live.get_mut(&draw).unwrap();
        table.aside.silent.insert(mo, app.clock().now());
        app.set_aside(&draw, &table.contributor, &table.aside).await.unwrap();
    }
    let (app, _) = again(&folder, app).await;
    assert!(app.draws().live.lock().await[&draw].aside.silent.is_empty());
}

#[tokio::test]
async fn a_draw_of_which_the_record_has_more_than_is_at_hand_goes_on_from_the_record() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let draw = begun(&app, "1").await;
    let mut elsewhere = app.table(&draw).await.unwrap().unwrap();
    app.say(&mut elsewhere, Step::Void { draw }, None).await.unwrap();
    let mut live = app.draws().live.lock().await;
    let table = live.get_mut(&draw).unwrap();
    let refuse = Step::Refuse { draw, reason: "draw-pool-differs".to_owned() };
    let moved = app.say(table, refuse.clone(), None).await.unwrap_err();
    assert_eq!(moved.kind(), FailureKind::Moved);
    assert_eq!(table.draw().steps().len(), 2, "the void is there");
    app.say(table, refuse, None).await.unwrap();
    assert_eq!(table.draw().steps().len(), 3);
}

#[tokio::test]
async fn what_a_judge_has_allowed_whose_account_was_closed_since_is_allowed_no_more() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let access = Access::load().unwrap();
    let judge = |person: &str| Actor {
        person: person.to_owned(),
        role: Role::Judge,
        authority: "cn-nansha".parse().unwrap(),
        credential: Credential::SteppedUp,
    };
    let new = NewLeave { case: "1".to_owned(), seats: vec![Seat(Vec::new())] };
    let leave = app.allow_few(&access.permit(&judge("he-min"), None).unwrap(), &new).await.unwrap();
    let asking = access.permit::<action::RequestDraw>(&judge("lin-yu"), None).unwrap();
    app.check_leave(&asking, &leave, &new).unwrap();
    let closing = access.permit(&operator("ops-cn", Credential::SteppedUp), None).unwrap();
    app.close_account(&closing, "he-min", "moved away").await.unwrap();
    assert_eq!(app.check_leave(&asking, &leave, &new).unwrap_err().code(), "another-person-needed");
}

#[tokio::test]
async fn the_gateway_of_one_side_does_not_take_the_places_of_the_others() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let draw = begun(&app, "1").await;
    let mut live = app.draws().live.lock().await;
    for number in 0..u32::try_from(DRAWS_LIVE_OF_GATEWAY_MAX).unwrap() {
        let mut name = [0; 32];
        name[..4].copy_from_slice(&number.to_be_bytes());
        live.insert(Hash::from_bytes(name), app.table(&draw).await.unwrap().unwrap());
    }
    let full = app.begin_draw(beginning(&app, "2"), None, &mut live).await.unwrap_err();
    assert_eq!(full.kind(), FailureKind::Busy);
    live.retain(|id, _| *id == draw);
    app.begin_draw(beginning(&app, "2"), None, &mut live).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_is_shown_under_a_key_that_was_revoked_after_its_last_step_or_whose_revocation_says_that_it_stands() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let draw = begun(&app, "1").await;
    let table = app.table(&draw).await.unwrap().unwrap();
    app.make_checkpoint().unwrap();
    let good = app.in_record(&table).unwrap();
    let (log, last) = (app.roll().gateway(app.gateway()).unwrap().log.clone(), table.draw().steps().last().unwrap().at);
    let head = |size| Some(Head { log: log.clone(), size, root: good.root });
    for (later_ms, head, is_shown) in [
        (1, None, true),
        (0, None, false),
        (-1, None, false),
        (-1, head(good.size), true),
        (-1, head(good.size - 1), false),
    ] {
        let at = last.plus_ms(later_ms);
        let revoked = Revoked { at, head };
        goes_by(
            &app,
            changed(&app, |roll| {
                checkpoint_keys(roll, app.gateway()).for_each(|key| key.revoked = Some(revoked.clone()));
            }),
        );
        let shown = app.in_record(&table).map_err(|failure| failure.code());
        let expected = if is_shown { Ok(good.clone()) } else { Err("checkpoint-key-revoked") };
        assert_eq!(shown, expected, "{revoked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_held_shows_no_draw_that_goes_beyond_its_checkpoint() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    app.make_checkpoint().unwrap();
    let draw = begun(&app, "1").await;
    let table = app.table(&draw).await.unwrap().unwrap();
    let store = app.ledger().store();
    store.hold().unwrap();
    assert!(store.status().checkpoint_size <= table.places[0], "nothing was signed meanwhile");
    assert_eq!(app.in_record(&table).unwrap_err().code(), "record-held");
    store.resume().unwrap();
    assert!(app.in_record(&table).is_ok_and(|shown| shown.size > table.places[0]));
}
