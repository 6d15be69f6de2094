use proptest::prelude::*;

use super::header::SLOT_BYTES;
use super::*;
use crate::base64url;
use crate::fixture::{World, at, authority, gateway, ulid};
use crate::reason::Reason;
use comity_domain::MatterId;

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

fn person(seed: u8) -> PersonKey {
    PersonKey::from_bytes([seed; 32])
}

const JUDGE: u8 = 11;
const REGISTRAR: u8 = 12;
const STRANGER: u8 = 13;
const OFFICERS: u8 = 14;
const GATEWAY: u8 = 15;

fn draft(size: usize) -> Draft {
    let recipient = |account: &str, seed| Recipient { account: account.parse().unwrap(), key: person(seed).public() };
    Draft {
        matter: MatterId::new(gateway("cn"), ulid(100)),
        item: "bank-statement".parse().unwrap(),
        label: Some("(2026)粤0115民初123号".parse().unwrap()),
        size: size as u64,
        by: Sealer { authority: authority("cn-nansha"), account: "li-wei".parse().unwrap() },
        sealed: at(10),
        scan: Scan::Clean { at: at(5), scanner: "ClamAV 1.4.3".into() },
        authority: authority("hk-high-court"),
        recipients: vec![recipient("ho-ka-yan", JUDGE), recipient("chan-tai-man", REGISTRAR)],
        recovery: Some(RecoveryKeys { key: person(OFFICERS).public(), release: person(GATEWAY).public() }),
    }
}

fn sealed(draft: Draft, text: &[u8]) -> Result<Vec<u8>, SealedFault> {
    let (mut file, mut body) = seal(draft, &mut entropy(1))?;
    let mut rest = text;
    while let Some(due) = body.expects() {
        let (chunk, after) = rest.split_at(due);
        file.extend(body.seal_next(chunk)?);
        rest = after;
    }
    Ok(file)
}

fn text(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at % 251) as u8).collect()
}

fn file(size: usize) -> Vec<u8> {
    sealed(draft(size), &text(size)).unwrap()
}

fn read(header: &Header, mut opening: Opening, file: &[u8]) -> Result<Vec<u8>, SealedFault> {
    header.check_length(file.len() as u64)?;
    let (mut text, mut rest) = (Vec::new(), &file[header.len()..]);
    while let Some(due) = opening.expects() {
        let (chunk, after) = rest.split_at(due);
        text.extend(opening.open_next(chunk)?);
        rest = after;
    }
    assert!(rest.is_empty());
    Ok(text)
}

fn opened(file: &[u8], key: &PersonKey) -> Result<Vec<u8>, SealedFault> {
    let header = Header::parse(file)?;
    read(&header, header.open(key)?, file)
}

#[test]
fn a_sealed_file_opens_for_each_person_whom_it_names_whatever_its_size() {
    for size in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES] {
        let file = file(size);
        for seed in [JUDGE, REGISTRAR] {
            assert_eq!(opened(&file, &person(seed)).unwrap(), text(size), "{size}");
        }
    }
}

#[test]
fn a_person_who_is_not_named_cannot_open_it_nor_the_gateway_nor_the_officers() {
    let file = file(100);
    for seed in [STRANGER, GATEWAY, OFFICERS] {
        assert_eq!(opened(&file, &person(seed)), Err(SealedFault::NotForThisKey));
    }
}

#[test]
fn any_changed_byte_of_a_sealed_file_is_refused() {
    let whole = file(40);
    for at in 0..whole.len() {
        for bit in [1, 0x80] {
            let mut changed = whole.clone();
            changed[at] ^= bit;
            for seed in [JUDGE, REGISTRAR] {
                assert!(opened(&changed, &person(seed)).is_err(), "byte {at}");
            }
        }
    }
}

/// A file of three chunks and what is put in their place.
fn rearranged(parts: impl Fn(&[u8], &[u8], &[u8]) -> Vec<u8>) -> Vec<u8> {
    let whole = file(2 * CHUNK_BYTES + 10);
    let header = Header::parse(&whole).unwrap();
    let (head, body) = whole.split_at(header.len());
    let (one, rest) = body.split_at(CHUNK_BYTES + 16);
    let (two, three) = rest.split_at(CHUNK_BYTES + 16);
    [head, &parts(one, two, three)].concat()
}

#[test]
fn chunks_that_are_left_out_put_elsewhere_doubled_or_added_are_refused() {
    let same = rearranged(|one, two, three| [one, two, three].concat());
    assert_eq!(opened(&same, &person(JUDGE)).unwrap(), text(2 * CHUNK_BYTES + 10));
    let changed = [
        ("the first left out", rearranged(|_, two, three| [two, three].concat())),
        ("the last left out", rearranged(|one, two, _| [one, two].concat())),
        ("two exchanged", rearranged(|one, two, three| [two, one, three].concat())),
        ("one doubled", rearranged(|one, two, three| [one, one, two, three].concat())),
        ("one twice in another's place", rearranged(|one, _, three| [one, one, three].concat())),
        ("one added", rearranged(|one, two, three| [one, two, three, three].concat())),
        ("the last one cut", rearranged(|one, two, three| [one, two, &three[1..]].concat())),
        ("nothing left", rearranged(|_, _, _| Vec::new())),
    ];
    for (what, file) in changed {
        assert!(opened(&file, &person(JUDGE)).is_err(), "{what}");
    }
}

/// The same without what the length says: each chunk is where it is, whoever reads as a stream.
#[test]
fn a_chunk_in_anothers_place_is_named() {
    let whole = rearranged(|one, two, three| [two, one, three].concat());
    assert_eq!(opened(&whole, &person(JUDGE)), Err(SealedFault::BodyChanged { at: 0 }));
    let whole = rearranged(|one, _, three| [one, one, three].concat());
    assert_eq!(opened(&whole, &person(JUDGE)), Err(SealedFault::BodyChanged { at: 1 }));
}

/// What a hostile gateway could write: another statement, of the same length of slots, around the slots and the body that there are.
fn restated(change: impl FnOnce(&mut Statement)) -> Vec<u8> {
    let whole = file(40);
    let header = Header::parse(&whole).unwrap();
    let mut statement = header.statement().clone();
    change(&mut statement);
    let rest = &whole[header.len() - 2 * SLOT_BYTES - 128..];
    header::written(&to_canonical(&statement).unwrap(), rest).unwrap()
}

#[test]
fn another_matter_item_label_list_of_recipients_or_claim_is_refused() {
    let same = restated(|_| {});
    assert_eq!(opened(&same, &person(JUDGE)).unwrap(), text(40));
    type Change = fn(&mut Statement);
    let changes: [(&str, Change); 11] = [
        ("matter", |it| it.matter = MatterId::new(gateway("cn"), ulid(101))),
        ("item", |it| it.item = "another".parse().unwrap()),
        ("label", |it| it.label = Some("(2026)粤0115民初124号".parse().unwrap())),
        ("no label", |it| it.label = None),
        ("authority", |it| it.authority = authority("hk-district-court")),
        ("recipient's key", |it| it.recipients[1].key = person(STRANGER).public()),
        ("recipient's account", |it| it.recipients[1].account = "somebody".parse().unwrap()),
        ("order", |it| it.recipients.reverse()),
        ("sealer", |it| it.by.account = "somebody".parse().unwrap()),
        ("scan", |it| it.scan = Scan::NotScanned),
        ("time", |it| it.sealed = at(11)),
    ];
    for (what, change) in changes {
        assert!(opened(&restated(change), &person(JUDGE)).is_err(), "{what}");
    }
    let fewer = restated(|it| it.recipients.truncate(1));
    assert!(opened(&fewer, &person(JUDGE)).is_err());
    let without_recovery = restated(|it| it.recovery = None);
    assert!(opened(&without_recovery, &person(JUDGE)).is_err());
}

#[test]
fn slots_of_one_file_do_not_open_another() {
    let (one, mut two) = (file(40), draft(40));
    two.item = "other-item-xxx".parse().unwrap();
    let two = sealed(two, &text(40)).unwrap();
    let (first, second) = (Header::parse(&one).unwrap(), Header::parse(&two).unwrap());
    assert_eq!(first.len(), second.len());
    let slots = 2 * SLOT_BYTES + 128;
    let mixed = [&one[..first.len() - slots], &two[second.len() - slots..]].concat();
    assert_eq!(opened(&mixed, &person(JUDGE)), Err(SealedFault::SlotChanged));
}

#[test]
fn two_persons_never_see_two_texts() {
    // A sealer who makes a second key for the second person has to state one commitment.
    let whole = file(40);
    let header = Header::parse(&whole).unwrap();
    let said = to_canonical(header.statement()).unwrap();
    let mut entropy = entropy(3);
    let judge = &whole[20 + said.len()..][..SLOT_BYTES];
    let other = slot::seal(&person(REGISTRAR).public(), Purpose::Recipient, &said, &[7; 32], &mut entropy).unwrap();
    let slots = [judge, &other, &whole[20 + said.len() + 2 * SLOT_BYTES..][..128]].concat();
    let head = header::written(&said, &slots).unwrap();
    let forged = Header::parse(&head).unwrap();
    assert!(forged.open(&person(JUDGE)).is_ok());
    assert_eq!(forged.open(&person(REGISTRAR)).map(drop), Err(SealedFault::SlotChanged));
}

#[test]
fn a_statement_has_one_spelling_and_names_each_person_once() {
    let spelled = |change: fn(String) -> String| {
        let said = to_canonical(Header::parse(&file(40)).unwrap().statement()).unwrap();
        let said = change(String::from_utf8(said).unwrap());
        Header::parse(&header::written(said.as_bytes(), &[0; 2 * SLOT_BYTES + 128]).unwrap()).map(drop)
    };
    assert_eq!(spelled(|said| said), Ok(()));
    assert!(spelled(|said| said.replace("\"v\":1", "\"v\":2")).is_err());
    assert!(spelled(|said| said.replace("\"v\":1", "\"v\": 1")).is_err());
    assert!(spelled(|said| said.replace("\"v\":1", "\"v\":1,\"w\":1")).is_err());
    assert!(spelled(|said| said.replace("chan-tai-man", "ho-ka-yan")).is_err());
    let changed = |change: fn(&mut Draft)| {
        let mut draft = draft(40);
        change(&mut draft);
        sealed(draft, &text(40)).map(drop).map_err(|fault| fault.code())
    };
    assert_eq!(changed(|_| {}), Ok(()));
    assert_eq!(changed(|draft| draft.recipients.clear()), Err("sealed-recipients"));
    assert_eq!(changed(|draft| draft.recipients = vec![draft.recipients[0].clone(); 2]), Err("sealed-recipients"));
    assert_eq!(changed(|draft| draft.recipients[1].key = draft.recipients[0].key), Err("sealed-recipients"));
    // Whoever is a recipient under the officers' key would need no release.
    assert_eq!(changed(|draft| draft.recipients[1].key = person(OFFICERS).public()), Err("sealed-recipients"));
    assert_eq!(
        changed(|draft| {
            let many = (0..17_u8).map(|seed| Recipient {
                account: format!("p-{seed}").parse().unwrap(),
                key: person(100 + seed).public(),
            });
            draft.recipients = many.collect();
        }),
        Err("sealed-recipients")
    );
    for bad in ["", "Bank", "a b", "a/b", "ä", &"x".repeat(65)] {
        assert!(bad.parse::<Item>().is_err(), "{bad}");
    }
    assert!("two\nlines".parse::<Label>().is_err() && "".parse::<Label>().is_err());
}

#[test]
fn a_header_is_read_off_the_beginning_and_a_cut_one_is_refused() {
    let whole = file(40);
    let header = Header::parse(&whole).unwrap();
    assert!(Header::is_of(&whole) && header.len() < HEADER_BYTES && !header.is_empty());
    assert_eq!(header.file_bytes(), whole.len() as u64);
    for cut in 0..header.len() {
        assert_eq!(Header::parse(&whole[..cut]).unwrap_err().code(), "sealed-malformed", "{cut}");
    }
    assert_eq!(Header::parse(&whole[..header.len()]).unwrap(), header);
    let mut long = whole;
    long[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(Header::parse(&long).unwrap_err().code(), "sealed-malformed");
}

fn shares() -> Vec<Share> {
    split(&person(OFFICERS), &authority("hk-high-court"), 3, &mut entropy(2)).unwrap()
}

#[test]
fn the_gateway_and_two_officers_recover_a_file_together() {
    let file = file(70_000);
    let header = Header::parse(&file).unwrap();
    let released = header.release(&person(GATEWAY)).unwrap();
    let released = ReleasedSlot::parse(serde_json::to_string(&released).unwrap().as_bytes()).unwrap();
    for pair in [[0, 1], [0, 2], [1, 2], [2, 0]] {
        let shares = pair.map(|at| Share::parse(shares()[at].to_file().unwrap().as_bytes()).unwrap());
        let key = join(&shares).unwrap();
        let opening = header.recover(&released, &key).unwrap();
        assert_eq!(read(&header, opening, &file).unwrap(), text(70_000));
    }
}

#[test]
fn neither_the_shares_without_the_gateway_nor_the_gateway_without_two_shares_recover_a_file() {
    let file = file(40);
    let header = Header::parse(&file).unwrap();
    // The shares alone: the slot as it stands in the file does not open with the key that they make.
    let officers = join(&shares()).unwrap();
    assert_eq!(header.open(&officers).map(drop), Err(SealedFault::NotForThisKey));
    assert_eq!(header.release(&officers).map(drop), Err(SealedFault::NotForThisKey));
    let stored = &file[header.len() - 128..header.len()];
    for slot in [&stored[..SLOT_BYTES], &stored[128 - SLOT_BYTES..]] {
        let guessed = ReleasedSlot::new(header.statement().matter.clone(), header.statement().item.clone(), slot);
        assert_eq!(header.recover(&guessed, &officers).map(drop), Err(SealedFault::SlotChanged));
    }
    // The gateway alone.
    let released = header.release(&person(GATEWAY)).unwrap();
    assert_eq!(header.recover(&released, &person(GATEWAY)).map(drop), Err(SealedFault::NotForThisKey));
    assert_eq!(join(&shares()[..1]).map(drop), Err(SealedFault::Shares("too few")));
    // A slot of another file.
    let mut other = draft(40);
    other.item = "another".parse().unwrap();
    let other = Header::parse(&sealed(other, &text(40)).unwrap()).unwrap();
    let other = other.release(&person(GATEWAY)).unwrap();
    assert_eq!(header.recover(&other, &officers).map(drop), Err(SealedFault::SlotChanged));
    // A file without a slot for recovery.
    let mut none = draft(40);
    none.recovery = None;
    let none = Header::parse(&sealed(none, &text(40)).unwrap()).unwrap();
    assert_eq!(none.release(&person(GATEWAY)).map(drop), Err(SealedFault::NoRecovery));
}

#[test]
fn shares_of_other_keys_twice_the_same_or_changed_make_no_key() {
    let of = |shares: &[Share]| join(shares).map(drop);
    assert_eq!(of(&[]), Err(SealedFault::Shares("none")));
    let twice = [shares()[0].clone(), shares()[0].clone()];
    assert_eq!(of(&twice), Err(SealedFault::Shares("the same one twice")));
    let others = split(&person(STRANGER), &authority("hk-high-court"), 3, &mut entropy(2)).unwrap();
    assert_eq!(of(&[shares()[0].clone(), others[1].clone()]), Err(SealedFault::Shares("of different keys")));
    let file = shares()[1].to_file().unwrap();
    let mut changed: serde_json::Value = serde_json::from_str(&file).unwrap();
    let mut bytes = base64url::decode(changed["share"].as_str().unwrap()).unwrap();
    bytes[5] ^= 1;
    changed["share"] = base64url::encode(&bytes).into();
    let changed = Share::parse(changed.to_string().as_bytes()).unwrap();
    assert_eq!(of(&[shares()[0].clone(), changed.clone()]), Err(SealedFault::Shares("they were changed")));
    assert!(!format!("{changed:?}").contains(&changed.to_file().unwrap()[90..]));
    for count in [0, 1, 2, 17] {
        assert!(split(&person(OFFICERS), &authority("hk-high-court"), count, &mut entropy(2)).is_err(), "{count}");
    }
}

/// Whatever the key is, one share is each value once, over all that chance can do: whoever has one knows as much as before.
#[test]
fn one_share_says_nothing() {
    for secret in [[0; 32], [1; 32], [255; 32]] {
        let mut seen = std::collections::BTreeSet::new();
        for chance in 0..=255_u8 {
            let mut drawn = |bytes: &mut [u8]| bytes.fill(chance);
            let shares = split(&PersonKey::from_bytes(secret), &authority("hk-high-court"), 3, &mut drawn).unwrap();
            let file: serde_json::Value = serde_json::from_str(&shares[1].to_file().unwrap()).unwrap();
            seen.insert(base64url::decode(file["share"].as_str().unwrap()).unwrap());
        }
        let every: std::collections::BTreeSet<Vec<u8>> = (0..=255_u8).map(|byte| vec![byte; 32]).collect();
        assert_eq!(seen, every);
    }
}

fn directory() -> Directory {
    Directory {
        authority: authority("hk-high-court"),
        gateway: gateway("hk"),
        made: at(10),
        people: vec![Listed {
            account: "ho-ka-yan".parse().unwrap(),
            name: "何嘉欣".into(),
            role: "judge".into(),
            key: person(JUDGE).public(),
            since: at(1),
        }],
        recovery: Some(RecoveryKeys { key: person(OFFICERS).public(), release: person(GATEWAY).public() }),
    }
}

#[test]
fn a_directory_is_believed_when_the_gateway_of_its_authority_signed_it_just_now() {
    let world = World::new();
    let signed = directory().sign(&world.envelope_key("hk")).unwrap();
    let verify = |text: &str, now, of: &str| Directory::verify(text, &world.roll, at(now), &authority(of));
    assert_eq!(verify(&signed, 20, "hk-high-court").unwrap(), directory());
    assert_eq!(directory().person("ho-ka-yan").map(|it| it.key), Some(person(JUDGE).public()));
    assert_eq!(directory().person("somebody"), None);
    let reason = |refused: Result<Directory, crate::Refused>| refused.unwrap_err().reason;
    assert_eq!(reason(verify(&signed, 20, "hk-district-court")), Reason::WrongMessage);
    assert_eq!(reason(verify(&signed, 20, "cn-nansha")), Reason::WrongSigner);
    assert_eq!(reason(verify(&signed, 10 + 3_601, "hk-high-court")), Reason::WrongMessage);
    let changed = signed.replacen("\"payload\":\"ey", "\"payload\":\"ez", 1);
    assert_eq!(reason(verify(&changed, 20, "hk-high-court")), Reason::BadSignature);
    // Another gateway publishes nobody's keys but those of its own people, under its own name or this one.
    let mut theirs = directory();
    assert_eq!(theirs.sign(&world.envelope_key("cn")).unwrap_err().code(), "wrong-key");
    theirs.gateway = gateway("cn");
    let theirs = theirs.sign(&world.envelope_key("cn")).unwrap();
    assert_eq!(reason(verify(&theirs, 20, "hk-high-court")), Reason::WrongSigner);
}

#[test]
fn keys_show_their_public_half_and_a_fingerprint_and_never_the_secret() {
    let key = person(JUDGE);
    assert_eq!(format!("{key:?}"), "PersonKey(…)");
    let public = key.public();
    assert_eq!(public.to_string().parse::<SealingKey>().unwrap(), public);
    let print = public.fingerprint();
    assert_eq!((print.len(), print.split(' ').count()), (39, 8));
    assert_ne!(print, person(REGISTRAR).public().fingerprint());
    assert!("AAAA".parse::<SealingKey>().is_err());
}

proptest! {
    #[test]
    fn whatever_bytes_come_reading_a_header_does_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Header::parse(&bytes);
        let marked = [MAGIC.as_slice(), &bytes].concat();
        let _ = Header::parse(&marked);
    }

    #[test]
    fn of_a_body_of_any_size_any_other_length_is_refused(size in 0_usize..200_000, other in 0_usize..200_000) {
        let mut draft = draft(size);
        draft.recovery = None;
        let file = sealed(draft, &text(size)).unwrap();
        let header = Header::parse(&file).unwrap();
        prop_assert_eq!(header.file_bytes(), file.len() as u64);
        if other != file.len() {
            prop_assert!(header.check_length(other as u64).is_err());
        }
        prop_assert_eq!(opened(&file, &person(JUDGE)).unwrap(), text(size));
    }
}

/// The vectors of docs/sealed.md, from fixed keys and fixed chance. `COMITY_BLESS=1` writes them anew.
fn vectors() -> serde_json::Value {
    let key = |what: &str, key: &PersonKey| serde_json::json!({ "what": what, "secret": base64url::encode(key.expose()), "public": key.public(), "fingerprint": key.public().fingerprint() });
    let file = |size: usize, recovery: bool| {
        let mut draft = draft(size);
        if !recovery {
            (draft.recovery, draft.label, draft.scan) = (None, None, Scan::NotScanned);
        }
        let file = sealed(draft, &text(size)).unwrap();
        let header = Header::parse(&file).unwrap();
        let statement = String::from_utf8(to_canonical(header.statement()).unwrap()).unwrap();
        let slot = recovery.then(|| header.release(&person(GATEWAY)).unwrap());
        serde_json::json!({
            "statement": statement,
            "file": base64url::encode(&file),
            "text_bytes": size,
            "text_digest": Digest::of(&text(size)),
            "released": slot,
        })
    };
    serde_json::json!({
        "what": "byte n of every text is n modulo 251; the first two keys open every file",
        "keys": [
            key("ho-ka-yan", &person(JUDGE)),
            key("chan-tai-man", &person(REGISTRAR)),
            key("recovery", &person(OFFICERS)),
            key("release", &person(GATEWAY)),
            key("a stranger", &person(STRANGER)),
        ],
        "shares": shares().iter().map(|share| serde_json::to_value(share).unwrap()).collect::<Vec<_>>(),
        "files": [file(0, false), file(11, true), file(CHUNK_BYTES + 1, true)],
    })
}

#[test]
fn the_vectors_are_the_ones_that_this_program_makes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sealed/vectors.json");
    let made = serde_json::to_string_pretty(&vectors()).unwrap() + "\n";
    if std::env::var_os("COMITY_BLESS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == made, "fixtures/sealed/vectors.json differs; if that is meant, run with COMITY_BLESS=1");
}
