//! What a gateway answers to a message: a receipt, which is a promise that the message stands in its record, or a notice that
//! it was not taken. Both are signed, so that the sender can show them, and with Ed25519, so that whoever is refused can read why.

use comity_domain::limits::RECEIPT_MAX_BYTES;
use comity_domain::{GatewayId, MessageId};
use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyPair, KeyUse, Owner, Suite};
use crate::reason::{Reason, Refused};
use crate::roll::{KeyEntry, Roll};

const RECEIPT: jws::Type = jws::Type { typ: "comity-receipt+json", key_use: KeyUse::Envelope };
const NOT_TAKEN: jws::Type = jws::Type { typ: "comity-not-taken+json", key_use: KeyUse::Envelope };

/// The promise that a message stands in a record. Made once, in the commit of the message, and given again as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The message.
    pub message: MessageId,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The gateway that gives the receipt.
    pub from: GatewayId,
    /// The gateway that gets it: the sender of the message.
    pub to: GatewayId,
    /// The record: the origin in its checkpoints.
    pub log: String,
    /// The index of the first line of the message's commit.
    pub index: u64,
    /// When the message was taken, by the giver's clock. Periods of the receiving side run from here.
    pub time: Time,
}

/// The notice that a message was refused for good. The message may be withdrawn; the same bytes need not be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotTaken {
    /// The digest of the bytes that came. They may have been too broken to hold an id.
    pub digest: Digest,
    /// The gateway that gives the notice.
    pub from: GatewayId,
    /// The gateway that gets it.
    pub to: GatewayId,
    /// Why.
    pub reason: Reason,
    /// When, by the giver's clock.
    pub time: Time,
}

/// The message that an answer must be about, as the sender stored it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The message.
    pub message: MessageId,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The gateway that sent it: this one.
    pub from: GatewayId,
    /// The gateway that it was sent to.
    pub to: GatewayId,
}

impl Receipt {
    /// The signed receipt.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        sign(self, RECEIPT, key, &self.from)
    }

    /// Reads a receipt for `awaited`. A receipt stays good when its key runs out, and when the key is revoked as far as the
    /// revocation says.
    pub fn verify(text: &str, roll: &Roll, awaited: &Awaited) -> Result<Self, Refused> {
        let (receipt, key) = Self::read(text, roll)?;
        if receipt.message != awaited.message {
            return Err(Reason::WrongMessage.because(format!("for the message `{}`", receipt.message)));
        }
        about(awaited, receipt.digest, &receipt.from, &receipt.to, key)?;
        Ok(receipt)
    }

    /// Reads a receipt that `from` gave, for whichever message: for `from` itself, when it is shown what it once promised.
    pub fn given_by(text: &str, roll: &Roll, from: &GatewayId) -> Result<Self, Refused> {
        let (receipt, key) = Self::read(text, roll)?;
        if receipt.from != *from || key.owner != Owner::Gateway(from.clone()) {
            return Err(Reason::WrongSigner.because(format!("given by `{}`, signed with `{}`", receipt.from, key.kid)));
        }
        Ok(receipt)
    }

    /// A receipt whose signature holds, and the key that it is signed with.
    fn read<'roll>(text: &str, roll: &'roll Roll) -> Result<(Self, &'roll KeyEntry), Refused> {
        const FIELDS: [&str; 7] = ["message", "digest", "from", "to", "log", "index", "time"];
        let (receipt, key): (Self, _) = read(text, RECEIPT, &FIELDS, roll)?;
        let head = key.revoked.as_ref().and_then(|revoked| revoked.head.as_ref());
        if !head.is_some_and(|head| head.log == receipt.log && receipt.index < head.size) {
            key.check(receipt.time, receipt.time)?;
        }
        Ok((receipt, key))
    }
}

impl NotTaken {
    /// The signed notice.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        sign(self, NOT_TAKEN, key, &self.from)
    }

    /// Reads a notice about `awaited`.
    pub fn verify(text: &str, roll: &Roll, now: Time, awaited: &Awaited) -> Result<Self, Refused> {
        const FIELDS: [&str; 5] = ["digest", "from", "to", "reason", "time"];
        let (notice, key): (Self, _) = read(text, NOT_TAKEN, &FIELDS, roll)?;
        key.check(notice.time, now)?;
        about(awaited, notice.digest, &notice.from, &notice.to, key)?;
        Ok(notice)
    }
}

fn sign<T: Serialize>(answer: &T, of: jws::Type, key: &KeyPair, from: &GatewayId) -> Result<String, FederationError> {
    if *key.owner() != Owner::Gateway(from.clone()) {
        return Err(key.wrong("it is not a key of the gateway that answers"));
    }
    if key.suite() != Suite::Ed25519 {
        return Err(key.wrong("answers are signed with Ed25519"));
    }
    let bytes = Jws::sign(&jws::payload(answer)?, of, key)?.to_bytes()?;
    if bytes.len() > RECEIPT_MAX_BYTES {
        return Err(Reason::TooLarge.because(format!("the answer has {} bytes", bytes.len())).into());
    }
    // Canonical JSON is UTF-8, so nothing is ever lost here.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn read<'roll, T: serde::de::DeserializeOwned>(
    text: &str,
    of: jws::Type,
    fields: &[&str],
    roll: &'roll Roll,
) -> Result<(T, &'roll KeyEntry), Refused> {
    let signed = Jws::read(text.as_bytes(), RECEIPT_MAX_BYTES)?.verify(of, roll)?;
    if signed.key.suite != Suite::Ed25519 {
        return Err(Reason::SuiteNotTaken.because(format!("an answer signed with `{}`", signed.key.kid)));
    }
    Ok((jws::typed(jws::members(&signed.payload, fields)?)?, signed.key))
}

fn about(awaited: &Awaited, digest: Digest, from: &GatewayId, to: &GatewayId, key: &KeyEntry) -> Result<(), Refused> {
    if digest != awaited.digest {
        return Err(Reason::WrongMessage.because("about other bytes than those that were sent"));
    }
    if key.owner != Owner::Gateway(from.clone()) || *from != awaited.to {
        return Err(Reason::WrongSigner.because(format!("given by `{from}`, signed with `{}`", key.kid)));
    }
    if *to != awaited.from {
        return Err(Reason::NotForHere.because(format!("for `{to}`")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{World, at, gateway, key_of, ulid};
    use crate::roll::{Head, Revoked};

    fn awaited() -> Awaited {
        Awaited {
            message: MessageId::new(ulid(1)),
            digest: Digest::of(b"message"),
            from: gateway("cn"),
            to: gateway("hk"),
        }
    }

    fn receipt() -> Receipt {
        Receipt {
            message: MessageId::new(ulid(1)),
            digest: Digest::of(b"message"),
            from: gateway("hk"),
            to: gateway("cn"),
            log: "hk/record".into(),
            index: 41,
            time: at(10),
        }
    }

    fn signed(receipt: &Receipt) -> String {
        receipt.sign(&World::new().envelope_key("hk")).unwrap()
    }

    #[test]
    fn a_receipt_for_the_message_is_taken() {
        assert_eq!(Receipt::verify(&signed(&receipt()), &World::new().roll, &awaited()), Ok(receipt()));
    }

    #[test]
    fn a_gateway_knows_its_own_receipt_again_and_nobody_elses() {
        let world = World::new();
        assert_eq!(Receipt::given_by(&signed(&receipt()), &world.roll, &gateway("hk")), Ok(receipt()));
        let by_macao = Receipt { from: gateway("mo"), ..receipt() }.sign(&world.envelope_key("mo")).unwrap();
        let refused = Receipt::given_by(&by_macao, &world.roll, &gateway("hk")).unwrap_err();
        assert_eq!(refused.reason, Reason::WrongSigner);
        let changed = signed(&receipt()).replace("\"payload\":\"e", "\"payload\":\"f");
        assert!(Receipt::given_by(&changed, &world.roll, &gateway("hk")).is_err());
    }

    #[test]
    fn a_receipt_for_other_bytes_or_another_message_is_refused() {
        let other_bytes = Receipt { digest: Digest::of(b"other"), ..receipt() };
        let other_message = Receipt { message: MessageId::new(ulid(2)), ..receipt() };
        for wrong in [other_bytes, other_message] {
            let refused = Receipt::verify(&signed(&wrong), &World::new().roll, &awaited()).unwrap_err();
            assert_eq!(refused.reason, Reason::WrongMessage);
        }
    }

    #[test]
    fn a_receipt_by_a_gateway_that_the_message_was_not_sent_to_is_refused() {
        let world = World::new();
        let by_macao = Receipt { from: gateway("mo"), ..receipt() }.sign(&world.envelope_key("mo")).unwrap();
        assert_eq!(Receipt::verify(&by_macao, &world.roll, &awaited()).unwrap_err().reason, Reason::WrongSigner);
        assert_eq!(receipt().sign(&world.envelope_key("mo")).unwrap_err().code(), "wrong-key");
    }

    #[test]
    fn an_answer_is_signed_with_what_everybody_reads() {
        let sm2 = key_of(Suite::Sm2Sm3, "hk", KeyUse::Envelope);
        assert_eq!(receipt().sign(&sm2).unwrap_err().code(), "wrong-key");
        let world = World::with(|contents| {
            contents.keys.push(KeyEntry::of(&sm2, at(0), at(100)));
            contents.gateways.iter_mut().for_each(|gateway| gateway.suites = Some(vec![Suite::Sm2Sm3]));
        });
        let forged = Jws::sign(&jws::payload(&receipt()).unwrap(), RECEIPT, &sm2).unwrap().to_bytes().unwrap();
        let refused = Receipt::verify(std::str::from_utf8(&forged).unwrap(), &world.roll, &awaited()).unwrap_err();
        assert_eq!(refused.reason, Reason::SuiteNotTaken);
    }

    #[test]
    fn a_receipt_for_another_sender_is_refused() {
        let wrong = signed(&Receipt { to: gateway("mo"), ..receipt() });
        assert_eq!(Receipt::verify(&wrong, &World::new().roll, &awaited()).unwrap_err().reason, Reason::NotForHere);
    }

    #[test]
    fn a_notice_is_no_receipt_and_a_receipt_no_notice() {
        let world = World::new();
        let notice = NotTaken {
            digest: awaited().digest,
            from: gateway("hk"),
            to: gateway("cn"),
            reason: Reason::ChainBroken,
            time: at(10),
        };
        let text = notice.sign(&world.envelope_key("hk")).unwrap();
        assert_eq!(NotTaken::verify(&text, &world.roll, at(11), &awaited()), Ok(notice));
        assert_eq!(Receipt::verify(&text, &world.roll, &awaited()).unwrap_err().reason, Reason::WrongType);
        let receipt = signed(&receipt());
        let refused = NotTaken::verify(&receipt, &world.roll, at(11), &awaited()).unwrap_err();
        assert_eq!(refused.reason, Reason::WrongType);
    }

    #[test]
    fn a_revocation_keeps_the_receipts_inside_the_head_that_it_names() {
        let head = |size| Some(Head { log: "hk/record".into(), size, root: Digest::of(b"root") });
        let verify = |head| {
            let world = World::with(|contents| {
                let key = contents.keys.iter_mut().find(|key| key.kid.to_string().starts_with("hk-envelope")).unwrap();
                key.revoked = Some(Revoked { at: at(5), head });
            });
            Receipt::verify(&signed(&receipt()), &world.roll, &awaited()).map_err(|refused| refused.reason)
        };
        assert_eq!(verify(head(42)), Ok(receipt()));
        assert_eq!(verify(head(41)), Err(Reason::KeyRevoked));
        assert_eq!(verify(None), Err(Reason::KeyRevoked));
    }

    #[test]
    fn a_stored_receipt_is_good_after_its_key_ran_out() {
        let world = World::with(|contents| {
            contents.keys.iter_mut().for_each(|key| key.until = at(10));
        });
        assert!(Receipt::verify(&signed(&receipt()), &world.roll, &awaited()).is_ok());
        let later = signed(&Receipt { time: at(11), ..receipt() });
        assert_eq!(Receipt::verify(&later, &world.roll, &awaited()).unwrap_err().reason, Reason::KeyNotValid);
    }
}
