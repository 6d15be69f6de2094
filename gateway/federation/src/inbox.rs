//! What becomes of a message that was opened: a pure decision over what the store knows. Whoever carries it out commits the
//! message and its receipt together, and answers after that.

use comity_domain::GatewayId;
use comity_record::Digest;

use crate::envelope::Verified;
use crate::reason::{Reason, Refused};
use crate::stream::{Check, Stream};

/// The answer that a message of this id got before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The digest of the message that was answered.
    pub digest: Digest,
    /// The receipt, as stored.
    pub receipt: String,
}

/// What this gateway knows about the message's id and matter.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// The answer to this id from this peer, if there was one.
    pub answered: Option<&'a Answered>,
    /// The gateway that the matter is with, if the matter is known here.
    pub matter_with: Option<&'a GatewayId>,
    /// The matter's chains; empty for a new matter.
    pub stream: &'a Stream,
}

/// What becomes of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<'a> {
    /// It is new and next: commit it, with a receipt.
    Take,
    /// It was taken before: give the stored receipt again.
    Again {
        /// The receipt, byte for byte.
        receipt: &'a str,
    },
    /// Not now: messages before it are missing. It may be [kept](crate::early) until its turn comes; the sender tries again.
    Wait {
        /// The `seq` that is waited for.
        expected: u64,
    },
    /// Never: give a signed notice and record the refusal.
    Refuse(Refused),
}

/// Decides about a message.
pub fn decide<'a>(message: &Verified, known: &Known<'a>) -> Decision<'a> {
    let (envelope, digest) = (message.envelope(), message.digest());
    match known.answered {
        Some(answered) if answered.digest == digest => return Decision::Again { receipt: &answered.receipt },
        Some(_) => return refuse(Reason::IdReused, format!("`{}` was used for other bytes", envelope.id)),
        None => {}
    }
    match known.matter_with {
        Some(peer) if *peer != envelope.from => {
            return refuse(Reason::NotAParty, format!("the matter is with `{peer}`"));
        }
        None if *envelope.matter.origin() == envelope.to => {
            return refuse(Reason::UnknownMatter, format!("no matter `{}` here", envelope.matter));
        }
        _ => {}
    }
    match known.stream.check(&envelope.link(), digest) {
        Check::Next => Decision::Take,
        Check::Gap { expected } => Decision::Wait { expected },
        Check::Broken(refused) => Decision::Refuse(refused),
        // The chain holds these bytes, yet their id has no answer: they came under another matter's name or another log's.
        Check::Duplicate => refuse(Reason::ChainBroken, "taken before, without a receipt".to_owned()),
    }
}

/// Decides about a message in a matter whose particulars were erased here, and which was with the gateway `with`: the receipt that was
/// given stays given, and nothing else is taken any more.
///
/// # Errors
/// Why it is refused for good, as in [`Decision::Refuse`].
pub fn decide_in_erased<'a>(
    message: &Verified,
    answered: Option<&'a Answered>,
    with: &GatewayId,
) -> Result<&'a str, Refused> {
    let envelope = message.envelope();
    match answered {
        Some(answered) if answered.digest == message.digest() => Ok(&answered.receipt),
        Some(_) => Err(Reason::IdReused.because(format!("`{}` was used for other bytes", envelope.id))),
        None if *with != envelope.from => Err(Reason::NotAParty.because(format!("the matter is with `{with}`"))),
        None => Err(Reason::NotExpected.because("the particulars of the matter were erased")),
    }
}

/// The receipt that exactly these bytes have. It is asked for when they can no longer be [opened](crate::envelope::open): the promise
/// stands, whatever has become of their key or their authority since.
pub fn receipt_of<'a>(bytes: &[u8], answered: &'a Answered) -> Option<&'a str> {
    (answered.digest == Digest::of(bytes)).then_some(&answered.receipt)
}

fn refuse<'a>(reason: Reason, detail: String) -> Decision<'a> {
    Decision::Refuse(reason.because(detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::open;
    use crate::fixture::{World, at, gateway, letter};

    fn arrived() -> Verified {
        let world = World::new();
        let signed = letter().sign(&world.envelope_key("cn"), &world.roll).unwrap();
        open(&signed.bytes, &world.roll, at(20), &gateway("cn"), &gateway("hk")).unwrap()
    }

    fn reason(decision: Decision<'_>) -> Reason {
        match decision {
            Decision::Refuse(refused) => refused.reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn in_an_erased_matter_a_receipt_stays_what_it_was_and_nothing_else_is_taken() {
        let message = arrived();
        let answered = Answered { digest: message.digest(), receipt: "signed".to_owned() };
        let other = Answered { digest: Digest::of(b"other"), ..answered.clone() };
        let reason = |answered, with| decide_in_erased(&message, answered, &gateway(with)).unwrap_err().reason;
        assert_eq!(decide_in_erased(&message, Some(&answered), &gateway("cn")), Ok("signed"));
        assert_eq!(reason(Some(&other), "cn"), Reason::IdReused);
        assert_eq!(reason(None, "mo"), Reason::NotAParty);
        assert_eq!(reason(None, "cn"), Reason::NotExpected);
    }

    #[test]
    fn a_letter_in_a_new_matter_is_taken() {
        let known = Known { answered: None, matter_with: None, stream: &Stream::default() };
        assert_eq!(decide(&arrived(), &known), Decision::Take);
    }

    #[test]
    fn a_message_that_comes_again_gets_the_stored_receipt() {
        let answered = Answered { digest: arrived().digest(), receipt: "the receipt".into() };
        let cn = gateway("cn");
        let known = Known { answered: Some(&answered), matter_with: Some(&cn), stream: &Stream::default() };
        assert_eq!(decide(&arrived(), &known), Decision::Again { receipt: "the receipt" });
    }

    #[test]
    fn an_id_used_for_other_bytes_is_refused() {
        let answered = Answered { digest: Digest::of(b"other"), receipt: String::new() };
        let known = Known { answered: Some(&answered), matter_with: None, stream: &Stream::default() };
        assert_eq!(reason(decide(&arrived(), &known)), Reason::IdReused);
    }

    #[test]
    fn a_gateway_that_is_no_party_to_the_matter_is_refused() {
        let mo = gateway("mo");
        let known = Known { answered: None, matter_with: Some(&mo), stream: &Stream::default() };
        assert_eq!(reason(decide(&arrived(), &known)), Reason::NotAParty);
    }

    #[test]
    fn an_answer_in_a_matter_that_was_never_opened_here_is_refused() {
        let world = World::new();
        let mut answer = letter();
        answer.kind = comity_domain::message::MessageKind::Acceptance;
        (answer.from, answer.to) = (gateway("hk"), gateway("cn"));
        (answer.sender, answer.recipient) = (answer.recipient, answer.sender);
        let signed = answer.sign(&world.envelope_key("hk"), &world.roll).unwrap();
        let answer = open(&signed.bytes, &world.roll, at(20), &gateway("hk"), &gateway("cn")).unwrap();
        let known = Known { answered: None, matter_with: None, stream: &Stream::default() };
        assert_eq!(reason(decide(&answer, &known)), Reason::UnknownMatter);
    }

    #[test]
    fn a_broken_chain_is_refused_and_a_gap_waits() {
        let mut stream = Stream::default();
        stream.received.push(Digest::of(b"another first message"));
        let known = Known { answered: None, matter_with: None, stream: &stream };
        assert_eq!(reason(decide(&arrived(), &known)), Reason::ChainBroken);

        let world = World::new();
        let mut third = letter();
        (third.seq, third.prev) = (3, Some(Digest::of(b"second")));
        let signed = third.sign(&world.envelope_key("cn"), &world.roll).unwrap();
        let third = open(&signed.bytes, &world.roll, at(20), &gateway("cn"), &gateway("hk")).unwrap();
        let known = Known { answered: None, matter_with: None, stream: &Stream::default() };
        assert_eq!(decide(&third, &known), Decision::Wait { expected: 1 });
    }
}
