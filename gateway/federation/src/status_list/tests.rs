//! Lists, packed, signed, read and held.

use comity_domain::mediator::Status;
use comity_record::seal::Entropy;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::credential;
use crate::fixture::{World, at, authority, authority_entry, key_of};
use crate::keys::Suite;
use crate::roll::KeyEntry;

const BODY: &str = "hk-gba-accreditation";

fn roll() -> Roll {
    World::with(|contents| {
        contents.authorities.push(authority_entry(BODY, "accreditation-body"));
        contents.keys.push(KeyEntry::of(&signer(), at(0), at(86_400_000)));
    })
    .roll
}

fn signer() -> KeyPair {
    key_of(Suite::P256Sha256, BODY, KeyUse::StatusList)
}

fn entropy(seed: u64) -> impl Entropy {
    let mut state = seed;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}

fn signed(statuses: &Statuses) -> String {
    let (issuer, list) = (authority(BODY), "urn:comity:status-list:hk-gba-accreditation:1".parse().unwrap());
    Draft { issuer: &issuer, list: &list, number: 1, issued: at(100), statuses }.sign(&signer()).unwrap()
}

/// A list that is signed well and says something that [`Draft::sign`] never would.
fn forged(change: impl FnOnce(&mut Value)) -> Result<Published, Fault> {
    let token = signed(&Statuses::new(16).unwrap());
    let parts: Vec<&str> = token.split('.').collect();
    let mut said: Value = serde_json::from_slice(&base64url::decode(parts[1]).unwrap()).unwrap();
    change(&mut said);
    let input = format!("{}.{}", parts[0], base64url::encode(&serde_json::to_vec(&said).unwrap()));
    let signature = base64url::encode(&signer().sign(input.as_bytes()).unwrap());
    Published::read(&format!("{input}.{signature}"), &roll(), at(200))
}

fn refused(change: impl FnOnce(&mut Value)) -> (String, &'static str) {
    let fault = forged(change).unwrap_err();
    (fault.at.clone(), fault.code())
}

fn packed(bytes: &[u8]) -> Value {
    base64url::encode(&compress_to_vec_zlib(bytes, 9)).into()
}

/// The example of the specification: sixteen entries of one bit, and, in our two bits, the same by hand.
#[test]
fn the_first_entry_stands_in_the_lowest_bits_of_the_first_byte() {
    let mut statuses = Statuses::new(12).unwrap();
    for (index, status) in [(0, Status::Revoked), (1, Status::Suspended), (3, Status::Valid), (5, Status::Revoked)] {
        statuses.set(index, status).unwrap();
    }
    assert_eq!(statuses.0, [0b0000_1001, 0b0000_0100, 0]);
}

#[test]
fn a_list_is_read_back_as_it_was_signed() {
    let mut statuses = Statuses::new(1 << 17).unwrap();
    for index in (0..1 << 17).step_by(97) {
        statuses.set(index, if index % 2 == 0 { Status::Revoked } else { Status::Suspended }).unwrap();
    }
    let read = Published::read(&signed(&statuses), &roll(), at(200)).unwrap();
    assert_eq!((read.number, read.issued, read.statuses), (1, at(100), statuses));
    assert_eq!(read.expires, at(100 + 7 * 24 * 60 * 60));
}

#[test]
fn what_was_revoked_is_revoked_for_good() {
    let mut statuses = Statuses::new(4).unwrap();
    statuses.set(2, Status::Suspended).unwrap();
    statuses.set(2, Status::Valid).unwrap();
    statuses.set(2, Status::Revoked).unwrap();
    for status in [Status::Valid, Status::Suspended] {
        assert_eq!(statuses.set(2, status).unwrap_err().code(), "status-revoked-for-good");
    }
    assert!(statuses.set(2, Status::Revoked).is_ok());
}

#[test]
fn a_place_that_the_list_has_not_is_refused() {
    let mut statuses = Statuses::new(5).unwrap();
    assert_eq!(statuses.entries(), 8, "rounded up to four");
    for index in [8, u32::MAX] {
        assert_eq!(statuses.get(index).unwrap_err().code(), "status-index-out-of-range");
        assert_eq!(statuses.set(index, Status::Revoked).unwrap_err().code(), "status-index-out-of-range");
    }
    assert!(Statuses::new(0).is_err() && Statuses::new(STATUS_LIST_MAX_ENTRIES + 1).is_err());
}

#[test]
fn a_list_that_inflates_without_end_is_refused() {
    let longest = usize::try_from(STATUS_LIST_MAX_ENTRIES / 4).unwrap();
    assert!(forged(|said| said["status_list"]["lst"] = packed(&vec![0; longest])).is_ok());
    let bomb = refused(|said| said["status_list"]["lst"] = packed(&vec![0; longest + 1]));
    assert_eq!(bomb, ("status_list.lst".into(), "status-list-inflates"));
    // Some 64 kB that become 64 MiB.
    let large = refused(|said| said["status_list"]["lst"] = packed(&vec![0; 64 << 20]));
    assert_eq!(large.1, "status-list-inflates");
}

#[test]
fn what_is_no_list_is_refused() {
    for lst in [json!("…"), json!("AAAA"), json!(""), packed(&[])] {
        assert_eq!(refused(|said| said["status_list"]["lst"] = lst).1, "status-list-malformed");
    }
    assert_eq!(refused(|said| said["status_list"]["bits"] = json!(1)).0, "status_list.bits");
    assert_eq!(refused(|said| said["exp"] = json!(said["iat"].as_u64().unwrap() + 604_801)).1, "credential-term");
    assert_eq!(refused(|said| said["iss"] = json!("hk-high-court")).1, "wrong-signer");
    assert_eq!(refused(|said| said["aggregation_uri"] = json!("https://x.example")).1, "unknown-field");
    assert_eq!(refused(|said| said["sub"] = json!("https://lists.example/1")).1, "malformed");
    let reserved = forged(|said| said["status_list"]["lst"] = packed(&[0b11])).unwrap();
    assert_eq!(reserved.statuses.get(0).unwrap_err().code(), "status-list-malformed");
}

#[test]
fn a_list_signed_for_another_use_is_refused() {
    let statuses = Statuses::new(4).unwrap();
    let (issuer, list) = (authority(BODY), "urn:comity:status-list:hk-gba-accreditation:1".parse().unwrap());
    let draft = Draft { issuer: &issuer, list: &list, number: 1, issued: at(100), statuses: &statuses };
    let other = key_of(Suite::P256Sha256, BODY, KeyUse::Credential);
    assert_eq!(draft.sign(&other).unwrap_err().code(), "wrong-key");
    let court = key_of(Suite::P256Sha256, "hk-high-court", KeyUse::StatusList);
    assert_eq!(draft.sign(&court).unwrap_err().code(), "wrong-key");
    let early = Published::read(&signed(&statuses), &roll(), at(-1_000)).unwrap_err();
    assert_eq!(early.code(), credential::Flaw::FromTheFuture.code());
}

#[test]
fn places_are_given_out_by_chance_each_once_until_none_is_left() {
    let mut places = Places::new(200, [3, 3, 199, 200, 4_000]);
    assert_eq!(places.free(), 198);
    let mut chance = entropy(5);
    let drawn: Vec<u32> = (0..198).map(|_| places.draw(&mut chance).unwrap()).collect();
    let mut sorted = drawn.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), 198, "no place twice");
    assert!(sorted.iter().all(|index| *index < 200 && *index != 3 && *index != 199));
    assert!(!drawn.is_sorted());
    assert_eq!(places.draw(&mut chance).unwrap_err().code(), "credential-not-makeable");
}

#[test]
fn each_place_is_as_likely_as_any_other() {
    const PLACES: u32 = 96;
    const DRAWS: u32 = 9_600;
    let mut counts = [0_u32; PLACES as usize];
    let mut chance = entropy(11);
    for _ in 0..DRAWS {
        counts[Places::new(PLACES, []).draw(&mut chance).unwrap() as usize] += 1;
    }
    // Chi squared with 95 degrees of freedom: above 143 in one of a thousand runs, and the seed is fixed.
    let expected = DRAWS / PLACES;
    let deviations: u32 = counts.iter().map(|count| count.abs_diff(expected).pow(2)).sum();
    assert!(deviations / expected < 143, "{counts:?}");
}

proptest! {
    #[test]
    fn whatever_is_put_to_places_stands_there_and_nowhere_else(
        puts in prop::collection::vec((0_u32..64, 0_usize..3), 0..100),
    ) {
        let mut statuses = Statuses::new(64).unwrap();
        let mut expected = [Status::Valid; 64];
        for (index, status) in puts {
            let status = Status::ALL[status];
            if statuses.set(index, status).is_ok() {
                expected[index as usize] = status;
            }
        }
        for (index, status) in (0..).zip(expected) {
            prop_assert_eq!(statuses.get(index).unwrap(), status);
        }
    }

    #[test]
    fn no_bytes_make_reading_a_list_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let said = forged(|said| said["status_list"]["lst"] = base64url::encode(&bytes).into());
        if let Ok(list) = said {
            prop_assert!(list.statuses.entries() <= STATUS_LIST_MAX_ENTRIES);
        }
    }
}
