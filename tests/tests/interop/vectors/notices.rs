//! Notices about keys: a revocation by the key's own side, a suspension by the two others.

use comity_domain::limits::KEY_SUSPENSION_MAX_MS;
use comity_federation::keys::{KeyUse, Suite};
use comity_federation::roll::{Head, Measure, Notice, SignedNotice};
use comity_record::Digest;
use comity_record::canonical::to_canonical;
use serde_json::{Value, json};

use super::super::world::{at, key, roll};

pub(super) fn notices_vector() -> Value {
    let vector = |(what, signed): (&str, SignedNotice)| {
        let canonical = to_canonical(&signed.notice).unwrap();
        json!({
            "what": what,
            "canonical": String::from_utf8(canonical.clone()).unwrap(),
            "digest": Digest::of(&canonical),
            "file": signed,
        })
    };
    notices().into_iter().map(vector).collect()
}

fn notices() -> [(&'static str, SignedNotice); 2] {
    let head = Head { log: super::LOG.to_owned(), size: 42, root: Digest::of(b"a root") };
    let revoked = Measure::Revoke { at: at(4_000), head: Some(head) };
    let suspended = Measure::Suspend { until: at(5_000 + KEY_SUSPENSION_MAX_MS) };
    [
        (
            "Hong Kong revokes its key for messages; receipts up to the head stay good",
            signed(("hk", KeyUse::Envelope), revoked, &["hk"]),
        ),
        (
            "Hong Kong and Macao suspend the seal of Guangdong's High People's Court for a week",
            signed(("cn-gd-hpc", KeyUse::Seal), suspended, &["hk", "mo"]),
        ),
    ]
}

fn signed((owner, key_use): (&str, KeyUse), measure: Measure, by: &[&str]) -> SignedNotice {
    let about = key(owner, key_use, Suite::Ed25519).kid().clone();
    let notice = Notice::new(about, measure, at(5_000));
    let sign = |gateway: &&str| notice.sign(&key(gateway, KeyUse::Roll, Suite::Ed25519)).unwrap();
    let signatures = by.iter().map(sign).collect();
    SignedNotice { notice, signatures }
}

#[test]
fn the_notices_hold_and_lacking_a_signature_they_do_not() {
    for (what, signed) in notices() {
        assert!(roll([]).noticed(signed.clone()).unwrap().is_some(), "{what}");
        let mut lacking = signed;
        lacking.signatures.pop();
        assert_eq!(roll([]).noticed(lacking).unwrap_err().code(), "roll-not-signed", "{what}");
    }
}
