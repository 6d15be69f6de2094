//! What was said of a mediator of Hong Kong, day by day, and how she stood by it.

use comity_domain::mediator::{Accreditation, Profile};
use comity_record::seal::Entropy;

use super::super::{Claim, Draft, StatusRef, issue};
use super::*;
use crate::fixture::{World, at, authority, authority_entry, key_of};
use crate::keys::{KeyPair, KeyUse, Suite};
use crate::roll::{KeyEntry, Revoked};
use crate::status_list::{self, Statuses};

const DAY: i64 = 24 * 60 * 60;
const BODY: &str = "hk-gba-accreditation";
const LIST: &str = "urn:comity:status-list:hk-gba-accreditation:1";
const INDEX: u32 = 5;

/// The world begins on 2026-01-12, at nine in the morning of the bay; so many days later it is this one.
fn day(days: i64) -> Date {
    let first: Date = "2026-01-12".parse().unwrap();
    (0..days).fold(first, |day, _| day.tomorrow().unwrap())
}

fn entropy() -> impl Entropy {
    let mut state = 3_u64;
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

fn roll_with(change: impl FnOnce(&mut Vec<KeyEntry>)) -> Roll {
    World::with(|contents| {
        contents.authorities.push(authority_entry(BODY, "accreditation-body"));
        let mut keys = vec![key(BODY, KeyUse::Credential), key(BODY, KeyUse::StatusList), key("mo-tui", KeyUse::Bar)];
        keys.extend(["CN", "HK", "MO"].map(|side| key(side, KeyUse::Confirmation)));
        contents.keys.extend(keys.iter().map(|pair| KeyEntry::of(pair, at(0), at(3_000 * DAY))));
        change(&mut contents.keys);
    })
    .roll
}

fn subject() -> RosterNumber {
    RosterNumber::new(Jurisdiction::Hk, "2026-0049").unwrap()
}

/// What has been said, and the number of the next list.
struct Play {
    roster: Roster,
    roll: Roll,
    number: u64,
}

impl Play {
    /// She is accredited on the first day, for 300 days, and confirmed on the third.
    fn confirmed() -> Self {
        let mut play = Self { roster: Roster::default(), roll: roll_with(|_| {}), number: 0 };
        play.say(0, &Content::Credential(card(0, 300)));
        play.list(0, Status::Valid);
        for side in [Jurisdiction::Cn, Jurisdiction::Hk, Jurisdiction::Mo] {
            play.say(2, &Content::Confirmation(voice(side, 2)));
        }
        play.list(2, Status::Valid);
        play
    }

    fn say(&mut self, days: i64, content: &Content) {
        self.roster.take(None, content, &self.roll, at(days * DAY + 60)).unwrap();
    }

    fn list(&mut self, days: i64, status: Status) {
        self.number += 1;
        self.say(days, &Content::StatusList(list(self.number, days, status)));
    }

    fn notice(&mut self, days: i64, status: Status) {
        let notice = StatusNotice { by: authority(BODY), subject: subject(), status, issued: at(days * DAY) };
        self.say(days, &Content::StatusNotice(notice.sign(&key(BODY, KeyUse::StatusList)).unwrap()));
    }

    fn bar(&mut self, days: i64, barred: bool) {
        let bar = Bar { by: authority("mo-tui"), subject: subject(), barred, issued: at(days * DAY) };
        self.say(days, &Content::Bar(bar.sign(&key("mo-tui", KeyUse::Bar)).unwrap()));
    }

    /// How she stood on a day, asked on another.
    fn known(&self, on: i64, today: i64) -> Known {
        let asked = Asked { day: day(on), today: day(today), now: at(today * DAY + 120), region: Jurisdiction::Mo };
        self.roster.standing(&subject(), &self.roll, asked).unwrap()
    }

    fn code(&self, on: i64, today: i64) -> (&'static str, Option<&'static str>) {
        let known = self.known(on, today);
        (known.code(), known.standing.and_then(Standing::doubt).map(Doubt::code))
    }
}

fn card(days: i64, good_for: i64) -> String {
    card_of(BODY, days, day_begins(day(days + good_for)))
}

fn card_of(body: &str, days: i64, expires: Time) -> String {
    let draft = Draft {
        issuer: authority(body),
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
            languages: vec!["yue".into(), "no tag!".into()],
            specialities: vec!["construction".into()],
            photo: None,
        },
        issued: at(days * DAY),
        expires,
        previous: None,
        status: StatusRef { idx: INDEX, uri: ListName::of(&authority(body), 1).unwrap() },
    };
    issue(&draft, &key(body, KeyUse::Credential), &mut entropy()).unwrap().card(&Claim::ALL)
}

fn list(number: u64, days: i64, status: Status) -> String {
    let mut statuses = Statuses::new(16).unwrap();
    statuses.set(INDEX, status).unwrap();
    list_of(BODY, number, at(days * DAY), &statuses)
}

/// A list under the name of the body's, whoever signs it.
fn list_of(issuer: &str, number: u64, issued: Time, statuses: &Statuses) -> String {
    let (body, list) = (authority(issuer), LIST.parse().unwrap());
    let draft = status_list::Draft { issuer: &body, list: &list, number, issued, statuses };
    draft.sign(&key(issuer, KeyUse::StatusList)).unwrap()
}

fn voice(by: Jurisdiction, days: i64) -> String {
    let confirmation = Confirmation { by, subject: subject(), issued: at(days * DAY) };
    confirmation.sign(&key(by.code(), KeyUse::Confirmation)).unwrap()
}

#[test]
fn whoever_is_accredited_confirmed_and_heard_of_is_selectable() {
    let play = Play::confirmed();
    let known = play.known(2, 2);
    assert_eq!((known.code(), known.is_selectable(), known.body.as_str()), ("valid", true, BODY));
    let nobody = RosterNumber::new(Jurisdiction::Hk, "1").unwrap();
    let asked = Asked { day: day(2), today: day(2), now: at(2 * DAY), region: Jurisdiction::Mo };
    assert_eq!(play.roster.standing(&nobody, &play.roll, asked), None);
}

#[test]
fn what_is_asked_of_a_day_is_answered_by_what_had_been_said_by_then() {
    let mut play = Play::confirmed();
    play.notice(10, Status::Suspended);
    play.list(10, Status::Suspended);
    play.notice(20, Status::Valid);
    play.list(20, Status::Valid);
    play.notice(30, Status::Revoked);
    play.list(30, Status::Revoked);
    play.list(31, Status::Revoked);
    let on = |days| play.code(days, 31);
    assert_eq!(on(1), ("cannot-confirm", Some("not-confirmed")));
    assert_eq!([on(2).0, on(9).0], ["valid"; 2]);
    assert_eq!([on(10).0, on(19).0], ["suspended"; 2]);
    assert_eq!([on(20).0, on(29).0], ["valid"; 2]);
    assert_eq!([on(30).0, on(31).0], ["revoked"; 2]);
    // A lifted suspension says nothing against a revocation that was for good, in whatever order they come.
    play.notice(31, Status::Valid);
    play.list(32, Status::Revoked);
    assert_eq!(play.code(31, 32).0, "revoked", "of a day that is over the list says nothing");
}

#[test]
fn before_the_accreditation_nobody_was_accredited() {
    let mut play = Play { roster: Roster::default(), roll: roll_with(|_| {}), number: 0 };
    play.say(5, &Content::Credential(card(5, 300)));
    play.list(5, Status::Valid);
    let known = play.known(4, 5);
    assert_eq!((known.code(), known.reasons), ("not-accredited", vec!["not-accredited"]));
}

#[test]
fn a_suspension_counts_before_the_next_list_and_survives_a_renewal() {
    let mut play = Play::confirmed();
    play.notice(3, Status::Suspended);
    assert_eq!(play.code(3, 3).0, "suspended", "the list still says valid");
    play.list(3, Status::Suspended);
    play.say(4, &Content::Credential(card(4, 600)));
    assert_eq!(play.code(4, 4).0, "suspended");
    play.notice(5, Status::Valid);
    assert_eq!(play.code(5, 5).0, "valid", "lifted at once, while the list still has it");
}

#[test]
fn what_was_not_heard_is_no_good_news() {
    let mut play = Play { roster: Roster::default(), roll: roll_with(|_| {}), number: 0 };
    play.say(0, &Content::Credential(card(0, 300)));
    assert_eq!(play.code(0, 0), ("cannot-confirm", Some("no-status-list")));
    let play = Play::confirmed();
    assert_eq!(play.code(8, 8).0, "valid");
    assert_eq!(play.known(8, 8).reasons, ["status-too-old"], "good for looking on, and not for appointing");
    assert_eq!(play.code(9, 9), ("cannot-confirm", Some("stale-status-list")));
    // Of a day that is over, too, as long as nothing was heard from a later one.
    assert_eq!(play.code(2, 3), ("cannot-confirm", Some("stale-status-list")));
    assert_eq!(play.code(0, 3), ("cannot-confirm", Some("not-confirmed")));
}

#[test]
fn an_accreditation_is_good_on_its_last_day_and_not_on_the_next() {
    let mut play = Play::confirmed();
    play.list(299, Status::Valid);
    assert_eq!(play.code(299, 299).0, "valid");
    play.list(300, Status::Valid);
    assert_eq!((play.code(299, 300).0, play.code(300, 300).0), ("valid", "expired"));
}

#[test]
fn a_bar_counts_in_its_own_territory_until_it_is_lifted() {
    let mut play = Play::confirmed();
    play.bar(3, true);
    play.list(3, Status::Valid);
    let known = play.known(3, 3);
    assert_eq!((known.code(), known.reasons), ("valid", vec!["barred-here"]));
    let elsewhere = Asked { day: day(3), today: day(3), now: at(3 * DAY + 120), region: Jurisdiction::Cn };
    assert!(play.roster.standing(&subject(), &play.roll, elsewhere).unwrap().is_selectable());
    play.bar(4, false);
    play.list(4, Status::Valid);
    assert!(play.known(4, 4).is_selectable());
    assert_eq!(play.known(3, 4).reasons, ["barred-here"]);
}

#[test]
fn what_somebody_else_signed_is_not_taken() {
    let mut roster = Roster::default();
    let other = key("cn-nansha", KeyUse::StatusList);
    let notice = StatusNotice { by: authority("cn-nansha"), subject: subject(), status: Status::Valid, issued: at(5) };
    let notice = Content::StatusNotice(notice.sign(&other).unwrap());
    let roll = roll_with(|keys| keys.push(KeyEntry::of(&other, at(0), at(DAY))));
    assert_eq!(roster.take(None, &notice, &roll, at(10)).unwrap_err().code(), "credential-not-entitled");
    // Whose key was revoked is no longer believed, whoever handed it on.
    let card = Content::Credential(card(0, 300));
    let revoked = roll_with(|keys| {
        for key in keys.iter_mut().filter(|key| key.r#use == KeyUse::Credential) {
            key.revoked = Some(Revoked { at: at(1), head: None });
        }
    });
    assert!(roster.take(None, &card, &roll, at(10)).is_ok());
    assert!(Roster::default().take(None, &card, &revoked, at(10)).is_err());
}

#[test]
fn what_is_known_already_is_taken_again_for_nothing_and_an_older_list_never() {
    let mut play = Play::confirmed();
    let held = Content::StatusList(list(2, 2, Status::Valid));
    assert_eq!(play.roster.take(None, &held, &play.roll, at(3 * DAY)), Ok(None));
    let older = Content::StatusList(list(1, 0, Status::Valid));
    assert_eq!(play.roster.take(None, &older, &play.roll, at(3 * DAY)).unwrap_err().code(), "status-list-older");
    let voices = play.roster.people[&subject()].confirmations.len();
    play.say(2, &Content::Confirmation(voice(Jurisdiction::Cn, 2)));
    assert_eq!((voices, play.roster.people[&subject()].confirmations.len()), (3, 3));
}

#[test]
fn a_list_that_has_no_place_for_a_credential_confirms_nothing_of_it() {
    let mut play = Play::confirmed();
    let short = list_of(BODY, 9, at(3 * DAY), &Statuses::new(4).unwrap());
    play.say(3, &Content::StatusList(short));
    assert_eq!(play.code(3, 3), ("cannot-confirm", Some("no-status-list")));
    assert!(!play.known(3, 3).is_selectable());
    play.notice(3, Status::Suspended);
    assert_eq!(play.code(3, 3).0, "suspended", "what was said of her counts all the same");
}

#[test]
fn nobody_publishes_a_list_under_the_name_of_another_body() {
    let other = key("cn-nansha", KeyUse::StatusList);
    let roll = roll_with(|keys| keys.push(KeyEntry::of(&other, at(0), at(DAY))));
    let stranger = Content::StatusList(list_of("cn-nansha", 1, at(5), &Statuses::new(4).unwrap()));
    let mut roster = Roster::default();
    assert_eq!(roster.take(Some(day(0)), &stranger, &roll, at(10)).unwrap_err().code(), "credential-not-entitled");
    let own = Content::StatusList(list(1, 0, Status::Valid));
    assert_eq!(roster.take(Some(day(0)), &own, &roll, at(10)), Ok(None), "and the body's own has room");
}

#[test]
fn of_a_number_that_two_bodies_have_given_nothing_is_confirmed() {
    const SECOND: &str = "hk-second-body";
    let mut play = Play::confirmed();
    play.roll = World::with(|contents| {
        contents.authorities.extend([BODY, SECOND].map(|body| authority_entry(body, "accreditation-body")));
        let mut keys = vec![key(BODY, KeyUse::Credential), key(BODY, KeyUse::StatusList)];
        keys.extend([key(SECOND, KeyUse::Credential), key(SECOND, KeyUse::StatusList)]);
        contents.keys.extend(keys.iter().map(|pair| KeyEntry::of(pair, at(0), at(3_000 * DAY))));
    })
    .roll;
    play.notice(3, Status::Suspended);
    play.list(3, Status::Suspended);
    assert_eq!(play.code(3, 3).0, "suspended");
    play.say(4, &Content::Credential(card_of(SECOND, 4, at(300 * DAY))));
    let mut statuses = Statuses::new(16).unwrap();
    statuses.set(INDEX, Status::Valid).unwrap();
    let (issuer, name) = (authority(SECOND), ListName::of(&authority(SECOND), 1).unwrap());
    let draft =
        status_list::Draft { issuer: &issuer, list: &name, number: 1, issued: at(4 * DAY), statuses: &statuses };
    play.say(4, &Content::StatusList(draft.sign(&key(SECOND, KeyUse::StatusList)).unwrap()));
    assert!(!play.known(4, 4).is_selectable());
    assert_eq!(
        play.code(4, 4),
        ("cannot-confirm", Some("not-confirmed")),
        "the second body's list says that she is valid"
    );
    assert_eq!(play.code(3, 4).0, "suspended", "on the day before nobody else had given it");
}

#[test]
fn a_face_of_somebody_elses_mediator_is_not_taken() {
    let mut play = Play::confirmed();
    let face = |keeper: &str| {
        Content::Entry(Box::new(Entry {
            roster_no: subject().to_string().parse().unwrap(),
            register: Register::Mediators,
            keeper: authority(keeper),
            region: Jurisdiction::Hk,
            names: Vec::new(),
            languages: BTreeSet::new(),
            specialities: BTreeSet::new(),
            status: comity_domain::registry::Status::InForce,
            availability: comity_domain::registry::Availability::Free,
        }))
    };
    play.say(3, &face(BODY));
    let refused = play.roster.take(Some(day(3)), &face("cn-nansha"), &play.roll, at(3 * DAY)).unwrap_err();
    assert_eq!(refused.code(), "credential-not-entitled");
    assert_eq!(play.roster.face(&subject()).map(|face| face.keeper.clone()), Some(authority(BODY)));
}

#[test]
fn after_a_clock_that_was_a_day_ahead_the_next_list_is_taken_at_once() {
    let mut play = Play::confirmed();
    let statuses = Statuses::new(16).unwrap();
    let ahead = Content::StatusList(list_of(BODY, 3, at(4 * DAY), &statuses));
    play.roster.take(Some(day(4)), &ahead, &play.roll, at(4 * DAY)).unwrap();
    // The clock is right again.
    let now = at(3 * DAY);
    let next = Content::StatusList(list_of(BODY, 4, at(3 * DAY), &statuses));
    assert_eq!(play.roster.take(Some(day(3)), &next, &play.roll, now), Ok(None));
    assert_eq!(play.roster.list_made_on(&LIST.parse().unwrap()), Some(day(3)));
    let earlier = Content::StatusList(list_of(BODY, 5, at(3 * DAY - 60), &statuses));
    assert_eq!(
        play.roster.take(Some(day(3)), &earlier, &play.roll, now).unwrap_err().code(),
        "status-list-contradiction"
    );
}

#[test]
fn a_credential_that_ends_in_the_middle_of_a_day_is_good_until_then() {
    let mut play = Play { roster: Roster::default(), roll: roll_with(|_| {}), number: 0 };
    play.say(0, &Content::Credential(card_of(BODY, 0, at(DAY + 90))));
    for side in [Jurisdiction::Cn, Jurisdiction::Hk, Jurisdiction::Mo] {
        play.say(0, &Content::Confirmation(voice(side, 0)));
    }
    play.list(1, Status::Valid);
    let asked = |now| Asked { day: day(1), today: day(1), now, region: Jurisdiction::Mo };
    let on = |now| play.roster.standing(&subject(), &play.roll, asked(now)).unwrap().code();
    assert_eq!((on(at(DAY + 80)), on(at(DAY + 90))), ("valid", "expired"));
}

#[test]
fn whoever_was_barred_and_let_back_many_times_has_a_bundle_of_what_counts_alone() {
    let mut play = Play::confirmed();
    for days in 3..73 {
        play.bar(days, days % 2 == 1);
    }
    play.notice(70, Status::Suspended);
    play.notice(71, Status::Valid);
    play.say(72, &Content::Confirmation(voice(Jurisdiction::Cn, 72)));
    play.list(72, Status::Valid);
    let bundle = play.roster.bundle(&subject(), &play.roll).unwrap();
    assert_eq!((bundle.bars.len(), bundle.notices.len(), bundle.confirmations.len()), (1, 1, 3));
    let file = serde_json::to_vec(&bundle).unwrap();
    let (_, card) = play.roster.credential(&subject()).unwrap();
    let verdict = super::super::verify_card(card, &file, None, at(72 * DAY + 60)).unwrap();
    assert_eq!((verdict.standing, verdict.barred.len()), (Standing::Valid, 0));
    play.notice(73, Status::Revoked);
    play.notice(74, Status::Valid);
    let notices = play.roster.bundle(&subject(), &play.roll).unwrap().notices;
    let notice = StatusNotice::verify(&notices[0], &play.roll, at(80 * DAY)).unwrap();
    assert_eq!((notices.len(), notice.status), (1, Status::Revoked), "for good");
}

#[test]
fn places_that_were_given_and_lists_that_were_made_are_known() {
    let play = Play::confirmed();
    let (name, body) = (LIST.parse().unwrap(), authority(BODY));
    assert_eq!(play.roster.places_given(&name).collect::<Vec<_>>(), [INDEX]);
    assert_eq!(play.roster.lists_of(&body).map(|list| list.number).collect::<Vec<_>>(), [2]);
    assert_eq!(play.roster.lists_of(&authority("cn-nansha")).count(), 0);
    assert_eq!(play.roster.list_made_on(&name), Some(day(2)));
    assert_eq!(play.roster.subjects().collect::<Vec<_>>(), [&subject()]);
}

#[test]
fn a_card_and_its_bundle_are_verified_by_whoever_has_no_gateway() {
    let mut play = Play::confirmed();
    play.bar(3, true);
    let file = serde_json::to_vec(&play.roster.bundle(&subject(), &play.roll).unwrap()).unwrap();
    let (_, card) = play.roster.credential(&subject()).unwrap();
    let verdict = super::super::verify_card(card, &file, None, at(3 * DAY)).unwrap();
    assert_eq!((verdict.standing, verdict.barred.len()), (Standing::Valid, 1));
}

/// The same card with one disclosure less: nobody needs a key for that.
fn with_less(card: &str) -> String {
    let parts: Vec<&str> = card.trim_end_matches('~').split('~').collect();
    format!("{}~", parts[..parts.len() - 1].join("~"))
}

#[test]
fn whoever_hands_on_an_earlier_card_of_a_renewed_mediator_does_not_make_it_the_newest() {
    let mut play = Play::confirmed();
    play.say(4, &Content::Credential(card(4, 600)));
    play.list(301, Status::Valid);
    assert_eq!(play.code(301, 301).0, "valid");
    let earlier = with_less(&card(0, 300));
    assert_ne!(earlier, card(0, 300));
    play.say(301, &Content::Credential(earlier));
    assert_eq!(play.code(301, 301).0, "valid");
    assert_eq!(play.roster.credential(&subject()).unwrap().1, card(4, 600));
    assert_eq!(play.roster.people[&subject()].credentials.len(), 2);
}

#[test]
fn a_copy_that_discloses_less_does_not_take_the_place_of_what_the_body_gave_out_whichever_comes_first() {
    for copies in [[with_less(&card(0, 300)), card(0, 300)], [card(0, 300), with_less(&card(0, 300))]] {
        let mut play = Play { roster: Roster::default(), roll: roll_with(|_| {}), number: 0 };
        copies.into_iter().for_each(|copy| play.say(0, &Content::Credential(copy)));
        assert_eq!(play.roster.credential(&subject()).unwrap().1, card(0, 300));
    }
}

#[test]
fn how_somebody_stood_does_not_depend_on_who_handed_it_on_or_when() {
    let notice = |days, status| {
        let notice = StatusNotice { by: authority(BODY), subject: subject(), status, issued: at(days * DAY) };
        Content::StatusNotice(notice.sign(&key(BODY, KeyUse::StatusList)).unwrap())
    };
    let said = [
        Content::Credential(card(0, 300)),
        Content::Confirmation(voice(Jurisdiction::Cn, 1)),
        Content::Confirmation(voice(Jurisdiction::Hk, 2)),
        Content::Confirmation(voice(Jurisdiction::Mo, 2)),
        notice(10, Status::Revoked),
        Content::StatusList(list(7, 12, Status::Revoked)),
    ];
    // Everything comes on the last day, and the other way round.
    for backwards in [false, true] {
        let mut play = Play { roster: Roster::default(), roll: roll_with(|_| {}), number: 7 };
        let mut said = said.to_vec();
        if backwards {
            said.reverse();
        }
        said.iter().for_each(|content| play.say(12, content));
        assert_eq!([1, 2, 9, 10].map(|on| play.code(on, 12).0), ["cannot-confirm", "valid", "valid", "revoked"]);
        assert_eq!(play.roster.since(&subject()), (Some(day(0)), Some(day(2))));
        let name = LIST.parse().unwrap();
        assert_eq!(play.roster.list_made_on(&name), Some(day(12)), "and a copy of it is of no other day");
    }
    let mut play = Play::confirmed();
    play.say(9, &Content::Confirmation(voice(Jurisdiction::Hk, 9)));
    assert_eq!(play.roster.since(&subject()).1, Some(day(2)), "whoever says it again was heard before");
}

#[test]
fn in_a_practice_world_what_is_said_counts_from_the_day_that_was_set() {
    let mut play = Play::confirmed();
    let again = Content::Credential(card(0, 300));
    play.roster.take(Some(day(40)), &again, &play.roll, at(60)).unwrap();
    assert_eq!(play.roster.since(&subject()).0, Some(day(0)), "of two copies the earlier day stays");
    let mut roster = Roster::default();
    roster.take(Some(day(40)), &again, &play.roll, at(60)).unwrap();
    assert_eq!(roster.since(&subject()).0, Some(day(40)));
}
