//! Cards, issued, disclosed, changed and verified. What any other program makes of them is held by the vectors.

mod vectors;

use comity_domain::Jurisdiction;
use comity_domain::mediator::{Accreditation, Status};
use comity_record::canonical::to_canonical;
use serde_json::{Value, json};

use super::*;
use crate::base64url;
use crate::fixture::{World, anchors, at, authority, authority_entry, key_of};
use crate::keys::Suite;
use crate::roll::{KeyEntry, Revoked};
use crate::status_list::{self, Published, Statuses};

const DAY: i64 = 24 * 60 * 60;
const ENTRIES: u32 = 256;
const INDEX: u32 = 77;
const BODY: &str = "hk-gba-accreditation";
const OTHER_BODY: &str = "mo-gba-accreditation";

/// Entropy that is never the same, and the same in every run.
fn entropy(seed: u64) -> impl Entropy {
    let mut state = seed;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}

fn key(owner: &str, key_use: KeyUse) -> KeyPair {
    key_of(Suite::P256Sha256, owner, key_use)
}

fn keys() -> Vec<KeyPair> {
    let mut keys = Vec::new();
    for body in [BODY, OTHER_BODY] {
        keys.extend([KeyUse::Credential, KeyUse::StatusList].map(|key_use| key(body, key_use)));
    }
    keys.push(key("cn-nansha", KeyUse::Credential));
    keys.extend(["cn-nansha", "mo-tui"].map(|court| key(court, KeyUse::Bar)));
    keys.extend(["CN", "HK", "MO"].map(|side| key(side, KeyUse::Confirmation)));
    keys
}

/// The world with two bodies that accredit, and a court that has a key for credentials and is none.
fn world_with(change: impl FnOnce(&mut Vec<KeyEntry>)) -> World {
    World::with(|contents| {
        contents.authorities.extend([BODY, OTHER_BODY].map(|body| authority_entry(body, "accreditation-body")));
        contents.keys.extend(keys().iter().map(|pair| KeyEntry::of(pair, at(0), at(3_000 * DAY))));
        change(&mut contents.keys);
    })
}

fn roll() -> Roll {
    world_with(|_| {}).roll
}

fn subject() -> RosterNumber {
    RosterNumber::new(Jurisdiction::Hk, "2026-0049").unwrap()
}

fn draft() -> Draft {
    Draft {
        issuer: authority(BODY),
        subject: subject(),
        accreditation: Accreditation {
            standard: "hk-gba-accreditation-2024".into(),
            standard_version: "2024-03-28".into(),
            level: "mediator".into(),
        },
        profile: Profile {
            family_name: "陳".into(),
            given_name: "大文".into(),
            romanised_name: Some("Chan Tai Man".into()),
            languages: vec!["yue".into(), "en".into(), "pt".into()],
            specialities: vec!["construction".into()],
            photo: None,
        },
        issued: at(100),
        expires: at(100 + 1_000 * DAY),
        previous: None,
        status: StatusRef { idx: INDEX, uri: "urn:comity:status-list:hk-gba-accreditation:1".parse().unwrap() },
    }
}

fn issued() -> Issued {
    issue(&draft(), &key(BODY, KeyUse::Credential), &mut entropy(1)).unwrap()
}

fn card() -> String {
    issued().card(&Claim::ALL)
}

fn list(number: u64, issued: Time, status: Status) -> String {
    let mut statuses = Statuses::new(ENTRIES).unwrap();
    statuses.set(INDEX, status).unwrap();
    let draft = draft();
    let list =
        status_list::Draft { issuer: &draft.issuer, list: &draft.status.uri, number, issued, statuses: &statuses };
    list.sign(&key(BODY, KeyUse::StatusList)).unwrap()
}

fn confirmations() -> Vec<String> {
    let voice = |by: Jurisdiction| {
        let confirmation = Confirmation { by, subject: subject(), issued: at(150) };
        confirmation.sign(&key(by.code(), KeyUse::Confirmation)).unwrap()
    };
    [Jurisdiction::Cn, Jurisdiction::Hk, Jurisdiction::Mo].map(voice).into()
}

fn bundle(lists: Vec<String>) -> Bundle {
    Bundle {
        v: 1,
        roll: serde_json::to_value(roll().signed()).unwrap(),
        status_lists: lists,
        notices: Vec::new(),
        confirmations: confirmations(),
        bars: Vec::new(),
    }
}

fn verdict(card: &str, bundle: &Bundle, now: Time) -> Result<Verdict, Fault> {
    verify_card(card, &to_canonical(bundle).unwrap(), Some(&anchors()), now)
}

fn stands(bundle: &Bundle, now: Time) -> Standing {
    verdict(&card(), bundle, now).unwrap().standing
}

fn refused(card: &str) -> (String, &'static str) {
    let fault = verify(card, &roll(), at(200)).unwrap_err();
    (fault.at.clone(), fault.code())
}

/// A token that is signed well and says something that [`issue`] never would.
fn forged(token: &str, key: &KeyPair, header: impl FnOnce(&mut Value), payload: impl FnOnce(&mut Value)) -> String {
    let (jwt, rest) = token.split_once('~').map_or((token, None), |(jwt, rest)| (jwt, Some(rest)));
    let parts: Vec<&str> = jwt.split('.').collect();
    let read = |part: &str| -> Value { serde_json::from_slice(&base64url::decode(part).unwrap()).unwrap() };
    let (mut said, mut claims) = (read(parts[0]), read(parts[1]));
    header(&mut said);
    payload(&mut claims);
    let input = [said, claims].map(|part| base64url::encode(&to_canonical(&part).unwrap())).join(".");
    let signature = base64url::encode(&key.sign(input.as_bytes()).unwrap());
    rest.map_or_else(|| format!("{input}.{signature}"), |rest| format!("{input}.{signature}~{rest}"))
}

fn forged_card(header: impl FnOnce(&mut Value), payload: impl FnOnce(&mut Value)) -> String {
    forged(&card(), &key(BODY, KeyUse::Credential), header, payload)
}

#[test]
fn a_card_is_verified_by_the_roll_alone_and_says_what_was_disclosed() {
    let read = verify(&card(), &roll(), at(200)).unwrap();
    let Draft { issuer, subject, accreditation, profile, issued, expires, previous, status } = draft();
    assert_eq!((read.issuer, read.subject, read.accreditation), (issuer, subject, accreditation));
    assert_eq!((read.issued, read.expires, read.previous, read.status), (issued, expires, previous, status));
    assert_eq!(read.disclosed.family_name, Some(profile.family_name));
    assert_eq!(read.disclosed.languages, Some(profile.languages));
    assert_eq!(read.disclosed.photo_digest, None);
    assert_eq!(read.digest, super::tests::issued().digest());
}

#[test]
fn a_holder_discloses_as_little_as_wanted_and_nothing_can_be_added() {
    let shown = present(&card(), &[Claim::RomanisedName]).unwrap();
    let read = verify(&shown, &roll(), at(200)).unwrap().disclosed;
    assert_eq!(read, Disclosed { romanised_name: Some("Chan Tai Man".into()), ..Disclosed::default() });
    assert!(!shown.contains(&base64url::encode("陳".as_bytes())));
    let nothing = present(&card(), &[]).unwrap();
    assert_eq!(verify(&nothing, &roll(), at(200)).unwrap().disclosed, Disclosed::default());
    let added = base64url::encode(br#"["salt","family_name","Wong"]"#);
    assert_eq!(refused(&format!("{nothing}{added}~")), ("disclosures[0]".into(), "credential-disclosure"));
}

#[test]
fn the_number_and_the_order_of_digests_say_nothing_of_the_person() {
    let digests = |draft: &Draft| -> Vec<String> {
        let issued = issue(draft, &key(BODY, KeyUse::Credential), &mut entropy(1)).unwrap();
        let payload = base64url::decode(issued.jwt.split('.').nth(1).unwrap()).unwrap();
        let payload: Value = serde_json::from_slice(&payload).unwrap();
        serde_json::from_value(payload["_sd"].clone()).unwrap()
    };
    let mut bare = draft();
    bare.profile = Profile { romanised_name: None, languages: vec![], specialities: vec![], ..bare.profile };
    for draft in [draft(), bare] {
        let digests = digests(&draft);
        assert_eq!(digests.len(), Claim::ALL.len());
        assert!(digests.is_sorted());
    }
}

#[test]
fn nothing_of_a_card_can_be_changed() {
    let card = card();
    for (place, old) in card.char_indices().filter(|(place, _)| place % 13 == 0) {
        let new = if old == 'A' { 'B' } else { 'A' };
        let changed = format!("{}{new}{}", &card[..place], &card[place + 1..]);
        assert!(verify(&changed, &roll(), at(200)).is_err(), "{place}");
    }
}

#[test]
fn a_disclosure_that_stands_twice_or_is_of_no_known_claim_is_refused() {
    let card = card();
    let first = card.split('~').nth(1).unwrap();
    assert_eq!(refused(&format!("{card}{first}~")).1, "credential-disclosure");
    let secret = base64url::encode(br#"["salt","birthdate","1970-01-01"]"#);
    let digest = base64url::encode(Digest::of(secret.as_bytes()).as_bytes());
    let more = forged_card(|_| {}, |claims| claims["_sd"][0] = json!(digest));
    let jwt = more.split('~').next().unwrap();
    assert_eq!(refused(&format!("{jwt}~{secret}~")), ("disclosures[0]".into(), "unknown-field"));
}

#[test]
fn an_extension_that_must_be_understood_is_refused() {
    let extended = forged_card(|header| header["crit"] = json!(["exp"]), |_| {});
    assert_eq!(refused(&extended), ("header.crit".into(), "credential-extension"));
}

#[test]
fn no_key_is_taken_from_a_header_and_none_fetched() {
    for (name, value) in [
        ("jwk", json!({"kty": "EC"})),
        ("jku", json!("https://keys.example/1")),
        ("x5u", json!("https://keys.example/2")),
        ("x5c", json!(["MII"])),
    ] {
        let brought = forged_card(|header| header[name] = value, |_| {});
        assert_eq!(refused(&brought), (format!("header.{name}"), "credential-key-in-header"));
    }
    let stranger = forged_card(|header| header["url"] = json!("https://keys.example/3"), |_| {});
    assert_eq!(refused(&stranger).1, "unknown-field");
}

#[test]
fn another_algorithm_and_another_type_are_refused() {
    for alg in ["none", "HS256", "EdDSA", "ES384", "es256"] {
        let other = forged_card(|header| header["alg"] = json!(alg), |_| {});
        assert_eq!(refused(&other), ("header.alg".into(), "bad-algorithm"), "{alg}");
    }
    for typ in ["vc+sd-jwt", "JWT", "statuslist+jwt"] {
        assert_eq!(refused(&forged_card(|header| header["typ"] = json!(typ), |_| {})).1, "wrong-type", "{typ}");
    }
    assert_eq!(refused(&forged_card(|_| {}, |claims| claims["vct"] = json!("https://other.example"))).0, "vct");
    assert_eq!(refused(&forged_card(|_| {}, |claims| claims["_sd_alg"] = json!("sha-512"))).0, "_sd_alg");
}

#[test]
fn a_claim_that_a_credential_never_has_is_refused() {
    for name in ["birthdate", "address", "identity_number", "nbf", "cnf"] {
        let more = forged_card(|_| {}, |claims| claims[name] = json!("1"));
        assert_eq!(refused(&more), ("payload".into(), "unknown-field"), "{name}");
    }
}

#[test]
fn a_key_signs_for_its_own_use_its_own_body_and_its_own_region() {
    let by = |owner: &str, key_use: KeyUse, change: fn(&mut Value)| {
        let key = key(owner, key_use);
        let kid = key.kid().to_string();
        refused(&forged(&card(), &key, |header| header["kid"] = json!(kid), change))
    };
    assert_eq!(by(BODY, KeyUse::StatusList, |_| {}).1, "wrong-use");
    assert_eq!(by(OTHER_BODY, KeyUse::Credential, |_| {}), ("iss".into(), "wrong-signer"));
    let macao = |claims: &mut Value| claims["iss"] = json!(OTHER_BODY);
    assert_eq!(by(OTHER_BODY, KeyUse::Credential, macao), ("iss".into(), "credential-not-entitled"));
    let court = |claims: &mut Value| claims["iss"] = json!("cn-nansha");
    assert_eq!(by("cn-nansha", KeyUse::Credential, court), ("iss".into(), "credential-not-entitled"));
    let nobody = forged_card(|header| header["kid"] = json!("hk-nobody"), |_| {});
    assert_eq!(refused(&nobody), ("header.kid".into(), "unknown-key"));
    let elsewhere = forged_card(|_| {}, |claims| claims["accreditation"]["issuing_region"] = json!("MO"));
    assert_eq!(refused(&elsewhere), ("accreditation".into(), "credential-not-entitled"));
}

#[test]
fn no_credential_is_for_more_than_three_years_or_from_the_future() {
    let long = Draft { expires: at(100 + 1_097 * DAY), ..draft() };
    let made = issue(&long, &key(BODY, KeyUse::Credential), &mut entropy(1));
    assert_eq!(made.unwrap_err().code(), "credential-not-makeable");
    let longer = forged_card(|_| {}, |claims| claims["exp"] = json!(claims["iat"].as_u64().unwrap() + 1_097 * 86_400));
    assert_eq!(refused(&longer), ("exp".into(), "credential-term"));
    let early = verify(&card(), &roll(), at(-400)).unwrap_err();
    assert_eq!((early.at.as_str(), early.code()), ("iat", "credential-from-the-future"));
}

#[test]
fn a_credential_of_a_revoked_key_is_refused() {
    let roll = world_with(|keys| {
        let key = keys.iter_mut().find(|entry| entry.r#use == KeyUse::Credential).unwrap();
        key.revoked = Some(Revoked { at: at(150), head: None });
    });
    assert_eq!(verify(&card(), &roll.roll, at(200)).unwrap_err().code(), "key-revoked");
}

#[test]
fn what_is_no_card_is_refused_without_a_word_about_it() {
    for text in ["", "~", "a.b.c", "a.b.c~", "a~b~", "..~", &card()[..card().len() - 1], "陳~"] {
        assert!(verify(text, &roll(), at(200)).is_err(), "{text}");
    }
    assert_eq!(refused(&"A".repeat(CARD_MAX_BYTES + 1)).1, "too-large");
    let bound = format!("{}eyJhbGciOiJFUzI1NiJ9.e30.AA", card());
    assert_eq!(refused(&bound).1, "malformed", "a card is bound to no key");
}

#[test]
fn a_confirmed_mediator_is_valid_and_may_be_appointed_within_the_hour() {
    let verdict = verdict(&card(), &bundle(vec![list(1, at(200), Status::Valid)]), at(300)).unwrap();
    assert_eq!((verdict.standing, verdict.status_as_of), (Standing::Valid, Some(at(200))));
    assert!(verdict.may_be_appointed(Jurisdiction::Mo, at(3_800)));
    assert!(!verdict.may_be_appointed(Jurisdiction::Mo, at(3_801)), "by then somebody asks anew");
}

#[test]
fn a_suspension_and_a_revocation_are_seen() {
    for (status, standing) in [(Status::Suspended, Standing::Suspended), (Status::Revoked, Standing::Revoked)] {
        let verdict = verdict(&card(), &bundle(vec![list(2, at(200), status)]), at(300)).unwrap();
        assert_eq!(verdict.standing, standing);
        assert!(!verdict.may_be_appointed(Jurisdiction::Hk, at(300)));
    }
}

#[test]
fn whatever_is_missing_nobody_is_said_to_be_valid() {
    let valid = list(1, at(200), Status::Valid);
    assert_eq!(stands(&bundle(vec![]), at(300)), Standing::CannotConfirm(Doubt::NoList));
    let stale = stands(&bundle(vec![valid.clone()]), at(200 + 7 * DAY));
    assert_eq!(stale, Standing::CannotConfirm(Doubt::StaleList));
    let mut unconfirmed = bundle(vec![valid]);
    unconfirmed.confirmations.pop();
    assert_eq!(stands(&unconfirmed, at(300)), Standing::CannotConfirm(Doubt::NotConfirmed));
}

#[test]
fn a_revocation_is_for_good_also_where_the_list_has_run_out() {
    let old = bundle(vec![list(1, at(200), Status::Revoked)]);
    assert_eq!(stands(&old, at(200 + 30 * DAY)), Standing::Revoked);
    let suspended = bundle(vec![list(1, at(200), Status::Suspended)]);
    assert_eq!(stands(&suspended, at(200 + 30 * DAY)), Standing::CannotConfirm(Doubt::StaleList));
}

#[test]
fn a_credential_ends() {
    let end = 100 + 1_000 * DAY;
    let bundle = bundle(vec![list(9, at(end - 10), Status::Valid)]);
    assert_eq!(stands(&bundle, at(end - 1)), Standing::Valid);
    assert_eq!(stands(&bundle, at(end)), Standing::Expired);
}

#[test]
fn a_suspension_that_was_pushed_beats_every_list_until_it_is_lifted() {
    let notice = |status, issued| {
        let notice = StatusNotice { by: authority(BODY), subject: subject(), status, issued };
        notice.sign(&key(BODY, KeyUse::StatusList)).unwrap()
    };
    let mut bundle = bundle(vec![list(3, at(500), Status::Valid)]);
    bundle.notices = vec![notice(Status::Suspended, at(400))];
    assert_eq!(stands(&bundle, at(600)), Standing::Suspended, "the list is later, and all the same");
    bundle.notices.push(notice(Status::Valid, at(550)));
    assert_eq!(stands(&bundle, at(600)), Standing::Valid);
    bundle.status_lists = vec![list(3, at(500), Status::Suspended)];
    assert_eq!(stands(&bundle, at(600)), Standing::Valid, "the list is older than what lifted it");
    bundle.notices.push(notice(Status::Revoked, at(560)));
    assert_eq!(stands(&bundle, at(600)), Standing::Revoked);
    let stranger =
        StatusNotice { by: authority(OTHER_BODY), subject: subject(), status: Status::Suspended, issued: at(1) };
    bundle.notices = vec![stranger.sign(&key(OTHER_BODY, KeyUse::StatusList)).unwrap()];
    let fault = verdict(&card(), &bundle, at(600)).unwrap_err();
    assert_eq!((fault.at.as_str(), fault.code()), ("bundle.notices[0].iss", "credential-not-entitled"));
}

#[test]
fn a_region_bars_somebody_from_its_own_territory() {
    let bar = |court: &str, barred, issued| {
        let bar = Bar { by: authority(court), subject: subject(), barred, issued };
        bar.sign(&key(court, KeyUse::Bar)).unwrap()
    };
    let mut bundle = bundle(vec![list(1, at(200), Status::Valid)]);
    bundle.bars = vec![bar("mo-tui", true, at(210)), bar("cn-nansha", false, at(230)), bar("cn-nansha", true, at(220))];
    let verdict = verdict(&card(), &bundle, at(300)).unwrap();
    assert_eq!((verdict.standing, verdict.barred.clone()), (Standing::Valid, [Jurisdiction::Mo].into()));
    assert!(
        verdict.may_be_appointed(Jurisdiction::Cn, at(300)) && !verdict.may_be_appointed(Jurisdiction::Mo, at(300))
    );
}

#[test]
fn of_several_lists_the_newest_counts_and_an_older_one_is_never_taken_afterwards() {
    let (first, second) = (list(1, at(200), Status::Suspended), list(2, at(300), Status::Valid));
    for lists in [vec![first.clone(), second.clone()], vec![second.clone(), first.clone()]] {
        assert_eq!(stands(&bundle(lists), at(400)), Standing::Valid);
    }
    let mut grounds = Grounds::new(roll());
    let read = |list: &str| Published::read(list, &roll(), at(400)).unwrap();
    grounds.take_list(read(&second), at(400)).unwrap();
    assert_eq!(grounds.take_list(read(&first), at(400)).unwrap_err().code(), "status-list-older");
    assert!(grounds.take_list(read(&second), at(400)).is_ok(), "the same once more");
    let two = read(&list(2, at(300), Status::Suspended));
    assert_eq!(grounds.take_list(two, at(400)).unwrap_err().code(), "status-list-contradiction");
    let earlier = read(&list(3, at(299), Status::Valid));
    assert_eq!(grounds.take_list(earlier, at(400)).unwrap_err().code(), "status-list-contradiction");
    assert_eq!(grounds.held(&draft().status.uri).map(|list| list.number), Some(2));
}

#[test]
fn a_card_is_asked_about_a_day_in_the_past_by_the_lists_of_then() {
    let lists = vec![list(1, at(DAY), Status::Valid), list(2, at(5 * DAY), Status::Suspended)];
    let bundle = bundle(lists);
    assert_eq!(stands(&bundle, at(2 * DAY)), Standing::Valid);
    assert_eq!(stands(&bundle, at(6 * DAY)), Standing::Suspended);
    assert_eq!(stands(&bundle, at(1_000)), Standing::CannotConfirm(Doubt::NoList));
}

#[test]
fn a_place_out_of_range_and_a_list_of_another_body_are_refused() {
    let beyond = StatusRef { idx: ENTRIES, ..draft().status };
    let issued = issue(&Draft { status: beyond, ..draft() }, &key(BODY, KeyUse::Credential), &mut entropy(1)).unwrap();
    let fault = verdict(&issued.card(&[]), &bundle(vec![list(1, at(200), Status::Valid)]), at(300)).unwrap_err();
    assert_eq!((fault.at.as_str(), fault.code()), ("card.status.status_list.idx", "status-index-out-of-range"));
    let statuses = Statuses::new(ENTRIES).unwrap();
    let (issuer, list) = (authority(OTHER_BODY), draft().status.uri);
    let other = status_list::Draft { issuer: &issuer, list: &list, number: 1, issued: at(200), statuses: &statuses };
    let other = other.sign(&key(OTHER_BODY, KeyUse::StatusList)).unwrap();
    let fault = verdict(&card(), &bundle(vec![other]), at(300)).unwrap_err();
    assert_eq!((fault.at.as_str(), fault.code()), ("bundle.status_lists[0].sub", "credential-not-entitled"));
}

#[test]
fn a_bundle_is_only_as_good_as_the_keys_that_its_roll_is_held_against() {
    let bundle = bundle(vec![list(1, at(200), Status::Valid)]);
    let file = to_canonical(&bundle).unwrap();
    assert!(verify_card(&card(), &file, None, at(300)).is_ok());
    let strangers: Vec<_> = anchors().into_iter().take(2).collect();
    let fault = verify_card(&card(), &file, Some(&strangers), at(300)).unwrap_err();
    assert_eq!((fault.at.as_str(), fault.code()), ("bundle.roll", "roll-not-signed"));
    let mut many = bundle;
    many.bars = vec![String::new(); 65];
    assert_eq!(Bundle::read(&to_canonical(&many).unwrap()).unwrap_err().code(), "card-bundle-too-many");
    assert_eq!(Bundle::read(b"{}").unwrap_err().code(), "malformed");
}

#[test]
fn a_renewal_names_what_it_renews_whatever_signature_stands_under_it() {
    let first = issued();
    let again = format!("{}A", first.jwt);
    assert_eq!(digest_of(&again), first.digest());
    let renewed =
        issue(&Draft { previous: Some(first.digest()), ..draft() }, &key(BODY, KeyUse::Credential), &mut entropy(2));
    let read = verify(&renewed.unwrap().card(&[]), &roll(), at(200)).unwrap();
    assert_eq!(read.previous, Some(first.digest()));
}

#[test]
fn every_code_of_a_flaw_is_on_the_list_once() {
    let mut codes = Flaw::CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Flaw::CODES.len());
    for flaw in [Flaw::Extension, Flaw::FromTheFuture, Flaw::Inflates, Flaw::Contradiction, Flaw::RevokedForGood] {
        assert!(Flaw::CODES.contains(&flaw.code()), "{flaw}");
    }
}
