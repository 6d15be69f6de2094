//! A gateway without its doors: what its start checks, and what it does for itself.

use std::path::Path;

use axum::Router;
use comity_domain::limits::{APPROVAL_MAX_MS, PASSWORD_CHECKS_MAX, REFUSALS_OF_PEER_MAX_PER_HOUR, SESSION_MAX_MS};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_federation::roll::{KeyEntry, Revoked, RollContents};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::approvals::Approval;
use super::*;
use crate::access::{Actor, Credential, Role};
use crate::mtls::{TlsListener, serve_peers};
use crate::world::{self, Making, PracticePerson};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// A practice world without rules.
pub(crate) async fn world() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    make(&folder.path().join("world")).await.unwrap();
    folder
}

async fn make(directory: &Path) -> Result<(), CannotStart> {
    let releases = directory.with_extension("releases");
    std::fs::create_dir_all(&releases).unwrap();
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/world/world.json").into();
    world::make(&Making { plan, releases, directory: directory.to_owned(), ports: (7_001..=7_006).collect() }).await
}

pub(crate) fn gateway(folder: &TempDir, name: &str) -> std::path::PathBuf {
    folder.path().join("world").join(name)
}

pub(crate) fn open(directory: &Path) -> Result<App, CannotStart> {
    App::open(&Config::read(directory).unwrap())
}

/// The roll in force, with another content, under keys that all sides have for the purpose.
pub(super) fn changed(app: &App, change: impl FnOnce(&mut RollContents)) -> Roll {
    const YEAR_MS: i64 = 365 * 24 * HOUR_MS;
    let mut contents = app.roll().contents().clone();
    change(&mut contents);
    contents.keys.retain(|key| key.r#use != KeyUse::Roll);
    let (from, until) = (app.clock().now().plus_ms(-1_000), app.clock().now().plus_ms(YEAR_MS));
    let sides: Vec<GatewayId> = contents.gateways.iter().map(|gateway| gateway.id.clone()).collect();
    let key = |(number, side): (u8, &GatewayId)| {
        KeyPair::from_seed(Owner::Gateway(side.clone()), KeyUse::Roll, &[number; 32]).unwrap()
    };
    let signers: Vec<KeyPair> = (1..).zip(&sides).map(key).collect();
    contents.keys.extend(signers.iter().map(|key| KeyEntry::of(key, from, until)));
    let signatures = signers.iter().map(|key| contents.sign(key).unwrap()).collect();
    let anchors: Vec<Anchor> = signers.iter().map(|key| Anchor::of(key).unwrap()).collect();
    SignedRoll { roll: contents, signatures, notices: Vec::new() }.verify(&anchors).unwrap()
}

/// The keys of a gateway for its checkpoints, in a roll.
pub(super) fn checkpoint_keys<'r>(
    roll: &'r mut RollContents,
    gateway: &GatewayId,
) -> impl Iterator<Item = &'r mut KeyEntry> {
    let owner = Owner::Gateway(gateway.clone());
    roll.keys.iter_mut().filter(move |key| key.owner == owner && key.r#use == KeyUse::Checkpoint)
}

/// From now on the gateway goes by this roll, and reaches its peers where that says.
pub(super) fn goes_by(app: &App, roll: Roll) {
    app.connect_by(app.connections_for(&roll).unwrap()).unwrap();
    let InForce { keys, .. } = app.in_force();
    app.held.replace(InForce { roll: Arc::new(roll), keys });
}

/// Opens a gateway's door for its peers, with this behind it. Answers with where it is.
pub(super) async fn opened(app: &App, router: Router) -> String {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", tcp.local_addr().unwrap());
    let listener = TlsListener::new(tcp, app.peers_identity().clone());
    tokio::spawn(serve_peers(listener, app.peer_trust(), router, |_| {}, core::future::pending()));
    url
}

pub(crate) fn password(folder: &TempDir, account: &str) -> String {
    let people = std::fs::read(folder.path().join("world/people.json")).unwrap();
    let people: Vec<PracticePerson> = serde_json::from_slice(&people).unwrap();
    people.into_iter().find(|person| person.account == account).unwrap().secret
}

#[tokio::test]
async fn a_world_is_not_made_over_another_one() {
    let folder = world().await;
    let directory = folder.path().join("world");
    let key = std::fs::read(directory.join("cn/keys/master.key")).unwrap();
    let refused = make(&directory).await.unwrap_err();
    assert!(matches!(
        &refused,
        CannotStart::Failed(Failure::BadInput { code: "directory-not-empty", given: Some(given), .. })
            if *given == directory.display().to_string()
    ));
    assert_eq!(std::fs::read(directory.join("cn/keys/master.key")).unwrap(), key);
    assert!(open(&gateway(&folder, "cn")).is_ok());
}

#[tokio::test]
async fn a_gateway_whose_record_has_stopped_does_not_say_that_it_does_well() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    assert_eq!(
        app.health().unwrap(),
        Health { status: "up", held: None, reading: None, warnings: Vec::new(), revocation_lists: Vec::new() }
    );
    app.close_record().unwrap();
    let failure = app.health().unwrap_err();
    assert_eq!((failure.kind(), failure.code()), (FailureKind::Stopped, "store-stopped"));
}

#[tokio::test]
async fn a_key_file_that_is_not_the_rolls_stops_the_start_and_is_named() {
    let folder = world().await;
    let hk = gateway(&folder, "hk");
    let read = |name: &str| std::fs::read(folder.path().join("world").join(name)).unwrap();
    let unknown = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Envelope, &[42; 32]).unwrap();
    let wrong = [
        ("envelope.json", read("hk/keys/checkpoint.json")),
        ("envelope.json", read("mo/keys/envelope.json")),
        ("envelope.json", unknown.to_file().unwrap().as_bytes().to_vec()),
        ("checkpoint.json", read("hk/keys/envelope.json")),
        ("witness.json", read("hk/keys/checkpoint.json")),
        ("seals/hk-high-court.json", read("cn/keys/seals/cn-nansha.json")),
        ("seals/hk-high-court.json", read("hk/keys/seals/hk-district-court.json")),
        ("seals/hk-high-court.json", read("hk/keys/envelope.json")),
    ];
    for (number, (name, bytes)) in wrong.into_iter().enumerate() {
        let path = hk.join("keys").join(name);
        let right = std::fs::read(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
        let error = open(&hk).err().unwrap_or_else(|| panic!("case {number} was accepted")).to_string();
        assert!(error.contains("/keys/seals/") == name.contains("seals/"), "case {number}: {error}");
        assert!(name.contains("seals/") || error.contains(name), "case {number}: {error}");
        std::fs::write(&path, right).unwrap();
    }
    assert!(open(&hk).is_ok());
}

#[tokio::test]
async fn a_gateway_whose_key_is_suspended_signs_with_that_and_not_with_the_one_before_that_was_revoked() {
    let folder = world().await;
    let directory = gateway(&folder, "hk");
    let next = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Checkpoint, &[42; 32]).unwrap();
    std::fs::write(directory.join("keys/checkpoint-2.json"), next.to_file().unwrap().as_bytes()).unwrap();
    let app = open(&directory).unwrap();
    let (before, now) = (app.in_force().keys.checkpoint.kid().clone(), app.clock().now());
    let signs = |suspended_until: Option<Time>| {
        let roll = changed(&app, |roll| {
            checkpoint_keys(roll, app.gateway()).for_each(|key| key.revoked = Some(Revoked { at: now, head: None }));
            let entry = KeyEntry::of(&next, now.plus_ms(-HOUR_MS), now.plus_ms(HOUR_MS));
            roll.keys.push(KeyEntry { suspended_until, ..entry });
        });
        Keys::read(&directory.join("keys"), app.gateway(), &roll, now).unwrap().checkpoint.kid().clone()
    };
    assert_ne!(before, *next.kid(), "the roll did not name it yet");
    assert_eq!(signs(None), *next.kid());
    assert_eq!(signs(Some(now.plus_ms(HOUR_MS))), *next.kid(), "it may be good again, and the other one never");
}

#[tokio::test]
async fn sessions_that_have_ended_are_removed_a_bounded_number_at_a_time() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let password = password(&folder, "lin-yu");
    for _ in 0..3 {
        app.sign_in("lin-yu", password.clone()).await.unwrap();
    }
    let kept = || app.ledger().store().working("session/").len();
    let now = app.clock().now();
    assert!(app.clear_sessions(now.plus_ms(HOUR_MS), None, 2).unwrap().is_some());
    assert_eq!(kept(), 3, "they go on for hours");

    let tomorrow = now.plus_ms(SESSION_MAX_MS + HOUR_MS);
    let last = app.clear_sessions(tomorrow, None, 2).unwrap();
    assert_eq!(kept(), 1);
    assert_eq!(app.clear_sessions(tomorrow, last.as_deref(), 2).unwrap(), None);
    assert_eq!(kept(), 0);
    app.close_record().unwrap();
    drop(app);
    let app = open(&gateway(&folder, "cn")).unwrap();
    assert_eq!(app.ledger().store().working("session/").len(), 0, "for good");
}

#[tokio::test]
async fn whoever_finds_no_place_to_have_a_password_checked_is_told_so_and_waits_no_longer() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let guesses = app.password_checks().acquire_many(u32::try_from(PASSWORD_CHECKS_MAX).unwrap()).await.unwrap();
    let failure = app.sign_in("lin-yu", password(&folder, "lin-yu")).await.unwrap_err();
    assert_eq!((failure.kind(), failure.code()), (FailureKind::Busy, "sign-in-busy"));
    drop(guesses);
    app.sign_in("lin-yu", password(&folder, "lin-yu")).await.unwrap();
}

#[tokio::test]
async fn a_beat_clears_away_and_signs() {
    let folder = world().await;
    let app = Arc::new(open(&gateway(&folder, "cn")).unwrap());
    let opened = app.sign_in("lin-yu", password(&folder, "lin-yu")).await.unwrap();
    let store = app.ledger().store();
    let [(key, mut session)] = store.working("session/").try_into().unwrap();
    session["ends"] = app.clock().now().plus_ms(-1).to_string().into();
    store.set_working(&key, Some(session)).unwrap();
    let peer = "hk".parse().unwrap();
    let refused = comity_federation::Reason::NotJson.because("");
    for _ in 0..2 * REFUSALS_OF_PEER_MAX_PER_HOUR {
        app.refuse_message(&peer, b"{", &refused).await.unwrap();
    }
    let upkeep = app.keep_up(Upkeep::default()).await;
    app.keep_up(upkeep).await;
    assert_eq!(store.working("session/").len(), 0);
    assert!(app.identify(&opened.session).is_err());
    assert_eq!(store.status().checkpoint_size, store.status().size);

    let history = || store.load("peer/hk").unwrap().iter().map(|entry| entry.kind.clone()).collect::<Vec<_>>();
    assert_eq!(history(), ["message-refused"; REFUSALS_OF_PEER_MAX_PER_HOUR as usize]);
    app.record_all_refusals().await.unwrap();
    let last = store.load("peer/hk").unwrap().last().cloned().unwrap();
    assert_eq!(
        (last.kind.as_str(), &last.open["count"], &last.open["reason"]),
        ("messages-refused", &REFUSALS_OF_PEER_MAX_PER_HOUR.into(), &"not-json".into(),)
    );
}

pub(crate) fn operator(person: &str, credential: Credential) -> Actor {
    Actor { person: person.into(), role: Role::Operator, authority: "cn-gd-hpc".parse().unwrap(), credential }
}

#[tokio::test]
async fn two_persons_approve_the_same_digest_within_a_day_or_nobody_has() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let access = access::Access::load().unwrap();
    let leave =
        |person: &str| access.permit::<action::AdoptRoll>(&operator(person, Credential::SteppedUp), None).unwrap();
    let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
    for _ in 0..2 {
        assert_eq!(app.approve(&leave("ops-cn"), one).await.unwrap(), Approval::First, "one person is one");
    }
    assert_eq!(app.approve(&leave("duty-cn"), other).await.unwrap(), Approval::First, "of something else");
    let Approval::Both(approvers) = app.approve(&leave("duty-cn"), one).await.unwrap() else { panic!("not both") };
    assert_eq!(approvers.accounts(), &["ops-cn".to_owned(), "duty-cn".to_owned()]);
    assert_eq!(app.approve(&leave("duty-cn"), one).await.unwrap(), Approval::First, "it is used up");

    // What was approved longer ago than a day waits for nobody any more, and is cleared away.
    let store = app.ledger().store();
    let yesterday = app.clock().now().plus_ms(-APPROVAL_MAX_MS);
    let key = format!("approval/roll.adopt/{}", one.hex());
    store.set_working(&key, Some(serde_json::json!({ "person": "duty-cn", "at": yesterday }))).unwrap();
    assert_eq!(app.approve(&leave("ops-cn"), one).await.unwrap(), Approval::First);
    store.set_working(&key, Some(serde_json::json!({ "person": "duty-cn", "at": yesterday }))).unwrap();
    app.clear_approvals(app.clock().now(), 10).unwrap();
    assert_eq!(store.working("approval/").len(), 1, "the other one still waits");
}

#[test]
fn a_session_left_open_adopts_no_roll() {
    let access = access::Access::load().unwrap();
    let denied = access.permit::<action::AdoptRoll>(&operator("ops-cn", Credential::Session), None).unwrap_err();
    assert_eq!(denied.code(), "step-up-needed");
    let denied = access.permit::<action::TakeNotice>(&operator("ops-cn", Credential::Token), None).unwrap_err();
    assert_eq!(denied.code(), "wrong-credential");
}
